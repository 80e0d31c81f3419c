"""A new pack to begin with: small, whole, and without a problem. Its comments teach what comes next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from tutor.authoring.schema import Schema, pack_schema, unit_schema
from tutor.packs.names import course_id_flaw, id_from, path_flaw, title_from
from tutor.packs.problems import quoted
from tutor.packs.stamps import MAIN

ASIDE = ".tutor"
"""The folder for the schemas, beside the files that name them."""
SCHEMAS: dict[str, Callable[[], Schema]] = {"pack.schema.json": pack_schema, "unit.schema.json": unit_schema}
FIRST_UNIT = "units/01-first.yaml"

_HEAD = """\
# yaml-language-server: $schema={aside}/pack.schema.json
# The line above lets your editor complete the keys and explain them. Lines that begin with # are for you alone.

format: 1
id: {id}
title: {title}
version: 0.1.0            # raise it when you hand the pack out again
language: en
authors: []
license: CC-BY-4.0        # what others may do with it
# summary: One line that learners read in the library.
"""
_COURSE = """
units:                    # one file for each group of skills
  - {unit}
"""
_UNIT = """\
# yaml-language-server: $schema=../{aside}/unit.schema.json

unit: first
title: First steps

skills:
"""
_FIRST_SKILL = """\
  - skill: to-minutes                   # a skill is what a learner masters as a whole
    title: From hours to minutes
    can: I can say how many minutes some hours are.

    lesson:                             # several ways to the same skill; a learner may ask for another one
      - way: words
        text: |
          One hour has **60 minutes**. So two hours have two times 60 minutes: 120 minutes.
      - way: steps                      # a worked example; a step may ask first
        steps:
          - show: How many minutes are an hour and a half?
          - ask: How many minutes are half an hour?
            number: 30
          - show: 60 minutes and 30 minutes are 90 minutes.

    items:
      - id: two-hours                   # an id lets you edit the question without losing what learners did
        ask: How many minutes are two hours?
        choices:
          - right: 120 minutes
            because: 60 minutes for each of the two hours.
          - wrong: 200 minutes
            because: An hour has 60 minutes, not 100.
            name: hundred-minutes       # the same misconception may show in many questions
          - wrong: 62 minutes
            because: Each of the two hours has 60 minutes.
      - id: some-hours                  # a template: new numbers each time
        ask: How many minutes are <<h>> hours?
        vars: {h: 3..9}
        number: h * 60
        hints: [How many minutes has one hour?, "One hour has 60 minutes, and there are <<h>> of them."]
        explain: <<h>> × 60 = <<h * 60>>.
        mistakes:
          - if: response == h * 100
            say: An hour has 60 minutes, not 100.
            name: hundred-minutes
      - id: sixty
        cloze: One hour has [[60|sixty]] minutes.
        explain: Count by tens on a clock, all the way round.
"""
_SECOND_SKILL = """\
  - skill: to-hours
    title: From minutes to hours
    can: I can say how many hours some minutes are.
    requires: [to-minutes]              # opens when that one is learned
    lesson:
      - text: Every **60 minutes** are one hour. What is left over stays minutes.
    items:
      - id: ninety
        ask: How long are 90 minutes, in hours and minutes?
        answer: [1 hour 30 minutes, 1 h 30 min, an hour and a half]
        hints: [Take 60 minutes away first.]
        explain: 60 of the 90 minutes are one hour, and 30 are left.
      - id: longer
        ask: Three hours are longer than 170 minutes.
        true_false: true
        explain: Three hours are 180 minutes.
      - id: whole-hours
        ask: How many hours are <<h * 60>> minutes?
        vars: {h: 2..12}
        number: h
        explain: <<h * 60>> / 60 = <<h>>.
"""


class CannotMake(Exception):
    """Why there is no new pack, in one sentence."""


def make(place: Path, *, single: bool = False) -> list[Path]:
    """Make a pack at this place: a folder, or with `single` one file. Returns the files it wrote, course first.

    Nothing that is there already is overwritten, except the schemas in a folder `.tutor`. Raises `CannotMake`.
    """
    name = place.name.removesuffix(".yaml") if single else place.name
    identity = _identity(name)
    target = place.with_name(f"{name}.yaml") if single else place
    if target.exists() or target.is_symlink():
        raise CannotMake(f"There is something named {quoted(target, 200)} already; nothing was changed.")
    folder = target.parent if single else target
    texts = _single(identity, name) if single else _several(identity, name)
    try:
        return [_write(folder / file, text) for file, text in texts.items()] + _write_schemas(folder, single=single)
    except OSError as error:
        raise CannotMake(f"{quoted(target, 200)} can't be made there: {error.strerror}.") from error


def _identity(name: str) -> str:
    flaw = path_flaw(name)
    if flaw:
        raise CannotMake(f"{quoted(name, 200)} can't be the name of a pack: {flaw}.")
    made = id_from(name)
    if not made or course_id_flaw(made):
        what = "a pack is named with letters a–z, digits and hyphens; its title may be anything"
        raise CannotMake(f"{quoted(name, 200)} gives no id: {what}.")
    return made


def _several(identity: str, name: str) -> dict[str, str]:
    unit = _UNIT.format(aside=ASIDE) + _FIRST_SKILL + "\n" + _SECOND_SKILL
    return {MAIN: _head(identity, name) + _COURSE.format(unit=FIRST_UNIT), FIRST_UNIT: unit}


def _single(identity: str, name: str) -> dict[str, str]:
    return {f"{name}.yaml": f"{_head(identity, name)}\nskills:\n{_FIRST_SKILL}\n{_SECOND_SKILL}"}


def _head(identity: str, name: str) -> str:
    title = title_from(name)
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 -]*", title) is not None
    return _HEAD.format(aside=ASIDE, id=identity, title=title if plain else json.dumps(title, ensure_ascii=False))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path


def _write_schemas(folder: Path, *, single: bool) -> list[Path]:
    written = []
    for name in list(SCHEMAS)[: 1 if single else None]:
        path = folder / ASIDE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(schema_text(name))
        written.append(path)
    return written


def schema_text(name: str) -> bytes:
    """A schema as a file, the same on every computer."""
    return msgspec.json.format(msgspec.json.encode(SCHEMAS[name]()), indent=1) + b"\n"
