"""Imported gazetteers: what files are read, what is served first, and that nothing half-built is."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orbat.cli import run
from orbat.errors import PlaceError
from orbat.model import Document
from orbat.pipeline import basis
from orbat.places import imported, open_gazetteer, resolve
from orbat.places.files import read_places
from orbat.places.gazetteer import Gazetteer

Capsys = pytest.CaptureFixture[str]


def dumped(name: str, others: str, lat: float, lon: float, code: str, country: str, people: int = 0) -> str:
    group, kind = code.split(".")
    cells = [
        "1",
        name,
        name,
        others,
        str(lat),
        str(lon),
        group,
        kind,
        country,
        "",
        "02",
        "",
        "",
        "",
        str(people),
    ]
    return "\t".join([*cells, "", "", "Asia/Damascus", "2020-01-01"])


DUMP = [
    dumped("Kafr Sanura", "Kefr Sanoura,كفر سنورة", 36.1, 36.9, "P.PPL", "SY", 900),
    dumped("Sanura District", "", 36.0, 36.8, "A.ADM2", "SY"),
    dumped("Hotel Sanura", "", 36.0, 36.8, "S.HTL", "SY"),
    dumped("Syria", "", 35.0, 38.0, "A.PCLI", "SY"),
    dumped("Sanura Dam", "", 36.2, 36.8, "S.DAM", "SY"),
    "a line that is none",
]
CSV = (
    "OBJECTID,admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_en,admin0Name_en,center_lat,center_lon\n"
    "1,Qasr Tamun,قصر تمون,SY9901,Tamun,Syrian Arab Republic,35.5,37.5\n"
    "2,,,SY9902,,Syrian Arab Republic,35.6,37.6\n"
    "3,Bir Halun,,SY9903,Tamun,Syrian Arab Republic,north,37.6\n"
)
SETTLEMENTS = "\ufeffName;Longitude;Latitude;Country Code;Population\nWadi Orun;44.1;15.2;YE;1,200\n"
SQUARE = [[[30.0, 10.0], [32.0, 10.0], [32.0, 12.0], [30.0, 12.0], [30.0, 10.0]]]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "properties": {"ADM2_EN": "Umm Zarun", "ADM0_PCODE": "SD"},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        },
        {
            "properties": {"name": "Camp Zarun", "adm2_pcode": "SD01001"},
            "geometry": {"type": "Point", "coordinates": [31, 11]},
        },
        {"properties": {}, "geometry": None},
    ],
}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Imports go to a folder of the test, and every test begins with none."""
    monkeypatch.setenv("ORBAT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    imported.open_imports.cache_clear()
    open_gazetteer.cache_clear()
    yield tmp_path / "data"
    imported.open_imports.cache_clear()
    open_gazetteer.cache_clear()


def write(name: str, body: str) -> Path:
    path = Path(name)
    path.write_text(body, "utf-8")
    return path


def opened() -> Gazetteer:
    imported.open_imports.cache_clear()
    return Gazetteer()


def test_a_geonames_dump() -> None:
    done = imported.import_file(write("SY.txt", "\n".join(DUMP)))
    assert (done.name, done.places, done.skipped) == ("SY.txt", 3, 3)
    known = opened()
    (village,) = known.candidates("Kefr Sanoura")
    assert (village.name, village.country, village.population, village.source) == (
        "Kafr Sanura",
        "SY",
        900,
        "SY.txt",
    )
    assert known.candidates("كفر سنورة")[0].name == "Kafr Sanura"
    assert known.candidates("Sanura district")[0].kind == "district"
    assert not known.candidates("Hotel Sanura")


def test_tables_of_several_spellings() -> None:
    assert imported.import_file(write("adm2.csv", CSV)).skipped == 2
    imported.import_file(write("towns.csv", SETTLEMENTS))
    imported.import_file(write("shapes.geojson", json.dumps(GEOJSON)))
    known = opened()
    (district,) = known.candidates("قصر تمون")
    assert (district.name, district.kind, district.country) == ("Qasr Tamun", "district", "SY")
    (town,) = known.candidates("Wadi Orun")
    assert (town.country, town.population, round(town.lat, 1)) == ("YE", 1200, 15.2)
    (shape,) = known.candidates("Umm Zarun")
    assert (shape.kind, shape.country, shape.lat, shape.lon) == ("district", "SD", 11, 31)
    assert known.candidates("Camp Zarun")[0].country == "SD"


def test_a_zip_is_opened() -> None:
    with zipfile.ZipFile("SY.zip", "w") as packed:
        packed.writestr("readme.txt", "words " * 1000)
        packed.writestr("SY.txt", "\n".join(DUMP))
    assert imported.import_file(Path("SY.zip")).places == 3


def test_imported_places_serve_first_and_no_place_is_served_twice() -> None:
    before = resolve(["Aleppo"], gazetteer=opened())[0]
    assert before
    mine = dumped("Aleppo", "Halab", 36.21, 37.16, "P.PPLA", "SY", 2_000_000)
    imported.import_file(write("SY.txt", f"{mine}\n{DUMP[0]}"))
    known = opened()
    cities = [c for c in known.candidates("Aleppo") if c.country == "SY" and c.kind == "locality"]
    assert [c.source for c in cities] == ["SY.txt"]
    found = resolve(["Aleppo", "Kafr Sanura"], gazetteer=known)
    assert found[0] and found[1] and "SY.txt" in found[0].why
    assert found[1].precision == "locality" and found[1].country == "Syria"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("empty.csv", "", "is empty"),
        ("nothing.csv", "a,b,c\n1,2,3\n", "no columns that say a name"),
        ("no.geojson", "{not json", "is no GeoJSON"),
        ("list.json", '{"a": 1}', "no list of features"),
        ("hotel.txt", DUMP[2], "holds no place"),
    ],
)
def test_a_file_that_is_no_gazetteer_is_one_line(capsys: Capsys, name: str, body: str, words: str) -> None:
    write(name, body)
    assert run(["gazetteer", "import", name]) == 1
    said = capsys.readouterr().err
    assert said.startswith("orbat: error: ") and said.count("\n") == 1 and words in said
    assert imported.list_imports() == []


