"""What commands say while they work: nothing at first, a sign after a second, and never where nobody watches."""

from __future__ import annotations

import io
import sys
import time

import pytest

from tutor.cli import waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("terminal", "seconds", "shown"), [(True, 0.0, False), (True, 0.4, True), (False, 0.4, False)])
def test_a_sign_of_life_comes_late_and_only_on_a_terminal(
    terminal: bool, seconds: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(waiting, "PATIENCE", 0.05)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", said)
    with waiting.working("Reading [b]x"):
        time.sleep(seconds)
    assert ("Reading [b]x" in said.getvalue()) is shown
    before = said.getvalue()
    time.sleep(0.15)
    assert said.getvalue() == before


def test_what_goes_wrong_meanwhile_is_not_hidden_by_the_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ZeroDivisionError), waiting.working("Dividing"):
        raise ZeroDivisionError
