"""Whatever bytes come, no exception but our own: readers of what strangers and damaged disks hand over are given anything.

    python tests/depth/fuzz.py [--target loader|archives|expressions|texts|journal|sharing|all] [--minutes 1]
                               [--engine hypothesis|atheris] [--seed 1]

Each target takes bytes, calls a reader, and says with an assertion what must hold. Hypothesis draws bytes, and whole
inputs in which a few pieces are changed; what fails it makes small and prints. atheris (`pip install atheris`) is led by
the branches that it sees taken, changes the same whole inputs by the words in them, takes any 20 seconds on one input for
a failure, and keeps what fails in a file. The exit status is 1 when something was found.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/packs")]
FOLDER = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())
FILE = FOLDER / f"tutor-fuzz-{os.getpid()}"
LARGEST = 10_000
"""Bytes of an input."""
COURSE = b"""title: T
lang: en
items:
  - {id: a, ask: "What is <<x>> + 1?", vars: {x: 1..9}, number: x + 1, mistakes: [{when: x, say: "No: <<x>>"}]}
  - {id: b, ask: One?, answer: [one, eins], typos: 1}
  - {id: c, ask: Which?, choices: [{right: a}, b, c]}
  - {id: d, ask: "Write [x] squared", formula: x^2, vars: {x: 1..2}}
  - {id: e, fill: "La {{casa}} es {{grande}}."}
lesson:
  - {way: words, text: "**Bold** `code` $x^2$ [a link](https://example.org)"}
"""
EVENT = (
    b'{"id":"0123456789abcdef","device":"01234567","number":1,"lamport":1,"at":1,"offset":0,"part":0,'
    b'"data":{"event":"met"},"link":"' + b"0" * 32 + b'"}\n'
)
JOURNAL = b'{"journal":1,"device":"01234567","after":0,"tip":""}\n' + EVENT.replace(b"{", b'{"seq":1,', 1) * 2
SHARED = b'{"tutor_sync":1,"learner":"l","device":"01234567"}\n' + EVENT * 2


def loader(data: bytes) -> None:
    """A course in one file: loaded, or refused with places and printable words."""
    from test_hostile_packs import checked

    checked({"course.yaml": data})


def archives(data: bytes) -> None:
    """A pack in an archive."""
    from tutor.packs.compile import load
    from tutor.packs.problems import has_errors

    file = FILE.with_suffix(".tutor")
    file.write_bytes(data)
    loaded = load(file)
    assert (loaded.compiled is None) == has_errors(loaded.problems)
    assert all(str(problem).isprintable() for problem in loaded.problems)


def expressions(data: bytes) -> None:
    """What an author computes with: expressions, templates, ranges, patterns, curves; and a learner's formula."""
    from tutor.core.algebra_reading import read
    from tutor.core.algebra_tokens import Unreadable, Words
    from tutor.core.expressions import ExpressionError, evaluate
    from tutor.core.pattern_reading import PatternError
    from tutor.core.patterns import matcher
    from tutor.core.template_texts import fill_text
    from tutor.core.template_values import check_range, read_pool

    text = (
        data.decode("utf-8", "surrogatepass" if len(data) % 2 else "replace")
        if _is_text(data)
        else data.decode("latin-1")
    )
    names = {"x": 3, "y": 0.5, "s": "abc", "l": (1, 2, 3)}
    for reads in (
        lambda: evaluate(text, names),
        lambda: fill_text(text, names),
        lambda: read_pool(text),
        lambda: check_range(text),
    ):
        try:
            reads()
        except ExpressionError as error:
            assert error.message
    try:
        found = matcher(text)
        found.matches("aab 12"), found.found_in("aab 12")
    except PatternError:
        pass
    with suppress(Unreadable):
        read(text, Words(frozenset({"x", "y"})))


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def texts(data: bytes) -> None:
    """What is shown and compared: nothing that acts on a terminal is left, and a second time changes nothing."""
    from tutor.core.numbers import read_number
    from tutor.core.text import clean, fold, normalise, visible
    from tutor.tui import safe

    text = data.decode("utf-8", "surrogatepass") if _is_text(data) else data.decode("latin-1")
    acting = re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]"
    )
    for right_to_left in (False, True):
        shown = clean(text, right_to_left=right_to_left)
        assert not acting.search(shown)
        assert clean(shown, right_to_left=right_to_left) == shown
    assert not acting.search(safe.text(text).plain)
    for accents in ("exact", "ignore"):
        form = normalise(text, accents=accents)  # type: ignore[arg-type]
        assert normalise(form, accents=accents) == form  # type: ignore[arg-type]
    assert visible(visible(text)) == visible(text)
    fold(text), read_number(text, "de"), read_number(text)


def journal(data: bytes) -> None:
    """A journal: as many lines as can be read."""
    from tutor.store import journal as reading

    FILE.write_bytes(data)
    for line in reading.lines_of(FILE):
        assert isinstance(line.seq, int)
    reading._last(FILE)


def sharing(data: bytes) -> None:
    """Another device's file: events up to the first that cannot be read."""
    from tutor.store.sources import SharedFile, Unreadable

    FILE.write_bytes(data)
    file = SharedFile(FILE)
    if not file.look():
        try:
            for number, event in file.lines():
                assert number >= 2
                event.follows(b""), event.has_words()
        except Unreadable as error:
            assert str(error)


def _archive() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("course.yaml", COURSE)
    return whole.getvalue()


def _courses() -> list[bytes]:
    """A course of every example in the documentation of the kinds, and one of all keys."""
    examples = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/kinds.md").read_text("utf-8"), re.DOTALL)
    whole = (ROOT / "tests/packs/good/all-keys/course.yaml").read_bytes()
    return [COURSE, whole, *(f"title: T\nlang: en\nitems:\n{example}".encode() for example in examples)]


