"""The customs portal's CSV: one header, one row per month, code, partner, regime and province that was asked for.

The file says neither flow nor day; both come from the person who took it. Columns are found by name, because their
order and number depend on the query. Kilograms are found by unit, because they are not always the first quantity.
"""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from helpers import reference, schema
from helpers.sources import NOTE, REFUSE, WARN, Reading, columns, gate
from helpers.sources.columns import MISSING, Rows, Text
from helpers.sources.tabular import RefusedError, Sheet, refuse, sheets

KILOGRAM = {"千克", "Kilogram"}
FLOWS = {"出口": "export", "进口": "import", "export": "export", "import": "import"}
CODES = ["month", "year", "hs_code", "partner_code", "regime", "province"]
SIMULATED = "simulated"
AMOUNTS = ["quantity_1", "quantity_2", "value_usd", "value_cny"]
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
REAL_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@cache
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
    declared = {"flow": flow, "vintage": taken, "reporter": "CHN", "source": "gacc"}
    parts = []
    for sheet in tables:
        place = f"{file}/{sheet.name}" if len(tables) > 1 else file
        frame = _parse(sheet, reading, declared | {"file": place}, period, bool(all_partners))
        if frame is not None:
            parts.append(frame)
    if not reading.refused:
        reading.records = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
        if all_partners is None and set(reading.records["partner"].unique().to_pylist()) - {"WLD"}:
            what = "the sum of the partners is not taken as the world and a partner without a row is unknown"
            do = "if the query asked for all partners, say --partners all"
            reading.find("partners_unstated", NOTE, f"{what}; {do}", do=do)
    return reading


def _is_customs(sheet: Sheet) -> bool:
    return "hs_code" in {_headers().get(name.strip()) for name in sheet.header}


def _parse(sheet: Sheet, reading: Reading, declared: dict, period: str, all_partners: bool) -> pa.Table | None:
    """Rows of one table that count, under our names, with everything found on the way; None where it is refused."""
    if not _is_customs(sheet):
        reading.find("not_customs", REFUSE, "no column is the commodity code of the customs portal")
        return None
    before = len(reading.findings)
    frame = _frame(sheet, reading)
    if frame is None:
        return None
    if "month" not in frame and "year" not in frame and not period:
        reading.find("no_month", REFUSE, "the file has no month column: give the month or span that was asked for")
    else:
        _periods(frame, reading, period)
    _flow(frame, reading, declared["flow"])
    if any(finding.severity == REFUSE for finding in reading.findings[before:]):
        return None
    _partners(frame)
    declared = declared | {"origin": SIMULATED if _is_simulated(frame) else "reported"}
    for name, text in declared.items():
        frame[name] = Text.constant(text, frame.count)
    frame["all_partners"] = np.full(frame.count, all_partners)
    _masses(frame, reading)
    kept = gate.sift(frame, reading)
    for name in ("net_mass_kg", "value_usd", "value_cny"):
        if name in frame:
            sums = reading.sums.setdefault(name, [0.0, 0.0])
            sums[0] += float(np.nansum(frame[name]))
            sums[1] += float(np.nansum(kept[name]))
    reading.rows_kept += kept.count
    return _table(kept)


def _table(rows: Rows) -> pa.Table:
    """Rows as the codebook lists the columns of records."""
    empty = {"text": Text.constant("", rows.count), "number": np.full(rows.count, np.nan)}
    found = {name: rows.get(name, empty.get(kind)) for name, kind in schema.columns("records").items()}
    return pa.table(
        {name: c.arrow() if isinstance(c, Text) else pa.array(c, from_pandas=True) for name, c in found.items()}
    )


def _is_simulated(frame: Rows) -> bool:
    """Whether the rows call themselves simulated, as files made for trial do in their commodity names."""
    return "commodity" in frame and any(SIMULATED in name.lower() for name in frame["commodity"].texts)


def _flow(frame: Rows, reading: Reading, flow: str) -> None:
    """Refuse rows that say the other direction."""
    if "flow" in frame:
        hits = frame["flow"].which(lambda word: FLOWS.get(word.lower(), flow) != flow)
        gate.add(reading, frame, hits, "flow", REFUSE, f"rows say that they are no {flow}s")


def _frame(sheet: Sheet, reading: Reading) -> Rows | None:
    """Columns under our names: texts by distinct text, amounts as numbers; None where the table has no sound shape."""
    header = [name.strip() for name in sheet.header]
    reading.rows_in += len(sheet.lines)
    while header and header[-1] == "":  # the comma that ends every line
        header.pop()
    before = len(reading.findings)
    _shape(sheet, header, reading)
    names = [_headers().get(name, "") for name in header]
    unknown = [name for name, ours in zip(header, names, strict=True) if not ours]
    if unknown:
        reading.find("unknown_column", NOTE, f"columns not used: {', '.join(unknown)}", values=tuple(unknown[:5]))
    doubled = {name for name in names if name and names.count(name) > 1}
    if doubled:
        reading.find("doubled_column", REFUSE, f"columns that stand twice: {', '.join(sorted(doubled))}")
    if any(finding.severity == REFUSE for finding in reading.findings[before:]):
        return None
    frame = Rows(line=sheet.lines)
    wrong = []
    for name, values in zip(names, sheet.columns, strict=False):
        if name in AMOUNTS:
            frame[name], bad = columns.numbers(values)
            wrong += [(name, values, bad)] if bad.any() else []
        elif name:
            frame[name] = Text.read(values)
    for name in set(CODES) & set(frame):
        frame[name] = frame[name].convert(_code)
    for name, values, bad in wrong:
        shown = sorted(set(values.filter(pa.array(bad)).to_pylist()))[:5]
        what = f"{name}: these are no numbers: {', '.join(shown)}"
        gate.add(reading, frame, bad, "not_a_number", REFUSE, what, values=shown)
    if not frame.count:
        reading.find("header_only", WARN, "the file has a header and no row")
    if not {"value_usd", "value_cny", "quantity_1"} & set(frame):
        reading.find("no_measure", REFUSE, "the file has neither a value nor a quantity")
    return frame


