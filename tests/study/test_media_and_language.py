"""What is shown, played and spoken beside a question, in the learner's language; nothing of it gives an answer away."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.fold import apply
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.study.protocol import task_dict
from tutor.study.session import Session
from tutor.study.tasks import Task
from tutor.study.voice import Speaker

NOW = datetime(2027, 1, 4, 18, tzinfo=UTC)
PACK = """
id: ear
title: By ear
language: en
target: es
glossary: {vowel: a sound with an open mouth}
translations: {de: de.yaml}
lesson: [{way: words, language: es, text: Escucha.}, {way: plain, language: en-GB, text: Listen.}, {way: steps, text: Hear.}]
items:
  - {id: a, ask: Type what you hear., answer: perro, speak: perro, transcript: per-ro}
  - {id: b, ask: Which bird?, answer: owl, image: owl.png, alt: A bird at night, audio: owl.ogg, transcript: Hoo., hints: [It hunts at night.]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "ear"
    folder.mkdir()
    (folder / "course.yaml").write_text(PACK, "utf-8")
    (folder / "de.yaml").write_text("ear/a: {ask: Schreib was du hörst.}\near: {title: Nach Gehör}\n", "utf-8")
    (folder / "owl.png").write_bytes(b"picture")
    (folder / "owl.ogg").write_bytes(b"sound")
    return folder


@pytest.fixture
def session(pack: Path, tmp_path: Path) -> Session:
    book = Book.open(":memory:", fold=apply, now=NOW, chance=random.Random(1))
    shelf = Shelf([visit(pack, tmp_path / "cache")])
    session = Session(shelf, book, courses=["ear"], chance=random.Random(1), clock=lambda: NOW)
    session.begin()
    return session


def task(session: Session, name: str) -> Task:
    for other in {"a", "b"} - {name}:
        session.suspend(f"ear/ear/{other}")
    found = session.next()
    assert found is not None and found.item == f"ear/ear/{name}"
    return found


def test_what_is_spoken_is_for_a_voice_and_never_in_the_task(session: Session) -> None:
    heard = task(session, "a")
    shown: dict[str, Any] = task_dict(heard)
    assert shown["media"] == {"speak": True} and "perro" not in json.dumps(shown)
    assert session.speech(heard.id) == ("perro", "es")


def test_what_is_not_spoken_has_no_speech(session: Session) -> None:
    seen = task(session, "b")
    assert session.speech(seen.id) is None
    assert seen.media == {"image": "owl.png", "alt": "A bird at night", "audio": "owl.ogg"}


def test_pictures_and_sounds_come_from_the_library(session: Session, pack: Path) -> None:
    (pack / "owl.png").unlink()
    assert session.media("ear", "owl.png") == b"picture" and session.media("ear", "owl.ogg") == b"sound"
    assert session.media("ear", "course.yaml") is None and session.media("other", "owl.png") is None


def test_a_transcript_asked_for_is_the_last_hint_and_counts_as_one(session: Session) -> None:
    seen = task(session, "b")
    assert seen.hints == 2
    assert session.hint(seen.id) == ("It hunts at night.", 1)
    assert session.hint(seen.id) == ("Hoo.", 0)
    assert session.hint(seen.id) == (None, 0)
    verdict = session.answer(seen.id, "owl", seconds=5)
    assert verdict.correct and verdict.rating == "again"  # two hints are the answer, almost


def test_a_hint_that_was_seen_stays_seen_when_the_answer_is_taken_back(session: Session) -> None:
    seen = task(session, "a")
    assert session.hint(seen.id) == ("per-ro", 0)
    session.answer(seen.id, "perro", seconds=5)
    session.undo()
    again = session.next()
    assert again is not None and session.hint(again.id) == (None, 0)


def test_the_glossary_of_a_course_is_at_hand(session: Session) -> None:
    assert session.glossary("ear") == {"vowel": "a sound with an open mouth"}


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {"LANG": "de_DE.UTF-8"}, "Schreib was du hörst."),
        (["--language", "de"], {"LANG": "C"}, "Schreib was du hörst."),
        ([], {"LANG": "fr_FR.UTF-8"}, "Type what you hear."),
        (["--language", "en"], {"LANG": "de_DE.UTF-8"}, "Type what you hear."),
    ],
)
def test_the_wire_asks_in_the_language_of_the_learner(
    words: list[str], environment: dict[str, str], expected: str, pack: Path, tmp_path: Path
) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TUTOR"))}
    env |= {**environment, "TUTOR_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "utf-8"}
    asked = [{"op": "suspend", "item": "ear/ear/b"}, {"op": "hello"}, {"op": "next"}]
    command = [sys.executable, "-m", "tutor", "study", str(pack), "--jsonl", "--learner-file", ":memory:", *words]
    done = subprocess.run(
        command, input="\n".join(map(json.dumps, asked)), capture_output=True, encoding="utf-8", env=env, check=True
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert replies[2]["task"]["ask"] == expected
    assert replies[1]["courses"][0]["title"] == ("Nach Gehör" if "Schreib" in expected else "By ear")


def test_explanations_in_another_language_come_last(session: Session) -> None:
    texts = [(session.explain("ear/ear") or {})["text"] for _ in range(3)]
    assert texts == ["Listen.", "Hear.", "Escucha."]


SPEAKING = """
id: ear
title: By ear
language: en
target: es
items:
  - {id: dictation, ask: Type what you hear., answer: perro, speak: perro}
  - {id: card, ask: "What is *la casa*?", answer: house, speak: La casa!}
  - {id: written, ask: Listen., answer: perro, speak: perro, transcript: per-ro, hints: [It barks.]}
  - {id: recording, ask: Listen., answer: owl, audio: owl.ogg, transcript: Hoo.}
  - {id: bare, ask: Listen., answer: owl, audio: owl.ogg}
  - {id: silent, ask: What is it?, answer: owl}
"""


@pytest.mark.parametrize(
    ("name", "hints", "with_voice", "without"),
    [
        ("dictation", ["perro"], "voice", "hint"),
        ("card", [], "voice", ""),
        ("written", ["It barks.", "per-ro"], "voice", "hint"),
        ("recording", ["Hoo."], "hint", "hint"),
        ("bare", [], "nothing", "nothing"),
        ("silent", [], "", ""),
    ],
)
def test_what_is_said_is_heard_or_else_read_in_the_last_hint(
    tmp_path: Path, name: str, hints: list[str], with_voice: str, without: str
) -> None:
    folder = tmp_path / "ear"
    folder.mkdir()
    (folder / "course.yaml").write_text(SPEAKING, "utf-8")
    (folder / "owl.ogg").write_bytes(b"sound")
    book = Book.open(":memory:", fold=apply, now=NOW, chance=random.Random(1))
    session = Session(
        Shelf([visit(folder, tmp_path / "cache")]), book, courses=["ear"], chance=random.Random(1), clock=lambda: NOW
    )
    session.begin()
    for other in ("dictation", "card", "written", "recording", "bare", "silent"):
        if other != name:
            session.suspend(f"ear/ear/{other}")
    found = session.next()
    assert found is not None and found.item == f"ear/ear/{name}" and (found.hints or 0) == len(hints)
    for which, expected in ((lambda _: "/usr/bin/espeak-ng", with_voice), (lambda _: None, without)):
        session.speaker = Speaker(which)
        assert session.hearing(found.id) == expected
    assert not session.hear(found.id)
    said = [words for words, _ in iter(lambda: session.hint(found.id), (None, 0))]
    assert said == hints


EARS = """
id: ear
title: By ear
language: en
target: es
skills:
  - skill: animals
    title: Animals
    items:
      - {id: dog, ask: Type what you hear., answer: perro, speak: perro}
      - {id: cat, ask: Type what you hear., answer: gato, speak: gato}
      - {id: cow, ask: Type what you hear., answer: vaca, speak: vaca}
      - {id: owl, ask: Listen., answer: owl, audio: owl.ogg, transcript: Hoo.}
      - {id: bird, ask: What is *ave*?, answer: bird, speak: ave}
      - {id: fish, ask: What is *pez*?, answer: fish}
      - {id: horse, ask: What is *caballo*?, answer: horse}
"""


def asked_in_its_quizzes(folder: Path, cache: Path, voice: str, seed: int) -> set[str]:
    book = Book.open(":memory:", fold=apply, now=NOW, chance=random.Random(seed))
    clock = [NOW]
    session = Session(
        Shelf([visit(folder, cache)]), book, courses=["ear"], chance=random.Random(seed), clock=lambda: clock[0]
    )
    session.speaker = Speaker(lambda name: voice if name == "espeak-ng" else None)
    session.begin()
    asked: set[str] = set()
    for _ in range(25):
        task = session.next()
        if task is None:
            break
        current = session.desk.current
        assert current is not None
        if task.kind == "quiz":
            asked.add(task.item.rpartition("/")[2])
        right = current.item.right_answer(current.setting) if current.item is not None else None
        session.answer(task.id, right, seconds=5) if current.item is not None else session.answer(task.id, None)
        clock[0] += timedelta(seconds=30)
    return asked


def test_a_quiz_asks_for_what_is_heard_only_where_there_is_a_voice(tmp_path: Path) -> None:
    folder = tmp_path / "ear"
    folder.mkdir()
    (folder / "course.yaml").write_text(EARS, "utf-8")
    (folder / "owl.ogg").write_bytes(b"sound")
    silent = set().union(*(asked_in_its_quizzes(folder, tmp_path / "cache", "", seed) for seed in range(6)))
    spoken = set().union(
        *(asked_in_its_quizzes(folder, tmp_path / "cache", "/bin/espeak-ng", seed) for seed in range(6))
    )
    assert silent == {"bird", "fish", "horse"}
    assert {"dog", "cat", "cow"} & spoken and "owl" not in spoken
