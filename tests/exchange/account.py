"""The account of whole folders of foreign files: `python tests/exchange/account.py FOLDER [--sample N] [--only NAME]`.

FOLDER has a folder for each sort of files, as in `SORTS`. Prints for each file what was read, imported, refused and
ignored, the exit status and the errors that a check of the pack finds; with `--sample`, some items beside their place.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tutor.exchange.brought import Brought, NotThisFormat, Wishes
from tutor.exchange.formats import FORMATS, format_of, reader
from tutor.exchange.pack_folder import CannotWrite, put_in_place, settle
from tutor.exchange.sent import items_of
from tutor.packs.compile import load

SORTS: list[tuple[str, str, str]] = [
    ("aiken", "*.txt", "aiken"),
    ("gift", "*/*", "gift"),
    ("moodle-xml", "*/*.xml", "moodle-xml"),
    ("anki", "*pkg", "anki"),
    ("anki-text", "*.txt", "table"),
    ("mnemosyne", "tsv*.txt", "table"),
    ("hashcards", "*/*.md", "hashcards"),
    ("hashcards", "cocosberlucens", "hashcards"),
    ("swirl", "*/*/lesson*", "swirl"),
    ("swirl", ".", "swirl"),
    ("oatutor", ".", "oatutor"),
    ("oatutor", "content-pool", "oatutor"),
    ("obsidian-sr", "vaults/*", "obsidian"),
    ("obsidian-sr", "vaults", "obsidian"),
    ("obsidian-sr", "docs", "obsidian"),
    ("obsidian-sr", "reuseman-vault", "obsidian"),
]
"""A folder, the files or folders in it (each is imported by itself), and their format."""


def sources(folder: Path, only: str) -> Iterator[tuple[Path, str]]:
    for name, pattern, kind in SORTS:
        if kind in FORMATS and only in ("", name, kind):
            yield from (
                (path, kind)
                for path in sorted((folder / name).glob(pattern) if pattern != "." else [folder / name])
                if path.name != "SOURCE.md"
            )


def account(path: Path, kind: str, sample: int) -> str:
    """One line of the table; samples are printed on the way."""
    try:
        brought = reader(format_of(path, kind))([path], Wishes())
        settle(brought, "tried")
    except (NotThisFormat, CannotWrite) as trouble:
        return f"{'':>36}  3  {trouble}"
    report = brought.report
    counts = "".join(f"{count.total():>9,}" for count in (report.read, report.imported, report.refused, report.ignored))
    balance = "" if report.balances else "DOES NOT BALANCE "
    return f"{counts}  {report.status}  {balance}{checked(brought, sample)}"


def checked(brought: Brought, sample: int) -> str:
    """What a check of the written pack says."""
    if not brought.report.imported.total():
        return "nothing written"
    with tempfile.TemporaryDirectory() as folder:
        put_in_place(brought, Path(folder, "tried"))
        loaded = load(Path(folder, "tried"))
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    if loaded.compiled is not None and sample:
        found = list(items_of(loaded.compiled))
        for skill, full_id, item in random.sample(found, min(sample, len(found))):
            print(f"\n--- {item.source}  ({skill.title}; {full_id})")
            print(msgspec.json.format(msgspec.json.encode(item), indent=2).decode())
    return f"{loaded.item_count:,} items, {errors} errors, {len(loaded.problems) - errors} warnings"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="print so many random items of each file")
    parser.add_argument("--only", default="", help="one folder or format")
    asked = parser.parse_args()
    print(f"{'':44}{'read':>9}{'imported':>9}{'refused':>9}{'ignored':>9}  exit")
    for path, kind in sources(asked.folder, asked.only):
        line = account(path, kind, asked.sample)
        print(f"{kind + ' ' + str(path.relative_to(asked.folder)):<44.44}{line}")


if __name__ == "__main__":
    main()
