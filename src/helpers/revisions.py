"""Revisions: one figure through the days on which it was taken or printed. Pure arithmetic, no files.

A revision is a later figure of the same key that differs: of two downloads in any digit, of printed figures beyond
rounding. Downloads are compared record by record, printed figures by period, partner and measure.
"""

import pandas as pd

from helpers import measures, periods, resolve
from helpers.measures import Measured

RECORD = ["source", "period_first", "period_last", "hs_code", "partner", "regime", "province", "measure"]
STEP = ["vintage_before", "vintage", "before", "now", "revision_pct", "state", "id_before", "id"]
MONTH = ["period_first", "period_last", "hs_code"]


def by_vintage(observations: pd.DataFrame) -> pd.DataFrame:
    """Each figure once a vintage: of figures printed on one day the finest, then the first.

    Args:
        observations: rows as the codebook describes them.

    Returns:
        The columns of ``RECORD``, vintage, value, low, high, id, all_partners; sorted.
    """
    half = observations["rounding"] / 2
    rows = observations.assign(low=observations["value"] - half, high=observations["value"] + half)
    rows = rows[rows["measure"].isin(resolve.MEASURES)].dropna(subset="value")
    rows = rows.sort_values([*RECORD, "vintage", "rounding", "second_hand", "id"])
    columns = [*RECORD, "vintage", "value", "low", "high", "id", "all_partners"]
    return rows.drop_duplicates([*RECORD, "vintage"])[columns]


def steps(figures: pd.DataFrame) -> pd.DataFrame:
    """Each figure against the same figure of the vintage before it that holds one.

    Args:
        figures: as ``by_vintage`` gives it.

    Returns:
        The columns of ``RECORD`` and of ``STEP``. r = now / before - 1 in percent, NaN from zero. state: ``same``
        (equal to the last digit), ``within rounding`` or ``revised``.

    Source:
        r = x(v2) / x(v1) - 1: IMF, Quarterly National Accounts Manual, chapter 12.
    """
    last = figures.groupby(RECORD, sort=False)[["vintage", "value", "low", "high", "id"]].shift()
    both = figures.assign(vintage_before=last["vintage"], before=last["value"], now=figures["value"])
    both = both.assign(id_before=last["id"])
    both = both.assign(low_before=last["low"], high_before=last["high"]).dropna(subset="before")
    reach = (both["high"] >= both["low_before"]) & (both["low"] <= both["high_before"])
    cut = (both["value"] <= both["before"]) & (both["before"] < both["value"] + (both["high"] - both["low"]))
    printed = both["source"] != "gacc"  # a download is exact to its last digit: any change is a revision
    state = pd.Series("revised", index=both.index).mask(printed & (reach | cut), "within rounding")
    both["state"] = state.mask(both["before"] == both["now"], "same")
    both["revision_pct"] = (both["now"] / both["before"].where(both["before"] != 0) - 1) * 100
    return both[[*RECORD, *STEP]].reset_index(drop=True)


