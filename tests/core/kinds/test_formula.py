"""Typed formulas: how they are read, what is said to them, what an author is told. Equality is in the table of pairs."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import msgspec
import pytest
from flaw_paths import codes
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.formula import Formula
from tutor.core.templates import draw, fill, problems
from tutor.present.feedback import feedback

SQUARE = Formula(
    formula="(x+1)^2",
    mistakes=[
        Mistake(when="x^2+1", say="The middle term!", name="middle"),
        Mistake(when=["2x+1", "2x+2"], say="Square, don't double."),
        Mistake(when="no solution", say="There is one."),
        Mistake(condition="'y' in response", say="Where does y come from?"),
    ],
)
FACTORED = Formula(
    formula="(x+1)(x+2)", form="factored", mistakes=[Mistake(when="x^2+3x+2", say="That is multiplied out.")]
)


def told(judged: Judgement) -> list[str]:
    return [note.code for note in judged.notes]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("2x", "2x"),
        ("x²y³", "x²y³"),
        ("x^2+3x−1", "x² + 3x − 1"),
        ("1/2 x", "(1/2)x"),
        ("1/(2x)", "1/(2x)"),
        ("2(x+1)", "2(x + 1)"),
        ("(a+b)(a-b)", "(a + b)(a − b)"),
        ("sin x", "sin(x)"),
        ("sin 2x cos x", "sin(2x)cos(x)"),
        ("sin^2 x", "sin(x)²"),
        ("sin^-1 x", "asin(x)"),
        ("arcsin(x)", "asin(x)"),
        ("√2x", "√2·x"),
        ("√(x+1)", "√(x + 1)"),
        ("sqrt x", "√x"),
        ("|x-1|", "|x − 1|"),
        ("2|x||y|", "2·|x|·|y|"),
        ("3·4", "3·4"),
        ("3×x", "3x"),
        ("2pi r", "2πr"),
        ("e^-x", "e^(−x)"),
        ("x^(n+1)", "x^(n + 1)"),
        ("x^1/2", "x¹/2"),
        ("x^2^3", "x^(2³)"),
        ("1½", "1.5"),
        ("2 1/3", "7/3"),
        ("x_1 + x₂", "x_1 + x_2"),
        ("theta", "θ"),
        ("\\frac{1}{2}x", "(1/2)x"),
        ("$x^{2}$", "x²"),
        ("x+1.", "x + 1"),
        ("n!/(n-1)!", "n!/(n − 1)!"),
        ("log_2 8", "log(8, 2)"),
        ("x*x", "x·x"),
        ("-x^2", "−x²"),
        ("(-x)^2", "(−x)²"),
        ("x--3", "x − (−3)"),
        ("2^-x", "2^(−x)"),
        ("９x", "9x"),
        ("x∕2", "x/2"),
    ],
)
def test_a_formula_is_understood_as_people_write_it(typed: str, heard: str) -> None:
    key = Formula(formula="0*(x+y+a+b+n+r+x_1+x_2+theta)")
    assert key.judge(typed, Setting()).heard == heard


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2x +", "Something is missing after “2x +”."),
        ("2x + *3", "I can't read what follows “2x +”."),
        ("2x # 3", "I can't read what follows “2x”."),
        ("2(x+1", "I can't find where the bracket after “2” is closed."),
        ("|x", "I can't find where the first bracket is closed."),
        ("x+1)", "I can't read what follows “x+1”."),
        (")x", "I can't read how this begins."),
        ("", "Nothing is written yet. Write an expression, like 2x + 1."),
        ("   ", "Nothing is written yet. Write an expression, like 2x + 1."),
        ("x2", "I can't tell what the number after “x” means. Put * or ^ before it."),
        ("(x+1)2", "I can't tell what the number after “(x+1)” means. Put * or ^ before it."),
        ("sin", "Something is missing after “sin”."),
        ("sin()", "I can't read what follows “sin(”."),
        ("sin(x, 2)", "I can't read how this begins."),
        ("x = 3 = 4", "I can't read what follows “x = 3”."),
        ("x < 3", "I can't read what follows “x”."),
        ("x" * 10_000, "That is too long or too deeply nested for a formula. Can you write it more briefly?"),
        ("(" * 400, "That is too long or too deeply nested for a formula. Can you write it more briefly?"),
        ("-" * 400 + "x", "That is too long or too deeply nested for a formula. Can you write it more briefly?"),
        ("x^" * 200 + "x", "That is too long or too deeply nested for a formula. Can you write it more briefly?"),
        ("\x1b]0;x", "I can't read how this begins."),
        ("__import__('os')", "I can't read how this begins."),
    ],
)
def test_what_cannot_be_read_is_no_wrong_answer_and_says_where(typed: str, words: str) -> None:
    judged = SQUARE.judge(typed, Setting())
    assert (judged.almost, judged.score, judged.correct) == (True, 0.0, False)
    assert feedback(judged) == words
    assert "\x1b" not in judged.heard


@pytest.mark.parametrize(
    ("made", "typed", "words"),
    [
        (FACTORED, "(x+1)(x+2)+0", "The value is right; write it factored, as a product that can't be taken apart any further."),
        (Formula(formula="x^2+x", form="expanded"), "x(x+1)", "The value is right; write it multiplied out, as a sum with like terms put together."),
        (Formula(formula="1/2", form="simplest"), "2/4", "The value is right; write it in its simplest form."),
        (Formula(formula="1/(2x)"), "1/2x", "Read as (1/2)x."),
        (Formula(formula="2x+1"), "2x+1 = 0", "An expression is asked for, not an equation."),
        (Formula(formula="2x+1"), "x = 2x+1", "An expression is asked for, not an equation."),
        (Formula(formula="y=2x+1"), "2x+1", "The value is right; an equation is asked for, with =."),
    ],
)  # fmt: skip
def test_almost_says_what_to_change(made: Formula, typed: str, words: str) -> None:
    judged = made.judge(typed, Setting())
    assert judged.almost
    assert feedback(judged) == words


@pytest.mark.parametrize(
    ("made", "typed", "words"),
    [
        (Formula(formula="2x"), "2z", "“z” does not belong here."),
        (Formula(formula="speed*time"), "speed*tame*y", "“tame” and “y” do not belong here."),
        (Formula(formula="x"), "x/0", "What you wrote has no value that can be computed."),
        (Formula(formula="x"), "9**9**9", "What you wrote has no value that can be computed."),
        (Formula(formula="x"), "x/(1-1)", "What you wrote has no value that can be computed."),
        (Formula(formula="x"), "sqrt(-1-x^2)", "What you wrote has no value that can be computed."),
        (Formula(formula="2x"), "3x", ""),
        (Formula(formula="2x"), "3X", "“X” does not belong here."),
    ],
)
def test_wrong_says_what_may_help(made: Formula, typed: str, words: str) -> None:
    judged = made.judge(typed, Setting())
    assert (judged.correct, judged.almost) == (False, False)
    assert feedback(judged) == words


@pytest.mark.parametrize(
    ("made", "typed", "correct"),
    [
        (Formula(formula="2x+1"), "y = 2x+1", True),
        (Formula(formula="2x+1"), "2x+1 = y", True),
        (Formula(formula="2x+1"), "f(x) = 1+2x", True),
        (Formula(formula="2x+1"), "y = 2x", False),
        (Formula(formula="3"), "x = 3", True),
        (Formula(formula="3"), "x = 4", False),
        (Formula(formula="y = 2x+1"), "2x+1 = y", True),
        (Formula(formula="y = 2x+1"), "y - 2x = 1", True),
        (Formula(formula="y = 2x+1"), "2y = 4x+2", True),
        (Formula(formula="y = 2x+1"), "-y = -1-2x", True),
        (Formula(formula="y = 2x+1"), "y = 2x-1", False),
        (Formula(formula="y = 2x+1"), "0 = 0", False),
        (Formula(formula="x^2+y^2 = 25"), "y² = 25 − x²", True),
        (Formula(formula="x^2+y^2 = 25"), "y = 5 - x", False),
        (Formula(formula="y = sin(2x)"), "y = 2 sin x cos x", True),
        (Formula(formula="y = sin(2x)"), "y = 2 sin x", False),
    ],
)
def test_equations(made: Formula, typed: str, correct: bool) -> None:
    assert made.judge(typed, Setting()).correct is correct


@pytest.mark.parametrize(
    ("made", "typed", "said"),
    [
        (SQUARE, "1 + x²", "The middle term!"),
        (SQUARE, "2(x+1)", "Square, don't double."),
        (SQUARE, "y = 2x + 2", "Square, don't double."),
        (SQUARE, "No solution!", "There is one."),
        (SQUARE, "(y+1)^2", "Where does y come from?"),
        (SQUARE, "x^3", ""),
        (FACTORED, "2+3x+x²", "That is multiplied out."),
        (FACTORED, "x(x+3)+2", ""),
    ],
)
def test_a_known_mistake_is_known_in_any_notation(made: Formula, typed: str, said: str) -> None:
    judged = made.judge(typed, Setting())
    assert judged.said == said
    assert not judged.correct


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_decimal_comma_is_read_where_it_is_usual(language: str) -> None:
    made = Formula(formula="1.5x")
    assert made.judge("1,5x", Setting(language=language)).correct
    assert made.judge("1.5x", Setting(language=language)).correct


@pytest.mark.parametrize(
    ("key", "typed", "language", "outcome"),
    [
        ("T - H - 0.2G", "T - H - 0,2G", "en", "right"),
        ("T - H - 0.2G", "T - H - 0,2G", "de", "right"),
        ("1.5x", "1,5x", "en", "right"),
        ("1000x", "1,000x", "en", "right"),
        ("1000000x", "1,000,000x", "en", "right"),
        ("0.125x", "0,125x", "en", "right"),
        ("x", "1,000x", "de", "right"),
        ("log(8,2)", "log(8,2)", "en", "right"),
        ("2log(8,2)+0.5", "2(log(8,2)) + 0,5", "en", "right"),
        ("1.5x", "1, 5x", "en", "unreadable"),
        ("1.5x", "1 ,5x", "en", "unreadable"),
        ("1.5x", "x,5", "en", "unreadable"),
    ],
)
def test_a_comma_within_a_number_is_read_but_not_between_arguments(
    key: str, typed: str, language: str, outcome: str
) -> None:
    judged = Formula(formula=key).judge(typed, Setting(language=language))
    assert judged.correct if outcome == "right" else told(judged) == [outcome]


GAS = Formula(
    formula="n/V", mistakes=[Mistake(when="V/n", say="Upside down."), Mistake(when="No idea", say="Look it up.")]
)
MOLES = Formula(formula="m/M", mistakes=[Mistake(when="M/m", say="Upside down.")])


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (GAS, "n/v"),
        (GAS, "N/V"),
        (GAS, "c = n/v"),
        (Formula(formula="sin(x)"), "Sin(X)"),
        (Formula(formula="c_2*V_2/c_1"), "C2 v2 / c1"),
        (Formula(formula="T - H - G/5"), "t-h-g/5"),
    ],
)
def test_capitals_in_the_wrong_place_are_almost_right(made: Formula, typed: str) -> None:
    judged = made.judge(typed, Setting())
    assert judged.almost
    assert feedback(judged) == "Look at capital and small letters."


@pytest.mark.parametrize(
    ("made", "typed", "said"),
    [
        (GAS, "V/n", "Upside down."),
        (GAS, "no idea", "Look it up."),
        (GAS, "v/n", ""),
        (MOLES, "M/m", "Upside down."),
        (MOLES, "m/m", ""),
        (MOLES, "M/M", ""),
    ],
)
def test_capitals_count_in_known_mistakes(made: Formula, typed: str, said: str) -> None:
    judged = made.judge(typed, Setting())
    assert (judged.correct, judged.said) == (False, said)


def test_a_mistake_in_other_capitals_is_no_right_answer() -> None:
    made = Formula(formula="n/V", mistakes=[Mistake(when="n/v", say="A small v is a speed.")])
    assert made.judge("n/v", Setting()).said == "A small v is a speed."
    assert MOLES.judge("m/M", Setting()).correct


@pytest.mark.parametrize(
    ("key", "typed", "correct"),
    [
        ("T-H-G/5", "LDL = T-H-G/5", True),
        ("T-H-G/5", "T - H - G/5 = LDL", True),
        ("T-H-G/5", "LDL = T-H-G", False),
        ("c2*V2/c1", "V1 = c2*V2/c1", True),
        ("c2*V2/c1", "V₁ = c₂V₂/c₁", True),
        ("c2*V2/c1", "V_1 = c_2*V_2/c_1", True),
        ("c2*V2/c1", "V2 = c2*V2/c1", False),
        ("c2*V2/c1", "V1 = c1*V2/c2", False),
        ("m/V", "rho = m/V", True),
        ("a*b", "ab = a*b", False),
        ("x^2", "e1 = x^2", True),
    ],
)
def test_the_name_of_what_is_asked_may_stand_before_it(key: str, typed: str, correct: bool) -> None:
    assert Formula(formula=key).judge(typed, Setting()).correct is correct


def test_letters_with_digits_are_names_where_the_key_has_such_names() -> None:
    judged = Formula(formula="c2*V2/c1").judge("c2*V3/c1", Setting())
    assert feedback(judged) == "“V_3” does not belong here."
    assert told(Formula(formula="x^2").judge("x2", Setting())) == ["unreadable"]


def test_three_names_that_do_not_belong_are_listed() -> None:
    judged = Formula(formula="2x").judge("g*h*t", Setting())
    assert feedback(judged) == "“g”, “h” and “t” do not belong here."


def test_a_rule_that_takes_letters_of_the_formula_for_values_is_told_what_is_known() -> None:
    made = Formula(ask="?", formula="m/M", mistakes=[Mistake(condition="M / m == response", say="Upside down.")])
    found = list(problems(made))
    assert {flaw.code for flaw in found} == {"unknown-name"}
    assert "`response`, the text as typed" in found[0].hint


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (Formula(formula="2x +"), ["formula"]),
        (Formula(formula=""), ["formula"]),
        (Formula(formula="x" * 600), ["formula"]),
        (Formula(formula="x/0"), ["no-points"]),
        (Formula(formula="sqrt(-1-x^2)"), ["no-points"]),
        (Formula(formula="ln(x-100)"), ["no-points"]),
        (Formula(formula="ln(x-100)", domain={"x": "101..200"}), []),
        (Formula(formula="9^9^9"), ["no-points"]),
        (Formula(formula="x", domain={"x": "10..1"}), ["domain"]),
        (Formula(formula="x", domain={"x": "all"}), ["domain"]),
        (Formula(formula="x", domain={"y": "0..1"}), ["domain"]),
        (Formula(formula="x^2+2x+1", form="factored"), ["form"]),
        (Formula(formula="x(x+1)", form="expanded"), ["form"]),
        (Formula(formula="2/4", form="simplest"), ["form"]),
        (Formula(formula="1/2x"), ["ambiguous"]),
        (Formula(formula="1/2 x"), []),
        (Formula(formula="theta/2", domain={"theta": "0..3"}), []),
        (Formula(formula="e*x", domain={"e": "1..2"}), []),
        (Formula(formula="a*x + <<b>>", vars={"a": "1..3", "b": "1..3"}), []),
        (Formula(formula="a*x", vars={"a": "1..3"}), ["literal-name"]),
    ],
)
def test_the_author_is_told_what_to_mend(made: Formula, found: list[str]) -> None:
    assert codes(made) == found


@pytest.mark.parametrize(
    ("formula", "values", "shown"),
    [
        ("(x+<<a>>)^2", {"a": "-3"}, "(x − 3)²"),
        ("(x+<<a>>)^2", {"a": "0"}, "x²"),
        ("<<a>>x-<<a>>", {"a": "1"}, "x − 1"),
        ("<<a>>x-<<a>>", {"a": "-1"}, "−x + 1"),
        ("<<a>>x-<<a>>", {"a": "-2"}, "−2x + 2"),
        ("<<a>>x-<<a>>", {"a": "0.5"}, "0.5x − 0.5"),
        ("x^<<a>>", {"a": "1"}, "x"),
        ("y = <<a>>x", {"a": "-1"}, "y = −x"),
    ],
)
def test_a_filled_template_reads_well_and_is_right(formula: str, values: dict[str, str], shown: str) -> None:
    template = Formula(ask="?", formula=formula, vars={"a": "-3..3"})
    drawn = draw(template, 0, values)
    made = fill(template, drawn)
    setting = Setting(values=drawn)
    assert not list(problems(template))
    assert made.right_answer(setting) == shown
    assert made.judge(shown, setting).correct
    assert made.judge(made.formula, setting).correct


@pytest.mark.parametrize("form", ["factored", "expanded", "simplest"])
def test_the_forms_of_a_template_hold_for_all_its_values(form: Any) -> None:
    key = {"factored": "(x+<<a>>)(x-<<b>>)", "expanded": "x^2+<<a>>x+<<b>>", "simplest": "x+<<a>>"}[form]
    template = Formula(ask="?", formula=key, form=form, vars={"a": "-3..3", "b": "-3..3"})
    for seed in range(20):
        values = draw(template, seed)
        made = fill(template, values)
        assert not list(made.flaws())
        assert made.judge(made.right_answer(Setting(values=values)), Setting(values=values)).correct


@pytest.mark.parametrize("response", [None, 3, 2.5, True, ["x"], {"x": "x"}])
def test_only_a_text_is_an_answer(response: Any) -> None:
    with pytest.raises(BadResponse):
        SQUARE.judge(response, Setting())


SIGNS = "xyzabe0123456789.,+-*/^()|=!√∛²³½·×−π°_ {}[]\\\n"
PIECES = st.sampled_from(
    ["sin", "cos", "ln", "log", "sqrt", "abs", "x_1", "9^9", "!!", "theta", "1/2", "(x+1)", "|x|", "e^"]
)
TYPED = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.one_of(st.sampled_from(list(SIGNS)), PIECES), max_size=30).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(typed=TYPED, form=st.sampled_from([None, "factored", "expanded", "simplest"]))
def test_whatever_is_typed_is_judged_and_always_alike(typed: str, form: Any) -> None:
    made = Formula(formula="x^2-1", form=form, mistakes=[Mistake(when=typed, say="!"), Mistake(condition="x", say="?")])
    judged = made.judge(typed, Setting())
    assert judged.correct == (judged.score == 1.0)
    assert not (judged.correct and judged.almost)
    assert made.judge(typed, Setting()) == judged
    assert msgspec.json.decode(msgspec.json.encode(judged), type=Judgement) == judged
    assert feedback(judged).isprintable()


@settings(max_examples=200, deadline=None)
@given(written=TYPED, form=st.sampled_from([None, "factored", "expanded", "simplest"]))
def test_whatever_an_author_writes_flaws_are_found_and_judging_goes_on(written: str, form: Any) -> None:
    made = Formula(formula=written, form=form, domain={"x": written})
    assert all(flaw.message for flaw in made.flaws())
    judged = made.judge("x", Setting())
    assert isinstance(judged, Judgement)
    if not [flaw for flaw in made.flaws() if flaw.severity == "error"]:
        assert made.judge(made.right_answer(Setting()), Setting()).correct


def test_it_survives_the_compiled_library() -> None:
    for made in (SQUARE, FACTORED):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=AnyItem) == made


def test_nothing_of_it_is_loaded_before_the_first_formula() -> None:
    code = "import sys; from tutor.core.kinds import AnyItem; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "tutor.core.kinds.formula" in loaded
    assert not [name for name in loaded if "algebra" in name or name == "tutor.core.formulas"]
