"""What a Python traceback says: the kind of error, its message, and the line of the learner's own file."""

from __future__ import annotations

import re

from msgspec import Struct

LONGEST = 300


class Trouble(Struct, frozen=True):
    """An error of a program. `line` is where in the learner's file it came up, 0 if nowhere; `code` is that line."""

    kind: str
    message: str = ""
    line: int = 0
    code: str = ""


def read_traceback(text: str, name: str, program: str = "") -> Trouble | None:
    """The error at the end of a traceback, if there is one. `name` is the learner's file, `program` its text."""
    lines = text.rstrip().split("\n")
    frames = [number for number, line in enumerate(lines) if line.startswith('  File "')]
    start = frames[-1] + 1 if frames else 0
    said = next((number for number in range(start, len(lines)) if re.match(r"[A-Za-z_]", lines[number])), None)
    if said is None or not (frames or _is_error(lines[said])):
        return None
    kind, _, message = "\n".join(lines[said:]).partition(":")
    if not re.fullmatch(r"[\w.]{1,200}", kind.strip()):
        return None
    line = next((found for number in reversed(frames) if (found := _own(lines[number], name))), 0)
    return Trouble(kind.strip().rpartition(".")[2], message.strip()[:LONGEST], line, _line_of(program, line))


def own_part(text: str) -> str:
    """A traceback without the frames of what carried the program out, for whoever asks to see it."""
    kept, ours = list[str](), False
    for line in text.rstrip().split("\n"):
        if line.startswith('  File "'):
            ours = line.startswith(('  File "<string>"', '  File "<call>"', '  File "<frozen'))
        elif not line.startswith("    "):
            ours = False
        if not ours:
            kept.append(line)
    return "\n".join(kept)


def _is_error(line: str) -> bool:
    return re.match(r"[\w.]*(Error|Exception|Exit|Interrupt|Iteration)\b", line) is not None


def _own(frame: str, name: str) -> int:
    """The line that a frame names, where it is in the learner's file; else 0."""
    found = re.match(r'  File "(?:.*[/\\])?([^"/\\]+)", line (\d{1,9})', frame)
    return int(found[2]) if found and found[1] == name else 0


def _line_of(program: str, number: int) -> str:
    lines = program.split("\n")
    return lines[number - 1].strip()[:LONGEST] if 0 < number <= len(lines) else ""
