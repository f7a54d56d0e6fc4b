"""Unit values, and what a change of value is made of: price, volume, mix, entry and exit. Pure arithmetic, no files.

A unit value is value over net mass, never a price. An element is whatever a unit value is taken of: here a partner,
or a partner under one customs regime. A weight of 0 kg beside a value above zero is a missing weight.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import periods
from helpers.measures import Measured

LEAST_KG = 100.0  # below it a unit value is flagged
SPREADS = 3 * 1.4826  # three standard deviations of a normal law, from its median absolute deviation
LOOK_BACK, FEWEST = 12, 6  # months that make the range, and how many of them must be known
MASS, VALUE, UNIT_VALUE = "net_mass_kg", "value_usd", "unit_value_usd_per_kg"
ENDS = ["mass_low", "mass_high", "value_low", "value_high"]
SUSPECT = ("outside its range", "under 100 kg")  # flags that are left out where results are shown without them


def elements(panel: pd.DataFrame, spans: list[str]) -> pd.DataFrame:
    """Mass, value and unit value side by side, one row a period and partner.

    Args:
        panel: as ``store.panel`` gives it.
        spans: months or spans.

    Returns:
        period, partner, net_mass_kg, value_usd, unit_value_usd_per_kg, the ends of each as mass_low, mass_high,
        value_low, value_high, low, high, and rows. What has no row in the panel is NaN; so is a unit value without a
        weight.

    Source:
        UV = value / net mass: UN Statistics Division, IMTS Compilers Manual, chapter 15. The weight of 0 kg as missing:
        comtradeapicall issue 22.

    Example:
        >>> panel = tiny_trade([("2025-06", "DEU", 4.0, 100.0), ("2025-06", "USA", 0.0, 9.0)])
        >>> elements(panel, ["2025-06"])["unit_value_usd_per_kg"].tolist()
        [25.0, nan]
    """
    mine = panel[panel["period"].isin(spans) & panel["measure"].isin([MASS, VALUE])]
    wide = mine.pivot(index=["period", "partner"], columns="measure", values=["value", "low", "high", "rows"])
    wide = wide.reindex(columns=pd.MultiIndex.from_product([["value", "low", "high", "rows"], [MASS, VALUE]]))
    table = pd.DataFrame({name: wide["value", name].astype(float) for name in (MASS, VALUE)})
    for name, short in ((MASS, "mass"), (VALUE, "value")):
        table[f"{short}_low"] = wide["low", name].astype(float).clip(lower=0)
        table[f"{short}_high"] = wide["high", name].astype(float)
    table["rows"] = _joined(wide["rows", VALUE], wide["rows", MASS])
    return add_unit_value(table.reset_index())


def _joined(values: pd.Series, masses: pd.Series) -> pd.Series:
    """Rows behind value and mass, one a line."""
    one, two = (side.astype(object).where(side.notna(), "") for side in (values, masses))
    return (one + "\n" + two).astype("str").str.strip()


def over(table: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    """Sum elements over months; an element that one month does not know is unknown.

    Returns:
        Indexed by partner, the columns of ``elements`` without period.
    """
    mine = table[table["period"].isin(months)].groupby("partner")
    summed = (
        mine[[MASS, VALUE, *ENDS]].agg(lambda values: values.sum(skipna=False)).assign(rows=mine["rows"].agg("\n".join))
    )
    return add_unit_value(summed[mine["period"].nunique() == len(set(months))])


def add_unit_value(table: pd.DataFrame) -> pd.DataFrame:
    """Value over net mass in USD per kg with its ends; NaN where either is missing or the mass is zero."""
    traded = (table[MASS] > 0) & (table[VALUE] > 0)
    found = table[VALUE].where(traded) / table[MASS].where(traded)
    low = table["value_low"].where(traded) / table["mass_high"]
    high = table["value_high"].where(traded) / table["mass_low"].where(table["mass_low"] > 0)
    return table.assign(**{UNIT_VALUE: found, "low": low, "high": high})


def unit_value(values: pd.DataFrame) -> Measured:
    """Unit value of all rows of ``elements`` together, in USD per kg: sum of values over sum of masses.

    Example:
        >>> panel = tiny_trade([("2025-06", "DEU", 4.0, 100.0), ("2025-06", "USA", 2.0, 20.0)])
        >>> found = unit_value(elements(panel, ["2025-06"]))
        >>> found.value, found.how
        (20.0, '120 USD ÷ 6 kg')
    """
    value, mass = float(values[VALUE].sum()), float(values[MASS].sum())
    ends = values[ENDS].sum()
    low = float(ends["value_low"] / ends["mass_high"])
    high = float(ends["value_high"] / ends["mass_low"]) if ends["mass_low"] > 0 else math.inf
    rows = tuple(dict.fromkeys(name for text in values["rows"] for name in text.split("\n")))
    return Measured(value / mass, low, high, "USD/kg", rows, f"{value:,.0f} USD ÷ {mass:,.0f} kg")


def add_flags(months: pd.DataFrame) -> pd.DataFrame:
    """Judge each month's unit value by the twelve months before it, same element; nothing is dropped.

    A month is outside its range where |ln UV - median| > 3 x 1.4826 x MAD; median and median absolute deviation are of
    ln UV over the months before it that weigh at least 100 kg, of which six must be known. Mass or value may be wrong
    then, or the goods unlike those of other months.

    Args:
        months: period (months only), partner, net_mass_kg, value_usd, unit_value_usd_per_kg.

    Returns:
        A copy with range_low, range_high (USD per kg, NaN where there is no range) and flag: empty, ``under 100 kg``,
        ``outside its range``, ``no weight`` (value without mass) or ``no range`` (too few months before it to judge).

    Source:
        IMTS Compilers Manual 15.19 (valid range of the last twelve plausible months); the width is a rule of this
        project: three robust standard deviations, see P. J. Rousseeuw and C. Croux, JASA 88 (1993), for 1.4826.
    """
    parts = [_flag(mine) for _, mine in months.groupby("partner", sort=False)]
    empty = months.assign(range_low=np.nan, range_high=np.nan, flag="")
    return pd.concat(parts).sort_index() if parts else empty


def _flag(mine: pd.DataFrame) -> pd.DataFrame:
    """``add_flags`` for one element."""
    number = mine["period"].map(periods.month_number).to_numpy()
    logs = np.log(mine[UNIT_VALUE].to_numpy(dtype=float))
    heavy = mine[MASS].to_numpy(dtype=float) >= LEAST_KG
    low, high, flags = [], [], []
    for spot, mass, value in zip(range(len(mine)), mine[MASS], mine[VALUE], strict=True):
        before = logs[(number < number[spot]) & (number >= number[spot] - LOOK_BACK) & heavy & ~np.isnan(logs)]
        middle = np.median(before) if len(before) >= FEWEST else math.nan
        width = SPREADS * np.median(np.abs(before - middle)) if len(before) >= FEWEST else math.nan
        width = width if width > 0 else math.nan  # without any spread there is no range either
        low.append(math.exp(middle - width))
        high.append(math.exp(middle + width))
        flags.append(_judgement(logs[spot], mass, value, middle, width))
    return mine.assign(range_low=low, range_high=high, flag=flags)


def _judgement(log: float, mass: float, value: float, middle: float, width: float) -> str:
    if math.isnan(log):
        return "no weight" if value > 0 else ""
    if mass < LEAST_KG:
        return "under 100 kg"
    if math.isnan(width):
        return "no range"
    return "outside its range" if abs(log - middle) > width else ""


@dataclass(frozen=True)
class Split:
    """A change of value taken apart. Ratios are now over before; NaN where no element was traded in both periods.

    Attributes:
        before: value before of all elements known in both periods, USD.
        now: value now of the same, USD.
        laspeyres: P_L = sum p1 q0 / sum p0 q0.
        paasche: P_P = sum p1 q1 / sum p0 q1.
        fisher: P_F = sqrt(P_L P_P), the price index.
        tornqvist: exp(sum of mean value share x ln(p1/p0)), the price index beside it.
        volume: Q_F = sqrt(Q_L Q_P), Fisher's volume index.
        value_ratio: value now over before of what was traded in both periods; exactly fisher x volume.
        unit_value_ratio: change of the overall unit value of the same.
        mass_ratio: change of the mass of the same.
        price_usd: Bennet's price part, sum (q0 + q1) / 2 x (p1 - p0), USD.
        volume_usd: Bennet's volume part, sum (p0 + p1) / 2 x (q1 - q0), USD.
        entered_usd: value now of elements known as zero before.
        left_usd: value before of elements known as zero now.
        unpriced_usd: change of value of elements that lack a weight.
        both: how many elements were traded in both periods.
        entered: how many entered.
        left: how many left.
        unpriced: how many lack a weight.
        unknown: elements known in one period only, which is neither entry nor exit.
        terms: what was traded in both periods: p0, q0, p1, q1, and the ends of p as low0, high0, low1, high1.
    """

    before: float
    now: float
    laspeyres: float
    paasche: float
    fisher: float
    tornqvist: float
    volume: float
    value_ratio: float
    unit_value_ratio: float
    mass_ratio: float
    price_usd: float
    volume_usd: float
    entered_usd: float
    left_usd: float
    unpriced_usd: float
    both: int
    entered: int
    left: int
    unpriced: int
    unknown: int
    terms: pd.DataFrame

    @property
    def mix(self) -> float:
        """Overall unit value ratio over Fisher's price: what the shift between elements adds."""
        return self.unit_value_ratio / self.fisher

    @property
    def apart(self) -> bool:
        """Whether Fisher and Törnqvist differ by more than one percentage point."""
        return abs(self.fisher - self.tornqvist) > 0.01


