"""What is shown of gaps: where the cursor goes after almost, and what is right where something else was typed."""

PACK = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
skills:
  - skill: burning
    title: Burning
    items:
      - {{id: burn, ask: Fill in., cloze: "{cloze}"}}
"""


def asking(pack, cloze):
    return pack(PACK.format(cloze=cloze))


async def fill(user, *values):
    for value in values:
        await user.write(value)
        await user.press("enter")


async def test_a_wrong_gap_is_told_below_and_an_equation_stays_one(pack):
    async with asking(pack, "2 H2 + [[O2]] → 2 [[H2O]]").app() as user:
        await fill(user, "N2", "H2O")
        assert "2 H2 + O2 → 2 H2O" in user.text
        assert "gap 1: N2 — right is O2" in user.text and "gap 2" not in user.text
        assert user.text.count("→") == 1


async def test_an_empty_gap_is_told_as_empty(pack):
    async with asking(pack, "Either [[tea]] or [[milk]].").app() as user:
        await user.press("enter")
        await fill(user, "milk")
        assert "gap 1: empty — right is tea" in user.text


async def test_what_was_typed_in_the_only_gap_needs_no_number(pack):
    async with asking(pack, "We drink [[tea]].").app() as user:
        await fill(user, "sand")
        assert "We drink tea." in user.text and "yours: sand — right is tea" in user.text


async def test_after_almost_the_cursor_stands_in_the_gap_that_is_named(pack):
    async with asking(pack, "From [[Barcelona]] by [[bicycle]] to [[Valencia]].").app() as user:
        await fill(user, "Barcelona", "bicycel", "Valencia")
        assert "Almost" in user.text and "Gap 2" in user.text
        area = user.app.screen.area
        assert area.at == 1 and area.cursor == len("bicycel")
        await user.press("backspace", "backspace", "l", "e", "enter", "enter")
        assert "✓ Right." in user.text


PARTS = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
skills:
  - skill: going
    title: Going
    items:
      - id: trip
        ask: Tell about the trip.
        parts:
          - {ask: What did we drink?, answer: lemonade}
          - {ask: Where and how?, cloze: "From [[Barcelona|Barna]] by [[bicycle]]."}
"""


async def test_gaps_within_parts_are_marked_one_by_one(pack):
    async with pack(PARTS).app() as user:
        await fill(user, "lemonade", "Barna", "car")
        assert "From Barna by bicycle." in user.text
        assert "gap 2: car — right is bicycle" in user.text and "gap 1" not in user.text
        assert "Part 2: 1 of 2 are right; look at gap 2." in " ".join(user.text.split())


async def test_after_almost_the_cursor_stands_in_the_gap_of_the_part_that_is_named(pack):
    async with pack(PARTS).app() as user:
        await fill(user, "lemonade", "Barna", "bicycel")
        assert "Almost" in user.text and "Part 2: gap 2" in user.text
        area = user.app.screen.area
        assert area.at == 1 and area.area.at == 1
        await user.press("backspace", "backspace", "l", "e", "enter")
        assert "✓ Right." in user.text


async def test_after_almost_a_line_among_parts_is_typed_anew(pack):
    async with pack(PARTS).app() as user:
        await fill(user, "lemonnade", "Barna", "bicycle")
        assert "Almost" in user.text and user.app.screen.area.at == 0
        await fill(user, "lemonade")
        assert "✓ Right." in user.text
