"""Views as JSON Lines: a line for each unit, tie, dispute, gap or change.

Law: a line holds its quotes (1); what would act on a terminal is written as \\u escapes.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from orbat.publish.data import escaped, plain
from orbat.views import Change, Disputed, Gap, Network, Tree


def of_tree(trees: Iterable[Tree]) -> Iterator[str]:
    """A line for each place of a unit, from the top down, with the unit it stands under there."""
    for top in trees:
        yield from _units(top, None, 0)


def _units(unit: Tree, above: str | None, depth: int) -> Iterator[str]:
    bare: dict[str, Any] = plain(unit, leave=("under",))
    yield _line({"depth": depth, "above": above, **bare})
    for each in unit.under:
        yield from _units(each, unit.entity, depth + 1)


def of_network(network: Network) -> Iterator[str]:
    """A line for each node, then for each tie, then how many were left out, if any."""
    for node in network.nodes:
        yield _line({"is": "node", **plain(node)})
    for edge in network.edges:
        yield _line({"is": "tie", **plain(edge)})
    if network.left_out:
        yield _line({"is": "left out", "entities": network.left_out})


def of_each(views: Iterable[Disputed | Gap | Change]) -> Iterator[str]:
    """A line for each."""
    return (_line(plain(view)) for view in views)


def _line(record: dict[str, Any]) -> str:
    return escaped(json.dumps(record, ensure_ascii=False))
