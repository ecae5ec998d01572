"""A claim's line as cells of words. Law: a cell leaves out no voice and no bound of a figure."""

from collections.abc import Mapping

Line = Mapping[str, object]

COLUMNS = (
    "document", "subject", "predicate", "object", "who_says", "when", "as_of", "reported_on", "place",
    "status", "role", "rank", "name_kind", "event_type", "with", "against", "quote", "start", "end", "id",
)  # fmt: skip

BOUNDS = {"at_least": "at least ", "at_most": "at most ", "about": "about ", "exact": ""}


def flat(line: Line) -> dict[str, str]:
    """A line of `claim_line` as one cell of words a column of COLUMNS; "" for what it lacks."""
    quote = line["quote"]
    assert isinstance(quote, Mapping)
    given = {**line, "quote": quote["exact"], "start": quote["start"], "end": quote["end"]}
    given |= {"object": _object(line["object"]), "who_says": _voices(line["attribution"])}
    return {name: "" if given.get(name) is None else _words(given[name]) for name in COLUMNS}


def _words(value: object) -> str:
    """A name known by several names is its fullest."""
    return str(value["name"] if isinstance(value, Mapping) else value)


def _voices(voices: object) -> str:
    """Outermost first: "A relays > B asserts"."""
    assert isinstance(voices, list | tuple)
    return " > ".join(f"{_words(voice['speaker'])} {voice['stance']}" for voice in voices)


def _object(value: object) -> str:
    """A figure in words ("at least 15 killed, by X"); anything else as it is."""
    if not isinstance(value, Mapping) or "name" in value:
        return _words(value)
    low, high, count = value.get("low"), value.get("high"), value.get("count")
    number = (
        f"{low}-{high}"
        if low is not None and high is not None
        else next((str(n) for n in (count, low, high) if n is not None), "an unknown number")
    )
    rest = [str(value[name]).replace("_", " ") for name in ("unit", "kind") if value.get(name)]
    figure = BOUNDS.get(str(value.get("bound")), "") + " ".join([number, *rest])
    more = [f"by {value['by']}"] if value.get("by") else []
    more += [str(value["manner"])] if value.get("manner") else []
    more += ["in all"] if value.get("cumulative") else []
    return ", ".join([figure, *more])
