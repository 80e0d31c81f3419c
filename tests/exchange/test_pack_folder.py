"""What was brought becomes a pack that always loads, and a folder that somebody edited is never written over."""

from pathlib import Path

import pytest
from foreign_files import pack_of
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import Brought, Question
from tutor.exchange.pack_folder import CannotWrite, put_in_place, settle, skill_ids
from tutor.exchange.report import Report
from tutor.exchange.yaml_writing import written
from tutor.packs.compile import load
from tutor.packs.decode import read_page
from tutor.packs.yaml_events import Budget, parse


def brought(*questions):
    """A course of these questions, `{key: value}` each."""
    made = Brought(Report("tests"), title="Tried")
    for number, keys in enumerate(questions):
        made.report.read["question"] += 1
        made.skill("One", "Two").questions.append(Question(f"q{number}", keys, "question", f"line {number}"))
    return made


def test_what_no_item_can_be_is_refused_by_its_place_and_the_rest_comes_in(tmp_path):
    made = brought({"ask": "Good?", "answer": "yes"}, {"ask": "", "answer": []}, {"ask": "Odd?", "colour": "red"})
    settle(made, "tried")
    assert list(pack_of(made, tmp_path)) == ["q0"]
    assert made.report.refused == {"question": 2}
    assert {loss.places[0] for loss in made.report.losses} == {"line 1", "line 2"}
    assert made.report.balances


def test_the_same_again_changes_nothing_and_something_newer_takes_its_place(tmp_path):
    place = tmp_path / "tried"
    assert put_in_place(brought({"ask": "One?", "answer": "1"}), place)
    assert not put_in_place(brought({"ask": "One?", "answer": "1"}), place)
    assert put_in_place(brought({"ask": "One?", "answer": "2"}), place)
    assert "'2'" in (place / "units" / "01-one.yaml").read_text()
    assert [one.name for one in tmp_path.iterdir()] == ["tried"]


def test_an_empty_folder_is_as_good_as_none(tmp_path):
    (tmp_path / "tried").mkdir()
    assert put_in_place(brought({"ask": "One?", "answer": "1"}), tmp_path / "tried")
    assert (tmp_path / "tried" / "course.yaml").is_file()


@pytest.mark.parametrize("edited", ["units/01-one.yaml", "notes.md"])
def test_a_folder_that_somebody_edited_stays_as_it_is(tmp_path, edited):
    place = tmp_path / "tried"
    put_in_place(brought({"ask": "One?", "answer": "1"}), place)
    (place / edited).write_text("mine")
    with pytest.raises(CannotWrite, match="--to"):
        put_in_place(brought({"ask": "One?", "answer": "2"}), place)
    assert (place / edited).read_text() == "mine"


@pytest.mark.parametrize("titles", [("Math", "math!"), ("数学", "物理"), ("aux", "Nul"), ("a-2", "a", "a")])
def test_titles_that_give_the_same_id_or_none_are_units_of_their_own(tmp_path, titles):
    made = Brought(Report("tests"), title="Tried")
    for number, title in enumerate(titles):
        keys = {"ask": f"One {number}?", "answer": "1"}
        made.skill(title, f"Part {number}").questions.append(Question(f"q{number}", keys, "question", ""))
    settle(made, "tried")
    assert len(pack_of(made, tmp_path)) == len(titles)


def test_a_title_met_again_after_another_goes_on_in_its_unit(tmp_path):
    made = Brought(Report("tests"), title="Tried")
    for number, path in enumerate([("Math", "x"), ("Art", "y"), ("Math", "z")]):
        made.skill(*path).questions.append(Question(f"q{number}", {"ask": "1?", "answer": "1"}, "question", ""))
    settle(made, "tried")
    assert list(pack_of(made, tmp_path)) == ["q0", "q2", "q1"]


@pytest.mark.parametrize("name", ["数学", "aux", "A course"])
def test_a_folder_of_any_name_holds_a_course_that_loads(tmp_path, name):
    put_in_place(brought({"ask": "One?", "answer": "1"}), tmp_path / name)
    assert load(tmp_path / name).compiled is not None


def test_the_old_folder_is_back_when_the_new_one_can_not_take_its_place(tmp_path, monkeypatch):
    place = tmp_path / "tried"
    put_in_place(brought({"ask": "One?", "answer": "1"}), place)
    rename = Path.rename

    def refused(self, target):
        if self.name == "new":
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="No space"):
        put_in_place(brought({"ask": "One?", "answer": "2"}), place)
    assert "'1'" in (place / "units" / "01-one.yaml").read_text()


def test_a_name_of_a_file_that_leads_out_of_the_pack_is_left_out(tmp_path):
    made = brought({"ask": "One?", "answer": "1"})
    made.media = {"../../out.png": b"x", "in.png": b"y"}
    settle(made, "tried")
    pack_of(made, tmp_path)
    assert [loss.code for loss in made.report.losses] == ["MEDIA-NAME"]
    assert (tmp_path / "tried" / "media" / "in.png").read_bytes() == b"y"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"], include_characters="\n"), min_size=1)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(["ask", "answer", "explain"]), texts, min_size=1), min_size=1))
def test_whatever_is_written_is_read_back_as_it_was(entries):
    problems = []
    page = read_page(written({"items": entries}, 4).encode(), "a", "a", problems)
    assert page is not None and parse(page, Budget()) == {"items": entries}
    assert not [problem for problem in problems if problem.severity == "error"]


def test_an_id_of_a_skill_hangs_on_its_own_path_and_not_on_what_stands_before_it():
    def with_skills(*paths):
        made = Brought(Report("tests"))
        for path in paths:
            made.skill(*path).questions.append(Question("q", {"ask": "?", "answer": "x"}, "question", "line 1"))
        return skill_ids(made)

    two = [("Algebra", "First steps"), ("Geometry", "First steps"), ("数学", "物理"), ("Other", "aux")]
    before, after = with_skills(*two), with_skills(("New", "First steps"), ("数学", "化学"), *reversed(two))
    assert all(after[path] == before[path] for path in two)
    assert len(set(after.values())) == len(after)
    assert after[("Other", "aux")].startswith("aux-")
    assert with_skills(("A", "Only once"))[("A", "Only once")] == "only-once"
