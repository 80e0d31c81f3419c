"""Commands: a colon and a letter, wherever one is. Each says what it did; some leave the task in hand."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tutor.language import _, _n, later
from tutor.plain import away, course_map, goals, lessons, projects, settings, telling
from tutor.plain.insight import tell_insight
from tutor.plain.likes import like
from tutor.plain.notebook import keep_bookmark, tell_notebook, write_journal
from tutor.plain.placement import begin, placed
from tutor.plain.portfolio import tell_portfolio
from tutor.plain.reading import Left, Typed
from tutor.plain.saying import sentences
from tutor.plain.searching import tell_found
from tutor.plain.sitting import EDIT, SKIP, STOP, Here, Sitting
from tutor.present.placement import waits
from tutor.present.why import why_here
from tutor.study.overview import title
from tutor.study.trouble import StoreTrouble, StudyError

Do = Callable[[Sitting, Here, str], bool]
"""Does a command with what was typed after it; true when the task in hand was left by it."""


class Command(Struct, frozen=True):
    """A command: its names, the first of them the short one, what the help says of it, and what it does."""

    names: tuple[str, ...]
    says: str
    do: Do


def obey(sitting: Sitting, here: Here, typed: Typed) -> bool:
    """Do what was typed. True when the task in hand was left by it. Raises `Left`."""
    name = typed.command or ""
    command = BY_NAME.get(name)
    if command is None:
        said = _(
            "There is no command :{word}. :? lists them; an answer that begins with a colon is typed with two.",
            word=typed.word[:20],
        )
        sitting.say(said)
        return False
    try:
        return command.do(sitting, here, typed.text.strip())
    except StudyError as problem:
        sitting.say(problem.message)
    except StoreTrouble as problem:
        sitting.say(str(problem))
    return False


def _help(sitting: Sitting, here: Here, rest: str) -> bool:
    for command in COMMANDS:
        sitting.say(f":{command.names[0]}  {_(command.says)}")
    return False


def _hint(sitting: Sitting, here: Here, rest: str) -> bool:
    if here.task is None or here.answered:
        sitting.say(_("A hint belongs to a question that is not answered yet."))
        return False
    hint, left = sitting.session.hint(here.task.id)
    if hint is None:
        sitting.say(_("There are no more hints. :s shows the answer, :e explains it another way."))
        return False
    sitting.say(_("Hint:"))
    sitting.voice.show(hint)
    sitting.say(_n("{count} more.", "{count} more.", left) if left else _("That was the last one."))
    return False


def _hear(sitting: Sitting, here: Here, rest: str) -> bool:
    if here.task is None or sitting.session.speech(here.task.id) is None:
        sitting.say(_("Nothing is said aloud here."))
    elif not sitting.session.hear(here.task.id):
        sitting.say(_("This machine has no voice for it."))
    return False


def _explain(sitting: Sitting, here: Here, rest: str) -> bool:
    if here.task is None:
        sitting.say(_("An explanation belongs to a question or a lesson."))
        return False
    skill = here.task.skill
    block = sitting.kept(lambda: sitting.session.explain(skill))
    if block is None:
        sitting.say(_("This skill has no lesson to explain it another way."))
    else:
        lessons.read_block(sitting, block)
    return False


def _why(sitting: Sitting, here: Here, rest: str) -> bool:
    if rest:
        sitting.say(sitting.session.why(skill=course_map.skill_called(sitting, rest))["sentence"])
    elif here.task is None:
        sitting.say(_("With the number of a skill on the map, :w says why it is as it is."))
    else:
        standing = sitting.session.why(skill=here.task.skill)["sentence"]
        for told in why_here(here.task.kind, here.task.reason, standing):
            sitting.say(told)
    return False


def _skip(sitting: Sitting, here: Here, rest: str) -> bool:
    task = here.task
    if task is None:
        sitting.say(_("There is nothing to skip here."))
        return False
    if here.answered:
        return True
    verdict = sitting.kept(lambda: sitting.session.skip(task.id))
    if task.kind == "lesson":
        lessons.skipped(sitting, task, verdict)
    else:
        telling.report(sitting, task, verdict, None)
    return True


def _dispute(sitting: Sitting, here: Here, rest: str) -> bool:
    task = here.task
    if task is None or task.kind == "lesson":
        sitting.say(_("This belongs to a question."))
        return False
    sitting.kept(lambda: sitting.session.dispute(task.id, rest))
    sitting.dispute(here.answered)
    sitting.say(_("Kept for the author: this should count. It is not graded."))
    return True


def _undo(sitting: Sitting, here: Here, rest: str) -> bool:
    undone = sitting.kept(sitting.session.undo)
    if undone is None:
        sitting.say(_("There is nothing to take back."))
        return False
    sitting.say(_("Taken back: {what}.", what=_(UNDONE.get(undone["event"], later("the last thing you did")))))
    sitting.steps_said = ("", 0)
    if undone["event"] == "disputed":
        sitting.settle()
    elif undone["event"] == "answered":
        sitting.take_back()
    return True


UNDONE = {
    "answered": later("your last answer"),
    "drafted": later("what you wrote"),
    "handed_in": later("what you handed in"),
    "lesson_seen": later("your last step in a lesson"),
    "explained": later("the last explanation"),
    "quiz_started": later("the beginning of a quiz"),
    "opened": later("opening a skill"),
    "placement_started": later("the beginning of the placement"),
    "placement_ended": later("the end of the placement"),
    "disputed": later("your word that an answer should count"),
    "goal_set": later("your goal"),
    "goal_dropped": later("the end of a goal"),
    "noted": later("what you wrote down"),
    "bookmarked": later("your bookmark"),
    "named": later("your name"),
    "suspended": later("putting a question away"),
    "resumed": later("bringing a question back"),
    "refitted": later("fitting the memory to you"),
}


def _repeat(sitting: Sitting, here: Here, rest: str) -> bool:
    if here.repeat is not None:  # else what was asked for is said again by itself
        here.repeat()
    return False


def _trace(sitting: Sitting, here: Here, rest: str) -> bool:
    sitting.voice.line(sitting.session.trace() or _("There was no error that Python has more to say of."))
    return False


def _written(sitting: Sitting, here: Here, rest: str) -> bool:
    """The same as the author wrote it, for once."""
    sitting.voice.written = True
    try:
        return _repeat(sitting, here, rest)
    finally:
        sitting.voice.written = False


def _map(sitting: Sitting, here: Here, rest: str) -> bool:
    """The map of a course by its id, or of the one in hand, narrowed by whatever else is typed."""
    course = rest if rest in sitting.course_ids else course_map.course_in_hand(sitting)
    typed = "" if rest in sitting.course_ids else rest
    course_map.tell_map(sitting, course, typed)
    if course == course_map.course_in_hand(sitting) and not typed:
        projects.beside_map(sitting)
    return False


def _in_class(name: str) -> Do:
    """A command about a class: imported when it is given, since most people are in none."""

    def do(sitting: Sitting, here: Here, rest: str) -> bool:
        from tutor.plain import in_class

        return in_class.BY_NAME[name](sitting, here, rest)

    return do


def _bury(sitting: Sitting, here: Here, rest: str) -> bool:
    return away.put_away(sitting, here, for_good=False)


def _suspend(sitting: Sitting, here: Here, rest: str) -> bool:
    return away.put_away(sitting, here, for_good=True)


def _away(sitting: Sitting, here: Here, rest: str) -> bool:
    away.tell_away(sitting, rest)
    return False


def _set(sitting: Sitting, here: Here, rest: str) -> bool:
    settings.settings(sitting, rest)
    return False


def _note(sitting: Sitting, here: Here, rest: str) -> bool:
    task = here.task
    about = (task.item or task.skill) if task is not None else course_map.course_in_hand(sitting)
    text = rest or sitting.words(_("Your note; Enter leaves it out."))
    if text:
        sitting.kept(lambda: sitting.session.note(about, text))
        sitting.say(_("Your note is kept."))
    return False


def _test_out(sitting: Sitting, here: Here, rest: str) -> bool:
    if not rest and here.task is None:
        raise StudyError("bad_request", _("Say which skill: its number on the map (:m) or its title."))
    if rest.casefold().startswith("unit "):
        return _test_out_unit(sitting, rest[5:])
    skill = course_map.skill_called(sitting, rest) if rest else here.task.skill if here.task else ""
    questions = sitting.kept(lambda: sitting.session.test_out(skill))
    name = title(sitting.session.desk, skill)
    said = _n(
        "Test-out of {name}: {count} question, no hints; then it counts as learned.",
        "Test-out of {name}: {count} questions, no hints; then it counts as learned.",
        questions,
        name=name,
    )
    sitting.say(said)
    return True


def _test_out_unit(sitting: Sitting, name: str) -> bool:
    unit = course_map.unit_called(sitting, name)
    begun = sitting.kept(lambda: sitting.session.test_out_unit(unit))
    questions = sum(size for _skill, size in begun)
    names = ", ".join(sitting.titles([skill for skill, _size in begun]))
    said = _n(
        "Test-out of the unit: {count} question, no hints, about what is at its top: {names}",
        "Test-out of the unit: {count} questions, no hints, about what is at its top: {names}",
        questions,
        names=names,
    )
    sitting.say(sentences(said))
    return True


def _open(sitting: Sitting, here: Here, rest: str) -> bool:
    if not rest:
        raise StudyError("bad_request", _("Say which skill: its number on the map (:m) or its title."))
    skill = course_map.skill_called(sitting, rest)
    sitting.kept(lambda: sitting.session.open(skill))
    sitting.wish = skill
    sitting.say(_("{title} is open.", title=title(sitting.session.desk, skill)))
    return True


def _place(sitting: Sitting, here: Here, rest: str) -> bool:
    if rest == "stop":
        sitting.kept(sitting.session.stop_placing)
        placed(sitting)
        return True
    before = sitting.session.placement()
    if before is not None and not rest:
        sitting.say(f"{waits(before.more)} {_(':place stop ends it.')}")
        return False
    if rest and not (rest.isdecimal() and 0 < int(rest[:4]) <= 600):
        raise StudyError("bad_request", _("After :place come the minutes you have, such as 10, or the word stop."))
    begin(sitting, float(rest) if rest else None)
    return True


def _sure(sitting: Sitting, here: Here, rest: str) -> bool:
    """With a number how sure one is; alone it goes on without a limit."""
    if not rest:
        return _continue(sitting, here, rest)
    if rest not in SURE:
        raise StudyError("bad_request", _("After :c comes 1 guessing, 2 fairly sure or 3 sure."))
    if here.task is None or here.answered or here.task.kind == "lesson" or here.task.id in sitting.unrated:
        raise StudyError("not_now", _("How sure you are is said before you answer."))
    sitting.sure = here.task.id, int(rest)
    sitting.say(_("Noted: {sure}. Now your answer.", sure=_(SURE[rest])))
    return False


SURE = {"1": later("guessing"), "2": later("fairly sure"), "3": later("sure")}
FEELS = ("easy", "right", "lost")


def _feel(sitting: Sitting, here: Here, rest: str) -> bool:
    task, word = here.task, rest.casefold()
    if task is None:
        raise StudyError("not_now", _("How it feels is said at a question or a lesson."))
    if word not in FEELS:
        raise StudyError("bad_request", _("After :f comes easy, right or lost."))
    told = sitting.kept(lambda: sitting.session.feel(task.id, word))
    sitting.say(told["sentence"])
    if told["test_out"]:
        sitting.say(_(":t begins it."))
    left = sitting.session.desk.current
    return not here.answered and left is not None and left.task.id != task.id


def _edit(sitting: Sitting, here: Here, rest: str) -> bool:
    raise StudyError("not_now", _("Where a text or a program is typed, :edit opens your editor."))


def _continue(sitting: Sitting, here: Here, rest: str) -> bool:
    sitting.minutes = None
    sitting.say(_("There is no limit of time now."))
    return here.task is None


def _stop(sitting: Sitting, here: Here, rest: str) -> bool:
    raise Left


COMMANDS = (
    Command(("h", "hint"), later("a hint"), _hint),
    Command(("v", "voice"), later("hear it, where something is said"), _hear),
    Command(("e", "explain"), later("another explanation"), _explain),
    Command(("r", "repeat"), later("the question again"), _repeat),
    Command(("x", "written"), later("the question exactly as it is written"), _written),
    Command(SKIP, later("the answer, and go on; in a placement :0 says not learned yet"), _skip),
    Command(("w", "why"), later("why this comes now; with a skill, why it is as it is"), _why),
    Command(("!",), later("this should count; a note may follow"), _dispute),
    Command(("u", "undo"), later("take back the last thing you did"), _undo),
    Command(("m", "map"), later("the map of the course; words narrow it, as in :m is:locked"), _map),
    Command(("t", "test"), later("test out of this skill, of the one named, or of :t unit and its title"), _test_out),
    Command(("o", "open"), later("open a locked skill on your own word"), _open),
    Command(("place",), later("a placement test; minutes may follow, or stop"), _place),
    Command(("g", "goal"), later("your goals and how they stand; words that follow set one"), goals.goal),
    Command(("portfolio",), later("what you handed in; with its number, a piece is read"), tell_portfolio),
    Command(
        ("stats", "insight"),
        later("how your learning goes; with its number, a question is told in numbers"),
        tell_insight,
    ),
    Command(
        ("project",), later("the projects of the course; with its number, one is told and handed in"), projects.project
    ),
    Command(
        ("inbox",),
        later("tasks and notes from your teacher; write, reply, question, go, later or leave may follow"),
        _in_class("inbox"),
    ),
    Command(("think",), later("what you think of a classmate's question, once you answered it"), _in_class("think")),
    Command(("handin",), later("hand in to your teacher; you hear first what is in it"), _in_class("handin")),
    Command(("join",), later("open a teacher's file, by its path"), _in_class("join")),
    Command((EDIT,), later("your text or program in your own editor, while you type it"), _edit),
    Command(("trace",), later("what Python itself said of your program's error"), _trace),
    Command(("bury",), later("put this question away until tomorrow"), _bury),
    Command(("suspend",), later("put this question away for good"), _suspend),
    Command(("away",), later("what is put away; with its number, a question is brought back"), _away),
    Command(("n", "note"), later("a note, in the words that follow"), _note),
    Command(("journal",), later("today's question for your journal; words that follow are kept in it"), write_journal),
    Command(
        ("notebook", "notes"), later("your journal, notes and bookmarks; with its number, one is read"), tell_notebook
    ),
    Command(
        ("like",), later("what you like: ways of explaining and interests; with them, best first, it is kept"), like
    ),
    Command(("find",), later("looks up the words that follow, or filters such as is:due"), tell_found),
    Command(("b", "bookmark"), later("keep this question at hand, or a skill; once more takes it away"), keep_bookmark),
    Command(("c", "sure"), later("before you answer: how sure you are, 1 guessing, 2 fairly sure, 3 sure"), _sure),
    Command(("f", "feel"), later("how it feels: easy, right or lost; what comes goes by it"), _feel),
    Command(("continue",), later("go on without a limit of time; so does :c alone"), _continue),
    Command(("set",), later("what is set for you; a name and a value that follow set it"), _set),
    Command(STOP, later("stop; all is kept"), _stop),
    Command(("?", "help"), later("these commands; an answer that begins with a colon is typed with two"), _help),
)
BY_NAME = {name: command for command in COMMANDS for name in command.names}
