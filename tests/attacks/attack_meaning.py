"""Expressions, patterns, templates and graphs that mean no good, or no end."""

from __future__ import annotations

from attack import ITEMS, Attack, either, refused


def number(expression: str) -> str:
    return f"title: T\nitems:\n  - id: a\n    ask: b\n    number: ⟪{_quoted(expression)}\n"


def template(lines: str, ask: str = "What is <<a>>?", answer: str = "<<a>>") -> str:
    """A question with `vars`, from the lines given (indented by four)."""
    return f"title: T\nitems:\n  - id: a\n    ask: {_quoted(ask)}\n    answer: {_quoted(answer)}\n{lines}"


def formula(text: str) -> str:
    return f"title: T\nitems:\n  - id: a\n    ask: b\n    formula: ⟪{_quoted(text)}\n"


def pattern(
    solution: str, match: str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", reject: str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
) -> str:
    return f"title: T\nitems:\n  - id: a\n    ask: b\n    regex:\n      match: [{_quoted(match)}]\n      reject: [{_quoted(reject)}]\n      solution: ⟪{_quoted(solution)}\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


NUMBERS = [
    refused("a tower of powers", number("9**9**9")),
    refused("a tower of powers with carets", number("9^9^9^9")),
    refused("the factorial of a million", number("factorial(1000000)")),
    refused("a combination of huge numbers", number("comb(10**50, 10**49)")),
    refused("an import", number("__import__('os').system('id')")),
    refused("opening a file", number("open('/etc/passwd')")),
    refused("an attribute", number("(1).__class__")),
    refused("a subscript", number("[1,2][0]")),
    refused("a lambda", number("(lambda: 1)()")),
    refused("a comprehension", number("[x for x in 1]")),
    refused("an f-string", number("f'{1}'")),
    refused("an assignment", number("(x := 1)")),
    refused("a call of a call", number("abs(abs)(1)")),
    refused("division by nothing", number("1/0")),
    refused("the root of less than nothing", number("sqrt(-1)")),
    refused("the logarithm of nothing", number("log(0)")),
    refused("more than any float", number("exp(1000000)")),
    refused("5,000 brackets in an expression", number("(" * 5_000 + "1" + ")" * 5_000)),
    refused("5,000 signs before a number", number("-" * 5_000 + "1")),
    refused("an expression of 15,000 terms", number("+".join(["1"] * 9_000))),
    refused("an expression of nested conditions", number("1 if 1 else " * 1_500 + "1")),
    refused("not, two thousand times", number("not " * 2_000 + "1")),
    refused("a text times a number", number("'x' * 1000000000")),
    refused("other digits", number("٤٢ + १")).but(outcome="either"),
    refused("an unknown function", number("eval('1')")),
    refused("a semicolon", number("1; import os")),
    refused("a backquote", number("`id`")),
    refused("an empty expression in brackets", number("()")),
]
TEMPLATES = [
    refused("a range of ten thousand million values", template("    vars: {a: ⟪0..10000000000}\n")).but(code=""),
    refused("a range with the smallest of steps", template(f"    vars: {{a: ⟪0..1 step 0.{'0' * 90}1}}\n")),
    either(
        "a `where` that is never true but for one of a million",
        template("    vars: {a: 1..1000, b: 1..1000}\n    where: a*b == 999999 or a == b\n"),
    ),
    refused("a `where` that is never true", template("    vars: {a: 1..1000, b: 1..1000}\n    where: ⟪a > 2000\n")),
    refused(
        "a `where` of endless work",
        template(
            "    vars: {a: 1..9, b: 1..9, c: 1..9, d: 1..9, e: 1..9}\n    where: ⟪" + "a+b+c+d+e+" * 15 + "1 == 0\n"
        ),
    ),
    refused(
        "texts that double forty times",
        template(
            "    vars: {s: [xxxxxxxxxx, y]}\n    let:\n"
            + "".join(
                f"      s{n}: {'s' if n == 0 else f's{n - 1}'} + {'s' if n == 0 else f's{n - 1}'}\n" for n in range(40)
            ),
            "<<s39>>",
            "<<s39>>",
        ),
    ),
    refused(
        "numbers that are squared forty times",
        template(
            "    vars: {n: 2..9}\n    let:\n"
            + "".join(
                f"      n{k}: {'n' if k == 0 else f'n{k - 1}'} * {'n' if k == 0 else f'n{k - 1}'}\n" for k in range(40)
            ),
            "<<n39>>",
            "<<n39>>",
        ),
    ),
    refused(
        "a list joined with itself for ever", template("    vars: {s: [a, b]}\n    let: {t: ⟪join(t, t)}\n", "<<t>>")
    ),
    refused("a `let` that needs itself", template("    vars: {a: 1..3}\n    let: {⟪b: b + 1}\n", "<<b>>")).but(code=""),
    refused(
        "two `let` that need each other",
        template("    vars: {a: 1..3}\n    let:\n      ⟪b: c + 1\n      c: b + 1\n", "<<b>>"),
    ).but(code=""),
    refused(
        "a hundred variables",
        template("    vars: {" + ", ".join(f"a{n}: 1..9" for n in range(100)) + "}\n", "<<a1>>", "<<a1>>"),
    ),
    refused(
        "a variable named as what is within Python",
        template("    vars: {⟪__class__: 1..3}\n", "<<__class__>>", "<<__class__>>"),
    ).but(outcome="either", place=None),
    refused("a value that opens a file", template("    vars: {a: 1..3}\n", "⟪<<open('/etc/passwd')>>")),
    refused("a value of a value", template("    vars: {a: 1..3}\n", "⟪<<a.__class__>>")),
    refused(
        "a thousand places to fill in one question",
        template("    vars: {a: 1..3}\n", "<<upper('" + "x" * 1_000 + "')>>" * 15),
    ).but(outcome="either"),
    either("values that are places to fill again", template("    vars: {a: ['<<b>>', '<<a>>', '\\<<a>>']}\n")),
    either(
        "values that are markup and gaps", template("    vars: {a: ['[[x]]', '[@click=app.quit]x[/]', '$\\frac{']}\n")
    ),
    refused("a value that acts", template('    vars: {a: [⟪"\\e[2J", b]}\n'), "control"),
    refused("a template with a space of nothing", template("    vars: {a: ⟪[]}\n")),
    refused("a range that goes down", template("    vars: {a: ⟪9..2}\n")),
    either(
        "a template with a list of ten thousand values",
        template("    vars: {a: [" + ", ".join(f"v{n}" for n in range(10_000)) + "]}\n"),
    ),
]
PATTERNS = [
    either("a pattern that explodes in others' engines", pattern("(a+)+")),
    either("a pattern of choices that explodes", pattern("(a|aa)+")),
    either("a pattern of words that explodes", pattern(r"(\w+\s?)*", "aaaa", "!")),
    either("a pattern of optional letters that explodes", pattern("(a?){30}a{30}")),
    refused("a pattern with a bracket too many", pattern("(")),
    refused("a pattern of 3,000 groups", pattern("(" * 3_000 + "a" + ")" * 3_000)),
    refused("a pattern that repeats ten thousand million times", pattern("((a{1000}){1000}){1000}")),
    refused("a pattern with a back reference", pattern(r"(a)\1*")),
    refused("a pattern that looks ahead", pattern("(?=a)a+")),
    refused("a pattern with a condition", pattern("(a)?(?(1)a|b)+")),
    refused("a pattern that names a class that is none", pattern("[z-a]")),
    refused("a pattern that ends with a backslash", pattern("a\\")),
    refused("a pattern of ten thousand stars", pattern("a" + "*" * 10_000)),
    refused("a pattern of nested stars", pattern("(" * 40 + "a" + ")*" * 40)).but(outcome="either"),
    either("a pattern of many choices", pattern("|".join(["a" * n for n in range(1, 18)]))).but(place=None),
    refused("a text of 3,000 characters to match", pattern(".*", "a" * 3_000, "a" * 2)).but(place=None),
    refused(
        "texts to match of many megabytes",
        f"title: T\nitems:\n  - id: a\n    ask: b\n    regex:\n      match: [{', '.join(['a' * 1_900] * 60)}]\n      reject: [b]\n      solution: a+\n",
    ),
]
FORMULAS = [
    refused("a formula that is a tower", formula("x^9^9^9")),
    refused("a formula to the power of a million", formula("(x+1)^1000000")).but(outcome="either"),
    either("a formula whose product has thousands of terms", formula("*".join(f"(x+{n})" for n in range(1, 40)))),
    either("a formula of many letters multiplied out", formula("(a+b+c+d+e+f+g+h)^12")),
    refused("a formula of 3,000 brackets", formula("(" * 3_000 + "x" + ")" * 3_000)),
    refused("a formula that calls what is not there", formula("system(x)")).but(outcome="either"),
    either("a formula of 2,000 signs", formula("x" + "-" * 2_000 + "x")),
    refused("a formula that is an attribute", formula("x.__class__")),
    either("a formula of nested functions", formula("sin(" * 60 + "x" + ")" * 60)),
    refused("a formula that divides by nothing", formula("x/0")).but(outcome="either"),
    refused(
        "a formula with a range of values without end",
        "title: T\nitems:\n  - {id: a, ask: b, formula: x, domain: {x: ⟪0..1e999}}\n",
    ),
    either(
        "a reaction of hundreds of elements",
        "title: T\nitems:\n  - {id: a, ask: '$\\ce{" + "H2O -> " * 500 + "}$', answer: x}\n",
    ),
]


