"""What a skill's lesson is made of, as an author writes it and as the library keeps it.

Apart from the course, since steps may hold items of every kind, which then must be known.
"""

from msgspec import Struct

from tutor.core.item import Written
from tutor.core.kinds import AnyItem


class Step(Struct, frozen=True, omit_defaults=True):
    """One step of a worked example: something shown, or an item that asks first."""

    show: str = ""
    item: AnyItem | None = None


class Sample(Written, frozen=True, kw_only=True):
    """What chance gives: `of` is an expression with chances in it, drawn `count` times (an expression, too)."""

    of: str
    count: str = "100"


class Block(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way of explaining a skill. `way` is words, plain, example, picture, steps, story, analogy, … or any label.

    What is explored: `plot` are expressions in `x` and the `vars`, `bars` and both sides of `points` in the `vars`;
    `vars` are [lowest, highest, step], `x` and `y` [lowest, highest]. `file` lies in the pack, `link` is an address.
    """

    way: str = "words"
    text: str = ""
    steps: list[Step] = []
    interest: str = ""
    language: str = ""
    plot: list[str] = []
    bars: list[str] = []
    points: list[tuple[str, str]] = []
    sample: Sample | None = None
    vars: dict[str, tuple[float, float, float]] = {}
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    file: str = ""
    link: str = ""
    alt: str = ""


class Lesson(Struct, frozen=True, array_like=True):
    """What of a skill is only read when the skill is studied."""

    lesson: list[Block] = []
    passages: dict[str, str] = {}
