"""What makes a question what it is: all that is shown of it, and its answer, in forms that can be compared."""

from __future__ import annotations

from tutor.authoring.lint_words import alike
from tutor.core.gaps import gaps
from tutor.core.item import Item
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.code import Code
from tutor.core.kinds.match import Match
from tutor.core.kinds.order import Order
from tutor.core.kinds.regex import Regex
from tutor.core.kinds.shell import Shell
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.sql import Sql


def prompt_of(item: Item) -> str:
    """All that a learner is shown and that makes the question what it is."""
    around = (item.passage, item.image, item.audio, item.transcript, item.speak)
    drawn = (f"{name} {written}" for name, written in item.vars.items())
    return "\n".join(filter(None, (item.ask, *_shown(item), *map(prompt_of, item.inside()), *around, *drawn)))


def _shown(item: Item) -> list[str]:
    """What a kind shows beside the question, in an order that does not depend on the key."""
    if isinstance(item, Choices):
        return sorted(choice.text + choice.image for choice in item.choices)
    if isinstance(item, Cloze):
        return [" _ ".join(gaps(item.cloze).around)]
    if isinstance(item, Order):
        return sorted([*item.order, *item.distractors])
    if isinstance(item, Match):
        return [*item.match, *sorted([*item.match.values(), *item.distractors])]
    if isinstance(item, Sort):
        return [*item.sort, *sorted(thing for things in item.sort.values() for thing in things)]
    if isinstance(item, Code):
        return [item.code.starter, *(" ".join(test.shown().values()) for test in item.code.tests if not test.hidden)]
    if isinstance(item, Regex):
        return [*item.regex.match, *item.regex.reject]
    return [item.sql.setup] if isinstance(item, Sql) else [item.shell.setup] if isinstance(item, Shell) else []


def answer_of(item: Item) -> str:
    """What is right, in the form in which answers are compared with one another."""
    inside = item.inside()
    if inside:
        return "\n".join(map(answer_of, inside))
    if isinstance(item, Choices):
        return "|".join(sorted(alike(choice.text) for choice in item.choices if choice.is_right))
    if isinstance(item, Cloze):
        return alike(str(item.accepted()))
    tag = str(type(item).__struct_config__.tag)
    answer = getattr(item, tag)
    if isinstance(item, Code | Sql | Shell | Regex):
        answer = answer.solution
    return alike(answer) if tag in ("answer", "recall") and isinstance(answer, str) else str(answer)
