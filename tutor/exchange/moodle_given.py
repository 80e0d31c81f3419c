"""Items as Moodle's questions: what GIFT and Moodle XML have in common on the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from tutor.core.expressions import ExpressionError, evaluate, parse
from tutor.core.gaps import gaps
from tutor.core.item import Item, Mistake
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.essay import Essay
from tutor.core.kinds.match import Match
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.parts import Parts
from tutor.core.kinds.recall import Recall
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.quantities import margin
from tutor.exchange.moodle_items import ANY_NUMBER, ANY_TEXT, BLANK, Option, plainly
from tutor.exchange.sent import keys_of

_NEAR = re.compile(r"abs\(response - \(([-\d.]+)\)\) <= ([\d.]+)")
_DIGITS = 12


class NoQuestion(Exception):
    """Moodle has no such question: why."""


@dataclass
class Given:
    """A question for Moodle: `type` in its words, texts in our Markdown, typed answers plain.

    `around` are the pieces of a text with gaps, `gaps` how each is answered (as in `moodle_gaps`) and what it takes;
    `pairs` without a left are distractors. `told` are sentences on what changes, `lost` keys without a place.
    """

    type: str
    ask: str = ""
    options: list[Option] = field(default_factory=list)
    single: bool = True
    exact: bool = False
    pairs: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    gaps: list[tuple[str, list[Option]]] = field(default_factory=list)
    unit: str = ""
    explain: str = ""
    model: str = ""
    words: str = ""
    keep_order: bool = False
    told: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def given(item: Item) -> Given:
    """The question that an item is there. Raises NoQuestion."""
    if item.vars:
        raise NoQuestion("its values change")
    made = _of_kind(item)
    made.ask, made.explain = item.ask, item.explain
    known = {"id", "ask", "explain", "tags", "source", "hints", str(type(item).__struct_config__.tag)}
    made.lost += sorted((keys_of(item) - known - _held(item, made)) | _lost_of_mistakes(item))
    if not all(isinstance(hint, str) for hint in item.hints):
        made.lost.append("hints.if")
    return made


def _held(item: Item, made: Given) -> set[str]:
    held = {"choices.because", "distractors", "tolerance", "pick", "mistakes"}
    held |= {"keep_order"} if isinstance(item, Choices) else set()
    held |= {"unit"} if made.unit else set()
    return held | ({"case"} if made.exact else set())


def _lost_of_mistakes(item: Item) -> set[str]:
    """What of the known mistakes has no place: all of them where answers have none of their own."""
    told = isinstance(item, Answer | Number | TrueFalse) or (isinstance(item, Cloze) and len(item.accepted()) == 1)
    if not told:
        return {"mistakes"} if item.mistakes else set()
    lost = {f"mistakes.{key}" for one in item.mistakes for key in ("see", "name") if getattr(one, key)}
    plain = all(list(_options([one])) for one in item.mistakes)
    return lost | (set() if plain else {"mistakes.if"})


def _of_kind(item: Item) -> Given:
    match item:
        case Choices():
            return _choices(item)
        case TrueFalse():
            said = [one.say for one in item.mistakes if one.say]
            options = [Option("true" if item.true_false else "false"), Option("", 0, said[0] if said else "")]
            return Given("truefalse", options=options)
        case Answer():
            right = [Option(text) for text in item.accepted()]
            return Given("shortanswer", options=[*right, *_options(item.mistakes)], exact=item.case == "exact")
        case Number():
            return _number(item)
        case Match():
            pairs = [*item.match.items(), *(("", text) for text in item.distractors)]
            return Given("matching", pairs=pairs)
        case Sort():
            pairs = [(one, group) for group, members in item.sort.items() for one in members]
            return Given("matching", pairs=pairs, told=["its groups become pairs"])
        case Essay():
            return Given(
                "essay",
                model=item.essay.model,
                words=item.essay.words,
                lost=["essay.rubric"] if item.essay.rubric else [],
            )
        case Recall():
            return Given("essay", model=item.recall, told=["it is recalled and rated here, written there"])
        case Order():
            lost = ["order.or"] if item.other else []
            return Given("ordering", lines=item.order, lost=lost + (["distractors"] if item.distractors else []))
        case Cloze():
            return _cloze(item)
        case Parts():
            return _parts(item)
    raise NoQuestion("Moodle has no such question")


def _choices(item: Choices) -> Given:
    right = sum(choice.is_right for choice in item.choices)
    wrong = 0.0 if not item.many else -1.0
    share = 1 / right if item.many else 1.0
    options = [Option(one.text, share if one.is_right else wrong, one.because) for one in item.choices]
    return Given("multichoice", options=options, single=not item.many, keep_order=item.keep_order)


def _cloze(item: Cloze) -> Given:
    found = gaps(item.cloze)
    around = [f"{item.ask.strip()}\n\n{found.around[0]}".lstrip(), *found.around[1:]]
    told = ["its question becomes a part of the text"] if item.ask.strip() else []
    exact = item.case == "exact"
    sort = "exact" if exact else "typed"
    inner = [(sort, [Option(text) for text in accepted]) for accepted in found.accepted]
    if len(inner) == 1:
        inner[0][1].extend(_options(item.mistakes))
    return Given("cloze", around=around, gaps=inner, told=told, exact=exact)


def _parts(item: Parts) -> Given:
    """Several questions as one text with gaps: where the text has numbered signs for them, else one below the other."""
    found, lost = list[tuple[str, list[Option]]](), set[str]()
    for part in item.parts:
        made = given(part)
        sort = {"shortanswer": "typed", "numerical": "number", "multichoice": "one"}.get(made.type)
        if sort is None:
            raise NoQuestion(f"a part of the sort {part.__struct_config__.tag} is no gap there")
        if sort != "number" and made.exact:
            sort = "exact"
        found.append(("many" if sort == "one" and not made.single else sort, made.options))
        lost |= {*made.lost, *(["unit"] if made.unit else [])}
        lost |= {key for key in ("hints", "explain") if getattr(part, key)}
    marks = [f"{BLANK} ({number})" for number in range(1, len(found) + 1)]
    if all(item.ask.count(mark) == 1 for mark in marks) and _are_numbers(item):
        around = re.split(f"{re.escape(BLANK)} \\(\\d+\\)", item.ask)
    else:
        asked = [part.ask.strip() + " " for part in item.parts]
        around = [f"{item.ask.strip()}\n\n{asked[0]}".lstrip(), *(f"\n\n{one}" for one in asked[1:]), ""]
    lost_keys = [f"parts.{key}" for key in sorted(lost)]
    told = [] if _are_numbers(item) else ["its parts become gaps of one text"]
    return Given("cloze", around=around, gaps=found, told=told, lost=lost_keys)


def _are_numbers(item: Parts) -> bool:
    return [part.ask for part in item.parts] == [f"({number})" for number in range(1, len(item.parts) + 1)]


def _number(item: Number) -> Given:
    try:
        value = evaluate(parse(item.number), {})
    except ExpressionError:
        value = None
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise NoQuestion("its number is no plain one")
    wanted = Fraction(value)
    room = margin(item.tolerance, wanted) if item.tolerance else Fraction(0)
    text = _decimal(wanted)
    off = abs(Fraction(text) - wanted)
    room = max(room or Fraction(0), off * 2)
    options = [Option(text, tolerance=_decimal(room)), *_options(item.mistakes)]
    return Given("numerical", options=options, unit=item.unit)


def _decimal(value: Fraction) -> str:
    """A fraction in decimals: exact where that ends soon, else rounded to as many digits as matter."""
    for digits in (30, _DIGITS):
        found = Context(prec=digits).divide(Decimal(value.numerator), Decimal(value.denominator))
        if Fraction(found) == value:
            break
    return plainly(found)


def _options(mistakes: list[Mistake]) -> Iterator[Option]:
    """Known mistakes as answers that earn nothing."""
    for one in mistakes:
        if not one.say:
            continue
        if one.condition in (ANY_TEXT, ANY_NUMBER):
            yield Option("*", 0, one.say)
        elif near := _NEAR.fullmatch(one.condition):
            yield Option(near[1], 0, one.say, near[2])
        elif one.when is not None:
            whens = one.when if isinstance(one.when, list) else [one.when]
            yield from (Option(str(when), 0, one.say) for when in whens)
