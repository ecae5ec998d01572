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

from orbat.publish.plain import clean, glance, notice, origin, sort_of, titled
from orbat.views import Cited, Disagreement, Line, Profile

SHOWN = 3  # citations of one line; how many more there are is said


def show(profile: Profile, console: Console) -> None:
    """Print a profile."""
    for part in _render(profile):
        console.print(part)


def _render(profile: Profile) -> Iterator[RenderableType]:
    yield Text.assemble((clean(profile.heading), "bold"), (f"  {profile.kind}", "dim"))
    others = [clean(n.text) + sort_of(n) for n in profile.names[1:]]
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
            yield _disagreement(disagreement, profile)
    for part in profile.parts:
        yield _title(part.title)
        for shown in part.lines:
            yield Padding(_line(shown, profile), (0, 0, 0, 2))
    if profile.unknown:
        yield _title("Not known: no text read says")
        yield Text("\n".join(f"  {gap}" for gap in profile.unknown))
    yield _title("Sources")
    for number, source in enumerate(profile.sources, 1):
        yield Padding(Text(f"[{number}] {titled(source)}"), (0, 0, 0, 2))
        for again in source.again:
            yield Padding(Text(f"this page is {clean(again)}", "yellow"), (0, 0, 0, 6))
        yield Text(f"      claims shown: {source.claims}; orbat show {source.document}", "dim")


def _title(text: str) -> RenderableType:
    return Group(Text(), Rule(Text(text, "bold cyan"), align="left", style="dim"))


def _glance(profile: Profile) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for title, said in glance(profile):
        table.add_row(title, Text(said))
    return Padding(table, (1, 0, 0, 0))


def _statement(shown: Line, entity: str) -> Text:
    words = Text()
    if shown.subject_id != entity:
        words.append(clean(shown.subject) + " ", "bold")
    words.append(clean(shown.label) + " ", "dim")
    words.append(clean(shown.text), "bold")
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
    rows: list[RenderableType] = [
        words,
        *(Padding(_cited(c, profile), (0, 0, 0, 4)) for c in shown.citations[:SHOWN]),
    ]
    if more > 0:
        rows.append(Text(f"    and {more} more quotes", "dim"))
    rows += [Padding(Text(clean(note), "italic"), (0, 0, 0, 4)) for note in shown.notes]
    return Group(*rows)


def _cited(cited: Cited, profile: Profile) -> Text:
    words = Text(f"“{clean(cited.quote)}”\n", "dim")
    words.append(clean(cited.voices), "default not dim")
    words.append(f" · {origin(cited, profile)}")
    return words


def _disagreement(disagreement: Disagreement, profile: Profile) -> RenderableType:
    """The sides next to each other, each with its first quote; one side alone has its doubters beside it."""
    panels: list[RenderableType] = []
    for side in disagreement.sides:
        head = Text(clean(f"{side.label} {side.text}"), "bold")
        extra = ", ".join(clean(x) for x in (side.when, side.place) if x)
        body = (
            Group(Text(extra), _cited(side.citations[0], profile))
            if extra
            else _cited(side.citations[0], profile)
        )
        panels.append(Panel(body, title=head, title_align="left", border_style="yellow"))
    for contest in disagreement.against:
        other = Group(Text(clean(contest.why), "bold"), *(_cited(c, profile) for c in contest.citations))
        panels.append(Panel(other, title="against it", title_align="left", border_style="yellow"))
    grid = Table.grid(expand=True)
    for _ in panels[:3]:
        grid.add_column(ratio=1)
    for at in range(0, len(panels), 3):
        grid.add_row(*panels[at : at + 3])
    return Group(Text(clean(f"{disagreement.subject}: {disagreement.rule}"), "yellow"), grid)
