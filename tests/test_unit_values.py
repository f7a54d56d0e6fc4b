"""Unit values and volumes as chapter 05 and the front page tell them: their names, digits, formulas and drawing."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection

from helpers import charts, downloads, story, trends, unit_values, value_parts
from helpers.charts import palette
from helpers.measures import Measured
from helpers.month import open_month
from helpers.trace import Claim
from tests.conftest import portal, row

WORDS = {"title": "A finding", "subtitle": "Something in USD.", "footer": "Source: test.", "notes": []}
CALCULATOR = {"√": "math.sqrt", "ln": "math.log", "÷": "/", "×": "*", "−": "-", "%": "/100"}


def worked(formula: str) -> float:
    """What a reader's calculator gives for the numbers of a formula."""
    sum_of_it = re.sub(r"^\w+: |, .*[a-z].*$", "", formula)
    plain = re.sub(r"(?<=\d),(?=\d)|\b(?:USD|kg|t)\b", "", sum_of_it)
    for sign, code in CALCULATOR.items():
        plain = plain.replace(sign, code)
    return eval(plain, {"math": math})


@pytest.fixture
def dearer(data, tmp_path):
    """Two partners a year apart: one kilogram of the second is worth ten of the first."""
    rows = [
        row(month=month, partner=partner, kg=kg, usd=usd)
        for month, partner, kg, usd in (
            ("202406", "304", "9,000", "18,000"),
            ("202406", "502", "1,000", "20,000"),
            ("202506", "304", "3,000", "6,300"),
            ("202506", "502", "1,100", "23,100"),
        )
    ]
    path = tmp_path / "2025-07-20.csv"
    path.write_bytes(portal(rows))
    assert downloads.add(path, "export", "2025-07-20", all_partners=True)["status"] != "refuse"


def opened(lang: str = "en"):
    return open_month("rare-earth-magnets", "2025-06", "2025-07-20", "USA", lang)


def test_fishers_quantities_are_called_volumes_and_the_mass_stands_beside_them(dearer):
    month = opened()
    split = value_parts.taken_apart(month)
    assert split.volume - split.mass_ratio > 0.3  # the two are far apart here
    title = month.claims.say(value_parts._parts_title(month, split)).plain
    assert re.search(r"unit values rose by [\d.]+% and volumes fell by ([\d.]+)% \(Fisher's indices\)", title), title
    seen = value_parts.parts_seen(month, split, split)
    (mass,) = [piece for piece in seen.pieces if isinstance(piece, Claim) and piece.key == "mass.ratio"]
    assert mass.value == pytest.approx((4100 / 10000 - 1) * 100)
    assert "its mass fell by 59.0%" in month.claims.say(seen).plain


@pytest.mark.parametrize(
    ("lang", "word", "wrong"), [("en", "volumes fell", "masses"), ("zh", "数量指数下降", "重量下降")]
)
def test_the_front_page_calls_them_volumes_and_says_what_those_are(dearer, lang, word, wrong):
    month = opened(lang)
    said = month.claims.say(story.section(month, "price")).plain
    assert word in said and wrong not in said
    assert {"en": "a volume weighs each mass with its unit values of both periods", "zh": "以两期的单位价值为权数"}[
        lang
    ] in said


def test_a_calculator_gives_the_number_beside_its_formula(dearer):
    month = opened()
    trade, split = unit_values.history(month), value_parts.taken_apart(month)
    said = value_parts._parts_title(month, split) + unit_values._title(month, trade)
    said += unit_values.by_partner_seen(month, trade)
    found = [piece for piece in said.pieces if isinstance(piece, Claim) and piece.unit]
    assert {claim.unit for claim in found} == {"%", "USD/kg"} and len(found) == 6
    for claim in found:
        assert worked(claim.how) == pytest.approx(claim.value, abs=0.02), (claim.key, claim.how)


@pytest.mark.parametrize("period", ["2025-04", "2025-05", "2025-06", "2025-07"])
def test_a_calculator_gives_the_log_points_beside_their_formula(period):
    month = open_month("rare-earth-magnets", period, "2026-11-23")
    (points,) = [piece for piece in trends.log_seen(month).pieces if isinstance(piece, Claim)]
    assert f"{worked(points.how):+.0f}".replace("-", "−") == points.text.removesuffix(" log points"), points.how


def test_unit_values_that_are_compared_have_the_same_digits():
    fine, coarse = Measured(53.61, 53.6, 53.62), Measured(43.2, 42.9, 43.5)
    assert [unit_values.digits(fine), unit_values.digits(coarse), unit_values.digits(fine, coarse)] == [1, 0, 0]
    assert unit_values.digits(fine, Measured()) == 1


def test_a_usual_range_is_seen_behind_the_mark_however_narrow():
    table = pd.DataFrame(
        {"partner": ["A", "B"], "value": [54.5, 10.0], "range_low": [53.1, 9], "range_high": [54.6, 11]}
    )
    table = table.assign(flag=["outside its range", ""], role="other")
    chart = charts.plot_unit_values(table, key="u", **WORDS)
    assert "A 54.5, outside its range" in chart.alt
    for size in palette.SIZES:
        figure = chart.figure(size)
        figure.canvas.draw()
        (ax,) = figure.axes
        bands = [band for band in ax.collections if isinstance(band, PolyCollection)]
        heights = [np.ptp(ax.transData.transform(band.get_paths()[0].vertices)[:, 1]) for band in bands]
        marks = [line.get_markersize() * figure.dpi / 72 for line in ax.lines if line.get_marker() in ("o", "D")]
        assert len(heights) == len(marks) == 2
        assert min(heights) > 1.5 * max(marks), size
        assert {words.get_text() for words in ax.texts} == {"54.5", "10.0"}  # which is flagged stands below


def test_what_is_flagged_shows_why_first_and_its_range_as_one_figure(dearer):
    month = opened()
    trade = unit_values.history(month).assign(flag="outside its range", range_low=1.0, range_high=1.5)
    table = unit_values.flagged(month, trade)
    assert list(table.frame.columns) == ["partner", "why", "unit_value", "usual_range", "value", "net_mass"]
    assert list(table.frame["usual_range"]) == ["1.0 to 1.5"] * 2
    unjudged = unit_values.flagged(month, trade.assign(range_low=np.nan, range_high=np.nan))
    assert list(unjudged.frame["usual_range"]) == ["–"] * 2


def test_a_volume_knows_the_interval_of_the_price_that_it_is_divided_by(dearer):
    month = opened()
    split = value_parts.taken_apart(month)
    price, volume = value_parts.price_and_volume(month, split)
    assert price.low < price.value < price.high
    for one, other in ((price.low, volume.high), (price.high, volume.low)):
        assert (1 + one / 100) * (1 + other / 100) == pytest.approx(split.value_ratio, rel=1e-12)
