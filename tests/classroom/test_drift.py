"""A bad translation is found, a good one is left alone, and ability is no translation."""

from __future__ import annotations

import math
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from class_world import World

from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.drift import First, drifts, mantel_haenszel
from tutor.classroom.folder import find
from tutor.classroom.report import report
from tutor.core.classroom.lines import AnswerLine
from tutor.present.class_items import questions


def tries(seed: int, *, harder: float = 0.0, weaker: float = 0.0, n: int = 400) -> list[First]:
    """Two groups at one question; the other one finds it harder by so many logits, or is weaker at everything."""
    chance, found = random.Random(seed), []
    for group, shift, less in (("en", 0.0, 0.0), ("es", harder, weaker)):
        for _ in range(n):
            ability = chance.gauss(-less, 1)
            rest = sum(chance.random() < 1 / (1 + math.exp(-ability)) for _ in range(20)) / 20
            found.append(First(group, rest, chance.random() < 1 / (1 + math.exp(-(ability - shift)))))
    return found


def test_a_bad_translation_is_found_and_its_side_is_told() -> None:
    found = [drifts({"c/s/a": tries(seed, harder=1.2)}) for seed in range(20)]
    assert sum(bool(one) for one in found) >= 18
    assert all(one[0].delta < 0 and (one[0].base, one[0].other) == ("en", "es") for one in found if one)


def test_a_good_one_is_left_alone_also_where_one_group_is_weaker() -> None:
    assert sum(bool(drifts({"c/s/a": tries(seed)})) for seed in range(40)) == 0
    assert sum(bool(drifts({"c/s/a": tries(seed, weaker=0.8)})) for seed in range(40)) <= 1


def test_below_two_hundred_nothing_is_said() -> None:
    assert not any(drifts({"c/s/a": tries(seed, harder=3, n=199)}) for seed in range(5))


def test_it_is_the_pooled_odds_ratio() -> None:
    drawn = tries(5, harder=0.9)
    ranked = sorted(drawn, key=lambda one: one.rest)
    top = bottom = 0.0
    for part in (ranked[at : at + 160] for at in range(0, 800, 160)):
        en = np.array([one.right for one in part if one.group == "en"])
        es = np.array([one.right for one in part if one.group == "es"])
        top += en.sum() * (~es).sum() / len(part)
        bottom += (~en).sum() * es.sum() / len(part)
    assert mantel_haenszel(drawn, "en")[0] == pytest.approx(-2.35 * math.log(top / bottom), abs=1e-9)
    assert mantel_haenszel([], "en") == (0.0, 0.0)


def test_the_report_of_many_names_the_question_whose_translation_is_bad(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "Many", "--in", "many")
    folder = find(tmp_path / "many")
    chance = random.Random(3)
    with ClassBook.open(folder.book, folder.card.id) as book:
        for number in range(420):
            code, language, ability = f"K{number:08}", "es" if number % 2 else "en", chance.gauss(0, 1)
            book.db.execute("insert into learner values(?,1,2,'2026-11-01','2026-11-01','',?,0,0)", (code, language))
            for place in range(12):
                harder = 1.6 if place == 3 and language == "es" else 0.0
                right = chance.random() < 1 / (1 + math.exp(-(ability - harder)))
                line = AnswerLine(
                    stream="s",
                    n=place + 1,
                    id=f"{number}-{place}",
                    item=f"c/s/i{place:02}",
                    score=float(right),
                    right=right,
                )
                book.put_answers(code, [line])
        found = report(folder, book, date(2026, 11, 2))
    assert [(one.item, one.base, one.other) for one in found.drifts] in (
        [("c/s/i03", "en", "es")],
        [("c/s/i03", "es", "en")],
    )
    assert any("c/s/i03: much " in line.words and "check that version" in line.words for line in questions(found))
