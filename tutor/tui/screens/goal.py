"""Goals in the learner's own words: set lightly, seen with a forecast and ways out of a slip, changed, dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, UnsetType
from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, _n, later
from tutor.present.goal import BAR_SIGNS, WEEKDAY_NAMES, plan, range_bar, read_days, slips
from tutor.present.inbox import PROPOSALS
from tutor.present.when import day_words
from tutor.study.goals import Wish
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.rows import mark
from tutor.tui.safe import Draw, Shown, joined, line, spaces, stacked, text, wrapped
from tutor.tui.screens.asking import Asking, Question, whole_number
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.goal_lines import GoalLine
    from tutor.study.session import Session

WORDS = Question(
    later("What do you want to be able to do?"), later("In your own words: “help my daughter with maths”.")
)
MINUTES = Question(
    later("How many minutes a day feel right?"), later("A number; empty is 20."), wrong=whole_number(1, 1440)
)
ABOUT = Question(
    later("What belongs to it?"),
    later("Titles of skills, units or courses, with commas; empty is all of your courses."),
)
BAR_STYLES = {"way": "$quiet", "range": "$accent", "likely": "$accent bold", "day": "$warm bold", "rest": "$quiet"}
WIDEST_BAR = 48


def wrong_date(typed: str) -> str:
    """What is wrong with a date; nothing when it is one."""
    try:
        date.fromisoformat(typed)
    except ValueError:
        return _("Write the day like 2027-01-31, please; or leave it empty.")
    return ""


def wrong_days(typed: str) -> str:
    """What is wrong with weekdays; nothing when they are some."""
    return "" if read_days(typed) else _("Write the days like mon wed fri, or weekdays; or leave it empty.")


UNTIL = Question(
    later("Is there a day it should be done by?"), later("Like 2027-01-31; empty when there is none."), wrong=wrong_date
)
DAYS = Question(
    later("On which days?"), later("Like mon wed fri, weekdays, weekend; empty is every day."), wrong=wrong_days
)
YES, NO = ("y", "yes", "s", "si", "sí"), ("n", "no")
"""What is understood, in whatever language is spoken."""
EXAM = Question(
    later("Is there an exam on that day?"),
    later("y for yes: reviews then aim at that very day, and nothing new begins just before. Empty is no."),
    wrong=lambda typed: "" if typed.casefold() in (*YES, *NO) else _("y or n, please."),
)


async def set_goal(place: Place) -> None:
    """Ask for a goal where there is none yet, then show how the goals stand."""
    found = await place.tutor.study.call(lambda session: bool(session.list_goals()))
    said = "" if found is True else await _ask_for_one(place)
    if said is not None:
        await place.tutor.go(Goals(said))


async def _ask_for_one(place: Place) -> str | None:
    """Set a goal; what is to be said of it, or None when it was left out."""
    words, minutes, until = await _asked(place, [WORDS, MINUTES, UNTIL])
    if not (words or minutes or until):
        return None
    kept = await place.tutor.study.call(
        lambda session: session.goal(
            words=words or "", minutes_a_day=int(minutes) if minutes else None, date=until or None
        )
    )
    return kept.sentence if isinstance(kept, Refused) else ""


async def _asked(place: Place, questions: list[Question]) -> list[str | None]:
    """What is typed in the fields of a goal, from the first to the last; nothing at all when Esc gave it up."""
    answers = await place.app.push_screen_wait(Asking(questions, whole=True))
    return answers if len(answers) == len(questions) else [None] * len(questions)


class Goals(Place):
    """The goals, the marked one with its forecast. 1 to 3 take a way out, c changes, d drops."""

    DEFAULT_CSS = """
    Goals > Page > Shown { margin: 0 0 1 0; }
    """

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self.said = said
        self.notice, self.body, self.others, self.tasks = Shown(), Shown(), Shown(), Shown()
        self.goals: list[GoalLine] = []
        self.proposals: list[str] = []
        """A teacher's tasks, a line each."""
        self.marked = 0

    def contents(self) -> ComposeResult:
        yield from (self.notice, self.body, self.others, self.tasks)

    def on_mount(self) -> None:
        self.do(self.fill())

    @property
    def goal(self) -> GoalLine | None:
        """The marked goal."""
        return self.goals[self.marked] if self.marked < len(self.goals) else None

    async def fill(self) -> None:
        """Ask for the goals and draw them."""
        found = await self.tutor.study.call(lambda session: (session.list_goals(), session.proposals()))
        if isinstance(found, Refused):
            self.said = found.sentence
        else:
            self.goals, self.proposals = found
            self.marked = min(self.marked, max(0, len(self.goals) - 1))
        self._draw()
        self.changed()

    def _draw(self) -> None:
        self.show_head([text(_("Your goals") if len(self.goals) > 1 else _("Your goal"), "bold")])
        self.notice.show(sentence(self.said, "$warm"))
        self.notice.display = bool(self.said)
        today = self.tutor.clock.now().date()
        goal = self.goal
        self.body.show(sentence(_("There is no goal. n sets one.")) if goal is None else goal_drawn(goal, today))
        self.others.show(_listed(self.goals, self.marked))
        self.others.display = len(self.goals) > 1
        self.tasks.show(_proposed(self.proposals))
        self.tasks.display = bool(self.proposals)
        self.show_keys()

    def keys(self) -> list[Key]:
        keys = [Key("enter", "Enter", _("home"), self.tutor.go_home, rank=0)]
        keys.append(Key("escape", "Esc", _("back"), self.tutor.go_back, rank=9))
        if self.goal is not None:
            ways = _ways(self.goal)
            keys += [Key("", f"1–{len(ways)}" if len(ways) > 1 else "1", _("take one"), rank=1)] if ways else []
            keys += [
                Key(str(number), str(number), _(SHORT[way["way"]]), self._taking(way["way"]), way["sentence"], 9)
                for number, way in enumerate(ways, 1)
            ]
            keys += [
                *([Key("k", "k", _("keep it"), self.keep, _("It stays as it is."), 1)] if self.goal.review else ()),
                Key("c", "c", _("change"), self.change, rank=2),
                Key("d", "d", _("drop"), self.drop, rank=4),
            ]
        keys.append(Key("n", "n", _("another goal") if self.goals else _("set one"), self.add, rank=3))
        if self.proposals:
            keys.append(Key("m", "m", _("inbox"), self.tutor.show_inbox, _("What came from a teacher."), 5))
        if len(self.goals) > 1:
            keys.append(Key("tab down", "Tab", _("next goal"), self.next, rank=5))
        return keys

    def next(self) -> None:
        """Mark the next goal."""
        self.marked = (self.marked + 1) % len(self.goals)
        self.said = ""
        self._draw()

    async def add(self) -> None:
        """Set another goal."""
        said = await _ask_for_one(self)
        if said is not None:
            self.said = said
            await self.fill()

    def _taking(self, way: str) -> Callable[[], Any]:
        async def take() -> None:
            goal = self.goal
            if goal is not None:
                await self._do(lambda session: session.way_out(goal.id, way), _("Changed. It fits now."))

        return take

    async def _do(self, work: Callable[[Session], Any], said: str) -> None:
        found = await self.tutor.study.call(work)
        self.said = found.sentence if isinstance(found, Refused) else said
        await self.fill()

    async def keep(self) -> None:
        """It stays as it is."""
        goal = self.goal
        if goal is not None:
            await self._do(lambda session: session.keep_goal(goal.id), _("Kept as it is."))

    async def drop(self) -> None:
        """Drop the goal, after asking."""
        goal = self.goal
        if goal is None:
            return
        card = Card(
            _("Drop this goal?"), sentence(_("What you have learned stays.")), [Key("d", "d", _("drop it"), rank=0)]
        )
        if await self.app.push_screen_wait(card) == "d":
            await self._do(
                lambda session: session.drop_goal(goal.id), _("The goal is dropped; what you learned stays.")
            )

    async def change(self) -> None:
        """Ask for all of it, with what is there already in the fields."""
        goal = self.goal
        if goal is None:
            return
        asked = [
            WORDS._replace(value=goal.words),
            ABOUT._replace(value=", ".join(goal.about)),
            MINUTES._replace(value=str(goal.minutes_a_day)),
            DAYS._replace(value=" ".join(goal.days)),
            UNTIL._replace(value=goal.date),
        ]
        words, about, minutes, days, until = await _asked(self, asked)
        exam: str | None = ""
        if until:
            [exam] = await _asked(self, [EXAM._replace(value="y" if goal.exam else "")])
        if words is None or exam is None:
            return
        refused = ""
        named: list[str] | UnsetType = UNSET
        if about != ", ".join(goal.about):
            found = await self.tutor.study.call(lambda session: session.called(about or ""))
            named, refused = (UNSET, found.sentence) if isinstance(found, Refused) else (found, "")
        wish = Wish(
            words=words,
            about=named,
            minutes_a_day=int(minutes) if minutes else None,
            days=read_days(days or "") or [],
            date=until or None,
            exam=exam.casefold() in YES,
        )
        await self._do(lambda session: session.change_goal(goal.id, wish), refused)


