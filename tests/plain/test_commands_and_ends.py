"""What may happen at any moment: the input ends, the disk is full, the person types anything at all."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import Answered
from tutor.packs.visiting import visit
from tutor.plain.commands import BY_NAME, COMMANDS
from tutor.plain.reading import Typed, read
from tutor.store.trouble import trouble

PACKS = Path(__file__).parent / "packs"
TINY = (PACKS / "tiny.yaml").read_text(encoding="utf-8")
TYPED = (PACKS / "typed.yaml").read_text(encoding="utf-8")
STEPS = (PACKS / "steps.yaml").read_text(encoding="utf-8")
Rooms = Callable[..., Any]

SITTING = [":h", "1", ":e", "", "", "t", "", ":u", ":s", "", ":n", "a note", ":place", "6", ":t 2", "le cafe", "x", ""]


@pytest.mark.parametrize("length", range(len(SITTING) + 1))
def test_the_end_of_input_leaves_the_same_state_as_stopping(room: Rooms, length: int) -> None:
    ended, stopped = room(TINY), room(TINY)
    ended.types(*SITTING[:length])
    stopped.types(*SITTING[:length], ":q")
    assert ended.hash() == stopped.hash()
    assert (ended.code, stopped.code) == (0, 0)
    assert ended.said[-1].endswith("All is kept.")


def test_a_test_out_of_a_locked_skill_begins_without_a_complaint(room: Rooms) -> None:
    said = room(LOCKED).types(":t Second", ":q")
    assert "Test-out of Second" in said and "Quiz question 1" in said and "still locked" not in said


LOCKED = """\
title: Locks
skills:
  - {skill: first, items: [{id: a, ask: One?, answer: one}]}
  - {skill: second, requires: [first], items: [{id: b, ask: Two?, answer: two}]}
