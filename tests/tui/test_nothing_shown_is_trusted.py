"""What strangers write is only ever text: one way of showing it, and no string that breaks out of it."""

import ast
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tui_world import OTHER, SHAPES, World, compiled

from tutor.study.overview import CourseLine, SkillLine, UnitLines
from tutor.study.tasks import Task, Verdict
from tutor.tui.asked import Asked, Option
from tutor.tui.safe import line, text, two_ends, wrapped
from tutor.tui.sitting import Told

EXAMPLES = 100 if os.environ.get("DRAWN") else 5
PARSE_MARKUP = {
    *("Static", "Label", "Button", "Link", "Checkbox", "RadioButton", "RadioSet", "Switch", "Select", "SelectionList"),
    *(
        "OptionList",
        "Option",
        "Collapsible",
        "Tab",
        "Tabs",
        "TabbedContent",
        "TabPane",
        "DataTable",
        "Tree",
        "RichLog",
        "Log",
    ),
    *(
        "Markdown",
        "MarkdownViewer",
        "Header",
        "Footer",
        "Digits",
        "Pretty",
        "Sparkline",
        "Tooltip",
        "Placeholder",
        "Rule",
    ),
}
SHOW_TEXT = {"notify", "from_markup", "from_text", "from_rich_text", "render_str", "write"}
TITLES = {"border_title", "border_subtitle", "tooltip", "placeholder", "sub_title"}


