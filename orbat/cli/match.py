"""`orbat match`. Law: every hit says why, and by which decisions its names were joined."""

import json
from collections.abc import Iterator

import click
from rich.console import Console
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook
from orbat.model import LIST_ENTRY, Decision, Entity, Kept
from orbat.names import Hit, NameIndex
from orbat.resolve import as_mention, entities, in_force

KINDS = ("person", "group", "place")


@click.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), help="Only among these.")
@click.option("--top", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many at most.")
@db_option
def command(name: str, kind: str | None, top: int, db: str | None) -> None:
    """Find a name in the casebook and the lists, with reasons.

    Best first, each with the name that matched, why, and the decisions that joined its names (`orbat undo`).
    On a pipe: JSON Lines.
    """
    with open_casebook(db) as casebook:
        kept = casebook.kept()
    found = {e.id: e for e in entities(kept) if e.kind in ((kind,) if kind else KINDS)}
    rows = ((e.id, e.kind, n.text) for e in found.values() for n in e.names if e.kind in KINDS)
    index = NameIndex.build((id_, k, text) for id_, k, text in rows if k in ("person", "group", "place"))
    shown = 0
    for hit in index.search(name, None, top):
        record = _record(kept, found[hit.id], hit)
        shown += 1
        if is_piped():
            click.echo(json.dumps(record))
        else:
            _show(record)
    if not shown and not is_piped():
        click.echo(f"nothing like {neutral(name)!r} in the casebook or the lists", err=True)


def _record(kept: Kept, entity: Entity, hit: Hit) -> dict[str, object]:
    documents = {kept.texts[kept.mentions[m].span.text].document for m in entity.mentions}
    lists = sorted(
        kept.documents[d].title or "" for d in documents if kept.documents[d].media_type == LIST_ENTRY
    )
    return {
        "id": entity.id,
        "kind": entity.kind,
        "heading": entity.heading,
        "name": hit.name,
        "score": round(hit.score, 4),
        "why": list(hit.why),
        "names": [n.text for n in entity.names],
        "mentions": len(entity.mentions),
        "documents": len(documents),
        "lists": lists,
        "joined": [
            {"id": d.id, "by": d.by, "at": d.at, "why": d.why, "score": d.score} for d in _joins(kept, entity)
        ],
    }


def _joins(kept: Kept, entity: Entity) -> Iterator[Decision]:
    members = set(entity.mentions)
    for decision in in_force(kept.decisions):
        if (
            decision.verdict == "same"
            and {as_mention(decision.about), as_mention(decision.other or "")} <= members
        ):
            yield decision


def _show(record: dict[str, object]) -> None:
    console = Console(highlight=False)
    line = Text(f"{record['score']:.2f}  ", style="bold")
    line.append(neutral(str(record["heading"])), style="bold")
    line.append(f"  {record['kind']}, {record['mentions']} mentions  {record['id']}", style="dim")
    console.print(line)
    names, why, lists, joined = (record[k] for k in ("names", "why", "lists", "joined"))
    assert (
        isinstance(names, list)
        and isinstance(why, list)
        and isinstance(lists, list)
        and isinstance(joined, list)
    )
    console.print(Text(neutral(f"      as “{record['name']}”: {'; '.join(why)}")))
    if len(names) > 1:
        console.print(Text(neutral(f"      names: {'; '.join(names)}")))
    for title in lists:
        console.print(Text(neutral(f"      on: {title}")))
    for join in joined:
        said = f"      joined by {join['by']}: {join['why'] or 'no reason given'}  {join['id']}"
        console.print(Text(neutral(said), style="dim"), soft_wrap=True)
