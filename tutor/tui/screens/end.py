"""The end of a sitting: what was done, what it opened, when something comes back. All is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, _n
from tutor.present.when import when
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.safe import Draw, Shown, stacked, text, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.tui.sitting import Sitting, Tally

MORE = 5.0
"""Minutes that are offered when the time is up."""


class End(Place):
    """Enter goes home, m goes on a little, q quits."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.shown = Shown()

    def contents(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.show_head([text("tutor", "$accent bold")])
        self.changed()
        self.do(self.fill())

    async def fill(self) -> None:
        """Say what was done."""
        found = await self.sitting.why_over()
        over = self.sitting.task is None
        because, due = ("", None) if isinstance(found, Refused) else found
        now = self.tutor.clock.now()
        back = await self.sitting.comeback() or (_due(datetime.fromtimestamp(due / 1000, UTC), now) if due else "")
        tally, known = self.sitting.tally, await self.sitting.calibration()
        self.shown.show(
            parts(
                sentence(_title(tally), "bold"),
                sentence(because) if over and because else None,
                _done(tally),
                _news(tally) if len(tally.learned) > 1 or tally.opened else None,
                sentence(known) if known else None,
                sentence(waiting) if (waiting := await self.sitting.placement_waits()) else None,
                sentence(back, "$quiet") if back else None,
                sentence(_("All is kept."), "$quiet") if _("All is kept.") not in because or not over else None,
            )
        )

    def keys(self) -> list[Key]:
        keys = [Key("enter escape", "Enter", _("home"), self.tutor.go_home, rank=0)]
        if self.sitting.minutes_left <= 0 or self.sitting.task is not None:
            up = self.sitting.minutes_left <= 0
            keys.append(Key("m", "m", _("five more minutes") if up else _("go on after all"), self.more, rank=2))
        return [*keys, Key("q", "q", _("quit"), self.quit, rank=1)]

    async def more(self) -> None:
        """Five more minutes, or the rest of those that were left."""
        if self.sitting.minutes_left <= 0:
            self.sitting.minutes += MORE - self.sitting.minutes_left
        await self.tutor.go_on_with(self.sitting)

    def quit(self) -> None:
        """Quit."""
        self.app.exit(0)


def _due(due: datetime, now: datetime) -> str:
    if due <= now:
        return _("The next review is due now.")
    return _("The next review is due {when}.", when=when(due, now))


def _title(tally: Tally) -> str:
    if tally.learned:
        return (
            _("★ You learned {title}.", title=tally.learned[-1])
            if len(tally.learned) == 1
            else _("★ You learned new things.")
        )
    if not tally.answers:
        return _("Until next time.")
    return (
        _("Well done.") if tally.right * 4 >= tally.answers * 3 else _("Good work: what is hard now comes back soon.")
    )


def _done(tally: Tally) -> Draw | None:
    if not tally.done:
        return None
    minutes = _("under a minute")
    if tally.seconds >= 30:
        minutes = _n("{count} minute", "{count} minutes", round(tally.seconds / 60))
    answers = _n("{count} answer, {right} right", "{count} answers, {right} right", tally.answers, right=tally.right)
    placed = _n("{count} placement question", "{count} placement questions", tally.placed)
    words = ", ".join([*([answers] if tally.answers else []), *([placed] if tally.placed else [])])
    if words:
        return sentence(_("{what}, in {minutes}.", what=words, minutes=minutes))
    pages = len(tally.done)
    return sentence(_n("{count} page read in {minutes}.", "{count} pages read in {minutes}.", pages, minutes=minutes))


def _news(tally: Tally) -> Draw:
    learned = tally.learned if len(tally.learned) > 1 else []  # a single one is the headline already
    lines = [("★ ", _("{title} is learned.", title=title)) for title in learned] + [
        ("◔ ", _("{title} opens.", title=title)) for title in tally.opened
    ]

    def draw(width: int) -> Content:
        return stacked(one for sign, words in lines for one in wrapped(text(words), width, text(sign, "$accent")))

    return draw
