"""What a learner may say at a task, by a key: how sure they are, how it feels, what they think of a question."""

from __future__ import annotations

from collections.abc import Awaitable

from tutor.tui.screens.asides import Asides


class Saying(Asides):
    """One key each; the cards are imported only when one is asked for."""

    def be_sure(self) -> Awaitable[None]:
        """How sure the learner is of what they are about to answer."""
        from tutor.tui.screens.own_words import be_sure

        return be_sure(self)

    def feel(self) -> Awaitable[None]:
        """How the task feels."""
        from tutor.tui.screens.own_words import feel

        return feel(self)

    def think(self) -> Awaitable[None]:
        """What the learner thinks of a classmate's question."""
        from tutor.tui.screens.own_words import think

        return think(self)

    def test_out(self) -> Awaitable[None]:
        """The quiz of what seems easy, now."""
        from tutor.tui.screens.own_words import test_out

        return test_out(self)
