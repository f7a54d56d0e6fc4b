"""The parts of pages that no text breaks out of: cards, metadata, safe tables, policy."""

import hashlib
import io
import json
import re
from base64 import b64encode
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from PIL import Image, ImageChops

from helpers import cards, figures, languages, metadata, pages, pdf, periods, picture, plain, render
from helpers.errors import DataError
from helpers.htmltable import table_page
from helpers.measures import tiny_panel
from helpers.month import open_month
from tests.conftest import command

EVIL = '</script><script>alert("x")</script>\u202e\'&='
CODE = {"version": "0", "commit": "0" * 40, "clean": True}


@pytest.fixture
def month():
    return open_month("rare-earth-magnets", "2025-06", "2025-07-21")


@pytest.fixture
def about(month):
    record = {"started": "2026-01-01T00:00:00+00:00", "headline": EVIL, "status": "provisional", "code": CODE}
    month.product = replace(month.product, title=EVIL)
    return metadata.About(month, record, "2025-07-21", metadata.settings())


def test_every_number_of_a_card_is_traced(month):
    shown = cards.key_figures(month)._repr_mimebundle_()
    traced = month.claims.table()._repr_mimebundle_()["text/html"]
    links = re.findall(r'href="#(trace-[^"]*)"', shown["text/html"])
    assert len(links) >= 6
    assert all(f'id="{link}"' in traced for link in links)
    assert [card["figure"] for card in shown[cards.CARDS]] == ["353 t", "3,188 t", "22,319 t", "11.1%"]


def test_a_line_breaks_where_a_month_is_unknown_and_says_so(month):
    nan = float("nan")
    path = cards.Path("2025-01", (1000.0, 2000.0, nan, 5000.0, nan, nan, 1000.0), "kg")
    drawn = re.findall(r'<path d="([^"]*)"', cards.spark(path.values, "words"))[-1]
    assert drawn.count("M") == 3
    assert drawn.count("h.1") == 2
    said = "4 of 7 months to July 2025 known, highest 5.0 t in April 2025, lowest 1.0 t in January 2025."
    assert path.told(month) == said
    assert cards.spark((nan, nan), "words") == ""


@pytest.mark.parametrize(("run", "first"), [(6, "2025-01"), (5, "2024-05")])
def test_a_path_begins_with_a_long_run_up_to_the_month_and_not_with_a_lone_month_before_it(month, run, first):
    months = ["2024-05", *(f"2025-{n:02d}" for n in range(7 - run, 7))]
    month.panel = tiny_panel([(name, 1000.0) for name in months])
    assert cards._path(month, "WLD").first == first


def test_cards_in_chinese_say_the_same(month):
    chinese = open_month("rare-earth-magnets", "2025-06", "2025-07-21", lang="zh")
    one, two = (cards.key_figures(m)._repr_mimebundle_()[cards.CARDS] for m in (month, chinese))
    assert [card["path"] and card["path"]["values"] for card in one] == [c["path"] and c["path"]["values"] for c in two]
    assert [card["name"] for card in two] == [
        "对美国出口",
        "对全球出口",
        "2025年1月至6月对全球累计出口",
        "美国占总量的比重",
    ]
    assert two[0]["notes"] == ["较2025年5月增长660%", "较2024年6月下降52%"]
    assert not re.search(r"[A-Za-z]", "".join(card["path"]["heard"] for card in two if card["path"]))


def test_hostile_names_stay_inside_the_metadata(about):
    data = {
        "title": EVIL,
        "description": EVIL,
        "resources": [],
        "sources": [{"title": EVIL, "path": "https://x.example"}],
    }
    text = metadata.json_ld(about, data)
    assert text.count("<script") == text.count("</script>") == 1
    inside = json.loads(re.search(r"<script[^>]*>(.*)</script>", text)[1])
    assert inside["@graph"][0]["headline"] == EVIL.replace("\u202e", "")
    assert "<script" not in metadata.head(about, "index.html", EVIL, EVIL)
    assert "\u202e" not in metadata.citation_file(about)


def test_an_address_is_named_only_where_one_is_set(about, monkeypatch):
    assert '<link rel="canonical" href="index.html">' in metadata.head(about, "index.html", "t", "d")
    monkeypatch.setenv("LODESTONE_BASE_URL", "https://example.org/trade")
    absolute = replace(about, site=metadata.settings())
    link = "https://example.org/trade/rare-earth-magnets/2025-06/2025-07-21/index.html"
    assert f'<link rel="canonical" href="{link}">' in metadata.head(absolute, "index.html", "t", "d")
    assert link in absolute.citation


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|x", "-2+3", "@sum(a1)", "\t=1"])
def test_a_formula_becomes_text(cell):
    assert plain.csv(pd.DataFrame({"a": [cell], "b": [1]})) == f"a,b\n'{cell},1\n"


