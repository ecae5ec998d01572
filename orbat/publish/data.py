"""A view as JSON.

Law: quotes are exact (1); what would act on a terminal is written as \\u escapes, so the text is the same.
"""

import dataclasses
import json
import unicodedata
from typing import Any

from orbat.publish.plain import notice
from orbat.views import Line, Network, Place, Profile, Prose, Tree

View = Profile | Network | Tree | Line | Place | Prose


def render(view: View | tuple[View, ...]) -> str:
    """The view as indented JSON; a profile says at its head what a person has reviewed of it."""
    bare = plain(view)
    if isinstance(view, Profile):  # what repeats lines of the parts names them by their finding
        bare["glance"] = {title: [x.finding for x in lines] for title, lines in view.glance}
        for disagreement, shown in zip(view.disputed, bare["disputed"], strict=True):
            shown["sides"] = [x.finding for x in disagreement.sides]
        bare = {"format": "orbat-profile/1", "review": notice(view), **bare}
    return escaped(json.dumps(bare, ensure_ascii=False, indent=2)) + "\n"


def write(value: object) -> str:
    """Any record, list or mapping of them as JSON on one line."""
    return escaped(json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")))


def plain(value: Any, leave: tuple[str, ...] = ()) -> Any:
    """A view as plain JSON values, without the fields of its own in `leave`."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (f.name for f in dataclasses.fields(value) if f.name not in leave)
        fields = {name: plain(getattr(value, name)) for name in names}
        return {**fields, "marks": list(value.marks)} if isinstance(value, Line) else fields
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple | list) else value


def escaped(text: str) -> str:
    """Format characters and lone surrogates as JSON escapes; JSON itself escapes the C0 controls."""
    acting = {c for c in set(text) if unicodedata.category(c) in ("Cf", "Cs") or "\x7f" <= c <= "\x9f"}
    for char in acting:
        units = char.encode("utf-16-be", "surrogatepass")
        escape = "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
        text = text.replace(char, escape)
    return text
