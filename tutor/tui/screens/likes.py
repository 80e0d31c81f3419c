"""Ways of explaining and interests: Enter or Space chooses one or takes it back, what is chosen first counts most."""

from __future__ import annotations

from tutor.language import _
from tutor.present.likes import ABOUT, GO_ON, TITLE, WAYS
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.listing import Listing, named


class Likes(Listing):
    """Each choice is kept at once."""

    TITLE_WORDS = TITLE

    def __init__(self) -> None:
        super().__init__()
        self.ways: list[str] = []
        self.interests: list[str] = []
        self.topics: list[str] = []

    def begin(self) -> None:
        super().begin()
        self.do(self.look())

    async def look(self) -> None:
        """Ask for what was said before, and what the courses offer."""
        found = await self.tutor.study.call(lambda session: session.likes())
        if isinstance(found, Refused):
            self.say(found.sentence, "$warm")
            return
        self.ways, self.interests, self.topics = found
        self.fill()

    def fill(self) -> None:
        rows = [named(_(GO_ON))]
        rows += [named(_(words), key=_place(way, self.ways)) for way, words in WAYS.items()]
        rows += [named(_("about {topic}", topic=topic), key=_place(topic, self.interests)) for topic in self.topics]
        self.rows.show_rows(rows, self.rows.marked or 0)
        self.say(_(ABOUT))
        self.show_keys()

    def keys(self) -> list[Key]:
        choose = Key("space", "Enter", _("choose or take back"), lambda: self.chosen(self.rows.marked or 0), rank=0)
        return [choose, self.closing()._replace(words=_("done"))]

    async def chosen(self, index: int) -> None:
        """Choose what is marked, or take it back; the first row goes on, for whoever only presses Enter."""
        if index == 0:
            self.finish()
            return
        name = [*WAYS, *self.topics][index - 1]
        liked = self.interests if index > len(WAYS) else self.ways
        if name in liked:
            liked.remove(name)
        else:
            liked.append(name)
        ways, interests = [*self.ways], [*self.interests]
        kept = await self.tutor.study.call(lambda session: session.prefer(ways, interests))
        self.fill()
        if isinstance(kept, Refused):
            self.say(kept.sentence, "$warm")


def _place(name: str, liked: list[str]) -> str:
    """Which place it has among what is liked."""
    return f"{liked.index(name) + 1}." if name in liked else "·"