"""


def test_an_interrupt_is_a_way_to_stop(room: Rooms) -> None:
    person = room(TINY)

    def lines() -> Any:
        yield "1\n"
        raise KeyboardInterrupt

    from tutor.plain.loop import run

    said: list[str] = []
    code = run(person.session, lines(), said.append, course_ids=person.courses, minutes=None, clock=person.clock)
    assert code == 0
    assert person.session.status()["answers"] == 1


def test_what_goes_on_between_two_sittings_is_kept(room: Rooms) -> None:
    person = room(TINY)
    person.types("1")
    person.types("")
    assert person.session.status()["answers"] == 1


def test_a_full_disk_loses_no_answer(room: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    person, other = room(TINY), room(TINY)
    record, failures = person.book.record, iter([True, True, False])

    def failing(*args: Any, **more: Any) -> Any:
        if next(failures, False):
            raise trouble("disk_full", "learner.sqlite", "no space")
        return record(*args, **more)

    monkeypatch.setattr(person.book, "record", failing)
    said = person.types("2", "what?", "", "", "")
    other.types("2", "")
    assert said.count("learner.sqlite could not be written") == 2
    assert "Nothing is lost. Enter sends it again, :q stops." in said
    assert "Right. You answered 5 sixths." in said
    assert person.hash() == other.hash()
    assert (person.code, person.complaints) == (0, [])


@pytest.mark.parametrize("last", [[], [":q"], ["", ":stop"]])
def test_stopping_while_the_disk_is_full_is_said_and_shown_by_the_exit_code(
    room: Rooms, monkeypatch: pytest.MonkeyPatch, last: list[str]
) -> None:
    person = room(TINY)
    before = person.hash()

    def failing(*args: Any, **more: Any) -> Any:
        raise trouble("disk_full", "learner.sqlite", "no space")

    monkeypatch.setattr(person.book, "record", failing)
    person.types("2", *last)
    assert person.code == 1
    assert person.complaints == [
        "learner.sqlite could not be written (no space), so this is not saved; free some space and try again."
    ]
    assert person.hash() == before


def test_our_own_words_are_ascii_and_hold_no_control_codes(room: Rooms) -> None:
    for text in (TINY.replace("café", "cafe"), STEPS):
        person = room(text)
        said = person.types(*SITTING, ":?", ":m", ":w", ":w 1", ":g words", ":place 3", ":place stop", ":t 1", ":q")
        assert said.isascii()
        assert all(line == line.rstrip() and line.isprintable() for line in person.said)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12) | st.sampled_from([f":{name}" for name in BY_NAME]) | st.just(""), max_size=25))
def test_nothing_that_is_typed_breaks_a_sitting_or_reaches_the_terminal_raw(room: Rooms, lines: list[str]) -> None:
    person = room(TYPED, seed=len(lines))
    person.types(*lines, minutes=10)
    assert person.code == 0
    for line in person.said:
        if not line.startswith(">"):
            assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")], line
    person.book.close()


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("", Typed("")),
        ("  5/6 \n", Typed("5/6")),
        (":h", Typed("", "h", "h")),
        (": h", Typed("h", "", "")),
        (":H  ", Typed("", "h", "H")),
        (":t 3", Typed("3", "t", "t")),
        (":t3", Typed("3", "t", "t3")),
        (":NH3 x", Typed("3 x", "nh", "NH3")),
        (":! it counts", Typed("it counts", "!", "!")),
        (":?", Typed("", "?", "?")),
        (":", Typed("", "")),
        (":)", Typed(")", "", ")")),
        ("::", Typed(":")),
        ("::w", Typed(":w")),
        ("a:b", Typed("a:b")),
        ("\x1b[31m5\x07", Typed("\ufffd[31m5\ufffd")),
    ],
)
def test_a_colon_begins_a_command_and_two_begin_an_answer(line: str, typed: Typed) -> None:
    assert read(line) == typed


def test_a_very_long_line_is_cut() -> None:
    assert len(read("x" * 10**6).text) == 40_000


def test_thousands_of_commands_in_a_row_are_nothing_special(room: Rooms) -> None:
    person = room(TINY)
    person.types(*([":g", ":n", ":r", ":u"] * 600))
    assert person.code == 0


def test_every_command_is_in_the_help_and_every_name_is_its_own(room: Rooms) -> None:
    assert len(BY_NAME) == sum(len(command.names) for command in COMMANDS)
    said = room(TINY).types(":help")
    for command in COMMANDS:
        assert f":{command.names[0]}  {command.says}" in said.splitlines()


def test_the_map_of_another_course_is_asked_for_by_its_id(room: Rooms) -> None:
    said = room(TINY).types(":m elsewhere", ":m tiny")
    assert "Your courses are tiny." in said
    assert "1. Halves: open, about" in said


def test_the_map_is_narrowed_by_words_and_states_under_the_numbers_of_the_whole(room: Rooms) -> None:
    said = room(TINY).types(":m is:locked", ":m hal", ":m is:due", ":m is:nonsense")
    assert '1 skill fits "is:locked".\n2. Words: locked' in said
    assert '1 skill fits "hal".\n1. Halves: open' in said
    assert 'Nothing on this map fits "is:due" now.' in said and "After is: comes one of" in said


def test_a_skill_is_found_by_number_id_and_title(room: Rooms) -> None:
    for name in ("2", "words", "tiny/words", "WORDS"):
        said = room(TINY).types(f":o {name}")
        assert "Words is open." in said
    assert 'There is no skill "3"' in room(TINY).types(":o 3")
    assert 'There is no skill "other/words"' in room(TINY).types(":o other/words")
    assert "Say which skill" in room(TINY).types(":o")


def test_opening_a_locked_skill_goes_on_with_it(room: Rooms) -> None:
    said = room(TINY).types(":o 2")
    assert "Words is open.\nWords. Question 1, practice." in said


def test_a_strict_gate_stays_shut(room: Rooms) -> None:
    said = room(TINY, gate="strict").types(":o 2")
    assert "Here skills open in order:" in said and "first." in said


def test_an_explanation_that_was_read_is_not_asked_about_again(room: Rooms) -> None:
    said = room(STEPS, seed=2).types("4", "", "2", ":q")
    assert said.count("Fold a sheet once.") == 1


def test_the_time_that_nobody_was_there_does_not_count(room: Rooms) -> None:
    said = room(TINY).types("1", "", seconds=3600, minutes=20)
    assert "1 answer, 0 right, in 6 minutes." in said


def test_nothing_heavy_is_loaded_by_plain_mode(tmp_path: Path) -> None:
    visit(PACKS / "tiny.yaml", tmp_path)
    code = f"""
