"""A profile as Markdown (CommonMark with the tables and autolinks of GitHub in mind).

Law: every character of a document that Markdown or HTML could read as more than itself is escaped.
"""

import re
from collections.abc import Iterator

from orbat.publish.plain import clean, glance, notice, origin, sort_of, titled
from orbat.views import Cited, Disagreement, Line, Profile


def render(profile: Profile) -> str:
    """The profile as one Markdown text."""
    return "\n".join(_render(profile)) + "\n"


def escape(text: str) -> str:
    """Document words as literal Markdown: no emphasis, link, image, code, HTML, autolink, list or heading."""
    literal = re.sub(r"([\\`*_{}\[\]<>#|~!&$@])", r"\\\1", clean(text))
    literal = re.sub(r"(?i)(www)\.|:(?=//)", lambda m: f"{m[1]}\\." if m[1] else "\\:", literal)
    return re.sub(r"^([-+])|^(\d+)([.)])", lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", literal)


def _render(profile: Profile) -> Iterator[str]:
    yield f"# {escape(profile.heading)}"
    yield f"\n*{notice(profile)}*"
    others = [escape(n.text) + sort_of(n) for n in profile.names[1:]]
    if others:
        yield f"\nAlso: {'; '.join(others)}"
    for note in profile.notes:
        yield f"\nNote: {escape(note)}"
    yield "\n| | |\n| --- | --- |"
    yield from (f"| {title} | {escape(said)} |" for title, said in glance(profile))
    if profile.disputed:
        yield "\n## Disputed"
        for disagreement in profile.disputed:
            yield from _disagreement(disagreement, profile)
    for part in profile.parts:
        yield f"\n## {part.title}\n"
        for shown in part.lines:
            yield from _line(shown, profile)
    if profile.unknown:
        yield "\n## Not known\n\nNo text read says:\n"
        yield from (f"- {gap}" for gap in profile.unknown)
    yield "\n## Sources\n"
    for number, source in enumerate(profile.sources, 1):
        yield f"{number}. {escape(titled(source))}, {escape(source.uri)}; claims shown: {source.claims}"
        yield from (f"   This page is {escape(again)}." for again in source.again)


def _statement(shown: Line) -> str:
    tail = ", ".join(escape(x) for x in (shown.when, f"at {shown.place}" if shown.place else "") if x)
    when = f", {tail}" if tail and shown.when != shown.text else ""
    marks = f" *({', '.join(shown.marks)})*" if shown.marks else ""
    return f"{escape(shown.label)} **{escape(shown.text)}**{when}{marks}"


def _line(shown: Line, profile: Profile) -> Iterator[str]:
    subject = f"**{escape(shown.subject)}** " if shown.subject_id != profile.entity else ""
    yield f"- {subject}{_statement(shown)}{' *(accepted)*' if shown.reviewed else ''}"
    for cited in shown.citations:
        yield from _cited(cited, profile)
    yield from (f"  - {escape(note)}" for note in shown.notes)


def _cited(cited: Cited, profile: Profile) -> Iterator[str]:
    yield f"  - “{escape(cited.quote)}” {escape(cited.voices)} · {escape(origin(cited, profile))}"


def _disagreement(disagreement: Disagreement, profile: Profile) -> Iterator[str]:
    yield f"\n**{escape(disagreement.subject)}: {escape(disagreement.rule)}**\n"
    for side in disagreement.sides:
        yield f"- {_statement(side)}"
        for cited in side.citations:
            yield from _cited(cited, profile)
    for contest in disagreement.against:
        yield f"- against it: {escape(contest.why)}"
        for cited in contest.citations:
            yield from _cited(cited, profile)
