"""The gate: what people and the portal do to customs files, found before a figure reaches a chart.

Each check looks at the parsed rows of one table and adds findings. Rows that must not count are set aside with the
reason; a file that cannot be right is refused whole. docs/intake.md has an example of each.
"""

import re
from functools import cache

import numpy as np
import pandas as pd

from helpers import periods, reference
from helpers.sources import NOTE, REFUSE, WARN, Reading
from helpers.sources.columns import Rows

CUT = 10_000
TOTALS = {"合计", "总计", "总值", "总额", "小计", "total", "grand total", "sum"}
KEY = ["month", "year", "hs_code", "partner_code", "regime", "province"]
AMOUNTS = ["net_mass_kg", "quantity", "value_usd", "value_cny"]


def add(
    reading: Reading,
    frame: Rows,
    hits: np.ndarray,
    code: str,
    severity: str,
    what: str,
    do: str = "",
    values: list[str] | None = None,
) -> None:
    """Add a finding about some rows, with their number, lines, and share of mass and value."""
    if not hits.any():
        return
    shares = {}
    for name, words in (("net_mass_kg", "mass"), ("value_usd", "value"), ("value_cny", "value")):
        whole = np.nansum(frame[name]) if name in frame else 0
        if whole:
            shares[words] = float(np.nansum(frame[name][hits]) / whole)
    parts = " and ".join(f"{share:.1%} of the {words}" for words, share in shares.items())
    rows = int(hits.sum())
    message = f"{what} ({rows:,} of {frame.count:,} rows{', ' if parts else ''}{parts})" + (f". {do}" if do else "")
    reading.find(
        code,
        severity,
        message,
        tuple(int(line) for line in frame["line"][hits][:20]),
        rows=rows,
        mass_share=shares.get("mass"),
        value_share=shares.get("value"),
        values=tuple(values or ()),
        do=do,
    )


def sift(frame: Rows, reading: Reading) -> Rows:
    """Run every check.

    Args:
        frame: parsed rows, with partner, period_first, period_last, net_mass_kg, quantity.
        reading: where findings are added.

    Returns:
        The rows that count.
    """
    kept = frame.keep(~_totals(frame, reading))
    _codes(kept, reading)
    if len(pd.unique(_keys(kept))) < kept.count:  # no key twice: no row twice, no key with two values
        kept = kept.keep(~_duplicates(kept, reading))
        _two_values(kept, reading)
    for check in (_levels, _names, _amounts, _gaps):
        check(kept, reading)
    return _uncut(kept, reading, frame.count)


def _keys(frame: Rows) -> np.ndarray:
    """A number for the key of each row: rows with the same key have the same number."""
    keys = np.zeros(frame.count, dtype=np.int64)
    for name in KEY:
        if name in frame:
            keys = keys * len(frame[name].texts) + frame[name].codes
    return keys


def _totals(frame: Rows, reading: Reading) -> np.ndarray:
    """Rows that sum up other rows."""
    hits = np.zeros(frame.count, dtype=bool)
    for name in ("month", "hs_code", "commodity", "partner_code", "partner_name", "province_name"):
        if name in frame:
            hits |= frame[name].which(lambda text: text.lower() in TOTALS)
    add(reading, frame, hits, "total_row", WARN, "total rows are set aside")
    return hits


def _is_short(frame: Rows) -> np.ndarray:
    """Rows of a code above the national eight digits, which stands for several lines of the tariff."""
    return frame["hs_code"].which(lambda code: len(code) < 8)


def _duplicates(frame: Rows, reading: Reading) -> np.ndarray:
    """Rows that repeat another row exactly; under a full code the portal writes each once."""
    rows = pd.DataFrame({name: getattr(column, "codes", column) for name, column in frame.items() if name != "line"})
    hits = rows.duplicated().to_numpy() & ~_is_short(frame)
    what = "exact repeats of another row are set aside"
    add(reading, frame, hits, "duplicate", WARN, what, "Were two downloads joined?")
    return hits


def _two_values(frame: Rows, reading: Reading) -> None:
    """One key with several values: impossible under a full code, several lines of a short one."""
    repeated, short = pd.Series(_keys(frame)).duplicated(keep=False).to_numpy(), _is_short(frame)
    what = "one key has two different values"
    add(reading, frame, repeated & ~short, "two_values", REFUSE, what, "Two downloads of different days may be joined.")
    what = "a short code stands for several lines of one key; they are summed"
    add(reading, frame, repeated & short, "repeated_key", NOTE, what)


def _levels(frame: Rows, reading: Reading) -> None:
    lengths = sorted({len(code) for code in frame["hs_code"].texts})
    if len(lengths) > 1:
        words = ", ".join(str(length) for length in lengths)
        reading.find("hs_levels", WARN, f"codes of {words} digits in one file: levels are never summed together")


