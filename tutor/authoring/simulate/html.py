"""What a simulation found, as one page of HTML with its plots drawn in it: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.authoring.simulate.outcome import Group, Simulated
from tutor.present.pages import escaped, page

WIDE, HIGH, LEFT, LOW = 680, 240, 40, 30
DASHES = ("", "8 4", "2 3", "10 3 2 3", "1 5")
"""A line is told by its dashes as well as by its colour."""
_STYLE = """
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid; padding: .25rem .4rem; }
td, th { text-align: right; } td:first-child, th:first-child { text-align: left; } th { font-weight: 600; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; } svg text { fill: currentColor; }
.axis { stroke: currentColor; stroke-width: 1; } .line { fill: none; stroke-width: 2; }
.k0 { stroke: #b3541e; } .k1 { stroke: #2b6cb0; } .k2 { stroke: #2f7d4f; } .k3 { stroke: #8a4fb5; }
.k4 { stroke: #777; }
@media (prefers-color-scheme: dark) {
.k0 { stroke: #f0a070; } .k1 { stroke: #7fb8f0; } .k2 { stroke: #7fd0a0; } .k3 { stroke: #cfa0f0; }
.k4 { stroke: #aaa; }
}
@media print { svg, table, li { break-inside: avoid; } .line { stroke: #000; } }
"""


def html(simulated: Simulated) -> str:
    """The page. All that stands in a pack is escaped."""
    plan = simulated.plan
    title = f"{simulated.title} {simulated.version}: simulated"
    parts = [
        f"<h1>{escaped(title)}</h1>",
        f"<p>{simulated.skills} skills, {simulated.items} items; {plan.minutes:g} minutes a day, {plan.days} days at "
        f"most, {plan.learners} learners of each sort, seed {plan.seed}. Simulated learners are no people: they find "
        "what stands in everybody’s way, not how long your learners need.</p>",
        _table(
            ["", "finish", "sessions", "hours", "days", "answers", "reviews a day at the peak"],
            [_cells(one) for one in simulated.groups],
        ),
        "<h2>Skills learned after each session</h2>",
        _plot([one.curve for one in simulated.groups], [one.kind for one in simulated.groups], "skills", "sessions"),
        "<h2>Reviews of each day</h2>",
        _plot([one.reviews for one in simulated.groups], [one.kind for one in simulated.groups], "reviews", "days"),
        "<h2>Where they stall</h2>",
        _table(
            ["skill", "who", "tries", "never learned", "why"],
            [[one.skill, ", ".join(one.kinds), f"{one.tries:g}", str(one.never), one.why] for one in simulated.stalls],
        ),
        "<h2>Skills with too few questions</h2>",
        _table(
            ["skill", "questions", "times one of them came"],
            [[one.skill, str(one.questions), f"{one.times:g}"] for one in simulated.few],
        ),
        "<h2>Bots that know nothing</h2>",
        _bots(simulated),
    ]
    return page(title, "\n".join(parts) + "\n", language="en", style=_STYLE)


def _bots(simulated: Simulated) -> str:
    gains = {one.bot: len(one.learned) for one in simulated.bots}
    rows = [
        [
            one.bot,
            *map(_number, (one.questions, one.hits, one.chance)),
            "leak" if one.found else "ok",
            _number(gains[one.bot]),
        ]
        for one in simulated.leaks
    ]
    table = _table(["bot", "questions", "right", "by luck", "", f"skills in {simulated.bot_days} days"], rows)
    found = [
        f"<p>{escaped(one.bot)}: {escaped(', '.join(one.items[:200]))}</p>" for one in simulated.leaks if one.found
    ]
    return table + "\n".join(found)


def _cells(one: Group) -> list[str]:
    numbers = (one.sessions, round(one.hours, 1), one.days) if one.finished else ("–", "–", "–")
    shown = [f"{number:g}" if isinstance(number, float) else str(number) for number in numbers]
    return [one.kind, f"{one.finished} of {one.learners}", *shown, f"{one.answers:g}", f"{one.peak:g}"]


def _number(number: float) -> str:
    return f"{number:g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    heads = "".join(f'<th scope="col">{escaped(text)}</th>' for text in head)
    body = "".join(f"<tr>{''.join(f'<td>{escaped(text)}</td>' for text in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _plot(series: Sequence[Sequence[int]], names: Sequence[str], up: str, along: str) -> str:
    """Lines over 1, 2, 3 … with what they are named beside their dashes."""
    most = max((value for one in series for value in one), default=0) or 1
    longest = max((len(one) for one in series), default=0) or 1
    across, down = (WIDE - LEFT - 10) / max(longest, 1), (HIGH - LOW - 10) / most

    def point(number: int, value: int) -> str:
        return f"{LEFT + number * across:.1f},{HIGH - LOW - value * down:.1f}"

    drawn = [f'<path class="axis" fill="none" stroke="currentColor" d="M{LEFT},10V{HIGH - LOW}H{WIDE - 10}"/>']
    for number, one in enumerate(series):
        points = " ".join(point(at + 1, value) for at, value in enumerate(one))
        look = ' fill="none" stroke="currentColor"'
        look += f' stroke-dasharray="{DASHES[number % 5]}"' if number % 5 else ""
        drawn.append(f'<polyline class="line k{number % 5}"{look} points="{LEFT},{HIGH - LOW} {points}"/>')
        x = LEFT + number * 128
        drawn.append(f'<path class="line k{number % 5}"{look} d="M{x},{HIGH + 14}h30"/>')
        drawn.append(f'<text x="{x + 34}" y="{HIGH + 18}">{escaped(names[number])}</text>')
    drawn.append(f'<text x="{LEFT - 4}" y="18" text-anchor="end">{most}</text>')
    drawn.append(f'<text x="{WIDE - 10}" y="{HIGH - LOW + 16}" text-anchor="end">{longest} {escaped(along)}</text>')
    label = escaped(f"{up} over {along}, a line for each sort of learner")
    return f'<svg viewBox="0 0 {WIDE} {HIGH + 24}" role="img" aria-label="{label}">{"".join(drawn)}</svg>'
