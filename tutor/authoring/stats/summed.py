"""What of a pack hurts its learners, by the sums that classes hand on: no answers, no learners, and the same limits.

Counts in such files are rounded down, and small ones left out: what is found hurts so many learners at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.authoring.stats.findings import (
    EASY,
    LONGEST,
    NEGATIVE_N,
    SHARE_N,
    SLOWER,
    WEAK,
    WEAK_N,
    Finding,
    has_feedback,
    in_order,
    is_at_guessing,
    is_frequent,
    text_of,
)
from tutor.core.classroom.sums import ItemRow, Sums, times_of
from tutor.core.item import Item, Response, Setting
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.statistics import from_sums, upper
from tutor.core.text import in_words


def findings_in(sums: Sums, items: Mapping[str, Item], setting: Setting, edition: str) -> list[Finding]:
    """All that is found of items as they are now (their `rev`), whom it hurts most first.

    `edition` is the hash of the pack as it is now: it stands where the classes had that one.
    """
    contents = [one.content for one in sums.pack.versions]
    of = edition if edition in contents or not contents else contents[-1]
    found = list[Finding]()
    for row in sums.items:
        item = items.get(row.item)
        if item is not None and item.rev == row.rev and row.n:
            found += _of_item(row, item, setting, of)
    return in_order(found)


def _of_item(row: ItemRow, item: Item, setting: Setting, edition: str) -> Iterator[Finding]:
    if not item.vars:
        yield from _wrong(row, item, setting, edition)
    yield from _first_tries(row, item, edition)
    if item.seconds is not None and row.seconds is not None and sum(row.seconds) >= SHARE_N:
        middle, n = times_of(row.seconds), sum(row.seconds)
        if middle is not None and middle > SLOWER * item.seconds:
            over = sum(count for number, count in enumerate(row.seconds) if 2**number > SLOWER * item.seconds)
            said = f"a right answer takes about {middle:.0f} seconds, not the {item.seconds:g} of `seconds`"
            yield Finding("slow", row.item, over, n, said, edition=edition)


def _wrong(row: ItemRow, item: Item, setting: Setting, edition: str) -> Iterator[Finding]:
    """Frequent wrong choices without feedback."""
    if row.wrong is None:
        return
    responses = _responses(item)
    for name, count in sorted(row.wrong.choices.items()):
        if name in responses and is_frequent(count, row.wrong.n) and not has_feedback(item, responses[name], setting):
            key = text_of(item, responses[name], setting)
            said = f"“{key[:LONGEST]}” is wrong and gets no feedback of its own"
            yield Finding("no-feedback", row.item, count, row.wrong.n, said, key, edition)


def _responses(item: Item) -> dict[str, Response]:
    """The responses of an item's choices, by how they are counted."""
    if isinstance(item, Choices):
        return {in_words(one.key): [one.key] if item.many else one.key for one in item.choices}
    return {in_words(one): one for one in (True, False)} if isinstance(item, TrueFalse) else {}


def _first_tries(row: ItemRow, item: Item, edition: str) -> Iterator[Finding]:
    sums, n = row.sums, row.nearly_all + row.nearly_none + (row.sums.n if row.sums else 0)
    if not n:
        return
    facility = (row.nearly_all + (sums.x if sums else 0)) / n
    wrong = row.nearly_none + (sums.n - sums.x if sums else 0)
    r = from_sums(sums.n, sums.x, sums.y, sums.xx, sums.yy, sums.xy) if sums else None
    if sums and r is not None and r < 0 and sums.n >= NEGATIVE_N:
        said = f"who knows the rest does worse here (correlation {r:.2f}): is the key right?"
        yield Finding("check-key", row.item, wrong, n, said, edition=edition)
    elif sums and r is not None and sums.n >= WEAK_N and facility <= EASY and upper(r, sums.n) < WEAK:
        said = f"it does not tell who knows (correlation {r:.2f})"
        yield Finding("weak", row.item, wrong, n, said, edition=edition)
    elif is_at_guessing(n, facility, item):
        said = f"{facility:.0%} right at the first try: no better than a guess, or far too hard"
        yield Finding("guessing", row.item, wrong, n, said, edition=edition)
