"""Taking files in: recognise, read, gate, and keep as Parquet, once.

Raw files lie under ``data/raw/<source>/<vintage>/`` and are never edited. Each is read into a Parquet file named by the
hash of its bytes and of what was declared about it, so taking it in again changes nothing. The record of a file is
written last: a kill at any moment leaves whole files only, and the next run completes the work.
"""

import itertools
import json
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from helpers import blocks, catalogue, paths, periods
from helpers.catalogue import Raw, digest_of, table_path
from helpers.errors import DataError, problem
from helpers.pool import spread
from helpers.sources import NOTE, REFUSE, WARN, Finding, Reading, tabular

FLOWS = ("export", "import")
TABLES = ("records", "observations", "statements")
PORTAL = "General Administration of Customs of China"
BATCH = 256  # downloads that are examined, copied and declared together


@dataclass(frozen=True)
class Task:
    """One file to be read into the store, by whichever process.

    Attributes:
        path: where its bytes lie now.
        file: its name below data/raw.
        source: kind of source.
        vintage: day on which it was taken.
        declared: what source.yml says about it.
        digest: hash of its bytes.
        data: the data folder, since another process does not share ours.
        older: Parquet files of older vintages that may hold the same figures.
        offered: not below data/raw yet; where it is refused the store keeps nothing of it.
    """

    path: Path
    file: str
    source: str
    vintage: str
    declared: dict
    digest: str
    data: Path
    older: list[str] = field(default_factory=list)
    offered: bool = False

    @property
    def key(self) -> str:
        """Name of the file in the store."""
        return catalogue.key_of(self.file, self.digest, self.declared)


def take_in(jobs: int = 1, cluster: str = "", trust: bool = True, details: bool = True) -> list[dict]:
    """Read every file below data/raw that the store does not hold yet.

    Args:
        jobs: processes that read side by side.
        cluster: address of a Dask scheduler whose workers share this file system; it takes the place of ``jobs``.
        trust: take a file whose size and times have not changed for unchanged.
        details: with findings, sums and counts; a query does without, where nothing is new.

    Returns:
        One record a file, by name: file, source, vintage, key, sha256, rows_in, rows_kept, rows_set_aside, sums,
        findings, status (ok, warn, refuse), tables with their hashes.

    Raises:
        DataError: another intake holds the store for too long.
    """
    known = catalogue.load(details) if trust else {}
    raw = list(catalogue.scan())
    if not details and any(item.file not in known or known[item.file]["mark"] != item.mark for item in raw):
        return take_in(jobs, cluster)
    records = {r.file: known[r.file]["record"] for r in raw if r.file in known and known[r.file]["mark"] == r.mark}
    fresh = [item for item in raw if item.file not in records]
    refused = {item.file: found for item in fresh if (found := _unreadable(item))}
    records |= refused
    for _, group in itertools.groupby([item for item in fresh if item.file not in refused], lambda r: r.vintage):
        tasks = [_task(item, records.values()) for item in group]
        records |= _run(tasks, jobs, cluster)
    if fresh:
        blocks.gather(list(records.values()))
    now = time.time_ns()
    settled = [item for item in raw if item.settled(now) and item.file not in refused]
    if details and (fresh or len(settled) != len(known)):
        catalogue.save({item.file: {"mark": item.mark, "record": records[item.file]} for item in settled})
    return [*(records[item.file] for item in raw), *map(_misplaced, _elsewhere())]


def _unreadable(item: Raw) -> dict | None:
    """Record of a raw file that is no plain file of a sane size; None where it is one."""
    try:
        tabular.check_file(item.path, paths.RAW, large=bool(item.declared.get("large")))
        item.path.open("rb").close()
    except (tabular.RefusedError, OSError) as error:
        described = {"file": item.file, "source": item.source, "vintage": item.vintage, "key": "", "sha256": ""}
        return described | summary(_refusal(error))
    return None


def _refusal(error: Exception) -> Reading:
    reading = Reading()
    reading.find(getattr(error, "code", "unreadable"), REFUSE, str(error))
    return reading


def _task(item: Raw, held: Iterable[dict]) -> Task:
    """The work on a raw file; figures of older vintages are looked up in what is held."""
    older = _older(item.vintage, held) if item.source == "gacc" else []
    digest = digest_of(item.path)
    return Task(item.path, item.file, item.source, item.vintage, item.declared, digest, paths.DATA, older)


def _older(vintage: str, held: Iterable[dict]) -> list[str]:
    """Parquet files of customs rows taken before a day."""
    mine = [record for record in held if record["vintage"] < vintage and "records" in record.get("tables", {})]
    return [str(table_path("records", record)) for record in mine]


