"""The report as people read it: lines, one page, tables; nothing in it acts, and it stays small."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from class_world import Demo, World
from msgspec.structs import replace

from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.items import ItemFigure
from tutor.classroom.figures.skills import Stand, groups, skill_figures
from tutor.classroom.folder import find
from tutor.classroom.page import page
from tutor.classroom.page_of_one import page_of_one
from tutor.classroom.report import ItemWords, Report
from tutor.classroom.tables import tables
from tutor.core.classroom.lines import AnswerLine
from tutor.present.class_report import groups as group_lines
from tutor.present.class_sections import ClassPage, Section, text
from tutor.present.class_words import Told

NASTY = "<script>alert(1)</script> =cmd|'/c calc'!A0 \x1b[31m \u202e"


@pytest.fixture(scope="module")
def found(demo: Demo) -> Report:
    return demo.report


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "path", "rect", "circle", "polyline", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "rect", "circle", "polyline"):
            assert self.open.pop() == tag


def nasty(found: Report) -> Report:
    """The same report, where every text that comes from elsewhere is an attack."""
    return replace(
        found,
        title=NASTY,
        names=dict.fromkeys(found.people, NASTY + "x" * 10000),
        titles=dict.fromkeys(found.titles, NASTY),
        words={item: ItemWords(NASTY, words.skill, words.choices, False) for item, words in found.words.items()},
        choices=[replace(one, choice=NASTY, mistake=NASTY) for one in found.choices],
        mistakes=[replace(one, mistake=NASTY) for one in found.mistakes],
        unanswered=[replace(one, choice=NASTY) for one in found.choices[:3]],
        said=dict.fromkeys(found.said, NASTY),
        versions={NASTY: 3, "1": 2},
        tasks=[replace(one, task=replace(one.task, title=NASTY)) for one in found.tasks],
    )


def test_the_page_is_whole_and_runs_nothing_whatever_is_in_it(found: Report) -> None:
    for one in (found, nasty(found)):
        html = page(one)
        read = Tags(html)
        assert read.open == [] and "script" not in read.tags and "img" not in read.tags
        assert not [name for name, _value in read.attributes if name.startswith("on") or name in ("src", "href")]
        assert "\x1b" not in html and "default-src 'none'" in html
        assert all("<script" not in value for _name, value in read.attributes)


def test_the_page_of_one_is_whole_and_runs_nothing_whatever_is_in_it() -> None:
    lines = [Told(f"  {NASTY}", NASTY), Told(NASTY)]
    written = page_of_one(ClassPage(NASTY, NASTY, [Section(NASTY, "", lines, ("r",))], ("n",)), NASTY, "2026-11-23")
    read = Tags(written)
    assert read.open == [] and not {"script", "img"} & set(read.tags) and "\x1b" not in written
    assert not [name for name, _value in read.attributes if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in written and written.count("<dt>") == 2


def test_pictures_are_told_to_who_cannot_see_them(found: Report) -> None:
    html = page(found)
    assert html.count("<svg") == html.count('role="img" aria-label="') > 10


def test_a_table_holds_no_formula(found: Report) -> None:
    for name, written in tables(nasty(found)).items():
        for row in csv.reader(io.StringIO(written)):
            assert not [cell for cell in row if re.match(r"[=+@\t]|-(?![\d.])", cell)], name
            assert "\x1b" not in "".join(row)


def test_names_are_hidden_where_that_is_wished(found: Report) -> None:
    names = set(found.names.values())
    for shown, hidden in (
        (page(found), page(found, hidden=True)),
        ("\n".join(text(found)), "\n".join(text(found, hidden=True))),
    ):
        assert any(name in shown for name in names)
        assert not [name for name in names if re.search(rf"\b{name}\b", hidden)]


def test_the_lines_say_the_same_six_things_first(found: Report) -> None:
    lines = text(found)
    heads = [line.split("  ")[0] for line in lines[1:6]]
    assert heads[0] == "Going well" and re.fullmatch(r"Needs a look \(\d\)", heads[1])
    assert heads[2:] == ["Common mistake", "Questions to check", "Your tasks"]
    assert "“Parts”: " in lines[5]
    assert "Silence is not weakness." in lines[-2] or "All 12 are in here" in lines[-1]
    assert all("nan" not in line and "None" not in line for line in lines)


def test_those_who_find_the_same_skill_hard_are_a_group_with_who_could_help(found: Report) -> None:
    def at(who: str, skill: str, state: str, answers: int, right: int, mastered: int = 0) -> Stand:
        return Stand(who, skill, state, False, 1, 2, answers, right, mastered)

    stands = [
        *(at(who, "c/a", "learning", 8, 3) for who in ("K", "L")),
        at("M", "c/a", "learning", 4, 0),  # too little to say
        at("N", "c/a", "learning", 9, 8),
        *(at(who, "c/a", "mastered", 9, 9, day) for who, day in (("O", 5), ("P", 9), ("Q", 7))),
        *(at(who, "c/b", "learning", 9, 1) for who in ("K", "N", "O", "P")),
    ]
    told = [(one.skill, one.learners, one.helpers) for one in groups(stands, ["c/a", "c/b"])]
    assert told == [("c/b", ["N", "O", "P"], []), ("c/a", ["K", "L"], ["P", "Q"])]
    assert lines_of(replace(found, groups=groups(stands, ["c/a", "c/b"])))[1].endswith("P or Q could help")


def lines_of(report: Report) -> list[str]:
    return group_lines(report, lambda code: code)


def test_a_large_class_is_a_small_page(found: Report) -> None:
    """30 learners, 40 skills, 200 questions: 400 kB at most."""
    people = [f"BCDF{number:05}" for number in range(30)]
    stands = [Stand(who, f"c/s{skill:02}", "mastered", False, 1, 2, 9, 8, 2) for who in people for skill in range(40)]
    items = [
        ItemFigure(
            item=f"c/s{number % 40:02}/i{number}",
            rev=1,
            n=30,
            facility=0.5,
            low=0.3,
            high=0.7,
            m=30,
            r=0.31,
            r_low=0.1,
            r_high=0.5,
            groups=[0.1, 0.2, 0.3, 0.4, 0.5],
            flags=["weak"],
        )
        for number in range(200)
    ]
    large = replace(
        found,
        people=people,
        names={who: f"Name {who}" for who in people},
        levels=dict.fromkeys(people, 2),
        stands=stands,
        skills=skill_figures(stands, [f"c/s{skill:02}" for skill in range(40)]),
        items=items,
        words={one.item: ItemWords("What is this? " * 6, "c/s", {}, False) for one in items},
        titles={f"c/s{skill:02}": f"A skill with quite a long title, number {skill}" for skill in range(40)},
    )
    assert len(page(large).encode()) <= 400_000


def test_whom_the_teacher_talked_to_is_off_the_list_for_some_days(tmp_path: Path) -> None:
    world = World(tmp_path)
    (tmp_path / "names.csv").write_text("Anna\n", "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.csv")
    folder = find(tmp_path / "7b")
    today = (world.now.date() - date(1970, 1, 1)).days
    with ClassBook.open(folder.book, folder.card.id) as book:
        code = world.code()
        book.db.execute("insert into learner values(?,1,2,'2026-11-02','2026-11-02','','en',0,0)", (code,))
        days = range(today - 30, today - 20)
        rows = [
            AnswerLine(stream="s", n=n, id=f"{n}", item="c/s/i", day=day, score=1.0) for n, day in enumerate(days, 1)
        ]
        book.put_answers(code, rows)

    def listed() -> bool:
        return "Anna: quiet for" in world.run("teacher", "class", "report", "--class", "7b").stdout

    assert listed()
    told = world.run("teacher", "class", "talked", "Anna", "--class", "7b").stdout
    assert told == "Anna is off the list until 2026-11-09.\n"
    assert not listed()
    world.later(days=8)
    assert listed()


def test_who_practises_but_has_not_handed_in_lately_is_not_said_to_be_quiet(tmp_path: Path) -> None:
    """What is not handed in is not known: that nothing came for a week, while others handed in, is told as such."""
    world = World(tmp_path)
    (tmp_path / "names.csv").write_text("Anna\nBen\n", "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.csv")
    folder = find(tmp_path / "7b")
    today = (world.now.date() - date(1970, 1, 1)).days
    with ClassBook.open(folder.book, folder.card.id) as book:
        for number, made_on in ((1, "2026-10-22"), (2, "2026-11-02")):
            code, last = world.code(number), (date.fromisoformat(made_on) - date(1970, 1, 1)).days
            book.db.execute("insert into learner values(?,1,2,?,?,'','en',0,0)", (code, made_on, made_on))
            days = range(today - 30, last + 1)
            rows = [AnswerLine(stream="s", n=n, id=f"{n}", item="c/s/i", day=day) for n, day in enumerate(days, 1)]
            book.put_answers(code, rows)
    told = world.run("teacher", "class", "report", "--class", "7b").stdout
    assert "Anna: nothing handed in for 11 days while others did  → a word with them" in told
    assert "quiet" not in told and "Ben:" not in told
