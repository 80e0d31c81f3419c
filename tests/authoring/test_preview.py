"""The author's bench: what is shown, what a save changes, and what errors leave in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.authoring.preview import Bench, NoSuchItem, signature
from tutor.cli.preview import bench

PACK = """\
title: Rivers
skills:
  - skill: names
    lesson:
      - text: Rivers run into the sea.
      - way: steps
        steps:
          - show: Look at the map.
          - {ask: Which river?, answer: Rhine}
          - show: It is the Rhine.
    items:
      - {id: a, ask: One?, answer: x}
      - {id: b, ask: What is <<n>> + 1?, vars: {n: 1..9}, number: n + 1}
      - {id: c, ask: Three?, choices: [{right: x}, {wrong: y}]}
"""
NAMES = ["names · words", "names · steps 2", "names/a", "names/b", "names/c"]


def save(path: Path, text: str) -> None:
    """Save, surely at another time than before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.yaml"
    save(path, PACK)
    return path


def opened(path: Path, item: str = "") -> Bench:
    return bench(path, item).open()


def change(made: Bench, path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    save(path, text.replace(old, new))
    assert made.look()


def test_everything_is_shown_in_its_order_round_and_round(pack: Path) -> None:
    made = opened(pack)
    shown = [made.go_on(), *(made.move(1) for _ in range(5))]
    assert [task.item.removeprefix("rivers/") for task in shown if task] == ["", "", *NAMES[2:], ""]
    assert [stop.name for stop in made.stops] == NAMES
    made.move(-1)
    assert made.standing == {"name": "names/c", "number": 5, "count": 5, "items": 3, "seed": 0, "warnings": 0}


def test_a_preview_begins_with_the_item_that_is_named_or_says_that_there_is_none(pack: Path) -> None:
    task = opened(pack, "names/b").go_on()
    assert task is not None and task.item == "rivers/names/b"
    with pytest.raises(NoSuchItem, match="no item `names/zzz`") as found:
        opened(pack, "names/zzz")
    assert found.value.status == 2


def test_what_is_not_answered_stays_and_an_answer_leads_on(pack: Path) -> None:
    made = opened(pack, "names/a")
    first, same = made.go_on(), made.go_on()
    assert first is same and first is not None
    assert made.session.answer(first.id, "x").correct
    second = made.go_on()
    assert second is not None and second.item == "rivers/names/b"


def test_a_worked_example_goes_on_step_by_step(pack: Path) -> None:
    made = opened(pack)
    made.at = 1
    asks = made.go_on()
    assert asks is not None and asks.block is not None and asks.block["steps"][-1]["asks"]
    assert made.session.answer(asks.id, "Rhine").correct
    whole = made.go_on()
    assert whole is not None and whole.block is not None and whole.block["steps"][-1] == {"show": "It is the Rhine."}
    made.session.answer(whole.id, None)
    following = made.go_on()
    assert following is not None and following.item == "rivers/names/a"


def test_another_seed_draws_other_values_and_the_next_item_begins_anew(pack: Path) -> None:
    made = opened(pack, "names/b")
    asks = {task.ask for _ in range(12) if (task := made.reseed())}
    assert len(asks) > 3 and made.standing["seed"] == 12
    made.move(1)
    assert made.standing["seed"] == 0


def test_a_save_leads_to_the_item_that_changed(pack: Path) -> None:
    made = opened(pack)
    assert not made.look()
    change(made, pack, "Three?", "Which three?")
    task = made.move(0)
    assert task is not None and task.ask == "Which three?"
    change(made, pack, "into the sea", "into lakes")
    task = made.move(0)
    assert task is not None and task.block == {"way": "words", "text": "Rivers run into lakes."}


def test_a_save_that_changes_what_is_shown_keeps_its_seed(pack: Path) -> None:
    made = opened(pack, "names/b")
    made.reseed()
    change(made, pack, "+ 1?", "+ one?")
    assert (made.standing["name"], made.standing["seed"]) == ("names/b", 1)


def test_a_save_that_changes_nothing_shown_stays_where_it_is(pack: Path) -> None:
    made = opened(pack, "names/b")
    change(made, pack, "title: Rivers", "title: Streams")
    task = made.move(0)
    assert task is not None and (task.item, task.course_title) == ("rivers/names/b", "Streams")


def test_when_the_item_shown_is_gone_its_neighbour_comes(pack: Path) -> None:
    made = opened(pack, "names/c")
    change(made, pack, "      - {id: c, ask: Three?, choices: [{right: x}, {wrong: y}]}\n", "")
    assert made.standing["name"] == "names/b"


def test_errors_are_said_and_the_last_good_version_can_still_be_answered(pack: Path) -> None:
    made = opened(pack, "names/a")
    task = made.go_on()
    change(made, pack, "answer: x", "anwser: x")
    assert [line.split(": ", 1)[1] for line in made.errors] == [
        "error unknown-key: unknown key `anwser`; did you mean `answer`?"
    ]
    assert task is not None and made.go_on() is task and made.session.answer(task.id, "x").correct
    change(made, pack, "anwser: x", "answer: z")
    task = made.move(0)
    assert made.errors == [] and task is not None and not made.session.answer(task.id, "x").correct


def test_a_pack_that_is_bad_from_the_start_is_shown_when_it_is_mended(pack: Path) -> None:
    save(pack, "title: a: b\n")
    made = opened(pack)
    assert made.errors and made.go_on() is None and made.move(1) is None and made.standing["count"] == 0
    save(pack, PACK)
    assert made.look() and made.errors == [] and made.go_on() is not None


def test_what_only_trying_finds_comes_later_and_is_dropped_when_the_files_have_changed(pack: Path) -> None:
    made = opened(pack)
    wrong = "answer: x, mistakes: [{when: x, say: No.}]"
    change(made, pack, "answer: x", wrong)
    assert made.errors == []
    found = made.test()
    assert made.take(found) and "mistake-passes" in made.errors[0]
    change(made, pack, wrong, "answer: x")
    assert made.errors == [] and not made.take(found) and made.errors == []


def test_a_template_that_has_no_values_is_a_sentence(pack: Path) -> None:
    made = opened(pack, "names/b")
    change(made, pack, "n: 1..9}", "n: 1..9}, where: n > 20")
    with pytest.raises(Exception, match="can't be shown with seed 0") as found:
        made.move(0)
    assert type(found.value).__name__ == "StudyError"
    change(made, pack, ", where: n > 20", "")
    assert made.move(0) is not None


def test_a_pack_that_is_gone_for_a_moment_loses_nothing(pack: Path) -> None:
    made = opened(pack, "names/a")
    pack.unlink()
    assert made.look() and "the pack is gone" in made.errors[0] and made.go_on() is not None
    save(pack, PACK)
    assert made.look() and made.errors == []


def test_every_file_of_a_folder_is_watched_and_hidden_folders_are_not(tmp_path: Path) -> None:
    for name in ("course.yaml", "units/one.yaml", "media/a.png", ".git/index"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        save(tmp_path / name, "")
    before = signature(tmp_path)
    assert len(before) == 3 and signature(tmp_path / "course.yaml") == before
    save(tmp_path / ".git" / "index", "x")
    assert signature(tmp_path) == before
    save(tmp_path / "media" / "a.png", "x")
    assert signature(tmp_path) != before


def test_nothing_is_written_anywhere(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    made = opened(pack, "names/a")
    task = made.go_on()
    assert task is not None
    made.session.answer(task.id, "x")
    made.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rivers.yaml"]