def _run(tasks: list[Task], jobs: int, cluster: str) -> dict[str, dict]:
    """Records of some files, read now where the store does not hold them."""
    done = {task.file: _stored(task.key) for task in tasks}
    rest = [task for task in tasks if done[task.file] is None]
    if rest:
        made = catalogue.locked(lambda: list(spread(process, rest, jobs, cluster)))
        done |= {record["file"]: record for record in made}
    return {file: record for file, record in done.items() if record is not None}


def _stored(key: str) -> dict | None:
    """Record that the store holds under a key."""
    path = catalogue.record_path(key)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def process(task: Task) -> dict:
    """Read one file and write its rows and its record to the store; the same in any process."""
    paths.use(task.data)
    if (held := _stored(task.key)) is not None:
        return held
    reading = _read(task)
    described = {"file": task.file, "source": task.source, "vintage": task.vintage, "key": task.key}
    record: dict = described | {"sha256": task.digest} | summary(reading) | {"tables": {}} | _extent(reading)
    if not reading.refused:
        for table in TABLES:
            if (rows := getattr(reading, table)) is not None:
                path = table_path(table, record)
                catalogue.write_atomically(path, partial(_write, rows))
                record["tables"][table] = digest_of(path)
    if not (task.offered and reading.refused):
        catalogue.write_text(catalogue.record_path(task.key), json.dumps(record))
    return record


def _write(rows, path: Path) -> None:
    """Write rows as Parquet, the same bytes for the same rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(rows, preserve_index=False) if isinstance(rows, pd.DataFrame) else rows
    pq.write_table(table, path, compression="zstd")


def _extent(reading: Reading) -> dict:
    """First and last month and code of customs rows, by which a query leaves files out."""
    rows = reading.records
    if rows is None or not rows.num_rows:
        return {}
    codes, last = rows["hs_code"].unique().to_pylist(), rows["period_last"].unique().to_pylist()
    first = min(rows["period_first"].unique().to_pylist())
    return {"extent": {"codes": [min(codes), max(codes)], "months": [first, max(last)]}}


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


def _read(task: Task) -> Reading:
    """Read a file with its source's reader; what is missing about it refuses it with what to add."""
    from helpers.sources import press

    reading = Reading()
    if task.declared.get("sha256", task.digest) != task.digest:
        reading.find("changed", REFUSE, "the bytes are not those that source.yml lists: raw files are never edited")
        return reading
    try:
        periods.day(task.vintage)
    except DataError as error:
        reading.find("vintage", REFUSE, f"the folder is not named by the day of the download: {error}")
        return reading
    if task.source == "press":
        return press.read(task.path, task.file, task.vintage)
    if task.source != "gacc":
        what = f"there is no reader for {task.source!r}; the sources are gacc and press"
        reading.find("unknown_source", REFUSE, what)
        return reading
    if task.declared.get("flow") not in FLOWS:
        example = f"files:\n      {task.path.name}: {{flow: export}}"
        reading.find("no_flow", REFUSE, f"export or import? Add to source.yml beside the file:\n    {example}")
        return reading
    reading = read_download(task.path, task.file, task.vintage, task.declared)
    reading.findings += _revisions(reading, task.older)
    return reading


def read_download(path: Path, file: str, vintage: str, declared: dict) -> Reading:
    """Read a customs download with what is declared about it: flow, period, all_partners."""
    from helpers.sources import gacc

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
    if reading.records is not None and (why := gacc.plausible_vintage(reading.records, vintage)):
        reading.find("vintage", REFUSE, f"{why}: give the day of the download with --vintage")
    return reading


def _revisions(reading: Reading, older: list[str]) -> list[Finding]:
    """What a download changes about months that an older one holds: how many figures, how much, which most."""
    from helpers import wide

    if reading.refused or reading.records is None or not reading.records.num_rows or not older:
        return []
    moved, both, most = wide.revisions(reading.records, older)
    if not moved:
        return []
    what = (
        f"{moved} of {both} figures that an older download holds were revised; most: {most['measure']} of "
        f"{most['partner']} in {most['period_first']} from {most['before']:,.0f} to {most['now']:,.0f}"
    )
    return [Finding("revised", WARN, what, rows=moved)]


def add(path: Path, flow: str, vintage: str = "", **options) -> dict:
    """Take one download in, as ``add_all`` does."""
    return add_all([path], flow, vintage, **options)[0]


