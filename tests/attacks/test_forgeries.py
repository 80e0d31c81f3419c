"""Programs that would like to be right without being it. None passes, whatever it prints, writes, patches or kills."""

from __future__ import annotations

import threading

import pytest

from tutor.core.item import Item, Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds.code import Cases, Code, Program, Test
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.running import NotRun
from tutor.study.running import Boxes

BOXES = Boxes()
SETTING = Setting(seed=5)
CALLED = Code(
    ask="?",
    code=Program(
        solution="def f(n): return 3 * n + 1",
        tests=[Test(call="f(2)", gives="7"), Test(call="f(5)", gives="16", hidden=True)],
        cases=Cases(vars={"n": "10..99"}, call="f(<<n>>)", count=2),
        files={"data.txt": "none of your business"},
    ),
)
PRINTED = Code(
    ask="?",
    code=Program(
        solution="print(int(input()) * 3 + 1)",
        tests=[Test(stdin="2", prints="7"), Test(stdin="5", prints="16", hidden=True)],
        cases=Cases(vars={"n": "10..99"}, stdin="<<n>>", count=2),
    ),
)
SCRIPTED = Code(
    ask="?",
    code=Program(solution="def f(n): return 3 * n + 1", tests=[Test(script="assert f(2) == 7\nassert f(5) == 16")]),
)
MADE = Shell(ask="?", shell=Commands(solution="mkdir a", check="test -d a"))

EVERYWHERE = {
    "exits well": "import sys\nsys.exit(0)",
    "leaves at once": "import os\nos._exit(0)",
    "prints that it passed": "print('PASS')\nprint('{\"test\": 0, \"passed\": true}')\nf = print",
    "raises an exit in the call": "def f(n): raise SystemExit(0)\nif __name__ == '__main__': f(0)",
    "leaves in the call": "import os\ndef f(n): os._exit(0)\nif __name__ == '__main__': f(0)",
    "writes on every descriptor": """import os, json
for fd in range(3, 30):
    for test in range(4):
        try:
            os.write(fd, (json.dumps({"test": test, "token": "", "value": "7", "passed": True, "code": 0}) + "\\n").encode())
        except OSError:
            pass
def f(n): return None""",
    "leaves when all is over": """import atexit, os
atexit.register(os._exit, 0)
def f(n): return None""",
    "is equal to everything": """class Equal:
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __repr__(self): return '7'
def f(n): return Equal() if n == 5 else None
if __name__ == '__main__': print('7')""",
    "patches what is built in": """import builtins, json, sys, os
builtins.repr = lambda value: '7'
builtins.eval = lambda *words: 7
builtins.exec = lambda *words: None
builtins.AssertionError = KeyError
json.dumps = lambda value, **more: '{"value": "7", "passed": true}'
sys.excepthook = lambda *words: os._exit(0)
def f(n): return 0""",
    "works on in a thread": """import threading, os, time
def later():
    time.sleep(0.05)
    os._exit(0)
def f(n):
    threading.Thread(target=later).start()
    return 0
if __name__ == '__main__': f(0)""",
    "looks for what is expected": """import os
found = []
for folder, _, names in os.walk('.'):
    for name in set(names) - {'program.py', 'data.txt'}:
        try:
            found.append(open(os.path.join(folder, name)).read())
        except (OSError, UnicodeDecodeError):
            pass
def f(n): return 3 * n + 1 if found else 0
if __name__ == '__main__': print(found)""",
    "replaces all that runs it": """import os, glob
for name in ['driver.py', 'code.py', 'calls.py', 'program.py', 'json.py', 'sitecustomize.py', *glob.glob('*')]:
    try:
        open(name, 'w').write("import os\\nos._exit(0)")
    except OSError:
        pass
def f(n): return None""",
    "answers twice": """import os
def f(n):
    os.fork()
    return 7 if n == 2 else 0
if __name__ == '__main__':
    os.fork()
    print(7)""",
    "gives more than can be read": "def f(n): return 'x' * 3_000_000\nif __name__ == '__main__': print(f(0))",
    "gives no end": """class Endless(list):
    def __iter__(self):
        while True: yield 7
    def __repr__(self): return '7'
def f(n):
    found = Endless()
    found.append(found)
    return found
if __name__ == '__main__': print([7] * 200_000)""",
    "lies about itself": """class Lie(int):
    def __repr__(self): return '16'
    __str__ = __repr__
class Text(str):
    def __eq__(self, other): return True
    def __str__(self): return '16'
def f(n): return Lie(7) if n == 2 else Text('16')
if __name__ == '__main__': print(Lie(7).real)""",
    "writes into who watches": """import os
for what in ('fd/3', 'mem', 'fd/1'):
    for pid in (os.getppid(), 1):
        try:
            with open(f'/proc/{pid}/{what}', 'wb', buffering=0) as file:
                file.write(b'{"test": 1, "value": "16"}')
        except OSError:
            pass
def f(n): return None""",
    "kills who watches": """import os, signal
def f(n):
    os.kill(os.getppid(), signal.SIGKILL)
    return 7
if __name__ == '__main__': f(0)""",
    "keeps the pipe open": """import os, time
def f(n):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1)
        os._exit(0)
    os._exit(0)
if __name__ == '__main__': f(0)""",
    "knows the tests that are shown": "def f(n): return {2: 7}[n]\nif __name__ == '__main__': print({2: 7}[int(input())])",
}
SAFE_TIERS = ("closed", "confined")


