"""Finding: names in any script, documents by title and by their words.

Law: what is typed is a name, a title or words, and never a query language; a list that is cut says so.
"""

from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request, Response

from orbat.answers import Answers
from orbat.model import Entity
from orbat.names import NameIndex, fold
from orbat.serve.pages import as_json, page
from orbat.serve.setting import casebook
from orbat.store import Casebook

router = APIRouter()
TYPED, LISTED = 8, 40  # of each kind: while somebody types, and on the page
SOUNDING = 3  # letters that are enough to sound like something
ALIKE = 0.65  # of names.compare: one name in two scripts is 0.69 and more, "Hajj Baqir" and "Liwa Bakir" 0.6


@dataclass(slots=True)
class Sounds:
    """The names of a casebook by their sounds, made anew when there are other names."""

    _made: tuple[str, NameIndex] | None = field(default=None)

    def like(self, answers: Answers, words: str, limit: int) -> list[Entity]:
        """Entities with a name that sounds like the words, in whatever script."""
        stamp, names = answers.names()
        if self._made is None or self._made[0] != stamp:
            self._made = (stamp, NameIndex.build((name, "other", name) for name in names))
        hits = self._made[1].search(words, None, limit)
        return answers.named([hit.id for hit in hits if hit.score >= ALIKE])


@router.get("/search", include_in_schema=False)
def search(request: Request, q: str = "") -> Response:
    """What is found, as a page, or as a part of one while somebody types."""
    typing = "hx-request" in request.headers
    with casebook(request) as opened:
        found = _find(request, opened, q, TYPED if typing else LISTED)
        hits = [] if typing else opened.search(q, TYPED)
    name = "found.html" if typing else "search.html"
    return page(request, name, q=q, hits=hits, **found)


@router.get("/api/v1/search")
def search_json(request: Request, q: str = "") -> Response:
    """Entities by any part of a name or by its sound in any script; documents by title and words."""
    with casebook(request) as opened:
        return as_json(_find(request, opened, q, LISTED))


def _find(request: Request, opened: Casebook, words: str, limit: int) -> dict[str, Any]:
    answers = Answers(opened)
    entities = answers.named_like(words, limit)
    if not entities and len(fold(words)) >= SOUNDING:
        sounds = request.app.state.sounds
        assert isinstance(sounds, Sounds)
        entities = sounds.like(answers, words, limit)
    titled = opened.listed.titled(words, limit) if words.strip() else []
    known = {document.id for document in titled}
    holding = [d for d in opened.listed.holding(words, limit) if d.id not in known]
    return {"entities": entities, "titled": titled, "holding": holding}