def _expressions() -> list[bytes]:
    """A few of each sort of text, and calls of all functions. Their names are read, for atheris must import the rest."""
    table = (ROOT / "tutor/core/expression_functions.py").read_text("utf-8")
    calls = [f"{name}({given})" for name in re.findall(r'Function\("(\w+)"', table) for given in ("x", "l, 2")]
    written = [
        "round(x / 3, 2) if x > 2 else -y", "<<x + 1>> and <<y>>", "-5..5 step 0.5, not 0", "(a|b)*[^c-f]{1,3}\\b$",
        "sqrt(x)^2/(y-1)", "log_2 8 + sin^2 x", "|x-1| = √(x+1)", "\\frac{1}{2}x_1 · 2½", "n!/(n-1)! e^-x",
    ]  # fmt: skip
    return [text.encode() for text in (*written, *calls)]


TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "loader": (loader, _courses()),
    "archives": (archives, [_archive()]),
    "expressions": (expressions, _expressions()),
    "texts": (texts, ["L’été, ‘naïve’ 1½ ＡＢ!".encode(), "שלום \u2067a\u2069 \u202e x\x1b[31m".encode(), b"1 234,5e-3 m/s"]),
    "journal": (journal, [JOURNAL]),
    "sharing": (sharing, [SHARED]),
}  # fmt: skip


def with_hypothesis(name: str, minutes: float, seed: int) -> bool:
    """Whether nothing was found in so many minutes."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    target, wholes = TARGETS[name]
    pieces = st.one_of(
        st.binary(max_size=12), st.sampled_from(b"[ { \" ' : - \n\n < > ( ) | \\ \xff 9999999999 -1 null".split(b" "))
    )
    changes = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 8), pieces, st.integers(1, 3)), max_size=6)
    changed = st.builds(_changed, st.sampled_from(wholes), changes)
    until, tried, tell = time.monotonic() + 60 * minutes, 0, [b""]

    while time.monotonic() < until:

        @seeded(seed)
        @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.one_of(st.binary(max_size=400), changed))
        def once(data: bytes) -> None:
            nonlocal tried
            if time.monotonic() > until and not tell[0]:
                return
            tried += 1
            try:
                target(data)
            except Exception:
                tell[0] = data
                raise

        try:
            once()
        except Exception as error:
            print(f"{name}: {error!r:.300}\n  on {tell[0][:2000]!r}")
            return False
        seed += 1_000_003
    print(f"{name}: {tried} inputs, nothing found", flush=True)
    return True


def _changed(whole: bytes, changes: list[tuple[int, int, bytes, int]]) -> bytes:
    for at, cut, piece, times in changes:
        at %= len(whole) + 1
        whole = whole[:at] + piece * 50 ** (times - 1) + whole[at + cut :]
    return whole[:LARGEST]


def with_atheris(name: str, minutes: float, seed: int) -> bool:
    """Whether nothing was found in so many minutes, in a process of its own: libFuzzer ends the one it runs in."""
    wholes = TARGETS[name][1]
    with tempfile.TemporaryDirectory() as folder:
        for number, whole in enumerate(wholes):
            Path(folder, str(number)).write_bytes(whole)
        words = Path(folder).with_suffix(".words")
        words.write_text("\n".join(_words(wholes)), "ascii")
        bounds = f"-max_total_time={round(60 * minutes)} -seed={seed} -max_len={LARGEST} -timeout=20 -verbosity=0"
        kept = f"-print_final_stats=1 -dict={words} -artifact_prefix={FOLDER}/tutor-fuzz-{name}-"
        command = [sys.executable, __file__, "--inside", name, *bounds.split(), *kept.split(), folder]
        done = subprocess.run(command, check=False)
        words.unlink()
    print(f"{name}: {'nothing found' if done.returncode == 0 else 'see above'}", flush=True)
    return done.returncode == 0


def _words(wholes: list[bytes]) -> list[str]:
    """The words and signs of whole inputs, as libFuzzer's dictionaries are written."""
    found = {word for whole in wholes for word in re.findall(rb"\w{2,20}|[^\w\s]+", whole)}
    return ['"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in sorted(found)]


def _inside(name: str, arguments: list[str]) -> None:
    import atheris  # type: ignore[import-not-found]

    target = TARGETS[name][0]
    with atheris.instrument_imports(include=["tutor.core", "tutor.packs", "tutor.store"]):
        for whole in TARGETS[name][1]:
            target(whole)  # what it imports within is imported here
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def main() -> None:
    """Run the targets that are asked for; exit status 1 when one found something."""
    if sys.argv[1:2] == ["--inside"]:
        _inside(sys.argv[2], sys.argv[3:])
        return
    reading = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    reading.add_argument("--target", default="all", choices=[*TARGETS, "all"])
    reading.add_argument("--minutes", type=float, default=1.0)
    reading.add_argument("--engine", default="hypothesis", choices=["hypothesis", "atheris"])
    reading.add_argument("--seed", type=int, default=1)
    asked = reading.parse_args()
    if asked.engine == "atheris":
        from importlib.util import find_spec

        if find_spec("atheris") is None:
            sys.exit("atheris is not installed: pip install atheris")
    run = with_atheris if asked.engine == "atheris" else with_hypothesis
    names = TARGETS if asked.target == "all" else [asked.target]
    fine = [run(name, asked.minutes, asked.seed) for name in names]
    for file in FOLDER.glob(f"{FILE.name}*"):
        file.unlink()
    sys.exit(int(not all(fine)))


if __name__ == "__main__":
    main()
