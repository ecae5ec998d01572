"""Findings as people look at them: profile, tree, network, timeline, places. Plain frozen dataclasses.

Law 3: a view is a pure function of what is kept; the same rows in any order give the same view.
"""

from orbat.views.changes import Change, changes
from orbat.views.disputes import Disputed, Side, disputes, rank
from orbat.views.document import Block, Judged, Party, Sheet, Stated, Stretch, judgements, sheet
from orbat.views.gaps import Gap, gaps
from orbat.views.line import Cited, Contest, Line, Worked, cite, from_lines, in_words, line, unheard, work_out
from orbat.views.network import BESIDE, TIES, Edge, Network, Node, Reach, network, within_reach
from orbat.views.profile import Disagreement, Part, Profile, Source, follow, posted_again, profile
from orbat.views.prose import Prose, Sentence, prose
from orbat.views.routes import Route, routes
from orbat.views.shapes import Place, places, timeline
from orbat.views.tree import ABOUT_UNITS, Tree, tree

__all__ = [
    "ABOUT_UNITS", "BESIDE", "TIES", "Block", "Change", "Cited", "Contest", "Disagreement", "Disputed",
    "Edge", "Gap", "Judged", "Line", "Network", "Node", "Part", "Party", "Place", "Profile", "Prose", "Reach",
    "Route", "Sentence", "Sheet", "Side", "Source", "Stated", "Stretch", "Tree", "Worked",
    "changes", "cite", "disputes", "follow", "from_lines", "gaps", "in_words", "judgements", "line",
    "network", "places", "posted_again", "profile", "prose", "rank", "routes", "sheet", "timeline", "tree",
    "unheard", "within_reach", "work_out",
]  # fmt: skip
