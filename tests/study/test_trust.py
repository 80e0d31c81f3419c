"""Trust in packs that run programs: asked before the first of them runs, for their content, and never again without need."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tutor.core.learner.fold import apply
from tutor.core.running import Ran
from tutor.packs import private, trust
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.packs.trust import Answer, TrustList
from tutor.present.consent import facts, question
from tutor.store.book import Book
from tutor.study.session import Session
from tutor.study.trusting import Permits

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
COURSE = """
title: Small programs
authors: [Ann Author]
items:
  - {id: double, ask: Double it., code: {solution: "def f(n): return 2 * n", tests: [{call: f(2), gives: 4}]}}
  - {id: rows, ask: All rows., sql: {setup: {file: shop.sql}, solution: select * from t}}
  - {id: paris, ask: The capital of France?, answer: Paris}
"""
SHOP = "create table t (a);\ninsert into t values (1);\n"
CALM = "title: Calm\nitems:\n  - {id: paris, ask: The capital of France?, answer: Paris}\n"
COBOL = """
title: Old programs
items:
  - {id: old, ask: Double it., code: {language: cobol, solution: "DISPLAY 4.", tests: [{call: f(2), gives: 4}]}}
"""

ALL_RUNS = """
title: Small programs
items:
  - {id: double, ask: Double it., code: {solution: "def f(n): return 2 * n", tests: [{call: f(2), gives: 4}]}}
