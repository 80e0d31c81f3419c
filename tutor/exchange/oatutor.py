"""OATutor: problems with steps, hints and scaffolds in a pool of folders, and a model of skills. In only.

https://github.com/CAHLR/OATutor
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from tutor.exchange.brought import Brought, Keys, NotThisFormat, Question, Wishes
from tutor.exchange.foreign import data_of
from tutor.exchange.oatutor_answers import NoStep, answer_in_words, answer_of, options_of
from tutor.exchange.oatutor_skills import Skills, skills_of
from tutor.exchange.oatutor_text import figures_of, markdown_of, text_of, without_figures
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.packs.names import id_flaw, title_from
from tutor.packs.problems import quoted

_KIND = "step"
LARGEST_FILE = 4 * 1024 * 1024
MOST_PROBLEMS = 100_000
MOST_HINTS = 20
"""Hints of one item, as many as a pack takes."""
_NAMED_LICENCE = re.compile(r"<([^<>]+)>")


def looks(path: Path) -> bool:
    """Whether a folder holds problems with their steps."""
    return path.is_dir() and next(_problems(path), None) is not None


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The steps of all problems of a pool, a repository, or one problem. Raises NotThisFormat, OSError."""
    brought = Brought(Report("oatutor"), title=title_from(paths[0].stem))
    found = [problem for path in paths if path.is_dir() for problem in _problems(path)]
    if not found:
        raise NotThisFormat(
            f"{quoted(paths[0].name)} holds no problems: folders NAME with NAME.json and steps beside it."
        )
    pool = _Pool(brought, skills_of(paths[0], _json))
    for problem in found:
        pool.take(problem)
    pool.finish()
    return brought


def _problems(path: Path) -> Iterator[Path]:
    """The folders of problems: this one, those in it, or those in its `content-pool`."""
    for folder in (path, path / "content-pool"):
        if (folder / f"{folder.name}.json").is_file() and (folder / "steps").is_dir():
            yield folder
            return
    pool = path / "content-pool" if (path / "content-pool").is_dir() else path
    for number, folder in enumerate(sorted(pool.iterdir())):
        if number >= MOST_PROBLEMS:
            raise NotThisFormat(f"{quoted(path.name)} holds more than {MOST_PROBLEMS:,} problems; import a part of it.")
        if folder.is_dir() and not folder.is_symlink() and (folder / "steps").is_dir():
            yield folder


def _json(path: Path) -> Any:
    """What a JSON file holds; None where it isn't there or is broken."""
    try:
        return json.loads(data_of(path, LARGEST_FILE))
    except (OSError, ValueError, RecursionError, NotThisFormat):
        return None