def test_a_file_that_is_not_there_or_no_text(capsys: Capsys) -> None:
    Path("latin.txt").write_bytes(DUMP[0].encode() + b"\n\xff\xfe\n")
    for name, words in (("gone.txt", "cannot be read"), ("latin.txt", "line 2 is no UTF-8")):
        assert run(["gazetteer", "import", name]) == 1
        assert words in capsys.readouterr().err


def test_an_import_cut_short_leaves_what_was_before(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported.import_file(write("SY.txt", "\n".join(DUMP)))
    write("SY.txt", "\n".join(DUMP * 40))
    monkeypatch.setattr(imported, "BATCH", 10)

    def stop() -> Callable[[int], None]:
        seen = 0

        def count(size: int) -> None:
            nonlocal seen
            seen += 1
            if seen > 100:
                raise KeyboardInterrupt

        return count

    with pytest.raises(KeyboardInterrupt):
        imported.import_file(Path("SY.txt"), stop())
    assert [i.places for i in imported.list_imports()] == [3]
    assert [p.name for p in (data / "gazetteers").iterdir()] == ["SY.txt"]
    assert len(opened().candidates("Kafr Sanura")) == 1
    (data / "gazetteers" / ".part-killed").mkdir()  # as a killed process leaves
    assert len(imported.list_imports()) == 1


def test_importing_again_replaces_and_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [dumped(f"Tell Number{n}", "", 36 + n / 100, 37, "P.PPL", "SY", n) for n in range(25)]
    imported.import_file(write("SY.txt", "\n".join(DUMP)))
    monkeypatch.setattr(imported, "BATCH", 4)
    imported.import_file(write("SY.txt", "\n".join(lines)))
    known = opened()
    assert not known.candidates("Kafr Sanura")
    assert [known.candidates(f"Tell Number{n}")[0].population for n in range(25)] == list(range(25))


def test_list_remove_and_read_again(capsys: Capsys) -> None:
    document = Document("0" * 64, "x", published="2020")
    assert run(["gazetteer"]) == 0 and capsys.readouterr().out == ""
    assert basis(document) == "dateline=2020"
    write("SY.txt", "\n".join(DUMP))
    assert run(["gazetteer", "import", "SY.txt"]) == 0
    assert run(["gazetteer"]) == 0
    first, again = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == again and (first["places"], first["skipped"]) == (3, 3)
    assert basis(document).startswith("dateline=2020;places=")
    assert run(["gazetteer", "remove", "other"]) == 1
    assert "there is: SY.txt" in capsys.readouterr().err
    assert run(["gazetteer", "remove", "SY.txt"]) == 0
    assert imported.list_imports() == [] and basis(document) == "dateline=2020"


def test_a_damaged_import_says_what_to_do(data: Path) -> None:
    imported.import_file(write("SY.txt", "\n".join(DUMP)))
    (data / "gazetteers/SY.txt/keys.npy").write_bytes(b"x")
    with pytest.raises(PlaceError, match="import it again"):
        opened()


def test_reading_is_lazy() -> None:
    lines = iter(
        read_places(write("SY.txt", "\n".join([*DUMP[:2], "x" * 100] * 5000)), lambda: None, lambda n: None)
    )
    assert next(lines).name == "Kafr Sanura"
