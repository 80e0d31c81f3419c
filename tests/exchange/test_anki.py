"""Anki packages: three generations, templates, gaps, files, and what can't come."""

import os
import sqlite3
import sys
import zipfile

import pytest
from anki_files import BASIC, BOTH, CLOZE, TYPED, Deck, packed
from foreign_files import brought_of, pack_of, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.exchange.anki_templates import shown
from tutor.exchange.brought import NotThisFormat
from tutor.exchange.pack_folder import CannotWrite
from tutor.exchange.protobuf import fields
from tutor.exchange.zstd import unpacked

GENERATIONS = ("collection.anki2", "collection.anki21", "collection.anki21b")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def whole():
    deck = Deck()
    deck.note(BASIC, "<b>le chien</b>", "the dog<br>[sound:dog.mp3]", tags="animals::pets a1")
    deck.note(BOTH, "oui", "yes", cards=(0, 1))
    deck.note(TYPED, "la maison&nbsp;?", "the <i>house</i>")
    deck.note(CLOZE, "Je {{c1::suis::to be}} {{c2::là}}.", "Present", cards=(0, 1))
    deck.note(BASIC, '<img src="my chat.png"> What?', "a cat")
    deck.files = {"dog.mp3": b"ID3 dog", "my chat.png": PNG, "unused.css": b"b{}"}
    return deck


@pytest.mark.parametrize("generation", GENERATIONS)
def test_each_generation_gives_the_same_items(tmp_path, generation):
    brought = brought_of(whole().write(tmp_path / "words.apkg", generation))
    found = pack_of(brought, tmp_path)
    dog, yes, oui, house, suis, la, chat = found.values()
    assert (dog.ask, dog.recall.replace("\\", "").split(), dog.tags) == (
        "**le chien**",
        ["the", "dog", "![dog.mp3](media/dog.mp3)"],
        ["animals::pets", "a1"],
    )
    assert [(yes.ask, yes.recall), (oui.ask, oui.recall)] == [("oui", "yes"), ("yes", "oui")]
    assert yes.group == oui.group != ""
    assert (house.ask, house.answer) == ("la maison\xa0?", "the house")
    assert (suis.cloze, suis.hints, suis.explain) == ("Je [[suis]] là.", ["to be"], "Present")
    assert la.cloze == "Je suis [[là]]."
    assert (chat.ask, chat.image) == ("What?", "media/my-chat.png")
    assert brought.media == {"dog.mp3": b"ID3 dog", "my-chat.png": PNG}
    assert told(brought) == [("ANKI-ANSWER", "nid:1000 card 1"), ("ANKI-UNUSED", "unused.css")]
    assert list(brought.skills) == [("French", "Words")]


def test_ids_are_the_same_in_each_generation_and_stay_when_a_text_is_edited(tmp_path):
    ids = []
    for generation in GENERATIONS:
        ids.append(
            [
                one.id
                for one in brought_of(whole().write(tmp_path / "a.apkg", generation)).skill("French", "Words").questions
            ]
        )
    edited = Deck().note(BASIC, "other", "words").write(tmp_path / "b.apkg")
    assert ids[0] == ids[1] == ids[2]
    assert brought_of(edited).skill("French", "Words").questions[0].id == ids[0][0]


def test_tags_are_skills_where_that_is_asked_for(tmp_path):
    brought = brought_of(whole().write(tmp_path / "a.apkg"), tags_as_skills=True)
    assert list(brought.skills) == [("French", "Words"), ("animals", "pets")]
    assert brought.skill("animals", "pets").questions[0].keys["tags"] == ["a1"]


def test_what_can_be_no_item_is_told_by_its_note(tmp_path):
    deck = Deck()
    deck.note(BASIC, "<br>", "nothing asked").note(BASIC, "nothing answered", "")
    deck.note(CLOZE, "no gap", "").note(CLOZE, "{{c1::image-occlusion:rect:left=.1}}", "")
    deck.note(BASIC, "only heard", "[sound:x.mp3]").note(BASIC, "[sound:gone.mp3]", "heard").note(
        BASIC, "put away", "yes", queue=-1
    )
    deck.cards.append((2999, 7, 0, 1, 0))
    deck.files = {"x.mp3": b"ID3"}
    brought = brought_of(deck.write(tmp_path / "a.apkg"))
    assert told(brought) == [
        ("ANKI-NOTE", "nid:7 card 1"),
        ("ANKI-FRONT", "nid:1000 card 1"),
        ("ANKI-BACK", "nid:1001 card 1"),
        ("ANKI-FRONT", "nid:1002 card 1"),
        ("ANKI-OCCLUSION", "nid:1003 card 1"),
        ("ANKI-BACK", "nid:1004 card 1"),
        ("MEDIA-MISSING", "nid:1005 card 1, gone.mp3"),
        ("ANKI-MEDIA", "nid:1005 card 1"),
        ("ANKI-SUSPENDED", "nid:1006 card 1"),
    ]


STUB = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."


