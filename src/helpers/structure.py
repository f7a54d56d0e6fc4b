"""Who makes up a total: contributions to its change, concentration, places over time. Pure arithmetic, no files.

Where a source gives every partner, each measure is one number. Where it does not, a contribution is stated only for the
partners that are known and the rest is a part of its own, and an index of concentration is a range: the partners that
nobody names may be many small ones or, at most, one.

Source:
    Contributions: (x_i,t - x_i,0) / X_0, which add up to the growth of the total.
    Concentration: Hirschman-Herfindahl index, the sum of squared shares in percent, 0 to 10,000; normalised
    (H - 1/N) / (1 - 1/N) with H from 0 to 1. The bands of the US merger guidelines, 1,000 and 1,800, judge firms in
    mergers; here they are no more than a yardstick.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import measures, periods, reference

BANDS = (1000, 1800)
REST = "rest"


def partners(panel: pd.DataFrame, months: list[str], measure: str = "net_mass_kg") -> pd.DataFrame:
    """Figures of single partners, one row a partner and one column a month; zero where a complete query proves it.

    Returns:
        Values in the measure's unit, partners by name; NaN where unknown. Groups and the world are left out.
    """
    mine = panel[(panel["measure"] == measure) & panel["period"].isin(months)]
    mine = mine[~mine["partner"].str.fullmatch(measures.GROUP)]
    return mine.pivot(index="partner", columns="period", values="value").reindex(columns=months)


def totals(panel: pd.DataFrame, months: list[str], measure: str = "net_mass_kg") -> pd.Series:
    """World totals by month; NaN where unknown."""
    table = measures.series(panel, "WLD", min(months), max(months), measure).set_index("period")
    return table["value"].reindex(months)


def unions(panel: pd.DataFrame, months: list[str], measure: str = "net_mass_kg") -> pd.Series:
    """Totals of the European Union of 27 by month; NaN where unknown or of other members."""
    table = measures.series(panel, "EUN", min(months), max(months), measure).set_index("period")
    return table["value"].reindex(months).where([periods.month_number(name) >= measures.SINCE_27 for name in months])


def unnamed(values: pd.Series, total: float, union: float = math.nan) -> list[float]:
    """The parts of a total that no partner is named for: in the European Union and outside it where its total is known.

    A single partner lies in one of the two, so none is larger than the larger.

    Example:
        >>> unnamed(pd.Series({"DEU": 5.0, "USA": 2.0}), 12.0, 8.0), unnamed(pd.Series({"DEU": 5.0}), 12.0)
        ([3.0, 2.0], [7.0])
    """
    inside = values[values.index.isin(reference.eu_members())].sum()
    outside = values.sum() - inside
    parts = [union - inside, total - union - outside]
    return [float(part) for part in parts] if min(parts) >= 0 else [float(total - inside - outside)]


def contributions(panel: pd.DataFrame, period: str, base: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """What each partner contributes to the change of the world total, in percentage points.

    Args:
        panel: as ``store.panel`` gives it.
        period: month.
        base: month compared with.
        measure: a measure that can be added.

    Returns:
        partner, value, base_value, points; largest contribution first. Partners known in both months; a last row
        ``rest`` holds everything else, so that the points add up to the change of the total. Empty where a total is
        unknown or the base is zero.
    """
    now, before = totals(panel, [period, base], measure)
    columns = ["partner", "value", "base_value", "points"]
    if not (now >= 0 and before > 0):
        return pd.DataFrame(columns=columns)
    both = partners(panel, [period, base], measure).dropna()
    table = pd.DataFrame({"partner": both.index, "value": both[period].to_numpy(), "base_value": both[base].to_numpy()})
    table["points"] = (table["value"] - table["base_value"]) / before * 100
    order = table["points"].abs().sort_values(ascending=False, kind="stable").index
    rest = [REST, now - table["value"].sum(), before - table["base_value"].sum()]
    rest.append((now - before) / before * 100 - table["points"].sum())
    return pd.concat([table.loc[order], pd.DataFrame([rest], columns=columns)], ignore_index=True)


@dataclass(frozen=True)
class Concentration:
    """Concentration of one month and measure.

    Attributes:
        low: index if the part without a name is spread over many partners.
        high: index if it is one partner, or one in the European Union and one outside, where its total is known; equal
            to ``low`` where every partner is known.
        normalised: index from 0 (all partners equal) to 1 (one partner), NaN where partners are missing.
        known_pct: part of the total that is given by partner.
        partners: number of partners in the fixed set.
    """

    low: float = math.nan
    high: float = math.nan
    normalised: float = math.nan
    known_pct: float = math.nan
    partners: int = 0

    @property
    def whole(self) -> bool:
        """Whether every partner is known, so that the index is one number."""
        return self.high - self.low < 1


def concentration(values: pd.Series, total: float, union: float = math.nan) -> Concentration:
    """Concentration of one month over a fixed set of partners.

    Args:
        values: figures by partner of the fixed set, NaN where unknown.
        total: the world total, NaN where unknown.
        union: that of the European Union.

    Example:
        >>> concentration(pd.Series({"A": 50.0, "B": 30.0, "C": 20.0}), 100.0).low
        3800.0
        >>> found = concentration(pd.Series({"A": 50.0, "B": 30.0, "C": float("nan")}), 100.0)
        >>> found.low, found.high
        (3400.0, 3800.0)
    """
    known = values.dropna()
    known = known[known > 0]
    if not total > 0 or known.empty:
        return Concentration(partners=len(values))
    shares = (known / total * 100).sort_values(ascending=False)
    low = float((shares**2).sum())
    high = low + sum((max(0.0, part) / total * 100) ** 2 for part in unnamed(known, total, union))
    count = len(values)
    whole = high - low < 1 and count > 1
    normalised = (low / 10_000 - 1 / count) / (1 - 1 / count) if whole else math.nan
    return Concentration(low, high, normalised, float(shares.sum()), count)


def concentrations(panel: pd.DataFrame, months: list[str], measure: str = "net_mass_kg") -> pd.DataFrame:
    """Concentration of every month over one fixed set: all partners with a figure above zero in any of the months.

    Returns:
        period, hhi_low, hhi_high, normalised, known_pct, partners; NaN where unknown.
    """
    table = partners(panel, months, measure)
    table = table[(table > 0).any(axis=1)]
    whole, union = totals(panel, months, measure), unions(panel, months, measure)
    rows = []
    for month in months:
        found = concentration(table[month], whole[month], union[month])
        rows.append((month, found.low, found.high, found.normalised, found.known_pct, found.partners))
    names = ["period", "hhi_low", "hhi_high", "normalised", "known_pct", "partners"]
    return pd.DataFrame(rows, columns=names)


def places(panel: pd.DataFrame, months: list[str], measure: str = "net_mass_kg") -> pd.DataFrame:
    """Places of partners by month, ties sharing the better one; NaN where the figures do not prove the place.

    A place is proved where every part of the total that no source names is smaller than the partner itself.

    Returns:
        One row a partner, one column a month.

    Example:
        >>> panel = pd.concat([measures.tiny_panel([("2025-06", kg)], name) for name, kg in
        ...     (("AAA", 5.0), ("BBB", 3.0), ("CCC", 3.0), ("WLD", 11.0))])
        >>> places(panel, ["2025-06"])["2025-06"].to_dict()
        {'AAA': 1.0, 'BBB': 2.0, 'CCC': 2.0}
    """
    table = partners(panel, months, measure)
    ranks = table.rank(ascending=False, method="min")
    whole, union = totals(panel, months, measure), unions(panel, months, measure)
    hidden = pd.Series({month: max(unnamed(table[month], whole[month], union[month])) for month in months})
    slack = np.maximum(1e-9 * table.max(), 0.5)  # a customs figure is rounded to one
    proved = table.gt(hidden.where(hidden > slack, 0.0)) & hidden.notna()
    return ranks.where(proved & (table > 0))
