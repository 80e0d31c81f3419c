"""The rules of teaching find each planted mistake at its place and nothing else (`tests/packs` has the courses)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.authoring.check import Checked, Depth, check, summary
from tutor.authoring.lint import MOST_OF_RULE, RULES
from tutor.authoring.lint_reading import lix
from tutor.authoring.lint_words import words_for
from tutor.authoring.luck import EXACT, chance_of

PLANTED = Path(__file__).parent / "planted"
MARK = re.compile(r"#! ([a-z -]+)$")
ELSEWHERE = {"one-kind", "no-guard"}
"""Rules that no course can break together with the others; their pages' examples are read in `tests/packs`."""
STRICT = Depth(seeds=1, strict=True)


def checked(folder: Path, items: str, head: str = "", depth: Depth = STRICT) -> Checked:
    path = folder / "t.yaml"
    path.write_text(f"title: T\n{head}items:\n{items}", encoding="utf-8")
    return check(path, depth=depth)


def codes(folder: Path, items: str, head: str = "", depth: Depth = STRICT) -> set[str]:
    return {problem.code for problem in checked(folder, items, head, depth).problems} - {"few-items", "no-id"}


def marked() -> set[tuple[str, int, str]]:
    return {
        (path.name, number, code)
        for path in PLANTED.rglob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (mark := MARK.search(line))
        for code in mark[1].split()
    }


def test_each_planted_mistake_is_found_at_its_line_and_nothing_else() -> None:
    found = {(Path(one.path).name, one.line, one.code) for one in check(PLANTED, depth=STRICT).problems}
    assert found == marked()


def test_a_mistake_is_planted_for_every_rule() -> None:
    assert {code for _, _, code in marked()} | ELSEWHERE == {rule.code for rule in RULES}


def test_the_guide_names_every_rule_under_the_option_that_says_it() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checking.md").read_text(encoding="utf-8")
    _, always, rest = page.split("| --- | --- |")
    notes, guards = rest.split("```sh", 1)
    named = {"warning": always, "note": notes, "guards": guards}
    assert [rule.code for rule in RULES if f"`{rule.code}`" not in named[rule.level]] == []


def test_findings_stand_in_file_order_and_are_only_warnings() -> None:
    problems = check(PLANTED, depth=STRICT).problems
    pages = list(dict.fromkeys(one.path for one in problems))
    places = [(pages.index(one.path), one.line, one.column) for one in problems]
    assert places == sorted(places) and {one.severity for one in problems} == {"warning"}


def test_notes_are_counted_and_said_when_they_are_asked_for(tmp_path: Path) -> None:
    item = "  - {id: lima, ask: The capital of Peru?, answer: Lima}\n"
    quiet = checked(tmp_path, item, depth=Depth())
    assert summary(quiet) == "t: 1 skill, 1 item, no problems (1 note on style with `--strict`)"
    assert codes(tmp_path, item) == {"id-tells"}


def test_a_pack_with_errors_is_not_judged_as_teaching(tmp_path: Path) -> None:
    assert codes(tmp_path, "  - {id: lima, ask: The capital of Peru?, answer: Lima}\n  - {ask: 1}\n") == {"no-answer"}


def test_a_habit_is_said_at_some_places_and_counted_after_them(tmp_path: Path) -> None:
    item = "  - {id: i%d, ask: Which of these is not %s?, choices: [{right: a}, {wrong: b, because: c}]}\n"
    many = "".join(item % (number, "x" * (number + 1)) for number in range(MOST_OF_RULE + 5))
    found = [one for one in checked(tmp_path, many).problems if one.code == "negation"]
    assert len(found) == MOST_OF_RULE and found[-1].message.endswith("(and in 5 more places)")


@pytest.mark.parametrize(("trials", "hits"), [(20, 11), (40, 18), (100, 36)], ids=["of 20", "of 40", "of 100"])
def test_a_pattern_is_no_accident_from_as_many_as_the_design_says(trials: int, hits: int) -> None:
    quarter = [0.25] * trials
    assert chance_of(quarter, hits) < 0.01 <= chance_of(quarter, hits - 1)


