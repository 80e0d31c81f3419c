"""Delimited text in and out: Anki's plain text, Quizlet's copy and paste, spreadsheets.

https://docs.ankiweb.net/importing/text-files.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from tutor.exchange.brought import Brought, Keys, Question, Wishes, stable_id
from tutor.exchange.foreign import text_of
from tutor.exchange.markup import clean, from_html, from_text, plain
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.exchange.sent import Sent, items_of, keys_of
from tutor.exchange.table_cells import OUR_COLUMNS, PATH, guarded, parted, quoted_cell, unguarded
from tutor.exchange.table_columns import columns_of
from tutor.exchange.table_items import Cells, NoItem, row_of
from tutor.exchange.table_rows import SIGNS, Row, Table, table_of
from tutor.packs.compiled import Compiled
from tutor.packs.names import id_flaw, title_from
from tutor.packs.problems import quoted

_KIND = "row"
LONGEST_ROW = 60_000
"""Characters of all cells of a row. Fixed: no item is so long, and HTML of that length still converts at once."""
_SOUND = re.compile(r"\[sound:([^\]\s]{1,300})\]")
_INNER_BREAK = re.compile(r"(?<=[^\n\\])\n(?=[^\n])")


def looks(path: Path) -> bool:
    """Whether the first lines have columns."""
    with path.open("rb") as file:
        start = file.read(4096)
    text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    return text.startswith("#separator:") or "\t" in text or path.suffix.lower() in (".csv", ".tsv")


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The rows of texts as items. Raises NotThisFormat when it isn't clear what parts the columns; OSError."""
    brought = Brought(Report("table"), title=title_from(paths[0].stem))
    for path in paths:
        table = table_of(text_of(path), wishes.separator, quoted(path.name))
        _File(brought, path, table, wishes).take()
    return brought


