"""Columns stay columns whatever stands in them: wide letters, marks, emoji, texts that run from right to left."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tutor.present.charts import Bar, bars, cells, cut, padded, plain, table

TEXTS = {
    "cjk": ("東京", "京都の古い町", "大阪"),
    "korean": ("서울", "부산광역시", "대구"),
    "marks": ("e\u0301te\u0301", "n\u0303an\u0303a a\u0308rger", "o\u0302"),
    "emoji": ("👩‍🚀", "👍🏽 ja", "🇪🇸🇵🇪"),
    "arabic": ("مَرْحَبًا", "كتاب", "مدرسة كبيرة"),
    "hebrew": ("שָׁלוֹם", "בית ספר", "ים"),
    "isolated": ("\u2067שלום\u2069 1", "\u2067כתב\u2069", "\u2067ים\u2069 22"),
    "indic": ("नमस्ते", "สวัสดี", "ধন্যবাদ"),
}
ENDS = ("QQ", "WW", "ZZ")
"""What stands in the second column: where it begins says whether the first one is as wide as was thought."""


def pack_of(texts):
    pairs = "\n".join(f'          "{one}": {end}' for one, end in zip(texts, ENDS, strict=True))
    skills = "\n".join(
        f'  - {{skill: s{at}, title: "{one}", items: [{{ask: Why?, answer: so}}]}}' for at, one in enumerate(texts)
    )
    rows = "\n".join(f"          | {one} | {end} |" for one, end in zip(texts, ENDS, strict=True))
    return f"""
title: "{texts[0]}"
skills:
  - skill: first
    title: Words
    lesson:
      - way: words
        text: |
          | Eins | Zwei |
          | --- | --- |
{rows}
    items:
      - ask: Pair them.
        match:
{pairs}
{skills}
"""


def starts(lines, marks=ENDS):
    """The cells at which the marks begin, each looked for on the line that has it."""
    found = []
    for mark in marks:
        line = next(line for line in lines if mark in line)
        found.append(cell_len(line[: line.index(mark)]))
    return found


@pytest.mark.parametrize("texts", TEXTS.values(), ids=list(TEXTS))
def test_columns_of_figures_are_as_wide_as_the_terminal_draws_them(texts):
    rows = [plain(line) for line in table(("Name", "End"), list(zip(texts, ENDS, strict=True)), 60)]
    assert len(set(starts(rows))) == 1
    drawn = [plain(line) for line in bars([Bar(one, 0.5, end) for one, end in zip(texts, ENDS, strict=True)], 60, 3)]
    assert len(set(starts(drawn))) == 1
    assert {cell_len(padded(one, 20)) for one in texts} == {20}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=list(TEXTS))
async def test_tables_pairs_and_the_map_stay_in_columns(texts, pack):
    texts = [normalize("NFC", one.strip("\u2067").replace("\u2069", "")) for one in texts]  # as packs are read
    async with pack(pack_of(texts)).app(start="study") as user:
        await user.app.go_study(skill="tried/first")
        await user.press("up")
        await user.press("1", "2", "3")
        paired = [line for line in user.lines if any(one in line for one in texts) and any(e in line for e in ENDS)]
        assert len(paired) == len(texts) and all(cell_len(line) <= 80 for line in user.lines)
        for at in (str.index, str.rindex):  # the partner that was given, and those there are to give
            assert len({cell_len(line[: min(at(line, e) for e in ENDS if e in line)]) for line in paired}) == 1
        await user.press("e")
        below = user.lines[next(number for number, line in enumerate(user.lines) if "Eins" in line) :]
        assert len(set(starts(below, ("Zwei", *ENDS)))) == 1, "the table of an explanation"
        await user.app.show_map("tried", "Tried")
        await user.press("up")
        notes = [line for line in user.lines if "about" in line and any(one in line for one in texts)]
        assert len({cell_len(line[: line.index("about")]) for line in notes}) <= 1, "the map"


@pytest.mark.parametrize("words", [one for texts in TEXTS.values() for one in texts])
def test_figures_and_screens_count_cells_alike(words):
    assert cells(words) == cell_len(words) == Content(words).cell_length
    for width in range(1, 8):
        assert cell_len(cut(words, width)) <= width


@given(st.text(max_size=30), st.integers(1, 20))
def test_whatever_is_written_fits_its_column(words, width):
    assert cell_len(cut(words, width)) <= width
    assert cell_len(padded(words, width)) == width
