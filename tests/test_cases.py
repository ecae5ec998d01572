"""Law: every rule of weighing does what docs/weighing.md says, shown by cases that an analyst can read."""

from collections import Counter
from dataclasses import replace

import pytest
from case_notation import Case, cases, expected, kept_of, told_of

from orbat.capture import Overrides
from orbat.model import Decision, Finding, Kept
from orbat.pipeline import read_sources
from orbat.read import Reader, load_reader
from orbat.resolve import Index, entities
from orbat.store import Casebook
from orbat.weigh import doubtful, findings, grade, known, origins

ALL = cases()
LEAST = 60
EACH = 3
RULES = """
findings standing denials voices deaths founders dates leaders parents figures sums copies spokesmen
interests circles grades as-of known-on spells succession
""".split()


def weighed(kept: Kept, case: Case) -> tuple[list[Finding], Index]:
    """The findings that the case asks for."""
    seen = known(kept, case.dates.known_on)
    index = Index(entities(seen))
    grades = []
    for line in case.grades:
        about, given, by, at, *why = line.split(" | ")
        ids = [c.id for c in kept.claims.values() if kept.quote(c.evidence).endswith(about)]
        named = [e.id for e in index.named(about)]
        target = (ids or named or [about])[0]
        if by.startswith("machine:"):
            grades.append(Decision(target, "grade", by, at, given, *why))
        else:
            grades.append(grade(target, given, by, at, *why))
    seen = replace(seen, decisions=tuple(grades))
    found = findings(seen, index.entities.values())
    wanted = {expected(line)["says"].split(" | ")[1] for line in case.finds}
    held = [f for f in found if f.predicate in wanted and doubtful(f, case.as_of) is not None]
    return held, index


@pytest.mark.parametrize("case", [c for c in ALL if not c.prose], ids=lambda c: f"{c.file}: {c.name}")
def test_a_case(case: Case) -> None:
    kept = kept_of(case)
    found, index = weighed(kept, case)
    told = [told_of(f, index, case.dates) for f in found]
    left = list(told)
    for line in case.finds:
        wanted = expected(line)
        fitting = next((t for t in left if all(t[k] == v for k, v in wanted.items())), None)
        assert fitting, f"not found: {line}\n" + "\n".join(map(str, told))
        left.remove(fitting)
    assert not left, f"not expected: {left}"
    pages = {d.id: d.uri for d in kept.documents.values()}
    copies = {f"{pages[c.document]} is {pages[c.of] if c.of else c.on} again" for c in origins(kept).copies}
    assert copies == set(case.copies)


@pytest.mark.parametrize("case", [c for c in ALL if not c.prose], ids=lambda c: f"{c.file}: {c.name}")
def test_the_order_of_a_case_changes_nothing(case: Case) -> None:
    kept = kept_of(case)
    rows = (kept.documents, kept.texts, kept.mentions, kept.claims)
    backwards = Kept(*(dict(reversed(x.items())) for x in rows))  # type: ignore[arg-type]
    assert weighed(backwards, case)[0] == weighed(kept, case)[0]


def test_there_are_cases_for_every_rule() -> None:
    counted = Counter(c.file for c in ALL)
    assert len(ALL) >= LEAST
    assert {rule for rule in RULES if counted[rule] < EACH} == set()
    assert len({(c.file, c.name) for c in ALL}) == len(ALL)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.mark.parametrize("case", [c for c in ALL if c.prose], ids=lambda c: f"{c.file}: {c.name}")
def test_a_case_in_prose(case: Case, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read end to end; the reader may find more than the case asks for."""
    folder = tmp_path_factory.mktemp("prose")
    with Casebook.open(str(folder / "case.db")) as casebook:
        for page in case.pages:
            place = folder / f"{page['page']}.txt"
            place.write_text(page["text"], "utf-8")
            about = Overrides(page["by"], published=page["on"])
            read_sources(casebook, [str(place)], reader, about)
        kept = casebook.kept()
    found, index = weighed(kept, case)
    told = [told_of(f, index, case.dates) for f in found]
    for line in case.finds:
        wanted = expected(line)
        assert any(all(t[k] == v for k, v in wanted.items()) for t in told), f"{line}\n" + "\n".join(
            map(str, told)
        )
