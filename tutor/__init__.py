"""tutor: a self-study tutor for the terminal."""

__version__ = "0.1.0"
