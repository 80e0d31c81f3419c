"""Who sits at the commands that `failing_commands.py` runs, and what they study."""

import io
import json
import re


def sums(name, count=60):
    items = "".join(f"  - {{id: i{n}, ask: What is {n} + 1?, number: {n + 1}}}\n" for n in range(count))
    return f"id: {name}\ntitle: {name.title()}\nremember: items\nitems:\n{items}"


class Wire:
    """Somebody at the JSON Lines face, who tries once more what was refused."""

    def __init__(self):
        self.buffer, self.replies, self.acknowledged, self.refused = self, [], 0, []
        self.lines = self.talk()

    def __iter__(self):
        return self.lines

    def __next__(self):
        return next(self.lines)

    def talk(self):
        yield from self.asks("hello")
        for _ in range(3):
            reply = yield from self.asks("next")
            if not reply["ok"]:
                break
            task = reply["task"]
            right = str(int(task["ask"].split()[2]) + 1)
            reply = yield from self.asks("answer", task=task["id"], response=right)
            self.acknowledged += reply["ok"] and reply["verdict"]["correct"]
        yield from self.asks("note", about="sums", text="a note")
        yield b'{"op": "bye"}\n'

    def asks(self, op, **fields):
        for _ in range(2):
            yield json.dumps({"op": op, **fields}).encode() + b"\n"
            reply = self.replies[-1]
            if reply["ok"]:
                break
            assert reply["error"]["code"] == "storage", reply
            self.refused.append(reply["error"]["message"])
        return reply

    def write(self, line):
        self.replies.append(json.loads(line))

    def flush(self):
        pass

    def isatty(self):
        return False


class Plain(Wire):
    """Somebody at the line mode, who answers what was asked last until three answers were right."""

    def __init__(self):
        super().__init__()
        self.said = ""

    def talk(self):
        for _ in range(15):
            if self.acknowledged >= 3:
                break
            asked = re.findall(r"What is (\d+) \+ 1", self.said)
            waits = self.said.endswith("Enter to go on.\n")
            yield "\n" if waits or not asked else f"{int(asked[-1]) + 1}\n"
        yield ":n\n"
        yield "a note\n"
        yield ":q\n"

    def write(self, words):
        self.said += words
        self.acknowledged = len(re.findall(r"^(?:Right|Correct)", self.said, re.M))


class Typing(io.StringIO):
    """A person who is asked nothing."""
