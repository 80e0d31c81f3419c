"""Obsidian notes: which lines are cards, in which decks, and what their signs may be."""

from contextlib import suppress

import foreign_files
import pytest
from foreign_files import brought_of, pack_of, recalled, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import NotThisFormat

NOTE = """---
tags: [flashcards/Science]
---
# Heading
What [[Light|light]] is::A wave <!--SR:!2024-03-20,124,270-->
- uno:::one
`a::b` and $c::d$ are no cards

#flashcards/language/words
Two lines
of a question
?
and of
the answer

- a list
- of two
??
other side

#flashcards/once Only this::card

The ==first== and the ==second==^[a hint] of `==none==`.

A ==b==[^1], c ==d==[^2], e ==f==[^1]

```
std::vector

?
```

==a==[^ash] and ==b==[^has]

Empty::
"""


def written(folder, text, name="note.md"):
    return foreign_files.written(folder, text, name)


def test_each_sort_of_card_is_found_in_its_deck(tmp_path):
    brought = brought_of(written(tmp_path, NOTE), "obsidian")
    found = pack_of(brought, tmp_path)
    by_skill = {path: [question.place for question in skill.questions] for path, skill in brought.skills.items()}
    assert by_skill == {
        ("Science",): ["note.md:5", "note.md:6", "note.md:6"],
        ("Language", "Words"): ["note.md:10"] + ["note.md:16"] * 2 + ["note.md:23"] * 2 + ["note.md:25"] * 2,
        ("Once",): ["note.md:21"],
    }
    assert [recalled(item) for item in found.values()] == [
        ("What light is", "A wave"),
        ("uno", "one"),
        ("one", "uno"),
        ("Two lines\\\nof a question", "and of\\\nthe answer"),
        ("- a list\n- of two", "other side"),
        ("other side", "- a list\n- of two"),
        "The [[first]] and the second of `==none==`.",
        "The first and the [[second]] of `==none==`.",
        "A [[b]], c d, e [[f]]",
        "A b, c [[d]], e f",
        ("Only this", "card"),
    ]
    assert [item.hints for item in found.values() if item.hints] == [["a hint"]]
    assert told(brought) == [("OBS-SCHEDULE", "note.md"), ("OBS-OVERLAP", "note.md:33"), ("OBS-EMPTY", "note.md:35")]


def test_notes_without_the_tag_are_ignored_only_where_others_have_it(tmp_path):
    written(tmp_path, "Plain::text\n", "vault/Notes/a.md")
    assert list(brought_of(tmp_path / "vault", "obsidian").skills) == [("Notes", "a")]
    written(tmp_path, "#flashcards\nOne::1\n", "vault/Notes/b.md")
    brought = brought_of(tmp_path / "vault", "obsidian")
    assert list(brought.skills) == [("Notes", "b")]
    assert told(brought) == [("OBS-UNTAGGED", "Notes/a.md:1")]


def test_pictures_of_the_vault_come_along_and_cards_that_lack_theirs_are_told(tmp_path):
    written(tmp_path, "Which ![[cat.png]]::A cat\nAnd ![[dog.png]]::A dog\n", "vault/a.md")
    written(tmp_path, "picture", "vault/cat.png")
    brought = brought_of(tmp_path / "vault", "obsidian")
    [item] = pack_of(brought, tmp_path).values()
    assert (item.ask, item.image) == ("Which", "media/cat.png")
    assert told(brought) == [("OBS-MEDIA", "a.md:2")]


@pytest.mark.parametrize(
    ("signs", "text", "asked"),
    [
        ("=>", "a => b\n\na::b", [("a", "b")]),
        (":: ::: ? ?? **", "The **gap** and ==none==", ["The [[gap]] and ==none=="]),
        (":: ::: ? ?? == {{", "The {{gap}} and ==two==", ["The [[gap]] and two", "The gap and [[two]]"]),
        (":: ::: !! !!!", "a\n!!\nb", [("a", "b")]),
    ],
)
def test_the_signs_of_cards_may_be_others(tmp_path, signs, text, asked):
    brought = brought_of(written(tmp_path, text), "obsidian", separator=signs)
    assert [recalled(item) for item in pack_of(brought, tmp_path).values()] == asked


@pytest.mark.parametrize(
    ("text", "why"),
    [("Only words.\n", "no cards"), ("a -> b <!--SR:!2024-01-01,3,250-->\n", "1 schedules .* --separator")],
)
def test_a_note_without_cards_is_told_with_what_to_do(tmp_path, text, why):
    with pytest.raises(NotThisFormat, match=why):
        brought_of(written(tmp_path, text), "obsidian")


LINES = st.sampled_from(
    ["a::b", "a:::b", "?", "??", "==c==", "```", "#flashcards/d e::f", "", "`x", "$y==", "[[z]]::![[q.png]]"]
)


@settings(max_examples=40)
@given(st.lists(LINES, max_size=10).map("\n".join) | st.text("=:?#`$[]^ab\n ", max_size=40))
def test_any_text_has_no_cards_or_gives_a_balanced_report(tmp_path_factory, text):
    with suppress(NotThisFormat):
        brought_of(written(tmp_path_factory.getbasetemp(), text), "obsidian")
