"""The customs portal's CSV: one header, one row per month, code, partner, regime and province that was asked for.

The file says neither flow nor day; both come from the person who took it. Columns are found by name, because their
order and number depend on the query. Kilograms are found by unit, because they are not always the first quantity.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import reference, schema
from helpers.sources import NOTE, REFUSE, WARN, Reading, gate
from helpers.sources.tabular import FULL_WIDTH, RefusedError, Sheet, refuse, sheets

KILOGRAM = {"千克", "Kilogram"}
MISSING = {"", "?", "-", "？", "－"}
FLOWS = {"出口": "export", "进口": "import", "export": "export", "import": "import"}
CODES = ["month", "year", "hs_code", "partner_code", "regime", "province"]
SIMULATED = "simulated"
NUMBERS = ["quantity_1", "quantity_2", "value_usd", "value_cny"]


def _headers() -> dict[str, str]:
    rows = reference.table("gacc_headers.csv")
    return dict(zip(rows["header"], rows["column"], strict=True))


def read(
    path: Path, file: str, *, flow: str, taken: str, period: str = "", all_partners: bool | None = None
) -> Reading:
    """Read one file: a CSV or XLSX table, or a zip with several.

    Args:
        path: the file as it came from the portal, or as somebody saved it.
        file: its name below data/raw, for the ids of its rows.
        flow: export or import; the file does not say.
        taken: day of the download, its vintage.
        period: month or span, needed where the file has no month column.
        all_partners: the query asked for every partner, so an absent partner is zero; None where nobody has said so.

    Returns:
        Observations with net_mass_kg, supplementary quantity, value_usd or value_cny; or findings that refuse the file.
    """
    reading = Reading()
    try:
        tables = sheets(path)
    except RefusedError as error:
        return refuse(reading, error)
    if len(tables) > 1:  # a sheet without the portal's columns beside one that has them is somebody's notes
        known = [sheet for sheet in tables if _is_customs(sheet)]
        others = [sheet.name for sheet in tables if not _is_customs(sheet)]
        if known and others:
            reading.find("other_sheet", NOTE, f"sheets that are no customs table are not read: {', '.join(others)}")
        tables = known or tables
    declared = {"flow": flow, "vintage": taken, "reporter": "CHN", "source": "gacc", "all_partners": bool(all_partners)}
    parts = []
    for sheet in tables:
        place = f"{file}/{sheet.name}" if len(tables) > 1 else file
        frame = _parse(sheet, reading, declared | {"file": place}, period)
        if frame is not None:
            parts.append(_observations(frame))
    if not reading.refused:
        reading.observations = pd.concat(parts, ignore_index=True)
        if all_partners is None and set(reading.observations["partner"]) - {"WLD"}:
            what = "the sum of the partners is not taken as the world and a partner without a row is unknown"
            reading.find("partners_unstated", NOTE, f"{what}; if the query asked for all partners, say --partners all")
    return reading


def _is_customs(sheet: Sheet) -> bool:
    return "hs_code" in {_headers().get(name.strip()) for name in sheet.rows[0][1]} if sheet.rows else False


def _parse(sheet: Sheet, reading: Reading, declared: dict, period: str) -> pd.DataFrame | None:
    """Rows of one table that count, under our names, with everything found on the way; None where it is refused."""
    if not _is_customs(sheet):
        reading.find("not_customs", REFUSE, "no column is the commodity code of the customs portal")
        return None
    before = len(reading.findings)
    frame = _frame(sheet.rows, reading)
    if any(finding.severity == REFUSE for finding in reading.findings[before:]):
        return None
    if "month" not in frame and "year" not in frame and not period:
        reading.find("no_month", REFUSE, "the file has no month column: give the month or span that was asked for")
    if any(finding.severity == REFUSE for finding in reading.findings[before:]):
        return None
    _numbers(frame, reading)
    _periods(frame, reading, period)
    _flow(frame, reading, declared["flow"])
    if any(finding.severity == REFUSE for finding in reading.findings[before:]):
        return None
    _partners(frame)
    frame = frame.assign(**declared, origin=SIMULATED if _is_simulated(frame) else "reported")
    _masses(frame, reading)
    kept = gate.sift(frame, reading)
    for name in ("net_mass_kg", "value_usd", "value_cny"):
        if name in frame:
            sums = reading.sums.setdefault(name, [0.0, 0.0])
            sums[0] += float(frame[name].sum())
            sums[1] += float(kept[name].sum())
    reading.rows_kept += len(kept)
    return kept


def _is_simulated(frame: pd.DataFrame) -> bool:
    """Whether the rows call themselves simulated, as files made for trial do in their commodity names."""
    names = frame["commodity"] if "commodity" in frame else pd.Series(dtype=str)
    return bool(names.str.contains(SIMULATED, case=False).any())


def _flow(frame: pd.DataFrame, reading: Reading, flow: str) -> None:
    """Refuse rows that say the other direction."""
    if "flow" in frame:
        said = frame["flow"].str.lower().map(FLOWS)
        hits = said.notna() & (said != flow)
        gate.add(reading, frame, hits, "flow", REFUSE, f"rows say that they are no {flow}s")


def _frame(rows: list[tuple[int, list[str]]], reading: Reading) -> pd.DataFrame:
    """Records under our column names; a nameless last column that is empty is dropped."""
    header = [name.strip() for name in rows[0][1]]
    reading.rows_in += len(rows) - 1
    if header[-1] == "" and all(
        not record[len(header) - 1 :] or not any(record[len(header) - 1 :]) for _, record in rows
    ):
        header = header[:-1]
    while header and header[-1] == "":  # stray cells to the right of the table
        header = header[:-1]
    stray = [line for line, record in rows[1:] if any(record[len(header) :])]
    uneven = [line for line, record in rows[1:] if len(record) < len(header)]
    if stray and "" not in rows[0][1][len(header) :]:
        uneven, stray = uneven + stray, []
    if stray:
        reading.find(
            "stray", NOTE, f"cells to the right of the table are not read: {len(stray)} rows", tuple(stray[:20])
        )
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
    for name in set(NUMBERS + CODES) & set(frame.columns):
        if not frame[name].str.isascii().all():
            frame[name] = frame[name].str.translate(FULL_WIDTH)
        frame[name] = frame[name].str.removeprefix("'")
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
    if "month" not in frame and "year" not in frame:
        first, _, last = period.partition("/")
        frame["period_first"], frame["period_last"] = first, last or first
        return
    if "month" in frame:
        month = frame["month"].str.replace(r"^(\d{4})[-/.年](\d{1,2})月?$", _joined, regex=True)
        first = last = month.str[:4] + "-" + month.str[4:]
    else:
        first, last = frame["year"] + "-01", frame["year"] + "-12"
    good = first.str.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])")
    words = frame["month"] if "month" in frame else frame["year"]
    shown = ", ".join(sorted(set(words[~good]))[:5])
    totals = words.str.lower().isin(gate.TOTALS)
    gate.add(reading, frame, ~good & ~totals, "bad_month", REFUSE, f"no real month: {shown}")
    frame["period_first"], frame["period_last"] = first.where(good, ""), last.where(good, "")


def _joined(match: re.Match) -> str:
    return f"{match[1]}{int(match[2]):02d}"


def _partners(frame: pd.DataFrame) -> None:
    """Add partner from its code, in place; a file without partners describes the world."""
    if "partner_code" not in frame:
        frame["partner"] = "WLD"
        return
    known = {code: reference.partner_of_code(code) or f"X-{code}" for code in frame["partner_code"].unique()}
    frame["partner"] = frame["partner_code"].map(known)


def _observations(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per figure."""
    frame = frame.assign(id=frame["file"] + "#L" + frame["line"].astype(str))
    measures = [name for name in ("quantity", "value_usd", "value_cny") if name in frame]
    measures += ["net_mass_kg"] if {"quantity_1", "quantity_2"} & set(frame.columns) else []
    keep = [name for name in frame if name in schema.columns("observations")]
    tall = frame.melt(id_vars=keep, value_vars=measures, var_name="measure", value_name="value")
    tall = tall[tall["value"].notna() | (tall["measure"] != "quantity")]  # a missing mass or value is kept as unknown
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
        gate.add(reading, frame, lost, "no_unit", WARN, "quantities without a unit are not used")


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
        >>> safe_name('downloadData (88).csv')
        'downloadData_88.csv'
        >>> safe_name('!!!.csv'), safe_name('.hidden')
        ('download.csv', 'download.hidden')
    """
    stem, _, suffix = name.rpartition(".") if "." in name else (name, "", "csv")
    return (re.sub(r"\W+", "_", stem).strip("_") or "download") + "." + (re.sub(r"\W+", "", suffix.lower()) or "csv")
