"""A document's text with its claims marked, as rich text. Law: the offsets are those of the kept text."""

from collections import defaultdict

from rich.text import Text

from orbat.cli.common import neutral
from orbat.model import Claim, Document, Kept
from orbat.publish.cells import flat
from orbat.publish.lines import claim_line
from orbat.read.why import why
from orbat.vocab import predicates

STYLES = {"title": "bold", "chrome": "dim", "quote": "italic", "caption": "italic"}


def claims_in_order(kept: Kept) -> list[Claim]:
    """The claims in the order of their evidence, which is the order of their numbers."""
    return sorted(kept.claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.id))


def marked(kept: Kept, document: Document) -> Text:
    """The document's head, and its text with each claim's evidence underlined and numbered."""
    text = next(iter(kept.texts.values()))
    body = Text(neutral(text.body))
    for section in text.sections:
        body.stylize(STYLES.get(section.role, ""), section.start, section.end)
    numbers: dict[int, list[str]] = defaultdict(list)
    for number, claim in enumerate(claims_in_order(kept), 1):
        body.stylize("underline", claim.evidence.start, claim.evidence.end)
        numbers[claim.evidence.end].append(str(number))
    shown = _head(document)
    ends = sorted(numbers)
    for piece, end in zip(body.divide(ends), [*ends, None], strict=True):
        shown.append_text(piece)
        if end is not None:
            shown.append(f"[{','.join(numbers[end])}]", style="bold cyan not underline")
    return shown.append("\n")


def _head(document: Document) -> Text:
    by = ", ".join([*document.authors, *filter(None, [document.source, document.published])])
    lines = [document.title or document.uri, by, f"{document.uri}  {document.id}"]
    return Text(neutral("\n".join(line for line in lines if line)) + "\n\n")


def listed(kept: Kept, reasons: bool = False) -> Text:
    """The claims by number: what is said, who says so, when, where, how it stands, and what made it."""
    claims = claims_in_order(kept)
    if not claims:
        return Text("No claims were read." if kept.runs else "Not read yet: run `orbat read` again.")
    shown = Text(f"Claims ({len(claims)})\n", style="bold")
    for number, claim in enumerate(claims, 1):
        line = flat(claim_line(kept, claim))
        label = predicates()[claim.predicate].label if claim.predicate in predicates() else claim.predicate
        more = [line["who_says"]]
        more += [
            line[name] and f"{name.replace('_', ' ')} {line[name]}"
            for name in ("when", "as_of", "reported_on")
        ]
        more += [line["place"] and f"at {line['place']}", line["role"], line["status"]]
        shown.append(f"[{number}] ", style="bold cyan")
        shown.append(neutral(f"{line['subject']} "), style="default").append(
            f"{label} ", style="dim not bold"
        )
        shown.append(neutral(f"{line['object']}\n"), style="default")
        shown.append(neutral(f"    {'; '.join(part for part in more if part)}\n"), style="dim not bold")
        if reasons:
            shown.append(neutral(f"    why: {why(claim).said()}\n"), style="dim not bold")
    return shown


def rejected(kept: Kept) -> Text:
    """What readers found and could not stand behind, and why."""
    rejects = [reject for run in kept.runs for reject in run.rejects]
    shown = Text(f"Rejects ({len(rejects)})\n", style="bold")
    for reject in sorted(rejects, key=lambda r: (r.start, r.end, r.rule)):
        words = neutral(" ".join(reject.words.split()))
        shown.append(
            f"“{words}” at {reject.start}: {neutral(reject.reason)} ({reject.rule})\n", style="not bold"
        )
    return shown
