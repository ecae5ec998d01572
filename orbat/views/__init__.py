"""Findings as people look at them: profile, tree, network, timeline, places. Plain frozen dataclasses.

Law 3: a view is a pure function of what is kept; the same rows in any order give the same view.
"""

from orbat.views.line import Cited, Contest, Line, Worked, unheard, work_out
from orbat.views.profile import Disagreement, Part, Profile, Source, follow, profile
from orbat.views.shapes import Edge, Network, Node, Place, Tree, network, places, timeline, tree

__all__ = [
    "Cited",
    "Contest",
    "Disagreement",
    "Edge",
    "Line",
    "Network",
    "Node",
    "Part",
    "Place",
    "Profile",
    "Source",
    "Tree",
    "Worked",
    "follow",
    "network",
    "places",
    "profile",
    "timeline",
    "tree",
    "unheard",
    "work_out",
]
