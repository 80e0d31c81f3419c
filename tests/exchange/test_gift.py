"""GIFT: what its questions become, which slips are told, and that what went out comes back the same."""

from contextlib import suppress

import foreign_files
import msgspec
import pytest
from foreign_files import brought_of, pack_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import NotThisFormat, Wishes
from tutor.exchange.gift import write
from tutor.exchange.moodle_text import as_ours, as_theirs
from tutor.packs.compile import load


def written(folder, text, name="quiz.gift"):
    return foreign_files.written(folder, text, name)


def one(folder, text):
    """The only item of a text, without what each import writes anew; and the codes that are told."""
    brought = brought_of(written(folder, text), "gift")
    items = [bare(item) for item in pack_of(brought, folder).values()]
    assert len(items) == 1
    return items[0], [code for code, _ in told(brought)]


def bare(item):
    return {key: value for key, value in msgspec.to_builtins(item).items() if key not in ("source", "id", "group")}


CHOICE = {"type": "choices", "choices": [{"right": "no one"}, {"wrong": "Grant"}]}


@pytest.mark.parametrize(
    ("text", "item", "codes"),
    [
        ("Who?{=no one ~Grant}", CHOICE | {"ask": "Who?"}, []),
        (
            "// c\n::T\\:::[html]<p>Is <b>it</b> here?</p>\\{{\n~a#no\n=[plain]b*#yes\n####why}",
            {
                "type": "choices",
                "ask": "Is **it** here?\n\n{",
                "explain": "why",
                "choices": [{"wrong": "a", "because": "no"}, {"right": "b\\*", "because": "yes"}],
            },
            [],
        ),
        ("I am {~bad =good} at it.", {"type": "choices", "ask": r"I am \_\_\_\_\_ at it.", "choices": []}, []),
        ("Two?{~%50%a ~%50%b ~%-100%c}", {"type": "choices", "ask": "Two?", "choices": [1, 1, 0]}, []),
        ("All?{~%100%a ~%-100%c}", {"type": "choices", "ask": "All?", "choices": [1, 0], "pick": "many"}, []),
        ("Any?{=a =b ~c}", {"type": "choices", "ask": "Any?", "choices": [1, 1, 0], "pick": "any"}, []),
        ("Half?{=a ~%50%b ~c}", {"type": "choices", "ask": "Half?", "choices": [1, 0, 0]}, ["GIFT-WEIGHT"]),
        ("Slip?{~=a ~b}", {"type": "choices", "ask": "Slip?", "choices": [1, 0]}, ["GIFT-SIGN"]),
        ("It holds.{T}", {"type": "true_false", "true_false": True, "ask": "It holds."}, []),
        (
            "It holds.{FALSE#No!#Yes!}",
            {
                "type": "true_false",
                "true_false": False,
                "ask": "It holds.",
                "mistakes": [{"when": "true", "say": "No!"}],
                "explain": "✓ Yes!",
            },
            [],
        ),
        ("Type it{=one =\\=1}", {"type": "answer", "ask": "Type it", "answer": ["one", "=1"]}, []),
        ("Type it.{one}", {"type": "answer", "ask": "Type it.", "answer": "one"}, []),
        (
            "From {=Rome#Yes =%50%Roma#Near =%0%*#No} on.",
            {
                "type": "cloze",
                "cloze": "From [[Rome]] on.",
                "explain": "✓ Yes",
                "mistakes": [{"when": "Roma", "say": "Near"}, {"if": "len(response) >= 0", "say": "No"}],
            },
            ["GIFT-WEIGHT"],
        ),
        ("Pi?{#3.14:0.005}", {"type": "number", "ask": "Pi?", "number": "3.14", "tolerance": "0.005"}, []),
        ("One?{#-5..1}", {"type": "number", "ask": "One?", "number": "-2", "tolerance": "3"}, []),
        (
            "When?{#=1822:0#Yes =%50%1822:2#Near =%0%7#No ~#Far}",
            {
                "type": "number",
                "ask": "When?",
                "number": "1822",
                "explain": "✓ Yes",
                "mistakes": [
                    {"if": "abs(response - (1822)) <= 2", "say": "Near"},
                    {"when": "7", "say": "No"},
                    {"if": "response == response", "say": "Far"},
                ],
            },
            ["GIFT-WEIGHT"],
        ),
        (
            "Pair{=a -> 1\n=b->2\n= -> 3}",
            {"type": "match", "ask": "Pair", "match": {"a": "1", "b": "2"}, "distractors": ["3"]},
            [],
        ),
        ("Write. {}", {"type": "essay", "ask": "Write.", "essay": {}}, []),
        ("Write. {####So}", {"type": "essay", "ask": "Write.", "essay": {"model": "So"}}, []),
        (
            "[markdown]a\\n- *b* costs $5 {T}",
            {"type": "true_false", "ask": "a\n- *b* costs \\$5", "true_false": True},
            [],
        ),
        ("Is \\\\(x_1\\\\) {T}", {"type": "true_false", "ask": "Is $x_1$", "true_false": True}, []),
    ],
)
def test_each_sort_of_question_becomes_an_item(tmp_path, text, item, codes):
    found, said = one(tmp_path, text)
    if item.get("choices") and isinstance(item["choices"][0], int):
        found["choices"] = [int("right" in choice) for choice in found["choices"]]
    elif item.get("choices") == []:
        found["choices"] = []
    elif item.get("ask") == "Who?":
        found["choices"] = sorted(found["choices"], key=str)
        item = item | {"choices": sorted(item["choices"], key=str)}
    assert (found, said) == (item, codes)


