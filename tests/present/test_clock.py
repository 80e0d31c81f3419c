"""A clock that jumped is told in a sentence; ordinary days, zones and summer time are not."""

from __future__ import annotations

from datetime import datetime

import pytest

from tutor.core.day import milliseconds, offset_minutes
from tutor.present.clock import jump

LAST = "2026-10-24T20:00:00+02:00"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-10-24T20:00:00+02:00", ""),
        ("2026-10-24T19:59:01+02:00", ""),
        ("2026-10-24T19:58:59+02:00", "behind your last answer (24 Oct, 20:00)"),
        ("2025-10-24T20:00:00+02:00", "behind your last answer (24 Oct 2026, 20:00)"),
        ("2026-10-25T02:30:00+02:00", ""),
        ("2026-10-25T02:10:00+01:00", ""),  # the hour that comes twice is later, not earlier
        ("2026-10-26T20:59:59+01:00", "on 24 Oct"),
        ("2026-10-26T18:59:59+01:00", ""),
        ("2026-10-24T09:00:00-09:00", ""),  # another zone, the same moment
        ("2026-10-25T08:00:00+14:00", ""),
        ("2027-10-24T20:00:00+02:00", "365 days ago, on 24 Oct 2026"),
        ("2026-10-29T20:00:00+01:00", "5 days ago"),
    ],
)
def test_a_table_of_times(now: str, told: str) -> None:
    last, then = datetime.fromisoformat(LAST), datetime.fromisoformat(now)
    said = jump(milliseconds(last), milliseconds(then), offset_minutes(then))
    assert (told in said) if told else (said == "")


def test_without_a_last_event_there_is_no_jump() -> None:
    assert jump(0, 1_800_000_000_000, 0) == ""
