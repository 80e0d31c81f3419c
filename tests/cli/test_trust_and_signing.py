"""`tutor trust`, `tutor pack sign | verify` and what `tutor add` says of signers, as on the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.packs import signers
from tutor.packs.signature import fingerprint, key_of
from tutor.study.running import SAFE, Boxes

COURSE = """
id: small
title: Small
items:
  - {id: one, ask: Double it., code: {solution: "def f(n): return 2 * n", tests: [{call: f(2), gives: 4}]}}
"""
Tutor = Callable[..., Result]

needs_keys = pytest.mark.skipif(not signers.ssh_keygen(), reason="there is no ssh-keygen here")


@pytest.fixture
def tutor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tutor:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tutor.packs.shipped.courses_folder", lambda: tmp_path / "none")

    def run(*words: object, **more: str) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], **more)  # type: ignore[arg-type]

    return run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


def write(folder: Path, course: str = COURSE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    return folder


def key(folder: Path, name: str = "key") -> Path:
    path = folder / name
    subprocess.run([signers.ssh_keygen(), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path


def known(folder: Path, key: Path, options: str = "") -> Path:
    public = key.with_suffix(".pub").read_text()
    (folder / "known").write_text(f"ann {options} {public}")
    return folder / "known"


def test_trust_is_listed_given_and_taken_back(tutor: Tutor, pack: Path) -> None:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    assert tutor("add", pack).exit_code == 0
    assert "not asked" in tutor("trust").output
    given = tutor("trust", "small", "--yes", "--json")
    assert given.exit_code == 0 and json.loads(given.stdout)["answer"] == "allowed"
    assert "What runs: Python in course.yaml." in given.stderr
    assert "small  allowed" in tutor("trust").output
    assert tutor("trust", "small", "--take-back").exit_code == 0
    assert "not asked" in tutor("trust").output and tutor("trust", "small", "--take-back").exit_code == 1
    assert "may run" in tutor("trust", pack, input="y\n").output
    assert "are not run" in tutor("trust", pack, input="n\n").output


def test_taking_back_a_pack_by_its_path_leaves_the_others(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", COURSE.replace("id: small", "id: other"))
    for each in (pack, other):
        tutor("add", each)
        assert tutor("trust", each, "--refuse").exit_code == 0
    assert tutor("trust", pack, "--take-back").exit_code == 0
    assert [line.split()[:2] for line in tutor("trust").output.splitlines()] == [["small", "not"], ["other", "refused"]]


def test_a_yes_is_about_what_was_shown_and_not_about_what_came_meanwhile(
    tutor: Tutor, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    tutor("add", pack)

    def replaced(*_: object, **__: object) -> bool:
        write(pack, COURSE.replace("2 * n", "n + n"))
        return tutor("add", pack).exit_code == 0

    with monkeypatch.context() as patch:
        patch.setattr("typer.confirm", replaced)
        assert tutor("trust", "small").exit_code == 0
    assert [line.split()[:2] for line in tutor("trust").output.splitlines()] == [["small", "not"], ["small", "allowed"]]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["nothing-here"], 2, "no course `nothing-here` in the library and no file"),
        (["small", "--yes", "--refuse"], 2, "Say one of"),
        (["--yes"], 2, "Name the pack"),
    ],
)
def test_wrong_words_about_trust_end_in_a_sentence(tutor: Tutor, words: list[str], status: int, said: str) -> None:
    told = tutor("trust", *words)
    assert told.exit_code == status and said in told.output


def test_a_pack_that_runs_nothing_needs_no_trust(tutor: Tutor, tmp_path: Path) -> None:
    told = tutor("trust", write(tmp_path / "calm", "title: Calm\nitems: [{ask: One?, answer: a}]\n"), "--yes")
    assert told.exit_code == 1 and "nothing to allow" in told.output


@needs_keys
def test_a_signature_says_who_and_that_nothing_changed(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    mine = key(tmp_path)
    made = tutor("pack", "sign", pack, "--key", mine)
    assert made.exit_code == 0 and "Signed 1 file with SHA256:" in made.output
    unknown = tutor("pack", "verify", pack)
    assert unknown.exit_code == 1 and "not among those you know" in unknown.output
    found = tutor("pack", "verify", pack, "--signers", known(tmp_path, mine))
    assert found.exit_code == 0 and found.output.startswith("Signed by ann, whom you know")
    archive = Path(shutil.make_archive(str(tmp_path / "small-1"), "zip", pack))
    assert tutor("pack", "verify", archive, "--signers", tmp_path / "known").exit_code == 0
    (pack / "notes.txt").write_text("lies about, and is no part of the course")
    assert tutor("pack", "verify", pack, "--signers", tmp_path / "known").exit_code == 0


@needs_keys
def test_what_is_wrong_with_a_signature_is_one_sentence(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    mine, other = key(tmp_path), key(tmp_path, "other")
    assert "It is not signed." in tutor("pack", "verify", pack).output
    tutor("pack", "sign", pack, "--key", mine)
    good = (pack / "pack.sig").read_bytes()

    def said(signature: bytes, list_of: Path) -> str:
        (pack / "pack.sig").write_bytes(signature)
        told = tutor("pack", "verify", pack, "--signers", list_of)
        assert told.exit_code == 1 and told.output.count("\n") == 1
        return told.output

    listed = known(tmp_path, mine)
    for damaged in (b"\0" * 100, good[:-40], b"garbage", good[40:], good * 200):
        assert "Its signature is damaged" in said(damaged, listed)
    assert "not among those you know" in said(good, known(tmp_path, other))
    assert "it has expired" in said(good, known(tmp_path, mine, 'valid-before="20200101"'))
    assert "not for packs" in said(good, known(tmp_path, mine, 'namespaces="git"'))
    write(pack, COURSE + " ")
    assert "Something was changed after it was signed" in said(good, known(tmp_path, mine))
    foreign = subprocess.run(
        [signers.ssh_keygen(), "-Y", "sign", "-f", str(mine), "-n", "file"], input=b"x", capture_output=True, check=True
    )
    assert key_of(good) is not None and key_of(foreign.stdout) is None, "a signature for something else is none"


def test_without_ssh_keygen_it_is_said_what_to_install(
    tutor: Tutor, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("")
    monkeypatch.setattr("tutor.authoring.signing.ssh_keygen", lambda: "")
    told = tutor("pack", "sign", pack, "--key", tmp_path / "key")
    assert told.exit_code == 1 and "openssh-client" in told.output


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [("course.yaml", 2, "signed as a folder"), (".", 2, "There is no key"), ("bad", 1, "A pack with errors")],
)
@needs_keys
def test_what_can_not_be_signed(tutor: Tutor, pack: Path, what: str, status: int, said: str) -> None:
    write(pack / "bad", "title: Bad\n")
    told = tutor("pack", "sign", pack / what, "--key", pack / "no-key")
    assert told.exit_code == status and said in told.output and not (pack / "pack.sig").exists()


@needs_keys
def test_a_course_keeps_its_signer_until_somebody_says_otherwise(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    mine, other = key(tmp_path), key(tmp_path, "other")
    tutor("pack", "sign", pack, "--key", mine)
    added = tutor("add", pack, "--signer", "Ann A.")
    assert added.exit_code == 0 and "Remembered as Ann-A" in added.output
    assert "Signed by Ann-A, whom you know" in tutor("add", pack).output
    elsewhere = write(tmp_path / "elsewhere", COURSE + "version: 2.0.0\n")
    for signed_by in (None, other):
        if signed_by is not None:
            tutor("pack", "sign", elsewhere, "--key", signed_by)
        refused = tutor("add", elsewhere)
        assert refused.exit_code == 1 and "error signer: " in refused.output
    assert json.loads(tutor("courses", "--json").stdout)["version"] == "0"
    assert tutor("add", elsewhere, "--new-signer").exit_code == 0
    (elsewhere / "pack.sig").unlink()
    assert "error signer: " in tutor("courses").output, "a folder that is read anew is no way around it"


@needs_keys
def test_a_folder_that_is_read_anew_must_hold_what_was_signed_by_a_key_that_is_accepted(
    tutor: Tutor, pack: Path, tmp_path: Path
) -> None:
    mine = key(tmp_path)
    tutor("pack", "sign", pack, "--key", mine)
    tutor("add", pack, "--signer", "ann")
    write(pack, COURSE + "version: 2.0.0\n")
    assert "error signature: Something was changed after it was signed" in tutor("courses").output
    signers_file = tmp_path / "home" / "signers"
    line = signers_file.read_text()
    signers_file.write_text(line.replace("namespaces=", 'valid-before="20200101",namespaces='))
    tutor("pack", "sign", pack, "--key", mine)
    assert "error signature: Your list of signers doesn't accept its key" in tutor("courses").output
    assert json.loads(tutor("courses", "--json").stdout)["version"] == "0"
    signers_file.write_text(line)
    assert "error" not in tutor("courses").output
    assert json.loads(tutor("courses", "--json").stdout)["version"] == "2.0.0"


@needs_keys
def test_a_pack_whose_signature_does_not_hold_is_not_added(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    tutor("pack", "sign", pack, "--key", key(tmp_path))
    write(pack, COURSE + " ")
    told = tutor("add", pack)
    assert told.exit_code == 1 and "error signature: Something was changed" in told.output


@needs_keys
def test_the_key_of_a_signature_is_the_one_that_made_it(pack: Path, tutor: Tutor, tmp_path: Path) -> None:
    mine = key(tmp_path)
    tutor("pack", "sign", pack, "--key", mine)
    shown = subprocess.run(
        [signers.ssh_keygen(), "-l", "-f", f"{mine}.pub"], capture_output=True, text=True, check=True
    )
    found = key_of((pack / "pack.sig").read_bytes())
    assert found is not None and fingerprint(found) in shown.stdout


@pytest.mark.parametrize("name", ["pack.sig", "./pack.sig", "PACK.SIG"])
def test_a_signature_is_no_part_of_a_course(tutor: Tutor, tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "small", f"title: Small\nunits: [{name}]\n")
    (folder / "pack.sig").write_text("unit: a\nskills: []\n")
    told = tutor("pack", "check", folder)
    assert told.exit_code == 1 and "is the pack's signature, and no part of it" in told.output


def test_erasing_takes_the_list_along(tutor: Tutor, pack: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "learners").mkdir(parents=True)
    (home / "learners" / "me.sqlite").write_bytes(b"not ours to read")
    for name in ("trust.json", "signers", ".trust.json.x.new"):
        (home / name).write_text("canary")
    assert tutor("data", "erase", "--yes").exit_code == 0
    assert not [path for path in home.rglob("*") if path.is_file() and "canary" in path.read_text(errors="replace")]


def test_erasing_one_of_two_learners_leaves_the_list_to_the_other(tutor: Tutor, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "learners").mkdir(parents=True)
    for name in ("me", "ann"):
        (home / "learners" / f"{name}.sqlite").write_bytes(b"not ours to read")
    (home / "trust.json").write_text('{"answers": []}')
    told = tutor("data", "erase", "--yes")
    assert "stays known, for the other learners" in told.output and (home / "trust.json").exists()
    told = tutor("data", "erase", "--yes", "--learner", "ann")
    assert "stays known" not in told.output and not (home / "trust.json").exists()


def test_with_nobody_to_answer_nothing_is_decided_and_what_answers_is_named(tutor: Tutor, pack: Path) -> None:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    assert tutor("add", pack).exit_code == 0
    told = tutor("trust", "small", input="")
    assert told.exit_code == 1 and "There was no answer, so nothing was changed; --yes and --refuse" in told.output
    assert "not asked" in tutor("trust").output
