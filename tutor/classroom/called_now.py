"""The answers of a class by what their questions are called today: packs are renamed while a class goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tutor.classroom.classbook import ClassBook
from tutor.core.learner.events import of
from tutor.core.learner.names import item_now, name_now, skill_of, table_of
from tutor.packs.compiled import Compiled


@contextmanager
def as_called_now(book: ClassBook, packs: Mapping[str, Compiled], first: int, *, without: str = "") -> Iterator[None]:
    """Within it the view `answers` has those from a day on (days since 1970), by the newest packs' names: `moved` and
    the like are followed. Answers at the course `without` are not among them.
    """
    db, here = book.db, {ref.id for pack in packs.values() for ref, _body in pack.items}
    tables = {name: table_of(pack.course) for name, pack in packs.items()}
    renamed, left_out = [], []
    for (item,) in db.execute("select distinct item from main.answers").fetchall():
        if without and of(item) == without:
            left_out.append((item,))
        now = item if item in here else item_now(tables.get(of(item), {}), item)
        if now != item:
            renamed.append((item, now, skill_of(now)))
    db.execute("create temp table renamed(item text primary key, now text, skill text)")
    db.executemany("insert into renamed values(?,?,?)", renamed)
    db.execute("create temp table left_out(item text primary key)")
    db.executemany("insert into left_out values(?)", left_out)
    db.execute(_VIEW.format(first=first))
    try:
        yield
    finally:
        db.execute("drop view temp.answers")
        db.execute("drop table temp.renamed")
        db.execute("drop table temp.left_out")


def renaming(packs: Mapping[str, Compiled]) -> Callable[[str], str]:
    """What a skill or an item is called in the newest pack of its course, by its full id."""
    known = {skill.id for pack in packs.values() for skill in pack.skills}
    known |= {ref.id for pack in packs.values() for ref, _body in pack.items}
    tables = {name: table_of(pack.course) for name, pack in packs.items()}
    return lambda name: name if name in known or of(name) not in tables else name_now(tables[of(name)], name)


_VIEW = """create temp view answers as
    select a.learner, a.class_id, coalesce(r.now, a.item) as item, a.rev, coalesce(r.skill, a.skill) as skill,
        a.attempt, a.opportunity, a.score, a.correct, a.choice, a.mis, a.conf, a.sec, a.day, a.kind, a.hints, a.scored,
        a.language, a.edition, a.place
    from main.answers a left join renamed r on r.item = a.item
    where a.day >= {first} and a.item not in (select item from temp.left_out)"""
