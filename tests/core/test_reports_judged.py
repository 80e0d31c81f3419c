"""Programs, queries and commands judged from what a box reported: every way to miss has its name, and none is a pass."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.code_judging import Missed, code_judgement
from tutor.core.code_running import case_tests
from tutor.core.commands_judging import commands_judgement
from tutor.core.item import Setting
from tutor.core.kinds.code import Cases, Program, Test
from tutor.core.kinds.sql import Query
from tutor.core.query_judging import query_judgement
from tutor.core.running import NotRun, OwnFault, Ran

CALL = Test(call="f(2)", gives="[4]")
SCRIPT = Test(script="assert f(2) == 4\nassert f(3) == 9")
SHELL = Test(script="test -f x && echo there")
INPUT = Test(stdin="2", prints="4\n\n")
STOPPED = 'Traceback (most recent call last):\n  File "<script>", line 2, in <module>\nAssertionError\n'


def missed(test: Test, *records: dict[str, Any], status: Any = "ended", **keys: Any) -> Missed | None:
    """How the only test was missed; None where it is passed."""
    ran = Ran(status=status, results=dict(enumerate(records)))
    code = Program(solution="", tests=[test], **keys)
    judged = code_judgement(code, "def f(n): return n", Setting(), [ran], trying=False)
    found: list[Missed] = judged.notes[0].values["missed"]
    assert judged.correct == (not found)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("test", "record", "how", "more"),
    [
        (CALL, {"value": "[4.0]"}, "", {}),
        (CALL, {"value": "[5]"}, "value", {"got": "[5]", "wanted": "[4]"}),
        (CALL, {"value": "None"}, "nothing", {"got": "None"}),
        (CALL, {"value": "f(2)"}, "odd", {}),
        (CALL, {"odd": True}, "odd", {}),
        (CALL, {"unlike": "generator"}, "unlike", {"got": "generator", "wanted": "[4]"}),
        (Test(call="f(2)", gives="no literal"), {"unlike": "generator"}, "unlike", {"wanted": ""}),
        (CALL, {"long": "value"}, "long", {"wanted": "[4]"}),
        (CALL, {"error": STOPPED.replace("<script>", "program.py")}, "error", {}),
        (CALL, {"ended": 0, "err": ""}, "ended", {}),
        (INPUT, {"out": "4", "code": 0}, "", {}),
        (INPUT, {"out": "4 \r\n", "code": 0}, "", {}),
        (INPUT, {"out": "5", "code": 0}, "printed", {"got": "5", "wanted": "4"}),
        (INPUT, {"out": "4", "code": 0, "more": True}, "printed", {}),
        (INPUT, {"out": "4", "code": -11}, "ended", {}),
        (INPUT, {"out": "4", "code": True}, "ended", {}),
        (INPUT, {"out": "4"}, "ended", {}),
        (SCRIPT, {"passed": True, "code": 0}, "", {}),
        (SCRIPT, {"passed": 1, "code": 0}, "status", {}),
        (SCRIPT, {"passed": False, "code": 1, "err": STOPPED}, "status", {"said": STOPPED}),
        (SHELL, {"code": 0}, "", {}),
        (SHELL, {"code": False}, "status", {}),
        (SHELL, {"code": 1, "err": "no x"}, "status", {"said": "no x"}),
    ],
)
def test_each_way_to_miss_a_test_has_its_name(
    test: Test, record: dict[str, Any], how: str, more: dict[str, str]
) -> None:
    found = missed(test, record)
    assert (found.how if found else "") == how
    assert {key: getattr(found, key) for key in more} == more


def test_a_script_that_stopped_shows_the_line_of_it_that_did_not_hold() -> None:
    found = missed(SCRIPT, {"passed": False, "code": 1, "err": STOPPED})
    assert found is not None and found.trouble is not None and found.trouble.code == "assert f(3) == 9"


@pytest.mark.parametrize("status", ["time", "memory", "output"])
def test_the_test_where_the_box_ended_it_is_told_and_those_after_it_were_not_run(status: Any) -> None:
    code = Program(solution="", tests=[CALL, CALL, CALL])
    ran = Ran(status=status, results={0: {"value": "[4]"}})
    judged = code_judgement(code, "", Setting(), [ran], trying=False)
    assert [one.how for one in judged.notes[0].values["missed"]] == [status, "not_run"]
    assert judged.score == pytest.approx(1 / 3)


def test_a_program_that_is_not_built_is_asked_again_and_a_hidden_test_keeps_its_key() -> None:
    code = Program(solution="", language="c", tests=[INPUT])
    ran = Ran(status="ended", opening={"build": "line 1: no ;"})
    judged = code_judgement(code, "int main()", Setting(), [ran], trying=False)
    [found] = judged.notes[0].values["missed"]
    assert (judged.almost, judged.score, found.how, found.said) == (True, 0.0, "build", "line 1: no ;")
    hidden = missed(Test(call="f(2)", gives="4", hidden=True), {"value": "5"})
    assert hidden is not None and hidden.test == {}


CASES = Cases(vars={"n": ["1", "2"]}, call="f(<<n>>)", count=2)


@pytest.mark.parametrize(
    ("theirs", "mine", "score"),
    [
        ({0: {"value": "1"}, 1: {"value": "2"}}, ["1", "2"], 1.0),
        ({0: {"value": "1"}, 1: {"value": "2"}}, ["1", "1"], 0.5),
        ({1: {"value": "2"}}, ["9", "2"], 1.0),
        ({0: {"error": "ValueError"}, 1: {"value": "2"}}, ["9", "1"], 0.0),
    ],
)
def test_a_generated_test_for_which_the_solution_gives_nothing_is_left_out(
    theirs: dict[int, dict[str, Any]], mine: list[str], score: float
) -> None:
    code = Program(solution="", cases=CASES)
    ran = Ran(status="ended", results={number: {"value": text} for number, text in enumerate(mine)})
    solution = Ran(status="ended", results=theirs)
    assert code_judgement(code, "", Setting(), [solution, ran], trying=False).score == score


def test_where_the_solution_gives_nothing_at_all_nobody_is_judged() -> None:
    code, none = Program(solution="", cases=CASES), Ran(status="ended")
    with pytest.raises(NotRun, match="nothing to test it with"):
        code_judgement(code, "", Setting(), [none, none], trying=False)


def test_generated_tests_are_as_many_as_there_are_and_those_that_can_not_be_computed_are_left_out() -> None:
    few = Cases(vars={"n": ["1", "2"]}, call="f(<<n>>)", count=5)
    assert sorted(test.call for test in case_tests(few, 1)) == ["f(1)", "f(2)"]
    some = Cases(vars={"n": "0..1"}, stdin="<<6 / n>>", count=5)
    assert [test.stdin for test in case_tests(some, 1)] == ["6"]


QUERY = Query(solution="select a from t", setup="create table t(a)", ordered=True)
ROWS = {"columns": ["a"], "rows": [[1], [2]], "more": False}


def rows(mine: dict[str, Any] | None, wanted: dict[str, Any] | None = ROWS, **keys: Any) -> Any:
    results = {number: one for number, one in enumerate((wanted, mine)) if one is not None}
    return query_judgement(QUERY, [Ran(results=results, **{"status": "ended", **keys})])


@pytest.mark.parametrize(
    ("mine", "status", "note"),
    [
        (None, "memory", {"stopped": "memory"}),
        ({"late": "query"}, "ended", {"stopped": "time"}),
        ({"wrong": "no such table", "in": "query"}, "ended", {"trouble": "no such table", "in_check": False}),
        ({"columns": ["a"], "rows": [[2], [1]]}, "ended", {"at": 1}),
        ({"columns": ["a"], "rows": [[1], [2]], "more": True}, "ended", {"counts": (2, 2), "missing": []}),
        ({"columns": ["a", "b"], "rows": []}, "ended", {"columns": (2, 1)}),
        ({"columns": "a", "rows": "none"}, "ended", {"columns": (0, 1)}),
        ({"columns": ["a"], "rows": [[2**60], [True], 7]}, "ended", {"extra": [[2**60], [True]]}),
    ],
)
def test_where_a_query_parts_from_the_solution_is_told(mine: Any, status: Any, note: dict[str, Any]) -> None:
    judged = rows(mine, status=status)
    values = judged.notes[0].values
    assert not judged.correct and {key: values[key] for key in note} == note


@pytest.mark.parametrize(
    ("mine", "wanted", "words"),
    [
        (ROWS, None, "own query could not be run"),
        (ROWS, {"late": "setup"}, "own tables could not be made"),
        ({"late": "setup"}, ROWS, "own tables could not be made"),
        ({"wrong": "x", "in": "setup"}, ROWS, "own tables could not be made"),
    ],
)
def test_a_course_whose_own_query_fails_judges_nobody(mine: Any, wanted: Any, words: str) -> None:
    with pytest.raises(NotRun, match=words):
        rows(mine, wanted)


def test_a_box_that_broke_judges_no_query_and_no_commands() -> None:
    broken = Ran(status="failed", why="The box broke.")
    with pytest.raises(NotRun, match="The box broke"):
        query_judgement(QUERY, [broken])
    with pytest.raises(NotRun, match="The box broke"):
        commands_judgement([broken])
    with pytest.raises(OwnFault, match="What the course prepares"):
        commands_judgement([Ran(status="ended", results={0: {"code": 2, "err": "sh: 1: x: not found"}})])


@pytest.mark.parametrize(
    ("results", "status", "stopped"),
    [
        ({}, "time", "time"),
        ({1: {"code": 0, "out": ""}}, "output", "output"),
        ({1: {"code": -24}, 2: {"code": 1}}, "ended", "time"),
        ({1: {"code": 0}, 2: {"code": True}}, "ended", None),
    ],
)
def test_commands_whose_check_did_not_end_well_are_wrong_and_told_what_stopped_them(
    results: dict[int, Any], status: Any, stopped: str | None
) -> None:
    judged = commands_judgement([Ran(status=status, results=results)])
    assert not judged.correct and judged.notes[0].values.get("stopped") == stopped
