"""What is shown and what is said of random sums is read back: it has the value of what was written, and no other."""

from __future__ import annotations

import os
from math import isclose

from hypothesis import assume, given, settings
from maths_drawn import read
from maths_said import heard
from maths_trees import ALL, Tree, tex, value

from tutor.present.maths import to_unicode, to_words

MANY = settings(max_examples=int(os.environ.get("SUMS", "100")), deadline=None)
"""`SUMS=20000` looks longer."""


def same(tree: Tree, wanted: float) -> bool:
    return isclose(value(tree), wanted, rel_tol=1e-9, abs_tol=1e-12)


def worked_out(tree: Tree) -> float:
    try:
        return value(tree)
    except (ArithmeticError, ValueError):
        assume(False)
        raise AssertionError from None


@MANY
@given(ALL)
def test_what_is_shown_has_the_value_of_what_was_written(tree: Tree) -> None:
    wanted, source = worked_out(tree), tex(tree)
    shown = to_unicode(source)
    assert "\\" not in shown
    assert same(read(shown), wanted), shown


@MANY
@given(ALL)
def test_what_is_said_can_be_heard_in_no_way_that_has_another_value(tree: Tree) -> None:
    wanted, source = worked_out(tree), tex(tree)
    said = to_words(source)
    ways = heard(said)
    assert ways, said
    assert all(same(way, wanted) for way in ways), said
