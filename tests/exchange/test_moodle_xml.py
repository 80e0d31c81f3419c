"""Moodle XML: what its questions become, what is refused by name, and that what went out comes back the same."""

import base64
from contextlib import suppress
from pathlib import Path

import foreign_files
import msgspec
import pytest
from foreign_files import brought_of, pack_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange import gift
from tutor.exchange.brought import NotThisFormat, Wishes
from tutor.exchange.formats import format_of, reader
from tutor.exchange.moodle_xml import write
from tutor.exchange.pack_folder import put_in_place
from tutor.exchange.sent import items_of
from tutor.packs.compile import load

COURSE = Path(__file__).parents[2] / "courses" / "fractions"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n of tests").decode()


def quiz(*questions):
    return "<?xml version='1.0'?>\n<quiz>\n" + "\n".join(questions) + "\n</quiz>\n"


def question(kind, text, inner="", form="html"):
    return (
        f'<question type="{kind}"><name><text>N</text></name><questiontext format="{form}"><text><![CDATA[{text}]]>'
        f"</text></questiontext>{inner}</question>"
    )


def answer(text, fraction=0, say="", more=""):
    feedback = f"<feedback><text>{say}</text></feedback>" if say else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{feedback}{more}</answer>'


def written(folder, text, name="bank.xml"):
    return foreign_files.written(folder, text, name)


def bare(item):
    return {key: value for key, value in msgspec.to_builtins(item).items() if key not in ("source", "id", "group")}


def sub(left, right):
    return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"


