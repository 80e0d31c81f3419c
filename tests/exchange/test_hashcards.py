"""hashcards: cards and gaps in, decks out, and the same again."""

from contextlib import suppress

import foreign_files
import pytest
from foreign_files import brought_of, fractions, pack_of, recalled, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.kinds.recall import Recall
from tutor.exchange.brought import NotThisFormat, Wishes
from tutor.exchange.hashcards import write
from tutor.exchange.sent import items_of
from tutor.packs.compile import load

DECK = r"""---
name = "Mixed things"
---

Text before the first card.

Q: What is `x`?
A:

- one
- two
# a comment
<!-- another -->

C: [Berlin] is the capital of [Germany].
---
This belongs to nothing.
Q: How does a heading begin?
A: Like so:

```
# Heading
---
```
C: In code, `a[0]` is \[first\]; nested [[inner] text] and ![alt](https://example.org/a.png) [end].
C: The norm $\|x\|$ of $(m \times [n])$ is [$\alpha$], seldom [zero].
"""
BAD = """A: An answer first
Q: A question
Q: Another
A: B
Q: Another
A: B
C: no gap
Q: The picture?

![](@/art.png)
A: No
Q:
A: Empty
Q: Heard?
A: ![](gone.mp3)
"""


def written(folder, text, name="deck.md"):
    return foreign_files.written(folder, text, name)


def test_each_card_and_gap_becomes_an_item(tmp_path):
    brought = brought_of(written(tmp_path, DECK), "hashcards")
    assert [recalled(item) for item in pack_of(brought, tmp_path).values()] == [
        ("What is `x`?", "- one\n- two"),
        "[[Berlin]] is the capital of Germany.",
        "Berlin is the capital of [[Germany]].",
        ("How does a heading begin?", "Like so:\n\n```\n# Heading\n---\n```"),
        "In code, `a[0]` is [first]; nested [[inner]] text and ![alt](https://example.org/a.png) end.",
        "In code, `a[0]` is [first]; nested inner text and ![alt](https://example.org/a.png) [[end]].",
        (r"The norm $\|x\|$ of $(m \times […])$ is $\alpha$, seldom zero.", "$n$"),
        (r"The norm $\|x\|$ of $(m \times n)$ is […], seldom zero.", r"$\alpha$"),
        r"The norm $\\|x\\|$ of $(m \times n)$ is $\alpha$, seldom [[zero]].",
    ]
    assert brought.report.read == {"card": 2, "cloze": 3}
    assert told(brought) == [("HC-BRACKET", "deck.md:25")]
    assert list(brought.skills) == [("Mixed things",)]


def test_gaps_of_a_card_are_asked_on_different_days(tmp_path):
    found = pack_of(brought_of(written(tmp_path, DECK), "hashcards"), tmp_path)
    groups = [item.group for item in found.values()]
    assert groups[1] == groups[2] != ""
    assert groups[6] == groups[7] == groups[8] not in ("", groups[1])


def test_a_bad_card_is_told_by_its_line_and_never_stops_the_others(tmp_path):
    brought = brought_of(written(tmp_path, BAD), "hashcards")
    assert told(brought) == [
        ("HC-ANSWER", "deck.md:1"),
        ("HC-NOANSWER", "deck.md:2"),
        ("HC-TWICE", "deck.md:5"),
        ("HC-NOGAP", "deck.md:7"),
        ("HC-MEDIA", "deck.md:8"),
        ("HC-EMPTY", "deck.md:12"),
        ("MEDIA-MISSING", "deck.md:14, gone.mp3"),
    ]
    assert [recalled(item) for item in pack_of(brought, tmp_path).values()] == [("Another", "B")]


def test_a_folder_is_a_course_of_its_decks_with_their_pictures(tmp_path):
    written(tmp_path, "Q: Who?\n\n![](@/img/a%20b.png)\nA: ![seen](img/a%20b.png)\n", "all/Art.md")
    written(tmp_path, "Q: Where?\nA: Here\n", "all/Old/Maps.md")
    written(tmp_path, "Q: Hidden?\nA: Yes\n", "all/.git/Not.md")
    written(tmp_path, "picture", "all/img/a b.png")
    brought = brought_of(tmp_path / "all")
    art, _ = pack_of(brought, tmp_path).values()
    assert list(brought.skills) == [("All", "Art"), ("Old", "Maps")]
    assert (art.ask, art.image) == ("Who?", "media/a-b.png")


def test_a_file_that_is_no_text_is_told_and_stops_no_other(tmp_path):
    written(tmp_path, "Q: Where?\nA: Here\n", "all/a.md")
    (tmp_path / "all" / "b.md").write_bytes(b"Q: \xff\nA: x\n")
    brought = brought_of(tmp_path / "all", "hashcards")
    assert told(brought) == [("MD-FILE", "b.md")]
    assert brought.report.imported == {"card": 1}
    with pytest.raises(NotThisFormat, match="not UTF-8"):
        brought_of(tmp_path / "all" / "b.md", "hashcards")


@pytest.mark.parametrize("head", ["no toml", "name = " + "[" * 5_000, "name = 5"])
def test_a_head_without_a_name_leaves_the_name_of_the_file(tmp_path, head):
    brought = brought_of(written(tmp_path, f"---\n{head}\n---\nQ: a\nA: b\n"), "hashcards")
    assert list(brought.skills) == [("deck",)]
    assert [code for code, _ in told(brought)] == ([] if head == "name = 5" else ["HC-HEAD"])


