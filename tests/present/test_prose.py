"""Markdown as blocks, and blocks as lines to read and to hear."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.text import clean
from tutor.present.prose import (
    Block,
    BulletList,
    Code,
    Heading,
    OrderedList,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    blocks,
    inline,
    plain_spans,
    plain_text,
)
from tutor.present.prose_inline import needs_parser, quick_paragraphs
from tutor.present.prose_markdown import parse_blocks

MARKS = st.lists(
    st.sampled_from(
        [
            "$",
            "`",
            "\n",
            "\n\n",
            "    ",
            "a",
            "b5",
            "*",
            "- ",
            "1. ",
            "x^2",
            "\\frac12",
            "<",
            "&",
            "|",
            "_",
            "!",
            "[",
            "](",
            ")",
        ]
    ),
    max_size=14,
).map("".join)


def text(words: str) -> Paragraph:
    return Paragraph([Span(text=words)])


def test_plain_words_are_paragraphs() -> None:
    assert blocks("One\ntwo.\n\n\nThree < 4 and 5 > 3, 2 * 3; a|b.") == [
        text("One two."),
        text("Three < 4 and 5 > 3, 2 * 3; a|b."),
    ]
    assert blocks("") == blocks(" \n ") == []


def test_styles_links_and_pictures() -> None:
    found = blocks("**b** *i* ~~s~~ `c` [t](https://a.b/c) ![alt](x.png) <b>raw</b>")
    assert found == [
        Paragraph(
            [
                Span(text="b", bold=True),
                Span(text=" "),
                Span(text="i", italic=True),
                Span(text=" "),
                Span(text="s", struck=True),
                Span(text=" "),
                Span(text="c", code=True),
                Span(text=" "),
                Span(text="t", link="https://a.b/c"),
                Span(text=" [picture: alt] <b>raw</b>"),
            ]
        )
    ]


def test_blocks_of_every_sort() -> None:
    found = blocks(
        "# H\n\n- a\n- b\n  1. c\n\n3. x\n4. y\n\n> q\n\n```python\nx = 1\n```\n\n    code\n\n---\n\n|a|b|\n|-|-|\n|1|2|\n"
    )
    assert found == [
        Heading(1, [Span(text="H")]),
        BulletList([[text("a")], [text("b"), OrderedList([[text("c")]], 1)]]),
        OrderedList([[text("x")], [text("y")]], 3),
        Quote([text("q")]),
        Code("python", "x = 1"),
        Code("", "code"),
        Rule(),
        Table([[Span(text="a")], [Span(text="b")]], [[[Span(text="1")], [Span(text="2")]]]),
    ]


def test_mathematics_between_dollars_is_converted() -> None:
    assert blocks(r"So $\frac{1}{2}$.") == [
        Paragraph([Span(text="So "), Span(text="1/2", maths=r"\frac{1}{2}"), Span(text=".")])
    ]
    assert inline("**$x^2$**") == [Span(text="x²", maths="x^2", bold=True)]
    assert plain_text(blocks("$$x_1\n= 2$$")) == "x₁ = 2"


@pytest.mark.parametrize(
    "money",
    [
        "It costs $5.",
        "$5 and $10",
        "Between $5, or 3$ more",
        "$ x $",
        "US$",
        "$5",
        "a$b$1",
        "$$",
        "$$ $$",
        "$x",
        r"\$5\$",
    ],
)
def test_a_dollar_that_is_only_a_dollar_stays_one(money: str) -> None:
    assert plain_text(blocks(money)) == money.replace("\\", "")
    assert not [span for span in inline(money) if span.maths]


def test_code_keeps_its_dollars() -> None:
    assert inline("`$x^2$` and `$HOME`") == [
        Span(text="$x^2$", code=True),
        Span(text=" and "),
        Span(text="$HOME", code=True),
    ]
    assert blocks("```sh\necho $x^2$\n```") == [Code("sh", "echo $x^2$")]


def test_a_short_text_is_never_a_list_or_a_heading() -> None:
    for words in ("- 5", "1. May", "# 3", "> 2", "+ 4", "4. a\nb"):
        assert plain_spans(inline(words)) == words.replace("\n", " ")
    assert inline("`|---|---|`") == [Span(text="|---|---|", code=True)]


def test_links_that_do_harm_are_only_text() -> None:
    for link in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"):
        assert not [span for span in inline(f"[here]({link})") if span.link]


def test_entities_bring_no_control_codes() -> None:
    shown = plain_text(blocks("a &#27;[31m &#x202e; &#x9b; &lt; &amp;"))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.endswith("< &")


PAGE = r"""
# Halves

