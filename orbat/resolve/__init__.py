"""Mentions and decisions in, entities out.

Law 3: pure functions; the same rows in any order give the same entities.
"""

from orbat.resolve.decisions import accepted, in_force, rejected
from orbat.resolve.entities import entities
from orbat.resolve.index import Index, near

__all__ = ["Index", "accepted", "entities", "in_force", "near", "rejected"]
