"""The strict reader of YAML: what was written stays what was written, with its place."""

from __future__ import annotations

import gc
from typing import Any

import pytest
import yaml

from tutor.packs import yaml_events
from tutor.packs.decode import read_page
from tutor.packs.nodes import Map, Page, Seq, find
from tutor.packs.problems import Problem, nearest, one_of, quoted, visible
from tutor.packs.yaml_events import Budget, parse, quiet_collector


def parsed(text: str, budget: Budget | None = None) -> tuple[Any, Page, list[Problem]]:
    problems: list[Problem] = []
    page = read_page(text.encode(), "x.yaml", "x.yaml", problems)
    assert page is not None
    return parse(page, budget or Budget()), page, problems


def codes(text: str) -> list[str]:
    return [problem.code for problem in parsed(text)[2]]


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "on",
        "1.10",
        "012",
        "0123",
        "1:30",
        "22:22:22",
        "2024-01-01",
        "2024-13-45",
        "3.10",
        "~",
        "null",
        ".nan",
        "=",
        "1e3",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    tree, _, problems = parsed(f"answer: {written}\nlist: [{written}, {written}]\n")
    assert tree == {"answer": written, "list": [written, written]}
    assert problems == []


def test_block_texts_and_quotes_are_read_as_yaml_reads_them() -> None:
    tree, _, _ = parsed("a: |\n  one\n  two\nb: >\n  one\n  two\nc: 'it''s'\nd: \"tab\\there\"\ne:\nf: ''\n")
    assert tree == {"a": "one\ntwo\n", "b": "one two\n", "c": "it's", "d": "tab\there", "e": "", "f": ""}


def test_every_node_knows_its_place() -> None:
    tree, page, _ = parsed("title: Tï\nitems:\n  - ask: One?\n    answer: [a, bb]\n")
    assert isinstance(tree, Map)
    assert page.position(tree.key_at("items")) == (2, 1)
    assert page.position(find(tree, ("items", 0, "answer", 1))) == (4, 17)
    assert page.position(find(tree, ("items", 0, "nothing", 3))) == (3, 5)
    assert isinstance(tree["items"], Seq)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_either_line_end_are_accepted(ends: str) -> None:
    problems: list[Problem] = []
    raw = b"\xef\xbb\xbf" + f"title: T{ends}a: b: c{ends}".encode()
    page = read_page(raw, "x.yaml", "x.yaml", problems)
    assert page is not None
    assert parse(page, Budget()) is None
    assert [(problem.line, problem.column) for problem in problems] == [(2, 4)]


def test_a_lone_carriage_return_is_refused() -> None:
    assert codes("a: b\rc\n") == ["control"]


def test_both_parsers_of_pyyaml_lead_to_the_same_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a: b: c",
        "a: [[x]] y",
        "a: {x} y",
        "a: *b* c",
        "a: @x",
        "a:\n\t- b",
        'a: "b',
        'a: "\\s"',
        "a: [b\nc: d",
        "  a: 1\nb: 2",
    ]
    found = [codes(text + "\n") for text in texts]
    monkeypatch.setattr(yaml_events, "_EVENTS", yaml.SafeLoader)
    assert [codes(text + "\n") for text in texts] == found
    assert all(found)


def test_a_refused_key_is_left_out_and_the_rest_is_read() -> None:
    tree, _, problems = parsed("a: 1\n<<: {b: 2}\na: 3\nc: 4\n")
    assert tree == {"a": "1", "c": "4"}
    assert [problem.code for problem in problems] == ["merge-key", "duplicate-key"]
    assert "first at line 1" in problems[1].message


def test_a_quoted_merge_sign_is_a_key_like_any_other() -> None:
    assert parsed('"<<": x\n')[0] == {"<<": "x"}


def test_thirty_levels_are_read_and_one_more_is_not() -> None:
    assert codes("[" * 30 + "]" * 30) == []
    assert codes("[" * 31 + "]" * 31) == ["too-deep"]


def test_the_nodes_of_a_whole_pack_are_counted() -> None:
    budget = Budget(10)
    assert parsed("[a, b, c]", budget)[2] == []
    assert [problem.code for problem in parsed("[a, b, c, d, e, f]", budget)[2]] == ["too-many-nodes"]


def test_the_garbage_collector_is_as_it_was_after_reading() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError), quiet_collector():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_one_space_before_a_hash_is_warned_about_and_two_are_a_comment() -> None:
    assert codes("a: what is #4\n") == ["comment"]
    assert codes("a: what  # a comment\n") == []
    assert codes("a: 'what is #4'\nb: c#\nc: |\n  text #5\n") == []


