"""A site of several editions and a real browser that may open nothing but its files."""

import json
import shutil
from pathlib import Path

import pytest

from helpers import paths
from tests.conftest import command, portal, row

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def hostile(text: str) -> str:
    return f'<script>alert("{text}")</script>'


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """Reports of the shipped figures at two vintages, and of a download whose names are hostile."""
    root = tmp_path_factory.mktemp("site")
    data, reports = root / "data", root / "reports"
    shutil.copytree(paths.REFERENCE, data / "reference")
    shutil.copytree(paths.RAW, data / "raw")
    rows = [
        row(f"2025{month:02}", code="12019090", partner=partner, kg=str(1000 * month), name=hostile("partner"))
        for month in range(1, 7)
        for partner in ("502", "304")
    ]
    for line in rows:
        line[2] = hostile("goods")
    (root / "soy.csv").write_bytes(portal(rows))
    with (data / "reference" / "products.csv").open("a") as file:
        file.write(
            f"soy,{json.dumps(hostile('title'))[1:-1].replace(chr(92), '')!s},soy beans,1201*,export,CHN,USA,x\n"
        )
    done = command("intake", str(root / "soy.csv"), "--flow", "export", "--vintage", "2025-07-20", data=data)
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (["2025-06", "--vintage", "2025-07-21"], ["2025-06"], ["2025-06", "--product", "soy"]):
        done = command("report", *words, data=data, reports=reports)
        assert done.returncode == 0, done.stderr
    return reports


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "install Debian's chromium: apt-get install chromium"
    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()
