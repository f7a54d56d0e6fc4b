"""Compare printed statements with the panel: agree, conflict, or not computable, each within rounding."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers import languages, measures, numbers, periods, reference, store
from helpers.errors import DataError, problem
from helpers.measures import Measured, level, unknown

COLUMNS = ["period", "reporter", "commodity", "partner", "kind", "value", "compare_period", "rounding"]
MASS, USD = "net_mass_kg", "value_usd"
BEYOND = "beyond rounding"
EXTREME = re.compile(r"(highest|lowest) since (\d{4}-\d\d)|(\w+) (highest|lowest) month of (\d{4})")


def evaluate(path: Path, as_of: str = "9999-12-31") -> pd.DataFrame:
    """Compare every statement of a file with what the panel knows.

    Args:
        path: CSV with the columns of ``COLUMNS``; more are allowed.
        as_of: vintage of the panel; by default everything known.

    Returns:
        The file's rows with computed, low, high, verdict (agree, conflict, not computable), reason.

    Raises:
        DataError: the file cannot be read or lacks columns.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise DataError(problem(f"the file cannot be read: {error}", where=str(path))) from None
    missing = [name for name in COLUMNS if name not in table]
    if missing:
        raise DataError(problem("columns are missing", where=str(path), values=missing))
    panels: dict[tuple[str, str], pd.DataFrame] = {}
    results = [_judge(row, panels, as_of) for row in table.to_dict("records")]
    columns = ["computed", "low", "high", "verdict", "reason"]
    return table.assign(**pd.DataFrame(results, index=table.index, columns=columns).to_dict("series"))


def counts(judged: pd.DataFrame) -> pd.DataFrame:
    """Per kind: statements, computable, agree, conflict, not computable."""
    verdicts = pd.crosstab(judged["kind"], judged["verdict"])
    verdicts = verdicts.reindex(columns=["agree", "conflict", "not computable"], fill_value=0)
    verdicts.insert(0, "computable", verdicts["agree"] + verdicts["conflict"])
    verdicts.loc["all"] = verdicts.sum()
    return verdicts.rename_axis(columns=None).reset_index()


def _judge(row: dict, panels: dict[tuple[str, str], pd.DataFrame], as_of: str) -> dict:
    def verdict(word: str, reason: str, result: Measured | None = None) -> dict:
        result = result or Measured()
        return {
            "computed": result.value,
            "low": result.low,
            "high": result.high,
            "verdict": word,
            "reason": reason,
        }

    try:
        row = row | {"period": periods.period_text(*periods.span(row["period"]))} if row["period"] else row
        name = (row["commodity"], row["reporter"])
        if name not in panels:
            panels[name] = store.panel(reference.commodity(*name), as_of)
        result = compute(panels[name], row)
        if isinstance(result, str):
            return verdict("not computable", result)
        low, high = _claimed(row)
    except (DataError, ValueError) as error:
        return verdict("not computable", f"not read: {str(error).splitlines()[0]}")
    if not result.known:
        return verdict("not computable", result.why_unknown)
    if row["kind"] == "rank" and result.low < result.high and result.low <= low <= result.high:
        return verdict("not computable", "possible, but what is not itemised could hide a larger destination", result)
    slack = 1e-9 * max(1.0, abs(result.value))
    agree = low <= result.high + slack and high >= result.low - slack
    return verdict("agree", "", result) if agree else verdict("conflict", known_conflict(row) or BEYOND, result)


def _claimed(row: dict) -> tuple[float, float]:
    """Interval of what a statement claims; a place is exact, a record holds or does not."""
    if row["kind"] == "extreme":
        return 1.0, 1.0
    return numbers.span_of(row["value"], "0" if row["kind"] == "rank" else row["rounding"])


def known_conflict(row: dict) -> str:
    """Reason that corrections.yml gives for a statement that is known to be wrong, or empty text."""
    frame = pd.DataFrame([row])
    rules = [rule for rule in reference.rules("corrections.yml") if rule["table"] == "statements"]
    return next((rule["reason"] for rule in rules if reference.matching(rule, frame).item()), "")


