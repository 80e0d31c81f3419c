"""A learner in mid-course meets a new version of it: packs on disk, read by the reader, studied through the session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.simulations.versions import Learner, answered, known, skill
from tutor.core.day import DAY_MS, milliseconds
from tutor.core.learner.events import GoalSet, Noted, Suspended
from tutor.core.learner.rows import GoalRow, ItemRow, NoteRow, RetryRow, SkillRow, WayRow

ORDER = ("locked", "open", "learning", "learned")


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    one = Learner(tmp_path)
    yield one
    one.book.close()


@pytest.fixture
def midway(learner: Learner) -> Learner:
    """One skill learned, the next one begun with a miss that waits, facts half known."""
    learner.meets(
        skill("one", "a", "b", "c"),
        skill("two", "d", "e", "f", requires="one"),
        skill("words", "g", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="two"),
    )
    learner.learns("one")
    learner.answers("two", 2)
    learner.answers("two", right=False)
    learner.answers("words", 9)
    learner.says(GoalSet(goal="g1", skills=["course/two", "course/words"], text="all of it"))
    learner.says(Noted(about="course/two", text="hard"))
    learner.wait(days=1)
    return learner


def test_a_plain_edit_keeps_everything_and_is_no_news(midway: Learner) -> None:
    before = {name: midway.row(name) for name in ("one", "two", "words", "last")}
    midway.meets(
        skill("one", "a", "b", "c").replace("What is a?", "What is a now?"),
        skill("two", "d", "e", "f", requires="one"),
        skill("words", "g", "h", "i", "j", lesson=False).replace("the g}", "[the g, g]}"),
        skill("last", "k", "l", requires="two"),
    )
    assert {name: midway.row(name) for name in before} == before
    assert midway.told == []
    midway.checked()


def test_a_raised_rev_restarts_that_items_schedule_at_once_and_keeps_its_counts(learner: Learner) -> None:
    learner.meets(skill("words", "g", "h", "i", lesson=False))
    learner.learns("words")
    before, other, row = learner.item("words/g"), learner.item("words/h"), learner.row("words")
    assert before.stability > 0
    learner.wait(days=1)
    learner.meets(skill("words", "g", "h", "i", lesson=False, g=2))
    after = learner.item("words/g")
    assert (after.rev, after.stability, after.due, after.reps) == (2, 0.0, 0, 0)
    assert (after.seen, after.right, after.first_at) == (before.seen, before.right, before.first_at)
    assert learner.item("words/h") == other
    assert learner.told == ["Course was updated: 1 question begins anew; nothing you learned is lost."]
    now = learner.row("words")
    assert now.phase == "learned" and now.facts_seen == row.facts_seen - 1
    learner.checked()
    task = learner.session.next()  # and it is what is asked next, though nothing else is due
    assert task is not None and task.item == "course/words/g"
    learner.answers("words")
    assert learner.item("words/g").stability > 0 and learner.row("words").facts_seen == row.facts_seen
    learner.session.undo()
    assert learner.item("words/g") == after
    learner.checked()


def test_a_rev_that_is_taken_back_restarts_nothing(learner: Learner) -> None:
    learner.meets(skill("words", "g", "h", lesson=False, g=2))
    learner.answers("words", 2)
    before = learner.item("words/g")
    learner.meets(skill("words", "g", "h", lesson=False))
    assert learner.item("words/g") == replace(before, rev=1)
    learner.says(answered("words/g"))
    assert learner.item("words/g").reps == before.reps + 1


def test_a_renamed_skill_and_item_keep_all_that_was_known(midway: Learner) -> None:
    one, two, last = midway.row("one"), midway.row("two"), midway.row("last")
    items = {name: midway.item(f"words/{name}") for name in "gh"}
    missed = [row for row in midway.book.retries(2**53, ("course",), 9) if row.skill == "course/two"]
    way = midway.book.rows.get(WayRow, "course/two#words")
    midway.meets(
        skill("first", "a", "b", "c"),
        skill("second", "d", "e", "f", requires="first"),
        skill("words", "good", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="second"),
        head="moved: {one: first, two: second, words/g: words/good}",
    )
    assert known(midway.row("first"), "position") == known(one, "position")
    assert known(midway.row("second"), "requires") == known(two, "requires")
    assert midway.row("second").requires == ["course/first"]
    assert midway.row("last") == replace(last, requires=["course/second"])
    assert known(midway.item("words/good")) == known(items["g"])
    assert midway.item("words/h") == items["h"]
    assert len(missed) == 1
    renamed = midway.book.rows.get(RetryRow, missed[0].id.replace("two", "second"))
    assert renamed is not None and renamed.after == missed[0].after and renamed.skill == "course/second"
    goal, (note,) = midway.book.rows.get(GoalRow, "g1"), midway.book.notes()
    assert goal is not None and goal.skills == ["course/second", "course/words"]
    assert note.about == "course/second" and midway.book.rows.get(NoteRow, note.id) == note
    moved_way = midway.book.rows.get(WayRow, "course/second#words")
    assert way is not None and moved_way is not None and known(moved_way) == known(way)
    for old in ("one", "two"):
        assert midway.book.rows.get(SkillRow, f"course/{old}") is None
        assert not list(midway.book.rows.keys(ItemRow, f"course/{old}/"))
    assert midway.told == ["Course was updated: 2 skills renamed; nothing you learned is lost."]
    midway.checked()


def test_an_update_is_told_once(midway: Learner) -> None:
    versions = [skill("first", "a", "b", "c"), skill("two", "d", "e", "f", requires="first")]
    midway.meets(*versions, head="moved: {one: first}\nretired: [words, last]")
    assert midway.told == ["Course was updated: 1 skill renamed, 2 skills retired; nothing you learned is lost."]
    midway.session.begin()
    assert midway.session.news() == []
    midway.meets(*versions, head="summary: Another one.\nmoved: {one: first}\nretired: [words, last]")
    assert midway.told == []


def test_who_skips_versions_gets_the_whole_way(learner: Learner) -> None:
    learner.meets(skill("one", "a", "b", "c"))
    before = learner.learns("one")
    learner.meets(skill("three", "x", "b", "c"), head="moved: {one: two, two: three, two/a: two/x}")
    assert known(learner.row("three")) == known(before)
    assert learner.item("three/x").seen > 0
    assert not learner.item("three/x").gone
    learner.checked()


def test_merged_skills_are_learned_only_when_all_were_and_open_what_was_open(midway: Learner) -> None:
    one, two = midway.row("one"), midway.row("two")
    midway.says(Suspended(item="course/two/f"))
    midway.meets(
        skill("both", "a", "b", "c", "d", "e", "f"),
        skill("words", "g", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="both"),
        head="merged: {one: both, two: both}",
    )
    both = midway.row("both")
    assert both.phase == "learning"
    assert both.understanding == two.understanding
    assert both.opportunities == one.opportunities + two.opportunities
    assert both.stability == min(one.stability, two.stability)
    assert both.due == min(one.due, two.due)
    assert midway.item("both/f").suspended
    assert midway.row("last").phase == "locked"
    midway.checked().learns("both")
    assert midway.row("last").phase == "open"


def test_merging_two_learned_skills_stays_learned(learner: Learner) -> None:
    learner.meets(skill("one", "a", "b", "c"), skill("two", "d", "e", "f"), skill("last", "k", "l", requires="two"))
    learner.learns("one")
    learner.learns("two")
    learner.meets(
        skill("both", "a", "b", "c", "d", "e", "f"),
        skill("last", "k", "l", requires="both"),
        head="merged: {one: both, two: both}",
    )
    assert learner.row("both").phase == "learned" and not learner.row("both").presumed
    assert learner.row("last").phase == "open"
    learner.checked()


def test_a_learned_skill_that_takes_in_another_stays_learned_but_presumed(midway: Learner) -> None:
    midway.meets(
        skill("one", "a", "b", "c", "d", "e", "f"),
        skill("words", "g", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="one"),
        head="merged: {two: one}",
    )
    assert midway.row("one").phase == "learned" and midway.row("one").presumed
    assert midway.row("last").phase == "open"
    midway.checked()


def test_the_parts_of_a_split_skill_are_presumed_and_checked_within_days(midway: Learner) -> None:
    one = midway.row("one")
    midway.meets(
        skill("front", "a", "b"),
        skill("back", "c", "new", requires="front"),
        skill("two", "d", "e", "f", requires="back"),
        skill("words", "g", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="two"),
        head="split: {one: [front, back]}",
    )
    for name in ("front", "back"):
        row = midway.row(name)
        assert (row.phase, row.presumed, row.stability) == ("learned", True, one.stability)
        assert row.due <= milliseconds(midway.now) + 2 * DAY_MS
    assert midway.row("two").phase == "learning"
    assert midway.item("back/c").seen > 0
    assert midway.told == ["Course was updated: 1 skill split; nothing you learned is lost."]
    midway.checked().answers("front")
    assert not midway.row("front").presumed
    midway.checked()


def test_facts_of_a_split_skill_keep_their_own_memories(learner: Learner) -> None:
    learner.meets(skill("words", "g", "h", "i", "j", lesson=False))
    learner.learns("words")
    memories = {name: learner.item(f"words/{name}") for name in "ghij"}
    learner.meets(
        skill("animals", "g", "h", lesson=False),
        skill("words", "i", "j", "new", lesson=False),
        head="split: {words: [animals, words]}",
    )
    for name, place in zip("ghij", ("animals", "animals", "words", "words"), strict=True):
        assert known(learner.item(f"{place}/{name}")) == known(memories[name])
    assert learner.row("animals").facts_seen == learner.row("words").facts_seen == 2
    assert (learner.row("animals").phase, learner.row("animals").due) == ("learned", 0)
    assert learner.row("words").phase == "learned" and learner.row("words").due > 0  # one was never asked
    before = learner.row("animals")
    learner.answers("words", 3)
    learner.meets(
        skill("animals", "g", "h", lesson=False),
        skill("words", "i", "j", "new", lesson=False),
        head="summary: Again.\nsplit: {words: [animals, words]}",
    )
    assert learner.row("animals") == before
    learner.checked()


def test_a_skill_that_kept_a_part_of_itself_is_that_part_to_whoever_names_it(learner: Learner) -> None:
    parts = [skill("one", "a", "b"), skill("more", "c", "d", requires="one"), skill("last", "k", "l", requires="more")]
    learner.meets(*parts, head="split: {one: [one, more]}")
    assert learner.row("more").requires == ["course/one"] and learner.row("last").requires == ["course/more"]
    learner.learns("one")
    assert learner.row("more").phase == "open" and learner.row("last").phase == "locked"
    learner.session.goal(skills=["course/one"])
    assert [goal["skills"] for goal in learner.session.status()["goals"]] == [["course/one"]]
    learner.checked()


def test_opening_a_part_by_the_name_of_the_whole_opens_no_other_part(learner: Learner) -> None:
    parts = [skill(name, name[0] + "1", name[0] + "2", requires="base") for name in ("one", "more")]
    learner.meets(skill("base", "q", "r"), *parts, head="split: {one: [one, more]}")
    learner.session.open("course/one")
    assert (learner.row("one").phase, learner.row("more").phase) == ("open", "locked")


def test_a_goal_on_a_skill_that_is_split_is_on_all_its_parts_once(learner: Learner) -> None:
    learner.meets(skill("one", "a", "b", "c", "d"))
    learner.session.goal(skills=["course/one"])
    parts = [skill("one", "a", "b"), skill("more", "c", "d", requires="one")]
    learner.meets(*parts, head="split: {one: [one, more]}")
    assert [goal["skills"] for goal in learner.session.status()["goals"]] == [["course/one", "course/more"]]
    learner.session.goal(skills=["course/one"])
    learner.meets(*parts, head="summary: Again.\nsplit: {one: [one, more]}")
    assert [goal["skills"] for goal in learner.session.status()["goals"]] == [["course/one"]]
    learner.checked()


def test_what_is_retired_is_kept_but_not_asked_and_locks_nothing(midway: Learner) -> None:
    two = midway.row("two")
    midway.meets(
        skill("one", "a", "b", "c"),
        skill("words", "h", "i", "j", lesson=False),
        skill("last", "k", "l"),
        head="retired: [two, words/g]",
    )
    assert midway.row("two").phase == "gone" and midway.row("two").opportunities == two.opportunities
    assert midway.row("last").phase == "open"
    assert midway.item("words/g").gone and midway.item("words/g").seen > 0
    assert midway.row("words").facts_seen == 3
    assert not midway.book.retries(2**53, ("course",), 9)
    (goal,) = midway.session.status()["goals"]
    assert goal["retired"] == ["course/two"]
    midway.wait(days=30)
    for _ in range(25):
        task = midway.session.next()
        if task is None:
            break
        assert not task.skill.endswith("two") and task.item != "course/words/g"
        midway.wait(seconds=20)
        midway.session.skip(task.id)
    midway.checked()


def test_the_last_fact_that_is_left_out_does_not_keep_the_quiz_away(learner: Learner) -> None:
    """Without a word of the author: an item edited without an id is a new one, and the old one can't be asked."""
    learner.meets(skill("words", "g", "h", "i", "j", lesson=False))
    learner.answers("words", 3)
    learner.answers("words", 4, right=False)
    learner.meets(skill("words", "g", "h", "new", lesson=False))
    assert {name for name in "ij" if learner.item(f"words/{name}").gone} == {"i", "j"}
    learner.checked()
    for _ in range(4):
        learner.wait(days=1)
        learner.answers("words", 5)
    assert learner.row("words").phase == "learned"


