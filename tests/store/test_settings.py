"""The settings beside a learner's file: whatever stands in them, the tutor begins, and says in a sentence what is wrong."""

import json
import os
import stat

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.settings import CHOICES, Settings, changed, settings_in
from tutor.store.erase import erase
from tutor.store.settings import LARGEST, SettingsFile, damaged, place
from tutor.store.trouble import StoreTrouble

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=50), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from([*CHOICES, "keys", "theme\x1b[31m", ""]) | st.text(max_size=60)


@pytest.fixture
def file(tmp_path):
    return SettingsFile(tmp_path / "me.sqlite")


def written(file, data):
    place(file.path).write_bytes(data)
    return file


def is_one_sentence(words):
    return words.endswith(".") and words.isprintable()


def test_without_a_file_all_is_as_at_first(file):
    assert file.read() == Settings() and file.problem == ""


def test_what_is_set_is_read_again_by_hand_and_by_nobody_else(file):
    file.put("theme", "sepia")
    file.put("keys.undo", "z")
    where = place(file.path)
    assert json.loads(where.read_text())["keys"] == {"undo": "z"} and where.read_text().count("\n") > 4
    assert stat.S_IMODE(where.stat().st_mode) == 0o600
    again = SettingsFile(file.path)
    assert again.read() == Settings(theme="sepia", keys={"undo": "z"}) and again.problem == ""
    assert [each.name for each in where.parent.iterdir()] == [where.name]


def test_a_key_of_ones_own_is_given_back(file):
    file.put("keys.undo", "z")
    assert file.put("keys.undo", "") == Settings()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[" * 10_000, b"{}" * 40_000, b'"dark"', b'{"theme": {"theme": "dark"}}', b'{"keys": 3}'],
)
def test_a_damaged_file_is_a_sentence_and_all_is_as_at_first(file, data):
    assert written(file, data).read() == Settings()
    assert is_one_sentence(file.problem) and str(place(file.path)) in file.problem


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_plain_file_is_not_waited_for(file, make):
    make(place(file.path))
    assert file.read() == Settings() and is_one_sentence(file.problem)


def test_one_bad_value_costs_only_itself(file):
    written(file, b'{"theme": "sepia", "spacing": "huge", "of_tomorrow": "yes", "keys": {"undo": "z", "hint": 3}}')
    assert file.read() == Settings(theme="sepia", keys={"undo": "z"})
    assert "spacing" in file.problem and is_one_sentence(file.problem)


def test_what_could_not_be_read_is_put_aside_before_others_are_written(file):
    written(file, b"{ my own settings").put("timer", "on")
    assert SettingsFile(file.path).read() == Settings(timer="on")
    assert damaged(file.path).read_bytes() == b"{ my own settings"


def test_a_wrong_value_is_told_and_nothing_is_written(file):
    with pytest.raises(ValueError, match="it can be auto, dark"):
        file.put("theme", "plaid")
    assert not place(file.path).exists()


def test_what_can_not_be_written_is_one_sentence(file):
    place(file.path).mkdir()
    damaged(file.path).write_text("in the way")
    with pytest.raises(StoreTrouble) as problem:
        file.put("timer", "on")
    assert str(place(file.path)) in str(problem.value)
    assert not [each for each in file.path.parent.iterdir() if each.name.endswith(".new")]


def test_erasing_a_learner_erases_the_settings(file):
    written(file, b"{").put("theme", "sepia")
    file.path.write_bytes(b"")
    erase(file.path)
    assert list(file.path.parent.iterdir()) == []


@given(st.dictionaries(NAMES, ANYTHING, max_size=8) | ANYTHING)
def test_whatever_is_read_gives_settings_that_hold_and_sentences(found):
    settings, problems = settings_in(found)
    assert all(getattr(settings, name) in values for name, values in CHOICES.items())
    assert all(is_one_sentence(problem) for problem in problems)
    assert settings_in(msgspec.to_builtins(settings)) == (settings, [])


@given(NAMES, st.text(max_size=60) | st.sampled_from(["dark", "on", "z"]))
def test_a_value_is_taken_or_told_to_be_wrong(name, value):
    try:
        settings = changed(Settings(), name, value)
    except ValueError as problem:
        assert is_one_sentence(str(problem))
    else:
        assert settings_in(msgspec.to_builtins(settings)) == (settings, [])


def test_a_file_is_bounded(file):
    written(file, b" " * LARGEST + b"{}").read()
    assert "too long" in file.problem
