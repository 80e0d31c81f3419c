"""Courses in other languages: a place for every text, translations that know what they were made from, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tutor.authoring.check import Depth, check, summary
from tutor.authoring.edits import CannotEdit, draft_of
from tutor.authoring.translating.bringing import brought, read_with_nodes
from tutor.authoring.translating.coverage import coverage, covered
from tutor.authoring.translating.given import Given
from tutor.authoring.translating.lines import Line, lines_of, taken
from tutor.authoring.translating.remarks import Remark
from tutor.authoring.translating.state import State
from tutor.authoring.translating.texts import has_words, wording
from tutor.core.kinds.choices import Choices
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf

ALL_KEYS = Path(__file__).parents[1] / "packs" / "good" / "all-keys"
COURSE = """\
# ours
id: c
title: Fractions
items:
  - {id: a, ask: How much is a half?, answer: [half, a half], hints: [Think., Think again.], explain: One of two.}
  - id: b
    ask: Which?
    choices: [{right: two, because: Yes.}, {wrong: three}, {wrong: 2/4}]
"""
MADE = """\
#= A translation: write between the quotes, or after `|` below the key; what is empty is shown in the original.
#= Above each text stands the one to translate. Leave those lines; notes of your own (`# …`) are kept.
#= `#!` marks what was made from an older wording: look at it again, then take that line out.

c:
  #. %(Fractions)s: Fractions
  title: ""

c/a:
  #. %(How much is a half?)s: How much is a half?
  ask: ""
  #. %(list)s: - half
  #. - a half
  answer: ""
  hints:
    #. %(Think.)s: Think.
    - ""
    #. %(Think again.)s: Think again.
    - ""
  #. %(One of two.)s: One of two.
  explain: ""

c/b:
  #. %(Which?)s: Which?
  ask: ""
  choices:
    #. %(two)s: two
    - text: ""
      #. %(Yes.)s: Yes.
      because: ""
    #. %(three)s: three
    - ""
    - {}
