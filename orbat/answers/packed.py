"""Findings, lines and disputes as short JSON and back, quickly: a tree has thousands of them.

Law: what is unpacked equals what was packed. Only values are read from the file, never code (no pickle).
"""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from orbat.model import Finding, Independent, Remark, to_json
from orbat.revive import revive
from orbat.views import Cited, Contest, Disputed, Line, Side

REMEMBERED = 1 << 14  # a slider asks for the same lines at every move; some 50 MB at most


def pack(value: Finding | Line | Disputed) -> str:
    """A line or a dispute as the bare values of its fields; of a finding what its line does not say."""
    plain = _bare(value)
    if isinstance(value, Finding):
        plain = to_json(replace(value, supported=(), disputed=(), voices=(), remarks=(), sources=()))
    return json.dumps(plain, separators=(",", ":"))


def _bare(value: Any) -> Any:
    if isinstance(value, Line | Cited | Contest | Disputed | Side | Independent | Remark):
        return [_bare(getattr(value, name)) for name in value.__slots__]
    return [_bare(item) for item in value] if isinstance(value, tuple) else value


@lru_cache(maxsize=REMEMBERED)
def unpack_finding(packed: str, id_: str) -> Finding:
    """The finding of this id, without its claims and voices: they are in its line."""
    return revive(Finding, json.loads(packed), id_)


@lru_cache(maxsize=REMEMBERED)
def unpack_line(packed: str) -> Line:
    """The line, with its citations and disputes."""
    plain = json.loads(packed)
    at = _PLACES
    plain[at["sources"]] = tuple(plain[at["sources"]])
    plain[at["citations"]] = tuple(Cited(*c) for c in plain[at["citations"]])
    plain[at["disputes"]] = tuple(
        Contest(rule, why, tuple(Cited(*c) for c in cited)) for rule, why, cited in plain[at["disputes"]]
    )
    plain[at["voices"]] = tuple(Independent(*_tuples(v)) for v in plain[at["voices"]])
    plain[at["remarks"]] = tuple(Remark(*_tuples(r)) for r in plain[at["remarks"]])
    return Line(*plain)


def _tuples(plain: list[Any]) -> list[Any]:
    return [tuple(item) if isinstance(item, list) else item for item in plain]


def unpack_dispute(packed: str) -> Disputed:
    """The dispute, with its sides."""
    entity, label, predicate, rule, sides, why = json.loads(packed)
    made = tuple(Side(text, when, tuple(sources), *rest) for text, when, sources, *rest in sides)
    return Disputed(entity, label, predicate, rule, made, tuple(why))


_PLACES = {name: at for at, name in enumerate(Line.__slots__)}
