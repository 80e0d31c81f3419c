"""Anki itself as the judge: `python tests/exchange/compare_anki.py reviews PACKAGE --anki PYTHON`, or `… pack PACK …`.

PYTHON is that of a virtual environment of its own with `pip install anki` (AGPL, so never a dependency of ours).
`reviews` takes over what a package's learner answered, lets Anki work out its memory of the same answers with the same
weights of FSRS, and tells how far the stabilities and the order of what is due agree. `pack` writes a pack as a package,
lets Anki open it twice, counts its notes and cards and compares each field with what was written.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

IN_ANKI = """
import json, sys, tempfile
from pathlib import Path
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.deck_config_pb2 import UpdateDeckConfigsRequest

package, weights, times = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
col = Collection(str(Path(tempfile.mkdtemp()) / "collection.anki2"))
for _ in range(times):
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=True, with_deck_configs=False)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options)).log
told = {"new": len(log.new), "updated": len(log.updated), "same": len(log.duplicate), "conflicts": len(log.conflicting)}
if weights:
    shown = col.decks.get_deck_configs_for_update(col.decks.id("Default"))
    config = shown.all_config[0].config
    del config.config.fsrs_params_6[:]
    config.config.fsrs_params_6.extend(weights)
    config.config.desired_retention = 0.9
    col.decks.update_deck_configs(UpdateDeckConfigsRequest(
        target_deck_id=col.decks.id("Default"), configs=[config], mode=0, fsrs=True, fsrs_reschedule=True, limits=shown.current_deck.limits))
cards = []
for id in col.find_cards(""):
    card = col.get_card(id)
    note = card.note()
    held = card.memory_state
    last = col.db.scalar("select max(id) from revlog where cid = ? and ease > 0 and type < 3", id)
    cards.append({"note": note.id, "guid": note.guid, "number": card.ord, "type": card.type, "due": card.due, "queue": card.queue,
        "ivl": card.ivl, "stability": held.stability if held else None, "last": last, "question": card.question(), "answer": card.answer()})
notes = [{"guid": n.guid, "fields": n.fields, "tags": n.tags} for n in map(col.get_note, col.find_notes(""))]
print(json.dumps({"log": told, "cards": cards, "notes": notes, "decks": [d.name for d in col.decks.all_names_and_ids()]}))
"""


def in_anki(python: Path, package: Path, weights: list[float], times: int = 1) -> dict:
    run = [str(python), "-c", IN_ANKI, str(package), json.dumps(weights), str(times)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def ours(package: Path) -> dict[tuple[int, int], tuple[float, int]]:
    """Stability and due time of each item that was answered, by its note and card."""
    from tutor.core.learner.fold import apply
    from tutor.core.learner.rows import ItemRow
    from tutor.exchange.brought import Wishes
    from tutor.exchange.formats import reader
    from tutor.store.book import Book

    with tempfile.TemporaryDirectory() as folder:
        import os

        home = {**os.environ, "TUTOR_HOME": folder}
        run = [sys.executable, "-m", "tutor", "import", str(package), "--to", f"{folder}/deck", "--with-reviews"]
        subprocess.run(run, env=home, capture_output=True, check=False)
        with Book.open(Path(folder, "learners", "me.sqlite"), fold=apply, now=now()) as book:
            rows = {key.rpartition("/")[2]: book.rows.get(ItemRow, key) for key in book.rows.keys(ItemRow, "deck/")}
    brought = reader("anki")([package], Wishes())
    found = {}
    for skill in brought.skills.values():
        for question in skill.questions:
            row = rows.get(question.id)
            if row is not None and row.stability > 0:
                note, number = question.place.removeprefix("nid:").split(" card ")
                found[int(note), int(number) - 1] = (row.stability, row.due)
    return found


def now():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def reviews(package: Path, python: Path) -> None:
    from fsrs.scheduler import DEFAULT_PARAMETERS

    mine, there = ours(package), in_anki(python, package, list(DEFAULT_PARAMETERS))
    theirs = {(one["note"], one["number"]): one for one in there["cards"] if one["stability"]}
    both = sorted(mine.keys() & theirs.keys())
    ratios = sorted(mine[key][0] / theirs[key]["stability"] for key in both)
    print(f"{len(mine)} items answered here, {len(theirs)} cards with a memory in Anki, {len(both)} in both")
    cut = statistics.quantiles(ratios, n=20)
    print(f"stability, ours / Anki's: median {statistics.median(ratios):.3f}, 5 to 95 % {cut[0]:.3f} to {cut[-1]:.3f}")
    print(f"rank correlation of stability {agreement([(mine[k][0], theirs[k]['stability']) for k in both]):.3f}")
    due = [(mine[k][1], theirs[k]["last"] + theirs[k]["stability"] * 86_400_000) for k in both]
    print(f"rank correlation of due times {agreement(due):.3f} (of last answer + Anki's stability)")
    days = [(mine[k][1], theirs[k]["due"]) for k in both if theirs[k]["type"] == 2]
    print(f"rank correlation with Anki's own due days {agreement(days):.3f} over {len(days)} cards")
    pairs = [(a, b) for at, a in enumerate(days) for b in days[at + 1 :] if abs(a[1] - b[1]) >= 1]
    same = sum((a[0] < b[0]) == (a[1] < b[1]) for a, b in pairs)
    print(f"pairs due on different days in Anki that come in the same order here: {same / max(1, len(pairs)):.1%}")


def agreement(pairs: list[tuple[float, float]]) -> float:
    """Spearman's correlation of ranks."""
    return statistics.correlation(*map(ranks, zip(*pairs, strict=True)))


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value; the mean of their ranks for equal ones."""
    places: dict[float, list[int]] = {}
    for at, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(at)
    return [statistics.mean(places[value]) for value in values]


def pack(place: Path, python: Path) -> None:
    from tutor.exchange.brought import Wishes
    from tutor.exchange.formats import writer
    from tutor.packs.compile import load

    sent = writer("anki")(load(place).compiled, Wishes())
    [data] = sent.files.values()
    print("\n".join(sent.report.lines()))
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "sent.apkg")
        package.write_bytes(data)
        once, twice = in_anki(python, package, []), in_anki(python, package, [], times=2)
        written = fields_of(package)
    print(f"first import: {once['log']}, {len(once['notes'])} notes, {len(once['cards'])} cards; decks {once['decks']}")
    print(f"second import: {twice['log']}, {len(twice['notes'])} notes, {len(twice['cards'])} cards")
    found = {note["guid"]: note["fields"] for note in once["notes"]}
    print(f"fields equal: {sum(found.get(guid) == held for guid, held in written.items())} of {len(written)} notes")


def fields_of(package: Path) -> dict[str, list[str]]:
    from tutor.exchange.anki_collection import collection_of
    from tutor.exchange.anki_package import package_of

    with package_of(package) as held:
        return {note.guid: note.fields for note in collection_of(held.db).notes.values()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("reviews", "pack"))
    parser.add_argument("place", type=Path)
    parser.add_argument("--anki", type=Path, required=True, metavar="PYTHON")
    asked = parser.parse_args()
    {"reviews": reviews, "pack": pack}[asked.what](asked.place, asked.anki)


if __name__ == "__main__":
    main()
