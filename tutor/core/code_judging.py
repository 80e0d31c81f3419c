"""Judging what a program did: each test by itself, in our own process, from data alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from tutor.core.code_running import case_tests, sort_of
from tutor.core.item import Setting
from tutor.core.judgement import Judgement, Note
from tutor.core.programming import Language, language_of
from tutor.core.running import NotRun, Ran, broken, limit_met, text_of
from tutor.core.tracebacks import Trouble, read_traceback
from tutor.core.values import Difference, first_difference, read_value, shown

if TYPE_CHECKING:
    from tutor.core.kinds.code import Program, Test


class Missed(Struct, frozen=True, kw_only=True):
    """A test that was not passed, and how.

    `how` is `value`, `nothing` (None in place of a value), `printed`, `error`, `unlike` (nothing that can be
    compared; `got` is its type), `long`, `ended` (the program left early), `status` (of a script), `odd`, `time`,
    `memory`, `output`, `not_run`; of the program as a whole `build` and `load`. `test` has the
    keys of the test as written; it is empty for a hidden one.
    """

    how: str
    test: dict[str, str] = {}
    got: str = ""
    wanted: str = ""
    difference: Difference | None = None
    trouble: Trouble | None = None
    said: str = ""
    """What was printed as an error, its end."""


class Wanted(Struct, frozen=True):
    """What a test wants: the text of a literal, or of what is printed."""

    test: Test
    text: str
    made: bool = False


def code_judgement(code: Program, program: str, setting: Setting, ran: Sequence[Ran], *, trying: bool) -> Judgement:
    """The share of the tests that were passed, and the note `tests` with what was missed. Raises NotRun.

    A generated test for which the solution gives nothing is left out.
    """
    if sentence := broken(ran):
        raise NotRun(sentence)
    language = language_of(code.language)
    assert language is not None
    tests = [test for test in code.tests if not (trying and test.hidden)]
    made = [] if trying or code.cases is None else case_tests(code.cases, setting.seed)
    wanted = [Wanted(test, test.gives or test.prints or "") for test in tests]
    theirs = {number: one for number, one in ran[0].results.items() if one.get("code", 0) == 0} if made else {}
    wanted += [Wanted(test, _given(theirs.get(number, {}), test), made=True) for number, test in enumerate(made)]
    mine, missed, count = ran[-1], list[Missed](), 0
    for number, one in enumerate(wanted):
        if one.made and (number - len(tests) not in theirs or (one.test.call and not one.text)):
            continue
        count += 1
        found = _missed(one, mine, number, language, program)
        if found is not None:
            missed.append(found)
    if not count:
        raise NotRun("There was nothing to test it with.")
    return _judged(count, missed, mine, _opening(mine, language, program))


def _given(record: dict[str, Any], test: Test) -> str:
    """What the solution gave for a generated test."""
    return text_of(record, "value" if test.call else "out")


def _judged(count: int, missed: list[Missed], ran: Ran, opening: Missed | None) -> Judgement:
    told = [opening] if opening is not None and missed else missed[:10]
    values = {"passed": count - len(missed), "of": count, "missed": told, "printed": ran.out}
    right = not missed
    none = opening is not None or len(missed) == count
    unread = bool(told) and none and (told[0].how == "build" or _is_unread(told[0].trouble))
    score = 0.0 if unread else (count - len(missed)) / count
    return Judgement(correct=right, score=score, almost=unread, notes=[Note("tests", values)])


def _is_unread(trouble: Trouble | None) -> bool:
    """Whether Python could not even read the program: asked again once, as with any answer that can't be read."""
    return trouble is not None and trouble.kind in ("SyntaxError", "IndentationError", "TabError")


def _opening(ran: Ran, language: Language, program: str) -> Missed | None:
    """Why no test could be begun, where the program as a whole is the reason."""
    if built := text_of(ran.opening, "build"):
        return Missed(how="build", said=built)
    first = ran.results.get(0, {})
    if text_of(first, "load"):
        said = text_of(first, "load")
        return Missed(how="load", trouble=read_traceback(said, language.name, program), said=said)
    return None


