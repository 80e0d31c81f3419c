"""What is typed to look something up: words, and filters such as `is:due`, `skill:fractions`, `lapses>3`, `rated:7`."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

State = Literal["locked", "open", "learning", "learned", "mastered", "secure", "fading", "due", "new", "away", "kept"]
STATES: tuple[State, ...] = (
    "due",
    "new",
    "locked",
    "open",
    "learning",
    "learned",
    "mastered",
    "secure",
    "fading",
    "away",
    "kept",
)
"""After `is:`. Of a skill: its state; `due` now; `new` never answered; `away` put away; `kept` a bookmark."""
FILTERS = "is: skill: course: lapses> rated:"
LONGEST = 200
"""Characters that are read."""
MOST_DAYS = 36_500
"""After `rated:`: a hundred years."""
_PART = (
    r'(?P<name>is|skill|course|rated):(?P<value>"[^"]*"|\S*)'
    r'|lapses(?P<more>>=?|:|=)(?P<count>\d{1,4})|"(?P<said>[^"]*)"|\S+'
)


class Search(Struct, frozen=True, kw_only=True):
    """What is looked for; everything of it must hold. `lapses` and `rated` (days) are 0 where they were not asked for.

    `strange` are states that there are not.
    """

    words: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    skills: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    lapses: int = 0
    rated: int = 0
    strange: tuple[str, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether more than words is asked for."""
        return bool(self.states or self.skills or self.courses or self.lapses or self.rated)


def read(typed: str) -> Search:
    """Read what was typed; whatever is no filter is a word, a phrase in quotes is one too."""
    words: list[str] = []
    named: dict[str, list[str]] = {"is": [], "skill": [], "course": [], "rated": []}
    lapses = 0
    for part in re.finditer(_PART, typed[:LONGEST], re.IGNORECASE):
        name, value = (part["name"] or "").lower(), (part["value"] or "").strip('"')
        if name and value:
            named[name].append(value.lower())
        elif part["more"]:
            lapses = int(part["count"]) + (part["more"] == ">")
        elif not name:
            words.append(part["said"] if part["said"] is not None else part.group())
    states = [one for one in STATES if one in named["is"]]
    days = [int(one) for one in named["rated"] if one.isascii() and one.isdecimal()]
    return Search(
        words=tuple(filter(None, words)),
        states=tuple(states),
        skills=tuple(named["skill"]),
        courses=tuple(named["course"]),
        lapses=lapses,
        rated=min([*days, MOST_DAYS]) if days else 0,
        strange=tuple(one for one in named["is"] if one not in STATES),
    )
