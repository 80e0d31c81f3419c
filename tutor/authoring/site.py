"""A pack as one page to print: its lessons, its questions with room to answer, and the key on sheets of its own."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

import msgspec

from tutor.authoring.site_questions import answer, question
from tutor.core.course import Project, Skill
from tutor.core.expressions import ExpressionError
from tutor.core.item import Setting
from tutor.core.kinds import AnyItem
from tutor.core.lesson import Block
from tutor.core.templates import draw, fill
from tutor.language import _
from tutor.language.catalogues import spoken
from tutor.packs.compiled import Compiled
from tutor.present.html_prose import line, markdown
from tutor.present.pages import escaped, page
from tutor.present.plots import Explored, in_words
from tutor.study.tasks import Task, task_for

Sheets = Literal["all", "handout", "key"]
LARGEST = 8 * 1024 * 1024
"""Bytes of all pictures in one page; further ones are told in words. Tunable."""
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
_STYLE = """
h2 { border-bottom: 1px solid; padding-bottom: .2rem; margin-top: 3rem; }
h3 { margin-top: 2rem; }
.can { font-style: italic; }
.way { font-size: .8rem; letter-spacing: .05em; text-transform: uppercase; margin: 1.5rem 0 0; opacity: .75; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; border-radius: .2rem; white-space: pre-wrap; }
table { border-collapse: collapse; } td, th { border: 1px solid; padding: .2rem .5rem; text-align: left; }
img { max-width: 100%; }
.questions > li, .key li { break-inside: avoid; margin: 0 0 1.2rem; }
.line { display: inline-block; min-width: 9rem; border-bottom: 1px solid; }
.room { height: 6rem; border: 1px dashed; margin: .5rem 0; }
.choices, .boxes { list-style: none; padding-left: 1rem; } .boxes li::before { content: "☐ "; }
.pairs { display: flex; gap: 2rem; }
.key p { margin: .2rem 0; }
@media print { body { font-size: 11pt; } pre, table, img { break-inside: avoid; } .key { break-before: page; } }
@media print { h2, h3, .way { break-after: avoid; } }
"""


@dataclass
class _Site:
    """What is known while the page is written."""

    compiled: Compiled
    seed: int
    number: int = 0
    pictures: int = 0
    key: list[str] = field(default_factory=list)

    def picture(self, name: str, alt: str) -> str:
        """A picture of the pack as part of the page; its words where there is none or no more room."""
        data = self.compiled.media.get(name, b"")
        kind = _KINDS.get(PurePosixPath(name).suffix.lower())
        if not (data and kind) or self.pictures + len(data) > LARGEST:
            return f"<p>[{escaped(alt or name)}]</p>"
        self.pictures += len(data)
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        return f'<p><img src="{source}" alt="{escaped(alt)}"></p>'


def site(compiled: Compiled, *, sheets: Sheets = "all", seed: int = 1) -> str:
    """The page of a pack, our words in its language where we speak it. `seed` draws the numbers of its templates:
    another one gives another sheet.
    """
    with spoken(compiled.course.language):
        return _page(_Site(compiled, seed), sheets)


def _page(made: _Site, sheets: Sheets) -> str:
    course = made.compiled.course
    questions = "".join(_units(made))
    facts = [", ".join(course.authors), course.license, course.level, _("version {number}", number=course.version)]
    head = f"<h1>{line(course.title)}</h1>\n<p>{line(course.summary)}</p>\n"
    head += f"<p>{escaped(' · '.join(filter(None, facts)))}</p>\n"
    body = {"handout": questions, "key": "", "all": questions}[sheets]
    if sheets != "handout":
        body += f'<section class="key"><h2>{_("Key")}</h2>\n<ol>{"".join(made.key)}</ol></section>\n'
    return page(course.title, head + body, language=course.language, style=_STYLE)


def _units(made: _Site) -> Iterator[str]:
    course = made.compiled.course
    bodies: dict[str, list[tuple[str, bytes]]] = {}
    for ref, body in made.compiled.items:
        bodies.setdefault(ref.skill, []).append((ref.id, body))
    titles = {skill.id: skill.title for skill in made.compiled.skills}
    units = {unit.id: unit.title for unit in course.units}
    last = None
    for skill in made.compiled.skills:
        if skill.unit != last and skill.unit in units:
            yield f"<h2>{line(units[skill.unit])}</h2>\n"
        last = skill.unit
        yield from _skill(made, skill, titles, bodies.get(skill.id, []))
    yield from map(_project, course.projects)


def _skill(made: _Site, skill: Skill, titles: dict[str, str], bodies: list[tuple[str, bytes]]) -> Iterator[str]:
    yield f"<h3>{line(skill.title)}</h3>\n"
    if skill.can:
        yield f'<p class="can">{line(skill.can)}</p>\n'
    if skill.requires:
        before = ", ".join(titles.get(one, one) for one in skill.requires)
        yield f"<p>{escaped(_('After: {titles}.', titles=before))}</p>\n"
    for block in skill.lesson:
        yield f'<p class="way">{escaped(block.way)}</p>\n{_block(made, block)}'
    for name, text in skill.passages.items():
        yield f'<p class="way">{escaped(name)}</p>\n<blockquote>{markdown(text)}</blockquote>\n'
    asked = [text for item, body in bodies if (text := _item(made, skill, item, _ITEMS.decode(body)))]
    if asked:
        first = made.number - len(asked) + 1
        yield f'<ol class="questions" start="{first}">{"".join(f"<li>{text}</li>" for text in asked)}</ol>\n'


_ITEMS = msgspec.msgpack.Decoder(AnyItem)


def _block(made: _Site, block: Block) -> str:
    text = markdown(block.text)
    if block.file:
        text += made.picture(block.file, block.alt)
    if block.link:
        text += f"<p>{escaped(block.alt)}: {escaped(block.link)}</p>"
    text += _explored(block)
    steps = (_step(made, step.show, step.item) for step in block.steps)
    return f"{text}<ol>{''.join(steps)}</ol>\n" if block.steps else f"{text}\n"


def _explored(block: Block) -> str:
    """What is explored, for who has only paper: what is drawn, between which values, and what chance gave once."""
    drawn = [*block.plot, *block.bars, *(f"({x}, {y})" for x, y in block.points)]
    values = [
        _("{name} from {low} to {high}", name=name, low=f"{low:g}", high=f"{high:g}")
        for name, (low, high, _by) in block.vars.items()
    ]
    text = f"<p><code>{escaped('; '.join(drawn))}</code> {escaped(', '.join(values))}</p>" if drawn else ""
    if block.sample is None:
        return text
    found = Explored(msgspec.to_builtins(block))
    rows = (f"<tr><th>{escaped(name)}</th><td>{escaped(told)}</td></tr>" for name, told in in_words(found, found.start))
    return f"{text}<table>{''.join(rows)}</table>"


def _step(made: _Site, shown: str, item: AnyItem | None) -> str:
    """A step of a worked example; one that asks is answered in the next line, as an example is."""
    if item is None:
        return f"<li>{markdown(shown)}</li>"
    filled = _filled(made, item)
    if filled is None:
        return ""
    task, setting = _task(filled[0], filled[1], "step", ""), filled[1]
    return f"<li>{markdown(task.ask)}<p>→ {answer(task, filled[0].right_answer(setting))}</p></li>"


def _item(made: _Site, skill: Skill, item_id: str, item: AnyItem) -> str:
    filled = _filled(made, item)
    if filled is None:
        return ""
    made.number += 1
    found, setting = filled
    task = _task(found, setting, item_id, skill.id)
    why = markdown(found.explain) if found.explain else ""
    made.key.append(f"<li>{answer(task, found.right_answer(setting))}{why}</li>\n")
    return question(task, made.picture)


def _filled(made: _Site, item: AnyItem) -> tuple[AnyItem, Setting] | None:
    """An item with the numbers of this sheet; None where none can be drawn."""
    course = made.compiled.course
    try:
        # By the question, too: ranges of two items that are alike would draw the same numbers.
        seed = zlib.crc32(f"{made.seed} {item.id} {item.ask}".encode())
        values = draw(item, seed)
        filled = fill(item, values, course.language)
    except ExpressionError:
        return None
    setting = Setting(language=course.language, target=course.target, same=course.same, values=values, seed=seed)
    return filled, setting


def _task(item: AnyItem, setting: Setting, item_id: str, skill: str) -> Task:
    return task_for(item, task_id=item_id, kind="learn", item_id=item_id, skill_id=skill, setting=setting)


def _project(project: Project) -> str:
    rows = "".join(
        f"<tr><th>{line(one.criterion)}</th>{''.join(f'<td>☐ {line(level)}</td>' for level in one.levels)}</tr>"
        for one in project.rubric
    )
    return f"<h2>{line(project.title)}</h2>\n{markdown(project.brief)}<table>{rows}</table>\n"
