"""How a person who knows the rules answers the templates of the Spanish course from its fourth unit on."""

from __future__ import annotations

import re

import spanish as es
from solving import Solver, only
from spanish_solvers import Shown, after, first, gap, numbered, of_the, said, subject

VERBS = dict(
    pair.split("=")
    for pair in es.words(
        "speak=hablar study=estudiar work=trabajar cook=cocinar travel=viajar need=necesitar buy=comprar live=vivir "
        "eat=comer read=leer write=escribir drink=beber"
    )
)
REST = {
    "": "", "Spanish": "español", "English": "inglés", "in a bank": "en un banco", "a pen": "un bolígrafo",
    "a house": "una casa", "in Lima": "en Lima", "at home": "en casa", "the newspaper": "el periódico",
    "a letter": "una carta", "water": "agua", "in Spain": "en España", "here": "aquí", "today": "hoy", "bread": "pan",
    "a lot": "mucho",
}  # fmt: skip
FOOD = dict(
    pair.split("=")
    for pair in es.words(
        "cheese=queso ham=jamón tomato=tomate strawberry=fresa apple=manzana sandwich=bocadillo soup=sopa salad=ensalada "
        "cake=pastel wine=vino grapes=uvas eggs=huevos coffee=café strawberries=fresas bread=pan milk=leche water=agua "
        "juice=zumo glass=vaso bottle=botella lift=ascensor shower=ducha"
    )
)
PLACES = dict(
    pair.split("=")
    for pair in es.words(
        "station=estación museum=museo bank=banco beach=playa pharmacy=farmacia airport=aeropuerto hotel=hotel "
        "house=casa street=calle restaurant=restaurante church=iglesia flowers=flor keys=llave books=libro days=día "
        "car=coche problem=problema hand=mano"
    )
)
DAYS = es.words("lunes martes miércoles jueves viernes sábado domingo")
MONTHS = {"March": "marzo", "May": "mayo", "June": "junio", "August": "agosto", "October": "octubre"}
COMPARED = {
    "taller": "alto", "smaller": "pequeño", "richer": "rico", "poorer": "pobre", "stronger": "fuerte",
    "biggest": "grande", "longest": "largo", "most expensive": "caro", "oldest": "viejo", "smallest": "pequeño",
}  # fmt: skip
SHOPS = {"frutería": "fruit", "librería": "books", "panadería": "bread", "zapatería": "shoes"}
SHOPS |= {"carnicería": "meat", "heladería": "ice cream", "lechería": "milk"}
BY = {"by train": "en tren", "by bus": "en autobús", "by car": "en coche", "on foot": "a pie"}
BY |= {"by bicycle": "en bicicleta", "by underground": "en metro"}
MINUTES = {"cinco": 5, "diez": 10, "cuarto": 15, "veinte": 20, "veinticinco": 25, "media": 30}


def verb_in_gap(ask: str, shown: Shown) -> list[str]:
    """The verb of the question, for the subject before the gap."""
    return [es.present(first(ask), subject(shown))]


def sentence(ask: str, _shown: Shown) -> str:
    """*We study Spanish*: person, verb, and the rest from a small dictionary."""
    english = re.sub(r" \(a friend\)", "", said(ask))
    question = english.startswith("Do ")
    who, verb, rest = [*english.removeprefix("Do ").split(" ", 2), ""][:3]
    spanish = VERBS.get(verb) or VERBS[verb.removesuffix("s")]
    return f"{es.present(spanish, es.person(who))} {REST[rest]}".strip() + ("?" if question else "")


def who_acts(ask: str, shown: Shown) -> str:
    form = first(ask).split()[0].lower()
    forms = {es.present(verb, who): who for verb in VERBS.values() for who in range(6)}
    names = ["I", "you", "she", "we", "you all", "they"]
    return only(lambda text: text == names[forms[form]], shown)


