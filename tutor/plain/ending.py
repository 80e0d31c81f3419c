"""The end of a sitting, and the moment when nothing is left to do: what was done, and when there is more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tutor.language import _, _n
from tutor.plain.reading import Left
from tutor.plain.sitting import Here, Sitting
from tutor.present.placement import waits
from tutor.present.when import when


def idle(sitting: Sitting) -> None:
    """Nothing to do now: why, when there will be, and a wait for a command. Raises `Left` at Enter."""
    left = sitting.minutes_left
    because, due = sitting.kept(lambda: sitting.session.nothing(left))
    sitting.say(because)
    sitting.say(_due_words(sitting, due))
    asks = _("Enter to stop; :m map, :t tests out of a skill.")
    if left is not None and left <= 0:
        asks = _("Enter to stop; :c goes on without a limit.")
    if sitting.prompt(Here(), asks) == "":
        raise Left


def summary(sitting: Sitting) -> None:
    """What was done, what was learned and opened, when the next review is due. Raises `StoreTrouble`."""
    _why, due = sitting.session.nothing()
    back = sitting.session.comeback(ending=True) or _due_words(sitting, due)
    known = sitting.session.calibration()["sentence"]
    before = sitting.session.placement()
    goes_on = waits(before.more) if before is not None else ""
    for line in [*_done(sitting), *filter(None, (known, goes_on)), f"{back} {_('All is kept.')}".strip()]:
        sitting.say(line)


def _done(sitting: Sitting) -> Iterator[str]:
    graded = [one.right for one in sitting.done if one.right is not None]
    placed = len(sitting.done) - len(graded)
    answers = _n("{count} answer, {right} right", "{count} answers, {right} right", len(graded), right=sum(graded))
    tests = _n("{count} placement question", "{count} placement questions", placed)
    parts = ", ".join([*([answers] if graded else []), *([tests] if placed else [])])
    minutes = _n("{count} minute", "{count} minutes", max(1, round(sitting.seconds / 60)))
    yield _("{what}, in {minutes}.", what=parts, minutes=minutes) if parts else _("Nothing answered this time.")
    learned, opened = ([getattr(one, name) for one in sitting.done] for name in ("learned", "opened"))
    if any(learned):
        yield _("Learned: {names}.", names=_titles(learned))
    if any(opened):
        yield _("Opened: {names}.", names=_titles(opened))


def _titles(found: Sequence[Sequence[str]]) -> str:
    """Each once, in order."""
    return ", ".join(dict.fromkeys(title for several in found for title in several))


def _due_words(sitting: Sitting, due: int | None) -> str:
    if due is None:
        return ""
    moment, now = datetime.fromisoformat(sitting.session.desk.rfc3339(due)), sitting.clock()
    if moment <= now:
        return _("The next review is due now.")
    return _("The next review is due {when}.", when=when(moment, now))
