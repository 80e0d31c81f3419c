"""What every key means, in one line: the one table behind the hover texts of editors and the author guide's tables.

`KEYS` has an entry for each struct that an author writes, `PLACES` for the keys that hold other structs or files. A
test names every key that has no line here, and every line that has no key.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.course import Mastery, Project
from tutor.core.item import FeedbackSample, Hint, Item, Mistake, Samples, Written
from tutor.core.kinds import KINDS
from tutor.core.kinds.choices import Choice
from tutor.core.kinds.code import Cases, Program, Test
from tutor.core.kinds.essay import Writing
from tutor.core.kinds.regex import Pattern
from tutor.core.kinds.shell import Commands
from tutor.core.kinds.sql import Query
from tutor.core.lesson import Sample
from tutor.core.rubric import Criterion
from tutor.packs.written import (
    WrittenBlock,
    WrittenCard,
    WrittenCards,
    WrittenCourse,
    WrittenSkill,
    WrittenUnit,
)

Lines = Mapping[str, str]

COURSE = {
    "format": "The version of the pack format: 1.",
    "id": "The course's name for programs: lower-case letters, digits, hyphens. Default: the folder's or file's name.",
    "title": "The course's name for people.",
    "version": "The version of this text, such as 1.2.0. Raise it when you hand the pack out again.",
    "language": "The language of the text, such as en or pt-BR.",
    "target": "The language that is learned, where it differs from `language`.",
    "authors": "Who wrote it: a list.",
    "license": "What others may do with it, such as CC-BY-4.0.",
    "summary": "One line that a learner reads in the library.",
    "level": "For whom: beginner, year 7, … Any words.",
    "hours": "How long it honestly takes.",
    "interests": "Contexts that items and lessons offer; a learner picks some and meets those first.",
    "glossary": "Terms and their meaning.",
    "same": "Synonyms that count as the same in every typed answer: a list of lists.",
    "mastery": "How much proof a skill of this course needs.",
    "moved": "Old id: new id, for skills and items (`skill/item`) that were renamed or moved. Progress is kept.",
    "merged": "Old skill: the skill it became part of.",
    "split": "Old skill: the skills it became.",
    "retired": "Skills that are gone for good.",
    "needs": "Other programs that the exercises run. Python, SQLite and a POSIX shell need no mention.",
    "reading_level": "The reading ease (LIX) that you aim at, for the checker.",
    "translations": "Language: a file with the texts in that language.",
}
UNIT = {
    "unit": "The unit's id: letters, digits, hyphens.",
    "title": "The unit's name for people. Default: made from the id.",
}
SKILL = {
    "skill": "The skill's id, unique in the course. A skill is what is mastered as a whole.",
    "title": "The skill's name for people. Default: made from the id.",
    "can": "What a learner can say at the end, beginning with “I can”.",
    "requires": "Skills that are learned first. `other-course/skill` reaches another pack.",
    "covers": "Skill: share (0 to 1). An unaided success here counts as so much of a repetition there.",
    "remember": (
        "skill: the items practise one thing (default with a lesson). "
        "items: each is a fact of its own (default without)."
    ),
    "mastery": "How much proof this skill needs, where it differs from the course.",
}
BLOCK = {
    "way": "How it explains: words, plain, example, picture, steps, story, analogy, code, or a label of your own.",
    "text": "The explanation, in Markdown. Math between $…$.",
    "interest": "The context it uses, one of the course's `interests`.",
    "language": "The language of this explanation, where it differs.",
}
SAMPLE = {
    "of": "An expression with chance in it, such as dice(6).",
    "count": "How often it is drawn (default 100): a number or an expression.",
}
CARDS = {
    "file": "The table: a CSV file of the pack whose first line names the columns.",
    "both": "true: each card is asked in both directions, never both on one day.",
    "typed": "true: the back is typed. Otherwise it is recalled and then compared.",
    "ask": "The question around the front, such as `In Spanish: <<front>>`. Default: the front alone.",
    "ask_back": "The question around the back, with `<<back>>` in it, where `both` asks the other way.",
    "case": "exact: capitals count in what is typed. Default: ignore.",
    "accents": "ignore: accents don't count in what is typed. Default: exact.",
    "typos": "1: one slip in a longer word is right. 0: no slip passes. Default: a slip is “almost”, asked once again.",
}
CARD = {
    "front": "What is shown; of a list the first text. The others are right, too, when the front is asked for.",
    "back": "What is to be recalled or typed: a text, or a list of right ones; in a table `a|b`.",
    "id": "A stable name, so that the texts may be edited.",
    "hint": "A hint towards the back.",
    "explain": "Shown after the answer: why it is so.",
    "example": "A sentence with it, shown after the answer.",
    "speak": "What the machine's voice reads aloud.",
    "tags": "Labels for search: a list, or words between commas.",
}
MASTERY = {
    "threshold": "How sure of the skill tutor must be before the quiz comes (default 0.9).",
    "quiz": "How many questions the quiz has (default 3; 5 where all are choices).",
    "pass": "The share of the quiz that must be right (default 1, all).",
}
PROJECT = {
    "id": "The project's id, unique in the course.",
    "title": "The project's name.",
    "brief": "What to do, in Markdown.",
    "skills": "The skills that it shows.",
    "hand_in": "What is handed in: text, file or link.",
    "with": "Whether it is done alone, as a pair or in a group.",
    "rubric": "What it is rated by: a list of criteria.",
}
CRITERION = {
    "criterion": "What is looked at.",
    "levels": "How well it may be done, from lowest to highest; two or more.",
}
ITEM = {
    "id": "A stable name, unique in the skill. Without it, editing the question starts the item anew for learners.",
    "ask": "The question, in Markdown.",
    "rev": "Raise it (2, 3, …) when the meaning changes: the item is then learned anew.",
    "hints": "Hints, shown one at a time, from vague to nearly the answer.",
    "explain": "Shown after the answer: why it is so.",
    "mistakes": "Wrong answers that you know, each with its own feedback.",
    "samples": "Your own tests: answers that must be right, wrong, or get a certain feedback.",
    "also": "Other skills that this item exercises.",
    "group": "Items of one group are never asked on the same day.",
    "passage": "The id of the longer text that is shown beside the question.",
    "difficulty": "From 1 (easy) to 5 (hard). Default 3; corrected by what learners do.",
    "vars": "Names and the values they may take: makes the item a template with ever new numbers.",
    "where": "What must hold between the values, such as a != b.",
    "let": "Names and expressions that are computed from `vars`.",
    "interest": "The context it uses, one of the course's `interests`.",
    "tags": "Labels for search.",
    "seconds": "How long a fluent answer takes.",
    "case": "exact: capitals count in typed answers. Default: ignore.",
    "accents": "ignore: accents don't count in typed answers, but letters such as ñ in Spanish do. Default: exact.",
    "typos": "1: one slip in a longer word is right. 0: no slip passes. Default: a slip is “almost”, asked once again.",
    "image": "A picture of the pack, shown with the question.",
    "alt": "What the picture shows, for those who don't see it.",
    "audio": "A sound of the pack, played with the question.",
    "transcript": "What is heard, for those who don't hear it. Asking for it counts as a hint.",
    "speak": "What the machine's voice reads aloud.",
    "placement": "false keeps the item out of placement tests.",
    "source": "Where it was taken from: format, file, place, licence. Never shown to learners.",
}
HINT = {
    "if": "When the hint fits: an expression over `response`, the last wrong try.",
    "say": "The hint.",
}
MISTAKE = {
    "when": "The wrong answer, or a list of them.",
    "if": "Instead of `when`: an expression over `response` and the item's values.",
    "say": "What is said to it.",
    "see": "The skill to look at again.",
    "name": "The misconception's id, the same wherever it shows.",
}
SAMPLES = {
    "right": "Answers that must be judged right.",
    "wrong": "Answers that must be judged wrong.",
    "feedback": "Answers that must get the feedback of a certain mistake.",
}
FEEDBACK_SAMPLE = {
    "response": "The answer to test.",
    "name": "The misconception that it must be taken for.",
    "vars": "The values of a template for this test.",
}
CHOICE = {
    "right": "A right choice.",
    "wrong": "A wrong choice.",
    "because": "Said when it was picked: why it is right or wrong.",
    "name": "The misconception that picking it shows.",
    "image": "A picture of the pack.",
    "alt": "What the picture shows.",
    "id": "A stable name, so that the text may be edited. Default: a hash of the text.",
}
TEST = {
    "call": "An expression in the language of the program, such as f(2).",
    "gives": "What the call gives, as a literal of that language. `3` is a number, `\"'3'\"` a text.",
    "stdin": "What the program reads.",
    "prints": "What the program prints for it.",
    "script": "A script that ends with status 0 when the program is right.",
    "hidden": "true: it is run, but not shown.",
}
CASES = {
    "vars": "Names and the values they may take.",
    "where": "What must hold between the values.",
    "call": "The call to make, with <<name>> for the values.",
    "stdin": "What the program reads, with <<name>> for the values.",
    "count": "How many are made (default 20). The solution says what is right.",
}
PROGRAM = {
    "language": "The programming language (default python).",
    "starter": "What the learner begins with.",
    "solution": "A program that is right; shown afterwards.",
    "tests": "What the program must do: a list of tests.",
    "cases": "Tests made from values.",
    "files": "Files that lie beside the program: name: text.",
}
QUERY = {
    "setup": "SQL that makes the tables and fills them.",
    "solution": "A query that is right.",
    "ordered": "true: the order of the rows counts.",
    "check": "A query to compare afterwards, for statements that change data.",
}
COMMANDS = {
    "setup": "A script that prepares the empty folder.",
    "check": "A script that ends with status 0 when the folder is as it should be.",
    "solution": "Commands that are right.",
    "files": "Files in the folder: name: text.",
}
PATTERN = {
    "match": "Texts that the pattern must match as a whole.",
    "reject": "Texts that it must not match.",
    "solution": "One pattern that does it.",
}
WRITING = {
    "rubric": "What the text is rated by: a list of criteria.",
    "model": "A good answer, shown afterwards.",
    "words": "How many words it should have, such as 50..200.",
}
_EXACT = "true: every character counts, as in code; only white space around the text is forgiven."
OF_KINDS: dict[str, Lines] = {
    "choices": {
        "choices": "Picks: a list of `right:` and `wrong:`.",
        "pick": "any: one right choice is enough. many: boxes, even when only one is right.",
        "keep_order": "true: the choices stay in your order. Default: shuffled.",
        "show": "How many choices are drawn for one asking, the right ones among them.",
    },
    "true_false": {"true_false": "Says whether it holds: true or false."},
    "answer": {
        "answer": "Types a text: the accepted text, or a list of them, the best first.",
        "exact": _EXACT,
    },
    "number": {
        "number": "Types a number: a number or an expression.",
        "tolerance": "How far off is still right: 0.01, or 2%.",
        "unit": "The unit that the answer has. A number without it is “almost”.",
        "units": "Other units that are accepted and converted: a list, or unit: how many of it make one `unit`.",
    },
    "formula": {
        "formula": "Types an expression that equals this one.",
        "domain": "Where the two are compared, such as {x: 0.1..10}.",
        "form": "The form that is asked for: factored, expanded or simplest.",
    },
    "cloze": {
        "cloze": "Fills the gaps of a text: [[right|also right]].",
        "each": "true: every gap is an item of its own.",
        "exact": _EXACT,
    },
    "order": {
        "order": "Puts lines in order: the list in the right order.",
        "or": "Other right orders: a list of lists.",
        "indent": "true: indentation is shown and counts, for programs.",
        "distractors": "Lines that are left out.",
    },
    "match": {
        "match": "Pairs: left: right.",
        "distractors": "Rights that belong to nothing.",
    },
    "sort": {"sort": "Puts into groups: group: list."},
    "recall": {"recall": "Recalls, then sees this text and rates itself."},
    "code": {"code": "Writes a program."},
    "sql": {"sql": "Writes a query for SQLite."},
    "shell": {"shell": "Types commands."},
    "regex": {"regex": "Writes a regular expression."},
    "essay": {"essay": "Writes a text and rates it by a rubric."},
    "parts": {"parts": "Answers several questions one after the other: a list of items of other kinds."},
}
"""The keys that a kind adds; the first one is the kind itself."""

KEYS: dict[type, Lines] = {
    WrittenCourse: COURSE,
    WrittenUnit: UNIT,
    WrittenSkill: SKILL,
    WrittenBlock: BLOCK,
    Sample: SAMPLE,
    WrittenCards: CARDS,
    WrittenCard: CARD,
    Mastery: MASTERY,
    Project: PROJECT,
    Criterion: CRITERION,
    Item: ITEM,
    Hint: HINT,
    Mistake: MISTAKE,
    Samples: SAMPLES,
    FeedbackSample: FEEDBACK_SAMPLE,
    Choice: CHOICE,
    Test: TEST,
    Cases: CASES,
    Program: PROGRAM,
    Query: QUERY,
    Commands: COMMANDS,
    Pattern: PATTERN,
    Writing: WRITING,
    **{kind: {**ITEM, **OF_KINDS[name]} for name, kind in KINDS.items()},
}
EXPLORE: Lines = {
    "plot": "A curve such as `y = a*x + b`, or a list of them.",
    "bars": "Expressions whose values are drawn as bars: one, or a list.",
    "points": "Points `[x, y]`, each side an expression.",
    "sample": "What chance gives, drawn as bars.",
    "vars": "The values that a learner moves: name: range, such as -5..5 or 0..1 step 0.1.",
    "x": "The range of the axis to the right, such as -10..10.",
    "y": "The range of the axis upwards.",
}
MEDIA: Lines = {
    "file": "A picture, sound or film of the pack, shown or played where the terminal can.",
    "link": "An address on the web; offered, never fetched.",
    "alt": "What there is to see or hear, for those who can't.",
}
PLACES: Lines = {
    "units": "The units in their order: files of the pack, or units written here.",
    "skills": "The skills in their order.",
    "items": "The questions.",
    "cards": "Many small facts at once: `[front, back]` each, or a table.",
    "rows": "Instead of `file`: the cards themselves, `[front, back]` each.",
    "lesson": "Explanations, each in another way. The first is shown first.",
    "passages": "Longer texts that several items ask about: id: text, or id: {file: text/name.md}.",
    "projects": "Pieces of work for the portfolio.",
    "steps": "A worked example: steps that show something, or ask first.",
    "show": "Something to read or look at, in Markdown.",
}
"""Keys that stand beside those of a struct and hold other things."""


def lines_of(kind: type[Written]) -> Lines:
    """The keys of a struct with what they mean."""
    return KEYS[kind]