def verdict(item: Item, response: str, boxes: Boxes = BOXES) -> Judgement | None:
    """The judgement; None when the run says nothing about the learner, which passes nobody either."""
    run = item.run(response, SETTING)
    assert run is not None
    try:
        return item.judge_run(response, SETTING, boxes.carry_out(run, stop=threading.Event()))
    except NotRun:
        return None


@pytest.fixture(autouse=True)
def boxed() -> None:
    if BOXES.tier() not in SAFE_TIERS:
        pytest.skip("there is no box here in which such programs may be run")


@pytest.mark.parametrize("program", EVERYWHERE.values(), ids=EVERYWHERE)
def test_no_forged_program_passes_a_test_of_calls(program: str) -> None:
    found = verdict(CALLED, program)
    assert found is None or (not found.correct and found.score <= 0.25)


@pytest.mark.parametrize("program", EVERYWHERE.values(), ids=EVERYWHERE)
def test_no_forged_program_passes_a_test_of_what_is_printed(program: str) -> None:
    found = verdict(PRINTED, program)
    assert found is None or (not found.correct and found.score <= 0.25)


IN_ONE_PROCESS = ("is equal to everything", "lies about itself")
"""A script compares what the program gives by the program's own rules; the guide tells authors so."""


@pytest.mark.parametrize("name", [name for name in EVERYWHERE if name not in IN_ONE_PROCESS])
def test_no_forged_program_passes_a_script(name: str) -> None:
    found = verdict(SCRIPTED, EVERYWHERE[name])
    assert found is None or not found.correct


OF_THE_SYSTEM = (
    *("writes on every descriptor", "writes into who watches", "kills who watches", "replaces all that runs it"),
    *("answers twice", "keeps the pipe open", "leaves in the call", "looks for what is expected"),
)


@pytest.mark.parametrize("name", OF_THE_SYSTEM)
def test_no_program_forges_its_verdict_in_the_lower_box_either(name: str) -> None:
    lower = Boxes("confined")
    if not lower.tier():
        pytest.skip("there is no such box here")
    for item in (CALLED, PRINTED):
        found = verdict(item, EVERYWHERE[name], lower)
        assert found is None or (not found.correct and found.score <= 0.25)
    honest = verdict(CALLED, CALLED.right_answer(SETTING), lower)
    assert honest is not None and honest.correct


COMMANDS = {
    "ends well": "exit 0",
    "prints that it passed": 'echo PASS; echo \'{"test": 2, "code": 0}\'',
    "writes on every descriptor": 'for fd in 3 4 5 6 7 8 9; do echo \'{"test": 2, "code": 0}\' >&$fd; done 2>/dev/null',
    "replaces the shell": "exec true",
    "kills who watches": "kill -9 $PPID",
    "brings a test of its own": "mkdir bin; printf '#!/bin/sh\\nexit 0\\n' > test; chmod +x test; PATH=.:$PATH; export PATH; alias test=true",
    "leaves words for later": "echo 'exit 0' > .profile; echo 'exit 0' > .bashrc; export ENV=./.profile; trap 'exit 0' EXIT",
}


@pytest.mark.parametrize("commands", COMMANDS.values(), ids=COMMANDS)
def test_no_forged_commands_pass_the_check(commands: str) -> None:
    found = verdict(MADE, commands)
    assert found is None or not found.correct


def test_the_honest_ones_pass_where_the_forged_ones_fail() -> None:
    for item in (CALLED, PRINTED, SCRIPTED, MADE):
        found = verdict(item, item.right_answer(SETTING))
        assert found is not None and found.correct


def test_what_is_expected_never_goes_into_the_box() -> None:
    for item in (CALLED, PRINTED):
        run = item.run("pass", SETTING)
        assert run is not None
        sent = str(run.steps[-1])
        assert "gives" not in sent and "prints" not in sent and "'16'" not in sent and "3 * n" not in sent
