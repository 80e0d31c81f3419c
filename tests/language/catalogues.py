"""The catalogues of messages: taken from the code, merged into those of each language, compiled.

`python tests/language/catalogues.py` does all three, after sentences were changed or translated.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tutor.language import LANGUAGES
from tutor.language.catalogues import FOLDER

PACKAGE = Path(__file__).parents[2] / "tutor"
TEMPLATE = FOLDER / "tutor.pot"
KEYWORDS = {"_": None, "_n": (1, 2), "_c": ((1, "c"), 2), "later": None}
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""What stands as the time of each catalogue: when it was made says nothing, and git knows."""


def po_of(tag: str) -> Path:
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "tutor.po"


def from_code() -> Catalog:
    """Every message of the code, with the files where it stands and the comments that begin with `Translators:`."""
    found = Catalog(project="tutor", creation_date=MOMENT, revision_date=MOMENT, charset="utf-8", fuzzy=False)
    every = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _line, message, comments, context in sorted(every, key=lambda one: (one[0], one[1])):
        found.add(message, None, [(f"tutor/{file}", 0)], auto_comments=comments, context=context)
    return found


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


def main() -> None:
    template = from_code()
    TEMPLATE.write_bytes(written(template))
    for tag in LANGUAGES:
        if tag == "en":
            continue
        path = po_of(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = read(path, tag) if path.exists() else Catalog(locale=tag, project="tutor", charset="utf-8", fuzzy=False)
        catalogue.update(template, no_fuzzy_matching=False)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        left = [one for one in catalogue if one.id and not all([one.string] if isinstance(one.string, str) else one.string)]
        fuzzy = [one for one in catalogue if one.id and one.fuzzy]
        print(f"{LANGUAGES[tag]}: {len(catalogue)} messages, {len(left)} to translate, {len(fuzzy)} to look at again")


if __name__ == "__main__":
    main()
