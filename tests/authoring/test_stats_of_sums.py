"""The work list from sums of classes: the same limits, the same order, and a file that is none is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.command import tutor
from tutor.core.classroom.sums import ItemRow, PackHead, Pairs, Sums, Version, Wrong, encode, times_of
from tutor.core.kinds.choices import Choice
from tutor.packs.compile import load

PACK = """title: Sample
id: sample
items:
  - {id: key, ask: Is Oslo in Norway?, true_false: false}
  - id: pick
    ask: Which is even?
    choices: [right: four, wrong: three, {wrong: seven, because: It is odd.}, wrong: nine]
  - {id: weak, ask: Type it., answer: it}
  - {id: hard, ask: Hard one?, answer: granite}
  - {id: slow, ask: Slow one?, answer: slow, seconds: 5}
  - {id: good, ask: A good one?, answer: fine, seconds: 30}
  - {id: newer, ask: Changed?, answer: now, rev: 2}
"""
THREE, SEVEN = (Choice(wrong=word).key for word in ("three", "seven"))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    place = tmp_path / "sample.yaml"
    place.write_text(PACK, "utf-8")
    return place


def pairs(n: int, x: int, r: float) -> Pairs:
    """Sums of so many learners with this correlation."""
    deviation = (x / n * (1 - x / n)) ** 0.5
    return Pairs(n=n, x=x, xx=x, y=0.0, yy=float(n), xy=round(r * n * deviation, 2))


def sums(place: Path) -> Sums:
    compiled = load(place).compiled
    assert compiled is not None
    skill = compiled.skills[0].id
    rows = [
        ItemRow(item=f"{skill}/key", rev=1, n=30, sums=pairs(30, 12, -0.3)),
        ItemRow(
            item=f"{skill}/pick", rev=1, n=30, sums=pairs(30, 14, 0.5),
            wrong=Wrong(n=30, choices={THREE: 10, SEVEN: 5, "gone": 10}),
        ),
        ItemRow(item=f"{skill}/weak", rev=1, n=200, sums=pairs(200, 120, 0.01)),
        ItemRow(item=f"{skill}/hard", rev=1, n=22, nearly_none=12, sums=pairs(10, 5, 0.4)),
        ItemRow(item=f"{skill}/slow", rev=1, n=30, sums=pairs(30, 24, 0.4), seconds=[0, 0, 5, 10, 5, 0, 0, 0, 0, 0]),
        ItemRow(item=f"{skill}/good", rev=1, n=30, nearly_all=30, seconds=[0, 0, 5, 10, 5, 0, 0, 0, 0, 0]),
        ItemRow(item=f"{skill}/newer", rev=1, n=90, nearly_none=90),
    ]  # fmt: skip
    version = Version(version="1.0", content=compiled.course.content_hash)
    return Sums(pack=PackHead(id="sample", versions=[version]), made_in="2026-11", size=30, k=10, items=rows)


def file(place: Path, found: Sums) -> str:
    place.write_bytes(encode(found))
    return str(place)


def test_what_hurts_most_learners_comes_first_each_at_its_place(pack: Path, tmp_path: Path) -> None:
    done = tutor("pack", "stats", str(pack), file(tmp_path / "a.json", sums(pack)))
    said = [line.partition(": [")[2] for line in done.stdout.splitlines()]
    assert said == [
        "1] 80 of 200 learners: it does not tell who knows (correlation 0.01) (sample/weak)",
        "2] 18 of 30 learners: who knows the rest does worse here (correlation -0.30): is the key right? (sample/key)",
        "3] 17 of 22 learners: 23% right at the first try: no better than a guess, or far too hard (sample/hard)",
        "4] 10 of 30 learners: “three” is wrong and gets no feedback of its own (sample/pick)",
        "5] 5 of 20 learners: a right answer takes about 11 seconds, not the 5 of `seconds` (sample/slow)",
    ]
    assert done.returncode == 1 and "sums of 1 class with about 30 learners, 5 to mend" in done.stderr
    assert "too few" not in done.stderr


def test_sums_of_several_classes_count_together(pack: Path, tmp_path: Path) -> None:
    one = sums(pack)
    other = replace(one, items=one.items[:1], size=25)
    files = [file(tmp_path / "a.json", one), file(tmp_path / "b.json", other)]
    done = tutor("pack", "stats", str(pack), *files, "--json")
    found = {told["sort"]: told for told in map(json.loads, done.stdout.splitlines())}
    assert (found["check-key"]["learners"], found["check-key"]["n"], found["check-key"]["version"]) == (36, 60, "1.0")


def test_learners_files_and_sums_make_one_list(pack: Path, tmp_path: Path) -> None:
    events = tmp_path / "exported.jsonl"
    head = {"device": "aa", "at": 1_800_000_000_000, "offset": 0}
    answer = {"item": "sample/sample/good", "skill": "sample/sample", "kind": "learn", "type": "answer", "score": 1.0}
    more = {"correct": True, "rating": "good", "response": "fine"}
    line = {**head, "id": "0" * 16, "number": 1, "event": "answered", "data": {**answer, **more}}
    events.write_text(json.dumps(line) + "\n", "utf-8")
    done = tutor("pack", "stats", str(pack), str(events), file(tmp_path / "a.json", sums(pack)))
    assert "1 learner, 1 answers, sums of 1 class" in done.stderr and len(done.stdout.splitlines()) == 5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace('"id": "sample"', '"id": "other"'), "its sums are of the course other"),
        (lambda text: text.replace("tutor-sums/1", "tutor-sums/7"), "update tutor"),
        (lambda text: text[:900], "it can't be read"),
        (lambda text: text.replace('"n": 22', '"n": 2'), "the numbers of sample/sample/hard don't fit together"),
    ],
)
def test_sums_that_are_none_are_left_out_in_a_sentence(pack: Path, tmp_path: Path, change: object, why: str) -> None:
    place = tmp_path / "a.json"
    text = encode(sums(pack)).decode()
    assert callable(change)
    place.write_text(change(text), "utf-8")
    done = tutor("pack", "stats", str(pack), str(place))
    assert done.returncode == 2 and why in done.stderr and "File 1 of 1 is left out" in done.stderr


def test_the_same_sums_twice_count_once(pack: Path, tmp_path: Path) -> None:
    files = [file(tmp_path / name, sums(pack)) for name in ("a.json", "b.json")]
    done = tutor("pack", "stats", str(pack), *files)
    assert "File 2 of 2 is left out: it is here already." in done.stderr and "sums of 1 class " in done.stderr


def test_answers_to_an_older_revision_say_nothing_of_the_question_as_it_is(pack: Path, tmp_path: Path) -> None:
    assert "newer" not in tutor("pack", "stats", str(pack), file(tmp_path / "a.json", sums(pack))).stdout


@pytest.mark.parametrize(
    ("bins", "middle"),
    [([0] * 10, None), ([0, 0, 0, 4, 0, 0, 0, 0, 0, 0], 2**3.5), ([1, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2.0)],
)
def test_a_median_is_taken_from_times_by_powers_of_two(bins: list[int], middle: float | None) -> None:
    assert times_of(bins) == (None if middle is None else pytest.approx(middle))
