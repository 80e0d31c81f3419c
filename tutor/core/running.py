"""What is to be carried out to judge a program, and what came of it: data on both sides.

A kind makes a `Run` from a response; `study` has it carried out in a box, and the kind judges what came back. What is
expected never goes into the box, so a program can't look it up, and nothing that it says of itself is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

Driver = Literal["code", "query", "commands"]
Status = Literal["ended", "time", "memory", "output", "stopped", "failed"]

LONGEST_LINE = 3_000_000
"""Characters of one record; a longer one is dropped."""


class Step(Struct, frozen=True, kw_only=True):
    """One box: which driver runs in it, what it is told (as JSON, with a random token), and the files beside it.

    `tests` is how many results are expected, `seconds` the time that all of it may take, half of it computing.
    """

    driver: Driver
    request: dict[str, Any]
    files: dict[str, str] = {}
    tests: int
    seconds: float = 10.0


class Run(Struct, frozen=True, kw_only=True):
    """What has to be carried out to judge one response, box after box. `needs` are programs beside Python and sh.

    `trying`: only to see what it does; nothing is judged by it.
    """

    steps: list[Step]
    needs: list[str] = []
    trying: bool = False


class Ran(Struct, frozen=True, kw_only=True):
    """What came of one step: `results` by number of the test, those that can be believed; what was printed, cut.

    `opening` is the record about the program as a whole (it could not be built or begun), empty where there is none.
    """

    status: Status
    results: dict[int, dict[str, Any]] = {}
    opening: dict[str, Any] = {}
    out: str = ""
    err: str = ""
    tier: str = ""
    why: str = ""


class NotRun(Exception):
    """Nothing was run, or nothing that says anything of the learner; the text is one sentence for them."""


class OwnFault(NotRun):
    """What the course itself brings can't be run: `part` is the key it stands under, `said` is for its author."""

    def __init__(self, sentence: str, part: str, said: str) -> None:
        super().__init__(sentence)
        self.part, self.said = part, said


class Stopped(Exception):
    """The learner stopped the run: nothing counts."""


def believed(report: bytes, token: str, tests: int) -> tuple[dict[int, dict[str, Any]], dict[str, Any]]:
    """The records of a report that bear the token: results by number, and the opening one.

    Records that are malformed, of a test that doesn't exist, or given twice are none at all.
    """
    results: dict[int, dict[str, Any]] = {}
    opening: list[dict[str, Any]] = []
    twice: set[int] = set()
    for line in report.decode("utf-8", "replace").split("\n"):
        record = _record(line, token)
        if record is None:
            continue
        number = record.get("test")
        if number is None:
            opening.append(record)
        elif type(number) is int and 0 <= number < tests:
            twice |= {number} & results.keys()
            results[number] = record
    for number in twice:
        del results[number]
    return results, opening[0] if len(opening) == 1 else {}


def _record(line: str, token: str) -> dict[str, Any] | None:
    import json

    if not line or len(line) > LONGEST_LINE:
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and record.get("token") == token else None


def text_of(record: Mapping[str, Any], key: str) -> str:
    """A text of a record; "" for anything else."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def limit_met(record: Mapping[str, Any]) -> str:
    """The limit that a process of its own met, by how it ended: "time", "output" or "".

    -24 and 152 are the signal for computing too long, alone and as a shell passes it on. Who printed more than is kept
    and did not end well was cut off: what it printed into was full.
    """
    if record.get("code") in (-24, 152):
        return "time"
    return "output" if record.get("more") is True and record.get("code") != 0 else ""


def broken(ran: Sequence[Ran]) -> str:
    """Why a step failed that the learner has no part in, in one sentence; "" when none did."""
    failed = next((one for one in ran if one.status == "failed"), None)
    if failed is None:
        return ""
    return failed.why or "The program could not be run here."
