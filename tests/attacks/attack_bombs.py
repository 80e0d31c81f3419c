"""Packs that would cost far more than their size: to read, to compile, to draw or to answer."""

from __future__ import annotations

import os
from pathlib import Path

from attack import COURSE, HERE, ITEMS, Attack, either, loads, made, refused, write

LETTERS = "abcdefghij"


def laughs(indent: str, first: str = "lol") -> str:
    """Nine levels of ten aliases each."""
    lines = [f"{indent}a: {HERE}&a [{', '.join([first] * 10)}]"]
    for one, before in zip(LETTERS[1:], LETTERS, strict=False):
        lines.append(f"{indent}{one}: &{one} [{', '.join([f'*{before}'] * 10)}]")
    return "\n".join(lines) + "\n"


def merges(levels: int) -> str:
    """Merge keys of ten merges each, the classical 464 bytes when there are seven levels."""
    lines = [f"a: {HERE}&a {{x: 1}}"]
    for one, before in zip(LETTERS[1:levels], LETTERS, strict=False):
        lines.append(f"{one}: &{one} {{<<: [{', '.join([f'*{before}'] * 10)}]}}")
    return "\n".join(lines) + "\n"


def nested(opening: str, count: int, closing: str = "") -> str:
    return f"title: T\nglossary: {HERE}{opening * count}x{closing * count}\n{ITEMS}"


def units_by_hard_links(folder: Path, count: int, size: int) -> Path:
    """A course of many units that are one and the same large file on the disk."""
    names = [f"units/u{number}.yaml" for number in range(count)]
    text = "title: T\nunits:\n" + "".join(f"  - {name}\n" for name in names)
    write(folder / "attack", {"course.yaml": text, names[0]: b"# " + b"x" * size + b"\nunit: a\n"})
    for name in names[1:]:
        os.link(folder / "attack" / names[0], folder / "attack" / name)
    return folder / "attack"


def grown(name: str, pattern: str, count: int, head: str = "title: T\n", tail: str = "", **more: object) -> Attack:
    """A pack with so many of something; `%d` is its number."""
    return either(name, lambda: head + "".join(pattern.replace("%d", str(n)) for n in range(count)) + tail, **more)


