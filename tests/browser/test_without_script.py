"""With JavaScript off everything can still be read, and decided."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened

# What can be read on each page, in the words of the examples.
READ = {
    "/": ["claims to confirm", "The Baqir Brigade: who fights for Damascus"],
    "/documents/{document}": ["Liwa al-Baqir was founded in the same year", "described as", "rejects"],
    "/claims/{claim}/correct": ["Quote", "Who says so"],
    "/claims/{claim}/grade": ["How credible is it?", "Why"],
    "/entities/{brigade}": ["Liwa al-Baqir", "founded", "Disputed", "Losses"],
    "/entities/{brigade}/tree": ["Local Defence Forces", "Katibat al-Nayrab"],
    "/entities/{brigade}/network": ["Hezbollah", "opposed to", "Islamic State"],
    "/timeline?entity={brigade}": ["February 2016", "losses", "since 2013"],
    "/map?entity={brigade}": ["Kafr Saghir", "locality"],
    "/queues/claims": ["in The Baqir Brigade: who fights for Damascus"],
    "/queues/rejects": ["Make it a claim"],
    "/sources": ["Paper Lantern Institute"],
    "/search?q=لواء الباقر": ["al-Baqir Brigade"],
    "/quotes?claims={claim}": ["The Baqir Brigade"],
}


@pytest.mark.parametrize("path", READ)
def test_a_page_can_be_read(opened: Opened, address: dict[str, str], path: str) -> None:
    """Its words are there to see."""
    page = opened.page(path.format(**address), script=False)
    main = page.locator("main")
    for words in READ[path]:
        expect(main).to_contain_text(words)
        expect(main.get_by_text(words).locator("visible=true").first).to_be_visible()


def test_a_claim_is_judged_and_taken_back(opened: Opened, address: dict[str, str]) -> None:
    """By plain forms: each decision leads back to the claim."""
    page = opened.page("/documents/{document}".format(**address), script=False)
    claim = page.locator("li.claim").nth(2)
    claim.get_by_text("Reject").first.click()
    claim.get_by_label("Reason").fill("not what the words say")
    claim.get_by_role("button", name="Reject").click()
    expect(claim).to_contain_text("rejected by")
    claim.get_by_role("button", name="Undo").click()
    expect(claim).not_to_contain_text("rejected by")
    claim.get_by_role("link", name="Grade").click()
    page.get_by_label("How credible is it?").select_option("3")
    page.get_by_label("Why").fill("one voice, and far away")
    page.get_by_role("button", name="Grade").click()
    expect(claim).to_contain_text("3: possibly true by tester: one voice, and far away")
    claim.get_by_role("button", name="Take back").click()
    expect(claim).not_to_contain_text("possibly true")


def test_a_quote_leads_to_its_place(opened: Opened, address: dict[str, str]) -> None:
    """From the tree to the quotes, and on to the words in the document."""
    page = opened.page("/entities/{brigade}/tree".format(**address), script=False)
    page.locator("a[data-claims]").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.locator(".credit a").first.click()
    expect(page.locator("[data-text]")).to_be_visible()
