"""Every code that a check can say has a page, and every page's examples do what they say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tutor.authoring.check import Depth, check
from tutor.authoring.lint import RULES, Rule
from tutor.packs.codes import explanations, files_of, told
from tutor.packs.compile import load

ROOT = Path(__file__).parent.parent.parent / "tutor"
GOLDEN = Path(__file__).parent / "golden"
PAGES = explanations()
RULES_BY_CODE = {rule.code: rule for rule in RULES}
PLACE_OF_CODE = {"error": 1, "warning": 1, "Flaw": 1, "_flaw": 1, "Refusal": 0, "Problem": 4, "_refuse": 1, "Rule": 0}
"""What says a problem, and which of its arguments is the code."""
WITHOUT_EXAMPLE = {
    "bomb", "damaged", "encrypted", "link", "not-a-file", "not-utf-8", "taken", "too-big", "twins", "unreadable",
    "long-answer", "long-row", "many-rows", "too-deep", "too-long", "too-many-nodes", "typos", "wrong-passes", "yaml",
    "signature", "signer", "not-run", "solution-fails", "starter-passes", "colour-only", "reading-level",
}  # fmt: skip
"""About files, archives and bytes, or about what is too large or too odd to be shown."""


def codes_in(node: ast.expr) -> Iterator[str]:
    """Patterns of the codes that an expression may be; nothing for one that is handed on."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from codes_in(node.body)
        yield from codes_in(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z]+" for part in node.values)


@cache
def said() -> dict[str, str]:
    """Every code, as a pattern, with a file that says it."""
    found: dict[str, str] = {}
    for path in [path for room in ("packs", "core", "authoring") for path in sorted((ROOT / room).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = PLACE_OF_CODE.get(name)
                if place is not None and len(node.args) > place:
                    found.update(dict.fromkeys(codes_in(node.args[place]), path.name))
    return found


@pytest.mark.parametrize(("code", "file"), said().items())
def test_every_code_that_is_said_has_a_page(code: str, file: str) -> None:
    assert any(re.fullmatch(code, page) for page in PAGES), f"{code} of {file} has no page in tutor/packs/pages"


def test_every_code_of_the_golden_files_has_a_page() -> None:
    lines = "".join(path.read_text(encoding="utf-8") for path in GOLDEN.iterdir())
    assert set(re.findall(r"^\S.*?:\d+:\d+: (?:error|warning) ([a-z0-9-]+):", lines, re.MULTILINE)) <= PAGES.keys()


def test_no_page_is_about_a_code_that_is_never_said() -> None:
    patterns = said()
    assert [page for page in PAGES if not any(re.fullmatch(code, page) for code in patterns)] == []


def codes_of(example: str, folder: Path, rule: Rule | None) -> list[str]:
    for name, text in files_of(example).items():
        (folder / name).write_text(text, encoding="utf-8")
    if rule is None:
        return [problem.code for problem in load(folder, installed=lambda name: False).problems]
    depth = Depth(strict=rule.level == "note", guards=rule.level == "guards")
    return [problem.code for problem in check(folder, depth=depth).problems]


@pytest.mark.parametrize("code", [code for code in PAGES if code not in WITHOUT_EXAMPLE])
def test_the_wrong_example_has_the_problem_and_the_mended_one_has_none(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    wrong, mended = tmp_path / "wrong", tmp_path / "mended"
    wrong.mkdir()
    mended.mkdir()
    rule = RULES_BY_CODE.get(code)
    assert code in codes_of(page.wrong, wrong, rule)
    assert set(codes_of(page.mended, mended, rule)) <= {"few-items", *(["no-feedback"] if rule else [])} - {code}


def test_only_what_can_not_be_written_down_has_no_example() -> None:
    assert {code for code, page in PAGES.items() if not page.wrong} == WITHOUT_EXAMPLE
    assert all(bool(page.wrong) == bool(page.mended) for page in PAGES.values())


def test_a_page_says_what_it_means_and_shows_both() -> None:
    assert told("two-kinds", PAGES["two-kinds"]) == (
        "two-kinds: Two answers in one item\n\n"
        "Exactly one key says how an item is answered.\n\n"
        "Wrong:\n\n    - {id: a, ask: What is 2 + 3?, number: 5, answer: five}\n\n"
        "Mended:\n\n    - {id: a, ask: What is 2 + 3?, answer: [five, '5']}"
    )


def test_pages_are_sentences() -> None:
    for page in PAGES.values():
        assert page.title[0].isupper() or page.title[0] in "`"
        assert not page.title.endswith(".") and page.means.endswith((".", "?"))
