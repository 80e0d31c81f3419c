"""What runs in the box is measured from within: `begin` is sent along, in front of the program's text.

A box has neither our packages nor a place to write to that outlives it, and a launcher's child ends by becoming
another program. So each step from line to line is marked at once in memory that is shared with a file of ours: such
marks outlast `execve`, `SIGKILL`, seccomp and the box. Standard library alone, as all that runs there.
"""

SIDE = 1024
"""Of a square of marks, one for each file: twice more than the lines of any."""


def begin(path: str, names: list[str]) -> None:
    """Mark from now on the steps of code compiled under these names, in the file at `path`, if it can be reached."""
    import mmap
    import os
    import sys

    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return
    marks = mmap.mmap(descriptor, 0)
    os.close(descriptor)
    start = {name: (number * SIDE + SIDE // 2) * SIDE + SIDE // 2 for number, name in enumerate(names)}
    side = SIDE  # the program may have such a name too

    def called(frame, event, arg):  # type: ignore[no-untyped-def]
        code = frame.f_code
        if code.co_filename not in start:
            return None
        middle, first, pauses = start[code.co_filename], code.co_firstlineno, code.co_flags & 0x20  # CO_GENERATOR
        last = frame.f_lineno if pauses and frame.f_lineno != first else -first

        def stepped(frame, event, arg):  # type: ignore[no-untyped-def]
            nonlocal last
            if event == "line":
                marks[middle + last * side + frame.f_lineno] = 1
                last = frame.f_lineno
            elif event == "return" and not (pauses and arg is not None):
                marks[middle + last * side - first] = 1
            return stepped

        return stepped

    sys.settrace(called)


def room(names: list[str]) -> int:
    """Bytes of the file for so many names."""
    return len(names) * SIDE**2


def steps(marks: bytes, names: list[str]) -> dict[str, list[tuple[int, int]]]:
    """The steps that were marked, as coverage.py counts them: from line to line, minus a first line for in and out."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    at = marks.find(1)
    while at >= 0:
        number, rest = divmod(at, SIDE**2)
        start, end = divmod(rest, SIDE)
        found[names[number]].append((start - SIDE // 2, end - SIDE // 2))
        at = marks.find(1, at + 1)
    return found
