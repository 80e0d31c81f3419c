"""Where things lie on this computer, for this person only."""

from __future__ import annotations

import os
from pathlib import Path

HOME = "TUTOR_HOME"
"""The environment variable that puts everything into one folder (a stick, a test)."""


def data_folder() -> Path:
    """What must not be lost: learners' files, copies of added packs. Made when missing."""
    return _made(Path(os.environ[HOME]) if os.environ.get(HOME) else _platform("data"))


def cache_folder() -> Path:
    """What can be made anew: compiled packs. Made when missing."""
    return _made(Path(os.environ[HOME]) / "cache" if os.environ.get(HOME) else _platform("cache"))


def kept_folder() -> Path:
    """The copies of added packs. Not made before there is one."""
    return data_folder() / "packs"


def trust_file() -> Path:
    """What this person answered when they were asked whether a pack's programs may run."""
    return data_folder() / "trust.json"


def signers_file() -> Path:
    """The signers of packs that this person knows, as OpenSSH's allowed_signers."""
    return data_folder() / "signers"


def library_file() -> Path:
    """The compiled library of all courses."""
    return cache_folder() / "library.sqlite"


def _platform(kind: str) -> Path:
    from platformdirs import user_cache_path, user_data_path

    return (user_data_path if kind == "data" else user_cache_path)("tutor", appauthor=False)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        why = problem.strerror or "it is in the way"
        raise OSError(f"{folder} can't be made ({why}); allow it, or name another place with {HOME}.") from problem
    return folder
