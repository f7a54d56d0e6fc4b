"""Interrupted series: how a monthly series moved when a date passed, with intervals and without a cause.

    ln y = b0 + b1 t + b2 D + b3 (t - T0)+ + b4 sin + b5 cos + b6 new year + e

D is the part of the month on which the rule was in force, so a month that began without it counts in part. With a
control series the same is fitted to ln y - ln control: what moved both drops out. Intervals are Newey-West with the t
distribution.

Source:
    Turner et al. (2021): ordinary least squares for short interrupted series; intervals tend to come out too narrow.
    Newey and West (1987), with the usual rule for lags, 4 (n / 100)^(2/9), and the small-sample factor n / (n - k).
"""

import calendar
import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers import periods, seasonal

BEFORE, LEAST_BEFORE, AFTER, LEAST_AFTER = 36, 18, 12, 4  # months
SEASONAL_FROM = 24  # months from which a season can be told from a trend


@dataclass(frozen=True)
class Break:
    """A fitted break.

    Attributes:
        table: period, value, control where there is one, fitted, without (the path had the old one gone on), in units.
        level_pct: step at the date in percent, with its 95% interval level_low, level_high.
        slope_pct: change of the monthly growth after the date in percentage points, with slope_low, slope_high.
        lags: lags of the Newey-West intervals.
        before, after: months known without a gap before the event's month and from it on.
        why_not: the reason where nothing was fitted.
    """

    table: pd.DataFrame
    level_pct: float = math.nan
    level_low: float = math.nan
    level_high: float = math.nan
    slope_pct: float = math.nan
    slope_low: float = math.nan
    slope_high: float = math.nan
    lags: int = 0
    before: int = 0
    after: int = 0
    why_not: str = ""


def in_force(month: str, day: str) -> float:
    """Part of a month's days on which a rule of a day was in force.

    Example:
        >>> in_force("2025-03", "2025-04-04"), in_force("2025-04", "2025-04-04"), in_force("2025-05", "2025-04-04")
        (0.0, 0.9, 1.0)
    """
    if month != day[:7]:
        return float(month > day[:7])
    days = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    return (days - int(day[8:]) + 1) / days


def design(months: list[str], day: str, season: bool) -> pd.DataFrame:
    """Regressors of the model: const, trend, step, slope, and with a season sin, cos and new_year."""
    spot = np.arange(len(months), dtype=float)
    start = months.index(day[:7])
    frame = pd.DataFrame(
        {"const": 1.0, "trend": spot, "step": [in_force(m, day) for m in months], "slope": np.maximum(spot - start, 0)},
        index=months,
    )
    if season:
        angle = [2 * math.pi * (periods.month_number(month) % 12) / 12 for month in months]
        frame["sin"], frame["cos"] = np.sin(angle), np.cos(angle)
        frame["new_year"] = seasonal.new_year_regressors(months, seasonal.WHOLE)["new_year"]
    return frame


def segmented(series: pd.Series, day: str, control: pd.Series | None = None) -> Break:
    """Fit the break of a series at a day, or say why not.

    Args:
        series: values indexed by month, consecutive, NaN where unknown; at most 36 months before the day's month and
            12 from it on are used, without gaps around the day.
        day: day of the event, YYYY-MM-DD.
        control: series of goods that the event does not concern, same index.

    Returns:
        The fit; nothing but a reason where months are too few, unknown or zero.
    """
    both = pd.DataFrame({"value": series} | ({"control": control} if control is not None else {}))
    if day[:7] not in both.index:
        return _refused("the event lies outside the series")
    start = both.index.get_loc(day[:7])
    known = (both > 0).all(axis=1)  # unknown and zero alike have no logarithm
    before = _run(known.iloc[max(0, start - BEFORE) : start][::-1])
    after = _run(known.iloc[start : start + AFTER])
    if before < LEAST_BEFORE or after < LEAST_AFTER:
        return replace(_refused("too few months are known without a gap"), before=before, after=after)
    return replace(_fit(both.iloc[start - before : start + after], day), before=before, after=after)


def _run(known: pd.Series) -> int:
    """Length of the unbroken run at the start."""
    return int(known.cummin().sum())


def _refused(why: str) -> Break:
    return Break(pd.DataFrame(columns=["period", "value", "fitted", "without"]), why_not=why)


def _fit(both: pd.DataFrame, day: str) -> Break:
    """Least squares on logs with Newey-West intervals."""
    import statsmodels.api as sm

    logs = np.log(both["value"])
    base = np.log(both["control"]) if "control" in both else 0.0
    x = design(list(both.index), day, season=len(both) >= SEASONAL_FROM)
    lags = math.floor(4 * (len(both) / 100) ** (2 / 9))
    options = {"maxlags": lags, "use_correction": True}
    found = sm.OLS(logs - base, x).fit(cov_type="HAC", cov_kwds=options, use_t=True)
    low, high = found.conf_int().T.to_numpy()
    ends = pd.DataFrame({"value": found.params, "low": low, "high": high}, index=x.columns)
    fitted = np.exp(x @ found.params + base)
    without = np.exp(x.assign(step=0.0, slope=0.0) @ found.params + base)
    table = both.assign(fitted=fitted, without=without).rename_axis("period").reset_index()
    step, slope = (np.expm1(ends.loc[name].to_numpy()) * 100 for name in ("step", "slope"))
    return Break(table, step[0], step[1], step[2], slope[0], slope[1], slope[2], lags)
