"""Why something is next, due or locked, in one sentence each."""

from __future__ import annotations

from tutor.core.choose import Why
from tutor.core.gate import Evidence, State

STATES: dict[State, str] = {
    "locked": "locked",
    "open": "open",
    "learning": "learning",
    "learned": "learned",
    "mastered": "mastered",
    "secure": "secure",
    "fading": "fading",
}

SIGNS: dict[State, str] = {
    "locked": "○",
    "open": "◔",
    "learning": "◐",
    "learned": "●",
    "mastered": "★",
    "secure": "◆",
    "fading": "◌",
}


def sentence(why: Why) -> str:
    """Why a task comes now."""
    values = why.values
    match why.code:
        case "missed":
            return "This one was missed a little while ago; here it is again."
        case "going_on":
            return "You are learning this skill now."
        case "quiz":
            return f"Quiz {values['number']} of {values['size']}: no hints, all that counts is what you know."
        case "test_out":
            return f"Test-out {values['number']} of {values['size']}: no hints."
        case "fading":
            return f"This is fading: recall is about {round(100 * values['recall'])} %."
        case "due":
            return f"Due for review: recall is about {round(100 * values['recall'])} %."
        case "exam":
            return f"For your exam: recall is about {round(100 * values['recall'])} % now, and this lifts it for the day."
        case "new":
            opens = values["opens"]
            return "New for you." if not opens else f"New for you; it leads on to {opens} more."
        case "never_asked":
            return "You have not been asked this one yet."
        case "begun":
            return "You wrote this and have not rated it yet; your text is kept."
        case "taken_back":
            return "You took your answer back."
        case "remedy_probe":
            return f"“{values['title']}” is hard just now. It stands on this: a quick look whether it still holds."
        case "remedy_review":
            return f"This is what “{values['title']}” stands on. Two right ones, then back to your question."
        case "remedy_explain":
            return f"Another way to see “{values['title']}”; then your question again."
        case "remedy_example":
            return f"“{values['title']}”, done once from beginning to end; then your question again."
        case "remedy_easier":
            return f"An easier one of “{values['title']}” first."
        case "remedy_back":
            return "Back to your question."
        case "challenge":
            return "Something harder, at a skill you master: a miss here costs nothing."
        case "asked_for":
            return "You asked for this skill."
        case "placement":
            return "Placement: to find where to start. No marks, and “not learned yet” is a good answer."
        case _:
            return ""


def nothing_left(*, time_is_up: bool, resting: bool = False, waits: str = "") -> str:
    """Why there is no task. `waits` says what another course is needed for."""
    if time_is_up:
        return "Your time for today is up. All is kept."
    if resting:
        return "That was a lot for one day. What is hard now rests until tomorrow; sleep helps. All is kept."
    if waits:
        return f"Nothing is due, and all that is open has been learned. {waits}"
    return "Nothing is due, and all that is open has been learned. Well done."


def evidence(found: Evidence) -> str:
    """What a judgement about a skill rests on."""
    tries = len(found.recent)
    right = found.recent.count("1")
    if not tries:
        return "no answers yet"
    words = f"{right} of {tries} right lately"
    if found.mastered_at:
        return f"{words}, held after a day and more"
    if found.learned_at:
        return f"{words}, quiz passed"
    if found.quiz_near:
        return f"{words}, its quiz is next"
    if found.quiz_failures:
        return f"{words}, its quiz was tried and comes again"
    return words


def locked(needed: list[tuple[str, str, int]], missing: list[str] | None = None) -> str:
    """What opens a skill: titles of what is to be learned first, their evidence, and minutes.

    `missing` names what lies in courses that are not installed.
    """
    told = []
    if needed:
        names = ", ".join(f"{title} ({proof})" for title, proof, _ in needed)
        minutes = sum(share for _, _, share in needed)
        told.append(f"It opens when you have learned {names}: about {minutes} minutes.")
    for name in missing or ():
        told.append(f"It needs {name}, which is not installed: add that course, or open the skill if you know this.")
    return " ".join(told) or "It opens at once."


def of_course(skill: str, course: str) -> str:
    """A skill of another course."""
    return f"“{skill}” of the course “{course}”"


def readable(skill_id: str) -> str:
    """The words of a skill's id, where nothing else is known of it: `numbers/count-to-ten` is "count to ten"."""
    return skill_id.rpartition("/")[2].replace("-", " ").replace("_", " ")
