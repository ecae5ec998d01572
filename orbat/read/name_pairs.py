"""Two names run together, told apart by the rest of the text: "the leader of Liwa al-Baqir Khalid al-Hassan".

Law: a name is cut only after words that are a group's whole name elsewhere in the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from orbat.read.lexicon import words
from orbat.read.name_edges import lower_words
from orbat.read.names_in_text import Named

POSTS = 3  # words before the pair in which a person's role is looked for


def apart(found: Sequence[Named], text: str, known: frozenset[str]) -> Iterator[Named]:
    """The names of a passage, groups and people told apart. `known`: lower-cased names of its groups."""
    for named in found:
        cut = _cut(named, text, known) if named.kind in ("group", "person") else 0
        if not cut:
            yield named
            continue
        yield replace(named, end=named.start + cut, name=named.name[:cut], kind="group", sure=5)
        rest = named.name[cut:].lstrip()
        yield replace(named, start=named.end - len(rest), name=rest, kind="person", sure=4, title="")


def group_names(found: Sequence[Named]) -> frozenset[str]:
    """Lower-cased names of several words that are surely groups."""
    return frozenset(n.name.lower() for n in found if n.kind == "group" and n.sure >= 5 and " " in n.name)


def _cut(named: Named, text: str, known: frozenset[str]) -> int:
    """Where the second name of a pair begins, in characters of the name; 0 where it is one name."""
    parts = named.name.split()
    if named.end - named.start != len(named.name) or len(parts) < 3:
        return 0
    before = set(text[max(0, named.start - 40) : named.start].lower().split()[-POSTS:])
    for n in range(len(parts) - 1, 1, -1):
        first, rest = " ".join(parts[:n]), parts[n:]
        unit = set(lower_words(" ".join(rest))) & (words("groups", "last") | words("groups", "first"))
        person = len(rest) > 1 or before & words("described", "persons")
        if first.lower() in known and first != named.name and rest[0][0].isupper() and not unit and person:
            return len(first)
    return 0