def explore(lines: str) -> str:
    return f"title: T\nlesson:\n  - way: explore\n    text: Look.\n{lines}{ITEMS}"


EXPLORING = [
    refused(
        "a sample of a thousand million draws",
        explore("    sample: {of: dice(6), count: ⟪1000000000}\n    vars: {a: 1..2}\n"),
    ).but(outcome="either"),
    refused(
        "a die with endless sides", explore("    sample: {of: ⟪dice(10**300), count: 10}\n    vars: {a: 1..2}\n")
    ).but(outcome="either"),
    refused("a curve that calls what is not there", explore("    plot: ⟪y = eval(x)\n    vars: {a: 1..2}\n")),
    either("a curve of towers", explore("    plot: y = x^x^x^a\n    vars: {a: 1..200}\n")),
    refused("a slider of endless steps", explore("    plot: y = a*x\n    vars: {a: ⟪0..1 step 0.0000000000001}\n")),
    refused("a slider as wide as can be", explore(f"    plot: y = a*x\n    vars: {{a: ⟪0..1{'0' * 200}}}\n")).but(
        outcome="either"
    ),
    either(
        "an axis as narrow as can be",
        explore("    plot: y = a*x\n    vars: {a: 1..2}\n    x: 0..0.0000000001\n    y: 1..1.0000000000000001\n"),
    ),
    either("five hundred curves", explore("    plot: [" + ", ".join(["y = a*x"] * 500) + "]\n    vars: {a: 1..2}\n")),
    either(
        "two thousand points", explore("    points: [" + ", ".join(["[1, a]"] * 2_000) + "]\n    vars: {a: 1..2}\n")
    ),
    refused("a curve with an attribute", explore("    plot: ⟪y = a.__class__\n    vars: {a: 1..2}\n")),
]