def test_what_was_left_out_by_mistake_comes_back_as_it_was(midway: Learner) -> None:
    all_skills = [
        skill("one", "a", "b", "c"),
        skill("two", "d", "e", "f", requires="one"),
        skill("words", "g", "h", "i", "j", lesson=False),
        skill("last", "k", "l", requires="two"),
    ]
    before = {name: midway.row(name) for name in ("one", "two", "words", "last")}
    items = {name: midway.item(f"words/{name}") for name in "gh"}
    midway.meets(all_skills[2]).meets(skill("one", "a", "b"))
    assert midway.row("one").phase == "learned"
    midway.meets(*all_skills)
    assert {name: midway.row(name).phase for name in before} == {name: row.phase for name, row in before.items()}
    assert {name: midway.item(f"words/{name}") for name in items} == items
    assert midway.row("two").stability == before["two"].stability
    midway.checked()


def test_answers_that_come_late_under_an_old_name_count_for_the_new_one(midway: Learner) -> None:
    midway.meets(
        skill("first", "a", "b", "c"),
        skill("second", "d", "e", requires="first"),
        skill("words", "good", "h", "i", "j", lesson=False, h=2),
        skill("last", "k", "l", requires="second"),
        head="moved: {one: first, two: second, words/g: words/good}\nretired: [two/f]",
    )
    second, good, other = midway.row("second"), midway.item("words/good"), midway.item("words/h")
    midway.says(answered("two/d"))
    assert midway.row("second").opportunities == second.opportunities + 1
    midway.says(answered("words/g"))
    assert midway.item("words/good").reps == good.reps + 1
    midway.says(answered("words/h", rev=1))  # of what it meant before: history, and no more
    assert midway.item("words/h") == replace(other, seen=other.seen + 1, last_at=milliseconds(midway.now))
    midway.says(answered("two/f", right=False))
    assert midway.book.rows.get(RetryRow, "course/second/f") is None
    midway.says(GoalSet(goal="g2", skills=["course/one", "course/two"]))
    goal = midway.book.rows.get(GoalRow, "g2")
    assert goal is not None and goal.skills == ["course/first", "course/second"]
    midway.checked()


