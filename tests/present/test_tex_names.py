"""The commands that the checker takes for known are those that can be shown."""

from __future__ import annotations

import pytest

from tutor.core.tex_names import ENVIRONMENTS, KNOWN, tex_troubles
from tutor.present.tex import parse
from tutor.present.tex_built import ENVIRONMENTS as BUILT_ENVIRONMENTS
from tutor.present.tex_built import NAMES
from tutor.present.tex_signs import BIG, COMMANDS, FUNCTIONS, GREEK, LETTERS
from tutor.present.tex_tree import Unsure

FORMS = ["{0}", "x {0} y", "x{0}", "{0}{{a}}", "{0}{{1}}{{2}}", r"{0}( x \right)", r"{0} x \rvert", r"\lvert x {0}"]
FORMS += [r"\left( x {0})", "{0}3{1}", r"{0} x \rbrace", r"\lbrace x {0}", r"\left{0} x \right{0}"]
FORMS += [
    r"{0}{{cases}} 1 \end{{cases}}",
    r"\begin{{cases}} 1 {0}{{cases}}",
    r"{0}{{N}}",
    r"{0} x \rVert",
    r"\lVert x {0}",
]
FORMS += [r"{0} x \rfloor", r"\lfloor x {0}", r"{0} x \rceil", r"\lceil x {0}", r"{0} x \rangle", r"\langle x {0}"]
FORMS += [r"{0} x \Vert"]


def shown(source: str) -> bool:
    try:
        parse(source)
    except Unsure:
        return False
    return True


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_each_known_command_can_be_shown(name: str) -> None:
    assert any(shown(form.format(f"\\{name}", "")) for form in FORMS)


def test_every_sign_and_function_is_known() -> None:
    assert {name for name in {**COMMANDS, **FUNCTIONS, **GREEK, **LETTERS, **BIG} if name.isalpha()} <= KNOWN
    assert NAMES <= KNOWN
    assert set(BUILT_ENVIRONMENTS) == ENVIRONMENTS


@pytest.mark.parametrize(
    ("text", "troubles"),
    [
        (r"$\foo$", 1),
        (r"$\frac{1}{2}$ and $\foo{x}$ and $\cancel x$", 2),
        (r"`$\foo$`", 0),
        (r"$5 and \foo", 0),
        (r"$\{x\} \, \% y$", 0),
        (r"$$\foo$$", 1),
        (r"$\begin{cases} x \end{cases}$", 0),
        (r"$\begin{tikzpicture} x \end{tikzpicture}$", 1),
    ],
)
def test_what_can_not_be_shown_is_told(text: str, troubles: int) -> None:
    assert len(list(tex_troubles(text))) == troubles
