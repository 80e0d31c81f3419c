"""Moodle XML from a pack: a category for each skill, texts in Moodle's Markdown, pictures and sounds within."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.etree.ElementTree import Comment, Element, SubElement, indent, tostring

from tutor.core.course import Skill
from tutor.core.item import Item
from tutor.exchange.brought import Wishes
from tutor.exchange.moodle_given import Given, NoQuestion, given
from tutor.exchange.moodle_items import Option
from tutor.exchange.moodle_text import as_theirs
from tutor.exchange.report import Report
from tutor.exchange.sent import Sent, items_of, path_of
from tutor.packs.compiled import Compiled
from tutor.packs.problems import visible

_MEDIA = re.compile(r"(\]\()<?(media/[^)\s>]+)>?")
_NAMES = {"typed": "SHORTANSWER", "exact": "SHORTANSWER_C", "number": "NUMERICAL"}
_NAMES |= {"one": "MULTICHOICE", "many": "MULTIRESPONSE"}


def write(compiled: Compiled, wishes: Wishes) -> Sent:
    """The questions of a pack as one file that Moodle imports."""
    sent = Sent(Report("moodle-xml", "written"))
    quiz = Element("quiz")
    writer = _Writer(compiled, sent.report, quiz)
    at = ""
    for skill, full_id, item in items_of(compiled):
        if skill.id != at:
            at = skill.id
            writer.begin(skill)
        writer.item(full_id, item)
    indent(quiz)
    sent.files[".xml"] = tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"
    return sent


class _Writer:
    """Puts questions below the outermost element."""

    def __init__(self, compiled: Compiled, report: Report, quiz: Element) -> None:
        self.compiled, self.report, self.quiz = compiled, report, quiz

    def begin(self, skill: Skill) -> None:
        """The category of a skill, and its lesson's texts as descriptions."""
        titles = [" ".join(title.split()).replace("/", "//") for title in path_of(self.compiled, skill)]
        category = SubElement(SubElement(self.quiz, "question", type="category"), "category")
        _put(category, "$course$/top/" + "/".join(titles))
        if skill.requires:
            self.report.lose("MXML-REQUIRES", "Moodle's questions do not say what a skill needs first", skill.id)
        for number, block in enumerate(skill.lesson, 1):
            self.report.read["lesson"] += 1
            if not block.text or block.steps or block.file or block.link or block.plot:
                why = f"an explanation of the sort {block.way!r} is more than text"
                self.report.refuse("lesson", "MXML-LESSON", why, skill.id)
                continue
            self.report.imported["lesson"] += 1
            name = skill.id.rpartition("/")[2]
            self._question("description", f"{name} {number}", block.text, "", grade="0")

    def item(self, full_id: str, item: Item) -> None:
        kind = str(type(item).__struct_config__.tag)
        self.report.read[kind] += 1
        try:
            made = given(item)
        except NoQuestion as trouble:
            self.report.refuse(kind, "MXML-KIND", f"{kind}: {trouble}", full_id)
            return
        self.report.imported[kind] += 1
        held = ("image", "alt", "audio", "transcript") if item.image or item.audio else ()
        for key in made.lost:
            if key not in held:
                self.report.lose("MXML-KEY", f"Moodle XML has no place for the key {key}", full_id)
        for told in made.told:
            self.report.lose("MXML-CHANGED", f"{kind}: {told}", full_id)
        self._written(full_id, item, made)

    def _written(self, full_id: str, item: Item, made: Given) -> None:
        if item.source:
            self.quiz.append(Comment(f" source: {visible(item.source, 300).replace('--', '- -')} "))
        shown = [f"![{item.alt}]({item.image})"] if item.image else []
        shown += [f"![{item.transcript}]({item.audio})"] if item.audio else []
        asked = _with_gaps(made) if made.type == "cloze" else made.ask.strip()
        explain = made.explain if made.type != "essay" else made.explain or made.model
        name = full_id.rpartition("/")[2]
        question = self._question(made.type, name, "\n\n".join(filter(None, [*shown, asked])), explain, number=name)
        self._of_type(question, made)
        for hint in item.hints:
            if isinstance(hint, str):
                self._text(question, "hint", hint)
        if item.tags:
            tags = SubElement(question, "tags")
            for tag in item.tags:
                _put(SubElement(tags, "tag"), tag)

    def _question(
        self, type: str, name: str, asked: str, explain: str, *, grade: str = "1", number: str = ""
    ) -> Element:
        question = SubElement(self.quiz, "question", type=type)
        _put(SubElement(question, "name"), name)
        self._text(question, "questiontext", asked)
        self._text(question, "generalfeedback", explain)
        for key, value in (("defaultgrade", grade), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", number)):
            SubElement(question, key).text = value
        return question

    def _of_type(self, question: Element, made: Given) -> None:
        match made.type:
            case "multichoice":
                _plain(question, single=str(made.single).lower(), shuffleanswers=str(not made.keep_order).lower())
                _plain(question, answernumbering="abc")
                self._answers(question, made.options)
            case "truefalse":
                self._answers(question, _both(made.options), plain=True)
            case "shortanswer":
                _plain(question, usecase=str(int(made.exact)))
                self._answers(question, map(_typed, made.options), plain=True)
            case "numerical":
                self._answers(question, made.options, plain=True)
                self._unit(question, made.unit)
            case "matching":
                _plain(question, shuffleanswers="true")
                for left, right in made.pairs:
                    _put(SubElement(self._text(question, "subquestion", left), "answer"), right)
            case "ordering":
                _plain(question, layouttype="VERTICAL", selecttype="ALL", selectcount="0", gradingtype="ALL_OR_NOTHING")
                self._answers(question, [Option(line, at / 100) for at, line in enumerate(made.lines, 1)])
            case "essay":
                _plain(
                    question, responseformat="editor", responserequired="1", responsefieldlines="15", attachments="0"
                )
                least, dots, most = made.words.partition("..")
                if dots:
                    _plain(question, minwordlimit=least.strip(), maxwordlimit=most.strip())
                self._text(question, "graderinfo", made.model if made.explain else "")

    def _answers(self, question: Element, options: Iterable[Option], *, plain: bool = False) -> None:
        for option in options:
            if plain:
                answer = SubElement(question, "answer", format="moodle_auto_format")
                _put(answer, option.text)
            else:
                answer = self._text(question, "answer", option.text)
            answer.set("fraction", _percent(option.share))
            self._text(answer, "feedback", option.say)
            if question.get("type") == "numerical":
                SubElement(answer, "tolerance").text = option.tolerance

    def _unit(self, question: Element, unit: str) -> None:
        if not unit:
            _plain(question, unitgradingtype="0", unitpenalty="0.1", showunits="3", unitsleft="0")
            return
        _plain(question, unitgradingtype="1", unitpenalty="0.1", showunits="0", unitsleft="0")
        one = SubElement(SubElement(question, "units"), "unit")
        _plain(one, multiplier="1", unit_name=unit)

    def _text(self, parent: Element, tag: str, text: str) -> Element:
        """An element with a text in Moodle's Markdown, and the files that the text names."""
        element = SubElement(parent, tag, format="markdown")
        names: dict[str, None] = {}

        def named(found: re.Match[str]) -> str:
            name = found[2]
            if name not in self.compiled.media:
                return found.group()
            names[name] = None
            return f"{found[1]}@@PLUGINFILE@@/{PurePosixPath(name).name}"

        _put(element, _MEDIA.sub(named, as_theirs(text)))
        for name in names:
            file = SubElement(element, "file", name=PurePosixPath(name).name, path="/", encoding="base64")
            file.text = base64.b64encode(self.compiled.media[name]).decode()
        return element


def _put(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


def _plain(element: Element, **values: str) -> None:
    for key, value in values.items():
        SubElement(element, key).text = value


def _percent(share: float) -> str:
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def _both(options: list[Option]) -> list[Option]:
    """The answers of a true or false question: what holds, and the other one."""
    holds, wrong = options
    other = "false" if holds.text == "true" else "true"
    return sorted([holds, Option(other, 0, wrong.say)], key=lambda option: option.text, reverse=True)


def _typed(option: Option) -> Option:
    """A typed answer, in which a `*` of its own is no wildcard."""
    wild = option.text == "*" and option.share <= 0
    return option if wild else option._replace(text=option.text.replace("*", "\\*"))


def _with_gaps(made: Given) -> str:
    pieces = [made.around[0]]
    for (sort, options), after in zip(made.gaps, made.around[1:], strict=True):
        inner = "~".join(_in_gap(option, sort) for option in options)
        pieces += [f"{{1:{_NAMES[sort]}:{inner}}}", after]
    return "".join(pieces).strip()


def _in_gap(option: Option, sort: str) -> str:
    text = _typed(option).text if sort in ("typed", "exact") else option.text
    weight = "=" if option.share >= 1 else f"%{_percent(option.share)}%"
    number = f":{option.tolerance}" if sort == "number" and text != "*" else ""
    return f"{weight}{_guarded(text)}{number}" + (f"#{_guarded(option.say)}" if option.say else "")


def _guarded(text: str) -> str:
    return re.sub(r"([~#}])", r"\\\1", text)
