"""One learner told in steps that know no face, done by keys on the screens and by lines in plain mode.

Both begin with the same seeds at a wall clock that stands still, so what they keep must be the same, event by event.
"""

import sys
from pathlib import Path

from monkey import calm
from tui_world import Time

from tutor.plain.loop import run

sys.path.insert(0, str(Path(__file__).parents[1] / "plain"))
from test_same_as_the_wire import typed, wrong

RATINGS = ("again", "hard", "good", "easy")
FEELS = ("easy", "right", "lost")
AT_ONCE = ("undo", "note", "bookmark", "should_count", "way", "bury", "suspend", "feel", "rate", "criteria")
"""What is done while an answer's verdict is still there; anything else comes after it was read."""


class Still(Time):
    """The wall clock stands still; only the time between keys passes."""

    def now(self):
        return Time.now(Time())


def asked(session):
    """The task in hand, and its right answer; of a lesson its task and nothing."""
    current = session.desk.current
    return current.task, None if current.item is None else current.item.right_answer(current.setting)


def response(session, how):
    """What is answered: `right`, `wrong`, or the words themselves."""
    task, right = asked(session)
    return task, {"right": right, "wrong": wrong(task, right) if right is not None else None}.get(how, how)


class ByLines:
    """Each step is the lines that a person types."""

    def __init__(self, world):
        self.world = world
        self.last = ""

    def say(self, line):
        self.last = line

    def do(self, *sittings):
        for steps in sittings:
            opened = self.world.open()
            lines = self.lines(opened.session, steps)
            clock = self.world.time.now
            run(opened.session, lines, self.say, course_ids=self.world.courses, minutes=None, clock=clock)
            yield opened
            opened.close()

    def lines(self, session, steps):
        before = ""
        for step in steps:
            verb, _, rest = step.partition(" ")
            if self.last.startswith("Enter goes on with it"):  # a placement of the last time
                yield ""
            if before == "answer" and verb not in AT_ONCE and self.last.startswith("Enter to go on"):
                yield ""
            yield from getattr(self, verb)(session, rest)
            before = verb

    def answer(self, session, how):
        task, given = response(session, how)
        yield from typed(task, given)

    def rate(self, session, rating):
        yield rating

    def reveal(self, session, rest):
        yield ""

    read = reveal

    def write(self, session, words):
        yield from (words, ".")

    def criteria(self, session, levels):
        yield from levels.split()

    def goal(self, session, words):
        yield f":g {words}"

    def change(self, session, minutes):
        yield f":g minutes {minutes}"

    def journal(self, session, words):
        yield from (":journal", words)

    def hand_in(self, session, words):
        yield from (":project 1", words, ".", *"21")

    def task_later(self, session, day):
        yield from (":inbox", f":inbox later 1 {day} away")

    def to_teacher(self, session, words):
        yield from (":inbox", f":inbox write {words}")

    def task_on(self, session, rest):
        yield from (":inbox", ":inbox go 1")

    def command(name):  # noqa: N805
        def one(self, session, rest):
            yield f":{name} {rest}".rstrip()

        return one

    hint, way, skip, undo, should_count = command("h"), command("e"), command("s"), command("u"), command("!")
    note, bookmark, sure, feel = command("n"), command("b"), command("c"), command("f")
    bury, suspend, bring_back, drop_goal = command("bury"), command("suspend"), command("away"), command("g drop")
    test_out, place, place_stop, like = command("t"), command("place"), command("place stop"), command("like")


