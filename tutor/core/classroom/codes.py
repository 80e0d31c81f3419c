"""A learner's code in a class: nine letters that say nothing, the last of which tells a slip of the pen.

No vowels, so that no word comes about; no letter that is easily taken for another. Codes of two classes have nothing to
do with one another, so what was handed in to them can't be joined.
"""

from __future__ import annotations

from random import Random

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
"""Letters before the one that checks them: 2.6e10 codes."""


def new_code(chance: Random) -> str:
    """A code by chance, with its check letter."""
    letters = "".join(chance.choice(LETTERS) for _ in range(LENGTH))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """The letter that finds one wrong letter and two neighbours that changed places: Luhn's sum, modulo 20.

    https://en.wikipedia.org/wiki/Luhn_mod_N_algorithm
    """
    total, factor = 0, 2
    for letter in reversed(letters):
        addend = factor * LETTERS.index(letter)
        total += addend // len(LETTERS) + addend % len(LETTERS)
        factor = 3 - factor
    return LETTERS[-total % len(LETTERS)]


def read_code(text: str) -> str | None:
    """The code as it is kept, from what a person typed: case, spaces and hyphens don't matter. None for no code."""
    code = "".join(sign for sign in text[:100].upper() if sign not in " -")
    fits = len(code) == LENGTH + 1 and all(letter in LETTERS for letter in code)
    return code if fits and check_letter(code[:-1]) == code[-1] else None


def shown(code: str) -> str:
    """The code as people read it: `KTRW-BHSL-S`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"
