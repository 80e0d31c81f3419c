"""Projects: found on the map, read, handed in with a rating of one's own, and pointed at when they can be done."""

import pytest
from tui_scenes import scene
from tui_world import World

from tutor.store.trouble import StoreTrouble

PACK = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
projects:
  - id: letter
    title: A letter home
    brief: Write a **letter**.
    skills: [reading]
    rubric:
      - {criterion: Greeting, levels: [None, Kind]}
      - {criterion: Ending, levels: [None, Short, Warm]}
  - {id: page, title: A page of mine, brief: Put up a page., hand_in: link}
skills:
  - skill: reading
    title: Reading
    items:
      - {id: picked, ask: Which one?, choices: [{right: Alpha}, {wrong: Beta}]}
"""


def learned(session):
    """Everything is learned, and nothing is left to do."""
    size = session.test_out("tried/reading")
    for _ in range(size if isinstance(size, int) else 3):
        task = session.next()
        if task is None or task.kind != "quiz":
            break
        session.answer(task.id, "Alpha")


async def on_the_map(user, *keys):
    await user.app.show_map("tried", "Tried")
    await user.idle()
    await user.press(*keys)


async def test_the_map_shows_projects_and_what_they_use(pack):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down")
        assert "▸ ◇  A letter home" in user.text and "uses Reading" in user.text
        assert "Enter open the project" in user.lines[-1] and "test out" not in user.lines[-1]


async def test_a_begun_project_is_marked_on_the_map(pack):
    world = pack(PACK)
    world.prepare = lambda session: session.draft("tried/letter", "Dear all,")
    async with world.app(start="home") as user:
        await on_the_map(user)
        assert "◐  A letter home" in user.text and "begun and kept" in user.text


async def test_the_keys_name_the_levels_of_the_marked_criterion(pack):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter", *"Hi", "ctrl+d")
        assert "1–2 choose the level" in user.lines[-1]
        await user.press("2")
        assert "1–3 choose the level" in user.lines[-1]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_a_project_is_written_rated_and_handed_in(pack, size):
    async with pack(PACK).app(size=size, start="home") as user:
        await on_the_map(user, "down", "enter")
        assert "Write a letter." in user.text and "Greeting" in user.text
        await user.press("enter")
        await user.write("Dear all")
        await user.press("ctrl+d", "2", "3", "enter")
        assert "Handed in: it is in your portfolio now." in " ".join(user.text.split())
        piece = user.session.portfolio()[0]
        assert piece.text == "Dear all" and piece.criteria == [1, 2] and piece.project == "tried/letter"
        await user.press("escape", "down")
        assert "✓  A letter home" in user.text and "handed in 2026-11-21" in user.text
        await user.press("enter", *["pagedown"] * 5)
        assert "Dear all" in user.text and "Warm" in user.text


async def test_what_was_begun_is_there_again_after_going_back(pack):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write("Dear")
        await user.press("escape", "escape")
        assert user.place == "Map" and not user.session.portfolio()
        await user.press("down", "enter", "enter")
        assert "Dear" in user.text


async def test_what_was_written_is_on_disk_and_shown_again_after_a_crash(pack, tmp_path):
    world = pack(PACK, file=tmp_path / "learner.db")
    async with world.app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write("Dear all")
        await user.app.screen.save()  # as happens every few seconds
        assert user.session.projects_of("tried")[0].draft == "Dear all"
    async with world.app(start="home") as user:
        await on_the_map(user, "down", "enter")
        assert "You have begun; it is kept." in user.text and "Dear all" in user.text
        assert "Enter go on with it" in user.lines[-1]
        await user.press("enter")
        await user.write(" and one")
        await user.press("ctrl+d", "2", "3", "enter")
        assert [piece.text for piece in user.session.portfolio()] == ["Dear all and one"]
        assert user.session.projects_of("tried")[0].draft == ""


async def test_what_was_written_is_on_disk_when_one_just_quits(pack, tmp_path):
    world = pack(PACK, file=tmp_path / "learner.db")
    async with world.app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write("Dear")
        await user.press("ctrl+q")
    assert world.open().session.projects_of("tried")[0].draft == "Dear"


async def test_a_draft_that_is_wiped_out_is_gone(pack):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write("D")
        await user.press("escape", "enter", "backspace", "escape", "escape", "down", "enter")
        assert user.session.projects_of("tried")[0].draft == "" and "begun" not in user.text


async def test_what_cannot_be_saved_is_said_and_still_at_hand(pack, monkeypatch):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write("Dear")

        def full(*_):
            raise StoreTrouble("full", "The disk is full.")

        monkeypatch.setattr(user.session, "draft", full)
        await user.press("escape")
        assert "NOT saved yet. The disk is full." in user.text
        await user.press("escape", "down", "enter", "enter")
        assert "Dear" in user.text


async def test_an_address_that_is_none_is_refused_in_a_sentence_and_kept(pack):
    async with pack(PACK).app(start="home") as user:
        await on_the_map(user, "down", "down", "enter", "enter")
        await user.write("nothing")
        await user.press("enter")
        assert "NOT handed in" in user.text and "address" in user.text
        await user.press("enter")
        assert "nothing" in user.text and not user.session.portfolio()


async def test_a_path_that_is_none_is_refused_before_it_is_rated_and_corrected_at_its_end(pack, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    async with pack(PACK.replace("title: A letter home", "title: A letter home\n    hand_in: file")).app() as user:
        await on_the_map(user, "down", "enter", "enter")
        await user.write(str(tmp_path / "letter.tx"))
        await user.press("enter")
        assert "NOT handed in" in user.text and "choose the level" not in user.lines[-1]
        await user.press("enter", "t", "enter")
        assert "choose the level" in user.lines[-1]
        await user.press("1", "2", "enter")
        assert [piece.text for piece in user.session.portfolio()] == ["Dear all"]


async def test_home_and_the_end_point_at_a_project_that_can_be_done(pack):
    world: World = pack(PACK)
    world.prepare = learned
    async with world.app(start="home") as user:
        assert "“A letter home” can be done now" in user.text
        user.session.hand_in("tried/letter", "Done.")
        await user.app.go_home()
        await user.idle()
        assert "can be done now" not in user.text


async def test_nobody_is_sent_to_a_project_before_its_skills_are_learned(pack):
    async with pack(PACK).app(start="home") as user:
        assert "can be done now" not in user.text


def test_the_end_of_everything_names_the_project(pack):
    world = pack(PACK)
    world.prepare = learned
    session = world.open().session
    assert "“A letter home” can be done now" in session.nothing()[0]


async def test_the_portfolio_lists_pieces_and_opens_one():
    async with scene("portfolio") as user:
        assert "▸ The table" in user.text and "A menu for six" in user.text and "today" in user.text
        assert "Everybody can eat all of it: Yes; It fits the season: Yes" in user.text and "not rated" in user.text
        await user.press("down", "enter")
        assert "Bread, baked on Saturday" in user.text and "It fits the season: Yes" in user.text
        await user.press("escape")
        assert user.place == "Portfolio" and "▸ A menu for six" in user.text
        await user.press("escape")
        assert user.place == "Home"


async def test_what_a_teacher_said_of_a_piece_stands_beside_ones_own_rating():
    async with scene("portfolio") as user:
        piece = next(piece for piece in user.session.portfolio() if piece.rated)
        user.session.rated_by_teacher(piece.id, [0] * len(piece.rated), "Ms [b]Day[/b]", "Too heavy for July.")
        await user.app.show_portfolio(piece.id)
        await user.idle()
        assert user.text.count("Rated by Ms [b]Day[/b], today") == 1
        await user.press("enter")
        own, _, teacher = user.text.partition("Rated by Ms [b]Day[/b], today")
        assert "Your own rating" in own and "It fits the season: Yes" in own
        assert "It fits the season: No" in teacher and "Too heavy for July." in teacher


async def test_an_empty_portfolio_says_so_in_one_kind_sentence():
    async with scene("portfolio-empty") as user:
        assert " ".join(user.text.split()).count("Nothing is handed in yet. When you finish a project") == 1
        await user.press("enter", "down", "escape")
        assert user.place == "Home"
