"""The author's preview by keys: every save is seen, errors stand above what was last good, nothing is recorded."""

import os
from contextlib import asynccontextmanager

import pytest
from tui_world import Time, User

from tutor.cli.preview import bench
from tutor.tui.bridge import Study
from tutor.tui.screens.preview import POLL, PreviewApp

PACK = """\
title: Rivers
skills:
  - skill: names
    lesson:
      - text: Rivers run into the sea.
      - {way: story, text: Once a river met another one.}
    items:
      - {id: a, ask: Which river runs through Cologne?, answer: Rhine, hints: [It begins with R.], explain: It does.}
      - {id: b, ask: "What is <<n>> + 1?", vars: {n: 1..9}, number: n + 1}
      - {id: c, ask: Which is a river?, choices: [{right: Elbe}, {wrong: Alps}], keep_order: true}
      - {id: d, ask: What is a delta?, recall: Where a river parts.}
"""


def save(path, text):
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


class Author(User):
    """Somebody who writes in an editor beside the preview."""

    def __init__(self, app, pilot, time, path):
        super().__init__(app, pilot, time)
        self.path = path

    @property
    def words(self):
        """All that is shown, as if on one line."""
        return " ".join(self.text.split())

    async def save(self, text):
        save(self.path, text)
        await self.until(lambda: self.app.bench._signature[0][1] == self.path.stat().st_mtime_ns)
        await self.until(lambda: not self.app.screen.looking)
        await self.idle()

    async def change(self, old, new):
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        await self.save(text.replace(old, new))

    async def until(self, true):
        for _ in range(200):
            if true():
                return
            await self.pilot.pause(POLL / 5)
        raise AssertionError("it never came")


@pytest.fixture
def previewing(tmp_path):
    @asynccontextmanager
    async def previewed(text=PACK, item="", size=(80, 24)):
        path = tmp_path / "rivers.yaml"
        save(path, text)
        time = Time()
        made = bench(path, item)
        study = Study(made.open)
        app = PreviewApp(study, made, time.clock)
        try:
            async with app.run_test(size=size) as pilot:
                author = Author(app, pilot, time, path)
                await author.idle()
                yield author
        finally:
            study.close()

    return previewed


async def test_keys_lead_through_lessons_and_items_and_back(previewing):
    async with previewing() as author:
        assert "Rivers run into the sea." in author.text and "names · words" in author.lines[0]
        assert author.lines[0].endswith("1 of 6 (4 items, 2 explanations) · seed 0")
        await author.press("n", "n")
        assert "Which river runs through Cologne?" in author.text and author.lines[0].endswith("explanations) · seed 0")
        await author.press("ctrl+p")
        assert "Once a river met another one." in author.text
        await author.press("p", "p")
        assert "What is a delta?" in author.text


async def test_an_item_is_answered_as_learners_do_and_enter_leads_on(previewing):
    async with previewing(item="names/a") as author:
        await author.write("Rhine")
        await author.press("enter")
        assert "✓ Right." in author.text and "It does." in author.text
        await author.press("enter")
        assert "+ 1?" in author.text


async def test_the_answer_hints_and_other_ways_are_a_key_away(previewing):
    async with previewing(item="names/a") as author:
        assert "Ctrl+S solution" in author.text
        await author.press("f2")
        assert "It begins with R." in author.text
        await author.press("f3")
        assert "Once a river met another one." in author.text or "Rivers run into the sea." in author.text
        await author.press("ctrl+s")
        assert "Right is   Rhine" in author.text


async def test_another_seed_draws_other_values(previewing):
    async with previewing(item="names/b") as author:
        asked = set()
        for _ in range(8):
            await author.press("ctrl+r")
            asked.add(next(line for line in author.lines if "+ 1?" in line))
        assert len(asked) > 2 and "seed 8" in author.lines[0]


async def test_a_save_is_shown_and_leads_to_what_changed(previewing):
    async with previewing() as author:
        await author.change("What is a delta?", "What exactly is a delta?")
        assert "What exactly is a delta?" in author.text and "names/d" in author.lines[0]


async def test_errors_stand_above_what_was_last_good_until_they_are_mended(previewing):
    async with previewing(item="names/a") as author:
        await author.write("Rh")
        await author.change("answer: Rhine", "anwser: Rhine")
        assert "! rivers.yaml:8:57: error unknown-key: unknown key `anwser`; did you mean `answer`?" in author.words
        assert "Which river runs through Cologne?" in author.text and "Rh" in author.text
        await author.write("ine")
        await author.press("enter")
        assert "✓ Right." in author.text
        await author.change("anwser: Rhine", "answer: Danube")
        assert "unknown-key" not in author.text and "✓ Right." not in author.text


async def test_many_errors_leave_room_for_the_question(previewing):
    async with previewing(item="names/a") as author:
        broken = PACK.replace("hints:", "hnits:") + "".join(
            f"      - {{id: e{n}, ask: More?, anwser: x}}\n" for n in range(20)
        )
        await author.save(broken)
        assert author.text.count("unknown-key") <= 6 and "and 1" in author.text


async def test_a_pack_that_is_bad_from_the_start_is_shown_when_it_is_mended(previewing):
    async with previewing(text="title: a: b\n") as author:
        assert "error" in author.text and "as soon as they are mended" in author.text
        await author.press("n", "p", "r", "s", "e", "enter", "question_mark", "escape")
        await author.save(PACK)
        assert "Rivers run into the sea." in author.text and "error" not in author.text


