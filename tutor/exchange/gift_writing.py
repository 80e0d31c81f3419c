"""GIFT from a pack: a category for each skill; what GIFT has no place for stands in comments and is told."""

from __future__ import annotations

import re

from tutor.core.course import Skill
from tutor.core.item import Item
from tutor.exchange.brought import Wishes
from tutor.exchange.gift_text import goes_on
from tutor.exchange.moodle_given import Given, NoQuestion, given
from tutor.exchange.moodle_items import Option
from tutor.exchange.moodle_text import as_theirs
from tutor.exchange.report import Report
from tutor.exchange.sent import Sent, items_of, path_of
from tutor.packs.compiled import Compiled
from tutor.packs.problems import visible

_SIGN = re.compile(r"[\\~=#{}:]")
_TAKEN = re.compile(r"\[(?:html|markdown|plain|moodle)\]|%-?\d")
"""How a text may begin that would be read as its format or weight."""
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(media/")


def write(compiled: Compiled, wishes: Wishes) -> Sent:
    """The questions of a pack as one text."""
    sent = Sent(Report("gift", "written"))
    blocks: list[str] = []
    at = ""
    for skill, full_id, item in items_of(compiled):
        if skill.id != at:
            at = skill.id
            blocks.append(_category(compiled, skill))
            blocks += _lesson(sent.report, skill)
        blocks.append(_item(sent.report, full_id, item))
    sent.files[".gift"] = ("\n\n".join(blocks) + "\n").encode()
    return sent


def _category(compiled: Compiled, skill: Skill) -> str:
    titles = [" ".join(title.split()).replace("/", "//") for title in path_of(compiled, skill)]
    return "$CATEGORY: $course$/top/" + "/".join(titles)


def _lesson(report: Report, skill: Skill) -> list[str]:
    """The texts of a lesson as descriptions."""
    if skill.requires:
        report.lose("GIFT-REQUIRES", "GIFT does not say what a skill needs first", skill.id)
    found: list[str] = []
    for block in skill.lesson:
        report.read["lesson"] += 1
        if not block.text or block.steps or block.file or block.link or block.plot:
            why = f"an explanation of the sort {block.way!r} is more than text"
            report.refuse("lesson", "GIFT-LESSON", why, skill.id)
            continue
        report.imported["lesson"] += 1
        found.append(f"::{escaped(visible(skill.title, 100))}::[markdown]{_text(block.text)}")
    return found


def _item(report: Report, full_id: str, item: Item) -> str:
    kind = str(type(item).__struct_config__.tag)
    report.read[kind] += 1
    try:
        made = given(item)
        body = _written(made)
    except NoQuestion as trouble:
        report.refuse(kind, "GIFT-KIND", f"{kind}: {trouble}", full_id)
        return f"// left out, {kind}: {_comment(full_id)} {_comment(item.ask or item.id)}".rstrip()
    report.imported[kind] += 1
    for key in [
        *made.lost,
        *(["hints"] if item.hints else []),
        *(["unit"] if made.unit else []),
        *(["essay.words"] if made.words else []),
    ]:
        report.lose("GIFT-KEY", f"GIFT has no place for the key {key}", full_id)
    for told in made.told + (["capitals and small letters do not count there"] if made.exact else []):
        report.lose("GIFT-CHANGED", f"{kind}: {told}", full_id)
    if _PICTURE.search(body):
        report.lose("GIFT-MEDIA", "pictures and sounds stay behind", full_id)
    labels = [f"[id:{_label(full_id.rpartition('/')[2])}]", *(f"[tag:{_label(tag)}]" for tag in item.tags)]
    notes = [f"// hint: {_comment(hint)}" for hint in item.hints if isinstance(hint, str)]
    notes += [f"// source: {_comment(item.source)}"] if item.source else []
    return "\n".join([*notes, f"// {' '.join(labels)}", f"::{escaped(_comment(full_id))}::[markdown]{body}"])


def _written(made: Given) -> str:
    """The question with its braces. Raises NoQuestion."""
    said = "\n\n".join(filter(None, [made.model, made.explain]))
    general = [f"####{_text(said)}"] if said else []
    if made.model and made.explain:
        made.told.append("its explanation follows the model")
    match made.type:
        case "essay":
            answers: list[str] = []
        case "truefalse":
            holds, wrong = made.options
            answers = [holds.text.upper() + (f"#{_text(wrong.say)}" if wrong.say else "")]
        case "multichoice":
            answers = [_option(one, made.single) for one in made.options]
        case "shortanswer":
            answers = _typed(made.options)
        case "numerical":
            answers = ["#", *map(_number, made.options)]
        case "matching":
            answers = [_pair(left, right) for left, right in made.pairs]
        case "cloze" if len(made.gaps) == 1 and made.gaps[0][0] in ("typed", "exact"):
            return _gap(made, general)
        case _:
            raise NoQuestion("GIFT has no such question")
    if not answers and not general:
        return f"{_text(made.ask)} {{}}"
    return "\n".join([f"{_text(made.ask)} {{", *(f"\t{one}" for one in [*answers, *general]), "}"])


def _gap(made: Given, general: list[str]) -> str:
    before, after = made.around
    if not goes_on(before, after):
        made.told.append("a gap at the end of its text comes back as a question")
    answers = " ".join([*_typed(made.gaps[0][1]), *general])
    return f"{_text(before, strip=False)}{{{answers}}}{_text(after, strip=False)}".rstrip()


def _option(option: Option, single: bool) -> str:
    text = _text(option.text)
    said = f"#{_text(option.say)}" if option.say else ""
    weight = "" if single else f"%{_share(option.share)}%"
    shield = "[markdown]" if _TAKEN.match(text) else ""
    sign = "=" if single and option.share > 0 else "~"
    return f"{sign}{weight}{shield}{text}{said}"


def _share(share: float) -> str:
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def _typed(options: list[Option]) -> list[str]:
    if all("->" in option.text for option in options):
        raise NoQuestion("GIFT would take '->' for a pair")
    return [_one_typed(option) for option in options]


def _one_typed(option: Option) -> str:
    text = option.text if option.share <= 0 and option.text == "*" else option.text.replace("*", "\\*")
    weight = "%0%" if option.share <= 0 else "%100%" if _TAKEN.match(text) else ""
    return f"={weight}{escaped(text)}" + (f"#{_text(option.say)}" if option.say else "")


def _number(option: Option) -> str:
    said = f"#{_text(option.say)}" if option.say else ""
    if option.text == "*":
        return f"~{said}"
    weight = "" if option.share > 0 else "%0%"
    return f"={weight}{option.text}:{option.tolerance}{said}"


def _pair(left: str, right: str) -> str:
    if "->" in left or "->" in right:
        raise NoQuestion("GIFT would take '->' for a pair")
    shield = "[markdown]" if _TAKEN.match(left) else ""
    return f"={shield}{_text(left)} -> {escaped(right)}"


def _text(text: str, *, strip: bool = True) -> str:
    written = escaped(as_theirs(text))
    return written.strip() if strip else written


def escaped(text: str) -> str:
    """The text with GIFT's own signs behind backslashes, on one line."""
    return _SIGN.sub(lambda sign: "\\" + sign.group(), text).replace("\n", "\\n")


def _comment(text: str) -> str:
    """A text for a comment, in which nothing is read as a label."""
    return visible(re.sub(r"\[(id|tag):", r"[\1 :", " ".join(text.split())), 300)


def _label(text: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", _comment(text))
