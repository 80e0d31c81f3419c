"""The JSON schema of packs, for editors: made from the structs that the reader uses, so that it can't differ from it.

Draft 7, since that is what language servers for YAML read. Every scalar of a pack is read as text, so wherever a text
is meant, a number, `true` or `false` may stand too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec
from msgspec import NODEFAULT, inspect

from tutor.authoring.keys import EXPLORE, KEYS, MEDIA, PLACES, lines_of
from tutor.core.course import Mastery, Project
from tutor.core.item import Item, Mistake, Written
from tutor.core.kinds import KINDS
from tutor.core.kinds.choices import Choice
from tutor.core.kinds.code import Program
from tutor.core.kinds.parts import Part
from tutor.core.kinds.shell import Commands
from tutor.core.kinds.sql import Query
from tutor.packs.convert import LIMITS
from tutor.packs.parts import BLOCKS
from tutor.packs.reader import COURSE_KEYS, UNIT_KEYS
from tutor.packs.skills import SKILL_KEYS
from tutor.packs.written import (
    WrittenBlock,
    WrittenCard,
    WrittenCards,
    WrittenCourse,
    WrittenSkill,
    WrittenUnit,
)

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
WHOLE: Schema = {"type": ["integer", "string"], "pattern": r"^-?\d+(\.0*)?([eE]\+?\d+)?$"}
DECIMAL: Schema = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$"}
YES_OR_NO: Schema = {"enum": [True, False, "true", "false", "True", "False", "TRUE", "FALSE", 1, 0, "1", "0"]}
_RANGE = re.compile(r"from ([\d.]+) to ([\d.]+)")

_PART = "part"
_NAMES: dict[type, str] = {
    WrittenUnit: "unit",
    WrittenSkill: "skill",
    WrittenBlock: "block",
    WrittenCards: "table",
    WrittenCard: "card",
}
_EXACTLY_ONE: dict[type, list[str]] = {
    Choice: ["right", "wrong"],
    Mistake: ["when", "if"],
    WrittenCards: ["file", "rows"],
}
"""Structs of which just one of these keys is written."""
_MAY_LIE_IN_FILES: dict[type, tuple[str, ...]] = {
    Program: ("files",),
    Commands: ("setup", "files"),
    Query: ("setup",),
}
"""Texts that may lie in a file of the pack, as `packs/file_texts.py` reads them."""
_FILE: Schema = {
    "type": "object",
    "properties": {"file": SCALAR},
    "required": ["file"],
    "additionalProperties": False,
}


def pack_schema() -> Schema:
    """The schema of a `course.yaml` or of a pack in a single file."""
    return {"$schema": DRAFT, "title": "A course pack of tutor", **_course(), "definitions": _definitions()}


def unit_schema() -> Schema:
    """The schema of a unit in a file of its own."""
    unit = {"allOf": [_ref("unit")]}
    return {"$schema": DRAFT, "title": "A unit of a course pack of tutor", **unit, "definitions": _definitions()}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _mapping(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _places() -> dict[str, Schema]:
    """What stands under the keys that the reader reads one by one."""
    side = _either(SCALAR, {**_list(SCALAR), "minItems": 1})
    card = _either({**_list(side), "minItems": 2, "maxItems": 2}, _ref("card"))
    found = {
        "units": _list(_either(SCALAR, _ref("unit"))),
        "skills": _list(_ref("skill")),
        "items": _list(_ref("item")),
        "cards": _either(_list(card), _ref("table")),
        "rows": _list(card),
        "lesson": _list(_ref("block")),
        "passages": _mapping(_either(SCALAR, _FILE)),
        "projects": _list(_ref("project")),
        "steps": _list(_either(_ref("shown"), _ref("item"))),
        "show": SCALAR,
    }
    return {name: {**schema, "description": PLACES[name]} for name, schema in found.items()}


def _shown() -> dict[str, Schema]:
    """What stands in a block that is explored, shown or played."""
    one_or_more = _either(SCALAR, _list(SCALAR))
    point = _either({**_list(SCALAR), "minItems": 2, "maxItems": 2}, SCALAR)
    found = {
        **dict.fromkeys((*EXPLORE, *MEDIA), SCALAR),
        "plot": one_or_more,
        "bars": one_or_more,
        "points": _list(point),
        "sample": {"allOf": [_ref("sample")]},
        "vars": _mapping(SCALAR),
    }
    lines = {**EXPLORE, **MEDIA}
    return {name: {**schema, "description": lines[name]} for name, schema in found.items()}


def _course() -> Schema:
    keys = [key for key in COURSE_KEYS if key in PLACES]
    skill = _properties(WrittenSkill)
    schema = _object(WrittenCourse, keys, {key: skill[key] for key in COURSE_KEYS if key in skill})
    return {**schema, "anyOf": [{"required": [key]} for key in ("units", "skills", "items", "cards", "lesson")]}


def _definitions() -> dict[str, Schema]:
    shown = {
        "type": "object",
        "properties": {"show": _places()["show"]},
        "required": ["show"],
        "additionalProperties": False,
    }
    found = {
        "unit": {**_object(WrittenUnit, UNIT_KEYS), "required": ["unit", "skills"]},
        "skill": _object(WrittenSkill, SKILL_KEYS),
        "block": _object(WrittenBlock, ("steps",), _shown()),
        "table": _object(WrittenCards, ("rows",)),
        "card": _object(WrittenCard),
        "project": _object(Project),
        "mastery": _object(Mastery),
        "shown": shown,
        "item": _item(KINDS.values()),
        _PART: _item(get_args(Part)),
    }
    elsewhere = {WrittenCourse, Project, Mastery, Item, *_NAMES, *KINDS.values()}
    for kind in KEYS:
        if kind not in elsewhere:
            found[_name(kind)] = _object(kind)
    return found


def _name(kind: type) -> str:
    return _NAMES.get(kind, kind.__name__.lower())


def _object(kind: type[Written], places: Iterable[str] = (), more: Mapping[str, Schema] | None = None) -> Schema:
    every = _places()
    properties = {**_properties(kind), **{name: every[name] for name in places}, **(more or {})}
    required = [field.encode_name for field in msgspec.structs.fields(kind) if field.required]
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        made["required"] = required
    if kind in _EXACTLY_ONE:
        made["oneOf"] = [{"required": [key]} for key in _EXACTLY_ONE[kind]]
    return made


def _properties(kind: type[Written]) -> dict[str, Schema]:
    lines = lines_of(kind)
    found = {field.encode_name: _property(field, lines[field.encode_name]) for field in _fields(kind)}
    for key in _MAY_LIE_IN_FILES.get(kind, ()):
        text = _either(SCALAR, _FILE)
        found[key] = {**(_mapping(text) if key == "files" else text), "description": lines[key]}
    for key in BLOCKS.get(str(kind.__struct_config__.tag), ()):
        found[key] = {**_either({**found[key]}, SCALAR), "description": lines[key]}
    return found


def _fields(kind: type[Written]) -> tuple[inspect.Field, ...]:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found.fields


def _property(field: inspect.Field, line: str) -> Schema:
    schema = _limited(field.encode_name, _schema(field.type))
    known = field.default if field.default is not NODEFAULT else None
    shown = {"default": known} if isinstance(known, bool | int | float) or known == "exact" else {}
    schema = {"allOf": [schema]} if "$ref" in schema else schema  # what stands beside a `$ref` is not read
    return {**schema, "description": line, **shown}


def _limited(key: str, schema: Schema) -> Schema:
    """The numbers between which a value lies, taken from the reader's own words."""
    found = _RANGE.search(LIMITS[key][1]) if key in LIMITS else None
    if found and schema.get("type") in (WHOLE["type"], DECIMAL["type"]):
        return {**schema, "minimum": float(found[1]), "maximum": float(found[2])}
    return schema


