"""The little of Protocol Buffers that Anki's newest packages need: the fields of a message, by their numbers.

https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.exchange.brought import NotThisFormat

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5
_WIDTHS = {EIGHT: 8, FOUR: 4}
_LONGEST = 10
"""Bytes of a number of 64 bits."""


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Each field's number and value, in order. Raises NotThisFormat where it is no message."""
    at = 0
    while at < len(data):
        key, at = _number(data, at)
        sort = key & 7
        if sort == VARINT:
            value, at = _number(data, at)
            yield key >> 3, value
            continue
        if sort == BYTES:
            length, at = _number(data, at)
        elif sort in _WIDTHS:
            length = _WIDTHS[sort]
        else:
            raise _damaged()
        if at + length > len(data):
            raise _damaged()
        yield key >> 3, data[at : at + length]
        at += length


def texts(data: bytes) -> dict[int, str]:
    """The last text of each field that holds one."""
    return {number: value.decode("utf-8", "replace") for number, value in fields(data) if isinstance(value, bytes)}


def numbers(data: bytes) -> dict[int, int]:
    """The last number of each field that holds one."""
    return {number: value for number, value in fields(data) if isinstance(value, int)}


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift, byte in enumerate(data[at : at + _LONGEST]):
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return value, at + shift + 1
    raise _damaged()


def _damaged() -> NotThisFormat:
    return NotThisFormat("The package is damaged: a part of it is no message of Anki.")
