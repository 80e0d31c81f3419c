"""Spanish, said again from its rules: articles, plurals, agreement, numbers and verbs, for tests of the course.

Nothing of the course is read here. What rules don't tell stands in tables of its own, written from a grammar.
"""

from __future__ import annotations

import re
import unicodedata


def words(text: str) -> list[str]:
    """A table in one line."""
    return text.split()


FEMININE = frozenset(
    words(
        "mano foto moto mujer madre gente llave calle carne leche noche tarde clase nieve flor sal piel luz vez nariz "
        "parte suerte fiebre gripe nube muerte cárcel miel red imagen joven sangre base costumbre serpiente fuente "
        "radio televisión sed hambre agua torre pared tos razón postal"
    )
)
"""Feminine nouns that their endings don't show. Agua and hambre take *el* in the singular all the same."""
MASCULINE = frozenset(
    words(
        "día mapa problema idioma programa tema sistema planeta clima policía futbolista sofá turista pijama tranvía "
        "yoga cura tequila chocolate avión camión corazón buzón salón jamón melón limón calcetín"
    )
)
"""Masculine nouns that their endings don't show."""
STRESSED_A = frozenset({"agua", "hambre", "aula", "arma", "ala"})
"""Feminine, but with *el* right before them: they begin with a stressed a."""

UNITS = words("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")
TENS = dict(
    zip(range(20, 100, 10), words("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"), strict=True)
)
SIXTEEN_ON = {16: "dieciséis", 22: "veintidós", 23: "veintitrés", 26: "veintiséis"}


def plain(text: str) -> str:
    """Without accents, with ñ and ü kept."""
    kept = text.replace("ñ", "\0").replace("ü", "\1")
    bare = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return bare.replace("\0", "ñ").replace("\1", "ü")


def is_feminine(noun: str) -> bool:
    """The gender of a noun in the singular, by its ending and the tables."""
    if noun in MASCULINE:
        return False
    return noun in FEMININE or noun.endswith(("a", "ción", "sión", "ión", "dad", "tad", "tud", "lud"))


def the(noun: str) -> str:
    return "la" if is_feminine(noun) and noun not in STRESSED_A else "el"


def one(noun: str) -> str:
    return "una" if is_feminine(noun) and noun not in STRESSED_A else "un"


def plural(word: str) -> str:
    """Of a noun or an adjective: -s, -es, z to c, and an accent on the last syllable that is no longer needed."""
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if re.search("[áéíóú][ns]$", word) and not re.search("[aeo][íú][ns]$", word):
        return plain(word) + "es"
    return "jóvenes" if word == "joven" else word + "es"


def these(noun: str) -> str:
    """*los* or *las*, by the singular."""
    return "las" if is_feminine(noun) else "los"


def feminine(adjective: str) -> str:
    """The feminine of an adjective or a word for people."""
    if adjective.endswith("o"):
        return adjective[:-1] + "a"
    if adjective != "marrón" and adjective.endswith(("és", "án", "or", "ín", "ón", "ñol")):
        return plain(adjective) + "a" if adjective[-2] in "éáíó" else adjective + "a"
    return adjective


def agreed(adjective: str, *, female: bool, many: bool) -> str:
    form = feminine(adjective) if female else adjective
    return plural(form) if many else form


def number(value: int) -> str:
    """0 to 100 in words."""
    if value == 100:
        return "cien"
    if value in SIXTEEN_ON:
        return SIXTEEN_ON[value]
    if value < 16:
        return UNITS[value]
    if value < 20:
        return "dieci" + UNITS[value - 10]
    if value in TENS:
        return TENS[value]
    return "veinti" + UNITS[value - 20] if value < 30 else f"{TENS[value // 10 * 10]} y {UNITS[value % 10]}"


NUMBERS = {number(value): value for value in range(101)}


def syllables(word: str) -> int:
    """Groups of vowels, where an unaccented i or u joins the vowel beside it."""
    count = 0
    for group in re.findall("[aeiouáéíóúü]+", word.replace("qu", "q").replace("gue", "ge").replace("gui", "gi")):
        count += len(re.findall("[iuü]?[aeoáéíóú][iu]?|[iu]+", group))
    return count


