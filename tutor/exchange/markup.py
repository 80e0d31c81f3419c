"""Foreign text as Markdown: HTML without its scripts and looks, plain text with its own signs kept as they are."""

from __future__ import annotations

import re

from tutor.packs.problems import FORBIDDEN

_ACTING = re.compile(f"[{FORBIDDEN}\u200b\u2060-\u2064\ufeff]")
_SIGNS = re.compile(r"([\\`*_\[\]$<>]|^(?:#{1,6} |[-+] |>|\d+[.)] |~~~|\|))", re.MULTILINE)
_DROPPED = ("script", "style", "template", "iframe", "object", "embed", "noscript", "head", "title", "svg")
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
"""Anki's hints are hidden so; shown at once they would give the answer away."""
_NOWHERE = re.compile(r"\s*(#|javascript:)", re.IGNORECASE)
_TEX = (
    (re.compile(r"\\\((.+?)\\\)", re.DOTALL), r"$\1$"),
    (re.compile(r"\\\[(.+?)\\\]", re.DOTALL), r"$$\1$$"),
    (re.compile(r"\[\$\](.+?)\[/\$\]", re.DOTALL), r"$\1$"),
    (re.compile(r"\[\$\$\](.+?)\[/\$\$\]", re.DOTALL), r"$$\1$$"),
    (re.compile(r"\[latex\]\$?(.+?)\$?\[/latex\]", re.DOTALL), r"$\1$"),
)
_BLANKS = re.compile(r"[ \t]+\n")
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text without characters that act or hide, in one sort of line break."""
    return _ACTING.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def as_markdown(text: str) -> str:
    """Plain text so that Markdown shows just these signs."""
    return _SIGNS.sub(lambda sign: "\\" + sign.group(), clean(text)).strip()


def from_html(html: str) -> str:
    """HTML as Markdown; scripts, styles and comments are dropped, pictures become `![alt](name)`, TeX becomes `$…$`."""
    if "<" not in html and "&" not in html:
        return tidy(_with_tex(clean(html)))
    from bs4 import BeautifulSoup
    from bs4.element import Comment
    from markdownify import MarkdownConverter

    tree = BeautifulSoup(clean(html), "html.parser")
    for node in [*tree(_DROPPED), *tree(style=_UNSEEN)]:
        node.decompose()
    for node in tree("a", href=_NOWHERE):
        node.unwrap()
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    written = MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False).convert_soup(tree)
    return tidy(_with_tex(written))


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


def _with_tex(text: str) -> str:
    for pattern, written in _TEX:
        text = pattern.sub(written, text)
    return text