def split(before: pd.DataFrame, now: pd.DataFrame) -> Split:
    """Take a change of value apart into price, volume, entry and exit.

    ``now - before = price_usd + volume_usd + entered_usd - left_usd + unpriced_usd`` and
    ``value_ratio = fisher x volume = fisher x mix x mass_ratio`` hold exactly. An element that one period does not know
    is unknown, not zero: it is counted and enters nothing.

    Args:
        before: indexed by element, with net_mass_kg and value_usd, and low and high where the ends of the unit value
            are known; zero where it is known that nothing was traded.
        now: the same for the later period.

    Source:
        XMPI Manual (IMF and others, 2009), chapters 1 and 2, for Laspeyres, Paasche, Fisher and Törnqvist; M. Silver,
        Review of Income and Wealth 56 (2010), on unit values of mixed goods; T. L. Bennet (1920) for the additive
        split. The mix effect is a ratio of this project.

    Example:
        >>> one = pd.DataFrame({"net_mass_kg": [10.0, 5.0], "value_usd": [20.0, 30.0]}, index=["DEU", "USA"])
        >>> two = pd.DataFrame({"net_mass_kg": [10.0, 5.0], "value_usd": [22.0, 33.0]}, index=["DEU", "USA"])
        >>> found = split(one, two)
        >>> round(found.fisher, 6), round(found.volume, 6), round(found.mix, 6)
        (1.1, 1.0, 1.0)
    """
    both = before[[MASS, VALUE]].add_suffix("_0").join(now[[MASS, VALUE]].add_suffix("_1"), how="outer")
    v0, v1, q0, q1 = (both[name] for name in (f"{VALUE}_0", f"{VALUE}_1", f"{MASS}_0", f"{MASS}_1"))
    known = v0.notna() & v1.notna()
    entered, left, traded = known & (v0 == 0) & (v1 > 0), known & (v0 > 0) & (v1 == 0), known & (v0 > 0) & (v1 > 0)
    priced = traded & (q0 > 0) & (q1 > 0)
    terms = pd.DataFrame({"p0": v0 / q0, "q0": q0, "p1": v1 / q1, "q1": q1})[priced]
    for period, side in (("0", before), ("1", now)):
        terms[[f"low{period}", f"high{period}"]] = side.reindex(terms.index).reindex(columns=["low", "high"])
    return Split(
        before=float(v0[known].sum()),
        now=float(v1[known].sum()),
        **indices(terms),
        entered_usd=float(v1[entered].sum()),
        left_usd=float(v0[left].sum()),
        unpriced_usd=float((v1 - v0)[traded & ~priced].sum()),
        both=int(priced.sum()),
        entered=int(entered.sum()),
        left=int(left.sum()),
        unpriced=int((traded & ~priced).sum()),
        unknown=int((v0.notna() ^ v1.notna()).sum()),
        terms=terms,
    )