def with_collection(place, data, name="collection.anki2"):
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(name, data)
    return place


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("collection.anki2", b"", "no SQLite file"),
        ("collection.anki2", b"SQLite format 3\0" + b"\xff" * 4000, "can't be read"),
        ("collection.anki21b", b"not zstd", "not what zstd packs"),
        ("something.else", b"", "no collection of Anki"),
    ],
)
def test_what_is_no_collection_is_told_in_a_sentence(tmp_path, name, data, sentence):
    with pytest.raises(NotThisFormat, match=sentence):
        brought_of(with_collection(tmp_path / "a.apkg", data, name), "anki")


def test_a_stub_that_only_says_it_is_newer_is_refused(tmp_path):
    with pytest.raises(NotThisFormat, match="ANKI-STUB"):
        brought_of(Deck().note(BASIC, STUB, "").write(tmp_path / "a.apkg"))


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    place = whole().write(tmp_path / "a.apkg", "collection.anki21b")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    with pytest.raises(NotThisFormat, match=r'pip install "tutor\[anki\]"'):
        brought_of(place)


def test_a_collection_that_computes_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("tutor.exchange.foreign_sqlite.MOST_STEPS", 2)
    made = tmp_path / "evil.db"
    db = sqlite3.connect(made)
    db.executescript("create table col(x); create table cards(x); create table revlog(x)")
    db.execute(
        "create view notes as with recursive n(i) as (select 1 union all select i + 1 from n) select i flds from n"
    )
    db.close()
    with pytest.raises(NotThisFormat):
        brought_of(with_collection(tmp_path / "a.apkg", made.read_bytes()), "anki")


FIELDS = {
    "Front": "a",
    "Empty": "<br>",
    "Hint": "first",
    "Text": "x {{c1::y {{c2::z}}::how}} {{c3::w}}",
    "日": "漢字[かんじ]",
}


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{Front}}!", "a!"),
        ("{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}", "yes"),
        ("{{#Empty}}yes{{/Empty}}{{^Empty}}no{{#Front}}!{{/Front}}{{/Empty}}", "no!"),
        ("{{hint:Hint}}b", "b"),
        ("{{FrontSide}}|", "FRONT|"),
        ("{{kanji:日}} {{kana:日}} {{furigana:日}}", "漢字 かんじ 漢字（かんじ）"),
        ("{{text:Front}}", "a"),
        ("<!-- {{Front}} -->", ""),
        ("{{nobody}}{{what:Front}}", "a"),
        ("{{cloze:Text}}", "x \ue0000\ue001 w"),
        ("{{Text}}", "x y z w"),
        ("{{/Front}}{{#Front}}open", "open"),
    ],
)
def test_templates_show_what_anki_shows(template, html):
    side = shown(template, FIELDS, 1, "FRONT")
    assert side.html == html
    assert [gap.text for gap in side.gaps] == (["y z"] if "cloze:" in template else [])


@settings(max_examples=50)
@given(st.text(alphabet="{}#^/:c1FrontText \ue000\ue001", max_size=60), st.text(alphabet="{}c12:,x", max_size=40))
def test_no_template_and_no_field_is_too_odd(template, text):
    shown(template, {"Front": text, "Text": text}, 1)


@settings(max_examples=50)
@given(st.binary(max_size=60))
def test_bytes_that_are_no_message_or_not_packed_are_told(data):
    for step in (lambda: list(fields(data)), lambda: unpacked(data, 1000)):
        try:
            step()
        except NotThisFormat as told_so:
            assert str(told_so)


TRIES = int(os.environ.get("ANKI_TRIES", "12"))
"""Damaged packages that are tried; more where somebody has the time."""


@settings(max_examples=TRIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(GENERATIONS), st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=30))
def test_a_damaged_package_is_told_or_gives_a_balanced_report(tmp_path, generation, bytes_put):
    place = whole().review(1_700_000_000_000, 0, 3).write(tmp_path / "a.apkg", generation)
    with zipfile.ZipFile(place) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    held = bytearray(unpacked(parts[generation], 2**24) if generation == GENERATIONS[2] else parts[generation])
    for at, byte in bytes_put:
        held[at % len(held)] = byte
    parts[generation] = packed(bytes(held)) if generation == GENERATIONS[2] else bytes(held)
    with zipfile.ZipFile(place, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    try:
        brought_of(place, with_reviews=True)
    except (NotThisFormat, CannotWrite) as trouble:
        assert str(trouble)


SIGNS = st.text(alphabet="{}c12:<>b/&;[]$\\|*_# \nä\x07\u200b", max_size=40)


@settings(max_examples=TRIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIGNS, SIGNS, SIGNS)
def test_whatever_stands_in_the_fields_what_is_written_loads(tmp_path, one, other, third):
    deck = Deck().note(BASIC, one, other).note(TYPED, other, third).note(CLOZE, f"{third} {{{{c1::{one}}}}}", other)
    brought_of(deck.write(tmp_path / "a.apkg"))
