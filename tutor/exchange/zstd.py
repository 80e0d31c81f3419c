"""What is packed with zstd: by the standard library from Python 3.14 on, before that by the extra `anki`."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from tutor.exchange.brought import NotThisFormat


class NoZstd(NotThisFormat):
    """Nothing on this computer unpacks it; the sentence says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "This package is packed with zstd, which Python reads from 3.14 on; before that "
            'pip install "tutor[anki]" adds what is needed. (Or export it from Anki with '
            "“Support older Anki versions”.)"
        )


def unpacked(data: bytes, largest: int) -> bytes:
    """The bytes, at most `largest` of them. Raises NoZstd; NotThisFormat where they are damaged or more."""
    found = _read(data, largest + 1)
    if len(found) > largest:
        raise NotThisFormat(f"A part of the package unpacks to more than {largest // 2**20} MiB.")
    return found


def _read(data: bytes, size: int) -> bytes:
    module = _module()
    try:
        if hasattr(module, "ZstdFile"):
            with module.ZstdFile(io.BytesIO(data)) as file:
                return bytes(file.read(size))
        with module.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True) as reader:
            return _all_of(reader, size)
    except (module.ZstdError, EOFError, MemoryError, ValueError):
        raise NotThisFormat("The package is damaged: a part of it is not what zstd packs.") from None


def _all_of(reader: Any, size: int) -> bytes:
    found = bytearray()
    while len(found) < size and (more := reader.read(min(2**20, size - len(found)))):
        found += more
    return bytes(found)


def _module() -> Any:
    for name in ("compression.zstd", "zstandard"):
        try:
            return import_module(name)
        except ImportError:
            continue
    raise NoZstd
