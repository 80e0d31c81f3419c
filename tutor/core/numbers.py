"""Reading what people type as a number, by the habits of their language, and writing numbers so.

A single sign between digits is read as the language reads it; the other sign separates thousands where it can (`1,000`
in English is a thousand), and else is taken for the decimal sign (`1,5` in English is one and a half: `guessed`).
Nothing is computed but a fraction, a power of ten and a sign: `2^10`, `3*4` and `0x10` are not numbers here.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache, lru_cache

from msgspec import Struct

from tutor.core.expressions import as_text

LONGEST = 120
"""Characters of a typed number with its unit."""
MOST_POWER = 400
"""The largest power of ten. Fixed: bounds the time."""

COMMA_LANGUAGES = frozenset(
    "af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk ky lb lt lv mk mn nb nl nn no pl pt ro "  # noqa: SIM905
    "ru sk sl sq sr sv tr tt uk uz vi".split()
)
POINT_REGIONS = frozenset(["MX", "US", "PR", "GT", "HN", "NI", "PA", "PE", "SV", "DO", "CH", "LI"])
"""Where a language of the comma writes a point: Spanish in much of Latin America, German and Italian in Switzerland."""
COMMA_TAGS = frozenset(["en-ZA"])

_PLAIN = str.maketrans(
    dict.fromkeys("−–—‐‑‒﹣－", "-")
    | dict.fromkeys("⁄∕／", "/")
    | dict.fromkeys("’‘＇ʼ٬", "'")
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u3000\t\n", " ")
    | {"＋": "+", "．": ".", "，": ",", "،": ",", "％": "%", "٪": "%", "＄": "$"}
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_ENDS = ".,;:!?。 "
_DECIMAL = r"(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)"
_AND = r"\ ?[+&]\ ?|\ (?:and|und|et|y|e)\ "
"""What may stand inside a mixed number, in a few languages: `1 and 1/3`."""
_GROUPED = r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
_POWER = r"10(?=\ ?\^|[⁺⁻]?[⁰¹²³⁴-⁹])"
_POWER_ALONE = rf"^([+-]?) ?{_POWER}"
_NO_SIGN_BEFORE = rf"(?<=[0-9]) {_POWER}"
"""A power of ten on its own, `10^-7`, and one behind a number: `1.5 10^-7`."""
_NO_UNIT = r"[0-9]{2}|(?<![^\W\d_])(?<![\^(+-])[0-9]|[xX*·×] ?[0-9]"
"""Digits that a unit can't have: more than one together, or not after a letter (`m2`, `m^2` and `s^-1` can)."""


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"""(?![+-]?0[xXbBoO][0-9a-fA-F])
        (?P<sign>[+-]?)\ ?(?P<before>[$€£¥₹₽₩]|[A-Z]{{1,2}}\$|[A-Z]{{3}}\ )?\ ?(?P<inner>[+-]?)\ ?
        (?:(?:(?P<whole>[0-9]+)(?P<plus>{_AND})?)?\ ?(?P<vulgar>[¼-¾⅐-⅞↉])
          |(?P<units>[0-9]+)(?:\ |(?P<and>{_AND}))(?P<above>[0-9]+)\ ?/\ ?(?P<below>[0-9]+)
          |(?P<decimal>{_DECIMAL})(?:\ ?/\ ?(?P<divisor>-?{_DECIMAL})|[eE](?P<power>[+-]?[0-9]+))?)
        (?:\ ?[×xX*·⋅∙✕]\ ?10(?:\ ?\^\ ?[({{]?(?P<ten>[+-]?[0-9]+)[)}}]?|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]+)))?
        (?P<rest>\ ?(?:(?:1?/)?(?![⁰¹²³⁴-⁹])[^\W\d_]|[°$€£¥₹₽₩%‰℃℉]).*)?""",
        re.VERBOSE,
    )


class Read(Struct, frozen=True):
    """A number as it was understood, with the text of the unit after it (a currency may stand before it).

    `guessed`: a sign that isn't the language's was taken for the decimal sign. `other` is what it would be if the sign
    between its digits meant the other thing, where it may.
    """

    value: Fraction
    unit: str = ""
    guessed: bool = False
    other: Fraction | None = None


def decimal_sign(language: str) -> str:
    """The decimal sign of a language (BCP 47): `,` or `.`."""
    primary, *rest = language.split("-")
    comma = primary.lower() in COMMA_LANGUAGES and POINT_REGIONS.isdisjoint(part.upper() for part in rest)
    return "," if comma or language in COMMA_TAGS else "."


def in_language(number: str, language: str) -> str:
    """A number written with a point, with the decimal sign of the language."""
    return number.replace(".", decimal_sign(language))


def number_text(value: Fraction | float, language: str) -> str:
    """How a number is shown: a decimal where it ends soon, else a fraction; with the language's decimal sign."""
    return in_language(as_text(value), language)


def read_number(text: str, language: str = "en") -> Read | None:
    """The number that a text is, with its unit; None when it isn't one.

    Understands `-3`, `3.5` or `3,5`, `1,000.5`, `1 000,5`, `1'000`, `3/4`, `1 3/4`, `1 and 3/4`, `1½`, `1.5e3`,
    `1.5×10^3`, `10^-7`, `50%`, `$5`, `5 m/s`, `= 3` and the digits of all scripts.
    """
    return None if len(text) > LONGEST else _read_number(str(text), language)


