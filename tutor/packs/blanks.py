"""Empty texts in a translation file: places for what nobody has translated yet, where the original is shown.

So a file may have a place for every text of a course from the first day on, lists keep their length, and what is
missing can be found by everybody. An empty text is never shown to a learner as if it were a translation.
"""

from __future__ import annotations

from typing import Any

from tutor.packs.nodes import Map, Node, Seq

_BY_PLACE = ("hints", "order", "distractors")
"""Lists whose entries are translated one by one, in the order of the original."""
LEFT_OUT = ("left out",)
"""In the place of a known mistake that the translated item does not have."""


def is_blank(node: Node) -> bool:
    """Whether a text is a place for one that is not translated yet."""
    return isinstance(node, str) and not node.strip()


def says_nothing(node: Node) -> bool:
    """Whether a node has nothing but such places."""
    if isinstance(node, str):
        return is_blank(node)
    return all(map(says_nothing, node.values() if isinstance(node, Map) else node))


def without_blanks(entry: Map) -> Map:
    """The same mapping, places and all, without the keys that have no text yet."""
    if not any(is_blank(value) for value in entry.values()):
        return entry
    rest = Map(entry.at)
    rest.marks = entry.marks
    rest.update((key, value) for key, value in entry.items() if not is_blank(value))
    return rest


def filled(entry: Map, plain: dict[str, Any], *, answered: bool) -> Map:
    """The texts of an item, with those of the original (`plain`) in the places of lists and mappings that are empty.

    A list in which nothing is translated is left out. With `answered` the answers are translated: then a mistake that
    is known by an answer of the original, and that is not translated, is `LEFT_OUT`.
    """
    rest = Map(entry.at)
    rest.marks = dict(entry.marks)
    for key, value in entry.items():
        own = plain.get(key)
        if isinstance(value, Seq) and isinstance(own, list) and (key in _BY_PLACE or key == "mistakes"):
            if not value or not all(map(is_blank, value)) or len(value) != len(own):
                texts = _in_places(value, own)
                if key == "mistakes" and answered and len(value) == len(own):
                    gone = (is_blank(text) and "when" in one for text, one in zip(value, own, strict=True))
                    known = [LEFT_OUT if left else text for left, text in zip(gone, texts, strict=True)]
                    texts = Seq(value.at, known, value.marks)
                rest.put(key, entry.key_at(key), texts, entry.value_at(key))
        elif key in ("let", "vars") and isinstance(value, Map):
            named = _named(value, own if isinstance(own, dict) else {})
            if named or not value:
                rest.put(key, entry.key_at(key), named, entry.value_at(key))
        else:
            rest.put(key, entry.key_at(key), value, entry.value_at(key))
    return rest


def _in_places(value: Seq, own: list[Any]) -> Seq:
    if len(value) != len(own):
        return value  # which is said where both are compared
    pairs = zip(own, value, strict=True)
    return Seq(value.at, [theirs if is_blank(text) else text for theirs, text in pairs], value.marks)


def _named(value: Map, own: dict[str, Any]) -> Map:
    """Names with their texts; of a list of words each is translated by itself."""
    rest = without_blanks(value)
    if rest is value:
        rest = Map(value.at)
        rest.marks = dict(value.marks)
        rest.update(value)
    for name, words in list(rest.items()):
        theirs = own.get(name)
        if isinstance(words, Seq) and isinstance(theirs, list):
            if words and all(map(is_blank, words)) and len(words) == len(theirs):
                del rest[name]
            else:
                rest[name] = _in_places(words, theirs)
    return rest
