"""Where each text comes from, kept a text at a time.

Law 6: the origins of a part of what is kept are those that everything kept gives, so that a copy counts once
wherever its original stands.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orbat.model import to_json
from orbat.weigh import Copy, Origins


def write(origins: Origins, documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each text with its origins as JSON; `documents`: the texts by their documents."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for part, author in origins.authors.items():
        first = origins.first.get(part)
        parts[part[0]].append([part[1], author, first, origins.authors[first] if first else None])
    copies: dict[str, list[Any]] = defaultdict(list)
    for copy in origins.copies:
        copies[copy.document].append([getattr(copy, name) for name in Copy.__slots__])
    for text, starts in origins.starts.items():
        yield text, json.dumps(to_json([starts, parts[text], copies[documents[text]]]))


def read(kept: Iterable[tuple[str, str]]) -> Origins:
    """The origins of some texts."""
    first, copies, starts, authors = {}, set(), {}, {}
    for text, plain in kept:
        (offsets, numbers), parts, again = json.loads(plain)
        starts[text] = (tuple(offsets), tuple(numbers))
        copies |= {Copy(*copy) for copy in again}
        for number, author, of, whose in parts:
            authors[text, number] = author
            if of:
                first[text, number] = (of[0], of[1])
                authors[of[0], of[1]] = whose
    ordered = sorted(copies, key=lambda c: (c.document, c.of or "", c.on, c.by, c.why))
    return Origins(first, tuple(ordered), starts, authors)
