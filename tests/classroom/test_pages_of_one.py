"""The pages of one learner and of one question: what people read, what each level of consent allows, who is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from class_world import kept
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pages_world import DAY, LEVELS, TODAY, Class, made

from tutor.classroom.figures.items import ChoiceFigure, ItemFigure, never_chosen
from tutor.classroom.figures.skills import Stand
from tutor.classroom.one_learner import LearnerPage, Surely, TaskShare, Tried, Week, learner_page
from tutor.classroom.one_question import QuestionPage, question_page
from tutor.classroom.report import Report
from tutor.classroom.report_data import WayFigure
from tutor.classroom.words import Letter
from tutor.classroom.writing_back import Wish, set_task, write_note
from tutor.core.classroom.codes import shown
from tutor.core.classroom.handout import NoteLine, TaskLine
from tutor.core.classroom.lines import AnswerLine
from tutor.present import class_glossary, class_learner_page, class_question_page
from tutor.present.class_items import questions
from tutor.present.class_sections import TERMS, page_text
from tutor.present.class_words import naming

PICK = "sums/adding/pick"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Class:
    import random

    found = made(tmp_path_factory.mktemp("pages"))
    chance, ada = random.Random(1), found.people["Ada"]
    with found.book() as book:
        write_note(found.folder, book, [ada], "Ada, look again.", TODAY, chance, about="sums/adding")
        set_task(found.folder, book, Wish(title="All sums", skills="sums/*", due="2027-01-31"), TODAY, chance)
        set_task(found.folder, book, Wish(title="Twos", items="sums/adding/two"), TODAY, chance, [ada])
        set_task(found.folder, book, Wish(title="An hour", minutes=60), TODAY, chance)
    return found


@pytest.fixture(scope="module")
def found(room: Class) -> Report:
    return room.report()


def of_learner(room: Class, found: Report, name: str) -> LearnerPage:
    with room.book() as book:
        return learner_page(book, room.packs, found, room.people[name])


def of_question(room: Class, found: Report, item: str) -> QuestionPage:
    with room.book() as book:
        return question_page(book, room.packs, found, item)


def learner_text(room: Class, found: Report, name: str, *, hidden: bool = False) -> str:
    page = of_learner(room, found, name)
    who = naming(found, hidden=hidden)
    return "\n".join(page_text(class_learner_page.learner_page(page, found, who, hidden=hidden)))


def question_text(room: Class, found: Report, item: str, *, hidden: bool = False) -> str:
    page = of_question(room, found, item)
    who = naming(found, hidden=hidden)
    return "\n".join(page_text(class_question_page.question_page(page, found, who, hidden=hidden)))


@pytest.mark.parametrize("name", ["Ada", "Chidi", "Dalia", "Emre", "Goran"])
def test_a_learners_page_reads_as_it_was_kept_at_each_level(room: Class, found: Report, name: str) -> None:
    kept(f"learner-{name}", learner_text(room, found, name))


@pytest.mark.parametrize("item", ["pick", "two", "word", "more"])
def test_a_questions_page_reads_as_it_was_kept(room: Class, found: Report, item: str) -> None:
    kept(f"question-{item}", question_text(room, found, f"sums/adding/{item}"))


def test_nothing_above_a_level_shows_even_where_it_was_handed_in_before(room: Class, found: Report) -> None:
    """All six handed in everything once; what they give now decides."""
    secrets = ["secret", "wants to sum up", "wrote funf", "'s shop"]
    for name, level in LEVELS.items():
        page, text = of_learner(room, found, name), learner_text(room, found, name)
        raw = json.dumps([str(part) for part in (page.goals, page.disputes, page.work)])
        assert f"{name} asks: why five?" in text
        assert bool(page.stands and page.weeks) == (level >= 1)
        assert bool(page.figure and page.disputes and page.sure) == (level >= 2)
        assert bool(page.goals and page.work) == (level >= 3)
        assert [one for one in secrets[1:3] if one in text + raw] == (secrets[1:3] if level == 3 else [])
        assert not [one for one in (secrets[0], secrets[3]) if one in text + raw]
        assert ("wrong" in text and level >= 2) or "2026-11-0" not in text or level in (1, 2, 3)


def test_who_gave_which_answer_is_named_only_of_those_who_go_on_giving_answers(room: Class, found: Report) -> None:
    page = of_question(room, found, PICK)
    right, three = page.answers
    names = {code: name for name, code in room.people.items()}
    assert right.right and (three.text, three.learners, three.n) == ("three", 3, 6)
    assert {names[code] for code in three.codes} == {"Ada", "Chidi"}  # Emre gave it, and keeps to himself now
    assert {names[code] for code in right.codes} == {"Bela", "Fatou"}
    text = question_text(room, found, PICK)
    assert "Ada, Chidi, 1 who now give less" in text and "Emre" not in text and "Dalia" not in text


def test_lists_and_tables_name_nobody_for_what_they_do_not_give_any_more(room: Class, found: Report) -> None:
    """Emre gives messages alone now, Dalia no answers: their old rows go on counting, and nothing is said of them."""
    from csv import DictReader

    from tutor.classroom.page import page
    from tutor.classroom.tables import tables

    rows = {row["learner"]: row for row in DictReader(tables(found)["learners"].splitlines())}
    assert (rows["Emre"]["level"], rows["Emre"]["first_tries"], rows["Emre"]["held"]) == ("0", "", "")
    assert (rows["Dalia"]["level"], rows["Dalia"]["first_tries"], rows["Dalia"]["held"]) == ("1", "", "1")
    assert (rows["Ada"]["first_tries"], rows["Ada"]["minutes"], rows["Goran"]["level"]) == ("14", "43", "")
    states = {row["learner"]: row["sums/adding"] for row in DictReader(tables(found)["states"].splitlines())}
    assert (states["Emre"], states["Dalia"]) == ("", "mastered")
    html = page(found)
    assert html.count("gave no answers</td>") == 2 and found.skills[0].n == 6
    emre = room.people["Emre"]
    assert not [one for one in found.groups if emre in (*one.learners, *one.helpers)]
    assert not [one for one in found.attention if one.helper == emre]


def test_while_names_are_hidden_no_page_holds_one_nor_words_that_may(room: Class, found: Report) -> None:
    pages = [learner_text(room, found, name, hidden=True) for name in room.people]
    pages += [question_text(room, found, f"sums/adding/{item}", hidden=True) for item in ("pick", "two", "word")]
    for text in pages:
        assert [name for name in room.people if re.search(rf"\b{name}\b", text)] == []
        assert "why five" not in text and "funf" not in text and "look again" not in text
    assert shown(room.people["Ada"]) in pages[0] and "hidden with the names" in pages[0]


def test_a_name_or_a_reference_that_is_none_is_told_with_the_nearest(room: Class) -> None:
    def told(*words: str) -> str:
        from command import tutor

        done = tutor("class", "report", *words, "--class", str(room.folder.path), TUTOR_NOW="2026-11-23T10:00:00+00:00")
        assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1
        return done.stderr

    assert told("--learner", "Chidy") == "Nobody in `7b` is called `Chidy`; did you mean Chidi?\n"
    assert told("--learner", "Xyzw") == "Nobody in `7b` is called `Xyzw`.\n"
    assert "did you mean `sums/adding/pick`?" in told("--question", "sums/adding/pikc")
    assert "did you mean `sums/adding/word`?" in told("--question", "wrod")
    assert told("--question", "\x1b[31m") == "The class has no question `[U+001B][31m`.\n"
    assert "--csv is for the whole class" in told("--learner", "Ada", "--csv", "tables")
    assert "One page at a time" in told("--question", "pick", "--learner", "Ada")


def test_both_pages_are_there_in_lines_and_as_json_without_names(room: Class) -> None:
    from command import tutor

    def run(*words: str) -> str:
        where = ("--class", str(room.folder.path))
        done = tutor("class", "report", *words, *where, TUTOR_NOW="2026-11-23T10:00:00+00:00")
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--learner", "ada").startswith("Ada    level 2: answers")
    assert run("--question", "pick").startswith(f"{PICK}    Adding")
    assert run("--learner", "Ada", "--codes").startswith(shown(room.people["Ada"]))
    person, asked = json.loads(run("--learner", "Ada", "--json")), json.loads(run("--question", "pick", "--json"))
    assert person["code"] == room.people["Ada"] and person["level"] == 2 and person["stands"]
    assert asked["item"] == PICK and asked["answers"][1]["learners"] == 3
    assert "Ada" not in json.dumps({**person, "messages": [], "notes": []}) and "Ada" not in json.dumps(asked)


def test_each_figure_is_explained_in_one_place_and_every_part_explains_its_own() -> None:
    names = {name for part in TERMS.values() for name in part}
    assert names <= set(class_glossary.TERMS)
    words = [term.words for term in class_glossary.TERMS.values()]
    assert len(set(words)) == len(words) and all(one.endswith(".") and len(one) < 240 for one in words)
    from command import tutor

    told = tutor("class", "report", "--explain").stdout.splitlines()
    assert told == class_glossary.lines() and len(told) == len(words)
    assert json.loads(tutor("class", "report", "--explain", "--json").stdout.splitlines()[0])["name"] == "n"


def test_pages_name_only_terms_that_there_are(room: Class, found: Report) -> None:
    who = naming(found)
    pages = [
        class_learner_page.learner_page(of_learner(room, found, "Ada"), found, who),
        class_question_page.question_page(of_question(room, found, PICK), found, who),
    ]
    used = {term for page in pages for part in page.parts for term in part.terms} | {*pages[0].terms, *pages[1].terms}
    assert used <= set(class_glossary.TERMS)


@given(st.text(max_size=60))
def test_whatever_strangers_write_a_page_is_lines_without_control_codes(words: str) -> None:
    hostile = replace(
        QUESTION, words=replace(QUESTION.words, ask=words, choices={"a": words}), key=words, never=[words]
    )
    hostile = replace(hostile, answers=[replace(one, text=words, mistake=words, said=words) for one in hostile.answers])
    report = REPORT.with_title(words)
    for hidden in (False, True):
        page = class_question_page.question_page(hostile, report, lambda code: code, hidden=hidden)
        lines = [line for part in page.parts for one in part.lines for line in (one.words, one.under)]
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join(lines))


@given(st.text(max_size=60))
def test_whatever_a_learner_wrote_their_page_is_lines_without_control_codes(words: str) -> None:
    told = Letter("K", "m", words, words, "2026-11-18", new=True)
    tried = Tried(day=DAY, item=words, right=False, answer=words, mistake=words, hints=2, confidence=3, first=True)
    person = LearnerPage(
        code="K", level=3, made_on="2026-11-18", stands=[Stand("K", "c/s", words, False, 1, 2, 11, 1, 0)],
        weeks=[Week(DAY, 2, 0)], lately=[0, 3], evidence={"c/s": [tried]}, sure_wrong=[tried], sure=[Surely(3, 2, 1)],
        mistakes=[(words, 2)], ways=[WayFigure(words, 5, 4, 1)], messages=[told], disputes=[told], goals=[words],
        work={"piece": 2}, notes=[NoteLine(id="n", text=words, about=words)],
        tasks=[TaskShare(TaskLine(id="t", title=words), share, own=True) for share in (None, 0.0, 0.01, 0.5, 1.0)],
    )  # fmt: skip
    for hidden in (False, True):
        page = class_learner_page.learner_page(person, REPORT.with_title(words), lambda code: code, hidden=hidden)
        assert len(page.parts) == 10
        lines = [line for part in page.parts for one in part.lines for line in (one.words, one.under)]
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join(lines))


def test_an_answer_of_which_nothing_is_told_is_none_and_its_mistake_is_told_all_the_same(tmp_path: Path) -> None:
    room = made(tmp_path)
    rows = [
        AnswerLine(stream="gaps", n=n, id=f"g{n}", item="sums/taking/a", day=DAY, answer=[None, None], mistake=mistake)
        for n, mistake in ((1, "swapped"), (2, ""))
    ]
    rows.append(AnswerLine(stream="gaps", n=3, id="g3", item="sums/taking/a", day=DAY, answer={"x": None}, right=True))
    with room.book() as book, book.changing():
        book.put_answers(room.people["Ada"], rows)
    page = of_question(room, room.report(), "sums/taking/a")
    [swapped] = page.answers
    assert (swapped.choice, swapped.mistake, swapped.learners, swapped.right) == ("", "swapped", 1, False)


class _Report:
    """As much of a report as a page asks for."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles, self.skills, self.today = titles, (), TODAY.isoformat()

    def with_title(self, words: str) -> _Report:
        return _Report({"c/s": words})