def test_a_text_with_more_gaps_than_anybody_fills_is_told(tmp_path):
    brought = brought_of(written(tmp_path, "C: " + "[a] " * 101), "hashcards")
    assert told(brought) == [("HC-LONG", "deck.md:1")]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    written(tmp_path, "Q: Where?\nA: Here\n", "all/a.md")
    written(tmp_path, "Q: Secret?\nA: ![](../s.png) ![](l.png)\n", "elsewhere/b.md")
    written(tmp_path, "secret", "elsewhere/s.png")
    (tmp_path / "all" / "b.md").symlink_to(tmp_path / "elsewhere" / "b.md")
    (tmp_path / "all" / "l.png").symlink_to(tmp_path / "elsewhere" / "s.png")
    written(tmp_path, "Q: Which?\nA: ![](l.png) ![](../elsewhere/s.png) none\n", "all/c.md")
    brought = brought_of(tmp_path / "all", "hashcards")
    assert brought.report.read == {"card": 2}
    assert brought.media == {}


@pytest.mark.parametrize("text", ["", "Only words.\n", "# Q: not at the beginning\n"])
def test_a_file_without_cards_is_no_deck(tmp_path, text):
    with pytest.raises(NotThisFormat, match="no deck"):
        brought_of(written(tmp_path, text), "hashcards")


def test_decks_come_back_as_the_same_items(tmp_path):
    first = pack_of(brought_of(written(tmp_path, DECK), "hashcards"), tmp_path)
    sent = write(load(tmp_path / "tried").compiled, Wishes())
    assert list(sent.files) == ["/Mixed things.md"]
    assert sent.report.status == 0
    for name, data in sent.files.items():
        written(tmp_path, data.decode(), f"again{name}")
    again = brought_of(tmp_path / "again", "hashcards")
    assert again.report.status == 0
    assert list(map(recalled, pack_of(again, tmp_path / "two").values())) == list(map(recalled, first.values()))


def test_the_cards_of_a_whole_course_come_back(tmp_path):
    for name, data in write(fractions(), Wishes()).files.items():
        written(tmp_path, data.decode(), f"again{name}")
    again = [recalled(item) for item in pack_of(brought_of(tmp_path / "again", "hashcards"), tmp_path).values()]
    wanted = [recalled(item) for _, _, item in items_of(fractions()) if isinstance(item, Recall) and not item.vars]
    assert len(wanted) > 15
    assert [one for one in wanted if (one[0].strip(), one[1].strip()) not in again] == []


OWN = r"""
title: Own
units:
  - unit: one
    title: First
    skills:
      - skill: a
        title: a/b
        items:
          - {id: r, ask: "Q: or A:?\nA: both", recall: "* a list\n* of two"}
          - {id: t, ask: Type it, answer: [so, thus], hints: [s]}
          - {id: n, ask: How much?, number: 5, unit: m}
          - {id: v, ask: "How much is <<a>>?", number: <<a>>, vars: {a: 1..5}}
          - {id: c, ask: Pick, choices: [right: a, wrong: b]}
          - {id: h, ask: A heading?, recall: "# one"}
          - {id: g, ask: Fill, cloze: "Hey![[you|thou]] [x]"}
          - {id: p, ask: See, image: media/p.png, alt: A p, recall: p}
"""
WRITTEN = """---
name = "a/b"
---

Q: Q: or A:?
 A: both
A:

* a list
* of two

Q: Type it
A: so

Q: How much?
A: 5 m

C: Fill

Hey! [you] \\[x\\]

Q: See

![A p](@/media/p.png)
A: p
"""


def test_what_hashcards_cannot_hold_is_told(tmp_path):
    written(tmp_path, "p", "own/media/p.png")
    written(tmp_path, OWN, "own/course.yaml")
    loaded = load(tmp_path / "own")
    assert not loaded.problems
    sent = write(loaded.compiled, Wishes())
    assert sent.files["/First/a-b.md"].decode() == WRITTEN
    assert sent.files["/media/p.png"] == b"p"
    assert [(loss.code, loss.places[0]) for loss in sent.report.losses] == [
        ("HC-KEY", "own/a/t"),
        ("HC-TYPED", "own/a/t"),
        ("HC-KIND", "own/a/v"),
        ("HC-KIND", "own/a/c"),
        ("HC-LINE", "own/a/h"),
    ]
    assert sent.report.balances
    assert sent.report.read.total() == len(list(items_of(loaded.compiled)))


LINES = st.sampled_from(
    ["Q: a", "A: b", "C: [c] d", "A:", "---", "# e", "$[f]$", "`[g]`", "![h](i.png)", "[[j]]", "", "```"]
)


@settings(max_examples=40)
@given(st.lists(LINES, max_size=12).map("\n".join) | st.text("QAC:[]\\!`$|\n a", max_size=40))
def test_any_text_is_no_deck_or_gives_a_balanced_report(tmp_path_factory, text):
    with suppress(NotThisFormat):
        brought_of(written(tmp_path_factory.getbasetemp(), text), "hashcards")
