"""Why, in many situations: what the study service gives as data, and the sentences that people read.

`golden/why.txt` holds a line of what happened and below it what is said. After a wanted change:
`GOLDEN=1 pytest tests/study/test_why.py`, and read it as a twelve-year-old would.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from tutor.core.choose import Why
from tutor.core.gate import State
from tutor.core.mood import Feel
from tutor.core.remedy import Stage
from tutor.present import coaching, why
from tutor.present.coaching import coached
from tutor.present.why import sentence
from tutor.study.trouble import StudyError

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "why.txt"
ROOM = HERE.parents[1] / "tutor"

PACK = """
title: Sample
language: en
skills:
  - skill: one
    title: The base
    remember: skill
    lesson: [{way: words, text: Words about the base.}]
    items:
      - {id: p, ask: What is 1 + 1?, number: 2}
      - {id: q, ask: What is 1 + 2?, number: 3}
      - {id: r, ask: What is 1 + 3?, number: 4}
      - {id: s, ask: What is 1 + 4?, number: 5}
      - {id: t, ask: What is 1 + 9?, number: 10, difficulty: 5}
  - skill: two
    title: The top
    remember: skill
    requires: [one]
    lesson:
      - {way: words, text: Words about the top.}
      - {way: picture, text: A picture of it.}
      - way: steps
        steps: [{show: Look.}, {ask: What is 2 + 2?, number: 4}, {show: Done.}]
    items:
      - {id: a, ask: What is 10 + 1?, number: 11}
      - {id: b, ask: What is 10 + 2?, number: 12}
      - {id: c, ask: What is 10 + 3?, number: 13, difficulty: 1}
      - {id: d, ask: What is 10 + 4?, number: 14}
  - skill: words
    title: Some words
    items:
      - {id: v, ask: Say water., recall: agua}
      - {id: w, ask: Say bread., recall: pan}
      - {id: x, ask: Write of bread., essay: {model: Bread is good., rubric: [{criterion: Clear, levels: [No, Yes]}]}}
  - skill: far
    title: Far ahead
    requires: [elsewhere/deep-things]
    items: [{id: z, ask: What is 7 + 1?, number: 8}]
"""


class Learner:
    """Someone at the wire who does what a situation needs."""

    def __init__(self, wire: Any) -> None:
        self.wire = wire
        self.session = wire.session
        wire.ask("hello")

    def wait(self, days: float) -> None:
        self.wire.clock.take((self.wire.clock() + timedelta(days=days)).isoformat())

    def do(self, *, right: bool = True, skill: str = "", confidence: int | None = None) -> dict[str, Any]:
        """One task; gives the verdict, lessons are read."""
        task = self.wire.task(**({"skill": f"sample/{skill}"} if skill else {}))
        if task["kind"] == "lesson":
            return self.wire.answer_right(**({"skill": f"sample/{skill}"} if skill else {}))  # type: ignore[no-any-return]
        if task["type"] in ("recall", "essay"):
            response = None if task["type"] == "recall" else "Bread."
            self.wire.ask("answer", task=task["id"], response=response)
            return self.wire.ask("rate", task=task["id"], rating="good" if right else "again")["verdict"]  # type: ignore[no-any-return]
        response = self.wire.right() if right else 99
        more = {"confidence": confidence} if confidence else {}
        return self.wire.ask("answer", task=task["id"], response=response, seconds=9, **more)["verdict"]  # type: ignore[no-any-return]

    def question(self, skill: str = "") -> dict[str, Any]:
        """The next task that asks."""
        fields = {"skill": f"sample/{skill}"} if skill else {}
        while (task := self.wire.task(**fields))["kind"] == "lesson":
            self.wire.answer_right(**fields)
        return task  # type: ignore[no-any-return]

    def learn(self, *skills: str) -> Learner:
        for skill in skills:
            for _ in range(60):
                if self.wire.state(skill)["state"] not in ("open", "learning"):
                    break
                self.do(skill=skill)
        return self

    def miss(self, skill: str = "", **more: Any) -> dict[str, Any]:
        self.question(skill)
        return self.do(right=False, skill=skill, **more)

    def why(self, skill: str) -> str:
        return str(self.wire.ask("why", skill=f"sample/{skill}")["sentence"])

    def task_why(self, code: str, *, skill: str = "", right: bool = True, most: int = 60) -> str:
        """Do tasks until one comes for this reason; what is said of it."""
        for _ in range(most):
            task = self.wire.task(**({"skill": f"sample/{skill}"} if skill else {}))
            assert task is not None, f"nothing came before {code}"
            found = self.wire.ask("why", task=task["id"])
            if [one["code"] for one in found["reasons"]] == [code]:
                assert found["sentence"] == task["reason"]
                return str(found["sentence"])
            self.do(right=right, skill=skill)
        raise AssertionError(f"no task came because of {code}")

    def nothing(self, **fields: Any) -> str:
        for _ in range(80):
            reply = self.wire.ask("next", **fields)
            if reply["task"] is None:
                return str(reply["because"])
            self.do()
        raise AssertionError("there was always something")

    def coach(self, code: str, step: Callable[[], dict[str, Any]], most: int = 60) -> str:
        """Answer until the coach says this."""
        for _ in range(most):
            said = str(step().get("coach", ""))
            if code_of(said) == code:
                return said
        raise AssertionError(f"the coach never said {code}")


def code_of(said: str) -> str:
    """Which of the coach's sentences this is, by its first words."""
    for code, words in coaching.COACHED.items():
        if isinstance(words, str) and re.match(re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)), said):
            return code
    return ""


