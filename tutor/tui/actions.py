"""What can have a key of the learner's own, and which keys it can be. One table, by the names of the actions.

What a key does now is said by each screen (see `place.Place.keys`); here is only what a key may be called and where two
would be in each other's way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutor.core.text import clean
from tutor.language import _, later

EVERYWHERE = ("everywhere",)
STUDY, HOME, MAP = ("StudyScreen",), ("Home",), ("Map",)


class Action(NamedTuple):
    """The key that it has at first, by Textual's name, what it does in words, and the screens that have it."""

    key: str
    words: str
    places: tuple[str, ...]


ACTIONS: Mapping[str, Action] = {
    "commands": Action("ctrl+p", later("all commands"), EVERYWHERE),
    "help": Action("question_mark", later("the keys of a screen"), EVERYWHERE),
    "search": Action("slash", later("search"), EVERYWHERE),
    "settings": Action("comma", later("settings"), EVERYWHERE),
    "themes": Action("ctrl+t", later("colours"), EVERYWHERE),
    "undo": Action("u", later("undo"), STUDY),
    "learners": Action("L", later("another learner"), EVERYWHERE),
    "hint": Action("h", later("hint"), STUDY),
    "another_way": Action("e", later("another way of explaining"), STUDY),
    "why": Action("w", later("why"), (*STUDY, *HOME, *MAP)),
    "skip": Action("s", later("skip"), STUDY),
    "be_sure": Action("c", later("how sure I am"), STUDY),
    "feel": Action("l", later("how it feels"), STUDY),
    "words": Action("d", later("words explained"), STUDY),
    "formulas": Action("m", later("maths as TeX"), STUDY),
    "hear": Action("v", later("hear it"), STUDY),
    "object": Action("exclamation_mark", later("this should count"), STUDY),
    "lower": Action("g", later("I guessed"), STUDY),
    "keep_note": Action("n", later("note"), (*STUDY, *MAP)),
    "bookmark": Action("b", later("bookmark"), (*STUDY, *MAP)),
    "put_away": Action("minus", later("put away until tomorrow"), STUDY),
    "suspend": Action("at", later("put away for good"), STUDY),
    "test_out": Action("t", later("test out"), (*STUDY, *MAP)),
    "courses": Action("c", later("courses"), HOME),
    "set_goal": Action("g", later("goal"), HOME),
    "insight": Action("i", later("insight"), HOME),
    "notebook": Action("j", later("notebook"), (*HOME, *STUDY, *MAP)),
    "portfolio": Action("f", later("portfolio"), HOME),
    "inbox": Action("m", later("inbox"), (*HOME, "Goals")),
    "place_me": Action("p", later("placement"), (*HOME, *MAP)),
    "end_placement": Action("e", later("end the placement"), HOME),
    "quit": Action("q", later("quit"), (*HOME, "End")),
    "lesson": Action("l", later("the lesson of a skill"), MAP),
    "narrow": Action("f", later("narrow the map"), MAP),
    "test_out_unit": Action("u", later("test out of a unit"), MAP),
    "open_anyway": Action("o", later("open what is locked"), MAP),
    "study": Action("s", later("study a course"), ("Courses",)),
    "more": Action("m", later("more minutes"), ("End",)),
    "keep": Action("k", later("keep a goal as it is"), ("Goals",)),
    "add": Action("n", later("another goal"), ("Goals",)),
    "change": Action("c", later("change a goal"), ("Goals",)),
    "drop": Action("d", later("drop a goal"), ("Goals",)),
}
FIXED: Mapping[str, tuple[str, ...]] = {"i": STUDY, "r": STUDY, "t": STUDY, "x": STUDY, "colon": EVERYWHERE}
"""Letters that lists, fields and pictures understand themselves, and where."""
FREE_CONTROLS = frozenset("bglopty")
"""Letters that Ctrl may go with: the others belong to terminals and to fields."""


def named(key: str) -> str:
    """Textual's name of a key that a person wrote: `-` is `minus`."""
    if len(key) != 1 or key.isalnum():
        return key if len(key) == 1 else key.lower()
    from textual.keys import _character_to_key

    return _character_to_key(key)


def shown(key: str) -> str:
    """How a key is called where it is shown."""
    if len(key) == 1:
        return key
    from string import punctuation

    from textual.keys import _character_to_key

    signs = {_character_to_key(sign): sign for sign in punctuation}
    return signs.get(key) or "+".join(one.capitalize() for one in key.split("+"))


def own_keys(keys: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Of the keys that were set those that hold, by Textual's names, and a sentence for each that does not."""
    own = {name: named(key) for name, key in keys.items()}
    problems: list[str] = []
    while True:
        found = ((name, clash(own, name, key)) for name, key in reversed(own.items()))
        name, problem = next((one for one in found if one[1]), ("", ""))
        if not problem:
            return own, problems
        problems.append(problem)
        del own[name]


def clash(own: Mapping[str, str], name: str, key: str) -> str:
    """Why an action can't have this key beside the others' own keys, in one sentence, or ""."""
    if name not in ACTIONS:
        return _("There is no command “{name}” that could have a key of its own.", name=clean(name)[:40])
    wanted = named(key)
    if not _may_be(wanted):
        return _(
            "{key} can't be given away; take a letter, a sign, F11, F12, or Ctrl with {controls}.",
            key=shown(wanted),
            controls=_controls(),
        )
    here = ACTIONS[name].places
    for other, action in ACTIONS.items():
        its = own.get(other, action.key)
        if other != name and its == wanted and _meet(here, action.places):
            return _(
                "{key} is for “{words}” already; give that another key first.",
                key=shown(wanted),
                words=_(action.words),
            )
    if wanted in FIXED and wanted != ACTIONS[name].key and _meet(here, FIXED[wanted]):
        return _("{key} is needed where something is answered; take another key.", key=shown(wanted))
    return ""


def _may_be(key: str) -> bool:
    if key.startswith("ctrl+"):
        return key[5:] in FREE_CONTROLS
    if key in ("f11", "f12"):
        return True
    sign = shown(key)
    return len(sign) == 1 and sign.isprintable() and not sign.isdigit() and sign != " "


def _controls() -> str:
    return ", ".join(sorted(letter.upper() for letter in FREE_CONTROLS))


def _meet(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return EVERYWHERE in (some, others) or not set(some).isdisjoint(others)
