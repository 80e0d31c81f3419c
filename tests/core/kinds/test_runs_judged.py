"""What a run brought back is judged as data: programs by their tests, queries by their rows, commands by the check."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.code_judging import Missed
from tutor.core.item import Mistake, Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds.code import Cases, Code, Program, Test
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.kinds.sql import Query, Sql
from tutor.core.query_judging import Rows
from tutor.core.running import NotRun, OwnFault, Ran

PROGRAM = "def f(n):\n    return 1 / n\n"
ZERO = 'Traceback (most recent call last):\n  File "program.py", line 2, in f\nZeroDivisionError: division by zero'
UNREAD = "  File \"program.py\", line 1\n    def f(n)\n            ^\nSyntaxError: expected ':'"
OF_SCRIPT = 'Traceback (most recent call last):\n  File "<script>", line 2, in <module>\nAssertionError'
CALL = Test(call="f(2)", gives="4")
READS = Test(stdin="2", prints="4\n5\n")
SCRIPT = Test(script="x = f(1)\nassert x == 1")
AFTER = Test(script="test -f made.txt")


def ran(*results: dict[str, Any] | None, status: Any = "ended", **more: Any) -> Ran:
    found = {number: one for number, one in enumerate(results) if one is not None}
    return Ran(status=status, results=found, **more)


def judged(item: Code | Sql | Shell, *runs: Ran, trying: bool = False, response: str = PROGRAM) -> Judgement:
    return item.judge_run(response, Setting(), list(runs), trying=trying)


def program(*tests: Test, **keys: Any) -> Code:
    return Code(ask="?", code=Program(**{"solution": PROGRAM, "tests": list(tests), **keys}))


def values(judgement: Judgement) -> dict[str, Any]:
    [note] = judgement.notes
    return dict(note.values)


def missed(judgement: Judgement) -> list[Missed]:
    return list(values(judgement)["missed"])


@pytest.mark.parametrize(
    ("test", "record"),
    [
        (CALL, {"value": "4"}),
        (CALL, {"value": "4.0000000000001"}),
        (Test(call="f(0)", gives="None"), {"value": "None"}),
        (READS, {"out": "4\n5\n", "err": "", "code": 0, "more": False}),
        (READS, {"out": "4  \r\n5\n\n\n", "err": "", "code": 0}),
        (READS, {"out": "4\n5", "err": "a word of warning", "code": 0}),
        (READS, {"out": "4\n5", "err": "", "code": 3}),
        (READS, {"out": "4\n5", "err": ZERO, "code": 0}),
        (SCRIPT, {"passed": True, "code": 0}),
        (AFTER, {"code": 0}),
    ],
)
def test_a_test_is_passed(test: Test, record: dict[str, Any]) -> None:
    found = judged(program(test), ran(record))
    assert (found.correct, found.score, found.almost) == (True, 1.0, False)
    assert values(found) == {"passed": 1, "of": 1, "missed": [], "printed": ""}


@pytest.mark.parametrize(
    ("test", "record", "how", "more"),
    [
        (CALL, {"value": "5"}, "value", {"got": "5", "wanted": "4"}),
        (CALL, {"value": "True"}, "value", {"got": "True", "wanted": "4"}),
        (CALL, {"value": "None"}, "nothing", {"got": "None", "wanted": "4"}),
        (CALL, {"value": "f()"}, "odd", {}),
        (CALL, {"value": "4", "odd": True}, "odd", {}),
        (CALL, {"error": ZERO}, "error", {"said": ZERO}),
        (CALL, {"unlike": "generator"}, "unlike", {"got": "generator", "wanted": "4"}),
        (CALL, {"long": ""}, "long", {"wanted": "4"}),
        (CALL, {"err": "", "code": 0}, "ended", {}),
        (CALL, {"err": ZERO, "code": 1}, "error", {"said": ZERO}),
        (READS, {"out": "4\n6\n", "code": 0}, "printed", {"got": "4\n6", "wanted": "4\n5"}),
        (READS, {"out": "4", "code": 0}, "printed", {"got": "4", "wanted": "4\n5"}),
        (READS, {"out": " 4\n5", "code": 0}, "printed", {"got": " 4\n5", "wanted": "4\n5"}),
        (READS, {"out": "4\n6", "err": "", "code": 3}, "printed", {"got": "4\n6", "wanted": "4\n5"}),
        (READS, {"out": "4\n5\n", "code": 0, "more": True}, "printed", {"got": "4\n5", "wanted": "4\n5"}),
        (READS, {"out": "4\n5\n", "code": -11}, "ended", {}),
        (READS, {"out": "4\n5\n"}, "ended", {}),
        (READS, {"out": "4\n5\n", "code": True}, "ended", {}),
        (READS, {"out": "", "err": "no such thing", "code": 2}, "ended", {"said": "no such thing"}),
        (READS, {"out": "4\n5\n", "err": ZERO, "code": 1}, "error", {"said": ZERO}),
        (READS, {"out": "", "code": -24}, "time", {}),
        (READS, {"out": "4\n" * 9, "code": 153, "more": True}, "output", {}),
        (READS, {"out": "4\n" * 9, "err": ZERO, "code": 1, "more": True}, "error", {"said": ZERO}),
        (SCRIPT, {"passed": False, "code": 0}, "status", {}),
        (SCRIPT, {"passed": "True", "code": 0}, "status", {}),
        (SCRIPT, {"err": ZERO, "code": 1}, "error", {"said": ZERO}),
        (SCRIPT, {"err": OF_SCRIPT, "code": 1}, "status", {"said": OF_SCRIPT}),
        (AFTER, {"code": 1}, "status", {}),
        (AFTER, {"code": False}, "status", {}),
        (AFTER, {}, "status", {}),
    ],
)
def test_a_test_is_missed_and_how_is_told(test: Test, record: dict[str, Any], how: str, more: dict[str, str]) -> None:
    found = judged(program(test), ran(record))
    assert (found.correct, found.score, found.almost) == (False, 0.0, False)
    [told] = missed(found)
    assert (told.how, told.test) == (how, test.shown())
    assert {key: getattr(told, key) for key in ("got", "wanted", "said") if getattr(told, key)} == more


def test_an_error_names_the_learners_own_line_or_that_of_the_script() -> None:
    [told] = missed(judged(program(CALL), ran({"error": ZERO})))
    assert told.trouble and (told.trouble.kind, told.trouble.line, told.trouble.code) == (
        "ZeroDivisionError",
        2,
        "return 1 / n",
    )
    [told] = missed(judged(program(SCRIPT), ran({"err": OF_SCRIPT, "code": 1})))
    assert told.trouble and (told.trouble.line, told.trouble.code) == (0, "assert x == 1")


@pytest.mark.parametrize(
    ("wanted", "printed", "line"),
    [("4\n5", "4\n6", ("2", "6", "5")), ("4\n5", "4", ("2", "", "5")), ("4", "4\n5", ("2", "5", "")), ("4", "", ("1", "", "4"))],
)  # fmt: skip
def test_the_first_line_that_differs_is_named(wanted: str, printed: str, line: tuple[str, str, str]) -> None:
    [told] = missed(judged(program(Test(stdin="", prints=wanted)), ran({"out": printed, "code": 0})))
    assert told.difference and (told.difference.at, told.difference.got, told.difference.wanted) == line


@pytest.mark.parametrize("status", ["time", "memory", "output"])
def test_the_first_test_without_a_result_met_the_limit_and_those_after_were_not_run(status: str) -> None:
    found = judged(program(CALL, CALL, CALL), ran({"value": "4"}, status=status))
    assert [one.how for one in missed(found)] == [status, "not_run"]
    assert (found.score, found.correct) == (pytest.approx(1 / 3), False)


def test_a_box_that_ended_without_a_result_ran_nothing() -> None:
    assert [one.how for one in missed(judged(program(CALL, CALL), ran(None, {"value": "4"})))] == ["not_run"]


def test_the_score_is_the_share_of_the_tests_ten_misses_are_told_and_hidden_ones_keep_their_key() -> None:
    tests = [Test(call=f"f({number})", gives="1", hidden=number == 1) for number in range(16)]
    found = judged(program(*tests), ran(*({"value": "1" if number < 1 else "2"} for number in range(16)), out="hello"))
    assert found.score == pytest.approx(1 / 16)
    assert (values(found)["passed"], values(found)["of"], values(found)["printed"]) == (1, 16, "hello")
    assert [one.test for one in missed(found)] == [{}, *(test.shown() for test in tests[2:11])]


@pytest.mark.parametrize(
    ("records", "opening", "how", "almost"),
    [
        ([{"load": UNREAD}, {"load": UNREAD}], {}, "load", True),
        ([{"load": ZERO}, {"load": ZERO}], {}, "load", False),
        ([], {"build": "program.c:1: error"}, "build", True),
    ],
)
def test_a_program_that_never_begins_is_told_once_and_asked_again_if_it_could_not_be_read(
    records: list[dict[str, Any]], opening: dict[str, Any], how: str, almost: bool
) -> None:
    found = judged(program(CALL, CALL), ran(*records, opening=opening))
    assert (found.correct, found.almost, found.score) == (False, almost, 0.0)
    [told] = missed(found)
    assert (told.how, told.test, told.said) == (how, {}, opening.get("build") or records[0]["load"])


def test_a_syntax_error_of_a_single_test_is_only_a_miss() -> None:
    found = judged(program(CALL, CALL), ran({"value": "4"}, {"error": UNREAD}))
    assert (found.almost, found.score) == (False, 0.5)


def test_trying_leaves_out_hidden_tests() -> None:
    item = program(CALL, Test(call="f(3)", gives="9", hidden=True))
    assert values(judged(item, ran({"value": "4"}), trying=True))["of"] == 1
    assert not judged(item, ran({"value": "4"})).correct


CASES = Cases(vars={"n": "1..9"}, call="f(<<n>>)", count=3)


def test_generated_tests_want_what_the_solution_gave_and_those_it_gave_nothing_for_are_left_out() -> None:
    item = program(cases=CASES)
    theirs = ran({"value": "1"}, {"error": ZERO}, {"value": "3"})
    found = judged(item, theirs, ran({"value": "1"}, {"value": "2"}, {"value": "4"}))
    assert (values(found)["passed"], values(found)["of"]) == (1, 2)
    [told] = missed(found)
    assert (told.got, told.wanted) == ("4", "3")
    assert judged(item, theirs, ran({"value": "1"}, None, {"value": "3"})).correct


def test_generated_tests_of_what_is_printed_leave_out_where_the_solution_failed() -> None:
    item = program(CALL, cases=Cases(vars={"n": "1..9"}, stdin="<<n>>", count=2))
    theirs = ran({"out": "1\n", "code": 0}, {"out": "", "code": 1})
    found = judged(item, theirs, ran({"value": "4"}, {"out": "1", "code": 0}, {"out": "?", "code": 0}))
    assert found.correct and values(found)["of"] == 2


@pytest.mark.parametrize("item", [program(cases=CASES), program(Test(call="f(1)", gives="1", hidden=True))])
def test_with_nothing_to_test_it_by_nothing_is_judged(item: Code) -> None:
    with pytest.raises(NotRun, match="There was nothing to test it with"):
        judged(item, ran({"error": ZERO}), ran({"value": "1"}), trying=True)


@pytest.mark.parametrize(
    ("why", "sentence"), [("", "The program could not be run here."), ("No room.", "No room.")]
)  # fmt: skip
def test_a_box_that_failed_is_no_answer(why: str, sentence: str) -> None:
    failed = ran({"value": "4"}, {"columns": [], "rows": []}, status="failed", why=why)
    for item in (program(CALL), Sql(ask="?", sql=Query(solution="select 1")), SHELL):
        with pytest.raises(NotRun) as told:
            judged(item, failed)  # type: ignore[arg-type]
        assert str(told.value) == sentence


def table(*rows: list[Any], more: bool = False, columns: int = 1) -> dict[str, Any]:
    return {"columns": [f"c{number}" for number in range(columns)], "rows": list(rows), "more": more}


def query(wanted: dict[str, Any] | None, mine: dict[str, Any] | None, **keys: Any) -> Judgement:
    item = Sql(ask="?", sql=Query(setup="create table t(a);", solution="select a from t", **keys))
    return judged(item, ran(wanted, mine), response="select b from t")


@pytest.mark.parametrize(
    ("mine", "ordered", "right"),
    [
        (table([1], [2], [2]), False, True),
        (table([2], [1], [2]), False, True),
        (table([2], [1], [2]), True, False),
        (table([1], [2], [2]), True, True),
        (table([1.0], [2.0000000001], [2]), False, True),
        (table([1], [2.00000001], [2]), False, False),
        (table([1], ["2"], [2]), False, False),
        (table([1], [True], [2]), False, False),
        (table([1], [2]), False, False),
        (table([1], [2], [2], [2]), False, False),
        (table([1], [2], [2], more=True), False, False),
        (table([1, 1], [2, 2], [2, 2], columns=2), False, False),
        ({"columns": ["other name"], "rows": [[1], [2], [2]]}, False, True),
        ({"columns": None, "rows": [[1], [2], [2]]}, False, False),
        ({"columns": ["a"], "rows": "all"}, False, False),
    ],
)
def test_a_query_is_right_when_its_rows_are_those_of_the_solution(
    mine: dict[str, Any], ordered: bool, right: bool
) -> None:
    found = query(table([1], [2], [2]), mine, ordered=ordered)
    assert (found.correct, found.score, found.almost) == (right, float(right), False)


def test_large_whole_numbers_are_compared_to_the_last_digit() -> None:
    assert not query(table([2**60]), table([2**60 + 1])).correct
    assert query(table([2**60]), table([2**60])).correct
    assert not query(table([2**53 - 1]), table([2**53 - 2])).correct


def test_where_two_tables_part_is_told() -> None:
    wanted = table([1], [2], [2], [3])
    found = values(query(wanted, table([2], [4], [1], [4])))
    assert (found["missing"], found["extra"], found["counts"]) == ([[2], [3]], [[4], [4]], (4, 4))
    assert (found["mine"], found["wanted"]) == (Rows(["c0"], [[2], [4], [1], [4]]), Rows(["c0"], wanted["rows"]))
    assert values(query(wanted, table([1, 2], columns=2)))["columns"] == (2, 1)
    assert values(query(wanted, table([1], [3], [2], [2]), ordered=True))["at"] == 2
    assert not {"missing", "columns", "at"} & values(query(wanted, wanted, ordered=True)).keys()


@pytest.mark.parametrize(
    ("mine", "told", "almost"),
    [
        ({"wrong": "no such column: b"}, {"trouble": "no such column: b", "in_check": False}, True),
        ({"wrong": "no such table: t", "in": "check"}, {"trouble": "no such table: t", "in_check": True}, True),
        ({"late": "query"}, {"stopped": "time"}, False),
        (None, {"stopped": "ended"}, False),
    ],
)
def test_a_query_without_rows_says_why(mine: dict[str, Any] | None, told: dict[str, Any], almost: bool) -> None:
    found = query(table([1]), mine)
    assert (found.correct, found.score, found.almost) == (False, 0.0, almost)
    assert values(found) == {"checked": False, "trying": False, **told}


@pytest.mark.parametrize(
    ("wanted", "part", "words", "said"),
    [
        ({"wrong": "near x"}, "solution", "query could not be run", "near x"),
        ({"wrong": "near y", "in": "setup"}, "setup", "tables could not be made", "near y"),
        ({"wrong": "near z", "in": "check"}, "check", "query could not be run", "near z"),
        ({"late": "setup"}, "setup", "tables could not be made", "it took too long"),
        ({"late": "query"}, "solution", "query could not be run", "it took too long"),
        (None, "solution", "query could not be run", "it took too long"),
    ],
)
def test_a_query_of_the_course_that_fails_is_not_the_learners_fault(
    wanted: dict[str, Any] | None, part: str, words: str, said: str
) -> None:
    with pytest.raises(OwnFault, match=words) as told:
        query(wanted, table([1]))
    assert (told.value.part, told.value.said) == (part, said)


@pytest.mark.parametrize("mine", [{"wrong": "full", "in": "setup"}, {"late": "setup"}])
def test_tables_that_were_made_once_and_not_again_are_not_the_learners_fault(mine: dict[str, Any]) -> None:
    with pytest.raises(NotRun, match="own tables could not be made"):
        query(table([1]), mine)


def test_trying_a_query_shows_its_rows_and_judges_nothing() -> None:
    item = Sql(ask="?", sql=Query(solution="select 1", check="select 2"))
    run = item.run("select 3", Setting(), trying=True)
    assert (run.trying, run.steps[0].tests, run.steps[0].request["queries"]) == (True, 1, ["select 3"])
    found = judged(item, ran(table([7])), trying=True)
    assert found.correct
    assert values(found) == {
        "checked": True,
        "trying": True,
        "mine": Rows(["c0"], [[7]]),
        "wanted": Rows(),
    }


SHELL = Shell(
    ask="?",
    shell=Commands(solution="touch a", check="test -f a", setup="mkdir b", files={"c": "d"}),
    mistakes=[Mistake(when="touch b", say="Look at the name.")],
)
FINE = {"out": "", "err": "", "code": 0}


def test_commands_are_run_between_setup_and_check_and_tried_without_it() -> None:
    [step] = SHELL.run("ls", Setting()).steps
    assert step.request == {"setup": "mkdir b", "commands": "ls", "check": "test -f a"}
    assert (step.driver, step.files, step.tests) == ("commands", {"c": "d"}, 3)
    run = SHELL.run("ls", Setting(), trying=True)
    assert run.trying and run.steps[0].request["check"] == ""


@pytest.mark.parametrize(
    ("check", "right"),
    [(FINE, True), ({"code": 1}, False), ({"code": False}, False), ({"code": 0.0}, False), ({"out": "ok"}, False)],
)
def test_commands_are_right_when_the_check_ended_with_zero(check: dict[str, Any], right: bool) -> None:
    found = judged(SHELL, ran(FINE, {"out": "x", "err": "sh: 2: lss: not found", "code": 127}, check))
    assert (found.correct, found.score) == (right, float(right))
    told = values(found)
    assert (told["printed"], told["said"], told["status"]) == ("x", "line 2: lss: not found", 127)
    assert (told["right"], told["trying"]) == (right, False) and "stopped" not in told


def test_what_the_check_says_is_kept() -> None:
    check = {"out": "there is no a\n", "err": "/bin/bash: line 1: test: no\n", "code": 1}
    assert values(judged(SHELL, ran(FINE, FINE, check)))["checked"] == "there is no a\nline 1: test: no"


@pytest.mark.parametrize(
    ("records", "status", "stopped"),
    [
        ([FINE], "time", "time"),
        ([FINE, FINE], "memory", "memory"),
        ([FINE, {"out": "", "code": 152}, {"code": 1}], "ended", "time"),
        ([FINE, {"out": "", "code": 153, "more": True}, {"code": 1}], "ended", "output"),
    ],
)
def test_commands_that_were_stopped_say_by_what(records: list[dict[str, Any]], status: str, stopped: str) -> None:
    found = judged(SHELL, ran(*records, status=status))
    assert (found.correct, values(found)["stopped"]) == (False, stopped)


def test_commands_that_are_tried_are_not_stopped_for_want_of_a_check() -> None:
    found = judged(SHELL, ran(FINE, FINE), trying=True)
    assert found.correct and values(found)["trying"] and "stopped" not in values(found)
    assert not judged(SHELL, ran(FINE, status="time"), trying=True).correct


@pytest.mark.parametrize(
    ("prepared", "said"),
    [
        ({"code": 2, "err": "sh: 1: mkdr: not found\n"}, "line 1: mkdr: not found"),
        ({"code": 2}, "it ended with status 2"),
        ({"code": -9, "err": "  "}, "it ended with status -9"),
    ],
)
def test_what_a_course_prepares_badly_is_not_the_learners_fault(prepared: dict[str, Any], said: str) -> None:
    with pytest.raises(OwnFault, match="What the course prepares") as told:
        judged(SHELL, ran(prepared, FINE, FINE))
    assert (told.value.part, told.value.said) == ("setup", said)


def test_a_known_mistake_in_commands_gets_the_authors_words() -> None:
    found = judged(SHELL, ran(FINE, FINE, {"code": 1}), response=" touch  b ")
    assert found.said == "Look at the name."