Situation = Callable[[Learner], str]
SITUATIONS: dict[str, Situation] = {}


def situation(name: str) -> Callable[[Situation], Situation]:
    def keep(made: Situation) -> Situation:
        SITUATIONS[name] = made
        return made

    return keep


# What comes next

SITUATIONS |= {
    "the first question ever": lambda me: me.task_why("new"),
    "going on with what was begun": lambda me: me.task_why("going_on"),
    "the quiz of a skill": lambda me: me.task_why("quiz"),
    "a skill one asked for": lambda me: me.task_why("asked_for", skill="one"),
    "a question that went wrong": lambda me: me.miss() and me.task_why("missed"),
    "a question one was sure of and got wrong": lambda me: me.miss("one", confidence=3) and me.task_why("missed"),
    "the placement": lambda me: me.wire.ask("place") and me.task_why("placement"),
}


@situation("a test-out")
def _(me: Learner) -> str:
    me.wire.ask("test_out", skill="sample/one")
    return me.task_why("test_out", skill="one")


@situation("an answer taken back")
def _(me: Learner) -> str:
    me.do()
    me.wire.ask("undo")
    return me.task_why("taken_back")


@situation("something written and not rated yet")
def _(me: Learner) -> str:
    while me.question("words")["type"] != "essay":
        me.do(skill="words")
    me.wire.ask("answer", task=me.wire.task()["id"], response="Bread.")
    me.session.desk.in_hand = []  # as after a restart
    return me.task_why("begun")


@situation("time to see it again")
def _(me: Learner) -> str:
    me.learn("one", "words")
    me.wait(5)
    return me.task_why("due")


@situation("long not seen")
def _(me: Learner) -> str:
    me.learn("one", "words")
    me.wait(90)
    return me.task_why("fading")


# What comes rarely is said from its data.

SITUATIONS |= {
    "before an exam": lambda _: sentence(Why("exam", {"recall": 0.93})),
    "something harder": lambda _: sentence(Why("challenge", {"wished": False})),
    "something harder, as one wished": lambda _: sentence(Why("challenge", {"wished": True})),
    "a little ahead of time": lambda _: sentence(Why("ahead", {"recall": 0.93})),
    "never asked": lambda _: sentence(Why("never_asked")),
    "a check of what was presumed": lambda _: sentence(Why("check")),
    "slipped away often": lambda _: coached(Why("leech", {"lapses": 8})),
}


# Side trips


def in_trouble(me: Learner, *, sound: bool) -> dict[str, Any]:
    """Two misses at the top; its base is sound or long forgotten."""
    me.learn("one")
    me.wait(1 if sound else 60)
    me.session.desk.in_hand = []
    me.miss("two")
    return me.miss("two")


