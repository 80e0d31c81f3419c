"""What the tests of foreign formats have in common: a file made of text, read, and the pack that becomes of it."""

from functools import cache
from pathlib import Path

import msgspec

from tutor.exchange.brought import Wishes
from tutor.exchange.formats import format_of, reader
from tutor.exchange.pack_folder import put_in_place, settle
from tutor.exchange.sent import items_of
from tutor.packs.compile import load


def written(folder, text, name):
    """A file of this text, in a folder that is made where it is missing."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="")
    return place


def recalled(item):
    """What a card asks, and what is right."""
    keys = msgspec.to_builtins(item)
    return keys.get("cloze") or (keys["ask"], keys["recall"])


def brought_of(place, named="", **wishes):
    """What a file or folder brings, after what can't be an item was left out. Its report balances."""
    brought = reader(format_of(place, named))([place], Wishes(**wishes))
    settle(brought, "tried")
    assert brought.report.balances, brought.report.as_data()
    return brought


def pack_of(brought, folder):
    """The items of the pack that is written, by their ids without course and skill; it has no errors."""
    put_in_place(brought, folder / "tried")
    loaded = load(folder / "tried")
    assert loaded.compiled is not None, "\n".join(map(str, loaded.problems))
    return {full_id.split("/", 2)[-1]: item for _, full_id, item in items_of(loaded.compiled)}


@cache
def fractions():
    """The shipped course, compiled once for all tests of a process: it takes seconds."""
    return load(Path("courses/fractions")).compiled


def told(brought):
    """The losses as (code, first place)."""
    return [(loss.code, loss.places[0]) for loss in brought.report.losses]
