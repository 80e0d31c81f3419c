"""A placement by ear: offered, begun, gone on with, and what it found."""

from __future__ import annotations

from tutor.language import _, _n
from tutor.plain.sitting import Here, Sitting
from tutor.present.placement import NEARLY, OFFER, over, waits

BEGINS = ("p", "place", "placement", "y", "yes")


def offer(sitting: Sitting) -> None:
    """Ask once whether to begin one; Enter goes on without."""
    sitting.say(f"{_('Do you know some of this already?')} {_(OFFER)}")
    asks = _("Type p to begin it now; Enter goes on without, and :place begins one at any time.")
    typed = sitting.prompt(Here(optional=True), asks)
    while typed and typed.casefold() not in BEGINS:
        typed = sitting.prompt(Here(optional=True), _("Type p, or Enter alone."))
    if typed:
        sitting.tried(lambda: begin(sitting, None))


def begin(sitting: Sitting, minutes: float | None) -> None:
    """Begin one, and say what it is. Raises `StudyError`."""
    sitting.kept(lambda: sitting.session.place(minutes))
    begun = sitting.session.placement()
    many = _("a few questions")
    if begun is not None and begun.more > NEARLY:
        many = _n("about {count} question", "about {count} questions", begun.more)
    sitting.say(
        _("Placement: {many} to find where to start. No marks; :0 is not learned yet, :place stop ends it.", many=many)
    )


def go_on(sitting: Sitting) -> None:
    """One that was begun before goes on, or ends, as the person likes."""
    before = sitting.session.placement()
    if before is None:
        return
    sitting.say(waits(before.more))
    typed = sitting.prompt(Here(optional=True), _("Enter goes on with it; end ends it now."))
    if typed is not None and typed.casefold() in ("end", "stop", "fin"):
        sitting.kept(sitting.session.stop_placing)
        placed(sitting)


def placed(sitting: Sitting) -> None:
    """What a placement found."""
    presumed = [line["skill"] for line in sitting.session.status()["skills"] if line["presumed"]]
    sitting.say(over(sitting.titles(presumed)))
