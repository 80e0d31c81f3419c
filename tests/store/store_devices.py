"""Computers that study with one learner's files, and the folder between them."""

import store_world as world

from tutor.core.learner.events import Noted
from tutor.store import marks
from tutor.store.sync import sync


class Devices:
    """Computers with a learner's file each, and the folder between them."""

    def __init__(self, place, monkeypatch):
        self.place = place
        self.folder = place / "stick"
        self.folder.mkdir()
        self._patch = monkeypatch
        self._seed = 0

    def path(self, name):
        return self.place / name / "me.sqlite3"

    def open(self, name):
        self._patch.setattr(marks, "machine", lambda: name)
        self._seed += 1
        return world.opened(self.path(name), seed=self._seed)

    def studies(self, name, calls=3):
        with self.open(name) as book:
            if not book.length:
                book.record(world.NOW, world.met())
            world.live(book, self._seed, calls, start=book.length)

    def notes(self, name, text):
        with self.open(name) as book:
            book.record(world.later(book.length), Noted(about=world.SKILLS[0], text=text))

    def syncs(self, name, **options):
        with self.open(name) as book:
            return sync(book, self.folder, **{"join": True, **options})

    def state(self, name):
        with self.open(name) as book:
            assert book.check().findings == []
            return book.state_hash()

    def together(self, *names):
        for name in (*names, *names):
            self.syncs(name)
        return {self.state(name) for name in names}

    def files(self):
        return {each.name: each.read_bytes() for each in self.folder.iterdir() if each.is_file()}

    def file_of(self, name):
        with self.open(name) as book:
            return self.folder / f"tutor-{book.device}.jsonl"
