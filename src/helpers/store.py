"""Asking what is known of a product as of a day, and keeping the store sound."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import duckdb
import numpy as np
import pandas as pd

from helpers import answers, blocks, catalogue, paths, periods, reference, resolve, schema, wide
from helpers.answers import remembered
from helpers.catalogue import digest_of, locked, table_path
from helpers.errors import DataError, problem
from helpers.intake import Held, held, take_in

Resolved = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]
_CONNECTION: ContextVar[duckdb.DuckDBPyConnection | None] = ContextVar("connection", default=None)
FOLDERS = ("files", "records", "observations", "statements", "blocks")


def _files(table: str, product: reference.Product, as_of: str, known: Held) -> list[str]:
    """Parquet files that may hold rows of a product as of a day."""
    first = min(code.rstrip("*") for code in product.hs_codes)
    last = max(code.rstrip("*") for code in product.hs_codes) + "~"
    wanted = known.blocks[:] if table == "records" else []
    for record in known.records:
        low, high = record.get("extent", {}).get("codes", ["", "~"])
        # a file of print holds figures of many days, whatever day it was taken
        in_time = table != "records" or record["vintage"] <= as_of
        if table in record["tables"] and in_time and low <= last and high >= first:
            wanted.append(str(table_path(table, record)))
    return wanted


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """One connection for all questions inside: to open one takes as long as to ask."""
    if open_already := _CONNECTION.get():
        yield open_already
        return
    with duckdb.connect() as connection:
        token = _CONNECTION.set(connection)
        try:
            yield connection
        finally:
            _CONNECTION.reset(token)


def _query(table: str, product: reference.Product, as_of: str, known: Held, first: str = "") -> pd.DataFrame:
    """Rows of a product as of a day, from a month on; codes that end in * stand for all 8-digit codes below."""
    files = _files(table, product, as_of, known)
    if not files:
        return pd.DataFrame()
    exact = [code for code in product.hs_codes if not code.endswith("*")]
    below = [code[:-1] for code in product.hs_codes if code.endswith("*")]
    ranges = "".join(
        f" or (length(hs_code) = 8 and hs_code >= $b{n} and hs_code < $b{n} || '~')" for n in range(len(below))
    )
    rows = f"""(
        select * from read_parquet($files, union_by_name = true)
        where reporter = $reporter and flow = $flow and vintage <= $as_of
          and (hs_code in (select unnest($exact::varchar[])){ranges}){" and period_last >= $first" if first else ""}
    )"""
    values = {"files": files, "reporter": product.reporter, "flow": product.flow, "as_of": as_of, "exact": exact}
    values |= {"first": first} if first else {}
    values |= {f"b{n}": code for n, code in enumerate(below)}
    try:
        with connected() as connection:
            sql = wide.tall(rows) if table == "records" else f"select * from {rows}"
            return connection.execute(sql, values).df()
    except duckdb.Error as error:
        what = f"the store cannot be read: {str(error).splitlines()[0]}"
        raise DataError(problem(what, do="lodestone store verify, then lodestone store rebuild")) from None


def _product(product: str | reference.Product) -> reference.Product:
    return reference.product(product) if isinstance(product, str) else product


def observations(product: str | reference.Product, as_of: str, first: str = "") -> pd.DataFrame:
    """Observations of a product as of a day, corrections not yet applied.

    Args:
        product: name in products.csv, or a product made ad hoc.
        as_of: vintage; nothing newer is seen.
        first: month before which nothing is wanted; empty for all.
    """
    return _observations(_product(product), as_of, first)


@remembered
def _observations(product: reference.Product, as_of: str, first: str) -> pd.DataFrame:
    known = held()
    parts = [_query(table, product, as_of, known, first) for table in ("records", "observations")]
    found = [part for part in parts if len(part)]
    frame = schema.conform("observations", pd.concat(found) if found else pd.DataFrame())
    return frame.sort_values(["file", "line", "measure"], ignore_index=True)


def files(rows: pd.DataFrame) -> set[str]:
    """Raw files below data/raw that observations or statements were read from."""
    return {"/".join(name.split("/")[:3]) for name in rows["file"].unique()}


def statements(product: str | reference.Product, as_of: str) -> pd.DataFrame:
    """Printed percentages, ranks, shares and multiples of a product as of a day, without those set aside."""
    return split_statements(product, as_of)[0]


def split_observations(product: str | reference.Product, as_of: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations of a product as of a day that hold, and those that corrections.yml sets aside, with the reason."""
    return _set_aside("observations", observations(product, as_of))