async def test_what_only_trying_finds_is_said_a_little_later(previewing):
    async with previewing(item="names/a") as author:
        await author.change("answer: Rhine", "answer: Rhine, mistakes: [{when: Rhine, say: No.}]")
        await author.until(lambda: "mistake-passes" in author.text)


async def test_what_a_strange_pack_says_is_shown_as_text(previewing):
    async with previewing(text='title: "[b]"\nitems:\n  - {ask: "[@click=app.quit]x[/]", answr: "[/]"}\n') as author:
        assert "error no-answer" in author.text or "unknown-key" in author.text
        await author.save('title: T\nitems:\n  - {id: a, ask: "[@click=app.quit]x[/]", answer: x}\n')
        assert "[@click=app.quit]x[/]" in author.text


async def test_keys_about_a_record_are_not_there_and_escape_ends(previewing):
    async with previewing(item="names/c") as author:
        await author.press("question_mark")
        for words in ("undo", "put away", "should count", "how sure"):
            assert words not in author.text
        assert "another seed" in author.text
        await author.press("escape", "escape")
        assert author.app._exit and author.app.return_value == 0


async def test_an_item_that_is_not_there_ends_with_a_sentence(tmp_path):
    path = tmp_path / "rivers.yaml"
    save(path, PACK)
    made = bench(path, "names/zzz")
    study = Study(made.open)
    app = PreviewApp(study, made, Time().clock)
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
    assert "There is no item" in app.problem and app.return_value == 2
    study.close()


SHAPES = """\
title: Shapes
items:
  - {id: many, ask: Which?, choices: [{right: a}, {right: b}, {wrong: c}], keep_order: true}
  - {id: gaps, cloze: "The [[cat]] and the [[dog]]."}
  - {id: rows, ask: Order!, order: [eins, zwei, drei]}
  - {id: pairs, ask: Pair!, match: {x: y, u: v}}
  - {id: groups, ask: Sort!, sort: {even: ["2"], odd: ["3"]}}
  - {id: words, ask: Write!, essay: {rubric: [{criterion: It is good, levels: [no, yes]}]}}
  - {id: twice, ask: Both!, parts: [{ask: One?, answer: x}, {ask: Two?, answer: y}]}
"""


@pytest.mark.parametrize(
    ("item", "keys", "draft"),
    [
        ("many", ["1", "2"], 2),
        ("gaps", [*"cow", "tab", *"pig"], ["cow", "pig"]),
        ("rows", ["3", "1"], 2),
        ("pairs", ["2"], 1),
        ("groups", ["2"], 2),
        ("words", [*"Dear"], "Dear"),
        ("twice", [*"abc", "enter", *"de"], ["abc", "de"]),
    ],
)
async def test_what_is_typed_or_picked_is_kept_when_the_file_is_saved(previewing, item, keys, draft):
    async with previewing(text=SHAPES, item=f"rivers/{item}") as author:
        await author.press(*keys)
        before = author.app.screen.area.draft()
        assert before == draft if not isinstance(draft, int) else len(before) == draft
        line = next(line for line in SHAPES.split("\n") if f"id: {item}," in line)
        await author.change(line, line.replace("{id", "{explain: Because., id"))
        assert author.app.screen.area.draft() == before
        assert len(author.app.bench.session.desk.in_hand) == 1


async def test_what_is_typed_is_kept_where_the_shape_is_and_silently_dropped_where_it_is_not(previewing):
    async with previewing(item="names/a") as author:
        await author.write("Rh")
        await author.change("runs through Cologne", "flows through Bonn")
        assert "flows through Bonn" in author.text and author.app.screen.area.draft() == "Rh"
        await author.write("ine")
        assert author.app.screen.area.draft() == "Rhine"
        await author.change("answer: Rhine,", "choices: [{right: Rhine}, {wrong: Main}],")
        assert "Main" in author.text and author.app.screen.area.draft() is None


async def test_what_an_author_began_gives_way_to_what_they_begin_now(previewing):
    code = "title: T\nitems:\n  - {id: a, ask: Q, code: {language: python, starter: 'x = 1', solution: 'x = 2'}}\n"
    async with previewing(text=code) as author:
        await author.change("'x = 1'", "'y = 1'")
        assert author.app.screen.area.draft() == "y = 1"


async def test_parts_of_the_same_shapes_are_asked_anew_in_the_widgets_that_are_there(previewing):
    async with previewing(text=SHAPES, item="rivers/twice") as author:
        parts = list(author.app.screen.area.parts)
        await author.press(*"x", "enter", *"z", "enter")
        assert "Right." in author.text and "Not yet." in author.text
        await author.change("One?", "First?")
        assert "First?" in author.text and "Right." not in author.text and "Not yet." not in author.text
        assert author.app.screen.area.parts == parts and author.app.screen.area.draft() == [None, None]
        await author.press(*"x", "enter", *"y", "enter")
        assert author.text.count("Right.") >= 2
        await author.change("{ask: Two?, answer: y}", "{ask: Two?, true_false: true}, {ask: Three?, answer: z}")
        assert "Three?" in author.text and author.app.screen.area.draft() == [None, None, None]
