"""Mathematics between dollar signs: where it stands in a text."""

from __future__ import annotations

import re

FARTHEST = 2000
"""Characters after a dollar in which its partner is looked for. Fixed: bounds the time."""

_WORD = r"(?:^|\s)[^\W\d_]{2,}(?:[\s,.;:!?]|$)"


def maths_at(text: str, at: int, limit: int | None = None) -> tuple[int, str] | None:
    """The TeX of `$…$` (or `$$…$$`) that begins at `at`, and where it ends; None when the dollar is only a dollar.

    No space stands right inside the dollars and no digit right after them, so `$5 and $10` is money; so is `$5, or 3$`.
    """
    limit = len(text) if limit is None else limit
    width = 2 if text.startswith("$$", at) else 1
    end = _closing(text, at + width, limit)
    if end is None or text[end : end + width] != "$" * width or end + width > limit:
        return None
    tex = text[at + width : end]
    after = text[end + width : end + width + 1]
    if not tex or tex[0].isspace() or tex[-1].isspace() or "0" <= after <= "9" or after == "$":
        return None
    if "0" <= tex[0] <= "9" and "\\" not in tex and re.search(_WORD, tex):
        return None
    return end + width, re.sub(r"\s*\n\s*", " ", tex)


def _closing(text: str, at: int, limit: int) -> int | None:
    limit = min(limit, at + FARTHEST)
    while at < limit and text[at] != "$":
        at += 2 if text[at] == "\\" else 1
    return at if at < limit else None
