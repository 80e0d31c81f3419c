"""OATutor: steps with their answers, hints and skills; and files that are not as they should be."""

import json

import pytest
from foreign_files import brought_of, pack_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import NotThisFormat
from tutor.exchange.oatutor_answers import answer_of
from tutor.exchange.oatutor_text import expression_of, markdown_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>"


def dumped(place, data):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")


def problem(root, name, steps, **keys):
    """A problem's folder with these steps: each its own keys, and its `hints` apart."""
    folder = root / "content-pool" / name
    head = {
        "id": name,
        "title": "A title",
        "body": "",
        "license": LICENCE,
        "oer": "https://x.org <A book>",
        "lesson": "1",
    }
    dumped(folder / f"{name}.json", head | keys)
    for letter, step in zip("abcdef", steps, strict=False):
        place = folder / "steps" / f"{name}{letter}"
        hints = step.pop("hints", None)
        dumped(place / f"{name}{letter}.json", step)
        if hints is not None:
            dumped(place / "tutoring" / f"{name}{letter}DefaultPathway.json", hints)
    return folder


def typed(answer, title="How much?", **keys):
    return {"problemType": "TextBox", "answerType": "arithmetic", "stepAnswer": [answer], "stepTitle": title, **keys}


def pick(*choices, answer, **keys):
    return {"problemType": "MultipleChoice", "answerType": "string", "choices": choices, "stepAnswer": [answer], **keys}


HINTS = [
    {"id": "h2", "type": "hint", "dependencies": ["h1"], "title": "Then", "text": "Add $$1$$.\\n##figure1.gif##"},
    {
        "id": "h1",
        "type": "scaffold",
        "problemType": "MultipleChoice",
        "title": "First",
        "text": "What is $$1+1$$?",
        "choices": ["2", "3"],
        "hintAnswer": ["$$2$$"],
        "dependencies": [],
        "subHints": [{"id": "s", "type": "hint", "title": "", "text": "Count."}],
    },
]


def test_a_pool_becomes_skills_with_items_and_their_hints(tmp_path):
    problem(
        tmp_path,
        "p",
        [typed("$$\\frac{1}{2}$$", hints=HINTS), pick("a*", "b", answer="b", stepTitle="Which?")],
        body="Of $$x$$:",
    )
    dumped(tmp_path / "skillModel.json", {"pa": ["add_x**2", "count"], "pb": ["count", "nobody"]})
    plan = {
        "courseName": "Algebra",
        "lessons": [{"name": "L1", "topics": "Sums", "learningObjectives": {"count": 0.85}}],
    }
    dumped(tmp_path / "coursePlans.json", [plan])
    brought = brought_of(tmp_path)
    half, which = pack_of(brought, tmp_path).values()
    assert (half.ask, half.number, half.also) == ("Of $x$:\n\nHow much?", "1/2", ["tried/count"])
    assert half.hints == ["First\n\nWhat is $1+1$?\n\n- 2\n- 3", "Count.", "$2$", "Then\n\nAdd $1$."]
    assert [(choice.text, choice.is_right) for choice in which.choices] == [(r"a\*", False), ("b", True)]
    assert which.group == half.group != ""
    assert which.tags == ["nobody"]
    assert which.source == "OATutor, pb, A book, CC BY 4.0"
    assert {path: skill.keys for path, skill in brought.skills.items()} == {
        ("1", "Add x^2"): {"skill": "add-x-2"},
        ("L1: Sums", "Count"): {"skill": "count", "mastery": {"threshold": 0.85}},
    }
    assert brought.head == {"license": "CC BY 4.0"}
    assert told(brought) == [("OAT-SCAFFOLD", "pa"), ("OAT-HINT-FIGURE", "pa")]


@pytest.mark.parametrize(
    ("answer", "asked", "keys"),
    [
        ("$$-412$$", "", {"number": "-412"}),
        ("$$0.863$$", "", {"number": "0.863", "tolerance": "0.0005"}),
        ("$$2.5$$", "", {"number": "2.5"}),
        ("$$10\\sqrt{3}$$", "", {"formula": "10sqrt(3)"}),
        ("$$\\left(x+6\\right) \\left(x+8\\right)$$", "Factor it", {"formula": "(x+6)(x+8)", "form": "factored"}),
        ("$$x^{10}+\\frac{x+1}{2}$$", "", {"formula": "x^10+(x+1)/2"}),
        ("$$y=\\frac{1}{2}x$$", "", {"formula": "y=(1/2)x"}),
        ("$$1-\\log_{10}\\left(y\\right)$$", "", {"formula": "1-log_10(y)"}),
        ("$$\\sqrt[3]{x}$$", "", {"formula": "cbrt(x)"}),
        ("$$2\\frac{1}{2}$$", "", {"recall": r"$2\frac{1}{2}$"}),
        ("$$(1,2)$$", "", {"recall": "$(1,2)$"}),
        ("$$\\begin{bmatrix} 1 \\end{bmatrix}$$", "", {"recall": r"$\begin{bmatrix} 1 \end{bmatrix}$"}),
        ("$$50%$$", "", {"recall": "$50%$"}),
    ],
)
def test_an_answer_becomes_what_our_judge_can_compare_or_is_rated_by_the_learner(answer, asked, keys):
    assert answer_of(typed(answer), asked) == (keys, "OAT-EXPR" if "recall" in keys else "")


