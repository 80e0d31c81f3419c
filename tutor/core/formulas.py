"""Judging the items of the kind `formula`: reading, comparing, the form asked for, and what is said.

It stands apart from the kind's fields, since reading a pack or asking another question needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from tutor.core import algebra
from tutor.core.algebra_forms import Form, has_form
from tutor.core.algebra_reading import LONGEST, Reading, read
from tutor.core.algebra_sampling import Range, read_range
from tutor.core.algebra_tokens import FUNCTIONS, GREEK, LONG, LOWERED, Unreadable, Words
from tutor.core.algebra_tree import size, variables
from tutor.core.algebra_writing import tidied, written
from tutor.core.item import Flaw, Response, Setting
from tutor.core.judgement import BadResponse, Judgement, Note, nearly, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.numbers import decimal_sign
from tutor.core.text import Care, clean, normalise

if TYPE_CHECKING:
    from tutor.core.kinds.formula import Formula

LONGEST_HEARD = 120
LONGEST_QUOTED = 40
MOST_COMPARED = 3_000
"""Nodes of formulas that one response is compared with among the known mistakes. Fixed: bounds the time."""


class Key(Struct, frozen=True):
    """The author's formula as it was read, with what it takes to read and compare others."""

    reading: Reading
    words: Words
    domain: dict[str, Range]


