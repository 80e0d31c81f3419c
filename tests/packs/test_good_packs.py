"""Packs as authors write them, and what becomes of them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tutor.core.course import Course, Skill
from tutor.core.kinds import AnyItem
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.recall import Recall
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled
from tutor.study.tasks import block_shown

GOOD = Path(__file__).parent / "good"
_decode = msgspec.msgpack.Decoder(AnyItem).decode


def compiled(path: Path) -> Compiled:
    loaded = load(path)
    assert loaded.compiled is not None, [str(problem) for problem in loaded.problems]
    return loaded.compiled


def written(folder: Path, text: str, name: str = "pack.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def items_of(pack: Compiled) -> dict[str, AnyItem]:
    return {ref.id: _decode(body) for ref, body in pack.items}


def test_the_smallest_pack_has_one_skill_named_after_the_course(tmp_path: Path) -> None:
    text = "title: Capitals of Europe\nitems:\n  - ask: What is the capital of France?\n    answer: Paris\n"
    pack = compiled(written(tmp_path, text, "Capitals of Europe.yaml"))
    assert pack.course == Course(
        id="capitals-of-europe",
        title="Capitals of Europe",
        content_hash=pack.course.content_hash,
        skill_count=1,
        item_count=1,
    )
    assert pack.skills == [
        Skill(id="capitals-of-europe/capitals-of-europe", title="Capitals of Europe", item_count=1, quiz=1)
    ]
    [(ref, _)] = pack.items
    assert ref.id == "capitals-of-europe/capitals-of-europe/" + ref.id[-8:]
    assert set(ref.id[-8:]) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "typed", ["no", "1.10", "012", "1:30", "2024-01-01", "2024-13-45", "3.10", "on", "0123", "null"]
)
def test_an_answer_stays_what_the_author_typed_to_the_very_end(typed: str, tmp_path: Path) -> None:
    text = (
        f"title: T\nitems:\n  - {{id: a, ask: One?, answer: {typed}}}\n  - {{id: b, ask: Two?, answer: [x, {typed}]}}\n"
    )
    text += f"  - id: c\n    ask: Three?\n    choices: [{{right: {typed}}}, {{wrong: yes}}]\n"
    found = items_of(compiled(written(tmp_path, text)))
    first, second, third = (found[f"pack/pack/{name}"] for name in "abc")
    assert isinstance(first, Answer) and first.answer == typed
    assert isinstance(second, Answer) and second.answer == ["x", typed]
    assert isinstance(third, Choices) and [choice.text for choice in third.choices] == [typed, "yes"]


def test_a_pack_with_every_key_is_read_without_a_problem() -> None:
    loaded = load(GOOD / "all-keys")
    assert loaded.problems == []
    assert loaded.compiled is not None


def test_the_head_of_a_course_keeps_what_was_written() -> None:
    course = compiled(GOOD / "all-keys").course
    assert (course.id, course.version, course.language, course.target) == ("all-keys", "1.10", "en-GB", "es")
    assert course.hours == 6.5 and course.reading_level == 40
    assert course.same == [["car", "automobile"], ["lift", "elevator"]]
    assert course.glossary == {"numerator": "the number above the line"}
    assert course.moved == {"all-keys/old/x": "all-keys/name-parts/half"}
    assert course.merged == {"all-keys/a": "all-keys/counting"}
    assert course.split == {"all-keys/b": ["all-keys/counting", "all-keys/name-parts"]}
    assert course.retired == ["all-keys/d"]
    assert [unit.title for unit in course.units] == ["Parts of a whole", "Inline"]
    assert [(project.id, project.skills, project.together) for project in course.projects] == [
        ("in-unit", ["all-keys/name-parts"], "pair"),
        ("recipe", ["all-keys/counting"], "alone"),
    ]


def test_a_skill_gets_its_defaults_from_what_it_has() -> None:
    skills = {skill.id: skill for skill in compiled(GOOD / "all-keys").skills}
    parts, counting = skills["all-keys/name-parts"], skills["all-keys/counting"]
    assert parts.requires == ["all-keys/counting", "other-course/skill"]
    assert parts.covers == {"all-keys/counting": 0.5}
    assert (parts.remember, counting.remember) == ("skill", "items")
    assert (parts.threshold, parts.quiz, parts.passing) == (0.8, 2, 0.8)
    assert (counting.threshold, counting.quiz, counting.passing) == (0.95, 4, 1.0)
    assert (parts.unit, counting.unit, parts.title, counting.title) == ("parts", "inline", "Name the parts", "Counting")
    assert [skill.position for skill in skills.values()] == list(range(len(skills)))


def test_a_lesson_keeps_its_ways_and_steps() -> None:
    skill = next(skill for skill in compiled(GOOD / "all-keys").skills if skill.lesson)
    assert [block.way for block in skill.lesson] == ["words", "steps", "plain", "explore", "explore", "media", "media"]
    steps = skill.lesson[1].steps
    assert [step.show for step in steps] == [r"$\frac{1}{2} + \frac{1}{4}$", "", r"$\frac{3}{4}$"]
    asked = steps[1].item
    assert isinstance(asked, Answer) and asked.answer == "4"
    assert (skill.lesson[2].interest, skill.lesson[2].language) == ("cooking", "es")
    assert skill.lesson_count == 7


def test_what_is_explored_and_shown_is_kept_as_a_face_needs_it() -> None:
    skill = next(skill for skill in compiled(GOOD / "all-keys").skills if skill.lesson)
    assert [block_shown(block, 0)[0] for block in skill.lesson[3:]] == [
        {
            "way": "explore",
            "text": "Find the line through (0, 2) that falls.",
            "plot": ["y = a*x + b"],
            "points": [["0", "2"], ["1", "a"]],
            "vars": {"a": [-5, 5, 0.5], "b": [-5, 5, 1]},
            "x": [-3, 3],
            "y": [-10, 10],
        },
        {
            "way": "explore",
            "bars": ["n", "n^2"],
            "sample": {"of": "dice(n) + coin()", "count": 50},
            "vars": {"n": [2, 6, 1]},
        },
        {"way": "media", "file": "media/pizza.png", "alt": "A pizza in eight slices, three of them gone."},
        {
            "way": "media",
            "text": "Watch.",
            "link": "https://example.org/video?a=1#t",
            "alt": "A seven-minute video.",
        },
    ]


def test_passages_come_from_the_skill_the_unit_and_the_course_where_they_are_used() -> None:
    skills = {skill.id: skill for skill in compiled(GOOD / "all-keys").skills}
    assert skills["all-keys/name-parts"].passages == {
        "recipe": "Take two eggs.\n",
        "shop": "A shop sells apples.",
        "own": "Only here.",
    }
    assert skills["all-keys/counting"].passages == {}


def test_names_inside_an_item_become_full_ids() -> None:
    pack = compiled(GOOD / "all-keys")
    item = items_of(pack)["all-keys/name-parts/half"]
    assert item.also == ["all-keys/counting"] and item.group == "all-keys/halves"
    assert item.mistakes[0].see == "all-keys/counting"
    ref = next(ref for ref, _ in pack.items if ref.id == "all-keys/name-parts/half")
    assert (ref.kind, ref.also, ref.group, ref.difficulty) == ("number", ["all-keys/counting"], "all-keys/halves", 2)
    assert (ref.seconds, ref.interest, ref.placement, ref.template, ref.rev) == (12.5, "cooking", False, False, 2)
    assert [ref.position for ref, _ in pack.items if ref.skill == "all-keys/name-parts"] == [0, 1, 2, 3, 4]


def test_each_gap_of_a_cloze_can_be_an_item_of_its_own() -> None:
    found = items_of(compiled(GOOD / "all-keys"))
    gaps = [found[f"all-keys/name-parts/gaps-{number}"] for number in (1, 2)]
    assert all(isinstance(gap, Cloze) and not gap.each for gap in gaps)
    assert {gap.group for gap in gaps} == {"all-keys/name-parts/gaps"}


def test_cards_become_facts_in_one_or_both_directions() -> None:
    found = items_of(compiled(GOOD / "all-keys"))
    there, back = found["all-keys/words/dog"], found["all-keys/words/dog-back"]
    assert isinstance(there, Answer) and (there.ask, there.answer) == ("perro", "dog")
    assert isinstance(back, Answer) and (back.ask, back.answer) == ("dog", "perro")
    assert there.group == back.group == "all-keys/words/card-dog"
    assert (there.hints, back.hints) == (["It barks."], [])
    assert (there.speak, back.speak) == ("perro", "")
    assert there.explain == back.explain == "El perro ladra, mucho."
    assert there.tags == ["animal", "a1"]
    plain = [item for name, item in found.items() if name.startswith("all-keys/more-words/")]
    assert [(item.ask, item.recall, item.group) for item in plain if isinstance(item, Recall)] == [
        ("sol", "sun", ""),
        ("luna", "moon", ""),
    ]


def test_a_table_may_be_parted_by_tabs_or_semicolons(tmp_path: Path) -> None:
    written(tmp_path, "title: T\ncards: {file: words.csv}\n", "course.yaml")
    for mark in ";\t":
        written(tmp_path, f'front{mark}back\n"a{mark}b"{mark}c\n\nd{mark}e\n', "words.csv")
        found = items_of(compiled(tmp_path))
        assert [item.ask for item in found.values()] == [f"a{mark}b", "d"]


def cards_of(tmp_path: Path, cards: str, table: str = "") -> dict[str, Any]:
    """The items of a course of nothing but cards, by what they ask."""
    written(tmp_path, table, "words.csv")
    pack = compiled(written(tmp_path, f"title: T\ncards: {cards}\n", "course.yaml").parent)
    return {item.ask: item for item in items_of(pack).values()}


def test_a_card_may_have_several_right_texts_on_each_side(tmp_path: Path) -> None:
    inline = "{rows: [[[la patata, la papa], [the potato, potato]]], both: true, typed: true}"
    table = "front,back\nla patata|la papa,the potato | potato\n"
    for found in (cards_of(tmp_path, inline), cards_of(tmp_path, "{file: words.csv, both: true, typed: true}", table)):
        assert {ask: item.answer for ask, item in found.items()} == {
            "la patata": ["the potato", "potato"],
            "the potato": ["la patata", "la papa"],
        }


def test_a_card_that_is_recalled_shows_the_first_text_and_reveals_them_all(tmp_path: Path) -> None:
    found = cards_of(tmp_path, "[[[la patata, la papa], [the potato, potato]], {front: sol, back: [sun, the sun]}]")
    assert {ask: item.recall for ask, item in found.items()} == {
        "la patata": "the potato / potato",
        "sol": "sun / the sun",
    }
    found = cards_of(tmp_path, "{file: words.csv, both: true}", "front,back\nla patata|la papa,potato\n")
    assert {ask: item.recall for ask, item in found.items()} == {"la patata": "potato", "potato": "la patata / la papa"}


@pytest.mark.parametrize(
    ("options", "cell", "answer"),
    [
        ("typed: true", r"a\|b", "a|b"),
        ("typed: true", r"a\|b|c", ["a|b", "c"]),
        ("typed: true", "|x|", "|x|"),
        ("typed: false", "a|b", "a|b"),
    ],
)
def test_a_bar_may_be_meant_as_it_stands(options: str, cell: str, answer: Any, tmp_path: Path) -> None:
    [item] = cards_of(tmp_path, f"{{file: words.csv, {options}}}", f"front,back\nsize,{cell}\n").values()
    assert (item.answer if isinstance(item, Answer) else item.recall) == answer


def test_a_further_right_answer_keeps_the_made_id_of_a_card(tmp_path: Path) -> None:
    def made(card: str) -> str:
        return next(iter(cards_of(tmp_path, f"[{card}]").values())).id

    assert made("[sol, sun]") == made("[sol, [sun, the sun]]") != made("[sol, [the sun, sun]]")


def test_cards_that_ask_the_same_take_the_answers_of_one_another(tmp_path: Path) -> None:
    rows = "[[la papa, [the potato, spud]], [la patata, spud], [el queso, the cheese]]"
    pack = compiled(written(tmp_path, f"title: T\ncards: {{rows: {rows}, both: true, typed: true}}\n"))
    back = [(item.ask, item.answer) for name, item in items_of(pack).items() if name.endswith("-back")]
    assert back == [("the potato", "la papa"), ("spud", ["la patata", "la papa"]), ("the cheese", "el queso")]


def test_cards_take_a_question_around_each_side_and_rules_for_typing(tmp_path: Path) -> None:
    options = "both: true, typed: true, case: exact, accents: ignore, typos: 0"
    asks = "ask: 'What is *<<front>>*?', ask_back: 'In Spanish: << back >>'"
    found = cards_of(tmp_path, f"{{rows: [[sol, <<front>> sun], [a, b]], {options}, {asks}}}")
    assert list(found) == ["What is *sol*?", "In Spanish: <<front>> sun", "What is *a*?", "In Spanish: b"]
    assert {(item.case, item.accents, item.typos) for item in found.values()} == {("exact", "ignore", 0)}


def test_a_card_may_explain_besides_its_example(tmp_path: Path) -> None:
    found = cards_of(tmp_path, "{file: words.csv}", "front,back,explain,example\na,b,Why.,Such.\nc,d,Why.,\n")
    assert [item.explain for item in found.values()] == ["Why.\n\nSuch.", "Why."]


def test_what_is_spoken_never_gives_a_right_answer_away(tmp_path: Path) -> None:
    card = "{front: [la patata, la papa], back: [the potato, spud], speak: %s}"
    for spoken, there, back in [("la papa", "la papa", ""), ("la patata", "la patata", ""), ("spud", "", "")]:
        found = cards_of(tmp_path, f"{{rows: [{card % spoken}], both: true}}")
        assert (found["la patata"].speak, found["the potato"].speak) == (there, back)


def test_many_cards_that_ask_the_same_stay_bounded(tmp_path: Path) -> None:
    table = "front,back\n" + "".join(f"a{number},b\n" for number in range(300))
    found = cards_of(tmp_path, "{file: words.csv, both: true, typed: true}", table)
    assert len(found["b"].answer) == 100 and found["b"].answer[0] == "a299"


def test_the_quiz_asks_five_where_all_are_choices(tmp_path: Path) -> None:
    items = "".join(f"  - {{id: a{n}, ask: Is it {n}?, true_false: true}}\n" for n in range(6))
    [skill] = compiled(written(tmp_path, "title: T\nlesson: [{text: Read.}]\nitems:\n" + items)).skills
    assert (skill.quiz, skill.remember) == (5, "skill")


def test_an_item_without_an_id_keeps_it_until_its_question_or_answer_changes(tmp_path: Path) -> None:
    def made(extra: str = "", ask: str = "One?", answer: str = "x") -> str:
        pack = compiled(written(tmp_path, f"title: T\nitems:\n  - {{ask: {ask}, answer: {answer}{extra}}}\n"))
        return pack.items[0][0].id

    assert made() == made(", explain: Because., difficulty: 5")
    assert len({made(), made(ask="Two?"), made(answer="y")}) == 3


def test_the_because_of_a_choice_is_not_part_of_the_question(tmp_path: Path) -> None:
    def made(because: str) -> str:
        choices = f"[{{right: a}}, {{wrong: b, because: {because}}}]"
        return compiled(written(tmp_path, f"title: T\nitems:\n  - {{ask: One?, choices: {choices}}}\n")).items[0][0].id

    assert made("No.") == made("Not this one.")


def test_a_course_yaml_may_be_named_itself(tmp_path: Path) -> None:
    assert compiled(GOOD / "all-keys" / "course.yaml").course == compiled(GOOD / "all-keys").course


@pytest.mark.parametrize("prefix", ["", "all-keys/"])
def test_a_zipped_folder_is_the_same_course(prefix: str, tmp_path: Path) -> None:
    archive = tmp_path / "all-keys-1.10.tutor"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted((GOOD / "all-keys").rglob("*")):
            if path.is_file():
                file.write(path, prefix + path.relative_to(GOOD / "all-keys").as_posix())
    zipped, folder = compiled(archive), compiled(GOOD / "all-keys")
    assert zipped.course == folder.course
    assert zipped.skills == folder.skills and zipped.items == folder.items


def test_a_single_file_is_named_by_its_file_without_the_version(tmp_path: Path) -> None:
    text = "title: T\nitems:\n  - {id: a, ask: One?, answer: x}\n"
    assert compiled(written(tmp_path, text, "Köln & Bonn-1.2.yaml")).course.id == "koln-bonn"


def test_the_content_hash_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    text = "title: T\nitems:\n  - {id: a, ask: One?, answer: x}\n"
    first = compiled(written(tmp_path, text)).course.content_hash
    assert compiled(written(tmp_path, text)).course.content_hash == first
    assert compiled(written(tmp_path, text + "\n")).course.content_hash != first


def test_files_that_are_not_of_the_pack_are_never_run_or_read(tmp_path: Path) -> None:
    for name in ("conftest.py", "sitecustomize.py", "setup.py"):
        written(tmp_path, "raise SystemExit('run')\n", name)
    written(tmp_path, "title: T\nitems:\n  - {id: a, ask: One?, answer: x}\n", "course.yaml")
    assert [stamp.name for stamp in compiled(tmp_path).files] == ["course.yaml"]


def test_markup_and_addresses_in_texts_stay_as_written(tmp_path: Path) -> None:
    asks = ["list[int]", "[/nope]", "d['k'][0]", "[@click=app.quit]x[/]", "[a](file:///etc/passwd)"]
    body = "".join(
        f"  - {{id: a{n}, ask: {msgspec.json.encode(ask).decode()}, answer: x}}\n" for n, ask in enumerate(asks)
    )
    assert [item.ask for item in items_of(compiled(written(tmp_path, "title: T\nitems:\n" + body))).values()] == asks


def test_what_is_needed_of_other_courses_is_warned_about_where_it_is_not_installed(tmp_path: Path) -> None:
    skills = "".join(
        f"  - skill: s{n}\n    requires: [{name}]\n    items: [{{id: a, ask: One?, answer: x}}]\n"
        for n, name in enumerate(["there/known", "there/unknown", "gone/x"])
    )
    path = written(tmp_path, f"title: T\nskills:\n{skills}")
    assert [problem.code for problem in load(path).problems] == []
    loaded = load(path, installed={"there", "there/known"}.__contains__)
    assert [str(problem).partition(":")[2] for problem in loaded.problems] == [
        "7:16: warning not-installed: the course `there` has no skill `unknown`; its version may be another",
        "10:16: warning not-installed: needs `x` of the course `gone`, which is not installed; "
        "learners without it are asked whether they know it",
    ]
    assert loaded.compiled is not None
