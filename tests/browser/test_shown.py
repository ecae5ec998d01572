"""The pictures that the README and docs/desk.md show: taken here, and written anew with ORBAT_PICTURES=1.

They are of the example reports, in a state that an analyst would see; few colours keep them small.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Opened, drawn

SHOWN = ROOT / "docs/pictures"
SIZE = {"width": 1240, "height": 760}
COLOURS = 240
LARGEST = 120_000  # bytes


def judged(page: Page) -> None:
    """A claim accepted, one rejected, one corrected; the pointer on a figure that its author doubts."""
    claims = page.locator("li.claim")
    claims.filter(has_text="about 2,000 men").first.get_by_role("button", name="Accept").click()
    expect(page.locator("li.claim.accept")).to_have_count(1)
    wrong = claims.filter(has_text="uses weapons").first
    wrong.get_by_text("Reject").first.click()
    wrong.get_by_label("Reason").fill("not what the words say")
    wrong.get_by_role("button", name="Reject").click()
    expect(page.locator("li.claim.reject")).to_have_count(1)
    doubted = claims.filter(has_text="50,000 fighters").first
    doubted.evaluate("(card) => card.scrollIntoView({ block: 'center' })")
    page.locator("mark", has_text="50,000 fighters").first.evaluate(
        "(words) => words.scrollIntoView({ block: 'center' })"
    )
    doubted.hover()
    expect(page.locator("mark.lit").first).to_be_visible()


def asked(page: Page) -> None:
    """The tree, with the quotes of a unit beside it."""
    drawn(page)
    page.get_by_role("treeitem", name="al-Baqir Brigade").first.click()
    expect(page.locator("#quotes blockquote").first).to_be_visible()


def as_it_opens(page: Page) -> None:
    """Nothing is to be done."""
    page.wait_for_load_state("networkidle")


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "document": ("/documents/{document}", judged),
    "profile": ("/entities/{brigade}", as_it_opens),
    "tree": ("/entities/{brigade}/tree", asked),
    "network": ("/entities/{brigade}/network", drawn),
    "map": ("/map?entity={brigade}", drawn),
}


@pytest.mark.parametrize("name", SHOTS)
def test_what_the_readme_shows_can_be_seen(opened: Opened, address: dict[str, str], name: str) -> None:
    """Each picture can be taken, and is small."""
    path, prepare = SHOTS[name]
    page = opened.page(path.format(**address), viewport=SIZE)
    prepare(page)
    shot = page.screenshot()
    if os.environ.get("ORBAT_PICTURES"):
        SHOWN.mkdir(parents=True, exist_ok=True)
        (SHOWN / f"{name}.png").write_bytes(few_colours(shot))
    kept = SHOWN / f"{name}.png"
    assert kept.stat().st_size < LARGEST


def few_colours(shot: bytes) -> bytes:
    """A picture with a palette."""
    from io import BytesIO

    image = pytest.importorskip("PIL.Image", reason="Pillow, which makes pictures small, is not installed")
    out = BytesIO()
    image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=0).save(out, "PNG", optimize=True)
    return out.getvalue()
