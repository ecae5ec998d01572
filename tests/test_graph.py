"""Networks as files for other tools: whole, harmless, and leading back to claims."""

import pytest
from defusedxml.ElementTree import fromstring
from gold_kept import said, told

from orbat.publish.graph import gexf, graphml
from orbat.views import Network, network

EVIL = '<script>alert(1)</script> "&\u202egnp\x1b[31m\uffff\ud800'
FORMATS = pytest.mark.parametrize("write", [gexf, graphml])


def drawn() -> Network:
    return network(
        told(
            said("River Guard", "part_of", "Hill Corps", "the River Guard is part of the Hill Corps"),
            said("River Guard", "allied_with", f"Column {EVIL}", "the River Guard fights beside it"),
        )
    )


@FORMATS
def test_every_node_and_link_is_there_with_its_quotes_and_claims(write: object) -> None:
    """Law 1."""
    assert callable(write)
    found, shown = fromstring(write(drawn())), drawn()
    assert len(found.findall(".//{*}node")) == len(shown.nodes) == 3
    links = found.findall(".//{*}edge")
    assert {(e.get("source"), e.get("target")) for e in links} == {(e.subject, e.object) for e in shown.edges}
    said_of_links = " ".join([*(v for e in found.iter() for v in e.attrib.values()), *found.itertext()])
    for edge in shown.edges:
        for cited in edge.line.citations:
            assert cited.claim in said_of_links
            assert cited.quote in said_of_links


@FORMATS
def test_hostile_names_stay_words(write: object) -> None:
    """No markup, no control and no turning character comes through, and the file stays XML."""
    assert callable(write)
    written = write(drawn())
    assert b"<script" not in written
    assert not set("\u202e\x1b\uffff") & set(written.decode())


@FORMATS
def test_the_same_network_gives_the_same_bytes(write: object) -> None:
    """Law 3."""
    assert callable(write)
    assert write(drawn()) == write(drawn())
