"""Near-copies are found, and what is none is let alone (law 6)."""

from near_copies import families, reports

from orbat.weigh import origins


def test_near_copies_are_found_and_nothing_else() -> None:
    kept, firsts = reports(1000)
    found = origins(kept)
    of = {kept.texts[a].document: kept.texts[b].document for (a, _), (b, _) in found.first.items()}
    wanted, got = families(firsts, list(kept.documents)), families(of, list(kept.documents))
    right = len(wanted & got)
    assert right / len(got) >= 0.98 and right / len(wanted) >= 0.98


def test_a_copy_says_of_what_and_why() -> None:
    kept, firsts = reports(60)
    for copy in origins(kept).copies:
        assert copy.of in kept.documents and copy.document in kept.documents
        assert copy.why.endswith("in the same order")
        assert families(firsts, [copy.document, str(copy.of)])
