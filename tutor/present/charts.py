"""Figures drawn in text: a calendar, columns, bars with a mark, areas, tables. Each line is pieces (what it is, signs).

What a piece is: `label`, `bar`, `second` (what lies behind a bar), `mark`, or `words`; a face may give each a colour,
and nothing hangs on it: signs differ without. `ascii_only` says the same with the signs that every terminal has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from tutor.core.text import clean
from tutor.language import _
from tutor.present.when import MONTHS, TINY_WEEKDAYS

Piece = tuple[str, str]
Line = list[Piece]

SHADES = "·░▒▓█"
EIGHTHS_UP = " ▁▂▃▄▅▆▇█"
EIGHTHS_ON = " ▏▎▍▌▋▊▉█"
MARK = "┃"
END = "▕"
AREAS = "▒█"
JOINER = "\u200d"
"""What holds the pictures of one emoji together: it must not join what it is cut from with what follows."""
FEWEST_WEEKS = 12
"""Weeks of a calendar, where there is room, however short it is that somebody studies. Tunable (4..26)."""
BESIDE = 0.34
"""Share of the width that labels may take beside their bars; tunable .25-.5."""
LEAST = 3
"""Bars that are drawn however low the drawing is."""
_ASCII = str.maketrans(
    {
        **dict(zip(SHADES, ".-+*#", strict=True)),
        **dict.fromkeys("▁▂", "_"),
        **dict.fromkeys("▃▄▅", "="),
        **dict.fromkeys("▆▇", "#"),
        **dict.fromkeys("▏▎▍", " "),
        **dict.fromkeys("▌▋▊▉", "#"),
        MARK: "|",
        END: "]",
        "…": "...",
        "−": "-",
        "–": "-",
        "“": '"',
        "”": '"',
    }
)


class Bar(NamedTuple):
    """A bar: its label, its length 0..1, what is said behind it, where its mark stands (None: nowhere).

    Where the length is a share of a `whole`, the end of that is seen; else it is measured by the longest bar.
    """

    label: str
    share: float
    note: str
    mark: float | None = None
    whole: bool = True


class Column(NamedTuple):
    """A column: how high it is, the sign below it, and the words that begin below that (often none)."""

    value: float
    sign: str
    words: str = ""


def ascii_only(words: str) -> str:
    """The same in signs that every terminal has."""
    return words.translate(_ASCII)


def cells(words: str) -> int:
    """How many cells of a terminal a text takes: none for marks and signs of direction, two for wide letters."""
    if words.isascii():
        return len(words)
    from rich.cells import cell_len  # as the screens count; only here, since who hears or reads ASCII needs none of it

    return cell_len(words)


def cut(words: str, width: int) -> str:
    """A text on one line of at most so many cells, with an ellipsis where something is left out."""
    words = " ".join(clean(words).split())
    if cells(words) <= width:
        return words
    while words and cells(words) > width - 1:
        words = words[:-1]
    return f"{words.rstrip(JOINER).rstrip()}…" if width > 0 else ""


def padded(words: str, width: int, *, right: bool = False) -> str:
    """A text that fills so many cells, at the left or at the right of them."""
    words = cut(words, width)
    blank = " " * (width - cells(words))
    return f"{blank}{words}" if right else f"{words}{blank}"


def clipped(line: Line, width: int) -> Line:
    """The beginning of a line that fits so many cells."""
    kept: Line = []
    for kind, signs in line:
        part = signs
        while part and cells(part) > width:
            part = part[:-1]
        width -= cells(part)
        kept.append((kind, part))
        if part != signs:
            break
    return kept


def plain(line: Line) -> str:
    """The signs of a line."""
    return "".join(signs for _kind, signs in line).rstrip()


# The calendar


def shade(value: float, step: float) -> str:
    """The sign of a day: nothing, or more and more of `step`."""
    return SHADES[0] if value <= 0 else SHADES[min(4, 1 + int(max(0.0, value - 1e-9) / step))]


def calendar(days: Mapping[date, float], until: date, step: float, width: int) -> list[Line]:
    """The weeks from the first of these days on, as many as there is room for, a column each, Monday on top, months
    above. A few weeks are always shown, but no desert before somebody began.
    """
    monday = until - timedelta(days=until.weekday())
    since = (until - min(days, default=until)).days // 7 + 2
    weeks = max(1, min(max(FEWEST_WEEKS, since), (width - 3) // 2))
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(weeks))]
    rows: list[Line] = [[("label", f"   {_months(mondays)}")]]
    for weekday, name in enumerate(TINY_WEEKDAYS):
        row = [("label", padded(_(name), 3))]
        for first in mondays:
            day = first + timedelta(days=weekday)
            sign = " " if day > until else shade(days.get(day, 0.0), step)
            row.append(("label" if sign == SHADES[0] else "bar", f"{sign} "))
        rows.append(row)
    return rows


def _months(mondays: Sequence[date]) -> str:
    """The name of each month above its first whole week, where there is room for it."""
    line = ""
    for number, monday in enumerate(mondays):
        begins = number == 0 or monday.month != mondays[number - 1].month
        if begins and len(line) <= 2 * number and (number or mondays[min(2, len(mondays) - 1)].month == monday.month):
            line = f"{line.ljust(2 * number)}{_(MONTHS[monday.month - 1])} "
    return line.rstrip()


# Columns and areas


def columns(found: Sequence[Column], width: int, height: int) -> list[Line]:
    """Columns in eighths of a cell, the highest number beside the top, signs and words below."""
    top = max((one.value for one in found), default=0) or 1
    label = f"{top:.0f}"
    wide = max(1, min(4, (width - len(label) - 1) // max(1, len(found))))
    solid = max(1, wide - 1)
    rows: list[Line] = []
    for row in reversed(range(height)):
        text = "".join((EIGHTHS_UP[_eighths(one.value / top * height, row)] * solid).ljust(wide) for one in found)
        side = label if row == height - 1 else "0" if row == 0 else ""
        rows.append([("label", f"{side:>{len(label)}} "), ("bar", text)])
    below, words = "", ""
    for number, one in enumerate(found):
        below += one.sign[:solid].ljust(wide)
        if one.words and len(words) <= number * wide:
            words = f"{words.ljust(number * wide)}{one.words} "
    blank = " " * (len(label) + 1)
    return [*rows, [("label", blank + below.rstrip())], [("label", (blank + words.rstrip())[:width])]]


def _eighths(high: float, row: int) -> int:
    """How much of the cell in this row (0: the lowest) a column of so many cells fills; what is there is seen."""
    filled = round((high - row) * 8)
    return 1 if row == 0 and high > 0 and filled < 1 else min(8, max(0, filled))


def areas(found: Sequence[tuple[float, float]], ends: tuple[str, str], width: int, height: int) -> list[Line]:
    """Two areas over time, the second within the first, from pairs of numbers; words at both ends below."""
    top = max((one for one, _two in found), default=0) or 1
    label = f"{top:.0f}"
    room = max(4, width - len(label) - 1)
    rows: list[Line] = []
    for row in reversed(range(height)):
        side = label if row == height - 1 else "0" if row == 0 else ""
        across = (found[min(len(found) - 1, at * len(found) // room)] if found else (0.0, 0.0) for at in range(room))
        runs = groupby(_area(*here, top, row, height) for here in across)
        rows.append(
            [("label", f"{side:>{len(label)}} "), *((kind, sign * len(list(run))) for (kind, sign), run in runs)]
        )
    blank = " " * (len(label) + 1)
    between = " " * max(0, room - cells(ends[0]) - cells(ends[1]))
    return [*rows, [("label", f"{blank}{ends[0]}{between}{ends[1]}")]]


def _area(first: float, second: float, top: float, row: int, height: int) -> Piece:
    if _reaches(second, top, row, height):
        return "bar", AREAS[1]
    return ("second", AREAS[0]) if _reaches(first, top, row, height) else ("label", " ")


def _reaches(value: float, top: float, row: int, height: int) -> bool:
    """Whether an area of this height is seen in a row (0: the lowest); whatever is there at all is seen."""
    return value > 0 and (row == 0 or round(value / top * height) > row)


# Bars


def bars(found: Sequence[Bar], width: int, height: int) -> list[Line]:
    """Bars beside their labels, or below them where these are long; parted by empty lines where there is room.

    Those that have no room are left out, the last first.
    """
    longest = max((cells(one.label) for one in found), default=0)
    note = max((cells(one.note) for one in found), default=0)
    above = longest > width * BESIDE
    found = found[: max(LEAST, (height + 1) // 3 if above else height)]
    each = 2 if above else 1
    thick = not above and 3 * len(found) - 1 <= height
    loose = thick or (each + 1) * len(found) - 1 <= height
    room = max(4, width - note - 2 - (0 if above else longest + 2))
    lines: list[Line] = []
    for one in found:
        lines += [[("words", "")]] if lines and loose else []
        bar = _marked(one, room)
        noted = [*bar, ("words", f"  {padded(one.note, note, right=True)}")]
        lines += (
            [[("words", cut(one.label, width))], noted]
            if above
            else [[("words", padded(one.label, longest + 2)), *noted]]
        )
        lines += [[("words", " " * (longest + 2)), *bar]] if thick else []
    return lines


def _bar(share: float, room: int) -> str:
    eighths = round(min(1.0, max(0.0, share)) * room * 8)
    return EIGHTHS_ON[8] * (eighths // 8) + EIGHTHS_ON[eighths % 8].strip()


def _marked(one: Bar, room: int) -> Line:
    bar = _bar(one.share, room)
    pieces = [*(("bar", sign) for sign in bar), *[("label", " ")] * (room - len(bar))]
    if one.whole and len(bar) < room:
        pieces[-1] = "label", END
    if one.mark is not None:
        pieces[min(room - 1, max(0, round(one.mark * room) - 1))] = "mark", MARK
    return [(kind, "".join(sign for _kind, sign in run)) for kind, run in groupby(pieces, key=lambda piece: piece[0])]


# Tables


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Columns side by side; numbers stand at the right of theirs, and the first column gives way."""
    every = [head, *rows]
    wide = [max(cells(row[at]) for row in every) for at in range(len(head))]
    right = [at > 0 and all(_is_number(row[at]) for row in rows) for at in range(len(head))]
    for at in sorted(range(len(head)), key=lambda at: -wide[at]):  # the widest gives way first
        over = sum(wide) + 2 * (len(head) - 1) - width
        wide[at] -= max(0, min(over, wide[at] - 8))
    return [
        [(kind, "  ".join(padded(row[at], wide[at], right=right[at]) for at in range(len(head))))]
        for kind, row in [("label", head), *(("words", row) for row in rows)]
    ]


def _is_number(words: str) -> bool:
    return not words or words[0].isdigit()
