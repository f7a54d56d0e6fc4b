"""What lies below data/raw and what the store holds of it, without opening a raw file that has not changed.

A raw file is recognised by its size and times; its bytes are read again only where these differ. The record of each
file is a file of its own, so that work done is never lost; ``catalogue.json`` only gathers them and can be made again.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from helpers import paths
from helpers.errors import DataError, problem

READERS = "3"  # raise when a reader changes what it makes of a file
SHAPE = f"{READERS}.2"  # raise the last part when what is gathered in one file changes its shape
PATIENCE_S = 60
SETTLED_NS = 2_000_000_000  # a file changed a moment ago may change again within the same tick of the clock
Result = TypeVar("Result")


class Raw(NamedTuple):
    """A file below data/raw: its name there, what is declared about it, and the marks by which it is known again."""

    file: str
    declared: dict
    mark: list

    @property
    def path(self) -> Path:
        """Where it lies."""
        return paths.RAW / self.file

    @property
    def source(self) -> str:
        """Kind of source."""
        return self.file.split("/")[0]

    @property
    def vintage(self) -> str:
        """Day on which it was taken."""
        return self.file.split("/")[1]

    def settled(self, now: int) -> bool:
        """Whether the marks can be trusted to tell a later change."""
        return now - max(self.mark[1:3]) > SETTLED_NS


def load() -> dict[str, dict]:
    """The catalogue: file to its mark and record; empty where there is none or it cannot be read."""
    found = _read("catalogue.json")
    _SIDECARS.update({Path(path): (tuple(mark), content) for path, mark, content in found.get("sidecars", [])})
    return found.get("files", {})


def save(entries: dict[str, dict]) -> None:
    """Write the catalogue; a folder without write permission only costs time, since it can be made again."""
    sidecars = [[str(path), mark, content] for path, (mark, content) in _SIDECARS.items() if path.exists()]
    _write("catalogue.json", {"sidecars": sidecars, "files": entries})


def recall(state: tuple[str, int]) -> dict:
    """What was remembered of the store under the same state of data/raw; empty where there is nothing."""
    found = _read("held.json")
    return found["held"] if found.get("state") == state[0] else {}


def remember(state: tuple[str, int], held: dict) -> None:
    """Remember what a query needs of the store, unless a raw file changed a moment ago and may change again."""
    if time.time_ns() - state[1] > SETTLED_NS:
        _write("held.json", {"state": state[0], "held": held})


def forget() -> None:
    """Remove what can be made again from the records of files."""
    for name in ("catalogue.json", "held.json"):
        (paths.STORE / name).unlink(missing_ok=True)


def _read(name: str) -> dict:
    try:
        found = json.loads((paths.STORE / name).read_text(encoding="utf-8"))
        return found if found["shape"] == SHAPE else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(name: str, content: dict) -> None:
    with contextlib.suppress(OSError):
        write_text(paths.STORE / name, json.dumps({"shape": SHAPE} | content))


def _folders() -> Iterator[Path]:
    """Folders of every source and vintage, sorted."""
    for folder in sorted(paths.RAW.glob("*/*")):
        if folder.is_dir() and not folder.name.startswith("."):
            yield folder


def state(only: Path | None = None) -> tuple[str, int]:
    """Hash of names, sizes and times of the files of each vintage, and the newest of the times in nanoseconds.

    Args:
        only: a folder to look at in the place of those below data/raw.
    """
    digest, newest = hashlib.sha256(), 0
    for folder in [only] if only else _folders():
        marks = sorted((item.name, *_stat(item)) for item in os.scandir(folder))
        newest = max([newest, *(time for mark in marks for time in mark[2:4])])
        digest.update(f"{folder} {marks}\n".encode())
    return digest.hexdigest(), newest


def scan() -> Iterator[Raw]:
    """Files of every source and vintage below data/raw, sorted; older vintages of a source come first."""
    for folder in _folders():
        source, vintage = folder.parent.name, folder.name
        declared = sidecar(folder).get("files") or {}
        for item in sorted(os.scandir(folder), key=lambda item: item.name):
            if item.name == "source.yml" or item.name.startswith(".") or item.is_dir():
                continue
            mine = declared.get(item.name) or {}
            yield Raw(f"{source}/{vintage}/{item.name}", mine, [*_stat(item), mine])


def _stat(item: os.DirEntry | Path) -> tuple[int, int, int, int]:
    """What tells that a file has changed: size, times, number."""
    try:
        found = item.stat()
    except OSError:
        return 0, 0, 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


_SIDECARS: dict[Path, tuple[tuple, dict]] = {}


def sidecar(folder: Path) -> dict:
    """What source.yml says about the files of a folder; empty where there is none.

    Raises:
        DataError: it is no YAML mapping of mappings.
    """
    path = folder / "source.yml"
    if not path.exists():
        return {}
    mark = _stat(path)
    if path in _SIDECARS and _SIDECARS[path][0] == mark:
        return dict(_SIDECARS[path][1])
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one where it was built
    try:
        found: Any = yaml.load(path.read_text(encoding="utf-8"), loader) or {}
        found = json.loads(json.dumps(found, default=str))  # days become text, as they come back from the catalogue
    except (yaml.YAMLError, UnicodeDecodeError):
        found = None
    entries = (found.get("files") or {}) if isinstance(found, dict) else None
    if not isinstance(entries, dict) or any(not isinstance(entry or {}, dict) for entry in entries.values()):
        raise DataError(problem("this is no valid YAML mapping", where=paths.shown(path), do="mend or remove it"))
    _SIDECARS[path] = (mark, found)
    return dict(found)


def declare(folder: Path, producer: str, files: dict[str, dict]) -> None:
    """Add what is known about some files to the source.yml of their folder."""
    import yaml

    found = sidecar(folder) or {"producer": producer, "accessed": folder.name}
    found["files"] = (found.get("files") or {}) | files
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    write_text(folder / "source.yml", yaml.dump(found, Dumper=dumper, allow_unicode=True, sort_keys=False))


def key_of(file: str, digest: str, declared: dict) -> str:
    """Name of a file in the store: the same bytes, place and declarations give the same name."""
    described = json.dumps([READERS, file, digest, declared], sort_keys=True, default=str)
    return hashlib.sha256(described.encode()).hexdigest()[:20]


def record_path(key: str) -> Path:
    """Where the record of a file lies."""
    return paths.STORE / "files" / f"{key}.json"


def table_path(table: str, record: dict) -> Path:
    """Where the rows of a file lie in the store."""
    return paths.STORE / table / record["source"] / record["vintage"][:4] / f"{record['key']}.parquet"


def digest_of(path: Path) -> str:
    """SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def locked(work: Callable[[], Result]) -> Result:
    """Do some work while no other intake writes to the store.

    Raises:
        DataError: another intake holds the store for too long.
    """
    from filelock import FileLock, Timeout

    paths.STORE.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(paths.STORE / ".lock", timeout=PATIENCE_S):
            return work()
    except Timeout:
        do = "wait for the other intake to end, then repeat the command"
        where = paths.shown(paths.STORE)
        raise DataError(problem("another intake is writing to the store", where=where, do=do)) from None


def write_text(path: Path, text: str) -> None:
    """Write a text in one step."""
    write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the target and rename, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
