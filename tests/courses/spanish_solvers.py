"""How a person who knows the rules answers each template of the Spanish course, from the question alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import spanish as es
from solving import Solver, only

Shown = dict[str, Any]

WORDS = dict(
    pair.split("=")
    for pair in es.words(
        "house=casa book=libro dog=perro cat=gato table=mesa car=coche key=llave friend=amigo day=día city=ciudad "
        "problem=problema hand=mano brother=hermano sister=hermana woman=mujer girl=chica teacher=profesor "
        "shoe=zapato shirt=camisa question=pregunta clothes=ropa student=estudiante doctor=médico lawyer=abogado "
        "red=rojo white=blanco black=negro small=pequeño new=nuevo tall=alto expensive=caro blue=azul "
        "difficult=difícil bored=aburrido boring=aburrido ready=listo clever=listo"
    )
)
OF_ENGLISH = {"women": "woman", "cities": "city", "keys": "key", "clothes": "clothes"}


def starred(ask: str) -> list[str]:
    """What stands between single stars in a question."""
    return re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", ask)


def said(ask: str) -> str:
    """The last thing between stars, without its stop."""
    return starred(ask)[-1].strip(" .?¿!¡…")


def first(ask: str) -> str:
    return starred(ask)[0].strip(" .?¿!¡…")


def phrase(english: str) -> str:
    """*the red cars*: article, noun and adjective, all of them in one gender and number."""
    english, female = english.replace(" (a woman)", ""), "woman)" in english
    article, *adjectives, noun = re.sub(r" \(.*\)", "", english).split()
    singular = OF_ENGLISH.get(noun, noun.removesuffix("s"))
    many = singular != noun
    word = WORDS[singular]
    word = es.feminine(word) if female else word
    female = es.is_feminine(word)
    small = {"the": es.these(word) if many else es.the(word), "a": es.one(word)}[article]
    described = [es.agreed(WORDS[one], female=female, many=many) for one in adjectives]
    return " ".join([small, es.plural(word) if many else word, *described])


def subject(shown: Shown) -> int:
    """Who does it, by what stands before the gap."""
    return es.person(shown["blanks"][0])


def gap(form: Callable[[int], str]) -> Solver:
    """A form of a verb for the subject before the gap."""
    return lambda _ask, shown: [form(subject(shown))]


def after(shown: Shown) -> str:
    """The word behind the gap."""
    found: str = shown["blanks"][-1].strip(" .?")
    return found


def numbered(noun: str) -> tuple[bool, bool]:
    """Whether a noun as it stands in a text is feminine, and whether it is a plural."""
    many = noun.endswith("s")
    for singular in (noun.removesuffix("es"), noun.removesuffix("s")):
        if many and es.plural(singular) == noun and singular not in ("coch", "llav"):
            return es.is_feminine(singular), True
    return es.is_feminine(noun), False


def owned(words: dict[str, str]) -> Solver:
    def solve(ask: str, _shown: Shown) -> list[str]:
        owner, thing = first(ask).split()[:2]
        return [words[owner] + ("s" if thing.endswith("s") else "")]

    return solve


def our(_ask: str, shown: Shown) -> list[str]:
    female, many = numbered(after(shown))
    return [es.agreed("nuestro", female=female, many=many)]


def of_the(_ask: str, shown: Shown) -> list[str]:
    female, many = numbered(after(shown))
    return [("de las" if female else "de los") if many else "de la" if female else "del"]


def described(ask: str, shown: Shown) -> list[str]:
    """The adjective of the question, for the noun before the gap."""
    article = shown["blanks"][0].split()[0]
    adjective = said(ask)
    return [es.agreed(adjective, female=article.startswith("la"), many=article in ("los", "las"))]


def singular_of(ask: str, _shown: Shown) -> str:
    article, noun = said(ask).split()
    endings = (noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ces") + "z")
    word = next(one for one in reversed(endings) if one != noun and es.plural(one) == noun)
    assert es.these(word) == article
    return f"{es.the(word)} {word}"


def plural_of(ask: str, _shown: Shown) -> str:
    noun = said(ask).split()[-1]
    return f"{es.these(noun)} {es.plural(noun)}"


def woman(ask: str, _shown: Shown) -> str:
    return "la " + es.feminine(first(ask).split()[1])


def job(ask: str, _shown: Shown) -> str:
    word = WORDS[said(ask).split()[-1]]
    return "soy " + (es.feminine(word) if "a woman speaks" in ask else word)


def age(ask: str, _shown: Shown) -> str:
    who, _be, value = said(ask).split()
    names = es.words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
    return f"{es.present('tener', es.person(who))} {es.number(10 + names.index(value))} años"


def sum_of(ask: str, _shown: Shown) -> str:
    one, other = said(ask).removesuffix(" son").split(" y ")
    return str(es.NUMBERS[one] + es.NUMBERS[other])


def next_number(ask: str, _shown: Shown) -> str:
    return es.number(es.NUMBERS[said(ask).split(", ")[-1]] + 1)


def years_apart(ask: str, _shown: Shown) -> str:
    one, other = (es.NUMBERS[word] for word in re.findall(r"\w+", ask) if word in es.NUMBERS)
    return str(abs(one - other))


def owner_of(ask: str, _shown: Shown) -> str:
    name, thing = said(ask).split("'s ")
    return f"{phrase('the ' + thing)} de {name}"


def is_or_is(_ask: str, shown: Shown) -> list[str]:
    told = after(shown)
    state = told in ("enferma", "cansada", "muy ocupada", "aquí") or told.startswith("en ")
    return ["está" if state else "es"]


def bored(ask: str, _shown: Shown) -> str:
    word = said(ask).split()[-1]
    return f"{'estoy' if word in ('bored', 'ready') else 'soy'} {WORDS[word]}"


def who_speaks(ask: str, shown: Shown) -> str:
    forms = dict(zip(es.words("soy eres es somos sois son"), ["I", "you", "she", "we", "you all", "they"], strict=True))
    return only(lambda text: text == forms[first(ask).split()[0].lower()], shown)


FIRST_UNITS: dict[str, Solver] = {
    "sounds/syllables": lambda ask, _: str(es.syllables(said(ask))),
    "sounds/put-accent": lambda ask, _: re.sub("[aeiou](?=[ns]$)", lambda v: "áéíóú"["aeiou".index(v[0])], first(ask)),
    "who-i-am/fill-form": gap(lambda who: es.present("ser", who)),
    "who-i-am/who-is-it": who_speaks,
    "who-i-am/job": job,
    "el-la/by-ending": lambda ask, _: es.the(said(ask)),
    "el-la/rule-breakers": lambda ask, _: es.the(said(ask)),
    "el-la/a-or-an": lambda _, shown: [es.one(after(shown))],
    "el-la/other-half": woman,
    "el-la/translate-the": lambda ask, _: phrase(said(ask)),
    "countries/woman-from": lambda ask, _: es.feminine(first(ask).split()[-1]),
    "numbers-20/add": sum_of,
    "numbers-20/count-on": next_number,
    "plural/make-plural": plural_of,
    "plural/spelling-changes": lambda ask, _: es.plural(said(ask)),
    "plural/back-to-one": singular_of,
    "plural/some": lambda _, shown: ["unas" if numbered(after(shown))[0] else "unos"],
    "plural/translate-plural": lambda ask, _: phrase(said(ask).replace("(men)", "").strip()),
    "tener/fill-form": gap(lambda who: es.present("tener", who)),
    "tener/age": age,
    "tener/read-age": years_apart,
    "possessives/my-things": owned({"my": "mi", "your": "tu", "his": "su", "her": "su", "their": "su"}),
    "possessives/ours": our,
    "possessives/no-apostrophe": owner_of,
    "possessives/del": of_the,
    "question-words/how-many": lambda _, shown: [
        "cuántas" if numbered(shown["blanks"][1].split()[0])[0] else "cuántos"
    ],
    "agreement/o-adjective": described,
    "agreement/e-adjective": described,
    "agreement/order-words": lambda ask, _: phrase(said(ask)),
    "agreement/several-things": lambda ask, _: phrase(said(ask)),
    "where-words/de-or-not": of_the,
    "estar/fill-form": gap(lambda who: es.present("estar", who)),
    "estar/where-is": lambda ask, _: f"¿dónde está {phrase('the ' + said(ask).split()[-1])}?",
    "ser-estar/which-verb": is_or_is,
    "ser-estar/boring-bored": bored,
}
