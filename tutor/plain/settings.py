"""What is set for this learner, told and changed line by line."""

from __future__ import annotations

from tutor.core.settings import CHOICES, value_of
from tutor.language import _
from tutor.language.catalogues import speak_to
from tutor.plain.sitting import Sitting
from tutor.present.settings import SAYS
from tutor.study.trouble import StudyError

HEARD = ("timer", "language")
"""Settings that mean something where all is heard; the others are told too, and hold on the screens."""


def settings(sitting: Sitting, rest: str) -> None:
    """Say what is set; with a name, that; with a name and a value, set it."""
    name, _blank, value = rest.partition(" ")
    if value.strip():
        _put(sitting, name, value.strip())
        return
    names = [name] if name in CHOICES else list(CHOICES)
    for one in names:
        screens = "" if one in HEARD else f" {_('On the screens alone.')}"
        can_be = _(" or ").join(CHOICES[one])
        sitting.say(
            _(
                "{name} is {value}: {about}. It can be {choices}.",
                name=one,
                value=value_of(sitting.settings.settings, one),
                about=_(SAYS[one]),
                choices=can_be,
            )
            + screens
        )
    if name not in CHOICES:
        sitting.say(_(":set timer on, for example, sets one. Keys of your own are for the screens."))


def _put(sitting: Sitting, name: str, value: str) -> None:
    try:
        sitting.kept(lambda: sitting.settings.put(name, value))
    except ValueError as problem:
        raise StudyError("bad_request", str(problem)) from problem
    if name == "language":
        speak_to(sitting.settings.settings.tag)
    sitting.say(_("{name} is {value} now.", name=name, value=value))
