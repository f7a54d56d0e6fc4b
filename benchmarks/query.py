"""What a question about one product costs in a cold process, for stores of several sizes: time and memory.

    python benchmarks/query.py FOLDER [--millions 1 10 50] [--rounds 5]

FOLDER keeps the simulated data between runs; 50 million rows take some 8 GB and a quarter of an hour to make.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path

import simulate

from helpers.pool import spread

ROWS = 9999
QUERY = """
import resource, sys, time
start = time.perf_counter()
from helpers import reference, store
item = reference.Product("trial", "Trial", "trial", (sys.argv[1],), "export", "CHN", "WLD", "simulated")
rows = store.observations(item, "2026-12-31", first=sys.argv[2])
assert len(rows) and set(rows["origin"]) == {"simulated"}
print(len(rows), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def part(folder: Path, first: int) -> None:
    """Write one hundred files."""
    simulate.write(folder, 100, ROWS, seed=1, first=first)


def build(folder: Path, files: int) -> Path:
    """A data folder with so many simulated files taken in."""
    data = folder / f"data-{files}"
    if data.exists():
        return data
    raw = data / "raw" / "gacc" / "2026-01-20"
    list(spread(partial(part, raw), list(range(0, files, 100)), os.cpu_count() or 1))
    reference = Path(__file__).parents[1] / "data" / "reference"
    shutil.copytree(reference, data / "reference")
    names = "".join(f"  {path.name}: {{flow: export, all_partners: true}}\n" for path in sorted(raw.glob("*.csv")))
    (raw / "source.yml").write_text("files:\n" + names)
    code = "from helpers import intake; import os\nif __name__ == '__main__': intake.take_in(os.cpu_count())"
    script = folder / "take_in.py"
    script.write_text(code)
    subprocess.run([sys.executable, str(script)], env=environment(data), check=True)
    return data


def environment(data: Path) -> dict:
    """Environment of a process that works on a data folder."""
    return os.environ | {"LODESTONE_DATA": str(data)}


def ask(data: Path, code: str, first: str) -> list[float]:
    """Wall seconds of a cold process, and what it says: rows, its own seconds, MB."""
    import time

    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", QUERY, code, first], capture_output=True, text=True, env=environment(data), check=True
    )
    return [time.perf_counter() - start, *map(float, done.stdout.split())]


def since(files: int, months: str) -> str:
    """First month of a span that ends with the last month of a store."""
    last = min(files, len(simulate.MONTHS)) - 1
    month = simulate.MONTHS[{"last month": last, "24 months": last - 23, "all months": 0}[months]]
    return f"{month[:4]}-{month[4:]}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--millions", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    code = simulate.codes(0, ROWS, seed=1)[0]
    stores = {size: build(chosen.folder, size * 100) for size in chosen.millions}
    cases = [(size, months) for size in stores for months in ("last month", "24 months", "all months")]
    times = {case: [] for case in cases}
    for _ in range(chosen.rounds):
        for size, months in cases:
            times[size, months].append(ask(stores[size], code, since(size * 100, months)))
    for (size, months), found in times.items():
        wall, rows, own, memory = (statistics.median(values) for values in zip(*found, strict=True))
        print(f"{size:>3} M rows, {months:<10}: {wall:5.2f} s whole process, {rows:6,.0f} figures, {memory:4.0f} MB")
