"""The arrows of the house: who may import whom, no clock and no unseeded chance in the core, no heavy import early."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "tutor"

FOUNDATION = {"core", "language"}
EDGES = {"packs", "store", "sandbox"}
MAY_IMPORT = {
    "core": {"core"},
    "language": FOUNDATION,
    "packs": {"packs", *FOUNDATION},
    "store": {"store", *FOUNDATION},
    "sandbox": {"sandbox", *FOUNDATION},
    "present": {"present", *FOUNDATION},
    "study": {"study", "present", *EDGES, *FOUNDATION},
    "tui": {"tui", "study", "present", *FOUNDATION},
    "plain": {"plain", "study", "present", *FOUNDATION},
    "wire": {"wire", "study", "present", *FOUNDATION},
    "authoring": {"authoring", "study", "packs", "present", "sandbox", *FOUNDATION},
    "classroom": {"classroom", "study", "packs", "present", "sandbox", *FOUNDATION},
    "exchange": {"exchange", "study", "packs", "present", "sandbox", *FOUNDATION},
}
THIRD_PARTY = {
    "core": {"msgspec", "fsrs"},
    "packs": {"msgspec", "yaml"},
    "store": {"msgspec", "sqlite_utils"},
    "sandbox": {"msgspec"},
    "present": {"msgspec", "markdown_it", "rich"},  # the last for the widths of letters that are no ASCII
    "study": {"msgspec", "fsrs_rs_python"},  # the latter an extra, asked for when memory is fitted
    "tui": {"msgspec", "textual", "rich"},
    "plain": {"msgspec"},
    "wire": {"msgspec"},
    "authoring": {"msgspec"},
    "classroom": {"msgspec", "duckdb"},  # the latter an extra, for the sums of a school
    "exchange": {"msgspec", "yaml", "bs4", "markdown_it", "markdownify", "zstandard"},
}
NO_IO_IN_CORE = {
    "os",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "time",
    "sqlite3",
    "urllib",
    "http",
    "shutil",
    "tempfile",
}

NETWORK = {
    "socket",
    "ssl",
    "socketserver",
    "urllib",
    "http",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "nntplib",
    "telnetlib",
    "xmlrpc",
    "webbrowser",
    "requests",
    "httpx",
    "httpcore",
    "aiohttp",
    "urllib3",
    "websockets",
    "paramiko",
}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "_courses" not in path.parts)


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else "top"


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.append((node.lineno, node.module))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_along_the_arrows(path: Path) -> None:
    room = room_of(path)
    if room in ("top", "cli"):
        return
    for line, name in imports(path):
        top, *rest = name.split(".")
        if top == "tutor":
            target = rest[0] if rest else "top"
            assert target in MAY_IMPORT[room] or target == "top", f"{path}:{line}: {room} imports {name}"
        elif top not in sys.stdlib_module_names:
            assert top in THIRD_PARTY.get(room, set()), f"{path}:{line}: {room} imports {name}"
        elif room == "core":
            assert top not in NO_IO_IN_CORE, f"{path}:{line}: core imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in modules() if room_of(path) == "core"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_core_has_no_clock_and_no_unseeded_chance(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = ast.unparse(node.func)
        assert called not in ("datetime.now", "datetime.utcnow", "date.today", "time.time"), f"{path}:{node.lineno}"
        if called.startswith("random."):
            assert called == "random.Random" and node.args, f"{path}:{node.lineno}: unseeded {called}"


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: everything but the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from at_import(node)


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_compiles_no_pattern_before_one_is_used(path: Path) -> None:
    called = (
        node.func for node in at_import(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    assert "re.compile" not in map(ast.unparse, called), (
        "give `re.search` and the like the pattern as text: `re` keeps it"
    )


def test_long_files_functions_and_classes_are_split() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path} is longer than 400 lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno <= 60, f"{path}:{node.lineno} {node.name}"
            if isinstance(node, ast.ClassDef):
                assert (node.end_lineno or 0) - node.lineno <= 250, f"{path}:{node.lineno} {node.name}"


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import tutor.plain.loop", ["textual", "typer", "yaml", "sqlite_utils", "pydantic", "markdown_it"]),
        ("import tutor.wire.loop", ["textual", "typer", "yaml", "sqlite_utils", "pydantic", "rich", "markdown_it"]),
        ("import tutor.plain.loop, tutor.wire.loop", ["socket", "ssl"]),
        ("import tutor.tui.app", ["typer", "yaml", "sqlite_utils", "pydantic", "markdown_it", "tree_sitter"]),
        ("import tutor.__main__", ["textual", "typer", "yaml", "sqlite_utils", "pydantic", "msgspec"]),
        ("import tutor.cli.app", ["textual", "yaml", "sqlite_utils"]),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str, heavy: list[str]) -> None:
    loaded = loaded_after(code)
    assert not [name for name in heavy if name in loaded]


def test_no_network_code_is_imported_by_the_program() -> None:
    for path in modules():
        for line, name in imports(path):
            assert name.split(".")[0] not in NETWORK, f"{path}:{line} imports {name}"