def split_statements(product: str | reference.Product, as_of: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Printed statements of a product as of a day that hold, and those that are set aside, with the reason."""
    return _set_aside("statements", _statements(_product(product), as_of))


@remembered
def _statements(product: reference.Product, as_of: str) -> pd.DataFrame:
    frame = schema.conform("statements", _query("statements", product, as_of, held()))
    return frame.sort_values(["file", "line"], ignore_index=True)


def _set_aside(table: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows into those that hold and those that corrections.yml sets aside, with the reason."""
    reason = np.full(len(frame), "", dtype=object)
    for rule in reference.rules("corrections.yml"):
        if rule["table"] == table:
            reason[reference.matching(rule, frame)] = rule["reason"]
    aside = reason != ""
    apart = frame[aside].assign(reason=pd.Series(reason[aside], index=frame.index[aside], dtype="str"))
    return frame[~aside].reset_index(drop=True), apart


def check_corrections() -> None:
    """Check that every correction still matches a row and still sees the value that it expects.

    Raises:
        DataError: entries that match nothing, or whose ``expect`` no longer holds; all at once.
    """
    records = take_in()
    problems = []
    for rule in reference.rules("corrections.yml"):
        rows = _rows_of_rule(rule, records)
        hits = rows[reference.matching(rule, rows)]
        where = f"corrections.yml: {rule['match']}"
        if hits.empty:
            problems.append(problem("a correction matches no row", where=where, do="mend or remove the entry"))
        elif "expect" in rule and set(hits["value"].astype(str)) != {str(rule["expect"])}:
            problems.append(problem("a correction expects another value", where=where, values=set(hits["value"])))
    if problems:
        raise DataError(problems)


def _rows_of_rule(rule: dict, records: list[dict]) -> pd.DataFrame:
    """Rows of the table that a correction speaks of which can match it."""
    table = rule["table"]
    frames = [pd.read_parquet(table_path(table, record)) for record in records if table in record.get("tables", {})]
    gathered, loose = blocks.cover(records)
    customs = gathered + [str(table_path("records", record)) for record in loose]
    if table == "observations" and customs and set(rule["match"]) <= {*schema.columns("records"), "measure", "id"}:
        tests = " and ".join(f"cast({name} as varchar) = ${name}" for name in rule["match"])
        values = {name: str(value) for name, value in rule["match"].items()}
        with duckdb.connect() as connection:
            sql = f"select * from ({wide.tall('read_parquet($files)')}) where {tests}"
            frames.append(connection.execute(sql, {"files": customs} | values).df())
    return pd.concat(frames, ignore_index=True) if frames else schema.conform(table, pd.DataFrame())


def panel(product: str | reference.Product, as_of: str) -> pd.DataFrame:
    """What is known of a product as of a day, one row per period, partner and measure.

    Args:
        product: name in products.csv, or a product made ad hoc.
        as_of: vintage; nothing newer is seen.

    Returns:
        Columns as the codebook lists them under ``panel``; what is unknown has no row.

    Raises:
        DataError: no such product, no real day.
    """
    return resolved(product, as_of)[0]


def conflicts(product: str, as_of: str) -> pd.DataFrame:
    """Figures that disagree with the panel beyond their rounding, each with the figure that holds."""
    return resolved(product, as_of)[1]


def resolved(product: str | reference.Product, as_of: str) -> Resolved:
    """Panel, conflicts, observations set aside by corrections.yml, and observations that hold."""
    periods.day(as_of)
    found = _resolved(_product(product), as_of, answers.state())
    table, apart, aside, held = (frame.copy(deep=False) for frame in found)  # what a caller adds the next does not see
    return table, apart, aside, held


@lru_cache(maxsize=16)
def _resolved(product: reference.Product, as_of: str, _: str) -> Resolved:
    """Kept for the next question of the same process, until a raw file or a reference table changes."""
    return _resolve(product, as_of)


@remembered
def _resolve(product: reference.Product, as_of: str) -> Resolved:
    held, aside = split_observations(product, as_of)
    table, apart = resolve.resolve(held, product.hs_codes)
    return table, apart, aside, held


def trades(as_of: str) -> pd.DataFrame:
    """Codes that the store holds as of a day: hs_code, reporter, flow, sorted."""
    known, names = held(), ["hs_code", "reporter", "flow"]
    found = [pd.DataFrame(columns=names)]
    everything = reference.Product("", "", "", ("*",), "", "", "", "")
    with duckdb.connect() as connection:
        for table in ("records", "observations"):
            if files := _files(table, everything, as_of, known):
                rows = "read_parquet($files, union_by_name = true) where vintage <= $as_of"
                sql = f"select distinct {', '.join(names)} from {rows}"
                found.append(connection.execute(sql, {"files": files, "as_of": as_of}).df())
    return pd.concat(found).drop_duplicates().sort_values(names, ignore_index=True)


def vintages(product: str) -> list[str]:
    """Days on which figures of a product were taken or printed, oldest first."""
    return sorted(set(observations(product, "9999-12-31")["vintage"]))


def months(product: str, as_of: str) -> list[str]:
    """Months for which a mass or value to or from the world or a partner is known as of a day, oldest first."""
    return months_in(observations(product, as_of))


def months_in(frame: pd.DataFrame) -> list[str]:
    """Months for which a mass or value holds among some observations, oldest first."""
    held, _ = _set_aside("observations", frame)
    single = held["period_first"] == held["period_last"]
    wanted = single & held["value"].notna() & held["measure"].isin(["net_mass_kg", "value_usd", "value_cny"])
    return sorted(set(held.loc[wanted, "period_first"]))


def verify() -> list[str]:
    """Files of the store that are missing or not as they were written, one line each, with the raw file they hold."""
    damaged = []
    for record in take_in(trust=False):
        for table, digest in record.get("tables", {}).items():
            path = table_path(table, record)
            if not path.exists():
                damaged.append(f"{paths.shown(path)} is missing; it holds {record['file']}")
            elif digest_of(path) != digest:
                damaged.append(f"{paths.shown(path)} is damaged; it holds {record['file']}")
    return damaged + blocks.damaged()


def content_hash() -> str:
    """Hash of everything the store holds: the same raw files give the same hash."""
    digest = hashlib.sha256()
    for record in take_in():
        digest.update(f"{record['key']} {sorted(record.get('tables', {}).items())}\n".encode())
    return digest.hexdigest()


def rebuild(jobs: int = 1, cluster: str = "") -> str:
    """Make the store again from data/raw.

    Args:
        jobs: processes that read side by side.
        cluster: address of a Dask scheduler, in the place of ``jobs``.

    Returns:
        The content hash of the new store.
    """

    def clear() -> None:
        catalogue.forget()
        for folder in FOLDERS:
            shutil.rmtree(paths.STORE / folder, ignore_errors=True)

    locked(clear)
    take_in(jobs, cluster)
    return content_hash()
