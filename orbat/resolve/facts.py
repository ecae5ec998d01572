"""What claims tell of a mention that two different people or groups cannot both be.

Law: only what is plainly said counts, and what is not understood counts for nothing.
"""

import re
from collections import defaultdict

from orbat.model import LIST_ENTRY, LIST_ENTRY_URI, Claim, Kept, Words
from orbat.resolve.decisions import rejected
from orbat.resolve.groups import NOTHING, Facts

BORN = re.compile(r"\bborn\b.{0,40}?\b((?:18|19|20)\d\d)\b")
OF = "of "  # how an entry of a list says a country


def plainly_said(claim: Claim) -> bool:
    """Said without doubt or denial by anybody in the chain, and not planned, negated or over."""
    return claim.status == "said" and all(
        v.stance in ("asserts", "relays", "corroborates") for v in claim.voices
    )


def facts(kept: Kept) -> dict[str, Facts]:
    """By mention: list entries, years of birth, countries. Mentions that nothing is known of are left out."""
    found: dict[str, Facts] = defaultdict(Facts)
    entries = {}
    for document in kept.documents.values():
        if document.media_type == LIST_ENTRY and document.uri.startswith(LIST_ENTRY_URI):
            key, _, reference = document.uri.removeprefix(LIST_ENTRY_URI).partition("/")
            entries[document.id] = Facts(listed=frozenset([(key, reference)]))
    listed = {t.id: entries[t.document] for t in kept.texts.values() if t.document in entries}
    for mention in kept.mentions.values():
        if mention.span.text in listed:
            found[mention.id] = listed[mention.span.text]
    out = rejected(kept.decisions)
    for claim in kept.claims.values():
        if claim.id in out:
            continue
        if claim.predicate == "described_as" and isinstance(claim.object, Words) and plainly_said(claim):
            told = _told(claim.object.text, claim.evidence.text in listed)
            if told != NOTHING:
                found[claim.subject] = found[claim.subject] | told
    return dict(found)


def _told(words: str, on_list: bool) -> Facts:
    if on_list and words.startswith(OF):
        from orbat.places import country_codes  # loaded only where a list was imported
        from orbat.places.fold import fold

        code = country_codes().get(fold(words.removeprefix(OF)))
        return Facts(countries=frozenset([code])) if code else NOTHING
    born = BORN.search(words)
    return Facts(born=frozenset([int(born[1])])) if born else NOTHING
