"""What is wrong with a pack as teaching: one table of rules, run over a pack that has no errors.

Some find what surely harms learners, and are always said. The others are notes on style, which a first draft is full
of: they are counted, and said when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from tutor.authoring import lint_choices, lint_feedback, lint_graph, lint_reading, lint_translations, lint_twins
from tutor.authoring.guards import no_guard
from tutor.authoring.lint_pack import Found, Pack
from tutor.authoring.translating.coverage import Coverage, covered
from tutor.packs.problems import Problem, visible
from tutor.packs.written import Reading

MOST_OF_RULE = 20
"""Places of one rule that are said: whoever has more mends a habit, not a list. Tunable."""

Level = Literal["warning", "note", "guards"]
"""Said always; said on request; said when it is asked which items nothing guards."""


class Rule(Struct, frozen=True):
    """A rule: its code (which has a page), when it is said, and what finds it."""

    code: str
    level: Level
    find: Callable[[Pack], Iterable[Found]]


RULES = (
    Rule("longest-choices", "warning", lint_choices.longest_choices),
    Rule("above", "warning", lint_choices.above),
    Rule("same-question", "warning", lint_twins.same_question),
    Rule("near-question", "warning", lint_twins.near_question),
    Rule("hint-tells", "warning", lint_feedback.hint_tells),
    Rule("hint-halves", "warning", lint_feedback.hint_halves),
    Rule("see-locked", "warning", lint_feedback.see_locked),
    Rule("misconception", "warning", lint_feedback.misconception),
    Rule("colour-only", "warning", lint_reading.colour_only),
    Rule("stale", "warning", lint_translations.stale),
    Rule("marks", "warning", lint_translations.marks),
    Rule("longest-choice", "note", lint_choices.longest_choice),
    Rule("key-position", "note", lint_choices.key_position),
    Rule("negation", "note", lint_choices.negation),
    Rule("absolute-words", "note", lint_choices.absolute_words),
    Rule("article", "note", lint_choices.article),
    Rule("stem-words", "note", lint_choices.stem_words),
    Rule("no-feedback", "note", lint_feedback.no_feedback),
    Rule("no-explanation", "note", lint_feedback.no_explanation),
    Rule("id-tells", "note", lint_feedback.id_tells),
    Rule("reading-level", "note", lint_reading.reading_level),
    Rule("long-chain", "note", lint_graph.long_chain),
    Rule("many-prerequisites", "note", lint_graph.many_prerequisites),
    Rule("one-kind", "note", lint_graph.one_kind),
    Rule("loose-skill", "note", lint_graph.loose_skill),
    Rule("no-guard", "guards", no_guard),
)


def lint(reading: Reading, levels: frozenset[Level]) -> tuple[int, list[Coverage]]:
    """Add what the rules of these levels find to the problems of a pack.

    Gives how much the notes would say, and how far each translation is.

    The pack has no errors and was read with its nodes kept. What is found never keeps a pack from being used.
    """
    pack = Pack(reading)
    notes = 0
    for rule in RULES:
        if rule.level == "guards" and "guards" not in levels:
            continue  # it judges every item several times
        found = list(rule.find(pack))
        if rule.level in levels:
            reading.problems.extend(_told(rule, found))
        else:
            notes += min(len(found), MOST_OF_RULE)
    return notes, [covered(state) for state in pack.translated]


def _told(rule: Rule, found: list[Found]) -> Iterable[Problem]:
    """The first places of a rule, the last of them with how many there are more."""
    more = len(found) - MOST_OF_RULE
    for number, one in enumerate(found[:MOST_OF_RULE], 1):
        message = f"{one.message} (and in {more} more places)" if more > 0 and number == MOST_OF_RULE else one.message
        line, column = one.page.position(one.at)
        yield Problem(one.page.path, line, column, "warning", rule.code, visible(message), visible(one.hint))
