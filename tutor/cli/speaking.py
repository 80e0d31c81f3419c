"""In which language a command speaks: what it is told, what its learner has set, or what the computer speaks.

Programs are spoken to in English, as ever: JSON has one language.
"""

from __future__ import annotations

from collections.abc import Sequence

UNSPOKEN = ("--json", "--jsonl", "--csv", "--help", "-h", "pack")
"""Words after which English is spoken: to programs, in the help of commands, and to authors, so far."""


def speak_for(words: Sequence[str]) -> None:
    """Speak as the words of a command want."""
    if any(word in UNSPOKEN for word in words):
        return
    from tutor.cli.people import settings_of
    from tutor.cli.study_arguments import Options
    from tutor.language.catalogues import speak_to

    learner, file = _after(words, "--learner") or "me", _after(words, "--learner-file") or None
    kept = settings_of(Options(learner=learner, learner_file=file))
    speak_to(kept.settings.tag, _after(words, "--language"))


def _after(words: Sequence[str], option: str) -> str:
    """What is given to an option; the last of several counts, as it does everywhere."""
    given = [after for word, after in zip(words, [*words[1:], ""], strict=True) if word == option]
    given += [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]
    return given[-1] if given else ""