def offences(path):
    """Ways of showing text in a module that go round `safe`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("textual"):
                yield from (alias.name for alias in node.names if alias.name in PARSE_MARKUP)
            case ast.Import() | ast.ImportFrom() if "rich" in ast.unparse(node).split():
                yield "rich"
            case ast.Call(func=ast.Name(id="Content")) if not isinstance(node.args[0], ast.Constant):
                yield "Content(…)"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="Content"), attr=name)):
                yield f"Content.{name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in SHOW_TEXT:
                yield name
            case ast.Call(keywords=keywords) if any(one.arg in TITLES for one in keywords):
                yield "a title"
            case ast.Attribute(attr=name, ctx=ast.Store()) if name in TITLES:
                yield name
            case ast.FunctionDef(name="render" | "render_line" | "render_lines"):
                yield "a widget that draws by itself"


def test_text_is_shown_through_one_factory_only(sources):
    found = {path.name: list(offences(path)) for path in sources if path.name != "safe.py"}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "bad",
    [
        'from textual.widgets import Static\nStatic(f"[b]{title}[/b]")',
        'self.notify(f"Hello {name}")',
        "Content.from_markup(words)",
        "Content(task.ask)",
        "self.border_title = skill.title",
        "Field(placeholder=item.ask)",
        "def render(self): return self.words",
    ],
)
def test_the_test_itself_finds_other_ways(bad, tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(bad, encoding="utf-8")
    assert list(offences(path))


HOSTILE = (
    "[@click=app.quit]press[/]",
    "[/]",
    "[link=https://example.org]x",
    "\x1b]0;title\x07",
    "\x1b[5;5H\x1b[2J",
    "\x9b31m",
    "\x9d52;c;aGk=\x9c",
    "\u202egnirts\u202c",
    "```\n[b]",
    "| a |\n|---|\n| [/] |",
    "$\\frac{[/]}{\x1b}$",
    "\\",
    "<b onclick=1>",
    "[text](javascript:alert)",
)
words = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.lists(st.sampled_from(HOSTILE), max_size=4).map("\n".join)
)


def is_harmless(shown):
    return all(character == "\n" or (ord(character) >= 32 and not 0x7F <= ord(character) < 0xA0) for character in shown)


@given(words, st.integers(1, 90))
def test_no_text_keeps_a_control_code_or_a_style(typed, width):
    for content in (text(typed), line(typed, "bold"), two_ends([text(typed)], [line(typed)], width)):
        assert is_harmless(content.plain)
        assert {str(span.style) for span in content.spans} <= {"bold"}
    for row in wrapped(line(typed), width, text("• ")):
        assert is_harmless(row.plain)


@pytest.fixture(scope="module")
def shown():
    """A world that is opened anew for each string."""
    return World(compiled([SHAPES, OTHER]), ("shapes",))


def hostile_task(typed, shape, kind):
    return Task(
        id="1",
        kind=kind,
        skill="shapes/cities",
        item="shapes/cities/x",
        ask=typed,
        title=typed,
        course_title=typed,
        passage=typed,
        reason=typed,
        shape=shape,
        unit_of_answer=typed,
        media={"alt": typed},
        hints=1,
        type="choices",
        choices=[{"id": "a", "text": typed}, {"id": "b", "text": typed, "alt": typed}],
        blanks=[typed, typed, typed],
        lines=[typed, f"  {typed}", typed],
        indent=kind == "review",
        left=[typed, "b"],
        right=[typed],
        groups=[typed, "b"],
        examples={"match": [typed], "reject": [typed, ""]},
        rubric=[{"criterion": typed, "levels": [typed, "b"]}],
        words={"least": 1, "most": 2},
        starter=typed,
        language=typed,
        setup=typed,
        files=[typed],
        tests=[{"call": typed, "gives": typed}, {"stdin": typed, "prints": typed}, {"script": typed}],
        parts=[
            {"type": "answer", "shape": "text", "ask": typed, "unit": typed},
            {"type": "sort", "shape": "groups", "ask": typed, "lines": [typed], "groups": [typed]},
            {"type": "regex", "shape": "text", "ask": typed, "examples": {"match": [typed]}},
        ],
        block={
            "way": typed,
            "text": typed,
            "alt": typed,
            "link": typed,
            "plot": [typed, "y = a*x"],
            "bars": [typed, "a"],
            "points": [[typed, "1"]],
            "sample": {"of": typed, "count": typed},
            "vars": {typed: [-5, 5, 1], "a": [-5, 5, 1]},
            "steps": [
                {"show": typed},
                {"ask": typed, "type": "answer", "answer": typed},
                {"ask": typed, "type": "match", "answer": {typed: typed}},
                {"ask": typed, "type": "sort", "answer": {typed: [typed]}},
            ],
        },
    )


RIGHT = {
    "pairs": lambda typed: {typed: typed, "b": "c"},
    "groups": lambda typed: {typed: [typed], "b": [typed]},
    "writing": lambda typed: typed,
    "program": lambda typed: typed,
    "parts": lambda typed: [typed, {typed: [typed]}, typed],
}
"""A right answer of the shapes that have not just two texts."""


def hostile_verdict(typed, shape=""):
    return Verdict(
        correct=False,
        score=0.5,
        rating="again",
        feedback=typed,
        right_answer=RIGHT.get(shape, lambda typed: [typed, typed])(typed),
        parts=[True, False, False] if shape == "parts" else [],
        explain=typed,
        difference=[("same", typed), ("changed", typed), ("missing", typed), ("extra", typed)],
        heard=typed,
    )


def no_actions(app):
    """No action and no link hides in anything that is painted."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert is_harmless(segment.text)
            assert segment.style is None or segment.style.link is None
            assert not {"@click", "link"} & set(segment.style.meta if segment.style else ())


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(words)
def test_any_string_in_any_place_of_the_study_screen_is_only_text(shown, typed):
    import asyncio

    asyncio.run(study_screen(shown, typed))


async def study_screen(world, typed):
    async with world.app() as user:
        screen = user.app.screen
        for shape, kind in (
            ("pick", "learn"),
            ("pick_many", "quiz"),
            ("text", "learn"),
            ("gaps", "review"),
            ("self_rate", "learn"),
            ("lines", "learn"),
            ("lines", "review"),
            ("pairs", "learn"),
            ("groups", "learn"),
            ("writing", "learn"),
            ("program", "learn"),
            ("parts", "learn"),
            ("", "lesson"),
        ):
            task = hostile_task(typed, shape, kind)
            task = replace(task, quiz={"number": 1, "size": 2}) if kind == "quiz" else task
            screen.sitting.task = task
            screen.notice = typed
            await screen.show_task(task)
            await user.idle()
            no_actions(user.app)
            if shape:
                verdict = hostile_verdict(typed, shape)
                screen._show_verdict(Told(verdict, (typed,)), verdict.right_answer, skipped=False)
                screen._revealed(verdict, typed) if shape in ("writing", "self_rate") else None
                screen.explained(task.block)
                await user.idle()
                no_actions(user.app)
        assert not user.app._exit


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(words)
def test_any_string_in_any_place_of_the_other_screens_is_only_text(shown, typed):
    import asyncio

    asyncio.run(other_screens(shown, typed))


