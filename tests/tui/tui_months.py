"""Two months of study, recorded quickly: a day is one call, and what is asked follows from what is known."""

import random
from datetime import timedelta

from tutor.core.day import days_between, milliseconds
from tutor.core.learner.events import Answered, LessonSeen, QuizStarted
from tutor.core.learner.rows import SkillRow
from tutor.core.memory import retrievability

DAYS = 60
SPANISH = """
title: Spanish for the road
skills:
"""
TITLES = [
    "Greetings",
    "Please and thank you",
    "Numbers to ten",
    "Numbers to a hundred",
    "In a café",
    "Days of the week",
    "What time is it?",
    "Asking the way",
    "On the bus",
    "At the station",
    "At the market",
    "Family",
    "Colours",
    "Weather",
    "At the doctor’s",
    "On the telephone",
    "Yesterday",
    "Tomorrow",
    "What if?",
    "Small talk",
]


def spanish(folder):
    """A course of twenty skills, each needing the one before; three questions each."""
    lines = [SPANISH]
    for number, title in enumerate(TITLES):
        needed = f", requires: [s{number - 1}]" if number else ""
        lines.append(f"  - {{skill: s{number}, title: '{title}', lesson: [{{text: Read.}}]{needed}, items: [")
        for name in "abc":
            ask = f"How do you say it in Spanish? ({title}, {name})"
            lines.append(f"      {{id: {name}, ask: '{ask}', answer: '{name} {number}'}},")
        lines.append("    ]}")
    path = folder / "spanish.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def some_months(session):
    """Somebody who studies three courses, a little on most days, forgets some of it, and is a little too sure."""
    desk, chance = session.desk, random.Random(5)
    skills = [skill.id for name in desk.courses for skill in desk.shelf.skills(name)]
    items = {name: [ref.id for ref in desk.shelf.items(name, 0, 6)] for name in skills}
    for back in range(DAYS, 0, -1):
        if chance.random() > 0.3:
            now = desk.now() - timedelta(days=back, minutes=chance.randint(0, 60))
            a_day(desk.book, items, now, chance)


def a_day(book, items, now, chance):
    at = milliseconds(now)
    rows = [row for name in items if (row := book.rows.get(SkillRow, name)) is not None]
    due = [row for row in rows if row.remember == "skill" and row.phase == "learned" and 0 < row.due <= at]
    events = [answer(row, items[row.id], at, chance, "review") for row in due[:12]]
    begun = [row for row in rows if row.phase in ("open", "learning")][: chance.choice([1, 1, 2])]
    for row in begun:
        events += [
            LessonSeen(skill=row.id, block=0, way=chance.choice(["words", "steps"]), seconds=chance.randint(30, 90))
        ]
        events += [answer(row, items[row.id], at, chance, "learn") for _ in range(chance.choice([4, 6, 9]))]
    if events:
        book.record(now, *events)
    for row in begun:
        known = book.rows.get(SkillRow, row.id)
        if known.understanding >= known.threshold and known.opportunities > 7:
            size = known.quiz_size
            asked = [
                answer(known, items[known.id], at, chance, "quiz", right=True, number=number) for number in range(size)
            ]
            book.record(now, QuizStarted(skill=known.id, size=size, need=size), *asked)


def answer(row, items, at, chance, kind, right=None, number=None):
    held = row.stability > 0 and retrievability(row.stability, days_between(row.reviewed_at, at))
    sure = chance.choice([None, None, None, 1, 2, 3])
    if right is None:
        right = chance.random() < (held * 0.97 if held else {1: 0.55, 2: 0.76, 3: 0.87}.get(sure, 0.8))
    way = (
        {}
        if kind == "review"
        else {"explanation": chance.choice(["words", "steps"] if right else ["words", "words", "steps"])}
    )
    number = chance.randrange(len(items)) if number is None else number
    return Answered(
        item=items[number % len(items)],
        skill=row.id,
        kind=kind,
        type="answer",
        score=float(right),
        correct=right,
        rating="good" if right else "again",
        seconds=float(chance.randint(5, 60)),
        confidence=sure,
        opportunity=min(5, row.opportunities + 1),
        **way,
    )