SITUATIONS |= {
    "two misses, the base forgotten": lambda me: str(in_trouble(me, sound=False)["coach"]),
    "a look at the base": lambda me: in_trouble(me, sound=False) and me.task_why("remedy_probe"),
    "the base is practised": lambda me: in_trouble(me, sound=False) and me.task_why("remedy_review", right=False),
    "back from the base": lambda me: in_trouble(me, sound=False) and me.do(right=False) and me.task_why("remedy_back"),
    "another way of explaining": lambda me: in_trouble(me, sound=False) and me.task_why("remedy_explain", most=2),
}


@situation("a worked example")
def _(me: Learner) -> str:
    in_trouble(me, sound=False)
    me.task_why("remedy_explain", most=2)
    return _onward(me, "remedy_example")


@situation("an easier one first")
def _(me: Learner) -> str:
    in_trouble(me, sound=False)
    me.task_why("remedy_explain", most=2)
    return _onward(me, "remedy_easier")


def _onward(me: Learner, code: str) -> str:
    for _ in range(12):
        found = me.wire.ask("why", task=me.wire.task()["id"])
        if found["reasons"][0]["code"] == code:
            return str(found["sentence"])
        me.do(right=False)
    raise AssertionError(code)


@situation("the base was missing, and holds")
def _(me: Learner) -> str:
    in_trouble(me, sound=False)
    me.do(right=False)
    return me.coach("helped_prerequisite", me.do, 8)


# What the coach says

SITUATIONS |= {
    "sure and wrong": lambda me: str(me.miss("one", confidence=3)["coach"]),
    "it feels easy": lambda me: str(me.session.feel(me.question()["id"], "easy")["sentence"]),
    "it feels right": lambda me: str(me.session.feel(me.question()["id"], "right")["sentence"]),
    "lost at a question": lambda me: str(me.session.feel(me.question()["id"], "lost")["sentence"]),
    "much for one day": lambda me: me.coach("rests", lambda: me.miss("one")),
}


@situation("lost in a lesson")
def _(me: Learner) -> str:
    while me.wire.task()["kind"] != "lesson":
        me.do()
    return str(me.session.feel(me.wire.task()["id"], "lost")["sentence"])


@situation("easy three times")
def _(me: Learner) -> str:
    said = ""
    for _ in range(3):
        said = me.session.feel(me.question("one")["id"], "easy")["sentence"]
    return str(said)


@situation("hard on a second day")
def _(me: Learner) -> str:
    me.coach("rests", lambda: me.miss("one"))
    me.wait(1)
    turns = iter(range(99))
    return me.coach("stuck", lambda: me.do(right=next(turns) % 3 == 2, skill="one"))


# How a skill stands

SITUATIONS |= {
    "open": lambda me: me.why("one"),
    "locked": lambda me: me.why("two"),
    "locked by a course that is not here": lambda me: me.why("far"),
    "locked, with a base that was begun": lambda me: me.do() and me.do() and me.why("two"),
    "begun": lambda me: me.miss("one") and me.why("one"),
    "being learned": lambda me: [me.do(skill="one") for _ in range(3)] and me.why("one"),
    "its quiz is next": lambda me: me.task_why("quiz", skill="one") and me.why("one"),
    "learned": lambda me: me.learn("one").why("one"),
    "a deck learned": lambda me: me.learn("words").why("words"),
}


@situation("opened on one's own word")
def _(me: Learner) -> str:
    me.wire.ask("open", skill="sample/two")
    return me.why("two")


@situation("its quiz was tried")
def _(me: Learner) -> str:
    me.task_why("quiz", skill="one")
    for _ in range(3):
        if me.wire.task(skill="sample/one")["kind"] == "quiz":
            me.do(right=False, skill="one")
    return me.why("one")


@situation("mastered")
def _(me: Learner) -> str:
    me.learn("one", "words")
    me.wait(3)
    while me.wire.state("one")["state"] == "learned":
        me.do(skill="one")
    return me.why("one")


