"""Names to places, with precision and the reason.

Law: a place is never guessed in silence: what is not found is "unresolved", what is chosen says why.
"""

from orbat.places.gazetteer import (
    Candidate,
    Gazetteer,
    country_codes,
    country_names,
    demonyms,
    open_gazetteer,
)
from orbat.places.imported import Imported, import_file, imports_stamp, list_imports, remove
from orbat.places.scene import find_places, resolve

__all__ = [
    "Candidate",
    "Gazetteer",
    "Imported",
    "country_codes",
    "country_names",
    "demonyms",
    "find_places",
    "import_file",
    "imports_stamp",
    "list_imports",
    "open_gazetteer",
    "remove",
    "resolve",
]