def test_many_trials_are_reckoned_alike_with_the_curve_and_without() -> None:
    assert chance_of([0.3] * (EXACT + 1), 145) == pytest.approx(chance_of([0.3] * EXACT, 145), rel=0.25)
    assert chance_of([], 0) == 1.0 and chance_of([0.5], 1) == 0.5
    assert chance_of([1.0] * (EXACT + 1), EXACT + 1) == 1.0


def test_lix_is_words_a_sentence_and_the_percentage_of_long_words() -> None:
    assert lix("The cat sat. The dog ran away.") == 3.5
    assert lix("Understanding matters. It is everything.") == 2.5 + 60
    assert lix("```\nlong words in programs\n```\n$$") == 0.0
    assert lix("- one two\n- one two\n- one two") == pytest.approx(2)


@pytest.mark.parametrize(
    ("language", "item", "code"),
    [
        ("en", "{ask: Which?, choices: [{right: a cat}, {wrong: None of these.}]}", "above"),
        ("de-AT", "{ask: Welche?, choices: [{right: eine Katze}, {wrong: Alle oben genannten.}]}", "above"),
        ("es", "{ask: ¿Cuáles?, choices: [{right: un gato}, {wrong: Todas las anteriores}]}", "above"),
        ("fr", "{ask: 'Lesquels ?', choices: [{right: un chat}, {wrong: Toutes ces réponses}]}", "above"),
        ("de", "{ask: Was ist nicht gerade?, choices: [{right: drei}, {wrong: vier}]}", "negation"),
        ("es", "{ask: ¿Cuál no es par?, choices: [{right: tres}, {wrong: dos}]}", "negation"),
        ("fr", "{ask: 'Lequel n’est pas pair ?', choices: [{right: trois}, {wrong: deux}]}", "negation"),
        ("fr", "{ask: Je bois de l', choices: [{right: eau}, {wrong: vin}, {wrong: lait}]}", "article"),
    ],
)
def test_the_words_are_those_of_the_pack_s_language(language: str, item: str, code: str, tmp_path: Path) -> None:
    assert code in codes(tmp_path, f"  - {item}\n", f"language: {language}\n")
    assert code not in codes(tmp_path, f"  - {item}\n", "language: tlh\n")


def test_every_language_names_words_for_every_rule() -> None:
    for language in ("en", "de", "es", "fr"):
        words = words_for(language)
        assert all(len(getattr(words, name)) > 5 for name in ("above", "negations", "absolute", "colours", "common"))


