"""Giving each thing on the left one on the right: pairs, and things put into groups.

A digit gives the marked thing its partner, and the mark goes on to the next thing that has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.content import Content
from textual.style import Style

from tutor.language import _, _n
from tutor.present.prose import has_code
from tutor.tui.areas.area import Given, left_over
from tutor.tui.keys import Key
from tutor.tui.prose import inline, short, short_width
from tutor.tui.rows import Row, Rows, mark
from tutor.tui.safe import NOTHING, joined, spaces, stacked, text, wrapped

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked

GAP = 3
"""Cells between two columns."""
NARROWEST = 16
"""Cells that a column needs; with less, what belongs together stands one below the other. Tunable (12..24)."""


class Assign(Rows):
    """Things, each with what it was given; below them, or beside them, what there is to give."""

    roomy = True
    steady = False

    shows_answer = True

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.things: list[str] = []
        self.options: list[str] = []
        self.given: dict[int, int] = {}
        self.asked_twice = False
        self.right: list[str | None] | None = None
        self.had: list[str | None] | None = None

    @property
    def typing(self) -> bool:
        return False

    def begin(self, things: list[str], options: list[str]) -> None:
        """Show these; nothing is given yet, the mark stands on the first thing."""
        self.things, self.options = things, options
        self.loose = any(map(has_code, [*things, *options]))
        self.given, self.right, self.had = {}, None, None
        self.asked_twice = False
        self.show_rows([self._row_of(number) for number in range(len(things))], 0 if things else None)

    def ask(self, asked: Asked) -> None:
        raise NotImplementedError

    def response(self) -> Response:
        """What was given, as the protocol wants it."""
        raise NotImplementedError

    def draft(self) -> Response:
        return self.response() if self.given else None

    def pairs_of(self, draft: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """A draft as things with what they were given."""
        raise NotImplementedError

    def restore(self, draft: Response) -> None:
        for thing, option in self.pairs_of(draft) if isinstance(draft, dict) else ():
            left = (number for number, one in enumerate(self.things) if one == thing and number not in self.given)
            number = next(left, None)
            if number is not None and option in self.options:
                self.given[number] = self.options.index(option)
        self.redraw()

    def wake(self) -> None:
        self.focus(scroll_visible=False)

    def compared(self, right: list[str | None], had: list[str | None] | None) -> None:
        """Show for each thing what is right, and what the learner gave it (None: nothing was answered)."""
        self.right, self.had, self.marked = right, had, None
        self.redraw()

    def keys(self) -> list[Key]:
        count = min(9, len(self.options))
        return [
            Key("", f"1–{count}", self.gives(), more=_("The mark goes on to the next that is open."), rank=1),
            Key(
                "",
                "↑ ↓",
                _("move"),
                more=_("Left and right go through what there is to give; x takes it back."),
                rank=4,
            ),
            Key("", "Enter", _("answer"), rank=0),
        ]

    def gives(self) -> str:
        """What a digit does."""
        return _("pair")

    def unfinished(self, count: int) -> str:
        """What is said before an answer that leaves so many things out."""
        return _n(
            "{count} is without a partner. Enter once more answers so.",
            "{count} are without a partner. Enter once more answers so.",
            count,
        )

    # What is done

    def give(self, option: int) -> None:
        """Give the marked thing this, and go on to the next that has nothing."""
        if self.marked is None:
            return
        self.given[self.marked] = option
        after = [*range(self.marked + 1, len(self.things)), *range(self.marked)]
        self.put_mark(next((number for number in after if number not in self.given), self.marked))
        self.redraw()

    def turn(self, step: int) -> None:
        """The next thing to give for the marked one, or nothing, in a circle."""
        if self.marked is None:
            return
        at = (self.given.get(self.marked, -1) + 1 + step) % (len(self.options) + 1)
        self.given.pop(self.marked, None)
        if at:
            self.given[self.marked] = at - 1

    def on_key(self, event: events.Key) -> None:
        if self.right is not None or not self.things:
            return
        if event.key == "enter":
            self._enter()
        elif self._do(event):
            self.asked_twice = False
        else:
            return  # the list moves its mark
        self.redraw()
        event.stop()
        event.prevent_default()

    def _do(self, event: events.Key) -> bool:
        name = event.character or ""
        if name and name in "123456789" and int(name) <= len(self.options):
            self.give(int(name) - 1)
        elif event.key in ("left", "right"):
            self.turn(-1 if event.key == "left" else 1)
        elif event.key in ("x", "delete", "backspace") and self.marked is not None:
            self.given.pop(self.marked, None)
        else:
            return False
        return True

    def _enter(self) -> None:
        """Answer; what has nothing yet may have been forgotten, so that is asked about once."""
        if self.given and (self.asked_twice or len(self.given) == len(self.things)):
            self.post_message(Given(self.response()))
        else:
            self.asked_twice = bool(self.given)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()

    def on_click(self, event: events.Click) -> None:
        if self.right is not None:
            return
        option, number = event.style.meta.get("option"), self.row_at(event.y)
        if isinstance(option, int) and option < len(self.options):
            self.asked_twice = False
            self.give(option)
        elif number is not None:
            self.put_mark(number)
        event.stop()

    def row_at(self, y: int) -> int | None:
        return super().row_at(y) if y < self._end else None

    # How it looks

    _end = 0

    def draw(self, width: int) -> Content:
        """The things, and what there is to give beside them where there is room, else below."""
        left, right = self._columns(), self._widest(self.options) + 4
        beside = self._may_stand_beside() and left + 2 * GAP + right <= width
        things = super().draw(left + GAP if beside else width)
        lines = things.split("\n", allow_blank=True) if self.things else []
        self._end = len(lines)
        options = self._draw_options(right if beside else width)
        if beside:
            lines = _side_by_side(lines, options, left + 2 * GAP)
        elif options:
            lines = [*lines, NOTHING, *options]
        if self.asked_twice:
            lines += left_over(self.unfinished(len(self.things) - len(self.given)), width)
        return stacked(lines)

    def _may_stand_beside(self) -> bool:
        return self.right is None

    def _columns(self) -> int:
        """Cells that a thing and what it was given need."""
        return 2 + self._widest(self.things) + GAP + self._widest(self.options)

    def _widest(self, texts: list[str]) -> int:
        return max((short_width(one) for one in texts), default=0)

    def _draw_options(self, width: int) -> list[Content]:
        """What there is to give, with its digits."""
        if self.right is not None:
            return []
        lines, loose = list[Content](), any(map(has_code, self.options))
        for number in range(len(self.options)):
            lines += [NOTHING] if lines and loose else []
            drawn = self._draw_option(number, width)
            lines += [line.stylize(Style.from_meta({"option": number})) for line in drawn]
        return lines

    def _draw_option(self, number: int, width: int) -> list[Content]:
        key = text(f"{number + 1}" if number < 9 else " ", "$accent")
        return short(self.options[number], width, joined(key, spaces(3)))

    def _row_of(self, number: int) -> Row:
        return Row(lambda width, marked: self._draw_thing(number, width, marked))

    def _draw_thing(self, number: int, width: int, marked: bool) -> list[Content]:
        if self.right is None:
            first, beside = mark(marked), self._draw_given(number)
        else:
            first, beside = self._draw_told(number, self.right)
        cells = self._widest(self.things) if self._columns() <= width else min(self._widest(self.things), width // 2)
        room = width - 2 - cells - GAP
        if room < NARROWEST and room < beside.cells:
            return [*short(self.things[number], width, first), *beside.draw(width, text("    → ", "$quiet"))]
        names, partners = short(self.things[number], 2 + cells, first), beside.draw(room)
        lines = [joined(one, spaces(2 + cells + GAP - one.cell_length)) for one in names]
        return _side_by_side(lines, partners, 2 + cells + GAP)

    def _draw_given(self, number: int) -> Partner:
        option = self.given.get(number)
        return Partner(text("…", "$quiet")) if option is None else Partner(inline(self.options[option], "bold"))

    def _draw_told(self, number: int, rights: list[str | None]) -> tuple[Content, Partner]:
        """The sign of a thing, and what is right, after what the learner gave it where that was something else."""
        right = rights[number]
        shown = Partner(NOTHING, right) if right is not None else Partner(text("—", "$quiet"))
        if self.had is None:
            return spaces(2), shown
        had = self.had[number]
        if had == right:
            return text("✓ ", "$accent bold"), shown
        typed = joined(text("["), inline(had) if had is not None else text("…"), text("]")).stylize("$warm")
        return text("· ", "$accent bold"), shown._replace(before=joined(typed, text(" → "), shown.before))


class Partner(NamedTuple):
    """What stands beside a thing: words of ours or of the learner, then what is right."""

    before: Content
    right: str = ""

    @property
    def cells(self) -> int:
        """Cells that it takes where there is room."""
        return self.before.cell_length + (short_width(self.right) if self.right else 0)

    def draw(self, width: int, first: Content = NOTHING) -> list[Content]:
        """Its lines, after `first`; code that is right has lines of its own."""
        if not has_code(self.right):
            return wrapped(joined(self.before, inline(self.right, "bold")), width, first)
        above = wrapped(self.before, width, first) if self.before else []
        return [*above, *short(self.right, width, spaces(first.cell_length) if above else first, "bold")]


def _side_by_side(left: list[Content], right: list[Content], cells: int) -> list[Content]:
    rows = max(len(left), len(right))
    left, right = [*left, *[NOTHING] * (rows - len(left))], [*right, *[NOTHING] * (rows - len(right))]
    return [joined(one, spaces(cells - one.cell_length), other) for one, other in zip(left, right, strict=True)]