"""

Start = Callable[..., Session]


class Runner:
    """A box that counts what it was given."""

    def __init__(self, tier: str = "closed") -> None:
        self.box, self.runs = tier, 0

    def tier(self) -> str:
        return self.box

    def told(self) -> str:
        return f"The sentence of {self.box}."

    def why_not(self) -> str:
        return "There is no box."

    def carry_out(self, run: Any, *, stop: Any, heard: Any = None) -> list[Ran]:
        self.runs += 1
        return [Ran(status="ended", results={0: {"value": "4"}})]


def write(folder: Path, course: str = COURSE, shop: str = SHOP) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "shop.sql").write_text(shop, encoding="utf-8")
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """A session on the pack in `tmp_path/small`, with the answers of before."""

    def started(
        course: str = COURSE, shop: str = SHOP, *, tier: str = "closed", origin: Any = "added", **how: Any
    ) -> Session:
        compiled = load(write(tmp_path / "small", course, shop)).compiled
        assert compiled is not None
        library = Library.open(Path(":memory:"))
        library.put(compiled, origin, "1")
        answers = TrustList(tmp_path / "trust.json")
        permits = Permits(library, answers, signed=lambda _: "It is not signed.", **{"asks": True, **how})
        book = Book.open(":memory:", fold=apply, now=NOW)
        chance = random.Random(1)
        session = Session(
            library,
            book,
            courses=["small"],
            chance=chance,
            clock=lambda: NOW,
            runner=Runner(tier),
            unboxed=how.get("unboxed", False),
            permits=permits,
        )
        session.begin()
        return session

    return started


def program(session: Session) -> Any:
    """The first task that runs something, answering what comes before."""
    while (task := session.next()) is not None:
        if task.shape == "program":
            return task
        session.answer(task.id, "Paris")
    return None


def consent(session: Session) -> Any:
    task = program(session)
    return session.consent(task.id) if task is not None else None


def runs(session: Session) -> int:
    runner = session.desk.runner
    assert isinstance(runner, Runner)
    return runner.runs


def test_a_pack_without_programs_is_never_asked_about(start: Start, tmp_path: Path) -> None:
    session = start(CALM)
    task = session.next()
    assert task is not None and session.consent(task.id) is None and session.left_out() == []
    assert not (tmp_path / "trust.json").exists()


@pytest.mark.parametrize("how", [{}, {"asks": False}, {"tier": "limits"}])
def test_a_program_in_a_language_that_is_not_run_here_is_shown_and_rated_without_a_question(
    start: Start, how: dict[str, Any]
) -> None:
    session = start(COBOL, **how)
    task = program(session)
    assert session.consent(task.id) is None and session.left_out() == []
    assert session.answer(task.id, "DISPLAY 4.").waits_for_rating and runs(session) == 0


def test_a_course_that_comes_with_tutor_is_trusted(start: Start) -> None:
    assert consent(start(origin="shipped")) is None


def test_the_question_says_who_what_and_where(start: Start) -> None:
    asked = consent(start())
    assert question(asked) == "May the programs of “Small programs” run on this computer?"
    assert facts(asked) == [
        "By its own word it was made by Ann Author. It is not signed.",
        "What runs: Python in course.yaml; SQL in course.yaml, shop.sql.",
        "The sentence of closed.",
    ]


def test_nothing_runs_before_the_answer(start: Start) -> None:
    session = start()
    task = program(session)
    verdict = session.answer(task.id, "def f(n): return 4")
    assert runs(session) == 0 and verdict.waits_for_rating and session.box() == ""


def test_a_yes_holds_for_this_content_and_after_a_restart(start: Start) -> None:
    session = start()
    assert session.allow(consent(session)) == ""
    session.answer(program(session).id, "def f(n): return 4")
    assert runs(session) == 1
    assert consent(start()) is None


@pytest.mark.parametrize(
    ("course", "shop", "said"),
    [
        (COURSE.replace("2 * n", "3 * n").replace("gives: 4", "gives: 6"), SHOP, "changed course.yaml"),
        (COURSE, SHOP + " ", "changed shop.sql"),
        (COURSE.replace("{file: shop.sql}", "create table t (a)"), SHOP, "changed course.yaml; gone shop.sql"),
    ],
)
def test_any_change_asks_again_and_names_the_files(start: Start, course: str, shop: str, said: str) -> None:
    session = start()
    session.allow(consent(session))
    assert facts(consent(start(course, shop)))[0] == f"It is not as it was when you allowed it: {said}."


def test_a_no_passes_over_what_runs_and_leaves_the_rest(start: Start) -> None:
    session = start()
    said = session.decline(consent(session), ever=True)
    assert "are passed over" in said and "`tutor trust small` lets them run" in said
    for again in (session, start()):
        assert program(again) is None and runs(again) == 0
        assert "are passed over" in again.nothing()[0]
        assert again.status()["answers"] == 1, "the question that runs nothing was asked"


def test_where_all_is_passed_over_nobody_is_told_that_they_learned_it(start: Start) -> None:
    session = start(ALL_RUNS)
    session.decline(consent(session), ever=False)
    assert session.next() is None
    assert session.nothing()[0].startswith("There is nothing else to do for now. Questions of")


def test_not_now_is_asked_again_another_time(start: Start) -> None:
    session = start()
    session.decline(consent(session), ever=False)
    assert program(session) is None and consent(start()) is not None


def test_an_answer_can_be_taken_back(start: Start, tmp_path: Path) -> None:
    session = start()
    session.allow(consent(session))
    assert len(TrustList(tmp_path / "trust.json").take_back("small")) == 1
    assert consent(start()) is not None


def test_where_nobody_can_be_asked_what_runs_is_left_out(start: Start) -> None:
    session = start(asks=False)
    assert program(session) is None and len(session.left_out()) == 1


@pytest.mark.parametrize("digits", [12, 64])
def test_a_word_at_the_start_trusts_for_this_time(start: Start, digits: int, tmp_path: Path) -> None:
    compiled = load(write(tmp_path / "small")).compiled
    assert compiled is not None
    for given in ("small", compiled.course.content_hash[:digits]):
        session = start(asks=False, given=[given])
        session.answer(program(session).id, "def f(n): return 4")
        assert runs(session) == 1
    assert program(start(asks=False, given=[compiled.course.content_hash[:11]])) is None
    assert not (tmp_path / "trust.json").exists()


def test_a_yes_in_a_box_is_none_without_one(start: Start) -> None:
    session = start()
    session.allow(consent(session))
    bare = start(tier="limits")
    asked = consent(bare)
    assert asked.bare and asked.trusted and question(asked).endswith("on this computer without a box?")
    assert "compare and rate yourself" in bare.decline(asked, ever=True)
    task = program(bare)
    assert bare.consent(task.id) is None and bare.answer(task.id, "def f(n): return 4").waits_for_rating
    assert runs(bare) == 0 and program(start(tier="limits")) is not None


def test_without_a_box_it_is_asked_once_for_each_pack_even_for_ours(start: Start) -> None:
    session = start(tier="limits", origin="shipped")
    session.allow(consent(session))
    session.answer(program(session).id, "def f(n): return 4")
    assert runs(session) == 1 and consent(start(tier="limits", origin="shipped")) is None


def test_unboxed_is_a_word_about_the_box_and_not_about_the_pack(start: Start) -> None:
    assert consent(start(tier="limits", origin="shipped", unboxed=True)) is None
    asked = consent(start(tier="limits", unboxed=True))
    assert asked is not None and not asked.bare


def test_a_course_that_is_replaced_while_it_is_studied_is_asked_about_again(start: Start, tmp_path: Path) -> None:
    session = start()
    session.allow(consent(session))
    task = program(session)
    other = load(write(tmp_path / "small", shop=SHOP + "-- more\n")).compiled
    assert other is not None and isinstance(session.desk.shelf, Library)
    session.desk.shelf.put(other, "added", "1")
    session.answer(task.id, "def f(n): return 4")
    assert runs(session) == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"answers": 7}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_list_trusts_nothing_and_says_so(start: Start, tmp_path: Path, damage: bytes) -> None:
    session = start()
    session.allow(consent(session))
    (tmp_path / "trust.json").write_bytes(damage)
    answers = TrustList(tmp_path / "trust.json")
    assert answers.read().answers == [] and "damaged: nothing in it is trusted" in answers.problem
    assert consent(start()) is not None


def test_a_list_that_can_not_be_read_now_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = TrustList(tmp_path / "trust.json")
    answers.put(Answer("a" * 64, "mine", "Mine", allowed=False))

    def failing(*_: Any) -> Any:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        assert answers.read().answers == [] and "can't be read (Input/output error)" in answers.problem
        with pytest.raises(OSError, match="Input/output"):
            answers.put(Answer("b" * 64, "other", "Other", allowed=True))
    assert [one.course for one in answers.read().answers] == ["mine"]


def test_however_many_files_packs_have_the_newest_answers_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "LARGEST", 100_000)
    answers, files = TrustList(tmp_path / "trust.json"), {f"{number:0100}": "0" * 64 for number in range(100)}
    for number in range(9):
        answers.put(Answer(f"{number:064}", f"course-{number}", "", allowed=True, files=files))
    assert [one.course for one in answers.read().answers] == [f"course-{number}" for number in range(4, 9)]
    assert answers.problem == ""


def test_the_list_is_for_one_person_only_and_written_whole(start: Start, tmp_path: Path) -> None:
    session = start()
    session.allow(consent(session))
    assert (tmp_path / "trust.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if "trust" in path.name and path.stat().st_size] == ["trust.json"]
    assert (tmp_path / ".trust.json.lock").stat().st_mode & 0o777 == 0o600


def test_what_two_windows_answer_at_once_is_kept_of_both(tmp_path: Path) -> None:
    def answers(window: int) -> None:
        for number in range(4):
            course = f"course-{window}-{number}"
            TrustList(tmp_path / "trust.json").put(Answer(course, course, "", allowed=True))

    windows = [Thread(target=answers, args=(window,)) for window in range(4)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert len(TrustList(tmp_path / "trust.json").read().answers) == 16


def test_a_window_that_never_ends_its_change_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "LONGEST_WAIT", 0.01)
    place = tmp_path / "trust.json"
    with private.alone(place), pytest.raises(OSError, match="another window is writing it"):
        TrustList(place).put(Answer("a", "a", "", allowed=True))


def test_an_answer_that_can_not_be_kept_holds_for_this_time(start: Start, tmp_path: Path) -> None:
    session = start()
    asked = consent(session)
    (tmp_path / "trust.json").mkdir()
    assert "could not be kept" in session.allow(asked)
    session.answer(program(session).id, "def f(n): return 4")
    assert runs(session) == 1


def test_a_hundred_of_a_hundred_changes_of_one_byte_ask_again(tmp_path: Path) -> None:
    from tutor.packs.source import FolderSource, content_hash

    folder = write(tmp_path / "small")
    chance = random.Random(7)

    def content() -> str:
        source = FolderSource(folder)
        for name in ("course.yaml", "shop.sql"):
            source.read(name)
        return content_hash(source.contents)

    before, asked = content(), 0
    compiled = load(folder).compiled
    assert compiled is not None and compiled.course.content_hash == before
    for _ in range(100):
        file = folder / chance.choice(["course.yaml", "shop.sql"])
        data = bytearray(file.read_bytes())
        place = chance.randrange(len(data))
        changed = bytes([*data[:place], data[place] ^ (1 << chance.randrange(8)), *data[place + 1 :]])
        file.write_bytes(changed)
        asked += content() != before
        file.write_bytes(data)
    assert asked == 100 and content() == before
