"""How the editors that people have are told at which line to open a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLUS = (
    "vi",
    "vim",
    "nvim",
    "gvim",
    "view",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "jed",
    "mg",
    "ne",
    "gedit",
)
"""`+LINE FILE`."""
COLON = ("hx", "helix", "subl", "zed", "mate")
"""`FILE:LINE:COLUMN`."""
GO = ("code", "codium", "code-insiders", "cursor")
"""`-g FILE:LINE:COLUMN`."""
KATE = ("kate", "kwrite")


def command(editor: Sequence[str], path: str, line: int, column: int) -> list[str]:
    """The words that open a file at a line; without the line for an editor that is not known. Lines are from 1."""
    name = Path(editor[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if name in PLUS:
        return [*editor, f"+{line}", path]
    if name in COLON:
        return [*editor, f"{path}:{line}:{column}"]
    if name in GO:
        return [*editor, "-g", f"{path}:{line}:{column}"]
    if name in KATE:
        return [*editor, "-l", str(line), "-c", str(column), path]
    return [*editor, path]
