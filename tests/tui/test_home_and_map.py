"""Home, the courses, the map, the goal, the end: going about by keys."""

from tui_scenes import opened, scene, shapes


async def test_a_new_learner_is_welcomed_in_two_lines_and_enter_begins():
    async with shapes().app(start="home") as user:
        assert "Welcome. Press Enter" in user.text and "No account" in user.text
        await user.press("enter")
        assert "Which city is the capital of Spain?" in user.text


async def test_home_says_that_there_are_other_courses():
    async with shapes().app(start="home") as user:
        assert "1 other course: c shows it" in user.text
        await user.press("c")
        assert "Rivers" in user.text


async def test_the_week_without_a_goal_is_what_was_studied_and_nothing_missing_from_it():
    def prepare(session):
        session.skip(session.next().id, seconds=180)

    async with shapes(prepare).app(start="home") as user:
        week = next(line for line in user.lines if line.strip().startswith("Week"))
        assert week.endswith("3 min") and " of " not in week


async def test_the_week_with_a_goal_counts_the_days_that_it_plans():
    def prepare(session):
        session.skip(session.next().id, seconds=180)
        session.goal(words="travel", minutes_a_day=15, days=["mon", "thu"])

    async with shapes(prepare).app(start="home") as user:
        assert "3 of 30 min" in user.text


async def test_home_says_what_is_next_and_why():
    async with scene("home") as user:
        assert "Go on" in user.text and " due" in user.text
        assert "Goal   help my daughter with maths by March" in user.text
        assert "Sat 21 Nov" in user.lines[0] and "Ana" in user.lines[0]
        await user.press("w")
        assert user.place == "Card" and "Understood" in user.text


async def test_with_nothing_to_do_enter_leads_to_the_courses():
    async with scene("fractions-home") as user:
        user.app.screen.found.next_kind = ""
        await user.press("enter")
        assert user.place == "Courses"


async def test_the_map_shows_what_opens_what_and_enter_studies():
    async with scene("map-locked") as user:
        assert "▸ ○  Words" in user.text and "opens after Cities" in user.text
        await user.press("up", "enter")
        assert user.place == "StudyScreen" and "Which city" in user.text
        await user.press("escape", "enter")
        assert user.place == "Home"


async def test_a_locked_skill_opens_after_one_question_and_not_without():
    async with scene("map-locked") as user:
        await user.press("enter")
        assert "Open it anyway?" in user.text
        await user.press("escape")
        assert "▸ ○  Words" in user.text
        await user.press("o", "o")
        assert "▸ ◔  Words" in user.text
        await user.press("enter")
        assert user.place == "StudyScreen" and "› Words" in user.lines[0]


async def test_a_skill_can_be_tested_out_of():
    async with scene("map-locked") as user:
        await user.press("up", "t")
        assert "quiz 1 of 2 · no hints" in user.lines[0]


async def test_a_locked_skill_can_be_tested_out_of_and_failing_leads_on():
    async with scene("map-locked") as user:
        await user.press("t")
        assert "› Words" in user.lines[0] and "quiz 1 of" in user.lines[0]
        await user.press("ctrl+s" if user.app.screen.typing else "s")
        assert "Not this time" in user.text
        await user.press("enter")
        assert "still locked" not in user.text and "› Cities" in user.lines[0]


async def test_what_is_learned_needs_no_test_out():
    async with scene("map") as user:
        await user.press("up", "up", "up")
        assert "t test out" not in user.text
        await user.press("t")
        assert user.place == "Map"


async def test_a_lesson_can_be_read_again_from_the_map():
    async with scene("map-locked") as user:
        await user.press("up", "l")
        assert user.place == "Card" and "two very large cities" in user.text
        await user.press("escape", "down", "l")
        assert "Words has no lesson of its own" in user.text


async def test_why_names_what_is_missing_and_how_long_it_takes():
    async with scene("map-locked") as user:
        await user.press("w")
        assert "I can say the first words." in user.text
        assert "It opens when you have learned Cities" in user.text and "minutes" in user.text


async def test_the_mark_is_kept_in_sight_on_a_small_screen():
    async with scene("map", (40, 15)) as user:
        await user.press("down", "down", "down")
        assert any(line.startswith(" ▸") and "Cards" in line for line in user.lines)


async def test_a_course_that_was_not_begun_is_taken_up():
    async with shapes().app(start="home") as user:
        await user.press("c")
        assert "not begun" in user.text
        await user.press("down", "s")
        assert user.place == "StudyScreen" and "river" in user.text.lower()
        assert user.session.desk.courses == ("shapes", "rivers")


async def test_a_goal_in_own_words_gets_an_honest_forecast():
    async with shapes().app(start="home") as user:
        await user.press("g")
        await user.write("speak with my neighbour")
        await user.press("enter")
        await user.write("15")
        await user.press("enter")
        await user.write("2026-11-22")
        await user.press("enter")
        assert "0 of 4 skills learned" in user.text
        await user.press("escape")
        assert user.place == "Home" and "speak with my neighbour" in user.text


async def test_a_goal_can_be_left_out_altogether():
    async with shapes().app(start="home") as user:
        await user.press("g", "escape", "escape", "escape")
        assert user.place == "Home" and "Goal" not in user.text


