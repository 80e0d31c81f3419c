"""How well answers are foretold, on real logs, in order of time, beside FSRS-6 and the models of the literature.

    python tests/benchmarks/prediction.py --data FOLDER [--assistments CSV] [--drawn 12]

FOLDER (or the environment variable TUTOR_DATA) holds `review-log` and `skill-response`; ASSISTments 2009-10 is read
when its CSV is given. Refits are measured when the extra `optimize` is installed. Models may look at four learners in
five; the skill figures are of the fifth. Each chance is given before its answer is seen. The tutor's are those of its
own fold (`core.learner.foretold`), as choosing takes them: of the other learners it knows nothing but the difficulties
1 to 5 that an author would set.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import prediction_logs as logs
from prediction_drawn import drawn, drawn_factor, refits_pay
from prediction_logs import Answer
from prediction_models import Guess, Holder, Model, auc, binned, bkt, elo, ema, log_loss, of_skills, ours, pfa
from rich.console import Console
from rich.table import Table

from tutor.core import calibration
from tutor.core.memory import SAME_DAY, Weights
from tutor.core.refit import ENOUGH, Forecast, Refit, Review, followed, forecasts, refit
from tutor.study.optimizer import NoOptimizer, fit

RATES = (0.0, 0.05, 0.08, 0.12, 0.16, 0.2, 0.3)
EVERY = 200
"""Reviews between two refits."""
TUTOR = "the tutor, author's difficulties"
OUT = Console()


def guesses(found: Sequence[Forecast]) -> list[Guess]:
    return [(one.recall, one.recalled) for one in found]


def at_rate(reviews: Sequence[Review], rate: float, weights: Weights = ()) -> list[Guess]:
    with patch.object(calibration, "RATE", rate):
        return guesses(forecasts(reviews, weights))


def mean_so_far(found: Sequence[Guess]) -> list[Guess]:
    right, told = 1.8, []
    for count, (_, recalled) in enumerate(found, 2):
        told.append((right / count, recalled))
        right += recalled
    return told


def refitted(reviews: Sequence[Review], guarded: bool) -> tuple[list[Guess], list[Refit]]:
    """Every `EVERY` reviews fit on the past alone, foretell the next with what was kept (or, unguarded, with any)."""
    held = followed(reviews)
    places = [place for place, one in enumerate(held) if one.had is not None and one.days >= SAME_DAY]
    found = guesses(forecasts(held))
    tries, weights = [], ()
    for start in range(ENOUGH, len(places), EVERY):
        past, coming = held[: places[start]], held[places[start] :]
        tries.append(refit(past, fit, weights if guarded else ()))
        weights = tries[-1].weights if guarded else tries[-1].tried
        held, found[start:] = [*past, *followed(coming, weights)], guesses(forecasts(coming, weights))
    return found, tries


def table(title: str, names: Sequence[str]) -> Table:
    made = Table(title=title, title_justify="left")
    for place, name in enumerate(names):
        made.add_column(name, justify="right" if place else "left")
    return made


def measures(found: Sequence[Guess]) -> list[str]:
    return [f"{log_loss(found):.4f}", f"{auc(found):.4f}", f"{binned(found):.4f}"]


Target = tuple[str, str, bool]


def recall(data: Path) -> list[Target]:
    reviews = logs.recall_log(data)
    found = {"FSRS-6, defaults": at_rate(reviews, 0.0)}
    plain = found["FSRS-6, defaults"]
    found = {"share recalled so far": mean_so_far(plain), **found}
    found |= {f"+ factor, rate {rate}": at_rate(reviews, rate) for rate in RATES[1:]}
    targets = [("recall, no fitting", "≤ FSRS-6 defaults", log_loss(at_rate(reviews, calibration.RATE)), plain)]
    try:
        found["+ factor + guarded refit"], tries = refitted(reviews, guarded=True)
        found["+ factor + refit unguarded"], _ = refitted(reviews, guarded=False)
        guarded = log_loss(found["+ factor + guarded refit"])
        targets.append(("recall, guarded refit", "≤ FSRS-6 defaults", guarded, plain))
        targets.append(("the same, is fitting worth it", "≤ factor alone", guarded, at_rate(reviews, calibration.RATE)))
    except NoOptimizer as missing:
        OUT.print(str(missing), markup=False)
        tries = []
    shown = table(f"Recall: {len(plain):,} reviews of one learner", ["model", "log loss", "AUC", "binned RMSE"])
    for name, told in found.items():
        shown.add_row(name, *measures(told))
    OUT.print(shown)
    for one in tries:
        losses = f"defaults {one.defaults:.4f}, in use {one.before:.4f}, tried {one.after:.4f}"
        OUT.print(f"  refit at {one.reviews:,}: {one.outcome}; on the newest fifth {losses}", highlight=False)
    return [
        (f"{name}: {value:.4f}", f"{goal} {log_loss(peer):.4f}", value <= log_loss(peer))
        for name, goal, value, peer in targets
    ]


def rates_over_drawn(count: int) -> None:
    """Log loss above that of one who knows the learner's true factor."""
    shown = table(f"Calibration over {count} drawn learners: loss above the truth", ["rate", "200 reviews", "1,000"])
    learners = [drawn(seed, 1100, drawn_factor(seed)) for seed in range(count)]
    for rate in RATES:
        cells = []
        for length in (200, 1000):
            losses = [
                log_loss(at_rate(one.reviews, rate)[:length]) - log_loss(guesses(one.truth)[:length])
                for one in learners
            ]
            cells.append(f"{sum(losses) / count:+.4f}")
        shown.add_row(str(rate), *cells)
    OUT.print(shown)


