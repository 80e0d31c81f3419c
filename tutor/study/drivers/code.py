"""Runs a learner's program against tests: calls, input to read, scripts. Started in the box with the request as input.

The request: `token`, `name` (the file of the program), `files` (to be put in place before each process), `build` and
`run` (words of a command), `call` and `script` (texts of the children below), `tests` (each with its `sort`).
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CAP = 100_000
"""Characters of what one process prints that are reported."""
TAIL = 4_000
"""Characters of its errors, the last ones."""


def main() -> None:
    """Do all that the request asks, in order, and end."""
    request = json.loads(sys.stdin.buffer.read())
    for key in ("build", "run", "call", "script"):
        request[key] = [sys.executable if word == "python" else word for word in request[key]]
    hide()
    report = os.fdopen(3, "w", encoding="utf-8")
    work = Work(request)

    def tell(**record: object) -> None:
        report.write(json.dumps({"token": request["token"], **record}) + "\n")
        report.flush()

    if request["build"]:
        built = work.process(request["build"])
        if built["code"] != 0:
            tell(build=built["err"] or built["out"])
            return
    for number, test in enumerate(request["tests"]):
        tell(test=number, **work.test(test))


def hide() -> None:
    """Nobody of the same user may look into this process or write where it writes."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    except (ImportError, OSError, AttributeError, TypeError):
        pass  # there is no such thing here


class Work:
    """The processes of one request."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.caller: Caller | None = None
        self.hopeless: dict[str, Any] = {}

    def test(self, test: dict[str, Any]) -> dict[str, Any]:
        """What came of one test."""
        if test["sort"] == "call":
            return self.call(test["call"])
        if test["sort"] == "stdin":
            return self.process(self.request["run"], test["stdin"].encode())
        if test["sort"] == "script":
            return self.script(test["script"])
        self.process(self.request["run"])  # what it leaves in the folder is looked at
        return self.process(["sh", "-c", test["script"]])

    def call(self, call: str) -> dict[str, Any]:
        """A call in the process of those before it, or in a new one; a program that never begins isn't tried again."""
        if self.hopeless:
            return self.hopeless
        if self.caller is None or self.caller.gone:
            self.place()
            self.caller = Caller([*self.request["call"]])
        found = self.caller.ask(call)
        if self.caller.gone and not self.caller.answers:
            self.hopeless = found
        return found

    def place(self) -> None:
        """The files as they were given, whatever a process before has made of them."""
        for name, text in self.request["files"].items():
            try:
                with open(name, encoding="utf-8") as there:
                    if there.read() == text:
                        continue
            except (OSError, ValueError):
                pass
            self.put(name, text)

    def put(self, name: str, text: str) -> None:
        if os.path.islink(name) or (os.path.exists(name) and not os.path.isdir(name)):
            os.remove(name)
        if os.path.dirname(name):
            os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)

    def process(self, argv: list[str], given: bytes = b"") -> dict[str, Any]:
        """Run a command to its end; its exit status is what the system says, not what it prints."""
        self.place()
        with tempfile.TemporaryFile(dir=".") as source:
            source.write(given)
            source.seek(0)
            return finished(argv, source)

    def script(self, script: str) -> dict[str, Any]:
        """A script in Python that uses the program's names. It has passed when it comes to its end and says the word.

        The word is only handed over at the end, so that leaving early, however well, is not passing.
        """
        self.place()
        word = secrets.token_hex(8)
        hear, say = os.pipe()
        asked, ask = os.pipe()
        os.write(ask, (json.dumps({"script": script}, ensure_ascii=False) + "\n").encode())
        os.write(ask, (word + "\n").encode())
        os.close(ask)
        argv = [*self.request["script"], str(asked), str(say)]
        found = finished(argv, subprocess.DEVNULL, (asked, say), (asked, say))
        with os.fdopen(hear, "rb") as heard:
            os.set_blocking(hear, False)
            found["passed"] = found["code"] == 0 and (heard.read(100) or b"").strip() == word.encode()
        return found


def finished(argv: list[str], source: Any, keep: tuple[int, ...] = (), shut: tuple[int, ...] = ()) -> dict[str, Any]:
    """What a process printed, its errors and its status (negative: the signal)."""
    with tempfile.TemporaryFile(dir=".") as out, tempfile.TemporaryFile(dir=".") as err:
        try:
            child = subprocess.Popen(argv, stdin=source, stdout=out, stderr=err, pass_fds=keep, env=surroundings())
        except OSError as problem:
            return {"out": "", "err": str(problem), "code": 127, "missing": argv[0]}
        finally:
            for one in shut:
                os.close(one)
        code = child.wait()
        length, errors = out.seek(0, 2), err.seek(0, 2)
        out.seek(0)
        err.seek(max(0, errors - TAIL))
        printed = out.read(CAP).decode("utf-8", "replace")
        return {"out": printed, "err": err.read().decode("utf-8", "replace"), "code": code, "more": length > CAP}


def surroundings() -> dict[str, Any]:
    """The environment of a child: what the box gives, and this folder for what is passing."""
    return {**os.environ, "TMPDIR": "."}


class Caller:
    """The process that holds the learner's program and does the calls, one at a time."""

    def __init__(self, argv: list[str]) -> None:
        asked, ask = os.pipe()
        hear, say = os.pipe()
        self.errors = tempfile.TemporaryFile(dir=".")  # noqa: SIM115
        self.child = subprocess.Popen(
            [*argv, str(asked), str(say)],
            stdin=subprocess.DEVNULL,
            stderr=self.errors,
            pass_fds=(asked, say),
            env=surroundings(),
        )
        os.close(asked)
        os.close(say)
        self.into = os.fdopen(ask, "w", encoding="utf-8")
        self.back = os.fdopen(hear, "rb")
        self.gone = False
        self.answers = 0

    def ask(self, call: str) -> dict[str, Any]:
        """What a call gives: the one line that bears this question's own number. Any other breaks it off."""
        number = secrets.token_hex(8)
        try:
            self.into.write(json.dumps({"number": number, "call": call}) + "\n")
            self.into.flush()
            answer = json.loads(self.back.readline(300_000))
            if not isinstance(answer, dict) or answer.pop("number", None) != number:
                return self.end(odd=True)
        except (OSError, ValueError, RecursionError):
            return self.end()
        if "load" in answer:
            self.end()
        else:
            self.answers += 1
        known = ("value", "error", "unlike", "long", "load")
        return {key: answer[key] for key in known if isinstance(answer.get(key), str)}

    def end(self, odd: bool = False) -> dict[str, Any]:
        """The process is over: how it ended, unless it was still there."""
        self.gone = True
        for one in (self.into, self.back):
            with contextlib.suppress(OSError):
                one.close()
        if odd:
            self.child.send_signal(signal.SIGKILL)
        code = self.child.wait()
        length = self.errors.seek(0, 2)
        self.errors.seek(max(0, length - TAIL))
        return {"odd": True} if odd else {"ended": code, "err": self.errors.read().decode("utf-8", "replace")}


main()
