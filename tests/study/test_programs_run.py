"""Programs, queries and commands in the box of this computer: right ones pass, wrong ones don't, and are told why."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from typing import Any

import pytest

from tutor.core.item import Item, Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds.code import Cases, Code, Program, Test
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.kinds.sql import Query, Sql
from tutor.core.running import NotRun, Run, Step, Stopped
from tutor.present.feedback import feedback
from tutor.study.running import Boxes

BOXES = Boxes()
SETTING = Setting(seed=3)


def judged(item: Item, response: str, *, trying: bool = False) -> Judgement:
    run = item.run(response, SETTING, trying=trying)
    assert run is not None
    ran = BOXES.carry_out(run, stop=threading.Event())
    return item.judge_run(response, SETTING, ran, trying=trying)


def code(solution: str, *tests: Test, **keys: Any) -> Code:
    return Code(ask="?", code=Program(solution=solution, tests=list(tests), **keys))


def sql(setup: str, solution: str, **keys: Any) -> Sql:
    return Sql(ask="?", sql=Query(setup=setup, solution=solution, **keys))


PEOPLE = """CREATE TABLE person (name TEXT, age INTEGER);
INSERT INTO person VALUES ('Ana', 17), ('Bo', 18), ('Cem', 40), ('Dee', NULL);"""
DOUBLE = code(
    "def double(n): return 2 * n",
    Test(call="double(3)", gives="6"),
    Test(call="double(-1)", gives="-2", hidden=True),
    cases=Cases(vars={"n": "0..50"}, call="double(<<n>>)", count=3),
)
CALLS = code(
    """class Odd:
    pass
