"""Names of places: what they can stand for, and what a text means by them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbat.errors import PlaceError
from orbat.model import Location
from orbat.places import demonyms, find_places, open_gazetteer, resolve, sources
from orbat.places import index as place_index
from orbat.places.fold import fold, plain
from orbat.places.sources import Record, rows


def one(name: str, *others: str, hint: str | None = None) -> Location:
    found = resolve([name, *others], hint)[0]
    assert found is not None
    return found


def near(found: Location, lat: float, lon: float, degrees: float = 0.5) -> bool:
    assert found.lat is not None and found.lon is not None
    return abs(found.lat - lat) <= degrees and abs(found.lon - lon) <= degrees


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ma‘arrat an-Nu‘mān", "maarrat an numan"),
        ("The Gambia", "gambia"),
        ("St. Louis", "st louis"),
        ("Saint Louis", "st louis"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("حلب", "حلب"),
        (" - ", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "plain_name", "kind", "part"),
    [
        ("idlib province", "idlib", "area", False),
        ("province of idlib", "idlib", "area", False),
        ("northern syria", "syria", None, True),
        ("southern aleppo countryside", "aleppo", "area", True),
        ("village of nubl", "nubl", "locality", False),
        ("province", "province", None, False),
    ],
)
def test_kind_words_say_the_precision(name: str, plain_name: str, kind: str | None, part: bool) -> None:
    found = plain(name)
    assert (found.name, found.kind, found.part) == (plain_name, kind, part)


def test_the_neighbours_decide() -> None:
    assert near(one("Tripoli", "Beirut"), 34.4, 35.8)
    assert near(one("Tripoli", "Misrata"), 32.9, 13.2)
    assert one("Georgia", "Tbilisi").country == "Georgia"
    assert one("Georgia", "Atlanta").country == "United States"
    assert one("Valencia", hint="Venezuela").country == "Venezuela"
    assert one("Valencia", "Madrid", "Seville").country == "Spain"


def test_what_is_written_beside_a_name_decides() -> None:
    text = "Men from Cordoba, Colombia, met others from Cordoba, Argentina."
    spans = [(9, 16), (44, 51)]
    assert [text[a:b] for a, b in spans] == ["Cordoba", "Cordoba"]
    first, second = find_places(text, spans)
    assert first and first.country == "Colombia"
    assert second and second.country == "Argentina"
    assert "beside" in first.why


def test_one_sense_in_one_text() -> None:
    found = resolve(["Cordoba", "Madrid", "Seville", "Cordoba"], contexts=[", Colombia", "", "", " again"])
    assert found[3] == found[0]


@pytest.mark.parametrize(
    ("name", "precision", "lat", "lon"),
    [
        ("Syria", "country", 35, 38.5),
        ("northern Syria", "area", 35, 38.5),
        ("Aleppo", "locality", 36.2, 37.16),
        ("Aleppo Governorate", "area", 36.3, 37.5),
        ("Burma", "country", 21.2, 96.5),
        ("DRC", "country", -2.9, 23.6),
        ("Darfur", "area", 13.5, 24.5),
        ("Cabo Delgado province", "area", -12.4, 39.4),
        ("Donbas", "area", 48.3, 38),
        ("Rakhine State", "area", 19.8, 93.9),
        ("Kafr Saghir", "locality", 36.29, 37.26),
        ("Raqqah", "locality", 35.95, 39.0),
        ("Dayr al-Zawr", "locality", 35.33, 40.14),
    ],
)
def test_precision(name: str, precision: str, lat: float, lon: float) -> None:
    found = one(name, "Homs") if precision == "locality" else one(name)
    assert found.precision == precision
    assert near(found, lat, lon)


def test_a_likeness_of_spelling_needs_the_country() -> None:
    found = one("Nubbol", "Syria")
    assert near(found, 36.38, 36.99)
    assert "by spelling" in found.why
    assert one("Nubbol").precision == "unresolved"


def test_not_found_is_said() -> None:
    found = one("Qwertzuiopolis")
    assert (found.name, found.precision, found.lat, found.country) == (
        "Qwertzuiopolis",
        "unresolved",
        None,
        None,
    )
    assert resolve(["", "  ", "---"])[:2] == [None, None]
    assert resolve([]) == []


SURE = [
    "Syria",
    "UK",
    "US",
    "Aleppo",
    "Donbas",
    "San Francisco",
    "Ivory Coast",
    "Gaza Strip",
    "United States",
    "Unity State",
]
UNSURE = [
    "Of",
    "Mobile",
    "Reading",
    "March",
    "Hassan",
    "us",
    "syria",
    "OR",
    "Nice",
    "Abu Ali",
    "North East",
    "",
]


@pytest.mark.parametrize("name", SURE)
def test_sure_places(name: str) -> None:
    assert open_gazetteer().is_place(name)


@pytest.mark.parametrize("name", UNSURE)
def test_words_and_persons_are_no_sure_places(name: str) -> None:
    assert not open_gazetteer().is_place(name)


def test_after_a_preposition_a_small_town_counts() -> None:
    assert open_gazetteer().is_place("Nubl", after_preposition=True)
    assert not open_gazetteer().is_place("Qwertzuiopolis", after_preposition=True)
    assert not open_gazetteer().is_place("March", after_preposition=True)


def test_demonyms() -> None:
    words = demonyms()
    assert (words["Syrian"], words["Nigerien"], words["Nigerian"]) == ("Syria", "Niger", "Nigeria")
    assert (words["Kosovar"], words["Chechen"], words["Ivorian"]) == ("Kosovo", "Chechnya", "Ivory Coast")
    assert all(one(place).precision != "unresolved" for place in set(words.values()))


@pytest.mark.parametrize("file", ["countries.tsv", "areas.tsv"])
def test_our_tables(file: str) -> None:
    found = rows(file)
    assert all(-90 <= r.lat <= 90 and -180 <= r.lon <= 180 for r in found)
    assert len({(r.code, r.name) for r in found}) == len(found)
    assert {r.code for r in found} - {""} <= {r.code for r in rows("countries.tsv")}
    meanings: dict[tuple[str, str], str] = {}
    for row in found:
        for word in row.demonyms:
            assert meanings.setdefault((file, word), row.name) == row.name, word


def test_a_bad_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Folder:
        def joinpath(self, _: str) -> "Folder":
            return self

        def read_text(self, _: str) -> str:
            return "# head\nXX\tNowhere\t\t\tnorth\t0.0"

    monkeypatch.setattr(sources, "files", lambda _: Folder())
    with pytest.raises(PlaceError, match=r"bad\.tsv, line 2"):
        rows("bad.tsv")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=20), st.lists(st.text(max_size=60), max_size=20))
def test_any_words_are_taken(names: list[str], contexts: list[str]) -> None:
    found = resolve(names, contexts=contexts)
    assert len(found) == len(names)
    assert all(place is not None for name, place in zip(names, found, strict=True) if name.strip())


@settings(max_examples=30, deadline=None)
@given(st.permutations(["Aleppo", "Homs", "Nubl", "Paris", "Springfield", "Syria", "Tripoli"]))
def test_order_does_not_matter(names: list[str]) -> None:
    alone = dict(zip(sorted(names), resolve(sorted(names)), strict=True))
    assert dict(zip(names, resolve(names), strict=True)) == alone


def test_ten_thousand_names() -> None:
    names = [f"{name} {i % 3}" for i in range(5000) for name in ("Aleppo", "Springfield")]
    assert len(resolve(names)) == 10_000
    assert all(p and p.lat for p in resolve(["Aleppo", "San José"] * 5000))


def few() -> Iterator[Record]:
    yield Record("country", "Ruritania", "RX", 50.0, 20.0, ("Old Ruritania",), ("Ruritanian",), "", 9, 0)
    yield Record("locality", "Strelsau", "RX", 50.1, 20.1, ("Штрельзау", "strlsw", "STR"), (), "01", 7)


def test_the_index_is_kept_and_mended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ORBAT_CACHE", str(tmp_path))
    monkeypatch.setattr(place_index, "records", few)
    built = place_index.open_index()
    path = next(place_index.folder().glob("*.npz"))
    kept = place_index.open_index()
    for index in (built, kept):
        ids, matches = index.look_up("old ruritania")
        assert [(index.name(int(i)), place_index.MATCHES[m]) for i, m in zip(ids, matches, strict=True)] == [
            ("Ruritania", "other name")
        ]
        assert len(index.look_up(fold("Штрельзау"))[0]) == 1
        assert not len(index.look_up("strlsw")[0]) and not len(index.look_up("str")[0])
    path.write_bytes(path.read_bytes()[:100])
    assert place_index.open_index().name(1) == "Strelsau"
    assert [p.name for p in place_index.folder().iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ORBAT_CACHE", "/proc/nowhere")
    monkeypatch.setattr(place_index, "records", few)
    assert place_index.open_index().name(0) == "Ruritania"
