"""Two sides of one trade: what one customs recorded as leaving, and the other as arriving. Pure arithmetic, no files.

Exports are valued FOB; imports mostly CIF, which adds freight and insurance. No single margin is right, so a band is
taken off and the gap is a band too. Masses need no margin. Goods arrive later than they leave, so lags are tried.
"""

import math
from dataclasses import dataclass

import pandas as pd

from helpers import periods
from helpers.measures import Measured, unknown

MARGIN_PCT = {"CIF": (5.0, 10.0), "customs value": (0.0, 0.0), "": (0.0, 0.0)}  # what arrival adds to the value
LAGS = (0, 1, 2)
FEWEST = 6  # months that a lag needs before it may be called the best


def gap(imports: Measured, exports: Measured, valuation: str = "") -> Measured:
    """Gap between the two sides, A = 2 (M* - X) / (M* + X) with M* = M / (1 + c), in percent of their mean.

    Zero: both recorded the same. 200: the exporter recorded nothing; -200: the importer did.

    Args:
        imports: what the importer recorded, in the same unit as the exports.
        exports: what the exporter recorded, FOB where it is a value.
        valuation: how a value was recorded: ``CIF`` (5 to 10% are taken off), ``customs value`` (as for US general
            imports, nothing is taken off), empty for a mass.

    Returns:
        The gap at the middle of the margin, its interval from the band of margins and from both roundings.

    Source:
        OECD ITIC finds a mean CIF margin of 6% that differs by pair and goods, Open Trade Statistics uses 8%: so a
        band. US general imports are customs value: US Census Bureau, guide to trade statistics.

    Example:
        >>> round(gap(Measured(108, 108, 108), Measured(100, 100, 100), "CIF").value, 2)
        0.46
        >>> gap(Measured(100, 100, 100), Measured(100, 100, 100)).value
        0.0
    """
    if not imports.known or not exports.known:
        return unknown(imports.why_unknown or exports.why_unknown)
    if imports.value == exports.value == 0:
        return unknown("both sides recorded nothing")
    least, most = MARGIN_PCT[valuation]
    ends = [
        (imports.value / (1 + (least + most) / 200), exports.value),
        (imports.low / (1 + most / 100), exports.high),
        (imports.high / (1 + least / 100), exports.low),
    ]
    value, low, high = [200 * (m - x) / (m + x) if m + x > 0 else math.nan for m, x in ends]
    off = f" after {least:g} to {most:g}% off for freight and insurance" if most else ""
    how = f"2 × (imports − exports) ÷ (imports + exports) × 100{off}"
    return Measured(value, low, high, "%", tuple(dict.fromkeys(imports.rows + exports.rows)), how)


def at_lags(exports: pd.DataFrame, imports: pd.DataFrame, valuation: str = "") -> pd.DataFrame:
    """Compare monthly exports with imports of the same month and of one and two months later.

    Args:
        exports: period (months) and value, NaN where unknown.
        imports: the same for the other side.
        valuation: as ``gap`` takes it.

    Returns:
        One row a lag: lag_months, months (compared), gap_pct and absolute_gap_pct (means over them), is_best: the lag
        with the least mean absolute gap, where each lag has at least six months.

    Source:
        Timing as a cause of gaps: M. J. Ferrantino and Z. Wang, USITC (2007). The lags are a rule of this project.
    """
    middle = 1 + sum(MARGIN_PCT[valuation]) / 200
    left, right = (
        pd.Series(side["value"].to_numpy(float), [periods.month_number(month) for month in side["period"]])
        for side in (exports, imports)
    )
    rows = []
    for lag in LAGS:
        earlier = right.set_axis(right.index.astype(int) - lag) / middle
        pair = pd.concat([left, earlier], axis=1, keys=["x", "m"], sort=True).dropna()
        pair = pair[pair["x"] + pair["m"] > 0]
        gaps = 200 * (pair["m"] - pair["x"]) / (pair["m"] + pair["x"])
        rows.append((lag, len(pair), gaps.mean(), gaps.abs().mean()))
    table = pd.DataFrame(rows, columns=["lag_months", "months", "gap_pct", "absolute_gap_pct"])
    enough = (table["months"] >= FEWEST).all()
    return table.assign(is_best=enough & (table["absolute_gap_pct"] == table["absolute_gap_pct"].min()))


@dataclass(frozen=True)
class Scope:
    """What a partner's record covers, beside the product's own code: a line of mirrors.csv."""

    product: str
    reporter: str
    partner: str
    hs_code: str
    flow: str
    valuation: str
    width: str
    note: str
    source: str
    line: int = 0

    @property
    def same(self) -> bool:
        """Whether the code means close to the same goods, so that levels may be set side by side."""
        return self.width == "close"


def meeting(mine: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Periods for which both sides hold a figure of one measure, longest first.

    Args:
        mine: period, measure of one side.
        theirs: the same of the other side.
    """
    keys = [set(zip(side["period"], side["measure"], strict=True)) for side in (mine, theirs)]
    both = {period for period, _ in keys[0] & keys[1]}
    return sorted(both, key=lambda period: (-_length(period), period))


def _length(period: str) -> int:
    first, last = periods.span(period)
    return last - first + 1


def monthly_means(panel: pd.DataFrame, partner: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """Every span known of a partner as a monthly mean over the months that it covers.

    Sides that never cover the same span can still be seen beside each other this way; no gap is computed from it.

    Returns:
        period, first, last (counted months), value (a month), months.
    """
    mine = panel[(panel["partner"] == partner) & (panel["measure"] == measure)].sort_values("period")
    spans = [periods.span(period) for period in mine["period"]]
    table = pd.DataFrame(
        {"period": list(mine["period"]), "first": [first for first, _ in spans], "last": [last for _, last in spans]}
    )
    months = table["last"] - table["first"] + 1
    return table.assign(value=mine["value"].to_numpy() / months, months=months)
