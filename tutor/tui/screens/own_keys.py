"""Keys of the learner's own: choose a command, press the key it shall have."""

from __future__ import annotations

from textual import events

from tutor.core.settings import KEYS
from tutor.language import _, later
from tutor.tui.actions import ACTIONS, clash, named, shown
from tutor.tui.keys import Key
from tutor.tui.listing import Listing
from tutor.tui.listing import named as row


class OwnKeys(Listing):
    """Every command that can have another key."""

    TITLE_WORDS = later("Keys of your own")

    def __init__(self) -> None:
        super().__init__()
        self.asked = ""
        """The action whose key is to be pressed now."""

    def fill(self) -> None:
        own = self.tutor.own_keys
        rows = []
        for name, action in ACTIONS.items():
            mine = (
                _("{own}, in place of {first}", own=shown(own[name]), first=shown(action.key))
                if name in own
                else shown(action.key)
            )
            rows.append(row(_(action.words), key=mine))
        self.rows.show_rows(rows, self.rows.marked or 0)
        self.show_keys()

    def keys(self) -> list[Key]:
        if self.asked:
            return [Key("escape", "Esc", _("leave it as it is"), self.leave, rank=0)]
        keys = [Key("", "Enter", _("another key"), rank=0)]
        if self._marked in self.tutor.own_keys:
            keys.append(Key("delete backspace", "Del", _("its first key"), self.give_back, rank=2))
        return [*keys, self.closing()]

    @property
    def _marked(self) -> str:
        return list(ACTIONS)[self.rows.marked or 0]

    def moved(self, index: int) -> None:
        self.leave()

    def leave(self) -> None:
        """Nothing is asked any more."""
        self.asked = ""
        self.say("")
        self.show_keys()

    async def chosen(self, index: int) -> None:
        """Ask for the key."""
        self.asked = self._marked
        self.say(_("Press the key for “{words}” now.", words=_(ACTIONS[self.asked].words)), "bold")
        self.show_keys()

    async def give_back(self) -> None:
        """The key that it had at first."""
        await self._put(self._marked, shown(ACTIONS[self._marked].key), first=True)

    async def _put(self, name: str, key: str, *, first: bool) -> None:
        others = {other: its for other, its in self.tutor.own_keys.items() if other != name}
        problem = clash(others, name, key) or await self.tutor.set(f"{KEYS}{name}", "" if first else key)
        self.fill()
        if problem:
            self.say(problem, "$warm")
        else:
            self.leave()
            self.say(_("“{words}” is on {key} now.", words=_(ACTIONS[name].words), key=key))

    def on_key(self, event: events.Key) -> None:
        if not self.asked or event.key == "escape":
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        name, key = self.asked, shown(event.key)
        self.do(self._put(name, key if named(key) == event.key else event.key, first=event.key == ACTIONS[name].key))
