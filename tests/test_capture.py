"""Capture: every kind of file gives its text with sections; every bad one gives one clear line."""

import contextlib
import hashlib
import http.server
import io
import random
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from orbat.capture import Captured, Limits, Overrides, capture_bytes, capture_string, gather
from orbat.errors import CaptureError, DateError, FetchError

PROSE = "The Valley Brigade was formed in 2013 by a former officer, and has some 300 men in Tal Amr."
PAGE = f"""<!doctype html><html><head><title>Valley Brigade moves west | Valley Watch</title>
<meta property="og:site_name" content="Valley Watch"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2019-03-04T10:00:00Z">
<meta property="article:modified_time" content="2019-04-01T10:00:00Z"><style>p {{}}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li></ul></nav>
<article><h1>Valley Brigade moves west</h1><p>By Ann Lee</p><p>{PROSE}<br>So says its page.</p>
<p style="display:none">hidden words</p>
<blockquote><p>{PROSE} We will stay until the last of them has left.</p></blockquote>
<table><tr><th>Unit</th><th>Men</th></tr><tr><td>First battalion</td><td>120</td></tr></table>
<figure><figcaption>Fighters of the brigade, in May 2018.</figcaption></figure>
<p>The brigade denies that it took part in the attack on the village, in which eleven people were killed.</p>
</article><footer><p>© 2019 Valley Watch. All rights reserved.</p></footer>
<script>alert(1)</script></body></html>"""


def role_of(captured: Captured, words: str) -> str:
    """The role of the section in which `words` stand."""
    at = captured.text.body.index(words)
    return next(s.role for s in captured.text.sections if s.start <= at < s.end)


def word_document() -> bytes:
    made = docx.Document()
    made.core_properties.author = "Ann Lee"
    made.add_heading("The Valley Brigade", 0)
    made.add_paragraph(PROSE)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "First battalion", "120"
    made.add_paragraph("We will stay.", style="Quote")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def report(pages: int = 3, password: str | None = None) -> bytes:
    class Report(FPDF):
        def header(self) -> None:
            self.cell(0, 8, "Valley Watch Report 12", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 8, f"Page {self.page_no()}")

    made = Report()
    made.set_font("Helvetica", size=12)
    made.set_author("Ann Lee")
    for word in ["alpha", "bravo", "charlie"][:pages]:
        made.add_page()
        made.multi_cell(
            0, 8, f"{word.title()} company stands here. " + f"The {word} men hold the {word} hill. " * 20
        )
    if password:
        made.set_encryption(owner_password="owner", user_password=password)
    return bytes(made.output())


def test_page_is_whole_with_boilerplate_marked() -> None:
    page = capture_bytes(PAGE.encode(), "page.html")
    document = page.document
    assert (document.title, document.authors) == ("Valley Brigade moves west", ("Ann Lee",))
    assert (document.source, document.published, document.updated) == (
        "Valley Watch",
        "2019-03-04",
        "2019-04-01",
    )
    assert document.body == hashlib.sha256(PAGE.encode()).hexdigest()
    assert page.body == PAGE.encode() and page.text.language == "en"
    assert "hidden" not in page.text.body and "alert" not in page.text.body
    assert f"{PROSE}\nSo says its page." in page.text.body
    roles = {
        w: role_of(page, w)
        for w in ["Home", "Valley Brigade moves", "By Ann", PROSE, "We will", "Fighters", "©"]
    }
    assert list(roles.values()) == ["chrome", "title", "chrome", "body", "quote", "caption", "chrome"]
    assert role_of(page, "First battalion | 120") == "body"


def test_layout_tables_keep_their_paragraphs() -> None:
    page = f"<html><table><tr><td><p>{PROSE}</p><p>It has a camp.</p></td></tr></table></html>"
    assert f"{PROSE}\n\nIt has a camp." in capture_bytes(page.encode(), "old.html").text.body


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 1500 + PROSE + "</div>" * 1500,
        "<html>" + "<table><tr><td>a" * 600 + PROSE,
        "<html><table>" + "<tr><td>unit</td><td>120</td></tr>" * 20_000 + f"</table><p>{PROSE}",
        f"<p><b><i>{PROSE}</b></p></table></i><td <div <p>&#0;&#xD800;&nosuch;",
    ],
    ids=["deep", "nested tables", "huge table", "broken"],
)
def test_hostile_page_neither_fails_nor_takes_long(page: str) -> None:
    started = time.monotonic()
    assert PROSE in capture_bytes(page.encode(), "page.html").text.body
    assert time.monotonic() - started < 20