REPORT = _Report({})
FIGURE = ItemFigure(
    item="c/s/i", rev=1, n=40, facility=0.5, low=0.3, high=0.7, m=40, r=-0.5, r_low=-0.7, r_high=-0.2,
    groups=[0.9, 0.5, 0.5, 0.3, 0.1], flags=["check-key"],
)  # fmt: skip


def _question() -> QuestionPage:
    from tutor.classroom.one_question import Answered
    from tutor.classroom.report import ItemWords

    given_ = Answered(choice="a", text="", mistake="", said="", right=False, learners=9, n=40, codes=["K"])
    return QuestionPage(
        item="c/s/i", words=ItemWords("", "c/s", {}, False), key="", figures=[FIGURE], time=None, answers=[given_],
        left_out=0, others=0, hinted=0, disputes=[], drifts=[], maybe_right=["a"], unanswered=[], never=[],
    )  # fmt: skip


QUESTION = _question()


def test_what_to_try_begins_with_the_key_and_is_never_empty() -> None:
    def tried(page: QuestionPage) -> list[str]:
        shown_page = class_question_page.question_page(page, REPORT, lambda code: code)
        return [one.words for part in shown_page.parts if part.head == "What to try" for one in part.lines]

    first, second, *_more = tried(QUESTION)
    assert first.startswith("look at its key first") and second.startswith("see whether")
    calm = replace(QUESTION, figures=[replace(FIGURE, flags=[], r=0.4, r_low=0.1)], answers=[], maybe_right=[])
    assert tried(calm) == ["nothing to do"]
    assert tried(replace(calm, never=["seven"])) == ["put another choice in the place of “seven”, which tempts nobody"]


