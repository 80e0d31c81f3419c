"""The work list from learners' answers: a planted set of answers gives exactly what was planted, and no name."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean, median

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.cli.command import tutor
from tutor.authoring.editors import command
from tutor.core.learner.events import (
    Answered,
    AnyEvent,
    Disputed,
    LessonSeen,
    Met,
    Named,
    Undone,
)
from tutor.core.learner.fold import apply
from tutor.core.statistics import correlation, upper, wilson
from tutor.packs.compile import load
from tutor.store.book import Book
from tutor.store.journal import place

START = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
NAMES = ["Anastasia Fictitious", "Bohumil Invented"]
PACK = """title: Sample
items:
  - {id: plain, ask: What is the capital of France?, answer: Paris}
  - id: known
    ask: And of Spain?
    answer: Madrid
    mistakes: [{when: Lisbon, say: That is Portugal's.}]
  - {id: argued, ask: Who paints the Mona Lisa?, answer: Leonardo da Vinci}
  - {id: key, ask: Is Oslo in Norway?, true_false: false}
  - {id: slow, ask: Type it., answer: it, seconds: 5}
  - {id: hinted, ask: Hard one?, answer: granite, hints: [A stone.]}
  - {id: good, ask: A good one?, answer: fine}
  - {id: other, ask: Another good one?, answer: fine}
"""


@cache
def known(path: Path, text: str) -> tuple[str, str]:
    """The skill and the edition of a pack as it reads now."""
    compiled = load(path).compiled
    assert compiled is not None
    return compiled.skills[0].id, compiled.course.content_hash


def skill(path: Path) -> str:
    return known(path, path.read_text(encoding="utf-8"))[0]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "sample.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def edition(path: Path) -> str:
    return known(path, path.read_text(encoding="utf-8"))[1]


def answered(
    pack: Path, item: str, response: str | bool, correct: bool, *, hints: int = 0, seconds: float = 4.0, rev: int = 1
) -> Answered:
    return Answered(
        item=f"{skill(pack)}/{item}",
        skill=skill(pack),
        rev=rev,
        kind="learn",
        type="answer",
        response=response,
        score=float(correct),
        correct=correct,
        rating="good" if correct else "again",
        hints=hints,
        seconds=seconds,
        course_version="1",
        course_hash=edition(pack),
    )


def planted(pack: Path, count: int = 30) -> list[list[AnyEvent]]:
    """The deeds of some learners: the first 20 are good at everything, and wrong at the item with a wrong key."""
    chance, everyone = random.Random(7), list[list[AnyEvent]]()
    for number in range(count):
        good = number < 20
        right = chance.random() < (0.95 if good else 0.25)
        deeds: list[AnyEvent] = [
            LessonSeen(skill=skill(pack), block=0, way="words"),
            answered(pack, "plain", "Lyon", False) if number >= 18 else answered(pack, "plain", "Paris", True),
            answered(pack, "known", "Lisbon", False) if number >= 20 else answered(pack, "known", "Madrid", True),
            answered(pack, "key", good, not good),
            answered(pack, "slow", "it", True, seconds=11.0 + number % 3),
            answered(pack, "hinted", "granite", True, hints=int(number % 3 > 0)),
            answered(pack, "good", "fine" if good else f"no{number}", good),
            answered(pack, "other", "fine" if right else f"no{number}", right),
        ]
        deeds.append(
            answered(pack, "argued", "Leonardo", False) if number in (1, 25) else Named(text=NAMES[number % 2])
        )
        if number in (1, 25):
            deeds.append(Disputed(item=f"{skill(pack)}/argued", response="Leonardo", text=f"I, {NAMES[0]}, am right"))
        everyone.append(deeds)
    return everyone


def lines(deeds: Iterable[AnyEvent], who: int) -> str:
    """An export's `events.jsonl`."""
    text = ""
    for number, data in enumerate(deeds, 1):
        told = msgspec.to_builtins(data)
        event = {"number": number, "at": 1_800_000_000_000 + number, "offset": 60, "device": f"{who:08x}"}
        text += json.dumps({**event, "id": f"{who:08x}{number:08x}", "event": told.pop("event"), "data": told}) + "\n"
    return text


def files(tmp_path: Path, everyone: list[list[AnyEvent]]) -> list[str]:
    made = []
    for who, deeds in enumerate(everyone):
        path = tmp_path / f"{NAMES[who % 2].replace(' ', '-')}-{who}.jsonl"
        path.write_text(lines(deeds, who), encoding="utf-8")
        made.append(str(path))
    return made


def worked(pack: Path, files: list[str]) -> list[tuple[str, str, int, int, str]]:
    done = tutor("pack", "stats", str(pack), *files, "--json")
    assert done.returncode in (0, 1), done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["sort"], one["at"].rpartition("/")[2], one["learners"], one["n"], one["answer"]) for one in found]


