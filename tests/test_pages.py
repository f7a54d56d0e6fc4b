"""The front page's own parts: cards from traced numbers alone, machine data that no text breaks out of, safe tables."""

import json
import re
from dataclasses import replace

import pytest

from helpers import pages
from helpers.month import open_month

EVIL = '</script><script>alert("x")</script>\u202e\'&='


@pytest.fixture
def now():
    return open_month("rare-earth-magnets", "2025-06", "2025-07-21")


def test_cards_show_only_what_is_traced(now):
    traced = {"usa.level", "usa.on_month"}
    shown = pages.cards(now, traced)
    assert set(re.findall(r'href="#trace-([^"]*)"', shown)) == traced
    assert "353" in shown and "+660%" in shown and "World" not in shown
    assert " id=" not in shown  # the sentence keeps the anchor that the table leads back to
    assert pages.cards(now, set()) == ""


def test_a_line_breaks_where_a_month_is_unknown():
    path, _ = pages._points([1.0, 2.0, float("nan"), 2.0, 1.0])
    assert path.count("M") == 2 and path.count("L") == 2


def test_hostile_names_stay_inside_the_machine_data(now):
    now.product = replace(now.product, title=EVIL)
    head = pages.head(now, EVIL, "2026-01-01T00:00:00+00:00")
    assert head.count("<script") == head.count("</script>") == 1
    inside = json.loads(re.search(r"<script[^>]*>(.*)</script>", head)[1])
    assert inside["@graph"][0]["headline"] == EVIL
    assert "<script" not in pages.cite(now, "2026-01-01")


def test_an_address_is_named_only_where_one_is_set(now, monkeypatch):
    assert "canonical" not in pages.head(now, "x", "2026-01-01")
    monkeypatch.setattr(pages, "BASE", "https://example.org/trade")
    link = '<link rel="canonical" href="https://example.org/trade/rare-earth-magnets/2025-06/">'
    assert link in pages.head(now, "x", "2026-01-01")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|x", "-2+3", "@sum(a1)", "\t=1"])
def test_a_formula_becomes_text(cell):
    assert pages.harmless(f"a,b\n{cell},1\n") == f"a,b\n'{cell},1\n"


@pytest.mark.parametrize("cell", ["-5", "+660%", "-1.5e-07", "−52%", "Germany"])
def test_numbers_and_names_stay(cell):
    row = f'{cell},"x, =a"\n'
    assert pages.harmless(row) == row
