"""How fast customs files become observations, beside decoding the same bytes alone: a ratio within one run.

python benchmarks/read.py [--files 20] [--rows 9000] [--rounds 5]
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from simulate import write

from helpers.sources import gacc


def decode(files: list[Path]) -> None:
    """The floor: read and decode, nothing else."""
    for path in files:
        path.read_bytes().decode("gb18030")


def read(files: list[Path]) -> None:
    """What intake does: read, gate, and turn into observations."""
    for path in files:
        reading = gacc.read(path, f"gacc/2026-01-01/{path.name}", flow="export", taken="2026-01-01", all_partners=True)
        assert not reading.refused, reading.findings


def seconds(work, files: list[Path]) -> float:
    """Time of one pass."""
    start = time.perf_counter()
    work(files)
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--rows", type=int, default=9000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder), chosen.files, chosen.rows, seed=1)
        read(files[:1])  # imports
        pairs = [(seconds(decode, files), seconds(read, files)) for _ in range(chosen.rounds)]
    floor, full = (statistics.median(times) for times in zip(*pairs, strict=True))
    total = chosen.files * chosen.rows
    print(f"decode only      {floor:6.2f} s  {total / floor / 1e6:5.2f} M rows/s")
    print(f"to observations  {full:6.2f} s  {total / full / 1e6:5.2f} M rows/s  {full / floor:.1f} x decode only")
