"""Programs, queries and commands: read, checked without being run, shown without what is hidden."""

from __future__ import annotations

from typing import Any

import pytest
from flaw_paths import codes
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.item import Item, Mistake, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.code import Cases, Code, Program, Test
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.kinds.sql import Query, Sql
from tutor.core.own_words import LONGEST_WORK
from tutor.core.programs import python_trouble, undefined_name
from tutor.core.running import Ran
from tutor.core.samples import sample_problems
from tutor.core.templates import draw, fill, problems

SQUARE = "def f(n):\n    return n * n\n"
CODE = Code(
    ask="Square it.",
    code=Program(
        starter="def f(n):\n    ...\n",
        solution=SQUARE,
        tests=[
            Test(call="f(2)", gives="4"),
            Test(call="f(41)", gives="1681", hidden=True),
            Test(stdin="2\n", prints="4\n"),
            Test(prints=""),
            Test(script="assert f(0) == 0"),
        ],
        files={"data.txt": "SECRET"},
    ),
)
SQL = Sql(ask="All?", sql=Query(setup="create table a(b);", solution="select * from a", check="select 1 -- SECRET"))
SHELL = Shell(
    ask="List.", shell=Commands(solution="ls -la", check="test SECRET", setup="touch SECRET", files={"a": "SECRET"})
)
ALL: list[Item] = [CODE, SQL, SHELL]


def code(**keys: Any) -> Code:
    return Code(ask="?", code=Program(**{"solution": SQUARE, **keys}))


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
def test_good_ones_have_no_flaws_and_are_rated_by_the_learner(item: Item) -> None:
    assert not codes(item) and not list(sample_problems(item, Setting()))
    assert (item.shape, item.self_rated, item.guess()) == ("program", True, 0.0)
    assert [note.code for note in item.judge("x = 1", Setting()).notes] == ["rate"]


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize("response", ["", " \n\t", None, 1, True, [], ["x"], {}, "x" * (LONGEST_WORK + 1)])
def test_what_is_no_text_is_a_bad_response(item: Item, response: Any) -> None:
    with pytest.raises(BadResponse):
        item.judge(response, Setting())


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize(
    "response",
    [
        "select * from a",
        "SELECT b FROM a WHERE b = 'it''s';",
        "ls -l | wc -l",
        "rm -rf /",
        "def f(n):\n    return 2 * n\n",
        "f = lambda n: n + n",
        "while True: pass",
        "__import__('os').system('ls')",
        "x" * LONGEST_WORK,
        "# nothing yet",
        "\x1b[31mred",
        "ΑΒΓ 分数 é",
        "[b]markup[/b] {{n}} <<n>>",
        "a\r\nb\tc",
        "drop table a;--",
    ],
)
def test_any_text_of_ones_own_is_taken_nothing_of_it_runs_and_the_learner_rates_it(item: Item, response: str) -> None:
    judged = item.judge(response, Setting())
    assert [note.code for note in judged.notes] == ["rate"]


def test_hidden_tests_and_the_solution_are_never_shown() -> None:
    assert CODE.show(Setting()) == {
        "language": "python",
        "starter": "def f(n):\n    ...\n",
        "tests": [
            {"call": "f(2)", "gives": "4"},
            {"stdin": "2\n", "prints": "4\n"},
            {"prints": ""},
            {"script": "assert f(0) == 0"},
        ],
        "files": ["data.txt"],
    }
    assert code().show(Setting()) == {"language": "python"}
    assert SQL.show(Setting()) == {"language": "sql", "setup": "create table a(b);"}
    assert SHELL.show(Setting()) == {"language": "sh", "files": ["a"]}
    for item in ALL:
        assert "SECRET" not in str(item.show(Setting())) and "1681" not in str(item.show(Setting()))
        assert str(item.right_answer(Setting())) not in str(item.show(Setting()))


