"""OATutor's texts as Markdown, and its arithmetic in TeX as the expressions that our judges read."""

from __future__ import annotations

import re

from tutor.exchange.markup import as_markdown, clean

FIGURE = re.compile(r"##\s*([\w.-]{1,80}\.\w{3,4})\s*(?:##)?")
_MATHS = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_HELD = re.compile("\ue000(\\d+)\ue001")
_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
"""What stands in braces, with braces inside at most four deep."""
_FRACTION = re.compile(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}")
_ROOT = re.compile(rf"\\sqrt\s*(?:\[([^\[\]]+)\])?\s*{_GROUP}")
_LOG = re.compile(rf"\\log_\s*(?:{_GROUP}|(\w))")
_OPERATOR = re.compile(r"\\operatorname\{([\w.]+)\}")
_WORDS = {r"\left": "", r"\right": "", r"\cdot": "*", r"\times": "*", r"\div": "/", r"\,": " ", r"\ ": " ", r"\!": ""}
_NAMES = re.compile(
    r"\\(pi|ln|log|sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|exp|alpha|beta|gamma|theta|lambda|sigma)\b"
)
_SINGLE = re.compile(r"[A-Za-z]|\d+(?:\.\d+)?")
_OPEN, _SHUT = ("", *"+-*=({["), ("", *"+-=)}]")
"""What may stand before and after a fraction without brackets."""
LONGEST = 400


def text_of(value: object) -> str:
    """The value if it is a text, else nothing: a file of strangers may hold anything."""
    return clean(value) if isinstance(value, str) else ""


def markdown_of(text: str) -> str:
    """A text with `$$maths$$` in its lines as Markdown. Figures stay as they are written, `##name##`."""
    held: list[str] = []

    def hold(maths: re.Match[str]) -> str:
        if maths[1].strip() == "_{}":
            return "____"
        tex = _OPERATOR.sub(r"\1", maths[1].strip().replace("**", "^").replace("$", ""))
        held.append(f"${tex}$")
        return f"\ue000{len(held) - 1}\ue001"

    plain = _MATHS.sub(hold, re.sub("[\ue000\ue001]", "", text)).replace("\\n", "\n")
    lines = as_markdown(plain).replace("\n", "\n\n")
    return re.sub(r"\n{3,}", "\n\n", _HELD.sub(lambda number: held[int(number[1])], lines))


def figures_of(text: str) -> list[str]:
    """The names of the figures in a text."""
    return FIGURE.findall(text)


def without_figures(text: str) -> str:
    """The text without its figures."""
    return FIGURE.sub("", text).strip()


def expression_of(tex: str) -> str:
    """An answer in TeX as people type it: `\\frac{x}{2}` is `x/2`. Nothing when it is more than an expression."""
    text = _OPERATOR.sub(r"\1", tex.strip().removeprefix("$$").removesuffix("$$").strip())
    if not text or len(text) > LONGEST or "$" in text:
        return ""
    for word, sign in _WORDS.items():
        text = text.replace(word, sign)
    for _ in range(12):
        before = text
        text = _LOG.sub(lambda found: f"log_{found[1] or found[2]}", text)
        text = _FRACTION.sub(_fraction, text)
        text = _ROOT.sub(_root, text)
        if text == before:
            break
    text = _NAMES.sub(r" \1", text).replace("**", "^")
    text = re.sub(rf"\^\s*{_GROUP}", lambda found: f"^{_bracketed(found[1])}", text)
    text = text.replace("{", "(").replace("}", ")")
    text = re.sub(r"\s*([-+*/^=()])\s*", r"\1", text).strip()
    return "" if re.search(r"\\|[,;:%°|<>\[\]]|_(?!\w)", text) else " ".join(text.split())


def _fraction(found: re.Match[str]) -> str:
    """A fraction with brackets around it where it touches a factor or a power. One after a digit is left unread."""
    before, after = found.string[: found.start()].rstrip()[-1:], found.string[found.end() :].lstrip()[:1]
    if before.isdigit():
        return r"\mixed"
    fraction = f"{_bracketed(found[1])}/{_bracketed(found[2])}"
    return fraction if before in _OPEN and after in _SHUT else f"({fraction})"


def _root(found: re.Match[str]) -> str:
    if not found[1]:
        return f"sqrt({found[2]})"
    return f"cbrt({found[2]})" if found[1].strip() == "3" else f"({found[2]})^(1/{_bracketed(found[1])})"


def _bracketed(text: str) -> str:
    """The text in brackets, where it is more than one letter or number."""
    text = text.strip()
    return text if _SINGLE.fullmatch(text) else f"({text})"