def test_a_text_is_typed_with_or_without_blanks_after_commas():
    assert answer_of(typed("2, -3", answerType="string"), "") == ({"answer": ["2, -3", "2,-3"]}, "")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a $$x_1$$ and *b*", r"a $x_1$ and \*b\*"),
        ("$$(-8)**{2/3}$$ is $$_{}$$", "$(-8)^{2/3}$ is \\_\\_\\_\\_"),
        ("one\\ntwo $$\\neq$$", "one\n\ntwo $\\neq$"),
        ("$$\\operatorname{162}a$$", "$162a$"),
        ("costs $5", r"costs \$5"),
    ],
)
def test_texts_become_markdown(text, markdown):
    assert markdown_of(text) == markdown


def test_what_can_be_no_item_is_told_by_its_step(tmp_path):
    steps = [
        typed("$$1$$", stepBody="##figure1.gif##"),
        typed(""),
        pick("a", "b", answer="c"),
        pick("https://ibb.co/a", "https://ibb.co/b", answer="https://ibb.co/a"),
        typed("$$1$$", variabilization={"a": [1]}),
        typed("$$1$$", problemType="Drag"),
    ]
    problem(tmp_path, "p", steps)
    problem(tmp_path, "q", [typed("$$1$$")])
    dumped(tmp_path / "content-pool/q/q.json", "{broken")
    problem(tmp_path, "r", [typed("$$1$$"), typed("$$(1,2)$$")])
    dumped(tmp_path / "content-pool/r/steps/ra/ra.json", "[" * 100_000)
    brought = brought_of(tmp_path)
    codes = ["OAT-FIGURE", "OAT-ANSWER", "OAT-CHOICE", "OAT-FIGURE", "OAT-VARS", "OAT-TYPE"]
    assert told(brought) == [
        *((code, f"p{letter}") for code, letter in zip(codes, "abcdef", strict=True)),
        ("OAT-JSON", "qa"),
        ("OAT-JSON", "ra"),
        ("OAT-EXPR", "rb"),
    ]
    assert (brought.report.read, brought.report.imported) == ({"step": 9}, {"step": 1})


def test_a_figure_that_is_there_belongs_to_the_question(tmp_path):
    folder = problem(tmp_path, "p", [typed("$$1$$", stepBody="##figure1.gif## ")])
    dumped(folder / "figures" / "figure1.gif", "GIF")
    [item] = pack_of(brought_of(tmp_path), tmp_path).values()
    assert (item.ask, item.image) == ("How much?", "media/figure1.gif")


def test_the_same_file_name_of_another_picture_is_kept_apart(tmp_path):
    for name in "pq":
        folder = problem(tmp_path, name, [typed("$$1$$", stepBody="##figure1.gif##")])
        dumped(folder / "figures" / "figure1.gif", name)
    assert len({item.image for item in pack_of(brought_of(tmp_path), tmp_path).values()}) == 2


def test_a_folder_without_problems_is_no_pool(tmp_path):
    with pytest.raises(NotThisFormat, match="holds no problems"):
        brought_of(tmp_path, "oatutor")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", "$$x$$", "TextBox", "MultipleChoice", "##f.gif##", "a"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "type"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = ["problemType", "answerType", "stepAnswer", "choices", "stepTitle", "stepBody", "variabilization", "hints"]


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES), VALUES, VALUES)
def test_whatever_the_files_hold_the_report_balances(tmp_path_factory, step, body, model):
    root = tmp_path_factory.mktemp("pool")
    problem(root, "p", [step], body=body, license=body)
    dumped(root / "skillModel.json", {"pa": model})
    dumped(root / "coursePlans.json", [model, {"lessons": [model, {"learningObjectives": {"a": model}}]}])
    assert brought_of(root).report.read == {"step": 1}


@given(st.text("{}\\frac$sqrt^_12x()[]", max_size=40))
def test_any_tex_is_an_expression_or_none(tex):
    assert isinstance(expression_of(tex), str)