def test_pdf_lines_keep_their_page() -> None:
    made = capture_bytes(report(), "report.pdf")
    pages = {
        made.text.body[s.start : s.end].split()[0]: s.page for s in made.text.sections if s.role == "body"
    }
    assert pages == {"Alpha": 1, "Bravo": 2, "Charlie": 3}
    assert role_of(made, "Valley Watch Report") == role_of(made, "Page 2") == "chrome"
    assert made.document.authors == ("Ann Lee",)


def test_docx_in_document_order() -> None:
    made = capture_bytes(word_document(), "notes.docx")
    body = made.text.body
    assert (
        body.index("The Valley")
        < body.index(PROSE)
        < body.index("First battalion | 120")
        < body.index("We will")
    )
    assert role_of(made, "The Valley Brigade\n") == "title" and role_of(made, "We will") == "quote"
    assert made.document.title == "The Valley Brigade" and made.document.authors == ("Ann Lee",)


def test_markdown_loses_its_marks_only() -> None:
    source = "---\ntitle: Valley\ndate: 2019-03-04\n---\n# The Valley\n\n"
    source += f"{PROSE} It is **not** [big](x_(y)).\n\n> Never.\n"
    made = capture_bytes(source.encode(), "notes.md")
    assert made.text.body == f"The Valley\n\n{PROSE} It is not big.\n\nNever."
    assert (made.document.title, made.document.published) == ("Valley", "2019-03-04")
    assert [s.role for s in made.text.sections] == ["title", "body", "quote"]


def test_plain_text_is_left_as_it_is() -> None:
    body = f"  A\ttitle \r\n\r\n{PROSE}\u00a0\r\n\x0c“x”\r\n"
    assert capture_bytes(b"\xef\xbb\xbf" + body.encode(), "a.txt").text.body == body
    assert capture_string(body, "a").text.body == body


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252"])
def test_charsets(charset: str) -> None:
    body = "Les forces armées ont annoncé que trois soldats ont été tués "
    body += "près de la frontière, a déclaré l’armée."
    body = body.replace("’", "'") if charset == "latin-1" else body
    assert capture_bytes(body.encode(charset), "a.txt").text.body == body


def test_declared_charset_of_a_page() -> None:
    page = '<html><meta charset="windows-1256"><p>قال متحدث باسم اللواء إن القوات دخلت المدينة</p>'
    assert "متحدث باسم اللواء" in capture_bytes(page.encode("cp1256"), "a.html").text.body
    served = "text/html; charset=windows-1251"
    page = "<html><p>Бойцы вошли в город</p>"
    assert "Бойцы вошли" in capture_bytes(page.encode("cp1251"), "http://a.example/b", served).text.body


def broken_zip(drop: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_document())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if name != drop else b"<broken")
    return file.getvalue()


