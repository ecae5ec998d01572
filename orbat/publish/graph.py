"""A network as files that other tools read: GEXF 1.3 (Gephi) and GraphML (yEd, Cytoscape, NetworkX).

Law: each link names its claims and its marks (1); the same network gives the same bytes (3).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only; nothing is parsed

from orbat.harmless import neutral
from orbat.views import Line, Network

NO_XML = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})  # https://www.w3.org/TR/xml/#charsets
OF_NODES = ("kind", "mentions")
OF_LINKS = ("predicate", "when", "edtf", "place", "status", "stance", "marks", "sources", "quotes", "claims")


def gexf(network: Network) -> bytes:
    """The network as GEXF."""
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    graph = SubElement(root, "graph", {"defaultedgetype": "directed"})
    for of, names in (("node", OF_NODES), ("edge", OF_LINKS)):
        attributes = SubElement(graph, "attributes", {"class": of})
        for name in names:
            kind = "integer" if name == "mentions" else "string"
            SubElement(attributes, "attribute", {"id": name, "title": name, "type": kind})
    all_of = {"node": SubElement(graph, "nodes"), "edge": SubElement(graph, "edges")}
    for of, ends, label, values in _all(network):
        made = SubElement(all_of[of], of, {**ends, "label": label})
        told = SubElement(made, "attvalues")
        for name, value in values.items():
            SubElement(told, "attvalue", {"for": name, "value": value})
    return _written(root)


def graphml(network: Network) -> bytes:
    """The network as GraphML."""
    root = Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for of, names in (("node", OF_NODES), ("edge", OF_LINKS)):
        for name in ("label", *names):
            kind = "int" if name == "mentions" else "string"
            key = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind}
            SubElement(root, "key", key)
    graph = SubElement(root, "graph", {"edgedefault": "directed"})
    for of, ends, label, values in _all(network):
        made = SubElement(graph, of, ends)
        for name, value in {"label": label, **values}.items():
            SubElement(made, "data", {"key": f"{of}-{name}"}).text = value
    return _written(root)


def _all(network: Network) -> Iterator[tuple[str, dict[str, str], str, dict[str, str]]]:
    """Nodes, then links: which of the two, its ids, its label, its values."""
    for node in network.nodes:
        values = {"kind": node.kind, "mentions": str(node.mentions)}
        yield "node", {"id": node.entity}, _plain(node.label), values
    for edge in network.edges:
        ends = {"id": edge.line.finding, "source": edge.subject, "target": edge.object}
        yield "edge", ends, edge.line.label, _of_link(edge.line)


def _of_link(line: Line) -> dict[str, str]:
    quotes = " | ".join(f"“{c.quote}” ({c.voices}, {c.title})" for c in line.citations)
    claims = " ".join(c.claim for c in line.citations)
    told = (line.predicate, line.when, line.edtf or "", line.place, line.status, line.stance)
    values = (*told, "; ".join(line.marks), "; ".join(line.sources), quotes, claims)
    return {name: _plain(value) for name, value in zip(OF_LINKS, values, strict=True)}


def _plain(text: str) -> str:
    return neutral(text).translate(NO_XML)


def _written(root: Element) -> bytes:
    indent(root)
    return b"%s\n" % tostring(root, encoding="utf-8", xml_declaration=True)
