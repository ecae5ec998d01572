"""A profile as Markdown (CommonMark with the tables and autolinks of GitHub in mind).

Law: every character of a document that Markdown or HTML could read as more than itself is escaped.
"""

import re
from collections.abc import Iterator

from orbat.publish.plain import clean, notice, origin
from orbat.views import Cited, Disagreement, Line, Profile
from orbat.views.phrases import day


def render(profile: Profile) -> str:
    """The profile as one Markdown text."""
    return "\n".join(_render(profile)) + "\n"


def escape(text: str) -> str:
    """Document words as literal Markdown: no emphasis, link, image, code, HTML, autolink, list or heading."""
    literal = re.sub(r"([\\`*_{}\[\]<>#|~!&$@^=])", r"\\\1", clean(text))
    literal = re.sub(r"(?i)(www)\.|:(?=//)", lambda m: f"{m[1]}\\." if m[1] else "\\:", literal)
    return re.sub(r"^([-+])|^(\d+)([.)])", lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", literal)


def _render(profile: Profile) -> Iterator[str]:
    yield f"# {escape(profile.heading)}"
    yield f"\n*{notice(profile)}*"
    others = [f"{escape(n.text)} ({n.kind.replace('_', ' ')})" for n in profile.names[1:]]
    if others:
        yield f"\nAlso: {'; '.join(others)}"
    for note in profile.notes:
        yield f"\nNote: {escape(note)}"
    if profile.disputed:
        yield "\n## Disputed"
        for disagreement in profile.disputed:
            yield from _disagreement(disagreement)
    for part in profile.parts:
        yield f"\n## {part.title}\n"
        for shown in part.lines:
            yield from _line(shown, profile)
    if profile.unknown:
        yield "\n## Not known\n\nNo text read says:\n"
        yield from (f"- {gap}" for gap in profile.unknown)
    yield "\n## Sources\n"
    for source in profile.sources:
        date = day(source.published) if source.published else "no date"
        named = ", ".join(escape(x) for x in (source.title, source.publisher, date, source.uri) if x)
        yield f"- {named}: {source.claims} claims"


def _statement(shown: Line) -> str:
    tail = ", ".join(escape(x) for x in (shown.when, f"at {shown.place}" if shown.place else "") if x)
    when = f", {tail}" if tail and shown.when != shown.text else ""
    marks = f" *({', '.join(shown.marks)})*" if shown.marks else ""
    return f"{escape(shown.label)} **{escape(shown.text)}**{when}{marks}"


def _line(shown: Line, profile: Profile) -> Iterator[str]:
    subject = f"**{escape(shown.subject)}** " if shown.subject_id != profile.entity else ""
    yield f"- {subject}{_statement(shown)}{' *(accepted)*' if shown.reviewed else ''}"
    for cited in shown.citations:
        yield from _cited(cited)
    for contest in shown.disputes:
        yield f"  - *{escape(contest.rule)}*: {escape(contest.why)}"


def _cited(cited: Cited) -> Iterator[str]:
    yield f"  - “{escape(cited.quote)}” {escape(cited.voices)} · {escape(origin(cited))}"


def _disagreement(disagreement: Disagreement) -> Iterator[str]:
    yield f"\n**{escape(disagreement.subject)}: {escape(disagreement.rule)}**\n"
    for side in disagreement.sides:
        yield f"- {_statement(side)}"
        for cited in side.citations:
            yield from _cited(cited)
        for contest in side.disputes:
            if len(disagreement.sides) == 1 and contest.rule == disagreement.rule:
                yield f"  - *against it*: {escape(contest.why)}"
