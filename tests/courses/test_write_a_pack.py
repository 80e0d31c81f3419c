"""The course `write-a-pack`: every piece of YAML in it is checked, and what it says of the checker is what the checker says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pack_snippets import OF_A_PART, as_pack, expected, problems, snippets, texts_of
from shipped import compiled, items_of
from test_notes import ids, named
from typer.main import get_command

from tutor.authoring.building import build
from tutor.cli.app import app
from tutor.core.item import Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.mistakes import alternatives
from tutor.core.template_texts import fill
from tutor.core.template_values import draw
from tutor.packs.codes import explanations
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled

COURSE = Path(__file__).parents[2] / "courses" / "write-a-pack"
DECODE = msgspec.msgpack.Decoder(AnyItem).decode
DRAWS = 400

SAID = {
    "mend-yaml/anwser": {(5, "unknown-key")},
    "mend-yaml/colon-inside": {(7, "quote")},
    "mend-yaml/too-far-left": {(5, "indent")},
    "mend-yaml/count-of-code": {(6, "duplicate-id")},
    "typed-answers/samples-line": {(7, "sample-fails")},
    "good-choices/picks-longest": {(4, "longest-choice"), (5, "no-feedback")},
    "good-choices/find-all-above": {(8, "above")},
    "hints-and-reasons/key-hints": {(4, "unknown-key")},
    "hints-and-reasons/telling-line": {(9, "hint-tells")},
    "known-mistakes/right-as-wrong": {(8, "mistake-passes")},
    "known-mistakes/hidden-line": {(9, "mistake-hidden")},
    "known-mistakes/sample-feedback": {(10, "sample-fails")},
    "numbers/unit-inside": {(5, "not-a-number")},
    "gaps-and-order/two-answers": {(6, "two-kinds")},
    "gaps-and-order/gap-at-start": {(6, "quote")},
    "templates/divide-by-zero": {(6, "key-fails")},
    "templates/expression-bare": {(1, "no-answer")},
    "templates/unknown-name": {(4, "unknown-name")},
    "skills-and-lessons/unknown-skill": {(7, "unknown-skill")},
    "skills-and-lessons/circle": {(4, "cycle")},
    "skills-and-lessons/list-of-ways": {(5, "value")},
    "cards-and-media/picture-line": {(5, "no-alt")},
    "hand-out/still-there": {(3, "still-there")},
}
"""What is said to the YAML of an item that asks about it, line and code."""
ASKED_OTHERWISE = {"templates/divide-by-zero"}
"""Its key is the line to change, and not the one that the checker names."""
STYLE = {"longest-choice", "above", "hint-tells", "negation", "no-feedback", "no-explanation", "stem-words"}


def course() -> Compiled:
    return compiled("write-a-pack")


@cache
def items() -> dict[str, AnyItem]:
    """The items, by skill and item, templates with one draw of their values."""
    found = items_of("write-a-pack")
    return {name: fill(item, draw(item, 3)) if item.vars else item for name, item in found.items()}


def item(name: str) -> AnyItem:
    return items()[name]


def shown(one: AnyItem) -> list[str]:
    """The pieces of YAML of an item; the lines that are to be put in order are one as well."""
    found = [snippet for text in texts_of(one) for snippet in snippets(text)]
    if isinstance(one, Order) and one.indent:
        found += ["\n".join(order) for order in (one.order, *one.other)]
    return found


def in_lessons() -> Iterator[tuple[str, str]]:
    for skill in course().skills:
        for block in skill.lesson:
            for text in texts_of(block):
                yield from ((skill.id, snippet) for snippet in snippets(text))


GOOD = [
    *((name, snippet) for name, one in items().items() if name not in SAID for snippet in shown(one)),
    *((skill, snippet) for skill, snippet in in_lessons() if not expected(snippet)),
]
BAD = [(skill, snippet) for skill, snippet in in_lessons() if expected(snippet)]


@pytest.mark.parametrize(("where", "snippet"), GOOD)
def test_what_is_shown_as_good_is_a_pack_of_which_nothing_is_said(where: str, snippet: str, tmp_path: Path) -> None:
    said = {problem.code for problem in problems(as_pack(snippet), tmp_path)}
    assert said - OF_A_PART == set(), snippet


@pytest.mark.parametrize(("where", "snippet"), BAD)
def test_what_a_lesson_shows_as_wrong_gets_the_codes_it_names(where: str, snippet: str, tmp_path: Path) -> None:
    said = {problem.code for problem in problems(as_pack(snippet), tmp_path, strict=True)}
    assert said - {"no-explanation", "no-id", "few-items", "no-file"} == expected(snippet)


@pytest.mark.parametrize("name", SAID)
def test_the_checker_names_the_line_and_the_code_that_an_item_asks_for(name: str, tmp_path: Path) -> None:
    one = item(name)
    [snippet] = shown(one)
    pack = as_pack(snippet)
    before = pack.count("\n") - snippet.count("\n")
    strict = bool({code for _, code in SAID[name]} & STYLE)
    found = problems(pack, tmp_path, strict=strict)
    said = {
        (problem.line - before, problem.code) for problem in found if problem.code not in OF_A_PART - {"unknown-skill"}
    }
    assert said == SAID[name], found
    if isinstance(one, Number) and name not in ASKED_OTHERWISE:
        assert one.judge(str(min(SAID[name])[0]), Setting()).correct
    assert codes_claimed(one) <= {code for _, code in SAID[name]}


def codes_claimed(one: AnyItem) -> set[str]:
    """The codes that its explanation and its right choices name."""
    right = [choice.text for choice in one.choices if choice.is_right] if isinstance(one, Choices) else []
    return set(re.findall(r"`([a-z-]+)`", " ".join([one.explain, *right]))) & set(explanations())


def test_there_is_a_good_deal_of_yaml_and_much_of_it_is_wrong() -> None:
    assert len(GOOD) >= 50 and len(BAD) >= 8 and len(SAID) >= 20


def judged(snippet: str, response: Any, folder: Path) -> Judgement:
    """What the only item of a snippet says to an answer."""
    (folder / "course.yaml").write_text(as_pack(snippet), encoding="utf-8")
    compiled = load(folder, tested=False).compiled
    assert compiled is not None
    [(_, body)] = compiled.items
    return DECODE(body).judge(response, Setting(language="en"))


def in_backticks(text: str) -> str:
    return text.strip("`")


@pytest.mark.parametrize("name", ["typed-answers/accepts-oak", "numbers/same-number"])
def test_an_item_accepts_what_the_right_choices_say_and_nothing_else(name: str, tmp_path: Path) -> None:
    one = item(name)
    assert isinstance(one, Choices)
    for choice in one.choices:
        assert judged(shown(one)[0], in_backticks(choice.text), tmp_path).correct is choice.is_right, choice.text


def test_a_text_needs_quotes_if_the_choice_is_right(tmp_path: Path) -> None:
    one = item("mend-yaml/which-needs-quotes")
    assert isinstance(one, Choices)
    for choice in one.choices:
        said = problems(as_pack(f"- id: a\n  ask: {in_backticks(choice.text)}\n  answer: x\n"), tmp_path)
        assert (said != []) is choice.is_right, choice.text
        assert not problems(as_pack(f"- id: a\n  ask: '{in_backticks(choice.text)}'\n  answer: x\n"), tmp_path)


def test_a_slip_is_almost_right_unless_typos_says_otherwise(tmp_path: Path) -> None:
    [snippet] = shown(item("typed-answers/slip"))
    almost = judged(snippet, "chesnut", tmp_path)
    assert not almost.correct and almost.almost
    assert judged(f"{snippet}  typos: 1\n", "chesnut", tmp_path).correct
    strict = judged(f"{snippet}  typos: 0\n", "chesnut", tmp_path)
    assert not strict.correct and not strict.almost


def test_a_number_without_its_unit_is_almost_right(tmp_path: Path) -> None:
    snippet = "- {id: a, ask: How high?, number: 20, unit: m}\n"
    alone = judged(snippet, "20", tmp_path)
    assert not alone.correct and alone.almost
    assert judged(snippet, "20 m", tmp_path).correct
    assert judged(snippet, "2000 cm", tmp_path).almost
    assert judged(snippet.replace("}", ", units: [cm]}"), "2000 cm", tmp_path).correct


def test_case_exact_tells_capitals_apart(tmp_path: Path) -> None:
    [snippet] = shown(item("typed-answers/symbol"))
    assert judged(snippet, "Co", tmp_path).correct
    other = judged(f"{snippet}  case: exact\n", "Co", tmp_path)
    assert not other.correct and other.almost


@pytest.mark.parametrize("name", ["write-items/two-right", "typed-answers/second-answer"])
def test_only_a_list_accepts_two_words(name: str, tmp_path: Path) -> None:
    asked = "- id: a\n  ask: Which?\n"
    line = "answer: [autumn, fall]" if name.startswith("write") else "answer: [grey, gray]"
    first, second = re.findall(r"[a-z]+", line)[1:]
    for word in (first, second):
        assert judged(f"{asked}  {line}\n", word, tmp_path).correct
        for wrong in (f"answer: {first}, {second}", f"answer: {first} or {second}"):
            assert not judged(f"{asked}  {wrong}\n", word, tmp_path).correct


def drawn(name: str) -> Iterator[tuple[AnyItem, Setting]]:
    """A template of the course with some draws of its values."""
    [body] = [body for ref, body in course().items if ref.id.endswith(f"/{name}")]
    whole = DECODE(body)
    for seed in range(6):
        values = draw(whole, seed)
        yield fill(whole, values), Setting(values=values, seed=seed)


@pytest.mark.parametrize("name", ["templates/count-draws", "templates/count-with-where"])
def test_a_template_asks_as_many_questions_as_the_key_says(name: str, tmp_path: Path) -> None:
    for one, setting in drawn(name):
        (tmp_path / "course.yaml").write_text(as_pack(shown(one)[0]), encoding="utf-8")
        compiled = load(tmp_path, tested=False).compiled
        assert compiled is not None
        inner = DECODE(compiled.items[0][1])
        asked = {fill(inner, draw(inner, seed)).ask for seed in range(DRAWS)}
        assert one.judge(str(len(asked)), setting).correct, asked


def test_the_largest_number_that_is_accepted_is_the_key(tmp_path: Path) -> None:
    for one, setting in drawn("numbers/range"):
        largest = setting.values["n"] * (100 + setting.values["p"]) / 100
        assert one.judge(f"{float(largest):g}", setting).correct
        assert judged(shown(one)[0], f"{float(largest):g} m", tmp_path).correct
        assert not judged(shown(one)[0], f"{float(largest) + 0.01:g} m", tmp_path).correct


def test_two_cards_in_both_directions_are_as_many_questions_as_the_key_says(tmp_path: Path) -> None:
    one = item("cards-and-media/count-cards")
    (tmp_path / "course.yaml").write_text(as_pack(shown(one)[0]), encoding="utf-8")
    compiled = load(tmp_path).compiled
    assert compiled is not None and one.judge(str(len(compiled.items)), Setting()).correct


def test_a_line_of_old_and_new_names_loads_if_it_is_accepted(tmp_path: Path) -> None:
    one = item("hand-out/moved-item")
    assert isinstance(one, Answer)
    rest = "\nskills:\n  - skill: parts\n    items: [{id: one-half, ask: How do you write a half?, answer: 1/2}]\n"
    known = [line for mistake in one.mistakes for line in alternatives(mistake.when)]
    for line in (*one.accepted(), *known):
        assert (problems(f"title: T\n{line}{rest}", tmp_path) == []) is (line in one.accepted()), line


def test_errors_and_warnings_are_sorted_as_the_checker_does(tmp_path: Path) -> None:
    written = {
        "error": ["- {id: a, ask: A?, anwser: b}", "- id: a\n  ask: A?\n  ask: A?\n  answer: b", "- {id: a, ask: A?}"],
        "warning": ["- {ask: A?, answer: b}", "- {id: a, ask: A?, image: media/leaf.png, alt2: c, answer: b}"],
    }
    written["error"].append("- id: a\n\task: A?\n  answer: b")
    written["warning"][1] = written["warning"][1].replace("alt2: c, ", "")
    for severity, several in written.items():
        for snippet in several:
            assert {one.severity for one in problems(as_pack(snippet + "\n"), tmp_path)} == {severity}, snippet


def test_the_file_that_is_built_has_the_name_that_is_asked_for(tmp_path: Path) -> None:
    pack = tmp_path / "trees"
    pack.mkdir()
    (pack / "course.yaml").write_text(
        "id: trees\ntitle: Trees\nversion: 1.1.0\nitems: [{id: a, ask: A?, answer: b}]\n", encoding="utf-8"
    )
    made, *_ = build(pack, tmp_path)
    assert item("hand-out/built-name").judge(made.name, Setting()).correct


def test_every_command_that_is_named_is_there() -> None:
    written = "".join(path.read_text("utf-8") for path in sorted(COURSE.rglob("*.yaml")))
    tutor = get_command(app)
    commands = tutor.commands  # type: ignore[attr-defined]
    author = commands["pack"].commands
    wrong = {"explain", "help", "open", "run", "trees"}  # wrong answers that are known
    assert set(re.findall(r"\btutor pack ([a-z]+)", written)) <= set(author)
    assert set(re.findall(r"[`\[ ]tutor (study|add|explain|courses)\b", written)) - wrong <= set(commands)
    options = set(re.findall(r"`?(--[a-z]+)", written))
    assert options <= {one for command in author.values() for p in command.params for one in p.opts}


def test_every_code_that_is_named_has_a_page() -> None:
    for one in (*(one for one in items().values()), *(block for skill in course().skills for block in skill.lesson)):
        for text in texts_of(one):
            for code in re.findall(r"\b(?:error|warning) ([a-z]+-[a-z-]+)\b", text):
                assert code in explanations()


def test_the_notes_name_every_skill_and_every_misconception_of_the_course() -> None:
    notes = (COURSE / "NOTES.md").read_text("utf-8")
    skills, misconceptions = notes.split("## Misconceptions")
    rows = re.findall(r"^\| `([a-z-]+)` \| (I can .+?) \| (.+?) \| (\d+) \|$", skills, re.MULTILINE)
    kept = [
        (skill.id.split("/")[1], skill.can, {one.split("/")[1] for one in skill.requires}, skill.item_count)
        for skill in course().skills
    ]
    assert [(name, can, set(ids(requires)), int(count)) for name, can, requires, count in rows] == kept
    told = set(re.findall(r"^\| `([a-z-]+)` \|", misconceptions, re.MULTILINE))
    assert told == set().union(*(named(one) for one in items().values()))


def test_each_skill_is_explained_in_two_ways_of_which_one_is_plain() -> None:
    for skill in course().skills:
        ways = [block.way for block in skill.lesson]
        assert "plain" in ways and len(set(ways)) >= 2 and skill.can.startswith("I can ")
