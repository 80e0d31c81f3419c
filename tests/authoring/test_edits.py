"""Files are changed at exact places: ids that keep progress, slips of YAML that can only mean one thing, nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.command import tutor
from tutor.authoring.edits import CannotEdit, draft_of
from tutor.authoring.ids import with_ids
from tutor.authoring.mending import mended
from tutor.packs.compile import load
from tutor.packs.shipped import courses_folder

BAD = Path(__file__).parents[1] / "packs" / "bad"
HEAD = "title: T\nitems:\n"


def after_ids(folder: Path, text: str) -> str:
    path = folder / "t.yaml"
    path.write_bytes(text.encode())
    draft, _ = with_ids(draft_of(path))
    return draft.after.get("t.yaml", text.encode()).decode()


def after_fix(folder: Path, text: str) -> str:
    path = folder / "t.yaml"
    path.write_bytes(text.encode())
    draft, _ = mended(draft_of(path))
    return draft.after.get("t.yaml", text.encode()).decode()


def item_ids(path: Path) -> list[str]:
    compiled = load(path, tested=False).compiled
    assert compiled is not None
    return [ref.id for ref, _ in compiled.items]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - ask: A?\n    answer: b\n", "  - id: ID\n    ask: A?\n    answer: b\n"),
        ("  -   ask: A?  # why\n      answer: b\n", "  -   id: ID\n      ask: A?  # why\n      answer: b\n"),
        (
            "  -\n    # first\n    ask: A?\n    answer: b\n",
            "  -\n    # first\n    id: ID\n    ask: A?\n    answer: b\n",
        ),
        ("  - {ask: A?, answer: b}\n", "  - {id: ID, ask: A?, answer: b}\n"),
        ("  - { ask: A?, answer: b }\n", "  - { id: ID, ask: A?, answer: b }\n"),
        ("  - {\n    ask: A?, answer: b}\n", "  - {id: ID,\n    ask: A?, answer: b}\n"),
        ("  - ask: A?\r\n    answer: b\r\n", "  - id: ID\r\n    ask: A?\r\n    answer: b\r\n"),
        ("  - {id: '', ask: A?, answer: b}\n", "  - {id: ID, ask: A?, answer: b}\n"),
        (
            "  - cloze: 'A [[b]] c [[d]].'\n    each: true\n",
            "  - id: ID\n    cloze: 'A [[b]] c [[d]].'\n    each: true\n",
        ),
        ("  - {id: x, ask: A?, answer: b}\n", "  - {id: x, ask: A?, answer: b}\n"),
    ],
)
def test_an_id_is_written_in_and_all_else_stays_as_it_is(before: str, after: str, tmp_path: Path) -> None:
    found = after_ids(tmp_path, HEAD + before)
    assert re.sub(r"id: [0-9a-f]{8}\b", "id: ID", found) == HEAD + after


def test_an_id_that_looks_like_a_number_stands_in_quotes(tmp_path: Path) -> None:
    items = "".join(f"  - {{ask: What is {n}?, answer: x}}\n" for n in range(400))
    found = re.findall(r"\{id: (\S+),", after_ids(tmp_path, HEAD + items))
    assert len(found) == 400 and any('"' in one for one in found)
    assert all(one.startswith('"') is bool(re.fullmatch(r'"?[0-9]+(e[0-9]+)?"?', one)) for one in found)


@pytest.mark.parametrize("course", ["sql", "command-line"])
def test_learners_of_a_course_keep_every_item_when_ids_are_written_in(course: str, tmp_path: Path) -> None:
    pack = tmp_path / course
    shutil.copytree(courses_folder() / course, pack)
    for page in pack.rglob("*.yaml"):
        bare = re.sub(r"(?m)^(      - )id: \S+\n        (?=\S)", r"\1", page.read_text("utf-8"))
        page.write_text(bare, "utf-8")
    before = item_ids(pack)
    draft, count = with_ids(draft_of(pack))
    draft.write()
    assert count > 50 and item_ids(pack) == before and with_ids(draft_of(pack))[1] == 0
    assert "no-id" not in {problem.code for problem in load(pack, tested=False).problems}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["block", "flow", "quoted", "deep"]),
            st.text("ab: #'\"\\{}[]é*-\n", min_size=1, max_size=12).filter(lambda text: text.strip() != ""),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_an_item_says_its_id_changes_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, items: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("items")
    lines = []
    for number, (layout, text) in enumerate(items):
        ask = '"' + f"{number} {text}".replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        lines.append(
            {
                "block": f"  - ask: {ask}\n    answer: x  # {number}\n",
                "flow": f"  - {{ask: {ask},\n      answer: x}}\n",
                "quoted": f'  - "ask": {ask}\n    "answer": x\n\n',
                "deep": f"  -     ask: >-\n         {number} z\n        answer: [x, {ask}]\n",
            }[layout]
        )
    before = HEAD + "".join(lines)
    (folder / "t.yaml").write_text(before, "utf-8")
    known = load(folder / "t.yaml").compiled
    after = after_ids(folder, before)
    (folder / "t.yaml").write_text(after, "utf-8")
    now = load(folder / "t.yaml").compiled
    assert known is None or (now is not None and known.items == now.items)
    assert re.sub(r"id: \"?[0-9a-f]{8}\"?(\n *|, ?)", "", after) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ask: What is this: that?", 'ask: "What is this: that?"'),
        (
            "ask: '1'\n    hints: [a]\n    explain: It \"is\": so",
            "ask: '1'\n    hints: [a]\n    explain: 'It \"is\": so'",
        ),
        ("ask: [[Six]] is it", 'ask: "[[Six]] is it"'),
        ("ask: *Six* is it", 'ask: "*Six* is it"'),
        ("ask: @home", 'ask: "@home"'),
        ("ask:Six?", "ask: Six?"),
        ('ask: "The $\\times$ sign"', 'ask: "The $\\\\times$ sign"'),
        ('ask: "The $\\alpha\\beta$ sign"', 'ask: "The $\\\\alpha\\\\beta$ sign"'),
        ('ask: "The $\\sqrt 2$"', 'ask: "The $\\\\sqrt 2$"'),
        ("ask: In\u200bvisible?", "ask: Invisible?"),
    ],
)
def test_what_can_only_mean_one_thing_is_mended(before: str, after: str, tmp_path: Path) -> None:
    text = HEAD + "  - id: a\n    {}\n    answer: x  # as it was\n"
    assert after_fix(tmp_path, text.format(before)) == text.format(after)
    (tmp_path / "t.yaml").write_text(text.format(after), "utf-8")
    assert {problem.severity for problem in load(tmp_path / "t.yaml").problems} <= {"warning"}


@pytest.mark.parametrize(
    "line",
    [
        "ask: This: that\n      and: more",
        "ask: This: that # or not",
        "ask: {a: b: c}",
        "ask: *anchor",
        "ask: !tag text",
        "ask: | text",
        "ask: 'open",
        "aks: Which?",
        "ask: \"\\q\" and 'more'",
    ],
)
def test_what_may_mean_several_things_is_left_to_its_author(line: str, tmp_path: Path) -> None:
    text = f"{HEAD}  - id: a\n    {line}\n    answer: x\n"
    assert after_fix(tmp_path, text) == text


def test_no_bad_pack_is_made_worse(tmp_path: Path) -> None:
    """Of the codes that are mended none is there more often, whatever else is wrong."""
    for bad in sorted(BAD.iterdir()):
        draft, count = mended(draft_of(bad))
        if not count:
            assert not draft.after or draft.after == draft.before
            continue
        pack = tmp_path / bad.name
        shutil.copytree(bad, pack) if bad.is_dir() else shutil.copy(bad, pack)
        draft, _ = mended(draft_of(pack))
        before = [one.code for one in load(pack).problems if one.code in ("quote", "space", "escape", "invisible")]
        draft.write()
        after = [one.code for one in load(pack).problems]
        assert all(after.count(code) <= before.count(code) for code in set(before)), bad.name
        assert len(set(before)) == 0 or len([one for one in after if one in before]) < len(before) or "no-id" in before


def test_a_file_is_replaced_whole_with_its_rights_and_kept_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    for number in ("", "2"):
        path.write_text(HEAD + "  - {ask: A?, answer: b}\n", "utf-8")
        path.chmod(0o640)
        draft, _ = with_ids(draft_of(path))
        [(written, kept)] = draft.write()
        assert kept.name == f"t.yaml.bak{number}" and kept.read_text("utf-8") == HEAD + "  - {ask: A?, answer: b}\n"
        assert written.stat().st_mode & 0o777 == kept.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["t.yaml", "t.yaml.bak", "t.yaml.bak2"]


def test_a_file_that_its_author_saves_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(HEAD + "  - {ask: A?, answer: b}\n", "utf-8")
    draft, _ = with_ids(draft_of(path))
    path.write_text(HEAD + "  - {ask: Other?, answer: b}\n", "utf-8")
    with pytest.raises(CannotEdit, match="changed meanwhile"):
        draft.write()
    assert "Other" in path.read_text("utf-8") and len(list(tmp_path.iterdir())) == 1


def test_the_commands_show_first_and_write_then(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    before = "title: T: or not\nitems:\n  - ask: A?\n    answer: b\n"
    path.write_text(before, "utf-8")
    done = tutor("pack", "check", "--fix", "--dry-run", "t.yaml", cwd=tmp_path)
    assert done.returncode == 1 and path.read_text("utf-8") == before and '+title: "T: or not"\n' in done.stderr
    done = tutor("pack", "ids", "t.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "") and "pack check" in done.stderr
    done = tutor("pack", "check", "--fix", "t.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "Wrote 2 changes into `t.yaml`; as before: `t.yaml.bak`" in done.stderr
    assert "  - id: " in path.read_text("utf-8")
    assert tutor("pack", "ids", "t.yaml", cwd=tmp_path).stderr == "Every item has an id of its own.\n"
    path.write_text(HEAD + "  - ask: A?\n    answer: b\n", "utf-8")
    done = tutor("pack", "ids", "--dry-run", "t.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "+  - id: " in done.stderr and "id:" not in path.read_text("utf-8")
    assert "Wrote 1 id into `t.yaml`" in tutor("pack", "ids", "t.yaml", cwd=tmp_path).stderr


def test_a_finished_pack_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(HEAD + "  - {ask: A?, answer: b}\n", "utf-8")
    archive = Path(shutil.make_archive(str(tmp_path / "t-1"), "zip", tmp_path, "course.yaml"))
    for words in (["ids"], ["check", "--fix"]):
        done = tutor("pack", *words, archive.name, cwd=tmp_path)
        assert done.returncode == 2 and "finished pack" in done.stderr and "Traceback" not in done.stderr


def test_strict_fails_on_a_note_and_says_it(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(HEAD + "  - {id: lima, ask: The capital of Peru?, answer: Lima}\n", "utf-8")
    assert tutor("pack", "check", "t.yaml", cwd=tmp_path).returncode == 0
    done = tutor("pack", "check", "--strict", "t.yaml", cwd=tmp_path)
    assert done.returncode == 1 and "warning id-tells" in done.stdout
    assert "no-guard" in tutor("pack", "check", "--guards", "t.yaml", cwd=tmp_path).stdout
