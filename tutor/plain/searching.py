"""Looking something up by ear: what fits is said line by line."""

from __future__ import annotations

from tutor.core.search_words import STATES, read
from tutor.language import _, _n
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.present.prose import inline, plain_spans
from tutor.present.searching import HELP, SORTS, TITLE, nothing
from tutor.present.why import STATES as STATE_WORDS

MOST_SAID = 20
"""What is said at most; a longer word finds less. Tunable (5..50)."""


def tell_found(sitting: Sitting, here: Here, typed: str) -> bool:
    """Say what fits; without anything to look for, what can be typed."""
    if not typed.strip():
        sitting.say(f"{_(TITLE)} {_(HELP)}")
        return False
    found = sitting.session.search(typed)
    for at, one in enumerate(found[:MOST_SAID], 1):
        words = plain_spans(inline(one.words), spoken=True) if one.sort in ("item", "lesson") else one.words
        sitting.voice.line(
            sentences(
                f"{at}. {one.title or words}",
                _(SORTS[one.sort]),
                _(STATE_WORDS[one.state]) if one.state else "",
                words if one.title else "",
            )
        )
    if not found:
        sitting.say(nothing(typed, read(typed).strange, STATES))
    elif len(found) > MOST_SAID:
        sitting.say(
            _n(
                "And {count} more; another word finds less.",
                "And {count} more; another word finds less.",
                len(found) - MOST_SAID,
            )
        )
    return False
