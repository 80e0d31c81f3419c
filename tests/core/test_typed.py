"""Synonyms, and what is almost right, under the rules of an item."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tutor.core import typed as typed_texts
from tutor.core.item import Hint, Mistake, Setting
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.cloze import Cloze
from tutor.core.mistakes import hints_for
from tutor.core.synonyms import phrases, same_in_other_words
from tutor.core.text import normalise
from tutor.core.typed import Rules, flaws_of_rules, flaws_of_texts, is_one_of, match

SAME = [["car", "automobile"], ["lift", "elevator"], ["lift", "ride"], ["New York", "NYC"], ["very big", "huge"]]
RULES = Rules("ignore", "exact", None)


@pytest.mark.parametrize(
    ("typed", "right", "same"),
    [
        pytest.param("automobile", "car", True, id="a whole answer"),
        pytest.param("the automobile", "the car", True, id="a word of a longer answer"),
        pytest.param("an automobile in NYC", "an car in New York", True, id="several"),
        pytest.param("a very big car", "a huge automobile", True, id="phrases"),
        pytest.param("take the ride", "take the lift", True, id="one word in two groups"),
        pytest.param("take the elevator", "take the ride", False, id="groups that share a word stay apart"),
        pytest.param("cars", "automobiles", False, id="no forms of a word"),
        pytest.param("car", "bike", False, id="different"),
        pytest.param("the car, the lift", "the automobile, the elevator", True, id="beside commas"),
        pytest.param("car car", "car", False, id="twice"),
        pytest.param("", "car", False, id="nothing"),
    ],
)
def test_synonyms_may_stand_for_one_another(typed: str, right: str, same: bool) -> None:
    assert (
        same_in_other_words(
            [normalise(typed)], [normalise(right)], phrases([[*map(normalise, group)] for group in SAME])
        )
        is same
    )
    assert is_one_of(typed, [right], RULES, SAME) is same


def test_a_long_list_of_synonyms_is_prepared_once_for_all_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is compared with each known mistake: going through all synonyms each time took seconds."""
    brought, same = list[str](), [[f"ride {number}", f"trip {number}"] for number in range(100)]
    monkeypatch.setattr(
        typed_texts, "normalise", lambda text, **rules: brought.append(text) or normalise(text, **rules)
    )
    assert {match(f"wrong {number}", ["ride 7"], RULES, same).fit for number in range(20)} == {"wrong"}
    assert is_one_of("trip 7", ["ride 7"], RULES, same)
    assert len(brought) < 1_000
    assert not is_one_of("trip 7", ["ride 7"], RULES, [*same[:7], *same[8:]])


def test_hostile_synonyms_are_looked_for_in_bounded_time() -> None:
    same = [["a " * n for n in range(1, 9)]] * 50
    assert is_one_of("a " * 59, ["a " * 58 + "b"], RULES, same) is False
    assert is_one_of("a " * 500, ["a " * 499], RULES, same) is False


@pytest.mark.parametrize(
    ("typed", "rules", "fit", "notes"),
    [
        pytest.param("Éclair", RULES, "right", [], id="right"),
        pytest.param("Eclair", RULES, "almost", ["accents"], id="accents"),
        pytest.param("Eclair", Rules("ignore", "ignore", None), "right", [], id="accents ignored"),
        pytest.param("Eclair", Rules("ignore", "exact", 0), "wrong", ["accents"], id="accents with typos 0"),
        pytest.param("Eclair", Rules("ignore", "exact", 1), "almost", ["accents"], id="accents with typos 1"),
        pytest.param("éclair", Rules("exact", "exact", None), "almost", ["case"], id="case"),
        pytest.param("éclair", Rules("exact", "exact", 0), "wrong", ["case"], id="case with typos 0"),
        pytest.param("eclair", Rules("exact", "exact", None), "almost", ["case", "accents"], id="case and accents"),
        pytest.param("Éclaire", RULES, "almost", ["slip"], id="slip"),
        pytest.param("Éclaire", Rules("ignore", "exact", 1), "right", ["slip"], id="slip with typos 1"),
        pytest.param("Éclaire", Rules("ignore", "exact", 0), "wrong", [], id="slip with typos 0"),
        pytest.param("Tarte", RULES, "wrong", [], id="wrong"),
        pytest.param('"Éclair"', RULES, "right", [], id="in quotes"),
        pytest.param("Éclair" * 400, RULES, "wrong", [], id="longer than anything is compared"),
    ],
)
def test_a_typed_text_is_right_almost_or_wrong(typed: str, rules: Rules, fit: str, notes: list[str]) -> None:
    found = match(typed, ["Éclair"], rules)
    assert (found.fit, [note.code for note in found.notes]) == (fit, notes)


@pytest.mark.parametrize("accents", ["exact", "ignore"])
def test_a_letter_of_its_own_is_no_accent(accents) -> None:
    rules = Rules("ignore", accents, None, "ñ")
    found = match("ano", ["año"], rules)
    assert (found.fit, [note.code for note in found.notes]) == ("almost", ["slip"])
    assert rules.difference("ano", "año") == [("same", "a"), ("changed", "n"), ("missing", "ñ"), ("same", "o")]


def test_the_letters_are_those_of_what_is_learned() -> None:
    item = Answer(answer="año", accents="ignore")
    assert not item.judge("ano", Setting(language="en", target="es")).correct
    assert not item.judge("ano", Setting(language="es")).correct
    assert item.judge("ano", Setting(language="es", target="fr")).correct