@situation("secure")
def _(me: Learner) -> str:
    me.learn("one", "words")
    for _ in range(12):
        if me.wire.state("one")["state"] == "secure":
            return me.why("one")
        due = me.wire.state("one")["due"]
        me.wire.clock.take(due)
        me.wait(0.1)
        me.session.desk.in_hand = []
        me.do(skill="one")
    raise AssertionError("it was never secure")


@situation("fading")
def _(me: Learner) -> str:
    me.learn("one")
    me.wait(60)
    return me.why("one")


@situation("due now")
def _(me: Learner) -> str:
    me.learn("one", "words")
    me.wire.clock.take(me.wire.state("one")["due"])
    me.wait(0.1)
    return me.why("one")


@situation("resting")
def _(me: Learner) -> str:
    me.coach("rests", lambda: me.miss("one"))
    return me.why("one")


@situation("presumed known")
def _(me: Learner) -> str:
    me.wire.ask("place")
    for _ in range(40):
        task = me.wire.task()
        if task is None or task["kind"] != "place":
            break
        me.wire.ask("answer", task=task["id"], response=me.wire.right(), seconds=9)
    presumed = [line["skill"] for line in me.wire.ask("status")["skills"] if line["presumed"]]
    return me.why(presumed[0].removeprefix("sample/"))


# Nothing to do

SITUATIONS |= {
    "the time is up": lambda me: me.nothing(minutes_left=0),
    "all is done": lambda me: me.nothing(),
}


@situation("what is hard rests")
def _(me: Learner) -> str:
    me.learn("one", "two")
    for _ in range(60):
        if me.wire.ask("next")["task"] is None:
            break
        me.do(right=False)
    return str(me.wire.ask("next")["because"])


@situation("the last days before the exam")
def _(me: Learner) -> str:
    day = (me.wire.clock() + timedelta(days=20)).date().isoformat()
    me.wire.ask("goal", skills=["sample/one"], date=day, minutes_a_day=20, exam=True)
    me.learn("one")
    me.wait(18.5)
    return me.nothing()


# Forecasts and coming back


@situation("a goal's forecast")
def _(me: Learner) -> str:
    from tutor.present.goal import forecast

    found = me.wire.ask("goal", skills=["sample/two"], minutes_a_day=20)["forecast"]
    return forecast(found, me.wire.clock().date())


@situation("back after two weeks away")
def _(me: Learner) -> str:
    me.learn("one", "words")
    me.wait(1)
    return _comeback(me)


def _comeback(me: Learner) -> str:
    from tutor.core.comeback import Comeback
    from tutor.present.goal import comeback

    return me.session.comeback() or comeback(Comeback(missed=9, days=3, day=1, today=12))


def said(found: str) -> str:
    """Without what the engine's constants decide, which have tests of their own: figures and days."""
    found = re.sub(r"\d+", "#", found)
    days = r"\b(today|tomorrow|yesterday|later today|on \w+day|on # \w{3}( #)?|# \w{3}( #)?|in # \w+)(?=[ ,.;])"
    return re.sub(r"an? # in", "# in", re.sub(days, "some day", found))


def kept() -> dict[str, str]:
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return dict(block.split("\n    ", 1) for block in blocks)


@pytest.fixture
def me(make_wire: Any, tmp_path: Path) -> Learner:
    (tmp_path / "sample.yaml").write_text(PACK, "utf-8")
    return Learner(make_wire())


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_reads_as_it_was_kept(name: str, me: Learner) -> None:
    found = SITUATIONS[name](me)
    if os.environ.get("GOLDEN"):
        lines = {**(kept() if GOLDEN.exists() else {}), name: found}
        text = "\n\n".join(f"{one}\n    {lines[one]}" for one in SITUATIONS if one in lines)
        GOLDEN.write_text(text + "\n", "utf-8")
    assert said(found) == said(kept()[name])


def test_there_are_thirty_situations_and_no_others_are_kept() -> None:
    assert len(SITUATIONS) >= 30 and list(kept()) == list(SITUATIONS)


# Every code, and the words


