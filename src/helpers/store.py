"""Taking files in, and asking what is known as of a day.

Raw files lie under ``data/raw/<source>/<vintage>/`` and are never edited. Each is read once into a Parquet file of
observations, named by the hash of its bytes and of what was declared about it, so taking it in again changes nothing.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import yaml

from helpers import paths, periods, reference, resolve, schema
from helpers.errors import DataError, problem
from helpers.sources import REFUSE, WARN, Reading, gacc, press

READERS = "1"  # raise when a reader changes what it makes of a file
FLOWS = ("export", "import")


# --- taking in -------------------------------------------------------------------------------------------------------


def take_in() -> list[dict]:
    """Read every file below data/raw that the store does not hold yet.

    Returns:
        One record a file, by name: file, source, vintage, key, rows_in, rows_kept, findings, status (ok, warn, refuse).
    """
    return [_record(path) for path in raw_files()]


def raw_files() -> Iterator[Path]:
    """Data files below data/raw, sorted."""
    for path in sorted(paths.RAW.glob("*/*/*")):
        if path.is_file() and path.name != "source.yml" and not path.name.startswith("."):
            yield path


def _record(path: Path) -> dict:
    file = path.relative_to(paths.RAW).as_posix()
    source, vintage, name = file.split("/")
    declared = _sidecar(path.parent).get("files", {}).get(name) or {}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    described = json.dumps([READERS, file, digest, declared], sort_keys=True, default=str)
    key = hashlib.sha256(described.encode()).hexdigest()[:20]
    record_path = paths.STORE / "files" / f"{key}.json"
    if record_path.exists():
        return json.loads(record_path.read_text(encoding="utf-8"))
    reading = _read(path, file, source, vintage, declared, digest)
    record = {"file": file, "source": source, "vintage": vintage, "key": key, "sha256": digest} | summary(reading)
    if not reading.refused:
        _write_table("observations", record, reading.observations)
        _write_table("statements", record, reading.statements)
    _write_atomically(record_path, lambda temporary: temporary.write_text(json.dumps(record), encoding="utf-8"))
    return record


def summary(reading: Reading) -> dict:
    """What a reading amounts to: rows, findings, status."""
    status = "refuse" if reading.refused else "warn" if reading.findings else "ok"
    kept = 0 if reading.refused else reading.rows_kept
    return {
        "status": status,
        "rows_in": reading.rows_in,
        "rows_kept": kept,
        "rows_set_aside": reading.rows_in - kept,
        "findings": [asdict(finding) for finding in reading.findings],
    }


def _sidecar(folder: Path) -> dict:
    path = folder / "source.yml"
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}


def _read(path: Path, file: str, source: str, vintage: str, declared: dict, digest: str) -> Reading:
    """Read a file with its source's reader; what is missing about it refuses it with what to add."""
    reading = Reading()
    if declared.get("sha256", digest) != digest:
        reading.find("changed", REFUSE, "the bytes are not those that source.yml lists: raw files are never edited")
        return reading
    try:
        periods.day(vintage)
    except DataError as error:
        reading.find("vintage", REFUSE, f"the folder is not named by the day of the download: {error}")
        return reading
    if source == "press":
        return press.read(path, file, vintage)
    if source != "gacc":
        reading.find("unknown_source", REFUSE, f"there is no reader for {source!r}; the sources are gacc and press")
        return reading
    if declared.get("flow") not in FLOWS:
        example = f"files:\n      {path.name}: {{flow: export}}"
        reading.find("no_flow", REFUSE, f"export or import? Add to source.yml beside the file:\n    {example}")
        return reading
    return read_download(path, file, vintage, declared)


def read_download(path: Path, file: str, vintage: str, declared: dict) -> Reading:
    """Read a customs download with what is declared about it: flow, period, all_partners."""
    reading = gacc.read(
        path,
        file,
        flow=declared["flow"],
        taken=vintage,
        period=str(declared.get("period", "")),
        all_partners=bool(declared.get("all_partners", True)),
    )
    if why := gacc.other_flow(path.name, declared["flow"]):
        reading.find("flow", WARN, f"{why}, but it was taken in as {declared['flow']}")
    if reading.observations is not None and (why := gacc.plausible_vintage(reading.observations, vintage)):
        reading.find("vintage", REFUSE, f"{why}: give the day of the download with --vintage")
    return reading


def _write_table(table: str, record: dict, frame: pd.DataFrame | None) -> None:
    if frame is None:
        return
    path = paths.STORE / table / record["source"] / record["vintage"][:4] / f"{record['key']}.parquet"
    _write_atomically(path, lambda temporary: frame.to_parquet(temporary, index=False, compression="zstd"))


