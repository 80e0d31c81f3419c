"""Rules about the course as a whole: how skills hang together, and how it asks."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.authoring.lint_pack import Found, Pack
from tutor.packs.problems import quoted
from tutor.packs.written import SkillDraft

LONGEST_CHAIN = 12
MOST_REQUIRED = 6
"""Fixed by the design."""
ENOUGH_ITEMS = 12
"""Items of a course from which one way of asking is dull. Tunable."""
FEW_SKILLS = 4
"""Skills up to which one that stands alone is nothing odd. Tunable."""


def long_chain(pack: Pack) -> Iterator[Found]:
    """A skill that a learner reaches only behind a long row of others."""
    length: dict[str, int] = {}
    for name, skill in _openable(pack):
        longest = max((length.get(mention.id, 0) for mention in skill.requires), default=0)
        length[name] = longest + 1
        if length[name] == LONGEST_CHAIN + 1:  # those behind it are as far because it is
            what = f"{LONGEST_CHAIN} skills come one after the other before {quoted(skill.id)} opens"
            yield Found(
                skill.page, pack.at(skill, "requires"), what, "let it hang on fewer, so that learners get there"
            )


def _openable(pack: Pack) -> Iterator[tuple[str, SkillDraft]]:
    """All skills, each behind those it requires; the pack has no circle."""
    skills = pack.skills
    waiting = {name: len({one.id for one in skill.requires} & skills.keys()) for name, skill in skills.items()}
    opens: dict[str, list[str]] = {}
    for name, skill in skills.items():
        for needed in {one.id for one in skill.requires} & skills.keys():
            opens.setdefault(needed, []).append(name)
    ready = [name for name, count in waiting.items() if not count]
    while ready:
        done = ready.pop()
        yield done, skills[done]
        for name in opens.get(done, ()):
            waiting[name] -= 1
            if not waiting[name]:
                ready.append(name)


def many_prerequisites(pack: Pack) -> Iterator[Found]:
    """A skill that requires many at once."""
    for skill in pack.reading.skills:
        count = len({mention.id for mention in skill.requires})
        if count > MOST_REQUIRED:
            what = f"{quoted(skill.id)} requires {count} skills at once"
            yield Found(skill.page, pack.at(skill, "requires"), what, "name those that are used, not what they rest on")


def one_kind(pack: Pack) -> Iterator[Found]:
    """A course that always asks in the same way."""
    kinds = {entry.kind for entry in pack.entries}
    if len(kinds) == 1 and len(pack.entries) >= ENOUGH_ITEMS:
        what = f"all {len(pack.entries)} items are answered in the same way, by {quoted(kinds.pop())}"
        hint = "what is known in one way only is soon lost; `tutor pack explain one-kind` names others"
        yield pack.entries[0].found((), what, hint)


def loose_skill(pack: Pack) -> Iterator[Found]:
    """A skill that requires nothing and that nothing requires, in a course whose skills hang together."""
    required = {mention.id for skill in pack.reading.skills for mention in skill.requires}
    loose = [skill for name, skill in pack.skills.items() if not skill.requires and name not in required]
    if len(pack.skills) <= FEW_SKILLS or 2 * len(loose) >= len(pack.skills):
        return
    for skill in loose:
        what = f"{quoted(skill.id)} requires nothing, and nothing requires it"
        yield Found(skill.page, skill.at, what, "say what comes before it, or what it is needed for")
