"""Which language is spoken, how numbers and plurals are said in it, and that English costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.cli.speaking import speak_for
from tutor.language import _, _c, _n, in_own_signs, later, number, speaking
from tutor.language.catalogues import speak, speak_to
from tutor.store.settings import SettingsFile

PACKAGE = Path(__file__).parents[2] / "tutor"


@pytest.mark.parametrize(
    ("wanted", "tag", "said"),
    [
        ([], "en", "Well done."),
        (["es"], "es", "Muy bien."),
        (["es-MX"], "es-MX", "Muy bien."),
        (["fr", "es-419", "en"], "es-419", "Muy bien."),
        (["en-GB", "es"], "en-GB", "Well done."),
        (["fr", "zh"], "en", "Well done."),
    ],
)
def test_the_first_language_there_is_is_spoken(wanted: list[str], tag: str, said: str) -> None:
    assert speak(wanted) == tag == speaking.tag
    assert _("Well done.") == said


def test_a_sentence_takes_its_values_after_it_was_translated_and_never_reads_them_as_places() -> None:
    assert _("Thank you, {name}.", name="{count} Ana") == "Thank you, {count} Ana."
    speak(["es"])
    assert _("Thank you, {name}.", name="{count} Ana") == "Gracias, {count} Ana."
    assert _(later("All is kept.")) == "Todo queda guardado." and _("") == ""
    assert _("This is in no catalogue.") == "This is in no catalogue."


def test_plurals_follow_the_language() -> None:
    one, many = "{count} review", "{count} reviews"
    assert [_n(one, many, count) for count in (0, 1, 2)] == ["0 reviews", "1 review", "2 reviews"]
    speak(["es"])
    assert [_n(one, many, count) for count in (0, 1, 2)] == ["0 repasos", "1 repaso", "2 repasos"]


def test_a_context_tells_two_uses_of_a_word_apart() -> None:
    assert _c("until, since", "{day}", day="Friday") == "Friday"
    speak(["es"])
    assert _c("until, since", "{day}", day="viernes") == "el viernes" and _("{day} {month}", day=1, month="") == "1 "


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "1,234.5"), ("es", "1.234,5"), ("es-ES", "1.234,5"), ("es-MX", "1,234.5")]
)
def test_numbers_are_written_by_the_habits_of_the_language_and_its_region(tag: str, said: str) -> None:
    speak([tag])
    assert number(1234.5, 1) == said and in_own_signs("1,234.5") == said


def test_what_is_asked_for_goes_before_what_is_set_and_that_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert speak_to("") == "es-ES"
    assert speak_to("en") == "en"
    assert speak_to("en", chosen="es") == "es"
    assert speak_to("en") == "es", "for as long as the program runs"


def test_commands_speak_as_their_learner_wants_and_to_programs_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    SettingsFile(tmp_path / "learners" / "Ana.sqlite").put("language", "es")
    for words, tag in (
        (["data", "where"], "en"),
        (["data", "where", "--learner", "Ana"], "es"),
        (["courses", "--json", "--learner", "Ana"], "en"),
        (["pack", "check", ".", "--learner", "Ana"], "en"),
        (["stats", "--learner=Ana", "--language", "en"], "en"),
    ):
        vars(speaking).update(tag="en", catalogue=None, chosen="")
        speak_for(words)
        assert speaking.tag == tag, words


def test_english_reads_no_catalogue_and_imports_nothing_for_it() -> None:
    code = "import sys\nfrom tutor.language.catalogues import speak\nspeak(['en', 'es'])\n"
    code += "import tutor.plain.loop\nprint('gettext' in sys.modules, 'babel' in sys.modules)\n"
    code += "speak(['es'])\nprint('gettext' in sys.modules, 'babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "False"]


def test_no_function_binds_the_name_that_translates() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not any(isinstance(node, ast.ImportFrom) and node.module == "tutor.language" for node in tree.body):
            continue
        bound = [
            node.lineno
            for node in ast.walk(tree)
            if (isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store))
            or (isinstance(node, ast.arg) and node.arg == "_")
        ]
        assert not bound, f"{path}:{bound}"
