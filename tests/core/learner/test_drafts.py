"""What was written and not rated yet, as the fold keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.learner.events import Disputed, Drafted, HandedIn, Met, ProjectDrafted
from tutor.core.learner.rows import DraftRow, ItemRow


def draft(person: Any, item: str = "c/a/e") -> DraftRow | None:
    return person.rows.get(DraftRow, item)  # type: ignore[no-any-return]


def test_a_draft_holds_the_words_and_how_it_was_asked_and_says_nothing_of_the_skill(person: Any) -> None:
    before = person.skill("a")
    person.happen(Drafted(item="c/a/e", rev=2, seed=5, kind="review", hints=1, text="words"))
    assert draft(person) == DraftRow(id="c/a/e", rev=2, seed=5, kind="review", hints=1, text="words", at=person.at)
    assert person.skill("a") == before and person.rows.get(ItemRow, "c/a/e") is None


def test_a_newer_draft_takes_the_place_of_the_older(person: Any) -> None:
    for text in ("one", "two"):
        person.happen(Drafted(item="c/a/e", kind="learn", text=text))
    assert draft(person).text == "two"  # type: ignore[union-attr]


@pytest.mark.parametrize("sort", ["essay", "code", "sql", "shell"])
def test_the_answer_takes_its_place(person: Any, sort: str) -> None:
    person.happen(Drafted(item="c/a/e", kind="learn", text="words"))
    person.answer("a", "other", type=sort)
    assert draft(person) is not None
    person.answer("a", "e", type=sort, text="words")
    assert draft(person) is None


def test_a_dispute_ends_it_too(person: Any) -> None:
    person.happen(Drafted(item="c/a/e", kind="learn", text="words"))
    person.happen(Disputed(item="c/a/e"))
    assert draft(person) is None


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"moved": {"c/a": "c/n"}}, "c/n/e"),
        ({"moved": {"c/a/e": "c/a/f"}}, "c/a/f"),
        ({"merged": {"c/a": "c/b"}}, "c/b/e"),
    ],
)
def test_a_draft_goes_along_when_its_item_gets_another_name(
    person: Any, make_facts: Any, change: dict[str, dict[str, str]], item: str
) -> None:
    person.happen(Drafted(item="c/a/e", kind="learn", text="words"))
    new = [make_facts(item.split("/")[1])]
    person.happen(Met(course="c", version="2", content_hash="i", skills=new, **change))
    assert draft(person) is None and draft(person, item).text == "words"  # type: ignore[union-attr]


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_of_two_drafts_at_items_that_became_one_the_newer_stays(make_person: Any, make_facts: Any, names: str) -> None:
    person = make_person(make_facts("a"), make_facts("b"))
    for name, text in zip(names, ("older", "newer"), strict=True):
        person.at += 60_000
        person.happen(Drafted(item=f"c/{name}/e", kind="learn", text=text))
    merged = {"c/a": "c/z", "c/b": "c/z"}
    person.happen(Met(course="c", version="2", content_hash="i", skills=[make_facts("z")], merged=merged))
    row = draft(person, "c/z/e")
    assert row is not None and row.text == "newer"


def test_what_one_says_of_oneself_proves_less_also_to_a_neighbour(make_person: Any, make_facts: Any) -> None:
    known = {}
    for sort in ("essay", "answer"):
        person = make_person(make_facts("a"), make_facts("b"))
        person.answer("b")
        known[sort] = (
            person.answer("a", type=sort, guess=0.0, also=["c/b"]).understanding,
            person.skill("b").understanding,
        )
    assert known["essay"][0] < known["answer"][0]
    assert known["essay"][1] < known["answer"][1]


def test_what_is_written_for_a_project_is_kept_until_it_is_handed_in(person: Any) -> None:
    for text in ("one", "one two"):
        person.happen(ProjectDrafted(project="c/p", text=text))
    assert draft(person, "c/p") == DraftRow(id="c/p", kind="project", text="one two", at=person.at)
    person.happen(HandedIn(piece="1", project="c/other", text="x"))
    assert draft(person, "c/p") is not None
    person.happen(HandedIn(piece="2", project="c/p", text="one two"))
    assert draft(person, "c/p") is None


def test_a_project_is_begun_anew_when_nothing_is_written_any_more(person: Any) -> None:
    person.happen(ProjectDrafted(project="c/p", text="one"))
    person.happen(ProjectDrafted(project="c/p", text=""))
    assert draft(person, "c/p") is None


def test_a_project_is_no_skill_of_the_same_name_that_gets_another(person: Any, make_facts: Any) -> None:
    person.happen(ProjectDrafted(project="c/a", text="one"))
    person.happen(Met(course="c", version="2", content_hash="i", skills=[make_facts("n")], moved={"c/a": "c/n"}))
    assert draft(person, "c/a") is not None and draft(person, "c/n") is None
