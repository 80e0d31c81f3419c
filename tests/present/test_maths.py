"""Mathematics as it is shown and said: every line was read by eye and by ear. What is not understood stays as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.present import maths, maths_words
from tutor.present.maths import to_unicode, to_words

GOLDEN = Path(__file__).parent / "golden" / "maths.txt"
"""Blocks of three lines: the source, how it is shown, how it is said. `UPDATE_GOLDEN=1 pytest` writes the last two."""

UNSURE = r"""
\foo
\frac{1}
\frac{(1}{2)}
\frac{}{2}
x^2^3
{ab}^2
^2
x^
\left(x
x)
|x
a != b
a <= b
1{,}000\frac12
{2}{3}
\sqrt[]{2}
\text{a $ b}
\text{a \foo}
a & b
a \\ b
{a
a}
\frac{1}{2
a 😀 b
\
$x$
"""


def blocks() -> list[list[str]]:
    """The lines of each block, and each heading alone."""
    return [block.split("\n") for block in GOLDEN.read_text("utf-8").strip().split("\n\n")]


PIECES = [
    "\\frac",
    "\\sqrt",
    "{1}",
    "{2}",
    "\\left(",
    "\\right)",
    "\\text{a}",
    "\\,",
    "\\times",
    "\\le",
    "\\pi",
    "\\overline",
    "\\sin",
    "\\%",
    "^\\circ",
    "\\infty",
    "\\quad",
    "\\foo",
    "{a+b}",
]
GROUPS = st.recursive(
    st.sampled_from([*"12xk", "\\pi", "\\infty", "x'", "\\text{ if }", "\\mathbb{R}", "\\vec{v}"]),
    lambda parts: st.one_of(
        st.tuples(
            st.sampled_from(
                [
                    "\\frac{%s}{%s}",
                    "\\binom{%s}{%s}",
                    "\\sqrt[%s]{%s}",
                    "{%s}^{%s}",
                    "%s_{%s}",
                    "\\left|%s\\right| %s",
                    "\\sum_{%s}^{%s} k",
                    "\\lim_{%s} %s",
                    "\\begin{pmatrix} %s & %s \\end{pmatrix}",
                    "\\begin{cases} %s & %s \\\\ 0 \\end{cases}",
                    "\\{%s \\mid %s\\}",
                    "%s \\div %s",
                    "%s - %s",
                    "%s %s",
                ]
            ),
            parts,
            parts,
        ).map(lambda drawn: drawn[0] % drawn[1:])
    ),
    max_leaves=12,
)
TEX = st.lists(st.sampled_from([*"12x+-*/^_{}()[]|<>=!?.,:' a", *PIECES]), max_size=14).map("".join)


def test_each_expression_is_shown_in_one_line_and_said_in_words() -> None:
    told = [
        block if block[0].startswith("#") else [block[0], f"    {to_unicode(block[0])}", f"    {to_words(block[0])}"]
        for block in blocks()
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text("\n\n".join("\n".join(block) for block in told) + "\n", "utf-8")
    assert told == blocks()
    assert len([block for block in told if len(block) == 3]) >= 150


def test_the_table_in_the_authors_guide_says_what_is_shown() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "authors.md").read_text("utf-8")
    table = guide.split("| what | TeX | shown |")[1].split("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", row)[2:4] for row in table.splitlines()[2:]]
    told = [(tex, shown.replace("\\|", "|")) for source, shown in rows for tex in re.findall(r"`([^`]+)`", source)]
    told = [(tex, shown) for tex, shown in told if not tex.isalpha()]
    assert len(told) > 20
    assert [tex for tex, shown in told if to_unicode(tex) == tex or to_unicode(tex) not in shown] == []


@pytest.mark.parametrize("tex", UNSURE.strip().split("\n"))
def test_what_is_not_understood_is_shown_as_the_author_wrote_it(tex: str) -> None:
    assert to_unicode(tex) == tex
    assert to_words(tex) == tex


def test_what_has_words_but_no_one_line_is_still_said() -> None:
    assert to_unicode("\\sqrt[q]{2}") == "\\sqrt[q]{2}"
    assert to_words("\\sqrt[q]{2}") == "the qth root of 2"


@pytest.mark.parametrize("tex", ["", " ", "\\,", "{}", "\\sqrt" * 500, "{" * 900 + "}" * 900, "^" * 2000, "x" * 3000])
def test_nothing_and_too_much_are_left_alone(tex: str) -> None:
    assert to_unicode(tex) == tex
    assert to_words(tex) == tex


@pytest.mark.parametrize(
    "form",
    [
        r"x^{%s}",
        r"x_{%s}",
        r"\sin^{%s} x",
        r"\frac{%s}{2}",
        r"\frac{1}{%s}^2",
        r"\sqrt[3]{%s}",
        r"\binom{%s}{2}",
        r"\sum_{%s}^{2} k",
        r"\left|%s\right|",
        r"\begin{pmatrix} %s & 1 \end{pmatrix}",
    ],
)
def test_each_part_is_told_once_however_deep_it_stands(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "a + b"
    for _level in range(10):
        deep = form.replace("%s", deep)
    told: list[Any] = []
    monkeypatch.setattr(maths_words, "_multiplies", _counting(maths_words._multiplies, told))
    monkeypatch.setattr(maths, "_piece", _counting(maths._piece, told))
    assert to_unicode(deep) and to_words(deep)
    assert 0 < len(told) < 500


def _counting(work: Callable[..., Any], told: list[Any]) -> Callable[..., Any]:
    def counted(*of: Any) -> Any:
        told.append(of)
        return work(*of)

    return counted


@given(TEX | GROUPS | st.text(max_size=60))
def test_any_source_gives_one_bounded_line(tex: str) -> None:
    for told in (to_unicode(tex), to_words(tex)):
        assert len(told) <= 60 * len(tex) + 60
        assert told == tex or told.strip() == told != ""


@given(TEX | GROUPS)
def test_brackets_stay_in_balance(tex: str) -> None:
    shown = to_unicode(tex)
    if shown != tex:
        assert len(re.findall(r"[(\[{]", shown)) == len(re.findall(r"[)\]}]", shown))


@given(st.integers(0, 10**12))
def test_a_whole_number_is_itself(number: int) -> None:
    assert to_unicode(str(number)) == to_words(str(number)) == str(number)


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_fraction_can_be_read_back(top: int, bottom: int) -> None:
    tex = f"\\frac{{{top}}}{{{bottom}}}"
    assert to_unicode(tex) == f"{top}/{bottom}"
    assert to_unicode(to_unicode(tex)) == to_unicode(tex)
    assert to_words(to_unicode(tex)) == to_words(tex)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(1, 999), st.sampled_from(["", " ", "\\,"]))
def test_a_mixed_number_never_becomes_another_number(whole: int, top: int, bottom: int, between: str) -> None:
    assert to_unicode(f"{whole}{between}\\frac{{{top}}}{{{bottom}}}") == f"{whole} {top}/{bottom}"


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        (r"\frac{d_1}{d_2 d_3}", "d₁/(d₂d₃)"),
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"\begin{cases} x, & x>0 \\ -x, & x\le 0 \end{cases}", "{x, x > 0; −x, x ≤ 0}"),
    ],
)
def test_names_and_cases_as_they_are_really_written(source: str, drawn: str) -> None:
    assert to_unicode(source) == drawn


@pytest.mark.parametrize(
    "source",
    [
        r"\begin{cases} x+y&=1 \\ x-y&=2 \end{cases}",
        r"\begin{cases} x+&y=1 \\ x&y=2 \end{cases}",
        r"\begin{aligned} x &= 1 & y &= 2 \end{aligned}",
        r"\begin{pmatrix}1{,}5&2\end{pmatrix}",
        r"\begin{cases}1{,}5&x>0\end{cases}",
    ],
)
def test_what_could_be_read_in_two_ways_is_shown_as_its_source(source: str) -> None:
    assert "\\begin" in to_unicode(source) and "\\begin" in to_words(source)


@pytest.mark.parametrize("before", ["x", "x=", "2", "\\sin ", "(", "\\left(a", "\\frac12"])
@pytest.mark.parametrize("after", ["", "y", "^2", "+1", "!"])
def test_steps_never_run_into_what_stands_beside_them(before: str, after: str) -> None:
    ends = {"(": ")", "\\left(a": "\\right)"}.get(before, "")
    source = before + r"\begin{aligned}a&=b\\c&=d\end{aligned}" + after + ends
    assert "(a = b; c = d)" in to_unicode(source)
    assert "open bracket a equals b; c equals d close bracket" in to_words(source)


@pytest.mark.parametrize("source", ["z^*", "2z^{*}", "z^\\ast w", "f^*(x)", "(AB)^* C", "\\frac{z^*}{2}", "z_1^* - 1"])
def test_a_raised_asterisk_is_a_star_and_multiplies_nothing(source: str) -> None:
    assert "star" in to_words(source) and "times times" not in to_words(source)
    assert not re.search(r"\*\w|\* ?[(/]", to_unicode(source))
