"""Which backups stay: the last ten, then one a day, a week, a month; and none is lost that a later rule would need."""

from datetime import UTC, datetime, timedelta

import pytest
import store_world as world

from tutor.store.backups import backups_of, folder_of
from tutor.store.thinning import DAYS, LAST, MONTHS, WEEKS, kept

NOON = datetime(2026, 12, 31, 12, tzinfo=UTC)


def days_ago(*days):
    return [NOON - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("made", "stay"),
    [
        ([], []),
        (range(5), range(5)),
        (range(LAST), range(LAST)),
        (range(LAST + DAYS), range(LAST + DAYS)),
        ([n / 24 for n in range(30)], [n / 24 for n in range(10)] + [13 / 24]),  # an hour apart: of each day the last
        (range(28), [*range(22), 25]),  # the days until the 22nd, then Sunday 6 December for its week
        ([0, 400, 800, 5000], [0, 400, 800, 5000]),
    ],
    ids=str,
)
def test_what_stays(made, stay):
    assert kept(days_ago(*made)) == set(days_ago(*stay))


def test_a_year_of_days_leaves_as_many_as_are_promised():
    stay = sorted(kept(days_ago(*range(365))), reverse=True)
    assert len(stay) == LAST + DAYS + WEEKS + MONTHS
    assert stay[: LAST + DAYS] == days_ago(*range(LAST + DAYS))
    assert stay[-1] < NOON - timedelta(days=270)


def test_three_years_of_sessions_thinned_after_each_still_reach_back_nine_months():
    there: set[datetime] = set()
    for turn in range(3 * 365 * 2):
        there = kept({*there, NOON + timedelta(hours=12 * turn)})
        assert max(there) == NOON + timedelta(hours=12 * turn)
    assert LAST + DAYS + WEEKS + MONTHS - 2 <= len(there) <= LAST + DAYS + WEEKS + MONTHS
    assert max(there) - min(there) > timedelta(days=9 * 30)


def test_thinning_follows_a_verified_backup_and_waits_after_a_restore(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        for day in range(30):
            book.record(world.later(86_400 * day), world.answered(world.random.Random(day)))
            book.keep()
    assert 22 <= len(backups_of(path)) < 30
    number = len(backups_of(path))
    with world.opened(path) as book:
        book._db.execute("insert into meta values('restored', ?)", (str(book.length),))
        for day in range(30, 33):
            book.record(world.later(86_400 * day), world.answered(world.random.Random(day)))
            assert len(list(folder_of(path).iterdir())) == number
            book.keep()
            if day == 30:  # the first session that went on from there confirms it, and does not thin yet
                number += 1
                assert len(backups_of(path)) == number
            number = len(backups_of(path))
    assert not book.recovered
