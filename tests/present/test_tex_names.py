"""The commands that the checker takes for known are those that can be shown."""

from __future__ import annotations

import pytest

from tutor.core.tex_names import KNOWN, tex_troubles
from tutor.present.tex import parse
from tutor.present.tex_signs import COMMANDS, FUNCTIONS, GREEK
from tutor.present.tex_tree import Unsure

FORMS = ["{0}", "x {0} y", "x{0}", "{0}{{a}}", "{0}{{1}}{{2}}", r"{0}( x \right)", r"{0} x \rvert", r"\lvert x {0}"]
FORMS += [r"\left( x {0})", "{0}3{1}", r"{0} x \rbrace", r"\lbrace x {0}", r"\left{0} x \right{0}"]


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
    assert {name for name in {**COMMANDS, **FUNCTIONS, **GREEK} if name.isalpha()} <= KNOWN


@pytest.mark.parametrize(
    ("text", "troubles"),
    [
        (r"$\foo$", 1),
        (r"$\frac{1}{2}$ and $\foo{x}$ and $\bar x$", 2),
        (r"`$\foo$`", 0),
        (r"$5 and \foo", 0),
        (r"$\{x\} \, \% y$", 0),
        (r"$$\foo$$", 1),
    ],
)
def test_what_can_not_be_shown_is_told(text: str, troubles: int) -> None:
    assert len(list(tex_troubles(text))) == troubles
