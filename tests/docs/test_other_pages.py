"""The README and the page about the engine are true: what they name is there: files, links and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from tutor.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "docs/engine.md",
    "docs/data.md",
    "docs/ease.md",
    "docs/insight.md",
    "docs/checking.md",
    "docs/trying.md",
    "docs/updating.md",
    "docs/teachers.md",
    "docs/in-a-class.md",
    "docs/sums.md",
)
CORE = ROOT / "tutor" / "core"


def code_of(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)).splitlines()
    return [*re.findall(r"`([^`\n]+)`", text), *lines]


def is_there(path: str) -> bool:
    present = CORE.parent / "present"
    return any((folder / path).exists() for folder in (ROOT, CORE, present, ROOT / "tests/simulations", ROOT / "tests"))


@pytest.mark.parametrize("page", PAGES[:2])
def test_every_file_that_is_named_exists(page: str) -> None:
    words = [word for code in code_of(page) for word in code.split()]
    named = [word for word in words if re.fullmatch(r"[\w/]+(/|\.py|\.md|\.svg)", word)]
    missing = [word for word in named if not is_there(word) and not is_there(f"tutor/{word}")]
    assert len(named) > 10 and missing == [], page


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_exists(page: str) -> None:
    commands = get_command(app)
    for pack, word in re.findall(r"^tutor (pack |data |class )?([a-z-]+)", "\n".join(code_of(page)), re.MULTILINE):
        group = commands.commands[pack.strip()] if pack else commands
        assert word in group.commands or word in ("study", "pack", "data", "class"), f"{page}: tutor {pack}{word}"


@pytest.mark.parametrize("page", PAGES)
def test_every_option_of_a_benchmark_is_read_by_it(page: str) -> None:
    for script, rest in re.findall(r"^python (tests/benchmarks/\S+)(.*)$", "\n".join(code_of(page)), re.MULTILINE):
        read = (ROOT / script).read_text(encoding="utf-8")
        read += (ROOT / "tests/simulations/proof/report.py").read_text(encoding="utf-8") if "report" in read else ""
        assert all(f'"{option}"' in read for option in re.findall(r"--[a-z]+", rest)), f"{page}: {script}{rest}"
