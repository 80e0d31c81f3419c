"""Delimited text: what its columns are, what becomes of its rows, and our own tables back again."""

from contextlib import suppress

import msgspec
import pytest
from foreign_files import brought_of, fractions, pack_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import NotThisFormat, Wishes
from tutor.exchange.sent import items_of
from tutor.exchange.table import write
from tutor.exchange.table_cells import guarded, joined, parted, unguarded
from tutor.exchange.table_items import row_of
from tutor.packs.compile import load

ANKI = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
abc\tBasic\tSpanish::Food\tel <b>pan</b>\tbread&nbsp;\tfood daily
def\tCloze\tSpanish\tUn {{c1::gato::animal}} y un {{c2::perro}}\t\t
ghi\tBasic\tSpanish\t<img src="cat.png">\tcat\t
#jkl\tBasic\tSpanish\tnot\tread\t
"""
NAMED = """Question,Options,Answer,Hint,Explanation,Type,Colour
Capital of France?,Paris|London,Paris,On the Seine|Six letters,It is,,red
Two primes?,2|3|4,2|3,,,,
Which?,yes|no,b,,,,
Half of one?,,0.5,,,number,
Water is wet.,,true,,,true/false,
Type it,,so|thus,,,typed,
Odd,,x,,,crossword,
"""


def written(tmp_path, text, name="words.txt", encoding="utf-8"):
    place = tmp_path / name
    place.write_bytes(text.encode(encoding))
    return place


def items(tmp_path, text, **wishes):
    brought = brought_of(written(tmp_path, text), "table", **wishes)
    return brought, list(pack_of(brought, tmp_path).values())


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("uno\tone\ndos\ttwo\n", ""),
        ("uno;one\ndos;two", ""),
        ("uno,one\ndos,two", ""),
        ("#separator:Comma\nuno,one\ndos,two, too", ""),
        ("uno - one\ndos - two", " - "),
        ("uno|one\ndos|two", "pipe"),
        ("# words\n\nuno\tone\r\n\r\ndos\ttwo\r\n", ""),
        ("Term\tDefinition\nuno\tone\ndos\ttwo\n", ""),
        ('"uno"\t"one"\n"dos"\t"two"\n', ""),
    ],
)
def test_two_columns_are_cards_whatever_parts_them(tmp_path, text, separator):
    _, found = items(tmp_path, text, separator=separator)
    assert [(item.ask, item.recall.split()[0].strip(",")) for item in found] == [("uno", "one"), ("dos", "two")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_the_encodings_people_have(tmp_path, encoding):
    place = written(tmp_path, "飲む\tto drink\n", encoding=encoding)
    assert [item.ask for item in pack_of(brought_of(place), tmp_path).values()] == ["飲む"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"one\nt\xe9o\tx\n", "line 2: not UTF-8"),
        (b"only words\nand no columns\n", "--separator"),
        (b"a,b\nc,d,e\n", "--separator"),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence(tmp_path, data, why):
    place = tmp_path / "words.txt"
    place.write_bytes(data)
    with pytest.raises(NotThisFormat, match=why):
        brought_of(place, "table")


def test_ankis_lines_say_what_columns_are(tmp_path):
    brought, found = items(tmp_path, ANKI)
    bread, cat, dog = found
    assert (bread.ask, bread.recall, bread.tags) == ("el **pan**", "bread", ["food", "daily"])
    assert (cat.cloze, cat.hints, dog.cloze) == ("Un [[gato]] y un perro", ["animal"], "Un gato y un [[perro]]")
    assert cat.group == dog.group != ""
    assert list(brought.skills) == [("Spanish", "Food"), ("Spanish",)]
    assert told(brought) == [("TABLE-COMMENT", "words.txt:10"), ("TABLE-MEDIA", "words.txt:9")]


def test_a_picture_beside_the_file_comes_along_and_none_from_elsewhere(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("in/cat.png", "dog.png"):
        (tmp_path / name).write_bytes(b"picture")
    rows = '<img src="cat.png" alt="A cat">Which?\tcat\n<img src="../dog.png">Which?\tdog\n'
    brought = brought_of(written(tmp_path, rows, "in/words.txt"), "table")
    [item] = pack_of(brought, tmp_path).values()
    assert (item.image, item.alt, item.ask) == ("media/cat.png", "A cat", "Which?")
    assert told(brought) == [("TABLE-MEDIA", "words.txt:2")]


def test_a_first_row_of_names_says_what_the_columns_are(tmp_path):
    brought, found = items(tmp_path, NAMED)
    paris, primes, which, half, wet, typed = found
    assert [choice.text for choice in paris.choices if choice.is_right] == ["Paris"]
    assert (paris.hints, paris.explain) == (["On the Seine", "Six letters"], "It is")
    assert [choice.is_right for choice in primes.choices] == [True, True, False]
    assert [choice.text for choice in which.choices if choice.is_right] == ["no"]
    assert (half.number, wet.true_false, typed.answer) == ("0.5", True, ["so", "thus"])
    assert told(brought) == [("TABLE-COLUMN", "words.txt:1"), ("TABLE-TYPE", "words.txt:8")]


def test_rows_that_can_be_no_card_are_told_by_their_line(tmp_path):
    brought, found = items(tmp_path, 'a\t"b\nwith a line more"\nlonely\n\tno\tquestion\na\tb\na\tb\n*x*\t$5\n')
    assert told(brought) == [
        ("TABLE-COLUMNS", "words.txt:3"),
        ("TABLE-EMPTY", "words.txt:4"),
        ("TABLE-TWICE", "words.txt:6"),
    ]
    assert [item.ask for item in found] == ["a", "a", r"\*x\*"]
    assert found[0].recall == "b\\\nwith a line more"
    assert found[2].recall == r"\$5"


@pytest.mark.parametrize(
    ("row", "told_of"),
    [
        ("a\t" + "<b>" * 9_000 + "deep", []),
        ("a\t" + "x" * 70_000, [("TABLE-LONG", "words.txt:1")]),
        ("{{c1::a}}" * 101 + "\tx", [("TABLE-LONG", "words.txt:1")]),
        ("{{c1::" * 9_000 + "\tx", [("PACK-TOO-LONG", "words.txt:1")]),
    ],
    ids=["nested", "long", "gaps", "unclosed"],
)
def test_what_is_beyond_any_card_is_told_at_once(tmp_path, row, told_of):
    assert told(brought_of(written(tmp_path, row), "table")) == told_of


def test_tags_become_skills_when_that_is_wished(tmp_path):
    rows = "front\tback\ttags\nuno\tone\tnumbers::small odd\n"
    brought, [item] = items(tmp_path, rows, tags_as_skills=True)
    assert list(brought.skills) == [("numbers", "small")]
    assert item.tags == ["odd"]


OWN = r"""
title: Own
units:
  - unit: one
    title: First
    skills:
      - skill: a
        title: Some words
        items:
          - {id: r, ask: "What is | here\\|there?", recall: "A *bar*\n\nand `x`", tags: [t|u, v], hints: [a | b, "c\\"]}
          - {id: m, ask: "'=1+1", answer: ["=cmd()", "-2"], explain: "@so\n# not a comment"}
          - {id: c, ask: "#3 \"quoted\"\twith a tab", choices: [right: $a|b$, wrong: b, wrong: =x]}
          - {id: t, ask: It holds., true_false: false}
          - {id: n, ask: How many?, number: "1/2"}
          - {id: f, ask: Expand, formula: x^2 + x}
          - {id: g, cloze: "Un [[gato|gata]] \\[[x]] y $\\|v\\|$", each: true, group: cats}
      - skill: b
        title: More
        items: [{id: s, ask: Same id?, recall: "+1"}]
