"""The catalogues of messages: taken from the code, merged into those of each language, compiled.

`python tests/language/catalogues.py` does all three, after sentences were changed or translated.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tutor.language import LANGUAGES
from tutor.language.catalogues import FOLDER

PACKAGE = Path(__file__).parents[2] / "tutor"
TEMPLATE = FOLDER / "tutor.pot"
FUNCTIONS = ("_", "_n", "_c", "later")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""What stands as the time of each catalogue: when it was made says nothing, and git knows."""


def po_of(tag: str) -> Path:
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "tutor.po"


def from_code() -> Catalog:
    """Every message of the code, with the files where it stands."""
    found = Catalog(project="tutor", creation_date=MOMENT, revision_date=MOMENT, charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_courses" not in path.parts:
            file = path.relative_to(PACKAGE.parent).as_posix()
            for context, message in messages(ast.parse(path.read_text(encoding="utf-8"))):
                found.add(message, None, [(file, 0)], context=context)
    return found


def messages(tree: ast.AST) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    """The literal messages of a module, each with its context."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            match node.func.id:
                case "_n" if len(words) == 2:
                    yield None, (words[0], words[1])
                case "_c" if len(words) == 2:
                    yield words[0], words[1]
                case "_" | "later" if words and words[0]:
                    yield None, words[0]


def read(path: Path, tag: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=tag, domain="tutor")


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the text of a file: without line numbers, which change with everything."""
    catalogue.revision_date = MOMENT
    kept = io.BytesIO()
    write_po(kept, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return kept.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    kept = io.BytesIO()
    write_mo(kept, catalogue)
    return kept.getvalue()


def is_whole(message: Message) -> bool:
    """Whether a message has all of its forms."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms)


def main() -> None:
    template = from_code()
    TEMPLATE.write_bytes(written(template))
    for tag in LANGUAGES:
        if tag == "en":
            continue
        path = po_of(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = (
            read(path, tag) if path.exists() else Catalog(locale=tag, project="tutor", charset="utf-8", fuzzy=False)
        )
        catalogue.update(template, no_fuzzy_matching=False)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        left = [one for one in catalogue if one.id and not is_whole(one)]
        fuzzy = [one for one in catalogue if one.id and one.fuzzy]
        print(f"{LANGUAGES[tag]}: {len(catalogue)} messages, {len(left)} to translate, {len(fuzzy)} to look at again")


if __name__ == "__main__":
    main()
