"""Logs of answers, out and in: what FSRS's optimisers and models of knowledge read, and what others write."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core.learner.events import Answered, Met, Named, SkillFacts
from tutor.core.learner.fold import apply
from tutor.exchange.brought import NotThisFormat, Review
from tutor.exchange.log_reading import log_of
from tutor.packs import shipped
from tutor.store.book import Book
from tutor.study.answer_logs import answers_csv, fsrs_csv

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
AT = 1_709_294_400_000


def answered(item, rating="good", **more):
    right = rating != "again"
    keys = {"skill": "c/s", "kind": "review", "type": "recall", "score": float(right), "correct": right}
    return Answered(item=f"c/s/{item}", rating=rating, **(keys | more))


@pytest.fixture
def book():
    with Book.open(":memory:", fold=apply, now=START) as made:
        met = Met(course="c", version="1", content_hash="x", skills=[SkillFacts(id="c/s", item_count=3)])
        made.record(START, met, Named(text="=Ana"))
        made.record(START, answered("a", seconds=2.5))
        made.record(START + timedelta(minutes=5), answered("a", "hard", hints=1))
        made.record(START + timedelta(days=2), answered("b", kind="place"))
        made.record(START + timedelta(days=3), answered("a", "again"))
        made.record(START + timedelta(days=3, minutes=9), answered("a", "easy"))
        made.record(START + timedelta(days=3, minutes=9), answered("b", "easy"))
        made.undo(START + timedelta(days=3, minutes=10))
        yield made


def test_fsrs_gets_each_review_of_a_memory_with_the_state_before(book):
    head, *rows = csv.reader(io.StringIO(fsrs_csv(book)))
    assert head == ["card_id", "review_time", "review_rating", "review_state", "review_duration"]
    assert [(row[0], int(row[1]) - AT, *row[2:]) for row in rows] == [
        ("1", 0, "3", "0", "2500"),
        ("1", 300_000, "2", "1", "0"),
        ("1", 259_200_000, "1", "2", "0"),
        ("1", 259_740_000, "4", "3", "0"),
    ]


def test_answers_tell_no_name_unless_it_is_asked_for(book):
    rows = list(csv.DictReader(io.StringIO(answers_csv(book))))
    assert [(row["item"], row["correct"], row["rating"], row["hints"], row["ms"], row["kind"]) for row in rows] == [
        ("c/s/a", "1", "good", "0", "2500", "review"),
        ("c/s/a", "1", "hard", "1", "", "review"),
        ("c/s/b", "1", "good", "0", "", "place"),
        ("c/s/a", "0", "again", "0", "", "review"),
        ("c/s/a", "1", "easy", "0", "", "review"),
    ]
    assert rows[0]["time"] == "2024-03-01T12:00:00.000+00:00"
    assert "Ana" not in answers_csv(book)
    assert len({row["learner"] for row in rows}) == 1
    assert "'=Ana," in answers_csv(book, names=True)


def logged(tmp_path, text, **asked):
    place = tmp_path / "log.csv"
    place.write_text(text)
    log = log_of(place, **asked)
    assert log.report.balances
    return log


def told(log):
    return [(loss.code, loss.places) for loss in log.report.losses]


def test_rows_are_put_into_order_merged_and_left_out_by_their_lines(tmp_path):
    rows = [
        "b,1709294500000,4",
        "a,1709294400000,3",
        "b,1709294500000,4",
        "a,1709294600000,5",
        "a,never,3",
        ",1709294700000,1",
    ]
    log = logged(tmp_path, "\n".join(["card_id,review_time,review_rating", *rows]))
    assert log.reviews == [Review("a", AT, "good"), Review("b", AT + 100_000, "easy")]
    assert told(log) == [
        ("LOG-ORDER", ["log.csv:3"]),
        ("LOG-TWICE", ["log.csv:4"]),
        ("LOG-RATING", ["log.csv:5"]),
        ("LOG-TIME", ["log.csv:6"]),
        ("LOG-ITEM", ["log.csv:7"]),
    ]


@pytest.mark.parametrize(
    ("cells", "rating", "seconds"),
    [
        ("1,0,", "good", None),
        ("0,0,900", "again", 0.9),
        ("true,1,", "hard", None),
        ("Yes,2,-5", "again", None),
    ],
)
def test_any_columns_can_be_mapped(tmp_path, cells, rating, seconds):
    text = f"Problem Name,when,ok,help,took\nx,2024-03-01T13:00:00+01:00,{cells}\n"
    columns = {"item": "Problem Name", "time": "when", "correct": "ok", "hints": "help", "ms": "took"}
    [review] = logged(tmp_path, text, columns=columns).reviews
    assert review == Review("x", AT, rating, seconds)


def test_anki_rows_are_read_by_their_sorts(tmp_path):
    rows = ["1709294400000,7,3,1,0,0,4000,0", "1709294500000,7,0,1,0,0,0,4", "1709294600000,7,3,1,0,0,0,3"]
    log = logged(tmp_path, "\n".join(["id,cid,ease,ivl,lastIvl,factor,time,type", *rows]))
    assert log.reviews == [Review("7", AT, "good", 4.0, first=True)]
    assert [code for code, _ in told(log)] == ["ANKI-MANUAL", "ANKI-CRAM"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "item,time\na,1709294400\n"])
def test_columns_that_nobody_knows_are_asked_for(tmp_path, text):
    with pytest.raises(NotThisFormat, match="--columns"):
        logged(tmp_path, text)


@settings(max_examples=40)
@given(st.text(alphabet='item,time,correct\n"0123.e-é\x00', max_size=80))
def test_any_text_is_a_balanced_log_or_none(tmp_path_factory, text):
    try:
        logged(tmp_path_factory.mktemp("log"), "item,time,correct\n" + text)
    except NotThisFormat as trouble:
        assert str(trouble)


def test_a_log_goes_out_and_comes_in_for_another_learner_once(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(shipped, "courses_folder", lambda: tmp_path / "none")
    (tmp_path / "none").mkdir()
    pack = tmp_path / "c.yaml"
    pack.write_text("title: C\nitems:\n  - {id: a, ask: A?, answer: x}\n  - {id: b, ask: B?, answer: y}\n")
    log = tmp_path / "log.csv"
    log.write_text(
        "item,time,correct,learner\na,1709294400,1,Ana\nb,1709294500,0,Ana\nz,1709294600,1,Ana\na,1709294700,1,Bo\n"
    )

    def run(*words):
        return CliRunner().invoke(app, ["data", *map(str, words)])

    assert "several learners (Ana, Bo)" in run("import", log, "--course", pack).stderr
    assert "--course ID" in run("import", log, "--of", "Ana").stderr
    done = run("import", log, "--course", pack, "--of", "Ana")
    assert (done.exit_code, "of learner me: 2 (0 were" in done.stderr) == (1, True), done.output
    assert "LOG-ITEM: the course has no such item [z]" in done.stdout
    assert "of learner me: 0 (2 were" in run("import", log, "--course", pack, "--of", "Ana").stderr
    out = tmp_path / "out.csv"
    assert run("export", out, "--to", "answers-csv").exit_code == 0
    assert out.stat().st_mode & 0o077 == 0
    again = run("import", out, "--course", pack, "--learner", "Bo")
    assert (again.exit_code, "of learner Bo: 2 (0 were" in again.stderr) == (0, True), again.output
    assert run("export", "-", "--to", "fsrs-csv").stdout.count("\n") == 3
    assert run("export", "-", "--to", "xml").exit_code == 2