async def other_screens(world, typed):
    from tutor.tui.screens.courses import _course
    from tutor.tui.screens.home import _courses, _goal, _next
    from tutor.tui.screens.map import _rows
    from tutor.tui.screens.why import why_card
    from tutor.tui.verdict_view import sentence

    async with world.app(start="home") as user:
        home = user.app.screen
        found = replace(
            home.found, name=typed, next_skill=typed, next_course=typed, next_reason=typed, goal_words=typed
        )
        found.forecast = {"earliest": "2027-01-01", "latest": "2027-02-01", "learned": 1, "skills": 3, "minutes": 5}
        course = CourseLine(
            id=typed, title=typed, summary=typed, met=True, states=["open"], due=1, skill_count=1, note=typed
        )
        today = user.time.now().date()
        home.head.show(text(typed))
        drawn = (_next(found), sentence(typed), _goal(found, today), None, _courses([course], "c"))
        for block, draw in zip(home.blocks, drawn, strict=True):
            block.show(draw)
        await user.idle()
        no_actions(user.app)
        skill = SkillLine(
            id=typed, title=typed, can=typed, state="open", presumed=False, mastery=0.0, recall=None, due=0,
            locked_by=[], note=typed, minutes=3, answers=0,
        )  # fmt: skip
        rows, _ = _rows([UnitLines(title=typed, skills=[skill])])
        await user.press("c")
        for row in (*rows, *user.app.screen.rows.rows):
            for marked in (True, False):
                assert all(is_harmless(one.plain) for width in (20, 70) for one in row.draw(width, marked))
        assert all(is_harmless(one.plain) for one in _course(course)(40, True))
        why = user.session.why(skill="shapes/cities")
        await user.app.push_screen(why_card(typed, {**why, "sentence": typed}, user.time.now(), typed))
        await user.idle()
        no_actions(user.app)


@settings(deadline=None)
@given(words)
def test_a_choice_is_drawn_as_text_whatever_it_is(typed):
    from tutor.tui.areas.choices import Choices

    area = Choices()
    area.asked = Asked("pick", (Option("a", typed, typed),))
    for told in (None, frozenset({0})):
        area.right, area.ticked = told, {0}
        assert all(is_harmless(one.plain) for one in area._draw_one(0, 40, True))


@given(words)
def test_what_is_pasted_into_a_gap_is_cleaned(typed):
    from tutor.tui.areas.gaps import Gaps

    area = Gaps()
    area.around, area.values = (typed, typed), [""]
    area._insert(typed)
    assert is_harmless(area.values[0]) and "\n" not in area.values[0] and len(area.values[0]) <= 200
    assert is_harmless(area.draw(30).plain)


async def test_what_is_pasted_into_an_editor_is_cleaned():
    from textual import events
    from tui_scenes import scene

    async with scene("writing") as user:
        user.app.post_message(events.Paste("\x1b[31mred\tand \x9bblue\n\u202enext"))
        await user.idle()
        words = user.app.screen.area.editor.text
        assert is_harmless(words) and "red" in words and "next" in words and "\u202e" not in words


async def test_what_is_pasted_into_a_field_is_cleaned():
    from textual import events
    from tui_scenes import scene

    async with scene("text") as user:
        field = user.app.screen.area.field
        field.post_message(events.Paste("\x1b[31mred\tand \x9bblue"))
        await user.idle()
        assert is_harmless(field.value) and "red" in field.value
