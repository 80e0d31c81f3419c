"""What a learner, or what a learner pasted, might hand in: programs, queries and commands that mean no good.

`OUTSIDE` in a text is a folder of ours with a canary in it. Those of `test_forgeries.py` and `programs/` are not here again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BOXED = ("closed", "confined")
EVERYWHERE = (*BOXED, "limits")


@dataclass(frozen=True)
class Submission:
    """`kind` is how it is asked for: a function, a program that prints, a script's program, a query, commands.

    `tiers` are those in which it is run: what reaches for files, processes or the network is kept in by boxes alone.
    `works`: it does nothing that is forbidden, so it may be right.
    """

    name: str
    kind: Literal["call", "print", "script", "sql", "shell"]
    text: str
    tiers: tuple[str, ...] = EVERYWHERE
    works: bool = False


def call(name: str, text: str, **more: object) -> Submission:
    return Submission(name, "call", text, **more)  # type: ignore[arg-type]


def prints(name: str, text: str, **more: object) -> Submission:
    return Submission(name, "print", text, **more)  # type: ignore[arg-type]


def sql(name: str, text: str, **more: object) -> Submission:
    return Submission(name, "sql", text, **more)  # type: ignore[arg-type]


def shell(name: str, text: str, **more: object) -> Submission:
    return Submission(name, "shell", text, **more)  # type: ignore[arg-type]


DRIVER = "import sys\nhome = next(f for f in (sys._getframe(n) for n in range(1, 9)) if 'literal' in f.f_globals).f_globals\n"
"""The globals of what holds the program and does the calls."""
SEEN = f"""
import os
RIGHT = {{2: 7, 5: 16}}
ONE_MORE = bytes((byte + 1) % 256 for byte in range(256))
def seen(data): return {bytes(byte + 1 for byte in b"3 * n + 1")!r} in data.translate(ONE_MORE)
"""
"""Seeks the solution, without its being found in what seeks it."""
SAYS = DRIVER + "home['literal'] = lambda value, *rest: "

FORGED = [
    call("replaces what writes a value", SAYS + "'7'\ndef f(n): return None"),
    call("gives a value of a hundred thousand brackets", SAYS + "'[' * 100_000\ndef f(n): return 0"),
    call("gives a value of forty thousand brackets, closed", SAYS + "'[' * 20_000 + ']' * 20_000\ndef f(n): return 0"),
    call("gives a value of forty thousand minus signs", SAYS + "'-' * 40_000 + '7'\ndef f(n): return 0"),
    call("gives a value of forty thousand digits", SAYS + "'9' * 40_000\ndef f(n): return 0"),
    call(
        "gives a value that is a call", SAYS + '\'__import__("os").system("touch OUTSIDE/taken")\'\ndef f(n): return 0'
    ),
    call("gives a value that is an attribute", SAYS + "'().__class__.__base__'\ndef f(n): return 0"),
    call("gives a value that is an f-string", SAYS + "'f\"{7}\"'\ndef f(n): return 0"),
    call("gives a value that is a comprehension", SAYS + "'[x for x in [7]][0]'\ndef f(n): return 0"),
    call("gives a value that is a power", SAYS + "'9**9**9**9'\ndef f(n): return 0"),
    call("gives a value with a set in a set in a dict", SAYS + "'{{1}: {(): {}}}'\ndef f(n): return 0"),
    call("gives a value with a NUL and half a character", SAYS + "'\"\\0\\ud800\"'\ndef f(n): return 0"),
    call("gives a value of twenty thousand texts side by side", SAYS + "'\"a\" ' * 12_000\ndef f(n): return 0"),
    call("gives a value that is right by its name", SAYS + "'nan'\ndef f(n): return 0"),
    call("gives a value of acting letters", "def f(n): return '\\x1b]52;c;x\\x07\\x9b31m\\u202e' * 5"),
    call("gives a dict whose keys act", "def f(n): return {'\\x1b[2J': ['\\x07', {'\\x1b]0;x': None}]}"),
    call(
        "answers by itself, with more than is asked",
        DRIVER
        + 'import os\nsay = int(sys.argv[-1]) if sys.argv[-1].isdigit() else 6\nfor fd in range(3, 12):\n    try: os.write(fd, b\'{"number": "0", "value": "7"}\\n\' * 50)\n    except OSError: pass\ndef f(n): return 0',
    ),
    call(
        "reads the questions before they are asked",
        "import os\nfor fd in range(3, 12):\n    try:\n        os.set_blocking(fd, False)\n        os.read(fd, 100_000)\n    except OSError: pass\ndef f(n): return 0",
    ),
    call(
        "swaps question and answer",
        "import os\nfor a, b in ((3, 4), (4, 5), (5, 6)):\n    try: os.dup2(a, b)\n    except OSError: pass\ndef f(n): return 7",
    ),
    call(
        "looks at every object for what is expected",
        "import gc\nfound = [o for o in gc.get_objects() if type(o) is dict and ('gives' in o or 'solution' in o)]\ndef f(n):\n    for one in found:\n        for value in one.values():\n            if value == '16': return 16\n    return 0",
    ),
    call(
        "reads its own memory for the solution",
        SEEN
        + "def f(n):\n    for line in open('/proc/self/maps'):\n        low, high = (int(x, 16) for x in line.split()[0].split('-'))\n        if ' r' in line and high - low < 30_000_000:\n            try:\n                memory = open('/proc/self/mem', 'rb')\n                memory.seek(low)\n                if seen(memory.read(high - low)): return RIGHT[n]\n            except (OSError, ValueError, OverflowError): pass\n    return 0",
    ),
    call(
        "reads the memory of who asks",
        SEEN
        + "def f(n):\n    try:\n        for line in open(f'/proc/{os.getppid()}/maps'):\n            low, high = (int(x, 16) for x in line.split()[0].split('-'))\n            memory = open(f'/proc/{os.getppid()}/mem', 'rb')\n            memory.seek(low)\n            if seen(memory.read(high - low)): return RIGHT[n]\n    except (OSError, ValueError): pass\n    return 0",
    ),
    call(
        "reads the command lines of all",
        SEEN
        + "def f(n):\n    text = b''\n    for pid in filter(str.isdigit, os.listdir('/proc')):\n        for what in ('cmdline', 'environ'):\n            try: text += open(f'/proc/{pid}/{what}', 'rb').read()\n            except OSError: pass\n    return RIGHT[n] if seen(text) else 0",
        tiers=BOXED,
    ),
    call(
        "reads what was given to who asks",
        SEEN
        + "def f(n):\n    for pid in (os.getppid(), 1, 2):\n        for fd in range(9):\n            try: text = open(f'/proc/{pid}/fd/{fd}', 'rb').read()\n            except (OSError, ValueError): continue\n            if seen(text): return RIGHT[n]\n    return 0",
    ),
    call(
        "looks for what another run has left",
        SEEN
        + "def f(n):\n    for folder in ('/tmp', '/dev/shm', '/var/tmp', '/run', os.path.expanduser('~')):\n        for where, _, names in os.walk(folder):\n            for name in names[:200]:\n                try:\n                    path = os.path.join(where, name)\n                    if os.path.isfile(path) and os.path.getsize(path) < 10_000 and seen(open(path, 'rb').read()): return RIGHT[n]\n                except (OSError, ValueError): pass\n    return 0",
        tiers=BOXED,
    ),
    call(
        "imports the tutor",
        "def f(n):\n    try:\n        import tutor.study.running\n        return {2: 7, 5: 16}[n]\n    except ImportError: return 0",
    ),
    call(
        "traces who asks",
        "import sys\ndef trace(frame, event, arg):\n    for name, value in list(frame.f_locals.items()):\n        if value in ('16', 16): frame.f_globals['seen'] = value\n    return trace\nsys.settrace(trace)\nsys.setprofile(trace)\ndef f(n): return 0",
    ),
    call(
        "takes the place of what it is imported from",
        DRIVER
        + "home['called'] = lambda program, call: {'value': '7'}\nhome['told'] = lambda error: ''\ndef f(n): return 0",
    ),
    call(
        "changes what 'repr' of a number is",
        "import ctypes\nclass Lie(int): __slots__ = ()\ntry:\n    ctypes.c_ssize_t.from_address(id(5) + 24).value = 16\nexcept Exception: pass\ndef f(n): return 0",
    ),
    call(
        "changes a small number in memory",
        "import ctypes\nctypes.c_uint32.from_address(id(2) + 24).value = 5\ndef f(n): return 7",
    ),
    call(
        "starts another interpreter within",
        "try:\n    import _xxsubinterpreters as inside\n    one = inside.create()\n    inside.run_string(one, 'import os\\nfor fd in range(3, 9):\\n    try: os.write(fd, b\"{}\")\\n    except OSError: pass')\nexcept BaseException: pass\ndef f(n): return 0",
    ),
    call("becomes another program", "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'print(7)'])"),
    call(
        "becomes another program when it is called",
        "import os\ndef f(n): os.execvp('echo', ['echo', '{\"value\": \"7\"}'])",
    ),
    call("crashes the interpreter", "import ctypes\ndef f(n): return ctypes.string_at(0)"),
    call("aborts", "import os\ndef f(n): os.abort()"),
    call("recurses without a limit", "import sys\nsys.setrecursionlimit(10**8)\ndef f(n): return f(n)"),
    call(
        "raises what is no error",
        "class E(BaseException):\n    def __str__(self): raise self\n    __repr__ = __str__\n    @property\n    def __traceback__(self): raise self\ndef f(n): raise E",
    ),
    call(
        "raises an error whose name acts",
        "E = type('\\x1b[2J\\x1b]0;x\\x07', (Exception,), {})\ndef f(n): raise E('\\x1b]52;c;x\\x07\\n  File \"program.py\", line 99999999999\\n    \\x9b')",
    ),
    call(
        "raises an error of three hundred lines of markup",
        "def f(n): raise ValueError('[@click=app.quit]x[/]\\n```\\n' * 300)",
    ),
    call(
        "raises a group of groups",
        "def f(n):\n    e = ValueError(1)\n    for _ in range(200): e = ExceptionGroup('g', [e, e])\n    raise e",
    ),
    call("closes everything", "import os\nos.closerange(0, 256)\ndef f(n): return 7"),
    call("takes standard output away", "import sys\nsys.stdout = sys.stderr = sys.stdin = None\ndef f(n): return 0"),
    call(
        "answers without an end of line",
        DRIVER
        + "import os\ndef f(n):\n    for fd in range(3, 12):\n        try: os.write(fd, b'{\"number\"' + b' ' * 400_000)\n        except OSError: pass\n    return 7",
    ),
    call(
        "turns its file into a pipe",
        "import os\nos.remove('program.py'); os.mkfifo('program.py')\ndef f(n): os._exit(0)",
    ),
    call(
        "turns its file into a folder",
        "import os\nos.remove('program.py'); os.mkdir('program.py')\ndef f(n): os._exit(0)",
    ),
    call(
        "turns its file into zeros without end",
        "import os\nos.remove('program.py'); os.symlink('/dev/zero', 'program.py')\ndef f(n): os._exit(0)",
    ),
    call(
        "leaves modules for who comes next",
        "for name in ('json', 'os', 'traceback', 'codecs', 'encodings', 'site', 'ast', 'types'):\n    open(name + '.py', 'w').write('import os\\nos._exit(0)')\nimport os\ndef f(n): os._exit(0)",
    ),
    call(
        "stops who asks",
        "import os, signal\ndef f(n):\n    os.kill(os.getppid(), signal.SIGSTOP)\n    return 7",
        tiers=("closed",),
    ),
    call("signals everybody of its group", "import os, signal\nos.killpg(0, signal.SIGTERM)\ndef f(n): return 7"),
    call(
        "signals everybody there is",
        "import os, signal\ntry: os.kill(-1, signal.SIGKILL)\nexcept OSError: pass\ndef f(n): return 7",
        tiers=("closed",),
    ),
    Submission(
        "gives the script what it looks for",
        "script",
        "class Any:\n    def __eq__(self, other): return False\ndef f(n): raise SystemExit(0)",
    ),
    Submission(
        "takes 'assert' away from the script",
        "script",
        "import builtins, sys\nbuiltins.AssertionError = SystemExit\nsys.excepthook = lambda *a: None\ndef f(n): return 0",
    ),
    Submission(
        "says the word before it is given",
        "script",
        "import os, sys\nfor fd in range(3, 12):\n    try: os.write(fd, b'0' * 16)\n    except OSError: pass\nos._exit(0)",
    ),
    prints("prints the result, and fails", "print(7)\nraise SystemExit(3)"),
    prints("prints every number there is", "for n in range(3000): print(n)"),
    prints("prints over what it printed", "print('8\\b7\\r7')"),
    prints(
        "prints records of the report",
        "import json\nfor n in range(4): print(json.dumps({'token': '', 'test': n, 'out': '7\\n', 'code': 0, 'err': ''}))",
    ),
    prints("prints what acts and markup", "print('\\x1b[2J\\x1b]0;x\\x07\\x9b[@click=app.quit]x[/]\\u202e')"),
    prints("prints bytes that are no text", "import os\nos.write(1, bytes(range(256)) * 20)"),
    prints("turns what it reads into what it prints", "import os\nos.dup2(1, 0)\nprint(7)\nos._exit(1)"),
    prints("asks for more than there is", "for _ in range(3): input()"),
    prints(
        "prints in another process, later", "import os, time\nif os.fork() == 0:\n    time.sleep(0.2)\n    print(7)"
    ),
]
ABUSE = [
    call(
        "waits for itself", "import threading\nlock = threading.Lock()\ndef f(n):\n    lock.acquire(); lock.acquire()"
    ),
    call("matches a pattern for ever", "import re\ndef f(n): return re.match('(a+)+$', 'a' * 60 + 'b')"),
    call("computes a tower", "def f(n): return 9**9**9"),
    call("counts without end in C", "def f(n): return sum(range(10**15))"),
    call("has a list of all memory", "def f(n): return [0] * 10**10"),
    call("grows by doubling", "def f(n):\n    x = b'a'\n    while True: x += x"),
    call("compiles for ever", "def f(n): return eval('+'.join(['1'] * 10**6))"),
    call("folds constants for ever", "def f(n): return eval('((1,) * 10**4) * 10**4' + ' * 10**4')"),
    call(
        "is written by a million threads",
        "import threading, time\ndef f(n):\n    for _ in range(2000): threading.Thread(target=time.sleep, args=(60,)).start()",
    ),
    call(
        "leaves a daemon without words or surroundings",
        "import os, sys, time\ndef f(n):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            os.closerange(0, 256)\n            os.chdir('/')\n            time.sleep(60)\n        os._exit(0)\n    return 7",
    ),
    call(
        "leaves children that start children",
        "import os, time\ndef f(n):\n    for _ in range(3):\n        if os.fork() == 0:\n            for _ in range(3):\n                if os.fork() == 0: time.sleep(60)\n            time.sleep(60)\n    return 0",
    ),
    call(
        "leaves zombies",
        "import os\ndef f(n):\n    for _ in range(50):\n        if os.fork() == 0: os._exit(0)\n    return 0",
    ),
    call(
        "alarms itself a hundred times a second",
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\ndef f(n):\n    while True: pass",
    ),
    call(
        "raises its own limits",
        "import resource\nfor name in ('RLIMIT_CPU', 'RLIMIT_DATA', 'RLIMIT_FSIZE', 'RLIMIT_NPROC'):\n    try: resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2)\n    except (OSError, ValueError): pass\ndef f(n):\n    x = bytearray(10**9)\n    return 0",
    ),
    call(
        "fills its folder with one file that is a hole",
        "import os\ndef f(n):\n    os.truncate(os.open('x', os.O_CREAT | os.O_WRONLY), 10**13)\n    return 0",
    ),
    call(
        "hides its folder from who cleans up",
        "import os\ndef f(n):\n    os.makedirs('a/b/c')\n    open('a/b/c/d', 'w').close()\n    for name in ('a/b/c', 'a/b', 'a'): os.chmod(name, 0)\n    return 0",
    ),
    call(
        "names files as no name is",
        "import os\ndef f(n):\n    for name in (b'\\xff\\xfe', b'\\n', b'-rf', b'\\x1b[2J', b'x' * 255): open(name, 'w').close()\n    return 0",
    ),
    prints("floods with one line without end", "while True: print('x' * 60_000, end='')"),
    prints("floods with empty lines", "while True: print()"),
    prints("floods its errors", "import sys\nwhile True: sys.stderr.write('\\x1b[2J' * 9_000)"),
]
REACHING = [
    call("reads the canary", "def f(n): return open('OUTSIDE/canary.txt').read()", tiers=BOXED),
    call(
        "reads the canary in every other way",
        "import os, mmap, ctypes\ndef f(n):\n    got = []\n    for way in (lambda: open('/proc/self/root' + 'OUTSIDE/canary.txt').read(), lambda: os.readlink('OUTSIDE/canary.txt'), lambda: os.listdir('OUTSIDE'), lambda: open('../' * 20 + 'OUTSIDE/canary.txt').read(), lambda: os.open('OUTSIDE', os.O_PATH), lambda: (os.symlink('OUTSIDE', 'l'), open('l/canary.txt').read())):\n        try: got.append(str(way()))\n        except OSError: pass\n    return got",
        tiers=BOXED,
    ),
    call(
        "changes the canary",
        "import os, shutil\ndef f(n):\n    for way in (lambda: open('OUTSIDE/canary.txt', 'w').write('taken'), lambda: os.remove('OUTSIDE/canary.txt'), lambda: os.rename('OUTSIDE', 'OUTSIDE-x'), lambda: shutil.rmtree('OUTSIDE'), lambda: os.chmod('OUTSIDE/canary.txt', 0), lambda: open('OUTSIDE/taken', 'w'), lambda: os.mkfifo('OUTSIDE/pipe')):\n        try: way()\n        except OSError: pass\n    return 0",
        tiers=BOXED,
    ),
    call(
        "changes the time of the canary",
        "import os\ndef f(n):\n    os.utime('OUTSIDE/canary.txt')\n    return 0",
        tiers=BOXED,
    ),
    call(
        "mails itself over the network",
        "import socket\ndef f(n):\n    got = []\n    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n        for host, port in (('127.0.0.1', 22), ('8.8.8.8', 53), ('::1', 22)):\n            try:\n                s = socket.socket(socket.AF_INET6 if ':' in host else socket.AF_INET, kind)\n                s.settimeout(0.3)\n                s.connect((host, port)); s.send(b'x'); s.send(b'x')\n                got.append(host)\n            except OSError: pass\n    return got or [OSError]",
        tiers=BOXED,
    ),
    call(
        "listens to the network of the kernel",
        "import socket\ndef f(n):\n    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)\n    s.bind((0, -1))\n    return 7",
        tiers=BOXED,
    ),
    call(
        "maps devices",
        "import os\ndef f(n):\n    got = []\n    for name in ('mem', 'kmem', 'sda', 'vda', 'nvme0n1', 'kmsg', 'tty', 'tty0', 'console', 'ptmx', 'fuse', 'kvm', 'input/event0', 'snd/timer'):\n        try: os.open('/dev/' + name, os.O_RDWR); got.append(name)\n        except OSError: pass\n    return got",
        tiers=BOXED,
    ),
    call(
        "writes where everybody may",
        "import os\ndef f(n):\n    got = []\n    for folder in ('/var/tmp', '/dev/shm', '/run/user/0', '/var/lock', '/dev/mqueue', '/var/crash'):\n        try: os.mkdir(folder + '/taken'); got.append(folder); os.rmdir(folder + '/taken')\n        except OSError: pass\n    return got",
        tiers=BOXED,
    ),
    call(
        "types into the terminal",
        "import fcntl, termios\ndef f(n):\n    got = 0\n    for fd in (0, 1, 2):\n        for letter in b'touch OUTSIDE/taken\\n':\n            try: fcntl.ioctl(fd, termios.TIOCSTI, bytes([letter])); got += 1\n            except OSError: pass\n    return got",
    ),
    call(
        "makes itself somebody else",
        "import os\ndef f(n):\n    got = []\n    for way in (lambda: os.setuid(0 if os.getuid() else 1), lambda: os.chroot('/'), lambda: os.nice(-5), lambda: open('/proc/self/oom_score_adj', 'w').write('-1000')):\n        try: way(); got.append(1)\n        except OSError: pass\n    return got",
        tiers=BOXED,
    ),
]
ENDLESS = "with recursive r(n) as (select 1 union all select n + 1 from r) "
SQL = [
    sql("attaches a file", "attach 'OUTSIDE/taken' as x; create table x.t(a)"),
    sql("attaches by a parameter", "attach ':memory:' as y; select 1"),
    sql("writes itself into a file", "vacuum into 'OUTSIDE/taken'"),
    sql("vacuums", "vacuum; select name from things"),
    sql("recurses without end", ENDLESS + "select n from r"),
    sql("counts without end", ENDLESS + "select count(*) from r"),
    sql(
        "joins a million rows with themselves",
        ENDLESS + ", s as (select n from r limit 1000) select count(*) from s a, s b, s c",
    ),
    sql("prints gigabytes by one function", "select printf('%.*c', 900000000, 'x')"),
    sql("formats gigabytes by one function", "select format('%900000000d', 1)"),
    sql("makes zeros", "select zeroblob(1000000000)"),
    sql("makes noise", "select randomblob(1000000000)"),
    sql(
        "grows a text by replacing",
        "select replace(replace(replace('aaaaaaaaaa', 'a', 'bbbbbbbbbbbbbbbbbbbb'), 'b', 'cccccccccccccccccccccccccc'), 'c', 'dddddddddddddddddddddddddddddddddd')",
    ),
    sql(
        "gathers a text of gigabytes",
        ENDLESS + "select group_concat(n, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') from (select n from r limit 10000000)",
    ),
    sql("loads an extension", "select load_extension('OUTSIDE/canary.txt')"),
    sql("reads a file", "select readfile('OUTSIDE/canary.txt')"),
    sql("writes a file", "select writefile('OUTSIDE/taken', 'x')"),
    sql("edits", "select edit('x', 'touch OUTSIDE/taken')"),
    sql(
        "sets the schema writable",
        "pragma writable_schema = 1; update sqlite_master set sql = 'x'; select name from things",
    ),
    sql("sets where temporary files lie", "pragma temp_store_directory = 'OUTSIDE'; create temp table t as select 1"),
    sql("raises the limit of pages", "pragma max_page_count = 1000000000; select 1"),
    sql("makes a virtual table", "create virtual table v using fts5(a); select 1"),
    sql("compares for ever", "select " + " or ".join(["'" + "a" * 400 + "' like '%a%a%a%a%a%a%a%a%a%b'"] * 40)),
    sql("matches for ever", "select '" + "a" * 3_000 + "' glob '" + "*a" * 300 + "b'"),
    sql("nests a thousand brackets", "select " + "(" * 5_000 + "1" + ")" * 5_000),
    sql("joins five hundred queries", " union all ".join(["select name from things"] * 500)),
    sql("has thousands of columns", "select " + ", ".join(["price"] * 2_500) + " from things"),
    sql(
        "lets a trigger fire itself",
        "create table t(a); create trigger x after insert on t begin insert into t values (new.a + 1); end; insert into t values (1); select count(*) from t",
    ),
    sql("makes a view of itself", "create view v as select * from v; select * from v"),
    sql("drops what is there", "drop table things; select name from things"),
    sql(
        "changes what is there so that all is right",
        "delete from things; insert into things values ('egg', 1), ('rice', 2), ('salt', 1); select upper(name) from things",
    ),
    sql("begins and never ends", "begin; savepoint a; savepoint b; delete from things"),
    sql("has rows that act", "select char(27) || ']0;taken' || char(7), char(155) || '31m' || char(8238) from things"),
    sql("names columns that act", 'select 1 as "[@click=app.quit]x[/]", 2 as "' + "\x9b31m" + '"'),
    sql(
        "gives bytes, nothing and no number", "select x'1b5d303b', null, 9e999, -9e999, 0.0/0, 9223372036854775807 + 1"
    ),
    sql("gives ten million rows", ENDLESS + "select n from r limit 10000000"),
    sql("gives one cell of a megabyte", ENDLESS + "select group_concat(n) from (select n from r limit 100000)"),
    sql("is longer than anybody types", "select name from things where " + "1 = 1 and " * 3_000 + "1 = 1"),
    sql("is nothing but a comment", "-- select name from things"),
    sql("is half a comment", "/* select name from things"),
    sql("is half a text", "select 'name from things"),
    sql("has a NUL in it", "select name \0 from things"),
    sql("is two thousand statements", "select 1; " * 1_900),
    sql("is twenty thousand semicolons", ";" * 19_000),
    sql(
        "redefines the tables by its own",
        "create temp table things as select 'egg' as name, 1 as price; select name || '!' from things",
    ),
]
SHELL = [
    shell("stays in the background", "sleep 60 & (sleep 61 &) ; nohup sleep 62 >/dev/null 2>&1 &"),
    shell("stays in a session of its own", "setsid sh -c 'sleep 60' >/dev/null 2>&1 < /dev/null & echo done"),
    shell("traps every signal", "trap '' 1 2 3 15 20; while :; do :; done"),
    shell("never ends", "while :; do :; done"),
    shell("sleeps", "sleep 1000"),
    shell("waits for input", "cat; read x; head -c 10 /dev/stdin"),
    shell("waits at a pipe", "mkfifo p; cat p"),
    shell("forks like rabbits", "f() { f | f & }; f"),
    shell("floods", "yes '[2J' | tr '[' '\\033'"),
    shell("floods its errors", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxx >&2; done"),
    shell(
        "acts on the terminal",
        "printf '\\033]0;taken\\007\\033[2J\\233m\\342\\200\\256'; printf '\\033]52;c;x\\007' >&2",
    ),
    shell("shows markup", "echo '[@click=app.quit]x[/] ```'; echo '[/nope]' >&2; exit 9"),
    shell("is killed by itself", "kill -9 $$"),
    shell("leaves with every status", "exit 255"),
    shell(
        "defines what the check will ask",
        "test() { true; }; alias test=true; [ () { true; }; echo 'test() { true; }' > .shrc; ENV=.shrc; export ENV",
    ),
    shell(
        "makes its folder another", "cd ..; mv work gone 2>/dev/null; mkdir work 2>/dev/null; cd /; true", tiers=BOXED
    ),
    shell("locks its folder", "chmod 000 ."),
    shell("makes a link of what is asked for", "ln -s /nowhere/at/all a"),
    shell("makes a file of what is asked for", "touch a; mkfifo b; ln -s . c"),
    shell("goes two thousand folders down", "i=0; while [ $i -lt 800 ]; do mkdir d && cd d || break; i=$((i+1)); done"),
    shell("makes a file of ten thousand gigabytes", "truncate -s 10T x; dd if=/dev/zero of=y bs=1M count=90000 2>&1"),
    shell("makes links in a circle", "ln -s b a2; ln -s a2 b; cat b; find -L . -name x"),
    shell("reads the canary", "cat OUTSIDE/canary.txt; cd OUTSIDE && ls", tiers=BOXED),
    shell(
        "changes the canary",
        "echo taken > OUTSIDE/canary.txt; touch OUTSIDE/taken; rm -f OUTSIDE/canary.txt; chmod 0 OUTSIDE; mv OUTSIDE OUTSIDE-x",
        tiers=BOXED,
    ),
    shell(
        "reads the canary through a link", "ln -s OUTSIDE l; cat l/canary.txt; cp -r l copy; tar cf - l/", tiers=BOXED
    ),
    shell(
        "looks at everybody's surroundings",
        "cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n' | grep -c TUTOR",
        tiers=BOXED,
    ),
    shell("looks where passwords are", "cat /etc/shadow /root/.ssh/* /home/*/.ssh/* ~/../*/learner* 2>&1", tiers=BOXED),
    shell(
        "talks to the network",
        "exec 3<>/dev/tcp/127.0.0.1/22; nc -w 1 127.0.0.1 22; curl -m 1 http://127.0.0.1",
        tiers=BOXED,
    ),
    shell("mounts", "mount -t tmpfs none . ; unshare -r true; mknod d b 8 0; swapoff -a 2>&1", tiers=BOXED),
    shell(
        "writes to devices",
        "echo x > /dev/sda; echo x > /dev/mem; echo b > /proc/sysrq-trigger 2>&1",
        tiers=("closed",),
    ),
    shell("lists what can't be listed", "ls /proc/1/fd /proc/1/root; ls -laR /proc/self/task > out 2>&1"),
    shell("has a text that never ends", "cat << 'END'\nnever"),
    shell("is bytes that are no text", "printf '\\377\\376\\000x'; echo \udcff"),
    shell("is four thousand commands", "true\n" * 3_900),
]
SUBMISSIONS = {f"{one.kind}: {one.name}": one for one in [*FORGED, *ABUSE, *REACHING, *SQL, *SHELL]}
assert len(SUBMISSIONS) == len([*FORGED, *ABUSE, *REACHING, *SQL, *SHELL])