class _Pool:
    """All problems on their way into what is brought."""

    def __init__(self, brought: Brought, skills: Skills) -> None:
        self.brought, self.report, self.skills = brought, brought.report, skills
        self.licences: Counter[str] = Counter()
        self.also: list[tuple[Keys, list[str]]] = []
        """The items with further skills, which can be named only once it is known which skills there are."""

    def take(self, folder: Path) -> None:
        """All steps of one problem."""
        problem = _json(folder / f"{folder.name}.json")
        steps = sorted(one for one in (folder / "steps").iterdir() if one.is_dir())
        for step in steps:
            self.report.read[_KIND] += 1
            try:
                if not isinstance(problem, dict):
                    raise NoStep("OAT-JSON", "the file of its problem is missing or broken")
                self._step(folder, problem, step, group=len(steps) > 1)
            except NoStep as trouble:
                self.report.refuse(_KIND, trouble.code, str(trouble), step.name)

    def _step(self, folder: Path, problem: Keys, place: Path, *, group: bool) -> None:
        step = _json(place / f"{place.name}.json")
        if not isinstance(step, dict):
            raise NoStep("OAT-JSON", "its file is missing or broken")
        if problem.get("variabilization") or step.get("variabilization"):
            raise NoStep("OAT-VARS", "its values are drawn by a program")
        if id_flaw(place.name):
            raise NoStep("OAT-ID", "its name can't be an id")
        asked = [text_of(value) for value in (problem.get("body"), step.get("stepTitle"), step.get("stepBody"))]
        keys, lost = answer_of(step, " ".join([text_of(problem.get("title")), *asked]))
        keys = self._asked(folder, asked, text_of(problem.get("title"))) | keys
        if hints := self._hints(place):
            keys["hints"] = hints
        if group and not id_flaw(folder.name):
            keys["group"] = folder.name
        if lost:
            self.report.lose(
                lost, "its answer is no number or formula that can be compared; it is rated by the learner", place.name
            )
        self._add(place.name, problem, keys)

    def _asked(self, folder: Path, texts: list[str], title: str) -> Keys:
        """The question: the problem's text and the step's, with the figure that they share."""
        body = "\n\n".join(dict.fromkeys(filter(None, (markdown_of(without_figures(text)) for text in texts))))
        names = [name for text in texts for name in figures_of(text)]
        pictures = Pictures(self.brought, folder / "figures", folder)
        marks = "".join(f"\n\n![]({name})" for name in dict.fromkeys(names))
        try:
            keys = pictures.asked_with((body or markdown_of(title)) + marks)
        except Missing as name:
            raise NoStep("OAT-FIGURE", "it needs a picture that is not there") from name
        if not keys.get("ask"):
            raise NoStep("OAT-EMPTY", "it asks nothing")
        return keys

    def _hints(self, place: Path) -> list[str]:
        """The hints in order; a sub-question is its question, its own hints, then its answer."""
        pathways = sorted((place / "tutoring").glob("*.json"), key=lambda one: ("Default" not in one.name, one.name))
        found = _mappings(_json(pathways[0])) if pathways else []
        hints = [hint for hint, _ in groupby(self._shown(found, place.name))]
        if len(hints) > MOST_HINTS:
            self.report.lose("OAT-HINTS", f"hints beyond the first {MOST_HINTS} are left out", place.name)
        return hints[:MOST_HINTS]

    def _shown(self, found: list[Keys], place: str) -> Iterator[str]:
        for hint in _in_order(found):
            words = _words(hint)
            if figures_of(text_of(hint.get("text"))):
                self.report.lose("OAT-HINT-FIGURE", "the picture of a hint is left out", place)
            options = [f"- {markdown_of(option)}" for option in options_of(hint)]
            if words:
                yield words + ("\n\n" + "\n".join(options) if options else "")
            below = [{**one, "subHints": None} for one in _mappings(hint.get("subHints"))]
            yield from self._shown(below, place)
            if hint.get("type") == "scaffold":
                self.report.lose("OAT-SCAFFOLD", "a sub-question becomes hints: the question, then its answer", place)
                if answer := answer_in_words(hint):
                    yield answer

    def _add(self, name: str, problem: Keys, keys: Keys) -> None:
        licence, source = text_of(problem.get("license")), text_of(problem.get("oer"))
        self.licences[_named(licence)] += 1
        told = ", ".join(filter(None, ["OATutor", name, _named(source), _named(licence) or "licence unknown"]))
        where, also = self.skills.of(name, text_of(problem.get("lesson")), text_of(problem.get("courseName")))
        skill = self.brought.skill(*where.path)
        skill.keys.update(where.keys)
        if also:
            self.also.append((keys, also))
        skill.questions.append(Question(name, keys, _KIND, name, told))

    def finish(self) -> None:
        """What can be said only of the whole: further skills that have items of their own, and the licence."""
        there = {skill.keys.get("skill") for skill in self.brought.skills.values()}
        for keys, also in self.also:
            if known := [name for name in also if name in there]:
                keys["also"] = known[:20]
            if unknown := [name for name in also if name not in there]:
                keys["tags"] = unknown[:20]
        if len(self.licences) == 1 and (licence := next(iter(self.licences))):
            self.brought.head["license"] = licence
        if self.skills.parameters:
            why = "the parameters of knowledge tracing have no place in a pack"
            self.report.lose("OAT-BKT", why, self.skills.parameters)


def _mappings(found: object) -> list[Keys]:
    """The mappings of a list, of whatever a file holds."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _named(text: str) -> str:
    """`address <name>` as its name."""
    found = _NAMED_LICENCE.search(text)
    return " ".join((found[1] if found else text).split())


def _words(hint: Keys) -> str:
    """A hint's title and text."""
    title, text = (markdown_of(without_figures(text_of(hint.get(key)))) for key in ("title", "text"))
    same = title.strip().lower() in ("", "hint", text.strip().lower())
    return text if same and text else f"{title}\n\n{text}".strip() if text else title


def _in_order(found: list[Keys]) -> list[Keys]:
    """The hints so that each comes after those it depends on; what depends on itself keeps its place at the end."""
    ids = {text_of(one.get("id")) for one in found}
    given: set[str] = set()
    order: list[Keys] = []
    rest = found[:1_000]
    while rest:
        ready = [one for one in rest if all(need in given or need not in ids for need in _needs(one))]
        if not ready:
            return [*order, *rest]
        order.append(ready[0])
        given.add(text_of(ready[0].get("id")))
        rest = [one for one in rest if one is not ready[0]]
    return order


def _needs(hint: Keys) -> list[str]:
    found = hint.get("dependencies")
    return [text_of(one) for one in found] if isinstance(found, list) else []
