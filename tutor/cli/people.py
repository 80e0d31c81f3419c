"""The learners of this computer: each is a file in one folder; a session is opened for one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.opening import CannotOpen, Opened, learner_file
from tutor.core.settings import Kept
from tutor.store.settings import SettingsFile

if TYPE_CHECKING:
    from tutor.cli.study_arguments import Options

MOST = 500
"""Learners that are listed."""


class People:
    """Whoever is named by `options`, and the others beside them. `opener` makes what opens a session."""

    def __init__(self, options: Options, opener: Callable[[Options], Callable[[], Opened]]) -> None:
        self.options = options
        self.opener = opener

    @property
    def name(self) -> str:
        """Who studies now."""
        return self.options.learner

    def names(self) -> list[str]:
        """The names of the files; a folder that can't be read has none."""
        try:
            found = sorted(each.stem for each in Path(learner_file("me", None)).parent.glob("*.sqlite"))
        except (OSError, CannotOpen):
            found = []
        return sorted({self.name, *(one for one in found[:MOST] if not self.wrong(one))}, key=str.casefold)

    def wrong(self, name: str) -> str:
        """Why nobody can be called so, in one sentence, or ""."""
        try:
            learner_file(name, None)
        except CannotOpen as problem:
            return str(problem)
        return ""

    def turn_to(self, name: str) -> tuple[Callable[[], Opened], Kept]:
        """From now on it is this one who studies, in all of their courses."""
        self.options = replace(self.options, learner=name, courses=[])
        return self.opener(self.options), settings_of(self.options)


def settings_of(options: Options) -> Kept:
    """What is set for a learner; what is wrong with a name or a file is told by the opening."""
    try:
        path = learner_file(options.learner, options.learner_file)
    except CannotOpen:
        return Kept()
    if not isinstance(path, Path):
        return Kept()
    kept = SettingsFile(path)
    kept.read()
    return kept
