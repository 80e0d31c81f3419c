"""A passage and its question: both are there on every screen, and each can be read to its end."""

import pytest
from tui_scenes import only
from tui_world import World, compiled

PACK = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
passages:
  long: |
    BEGINNING

{long}

    LAST WORDS
  short: Two words.
skills:
  - skill: reading
    title: Reading
    items:
      - {{id: picked, ask: Which one?, passage: long, choices: [{{right: Alpha}}, {{wrong: Beta}}, {{wrong: Gamma}}]}}
      - {{id: typed, ask: Who?, passage: long, answer: Alpha, hints: [A letter.]}}
      - {{id: other, ask: How much?, passage: short, answer: Two}}
      - {{id: wordy, ask: "{wordy}", passage: long, answer: Alpha}}
"""
TEXT = PACK.format(
    long="\n\n".join(f"    Paragraph {n} of it goes on for a while, so that it fills its line." for n in range(20)),
    wordy="Why is that so? " * 60,
)
SIZES = [(80, 24), (60, 20), (120, 20), (40, 15)]


@pytest.fixture
def asking(tmp_path):
    def made(item):
        path = tmp_path / "tried.yaml"
        path.write_text(TEXT, encoding="utf-8")
        return only(World(compiled([path]), ("tried",)), item)

    return made


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_passage_leaves_the_question_and_its_choices_in_sight(asking, size):
    async with asking("picked").app(size) as user:
        for words in ("BEGINNING", "Which one?", "Alpha", "Beta", "Gamma"):
            assert words in user.text
        assert "PgUp PgDn passage" in user.lines[-1] or size[0] == 40


@pytest.mark.parametrize("size", SIZES)
async def test_page_keys_read_the_passage_to_its_end_while_something_is_typed(asking, size):
    async with asking("typed").app(size) as user:
        await user.write("alp")
        await user.press(*["pagedown"] * 30)
        assert "LAST WORDS" in user.text and "Who?" in user.text and "alp" in user.text
        await user.press(*["pageup"] * 30)
        assert "BEGINNING" in user.text and "Who?" in user.text


async def test_the_passage_stays_where_it_was_when_the_answer_is_told(asking):
    async with asking("picked").app() as user:
        await user.press(*["pagedown"] * 30)
        assert "LAST WORDS" in user.text
        await user.press("1")
        assert "LAST WORDS" in user.text and "your answer" in user.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_short_passage_needs_no_keys(asking, size):
    async with asking("other").app(size) as user:
        assert "Two words." in user.text and "PgDn" not in user.lines[-1]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_typed_below_a_question_that_fills_the_screen_is_seen(asking, size):
    async with asking("wordy").app(size) as user:
        assert "Why is that so?" in user.text
        await user.write("typed")
        assert "typed" in user.text
