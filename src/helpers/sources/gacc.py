"""The customs portal's CSV: one header, one row per month, code, partner, regime and province that was asked for.

The file says neither flow nor day; both come from the person who took it. Columns are found by name, because their
order and number depend on the query. Kilograms are found by unit, because they are not always the first quantity.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import reference, schema
from helpers.sources import NOTE, REFUSE, WARN, Reading, records

KILOGRAM = {"千克", "Kilogram"}
MISSING = {"", "?", "-"}
NUMBERS = ["quantity_1", "quantity_2", "value_usd", "value_cny"]


def decode(data: bytes) -> str:
    """The text of a download: UTF-8 where it is, else GB18030; both strictly.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _headers() -> dict[str, str]:
    rows = reference.table("gacc_headers.csv")
    return dict(zip(rows["header"], rows["column"], strict=True))


def read(path: Path, file: str, *, flow: str, taken: str, period: str = "", all_partners: bool = True) -> Reading:
    """Read one download.

    Args:
        path: the CSV as it came from the portal (GB18030) or saved as UTF-8.
        file: its name below data/raw, for the ids of its rows.
        flow: export or import; the file does not say.
        taken: day of the download, its vintage.
        period: month or span, needed where the file has no month column.
        all_partners: the query asked for every partner, so an absent partner is zero.

    Returns:
        Observations with net_mass_kg, supplementary quantity, value_usd or value_cny; or findings that refuse the file.
    """
    reading = Reading()
    data = path.read_bytes()
    try:
        rows = list(records(decode(data)))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reading.find("encoding", REFUSE, f"line {line} is neither UTF-8 nor GB18030", (line,))
        return reading
    if not rows or "hs_code" not in {_headers().get(name.strip()) for name in rows[0][1]}:
        reading.find("not_customs", REFUSE, "no column is the commodity code of the customs portal")
        return reading
    frame = _frame(rows, reading)
    if "month" not in frame and not period:
        reading.find("no_month", REFUSE, "the file has no month column: give the month or span that was asked for")
    if reading.refused:
        return reading
    _numbers(frame, reading)
    _periods(frame, reading, period)
    _partners(frame, reading)
    if reading.refused:
        return reading
    frame = frame.assign(flow=flow, vintage=taken, file=file, reporter="CHN", source="gacc", origin="reported")
    frame["all_partners"] = all_partners
    reading.rows_kept = len(frame)
    reading.observations = _observations(frame, reading)
    return reading


def _frame(rows: list[tuple[int, list[str]]], reading: Reading) -> pd.DataFrame:
    """Records under our column names; a nameless last column that is empty is dropped."""
    header = [name.strip() for name in rows[0][1]]
    reading.rows_in = len(rows) - 1
    if header[-1] == "" and all(
        not record[len(header) - 1 :] or not any(record[len(header) - 1 :]) for _, record in rows
    ):
        header = header[:-1]
    uneven = [line for line, record in rows[1:] if len(record) < len(header) or any(record[len(header) :])]
    if uneven:
        reading.find(
            "uneven",
            REFUSE,
            f"{len(uneven)} rows have another number of fields than the header",
            tuple(uneven[:20]),
        )
        return pd.DataFrame()
    names = [_headers().get(name, "") for name in header]
    unknown = [name for name, ours in zip(header, names, strict=True) if not ours]
    if unknown:
        reading.find("unknown_column", NOTE, f"columns not used: {', '.join(unknown)}")
    doubled = {name for name in names if name and names.count(name) > 1}
    if doubled:
        reading.find("doubled_column", REFUSE, f"columns that stand twice: {', '.join(sorted(doubled))}")
        return pd.DataFrame()
    frame = pd.DataFrame([record[: len(header)] for _, record in rows[1:]], columns=header, dtype="str")
    frame = frame.rename(columns=dict(zip(header, names, strict=True))).loc[:, [name for name in names if name]]
    frame = frame.apply(lambda column: column.str.strip())
    frame["line"] = [line for line, _ in rows[1:]]
    if frame.empty:
        reading.find("header_only", WARN, "the file has a header and no row")
    if not {"value_usd", "value_cny", "quantity_1"} & set(frame.columns):
        reading.find("no_measure", REFUSE, "the file has neither a value nor a quantity")
    return frame


def _numbers(frame: pd.DataFrame, reading: Reading) -> None:
    """Turn number columns into numbers, in place; `?`, `-` and empty are missing."""
    for name in NUMBERS:
        if name not in frame:
            continue
        text = frame[name].str.replace(",", "")
        wrong = ~(text.isin(MISSING) | text.str.fullmatch(r"-?\d+(\.\d+)?"))
        if wrong.any():
            lines = tuple(frame.loc[wrong, "line"])
            shown = ", ".join(sorted(set(frame.loc[wrong, name]))[:5])
            reading.find("not_a_number", REFUSE, f"{name}: {len(lines)} values are no numbers: {shown}", lines[:20])
        else:
            frame[name] = pd.to_numeric(text.where(~text.isin(MISSING)))


