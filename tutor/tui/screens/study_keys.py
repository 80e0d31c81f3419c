"""What the keys do on the study screen, moment by moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tutor.language import _, later
from tutor.tui.formulas import formula_keys
from tutor.tui.keys import Key

if TYPE_CHECKING:
    from tutor.tui.screens.study import StudyScreen

RATINGS = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
BACK = later("Takes the newest thing back, as often as you like.")


def keys_of(screen: StudyScreen) -> list[Key]:
    """The keys of this moment, the most useful first."""
    stop = Key("escape", "Esc", _("stop, all is kept"), screen.escape, rank=1)
    brief = stop._replace(words=_("stop"), more=_("All is kept."))
    if screen.again is not None:
        return [Key("enter", "Enter", _("try again"), screen.again, rank=0), stop]
    if screen.running:
        return screen.stop_keys()
    match screen.mode:
        case "reading":
            explore = screen.explore.keys() if screen.explore is not None else []
            return [*explore, _onward(screen, screen.read), *_reading(screen), *screen.keeping_keys(), brief]
        case "asked":
            leave = stop._replace(words=_("leave field")) if screen.typing else stop
            return [
                *(screen.area.keys() if screen.area else ()),
                *screen.paging(),
                *_asked(screen),
                *_kept(screen),
                leave,
            ]
        case "revealed":
            by_criteria = screen.area.keys() if screen.area else []
            return [*(by_criteria or _rating(screen)), brief]
        case "told":
            turning = screen.paging() if screen.passage_scrolls else []
            return [_onward(screen, screen.go_on), *turning, *_told(screen), *screen.keeping_keys(), brief]
        case _:
            return [stop]


def _kept(screen: StudyScreen) -> list[Key]:
    """What may be kept of a question while letters are commands."""
    return [] if screen.typing else screen.keeping_keys()


def _onward(screen: StudyScreen, action: Callable[[], Awaitable[None]]) -> Key:
    """Enter: what is further down first, then what comes next."""
    if not screen.more_below:
        return Key("enter space", "Enter", _("go on"), action, rank=0)
    return Key("enter space", "Enter", _("read on"), screen.read_on, _("There is more further down."), 0)


def _letter(
    screen: StudyScreen, letter: str, function: str, words: str, action: Any, more: str = "", rank: int = 5
) -> Key:
    """A command by letter, or by function key while something is typed."""
    return Key(f"{letter} {function.lower()}", function if screen.typing else letter, words, action, more, rank)


def _reading(screen: StudyScreen) -> list[Key]:
    return [
        Key("e f3", "e", _("another way"), screen.another_way, _("Another explanation, shown below."), 2),
        Key("w f4", "w", _("why this"), screen.why, rank=5),
        _glossary(screen),
        *formula_keys(screen, screen.current),
        *_feeling(screen),
        Key("u", "u", _("undo"), screen.undo, _(BACK), 3),
        Key("s ctrl+s", "s", _("skip"), screen.read, rank=9, called="skip"),
    ]


def _asked(screen: StudyScreen) -> list[Key]:
    kind = screen.current.kind
    keys = [_skip(screen)]
    if kind not in ("lesson", "quiz", "place") and screen.current.hints:
        keys.insert(0, _letter(screen, "h", "F2", _("hint"), screen.hint, _("An answer with a hint counts less."), 2))
    if screen.hearing == "voice":
        keys.insert(0, _letter(screen, "v", "F6", _("hear it"), screen.hear, rank=2))
    if kind not in ("quiz", "place"):
        keys += [_letter(screen, "e", "F3", _("another way"), screen.another_way, rank=6), _glossary(screen)]
    keys.append(_letter(screen, "w", "F4", _("why this"), screen.why, rank=5))
    if kind != "lesson":
        keys += [
            _letter(screen, "c", "F7", _("how sure I am"), screen.be_sure, _("Guessing, fairly sure or sure."), 9),
            Key("exclamation_mark", "!", _("should count"), screen.object, _("Kept for the author, not graded."), 9),
            *_putting_away(screen),
        ]
    if not screen.typing:
        keys += formula_keys(screen, screen.current)
    if kind not in ("quiz", "place"):
        keys += _feeling(screen)
    return [*keys, Key("u", "u", _("undo"), screen.undo, _(BACK), 9 if screen.typing else 2)]


def _putting_away(screen: StudyScreen) -> list[Key]:
    return [
        Key("minus", "-", _("put away until tomorrow"), screen.put_away, rank=9),
        Key("at", "@", _("put away for good"), screen.suspend, _("It can be brought back at any time."), 9),
    ]


def _feeling(screen: StudyScreen) -> list[Key]:
    """How it feels; and the way past what seems easy, once that is offered."""
    keys = [_letter(screen, "l", "F8", _("how it feels"), screen.feel, _("Easy, just right or lost."), 9)]
    if screen.offer:
        keys.insert(0, _letter(screen, "t", "F9", _("test out of it"), screen.test_out, rank=2))
    return keys


def _glossary(screen: StudyScreen) -> Key:
    return Key("d", "d", _("words explained"), screen.words, _("Those of the course's glossary that stand here."), 9)


def _skip(screen: StudyScreen) -> Key:
    shown = "Ctrl+S" if screen.typing else "s"
    if screen.current.kind == "place":
        return Key("0 s ctrl+s", shown if screen.typing else "0", _("not learned yet"), screen.skip, rank=2)
    return Key("s ctrl+s", shown, _("skip"), screen.skip, _("The answer is shown, and it comes back later."), 4)


def _rating(screen: StudyScreen) -> list[Key]:
    def rated(number: str) -> Callable[[], Awaitable[None]]:
        return lambda: screen.rate(RATINGS[number])

    return [
        Key("enter space", "Enter", _("good"), rated("3"), rank=0),
        Key("", "1–4", _("rate"), rank=0),
        Key("1", "1", _("again"), rated("1"), _("Not known: it comes back soon."), 9),
        Key("2", "2", _("hard"), rated("2"), _("Known with effort."), 9),
        Key("3", "3", _("good"), rated("3"), _("Known."), 9),
        Key("4", "4", _("easy"), rated("4"), _("Known at once."), 9),
        Key("u", "u", _("undo"), screen.undo, _(BACK), 2),
    ]


def _told(screen: StudyScreen) -> list[Key]:
    keys = [Key("e f3", "e", _("another way"), screen.another_way, rank=4)]
    if screen.current.by:
        keys.insert(0, Key("o", "o", _("what I think of it"), screen.think, _("A classmate wrote this question."), 1))
    if screen.current.kind != "lesson":
        if screen.verdict is None or not screen.verdict.correct:
            keys.append(Key("exclamation_mark", "!", _("this should count"), screen.object, rank=5))
        elif screen.verdict.rating not in (None, "again"):
            keys.append(Key("g", "g", _("I guessed"), screen.lower, _("It comes back soon."), 6))
        keys += _putting_away(screen)
    keys += formula_keys(screen, screen.current, screen.verdict)
    if screen.current.kind not in ("quiz", "place"):
        keys += _feeling(screen)
    keys.append(Key("u", "u", _("undo"), screen.undo, _(BACK), 2))
    if screen.hearing == "voice":
        keys.append(Key("v f6", "v", _("hear it"), screen.hear, rank=5))
    return [*keys, *screen.trace_keys(), Key("w f4", "w", _("why this"), screen.why, rank=6)]
