"""Would the tests notice? Small faults are put into the judges and the memory, one at a time, and the tests are run.

    python tests/depth/mutants.py [judges|memory|all] [--most 150] [--minutes 60] [--seed 1] [--file numbers.py]

A fault (a mutant) is one changed sign, comparison, number, name or truth. It lives in a forked process, where the
changed source is handed to the import; no file is touched. The score is the share of mutants that some test of the room
notices, by failing or by running without end; those unnoticed are printed with their line, also where the fault makes
no difference to anybody: the script can't tell. Goal: at least 80 % of each group. Sentences (texts with spaces) are no
judgement and are left as they are. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
LONGEST = 90
"""Seconds for one mutant; longer is a loop without end."""
EXAMPLES = 20
"""Of each test that draws them."""

KINDS = "tests/core/kinds/test_"
GROUPS: dict[str, dict[str, str]] = {
    "memory": {
        "memory": "tests/core/test_memory.py tests/core/test_calibration.py",
        "calibration": "tests/core/test_calibration.py",
        "whole_days": "tests/core/test_memory.py tests/core/test_refit.py",
        "refit": "tests/core/test_refit.py",
        "rating": "tests/core/test_rating.py",
    },
    "judges": {
        "judgement": f"{KINDS}answer.py {KINDS}choices.py {KINDS}match.py",
        "kinds/answer": f"{KINDS}answer.py tests/core/test_typed.py",
        "typed": f"tests/core/test_typed.py {KINDS}answer.py {KINDS}cloze.py",
        "text": f"tests/core/test_text.py {KINDS}answer.py tests/core/test_typed.py",
        "chemistry": f"tests/core/test_chemistry.py tests/core/test_text.py {KINDS}answer.py",
        "synonyms": f"tests/core/test_typed.py {KINDS}answer.py",
        "slips": f"tests/core/test_slips.py tests/core/test_typed.py {KINDS}answer.py",
        "mistakes": f"tests/core/test_mistakes.py {KINDS}answer.py {KINDS}number.py {KINDS}choices.py",
        "kinds/cloze": f"{KINDS}cloze.py",
        "gaps": f"{KINDS}cloze.py",
        "kinds/number": f"{KINDS}number.py tests/core/test_samples.py",
        "numbers": f"tests/core/test_numbers.py {KINDS}number.py",
        "number_words": f"tests/core/test_number_words.py {KINDS}number.py",
        "quantities": f"{KINDS}number.py tests/core/test_units.py",
        "units": f"tests/core/test_units.py {KINDS}number.py",
        "kinds/choices": f"{KINDS}choices.py {KINDS}every_kind.py",
        "kinds/true_false": f"{KINDS}true_false.py",
        "picked": f"{KINDS}match.py {KINDS}sort.py {KINDS}order.py",
        "kinds/match": f"{KINDS}match.py {KINDS}every_kind.py",
        "kinds/sort": f"{KINDS}sort.py {KINDS}every_kind.py",
        "kinds/order": f"{KINDS}order.py {KINDS}every_kind.py",
        "kinds/parts": f"{KINDS}parts.py",
        "kinds/regex": f"{KINDS}regex.py",
        "patterns": f"tests/core/test_patterns.py {KINDS}regex.py",
        "kinds/essay": f"{KINDS}essay.py",
        "rubric": f"{KINDS}essay.py",
        "code_judging": f"{KINDS}runs_judged.py",
        "query_judging": f"{KINDS}runs_judged.py {KINDS}programs.py",
        "commands_judging": f"{KINDS}runs_judged.py",
        "formulas": f"{KINDS}formula.py {KINDS}formula_pairs.py",
        "algebra": f"tests/core/test_algebra.py {KINDS}formula.py",
        "algebra_exact": f"tests/core/test_algebra.py {KINDS}formula.py {KINDS}formula_pairs.py",
        "algebra_sampling": f"tests/core/test_algebra.py {KINDS}formula.py {KINDS}formula_pairs.py",
        "algebra_forms": f"{KINDS}formula.py tests/core/test_algebra.py {KINDS}formula_pairs.py",
        "algebra_factors": f"{KINDS}formula_pairs.py tests/core/test_algebra.py",
    },
}  # fmt: skip

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "lstrip": "rstrip", "rstrip": "lstrip"}


class Mutant(NamedTuple):
    """One fault: the change numbered `which` of the node numbered `index` in a module below `tutor/core`."""

    module: str
    index: int
    which: int


class Made(NamedTuple):
    """A fault as it is in the source: its line, what stood there, what stands there, and the whole."""

    line: int
    was: str
    now: str
    tree: ast.Module


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every fault of a module."""
    for index, node in enumerate(_judging(_source(module))):
        yield from (Mutant(module, index, which) for which in range(_changes(node)))


def made(mutant: Mutant) -> Made:
    """The module's source with the fault."""
    tree = _source(mutant.module)
    node = list(_judging(tree))[mutant.index]
    was = ast.unparse(node)
    _change(node, mutant.which)
    return Made(getattr(node, "lineno", 0), was, ast.unparse(node), ast.fix_missing_locations(tree))


def _source(module: str) -> ast.Module:
    return ast.parse(_text(module))


@cache
def _text(module: str) -> str:
    """Read once: who mends the file meanwhile changes no fault."""
    return (ROOT / "tutor/core" / f"{module}.py").read_text("utf-8")


