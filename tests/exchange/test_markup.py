"""Foreign text as Markdown: what is words stays words, what is a formula stays one."""

import pytest

from tutor.exchange.markup import from_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"<p>Let \(x_1 &lt; y_2\) be $5 or $10</p>", r"Let $x_1 < y_2$ be \$5 or \$10"),
        (r"2*3 is \[a*b*c\] and [$]x_1[/$]", r"2\*3 is $$a*b*c$$ and $x_1$"),
        ("<p>$$a &amp; b_1$$ costs $</p>", r"$$a & b_1$$ costs \$"),
        (r"\[a \\\\[2pt] b\] \( c \( d \)", r"$$a \\\\[2pt] b$$ \\( c $d$"),
        ("a &lt;b&gt; c", r"a \<b> c"),
        ("<pre>a_b *c* $d\n  e</pre>", "```\na_b *c* $d\n  e\n```"),
        ("one<br>two<br><br>three<br>", "one\\\ntwo\n\nthree"),
        ("C:\\new", "C:\\new"),
        ("\ufdd20\ufdd3 and <b>\ufdd29\ufdd3</b>x", "and x"),
    ],
)
def test_html_becomes_the_markdown_that_shows_the_same(html, markdown):
    assert from_html(html) == markdown
