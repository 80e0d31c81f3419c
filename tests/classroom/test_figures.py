"""Every figure of a report against an independent computation with numpy, from the hand-ins themselves."""

from __future__ import annotations

import json
import math
import random
import zipfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from class_world import LEARNERS, Demo, World

from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.curves import GAIN, RIDGE, SMALL, Try, afm
from tutor.classroom.folder import find
from tutor.classroom.report import Report
from tutor.classroom.sums.run import NAMES, on_sqlite


@pytest.fixture(scope="module")
def seen(demo: Demo) -> tuple[Report, list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The report of the demo class, all answers as they lie in the newest hand-ins, and their skills."""
    newest: dict[str, Path] = {}
    for place in sorted(demo.handins.rglob("*.handin")):
        newest[place.name[:9]] = place
    answers, skills = [], {}
    for code, place in newest.items():
        with zipfile.ZipFile(place) as archive:
            data = archive.read("answers.jsonl") if "answers.jsonl" in archive.namelist() else b""
            rows = [json.loads(row) for row in data.splitlines()]
            skills[code] = [json.loads(row) for row in archive.read("skills.jsonl").splitlines()]
        undone = {row["undo"] for row in rows if "undo" in row}
        answers += [{"learner": code, **row} for row in rows if "id" in row and row["id"] not in undone]
    return demo.report, answers, skills


def tried(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in answers if row.get("attempt", 1) == 1 and not row.get("skipped")]


def firsts(answers: list[dict[str, Any]]) -> dict[tuple[str, str], float]:
    """The score of each learner's first try at each question."""
    found: dict[tuple[str, str], tuple[int, float]] = {}
    for row in tried(answers):
        key, at = (row["learner"], row["item"]), row.get("opportunity", 1)
        if key not in found or at < found[key][0]:
            found[key] = (at, row.get("score", 0.0))
    return {key: score for key, (_at, score) in found.items()}


def test_facility_and_correlation_with_the_rest_are_those_of_numpy(seen: Any) -> None:
    found, answers, _skills = seen
    by_learner: dict[str, dict[str, float]] = defaultdict(dict)
    for (learner, item), score in firsts(answers).items():
        by_learner[learner][item] = score
    checked = 0
    for one in found.items:
        takers = [learner for learner in by_learner if one.item in by_learner[learner]]
        x = np.array([by_learner[learner][one.item] for learner in takers])
        assert one.n == len(x) and one.facility == pytest.approx(x.mean(), abs=1e-9)
        with_rest = [learner for learner in takers if len(by_learner[learner]) > 1]
        x = np.array([by_learner[learner][one.item] for learner in with_rest])
        y = np.array(
            [
                (sum(by_learner[learner].values()) - by_learner[learner][one.item]) / (len(by_learner[learner]) - 1)
                for learner in with_rest
            ]
        )
        if len(x) > 3 and x.std() > 1e-9 and y.std() > 1e-9:
            assert one.r == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)
            half = 1.96 / math.sqrt(len(x) - 3)
            z = np.arctanh(np.clip(one.r, -0.999999, 0.999999))
            assert (one.r_low, one.r_high) == pytest.approx((np.tanh(z - half), np.tanh(z + half)), abs=1e-9)
            checked += 1
    assert checked > 50 and len(found.items) > 100


def test_learners_days_drops_and_self_knowledge_are_recomputed(seen: Any) -> None:
    found, answers, _skills = seen
    claims = {1: 0.5, 2: 0.73, 3: 0.9}
    assert len(found.learners) >= LEARNERS - 3
    for one in found.learners:
        mine = [row for row in answers if row["learner"] == one.learner]
        first = tried(mine)
        first.sort(key=lambda row: (row["day"], row["n"]))
        assert (one.n, one.right) == (len(first), sum(row.get("right", False) for row in first))
        days = np.unique([row["day"] for row in mine])
        assert one.days == len(days)
        if len(days) > 1:
            assert one.usual_gap == pytest.approx(float(np.median(np.diff(days))), abs=1e-9)
        told = [(claims[row["confidence"]], row.get("right", False)) for row in first if "confidence" in row]
        assert one.sure_n == len(told)
        if len(told) >= 20:
            claim, right = np.array(told, dtype=float).T
            assert one.bias == pytest.approx((claim - right).mean(), abs=1e-9)
            assert one.brier == pytest.approx(((claim - right) ** 2).mean(), abs=1e-9)
        if len(first) >= 40:
            rights = np.array([row.get("right", False) for row in first], dtype=float)
            assert (one.before, one.lately) == pytest.approx((rights[-40:-20].mean(), rights[-20:].mean()), abs=1e-9)