class _File:
    """One text on its way into what is brought."""

    def __init__(self, brought: Brought, path: Path, table: Table, wishes: Wishes) -> None:
        self.brought, self.report = brought, brought.report
        self.name, self.table, self.wishes = path.name, table, wishes
        self.columns = columns_of(table)
        self.pictures = Pictures(brought, path.parent, path.parent)
        self.seen: dict[str, set[str]] = {}
        """The answers that were met, by their question."""

    def take(self) -> None:
        """All its rows."""
        for title in self.columns.unknown:
            self.report.lose("TABLE-COLUMN", f"nothing is known of a column {quoted(title[:40])}", self._place(1))
        for line in self.table.comments:
            self.report.read[_KIND] += 1
            self.report.ignore(_KIND, "TABLE-COMMENT", "a row that # makes a comment", self._place(line))
        for row in self.columns.rows:
            self.report.read[_KIND] += 1
            try:
                self._take(row)
            except NoItem as trouble:
                self.report.refuse(_KIND, trouble.code, str(trouble), self._place(row.line))

    def _place(self, line: int) -> str:
        return f"{self.name}:{line}"

    def _take(self, row: Row) -> None:
        place = self._place(row.line)
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if filled < 2:
            raise NoItem("TABLE-COLUMNS", f"{filled} column is filled, 2 are needed")
        if sum(map(len, row.cells)) > LONGEST_ROW:
            raise NoItem("TABLE-LONG", f"a row has at most {LONGEST_ROW:,} characters")
        named = self.columns.named(row)
        cells = self._cells(named, self.columns.others(row), place)
        asked = self.seen.setdefault(cells.prompt, set())
        if cells.answer in asked:
            self.report.ignore(_KIND, "TABLE-TWICE", "the same question and answer stand above", place)
            return
        items = [self._with_media(keys) for keys in cells.items()]
        asked.add(cells.answer)
        self._add(named, items, place, cells.prompt, len(asked))

    def _cells(self, named: dict[str, str], others: list[str], place: str) -> Cells:
        if self.columns.ours:
            named = {name: unguarded(cell) for name, cell in named.items()}
        text = self._text(place)
        answer = named.get("answer", "")
        cells = Cells(
            prompt=self._prompt(named),
            answer="\n\n".join(filter(None, map(text, [answer, *others]))),
            typed=plain(answer) if self.columns.html else clean(answer),
            type=named.get("type", "").strip().lower(),
            options=[text(option) for option in parted(named.get("options", ""))],
            right=[text(option) for option in parted(answer)] if named.get("options") else [],
            hints=[text(hint) for hint in parted(named.get("hint", ""))],
            explain=text(named.get("explanation", "")),
        )
        if not cells.prompt.strip():
            raise NoItem("TABLE-EMPTY", "there is no question")
        return cells

    def _prompt(self, named: dict[str, str]) -> str:
        """The question, whose files are still named as in the source."""
        cell = named.get("ask") or named.get("prompt", "")
        return _SOUND.sub(r"![](\1)", from_html(cell)) if self.columns.html else self._text("")(cell)

    def _with_media(self, keys: Keys) -> Keys:
        if not self.columns.html or "ask" not in keys:
            return keys
        try:
            return self.pictures.asked_with(keys.pop("ask")) | keys
        except Missing as name:
            raise NoItem("TABLE-MEDIA", f"it asks about {name}, which is not beside the file") from None

    def _text(self, place: str) -> Callable[[str], str]:
        """How a cell becomes Markdown."""
        if self.columns.ours:
            return lambda cell: clean(cell) if cell.strip() else ""
        if self.columns.html:
            return lambda cell: self.pictures.brought(_SOUND.sub(r"![](\1)", from_html(cell)), place)
        return lambda cell: _INNER_BREAK.sub("\\\\\n", from_text(cell))

    def _add(self, named: dict[str, str], items: list[Keys], place: str, prompt: str, number: int) -> None:
        own = named.get("id", "").strip()
        again = [str(number)] if number > 1 and not own else []
        name = own if self.columns.ours and own and not id_flaw(own) else stable_id(own or prompt, *again)
        tags = self._tags(named.get("tags", ""))
        path = self._path(named, tags)
        group = named.get("group", "").strip() or (name if len(items) > 1 else "")
        for at, keys in enumerate(items):
            keys |= {key: value for key, value in (("group", group), ("tags", tags)) if value}
            one = name if len(items) == 1 else f"{name}-{at + 1}"
            question = Question(one, keys, _KIND, place, f"table, {place}", counts=at == 0)
            self.brought.skill(*path).questions.append(question)

    def _tags(self, cell: str) -> list[str]:
        """The tags of a row: between bars in our own tables, between blanks or commas in others."""
        if self.columns.ours:
            return parted(cell)
        always = self.table.said.get("tags", "")
        return f"{'' if always.isdecimal() else always} {clean(cell)}".replace(",", " ").split()

    def _path(self, named: dict[str, str], tags: list[str]) -> list[str]:
        if self.wishes.tags_as_skills and tags:
            return [title for title in tags.pop(0).split(PATH) if title]
        where = named.get("skill") or self.table.said.get("deck", "")
        return [title for part in where.split(PATH) if (title := " ".join(clean(part).split()))]


def write(compiled: Compiled, wishes: Wishes) -> Sent:
    """A pack's items as rows, with a first row of names. A tab parts the columns where nothing else is wished."""
    sent = Sent(Report("table", "written"))
    sign = SIGNS.get(wishes.separator, wishes.separator) or "\t"
    titles = {unit.id: unit.title for unit in compiled.course.units}
    lines = [sign.join(OUR_COLUMNS)]
    for skill, full_id, item in items_of(compiled):
        kind = str(type(item).__struct_config__.tag)
        sent.report.read[kind] += 1
        found = None if item.vars else row_of(item)
        if found is None:
            why = "its values change" if item.vars else "a row has no place for it"
            sent.report.refuse(kind, "TABLE-KIND", f"{kind}: {why}", full_id)
            continue
        row, held = found
        sent.report.imported[kind] += 1
        for key in sorted(keys_of(item) - held):
            sent.report.lose("TABLE-KEY", f"the key {key} has no column", full_id)
        path = [titles.get(skill.unit, ""), skill.title]
        row |= {
            "group": row["group"].removeprefix(f"{compiled.course.id}/"),
            "id": full_id.rpartition("/")[2],
            "skill": PATH.join(filter(None, path)),
        }
        cells = (guarded(row.get(name, ""), spreadsheet=wishes.spreadsheet) for name in OUR_COLUMNS)
        lines.append(sign.join(quoted_cell(cell, sign) for cell in cells))
    sent.files[".csv" if sign in ",;" else ".tsv"] = ("\n".join(lines) + "\n").encode()
    return sent
