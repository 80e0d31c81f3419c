"""Whatever comes as a hand-out, the learner's file stays sound, one sentence says why, and no control code is printed."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from class_world import PACK, World
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.classroom.codes import new_code
from tutor.core.classroom.handout import ClassCard, read_card
from tutor.core.classroom.manifest import BadManifest, Manifest, PackRef, decode, encode
from tutor.packs.bundle import packed

CODE = new_code(random.Random(1))
NASTY = "\x1b]52;c;aGk=\x07 \x1b[2J \u202e\u200b [red]x[/red] \0"
TASK = {"id": "t", "title": "Add"}
OWN = f"marks/{CODE}.jsonl"


def made(
    files: dict[str, bytes] | None = None, card: bytes = b'{"title":"7b"}', packs: tuple[str, ...] = (), **head: Any
) -> bytes:
    """A hand-out of these files."""
    fields = {"class_id": "c" * 32, "bundle_id": "1" * 32, "made_on": "2026-11-02", **head}
    refs = [PackRef(name, "1") for name in packs]
    return packed(Manifest(kind="handout", packs=refs, **fields), {"class.json": card, **(files or {})}, {})


def rows(*found: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(one).encode() for one in found)


REFUSED: dict[str, bytes] = {
    "a card that is a list": made(card=b"[]"),
    "a card of deep brackets": made(card=b"[" * 9_000),
    "a card without a title": made(card=b"{}"),
    "a card of pages": made(card=json.dumps({"title": "x" * 2_001}).encode()),
    "a level that there is none": made(card=b'{"title":"a","asks_level":7}'),
    "a giant level": made(card=b'{"title":"a","asks_level":' + b"9" * 5_000 + b"}"),
    "half a sign": made(card=b'{"title":"a\\ud800"}'),
    "a code that acts on the terminal": made(code=NASTY),
    "another learner's code": made(code=new_code(random.Random(2))),
    "a day that there is none": made(made_on="2026-99-99"),
    "no class": made(class_id=""),
    "a hand-in": packed(Manifest(kind="handin", bundle_id="1" * 32, made_on="2026-11-02"), {}, {}),
    "tasks that are a list": made({"tasks.jsonl": b"[]"}),
    "giant minutes": made({"tasks.jsonl": rows({**TASK, "minutes": 2**60})}),
    "an id of pages": made({"tasks.jsonl": rows({**TASK, "id": "x" * 301})}),
    "a strange kind of note": made({"notes.jsonl": rows({"id": "n", "text": "a", "kind": "virus"})}),
    "a pack that climbs out": made({"packs/sums/../../evil": b"x"}, packs=("sums",)),
    "a pack at the root": made({"packs/sums//etc/passwd": b"x"}, packs=("sums",)),
    "a pack whose id climbs out": made({"packs/x/course.yaml": b"x"}, packs=("../../x",)),
}
TAKEN: dict[str, bytes] = {
    "a title that acts on the terminal": made(card=json.dumps(dict.fromkeys(("title", "contact"), NASTY)).encode()),
    "a task that acts on the terminal": made(
        {"tasks.jsonl": rows({**dict.fromkeys(("id", "title", "course", "since", "due"), NASTY), "skills": [NASTY]})}
    ),
    "a note that acts on the terminal": made(
        {"notes.jsonl": rows(dict.fromkeys(("id", "text", "about", "reply_to", "day"), NASTY))}
    ),
    "a mark for nothing": made({OWN: rows({"id": "m", "piece": NASTY, "project": NASTY, "criteria": [2**53] * 50})}),
    "tasks from the first day to the last": made(
        {
            "tasks.jsonl": rows(
                {**TASK, "target": "minutes", "minutes": 2**53, "since": "0001-01-01", "due": "0001-01-01"},
                {**TASK, "id": "u", "target": "items", "items": ["", "/", "a/b/c/d", "../x"], "due": "9999-12-31"},
                {**TASK, "id": "w", "skills": ["", "/", "a/b/c/d", "../x"], "due": "2026-13-31"},
            )
        }
    ),
    "notes about what there is not": made(
        {"notes.jsonl": rows(*({"id": f"n{at}", "text": "a", "about": at} for at in ("/", "//", "a/b/c", "../x/y")))}
    ),
    "a pack without files": made(packs=("sums",)),
    "a pack that can't be read": made({"packs/sums/course.yaml": b"{"}, packs=("sums",)),
    "a file that is a folder too": made({"packs/sums/a": b"", "packs/sums/a/b": b""}, packs=("sums",)),
    "files of a pack that it does not name": made({"packs/other/course.yaml": PACK.encode()}, packs=("sums",)),
}


def told(world: World, *words: str, status: int = 0) -> str:
    """What a command of the learner's said: plain text, and no trouble of the program's own."""
    done = world.run("anna", *words, ok=False)
    said = done.stdout + done.stderr
    assert done.returncode == status and "Traceback" not in said, said
    assert all(line.isprintable() for line in said.split("\n")), repr(said)
    return said


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Somebody who is in no class, and stays so."""
    return World(tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Somebody in a class, whatever it hands out."""
    world = World(tmp_path_factory.mktemp("joined"))
    (world.folder / "x.handout").write_bytes(made())
    assert "You are in 7b now" in told(world, "join", "x.handout", "--code", CODE)
    return world


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_sentence_and_no_class_is_joined(what: str, alone: World) -> None:
    (alone.folder / "x.handout").write_bytes(REFUSED[what])
    said = told(alone, "join", "x.handout", "--code", CODE, status=1)
    assert len(said.splitlines()) == 1 and len(said) < 500, said
    assert "You are in no class." in told(alone, "inbox")
    assert {path.name for path in alone.folder.iterdir()} == {"sums.yaml", "x.handout", "homes"}


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_sound_but_nasty_is_taken_as_plain_text(what: str, joined: World) -> None:
    (joined.folder / "x.handout").write_bytes(TAKEN[what])
    told(joined, "join", "x.handout")
    assert "New from" not in told(joined, "join", "x.handout"), "the same twice"
    told(joined, "inbox")
    told(joined, "handin", "--level", "3", "--preview")


@settings(max_examples=200)
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4),
    st.sampled_from(Manifest.__struct_fields__),
)
def test_whatever_stands_in_a_manifest_it_is_read_or_refused(value: Any, field: str) -> None:
    sound = json.loads(encode(Manifest(kind="handout", bundle_id="1" * 32, made_on="2026-11-02")))
    try:
        found = decode(json.dumps({**sound, field: value}).encode())
    except BadManifest as problem:
        assert str(problem).isprintable()
    else:
        assert isinstance(found, Manifest)


@given(
    st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(ClassCard.__struct_fields__), st.text() | st.integers()).map(
        lambda found: json.dumps(found).encode()
    )
)
def test_whatever_stands_in_a_card_it_is_one_or_none(data: bytes) -> None:
    card = read_card(data)
    assert card is None or card.asks_level in range(4)