def _code(text: str) -> str:
    """A code as the portal writes it: full-width digits and a spreadsheet's apostrophe are somebody else's."""
    return text.translate(columns.FULL_WIDTH).removeprefix("'").strip()


def _shape(sheet: Sheet, header: list[str], reading: Reading) -> None:
    """Rows with another number of fields than the header, and cells right of the table."""
    right = sheet.columns[len(header) :]
    stray = np.zeros(len(sheet.lines), dtype=bool)
    for values in right:
        stray |= Text.read(values).which(bool)
    uneven = sheet.widths < len(header) if sheet.widths is not None else np.zeros(len(sheet.lines), dtype=bool)
    if not sheet.grid:
        uneven, stray = uneven | stray, np.zeros_like(stray)
    if stray.any():
        what = f"cells to the right of the table are not read: {int(stray.sum())} rows"
        reading.find("stray", NOTE, what, _first_lines(sheet, stray), rows=int(stray.sum()))
    if uneven.any():
        what = f"{int(uneven.sum())} rows have another number of fields than the header"
        reading.find("uneven", REFUSE, what, _first_lines(sheet, uneven), rows=int(uneven.sum()))


def _first_lines(sheet: Sheet, hits: np.ndarray) -> tuple[int, ...]:
    return tuple(int(line) for line in sheet.lines[hits][:20])


def _periods(frame: Rows, reading: Reading, period: str) -> None:
    """Add period_first and period_last, from the month column or from what was given, in place."""
    if "month" not in frame and "year" not in frame:
        first, _, last = period.partition("/")
        frame["period_first"] = Text.constant(first, frame.count)
        frame["period_last"] = Text.constant(last or first, frame.count)
        return
    words = frame["month"] if "month" in frame else frame["year"]
    good = {text for text in words.texts if REAL_MONTH.fullmatch(_month(text, "01"))}
    for name, month in (("period_first", "01"), ("period_last", "12")):
        frame[name] = words.convert(lambda text, m=month: _month(text, m) if text in good else "")
    bad = words.which(lambda text: text not in good and text.lower() not in gate.TOTALS)
    shown = words.seen(bad)[:5]
    gate.add(reading, frame, bad, "bad_month", REFUSE, f"no real month: {', '.join(shown)}", values=shown)


def _month(text: str, month: str) -> str:
    """A month as YYYY-MM from any of its spellings; a year gets the month given."""
    if match := MONTH.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02d}"
    return f"{text[:4]}-{text[4:] or month}"


def _partners(frame: Rows) -> None:
    """Add partner from its code, in place; a file without partners describes the world."""
    if "partner_code" not in frame:
        frame["partner"] = Text.constant("WLD", frame.count)
        return
    frame["partner"] = frame["partner_code"].convert(lambda code: reference.partner_of_code(code) or f"X-{code}")


def _masses(frame: Rows, reading: Reading) -> None:
    """Add net_mass_kg, quantity with quantity_unit for the other unit, and the names of the measures, in place."""
    mass, other = np.full(frame.count, np.nan), np.full(frame.count, np.nan)
    units = Text.constant("", frame.count)
    for number in ("1", "2"):
        if f"quantity_{number}" not in frame:
            continue
        amount = frame[f"quantity_{number}"]
        unit = frame.get(f"unit_{number}") or Text.constant("?", frame.count)
        is_kg = unit.which(KILOGRAM.__contains__)
        is_other = ~is_kg & ~unit.which(MISSING.__contains__)
        mass = np.where(is_kg, amount, mass)
        if is_other.any():
            other = np.where(is_other, amount, other)
            codes = np.where(is_other, unit.codes, units.codes + len(unit.texts))
            units = Text.of([*unit.texts, *units.texts], codes)
        lost = ~is_kg & ~is_other & (np.nan_to_num(amount) != 0)
        gate.add(reading, frame, lost, "no_unit", WARN, "quantities without a unit are not used")
    frame["net_mass_kg"], frame["quantity"], frame["quantity_unit"] = mass, other, units
    present = [name for name in ("quantity", "value_usd", "value_cny") if name in frame]
    present += ["net_mass_kg"] if {"quantity_1", "quantity_2"} & set(frame) else []
    frame["measures"] = Text.constant(",".join(present), frame.count)


def plausible_vintage(records: pa.Table, taken: str) -> str:
    """Reason why a download cannot have been made on a day, or empty text.

    A month's figures come out after the month has ended.
    """
    last = max(records["period_last"].unique().to_pylist(), default="")
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
