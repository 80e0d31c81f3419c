"""What Python says of an error, in words for who has just begun."""

from __future__ import annotations

import pytest

from tutor.core.tracebacks import read_traceback
from tutor.present.program_errors import error_words


def said_of(program: str) -> str:
    """What is said when this program of one file stops."""
    import traceback

    try:
        exec(compile(program, "program.py", "exec"), {})
    except Exception:
        trouble = read_traceback(traceback.format_exc(), "program.py", program)
        assert trouble is not None
        return error_words(trouble)
    raise AssertionError("it ran to its end")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("int('tea')", "`int` can't make a whole number of `'tea'` (`ValueError`)"),
        ("int('four\\n')", "`int` can't make a whole number of `'four\\n'` (`ValueError`)"),
        ("float('tea')", "`float` can't make a number of `'tea'` (`ValueError`)"),
        ("'a' + 1", "a text and a value of the kind `int` can't be joined with `+` (`TypeError`)"),
        ("1 + [2]", "`+` can't be used with values of the kinds `int` and `list` (`TypeError`)"),
        ("2 ** 'a'", "`**` can't be used with values of the kinds `int` and `str` (`TypeError`)"),
        ("1 < 'a'", "`<` can't compare values of the kinds `int` and `str` (`TypeError`)"),
        ("a = 5\na[0]", "a value of the kind `int` has no places (`TypeError`)"),
        ("for i in 5: pass", "`for` can't go through a value of the kind `int` (`TypeError`)"),
        ("n = 3\nn(2)", "a value of the kind `int` is no function, and brackets stand behind it (`TypeError`)"),
        ("None.append(2)", "a value of the kind `NoneType` has no `append` (`AttributeError`)"),
        ("'tea'.upcase()", "a value of the kind `str` has no `upcase` (`AttributeError`)"),
        ("[1].remove(2)", "`remove` is asked for a value that is not in the list (`ValueError`)"),
        ("a, b = [1]", "there are 2 names for values, and 1 values only (`ValueError`)"),
        ("a, b = [1, 2, 3]", "there are 2 names for values, and more values than that (`ValueError`)"),
        ("open('none.txt')", "there is no file `'none.txt'` (`FileNotFoundError`)"),
        ("{}['a']", "there is no key `'a'` (`KeyError`)"),
        ("raise ValueError('the egg is bad')", "`the egg is bad` (`ValueError`)"),
        ("int('`')", "``invalid literal for int() with base 10: '`'`` (`ValueError`)"),
    ],
)
def test_the_errors_of_beginners_are_said_plainly_with_their_name(program: str, said: str) -> None:
    assert said_of(program) == said
