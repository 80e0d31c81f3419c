"""One item with its texts in another language: what a translation may replace, and what must stay as it is.

What is translated replaces the item's own text under the same key. Lists keep their length, choices their ids and
which of them are right, mistakes their rules; so the learner's progress is one and the same in all languages.

An empty text is one that nobody has translated yet: the original is shown in its place (`blanks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tutor.core.expressions import ExpressionError
from tutor.core.item import Item
from tutor.core.kinds import KINDS
from tutor.core.kinds.choices import Choices
from tutor.core.template_texts import Slot, pieces
from tutor.packs.blanks import LEFT_OUT, filled, without_blanks
from tutor.packs.convert import describe, say_unknown, to_struct
from tutor.packs.nodes import Map, Node, Page, Seq
from tutor.packs.problems import nearest, quoted

COMMON_KEYS = frozenset({"ask", "explain", "hints", "mistakes", "alt", "transcript", "speak", "vars", "let"})
"""What of any item may be translated; and the key that says how it is answered, where that is words."""
ANSWER_KEYS = {
    "choices": ("choices",),
    "answer": ("answer",),
    "number": ("number", "unit"),
    "cloze": ("cloze",),
    "order": ("order", "or", "distractors"),
    "match": ("match", "distractors"),
    "sort": ("sort",),
    "recall": ("recall",),
    "essay": ("essay",),
    "parts": ("parts",),
}
_FREE = frozenset({"answer", "let", "essay"})
"""Keys whose length may differ from the original: other synonyms, for example."""
_CHOICE_KEYS = ("text", "because", "alt")
_OTHERWISE_CHECKED = frozenset({"vars", "let", "parts"})
"""Keys without slots of their own: words and expressions; and parts, each checked by itself."""


def translated(page: Page, entry: Map, item: Item) -> Item | None:
    """The item with the texts of an entry of a translation file; nothing after saying what is wrong with them."""
    before = sum(problem.severity == "error" for problem in page.problems)
    plain = msgspec.to_builtins(item)
    kind = plain.pop("type")
    plain.pop("samples", None)  # they are in the item's own language
    merged = _merged(page, without_blanks(entry), plain, kind, drawn=bool(item.vars))
    made = to_struct(page, merged, KINDS[kind])
    return made if sum(problem.severity == "error" for problem in page.problems) == before else None


def _merged(page: Page, entry: Map, plain: dict[str, Any], kind: str, *, drawn: bool) -> Map:
    """What the item is with these texts, as it would stand in a pack; `drawn` for one of a template."""
    answer_keys = ANSWER_KEYS.get(kind, ())
    entry = filled(entry, plain, answered=kind != "choices" and not entry.keys().isdisjoint(answer_keys))
    merged = Map(entry.at)
    merged.update(plain)
    if "order" in entry and "or" in plain and "or" not in entry:
        merged["or"] = _other_orders(plain, entry["order"])
    if isinstance(plain.get("choices"), list) and "choices" in entry:
        merged["mistakes"] = _by_key(plain)
    elif not entry.keys().isdisjoint(answer_keys) and "mistakes" in plain:
        merged["mistakes"] = [mistake for mistake in plain["mistakes"] if "when" not in mistake]
    for key, value in entry.items():
        if key not in COMMON_KEYS and key not in answer_keys:
            say_unknown(page, entry.key_at(key), key, COMMON_KEYS.union(answer_keys))
        else:
            own = merged.get(key) if key == "mistakes" and "choices" in entry else plain.get(key)
            merged.put(key, entry.key_at(key), _value(page, entry, key, value, own, drawn), entry.value_at(key))
    if drawn:
        _check_slots(page, entry, merged, plain)
    if not merged.get("mistakes", True):
        del merged["mistakes"]
    return merged


def _value(page: Page, entry: Map, key: str, value: Node, own: Any, drawn: bool) -> Any:
    at = entry.value_at(key)
    if own is None and key in ("hints", "mistakes", "vars", "let", "distractors", "or"):
        what = f"the original has no `{key}` to translate"
        page.error(entry.key_at(key), "not-there", what, "remove it here, or add it there")
        return value
    if key == "choices":
        return list(_choices(page, at, value, own))
    if key == "let":
        return {**own, **value} if isinstance(value, Map) else value
    if key == "vars" and isinstance(value, Map):
        return {**own, **dict(_words(page, value, own))}
    if isinstance(own, list) and isinstance(value, Seq) and len(own) != len(value) and key not in _FREE:
        what = f"`{key}` has {len(value)} entries here and {len(own)} in the original"
        page.error(at, "not-alike", what, "translate each of them, in the same order")
        return own
    if isinstance(own, dict) and isinstance(value, Map) and len(own) != len(value) and key not in _FREE:
        what = f"`{key}` has {len(value)} entries here and {len(own)} in the original"
        page.error(at, "not-alike", what, "translate each of them, in the same order")
        return own
    if key in ("hints", "mistakes") and isinstance(value, Seq):
        said = zip(value.marks, own, value, strict=True)
        kept = [(place, one, text) for place, one, text in said if text is not LEFT_OUT]
        return Seq(value.at, [_said(one, text) for _, one, text in kept], [place for place, _, _ in kept])
    if key == "parts" and isinstance(value, Seq):
        triples = zip(value.marks, own, value, strict=True)
        return _in_place_of(value, (_part(page, place, one, part, drawn) for place, one, part in triples))
    return value


def _words(page: Page, value: Map, own: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The lists of words that a template draws from, each as long as in the original: so a draw means the same."""
    for name, words in value.items():
        theirs = own.get(name)
        if not isinstance(theirs, list):
            hint = nearest(name, own) or "ranges of numbers stay as they are"
            page.error(
                value.key_at(name), "not-there", f"the original draws {quoted(name)} from no list of words", hint
            )
        elif not isinstance(words, Seq) or len(words) != len(theirs):
            count = f"{len(words)} entries" if isinstance(words, Seq) else describe(words)
            what = f"{quoted(name)} must be a list of {len(theirs)} as in the original, not {count}"
            page.error(value.value_at(name), "not-alike", what, "translate each of them, in the same order")
        else:
            yield name, words


