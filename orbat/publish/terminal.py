"""A profile on the terminal.

Law: document words are printed as rich Text, so that no markup in them is read, and cleaned of escapes.
"""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from orbat.publish.plain import clean, notice, origin
from orbat.views import Cited, Disagreement, Line, Profile
from orbat.views.phrases import day

SHOWN = 3  # citations of one line; how many more there are is said


def show(profile: Profile, console: Console) -> None:
    """Print a profile."""
    for part in _render(profile):
        console.print(part)


def _render(profile: Profile) -> Iterator[RenderableType]:
    yield Text.assemble((clean(profile.heading), "bold"), (f"  {profile.kind}", "dim"))
    others = [f"{clean(n.text)} ({n.kind.replace('_', ' ')})" for n in profile.names[1:]]
    if others:
        yield Text("also: " + "; ".join(others))
    yield Text(notice(profile), "italic")
    for note in profile.notes:
        yield Text(clean(note), "yellow")
    if profile.glance:
        yield _glance(profile)
    if profile.disputed:
        yield _title("Disputed")
        for disagreement in profile.disputed:
            yield _disagreement(disagreement)
    for part in profile.parts:
        yield _title(part.title)
        for shown in part.lines:
            yield Padding(_line(shown, profile), (0, 0, 0, 2))
    if profile.unknown:
        yield _title("Not known: no text read says")
        yield Text("\n".join(f"  {gap}" for gap in profile.unknown))
    yield _title("Sources")
    for source in profile.sources:
        date = day(source.published) if source.published else "no date"
        named = ", ".join(clean(x) for x in (source.title, source.publisher or "", date) if x)
        yield Text(f"  {named}: {source.claims} claims  ({source.document})")


def _title(text: str) -> RenderableType:
    return Group(Text(), Rule(Text(text, "bold cyan"), align="left", style="dim"))


def _glance(profile: Profile) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for title, lines in profile.glance:
        said = Text("; ").join(_statement(x, profile.entity, short=True) for x in lines[:SHOWN])
        if len(lines) > SHOWN:
            said.append(f"; and {len(lines) - SHOWN} more", "dim")
        table.add_row(title, said)
    return Padding(table, (1, 0, 0, 0))


def _statement(shown: Line, entity: str, short: bool = False) -> Text:
    words = Text()
    if shown.subject_id != entity:
        words.append(clean(shown.subject) + " ", "bold")
    words.append(clean(shown.label) + " ", "" if short else "dim")
    words.append(clean(shown.text), "" if short else "bold")
    for extra in (shown.when, f"at {shown.place}" if shown.place else ""):
        if extra and extra != shown.text:
            words.append(f", {clean(extra)}")
    if shown.marks:
        words.append(f"  [{', '.join(shown.marks)}]", "yellow")
    return words


def _line(shown: Line, profile: Profile) -> RenderableType:
    words = _statement(shown, profile.entity)
    if shown.reviewed:
        words.append("  [accepted]", "green")
    more = len(shown.citations) - SHOWN
    rows: list[RenderableType] = [words, *(Padding(_cited(c), (0, 0, 0, 4)) for c in shown.citations[:SHOWN])]
    if more > 0:
        rows.append(Text(f"    and {more} more quotes", "dim"))
    for contest in shown.disputes:
        rows.append(Padding(Text(f"{contest.rule}: {clean(contest.why)}", "yellow"), (0, 0, 0, 4)))
    return Group(*rows)


def _cited(cited: Cited) -> Text:
    words = Text(f"“{clean(cited.quote)}”\n", "dim")
    words.append(clean(cited.voices), "default not dim")
    words.append(f" · {origin(cited)}")
    return words


def _disagreement(disagreement: Disagreement) -> RenderableType:
    """The sides next to each other, each with its first quote; a side of one line has its doubters beside it."""
    panels: list[RenderableType] = []
    for side in disagreement.sides:
        head = Text(clean(f"{side.label} {side.text}"), "bold")
        extra = ", ".join(clean(x) for x in (side.when, side.place) if x)
        body = Group(Text(extra), _cited(side.citations[0])) if extra else _cited(side.citations[0])
        panels.append(Panel(body, title=head, title_align="left", border_style="yellow"))
    if len(disagreement.sides) == 1:
        for contest in disagreement.sides[0].disputes:
            if contest.rule == disagreement.rule:
                other = Group(Text(clean(contest.why), "bold"), _cited(contest.citations[0]))
                panels.append(Panel(other, title="against it", title_align="left", border_style="yellow"))
    grid = Table.grid(expand=True)
    for _ in panels[:3]:
        grid.add_column(ratio=1)
    for at in range(0, len(panels), 3):
        grid.add_row(*panels[at : at + 3])
    return Group(Text(clean(f"{disagreement.subject}: {disagreement.rule}"), "yellow"), grid)
