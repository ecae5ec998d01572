"""Mentions and decisions in, entities out.

Law 3: pure functions; the same rows in any order give the same entities.
"""

from orbat.resolve.decisions import accepted, by_person, in_force, rejected, taken_back
from orbat.resolve.entities import as_mention, entities
from orbat.resolve.index import Index, near

__all__ = [
    "Index",
    "accepted",
    "as_mention",
    "by_person",
    "entities",
    "in_force",
    "near",
    "rejected",
    "taken_back",
]
