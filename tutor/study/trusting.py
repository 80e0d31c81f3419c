"""Trust in packs that run programs: what must be asked before the first of them runs, and what the answer means.

What comes with tutor is trusted; another pack is trusted by its content, when the learner said so. Where there is no
box, that is asked too, once for each pack. Nothing here runs anything: `programs` asks before it does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal, Protocol

from msgspec import Struct

from tutor.core.consent import Consent
from tutor.core.course import Course
from tutor.core.pick import PROGRAMS, ItemRef
from tutor.language import _
from tutor.packs.library import CourseSource
from tutor.packs.papers import Papers, difference
from tutor.packs.trust import Answer, TrustList
from tutor.present.consent import declined, passed_over
from tutor.study.desk import Current, Desk
from tutor.study.running import SAFE, Runner

Standing = Literal["free", "ask", "passed_over", "rated"]
"""Programs of a course run; or it must be asked; or they are not even shown; or shown, not run, and rated."""


class Packs(Protocol):
    """How courses are known here: the library and the shelf both fit."""

    def course(self, course_id: str) -> Course | None: ...
    def source(self, course_id: str) -> CourseSource | None: ...
    def papers(self, course_id: str) -> Papers | None: ...
    def ships(self, content_hash: str) -> bool: ...


class Permits:
    """Which packs may run programs. `asks`: there is somebody to be asked; else what is not allowed is left out.

    `given` are ids, paths or hashes of packs that are trusted for this time, on the word of whoever began the session.
    `signed` says in a sentence who signed a pack.
    """

    def __init__(
        self,
        packs: Packs,
        answers: TrustList,
        *,
        signed: Callable[[Papers], str],
        asks: bool,
        given: Collection[str] = (),
        unboxed: bool = False,
    ) -> None:
        self.asks = asks
        self._packs = packs
        self._answers = answers
        self._signed = signed
        self._given = tuple(given)
        self._unboxed = unboxed
        self._known: dict[str, _Known] = {}
        self._not_now: set[tuple[str, bool]] = set()

    def passes_over(self, course: str) -> bool:
        """Whether the items of a course that run something are left out. Quick: no box is looked for."""
        known = self._of(course)
        return known.runs and not known.trusted and (not self.asks or known.refused or (course, False) in self._not_now)

    def name(self, course: str) -> str:
        """What `tutor trust` calls a course: its id, or its path where it is not in the library."""
        source = self._packs.source(course)
        return source.source if source is not None and source.origin == "visiting" else course

    def leaves_out(self, course: str) -> bool:
        """Whether there is anything of a course that is passed over."""
        papers = self._packs.papers(course)
        return papers is not None and bool(papers.programs) and self.passes_over(course)

    def standing(self, course: str, runner: Runner) -> Standing:
        """What of a course's programs goes with this runner, as the course is now."""
        tier, known = runner.tier(), self._of(course, now=True)
        if not tier:
            return "free"  # nothing can run, and that is told
        if not known.runs:
            return "rated"  # programs in languages that are not run here
        if not known.trusted:
            return "passed_over" if self.passes_over(course) else "ask"
        if tier in SAFE or self._unboxed or known.bare:
            return "free"
        return "rated" if known.bare is False or (course, True) in self._not_now or not self.asks else "ask"

    def consent(self, course: str, runner: Runner) -> Consent:
        """What is to be told with the question."""
        head, papers, known = self._packs.course(course), self._packs.papers(course) or Papers(), self._of(course)
        last = None if known.trusted else self._answers.last_allowed(course)
        since = difference(last.files, papers.files) if last is not None else None
        return Consent(
            course=course,
            pack=self.name(course),
            title=head.title if head else course,
            authors=head.authors if head else [],
            signed="" if known.ships else self._signed(papers),
            programs=papers.programs,
            box=runner.told(),
            bare=runner.tier() not in SAFE and not self._unboxed,
            ships=known.ships,
            trusted=known.trusted,
            added=since.added if since else [],
            changed=since.changed if since else [],
            gone=since.gone if since else [],
            problem=self._answers.problem,
        )

    def allow(self, consent: Consent) -> str:
        """Let the programs of a course run from now on. Returns what to tell when that could not be kept."""
        course = consent.course
        self._not_now -= {(course, False), (course, True)}
        return self._keep(course, allowed=True, bare=True if consent.bare else self._of(course).bare)

    def decline(self, consent: Consent, *, ever: bool) -> str:
        """Do not let them run: not now, or `ever`. Of a trusted course only that it runs without a box is declined."""
        self._not_now.add((consent.course, consent.trusted))
        if not ever:
            return ""
        return self._keep(consent.course, allowed=consent.trusted, bare=False if consent.trusted else None)

    def _keep(self, course: str, *, allowed: bool, bare: bool | None) -> str:
        head, papers, known = self._packs.course(course), self._packs.papers(course), self._of(course)
        if head is None or papers is None:
            return ""
        trusted = known.ships or allowed
        self._known[course] = _Known(known.hash, known.runs, known.ships, trusted, not allowed, bare)
        try:
            self._answers.put(Answer(known.hash, course, head.title, allowed, bare, papers.files))
        except OSError as problem:
            why = problem.strerror or _("it can't be written")
            return _(
                "Your answer holds for this time; it could not be kept in {path} ({why}).",
                path=self._answers.path,
                why=why,
            )
        return ""

    def _of(self, course: str, *, now: bool = False) -> _Known:
        """What is known of a course; `now`: as it is now, should another window have put a new version there."""
        known = self._known.get(course)
        if known is None or now:
            source = self._packs.source(course)
            content = source.content_hash if source is not None else ""
            if known is None or known.hash != content:
                place = source.source if source is not None else ""
                papers = self._packs.papers(course)
                runs = papers is None or bool(papers.programs)
                self._known[course] = known = self._look((course, place), content, runs)
        return known

    def _look(self, names: Collection[str], content: str, runs: bool) -> _Known:
        ships = self._packs.ships(content)
        given = any(one in names or _begins(content, one) for one in self._given)
        answer = self._answers.answer(content)
        allowed, bare = (answer.allowed, answer.unboxed) if answer is not None else (False, None)
        refused = answer is not None and not allowed and not given
        return _Known(content, runs, ships, ships or given or allowed, refused, bare)


