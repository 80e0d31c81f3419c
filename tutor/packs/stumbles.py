"""Where YAML itself stumbles: the same error in the author's words, with the line as it should be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tutor.packs.nodes import Page
from tutor.packs.problems import code_point, quoted, visible

_BEFORE = re.compile(
    r"""^(?P<before>\s*(?:-\s+)*(?:(?:[\w.@/-]+|"[^"]*"|'[^']*')\s*:(?:\s+|$))?)(?P<text>.*)$""", re.DOTALL
)
"""What stands before the text of a line: dashes and a key."""
_STARTS = tuple("[]{}*&!%@`,|>?#-:\"'")
_SWALLOWED = re.compile(r"\n *(?:- +)*[A-Za-z_]\w{0,63} *:(?:\s|$)")
"""A key on a later line inside a quoted text: the quote was meant to end before it."""
_COLON = re.compile(r":[ ,\]}]")
"""A colon that YAML reads as the end of a key."""
_LONGEST = 160
_NO_SPACE = re.compile(
    r"^\s*(?:- +)*(?P<bad>(?P<dash>-)(?P<rest>[A-Za-z_]\w*:(?:\s.*)?)$|(?P<key>[a-z_]\w{1,30}):(?P<value>[^\s/:].*))$"
)
"""`-id: a` or `answer:basil`; an address has a `/` after its colon."""
_LINES_BACK = 3
_ODD_BLANK = re.compile(r"[ ]*[\u00a0\u2000-\u200a\u202f\u3000]")
_KEYLESS = re.compile(r"^(?P<dashes>\s*(?:- +)*)(?P<key>[a-z_]\w{1,30})(?: +(?P<text>[^:]*\S))? *$")
"""`ask One?`; and what stands before a key: `- `."""
_ENTRY = re.compile(r"^\s*(?:- +)*(?=[\w\"'])")
_ENTRY_END = re.compile(r", *[a-z_]\w*: |\}\s*$|\}, *\{")
_KEY_BEFORE = re.compile(r"[a-z_]\w*: *$")
_KEY = re.compile(r"[a-z_]\w*: +(?=\S)")


def explain(page: Page, error: Any, last_quoted: tuple[int, int]) -> None:
    """Note why the parser gave up. `last_quoted` are the offsets of the last quoted text it read."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # only for characters the parser does not take; ours were checked before
        position = getattr(error, "position", 0)
        page.error(min(position, len(page.text)), "yaml", "a character YAML does not allow", "remove it")
        return
    problem = str(error.problem or error.context or "not readable")
    at = min(mark.index, len(page.text))
    start = error.context_mark.index if error.context_mark else at
    said = (
        _said_already(page, at)
        or _tab(page, at)
        or _open_quote(page, problem, start, at, last_quoted)
        or _escape(page, problem, start, at)
        or _open_bracket(page, str(error.context), start, at)
        or _in_brackets(page, str(error.context), start, at)
        or _needs_quotes(page, at)
        or _squeezed(page, at)
        or _odd_blank(page, at)
        or _no_colon(page, problem, start, at)
        or _indentation(page, problem, at)
    )
    if not said:
        page.error(at, "yaml", f"YAML can't read this: {problem}", "check the quotes, brackets and indentation here")


def in_quotes(page: Page, at: int) -> str:
    """A hint to quote the text at an offset, with the line as it should be where that can be shown."""
    shown = "" if page.full else _quoted_line(page.line_at(at), page.position(at)[1] - 1)
    return f"put quotes around it: {shown}" if shown else "put quotes around it"


def _quoted_line(line: str, column: int) -> str:
    """The line with its text in quotes; of a line inside brackets, the entry at `column`. Nothing where that is odd."""
    match = _BEFORE.match(line)
    if not match:
        return ""
    inside = match["text"].startswith(("{", "[")) and column > match.start("text")
    if inside:
        match = _BEFORE.match(_entry(line, column))
    if not match or not match["text"].strip() or (inside and match["text"].startswith(("{", "["))):
        return ""
    before, text = match["before"].strip(), match["text"].strip()
    if text[0] in "\"'":
        text = text.strip(text[0]) if text.endswith(text[0]) or text.count(text[0]) == 1 else text
    if len(before) + len(text) > _LONGEST or "\ufffd" in text:
        return ""
    return written_in_quotes(text, before)


def written_in_quotes(text: str, before: str = "") -> str:
    """A text as a message shows it in quotes, behind what stands before it."""
    quotes = f"'{text.replace(chr(39), chr(39) * 2)}'" if '"' in text or "\\" in text else f'"{text}"'
    return visible(f"`{before} {quotes}`" if before else f"`{quotes}`")


def _entry(line: str, column: int) -> str:
    """The entry of a list or mapping in brackets that a column lies in."""
    start = max(line.rfind(sign, 0, column) for sign in ",[{") + 1
    end = min((place for sign in ",]}" if (place := line.find(sign, column)) >= 0), default=len(line))
    return line[start:end].strip()


def _said_already(page: Page, at: int) -> bool:
    """Whether an alias or tag on this line was named: it is what the parser then stumbles over."""
    last = page.problems[-1] if page.problems else None
    codes = ("alias", "anchor", "tag")
    return bool(last and last.path == page.path and last.code in codes and last.line == page.position(at)[0])


def _tab(page: Page, at: int) -> bool:
    source = page.line_at(at)
    indent = source[: len(source) - len(source.lstrip())]
    if "\t" not in indent:
        return False
    page.error(at - page.position(at)[1] + 1 + indent.index("\t"), "tab", "a tab in the indentation", "use spaces")
    return True


def _open_quote(page: Page, problem: str, start: int, at: int, last: tuple[int, int]) -> bool:
    if "end of stream" in problem and page.text[start : start + 1] in ("'", '"'):
        begin = start
    elif last[1] and last[1] <= at and _SWALLOWED.search(page.text, last[0], last[1]):
        begin = last[0]
    else:
        return False
    what = "the quote that begins here does not end where it should"
    page.error(begin, "open-quote", what, f"close it with {page.text[begin]} at the end of its text")
    return True


def _open_bracket(page: Page, context: str, start: int, at: int) -> bool:
    if "flow" not in context or page.position(start)[0] == page.position(at)[0]:
        return False
    sign = page.text[start]
    what = f"the {quoted(sign)} that begins here does not end where it should"
    page.error(start, "open-bracket", what, f"close it with {quoted({'[': ']'}.get(sign, '}'))}")
    return True


def _escape(page: Page, problem: str, start: int, at: int) -> bool:
    if page.text[start : start + 1] != '"':
        return False
    if "Unicode" in problem:
        what = "an escape that names no character"
        digits = re.match(r"[uU]?([0-9A-Fa-f]{4,8})", page.text[at:][:9])
        if digits:
            what = f"the character {code_point(chr(min(int(digits[1], 16), 0x10FFFF)))} is not allowed in a pack"
        page.error(start, "control", what, "remove it")
        return True
    if "escape" not in problem and "hex" not in problem:
        return False
    slash = page.text.rfind("\\", start, at + 1)
    shown = page.text[slash : slash + 2]
    what = f"in double quotes {quoted(shown)} is not an escape YAML knows"
    page.error(max(slash, 0), "escape", what, f"write `\\{shown}`, or use single quotes")
    return True


def _needs_quotes(page: Page, at: int) -> bool:
    """A text that starts with a sign of YAML's own, or holds `: ` or ` #`."""
    column, line = page.position(at)[1], page.line_at(at)
    match = _BEFORE.match(line)
    begin = match.start("text") if match else 0
    if (
        match
        and match["text"].startswith(("{", "["))
        and not match["text"].startswith("[[")
        and _COLON.search(line, begin)
    ):
        entry = _entry(line, column - 1)
        match = _BEFORE.match(entry)
        begin = line.find(entry) + match.start("text") if match and _sign(match["text"].strip()) else begin
    if match and match["text"].strip():
        sign = _sign(match["text"])
        if not sign or column - 1 < begin:
            return False
        what = f"YAML stumbles over {quoted(sign)} in this text"
        offset = at - column + 1 + begin
        page.error(offset, "quote", what, in_quotes(page, max(offset, at) if sign == ": " else offset))
        return True
    return False


def _sign(text: str) -> str:
    """The sign YAML stumbles over, or nothing."""
    if text.startswith("[["):
        return "[["
    if text.startswith(_STARTS):
        return text[0]
    if ": " in text or text.rstrip().endswith(":"):
        return ": "
    return " #" if " #" in text else ""


def _in_brackets(page: Page, context: str, start: int, at: int) -> bool:
    """A `[` or `{` within a text that stands in brackets itself: `{ask: The [[cat]] sat.}`."""
    if "flow" not in context or page.text[start : start + 1] not in ("[", "{"):
        return False
    inside = page.text[start:at]
    if page.text[at : at + 1] in ("[", "{"):  # in the middle of the text
        begin = start + max(inside.rfind(mark) + len(mark) for mark in (": ", ", ", "{", "[") if mark in inside)
        opening = at
    elif inside.rstrip().endswith(("]", "}")) and ": " in inside:  # at its beginning: the text goes on behind it
        begin = opening = start + inside.rfind(": ") + 2
    else:
        return False
    if not page.text[begin:at].strip() or page.text[begin] in "\"'" or page.text[opening] not in "[{":
        return False
    sign = "[[" if page.text.startswith("[[", opening) else page.text[opening]
    what = f"in a list or mapping in brackets a text can't hold {quoted(sign)}"
    page.error(begin, "quote", what, _entry_in_quotes(page, start, begin))
    return True


def _entry_in_quotes(page: Page, start: int, begin: int) -> str:
    """A hint with the entry of a list or mapping in brackets whose text begins at `begin` as it should be."""
    rest = page.line_at(begin)[page.position(begin)[1] - 1 :]
    entry = _ENTRY_END.split(_inside(rest, in_list=page.text[start] == "["), maxsplit=1)[0].strip()
    key = _KEY_BEFORE.search(page.text, start, begin)
    if '"' in entry or "\\" in entry or len(entry) > _LONGEST:
        return "put quotes around it"
    text = f'{key[0] if key else ""}"{entry}"'
    return f"put quotes around it: {quoted(text, _LONGEST)}"


def _inside(text: str, *, in_list: bool = False) -> str:
    """What stands before the bracket that closes what began earlier; in a list before the next comma, too."""
    depth = 0
    for place, sign in enumerate(text):
        if not depth and (sign in "]}" or (in_list and sign == ",")):
            return text[:place]
        depth = max(depth + (sign in "([{") - (sign in ")]}"), 0)
    return text


def rest_of_a_text(page: Page, at: int, key: str) -> str:
    """A hint for a key at an offset that is the rest of a text: `{say: Nearly, but not quite.}`. Else nothing."""
    is_rest = " " in key or key.count(")") > key.count("(")
    if not is_rest or page.full or not page.text[max(at - _LONGEST, 0) : at].rstrip().endswith(","):
        return ""
    line, column = page.line_at(at), page.position(at)[1] - 1
    hint = "a comma ends a text in `{…}`: put quotes around the text"
    begins = [found.end() for found in _KEY.finditer(line, 0, column)]
    if not begins or line.rstrip().endswith(","):
        return hint
    if line[begins[-1]] in "\"'[{":  # what stands before the comma is closed
        return ""
    start = at - column
    shown = _entry_in_quotes(page, start, start + begins[-1])
    return hint + shown.removeprefix("put quotes around it")


def _squeezed(page: Page, at: int) -> bool:
    """A key without the space after its colon, or a dash without the space behind it, on this line or one before."""
    for source, begin in _lines_up_to(page, at):
        found = _NO_SPACE.match(source)
        if not found:
            continue
        here = begin + found.start("bad")
        if found["dash"]:
            page.error(here, "space", "a dash without a space behind it", f"write {quoted('- ' + found['rest'], 80)}")
        else:
            shown = f"{found['key']}: {found['value']}"
            page.error(here, "space", "a colon without a space behind it", f"write {quoted(shown, 80)}")
        return True
    return False


def _odd_blank(page: Page, at: int) -> bool:
    """A blank in the indentation that is no plain space, as some programs type it; on this line or one before."""
    for source, begin in _lines_up_to(page, at):
        found = _ODD_BLANK.match(source)
        if found:
            here = begin + found.end() - 1
            page.error(here, "indent", f"{code_point(source[found.end() - 1])} in the indentation", "type plain spaces")
            return True
    return False


def _no_colon(page: Page, problem: str, start: int, at: int) -> bool:
    """A key without its colon, which YAML only notices on the next line. It may name the key's `start`."""
    if said_where := "expected ':'" in problem:
        begin = page.text.rfind("\n", 0, start) + 1
    elif "mapping values are not allowed" in problem and page.position(at)[0] > 1:
        begin = page.text.rfind("\n", 0, page.text.rfind("\n", 0, at)) + 1
    else:
        return False
    found, next_key = _KEYLESS.match(page.line_at(begin)), _ENTRY.match(page.line_at(at))
    if not found or not (said_where or (next_key and found.end("dashes") == next_key.end())):
        return False
    shown = f"{found['key']}: {found['text'] or ''}".strip()
    page.error(begin + found.end("dashes"), "colon", "a key without its colon", f"write {quoted(shown, 80)}")
    return True


def _lines_up_to(page: Page, at: int) -> Iterator[tuple[str, int]]:
    """The line of an offset and some before it, the last first, each with its own offset."""
    end = page.text.find("\n", at)
    end = len(page.text) if end < 0 else end
    for _ in range(_LINES_BACK):
        begin = page.text.rfind("\n", 0, end) + 1
        yield page.text[begin : min(end, begin + _LONGEST * 4)], begin
        if not begin:
            return
        end = begin - 1


def _indentation(page: Page, problem: str, at: int) -> bool:
    about = (
        "did not find expected",
        "expected <block end>",
        "expected '<document start>'",
        "not allowed",
        "could not find",
    )
    if not any(part in problem for part in about):
        return False
    column, source = page.position(at)[1], page.line_at(at)
    begin = at - column + 1 + len(source) - len(source.lstrip())
    what = "this line does not fit the lines above it"
    hint = "indent the keys of one thing alike, and write `key: text` with a space after the colon"
    page.error(min(begin, at), "indent", what, hint)
    return True
