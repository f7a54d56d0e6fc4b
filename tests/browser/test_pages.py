"""Every kind of page in a real browser: nothing from outside, nothing that runs, nothing out of reach."""

import contextlib
import csv
import io
import os
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from helpers import pdf

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WCAG = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
WIDTHS = (320, 768, 1280)
OLD = "rare-earth-magnets/2025-06/2025-07-21"
NEW = "rare-earth-magnets/2025-06/2026-11-23"


def every(built):
    """Every page but those of two folders, which only lead on."""
    found = sorted(built.rglob("*.html"))
    return [path for path in found if len(path.relative_to(built).parts) != 3] + loose(built)


def loose(built):
    """Pages that are no part of a site: an article judged, two editions compared."""
    return sorted((built.parent / "pages").glob("*.html"))


def kinds(built):
    """One page of every kind, by name."""
    found = {path.stem: path for path in (built / NEW).glob("*.html")}
    found = {"front" if name == "index" else name: path for name, path in found.items()}
    found |= {path.stem: path for path in loose(built)}
    found |= {"index": built / "index.html", "superseded": built / OLD / "index.html"}
    return found | {"hostile": front(built, "evil"), "simulated": front(built, "trial")}


def front(built, product):
    (found,) = (built / product).glob("*/*/index.html")
    return found


@contextlib.contextmanager
def opened(browser, path, width=1280, scheme="light", scripts=True):
    """A page that may load its own file and nothing else; ``free`` lets it follow links."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        has_touch=width < 400,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.trouble, page.free = [], False

    def judge(route):
        url = route.request.url.partition("#")[0]
        if url == page.itself or (page.free and url.startswith("file:")):
            route.continue_()
        else:
            page.trouble.append(f"request of {url}")
            route.abort()

    context.route("**/*", judge)
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("dialog", lambda dialog: (page.trouble.append("dialog"), dialog.dismiss()))
    turn(page, path)
    yield page
    assert page.trouble == [], path
    context.close()


def turn(page, path):
    page.itself = path.as_uri()
    page.goto(page.itself)


def keep(page, name, **way):
    """Keep a picture of the page where the run wants pictures."""
    if folder := os.environ.get("LODESTONE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", **way)


def violations(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]


def test_no_page_errs_asks_for_anything_runs_hostile_texts_or_overflows(built, browser):
    pages = every(built)
    assert len(pages) > 50
    with opened(browser, pages[0], 320) as page:
        for path in pages:
            turn(page, path)
            assert page.trouble == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            assert page.title() != "owned", path
            assert page.locator("img, a[href^=javascript], base, iframe, object, embed").count() == 0, path
            assert page.locator("h1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_quiet_accessible_and_fits(built, browser, width, scheme):
    for name, path in kinds(built).items():
        with opened(browser, path, width, scheme) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            keep(page, f"{name}-{width}-{scheme}", full_page=width != 768)
            if width != 768:  # there it is judged as a reader finds it
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            said = violations(page)
            assert said == [], (name, said)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, "with all disclosed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_leads_on_is_accessible_while_it_shows(built, browser, scheme, tmp_path):
    leading = (built / NEW).parent / "index.html"
    with opened(browser, built / "index.html") as page:
        page.free = True
        page.goto(leading.as_uri())
        page.wait_for_url((built / NEW / "index.html").as_uri())
    still = tmp_path / "index.html"  # the same page, but it stays
    words, count = re.subn(r'<meta http-equiv="refresh"[^>]*>', "", leading.read_text(encoding="utf-8"))
    still.write_text(words, encoding="utf-8")
    assert count == 1
    for width in WIDTHS:
        with opened(browser, still, width, scheme) as page:
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_lies_behind_a_number_is_accessible_too(built, browser, scheme):
    with opened(browser, built / NEW / "index.html", 320, scheme) as page:
        page.locator("main p a.claim").nth(2).focus()
        page.keyboard.press("Shift+Tab")
        assert page.locator("#tip").is_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def soon(page, what):
    """Wait until something is so; a busy machine may need a moment."""
    page.wait_for_function(what, timeout=10_000)


def tab_to(page, test):
    """Press Tab until the element in focus passes a test."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {test})(document.activeElement)"):
            return
    raise AssertionError(f"no Tab reaches {test}")


def test_a_number_shows_its_trace_on_focus_and_escape_closes_it(built, browser):
    with opened(browser, built / OLD / "index.html") as page:
        number, tip = page.locator("h1 a.claim").first, page.locator("#tip")
        tab_to(page, "e.className === 'claim'")
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
        tip.wait_for(state="detached")


