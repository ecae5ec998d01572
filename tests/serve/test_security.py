"""Nobody gets in without the secret, no other site writes here, and hostile documents do nothing."""

import re
import socket
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from orbat.capture.fetch import fetch
from orbat.capture.made import DEFAULT
from orbat.capture.public import is_public
from orbat.cli import run
from orbat.errors import FetchError
from orbat.store import Casebook
from tests.serve.conftest import client_of, keep, send, token

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> <style>*{display:none}</style>\n"
    '"><a href="javascript:alert(3)">link</a> \u202egnp.exe\u202c {{ 7 * 7 }} {% raw %} ${7*7}\n'
    "</mark></article></textarea></title><svg/onload=alert(4)>\x00\x07\x1b[31m\u2028 \ud7ff\n"
)


class Tags(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def harmless(page: str) -> bool:
    """Whether nothing in a page runs but scripts of this server, and nothing turns the writing."""
    tags = Tags()
    tags.feed(page)
    for tag, given in tags.found:
        if any(name.startswith("on") or name == "style" for name in given):
            return False
        ours = tag == "script" and (given.get("src") or "").startswith("/static/")
        if tag in ("script", "img", "iframe", "svg", "style", "object", "embed", "base") and not ours:
            return False
        address = given.get("href") or given.get("action") or ""
        if ":" in address.split("/")[0] or address.startswith("//"):
            return False
    return not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\u2028\u2029]", page)


def test_a_hostile_document_does_nothing(filled: Casebook, place: Path) -> None:
    id_ = keep(filled, HOSTILE, "javascript:alert(5)", title=HOSTILE, source="<b>\u202e", published="<i>")
    client = client_of(place)
    pages = [f"/documents/{id_}", "/", "/sources", "/search?q=script", f"/documents/{id_}/add?start=0&end=30"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert harmless(answer.text), page
        assert "49" not in re.findall(r"\{\{.{0,9}|(?<=\s)49(?=\s)", answer.text)
    assert "&lt;script&gt;" in client.get(f"/documents/{id_}").text


@pytest.mark.parametrize(
    "page", ["/search?q=", "/entities/", "/documents/", "/queues/", "/quotes?claims=", "/claims/"]
)
def test_what_is_asked_is_escaped(client: TestClient, page: str) -> None:
    answer = client.get(page + "<script>alert(1)</script>\u202e")
    assert harmless(answer.text) and answer.status_code < 500


def test_a_huge_table_is_shown(filled: Casebook, place: Path) -> None:
    id_ = keep(filled, "\n".join("\t".join(f"cell {n}" for n in range(200)) for _ in range(500)), "table.txt")
    assert client_of(place).get(f"/documents/{id_}").status_code == 200


def test_every_answer_has_a_strict_policy(client: TestClient) -> None:
    for page in ("/", "/nowhere", "/api/v1/home", "/static/desk.css"):
        headers = client.get(page).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"


def test_no_other_site_writes(client: TestClient, filled: Casebook) -> None:
    for path in (
        "/names",
        "/undo",
        "/read",
        "/sources/grade",
        "/documents/west.txt/add",
        "/claims/claim-1/judge",
    ):
        assert client.post(path, data={"verdict": "same"}).status_code == 403
        assert client.post(path, data={"token": "0" * 64}).status_code == 403
    given = token(client)
    client.cookies.clear()  # the token of another browser is none of ours
    assert client.post("/undo", data={"token": given}).status_code == 403
    assert filled.counts().decisions == 0


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_no_way_leads_to_another_site(client: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        given = {"token": token(client), "one": "River Guard", "other": "Eastern Column", "verdict": "unsure"}
        answer = client.post("/names", data={**given, "back": back}, follow_redirects=False)
        assert answer.headers["location"].startswith("/entities/")


def test_the_secret_lets_in(filled: Casebook, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orbat.serve.entry.WRONG", 0)
    client = client_of(place, secret="open sesame")
    assert client.get("/", headers={"accept": "text/html"}).url.path == "/login"
    for path in ("/api/v1/home", "/openapi.json", "/documents/west.txt", "/quotes", "/static/../api/v1/home"):
        assert client.get(path).status_code in (401, 404)
    found = re.search(r'name="token" value="(\w+)"', client.get("/login").text)
    assert found
    form = {"token": found[1]}
    assert client.post("/undo", data=form).status_code == 401
    assert client.post("/login", data={**form, "secret": "guess"}).status_code == 403
    assert client.get("/api/v1/home").status_code == 401
    assert client.post("/login", data={**form, "secret": "open sesame"}).status_code == 200
    assert client.get("/api/v1/home").status_code == 200
    send(client, "/logout")
    assert client.get("/api/v1/home").status_code == 401


def test_other_machines_are_let_in_with_a_secret_only(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ORBAT_SECRET", raising=False)
    assert run(["serve", "--host", "0.0.0.0", "--db", str(place)]) == 2
    assert "--secret-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:7f00:1::"],
)  # fmt: skip
def test_private_addresses_are_told(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_told() -> None:
    assert is_public("93.184.216.34") and is_public("2606:2800:220:1::1")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
     "http://169.254.169.254/latest/meta-data/", "http://[::ffff:7f00:1]/"],
)  # fmt: skip
def test_an_address_of_this_machine_is_not_fetched(address: str) -> None:
    with pytest.raises(FetchError):
        fetch(address, DEFAULT, public=True)


def test_a_name_that_leads_here_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolved(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", ("10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(FetchError, match="private network"):
        fetch("http://rebind.example/", DEFAULT, public=True)
    assert asked == ["rebind.example"]


NUMBERS = {"first.example": "93.184.216.34", "second.example": "93.184.216.35", "inside.example": "10.0.0.7"}


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, str], list[tuple[str, str, object]]]:
    """Redirects by address, to be added to, and the addresses asked, each with its Host and TLS name."""
    redirects: dict[str, str] = {}
    asked: list[tuple[str, str, object]] = []

    def answer(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers["host"], request.extensions["sni_hostname"]))
        if leads := redirects.get(str(request.url)):
            return httpx.Response(302, headers={"location": leads})
        return httpx.Response(200, text="Words.")

    def resolved(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (NUMBERS.get(host, host), port))]

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return redirects, asked


@pytest.mark.parametrize("inside", ["http://inside.example/", "https://10.0.0.7/", "//127.0.0.1:8000/"])
def test_a_redirect_to_a_private_address_is_not_followed(
    answered: tuple[dict[str, str], list[tuple[str, str, object]]], inside: str
) -> None:
    redirects, asked = answered
    redirects |= {"http://93.184.216.34/": "http://second.example/", "http://93.184.216.35/": inside}
    with pytest.raises(FetchError, match="private network"):
        fetch("http://first.example/", DEFAULT, public=True)
    assert [url for url, _, _ in asked] == ["http://93.184.216.34/", "http://93.184.216.35/"]


def test_a_redirect_within_a_site_keeps_its_name(
    answered: tuple[dict[str, str], list[tuple[str, str, object]]],
) -> None:
    redirects, asked = answered
    redirects["https://93.184.216.34/"] = "/en/"
    assert fetch("https://first.example/", DEFAULT, public=True)[0] == b"Words."
    assert asked == [
        ("https://93.184.216.34/", "first.example", "first.example"),
        ("https://93.184.216.34/en/", "first.example", "first.example"),
    ]


def test_a_browser_reads_no_path_of_this_machine(client: TestClient) -> None:
    for address in ("/etc/passwd", "file:///etc/passwd", "-", "ftp://x.example/"):
        assert client.post("/read", data={"token": token(client), "address": address}).status_code == 400