UNITS = """<unitgradingtype>1</unitgradingtype><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>
<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"""
WORDS = "".join(
    f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
    for word, group in (("cat", 1), ("sat", 2), ("dog", 1), ("ran", 2))
)
ANY = {"if": "len(response) >= 0", "say": "no"}


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            question("multichoice", "<p>Who?</p>", answer("a", 100, "yes") + answer("b", 0, "no")),
            {
                "type": "choices",
                "ask": "Who?",
                "choices": [{"right": "a", "because": "yes"}, {"wrong": "b", "because": "no"}],
            },
        ),
        (
            question(
                "multichoice",
                "Both",
                "<single>false</single><shuffleanswers>0</shuffleanswers>"
                + answer("a", 50)
                + answer("b", 50)
                + answer("c", -100),
            ),
            {
                "type": "choices",
                "ask": "Both",
                "keep_order": True,
                "choices": [{"right": "a"}, {"right": "b"}, {"wrong": "c"}],
            },
        ),
        (
            question("truefalse", "So?", answer("true", 0, "No!") + answer("false", 100, "Yes")),
            {
                "type": "true_false",
                "true_false": False,
                "ask": "So?",
                "mistakes": [{"when": "true", "say": "No!"}],
                "explain": "✓ Yes",
            },
        ),
        (
            question("shortanswer", "Type", "<usecase>1</usecase>" + answer("A\\*", 100) + answer("*", 0, "no")),
            {"type": "answer", "ask": "Type", "answer": "A*", "case": "exact", "mistakes": [ANY]},
        ),
        (
            question("numerical", "How far?", answer("5", 100, more="<tolerance>0.5</tolerance>") + UNITS),
            {
                "type": "number",
                "ask": "How far?",
                "number": "5",
                "tolerance": "0.5",
                "unit": "m",
                "units": {"cm": "100"},
            },
        ),
        (
            question("matching", "Pair", sub("a", "1") + sub("b", "2") + sub("", "3")),
            {"type": "match", "ask": "Pair", "match": {"a": "1", "b": "2"}, "distractors": ["3"]},
        ),
        (
            question("ordering", "Sort", answer("second", 2) + answer("first", 1)),
            {"type": "order", "ask": "Sort", "order": ["first", "second"]},
        ),
        (
            question("essay", "Write", "<generalfeedback><text>So</text></generalfeedback>"),
            {"type": "essay", "ask": "Write", "essay": {"model": "So"}},
        ),
        (
            question("cloze", "The {1:SA:=cat~=kitten} {:SAC:sat~%100%lay}.".replace("SAC:sat~", "SA:")),
            {"type": "cloze", "cloze": "The [[cat|kitten]] [[lay]]."},
        ),
        (
            question(
                "cloze", "<p>{1:MC:=a \\} b#yes~c#no} and {2:NM:=5:0.1#five~%50%6:1#near} or {:SA:=x~%0%y#why}</p>"
            ),
            {
                "type": "parts",
                "ask": r"\_\_\_\_\_ (1) and \_\_\_\_\_ (2) or \_\_\_\_\_ (3)",
                "parts": [
                    {
                        "type": "choices",
                        "ask": "(1)",
                        "choices": [{"right": "a } b", "because": "yes"}, {"wrong": "c", "because": "no"}],
                    },
                    {
                        "type": "number",
                        "ask": "(2)",
                        "number": "5",
                        "tolerance": "0.1",
                        "mistakes": [{"if": "abs(response - (6)) <= 1", "say": "near"}],
                    },
                    {"type": "answer", "ask": "(3)", "answer": "x", "mistakes": [{"when": "y", "say": "why"}]},
                ],
                "explain": "(2) ✓ five",
            },
        ),
        (
            question("gapselect", "The [[1]] [[2]].", WORDS),
            {
                "type": "parts",
                "ask": r"The \_\_\_\_\_ (1) \_\_\_\_\_ (2).",
                "parts": [
                    {"type": "choices", "ask": "(1)", "choices": [{"right": "cat"}, {"wrong": "dog"}]},
                    {"type": "choices", "ask": "(2)", "choices": [{"right": "sat"}, {"wrong": "ran"}]},
                ],
            },
        ),
        (
            question(
                "truefalse",
                "a\n- **b** costs $5, $$x_1$$",
                answer("true", 100)
                + answer("false")
                + "<hint><text>one</text></hint><hint><text>two</text></hint>"
                + "<tags><tag><text>t</text></tag></tags><idnumber>q1</idnumber>",
                "markdown",
            ),
            {
                "type": "true_false",
                "true_false": True,
                "ask": "a\n- **b** costs \\$5, $$x_1$$",
                "hints": ["one", "two"],
                "tags": ["t"],
            },
        ),
    ],
)
def test_each_sort_of_question_becomes_an_item(tmp_path, text, item):
    items = pack_of(brought_of(written(tmp_path, quiz(text)), "moodle-xml"), tmp_path)
    assert [bare(found) for found in items.values()] == [item]


def test_files_within_a_question_come_along_and_a_missing_one_is_told(tmp_path):
    file = (
        f'<file name="a b.png" path="/" encoding="base64">{PNG}</file><file name="x.exe" encoding="base64">AAAA</file>'
    )
    text = quiz(
        question("truefalse", '<img src="@@PLUGINFILE@@/a%20b.png" alt="A cat"><p>A cat?</p>', "TF").replace(
            "</questiontext>", f"{file}</questiontext>"
        ),
        question("truefalse", '<p>Heard?</p><audio src="@@PLUGINFILE@@/gone.mp3"></audio>', "TF"),
        question("truefalse", "Read <a href='@@PLUGINFILE@@/x.exe'>this</a>", "TF"),
    ).replace("TF<", answer("true", 100) + answer("false") + "<")
    brought = brought_of(written(tmp_path, text), "moodle-xml")
    cat, read = pack_of(brought, tmp_path).values()
    assert (cat.ask, cat.image, cat.alt) == ("A cat?", "media/a-b.png", "A cat")
    assert brought.media == {"a-b.png": base64.b64decode(PNG)}
    assert read.ask == "Read this"
    assert told(brought) == [("MXML-MEDIA", "bank.xml:4, N"), ("MXML-FILE", "bank.xml:5, N")]


