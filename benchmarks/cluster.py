"""The same files taken in by one process, by two, and by a Dask cluster of two workers on this machine: time and hash.

python benchmarks/cluster.py [--files 60] [--rows 9999]
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import simulate
from distributed import LocalCluster

from helpers import intake, paths, store


def main(files: int, rows: int) -> None:
    """Build the store three times and compare."""
    with tempfile.TemporaryDirectory() as folder:
        paths.use(Path(folder))
        shutil.copytree(Path(__file__).parents[1] / "data" / "reference", paths.REFERENCE)
        raw = paths.RAW / "gacc" / "2026-01-20"
        made = simulate.write(raw, files, rows, seed=1)
        names = "".join(f"  {path.name}: {{flow: export, all_partners: true}}\n" for path in made)
        (raw / "source.yml").write_text("files:\n" + names)
        intake.take_in()
        with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
            ways = {
                "1 process": {},
                "2 processes": {"jobs": 2},
                "Dask, scheduler and 2 workers": {"cluster": cluster.scheduler_address},
            }
            hashes = set()
            for name, options in ways.items():
                start = time.perf_counter()
                hashes.add(store.rebuild(**options))
                took = time.perf_counter() - start
                print(f"{name:<30} {took:6.2f} s  {files * rows / took / 1e6:.2f} M rows/s")
    print("the same store" if len(hashes) == 1 else f"stores differ: {hashes}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--rows", type=int, default=9999)
    chosen = parser.parse_args()
    os.environ.setdefault("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "10s")
    main(chosen.files, chosen.rows)
