"""Texts that would act on a terminal, hide, or be read as markup: in every field that a face shows.

`RICH` is a pack with all of these fields, each a slot such as `@title@`. What acts is refused where it stands; what is
only markup is legal, stands in all slots at once, and is studied in every face.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import cycle

from attack import HERE, ITEMS, Attack, Text, loads, refused

RICH: dict[str, str] = {
    "course.yaml": """\
id: attack
title: '@title@'
version: '@version@'
language: '@language@'
authors: ['@author@']
license: '@license@'
summary: '@summary@'
level: '@level@'
interests: ['@interest@']
glossary: {'@term@': '@meaning@'}
same: [['@synonym@', another]]
translations: {es: text/es.yaml}
passages: {shop: '@passage@', recipe: {file: text/recipe.md}}
units:
  - unit: first
    title: '@unit@'
    skills:
      - skill: picking
        title: '@skill@'
        can: '@can@'
        lesson:
          - {way: words, text: '@lesson@', interest: '@interest@'}
          - {way: '@way@', text: Another way.}
          - way: steps
            steps: [{show: '@step@'}, {ask: '@step-question@', answer: x, explain: '@step-why@'}]
          - {way: media, link: 'https://example.org/x', alt: '@link-alt@'}
          - {way: media, file: media/pizza.png, alt: '@file-alt@'}
          - {way: explore, text: '@explore@', plot: y = a*x, vars: {a: 1..5}}
        items:
          - id: pick
            ask: '@ask@'
            passage: shop
            image: media/pizza.png
            alt: '@alt@'
            choices:
              - {right: '@right@ 1', because: '@because-right@'}
              - {wrong: '@wrong@ 2', because: '@because-wrong@', image: media/pizza.png, alt: '@choice-alt@'}
            hints: ['@hint@', {if: response == 1, say: '@hint-if@'}]
            explain: '@explain@'
            tags: ['@tag@']
          - {id: typed, ask: Type it., answer: x, mistakes: [{when: zzz, say: '@mistake@', name: mis}], speak: '@speak@'}
          - {id: accepted, ask: Type this., answer: ['@answer@ 3', y], explain: '@typed-why@', passage: recipe}
          - {id: heard, ask: Listen., answer: x, audio: media/sum.ogg, transcript: '@transcript@'}
          - {id: truth, ask: '@truth@', true_false: true}
      - skill: typing
        title: Typing
        items:
          - {id: order, ask: Order., order: ['@line@ 1', '@line@ 2'], distractors: ['@line-out@']}
          - {id: match, ask: Match., match: {'@left@ 1': '@match-right@ 1', b: c}, distractors: ['@match-out@']}
          - {id: sort, ask: Sort., sort: {'@group@ 1': ['@member@ 1'], other: [d]}}
          - {id: recall, ask: Recall., recall: '@recall@'}
          - {id: gaps, cloze: '@cloze@ and [[gap]] here.', explain: Why not.}
          - id: essay
            ask: Write.
            essay: {model: '@model@', rubric: [{criterion: '@criterion@', levels: ['@level-one@ 1', two]}]}
          - id: parts
            ask: '@parts@'
            parts: [{ask: '@part-one@', answer: x}, {ask: '@part-two@', number: 2}]
          - {id: amount, ask: How much?, number: 3, mistakes: [{if: response > 0, say: '@number-mistake@'}]}
          - {id: expression, ask: Which?, formula: x^2, explain: '@formula-why@'}
          - id: drawn
            ask: '@template@ <<a>>'
            vars: {a: 2..5, who: ['@value@ 1', Bo]}
            answer: <<a>>
            explain: <<who>>
          - {id: pattern, ask: Which?, regex: {match: ['@matching@'], reject: ['12'], solution: '.{4,}'}}
      - skill: table
        title: Table
        cards: {file: text/words.csv, both: true}
  - unit: second
    title: Programs
    skills:
      - skill: program
        title: A program
        items:
          - id: code
            ask: '@code@'
            code: {starter: '# @starter@', solution: 'def f(): return 1', tests: [{call: f(), gives: '1'}], files: {a.txt: '@file@'}}
          - {id: sql, ask: '@query@', sql: {setup: 'create table t(a); -- @setup@', solution: select a from t}}
          - {id: shell, ask: '@commands@', shell: {solution: 'true', check: 'true # @check@', files: {b.txt: '@shell-file@'}}}
projects:
  - id: work
    title: '@project@'
    brief: '@brief@'
    hand_in: text
    rubric: [{criterion: '@project-criterion@', levels: ['@project-level@ 1', two]}]
