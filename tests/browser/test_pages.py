"""Every kind of page in a real browser: nothing from outside, nothing that runs, nothing out of reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def pages(built):
    found = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    return [name for name in found if name.count("/") != 2]  # those of two folders only lead on


def opened(browser, built, name, width=1280, scheme="light"):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 400)
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("dialog", lambda dialog: (page.trouble.append("dialog"), dialog.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(("file://", "data:")) else page.trouble.append(r.url))
    page.goto((built / name).as_uri())
    return page


def test_no_page_errs_asks_outside_or_overflows(built, browser):
    names = pages(built)
    assert len(names) > 15
    for name in names:
        for width in (320, 768, 1280):
            page = opened(browser, built, name, width)
            assert page.trouble == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_of_the_accessibility_rules(built, browser, scheme):
    kinds = {name.rsplit("/", 1)[-1]: name for name in pages(built)}
    for name in [*kinds.values(), "index.html"]:
        page = opened(browser, built, name, 1280, scheme)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page, options=WCAG).response["violations"]
        said = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]
        assert said == [], (name, said)
        page.context.close()


def front(built):
    return next(name for name in pages(built) if name.endswith("2025-07-21/index.html"))


def test_a_number_shows_its_trace_on_focus_and_escape_closes_it(built, browser):
    page = opened(browser, built, front(built))
    link = page.locator("a.claim").first
    link.focus()
    card = page.locator("#trace-card")
    assert card.is_visible()
    assert "Found by" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    link.hover()
    assert card.is_visible()


def test_a_tap_shows_the_trace_before_it_leads_on(built, browser):
    page = opened(browser, built, front(built), 360)
    page.locator("a.claim").first.tap()
    assert page.locator("#trace-card").is_visible()
    assert "#trace" not in page.url


def test_theme_and_code_are_switched_by_keyboard(built, browser):
    page = opened(browser, built, front(built))
    page.locator("#theme").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 18, 18)"
    page.locator("#code").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.code[open]").count() == page.locator("details.code").count() > 0


def test_printing_gives_every_chart(built, browser):
    page = opened(browser, built, front(built))
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.emulate_media(media="print")
    charts = page.locator("figure.chart .wide svg")
    assert charts.count() > 2
    assert all(charts.nth(n).is_visible() for n in range(charts.count()))


def test_an_older_edition_leads_to_the_newer(built, browser):
    page = opened(browser, built, front(built))
    page.locator(".notice a").click()
    assert "2026-11-23" in page.url
    assert page.locator(".notice").count() == 0


def test_text_at_twice_the_size_is_not_clipped(built, browser):
    page = opened(browser, built, front(built), 640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
