"""Packs written as people write them: keys in order, several lines as a block, quotes only where needed."""

from __future__ import annotations

from typing import Any

import yaml

try:
    from yaml import CSafeDumper as Dumper
except ImportError:  # a PyYAML without its C half
    from yaml import SafeDumper as Dumper  # type: ignore[assignment]


class _Author(Dumper):
    """A dumper with the habits of our authors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True  # packs have none


def _text(dumper: _Author, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Author.add_representer(str, _text)


def written(data: object, indent: int = 0) -> str:
    """YAML of texts, numbers, lists and mappings, each line moved in by `indent`."""
    text: str = yaml.dump(
        data, Dumper=_Author, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=False
    )
    if not indent:
        return text
    margin = " " * indent
    return "".join(margin + line if line.strip() else line for line in text.splitlines(keepends=True))
