"""What of a pack hurts its learners, by what they did: each finding with its count, at its item or its skill.

Formulas, thresholds and smallest numbers are those of classical item analysis, chosen by simulation: with ten learners
every fifth good question looks bad by its correlation alone, so little is said before there are twenty or thirty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean, median
from typing import Literal

from msgspec import Struct

from tutor.authoring.stats.given import Given, Group
from tutor.core.item import Item, Response, Setting
from tutor.core.judgement import BadResponse
from tutor.core.learner.events import Answered
from tutor.core.statistics import correlation, upper, wilson
from tutor.core.text import clean, in_words

Sort = Literal["no-feedback", "maybe-right", "check-key", "weak", "guessing", "explanation", "hints", "slow"]
WRONG_LEAST, WRONG_SHARE = 5, 0.15
"""Learners who gave the same wrong answer, and their share of all who tried. Fixed by the design."""
DISPUTED, BEST = 2, 3
"""Learners who disputed an answer, or of the best fifth who gave it, no less often than the others. Fixed."""
NEGATIVE_N, WEAK_N, WEAK, EASY = 20, 30, 0.20, 0.95
SHARE_N, HARD, ABOVE_LUCK = 10, 0.25, 0.05
WAY_N, WAY_HELPS = 10, 0.5
"""Learners before anything is said of a way; it helps who is right at the next try: even the upper limit is below."""
HINTED = 0.5
LONGEST_TRY = 3600
"""Seconds; a longer time was not spent on the question."""
SLOWER = 2.0
"""Times the author's `seconds` that the median right answer takes. Tunable (1.5..3)."""
LONGEST = 60
"""Characters of an answer that are shown."""


class Finding(Struct, frozen=True):
    """A thing to mend. `at` is an item's or a skill's full id, `learners` whom it hurts, of `n`; `answer` if it is one.

    `edition` is the content hash that the answers belong to.
    """

    sort: Sort
    at: str
    learners: int
    n: int
    said: str
    answer: str = ""
    edition: str = ""


