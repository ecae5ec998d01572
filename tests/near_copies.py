"""Invented reports of which a known part are near-copies of others: for a test and a benchmark.

Law: the same size gives the same reports.
"""

import random

from orbat.model import Document, Kept, Text, identify

WORDS = 4000  # of the language that the reports are in
LENGTH = (120, 400)  # words of a report
CHANGED = 0.06  # words of a near-copy that are others


def reports(many: int) -> tuple[Kept, dict[str, str]]:
    """So many documents, of which a third are near-copies; and for each copy the id of its first.

    A copy changes words, drops or adds a paragraph and has a head of its own. Reports of one topic share a
    quote and many words, and are no copies.
    """
    chance = random.Random(many)
    language = [f"w{n}" for n in range(WORDS)]
    weights = [1 / (n + 3) for n in range(WORDS)]
    quote = chance.choices(language, weights, k=18)
    documents: dict[str, Document] = {}
    texts: dict[str, Text] = {}
    bodies: list[tuple[str, list[str]]] = []
    firsts: dict[str, str] = {}
    for number in range(many):
        if number % 3 == 2:
            of, words = chance.choice(bodies)
            body = _again(words, language, chance)
        else:
            of = ""
            body = chance.choices(language, weights, k=chance.randint(*LENGTH))
            body[5:5] = quote if number % 5 == 0 else []
        day = f"20{10 + number * 9 // many}-{number % 12 + 1:02d}"
        document = Document(
            identify("body", number),
            f"page-{number}",
            published=day,
        )
        text = Text(document.id, "test", " ".join(body))
        documents[document.id], texts[text.id] = document, text
        if of:
            firsts[document.id] = of
        else:
            bodies.append((document.id, body))
    return Kept(documents, texts, {}, {}), firsts


def _again(words: list[str], language: list[str], chance: random.Random) -> list[str]:
    changed = [chance.choice(language) if chance.random() < CHANGED else w for w in words]
    fifth = len(changed) // 5
    match chance.randrange(3):
        case 0:  # without its last paragraph
            changed = changed[:-fifth]
        case 1:  # with a paragraph more
            changed += chance.choices(language, k=fifth)
    return [*chance.choices(language, k=12), *changed]


def families(of: dict[str, str], documents: list[str]) -> set[frozenset[str]]:
    """Pairs of documents that are one text, from each copy's first."""
    gathered: dict[str, list[str]] = {}
    for document in documents:
        gathered.setdefault(of.get(document, document), []).append(document)
    return {frozenset((a, b)) for same in gathered.values() for a in same for b in same if a < b}
