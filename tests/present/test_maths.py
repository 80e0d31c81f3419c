"""Mathematics as it is shown and said: every line was read by eye and by ear. What is not understood stays as it is."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.present.maths import to_unicode, to_words

GOLDEN = r"""
12  ~  12  ~  12
3.25  ~  3.25  ~  3.25
.5  ~  .5  ~  .5
3{,}000  ~  3,000  ~  3,000
3\,000\,000  ~  3 000 000  ~  3000000
0{,}5  ~  0,5  ~  0,5
\frac{3}{4}  ~  3/4  ~  3 quarters
\dfrac{3}{4}  ~  3/4  ~  3 quarters
\frac34  ~  3/4  ~  3 quarters
\frac{10}{7}  ~  10/7  ~  10 sevenths
\frac{3}{25}  ~  3/25  ~  3 over 25
\frac{0}{5}  ~  0/5  ~  0 fifths
\frac{1}{2} + \frac{1}{3} = \frac{5}{6}  ~  1/2 + 1/3 = 5/6  ~  1 half plus 1 third equals 5 sixths
1\frac{1}{2}  ~  1 1/2  ~  1 and 1 half
2 \frac{3}{4}  ~  2 3/4  ~  2 and 3 quarters
1\frac{1}{2} \times 2  ~  1 1/2 × 2  ~  1 and 1 half times 2
-1\frac{1}{2}  ~  −1 1/2  ~  minus 1 and 1 half
3\frac{1}{2}x  ~  (3 1/2)x  ~  3 and 1 half times x
\frac{a}{b}  ~  a/b  ~  a over b
\frac{a+b}{2}  ~  (a + b)/2  ~  the fraction a plus b over 2 end of fraction
\frac{a}{b+c}  ~  a/(b + c)  ~  the fraction a over b plus c end of fraction
\frac{(a+b)}{2}  ~  (a + b)/2  ~  open bracket a plus b close bracket over 2
\frac{(a+b)^2}{c}  ~  (a + b)²/c  ~  the fraction open bracket a plus b close bracket squared over c end of fraction
\frac{2x}{3}  ~  2x/3  ~  the fraction 2 x over 3 end of fraction
\frac{3}{2x}  ~  3/(2x)  ~  the fraction 3 over 2 x end of fraction
\frac{-b}{2a}  ~  (−b)/(2a)  ~  the fraction minus b over 2 a end of fraction
\frac{\frac{1}{2}}{3}  ~  (1/2)/3  ~  the fraction 1 half over 3 end of fraction
\frac{1}{1+\frac{1}{x}}  ~  1/(1 + 1/x)  ~  the fraction 1 over 1 plus the fraction 1 over x end of fraction end of fraction
x\frac{1}{2}  ~  x(1/2)  ~  x times 1 half
\frac{1}{2}x  ~  (1/2)x  ~  1 half times x
\frac{1}{2}(a+b)  ~  (1/2)(a + b)  ~  1 half times open bracket a plus b close bracket
\frac{1}{2}\frac{3}{4}  ~  (1/2)(3/4)  ~  1 half times 3 quarters
\frac{1}{2}bh  ~  (1/2)bh  ~  1 half times b h
\frac{1}{2}\,\text{cup}  ~  1/2 cup  ~  1 half cup
3\frac{1}{2}\text{ cups}  ~  3 1/2 cups  ~  3 and 1 half cups
a/\frac{b}{c}  ~  a/(b/c)  ~  a over the fraction b over c end of fraction
\frac{\text{parts taken}}{\text{all parts}}  ~  (parts taken)/(all parts)  ~  parts taken over all parts
\frac{□}{12} = \frac{3}{4}  ~  □/12 = 3/4  ~  blank over 12 equals 3 quarters
\frac{\square}{8}  ~  □/8  ~  blank over 8
3 \times 4  ~  3 × 4  ~  3 times 4
12 \div 4 = 3  ~  12 ÷ 4 = 3  ~  12 divided by 4 equals 3
a \cdot b  ~  a · b  ~  a times b
7 - 5  ~  7 − 5  ~  7 minus 5
-3 + -2  ~  −3 + −2  ~  minus 3 plus minus 2
5 \pm 2  ~  5 ± 2  ~  5 plus or minus 2
a \le b \leq c  ~  a ≤ b ≤ c  ~  a is at most b is at most c
a \ge b \geq c  ~  a ≥ b ≥ c  ~  a is at least b is at least c
a \ne b \neq c  ~  a ≠ b ≠ c  ~  a is not equal to b is not equal to c
a < b  ~  a < b  ~  a is less than b
a \lt b  ~  a < b  ~  a is less than b
b \gt a  ~  b > a  ~  b is greater than a
\pi \approx 3.14  ~  π ≈ 3.14  ~  pi is about 3.14
\sqrt{2}  ~  √2  ~  the square root of 2
\sqrt2  ~  √2  ~  the square root of 2
\sqrt{12}  ~  √12  ~  the square root of 12
\sqrt{x+1}  ~  √(x + 1)  ~  the square root of x plus 1 end of root
\sqrt{(x+1)}  ~  √(x + 1)  ~  the square root of open bracket x plus 1 close bracket
\sqrt[3]{8}  ~  ³√8  ~  the cube root of 8
\sqrt[n]{x}  ~  ⁿ√x  ~  the nth root of x
2\sqrt[3]{8}  ~  2 · ³√8  ~  2 times the cube root of 8
2\sqrt{3}  ~  2√3  ~  2 times the square root of 3
\sqrt{2}x  ~  (√2)x  ~  the square root of 2 end of root times x
\sqrt{2}\sqrt{3}  ~  (√2)√3  ~  the square root of 2 end of root times the square root of 3
\sqrt{\frac{1}{4}}  ~  √(1/4)  ~  the square root of 1 quarter
x^2  ~  x²  ~  x squared
x^3  ~  x³  ~  x cubed
2^{10}  ~  2¹⁰  ~  2 to the power of 10
x^{n+1}  ~  xⁿ⁺¹  ~  x to the power of n plus 1 end of power
10^{-3}  ~  10⁻³  ~  10 to the power of minus 3
2^{\frac{1}{2}}  ~  2^(1/2)  ~  2 to the power of 1 half
x^{2^3}  ~  x^(2³)  ~  x to the power of 2 cubed end of power
x^23  ~  x²3  ~  x squared times 3
e^x  ~  eˣ  ~  e to the power of x
2^Q  ~  2^(Q)  ~  2 to the power of Q
x_1  ~  x₁  ~  x sub 1
x_{12}  ~  x₁₂  ~  x sub 12
x_i^2  ~  xᵢ²  ~  x sub i squared
a_b  ~  a_b  ~  a sub b
a_b c  ~  a_(b)c  ~  a sub b c
N_A  ~  N_A  ~  N sub A
n = N/N_A  ~  n = N/N_A  ~  n equals N over N sub A
N_A^2  ~  N_(A)²  ~  N sub A squared
\ce{H2O}  ~  H₂O  ~  H 2 O
\ce{SO4^2-}  ~  SO₄²⁻  ~  S O 4 2 minus
\ce{SO_4^{2-}}  ~  SO₄²⁻  ~  S O 4 2 minus
\ce{Na+ + Cl-}  ~  Na⁺ + Cl⁻  ~  N a plus plus C l minus
\ce{2H2 + O2 -> 2H2O}  ~  2H₂ + O₂ → 2H₂O  ~  2 H 2 plus O 2 gives 2 H 2 O
\ce{Ca(OH)2 (aq)}  ~  Ca(OH)₂ (aq)  ~  C a open bracket O H close bracket 2 open bracket aq close bracket
\ce{N2 + 3H2 <=> 2NH3}  ~  N₂ + 3H₂ ⇌ 2NH₃  ~  N 2 plus 3 H 2 is in equilibrium with 2 N H 3
\ce{^{14}_6C}  ~  ¹⁴₆C  ~  14 6 C
\ce{CuSO4*5H2O}  ~  CuSO₄·5H₂O  ~  C u S O 4 dot 5 H 2 O
\mathrm{SO_4^{2-}}  ~  SO₄²⁻  ~  S O 4 2 minus
\mathrm{H_2O}  ~  H₂O  ~  H 2 O
\mathrm{M_r}  ~  Mᵣ  ~  M sub r
Ca^{2+}  ~  Ca²⁺  ~  C a 2 plus
[OH^-]  ~  [OH⁻]  ~  open square bracket O H minus close square bracket
\mathrm{NaCl}  ~  NaCl  ~  NaCl
{\rm pH} = 7  ~  pH = 7  ~  p H equals 7
^{14}_{6}C  ~  ¹⁴₆C  ~  14 6 C
{}^{14}_{6}\mathrm{C}  ~  ¹⁴₆C  ~  14 6 C
^{14}C \rightarrow {}^{14}N  ~  ¹⁴C → ¹⁴N  ~  14 C goes to 14 N
A \longrightarrow B  ~  A → B  ~  A goes to B
A \leftrightarrow B  ~  A ↔ B  ~  A goes to and from B
A \rightleftharpoons B  ~  A ⇌ B  ~  A is in equilibrium with B
A \xrightarrow{heat} B  ~  A ─heat→ B  ~  A goes, with heat, to B
\operatorname{erf}(x)  ~  erf(x)  ~  erf of open bracket x close bracket
x_1 + x_2  ~  x₁ + x₂  ~  x sub 1 plus x sub 2
(x+1)^2  ~  (x + 1)²  ~  open bracket x plus 1 close bracket squared
\left(\frac{1}{2}\right)^2  ~  (1/2)²  ~  open bracket 1 half close bracket squared
\frac{1}{2}^2  ~  (1/2)²  ~  open bracket 1 half close bracket squared
-2^2  ~  −2²  ~  minus 2 squared
2^3 4  ~  2³4  ~  2 cubed times 4
\alpha + \beta  ~  α + β  ~  alpha plus beta
\Delta x  ~  Δx  ~  capital delta x
\pi r^2  ~  πr²  ~  pi r squared
50\%  ~  50%  ~  50 percent
90^\circ  ~  90°  ~  90 degrees
90\degree  ~  90°  ~  90 degrees
20\,^{\circ}\text{C}  ~  20 °C  ~  20 degrees C
x \to \infty  ~  x → ∞  ~  x goes to infinity
1, 2, \ldots, 9  ~  1, 2, …, 9  ~  1, 2, and so on, 9
\{1, 2, 3\}  ~  {1, 2, 3}  ~  open brace 1, 2, 3 close brace
[0, 1)  ~  [0, 1)  ~  open square bracket 0, 1 close bracket
(3,4)  ~  (3,4)  ~  open bracket 3, 4 close bracket
|x-3|  ~  |x − 3|  ~  the absolute value of x minus 3 end of absolute value
\left|x\right| \ge 0  ~  |x| ≥ 0  ~  the absolute value of x end of absolute value is at least 0
\lvert x \rvert  ~  |x|  ~  the absolute value of x end of absolute value
0.\overline{3}  ~  0.3̅  ~  0 point 3 repeating
0.1\overline{6}  ~  0.16̅  ~  0.1 then 6 repeating
\overline{AB}  ~  A̅B̅  ~  A B with a line over it
5!  ~  5!  ~  5 factorial
f(x) = 2x + 1  ~  f(x) = 2x + 1  ~  f open bracket x close bracket equals 2 x plus 1
2(x+1)  ~  2(x + 1)  ~  2 times open bracket x plus 1 close bracket
(a+b)(a-b)  ~  (a + b)(a − b)  ~  open bracket a plus b close bracket times open bracket a minus b close bracket
\sin x  ~  sin x  ~  sine of x
\sin^2 x + \cos^2 x = 1  ~  sin² x + cos² x = 1  ~  sine squared of x plus cosine squared of x equals 1
\log_{10} 100  ~  log₁₀ 100  ~  log base 10 of 100
2\sin\frac{x}{2}  ~  2 sin (x/2)  ~  2 sine of the fraction x over 2 end of fraction
\operatorname{lcm}(4, 6) = 12  ~  lcm(4, 6) = 12  ~  least common multiple of open bracket 4, 6 close bracket equals 12
\gcd(4, 6)  ~  gcd(4, 6)  ~  greatest common divisor of open bracket 4, 6 close bracket
\text{speed} = \frac{\text{distance}}{\text{time}}  ~  speed = distance/time  ~  speed equals distance over time
5\text{ cm}^2  ~  5 cm²  ~  5 cm squared
5\,\mathrm{m/s}  ~  5 m/s  ~  5 m/s
3 : 4 = ? : 8  ~  3 : 4 = ? : 8  ~  3 to 4 equals what to 8
3/4  ~  3/4  ~  3 quarters
1 1/2  ~  1 1/2  ~  1 and 1 half
2/3 + 1/6  ~  2/3 + 1/6  ~  2 thirds plus 1 sixth
a \quad b  ~  a b  ~  a, b
\frac{1}{2} \quad \frac{1}{3}  ~  1/2 1/3  ~  1 half, 1 third
x = 2, \qquad y = \sqrt{3}  ~  x = 2, y = √3  ~  x equals 2, y equals the square root of 3
\frac{1}{2} \qquad \text{and} \qquad \frac{1}{3}  ~  1/2 and 1/3  ~  1 half and 1 third
1 \quad \frac{1}{2}  ~  1 1/2  ~  1, 1 half
\frac{1}{2} \; \frac{1}{3}  ~  (1/2) (1/3)  ~  1 half 1 third
2 \, \sqrt{3}  ~  2 √3  ~  2 times the square root of 3
x'  ~  x′  ~  x prime
\angle ABC = 90^\circ  ~  ∠ABC = 90°  ~  angle A B C equals 90 degrees
A \cup B  ~  A ∪ B  ~  A union B
x \in A  ~  x ∈ A  ~  x is in A
7 \times ? = 42  ~  7 × ? = 42  ~  7 times what equals 42
12 - \_ = 5  ~  12 − _ = 5  ~  12 minus blank equals 5
\frac{-b \pm \sqrt{b^2-4ac}}{2a}  ~  (−b ± √(b² − 4ac))/(2a)  ~  the fraction minus b plus or minus the square root of b squared minus 4 a c end of root over 2 a end of fraction
m^2  ~  m²  ~  m squared
\frac{3 \times 3}{4 \times 3}  ~  (3 × 3)/(4 × 3)  ~  the fraction 3 times 3 over 4 times 3 end of fraction
½ + ¼  ~  ½ + ¼  ~  ½ + ¼
"""

UNSURE = r"""
\foo
\begin{matrix}1\end{matrix}
\frac{1}
\frac{(1}{2)}
\frac{}{2}
x^2^3
{ab}^2
^2
x^
\left(x
x)
|x
a != b
a <= b
1{,}000\frac12
{2}{3}
\sqrt[]{2}
\text{a $ b}
\text{a \foo}
a & b
a \\ b
{a
a}
\frac{1}{2
a 😀 b
\
$x$
"""

LINES = [line.split("  ~  ") for line in GOLDEN.strip().split("\n")]
PIECES = [
    "\\frac",
    "\\sqrt",
    "{1}",
    "{2}",
    "\\left(",
    "\\right)",
    "\\text{a}",
    "\\,",
    "\\times",
    "\\le",
    "\\pi",
    "\\overline",
    "\\sin",
    "\\%",
    "^\\circ",
    "\\infty",
    "\\quad",
    "\\foo",
    "{a+b}",
]
TEX = st.lists(st.sampled_from([*"12x+-*/^_{}()[]|<>=!?.,:' a", *PIECES]), max_size=14).map("".join)


@pytest.mark.parametrize(("tex", "shown", "said"), LINES, ids=[line[0] for line in LINES])
def test_it_is_shown_in_one_line_and_said_in_words(tex: str, shown: str, said: str) -> None:
    assert to_unicode(tex) == shown
    assert to_words(tex) == said


@pytest.mark.parametrize("tex", UNSURE.strip().split("\n"))
def test_what_is_not_understood_is_shown_as_the_author_wrote_it(tex: str) -> None:
    assert to_unicode(tex) == tex
    assert to_words(tex) == tex


def test_what_has_words_but_no_one_line_is_still_said() -> None:
    assert to_unicode("\\sqrt[q]{2}") == "\\sqrt[q]{2}"
    assert to_words("\\sqrt[q]{2}") == "the qth root of 2"


@pytest.mark.parametrize("tex", ["", " ", "\\,", "{}", "\\sqrt" * 500, "{" * 900 + "}" * 900, "^" * 2000, "x" * 3000])
def test_nothing_and_too_much_are_left_alone(tex: str) -> None:
    assert to_unicode(tex) == tex
    assert to_words(tex) == tex


@given(TEX | st.text(max_size=60))
def test_any_source_gives_one_bounded_line(tex: str) -> None:
    for told in (to_unicode(tex), to_words(tex)):
        assert len(told) <= 60 * len(tex) + 60
        assert told == tex or told.strip() == told != ""


@given(TEX)
def test_brackets_stay_in_balance(tex: str) -> None:
    shown = to_unicode(tex)
    if shown != tex:
        assert len(re.findall(r"[(\[{]", shown)) == len(re.findall(r"[)\]}]", shown))


@given(st.integers(0, 10**12))
def test_a_whole_number_is_itself(number: int) -> None:
    assert to_unicode(str(number)) == to_words(str(number)) == str(number)


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_fraction_can_be_read_back(top: int, bottom: int) -> None:
    tex = f"\\frac{{{top}}}{{{bottom}}}"
    assert to_unicode(tex) == f"{top}/{bottom}"
    assert to_unicode(to_unicode(tex)) == to_unicode(tex)
    assert to_words(to_unicode(tex)) == to_words(tex)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(1, 999), st.sampled_from(["", " ", "\\,"]))
def test_a_mixed_number_never_becomes_another_number(whole: int, top: int, bottom: int, between: str) -> None:
    assert to_unicode(f"{whole}{between}\\frac{{{top}}}{{{bottom}}}") == f"{whole} {top}/{bottom}"


def value(shown: str) -> float:
    """What a line means to a reader who knows that what stands side by side is multiplied."""
    line = shown.translate(str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/"}))
    line = re.sub(r"(?<=[\d)])\s*(?=[(])|(?<=\))\s*(?=\d)", "*", line)
    return float(eval(re.sub(r"\^", "**", line), {"__builtins__": {}}))


ATOMS = st.integers(1, 9).map(lambda n: (str(n), float(n)))


def combine(parts: st.SearchStrategy[tuple[str, float]]) -> st.SearchStrategy[tuple[str, float]]:
    two = st.tuples(parts, parts)
    return st.one_of(
        two.map(lambda p: (f"\\frac{{{p[0][0]}}}{{{p[1][0]}}}", p[0][1] / p[1][1] if p[1][1] else 0.0)),
        two.map(lambda p: (f"\\left({p[0][0]}+{p[1][0]}\\right)", p[0][1] + p[1][1])),
        two.map(lambda p: (f"\\left({p[0][0]}-{p[1][0]}\\right)", p[0][1] - p[1][1])),
        two.map(lambda p: (f"\\left({p[0][0]}\\right)\\left({p[1][0]}\\right)", p[0][1] * p[1][1])),
        two.map(lambda p: (f"{p[0][0]} \\cdot {p[1][0]}", p[0][1] * p[1][1])),
    )


@given(st.recursive(ATOMS, combine, max_leaves=6))
def test_what_is_shown_has_the_value_of_what_was_written(pair: tuple[str, float]) -> None:
    tex, wanted = pair
    with suppress(ZeroDivisionError):
        assert value(to_unicode(tex)) == pytest.approx(wanted)
