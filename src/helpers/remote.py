"""Data and reports that lie elsewhere: any address that fsspec knows, worked on through a copy here.

``LODESTONE_DATA`` and ``LODESTONE_REPORTS`` may be addresses such as ``s3://bucket/data``. A command first fetches what
is new there, works on the copy, and then sends what is new here. An edition counts there once its list of hashes is
there, and that is sent last, so a reader of the address never takes half an edition for a whole one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock

from helpers import paths
from helpers.catalogue import write_text
from helpers.errors import DataError, problem

SUMS = "SHA256SUMS"  # last file of an edition
NOTES = ".remote.json"  # what both sides were like when they were last the same
DATA_PARTS = ("raw/", "reference/")  # the store is made again here


@contextlib.contextmanager
def here() -> Iterator[None]:
    """Work on copies of what lies elsewhere: fetch first, send in the end, also when the work failed.

    Raises:
        DataError: an address that fsspec does not know, or whose library is not installed.
    """
    with _alone():
        fetch()
    try:
        yield
    finally:
        with _alone():
            send()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process of this machine fetches or sends."""
    with contextlib.ExitStack() as locks:
        for _, folder, _ in _places():
            folder.mkdir(parents=True, exist_ok=True)
            locks.enter_context(FileLock(folder.parent / f".{folder.name}-remote.lock"))
        yield


def fetch() -> None:
    """Bring the copies here up to what lies at the addresses."""
    for url, folder, parts in _places():
        fs, root = _open(url)
        notes, there = _notes(folder), _there(fs, root, parts)
        for name in notes.keys() - there.keys():
            (folder / name).unlink(missing_ok=True)
            del notes[name]
        for name, key in sorted(there.items(), key=lambda item: _order(item[0])):
            if notes.get(name, [None])[0] != key or not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                fs.get_file(f"{root}/{name}", str(folder / name))
                notes[name] = [key, *_state(folder / name)]
        write_text(folder / NOTES, json.dumps(notes))


def send() -> None:
    """Bring the addresses up to the copies here; an edition's list of hashes follows its files, the index all."""
    for url, folder, parts in _places():
        fs, root = _open(url)
        notes = _notes(folder)
        files = [path for path in folder.rglob("*") if path.is_file() and path.name != NOTES]
        names = [name for name in (path.relative_to(folder).as_posix() for path in files) if _wanted(name, parts)]
        for name in sorted(names, key=_order):
            state = _state(folder / name)
            if notes.get(name, [None])[1:] != state:
                fs.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
                fs.put_file(str(folder / name), f"{root}/{name}")
                notes[name] = ["", *state]
        there = _there(fs, root, parts)
        notes = {name: [there[name], *note[1:]] for name, note in notes.items() if name in there}
        write_text(folder / NOTES, json.dumps(notes))


def _places() -> list[tuple[str, Path, tuple[str, ...]]]:
    """Addresses in use, each with the folder of its copy and the parts of it that are shared."""
    places = [(paths.DATA_URL, paths.DATA, DATA_PARTS), (paths.REPORTS_URL, paths.REPORTS, ("",))]
    return [(url, folder, parts) for url, folder, parts in places if url]


def _open(url: str) -> tuple[Any, str]:
    import fsspec

    try:
        fs, root = fsspec.url_to_fs(url)
    except (ImportError, ValueError) as error:
        do = "pip install the library that it names, or name a folder"
        raise DataError(problem(f"this address cannot be opened: {error}", where=url, do=do)) from None
    fs.invalidate_cache()
    return fs, root.rstrip("/")


def _there(fs: Any, root: str, parts: tuple[str, ...]) -> dict[str, str]:
    """Files at an address, each with a mark that changes with it; nothing of an edition that is not whole yet."""
    try:
        found = fs.find(root, detail=True)
    except FileNotFoundError:
        return {}
    names = {path.removeprefix(root).lstrip("/"): info for path, info in found.items()}
    whole = {name.rpartition("/")[0] for name in names if name.endswith("/" + SUMS)}
    return {name: _mark(info) for name, info in names.items() if _wanted(name, parts) and _in_whole(name, whole)}


def _mark(info: dict) -> str:
    return hashlib.sha256(repr(sorted(info.items())).encode()).hexdigest()[:16]


def _order(name: str) -> tuple[bool, bool, str]:
    """Files of editions before their list of hashes, and all of these before the index."""
    return "/" not in name, name.endswith("/" + SUMS), name


def _wanted(name: str, parts: tuple[str, ...]) -> bool:
    return name.startswith(parts) and not any(part.startswith(".") for part in name.split("/"))


def _in_whole(name: str, whole: set[str]) -> bool:
    """Whether a file lies in no edition (product/period/vintage/...), or in a whole one."""
    folders = name.split("/")
    return len(folders) < 4 or folders[0] in ("raw", "reference") or "/".join(folders[:3]) in whole


def _state(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _notes(folder: Path) -> dict[str, list]:
    try:
        return json.loads((folder / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