def _write_atomically(path: Path, write) -> None:
    """Write beside the target and rename, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def intake(path: Path, flow: str, vintage: str = "", period: str = "", all_partners: bool = True) -> dict:
    """Check a customs download, copy it below data/raw with what is known about it, and take it in.

    Args:
        path: the file as downloaded; it is copied, never changed.
        flow: export or import, which the file does not say.
        vintage: day of the download; without it the day on which the file was last changed.
        period: month or span, where the file has no month column.
        all_partners: the query asked for every partner.

    Returns:
        The record of the file, as ``take_in`` gives it. A refused file is not copied.

    Raises:
        DataError: no such file, no such flow, no real day or month.
    """
    if not path.is_file():
        raise DataError(problem("there is no such file", where=str(path)))
    if flow not in FLOWS:
        raise DataError(problem("say which way the goods went", where=str(path), do="--flow export or --flow import"))
    vintage = vintage or date.fromtimestamp(path.stat().st_mtime).isoformat()
    periods.day(vintage)
    if period:
        periods.span(period)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    declared = {"flow": flow, "all_partners": all_partners, "sha256": digest} | ({"period": period} if period else {})
    folder = paths.RAW / "gacc" / vintage
    name = _free_name(folder, gacc.safe_name(path.name), digest)
    reading = read_download(path, f"gacc/{vintage}/{name}", vintage, declared)
    if reading.refused:
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(reading)
    folder.mkdir(parents=True, exist_ok=True)
    sidecar = _sidecar(folder) or {
        "producer": "General Administration of Customs of China",
        "accessed": vintage,
    }
    sidecar.setdefault("files", {})[name] = declared
    _write_atomically(folder / "source.yml", lambda temporary: temporary.write_text(_yaml(sidecar), encoding="utf-8"))
    _write_atomically(folder / name, lambda temporary: shutil.copyfile(path, temporary))
    return _record(folder / name)


def _yaml(value: dict) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def _free_name(folder: Path, name: str, digest: str) -> str:
    """The name itself, or the name with the start of the hash where another file bears it already."""
    path = folder / name
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() == digest:
        return name
    return f"{path.stem}_{digest[:8]}{path.suffix}"


# --- asking ----------------------------------------------------------------------------------------------------------


def _query(table: str, product: reference.Product, as_of: str) -> pd.DataFrame:
    """Rows of a product as of a day; codes that end in * stand for all 8-digit codes below."""
    files = [
        str(path)
        for record in take_in()
        if (
            path := paths.STORE / table / record["source"] / record["vintage"][:4] / f"{record['key']}.parquet"
        ).exists()
    ]
    if not files:
        return schema.conform(table, pd.DataFrame())
    exact = [code for code in product.hs_codes if not code.endswith("*")]
    below = [code[:-1] for code in product.hs_codes if code.endswith("*")]
    starts = " or ".join(["false", *(f"starts_with(hs_code, $b{n})" for n in range(len(below)))])
    sql = f"""
        select * from read_parquet($files)
        where reporter = $reporter and flow = $flow and vintage <= $as_of
          and (hs_code in (select unnest($exact::varchar[]))
               or (length(hs_code) = 8 and ({starts})))
        order by file, line{", measure" if table == "observations" else ""}
    """
    values = {
        "files": files,
        "reporter": product.reporter,
        "flow": product.flow,
        "as_of": as_of,
        "exact": exact,
    }
    values |= {f"b{n}": code for n, code in enumerate(below)}
    with duckdb.connect() as connection:
        return schema.conform(table, connection.execute(sql, values).df())


def _product(product: str | reference.Product) -> reference.Product:
    return reference.product(product) if isinstance(product, str) else product


def observations(product: str | reference.Product, as_of: str) -> pd.DataFrame:
    """All observations of a product as of a day, corrections not yet applied."""
    return _query("observations", _product(product), as_of)


def statements(product: str | reference.Product, as_of: str) -> pd.DataFrame:
    """Printed percentages, ranks, shares and multiples of a product as of a day, without those set aside."""
    return _set_aside("statements", _query("statements", _product(product), as_of))[0]


def _set_aside(table: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows into those that hold and those that corrections.yml sets aside, with the reason."""
    reason = pd.Series("", index=frame.index)
    for rule in reference.rules("corrections.yml"):
        if rule["table"] == table:
            reason = reason.mask(reference.matching(rule, frame), rule["reason"])
    return frame[reason == ""].reset_index(drop=True), frame[reason != ""].assign(reason=reason[reason != ""])


def check_corrections() -> None:
    """Check that every correction still matches a row and still sees the value that it expects.

    Raises:
        DataError: entries that match nothing, or whose ``expect`` no longer holds; all at once.
    """
    records = take_in()
    problems = []
    for rule in reference.rules("corrections.yml"):
        table = rule["table"]
        folder = paths.STORE / table
        files = [folder / r["source"] / r["vintage"][:4] / f"{r['key']}.parquet" for r in records]
        frames = [pd.read_parquet(path) for path in files if path.exists()]
        rows = pd.concat(frames, ignore_index=True) if frames else schema.conform(table, pd.DataFrame())
        hits = rows[reference.matching(rule, rows)]
        where = f"corrections.yml: {rule['match']}"
        if hits.empty:
            problems.append(problem("a correction matches no row", where=where, do="mend or remove the entry"))
        elif "expect" in rule and set(hits["value"].astype(str)) != {str(rule["expect"])}:
            problems.append(problem("a correction expects another value", where=where, values=set(hits["value"])))
    if problems:
        raise DataError(problems)


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


def resolved(
    product: str | reference.Product, as_of: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Panel, conflicts, observations set aside by corrections.yml, and observations that hold."""
    periods.day(as_of)
    held, aside = _set_aside("observations", observations(product, as_of))
    table, apart = resolve.resolve(held, _product(product).hs_codes)
    return table, apart, aside, held


def vintages(product: str) -> list[str]:
    """Days on which figures of a product were taken or printed, oldest first."""
    return sorted(set(observations(product, "9999-12-31")["vintage"]))


def months(product: str, as_of: str) -> list[str]:
    """Months for which a mass or value to or from the world or a partner is known as of a day, oldest first."""
    held, _ = _set_aside("observations", observations(product, as_of))
    single = held["period_first"] == held["period_last"]
    wanted = single & held["measure"].isin(["net_mass_kg", "value_usd", "value_cny"])
    return sorted(set(held.loc[wanted, "period_first"]))
