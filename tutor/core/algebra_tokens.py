"""The signs of a formula as people type them: `2x²`, `x**2`, `½`, `3·4`, `x₁`, `θ` or `theta`, `sinx`, `√2`.

Which letters belong together is decided here. What is one name in the author's key stays one; a function or the name
of a Greek letter is found even where it touches others (`2pix`, `sinx`); else a run of four letters or more is one
name, unless each of its letters is a variable of the key, and shorter runs are products of letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from msgspec import Struct

FUNCTIONS = {
    name: name
    for name in "sin cos tan cot sec csc asin acos atan ln log lg exp sqrt cbrt abs".split()  # noqa: SIM905
} | {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "factorial": "factorial", "frac": "frac"}
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Delta": "Δ", "Omega": "Ω", "pi": "π",
}  # fmt: skip
"""Names of letters; not those of two letters that are likely to be a product (`mu`, `nu`, `xi`)."""
LONG = 4
"""Letters from which a run that holds no known word is one name. Tunable (3..6)."""

_PLAIN = str.maketrans(
    dict.fromkeys("−–—‐‑‒﹣", "-")
    | dict.fromkeys("×·⋅∙•∗✕⨯", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("{[", "(")
    | dict.fromkeys("}]", ")")
    | {"∣": "|", "ϕ": "φ", "ϵ": "ε", "ı": "i"}
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵏ", "0123456789+-()nxk")
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₙᵢⱼₖ", "0123456789nijk")
_KEPT = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵏ₀₁₂₃₄₅₆₇₈₉ₙᵢⱼₖ")
_TOKEN = r"""(?x)(?P<space>\s+)
      | (?P<tex>\\(?:left|right|cdot|times|div|,|;|\s)?)
      | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
      | (?P<vulgar>[¼-¾⅐-⅞])
      | (?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵏ]+)
      | (?P<letters>(?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵏ₀₁₂₃₄₅₆₇₈₉ₙᵢⱼₖ])[^\W\d_])+)
        (?P<below>_\([0-9A-Za-z]+\)|_[0-9]+|_[A-Za-z]+|[₀₁₂₃₄₅₆₇₈₉ₙᵢⱼₖ]+)?'?
      | (?P<symbol>\*\*|[-+*/:^()|=!√∛°,;])"""
_TEX = {"\\cdot": "*", "\\times": "*", "\\div": "/"}


class Token(Struct, frozen=True):
    """`kind` is number, name, function, raised, symbol or end; `close` whether it touches the one before."""

    kind: str
    text: str
    at: int
    close: bool = True
    value: Fraction = Fraction(0)


class Unreadable(Exception):
    """A formula can't be read. `at` is where in the text the trouble begins, `why` a code, `message` for authors."""

    def __init__(self, message: str, at: int, why: str = "sign") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.why = why


class Words(Struct, frozen=True):
    """Which names are known: those of the key (`names`), or, in a `key` itself, those of its domain."""

    names: frozenset[str] = frozenset()
    key: bool = False
    comma: bool = False


def tokens(text: str, words: Words) -> list[Token]:
    """The tokens of a text, with an end. Raises `Unreadable`."""
    plain, found, here, close = _plain(text), list[Token](), 0, False
    token = re.compile(_TOKEN)
    while here < len(plain):
        match = token.match(plain, here)
        if match is None:
            raise Unreadable(f"`{text[here]}` can't be read here" if text[here].isprintable() else "", here)
        made = list(_made(match, words))
        if made and not close:
            made[0] = Token(made[0].kind, made[0].text, made[0].at, False, made[0].value)
        found += made
        close, here = bool(made), match.end()
    return [*_joined(found, words, plain), Token("end", "", len(text))]


def _plain(text: str) -> str:
    """Each character in its plainest form, and as many as before, so that places stay."""
    text = text.translate(_PLAIN)
    return text if text.isascii() else "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign in _KEPT or sign.isascii():
        return sign
    folded = unicodedata.normalize("NFKC", sign)
    digit = unicodedata.decimal(sign, None)
    return str(digit) if digit is not None else (folded if len(folded) == 1 else sign)


