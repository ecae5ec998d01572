"""Tree, network, timeline and map: every mark leads to its quotes, time moves, files come out."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Opened, drawn

Json = dict[str, object]


def quotes(page: Page) -> Locator:
    """The panel of quotes, which is open and has some."""
    panel = page.locator("#quotes")
    expect(panel.locator("blockquote").first).to_be_visible()
    return panel


def follow(page: Page) -> None:
    """From a quote in the panel to its words in the document, and the claim beside it."""
    quotes(page).get_by_role("link").first.click()
    page.wait_for_url(re.compile("/documents/doc-.*#claim-"))
    expect(page.locator("li.claim.current")).to_have_count(1)
    expect(page.locator("[data-text] mark.lit").first).to_be_in_viewport()


def saved(page: Page, name: str) -> bytes:
    """The file that a button gives."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def changed(page: Page, pattern: str, change: Callable[[Json], Json]) -> None:
    """Let the server's answers at some address be changed before the page sees them."""

    def answer(route: Route) -> None:
        came = route.fetch()
        route.fulfill(response=came, body=json.dumps(change(came.json())))

    page.route(re.compile(pattern), answer)


def slide(slider: Locator, to: str) -> None:
    """Move a slider to its first or last day by keys."""
    slider.focus()
    slider.press(to)


def test_the_tree_opens_quotes_and_moves_in_time(opened: Opened, address: dict[str, str]) -> None:
    """Click, keys, closing, the slider, a reload of its address, SVG and PNG."""
    page = opened.page("/entities/{brigade}/tree".format(**address))
    unit = page.get_by_role("treeitem", name=re.compile("^al-Baqir Brigade"))
    unit.click()
    expect(quotes(page)).to_contain_text("Local Defence Forces")
    page.keyboard.press("Escape")
    expect(page.locator("#quotes")).to_be_hidden()

    units = page.get_by_role("treeitem")
    before = units.count()
    units.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(units).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(units).to_have_count(before)

    drawing = fromstring(saved(page, "SVG"))
    assert "al-Baqir Brigade" in "".join(drawing.itertext())
    assert saved(page, "PNG").startswith(b"\x89PNG")

    as_of, known_on = (page.get_by_label(name).locator("visible=true") for name in ("As of", "As known on"))
    slide(as_of, "Home")
    expect(page).to_have_url(re.compile(r"as_of=\d{4}-\d\d-\d\d"))
    slide(known_on, "Home")
    expect(page).to_have_url(re.compile(r"known_on=\d{4}-\d\d-\d\d"))
    expect(units).not_to_have_count(before)
    now = units.count()
    page.reload()
    expect(units).to_have_count(now)
    slide(as_of, "End")
    slide(known_on, "End")
    expect(units).to_have_count(before)
    unit.click()
    follow(page)


def test_what_is_contested_or_unknown_is_drawn_so(opened: Opened, address: dict[str, str]) -> None:
    """Dashed edges, and those that nobody could name apart."""
    page = opened.page()

    def doubt(trees: Json) -> Json:
        top = trees[0]  # type: ignore[index]
        first, second = top["under"][:2]
        first["marks"], second["standing"] = ["contested"], "unknown"
        return trees

    changed(page, r"/api/v1/entities/.*/tree", doubt)
    page.goto("/entities/{brigade}/tree".format(**address))
    expect(page.locator(".picture-status")).to_contain_text("1 dashed: contested or uncertain")
    expect(page.locator('svg path[stroke-dasharray="5 4"]')).to_have_count(1)
    expect(page.locator("svg").get_by_text("not known which")).to_be_visible()


def test_the_network_opens_quotes_entities_and_files(opened: Opened, address: dict[str, str]) -> None:
    """A link leads to its quotes, a node to its profile; ties can be left out; GEXF and GraphML are there."""
    page = opened.page("/entities/{brigade}/network".format(**address))
    status = page.locator(".picture-status")
    expect(status).to_contain_text("ties")
    for ending in ("gexf", "graphml"):
        link = page.get_by_role("link", name=ending, exact=False).get_attribute("href")
        assert fromstring(page.request.get(str(link)).body()).findall(".//{*}edge")
    assert saved(page, "PNG").startswith(b"\x89PNG")

    before = status.inner_text()
    foes = page.get_by_role("checkbox", name="opposed to")
    page.locator(".picture-filter summary").click()
    foes.uncheck()
    expect(status).not_to_have_text(before)
    foes.check()
    expect(status).to_have_text(before)
    page.locator(".picture-filter summary").click()

    page.get_by_label("Certainty").locator("visible=true").select_option("undisputed")
    expect(page).to_have_url(re.compile("certainty=undisputed"))
    expect(status).not_to_have_text(before)

    page.mouse.click(*_on_network(page, "edge"))
    expect(page.locator("#quotes")).to_be_visible()
    quotes(page)
    page.keyboard.press("Escape")
    page.mouse.click(*_on_network(page, "node.centre"))
    page.wait_for_url(re.compile(r"/entities/entity-\w+$"))


