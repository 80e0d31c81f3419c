"""Code that is picked or placed is said line by line; where one line is said, by how it begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LOOP = "```python\\nfor n in range(2):\\n    print(n)\\n```"
OTHER = "```python\\nfor n in range(2):\\n    print(n + 1)\\n```"


def said_of(room: Callable[..., Any], item: str, *typed: str, language: str = "en") -> str:
    person = room(f"title: Code\nlanguage: {language}\nitems:\n  - {{id: one, {item}}}\n")
    whole: str = person.types(*typed, ":q")
    return whole.partition("practice.\n")[2].partition("It comes back")[0].partition("Enter to go on")[0].rstrip("\n")


CASES = [
    pytest.param(
        f'ask: Which?, keep_order: true, choices: [{{right: "{LOOP}"}}, {{wrong: "{OTHER}", because: No.}}, {{wrong: x}}]',
        ["2"],
        """\
Which?
1. Code, 2 lines:
    for n in range(2):
        print(n)
2. Code, 2 lines:
    for n in range(2):
        print(n + 1)
3. x
Answer 1 to 3, or :? for help.
> 2
Not yet. You answered: 2, for n in range(2):...
Right:
Code, 2 lines:
    for n in range(2):
        print(n)
No.""",
        id="choices that begin alike are told apart by their labels",
    ),
    pytest.param(
        'ask: Which?, keep_order: true, choices: [{right: "A call:\\n```python\\nf()\\n```"}, {wrong: "1. f"}]',
        ["1"],
        """\
Which?
1. A call:
Code, 1 line:
    f()
2. 1. f
Answer 1 or 2, or :? for help.
> 1
Right. You answered A call: f().""",
        id="words and code in one choice",
    ),
    pytest.param(
        f'ask: What is it?, match: {{a loop: "{LOOP}", a name: n}}',
        ["1", "1"],
        """\
What is it?
To pair:
a loop; a name
Each with one of these:
1. Code, 2 lines:
    for n in range(2):
        print(n)
2. n
a loop: answer 1 or 2, or :? for help.
> 1
a name: answer 1 or 2, or back for the one before.
> 1
Partly right. You answered: a loop: for n in range(2):...; a name: for n in range(2):...
Right:
a loop:
Code, 2 lines:
    for n in range(2):
        print(n)
a name: n
1 of 2 pairs is right.""",
        id="code as a partner",
    ),
    pytest.param(
        f'ask: What does it print?, match: {{"{LOOP}": 0 and 1, print(): nothing}}',
        ["2", "1"],
        """\
What does it print?
To pair:
Code, 2 lines:
    for n in range(2):
        print(n)
print()
Each with one of these:
1. 0 and 1
2. nothing
Code, 2 lines:
    for n in range(2):
        print(n)
Answer 1 or 2, or :? for help.
> 2
print(): answer 1 or 2, or back for the one before.
> 1
Not yet. You answered for n in range(2):...: nothing; print(): 0 and 1.
Right:
Code, 2 lines:
    for n in range(2):
        print(n)
Its partner: 0 and 1
print(): nothing""",
        id="code that gets a partner",
    ),
    pytest.param(
        f'ask: What comes first?, order: ["{LOOP}", "Then this."], distractors: []',
        ["1"],
        None,
        id="code among lines",
    ),
]


@pytest.mark.parametrize(("item", "typed", "expected"), CASES)
def test_code_is_said_line_by_line(room: Callable[..., Any], item: str, typed: list[str], expected: str | None) -> None:
    said = said_of(room, item, *typed)
    if expected is None:
        assert "Code, 2 lines:\n    for n in range(2):\n        print(n)\n" in said and "python" not in said
    else:
        assert said == expected
