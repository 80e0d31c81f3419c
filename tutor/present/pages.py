"""One page of HTML that stands alone: no script, nothing that is fetched, and readable in light, dark and on paper."""

from __future__ import annotations

import html

from tutor.core.text import clean

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; }
blockquote { margin: 0 0 1rem; padding: .1rem 1rem; border-left: .25rem solid currentColor; }
@media print { body { margin: 0; max-width: none; } }
"""


def page(title: str, body: str, *, language: str, style: str = "") -> str:
    """The whole page. `title` is any text, `body` is HTML that was made safe, `language` a BCP 47 tag."""
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += '<meta name="viewport" content="width=device-width">'
    named = escaped(" ".join(clean(title).split()))
    begin = f'<!doctype html>\n<html lang="{escaped(language)}"><head>{head}<title>{named}</title>'
    return f"{begin}<style>{_STYLE}{style}</style></head>\n<body>\n{body}</body></html>\n"


def escaped(text: str) -> str:
    """Any text as HTML that shows it, in running text and between the quotes of an attribute."""
    return html.escape(clean(text, right_to_left=True))
