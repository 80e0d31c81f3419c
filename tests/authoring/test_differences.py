"""`tutor pack diff`: what a new version means for learners, guessed where its author doesn't say it."""

from __future__ import annotations

import json
import shutil
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.cli.command import tutor
from tutor.authoring.change import Change
from tutor.authoring.declaring import declared
from tutor.authoring.differences import differences
from tutor.authoring.edits import draft_of
from tutor.packs.compile import load
from tutor.packs.shipped import courses_folder

ITEM = "{id: a, ask: What is the capital of France?, answer: Paris}"
CHOICES = "{id: a, ask: Which?, choices: [{right: A long text that is right}, {wrong: Another that is wrong}]}"


def course(folder: Path, text: str, name: str = "c.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder / name


def one_skill(*items: str, more: str = "") -> str:
    return f"id: c\ntitle: C\n{more}skills:\n  - skill: s\n    items:\n" + "".join(f"    - {item}\n" for item in items)


def compared(folder: Path, old: str, new: str) -> list[Change]:
    first, second = (
        load(course(folder / name, text), tested=False).compiled for name, text in (("old", old), ("new", new))
    )
    assert first is not None and second is not None
    return differences(first, second).changes


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (ITEM, ITEM.replace("capital of", "captial of"), "typo"),
        (ITEM, ITEM.replace("answer: Paris", "answer: Paris, explain: On the Seine."), "better"),
        (ITEM, ITEM.replace("answer: Paris", "answer: Paris, hints: [P…]"), "better"),
        (ITEM, ITEM.replace("What is the capital of France", "Which is the capital of France today"), "better"),
        (ITEM, ITEM.replace("answer: Paris", "answer: [Paris, Paname]"), "better"),
        (ITEM, ITEM.replace("answer: Paris", "answer: Lyon"), "meaning"),
        (ITEM, ITEM.replace("answer: Paris", "answer: [Lyon, Paris]"), "meaning"),
        (ITEM, ITEM.replace("What is the capital of France", "Whence flows the Rhine"), "meaning"),
        (ITEM, ITEM.replace("answer: Paris", "answer: Paris, case: exact"), "meaning"),
        (ITEM, ITEM.replace("What is the capital", "What is not the capital"), "meaning"),
        (ITEM, ITEM.replace("answer: Paris", "recall: Paris"), "meaning"),
        (ITEM, ITEM.replace("answer: Paris", "rev: 2, answer: Lyon"), "restarts"),
        ("{id: a, ask: What is 12 + 7?, answer: x}", "{id: a, ask: What is 12 + 8?, answer: x}", "meaning"),
        (CHOICES, CHOICES.replace("A long text", "A lomg text"), "typo"),
        (CHOICES, CHOICES.replace("is wrong}", "is wrong, because: So.}"), "better"),
        (CHOICES, CHOICES.replace("right:", "x:").replace("wrong:", "right:").replace("x:", "wrong:"), "meaning"),
        (CHOICES, CHOICES.replace("Another that is wrong", "Nothing at all"), "meaning"),
    ],
)
def test_a_change_of_an_item_is_a_typo_better_or_another_meaning(tmp_path, old, new, what):
    [change] = compared(tmp_path, one_skill(old), one_skill(new))
    assert (change.what, change.name, change.rev) == (what, "s/a", 2 if what == "meaning" else 0)


def test_a_rev_that_was_lowered_must_rise_above_the_older_one(tmp_path):
    raised = ITEM.replace("id: a", "id: a, rev: 3")
    [change] = compared(tmp_path, one_skill(raised), one_skill(ITEM))
    assert (change.what, change.rev) == ("restarts", 4)


OTHER = "{id: b, ask: And of Spain?, answer: Madrid}"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (one_skill(ITEM), [("gone", "s/b", [], True)]),
        (one_skill(ITEM, more="retired: [s/b]\n"), [("retired", "s/b", [], False)]),
        (one_skill(ITEM, OTHER.replace("id: b", "id: z")), [("renamed", "s/b", ["s/z"], True)]),
        (one_skill(ITEM, OTHER.replace("id: b", "id: z"), more="moved: {s/b: s/z}\n"), [("renamed", "s/b", ["s/z"], False)]),
        (one_skill(ITEM, "{id: z, ask: And of Spain now?, answer: Madrid}"), [("renamed", "s/b", ["s/z"], True), ("better", "s/z", [], False)]),
        (one_skill(ITEM, "{id: z, ask: And of Spain?, answer: Sevilla}"), [("gone", "s/b", [], True), ("new", "s/z", [], False)]),
        (one_skill(ITEM, OTHER, "{id: n, ask: Italy?, answer: Rome}"), [("new", "s/n", [], False)]),
        (one_skill(ITEM, OTHER).replace("skill: s", "skill: t"), [("renamed", "s", ["t"], True)]),
        (one_skill(ITEM, OTHER, more="moved: {s: t}\n").replace("skill: s", "skill: t"), [("renamed", "s", ["t"], False)]),
    ],
)  # fmt: skip
def test_what_is_gone_is_retired_renamed_or_lost(tmp_path, new, expected):
    found = compared(tmp_path, one_skill(ITEM, OTHER), new)
    assert [(one.what, one.name, one.to, one.guessed) for one in found] == expected


