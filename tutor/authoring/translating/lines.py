"""Translations as lines of text, for programs that know nothing of YAML: lists and mappings are written as in YAML.

What comes back is matched by its place and its source; what was made from another wording is stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tutor.authoring.translating.given import Given
from tutor.authoring.translating.remarks import Remark
from tutor.authoring.translating.state import State
from tutor.authoring.translating.texts import Text, wording
from tutor.authoring.translating.writing import source_lines
from tutor.packs.nodes import Map, Node, Page, Seq
from tutor.packs.problems import Problem, has_errors, quoted
from tutor.packs.yaml_events import Budget, parse


class Line(Struct, frozen=True):
    """A text in lines: the name of its place, source and translation, whether it is stale and the wording before."""

    context: str
    source: str
    text: str
    stale: bool = False
    before: str = ""
    notes: list[str] = []
    told: list[str] = []
    place: str = ""
    at: str = ""
    """Where it stands in the file it came from, as a message names it."""


class Taken(Struct, frozen=True):
    """What came of lines: the language with them, how many were taken, and what could not be, a sentence each."""

    state: State
    count: int
    refused: list[str]


def lines_of(state: State) -> list[Line]:
    """All texts of a language that are to be translated, or are."""
    return [_line(state, text) for text in state.texts()]


def _line(state: State, text: Text) -> Line:
    given = state.given.get(text)
    above = given.remark if given else Remark()
    stale = state.is_stale(text)
    source = as_lines(text.source)
    before = "\n".join(above.before or above.source) if stale else ""
    told = [] if isinstance(text.source, str) else ["Lines of YAML: keep their form, translate the words."]
    line = text.page.position(text.at)[0]
    return Line(
        context_of(text),
        source,
        as_lines(state.value(text)),
        stale,
        before if before != source else "",
        [note.removeprefix("#").strip() for note in above.notes],
        told,
        f"{text.page.name}:{line}",
    )


def context_of(text: Text) -> str:
    """The name of a text's place: `name-parts/half hints.1`."""
    return f"{text.name} {text.key}"


def as_lines(value: Any) -> str:
    """A text without line breaks at its end, which gettext wants alike on both sides; a list or mapping as YAML."""
    return value.rstrip("\n") if isinstance(value, str) else "\n".join(source_lines(value))


def taken(state: State, lines: Iterable[Line]) -> Taken:
    """A language with the translations that lines bring. What has none there keeps the one it has."""
    texts = [text for entry in state.entries for text in entry.texts()]
    by_context = {context_of(text): text for text in texts}
    by_source: dict[tuple[str, str], list[Text]] = {}
    for one in texts:
        by_source.setdefault((one.name, as_lines(one.source)), []).append(one)
    given, refused, count = dict(state.given), list[str](), 0
    for line in (line for line in lines if line.text.strip()):
        text = _place_of(line, by_context, by_source)
        if text is None:
            refused.append(f"{line.at}: the course has no text {quoted(line.context, 80)} (any more); it was left out.")
            continue
        value = _value(text, line, state.value(text))
        if isinstance(value, Problem):
            refused.append(f"{line.at}: {value.message}; {value.hint}")
            continue
        given[text] = _given(state.given.get(text), text, line, value)
        count += 1
    return Taken(replace(state, given=given), count, refused)


def _place_of(line: Line, by_context: dict[str, Text], by_source: dict[tuple[str, str], list[Text]]) -> Text | None:
    """The text that a line is of: where it says, or where its source stands now if that is one place."""
    text = by_context.get(line.context)
    if text is not None and as_lines(text.source) == as_lines(line.source):
        return text
    moved = by_source.get((line.context.partition(" ")[0], as_lines(line.source)), [])
    return moved[0] if len(moved) == 1 else text


def _given(old: Given | None, text: Text, line: Line, value: Any) -> Given:
    """The translation with what is known of the wording it was made from."""
    above = old.remark.notes if old else []
    notes = [*above, *(note for note in (f"# {words}" for words in line.notes) if note not in above)]
    now = as_lines(text.source)
    made_from = as_lines(line.before or line.source)
    if not line.stale and as_lines(line.source) == now:
        return Given(value, Remark(text.wording, notes=notes), old.at if old else 0)
    before = made_from.split("\n") if made_from != now else old.remark.before if old else []
    return Given(value, Remark(wording(line.source), before=before, stale=True, notes=notes), old.at if old else 0)


def _value(text: Text, line: Line, own: Any) -> Any:
    """What lines say as it stands in a translation file, ended as the source is; a problem where it is no YAML."""
    if as_lines(own) == as_lines(line.text):
        return own
    if isinstance(text.source, str) or not text.source:
        ends = text.source[len(text.source.rstrip("\n")) :] if text.source else ""
        return line.text.rstrip("\n") + ends
    problems: list[Problem] = []
    node = parse(Page("", "", line.text, problems), Budget(nodes=10_000))
    if has_errors(problems):
        return problems[0]
    if type(_plain(node)) is not type(text.source):
        kind = "a list, with `- ` before each entry" if isinstance(text.source, list) else "a mapping, `key: value`"
        what = f"the translation of {quoted(line.context, 80)} is not written as its original"
        return Problem("", 1, 1, "error", "value", what, f"write {kind}")
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(value) for value in node] if isinstance(node, Seq) else node
