"""An order of battle and a network drawn: DOT for Graphviz, and an SVG that needs nothing.

Law: contested and uncertain edges are dashed, quotes are shown over them, and every word is escaped.
"""

import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from orbat.publish.outline import UNREVIEWED, cited, dashed, edge, quotes, unit
from orbat.publish.plain import clean
from orbat.views import Network, Tree

ROW, STEP, MARGIN, CHARACTER = 34, 46, 16, 7  # pixels: a unit's height, a level's width, a letter's width
SHAPES = {"named": "box", "unnamed": "ellipse", "unknown": "diamond"}
DASHES = {"named": "", "unnamed": "6 3", "unknown": "2 3"}


def tree_dot(trees: Iterable[Tree]) -> str:
    """The trees as one graph; a unit under several others is one node with several edges."""
    nodes: dict[str, str] = {}
    edges: dict[str, None] = {}
    for top in trees:
        for at in top.all():
            nodes.setdefault(
                at.entity, f"{_id(at.entity)} [label={_id(at.label)}, shape={SHAPES[at.standing]}]"
            )
            for below in at.under:
                style = "dashed" if dashed(below) else "solid"
                over = "\n".join(map(cited, quotes(below)))
                more = f"style={style}, label={_id(edge(below))}, tooltip={_id(over)}"
                edges[f"{_id(at.entity)} -> {_id(below.entity)} [{more}]"] = None
    return _graph([*nodes.values(), *edges])


def network_dot(network: Network) -> str:
    """The network as one graph: ties that are disputed, hedged or only perhaps so are dashed."""
    nodes = [f"{_id(n.entity)} [label={_id(n.label)}]" for n in network.nodes]
    ties = []
    for tie in network.edges:
        style = "dashed" if tie.line.marks else "solid"
        over = "\n".join(map(cited, tie.line.citations))
        more = f"style={style}, label={_id(tie.line.label)}, tooltip={_id(over)}"
        ties.append(f"{_id(tie.subject)} -> {_id(tie.object)} [{more}]")
    return _graph([*nodes, *ties])


def _graph(statements: Iterable[str]) -> str:
    body = "".join(f"  {statement};\n" for statement in statements)
    return f"// {UNREVIEWED}\ndigraph orbat {{\n{body}}}\n"


def _id(words: str) -> str:
    """A quoted string of the DOT language: only the quote and the backslash act in it, as in JSON."""
    return json.dumps("\n".join(clean(line) for line in words.split("\n")), ensure_ascii=False)


def tree_svg(trees: Iterable[Tree]) -> str:
    """The trees as an outline of boxes: one row a unit, a line from each to the one above."""
    drawn: list[str] = []
    rows = 0
    width = 0
    for top in trees:
        for row, depth, above, at in _rows(top, rows):
            left, middle = MARGIN + depth * STEP, MARGIN + row * ROW + ROW // 2
            words = unit(at)
            right = left + CHARACTER * len(words) + 2 * MARGIN
            width = max(width, right)
            if above is not None:
                drawn.append(_edge(at, left, middle, MARGIN + above * ROW + ROW // 2))
            drawn.append(_box(at, words, left, middle, right - left))
            rows = row + 1
    height = 2 * MARGIN + (rows + 1) * ROW
    note = f'<text x="{MARGIN}" y="{height - MARGIN}" fill="#666">{escape(UNREVIEWED)}</text>'
    size = f'width="{max(width, 600) + MARGIN}" height="{height}"'
    style = 'font-family="sans-serif" font-size="13"'
    body = "\n".join([*drawn, note])
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n{body}\n</svg>\n'


def _rows(top: Tree, first: int) -> Iterator[tuple[int, int, int | None, Tree]]:
    """Each unit with its row, its depth and the row of the one above, from the top down."""
    waiting: list[tuple[int, int | None, Tree]] = [(0, None, top)]
    row = first
    while waiting:
        depth, above, at = waiting.pop()
        yield row, depth, above, at
        waiting += [(depth + 1, row, each) for each in reversed(at.under)]
        row += 1


def _edge(at: Tree, left: int, middle: int, above: int) -> str:
    dash = ' stroke-dasharray="5 4"' if dashed(at) else ""
    colour = "#b00" if "contested" in at.marks else "#555"
    over = "\n".join(filter(None, [edge(at), *map(cited, quotes(at))]))
    down, across = left - STEP + MARGIN, left
    line = f'<path d="M{down} {above + 12}V{middle}H{across}" fill="none" stroke="{colour}"{dash}/>'
    return f"<g><title>{escape(over)}</title>{line}</g>"


def _box(at: Tree, words: str, left: int, middle: int, width: int) -> str:
    dash = f' stroke-dasharray="{DASHES[at.standing]}"' if DASHES[at.standing] else ""
    weight = ' stroke-width="2"' if at.asked else ""
    place = f'x="{left}" y="{middle - 12}" width="{width}" height="24" rx="3"'
    box = f'<rect {place} fill="#fff" stroke="#333"{dash}{weight}/>'
    return f'{box}<text x="{left + MARGIN // 2}" y="{middle + 5}">{escape(words)}</text>'