@pytest.mark.parametrize(
    ("test", "found"),
    [
        (Test(call="f(2)", gives="3"), []),
        (Test(call="f(2)", gives="'3'"), []),
        (Test(call="f(2)", gives=""), ["literal"]),
        (Test(call="f(2)", gives="None"), []),
        (Test(call="f(2)", gives="[1, (2, 'x'), {'a': 1.5}]"), []),
        (Test(call="f(2)", gives="-1"), []),
        (Test(call="f('a' + \"b\")", gives="True"), []),
        (Test(stdin="", prints=""), []),
        (Test(prints="Hello\n"), []),
        (Test(script="import os"), []),
        (Test(), ["test"]),
        (Test(hidden=True), ["test"]),
        (Test(call="f(2)"), ["test"]),
        (Test(gives="3"), ["test"]),
        (Test(stdin="2"), ["test"]),
        (Test(call="f(2)", gives="3", prints="3"), ["test"]),
        (Test(call="f(2)", prints="3"), ["test"]),
        (Test(call="f(2)", gives="3", script="x"), ["test"]),
        (Test(stdin="2", prints="3", script="x"), ["test"]),
        (Test(call="f(2", gives="3"), ["python"]),
        (Test(call="x = f(2)", gives="3"), ["python"]),
        (Test(call="f(2)", gives="abc"), ["literal"]),
        (Test(call="f(2)", gives="f(3)"), ["literal"]),
        (Test(call="f(2)", gives="__import__('os').system('true')"), ["literal"]),
        (Test(call="f(2)", gives="[" * 5000), ["literal"]),
        (Test(call="f(2)", gives="3" * 10_001), ["too-long"]),
        (Test(stdin="x" * 10_001, prints=""), ["too-long"]),
    ],
)
def test_a_test_is_one_sort_of_test_in_full(test: Test, found: list[str]) -> None:
    assert codes(code(tests=[test])) == found


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, []),
        ({"solution": ""}, ["empty-answer"]),
        ({"solution": "def f(n) return n"}, ["python"]),
        ({"solution": "\0"}, ["python"]),
        ({"solution": "1+" * 9_000 + "1"}, ["python"]),
        ({"solution": "# " + "x" * LONGEST_WORK}, ["too-long"]),
        ({"starter": "def f(n):"}, []),
        ({"starter": "  \n"}, ["empty-answer"]),
        ({"language": "c", "solution": "int main() {", "starter": "int"}, []),
        ({"language": "c", "tests": [Test(call="f(2)", gives="{1, 2}")]}, []),
        ({"language": "javascript", "solution": "const f = n => n"}, []),
        ({"tests": [Test(prints="")] * 101}, ["too-many"]),
        ({"files": {f"{n}.txt": "" for n in range(21)}}, ["too-many"]),
        ({"files": {"a.txt": "x" * 100_001}}, ["too-long"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)")}, []),
        ({"cases": Cases(vars={"n": "0..50"}, stdin="<<n>>\n")}, []),
        ({"cases": Cases(vars={"n": ["a", "b"]}, where="n != 'a'", call="f('<<n>>')", count=3)}, []),
        ({"cases": Cases(call="f(1)")}, ["cases"]),
        ({"cases": Cases(vars={"n": "0..50"})}, ["cases"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)", stdin="")}, ["cases"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<m>>)")}, ["unknown-name"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)", where="m > 1")}, ["unknown-name"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n")}, ["bad-expression"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)", where="n >")}, ["bad-expression"]),
        ({"cases": Cases(vars={"n": "many"}, call="f(<<n>>)")}, ["bad-vars"]),
        ({"cases": Cases(vars={"n m": "0..5"}, call="f(1)")}, ["bad-vars"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)", count=0)}, ["value"]),
        ({"cases": Cases(vars={"n": "0..50"}, call="f(<<n>>)", count=201)}, ["value"]),
    ],
)
def test_what_an_author_of_a_program_must_mend(keys: dict[str, Any], found: list[str]) -> None:
    assert codes(code(**keys)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(setup="create table a(b);", solution="select 1"), []),
        (Query(setup="", solution="select 1"), ["no-setup"]),
        (Query(setup=" \n", solution="select 1"), ["no-setup"]),
        (Query(solution="create table a(b)", check="select * from a"), []),
        (Query(setup="x", solution=""), ["empty-answer"]),
        (Query(setup="x", solution="  "), ["empty-answer"]),
        (Query(setup="x" * 100_001, solution="x"), ["too-long"]),
        (Query(setup="x", solution="x" * (LONGEST_WORK + 1)), ["too-long"]),
        (Query(setup="x", solution="x", check=" "), ["empty-answer"]),
        (Query(setup="", solution=""), ["no-setup", "empty-answer"]),
    ],
)
def test_what_an_author_of_a_query_must_mend(query: Query, found: list[str]) -> None:
    assert codes(Sql(ask="?", sql=query)) == found


@pytest.mark.parametrize(
    ("commands", "found"),
    [
        (Commands(solution="ls", check="true"), []),
        (Commands(solution="ls", check=""), ["empty-answer"]),
        (Commands(solution="", check="true"), ["empty-answer"]),
        (Commands(solution="", check=""), ["empty-answer", "empty-answer"]),
        (Commands(solution="ls", check="true", setup=" "), ["empty-answer"]),
        (Commands(solution="ls", check="x" * (LONGEST_WORK + 1)), ["too-long"]),
        (Commands(solution="ls", check="true", files={"a": "x" * 100_001}), ["too-long"]),
        (Commands(solution="ls", check="true", files={str(n): "" for n in range(21)}), ["too-many"]),
    ],
)
def test_what_an_author_of_commands_must_mend(commands: Commands, found: list[str]) -> None:
    assert codes(Shell(ask="?", shell=commands)) == found