def _other_orders(plain: dict[str, Any], lines: Node) -> Any:
    """The other right orders of the original, with the translated lines."""
    if not isinstance(lines, Seq) or len(lines) != len(plain["order"]):
        return plain["or"]  # what is wrong with the lines is said with them
    named = dict(zip(plain["order"], lines, strict=True))
    return [[named.get(line, line) for line in order] for order in plain["or"]]


def _in_place_of(value: Seq, entries: Iterable[Any]) -> Seq:
    """Other entries, at the places of those that were written."""
    return Seq(value.at, entries, value.marks)


def _said(own: Any, text: Node) -> Any:
    """A hint or mistake with other words; a mapping may bring its own `when` or `if`, too."""
    if not isinstance(own, dict):
        return text
    if isinstance(text, dict) and not isinstance(text, Map):
        return own  # nobody has translated it
    made = Map(text.at if isinstance(text, Map) else 0)
    made.update(own)
    if isinstance(text, Map):
        made.update(text)
        made.marks = dict(text.marks)
    else:
        made["say"] = text
    return made


def _part(page: Page, at: int, own: dict[str, Any], entry: Node, drawn: bool) -> Any:
    if not isinstance(entry, Map):
        page.error(at, "value", f"a translated part must be a mapping (`ask: …`), not {describe(entry)}")
        return own
    kind = own["type"]
    plain = {key: value for key, value in own.items() if key != "type"}
    merged = _merged(page, without_blanks(entry), plain, kind, drawn=drawn)
    merged["type"] = kind
    return merged


def _choices(page: Page, at: int, value: Node, own: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The choices with other words, by position or by id, each keeping the id by which answers are known."""
    keys = [_key(choice) for choice in own]
    given: dict[str, tuple[int, Node]] = {}
    if isinstance(value, Seq):
        given = {key: (place, text) for key, place, text in zip(keys, value.marks, value, strict=False)}
        if len(value) != len(own):
            what = f"there are {len(value)} choices here and {len(own)} in the original"
            page.error(at, "not-alike", what, "translate each of them in the same order, or name them by their ids")
    elif isinstance(value, Map):
        given = {key: (value.value_at(key), text) for key, text in value.items()}
        for key in given.keys() - set(keys):
            hint = nearest(key, keys) or "name a choice by its `id`, or write a list"
            page.error(value.key_at(key), "unknown-id", f"the item has no choice {quoted(key)}", hint)
    else:
        page.error(at, "value", f"`choices` must be a list of texts, or texts by their ids, not {describe(value)}")
    for key, choice in zip(keys, own, strict=True):
        yield {**choice, **_choice(page, *given[key], choice), "id": key} if key in given else {**choice, "id": key}


def _choice(page: Page, at: int, text: Node, own: dict[str, Any]) -> dict[str, Any]:
    side = "right" if "right" in own else "wrong"
    if isinstance(text, str):
        return {side: text} if text.strip() else {}
    if not isinstance(text, Map):
        page.error(at, "value", f"a translated choice must be a text or `{{text: …}}`, not {describe(text)}")
        return {}
    for key in text:
        if key not in _CHOICE_KEYS:
            say_unknown(page, text.key_at(key), key, _CHOICE_KEYS, "a translated choice")
    texts = without_blanks(text)
    return {side if key == "text" else key: words for key, words in texts.items() if key in _CHOICE_KEYS}


def _key(choice: dict[str, Any]) -> str:
    [made] = msgspec.convert({"choices": [choice]}, Choices).choices
    return made.key


def _by_key(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """The item's mistakes, naming choices by their ids instead of their texts."""
    ids = {choice.get("right", choice.get("wrong")): _key(choice) for choice in plain["choices"]}

    def named(when: Any) -> Any:
        return [named(one) for one in when] if isinstance(when, list) else ids.get(when, when)

    return [
        {**mistake, "when": named(mistake["when"])} if "when" in mistake else mistake
        for mistake in plain.get("mistakes", ())
    ]


def _check_slots(page: Page, entry: Map, merged: Map, plain: dict[str, Any]) -> None:
    """Warn where a translated text computes something else than the original."""
    for key in entry.keys() & plain.keys() - _OTHERWISE_CHECKED:
        texts, others = merged[key], plain[key]
        if key == "mistakes":
            if not isinstance(texts, list) or len(texts) != len(others):
                continue
            texts, others = _sayings(texts), _sayings(others)
        here, there = _slots(texts), _slots(others)
        if here != there:
            shown = [f"`<<{slot}>>`" for slot in sorted(here ^ there)]
            what = f"`{key}` differs from the original in {', '.join(shown[:5])}"
            page.warning(entry.value_at(key), "slots", what, "write the same `<<…>>` as there")


def _sayings(mistakes: list[Any]) -> list[Any]:
    return [one.get("say") for one in mistakes if isinstance(one, dict)]


def _slots(value: Any) -> set[str]:
    found: set[str] = set()
    for text in _texts(value):
        try:
            found.update(piece.source.strip() for piece in pieces(text) if isinstance(piece, Slot))
        except ExpressionError:
            continue  # said with the item as a whole
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)
