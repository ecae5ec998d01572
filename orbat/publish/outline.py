"""Order of battle, network, disputes, gaps and changes as lines of words, for the terminal and for Markdown.

Law 4: what is contested or uncertain is marked wherever it is drawn. Law 1: each edge has its quotes.
"""

from collections.abc import Iterable, Iterator

from rich.text import Text
from rich.tree import Tree as Branches

from orbat.publish.markdown import escape
from orbat.publish.plain import clean
from orbat.views import Change, Cited, Disputed, Gap, Line, Network, Tree, in_words

UNREVIEWED = "Not reviewed: read by a machine; lines that a person accepted say so."
SHOWN = 2  # quotes of one edge on the terminal; how many more there are is said


def unit(tree: Tree) -> str:
    """A unit in a few words: its name or "[unnamed] three battalions", who leads it, what to know of it."""
    lead = "" if tree.standing == "named" else f"[{tree.standing}] "
    led = "; ".join(x.text + _marked(x) for x in tree.leaders)
    also = f"also under {', '.join(tree.elsewhere)}" if tree.elsewhere else ""
    cut = {"": "", "circle": "a circle: shown above", "shown above": "what is under it is shown above"}
    known = [f"led by {led}" if led else "", *tree.notes, also, cut[tree.cut]]
    more = "; ".join(k for k in known if k)
    return clean(lead + tree.label + (f" ({more})" if more else ""))


def _marked(line: Line) -> str:
    return f" [{', '.join(line.marks)}]" if line.marks else ""


def edge(tree: Tree) -> str:
    """What to know of the edge above a unit; empty for one that nobody contests."""
    accepted = ["accepted"] if any(x.reviewed for x in tree.via) else []
    return clean(", ".join([*tree.marks, *accepted]))


def quotes(tree: Tree) -> list[Cited]:
    """The quotes that put a unit under the one above, each once, and those against it."""
    told = [c for x in tree.via for c in x.citations]
    against = [c for x in tree.via for d in x.disputes for c in d.citations]
    return list(dict.fromkeys([*told, *against]))


def dashed(tree: Tree) -> bool:
    """Whether the edge above a unit is drawn dashed: somebody contests it, or nobody is sure of it."""
    return bool(tree.marks) and tree.marks != ("auxiliary",)


def cited(quote: Cited) -> str:
    """“The words”, who says so, in what, when."""
    source = ", ".join(x for x in (quote.title, quote.published) if x)
    return clean(f"“{quote.quote}” {quote.voices} · {source}")


def branches(top: Tree) -> Branches:
    """A tree for the terminal: dashes before what is contested or uncertain."""
    made = Branches(_shown(top))

    def grow(at: Branches, of: Tree) -> None:
        for each in of.under:
            grow(at.add(_shown(each)), each)

    grow(made, top)
    return made


def _shown(tree: Tree) -> Text:
    words = Text("╌╌ " if dashed(tree) else "", "yellow")
    words.append(unit(tree), "bold" if tree.asked else "")
    if marks := edge(tree):
        words.append(f"  [{marks}]", "yellow")
    found = quotes(tree)
    for quote in found[:SHOWN]:
        words.append(f"\n{cited(quote)}", "dim")
    if len(found) > SHOWN:
        words.append(f"\nand {len(found) - SHOWN} more quotes", "dim")
    return words


def tree_markdown(trees: Iterable[Tree]) -> Iterator[str]:
    """Nested lists, each edge with all its quotes."""
    yield f"*{UNREVIEWED}*\n"
    for top in trees:
        yield from _nested(top, 0)


def _nested(tree: Tree, depth: int) -> Iterator[str]:
    indent = "  " * depth
    marks = f" *({escape(edge(tree))})*" if edge(tree) else ""
    yield f"{indent}- **{escape(unit(tree))}**{marks}"
    yield from (f"{indent}  - {escape(cited(quote))}" for quote in quotes(tree))
    for each in tree.under:
        yield from _nested(each, depth + 1)


def network_lines(network: Network) -> Iterator[str]:
    """Each tie with its first quote, by who has it; and how many entities the limit left out."""
    for tie in sorted(
        network.edges, key=lambda e: (e.line.subject, e.line.label, e.line.text, e.line.finding)
    ):
        yield clean(in_words(tie.line) + _marked(tie.line))
        yield from (f"    {cited(quote)}" for quote in tie.line.citations[:1])
    if network.left_out:
        yield f"left out, beyond the limit: {network.left_out} entities"


def dispute_lines(disputes: Iterable[Disputed]) -> Iterator[str]:
    """Each dispute with its sides and who says each."""
    for each in disputes:
        yield clean(f"{each.label}: {each.rule}")
        for side in each.sides:
            when = f", {side.when}" if side.when else ""
            quote = f" “{side.quote}”" if side.quote else ""
            yield "    " + clean(f"{side.text}{when} · {', '.join(side.sources)}{quote}")
        yield from (f"    against it: {clean(why)}" for why in each.why)


def gap_lines(gaps: Iterable[Gap]) -> Iterator[str]:
    """Each gap, with the quotes of the lines that it is about."""
    for gap in gaps:
        yield clean(f"{gap.rule}: {gap.text}")
        yield from (f"    {cited(quote)}" for shown in gap.lines for quote in shown.citations[:1])


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Each change with its first quote."""
    for change in changes:
        why = f" ({change.why})" if change.why else ""
        yield clean(f"{change.what}: {in_words(change.line)}{_marked(change.line)}{why}")
        yield from (f"    {cited(quote)}" for quote in change.line.citations[:1])
