"""Exploring by ear: the values, what comes of them as a short table, and other values on demand (`a = 3`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tutor.language import _
from tutor.plain.sitting import Here, Sitting
from tutor.present.plots import Explored, Slider, in_words, shown

_SET = re.compile(r"([^\W\d]\w*)(?: ?= ?| |$)(.*)")
_NUMBER = re.compile(r"[-−+]?(?:\d{1,9}(?:[.,]\d{0,9})?|[.,]\d{1,9})")


def read_explored(sitting: Sitting, explored: Explored, values: Mapping[str, float]) -> None:
    """The values as they are, and the picture in words."""
    if explored.sliders:
        sitting.say(f"{_listed(values)}.")
    for name, words in in_words(explored, values):
        sitting.voice.line(f"{name}: {words}")


def explore(sitting: Sitting, block: Mapping[str, Any], here: Here, asks: str) -> bool:
    """Take other values until Enter (true), or until a command that goes on in its own way."""
    explored = Explored(block)
    values = dict(explored.start)
    if explored.sliders:
        one = explored.sliders[0]
        asks = f"{_('Type another value, such as {name} = {value}.', name=one.name, value=shown(one.high))} {asks}"
    while typed := sitting.prompt(here, asks):
        told = _set(explored, values, typed)
        if told:
            sitting.say(told)
        else:
            read_explored(sitting, explored, values)
    return typed is not None


def _set(explored: Explored, values: dict[str, float], typed: str) -> str:
    """Change one value; returns why it could not be changed, or nothing."""
    found = _SET.fullmatch(" ".join(typed.split()))
    slider = _called(explored, found[1]) if found else None
    if found is None or slider is None:
        names = _(" or ").join(one.name for one in explored.sliders)
        if not names:
            return _("There is nothing to change.")
        return _("Nothing here is called so. What can be changed is {names}.", names=names)
    if not _NUMBER.fullmatch(found[2]):
        return _("Type a number for it, such as {name} = {value}.", name=slider.name, value=shown(slider.high))
    wanted = float(found[2].replace("−", "-").replace(",", "."))
    if not slider.low <= wanted <= slider.high:
        return _("{name} goes from {low} to {high}.", name=slider.name, low=shown(slider.low), high=shown(slider.high))
    values[slider.name] = slider.moved(wanted, 0)
    return ""


def _called(explored: Explored, name: str) -> Slider | None:
    """The value of this name; a capital that a keyboard put there is no other name."""
    by_name = {one.name.casefold(): one for one in explored.sliders} | {one.name: one for one in explored.sliders}
    return by_name.get(name, by_name.get(name.casefold()))


def _listed(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {shown(value)}" for name, value in values.items())
