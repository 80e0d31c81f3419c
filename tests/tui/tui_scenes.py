"""Scenes: a world, where it starts, and the keys that lead to a screen worth looking at."""

import atexit
import itertools
import random
import shutil
import tempfile
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from tui_months import some_months, spanish
from tui_world import CODE, FRACTIONS, KITCHEN, MEALS, OTHER, SHAPES, Time, World, compiled

from tutor.core.classroom.codes import check_letter
from tutor.core.learner.class_events import Joined, TaskSet, TeacherWrote
from tutor.present.insight import TITLES as QUESTIONS
from tutor.study.session import Session
from tutor.study.trusting import Permits


def only(world, item):
    """A world whose first question is this item."""
    library = world.library

    def one():
        made = library()
        every = made.items

        def items(skill, start=0, limit=64):
            found = every(skill, start, limit)
            return [ref for ref in found if ref.id.endswith(item)] or found

        made.items = items
        return made

    world.library = one
    return world


def shapes(prepare=None):
    return World(compiled([SHAPES, OTHER]), ("shapes",), prepare=prepare)


def opened(*skills):
    def prepare(session):
        for skill in skills:
            session.open(f"shapes/{skill}")

    return prepare


def at_words(item):
    return only(shapes(opened("words")), item)


def weeks(session, answers=9):
    """A learner who has studied for two weeks."""
    desk = session.desk
    times = [desk.now() - timedelta(days=day, hours=-day % 5) for day in range(14, 0, -1)]
    at = iter(times)
    now = [next(at)]
    before = Session(desk.shelf, desk.book, courses=desk.courses, chance=random.Random(3), clock=lambda: now[0])
    for day, time in enumerate(times):
        now[0] = time
        for number in range(answers + day % 4):
            task = before.next()
            if task is None:
                break
            study(before, task, number)
    session.name("Ana")
    session.goal(words="help my daughter with maths by March", date="2027-03-01", minutes_a_day=15)


def study(session, task, number):
    """Do a task, mostly well."""
    if task.kind == "lesson":
        session.answer(task.id, None, seconds=40)
        return
    current = session.desk.task_in_hand(task.id)
    if current.item.shape == "self_rate":
        session.answer(task.id, None, seconds=9)
        session.rate(task.id, "good" if number % 4 else "again")
    elif number % 7 == 5:
        session.skip(task.id, seconds=30)
    else:
        session.answer(task.id, current.item.right_answer(current.setting), seconds=25 + number)


def months():
    """Somebody who has studied two courses for two months, a little on most days, and not always rightly."""
    world, made = _months()
    copy = made.with_name(f"{next(COPIES)}.sqlite")
    shutil.copy(made, copy)
    return replace(world, file=copy, time=Time())


COPIES = itertools.count()


