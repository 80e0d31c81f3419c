"""What is said beside a question, on the screens: a fake voice on the PATH writes down what it was to say."""

import asyncio

import pytest

PACK = """
id: tried
title: Tried
language: en
target: es
items: [{id: a, %sanswer: perro, speak: perro}]
"""


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """A machine with no programs; `voice()` puts one there, and `voice.said` reads what it said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    heard = tmp_path / "heard"

    def install(ends=""):
        program = tmp_path / "espeak-ng"
        program.write_text(f"#!/bin/sh\necho \"$*\" >> '{heard}'\n{ends}\n", encoding="utf-8")
        program.chmod(0o755)

    async def said(count=1):
        for _ in range(300):
            if heard.exists() and len(heard.read_text().splitlines()) >= count:
                break
            await asyncio.sleep(0.01)
        return heard.read_text().splitlines() if heard.exists() else []

    install.said = said
    return install


async def test_a_key_hears_it_while_typing_and_after(pack, voice):
    voice()
    async with pack(PACK % "ask: Type what you hear., ").app() as user:
        assert "♪ F6 hears it" in user.text
        await user.press("f6")
        assert await voice.said() == ["-v es -- perro"]
        await user.press("escape", "v")
        assert len(await voice.said(2)) == 2
        await user.press("enter")
        await user.write("perro")
        await user.press("enter", "v")
        assert "✓ Right." in user.text and len(await voice.said(3)) == 3


async def test_a_question_with_nothing_to_read_is_read_aloud_at_once(pack, voice):
    voice()
    async with pack(PACK % "").app():
        assert await voice.said() == ["-v es -- perro"]


async def test_a_voice_that_gives_up_is_told_once(pack, voice):
    voice("exit 1")
    async with pack(PACK % "ask: Type what you hear., ").app() as user:
        await user.press("f6")
        assert "The voice on this machine gave up." in " ".join(user.text.split())
        assert "F6" not in user.lines[-1]


async def test_a_voice_that_gives_up_at_once_leads_to_the_hint(pack, voice):
    voice("exit 1")
    async with pack(PACK % "").app() as user:
        assert "No voice on this machine" in user.text


async def test_without_a_voice_a_hint_shows_the_words(pack, voice):
    async with pack(PACK % "ask: Type what you hear., ").app() as user:
        assert "No voice on this machine; a hint shows the words." in user.text
        assert "perro" not in user.text and "F6" not in user.text
        await user.press("f2")
        assert "perro" in user.text


async def test_without_a_voice_nothing_is_said_of_words_that_stand_there(pack, voice):
    async with pack(PACK % "ask: What is a perro?, ").app() as user:
        assert "voice" not in user.text
