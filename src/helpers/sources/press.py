"""Published figures and statements: what newspapers and analysts printed from customs data, one row each.

A figure stands for a span of values: printed "353" with rounding 1 means 352.5 to 353.5.
"""

from decimal import Decimal
from pathlib import Path

import pandas as pd

from helpers import periods, schema
from helpers.errors import DataError
from helpers.sources import REFUSE, WARN, Reading
from helpers.sources.tabular import records

# measure as printed: measure as stored, power of ten between the two
CONVERSIONS = {
    "net_mass_t": ("net_mass_kg", 3),
    "net_mass_t_per_month": ("net_mass_kg_per_month", 3),
    "unit_value_usd_per_t": ("unit_value_usd_per_kg", -3),
    "unit_value_eur_per_t": ("unit_value_eur_per_kg", -3),
}


def read(path: Path, file: str, taken: str) -> Reading:
    """Read a file of figures or of statements.

    Args:
        path: the CSV, UTF-8, with the columns that data/README.md describes.
        file: its name below data/raw, for the ids of its rows.
        taken: day of compilation, the vintage of rows without a publication date.

    Returns:
        Observations (masses in kg) or statements; a row that cannot be read refuses the file, with its line.
    """
    reading = Reading()
    try:
        rows = list(records(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError:
        reading.find("encoding", REFUSE, "the file is not UTF-8")
        return reading
    if not rows:
        reading.find("empty", REFUSE, "the file is empty")
        return reading
    header, reading.rows_in = rows[0][1], len(rows) - 1
    frame = pd.DataFrame([record for _, record in rows[1:]], columns=header)
    frame["line"] = [line for line, _ in rows[1:]]
    frame["file"] = file
    frame["id"] = file + "#L" + frame["line"].astype(str)
    frame["vintage"] = frame["published"].where(frame["published"] != "", taken)
    frame["second_hand"] = frame["second_hand"] == "yes"
    bad = _bad_lines(frame, figures="measure" in header)
    for line, why in bad:
        reading.find("bad_row", REFUSE, f"line {line}: {why}", (line,))
    if not bad:
        if "measure" in header:
            reading.observations = _observations(frame)
        else:
            reading.statements = _statements(frame)
        reading.rows_kept = reading.rows_in
    undated = int((frame["published"] == "").sum())
    if undated:
        reading.find("undated", WARN, f"{undated} rows bear no date and count from {taken}")
    return reading


def _bad_lines(frame: pd.DataFrame, figures: bool) -> list[tuple[int, str]]:
    """Lines whose period, day or number cannot be read."""
    bad = []
    for row in frame.itertuples():
        try:
            if row.period_first or figures:
                periods.span(f"{row.period_first}/{row.period_last}")
            periods.day(row.vintage)
            if figures:
                float(row.value), float(row.rounding)
        except (DataError, ValueError) as error:
            bad.append((row.line, str(error).splitlines()[0]))
    return bad


def _observations(frame: pd.DataFrame) -> pd.DataFrame:
    pairs = [CONVERSIONS.get(name, (name, 0)) for name in frame["measure"]]
    scales = [Decimal(10) ** power for _, power in pairs]
    frame = frame.assign(
        measure=[name for name, _ in pairs],
        value=[float(Decimal(text) * scale) for text, scale in zip(frame["value"], scales, strict=True)],
        rounding=[float(Decimal(text) * scale) for text, scale in zip(frame["rounding"], scales, strict=True)],
        source="press",
        origin="reported",
    )
    return schema.conform("observations", frame.drop(columns=["commodity", "published"]))


def _statements(frame: pd.DataFrame) -> pd.DataFrame:
    period = [
        periods.period_text(*periods.span(f"{first}/{last}")) if first else ""
        for first, last in zip(frame["period_first"], frame["period_last"], strict=True)
    ]
    frame = frame.assign(period=period)
    return schema.conform("statements", frame.drop(columns=["commodity", "published", "period_first", "period_last"]))