def denied(ask: str, _shown: Shown) -> str:
    """*No* before the first word that is a form of a verb."""
    words = said(ask).split()
    verbs = [*VERBS.values(), "tener", "ser"]
    at = next(n for n, word in enumerate(words) if any(word.lower() in _forms(verb) for verb in verbs))
    return " ".join([*words[:at], "no", *words[at:]])


def _forms(verb: str) -> list[str]:
    return [es.present(verb, who) for who in range(6)]


def hour(ask: str, _shown: Shown) -> str:
    hours, minutes = (int(part) for part in re.findall(r"\d+", ask)[:2])
    past = {0: "", 15: " y cuarto", 30: " y media"}[minutes]
    return "es la una" if hours == 1 else f"son las {es.number(hours)}{past}"


def clock(ask: str, _shown: Shown) -> str:
    hours, way, minutes = re.findall(r"Son las (\w+) (y|menos) (\w+)", ask)[0]
    at = es.NUMBERS[hours] * 60 + MINUTES[minutes] * (1 if way == "y" else -1)
    return f"{at // 60}:{at % 60:02}"


def date(ask: str, _shown: Shown) -> str:
    month, day = ask.split(": ")[1].split()
    return f"el {es.number(int(day))} de {MONTHS[month]}"


def made_of(ask: str, _shown: Shown) -> str:
    made, thing = said(ask).removeprefix("a ").replace("ice cream", "ice").split()
    word = {**FOOD, "ice": "helado"}[thing]
    return f"{es.one(word)} {word} de {FOOD[made]}"


def liked(_ask: str, shown: Shown) -> list[str]:
    return ["gustan" if after(shown).startswith(("los ", "las ")) else "gusta"]


def pleased(_ask: str, shown: Shown) -> list[str]:
    whom = shown["blanks"][0].removeprefix("A ").strip()
    if whom in ("mí", "ti"):
        return ["me" if whom == "mí" else "te"]
    return [["", "", "le", "nos", "os", "les"][es.person(whom)]]


def i_like(ask: str, _shown: Shown) -> str:
    what = said(ask).removeprefix("I like ")
    if what.startswith("to "):
        return f"me gusta {VERBS[what[3:]]}"
    many = what in ("grapes", "eggs", "strawberries")
    word = FOOD[what]
    article = es.these(word[:-1]) if many else es.the(word)
    return f"me {'gustan' if many else 'gusta'} {article} {word}"


def very(_ask: str, shown: Shown) -> list[str]:
    behind = after(shown)
    if behind in ("caro", "cansada", "bien", "altas"):
        return ["muy"]
    if not behind:
        return ["mucho"]
    female, many = numbered(behind)
    return [es.agreed("mucho", female=female, many=many)]


def costs(_ask: str, shown: Shown) -> list[str]:
    return ["cuestan" if after(shown).startswith(("los ", "las ")) else "cuesta"]


def change(ask: str, _shown: Shown) -> str:
    price, kilos = (es.NUMBERS[found] for found in re.findall(r"\*(\w+) (?:euros el kilo|kilos)\*", ask))
    return str(50 - price * kilos)


def euros(ask: str, _shown: Shown) -> str:
    tens, ones = re.findall(r"Son (\w+) y (\w+) euros", ask)[0]
    return f"{es.NUMBERS[tens] + es.NUMBERS['uno' if ones == 'un' else ones]}.5"


def drink(ask: str, _shown: Shown) -> str:
    vessel, _of, what = said(ask).removesuffix(", please").removeprefix("a ").split()
    return f"{es.one(FOOD[vessel])} {FOOD[vessel]} de {FOOD[what]}, por favor"


def to_the(ask: str, shown: Shown) -> list[str]:
    return [re.sub("^del$", "al", of_the(ask, shown)[0]).replace("de ", "a ")]


def way_to_work(ask: str, _shown: Shown) -> str:
    way = next(way for way in BY if way in ask)
    return f"voy al trabajo {BY[way]}"


def excuse(ask: str, _shown: Shown) -> str:
    word = PLACES[said(ask).split()[-1]]
    return f"perdón, ¿dónde está {es.the(word)} {word}?"


