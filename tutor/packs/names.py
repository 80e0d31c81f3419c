"""Names: which ids and paths a pack may use."""

from __future__ import annotations

import re
import unicodedata

from tutor.packs.problems import code_point

LONGEST_ID = 64
LONGEST_PATH = 150
DEEPEST_PATH = 8

_COURSE_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_ODD = re.compile("[^\\w .,()+@=~&'!-]")
_VERSION = re.compile(r"-v?\d[\w.+-]*$")


def course_id_flaw(text: str) -> str:
    """What is wrong with a course's id, or nothing."""
    if len(text) > LONGEST_ID:
        return f"an id has at most {LONGEST_ID} characters"
    if _DEVICE.fullmatch(text):
        return "that name belongs to a device on some computers"
    return "" if _COURSE_ID.fullmatch(text) else "an id is lower-case letters a–z, digits and hyphens"


def id_flaw(text: str) -> str:
    """What is wrong with the id of a unit, skill, item, project or passage, or nothing."""
    if len(text) > LONGEST_ID:
        return f"an id has at most {LONGEST_ID} characters"
    if _DEVICE.fullmatch(text):
        return "that name belongs to a device on some computers"
    return "" if _ID.fullmatch(text) else "an id is letters a–z, digits, and between them `-`, `_` or `.`"


def is_device(text: str) -> bool:
    """Whether some computers take a file of this name for a device."""
    return _DEVICE.fullmatch(text) is not None


def id_from(name: str) -> str:
    """The id a folder's or file's name gives: `My Course` is `my-course`. Empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def title_from(name: str) -> str:
    """A title for what has only an id: `name-parts` is "Name parts"."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def without_version(name: str) -> str:
    """`fractions-1.2.0` is `fractions`."""
    return _VERSION.sub("", name) or name


def path_flaw(path: str) -> str:
    """Why a path can't be one inside a pack, or nothing. Nothing is looked up."""
    if not path:
        return "an empty path"
    if "://" in path:
        return "an address, not a file of the pack"
    if "\\" in path:
        return "write `/` between folders"
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "an absolute path; paths start in the pack's folder"
    if len(path) > LONGEST_PATH:
        return f"a path has at most {LONGEST_PATH} characters"
    parts = path.split("/")
    if len(parts) > DEEPEST_PATH:
        return f"a path has at most {DEEPEST_PATH} parts"
    return next((flaw for part in parts if (flaw := _part_flaw(part))), "")


def _part_flaw(part: str) -> str:
    if part == "..":
        return "a path may not leave the pack's folder"
    if part in ("", "."):
        return "an empty part in the path"
    if part != part.rstrip(". ") or part != part.lstrip():
        return "a name may not begin with a space or end with a dot or space"
    if _DEVICE.fullmatch(part):
        return "that name belongs to a device on some computers"
    odd = _ODD.search(part)
    if odd:
        shown = odd.group() if odd.group().isprintable() else code_point(odd.group())
        return f"the character {shown} is not allowed in a file's name"
    return ""


def same_name(path: str) -> str:
    """What two paths share that some computers take for the same file."""
    return unicodedata.normalize("NFC", path).casefold()