class ByKeys:
    """Each step is the keys that a person presses."""

    def __init__(self, world):
        self.world = world

    async def do(self, *sittings):
        for steps in sittings:
            async with self.world.app() as user:
                for step in steps:
                    verb, _, rest = step.partition(" ")
                    await self.onward(user, verb)
                    await getattr(self, verb)(user, rest)
                    await calm(user)
                yield user.app.study._opening.result()

    async def onward(self, user, verb):
        """What is told is read before something new is done."""
        if verb not in AT_ONCE:
            while getattr(user.app.screen, "mode", "") == "told":
                await user.press("enter")

    async def leave(self, user):
        if user.app.screen.typing:
            await user.press("escape")

    async def ask(self, user, *keys):
        """Keys that are commands, whatever has the focus."""
        await self.leave(user)
        await user.press(*keys)

    async def palette(self, user, words):
        await self.ask(user, "ctrl+p")
        await user.write(words)
        await user.press("enter")

    async def answer(self, user, how):
        task, given = response(user.session, how)
        match task.shape:
            case "pick" | "pick_many" if task.type == "true_false":
                await user.press("t" if given else "f")
            case "pick":
                await user.press(str([one["text"] for one in task.choices].index(given) + 1))
            case "pick_many":
                texts = [one["text"] for one in task.choices]
                await user.press(*(str(texts.index(one) + 1) for one in given), "enter")
            case "gaps":
                for one in given:
                    await user.write(one)
                    await user.press("enter")
            case "lines":
                await user.press(*(str(task.lines.index(one) + 1) for one in given), "enter", "enter")
            case "pairs":
                await user.press(*(str(task.right.index(given[left]) + 1) for left in task.left), "enter")
            case "groups":
                at = {thing: number for number, group in enumerate(given, 1) for thing in given[group]}
                await user.press(*(str(at[thing]) for thing in task.lines), "enter")
            case _:
                await user.press("end", *["backspace"] * 12)
                await user.write(str(given))
                await user.press("enter")

    async def rate(self, user, rating):
        await user.press(str(RATINGS.index(rating) + 1))

    async def reveal(self, user, rest):
        await user.press("enter")

    async def read(self, user, rest):
        while user.app.screen.more_below:
            await user.press("enter")
        await user.press("enter")

    async def write(self, user, words):
        await user.write(words)
        await user.press("ctrl+d")

    async def criteria(self, user, levels):
        await user.press(*levels.split(), "enter")

    async def hint(self, user, rest):
        await user.press("f2" if user.app.screen.typing else "h")

    async def way(self, user, rest):
        await user.press("f3" if user.app.screen.typing else "e")

    async def skip(self, user, rest):
        await user.press("ctrl+s")

    async def undo(self, user, rest):
        await self.ask(user, "u")

    async def should_count(self, user, words):
        await self.ask(user, "!")
        await user.write(words)
        await user.press("enter")

    async def note(self, user, words):
        await self.ask(user, "n")
        await user.write(words)
        await user.press("enter")

    async def bookmark(self, user, rest):
        await self.ask(user, "b")

    async def journal(self, user, words):
        await self.ask(user, "j", "n")
        await user.write(words)
        await user.press("enter", "escape")

    async def sure(self, user, number):
        await self.ask(user, "c", number)

    async def feel(self, user, word):
        await self.ask(user, "l", str(FEELS.index(word) + 1))

    async def bury(self, user, rest):
        await self.ask(user, "-")

    async def suspend(self, user, rest):
        await self.ask(user, "@")

    async def bring_back(self, user, number):
        await self.palette(user, "bring")
        await user.press(*["down"] * (int(number) - 1), "enter", "escape")

    async def goal(self, user, words):
        await self.palette(user, "goals")
        if user.place == "Goals":
            await user.press("n")
        await user.write(words)
        await user.press(*["enter"] * 3, "escape")

    async def change(self, user, minutes):
        await self.palette(user, "goals")
        await user.press("c", "enter", "enter", *["backspace"] * 4)
        await user.write(minutes)
        await user.press(*["enter"] * 3, "escape")

    async def drop_goal(self, user, rest):
        await self.palette(user, "goals")
        await user.press("d", "d", "escape")

    async def test_out(self, user, rest):
        await self.palette(user, "map of")
        await user.press("t")

    async def place(self, user, rest):
        await self.palette(user, "home")
        await user.press("p", "enter")

    async def place_stop(self, user, rest):
        await self.palette(user, "home")
        await user.press("e", "enter")

    async def hand_in(self, user, words):
        await self.palette(user, "map of")
        await user.press("down", "enter", "enter")
        await user.write(words)
        await user.press("ctrl+d", *"21", "enter")

    async def task_on(self, user, rest):
        await self.palette(user, "inbox")
        await user.press("enter")

    async def task_later(self, user, day):
        await self.palette(user, "inbox")
        await user.press("l")
        await user.write(day)
        await user.press("enter", *"away", "enter", "escape")

    async def to_teacher(self, user, words):
        await self.palette(user, "inbox")
        await user.press("w")
        await user.write(words)
        await user.press("enter", "escape")

    async def like(self, user, words):
        from tutor.present.likes import WAYS

        await self.palette(user, "what I like")
        await user.press("down", *["down"] * list(WAYS.values()).index(words), "enter", "escape")
