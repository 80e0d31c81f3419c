"""The operations of the study protocol, one function each: a request's fields in, the reply's fields out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import UNSET

from tutor.study.goals import Wish
from tutor.study.protocol import task_dict, verdict_dict
from tutor.study.session import Session
from tutor.study.tasks import Verdict
from tutor.study.trouble import StudyError


class Fields:
    """The fields of one request, read strictly: a wrong type is `bad_request`."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.request.get(name, default)
        if not isinstance(value, str):
            raise StudyError("bad_request", f"`{name}` must be a text.")
        return value

    def maybe_text(self, name: str) -> str | None:
        """A text or nothing."""
        return None if self.request.get(name) is None else self.text(name)

    def maybe_number(self, name: str, low: float, high: float) -> float | None:
        """A number between two bounds, or nothing."""
        value = self.request.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise StudyError("bad_request", f"`{name}` must be a number from {low:g} to {high:g}.")
        return float(value)

    def maybe_whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number between two bounds, or nothing."""
        value = self.maybe_number(name, low, high)
        if value is not None and value != int(value):
            raise StudyError("bad_request", f"`{name}` must be a whole number.")
        return None if value is None else int(value)

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.request.get(name, default)
        if not isinstance(value, bool):
            raise StudyError("bad_request", f"`{name}` must be true or false.")
        return value

    def texts(self, name: str) -> list[str] | None:
        """A list of texts, or nothing."""
        value = self.request.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise StudyError("bad_request", f"`{name}` must be a list of texts.")
        return list(value)

    def wholes(self, name: str) -> list[int]:
        """A list of whole numbers, empty when missing."""
        value = self.request.get(name) or []
        if not isinstance(value, list) or any(isinstance(one, bool) or not isinstance(one, int) for one in value):
            raise StudyError("bad_request", f"`{name}` must be a list of whole numbers.")
        return list(value)


Reply = dict[str, Any]


def _hello(session: Session, fields: Fields) -> Reply:
    courses = [session.desk.course(course_id) for course_id in session.desk.courses]
    news = session.news()
    return {
        "protocol": 1,
        **({"news": news} if news else {}),
        "courses": [
            {
                "id": course.id,
                "title": course.title,
                "version": course.version,
                "skills": course.skill_count,
                "items": course.item_count,
            }
            for course in courses
        ],
    }


def _next(session: Session, fields: Fields) -> Reply:
    minutes = fields.maybe_number("minutes_left", -1e6, 1e6)
    task = session.next(minutes_left=minutes, course=fields.text("course", ""), skill=fields.text("skill", ""))
    if task is not None:
        told = session.told()
        return {"task": task_dict(task), **({"told": told} if told else {})}
    because, due = session.nothing(minutes)
    return {"task": None, "because": because, "next_due": session.desk.rfc3339(due) if due else None}


def _answer(session: Session, fields: Fields) -> Reply:
    if "response" not in fields.request:
        raise StudyError("bad_request", "An answer needs `response`.")
    verdict = session.answer(
        fields.text("task"),
        fields.request["response"],
        seconds=fields.maybe_number("seconds", 0, 1e6),
        confidence=fields.maybe_whole("confidence", 1, 3),
    )
    return _judged(session, verdict)


def _judged(session: Session, verdict: Verdict) -> Reply:
    """The verdict, and the goals that are reached by it."""
    reached = session.reached()
    return {"verdict": verdict_dict(verdict), **({"reached": reached} if reached else {})}


def _rate(session: Session, fields: Fields) -> Reply:
    verdict = session.rate(fields.text("task"), fields.text("rating", ""), fields.wholes("criteria"))
    return _judged(session, verdict)


def _hint(session: Session, fields: Fields) -> Reply:
    hint, left = session.hint(fields.text("task"))
    return {"hint": hint, "left": left}


def _skip(session: Session, fields: Fields) -> Reply:
    verdict = session.skip(fields.text("task"), seconds=fields.maybe_number("seconds", 0, 1e6))
    return {"verdict": verdict_dict(verdict)}


def _dispute(session: Session, fields: Fields) -> Reply:
    session.dispute(fields.text("task"), fields.text("note", ""))
    return {}


def _suspend(session: Session, fields: Fields) -> Reply:
    session.suspend(fields.text("item"), fields.maybe_text("until"))
    return {}


def _resume(session: Session, fields: Fields) -> Reply:
    session.resume(fields.text("item"))
    return {}


def _explain(session: Session, fields: Fields) -> Reply:
    return {"block": session.explain(fields.text("skill"))}


def _why(session: Session, fields: Fields) -> Reply:
    if "task" in fields.request:
        return session.why(task=fields.text("task"))
    return session.why(skill=fields.text("skill"))


def _open(session: Session, fields: Fields) -> Reply:
    session.open(fields.text("skill"))
    return {}


def _test_out(session: Session, fields: Fields) -> Reply:
    if "unit" in fields.request:
        begun = session.test_out_unit(fields.text("unit"))
        return {"questions": sum(size for _, size in begun), "skills": [skill for skill, _ in begun]}
    return {"questions": session.test_out(fields.text("skill"))}


def _place(session: Session, fields: Fields) -> Reply:
    if fields.request.get("stop"):
        return {"presumed": session.stop_placing()}
    session.place(fields.maybe_number("minutes", 0.1, 600))
    return {}


def _goal(session: Session, fields: Fields) -> Reply:
    """Set a goal; with `goal` its id: change what is given, `drop` it, or take a `way_out`."""
    goal = fields.maybe_text("goal")
    if goal is None:
        goal, forecast = session.goal(
            skills=_about(session, fields),
            date=fields.maybe_text("date"),
            minutes_a_day=fields.maybe_whole("minutes_a_day", 1, 1440),
            days=fields.texts("days") or [],
            words=fields.text("words", ""),
            exam=fields.truth("exam", False),
        )
        return {"goal": goal, "forecast": forecast}
    if fields.truth("drop", False):
        session.drop_goal(goal)
        return {"goal": goal}
    if "way_out" in fields.request:
        return {"goal": goal, "forecast": session.way_out(goal, fields.text("way_out"))}
    return {"goal": goal, "forecast": session.change_goal(goal, _wish(session, fields))}


ABOUT = {"skills", "units", "courses"}
"""Fields of a goal that say what it is about, by ids."""


def _about(session: Session, fields: Fields) -> list[str]:
    units = [skill for unit in fields.texts("units") or () for skill in session.skills_of_unit(unit)]
    return [*(fields.texts("skills") or ()), *units, *(fields.texts("courses") or ())]


def _wish(session: Session, fields: Fields) -> Wish:
    """What of a goal is to change: the fields that the request has."""
    has = fields.request
    return Wish(
        words=fields.text("words") if "words" in has else UNSET,
        about=_about(session, fields) if ABOUT & set(has) else UNSET,
        date=fields.maybe_text("date") if "date" in has else UNSET,
        minutes_a_day=fields.maybe_whole("minutes_a_day", 1, 1440) if "minutes_a_day" in has else UNSET,
        days=fields.texts("days") or [] if "days" in has else UNSET,
        exam=fields.truth("exam", False) if "exam" in has else UNSET,
    )


def _prefer(session: Session, fields: Fields) -> Reply:
    session.prefer(fields.texts("ways"), fields.texts("interests"))
    return {}


def _feel(session: Session, fields: Fields) -> Reply:
    session.feel(fields.text("task"), fields.text("feel"))
    return {}


def _note(session: Session, fields: Fields) -> Reply:
    session.note(fields.text("about"), fields.text("text"))
    return {}


def _hand_in(session: Session, fields: Fields) -> Reply:
    return {"piece": session.hand_in(fields.text("project"), fields.text("text"), fields.wholes("criteria"))}


def _undo(session: Session, fields: Fields) -> Reply:
    undone = session.undo()
    if undone is None:
        raise StudyError("not_now", "There is nothing to undo.")
    return {"undone": undone}


def _status(session: Session, fields: Fields) -> Reply:
    return session.status()


OPERATIONS: dict[str, Callable[[Session, Fields], Reply]] = {
    "hello": _hello,
    "next": _next,
    "answer": _answer,
    "rate": _rate,
    "hint": _hint,
    "skip": _skip,
    "dispute": _dispute,
    "suspend": _suspend,
    "resume": _resume,
    "explain": _explain,
    "why": _why,
    "open": _open,
    "test_out": _test_out,
    "place": _place,
    "goal": _goal,
    "prefer": _prefer,
    "feel": _feel,
    "note": _note,
    "hand_in": _hand_in,
    "undo": _undo,
    "status": _status,
}
