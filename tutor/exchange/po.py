"""gettext's PO files, for translators who work with Poedit, Weblate and the like.

Written as `msgfmt` and Weblate want them; read strictly and bounded, since a file comes from elsewhere: what can't be
read is refused with its line. Plural forms are not used, courses have none. Source: GNU gettext manual, "PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from tutor.packs.problems import FORBIDDEN, visible

LARGEST = 20_000_000
"""Bytes of a file: twice the largest translation, since it has both languages. Tunable."""
MOST = 250_000
"""Messages of a file; a course has fewer. Tunable."""
LONGEST = 20_000
"""Characters of a text, as in a pack."""

_LINE = re.compile(r'(?P<key>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?P<text>(?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
_ACTING = re.compile(f"[{FORBIDDEN}]")
_PREVIOUS = "#| "


class Message(Struct, frozen=True):
    """A message: where its text belongs, the original, the translation (empty: none), the original it was made from.

    `line` is where it begins in a file that was read.
    """

    context: str
    source: str
    text: str = ""
    fuzzy: bool = False
    previous: str = ""
    notes: list[str] = []
    told: list[str] = []
    place: str = ""
    line: int = 0


class PoTrouble(Exception):
    """Why a file is not read: what, and at which line."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def write_po(messages: Iterable[Message], header: dict[str, str]) -> str:
    """The whole file; `header` are its `Name: value` lines, in order."""
    head = "".join(f"{_one_line(name)}: {_one_line(value)}\n" for name, value in header.items())
    blocks = [['msgid ""', *_text("msgstr", head)], *(list(_block(message)) for message in messages)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _block(message: Message) -> Iterator[str]:
    yield from (f"# {_one_line(note)}".rstrip() for note in message.notes)
    yield from (f"#. {_one_line(line)}" for line in message.told)
    if message.place:
        yield f"#: {_place(message.place)}"
    if message.fuzzy:
        yield "#, fuzzy"
    if message.previous:
        yield from (f"{_PREVIOUS}{line}" for line in _text("msgid", message.previous))
    yield from _text("msgctxt", message.context)
    yield from _text("msgid", message.source)
    yield from _text("msgstr", message.text)


def _place(place: str) -> str:
    """A reference; one with a space stands between isolates, as gettext writes it."""
    return f"\u2068{_one_line(place)}\u2069" if " " in place else _one_line(place)


def _text(key: str, text: str) -> list[str]:
    """A text on one line, or each of its lines on one."""
    lines = text.split("\n")
    parts = [*(f"{line}\n" for line in lines[:-1]), *([lines[-1]] if lines[-1] else [])]
    if len(parts) < 2:
        return [f'{key} "{_escaped(text)}"']
    return [f'{key} ""', *(f'"{_escaped(part)}"' for part in parts)]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_po(data: bytes) -> list[Message]:
    """The messages of a file, without its header and what is obsolete. Raises PoTrouble."""
    if len(data) > LARGEST:
        raise PoTrouble(1, f"the file is larger than {LARGEST:,} bytes; split the course")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PoTrouble(line, "the file is not UTF-8; save it with `charset=UTF-8`") from None
    acting = _ACTING.search(_without_isolates(text))
    if acting:
        line = text.count("\n", 0, acting.start()) + 1
        raise PoTrouble(line, f"the character U+{ord(acting[0]):04X} is not allowed; remove it")
    found: list[Message] = []
    known: dict[tuple[str, str], int] = {}
    for message in _Reader(text).messages():
        if not message.context and not message.source:
            continue  # the header
        key = (message.context, message.source)
        if key in known:
            raise PoTrouble(message.line, f"the same message stands at line {known[key]}; keep one")
        known[key] = message.line
        found.append(message)
        if len(found) > MOST:
            raise PoTrouble(message.line, f"there are more than {MOST:,} messages; split the course")
    return found


def _without_isolates(text: str) -> str:
    """The text with the isolates of gettext's references taken as spaces, place for place."""
    return re.sub(r"(?m)^#: .*$", lambda line: line[0].replace("\u2068", " ").replace("\u2069", " "), text)


class _Reader:
    """Reads a file line by line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self._begin()

    def _begin(self) -> None:
        self.texts: dict[str, str] = {}
        self.last = ""
        self.flags: set[str] = set()
        self.notes: list[str] = []
        self.previous: list[str] = []
        self.first = 0

    def messages(self) -> Iterator[Message]:
        for number, line in enumerate(self.lines, 1):
            stripped = line.strip()
            begins = not stripped or stripped.startswith(("#", "msgctxt"))
            begins = begins or (stripped.startswith("msgid ") and "msgid" in self.texts)
            if begins and "msgstr" in self.texts:
                yield self._made(number)
            if stripped.startswith("#"):
                self._remark(stripped)
            elif stripped:
                self._text(number, stripped)
        if self.texts:
            yield self._made(len(self.lines))

    def _remark(self, line: str) -> None:
        if line.startswith("#,"):
            self.flags.update(flag.strip() for flag in line[2:].split(","))
        elif line.startswith("#|"):
            self.previous.append(line[2:].strip())
        elif line == "#" or line.startswith("# "):
            self.notes.append(line[2:].strip())

    def _text(self, number: int, line: str) -> None:
        match = _LINE.fullmatch(line)
        if not match:
            raise PoTrouble(
                number, f"`{visible(line, 60)}` is no line of a PO file; put its text between double quotes"
            )
        key = match["key"] or self.last
        if not key:
            raise PoTrouble(number, "a text before any `msgid`; remove it, or write `msgid` before it")
        if key == "msgid_plural" or "[" in key:
            raise PoTrouble(number, "a message with plural forms, which courses don't have; take it out")
        if match["key"] and key in self.texts:
            raise PoTrouble(number, f"a second `{key}` in one message; put an empty line between messages")
        self.first = self.first or number
        self.last = key
        self.texts[key] = self.texts.get(key, "") + _unescaped(match["text"], number)
        if len(self.texts[key]) > LONGEST:
            raise PoTrouble(number, f"a text of more than {LONGEST:,} characters; shorten it")

    def _made(self, number: int) -> Message:
        missing = next((key for key in ("msgid", "msgstr") if key not in self.texts), "")
        if missing:
            raise PoTrouble(self.first or number, f"a message without `{missing}`; write it, or take the message out")
        message = Message(
            self.texts.get("msgctxt", ""),
            self.texts["msgid"],
            self.texts["msgstr"],
            "fuzzy" in self.flags,
            self._before(),
            [note for note in self.notes if note],
            line=self.first,
        )
        self._begin()
        return message

    def _before(self) -> str:
        """The previous original, as `#|` lines tell it; nothing where they can't be read."""
        texts: dict[str, str] = {}
        last = ""
        for line in self.previous:
            match = _LINE.fullmatch(line)
            last = (match["key"] or last) if match else ""
            if match and last:
                with suppress(PoTrouble):
                    texts[last] = texts.get(last, "") + _unescaped(match["text"], 0)
        return texts.get("msgid", "")[:LONGEST]


def _unescaped(text: str, line: int) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise PoTrouble(line, f"`\\{visible(match[1])}` means nothing here; write `\\\\` for a backslash")
        return _ESCAPES[match[1]]

    return _ESCAPE.sub(one, text)
