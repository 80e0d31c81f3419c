"""Foreign text as Markdown: HTML without its scripts and looks, plain text with its own signs kept as they are."""

from __future__ import annotations

import re
from html import unescape

from tutor.packs.problems import FORBIDDEN

_ACTING = re.compile(f"[{FORBIDDEN}\u200b\u2060-\u2064\ufeff]")
_SIGNS = re.compile(r"([\\`*_\[\]$<>]|^(?:#{1,6} |[-+] |>|\d+[.)] |~~~|\|))", re.MULTILINE)
_DROPPED = ("script", "style", "template", "iframe", "object", "embed", "noscript", "head", "title", "svg")
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
"""Anki's hints are hidden so; shown at once they would give the answer away."""
_NOWHERE = re.compile(r"\s*(#|javascript:)", re.IGNORECASE)
_TEX = tuple(
    (re.compile(pattern, re.DOTALL), mark)
    for pattern, mark in (
        (r"\\\(((?:\\\\|(?!\\[()])[^<]){1,2000}?)\\\)", "$"),
        (r"\\\[((?:\\\\|(?!\\[\[\]])[^<]){1,2000}?)\\\]", "$$"),
        (r"\[\$\]([^<]{1,2000}?)\[/\$\]", "$"),
        (r"\[\$\$\]([^<]{1,2000}?)\[/\$\$\]", "$$"),
        (r"\[latex\]\$?([^<]{1,2000}?)\$?\[/latex\]", "$"),
        (r"\$\$([^<$]{1,2000}?)\$\$", "$$"),
    )
)
"""Formulas as Anki and Moodle write them; tags within make none."""
_KEPT = "\ufdd2{}\ufdd3"
"""No characters: where a formula stands while the words around it become Markdown."""
_HELD = re.compile("\ufdd2([0-9]{1,9})\ufdd3")
_WORDS = re.compile(r"([`*_$<]|\\(?=[!-/:-@\[-`{-~]))")
_BLANKS = re.compile(r"[ \t]+\n")
_BREAKS = re.compile(r"(?<!\\)(?:\\\n[ \t]*){2,}")
_LAST_BREAK = re.compile(r"\A(?:\\\n)+|(?<!\\)\\(?=\n\s*(?:\n|!\[)|\s*\Z)")
"""A break at the beginning, or with nothing or a picture behind it."""
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text without characters that act or hide, in one sort of line break."""
    return _ACTING.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def as_markdown(text: str) -> str:
    """Plain text so that Markdown shows just these signs."""
    return _SIGNS.sub(lambda sign: "\\" + sign.group(), clean(text)).strip()


def from_html(html: str) -> str:
    """HTML as Markdown; scripts, styles and comments are dropped, pictures become `![alt](name)`, TeX becomes `$…$`."""
    formulas: list[str] = []
    html = _without_formulas(_HELD.sub("", clean(html)), formulas)
    written = _converted(html) if "<" in html or "&" in html else _WORDS.sub(r"\\\1", html)
    return tidy(_with_formulas(written, formulas))


def from_text(text: str) -> str:
    """Plain text as Markdown that shows just these signs, but for TeX, which becomes `$…$`."""
    formulas: list[str] = []
    return _with_formulas(as_markdown(_without_formulas(_HELD.sub("", clean(text)), formulas)), formulas)


def _with_formulas(text: str, formulas: list[str]) -> str:
    return _HELD.sub(lambda found: formulas[int(found[1])] if int(found[1]) < len(formulas) else "", text)


def _without_formulas(html: str, formulas: list[str]) -> str:
    """The HTML with marks for its formulas, which go into the list."""
    for pattern, mark in _TEX:

        def kept(found: re.Match[str], mark: str = mark) -> str:
            formulas.append(f"{mark}{unescape(found[1]).strip()}{mark}")
            return _KEPT.format(len(formulas) - 1)

        html = pattern.sub(kept, html)
    return html


def _converted(html: str) -> str:
    from bs4 import BeautifulSoup
    from bs4.element import Comment
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """The signs that our Markdown knows stay what they were in words."""

        def escape(self, text: str, parent_tags: object) -> str:
            return _WORDS.sub(r"\\\1", text or "")

    tree = BeautifulSoup(html, "html.parser")
    for node in [*tree(_DROPPED), *tree(style=_UNSEEN)]:
        node.decompose()
    for node in tree("a", href=_NOWHERE):
        node.unwrap()
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    converter = Converter(heading_style="ATX", bullets="-", newline_style="backslash")
    try:
        written = str(converter.convert_soup(tree))
    except RecursionError:  # nested deeper than any page: its words remain
        written = _WORDS.sub(r"\\\1", tree.get_text("\n"))
    return _LAST_BREAK.sub("", _BREAKS.sub("\n\n", written))


def plain(html: str) -> str:
    """The words of HTML on one line, without any marks: for typed answers and titles."""
    if "<" in html or "&" in html:
        from bs4 import BeautifulSoup

        tree = BeautifulSoup(clean(html), "html.parser")
        for node in tree(_DROPPED):
            node.decompose()
        html = tree.get_text(" ")
    return " ".join(clean(html).split())


def tidy(text: str) -> str:
    """Without blanks at the ends of lines and more than one empty line in a row."""
    return _GAPS.sub("\n\n", _BLANKS.sub("\n", text)).strip()
