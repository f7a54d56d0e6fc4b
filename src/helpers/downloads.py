"""Adding downloads: checked where they lie, copied below data/raw with what is known about them, and taken in."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path

from helpers import catalogue, paths, periods
from helpers.catalogue import digest_of
from helpers.errors import DataError, problem
from helpers.intake import FLOWS, Task, older_tables, process, refusal, summary, take_in
from helpers.pool import spread
from helpers.sources import REFUSE, WARN, Reading, tabular

PORTAL = "General Administration of Customs of China"
BATCH = 256  # downloads that are examined, copied and declared together


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
        return {"file": str(path), "source": "gacc", "vintage": vintage} | summary(refusal(error))
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
    older = older_tables(vintage, held.values())
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


def files_below(path: Path) -> list[Path]:
    """A file itself, or everything in a folder that may be data, sorted; hidden files and sidecars are left out."""
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = [item for item in sorted(path.rglob("*")) if not item.is_dir() or item.is_symlink()]
    return [item for item in found if not item.name.startswith(".") and item.name != "source.yml"]
