"""Copies of a learner's file: each goes on under a name of its own, and one history in two places is kept with both."""

import os
import shutil

import pytest
import store_world as world

from tutor.core.learner.events import Noted
from tutor.store import marks


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


def test_a_file_on_a_stick_keeps_its_name_on_every_computer_and_a_copy_of_it_gets_one(devices, monkeypatch):
    monkeypatch.setattr(marks, "stick", lambda device: "4F2A-11BC")
    devices.studies("a")
    names = set()
    for computer in ("home", "school"):
        monkeypatch.setattr(marks, "machine", lambda computer=computer: computer)
        with world.opened(devices.path("a"), seed=7) as book:
            names.add(book.device)
    assert len(names) == 1
    devices.path("b").parent.mkdir()
    shutil.copy(devices.path("a"), devices.path("b"))  # elsewhere on the same stick
    with world.opened(devices.path("b"), seed=8) as book:
        assert book.device not in names
    monkeypatch.setattr(marks, "stick", lambda device: "0000-0000")  # at the same path on another one
    with world.opened(devices.path("a"), seed=9) as book:
        assert book.device not in names


@pytest.mark.parametrize(("removable", "name"), [("1", "4F2A-11BC"), ("0", ""), (None, "")])
def test_a_stick_is_known_by_what_the_system_says_of_its_disk(memory, monkeypatch, removable, name):
    part = memory / "disks" / "sdb" / "sdb1"
    part.mkdir(parents=True)
    if removable is not None:
        (part.parent / "removable").write_text(f"{removable}\n")
    (memory / "numbers").mkdir()
    (memory / "numbers" / "8:17").symlink_to(part)
    (memory / "names").mkdir()
    (memory / "names" / "4F2A-11BC").symlink_to("../dev/sdb1")
    monkeypatch.setattr(marks, "DISKS", memory / "numbers")
    monkeypatch.setattr(marks, "BY_NAME", memory / "names")
    assert marks.stick(os.makedev(8, 17)) == name
    assert marks.stick(os.makedev(8, 18)) == ""