def compute(panel: pd.DataFrame, row: dict) -> Measured | str:
    """What the panel gives for a statement; a text says why the kind or base is not one that it can give."""
    kind, partner, period, base = row["kind"], row["partner"], row["period"], row["compare_period"]
    if not period:
        return "the page prints no period"
    measure = USD if kind.endswith("_value") else MASS
    formula = KINDS.get(kind.removesuffix("_value"))
    if kind == "extreme":
        return _extreme(panel, partner, period, row["value"])
    if formula is None:
        return f"statements of kind {kind!r} are not computed"
    return formula(panel, partner, period, base, measure)


def _change(months: int) -> Callable[..., Measured | str]:
    def formula(panel, partner, period, base, measure):
        base = base or periods.shift(period, -months)
        now = level(panel, partner, period, measure)
        return measures.change(now, level(panel, partner, base, measure))

    return formula


def _against_base(panel, partner, period, base, measure) -> Measured | str:
    """Level of the base: a period, the mean of a year, or another partner in a period."""
    if match := re.fullmatch(r"(\d{4}) monthly average", base):
        total = level(panel, partner, match[1], measure)
        return measures.mean(total, 12) if total.known else total
    if match := re.fullmatch(r"([A-Z][A-Z-]+) (\d{4}-\d\d)", base):
        return level(panel, match[1], match[2], measure)
    return level(panel, partner, base, measure) if base else "the statement names no base"


def _multiple(panel, partner, period, base, measure) -> Measured | str:
    other = _against_base(panel, partner, period, base, measure)
    return other if isinstance(other, str) else measures.multiple(level(panel, partner, period, measure), other)


def _percent(panel, partner, period, base, measure) -> Measured | str:
    other = _against_base(panel, partner, period, base, measure)
    return other if isinstance(other, str) else measures.change(level(panel, partner, period, measure), other)


def _share(panel, partner, period, base, measure) -> Measured | str:
    whole = base.removeprefix("of ") or "WLD"
    if whole not in reference.known_partners():
        return f"the share is of {whole}, another commodity"
    return measures.share(level(panel, partner, period, measure), level(panel, whole, period, measure))


def _rank(panel, partner, period, base, measure) -> Measured:
    table = measures.destinations(panel, period, measure)
    row = next((row for row in table.itertuples() if row.partner == partner), None)
    if row is None:
        return unknown(f"no figure for {partner} in {period}")
    worst = math.inf if math.isnan(row.rank_worst) else float(row.rank_worst)
    best = float(row.rank_best)
    return Measured(best, best, worst, "rank", tuple(row.rows.split("\n")), "place by net mass")


def _truth(holds: bool) -> Measured:
    return Measured(float(holds), float(holds), float(holds), how="place among the months")


def _extreme(panel, partner, period, words: str) -> Measured | str:
    """1 where "highest since 2025-01" or "fourth highest month of 2025" holds, 0 where it does not."""
    match = EXTREME.match(words)
    if not match or "/" in period:
        return "only 'highest since' a month and 'nth highest month of' a year are computed"
    high = "highest" in (match[1], match[4])
    first, last = (match[2], period) if match[2] else (f"{match[5]}-01", f"{match[5]}-12")
    table = measures.series(panel, partner, first, last).set_index("period")["value"]
    if period not in table.index or math.isnan(table[period]):
        return unknown(f"no figure for {partner} in {period}")
    beaten = table.gt(table[period]) if high else table.lt(table[period])
    if match[2]:
        between = table.iloc[1:-1]
        if beaten.iloc[1:-1].any():
            return _truth(False)
        complete = between.notna().all() and not math.isnan(table.iloc[0])
        return _truth(bool(beaten.iloc[0])) if complete else unknown("months between are unknown")
    if table.isna().any():
        return unknown(f"months of {match[5]} are unknown")
    places = languages.ordinals("en")
    holds = match[3] in places and int(beaten.sum()) == places.index(match[3])
    return _truth(holds)


KINDS: dict[str, Callable[..., Measured | str]] = {
    "mom_pct": _change(1),
    "yoy_pct": _change(12),
    "ytd_yoy_pct": _change(12),
    "pct_vs_month": _percent,
    "pct_vs_avg": _percent,
    "ytd_pct_vs_2024": _percent,
    "multiple": _multiple,
    "share_pct": _share,
    "rank": _rank,
}
