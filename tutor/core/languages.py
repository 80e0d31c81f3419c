"""Which language a course is shown in: the first that the learner wants and the course has. Tags are BCP 47."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

OWN_LETTERS = (
    (("es", "gl", "eu", "fil"), "ñ"),
    (("sv", "fi"), "åäö"),
    (("da", "nb", "nn", "no"), "åø"),
    (("tr",), "çğıöşü"),
    (("az",), "çğıöşüə"),
    (("ru", "be", "uk"), "йїў"),
)
"""Letters with a mark that have a place of their own in the alphabet (a primary difference in Unicode's CLDR
collations): another letter makes another word, `año` and `ano`. Languages such as Polish or Vietnamese, where nearly
all marks are of this kind, are left out: there whoever writes `accents: ignore` means just these. Tunable."""


def primary(tag: str) -> str:
    """The language of a tag without its region and script: `pt-BR` is `pt`."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def own_letters(tag: str) -> str:
    """The letters of this language that look like others with an accent, in small letters; "" where it has none."""
    language = primary(tag)
    return next((letters for languages, letters in OWN_LETTERS if language in languages), "")


def best(wanted: Iterable[str], own: str, others: Sequence[str]) -> str:
    """One of the `others` (the tag as it stands there), or nothing when the course's `own` language is best.

    For each wanted tag in its order: the very tag, then any of the same language.
    """
    for tag in wanted:
        if primary(tag) == primary(own):
            same = [other for other in others if other.lower() == tag.lower() != own.lower()]
            return same[0] if same else ""
        fitting = [other for other in others if primary(other) == primary(tag)]
        if fitting:
            return next((other for other in fitting if other.lower() == tag.lower()), fitting[0])
    return ""


def tag_of_locale(name: str) -> str:
    """The tag of a locale's name: `de_AT.UTF-8@euro` is `de-AT`; nothing for `C`, `POSIX` and what is none."""
    tag = name.split(".", 1)[0].split("@", 1)[0].replace("_", "-")
    plain = tag.isascii() and tag.replace("-", "").isalnum() and 2 <= len(primary(tag)) <= 3
    return tag if plain else ""
