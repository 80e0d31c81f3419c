"""GIFT, Moodle's text format for questions. In and out.

https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tutor.core.gaps import gaps, written
from tutor.exchange import moodle_items as made
from tutor.exchange.brought import Brought, Keys, NotThisFormat, Question, Wishes, stable_id
from tutor.exchange.foreign import text_of
from tutor.exchange.gift_text import CLOZE, NEW_LINE, Piece, goes_on, pieces_of, put_back
from tutor.exchange.gift_writing import write
from tutor.exchange.markdown_files import masked
from tutor.exchange.markup import clean
from tutor.exchange.moodle_items import BLANK, NoItem, Option
from tutor.exchange.moodle_text import FORMATS, as_ours, as_typed
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.packs.names import id_flaw, title_from
from tutor.packs.problems import quoted

__all__ = ["looks", "read", "write"]
_FORMAT = re.compile(rf"\s*\[({'|'.join(FORMATS)})\]")
_GENERAL = "####"
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,7})?)%")
_SIGNS = re.compile(r"([=~])")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?", re.DOTALL | re.IGNORECASE)
_RANGE = re.compile(r"\s*(\S+?)\s*\.\.\s*(\S+?)\s*")
_HERE = "\ufddc"
"""Where the braces stood in the text."""


def looks(path: Path) -> bool:
    """Whether a text has braces as GIFT has them, or lines that only GIFT has."""
    with path.open("rb") as file:
        text = file.read(20_000).decode("utf-8", "replace").replace("\r\n", "\n")
    return bool(
        re.search(r"^\s*(\$CATEGORY\s*:|::[^:\n]+::)", text, re.MULTILINE)
        or re.search(r"(?<!\\)\{\s*([=~#]|T|F|TRUE|FALSE|%|\}|\\?\n\s*[=~#])", text)
    )


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The questions of GIFT files. Raises NotThisFormat when a file has none; OSError."""
    brought = Brought(Report("gift"), title=title_from(paths[0].stem))
    reader = _Reader(brought)
    for path in paths:
        pieces = list(pieces_of(text_of(path)))
        if path.suffix.lower() != ".gift" and not any(
            piece.body is not None or piece.title or piece.fault or piece.category for piece in pieces
        ):
            raise NotThisFormat(f"{quoted(path.name)} has no question with braces, so it is not GIFT.")
        reader.pictures = Pictures(brought, path.parent, path.parent)
        for piece in pieces:
            reader.take(piece, path.name)
    return brought


def kind_of(piece: Piece) -> str:
    """What sort of question a piece is, in Moodle's words."""
    body = piece.body
    if body is None:
        return "question" if piece.fault else "description"
    answers = body.partition(_GENERAL)[0].strip()
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    if _TRUTH.fullmatch(answers):
        return "truefalse"
    if "~" in answers:
        return "multichoice"
    pairs = [part for part in re.split("=", answers) if part.strip()]
    return "matching" if "=" in answers and all("->" in part for part in pairs) else "shortanswer"


class Answer(NamedTuple):
    """An answer as it was split: behind `=` or `~`, its weight where it has one, its text and its feedback."""

    right: bool
    weight: float | None
    text: str
    say: str

    @property
    def share(self) -> float:
        return float(self.right) if self.weight is None else self.weight


