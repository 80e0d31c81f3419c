"""Every submission of `attack_submissions.py`: none passes, reaches out, stays, or says anything that acts.

They run in the best box of this computer; with `ATTACKS=all` in each lower one too where they may be run.
"""

from __future__ import annotations

import os
import resource
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from attack import SECRET
from attack_submissions import SUBMISSIONS, Submission
from tries import ACTING, TURNING, survivors

from tutor.core.item import Item, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.code import Cases, Code, Program, Test
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.kinds.sql import Query, Sql
from tutor.core.running import NotRun
from tutor.present.feedback import feedback
from tutor.sandbox import Job, missing, order
from tutor.study import running
from tutor.study.running import Boxes

SETTING = Setting(seed=5)
TREBLE = "def f(n): return 3 * n + 1"
CALLS = [Test(call="f(2)", gives="7"), Test(call="f(5)", gives="16", hidden=True)]
ASKED: dict[str, Item] = {
    "call": Code(ask="?", code=Program(solution=TREBLE, tests=CALLS)),
    "print": Code(
        ask="?",
        code=Program(
            solution="print(int(input()) * 3 + 1)",
            tests=[Test(stdin="2", prints="7"), Test(stdin="5", prints="16", hidden=True)],
        ),
    ),
    "script": Code(ask="?", code=Program(solution=TREBLE, tests=[Test(script="assert f(2) == 7\nassert f(5) == 16")])),
    "sql": Sql(
        ask="?",
        sql=Query(
            setup="create table things (name text, price int); insert into things values ('egg', 1), ('tea', 5);",
            solution="select name || '!' || price from things",
        ),
    ),
    "shell": Shell(ask="?", shell=Commands(solution="mkdir a; echo right > a/b", check="test $(cat a/b) = right")),
}
GENERATED = Code(
    ask="?", code=Program(solution=TREBLE, tests=CALLS, cases=Cases(vars={"n": "10..99"}, call="f(<<n>>)", count=2))
)
WALL, CPU = 3.0, 0.5
"""Seconds for what never ends. Whatever is cut off by them did not pass either."""
MOST_SECONDS, MOST_MEMORY = 5.0, 300_000_000
TIERS = ("closed", "confined", "limits")
BEST = next((tier for tier in TIERS if not missing(tier)), "")  # type: ignore[arg-type]
TRIED = [tier for tier in TIERS if tier == BEST or os.environ.get("ATTACKS") == "all"]


def hurried(job: Job) -> Job:
    """The same job with less time."""
    return msgspec.structs.replace(job, limits=msgspec.structs.replace(job.limits, wall=WALL, cpu=CPU))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "canary.txt").write_text(SECRET)
    return folder


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Every process of the box bears it. Nothing that does is left afterwards, and no folder."""
    word, usual, made = f"attack-{uuid.uuid4().hex}", order.environment, running.job_of
    monkeypatch.setattr(order, "environment", lambda folder: {**usual(folder), "ATTACK": word})
    monkeypatch.setattr(running, "job_of", lambda step, token: hurried(made(step, token)))
    (tmp_path / "folders").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "folders"))
    yield word
    assert survivors(word) == []
    assert list((tmp_path / "folders").iterdir()) == []


def verdict(item: Item, text: str, tier: str) -> Judgement | str:
    """The judgement, or why there is none."""
    try:
        run = item.run(text, SETTING)
        assert run is not None
        return item.judge_run(text, SETTING, Boxes(tier).carry_out(run, stop=threading.Event()))  # type: ignore[arg-type]
    except (NotRun, BadResponse) as problem:
        return str(problem)


def told(found: Judgement | str) -> str:
    """What is said of it to a face, which may show it as it comes."""
    return found if isinstance(found, str) else feedback(found)


def may_run(one: Submission, tier: str) -> None:
    if tier not in one.tiers or not tier:
        pytest.skip("what it reaches for is kept from it by a higher box alone")
    if why := missing(tier):  # type: ignore[arg-type]
        pytest.skip(why)


@pytest.mark.parametrize("tier", TRIED)
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_submission_passes_reaches_out_stays_or_acts(name: str, tier: str, outside: Path, mark: str) -> None:
    one = SUBMISSIONS[name]
    may_run(one, tier)
    before, used = state(outside), resource.getrusage(resource.RUSAGE_SELF)
    began = time.process_time()
    found = verdict(ASKED[one.kind], one.text.replace("OUTSIDE", str(outside)), tier)
    assert isinstance(found, str) or (not found.correct and found.score <= 0.5), found
    shown = told(found)
    assert not ACTING.search(shown) and not TURNING.search(shown), shown
    assert SECRET not in shown
    assert state(outside) == before
    assert time.process_time() - began < MOST_SECONDS
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used.ru_maxrss
    assert grown * 1_000 < MOST_MEMORY


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """Everything in a folder, and the folder itself."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return [
        (path.name, (facts := path.lstat()).st_mode, facts.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in paths
    ]


@pytest.mark.parametrize("tier", TRIED)
@pytest.mark.parametrize("kind", [*ASKED, "generated"])
def test_the_honest_answer_passes_where_these_fail(kind: str, tier: str, mark: str) -> None:
    if not tier or missing(tier):  # type: ignore[arg-type]
        pytest.skip("there is no such box here")
    item = ASKED.get(kind, GENERATED)
    found = verdict(item, item.right_answer(SETTING), tier)
    assert isinstance(found, Judgement) and found.correct, found


def test_there_are_enough_of_them() -> None:
    assert len(SUBMISSIONS) >= 60
