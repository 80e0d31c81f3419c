"""The table of the proof, drawn: what `tests/benchmarks/teaching.py` prints."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table as RichTable

from proof import measures
from proof.laws import ACQUISITIONS, MEMORIES
from proof.marks import BANDS, Marks, interval, ratio
from proof.measures import Line, Table, column
from proof.people import GROUPS, USUAL_GROUPS
from proof.running import POLICIES, Plan, run_all
from proof.seeds import JUDGING_SEEDS, TUNING_SEEDS, offer_seeds, settle_seed

USUAL = "ours,anki,fixed,three,trane,sm2,leitner,oracle"
REFERENCE = {"fixed": 0.70, "three": 0.89, "anki": 1.24, "trane": 1.30, "sm2": 1.31, "leitner": 1.36, "oracle": 2.45}
"""Gain per hour of the learning model's own simulation (200 learners)."""


def options(description: str) -> argparse.Namespace:
    words = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--learners", type=int, default=60)
    words.add_argument("--days", type=int, default=60)
    offer_seeds(words)
    words.add_argument("--law", choices=MEMORIES, default="", help="one law of memory for all")
    words.add_argument("--acquisition", choices=ACQUISITIONS, default="", help="one law of acquiring for all")
    words.add_argument("--group", choices=GROUPS, default="", help="one group of learners")
    words.add_argument("--policies", default=USUAL, help=f"of {', '.join(POLICIES)}")
    words.add_argument("--goals", action="store_true", help="the goal scenario too (ours and anki once more)")
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args()
    chosen.policies = chosen.policies.split(",")
    settle_seed(words, chosen, TUNING_SEEDS[0])
    if unknown := set(chosen.policies) - set(POLICIES):
        words.error(f"unknown policies: {', '.join(sorted(unknown))}")
    return chosen


