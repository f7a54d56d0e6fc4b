"""The gate: what people and the portal do to customs files, found before a figure reaches a chart.

Each check looks at the parsed rows of one table and adds findings. Rows that must not count are set aside with the
reason; a file that cannot be right is refused whole. docs/intake.md has an example of each.
"""

from functools import cache

import pandas as pd

from helpers import periods, reference
from helpers.sources import NOTE, REFUSE, WARN, Reading

CUT = 10_000
TOTALS = {"合计", "总计", "总值", "总额", "小计", "total", "grand total", "sum"}
KEY = ["month", "year", "hs_code", "partner_code", "regime", "province"]
AMOUNTS = ["net_mass_kg", "quantity", "value_usd", "value_cny"]


def add(
    reading: Reading, frame: pd.DataFrame, hits: pd.Series, code: str, severity: str, what: str, do: str = ""
) -> None:
    """Add a finding about some rows, with their number, lines, and share of mass and value."""
    if not hits.any():
        return
    shares = []
    for name, words in (("net_mass_kg", "mass"), ("value_usd", "value"), ("value_cny", "value")):
        numeric = name in frame and pd.api.types.is_numeric_dtype(frame[name])  # text where numbers were refused
        whole = frame[name].sum() if numeric else 0
        if whole:
            shares.append(f"{frame.loc[hits, name].sum() / whole:.1%} of the {words}")
    share = f", {' and '.join(shares)}" if shares else ""
    message = f"{what} ({int(hits.sum()):,} of {len(frame):,} rows{share})" + (f". {do}" if do else "")
    reading.find(code, severity, message, tuple(int(line) for line in frame.loc[hits, "line"].head(20)))