def test_skills_mistakes_and_choices_are_recounted(seen: Any) -> None:
    found, answers, skills = seen
    for one in found.skills:
        states = [row["state"] for rows in skills.values() for row in rows if row["skill"] == one.skill]
        assert one.n == len(states) and one.mastered == sum(state in ("mastered", "secure") for state in states)
        z, n, p = 1.96, len(states), one.mastered / len(states)
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        assert (one.low, one.high) == pytest.approx(
            ((middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)), abs=1e-9
        )
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    takers: dict[str, set[str]] = defaultdict(set)
    for row in answers:
        if not row.get("skipped"):
            takers[row["skills"][0]].add(row["learner"])
            if row.get("mistake"):
                made[row["skills"][0], row["mistake"]].add(row["learner"])
    for one in found.mistakes:
        assert one.learners == len(made[one.skill, one.mistake]) >= 5 and one.takers == len(takers[one.skill])
    common = [key for key, who in made.items() if len(who) >= max(5, 0.15 * len(takers[key[0]]))]
    assert len(found.mistakes) == min(10, len(common))


def test_the_gains_of_skills_are_those_of_newtons_method_on_the_whole_model() -> None:
    tries = drawn(random.Random(3), learners=15, skills=4, flat=set())
    found = afm(tries)
    names, people = sorted({one.skill for one in tries}), sorted({one.learner for one in tries})
    x = np.zeros((len(tries), len(people) + 2 * len(names)))
    y = np.array([one.right for one in tries], dtype=float)
    for row, one in enumerate(tries):
        x[row, people.index(one.learner)] = 1
        place = len(people) + 2 * names.index(one.skill)
        x[row, place], x[row, place + 1] = 1, one.opportunity
    ridge = np.diag([RIDGE] * len(people) + [SMALL] * (2 * len(names)))
    beta = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ beta))
        beta += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (y - p) - ridge @ beta)
    for number, name in enumerate(names):
        place = len(people) + 2 * number
        assert (found[name].ease, found[name].gain) == pytest.approx((beta[place], beta[place + 1]), abs=1e-9)
    p = 1 / (1 + np.exp(-x @ beta))
    exact = np.sqrt(np.diag(np.linalg.inv(x.T @ (x * (p * (1 - p))[:, None]) + ridge)))
    for number, name in enumerate(names):
        assert found[name].error == pytest.approx(exact[len(people) + 2 * number + 1], rel=0.1), (
            "others' skills left out"
        )


def drawn(chance: random.Random, *, learners: int, skills: int, flat: set[int]) -> list[Try]:
    """Learners who practise each skill until three right in a row, as mastery gating has it, 25 times at most."""
    found = []
    for who in range(learners):
        ability = chance.gauss(0, 0.8)
        for skill in range(skills):
            run, at = 0, 0
            while run < 3 and at < 25:
                at += 1
                logit = ability - 0.5 + (0.0 if skill in flat else 0.25) * at
                right = chance.random() < 1 / (1 + math.exp(-logit))
                run = run + 1 if right else 0
                found.append(Try(f"l{who:02}", f"s{skill:02}", at, right))
    return found


def test_sums_of_two_classes_added_are_those_of_both(tmp_path: Path) -> None:
    """Learners' own sums, choices, mistakes and curves; of items all that is no rank within the class."""
    world = World(tmp_path)
    world.run("teacher", "class", "demo", "--learners", "4", "--weeks", "1", "--in", "demo", "--seed", "2")
    folder = find(world.folder / "demo")
    with ClassBook.open(folder.book, folder.card.id) as book:
        db = book.db
        codes = [code for (code,) in db.execute("select code from learner order by code")]
        halves = (codes[: len(codes) // 2], codes[len(codes) // 2 :])
        both = {name: on_sqlite(db, name) for name in NAMES}
        parts = []
        for half in halves:
            listed = ", ".join(f"'{code}'" for code in half)
            db.execute(f"create temp view answers as select * from main.answers where learner in ({listed})")
            parts.append({name: on_sqlite(db, name) for name in NAMES})
            db.execute("drop view temp.answers")
    summed = ("n", "errors", "hinted", "rights", "x", "xx", "learners", "answers")
    for name in ("curve_sums", "item_sums", "choice_sums"):
        keys = {
            "curve_sums": ("skill", "opportunity"),
            "item_sums": ("item", "rev"),
            "choice_sums": ("item", "choice", "mis"),
        }[name]
        total: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for part in parts:
            for row in part[name]:
                for column in summed:
                    total[tuple(row[key] for key in keys)][column] += row.get(column, 0)
        for row in both[name]:
            mine = total[tuple(row[key] for key in keys)]
            assert all(mine[column] == pytest.approx(row[column]) for column in summed if column in row)
    assert GAIN == 0.10 and date(1970, 1, 1)