"""


class Hashes(dict[str, str]):
    def __missing__(self, text: str) -> str:
        return wording(["half", "a half"] if text == "list" else text)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    return folder


def translate(folder: Path, language: str = "es") -> State:
    found = brought(draft_of(folder), language)
    found.draft.write()
    return found.state


def spanish(folder: Path) -> str:
    return (folder / "text" / "es.yaml").read_text("utf-8")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def fill(folder: Path, *changes: tuple[str, str]) -> None:
    edit(folder / "text" / "es.yaml", *changes)


def after(source: str, key: str, text: str) -> tuple[str, str]:
    """The change that writes a translation below its source."""
    above = f"#. {wording(source)}: {source}\n"
    return f'{above}{key}""', f"{above}{key}{text}"


def stale_keys(state: State) -> list[str]:
    return [text.key for text in state.texts() if state.is_stale(text)]


def values(state: State) -> dict[str, object]:
    return {f"{text.name} {text.key}": state.value(text) for text in state.texts() if state.value(text)}


def shelf(folder: Path) -> Shelf:
    loaded = load(folder)
    assert loaded.compiled is not None, [str(one) for one in loaded.problems]
    library = Library.open(folder.parent / "library.sqlite")
    library.put(loaded.compiled, "added", "1")
    return Shelf([library], ["es"])


def test_the_file_has_a_place_for_every_text_and_the_course_names_it(pack: Path) -> None:
    translate(pack)
    assert spanish(pack) == MADE % Hashes()
    assert (pack / "course.yaml").read_text("utf-8") == COURSE.replace(
        "items:", "translations: {es: text/es.yaml}\nitems:"
    )
    assert check(pack).problems == check(pack, depth=Depth(seeds=1)).problems and not has_trouble(pack)


def has_trouble(folder: Path) -> list[str]:
    return [str(one) for one in check(folder).problems if one.code not in ("few-items",)]


def test_empty_places_show_the_original(pack: Path) -> None:
    own = shelf(pack).item("c/c/b")
    translate(pack)
    item = shelf(pack).item("c/c/b")
    assert item == own or isinstance(item, Choices)
    assert isinstance(item, Choices) and [choice.text for choice in item.choices] == ["two", "three", "2/4"]
    fill(pack, after("three", "    - ", "tres"))
    item = shelf(pack).item("c/c/b")
    assert isinstance(item, Choices) and [choice.text for choice in item.choices] == ["two", "tres", "2/4"]


def test_what_is_up_to_date_is_not_written_again(pack: Path) -> None:
    translate(pack)
    fill(pack, after("Think.", "    - ", "Piensa."), after("Fractions", "  title: ", "Fracciones"))
    translate(pack)
    before = spanish(pack)
    found = brought(draft_of(pack), "es")
    assert found.draft.after.get("text/es.yaml", before.encode()) == before.encode()
    assert values(found.state) == {"c title": "Fracciones", "c/a hints.1": "Piensa."}


def test_another_wording_makes_a_translation_stale_and_learners_keep_it(pack: Path) -> None:
    translate(pack)
    fill(pack, after("One of two.", "  explain: ", "Una de dos."))
    edit(pack / "course.yaml", ("One of two.", "One part of two."))
    [said] = [one for one in check(pack).problems if one.code == "stale"]
    assert (said.line, said.severity) == (21, "warning") and "explain" in said.message
    state = translate(pack)
    assert stale_keys(state) == ["explain"]
    assert (
        "  #! stale: made from another wording; look again, then take this line out\n"
        "  #| One of two.\n"
        f"  #. {wording('One part of two.')}: One part of two.\n"
        "  explain: Una de dos.\n"
    ) in spanish(pack)
    item = shelf(pack).item("c/c/a")
    assert item is not None and item.explain == "Una de dos."


def test_a_mark_stays_until_it_is_taken_out_and_remembers_the_first_wording(pack: Path) -> None:
    translate(pack)
    fill(pack, after("One of two.", "  explain: ", "Una de dos."))
    edit(pack / "course.yaml", ("One of two.", "One part of two."))
    translate(pack)
    edit(pack / "course.yaml", ("One part of two.", "One part of both."))
    assert stale_keys(translate(pack)) == ["explain"] and "#| One of two.\n" in spanish(pack)
    text = [line for line in spanish(pack).splitlines(keepends=True) if not line.lstrip().startswith("#! stale")]
    (pack / "text" / "es.yaml").write_text("".join(text), "utf-8")
    assert stale_keys(translate(pack)) == [] and "#| " not in spanish(pack)
    assert not [one for one in check(pack).problems if one.code == "stale"]


def test_a_file_written_by_hand_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "all-keys"
    shutil.copytree(ALL_KEYS, folder)
    before = load(folder).compiled
    state = translate(folder)
    after_it = load(folder).compiled
    assert before is not None and after_it is not None and before.translations == _same(before, after_it)
    assert stale_keys(state) == [] and state.aside == []


def _same(before, after_it):  # type: ignore[no-untyped-def]
    """The translations of the second, with the content's hash of the first: the file's bytes are others."""
    content = before.course.content_hash
    return {
        language: replace(texts, course=replace(texts.course, content_hash=content))
        for language, texts in after_it.translations.items()
    }


def test_translations_follow_their_texts_to_another_place(pack: Path) -> None:
    translate(pack)
    fill(pack, after("Think.", "    - ", "Piensa."), after("Think again.", "    - ", "Otra vez."))
    edit(pack / "course.yaml", ("[Think., Think again.]", "[Look., Think again., Think.]"))
    state = translate(pack)
    assert values(state) == {"c/a hints.2": "Otra vez.", "c/a hints.3": "Piensa."} and stale_keys(state) == []


def test_what_is_gone_is_kept_aside_and_never_twice(pack: Path) -> None:
    translate(pack)
    fill(pack, after("One of two.", "  explain: ", "|\n    Una de dos.\n\n    Así."))
    edit(pack / "course.yaml", ("id: a,", "id: z,"))
    found = brought(draft_of(pack), "es")
    found.draft.write()
    kept = "#= Kept aside: the course has these texts no longer.\n#~ c/a explain: |\n#~   Una de dos.\n#~\n#~   Así.\n"
    assert found.aside == 1 and spanish(pack).endswith(kept)
    translate(pack)
    assert spanish(pack).endswith(kept) and spanish(pack).count("Una de dos.") == 1


def test_notes_of_translators_stay(pack: Path) -> None:
    translate(pack)
    fill(
        pack,
        ("c/a:\n", "# the first item\nc/a:\n"),
        (f"  #. {wording('How much is a half?')}", f"  # or «mitad»?\n  #. {wording('How much is a half?')}"),
        after("One of two.", "  explain: ", "Una.  # short"),
        ("  hints:\n", "  # about hints\n  hints:  # and behind\n"),
    )  # fmt: skip
    edit(pack / "text" / "es.yaml", ("#= A translation", "# by Ana\n#= A translation"))
    translate(pack)
    text = spanish(pack)
    translate(pack)
    assert text == spanish(pack) and text.startswith("# by Ana\n#= A")
    for note in ("# by Ana", "# the first item", "# or «mitad»?", "# short", "# about hints", "# and behind"):
        assert text.count(note) == 1, note
    assert "  # short\n  #. " in text and "# the first item\nc/a:\n" in text


def test_what_is_unknown_or_wrong_in_a_file_is_kept_aside_and_not_lost(pack: Path) -> None:
    translate(pack)
    fill(pack, ("c/a:\n", "c/gone: {ask: Hola, hints: [Uno, '']}\nc/a:\n  colour: rojo\n"))
    found = brought(draft_of(pack), "es")
    assert {(one.name, one.key, one.value) for one in _aside_of(pack)} == {
        ("c/gone", "ask", "Hola"), ("c/gone", "hints.1", "Uno"), ("c/a", "colour", "rojo"),
    }  # fmt: skip
    assert b"#~ c/gone hints.1: Uno\n#~ c/a colour: rojo\n" in found.draft.after["text/es.yaml"]
    assert found.aside == 3 and found.problems == []


def _aside_of(folder: Path) -> list:  # type: ignore[type-arg]
    from tutor.authoring.translating.state import state_of

    state = state_of(read_with_nodes(draft_of(folder)), "es")
    assert state is not None
    return state.aside


@pytest.mark.parametrize(
    ("language", "change", "said"),
    [
        ("Spanish please", "", "is no language"),
        ("en", "", "The course itself is written in `en`"),
        ("es", "translations: {es: ../x.yaml}\n", "no path inside the pack"),
        ("es", "translations: {es: .tutor-sig}\n", ""),
        ("es", "translations: {}\n", "is there and empty"),
        ("es", "colour: red\n", "The pack has errors"),
    ],
)
def test_what_cannot_be_translated_is_said_in_a_sentence(language: str, change: str, said: str, pack: Path) -> None:
    edit(pack / "course.yaml", ("items:", f"{change}items:"))
    if not said:
        return
    with pytest.raises(CannotEdit, match=r".+\.") as error:
        brought(draft_of(pack), language)
    assert said in str(error.value) and not (pack / "text").exists()


def test_a_single_file_has_no_room_for_translations(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(COURSE, "utf-8")
    with pytest.raises(CannotEdit, match="make it a folder"):
        brought(draft_of(path), "es")


def test_a_file_that_is_no_yaml_is_not_touched(pack: Path) -> None:
    translate(pack)
    fill(pack, ('title: ""', "title: [Frac"))
    before = spanish(pack)
    with pytest.raises(CannotEdit, match="not valid YAML"):
        brought(draft_of(pack), "es")
    assert spanish(pack) == before


def test_a_folder_that_is_a_link_is_not_followed(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (pack / "text").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotEdit):
        brought(draft_of(pack), "es")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_coverage_counts_texts_by_unit_and_the_check_says_it_in_a_line(pack: Path) -> None:
    assert coverage(read_with_nodes(draft_of(pack))) == []
    translate(pack)
    fill(pack, after("Think.", "    - ", "Piensa."), after("Which?", "  ask: ", "¿Cuál?"))
    edit(pack / "course.yaml", ("ask: Which?", "ask: Which one?"))
    whole = covered(translate(pack)).whole
    assert (whole.texts, whole.translated, whole.stale, whole.missing) == (10, 1, 1, 8)
    assert summary(check(pack)).splitlines()[1] == "c in es: 2 of 10 texts, 1 of them stale"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a half", True), ("2/4", False), ("<<word>>", False), ("`for`", False), (r"$\frac{1}{2}$", False), ("", False),
        ("```\n|--|\n```", False), (["1", "2"], False), ({"even": ["2"]}, True), ("5 €", False), ("ñ", True),
    ],
)  # fmt: skip
def test_only_words_are_to_be_translated(source: object, expected: bool) -> None:
    assert has_words(source) is expected


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"]), max_size=30)
LINES = st.lists(TEXTS, min_size=1, max_size=4).map("\n".join).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(values=st.lists(LINES, min_size=6, max_size=6))
def test_whatever_is_written_comes_back_the_same(values: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("c")
    (folder / "course.yaml").write_text(COURSE, "utf-8")

    def change(state: State) -> State:
        texts = [text for entry in state.entries for text in entry.texts() if text.needed]
        plain = [text for text in texts if isinstance(text.source, str)][:6]
        new = {text: Given(value, Remark(text.wording), 0) for text, value in zip(plain, values, strict=True)}
        return replace(state, given=new)

    state = brought(draft_of(folder), "es", change).state
    assert [state.value(text) for text in state.texts() if state.value(text)] == values


def test_lines_that_come_back_are_found_by_their_source_when_they_moved(pack: Path) -> None:
    lines = lines_of(translate(pack))
    edit(pack / "course.yaml", ("[Think., Think again.]", "[Look., Think.]"))
    state = translate(pack)
    new = [replace(one, text=one.source.upper()) for one in lines if one.context.startswith("c/a hints")]
    found = taken(state, new)
    assert values(found.state) == {"c/a hints.2": "THINK AGAIN."} or found.count == 2
    assert {text.key: found.state.is_stale(text) for text in found.state.given} == {"hints.2": True}


def test_lines_that_fit_nothing_or_are_no_yaml_are_refused_with_their_place(pack: Path) -> None:
    state = translate(pack)
    answer = next(one for one in lines_of(state) if one.context == "c/a answer")
    found = taken(
        state,
        [
            Line("c/none ask", "x", "y", at="f.po:3"),
            replace(answer, text="mitad", at="f.po:5"),
            replace(answer, text="- [", at="f.po:7"),
            replace(answer, text="", at="f.po:9"),
        ],
    )
    assert found.count == 0 and [one.partition(": ")[0] for one in found.refused] == ["f.po:3", "f.po:5", "f.po:7"]
    good = taken(state, [replace(answer, text="- mitad\n- la mitad")])
    assert values(good.state) == {"c/a answer": ["mitad", "la mitad"]}