def _missed(one: Wanted, ran: Ran, number: int, language: Language, program: str) -> Missed | None:
    """How a test was missed; None when it was passed."""
    test = {} if one.test.hidden else one.test.shown()
    record = ran.results.get(number)
    if record is None:
        first = next(place for place in range(number + 1) if place not in ran.results)
        how = ran.status if first == number and ran.status in ("time", "memory", "output") else "not_run"
        return Missed(how=how, test=test)
    match sort_of(one.test, language):
        case "call":
            return _of_call(record, one.text, test, language, program)
        case "stdin":
            return _of_output(record, one.text, test, language, program)
        case "script":
            passed = record.get("passed") is True
        case _:
            passed = record.get("code") == 0 and type(record.get("code")) is int
    return None if passed else _failed(record, test, language, program, "status")


def _of_call(
    record: dict[str, Any], wanted: str, test: dict[str, str], language: Language, program: str
) -> Missed | None:
    if record.get("odd"):
        return Missed(how="odd", test=test)
    if error := text_of(record, "load") or text_of(record, "error"):
        return Missed(how="error", test=test, trouble=read_traceback(error, language.name, program), said=error)
    if unlike := text_of(record, "unlike"):
        return Missed(how="unlike", test=test, got=unlike, wanted=_short(wanted))
    if "long" in record:
        return Missed(how="long", test=test, wanted=_short(wanted))
    if "value" not in record:
        return _failed(record, test, language, program, "ended")
    try:
        got, meant = read_value(text_of(record, "value")), read_value(wanted)
    except ValueError:
        return Missed(how="odd", test=test)
    difference = first_difference(got, meant)
    if difference is None:
        return None
    how = "nothing" if got is None else "value"
    return Missed(how=how, test=test, got=shown(got), wanted=shown(meant), difference=difference)


def _short(wanted: str) -> str:
    try:
        return shown(read_value(wanted))
    except ValueError:
        return ""


def _of_output(
    record: dict[str, Any], wanted: str, test: dict[str, str], language: Language, program: str
) -> Missed | None:
    """Printed text is compared line by line; blanks at the end of lines and empty lines at the end don't count."""
    got, meant = tidy(text_of(record, "out")), tidy(wanted)
    trouble = read_traceback(text_of(record, "err"), language.name, program) if language.name.endswith(".py") else None
    if (stopped := limit_met(record)) and (trouble is None or trouble.kind == "OSError"):
        return Missed(how=stopped, test=test)
    left = type(record.get("code")) is not int or record["code"] < 0
    if got == meant and not record.get("more") and not left and not (trouble and record["code"]):
        return None
    if (trouble and record.get("code")) or left or (record.get("code") and text_of(record, "err")):
        return _failed(record, test, language, program, "ended", trouble)
    place = next((n for n, (a, b) in enumerate(zip(got, meant, strict=False)) if a != b), min(len(got), len(meant)))
    difference = Difference("line", _line(got, place), _line(meant, place), str(place + 1))
    return Missed(how="printed", test=test, got="\n".join(got), wanted="\n".join(meant), difference=difference)


def tidy(text: str) -> list[str]:
    """The lines of what was printed as they are compared."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _line(lines: list[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""


def _failed(
    record: dict[str, Any],
    test: dict[str, str],
    language: Language,
    program: str,
    how: str,
    trouble: Trouble | None = None,
) -> Missed:
    """A process that ended badly: by an error of the program where its errors name one."""
    said = text_of(record, "err")
    if trouble is None and language.name.endswith(".py"):
        trouble = read_traceback(said, language.name, program)
        if trouble and not trouble.line and test.get("script"):  # it is the script that stopped: which line of it?
            trouble = replace(trouble, code=_line_of_script(said, test["script"]))
    return Missed(how="error" if trouble and trouble.line else how, test=test, trouble=trouble, said=said)


def _line_of_script(said: str, script: str) -> str:
    found = read_traceback(said, "<script>", script)
    return found.code if found else ""
