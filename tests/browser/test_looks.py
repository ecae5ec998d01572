"""How the pages look, kept as pictures in build/screenshots, and what axe finds wrong with them (nothing)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, ROOT, WIDE, Opened, drawn

SHOTS = ROOT / "build/screenshots"
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
LOOKS = {
    "light": {"color_scheme": "light", "viewport": WIDE},
    "dark": {"color_scheme": "dark", "viewport": WIDE},
    "phone": {"color_scheme": "light", "viewport": PHONE, "has_touch": True},
}
PATHS = {
    "home": "/",
    "document": "/documents/{document}",
    "correct": "/claims/{claim}/correct",
    "grade": "/claims/{claim}/grade",
    "profile": "/entities/{brigade}",
    "tree": "/entities/{brigade}/tree",
    "network": "/entities/{brigade}/network",
    "timeline": "/timeline?entity={brigade}",
    "map": "/map?entity={brigade}",
    "claims": "/queues/claims",
    "names": "/queues/names",
    "disputes": "/queues/disputes",
    "rejects": "/queues/rejects",
    "sources": "/sources",
    "search": "/search?q=Baqir",
    "quotes": "/quotes?claims={claim}",
    "help": "/help",
    "wrong": "/documents/doc-none",
}


def ready(page: Page) -> None:
    """Wait until the picture of the page is drawn, where it has one, and nothing is left to fetch."""
    page.wait_for_load_state("networkidle")
    drawn(page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PATHS)
def test_a_page_looks_right(opened: Opened, address: dict[str, str], name: str, look: str) -> None:
    """A picture is kept; nothing is wider than the screen; axe finds nothing."""
    page = opened.page(PATHS[name].format(**address), **LOOKS[look])
    ready(page)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{look}.png")
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} pixels wider than the screen"
    found = faults(page)
    assert not found, "\n".join(found)
    if name == "wrong":
        opened.problems.clear()  # that the page is missing is said on the console too


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own good practice."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (`make` does it where npm is)")
    page.evaluate(Path(AXE).read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in found["violations"]
        for node in fault["nodes"][:3]
    ]
