"""The pictures and sounds of a package, by the names that its cards say."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import PurePosixPath

from tutor.exchange.anki_package import Package
from tutor.exchange.brought import Brought
from tutor.exchange.pictures import Pictures, unquoted, without_blanks
from tutor.packs.media import LARGEST, PICTURES, SOUNDS
from tutor.packs.names import id_from
from tutor.packs.source import MOST_BYTES

_SOUND = re.compile(r"\[sound:([^\]\n]{1,300})\]")
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)[^>]*>""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*("[^"]{0,300}"|'[^']{0,300}')""", re.IGNORECASE)


class Packed(Pictures):
    """The files of a package; `used` are those that a card names and that came along."""

    def __init__(self, brought: Brought, package: Package) -> None:
        self.all, self.package = brought, package
        self.used: set[str] = set()
        self._known: dict[str, str] = {}
        self._size = 0

    def _held(self, name: str) -> str:
        name = unquoted(name)
        if name not in self._known:
            self._known[name] = self._taken(name)
        return self._known[name]

    def _taken(self, name: str) -> str:
        place = PurePosixPath(name)
        if name not in self.package.files or place.suffix.lower() not in (*PICTURES, *SOUNDS):
            return ""
        data = self.package.data(name, LARGEST)
        self._size += len(data)
        if not data or self._size > MOST_BYTES:
            return ""
        self.used.add(name)
        return self._kept(id_from(place.stem) or "file", place.suffix.lower(), data)


def with_files(html: str) -> str:
    """HTML whose sounds are images, like its pictures, each named without blanks or brackets."""
    html = _IMAGE.sub(lambda found: _image(unescape(found[1].strip("\"'")), _alt(found[0])), html)
    return _SOUND.sub(lambda found: _image(unescape(found[1])), html)


def _image(name: str, alt: str = "") -> str:
    if name.startswith("data:"):
        return ""
    safe = name if "://" in name else without_blanks(unquoted(name))
    return f'<img src="{escape(safe)}" alt="{escape(alt)}">'


def _alt(tag: str) -> str:
    """What an image's tag says for those who don't see it; nothing that Markdown would take for its end."""
    found = _ALT.search(tag)
    return re.sub(r"[\[\]\s]+", " ", unescape(found[1].strip("\"'"))) if found else ""
