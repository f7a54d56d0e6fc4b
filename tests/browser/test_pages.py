"""Every kind of page in a real browser: nothing from outside, nothing that runs, nothing out of reach."""

import io
import os
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
WIDTHS = (320, 768, 1280)


def pages(built):
    found = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    return [name for name in found if name.count("/") != 2]  # those of two folders only lead on


def kinds(built):
    """One page of every kind: each chapter, the front pages, the index, the superseded and the hostile front."""
    one = {name.rsplit("/", 1)[-1]: name for name in pages(built) if "/2026-11-23/" in name or "/" not in name}
    return {**one, "superseded": front(built), "hostile": hostile(built)}


def front(built):
    return next(name for name in pages(built) if name.endswith("2025-06/2025-07-21/index.html"))


def hostile(built):
    return next(name for name in pages(built) if name.startswith("evil/2025-07/") and name.endswith("/index.html"))


def opened(browser, built, name, width=1280, scheme="light", scripts=True):
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        has_touch=width < 400,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.trouble = []
    itself = (built / name).as_uri()

    def judge(route):
        url = route.request.url
        if url.partition("#")[0] == itself or page.free:
            route.continue_()
        else:
            page.trouble.append(f"request of {url}")
            route.abort()

    page.free = False
    context.route("**/*", judge)
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("dialog", lambda dialog: (page.trouble.append("dialog"), dialog.dismiss()))
    page.goto(itself)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_errs_asks_for_anything_or_overflows(built, browser, width, scheme):
    names = pages(built)
    assert len(names) > 40
    for name in names if scheme == "light" else kinds(built).values():
        page = opened(browser, built, name, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.trouble == [], name
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_of_the_accessibility_rules(built, browser, width, scheme):
    for name in kinds(built).values():
        page = opened(browser, built, name, width, scheme)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        said = violations(page)
        assert said == [], (name, said)
        page.context.close()


def violations(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_lies_behind_a_number_is_accessible_too(built, browser, scheme):
    page = opened(browser, built, front(built), 320, scheme)
    page.locator("main p a.claim").nth(2).focus()
    page.keyboard.press("Shift+Tab")
    assert page.locator("#tip").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_number_shows_its_trace_on_focus_and_escape_closes_it(built, browser):
    page = opened(browser, built, front(built))
    number = page.locator("h1 a.claim").first
    while page.evaluate("document.activeElement.className") != "claim":
        page.keyboard.press("Tab")
    tip = page.locator("#tip")
    assert tip.is_visible()
    for words in ("Found by", "Between", "As of", "From"):
        assert words in tip.inner_text()
    assert number.get_attribute("aria-describedby") == "tip"
    page.keyboard.press("Escape")
    assert tip.count() == 0
    assert number.evaluate("e => e === document.activeElement")
    page.mouse.move(0, 0)
    number.hover()
    assert tip.is_visible()
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible(), "it stays while the pointer is over it"
    page.mouse.move(2, 700)
    page.wait_for_timeout(500)
    assert tip.count() == 0


def test_the_keyboard_goes_from_a_number_to_its_source_and_to_its_row(built, browser):
    page = opened(browser, built, front(built))
    while page.evaluate("document.activeElement.className") != "claim":
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#tip') !== null")
    assert page.evaluate("document.activeElement.href").startswith("http")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "claim"
    page.keyboard.press("Enter")
    assert "#trace-" in page.url
    assert page.locator("tr:target").is_visible()


def test_a_tap_shows_the_trace_before_it_leads_on(built, browser):
    page = opened(browser, built, front(built), 360)
    number = page.locator("main p a.claim").first
    number.tap()
    assert page.locator("#tip").is_visible()
    assert "#trace" not in page.url
    number.tap()
    assert "#trace" in page.url


def test_contents_theme_and_code_by_keyboard_and_remembered(built, browser):
    page = opened(browser, built, front(built))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator(".contents a").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("h2:target").is_visible()
    page.locator("#theme-switch").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 18, 18)"
    cells = page.locator("details.code")
    assert page.locator("details.code[open]").count() == 0 < cells.count()
    page.locator("#code-switch").focus()
    page.keyboard.press("Space")
    assert page.locator("details.code[open]").count() == cells.count()
    page.reload()
    assert page.locator("details.code[open]").count() == cells.count()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.trouble == []


def test_without_scripts_nothing_is_missing(built, browser):
    page = opened(browser, built, front(built), scripts=False)
    assert page.locator("button:visible").count() == 0
    assert page.locator("figure.chart .wide svg").first.is_visible()
    assert page.locator("details.quiet").first.is_visible()
    page.locator("h1 a.claim").first.click()
    assert "#trace-" in page.url


def test_a_wide_table_scrolls_in_its_own_box_and_says_so(built, browser):
    found = 0
    for name in kinds(built).values():
        page = opened(browser, built, name, 320)
        boxes = page.locator(".scroll:visible")
        for box in (boxes.nth(n) for n in range(boxes.count())):
            wide = box.evaluate("e => e.scrollWidth > e.clientWidth + 1")
            hint = box.evaluate("e => getComputedStyle(e, '::before').content")
            assert ("scroll" in hint) == wide
            assert (box.get_attribute("tabindex") == "0") == wide
            found += wide
        page.context.close()
    assert found > 3


def test_text_at_twice_the_size_is_not_clipped(built, browser):
    for name in kinds(built).values():
        page = opened(browser, built, name, 640)  # a window of 1280 pixels at 200%, and letters twice as large again
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, name
        clipped = page.evaluate(
            "[...document.querySelectorAll('main *, header *')].filter(e => !e.closest('svg') && !e.closest('.scroll') "
            "&& e.clientWidth && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)"
            ".map(e => e.outerHTML.slice(0, 90))"
        )
        assert clipped == [], name
        page.context.close()


def test_printing_gives_every_chart_and_no_controls(built, browser):
    page = opened(browser, built, front(built), scheme="dark")
    page.locator("#code-switch").click()
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 672, "height": 986})  # A4 within its margins
    charts = page.locator("figure.chart")
    assert charts.count() > 2
    for chart in (charts.nth(n) for n in range(charts.count())):
        assert chart.locator(".wide svg").is_visible()
        assert not chart.locator(".narrow svg").is_visible()
        assert chart.bounding_box()["height"] < 986, "a chart fits on a page"
    for hidden in ("header", ".contents", "details.code"):
        assert not page.locator(hidden).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    document = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == [595, 842]
    text = " ".join(sheet.extract_text() for sheet in document.pages).replace("\n", " ")
    for title in charts.locator(".subtitle").all_inner_texts():
        assert title[:30] in text


