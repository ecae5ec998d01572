"""What is worked out, kept in tables that can be dropped, and the parts of what is kept that an answer needs.

Law 3: nothing here is a source. A table that is missing or stale is made again; the answers stay the same.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

from orbat.errors import StoreError
from orbat.model import Claim, Decision, Document, Entity, Kept, Mention, Text, to_json
from orbat.names import fold
from orbat.revive import from_json, revive
from orbat.store.sql import plainly, split, statements

Noun = TypeVar("Noun", Claim, Mention, Text)
HELD = 200_000  # nouns kept at hand in one process, about 300 MB; then they are let go of and read again


class Row(NamedTuple):
    """A claim by number, between entities by number; `object` None: a figure, a date or words."""

    seq: int
    subject: int
    predicate: str
    object: int | None


class WorkedOut:
    """The worked-out tables of one casebook."""

    def __init__(self, db: sqlite3.Connection, place: str) -> None:
        self._db = db
        self._place = place
        self._held: dict[str, Any] = {}  # nouns by id: their ids stand on their content, so none goes stale
        self._documents: dict[int, Document] = {}  # by the numbers of their rows, which never change
        self._decisions: tuple[int, tuple[Decision, ...]] = (0, ())

    # -- making -----------------------------------------------------------------------------------------

    def stamp(self) -> str:
        """What has been kept so far: equal stamps, equal answers."""
        return str(self._one("kept_stamp")[0])

    def who_stamp(self) -> str:
        """What has been kept so far that tells who is who: equal stamps, equal entities."""
        return str(self._one("who_stamp")[0])

    def fresh(self, what: str, stamp: str) -> bool:
        """Whether `what` was worked out from the casebook of this stamp."""
        whole = _tables() <= {name for _, name in self._all("worked_tables")}
        return whole and self._all("worked_stamp", what) == [(stamp,)]

    def drop(self) -> None:
        """Throw all of it away."""
        with self.writing() as schema:
            self._drop(schema)

    def index(
        self,
        entities: Iterable[Entity],
        seqs: Mapping[str, int],
        origins: Iterable[tuple[str, str]],
        stamp: str,
    ) -> None:
        """Keep which mention stands for which entity, and index claims by it. `seqs`: rows of mentions.

        `origins`: where each text comes from, in the caller's writing.
        """
        with self.writing() as schema:
            self._drop(schema)
            for statement in split(_script().replace("{schema}", schema)):
                self._db.execute(statement)
            self._keep_entities(entities, seqs)
            self._do("add_worked_claims")
            self._do("add_worked_parts")
            self._db.executemany(statements()["add_worked_origin"], origins)
            self._do("set_worked_stamp", "entities", stamp)

    def _keep_entities(self, entities: Iterable[Entity], seqs: Mapping[str, int]) -> None:
        rows, names, mentions = [], [], []
        for n, entity in enumerate(entities, 1):
            plain = {k: v for k, v in to_json(entity).items() if k != "mentions"}
            rows.append((n, entity.id, json.dumps(plain)))
            names += [(fold(name.text).encode("utf-8", "replace").decode(), n) for name in entity.names]
            mentions += [(m, n, seqs[m]) for m in entity.mentions]
        times = seqs.keys() - {m for m, _, _ in mentions}
        self._db.executemany(statements()["add_worked_entity"], rows)
        self._db.executemany(statements()["add_worked_name"], names)
        self._db.executemany(statements()["add_worked_mention"], sorted(mentions))
        self._db.executemany(statements()["add_worked_mention"], sorted((m, None, seqs[m]) for m in times))

    def begin_lines(self) -> None:
        """Forget the lines and disputes that are kept, before all are kept anew."""
        with self.writing():
            self._do("forget_worked_lines")
            self._do("forget_worked_disputes")

    def keep_lines(
        self, lines: Iterable[tuple[str, int, str, str | None, str, str]], disputes: Iterable[str]
    ) -> None:
        """Keep disputes and lines: id, number of the subject, predicate, id of the object, finding, line."""
        with self.writing():
            self._db.executemany(statements()["add_worked_line"], lines)
            self._db.executemany(statements()["add_worked_dispute"], ((d,) for d in disputes))

    def end_lines(self, stamp: str) -> None:
        """Say that all lines and disputes of the casebook of this stamp are kept."""
        with self.writing():
            self._do("set_worked_stamp", "lines", stamp)

    def disputes(self) -> list[str]:
        """The disputes that were kept."""
        return [line for (line,) in self._all("worked_disputes")]

    def lines(self, name: str, *about: Iterable[object]) -> list[tuple[str, str, str]]:
        """Id, finding and line as the statement `lines_…` gives them, asked with lists."""
        return self._all(f"lines_{name}", *(json.dumps(list(x)) for x in about))

    def pairs(self, entities: Iterable[int], predicates: Iterable[str]) -> list[tuple[int, int]]:
        """Who is tied to whom by claims in some predicates, of ties that these entities have a part in."""
        return self._all("pairs_of", json.dumps(list(entities)), json.dumps(list(predicates)))

    # -- what an answer is made from ----------------------------------------------------------------------

    def to_resolve(self, predicates: Iterable[str]) -> tuple[Kept, dict[str, int]]:
        """All but the claims of other predicates; and the row of each mention."""
        mentions, seqs = {}, {}
        for seq, id_, plain in self._all("mentions_to_resolve"):
            mentions[id_] = _revive(Mention, plain, id_)
            seqs[id_] = seq
        claims = {i: _revive(Claim, p, i) for i, p in self._all("claims_in", json.dumps(list(predicates)))}
        documents = [from_json(Document, json.loads(plain)) for (plain,) in self._all("documents")]
        texts = self.texts(t for (t,) in self._all("current_texts"))
        by_id = {document.id: document for document in documents}
        return Kept(by_id, texts, mentions, claims, self.decisions()), seqs

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in order of keeping."""
        last, known = self._decisions
        fresh = self._all("decisions_from", last)
        if fresh:
            added = tuple(from_json(Decision, json.loads(plain)) for _, plain in fresh)
            self._decisions = (fresh[-1][0], known + added)
        return self._decisions[1]

    def rows(self, name: str, *about: Iterable[object]) -> list[Row]:
        """The rows of the statement `rows_of_…`, asked with lists."""
        return [Row(*row) for row in self._all(f"rows_of_{name}", *(json.dumps(list(x)) for x in about))]

    def rows_since(self, run: int) -> list[Row]:
        """The rows of the claims of current runs after the one of this number."""
        return [Row(*row) for row in self._all("rows_since", run)]

    def numbers(self, name: str, *about: Iterable[object]) -> list[int]:
        """The numbers that the statement `name` gives, asked with lists."""
        return [n for (n,) in self._all(name, *(json.dumps(list(x)) for x in about))]

    def some_mentions(self, entity: int, limit: int) -> list[Mention]:
        """A few mentions of the entity with this number, each of another text."""
        rows = self._all("some_mentions", entity, limit)
        return [self._noun(Mention, id_, plain) for id_, plain in rows]

    def named_like(self, words: str, limit: int) -> list[int]:
        """Numbers of entities with a name of which this is a part, the nearest and most mentioned first."""
        wanted = fold(words).replace("%", "").replace("_", "")
        return [n for n, _ in self._all("names_like", wanted, limit)] if wanted else []

    def number_of(self, entity: str) -> int | None:
        """The number of the entity with this id."""
        found = self._all("entity_of_id", entity)
        return int(found[0][0]) if found else None

    def names(self) -> list[str]:
        """Every folded name of an entity."""
        return [name for (name,) in self._all("all_names")]

    def entities(self, numbers: Iterable[int]) -> dict[int, Entity]:
        """Entities by number, without their mentions."""
        rows = self._all("worked_entities_of", json.dumps(sorted(set(numbers))))
        return {n: from_json(Entity, json.loads(plain) | {"mentions": []}) for n, _, plain in rows}

    def claims(self, seqs: Iterable[int]) -> list[Claim]:
        """Claims by the numbers of their rows."""
        rows = self._all("claims_of_seq", json.dumps(sorted(set(seqs))))
        return [self._noun(Claim, id_, plain) for _, id_, plain in rows]

    def mentions(self, ids: Iterable[str]) -> dict[str, tuple[Mention, int | None]]:
        """Mentions by id, each with the number of its entity."""
        rows = self._all("mentions_of_id", json.dumps(sorted(set(ids))))
        return {id_: (self._noun(Mention, id_, plain), n) for id_, n, plain in rows}

    def origins(self, texts: Iterable[str]) -> dict[str, str]:
        """Where texts come from, as it was kept."""
        return dict(self._all("worked_origins_of", json.dumps(sorted(set(texts)))))

    def texts(self, ids: Iterable[str]) -> dict[str, Text]:
        """Texts by id."""
        wanted = set(ids)
        missing = sorted(i for i in wanted if i not in self._held)
        for id_, plain in self._all("texts_of_id", json.dumps(missing)) if missing else ():
            self._noun(Text, id_, plain)
        return {i: self._held[i] for i in sorted(wanted)}

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Current documents by id."""
        rows = self._all("documents_of_id", json.dumps(sorted(set(ids))))
        for seq, plain in rows:
            if seq not in self._documents:
                self._documents[seq] = from_json(Document, json.loads(plain))
        return {self._documents[seq].id: self._documents[seq] for seq, _ in rows}

    def newest(self) -> str:
        """When the newest current document was published; empty where none has a date."""
        return str(self._one("newest_published")[0] or "")

    def _noun(self, noun: type[Noun], id_: str, plain: str) -> Noun:
        held = self._held.get(id_)
        if held is None:
            if len(self._held) >= HELD:
                self._held.clear()
            held = self._held[id_] = _revive(noun, plain, id_)
        assert isinstance(held, noun)
        return held

    # -- SQL --------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[str]:
        """One transaction, made whole or not at all; gives the schema to write in."""
        with plainly(self._place), self._db:
            schema = "main"
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
                    raise
                schema = "temp"
                self._db.execute("BEGIN")
            yield schema

    @contextmanager
    def looking(self) -> Iterator[None]:
        """One state of the casebook for several questions, whoever writes meanwhile."""
        with plainly(self._place), self._db:
            self._db.execute("BEGIN")
            yield

    def _drop(self, schema: str) -> None:
        for of, table in self._all("worked_tables"):
            if of == schema:
                self._db.execute(f'DROP TABLE {schema}."{table}"')

    def _do(self, name: str, *values: object) -> list[Any]:
        return self._db.execute(statements()[name], values).fetchall()

    def _all(self, name: str, *values: object) -> list[Any]:
        with plainly(self._place):
            return self._do(name, *values)

    def _one(self, name: str) -> Any:
        return self._all(name)[0]


@cache
def _script() -> str:
    return files("orbat.store").joinpath("worked.sql").read_text(encoding="utf-8")


@cache
def _tables() -> frozenset[str]:
    return frozenset(re.findall(r"CREATE TABLE {schema}\.(\w+)", _script()))


def _revive(noun: type[Noun], plain: str, id_: str) -> Noun:
    try:
        return revive(noun, json.loads(plain), id_)
    except (KeyError, TypeError) as error:
        raise StoreError(
            f"a {noun.__name__} of the casebook cannot be understood ({error}); update Orbat"
        ) from error
