"""A course in the learner's language: shown, judged and checked in it, with one and the same progress."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.core.item import Setting
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.number import Number
from tutor.core.languages import best, tag_of_locale
from tutor.core.template_values import draw
from tutor.language.catalogues import languages
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf

GOOD = Path(__file__).parent / "good" / "all-keys"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    loaded = load(GOOD)
    assert loaded.compiled is not None and loaded.problems == []
    library = Library.open(tmp_path / "library.sqlite")
    library.put(loaded.compiled, "added", "1")
    return library


def small(folder: Path, items: str, spanish: str) -> Shelf:
    (folder / "course.yaml").write_text(f"id: c\ntitle: T\ntranslations: {{es: es.yaml}}\nitems:\n{items}", "utf-8")
    (folder / "es.yaml").write_text(spanish, "utf-8")
    loaded = load(folder)
    assert loaded.compiled is not None and loaded.problems == [], [str(problem) for problem in loaded.problems]
    library = Library.open(folder / "library.sqlite")
    library.put(loaded.compiled, "added", "1")
    return Shelf([library], ["es"])


@pytest.mark.parametrize(
    ("wanted", "own", "others", "expected"),
    [
        (["es"], "en", ["es", "fr"], "es"),
        (["es-MX"], "en", ["es", "fr"], "es"),
        (["es"], "en", ["es-MX", "es-ES"], "es-MX"),
        (["es-ES"], "en", ["es-MX", "es-ES"], "es-ES"),
        (["en-US"], "en", ["es"], ""),
        (["en-GB"], "en-US", ["en-GB"], "en-GB"),
        (["de", "fr", "es"], "en", ["es", "fr"], "fr"),
        (["de", "en", "es"], "en", ["es"], ""),
        (["de"], "en", ["es"], ""),
        ([], "en", ["es"], ""),
    ],
)
def test_the_first_language_that_is_wanted_and_there_is_shown(
    wanted: list[str], own: str, others: list[str], expected: str
) -> None:
    assert best(wanted, own, others) == expected


@pytest.mark.parametrize(
    ("name", "tag"),
    [("de_AT.UTF-8@euro", "de-AT"), ("es", "es"), ("C", ""), ("C.UTF-8", ""), ("POSIX", ""), ("", ""), ("../x", "")],
)
def test_the_name_of_a_locale_is_a_tag(name: str, tag: str) -> None:
    assert tag_of_locale(name) == tag


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "es_ES.UTF-8"}, ("es-ES",)),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "de_DE"}, ("de-DE",)),
        ({"LANG": "es_ES.UTF-8", "LANGUAGE": "ca:es"}, ("ca", "es", "es-ES")),
        ({"LANG": "C", "LANGUAGE": "ca"}, ()),
        ({"LANG": "es", "TUTOR_LANGUAGE": "fr"}, ("fr",)),
        ({}, ()),
    ],
)
def test_the_environment_says_what_a_person_reads(
    environment: dict[str, str], expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "TUTOR_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert languages() == expected
    assert languages("it")[0] == "it"


def test_a_course_is_shown_in_the_language_of_the_learner_and_else_in_its_own(library: Library) -> None:
    spanish, english = Shelf([library], ["es-MX", "en"]), Shelf([library], ["de"])
    course = spanish.course("all-keys")
    assert course is not None and course.language == "es" and spanish.courses() == [course]
    assert (course.title, course.summary, course.units[0].title) == ("Cada clave", "Una línea.", "Partes de un todo")
    assert course.glossary == {"numerador": "el número de arriba"}
    assert [skill.title for skill in spanish.skills("all-keys")][:2] == ["Nombra las partes", "Counting"]
    assert english.course("all-keys") == library.course("all-keys")
    assert english.item("all-keys/name-parts/half") == library.item("all-keys/name-parts/half")


def test_a_lesson_is_translated_block_by_block(library: Library) -> None:
    skill = Shelf([library], ["es"]).skill("all-keys/name-parts")
    own = library.skill("all-keys/name-parts")
    assert skill is not None and own is not None
    assert [block.way for block in skill.lesson] == [block.way for block in own.lesson]
    assert skill.lesson[0].text == "Una fracción tiene dos números. En símbolos: $\\frac{1}{2}$."
    shown, asked, last = skill.lesson[1].steps
    assert (shown.show, last.show) == ("Mira.", "Así.")
    assert asked.item is not None and asked.item.ask == "¿Cuál es el denominador común?"
    assert asked.item.right_answer(Setting()) == "4"
    assert (skill.lesson[3].plot, skill.lesson[3].text) == (["y = a*x + b"], "Busca la recta.")
    assert skill.lesson[4] == own.lesson[4]
    assert skill.lesson[5].alt == "Una pizza." and skill.lesson[5].file == "media/pizza.png"
    assert skill.passages["own"] == "Solo aquí." and skill.passages["shop"] == "A shop sells apples."


def test_an_item_keeps_its_rules_under_other_words(library: Library) -> None:
    item = Shelf([library], ["es"]).item("all-keys/name-parts/half")
    assert isinstance(item, Number)
    assert item.ask == "¿Cuánto es la mitad de tres huevos?" and item.number == "1.5"
    assert item.hints[0] == "Piensa en dos." and getattr(item.hints[1], "when", "") == "response > 3"
    assert [mistake.say for mistake in item.mistakes] == ["Esos son todos.", "Lo has doblado."]
    assert item.judge("3 kg", Setting(language="es")).misconception == "whole"


def test_a_translated_choice_is_known_by_the_id_of_the_original(library: Library) -> None:
    own, item = library.item("all-keys/name-parts/which"), Shelf([library], ["es"]).item("all-keys/name-parts/which")
    assert isinstance(own, Choices) and isinstance(item, Choices)
    assert [choice.key for choice in item.choices] == [choice.key for choice in own.choices]
    assert (item.choices[0].text, item.choices[0].because) == ("un medio", "Dos trozos.")
    assert item.choices[1].text == own.choices[1].text and item.alt == "Una pizza"
    assert item.judge("un medio", Setting()).correct and item.judge("half", Setting()).correct


def test_choices_may_be_translated_in_their_order_and_known_mistakes_follow(tmp_path: Path) -> None:
    items = "  - id: a\n    ask: Which?\n    choices: [{right: two}, {wrong: three}]\n"
    items += "    mistakes: [{when: three, say: Odd., name: odd}]\n"
    item = small(tmp_path, items, "c/a: {choices: [dos, tres], mistakes: [Impar.]}\n").item("c/c/a")
    assert item is not None and item.judge("dos", Setting()).correct
    judged = item.judge("tres", Setting())
    assert (judged.said, judged.misconception) == ("Impar.", "odd")


def test_an_answer_in_the_other_language_is_judged_there_and_mistakes_of_the_first_are_left_out(tmp_path: Path) -> None:
    items = "  - {id: a, ask: Colour of grass?, answer: green, mistakes: [{when: red, say: No.}]}\n"
    shelf = small(tmp_path, items, "c/a: {ask: ¿Color?, answer: [verde, rojo]}\n")
    item = shelf.item("c/c/a")
    assert item is not None and item.mistakes == []
    assert item.judge("Rojo", Setting()).correct and not item.judge("green", Setting()).correct


@pytest.mark.parametrize(
    ("item", "spanish", "right"),
    [
        ("order: [one, two, three], distractors: [x]", "{order: [uno, dos, tres], distractors: [y]}", ["uno", "dos", "tres"]),
        ("match: {one: 1, two: 2}", "{match: {uno: 1, dos: 2}}", {"uno": "1", "dos": "2"}),
        ("sort: {even: [two, four], odd: [one]}", "{sort: {par: [dos, cuatro], impar: [uno]}}", {"par": ["dos", "cuatro"], "impar": ["uno"]}),
        ("cloze: 'The [[cat]] sat.'", "{cloze: 'El [[gato]].'}", ["gato"]),
        ("parts: [{ask: One?, answer: x}, {ask: Two?, number: 2}]", "{parts: [{ask: ¿Uno?, answer: y}, {ask: ¿Dos?}]}", ["y", "2"]),
    ],
)  # fmt: skip
def test_words_of_every_kind_are_translated_with_their_key(
    item: str, spanish: str, right: object, tmp_path: Path
) -> None:
    ask = "" if item.startswith("cloze") else "ask: Do it., "
    found = small(tmp_path, f"  - {{id: a, {ask}{item}}}\n", f"c/a: {spanish}\n").item("c/c/a")
    assert found is not None and found.judge(right, Setting(language="es")).correct


def test_an_empty_text_is_not_translated_yet_and_the_original_is_shown(tmp_path: Path) -> None:
    items = "  - {id: a, ask: One?, answer: one, hints: [First., Second.], mistakes: [{when: two, say: No.}], explain: So.}\n"
    items += "  - {id: b, ask: Which?, choices: [{right: yes, because: It is.}, {wrong: no}]}\n"
    spanish = "c/a: {ask: ' ', answer: '', hints: ['', Segundo.], mistakes: [''], explain: ''}\n"
    spanish += "c/b: {choices: [{text: '', because: Lo es.}, '']}\nc: {title: '', lesson: '', passages: ''}\n"
    shelf = small(tmp_path, items, spanish)
    course, item, choices = shelf.course("c"), shelf.item("c/c/a"), shelf.item("c/c/b")
    assert course is not None and course.title == "T" and item is not None and isinstance(choices, Choices)
    assert (item.ask, item.hints, item.mistakes[0].say, item.explain) == ("One?", ["First.", "Segundo."], "No.", "So.")
    assert [(one.text, one.because) for one in choices.choices] == [("yes", "Lo es."), ("no", "")]


def test_a_mistake_that_nobody_translated_goes_where_the_answer_is_translated(tmp_path: Path) -> None:
    items = "  - {id: a, ask: One?, answer: one, mistakes: [{when: two, say: No.}, {when: ten, say: Far.}]}\n"
    spanish = "c/a: {answer: uno, mistakes: ['', {when: diez, say: Lejos.}]}\n"
    item = small(tmp_path, items, spanish).item("c/c/a")
    assert item is not None and [(one.when, one.say) for one in item.mistakes] == [("diez", "Lejos.")]


def test_words_that_a_template_draws_are_translated_one_by_one_and_a_draw_means_the_same(tmp_path: Path) -> None:
    items = "  - {id: a, ask: 'Cut a <<t>> <<n>> times.', vars: {n: 2..9, t: [rope, plank]}, number: n + 1}\n"
    shelf = small(tmp_path, items, "c/a: {ask: 'Corta: <<t>>, <<n>> veces.', vars: {t: [cuerda, '']}}\n")
    own, item = Shelf(shelf._libraries, []).item("c/c/a"), shelf.item("c/c/a")
    assert own is not None and item is not None and item.vars == {"n": "2..9", "t": ["cuerda", "plank"]}
    for seed in range(20):
        here, there = draw(item, seed), draw(own, seed)
        assert here["n"] == there["n"] and (here["t"] == "plank") == (there["t"] == "plank")


def test_other_right_orders_follow_the_translated_lines(tmp_path: Path) -> None:
    items = "  - {id: a, ask: Do., order: [one, two, three], or: [[two, one, three]]}\n"
    item = small(tmp_path, items, "c/a: {order: [uno, dos, '']}\n").item("c/c/a")
    assert item is not None and item.judge(["dos", "uno", "three"], Setting()).correct


def test_a_course_that_goes_takes_its_translations_along(library: Library) -> None:
    library.remove("all-keys")
    assert library.course("all-keys", "es") is None and library.item("all-keys/name-parts/half", "es") is None
    rows = library._connection.execute("SELECT count(*) FROM translated").fetchone()
    assert rows == (0,)
