"""What a desk lists: what is found while somebody types, what nobody judged yet, rejects, sources.

Law 7: a list that is cut says so by its length; nothing that was kept is missing from all of them.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from orbat.model import LIST_ENTRY, Document, Reject, Run
from orbat.revive import from_json
from orbat.store.sql import plainly, statements
from orbat.store.words import query


class Unjudged(NamedTuple):
    """A document with how many of its claims nobody judged, and the id of the first of them."""

    document: Document
    claims: int
    first: str


class Listed:
    """The lists of one casebook."""

    def __init__(self, db: sqlite3.Connection, place: str) -> None:
        self._db = db
        self._place = place

    def recent(self, limit: int) -> list[Document]:
        """The documents that were captured last, the latest first; entries of known lists are left out."""
        return [_document(plain) for (plain,) in self._all("recent_documents", LIST_ENTRY, limit)]

    def titled(self, words: str, limit: int) -> list[Document]:
        """Documents with these words in the title."""
        plain = words.replace("%", "").replace("_", " ")
        return [_document(found) for (found,) in self._all("documents_titled", plain, limit)]

    def holding(self, words: str, limit: int) -> list[Document]:
        """Documents that hold every word, or the beginning of the last one, best first."""
        asked = query(words)
        if not asked:
            return []
        return [_document(plain) for (plain,) in self._all("documents_with_words", f"{asked}*", limit)]

    def unjudged(self, judged: Iterable[str], limit: int) -> list[Unjudged]:
        """Documents with claims that are not among the judged, the latest first."""
        rows = self._all("unjudged", json.dumps(sorted(judged)), LIST_ENTRY, limit)
        return [Unjudged(_document(plain), count, first) for plain, count, _, first in rows]

    def rejects(self, limit: int) -> list[tuple[Document, tuple[Reject, ...]]]:
        """Documents with what their readers could not stand behind, the latest first."""
        rows = self._all("rejects", limit)
        return [(_document(plain), from_json(Run, json.loads(run)).rejects) for plain, run in rows]

    def sources(self, limit: int) -> list[tuple[Document, str, int]]:
        """Documents with their text and how many claims were read from it, the latest first."""
        rows = self._all("sources", LIST_ENTRY, limit)
        return [(_document(plain), text, claims) for plain, text, claims in rows]

    def _all(self, name: str, *values: object) -> list[Any]:
        with plainly(self._place):
            return self._db.execute(statements()[name], values).fetchall()


def _document(plain: str) -> Document:
    return from_json(Document, json.loads(plain))
