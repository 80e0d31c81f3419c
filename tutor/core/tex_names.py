"""The commands of TeX that `present/tex.py` can show, and what of a course's mathematics it can't (a test compares)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.core.dollars import maths_at
from tutor.core.gaps import OPEN
from tutor.core.item import Flaw, Item
from tutor.core.template_texts import texts

KNOWN = frozenset(
    """
    Alpha Beta Big Bigg Bigl Bigr Box Chi Delta Epsilon Eta Gamma Iota Kappa Lambda Leftarrow Leftrightarrow
    Longrightarrow Mu Nu Omega Omicron Phi Pi Pr Psi Rho Rightarrow Sigma Tau Theta Upsilon Vert Xi Zeta alpha
    angle approx arccos arcsin arctan arg ast bar begin beta big bigcap bigcup bigg biggl biggr bigl bigr binom
    bmod cap cdot cdots ce cfrac chi circ colon cong cos cosh cot csc cup dbinom ddot ddots deg degree delta det
    dfrac dim displaystyle div dot dots ell emptyset end enspace epsilon equiv eta exists exp forall frac gamma
    gcd ge geq gets gg gt hat hbar iff iint impliedby implies in inf infty int iota kappa ker lVert lambda land
    langle lbrace lceil lcm ldots le left leftarrow leftrightarrow leq lfloor lg lim limits ll ln lnot log
    longleftrightarrow longrightarrow lor lt lvert mapsto mathbb mathbf mathcal mathrm max mbox mid min mp mu
    nabla ne neg neq ni nolimits nonumber notin nu oint omega omicron operatorname oplus otimes overline
    overrightarrow parallel partial perp phi pi pm pmod prime prod propto psi qquad quad rVert rangle rbrace
    rceil rfloor rho right rightarrow rightleftharpoons rm rvert sec setminus sigma sim sin sinh sqrt square
    subset subseteq sum sup supset supseteq tan tanh tau tbinom text textbf textit textrm textstyle tfrac
    therefore theta thinspace tilde times to triangle upsilon varepsilon varnothing varphi vartheta vdots vec
    vee vert wedge xi xrightarrow zeta
    """.split()  # noqa: SIM905
)
ENVIRONMENTS = frozenset(
    """
    Bmatrix Vmatrix align align* aligned array bmatrix cases gather gather* gathered matrix pmatrix smallmatrix
    split vmatrix
    """.split()  # noqa: SIM905
)
"""What may stand between `begin` and `end`."""

_COMMAND = r"(?s)\\([A-Za-z]+|.)"
_BEGIN = r"\\begin\{([^{}]{0,40})\}"
_CODE = r"`[^`]*`"
_NO_PROSE = frozenset(
    ["answer", "number", "formula", "domain", "regex", "code", "sql", "shell", "samples", "when", "if", "condition"]
)


def flaws_of_tex(item: Item) -> Iterator[Flaw]:
    """Mathematics in the item's texts that would be shown as its source."""
    for path, text in texts(item):
        if "$" in text and _NO_PROSE.isdisjoint(path):
            for message, hint in tex_troubles(text, gaps=path[-1] == "cloze"):
                yield Flaw(path, "tex", message, hint, "warning")


def tex_troubles(text: str, *, gaps: bool = False) -> Iterator[tuple[str, str]]:
    """What can't be shown of the mathematics in a text, and what to do; with `gaps` also a gap inside of it."""
    for tex in _maths(text):
        if gaps and OPEN in tex:
            hint = "write the equation in Unicode outside of dollars, such as `[[2]] H₂ + O₂ → 2 H₂O`"
            yield "a gap can't stand inside `$…$`", hint
            continue
        unknown = [name for name in re.findall(_COMMAND, tex) if name.isalpha() and name not in KNOWN]
        unknown += [f"begin{{{name}}}" for name in re.findall(_BEGIN, tex) if name not in ENVIRONMENTS]
        if unknown:
            yield f"TeX that can't be shown: `\\{unknown[0][:40]}`", "write it in Unicode, or in another way"


def _maths(text: str) -> Iterator[str]:
    text = re.sub(_CODE, lambda found: " " * len(found[0]), text)
    at = text.find("$")
    while at >= 0:
        found = None if text[at - 1 : at] == "\\" else maths_at(text, at)
        if found is not None:
            yield found[1]
        at = text.find("$", at + 1 if found is None else found[0])
