"""The page about one learner, out of what they hand in. The learner sees it before the file is written; the teacher
sees the very same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tutor.core.classroom.codes import shown
from tutor.core.classroom.lines import AnswerLine, Line, MessageLine, QuestionLine, SkillLine, WeekLine
from tutor.language import _, _n, later
from tutor.present.class_files import level_words
from tutor.present.why import readable, state_words

EPOCH = date(1970, 1, 1)
GROUPS = ("secure", "mastered", "learned", "fading", "learning")
"""States that are told skill by skill; the others are only counted."""
MOST_SKILLS = 60
MOST_MISTAKES = 10
MOST_MESSAGES = 10
SURE = 3

Title = Callable[[str], str]


def about(code: str, class_title: str, level: int, lines: Mapping[str, Sequence[Line]], title: Title) -> list[str]:
    """The lines of the page. `title` says what a skill is called."""
    head = _(
        "{code} in {title}, level {level}: {words}",
        code=shown(code),
        title=class_title,
        level=level,
        words=level_words(level),
    )
    skills = [line for line in lines.get("skills.jsonl", ()) if isinstance(line, SkillLine)]
    weeks = [line for line in lines.get("weeks.jsonl", ()) if isinstance(line, WeekLine)]
    answers = standing(line for line in lines.get("answers.jsonl", ()) if isinstance(line, AnswerLine))
    return [
        head,
        "",
        *(_time(weeks) if level >= 1 else [_("Nothing about your study is in it.")]),
        *(_skills(skills, title) if level >= 1 else []),
        *(_answers(answers) if level >= 2 else []),
        *_work(lines),
    ]


def standing(answers: Any) -> list[AnswerLine]:
    """The answers that were not taken back."""
    rows = list(answers)
    undone = {row.undo for row in rows if row.undo}
    return [row for row in rows if row.id and row.id not in undone]


def _time(weeks: Sequence[WeekLine]) -> Iterator[str]:
    if not weeks:
        yield _("Nothing was practised yet.")
        return
    days, minutes = sum(week.days for week in weeks), sum(week.minutes for week in weeks)
    practised = _n("Practised on {count} day", "Practised on {count} days", days)
    yield _("{practised}, {minutes} minutes in all; by week:", practised=practised, minutes=minutes)
    for week in weeks[-8:]:
        first = EPOCH + timedelta(days=week.week)
        on_days = _n("{count} day", "{count} days", week.days)
        yield _("  week of {day}: {days}, {minutes} minutes", day=first.isoformat(), days=on_days, minutes=week.minutes)


def _skills(skills: Sequence[SkillLine], title: Title) -> Iterator[str]:
    counts = Counter(line.state for line in skills)
    told = [_("{count} {state}", count=counts[state], state=_state(state)) for state in STATES if counts[state]]
    if told:
        yield ""
        yield _("Skills: {counts}.", counts=", ".join(told))
    named = [line for state in GROUPS for line in skills if line.state == state]
    for line in named[:MOST_SKILLS]:
        yield f"  {title(line.skill)}: {_skill(line)}"


STATES = ("secure", "mastered", "learned", "fading", "learning", "open", "locked")


def _state(state: str) -> str:
    return state_words(state) if state in STATES else readable(state)  # type: ignore[arg-type]


def _skill(line: SkillLine) -> str:
    words = _state(line.state)
    if line.mastered:
        words = _("{state} since {day}", state=words, day=(EPOCH + timedelta(days=line.mastered)).isoformat())
    if line.presumed:
        words = _("{state}, presumed from placement", state=words)
    if not line.answers:
        return words
    return _n(
        "{state}; {count} answer, {right} right at the first try without help",
        "{state}; {count} answers, {right} right at the first try without help",
        line.answers,
        state=words,
        right=line.right,
    )


def _answers(answers: Sequence[AnswerLine]) -> Iterator[str]:
    tried = [row for row in answers if row.attempt == 1 and not row.skipped]
    if not tried:
        return
    right = sum(row.right for row in tried)
    yield ""
    share = round(100 * right / len(tried))
    yield _("First tries: {count}, {share} % of them right, with hints or without.", count=len(tried), share=share)
    helped = sum(row.hints > 0 for row in tried)
    if helped:
        yield _n("With a hint: {count}.", "With hints: {count}.", helped)
    sure = [row for row in tried if row.confidence == SURE]
    if sure:
        wrong = sum(not row.right for row in sure)
        yield _("Sure of {count} answers, and {wrong} of these were wrong.", count=len(sure), wrong=wrong)
    often = Counter(row.mistake for row in answers if row.mistake)
    shown_ones = [(name, count) for name, count in often.most_common(MOST_MISTAKES) if count > 1]
    if shown_ones:
        listed = ", ".join(f"{readable(name)} ({count})" for name, count in shown_ones)
        yield _("Mistakes that came more than once: {mistakes}.", mistakes=listed)


WORK: dict[str, Callable[[int], str]] = {
    "words.jsonl": lambda count: _n("{count} answer in your own words", "{count} answers in your own words", count),
    "portfolio.jsonl": lambda count: _n("{count} piece of work", "{count} pieces of work", count),
    "journal.jsonl": lambda count: _n("{count} entry of your journal", "{count} entries of your journal", count),
    "goals.jsonl": lambda count: _n("{count} goal in your words", "{count} goals in your words", count),
    "disputes.jsonl": lambda count: _n("{count} answer that should count", "{count} answers that should count", count),
    "questions.jsonl": lambda count: _n(
        "{count} question that you wrote for your class", "{count} questions that you wrote for your class", count
    ),
    "opinions.jsonl": lambda count: _n(
        "what you think of {count} classmate's question", "what you think of {count} classmates' questions", count
    ),
    "messages.jsonl": lambda count: _n("{count} message to your teacher", "{count} messages to your teacher", count),
}


def _work(lines: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    found = [words(len(lines[name])) for name, words in WORK.items() if lines.get(name)]
    if found:
        yield ""
        yield _("Besides: {things}.", things=", ".join(found))
    for line in lines.get("messages.jsonl", ())[-MOST_MESSAGES:]:
        if isinstance(line, MessageLine) and line.text:
            yield f"  “{' '.join(line.text.split())}”"
    for line in lines.get("questions.jsonl", ())[:MOST_MESSAGES]:
        if isinstance(line, QuestionLine) and line.question is not None:
            yield f"  “{line.question.ask}”"


def not_in_it(level: int) -> str:
    """What a hand-in of this level leaves out, in one sentence."""
    return _(
        {
            0: later("Not in it: your answers, how you are doing, and your name unless you wrote it in a message."),
            1: later("Not in it: any answer, any time of day, and your name unless you wrote it in a message."),
            2: later(
                "Not in it: any time of day, anything you typed in words, your journal, and your name unless you wrote "
                "it in a message."
            ),
            3: later("Not in it: any time of day, whatever you did not tick, and your name unless you wrote it."),
        }[level]
    )