def person(subject: str) -> int:
    """0 to 5, from a subject such as *Ana y Eva*, *usted* or *mis padres*."""
    said = subject.strip().lower()
    if said in ("yo", "i"):
        return 0
    if said in ("tú", "you"):
        return 1
    if said in ("nosotros", "nosotras", "we") or said.endswith(" y yo"):
        return 3
    if said in ("vosotros", "vosotras"):
        return 4
    many = (" y " in said, said in ("ellos", "ellas", "ustedes", "they"), said.startswith(("los ", "las ", "mis ")))
    return 5 if any(many) else 2


PRESENT = {
    "ser": "soy eres es somos sois son",
    "estar": "estoy estás está estamos estáis están",
    "tener": "tengo tienes tiene tenemos tenéis tienen",
    "ir": "voy vas va vamos vais van",
    "haber": "he has ha hemos habéis han",
    "venir": "vengo vienes viene venimos venís vienen",
    "decir": "digo dices dice decimos decís dicen",
    "dar": "doy das da damos dais dan",
    "ver": "veo ves ve vemos veis ven",
    "oír": "oigo oyes oye oímos oís oyen",
}
FIRST = {
    "hacer": "hago",
    "poner": "pongo",
    "salir": "salgo",
    "saber": "sé",
    "conocer": "conozco",
    "traer": "traigo",
    "conducir": "conduzco",
}
STEMS = {
    "querer": "ie", "pensar": "ie", "cerrar": "ie", "empezar": "ie", "preferir": "ie", "entender": "ie",
    "despertar": "ie", "sentar": "ie", "sentir": "ie", "divertir": "ie", "perder": "ie", "encender": "ie", "nevar": "ie",
    "poder": "ue", "dormir": "ue", "volver": "ue", "jugar": "ue", "costar": "ue", "encontrar": "ue", "almorzar": "ue",
    "acostar": "ue", "recordar": "ue", "doler": "ue", "contar": "ue", "mostrar": "ue", "llover": "ue", "volar": "ue",
    "pedir": "i", "servir": "i", "repetir": "i", "vestir": "i", "seguir": "i",
}  # fmt: skip
ENDINGS = {
    "ar": words("o as a amos áis an"),
    "er": words("o es e emos éis en"),
    "ir": words("o es e imos ís en"),
}
PRETERITE = {
    "ser": "fui fuiste fue fuimos fuisteis fueron",
    "ir": "fui fuiste fue fuimos fuisteis fueron",
    "hacer": "hice hiciste hizo hicimos hicisteis hicieron",
    "tener": "tuve tuviste tuvo tuvimos tuvisteis tuvieron",
    "estar": "estuve estuviste estuvo estuvimos estuvisteis estuvieron",
    "ver": "vi viste vio vimos visteis vieron",
}
PAST_ENDINGS = {
    "ar": words("é aste ó amos asteis aron"),
    "er": words("í iste ió imos isteis ieron"),
    "ir": words("í iste ió imos isteis ieron"),
}
OURSELVES = words("me te se nos os se")


def present(verb: str, who: int) -> str:
    """The form of a verb in the present; a reflexive one with its pronoun."""
    if verb.endswith("se"):
        return f"{OURSELVES[who]} {present(verb[:-2], who)}"
    if verb in PRESENT:
        return PRESENT[verb].split()[who]
    if who == 0 and verb in FIRST:
        return FIRST[verb]
    stem, kind = verb[:-2], verb[-2:]
    if verb in STEMS and who not in (3, 4):
        vowel = {"ie": "e", "ue": "u" if verb == "jugar" else "o", "i": "e"}[STEMS[verb]]
        before, after = stem.rsplit(vowel, 1)
        stem = before + STEMS[verb] + after
        if verb == "seguir" and who == 0:
            stem = "sig"
    return stem + ENDINGS[kind][who]


def preterite(verb: str, who: int) -> str:
    """The form of a verb in the simple past; regular, or in the table."""
    if verb.endswith("se"):
        return f"{OURSELVES[who]} {preterite(verb[:-2], who)}"
    if verb in PRETERITE:
        return PRETERITE[verb].split()[who]
    stem, kind = verb[:-2], verb[-2:]
    if who == 0 and kind == "ar":
        stem = re.sub("g$", "gu", re.sub("c$", "qu", re.sub("z$", "c", stem)))
    return stem + PAST_ENDINGS[kind][who]