def test_a_skill_that_goes_in_with_another_was_merged_and_one_whose_items_part_was_split(tmp_path):
    def skills(**of: str) -> str:
        entries = [
            f"  - skill: {name}\n    items: [{', '.join(f'{{id: {one}, ask: About {one}?, answer: {one}}}' for one in items)}]\n"
            for name, items in of.items()
        ]
        return "id: c\ntitle: C\nskills:\n" + "".join(entries)

    found = compared(tmp_path, skills(a="pq", b="rs", m="tuvw"), skills(n="pqrs", x="tu", y="vw"))
    assert [(one.what, one.name, one.to) for one in found if one.sort == "skill"] == [
        ("merged", "a", ["n"]),
        ("merged", "b", ["n"]),
        ("split", "m", ["x", "y"]),
    ]
    moved = {one.name: one.to for one in found if one.sort == "item"}
    assert moved == {"m/t": ["x/t"], "m/u": ["x/u"], "m/v": ["y/v"], "m/w": ["y/w"]}


@pytest.mark.parametrize(
    "head",
    [
        "",
        "moved: {s/x: s/a}\n",
        "moved:\n  # older\n  s/x: s/a\n",
        "retired: [s/y]\n",
        "retired:\n- s/y\n",
        "retired:\n  - s/y  # long ago\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_missing_lines_are_written_in_and_nothing_else_changes(tmp_path, head, end):
    old = one_skill(ITEM, OTHER, "{id: n, ask: Italy?, answer: Rome}")
    new = one_skill(ITEM, OTHER.replace("id: b", "id: z"), more=head).replace("\n", end)
    changes = compared(tmp_path, old, new)
    draft, count = declared(draft_of(tmp_path / "new" / "c.yaml"), changes)
    after = draft.after["c.yaml"].decode()
    assert count == 2
    assert [one.guessed for one in compared(tmp_path, old, after)] == [False, False]
    steps = SequenceMatcher(None, new, after, autojunk=False).get_opcodes()
    assert {step for step, *_ in steps} == {"equal", "insert"}
    assert (after.count("\n") == after.count("\r\n")) is (end == "\r\n")


SAME = "Both are version `0`: raise `version` before you hand it out.\n"


def test_who_needs_a_renamed_skill_is_as_before_and_all_its_items_are_lost_until_it_is_said(tmp_path):
    def text(name: str, more: str = "") -> str:
        return f"{one_skill(ITEM, OTHER, more=more).replace('skill: s', f'skill: {name}')}  - {{skill: u, requires: [{name}], items: [{{id: q, ask: Q?, answer: q}}]}}\n"

    old, new = course(tmp_path / "old", text("s")), course(tmp_path / "new", text("t"))
    said = tutor("pack", "diff", str(old), str(new)).stdout
    assert "skill u" not in said and "2 lost unless you say what became of them" in said
    course(tmp_path / "new", text("t", "moved: {s: t}\n"))
    said = tutor("pack", "diff", str(old), str(new)).stdout
    assert said == f"{new}:5:5: skill s: is t now\n\n{SAME}For learners: 1 skill changed.\n"


def test_the_command_says_what_it_means_for_learners_and_writes_only_when_asked(tmp_path):
    old = course(tmp_path / "old", one_skill(ITEM, OTHER))
    new = course(tmp_path / "new", one_skill(ITEM.replace("capital of", "captial of"), OTHER.replace("id: b", "id: z")))
    before = new.read_bytes()
    said = tutor("pack", "diff", str(old), str(new), TUTOR_HOME=str(tmp_path / "home"))
    assert said.returncode == 1
    assert "item s/b: is s/z now, it seems" in said.stdout and "  moved: {s/b: s/z}" in said.stdout
    assert said.stdout.endswith("For learners: 1 typo keeps everything, 1 lost unless you say what became of it.\n")
    assert new.read_bytes() == before
    assert tutor("pack", "diff", str(old), str(new), "--write").returncode == 1
    assert b"moved: {s/b: s/z}\n" in new.read_bytes()
    last = json.loads(tutor("pack", "diff", str(old), str(new), "--json").stdout.splitlines()[-1])
    assert last["means"] == "For learners: 1 typo keeps everything, 1 renamed keeps everything."


def test_a_shipped_course_is_as_it_is_in_the_library_and_as_built(tmp_path):
    shutil.copytree(courses_folder() / "fractions", tmp_path / "fractions")
    same = tutor("pack", "diff", str(tmp_path / "fractions"), TUTOR_HOME=str(tmp_path / "home"))
    assert (same.returncode, same.stdout) == (0, "For learners: no question and no skill changes.\n")


def test_another_course_or_an_unknown_or_broken_one_is_told_in_a_sentence(tmp_path):
    old = course(tmp_path / "old", one_skill(ITEM))
    other = course(tmp_path / "new", one_skill(ITEM).replace("id: c", "id: d"))
    said = tutor("pack", "diff", str(old), str(other))
    assert said.returncode == 1 and "unless it keeps its `id`" in said.stdout
    lone = tutor("pack", "diff", str(other), TUTOR_HOME=str(tmp_path / "home"))
    assert lone.returncode == 2 and "tutor pack diff OLD NEW" in lone.stderr
    broken = course(tmp_path / "bad", "title: [\n")
    assert tutor("pack", "diff", str(old), str(broken)).returncode == 2
