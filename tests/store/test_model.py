"""Whatever is done with a learner's file, in whatever order: it holds what a plain list of what was done holds.

Answers, notes, undoing, crashes (also in the middle of saving), backups, restores, exports, other programs, clocks that
jump; a new way to change a file is one more rule. A few runs here; `MODEL=500 pytest tests/store/test_model.py` for 500 runs of 50 steps.
"""

import json
import os
import random
import shutil
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
import store_world as world
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tutor.core.learner.events import Answered, Noted
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import ItemRow, LearnerRow
from tutor.store import connection, offer
from tutor.store.backups import backups_of, folder_of
from tutor.store.book import Book
from tutor.store.restore import restore

RUNS = int(os.environ.get("MODEL", "4"))
STEPS = 50
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
JUMPS = {
    "a moment back": -2 / 86_400,
    "a day back": -1,
    "a year back": -365,
    "an hour on": 1 / 24,
    "a day on": 1,
    "ten years on": 3650,
}
ITEMS = [f"{skill}/item-{number}" for skill in world.SKILLS[:2] for number in range(2)]


class Done:
    """One call: the ids of its events, what they say, and the call that it takes back, if it does."""

    def __init__(self, ids, data=(), takes_back=None):
        self.ids, self.data, self.takes_back = ids, data, takes_back


class Model(list):
    """All calls, in order."""

    @property
    def ids(self):
        return [id for done in self for id in done.ids]

    @property
    def standing(self):
        """The calls that were not taken back."""
        gone = {id for done in self if done.takes_back for id in done.takes_back.ids}
        return [done for done in self if not done.takes_back and not gone & set(done.ids)]

    def first(self, number):
        """The calls of the first so many events."""
        calls = Model()
        for done in self:
            if len(calls.ids) + len(done.ids) <= number:
                calls.append(done)
        return calls


class LearnersFile(RuleBasedStateMachine):
    """A file and its model, side by side."""

    book_class = Book

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp(prefix="tutor-model-", dir=MEMORY))
        self.path = self.folder / "file" / "me.sqlite3"
        self.now, self.chance = world.NOW, random.Random(1)
        self.model, self.copies, self.exports = Model(), {}, 0
        self.open()
        self.model.append(Done([event.id for event in self.book.record(self.now, world.met())]))

    def open(self):
        self.book = self.book_class.open(self.path, fold=apply, now=self.now, chance=self.chance)
        self.closed = False

    def close(self):
        self.book.close()
        self.closed = True

    def teardown(self):
        try:
            if not self.closed:
                report = self.book.check()
                assert report.ok, report.findings
        finally:
            self.book.close()
            shutil.rmtree(self.folder)

    def saved(self, data):
        self.now += timedelta(seconds=1)
        self.model.append(Done([event.id for event in self.book.record(self.now, *data)], data))

    data = st.lists(
        st.builds(
            lambda item, right: Answered(
                item=item,
                skill=item.rsplit("/", 1)[0],
                kind="learn",
                type="answer",
                score=float(right),
                correct=right,
                rating="good" if right else "again",
            ),
            st.sampled_from(ITEMS),
            st.booleans(),
        )
        | st.builds(Noted, about=st.just("fractions"), text=st.sampled_from(["a", "three quarters", "Æther ½"])),
        min_size=1,
        max_size=2,
    )

    @rule(data=data)
    def something_happens(self, data):
        self.saved(data)

    @rule()
    def undo(self):
        standing = [done for done in self.model.standing if done.data]
        self.now += timedelta(seconds=1)
        before = self.book.length
        taken = self.book.undo(self.now)
        assert (taken.id if taken else None) == (standing[-1].ids[0] if standing else None)
        if taken:
            self.model.append(Done([event.id for event in self.book.events(before)], takes_back=standing[-1]))

    @rule()
    def reopen(self):
        self.close()
        self.open()
        assert self.book.recovered == 0

    @rule()
    def crash(self):
        self.crashed(self.as_it_lies())

    @rule(data=data, statement=st.integers(1, 18))
    def crash_in_the_middle(self, data, statement):
        """The process ends before the n-th statement of a call: all of the call is there afterwards, or nothing."""
        before, left, seen = Model(self.model), [], [0]

        def count(_):
            seen[0] += 1
            if seen[0] == statement:
                left.append(self.as_it_lies())

        self.book._db.set_trace_callback(count)
        self.saved(data)
        self.book._db.set_trace_callback(None)
        if left:
            self.crashed(left[0])
            if self.book.length == len(before.ids):
                self.model = before

    def as_it_lies(self):
        copy = self.folder / "left"
        shutil.copytree(self.path.parent, copy)
        return copy

    def crashed(self, left):
        self.close()
        shutil.rmtree(self.path.parent)
        left.rename(self.path.parent)
        self.open()

    @rule()
    def back_up(self):
        self.copies[self.book.keep()] = Model(self.model)
        self.copies = {copy: model for copy, model in self.copies.items() if copy.exists()}

    @rule()
    def another_program_had_it(self):
        """Its rows are then made anew, after a backup."""
        self.close()
        with closing(connection.own(self.path)) as db:
            db.execute("insert or replace into meta values('fold', '1')")
        self.open()
        self.copies[self.book.place_for(folder_of(self.path))] = Model(self.model)

    @precondition(lambda self: self.copies)
    @rule(which=st.integers(0, 100), journal=st.booleans())
    def restore(self, which, journal):
        copy, model = sorted(self.copies.items())[which % len(self.copies)]
        self.close()
        lines = offer.after_backup(self.path, copy) if journal else []
        done = restore(self.path, copy, lines, self.now)
        self.copies[done.kept] = Model(self.model)
        self.model = self.model.first(done.events) if done.from_journal else Model(model)
        assert done.events == len(self.model.ids)
        self.open()

    @rule()
    def export(self):
        self.exports += 1
        folder = self.folder / f"export-{self.exports}"
        self.book.export(folder)
        lines = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == self.model.ids

    @rule(jump=st.sampled_from(sorted(JUMPS)))
    def the_clock_jumps(self, jump):
        moved = self.now + timedelta(days=JUMPS[jump])
        if 2000 < moved.year < 2100:
            self.now = moved

    @invariant()
    def it_holds_what_was_done(self):
        standing = [each for done in self.model.standing for each in done.data]
        answers = [each for each in standing if isinstance(each, Answered)]
        assert [event.id for event in self.book.events()] == self.model.ids
        learner = self.book.rows.get(LearnerRow, "me")
        assert (learner.answers if learner else 0) == len(answers)
        seen = {item: row.seen for item in ITEMS if (row := self.book.rows.get(ItemRow, item))}
        assert +Counter(seen) == Counter(answer.item for answer in answers)
        notes = [each.text for each in standing if isinstance(each, Noted)]
        assert sorted(note.text for note in self.book.notes(1000)) == sorted(notes)

    @invariant()
    def its_backups_are_there(self):
        assert {backup.path for backup in backups_of(self.path)} == set(self.copies)


class Careless(Book):
    """Saves what happened first, and what follows from it after that."""

    def _add(self, now, data):
        entries = super()._add(now, data)
        self._db.execute("commit")
        self._db.execute("begin immediate")
        return entries


class CarelessFile(LearnersFile):
    book_class = Careless


def told(runs, steps=STEPS, **more):
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=checks, **more
    )


def test_a_file_holds_what_was_done_whatever_comes_between():
    run_state_machine_as_test(LearnersFile, settings=told(RUNS, derandomize=RUNS < 100))


def test_this_test_can_see_what_is_not_saved_all_at_once():
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            CarelessFile, settings=told(100, 30, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)
        )