@pytest.mark.parametrize(
    ("condition", "typed", "fits"),
    [
        ("response == 'la peras'", "La  Peras.", True),
        ("'La Peras' == response", "la peras", True),
        ("response != 'la peras'", "La Peras", False),
        ("response in ['x', 'la peras']", "“La peras”", True),
        ("'PERAS' in response", "la peras", True),
        ("response in 'Las Peras Verdes'", "peras", True),
        ("' ' in response", "peras", False),
        ("' ' in response", "la peras", True),
        ("'' in response", "x", True),
        ("'?' in response", "peras?", True),
        ("response == 'las peras'", "la peras", False),
        ("len(response) == 4", "Año!", True),
        ("response == 5", "5", False),
    ],
)
def test_expressions_compare_a_typed_text_as_the_item_does(condition: str, typed: str, fits: bool) -> None:
    setting = Setting()
    for item, response in ((Answer(answer="z"), typed), (Cloze(cloze="[[z]]"), [typed])):
        asked = replace(item, mistakes=[Mistake(condition=condition, say="!")])
        assert (asked.judge(response, setting).said == "!") is fits
        hinted = replace(item, hints=[Hint(when=condition, say="!")])
        assert (hints_for(hinted, response, setting) == ["!"]) is fits


def test_expressions_take_case_as_seriously_as_the_item() -> None:
    item = Answer(answer="z", case="exact", mistakes=[Mistake(condition="response == 'La'", say="!")])
    assert [item.judge(typed, Setting()).said for typed in ("La.", "la")] == ["!", ""]
    two = Cloze(cloze="[[a]] [[b]]", mistakes=[Mistake(condition="response == ['X', 'y']", say="!")])
    assert two.judge(["x", "Y"], Setting()).said == "!"


def test_a_slip_in_a_synonym_is_a_slip() -> None:
    assert match("automobil", ["car"], RULES, SAME).nearest == "automobile"
    assert match("automobil", ["car"], RULES, SAME).fit == "almost"


def test_the_nearest_accepted_text_is_shown() -> None:
    assert match("Vena", ["Beč", "Vienna", "Wien"], RULES).nearest == "Vienna"


def test_quotes_count_when_they_belong_to_the_answer() -> None:
    assert not is_one_of("a", ["'a'"], RULES)
    assert is_one_of("‘a’", ["'a'"], RULES)


def test_answers_that_nobody_can_type_are_flaws() -> None:
    assert [flaw.path for flaw in flaws_of_texts(["a", " \u200b", "x" * 2001], ("answer",))] == [
        ("answer", 1),
        ("answer", 2),
    ]
    assert [flaw.path for flaw in flaws_of_texts([""], ("answer",))] == [("answer",)]
    assert [flaw.code for flaw in flaws_of_rules(Answer(answer="x", typos=2))] == ["typos"]
    assert not list(flaws_of_rules(Answer(answer="x", typos=1)))


@pytest.mark.parametrize(
    ("key", "typed", "correct"),
    [
        pytest.param("print(x)", "  print(x) ", True, id="white space around it"),
        pytest.param("print(x)", "Print(x)", False, id="case"),
        pytest.param("x == 1", "x==1", False, id="inner spaces"),
        pytest.param("x == 1", "x  ==  1", False, id="more spaces"),
        pytest.param("if x:", "if x", False, id="final punctuation"),
        pytest.param("'a'", "a", False, id="quotes"),
        pytest.param("the car", "car", False, id="an article"),
        pytest.param("return total", "return totla", False, id="a slip"),
        pytest.param("car", "automobile", False, id="a synonym"),
        pytest.param("é", "e\u0301", True, id="one character in two forms"),
    ],
)
def test_with_exact_every_character_counts_and_nothing_is_almost(key: str, typed: str, correct: bool) -> None:
    setting = Setting(same=SAME)
    for item, response in ((Answer(answer=key, exact=True), typed), (Cloze(cloze=f"[[{key}]]", exact=True), [typed])):
        judged = item.judge(response, setting)
        assert (judged.correct, judged.almost) == (correct, False)
        assert correct or any(sort != "same" for sort, _ in judged.difference)


def test_mistakes_of_an_exact_item_are_compared_exactly_too() -> None:
    known = [Mistake(when="x=1", say="Spaces."), Mistake(condition="response == 'X = 1'", say="Case.")]
    item = Answer(answer="x = 1", exact=True, mistakes=known)
    assert [item.judge(typed, Setting()).said for typed in ("x=1", "X = 1", "X=1", "x = 1.")] == [
        "Spaces.",
        "Case.",
        "",
        "",
    ]


@pytest.mark.parametrize("rule", [{"case": "exact"}, {"accents": "ignore"}, {"typos": 0}])
def test_exact_beside_another_rule_of_comparing_is_an_error(rule: dict[str, Any]) -> None:
    for item in (Answer(answer="x", exact=True, **rule), Cloze(cloze="[[x]]", exact=True, **rule)):
        assert [(flaw.path, flaw.code) for flaw in item.flaws()] == [((next(iter(rule)),), "exact")]


@pytest.mark.parametrize("exact", [False, True])
def test_an_empty_gap_is_never_almost_right(exact: bool) -> None:
    item = Cloze(cloze="`x [[=]] [[1]]`", exact=exact)
    judged = item.judge(["", "1"], Setting())
    assert (judged.correct, judged.almost, judged.parts) == (False, False, [False, True])
