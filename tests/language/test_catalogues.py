"""The catalogues: up to date with the code, whole, compiled, with the same placeholders and short where room is scarce."""

from __future__ import annotations

import gettext
import io
import string

import pytest
from babel.messages.catalog import Catalog, Message
from catalogues import TEMPLATE, from_code, is_whole, po_of, read, written

from tutor.core.settings import LANGUAGES as SET
from tutor.language import LANGUAGES
from tutor.language.catalogues import FOLDER
from tutor.present.settings import TITLES
from tutor.tui.actions import ACTIONS
from tutor.tui.words import KINDS, RATINGS

OTHERS = [tag for tag in LANGUAGES if tag != "en"]
ANEW = "python tests/language/catalogues.py makes them anew"
SHORT = {
    *KINDS.values(),
    *RATINGS.values(),
    *TITLES.values(),
    "go on",
    "back",
    "stop",
    "answer",
    "hint",
    "keys",
    "undo",
}
"""What stands where room is fixed: heads, lines of keys, columns of names."""
LONGEST = 11
"""Cells that a short word may have in any case."""


@pytest.fixture(params=OTHERS)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(po_of(request.param), request.param)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def every(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_the_template_is_what_stands_in_the_code() -> None:
    assert TEMPLATE.read_bytes() == written(from_code()), ANEW


def test_the_languages_are_those_that_can_be_set_and_those_that_have_a_catalogue() -> None:
    assert tuple(LANGUAGES) == SET
    assert sorted(path.name for path in FOLDER.glob("*/")) == sorted([*OTHERS, *(["__pycache__"] * _cached())])


def _cached() -> int:
    return (FOLDER / "__pycache__").is_dir()


def test_every_message_is_translated_and_none_is_to_be_looked_at_again(catalogue: Catalog) -> None:
    of_the_code = {(message.context, *ids(message)) for message in every(from_code())}
    assert {(message.context, *ids(message)) for message in every(catalogue)} == of_the_code, ANEW
    assert [message.id for message in every(catalogue) if not is_whole(message)] == []
    assert [message.id for message in every(catalogue) if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message_and_as_many_forms_as_its_language(
    catalogue: Catalog,
) -> None:
    for message in every(catalogue):
        wanted = set().union(*map(placeholders, ids(message)))
        for form in forms(message):
            assert placeholders(form) | {"count"} == wanted | {"count"}, (message.id, form)
        if message.pluralizable:
            assert len(message.string) == catalogue.num_plurals, message.id
        else:
            assert placeholders(forms(message)[0]) == wanted, message.id


def test_blanks_and_line_ends_at_the_ends_of_a_message_stay(catalogue: Catalog) -> None:
    for message in every(catalogue):
        for form in forms(message):
            first = ids(message)[0]
            assert (form[:1].isspace(), form[-1:].isspace()) == (first[:1].isspace(), first[-1:].isspace()), form


def test_what_is_compiled_is_what_is_translated(catalogue: Catalog) -> None:
    with po_of(str(catalogue.locale)).with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    for message in every(catalogue):
        if message.pluralizable:
            assert [spoken.ngettext(*message.id, count) for count in (1, 2)] == list(message.string)[:2], ANEW
        elif message.context:
            assert spoken.pgettext(message.context, message.id) == message.string, ANEW
        else:
            assert spoken.gettext(message.id) == message.string, ANEW


def test_what_stands_where_room_is_fixed_is_not_much_longer(catalogue: Catalog) -> None:
    short = SHORT | {action.words for action in ACTIONS.values()}
    for message in every(catalogue):
        if message.id in short:
            assert len(message.string) <= max(LONGEST, 2 * len(message.id)), (message.id, message.string)


def test_the_catalogue_reads_as_it_is_written(catalogue: Catalog) -> None:
    assert written(catalogue) == po_of(str(catalogue.locale)).read_bytes(), ANEW
    assert io.BytesIO(written(catalogue)).readable()
