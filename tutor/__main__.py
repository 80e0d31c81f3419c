"""The way in. The shortest one, to the first question, loads no command-line library."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_COMMANDS_OWN = ("--help", "-h", "--install-completion", "--show-completion")


def main() -> None:
    """Run `tutor` with the words of the command line and leave with its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a narrow encoding or a wrong byte must not end a session
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one command; returns its exit status. What a person can cause ends in a sentence, never in a traceback."""
    import sqlite3

    try:
        return _run(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except KeyboardInterrupt:  # what was told is on disk already
        return 130
    except BrokenPipeError:  # whoever read us has gone: nothing to tell
        sys.stderr.close()
        return 1
    except (OSError, sqlite3.Error) as trouble:
        from tutor.cli.faults import sentence

        print(f"tutor: {sentence(trouble)}", file=sys.stderr)
        return 1


def _run(words: Sequence[str]) -> int:
    named = bool(words) and words[0] == "study"
    if named or not words or (words[0].startswith("-") and words[0] not in _COMMANDS_OWN):
        from tutor.cli.study import main as study

        return study(words[1:] if named else words, home=not named)
    from tutor.cli.app import app
    from tutor.cli.speaking import speak_for

    speak_for(words)
    app(list(words), prog_name="tutor")
    return 0


if __name__ == "__main__":
    main()
