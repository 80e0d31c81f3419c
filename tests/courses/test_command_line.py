"""The course `command-line`: solutions and other right ways pass, what learners do wrong doesn't, in a real shell.

Solutions are run as a learner's commands are. The many other cases share a few boxes, each in a folder of its own.
"""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from command_line_cases import OTHER_WAYS, PREDICTED, WRONG

from tutor.authoring.check import check
from tutor.core.item import Setting
from tutor.core.kinds import AnyItem
from tutor.core.kinds.shell import Shell
from tutor.core.mistakes import alternatives
from tutor.core.template_texts import Filling
from tutor.core.template_values import read_template
from tutor.packs.compile import load
from tutor.sandbox import Job, Limits, carry_out
from tutor.study.running import SAFE, Boxes

COURSE = Path(__file__).parents[2] / "courses" / "command-line"
NOTES = (COURSE / "NOTES.md").read_text(encoding="utf-8")
MANY = 50
"""Cases in one box."""
SEEDS = 12
"""Draws of a question about what is printed."""
DRIVER = """
import json, os, subprocess, sys
home, passed = os.getcwd(), []
for number, case in enumerate(json.load(sys.stdin)):
    folder = os.path.join(home, str(number))
    os.mkdir(folder)
    for name, text in case["files"].items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    for key in ("setup", "commands", "check"):
        done = subprocess.run(["sh", "-c", case[key] or ":"], cwd=folder, stdin=subprocess.DEVNULL,
                              env={**os.environ, "HOME": folder}, capture_output=True)
        assert key != "setup" or done.returncode == 0, (case, done.stderr)
    passed.append([done.returncode == 0, done.stdout.decode() + done.stderr.decode()])
print(json.dumps(passed))
"""

compiled = load(COURSE, tested=False).compiled
assert compiled is not None
ITEMS: dict[str, AnyItem] = {
    ref.id.split("/", 1)[1]: msgspec.msgpack.decode(body, type=AnyItem) for ref, body in compiled.items
}
SHELL = {name: item for name, item in ITEMS.items() if isinstance(item, Shell)}


@pytest.fixture(scope="module")
def boxes() -> Boxes:
    boxes = Boxes()
    if boxes.tier() not in SAFE:
        pytest.skip("there is no box here that keeps commands from this computer's files")
    return boxes


def done(asked: list[dict[str, Any]]) -> list[tuple[bool, str]]:
    """For each case with `files`, `setup`, `commands` and `check`: whether the check ends well, and what it prints."""
    found: list[Any] = []
    for first in range(0, len(asked), MANY):
        given = json.dumps(asked[first : first + MANY]).encode()
        outcome = carry_out(Job(argv=["python", "-c", DRIVER], stdin=given, limits=Limits(wall=120, cpu=60)))
        assert outcome.code == 0, (outcome.why, outcome.err)
        found += json.loads(outcome.out)
    return [(bool(right), said) for right, said in found]


def passed(cases: list[tuple[str, str]]) -> list[tuple[bool, str]]:
    """For each item and commands: whether the item's check is content, and what it says."""
    shells = [(SHELL[name].shell, commands) for name, commands in cases]
    return done(
        [{"files": one.files, "setup": one.setup, "check": one.check, "commands": text} for one, text in shells]
    )


def known_mistakes(item: Shell) -> list[str]:
    return [str(one) for mistake in item.mistakes if mistake.when is not None for one in alternatives(mistake.when)]


def test_the_checker_has_nothing_to_say() -> None:
    assert check(COURSE).problems == []


def test_every_exercise_has_other_ways_and_three_wrong_ones_to_try() -> None:
    assert set(OTHER_WAYS) == set(WRONG) == set(SHELL)
    assert len(SHELL) >= 20
    assert [name for name, wrong in WRONG.items() if len(wrong) < 3] == []


@pytest.mark.parametrize("name", SHELL)
def test_the_solution_is_right(name: str, boxes: Boxes) -> None:
    item, setting = SHELL[name], Setting(seed=1)
    ran = boxes.carry_out(item.run(item.shell.solution, setting), stop=threading.Event())
    judged = item.judge_run(item.shell.solution, setting, ran)
    assert judged.correct, judged.notes


def test_other_right_ways_pass(boxes: Boxes) -> None:
    cases = [(name, commands) for name, ways in OTHER_WAYS.items() for commands in ways]
    assert [(*case, said) for case, (right, said) in zip(cases, passed(cases), strict=True) if not right] == []


def test_nothing_done_and_what_learners_do_wrong_fails_and_is_told_why(boxes: Boxes) -> None:
    cases = [(name, commands) for name in SHELL for commands in [":", *WRONG[name], *known_mistakes(SHELL[name])]]
    found = list(zip(cases, passed(cases), strict=True))
    assert [case for case, (right, _) in found if right] == []
    assert [case for case, (_, said) in found if len(said.strip().split("\n")) != 1 or not said.strip()] == []


def test_what_is_really_printed_is_the_right_answer(boxes: Boxes) -> None:
    drawn: dict[tuple[str, str], tuple[AnyItem, Setting]] = {}
    for name, commands in PREDICTED.items():
        for seed in range(SEEDS if ITEMS[name].vars else 1):
            values = read_template(ITEMS[name]).drawn(seed) if ITEMS[name].vars else {}
            text = re.sub(r"\{(\w+)\}", lambda found, values=values: str(values.get(found[1], found[0])), commands)
            drawn.setdefault((name, text), (ITEMS[name], Setting(values=values, seed=seed)))
    printed = done([{"files": {}, "setup": "", "commands": "", "check": text} for _, text in drawn])
    for (case, (item, setting)), (_, said) in zip(drawn.items(), printed, strict=True):
        filled = Filling(item).filled(setting.values) if item.vars else item
        assert filled.judge(said.strip(), setting).correct, (case, said)


def test_the_notes_say_how_large_the_course_is() -> None:
    templates = sum(bool(item.vars) for item in ITEMS.values())
    assert compiled is not None
    wanted = f"{len(compiled.skills)} skills, {len(ITEMS)} items ({len(SHELL)} of them commands, {templates} templates)"
    assert wanted in NOTES


def test_every_misconception_is_in_the_notes_and_none_is_left_over() -> None:
    used = set(re.findall(r"(?m)^ +name: ([a-z0-9-]+)$", (COURSE / "units" / "01-files.yaml").read_text("utf-8")))
    rows = re.findall(r"(?m)^\| `([a-z0-9-]+)` \|", NOTES.partition("## Misconceptions")[2])
    assert sorted(rows) == sorted(used)


def test_a_placement_can_ask_about_every_skill_without_a_box() -> None:
    judged = [name.split("/")[0] for name, item in ITEMS.items() if item.placement and not item.self_rated]
    few = {skill for skill in {name.split("/")[0] for name in ITEMS} if judged.count(skill) < 3}
    assert few == set()