def test_undo_reaches_across_versions(midway: Learner) -> None:
    before = midway.book.state_hash()
    new = [skill("first", "a", "b", "c"), skill("second", "d", "e", "f", requires="first")]
    midway.meets(
        *new, skill("words", "g", "h", "i", "j", lesson=False), head="moved: {one: first, two: second}\nretired: [last]"
    )
    met = midway.book.state_hash()
    midway.answers("second", 2)
    midway.answers("words")
    for _ in range(3):
        midway.session.undo()
    assert midway.book.state_hash() == met != before
    tries = midway.row("second").opportunities
    for _ in range(20):  # the note, the goal, then answers from before, given under old names
        assert midway.session.undo() is not None
        if midway.row("second").opportunities < tries:
            break
    assert midway.row("second").opportunities == tries - 1
    assert midway.book.rows.get(SkillRow, "course/two") is None
    midway.checked()


def test_a_prerequisite_in_another_course_follows_its_new_name(tmp_path: Path) -> None:
    from tutor.core.learner.events import Met, SkillFacts

    learner = Learner(tmp_path).meets(skill("one", "a", "b", "c"))
    other = Met(
        course="other",
        version="1",
        content_hash="x",
        skills=[SkillFacts(id="other/next", requires=["course/one"], covers={"course/one": 0.5}, remember="skill")],
    )
    learner.says(other)
    learner.meets(skill("uno", "a", "b", "c"), head="moved: {one: uno}")
    row = learner.book.rows.get(SkillRow, "other/next")
    assert row is not None and row.requires == ["course/uno"] and row.phase == "locked"
    learner.says(replace(other, version="2"))
    row = learner.book.rows.get(SkillRow, "other/next")
    assert row is not None and row.requires == ["course/uno"] and row.phase == "locked"
    learner.learns("uno")
    row = learner.book.rows.get(SkillRow, "other/next")
    assert row is not None and row.phase == "open"
    learner.checked()


