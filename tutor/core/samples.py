"""An item tested against itself: its key is right, its listed wrong answers fail, its mistakes get their feedback.

An author's `samples` are tested besides. A template is tested with the values of some seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from tutor.core.expressions import ExpressionError
from tutor.core.item import FeedbackSample, Flaw, Item, Mistake, Response, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.mistakes import alternatives
from tutor.core.template_texts import Filling
from tutor.core.template_values import draw, read_template

SEEDS = range(5)
"""Values that a template is tested with. Tunable (1..200): each costs as much as an item without a template."""
LONGEST_SHOWN = 60

Path = tuple[str | int, ...]


def sample_problems(item: Item, setting: Setting, seeds: Iterable[int] = SEEDS) -> Iterator[Flaw]:
    """What the item's own tests find, each place once. `setting` gives the language and the synonyms.

    An item without `vars` is tested once. A seed that gives no values, or values that can't be put in, is a flaw, too.
    """
    found: dict[tuple[Path, str], Flaw] = {}
    filling = Filling(item)
    for drawn in _settings(item, setting, seeds):
        for flaw in (drawn,) if isinstance(drawn, Flaw) else _with_values(filling, drawn):
            found.setdefault((flaw.path, flaw.code), flaw)
    for path, one in _with_inner(item):
        for number, sample in enumerate(one.samples.feedback if one.samples else []):
            for flaw in _of_feedback(filling, path, sample, number, setting):
                found.setdefault((flaw.path, flaw.code), flaw)
    yield from found.values()


def _settings(item: Item, setting: Setting, seeds: Iterable[int]) -> Iterator[Setting | Flaw]:
    """The setting with the values of each seed; as it is for an item without `vars`. A flaw for a seed without any.

    The same values come once: no verdict depends on the seed itself, which only shuffles what is shown.
    """
    if not item.vars:
        yield setting
        return
    try:
        template = read_template(item)
    except ExpressionError:
        return
    tested = set()
    for seed in seeds:
        try:
            values = template.drawn(seed)
        except ExpressionError as error:
            hint = "widen a range in `vars`, or loosen `where`"
            yield Flaw(("where",), "no-values", f"the seed {seed} draws nothing: {error.message}", hint)
            continue
        if (key := tuple(values.values())) not in tested:
            tested.add(key)
            yield replace(setting, values=values, seed=seed)


def _with_values(filling: Filling[Item], setting: Setting) -> Iterator[Flaw]:
    try:
        filled = filling.filled(setting.values)
    except ExpressionError as error:
        yield Flaw((), "not-computable", error.message + _drawn(setting), "rule such values out with `where`")
        return
    flaws = [flaw for flaw in filled.flaws() if flaw.severity == "error"]
    if flaws:
        if filled.vars:  # a template whose choices become equal with some values
            yield from (replace(flaw, message=flaw.message + _drawn(setting)) for flaw in flaws)
        return
    if filled.self_rated:  # nothing is judged
        return
    yield from _of_key(filled, setting)
    for path, one in _with_inner(filled):
        for flaw in (*_of_samples(one, setting), *_of_mistakes(one, setting)):
            yield replace(flaw, path=(*path, *flaw.path))


def _with_inner(item: Item) -> Iterator[tuple[Path, Item]]:
    """The item, and those it is made of, with their paths."""
    yield (), item
    yield from ((("parts", number), inner) for number, inner in enumerate(item.inside()))


def _of_key(item: Item, setting: Setting) -> Iterator[Flaw]:
    kind = str(type(item).__struct_config__.tag)
    key = item.right_answer(setting)
    if not _passes(item, key, setting):
        if why := item.trouble_of_key(setting):
            message, hint = f"the right answer can't be computed: {why}", "rule such values out with `where`"
        else:
            message, hint = (
                f"the right answer {_quoted(key)} is not accepted as right",
                "write an answer that can be typed",
            )
        yield Flaw((kind,), "key-fails", message + _drawn(setting), hint)
    for response in item.listed_wrong():
        if _passes(item, response, setting):
            message = f"the wrong answer {_quoted(response)} is accepted as right"
            yield Flaw((kind,), "wrong-passes", message + _drawn(setting), "change one of the two")


def _of_samples(item: Item, setting: Setting) -> Iterator[Flaw]:
    samples = item.samples
    if samples is None:
        return
    for key, responses, should_pass in (("right", samples.right, True), ("wrong", samples.wrong, False)):
        for number, written in enumerate(responses):
            passes = _passes(item, written, setting)
            if passes is not should_pass:
                what = "is not an answer of this kind" if passes is None else f"is not judged {key}"
                message = f"the sample {_quoted(written)} {what}"
                yield Flaw(("samples", key, number), "sample-fails", message + _drawn(setting), "mend the item or it")


def _of_mistakes(item: Item, setting: Setting) -> Iterator[Flaw]:
    known = [(number, mistake) for number, mistake in enumerate(item.mistakes) if mistake.when is not None]
    lists = bool(known) and _has_lists(item, setting)
    for number, mistake in known:
        for written in alternatives(mistake.when, lists=lists):
            yield from _of_mistake(item, mistake, written, ("mistakes", number, "when"), setting)


def _of_mistake(item: Item, mistake: Mistake, written: Any, path: Path, setting: Setting) -> Iterator[Flaw]:
    judged = _judge(item, written, setting)
    name = f"the known mistake {_quoted(written)}"
    if judged is None:
        yield Flaw(path, "mistake", f"{name} is not an answer of this kind", "write it as a learner would answer")
    elif judged.correct:
        yield from _coincidence(path, f"{name} is accepted as right", setting)
    elif not _has_feedback_of(judged, mistake):
        message = f"{name} doesn't get its own feedback{_drawn(setting)}"
        yield Flaw(path, "mistake-hidden", message, "an earlier mistake takes it: change the order, or one of the two")


def _coincidence(path: Path, message: str, setting: Setting) -> Iterator[Flaw]:
    """A mistake that is right. With some values of a template this can't be helped, and does no harm."""
    if setting.values:
        yield Flaw(path, "mistake-passes", message + _drawn(setting), "rule such values out with `where`", "warning")
    else:
        yield Flaw(path, "mistake-passes", message, "change it or take it out")


