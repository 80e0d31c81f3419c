"""`choices`: the learner picks one or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Literal

from msgspec import field

from tutor.core.item import Flaw, Item, Response, Setting, Shape, Written
from tutor.core.judgement import BadResponse, Judgement, Note, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.shuffling import rank
from tutor.core.text import LONGEST, clean, normalise, visible

MOST_SHOWN = 26
"""Choices shown at once: a letter each."""
ID_LENGTH = 6


class Choice(Written, frozen=True, kw_only=True):
    """One choice, `right` or `wrong`; `because` is said when it was picked, `name` is a misconception."""

    right: str | None = None
    wrong: str | None = None
    because: str = ""
    name: str = ""
    image: str = ""
    alt: str = ""
    id: str = ""

    @property
    def text(self) -> str:
        return self.right if self.right is not None else self.wrong or ""

    @property
    def is_right(self) -> bool:
        return self.right is not None

    @property
    def key(self) -> str:
        """The author's id, or the beginning of the text's hash."""
        return self.id or sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


class Choices(Item, frozen=True, kw_only=True, tag="choices"):
    """Right and wrong choices. One right: pick one; several, or `pick: many`: pick all; `pick: any`: one of the right.

    `show` draws so many of them, the right ones among them.
    """

    choices: list[Choice]
    pick: Literal["any", "many"] | None = None
    keep_order: bool = False
    shown: int | None = field(name="show", default=None)

    @property
    def shape(self) -> Shape:
        return "pick_many" if self.many else "pick"

    @property
    def many(self) -> bool:
        """Whether several may be picked."""
        return self.pick == "many" or (self.pick is None and len(self._right()) > 1)

    def _right(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_right]

    def _count(self) -> int:
        """How many are shown."""
        return len(self.choices) if self.shown is None else min(self.shown, len(self.choices))

    def flaws(self) -> Iterator[Flaw]:
        yield from self._flaws_of_each()
        for other, found in (("right", self._right()), ("wrong", [c for c in self.choices if not c.is_right])):
            if not found:
                message = f"there is no {other} choice"
                yield Flaw(("choices",), f"no-{other}-choice", message, f"mark at least one as `{other}:`")
        if self._count() > MOST_SHOWN:
            message = f"{self._count()} choices are shown, more than {MOST_SHOWN}"
            yield Flaw(("choices",), "many-choices", message, "take some out, or draw some of them with `show: 4`")
        if self.shown is not None and not len(self._right()) < self.shown <= len(self.choices):
            hint = f"write a number from {len(self._right()) + 1} to {len(self.choices)}, or leave the key out"
            yield Flaw(("show",), "show", f"`show: {self.shown}` is not possible here", hint)

    def _flaws_of_each(self) -> Iterator[Flaw]:
        texts: dict[str, int] = {}
        keys: set[str] = set()
        for number, choice in enumerate(self.choices):
            path, text = ("choices", number), visible(choice.text)
            if (choice.right is None) == (choice.wrong is None):
                what = "is neither `right` nor `wrong`" if choice.right is None else "is both `right` and `wrong`"
                yield Flaw(path, "right-or-wrong", f"this choice {what}", "give it one of the two keys")
            elif not text:
                yield Flaw(path, "empty-choice", "this choice has no text", "write what the learner picks")
            elif text in texts:
                message = f"this choice reads the same as choice {texts[text] + 1}"
                yield Flaw(path, "equal-choices", message, "change one of them or take it out")
            elif choice.key in keys:
                yield Flaw(path, "equal-ids", f"the id `{choice.key}` stands twice", "give each choice its own id")
            texts.setdefault(text, number)
            keys.add(choice.key)
            if choice.image and not choice.alt:
                yield Flaw(
                    (*path, "image"), "no-alt", "the image has no `alt:`", "say what it shows, for who can't see it"
                )

    def show(self, setting: Setting) -> dict[str, Any]:
        """`choices` as a list of `{id, text, image?, alt?}` in the order of the seed, and `pick: many` for boxes."""
        shown = [_shown(choice) for choice in self._drawn(setting.seed)]
        return {"choices": shown, "pick": "many"} if self.many else {"choices": shown}

    def _drawn(self, seed: int) -> list[Choice]:
        """Ordered by hashes, so that a seed means the same order in every version of Python."""
        chosen = self.choices
        if self.shown is not None:
            wrongs = sorted((c for c in chosen if not c.is_right), key=_by_key("draw", seed))
            kept = {choice.key for choice in wrongs[: max(self.shown - len(self._right()), 0)]}
            chosen = [choice for choice in chosen if choice.is_right or choice.key in kept]
        return list(chosen) if self.keep_order else sorted(chosen, key=_by_key("order", seed))

    def judge(self, response: Response, setting: Setting) -> Judgement:
        picked = self._picked(response)
        heard = ", ".join(choice.text for choice in picked)
        keys = {choice.key for choice in picked}
        if keys == {choice.key for choice in self._right()} or (self.pick == "any" and picked[0].is_right):
            return right(said=_because(picked), heard=heard)
        value = [choice.text for choice in picked] if self.many else picked[0].text
        mistake = find(self.mistakes, value, setting, lambda when: self._keys(when) == keys, lists=self.many)
        return self._wrong(picked, judged_as(mistake, heard=heard) if mistake else wrong(heard=heard))

    def _wrong(self, picked: list[Choice], judged: Judgement) -> Judgement:
        """The wrong answer, with credit for what is right in it and what its choices say."""
        wrongs = [choice for choice in picked if not choice.is_right]
        hits, of = len(picked) - len(wrongs), len(self._right())
        partly = Note("partly", {"right": hits, "of": of, "wrong": len(wrongs)})
        return Judgement(
            correct=False,
            score=max(hits - len(wrongs), 0) / of if self.many and of else 0.0,
            said=judged.said or _because(wrongs),
            misconception=judged.misconception or next((choice.name for choice in wrongs if choice.name), ""),
            see=judged.see,
            notes=[partly] if self.many and hits else [],
            heard=judged.heard,
        )

    def _picked(self, response: Response) -> list[Choice]:
        """The choices that a response names. Raises `BadResponse`."""
        texts = [response] if isinstance(response, str) else response
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise BadResponse("the answer is the text of a choice, or a list of them")
        if not self.many and len(texts) != 1:
            raise BadResponse("exactly one choice is to be picked")
        if len(texts) > len(self.choices):
            raise BadResponse("more is picked than there is")
        picked = [self._named(text) for text in texts]
        if len({choice.key for choice in picked}) < len(picked):
            raise BadResponse("a choice is picked twice")
        return picked

    def _named(self, text: str) -> Choice:
        """The choice with this text or id, forgiving white space, case and final punctuation where only one fits."""
        ways: Sequence[Callable[[Choice], bool]] = (
            lambda choice: text in (choice.text, choice.key),
            lambda choice: visible(text) == visible(choice.text),
            lambda choice: visible(text).casefold() == visible(choice.text).casefold(),
            lambda choice: normalise(text) == normalise(choice.text),
        )
        for fits in ways if len(text) <= LONGEST else ways[:1]:
            found = [choice for choice in self.choices if fits(choice)]
            if len(found) == 1:
                return found[0]
        raise BadResponse(f"“{visible(clean(text[:60]))}” is not one of the choices")

    def _keys(self, written: Any) -> set[str] | None:
        """The choices that an author means; None when they aren't there."""
        try:
            return {choice.key for choice in self._picked(written)}
        except BadResponse:
            return None

    def right_answer(self, setting: Setting) -> str | list[str]:
        texts = [choice.text for choice in self._right()]
        return texts if self.many else texts[0]

    def guess(self) -> float:
        count = max(self._count(), 1)
        return 1 / (2 ** min(count, MOST_SHOWN) - 1) if self.many else min(len(self._right()) / count, 1.0)

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The text of the picked choice, or a list of texts."""
        try:
            texts = [choice.text for choice in self._picked(response)]
        except BadResponse:
            return None
        return texts if self.many else texts[0]

    def listed_wrong(self) -> list[Response]:
        texts = [choice.text for choice in self.choices if not choice.is_right]
        return [[text] for text in texts] if self.many else list(texts)


def _shown(choice: Choice) -> dict[str, str]:
    media = {"image": choice.image, "alt": choice.alt} if choice.image else {}
    return {"id": choice.key, "text": choice.text, **media}


def _by_key(purpose: str, seed: int) -> Callable[[Choice], bytes]:
    place = rank(purpose, seed)
    return lambda choice: place(choice.key)


def _because(choices: list[Choice]) -> str:
    """What the choices say; where several speak, each after its text, since one's words may not fit another."""
    speaking = [choice for choice in choices if choice.because]
    if len(speaking) < 2:
        return speaking[0].because if speaking else ""
    return " ".join(f"“{visible(choice.text)}”: {choice.because}" for choice in speaking)