BAD = """Good{T}
{1:SA:=x} belongs elsewhere

A {b} c {d}

Brace?
{
=a{b
~c
}

None{~a ~b}

Stray } here

Open{=a
::Next::Good too{F}
Half{=a -> b =c->}

No number{#one}
Many{#=1 =7}
Wild{=*}
::Last::[html]<img src="gone.png">What is it?{=a ~b}
"""


def test_a_slip_is_told_by_its_line_and_never_stops_the_others(tmp_path):
    brought = brought_of(written(tmp_path, BAD), "gift")
    assert told(brought) == [
        ("GIFT-CLOZE", "quiz.gift:2"),
        ("GIFT-BRACE", "quiz.gift:4"),
        ("GIFT-BRACE", "quiz.gift:8"),
        ("GIFT-NORIGHT", "quiz.gift:12"),
        ("GIFT-BRACE", "quiz.gift:14"),
        ("GIFT-OPEN", "quiz.gift:16"),
        ("GIFT-PAIR", "quiz.gift:18"),
        ("GIFT-NUMBER", "quiz.gift:20"),
        ("GIFT-NUMBERS", "quiz.gift:21"),
        ("GIFT-WILDCARD", "quiz.gift:22"),
        ("GIFT-MEDIA", "quiz.gift:23"),
    ]
    assert [item.ask for item in pack_of(brought, tmp_path).values()] == ["Good", "Good too"]


COURSE = """// [id:first] [tag:a b] [tag:c\\]d]
$CATEGORY: $course$/top/Unit/Ratios 1//2
::Read this::Take a pencil.

And paper.

[markdown]Code{=a
// another
~b}
[html]<pre>
one

two</pre>{T}
$CATEGORY: Alone
Words with nothing to ask.
"""


def test_categories_are_skills_and_what_asks_nothing_is_their_lesson(tmp_path):
    brought = brought_of(written(tmp_path, COURSE), "gift")
    items = pack_of(brought, tmp_path)
    assert [path for path, skill in brought.skills.items() if skill.questions] == [("Unit", "Ratios 1/2")]
    [words] = brought.skills["Unit", "Ratios 1/2"].lesson
    assert words == {"way": "words", "text": "Take a pencil.\n\nAnd paper."}
    assert [item.ask for item in items.values()] == ["Code", "```\none\n\ntwo\n```"]
    assert told(brought) == [("LESSON-ALONE", "quiz.gift:15")]


def test_labels_in_comments_are_the_id_and_the_tags(tmp_path):
    text = "// [id:first] [tag:a b]\n// [tag:c\\]d]\nA{T}\n\n// [id:first]\nB{T}\n\n// [id:not an id]\nC{T}\n"
    items = pack_of(brought_of(written(tmp_path, text), "gift"), tmp_path)
    assert next(iter(items)) == "first" and len(items) == 3
    assert items["first"].tags == ["a b", "c]d"]


def test_a_question_longer_than_anybody_reads_is_told(tmp_path):
    brought = brought_of(written(tmp_path, f"Q {'ab ' * 30_000}{{T}}\nNext{{T}}\n"), "gift")
    assert told(brought) == [("GIFT-LONG", "quiz.gift:1")]
    assert brought.report.imported == {"truefalse": 1}


def test_a_text_without_braces_is_no_gift(tmp_path):
    with pytest.raises(NotThisFormat, match="no question with braces"):
        brought_of(written(tmp_path, "Some words.\n", "words.txt"), "gift")


