"""The first course in Python: every program in it is run. What is right passes, what learners usually get wrong doesn't.

The programs of an item run one after the other in one box, by the driver that judges learners: so all of them take
seconds. Values of templates are those of seed 0.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shipped import compiled, items_of
from test_notes import ids, named

from tutor.core.item import Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.code import Code
from tutor.core.mistakes import alternatives
from tutor.core.programs import python_trouble
from tutor.core.running import Ran, believed
from tutor.core.samples import sample_problems
from tutor.core.template_texts import fill, fill_text
from tutor.core.template_values import draw
from tutor.packs.compiled import Compiled
from tutor.sandbox import Job, Limits, carry_out
from tutor.study.running import CHILDREN, PYTHON, SAFE, Boxes, driver

COURSE = Path(__file__).parents[2] / "courses" / "python-first-steps"
FILES = sorted(Path(__file__).parent.glob("first_steps_programs*.txt"))
TABLE = "".join("\n= " + path.read_text("utf-8").partition("\n= ")[2] for path in FILES)
TOKEN = "one-box"
LOOP = """
import json, os, sys
given = json.loads(sys.stdin.buffer.read())
space = {"__name__": "driver"}
exec(given["driver"], space)
with os.fdopen(3, "w", encoding="utf-8") as report:
    number = 0
    for request in given["requests"]:
        for key in ("run", "call", "script"):
            request[key] = [sys.executable if word == "python" else word for word in request[key]]
        work = space["Work"](request)
        for test in request["tests"]:
            report.write(json.dumps({"token": given["token"], "test": number, **work.test(test)}) + "\\n")
            number += 1
"""
"""Does what the driver of code does for one program, for many."""


def course() -> Compiled:
    return compiled("python-first-steps")


def items() -> dict[str, AnyItem]:
    return items_of("python-first-steps")


@cache
def programs() -> dict[str, Code]:
    """The exercises, as seed 0 fills them."""
    return {name: fill(one, draw(one, 0)) for name, one in items().items() if isinstance(one, Code)}


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """By item: other right programs at `+`, wrong ones at `-`, or at `~` as the solution with a piece replaced."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in TABLE.split("\n= ")[1:]:
        name, _, rest = part.partition("\n")
        item = items()[name]
        values = draw(item, 0)
        found[name] = {"+": [], "-": []}
        for old, new in re.findall(r"^~ (.+?) => (.*)$", rest, re.MULTILINE):
            solution, old = programs()[name].code.solution, old.replace("¶", "\n")
            assert old in solution, (name, old)
            found[name]["-"].append(solution.replace(old, new.replace("¶", "\n")).strip())
        for sign, text in re.findall(r"^([+-])\n((?:(?![+-]$).*\n?)+)", rest, re.MULTILINE):
            found[name][sign].append((fill_text(text, values) if item.vars else text).strip())
    return found


def judged(item: Code, written: list[str]) -> list[Judgement]:
    """What each of the programs is judged, all of them run in one box."""
    runs = [run.steps for one in written if (run := item.run(one, Setting())) is not None]
    once = {json.dumps(step.request): step for steps in runs for step in steps}  # the solution gives its cases once
    requests = [
        {**step.request, **{part: [*PYTHON, driver(text), "program.py"] for part, text in CHILDREN.items()}}
        for step in once.values()
    ]
    given = {"driver": driver("code").removesuffix("main()\n"), "token": TOKEN, "requests": requests}
    limits = Limits(wall=60, cpu=30)
    job = Job(["python", "-X", "utf8", "-c", LOOP], stdin=json.dumps(given).encode(), limits=limits, report=True)
    outcome = carry_out(job)
    results, _ = believed(outcome.report, TOKEN, sum(step.tests for step in once.values()))
    assert len(results) == sum(step.tests for step in once.values()), (outcome.status, outcome.err)
    at = iter(results[number] for number in sorted(results))
    came = {key: Ran(status="ended", results={n: next(at) for n in range(step.tests)}) for key, step in once.items()}
    return [
        item.judge_run(one, Setting(), [came[json.dumps(step.request)] for step in steps])
        for one, steps in zip(written, runs, strict=True)
    ]


@pytest.fixture(scope="module")
def box() -> None:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here to run programs in")


