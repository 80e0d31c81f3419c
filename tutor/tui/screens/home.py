"""Home: the one thing to do next, the goal, the week, the courses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, _n
from tutor.present.when import TINY_WEEKDAYS, day_words, weekday_words
from tutor.present.why import SIGNS
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.safe import Draw, Shown, fitted, joined, line, spaces, stacked, text, two_ends, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from datetime import date, datetime

    from tutor.study.overview import CourseLine
    from tutor.study.overview import Home as HomeData

LABEL = 7
"""Cells of the labels Goal and Week."""
FULL_DAY = 20
"""Minutes of a day whose bar is full while no day of the week has more. Tunable (10..60)."""
BARS = "▁▂▃▄▅▆▇█"
ORDER = ("secure", "mastered", "learned", "fading", "learning", "open", "locked")
STYLES = {
    "learned": "$accent",
    "mastered": "$accent bold",
    "secure": "$accent bold",
    "fading": "$warm",
    "locked": "$quiet",
}


class Home(Place):
    """The first thing a learner sees who comes back."""

    DEFAULT_CSS = """
    Home > Page > Shown { margin: 0 0 2 0; }
    Home.-short > Page > Shown { margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [Shown() for _block in range(5)]
        self.found: HomeData | None = None
        self.whose = ""
        """Whose book this is, where there is more than one on this computer."""
        self.from_teacher: str | None = None
        """What waits in the inbox; None for who is in no class."""

    def contents(self) -> ComposeResult:
        yield from self.blocks

    def on_mount(self) -> None:
        self.do(self.fill())

    async def fill(self) -> None:
        """Ask for what is to be seen."""
        study, people = self.tutor.study, self.tutor.people
        found = await study.call(
            lambda session: (
                session.home(study.course_ids()),
                people.names() if people is not None else [],
                session.inbox_line(),
            )
        )
        if isinstance(found, Refused):
            self.blocks[0].show(text(found.sentence, "$warm"))
        else:
            self.found, names, self.from_teacher = found
            self.whose = people.name if people is not None and len(names) > 1 else ""
            self._draw(self.found, self.tutor.clock.now())
        self.show_keys()

    def _draw(self, found: HomeData, now: datetime) -> None:
        today = weekday_words(now.date(), now.date())
        whole = [line(f"{name} · {today}", "$quiet")] if (name := found.name or self.whose) else []
        self.show_head([text("tutor", "$accent bold")], [*whole, line(today, "$quiet")])
        draws = [_with_welcome(found), _goal(found, now.date()), _week(found, now.date()) if found.answers else None]
        if found.goal_review and draws[1] is not None:
            draws[1] = parts(draws[1], sentence(f"{found.goal_review}  {self.tutor.key_of('set_goal')}", "$quiet"))
        draws.insert(1, sentence(found.project) if found.project else None)
        if self.from_teacher:
            draws[2] = parts(draws[2], _inbox(self.from_teacher, self.tutor.key_of("inbox")))
        draws.append(_courses(found.courses, self.tutor.key_of("courses")))
        for block, draw in zip(self.blocks, draws, strict=True):
            block.show(draw)
            block.display = draw is not None

    def keys(self) -> list[Key]:
        nothing = self.found is not None and not self.found.next_kind
        return [
            Key("enter", "Enter", _("courses") if nothing else _("go on"), self.go_on, rank=0),
            Key("c", "c", _("courses"), self.tutor.show_courses, rank=9 if nothing else 2),
            Key("g", "g", _("goal"), self.set_goal, rank=3),
            Key("i", "i", _("insight"), self.tutor.show_insight, _("How your learning goes, in numbers."), rank=4),
            Key("j", "j", _("notebook"), self.tutor.show_notebook, _("Your journal, notes and bookmarks."), rank=6),
            Key("f", "f", _("portfolio"), self.tutor.show_portfolio, _("What you handed in."), rank=6),
            Key("m", "m", _("inbox"), self.tutor.show_inbox, _("What came from a teacher."), self._rank_of_inbox()),
            Key("w", "w", _("why this"), self.why, rank=9 if nothing else 5),
            *self._placing_keys(),
            Key("q", "q", _("quit"), self.quit, rank=1),
        ]

    def _rank_of_inbox(self) -> int:
        """Before the goal where something waits; in the help only for who is in no class."""
        return 9 if self.from_teacher is None else 3 if self.from_teacher else 6

    def _placing_keys(self) -> list[Key]:
        """A placement is begun here at any time; one that waits can be ended."""
        if self.found is not None and self.found.next_kind == "place":
            return [Key("e", "e", _("end the placement"), self.end_placement, _("What it found so far counts."), 2)]
        return [Key("p", "p", _("placement"), self.place_me, _("A few questions to find where to start."), 6)]

    async def place_me(self) -> None:
        """Offer a placement and begin it."""
        from tutor.tui.screens.welcome import offer_placement

        told = await offer_placement(self, wished=True)
        if told is not None:
            await self.tutor.go_study()

    async def end_placement(self) -> None:
        """End the placement that waits."""
        ended = await self.tutor.study.call(lambda session: session.stop_placing())
        if not isinstance(ended, Refused):
            await self.fill()

    async def go_on(self) -> None:
        """Study what is next; with nothing to do, choose a course."""
        if self.found is not None and not self.found.next_kind:
            await self.tutor.show_courses()
        else:
            await self.tutor.go_study()

    async def set_goal(self) -> None:
        """The goals; the first one is asked for at once."""
        from tutor.tui.screens.goal import set_goal

        await set_goal(self)

    async def why(self) -> None:
        """Why this is next."""
        from tutor.tui.screens.why import why_card

        task = await self.tutor.study.call(lambda session: session.next())
        if task is None or isinstance(task, Refused):
            return
        found = await self.tutor.study.call(lambda session: session.why(skill=task.skill))
        if not isinstance(found, Refused):
            await self.app.push_screen(why_card(task.title, found, self.tutor.clock.now(), task.reason, task.kind))

    def quit(self) -> None:
        """Quit."""
        self.app.exit(0)


def _next(found: HomeData) -> Draw:
    if found.next_kind == "place":
        return _next_lines(_("Go on with the placement"), [found.next_reason], "Enter")
    if not found.answers and found.next_kind:
        return _next_lines(
            _("Welcome. Press Enter, and the first question is here."),
            [_("No account, no forms; all of it stays on this computer. Stop whenever you like.")],
        )
    if not found.next_kind:
        return _next_lines(
            _("All done for now"), [found.next_reason, _("Choose a course to look ahead, or come back later.")], "Enter"
        )
    what = _n("{count} minute: {what}", "{count} minutes: {what}", found.minutes, what=_what(found))
    return _next_lines(_("Go on"), [what, found.next_reason], "Enter")


def _with_welcome(found: HomeData) -> Draw:
    """What is next; to somebody who was away something kind comes first."""
    return parts(sentence(found.comeback, "$warm") if found.comeback else None, _next(found))


def _what(found: HomeData) -> str:
    """What comes, in the order in which it comes."""
    what = found.next_skill
    if found.next_course != found.next_skill:
        what = _("{skill} in {course}", skill=found.next_skill, course=found.next_course)
    if found.next_kind == "review" and found.due > 1:
        return _n(
            "{count} review, beginning with {what}", "{count} reviews, beginning with {what}", found.due, what=what
        )
    if found.next_kind == "review":
        return _("a review, {what}", what=what)
    return _n("{what}, and {count} review", "{what}, and {count} reviews", found.due, what=what) if found.due else what


def _next_lines(first: str, rest: list[str], key: str = "") -> Draw:
    def draw(width: int) -> Content:
        enter = text(key, "$accent")
        head = text(first, "bold")
        top = [two_ends([head], [enter], width)] if head.cell_length + 8 <= width else wrapped(head, width)
        return stacked([*top, *(one for words in rest if words for one in wrapped(text(words, "$quiet"), width))])

    return draw


def _goal(found: HomeData, today: date) -> Draw | None:
    if found.forecast is None:
        return None
    forecast = found.forecast
    early, late = (_day(forecast[name], today) for name in ("earliest", "latest"))
    learned, skills = forecast["learned"], max(1, forecast["skills"])
    span = _("around {early}", early=early) if early == late else f"{early} – {late}"
    ready = _("ready {span}", span=span) if forecast["minutes"] else _("ready")

    def draw(width: int) -> Content:
        label = _label(_("Goal"))
        rows = wrapped(text(found.goal_words or _("all of your courses")), width, label)
        said = text(_("{learned} of {skills} skills · {ready}", learned=learned, skills=skills, ready=ready), "$quiet")
        room = max(8, min(26, width - LABEL - said.cell_length - 2))
        full = round(room * learned / skills)
        bar = joined(text("━" * full, "$accent"), text("─" * (room - full), "$quiet"))
        if LABEL + room + 2 + said.cell_length <= width:
            return stacked([*rows, joined(spaces(LABEL), bar, spaces(2), said)])
        return stacked([*rows, joined(spaces(LABEL), bar), *wrapped(said, width, spaces(LABEL))])

    return draw


def _inbox(words: str, key: str) -> Draw:
    """What waits, on a quiet line."""

    def draw(width: int) -> Content:
        label = _label(_("Class"))
        return stacked(wrapped(joined(text(words, "$quiet"), text(f"  {key}", "$accent")), width, label))

    return draw


def _label(name: str) -> Content:
    """What a line is about, as wide as the others; at least a blank parts it from what follows."""
    return joined(text(name, "bold"), spaces(max(1, LABEL - text(name).cell_length)))


def _day(iso: str, today: date) -> str:
    from datetime import date as day

    return day_words(day.fromisoformat(iso), today)


def _week(found: HomeData, today: date) -> Draw:
    """A small bar for each of the last seven days, today last; beside them what was studied of what a goal plans."""
    done, planned = sum(found.week), found.planned
    full = max(FULL_DAY, *found.week)
    words = _("{done} min", done=done) if done else ""
    if planned:
        words = _("{done} of {planned} min", done=done, planned=planned)
    days = [today - timedelta(days=6 - number) for number in range(7)]

    def draw(width: int) -> Content:
        bars = []
        for day, minutes in zip(days, found.week, strict=True):
            bar = BARS[min(7, 7 * minutes // full)] if minutes else "·"
            bars.append(joined(text(f"{_(TINY_WEEKDAYS[day.weekday()])} ", "$quiet"), text(bar, "$accent")))
        label = _label(_("Week"))
        said = text(words, "$quiet")
        strip = joined(label, spaces(3 if width >= 66 else 1).join(bars))
        if strip.cell_length + said.cell_length + 2 <= width:
            return joined(strip, spaces(2 if width < 66 else 3), said)
        return stacked([*wrapped(spaces(1).join(bars), width, label), joined(spaces(LABEL), said)])

    return draw


def _courses(courses: list[CourseLine], key: str) -> Draw:
    """The courses that were met; `key` leads to the others."""

    def draw(width: int) -> Content:
        shown = [course for course in courses if course.met] or courses
        longest = max((line(course.title).cell_length for course in shown), default=0)
        rows = [one for course in shown for one in course_rows(course, width, min(longest, max(26, width // 2)))]
        if others := len(courses) - len(shown):
            more = _n(
                "{count} other course: {key} shows it", "{count} other courses: {key} shows them", others, key=key
            )
            rows.append(text(more, "$quiet"))
        return stacked(rows)

    return draw


def course_rows(course: CourseLine, width: int, cells: int) -> list[Content]:
    """A course on one line: title in so many cells, its skills by state, what is due; on two where it is narrow."""
    note = line(course.note, "$quiet")
    if width >= 60:
        room = width - max(28, cells + 2) - note.cell_length - 3
        strip = states(course, max(6, min(30, room)))
        title = fitted(line(course.title), cells)
        left = joined(title, spaces(max(28, cells + 2) - title.cell_length), strip)
        return [two_ends([left], [note], width)]
    strip = states(course, max(6, width - note.cell_length - 5))
    return [fitted(line(course.title), width), joined(spaces(2), strip, spaces(3), note)]


def states(course: CourseLine, room: int) -> Content:
    """The states of a course's skills as signs in the order of the course; counted where there are too many."""
    if len(course.states) <= room:
        return joined(*(text(SIGNS[state], STYLES.get(state, "")) for state in course.states))
    counted = [(state, course.states.count(state)) for state in ORDER if state in course.states]
    return fitted(
        spaces(1).join(text(f"{SIGNS[state]}{number}", STYLES.get(state, "")) for state, number in counted), room
    )