class FormulaJudge:
    """Judges the responses to one item."""

    def __init__(self, item: Formula) -> None:
        self.item = item

    def flaws(self) -> Iterator[Flaw]:
        if self.item.vars and "<<" in f"{self.item.formula}{self.item.domain}":
            return  # said of the filled item
        yield from self._flaws_of_domain()
        try:
            key = self._key("en")
        except Unreadable as trouble:
            message = f"`{self.item.formula[:60]}` can't be read as a formula: {trouble.message}"
            yield Flaw(("formula",), "formula", message, "write it like `2x^2 + 3(x-1)/4` or `sqrt(x) + sin(x)`")
            return
        yield from self._flaws_of_key(key)

    def _flaws_of_domain(self) -> Iterator[Flaw]:
        for name, text in self.item.domain.items():
            if read_range(text) is None:
                message = f"`{text[:60]}` is not a range"
                hint = "write a range such as 0.1..10, or 1..20 step 1 for whole numbers"
                yield Flaw(("domain", name), "domain", message, hint)

    def _flaws_of_key(self, key: Key) -> Iterator[Flaw]:
        names = {name for side in key.reading.sides for name in variables(side)}
        for name in self.item.domain:
            if GREEK.get(name, name) not in names:
                message = f"there is no variable `{name[:40]}` in the formula"
                yield Flaw(("domain", name), "domain", message, "take it out, or mend its name")
        for name in sorted(names.intersection(self.item.vars, [*self.item.vars, *self.item.let])):
            message = f"`{name}` is a variable for the learner here, not a value of the template"
            yield Flaw(("formula",), "literal-name", message, f"write `<<{name}>>` for the value", "warning")
        if not all(algebra.has_values(side, key.domain) for side in key.reading.sides):
            message = "the formula has no value at the points where it would be compared"
            yield Flaw(("formula",), "no-points", message, "say with `domain: {x: 0.1..10}` where it has one")
        elif self.item.form and not self._in_form(key.reading, key):
            message = f"the formula isn't {_FORMS[self.item.form]} itself"
            yield Flaw(("form",), "form", message, "write it in the form that is asked for, or leave `form` out")
        if key.reading.ambiguous and algebra.equal(key.reading, self._tight(key), key.domain) != "equal":
            hint = "put brackets or `*` where they are meant"
            yield Flaw(("formula",), "ambiguous", f"it is read as {written(key.reading)}", hint, "warning")

    def _key(self, language: str) -> Key:
        """Raises `Unreadable`."""
        domain = {
            GREEK.get(name, name): found for name, text in self.item.domain.items() if (found := read_range(text))
        }
        reading = self._reading()
        names = {name for side in reading.sides for name in variables(side)}
        words = Words(frozenset(names), comma=decimal_sign(language) == ",")
        return Key(reading, words, domain)

    def _reading(self) -> Reading:
        """The author's formula without the `+ -3`, `1x` and the like of a template. Raises `Unreadable`."""
        reading = read(self.item.formula, self._words())
        left, *rest = map(tidied, reading.sides)
        return Reading(left, rest[0] if rest else None, reading.ambiguous)

    def _words(self) -> Words:
        return Words(frozenset(GREEK.get(name, name) for name in self.item.domain), key=True)

    def _tight(self, key: Key) -> Reading:
        return read(self.item.formula, self._words(), True)

    def _in_form(self, reading: Reading, key: Key) -> bool:
        if self.item.form == "simplest" and reading.doubled:
            return False
        largest = max(key.reading.sides, key=size)
        return self.item.form is None or all(has_form(side, self.item.form, largest) for side in reading.sides)

    def judge(self, response: Response, setting: Setting) -> Judgement:
        if not isinstance(response, str):
            raise BadResponse("the answer is a text, such as “2x + 1”")
        try:
            key = self._key(setting.language)
        except Unreadable:
            return wrong(heard=_quoted(response, LONGEST_HEARD))
        try:
            reading = read(response, _words_for(response, key))
        except Unreadable as trouble:
            return self._unreadable(response, trouble, setting)
        return self._judged(response, reading, key, setting)

    def _judged(self, response: str, reading: Reading, key: Key, setting: Setting) -> Judgement:
        said = _heard(reading)
        answer = algebra.answer_of(reading, key.reading)
        outcome = "different" if answer is None else algebra.equal(key.reading, answer, key.domain)
        in_form = answer is not None and self._in_form(answer, key)
        if outcome == "equal" and in_form:
            return right(heard=said)
        value, known = self.item.value_of(response, setting), _Known(reading, key, form=outcome == "equal")
        says: Callable[[Any], bool] = lambda when: _same_text(response, when, key) or known.is_meant_by(when)  # noqa: E731
        mistake = find(self.item.mistakes, value, setting, says, conditions=outcome != "equal")
        if mistake:
            return judged_as(mistake, heard=said)
        if outcome == "equal":
            return nearly(heard=said, notes=[Note("form", {"form": self.item.form or ""})])
        if answer is None:
            return nearly(heard=said, notes=[Note("no_equation")])
        if _but_for_case(response, key):
            return nearly(heard=said, notes=[Note("case")])
        return self._meant_otherwise(response, reading, key) or wrong(heard=said, notes=_why(reading, key, outcome))

    def _meant_otherwise(self, response: str, reading: Reading, key: Key) -> Judgement | None:
        """Almost right: it would be, with brackets that many leave out, or as a side of the equation asked for."""
        said = _heard(reading)
        if reading.ambiguous:
            answer = algebra.answer_of(read(response, _words_for(response, key), True), key.reading)
            if answer is not None and algebra.equal(key.reading, answer, key.domain) == "equal":
                return nearly(heard=said, notes=[Note("read_as", {"value": said})])
        side = algebra.lone_side(key.reading)
        if side is not None and reading.right is None and algebra.equal(side, reading, key.domain) == "equal":
            return nearly(heard=said, notes=[Note("equation")])
        return None

    def _unreadable(self, response: str, trouble: Unreadable, setting: Setting) -> Judgement:
        """A slip of writing doesn't count; but the author may know the text as a mistake (`when: no solution`)."""
        said, value = _quoted(response, LONGEST_HEARD), self.item.value_of(response, setting)
        mistake = find(self.item.mistakes, value, setting, lambda when: _same_text(response, when))
        if mistake:
            return judged_as(mistake, heard=said)
        why = "empty" if not response.strip() else trouble.why
        before = "" if why in ("empty", "long") else response[: trouble.at].strip()
        quoted = "…" + before[-LONGEST_QUOTED:] if len(before) > LONGEST_QUOTED else before
        told = {"why": why, "after": _quoted(quoted, LONGEST_QUOTED + 1)}
        return nearly(heard=said, notes=[Note("unreadable", told)])

    def right_answer(self, setting: Setting) -> str:
        """As the author wrote it; a template's without `+ -3`, `1x` and the like."""
        try:
            return written(self._reading()) if setting.values else self.item.formula
        except Unreadable:
            return self.item.formula


_FORMS: dict[Form, str] = {"factored": "factored", "expanded": "expanded", "simplest": "in simplest form"}