import random, sys
from datetime import UTC, datetime
from pathlib import Path
from tutor.core.learner.fold import apply
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.plain.loop import run
from tutor.store.book import Book
from tutor.study.session import Session
now = datetime(2027, 1, 4, tzinfo=UTC)
library = Library.open(next(Path({str(tmp_path)!r}).rglob("*.sqlite")))
book = Book.open(":memory:", fold=apply, now=now)
session = Session(Shelf([library]), book, courses=["tiny"], gate="advise", chance=random.Random(1), clock=lambda: now)
session.begin()
run(session, iter(["1"]), lambda line: None, course_ids=["tiny"], minutes=None, clock=lambda: now)
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tutor.present.maths" in loaded
    heavy = {"textual", "rich", "typer", "yaml", "pydantic", "asyncio", "markdown_it"}
    assert loaded & heavy == set()


def test_a_disputed_answer_counts_again_when_the_dispute_is_taken_back(room: Rooms) -> None:
    assert "Nothing answered this time." in room(TINY).types("2", ":!")
    assert "1 answer, 1 right" in room(TINY).types("2", ":!", ":u")
    assert "Nothing answered this time." in room(TINY).types("2", ":!", ":u", ":u")
    assert "1 answer, 1 right" in room(TINY).types("2", "", "", ":!", ":u")


def test_what_was_written_before_a_stop_can_be_taken_over(pack: Callable[[str], Any], room: Rooms) -> None:
    library = pack("title: T\nitems: [{id: a, ask: Describe it., essay: {model: It is small.}}]\n")
    person = room(library)
    assert "How well did you know it?" in person.types("It lies by a", "  river.", ".")
    later = room(library, book=person.book)
    said = later.types("+", "It is old.", ".", "", "")
    assert "You wrote this already:\nIt lies by a\n  river." in said
    assert "Kept as good." in said
    answered = [event.data for event in person.book.events() if isinstance(event.data, Answered)]
    assert [one.text for one in answered] == ["It lies by a\n  river.\nIt is old."]


def test_a_line_that_is_too_long_is_left_out_and_the_next_is_taken(pack: Callable[[str], Any], room: Rooms) -> None:
    person = room(pack("title: T\nitems: [{id: a, ask: Describe it., essay: {model: It is small.}}]\n"))
    said = person.types("x" * 25_000, "It lies by a river.", "y" * 20_000, ".", "", "")
    assert said.count("this line is left out") == 2
    texts = [event.data.text for event in person.book.events() if isinstance(event.data, Answered)]
    assert texts == ["It lies by a river."]


def test_a_text_of_the_greatest_length_is_taken(pack: Callable[[str], Any], room: Rooms) -> None:
    person = room(pack("title: T\nitems: [{id: a, ask: Describe it., essay: {model: It is small.}}]\n"))
    assert "this line is left out" not in person.types("x" * 10_000, "y" * 9_999, ".", "", "")
    assert [len(event.data.text) for event in person.book.events() if isinstance(event.data, Answered)] == [20_000]


def test_an_answer_that_is_not_rated_yet_is_rated_when_it_comes_back(room: Rooms) -> None:
    skills = "- {skill: a, title: One, items: [{id: a, ask: What is a noun?, recall: A word.}]}"
    skills += "\n  - {skill: b, title: Two, requires: [a], items: [{id: b, ask: Two?, answer: '2'}]}"
    said = room(f"title: T\nskills:\n  {skills}\n").types("I say", ":o Two", "2", "", "3", "")
    assert said.count("You said: I say\nThe answer:\nA word.\nHow well did you know it?") == 2
    assert "Kept as good." in said


