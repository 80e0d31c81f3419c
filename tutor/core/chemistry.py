"""Formulas and equations of chemistry inside texts, brought to the form that a keyboard gives: `H₂O` is `H2O`.

So `Ca²⁺`, `Ca^2+` and `Ca2+` are the same text. Texts that differ only in that become equal too, such as x² and x2;
but 10² is `10^2` and no 102.
"""

from __future__ import annotations

import re

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED_RUN = "([0-9])?([⁰¹²³⁴-⁹⁺⁻]+)"
_BRACES = r"\^\{([0-9]+[+-]?|[+-][0-9]*)\}"
_CARETS = r"(?<=[^\W\d_]|[)\]])(?:[0-9]*\^)+(?=[0-9+-])"
_ARROW = r" *(?:-{1,3}>|={1,3}>?|[→⟶]) *"
_WRITTEN_ARROW = r"(?:^| )-{1,3}> |[→⟶]"
_PLUS = r" *\+ *"
_COUNT = r"(?:^|(?<=[>+]))([0-9]+) (?=[^\W\d_]|[(\[])"


def plain_scripts(text: str) -> str:
    """Raised and lowered digits and signs as plain ones, and `^` before them left out behind letters and brackets.

    Behind other digits `^` stays or comes in: there it tells 10² from 102.
    """
    if not text.isascii():
        text = re.sub(_RAISED_RUN, _typed, text.translate(_LOWERED))
    if "^" not in text:
        return text
    return re.sub(_CARETS, lambda found: found[0].replace("^", ""), re.sub(_BRACES, r"^\1", text))


def _typed(found: re.Match[str]) -> str:
    plain = found[2].translate(_RAISED)
    return f"{found[1]}^{plain}" if found[1] else plain


def has_arrow(text: str) -> bool:
    """Whether a text is an equation with an arrow: `2H2 + O2 -> 2H2O`. `p->next` is none."""
    return bool(re.search(_WRITTEN_ARROW, text))


def plain_equation(text: str) -> str:
    """An equation with one kind of arrow (`=` is one too), without spaces around it, around `+` and behind counts."""
    return re.sub(_COUNT, r"\1", re.sub(_PLUS, "+", re.sub(_ARROW, "->", text)))