class _Known:
    """Tells whether a response is one that an author wrote; where its value is right, in its `form` too."""

    def __init__(self, reading: Reading, key: Key, *, form: bool) -> None:
        self.answer = algebra.answer_of(reading, key.reading) or reading
        self.key, self.form = key, form
        self.left = MOST_COMPARED

    def is_meant_by(self, when: Any) -> bool:
        """Whether this is the response. What is too much to compare is not."""
        reading = _read(str(when), _words_for(str(when), self.key))
        if reading is None or self.left < 0:
            return False
        self.left -= sum(map(size, (*reading.sides, *self.answer.sides)))
        written = algebra.answer_of(reading, self.key.reading) or reading
        if algebra.equal(written, self.answer, self.key.domain) != "equal":
            return False
        return not self.form or all(self._has(self.answer, form) for form in _FORMS if self._has(written, form))

    def _has(self, reading: Reading, form: Form) -> bool:
        return has_form(reading.left, form, self.key.reading.left)


def _read(text: str, words: Words) -> Reading | None:
    try:
        return read(text, words)
    except Unreadable:
        return None


def _words_for(text: str, key: Key) -> Words:
    """The key's words, with the name before or behind the sign in `LDL = T - H - G/5`, when it is none of the key."""
    found = re.search(_NAMED, text[:LONGEST]) if key.reading.right is None else None
    if found is None:
        return key.words
    letters, below = found[1] or found[3], (found[2] or found[4] or "").translate(LOWERED).strip("_")
    if letters in FUNCTIONS or (not below and (len(letters) == 1 or key.words.names.issuperset(letters))):
        return key.words
    return replace(key.words, names=key.words.names | {f"{letters}_{below}" if below else letters})


_ONE_NAME = r"([^\W\d_]+)(_[0-9A-Za-z]+|[0-9]+|[₀-₉]+)?"
_NAMED = rf"^\s*{_ONE_NAME}\s*=|=\s*{_ONE_NAME}[\s.]*$"


def _but_for_case(response: str, key: Key) -> bool:
    """Whether capital and small letters are all that makes a response wrong: `n/v` for n/V."""
    changed = _in_case_of_key(response, key)
    reading = None if changed == response else _read(changed, _words_for(changed, key))
    answer = None if reading is None else algebra.answer_of(reading, key.reading)
    return answer is not None and algebra.equal(key.reading, answer, key.domain) == "equal"


def _in_case_of_key(response: str, key: Key) -> str:
    """The response with the key's names and functions in their case; those that differ only in it (M, m) stay."""
    forms: dict[str, set[str]] = {}
    for name in key.words.names:
        letters = name.partition("_")[0]
        forms.setdefault(letters.casefold(), set()).add(letters)
    for name in FUNCTIONS:
        forms.setdefault(name, {name})
    pattern = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))

    def of_key(found: re.Match[str]) -> str:
        mine = forms.get(found[0].casefold(), ())
        return next(iter(mine)) if len(mine) == 1 else found[0]

    return re.sub(pattern, of_key, response[:LONGEST], flags=re.IGNORECASE)


def _same_text(response: str, when: Any, key: Key | None = None) -> bool:
    """Whether it is, word for word, what an author wrote: `no solution`. Case counts where it is a formula."""
    if not isinstance(when, str):
        return False
    one, other = response[:LONGEST], when[:LONGEST]
    case: Care = "exact" if key is not None and _is_formula(other, key) else "ignore"
    return normalise(one, case=case) == normalise(other, case=case)


def _is_formula(text: str, key: Key) -> bool:
    """Whether a text is a formula rather than words, which would be long names that the key doesn't have."""
    reading = _read(text, key.words)
    names = {name for side in reading.sides for name in variables(side)} if reading else set()
    return reading is not None and all(len(name) < LONG or name in key.words.names for name in names)


def _why(reading: Reading, key: Key, outcome: algebra.Outcome) -> list[Note]:
    """What may help with a wrong formula: names that the key doesn't have, or that it has no value."""
    names = sorted({name for side in reading.sides for name in variables(side)} - key.words.names)
    if names:
        return [Note("unknown_names", {"names": names[:3]})]
    return [Note("no_value")] if outcome == "no value" else []


def _heard(reading: Reading) -> str:
    text = written(reading)
    return text if len(text) <= LONGEST_HEARD else text[:LONGEST_HEARD] + "…"


def _quoted(text: str, most: int) -> str:
    text = " ".join(clean(text[: most + 1]).split())
    return text if len(text) <= most else text[:most] + "…"
