"""Findings as people look at them: profile, tree, network, timeline, places. Plain frozen dataclasses.

Law 3: a view is a pure function of what is kept; the same rows in any order give the same view.
"""

from orbat.views.disputes import Disputed, Side, disputes, rank
from orbat.views.line import Cited, Contest, Line, Worked, from_lines, line, unheard, work_out
from orbat.views.network import BESIDE, TIES, Edge, Network, Node, Reach, network, within_reach
from orbat.views.profile import Disagreement, Part, Profile, Source, follow, posted_again, profile
from orbat.views.shapes import Place, places, timeline
from orbat.views.tree import ABOUT_UNITS, Tree, tree

__all__ = [
    "ABOUT_UNITS", "BESIDE", "TIES", "Cited", "Contest", "Disagreement", "Disputed",
    "Edge", "Line", "Network", "Node", "Part", "Place", "Profile", "Reach", "Side", "Source", "Tree",
    "Worked", "disputes", "follow", "from_lines", "line", "network", "places", "posted_again", "profile",
    "rank", "timeline", "tree", "unheard", "within_reach", "work_out",
]  # fmt: skip
