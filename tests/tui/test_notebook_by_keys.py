"""The notebook on the screen: a note and a bookmark while studying, the journal, and the way back to the map."""

from tui_scenes import scene, shapes


async def test_a_note_is_kept_with_n_and_stands_in_the_notebook(world):
    async with world.app() as user:
        await user.press("n", *"Look", "space", *"again", "enter")
        assert "Your note is kept." in user.text and user.place == "StudyScreen"
        await user.press("b")
        assert "Kept as a bookmark." in user.text
        await user.press("escape", "enter", "j")
        assert user.place == "NotebookScreen" and "Look again" in user.text and "Bookmark" in user.text
        await user.press("down", "enter")
        assert user.place == "Card"


async def test_the_journal_asks_one_question_and_may_be_left(world):
    async with scene("home") as user:
        await user.press("j")
        asked = user.session.question()[1]
        assert asked.split("?")[0][:30] in user.text
        await user.press("n", "escape")
        assert user.session.notebook() == []
        await user.press("n", *"All", "enter")
        assert "All" in user.text and asked.split("?")[0][:30] in user.text
        await user.press("enter")
        assert user.place == "Card" and "today" in user.text


async def test_tab_shows_one_sort_and_says_when_there_is_none(world):
    async with world.app() as user:
        await user.press("b", "escape", "enter", "j")
        for title in ("Journal", "Notes"):
            await user.press("tab")
            assert user.lines[0].strip().startswith(title) and "yet" in user.text
        await user.press("tab")
        assert user.lines[0].strip().startswith("Bookmarks")
        await user.press("b")
        assert "no bookmarks yet" in user.text and user.session.notebook() == []


async def test_m_goes_to_the_skill_on_the_map_and_n_there_keeps_a_note_about_it(world):
    async with world.app() as user:
        skill = user.session.desk.current.task.skill
        await user.press("b", "escape", "enter", "j", "m")
        assert user.place == "Map" and user.app.screen.skill.id == skill
        await user.press("n", *"Mine", "enter")
        assert [entry.about for entry in user.session.notes_on(skill) if entry.text == "Mine"] == [skill]


async def test_ones_own_notes_stand_below_the_lesson_of_their_skill():
    def prepare(session):
        for skill in session.desk.shelf.skills("shapes"):
            session.note(skill.id, f"About {skill.id}.")

    async with shapes(prepare).app() as user:
        await user.press("2", "enter")
        task = user.session.desk.current.task
        assert task.kind == "lesson" and f"About {task.skill}." in user.text


async def test_what_is_looked_up_is_gone_to_with_enter():
    async with scene("home") as user:
        await user.press("slash", *"cards")
        await user.pilot.pause(0.3)
        await user.idle()
        assert "By heart" not in user.text and "skill" in user.text and "Cards" in user.text
        await user.press("enter")
        assert user.place == "Map" and user.app.screen.skill.title == "Cards"


async def test_a_search_says_what_can_be_typed_and_that_nothing_was_found():
    async with scene("home") as user:
        await user.press("slash")
        assert "is:due" in user.text
        await user.press(*"qqq")
        await user.pilot.pause(0.3)
        await user.idle()
        assert "Nothing of yours has “qqq” in it." in user.text
        await user.press("escape")
        assert user.place == "Home"


async def test_who_types_and_presses_enter_at_once_goes_to_what_is_found():
    async with scene("home") as user:
        await user.press("slash")
        await user.pilot.press(*"cards", "enter")
        await user.idle()
        assert user.place == "Map" and user.app.screen.skill.title == "Cards"