def test_a_prerequisite_that_is_retired_in_another_course_locks_no_longer(tmp_path: Path) -> None:
    from tutor.core.learner.events import Met, SkillFacts

    learner = Learner(tmp_path).meets(skill("one", "a", "b", "c"), skill("two", "d", "e"))
    needs = SkillFacts(id="other/next", requires=["course/one"], remember="skill")
    learner.says(Met(course="other", version="1", content_hash="x", skills=[needs]))
    learner.meets(skill("two", "d", "e"), head="retired: [one]")
    row = learner.book.rows.get(SkillRow, "other/next")
    assert row is not None and row.phase == "open"
    learner.checked()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("late"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("rename"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("back"), st.just(0), st.just(False)),
        st.tuples(st.just("undo"), st.just(0), st.just(False)),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.usefixtures("tmp_path_factory")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_nothing_is_lost_by_any_renaming(steps: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is answered in between, and when an older version comes again (another device), as it may."""
    learner = Learner(tmp_path_factory.mktemp("pack"))
    names = ["s0", "s1", "s2", "s3"]
    older, moved = list(names), dict[str, str]()

    def meets(called: list[str], table: dict[str, str]) -> None:
        head = f"moved: {{{', '.join(f'{old}: {new}' for old, new in table.items())}}}" if table else ""
        skills = [
            skill(name, "a", "b", "c", requires=called[place - 1] if place % 2 else "", lesson=place > 1)
            for place, name in enumerate(called)
        ]
        learner.meets(*skills, head=head)

    meets(names, moved)
    for what, place, right in steps:
        before = {name: learner.row(name) for name in names}
        if what == "answer" and before[names[place]].phase != "locked":
            learner.answers(names[place], right=right)
        elif what == "late":
            learner.says(answered(f"{older[place]}/a", right=right))
        elif what == "undo":
            learner.session.undo()
        elif what == "back":
            meets(older, {})
            meets(names, moved)
        elif what == "rename":
            new = [f"v{learner.versions}{name[-2:]}" if number == place else name for number, name in enumerate(names)]
            moved = {**moved, names[place]: new[place]}
            meets(new, moved)
            for old, now in zip(names, new, strict=True):
                row = learner.row(now)
                assert known(row, "requires") == known(before[old], "requires")
            names = new
        if what == "back":
            for name in names:
                assert ORDER.index(learner.row(name).phase) >= ORDER.index(before[name].phase)
                assert learner.row(name).stability == pytest.approx(before[name].stability)  # a mean, summed anew
    learner.checked()
    learner.book.close()
