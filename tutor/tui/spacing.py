"""How far lines stand apart. One for the whole room, as there is one screen: drawings know only their width.

A terminal has no half lines and no room between letters; so in the wide spacing an empty line parts the lines of a
text, two part its paragraphs, and lines are shorter. Code, tables and maths keep their shape.
"""

from __future__ import annotations

LINE = 60
"""Cells of a line in the wide spacing: the British Dyslexia Association's style guide (2023) asks for 60 to 70."""


class Spacing:
    """Whether the wide spacing is wanted."""

    wide = False


spacing = Spacing()
