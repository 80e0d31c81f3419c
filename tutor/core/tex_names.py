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
    Alpha Beta Box Chi Delta Epsilon Eta Gamma Iota Kappa Lambda Leftrightarrow Mu Nu Omega Omicron Phi Pi Psi
    Rho Rightarrow Sigma Tau Theta Upsilon Xi Zeta alpha angle approx ast beta cap cdot cdots ce chi circ colon
    cos cup degree delta dfrac displaystyle div dots emptyset enspace epsilon equiv eta exp frac gamma gcd ge
    geq gt iff implies in infty iota kappa lambda lbrace lcm ldots le left leftarrow leftrightarrow leq ln log
    longrightarrow lt lvert mathrm max mbox min mp mu ne neq notin nu omega omicron operatorname overline
    parallel perp phi pi pm prime propto psi qquad quad rbrace rho right rightarrow rightleftharpoons rm rvert
    setminus sigma sim sin sqrt square subset subseteq tan tau text textrm textstyle tfrac theta thinspace times
    to triangle upsilon varepsilon varphi vartheta vert xi xrightarrow zeta
    """.split()  # noqa: SIM905
)

_COMMAND = r"(?s)\\([A-Za-z]+|.)"
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
