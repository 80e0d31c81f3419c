"""Copies of a learner's file: each goes on under a name of its own, and one history in two places is kept with both."""

import shutil

import pytest

from tutor.core.learner.events import Noted


def test_a_copied_file_goes_on_under_a_name_of_its_own(devices):
    devices.studies("a")
    devices.path("b").parent.mkdir()
    shutil.copy(devices.path("a"), devices.path("b"))
    with devices.open("a") as book:
        first = book.device
    with devices.open("b") as book:
        assert book.device != first
        second = book.device
    with devices.open("b") as book:
        assert book.device == second
    devices.studies("a")
    devices.studies("b")
    assert devices.syncs("a", join=False).branches == devices.syncs("b", join=False).branches == []
    assert len(devices.together("a", "b")) == 1


def test_a_file_from_before_places_were_noted_keeps_its_name(devices):
    devices.studies("a")
    with devices.open("a") as book:
        name = book.device
        book._db.execute("delete from meta where key = 'home'")
    with devices.open("a") as book:
        assert book.device == name


def forked(devices):
    """Two computers that cannot be told apart, and each went on with the same file."""
    devices._patch.setattr("tutor.store.book.home_of", lambda path: "the same")
    devices.studies("a")
    devices.syncs("a")
    devices.path("b").parent.mkdir()
    shutil.copy(devices.path("a"), devices.path("b"))


@pytest.mark.parametrize("first", ["a", "b"])
@pytest.mark.parametrize("behind", [False, True])
def test_a_history_that_went_on_in_two_places_is_kept_with_both(devices, first, behind):
    forked(devices)
    devices.notes("a", "at home")
    devices.notes("b", "at school")
    devices.studies("b", 4)
    if not behind:
        devices.studies("a", 6)
    second = "ab".replace(first, "")
    devices.syncs(first)
    told = devices.syncs(second)
    assert told.branches
    assert len(devices.together("a", "b", "c")) == 1
    with devices.open("c") as book:
        texts = {each.data.text for each in book.events() if isinstance(each.data, Noted)}
        assert {"at home", "at school"} <= texts
    devices.studies("a")
    devices.studies("b")
    assert len(devices.together("c", "b", "a", "d")) == 1
    assert devices.syncs("a").branches == []


@pytest.mark.parametrize("goes_on", [False, True])
def test_who_finds_that_another_goes_on_under_its_name_takes_a_new_one(devices, goes_on):
    forked(devices)
    devices.studies("a")
    devices.syncs("a")
    if goes_on:
        devices.studies("b")
    devices.syncs("b")
    assert devices.file_of("a") != devices.file_of("b")
    devices.studies("a")
    devices.studies("b")
    assert [devices.syncs(name).branches for name in "abab"] == [[]] * 4
    assert devices.state("a") == devices.state("b")
