r"""Chemistry inside mathematics, `\ce{2H2 + O2 -> 2H2O}` or `\mathrm{SO_4^{2-}}`: how it looks and how it is said."""

from __future__ import annotations

import re

from tutor.present.tex_signs import LOWERED, RAISED
from tutor.present.tex_tree import Unsure

_ARROWS = {
    "<=>": ("⇌", "is in equilibrium with"),
    "<->": ("↔", "is also written"),
    "->": ("→", "gives"),
    "<-": ("←", "comes from"),
}
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<arrow><=>|<->|->|<-)
      | (?P<up>\^(?:\{[0-9]*[+-]?\}|[0-9]*[+-](?![A-Za-z0-9])|[0-9]+))
      | (?P<down>_(?:\{[0-9]+\}|[0-9]))
      | (?P<number>[0-9]+(?:[./][0-9]+)?)
      | (?P<name>[A-Z][a-z]?|[a-z]+)
      | (?P<bracket>[()\[\]])
      | (?P<sign>[-+*=·.])
      | (?P<nothing>\{\})""",
    re.VERBOSE,
)
_BRACKETS = {"(": "open bracket", ")": "close bracket", "[": "open square bracket", "]": "close square bracket"}
_SIGNS = {"+": "plus", "-": "minus", "·": "dot", "=": "double bond"}


def chemistry(source: str, *, loose: bool = True) -> tuple[str, str]:
    """A formula or equation in one line, and in words: `SO4^2-` is `SO₄²⁻`, `S O 4 2 minus`. Raises `Unsure`.

    Without `loose` names must be those of elements: `cm^3` is none of chemistry.
    """
    shown, said, at, last = list[str](), list[str](), 0, "space"
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            raise Unsure
        at, kind = found.end(), found.lastgroup or ""
        text = found.group()
        if kind == "sign" and text in "+-" and last not in ("space", "sign") and not source[at : at + 1].isalnum():
            kind = "up"
        power = kind == "up" and last in ("name", "close") and text.strip("^{}").isdigit()
        if power or (not loose and kind == "name" and text[0].islower()):
            raise Unsure
        if kind == "number" and last in ("name", "close") and text.isdigit():
            kind = "down"
        looks, sounds = _told(kind, text)
        shown.append(looks)
        said.append(sounds)
        last = "close" if text in (")", "]") else kind
    line, words = " ".join("".join(shown).split()), " ".join(" ".join(said).split())
    if not line:
        raise Unsure
    return line, words


def _told(kind: str, text: str) -> tuple[str, str]:
    plain = text.strip("^_{}").replace("-", "−")
    match kind:
        case "up":
            words = plain.replace("+", " plus").replace("−", " minus")
            return "".join(RAISED[character] for character in plain), words
        case "down":
            return "".join(LOWERED[character] for character in plain), plain
        case "arrow":
            return f" {_ARROWS[text][0]} ", _ARROWS[text][1]
        case "name":
            return text, " ".join(text) if text[0].isupper() else text
        case "bracket":
            return text, _BRACKETS[text]
        case "sign":
            sign = "·" if text in "*." else text
            return plain if sign != "·" else sign, _SIGNS[sign]
        case "nothing":
            return "", ""
    return text if kind == "number" else " ", text
