"""Sorted copies of many small files, so that a query reads its own rows and little else.

A block holds the customs rows of up to 512 files, sorted by code and month. It is made of store files that stay, so it
can be lost: a query takes the blocks whose files all still count, and the files themselves for the rest.
"""

import hashlib
import json

from helpers import paths
from helpers.catalogue import digest_of, locked, table_path, write_atomically, write_text

LOOSE = 64  # files that a query opens one by one before they are gathered
FILES = 512
MEMORY = "1GB"


def _held() -> list[dict]:
    """Blocks with their name, hash and the keys of their files."""
    found = []
    for path in sorted((paths.STORE / "blocks").glob("*.json")):
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")) | {"path": path.with_suffix(".parquet")})
        except ValueError:
            continue
    return [block for block in found if block["path"].exists()]


def cover(records: list[dict]) -> tuple[list[str], list[dict]]:
    """Blocks that stand for some of the files, and the files that no block holds.

    Args:
        records: records of all files that count.
    """
    mine = [record for record in records if "records" in record.get("tables", {})]
    keys = {record["key"] for record in mine}
    chosen: list[str] = []
    covered: set[str] = set()
    for block in _held():
        members = set(block["keys"])
        if members <= keys and not members & covered:
            chosen.append(str(block["path"]))
            covered |= members
    return chosen, [record for record in mine if record["key"] not in covered]


def gather(records: list[dict]) -> None:
    """Make blocks of the files that none holds, where there are many; blocks that no longer count are removed."""
    chosen, loose = cover(records)
    if len(loose) < LOOSE:
        return

    def work() -> None:
        for start in range(0, len(loose), FILES):
            _make(loose[start : start + FILES])
        kept = set(chosen) | set(cover(records)[0])
        for block in _held():
            if str(block["path"]) not in kept:
                block["path"].with_suffix(".json").unlink(missing_ok=True)
                block["path"].unlink(missing_ok=True)

    locked(work)


def _make(records: list[dict]) -> None:
    """Write one block: rows first, then the list of its files."""
    import duckdb

    keys = sorted(record["key"] for record in records)
    name = hashlib.sha256(" ".join(keys).encode()).hexdigest()[:20]
    path = paths.STORE / "blocks" / f"{name}.parquet"
    files = [str(table_path("records", record)) for record in sorted(records, key=lambda record: record["key"])]

    def write(temporary) -> None:
        with duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": str(path.parent / ".spill")}
        ) as connection:
            connection.execute(
                f"copy (select * from read_parquet($files) order by hs_code, period_first, file, line) "
                f"to '{str(temporary).replace(chr(39), chr(39) * 2)}' "
                f"(format parquet, compression zstd, row_group_size 122880)",
                {"files": files},
            )

    write_atomically(path, write)
    write_text(path.with_suffix(".json"), json.dumps({"keys": keys, "sha256": digest_of(path)}))


def damaged() -> list[str]:
    """Blocks that are not as they were written, one line each."""
    bad = [block["path"] for block in _held() if digest_of(block["path"]) != block["sha256"]]
    return [f"{paths.shown(path)} is damaged; it is a sorted copy of other store files" for path in bad]
