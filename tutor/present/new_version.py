"""What another version of a course means for who is learning it: said before it is put in place, and to its author."""

from __future__ import annotations

from msgspec import Struct

from tutor.language import _, _n


class Effect(Struct, frozen=True):
    """How many questions a new version changes, and how; and how many skills.

    `unsaid` ones mean something else without beginning anew. `gone` ones are neither there nor said to be retired.
    """

    typos: int = 0
    better: int = 0
    renamed: int = 0
    begin_anew: int = 0
    unsaid: int = 0
    retired: int = 0
    gone: int = 0
    new: int = 0
    skills: int = 0


class Mine(Struct, frozen=True):
    """The same for one learner: how many questions they have met (`met`), and how many of these are touched."""

    met: int = 0
    begin_anew: int = 0
    unsaid: int = 0
    left: int = 0


def for_authors(effect: Effect) -> str:
    """“For learners: 3 typos keep everything, 1 question begins anew, 2 retired.”"""
    unsaid = _n(
        "{count} means something else and should begin anew",
        "{count} mean something else and should begin anew",
        effect.unsaid,
    )
    gone = _n(
        "{count} lost unless you say what became of it", "{count} lost unless you say what became of them", effect.gone
    )
    told = ", ".join(_changes(effect, unsaid=unsaid, gone=gone))
    return _("For learners: {changes}.", changes=told) if told else _("For learners: no question and no skill changes.")


def for_learners(effect: Effect, before: str, after: str) -> str:
    """What changes from version `before` to `after`, to a learner who is about to get it."""
    told = ", ".join(_changes(effect, unsaid=_other_meaning(effect.unsaid), gone=_left_out(effect.gone)))
    if not told:
        return _("None of its questions and skills changes.")
    if before == after:
        return _("What changes: {changes}.", changes=told)
    return _("What changes from version {before} to {after}: {changes}.", before=before, after=after, changes=told)


def of_going_back(effect: Effect, before: str, after: str) -> str:
    """The same where `after` is the earlier one; `effect` is that of the step which is taken back."""
    slips = effect.typos + effect.better + effect.unsaid
    back = effect.retired + effect.gone
    told = [
        (slips, _n("{count} change of a question is taken back", "{count} changes of questions are taken back", slips)),
        (effect.renamed, _renamed(effect.renamed)),
        (
            effect.begin_anew,
            _n("{count} question goes on as before", "{count} questions go on as before", effect.begin_anew),
        ),
        (back, _n("{count} question is back", "{count} questions are back", back)),
        (effect.new, _left_out(effect.new)),
        (effect.skills, _skills(effect.skills)),
    ]
    changes = ", ".join(words for count, words in told if count)
    if not changes:
        return _("None of its questions and skills changes.")
    return _("What goes back from version {before} to {after}: {changes}.", before=before, after=after, changes=changes)


def not_exactly(joined: bool) -> str:
    """What can't be taken back to the letter, where skills had been joined; else empty."""
    if not joined:
        return ""
    return _(
        "Skills that were joined are parted again: a goal on the whole is then on each of them, while notes on the "
        "whole, and what counted for it in between, can't be told apart."
    )


def of_mine(mine: Mine) -> str:
    """What it means for the questions that this learner has met."""
    touched = [
        (mine.begin_anew, _n("{count} begins anew", "{count} begin anew", mine.begin_anew)),
        (mine.unsaid, _other_meaning(mine.unsaid)),
        (mine.left, _left_out(mine.left)),
    ]
    changes = ", ".join(words for count, words in touched if count)
    if not mine.met:
        return _("You have met none of its questions yet.")
    if not changes:
        return _n(
            "The {count} question that you have met goes on as it is.",
            "The {count} questions that you have met go on as they are.",
            mine.met,
        )
    return _n(
        "Of the {count} question that you have met: {changes}; nothing you learned is lost.",
        "Of the {count} questions that you have met: {changes}; nothing you learned is lost.",
        mine.met,
        changes=changes,
    )


def _changes(effect: Effect, *, unsaid: str, gone: str) -> list[str]:
    told = [
        (effect.typos, _n("{count} typo keeps everything", "{count} typos keep everything", effect.typos)),
        (
            effect.better,
            _n("{count} made better keeps everything", "{count} made better keep everything", effect.better),
        ),
        (effect.renamed, _renamed(effect.renamed)),
        (
            effect.begin_anew,
            _n("{count} question begins anew", "{count} questions begin anew", effect.begin_anew),
        ),
        (effect.unsaid, unsaid),
        (effect.retired, _n("{count} retired", "{count} retired", effect.retired)),
        (effect.gone, gone),
        (effect.new, _n("{count} new", "{count} new", effect.new)),
        (effect.skills, _skills(effect.skills)),
    ]
    return [words for count, words in told if count]


def _renamed(count: int) -> str:
    return _n("{count} renamed keeps everything", "{count} renamed keep everything", count)


def _other_meaning(count: int) -> str:
    return _n("{count} means something else", "{count} mean something else", count)


def _left_out(count: int) -> str:
    return _n("{count} left out", "{count} left out", count)


def _skills(count: int) -> str:
    return _n("{count} skill changed", "{count} skills changed", count)
