"""Short texts with fenced code: all of its lines where there is room, its first one where there is one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.present.fences import regions
from tutor.present.prose import Code, Paragraph, has_code, inline, plain_spans, plain_text, short

LOOP = "```python\nfor n in x:\n    print(n)\n```"


@pytest.mark.parametrize(
    ("text", "whole", "line"),
    [
        pytest.param(LOOP, "    for n in x:\n        print(n)", "for n in x:…", id="only code"),
        pytest.param("```\nf()\n```\n", "    f()", "f()", id="one line is all of it"),
        pytest.param(f"A *loop*:\n{LOOP}\nor so", "A loop:\n\n    for n in x:\n        print(n)\n\nor so",
                     "A loop: for n in x:… or so", id="words around"),
        pytest.param("~~~\n\n  a\nb\n~~~", "\n      a\n    b", "a…", id="tildes, and blanks at the beginning"),
        pytest.param("  ```c\n    x;\n  ```", "      x;", "x;", id="a fence that is indented"),
        pytest.param("```python\nx = 1", "    x = 1", "x = 1", id="a fence that isn't closed"),
        pytest.param("````\n```\n````", "    ```", "```", id="a fence in a fence"),
        pytest.param("1. May", "1. May", "1. May", id="no list"),
        pytest.param("Say ``` or not.", "Say ``` or not.", "Say ``` or not.", id="three marks in a line are words"),
        pytest.param("```f()``` it", "f() it", "f() it", id="code within a line"),
    ],
)  # fmt: skip
def test_code_has_its_lines_where_there_is_room_and_else_a_name(text: str, whole: str, line: str) -> None:
    assert plain_text(short(text)) == whole
    assert plain_spans(inline(text)) == line


def test_nothing_is_said_of_the_language_but_to_who_asks() -> None:
    assert short(LOOP) == [Code("python", "for n in x:\n    print(n)")]
    assert "python" not in plain_spans(inline(LOOP))


@pytest.mark.parametrize(
    ("text", "expected"), [(LOOP, True), ("`f()`", False), ("x ``` y", False), ("```\n```", False)]
)
def test_whether_a_text_has_code_is_known(text: str, expected: bool) -> None:
    assert has_code(text) is expected


@given(st.lists(st.sampled_from(["```", "~~~", "````", "\n", "\n", " ", "x", "py", "$", "`", "- "])).map("".join))
def test_whatever_fences_a_stranger_writes_no_word_is_lost_and_a_line_stays_one(text: str) -> None:
    blocks = short(text)
    assert blocks and all(isinstance(block, Code | Paragraph) for block in blocks)
    assert "\n" not in plain_spans(inline(text)) or not has_code(text)
    kept = "".join(one.text if isinstance(one, Code) else one for one in regions(text))
    fences = sum(line.count("x") for line in text.split("\n") if line.lstrip().startswith(("```", "~~~")))
    assert text.count("x") - fences <= kept.count("x") <= text.count("x")