def findings(given: Given, items: Mapping[str, Item], setting: Setting) -> list[Finding]:
    """All that is found of items as they are now (their `rev`), whom it hurts most first."""
    found = list[Finding]()
    scores = _scores(given, items)
    for group in given.deeds:
        item = items.get(group.item)
        if item is not None and item.rev == group.rev:
            found += _of_item(given, group, item, scores.get(group.edition, {}), setting)
    found += _of_ways(given)
    return in_order(found)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Whom it hurts most first."""
    return sorted(found, key=lambda one: (-one.learners, one.at, one.sort, one.answer, one.edition))


Scores = dict[int, dict[str, float]]
"""First-try scores of each learner by item, within one edition."""


def _scores(given: Given, items: Mapping[str, Item]) -> dict[str, Scores]:
    found: dict[str, Scores] = {}
    for group in given.deeds:
        item = items.get(group.item)
        if item is None or item.rev != group.rev:
            continue
        for who, answer in given.first(group).items():
            found.setdefault(group.edition, {}).setdefault(who, {})[group.item] = answer.score
    return found


def _of_item(given: Given, group: Group, item: Item, scores: Scores, setting: Setting) -> Iterator[Finding]:
    first = given.first(group)
    if not item.vars:  # with drawn values the same answer is right once and wrong another time
        yield from _wrong(given, group, item, scores, setting)
    if first:
        yield from _discrimination(group, first, scores, item)
        yield from _hints(group, first)
        yield from _slow(group, first, item)


def _wrong(given: Given, group: Group, item: Item, scores: Scores, setting: Setting) -> Iterator[Finding]:
    """Frequent wrong answers without feedback, and those that may be right."""
    who_gave: dict[str, set[int]] = {}
    disputed: dict[str, set[int]] = {}
    responses: dict[str, Response] = {}
    takers = given.deeds[group]
    for who, deed in takers.items():
        for answer in deed.answers:
            if not answer.correct and not answer.skipped and answer.response is not None:
                key = text_of(item, answer.response, setting)
                responses.setdefault(key, answer.response)
                who_gave.setdefault(key, set()).add(who)
        for dispute in deed.disputes:
            disputed.setdefault(text_of(item, dispute.response, setting), set()).add(who)
    best = _best(scores, group.item)
    for key in sorted({*who_gave, *disputed}):
        gave, say = who_gave.get(key, set()), disputed.get(key, set())
        of_best = len(gave & best)
        known = of_best >= BEST and of_best * len(takers) >= len(gave) * len(best)  # a misconception is the weak ones'
        if len(say) >= DISPUTED or known:
            reasons = [f"{len(say)} say that it should count"] if len(say) >= DISPUTED else []
            reasons += [f"{of_best} of the best fifth gave it"] if known else []
            sentence = f"“{key[:LONGEST]}” may be right: {', '.join(reasons)}"
            yield Finding("maybe-right", group.item, len(gave | say), len(takers), sentence, key, group.edition)
        elif is_frequent(len(gave), len(takers)) and not has_feedback(item, responses[key], setting):
            sentence = f"“{key[:LONGEST]}” is wrong and gets no feedback of its own"
            yield Finding("no-feedback", group.item, len(gave), len(takers), sentence, key, group.edition)


def is_frequent(gave: int, takers: int) -> bool:
    """Whether an answer is given often enough to be told."""
    return gave >= max(WRONG_LEAST, WRONG_SHARE * takers)


def _best(scores: Scores, item: str) -> set[int]:
    """The fifth of the learners that does best at everything else, at least so many that three of them are some."""
    rest = {who: _rest(by_item, item) for who, by_item in scores.items() if item in by_item}
    ranked = sorted((who for who in rest if rest[who] is not None), key=lambda who: (-(rest[who] or 0.0), who))
    return set(ranked[: len(ranked) // 5])


def _rest(by_item: Mapping[str, float], item: str) -> float | None:
    """The mean first-try score at all other items; None without any."""
    others = [score for one, score in by_item.items() if one != item]
    return fmean(others) if others else None


def has_feedback(item: Item, response: Response, setting: Setting) -> bool:
    """Whether something is said to this very response, or there is nothing to say."""
    try:
        judged = item.judge(response, setting)
    except BadResponse:
        return True  # it can't be given any more
    return bool(judged.correct or judged.said or judged.misconception)


def _discrimination(group: Group, first: Mapping[int, Answered], scores: Scores, item: Item) -> Iterator[Finding]:
    n, wrong = len(first), sum(not answer.correct for answer in first.values())
    facility = fmean(answer.score for answer in first.values())
    pairs = [
        (answer.score, rest) for who, answer in first.items() if (rest := _rest(scores[who], group.item)) is not None
    ]
    r = correlation([one for one, _ in pairs], [rest for _, rest in pairs]) if len(pairs) > 1 else None
    if r is not None and r < 0 and len(pairs) >= NEGATIVE_N:
        said = f"who knows the rest does worse here (correlation {r:.2f}): is the key right?"
        yield Finding("check-key", group.item, wrong, n, said, edition=group.edition)
    elif r is not None and len(pairs) >= WEAK_N and facility <= EASY and upper(r, len(pairs)) < WEAK:
        said = f"it does not tell who knows (correlation {r:.2f})"
        yield Finding("weak", group.item, wrong, n, said, edition=group.edition)
    elif is_at_guessing(n, facility, item):
        said = f"{facility:.0%} right at the first try: no better than a guess, or far too hard"
        yield Finding("guessing", group.item, wrong, n, said, edition=group.edition)


def is_at_guessing(n: int, facility: float, item: Item) -> bool:
    """Whether hardly anybody knows it, or no more than would by luck."""
    return n >= SHARE_N and facility < max(HARD, item.guess() + ABOVE_LUCK)


def _hints(group: Group, first: Mapping[int, Answered]) -> Iterator[Finding]:
    n, used = len(first), sum(answer.hints > 0 for answer in first.values())
    if n >= SHARE_N and used >= HINTED * n:
        said = "needed a hint at the first try"
        yield Finding("hints", group.item, used, n, said, edition=group.edition)


def _slow(group: Group, first: Mapping[int, Answered], item: Item) -> Iterator[Finding]:
    seconds = [answer.seconds for answer in first.values() if answer.correct and answer.seconds is not None]
    seconds = [one for one in seconds if 0 <= one <= LONGEST_TRY]
    if item.seconds is None or len(seconds) < SHARE_N:
        return
    middle = median(seconds)
    if middle > SLOWER * item.seconds:
        over = sum(one > SLOWER * item.seconds for one in seconds)
        said = f"a right answer takes {middle:.0f} seconds, not the {item.seconds:g} of `seconds`"
        yield Finding("slow", group.item, over, len(seconds), said, edition=group.edition)


def _of_ways(given: Given) -> Iterator[Finding]:
    """Explanations after which even the next try is more often wrong than right."""
    for (edition, skill, way), tries in given.ways.items():
        n, right = len(tries), sum(tries.values())
        if n >= WAY_N and wilson(right, n)[1] < WAY_HELPS:
            said = f"after the explanation “{clean(way)[:LONGEST]}” the next try is wrong"
            yield Finding("explanation", skill, n - right, n, said, edition=edition)


def text_of(item: Item, response: Response, setting: Setting) -> str:
    """What was answered; of a choice, which may be told by its id, the text."""
    if item.shape in ("pick", "pick_many"):
        try:
            return " ".join(clean(item.judge(response, setting).heard).split())
        except BadResponse:
            return in_words(response)
    return in_words(response)


def counts(found: list[Finding]) -> Counter[str]:
    """How many findings there are of each sort."""
    return Counter(one.sort for one in found)