def simulate(chosen: argparse.Namespace, policies: list[str], *, goal: bool = False) -> Table:
    plans = [
        Plan(name, chosen.seed, n, chosen.days, chosen.law, chosen.acquisition, chosen.group, goal)
        for n in range(chosen.learners)
        for name in policies
    ]
    table: Table = {name: [] for name in policies}
    columns = (*Progress.get_default_columns()[:1], BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("goals" if goal else "learners", total=len(plans))
        for plan, marks in run_all(plans, chosen.workers):
            table[plan.policy].append(marks)
            progress.advance(task)
    return table


def lines_of(table: Table) -> list[Line]:
    lines: list[Line] = []
    if "ours" in table and "anki" in table:
        lines += measures.against(table, "ours", "anki")
    if "ours" in table and "oracle" in table:
        lines += measures.against_oracle(table, "ours")
    if "anki" in table and "oracle" in table:
        lines += measures.oracle_against(table, "anki")
    if "ours" in table:
        lines += [*measures.shares(table["ours"]), measures.engine(table["ours"])]
    if {"ours", "ours-placed"} <= set(table):
        lines += measures.placement(table, "ours-placed", "ours")
    return lines


def by_law_and_group(chosen: argparse.Namespace, table: Table) -> list[Line]:
    """Gain against Anki of those who learn by one law, and of each group; the whole run's learners, parted."""
    if not {"ours", "anki"} <= set(table):
        return []
    parts: dict[str, list[int]] = {}
    for n in range(chosen.learners):
        memory, acquisition = MEMORIES[n % 3], ACQUISITIONS[n // 3 % 2]
        names = (chosen.law or memory, chosen.acquisition or acquisition, chosen.group or USUAL_GROUPS[n % 10])
        for name in names:
            parts.setdefault(name, []).append(n)
    found = []
    for name, places in parts.items():
        ours, theirs = ([column(table[who], "gain")[n] for n in places] for who in ("ours", "anki"))
        value, low, high = interval(ratio(ours, theirs), len(places))
        bound = 0.90 if name in MEMORIES + ACQUISITIONS else 1.0
        far = 1.1 if bound < 1 else None
        found.append(Line(f"gain against anki: {name} ({len(places)})", value, low, high, bound, far))
    return found


def shown(line: Line, value: float | None) -> str:
    if value is None:
        return ""
    return f"{100 * value:.1f} %" if line.unit == "%" else f"{value:.2f}{' ms' if line.unit else ''}"


def verdict(line: Line) -> str:
    if line.must is None:
        return ""
    return "stretch" if line.met(line.stretch) else "met" if line.met(line.must) else "[bold red]missed[/]"


def show_measures(console: Console, title: str, lines: list[Line]) -> None:
    drawn = RichTable("measure", "figure", "95 % interval", "must", "stretch", "", title=title, title_justify="left")
    for line in lines:
        sign = "≥ " if line.least else "≤ "
        bounds = [sign + shown(line, bound) if bound is not None else "" for bound in (line.must, line.stretch)]
        spread = f"{shown(line, line.low)} – {shown(line, line.high)}"
        drawn.add_row(line.name, shown(line, line.value), spread, *bounds, verdict(line))
    console.print(drawn)


def show_policies(console: Console, table: Table) -> None:
    heads = (
        "policy",
        "hours",
        "unused",
        "gain",
        "gain/hour",
        "95 %",
        "model's",
        "retention",
        "over",
        "futile",
        "right",
    )
    drawn = RichTable(*heads, title="Policies, per learner", title_justify="left")
    for name, marks in table.items():
        count, hours = len(marks), sum(column(marks, "seconds")) / 3600
        value, low, high = interval(measures.per_hour(marks), count)
        mean = {field: sum(column(marks, field)) / count for field in ("gain", "retention", "idle")}
        share = {field: sum(column(marks, field)) / 36 / hours for field in ("over", "futile")}
        right = 100 * sum(column(marks, "right")) / max(1, sum(column(marks, "answers")))
        drawn.add_row(
            name,
            f"{hours / count:.1f}",
            f"{mean['idle'] / 3600:.1f}",
            f"{mean['gain']:.1f}",
            f"{value:.2f}",
            f"{low:.2f}–{high:.2f}",
            f"{REFERENCE[name]:.2f}" if name in REFERENCE else "",
            f"{mean['retention']:.1f}",
            f"{share['over']:.0f} %",
            f"{share['futile']:.0f} %",
            f"{right:.0f} %",
        )
    console.print(drawn)


def show_time(console: Console, name: str, marks: list[Marks]) -> None:
    """Where the time of a policy goes, and what becomes of the skills."""
    total = sum(column(marks, "seconds"))
    drawn = RichTable(
        "task", "time", *(band for _, band in BANDS), title=f"{name}: time by how well it was held before"
    )
    sorts = sorted(summed(marks, "by_sort").items(), key=lambda pair: -pair[1])
    bands = summed(marks, "by_band")
    for sort, spent in sorts:
        shares = (bands.get(f"{sort} {band}") for _, band in BANDS)
        drawn.add_row(sort, percent(spent, total), *(percent(share, total) if share else "" for share in shares))
    console.print(drawn)
    ends = ", ".join(f"{end} {count / len(marks):.0f}" for end, count in summed(marks, "ends").items())
    begun, passed = (sum(column(marks, field)) / len(marks) for field in ("begun", "passed"))
    dry = percent(sum(column(marks, "idle_days")), sum(column(marks, "days")))
    console.print(f"Skills a learner, 30 days later: {ends}. Begun {begun:.0f}, called learned {passed:.0f}.")
    console.print(f"Days that ended before the minutes were over: {dry}.")


def summed(marks: list[Marks], field: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in marks:
        for name, value in getattr(one, field).items():
            found[name] = found.get(name, 0.0) + value
    return found


def percent(share: float, total: float) -> str:
    return f"{100 * share / total:.1f} %" if total else ""


def main(description: str) -> None:
    """Run what the command line asks for and print it."""
    chosen = options(description)
    began = time.perf_counter()
    table = simulate(chosen, chosen.policies)
    goals = simulate(chosen, ["ours", "anki"], goal=True) if chosen.goals else {}
    lines = lines_of(table) + (measures.goal(goals, "ours", "anki") if goals else [])
    parts = by_law_and_group(chosen, table)
    more = measures.more_shares(table["ours"]) if "ours" in table else []
    seconds = time.perf_counter() - began
    if chosen.json:
        told = {"learners": chosen.learners, "days": chosen.days, "seed": chosen.seed, "seconds": seconds}
        policies = {name: [asdict(one) for one in marks] for name, marks in table.items()}
        print(json.dumps({**told, "lines": [asdict(line) for line in lines + parts + more], "policies": policies}))
        return
    console = Console(width=None if sys.stdout.isatty() else 120)
    sort = "judging" if chosen.seed in JUDGING_SEEDS else "tuning"
    console.print(f"{chosen.learners} learners x {chosen.days} days, {sort} seed {chosen.seed}, {seconds:.0f} s")
    show_policies(console, table)
    if lines:
        show_measures(console, "What the tutor must achieve", lines)
    if parts:
        show_measures(console, "By law and group", parts)
    if more:
        show_measures(console, "For those who tune", more)
        show_time(console, "ours", table["ours"])