""",
    "text/es.yaml": "picking/pick: {ask: '@translated@', explain: '@translated-why@'}\n",
    "text/recipe.md": "Take two eggs. @file-passage@\n",
    "text/words.csv": "front,back,hint\nsol,sun,near\n@front@,@back@,@card-hint@\n",
}
MEDIA: dict[str, bytes] = {
    "media/pizza.png": b"\x89PNG\r\n\x1a\n\x1b]0;taken\x07" * 4,
    "media/sum.ogg": b"OggS\x1b[2J\x9b31m" * 4,
}
SLOT = re.compile("@([a-z-]+)@")
DEFAULTS = {"language": "en", "interest": "cooking", "matching": "abcd", "version": "1.0.0", "way": "story"}
FIELDS = list(dict.fromkeys(name for text in RICH.values() for name in SLOT.findall(text)))


def rich(slots: Mapping[str, str], quoted: Mapping[str, str] | None = None) -> dict[str, Text]:
    """The pack with these slots filled, the others harmless; `quoted` ones become a text in double quotes."""
    made: dict[str, Text] = dict(MEDIA)
    for file, text in RICH.items():
        for name, instead in (quoted or {}).items():
            text = re.sub(
                rf"'([^'\n]*)@{name}@([^'\n]*)'", lambda m, new=instead: f'"{m[1]}{new}{m[2]}"', text, count=1
            )  # type: ignore[misc]
        made[file] = SLOT.sub(lambda m: slots.get(m[1], DEFAULTS.get(m[1], f"plain {m[1]}")), text)
    return made


ACTING = {
    "a clipboard write": "\x1b]52;c;aGFja2Vk\x07",
    "a window title": "\x1b]0;taken\x1b\\",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a C1 control": "\x9b31m",
    "a status query": "\x1b[6n",
    "a device string": "\x1bP+q544e\x1b\\",
    "an application command": "\x1b_Gi=1\x1b\\",
    "the other screen": "\x1b[?1049l",
    "the end of a bracketed paste": "\x1b[201~",
    "mouse reports": "\x1b[?1003h",
    "a hyperlink": "\x1b]8;;http://evil.example\x1b\\x",
    "a NUL": "a\x00b",
    "a bell": "\x07",
    "backspaces": "good\x08\x08\x08\x08evil",
    "a carriage return": "good\revil",
    "a delete": "a\x7fb",
    "a vertical tab": "a\x0bb",
    "an override of direction": "exe.\u202etxt",
    "an isolate": "\u2067x",
    "tag characters": "\U000e0041x",
    "a line separator": "a\u2028b",
    "an interlinear mark": "a\ufff9b",
}
ESCAPED = {
    "an escape": r"\e]52;c;x\a",
    "an escape by number": r"\x1b[2J",
    "a C1 control by number": r"\u009b31m",
    "a NUL": r"a\0b",
    "a backspace": r"\b\b\b",
    "a lone surrogate": r"\ud800",
    "an override of direction": r"\u202e",
    "a carriage return": r"good\revil",
    "a delete": r"\x7f",
    "a next line": r"a\Nb",
    "a line separator": r"a\Lb",
    "a tag character": r"\U000E0041",
}
BARE = ("file-passage", "front", "back", "card-hint")
"""Slots that are not in YAML, where an escape is only letters."""


def control_attacks() -> list[Attack]:
    """In every field something that acts, as it is; in every field of YAML something that acts, by its escape."""
    found = []
    for field, (name, acting) in zip(FIELDS, cycle(ACTING.items())):
        found.append(refused(f"{name} in the {field}", rich({field: f"{HERE}{acting}"}), "control"))
    for field, (name, escape) in zip([one for one in FIELDS if one not in BARE], cycle(ESCAPED.items())):
        found.append(refused(f"{name} as an escape in the {field}", rich({}, {field: f"{HERE}{escape}"}), "control"))
    return found


MARKUP = {
    "markup that quits on a click": "[@click=app.quit]press[/]",
    "markup that calls an action": "[@click=app.open_url(1)]x[/]",
    "markup that closes what is not open": "[/nope] [/]",
    "markup that is a type": "list[int] d[k][0] [b]bold[/b]",
    "markup of Rich": "[bold red on white]x[/] [link=https://evil.example]y[/link]",
    "brackets without end": "[[[[[[ ]] [ ] [[",
    "HTML": "<script>alert(1)</script><b onclick=1>x</b><!-- -->",
    "links of Markdown to files": "[text](file:///etc/passwd) ![p](http://evil.example/p.png) <file:///etc>",
    "an autolink that is a script": "[x](javascript:alert) <javascript:alert(1)>",
    "fences that never end": "```python [b] ``` ~~~ `x",
    "a table of Markdown": "| a | b | [/] |",
    "maths that is broken": r"$\frac{1}{ $ \left( $$ \\ {",
    "maths that is none": r"\( \[ $ a $$ b $",
    "percent signs and braces": "%s %(x)s {0} {title} {0.__class__} ${HOME} $(id) `id`",
    "a formula of a spreadsheet": '=cmd|" /C calc"!A1',
    "escapes that are letters": r"\x1b[2J \e]0;x\a \033[31m ^[[31m \u001b",
    "emoji chains": "👩‍👩‍👧‍👦" * 30 + "🏳️‍🌈",
    "four hundred combining marks": "Z" + "\u0301\u0327\u0489" * 133,
    "wide and narrow letters": "Ｗｉｄｅ漢字" * 40 + "ﷺ꧅𒐫",
    "words without blanks": "w" * 1_000,
    "unassigned and private characters": "\ue000\uf8ff\U0010fffd\u0378\ufdd0",
    "soft hyphens and joiners": "a\u00adb\u200dc\u200cd\u034fe\u115ff\u3164g",
    "commands of the plain mode": ":q :u :s",
    "lines of JSON": '{"ok":true,"verdict":{"correct":true}}',
    "a question of another program": "Password: ",
    "slots of a template": r"\<<a>> \[[gap]] \|",
    "letters from right to left": "שלום العربية",
    "invisible characters": "a\u200bb\u2060c\ufeffd",
    "marks of direction": "\u200fabc\u200e\u061cdef",
    "an old hangul filler and variation selectors": "\u3164\ufe0f\u180e\U000e0100x",
    "a title of a screen": "──────── Correct! ────────",
}


TITLES = ("title", "unit", "skill", "project", "license", "level", "author", "term", "can", "summary")
LABELS = ("interest", "tag", "way", "synonym")
"""Slots whose texts the format keeps short: at most 200 and 64 characters."""


def marked_up(field: str, text: str) -> str:
    """The text as it may stand in a slot."""
    if field == "cloze":
        return text.replace("[[", "[")
    return text[:190] if field in TITLES else text[:60] if field in LABELS else text


def markup_attacks() -> list[Attack]:
    """One text in all slots at once. Versions and languages are read strictly and keep their own."""
    found = []
    for name, text in MARKUP.items():
        usual = ("version", "language", "matching", *BARE)
        slots = {field: marked_up(field, text) for field in FIELDS if field not in usual}
        slots |= {"front": "front", "back": text.replace(",", ";").replace('"', "")}
        found.append(loads(f"{name} in every field", rich(slots)))
    return found


HEBREW = rich(
    dict.fromkeys(("title", "ask", "right", "hint", "explain", "lesson"), "\u2067שלום\u2069 \u200f")
    | {"language": "he"}
)
SPECIAL = [
    loads("isolates that close, in a language from right to left", HEBREW, turns=True),
    refused(
        "isolates that stay open, in a language from right to left",
        rich({"language": "he", "ask": f"{HERE}\u2067שלום"}),
        "control",
    ),
    refused(
        "choices that differ by a zero-width space",
        "title: T\nitems:\n  - id: a\n    ask: b\n    choices: [{right: yes}, ⟪{wrong: 'y\u200bes'}]\n",
        "equal-choices",
    ).but(code=""),
    refused(
        "choices that differ by a soft hyphen",
        "title: T\nitems:\n  - id: a\n    ask: b\n    choices: [{right: yes}, ⟪{wrong: 'y\u00ades'}]\n",
    ).but(code=""),
    refused(
        "choices that differ by how an accent is written",
        "title: T\nitems:\n  - id: a\n    ask: b\n    choices: [{right: 'é'}, ⟪{wrong: 'e\u0301'}]\n",
    ).but(code=""),
    refused("a key with an escape in it", f'title: T\n⟪"\\e[2J": x\n{ITEMS}', "control"),
    refused("an unknown key with markup and escapes", f"title: T\n⟪'[@click=app.quit]\x1b[2J': x\n{ITEMS}", "control"),
    refused("an id with an escape in it", f'title: T\nid: ⟪"a\\e[2Jb"\n{ITEMS}', "control"),
    refused("an id of markup", f"title: T\nid: ⟪'[@click=app.quit]x[/]'\n{ITEMS}", "id"),
    refused(
        "a required skill with an escape in it",
        'title: T\nskills:\n  - skill: s\n    requires: [⟪"\\e[2J"]\n    items: [{id: a, ask: b, answer: c}]\n',
        "control",
    ),
    refused("a file's name with an escape in it", 'title: T\nunits:\n  - ⟪"u\\e[2J.yaml"\n', "control"),
    refused("a file's name with an override of direction", 'title: T\nunits:\n  - ⟪"u\\u202elmay.yaml"\n', "control"),
    refused("a tag with an escape in it", f"title: ⟪!<\x1b[2J> T\n{ITEMS}", "control"),
    refused("an anchor of foreign letters", f"title: ⟪&é[/] T\n{ITEMS}").but(code=""),
    refused("a comment with an escape in it", f"title: T  # ⟪\x1b]0;x\x07\n{ITEMS}", "control"),
    refused("an escape in a table of cards", rich({"back": f"{HERE}\x1b[2J"}), "control"),
    refused(
        "an expression with an escape in it", 'title: T\nitems:\n  - {id: a, ask: b, number: ⟪"1\\e[2J"}\n', "control"
    ),
]
ATTACKS = [*control_attacks(), *markup_attacks(), *SPECIAL]