def _made(match: re.Match[str], words: Words) -> Iterator[Token]:
    kind, text, at = match.lastgroup or "", match.group(), match.start()
    if kind in ("letters", "below"):
        yield from _names(match["letters"], (match["below"] or "").translate(LOWERED).strip("_()"), at, words)
    elif kind == "number":
        yield Token("number", text, at, value=Fraction(text))
    elif kind == "vulgar":
        yield Token("vulgar", text, at, value=Fraction(unicodedata.numeric(text)).limit_denominator(100))
    elif kind == "raised":
        yield Token("raised", text.translate(_RAISED), at)
    elif kind == "tex" and text in _TEX:
        yield Token("symbol", _TEX[text], at)
    elif kind == "symbol":
        yield Token("symbol", {"**": "^", ":": "/"}.get(text, text), at)


def _names(run: str, below: str, at: int, words: Words) -> Iterator[Token]:
    pieces = _split(run, words)
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        name = GREEK.get(piece, piece)
        if piece in FUNCTIONS and piece not in words.names:
            yield Token("function", FUNCTIONS[piece], at)
            if last and below:
                yield Token("below", below, at)
        else:
            yield Token("name", f"{name}_{below}" if last and below else name, at)
        at += len(piece)


def _split(run: str, words: Words) -> list[str]:
    if run in words.names:
        return [run]
    pieces, here = list[str](), 0
    while here < len(run):
        known = (len(word) for word in _known(words.names) if run.startswith(word, here))
        length = max(known, default=1)
        pieces.append(run[here : here + length])
        here += length
    all_letters = len(pieces) == len(run)
    if all_letters and len(run) >= LONG and (words.key or not words.names.issuperset(pieces)):
        return [run]
    return pieces


@cache
def _standing() -> frozenset[str]:
    return frozenset(FUNCTIONS) | frozenset(GREEK)


def _known(names: frozenset[str]) -> Iterator[str]:
    yield from _standing()
    yield from (name for name in names if len(name) > 1)


def _joined(found: list[Token], words: Words, plain: str) -> list[Token]:
    """Digits that touch a name as its subscript (`x1`) where the author has such names; commas within numbers."""
    joined, calls = list[Token](), _calls(found)
    numbered = any(name.rpartition("_")[2].isdigit() for name in words.names if "_" in name)
    for token, in_call in zip(found, calls, strict=True):
        before = joined[-1] if joined else None
        if token.kind == "number" and token.close and before and token.value.denominator == 1:
            name = f"{before.text}_{token.text}"
            wanted = name in words.names or ((words.key or numbered) and "_" not in before.text)
            if before.kind == "name" and wanted:
                joined[-1] = Token("name", name, before.at, before.close)
                continue
            if before.text == "," and before.close and len(joined) > 1 and (words.comma or not in_call):
                number = _with_comma(joined[-2], token, words)
                if number is not None:
                    joined[-2:] = [number]
                    continue
        joined.append(token)
    return joined


def _calls(found: list[Token]) -> list[bool]:
    """For each token, whether it stands in the brackets of a function, where a comma separates."""
    calls, opened = list[bool](), list[bool]()
    for at, token in enumerate(found):
        if token.text == "(":
            opened.append(at > 0 and found[at - 1].kind in ("function", "below"))
        elif token.text == ")" and opened:
            opened.pop()
        calls.append(any(opened))
    return calls


def _with_comma(whole: Token, rest: Token, words: Words) -> Token | None:
    """`1,5` is one and a half, in every language; `1,000` is a thousand where the comma is not the decimal sign."""
    if whole.kind != "number" or whole.value.denominator != 1:
        return whole if whole.kind == "number" and words.comma else None
    if words.comma or not re.fullmatch("[1-9][0-9]*", whole.text) or len(rest.text) != 3:
        return Token("number", "", whole.at, whole.close, Fraction(f"{whole.value}.{rest.text}"))
    return Token("number", whole.text + rest.text, whole.at, whole.close, Fraction(whole.text + rest.text))