def test_the_keyboard_goes_from_a_number_to_its_source_and_to_its_row(built, browser):
    with opened(browser, built / OLD / "index.html") as page:
        tab_to(page, "e.className === 'claim'")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#tip') !== null")
        assert page.evaluate("document.activeElement.href").startswith("http")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "claim"
        page.keyboard.press("Enter")
        assert "#trace-" in page.url
        assert page.locator("tr:target").is_visible()


def test_a_tap_shows_the_trace_before_it_leads_on(built, browser):
    with opened(browser, built / OLD / "index.html", 360) as page:
        number = page.locator("main p a.claim").first
        number.tap()
        assert page.locator("#tip").is_visible()
        assert "#trace" not in page.url
        number.tap()
        assert "#trace" in page.url


def test_contents_code_and_theme_by_keyboard_alone_and_remembered(built, browser):
    with opened(browser, built / NEW / "03_show_exports.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        cells = page.locator("details.code")
        tab_to(page, "e.id === 'code-switch'")
        page.keyboard.press("Space")
        assert cells.count() > 5
        soon(page, "!document.querySelector('details.code:not([open])')")
        tab_to(page, "e.id === 'theme-switch'")
        page.keyboard.press("Enter")
        soon(page, "getComputedStyle(document.body).backgroundColor === 'rgb(18, 18, 18)'")
        tab_to(page, "e.closest('.contents') && e.matches('a')")
        page.keyboard.press("Enter")
        page.locator("h2:target").wait_for(state="visible")
        page.reload()
        soon(page, "!document.querySelector('details.code:not([open])')")
        soon(page, "document.documentElement.dataset.theme === 'dark'")
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        soon(page, "document.activeElement.id === 'content'")


def test_without_scripts_nothing_is_missing(built, browser):
    with opened(browser, built / OLD / "index.html", scripts=False) as page:
        assert page.locator("button:visible").count() == 0
        assert page.locator("figure.chart .wide svg").first.is_visible()
        page.locator("h1 a.claim").first.click()
        assert "#trace-" in page.url


def test_a_wide_table_scrolls_in_its_own_box_and_says_so(built, browser):
    found = 0
    for path in kinds(built).values():
        with opened(browser, path, 320) as page:
            boxes = page.locator(".scroll:visible")
            for box in boxes.all():
                wide = box.evaluate("e => e.scrollWidth > e.clientWidth + 1")
                hint = box.evaluate("e => getComputedStyle(e, '::before').content")
                assert ("scroll" in hint) == wide
                assert (box.get_attribute("tabindex") == "0") == wide
                found += wide
    assert found > 3


def test_the_line_below_a_row_runs_under_the_column_that_stays_too(built, browser):
    """The column has a ground of its own, which covered the line wherever a row's height was no whole number."""
    found = 0
    for path in kinds(built).values():
        with opened(browser, path, 360) as page:
            heads = page.locator(".wide-table tbody th:visible").evaluate_all(
                "all => all.map(e => e.getBoundingClientRect()).map(r => [r.left + scrollX, r.bottom + scrollY])"
            )
            shot = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
            for x, y in heads:
                column = [shot.getpixel((int(x) + 1, round(y) + up)) for up in (-2, -1, 0, 1)]
                assert max(column) - min(column) > 10, (path.name, x, y)
            found += len(heads)
    assert found > 20


def test_text_at_twice_the_size_is_not_clipped(built, browser):
    for name, path in kinds(built).items():
        with opened(browser, path, 640) as page:  # a window of 1280 pixels at 200%, and letters twice as large again
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= 640, name
            clipped = page.evaluate(
                "[...document.querySelectorAll('main *, header *')].filter(e => !e.closest('svg, .scroll, pre') "
                "&& getComputedStyle(e).clipPath === 'none' "  # what only a listener is told has no box
                "&& getComputedStyle(e).display !== 'inline' && e.offsetParent && e.innerText.trim() "
                "&& (e.scrollWidth > e.clientWidth + 1 "
                "|| (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)))"
                ".map(e => e.outerHTML.slice(0, 90))"
            )
            assert clipped == [], name
            if name in ("front", "index"):
                keep(page, f"{name}-letters-doubled")


def drawn(page):
    """The charts of a page: what is written in each, in order."""
    return [
        [words.strip() for words in chart.locator(".subtitle, .wide svg text, .footer").all_text_contents()]
        for chart in page.locator("figure.chart").all()
    ]


def joined(words):
    """Letters without spaces and ligatures, which a PDF sets as it likes."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def test_a_pdf_has_every_chart_whole(built, browser, tmp_path):
    for path in (built / OLD / "index.html", built / NEW / "03_show_exports.html"):
        with opened(browser, path) as page:
            charts = drawn(page)
        assert len(charts) > 2
        document = pypdf.PdfReader(pdf.write(path, tmp_path / "page.pdf"))
        assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == [595, 842]
        sheets = [joined(sheet.extract_text()) for sheet in document.pages]
        for said in charts:
            whole = [n for n, sheet in enumerate(sheets) if all(joined(words) in sheet for words in said)]
            assert whole, (path.name, said[0], "is not whole on any sheet")


def test_the_report_prints_the_edition_beside_its_folder(built):
    printed = built / OLD / ".." / "rare-earth-magnets-2025-06-2025-07-21.pdf"
    assert len(pypdf.PdfReader(printed).pages) > 3
    assert f'href="{printed.name}"' in (built / OLD / ".." / "index.html").read_text()
    assert "/".join(printed.resolve().relative_to(built).parts) in (built / "index.html").read_text()


def test_printing_leaves_controls_and_dark_colours_out(built, browser):
    with opened(browser, built / OLD / "index.html", scheme="dark") as page:
        page.locator("#code-switch").click()
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": 672, "height": 986})  # A4 within its margins
        for hidden in ("header", ".contents", "details.code", "figure .narrow"):
            assert not page.locator(hidden).first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        keep(page, "printed")


def test_an_older_edition_leads_to_the_newer_and_the_month_to_the_newest(built, browser):
    with opened(browser, built / OLD / "index.html") as page:
        page.free = True
        page.locator(".notice a").click()
        assert page.url.endswith(f"{NEW}/index.html")
        assert page.locator(".notice").count() == 0
        page.goto((built / NEW).parent.joinpath("index.html").as_uri())
        page.wait_for_url(f"**/{NEW}/index.html")


def test_the_index_is_filtered_without_scripts(built, browser):
    with opened(browser, built / "index.html", scripts=False) as page:
        shown = page.locator(".editions > li:visible")
        everything = shown.count()
        assert everything == 6
        page.locator("label", has_text="Rare earths").click()
        assert shown.count() == 1
        page.locator("fieldset", has_text="Product").locator("label", has_text="All").click()
        assert shown.count() == everything
        assert page.locator(".editions .badge", has_text="SIMULATED").count() == 1
        assert page.locator(".editions svg.spark").count() == everything
        assert "62 figures are new" in page.locator(".editions").inner_text()


def test_what_lies_behind_a_hostile_number_stays_text(built, browser):
    for path in sorted(front(built, "evil").parent.glob("*.html")):
        with opened(browser, path) as page:
            for number in page.locator("main a.claim:visible").all()[:8]:
                number.hover()
                assert page.locator("#tip img, #tip script, #tip a[href^=javascript]").count() == 0
            assert page.title() != "owned"
            assert page.get_by_text("onerror=alert(2)>").count() > 0, "the text arrived, as text"


def test_a_simulated_page_says_so_first(built, browser):
    for path in front(built, "trial").parent.glob("*.html"):
        with opened(browser, path) as page:
            assert "SIMULATED" in page.locator("main .simulated").inner_text()
            assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


def test_a_new_reader_finds_the_change_its_formula_source_and_csv(built, browser):
    """From the index and the front page: the number, its formula, its source, its row and its file, in four clicks."""
    with opened(browser, built / "index.html") as page:
        page.free = True
        keep(page, "reader-1-index")
        page.locator(".editions > li", has_text="June 2025").locator("a.what", has_text="353 t").click()
        number = page.locator("h1 a.claim", has_text="%").first
        keep(page, "reader-2-front")
        number.hover()
        tip = page.locator("#tip").inner_text()
        assert "÷ 46" in tip
        assert "Between" in tip
        assert page.locator("#tip a[href^=http]").count() > 0
        keep(page, "reader-3-formula-and-source")
        number.click()
        row = page.locator("tr:target")
        assert "÷ 46" in " ".join(row.inner_text().split())  # the blanks of a quantity do not break
        assert row.locator("a[href^=http]").count() > 0
        keep(page, "reader-4-row")
        page.locator(".contents a", has_text="Downloads").click()
        keep(page, "reader-5-downloads")
        file = page.locator("main a[download]", has_text="claims.csv").get_attribute("href")
        lines = (built / NEW / file).read_text(encoding="utf-8").splitlines()
        (found,) = (
            line for line in csv.DictReader(lines) if line["key"] == "usa.on_month" and "08" in line["notebook"]
        )
        assert found["text"] == number.text_content()
        assert "÷ 46" in found["how"]


def test_pages_are_light(built):
    for path in every(built):
        most = 400_000 if path.name.startswith("index.") else 1_000_000
        assert path.stat().st_size < most, path
