"""XML of strangers: no entities of its own, no outer files, bounded depth and number of elements; with line numbers."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from tutor.exchange.brought import NotThisFormat
from tutor.exchange.foreign import data_of
from tutor.packs.problems import quoted

LARGEST_XML = 256 * 1024 * 1024
DEEPEST = 200
MOST_ELEMENTS = 5_000_000
LINE = "\0line"
"""The attribute that holds where an element begins; no XML has one of that name."""


def tree_of(path: Path) -> Element:
    """The outermost element of a file. Raises NotThisFormat with the line of what is no XML, or is refused; OSError."""
    builder, parser = TreeBuilder(), expat.ParserCreate()
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise NotThisFormat(f"{quoted(path.name)} nests deeper or holds more than any course; it is not read.")
        builder.start(tag, {**attributes, LINE: str(parser.CurrentLineNumber)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def entity(*_: object) -> None:
        raise NotThisFormat(f"{quoted(path.name)} declares entities of its own; such XML is not read.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.buffer_text = True
    try:
        parser.Parse(data_of(path, LARGEST_XML), True)
        return builder.close()
    except (expat.ExpatError, ParseError, ValueError, LookupError, AssertionError) as error:
        raise NotThisFormat(f"{quoted(path.name)} is no XML that can be read: {error}.") from None


def text_at(element: Element | None, path: str = "text") -> str:
    """The text of the element at a path below; nothing where there is none."""
    return (element.findtext(path) or "") if element is not None else ""


def line_of(element: Element) -> str:
    """Where an element begins."""
    return element.get(LINE, "")
