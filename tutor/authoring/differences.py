"""What became of each skill and item between two versions of a course, and what that means for who is learning it.

A change is what the author says (`moved`, `merged`, `split`, `retired`, `rev`); where they say nothing it is guessed:
a name that is gone, while another has the same question and answer, was renamed. Ids are short (`skill/item`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from tutor.authoring.change import Change, Differences, What
from tutor.authoring.item_changes import changed_keys, gravest, identity, key_of, likeness
from tutor.authoring.other_changes import other_changes
from tutor.core.course import Skill
from tutor.core.item import Item
from tutor.core.kinds import KINDS
from tutor.core.learner.names import Table, item_now, skills_now, table_of
from tutor.packs.compiled import Compiled

_LIKELY = 0.85
"""Questions so alike (0 to 1) under two names are one question. Tunable (0.8 to 0.95)."""
_MOST_GUESSES = 10_000
"""Pairs of questions that are compared in all to find what was renamed."""
_OF_A_SKILL = ("title", "unit", "can", "remember", "threshold", "passing", "lesson")


def differences(old: Compiled, new: Compiled) -> Differences:
    """Compare two versions. They are taken for one course even if their ids differ, which is said."""
    found = _Comparing(old, new)
    lost = found.lost()
    changes = [*found.skill_changes(), *found.item_changes(), *other_changes(old, new)]
    other = old.course.id if old.course.id != new.course.id else ""
    return Differences(old.course.version, new.course.version, changes, lost, other)


class _Comparing:
    """Two versions side by side, by short ids. The table of what became of old names grows by what is guessed."""

    def __init__(self, old: Compiled, new: Compiled) -> None:
        self.course, self.old_id = new.course, old.course.id
        self.table: Table = table_of(new.course)
        self.skills, self.new_skills = _skills(old), _skills(new)
        self.items, self.new_items = _items(old), _items(new)
        self.guesses = _MOST_GUESSES

    def lost(self) -> int:
        """How many items are neither there nor retired, by what the author says: asked before anything is guessed."""
        now = {name: self._short(item_now(self.table, self._full(name))) for name in self.items}
        gone = [(name, new) for name, new in now.items() if new not in self.new_items]
        return sum(not (self._is_retired(name) or self._is_retired(new)) for name, new in gone)

    def skill_changes(self) -> Iterator[Change]:
        """Skills are first, since items go where their skill goes."""
        gone = []
        known: set[str] = set()
        for name in self.skills:
            now = self._now(name)
            known.update(now)
            if now == [name] and name not in self.new_skills:
                gone.append(name)
            elif now != [name]:
                yield Change(sort="skill", what=self._became(name, now), name=name, to=now)
        fresh = [name for name in self.new_skills if name not in self.skills and name not in known]
        guessed = self._guessed_skills(gone, fresh)
        for name in gone:
            what, now = guessed.get(name, ("gone", []))
            if now:
                self.table[self._full(name)] = [self._full(one) for one in now]
            yield Change(sort="skill", what=what, name=name, to=now, guessed=True)
        for name in [name for name in self.skills if name in self.new_skills]:
            if keys := self._skill_keys(self.skills[name], self.new_skills[name]):
                yield Change(sort="skill", what="better", name=name, keys=keys)
        left = set(fresh).difference(*(now for _, now in guessed.values()))
        yield from (Change(sort="skill", what="new", name=name) for name in fresh if name in left)

    def item_changes(self) -> Iterator[Change]:
        """What became of each item."""
        gone: list[str] = []
        known: set[str] = set()
        lost = {name for name in self.skills if self._now(name) == [name] and name not in self.new_skills}
        for name, item in self.items.items():
            now = self._short(item_now(self.table, self._full(name)))
            if now in self.new_items:
                known.add(now)
                yield from self._same(name, now, item)
            elif self._is_retired(name) or self._is_retired(now):
                yield Change(sort="item", what="retired", name=name)
            else:
                gone.append(name)
        fresh = [name for name in self.new_items if name not in known and name not in self.items]
        guessed = self._guessed_items(gone, fresh)
        for name in gone:
            if name in guessed:
                yield Change(sort="item", what="renamed", name=name, to=[guessed[name]], guessed=True)
                yield from self._same(guessed[name], guessed[name], self.items[name])
            else:  # what leaves with its whole skill is told with it: saying it there is enough
                yield Change(sort="item", what="gone", name=name, guessed=name.rpartition("/")[0] not in lost)
        left = set(fresh) - set(guessed.values())
        yield from (Change(sort="item", what="new", name=name) for name in fresh if name in left)

    def _same(self, name: str, now: str, item: Item) -> Iterator[Change]:
        """The changes of an item that is still there."""
        new = self.new_items[now]
        keys = changed_keys(item, new)
        if self._full(name) in self.table and name != now:
            yield Change(sort="item", what="renamed", name=name, to=[now])
        if new.rev != item.rev:
            rev = item.rev + 1 if new.rev < item.rev else 0
            yield Change(sort="item", what="restarts", name=now, keys=list(keys), rev=rev)
        elif keys:
            sort = gravest(keys)
            yield Change(
                sort="item", what=sort, name=now, keys=list(keys), rev=item.rev + 1 if sort == "meaning" else 0
            )

    def _skill_keys(self, old: Skill, new: Skill) -> list[str]:
        """The keys that differ. What is needed first under its new name is no difference."""
        keys = [key for key in _OF_A_SKILL if getattr(old, key) != getattr(new, key)]
        if set(self._today(old.requires)) != set(new.requires):
            keys.append("requires")
        if {now: share for name, share in old.covers.items() for now in self._today([name])} != new.covers:
            keys.append("covers")
        return keys

    def _today(self, names: Iterable[str]) -> Iterator[str]:
        """What skills that an older skill names by their full ids are called now; those of other courses stay."""
        for name in names:
            course, _, short = name.partition("/")
            yield from skills_now(self.table, self._full(short)) if course == self.old_id else [name]

    def _became(self, name: str, now: list[str]) -> What:
        if not now:
            return "retired"
        if len(now) > 1:
            return "split"
        return "merged" if self._full(name) in self.course.merged else "renamed"

    def _guessed_skills(self, gone: list[str], fresh: list[str]) -> dict[str, tuple[What, list[str]]]:
        """Where at least half the questions of a skill went: into one new skill, into several, or in with others."""
        where = {identity(item): name.rpartition("/")[0] for name, item in self.new_items.items()}
        of: dict[str, list[str]] = {name: [] for name in gone}
        for full, item in self.items.items():
            if (name := full.rpartition("/")[0]) in of:
                of[name].append(where.get(identity(item), ""))
        targets: dict[str, list[str]] = {}
        for name, went in of.items():
            votes = Counter(one for one in went if one)
            named = [one for one in fresh if self.new_skills[one].title == self.skills[name].title]
            if votes and votes.total() * 2 >= len(went):
                parts = [one for one, count in votes.items() if count > 1 and one in fresh]
                targets[name] = parts if len(parts) > 1 else [max(votes, key=lambda one: votes[one])]
            elif named:
                targets[name] = named[:1]
        shared = Counter(now for went_to in targets.values() for now in went_to)
        return {name: (self._guess(now, fresh, shared), now) for name, now in targets.items()}

    def _guess(self, now: list[str], fresh: list[str], shared: Counter[str]) -> What:
        if len(now) > 1:
            return "split"
        return "renamed" if now[0] in fresh and shared[now[0]] == 1 else "merged"

    def _guessed_items(self, gone: list[str], fresh: list[str]) -> dict[str, str]:
        """Items with the very question and answer of one that is gone; else with nearly its question and its answer."""
        found: dict[str, str] = {}
        same = {identity(self.new_items[name]): name for name in reversed(fresh)}
        for name in gone:
            new = same.pop(identity(self.items[name]), None)
            if new:
                found[name] = new
        taken = set(found.values())
        of: dict[tuple[str, bytes], list[str]] = {}
        for name in (name for name in fresh if name not in taken):
            of.setdefault((name.rpartition("/")[0], key_of(self.new_items[name])), []).append(name)
        for name in (name for name in gone if name not in found):
            skill = self._short(item_now(self.table, self._full(name))).rpartition("/")[0]
            near = of.get((skill, key_of(self.items[name])), [])
            if new := self._nearest(self.items[name].ask, near):
                found[name] = new
                near.remove(new)
        return found

    def _nearest(self, ask: str, names: list[str]) -> str:
        scores: dict[str, float] = {}
        for name in names[: max(0, self.guesses)]:
            self.guesses -= 1
            scores[name] = likeness(ask, self.new_items[name].ask)
        best = max(scores, key=lambda name: scores[name], default="")
        return best if best and scores[best] >= _LIKELY else ""

    def _now(self, name: str) -> list[str]:
        return [self._short(one) for one in skills_now(self.table, self._full(name))]

    def _is_retired(self, name: str) -> bool:
        full = self._full(name)
        return self.table.get(full) == [] or skills_now(self.table, full.rpartition("/")[0]) == []

    def _full(self, name: str) -> str:
        return f"{self.course.id}/{name}"

    def _short(self, name: str) -> str:
        return name.removeprefix(f"{self.course.id}/")


def _skills(compiled: Compiled) -> dict[str, Skill]:
    return {skill.id.removeprefix(f"{compiled.course.id}/"): skill for skill in compiled.skills}


def _items(compiled: Compiled) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for ref, body in compiled.items:
        found[ref.id.removeprefix(f"{compiled.course.id}/")] = msgspec.msgpack.decode(body, type=KINDS[ref.kind])
    return found