def _periods(frame: pd.DataFrame, reading: Reading, period: str) -> None:
    """Add period_first and period_last, from the month column or from what was given, in place."""
    if "month" not in frame:
        first, _, last = period.partition("/")
        frame["period_first"], frame["period_last"] = first, last or first
        return
    good = frame["month"].str.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])")
    if not good.all():
        lines = tuple(frame.loc[~good, "line"])
        shown = ", ".join(sorted(set(frame.loc[~good, "month"]))[:5])
        reading.find("bad_month", REFUSE, f"{len(lines)} rows have no real month: {shown}", lines[:20])
    month = frame["month"].str[:4] + "-" + frame["month"].str[4:]
    frame["period_first"] = frame["period_last"] = month


def _partners(frame: pd.DataFrame, reading: Reading) -> None:
    """Add partner from its code, in place; a file without partners describes the world."""
    if "partner_code" not in frame:
        frame["partner"] = "WLD"
        return
    codes = frame["partner_code"].unique()
    known = {code: reference.partner_of_code(code) for code in codes}
    strange = [code for code, partner in known.items() if not partner]
    if strange:
        hits = frame["partner_code"].isin(strange)
        message = f"partner codes that partners.csv does not know: {', '.join(strange[:5])}; kept under their code"
        reading.find("unknown_partner", WARN, message, tuple(frame.loc[hits, "line"])[:20])
    frame["partner"] = frame["partner_code"].map({code: partner or f"X-{code}" for code, partner in known.items()})


def _observations(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """One row per figure."""
    _masses(frame, reading)
    frame["id"] = frame["file"] + "#L" + frame["line"].astype(str)
    measures = [name for name in ("net_mass_kg", "quantity", "value_usd", "value_cny") if name in frame]
    keep = [name for name in frame if name in schema.columns("observations")]
    tall = frame.melt(id_vars=keep, value_vars=measures, var_name="measure", value_name="value").dropna(subset="value")
    tall["rounding"] = 1.0
    tall["quantity_unit"] = tall["quantity_unit"].where(tall["measure"] == "quantity", "")
    return schema.conform("observations", tall)


def _masses(frame: pd.DataFrame, reading: Reading) -> None:
    """Add net_mass_kg, and quantity with quantity_unit for the other unit, in place."""
    frame["net_mass_kg"], frame["quantity"], frame["quantity_unit"] = np.nan, np.nan, ""
    for number in ("1", "2"):
        if f"quantity_{number}" not in frame:
            continue
        amount = frame[f"quantity_{number}"]
        unit = frame[f"unit_{number}"] if f"unit_{number}" in frame else pd.Series("?", index=frame.index)
        is_kg, has_unit = unit.isin(KILOGRAM), ~unit.isin(MISSING)
        frame["net_mass_kg"] = frame["net_mass_kg"].where(~is_kg, amount)
        other = has_unit & ~is_kg
        frame["quantity"] = frame["quantity"].where(~other, amount)
        frame["quantity_unit"] = frame["quantity_unit"].where(~other, unit)
        lost = ~has_unit & (amount.fillna(0) != 0)
        if lost.any():
            message = f"{int(lost.sum())} quantities bear no unit and are not used"
            reading.find("no_unit", WARN, message, tuple(frame.loc[lost, "line"])[:20])


def plausible_vintage(observations: pd.DataFrame, taken: str) -> str:
    """Reason why a download cannot have been made on a day, or empty text.

    A month's figures come out after the month has ended.
    """
    last = max(observations["period_last"], default="")
    return f"the file holds {last}, which was not over on {taken}" if last and last >= taken[:7] else ""


def other_flow(name: str, flow: str) -> str:
    """Reason to doubt a flow from the file's name, or empty text.

    Example:
        >>> other_flow("soybean_import_2025.csv", "export")
        'the name of the file says import'
    """
    words = {"import": ("import", "进口"), "export": ("export", "出口")}
    said = [way for way, marks in words.items() if any(mark in name.lower() for mark in marks)]
    return f"the name of the file says {said[0]}" if len(said) == 1 and said[0] != flow else ""


def safe_name(name: str) -> str:
    """A file name that is safe below data/raw.

    Example:
        >>> safe_name("downloadData (88).csv")
        'downloadData_88.csv'
    """
    stem, dot, suffix = name.rpartition(".")
    return re.sub(r"\W+", "_", stem).strip("_") + dot + suffix.lower()
