"""What an item asks, in a few words: for lists in which many items stand, and for looking one up. Never the answer."""

from __future__ import annotations

import re

from tutor.core.gaps import gaps

_SLOT = r"(?s)<<.{0,500}?>>"
MOST = 2_000
"""Characters that are kept: nobody looks an item up by what stands further down. Cut last, lest a gap be cut open."""


def asked(ask: str, gapped: str = "") -> str:
    """The words of an item as its author wrote them, with `…` for gaps (`gapped`) and for what a template draws."""
    around = "…".join(gaps(gapped).around) if gapped else ""
    return re.sub(_SLOT, "…", f"{ask} {around}".strip())[:MOST]