def test_a_planted_set_of_answers_gives_exactly_the_expected_list_whom_it_hurts_most_first(
    pack: Path, tmp_path: Path
) -> None:
    everyone = planted(pack)
    expected = recomputed(everyone)
    assert {sort for sort, *_ in expected} == {"no-feedback", "maybe-right", "check-key", "hints", "slow"}
    assert worked(pack, files(tmp_path, everyone)) == expected


def recomputed(everyone: list[list[AnyEvent]]) -> list[tuple[str, str, int, int, str]]:
    """The same by other means: each count straight from the answers, the correlation by its textbook formula."""
    table: dict[str, dict[int, Answered]] = {}
    for who, deeds in enumerate(everyone):
        for deed in deeds:
            if isinstance(deed, Answered):
                table.setdefault(deed.item.rpartition("/")[2], {}).setdefault(who, deed)
    found = []
    lyon = [one for one in table["plain"].values() if one.response == "Lyon"]
    found.append(("no-feedback", "plain", len(lyon), len(table["plain"]), "lyon"))
    disputes = [who for who, deeds in enumerate(everyone) if any(isinstance(deed, Disputed) for deed in deeds)]
    found.append(("maybe-right", "argued", len(disputes), len(table["argued"]), "leonardo"))
    for item, tries in table.items():
        others = {w: fmean(table[o][w].score for o in table if o != item and w in table[o]) for w in tries}
        best = sorted(tries, key=lambda w: (-others[w], w))[: len(tries) // 5]
        for text in {str(one.response) for one in tries.values() if not one.correct}:
            gave = [w for w, one in tries.items() if str(one.response) == text]
            if len(set(gave) & set(best)) >= 3 and len(set(gave) & set(best)) / len(best) >= len(gave) / len(tries):
                found.append(("maybe-right", item, len(gave), len(tries), text.lower()))
        if item == "argued" or len({one.score for one in tries.values()}) < 2:
            continue
        x = [one.score for one in tries.values()]
        rest = [fmean(table[o][w].score for o in table if o != item and w in table[o]) for w in tries]
        both = fmean(a * b for a, b in zip(x, rest, strict=True)) - fmean(x) * fmean(rest)
        if both < 0:
            found.append(("check-key", item, sum(one == 0 for one in x), len(x), ""))
    found.append(("hints", "hinted", sum(one.hints > 0 for one in table["hinted"].values()), 30, ""))
    times = [one.seconds or 0 for one in table["slow"].values()]
    assert median(times) > 10
    found.append(("slow", "slow", sum(one > 10 for one in times), len(times), ""))
    return sorted(found, key=lambda one: (-one[2], one[1], one[0]))


def test_no_name_of_a_learner_and_no_word_of_a_dispute_is_ever_printed(pack: Path, tmp_path: Path) -> None:
    given = files(tmp_path, planted(pack))
    (tmp_path / f"{NAMES[0]}.jsonl").write_text("no json\n", encoding="utf-8")
    for more in ((), ("--json",)):
        done = tutor("pack", "stats", str(pack), *given, str(tmp_path / f"{NAMES[0]}.jsonl"), *more)
        assert not any(part in done.stdout + done.stderr for name in NAMES for part in name.split())
        assert "File 31 of 31 is left out: there are no events in it." in done.stderr


def test_each_line_stands_at_its_item(pack: Path, tmp_path: Path) -> None:
    done = tutor("pack", "stats", str(pack), *files(tmp_path, planted(pack)))
    [plain] = [line for line in done.stdout.splitlines() if "lyon" in line]
    path, line, column, said = plain.split(":", 3)
    assert PACK.splitlines()[int(line) - 1].startswith("  - {id: plain")
    assert (path, column) == (str(pack), "5")
    assert said.endswith("12 of 30 learners: “lyon” is wrong and gets no feedback of its own (sample/plain)")


def test_answers_to_another_edition_or_rev_are_never_counted_together(pack: Path, tmp_path: Path) -> None:
    before = [[answered(pack, "plain", "Lyon", False)] for _ in range(4)]
    pack.write_text(PACK.replace("the capital of France", "France's capital"), encoding="utf-8")
    after = [[answered(pack, "plain", "Lyon", False)] for _ in range(4)]
    assert worked(pack, files(tmp_path, [*before, *after])) == []
    five = [*after, [answered(pack, "plain", "Lyon", False)]]
    assert worked(pack, files(tmp_path, [*before, *five])) == [("no-feedback", "plain", 5, 5, "lyon")]
    older = [[answered(pack, "plain", "Lyon", False, rev=2)] for _ in range(9)]
    assert worked(pack, files(tmp_path, older)) == []


def test_nothing_is_said_before_enough_learners_answered(pack: Path, tmp_path: Path) -> None:
    few = [[answered(pack, "plain", "Lyon", False), answered(pack, "good", "fine", True)] for _ in range(4)]
    done = tutor("pack", "stats", str(pack), *files(tmp_path, few))
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 learners, 8 answers, nothing to mend (too few learners to say much)" in done.stderr


def test_an_explanation_after_which_nearly_all_go_wrong_is_named_at_its_skill(pack: Path, tmp_path: Path) -> None:
    everyone: list[list[AnyEvent]] = [
        [LessonSeen(skill=skill(pack), block=0, way="steps"), answered(pack, "good", f"no{n}", n == 0)]
        for n in range(12)
    ]
    found = worked(pack, files(tmp_path, everyone))
    assert ("explanation", "sample", 11, 12, "") in found


def test_what_was_taken_back_does_not_count(pack: Path, tmp_path: Path) -> None:
    everyone: list[list[AnyEvent]] = [
        [answered(pack, "plain", "Lyon", False), Undone(id=f"{who:08x}{1:08x}")] for who in range(9)
    ]
    everyone += [[answered(pack, "plain", "Paris", True)]]
    assert worked(pack, files(tmp_path, everyone)) == []


def test_an_export_a_journal_and_the_file_itself_are_one_learner_and_only_read(pack: Path, tmp_path: Path) -> None:
    made = []
    for who in range(5):
        path = tmp_path / f"learner{who}.sqlite"
        with Book.open(path, fold=apply, now=START, chance=random.Random(who)) as book:
            book.begin_journal()
            for number in range(2):
                book.record(START + timedelta(minutes=number), answered(pack, "plain", "Lyon", False))
        made.append(path)
    before = [path.read_bytes() for path in made]
    assert worked(pack, list(map(str, made))) == [("no-feedback", "plain", 5, 5, "lyon")]
    assert [path.read_bytes() for path in made] == before
    journals = [str(place(path)) for path in made if place(path).exists()]
    assert len(journals) == 5
    assert worked(pack, [*map(str, made), *journals]) == [("no-feedback", "plain", 5, 5, "lyon")]


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_ends_in_a_sentence(junk: bytes) -> None:
    import tempfile

    from tutor.cli.learners_given import NotRead, events

    with tempfile.NamedTemporaryFile() as file:
        file.write(junk)
        file.flush()
        try:
            found, _bad = events(Path(file.name))
            assert found
        except NotRead as problem:
            assert str(problem)


def test_a_score_and_a_time_that_nobody_has_are_left_out(pack: Path, tmp_path: Path) -> None:
    everyone: list[list[AnyEvent]] = [
        [replace(answered(pack, item, "x", n % 2 == 0), score=1e308, seconds=1e300) for item in ("plain", "slow")]
        for n in range(31)
    ]
    everyone += [[answered(pack, "slow", "it", True, seconds=1e300)] for _ in range(12)]
    assert worked(pack, files(tmp_path, everyone)) == []


def test_an_answer_of_control_codes_is_shown_without_them(pack: Path, tmp_path: Path) -> None:
    everyone: list[list[AnyEvent]] = [[answered(pack, "plain", "\x1b[31mred\u202e", False)] for _ in range(6)]
    done = tutor("pack", "stats", str(pack), *files(tmp_path, everyone))
    assert "red" in done.stdout and "\x1b" not in done.stdout and "\u202e" not in done.stdout


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "a.yaml"]),
        ("/usr/bin/nano", ["/usr/bin/nano", "+7", "a.yaml"]),
        ("emacs", ["emacs", "+7", "a.yaml"]),
        ("code", ["code", "-g", "a.yaml:7:3"]),
        ("hx", ["hx", "a.yaml:7:3"]),
        ("ed", ["ed", "a.yaml"]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(editor: str, words: list[str]) -> None:
    assert command([editor], "a.yaml", 7, 3) == words


def test_a_line_of_the_list_is_opened_in_the_editor_at_its_item(pack: Path, tmp_path: Path) -> None:
    script, kept = tmp_path / "vi", tmp_path / "kept"
    script.write_text(f"#!{sys.executable}\nimport sys\nopen({str(kept)!r}, 'w').write(' '.join(sys.argv[1:]))\n")
    script.chmod(0o755)
    everyone: list[list[AnyEvent]] = [[answered(pack, "plain", "Lyon", False)] for _ in range(6)]
    given = files(tmp_path, everyone)
    done = tutor("pack", "stats", str(pack), *given, "--open", "1", VISUAL=str(script))
    assert done.returncode == 0, done.stderr
    assert kept.read_text() == f"+3 {pack.resolve()}"
    assert tutor("pack", "stats", str(pack), *given, "--open", "9", VISUAL=str(script)).returncode == 2


def test_the_figures_are_those_of_the_textbook() -> None:
    assert correlation([0, 1, 1, 0], [0, 1, 1, 0]) == pytest.approx(1)
    assert correlation([1, 1], [0, 1]) is None
    assert upper(0.0, 103) == pytest.approx(0.1935, abs=1e-3)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)


def test_met_names_the_edition_of_a_dispute(pack: Path, tmp_path: Path) -> None:
    met = Met(course="sample", version="1", content_hash=edition(pack), skills=[])
    everyone: list[list[AnyEvent]] = [[met, Disputed(item=f"{skill(pack)}/argued", response="Leo")] for _ in range(2)]
    assert worked(pack, files(tmp_path, everyone)) == [("maybe-right", "argued", 2, 2, "leo")]