def _judging(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no types, no documentation, nothing for the checker of types."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "keywords") and not isinstance(node, ast.Call):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_silent(child):
                yield child
                yield from _judging(child)


def _is_silent(node: ast.AST) -> bool:
    says = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    named = isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal[")
    sure = isinstance(node, ast.keyword) and node.arg == "strict"  # of zip: it says what always holds
    return says or types or named or sure or isinstance(node, ast.ImportFrom | ast.Import)


def _changes(node: ast.AST) -> int:
    """How many faults can be put here."""
    if isinstance(node, ast.Compare):
        return sum(type(sign) in _COMPARED for sign in node.ops)
    if isinstance(node, ast.Constant):
        return int(
            isinstance(node.value, bool | int | float) or (isinstance(node.value, str) and " " not in node.value)
        )
    known = isinstance(node, ast.BinOp) and type(node.op) in _COUNTED
    called = isinstance(node, ast.Call) and _name(node) in _CALLED
    turned = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub)
    given = isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None", "return False")
    return int(known or called or turned or given or isinstance(node, ast.BoolOp | ast.If | ast.IfExp))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _change(node: ast.AST, which: int) -> None:
    match node:
        case ast.Compare():
            at = [index for index, sign in enumerate(node.ops) if type(sign) in _COMPARED][which]
            node.ops[at] = _COMPARED[type(node.ops[at])]()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() | float()):
            node.value = node.value + 1
        case ast.Constant(value=str()):
            node.value = f"{node.value}X"
        case ast.BinOp():
            node.op = _COUNTED[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            if isinstance(node.op, ast.Not):
                node.operand = ast.UnaryOp(ast.Not(), node.operand)
            else:
                node.op = ast.UAdd()
        case ast.Call(func=ast.Name()):
            node.func.id = _CALLED[node.func.id]
        case ast.Call(func=ast.Attribute()):
            node.func.attr = _CALLED[node.func.attr]
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Return():
            node.value = ast.Constant(None)


class _Faulty(importlib.abc.MetaPathFinder):
    """Hands the changed source to whoever imports the module."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = "tutor.core." + mutant.module.replace("/", ".")
        self.tree = made(mutant).tree

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> object:  # type: ignore[override]
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name == self.name else None
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            code = compile(self.tree, str(spec.origin), "exec")
            spec.loader.get_code = lambda _: code  # type: ignore[method-assign]
        return spec


def is_noticed(mutant: Mutant | None, tests: str) -> bool:
    """Whether a test fails in a process of its own, where the fault stands."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _try(mutant, tests)
    until = time.monotonic() + LONGEST
    while (done := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True
        time.sleep(0.02)
    return os.waitstatus_to_exitcode(done[1]) != 0


def _try(mutant: Mutant | None, tests: str) -> None:
    import pytest

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if mutant:
        sys.meta_path.insert(0, _Faulty(mutant))
    loaded = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is, before pytest could look into it
    status = 1
    try:
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *loaded]
        status = int(pytest.main([*options, *tests.split()], plugins=[_Quick()]))
    finally:
        os._exit(status)


class _Quick:
    """A plugin: tests of drawn examples come last, and draw few, the same each time."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """What pytest calls with the tests."""
        from hypothesis import HealthCheck, Phase, settings

        few = settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        drawing = [item for item in items if hasattr(getattr(item, "obj", None), "hypothesis")]
        for item in drawing:
            getattr(item.obj, "__func__", item.obj)._hypothesis_internal_use_settings = few
        items.sort(key=drawing.__contains__)


def score(group: str, most: int, minutes: float, seed: int, only: str) -> float:
    """Try a group's mutants, drawn by the seed, and give the share noticed; those unnoticed are printed."""
    modules = {module: tests for module, tests in GROUPS[group].items() if only in f"{module}.py"}
    drawn = [mutant for module in modules for mutant in mutants_of(module)]
    total, until = len(drawn), time.monotonic() + 60 * minutes
    random.Random(seed).shuffle(drawn)
    noticed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for mutant in drawn[:most]:
        module, tests = mutant.module, modules[mutant.module]
        if time.monotonic() > until:
            break
        if module not in tried and is_noticed(None, tests):
            sys.exit(f"The tests of {module} fail without any fault: {tests}")
        tried[module] += 1
        if is_noticed(mutant, tests):
            noticed[module] += 1
        else:
            fault = made(mutant)
            where = f"{tried.total():4}  tutor/core/{module}.py:{fault.line}"
            print(f"{where}  {fault.was[:70]!r} -> {fault.now[:70]!r}", flush=True)
    for module in tried:
        print(f"{module:24} {noticed[module]:4} of {tried[module]:4}")
    share = noticed.total() / max(1, tried.total())
    print(
        f"{group}: {noticed.total()} of {tried.total()} noticed, {share:.0%} (of {total} in all, seed {seed})",
        flush=True,
    )
    return share


def main() -> None:
    """Score the groups that are asked for; exit status 1 when one is below the goal."""
    reading = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    reading.add_argument("group", nargs="?", default="all", choices=["judges", "memory", "all"])
    reading.add_argument("--most", type=int, default=150)
    reading.add_argument("--minutes", type=float, default=60.0, help="of each group")
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--file", default="")
    asked = reading.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    for heavy in ("fsrs", "hypothesis", "pytest"):  # once, not in each fork
        importlib.import_module(heavy)

    groups = GROUPS if asked.group == "all" else [asked.group]
    shares = [score(group, asked.most, asked.minutes, asked.seed, asked.file) for group in groups]
    sys.exit(int(min(shares) < 0.8))


if __name__ == "__main__":
    main()
