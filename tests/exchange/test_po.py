"""gettext's PO files: what is written others read, what others write is read, and hostile files are refused by line."""

from __future__ import annotations

import io

import pytest
from babel.messages.pofile import read_po as babel_read
from hypothesis import given
from hypothesis import strategies as st

from tutor.exchange.po import LONGEST, Message, PoTrouble, read_po, write_po

HEADER = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
ONE = Message("c/a ask", 'Say "hi"\n\n  \\frac', "Di «hola»\n", True, "Say hi", ["a note"], ["lines"], "u/1 a.yaml:7")
GOLDEN = r"""msgid ""
msgstr ""
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"

# a note
#. lines
#: ⁨u/1 a.yaml:7⁩
#, fuzzy
#| msgid "Say hi"
msgctxt "c/a ask"
msgid ""
"Say \"hi\"\n"
"\n"
"  \\frac"
msgstr "Di «hola»\n"
"""
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]) | st.just("\n"), max_size=40
)


def trouble(text: str | bytes) -> str:
    with pytest.raises(PoTrouble) as error:
        read_po(text.encode() if isinstance(text, str) else text)
    return f"{error.value.line}: {error.value.sentence}"


def test_a_message_is_written_as_gettext_writes_it() -> None:
    assert write_po([ONE], HEADER) == GOLDEN


def test_what_was_written_is_read_again() -> None:
    [read] = read_po(GOLDEN.encode())
    assert (read.context, read.source, read.text, read.fuzzy) == (ONE.context, ONE.source, ONE.text, True)
    assert (read.previous, read.notes, read.line) == ("Say hi", ["a note"], 11)


def test_another_reader_reads_the_same() -> None:
    catalogue = babel_read(io.BytesIO(GOLDEN.encode()))
    [message] = [one for one in catalogue if one.id]
    assert (message.context, message.id, message.string) == (ONE.context, ONE.source, ONE.text) and message.fuzzy


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5, unique_by=lambda one: one[0]))
def test_any_texts_come_back_the_same(texts: list[tuple[str, str, str]]) -> None:
    messages = [Message(f"x {context}", source, text) for context, source, text in texts]
    read = read_po(write_po(messages, HEADER).encode())
    assert [(one.context, one.source, one.text) for one in read] == [
        (one.context, one.source, one.text) for one in messages
    ]


@given(st.text() | st.binary())
def test_any_file_is_read_or_refused_in_a_sentence(text: str | bytes) -> None:
    try:
        read_po(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    except PoTrouble as error:
        assert error.line >= 1 and error.sentence.isprintable()


def test_what_others_leave_out_or_add_is_understood() -> None:
    text = '\ufeffmsgid ""\nmsgstr ""\n#  tool\n#~ msgid "old"\n#~ msgstr "viejo"\n\n#, fuzzy, no-wrap\nmsgctxt "a"\nmsgid "b"\nmsgstr ""\n"c"\nmsgctxt "d"\nmsgid "e"\nmsgstr "f"\n'
    assert [(one.context, one.source, one.text, one.fuzzy) for one in read_po(text.encode())] == [
        ("a", "b", "c", True),
        ("d", "e", "f", False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "a"\nmsgstr "b', '2: `msgstr "b` is no line of a PO file'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"', "2: a message with plural forms"),
        ('"a"', "1: a text before any `msgid`"),
        ('msgid "a"\n\nmsgctxt "b"\nmsgid "c"\nmsgstr "d"', "4: a second"),
        ('msgctxt "b"\nmsgid "c"', "1: a message without `msgstr`"),
        ('msgid "a\\q"\nmsgstr "b"', "1: `\\q` means nothing here"),
        ('msgid "a"\nmsgstr "\x1b[31m"', "2: the character U+001B"),
        ('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"', "4: the same message stands at line 1"),
        (f'msgid "a"\nmsgstr "{"x" * (LONGEST + 1)}"', "2: a text of more than 20,000 characters"),
        (b'msgid "a"\nmsgstr "\xff"', "2: the file is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str | bytes, said: str) -> None:
    assert said in trouble(text)