ALIASES = [
    refused("a billion laughs in the glossary", f"title: T\nglossary:\n{laughs('  ')}{ITEMS}", "anchor"),
    refused(
        "a billion laughs in the hints of a question",
        f"title: T\nitems:\n  - id: a\n    ask: One?\n    answer: x\n    hints:\n{laughs('      ')}",
        "anchor",
    ),
    refused("a billion laughs at the top", laughs("") + COURSE, "anchor"),
    refused("a merge bomb of 464 bytes", merges(7) + COURSE, "anchor"),
    refused(
        "a merge bomb inside a question",
        "title: T\nitems:\n  - " + merges(6).replace("\n", "\n    ").rstrip() + "\n    ask: One?\n",
        "anchor",
    ),
    refused("a merge key without any anchor", f"title: T\n⟪<<: {{summary: x}}\n{ITEMS}", "merge-key"),
    refused("a list that holds itself", f"title: T\nauthors: ⟪&a [*a]\n{ITEMS}", "anchor"),
    refused("a mapping that holds itself", f"title: T\nglossary: ⟪&a {{a: *a}}\n{ITEMS}", "anchor"),
    refused("an anchor on the title alone", f"title: ⟪&t T\n{ITEMS}", "anchor"),
    refused("an alias to what is not there", f"title: ⟪*nothing\n{ITEMS}", "alias"),
    refused("an alias as a key", f"title: T\n? ⟪*nothing\n: x\n{ITEMS}", "alias"),
    refused("an anchor on a key", f"⟪&k title: T\n{ITEMS}", "anchor"),
    refused("twenty thousand anchors", "title: T\nauthors:\n  - ⟪&a0 x\n" + "  - &b x\n" * 20_000 + ITEMS, "anchor"),
]
DEPTHS = [
    refused("25,000 brackets, closed", nested("[", 25_000, "]"), "too-deep"),
    refused("100,000 brackets, left open", nested("[", 100_000), "too-deep"),
    refused("30,000 braces", nested("{a: ", 30_000, "}"), "too-deep"),
    refused("brackets and braces by turns", nested("[{a: ", 15_000, "}]"), "too-deep"),
    refused(
        "a list in a list on one line, 50,000 deep", f"title: T\nauthors:\n  {HERE}" + "- " * 50_000 + "x\n", "too-deep"
    ),
    refused("complex keys in complex keys", f"title: T\n{HERE}" + "? " * 40_000 + "x\n", "key"),
    refused(
        "blocks in blocks, 400 deep",
        f"title: T\nglossary:{HERE}\n" + "".join(f"{' ' * (n + 1)}a:\n" for n in range(400)),
    ).but(place=("attack.yaml", 32), code="too-deep"),
    refused(
        "parts in parts, twelve deep",
        "title: T\nitems:\n  - ask: One?\n    ⟪parts: ["
        + "{ask: a, parts: [" * 12
        + "{ask: a, answer: b}"
        + "]}" * 12
        + "]\n",
    ).but(place=None),
    refused("one bracket deeper than allowed", nested("[", 31, "]"), "too-deep"),
]
SIZES = [
    made(
        "eight units of nine megabytes each",
        lambda folder: units_by_hard_links(folder, 8, 9_000_000),
        place=("course.yaml", 10),
        code="too-big",
    ),
    made(
        "2,100 units, each a file",
        lambda folder: units_by_hard_links(folder, 2_100, 10),
        place=("course.yaml", 2_002),
        code="too-big",
    ),
    refused(
        "one unit of two megabytes named a thousand times",
        lambda: {
            "course.yaml": "title: T\nunits:\n" + "  - u.yaml\n" * 1_000,
            "u.yaml": "unit: a\n# " + "x" * 2_000_000 + "\nskills: []\n",
        },
        "duplicate-id",
    ).but(place=("course.yaml", 4)),
    refused("a file of ten million and one bytes", lambda: b"title: T\n# " + b"x" * 10_000_000, "too-big").but(
        place=("attack.yaml", 1)
    ),
    refused(
        "two million texts in a list", lambda: "title: T\nauthors: [" + "x,\n" * 2_000_001 + "]\n", "too-many-nodes"
    ).but(place=("attack.yaml", 1_999_997), most=2),
    refused("a million lists of synonyms", lambda: "title: T\nsame: [" + "[x],\n" * 1_000_000 + "]\n", "too-many").but(
        place=("attack.yaml", 120_002)
    ),
    refused(
        "two million mappings without anything", lambda: "title: T\nitems: [" + "{},\n" * 1_900_000 + "]\n", "too-many"
    ).but(place=("attack.yaml", 120_002)),
    grown("200,000 questions", "  - {id: i%d, ask: q%d, answer: x}\n", 200_000, head="title: T\nitems:\n").but(
        outcome="refused", place=("attack.yaml", 120_003), code="too-many"
    ),
    grown("200,000 wrong questions", "  - {id: i, aks: q%d, answer: x}\n", 200_000, head="title: T\nitems:\n").but(
        outcome="refused", place=("attack.yaml", 120_003), code="too-many"
    ),
    grown("600,000 cards", "- [%d, b]\n", 600_000, head="title: T\ncards:\n").but(
        outcome="refused", place=("attack.yaml", 120_003), code="too-many"
    ),
    refused(
        "a table of a million cards, asked both ways",
        lambda: {
            "course.yaml": "title: T\ncards: {file: w.csv, both: true, typed: true}\n",
            "w.csv": "front,back\n" + "".join(f"{n:x},b\n" for n in range(1_000_000)),
        },
        "too-many",
    ).but(place=("w.csv", 60_002)),
    refused(
        "gaps that each become a question, 3,300 in one text",
        lambda: f"title: T\nitems:\n  - {{id: a, each: true, cloze: '{'[[a]] ' * 3_300}'}}\n",
        "too-many",
    ).but(place=("attack.yaml", 3)),
    grown(
        "forty thousand copies of a long text with gaps",
        f"  - {{id: i%d, each: true, cloze: '{'[[a]] ' * 100}{'x' * 19_000}'}}\n",
        400,
        head="title: T\nitems:\n",
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 13)),
    refused(
        "a long question around each of fifty thousand cards",
        lambda: {
            "course.yaml": f"title: T\ncards: {{file: w.csv, ask: '{'x' * 19_000} <<front>>'}}\n",
            "w.csv": "front,back\n" + "".join(f"{n},b\n" for n in range(50_000)),
        },
        "too-many",
    ).but(place=("w.csv", 1_054)),
    refused(
        "long answers of five hundred cards that ask the same",
        lambda: {
            "course.yaml": "title: T\ncards: {file: w.csv}\n",
            "w.csv": "front,back\n" + "".join(f"a,{n}{'x' * 19_000}\n" for n in range(500)),
        },
        "too-many",
    ).but(place=("w.csv", 12)),
    grown(
        "390,000 terms that are there twice, far down",
        "  399999: x\n",
        390_000,
        head="title: T\nglossary:\n" + "".join(f"  {n}: x\n" for n in range(400_000)),
    ).but(outcome="refused", code="duplicate-key", place=("attack.yaml", 400_003)),
    grown(
        "100,000 skills", "- {skill: s%d, items: [{id: a, ask: b, answer: c}]}\n", 100_000, head="title: T\nskills:\n"
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 30_003)),
    grown(
        "a skill that requires another two million times",
        "a,",
        1_900_000,
        head="title: T\nskills:\n- {skill: a, items: [{id: a, ask: b, answer: c}]}\n- {skill: b, requires: [",
        tail="a], items: [{id: a, ask: b, answer: c}]}\n",
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 4)),
    grown(
        "a question that exercises a skill two million times",
        "a,",
        1_900_000,
        head="title: T\nitems:\n- {id: a, ask: b, answer: c, also: [",
        tail="a]}\n",
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 3)),
    grown(
        "300,000 parts of questions",
        "- {id: i%d, ask: q, parts: [" + "{ask: a, answer: b}," * 10 + "]}\n",
        30_000,
        head="title: T\nitems:\n",
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 10_912)),
    grown(
        "600,000 steps in a lesson", "  - {show: s}\n", 600_000, head="title: T\nlesson:\n- steps:\n", tail=ITEMS
    ).but(outcome="refused", code="too-many", place=("attack.yaml", 120_004)),
    refused(
        "a title of twenty thousand and one characters", f"title: {HERE}" + "x" * 20_001 + f"\n{ITEMS}", "too-long"
    ),
    refused("a title of twenty thousand characters", f"title: {HERE}" + "x" * 20_000 + f"\n{ITEMS}", "value"),
    refused(
        "a folded text of five megabytes",
        lambda: f"title: T\nsummary: {HERE}>\n" + "  x\n" * 1_200_000 + ITEMS,
        "too-long",
    ).but(place=("attack.yaml", 2)),
    refused(
        "a quoted text of nine megabytes", lambda: f'title: {HERE}"' + "x" * 9_000_000 + f'"\n{ITEMS}', "too-long"
    ).but(place=("attack.yaml", 1)),
    refused("a key of a megabyte", lambda: f"title: T\n{HERE}" + "k" * 1_000_000 + f": x\n{ITEMS}").but(
        place=("attack.yaml", 2)
    ),
    refused(
        "an unknown key of a thousand characters", f"title: T\n{HERE}" + "k" * 1_000 + f": x\n{ITEMS}", "unknown-key"
    ),
    refused("an id of 5,000 characters", f"title: T\nid: {HERE}" + "a" * 5_000 + f"\n{ITEMS}", "id"),
    refused(
        "an item's id of 5,000 characters",
        f"title: T\nitems:\n  - {{id: {HERE}" + "a" * 5_000 + ", ask: One?, answer: x}\n",
        "id",
    ),
    refused(
        "a required skill whose name has 19,000 characters",
        f"title: T\nskills:\n  - skill: s\n    requires: [{HERE}"
        + "a" * 19_000
        + "]\n    items: [{id: a, ask: b, answer: c}]\n",
    ),
    grown("5,000 unknown keys", "key%d: x\n", 5_000, tail=ITEMS).but(outcome="refused", place=("attack.yaml", 2)),
    grown("20,000 terms in the glossary", "  term%d: x\n", 20_000, head="title: T\nglossary:\n", tail=ITEMS),
    grown("20,000 groups of synonyms", "  - [a%d, b%d]\n", 20_000, head="title: T\nsame:\n", tail=ITEMS),
    grown("a group of 50,000 synonyms", "w%d, ", 50_000, head="title: T\nsame: [[", tail="x]]\n" + ITEMS),
    grown("8,000 questions", "  - {id: i%d, ask: q%d, answer: x}\n", 8_000, head="title: T\nitems:\n"),
    grown("8,000 wrong questions", "  - {id: i, aks: q%d, answer: x}\n", 8_000, head="title: T\nitems:\n").but(
        outcome="refused", place=("attack.yaml", 3)
    ),
    grown(
        "3,000 skills, each requires the one before",
        "  - {skill: s%d, requires: [s%d], items: [{id: a, ask: b, answer: c}]}\n",
        3_000,
        head="title: T\nskills:\n",
    ).but(outcome="refused"),
    grown("a thousand authors", "  - Author %d\n", 1_000, head="title: T\nauthors:\n", tail=ITEMS),
    grown(
        "a thousand tags on a question",
        "t%d, ",
        1_000,
        head="title: T\nitems:\n  - {id: a, ask: b, answer: c, tags: [",
        tail="t]}\n",
    ),
    grown(
        "5,000 choices",
        "{wrong: w%d}, ",
        5_000,
        head="title: T\nitems:\n  - {id: a, ask: b, choices: [",
        tail="{right: r}]}\n",
    ),
    grown(
        "2,000 gaps in one text", "[[g%d]] ", 2_000, head="title: T\nitems:\n  - id: a\n    cloze: |\n      ", tail="\n"
    ),
    grown("5,000 lines to order", "l%d, ", 5_000, head="title: T\nitems:\n  - {id: a, ask: b, order: [", tail="z]}\n"),
    grown(
        "3,000 pairs to match",
        "l%d: r%d, ",
        3_000,
        head="title: T\nitems:\n  - {id: a, ask: b, match: {",
        tail="z: z}}\n",
    ),
    grown(
        "3,000 groups to sort into",
        "g%d: [m%d], ",
        3_000,
        head="title: T\nitems:\n  - {id: a, ask: b, sort: {",
        tail="z: [y]}}\n",
    ),
    grown(
        "10,000 accepted answers", "w%d, ", 10_000, head="title: T\nitems:\n  - {id: a, ask: b, answer: [", tail="z]}\n"
    ),
    grown(
        "2,000 hints", "h%d, ", 2_000, head="title: T\nitems:\n  - {id: a, ask: b, answer: c, hints: [", tail="z]}\n"
    ),
    grown(
        "2,000 known mistakes",
        "{when: w%d, say: no}, ",
        2_000,
        head="title: T\nitems:\n  - {id: a, ask: b, answer: c, mistakes: [",
        tail="{when: z, say: no}]}\n",
    ),
    grown(
        "3,000 steps in a lesson", "      - {show: s%d}\n", 3_000, head="title: T\nlesson:\n  - steps:\n", tail=ITEMS
    ),
    grown("2,000 explanations", "  - {way: w%d, text: x}\n", 2_000, head="title: T\nlesson:\n", tail=ITEMS),
    grown("2,000 projects", "  - {id: p%d, title: P, brief: B, hand_in: text}\n", 2_000, head=f"{COURSE}projects:\n"),
    grown("2,000 passages", "  p%d: text\n", 2_000, head=f"{COURSE}passages:\n"),
    either(
        "a table of 30,000 cards",
        {
            "course.yaml": "title: T\ncards: {file: w.csv, both: true, typed: true}\n",
            "w.csv": "front,back\n" + "".join(f"f{n},b{n}\n" for n in range(30_000)),
        },
    ),
    refused(
        "a table of one row with 50,000 columns",
        {"course.yaml": "title: T\ncards: {file: w.csv}\n", "w.csv": HERE + "x," * 50_000 + "\n"},
    ),
    refused(
        "a table with a quote that never ends, two megabytes",
        lambda: {"course.yaml": "title: T\ncards: {file: w.csv}\n", "w.csv": 'front,back\n⟪"' + "x\n" * 1_000_000},
    ).but(place=("w.csv", 2)),
    refused(
        "a passage of nine megabytes",
        lambda: {"course.yaml": f"{COURSE}passages: {{p: {{file: ⟪p.md}}}}\n", "p.md": "word " * 1_900_000},
    ).but(place=("p.md", 1), code="too-long"),
    loads(
        "a question of two thousand lines",
        "title: T\nitems:\n  - id: a\n    ask: |\n" + "      line\n" * 2_000 + "    answer: x\n",
    ),
    loads("a question without a single blank", "title: T\nitems:\n  - {id: a, ask: " + "w" * 19_000 + ", answer: x}\n"),
    either(
        "ten thousand levels of a quotation", "title: T\nitems:\n  - {id: a, ask: '" + "> " * 9_000 + "x', answer: x}\n"
    ),
    either(
        "a list of Markdown in a list, 200 deep",
        "title: T\nitems:\n  - id: a\n    ask: |\n"
        + "".join(f"      {'  ' * n}- x\n" for n in range(90))
        + "    answer: x\n",
    ),
    either("ten thousand backquotes", "title: T\nitems:\n  - {id: a, ask: '" + "`" * 19_000 + "', answer: x}\n"),
    either("ten thousand stars", "title: T\nitems:\n  - {id: a, ask: '" + "*a **b " * 2_700 + "', answer: x}\n"),
    either(
        "ten thousand opening brackets of a link",
        "title: T\nitems:\n  - {id: a, ask: '" + "[" * 19_000 + "', answer: x}\n",
    ),
    either(
        "a table of Markdown with 4,000 columns",
        "title: T\nitems:\n  - id: a\n    ask: |\n      "
        + "|a" * 4_000
        + "|\n      "
        + "|-" * 4_000
        + "|\n    answer: x\n",
    ),
    either(
        "maths of 3,000 nested fractions",
        "title: T\nitems:\n  - {id: a, ask: '$" + r"\frac{1}{" * 2_000 + "1" + "}" * 2_000 + "$', answer: x}\n",
    ),
    either("maths of 9,000 dollars", "title: T\nitems:\n  - {id: a, ask: '" + "$" * 19_001 + "', answer: x}\n"),
    either("maths of 6,000 roots", "title: T\nitems:\n  - {id: a, ask: '$" + r"\sqrt" * 3_000 + "x$', answer: x}\n"),
]
ATTACKS = [*ALIASES, *DEPTHS, *(attack.but(heavy=True) for attack in SIZES)]
