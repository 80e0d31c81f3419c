"""What became of everything a foreign file holds. The report balances: read = imported + refused + ignored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from msgspec import Struct

from tutor.packs.problems import visible

MOST_PLACES = 5
"""Places that are named for one sort of loss; the others are counted."""


class Loss(Struct, frozen=True):
    """Something that did not come over whole: a code, the sentence, how often and where first."""

    code: str
    message: str
    count: int
    places: list[str]

    def __str__(self) -> str:
        where = ", ".join(visible(place, 80) for place in self.places)
        more = ", …" if self.count > len(self.places) else ""
        times = f" ({self.count:,} times)" if self.count > 1 else ""
        return f"{self.code}{times}: {visible(self.message)} [{where}{more}]"


@dataclass
class Report:
    """The account of one import or export. `read`, `imported` (or written), `refused` and `ignored` count by kind.

    Kinds are in the words of what is read; `done` is the word for what came through.
    """

    format: str
    done: str = "imported"
    read: Counter[str] = field(default_factory=Counter)
    imported: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    _losses: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def refuse(self, kind: str, code: str, message: str, place: str) -> None:
        """Something should have come over and could not: why, and where it stands in the source."""
        self.refused[kind] += 1
        self.lose(code, message, place)

    def ignore(self, kind: str, code: str, message: str, place: str) -> None:
        """Something is left out on purpose, since it is no question or would be one twice."""
        self.ignored[kind] += 1
        self.lose(code, message, place)

    def lose(self, code: str, message: str, place: str) -> None:
        """Part of what came over was left behind. The same code and message are told once, with the count."""
        self._losses.setdefault((code, message), []).append(place)

    @property
    def losses(self) -> list[Loss]:
        """What was lost, in the order in which it was first met."""
        return [
            Loss(code, message, len(places), places[:MOST_PLACES]) for (code, message), places in self._losses.items()
        ]

    @property
    def balances(self) -> bool:
        """Whether everything that was read is accounted for, kind by kind."""
        return self.read == self.imported + self.refused + self.ignored

    @property
    def status(self) -> int:
        """The exit status: 0 all in, 1 something refused or lost, 2 nothing imported."""
        if not self.imported.total():
            return 2
        return 1 if self._losses else 0

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        counts = {name: dict(getattr(self, name)) for name in ("read", "imported", "refused", "ignored")}
        counts[self.done] = counts.pop("imported")
        return {"format": self.format, **counts, "losses": self.losses}

    def lines(self) -> list[str]:
        """The same for people: a table of counts, then each loss."""
        rows: list[tuple[str, ...]] = [("", "read", self.done, "refused", "ignored")]
        for kind in self.read:
            counts = (self.read, self.imported, self.refused, self.ignored)
            rows.append((visible(kind, 40), *(f"{count[kind]:,}" for count in counts)))
        first = max(len(row[0]) for row in rows)
        table = [f"{row[0]:<{first}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
        return [*table, *map(str, self.losses)]