def sift(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Run every check.

    Args:
        frame: parsed rows: codes as text, numbers as numbers, partner, period_first, period_last, line.
        reading: where findings are added.

    Returns:
        The rows that count.
    """
    kept = frame[~_totals(frame, reading)]
    kept = kept[~_duplicates(kept, reading)]
    kept = _codes(kept, reading)
    for check in (_two_values, _levels, _names, _amounts, _gaps):
        check(kept, reading)
    return _uncut(kept, reading, len(frame))


def _totals(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Rows that sum up other rows."""
    names = [
        name
        for name in ("month", "hs_code", "commodity", "partner_code", "partner_name", "province_name")
        if name in frame
    ]
    hits = frame[names].apply(lambda column: column.str.lower().isin(TOTALS)).any(axis=1)
    add(reading, frame, hits, "total_row", WARN, "total rows are set aside")
    return hits


def _duplicates(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Rows that repeat another row exactly; under a full code the portal writes each once."""
    hits = frame.drop(columns="line").duplicated() & (frame["hs_code"].str.len() >= 8)
    add(
        reading,
        frame,
        hits,
        "duplicate",
        WARN,
        "exact repeats of another row are set aside",
        "Were two downloads joined?",
    )
    return hits


def _two_values(frame: pd.DataFrame, reading: Reading) -> None:
    """One key with several values: impossible under a full code, several lines of a short one."""
    keys = [name for name in KEY if name in frame]
    repeated = frame.duplicated(keys, keep=False)
    short = frame["hs_code"].str.len() < 8
    what = "one key has two different values"
    add(reading, frame, repeated & ~short, "two_values", REFUSE, what, "Two downloads of different days may be joined.")
    what = "a short code stands for several lines of one key; they are summed"
    add(reading, frame, repeated & short, "repeated_key", NOTE, what)


def _levels(frame: pd.DataFrame, reading: Reading) -> None:
    lengths = sorted(frame["hs_code"].str.len().unique())
    if len(lengths) > 1:
        words = ", ".join(str(length) for length in lengths)
        reading.find("hs_levels", WARN, f"codes of {words} digits in one file: levels are never summed together")


def _codes(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Codes that a spreadsheet destroyed are refused; leading zeros that it took are put back."""
    destroyed = ~frame["hs_code"].str.fullmatch(r"\d{2,10}")
    shown = ", ".join(sorted(set(frame.loc[destroyed, "hs_code"]))[:5])
    do = "Open the original download, not the copy that a spreadsheet saved."
    add(reading, frame, destroyed, "code_destroyed", REFUSE, f"these are no commodity codes: {shown}", do)
    odd = ~destroyed & (frame["hs_code"].str.len() % 2 == 1)
    add(reading, frame, odd, "leading_zero", WARN, "codes lost their leading zero, which was put back")
    return frame.assign(hs_code=frame["hs_code"].where(~odd, "0" + frame["hs_code"]))


@cache
def _partner_names() -> dict[str, str]:
    """CLDR names in Chinese and English to the partner that bears them."""
    rows = reference.table("partners.csv").query("iso_alpha3 != ''")
    return {reference.partner_name(name, lang): name for name in rows["partner"] for lang in ("zh", "en")}


def _names(frame: pd.DataFrame, reading: Reading) -> None:
    """Names that belong to another code: rows may have been shifted by hand."""
    if "partner_name" in frame and "partner_code" in frame:
        named = frame["partner_name"].str.replace(r"[(（].*", "", regex=True).map(_partner_names())
        hits = named.notna() & (named != frame["partner"])
        shown = ", ".join(sorted(set(frame.loc[hits, "partner_code"] + " " + frame.loc[hits, "partner_name"]))[:5])
        add(reading, frame, hits, "name_code", WARN, f"partner name and code disagree, the code holds: {shown}")
    if "partner_code" in frame:
        hits = frame["partner"].str[2:].eq(frame["partner_code"]) & ~frame["partner"].isin(reference.known_partners())
        shown = ", ".join(sorted(set(frame.loc[hits, "partner_code"]))[:5])
        what = f"partner codes that partners.csv does not know are kept under their code: {shown}"
        add(reading, frame, hits, "unknown_partner", WARN, what)


def _amounts(frame: pd.DataFrame, reading: Reading) -> None:
    amounts = frame[[name for name in AMOUNTS if name in frame]]
    add(reading, frame, (amounts < 0).any(axis=1), "negative", WARN, "negative figures")
    other = frame["net_mass_kg"].isna() & frame["quantity"].notna()
    units = ", ".join(sorted(set(frame.loc[other, "quantity_unit"]))[:5])
    add(reading, frame, other, "not_kg", WARN, f"no quantity is in kilograms but in {units}: the mass is unknown")
    value = amounts.reindex(columns=["value_usd", "value_cny"]).sum(axis=1)
    light = (frame["net_mass_kg"] == 0) & (value > 0)
    add(reading, frame, light, "zero_mass", NOTE, "a value but no whole kilogram: beware of their unit values")


def _gaps(frame: pd.DataFrame, reading: Reading) -> None:
    """Months missing between the first and the last."""
    if "month" not in frame or frame.empty:
        return
    have = {periods.month_number(month) for month in frame["period_first"].unique()}
    missing = [periods.month_text(n) for n in range(min(have), max(have)) if n not in have]
    if missing:
        reading.find("month_gap", WARN, f"months missing inside the span: {', '.join(missing[:12])}")


def _uncut(frame: pd.DataFrame, reading: Reading, rows: int) -> pd.DataFrame:
    """Exactly 10,000 rows: the portal stopped there, and the month of the last row is incomplete."""
    if rows != CUT or frame.empty:
        return frame
    if "month" not in frame:
        what = "exactly 10,000 rows, where the portal stops: absent partners are unknown, not zero"
        reading.find("cut", WARN, what + ". Ask for fewer partners or months and take in the parts")
        return frame.assign(all_partners=False)
    last = frame["period_last"].iloc[-1]
    hits = frame["period_last"] == last
    what = f"exactly 10,000 rows, where the portal stops: {last} is incomplete and set aside"
    add(reading, frame, hits, "cut", WARN, what, "Download that month again by itself.")
    return frame[~hits]
