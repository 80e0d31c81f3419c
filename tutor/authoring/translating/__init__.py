"""Courses in other languages: which texts there are, which are translated, and the file that a translator works in.

`texts` lists what may be translated, `given` reads what a translation file has, `state` puts both together, `writing`
writes the file anew, `lines` tells it to programs that know lines of text only, `bringing` puts it into the pack,
`coverage` counts.

A translated text must remember the wording that it was made from. It does so in a comment above it, `#. 1f0c9e2a: the
source`, because that comment goes wherever its text goes: through any editor, a copy and paste, a move, a merge in
git, a `.tutor` file. A file of hashes beside it would be one more thing to commit, would part from the texts with the
first move of a line, and would not be seen by who translates. Programs that write YAML anew drop comments; then a text
is taken as it is, as in a file written by hand, until `tutor pack translate` writes the comments again.
"""
