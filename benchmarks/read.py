"""How fast customs files become rows for the store, the gate included: ratios within one run.

Beside it: decoding the same bytes and nothing else, and R's readr reading file by file, where Rscript and readr are
installed. The 10,000th row is left out, since a cut file would be set aside.

    python benchmarks/read.py [--files 200] [--rows 9999] [--rounds 5]
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

from simulate import write

from helpers.pool import spread
from helpers.sources import gacc

READR = """
library(readr); files <- list.files(commandArgs(TRUE)[1], full.names = TRUE); n <- 0; start <- Sys.time()
types <- cols(.default = col_character(), `美元` = col_number(), `第一数量` = col_number(), `第二数量` = col_number())
for (f in files) n <- n + nrow(suppressWarnings(suppressMessages(
  read_csv(f, locale = locale(encoding = "GB18030"), col_types = types, progress = FALSE))))
cat(n, as.numeric(Sys.time() - start, units = "secs"))
"""


def decode(files: list[Path]) -> None:
    """The floor: read and decode, nothing else."""
    for path in files:
        path.read_bytes().decode("gb18030")


def read(path: Path) -> int:
    """What intake does with a file before it writes: read, gate, rows in columns."""
    reading = gacc.read(path, f"gacc/2026-01-01/{path.name}", flow="export", taken="2026-01-01", all_partners=True)
    assert not reading.refused, reading.findings
    return reading.rows_kept


def read_all(jobs: int, files: list[Path]) -> None:
    """Read every file, in so many processes."""
    assert sum(spread(read, files, jobs)) > 0


def seconds(work, files: list[Path]) -> float:
    """Time of one pass."""
    start = time.perf_counter()
    work(files)
    return time.perf_counter() - start


def readr(files: list[Path]) -> float:
    """Seconds that readr says it took, its start not counted; NaN where it is not installed."""
    if not shutil.which("Rscript"):
        return float("nan")
    done = subprocess.run(
        ["Rscript", "-e", READR, str(files[0].parent)],
        capture_output=True,
        text=True,
        check=False,
        env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    return float(done.stdout.split()[1]) if done.returncode == 0 else float("nan")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--rows", type=int, default=9999)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    ways = {
        "decode only, one core": partial(seconds, decode),
        "to rows, 1 process": partial(seconds, partial(read_all, 1)),
        "to rows, 2 processes, their start included": partial(seconds, partial(read_all, 2)),
        "readr, file by file": readr,
    }
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder), chosen.files, chosen.rows, seed=1)
        read(files[0])  # imports
        rounds = [[way(files) for way in ways.values()] for _ in range(chosen.rounds)]
    medians = [statistics.median(times) for times in zip(*rounds, strict=True)]
    total = chosen.files * chosen.rows
    for name, median in zip(ways, medians, strict=True):
        speed, ratio = total / median / 1e6, median / medians[0]
        print(f"{name:<44} {median:7.2f} s  {speed:5.2f} M rows/s  {ratio:5.2f} x decode only")
