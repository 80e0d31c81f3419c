"""What is said about an answer: what was right first."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.item import Item, Mistake, Setting
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.match import Match
from tutor.core.kinds.order import Order
from tutor.core.kinds.sort import Sort
from tutor.present.feedback import feedback

ORDER = Order(order=["a", "b", "c", "d"], distractors=["x", "y"])
EITHER = Order(order=["a", "b"], distractors=["x"])
TOLD = Order(order=["a", "b"], mistakes=[Mistake(when=["b", "a"], say="From a to b.")])
MATCH = Match(match={"a": "1", "b": "2", "c": "3"}, mistakes=[Mistake(when={"a": "2"}, say="Not two.")])
SORT = Sort(sort={"even": ["2", "4", "6"], "odd": ["3"]})


@pytest.mark.parametrize(
    ("item", "response", "words"),
    [
        (ORDER, ["a", "b", "c", "d"], ""),
        (ORDER, ["a", "c", "b", "d"], "3 of 4 lines are in the right order."),
        (ORDER, ["a", "b", "c"], "3 of 4 lines are in the right order, 1 is left out."),
        (ORDER, ["a", "d"], "2 of 4 lines are in the right order, 2 are left out."),
        (ORDER, ["a", "b", "c", "x", "d"], "4 of 4 lines are in the right order, and 1 of yours does not belong."),
        (
            ORDER,
            ["x", "b", "c", "y"],
            "2 of 4 lines are in the right order, 2 are left out, and 2 of yours do not belong.",
        ),
        (ORDER, ["d", "c", "b", "a"], "It is the other way round."),
        (EITHER, ["b", "a"], "It is the other way round."),
        (ORDER, ["c", "a"], "No two lines stand in the right order, 2 are left out."),
        (
            ORDER,
            ["x", "d", "c", "b", "a"],
            "No two lines stand in the right order, and 1 of yours does not belong.",
        ),
        (ORDER, ["a"], "Too few lines: 3 are left out."),
        (ORDER, [], "Too few lines: 4 are left out."),
        (ORDER, ["x", "a", "y"], "Too few lines: 3 are left out, and 2 of yours do not belong."),
        (TOLD, ["b", "a"], "From a to b."),
        (MATCH, {"a": "1", "b": "3", "c": "2"}, "1 of 3 pairs is right."),
        (MATCH, {"a": "2", "b": "2", "c": "3"}, "2 of 3 pairs are right. Not two."),
        (MATCH, {"c": "3"}, "1 of 3 pairs is right, 2 are left out."),
        (SORT, {"even": ["2", "4", "6", "3"]}, "3 of 4 are in the right group."),
        (SORT, {"odd": ["2", "4", "6", "3"]}, "1 of 4 is in the right group."),
        (SORT, {"odd": ["3", "2"]}, "1 of 4 is in the right group, 2 are left out."),
        (Cloze(cloze="[[a]] and [[b]]"), ["a", "x"], "1 of 2 are right; look at gap 2."),
    ],
)
def test_what_was_right_is_said_first(item: Item, response: Any, words: str) -> None:
    assert feedback(item.judge(response, Setting())) == words
