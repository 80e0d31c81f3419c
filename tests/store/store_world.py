"""A small world for the tests of the store: a course, things that happen in it, and a small but honest fold."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tutor.core.day import moment
from tutor.core.learner import events as happened
from tutor.core.learner import fold as real
from tutor.core.learner import rows as known
from tutor.core.whole_days import scheduler
from tutor.store.book import Book
from tutor.store.schema.version1 import LOG

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SKILLS = [f"fractions/skill-{number}" for number in range(6)]
FORGETFUL = [0.05, 0.3, 0.4, 1.0, *scheduler().parameters[4:]]
WORDS = ["", "three quarters", "Æther, 分数 and ½", "words:not really", "a long answer " * 40]


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def opened(path, fold=real.apply, seed=1):
    return Book.open(path, fold=fold, now=NOW, chance=None if seed is None else random.Random(seed))


def met(version="1.0.0", skills=SKILLS):
    facts = [
        happened.SkillFacts(
            id=skill,
            requires=skills[number - 1 : number] if number % 3 else [],
            remember="items" if number % 2 else "skill",
            lesson_blocks=2,
            item_count=8,
        )
        for number, skill in enumerate(skills)
    ]
    return happened.Met(
        course="fractions", version=version, content_hash=sha256(version.encode()).hexdigest(), skills=facts
    )


def answered(chance, **other):
    skill = chance.choice(SKILLS)
    right = chance.random() < 0.8
    fields = {
        "item": f"{skill}/item-{chance.randrange(8)}",
        "skill": skill,
        "seed": chance.getrandbits(31),
        "kind": chance.choice(["learn", "review", "quiz", "remedy"]),
        "response": chance.choice(["three quarters", 3, None, ["a", "b"], {"left": "right"}, True]),
        "score": float(right),
        "correct": right,
        "rating": chance.choice(["good", "hard", "easy"]) if right else "again",
        "opportunity": chance.randint(1, 20),
        "seconds": chance.choice([None, round(chance.uniform(1, 60), 2)]),
        "guess": 0.25,
        "group": chance.choice(["", "both-ways"]),
        "misconception": "" if right else chance.choice(["", "adds-denominators"]),
        "explanation": chance.choice(["", "words", "picture"]),
        "type": chance.choice(["answer", "essay"]),
        "text": chance.choice(["", "", "my essay"]),
    }
    return happened.Answered(**{**fields, **other})


def mixed(chance):
    """One thing that happens: one event, or some that belong together."""
    skill = chance.choice(SKILLS)
    item = f"{skill}/item-{chance.randrange(8)}"
    text = chance.choice(WORDS)
    number = f"{chance.getrandbits(32):08x}"
    others = [
        happened.LessonSeen(skill=skill, block=chance.randrange(2), way="words", finished=chance.random() < 0.7),
        happened.Explained(skill=skill, block=1, way="picture"),
        happened.QuizStarted(skill=skill, size=3, need=3),
        happened.SkillOpened(skill=skill),
        happened.Suspended(item=item, until=chance.choice([None, "2026-12-24"])),
        happened.Resumed(item=item),
        happened.Disputed(item=item, text=text),
        happened.Felt(item=item, feel="lost"),
        happened.Noted(about=skill, text=text),
        happened.Noted(about="", text=text, question="hard"),
        happened.Bookmarked(about=item, off=chance.random() < 0.3),
        happened.Preferred(ways=["picture"], interests=["cooking"]),
        happened.Named(text=text),
        happened.GoalSet(goal=number, skills=[skill], text=text),
        happened.GoalSet(goal="exam", skills=[skill], date="2026-12-24", exam=True),
        happened.GoalDropped(goal="exam", reached=chance.random() < 0.5),
        happened.Refitted(weights=chance.choice([[], [0.2] * 21, FORGETFUL]), reviews=1200, before=0.4, after=0.38),
        happened.HandedIn(piece=number, project="fractions/recipe", text=text, criteria=[1, 2], name="a.txt", size=7),
        happened.Drafted(item=item, kind="learn", text=text),
        happened.PlacementStarted(courses=["fractions"], minutes=10.0),
        happened.PlacementEnded(credited=SKILLS[:2]),
    ]
    kind = chance.random()
    if kind < 0.6:
        return [answered(chance)]
    if kind < 0.7:
        return [answered(chance), chance.choice(others), happened.QuizStarted(skill=skill, size=3, need=2)]
    return [chance.choice(others)]


def live(book, seed, calls, start=0, amending=0.0):
    """Let `calls` things happen; the state hash after each. A share of them replaces an answer just given."""
    chance = random.Random(seed)
    hashes, newest = [], []
    for number in range(start, start + calls):
        answer = len(newest) == 1 and isinstance(newest[0].data, happened.Answered)
        if answer and amending and chance.random() < amending:
            newest = book.amend(moment(newest[0].at, newest[0].offset), newest[0].id, answered(chance))
        else:
            newest = book.record(later(number * 1000), *mixed(chance))
        hashes.append(book.state_hash())
    return hashes


def filled(path, calls=40, seed=3):
    """A closed file with a course and a history."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_history(calls, seed))
    path.chmod(0o600)
    return path