def nan(): return float('nan')
""",
    Test(call="value()", gives="[0.3, {'a', 'b'}, {'x': (1, None)}, True, b'q']"),
)
POINTS = code("class P:\n  def __init__(s, x): s.x = x", Test(script="p = P(3)\nassert p.x == 3, 'x is kept'"))
ECHO = code("s = input()\nprint(s)\nprint(s)", Test(stdin="hello", prints="hello\nhello"))
FILE = code("print(open('a.txt').read().upper())", Test(prints="HI"), files={"a.txt": "hi"})
LINES = code("for w in open('w/a.txt'): print(len(w.strip()))", Test(prints="3\n1"), files={"w/a.txt": "abc\nd\n"})
MAKES = code("echo hello > hello.txt", Test(script="test -f hello.txt"), language="sh")
LOOP = code("def f(n): return sum(range(n))", Test(call="f(10)", gives="45"))
TWICE = code(
    "print(input() + open('w/a.txt').read())", *[Test(stdin=x, prints=f"{x}b") for x in "pq"], files={"w/a.txt": "b"}
)
CASES = code("print(int(input()) ** 2)", cases=Cases(vars={"n": "2..9"}, stdin="<<n>>", count=2))

ADULTS = sql(PEOPLE, "SELECT name FROM person WHERE age >= 18")
OLDEST = sql(PEOPLE, "SELECT name FROM person WHERE age > 0 ORDER BY age DESC", ordered=True)
BIRTHDAY = sql(
    PEOPLE, "UPDATE person SET age = age + 1 WHERE name = 'Ana'", check="SELECT name, age FROM person ORDER BY name"
)
MEAN = sql(PEOPLE, "SELECT avg(age) FROM person")
TABLE = Sql(ask="?", sql=Query(solution="CREATE TABLE a(b); INSERT INTO a VALUES (1)", check="SELECT b FROM a"))

FOLDER = Shell(
    ask="?", shell=Commands(solution="mkdir notes", check="test -d notes || { echo 'no folder notes'; exit 1; }")
)
COUNT = Shell(
    ask="?",
    shell=Commands(
        setup="mkdir logs && echo b > logs/b.txt",
        files={"logs.txt": "error\nfine\nerror\n"},
        solution="grep -c error logs.txt > count.txt",
        check='test "$(cat count.txt)" = 2 && test -f logs/b.txt',
    ),
)

RIGHT: list[tuple[Item, str]] = [
    (DOUBLE, "def double(n): return n + n"),
    (DOUBLE, "double = lambda n: n * 2.0\nprint('noise')"),
    (CALLS, "def value(): return [0.1 + 0.2, {'b', 'a'}, {'x': (1, None)}, True, b'q']"),
    (
        CALLS,
        "class L(list): __repr__ = lambda s: 'L'\ndef value(): return L([3/10, frozenset('ab'), dict(x=(1, None)), 1 == 1, b'q'])",
    ),
    (POINTS, "class P:\n  def __init__(self, x):\n    self.x = x"),
    (ECHO, "s = input()\nprint(s + '\\n' + s + '  ')"),
    (ECHO, "import sys\ns = sys.stdin.readline()\nsys.stdout.write(s * 2)\nsys.exit(0)"),
    (FILE, "with open('a.txt') as f:\n  print(f.read().strip().upper())"),
    (LINES, "print(3)\nprint(1)\nprint()"),
    (TWICE, "print(input() + open('w/a.txt').read())\nimport os; os.remove('w/a.txt'); os.symlink('none', 'w/a.txt')"),
    (TWICE, "print(input() + 'b')\nimport shutil; shutil.rmtree('w')"),
    (MAKES, "cat > hello.txt < /dev/null"),
    (LOOP, "def f(n):\n  t = 0\n  for i in range(n): t += i\n  return t\nif __name__ == '__main__': input()"),
    (CASES, "n = int(input())\nprint(n * n)"),
    (ADULTS, "select name as who from person where age > 17 order by name desc;"),
    (
        ADULTS,
        "-- a comment; with a semicolon\nwith a as (select * from person) select name from a where age between 18 and 99",
    ),
    (OLDEST, "SELECT name FROM person WHERE age IS NOT NULL ORDER BY age DESC"),
    (BIRTHDAY, "update person set age = 18 where name = 'Ana'"),
    (MEAN, "select sum(age) / 3.0 from person"),
    (TABLE, "create table a(b integer); insert into a select 1.0;"),
    (FOLDER, "mkdir -p notes"),
    (COUNT, "n=$(grep error logs.txt | wc -l)\necho $n > count.txt"),
]
WRONG: list[tuple[Item, str, str]] = [
    (DOUBLE, "def double(n): return 6", "`double(11)` should give `22`; it gave `6`."),
    (DOUBLE, "def double(n): print(2 * n)", "`double(3)` should give `6`; it gave nothing. Is a `return` missing?"),
    (DOUBLE, "def double(n): return str(2 * n)", "That is a text; wanted is a number."),
    (DOUBLE, "def doubel(n): return 2 * n", "the name `double` is not known there; is it spelled right? (`NameError`)"),
    (DOUBLE, "def double(n)\n  return 2 * n", "Line 1 can't be read, `def double(n)`: `expected ':'` (`SyntaxError`)."),
    (DOUBLE, "def double(n):\n  return n / 0", "stopped in line 2, `return n / 0`: something is divided by zero"),
    (
        DOUBLE,
        "def double(n): return (2 * n for _ in 'a')",
        "gave a `generator`, which can't be compared with `6`. Put it",
    ),
    (DOUBLE, "def double(n): return double(n)", "the function calls itself without an end (`RecursionError`)"),
    (DOUBLE, "def double(n): return float('nan')", "`double(3)` should give `6`; it gave `nan`."),
    (DOUBLE, "def double(n): return float('-inf')", "`double(3)` should give `6`; it gave `-inf`."),
    (DOUBLE, "def double(n): return 1 << 20_000", "gave more than can be compared here"),
    (
        CALLS,
        "def value(): return [0.3, {'a'}, {}, 1, b'']",
        "The first difference is at place 2: `{'a'}` for `{'a', 'b'}`.",
    ),
    (
        POINTS,
        "class P:\n  def __init__(self, x): self.x = 2",
        "This does not hold yet: `assert p.x == 3`. X is",
    ),
    (ECHO, "print(input())", "With the input `hello` the program should print `hello` in line 2; there is none."),
    (ECHO, "s = input()\nprint(s)\nprint(s)\nprint(s)", "prints too much: line 3 is `hello`."),
    (
        ECHO,
        "s = input()\nt = input()",
        "stopped in line 2, `t = input()`: it reads more lines than there are (`EOFError`)",
    ),
    (FILE, "pass", "The program printed nothing; wanted is `HI`."),
    (MAKES, "echo hello", "This does not end well yet: `test -f hello.txt`."),
    (CASES, "print(int(input()) * 2)", "the program should print"),
    (ADULTS, "select name from person", "2 rows are too much, the first: `Ana`."),
    (ADULTS, "select name from person where age > 18", "1 row is missing: `Bo`."),
    (ADULTS, "select name from person where age = null", "Your rows:\n\n| name |\n| --- |\n\nNo rows\n\nWanted:"),
    (ADULTS, "select * from person where age >= 18", "Your rows have 2 columns, wanted is 1."),
    (ADULTS, "select nme from person", "SQLite can't do this: `no such column: nme`."),
    (OLDEST, "select name from person where age > 0 order by age", "row 1 is the first that differs"),
    (BIRTHDAY, "update person set age = age + 1", "missing"),
    (ADULTS, "attach 'x.db' as x", "That is not allowed here"),
    (ADULTS, "vacuum into 'x.db'", "That is not allowed here"),
    (ADULTS, "select load_extension('x')", "That is not allowed here"),
    (ADULTS, "pragma journal_mode = wal", "That is not allowed here"),
    (ADULTS, "select length(zeroblob(900000000))", "That is not allowed here"),
    (FOLDER, "mkdri notes", "no folder notes"),
    (FOLDER, "mkdri notes", "In line 1: there is no command `mkdri`."),
    (COUNT, "grep -c eror logs.txt > count.txt", "What is asked for is not there yet."),
]


@pytest.mark.parametrize(("item", "response"), RIGHT, ids=range(len(RIGHT)))
def test_a_right_one_passes(item: Item, response: str) -> None:
    found = judged(item, response)
    assert found.correct and found.score == 1, feedback(found)


@pytest.mark.parametrize(("item", "response", "said"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_one_does_not_and_is_told_where(item: Item, response: str, said: str) -> None:
    found = judged(item, response)
    assert not found.correct and found.score < 1
    assert said in feedback(found)


GREETS = code('int puts(char*);int main(){puts("hi");}', *[Test(stdin="", prints="hi")] * 2, language="c")


@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs a compiler of C")
@pytest.mark.parametrize(
    ("program", "score", "said"),
    [
        (GREETS.code.solution, 1, "All 2 tests are passed."),
        ("int main() { return x; }", 0, "x"),
        ('#include <stdio.h>\nint main() { puts("hi"); remove("program"); return 0; }', 0.5, "No such file"),
    ],
)
def test_a_program_that_is_built_first_runs_or_its_compiler_is_heard(program: str, score: float, said: str) -> None:
    found = judged(GREETS, program)
    assert found.score == score and said in feedback(found)


@pytest.mark.parametrize("item", [DOUBLE, POINTS, ECHO, FILE, MAKES, CASES, ADULTS, OLDEST, BIRTHDAY, FOLDER, COUNT])
def test_the_key_passes_its_own_item(item: Item) -> None:
    assert judged(item, item.right_answer(SETTING)).correct


def test_the_score_is_the_share_of_tests_and_hidden_ones_keep_their_key() -> None:
    found = judged(DOUBLE, "def double(n): return abs(2 * n)")
    assert found.score == 0.8 and not found.correct
    assert feedback(found) == "4 of 5 tests are passed. A hidden test gets another value."


def test_trying_runs_what_is_shown_and_nothing_else() -> None:
    assert feedback(judged(DOUBLE, "def double(n): return 6", trying=True)) == "The test is passed."
    tried = judged(ADULTS, "select name, age from person where age < 18", trying=True)
    assert feedback(tried) == "1 row:\n\n| name | age |\n| --- | --- |\n| Ana | 17 |"
    assert "It printed:\n\n```output\nlogs.txt\n```" in feedback(judged(COUNT, "ls *.txt", trying=True))


def test_what_is_printed_is_shown_cleaned_and_cut() -> None:
    told = feedback(judged(DOUBLE, "print('\\x1b[31mred```'); print('x\\n' * 99)\ndef double(n): return 0"))
    assert "\x1b" not in told and "red```" in told and "````" in told and told.count("x\n") < 20


def test_right_commands_are_told_what_they_printed() -> None:
    found = judged(COUNT, "grep -c error logs.txt | tee count.txt")
    assert found.correct and feedback(found) == "It printed:\n\n```output\n2\n```"
    assert feedback(judged(FOLDER, "mkdir notes")) == ""


@pytest.mark.parametrize(("item", "unread"), [(DOUBLE, "def double(n)"), (ECHO, "print(input(")])
def test_a_program_that_python_can_not_read_is_asked_again(item: Item, unread: str) -> None:
    assert judged(item, unread).almost
    assert not judged(item, "nothing_of_the_kind()").almost


def test_known_mistakes_get_the_authors_words() -> None:
    from msgspec.structs import replace

    from tutor.core.item import Mistake

    known = replace(DOUBLE, mistakes=[Mistake(when="def double(n): return n", say="That is itself.", name="self")])
    found = judged(known, "def double(n):  return n\n")
    assert (found.misconception, found.said) == ("self", "That is itself.")


def test_generated_cases_are_the_same_for_a_seed_and_differ_within_it() -> None:
    runs = [DOUBLE.run("x", Setting(seed=seed)) for seed in (1, 1, 2)]
    tests = [list(run.steps[0].request["tests"]) for run in runs if run]
    assert tests[0] == tests[1] != tests[2]
    assert len({test["call"] for test in tests[0]}) == 3


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (code("x", Test(prints="x"), language="cobol"), "Programs in cobol can't be run here."),
        (code("x", Test(call="f(2)", gives="2"), language="c"), "Single calls can only be run in Python."),
    ],
)
def test_what_can_not_be_run_here_says_so(item: Item, words: str) -> None:
    with pytest.raises(NotRun, match=words):
        item.run("x", SETTING)


def test_a_program_without_tests_asks_for_no_run() -> None:
    assert code("x = 1").run("x = 1", SETTING) is None


def test_a_program_that_is_not_installed_is_named() -> None:
    run = Run(steps=[Step(driver="code", request={}, tests=1)], needs=["no-such-compiler"])
    with pytest.raises(NotRun, match="no-such-compiler, which is not installed"):
        BOXES.carry_out(run, stop=threading.Event())


@pytest.mark.parametrize(
    ("item", "response"),
    [
        (sql("create table", "select 1"), "select 1"),
        (sql(PEOPLE, "select nothing from nowhere"), "select 1"),
        (Shell(ask="?", shell=Commands(setup="exit 3", solution="ls", check="true")), "ls"),
    ],
)
def test_what_is_broken_in_the_course_is_not_the_learners_fault(item: Item, response: str) -> None:
    with pytest.raises(NotRun):
        judged(item, response)


def test_the_learner_stops_a_run() -> None:
    stop = threading.Event()
    timer = threading.Timer(0.5, stop.set)
    run = LOOP.run("def f(n):\n  while True: pass", SETTING)
    assert run is not None
    timer.start()
    with pytest.raises(Stopped):
        BOXES.carry_out(run, stop=stop)
    timer.join()


def test_an_interrupt_at_the_keyboard_stops_a_run() -> None:
    run = LOOP.run("def f(n):\n  while True: pass", SETTING)
    assert run is not None
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(Stopped):
            BOXES.carry_out(run, stop=threading.Event())
    finally:
        signal.signal(signal.SIGINT, before)


def test_where_no_box_works_there_is_none_and_why_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import tutor.sandbox

    monkeypatch.setattr(tutor.sandbox, "best_tier", lambda: "limits")
    monkeypatch.setattr(tutor.sandbox, "missing", lambda tier: "This computer is full.")
    for boxes in (Boxes(), Boxes("closed")):
        assert (boxes.tier(), boxes.told(), boxes.why_not()) == ("", "", "This computer is full.")


def test_a_box_that_can_not_be_had_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.sandbox.box.missing", lambda tier: "This computer is full.")
    run = LOOP.run("def f(n): return 45", SETTING)
    assert run is not None and BOXES.told().startswith(("Runs", "No box"))
    with pytest.raises(NotRun, match="full"):
        BOXES.carry_out(run, stop=threading.Event())


def test_many_rows_and_much_that_is_printed_are_compared_whole() -> None:
    numbers = (
        "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a WHERE x < 5000) SELECT x, 'row ' || x FROM a"
    )
    item = sql("", numbers)
    assert judged(item, f"select * from ({numbers}) order by x desc").correct
    assert not judged(item, numbers.replace("5000", "4999")).correct
    wide = sql("", numbers.replace("'row '", f"'{'long ' * 60}'"))
    assert judged(wide, wide.right_answer(SETTING)).correct, "as many rows as are kept"
    long = code(
        "for n in range(9000): print(n)",
        *[Test(stdin=str(n), prints="\n".join(map(str, range(9000)))) for n in range(5)],
    )
    assert judged(long, "print(*range(9000), sep='\\n')").correct


def test_each_process_gives_a_run_more_time() -> None:
    few, many = (code("x", *[Test(stdin="1", prints="1")] * count).run("x", SETTING) for count in (1, 50))
    assert few is not None and many is not None and few.steps[0].seconds < 11 < 19 < many.steps[0].seconds
