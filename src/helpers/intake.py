"""Taking files in: recognise, read, gate, and keep as Parquet, once.

Raw files lie under ``data/raw/<source>/<vintage>/`` and are never edited. Each is read into a Parquet file named by the
hash of its bytes and of what was declared about it, so taking it in again changes nothing. The record of a file is
written last: a kill at any moment leaves whole files only, and the next run completes the work.
"""

import itertools
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import blocks, catalogue, paths, periods, reference
from helpers.catalogue import Raw, digest_of, table_path
from helpers.errors import DataError
from helpers.htmltable import heading
from helpers.pool import spread
from helpers.sources import NOTE, REFUSE, WARN, Finding, Reading, tabular

FLOWS = ("export", "import")
TABLES = ("records", "observations", "statements")


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


def take_in(jobs: int = 1, cluster: str = "", trust: bool = True) -> list[dict]:
    """Read every file below data/raw that the store does not hold yet.

    Args:
        jobs: processes that read side by side.
        cluster: address of a Dask scheduler whose workers share this file system; it takes the place of ``jobs``.
        trust: take a file whose size and times have not changed for unchanged.

    Returns:
        One record a file, by name: file, source, vintage, key, sha256, rows_in, rows_kept, rows_set_aside, sums,
        findings, status (ok, warn, refuse), tables with their hashes.

    Raises:
        DataError: another intake holds the store for too long.
    """
    known = catalogue.load() if trust else {}
    raw = list(catalogue.scan())
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
    if fresh or len(settled) != len(known):
        catalogue.save({item.file: {"mark": item.mark, "record": records[item.file]} for item in settled})
    return [*(records[item.file] for item in raw), *map(_misplaced, _elsewhere())]


class Held(NamedTuple):
    """What a query may open: sorted blocks of customs rows, and records of the files whose rows lie in none."""

    blocks: list[str]
    records: list[dict]


def held() -> Held:
    """What the store holds, after taking in what it does not hold yet; quick where no raw file has changed.

    Raises:
        DataError: as ``take_in``.
    """
    state = catalogue.state()
    if (found := catalogue.recall(state)) and all(Path(name).exists() for name in found["blocks"]):
        return Held(**found)
    records = take_in()
    gathered, loose = blocks.cover(records)
    keys = {record["key"] for record in loose}
    rest = [
        record
        for record in records
        if record.get("tables") and (set(record["tables"]) != {"records"} or record["key"] in keys)
    ]
    catalogue.remember(state, {"blocks": gathered, "records": rest})
    return Held(gathered, rest)


def _unreadable(item: Raw) -> dict | None:
    """Record of a raw file that is no plain file of a sane size; None where it is one."""
    try:
        tabular.check_file(item.path, paths.RAW, large=bool(item.declared.get("large")))
        item.path.open("rb").close()
    except (tabular.RefusedError, OSError) as error:
        described = {"file": item.file, "source": item.source, "vintage": item.vintage, "key": "", "sha256": ""}
        return described | summary(refusal(error))
    return None


def refusal(error: Exception) -> Reading:
    """What is said of a file that was not read."""
    reading = Reading()
    reading.find(getattr(error, "code", "unreadable"), REFUSE, str(error))
    return reading


def _task(item: Raw, held: Iterable[dict]) -> Task:
    """The work on a raw file; figures of older vintages are looked up in what is held."""
    older = older_tables(item.vintage, held) if item.source == "gacc" else []
    digest = digest_of(item.path)
    return Task(item.path, item.file, item.source, item.vintage, item.declared, digest, paths.DATA, older)


def older_tables(vintage: str, held: Iterable[dict]) -> list[str]:
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
    name, _, unit = heading(most["measure"]).partition(",")
    parts = [f"{part} {most[part]}" for part in ("regime", "province") if most[part]]
    one = "one record" + (f" ({', '.join(parts)})" if parts else "")
    what = (
        f"{moved:,} of {both:,} figures that an older download holds were revised; the largest: {name} in {one} of "
        f"{reference.partner_phrase(most['partner'])} in {periods.words(most['period_first'])}, "
        f"from {most['before']:,.0f} to {most['now']:,.0f} {unit.strip()}"
    )
    return [Finding("revised", WARN, what, rows=moved)]


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