def skills(pairs: list[tuple[str, str]]) -> str:
    return "title: T\nskills:\n" + "".join(
        f"  - skill: {name}\n    requires: [{needs}]\n    items: [{{id: a, ask: b, answer: c}}]\n"
        for name, needs in pairs
    )


GRAPHS = [
    refused("a skill that requires itself", skills([("a", "⟪a")])),
    refused("two skills that require each other", skills([("a", "b"), ("b", "a")])).but(place=("attack.yaml", 4)),
    refused("a circle of a thousand skills", skills([(f"s{n}", f"s{(n + 1) % 1_000}") for n in range(1_000)])),
    refused("a skill that nobody has", skills([("a", "⟪nowhere")])),
    either("a skill of another course that nobody has", skills([("a", "nowhere/nothing")])),
    either(
        "a skill that requires three hundred",
        skills([*((f"s{n}", "") for n in range(300)), ("z", ", ".join(f"s{n}" for n in range(300)))]),
    ),
    either(
        "forty layers of ten skills, each requires all of the one before",
        skills(
            [
                (f"l{k}n{n}", ", ".join(f"l{k - 1}n{m}" for m in range(10)) if k else "")
                for k in range(40)
                for n in range(10)
            ]
        ),
    ),
    refused("a skill required twice", skills([("a", ""), ("b", "a, ⟪a")])).but(outcome="either", place=None),
    refused("a skill without questions", "title: T\nskills:\n  - ⟪skill: a\n").but(code=""),
    refused(
        "a skill that covers itself wholly",
        "title: T\nskills:\n  - {skill: a, covers: {⟪a: 1}, items: [{id: a, ask: b, answer: c}]}\n",
    ).but(outcome="either", place=None),
    refused(
        "a share of more than all",
        "title: T\nskills:\n  - {skill: a, items: [{id: a, ask: b, answer: c}]}\n  - {skill: b, covers: {a: ⟪5}, items: [{id: a, ask: b, answer: c}]}\n",
    ),
    refused("moves in a circle", f"title: T\nid: t\nmoved:\n  ⟪t/a: t/b\n  t/b: t/a\n{ITEMS}").but(code=""),
    refused("mastery that can't be had", f"title: T\nmastery: {{threshold: ⟪2, quiz: 3}}\n{ITEMS}"),
    refused("a quiz of a million questions", f"title: T\nmastery: {{quiz: ⟪1000000}}\n{ITEMS}"),
    refused(
        "an item that exercises what is not there",
        "title: T\nitems:\n  - {id: a, ask: b, answer: c, also: [⟪nowhere]}\n",
    ),
    either(
        "a thousand items of one group",
        "title: T\nitems:\n" + "".join(f"  - {{id: i{n}, ask: q{n}, answer: x, group: g}}\n" for n in range(1_000)),
    ),
]
LIES = [
    refused("a question without an answer", "title: T\nitems:\n  - ⟪{id: a, ask: b}\n").but(code=""),
    refused(
        "a choice with nothing right", "title: T\nitems:\n  - {id: a, ask: b, ⟪choices: [wrong: c, wrong: d]}\n"
    ).but(code=""),
    refused("an empty answer", "title: T\nitems:\n  - {id: a, ask: b, answer: ⟪''}\n").but(code=""),
    refused(
        "an answer of nothing but unseen characters", "title: T\nitems:\n  - {id: a, ask: b, answer: ⟪'\u00ad\u3164'}\n"
    ).but(code=""),
    refused(
        "a sample that is judged otherwise",
        "title: T\nitems:\n  - id: a\n    ask: b\n    answer: c\n    samples: {right: [⟪d]}\n",
    ),
    refused(
        "a mistake that is the right answer",
        "title: T\nitems:\n  - id: a\n    ask: b\n    answer: c\n    mistakes: [{when: ⟪c, say: no}]\n",
    ).but(code=""),
    refused("two kinds at once", "title: T\nitems:\n  - {id: a, ask: b, answer: c, ⟪number: 1}\n").but(code=""),
    refused(
        "a mistake with an expression that calls",
        "title: T\nitems:\n  - {id: a, ask: b, number: 1, mistakes: [{if: ⟪'open(response)', say: x}]}\n",
    ),
    refused(
        "a hint with an expression without end",
        "title: T\nitems:\n  - {id: a, ask: b, number: 1, hints: [{if: 'response > 9**9**9', say: x}]}\n",
    ).but(outcome="either"),
    refused("a unit that is none", "title: T\nitems:\n  - {id: a, ask: b, number: 1, unit: ⟪'\\*\\*rm -rf'}\n").but(
        outcome="either"
    ),
    refused(
        "units converted by nothing", "title: T\nitems:\n  - {id: a, ask: b, number: 1, unit: xyz, units: {abc: ⟪0}}\n"
    ),
    refused(
        "units converted without end",
        "title: T\nitems:\n  - {id: a, ask: b, number: 1, unit: xyz, units: {abc: ⟪inf}}\n",
    ),
    refused("difficulty of a million", "title: T\nitems:\n  - {id: a, ask: b, answer: c, difficulty: ⟪1000000}\n"),
    refused("less than no seconds", "title: T\nitems:\n  - {id: a, ask: b, answer: c, seconds: ⟪-5}\n"),
    refused(
        "an essay of a million words",
        "title: T\nitems:\n  - {id: a, ask: b, essay: {model: x, words: ⟪1..99999999999}}\n",
    ).but(outcome="either"),
]
ATTACKS: list[Attack] = [*NUMBERS, *TEMPLATES, *PATTERNS, *FORMULAS, *EXPLORING, *GRAPHS, *LIES]
