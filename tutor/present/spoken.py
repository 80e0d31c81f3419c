"""Numbers and answers for people who listen: `5/6` is said "5 sixths". English only; other languages as written."""

from __future__ import annotations

import re

_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
    40: "fortieth",
    50: "fiftieth",
    60: "sixtieth",
    70: "seventieth",
    80: "eightieth",
    90: "ninetieth",
    100: "hundredth",
    1000: "thousandth",
    1_000_000: "millionth",
}
_BY_NAME = {name: number for number, name in _PARTS.items()} | {"halve": 2, "fourth": 4}
_WORDS = re.compile(
    r"(?P<minus>minus )?(?:(?P<whole>\d{1,12}) and )?(?P<top>\d{1,12}|an?) (?P<part>[a-z]+?)s?",
    re.ASCII | re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<minus>minus )?(?:(?:(?P<whole>\d{1,12}) and )?(?P<top>\d{1,12}) over (?P<bottom>\d{1,12})"
    r"|(?P<plain>\d{1,12}(?:[.,]\d{1,12})*))",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(
    r"""(?P<minus>[-−]?)[ ]?
    (?:(?:(?P<whole>\d{1,12})[ ])?(?P<top>\d{1,12})/(?P<bottom>\d{1,12}) | (?P<plain>\d{1,12}(?:[.,]\d{1,12})*))
    (?P<percent>[ ]?%)?""",
    re.ASCII | re.VERBOSE,
)


def speaks(language: str) -> bool:
    """Whether there are words for numbers in this language (BCP 47)."""
    return language.split("-")[0].lower() == "en"


def fraction(top: str, bottom: str) -> str:
    """A fraction of two numbers in words, the numbers in digits: `3`, `4` is "3 quarters"; `3`, `25` is "3 over 25"."""
    name = _PARTS.get(int(bottom)) if bottom.isdigit() and len(bottom) < 8 else None
    if name is None or not top.isdigit():
        return f"{top} over {bottom}"
    if int(top[:12]) == 1:
        return f"{top} {name}"
    return f"{top} {'halves' if name == 'half' else name + 's'}"


def is_number(text: str) -> bool:
    """Whether the whole text is a number that can be said: `12`, `-3.5`, `5/6`, `1 1/2`, `50 %`."""
    return _NUMBER.fullmatch(text.strip()) is not None


def spoken(text: str) -> str:
    """A text that is a number, in words; any other text as it is."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return text
    minus = "minus " if found["minus"] else ""
    percent = " percent" if found["percent"] else ""
    if found["plain"]:
        return f"{minus}{found['plain']}{percent}"
    whole = f"{found['whole']} and " if found["whole"] else ""
    return f"{minus}{whole}{fraction(found['top'], found['bottom'])}{percent}"


def written(text: str) -> str:
    """The number that words say, for people who type what they heard: `2 fifths` is `2/5`; else the text itself."""
    heard = " ".join(text.split())
    named, found = _WORDS.fullmatch(heard), _DIGITS.fullmatch(heard)
    if named and (bottom := _BY_NAME.get(named["part"].lower())):
        return _in_digits(named, str(bottom))
    if found and found["bottom"]:
        return _in_digits(found, found["bottom"])
    return f"-{found['plain']}" if found and found["minus"] else text


def _in_digits(heard: re.Match[str], bottom: str) -> str:
    top = heard["top"] if heard["top"].isdigit() else "1"
    whole = f"{heard['whole']} " if heard["whole"] else ""
    return f"{'-' if heard['minus'] else ''}{whole}{top}/{bottom}"
