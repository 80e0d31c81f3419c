"""Spanish from the start, solved again: from rules of the language and tables that know nothing of the course."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import spanish as es
from shipped import compiled, items_of
from solving import check_solver
from spanish_sentences import MIDDLE_UNITS
from spanish_solvers import FIRST_UNITS
from spanish_stories import LAST_UNITS

from tutor.core.item import Setting
from tutor.core.kinds.answer import Answer

COURSE = "spanish-a1"
PLACE = Path(__file__).parents[2] / "courses" / COURSE
SOLVERS = {**FIRST_UNITS, **MIDDLE_UNITS, **LAST_UNITS}


def cards() -> list[dict[str, str]]:
    """All rows of all tables of words, each with the `file` it stands in."""
    found = []
    for file in sorted((PLACE / "words").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            found += [{**row, "file": file.name} for row in csv.DictReader(rows)]
    return found


CARDS = cards()


def singular(noun: str) -> str:
    """Of one that is taught in the plural: *vacaciones*, *pantalones*, *gafas*."""
    return re.sub("ones$", "ón", noun) if noun.endswith("ones") else noun.removesuffix("s")


@pytest.mark.parametrize("name", SOLVERS)
def test_what_the_rules_of_spanish_give_is_right_and_what_lies_near_is_not(name: str) -> None:
    check_solver(items_of(COURSE)[name], SOLVERS[name])


def test_every_template_is_solved() -> None:
    assert {name for name, item in items_of(COURSE).items() if item.vars} == set(SOLVERS)


def test_the_articles_of_all_words_are_those_of_their_gender() -> None:
    for card in CARDS:
        for text in card["front"].split("|")[:1]:
            article, _, noun = text.partition(" ")
            head = noun.split(" ")[0]
            if article in ("el", "la"):
                assert article == es.the(head), text
            if article in ("los", "las"):
                assert article == es.these(singular(head)), text


def test_the_feminine_beside_a_masculine_is_the_one_of_the_rules() -> None:
    for card in CARDS:
        one, *others = card["front"].split("|")
        if " " in one or es.feminine(one) in others:
            continue
        assert one[:-1] + "a" not in others, (one, others)


def test_no_word_is_taught_twice_and_the_notes_count_them() -> None:
    words = Counter(card["front"].split("|")[0].lower() for card in CARDS)
    assert [word for word, times in words.items() if times > 1] == []
    assert f"{len(words)} words" in (PLACE / "NOTES.md").read_text("utf-8")


def test_every_word_is_asked_in_both_directions_and_each_of_its_variants_is_right() -> None:
    items = items_of(COURSE)
    tables = {}
    for source in (PLACE / "units").glob("*.yaml"):
        for skill, file in re.findall(
            r"skill: (\S+)\n(?:(?!- skill:)[\s\S])*?file: words/(\S+)", source.read_text("utf-8")
        ):
            tables[file] = skill
    assert set(tables) == {card["file"] for card in CARDS}
    for card in CARDS:
        skill = tables[card["file"]]
        for key, side in ((card["id"], "back"), (card["id"] + "-back", "front")):
            item = items[f"{skill}/{key}"]
            assert isinstance(item, Answer)
            setting = Setting(language="en", target="es", same=compiled(COURSE).course.same)
            for text in card[side].split("|"):
                assert item.judge(text, setting).correct, text


def test_an_accent_left_out_is_asked_again_and_a_wrong_article_is_wrong() -> None:
    items = items_of(COURSE)
    setting = Setting(language="en", target="es")
    assert items["greetings/w02-back"].judge("adios", setting).almost
    assert not items["things/w02-back"].judge("la libro", setting).almost
    assert not items["things/w02-back"].judge("libro", setting).correct


def test_what_is_spoken_is_what_is_written() -> None:
    for card in CARDS:
        assert card["speak"] == card["front"].split("|")[0]


def test_every_word_has_a_sentence_that_ends_like_one() -> None:
    for card in CARDS:
        assert re.search(r"[.?!…]$", card["example"]), card["front"]


def forms(text: str) -> set[str]:
    """A word as it may stand in a sentence: itself, its plural and feminine, or a form of the verb; without accents."""
    word = re.sub("^(el|la|los|las) ", "", text.lower()).strip("¿?")
    found = {word, es.plural(word), word[:-1]}
    if re.search("[aei]r(se)?$", word):
        found |= {es.present(word, who) for who in range(6)}
    return {es.plain(form) for form in found}


ORDERS = {"girar": "gire", "cruzar": "cruce"}
"""Polite orders that stand in examples."""


def test_every_example_holds_its_word() -> None:
    for card in CARDS:
        variants = card["front"].split("|")
        known = set().union(*map(forms, variants), {ORDERS.get(variants[0], variants[0])})
        assert any(form in es.plain(card["example"].lower()) for form in known), card
