r"""Moodle's four formats of text as our Markdown, and our Markdown as Moodle's.

Moodle's Markdown shows `$` and takes `\\(…\\)` and `$$…$$` for formulas, in which signs of Markdown need backslashes.
"""

from __future__ import annotations

import html
import re

from tutor.exchange.markup import as_markdown, clean, from_html, from_text, plain

FORMATS = ("html", "markdown", "plain", "moodle")
_TAGS = re.compile(r"</\w{1,20}>|<(?:br|img|hr|p|input)\b|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_CODE = r"```.*?```|~~~.*?~~~|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
_THEIRS = re.compile(
    rf"(?P<code>{_CODE})|\\\\\((?P<inline>.+?)\\\\\)|\\\\\[(?P<block>.+?)\\\\\]|\$\$(?P<dollars>[^$]+?)\$\$"
    r"|(?P<escaped>\\[\\$])|(?P<dollar>\$)|(?P<less>&lt;)",
    re.DOTALL,
)
_OURS = re.compile(
    rf"(?P<code>{_CODE})|\$\$(?P<block>[^$]+?)\$\$|\$(?P<inline>(?=\S)[^$\n]*?(?<=\S))\$"
    r"|(?P<escaped>\\[\\$<])|(?P<paren>\\\\[(\[])",
    re.DOTALL,
)
_SIGN = re.compile(r"([\\*_`])")
_UNSIGN = re.compile(r"\\([\\*_`])")


def as_ours(text: str, form: str) -> str:
    """A text of Moodle as Markdown; line breaks of what is no HTML are as in the text."""
    if form == "markdown":
        return _THEIRS.sub(_inward, clean(text)).strip()
    if form == "html" or (form == "moodle" and _TAGS.search(text)):
        return from_html(text)
    return as_markdown(text) if form == "plain" else from_text(text)


def as_typed(text: str, form: str) -> str:
    """A text of Moodle as somebody types it: on one line, without marks."""
    if form in ("html", "moodle") and _TAGS.search(text):
        return plain(text) or " ".join(html.unescape(clean(text)).split())
    return " ".join(clean(text).split())


def _inward(found: re.Match[str]) -> str:
    if found["inline"]:
        return f"${_UNSIGN.sub(_sign_of, found['inline']).strip()}$"
    if inner := found["block"] or found["dollars"]:
        return f"$${_UNSIGN.sub(_sign_of, inner)}$$"
    if found["dollar"]:
        return r"\$"
    return r"\<" if found["less"] else found.group()


def _sign_of(found: re.Match[str]) -> str:
    return found[1]


def as_theirs(text: str) -> str:
    """Our Markdown as Moodle's."""
    return _OURS.sub(_outward, text)


def _outward(found: re.Match[str]) -> str:
    if found["inline"]:
        return rf"\\({_SIGN.sub(_with_backslash, found['inline'])}\\)"
    if found["block"]:
        return f"$${_SIGN.sub(_with_backslash, found['block'])}$$"
    return {r"\$": "$", r"\<": "&lt;"}.get(found.group(), found.group())


def _with_backslash(found: re.Match[str]) -> str:
    return "\\" + found[1]
