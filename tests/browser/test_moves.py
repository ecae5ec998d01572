"""Small moves of the pages that need scripts: which claims are shown, giving a form up, dropping files."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opened


def test_only_some_claims_are_shown(opened: Opened, address: dict[str, str]) -> None:
    """What is judged leaves the claims that nobody judged, and is counted where it goes."""
    page = opened.page("/documents/{document}".format(**address))
    sorts = page.get_by_role("group", name="Which claims")
    sorts.get_by_role("button", name=re.compile("not judged")).click()
    shown = page.locator("li.claim").locator("visible=true")
    before = shown.count()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(shown).to_have_count(before - 1)
    expect(page.locator("li.claim.current")).to_be_visible()
    sorts.get_by_role("button", name="1 accepted").click()
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("accepted by")
    sorts.get_by_role("button", name=re.compile("all")).click()
    expect(shown).to_have_count(before)


def test_a_form_can_be_given_up(opened: Opened, address: dict[str, str]) -> None:
    """Cancel takes the form away and leaves the claim as it is."""
    page = opened.page("/documents/{document}".format(**address))
    page.locator("li.claim").first.get_by_role("link", name="Correct").click()
    form = page.locator("form[data-quote-form]")
    expect(form).to_be_visible()
    form.get_by_role("link", name="Cancel").click()
    expect(form).to_have_count(0)


def test_files_are_dropped_anywhere(opened: Opened) -> None:
    """They are read as if they had been chosen."""
    page = opened.page()
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          const words = ["The Elm Brigade is led by Omar Haddad.\\n"];
          files.items.add(new File(words, "elm.txt", { type: "text/plain" }));
          const how = { dataTransfer: files, bubbles: true, cancelable: true };
          for (const name of ["dragover", "drop"]) {
            document.querySelector("main").dispatchEvent(new DragEvent(name, how));
          }
        }"""
    )
    page.wait_for_url(re.compile("/documents/"), timeout=60_000)
    expect(page.locator("[data-text]")).to_contain_text("The Elm Brigade is led by Omar Haddad.")
