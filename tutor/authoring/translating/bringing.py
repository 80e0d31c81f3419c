"""A translation file brought up to date, or made, as a draft of the pack: read anew before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from tutor.authoring.declaring import with_entry
from tutor.authoring.edits import CannotEdit, Draft
from tutor.authoring.translating.state import State, state_of
from tutor.authoring.translating.writing import scalar, written
from tutor.packs.convert import LIMITS
from tutor.packs.problems import Problem, has_errors, quoted
from tutor.packs.reader import read
from tutor.packs.source import Refusal, pack_path
from tutor.packs.written import Reading
from tutor.packs.yaml_events import quiet_collector

_PLACE = "text/{language}.yaml"
Change = Callable[[State], State]


class Brought(Struct, frozen=True):
    """A language brought up to date: the pack as it will be, what the language has then, what was kept aside now."""

    draft: Draft
    state: State
    aside: int
    problems: list[Problem]
    """What is wrong with the translation itself, as `tutor pack check` says it."""


def brought(draft: Draft, language: str, change: Change | None = None) -> Brought:
    """The pack with the file of a language, after a `change` of what it has. Raises CannotEdit."""
    fits, should = LIMITS["language"]
    if not fits(language):
        raise CannotEdit(f"{quoted(language)} is no language: write {should}.")
    draft, name = _with_place(draft, language)
    reading = read_with_nodes(draft)
    if language == reading.course.language:
        raise CannotEdit(f"The course itself is written in {quoted(language)}; name the language to translate into.")
    own = draft.shown(name)
    if has_errors(one for one in reading.problems if one.path != own):
        raise CannotEdit("The pack has errors: mend those that `tutor pack check` names first.", 1)
    before = state_of(reading, language)
    if before is None:
        said = next((str(one) for one in reading.problems if one.path == own), "it can't be read.")
        raise CannotEdit(f"The translation is not valid YAML, so nothing was written. {said}", 1)
    wanted = change(before) if change else before
    changed = draft.with_file(name, written(wanted).encode())
    after = read_with_nodes(changed)
    state = state_of(after, language)
    problems = [one for one in after.problems if one.path == own]
    was_good = not has_errors(one for one in reading.problems if one.path == own)
    if state is None or _values(wanted) != _values(state) or (was_good and not change and has_errors(problems)):
        raise CannotEdit("The file can't be written without losing something; nothing was written.", 1)
    return Brought(changed, state, len(before.aside), problems)


def read_with_nodes(draft: Draft) -> Reading:
    """The pack as it is in a draft, not tried out."""
    with quiet_collector():
        return read(draft.with_edits([]), tested=False, kept=True)


def _with_place(draft: Draft, language: str) -> tuple[Draft, str]:
    """The pack with a file for the language, named in the course and there, and where that is."""
    course = read_with_nodes(draft).course
    named = course.translations.get(language)
    if draft.alone and named is None:
        raise CannotEdit("A single file has no room for translations: make it a folder with a course.yaml.")
    place = named or _PLACE.format(language=language)
    name = pack_path(place)
    if isinstance(name, Refusal):
        raise CannotEdit(f"{quoted(place)}: {name.message}; {name.hint}.", 1)
    if isinstance(draft.read(name), Refusal):
        draft = draft.with_file(name, b"{}\n")
    return (draft if named else with_entry(draft, "translations", scalar(language), place)), name


def _values(state: State) -> Counter[str]:
    return Counter(repr((text.name, text.path, given.value)) for text, given in state.given.items() if given.value)
