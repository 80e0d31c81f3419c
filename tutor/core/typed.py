"""Whether a typed text is a right one: the rules of `case`, `accents`, `typos` and synonyms, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from tutor.core.chemistry import has_arrow, plain_equation
from tutor.core.expression_values import Typed
from tutor.core.item import Flaw, Item, Setting
from tutor.core.judgement import Note, Piece
from tutor.core.languages import own_letters
from tutor.core.slips import difference, distance, is_slip
from tutor.core.synonyms import Phrases, phrases, same_in_other_words
from tutor.core.text import LONGEST, Care, clean, normalise, unquoted

MOST_COMPARED = 50
"""Accepted answers among which the nearest is looked for, to show the difference. Fixed: bounds the time."""
MOST_CHANGES = 12
"""Changes up to which one accepted answer is nearer than another. Tunable (5..30)."""

Fit = Literal["right", "almost", "wrong"]

_ARTICLE = r"(?i)^(?:the|an?) (?!(?:and|or) )(?=\w{2})"
"""Not before a single letter: `a b` may be two names."""
_WORD = r"[^\W\d_]{2}"
_AROUND_SIGNS = r" ?([^\w\s.]) ?"
"""`1 : 4` is `1:4`, and `(2,3)` is `(2, 3)`; but `ls -a` is no `ls-a`. Not the point, which begins decimals."""


class Match(Struct, frozen=True):
    """How a typed text fits, the accepted text it is nearest to, and what to tell."""

    fit: Fit
    nearest: str
    notes: list[Note] = []


class Rules(Struct, frozen=True):
    """How strictly an item's texts are compared. `letters` are no others with accents (see `languages.OWN_LETTERS`).

    In `english` an article at the beginning doesn't count, in an `equation` neither the kind of arrow nor spaces.
    With `exact` every character counts, but for white space around the text.
    """

    case: Care
    accents: Care
    typos: int | None
    letters: str = ""
    english: bool = False
    equation: bool = False
    exact: bool = False

    def form(self, text: str) -> str:
        """The form in which texts are equal under these rules."""
        if self.exact:
            return clean(text).strip()
        return self.without(normalise(text, case=self.case, accents=self.accents, letters=self.letters))

    def forms(self, typed: str) -> set[str]:
        """A typed text and the same without quotes around it."""
        form = self.form(typed)
        return {form} if self.exact else {form, self.without(unquoted(form))}

    def loose(self, text: str) -> str:
        """The form without case and accents."""
        return self.without(normalise(text, case="ignore", accents="ignore"))

    def without(self, form: str) -> str:
        """A normalised text without what never counts: spaces around signs where there are no words, an English
        article, the writing of a chemical equation.
        """
        if not re.search(_WORD, form):
            form = re.sub(_AROUND_SIGNS, r"\1", form)
        if self.english:
            form = re.sub(_ARTICLE, "", form)
        return plain_equation(form) if self.equation else form

    def difference(self, typed: str, right: str) -> list[Piece]:
        """How a typed text differs from the right one, but for what doesn't count under these rules."""
        pieces = difference(typed, right, case=self.case, accents=self.accents, letters=self.letters)
        if self.exact and all(piece == "same" for piece, _ in pieces):  # what differs is what is forgiven elsewhere
            return [("changed", typed), ("missing", right)]
        return pieces

    def in_expressions(self, typed: str) -> Typed:
        """A typed text for the author's expressions, equal to any other of the same form."""
        return Typed(typed, self.form if self.exact else lambda text: unquoted(self.form(text)))


def rules_of(item: Item, setting: Setting) -> Rules:
    """The item's rules. Without the keys case is ignored and accents are exact.

    The letters are those of what is learned, or of the course's language where it teaches no other.
    """
    language = setting.target or setting.language
    key = item.right_answer(setting)
    if getattr(item, "exact", False):  # a key of the kinds that are typed
        return Rules("exact", "exact", 0, own_letters(language), exact=True)
    return Rules(
        item.case or "ignore",
        item.accents or "exact",
        item.typos,
        own_letters(language),
        english=language.split("-")[0].lower() == "en",
        equation=any(map(has_arrow, [key] if isinstance(key, str) else key)),
    )


def is_one_of(typed: str, accepted: Iterable[str], rules: Rules, same: Sequence[Sequence[str]] = ()) -> bool:
    """Whether the typed text is one of the accepted ones, or says it with the course's synonyms."""
    if len(typed) > LONGEST:
        return False
    same = () if rules.exact else same
    forms = rules.forms(typed)
    keys = [rules.form(text) for text in accepted]
    return not forms.isdisjoint(keys) or (bool(same) and same_in_other_words(forms, keys, _synonyms(same, rules)[1]))


