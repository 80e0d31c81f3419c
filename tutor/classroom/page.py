"""The report as one page of HTML: no script, nothing fetched, drawn in line, readable in light, dark and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.classroom.figures.curves import CurveFigure
from tutor.classroom.figures.items import ItemFigure
from tutor.classroom.figures.skills import SkillFigure
from tutor.classroom.report import Report
from tutor.core.text import clean
from tutor.present import class_glossary, class_items, class_words, pages
from tutor.present import class_report as words
from tutor.present.class_sections import plain
from tutor.present.class_words import Told, Who
from tutor.present.pages import escaped

STYLE = """
body { max-width: 64rem; }
h1 { margin-bottom: .2rem; }
h2 { margin: 2rem 0 .4rem; border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
dl.first { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 1rem 0; }
dl.first dt { font-weight: 600; } dl.first dd { margin: 0; }
.small { font-size: .85rem; opacity: .8; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { text-align: left; padding: .1rem .5rem .1rem 0; vertical-align: top; font-weight: normal; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
thead th { border-bottom: 1px solid currentColor; font-weight: 600; }
.wide { overflow-x: auto; }
.map td { padding: 0; width: 1.35rem; height: 1.35rem; text-align: center; border: 1px solid Canvas; }
.map th.skill { writing-mode: vertical-rl; transform: rotate(180deg); padding: .3rem 0; white-space: nowrap; }
.map th.who { padding-right: .8rem; white-space: nowrap; }
.s0 { background: color-mix(in srgb, #2a6f97 6%, Canvas); } .s1 { background: color-mix(in srgb, #2a6f97 18%, Canvas); }
.s2 { background: color-mix(in srgb, #2a6f97 36%, Canvas); }
.s3 { background: color-mix(in srgb, #2a6f97 60%, Canvas); }
.s4 { background: repeating-linear-gradient(45deg, color-mix(in srgb, #2a6f97 30%, Canvas) 0 3px, Canvas 3px 6px); }
svg { color: inherit; } .bar { fill: #2a6f97; } .ring { fill: none; stroke: currentColor; stroke-opacity: .4; }
.line { fill: none; stroke: #2a6f97; stroke-width: 2; } .dot { fill: #2a6f97; }
details > summary { cursor: pointer; margin: .3rem 0; }
@media print {
  @page { size: A4; margin: 14mm; }
  body { font-size: 9.5pt; } h2 { break-after: avoid; } tr, li { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .map td { width: 1rem; height: 1rem; } .wide { overflow: visible; }
}
"""
ANSWERS = 2
"""The level of consent from which a learner's answers are shown."""
SHADES = {"·": "s0", "-": "s1", "p": "s1", "l": "s2", "M": "s3", "f": "s4"}
MOST_ITEMS = 400


def page(report: Report, *, hidden: bool = False) -> str:
    """The whole page. With `hidden` learners are codes."""
    who = class_words.naming(report, hidden=hidden)
    return pages.page(report.title, "".join(_body(report, who)), language="en", style=STYLE)


def _body(report: Report, who: Who) -> Iterator[str]:
    (heading, come), *lines = words.first_lines(report, who)
    since = f", answers since {report.since}" if report.since else ""
    yield f"<h1>{escaped(heading)}</h1>\n<p>{escaped(come)} <span class='small'>({report.today}{since})</span></p>\n"
    pairs = "".join(f"<dt>{escaped(head)}</dt><dd>{escaped(text)}</dd>" for head, text in lines)
    yield f'<dl class="first">{pairs}</dl>\n'
    yield from _attention(report, who)
    yield from _section("Teach this", plain(words.to_teach(report)))
    yield from _section("Groups by need", plain(words.groups(report, who)))
    yield from _section("Common mistakes", class_items.mistakes(report))
    yield from _section("Questions to check", class_items.questions(report))
    yield from _section("Your tasks", plain(words.tasks(report)))
    yield from _map(report, who)
    yield from _skills(report)
    yield from _curves(report)
    yield from _section("What helps: first tries after an explanation", plain(map(words.way, report.ways)))
    yield from _section("Sure of themselves", list(words.sure(report, who)), "sure")
    yield from _learners(report, who)
    yield from _items(report)
    yield f"<p>{escaped(words.not_in_here(report))}</p>\n"
    if absent := [who(code) for code in words.nothing_from(report)]:
        yield f"<p>Nothing came from: {escaped(', '.join(absent))}.</p>\n"
    yield from _glossary()


def _glossary() -> Iterator[str]:
    yield "<h2>What the figures mean</h2><details><summary>Each term in a sentence</summary><dl>"
    yield from (f"<dt>{escaped(one.name)}</dt><dd>{escaped(one.words)}</dd>" for one in class_glossary.terms())
    yield "</dl></details>\n"


def _explained(term: str) -> str:
    """What the glossary says of a term, below a heading."""
    return f"<p class='small'>{escaped(class_glossary.TERMS[term].words)}</p>"


def _section(head: str, lines: Iterable[Told], term: str = "") -> Iterator[str]:
    found = "".join(f"<li>{escaped(line.words)}</li>" for line in lines)
    if found:
        under = _explained(term) if term else ""
        yield f"<h2>{escaped(head)}</h2>{under}<ul>{found}</ul>\n"


def _attention(report: Report, who: Who) -> Iterator[str]:
    if not report.attention:
        return
    yield f"<h2>Needs a look</h2>{_explained('look')}<ul>"
    for one in report.attention:
        line, off = words.entry(one, report, who), words.removed_by(one)
        yield f"<li>{escaped(line)}<br><span class='small'>{escaped(off)}</span></li>"
    yield "</ul>\n"


def _map(report: Report, who: Who) -> Iterator[str]:
    columns, rows = words.heat_map(report, who)
    if not rows:
        return
    yield f'<h2>Skill by learner</h2><p class="small">{escaped(words.LEGEND)}</p>'
    yield '<div class="wide"><table class="map"><thead><tr><td></td>'
    yield from (f'<th class="skill" scope="col">{escaped(class_words.title(report, skill))}</th>' for skill in columns)
    yield "</tr></thead><tbody>"
    for _code, name, signs in rows:
        cells = "".join(f'<td class="{SHADES.get(sign, "s0")}">{escaped(sign)}</td>' for sign in signs)
        yield f'<tr><th class="who" scope="row">{escaped(name)}</th>{cells}</tr>'
    yield "</tbody></table></div>\n"


def _skills(report: Report) -> Iterator[str]:
    yield f"<h2>Skills</h2>{_table('Skill', 'n#', 'mastered, with its 95 % limits', 'hold it#', 'began#', 'stuck#')}"
    for one in report.skills:
        told = f"{one.mastered} of {one.n}" + (f" ({one.share:.0%})" if one.n >= 5 else "")
        yield (
            f"<tr><th scope='row'>{escaped(class_words.title(report, one.skill))}{' ✓' if one.ready else ''}</th>"
            f"<td class='n'>{one.n}</td><td>{_limits(one)} {told}</td><td class='n'>{one.held}</td>"
            f"<td class='n'>{one.begun}</td><td class='n'>{len(one.stuck) or ''}</td></tr>"
        )
    yield f"</tbody></table><p class='small'>✓ {escaped(class_glossary.told(['ready']))}</p>\n"


def _limits(one: SkillFigure) -> str:
    """A share as a dot between its limits, on a line from 0 to 1."""
    left, right, at = round(100 * one.low, 1), round(100 * one.high, 1), round(100 * one.share, 1)
    label = f"{one.share:.0%}, limits {one.low:.0%} to {one.high:.0%}"
    return (
        f'<svg width="104" height="12" viewBox="-2 0 104 12" role="img" aria-label="{label}">'
        '<path class="ring" d="M0 6H100"/>'
        f'<rect class="bar" x="{left}" y="4" width="{round(right - left, 1)}" height="4" opacity=".45"/>'
        f'<circle class="dot" cx="{at}" cy="6" r="3.5"/></svg>'
    )


def _curves(report: Report) -> Iterator[str]:
    drawn = [one for one in report.curves if len(one.points) >= 3]
    if not drawn:
        return
    yield f"<h2>Learning curves</h2>{_explained('curves')}{_explained('gain')}<table><tbody>"
    for one in drawn:
        verdict = f"{words.SHAPES[one.shape]} (gain {one.gain:.2f} ± {one.error:.2f})"
        name = escaped(class_words.title(report, one.skill))
        yield f"<tr><th scope='row'>{name}</th><td>{_curve(one)}</td><td>{escaped(verdict)}</td></tr>"
    yield "</tbody></table>\n"


def _curve(one: CurveFigure) -> str:
    last = max(at for at, _n, _share in one.points)
    points = [(round(120 * (at - 1) / max(last - 1, 1), 1), round(28 - 26 * share, 1)) for at, _n, share in one.points]
    line = " ".join(f"{x},{y}" for x, y in points)
    label = "errors " + ", ".join(f"{share:.0%}" for _at, _n, share in one.points[:12])
    return (
        f'<svg width="124" height="32" viewBox="-2 0 124 32" role="img" aria-label="{label}">'
        f'<path class="ring" d="M0 2V28H120"/><polyline class="line" points="{line}"/></svg>'
    )


def _learners(report: Report, who: Who) -> Iterator[str]:
    yield "<h2>Learners</h2><details open><summary>In the order of your list</summary>"
    yield _table("Learner", "first tries#", "right#", "days#", "minutes#", "last day")
    by_code = {one.learner: one for one in report.learners}
    for code in report.people:
        one = by_code.get(code)
        if one is None or not one.n or report.levels[code] < ANSWERS:
            told = "gave no answers" if code in report.levels else "nothing handed in"
            yield f"<tr><th scope='row'>{escaped(who(code))}</th><td colspan='5'>{told}</td></tr>"
            continue
        minutes = sum(report.weeks.get(code, {}).values())
        yield (
            f"<tr><th scope='row'>{escaped(who(code))}</th><td class='n'>{one.n}</td>"
            f"<td class='n'>{one.right / one.n:.0%}</td>"
            f"<td class='n'>{one.days}</td><td class='n'>{minutes}</td><td>{class_words.day(one.last_day)}</td></tr>"
        )
    yield "</tbody></table></details>\n"


def _items(report: Report) -> Iterator[str]:
    listed = report.items[:MOST_ITEMS]
    told = f"{len(report.items)} questions: how many right at the first try, and whether they tell who knows"
    yield f"<h2>Questions</h2><details><summary>{told}</summary>"
    yield _table("Question", "n#", "right", "r (limits)#", "fifths")
    for one in listed:
        yield _item(one, report)
    yield "</tbody></table></details>\n"


def _item(one: ItemFigure, report: Report) -> str:
    r = f"{one.r:.2f} ({one.r_low:.2f} to {one.r_high:.2f})" if one.r is not None else ""
    asks = clean(report.words[one.item].ask)[:90]
    return (
        f"<tr><td>{escaped(one.item.partition('/')[2])}<br><span class='small'>{escaped(asks)}</span></td>"
        f"<td class='n'>{one.n}</td><td>{one.facility:.0%}</td><td class='n'>{r}</td><td>{_bars(one.groups)}</td></tr>"
    )


def _bars(groups: list[float | None]) -> str:
    """The mean of each part of the class, the weakest first, as bars."""
    if not groups:
        return ""
    bars = "".join(
        f'<rect class="bar" x="{11 * place}" y="{18 - round(18 * share, 1):g}" width="9" height="{18 * share:.1f}"/>'
        for place, share in enumerate(groups)
        if share is not None
    )
    label = ", ".join("none" if share is None else f"{share:.0%}" for share in groups)
    width = 11 * len(groups)
    ground = f'<path class="ring" d="M0 19H{width}"/>'
    return f'<svg width="{width}" height="20" role="img" aria-label="{label}">{ground}{bars}</svg>'


def _table(*heads: str) -> str:
    """A table's beginning up to its body; heads of numbers end with #."""
    cells = (f"<th class='n'>{head[:-1]}</th>" if head.endswith("#") else f"<th>{head}</th>" for head in heads)
    return f"<table><thead><tr>{''.join(cells)}</tr></thead><tbody>"