@pytest.mark.parametrize("tex", ["\\times", "\\theta", "\\neq", "\\nu", "\\text{x}"])
def test_tex_that_double_quotes_would_eat_is_warned_about(tex: str) -> None:
    assert codes(f'a: "${tex}$"\n') == ["escape"]
    assert codes(f"a: '${tex}$'\n") == []
    assert codes(f'a: "$\\{tex}$"\n') == []


def test_an_ordinary_line_break_in_double_quotes_is_no_tex() -> None:
    assert codes('a: "one\\ntwo"\n') == []
    assert codes('a: "a\\tb"\n') == []


def test_isolates_are_fine_where_a_line_closes_them_and_the_language_runs_that_way() -> None:
    from tutor.packs.decode import check_isolates

    _, page, problems = parsed("a: \u2067x\u2069\nb: \u2067y\n")
    check_isolates(page, ("he-IL", ""))
    assert [(problem.line, problem.code) for problem in problems] == [(2, "control")]


def test_what_people_read_never_holds_a_control_character() -> None:
    assert visible("a\x1b[2Jb\u202ec\nd") == "a[U+001B][2Jb[U+202E]c d"
    assert quoted("x" * 100) == "`" + "x" * 39 + "…`"
    assert one_of(["a"]) == "`a`"
    assert one_of(["a", "b", "c"]) == "`a`, `b` or `c`"
    assert nearest("anwser", ["answer", "ask"]) == "did you mean `answer`?"
    assert nearest("qqq", ["answer"]) == ""


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("aks", "ask", "ask"),
        ("titel", "title", "title"),
        ("hint", "hints", "hints"),
        ("explanation", "explain", "explain"),
        ("requries", "requires", "requires"),
        ("tag", "tags", "tags"),
        ("recepie", "recipe", "recipe"),
        ("sources", "hours", ""),
        ("source", "sort", ""),
        ("level", "speak", ""),
    ],
)
def test_only_a_name_that_is_likely_meant_is_guessed(written: str, known: str, meant: str) -> None:
    assert nearest(written, [known]) == (f"did you mean `{meant}`?" if meant else "")


def test_keys_given_twice_are_named_with_their_first_place_and_leave_no_trace() -> None:
    tree, page, problems = parsed("a: 1\nb: 2\na: 3\nc: {x: 1, y: 2, x: 3, z: 4}\nb: 4\nd: 5\n")
    assert tree == {"a": "1", "b": "2", "c": {"x": "1", "y": "2", "z": "4"}, "d": "5"}
    assert [(problem.line, problem.message[-15:]) for problem in problems] == [
        (3, "first at line 1"),
        (4, "first at line 4"),
        (5, "first at line 2"),
    ]
    assert page.position(tree.value_at("d")) == (6, 4)
    assert page.position(tree["c"].key_at("z")) == (4, 23)


def test_what_is_put_in_or_taken_out_leaves_other_places_as_they_were() -> None:
    tree, page, _ = parsed("- {a: 1, b: 2, c: 3}\n- [x, y, z]\n")
    mapping, listed = tree
    del mapping["a"]
    mapping["d"] = "4"
    assert [page.position(mapping.key_at(key)) for key in "bcd"] == [(1, 10), (1, 16), (1, 3)]
    assert "a" in mapping.marks
    listed.take_out(0)
    assert [page.position(at) for at in listed.marks] == [(2, 7), (2, 10)]
    assert list(listed.taken()) == [(listed.entry_at(0), "y"), (listed.entry_at(1), "z")]
    assert listed == ["", ""]


@pytest.mark.parametrize("offset", [0, 1, 65_535, 65_536, 65_537, 199_998, 199_999])
def test_a_place_far_down_is_counted_as_one_at_the_top(offset: int) -> None:
    text = "a\n\nbc\n" * 40_000
    page = Page("x", "x", text, [])
    page.position(131_072)
    before = text[:offset]
    assert page.position(offset) == (before.count("\n") + 1, offset - before.rfind("\n"))


def test_a_list_longer_than_a_course_can_be_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "MOST_ENTRIES", 3)
    assert codes("[[a], [b], [c]]") == []
    tree, _, [problem] = parsed("- [a]\n- [b]\n- [c]\n- [d]\n- {e: e, e: f}\n")
    assert tree is None
    assert (problem.line, problem.code) == (4, "too-many")


def test_a_quoted_key_that_looks_like_a_merge_does_not_let_a_merge_in() -> None:
    assert codes("- {'<<': a}\n- {'<<': b}\n- {<<: c}\n") == ["merge-key"]