def _on_network(page: Page, what: str) -> tuple[float, float]:
    """Where on the screen the network draws something; a link is taken at its middle, where it is seen."""
    found = page.evaluate(
        """async (what) => {
          const box = document.querySelector(".network");
          box.scrollIntoView({ block: "center" });
          for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
          const all = box._cyreg.cy.$(what).filter(":visible");
          const at = all.map((e) => (e.isEdge() ? e.renderedMidpoint() : e.renderedPosition()));
          const nodes = box._cyreg.cy.nodes(":visible").map((n) => n.renderedBoundingBox());
          const free = what.startsWith("node") ? at : at.filter(({ x, y }) =>
            nodes.every((b) => x < b.x1 - 3 || x > b.x2 + 3 || y < b.y1 - 3 || y > b.y2 + 3));
          const frame = box.getBoundingClientRect();
          return [free[0].x + frame.x, free[0].y + frame.y];
        }""",
        what,
    )
    return found[0], found[1]


def test_the_timeline_opens_quotes_and_zooms(opened: Opened, address: dict[str, str]) -> None:
    """A month is a bar, about a time has soft ends, and both lead to quotes; keys walk it."""
    page = opened.page("/timeline?entity={brigade}".format(**address))
    marks = page.locator("svg.timeline [data-mark]")
    expect(marks.first).to_be_visible()
    month = marks.filter(has_text="February 2016").first
    bar = month.locator('rect[fill^="url(#time-"]').first
    narrow = float(bar.get_attribute("width") or 0)
    page.get_by_role("button", name="+").click()
    expect(bar).not_to_have_attribute("width", str(narrow))
    assert float(bar.get_attribute("width") or 0) == pytest.approx(1.6 * narrow, rel=0.1)
    page.get_by_role("button", name="All", exact=True).click()
    assert "-ss)" in page.locator("svg.timeline").inner_html()
    assert fromstring(saved(page, "SVG")).tag.endswith("svg")
    marks.first.click()
    expect(page.locator("#quotes")).to_be_visible()
    page.keyboard.press("Escape")
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    follow(page)


def test_several_stand_in_lanes(opened: Opened, address: dict[str, str]) -> None:
    """Another is added by name."""
    page = opened.page("/timeline?entity={brigade}".format(**address))
    page.get_by_label("Another").fill("Hezbollah")
    page.get_by_role("button", name="Show").click()
    names = page.locator("svg.timeline > text")
    expect(names).to_have_text(["al-Baqir Brigade", "Hezbollah"])


def test_the_map_opens_quotes_and_moves_in_time(opened: Opened, address: dict[str, str]) -> None:
    """A spot leads to its quotes; the slider leaves out what is of other days; GeoJSON comes out."""
    page = opened.page()
    kept: list[Json] = []

    def only_one(places: Json) -> Json:
        features = [f for f in places["features"] if f["properties"]["place"] == "Kafr Saghir"]  # type: ignore[attr-defined]
        kept[:] = features
        return {**places, "features": features}

    changed(page, r"/api/v1/map", only_one)
    page.goto("/map?entity={brigade}".format(**address))
    status = page.locator(".picture-status")
    expect(status).to_contain_text("marks at 1 place.")
    drawn(page)
    assert len(json.loads(saved(page, "GeoJSON"))["features"]) == len(kept)

    canvas = page.locator(".maplibregl-canvas")
    canvas.scroll_into_view_if_needed()
    frame = canvas.bounding_box()
    assert frame
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    page.mouse.move(*middle)
    expect(page.locator(".maplibregl-popup")).to_contain_text("Kafr Saghir")
    page.mouse.click(*middle)
    expect(quotes(page)).to_contain_text("Kafr Saghir")

    slide(page.get_by_label("To", exact=True), "Home")
    expect(status).not_to_have_text(f"{len(kept)} marks at 1 place.")
    follow(page)


def test_an_address_tells_what_the_map_looks_at(opened: Opened, address: dict[str, str]) -> None:
    """It can be sent on; one that is broken shows all, as one that tells nothing does."""
    views = {}
    for sent in ("", "#view=9/36.2/37.1", "#view=up/there", "#view=3/400/900"):
        page = opened.page("/map?entity={brigade}".format(**address) + sent)
        drawn(page)
        page.wait_for_function("location.hash.length > 1")
        page.wait_for_timeout(500)  # the address tells where a move ended
        views[sent] = page.evaluate("location.hash")
    assert views["#view=9/36.2/37.1"] == "#view=9/36.2/37.1"
    assert views[""] == views["#view=up/there"] == views["#view=3/400/900"] != views["#view=9/36.2/37.1"]
