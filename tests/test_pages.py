"""The parts of pages that no text breaks out of: cards, metadata, safe tables, policy."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace

import pandas as pd
import pytest

from helpers import cards, metadata, pages, plain, render
from helpers.month import open_month

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


def test_a_line_breaks_where_a_month_is_unknown_and_says_so():
    nan = float("nan")
    path = cards.Path("2025-01", (1000.0, 2000.0, nan, 5000.0, nan, nan, 1000.0), "kg")
    drawn = re.search(r'<path d="([^"]*)"', cards.spark(path))[1]
    assert drawn.count("M") == 3
    assert drawn.count("h.1") == 2
    assert path.words == (
        "4 of 7 months to July 2025 known; highest 5.0 t in April 2025, lowest 1.0 t in January 2025."
    )
    assert cards.spark(cards.Path("2025-01", (nan, nan), "kg")) == ""


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
        simulated=True,
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