def test_a_command_that_is_none_is_named_as_it_was_typed(room: Rooms) -> None:
    assert "There is no command :NH3. :? lists them" in room(TINY).types(":NH3")


@pytest.mark.parametrize("skips", ["", ":s", ":skip"])
def test_the_questions_about_the_person_are_skipped_one_by_one(room: Rooms, skips: str) -> None:
    cards = ", ".join(f"{{id: c{at}, ask: 'What is {at} + 0?', answer: '{at}'}}" for at in range(9))
    person = room(f"title: T\nremember: items\nitems: [{cards}]\n")
    said = person.types(*(["x", ""] * 5), skips, "To get by.")
    assert "What may I call you? Enter skips this." in said
    assert "Your goal is kept." in said
    assert "There is nothing to skip here." not in said


def test_a_passage_is_read_once_in_a_sitting_and_then_named_by_its_first_words(room: Rooms) -> None:
    one = "The snow fell for three days. Nobody came."
    other = "Rain again."
    items = [f"{{id: i{at}, ask: 'Question {at}?', answer: x, passage: {'ab'[at % 2]}}}" for at in range(4)]
    pack = f"title: T\npassages: {{a: {one}, b: {other}}}\nremember: items\nitems: [{', '.join(items)}]\n"
    said = room(pack).types(*(["y", ""] * 4))
    assert said.count(one) == said.count(f"{other}\n") == 1
    long = 'It is about the text that begins "The snow fell for three days..."; :r reads it again.'
    short = 'It is about the text that begins "Rain again."; :r reads it again.'
    assert long in said or short in said
    again = room(pack).types(*(["y", ""] * 3), ":r")
    assert again.count(one) + again.count(f"{other}\n") == 3


UNITS = """
title: Two units
units:
  - unit: low
    title: The low one
    skills:
      - {skill: a, title: Ay, remember: skill, mastery: {quiz: 2}, items: &items [
          {id: x, ask: Ex?, number: 1}, {id: y, ask: Why?, number: 2}, {id: z, ask: Zed?, number: 3}]}
      - {skill: b, title: Bee, remember: skill, requires: [a], mastery: {quiz: 2}, items: [
          {id: x, ask: Ex?, number: 1}, {id: y, ask: Why?, number: 2}, {id: z, ask: Zed?, number: 3}]}
""".replace("&items ", "")


def test_a_placement_goes_on_another_day_or_ends_and_a_nought_says_not_learned_yet(room: Rooms) -> None:
    person = room(UNITS)
    said = person.types(":place 10")
    assert "or :0 if you have not learned it yet" in said
    assert "Your placement goes on where you left it" in said
    said = person.types("", ":place")
    assert said.count("Your placement goes on where you left it") == 3
    assert "Enter goes on with it; end ends it now." in said
    assert "The placement is over." in person.types("end")
    assert person.session.placement() is None
    assert "Noted." in person.types(":place 10", ":0")
    assert person.session.placement() is None and person.session.status()["answers"] == 1


def test_a_unit_is_tested_out_of_by_its_title(room: Rooms) -> None:
    person = room(UNITS)
    said = person.types(":t unit the LOW one", ":t unit none")
    assert "Test-out of the unit: 2 questions, no hints, about what is at its top: Bee." in said
    assert "Bee. Quiz question 1 of 2" in said
    assert 'There is no unit "none"' in said


@pytest.mark.parametrize(
    ("gate", "words"), [("advise", "Bee is open."), ("strict", "Bee needs Ay first."), ("open", "")]
)
def test_each_gate_opens_or_says_what_comes_first(room: Rooms, gate: str, words: str) -> None:
    person = room(UNITS, gate=gate)
    assert words in person.types(":o Bee")