def _has_feedback_of(judged: Judgement, mistake: Mistake) -> bool:
    """Whether the mistake's words are said; a picked choice may add its own where the mistake has none."""
    return mistake.say in ("", judged.said) and mistake.name in ("", judged.misconception)


def _of_feedback(
    filling: Filling[Item], place: Path, sample: FeedbackSample, number: int, setting: Setting
) -> Iterator[Flaw]:
    """What is wrong with a sample of the item, or of the one at `place` inside it."""
    path = (*place, "samples", "feedback", number)
    try:
        values = draw(filling.item, setting.seed, sample.vars)
        filled = dict(_with_inner(filling.filled(values)))[place]
    except ExpressionError as error:
        if place:  # of the item itself `templates.problems` tells
            yield Flaw((*path, "vars"), "bad-vars", error.message)
        return
    response = filled.samples.feedback[number].response if filled.samples else sample.response
    judged = _judge(filled, response, replace(setting, values=values))
    if judged is None:
        message = f"the sample {_quoted(response)} is not an answer of this kind"
        yield Flaw(path, "sample-fails", message, "write it as a learner would answer")
    elif judged.misconception != sample.name:
        got = f"`{judged.misconception}`" if judged.misconception else "no misconception"
        message = f"the sample {_quoted(response)} gets {got}, not `{sample.name}`"
        yield Flaw(path, "sample-fails", message, "mend the mistakes of the item, or the sample")


def _judge(item: Item, written: Any, setting: Setting) -> Judgement | None:
    try:
        return item.judge(item.response_from(written), setting)
    except BadResponse:
        return None


def _passes(item: Item, written: Any, setting: Setting) -> bool | None:
    """Whether a response is right; None when it isn't of the item's type."""
    judged = _judge(item, written, setting)
    return None if judged is None else judged.correct


def _has_lists(item: Item, setting: Setting) -> bool:
    right = item.right_answer(setting)
    return isinstance(right, list) and (item.shape != "gaps" or len(right) > 1)


def _quoted(response: Response) -> str:
    return f"“{_words(response)[:LONGEST_SHOWN]}”"


def _words(response: Response) -> str:
    if isinstance(response, dict):
        return "; ".join(f"{key}: {_words(value)}" for key, value in response.items())
    return ", ".join(map(_words, response)) if isinstance(response, list) else str(response)


def _drawn(setting: Setting) -> str:
    """With which values of a template."""
    shown: Callable[[str], str] = lambda name: f"{name} = {setting.values[name]}"  # noqa: E731
    return f", with {', '.join(map(shown, list(setting.values)[:5]))}" if setting.values else ""