SHORT = {"more_time": later("more time"), "less": later("less for now"), "later": later("later day")}


def _ways(goal: GoalLine) -> list[dict[str, Any]]:
    return list(goal.forecast.get("ways_out", []))


def goal_drawn(goal: GoalLine, today: date) -> Draw:
    """A goal with all that is known of it."""
    found = goal.forecast
    done = found["learned"] >= found["skills"]
    about, more = ", ".join(goal.about[:4]), len(goal.about) - 4
    if more > 0:
        about = _n("{names} and {count} more", "{names} and {count} more", more, names=about)
    days = "" if len(goal.days) == len(WEEKDAY_NAMES) else goal.days
    planned = plan(goal.minutes_a_day, list(days), goal.date, today, exam=goal.exam)
    slipping = bool(_ways(goal)) or (goal.date and date.fromisoformat(goal.date) < today and not done)
    return parts(
        _below(
            sentence(goal.words or _("Your goal, without words yet"), "bold"),
            sentence(f"{about or _('All of your courses')}. {planned[0].upper()}{planned[1:]}.", "$quiet"),
        ),
        None if done else _bar(found, goal.date, today),
        sentence(found["sentence"]),
        sentence(goal.exam_sentence) if goal.exam_sentence else None,
        _below(sentence(slips(date.fromisoformat(goal.date), today)), _choices(goal)) if slipping else None,
        sentence(goal.review, "$accent") if goal.review else None,
    )


