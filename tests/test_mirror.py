"""The gap between two sides against values worked by hand, and the lag that a shifted series has."""

import pandas as pd
import pytest

from helpers import mirror, periods
from helpers.measures import Measured


def exact(value: float) -> Measured:
    return Measured(value, value, value)


def test_the_gap_of_masses():
    assert mirror.gap(exact(110), exact(90)).value == pytest.approx(20)  # 2 x 20 / 200
    assert mirror.gap(exact(5), exact(0)).value == pytest.approx(200)
    assert mirror.gap(exact(0), exact(5)).value == pytest.approx(-200)
    assert not mirror.gap(exact(0), exact(0)).known
    assert not mirror.gap(Measured(why_unknown="none"), exact(1)).known


def test_a_value_at_the_border_of_arrival_gives_a_band_and_not_one_number():
    found = mirror.gap(exact(110), exact(100), "CIF")
    # 110 / 1.1 = 100 gives 0; 110 / 1.05 = 104.7619 gives 2 x 4.7619 / 204.7619
    assert found.low == pytest.approx(0, abs=1e-12)
    assert found.high == pytest.approx(4.6512, abs=1e-4)
    assert found.low < found.value < found.high


def test_customs_value_takes_nothing_off():
    found = mirror.gap(exact(110), exact(100), "customs value")
    assert found.low == found.value == found.high == pytest.approx(100 * 2 * 10 / 210)


def test_rounding_widens_the_gap():
    found = mirror.gap(Measured(110, 109.5, 110.5), Measured(90, 89.5, 90.5))
    assert (found.low, found.high) == (pytest.approx(19.0), pytest.approx(21.0))


def series(values, first):
    start = periods.month_number(first)
    return pd.DataFrame({"period": [periods.month_text(start + n) for n in range(len(values))], "value": values})


@pytest.mark.parametrize("lag", [0, 1, 2])
def test_the_lag_of_a_shifted_series_is_found_and_all_three_are_printed(lag):
    values = [10.0, 14.0, 8.0, 20.0, 11.0, 17.0, 9.0, 15.0, 12.0, 21.0]
    table = mirror.at_lags(series(values, "2024-01"), series(values, periods.shift("2024-01", lag)))
    assert list(table["lag_months"]) == [0, 1, 2]
    best = table[table["is_best"]]
    assert list(best["lag_months"]) == [lag]
    assert best["absolute_gap_pct"].iloc[0] == pytest.approx(0)


def test_too_few_months_name_no_best_lag():
    table = mirror.at_lags(series([1.0, 2.0, 3.0], "2024-01"), series([1.0, 2.0, 3.0], "2024-01"))
    assert not table["is_best"].any()
    assert list(table["months"]) == [3, 2, 1]
