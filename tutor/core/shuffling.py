"""Orders by chance that depend on a seed alone: by hashes, so that a seed means the same in every version of Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256


def rank(purpose: str, seed: int) -> Callable[[str], bytes]:
    """A key to sort texts by. Drawing and ordering must not share a purpose, or the order tells what was drawn."""
    return lambda text: sha256(f"{purpose}:{seed}:{text}".encode("utf-8", "surrogatepass")).digest()


def shuffled(texts: Iterable[str], seed: int, purpose: str = "order") -> list[str]:
    """The texts in an order that says nothing about the one they came in; equal ones are spread like any other."""
    found, numbered = Counter[str](), list[tuple[str, str]]()
    for text in texts:
        found[text] += 1
        numbered.append((text if found[text] == 1 else f"{text}:{found[text]}", text))
    place = rank(purpose, seed)
    return [text for _, text in sorted(numbered, key=lambda one: place(one[0]))]
