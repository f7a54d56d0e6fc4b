"""Most memory that a report takes at once: driver, template and kernels together, shared pages counted once.

python benchmarks/memory.py [--period 2025-06] [--jobs 2]

Linux only: proportional set sizes of the process and of all that it started, ten times a second.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

import psutil


def together(process: psutil.Process) -> tuple[int, int]:
    """Bytes of a process and its descendants, and how many there are."""
    total = count = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_full_info().pss
            count += 1
        except psutil.Error:
            continue  # it ended meanwhile
    return total, count


def watch(period: str, jobs: int) -> tuple[int, int]:
    """Most bytes at once during a report, and the number of processes then."""
    code = "from helpers.cli import main; main()"
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"LODESTONE_REPORTS": f"{folder}/reports"}
        run = [sys.executable, "-c", code, "report", period, "--jobs", str(jobs)]
        with subprocess.Popen(run, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
            most = (0, 0)
            while started.poll() is None:
                try:
                    most = max(most, together(psutil.Process(started.pid)))
                except psutil.Error:
                    break
                time.sleep(0.1)
    return most


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--period", default="2025-06")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    size, processes = watch(chosen.period, chosen.jobs)
    print(f"{size / 2**20:.0f} MiB in {processes} processes, {chosen.jobs} notebooks at a time")
