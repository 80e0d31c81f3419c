"""Opening a teacher's file from the screens, and choosing among classes where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.language import later
from tutor.present.class_files import wrong_code
from tutor.tui.bridge import Refused
from tutor.tui.listing import Listing, named
from tutor.tui.screens.asking import Asking, Question

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.tui.place import Place

FILE = Question(
    later("Where is your teacher's file?"),
    later("Its path, or that of its folder; many terminals write it when you drop the file on them."),
)
CODE = Question(
    later("What is the code on your slip?"), later("Like KTRW-BHSL-S; empty if you were given none."), wrong=wrong_code
)


async def open_handout(place: Place) -> list[str]:
    """Ask for a teacher's file, and for one's code where it is needed. Returns what it brought, [] when given up."""
    study = place.tutor.study
    answers = await place.app.push_screen_wait(Asking([FILE], whole=True))
    typed = answers[0] if answers else ""
    if not typed:
        return []
    found = await study.call(lambda session: session.handouts(typed))
    if isinstance(found, Refused):
        return [found.sentence]
    handouts, asks = found
    answers = await place.app.push_screen_wait(Asking([CODE], whole=True)) if asks else [""]
    if not answers:
        return []
    code = answers[0] or ""
    told = await study.call(lambda session: session.join(handouts, code))
    return [told.sentence] if isinstance(told, Refused) else told


class Classes(Listing):
    """Which class is meant; the one that was chosen is `taken`."""

    TITLE_WORDS = later("Which class?")

    def __init__(self, classes: Sequence[ClassRow], marked: str) -> None:
        super().__init__()
        self.among = classes
        self.at = next((number for number, one in enumerate(classes) if one.id == marked), 0)
        self.taken: ClassRow | None = None

    def fill(self) -> None:
        self.rows.show_rows([named(one.title) for one in self.among], self.at)
        self.show_keys()

    async def chosen(self, index: int) -> None:
        """This one."""
        self.taken = self.among[index]
        self.finish()


async def one_class(place: Place, classes: Sequence[ClassRow], marked: str = "") -> ClassRow | None:
    """The class that is meant: the only one, or the one that is chosen, `marked` by its id at first."""
    if len(classes) < 2:
        return classes[0] if classes else None
    chooser = Classes(classes, marked)
    await place.app.push_screen_wait(chooser)
    return chooser.taken
