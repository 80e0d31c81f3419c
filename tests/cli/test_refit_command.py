"""`tutor refit`: what was tried and what came of it, in plain sentences; and the way back."""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core import refit
from tutor.core.learner.events import Answered, Met, Refitted, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.memory import Weights
from tutor.core.whole_days import scheduler
from tutor.store.book import Book
from tutor.study import optimizer

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
DEFAULTS: Weights = scheduler().parameters
LASTING: Weights = (*DEFAULTS[:20], 0.1)
"""The weights of one who forgets less the longer it is."""
HASTY: Weights = (*DEFAULTS[:20], 0.8)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setenv("TUTOR_NOW", "2026-03-01T18:00:00+00:00")
    return tmp_path


@pytest.fixture
def lasting(home: Path) -> Path:
    """The file of one who was right again on the 30th day, at all of 50 facts."""
    path = home / "learners" / "me.sqlite"
    path.parent.mkdir(mode=0o700)
    skill = SkillFacts(id="c/deck", remember="items", item_count=50)
    with Book.open(path, fold=apply, now=BEGIN, chance=random.Random(1)) as book:
        book.record(BEGIN, Met(course="c", version="1", content_hash="h", skills=[skill]))
        for day in (0, 30):
            book.record(BEGIN + timedelta(days=day), *(right(f"c/deck/i{number}") for number in range(50)))
    return path


def right(item: str) -> Answered:
    return Answered(item=item, skill="c/deck", kind="review", type="answer", score=1.0, correct=True, rating="good")


@pytest.fixture
def enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refit, "ENOUGH", 50)


def fitting(monkeypatch: pytest.MonkeyPatch, weights: Weights) -> None:
    """From now on the optimiser finds these."""
    monkeypatch.setattr(optimizer, "fit", lambda _: list(weights))


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["refit", *words])


def said(*words: str) -> str:
    done = run(*words)
    assert (done.exit_code, done.stderr) == (0, "")
    return str(done.stdout)


@pytest.mark.usefixtures("lasting")
def test_with_too_few_reviews_it_says_how_many_are_missing_whether_there_is_an_optimiser_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    assert said() == FEW


FEW = """\
Nothing was tried yet: you have 50 reviews that tell how you forget, 950 are missing.
Figures of your own need 1,000 reviews, each half a day or more after the one before; fewer mislead.
"""


@pytest.mark.usefixtures("lasting", "enough")
def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    done = run()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == optimizer.MISSING + "\n"


@pytest.mark.usefixtures("lasting", "enough")
def test_what_foretells_the_newest_better_is_kept_and_can_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    fitting(monkeypatch, LASTING)
    assert said() == KEPT
    assert said() == STILL
    assert said("--back") == BACK
    assert said("--back") == "Your memory is reckoned by the usual figures; there is nothing to take back.\n"


KEPT = """\
Kept: figures fitted to 40 of your reviews foretell the newest 10 better.
Error of the forecasts (log loss, less is better): 0.2961 with the usual figures, 0.2750 with the new ones.
From now on your reviews come by these figures; what you learned stays as it is.
To go back to the usual ones: tutor refit --back
"""
STILL = """\
Nothing changed: figures fitted to 40 of your reviews do not foretell the newest 10 clearly better.
Error of the forecasts (log loss, less is better): 0.2961 with the usual figures, 0.2750 with yours until now, \
0.2750 with the new ones.
Your memory is reckoned by figures of your own since today.
To go back to the usual ones: tutor refit --back
"""
BACK = """\
From now on your memory is reckoned by the usual figures again; what you learned stays as it is.
To try figures of your own once more: tutor refit
"""


@pytest.mark.usefixtures("lasting", "enough")
@pytest.mark.parametrize("tried", [DEFAULTS, HASTY])
def test_what_is_no_better_changes_nothing(monkeypatch: pytest.MonkeyPatch, tried: Weights) -> None:
    fitting(monkeypatch, tried)
    assert said() == NO_BETTER[tried]


NO_BETTER = {
    tried: f"""\
Nothing changed: figures fitted to 40 of your reviews do not foretell the newest 10 clearly better.
Error of the forecasts (log loss, less is better): 0.2961 with the usual figures, {loss} with the new ones.
"""
    for tried, loss in [(DEFAULTS, "0.2961"), (HASTY, "0.4240")]
}


@pytest.mark.usefixtures("enough")
def test_figures_that_no_longer_do_better_are_given_up(lasting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Book.open(lasting, fold=apply, now=BEGIN) as book:
        book.record(BEGIN, Refitted(weights=list(HASTY)))
    fitting(monkeypatch, HASTY)
    assert said() == GIVEN_UP
    assert json.loads(said("--back", "--json"))["outcome"] == "nothing"


GIVEN_UP = """\
Your own figures are given up: the usual ones foretell your newest 10 reviews no worse.
Error of the forecasts (log loss, less is better): 0.2961 with the usual figures, 0.4741 with yours until now, \
0.4240 with the new ones.
From now on your reviews come by the usual figures; what you learned stays as it is.
"""


@pytest.mark.usefixtures("lasting", "enough")
def test_figures_that_are_none_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fitting(monkeypatch, (1.0, 2.0))
    assert said() == "Nothing changed: 40 of your reviews gave no figures that can be used. More may help.\n"


@pytest.mark.usefixtures("lasting", "enough")
def test_it_comes_as_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    fitting(monkeypatch, LASTING)
    facts = json.loads(said("--json"))
    assert (facts["outcome"], facts["reviews"], facts["newest"], facts["needed"]) == ("kept", 50, 10, 50)
    assert facts["after"] < facts["before"] == facts["defaults"] and facts["since"] == "2026-03-01"
    assert (
        facts["weights"]
        == facts["tried"]
        == pytest.approx([(a + b) / 2 for a, b in zip(DEFAULTS, LASTING, strict=True)])
    )
    assert facts["sentence"] == " ".join(KEPT.splitlines())
    assert json.loads(said("--json", "--back")) == {"outcome": "back", "sentence": " ".join(BACK.splitlines())}
    assert json.loads(said("--json", "--back"))["outcome"] == "nothing"


def test_who_has_no_file_yet_is_told_so_and_gets_none(home: Path) -> None:
    done = run("--learner", "nobody")
    assert done.exit_code == 1 and "nobody.sqlite cannot be reached" in done.stderr
    assert not list(home.rglob("*.sqlite"))
    assert run("--learner", "../x").exit_code == 2
