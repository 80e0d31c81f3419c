"""A class by ear: the inbox, words to a teacher, going on with a task, joining, handing in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tutor.core.classroom.manifest import COUNTING
from tutor.language import _, later
from tutor.plain.sitting import Here, Sitting
from tutor.present.class_files import ADULT, ADULT_AGREES, COUNT_ASKS, COUNT_MEANS, level_words, wrong_code
from tutor.present.class_questions import FIELDS, OPINIONS, SKILL
from tutor.present.class_questions import KEPT as QUESTION_KEPT
from tutor.present.inbox import NOT_IN_A_CLASS, lines
from tutor.study.trouble import StudyError

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.study.classes.inbox import Inbox

LEVELS = ("0", "1", "2", "3")
WORK = 3
YES = ("y", "yes", "s", "si", "sí")
NO = ("n", "no")
"""What is understood as yes or no, in whatever language is spoken."""
MORE = later(
    ":inbox write and your words writes to your teacher; :inbox reply and a number answers a note; "
    ":inbox question writes a question for your classmates."
)
KEPT = later("It is kept, and goes with your next hand-in: :handin.")


def inbox(sitting: Sitting, here: Here, rest: str) -> bool:
    """Tell all of it; or go on with a task, put it off, write, answer, leave: by the word that follows."""
    word, _blank, more = rest.partition(" ")
    do = DO.get(word.casefold())
    found = sitting.session.inbox()
    if do is not None:
        return do(sitting, found, more.strip())
    if rest:
        raise StudyError("bad_request", _("After :inbox come go, later, write, reply, question or leave, or nothing."))
    for line in lines(found, sitting.clock().date(), "colon"):
        sitting.say(line)
    if found.classes:
        sitting.say(_(MORE))
    if found.unread:
        sitting.kept(sitting.session.read_notes)
    return False


def _go(sitting: Sitting, found: Inbox, rest: str) -> bool:
    task = found.tasks[_at(rest, len(found.tasks))]
    sitting.of_task = task.id
    sitting.say(_("Going on with {title}.", title=task.title))
    return True


def _later(sitting: Sitting, found: Inbox, rest: str) -> bool:
    number, day, why, *_none = *rest.split(maxsplit=2), "", "", ""
    task = found.tasks[_at(number, len(found.tasks))]
    day = day or sitting.words(_("Until which day, like 2027-01-31? Enter leaves it."))
    if not day:
        return False
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise StudyError("bad_request", _("Write the day like 2027-01-31, please.")) from None
    why = why or sitting.words(_("Why, for your teacher? Enter leaves it out."))
    sitting.kept(lambda: sitting.session.put_off(task.id, until, why))
    sitting.say(_("It is put off."))
    return False


def _write(sitting: Sitting, found: Inbox, rest: str) -> bool:
    row = _class(sitting, found.classes)
    words = rest or (sitting.words(_("Your words; Enter leaves it.")) if row is not None else "")
    if row is not None and words:
        class_id = row.id
        sitting.kept(lambda: sitting.session.write_teacher(class_id, words))
        sitting.say(_(KEPT))
    return False


def _reply(sitting: Sitting, found: Inbox, rest: str) -> bool:
    number, _blank, words = rest.partition(" ")
    note = found.notes[_at(number, len(found.notes))]
    words = words.strip() or sitting.words(_("Your words; Enter leaves it."))
    if words:
        sitting.kept(lambda: sitting.session.write_teacher(note.class_id, words, note.id))
        sitting.say(_(KEPT))
    return False


def _leave(sitting: Sitting, found: Inbox, rest: str) -> bool:
    row = _class(sitting, found.classes)
    if row is not None and _yes(sitting, _("Leave {title}? y leaves it, Enter stays.", title=row.title)):
        class_id = row.id
        for told in sitting.kept(lambda: sitting.session.leave_class(class_id)):
            sitting.say(told)
    return False


def _question(sitting: Sitting, found: Inbox, rest: str) -> bool:
    """Write a question for classmates; what is missing is asked again, what was typed stays."""
    _class_needed(found)
    typed: dict[str, str] = {}
    for field in (SKILL, *FIELDS):
        if field.name.startswith("because") and not typed[field.name.replace("because", "wrong")]:
            typed[field.name] = ""
            continue
        while True:
            typed[field.name] = sitting.words(" ".join(filter(None, (_(field.words), _(field.help)))))
            if typed[field.name] or not field.needed:
                break
            if _yes(sitting, _("This is needed. y gives the question up, Enter goes on with it.")):
                return False
    skill = typed.pop("skill")
    sitting.kept(lambda: sitting.session.write_question(skill, typed))
    sitting.say(_(QUESTION_KEPT))
    return False


def _class_needed(found: Inbox) -> None:
    if not found.classes:
        raise StudyError("bad_request", _(NOT_IN_A_CLASS["colon"]))


def think(sitting: Sitting, here: Here, rest: str) -> bool:
    """What the learner thinks of a classmate's question that is answered: a number, and perhaps words."""
    task = here.task
    if task is None or not task.by or not here.answered:
        raise StudyError("not_now", _("What you think is asked of a classmate's question, once you answered it."))
    number, _blank, words = rest.partition(" ")
    names = list(OPINIONS)
    if not (number.isdecimal() and 0 < int(number[:3]) <= len(names)):
        raise StudyError("bad_request", _("After :think comes {choices}.", choices=_opinions()))
    sitting.say(sitting.kept(lambda: sitting.session.judge_question(task.item, names[int(number) - 1], words.strip())))
    return False