def _codes(frame: Rows, reading: Reading) -> None:
    """Codes that a spreadsheet destroyed are refused; leading zeros that it took are put back, in place."""
    codes = frame["hs_code"]
    destroyed = codes.which(lambda code: not (code.isascii() and code.isdigit() and 2 <= len(code) <= 10))
    shown = codes.seen(destroyed)[:5]
    do = "Open the original download, not the copy that a spreadsheet saved."
    what = f"these are no commodity codes: {', '.join(shown)}"
    add(reading, frame, destroyed, "code_destroyed", REFUSE, what, do, shown)
    odd = ~destroyed & codes.which(lambda code: len(code) % 2 == 1)
    what = "codes lost their leading zero, which was put back"
    add(reading, frame, odd, "leading_zero", WARN, what, values=codes.seen(odd)[:5])
    if odd.any():
        frame["hs_code"] = codes.convert(lambda code: "0" + code if len(code) % 2 else code)


@cache
def _partner_names() -> dict[str, str]:
    """CLDR names in Chinese and English to the partner that bears them."""
    rows = reference.table("partners.csv").query("iso_alpha3 != ''")
    return {reference.partner_name(name, lang): name for name in rows["partner"] for lang in ("zh", "en")}


def _names(frame: Rows, reading: Reading) -> None:
    """Names that belong to another code: rows may have been shifted by hand."""
    if "partner_code" not in frame:
        return
    codes = frame["partner_code"]
    if "partner_name" in frame:
        names = frame["partner_name"]
        pairs = codes.codes.astype(np.int64) * len(names.texts) + names.codes
        met = ((pair, *divmod(int(pair), len(names.texts))) for pair in pd.unique(pairs))
        wrong = {pair: both for pair, n, m in met if _disagree(*(both := (codes.texts[n], names.texts[m])))}
        shown = sorted(" ".join(both) for both in wrong.values())[:5]
        what = f"partner name and code disagree, the code holds: {', '.join(shown)}"
        add(reading, frame, np.isin(pairs, list(wrong)), "name_code", WARN, what, values=shown)
    known = reference.known_partners()
    hits = codes.which(lambda code: not reference.partner_of_code(code) and f"X-{code}" not in known)
    shown = codes.seen(hits)[:5]
    what = f"partner codes that partners.csv does not know are kept under their code: {', '.join(shown)}"
    add(reading, frame, hits, "unknown_partner", WARN, what, values=shown)


def _disagree(code: str, name: str) -> bool:
    """Whether a name is that of a partner with another code."""
    named = _partner_names().get(re.split(r"[(（]", name)[0])
    return named is not None and named != (reference.partner_of_code(code) or f"X-{code}")


def _amounts(frame: Rows, reading: Reading) -> None:
    amounts = {name: frame[name] for name in AMOUNTS if name in frame}
    negative = np.logical_or.reduce([values < 0 for values in amounts.values()])
    add(reading, frame, negative, "negative", WARN, "negative figures")
    other = np.isnan(amounts["net_mass_kg"]) & ~np.isnan(amounts["quantity"])
    units = frame["quantity_unit"].seen(other)[:5]
    what = f"no quantity is in kilograms but in {', '.join(units)}: the mass is unknown"
    add(reading, frame, other, "not_kg", WARN, what, values=units)
    value = sum(np.nan_to_num(amounts[name]) for name in ("value_usd", "value_cny") if name in amounts)
    light = (amounts["net_mass_kg"] == 0) & (value > 0)
    what = "a value but no whole kilogram: beware of their unit values"
    add(reading, frame, light, "zero_mass", NOTE, what)


def _gaps(frame: Rows, reading: Reading) -> None:
    """Months missing between the first and the last."""
    have = {periods.month_number(month) for month in frame["period_first"].texts if month}
    if "month" not in frame or not have:
        return
    missing = [periods.month_text(n) for n in range(min(have), max(have)) if n not in have]
    if missing:
        what = f"months missing inside the span: {', '.join(missing[:12])}"
        reading.find("month_gap", WARN, what, values=tuple(missing[:12]))


def _uncut(frame: Rows, reading: Reading, rows: int) -> Rows:
    """Exactly 10,000 rows: the portal stopped there, and the month of the last row is incomplete."""
    if rows != CUT or not frame.count:
        return frame
    if "month" not in frame:
        what = "exactly 10,000 rows, where the portal stops: absent partners are unknown, not zero"
        do = "Ask for fewer partners or months and take in the parts"
        reading.find("cut", WARN, f"{what}. {do}", do=do)
        return Rows(frame | {"all_partners": np.zeros(frame.count, dtype=bool)})
    hits = frame["period_last"].codes == frame["period_last"].codes[-1]
    last = frame["period_last"].texts[frame["period_last"].codes[-1]]
    what = f"exactly 10,000 rows, where the portal stops: {last} is incomplete and set aside"
    add(reading, frame, hits, "cut", WARN, what, "Download that month again by itself.")
    return frame.keep(~hits)