"""


@pytest.mark.parametrize(
    "wishes", [{}, {"spreadsheet": True}, {"separator": ","}, {"separator": ";", "spreadsheet": True}]
)
def test_what_went_out_comes_back_the_same(tmp_path, wishes):
    place = tmp_path / "own.yaml"
    place.write_text(OWN)
    first = load(place).compiled
    sent = write(first, Wishes(**wishes))
    assert (sent.report.status, sent.report.balances) == (0, True)
    [(ending, data)] = sent.files.items()
    back = brought_of(written(tmp_path, data.decode(), f"own{ending}"), "table", separator=wishes.get("separator", ""))
    assert back.report.status == 0
    again = pack_of(back, tmp_path)
    assert list(back.skills) == [("First", "Some words"), ("First", "More")]
    wanted = [bare(item) for _, _, item in items_of(first)]
    assert [bare(item) for item in again.values()] == wanted
    if wishes.get("spreadsheet"):
        assert not any(
            cell.lstrip('"').startswith(("=", "@", "+", "-"))
            for cell in data.decode().split((ending == ".csv" and ",") or "\t")
        )


KEPT = {"type", "id", "hints", "explain", "tags", "recall", "answer", "true_false", "number", "formula", "cloze"}


def test_a_whole_course_comes_back_as_far_as_rows_hold_it(tmp_path):
    [data] = write(fractions(), Wishes()).files.values()
    pack_of(brought_of(written(tmp_path, data.decode(), "f.tsv"), "table"), tmp_path)
    again = [kept(item) for _, _, item in items_of(load(tmp_path / "tried").compiled)]
    assert len(again) > 70
    assert again == [kept(item) for _, _, item in items_of(fractions()) if not item.vars and row_of(item)]


def kept(item):
    """What a row holds of an item; the question of a cloze and its text are one cell."""
    keys = {key: value for key, value in bare(item).items() if key in KEPT}
    return keys | ({"cloze": f"{item.ask}\n\n{item.cloze}".strip()} if "cloze" in keys else {"ask": item.ask})


def bare(item):
    """The item without what each import writes anew; a group is named after its course."""
    keys = {key: value for key, value in msgspec.to_builtins(item).items() if key != "source"}
    return keys | ({"group": item.group.split("/")[-1]} if item.group else {})


def test_what_a_row_cannot_hold_is_told(tmp_path):
    place = tmp_path / "own.yaml"
    place.write_text(
        "title: Own\nitems:\n- {id: o, ask: Sort, order: [a, b]}\n"
        "- {id: c, ask: Pick, choices: [right: a, {wrong: b, because: no}], difficulty: 4}\n"
    )
    report = write(load(place).compiled, Wishes()).report
    assert [(loss.code, loss.message) for loss in report.losses] == [
        ("TABLE-KIND", "order: a row has no place for it"),
        ("TABLE-KEY", "the key choices.because has no column"),
        ("TABLE-KEY", "the key difficulty has no column"),
    ]
    assert (report.imported, report.refused) == ({"choices": 1}, {"order": 1})


@given(st.lists(st.text("a |\\", min_size=1).map(str.strip).filter(bool)))
def test_several_texts_in_a_cell_are_read_back(texts):
    assert parted(joined(texts)) == texts


@given(st.text("'=+a", max_size=6), st.booleans())
def test_a_guard_is_taken_off_again(cell, spreadsheet):
    assert unguarded(guarded(cell, spreadsheet=spreadsheet)) == cell


@settings(max_examples=40)
@given(st.text(st.sampled_from('ab\t\n"#:,;|{}c1<b>&\\[[]]$'), max_size=80), st.sampled_from(["", "tab"]))
def test_any_text_is_no_table_or_gives_a_balanced_report(tmp_path_factory, text, separator):
    folder = tmp_path_factory.getbasetemp()
    with suppress(NotThisFormat):
        brought_of(written(folder, text), "table", separator=separator)