def test_what_is_no_item_is_refused_by_name_and_counted(tmp_path):
    text = quiz(
        *[question("calculated", "{a}+{b}")] * 3,
        question("warp", "?"),
        question("multichoice", "None", answer("a") + answer("b")),
        question("cloze", "{1:WARP:=x}"),
        question("cloze", "no gap"),
        question("gapselect", "[[7]]", WORDS),
        question("truefalse", "", answer("true", 100) + answer("false")),
    )
    report = brought_of(written(tmp_path, text), "moodle-xml").report
    assert [(loss.code, loss.count) for loss in report.losses] == [
        ("MXML-TYPE", 3),
        ("MXML-TYPE", 1),
        ("MXML-NORIGHT", 1),
        ("MXML-GAP", 1),
        ("MXML-GAPS", 1),
        ("MXML-GAP", 1),
        ("MXML-EMPTY", 1),
    ]
    assert report.losses[0].message == "type calculated draws numbers at random; not supported"
    assert report.status == 2


def test_categories_are_skills_and_descriptions_their_lessons(tmp_path):
    category = '<question type="category"><category><text>$course$/top/Unit/A // b</text></category></question>'
    text = quiz(category, question("description", "Take a <b>pencil</b>."), question("essay", "Write"))
    brought = brought_of(written(tmp_path, text), "moodle-xml")
    assert brought.skills["Unit", "A / b"].lesson == [{"way": "words", "text": "Take a **pencil**."}]
    assert brought.report.imported == {"description": 1, "essay": 1}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<quiz><question", "no XML that can be read"),
        ("<course/>", "not quiz"),
        ('<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>', "declares entities"),
        ("<quiz>" + "<a>" * 300 + "</a>" * 300 + "</quiz>", "nests deeper"),
        ("<?xml version='1.0' encoding='klingon'?><quiz/>", "no XML"),
    ],
)
def test_what_is_no_bank_of_questions_is_told_in_one_sentence(tmp_path, text, why):
    with pytest.raises(NotThisFormat, match=why):
        brought_of(written(tmp_path, text), "moodle-xml")


OWN = r"""
title: Own
skills:
  - skill: a
    title: Some words
    lesson: [{way: words, text: "Mind: <b> & $a_1$"}]
    items:
      - {id: r, ask: "What `a<b`?\n\n$\\frac{a_1}{2}$ at \\$5", choices: [{right: x, because: so}, wrong: y], keep_order: true, hints: [a, b]}
      - {id: m, ask: Many, choices: [right: a, right: b, right: d, wrong: c], tags: [t, u]}
      - {id: y, ask: Any, choices: [right: a, right: b, wrong: c], pick: any, explain: why}
      - {id: t, ask: It holds., true_false: false, mistakes: [{when: "true", say: no}]}
      - {id: w, ask: Type, answer: ["2*3", "six"], case: exact, mistakes: [{when: "5", say: "No: five"}]}
      - {id: n, ask: How far?, number: "1.5", tolerance: "0.25", unit: m, mistakes: [{if: "response == response", say: no}]}
      - {id: e, ask: Write, essay: {model: "A\nmodel", words: 5..50}, explain: Said}
      - {id: p, ask: Pair, match: {a: "b -> c", d: e}, distractors: [z]}
      - {id: o, ask: Sort, order: [one, two, three]}
      - {id: c, cloze: "Super[[fluous|flu}]]ities: {gap} [[#2]]"}
      - id: q
        ask: 'A \_\_\_\_\_ (1) B \_\_\_\_\_ (2)'
        parts: [{ask: (1), choices: [right: a~, wrong: b]}, {ask: (2), number: "5"}]
      - {id: i, ask: See, image: media/i.png, alt: A dot, true_false: true}
"""


