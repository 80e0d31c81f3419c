"""A teacher's rating of a piece: what it does to the skills, what is said of it, taken back, rebuilt and kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import RatedByTeacher
from tutor.study.trouble import StudyError

PACK = """
title: Sample
mastery: {quiz: 1}
skills:
  - {skill: one, title: One, items: [{id: a, ask: 1 + 1?, number: 2}, {id: c, ask: 1 + 3?, number: 4}]}
  - {skill: two, title: Two, requires: [one], items: [{id: b, ask: 2 + 2?, number: 4}]}
projects:
  - id: story
    title: A story
    skills: [one]
    rubric: [{criterion: Clear, levels: [no, partly, yes]}, {criterion: Short, levels: [no, yes]}]
  - {id: site, title: A site, skills: [one], hand_in: link}
"""


@pytest.fixture
def wire(tmp_path: Path, make_wire: Callable[..., Any]) -> Any:
    (tmp_path / "sample.yaml").write_text(PACK, "utf-8")
    return make_wire()


@pytest.fixture
def piece(wire: Any) -> str:
    return str(wire.ask("hand_in", project="story", text="Once upon a time.", criteria=[2, 1])["piece"])


def test_at_the_top_it_stands_for_the_quiz_where_ones_own_rating_only_presumes(wire: Any, piece: str) -> None:
    assert wire.state("one")["presumed"]
    wire.session.rated_by_teacher(piece, [2, 1], "Ms Day", "Lovely.")
    line = wire.state("one")
    assert (line["state"], line["presumed"]) == ("learned", False) and wire.state("two")["state"] == "open"
    [found] = wire.session.portfolio()
    assert (found.teacher, found.teacher_text, found.teacher_top) == ("Ms Day", "Lovely.", True)
    assert found.teacher_rated == [{"criterion": "Clear", "level": "yes"}, {"criterion": "Short", "level": "yes"}]


def test_why_says_what_it_rests_on_and_that_there_is_more_to_come(wire: Any, piece: str) -> None:
    wire.session.rated_by_teacher(piece, [2, 1])
    told = wire.ask("why", skill="sample/one")
    assert told["sentence"].startswith(
        "One is learned: your teacher rated “A story” at the top today. Right once more on a later day, and you master"
    )
    assert "2 of it are new to you" in told["sentence"]
    assert [one["code"] for one in told["reasons"]] == ["is_learned", "has_new"]


def test_below_the_top_the_learners_own_rating_stands_as_it_was(wire: Any, piece: str) -> None:
    wire.session.rated_by_teacher(piece, [1, 1])
    assert wire.state("one")["presumed"] and not wire.session.portfolio()[0].teacher_top


def test_undo_gives_back_exactly_what_was(wire: Any, piece: str) -> None:
    before, pieces = wire.ask("status")["state_hash"], wire.session.portfolio()
    wire.session.rated_by_teacher(piece, [2, 1], "Ms Day", "Lovely.")
    assert wire.ask("undo")["undone"]["event"] == "rated_by_teacher"
    assert (wire.ask("status")["state_hash"], wire.session.portfolio()) == (before, pieces)


def test_a_rebuild_says_the_same_and_the_words_are_kept_apart(wire: Any, piece: str) -> None:
    wire.session.rated_by_teacher(piece, [2, 1], "Ms Day", "Lovely.")
    before, pieces = wire.ask("status")["state_hash"], wire.session.portfolio()
    wire.book.rebuild()
    assert (wire.ask("status")["state_hash"], wire.session.portfolio()) == (before, pieces)
    last = list(wire.book.events())[-1].data
    assert last == RatedByTeacher(
        piece=piece, skills=["sample/one"], criteria=[2, 1], top=True, teacher="Ms Day", text="Lovely."
    )
    sealed = wire.book._db.execute("select data from event order by seq desc limit 1").fetchone()[0]
    assert b"Lovely" not in sealed and wire.book.check().ok


@pytest.mark.parametrize("criteria", [[], [1], [3, 0], [-1, 0], [1, 1, 1]])
def test_a_rating_that_is_none_of_this_rubric_is_refused(wire: Any, piece: str, criteria: list[int]) -> None:
    before = wire.ask("status")["state_hash"]
    with pytest.raises(StudyError, match="each of the 2 criteria"):
        wire.session.rated_by_teacher(piece, criteria)
    assert wire.ask("status")["state_hash"] == before


def test_a_piece_that_is_not_there_is_refused(wire: Any) -> None:
    with pytest.raises(StudyError, match="no such piece"):
        wire.session.rated_by_teacher("x", [2, 1])


def test_where_there_is_no_rubric_words_alone_are_kept_and_prove_nothing(wire: Any) -> None:
    piece = wire.ask("hand_in", project="site", text="https://example.org/a")["piece"]
    wire.session.rated_by_teacher(piece, [], "Ms Day", "a\x1b[31mb")
    [found] = wire.session.portfolio()
    assert not found.teacher_top and "\x1b" not in found.teacher_text and found.teacher == "Ms Day"
    assert wire.state("one")["state"] == "open"
