"""Texts with gaps in Moodle: `{1:SA:=a~%50%b#so}` of "cloze" questions, and `[[1]]` of those with words to choose.

Gaps that are all typed become a cloze; where any is chosen, or says more, each becomes a part of one item.
https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tutor.core.gaps import gaps, written
from tutor.exchange import moodle_items as made
from tutor.exchange.brought import Keys
from tutor.exchange.markdown_files import masked
from tutor.exchange.moodle_items import BLANK, Lose, NoItem, Option

MARK = "\ufddc{}\ufddd"
_MARK = re.compile("\ufddc([0-9]{1,4})\ufddd")
_GAP = re.compile(r"(?<!\\)\{\s*\d{0,4}\s*:\s*([A-Za-z_]{2,20})\s*:((?:\\.|[^{}\\]){0,20000})\}", re.DOTALL)
_ANSWER = re.compile(r"\s*(=|%(-?\d{1,3}(?:\.\d{1,7})?)%)?(.*)", re.DOTALL)
_TYPED = {"SHORTANSWER", "SA", "MW"}
_EXACT = {"SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}
_ONE = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
_ONE |= {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
_MANY = {"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"}
MOST_GAPS = 100
"""Gaps of one text."""


class Gap(NamedTuple):
    """A gap: how it is answered (`typed`, `exact`, `number`, `one`, `many`), and its answers."""

    sort: str
    options: list[Option]


def cut(text: str, shown: Callable[[str], str]) -> tuple[str, list[Gap]]:
    """A text of a cloze question with marks for its gaps. `shown` makes our Markdown of an answer's text.

    Raises NoItem for sorts of gaps that nobody knows.
    """
    found: list[Gap] = []

    def taken(gap: re.Match[str]) -> str:
        if len(found) == MOST_GAPS:
            raise NoItem("GAPS", f"more than {MOST_GAPS} gaps")
        found.append(_gap(gap[1].upper(), gap[2], shown))
        return MARK.format(len(found) - 1)

    return _GAP.sub(taken, text), found


def _gap(name: str, body: str, shown: Callable[[str], str]) -> Gap:
    for sort, names in (("typed", _TYPED), ("exact", _EXACT), ("number", _NUMBERS), ("one", _ONE), ("many", _MANY)):
        if name in names:
            parts = re.split(r"(?<!\\)~", body)
            return Gap(sort, [_option(part, sort, shown) for part in parts if part.strip()])
    raise NoItem("GAP", f"nobody knows gaps of the sort {name[:20]!r}")


def _option(part: str, sort: str, shown: Callable[[str], str]) -> Option:
    found = _ANSWER.match(part)
    assert found is not None  # the pattern takes any text
    text, _, say = re.sub(r"\\#", "\ufdd7", found[3]).partition("#")
    text, say = (re.sub(r"\\([~}\"/])", r"\1", one.replace("\ufdd7", "#")) for one in (text, say))
    share = float(found[2]) / 100 if found[2] else float(found[1] == "=")
    tolerance = "0"
    if sort == "number":
        text, _, tolerance = text.partition(":")
    text = shown(text) if sort in ("one", "many") else " ".join(html.unescape(text).split())
    return Option(text, min(share, 1.0), shown(say), tolerance.strip() or "0")


def filled(text: str, found: Sequence[Gap], explain: str, lose: Lose) -> Keys:
    """The item of a text with marks, which is Markdown by now. Raises NoItem."""
    marks = [int(mark) for mark in _MARK.findall(text)]
    if not found or marks != list(range(len(found))):
        raise NoItem("GAPS", "there is no gap" if not found else "a gap stands where no text is")
    parts = [_part(gap, lose) for gap in found]
    return _cloze(text, parts, explain) or _parts(text, parts, explain)


def _part(gap: Gap, lose: Lose) -> Keys:
    if gap.sort in ("one", "many"):
        return made.choices(gap.options, single=gap.sort == "one", lose=lose)
    if gap.sort == "number":
        return made.number(gap.options, "", lose)
    return made.typed(gap.options, "", lose, exact=gap.sort == "exact")


def _cloze(text: str, parts: Sequence[Keys], explain: str) -> Keys | None:
    """All gaps typed in one text; None where they are chosen, differ in their rules, or would be read otherwise."""
    if not all("answer" in part for part in parts) or len({part.get("case") for part in parts}) > 1:
        return None
    if len(parts) > 1 and any("mistakes" in part or "explain" in part for part in parts):
        return None
    around = _MARK.sub("\0", text).split("\0")
    accepted = [part["answer"] if isinstance(part["answer"], list) else [part["answer"]] for part in parts]
    cloze = written(around, accepted)
    read = gaps(cloze)
    if (read.around, read.accepted) != (around, accepted) or masked(text).count("\ufddc") < len(parts):
        return None
    keys: Keys = {"cloze": cloze}
    keys |= {key: parts[0][key] for key in ("case", "mistakes") if key in parts[0]}
    said = "\n\n".join(filter(None, [parts[0].get("explain", ""), explain]))
    return keys | ({"explain": said} if said else {})


def _parts(text: str, parts: Sequence[Keys], explain: str) -> Keys:
    """The text with numbered signs for its gaps, and a part for each."""
    ask = _MARK.sub(lambda mark: f"{BLANK} ({int(mark[1]) + 1})", text)
    inner = [{"ask": f"({number})", **part} for number, part in enumerate(parts, 1)]
    said = [f"({number}) {part.pop('explain')}" for number, part in enumerate(inner, 1) if "explain" in part]
    told = "\n\n".join(filter(None, [*said, explain]))
    return {"ask": ask, "parts": inner} | ({"explain": told} if told else {})
