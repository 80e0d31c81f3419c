"""Bytes that are no text, and text that YAML reads otherwise than it looks."""

from __future__ import annotations

from attack import COURSE, ITEMS, either, loads, refused

ONE = "title: T\nitems:\n  - {id: a, ask: One?, answer: %s}\n"
BYTES = [
    refused("a latin-1 byte", b"title: T\nsummary: caf\xe2\x9f\xaa\xe9\n" + ITEMS.encode(), "not-utf-8"),
    refused("an overlong form of a slash", b"title: T\nsummary: \xe2\x9f\xaa\xc0\xaf\n" + ITEMS.encode(), "not-utf-8"),
    refused("a surrogate in bytes", b"title: T\nsummary: \xe2\x9f\xaa\xed\xa0\x80\n" + ITEMS.encode(), "not-utf-8"),
    refused(
        "bytes beyond the last character",
        b"title: T\nsummary: \xe2\x9f\xaa\xf4\x90\x80\x80\n" + ITEMS.encode(),
        "not-utf-8",
    ),
    refused("a character cut off at the end", COURSE.encode() + b"# \xe2\x9f\xaa\xe2\x82", "not-utf-8"),
    refused("UTF-16 with a mark", COURSE.encode("utf-16"), "not-utf-8").but(place=("attack.yaml", 1)),
    refused("UTF-16 without a mark", COURSE.encode("utf-16-be"), "not-utf-8").but(place=("attack.yaml", 1)),
    refused("UTF-32", COURSE.encode("utf-32"), "not-utf-8").but(place=("attack.yaml", 1)),
    refused("UTF-7", "title: T\nitems: ⟪+AHs-\n", "value"),
    refused("nothing but NULs", b"\0" * 5_000).but(place=("attack.yaml", 1)),
    refused("a picture named as a course", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20).but(place=("attack.yaml", 1)),
    refused("a program named as a course", b"\x7fELF\x02\x01\x01" + bytes(2_000)).but(place=("attack.yaml", 1)),
    refused("a mark of order in the middle", f"title: T\nsummary: x\n⟪\ufefflevel: y\n{ITEMS}").but(code=""),
    loads(
        "a mark of order at the beginning, and line ends of Windows",
        b"\xef\xbb\xbf" + COURSE.replace("\n", "\r\n").encode(),
    ),
    refused("line ends of an old Mac", COURSE.replace("\n", "\r"), "control").but(place=("attack.yaml", 1)),
    refused("a megabyte of noise", bytes((n * 7919 + n // 256) % 256 for n in range(1_000_000))).but(
        place=("attack.yaml", 1), heavy=True
    ),
    refused("nothing but a mark of order", b"\xef\xbb\xbf", "no-course").but(place=("attack.yaml", 1)),
    refused("an empty file", b"", "no-course").but(place=("attack.yaml", 1)),
    refused("nothing but blanks and line ends", " \n" * 1_000, "no-course").but(place=("attack.yaml", 1)),
    refused("nothing but a comment", "# title: T\n", "no-course").but(place=("attack.yaml", 1)),
    refused("a number at the root", "42\n", "not-a-mapping").but(place=("attack.yaml", 1)),
]
TRAPS = [
    loads("the answer no", ONE % "no"),
    loads("the choices on and off", "title: T\nitems:\n  - {id: a, ask: b, choices: [right: on, wrong: off]}\n"),
    loads("an answer that looks like a time", ONE % "1:30"),
    loads("an answer that looks octal", ONE % "0123"),
    loads("an answer that looks like a number", ONE % "3.10"),
    loads("an answer that looks like a day that can't be", ONE % "2024-13-45"),
    loads("an answer that is null", ONE % "null"),
    loads("an answer that is a tilde", ONE % "~"),
    refused("an answer of five thousand digits", ONE % ("⟪" + "9" * 5_000), "long-answer"),
    refused(
        "a number of five thousand digits", "title: T\nitems:\n  - {id: a, ask: b, number: ⟪" + "9" * 5_000 + "}\n"
    ),
    refused("a number that is none", "title: T\nitems:\n  - {id: a, ask: b, number: ⟪.nan}\n"),
    refused("a number without end", "title: T\nitems:\n  - {id: a, ask: b, number: ⟪.inf}\n"),
    refused("a tolerance without end", "title: T\nitems:\n  - {id: a, ask: b, number: 1, tolerance: ⟪inf}\n"),
    refused("a tolerance that is none", "title: T\nitems:\n  - {id: a, ask: b, number: 1, tolerance: ⟪nan%}\n"),
    refused("a number that looks like a time", "title: T\nitems:\n  - {id: a, ask: b, number: ⟪1:30}\n"),
    refused("hours that are a word", f"title: T\nhours: ⟪many\n{ITEMS}"),
    refused("hours in powers of ten", f"title: T\nhours: ⟪1e999\n{ITEMS}"),
    refused(
        "a second answer",
        "title: T\nitems:\n  - id: a\n    ask: b\n    answer: right\n    ⟪answer: wrong\n",
        "duplicate-key",
    ),
    refused("a second list of items", f"{COURSE}⟪items: []\n", "duplicate-key"),
    refused(
        "two items with one id",
        "title: T\nitems:\n  - {id: a, ask: b, answer: c}\n  - {⟪id: a, ask: d, answer: e}\n",
        "duplicate-id",
    ).but(code=""),
    refused("an object of Python", f"title: ⟪!!python/object/apply:os.system [id]\n{ITEMS}", "tag"),
    refused("a module of Python", f"title: ⟪!!python/module:os x\n{ITEMS}", "tag"),
    refused("a new object of Python", f"title: ⟪!!python/object/new:type {{args: [x, [], {{}}]}}\n{ITEMS}", "tag"),
    refused("bytes in base 64", f"title: ⟪!!binary aGk=\n{ITEMS}", "tag"),
    refused("a set", f"title: T\nauthors: ⟪!!set {{a, b}}\n{ITEMS}", "tag"),
    refused("an include", f"title: T\nglossary: ⟪!include /etc/passwd\n{ITEMS}", "tag"),
    refused("a variable of the environment", f"title: ⟪!ENV ${{HOME}}\n{ITEMS}", "tag"),
    refused("a tag of one's own", f"%TAG ! tag:evil.example,2026:\n---\ntitle: ⟪!x T\n{ITEMS}", "tag"),
    refused("a tag that is none", f"title: ⟪! T\n{ITEMS}").but(outcome="either", place=None),
    either("another version of YAML", f"%YAML 9.9\n---\n{COURSE}"),
    refused("two documents", f"{COURSE}⟪---\ntitle: U\n", "documents"),
    refused("a tab as indentation", "title: T\nitems:\n⟪\t- {id: a, ask: b, answer: c}\n"),
    refused("a quote that stays open", 'title: T\nsummary: ⟪"never ends\nitems:\n  - {id: a, ask: b, answer: c}\n'),
    refused("a bracket that stays open", f"title: T\nauthors: ⟪[a, b\n{ITEMS}"),
    refused("a colon in a question", "title: T\nitems:\n  - id: a\n    ask: ⟪What is this: a test?\n    answer: x\n"),
    refused("a key that is not known", "title: T\nitems:\n  - {id: a, ask: b, ⟪anwser: c}\n").but(code=""),
    refused("a list as a key", f"title: T\n? ⟪[a, b]\n: c\n{ITEMS}", "key"),
    refused("an empty key", f"title: T\n⟪'': c\n{ITEMS}").but(code=""),
    refused("a key of NULs by escapes", f'title: T\n⟪"\\01": x\n{ITEMS}', "control"),
    refused("a title that is a list", f"title: ⟪[T]\n{ITEMS}", "value").but(code=""),
    refused("items that are a text", "title: T\nitems: ⟪all of them\n", "value"),
    refused("an item that is a list", "title: T\nitems:\n  - ⟪[a, b]\n", "value"),
    refused("a title that is a mapping", f"title: ⟪{{a: b}}\n{ITEMS}").but(code=""),
    refused("a path where its text is hidden by another document", f"{COURSE}...\n⟪junk: [\n").but(code=""),
]
FUTURE = [
    refused("format 999", f"⟪format: 999\n{COURSE}", "format"),
    refused("format 2 with keys that nobody knows", f"title: T\n⟪format: 2\nnovel: [a, b]\n{ITEMS}", "format"),
    refused("format 0", f"⟪format: 0\n{COURSE}").but(code=""),
    refused("format minus one", f"⟪format: -1\n{COURSE}").but(code=""),
    refused("a format of digits without end", f"⟪format: {'9' * 3_000}\n{COURSE}").but(code=""),
    refused("a format in Arabic digits", f"⟪format: '٢'\n{COURSE}").but(code=""),
    refused("a format that is a list", f"⟪format: [1]\n{COURSE}").but(code=""),
    either("a version that is no version", f"version: '../../x [b] ; rm -rf'\n{COURSE}"),
    either("a version of a thousand digits", f"version: {'1.' * 500}0\n{COURSE}"),
    either("a language that is a path", f"language: ../../etc\n{COURSE}"),
    either("a language of a thousand letters", f"language: {'a' * 1_000}\n{COURSE}"),
]
ATTACKS = [*BYTES, *TRAPS, *FUTURE]
