"""`tutor portfolio`: what may be shown, and what was chosen of it as a page; nothing is in it that nobody chose."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core.gate import Evidence
from tutor.core.learner.events import GoalSet, HandedIn, Met, Noted, RatedByTeacher, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.learner.quizzed import QuizWaits
from tutor.present.own_work import Proposal, markdown, page
from tutor.store.book import Book
from tutor.study.notebook import Entry
from tutor.study.own_work import CourseWork, Mastered

NOW = datetime(2026, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The folder of one with a goal, a piece that a teacher rated, and four entries of a journal."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    path = tmp_path / "learners" / "me.sqlite"
    path.parent.mkdir(mode=0o700)
    piece = HandedIn(piece="p1", project="c/letter", title="A letter", sort="text", text="Dear *Ana*,\n# not a title")
    told = RatedByTeacher(piece="p1", teacher="Ms <Lee>", criteria=[1], text="Warm and clear.")
    with Book.open(path, fold=apply, now=NOW, chance=random.Random(1)) as book:
        book.record(NOW, Met(course="c", version="1", content_hash="h", skills=[SkillFacts(id="c/one", item_count=3)]))
        book.record(NOW, GoalSet(goal="g", skills=[], text="Write to my grandmother"))
        book.record(NOW, piece)
        book.record(NOW, told)
        for day in range(4):
            book.record(NOW + timedelta(days=day), Noted(about="", text=f"Thought {day}", question="hard"))
    return tmp_path


def run(*words, **more):
    return CliRunner().invoke(app, ["portfolio", *map(str, words)], **more)


def test_the_list_says_what_may_be_shown_and_writes_nothing(home):
    before = sorted(path.name for path in home.rglob("*") if path.is_file())
    found = run()
    assert found.exit_code == 0
    assert found.output.splitlines()[:3] == [
        "1. Goal: Write to my grandmother",
        "2. Piece: A letter, handed in 2026-03-01",
        "3. Journal, 2026-03-04: Thought 3",
    ]
    assert [path.name for path in home.rglob("*.md")] == []
    assert [name for name in before if name.endswith((".md", ".html"))] == []
    assert json.loads(run("--json").output)["goals"][0]["words"] == "Write to my grandmother"


def test_only_what_was_chosen_is_on_the_page(home, tmp_path):
    file = tmp_path / "p.md"
    assert run(file, "--only", "2", "--name", "Bo").exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Portfolio of Bo\n") and "grandmother" not in text and "Thought" not in text
    assert "> Dear \\*Ana\\*,  \n> \\# not a title" in text
    assert "Rated by Ms \\<Lee\\>, 2026-03-01" in text and "> Warm and clear." in text


def test_a_page_is_not_written_over_unless_that_is_said(home, tmp_path):
    file = tmp_path / "p.html"
    file.write_text("mine", encoding="utf-8")
    refused = run(file, "--only", "1")
    assert refused.exit_code == 2 and "--force" in refused.output and file.read_text(encoding="utf-8") == "mine"
    assert run(file, "--only", "1", "--force").exit_code == 0
    assert "<blockquote>\n<p>Write to my grandmother</p>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("p.txt",), "has to end in .md or .html"),
        (("--only", "1"), "needs a FILE"),
        (("p.md", "--only", "0"), "numbers of the list, 1 to 6"),
        (("p.md", "--only", "9999999999"), "numbers of the list, 1 to 6"),
        (("p.md", "--only", "3,4,5,6"), "at most 3 entries of the journal"),
        (("p.md",), "Say which with --only"),
        (("no/such/folder/p.md", "--only", "1"), "There is no folder"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence_and_nothing_is_written(home, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    found = run(*words)
    assert found.exit_code in (1, 2) and said in found.output and not list(tmp_path.glob("p.*"))


def test_a_program_keeps_its_indentation_and_a_name_its_signs():
    entry = Proposal("entry", Entry(sort="journal", id="e", at=NOW.isoformat(), text="def f(x):\n    return 1"), "")
    made = page(markdown("Ana_Maria", [entry], date(2026, 3, 1)), "Ana_Maria")
    assert "def f(x):<br />\n\u00a0\u00a0\u00a0\u00a0return 1" in made
    assert "<title>Portfolio of Ana_Maria</title>" in made and '<html lang="en">' in made


def test_who_is_asked_is_not_asked_for_more_than_a_portfolio_holds(home, tmp_path, monkeypatch):
    from tutor.cli import portfolio_command

    monkeypatch.setattr(portfolio_command, "_somebody_is_there", lambda: True)
    file = tmp_path / "p.md"
    found = run(file, input="n\nn\n" + "y\nwhy\n" * 3)
    assert found.exit_code == 0, found.output
    text = file.read_text(encoding="utf-8")
    assert text.count("Why I chose it: why") == 3 and "Thought 1" in text and "Thought 0" not in text


def test_without_a_file_of_a_learner_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    found = run()
    assert found.exit_code == 1 and "me.sqlite" in found.output and not list(tmp_path.rglob("*.sqlite"))


class Words(HTMLParser):
    """The text and the tags of a page's quotation."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.inside = [], set(), False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.inside |= tag == "blockquote"

    def handle_endtag(self, tag):
        self.inside &= tag != "blockquote"

    def handle_data(self, data):
        if self.inside:
            self.words.append(data)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)
)
def test_whatever_was_written_reads_on_the_page_as_it_was_written(words):
    entry = Proposal("entry", Entry(sort="journal", id="e", at=NOW.isoformat(), text=words), "")
    text = markdown("", [entry], date(2026, 3, 1))
    for made in (page(text), MarkdownIt("commonmark").enable("table").render(text)):
        seen = Words()
        seen.feed(made)
        assert " ".join("".join(seen.words).split()) == " ".join(shown(words).split())
        assert not seen.tags & {"script", "img", "a", "code", "em", "li", "table", "svg"}


def shown(words):
    from tutor.core.text import clean

    return clean(words)


def test_a_mastered_skill_says_since_when_and_what_that_rests_on():
    proof = Evidence(
        understanding=0.97,
        threshold=0.9,
        recent="1101111",
        opportunities=9,
        quiz_near=False,
        quiz_waits=QuizWaits(),
        quiz_size=3,
        quiz_failures=0,
        learned_at=1,
        mastered_at=2,
        stability=40.0,
        quiz_right=3,
        quiz_asked=3,
        held=21.2,
    )
    skill = Mastered(title="Halves & thirds", state="mastered", since="2026-02-20T10:00:00Z", evidence=proof)
    work = CourseWork(title="Fractions", version="2", skills=[skill], of=12)
    text = markdown("", [Proposal("course", work, "")], date(2026, 3, 1))
    assert "### Fractions\n\n1 of 12 skills. Version 2.\n" in text
    assert (
        "- **Halves \\& thirds**: mastered on 2026-02-20, 6 of 7 unaided lately, quiz 3 of 3, "
        "right again after 21 days\n" in text
    )
