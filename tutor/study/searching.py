"""Looking something up: skills, lessons and questions of the learner's courses, and what they wrote themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from tutor.core.day import DAY_MS
from tutor.core.gate import State, state_of
from tutor.core.learner.names import is_item, skill_of
from tutor.core.learner.rows import BookmarkRow, ItemRow, SkillRow
from tutor.core.search_words import Search
from tutor.core.text import fold
from tutor.study.desk import Desk
from tutor.study.notebook import Entry, item_words, notebook
from tutor.study.overview import UnitLines
from tutor.study.reasons import due_of, own

if TYPE_CHECKING:
    from tutor.packs.looked_up import Hit

MOST = 100
"""What is shown at most: nobody reads further, they type another word. Tunable (20..500)."""
LOOKED_AT = 5_000
"""Hits of a course, or of the learner's rows, that the filters look at. Tunable (1,000..20,000)."""
BEFORE, AFTER = 20, 100
"""Characters that are shown before the word and from it on."""


class Found(Struct, frozen=True, kw_only=True):
    """Something that was found: `sort` is skill, lesson, item, journal, note, bookmark or piece.

    `skill` is the full id of the skill it belongs to, "" for none; `title` what that is called, `words` an excerpt,
    `state` where the skill stands.
    """

    sort: str
    id: str
    skill: str
    title: str
    words: str
    state: State | Literal[""] = ""


def search(desk: Desk, wanted: Search) -> list[Found]:
    """At most `MOST` of what fits, skills first; nothing for an empty wish."""
    if not wanted.words and not wanted.filters:
        return []
    found = (one for one in _candidates(desk, wanted) if _fits(desk, wanted, one))
    return [*islice(_told(desk, wanted, found), MOST), *_own(desk, wanted)][:MOST]


def _candidates(desk: Desk, wanted: Search) -> Iterator[tuple[str, str, str]]:
    """Sort, id and words of what may fit. Without words: the skills, then the items that the learner has seen."""
    courses = [id for id in desk.courses if all(part in _names(desk, id) for part in wanted.courses)]
    if wanted.words:
        hits = [hit for course in courses for hit in desk.shelf.look_up(course, wanted.words, LOOKED_AT)]
        yield from ((hit.sort, hit.id, hit.shown) for hit in sorted(hits, key=lambda hit: _rank(hit, wanted)))
        return
    yield from (("skill", row.id, "") for row in desk.book.all_skills(courses) if row.phase != "gone")
    since = desk.at() - wanted.rated * DAY_MS if wanted.rated else 0
    away = "away" in wanted.states
    rows = desk.book.items_like(lapses=wanted.lapses, since=since, away=away, limit=LOOKED_AT)
    yield from (("item", row.id, "") for row in rows if row.id.split("/", 1)[0] in courses)


def _rank(hit: Hit, wanted: Search) -> int:
    """The very title first, then titles with all of the words, then other skills, then lessons and questions."""
    if hit.sort != "skill":
        return 3
    if fold(hit.shown, accents="ignore") == fold(" ".join(wanted.words), accents="ignore"):
        return 0
    return 1 if _all_in(hit.shown, wanted) else 2


def _names(desk: Desk, course: str) -> str:
    return f"{course} {desk.course(course).title}".lower()


def _fits(desk: Desk, wanted: Search, one: tuple[str, str, str]) -> bool:
    sort, name, _ = one
    skill = desk.book.rows.get(SkillRow, skill_of(name) if sort == "item" else name)
    if skill is None or skill.phase == "gone":
        return False
    item = desk.book.rows.get(ItemRow, name) if sort == "item" else None
    called = f"{skill.id} {desk.title(skill.id)}".lower() if wanted.skills else ""
    return (
        all(part in called for part in wanted.skills)
        and all(_is(desk, state, name, skill, item) for state in wanted.states)
        and (item or skill).lapses >= wanted.lapses
        and (not wanted.rated or (item or skill).last_at >= desk.at() - wanted.rated * DAY_MS)
        and (sort != "item" or item is not None or not (wanted.lapses or wanted.rated))
    )


def _is(desk: Desk, state: str, name: str, skill: SkillRow, item: ItemRow | None) -> bool:
    match state:
        case "due":
            due = item.due if item is not None and item.due else due_of(desk, skill)
            return 0 < due <= desk.at()
        case "new":
            return item is None if is_item(name) else not skill.opportunities
        case "away":
            return item is not None and item.suspended
        case "kept":
            return desk.book.rows.get(BookmarkRow, name) is not None
    return state_of(skill, desk.at(), own(desk, skill)) == state


def narrowed(desk: Desk, units: Iterable[UnitLines], wanted: Search) -> list[UnitLines]:
    """The part of a map that fits: words stand in a skill's title or id or in its unit's title; no unit is empty."""
    found = [
        UnitLines(
            title=unit.title,
            skills=[
                line
                for line in unit.skills
                if _all_in(f"{line.title} {line.id} {unit.title}", wanted)
                and _fits(desk, wanted, ("skill", line.id, ""))
            ],
        )
        for unit in units
    ]
    return [] if wanted.strange else [unit for unit in found if unit.skills]


def _told(desk: Desk, wanted: Search, found: Iterable[tuple[str, str, str]]) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for sort, name, words in found:
        if (sort, name) in seen:  # in its own language and in a translation
            continue
        seen.add((sort, name))
        skill = skill_of(name) if sort == "item" else name
        row = desk.book.rows.get(SkillRow, skill)
        yield Found(
            sort=sort,
            id=name,
            skill=skill,
            title=desk.title(skill),
            words=_excerpt(words, wanted) if sort == "lesson" else item_words(desk, name) if sort == "item" else "",
            state=state_of(row, desk.at(), own(desk, row)) if row is not None else "",
        )


def _excerpt(words: str, wanted: Search) -> str:
    """The words around the first that was looked for, on one line."""
    flat = " ".join(words.split())
    at = max(0, fold(flat, accents="ignore").find(fold(wanted.words[0], accents="ignore")))
    start = flat.rfind(" ", 0, at - BEFORE) + 1 if at > BEFORE else 0
    end = at + AFTER
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _own(desk: Desk, wanted: Search) -> Iterator[Found]:
    """What the learner wrote and handed in, by its words alone: it has no state."""
    if not wanted.words or wanted.states or wanted.lapses or wanted.rated:
        return
    for entry in notebook(desk):
        about = f"{entry.about} {entry.title}".lower()
        if entry.text and all(part in about for part in (*wanted.skills, *wanted.courses)) and _has(entry, wanted):
            skill = skill_of(entry.about) if is_item(entry.about) else entry.about
            yield Found(
                sort=entry.sort, id=entry.id, skill=skill, title=entry.title, words=_excerpt(entry.text, wanted)
            )
    for piece in desk.book.pieces():
        if not wanted.skills and not wanted.courses and _all_in(f"{piece.title} {piece.text}", wanted):
            yield Found(sort="piece", id=piece.id, skill="", title=piece.title, words=_excerpt(piece.text, wanted))


def _has(entry: Entry, wanted: Search) -> bool:
    return _all_in(f"{entry.title} {entry.text}", wanted)


def _all_in(text: str, wanted: Search) -> bool:
    folded = fold(text, accents="ignore")
    return all(fold(word, accents="ignore") in folded for word in wanted.words)
