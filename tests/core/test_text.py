"""Cleaning text, and the form in which typed texts are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.languages import own_letters
from tutor.core.text import clean, normalise, unquoted, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain", "plain", id="plain text stays"),
        pytest.param("a\x1b]52;c;x\x07b", "a�]52;c;x�b", id="escape and bell"),
        pytest.param("a\x9bm", "a�m", id="eight-bit control"),
        pytest.param("a\x00b\x7f", "a�b�", id="nul and delete"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("a\u2028b\u2029c", "a\nb\nc", id="unicode line ends"),
        pytest.param("a\tb", "a    b", id="tab"),
        pytest.param("evil\u202etxt", "evil�txt", id="right-to-left override"),
        pytest.param("a\u2066b\u2069", "a�b�", id="isolates"),
        pytest.param("a\u200eb", "a�b", id="direction mark"),
        pytest.param("a\u200bb\ufeff", "a�b�", id="zero width"),
        pytest.param("a\U000e0041b", "a�b", id="tag characters"),
        pytest.param("a\ud800b", "a�b", id="lone surrogate"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("👩\u200d💻", "👩\u200d💻", id="emoji joined by zwj stay"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="zero width non-joiner is spelling in Persian"),
        pytest.param("a\nb", "a\nb", id="new lines stay"),
    ],
)
def test_what_acts_or_hides_is_replaced(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\u200fשלום\u200e", "\u200fשלום\u200e", id="marks stay"),
        pytest.param("\u2067a\u2069", "\u2067a\u2069", id="closed isolate stays"),
        pytest.param("\u2067a", "�a", id="open isolate"),
        pytest.param("\u2069a\u2067", "�a�", id="closed before it is opened"),
        pytest.param("\u202ea", "�a", id="override never"),
    ],
)
def test_right_to_left_languages_keep_their_marks(text: str, shown: str) -> None:
    assert clean(text, right_to_left=True) == shown


@given(ANY_TEXT)
def test_clean_text_has_nothing_that_acts_and_cleaning_again_changes_nothing(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]


def test_endless_combining_marks_are_cut() -> None:
    assert len(clean("a" + "\u0301\u0323" * 200_000)) <= 40
    assert len(normalise("a" + "\u0301\u0323" * 200_000)) <= 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Paris", "paris", id="case"),
        pytest.param("Paris", "  Paris\n", id="white space around"),
        pytest.param("New York", "new \u00a0  york", id="white space inside"),
        pytest.param("Paris", "Paris.", id="full stop"),
        pytest.param("Paris", "Paris!?…", id="several ends"),
        pytest.param("什么", "什么？", id="Chinese question mark"),
        pytest.param("猫", "猫。", id="Japanese full stop"),
        pytest.param("لماذا", "لماذا؟", id="Arabic question mark"),
        pytest.param("Qué tal", "¿Qué tal?", id="Spanish marks"),
        pytest.param("¿Cuánto es?", "?Cuánto es?", id="a plain question mark before"),
        pytest.param("¡Hola!", "! hola !", id="a plain exclamation mark before"),
        pytest.param("¿Qué?", "??qué?.", id="several"),
        pytest.param("don't", "don’t", id="apostrophes"),
        pytest.param('say "x" now', "say “x” now", id="quotes"),
        pytest.param("well-known", "well–known", id="dashes"),
        pytest.param("-5", "−5", id="minus sign"),
        pytest.param("ABC", "ＡＢＣ", id="full-width letters"),
        pytest.param("é", "e\u0301", id="combining accent"),
        pytest.param("1/6", "⅙", id="a fraction in one character"),
        pytest.param("1 1/2", "1½", id="a mixed number"),
        pytest.param("1 1/2", "1 ½", id="a mixed number with a space"),
        pytest.param("3/4 of it", "¾ of it", id="a fraction in a sentence"),
        pytest.param("3/4", "3⁄4", id="fraction slash"),
        pytest.param("12/25", "¹²⁄₂₅", id="raised and lowered digits"),
        pytest.param("straße", "STRASSE", id="sharp s"),
        pytest.param("ΟΔΟΣ", "οδος", id="final sigma"),
        pytest.param("İstanbul", "istanbul", id="Turkish capital i"),
        pytest.param("ab", "a\u200bb", id="zero-width space"),
        pytest.param("ab", "a\u00adb", id="soft hyphen"),
        pytest.param("❤", "❤\ufe0f", id="variation selector"),
        pytest.param("wait...", "wait", id="ellipsis"),
        pytest.param("Москва", "москва", id="Cyrillic case"),
    ],
)
def test_what_does_not_count_is_brought_to_one_form(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?", "!"),
        ("?", ""),
        ("C++", "C"),
        ("C#", "C"),
        ("-5", "5"),
        (".5", "5"),
        ("50%", "50"),
        ("!", "."),
        ("!done", "done"),
        ("?x", "x"),
        ("!x.", "x"),
        ("!=", "="),
        ("$?", "$"),
        ("&&", "&"),
        ("...", ""),
        ("f'", "f"),
        (".", ""),
        ("->", ">"),
        ("él", "el"),
        ("が", "か"),
        ("й", "и"),
        ('"a"', "a"),
    ],
)
def test_signs_that_are_the_answer_are_not_lost(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("él", "el"),
        ("Ångström", "angstrom"),
        ("Łódź", "lodz"),
        ("smørrebrød", "smorrebrod"),
        ("ёлка", "елка"),
        ("كَتَبَ", "كتب"),
        ("שָׁלוֹם", "שלום"),
        ("Việt Nam", "viet nam"),
    ],
)
def test_accents_can_be_ignored(one: str, other: str) -> None:
    assert normalise(one, accents="ignore") == normalise(other, accents="ignore")


@pytest.mark.parametrize(
    ("language", "one", "other", "same"),
    [
        ("es", "año", "ano", False),
        ("es", "AÑO", "año", True),
        ("es", "n\u0303u", "ñu", True),
        ("es-MX", "mañana", "manana", False),
        ("es", "está mañana", "esta mañana", True),
        ("es", "pingüino", "pinguino", True),
        ("sv", "får", "far", False),
        ("fi", "sää", "saa", False),
        ("sv", "idé", "ide", True),
        ("da", "få", "fa", False),
        ("nb", "bør", "bor", False),
        ("tr", "kız", "kiz", False),
        ("tr", "şu", "su", False),
        ("tr", "kâr", "kar", True),
        ("ru", "мой", "мои", False),
        ("ru", "ёлка", "елка", True),
        ("pl", "łódź", "lodz", True),
        ("fr", "été", "ete", True),
        ("", "año", "ano", True),
    ],
)
def test_letters_of_their_own_are_no_accents(language: str, one: str, other: str, same: bool) -> None:
    letters = own_letters(language)
    forms = [normalise(text, accents="ignore", letters=letters) for text in (one, other)]
    assert (forms[0] == forms[1]) is same


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("हिन्दी", "हनद"), ("ที่", "ท")])
def test_marks_that_make_another_letter_stay_when_accents_are_ignored(one: str, other: str) -> None:
    assert normalise(one, accents="ignore") != normalise(other, accents="ignore")


def test_case_can_count() -> None:
    assert normalise("True", case="exact") != normalise("true", case="exact")
    assert normalise("True.", case="exact") == "True"


@given(
    ANY_TEXT,
    st.sampled_from(["exact", "ignore"]),
    st.sampled_from(["exact", "ignore"]),
    st.sampled_from(["", "ñй", "ı"]),
)
def test_normalising_twice_changes_nothing_and_never_makes_a_text_much_longer(
    text: str, case, accents, letters
) -> None:
    form = normalise(text, case=case, accents=accents, letters=letters)
    assert normalise(form, case=case, accents=accents, letters=letters) == form
    assert len(form) <= 18 * len(text)
    assert form == form.strip()


@given(st.text(st.characters(categories=["L", "N"]), min_size=1), st.text(".,;:!? \t\n"))
def test_final_punctuation_and_white_space_never_count(word: str, end: str) -> None:
    assert normalise(f" {word}{end}") == normalise(word)


@given(ANY_TEXT)
def test_what_is_visible_is_the_same_when_looked_at_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


UNSEEN = """SOFT HYPHEN, COMBINING GRAPHEME JOINER, ARABIC LETTER MARK, HANGUL CHOSEONG FILLER, HANGUL JUNGSEONG FILLER,
KHMER VOWEL INHERENT AQ, KHMER VOWEL INHERENT AA, MONGOLIAN FREE VARIATION SELECTOR ONE,
MONGOLIAN FREE VARIATION SELECTOR THREE, MONGOLIAN VOWEL SEPARATOR, ZERO WIDTH SPACE, RIGHT-TO-LEFT MARK,
LEFT-TO-RIGHT EMBEDDING, RIGHT-TO-LEFT OVERRIDE, WORD JOINER, INVISIBLE PLUS, LEFT-TO-RIGHT ISOLATE, NOMINAL DIGIT SHAPES,
HANGUL FILLER, VARIATION SELECTOR-1, VARIATION SELECTOR-16, ZERO WIDTH NO-BREAK SPACE, HALFWIDTH HANGUL FILLER"""


@pytest.mark.parametrize("name", UNSEEN.replace("\n", " ").split(", "))
def test_what_nobody_sees_makes_no_answer_wrong(name: str) -> None:
    unseen = unicodedata.lookup(name)
    assert normalise(f"a{unseen}b") == visible(f"a{unseen}b") == "ab"


@pytest.mark.parametrize("seen", "\u060c\u1161\u17b6\u1807\u180a\u200a\u2010\u2027\u202f\u205f\u2070\ufdfd\ufe10\uff21")
def test_what_can_be_seen_beside_them_counts(seen: str) -> None:
    assert normalise(f"a{seen}b") != "ab" != visible(f"a{seen}b")


def test_texts_that_look_the_same_are_visibly_equal() -> None:
    assert visible("a\u200b b\u00ad") == visible("a  b")
    assert visible("a") != visible("A")
    assert visible("x;") != visible("x")


def test_quotes_around_a_whole_answer_can_be_taken_off() -> None:
    assert unquoted('"paris."') == "paris"
    assert unquoted("'") == "'"
    assert unquoted("it's") == "it's"