EXPANDED = {
    "remedy_": get_args(Stage),
    "side_trip_": ("probe", "explain", "example", "easier"),
    "helped_": ("prerequisite", "way"),
    "felt_": get_args(Feel),
    "is_": (*(state for state in get_args(State)), "presumed"),
}


@cache
def codes() -> frozenset[str]:
    """Every code that is made anywhere in the program, read from its source."""
    makers = [path for path in sorted(ROOM.rglob("*.py")) if "Why(" in path.read_text("utf-8")]
    return frozenset(code for path in makers for code in _codes_of(path))


def _codes_of(path: Path) -> Iterator[str]:
    for scope in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(scope, ast.FunctionDef):
            continue
        named = [node.value for node in ast.walk(scope) if isinstance(node, ast.Assign) and _is_code(node)]
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Why":
                yield from (code for value in [node.args[0], *named] for code in _values(value))
            if isinstance(node, ast.Return) and scope.name == "_code" and path.name == "reasons.py" and node.value:
                yield from _values(node.value)


def _is_code(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "code" for target in node.targets)


def _values(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_values(node.body), *_values(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        first = node.values[0]
        assert isinstance(first, ast.Constant)
        yield from (f"{first.value}{end}" for end in EXPANDED[str(first.value)])


WORDS = {**why.SENTENCES, **coaching.COACHED}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert codes() - set(WORDS) == set()
    assert set(WORDS) - codes() == set()
    assert {"missed", "quiz", "test_out", "remedy_probe", "is_locked", "leech", "felt_lost"} <= codes()


JARGON = re.compile(
    r"retriev|stabilit|prerequisit|recall is|logit|fsrs|probabil|algorithm|calibrat|interval|lapse|leech|remed|schedul"
    r"|understanding|threshold|evidence|parameter|wrong again|fail|bad|lazy|should have|forgot|\bNone\b|[{}]",
    re.IGNORECASE,
)


def test_no_sentence_holds_jargon_or_blame() -> None:
    written = [words for words in WORDS.values() if isinstance(words, str)]
    plain = [re.sub(r"\{\w+\}", "", words) for words in written]
    for words in (*plain, *kept().values()):
        assert not JARGON.search(words), words


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_reason_is_one_or_two_short_sentences(name: str) -> None:
    """A few situations say two things: how it stands or what is done about it, and when it comes again."""
    told = [part for part in re.split(r"(?<=[.?!]) ", kept()[name]) if part]
    assert len(told) <= 4 and all(len(part.split()) <= 27 for part in told), told


def test_an_unknown_code_says_nothing() -> None:
    assert sentence(Why("of another day")) == "" and coached(Why("of another day")) == "" and coached(None) == ""


def test_why_gives_the_evidence_as_data(me: Learner) -> None:
    me.learn("one", "words")
    me.wait(3)
    me.do(skill="one")
    found = me.wire.ask("why", skill="sample/one")
    proof = found["evidence"]
    assert found["state"] == "mastered" and proof["quiz_right"] == proof["quiz_asked"] == 3
    assert proof["held"] == pytest.approx(3, abs=0.1) and proof["recall"] > 0.99
    assert proof["last_right_at"] == proof["mastered_at"] > proof["learned_at"]
    assert [one["code"] for one in found["reasons"]] == ["is_mastered", "comes_back"]
    due = datetime.fromisoformat(me.wire.state("one")["due"])
    assert found["reasons"][1]["values"]["on"] == due.date().isoformat()
    assert found["reasons"][1]["values"]["recall"] == pytest.approx(0.9, abs=0.03)


def test_it_holds_until_the_day_it_begins_to_fade(me: Learner) -> None:
    me.learn("one", "words")
    until = me.wire.ask("why", skill="sample/one")["evidence"]["holds_until"]
    seconds = until / 1000 - me.wire.clock().timestamp()
    me.wait(seconds / 86_400 - 0.05)
    assert me.wire.state("one")["state"] == "learned"
    me.wait(0.1)
    assert me.wire.state("one")["state"] == "fading"


def test_why_of_what_is_unknown_is_refused(me: Learner) -> None:
    with pytest.raises(StudyError):
        me.session.why(skill="sample/none")