def uneven(figures: pd.DataFrame) -> pd.DataFrame:
    """Records that only one of two complete downloads of a month gives: they change totals, and have no revision.

    Args:
        figures: as ``by_vintage`` gives it.

    Returns:
        The columns of ``RECORD`` and of ``STEP``; revision_pct is NaN. state: ``added`` (before is NaN) or ``gone``
        (now is NaN).
    """
    mine = figures[(figures["source"] == "gacc") & figures["all_partners"].astype(bool)]
    pairs = mine[[*MONTH, "vintage"]].drop_duplicates().sort_values("vintage")
    pairs = pairs.assign(vintage_before=pairs.groupby(MONTH)["vintage"].shift()).dropna(subset="vintage_before")
    mine = mine[[*RECORD, "vintage", "value", "id"]]
    older = mine.rename(columns={"vintage": "vintage_before", "value": "before", "id": "id_before"})
    older = older.merge(pairs, on=[*MONTH, "vintage_before"])
    newer = mine.rename(columns={"value": "now"}).merge(pairs, on=[*MONTH, "vintage"])
    both = older.merge(newer, how="outer", on=[*RECORD, "vintage_before", "vintage"], validate="1:1")
    both = both[both["before"].isna() | both["now"].isna()]
    state = both["before"].isna().map({True: "added", False: "gone"})
    return both.assign(revision_pct=float("nan"), state=state)[[*RECORD, *STEP]].reset_index(drop=True)


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Revision indicators, one row a measure and pair of vintages.

    Args:
        table: as ``steps`` gives it.

    Returns:
        source, measure, vintage_before, vintage, compared, revised, share_pct (of rows compared), mean_pct,
        mean_absolute_pct, largest_pct (with its sign). The means are over all rows compared, those unchanged as zero.
        Printed figures make one row a measure: their vintages are single days.

    Source:
        IMF, Quarterly National Accounts Manual, chapter 12: mean and mean absolute revision.
    """
    key = ["source", "measure", "vintage_before", "vintage"]
    rows = []
    printed = table["source"] != "gacc"
    table = table.assign(**{name: table[name].mask(printed, "several days") for name in key[2:]})
    for names, mine in table.groupby(key):
        r = mine["revision_pct"].where(mine["state"] == "revised", 0.0).dropna()
        revised = int((mine["state"] == "revised").sum())
        largest = r.iloc[r.abs().argmax()] if len(r) else float("nan")
        rows.append((*names, len(mine), revised, revised / len(mine) * 100, r.mean(), r.abs().mean(), largest))
    columns = [*key, "compared", "revised", "share_pct", "mean_pct", "mean_absolute_pct", "largest_pct"]
    return pd.DataFrame(rows, columns=columns)


def first_figures(observations: pd.DataFrame, hs_codes: tuple[str, ...]) -> pd.DataFrame:
    """The panel of first figures: each cell as its earliest vintage gave it."""
    key = ["source", "hs_code", *resolve.CELL]
    first = observations.groupby(key)["vintage"].transform("min")
    return resolve.resolve(observations[observations["vintage"] == first], hs_codes)[0]


def hidden(first: pd.DataFrame, now: pd.DataFrame, partner: str, span: str, measure: str = "net_mass_kg") -> Measured:
    """Hidden-revision test: what a span is held to be, less the sum of its parts as they first came out.

    Beyond rounding from zero (the interval leaves zero out) means that the total or a part was revised, or is wrong.

    Args:
        first: panel of first figures, as ``first_figures`` gives it.
        now: panel as of the vintage; its own figure of the span is tested, or, where it has none, the sum it holds now.
        partner: partner code.
        span: two months or more, such as a year to date.
        measure: a measure that can be added.

    Returns:
        The difference in the unit of the measure; unknown where a side lacks a figure, or can only be found by
        subtraction, or both are made of the very same figures.

    Source:
        A test of this project on the accounting identity of year-to-date totals.
    """
    total = measures.level(now, partner, span, measure)
    own = (first["partner"] == partner) & (first["measure"] == measure) & (first["period"] == span)
    parts = measures.level(first[~own], partner, span, measure)
    for side in (total, parts):
        if not side.known:
            return side
        if measures.is_derived(side):
            return measures.unknown("a part is known only by subtraction")
    if set(total.rows) == set(parts.rows):
        return measures.unknown("the total is the sum of the same figures")
    rows = tuple(dict.fromkeys(total.rows + parts.rows))
    how = f"{periods.words(span)} less its parts as first known: {parts.how}"
    return Measured(total.value - parts.value, total.low - parts.high, total.high - parts.low, total.unit, rows, how)


def hidden_table(
    first: pd.DataFrame, now: pd.DataFrame, partner: str, last: str, measure: str = "net_mass_kg"
) -> pd.DataFrame:
    """The hidden-revision test for every printed year to date of a partner up to a month, and each year of downloads.

    Returns:
        period, total, parts, difference, low, high (of the difference), is_beyond_rounding, is_seen (beyond rounding,
        but the total is what its parts are held to be now, so that their own later figures show the revision), how,
        rows; spans that cannot be tested are left out.
    """
    mine = now[(now["partner"] == partner) & (now["measure"] == measure)]
    own = {period for period in mine["period"] if "/" in period and period[5:7] == "01" and period[8:15] <= last}
    taken = mine.loc[(mine["source"] == "gacc") & (mine["period"] <= last), "period"]
    years = {max(month for month in taken if month[:4] == year) for year in set(taken.str[:4])}
    rows = []
    for span in sorted(own | {periods.year_to_date(month) for month in years if month[5:] != "01"}):
        found = hidden(first, now, partner, span, measure)
        if found.known:
            total = measures.level(now, partner, span, measure)
            beyond = found.low > 0 or found.high < 0
            seen = beyond and _is_sum(total, now[now["period"] != span], partner, span, measure)
            parts = total.value - found.value
            ends = (found.value, found.low, found.high, beyond, seen)
            rows.append((span, total.value, parts, *ends, found.how, found.rows))
    columns = ["period", "total", "parts", "difference", "low", "high", "is_beyond_rounding", "is_seen", "how", "rows"]
    return pd.DataFrame(rows, columns=columns)


def _is_sum(total: Measured, panel: pd.DataFrame, partner: str, span: str, measure: str) -> bool:
    """Whether the parts of a span as a panel holds them make its total, within rounding."""
    parts = measures.level(panel, partner, span, measure)
    return parts.known and not measures.is_derived(parts) and parts.low <= total.high and parts.high >= total.low


def since(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """What a panel holds that an earlier one did not, cell by cell.

    Two figures from downloads are exact, so any change is a revision, as in ``steps``.

    Args:
        before: panel as of an earlier vintage.
        now: panel as of the later one.

    Returns:
        period, partner, measure, before, last_before (what its last digit counts), rows_before, now, last, rows,
        change_pct, state: ``new``, ``finer`` (agrees, with
        a narrower interval), ``revised`` or ``gone``; cells that are the same or agree within rounding, and zeros that
        only completeness proves, are left out.
    """
    key = ["period", "partner", "measure"]
    columns = [*key, "value", "low", "high", "origin", "source", "rows"]
    both = before[columns].merge(now[columns], on=key, how="outer", suffixes=("_before", ""), validate="1:1")
    old, new = both["value_before"].notna(), both["value"].notna()
    reach = (both["high"] >= both["low_before"]) & (both["low"] <= both["high_before"])
    reach &= (both["source_before"] != "gacc") | (both["source"] != "gacc")
    finer = both["high"] - both["low"] < 0.9 * (both["high_before"] - both["low_before"])
    state = pd.Series("revised", index=both.index).mask(reach & finer, "finer").mask(~old, "new").mask(~new, "gone")
    both = both.assign(state=state, before=both["value_before"], now=both["value"])
    both["change_pct"] = (both["now"] / both["before"].where(both["before"] != 0) - 1) * 100
    both["last_before"], both["last"] = both["high_before"] - both["low_before"], both["high"] - both["low"]
    same = old & new & (both["before"] == both["now"])
    absent = (~old & (both["origin"] == "absent")) | (~new & (both["origin_before"] == "absent"))
    return both[~same & ~absent & ~(old & new & reach & ~finer)][
        [*key, "before", "last_before", "rows_before", "now", "last", "rows", "change_pct", "state"]
    ]
