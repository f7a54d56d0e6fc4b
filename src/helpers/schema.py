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
    rows = codebook().query("table == @table")
    return dict(zip(rows["column"], rows["type"], strict=True))


def conform(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a table its columns, in order and with their types; what is absent becomes missing.

    Returns:
        A new frame with exactly the columns of the codebook.

    Raises:
        DataError: columns that the codebook does not know, required values missing, numbers that are none; all at once.
    """
    wanted = columns(table)
    required = set(codebook().query("table == @table and required == 'yes'")["column"])
    problems = []
    extra = [name for name in frame.columns if name not in wanted]
    if extra:
        problems.append(problem(f"{table}: columns that columns.csv does not list", values=extra))
    result = frame.reindex(columns=list(wanted)).reset_index(drop=True)
    for name, kind in wanted.items():
        gaps = result[name].isna()
        if name in required and gaps.any():
            problems.append(problem(f"{table}: {name} is missing", rows=int(gaps.sum()), of=len(result)))
            continue
        try:
            if kind == "text":
                result[name] = result[name].astype(object).where(~gaps, "").astype("str")
            elif kind == "flag":
                result[name] = result[name].astype("boolean").fillna(False).astype(bool)
            else:
                result[name] = pd.to_numeric(result[name]).astype(TYPES[kind])
        except (ValueError, TypeError) as error:
            problems.append(problem(f"{table}: {name} is not a {kind}: {error}"))
    if problems:
        raise DataError(problems)
    return result