def taller(ask: str, _shown: Shown) -> str:
    name, _is, word = said(ask).split()[:3]
    form = es.agreed(COMPARED[word], female=name.endswith("a"), many=False)
    return f"{name} es más {form} que Luis"


def tallest(ask: str, _shown: Shown) -> str:
    english = first(ask).removeprefix("the ").removesuffix(" in the city")
    how, what = english.rsplit(" ", 1)
    word = {**PLACES, "museum": "museo"}[what]
    form = es.agreed(COMPARED[how], female=es.is_feminine(word), many=False)
    return f"{es.the(word)} {word} más {form} de la ciudad"


def between(ask: str, _shown: Shown) -> str:
    ana, luis, eva = (int(age) for age in re.findall(r"\d+", ask))
    return "Eva" if luis < eva < ana else "nadie"


def there_is(_ask: str, shown: Shown) -> list[str]:
    told = after(shown)
    if told.startswith(("los ", "las ", "mis ")):
        return ["están"]
    return ["está" if told.startswith(("la ", "el ", "mi ", "Ana ")) else "hay"]


def pointed(stem: str) -> Solver:
    """This (`est`) or that (`es`), by gender and number of the noun behind the gap."""

    def solve(_ask: str, shown: Shown) -> list[str]:
        female, many = numbered(after(shown))
        return [_pointing(stem, female, many)]

    return solve


def _pointing(stem: str, female: bool, many: bool) -> str:
    return stem + (("as" if female else "os") if many else "a" if female else "e")


def this_thing(ask: str, _shown: Shown) -> str:
    small, thing = said(ask).split()
    word, many = PLACES[thing], small in ("these", "those")
    form = _pointing("est" if small in ("this", "these") else "es", es.is_feminine(word), many)
    return f"{form} {es.plural(word) if many else word}"


MIDDLE_UNITS: dict[str, Solver] = {
    "ar-verbs/conjugate": verb_in_gap,
    "ar-verbs/who-does-it": who_acts,
    "ar-verbs/translate-form": sentence,
    "ar-verbs/say-sentence": sentence,
    "er-ir-verbs/conjugate-er": verb_in_gap,
    "er-ir-verbs/we-forms": lambda ask, _: es.present(first(ask), 3),
    "er-ir-verbs/sentence-er": sentence,
    "no-and-questions/deny": denied,
    "no-and-questions/ask-yes-no": sentence,
    "numbers-100/in-words": lambda ask, _: es.number(int(ask.split(": ")[1])),
    "numbers-100/as-number": lambda ask, _: str(es.NUMBERS[first(ask)]),
    "numbers-100/twenties": lambda ask, _: es.number(int(ask.split(": ")[1])),
    "time/full-hour": hour,
    "time/after-the-hour": clock,
    "time/before-the-hour": clock,
    "time/write-quarter": hour,
    "days/next-day": lambda ask, _: DAYS[(DAYS.index(first(ask).split()[-1]) + 1) % 7],
    "months/write-date": date,
    "food-words/cheese-sandwich": made_of,
    "gustar/one-or-many": liked,
    "gustar/whom": pleased,
    "gustar/i-like": i_like,
    "how-much/muy-mucho": very,
    "how-much/cost-form": costs,
    "how-much/pay": change,
    "how-much/price-heard": euros,
    "ordering/order-drink": drink,
    "town-words/what-sold": lambda ask, _: SHOPS[said(ask).split()[-1]],
    "going/fill-form": gap(lambda who: es.present("ir", who)),
    "going/al-or-a-la": to_the,
    "going/by-what": way_to_work,
    "directions/ask-way": excuse,
    "comparing/more-than": taller,
    "comparing/the-most": tallest,
    "comparing/who-is-older": between,
    "there-is/hay-or-estar": there_is,
    "there-is/there-is-not": lambda ask, _: f"no hay {FOOD[said(ask).split()[-1]]}",
    "this-that/this-form": pointed("est"),
    "this-that/that-form": pointed("es"),
    "this-that/translate-this": this_thing,
}