@cache
def _history(calls, seed):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "me.sqlite3"
        with opened(path) as book:
            book.record(NOW, met())
            live(book, seed, calls)
        return path.read_bytes()


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def tampered(path, *statements):
    """Change a closed file behind the program's back; its triggers are gone meanwhile."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma journal_mode = delete")
        for trigger in ("event_is_never_changed", "event_is_never_deleted"):
            db.execute(f"drop trigger {trigger}")
        for statement in statements:
            db.execute(statement)
        guarded = db.execute("select 1 from sqlite_schema where type = 'table' and name = 'event'").fetchone()
        for statement in LOG if guarded else ():
            if statement.startswith("create trigger"):
                db.execute(statement)


def small_fold(rows, event):
    """Counts, drops, graph questions and floats: all that a fold may do to rows, in a few lines."""
    data = event.data
    match data:
        case happened.Met():
            rows.put(known.CourseRow(id=data.course, version=data.version, content_hash=data.content_hash))
            for position, facts in enumerate(data.skills):
                row = rows.get(known.SkillRow, facts.id) or known.SkillRow(id=facts.id, course=data.course)
                rows.put(replace(row, position=position, requires=facts.requires, covers=facts.covers))
            first = next(iter(rows.skills_of(data.course)))
            rows.put(replace(rows.get(known.SkillRow, first), phase="open"))
        case happened.Answered():
            _count(rows, event, data)
        case happened.Noted():
            rows.put(known.NoteRow(id=event.id, about=data.about, text=data.text, at=event.at, question=data.question))
        case happened.Named():
            rows.put(replace(rows.get(known.LearnerRow, "me") or known.LearnerRow(), name=data.text))
        case happened.SkillOpened():
            for name in rows.dependents(data.skill):
                rows.put(replace(rows.get(known.SkillRow, name), phase="open", forced=True))
        case happened.Resumed():
            rows.drop(known.ItemRow, data.item)


def _count(rows, event, data):
    learner = rows.get(known.LearnerRow, "me") or known.LearnerRow()
    pace = [*learner.pace, data.seconds or 0.0][-50:]
    ability = {**learner.ability, "fractions": learner.ability.get("fractions", 0.0) + 0.1 * data.score - 0.07}
    rows.put(replace(learner, answers=learner.answers + 1, pace=pace, ability=ability, last_at=event.at))
    item = rows.get(known.ItemRow, data.item) or known.ItemRow(id=data.item, skill=data.skill)
    due = event.at + 86_400_000
    item = replace(item, seen=item.seen + 1, stability=item.stability * 1.7 + 0.3, last_at=event.at, due=due)
    rows.put(item)
    if skill := rows.get(known.SkillRow, data.skill):
        recent = (skill.recent + "01"[data.correct])[-8:]
        rows.put(replace(skill, phase="learning", recent=recent, last_at=event.at, understanding=item.stability / 3))
    if data.correct:
        rows.drop(known.RetryRow, data.item)
    else:
        rows.put(known.RetryRow(id=data.item, skill=data.skill, after=learner.answers + 7))


FOLDS = {"real": real.apply, "small": small_fold}
