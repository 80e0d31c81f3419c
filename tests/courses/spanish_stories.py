"""How a person who knows the rules answers the templates of the last units of the Spanish course."""

from __future__ import annotations

import re

import spanish as es
from solving import Solver, only
from spanish_sentences import PLACES, REST, VERBS, liked, pleased
from spanish_solvers import Shown, after, first, said, subject

ALL_VERBS = {**VERBS, "sleep": "dormir", "go": "ir", "pay": "pagar", "want": "querer", "play": "jugar"}
PASTS = {"worked": "trabajar", "ate": "comer", "bought": "comprar", "wrote": "escribir"}
MORE = {**REST, "a coffee": "un café", "a car": "un coche"}
HURTS = {
    "head": "cabeza", "feet": "pie", "back": "espalda", "legs": "pierna", "throat": "garganta", "eyes": "ojo",
    "knee": "rodilla", "hands": "mano",
}  # fmt: skip
HAD = {"hungry": "hambre", "thirsty": "sed", "cold": "frío", "hot": "calor", "afraid": "miedo", "right": "razón"}
NOUNS = {*HAD.values(), "prisa", "sueño", "suerte"}
FEMALE = {"hambre", "sed", "prisa", "suerte", "razón"}
MODALS = {"want to": "quiero", "can": "puedo", "have to": "tengo que", "need to": "necesito"}
TIMES = {"once": "una vez", "twice": "dos veces", "three times": "tres veces", "four times": "cuatro veces"}
SPANS = {"day": "al día", "week": "a la semana", "month": "al mes", "year": "al año"}
WEATHER = {"cold": "frío", "hot": "calor", "windy": "viento", "sunny": "sol"}
PLAN_VERBS = {"sleep": "dormir", "travel": "viajar", "buy": "comprar", "eat": "comer", "read": "leer", "live": "vivir"}


def in_gap(ask: str, shown: Shown) -> list[str]:
    return [es.present(first(ask), subject(shown))]


def know(_ask: str, shown: Shown) -> list[str]:
    """People behind their *a*, and places, are met: *conocer*."""
    told = after(shown)
    return ["conozco" if told.startswith("a ") or told in ("Madrid", "este restaurante") else "sé"]


def dictionary(ask: str, _shown: Shown) -> str:
    """The verb of which this is a form of the present."""
    form = said(ask) if len(said(ask).split()) == 1 else first(ask)
    (verb,) = [verb for verb in es.STEMS if form in [es.present(verb, who) for who in range(6)]]
    return verb


def changing(ask: str, _shown: Shown) -> str:
    who, verb, rest = [*said(ask).split(" ", 2), ""][:3]
    return f"{es.present(ALL_VERBS[verb], es.person(who))} {MORE[rest]}".strip()


def oneself(_ask: str, shown: Shown) -> list[str]:
    return [es.OURSELVES[subject(shown)]]


def whole(ask: str, _shown: Shown) -> str:
    verb, who = re.findall(r"\*([^*]+)\*", ask)[:2]
    return es.present(verb, es.person(who))


def behind(ask: str, _shown: Shown) -> str:
    return f"no {said(ask).split()[-1]} nunca"


def times(ask: str, _shown: Shown) -> str:
    number, span = said(ask).rsplit(" a ", 1)
    return f"{TIMES[number]} {SPANS[span]}"


def week(ask: str, _shown: Shown) -> str:
    return str(5 * next(es.NUMBERS[word] for word in re.findall(r"\w+", ask) if word in es.NUMBERS))


def weather(_ask: str, shown: Shown) -> list[str]:
    told = after(shown)
    return ["hay" if told in ("niebla", "nubes", "tormenta") else "está" if told.endswith("ado") else "hace"]


def aching(ask: str, shown: Shown) -> list[str]:
    return [liked(ask, shown)[0].replace("gusta", "duele")]


def my_ache(ask: str, _shown: Shown) -> str:
    part, verb = said(ask).removeprefix("My ").split()
    word, many = HURTS[part], verb == "hurt"
    noun = f"{es.these(word)} {es.plural(word)}" if many else f"{es.the(word)} {word}"
    return f"me {'duelen' if many else 'duele'} {noun}"


def have_or_be(_ask: str, shown: Shown) -> list[str]:
    return ["tengo" if after(shown) in NOUNS else "estoy"]


def having(ask: str, _shown: Shown) -> str:
    who, _be, how = said(ask).split()
    return f"{es.present('tener', es.person(who))} {HAD[how]}"


def much(_ask: str, shown: Shown) -> list[str]:
    return ["mucha" if after(shown) in FEMALE else "mucho"]


def modal(ask: str, _shown: Shown) -> str:
    way, verb = said(ask).removeprefix("I ").rsplit(" ", 1)
    return f"{MODALS[way]} {ALL_VERBS[verb]}"


def plan_in_gap(ask: str, shown: Shown) -> list[str]:
    return [f"{es.present('ir', subject(shown))} a {first(ask)}"]


def plan(ask: str, _shown: Shown) -> str:
    who, verb, rest = re.findall(r"(\w+) (?:am|is|are) going to (\w+) ?(.*)", said(ask))[0]
    return f"{es.present('ir', es.person(who))} a {PLAN_VERBS[verb]} {MORE[rest]}".strip()


def past_in_gap(ask: str, shown: Shown) -> list[str]:
    who = es.person(shown["blanks"][0].removeprefix("Ayer ").strip())
    return [es.preterite(first(ask), who)]


def past_sentence(ask: str, _shown: Shown) -> str:
    who, verb, rest = [*said(ask).removeprefix("Yesterday ").split(" ", 2), ""][:3]
    return f"ayer {es.preterite(PASTS[verb], es.person(who))} {MORE[rest]}".strip()


def accent(ask: str, shown: Shown) -> str:
    meant = "he or she, in the past" if said(ask).endswith("ó") else "I, in the present"
    return only(lambda text: text == meant, shown)


def went(ask: str, _shown: Shown) -> str:
    word = {**PLACES, "cinema": "cine", "market": "mercado", "park": "parque"}[said(ask).split()[-1]]
    return f"ayer fui {'a la' if es.is_feminine(word) else 'al'} {word}"


LAST_UNITS: dict[str, Solver] = {
    "irregular-yo/yo-form": lambda ask, _: es.present(first(ask), 0),
    "irregular-yo/other-persons": in_gap,
    "irregular-yo/saber-conocer": know,
    "stem-change/change-form": in_gap,
    "stem-change/back-to-dictionary": dictionary,
    "stem-change/want-sentence": changing,
    "reflexives/which-pronoun": oneself,
    "reflexives/whole-form": whole,
    "how-often/move-nunca": behind,
    "how-often/times-a": times,
    "how-often/how-many-a-week": week,
    "weather-talk/which-weather-verb": weather,
    "weather-talk/very-cold": lambda ask, _: f"hace mucho {WEATHER[said(ask.split(' (')[0]).split()[-1]]}",
    "it-hurts/duele-duelen": aching,
    "it-hurts/my-hurts": my_ache,
    "it-hurts/whose-pain": pleased,
    "feelings/have-or-be": have_or_be,
    "feelings/am-hungry": having,
    "feelings/very-hungry": much,
    "must-can/want-can-must": modal,
    "going-to/future-form": plan_in_gap,
    "going-to/going-to-sentence": plan,
    "past/past-form": past_in_gap,
    "past/accent-decides": accent,
    "past/past-sentence": past_sentence,
    "past-irregular/irregular-form": past_in_gap,
    "past-irregular/i-went": went,
}
