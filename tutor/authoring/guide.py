"""The parts of the author guide that are made from the table of keys: `python -m tutor.authoring.guide docs`."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tutor.authoring import keys
from tutor.core.item import Item

_TABLE = re.compile(r"(<!-- keys: item -->\n).*?(<!-- end -->)", re.DOTALL)

_SECTIONS: dict[str, tuple[str, Mapping[str, str]]] = {
    "A course": ("At the top of `course.yaml`, or of a pack in a single file.", keys.COURSE),
    "What holds other things": ("Lists in a course, a unit, a skill or a lesson.", keys.PLACES),
    "A unit": ("", keys.UNIT),
    "A skill": ("", keys.SKILL),
    "Mastery": ("`mastery` on a course or a skill.", keys.MASTERY),
    "An explanation": ("An entry of `lesson`.", keys.BLOCK),
    "Something to explore": ("Further keys of an explanation.", keys.EXPLORE),
    "A sample": ("`sample` in an explanation.", keys.SAMPLE),
    "Pictures, sounds and links": ("Further keys of an explanation.", keys.MEDIA),
    "An item": ("A question, whatever its kind.", keys.ITEM),
    "A hint": ("An entry of `hints` that is shown only when it fits.", keys.HINT),
    "A mistake": ("An entry of `mistakes`.", keys.MISTAKE),
    "Samples": ("`samples` of an item.", keys.SAMPLES),
    "A sample of feedback": ("An entry of `feedback` in `samples`.", keys.FEEDBACK_SAMPLE),
    "A choice": ("An entry of `choices`.", keys.CHOICE),
    "A program": ("What stands under `code`.", keys.PROGRAM),
    "A test of a program": ("An entry of `tests`.", keys.TEST),
    "Tests made from values": ("What stands under `cases`.", keys.CASES),
    "A query": ("What stands under `sql`.", keys.QUERY),
    "Commands": ("What stands under `shell`.", keys.COMMANDS),
    "A pattern": ("What stands under `regex`.", keys.PATTERN),
    "An essay": ("What stands under `essay`.", keys.WRITING),
    "A table of cards": ("What stands under `cards` where it is no list.", keys.CARDS),
    "A card": ("An entry of `cards`, or the columns of the table.", keys.CARD),
    "A project": ("An entry of `projects`.", keys.PROJECT),
    "A criterion": ("An entry of `rubric`.", keys.CRITERION),
}


def table(lines: Mapping[str, str]) -> str:
    """A table of keys and what they mean, as Markdown."""
    rows = (f"| `{key}` | {line.replace('|', chr(92) + '|')} |" for key, line in lines.items())
    return "\n".join(["| key | meaning |", "| --- | --- |", *rows]) + "\n"


def page() -> str:
    """The page of all keys."""
    about = "Made from the program's own table of keys; [Writing a course](authors.md) explains them.\n"
    parts = ["# Every key\n", about]
    for title, (words, lines) in _SECTIONS.items():
        parts += [f"## {title}\n", *([f"{words}\n"] if words else []), table(lines)]
    parts += ["## Kinds of items\n", "The first key of each is the kind; the others are its options.\n"]
    parts += [table({key: line for lines in keys.OF_KINDS.values() for key, line in _named(lines)})]
    return "\n".join(parts)


def _named(lines: Mapping[str, str]) -> list[tuple[str, str]]:
    """The options of a kind with its name before them: two kinds may have options of one name."""
    kind = next(iter(lines))
    return [(key if key == kind else f"{kind}` · `{key}", line) for key, line in lines.items()]


def with_tables(text: str) -> str:
    """The guide with its table of the item's keys brought up to date."""
    return _TABLE.sub(lambda found: f"{found[1]}{table(keys.KEYS[Item])}{found[2]}", text)


def main(folder: Path) -> None:
    """Bring the guide in a folder up to date."""
    (folder / "keys.md").write_text(page(), encoding="utf-8")
    guide = folder / "authors.md"
    guide.write_text(with_tables(guide.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