@pytest.mark.parametrize(
    "item",
    [
        "{ask: Which is **not** even?, choices: [{right: a}, {wrong: b, because: c}]}",
        "{ask: Which is NOT even?, choices: [{right: a}, {wrong: b, because: c}]}",
        "{ask: It does not rain. Which is it?, choices: [{right: a}, {wrong: b, because: c}]}",
        "{ask: Half of 6?, number: 3, hints: [Think of 3 and another number.]}",
        "{ask: 'Half of <<n>>?', vars: {n: 2..9}, number: n, hints: ['Take <<n>> apart.']}",
        "{ask: Is it Lima or Cusco?, answer: Lima, hints: [Lima lies by the sea.]}",
        "{ask: Half of 6?, number: 3, hints: [Halves, two of them make the whole]}",
        "{ask: Half of 6?, number: 3, hints: [Halves., two of them make the whole.]}",
        "{ask: What is 6?, id: peru-capital, answer: Lima}",
        "{ask: The red box holds three., answer: three more}",
    ],
)
def test_what_is_well_said_is_let_pass(item: str, tmp_path: Path) -> None:
    assert codes(tmp_path, f"  - {item}\n") == set()


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("ask: 'What is 3 + 4?', answer: seven", "ask: 'What is 3 - 4?', answer: less", ""),
        ("ask: Put in order., order: [a, b]", "ask: Put in order., order: [b, c]", ""),
        ("ask: Put in order., order: [a, b]", "ask: Put in order., order: [b, a]", "same-question"),
        ("ask: Fill in., cloze: 'A [[cat]] sat.'", "ask: Fill in., cloze: 'A [[dog]] sat.'", "same-question"),
        (
            "ask: Which?, choices: [{right: a}, {wrong: b}]",
            "ask: Which?, choices: [{wrong: a}, {right: b}]",
            "same-question",
        ),
        ("ask: Which?, choices: [{right: a}, {wrong: b}]", "ask: Which?, choices: [{right: a}, {wrong: c}]", ""),
        ("ask: Word?, answer: a, group: g", "ask: Word?, answer: b, group: g", ""),
        ("ask: 'A b c d e f g h of 20 i?', answer: x", "ask: 'A b c d e f g h of 30 i?', answer: x", ""),
        ("ask: 'A b c d e f g h of k i?', answer: x", "ask: 'A b c d e f g h off k i?', answer: y", ""),
        ("ask: 'Man bites dog?', answer: yes it is", "ask: '**Man** bites dog', answer: no", ""),
    ],
)
def test_two_questions_are_one_when_all_that_is_shown_is_alike(one: str, other: str, code: str, tmp_path: Path) -> None:
    found = codes(tmp_path, f"  - {{id: p, {one}}}\n  - {{id: q, {other}}}\n", depth=Depth(seeds=1))
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("item", "is_guarded"),
    [
        ("{ask: Capital?, answer: Lima}", False),
        ("{ask: Capital?, answer: Lima, samples: {right: [Lima]}}", True),
        ("{ask: Capital?, choices: [{right: Lima}, {wrong: Cusco}]}", False),
        ("{ask: Capital?, choices: [{right: Lima}, {wrong: Cusco}], samples: {right: [Lima]}}", True),
        ("{ask: Sum?, vars: {a: 2..9}, number: a + 1}", False),
        ("{ask: Sum?, vars: {a: 2..9}, number: a + 1, samples: {right: ['<<a + 1>>']}}", True),
        ("{ask: True?, true_false: true, samples: {wrong: ['false']}}", True),
        ("{ask: Order., order: [a, b, c], samples: {right: [[a, b, c]]}}", True),
        ("{ask: Order., order: [a, b, c]}", False),
        ("{ask: Match., match: {a: b, c: d}}", False),
        ("{ask: Match., match: {a: b, c: d}, samples: {right: [{a: b, c: d}]}}", True),
        ("{ask: Sort., sort: {a: [b], c: [d]}}", False),
        ("{ask: Fill., cloze: 'A [[b]] c [[d]].'}", False),
        ("{ask: Fill., cloze: 'A [[b]] c [[d]].', samples: {right: [[b, d]]}}", True),
        ("{ask: x?, formula: x + 1, samples: {wrong: [x]}}", False),
        ("{ask: x?, formula: x + 1, samples: {right: [1 + x]}}", True),
        ("{ask: Both., parts: [{ask: a?, number: 1}, {ask: b?, number: 2}]}", False),
        ("{ask: Recall., recall: something}", True),
    ],
)
def test_a_test_that_fails_with_a_wrong_answer_guards_an_item(item: str, is_guarded: bool, tmp_path: Path) -> None:
    assert ("no-guard" not in codes(tmp_path, f"  - {item}\n", depth=Depth(seeds=1, guards=True))) is is_guarded


def test_a_wrong_key_of_some_draws_is_found_with_fifty_of_them(tmp_path: Path) -> None:
    item = (
        "  - {id: a, ask: <<n>>?, vars: {n: 1..40}, choices: [{right: <<n * n>>}, {wrong: <<37 * n>>, because: b}]}\n"
    )
    assert codes(tmp_path, item, depth=Depth(seeds=2)) == set()
    assert codes(tmp_path, item, depth=Depth(seeds=200)) == {"equal-choices"}


def test_hostile_texts_are_judged_soon(tmp_path: Path) -> None:
    """Every rule takes time near to linear in a text: this would take minutes otherwise."""
    long = "word. " * 3_000
    items = "".join(
        f"  - {{id: i{n}, ask: '{long}?', choices: [{{right: '{long}a'}}, {{wrong: '{long}b'}}, {{wrong: '{long}c'}}]}}\n"
        for n in range(3)
    )
    head = f"reading_level: 20\nlanguage: en\nlesson: [{{text: '{'((' * 5000}'}}]\n"
    assert "same-question" in codes(tmp_path, items, head)
