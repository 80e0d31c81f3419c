"""Units of measurement: how they are written, which measure the same thing, and how one becomes another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, product

from msgspec import Struct

from tutor.core import unit_table as table

LONGEST = 40
"""Characters of a unit. Fixed: bounds the time."""
MOST_READINGS = 8
"""Ways in which one text is read, such as `ms`: a millisecond or a metre second. Fixed: bounds the time."""
MOST_POWER = 12

Dimension = tuple[tuple[str, int], ...]
"""Base units and their powers, sorted."""

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
# Patterns are compiled when a unit is first read: most sessions never need them.
_RAISED = "[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
_SPELLINGS = str.maketrans(
    {"µ": "μ", "\u2126": "Ω", "º": "°", "˚": "°", "ℓ": "L"}
    | dict.fromkeys("⋅·×∙", "*")
    | dict.fromkeys("∕⁄", "/")
    | dict.fromkeys("−–", "-")
)
_DEGREES = r"(?:°|\bdeg(?:rees?)?\b)\s*(?:(C\b|[Cc]elsius)|F\b|[Ff]ahrenheit)"
_PERCENT = r"(?i)\b(?:per ?cents?|pct|pro[zc]ent|por ?cien?to|pour ?cents?)\b"
_FACTOR = r"(°[CF]\b|[°$€£¥₹₽₩%‰℃℉]|10(?=\^)|[^\W\d_]+\$?)(?:\^?\(?([+-]?[0-9]{1,2})\)?)?"

_POWER_OF_TEN = r"10\^\(?([+-]?[0-9]{1,2})\)?[* ]?"

Factor = tuple[str, int, int]
"""A name, its power, and -1 where it divides."""


class Unit(Struct, frozen=True):
    """One of it is `factor` of the base units in `dimension`, counted from `offset` (scales of temperature)."""

    factor: Fraction
    dimension: Dimension
    offset: Fraction = Fraction(0)


def convert(value: Fraction, unit: Unit, wanted: Unit) -> Fraction:
    """The same quantity in the wanted unit, which must have the same dimension."""
    return (value * unit.factor + unit.offset - wanted.offset) / wanted.factor


def spelling(text: str) -> str:
    """A unit as written, with one way of writing powers, products and spaces. Upper and lower case stay."""
    text = re.sub(_RAISED, lambda match: "^" + match.group().translate(_SUPERSCRIPT), text.strip())
    text = re.sub(_DEGREES, lambda match: "°C" if match[1] else "°F", text.translate(_SPELLINGS).replace("**", "^"))
    text = re.sub(_PERCENT, "%", text)
    text = re.sub(r"\s*([*/\s])\s*", r"\1", re.sub(r"\bper\b", "/", text))
    text = re.sub(r"^[*xX] ?(?=10\^)", "", text)
    return "/" + text[2:] if text.startswith("1/") else text


def without_power(text: str) -> tuple[Fraction, str]:
    """The power of ten that a unit begins with (else 1), and the rest: 10^9 and `/L` for `10^9/L`."""
    plain = spelling(text)
    found = re.match(_POWER_OF_TEN, plain)
    if found is None or abs(int(found[1])) > MOST_POWER:
        return Fraction(1), text
    return Fraction(10) ** int(found[1]), plain[found.end() :]


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[Unit, ...]:
    """All units that the text may mean, the likeliest first; none when it is not understood."""
    factors = _factors(spelling(text)) if len(text) <= LONGEST else []
    options = [list(_readings_of(factor)) for factor in factors]
    found = (_multiplied(chosen) for chosen in product(*options)) if options else iter(())
    return tuple(dict.fromkeys(islice(found, MOST_READINGS)))


def _factors(text: str) -> list[Factor]:
    """The factors of a unit; a `/` divides by the one factor, or the bracket, after it. Empty when malformed."""
    factors: list[Factor] = []
    factor = re.compile(_FACTOR)
    sign, bracket, at = 1, False, 0
    while at < len(text):
        match = factor.match(text, at)
        if match is not None:
            factors.append((match[1], int(match[2] or 1), sign))
            at = match.end()
            continue
        mark = text[at]
        at += 1
        if mark in " *":
            sign = sign if bracket else 1
        elif mark == "/" and not bracket:
            sign = -1
        elif mark == "(" and not bracket:
            bracket = True
        elif mark == ")" and bracket:
            sign, bracket = 1, False
        else:
            return []
    complete = not bracket and text[-1:] not in ("/", "*")
    return factors if complete and all(abs(power) <= MOST_POWER for _, power, _ in factors) else []


def _multiplied(units: tuple[Unit, ...]) -> Unit:
    if len(units) == 1:
        return units[0]
    factor, powers = Fraction(1), dict[str, int]()
    for unit in units:
        factor *= unit.factor
        for base, power in unit.dimension:
            powers[base] = powers.get(base, 0) + power
    return Unit(factor, tuple(sorted((base, power) for base, power in powers.items() if power)))


def _readings_of(factor: Factor) -> Iterator[Unit]:
    """A known symbol or name, with or without a prefix; else two symbols written together (`Nm`, `kWh`).

    `ms^-1` is both: many write metres per second like this.
    """
    name, power, sign = factor
    whole = _symbol(name) or _word(name)
    if whole is not None:
        yield _raised(whole, power * sign)
    if whole is None or name == "ms":
        for at in range(1, min(len(name), 4)):
            first, second = _symbol(name[:at]), _symbol(name[at:])
            if first is not None and second is not None:
                yield _multiplied((_raised(first, sign), _raised(second, power * sign)))


def _raised(unit: Unit, power: int) -> Unit:
    if power == 1:
        return unit
    return Unit(unit.factor**power, tuple((base, n * power) for base, n in unit.dimension if power))


@lru_cache(maxsize=512)
def _symbol(symbol: str) -> Unit | None:
    if symbol == "10":  # of `10^9/L`
        return Unit(Fraction(10), ())
    if symbol in table.BASES:
        return Unit(Fraction(1), ((symbol, 1),))
    if symbol in _units():
        amount, _, rest = _units()[symbol].partition(" ")
        return _scaled(_amount(amount), rest, Fraction(table.OFFSETS.get(symbol, 0)))
    return _with_prefix(symbol)


def _with_prefix(symbol: str) -> Unit | None:
    for prefix, power in table.PREFIXES.items():
        bare = symbol.removeprefix(prefix)
        if bare != symbol and bare in table.PREFIXED and (power >= 3 or bare not in table.ONLY_BIG):
            return _scaled(Fraction(10) ** power, bare)
    for prefix, power in table.BINARY.items():
        bare = symbol.removeprefix(prefix)
        if bare != symbol and bare in table.ONLY_BIG:
            return _scaled(Fraction(2) ** power, bare)
    return None


def _word(name: str) -> Unit | None:
    """A name in the place of a symbol, singular or plural, with or without a prefix in words."""
    for word in (name, name.lower()):
        for singular in (word, word.removesuffix("s")):
            if singular in _names():
                return _scaled(Fraction(1), _names()[singular])
            for prefix, power in table.NAMED_PREFIXES.items():
                bare = _names().get(singular.removeprefix(prefix), "")
                if singular.startswith(prefix) and bare in table.PREFIXED:
                    return _scaled(Fraction(10) ** power, bare)
    return None


def _scaled(amount: Fraction, unit: str, offset: Fraction = Fraction(0)) -> Unit:
    whole = _multiplied(tuple(next(_readings_of(factor)) for factor in _factors(unit)))
    return Unit(whole.factor * amount, whole.dimension, offset or whole.offset)


def _amount(text: str) -> Fraction:
    above, _, below = text.partition("/")
    return Fraction(above) / Fraction(below or 1)


@cache
def _units() -> dict[str, str]:
    return {line.split()[0]: line.split(maxsplit=1)[1] for line in table.UNITS.strip().splitlines()}


@cache
def _names() -> dict[str, str]:
    lines = [line.split() for line in table.NAMES.strip().splitlines()]
    return {name: symbol for symbol, *names in lines for name in names}
