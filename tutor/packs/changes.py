"""What a pack says became of its older skills and items: `moved`, `merged`, `split`, `retired`."""

from __future__ import annotations

from tutor.core.learner.names import is_item
from tutor.packs.graph import chain_of, circles_of, never_open
from tutor.packs.problems import quoted
from tutor.packs.written import Mention, Reading


def check_changes(reading: Reading, known: set[str]) -> None:
    """Say what is called gone and is still there, what has two ends or none, and what changes its sort."""
    said: dict[str, Mention] = {}
    for mention in reading.gone_mentions:
        name = quoted(_short(reading, mention.id), 80)
        if mention.id in known:
            what = f"{name} is said to be gone, but it is still in the course"
            mention.page.error(mention.at, "still-there", what, "remove it there or here")
        elif mention.id in said:
            what = f"it is said twice what became of {name}"
            mention.page.error(mention.at, "said-twice", what, "keep one of them")
        elif any(is_item(new) != is_item(mention.id) for new in _steps(reading, mention.id)):
            what = f"{name} is {'an item' if is_item(mention.id) else 'a skill'}, and what it became is not"
            mention.page.error(mention.at, "moved", what, "an item becomes an item, a skill becomes skills")
        said.setdefault(mention.id, mention)
    _check_circles(reading, said)


def now_called(reading: Reading, name: str) -> str:
    """A hint for who still uses an old name; empty when it is none."""
    if name in reading.course.retired:
        return "it is retired: remove it here"
    steps = ", ".join(_short(reading, new) for new in _steps(reading, name))
    return f"it is called {steps} now" if steps else ""


def _steps(reading: Reading, name: str) -> list[str]:
    course = reading.course
    if name in course.split:
        return course.split[name]
    new = course.moved.get(name) or course.merged.get(name)
    return [new] if new else []


def _check_circles(reading: Reading, said: dict[str, Mention]) -> None:
    """Each circle is said once, where its first name in the file stands."""
    steps = {
        old: [Mention(new, mention.page, mention.at) for new in _steps(reading, old) if new in said and new != old]
        for old, mention in said.items()
    }
    endless = never_open(steps)
    next_one = {old: next(mention for mention in steps[old] if mention.id in endless) for old in said if old in endless}
    circles, done = circles_of(next_one), set[str]()
    for old in [old for old in next_one if old in circles]:
        if old in done:
            continue
        chain = chain_of(old, next_one)
        done.update(chain)
        shown = " → ".join(_short(reading, name) for name in chain)
        what = f"these names only lead to one another: {shown}"
        said[old].page.error(said[old].at, "moved-circle", what, "name what is in the course now")


def _short(reading: Reading, name: str) -> str:
    return name.removeprefix(f"{reading.course.id}/")
