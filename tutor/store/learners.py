"""Whose file it is: a random name that all devices of one learner share, so that no two learners are ever mixed.

It comes into the file with the first sync: that of the folder, or else the link of the file's first event, which
copies have in common. Who joins two histories has the names of both from then on.
"""

from __future__ import annotations

import os

import msgspec

from tutor.store.log import Log


def known(log: Log) -> list[str]:
    """The names of this learner, the first one first; empty while nothing happened yet."""
    found = msgspec.json.decode(log.fact("learners") or "[]", type=list[str])
    first = log.link(1)
    return found or ([first] if first else [])


def named(log: Log) -> list[str]:
    """The same, with a new name where there was none."""
    return known(log) or [os.urandom(16).hex()]


def note(log: Log, names: list[str]) -> None:
    """Keep them, in the caller's transaction."""
    log.note("learners", msgspec.json.encode(list(dict.fromkeys(names))).decode())