def refits_over_drawn(count: int) -> None:
    names = ["reviews before", "defaults", "any refit", "guarded", "truth", "kept"]
    shown = table(f"Refits over {count} drawn learners with weights of their own: loss of the next 1,000", names)
    try:
        for after in (1500, 2500, 4000):
            paid = refits_pay(fit, after, range(count))
            shown.add_row(f"{after:,}", *(f"{one:.4f}" for one in paid[:4]), f"{paid.kept} of {count}")
    except NoOptimizer:
        return
    OUT.print(shown)


def skills(name: str, answers: Sequence[Answer], holder: Holder) -> list[Target]:
    older = [one for one in answers if not one.unseen]
    unseen = [one for one in answers if one.unseen]
    peers: dict[str, Model] = {"BKT": bkt, "PFA": pfa, "EMA": ema}
    models = {
        **{label: model if holder == "item" else of_skills(model) for label, model in peers.items()},
        "Elo": elo,
        TUTOR: ours(holder),
        "the same, all difficulties 3": ours(holder, told=False),
    }
    learners = len({one.learner for one in unseen})
    shown = table(f"{name}: {learners} unseen learners", ["model", "log loss", "AUC", "binned RMSE", "µs an answer"])
    found = {}
    for label, model in models.items():
        start = time.perf_counter()
        found[label] = model(older, unseen)
        spent = (time.perf_counter() - start) * 1e6 / len(answers)
        shown.add_row(label, *measures(found[label]), f"{spent:.0f}")
    OUT.print(shown)
    mine = found[TUTOR]
    return [
        (f"{name}, AUC: {auc(mine):.4f}", "≥ 0.79", auc(mine) >= 0.79),
        (f"{name}, log loss: {log_loss(mine):.4f}", "≤ 0.495", log_loss(mine) <= 0.495),
    ]


def main() -> None:
    words = argparse.ArgumentParser(description="How well answers are foretold.")
    words.add_argument("--data", type=Path, default=os.environ.get("TUTOR_DATA"))
    words.add_argument("--assistments", type=Path)
    words.add_argument("--drawn", type=int, default=12)
    options = words.parse_args()
    if options.data is None:
        sys.exit("Say where the logs lie: --data FOLDER, or the environment variable TUTOR_DATA.")
    targets = recall(Path(options.data))
    rates_over_drawn(options.drawn)
    refits_over_drawn(options.drawn)
    practice = logs.statistics_practice(Path(options.data))
    targets += skills("Statistics practice", practice, "item")
    targets += skills("Statistics, each sentence's own memory hidden", practice, "skill")
    targets += skills("Fractions test", logs.fractions(Path(options.data)), "item")
    if options.assistments:
        targets += skills("ASSISTments 2009-10", logs.assistments(options.assistments), "skill")
    shown = table("Targets of the learning model", ["measured", "target", ""])
    for measured, target, met in targets:
        shown.add_row(measured, target, "met" if met else "not met")
    if not options.assistments:
        shown.add_row("ASSISTments 2009-10 (--assistments)", "≥ 0.79, ≤ 0.495", "not measured")
    OUT.print(shown)


if __name__ == "__main__":
    main()
