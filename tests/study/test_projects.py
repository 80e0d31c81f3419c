"""Projects: handed in as a text, a file or an address, rated by the learner, kept in the portfolio, taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import ProjectDrafted

PACK = """
title: Sample
mastery: {quiz: 1}
skills:
  - {skill: one, title: One, items: [{id: a, ask: 1 + 1?, number: 2}]}
  - {skill: two, title: Two, requires: [one], items: [{id: b, ask: 2 + 2?, number: 4}]}
projects:
  - id: story
    title: A story
    skills: [one]
    rubric: [{criterion: Clear, levels: [no, partly, yes]}, {criterion: Short, levels: [no, yes]}]
  - {id: table, title: A table, hand_in: file, skills: [one]}
  - {id: site, title: A site, hand_in: link}
"""


@pytest.fixture
def wire(tmp_path: Path, make_wire: Callable[..., Any]) -> Any:
    (tmp_path / "sample.yaml").write_text(PACK, "utf-8")
    return make_wire()


def hand_in(wire: Any, project: str, text: str, *criteria: int) -> dict[str, Any]:
    return wire.ask("hand_in", project=project, text=text, criteria=list(criteria))  # type: ignore[no-any-return]


def refused(wire: Any, project: str, text: str, *criteria: int) -> str:
    """The sentence of a refusal, which changes nothing."""
    before = wire.ask("status")["state_hash"]
    reply = hand_in(wire, project, text, *criteria)
    assert reply["error"]["code"] == "bad_request" and wire.ask("status")["state_hash"] == before
    return str(reply["error"]["message"])


def test_a_text_goes_into_the_portfolio_with_its_rating(wire: Any) -> None:
    piece = hand_in(wire, "story", "Once upon a time.\nThe end.", 1, 1)["piece"]
    [found] = wire.session.portfolio()
    assert (found.id, found.project, found.title, found.sort) == (piece, "sample/story", "A story", "text")
    assert found.text == "Once upon a time.\nThe end." and found.at == "2027-01-04T18:00:00+00:00"
    assert found.rated == [{"criterion": "Clear", "level": "partly"}, {"criterion": "Short", "level": "yes"}]
    assert not found.top and not wire.state("one")["presumed"]


def test_rated_at_the_top_throughout_its_skills_are_presumed(wire: Any) -> None:
    hand_in(wire, "sample/story", "Good.", 2, 1)
    assert wire.session.portfolio()[0].top
    assert wire.state("one")["presumed"] and wire.state("two")["state"] == "open"


@pytest.mark.parametrize(("project", "text"), [("story", "No rating."), ("site", "https://example.org/a")])
def test_without_a_rating_nothing_is_presumed(wire: Any, project: str, text: str) -> None:
    hand_in(wire, project, text)
    assert not wire.session.portfolio()[0].top and not wire.state("one")["presumed"]


def test_a_file_is_kept_as_text_with_name_size_and_hash(wire: Any, tmp_path: Path) -> None:
    file = tmp_path / "my table.csv"
    file.write_bytes("\ufeffa;b\n1;é\n".encode())
    hand_in(wire, "table", f" {file} ")
    file.unlink()
    [found] = wire.session.portfolio()
    assert (found.sort, found.name, found.text) == ("file", "my table.csv", "a;b\n1;é\n")
    assert found.size == 12 and found.sha256 == sha256("\ufeffa;b\n1;é\n".encode()).hexdigest()


def test_an_address_is_kept_and_not_opened(wire: Any) -> None:
    hand_in(wire, "site", " https://example.org/my-work?a=1#b ")
    assert wire.session.portfolio()[0].text == "https://example.org/my-work?a=1#b"


@pytest.mark.parametrize(
    ("project", "text", "criteria", "words"),
    [
        ("story", "", (), "nothing to hand in"),
        ("story", " \n\u200b", (), "nothing to hand in"),
        ("story", "x" * 20_001, (), "too long"),
        ("story", "x", (1,), "each of the 2 criteria"),
        ("story", "x", (3, 0), "each of the 2 criteria"),
        ("story", "x", (-1, 0), "each of the 2 criteria"),
        ("site", "https://example.org", (1,), "no criteria"),
        ("site", "example.org", (), "as an address"),
        ("site", "https://a b", (), "as an address"),
        ("site", "", (), "as an address"),
        ("site", "https://" + "x" * 2_000, (), "as an address"),
        ("table", "", (), "as a file"),
        ("table", "a\0b", (), "as a file"),
        ("table", "/no/such/file.txt", (), "can't be read"),
        ("table", "~nobody-of-this-name/x", (), "can't be read"),
        ("table", "/dev/zero", (), "can't be read"),
        ("table", ".", (), "can't be read"),
        ("nothing", "x", (), "no project"),
        ("other/story", "x", (), "no project"),
    ],
)
def test_what_can_not_be_handed_in_is_refused_in_a_sentence(
    wire: Any, project: str, text: str, criteria: tuple[int, ...], words: str
) -> None:
    assert words in refused(wire, project, text, *criteria)
    assert not wire.session.portfolio()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\xff", "no text file"),
        (b"x" * 100_001, "larger than 100 kB"),
        (b"", "nothing in the file"),
        (b" \n", "nothing in the file"),
    ],
)
def test_a_file_that_is_not_kept(wire: Any, tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "file").write_bytes(data)
    assert words in refused(wire, "table", str(tmp_path / "file"))


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no links here")
def test_a_link_is_not_followed(wire: Any, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    assert "can't be read" in refused(wire, "table", str(tmp_path / "link"))


def test_the_newest_comes_first_and_undo_takes_one_piece_after_another(wire: Any) -> None:
    hashes = [wire.ask("status")["state_hash"]]
    for number, text in enumerate(["first", "second"], 1):
        wire.ask("status", now=f"2027-01-04T18:0{number}:00+00:00")
        hand_in(wire, "story", text, 2, 1)
        hashes.append(wire.ask("status")["state_hash"])
    assert [piece.text for piece in wire.session.portfolio()] == ["second", "first"]
    for before in reversed(hashes[:-1]):
        assert wire.ask("undo")["undone"]["event"] == "handed_in"
        assert wire.ask("status")["state_hash"] == before
    assert wire.session.portfolio() == []


def test_a_rebuild_keeps_the_portfolio(wire: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    hand_in(wire, "table", str(tmp_path / "a.txt"))
    hand_in(wire, "story", "text", 0, 1)
    before, pieces = wire.ask("status")["state_hash"], wire.session.portfolio()
    wire.book.rebuild()
    assert (wire.ask("status")["state_hash"], wire.session.portfolio()) == (before, pieces)


def test_control_codes_do_not_get_in(wire: Any) -> None:
    hand_in(wire, "story", "a\x1b[31mb")
    assert "\x1b" not in wire.session.portfolio()[0].text


def test_a_piece_stays_when_the_rubric_or_the_course_is_another(wire: Any) -> None:
    hand_in(wire, "story", "text", 2, 1)
    course = wire.session.desk.course("sample")
    wire.session.desk._heads["sample"] = type(course)(id="sample", title="Sample")
    [found] = wire.session.portfolio()
    assert (found.title, found.criteria, found.rated) == ("A story", [2, 1], [])


def test_what_is_written_so_far_is_on_disk_until_it_is_handed_in(wire: Any) -> None:
    def drafts() -> list[str]:
        return [line.draft for line in wire.session.projects_of("sample")]

    wire.session.draft("story", "Once upon")
    wire.session.draft("sample/story", "Once upon a time  \n")
    wire.session.draft("sample/story", "Once upon a time  \n")
    assert drafts() == ["Once upon a time  \n", "", ""]
    assert sum(isinstance(one.data, ProjectDrafted) for one in wire.book.events()) == 2
    wire.book.rebuild()
    assert drafts()[0] == "Once upon a time  \n" and wire.session.portfolio() == []
    hand_in(wire, "story", "Once upon a time.")
    assert drafts() == ["", "", ""]


def test_undo_passes_over_drafts_and_gives_them_back_with_the_piece(wire: Any) -> None:
    hand_in(wire, "site", "https://example.org/a")
    wire.session.draft("story", "Once")
    wire.session.draft("story", "Once upon")
    assert wire.ask("undo")["undone"]["event"] == "handed_in" and wire.session.portfolio() == []
    assert wire.session.projects_of("sample")[0].draft == "Once upon"
    hand_in(wire, "story", "Once upon")
    assert wire.ask("undo")["undone"]["event"] == "handed_in"
    assert wire.session.projects_of("sample")[0].draft == "Once upon"


def test_a_draft_is_kept_whatever_it_holds_and_bounded(wire: Any) -> None:
    wire.session.draft("story", "a\0\ud800" + "x" * 50_000)
    assert len(wire.session.projects_of("sample")[0].draft) == 20_000


def test_a_begun_project_is_no_question(wire: Any) -> None:
    wire.session.draft("story", "Once")
    assert wire.ask("next")["task"]["item"] == "sample/one/a"