def test_a_choice_that_tempts_nobody_is_told_from_thirty_learners_on(found: Report) -> None:
    def choice(key: str, learners: int, rev: int = 1) -> ChoiceFigure:
        return ChoiceFigure(
            item="c/s/i", rev=rev, choice=key, mistake="", right=False, learners=learners, n=40, best=0, share=0.1
        )

    listed = {"c/s/i": ["a", "b", "c"], "c/s/gone": ["z"]}
    told = never_chosen(listed, [FIGURE], [choice("a", 12), choice("b", 1), choice("c", 2), choice("c", 9, rev=2)])
    assert [(one.choice, one.learners, one.n) for one in told] == [("b", 1, 40)]
    [line] = questions(replace(found, items=[], maybe_right=[], drifts=[], never=told))
    assert line.words == "1 of 40 answer “b” to c/s/i: it tempts nobody" and line.item == "c/s/i"
    assert never_chosen(listed, [replace(FIGURE, n=29)], []) == []
    newer = replace(FIGURE, rev=2)
    assert [one.choice for one in never_chosen(listed, [FIGURE, newer], [choice("a", 12)])] == ["a", "b", "c"]


def test_the_days_of_the_last_fortnight_are_those_of_the_answers(room: Class, found: Report) -> None:
    lately = of_learner(room, found, "Ada").lately
    assert len(lately) == 14 and sum(lately) == sum(DAY - 20 + at > DAY - 14 for at in range(1, 15))