OWN = r"""
title: Own
units:
  - unit: one
    title: First / one
    skills:
      - skill: a
        title: Some words
        lesson: [{way: words, text: "Mind: ~ = # { }\n\nand $a_1$"}]
        items:
          - {id: r, ask: "What {is} `a=b`?\n\n$\\frac{a_1}{2}$ at \\$5", choices: [{right: "x # y", because: "so: ~"}, wrong: "%50% of it", wrong: "[html]"]}
          - {id: m, ask: Many, choices: [right: a, right: b, wrong: c], tags: ["t]", u]}
          - {id: y, ask: Any, choices: [right: a, right: b, wrong: c], pick: any, explain: why}
          - {id: t, ask: It holds., true_false: false, mistakes: [{when: "true", say: no}]}
          - {id: w, ask: Type, answer: ["2*3 = 6", "%50%", "[html]x"], mistakes: [{when: "5", say: "No: five"}]}
          - {id: n, ask: How many?, number: "1/8", tolerance: "0.25", mistakes: [{if: "response == response", say: no}]}
          - {id: e, ask: Write, essay: {model: "A\nmodel"}}
          - {id: p, ask: Pair, match: {"[html]a": "b: c", "%5": d}, distractors: [z]}
          - {id: c, cloze: "Super[[fluous|flu]]ities: [no] {gap}"}
      - skill: b
        title: More
        items: [{id: s, ask: Same id?, true_false: true}]
"""


def test_what_went_out_comes_back_the_same(tmp_path):
    place = written(tmp_path, OWN, "own.yaml")
    first = load(place).compiled
    sent = write(first, Wishes())
    assert (sent.report.status, sent.report.balances) == (0, True), sent.report.lines()
    back = brought_of(written(tmp_path, sent.files[".gift"].decode(), "own.gift"), "gift")
    assert back.report.status == 0, back.report.lines()
    again = pack_of(back, tmp_path)
    assert list(back.skills) == [("First / one", "Some words"), ("First / one", "More")]
    assert back.skills["First / one", "Some words"].lesson[0]["text"] == "Mind: ~ = # { }\n\nand $a_1$"
    wanted = {ref.id.split("/", 2)[-1]: msgspec.msgpack.decode(body) for ref, body in first.items}
    wanted["n"] |= {"number": "0.125"}
    assert {name: bare(item) for name, item in again.items()} == {
        name: {key: value for key, value in keys.items() if key not in ("source", "id")}
        for name, keys in wanted.items()
    }


def test_what_gift_cannot_hold_is_told_and_stands_in_a_comment(tmp_path):
    text = """
title: Own
skills:
  - skill: a
    title: A
    items:
      - {id: o, ask: Sort, order: [a, b, c]}
      - {id: v, ask: "<<n>>?", vars: {n: 1..9}, number: n}
      - {id: h, ask: Say, recall: so, hints: ["vague [id:x]"], difficulty: 4}
  - {skill: b, title: B, requires: [a], lesson: [{way: steps, steps: [{show: x}]}], items: [{ask: Q, true_false: true}]}
"""
    sent = write(load(written(tmp_path, text, "own.yaml")).compiled, Wishes())
    assert [(loss.code, loss.message) for loss in sent.report.losses] == [
        ("GIFT-KIND", "order: GIFT has no such question"),
        ("GIFT-KIND", "number: its values change"),
        ("GIFT-KEY", "GIFT has no place for the key difficulty"),
        ("GIFT-KEY", "GIFT has no place for the key hints"),
        ("GIFT-CHANGED", "recall: it is recalled and rated here, written there"),
        ("GIFT-REQUIRES", "GIFT does not say what a skill needs first"),
        ("GIFT-LESSON", "an explanation of the sort 'steps' is more than text"),
    ]
    assert sent.report.balances
    data = sent.files[".gift"].decode()
    assert "// left out, order: own/a/o Sort" in data and "// hint: vague [id :x]" in data


@given(st.text("ab $\\()[]*_`{}&lt;<\n", max_size=40))
def test_markdown_of_moodle_comes_back_from_ours_as_it_was_read(text):
    ours = as_ours(text, "markdown")
    assert as_ours(as_theirs(ours), "markdown") == ours


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab1\n{}=~#:%\\->/$.*[]<T"), max_size=60), st.sampled_from(["", "A{", "::T::", "Q{#"]))
def test_any_text_is_no_gift_or_gives_a_balanced_report(tmp_path_factory, text, before):
    folder = tmp_path_factory.getbasetemp()
    with suppress(NotThisFormat):
        brought_of(written(folder, before + text), "gift")
