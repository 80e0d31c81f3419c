"""The learners of this computer, as far as screens know of them: their names, and turning to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tutor.core.settings import Kept
from tutor.tui.bridge import Opened


class People(Protocol):
    """Who studies now, and who else could."""

    @property
    def name(self) -> str:
        """Who studies now."""
        ...

    def names(self) -> list[str]:
        """The learners of this computer, whoever studies now among them."""
        ...

    def wrong(self, name: str) -> str:
        """Why nobody can be called so, in one sentence, or ""."""
        ...

    def turn_to(self, name: str) -> tuple[Callable[[], Opened], Kept]:
        """From now on it is this one who studies: what opens their session, and their settings."""
        ...