def add_all(
    found: list[Path],
    flow: str,
    vintage: str = "",
    *,
    period: str = "",
    all_partners: bool | None = None,
    large: bool = False,
    jobs: int = 1,
    cluster: str = "",
) -> list[dict]:
    """Check customs downloads, copy them below data/raw with what is known about them, and take them in.

    Args:
        found: the files as downloaded; they are copied, never changed.
        flow: export or import, which the files do not say.
        vintage: day of the download; without it the day on which each file was last changed.
        period: month or span, where the files have no month column.
        all_partners: whether the query asked for every partner; None where nobody has said so.
        large: the files may be larger than the limit.
        jobs: processes that read side by side.
        cluster: address of a Dask scheduler, in the place of ``jobs``.

    Returns:
        Their records, as ``take_in`` gives them. A refused file is not copied, nor is one that is there already.

    Raises:
        DataError: no such flow, no real day or month.
    """
    if flow not in FLOWS:
        where = ", ".join(map(str, found[:3]))
        raise DataError(problem("say which way the goods went", where=where, do="--flow export or --flow import"))
    if vintage:
        periods.day(vintage)
    if period:
        periods.span(period)
    declared = {"flow": flow} | ({"all_partners": all_partners} if all_partners is not None else {})
    declared |= ({"period": period} if period else {}) | ({"large": True} if large else {})
    held = {record["file"]: record for record in take_in(jobs, cluster)}
    records = []
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        records += catalogue.locked(partial(_add_batch, batch, vintage, declared, held, jobs, cluster))
    take_in(jobs, cluster)
    return records


def _add_batch(
    found: list[Path], vintage: str, declared: dict, held: dict[str, dict], jobs: int, cluster: str
) -> list[dict]:
    """Examine some downloads side by side, then copy those that are read and not there already."""
    asked = [_offered(path, vintage, declared, held) for path in found]
    tasks = {item.file: item for item in asked if isinstance(item, Task)}
    made = {record["file"]: record for record in spread(process, list(tasks.values()), jobs, cluster)}
    copies: dict[Path, dict[str, Path]] = {}
    results = []
    for path, item in zip(found, asked, strict=True):
        if not isinstance(item, Task):
            results.append(item)
            continue
        record = made[item.file]
        if record["status"] == "refuse":
            results.append(record | {"file": str(path)})
            continue
        held[item.file] = record
        copies.setdefault(paths.RAW / "gacc" / item.vintage, {})[Path(item.file).name] = path
        results.append(record)
    for folder, files in copies.items():
        folder.mkdir(parents=True, exist_ok=True)
        catalogue.declare(folder, PORTAL, {name: tasks[f"gacc/{folder.name}/{name}"].declared for name in files})
        for name, path in files.items():
            if not (folder / name).exists():
                catalogue.write_atomically(folder / name, partial(shutil.copyfile, path))
    return results


def _offered(path: Path, vintage: str, declared: dict, held: dict[str, dict]) -> Task | dict:
    """The work on a download, or the record of one that is refused or there already without being read."""
    try:
        tabular.check_file(path, path.parent, bool(declared.get("large")))
        digest = digest_of(path)
    except (tabular.RefusedError, OSError) as error:
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(_refusal(error))
    vintage = vintage or date.fromtimestamp(path.stat().st_mtime).isoformat()
    declared = {"flow": declared["flow"], "sha256": digest} | declared
    folder = paths.RAW / "gacc" / vintage
    name = _free_name(folder, path.name, digest, held)
    file = f"gacc/{vintage}/{name}"
    before = (catalogue.sidecar(folder).get("files") or {}).get(name)
    reading = Reading()
    if before is not None and before != declared and (folder / name).exists():
        what = f"it was taken in before as {before.get('flow')} with other declarations"
        do = f"to change them edit {paths.shown(folder / 'source.yml')}"
        reading.find("declared", REFUSE, f"{what}; {do}", do=do)
    twin = next((other for other, record in held.items() if record["sha256"] == digest and other != file), None)
    if twin and not reading.refused:
        rows = held[twin]["rows_in"]
        reading.rows_in = rows
        what = f"the same bytes were taken in before as data/raw/{twin}; nothing is added"
        reading.find("same_bytes", WARN, what, rows=rows)
    if reading.findings:
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(reading)
    older = _older(vintage, held.values())
    held[file] = {
        "file": file,
        "sha256": digest,
        "vintage": vintage,
        "rows_in": 0,
    }  # its twins in the same batch see it
    return Task(path, file, "gacc", vintage, declared, digest, paths.DATA, older, offered=True)


def _free_name(folder: Path, name: str, digest: str, held: dict[str, dict]) -> str:
    """A safe name, with the start of the hash where another file bears it already."""
    from helpers.sources import gacc

    name = gacc.safe_name(name)
    other = held.get(f"gacc/{folder.name}/{name}")
    if other is None or other["sha256"] == digest:
        return name
    stem, _, suffix = name.rpartition(".")
    return f"{stem}_{digest[:8]}.{suffix}"


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


def files_below(path: Path) -> list[Path]:
    """A file itself, or everything in a folder that may be data, sorted; hidden files and sidecars are left out."""
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = [item for item in sorted(path.rglob("*")) if not item.is_dir() or item.is_symlink()]
    return [item for item in found if not item.name.startswith(".") and item.name != "source.yml"]