Two halves make **one** whole: $\frac{1}{2} + \frac{1}{2} = 1$. See [here](https://a.b).

- first
- second, with code:

  ```python
  x = 1
  ```

2. two
3. three

> Said

| part | of |
|---|---|
| 1 | $\frac{2}{3}$ |

---

~~wrong~~ right
"""


def test_plain_text_as_it_is_read() -> None:
    assert plain_text(blocks(PAGE)) == "\n\n".join(
        [
            "Halves",
            "Two halves make one whole: 1/2 + 1/2 = 1. See here (https://a.b).",
            "- first\n- second, with code:\n      x = 1",
            "2. two\n3. three",
            "> Said",
            "part: 1; of: 2/3",
            "---",
            "~~wrong~~ right",
        ]
    )


def test_plain_text_as_it_is_heard() -> None:
    assert plain_text(blocks(PAGE), spoken=True).split("\n") == [
        "Halves",
        "Two halves make one whole: 1 half plus 1 half equals 1. See here (https://a.b).",
        "- first",
        "- second, with code:",
        "  Code, 1 line:",
        "      x = 1",
        "2. two",
        "3. three",
        "Quote: Said",
        "part: 1; of: 2 thirds",
        "(crossed out: wrong) right",
    ]


def test_lines_are_wrapped_to_a_width_with_their_marks() -> None:
    shown = plain_text(blocks("- one two three four\n\n> five six seven eight\n\nend  \nbreak"), width=12)
    assert shown == "- one two\n  three four\n\n> five six\n> seven\n> eight\n\nend\nbreak"


def test_a_drawing_is_announced_to_a_listener() -> None:
    assert plain_text(blocks("```\n|--|\n|--|\n```"), spoken=True) == "As drawn, 2 lines:\n    |--|\n    |--|"


@given(MARKS | st.text(max_size=60))
def test_any_text_becomes_clean_lines(markdown: str) -> None:
    for spoken in (False, True):
        for line in plain_text(blocks(markdown), spoken=spoken).split("\n"):
            assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        plain_spans(inline(markdown), spoken)


@given(MARKS)
def test_the_short_way_reads_as_the_parser_does(markdown: str) -> None:
    cleaned = clean(markdown)
    if not needs_parser(cleaned):
        found: list[Block] = list(quick_paragraphs(cleaned))
        assert found == parse_blocks(cleaned)


@given(st.text(alphabet="abc $`x2", max_size=40).filter(lambda text: "```" not in text))  # a fence's word is no text
def test_no_letter_of_simple_text_is_lost(markdown: str) -> None:
    shown = plain_text(blocks(markdown))
    assert shown.count("a") == markdown.count("a")
    assert shown.count("b") == markdown.count("b")


@pytest.mark.parametrize("piece", ["[", "$", "`", "*a ", "> ", "<a", "$\\$", "![", "a|b\n-|-\n", "&#x", "- "])
def test_a_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    markdown = piece * (20_000 // len(piece))
    assert plain_text(blocks(markdown)) is not None
    assert inline(markdown) is not None


def test_a_text_beyond_all_bounds_is_shown_as_it_is() -> None:
    markdown = "**a** " * 50_000
    assert blocks(markdown) == [text(markdown)]
    assert inline(markdown) == [Span(text=markdown.strip())]


def test_words_and_simple_mathematics_load_no_parser() -> None:
    code = (
        "import sys; from tutor.present.prose import blocks, inline\n"
        "blocks('What is $\\\\frac{1}{2}$ + `x`?\\n\\nTwo - three.'); inline('`|--|`')\n"
        "assert 'markdown_it' not in sys.modules; inline('*a*'); assert 'markdown_it' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