@lru_cache(maxsize=512)  # judging one answer reads the same few texts again and again
def _read_number(text: str, language: str) -> Read | None:
    sign = decimal_sign(language)
    found = _number().fullmatch(_with_times(_in_ascii(text, sign)))
    if found is None or (found["sign"] and found["inner"]):
        return None
    if "-" in found["sign"] + found["inner"] and "+" in (found["plus"] or found["and"] or ""):
        return None  # `-1 + 1/3` is a sum
    before, rest = (found["before"] or "").strip(), (found["rest"] or "").strip()
    if (before and rest) or re.search(_NO_UNIT, rest.removeprefix("1/")):
        return None
    amount = _amount(found, sign)
    if amount is None:
        return None
    minus = -1 if "-" in found["sign"] + found["inner"] else 1
    other = None if amount.other is None else amount.other * minus
    return Read(amount.value * minus, before or rest, amount.guessed, other)


def _in_ascii(text: str, sign: str) -> str:
    text = text.strip().rstrip(_ENDS).replace("٫", sign).translate(_PLAIN).replace("**", "^")
    text = " ".join(text.removeprefix("=").split())
    if text.isascii():
        return text
    return "".join(c if (digit := unicodedata.decimal(c, None)) is None else str(digit) for c in text)


def _with_times(text: str) -> str:
    """A text with the sign before a power of ten, and a number before that, which some leave out."""
    return re.sub(_NO_SIGN_BEFORE, "*10", re.sub(_POWER_ALONE, r"\g<1>1*10", text))


def is_power_of_ten(text: str) -> bool:
    """Whether a text is a power of ten with no number before it, such as `10^-7`."""
    return re.match(_POWER_ALONE, _in_ascii(text[:LONGEST], ".")) is not None


def repeats_power(text: str, question: str) -> bool:
    """Whether a text is only a power of ten that stands in the question: who is asked what 10^3 is says more."""
    return is_power_of_ten(text) and _power_in_line(text) in _power_in_line(question)


def _power_in_line(text: str) -> str:
    raised = re.sub("[⁺⁻]?[⁰¹²³⁴-⁹]+", lambda found: "^" + found[0].translate(_RAISED), _in_ascii(text, "."))
    return re.sub(r"[ {}()]", "", raised)


def _amount(found: re.Match[str], sign: str) -> Read | None:
    """The number without its sign, times the powers of ten behind it."""
    amount = _before_powers(found, sign)
    ten = int(found["ten"] or (found["raised"] or "0").translate(_RAISED))
    power = ten + int(found["power"] or 0)
    if amount is None or abs(power) > MOST_POWER or (ten and (found["plus"] or found["and"])):
        return None  # `1 + 1/3 × 10^3` is a sum
    times = Fraction(10) ** power
    return Read(
        amount.value * times, guessed=amount.guessed, other=None if amount.other is None else amount.other * times
    )


def _before_powers(found: re.Match[str], sign: str) -> Read | None:
    if found["vulgar"]:
        part = Fraction(unicodedata.numeric(found["vulgar"])).limit_denominator(100)
        return Read(int(found["whole"] or 0) + part)
    if found["above"]:
        return _mixed(found["units"], found["above"], int(found["below"]), joined=bool(found["and"]))
    amount = _decimal(found["decimal"], sign)
    if amount is None or not found["divisor"]:
        return amount
    divisor = _decimal(found["divisor"].removeprefix("-"), sign)
    minus = -1 if found["divisor"].startswith("-") else 1
    return Read(amount.value / divisor.value * minus) if divisor and divisor.value else None


def _mixed(units: str, above: str, below: int, *, joined: bool) -> Read | None:
    """A mixed number. What is `joined` by a sign or word is a sum to be computed, unless the fraction is below one."""
    if below == 0 or (joined and int(above) >= below):
        return None
    if len(above) == 3 and int(above) >= below:  # `1 500/7` is a thousand five hundred sevenths
        return Read(Fraction(int(units + above), below))
    return Read(int(units) + Fraction(int(above), below))


def _decimal(text: str, sign: str) -> Read | None:
    """A number of digits, decimal sign and thousands, by the language's decimal sign."""
    digits = text.replace(" ", "").replace("'", "")
    marks = [character for character in digits if character in ".,"]
    if len(set(marks)) == 2:
        whole, mark, part = digits.rpartition(marks[-1])
        plain = whole.replace(marks[0], "")
        return Read(Fraction(f"{plain}.{part}")) if mark not in whole and re.fullmatch(_GROUPED, whole) else None
    thousands = None
    if marks and digits == text and re.fullmatch(_GROUPED, digits):
        thousands = Fraction(digits.replace(marks[0], ""))
    if len(marks) > 1:
        return None if thousands is None else Read(thousands)
    value = Fraction(digits.replace(",", "."))
    if not marks or digits != text or marks[0] == sign:
        return Read(value, other=thousands)
    return Read(value, guessed=True) if thousands is None else Read(thousands, other=value)
