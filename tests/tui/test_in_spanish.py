"""Screens in another language: what people read, kept in `golden/`, and nothing of it cut off."""

import pytest
from tui_scenes import scene

from tutor.language.catalogues import speak

SIZES = ((80, 24), (60, 20))
KEPT = ("home", "pick-wrong", "why", "settings", "recall-told", "home-in-class", "inbox", "handin")


@pytest.mark.parametrize("name", KEPT)
async def test_a_screen_in_spanish_reads_as_it_was_kept(name, golden):
    speak(["es"])
    async with scene(name) as user:
        shown = [user.text]
        await user.resize(*SIZES[1])
        shown.append(user.text)
    for (width, height), text in zip(SIZES, shown, strict=True):
        golden(f"spanish-{name}-{width}x{height}", text)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("pick", ["1–4 responder", "h pista", "u deshacer", "Esc terminar", "? teclas"]),
        ("pick-wrong", ["Enter seguir", "u deshacer", "Esc terminar", "? teclas"]),
        ("pairs", ["1–5 emparejar", "Enter responder", "Esc terminar", "? teclas"]),
        ("text", ["Enter responder", "Esc dejar", "F1 teclas"]),
        ("home", ["Enter seguir", "c cursos", "g meta", "q salir", "? teclas"]),
    ],
)
async def test_at_sixty_columns_the_line_of_keys_keeps_what_matters_most(name, keys):
    speak(["es"])
    async with scene(name, (60, 20)) as user:
        assert [key for key in keys if key not in user.lines[-1]] == []
        assert len(user.lines[-1]) <= 60 and "…" not in user.lines[-1]


async def test_the_language_is_turned_at_once_and_the_commands_stay_as_they_are():
    async with scene("settings") as user:
        await user.press(*["down"] * 4, "right", "right")
        assert "Idioma      Español" in user.text and user.app.kept.settings.language == "es"
        await user.press("escape")
        assert "Enter seguir" in user.lines[-1]
        await user.press("comma", *["down"] * 4, "left")
        assert "Language    English" in user.text