def _proposed(tasks: list[str]) -> Draw:
    """A teacher's tasks, as what they are: a proposal."""
    rows = [line(one, "$quiet") for one in tasks]
    return lambda width: stacked(
        [text(_(PROPOSALS), "bold"), *(one for row in rows for one in wrapped(row, width, spaces(2)))]
    )


def _below(upper: Draw, lower: Draw) -> Draw:
    """One right below the other."""
    return lambda width: stacked(content for one in (upper, lower) if (content := one(width)))


def _bar(found: dict[str, Any], until: str, today: date) -> Draw:
    """From today to the last day of all, the likely span as a bar, and what the signs are."""
    last = max(date.fromisoformat(found["latest"]), date.fromisoformat(until) if until else date.min)
    right = day_words(last, today)

    def draw(width: int) -> Content:
        room = max(8, min(WIDEST_BAR, width - 8 - len(right)))
        bar = joined(*(text(signs, BAR_STYLES[kind]) for kind, signs in range_bar(today, found, until, room)))
        legend = [
            joined(text(BAR_SIGNS["range"], "$accent"), text(f" {_('likely done')}", "$quiet")),
            joined(text(BAR_SIGNS["likely"], "$accent bold"), text(f" {_('most likely')}", "$quiet")),
        ]
        if until and date.fromisoformat(until) >= today:
            day = day_words(date.fromisoformat(until), today)
            legend.append(
                joined(text(BAR_SIGNS["day"], "$warm bold"), text(f" {_('your day, {day}', day=day)}", "$quiet"))
            )
        first = joined(text(f"{_('today')} ", "$quiet"), bar, text(f" {right}", "$quiet"))
        return stacked([first, *wrapped(spaces(3).join(legend), width, spaces(6))])

    return draw


def _choices(goal: GoalLine) -> Draw:
    def draw(width: int) -> Content:
        rows = [
            wrapped(text(way["sentence"]), width, text(f" {number}  ", "$accent"))
            for number, way in enumerate(_ways(goal), 1)
        ]
        return stacked(one for row in rows for one in row)

    return draw


def _listed(goals: list[GoalLine], marked: int) -> Draw:
    def draw(width: int) -> Content:
        rows: list[Content] = []
        for number, goal in enumerate(goals):
            rows += wrapped(
                line(goal.words or _("without words"), "" if number == marked else "$quiet"),
                width,
                mark(number == marked),
            )
        return stacked(rows)

    return draw
