"""`orbat review`. Law: nobody is asked without the quotes of both, and every answer can be taken back."""

import json
import sys
from collections.abc import Iterator

import click
from rich.console import Console
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook, signature
from orbat.desk import Answer
from orbat.joining import join, now
from orbat.model import Decision, Entity, Kept
from orbat.resolve import Index, as_mention, entities
from orbat.resolve.settle import Proposal
from orbat.store import Casebook

ANSWERS: dict[str, Answer] = {
    "s": "same", "same": "same", "d": "different", "different": "different",
    "u": "unsure", "unsure": "unsure",
}  # fmt: skip
STEPS = {
    "k": "skip",
    "skip": "skip",
    " ": "skip",
    "z": "undo",
    "undo": "undo",
    "q": "quit",
    "quit": "quit",
    "": "quit",
}
KEYS = "s same · d different · u unsure · k skip · z undo · q quit"
QUOTES, AROUND = 3, 90


@click.group()
def command() -> None:
    """Judge what is proposed, one by one."""


@command.command()
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.")
@db_option
def names(limit: int | None, db: str | None) -> None:
    """Judge whether two are one: their names, their quotes, and why they are proposed.

    Keys: s same, d different, u unsure, k skip, z undo, q quit. On a pipe an answer a line, letter or word.
    """
    by = signature()
    with open_casebook(db) as casebook:
        waiting = Console(stderr=True, quiet=is_piped())
        with waiting.status("comparing the names of the casebook"):
            proposals = join(casebook)[:limit]
        duel = _Duel(casebook, proposals, by)
        duel.run()
        if duel.decided:
            join(casebook)


class _Duel:
    """The proposals, and what was answered to them so far."""

    def __init__(self, casebook: Casebook, proposals: tuple[Proposal, ...], by: str) -> None:
        self.casebook, self.proposals, self.by = casebook, proposals, by
        self.kept = casebook.kept()
        self.index = Index(entities(self.kept))
        self.given: list[tuple[int, Decision | None]] = []  # where, and what was decided (None: skipped)
        self.decided = False
        self.console = Console(highlight=False, width=100 if is_piped() else None)

    def run(self) -> None:
        """Ask until the end, or until there are no more answers."""
        at = 0
        while at < len(self.proposals):
            if self._joined(self.proposals[at]):
                at += 1
                continue
            self._show(at)
            step = self._ask()
            if step == "quit":
                break
            if step == "undo":
                at = self._undo(at)
                continue
            self._answer(at, step)
            at += 1
        self._end()

    def _ask(self) -> str:
        while True:
            asked = sys.stdin.isatty()
            typed = click.getchar() if asked else sys.stdin.readline()
            word = typed if typed == " " else typed.strip().lower()
            if not asked and typed and not word:
                continue  # an empty line is no answer; the end of the input is
            if word in ANSWERS:
                return ANSWERS[word]
            if word in STEPS:
                return STEPS[word]
            click.echo(f"{neutral(word)!r} is no answer: {KEYS}", err=True)

    def _answer(self, at: int, step: str) -> None:
        proposal = self.proposals[at]
        decision = None
        if step in ("same", "different", "unsure"):
            verdict: Answer = ANSWERS[step]
            one, other = proposal.mentions
            decision = Decision(one, verdict, self.by, now(), other, f"in review; {'; '.join(proposal.why)}")
            self.casebook.add_decision(decision)
            self.decided = True
        self.given.append((at, decision))
        self._tell(step, proposal)

    def _undo(self, at: int) -> int:
        """Take back the last answer; gives the proposal to ask again."""
        if not self.given:
            click.echo("nothing was answered yet that could be undone", err=True)
            return at
        before, decision = self.given.pop()
        if decision:
            self.casebook.add_decision(Decision(decision.id, "undo", self.by, now(), None, "in review"))
        self._tell("undo", self.proposals[before])
        return before

    def _joined(self, proposal: Proposal) -> bool:
        """Whether answers of this round made the two one already."""
        near: dict[str, set[str]] = {}
        for at, decision in self.given:
            if decision and decision.verdict == "same":
                a, b = self.proposals[at].one, self.proposals[at].other
                near.setdefault(a, set()).add(b)
                near.setdefault(b, set()).add(a)
        seen, waiting = {proposal.one}, [proposal.one]
        while waiting:
            new = near.get(waiting.pop(), set()) - seen
            seen |= new
            waiting.extend(new)
        return proposal.other in seen

    def _tell(self, step: str, proposal: Proposal) -> None:
        if is_piped():
            plain = {"one": proposal.one, "other": proposal.other, "names": proposal.names, "answer": step}
            click.echo(json.dumps({**plain, "score": round(proposal.score, 4), "why": proposal.why}))

    def _end(self) -> None:
        done = sum(decision is not None for _, decision in self.given)
        left = len(self.proposals) - len(self.given)
        if is_piped():
            skipped = len(self.given) - done
            click.echo(json.dumps({"summary": {"decided": done, "skipped": skipped, "left": max(left, 0)}}))
        else:
            self.console.print(Text(f"{done} decided, {max(left, 0)} left; `orbat undo` takes back the last"))

    def _show(self, at: int) -> None:
        if is_piped():
            return
        proposal = self.proposals[at]
        line = Text(f"\n{at + 1} of {len(self.proposals)}  {proposal.score:.2f}  ", style="bold")
        line.append(neutral("; ".join(proposal.why)))
        self.console.print(line)
        for id_, name in zip((proposal.one, proposal.other), proposal.names, strict=True):
            self._show_one(self.index.of(as_mention(id_)), name)
        self.console.print(Text(KEYS, style="dim"))

    def _show_one(self, entity: Entity, name: str) -> None:
        texts = {self.kept.mentions[m].span.text for m in entity.mentions}
        line = Text(f"  {neutral(name)}", style="bold cyan")
        line.append(f"  {entity.kind}, {len(entity.mentions)} mentions in {len(texts)} texts", style="dim")
        others = [n.text for n in entity.names if n.text != name][:6]
        line.append(neutral(f"  also: {'; '.join(others)}") if others else "")
        self.console.print(line)
        for quote, title in _quotes(self.kept, entity):
            self.console.print(Text(f"    “{neutral(quote)}”"), Text(neutral(title), style="dim"))


def _quotes(kept: Kept, entity: Entity) -> Iterator[tuple[str, str]]:
    """Words around a mention in each of a few texts, with the title and date of the document."""
    seen: set[str] = set()
    for mention in (kept.mentions[m] for m in entity.mentions):
        if mention.span.text not in seen and len(seen) < QUOTES:
            seen.add(mention.span.text)
            text = kept.texts[mention.span.text]
            start, end = max(0, mention.span.start - AROUND), mention.span.end + AROUND
            start = text.body.find(" ", start, mention.span.start) + 1 if start else 0
            document = kept.documents[text.document]
            dated = f", {document.published}" if document.published else ""
            yield " ".join(text.body[start:end].split()), f"{document.title or document.uri}{dated}"