def test_what_went_out_comes_back_the_same(tmp_path):
    (tmp_path / "own" / "media").mkdir(parents=True)
    (tmp_path / "own" / "media" / "i.png").write_bytes(base64.b64decode(PNG))
    written(tmp_path / "own", OWN, "course.yaml")
    first = load(tmp_path / "own").compiled
    sent = write(first, Wishes())
    assert (sent.report.status, sent.report.balances) == (0, True), sent.report.lines()
    back = brought_of(written(tmp_path, sent.files[".xml"].decode(), "own.xml"), "moodle-xml")
    assert back.report.status == 0, back.report.lines()
    again = pack_of(back, tmp_path)
    assert back.skills["Some words",].lesson[0]["text"] == "Mind: <b> & $a_1$"
    wanted = {ref.id.split("/", 2)[-1]: msgspec.msgpack.decode(body) for ref, body in first.items}
    assert {name: bare(item) for name, item in again.items()} == {
        name: {key: value for key, value in keys.items() if key not in ("source", "id")}
        for name, keys in wanted.items()
    }


@pytest.fixture(scope="module")
def shipped():
    return load(COURSE).compiled


@pytest.mark.parametrize(("module", "ending"), [(write, ".xml"), (gift.write, ".gift")])
def test_what_a_shipped_course_says_and_moodle_too_comes_back(tmp_path, shipped, module, ending):
    first = shipped
    sent = module(first, Wishes())
    assert sent.report.balances
    place = tmp_path / f"out{ending}"
    place.write_bytes(sent.files[ending])
    back = reader(format_of(place))([place], Wishes())
    assert not back.report.losses
    assert back.report.read.total() == sent.report.imported.total()
    put_in_place(back, tmp_path / "back")
    shared = ("true_false", "match", "choices", "answer")
    again = [spoken(item) for _, _, item in items_of(load(tmp_path / "back").compiled)]
    wanted = [spoken(item) for _, _, item in items_of(first) if not item.vars and bare(item)["type"] in shared]
    assert len(wanted) > 50
    assert [item for item in wanted if item not in again] == []


def spoken(item):
    """What both sides say of an item."""
    keys = {key: value for key, value in bare(item).items() if key in ("ask", "explain", bare(item)["type"])}
    if "choices" in keys:
        keys["choices"] = [{**choice, "name": ""} for choice in keys["choices"]]
    return {key: value.strip() if isinstance(value, str) else value for key, value in keys.items()}


def test_what_moodle_cannot_hold_is_told(tmp_path):
    text = """
title: Own
items:
  - {id: v, ask: "<<n>>?", vars: {n: 1..9}, number: n}
  - {id: x, ask: Match it, regex: {match: [a], reject: [b], solution: a}}
  - {id: h, ask: Say, recall: so, difficulty: 4}
  - {id: s, ask: Group, sort: {a: [b, c], d: [e]}}
"""
    report = write(load(written(tmp_path, text, "own.yaml")).compiled, Wishes()).report
    assert [(loss.code, loss.message) for loss in report.losses] == [
        ("MXML-KIND", "number: its values change"),
        ("MXML-KIND", "regex: Moodle has no such question"),
        ("MXML-KEY", "Moodle XML has no place for the key difficulty"),
        ("MXML-CHANGED", "recall: it is recalled and rated here, written there"),
        ("MXML-CHANGED", "sort: its groups become pairs"),
    ]
    assert report.balances


@settings(max_examples=50)
@given(
    st.sampled_from(["cloze", "gapselect", "shortanswer", "numerical", "multichoice", "matching", "ordering"]),
    st.text(st.sampled_from("ab1\n{}=~#:%\\[]$.*<S"), max_size=40),
    st.lists(
        st.tuples(st.text("a1*.-<", max_size=4), st.sampled_from(["100", "50", "0", "-1", "nan", "x"])), max_size=3
    ),
)
def test_any_question_gives_a_balanced_report(tmp_path_factory, kind, text, answers):
    inner = "".join(answer(one.replace("<", "&lt;"), share) for one, share in answers)
    folder = tmp_path_factory.getbasetemp()
    with suppress(NotThisFormat):
        brought_of(written(folder, quiz(question(kind, text + "{1:SA:=a}", inner + WORDS))), "moodle-xml")
