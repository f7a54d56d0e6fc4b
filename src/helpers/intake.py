"""Taking files in: recognise, read, gate, and keep as Parquet, once.

Raw files lie under ``data/raw/<source>/<vintage>/`` and are never edited. Each is read into a Parquet file of
observations, named by the hash of its bytes and of what was declared about it, so taking it in again changes nothing.
The record of a file is written last: a kill at any moment leaves whole files only, and the next run completes the work.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd
import yaml
from filelock import FileLock, Timeout

from helpers import paths, periods
from helpers.errors import DataError, problem
from helpers.sources import NOTE, REFUSE, WARN, Finding, Reading, gacc, press, tabular

READERS = "2"  # raise when a reader changes what it makes of a file
FLOWS = ("export", "import")
TABLES = ("observations", "statements")
PATIENCE_S = 60


def take_in() -> list[dict]:
    """Read every file below data/raw that the store does not hold yet.

    Returns:
        One record a file, by name: file, source, vintage, key, sha256, rows_in, rows_kept, rows_set_aside, sums,
        findings, status (ok, warn, refuse), tables with their hashes.

    Raises:
        DataError: another intake holds the store for too long.
    """
    return [*map(_record, raw_files()), *map(_misplaced, _elsewhere())]


def _elsewhere() -> list[Path]:
    """Files below data/raw that lie in no source's vintage folder."""
    found = [*paths.RAW.glob("*"), *paths.RAW.glob("*/*")]
    return sorted(path for path in found if not path.is_dir() and not path.name.startswith("."))


def _misplaced(path: Path) -> dict:
    """Record of a file that lies where no reader looks."""
    reading = Reading()
    what = "it lies where no reader looks: put it into data/raw/gacc/<day of the download>/, or use lodestone intake"
    reading.find("wrong_place", REFUSE, what)
    file = path.relative_to(paths.RAW).as_posix()
    return {"file": file, "source": file.split("/")[0], "vintage": "", "key": "", "sha256": ""} | summary(reading)


def raw_files() -> Iterator[Path]:
    """Data files below data/raw, sorted; older vintages of a source come first."""
    for path in sorted(paths.RAW.glob("*/*/*")):
        if path.name != "source.yml" and not path.name.startswith(".") and not path.is_dir():
            yield path


def table_path(table: str, record: dict) -> Path:
    """Where the rows of a file lie in the store."""
    return paths.STORE / table / record["source"] / record["vintage"][:4] / f"{record['key']}.parquet"


def lock() -> FileLock:
    """The lock that writers of the store hold."""
    paths.STORE.mkdir(parents=True, exist_ok=True)
    return FileLock(paths.STORE / ".lock", timeout=PATIENCE_S)


def _locked(work: Callable[[], dict]) -> dict:
    try:
        with lock():
            return work()
    except Timeout:
        do = "wait for the other intake to end, then repeat the command"
        raise DataError(
            problem("another intake is writing to the store", where=paths.shown(paths.STORE), do=do)
        ) from None


def _record(path: Path) -> dict:
    """Record of a raw file, read now if the store does not hold it."""
    file = path.relative_to(paths.RAW).as_posix()
    source, vintage, name = file.split("/")
    declared = (_sidecar(path.parent).get("files") or {}).get(name) or {}
    try:
        tabular.check_file(path, paths.RAW, large=bool(declared.get("large")))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (tabular.RefusedError, OSError) as error:
        reading = Reading()
        reading.find(getattr(error, "code", "unreadable"), REFUSE, str(error))
        return {"file": file, "source": source, "vintage": vintage, "key": "", "sha256": ""} | summary(reading)
    described = json.dumps([READERS, file, digest, declared], sort_keys=True, default=str)
    key = hashlib.sha256(described.encode()).hexdigest()[:20]
    record_path = paths.STORE / "files" / f"{key}.json"

    def read() -> dict:
        if record_path.exists():
            return json.loads(record_path.read_text(encoding="utf-8"))
        reading = _read(path, file, source, vintage, declared, digest)
        record: dict = {"file": file, "source": source, "vintage": vintage, "key": key, "sha256": digest}
        reading.findings += _revisions(record, reading)
        record |= summary(reading) | {"tables": {}}
        if not reading.refused:
            for table in TABLES:
                frame = getattr(reading, table)
                if frame is not None:
                    record["tables"][table] = _write_table(table_path(table, record), frame)
        _write_atomically(record_path, lambda temporary: temporary.write_text(json.dumps(record), encoding="utf-8"))
        return record

    return json.loads(record_path.read_text(encoding="utf-8")) if record_path.exists() else _locked(read)


def summary(reading: Reading) -> dict:
    """What a reading amounts to: rows and sums in, kept and set aside; findings; status."""
    worth = [finding for finding in reading.findings if finding.severity != NOTE]
    status = "refuse" if reading.refused else "warn" if worth else "ok"
    kept = 0 if reading.refused else reading.rows_kept
    return {
        "status": status,
        "rows_in": reading.rows_in,
        "rows_kept": kept,
        "rows_set_aside": reading.rows_in - kept,
        "sums": {} if reading.refused else reading.sums,
        "findings": [asdict(finding) for finding in reading.findings],
    }


def _sidecar(folder: Path) -> dict:
    path = folder / "source.yml"
    try:
        found = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}
    except (yaml.YAMLError, UnicodeDecodeError):
        found = None
    entries = found.get("files") if isinstance(found, dict) else None
    if (
        not isinstance(found, dict)
        or not isinstance(entries or {}, dict)
        or any(not isinstance(entry or {}, dict) for entry in (entries or {}).values())
    ):
        raise DataError(problem("this is no valid YAML mapping", where=paths.shown(path), do="mend or remove it"))
    return found


