"""What a learner may say of themselves at a task: how sure they are, how it feels. Nobody is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.language import _, later
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.safe import stacked
from tutor.tui.screens.asking import Question, ask_line
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.tui.screens.asides import Asides

SURE = ("", later("guessing"), later("fairly sure"), later("sure"))
FEELS = {"easy": later("easy for me"), "right": later("just right"), "lost": later("I am lost")}


async def be_sure(screen: Asides) -> None:
    """How sure the learner is of the answer they are about to give; anything else says nothing."""
    found = await _one_of(screen, _("How sure are you?"), SURE[1:])
    screen.sure = found or 0
    screen.show_standing()
    screen.changed()


async def feel(screen: Asides) -> None:
    """How the task feels. Who is lost before they answered gets another explanation first, then the same question."""
    found = await _one_of(screen, _("How does this feel?"), tuple(FEELS.values()))
    if not found:
        screen.changed()
        return
    word, task, open_now = tuple(FEELS)[found - 1], screen.current.id, screen.mode == "asked"
    told = await screen.ask(lambda session: session.feel(task, word), lambda: feel(screen))
    if told is None:
        return
    screen.offer = told["test_out"]
    if word == "lost" and open_now:
        screen.notice = told["sentence"]
        await screen.go_on()
    else:
        screen.add_note(sentence(told["sentence"], "$accent"))
        screen.changed()


async def think(screen: Asides) -> None:
    """What the learner thinks of a classmate's question, once it is answered; a sentence may follow."""
    from tutor.present.class_questions import OPINIONS, THINK, WHY, WHY_HELP

    found = await _one_of(screen, _(THINK), tuple(OPINIONS.values()))
    if not found:
        screen.changed()
        return
    why = await ask_line(screen, Question(_(WHY), _(WHY_HELP))) or ""
    item, name = screen.current.item, tuple(OPINIONS)[found - 1]
    told = await screen.ask(lambda session: session.judge_question(item, name, why), lambda: think(screen))
    if told is not None:
        screen.add_note(sentence(told, "$accent"))
        screen.changed()


async def test_out(screen: Asides) -> None:
    """The quiz of the skill that seems easy, now."""
    skill = screen.offer
    done = await screen.ask(lambda session: session.test_out(skill), lambda: test_out(screen))
    if done is not None:
        screen.offer, screen.sitting.skill = "", skill
        await screen.go_on()


async def _one_of(screen: Asides, question: str, words: tuple[str, ...]) -> int:
    """A card that asks once: 1 and so on, or 0 for nothing."""
    digits = [Key(str(number), str(number), _(word), rank=9) for number, word in enumerate(words, 1)]
    keys = [Key("", f"1–{len(words)}", _("say it"), rank=0), *digits]
    lines = [sentence(f"{number}   {_(word)}") for number, word in enumerate(words, 1)]
    close = Key("escape enter c l f7 f8", "Esc", _("say nothing"), rank=0)
    card = Card(question, lambda width: stacked([line(width) for line in lines]), keys, close)
    found = await screen.app.push_screen_wait(card)
    return int(found) if found in [key.names for key in digits] else 0