def mistakes(item: Code) -> Iterator[tuple[str, str]]:
    """The first program of each known mistake, and what is said to it."""
    for mistake in item.mistakes:
        yield str(next(iter(alternatives(mistake.when)))).strip(), mistake.say


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize("name", programs())
def test_right_programs_pass_and_those_that_learners_get_wrong_do_not(name: str) -> None:
    item, others = programs()[name], table()[name]
    known = dict(mistakes(item))
    right = [item.code.solution.strip(), *others["+"]]
    written = list(dict.fromkeys(one.strip() for one in (*right, *others["-"], *known)))
    came = dict(zip(written, judged(item, written), strict=True))
    assert [one for one in right if not came[one].correct] == []
    assert [one for one in written if one not in right and came[one].correct] == []
    assert {one: came[one].said for one in known} == known


def test_every_exercise_has_another_right_way_and_four_wrong_ones_on_trial() -> None:
    assert set(table()) == set(programs())
    assert [name for name, one in table().items() if not one["+"] or len(one["-"]) < 4] == []
    for name, one in table().items():
        every = [text.strip() for text in (*one["+"], *one["-"], programs()[name].code.solution)]
        assert len(every) == len(set(every)), name


@pytest.mark.parametrize("name", programs())
def test_known_mistakes_are_programs_unless_they_are_about_a_sign_that_python_can_not_read(name: str) -> None:
    about_signs = ("One sign", "round brackets")
    for mistake in programs()[name].mistakes:
        if not any(words in mistake.say for words in about_signs):
            assert [one for one in alternatives(mistake.when) if python_trouble(str(one))] == []


@pytest.mark.parametrize("name", [name for name, item in items().items() if item.vars])
def test_every_known_mistake_is_wrong_for_every_draw(name: str) -> None:
    assert [flaw.message for flaw in sample_problems(items()[name], Setting(), range(100))] == []


def shown_program(item: AnyItem) -> str:
    """The program whose output an item asks for; "" where it asks for something else."""
    found = re.findall(r"What does this program print.*?```python\n(.*?)```", item.ask, re.DOTALL)
    return found[0] if found and "types" not in item.ask else ""


@pytest.mark.parametrize("name", [name for name, item in items().items() if shown_program(item)])
def test_what_a_program_is_said_to_print_is_what_it_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for seed in range(12 if items()[name].vars else 1):
        item: Any = fill(items()[name], draw(items()[name], seed))
        program = shown_program(item)
        exec(compile(ast.parse(program), name, "exec"), {})
        printed = capsys.readouterr().out.strip()
        answer = str(item.right_answer(Setting(values=draw(items()[name], seed), seed=seed)))
        if hasattr(item, "choices"):
            plain = " ".join(re.findall(r"`([^`]*)`", answer)) or answer
            assert plain == (" ".join(printed.split()) or "Nothing"), program
        else:
            assert answer == printed, program


def counted_program(item: AnyItem) -> str:
    """The program whose lines of output an item counts; "" where it asks for something else."""
    found = re.findall(r"How many lines does this program print.*?```python\n(.*?)```", item.ask, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("name", [name for name, item in items().items() if counted_program(item)])
def test_as_many_lines_are_printed_as_the_answer_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for seed in range(12):
        values = draw(items()[name], seed)
        item: Any = fill(items()[name], values)
        exec(compile(counted_program(item), name, "exec"), {})
        lines = len(capsys.readouterr().out.splitlines())
        assert item.judge(str(lines), Setting(values=values, seed=seed)).correct


@pytest.mark.parametrize("name", [name for name, item in items().items() if getattr(item, "indent", False)])
def test_lines_in_the_right_order_are_a_program(name: str) -> None:
    item: Any = items()[name]
    for lines in (item.order, *item.other):
        assert not python_trouble("\n".join(lines)), name


NOTES = (COURSE / "NOTES.md").read_text("utf-8")


def rows(columns: int) -> list[list[str]]:
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in NOTES.splitlines() if "|" in line]
    return [row for row in cells if len(row) == columns and row[0].startswith("`")]


def test_the_notes_name_the_skills_their_numbers_and_every_misconception() -> None:
    skills = {}
    for skill in course().skills:
        name = skill.id.split("/")[1]
        own = [one for key, one in items().items() if key.startswith(f"{name}/")]
        needs = {one.split("/")[1] for one in skill.requires}
        skills[name] = (skill.can, needs, len(own), sum(isinstance(one, Code) for one in own))
    told = {ids(row[0])[0]: (row[1], set(ids(row[2])), int(row[3]), int(row[4])) for row in rows(5)}
    assert told == skills
    explained = [name for row in rows(3) for name in ids(row[0])]
    assert sorted(explained) == sorted(set().union(*map(named, items().values())))
