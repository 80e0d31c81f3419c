"""What every item has, whatever its kind.

An item kind is a subclass of `Item` in one file of `core/kinds/`: its fields are the keys an author writes, its methods
say what the learner is shown and how a response is judged. The same definition serves the reader of packs, the JSON
schema and the compiled library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from msgspec import Struct, field

from tutor.core.judgement import Judgement

if TYPE_CHECKING:
    from tutor.core.running import Ran, Run

Response = Any
"""What a learner answers, as JSON: null, boolean, number, text, list or mapping, by the kind's shape."""

Shape = Literal[
    "pick", "pick_many", "text", "gaps", "lines", "pairs", "groups", "program", "writing", "parts", "self_rate"
]

FROM_CLASS = "from-the-class"
"""The tag of an item that a learner wrote for classmates: who answers it may say what they think of it."""


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything an author writes: unknown keys are errors."""


class Hint(Written, frozen=True, kw_only=True):
    """A hint shown only after a fitting wrong try: `{if: response < 10, say: …}`."""

    when: str = field(name="if")
    say: str


class Mistake(Written, frozen=True, kw_only=True):
    """A known wrong answer, by value (`when`) or by an expression over `response` (`if`), and what to say to it."""

    when: Any = None
    condition: str = field(name="if", default="")
    say: str = ""
    see: str = ""
    name: str = ""


class FeedbackSample(Written, frozen=True, kw_only=True):
    """The author's test that a response gets the feedback of one misconception, for a template with these values."""

    response: Any
    name: str
    vars: dict[str, str] = {}


class Samples(Written, frozen=True, kw_only=True):
    """The author's own tests of an item."""

    right: list[Any] = []
    wrong: list[Any] = []
    feedback: list[FeedbackSample] = []


class Setting(Struct, frozen=True, kw_only=True):
    """What judging needs to know beside the item itself.

    `language` and `target` are BCP 47 tags (of the text; of what is learned), `same` the course's groups of synonyms,
    `values` what a template drew, `seed` decides the order of what is shuffled.
    """

    language: str = "en"
    target: str = ""
    same: list[list[str]] = []
    values: dict[str, Any] = {}
    seed: int = 0


class Flaw(Struct, frozen=True):
    """Something wrong with an item as written: where inside it (`path`), a code, what is wrong and what to do.

    `line` is how many lines into a text of several lines it stands.
    """

    path: tuple[str | int, ...]
    code: str
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
    line: int = 0


class Item(Written, frozen=True, kw_only=True, tag_field="type"):
    """The keys any item may have. A kind adds exactly one key of its own (and options), named like its tag."""

    self_rated: ClassVar[bool] = False
    """Whether the answer only reveals what is right, and the learner then rates itself."""

    id: str = ""
    ask: str = ""
    rev: int = 1
    hints: list[str | Hint] = []
    explain: str = ""
    mistakes: list[Mistake] = []
    samples: Samples | None = None
    also: list[str] = []
    group: str = ""
    passage: str = ""
    difficulty: int = 3
    vars: dict[str, str | list[str]] = {}
    where: str = ""
    let: dict[str, str] = {}
    interest: str = ""
    tags: list[str] = []
    seconds: float | None = None
    case: Literal["exact", "ignore"] | None = None
    accents: Literal["exact", "ignore"] | None = None
    typos: int | None = None
    image: str = ""
    alt: str = ""
    audio: str = ""
    transcript: str = ""
    speak: str = ""
    placement: bool = True
    source: str = ""

    @property
    def shape(self) -> Shape:
        """How a face asks for the answer."""
        return "text"

    def flaws(self) -> Iterator[Flaw]:
        """What the author must mend, beyond what the field types already say. Nothing here runs the item."""
        return iter(())

    def show(self, setting: Setting) -> dict[str, Any]:
        """The keys of a TASK that belong to this kind (`choices`, `blanks`, …). Never gives the answer away."""
        return {}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Judge a response: right, known mistake, slip, wrong, in this order.

        Raises `BadResponse` when the response is not of this kind's type; never anything else.
        """
        raise NotImplementedError

    def run(self, response: Response, setting: Setting, *, trying: bool = False) -> Run | None:
        """What has to be carried out to judge a response; None for one that is judged at once.

        With `trying` only what the learner may see before answering. Raises `BadResponse` as `judge` does; `NotRun`.
        """
        return None

    def judge_run(self, response: Response, setting: Setting, ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
        """Judge what came of the run of a response. Raises `NotRun` when it says nothing about the learner."""
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> Response:
        """One response that is judged right; it is shown after the answer."""
        raise NotImplementedError

    def nearest_right(self, response: Response, setting: Setting) -> Response:
        """The right answer to show beside this response: the one nearest to it, where there are several."""
        return self.right_answer(setting)

    def guess(self) -> float:
        """The chance that someone who knows nothing answers right, 0..1."""
        return 0.03

    def response_from(self, written: Any) -> Response:
        """The response that an author means by what stands in `mistakes` and `samples`, where every scalar is text."""
        return written

    def value_of(self, response: Response, setting: Setting) -> Any:
        """What `response` is in the item's expressions (`if`); None when it can't be used there."""
        return response

    def trouble_of_key(self, setting: Setting) -> str:
        """Why the right answer can't be computed from the values of a template, in a few words; "" if it can."""
        return ""

    def inside(self) -> list[Item]:
        """The items that this one is made of, each with a response of its own."""
        return []

    def listed_wrong(self) -> list[Response]:
        """The responses that the item itself lists as wrong."""
        return []
