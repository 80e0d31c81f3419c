"""The author guide is true: every example is read and tried, its tables are up to date, its commands and links exist.

A comment before an example says what it is: `pack: NAME` a whole pack, `file: NAME` a file beside the pack before it
(or, before any, beside all), `skill` and `block` and `item` what stands in one, `wrong: CODE` items that get this error.
"""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest
import yaml
from jsonschema import Draft7Validator
from typer.main import get_command

from tutor.authoring import guide, keys
from tutor.authoring.schema import pack_schema
from tutor.authoring.trial import Trial
from tutor.cli.app import app
from tutor.core.kinds import KINDS
from tutor.packs.compile import load

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = Draft7Validator(pack_schema())
PAGES = [DOCS / "authors.md", DOCS / "kinds.md"]
_EXAMPLE = re.compile(
    r"<!-- (pack|file|skill|block|item|wrong)(?:: (\S+))? -->\n```(?:yaml|csv|markdown)\n(.*?)```\n", re.DOTALL
)

AROUND = """\
title: Example
interests: [cooking]
skills:
  - skill: counting
    items: [{id: one, ask: What comes after one?, answer: two}]
  - skill: example
"""
MORE = "    items: [{id: a, ask: A?, answer: a}, {id: b, ask: B?, answer: b}, {id: c, ask: C?, answer: c}]\n"
BESIDE = {"media/pizza.png": b"\x89PNG\r\n\x1a\n", "media/order.ogg": b"OggS"}


class Example(NamedTuple):
    page: str
    line: int
    sort: str
    name: str
    text: str


def examples() -> list[Example]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _EXAMPLE.finditer(text):
            line = text.count("\n", 0, match.start(3)) + 1
            found.append(Example(page.name, line, match[1], match[2] or "", match[3]))
    return found


EXAMPLES = examples()
TRIED = [one for one in EXAMPLES if one.sort != "file"]


def files_with(example: Example) -> dict[str, str]:
    """The files that belong to an example: those after a pack, or the one table that others name."""
    if example.sort != "pack":
        return {one.name: one.text for one in EXAMPLES if one.name.endswith(".csv")}
    after = EXAMPLES[EXAMPLES.index(example) + 1 :]
    return {one.name: one.text for one in after[: next((n for n, one in enumerate(after) if one.sort != "file"), 99)]}


def whole(example: Example) -> str:
    if example.sort == "pack":
        return example.text
    keys_before = {"skill": "", "block": "    lesson:\n", "item": "    items:\n", "wrong": "    items:\n"}[example.sort]
    more = MORE if example.sort == "block" or "items:" not in example.text + keys_before + "cards:" else ""
    indented = textwrap.indent(example.text, "    " if example.sort == "skill" else "      ")
    return AROUND + keys_before + indented + more


@pytest.mark.parametrize("example", TRIED, ids=lambda one: f"{one.page}:{one.line}")
def test_every_example_is_what_it_says(example: Example, tmp_path: Path) -> None:
    alone = example.sort == "pack" and example.name != "course.yaml"
    files = {**files_with(example), (example.name if alone else "course.yaml"): whole(example)}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, data in BESIDE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    problems = load(tmp_path / example.name if alone else tmp_path).problems
    if example.sort == "wrong":
        assert example.name in [problem.code for problem in problems if problem.severity == "error"]
    else:
        assert [str(problem) for problem in problems if problem.code != "no-id"] == []


class _Core(yaml.CSafeLoader):
    """Every scalar a text, as the reader reads it."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


@pytest.mark.parametrize(
    "example", [one for one in TRIED if one.sort != "wrong"], ids=lambda one: f"{one.page}:{one.line}"
)
def test_every_good_example_fits_the_schema_that_editors_have(example: Example) -> None:
    found = yaml.load(whole(example), _Core)
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(found)] == []


def test_every_example_has_a_mark_that_says_what_it_is() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fences = len(re.findall(r"^```(?:yaml|csv|markdown)$", text, re.MULTILINE))
        assert fences == sum(one.page == page.name for one in EXAMPLES), page


def test_the_tables_are_those_of_the_program() -> None:
    again = "run `python -m tutor.authoring.guide docs`"
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == guide.page(), again
    authors = (DOCS / "authors.md").read_text(encoding="utf-8")
    assert guide.with_tables(authors) == authors, again
    assert all(f"| `{key}` |" in authors for key in keys.ITEM)


def test_every_table_of_keys_stands_on_the_page_of_keys() -> None:
    text = guide.page()
    for lines in [*keys.KEYS.values(), *keys.OF_KINDS.values(), keys.PLACES, keys.EXPLORE, keys.MEDIA]:
        for key, line in lines.items():
            assert line.replace("|", "\\|") in text, key


def test_every_kind_has_a_section_with_an_example_and_every_key_is_used_somewhere() -> None:
    kinds = (DOCS / "kinds.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", kinds, re.MULTILINE) == list(KINDS)
    written = "\n".join(one.text for one in EXAMPLES)
    used = set(re.findall(r"(?:^|[\s{,\[-])([a-z_]+): ?", written)) | set(re.findall(r"[a-z]+", _columns()))
    every = {key for lines in [*keys.KEYS.values(), keys.PLACES, keys.EXPLORE, keys.MEDIA] for key in lines}
    assert sorted(every - used) == []


def _columns() -> str:
    return "\n".join(one.text.splitlines()[0] for one in EXAMPLES if one.name.endswith(".csv"))


def test_every_command_in_the_guide_is_there() -> None:
    commands = get_command(app)
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    code = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    named = re.findall(r"^tutor (pack )?([a-z]+)", "\n".join(code), re.MULTILINE)
    assert named
    for pack, word in named:
        group = commands.commands["pack"] if pack else commands
        assert word in group.commands, f"tutor {pack}{word}"


def test_every_link_within_the_guide_leads_somewhere() -> None:
    for page in [*PAGES, DOCS / "keys.md"]:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            if target.startswith("http"):
                continue
            name, _, anchor = target.partition("#")
            text = (DOCS / name if name else page).read_text(encoding="utf-8")
            heads = {
                re.sub(r"[^a-z0-9_ -]", "", head.lower()).replace(" ", "-")
                for head in re.findall(r"^#+ (.*)$", text, re.M)
            }
            assert not anchor or anchor in heads, f"{page.name}: {target}"


def test_the_request_of_a_trial_gets_the_reply_that_is_shown(tmp_path: Path) -> None:
    text = (DOCS / "kinds.md").read_text(encoding="utf-8")
    request, reply = (
        re.findall(rf"<!-- {name} -->\n```json\n(.*?)```", text, re.DOTALL)[0] for name in ("tried", "replied")
    )
    item = "{id: half, ask: How do you write a half?, answer: 1/2, mistakes: [MISTAKE]}"
    item = item.replace("MISTAKE", "{when: 2/1, say: That is two., name: upside-down}")
    (tmp_path / "fractions.yaml").write_text(f"title: Fractions\nitems: [{item}]\n", encoding="utf-8")
    compiled = load(tmp_path / "fractions.yaml").compiled
    assert compiled is not None
    found, shown = Trial(compiled).reply(request.encode()), json.loads(reply)
    assert found["ok"] is shown["ok"]
    for part in ("task", "verdict"):
        assert {key: found[part][key] for key in shown[part]} == shown[part]