def _schema(kind: inspect.Type) -> Schema:
    match kind:
        case inspect.BoolType():
            return YES_OR_NO
        case inspect.IntType():
            return WHOLE
        case inspect.FloatType():
            return DECIMAL
        case inspect.LiteralType(values=values):
            return {"enum": list(values)}
        case inspect.ListType(item_type=inner):
            return _list(_schema(inner))
        case inspect.DictType(value_type=inner):
            return _mapping(_schema(inner))
        case inspect.UnionType(types=types):
            return _union(types)
        case inspect.StructType(cls=cls):
            return _ref(_name(cls))
        case inspect.StrType():
            return SCALAR
        case inspect.AnyType():
            return {}
    raise NotImplementedError(f"no schema for {kind}")


def _union(types: Iterable[inspect.Type]) -> Schema:
    found = [one for one in types if not isinstance(one, inspect.NoneType)]
    if all(isinstance(one, inspect.StructType) and issubclass(one.cls, Item) for one in found):
        return _ref(_PART)
    schemas = [_schema(one) for one in found]
    return schemas[0] if len(schemas) == 1 else _either(*schemas)


def _item(kinds: Iterable[type[Item]]) -> Schema:
    """An item with exactly one key of a kind; an option stands only beside the kinds that have it."""
    common = _properties(Item)
    properties, owners = dict(common), dict[str, list[str]]()
    names = []
    for kind in kinds:
        name = str(kind.__struct_config__.tag)
        names.append(name)
        for key, schema in _properties(kind).items():
            if key not in common:
                properties[key] = _of_both(properties.get(key), schema)
                owners.setdefault(key, []).append(name)
    options = {key: beside for key, beside in owners.items() if key not in names}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "oneOf": [{"required": [name]} for name in names],
        "dependencies": {key: _either(*({"required": [name]} for name in beside)) for key, beside in options.items()},
    }


def _of_both(before: Schema | None, now: Schema) -> Schema:
    """An option that several kinds have: what any of them takes, with the lines of all."""
    if before is None or before == now:
        return now
    lines = dict.fromkeys(str(one["description"]) for one in (before, now))
    shapes = [{key: value for key, value in one.items() if key != "description"} for one in (before, now)]
    taken = shapes[0] if shapes[0] == shapes[1] else _either(*shapes)
    return {**taken, "description": " ".join(lines)}