@cache
def _months():
    """The world, and the file of what was done in it: made once."""
    folder = Path(tempfile.mkdtemp(prefix="tutor-months-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    world = World(compiled([SHAPES, spanish(folder)]), ("shapes", "spanish"), file=folder / "made.sqlite")
    opened = world.open()
    some_months(opened.session)
    opened.close()
    return world, world.file


def returning():
    return World(compiled([SHAPES, OTHER]), ("shapes",), prepare=weeks)


def with_goals(*goals):
    """Somebody who has studied for two weeks and has these goals besides."""

    def prepare(session):
        weeks(session)
        for one in goals:
            session.goal(**one)

    return fractions(prepare)


SOON = {"words": "cook for thirty people", "date": "2026-12-01", "minutes_a_day": 5}
TEST = {"words": "pass the entrance test", "date": "2026-12-05", "exam": True, "days": ["mon", "wed", "sat"]}


def after_a_break(done=0):
    """Somebody who studied lightly in October, and comes back now; `done` tasks later."""

    def prepare(session):
        clock = session.desk.clock
        session.desk.clock = lambda: clock() - timedelta(days=40)
        weeks(session, answers=1)
        session.desk.clock = clock
        for number in range(done):
            study(session, session.next(), number)

    return fractions(prepare)


def kitchen(item):
    """A world whose first question is this one of the shapes that take more than a line."""
    return only(World(compiled([KITCHEN]), ("kitchen",)), f"/{item}")


def code(item):
    """A world whose first question has code to choose from."""
    return only(World(compiled([CODE]), ("code",)), f"/{item}")


def straight_lines():
    """A world in which a lesson to explore is open."""
    world = kitchen("falls")
    world.prepare = lambda session: session.open("kitchen/curves")
    return world


def fractions(prepare=None):
    return World(compiled([FRACTIONS]), ("fractions",), prepare=prepare)


def shipped(course):
    """A course that comes with the program, just begun."""
    return World(compiled([FRACTIONS.parent / course]), (course,))


def placed():
    """Somebody who has answered all questions of a placement but the last."""

    def prepare(session):
        session.place()
        while (task := session.next()).kind == "place":
            current = session.desk.task_in_hand(task.id)
            session.answer(task.id, current.item.right_answer(current.setting), seconds=12)
            if task.kind == "place" and session.placement() is None:
                break
        session.undo()
        session.undo()

    return fractions(prepare)


def handed_in(session):
    """A learner who has handed in twice."""
    session.hand_in(
        "meals/menu", "Soup of leeks and potatoes.\n\nBread, baked on Saturday, and a tart of plums.", [2, 1]
    )
    session.hand_in("meals/photo", "https://example.org/table")


def kept(session):
    """A learner who wrote and kept a few things."""
    weeks(session)
    skill = session.desk.shelf.skills("shapes")[1]
    session.note(skill.id, "Divide first, then multiply: 3/4 of 20 is 20 : 4 = 5, and 3 times 5.")
    session.bookmark(session.desk.shelf.items(skill.id)[0].id)
    session.reflect("That a half and two quarters are the same amount, only cut in another way.", "surprise")


def portfolio(prepare=None):
    return World(compiled([MEALS]), ("meals",), prepare=prepare)


class Closed:
    """A box in which nothing is run."""

    def tier(self):
        return "closed"

    def told(self):
        return "Runs in a closed box: no files, no network."


class NoAnswers:
    """A list of answers that keeps nothing."""

    path, problem = Path("trust.json"), ""

    def __init__(self):
        self.kept = []

    def answer(self, content_hash):
        return None

    def last_allowed(self, course):
        return None

    def put(self, answer):
        self.kept.append(answer)


def stranger():
    """Somebody else's pack whose first question runs a program."""
    world = kitchen("double")

    def prepare(session):
        session.desk.runner = Closed()
        session.desk.permits = Permits(session.desk.shelf, NoAnswers(), signed=lambda _: "It is not signed.", asks=True)

    world.prepare = prepare
    return world


def in_class(session, *, parents=False):
    """Somebody in a class: two tasks, three notes, one of them answered; and a week of study."""
    weeks(session)
    desk = session.desk
    class_id, skills = "c1a55000" * 4, [one.id for one in desk.shelf.skills("shapes")]
    desk.write(
        Joined(class_id=class_id, code=CODE_OF, title="7b", courses=["shapes"], seq=1, parents=parents),
        TaskSet(task="t-1", class_id=class_id, title="Percent with ease", skills=skills[1:], due="2026-11-27"),
        TaskSet(task="t-2", class_id=class_id, title="Half an hour", target="minutes", minutes=30, optional=True),
        TeacherWrote(note="n-1", class_id=class_id, kind="praise", day="2026-11-12", text="Well begun, all of you."),
        TeacherWrote(
            note="n-2",
            class_id=class_id,
            kind="question",
            about=skills[1],
            day="2026-11-19",
            text="You wrote [b]a part of a part[/b] as a sum. What would you draw for it? "
            "Take a sheet of squares, and colour a half of a half.\nThen count the squares, and tell me how many "
            "there are of how many, and what that has to do with the numbers below the lines.",
        ),
    )
    session.read_notes()
    session.write_teacher(class_id, "I drew it: it is one of four.", "n-2")
    desk.write(TeacherWrote(note="n-3", class_id=class_id, day="2026-11-20", text="Friday is the last day."))


CODE_OF = "KTRWBHSL" + check_letter("KTRWBHSL")


def some_away(session):
    """A learner who put three questions away."""
    refs = session.desk.shelf.items("shapes/words")
    session.suspend(refs[0].id)
    session.suspend(refs[1].id, "2026-12-24")
    session.suspend(refs[2].id, "2026-11-22")


SCENES = {
    "pick": (shapes, "study", []),
    "pick-hint": (shapes, "study", ["h", "h"]),
    "pick-wrong": (shapes, "study", ["4"]),
    "pick-right": (shapes, "study", ["2"]),
    "another-way": (shapes, "study", ["4", "e"]),
    "why": (shapes, "study", ["4", "w"]),
    "help": (shapes, "study", ["question_mark"]),
    "settings": (returning, "home", ["comma"]),
    "commands-of-home": (returning, "home", ["ctrl+p"]),
    "commands-sought": (shapes, "study", ["colon", *"undo"]),
    "own-keys": (returning, "home", ["comma", "up", *["down"] * 5, "enter", *["down"] * 4, "enter"]),
    "put-away": (lambda: shapes(some_away), "study", ["ctrl+p", *"what", "space", *"is", "enter"]),
    "wide-spacing": (shapes, "study", ["comma", "down", "enter", "escape", "4"]),
    "themes": (returning, "home", ["ctrl+t"]),
    "lesson": (shapes, "study", ["2", "enter"]),
    "pick-many": (lambda: only(shapes(), "by-the-sea"), "study", ["1", "3"]),
    "pick-many-told": (lambda: only(shapes(), "by-the-sea"), "study", ["1", "3", "enter"]),
    "passage": (lambda: only(shapes(), "on-a-hill"), "study", []),
    "text": (lambda: at_words("coffee"), "study:shapes/words", ["c", "a", "f", "e"]),
    "text-almost": (lambda: at_words("coffee"), "study:shapes/words", ["c", "a", "f", "e", "enter"]),
    "text-wrong": (lambda: at_words("good-day"), "study:shapes/words", [*"buenas", "space", *"noches", "enter"]),
    "text-right": (lambda: at_words("good-day"), "study:shapes/words", [*"buenos", "space", *"días", "enter"]),
    "unit": (lambda: at_words("height"), "study:shapes/words", [*"650"]),
    "gaps": (lambda: at_words("plain"), "study:shapes/words", [*"plain", "enter", *"Bar"]),
    "gaps-told": (lambda: at_words("plain"), "study:shapes/words", [*"plain", "enter", *"Cadiz", "enter"]),
    "true-false": (lambda: at_words("true"), "study:shapes/words", []),
    "recall": (lambda: shapes(opened("cards")), "study:shapes/cards", []),
    "recall-told": (lambda: shapes(opened("cards")), "study:shapes/cards", ["enter"]),
    "steps": (lambda: shapes(opened("percent")), "study:shapes/percent", ["ctrl+s", "enter"]),
    "steps-told": (lambda: shapes(opened("percent")), "study:shapes/percent", ["ctrl+s", "enter", *"93", "enter"]),
    "steps-next": (
        lambda: shapes(opened("percent")),
        "study:shapes/percent",
        ["ctrl+s", "enter", *"93", "enter", "enter"],
    ),
    "welcome": (shapes, "home", []),
    "home": (returning, "home", []),
    "home-why": (returning, "home", ["w"]),
    "notebook": (lambda: shapes(kept), "home", ["j"]),
    "notebook-read": (lambda: shapes(kept), "home", ["j", "down", "enter"]),
    "notebook-write": (lambda: shapes(kept), "home", ["j", "n"]),
    "search": (lambda: shapes(kept), "home", ["slash", *"percent"]),
    "search-open": (lambda: shapes(kept), "home", ["slash"]),
    "notebook-empty": (shapes, "home", ["j"]),
    "portfolio": (lambda: portfolio(handed_in), "home", ["f"]),
    "portfolio-piece": (lambda: portfolio(handed_in), "home", ["f", "down", "enter"]),
    "portfolio-empty": (portfolio, "home", ["f"]),
    "project": (portfolio, "home", ["c", "enter", "down", "enter"]),
    "project-writing": (portfolio, "home", ["c", "enter", "down", "enter", "enter", *"Soup"]),
    "project-rating": (portfolio, "home", ["c", "enter", "down", "enter", "enter", *"Soup", "ctrl+d", "2"]),
    "insight-nothing": (lambda: shapes(lambda session: session.name("Ana")), "home", ["i"]),
    "months-keys": (months, "home", ["i", "question_mark"]),
    **{f"months-{name}": (months, "home", ["i", f"{number}"]) for number, name in enumerate(QUESTIONS, 1)},
    "months-numbers": (months, "home", ["i", "3", "d"]),
    "inbox-none": (shapes, "home", ["m"]),
    "home-in-class": (lambda: shapes(in_class), "home", []),
    "goal-in-class": (lambda: shapes(in_class), "home", ["g"]),
    "inbox": (lambda: shapes(in_class), "home", ["m"]),
    "inbox-note": (lambda: shapes(in_class), "home", ["m", "down", "down", "down", "down"]),
    "inbox-read": (lambda: shapes(in_class), "home", ["m", "down", "down", "down", "down", "enter"]),
    "inbox-later": (lambda: shapes(in_class), "home", ["m", "l"]),
    "inbox-keys": (lambda: shapes(in_class), "home", ["m", "question_mark"]),
    "join": (shapes, "home", ["m", "o"]),
    "handin": (lambda: shapes(in_class), "home", ["m", "h"]),
    "handin-work": (lambda: shapes(in_class), "home", ["m", "h", "3"]),
    "handin-ticks": (lambda: shapes(in_class), "home", ["m", "h", "3", "t", "down", "space"]),
    "handin-folder": (lambda: shapes(in_class), "home", ["m", "h", "1", "enter"]),
    "handin-adult": (lambda: shapes(lambda one: in_class(one, parents=True)), "home", ["m", "h", "enter"]),
    "courses": (returning, "home", ["c"]),
    "map": (returning, "home", ["c", "enter"]),
    "map-locked": (shapes, "home", ["c", "enter", "down"]),
    "open-anyway": (shapes, "home", ["c", "enter", "down", "o"]),
    "goal": (shapes, "home", ["g"]),
    "fractions-goal-slips": (lambda: with_goals(SOON), "home", ["g"]),
    "fractions-goal-exam": (lambda: with_goals(TEST), "home", ["g"]),
    "fractions-goal-several": (lambda: with_goals(SOON, TEST), "home", ["g", "tab"]),
    "fractions-goal-keys": (lambda: with_goals(SOON), "home", ["g", "question_mark"]),
    "fractions-goal-change": (lambda: with_goals(SOON), "home", ["g", "c", "enter"]),
    "fractions-goal-drop": (lambda: with_goals(SOON), "home", ["g", "d"]),
    "fractions-home-back": (after_a_break, "home", []),
    "fractions-end-back": (after_a_break, "study", ["escape"]),
    "fractions-home-back-done": (lambda: after_a_break(6), "home", []),
    "end": (shapes, "study", ["2", "escape"]),
    "fractions": (fractions, "study", []),
    "fractions-lesson": (fractions, "study", ["1", "enter", "enter"]),
    "fractions-feedback": (lambda: only(fractions(), "find-thirds"), "study", ["1"]),
    "fractions-home": (lambda: fractions(weeks), "home", []),
    "fractions-map-narrowed": (lambda: fractions(weeks), "home", ["c", "enter", "f", *"is:locked", "space", *"add"]),
    "map-narrowed": (shapes, "home", ["c", "enter", "f", *"cit"]),
    "fractions-map-below": (lambda: fractions(weeks), "home", ["c", "enter", *["down"] * 8]),
    "fractions-map-begun": (lambda: shipped("fractions"), "home", ["c", "enter", *["down"] * 13]),
    "fractions-map-sql": (lambda: shipped("sql"), "home", ["c", "enter", *["down"] * 3]),
    "fractions-map-shell": (lambda: shipped("command-line"), "home", ["c", "enter", *["down"] * 5]),
    "fractions-map": (lambda: fractions(weeks), "home", ["c", "enter"]),
    "lines": (lambda: kitchen("tea"), "study", ["2", "1"]),
    "lines-left": (lambda: kitchen("tea"), "study", ["2", "1", "enter"]),
    "lines-carried": (lambda: kitchen("program"), "study", [*"1234", "up", "up", "up", "space", "down"]),
    "lines-wrong": (lambda: kitchen("tea"), "study", [*"213", "enter", "enter"]),
    "lines-right": (lambda: kitchen("tea"), "study", ["right!", "enter", "enter"]),
    "program-lines": (lambda: kitchen("program"), "study", ["wrong!", "enter"]),
    "code-pick": (lambda: code("which"), "study", ["down"]),
    "code-pick-wrong": (lambda: code("which"), "study", ["2"]),
    "code-lines": (lambda: code("order"), "study", ["1"]),
    "code-lines-wrong": (lambda: code("order"), "study", ["wrong!", "enter"]),
    "code-left": (lambda: code("prints"), "study", ["1"]),
    "code-right": (lambda: code("name"), "study", ["1"]),
    "code-right-wrong": (lambda: code("name"), "study", ["1", "1", "enter"]),
    "code-groups": (lambda: code("language"), "study", ["1", "2"]),
    "pairs": (lambda: kitchen("capitals"), "study", ["1", "3"]),
    "pairs-wrong": (lambda: kitchen("capitals"), "study", [*"1234", "enter"]),
    "pairs-long": (lambda: kitchen("proverbs"), "study", ["1"]),
    "pairs-long-wrong": (lambda: kitchen("proverbs"), "study", [*"121", "enter"]),
    "groups": (lambda: kitchen("animals"), "study", [*"123"]),
    "groups-left": (lambda: kitchen("animals"), "study", [*"123", "enter"]),
    "groups-wrong": (lambda: kitchen("animals"), "study", [*"1231212", "enter"]),
    "pattern": (lambda: kitchen("pattern"), "study", ["c", "full_stop"]),
    "writing": (lambda: kitchen("letter"), "study", [*"Dear", "space", *"Ana"]),
    "writing-short": (lambda: kitchen("letter"), "study", [*"Dear", "space", *"Ana", "ctrl+d"]),
    "writing-told": (lambda: kitchen("letter"), "study", [*"Dear", "space", *"Ana", "ctrl+d", "ctrl+d", "2"]),
    "consent": (stranger, "study", []),
    "program": (lambda: kitchen("double"), "study", []),
    "program-told": (lambda: kitchen("double"), "study", ["enter", *"return", "ctrl+d"]),
    "query": (lambda: kitchen("query"), "study", []),
    "commands": (lambda: kitchen("files"), "study", [*"wc"]),
    "parts": (lambda: kitchen("bill"), "study", ["4", "enter"]),
    "parts-told": (lambda: kitchen("bill"), "study", ["5", "enter", "t", "2"]),
    "explore": (straight_lines, "study:kitchen/curves", ["s", "enter", "right", "right", "down", "right"]),
    "explore-words": (straight_lines, "study:kitchen/curves", ["s", "enter", "right", "t"]),
    "explore-chance": (straight_lines, "study:kitchen/curves", ["s", "e"]),
    "media": (straight_lines, "study:kitchen/curves", ["s", "e", "escape", "e", "escape", "e"]),
    "placement": (lambda: shapes(lambda session: session.place()), "study", []),
    "placement-offer": (shapes, "home", ["p"]),
    "fractions-placement-home": (lambda: fractions(lambda session: session.place()), "home", []),
    "fractions-placement": (lambda: fractions(lambda session: session.place()), "study", []),
    "fractions-placed": (placed, "study", ["ctrl+s"]),
    "quiz": (lambda: shapes(lambda session: session.test_out("shapes/cities")), "study", []),
}


@asynccontextmanager
async def scene(name, size=(80, 24), theme=None):
    """Somebody in front of this screen."""
    make, start, keys = SCENES[name]
    start, _, skill = start.partition(":")
    async with make().app(size=size, start=start) as user:
        if theme:
            user.app.theme = theme
            await user.idle()
        if skill:
            await user.app.go_study(skill=skill)
            await user.idle()
        await user.press(*user.keys_for(keys))
        yield user