async def test_what_can_not_be_a_number_or_a_day_is_asked_again_kindly():
    async with shapes().app(start="home") as user:
        await user.press("g", "enter")
        await user.write("soon")
        await user.press("enter")
        assert "A whole number from 1 to 1440" in user.text
        await user.press(*["backspace"] * 4, "enter")
        await user.write("tomorrow")
        await user.press("enter")
        assert "2027-01-31, please" in user.text


async def test_the_end_says_what_was_done_and_enter_goes_home():
    async with shapes().app() as user:
        user.time.wait(60)
        await user.press("2", "escape")
        assert "1 answer, 1 right, in 1 minute." in user.text
        assert "All is kept." in user.text
        await user.press("enter")
        assert user.place == "Home"
        await user.press("q")
        assert user.app.return_value == 0


async def test_the_mouse_works_but_is_not_needed():
    async with shapes().app() as user:
        choices = user.app.screen.area
        await user.pilot.click(choices, offset=(8, 1))
        await user.idle()
        assert "▸ 2   Madrid" in user.text and user.app.screen.mode == "asked"
        user.time.wait(1)
        await user.pilot.click(choices, offset=(8, 1))
        await user.idle()
        assert "✓ Right." in user.text


async def test_the_keys_on_the_last_line_work_by_mouse_each_where_it_stands():
    async with scene("map") as user:
        foot = user.app.screen.foot
        at = user.lines[-1].index("Esc")
        user.time.wait(1)
        await user.pilot.click(foot, offset=(at, 0))
        await user.idle()
        assert user.place == "Courses"
        user.time.wait(1)
        await user.pilot.click(user.app.screen.foot, offset=(79, 0))
        await user.idle()
        assert user.place == "Courses"


async def test_a_screen_follows_the_window():
    async with scene("pick-wrong") as user:
        await user.resize(40, 15)
        assert all(len(line) <= 40 for line in user.lines)
        await user.resize(200, 60)
        assert max(len(line.strip()) for line in user.lines[1:-1]) <= 72
        await user.resize(80, 24)
        assert "✓ 2   Madrid" in user.text


async def test_a_passage_stands_beside_the_question_where_there_is_room():
    async with scene("passage", (120, 40)) as user:
        row = next(line for line in user.lines if "Dear Ana" in line)
        assert "Where does Toledo stand" in row
        assert user.text.count("Dear Ana") == 1
        await user.resize(80, 24)
        assert user.text.count("Dear Ana") == 1
        assert user.text.index("Dear Ana") < user.text.index("Where does Toledo")


async def test_escape_leads_back_step_by_step():
    async with scene("map") as user:
        await user.press("escape")
        assert user.place == "Courses"
        await user.press("escape")
        assert user.place == "Home"


async def test_opened_skills_stay_open():
    async with shapes(opened("words")).app(start="home") as user:
        await user.press("c", "enter")
        assert "◔  Words" in user.text


def gated(gate, *more):
    def prepare(session):
        session.desk.gate = gate
        for one in more:
            one(session)

    return shapes(prepare)


async def test_under_advise_one_question_opens_a_lesson():
    async with gated("advise").app(start="home") as user:
        await user.press("c", "enter", "down", "enter")
        assert user.place == "Card" and "Open it anyway?" in user.text
        await user.press("o", "enter")
        assert user.place == "StudyScreen" and "› Words" in user.lines[0]


async def test_under_strict_the_map_says_what_comes_first_and_opens_nothing():
    async with gated("strict").app(start="home") as user:
        await user.press("c", "enter", "down")
        assert "open anyway" not in user.text
        await user.press("enter")
        assert user.place == "Map" and "Words needs Cities first" in user.text


async def test_under_open_no_question_is_asked():
    async with gated("open").app(start="home") as user:
        await user.press("c", "enter", "down", "enter")
        assert user.place == "StudyScreen" and "› Words" in user.lines[0]


async def test_a_placement_is_begun_from_home_and_goes_on_or_ends_there():
    async with shapes().app(start="home") as user:
        await user.press("p")
        assert user.place == "Card" and "Not learned yet" in " ".join(user.text.split())
        await user.press("p")
        assert user.place == "StudyScreen" and "placement · no marks · about" in user.lines[0]
        await user.press("escape", *(["escape"] if user.place == "StudyScreen" else []))
        assert "Your placement goes on where you left it" in user.text
        await user.press("enter")
        assert user.place == "Home" and "Go on with the placement" in user.text
        await user.press("e")
        assert "placement" not in user.text.split("Enter")[0].lower() and user.session.placement() is None


async def test_a_placement_that_was_declined_begins_nothing():
    async with shapes().app(start="home") as user:
        await user.press("p", "escape")
        assert user.place == "Home" and user.session.placement() is None


async def test_who_asks_for_a_placement_begins_it_with_enter():
    async with shapes().app(start="home") as user:
        await user.press("p", "enter")
        assert user.place == "StudyScreen" and user.session.placement() is not None


async def test_from_the_map_a_placement_is_begun_and_a_unit_is_tested_out_of():
    async with scene("map-locked") as user:
        await user.press("p", "p")
        assert user.place == "StudyScreen" and "placement" in user.lines[0]
    async with scene("map-locked") as user:
        await user.press("u")
        assert user.place == "StudyScreen" and "no hints" in user.lines[0]
