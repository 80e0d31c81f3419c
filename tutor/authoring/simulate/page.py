"""What a simulation found, as one page for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from tutor.authoring.simulate.outcome import Few, Group, Simulated, Stall
from tutor.packs.problems import visible

WIDTH = 80
MOST = 6
"""Skills that are named in a list; the rest is counted. Tunable: it is one page."""


def page(simulated: Simulated) -> Iterator[str]:
    """The lines. What a pack says is cleaned."""
    plan = simulated.plan
    yield visible(f"{simulated.title} {simulated.version}", 60)
    size = f"{simulated.skills} skills, {simulated.items} items"
    yield f"{size}; {plan.minutes:g} minutes a day, {plan.days} days at most"
    yield ""
    yield f"{'':14}{'finish':>9}{'sessions':>10}{'hours':>8}{'days':>7}{'answers':>9}{'reviews a day':>17}"
    yield from map(_group, simulated.groups)
    yield ""
    yield from _listed("Where they stall", [_stall(one) for one in simulated.stalls], "nowhere")
    yield from _listed("Too few questions", [_few(one) for one in simulated.few], "no skill")
    yield from _leaks(simulated)


def _group(one: Group) -> str:
    share = f"{one.finished} of {one.learners}"
    if not one.finished:
        return (
            f"{one.kind:<14}{share:>9}  {one.learned:.0f} skills learned at the end; {one.peak:g} reviews at the peak"
        )
    return (
        f"{one.kind:<14}{share:>9}{one.sessions:>10g}{one.hours:>8.1f}{one.days:>7g}{one.answers:>9g}"
        f"{f'{one.peak:g} at the peak':>17}"
    )


def _stall(one: Stall) -> str:
    who = ", ".join(one.kinds)
    end = f"; {one.never} never learned it" if one.never else ""
    return f"{_short(one.skill)} ({who}): {one.tries:g} tries{end}. {visible(one.why, 200)}"


def _few(one: Few) -> str:
    return (
        f"{_short(one.skill)}: {one.questions} questions, one of them asked {one.times:g} times before it was learned"
    )


def _leaks(simulated: Simulated) -> Iterator[str]:
    yield "Bots that know nothing"
    gains = {bot.bot: bot for bot in simulated.bots}
    for leak in simulated.leaks:
        bot = gains[leak.bot]
        gained = f"{len(bot.learned)} skills in {simulated.bot_days} days"
        if not leak.questions:
            yield f"  {leak.bot:<22}nothing to go by; {gained}"
            continue
        mark = "LEAK" if leak.found else "ok"
        yield f"  {leak.bot:<22}{leak.hits:g} of {leak.questions}, by luck {leak.chance:.1f}: {mark}; {gained}"
        if leak.found:
            shown = ", ".join(map(_short, leak.items[:MOST]))
            more = f" and {len(leak.items) - MOST} more" if len(leak.items) > MOST else ""
            yield from wrap(shown + more, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _listed(title: str, lines: list[str], none: str) -> Iterator[str]:
    if not lines:
        yield f"{title}: {none}."
        yield ""
        return
    yield title
    for line in lines[:MOST]:
        yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST} more (--json tells all)"
    yield ""


def _short(full_id: str) -> str:
    return visible(full_id.partition("/")[2] or full_id, 60)
