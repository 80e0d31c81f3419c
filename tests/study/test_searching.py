"""Looking something up: in words without case and accents, through filters, in what one wrote; never an answer."""

import pytest


@pytest.fixture
def wire(make_wire):
    made = make_wire()
    made.session.begin()
    return made


@pytest.fixture
def find(wire):
    return lambda typed: [(one.sort, one.id) for one in wire.session.search(typed)]


def test_a_skill_its_lesson_and_its_questions_are_found_skills_first(find):
    assert find("first") == [("skill", "sample/one"), ("lesson", "sample/one")]
    assert find("capital france") == [("item", "sample/one/b")]
    assert find("CAPÍTAL") == [("item", "sample/one/b")]


@pytest.mark.parametrize("answer", ["paris", "cat", "nine.answer", "five"])
def test_answers_are_not_found(find, answer):
    assert find(answer) == []


def test_what_a_template_draws_is_told_as_something_left_open(wire):
    assert [one.words for one in wire.session.search("+ 1?")] == ["What is … + 1?"]


def test_signs_that_a_database_knows_are_only_signs(find):
    assert find("%") == [] and find("_") == [] and find("\\") == [] and find("'") == []


def test_filters_ask_for_states_of_skills_and_of_what_was_answered(wire, find):
    assert find("is:locked") == [("skill", "sample/two")]
    assert ("skill", "sample/one") in find("is:new") and find("is:learned") == []
    wire.learn("one")
    assert find("is:learned skill:one")[0] == ("skill", "sample/one")
    assert find("rated:1") and find("is:locked") == []
    assert find("is:new 3 + 3") == [("item", "sample/two/g")]
    assert find("is:tall") == [] and find("") == [] and find("course:other first") == []


def test_what_is_put_away_and_what_is_kept_can_be_asked_for(wire, find):
    wire.session.suspend("sample/one/b")
    wire.session.bookmark("sample/one/e")
    assert find("is:away") == [("item", "sample/one/b")]
    assert find("is:kept even one") == [("item", "sample/one/e")]


def test_ones_own_words_are_found_with_what_stands_around_them(wire):
    wire.session.note("sample/one", "x " * 100 + "A rule of THUMB " + "y " * 100)
    wire.session.reflect("Thumbs up")
    found = wire.session.search("thumb")
    assert [one.sort for one in found] == ["journal", "note"] or [one.sort for one in found] == ["note", "journal"]
    note = next(one for one in found if one.sort == "note")
    assert "THUMB" in note.words and note.words.startswith("…") and note.words.endswith("…")
    assert wire.session.search("thumb is:due") == []
