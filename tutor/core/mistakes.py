"""Known mistakes: finding the one that a wrong answer is, and the hints that fit a wrong try."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tutor.core.expressions import ExpressionError, holds
from tutor.core.item import Flaw, Hint, Item, Mistake, Response, Setting
from tutor.core.judgement import Judgement, wrong


def find(
    mistakes: Sequence[Mistake],
    value: Any,
    setting: Setting,
    same_as: Callable[[Any], bool],
    *,
    lists: bool = False,
    conditions: bool = True,
) -> Mistake | None:
    """The first known mistake that a response is; None when there is none.

    `value` is the response as expressions see it, `same_as` tells whether the response is one that an author wrote,
    `lists` that responses of this kind are lists. Without `conditions` only `when` counts.
    """
    for mistake in mistakes:
        if mistake.when is not None and any(map(same_as, alternatives(mistake.when, lists=lists))):
            return mistake
        if conditions and mistake.condition and _holds(mistake.condition, value, setting):
            return mistake
    return None


def alternatives(when: Any, *, lists: bool = False) -> list[Any]:
    """The responses that a `when` names: itself, or a list of them (a list of lists where responses are lists)."""
    if not isinstance(when, list) or (lists and not (when and all(isinstance(part, list) for part in when))):
        return [when]
    return when


def _holds(condition: str, value: Any, setting: Setting) -> bool:
    """Whether a condition fits a response. One that can't be computed for it fits not."""
    if value is None:
        return False
    try:
        return holds(condition, {**setting.values, "response": value})
    except ExpressionError:
        return False


def judged_as(mistake: Mistake, **more: Any) -> Judgement:
    """The judgement of a known mistake."""
    return wrong(said=mistake.say, misconception=mistake.name, see=mistake.see, **more)


def flaws_of_unjudged(item: Item) -> Iterator[Flaw]:
    """Mistakes, and hints with an `if`, on an item whose responses nothing will ever judge."""
    hint = "take it out, or ask in a way that is judged, such as `answer:`"
    if item.mistakes:
        message = f"`mistakes` do nothing here: `{item.__struct_config__.tag}` is never judged"
        yield Flaw(("mistakes",), "unjudged", message, hint, "warning")
    for index, one in enumerate(item.hints):
        if isinstance(one, Hint):
            message = f"this hint is never shown: `{item.__struct_config__.tag}` is never judged"
            yield Flaw(("hints", index), "unjudged", message, hint, "warning")


def hints_for(item: Item, last_response: Response, setting: Setting) -> list[str]:
    """The hints to show one at a time, in the author's order: those with an `if` only when it fits the last wrong try.

    Those of a part follow with its number: `(2) …`. The transcript of what is played or spoken comes last.
    `last_response` is None before the first try.
    """
    return [*_hints(item, last_response, setting), *_last_hint(item)]


def fitting_hints(item: Item, response: Response, setting: Setting) -> list[str]:
    """What hints with an `if` say to this wrong try."""
    if response is None:
        return []
    value = item.value_of(response, setting)
    return [hint.say for hint in item.hints if isinstance(hint, Hint) and _holds(hint.when, value, setting)]


def most_hints(item: Item) -> int:
    """How many hints an item may give, with its transcript."""
    return len(item.hints) + sum(len(part.hints) for part in item.inside()) + len(_last_hint(item))


def transcript(item: Item) -> str:
    """What is heard, in words: the author's, else what the voice says, unless the question shows that already."""
    if item.transcript:
        return item.transcript if item.audio or item.speak else ""
    return "" if f" {_bare(item.speak)} " in f" {_bare(item.ask)} " else item.speak


def _bare(text: str) -> str:
    """The words alone, without marks and case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _last_hint(item: Item) -> list[str]:
    return [words] if (words := transcript(item)) else []


def _hints(item: Item, last_response: Response, setting: Setting) -> Iterator[str]:
    value = None if last_response is None else item.value_of(last_response, setting)
    for hint in item.hints:
        if not isinstance(hint, Hint):
            yield hint
        elif _holds(hint.when, value, setting):
            yield hint.say
    inside = item.inside()
    responses = last_response if isinstance(last_response, list) else []
    for number, part in enumerate(inside):
        response = responses[number] if len(responses) == len(inside) else None
        yield from (f"({number + 1}) {hint}" for hint in _hints(part, response, setting))
