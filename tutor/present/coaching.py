"""What a coach says beside a verdict: kindly, in a sentence or two, and never as blame."""

from __future__ import annotations

from tutor.core.choose import Why

WAYS = {"explain": "Another way of explaining", "example": "The worked example", "easier": "An easier one first"}


def coached(why: Why | None) -> str:
    """The sentence for a change in how we go on; "" for none."""
    if why is None:
        return ""
    values = why.values
    match why.code:
        case "rests":
            return f"That was much for one day. “{values['title']}” rests until tomorrow; sleep helps."
        case "stuck":
            return (
                f"“{values['title']}” has been hard on {values['days']} days now. It rests until tomorrow. You may also "
                "leave it, ask for another way of explaining, or tell us that a question is wrong."
            )
        case "leech":
            return (
                f"This one has slipped away {values['lapses']} times. Once more of the same won't hold it: "
                "write a note of your own that ties it to something you know, or put it away for now."
            )
        case "side_trip_probe":
            return f"Let us look at what this stands on: “{values['to']}”. Then you come back to this very question."
        case "side_trip_explain" | "side_trip_example":
            return "Let us look at it in another way. Then you come back to this very question."
        case "side_trip_easier":
            return "Let us take an easier one first. Then you come back to this very question."
        case "helped_prerequisite":
            return f"There it is. What was missing was “{values['by']}”, and now it holds."
        case "helped_way":
            return f"There it is. {WAYS.get(values['by'], 'The detour')} helped; that is kept in mind."
        case _:
            return ""
