"""Moodle XML: the format in which Moodle exports a bank of questions. In and out.

https://docs.moodle.org/en/Moodle_XML_format
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from tutor.exchange import moodle_items as made
from tutor.exchange.brought import Brought, Keys, NotThisFormat, Question, Wishes, stable_id
from tutor.exchange.gift_text import category_of
from tutor.exchange.markup import clean
from tutor.exchange.moodle_gaps import MARK, MOST_GAPS, Gap, cut, filled
from tutor.exchange.moodle_items import NoItem, Option
from tutor.exchange.moodle_text import as_ours, as_typed
from tutor.exchange.moodle_xml_writing import write
from tutor.exchange.pictures import Missing, Pictures, unquoted
from tutor.exchange.report import Report
from tutor.exchange.xml_files import line_of, text_at, tree_of
from tutor.packs.media import PICTURES, SOUNDS
from tutor.packs.names import id_flaw, id_from, title_from
from tutor.packs.problems import quoted
from tutor.packs.source import LARGEST_MEDIA

__all__ = ["looks", "read", "write"]
_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain", "moodle_auto_format": "moodle"}
_HELD_AT = "@@PLUGINFILE@@/"
_PLAYED = re.compile(r"<(?:audio|source)\b[^<>]{0,500}?\bsrc=\"([^\"<>]{1,300})\"[^<>]{0,500}>", re.IGNORECASE)
_LINKED = re.compile(r"(!?)\[([^\]\n]{0,300})\]\(@@PLUGINFILE@@/([^)\s]{1,300})\)")
_CHOICES = re.compile(r"\[\[(\d{1,3})\]\]")
_NOT_HERE = {
    **dict.fromkeys(("calculated", "calculatedsimple", "calculatedmulti"), "draws numbers at random"),
    "random": "stands for any other question",
    "randomsamatch": "is drawn from other questions",
    "stack": "needs a computer algebra system",
    "coderunner": "runs programs on a server",
    "gapfill": "belongs to a plug-in; its gaps could be a cloze",
    **dict.fromkeys(("ddimageortext", "ddmarker"), "drags things onto a picture"),
}
_STANDARD = re.compile(r"(<p>)?\s*(Your answer is (partially )?(in)?correct\.?)?\s*(</p>)?", re.IGNORECASE)


def looks(path: Path) -> bool:
    """Whether a file begins as Moodle's."""
    with path.open("rb") as file:
        return b"<quiz" in file.read(4096)


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The questions of files of Moodle. Raises NotThisFormat; OSError."""
    brought = Brought(Report("moodle-xml"), title=title_from(paths[0].stem))
    reader = _Reader(brought)
    for path in paths:
        root = tree_of(path)
        if root.tag != "quiz":
            raise NotThisFormat(
                f"{quoted(path.name)} is XML, but its outermost element is {quoted(root.tag)}, not quiz."
            )
        reader.category = []
        for element in root.iterfind("question"):
            reader.take(element, path.name)
    return brought


class _Files(Pictures):
    """The files that lie within one question."""

    def __init__(self, brought: Brought, question: Element) -> None:
        super().__init__(brought, Path(), Path())
        self.inside = {file.get("name", ""): file for file in question.iter("file")}

    def _held(self, name: str) -> str:
        name = unquoted(name).removeprefix(_HELD_AT)
        found, suffix = self.inside.get(name), Path(name).suffix.lower()
        if found is None or suffix not in (*PICTURES, *SOUNDS) or found.get("encoding") != "base64":
            return ""
        text = found.text or ""
        if len(text) > LARGEST_MEDIA * 4 // 3:
            return ""
        try:
            data = base64.b64decode(text, validate=False)
        except (binascii.Error, ValueError):
            return ""
        return self._kept(id_from(Path(name).stem) or "file", suffix, data) if data else ""


class _Reader:
    """Makes items of questions, for all files of one import."""

    def __init__(self, brought: Brought) -> None:
        self.brought, self.report = brought, brought.report
        self.category: list[str] = []
        self.asked: Counter[str] = Counter()
        self.taken: set[tuple[tuple[str, ...], str]] = set()
        self.place, self.files = "", Pictures(brought, Path(), Path())

    def take(self, question: Element, name: str) -> None:
        kind = clean(question.get("type", "")).strip()[:40] or "?"
        if kind == "category":
            self.category = category_of(clean(text_at(question, "category/text")))
            return
        self.report.read[kind] += 1
        title = " ".join(clean(text_at(question, "name/text")).split())[:100]
        self.place = f"{name}:{line_of(question)}" + (f", {title}" if title else "")
        self.files = _Files(self.brought, question)
        try:
            self._take(question, kind)
        except NoItem as trouble:
            self.report.refuse(kind, f"MXML-{trouble.code}", str(trouble), self.place)

    def _take(self, question: Element, kind: str) -> None:
        skill = self.brought.skill(*self.category)
        if kind == "description":
            if not (told := self._text(question.find("questiontext"))):
                raise NoItem("EMPTY", "there is no text")
            skill.tell(told, kind, self.place)
            return
        keys = self._keys(question, kind)
        self._note(question)
        if hints := [hint for element in question.iterfind("hint") if (hint := self._text(element))]:
            keys["hints"] = hints
        if tags := [tag for element in question.iterfind("tags/tag") if (tag := self._typed(element))]:
            keys["tags"] = list(dict.fromkeys(tags))
        name = self._id(text_at(question, "idnumber"), str(keys.get("ask") or keys.get("cloze") or keys))
        skill.questions.append(Question(name, keys, kind, self.place, f"moodle-xml, {self.place}"))

    def _id(self, own: str, asked: str) -> str:
        """The question's own id, or one of its text; none twice in a skill."""
        own, path = " ".join(clean(own).split()), tuple(self.category)
        name = own if own and not id_flaw(own) else stable_id(own) if own else ""
        if not name or (path, name) in self.taken:
            self.asked[own or asked] += 1
            count = self.asked[own or asked]
            name = stable_id(own or asked, *([str(count)] if count > 1 or own else []))
        self.taken.add((path, name))
        return name

    def _lose(self, code: str, why: str) -> None:
        self.report.lose(f"MXML-{code}", why, self.place)

    def _note(self, question: Element) -> None:
        """Tell what has no place here."""
        said = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        if not all(_STANDARD.fullmatch(text_at(question.find(one)).strip()) for one in said):
            self._lose("FEEDBACK", "what is said to all right, or all wrong, answers alike stays behind")
        if question.find("responsetemplate") is not None and text_at(question.find("responsetemplate")).strip():
            self._lose("TEMPLATE", "the text that an answer begins with stays behind")

    def _raw(self, element: Element | None) -> tuple[str, str]:
        """A text as it stands, and its format."""
        form = _FORMATS.get(element.get("format", "html") if element is not None else "html", "html")
        text = re.sub("[\ufdd0-\ufdef]", "", text_at(element))
        if len(text) > made.LONGEST:
            raise NoItem("LONG", f"a text has at most {made.LONGEST:,} characters")
        return (_PLAYED.sub(r'<img src="\1">', text) if form in ("html", "moodle") else text), form

    def _markdown(self, text: str, form: str) -> str:
        """As Markdown, with files by the names that they have there."""
        return _LINKED.sub(self._linked, as_ours(text, form))

    def _linked(self, found: re.Match[str]) -> str:
        """A link to a sound is the sound; one to any other file is its words."""
        if found[1] or Path(unquoted(found[3])).suffix.lower() in SOUNDS:
            return f"![{found[2]}]({_HELD_AT}{found[3]})"
        self._lose("FILE", "a file that is no picture or sound stays behind")
        return found[2]

    def _text(self, element: Element | None) -> str:
        return self.files.brought(self._markdown(*self._raw(element)), self.place)

    def _typed(self, element: Element | None) -> str:
        return as_typed(self._raw(element)[0], "plain")

    def _asked(self, text: str) -> Keys:
        """The question, and its picture or sound as keys of their own."""
        if not text:
            raise NoItem("EMPTY", "there is no question")
        try:
            return self.files.asked_with(text)
        except Missing as name:
            raise NoItem("MEDIA", f"it asks about {name}, which the file lacks") from None

    def _keys(self, question: Element, kind: str) -> Keys:
        explain = self._text(question.find("generalfeedback"))
        if kind in ("cloze", "gapselect", "ddwtos"):
            return self._gaps(question, kind, explain)
        more = {"explain": explain} if explain else {}
        match kind:
            case "multichoice" | "multichoiceset" | "oumultiresponse":
                keys = self._choices(question, kind) | more
            case "truefalse":
                keys = self._truth(question, explain)
            case "shortanswer":
                exact = text_at(question, "usecase").strip() == "1"
                keys = made.typed(self._options(question, typed=True), explain, self._lose, exact=exact)
            case "numerical":
                keys = made.number(self._options(question, typed=True), explain, self._lose) | self._units(question)
            case "matching" | "ddmatch":
                keys = self._pairs(question) | more
            case "ordering":
                keys = self._lines(question) | more
            case "essay":
                model = self._text(question.find("graderinfo"))
                keys = made.essay(model or explain, _words(question)) | (more if model else {})
            case _:
                why = _NOT_HERE.get(kind, "is not known here")
                raise NoItem("TYPE", f"type {kind} {why}; not supported")
        return {**self._asked(self._markdown(*self._raw(question.find("questiontext")))), **keys}

    def _options(self, question: Element, *, typed: bool) -> list[Option]:
        found = []
        for answer in question.iterfind("answer"):
            text = self._typed(answer) if typed else self._text(answer)
            share = _share(answer.get("fraction", "0"))
            tolerance = text_at(answer, "tolerance").strip() or "0"
            found.append(Option(text, share, self._text(answer.find("feedback")), tolerance))
        return found

    def _choices(self, question: Element, kind: str) -> Keys:
        options = [option for option in self._options(question, typed=False) if option.text]
        single = kind == "multichoice" and _is_true(text_at(question, "single"), default=True)
        shuffled = _is_true(text_at(question, "shuffleanswers"), default=True)
        keys = made.choices(options, single=single, lose=self._lose)
        return keys | ({} if shuffled else {"keep_order": "true"})

    def _truth(self, question: Element, explain: str) -> Keys:
        options = {option.text.lower(): option for option in self._options(question, typed=True)}
        if set(options) != {"true", "false"}:
            raise NoItem("TRUTH", "its answers are not true and false")
        holds = options["true"].share > 0
        right, wrong = options[str(holds).lower()], options[str(not holds).lower()]
        if right.share <= 0:
            raise NoItem("NORIGHT", "no right answer")
        return made.true_false(holds, wrong.say, right.say, explain)

    def _units(self, question: Element) -> Keys:
        """The unit that is asked for, and what else is taken for it. Where units earn nothing, none is asked."""
        if text_at(question, "unitgradingtype").strip() in ("", "0"):
            return {}
        found = {self._typed_at(unit, "unit_name"): text_at(unit, "multiplier") for unit in question.iter("unit")}
        one = next((name for name, many in found.items() if name and made.decimal(many or "1") == 1), "")
        others = {name: made.plainly(made.decimal(many)) for name, many in found.items() if name not in ("", one)}
        return ({"unit": one} | ({"units": others} if others else {})) if one else {}

    @staticmethod
    def _typed_at(element: Element, path: str) -> str:
        return as_typed(text_at(element, path), "plain")

    def _pairs(self, question: Element) -> Keys:
        """Pairs; what stands on the right is plain but for plug-ins, which name a format."""
        pairs = []
        for one in question.iterfind("subquestion"):
            right = one.find("answer")
            written = right is not None and right.get("format") is not None
            pairs.append((self._text(one), self._text(right) if written else self._typed(right)))
        return made.matching(pairs)

    def _lines(self, question: Element) -> Keys:
        found = [(_share(one.get("fraction", "0"), most=1e6), self._text(one)) for one in question.iterfind("answer")]
        if any(before[0] > after[0] for before, after in pairwise(found)):
            found.sort(key=lambda one: one[0])
        if len(found) < 2:
            raise NoItem("FEW", "fewer than two things to order")
        return {"order": [" ".join(text.split()) for _, text in found]}

    def _gaps(self, question: Element, kind: str, explain: str) -> Keys:
        raw, form = self._raw(question.find("questiontext"))
        if kind == "cloze":
            marked, found = cut(raw, lambda text: self.files.brought(self._markdown(text, form), self.place))
        else:
            marked, found = self._chosen(raw, question)
        keys = filled(self._markdown(marked, form), found, explain, self._lose)
        if "cloze" not in keys:
            return {**self._asked(keys.pop("ask")), **keys}
        shown = self._asked(keys["cloze"])
        return {**keys, "cloze": shown.pop("ask", keys["cloze"]), **shown}

    def _chosen(self, raw: str, question: Element) -> tuple[str, list[Gap]]:
        """The gaps of a text `[[1]]`: the words of the right one's group to choose from; one alone is typed."""
        words = [*question.iterfind("selectoption"), *question.iterfind("dragbox")]
        groups = [text_at(word, "group").strip() for word in words]
        found: list[Gap] = []

        def taken(mark: re.Match[str]) -> str:
            at = int(mark[1]) - 1
            if not 0 <= at < len(words):
                raise NoItem("GAP", "a gap names a word that is not there")
            if len(found) == MOST_GAPS:
                raise NoItem("GAPS", f"more than {MOST_GAPS} gaps")
            texts = [self._typed(word) for word, group in zip(words, groups, strict=True) if group == groups[at]]
            right = self._typed(words[at])
            alone = len(set(texts)) == 1
            if alone:
                self._lose("CHOICES", "a gap with one word to choose is typed")
            shown = [
                Option(text if alone else as_ours(text, "plain"), float(text == right)) for text in dict.fromkeys(texts)
            ]
            found.append(Gap("typed" if alone else "one", shown))
            return MARK.format(len(found) - 1)

        return _CHOICES.sub(taken, raw), found


def _words(question: Element) -> str:
    least, most = (text_at(question, f"{one}wordlimit").strip() for one in ("min", "max"))
    return f"{least}..{most}" if least.isdecimal() and most.isdecimal() and 0 < int(least) <= int(most) else ""


def _share(text: str, most: float = 100.0) -> float:
    """A fraction in percent as a share; what is no number earns nothing."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(value, most) / 100 if value == value else 0.0


def _is_true(text: str, *, default: bool) -> bool:
    return text.strip().lower() in ("true", "1") if text.strip() else default
