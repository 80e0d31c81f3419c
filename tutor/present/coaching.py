"""What a coach says beside a verdict: kindly, in a sentence or two, and never as blame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.core.choose import Why

Values = Mapping[str, Any]
WAYS = {"explain": "Another way of explaining", "example": "The worked example", "easier": "An easier one"}


def coached(why: Why | None) -> str:
    """The sentence for a change in how we go on; "" for none."""
    words = COACHED.get(why.code, "") if why is not None else ""
    values = why.values if why is not None else {}
    return words.format_map(values) if isinstance(words, str) else words(values)


def _helped(values: Values) -> str:
    return f"There it is. {WAYS.get(values['by'], 'The detour')} helped; that is kept in mind."


def _surprised(values: Values) -> str:
    look = "Look at the right answer and the reason beside it."
    if not values["explained"]:
        look = "Look at the right answer; if the reason is not clear, ask for another way of explaining."
    return f"You were sure, so this is worth a moment: what surprises you sticks best. {look}"


def _lost(values: Values) -> str:
    if values["helped"]:
        return "Good that you say so. Let us look at it another way, then this question again; easier ones for a while."
    if values["lesson"]:
        return "Good that you say so. Ask for another way of explaining; and easier ones for a while."
    return "Good that you say so. Easier ones for a while."


_IN_ANOTHER_WAY = "Let us look at it in another way. Then you come back to this very question."

COACHED: dict[str, str | Callable[[Values], str]] = {
    "rests": "That was much for one day. “{title}” rests until tomorrow; sleep helps.",
    "stuck": (
        "“{title}” has been hard on {days} days now. It rests until tomorrow. You may also leave it, ask for another "
        "way of explaining, or tell us that a question is wrong."
    ),
    "leech": (
        "This one has slipped away {lapses} times. Once more of the same won't hold it: "
        "write a note of your own that ties it to something you know, or put it away for now."
    ),
    "side_trip_probe": "Let us look at what this stands on: “{to}”. Then you come back to this very question.",
    "side_trip_explain": _IN_ANOTHER_WAY,
    "side_trip_example": _IN_ANOTHER_WAY,
    "side_trip_easier": "Let us take an easier one first. Then you come back to this very question.",
    "helped_prerequisite": "There it is. What was missing was “{by}”, and now it holds.",
    "helped_way": _helped,
    "presumed_too_soon": (
        "We took “{title}” as known, and that was too soon of us. Now it is properly learned; nothing else is lost."
    ),
    "sure_miss": _surprised,
    "felt_easy": "Harder ones for a while, where there are some.",
    "felt_right": "Good. It goes on like this.",
    "felt_lost": _lost,
    "offer_test_out": "“{title}” seems easy for you. You may test out of it: pass its quiz, and it counts as learned.",
}
"""What is said for each code, by its values."""