BAD = {
    "empty": (b"", "a.txt", "is empty"),
    "blank": (b" \n\t\n", "a.txt", "is empty"),
    "only a mark": (b"\xef\xbb\xbf", "a.txt", "is empty"),
    "NUL": (b"The brigade\0was formed", "a.txt", "NUL"),
    "junk": (random.Random(1).randbytes(5000), "a.txt", "not text"),
    "too large": (b"a" * 50_000_001, "a.txt", "over the limit of 50 MB"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a.png", "OCR"),
    "archive": (b"\x1f\x8b" + b"0" * 99, "a.gz", "unpack"),
    "old Word": (b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx", "without a password"),
    "half a DOCX": (word_document()[:5000], "a.docx", "broken Word"),
    "DOCX without XML": (broken_zip("word/document.xml"), "a.docx", "broken Word"),
    "DOCX without parts": (broken_zip("[Content_Types].xml"), "a.docx", "broken Word"),
    "encrypted PDF": (report(1, "secret"), "a.pdf", "without a password"),
    "half a PDF": (report()[:900], "a.pdf", "broken PDF"),
    "no PDF": (b"words", "a.pdf", "broken PDF"),
    "PDF without text": (bytes(FPDF().output()), "a.pdf", "OCR"),
    "page without text": (b"<html><script>x()</script></html>", "a.html", "without text"),
    "empty page": (b"<!-- nothing -->", "a.html", "without text"),
    "bottomless page": (b"<html>" + b"<div>" * 5000 + b"words", "a.html", "nested deeper"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_bytes_give_one_clear_line(name: str) -> None:
    data, uri, words = BAD[name]
    with pytest.raises(CaptureError) as raised:
        capture_bytes(data, uri)
    message = str(raised.value)
    assert words in message and uri in message and "\n" not in message


@pytest.mark.parametrize("body", ["", " \n", "a\0b", "half \ud83d of a face"])
def test_bad_strings(body: str) -> None:
    with pytest.raises(CaptureError):
        capture_string(body, "a")


def test_served_type_counts_last() -> None:
    with pytest.raises(CaptureError, match="image/webp"):
        capture_bytes(b"words", "http://a.example/b", "image/webp")
    assert (
        capture_bytes(PAGE.encode(), "http://a.example/b.txt", "text/plain").document.media_type
        == "text/html"
    )


def test_overrides_overrule() -> None:
    given = Overrides("Omar Said", "2020-01", "The Mill", "Another title")
    document = capture_bytes(PAGE.encode(), "page.html", overrides=given).document
    assert (document.authors, document.published) == (("Omar Said",), "2020-01")
    assert (document.source, document.title) == ("The Mill", "Another title")
    for wrong in ("May 2016", "2016-13", "2016-02-30", "16"):
        with pytest.raises(DateError):
            Overrides(published=wrong)


def test_gather_goes_on_after_a_bad_source(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("bb")
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "c.exe").write_text("no")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.HTML").write_text("d")
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path / "missing.txt"), str(tmp_path), str(tmp_path / "empty"), "-", "-", "bad\0name"]
    read: list[bytes | str] = []
    for source in gather(names, io.BytesIO(b"in"), Limits(size=2)):
        try:
            read.append(source.read()[0])
        except CaptureError as error:
            read.append(str(error))
    missing, *good, empty, first, second, bad = read
    assert good == [b"a", b"bb", b"d"] and (first, second) == (b"in", b"")
    assert (
        "check the path" in str(missing) and "no file to read" in str(empty) and "check the path" in str(bad)
    )
    large = next(gather([str(tmp_path / "b.txt")], None, Limits(size=1)))
    with pytest.raises(CaptureError, match="limit"):
        large.read()


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/slow"):
            time.sleep(2)
        hops = int(self.path.removeprefix("/hop")) if self.path.startswith("/hop") else 0
        self.send_response(302 if hops else 404 if self.path == "/none" else 200)
        if hops:
            self.send_header("Location", f"/hop{hops - 1}" if hops > 1 else "/page")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the client went away, as it should
            self.wfile.write(PAGE.encode() * (100 if self.path == "/large" else 1))

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_fetch_follows_five_redirects(site: str) -> None:
    data, media_type = next(gather([f"{site}/hop5"])).read()
    assert data == PAGE.encode() and media_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "404"),
        ("/hop6", "redirects more"),
        ("/large", "limit"),
        ("/slow", "no answer"),
        (":x/", "check it"),
    ],
)
def test_fetch_failures_are_clear(site: str, path: str, words: str) -> None:
    source = next(gather([site + path], limits=Limits(size=10_000, timeout=0.5)))
    with pytest.raises(FetchError, match=words):
        source.read()


def test_fetch_without_a_server() -> None:
    with pytest.raises(FetchError, match="cannot be fetched"):
        next(gather(["http://127.0.0.1:9/x"], limits=Limits(timeout=2))).read()