@pytest.mark.parametrize("cell", ["-5", "+660%", "−52%", "Germany", ""])
def test_numbers_and_names_stay(cell):
    assert plain.csv(pd.DataFrame({"a": [cell, "x"]})) == pd.DataFrame({"a": [cell, "x"]}).to_csv(
        index=False, lineterminator="\n"
    )


def test_numbers_of_a_table_stay_numbers():
    table = pd.DataFrame({"a": [-1.5, float("nan"), float("inf")], "=b": [-1, 2, 3]})
    assert plain.csv(table) == "a,'=b\n-1.5,-1\n,2\nINF,3\n"


def test_the_policy_names_every_style_and_the_one_script():
    page = render.frame(
        title="t",
        description="d",
        kicker="k",
        h1="h",
        body="<style>p { color: red; }</style><p>x</p>",
        nav=[],
        footer="",
        simulated=languages.notice(True),
    )
    rules = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    for text in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL):
        assert b64encode(hashlib.sha256(text.encode()).digest()).decode() in rules.replace("&#39;", "'")
    assert "unsafe-inline" not in re.search(r"script-src [^;]*", rules)[0]
    assert 'name="robots" content="noindex"' in page


def test_the_next_free_name_is_a_revision(month, tmp_path, monkeypatch):
    from helpers import paths

    monkeypatch.setattr(paths, "REPORTS", tmp_path)
    assert pages.free_name(month) == "2025-07-21"
    (tmp_path / "rare-earth-magnets" / "2025-06" / "2025-07-21").mkdir(parents=True)
    assert pages.free_name(month) == "2025-07-21-r2"


def test_without_chromium_a_pdf_is_refused_before_anything_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = command("report", "2025-06", "--pdf", reports=tmp_path / "reports")
    assert done.returncode == 2
    assert "needs Chromium" in done.stderr and "apt-get install chromium" in done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "reports").exists()


def test_a_chromium_that_fails_is_named_and_leaves_nothing(tmp_path, monkeypatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho no display >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    page, target = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text("<p>text")
    with pytest.raises(DataError, match="printed nothing: no display"):
        pdf.write(page, target)
    assert not target.exists()


def test_the_picture_is_the_same_each_time_and_says_that_data_are_simulated(month):
    chart = figures.path(month)
    one, two = (picture.picture("Headline", "kicker", chart) for _ in range(2))
    assert one == two
    marked = picture.picture("Headline", "kicker", replace(chart, footer=f"SIMULATED. {chart.footer}"))
    plainly, simulated = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, marked))
    assert plainly.size == (1200, 630)
    left, top, right, bottom = ImageChops.difference(plainly, simulated).crop((0, 0, 1200, 560)).getbbox()
    assert right - left > 700 and bottom - top > 250


def test_changes_in_a_table_bear_their_sign_and_uneven_digits_are_explained_once():
    table = pd.DataFrame(
        {"period": ["May", "June", "July"], "on_month_pct": [3.25, np.nan, 0.0], "level_t": [1.0, 2, 3]}
    )
    page = table_page(table, "Changes")
    assert ">+3.3</td>" in page and ">0.0</td>" in page and ">1</td>" in page and "its source gives" not in page
    assert (
        ">−3.2<" in (mixed := table_page(pd.DataFrame({"a": ["x", "y"], "mix": [-3.2, 8.1]}), "M"))
        and ">+8.1<" in mixed
    )
    sums = table_page(
        pd.DataFrame({"year": ["2019"], "pair_million_usd": [96.04], "quarter_million_usd": [149.8]}), "S"
    )
    assert ">96.0<" in sums and ">149.8<" in sums  # one unit, one number of decimals
    silent = table_page(pd.DataFrame({"as_of": ["May"], "world": ["unknown"], "germany": ["353\u00a0t"]}), "S")
    assert '<th scope="col" class="number">world</th>' in silent  # as its neighbour
    printed = pd.DataFrame({"partner": ["one", "two", "three"], "figure": ["46.4\u00a0t", "353\u00a0t", "unknown"]})
    assert table_page(printed, "Figures").count("its source gives") == 1
    assert "its source gives" not in table_page(printed.iloc[1:], "Figures")


def test_a_sparkline_says_which_months_it_shows():
    month = open_month("rare-earth-magnets", "2025-06", "2025-07-21")
    first = cards.key_figures(month).cards[0]
    assert f'<p class="span">{periods.words(f"{first.path.first}/2025-06")}</p>' in first.page()