def test_a_template_fills_the_program_and_leaves_the_cases_to_each_test() -> None:
    item = Code(
        ask="Add <<k>>.",
        vars={"k": "2..9"},
        code=Program(
            solution="def f(n):\n    return n + <<k>>",
            tests=[Test(call="f(1)", gives="<<k + 1>>")],
            cases=Cases(vars={"n": "0..9"}, call="f(<<n>>)"),
        ),
    )
    assert not codes(item) and not list(problems(item)) and not list(sample_problems(item, Setting()))
    filled = fill(item, draw(item, 3))
    assert "<<" not in filled.code.solution + (filled.code.tests[0].gives or "")
    assert filled.code.cases is not None and filled.code.cases.call == "f(<<n>>)"
    assert not codes(filled)


def test_cases_in_an_item_without_values_are_no_forgotten_template() -> None:
    assert not list(problems(code(cases=Cases(vars={"n": "0..9"}, call="f(<<n>>)"))))


def test_a_shift_is_no_template() -> None:
    assert not codes(code(solution="def f(n): return 1 << n", tests=[Test(call="f(1 << 2)", gives="16")]))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.text(st.sampled_from("f(2)[]{}'\"=:\n +-#\\")))
def test_reading_python_never_raises_and_never_runs(text: str) -> None:
    for sort in ("program", "call", "literal"):
        assert isinstance(python_trouble(text, sort), str)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ALL), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_response_is_taken_or_bad(item: Item, response: Any) -> None:
    try:
        assert item.judge(response, Setting()).notes[0].code == "rate"
    except BadResponse as problem:
        assert str(problem)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=20),
    st.text(st.sampled_from("ab<>n()+1'"), max_size=20),
    st.text(max_size=8),
    st.dictionaries(st.text(max_size=3), st.text(max_size=8), max_size=2),
)
def test_whatever_an_author_writes_is_checked(solution: str, call: str, gives: str, values: dict[str, str]) -> None:
    item = code(
        solution=solution,
        tests=[Test(call=call, gives=gives), Test(stdin=gives), Test(script=call)],
        cases=Cases(vars=dict(values), call=call, where=gives),
    )
    assert all(flaw.message for flaw in item.flaws())


@pytest.mark.parametrize(
    ("program", "call", "name"),
    [
        pytest.param("def f(x): return x", "f(1)", "", id="defined"),
        pytest.param("def g(x): return x", "f(1)", "f", id="not defined"),
        pytest.param("def g(x): return x", "len([g(1)])", "", id="Python's own"),
        pytest.param("class C: pass", "C().m(1)", "", id="a class"),
        pytest.param("f = lambda x: x", "f(1)", "", id="a name for a function"),
        pytest.param("import math.x as m, os.path", "os(m(1))", "", id="imported"),
        pytest.param("from math import *", "sqrt(1)", "", id="everything imported"),
        pytest.param("def f(", "g(1)", "", id="no Python"),
    ],
)
def test_a_call_of_what_the_solution_does_not_define_is_named(program: str, call: str, name: str) -> None:
    assert undefined_name(program, call) == name


ADULTS = "SELECT name FROM person WHERE age > 18 AND town = 'Bonn'"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (ADULTS, True),
        ("select NAME from Person\n  where age>18 and town='Bonn' ;\n", True),
        ("select name -- the adults\nfrom person where age > 18 and town = 'Bonn';", True),
        (ADULTS.replace("Bonn", "bonn"), False),
        (ADULTS.replace(">", ">="), False),
        (ADULTS.replace("'Bonn'", "' Bonn'"), False),
        (f"{ADULTS} AND 1", False),
    ],
)
def test_a_known_mistake_of_a_query_is_known_however_it_is_laid_out(typed: str, known: bool) -> None:
    query = Query(setup="create table person(name, age, town);", solution="select 1")
    item = Sql(ask="?", sql=query, mistakes=[Mistake(when=ADULTS, say="18 counts as well.")])
    rows = {0: {"columns": ["name"], "rows": [["Bo"]]}, 1: {"columns": ["name"], "rows": []}}
    judged = item.judge_run(typed, Setting(), [Ran(status="ended", results=rows)])
    assert not judged.correct
    assert judged.said == ("18 counts as well." if known else "")