def asked_of_classmates() -> str:
    """What is said under the verdict to a classmate's question."""
    return _(":think says what you think of it: {choices}.", choices=_opinions())


def _opinions() -> str:
    return ", ".join(f"{number} {_(words)}" for number, words in enumerate(OPINIONS.values(), 1))


DO: dict[str, Callable[[Sitting, Inbox, str], bool]] = {
    "go": _go,
    "later": _later,
    "write": _write,
    "reply": _reply,
    "leave": _leave,
    "question": _question,
}


def _at(number: str, count: int) -> int:
    if not (number.isdecimal() and 0 < int(number[:9]) <= count):
        raise StudyError("bad_request", _("Say which one: its number in the list (:inbox)."))
    return int(number[:9]) - 1


def _yes(sitting: Sitting, asks: str) -> bool:
    return sitting.words(asks).casefold() in YES


def _class(sitting: Sitting, classes: Sequence[ClassRow]) -> ClassRow | None:
    """The class that is meant: the only one, or the one whose number is typed. Raises `StudyError` without any."""
    if not classes:
        raise StudyError("bad_request", _(NOT_IN_A_CLASS["colon"]))
    if len(classes) == 1:
        return classes[0]
    titles = "; ".join(f"{number}. {one.title}" for number, one in enumerate(classes, 1))
    typed = sitting.words(_("Which class, by its number? {titles}. Enter leaves it.", titles=titles))
    return classes[_at(typed, len(classes))] if typed else None


def join(sitting: Sitting, here: Here, rest: str) -> bool:
    """Open a teacher's file at the path that follows, or that is asked for."""
    typed = rest or sitting.words(_("The path of your teacher's file, or of its folder; Enter leaves it."))
    if not typed:
        return False
    handouts, asks = sitting.session.handouts(typed)
    code = sitting.words(_("The code on your slip (like KTRW-BHSL-S), or Enter if you have none")) if asks else ""
    if code and (wrong := wrong_code(code)):
        raise StudyError("bad_request", wrong)
    for told in sitting.kept(lambda: sitting.session.join(handouts, code)):
        sitting.say(told)
    return False


def hand_in(sitting: Sitting, here: Here, rest: str) -> bool:
    """Ask how much, tell all that is in it, then write it where the person says; or ask for all to be deleted."""
    withdraw = rest.casefold() == "withdraw"
    if rest and not withdraw and rest not in LEVELS:
        raise StudyError("bad_request", _("After :handin comes 0, 1, 2, 3, withdraw or nothing."))
    row = _class(sitting, sitting.session.classes())
    level = 0 if withdraw else int(rest) if rest else _level(sitting, row) if row is not None else None
    if row is None or level is None:
        return False
    ticked = _ticked(sitting, row) if level == WORK else []
    counted = level >= COUNTING and _counted(sitting, row)
    page = sitting.session.prepare(row.id, level, ticked, counted=counted, withdraw=withdraw)
    for line in filter(None, (*page.lines, page.left_out)):
        sitting.say(line)
    adult = row.parents and not row.asked_parent and not withdraw
    folder = ""
    if not adult or _yes(sitting, f"{_(ADULT)} {_(ADULT_AGREES)}"):
        folder = sitting.words(_("Into which folder shall it be written? ~ is your own; Enter writes nothing."))
    if not folder:
        sitting.say(_("Nothing was written."))
        return False
    place = sitting.kept(lambda: sitting.session.give_teacher(page, folder, asked_parent=adult))
    sitting.say(_("Written: {file}. Give it to your teacher; any zip program shows what is in it.", file=place))
    return False


def _level(sitting: Sitting, row: ClassRow) -> int | None:
    """The level that is typed; None when it is left."""
    sitting.say(_("How much do you want to give to {title}?", title=row.title))
    for level in LEVELS:
        asked = _(" (your teacher asks for this)") if int(level) == row.asks_level else ""
        sitting.say(f"{level}. {level_words(int(level))}{asked}")
    while (typed := sitting.words(_("0, 1, 2 or 3; Enter leaves it."))) and typed not in LEVELS:
        sitting.say(_("Write 0, 1, 2 or 3."))
    return int(typed) if typed else None


def _counted(sitting: Sitting, row: ClassRow) -> bool:
    """Whether the answers may be counted outside the class; Enter is what was said last, and no at first."""
    sitting.say(_(COUNT_MEANS))
    keeps = _("y is yes, n is no; Enter is yes, as last time.") if row.counted else _("y is yes; Enter is no.")
    typed = sitting.words(f"{_(COUNT_ASKS)} {keeps}").casefold()
    return typed in YES or (row.counted and typed not in NO)


def _ticked(sitting: Sitting, row: ClassRow) -> list[str]:
    """The ids of the work that may go along, by the numbers that are typed."""
    found = sitting.session.choices(row.id)
    sitting.say(_("What of this may your teacher see? Nothing is in it that you don't name."))
    for number, one in enumerate(found, 1):
        sitting.say(f"{number}. {one.words}")
    typed = sitting.words(_("Numbers with commas, or Enter for none"))
    return [found[_at(one.strip(), len(found))].id for one in typed.split(",")] if typed else []


BY_NAME: dict[str, Callable[[Sitting, Here, str], bool]] = {
    "inbox": inbox,
    "handin": hand_in,
    "join": join,
    "think": think,
}