def bounds(found: Split, name: str) -> tuple[float, float]:
    """Ends of an index where every unit value stands at the end of its interval that moves it most.

    Args:
        found: a split of tables that know the ends of their unit values.
        name: fisher or tornqvist.
    """
    terms = found.terms
    low = indices(terms.assign(p1=terms["low1"], p0=terms["high0"]))[name]
    return low, indices(terms.assign(p1=terms["high1"], p0=terms["low0"]))[name]


def indices(terms: pd.DataFrame) -> dict[str, float]:
    """Price and volume indices and Bennet's parts of elements traded in both periods.

    Args:
        terms: p0, q0, p1, q1, all above zero.

    Returns:
        laspeyres, paasche, fisher, tornqvist, volume, value_ratio, unit_value_ratio, mass_ratio, price_usd, volume_usd.
    """
    p0, q0, p1, q1 = (terms[name].to_numpy(dtype=float) for name in ("p0", "q0", "p1", "q1"))
    if not len(terms):
        ratios = ("laspeyres", "paasche", "fisher", "tornqvist", "volume", "value_ratio", "unit_value_ratio")
        return dict.fromkeys([*ratios, "mass_ratio"], math.nan) | {"price_usd": 0.0, "volume_usd": 0.0}
    v0, v1, v10, v01 = (p0 * q0).sum(), (p1 * q1).sum(), (p1 * q0).sum(), (p0 * q1).sum()
    shares = (p0 * q0 / v0 + p1 * q1 / v1) / 2
    return {
        "laspeyres": float(v10 / v0),
        "paasche": float(v1 / v01),
        "fisher": math.sqrt(v10 / v0 * v1 / v01),
        "tornqvist": math.exp((shares * np.log(p1 / p0)).sum()),
        "volume": math.sqrt(v01 / v0 * v1 / v10),
        "value_ratio": float(v1 / v0),
        "unit_value_ratio": float((v1 / q1.sum()) / (v0 / q0.sum())),
        "mass_ratio": float(q1.sum() / q0.sum()),
        "price_usd": float(((q0 + q1) / 2 * (p1 - p0)).sum()),
        "volume_usd": float(((p0 + p1) / 2 * (q1 - q0)).sum()),
    }


def tiny_trade(rows: list[tuple[str, str, float, float]]) -> pd.DataFrame:
    """A panel from (period, partner, net_mass_kg, value_usd), for examples and tests; NaN leaves a row out."""
    tall = [
        (period, partner, measure, value, f"tiny.csv#L{line}")
        for line, (period, partner, *figures) in enumerate(rows, start=2)
        for measure, value in zip((MASS, VALUE), figures, strict=True)
        if not math.isnan(value)
    ]
    frame = pd.DataFrame(tall, columns=["period", "partner", "measure", "value", "rows"])
    return frame.assign(low=frame["value"], high=frame["value"], origin="reported", source="gacc")
