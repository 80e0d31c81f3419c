"""Words after a number that change it: `5 elevenths`, `10 thousand`, `2 and a half`; and words that make it unclear.

What is counted (`10 bottles`) is no such word and may stand behind a number. What might say more than that is refused,
so that nothing a person means is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from tutor.core.languages import primary
from tutor.core.numbers import Read
from tutor.core.units import readings, spelling

_UNITS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905

_PARTS = {
    "en": "half 2 halve 2 quarter 4 hundredth 100 thousandth 1000 millionth 1000000",
    "de": "halb 2 halbe 2 drittel 3 viertel 4 fünftel 5 sechstel 6 siebtel 7 achtel 8 neuntel 9 zehntel 10 elftel 11 "
    "zwölftel 12 zwanzigstel 20 hundertstel 100 tausendstel 1000",
    "es": "medio 2 media 2 tercio 3 cuarto 4 quinto 5 sexto 6 séptimo 7 octavo 8 noveno 9 décimo 10 onceavo 11 "
    "doceavo 12 centésimo 100 milésimo 1000",
    "fr": "demi 2 demie 2 tier 3 quart 4 cinquième 5 sixième 6 septième 7 huitième 8 neuvième 9 dixième 10 onzième 11 "
    "douzième 12 centième 100 millième 1000",
}
"""Names of parts (an -s may follow), each before how many of them make one."""
_SIZES = {
    "en": "hundred 100 thousand 1000 k 1000 million 1000000 mln 1000000 billion 1000000000 bn 1000000000 dozen 12",
    "de": "hundert 100 tausend 1000 tsd 1000 million 1000000 millionen 1000000 mio 1000000 milliarde 1000000000 "
    "milliarden 1000000000 mrd 1000000000 billion 1000000000000 billionen 1000000000000 dutzend 12",
    "es": "cien 100 mil 1000 millón 1000000 millones 1000000 billón 1000000000000 billones 1000000000000 docena 12",
    "fr": "cent 100 mille 1000 million 1000000 milliard 1000000000 billion 1000000000000 douzaine 12",
}
"""Names of large numbers; a billion is not the same in every language."""
_UNCLEAR = {
    "en": "is are was isn't aren't equal equals than greater smaller larger bigger higher lower less more fewer least "
    "most above below between to or and but not no never minus plus divided negative squared cubed root pi zero",
    "de": "ist sind gleich als größer kleiner mehr weniger über unter zwischen bis oder und aber nicht kein keine "
    "minus plus durch geteilt komma hoch wurzel null",
    "es": "es son igual que mayor menor más menos entre hasta o u y pero no por dividido coma raíz cero",
    "fr": "est sont égal que grand petit plus moins entre ou et mais pas non divisé virgule racine zéro",
}
"""Words with which the number may not be all that is meant."""
_AND = frozenset(["and", "und", "y", "et"])
_ONE = frozenset(["a", "an", "one", "ein", "eine", "un", "une"])
_SIGNS = r"[=<>≤≥≠≈+^√|~π]"
_LETTER = r"[A-Za-zΑ-Ωα-ω](?!\S)"
_SHARE = r"[%‰] ?[^\W\d_]"
_OF = r"of (?:an? |the |one )?"


def in_words(read: Read, language: str = "en") -> Read | None:
    """A number with the words for parts and sizes behind it taken in; None where it is unclear what is meant.

    What is left as its unit is a unit of measurement, or what is counted. `other` is then the number without these
    words: 10 tenths are 1, but may also be typed by who is asked how many tenths.
    """
    words = read.unit.replace("-", " ").split()
    known = _languages(language)
    plain = [word.casefold().rstrip(".,;") for word in words]
    if not words or (readings(read.unit) and plain[0] not in _sizes(known)):
        return read
    taken = _taken(read.value, plain, known)
    if taken is None:
        return None
    value, used = taken
    rest = " ".join(words[used:])
    if _is_unclear(rest, known):
        return None
    if used:
        return Read(value, rest[len(of[0]) :] if (of := re.match(_OF, rest)) else rest, read.guessed, read.value)
    return Read(read.value, "%", read.guessed, read.other) if re.match(_SHARE, spelling(read.unit)) else read


def _taken(value: Fraction, words: Sequence[str], known: tuple[str, ...]) -> tuple[Fraction, int] | None:
    """The number with the words that belong to it, and how many these are; None where they make no sense together."""
    sizes, used = _sizes(known), 0
    while used < len(words) and words[used] in sizes:
        value, used = value * sizes[words[used]], used + 1
    added = _added(words, known) if used == 0 and value.denominator == 1 else None
    if added:
        part, used = added
        return value + (part if value >= 0 else -part), used
    part_of, length = _part(words[used:], known)
    if not part_of:
        return value, used
    after = words[used + length :]
    if used or value.denominator > 1 or _part(after, known)[0] or (after and after[0] in sizes):
        return None  # `5 hundred thousandths` may be 5/100,000 or 500/1000
    return value / part_of, length


def _added(words: Sequence[str], known: tuple[str, ...]) -> tuple[Fraction, int] | None:
    """What `and a half` adds, and how many words it is."""
    if not words or words[0] not in _AND:
        return None
    one = len(words) > 1 and words[1] in _ONE
    part, length = _part(words[1 + one :], known)
    return (Fraction(1, part), 1 + one + length) if part and (one or part == 2) else None


def _part(words: Sequence[str], known: tuple[str, ...]) -> tuple[int, int]:
    """How many of the parts that these words begin with make one, and how many words that is; 0 without any."""
    parts = _parts(known)
    for length in (2, 1):
        name = " ".join(words[:length])
        found = parts.get(name) or parts.get(name.removesuffix("s"))
        if found and len(words) >= length:
            return found, length
    return 0, 0


def _is_unclear(rest: str, known: tuple[str, ...]) -> bool:
    """Whether more than a unit or the counted thing stands behind the number."""
    if not rest or readings(rest):
        return False
    words = {word.strip(".,;:!?()\"'“”").casefold() for word in rest.replace("’", "'").split()}
    return bool(re.search(_SIGNS, rest) or re.match(_LETTER, rest)) or not words.isdisjoint(_unclear(known))


def _languages(language: str) -> tuple[str, ...]:
    """Those whose words are read: English, before it the course's own."""
    own = primary(language)
    return (own, "en") if own != "en" and own in _SIZES else ("en",)


@cache
def _sizes(known: tuple[str, ...]) -> dict[str, int]:
    found = {name: count for one in reversed(known) for name, count in _numbered(_SIZES[one])}
    return {f"{name}s": count for name, count in found.items() if len(name) > 3} | found


@cache
def _parts(known: tuple[str, ...]) -> dict[str, int]:
    found = {name: number for number, name in enumerate(_ORDINALS, 1) if number > 2}
    found |= {f"{name}th": number for number, name in enumerate(_TEENS, 13)}
    for number, ten in enumerate(_TENS, 2):
        found[f"{ten[:-1]}ieth"] = number * 10
        found |= {f"{ten} {name}": number * 10 + more for more, name in enumerate(_ORDINALS[:9], 1)}
    return found | {name: count for one in reversed(known) for name, count in _numbered(_PARTS[one])}


@cache
def _unclear(known: tuple[str, ...]) -> frozenset[str]:
    return frozenset([*_UNITS, *_TEENS, *_TENS, *(word for one in known for word in _UNCLEAR[one].split())])


def _numbered(text: str) -> list[tuple[str, int]]:
    words = text.split()
    return [(name, int(count)) for name, count in zip(words[::2], words[1::2], strict=True)]