class _Reader:
    """Makes items of pieces, for all files of one import."""

    def __init__(self, brought: Brought) -> None:
        self.brought, self.report = brought, brought.report
        self.asked: Counter[str] = Counter()
        self.taken: set[tuple[tuple[str, ...], str]] = set()
        self.place, self.form = "", "moodle"
        self.pictures = Pictures(brought, Path(), Path())

    def take(self, piece: Piece, name: str) -> None:
        kind, self.place = kind_of(piece), f"{name}:{piece.line}"
        self.report.read[kind] += 1
        try:
            self._take(piece, kind)
        except NoItem as trouble:
            line = f"{name}:{piece.fault[2]}" if piece.fault else self.place
            self.report.refuse(kind, f"GIFT-{trouble.code}", str(trouble), line)

    def _take(self, piece: Piece, kind: str) -> None:
        if piece.fault:
            raise NoItem(*piece.fault[:2])
        if len(piece.text) + len(piece.body or "") + len(piece.tail) > made.LONGEST:
            raise NoItem("LONG", f"a question has at most {made.LONGEST:,} characters")
        if piece.body and CLOZE.match(piece.body):
            raise NoItem("CLOZE", "{1:SA:…} belongs to Moodle XML, not to GIFT")
        form, text = _formatted(piece.text, "moodle")
        self.form = form
        skill = self.brought.skill(*piece.category)
        if piece.body is None:
            if not (told := self._text(text)):
                raise NoItem("EMPTY", "there is no text")
            skill.tell(told, kind, self.place)
            return
        keys = self._keys(text, piece, kind)
        if tags := [tag for tag in map(_label, piece.tags) if tag]:
            keys["tags"] = list(dict.fromkeys(tags))
        title = f", {clean(piece.title)[:100]}" if piece.title else ""
        path = tuple(piece.category)
        name = self._id(piece, path, str(keys.get("ask") or keys.get("cloze") or keys))
        question = Question(name, keys, kind, self.place, f"gift, {self.place}{title}")
        skill.questions.append(question)

    def _id(self, piece: Piece, path: tuple[str, ...], asked: str) -> str:
        """The question's own id, or one of its text; none twice in a skill."""
        own = _label(piece.id)
        name = own if own and not id_flaw(own) else stable_id(own) if own else ""
        if not name or (path, name) in self.taken:
            key = own or asked
            self.asked[key] += 1
            name = stable_id(key, *([str(self.asked[key])] if self.asked[key] > 1 or own else []))
        self.taken.add((path, name))
        return name

    def _lose(self, code: str, why: str) -> None:
        self.report.lose(f"GIFT-{code}", why, self.place)

    def _text(self, raw: str) -> str:
        """A text as Markdown, in its own format or the question's."""
        return self.pictures.brought(self._with_names(raw), self.place)

    def _with_names(self, raw: str) -> str:
        """The same, with files by the names that they have there."""
        form, text = _formatted(raw, self.form)
        text = put_back(text).replace("@@PLUGINFILE@@/", "")
        if form in ("html", "markdown"):
            return as_ours(text.replace(NEW_LINE, "\n"), form)
        return as_ours(text, form).replace(NEW_LINE, "\\\n")

    def _typed(self, raw: str) -> str:
        """What is typed is plain in Moodle, whatever the question's format."""
        return as_typed(put_back(raw).replace(NEW_LINE, " "), "plain")

    def _keys(self, text: str, piece: Piece, kind: str) -> Keys:
        answers, _, general = (piece.body or "").partition(_GENERAL)
        explain = self._text(general)
        if kind == "shortanswer" and goes_on(text, piece.tail):
            return self._cloze(_joined(text, piece.tail), self._short(answers, explain))
        ask = self._asked(text, piece.tail, kind)
        match kind:
            case "essay":
                keys = made.essay(explain)
            case "numerical":
                keys = made.number(self._numbers(answers), explain, self._lose)
            case "truefalse":
                keys = self._truth(answers, explain)
            case "multichoice":
                keys = self._choices(answers) | ({"explain": explain} if explain else {})
            case "matching":
                keys = self._pairs(answers) | ({"explain": explain} if explain else {})
            case _:
                keys = self._short(answers, explain)
        return {**ask, **keys}

    def _asked(self, text: str, tail: str, kind: str) -> Keys:
        """The question, and its picture; with a sign for what is missing, where more follows behind the answers."""
        missing = goes_on(text, tail) and kind in ("multichoice", "numerical")
        whole = _joined(text, tail) if missing else f"{text}{tail}" if re.search(r"\w", tail) else text
        ask = self._with_names(whole).replace(_HERE, BLANK)
        if not ask:
            raise NoItem("EMPTY", "there is no question")
        try:
            return self.pictures.asked_with(ask)
        except Missing as name:
            raise NoItem("MEDIA", f"it asks about {name}, which is not beside the file") from None

    def _cloze(self, whole: str, keys: Keys) -> Keys:
        """A text with one gap; where that would be read otherwise, a question with a sign for what is missing."""
        text = self._text(whole)
        answer = keys.pop("answer")
        around, accepted = text.split(_HERE), answer if isinstance(answer, list) else [answer]
        if len(around) == 2 and masked(text)[len(around[0])] == _HERE:
            cloze = written(around, [accepted])
            found = gaps(cloze)
            if (found.around, found.accepted) == (around, [accepted]):
                return {"cloze": cloze, **keys}
        return {"ask": text.replace(_HERE, BLANK), "answer": answer, **keys}

    def _answers(self, body: str) -> list[Answer]:
        """The answers behind their signs. Two signs in a row are a slip that is told."""
        first, *rest = _SIGNS.split(body)
        found = [self._answer("=", first, "")] if first.strip() else []
        before = ""
        for sign, text in zip(rest[::2], rest[1::2], strict=True):
            if not text.strip():
                before = sign
                continue
            if before:
                self._lose("SIGN", f"'{before}{sign}' read as a right answer" if before != sign else "a sign too many")
            found.append(self._answer(sign, text, before))
            before = ""
        return found

    def _answer(self, sign: str, text: str, before: str) -> Answer:
        weight = _WEIGHT.match(text)
        if weight:
            text = text[weight.end() :]
        shown, _, say = text.partition("#")
        share = min(float(weight[1]) / 100, 1.0) if weight else None
        right = sign == "=" or (before == "=" and share is None)
        return Answer(right, share, shown.strip(), self._text(say))

    def _short(self, body: str, explain: str) -> Keys:
        options = [Option(self._typed(one.text), one.share, one.say) for one in self._answers(body)]
        return made.typed(options, explain, self._lose)

    def _choices(self, body: str) -> Keys:
        answers = [one for one in self._answers(body) if one.text]
        options = [Option(self._text(one.text), one.share, one.say) for one in answers]
        return made.choices(options, single=any(one.right for one in answers), lose=self._lose)

    def _truth(self, body: str, explain: str) -> Keys:
        found = _TRUTH.fullmatch(body.strip())
        assert found is not None
        said = [*map(self._text, (found[2] or "#").split("#")[1:]), ""]
        return made.true_false(found[1].upper().startswith("T"), said[0], said[1], explain)

    def _pairs(self, body: str) -> Keys:
        pairs = [part.partition("->") for part in body.split("=") if part.strip()]
        return made.matching([(self._text(left), self._typed(right)) for left, _, right in pairs])

    def _numbers(self, body: str) -> list[Option]:
        return [_number(one) for one in self._answers(body.strip()[1:])]


def _number(answer: Answer) -> Option:
    """`3.14:0.005`, `1..5`, or a number alone."""
    text = put_back(answer.text).replace(NEW_LINE, " ").strip()
    if found := _RANGE.fullmatch(text):
        low, high = sorted(map(made.decimal, found.groups()))
        middle, margin = made.plainly((low + high) / 2), made.plainly((high - low) / 2)
        return Option(middle, answer.share, answer.say, margin)
    value, _, margin = text.partition(":")
    return Option(value.strip(), answer.share, answer.say, margin.strip() or "0")


def _formatted(text: str, form: str) -> tuple[str, str]:
    """The format that a text names, else the given one, and the text without it."""
    found = _FORMAT.match(text)
    return (found[1], text[found.end() :]) if found else (form, text)


def _joined(text: str, tail: str) -> str:
    return f"{text}{_HERE}{tail}".strip()


def _label(text: str) -> str:
    return " ".join(clean(text).split())
