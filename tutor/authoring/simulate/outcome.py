"""What a simulation of a pack found, as data: who finishes, where they stall and why, what leaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, median

from msgspec import Struct

from tutor.authoring.simulate.bots import BOTS, Leak, leaks
from tutor.authoring.simulate.lives import BOT_DAYS, Begin, Bot, Learner, Lived, Tried
from tutor.authoring.simulate.minds import PROFILES
from tutor.core.course import Skill
from tutor.core.pick import ItemRef
from tutor.packs.compiled import Compiled
from tutor.study.desk import Shelf

LONG = 10
"""Tries at one skill, still not learned: the field's usual mark of wheel-spinning (Beck & Gong 2013)."""
SAME_AGAIN = 4
"""Times that one question came before its skill was learned: more is learning the question. Tunable (3..6)."""
NOT_HELD = 0.6
"""A prerequisite held less than this is what stands in the way. Tunable (0.5..0.8)."""
QUIZZES = 2


class Plan(Struct, frozen=True):
    """How a pack is simulated: days, minutes a day, learners of each sort."""

    seed: int = 1
    days: int = 90
    minutes: float = 20.0
    learners: int = 2


class Group(Struct, frozen=True):
    """What became of the learners of one sort; medians are over those who finished, 0 where nobody did."""

    kind: str
    learners: int
    finished: int
    sessions: float
    hours: float
    days: float
    learned: float
    answers: float
    peak: float
    most_sessions: int
    most_hours: float
    curve: list[int]
    reviews: list[int]


class Stall(Struct, frozen=True):
    """A skill that is hard to get past: learners who stuck, those who never learned it, their median tries, and why."""

    skill: str
    stuck: int
    never: int
    tries: float
    kinds: list[str]
    why: str


class Few(Struct, frozen=True):
    """A skill with too few questions: how many there are, and how often one of them came, at the median learner."""

    skill: str
    questions: int
    times: float
    learners: int


class BotLife(Struct, frozen=True):
    """What a bot gained from the course in some days."""

    bot: str
    answers: int
    learned: list[str]


class Simulated(Struct, frozen=True):
    """All of it. `skills` is how many there are to learn."""

    course: str
    title: str
    version: str
    plan: Plan
    skills: int
    items: int
    groups: list[Group]
    stalls: list[Stall]
    few: list[Few]
    leaks: list[Leak]
    bots: list[BotLife]
    bot_days: int = BOT_DAYS


def simulate(
    compiled: Compiled, shelf: Shelf, begin: Begin, plan: Plan, tell: Callable[[str], None] = lambda _: None
) -> Simulated:
    """Let everybody go through a pack that lies on the shelf; a seed means one end. `tell` hears who is at it."""
    course = compiled.course
    lives, bots = list[Lived](), list[BotLife]()
    for kind in PROFILES:
        for number in range(plan.learners):
            tell(f"{kind} learner {number + 1} of {plan.learners}")
            lives.append(Learner(shelf, course.id, begin, kind, number, plan.seed).live(plan.days, plan.minutes))
    for name in BOTS:
        tell(f"bot: {name}")
        lived = Bot(shelf, course.id, begin, name, 0, plan.seed).live(min(BOT_DAYS, plan.days), plan.minutes)
        bots.append(BotLife(name, lived.answers, sorted(lived.learned)))
    skills = {skill.id: skill for skill in compiled.skills if skill.item_count}
    refs: dict[str, list[ItemRef]] = {}
    for ref, _ in compiled.items:
        refs.setdefault(ref.skill, []).append(ref)
    return Simulated(
        course=course.id,
        title=course.title,
        version=course.version,
        plan=plan,
        skills=len(skills),
        items=len(compiled.items),
        groups=[_group(kind, [one for one in lives if one.kind == kind]) for kind in PROFILES],
        stalls=sorted(_stalls(lives, skills), key=lambda one: (-one.never, -one.stuck, -one.tries, one.skill)),
        few=sorted(_few(lives, skills, refs), key=lambda one: (-one.times, one.skill)),
        leaks=leaks(compiled, plan.seed),
        bots=bots,
    )


def _group(kind: str, lives: Sequence[Lived]) -> Group:
    done = [one for one in lives if one.finished]
    first = lives[0]
    return Group(
        kind=kind,
        learners=len(lives),
        finished=len(done),
        sessions=_median(one.sittings for one in done),
        hours=round(_median(one.minutes / 60 for one in done), 2),
        days=_median(one.finished for one in done),
        learned=fmean(len(one.learned) for one in lives),
        answers=_median(one.answers for one in lives),
        peak=max(max(one.reviews, default=0) for one in lives),
        most_sessions=max((one.sittings for one in done), default=0),
        most_hours=round(max((one.minutes / 60 for one in done), default=0.0), 2),
        curve=first.curve,
        reviews=first.reviews,
    )


def _stalls(lives: Sequence[Lived], skills: dict[str, Skill]) -> Iterator[Stall]:
    for skill in skills:
        tries = [(one, one.tried[skill]) for one in lives if skill in one.tried]
        never = [(one, tried) for one, tried in tries if skill not in one.learned and tried.tries]
        stuck = [(one, tried) for one, tried in tries if tried.tries >= LONG * 2 or (one, tried) in never]
        if not stuck:
            continue
        one, tried = max(stuck, key=lambda pair: (skill not in pair[0].learned, pair[1].tries))
        kinds = list(dict.fromkeys(life.kind for life, _ in stuck))
        middle = _median([tried.tries for _, tried in stuck])
        yield Stall(skill, len(stuck), len(never), middle, kinds, _why(one, tried, skills[skill], skills))


def _why(life: Lived, tried: Tried, skill: Skill, skills: dict[str, Skill]) -> str:
    """Why somebody stuck at a skill, the likeliest reason first."""
    held, weakest = tried.hardest
    row = life.rows.get(skill.id)
    share = tried.right / tried.tries if tried.tries else 0.0
    most = max(tried.items.values(), default=0)
    if weakest in skills and held < NOT_HELD:
        return f"“{skills[weakest].title}”, which it needs, is forgotten by then ({held:.0%} held)"
    if row is not None and row.quiz_failures >= QUIZZES:
        return f"its quiz was failed {row.quiz_failures} times"
    if most >= SAME_AGAIN and skill.remember == "skill":
        return f"{skill.item_count} questions only: one of them came {most} times"
    if tried.tries < LONG:
        return "it came late, and the days were over"
    return f"it is hard: {share:.0%} right in {tried.tries} tries"


def _few(lives: Sequence[Lived], skills: dict[str, Skill], refs: dict[str, list[ItemRef]]) -> Iterator[Few]:
    """Exercises only: a fact is to be asked again and again, and a template is another question each time."""
    for skill in skills.values():
        if skill.remember == "items" or any(ref.template for ref in refs[skill.id]):
            continue
        tried = [one.tried[skill.id] for one in lives if skill.id in one.tried and one.tried[skill.id].items]
        times = [max(one.items.values()) for one in tried]
        if times and _median(times) >= SAME_AGAIN:
            yield Few(skill.id, skill.item_count, _median(times), sum(one >= SAME_AGAIN for one in times))


def _median(numbers: Iterator[float] | Sequence[float]) -> float:
    found = list(numbers)
    return float(median(found)) if found else 0.0
