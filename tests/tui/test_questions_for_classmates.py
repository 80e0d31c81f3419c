"""A question for classmates is written on one card, and one of theirs is judged by one key, on the screens."""

from tui_scenes import in_class, shapes
from tui_world import World, compiled

CLASSMATES = """
id: questions-7b
title: Questions of 7b
skills:
  - skill: cities
    title: Cities
    items:
      - {id: q-1, ask: "Which is [b]larger[/b]?", choices: [{right: Madrid}, {wrong: Toledo, because: Look again.}],
         explain: It is the capital., tags: [from-the-class], source: the girl with the hat}
"""
FIELDS = [
    "Cities",
    "Where is Toledo?",
    "South of Madrid",
    "On the coast",
    "There is no sea.",
    "",
    "",
    "",
    "",
    "A hill.",
]


def joined():
    return shapes(in_class)


async def typed(user, words):
    for word in words:
        if word:
            await user.write(word)
        await user.press("enter")


async def test_a_question_is_written_field_by_field_and_waits_for_the_next_hand_in():
    async with joined().app(start="home") as user:
        await user.press("m", "q")
        assert "Which skill is your question about?" in user.text
        await typed(user, [*FIELDS, "", "", ""])
        assert "Kept: it goes with your next hand-in." in user.text
        [one] = user.session.own_questions()
        assert one.skill == "shapes/cities" and one.question.ask == "Where is Toledo?"
        assert [wrong.text for wrong in one.question.wrong] == ["On the coast"]


async def test_what_is_refused_comes_back_with_all_that_was_typed():
    async with joined().app(start="home") as user:
        await user.press("m", "q")
        await typed(user, [*FIELDS[:4], "", "", "", "", "", "A hill.", "", "", ""])
        assert "Each wrong answer needs a sentence" in user.text
        await user.press("enter", "enter", "enter", "enter")
        await typed(user, ["There is no sea.", "", "", "", "", "", "", "", ""])
        [one] = user.session.own_questions()
        assert one.question.wrong[0].because == "There is no sea." and one.question.explain == "A hill."


async def test_esc_gives_a_question_up_and_keeps_nothing():
    async with joined().app(start="home") as user:
        await user.press("m", "q")
        await typed(user, FIELDS[:3])
        await user.press("escape")
        assert user.place == "InboxScreen" and user.session.own_questions() == []


async def test_a_classmates_question_is_judged_by_a_key_and_a_sentence(tmp_path):
    (tmp_path / "questions.yaml").write_text(CLASSMATES, "utf-8")
    async with World(compiled([tmp_path / "questions.yaml"]), ("questions-7b",)).app() as user:
        assert "A question by the girl with the hat." in user.text and "Which is [b]larger[/b]?" in user.text
        at = [one["text"] for one in user.task.choices].index("Madrid") + 1
        await user.press(str(at))
        assert "o what I think of it" in user.text
        await user.press("o")
        assert "2   clear and right, but hard" in user.text
        await user.press("4")
        await user.write("Madrid has grown.")
        await user.press("enter")
        assert "Noted for your teacher" in user.text
        [opinion] = user.session.desk.book.opinions()
        assert (opinion.id, opinion.clear, opinion.right, opinion.hard) == (
            "questions-7b/cities/q-1",
            True,
            False,
            False,
        )
        assert opinion.text == "Madrid has grown."


async def test_other_questions_ask_for_no_opinion():
    async with shapes().app() as user:
        assert "A question by" not in user.text and user.task.by == ""
