"""Packs that bring programs which mean no good: solutions, tests, tables, checks. They are run when a pack is checked.

`%s` in a text is the folder outside, where no program may read or write.
"""

from __future__ import annotations

from pathlib import Path

from attack import Attack, write

READ = "open('%s/canary.txt').read()"
TOUCH = "open('%s/touched', 'w').write('taken')"


def indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def given(name: str, text: str, outcome: str = "either") -> Attack:
    """A pack whose text is told where outside is."""

    def make(folder: Path) -> Path:
        return write(folder, {"attack.yaml": text.replace("%s", str(folder / "outside"))}) / "attack.yaml"

    return Attack(name, make, outcome, runs=True)  # type: ignore[arg-type]


def code(
    name: str, solution: str, tests: str = "[{call: f(1), gives: '2'}]", more: str = "", outcome: str = "either"
) -> Attack:
    text = f"title: T\nid: attack\nitems:\n  - id: a\n    ask: b\n    code:\n      solution: |\n{indented(solution, 8)}      tests: {tests}\n{more}"
    return given(name, text, outcome)


def sql(name: str, setup: str, solution: str = "select * from t", check: str = "", outcome: str = "either") -> Attack:
    text = f"title: T\nid: attack\nitems:\n  - id: a\n    ask: b\n    sql:\n      setup: |\n{indented(setup, 8)}      solution: |\n{indented(solution, 8)}"
    return given(name, text + (f"      check: |\n{indented(check, 8)}" if check else ""), outcome)


def shell(name: str, solution: str, check: str = "test -e a", setup: str = "", outcome: str = "either") -> Attack:
    text = f"title: T\nid: attack\nitems:\n  - id: a\n    ask: b\n    shell:\n      solution: |\n{indented(solution, 8)}      check: |\n{indented(check, 8)}"
    return given(name, text + (f"      setup: |\n{indented(setup, 8)}" if setup else ""), outcome)


