"""The page of one learner or one question as HTML, to keep or to print: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.present import class_glossary, pages
from tutor.present.class_sections import ClassPage
from tutor.present.pages import escaped

STYLE = """
h1 { margin-bottom: .2rem; }
h2 { margin: 1.4rem 0 .3rem; font-size: 1.1rem; }
ul { margin: 0; padding-left: 1.2rem; }
.small { font-size: .85rem; opacity: .8; }
li.deeper { margin-left: 1.2rem; }
@media print { @page { size: A4; margin: 14mm; } body { font-size: 9.5pt; } h2 { break-after: avoid; } }
"""


def page_of_one(page: ClassPage, class_title: str, today: str) -> str:
    """The whole page, with the terms that stand on it explained below."""
    return pages.page(page.title, "".join(_body(page, class_title, today)), language="en", style=STYLE)


def _body(page: ClassPage, class_title: str, today: str) -> Iterator[str]:
    yield f"<h1>{escaped(page.title)}</h1>\n<p>{escaped(page.come)} "
    yield f"<span class='small'>({escaped(class_title)}, {escaped(today)})</span></p>\n"
    for part in page.parts:
        yield f"<h2>{escaped(part.head)}</h2><ul>"
        for one in part.lines:
            under = f"<br><span class='small'>{escaped(one.under)}</span>" if one.under else ""
            deeper = " class='deeper'" if one.words.startswith("  ") else ""
            yield f"<li{deeper}>{escaped(one.words.strip())}{under}</li>"
        yield "</ul>\n"
    used = dict.fromkeys([*(term for part in page.parts for term in part.terms), *page.terms])
    yield "<details><summary>What the figures mean</summary><dl>"
    for name in used:
        term = class_glossary.TERMS[name]
        yield f"<dt>{escaped(term.name)}</dt><dd>{escaped(term.words)}</dd>"
    yield "</dl></details>\n"
