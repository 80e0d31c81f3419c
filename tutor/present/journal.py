"""The journal in words: one question a day, out of a rota of twelve, for whoever wants to look back for a minute."""

from __future__ import annotations

from tutor.language import _, later

QUESTIONS = {
    "hard": later("What was hard today, and what made it so?"),
    "friend": later("How would you tell a friend what you learned today?"),
    "surprise": later("What surprised you?"),
    "before": later("What can you do now that you could not do a week ago?"),
    "mistake": later("Which mistake taught you something?"),
    "sure": later("Where were you sure and wrong, or unsure and right?"),
    "use": later("Where could you use this in the next days?"),
    "join": later("What does this remind you of that you knew already?"),
    "help": later("What helped you most: words, an example, a picture, trying it out?"),
    "stuck": later("Where are you stuck, and what would be a small next step?"),
    "when": later("When and where did you study best lately?"),
    "why": later("Why did you begin with this, and does it still matter to you?"),
}
EMPTY = later(
    "Nothing is written yet. Notes, bookmarks and what you write in your journal are kept here, for you alone."
)


def question_of(day: int) -> str:
    """The name of the question of a learning day (days since 1970-01-01)."""
    return list(QUESTIONS)[day % len(QUESTIONS)]


def question_words(name: str) -> str:
    """The question of this name; "" for one that is no longer asked."""
    return _(QUESTIONS.get(name, ""))