def test_an_older_edition_leads_to_the_newer_and_the_month_to_the_newest(built, browser):
    page = opened(browser, built, front(built))
    page.free = True
    page.locator(".notice a").click()
    assert "/2026-11-23/index.html" in page.url
    assert page.locator(".notice").count() == 0
    page.goto((built / "rare-earth-magnets" / "2025-06" / "index.html").as_uri())
    page.wait_for_url("**/2026-11-23/index.html")


def test_the_index_is_filtered_without_scripts(built, browser):
    page = opened(browser, built, "index.html", scripts=False)
    shown = page.locator(".editions > li:visible")
    everything = shown.count()
    assert everything >= 6
    page.locator("label", has_text="Rare earths").click()
    assert shown.count() == 1
    page.locator("fieldset", has_text="Product").locator("label", has_text="All").click()
    assert shown.count() == everything


def test_hostile_texts_stay_texts(built, browser):
    names = [name for name in pages(built) if name.startswith("evil/")]
    assert len(names) > 10
    for name in [*names, "index.html"]:
        page = opened(browser, built, name)
        assert page.title() != "owned"
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
        numbers = page.locator("main a.claim")
        for number in (numbers.nth(n) for n in range(min(numbers.count(), 6))):
            number.hover()
        assert page.trouble == [], name
        page.context.close()
    assert "SIMULATED" in opened(browser, built, hostile(built)).locator("main").inner_text()


def test_a_new_reader_finds_the_change_its_formula_source_and_csv(built, browser):
    """Five clicks from the index to the number, its formula, its source and its file."""
    page = opened(browser, built, "index.html")
    page.free = True
    keep(page, "reader-1-index")
    page.locator(".editions > li", has_text="June 2025").locator("a.what", has_text="353 t").click()
    number = page.locator("h1 a.claim", has_text="%").first
    number.hover()
    tip = page.locator("#tip").inner_text()
    assert "÷ 46" in tip
    assert "Between" in tip
    keep(page, "reader-2-formula")
    assert page.locator("#tip a[href^=http]").count() > 0
    number.click()
    row = page.locator("tr:target")
    assert "÷" in row.inner_text()
    keep(page, "reader-3-row")
    page.locator(".contents a", has_text="Downloads").click()
    keep(page, "reader-4-downloads")
    file = page.locator("a[download]", has_text="claims.csv").get_attribute("href")
    assert "÷" in (Path(page.url.removeprefix("file://").partition("#")[0]).parent / file).read_text()


def test_pages_are_light(built):
    for name in pages(built):
        most = 400_000 if name.endswith("/index.html") else 1_000_000
        assert (built / name).stat().st_size < most, name


def keep(page, name):
    """Keep a picture of the page where the run wants pictures."""
    if folder := os.environ.get("LODESTONE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_of_every_kind_of_page_are_kept(built, browser, width, scheme):
    for kind, name in kinds(built).items():
        page = opened(browser, built, name, width, scheme)
        keep(page, f"{kind}-{width}-{scheme}")
        assert page.locator("h1").is_visible()
        page.context.close()
