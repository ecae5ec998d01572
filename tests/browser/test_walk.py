"""An analyst's way through the desk: give a text, check what was read, find names, judge pairs."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened
from tests.browser.test_looks import faults

REPORT = """The Cedar Regiment was founded in 2014 and is led by Colonel Jamal Nasser.
In March 2016 the Cedar Regiment fought the Islamic State near Aleppo.
A spokesman for the Cedar Regiment said it has 3,000 fighters, an obvious exaggeration.
"""
HOSTILE = (
    "<script>alert(1)</script> <img src=https://x.org onerror=alert(2)> <style>*{display:none}</style>\n"
    '"><a href="javascript:alert(3)">link</a> </mark></article></textarea><svg/onload=alert(4)>'
)


def give(page: Page, words: str) -> None:
    """Paste a text on the first page and wait until it is read."""
    page.goto("/")
    page.get_by_placeholder("Paste a report").fill(words)
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_url(re.compile("/documents/"), timeout=60_000)


def test_a_pasted_text_is_read_checked_and_checked_again(opened: Opened) -> None:
    """Paste, see claims, accept, reject, correct, undo, reload; with keys and in place."""
    page = opened.page()
    give(page, REPORT)
    claims = page.locator("li.claim")
    expect(claims.first).to_be_visible()
    expect(page.locator("[data-text]")).to_contain_text("The Cedar Regiment was founded in 2014")

    page.keyboard.press("j")
    expect(claims.nth(0)).to_have_class(re.compile("current"))
    page.keyboard.press("a")
    expect(claims.nth(0)).to_contain_text("accepted")
    expect(claims.nth(0)).to_have_class(re.compile("current"))

    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("not what the words say")
    page.keyboard.press("Enter")
    expect(claims.nth(1)).to_contain_text("rejected")
    expect(claims.nth(1)).to_contain_text("not what the words say")
    page.keyboard.press("u")
    expect(claims.nth(1)).not_to_contain_text("rejected")
    page.keyboard.press("r")  # a card that was put anew does the same
    page.keyboard.type("about somebody else")
    page.keyboard.press("Enter")
    expect(claims.nth(1)).to_contain_text("about somebody else")
    page.keyboard.press("u")
    expect(claims.nth(1)).not_to_contain_text("rejected")

    page.keyboard.press("g")
    expect(claims.nth(1).get_by_label("How credible is it?")).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("two who were there")
    page.keyboard.press("Enter")
    expect(claims.nth(1)).to_contain_text("2: probably true by tester: two who were there")
    assert not faults(page)
    claims.nth(1).get_by_role("button", name="Take back").click()
    expect(claims.nth(1)).not_to_contain_text("probably true")

    led = claims.filter(has_text="led by").first
    led.get_by_role("link", name="Correct").click()
    form = led.locator("form[data-quote-form]")
    expect(form.locator("input:not([type=hidden])").first).to_be_focused()
    form.get_by_label("Role").fill("commander")
    form.get_by_label("Why").fill("the text says colonel, and leads")
    form.get_by_role("button", name="Keep").click()
    expect(page.locator("li.claim.correct")).to_contain_text("corrected")
    expect(page.locator("li.claim.made")).to_contain_text("commander")

    page.reload()
    expect(page.locator("li.claim.accept")).to_have_count(1)
    expect(page.locator("li.claim.correct")).to_have_count(1)
    expect(page.locator("li.claim.reject")).to_have_count(0)


def test_two_people_at_one_document_lose_nothing(opened: Opened) -> None:
    """Each decides in a browser of their own, at once; what the other decided is there when one looks."""
    one = opened.page()
    give(one, REPORT.replace("Cedar", "Larch"))
    other = opened.page(one.url.removeprefix(opened.desk))
    expect(other.locator("li.claim")).to_have_count(one.locator("li.claim").count())
    for page in (one, other):
        page.keyboard.press("j")
    one.keyboard.press("a")  # of the same claim, before either has seen what the other does
    other.keyboard.press("r")
    other.keyboard.type("not what the words say")
    other.keyboard.press("Enter")
    expect(other.locator("li.claim").nth(0)).to_contain_text("rejected by tester: not what the words say")
    for page, nth in ((one, 1), (other, 2)):  # and of two others
        page.keyboard.press("j")
        if nth == 2:
            page.keyboard.press("j")
        page.keyboard.press("a")
        expect(page.locator("li.claim").nth(nth)).to_contain_text("accepted by tester")
    for page in (one, other):
        page.reload()
        expect(page.locator("li.claim").nth(0)).to_contain_text("rejected by")  # the later one holds
        expect(page.locator("li.claim.accept")).to_have_count(2)
    one.locator("li.claim").nth(0).get_by_role("button", name="Undo").click()
    expect(one.locator("li.claim").nth(0)).to_contain_text("accepted by")  # the earlier one was kept
    other.reload()
    expect(other.locator("li.claim.accept")).to_have_count(3)


def test_each_side_marks_the_other(opened: Opened) -> None:
    """Hovering a claim marks its words, hovering words marks their claims; a click goes there."""
    page = opened.page()
    give(page, REPORT)
    claim = page.locator("li.claim").first
    claim.hover()
    expect(page.locator("[data-text] mark.lit").first).to_be_visible()
    page.locator("h1").hover()
    expect(page.locator("[data-text] mark.lit")).to_have_count(0)
    words = page.locator("[data-text] mark").first
    words.hover()
    expect(page.locator("li.claim.lit").first).to_be_visible()
    words.click()
    expect(page.locator("li.claim.current")).to_have_count(1)


def test_selected_words_begin_a_claim(opened: Opened) -> None:
    """The form has the words as they stand in the text, after a blank, an emoji and Arabic letters."""
    page = opened.page()
    give(page, "🌲 لواء The Pine Company guards the old road near Idlib.\nThe Pine Company is small.\n")
    expect(page.locator("[data-text]")).to_be_visible()
    page.evaluate(
        """() => {
          const text = document.querySelector("[data-text]");
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const nodes = [];
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const first = nodes.map((node) => node.data).join("").indexOf("guards the old road");
          const place = (at) => {  // mentions and claims may part the words
            for (const node of nodes) {
              if (at <= node.length) return [node, at];
              at -= node.length;
            }
          };
          getSelection().setBaseAndExtent(...place(first), ...place(first + 19));
          text.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
        }"""
    )
    page.locator(".add-here").click()
    form = page.locator("form[data-quote-form=add]")
    expect(form.locator("[name=quote]")).to_have_value("guards the old road")
    form.get_by_label("Subject").fill("Pine Company")
    form.locator("[name=predicate]").select_option("described_as")
    form.get_by_label("Object").fill("guards of the old road")
    form.get_by_role("button", name="Keep").click()
    added = page.locator("li.claim.add")
    expect(added).to_contain_text("added")
    expect(added).to_have_class(re.compile("current"))
    expect(page.locator("[data-text] mark.lit").first).to_be_visible()
    assert "".join(page.locator("[data-text] mark.lit").all_text_contents()) == "guards the old road"


def test_names_are_found_in_any_script_while_one_types(opened: Opened) -> None:
    """Search in Arabic script, by keys alone."""
    page = opened.page()
    page.keyboard.press("/")
    page.keyboard.type("لواء الباقر")
    found = page.locator("#found a").first
    expect(found).to_contain_text("Baqir")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Baqir")


def test_a_pair_is_judged_and_taken_back(opened: Opened) -> None:
    """The duel by keys: what is next comes by itself."""
    page = opened.page("/queues/names")
    duel = page.locator(".duel")
    expect(duel).to_be_visible(timeout=30_000)
    expect(duel.locator("blockquote").first).to_be_visible()
    names = duel.locator("h3")
    before = names.all_inner_texts()
    page.keyboard.press("d")
    expect(names.first).not_to_have_text(before[0], timeout=30_000)
    page.get_by_role("button", name="Undo my last decision").click()
    expect(names).to_have_text(before, timeout=30_000)


def test_a_hostile_text_does_nothing(opened: Opened) -> None:
    """Scripts, styles and links of a text are its words; `opened` fails on errors and outside requests."""
    page = opened.page()
    page.on("dialog", lambda asked: opened.problems.append(f"a dialog: {asked.message}"))
    give(page, f"{HOSTILE}\nThe Cedar Regiment is led by <b onclick=alert(5)>Jamal Nasser</b>.\n")
    text = page.locator("[data-text]")
    expect(text).to_contain_text("<script>alert(1)</script>")
    expect(text).to_be_visible()
    assert text.locator("script, img, style, svg, iframe").count() == 0


def test_the_keys_of_a_page_can_be_asked_for(opened: Opened) -> None:
    """? lists them, Escape closes, and keys typed into a field are only typed."""
    page = opened.page()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("search")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    field = page.get_by_placeholder("Paste a report")
    field.fill("")
    field.press_sequentially("a?/j")
    expect(field).to_have_value("a?/j")
    expect(page.get_by_role("dialog")).to_have_count(0)
