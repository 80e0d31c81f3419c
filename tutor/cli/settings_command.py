"""`tutor settings`: how the tutor looks and behaves for a learner, listed and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, path_of, told
from tutor.language import _

if TYPE_CHECKING:
    from tutor.core.settings import Settings


def settings(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What is to be told or set; else all.")] = "",
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="What it is set to.")] = None,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Colours, spacing, keys: what is set, and to what it can be set."""
    from tutor.core.settings import CHOICES, KEYS, wrong
    from tutor.language.catalogues import speak_to
    from tutor.store.settings import SettingsFile

    with told():
        file = SettingsFile(path_of(learner, learner_file))
        found = file.read()
        if file.problem:
            typer.echo(file.problem, err=True)
        if value is not None:
            if problem := _wrong_key(found, name, value) if name.startswith(KEYS) else wrong(name, value):
                typer.echo(problem, err=True)
                raise typer.Exit(2)
            found = file.put(name, value)
            if name == "language" and not json:
                speak_to(found.tag)
    named = name if not name.startswith(KEYS) else "keys"
    if named and named not in (*CHOICES, "keys"):
        typer.echo(wrong(name, ""), err=True)
        raise typer.Exit(2)
    _say(found, [named] if named else [*CHOICES, "keys"], json)


def _wrong_key(found: Settings, name: str, key: str) -> str:
    """What is wrong with putting an action on this key; "" as the key takes it back to its own."""
    from tutor.core.settings import KEYS, wrong
    from tutor.tui.actions import ACTIONS, clash, own_keys, shown

    action = name[len(KEYS) :]
    own, _problems = own_keys({one: its for one, its in found.keys.items() if one != action})
    if key:
        return wrong(name, key) or clash(own, action, key)
    return clash(own, action, shown(ACTIONS[action].key)) if action in own_keys(found.keys)[0] else ""


def _say(found: Settings, names: list[str], as_json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.core.settings import CHOICES, value_of
    from tutor.present.settings import SAYS

    for name in names:
        if name == "keys":
            value: object = dict(found.keys)
            shown = ", ".join(f"{action} {key}" for action, key in found.keys.items()) or _("as they are at first")
        else:
            value = shown = value_of(found, name)
        if as_json:
            say_json({"name": name, "value": value, "choices": list(CHOICES.get(name, ()))})
            continue
        can_be = f" ({', '.join(CHOICES[name])})" if name in CHOICES else ""
        typer.echo(f"{name:8} {shown}: {_(SAYS[name])}{can_be}")