CODE = [
    code(
        "a solution that reads what is outside",
        f"def f(n):\n    try:\n        return {READ}\n    except OSError as error:\n        return str(error)",
    ),
    code("a solution that writes outside", f"try:\n    {TOUCH}\nexcept OSError:\n    pass\ndef f(n): return 2"),
    code("a solution that never ends", "def f(n):\n    while True: pass"),
    code("a solution that is never loaded to its end", "while True: pass"),
    code(
        "a solution that prints what acts on a terminal",
        "def f(n):\n    print('\\x1b[2J\\x1b]0;taken\\x07')\n    raise ValueError('\\x1b]52;c;x\\x07 [@click=app.quit]x[/]')",
    ),
    code("a solution that floods", "def f(n):\n    while True: print('x' * 10000)"),
    code("a solution that gives a gigabyte", "def f(n): return 'x' * 10**9"),
    code(
        "a solution that forks",
        "import os\ndef f(n):\n    for _ in range(200):\n        if os.fork() == 0:\n            import time; time.sleep(60)\n    return 2",
    ),
    code("a solution whose error is a megabyte", "class E(Exception): pass\ndef f(n): raise E('e' * 10**6)"),
    code(
        "a solution whose error can't be told",
        "class E(Exception):\n    def __str__(self): raise self\ndef f(n): raise E",
    ),
    code("a solution that leaves at once", "import os\nos._exit(0)"),
    code("a solution that can't be compiled", "def f(n: return", outcome="refused"),
    code("a solution of nested brackets", "def f(n): return " + "(" * 300 + "n" + ")" * 300),
    code(
        "a solution of ten thousand lines", "\n".join(f"x{n} = {n}" for n in range(1_500)) + "\ndef f(n): return n + 1"
    ),
    code("a test that lies", "def f(n): return n + 1", "[{call: f(1), gives: '3'}]", outcome="refused"),
    code("a test that is an attack itself", "def f(n): return n + 1", f'[{{call: "{READ}", gives: "\'x\'"}}]'),
    code(
        "a test whose literal is a call",
        "def f(n): return n + 1",
        "[{call: f(1), gives: \"__import__('os').system('id')\"}]",
        outcome="refused",
    ),
    code(
        "a test whose literal is nested",
        "def f(n): return n + 1",
        f"[{{call: f(1), gives: '{'[' * 3_000}{']' * 3_000}'}}]",
        outcome="refused",
    ),
    code("a test script that leaves at once", "def f(n): return n + 1", "[{script: 'import os; os._exit(0)'}]"),
    code("a test script of the shell that stays", "def f(n): return n + 1", "[{script: 'sleep 60 & exit 0'}]"),
    code(
        "a hundred and one tests",
        "def f(n): return n + 1",
        "[" + ", ".join(["{call: f(1), gives: '2'}"] * 101) + "]",
        outcome="refused",
    ),
    code(
        "cases without end",
        "def f(n): return n + 1",
        "[]",
        "      cases: {vars: {n: 0..9}, call: 'f(<<n>>)', count: 100000000}\n",
    ),
    code(
        "cases that are programs",
        "def f(n): return n + 1",
        "[]",
        "      cases: {vars: {n: ['1); __import__(\"os\").system(\"id\"', '2']}, call: 'f(<<n>>)', count: 2}\n",
    ),
    code(
        "files named as modules",
        "import json, os\ndef f(n): return n + 1",
        more=f'      files: {{json.py: "{TOUCH}", os.py: "{TOUCH}", sitecustomize.py: "{TOUCH}"}}\n',
    ),
    code("a file named as the program", "def f(n): return n + 1", more="      files: {program.py: 'import os'}\n"),
    code("a language that is none", "x", "[{stdin: a, prints: b}]", "      language: '../../bin/sh'\n"),
    code("a language with an escape", "x", "[{stdin: a, prints: b}]", '      language: "\\e[2J"\n', outcome="refused"),
    code(
        "a network client as a solution",
        "import socket\ndef f(n):\n    s = socket.create_connection(('127.0.0.1', 22), 1)\n    return s.recv(10)",
    ),
]
ENDLESS = "with recursive r(n) as (select 1 union all select n + 1 from r) select n from r"
SQL = [
    sql("tables that are never done", f"create table t as {ENDLESS};"),
    sql("a query that is never done", "create table t(a);", ENDLESS),
    sql("a check that is never done", "create table t(a);", "insert into t values (1)", ENDLESS),
    sql("tables of gigabytes", f"create table t as select zeroblob(1000000) from ({ENDLESS} limit 100000);"),
    sql(
        "a text of gigabytes",
        "create table t(a);",
        "select replace(hex(randomblob(500000)), '0', hex(randomblob(500000)))",
    ),
    sql("a file attached", "attach '%s/touched' as x; create table x.t(a);"),
    sql("a file written", "create table t(a);", "vacuum into '%s/touched'"),
    sql("an extension loaded", "create table t(a);", "select load_extension('%s/canary.txt')"),
    sql("a file read", "create table t(a);", "select readfile('%s/canary.txt')"),
    sql(
        "a setting changed",
        "pragma writable_schema = on; create table t(a); update sqlite_schema set sql = 'create table t(b)';",
    ),
    sql(
        "rows that act on a terminal",
        "create table t(a); insert into t values (char(27) || ']0;taken' || char(7)), (char(155) || '31m'), (char(8238) || 'x');",
    ),
    sql("columns that act on a terminal", "create table t(a);", "select 1 as \"[@click=app.quit]x[/]\", 2 as 'a'"),
    sql(
        "a join of millions",
        f"create table t as select * from ({ENDLESS} limit 3000);",
        "select count(*) from t a, t b, t c",
    ),
    sql(
        "a pattern that takes for ever",
        "create table t(a); insert into t values ('" + "a" * 900 + "');",
        "select a like '" + "%%a" * 200 + "b' from t",
    ),
    sql(
        "a trigger that calls itself",
        "create table t(a); create trigger x after insert on t begin insert into t values (new.a + 1); end; pragma recursive_triggers = on;",
        "insert into t values (1)",
        "select count(*) from t",
    ),
    sql("a thousand statements", "create table t(a);\n" + "insert into t values (1);\n" * 1_000),
    sql("no SQL at all", "this is none"),
    sql("a virtual table", "create virtual table t using fts5(a);"),
]
SHELL = [
    shell("commands that read what is outside", "cat '%s/canary.txt' > a; cat a"),
    shell("commands that write outside", "echo taken > '%s/touched'; touch a"),
    shell("commands that never end", "while :; do :; done"),
    shell("a check that never ends", "touch a", "sleep 1000"),
    shell("a check that always passes", "touch a", "exit 0"),
    shell("a check that never passes", "touch a", "exit 1", outcome="refused"),
    shell("a setup that fails", "touch a", setup="exit 3"),
    shell("a setup that floods", "touch a", setup="yes"),
    shell(
        "a check that prints what acts",
        "true",
        "printf '\\033[2J\\033]0;taken\\007\\233m [@click=app.quit]x[/]'; exit 1",
        outcome="refused",
    ),
    shell("commands that stay", "touch a; (sleep 60 &) ; nohup sleep 61 > /dev/null 2>&1 &"),
    shell("a setup that locks its folder", "touch a", setup="chmod 000 ."),
    shell("a setup that links out", "cat out/canary.txt; touch a", setup="ln -s '%s' out; echo taken > out/touched"),
    shell("commands that fork without end", "f() { f | f & }; f; touch a"),
    shell("a file of many gigabytes", "dd if=/dev/zero of=a bs=1M count=100000 2>&1; true"),
]
ATTACKS = [*CODE, *SQL, *SHELL]
