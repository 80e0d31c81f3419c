"""A pack's Markdown as the HTML of another program: formulas as `\\(…\\)`, pictures and sounds by flat names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tutor.core.dollars import maths_at
from tutor.packs.media import SOUNDS

Named = Callable[[str], str]
"""The flat name of a file of the pack, by its path there."""


def html_of(text: str, named: Named) -> str:
    """The HTML of Markdown; a text of one paragraph has no `<p>` around it. Raw HTML of its author is text."""
    parser = _parser()
    tokens = parser.parse(text, {"named": named})
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    rendered: str = parser.renderer.render(tokens, parser.options, {"named": named})
    return rendered.strip()


def file_of(name: str, alt: str = "") -> str:
    """A picture or a sound by its flat name, as Anki writes it."""
    if PurePosixPath(name).suffix.lower() in SOUNDS:
        return f"[sound:{name}]"
    return f'<img src="{escape(name)}" alt="{escape(alt)}">' if alt else f'<img src="{escape(name)}">'


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.after("escape", "maths", _maths)
    parser.add_render_rule("maths", _maths_shown)
    parser.add_render_rule("image", _image_shown)
    return parser


def _maths(state: StateInline, silent: bool) -> bool:
    found = maths_at(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = found[1]
        token.info = "$$" if state.src.startswith("$$", state.pos) else "$"
    state.pos = found[0]
    return True


def _maths_shown(_self: Any, tokens: list[Token], at: int, _options: Any, _env: Any) -> str:
    token = tokens[at]
    start, end = ("\\[", "\\]") if token.info == "$$" else ("\\(", "\\)")
    return f"{start}{escape(token.content, quote=False)}{end}"


def _image_shown(_self: Any, tokens: list[Token], at: int, _options: Any, env: Any) -> str:
    source = str(tokens[at].attrs.get("src", ""))
    return file_of(env["named"](source) if "://" not in source else source, tokens[at].content)
