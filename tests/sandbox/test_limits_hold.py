"""Programs that want too much of something, or don't want to end. Each is ended by its limit, in every tier."""

from __future__ import annotations

import threading
import time

import pytest
from box_world import Attack

from tutor.sandbox import Limits, Status

SHORT = Limits(wall=0.4)
LITTLE = Limits(wall=20.0, cpu=0.4)


@pytest.mark.parametrize(
    ("name", "limits", "status", "says"),
    [
        ("endless_loop", LITTLE, "time", "computed longer than 0.4 seconds"),
        ("ignores_signals", LITTLE, "time", "computed longer than 0.4 seconds"),
        ("ignores_signals", SHORT, "time", "ran longer than 0.4 seconds"),
        ("sleeps", SHORT, "time", "ran longer than 0.4 seconds"),
        ("closes_its_output", SHORT, "time", "ran longer"),
        ("memory_at_once", Limits(), "memory", "more than 256 MB"),
        ("memory_bit_by_bit", Limits(wall=20, memory=60_000_000), "memory", "more than 60 MB"),
        ("memory_shared", Limits(wall=20, memory=60_000_000), "memory", "more than 60 MB"),
        ("memory_by_children", Limits(wall=20, memory=100_000_000), "memory", "more than 100 MB"),
        ("many_files", Limits(wall=30, cpu=20), "failed", "too many files"),
        ("fork_bomb", Limits(wall=20), "failed", "more than 64 processes"),
        ("sleeping_fork_bomb", Limits(wall=20), "failed", "more than 64 processes"),
        ("floods_of_chmods", Limits(wall=20, cpu=20), "failed", "more than 64 processes"),
        ("floods_output", Limits(wall=20), "output", "more than 1 MB"),
        ("floods_errors", Limits(wall=20), "output", "more than 1 MB"),
        ("floods_by_children", Limits(wall=20), "output", "more than 1 MB"),
    ],
)
def test_who_wants_too_much_is_ended_and_told_why(
    attack: Attack, name: str, limits: Limits, status: Status, says: str
) -> None:
    seen = attack(name, limits=limits)
    assert seen.status == status, seen
    assert says in seen.why
    assert len(seen.out) + len(seen.err) <= limits.output


def test_threads_count_as_processes(attack: Attack) -> None:
    seen = attack("thread_bomb", limits=Limits(wall=20))
    assert seen.status == "failed" or b"KEPT" in seen.out


def test_a_file_grows_no_larger_than_the_folder_may(attack: Attack) -> None:
    seen = attack("big_file", limits=Limits(wall=20, disk=20_000_000))
    assert b"GOT" not in seen.out
    assert seen.status == "failed" or b"KEPT below 22000000" in seen.out


def test_files_together_grow_no_larger_than_the_folder_may(attack: Attack) -> None:
    seen = attack("many_middling_files", limits=Limits(wall=20, disk=20_000_000))
    assert b"GOT" not in seen.out
    assert seen.status == "failed" or seen.out == b"KEPT\n"


@pytest.mark.parametrize("name", ["deep_folders", "locked_folders", "takes_its_folder_away"])
def test_whatever_is_done_to_the_folder_it_is_gone_afterwards(attack: Attack, name: str) -> None:
    assert attack(name).status in ("ended", "failed")


@pytest.mark.parametrize("name", ["daemon", "daemon_of_its_own", "hydra"])
def test_what_is_left_behind_ends_with_the_program(attack: Attack, name: str) -> None:
    seen = attack(name)
    assert (seen.status, seen.code, seen.out) == ("ended", 0, b"ended\n")
    assert seen.seconds < 5


@pytest.mark.parametrize("number", ["9", "19"])
def test_who_kills_or_stops_the_launcher_wins_nothing(attack: Attack, number: str) -> None:
    seen = attack("kills_its_keeper", number, limits=Limits(wall=1.0))
    kept = (seen.status, seen.code, seen.out) == ("ended", 7, b"KEPT 1\n")
    assert kept or (seen.status in ("failed", "time") and seen.code is None)


def test_a_flood_is_seen_while_it_comes_and_cut_at_its_limit(attack: Attack) -> None:
    chunks: list[tuple[str, bytes]] = []
    seen = attack("floods_output", limits=Limits(output=12_345), on_output=lambda *chunk: chunks.append(chunk))
    assert b"".join(chunk for _, chunk in chunks) == seen.out
    assert len(seen.out) == 12_345
    assert {name for name, _ in chunks} == {"out"}


def test_a_report_has_its_own_limit(attack: Attack) -> None:
    seen = attack("floods_report", report=True, limits=Limits(report=7_000))
    assert (seen.status, len(seen.report), seen.out) == ("output", 7_000, b"")
    assert "report was longer than 7 kB" in seen.why


def test_no_report_is_taken_after_the_program_has_ended(attack: Attack) -> None:
    seen = attack("late_report", report=True)
    assert (seen.status, seen.report) == ("ended", b"early")


@pytest.mark.parametrize("name", ["sleeps", "endless_loop", "ignores_signals", "floods_by_children"])
def test_stopping_ends_it_at_once(attack: Attack, name: str) -> None:
    stop = threading.Event()
    told: list[float] = []

    def soon() -> None:
        time.sleep(0.3)
        told.append(time.monotonic())
        stop.set()

    thread = threading.Thread(target=soon)
    thread.start()
    seen = attack(name, limits=Limits(output=10**12), stop=stop)
    late = time.monotonic() - told[0]
    thread.join()
    assert (seen.status, seen.why, seen.code) == ("stopped", "It was stopped.", None)
    assert late < 2, "0.3 s on a computer that is not busy"


def test_what_is_stopped_before_it_starts_does_not_run_on(attack: Attack) -> None:
    stop = threading.Event()
    stop.set()
    assert attack("sleeps", stop=stop).status == "stopped"


def test_trouble_in_the_callback_ends_the_program_too(attack: Attack) -> None:
    def refuse(name: str, chunk: bytes) -> None:
        raise RuntimeError("the screen is gone")

    with pytest.raises(RuntimeError, match="the screen is gone"):
        attack("floods_output", on_output=refuse)
