"""Pictures and sounds that a text names in Markdown, `![alt](name)`: brought along where they lie beside it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tutor.exchange.brought import Brought, Keys
from tutor.packs.media import PICTURES, SOUNDS
from tutor.packs.names import id_from
from tutor.packs.source import LARGEST_MEDIA

_NAMED = re.compile(
    r"!\[([^\]\n]{0,300})\]\(\s*<?([^)\s>]{1,300})>?(?:\s+\"[^\"\n]*\")?\s*\)|!\[\[([^\]|\n]{1,300})(?:\|[^\]\n]*)?\]\]"
)
_ALT = "A picture of the original"
_HEARD = "A sound of the original"


class Missing(Exception):
    """A question asks about a file that isn't there: its name."""


class Pictures:
    """The files that texts in `folder` name. `root` is the outermost folder from which any is taken."""

    def __init__(self, brought: Brought, folder: Path, root: Path) -> None:
        self.all, self.folder, self.root = brought, folder, root

    def brought(self, text: str, place: str) -> str:
        """The text with its files' names in the pack. Of a file that isn't there the words for it stay; it is told."""
        return _NAMED.sub(lambda found: self._shown(found, place), text) if "![" in text else text

    def _shown(self, found: re.Match[str], place: str) -> str:
        name, alt = found[2] or found[3], found[1] or ""
        held = self._held(name)
        if held:
            return f"![{alt}](media/{held})"
        if "://" in name:
            return f"![{alt}]({name})"
        self.all.report.lose("MEDIA-MISSING", "a file that is named isn't there", f"{place}, {name}")
        return alt

    def asked_with(self, text: str) -> Keys:
        """`ask`, and the first picture or sound of it as keys of its own. Raises Missing where any isn't there."""
        keys: Keys = {}

        def taken(found: re.Match[str]) -> str:
            name = found[2] or found[3]
            held = self._held(name)
            if not held:
                raise Missing(name)
            image = Path(held).suffix in PICTURES
            if ("image" if image else "audio") in keys:
                return f"![{found[1] or ''}](media/{held})"
            alt = found[1] or (_ALT if image else _HEARD)
            keys.update(
                {"image": f"media/{held}", "alt": alt} if image else {"audio": f"media/{held}", "transcript": alt}
            )
            return ""

        ask = _NAMED.sub(taken, text).strip() if "![" in text else text
        return {"ask": ask, **keys} if ask else keys

    def _held(self, name: str) -> str:
        """The file's name among the media, or nothing. No link and no name that leads out of the root is followed."""
        name = unquoted(name)
        start, inner = (self.root, name[2:]) if name.startswith("@/") else (self.folder, name)
        place = start / inner
        suffix = place.suffix.lower()
        if suffix not in (*PICTURES, *SOUNDS) or "://" in name:
            return ""
        try:
            inside = place.resolve().is_relative_to(self.root.resolve())
            if not inside or place.is_symlink() or not place.is_file() or place.stat().st_size > LARGEST_MEDIA:
                return ""
            data = place.read_bytes()
        except (OSError, ValueError):
            return ""
        return self._kept(f"{id_from(place.stem) or 'file'}", suffix, data)

    def _kept(self, stem: str, suffix: str, data: bytes) -> str:
        known = self.all.media.get(f"{stem}{suffix}", data)
        name = f"{stem}{suffix}" if known == data else f"{stem[:50]}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
        self.all.media[name] = data
        return name


def unquoted(name: str) -> str:
    """An address with `%20` and its like as the characters they stand for."""
    data = re.sub(
        rb"%([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()), name.encode("utf-8", "replace")
    )
    return data.decode("utf-8", "replace").replace("\0", "")


def without_blanks(name: str) -> str:
    """The opposite: a name as it stands in Markdown, whatever is in it."""
    return re.sub(r"[^\w.-]", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "replace")), name)