def _revisions(record: dict, reading: Reading) -> list[Finding]:
    """What a download changes about months that an older one holds: how many figures, how much, which most."""
    rows = reading.observations
    if record["source"] != "gacc" or rows is None or rows.empty:
        return []
    key = ["period_first", "period_last", "hs_code", "partner", "flow", "regime", "province", "measure"]
    older = [
        pd.read_parquet(path)
        for other in _known("gacc")
        if other["vintage"] < record["vintage"] and (path := table_path("observations", other)).exists()
    ]
    if not older:
        return []
    before = pd.concat(older, ignore_index=True)
    before = before[before["vintage"] == before.groupby(key)["vintage"].transform("max")]
    sums = before.groupby(key)["value"].sum().rename("before")
    both = rows.groupby(key)["value"].sum().to_frame("now").join(sums, how="inner")
    moved = both[both["now"] != both["before"]].reset_index()
    if moved.empty:
        return []
    most = moved.loc[(moved["now"] - moved["before"]).abs().idxmax()]
    what = (
        f"{len(moved)} of {len(both)} figures that an older download holds were revised; most: {most['measure']} of "
        f"{most['partner']} in {most['period_first']} from {most['before']:,.0f} to {most['now']:,.0f}"
    )
    return [Finding("revised", WARN, what)]


def _known(source: str) -> list[dict]:
    """Records that the store holds for a source."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((paths.STORE / "files").glob("*.json"))]
    return [record for record in found if record["source"] == source]


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
        all_partners=declared.get("all_partners"),
    )
    if why := gacc.other_flow(path.name, declared["flow"]):
        reading.find("flow", WARN, f"{why}, but it was taken in as {declared['flow']}")
    if reading.observations is not None and (why := gacc.plausible_vintage(reading.observations, vintage)):
        reading.find("vintage", REFUSE, f"{why}: give the day of the download with --vintage")
    return reading


def _write_table(path: Path, frame: pd.DataFrame) -> str:
    """Write a table and give the hash of its bytes."""
    _write_atomically(path, lambda temporary: frame.to_parquet(temporary, index=False, compression="zstd"))
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


def add(
    path: Path, flow: str, vintage: str = "", period: str = "", all_partners: bool | None = None, large: bool = False
) -> dict:
    """Check a customs download, copy it below data/raw with what is known about it, and take it in.

    Args:
        path: the file as downloaded; it is copied, never changed.
        flow: export or import, which the file does not say.
        vintage: day of the download; without it the day on which the file was last changed.
        period: month or span, where the file has no month column.
        all_partners: whether the query asked for every partner; None where nobody has said so.
        large: the file may be larger than the limit.

    Returns:
        The record of the file, as ``take_in`` gives it. A refused file is not copied, nor is one that is there already.

    Raises:
        DataError: no such flow, no real day or month.
    """
    if flow not in FLOWS:
        raise DataError(problem("say which way the goods went", where=str(path), do="--flow export or --flow import"))
    try:
        tabular.check_file(path, path.parent, large)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (tabular.RefusedError, OSError) as error:
        reading = Reading()
        reading.find(getattr(error, "code", "unreadable"), REFUSE, str(error))
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(reading)
    vintage = vintage or date.fromtimestamp(path.stat().st_mtime).isoformat()
    periods.day(vintage)
    if period:
        periods.span(period)
    declared: dict = {"flow": flow, "sha256": digest}
    declared |= {"all_partners": all_partners} if all_partners is not None else {}
    declared |= ({"period": period} if period else {}) | ({"large": True} if large else {})
    folder = paths.RAW / "gacc" / vintage
    name = _free_name(folder, gacc.safe_name(path.name), digest)
    reading = read_download(path, f"gacc/{vintage}/{name}", vintage, declared)
    before = (_sidecar(folder).get("files") or {}).get(name)
    if before is not None and before != declared and (folder / name).exists():
        what = f"it was taken in before as {before.get('flow')} with other declarations"
        reading.find("declared", REFUSE, f"{what}; to change them edit {paths.shown(folder / 'source.yml')}")
    twin = _twin(digest, folder / name)
    if twin:
        what = f"the same bytes were taken in before as {paths.shown(twin)}; nothing is added"
        reading.find("same_bytes", WARN, what)
        reading.rows_kept = 0
    if reading.refused or twin:
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(reading)

    def copy() -> dict:
        folder.mkdir(parents=True, exist_ok=True)
        sidecar = _sidecar(folder) or {"producer": "General Administration of Customs of China", "accessed": vintage}
        sidecar["files"] = (sidecar.get("files") or {}) | {name: declared}
        text = yaml.safe_dump(sidecar, allow_unicode=True, sort_keys=False)
        _write_atomically(folder / "source.yml", lambda temporary: temporary.write_text(text, encoding="utf-8"))
        _write_atomically(folder / name, lambda temporary: shutil.copyfile(path, temporary))
        return {}

    _locked(copy)
    return _record(folder / name)


def _twin(digest: str, target: Path) -> Path | None:
    """A raw file with the same bytes at another place than the target."""
    for path in raw_files():
        if path != target and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    return None


def files_below(path: Path) -> list[Path]:
    """A file itself, or everything in a folder that may be data, sorted; hidden files and sidecars are left out."""
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = [item for item in sorted(path.rglob("*")) if not item.is_dir() or item.is_symlink()]
    return [item for item in found if not item.name.startswith(".") and item.name != "source.yml"]


def _free_name(folder: Path, name: str, digest: str) -> str:
    """The name itself, or the name with the start of the hash where another file bears it already."""
    path = folder / name
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() == digest:
        return name
    return f"{path.stem}_{digest[:8]}{path.suffix}"
