"""The columns of every table, read from ``columns.csv``, and the check that a table has them."""

from functools import cache

import pandas as pd

from helpers import paths
from helpers.errors import DataError, problem

TYPES = {"text": "str", "number": "float64", "count": "int64", "flag": "bool"}


@cache
def codebook() -> pd.DataFrame:
    """All columns of all tables: table, column, type, required, unit, meaning."""
    return pd.read_csv(paths.REFERENCE / "columns.csv", dtype=str, keep_default_na=False)


@cache
def columns(table: str) -> dict[str, str]:
    """Column names of a table with their types, in order.

    Example:
        >>> columns("observations")["value"]
        'number'
    """
    return {name: kind for name, kind, _ in _columns(table)}


@cache
def _columns(table: str) -> list[tuple[str, str, bool]]:
    """Name and type of each column of a table, and whether every row needs it."""
    book = codebook()
    rows = book.loc[book["table"] == table, ["column", "type", "required"]]
    return [(name, kind, required == "yes") for name, kind, required in rows.itertuples(index=False)]


def conform(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a table its columns, in order and with their types; what is absent becomes missing.

    Returns:
        A new frame with exactly the columns of the codebook.

    Raises:
        DataError: columns that the codebook does not know, required values missing, numbers that are none; all at once.
    """
    wanted = columns(table)
    required = {name for name, _, needed in _columns(table) if needed}
    problems = []
    extra = [name for name in frame.columns if name not in wanted]
    if extra:
        problems.append(problem(f"{table}: columns that columns.csv does not list", values=extra))
    result = frame.reindex(columns=list(wanted)).reset_index(drop=True)
    for name, kind in wanted.items():
        column = result[name]
        gaps = column.isna()
        if not gaps.any():
            if column.dtype == TYPES[kind]:
                continue
        elif name in required:
            problems.append(problem(f"{table}: {name} is missing", rows=int(gaps.sum()), of=len(result)))
            continue
        try:
            if kind == "text":
                result[name] = (column.astype(object).where(~gaps, "") if gaps.any() else column).astype("str")
            elif kind == "flag":
                result[name] = column.astype("boolean").fillna(False).astype(bool)
            else:
                result[name] = pd.to_numeric(column).astype(TYPES[kind])
        except (ValueError, TypeError) as error:
            problems.append(problem(f"{table}: {name} is not a {kind}: {error}"))
    if problems:
        raise DataError(problems)
    return result
