"""What a learner can say they like: ways of explaining, and what examples may be about."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.language import _, later

WAYS = {
    "words": later("in words"),
    "plain": later("in plain, simple words"),
    "example": later("by an example"),
    "steps": later("step by step"),
    "picture": later("with a picture"),
    "analogy": later("by a comparison"),
    "story": later("as a story"),
    "explore": later("by trying it out"),
}
"""The ways that authors use most, as the pack format names them, with what a learner reads."""
NAMES = {
    "words": later("words"),
    "plain": later("plain"),
    "example": later("example"),
    "picture": later("picture"),
    "steps": later("steps"),
    "story": later("story"),
    "analogy": later("analogy"),
    "code": later("code"),
    "explore": later("explore"),
    "media": later("media"),
}
"""The ways of the pack format by one word each."""
TITLE = later("How do you like things explained?")
GO_ON = later("That is all, go on")
ABOUT = later("What you choose is shown first where it is there; every other way stays one key away.")


def way_name(way: str) -> str:
    """A way of explaining by one word; an author's own label stays as it is."""
    return _(NAMES[way]) if way in NAMES else way


def told(ways: Sequence[str], interests: Sequence[str]) -> str:
    """What is liked, on one line."""
    if not ways and not interests:
        return _("You have said nothing of what you like yet.")
    explained = ", ".join(_(WAYS[way]) if way in WAYS else way for way in ways)
    about = ", ".join(interests)
    if not interests:
        return _("You like it explained {ways}.", ways=explained)
    if not ways:
        return _("You like it about {interests}.", interests=about)
    return _("You like it explained {ways} and about {interests}.", ways=explained, interests=about)


def name_of(typed: str) -> str:
    """The way that is meant by its name or by its words; "" for none."""
    wanted = " ".join(typed.casefold().split())
    own = [(way, words) for way, english in WAYS.items() for words in (english, _(english).casefold())]
    return next((way for way, words in own if wanted in (way, words, words.split(" ", 1)[-1])), "")
