"""Looking after an open file as a whole: whether it is sound, copies of it, all of it as plain files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store.figures import Figures
from tutor.store.fingerprint import state_hash
from tutor.store.log import EPOCH
from tutor.store.refold import Fold
from tutor.store.trouble import translated

if TYPE_CHECKING:
    from tutor.store.check import Report


class Care(Figures):
    """What is done with a book that changes nothing of what is in it. Its modules are imported when they are needed."""

    _fold: Fold

    def state_hash(self) -> str:
        """One hash over all that is known, the same for every way that leads to the same state."""
        with translated(self.path):
            return state_hash(self._db)

    def check(self) -> Report:
        """Look for damage in everything; changes nothing."""
        from tutor.store.check import examine

        return examine(self._db, self.path, self._fold)

    def copy_to(self, target: Path) -> None:
        """A verified copy of the file as it is now, as one file that nobody else can read."""
        from tutor.store.backup import copy_verified
        from tutor.store.backups import backups_of

        with translated(target):
            earlier = backups_of(self.path) if isinstance(self.path, Path) else []
            like = next((backup.path for backup in earlier if not backup.special), None)
            copy_verified(self._db, self.path, target, like)

    def place_for(self, folder: Path) -> Path:
        """Where in the folder a backup of the file as it is now lies, or is to lie."""
        from tutor.store.backups import place_for

        at, events = self._db.execute("select at, seq from event order by seq desc limit 1").fetchone() or (0, 0)
        return place_for(self._db, Path(self.path), folder, EPOCH + timedelta(milliseconds=at), events)

    def export(self, folder: Path) -> list[Path]:
        """Write all of it into a new folder, as JSON Lines and CSV; returns the files."""
        from tutor.store.export import export
        from tutor.store.settings import place

        return export(self._db, folder, place(self.path) if isinstance(self.path, Path) else None)
