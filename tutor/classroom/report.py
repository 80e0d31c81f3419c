"""Gathering a class's report: what was collected is read once, and the packs are asked what things are called."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from msgspec.structs import replace

from tutor.classroom.called_now import as_called_now, renaming
from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures import curves, items, learners, skills
from tutor.classroom.figures.attention import Entry, attention
from tutor.classroom.figures.curves import CurveFigure, Try
from tutor.classroom.figures.drift import GROUP_N, Drift, First, drifts
from tutor.classroom.figures.learners import Answer, LearnerFigure
from tutor.classroom.figures.skills import SkillFigure, Stand
from tutor.classroom.folder import ClassFolder
from tutor.classroom.pack_words import PackWords
from tutor.classroom.questions import pack_id
from tutor.classroom.report_data import ItemWords as ItemWords
from tutor.classroom.report_data import Report as Report
from tutor.classroom.report_data import TaskFigure, TimeFigure, WayFigure
from tutor.classroom.roster import Person, read
from tutor.classroom.sums.run import on_sqlite
from tutor.classroom.task_shares import TaskShares
from tutor.classroom.words import packs_of
from tutor.core.classroom.manifest import PackRef
from tutor.core.learner.events import of
from tutor.packs.compiled import Compiled

EPOCH = date(1970, 1, 1)
LATELY = 7
"""Days that are “this week”."""
WAY_N = 5


def report(folder: ClassFolder, book: ClassBook, today: date, since: date | None = None) -> Report:
    """The report on a day; with `since` only of answers from that day on.

    Questions that learners wrote for each other are no course: to answer them is practice, and counts for days, minutes
    and tasks. How they did stands in `tutor class questions`; among skills and questions they would stand beside those
    they are about, under the same titles.
    """
    first = (since - EPOCH).days if since else 0
    packs = packs_of(folder)
    gathering = _Gathering(folder, book, packs, today, since)
    with as_called_now(book, packs, first):
        tasks = gathering.tasks()
    with as_called_now(book, packs, first, without=pack_id(folder)):
        return gathering.report(tasks)


class _Gathering:
    """Reads the class's file once, and asks the packs what things are called."""

    def __init__(
        self, folder: ClassFolder, book: ClassBook, packs: dict[str, Compiled], today: date, since: date | None
    ) -> None:
        self.folder, self.book, self.db, self.day = folder, book, book.db, (today - EPOCH).days
        self.since = since
        self.people: list[Person] = read(folder.path)
        self.own = pack_id(folder)
        self.packs = {name: pack for name, pack in packs.items() if name != self.own}
        self._now = renaming(packs)
        self.heads = {skill.id: skill for pack in self.packs.values() for skill in pack.skills}
        self.order = list(self.heads)
        self.words = PackWords(packs)
        self.guesses = {ref.id: ref.guess for pack in self.packs.values() for ref, _body in pack.items}
        self.made_on: dict[str, int] = {}
        self.usual: dict[str, float] = {}
        """The median seconds of each question."""

    def tasks(self) -> list[TaskFigure]:
        """How far learners are with their tasks, whatever these are about."""
        known = {code for code, one in self.book.learners().items() if not one.withdrawn}
        return TaskShares(self.book, self._now, self._stands()).figures(known)

    def report(self, tasks: list[TaskFigure]) -> Report:
        """All of it."""
        known = {code: one for code, one in self.book.learners().items() if not one.withdrawn}
        stands, times = [one for one in self._stands() if of(one.skill) != self.own], self._times()
        self.usual = {one.item: one.middle for one in times}
        item_rows, choice_rows = on_sqlite(self.db, "item_sums"), on_sqlite(self.db, "choice_sums")
        found = items.item_figures(item_rows, self.guesses)
        takers = {(one.item, one.rev): one.n for one in found}
        choices = [one for one in items.choice_figures(choice_rows, takers) if not self.words.is_drawn(one.item)]
        self.made_on = {code: (date.fromisoformat(one.made_on) - EPOCH).days for code, one in known.items()}
        figures = [self._learner(code) for code in sorted(known)]
        giving = [one for one in figures if known[one.learner].level >= 2]  # of others nothing new is known
        named = [one for one in stands if one.learner in known and known[one.learner].level >= 1]  # the others count
        skill_figures = skills.skill_figures(stands, self.order)
        mistakes = items.mistake_figures(on_sqlite(self.db, "mistake_sums"), self._leads_to())
        codes = list(dict.fromkeys([*(person.code for person in self.people), *sorted(known)]))
        return Report(
            title=self.folder.card.title,
            today=(EPOCH + timedelta(days=self.day)).isoformat(),
            since=self.since.isoformat() if self.since else "",
            packs=self._courses(),
            names={person.code: person.name for person in self.people if person.name},
            people=codes,
            levels={code: one.level for code, one in known.items()},
            newest=max((one.made_on for one in known.values()), default=""),
            versions=self._versions(),
            titles={skill.id: skill.title for skill in self.heads.values()},
            requires={skill.id: list(skill.requires) for skill in self.heads.values()},
            stands=stands,
            skills=skill_figures,
            learners=figures,
            excelling=self._excelling(giving, named),
            attention=self._attention(giving, named, skill_figures, len(codes)),
            groups=skills.groups(named, self.order),
            mastered_lately=len({one.learner for one in stands if one.mastered > self.day - LATELY}),
            mistakes=mistakes,
            said={f"{one.skill}#{one.mistake}": self.words.says(one.skill, one.mistake) for one in mistakes},
            unanswered=items.unanswered(
                choices,
                {(one.item, one.choice): self.words.answers(one.item, one.choice, one.mistake) for one in choices},
            ),
            maybe_right=items.maybe_right(choices, self._disputes()),
            never=items.never_chosen({one.item: self.words.wrong_choices(one.item) for one in found}, found, choices),
            items=found,
            choices=choices,
            words={one.item: self.words.of_item(one.item) for one in found},
            drifts=[*self._drifts("language"), *self._drifts("edition")],
            curves=self._curves(),
            tasks=tasks,
            ways=self._ways(),
            times=times,
            weeks=self._weeks(),
        )

    def _courses(self) -> list[PackRef]:
        return [pack for pack in self.folder.card.packs if pack.id != self.own]

    def _versions(self) -> dict[str, int]:
        first = self._courses()[:1]
        query = "select version, count(*) from pack where id = ? group by version order by 2 desc, 1"
        return dict(self.db.execute(query, (first[0].id,)).fetchall()) if first else {}

    def _disputes(self) -> dict[tuple[str, str], int]:
        who: dict[tuple[str, str], set[str]] = {}
        for item, choice, code in self.db.execute("select item, choice, code from dispute where choice <> ''"):
            who.setdefault((self._now(item), choice), set()).add(code)
        return {place: len(codes) for place, codes in who.items()}

    def _leads_to(self) -> dict[str, int]:
        """How many skills stand on each, near or far."""
        above: dict[str, set[str]] = {name: set() for name in self.heads}
        for name in self.order:
            for before in self._below(name, set()):
                above.setdefault(before, set()).add(name)
        return {name: len(found) for name, found in above.items()}

    def _stands(self) -> list[Stand]:
        """How learners stand at skills, by the names of the newest packs; of skills made one the most practised."""
        found: dict[tuple[str, str], Stand] = {}
        for row in self.db.execute(_STANDS):
            stand = Stand(*row)
            stand = stand._replace(skill=self._now(stand.skill), presumed=bool(stand.presumed))
            place = (stand.learner, stand.skill)
            if place not in found or found[place].answers < stand.answers:
                found[place] = stand
        return list(found.values())

    def _below(self, name: str, seen: set[str]) -> set[str]:
        for before in self.heads[name].requires if name in self.heads else ():
            if before not in seen:
                seen.add(before)
                self._below(before, seen)
        return seen

    def _learner(self, code: str) -> LearnerFigure:
        rows = self.db.execute(_ANSWERS, (code,))
        answers = [Answer(day, item, bool(right), sec, conf) for day, item, right, sec, conf in rows]
        days = [day for (day,) in self.db.execute(_DAYS, (code,))]
        made_on, off = self.made_on[code], self._off()
        figure = learners.learner_figure(code, answers, days, min(self.day, made_on), off, self.usual)
        missing = sum(day not in off for day in range(made_on + 1, max(self.made_on.values()) + 1))
        return replace(figure, missing=missing)

    def _off(self) -> set[int]:
        found: set[int] = set()
        for holiday in self.folder.card.holidays:
            first, last = (date.fromisoformat(day) - EPOCH for day in (holiday.first, holiday.last))
            found.update(range(first.days, min(last.days, first.days + 400) + 1))
        return found

    def _times(self) -> list[TimeFigure]:
        by_item: dict[str, list[float]] = {}
        for item, sec in self.db.execute(_SECONDS):
            by_item.setdefault(item, []).append(sec)
        return [_time(item, sorted(found)) for item, found in sorted(by_item.items())]

    def _excelling(self, figures: list[LearnerFigure], stands: list[Stand]) -> list[str]:
        found = []
        for one in figures:
            mine = [stand for stand in stands if stand.learner == one.learner]
            quick = sum(
                bool(stand.mastered) and 0 < stand.answers <= learners.FEWEST_TRIES and not stand.presumed
                for stand in mine
            )
            if learners.excels(one.n, quick, sum(stand.state == "fading" for stand in mine)):
                found.append(one.learner)
        return found

    def _attention(
        self, figures: list[LearnerFigure], stands: list[Stand], found: list[SkillFigure], size: int
    ) -> list[Entry]:
        today = (EPOCH + timedelta(days=self.day)).isoformat()
        waiting = {code for (code,) in self.db.execute("select code from waiting where until > ?", (today,))}
        return attention(
            figures,
            skills.stuck_at(stands),
            found,
            {(one.learner, one.skill): one for one in stands},
            {name: head.requires for name, head in self.heads.items()},
            waiting,
            size,
        )

    def _drifts(self, group: str) -> list[Drift]:
        """By language or by edition, where there are learners enough to say anything."""
        counts = self.db.execute(
            f"select count(distinct learner) from answers group by {group} order by 1 desc limit 2"
        )
        if min([count for (count,) in counts][1:2], default=0) < GROUP_N:
            return []
        found: dict[str, list[First]] = {}
        for item, one, rest, right in self.db.execute(_FIRSTS.replace("GROUP", group)):
            found.setdefault(item, []).append(First(one, rest, bool(right)))
        return drifts(found)

    def _curves(self) -> list[CurveFigure]:
        tries = [Try(who, skill, at, bool(right)) for who, skill, at, right in self.db.execute(_TRIES)]
        return curves.curve_figures(on_sqlite(self.db, "curve_sums"), curves.afm(tries), self.order)

    def _ways(self) -> list[WayFigure]:
        first = (self.since - EPOCH).days if self.since else 0
        return [WayFigure(*row) for row in self.db.execute(_WAYS, (first,)) if row[3] >= WAY_N]

    def _weeks(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for code, week, minutes in self.db.execute("select code, week, minutes from week order by code, week"):
            found.setdefault(code, {})[week] = minutes
        return found


def _time(item: str, seconds: list[float]) -> TimeFigure:
    quarter = len(seconds) // 4
    return TimeFigure(item, len(seconds), float(median(seconds)), seconds[quarter], seconds[-1 - quarter])


_STANDS = 'select code, skill, state, presumed, first, last, answers, "right", mastered from skill order by code, skill'
_ANSWERS = (
    "select a.day, a.item, a.correct, a.sec, a.conf from answers a where a.learner = ? and a.attempt = 1 "
    "and a.scored = 1 order by a.day, a.place"
)
_DAYS = "select distinct day from main.answers where learner = ?"
"""All of them, whatever day the report begins with: who is quiet since then is seen by what was before."""
_WAYS = (
    "select a.way, count(*), sum(a.right), count(distinct a.code) from answer a "
    "left join undone u on u.code = a.code and u.id = a.id where u.id is null "
    "and a.way <> '' and a.attempt = 1 and a.skipped = 0 and a.day >= ? group by a.way order by a.way"
)
_SECONDS = "select item, sec from answers where correct = 1 and attempt = 1 and scored = 1 and sec is not null"
_FIRSTS = (
    "with firsts as (select learner, item, GROUP as side, min(opportunity), score, correct from answers "
    "where attempt = 1 and scored = 1 group by learner, item), "
    "totals as (select learner, sum(score) as total, count(*) as n from firsts group by learner having count(*) > 1) "
    "select f.item, f.side, (t.total - f.score) / (t.n - 1.0), f.correct from firsts f join totals t using (learner)"
)
_TRIES = (
    "select learner, skill, opportunity, correct from answers "
    "where attempt = 1 and scored = 1 and kind <> 'place' and opportunity <= 40"
)
