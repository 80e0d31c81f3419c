"""`tutor pack site`: a page to print, from which nothing of a stranger's can act."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.authoring.site import site
from tutor.packs.compile import load
from tutor.present.html_prose import markdown

PACKS = Path(__file__).parent.parent
KITCHEN = PACKS / "tui" / "packs" / "kitchen.yaml"
SHAPES = PACKS / "tui" / "packs" / "shapes.yaml"


def compiled(place):
    loaded = load(place, tested=False)
    assert loaded.compiled is not None, loaded.problems
    return loaded.compiled


def words(html):
    """What people read of a page."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL).split())


class Tags(HTMLParser):
    """The tags of a page with their attributes, and what was left open."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.open = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.seen |= {tag, *(f"{tag} {name}" for name, _ in attributes)}
        if tag not in ("br", "hr", "img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("pack", [KITCHEN, SHAPES], ids=lambda path: path.stem)
def test_every_question_has_its_number_in_the_handout_and_in_the_key(pack):
    made = compiled(pack)
    both = site(made)
    handout, key = both.split('<section class="key">')
    assert key.count("<li>") >= len(made.items)
    assert 'class="questions" start="1"' in handout
    Tags(both)


def test_the_handout_alone_has_no_answer_and_the_key_alone_no_question():
    made = compiled(KITCHEN)
    handout, key = site(made, sheets="handout"), site(made, sheets="key")
    assert "c[aou]t" not in handout and "c[aou]t" in key
    assert "Count the lines of" in handout and "Count the lines of" not in key


def test_what_is_right_reads_as_a_person_writes_it():
    key = words(site(compiled(KITCHEN), sheets="key"))
    for told in (
        "Fill the kettle Boil the water",
        "Spain: Madrid",
        "Birds: penguin, eagle",
        "(a) 4; (b) False; (c) 44 €",
    ):
        assert told in key
    assert "650 m" in words(site(compiled(SHAPES), sheets="key"))


def test_another_seed_gives_other_numbers_and_the_same_seed_the_same_page(tmp_path):
    pack = tmp_path / "sums.yaml"
    pack.write_text("title: Sums\nitems: [{id: a, ask: '<<n>> + 1?', vars: {n: 1..99}, number: n + 1}]\n")
    made = compiled(pack)
    assert site(made, seed=1) == site(made, seed=1) != site(made, seed=2)
    number = int(re.search(r"(\d+) \+ 1\?", site(made, seed=1))[1])
    assert f"<li>{number + 1}</li>" in site(made, seed=1)


@given(st.text(max_size=60) | st.sampled_from(["<script>x</script>", "[a](javascript:x)", "![a](x)", '"><img src=x>']))
def test_no_text_becomes_a_tag_of_its_own(text):
    assert not Tags(markdown(text)).seen & {"script", "img", "a", "iframe", "link", "style", "a href"}


def test_a_whole_page_fetches_nothing_and_runs_nothing(tmp_path):
    pack = tmp_path / "evil.yaml"
    pack.write_text(
        "title: '</title><script>x</script>'\nsummary: '<img src=http://x>'\n"
        "items: [{id: a, ask: '<script>x</script>', choices: [{right: '<b onclick=x>'}, {wrong: '&lt;'}]}]\n"
    )
    html = site(compiled(pack))
    assert not Tags(html).seen & {"script", "img", "b", "a", "link"}
    assert "default-src 'none'" in html and "&lt;script&gt;" in html


def test_our_words_on_the_sheets_are_those_of_the_packs_language(tmp_path: Path) -> None:
    pack = tmp_path / "hola.yaml"
    pack.write_text(
        "title: Hola\nlanguage: es\nversion: '2'\nskills:\n"
        "  - {skill: a, title: Uno, items: [{id: t, ask: Sí., true_false: true}]}\n"
        "  - {skill: b, title: Dos, requires: [a], items: [{id: o, ask: Ordena., order: [x, y, z]}]}\n",
        "utf-8",
    )
    loaded = load(pack).compiled
    assert loaded is not None
    told = site(loaded)
    for words in ("versión 2", "Después de: Uno.", "☐ Verdadero", "Numera las líneas", "<h2>Soluciones</h2>"):
        assert words in told
    english = "title: Hi\nlanguage: en\nitems: [{id: t, ask: Yes., true_false: true}]\n"
    pack.write_text(english, "utf-8")
    after = load(pack).compiled
    assert after is not None and "<h2>Key</h2>" in site(after)
