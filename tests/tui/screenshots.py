"""Pictures of every screen, to look at: `python tests/tui/screenshots.py FOLDER [NAME]`.

Each screen at 80×24, 120×40, 60×20 and 40×15, dark and light, as SVG and, where cairosvg is installed, as PNG. The
courses are the small one of the tests and the ones that ship.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from conftest import OTHER, SHAPES, World, compiled  # noqa: E402

from tutor.core.pick import ItemRef  # noqa: E402

SIZES = ((80, 24), (120, 40), (60, 20), (40, 15))
THEMES = ("tutor-dark", "tutor-light")
FRACTIONS = HERE.parents[1] / "courses" / "fractions"


def only(world, item):
    """A world whose first question is this item."""
    library = world.library

    def one():
        made = library()
        every = made.items

        def items(skill, start=0, limit=64) -> list[ItemRef]:
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


def weeks(session):
    """A learner who has studied for two weeks."""
    from tutor.study.session import Session

    assert isinstance(session, Session)
    clock = session.desk.clock
    for day in range(14, 0, -1):
        session.desk.clock = lambda day=day: clock() - timedelta(days=day, hours=-day % 5)
        for number in range(9 + day % 4):
            task = session.next()
            if task is None:
                break
            if task.kind == "lesson":
                session.answer(task.id, None, seconds=40)
                continue
            current = session.desk.current
            right = current.item.right_answer(current.setting)
            if current.item.shape == "self_rate":
                session.answer(task.id, None, seconds=9)
                session.rate(task.id, "good" if number % 4 else "again")
            elif number % 7 == 5:
                session.skip(task.id, seconds=30)
            else:
                session.answer(task.id, right, seconds=25 + number)
    session.desk.clock = clock
    session.desk.current = None
    session.name("Ana")
    session.goal(words="help my daughter with maths by March", date="2027-03-01", minutes_a_day=15)


def returning():
    return World(compiled([FRACTIONS, SHAPES, OTHER]), ("fractions", "shapes"), prepare=weeks)


async def study_skill(user):
    """From home over the courses to a map."""
    await user.press("c", "enter")


SCENES = {
    "pick": (shapes, "study", []),
    "pick-hint": (shapes, "study", ["h", "h"]),
    "pick-wrong": (shapes, "study", ["4"]),
    "pick-right": (shapes, "study", ["2"]),
    "another-way": (shapes, "study", ["4", "e"]),
    "why": (shapes, "study", ["4", "w"]),
    "help": (shapes, "study", ["question_mark"]),
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
    "welcome": (shapes, "home", []),
    "home": (returning, "home", []),
    "home-why": (returning, "home", ["w"]),
    "courses": (returning, "home", ["c"]),
    "map": (returning, "home", ["c", "enter"]),
    "map-locked": (lambda: World(compiled([FRACTIONS, OTHER]), ("fractions",)), "home", ["c", "enter", "down", "down"]),
    "open-anyway": (shapes, "home", ["c", "enter", "down", "o"]),
    "goal": (shapes, "home", ["g"]),
    "end": (shapes, "study", ["2", "escape"]),
    "fractions": (lambda: World(compiled([FRACTIONS]), ("fractions",)), "study", []),
    "fractions-lesson": (lambda: World(compiled([FRACTIONS]), ("fractions",)), "study", ["1", "enter"]),
    "quiz": (lambda: shapes(lambda session: session.test_out("shapes/cities")), "study", []),
}


async def picture(folder, name, size, theme):
    make, start, keys = SCENES[name]
    start, _, skill = start.partition(":")
    world = make()
    async with world.app(size=size, start=start) as user:
        user.app.theme = theme
        await user.idle()
        if skill:
            await user.app.go_study(skill=skill)
            await user.idle()
        await user.press(*keys)
        svg = user.app.export_screenshot(title="tutor")
    path = folder / f"{name}-{size[0]}x{size[1]}-{theme.removeprefix('tutor-')}.svg"
    path.write_text(svg, encoding="utf-8")
    return path


def png(path):
    """The picture of an SVG. Fira Code lacks some of the signs, and cairosvg takes no second font."""
    import cairosvg

    svg = path.read_text(encoding="utf-8").replace("Fira Code", "DejaVu Sans Mono")
    cairosvg.svg2png(bytestring=svg.encode(), write_to=str(path.with_suffix(".png")))


async def main(folder, names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        for theme in THEMES:
            for size in SIZES:
                path = await picture(folder, name, size, theme)
                png(path)
                print(path.with_suffix(".png"))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))

