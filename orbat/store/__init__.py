"""The casebook: everything that was read and decided. The only room that knows SQL.

Law: what is kept is never changed or deleted; each capture and each reading is kept whole or not at all.
"""

from orbat.store.casebook import Casebook, Counts, Failure, Hit
from orbat.store.worked import Row, WorkedOut

__all__ = ["Casebook", "Counts", "Failure", "Hit", "Row", "WorkedOut"]
