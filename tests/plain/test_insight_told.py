"""Insight in plain mode: all questions with their sentences, and one of them with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.present.insight import TITLES

PACK = """
title: Sums
skills:
  - skill: add
    title: Adding
    items:
      - {id: a, ask: What is 1 + 1?, number: 2}
      - {id: b, ask: What is 1 + 2?, number: 3}
      - {id: c, ask: What is 1 + 3?, number: 4}
"""

NOTHING = """\
> :stats
1. When do I study? Nothing was studied yet. From your first answer on, each day shows here how long you studied.
2. What am I about to forget? Nothing can be forgotten yet. After your first answers this shows what comes back, and \
when.
3. Does tutor know when I forget? There will be something to see after 20 reviews that came half a day or more after \
the one before; so far there are 0.
4. Then and now. No skill is learned yet. From the first one on, this shows how they become more.
5. Where does my time go? Nothing was studied yet. From your first answer on, this shows how long each course took.
6. Do I know how well I know? Before you answer you may say how sure you are: guessing, fairly sure or sure (the key \
c). After 10 answers with one of these words this shows whether it was true.
7. Which explanations help me? There will be something to see when 10 answers came soon after one way of explaining.
8. What is hardest for me? Nothing stands out as hard yet. What was asked 3 times and missed shows here.
With its number, :stats tells the numbers of one.
"""


def test_before_anything_was_done_each_question_says_when_there_is_something(room: Callable[..., Any]) -> None:
    assert NOTHING in room(PACK).types(":stats", ":q")


def test_one_question_is_told_in_sentences_and_its_numbers_row_by_row(room: Callable[..., Any]) -> None:
    person = room(PACK)
    person.types("2", "", "3", "", ":q", seconds=30)
    said = person.types(":stats 1", ":stats time", ":q")
    assert (
        """\
> :stats 1
When do I study?
In the last four weeks you studied on 1 day, about 1 minute on such a day.
In the last year you studied on 1 day, 1 minute in all, and gave 2 answers.
Mon 4 Jan: minutes 1, answers 2, right"""
        in said
    )
    assert "Sums: minutes in four weeks 1, in a year 1." in said


def test_what_is_no_question_is_told_so(room: Callable[..., Any]) -> None:
    said = room(PACK).types(":stats 9", ":stats weather", ":q")
    assert said.count("Say which question: its number in the list (:stats).") == 2


def test_all_of_it_is_in_ascii_but_for_what_a_course_says(room: Callable[..., Any]) -> None:
    said = room(PACK).types(*(f":stats {number}" for number in range(1, len(TITLES) + 1)), ":stats", ":q")
    assert said.isascii()