def _synonyms(same: Sequence[Sequence[str]], rules: Rules) -> tuple[list[list[str]], Phrases]:
    return _kept_synonyms(tuple(map(tuple, same)), rules)


@lru_cache(maxsize=8)
def _kept_synonyms(same: tuple[tuple[str, ...], ...], rules: Rules) -> tuple[list[list[str]], Phrases]:
    """A course's synonyms in the form of these rules: one answer is compared with many texts, each time with all."""
    forms = [[*map(rules.form, group)] for group in same]
    return forms, phrases(forms)


def match(typed: str, accepted: Sequence[str], rules: Rules, same: Sequence[Sequence[str]] = ()) -> Match:
    """Compare a typed text with the accepted ones. `almost` is a slip, or accents or case that should have counted."""
    accepted = accepted or [""]
    if len(typed) > LONGEST:
        return Match("wrong", accepted[0])
    if is_one_of(typed, accepted, rules, same):
        return Match("right", accepted[0])
    if rules.exact:
        return _but_for_case(typed, accepted, rules) or _far(typed, accepted, rules)
    accepted = [*accepted, *_whole_synonyms(accepted, rules, same)]
    return (
        _but_for_case(typed, accepted, rules) or _but_for_a_slip(typed, accepted, rules) or _far(typed, accepted, rules)
    )


def _but_for_case(typed: str, accepted: Sequence[str], rules: Rules) -> Match | None:
    loose = rules.loose(typed)
    for text in accepted:
        if rules.loose(text) == loose:
            fit: Fit = "wrong" if rules.typos == 0 else "almost"
            return Match(fit, text, [Note(code) for code in _what_differs(typed, text, rules)])
    return None


def _what_differs(typed: str, text: str, rules: Rules) -> Iterator[str]:
    exact, wanted = (rules.without(normalise(one, case=rules.case, accents="ignore")) for one in (typed, text))
    if exact != wanted:
        yield "case"
    if _plain(typed, rules) != _plain(text, rules):
        yield "slip"
    elif rules.without(normalise(typed, accents=rules.accents)) != rules.without(
        normalise(text, accents=rules.accents)
    ):
        yield "accents"


def _plain(text: str, rules: Rules) -> str:
    """The text without accents, but with the letters that only look as if they had one."""
    return rules.without(normalise(text, accents="ignore", letters=rules.letters))


def _but_for_a_slip(typed: str, accepted: Sequence[str], rules: Rules) -> Match | None:
    if rules.typos == 0:
        return None
    form = rules.form(typed)
    for text in accepted:
        if is_slip(form, rules.form(text)):
            code = "mark" if _letters_of(form) == _letters_of(rules.form(text)) else "slip"
            return Match("right" if rules.typos else "almost", text, [Note(code)])
    return None


def _letters_of(form: str) -> str:
    return "".join(filter(str.isalnum, form))


def _far(typed: str, accepted: Sequence[str], rules: Rules) -> Match:
    form = rules.form(typed)
    near = accepted[:MOST_COMPARED]
    if len(near) == 1:
        return Match("wrong", near[0])
    return Match("wrong", min(near, key=lambda text: distance(form, rules.form(text), MOST_CHANGES)))


def _whole_synonyms(accepted: Sequence[str], rules: Rules, same: Sequence[Sequence[str]]) -> Iterator[str]:
    if not same:
        return
    keys = {rules.form(text) for text in accepted}
    for group, forms in zip(same, _synonyms(same, rules)[0], strict=True):
        if not keys.isdisjoint(forms):
            yield from (word for word, form in zip(group, forms, strict=True) if form not in keys)


def flaws_of_texts(texts: Sequence[str], path: tuple[str | int, ...], *, indexed: bool = True) -> Iterator[Flaw]:
    """Accepted texts that nobody can type. `indexed`: the path of each is that of a list and its number."""
    for number, text in enumerate(texts):
        where = (*path, number) if indexed and len(texts) > 1 else path
        if not normalise(text):
            yield Flaw(where, "empty-answer", "this answer is empty", "write what the learner is to type")
        elif len(text) > LONGEST:
            message = f"this answer has more than {LONGEST:,} characters"
            yield Flaw(where, "long-answer", message, "nobody types so much: use `essay` or `recall`")


def flaws_of_rules(item: Item) -> Iterator[Flaw]:
    """Rules that aren't among the known ones."""
    if item.typos not in (None, 0, 1):
        yield Flaw(("typos",), "typos", f"`typos: {item.typos}` is not possible", "write 0 or 1, or leave the key out")
    loosened = [key for key in ("case", "accents", "typos") if getattr(item, key) is not None]
    if getattr(item, "exact", False):
        for key in loosened:
            message = f"`exact: true` and `{key}` don't go together: every character counts already"
            yield Flaw((key,), "exact", message, f"take `{key}` out, or `exact`")
