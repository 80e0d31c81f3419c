"""The end of a sitting, and the moment when nothing is left to do: what was done, and when there is more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tutor.plain.reading import Left
from tutor.plain.sitting import Here, Sitting
from tutor.present.placement import waits
from tutor.present.when import count, when


def idle(sitting: Sitting) -> None:
    """Nothing to do now: why, when there will be, and a wait for a command. Raises `Left` at Enter."""
    left = sitting.minutes_left
    because, due = sitting.kept(lambda: sitting.session.nothing(left))
    sitting.say(because)
    sitting.say(_due_words(sitting, due))
    more = "; :c goes on without a limit" if left is not None and left <= 0 else "; :m map, :t tests out of a skill"
    if sitting.prompt(Here(), f"Enter to stop{more}.") == "":
        raise Left


def summary(sitting: Sitting) -> None:
    """What was done, what was learned and opened, when the next review is due. Raises `StoreTrouble`."""
    _, due = sitting.session.nothing()
    back = sitting.session.comeback(ending=True) or _due_words(sitting, due)
    known = sitting.session.calibration()["sentence"]
    before = sitting.session.placement()
    goes_on = waits(before.more) if before is not None else ""
    for line in [*_done(sitting), *filter(None, (known, goes_on)), f"{back} All is kept.".strip()]:
        sitting.say(line)


def _done(sitting: Sitting) -> Iterator[str]:
    graded = [one.right for one in sitting.done if one.right is not None]
    placed = len(sitting.done) - len(graded)
    parts = [f"{count(len(graded), 'answer')}, {sum(graded)} right"] if graded else []
    parts += [count(placed, "placement question")] if placed else []
    minutes = count(max(1, round(sitting.seconds / 60)), "minute")
    yield f"{', '.join(parts)}, in {minutes}." if parts else "Nothing answered this time."
    for name, titles in (
        ("Learned", [one.learned for one in sitting.done]),
        ("Opened", [one.opened for one in sitting.done]),
    ):
        if any(titles):
            yield f"{name}: {', '.join(dict.fromkeys(title for several in titles for title in several))}."


def _due_words(sitting: Sitting, due: int | None) -> str:
    if due is None:
        return ""
    moment, now = datetime.fromisoformat(sitting.session.desk.rfc3339(due)), sitting.clock()
    return f"The next review is due {when(moment, now)}." if moment > now else "The next review is due now."
