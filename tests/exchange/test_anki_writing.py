"""Anki packages out: what comes back is what went out, and what has no place is told."""

import sqlite3
import zipfile

import pytest
from foreign_files import brought_of, pack_of

from tutor.exchange.anki import write
from tutor.exchange.brought import Wishes
from tutor.exchange.sent import items_of
from tutor.packs.compile import load

PACK = r"""
title: Words
version: {version}
units:
  - unit: animals
    title: Animals
    skills:
      - skill: pets
        title: Pets
        items:
          - {id: dog, ask: "le *chien* costs $\\frac{1}{2}$", recall: "the dog & its `bone <b>`", tags: [noun, a b],
             hints: [It barks., 'It has **four** legs.'], explain: "From *canis*.\n\nA second paragraph."}
          - {id: cat, ask: "le chat?", answer: the cat, image: media/cat.png, alt: A cat}
          - {id: fish, ask: Heard?, recall: a fish, audio: media/fish.mp3, transcript: blub}
          - {id: gaps, cloze: 'The [[dog|hound]] \[[ eats [[food]].'}
          - {id: there, ask: oui, recall: "yes", group: yes}
          - {id: back, ask: "yes", recall: oui, group: yes}
      - skill: facts
        title: Facts
        lesson: [{way: words, text: Look.}]
        items:
          - {id: pick, ask: Which?, choices: [{right: this, because: so}, {wrong: that}]}
          - {id: so, ask: Is it?, true_false: true}
          - {id: many, ask: How many?, number: 3, unit: m, tolerance: 1}
          - {id: sum, ask: "<<a>> + 1?", vars: {a: 1..3}, number: "<<a+1>>"}
          - {id: order, ask: Order!, order: [one, two]}
"""


@pytest.fixture
def compiled(tmp_path):
    return pack(tmp_path / "words")


def pack(folder, version="1.0.0"):
    (folder / "media").mkdir(parents=True, exist_ok=True)
    (folder / "media" / "cat.png").write_bytes(b"\x89PNG cat")
    (folder / "media" / "fish.mp3").write_bytes(b"ID3 fish")
    (folder / "course.yaml").write_text(PACK.replace("{version}", version))
    loaded = load(folder)
    assert loaded.compiled, loaded.problems
    return loaded.compiled


def test_what_both_can_say_comes_back_as_it_was(compiled, tmp_path):
    (tmp_path / "sent.apkg").write_bytes(write(compiled, Wishes()).files[".apkg"])
    brought = brought_of(tmp_path / "sent.apkg")
    assert not brought.report.refused, brought.report.losses
    assert (brought.title, list(brought.skills)) == ("Words", [("Animals", "Facts"), ("Animals", "Pets")])
    was = {full_id.rpartition("/")[2]: item for _, full_id, item in items_of(compiled)}
    found = {key.rpartition("/")[2]: item for key, item in pack_of(brought, tmp_path).items()}
    for name in ("dog", "cat", "fish", "gaps"):
        for key in ("ask", "hints", "explain", "image", "alt"):
            assert getattr(found[name], key) == getattr(was[name], key), (name, key)
    assert (found["dog"].recall, found["cat"].answer) == (was["dog"].recall, "the cat")
    assert (found["fish"].recall, found["fish"].audio) == ("a fish", "media/fish.mp3")
    assert found["gaps"].cloze == r"The [[dog]] \[[ eats [[food]]."
    assert (found["there"].recall, found["there-2"].recall) == ("yes", "oui")
    assert found["there"].group == found["there-2"].group
    assert found["dog"].tags == ["noun", "a_b"]
    assert brought.media == {"cat.png": b"\x89PNG cat", "fish.mp3": b"ID3 fish"}


def test_what_has_no_place_is_told_and_the_report_balances(compiled):
    report = write(compiled, Wishes()).report
    assert report.balances
    assert {(loss.code, loss.places[0].rpartition("/")[2]) for loss in report.losses} == {
        ("ANKI-KIND", "sum"),
        ("ANKI-KIND", "order"),
        ("ANKI-ACCEPTED", "gaps"),
        ("ANKI-CHOICES", "pick"),
        ("ANKI-KEY", "many"),
        ("ANKI-KEY", "fish"),
        ("ANKI-LESSON", "facts"),
    }


def test_choices_are_listed_and_the_right_one_stands_on_the_back(compiled):
    [fields] = notes(write(compiled, Wishes()).files[".apkg"], "guid = 'words/facts/pick'")
    assert fields.split("\x1f")[:2] == ["Which?<ul><li>this</li><li>that</li></ul>", "this – so"]


def notes(data, where):
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        db = sqlite3.connect(":memory:")
        db.deserialize(archive.read("collection.anki2"))
        return [row[0] for row in db.execute(f"select flds from notes where {where}")]


def test_the_same_pack_gives_the_same_bytes_and_a_higher_version_a_later_time(compiled, tmp_path):
    first = write(compiled, Wishes()).files[".apkg"]
    assert write(pack(tmp_path / "words"), Wishes()).files[".apkg"] == first
    newer = write(pack(tmp_path / "words", "1.0.1"), Wishes()).files[".apkg"]
    assert not notes(newer, "mod <= 1601000000")
    assert notes(first, "mod <= 1601000000")
