"""Text that people write and type: made safe to show, and brought to one form so that typed answers can be compared.

Everything takes time linear in the text, or is cut off: what is typed or read here may be hostile.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, Literal

from tutor.core.chemistry import plain_scripts

Care = Literal["exact", "ignore"]

LONGEST = 2000
"""Characters of a typed answer that are compared; a longer one is simply wrong."""
MOST_KEPT = 200
"""Characters of a text whose form is remembered, so that what is remembered stays small."""
MOST_MARKS = 30
"""Combining marks on one character, as in Unicode's stream-safe format (UAX 15); more only breaks the screen."""

_ENDS = ".,;:!?。．、，！？；：؟،؛۔।॥‽։՞።፧｡､"
"""Punctuation that may end a sentence in one script or another."""
_ENDS_AND_SPACE = _ENDS + " "
_NOT_CALLS = "".join(set(_ENDS_AND_SPACE) - set("?!"))

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_HIDING = "\u200b\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_DIRECTIONS = "\u061c\u200e\u200f"
_ISOLATES = "\u2066-\u2069"
_ISOLATE = "[\u2066-\u2069]"
_NOT_ASCII_RUN = f"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}"
_MARKED_I = "i\u0307+"


def clean(text: str, *, right_to_left: bool = False) -> str:
    """The text without anything that acts on a terminal or hides: each such character becomes U+FFFD.

    Line ends become `\\n`, tabs four spaces, the rest NFC. In a right-to-left language the marks of direction stay, and
    isolates that are closed again.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if not text.isascii():
        text = _composed(text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return _forbidden(right_to_left and _isolates_close(text), right_to_left).sub("\ufffd", text)


@cache
def _forbidden(isolates: bool, directions: bool) -> re.Pattern[str]:
    allowed = ("" if isolates else _ISOLATES) + ("" if directions else _DIRECTIONS)
    return re.compile(f"[{_CONTROLS}{_HIDING}{allowed}\ud800-\udfff]")


def _isolates_close(text: str) -> bool:
    depth = 0
    for match in re.finditer(_ISOLATE, text):
        depth += -1 if match.group() == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _few_marks(text))


def _few_marks(text: str) -> str:
    """Cut endless runs of combining marks; ordering them would also take quadratic time."""
    return re.sub(_NOT_ASCII_RUN, lambda match: _cut_marks(match.group()), text)


def _cut_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


@cache
def _one_form() -> dict[int, str]:
    """Characters that a keyboard, a phone or an editor puts in place of the plain one; unseen ones vanish."""
    table = dict.fromkeys(map(ord, "‘’‚‛ʼʹʻ′´ꞌ"), "'")
    table |= dict.fromkeys(map(ord, "“”„‟″«»＂〝〞"), '"')
    table |= dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣⁃"), "-")
    table |= {ord("…"): "...", ord("⁄"): "/", ord("∕"): "/"}
    table |= {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    unseen = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0]
    for first, last in ((0x180B, 0x180D), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F)):
        unseen += range(first, last + 1)
    return table | dict.fromkeys(unseen, "")


def visible(text: str) -> str:
    """What a reader sees: NFC, no invisible characters, single white space. Two equal ones can't be told apart."""
    if text.isascii():
        return " ".join(text.split())
    table = {code: "" for code, instead in _one_form().items() if not instead}
    return " ".join(_composed(text.translate(table)).split())


def normalise(text: str, *, case: Care = "ignore", accents: Care = "exact", letters: str = "") -> str:
    """The form in which typed texts are compared; applying it twice changes nothing.

    White space is trimmed and single, final punctuation dropped (see `without_end`), the rest as `fold` does it.
    """
    short = len(text) <= MOST_KEPT and text.__class__ is str  # others may be equal without being the same
    return (_kept if short else _normalised)(text, case, accents, letters)


def _normalised(text: str, case: Care, accents: Care, letters: str) -> str:
    return without_end(" ".join(fold(text, case=case, accents=accents, letters=letters).split()))


_kept = lru_cache(maxsize=2048)(_normalised)
"""Judging asks for the form of the same few texts over and over."""


def fold(text: str, *, case: Care = "ignore", accents: Care = "exact", letters: str = "") -> str:
    """The text with plain quotes, dashes and full-width letters, without case and accents where they don't count.

    `letters` (small ones) keep their marks even where accents are ignored: ñ in Spanish is no n with an accent.
    Raised and lowered digits and signs become plain (see `chemistry.plain_scripts`).
    """
    if text.isascii():
        return plain_scripts(text.lower() if case == "ignore" else text)
    text = re.sub(_FRACTION, _typed_fraction, text)
    text = unicodedata.normalize("NFD", _few_marks(text)).translate(_one_form())
    if case == "ignore":
        text = re.sub(_MARKED_I, "i", unicodedata.normalize("NFD", text.casefold().translate(_one_form())))
    if accents == "ignore":
        text = _without_accents(text, letters)
    return plain_scripts(unicodedata.normalize("NFC", text))


_FRACTION = "([0-9])?([¼-¾⅐-⅞↉])|[⁰¹²³⁴-⁹]{1,9}[⁄/][₀-₉]{1,9}"


def _typed_fraction(found: re.Match[str]) -> str:
    """A fraction in one character, as it is typed: `1½` is `1 1/2`."""
    plain = unicodedata.normalize("NFKC", found[2] or found[0])
    return f"{found[1]} {plain}" if found[1] else plain


def without_end(text: str) -> str:
    """The text without final punctuation, unless no word would be left: `?`, `!=` and `$?` stay as they are.

    `¿` and `¡` at the beginning fall too, and `?` and `!` there (on a keyboard without the others) when one also ends
    the text: `?Cuánto es?`, but not `!done`.
    """
    rest = text.rstrip(_ENDS_AND_SPACE)
    if not any(character.isalnum() or unicodedata.category(character) == "So" for character in rest):
        return text
    asks = text[len(rest) :].strip(_NOT_CALLS) != ""
    return rest.lstrip("¿¡?! " if asks else "¿¡ ")


_UNACCENTED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i"})


def _without_accents(text: str, letters: str = "") -> str:
    """Letters without the marks that a keyboard may lack. Marks that make another letter (kana, Indic, Thai) stay."""
    if letters:
        composed = unicodedata.normalize("NFC", text)
        return "".join(
            c if c.lower() in letters else _without_accents(unicodedata.normalize("NFD", c)) for c in composed
        )
    return "".join(c for c in text if not _is_accent(ord(c))).translate(_UNACCENTED)


def _is_accent(code: int) -> bool:
    if code < 0x300:
        return False
    return (
        code < 0x370
        or 0x591 <= code <= 0x5BD  # Hebrew points and accents
        or code in (0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7)
        or 0x64B <= code <= 0x652  # Arabic vowel marks
        or code in (0x640, 0x670)
        or 0x1AB0 <= code <= 0x1AFF
        or 0x1DC0 <= code <= 0x1DFF
    )


def unquoted(text: str) -> str:
    """A normalised text without the quotes around it, if it has them."""
    if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"":
        return without_end(text[1:-1].strip())
    return text


def in_words(response: Any) -> str:
    """A response (see `core.item`) as it is counted: one line, cleaned, without case and final stops."""
    if isinstance(response, dict):
        text = "; ".join(f"{key}: {in_words(value)}" for key, value in list(response.items())[:20])
    elif isinstance(response, list):
        text = ", ".join(map(in_words, response[:20]))
    else:
        text = normalise(str(response)[:1000])
    return " ".join(clean(text).split())