class _Known(Struct, frozen=True):
    """A course's content: its hash, whether anything of it runs here, whether it comes with tutor, whether it is
    trusted or was refused.

    `bare` says whether it runs without a box, too; None while that was not asked.
    """

    hash: str
    runs: bool
    ships: bool
    trusted: bool
    refused: bool
    bare: bool | None


SHORTEST = 12
"""Digits of a hash that name a pack."""


def _begins(content: str, given: str) -> bool:
    return len(given) >= SHORTEST and content.startswith(given.lower())


def passes_over(desk: Desk, ref: ItemRef) -> bool:
    """Whether an item is left out, because it runs something of a pack that may not."""
    return desk.permits is not None and ref.kind in PROGRAMS and desk.permits.passes_over(_course(ref.skill))


def standing(desk: Desk, course: str) -> Standing:
    """What goes with a course's programs in this session."""
    return "free" if desk.permits is None or desk.runner is None else desk.permits.standing(course, desk.runner)


def runs_something(current: Current) -> bool:
    """Whether the task asks for a program."""
    item = current.asked_item
    return item is not None and str(type(item).__struct_config__.tag) in PROGRAMS


def left_out(desk: Desk) -> list[str]:
    """A sentence for each course of the session whose programs are passed over."""
    if desk.permits is None:
        return []
    found = [name for name in desk.courses if desk.permits.leaves_out(name)]
    return [passed_over(desk.course(name).title, desk.permits.name(name)) for name in found]


def _course(skill: str) -> str:
    return skill.split("/", 1)[0]


class Trusting:
    """The part of a session that asks before a pack's programs run; see `Session`."""

    desk: Desk

    def consent(self, task: str) -> Consent | None:
        """What must be asked before this task is shown, as it is the first that runs something of its pack; or None."""
        desk, current = self.desk, self.desk.task_in_hand(task)
        course = _course(current.skill)
        if desk.permits is None or desk.runner is None or not runs_something(current):
            return None
        return desk.permits.consent(course, desk.runner) if standing(desk, course) == "ask" else None

    def left_out(self) -> list[str]:
        """A sentence for each course of the session whose programs are passed over."""
        return left_out(self.desk)

    def allow(self, consent: Consent) -> str:
        """The learner lets these programs run. Returns what is to be told, "" for nothing."""
        return self.desk.permits.allow(consent) if self.desk.permits is not None else ""

    def decline(self, consent: Consent, *, ever: bool) -> str:
        """The learner does not, not now or `ever`; what must not be shown goes out of hand. Returns what that means."""
        desk = self.desk
        said = desk.permits.decline(consent, ever=ever) if desk.permits is not None else ""
        desk.in_hand = [one for one in desk.in_hand if one.ref is None or not passes_over(desk, one.ref)]
        return f"{declined(consent)} {said}".strip()
