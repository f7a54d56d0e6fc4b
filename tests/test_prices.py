"""Unit values and index numbers against a table worked by hand, and the identities that hold exactly."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import periods, prices
from helpers.prices import MASS, UNIT_VALUE, VALUE, tiny_trade

FIGURE = st.floats(min_value=1e-3, max_value=1e9)
PARTNER = st.tuples(FIGURE, FIGURE, FIGURE, FIGURE)


def trade(rows: dict[str, tuple[float, float]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=[MASS, VALUE]).astype(float)


# Worked by hand. Germany: 10 kg at 2, then 8 kg at 3. Korea: 20 kg at 5, then 30 kg at 4.
# p0q0 = 20 + 100 = 120; p1q1 = 24 + 120 = 144; p1q0 = 30 + 80 = 110; p0q1 = 16 + 150 = 166.
BEFORE = trade({"DEU": (10, 20), "KOR": (20, 100)})
NOW = trade({"DEU": (8, 24), "KOR": (30, 120)})


def test_the_indices_of_the_table_worked_by_hand():
    found = prices.split(BEFORE, NOW)
    assert found.laspeyres == pytest.approx(110 / 120)
    assert found.paasche == pytest.approx(144 / 166)
    assert found.fisher == pytest.approx(0.8917291, abs=1e-7)  # sqrt(0.9166667 x 0.8674699)
    assert found.volume == pytest.approx(1.3457002, abs=1e-7)  # sqrt(166/120 x 144/110)
    # shares before 1/6 and 5/6, now the same: exp(ln(1.5)/6 + ln(0.8) x 5/6)
    assert found.tornqvist == pytest.approx(0.8883625, abs=1e-7)
    assert found.unit_value_ratio == pytest.approx((144 / 38) / (120 / 30))
    assert found.mix == pytest.approx(0.9473684 / 0.8917291, abs=1e-6)
    # Bennet: 9 x 1 + 25 x -1 = -16 for price, 2.5 x -2 + 4.5 x 10 = 40 for volume
    assert found.price_usd == pytest.approx(-16)
    assert found.volume_usd == pytest.approx(40)
    assert not found.apart


def test_entry_exit_and_what_lacks_a_weight_have_lines_of_their_own():
    before = trade({"DEU": (10, 20), "FRA": (1, 7), "ITA": (0, 0), "USA": (0, 5), "JPN": (math.nan, math.nan)})
    now = trade({"DEU": (10, 30), "FRA": (0, 0), "ITA": (2, 9), "USA": (3, 6), "JPN": (1, 4)})
    found = prices.split(before, now)
    assert (found.entered_usd, found.left_usd, found.unpriced_usd) == (9, 7, 1)
    assert (found.both, found.entered, found.left, found.unpriced, found.unknown) == (1, 1, 1, 1, 1)
    assert (found.before, found.now) == (32, 45)  # Japan's value before is unknown, and so no part of either


@given(st.lists(PARTNER, min_size=1, max_size=12))
def test_value_is_exactly_price_times_volume(rows):
    names = [f"P{n}" for n in range(len(rows))]
    before = pd.DataFrame([row[:2] for row in rows], columns=[MASS, VALUE], index=names)
    now = pd.DataFrame([row[2:] for row in rows], columns=[MASS, VALUE], index=names)
    found = prices.split(before, now)
    assert found.fisher * found.volume == pytest.approx(found.value_ratio, rel=1e-12)
    assert found.fisher * found.mix * found.mass_ratio == pytest.approx(found.value_ratio, rel=1e-12)
    assert min(found.laspeyres, found.paasche) <= found.fisher * (1 + 1e-12)
    turned = prices.split(now, before)
    assert turned.fisher * found.fisher == pytest.approx(1, rel=1e-12)
    assert turned.tornqvist * found.tornqvist == pytest.approx(1, rel=1e-9)


@given(st.lists(st.tuples(*[st.one_of(st.just(0.0), FIGURE)] * 4), min_size=1, max_size=12))
def test_the_parts_add_up_to_the_change_of_value(rows):
    names = [f"P{n}" for n in range(len(rows))]
    before = pd.DataFrame([row[:2] for row in rows], columns=[MASS, VALUE], index=names)
    now = pd.DataFrame([row[2:] for row in rows], columns=[MASS, VALUE], index=names)
    found = prices.split(before, now)
    parts = found.price_usd + found.volume_usd + found.entered_usd - found.left_usd + found.unpriced_usd
    terms = found.terms
    size = max(1.0, *(float((terms[p] * terms[q]).sum()) for p in ("p0", "p1") for q in ("q0", "q1")))
    assert parts == pytest.approx(found.now - found.before, abs=1e-9 * max(size, found.now, found.before))


def test_nothing_in_common_gives_no_index():
    found = prices.split(trade({"DEU": (1, 1)}), trade({"USA": (1, 1)}))
    assert math.isnan(found.fisher)
    assert math.isnan(found.mix)
    assert found.unknown == 2


def history(values: list[float], mass: float = 500.0) -> pd.DataFrame:
    last = periods.month_number("2025-06")
    months = [periods.month_text(last - len(values) + 1 + n) for n in range(len(values))]
    panel = tiny_trade([(month, "DEU", mass, mass * value) for month, value in zip(months, values, strict=True)])
    return prices.add_flags(prices.elements(panel, months))


def test_a_unit_value_outside_its_range_is_flagged_and_kept():
    # ln of 10, 11 in turn: the median is ln(10.488), the median absolute deviation 0.04766, the limit 0.21197
    table = history([10.0, 11.0] * 6 + [13.0])
    assert table["flag"].iloc[-1] == "outside its range"
    assert table["range_low"].iloc[-1] == pytest.approx(math.sqrt(110) * math.exp(-0.21197), rel=1e-4)
    assert table["range_high"].iloc[-1] == pytest.approx(12.9645, rel=1e-4)
    assert len(table) == 13
    assert table[UNIT_VALUE].iloc[-1] == pytest.approx(13.0)
    assert history([10.0, 11.0] * 6 + [12.9])["flag"].iloc[-1] == ""


def test_small_weights_missing_weights_and_short_histories_are_named():
    assert set(history([10.0, 11.0] * 6, mass=99.0)["flag"]) == {"under 100 kg"}
    assert history([10.0, 11.0, 10.0])["flag"].iloc[-1] == "no range"
    assert history([10.0] * 12)["flag"].iloc[-1] == "no range"
    panel = tiny_trade([("2025-06", "DEU", 0.0, 50.0), ("2025-06", "USA", math.nan, 50.0)])
    table = prices.add_flags(prices.elements(panel, ["2025-06"]))
    assert list(table["flag"]) == ["no weight", "no weight"]
    assert np.isnan(table[UNIT_VALUE]).all()


def test_a_unit_value_knows_its_interval():
    panel = tiny_trade([("2025-06", "DEU", 10.0, 100.0)])
    panel = panel.assign(low=panel["value"] - 0.5, high=panel["value"] + 0.5)
    row = prices.elements(panel, ["2025-06"]).iloc[0]
    assert (row["low"], row["high"]) == (pytest.approx(99.5 / 10.5), pytest.approx(100.5 / 9.5))


def test_no_rows_give_an_empty_table():
    table = prices.add_flags(prices.elements(tiny_trade([]), ["2025-06"]))
    assert table.empty
    assert {"range_low", "range_high", "flag"} <= set(table)
