"""One edition made in several ways, from the same notebooks in the same run: stock commands, API, forks, cells alone.

python benchmarks/edition.py [--rounds 3] [--period 2025-06] [--months 0]

The ways take turns, so that what else the machine does falls on all of them; medians and ratios are printed as a table.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

CORES = os.cpu_count() or 1


def notebooks() -> list[Path]:
    """The notebooks of an edition, the longest first."""
    from helpers import plans

    return list(reversed(plans.notebook_paths()))


def quiet(*words: str) -> None:
    """Run a command that must succeed."""
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_command(path: Path, folder: Path, period: str) -> None:
    """What a user of the stock tools types for one notebook."""
    out = folder / path.name
    quiet("papermill", str(path), str(out), "-p", "period", period)
    quiet("jupyter", "nbconvert", "--to", "html", "--no-input", str(out))


def by_nbconvert(path: Path, folder: Path, period: str) -> None:
    """Execution by nbconvert, which takes no parameters."""
    quiet("jupyter", "nbconvert", "--execute", "--to", "html", "--no-input", "--output-dir", str(folder), str(path))


def by_api(path: Path, folder: Path, period: str) -> None:
    """Papermill's API with a stock kernel, and an exporter that is kept."""
    import papermill

    from helpers import render

    done = papermill.execute_notebook(
        str(path), str(folder / path.name), {"period": period}, kernel_name="python3", progress_bar=False
    )
    render._exporter().from_notebook_node(done)


def side_by_side(way, jobs: int):
    """A way to make all notebooks, so many at a time."""

    def run(folder: Path, period: str) -> None:
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda path: way(path, folder, period), notebooks()))

    return run


def lodestone(*words: str, months: str = ""):
    """The command, from nothing: a process of its own, its template, pages, claims, record and index included."""

    def run(folder: Path, period: str) -> None:
        env = os.environ | {"LODESTONE_REPORTS": str(folder / "reports")}
        code = "from helpers.cli import main; main()"
        run = [sys.executable, "-c", code, "report", months or period, *words]
        subprocess.run(run, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    return run


def forked(template):
    """The notebooks on forks of a template that is up, each rendered."""

    def one(path: Path, folder: Path, period: str) -> None:
        import papermill

        from helpers import render
        from helpers.kernels.engine import ENGINE

        done = papermill.execute_notebook(
            str(path),
            str(folder / path.name),
            {"period": period},
            engine_name=ENGINE,
            template=template,
            progress_bar=False,
        )
        render._exporter().from_notebook_node(done)

    return side_by_side(one, CORES)


def cells_alone(names: list[str], period: str) -> float:
    """Seconds that the cells of some notebooks take in this process when all is imported and drawn once."""
    import nbformat
    from IPython.core.interactiveshell import InteractiveShell

    from helpers import store

    shell = InteractiveShell.instance()

    def once() -> float:
        begun = time.perf_counter()
        for name in names:
            store._resolved.cache_clear()  # a kernel starts without what another has worked out
            for cell in nbformat.read(name, as_version=4).cells:
                if cell.cell_type == "code":
                    shell.run_cell(cell.source).raise_error()
                    if "parameters" in cell.metadata.get("tags", []):
                        shell.user_ns["period"] = period
        return time.perf_counter() - begun

    with redirect_stdout(io.StringIO()):
        once()
        return once()


def alone(cores: int):
    """The cells alone on so many cores; the measure is what the slowest process needed once warm."""

    def run(folder: Path, period: str) -> float:
        shares: list[list[str]] = [[] for _ in range(cores)]
        for path in notebooks():  # the longest alone, the others together: as even as whole notebooks allow
            (shares[0] if not shares[0] else shares[-1]).append(str(path))
        started = [
            subprocess.Popen(
                [sys.executable, __file__, "--period", period, "--cells", *share], stdout=subprocess.PIPE, text=True
            )
            for share in shares
            if share
        ]
        return max(float(process.communicate()[0].split()[-1]) for process in started)

    return run


def clock(way, period: str) -> float:
    """Seconds that a way takes; a way that measures itself says so."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        own = way(Path(folder), period)
        return own if isinstance(own, float) else time.perf_counter() - begun


def main(rounds: int, period: str, months: str, without: list[str]) -> None:
    """Let the ways take turns and print medians."""
    from helpers.kernels.template import Template

    with Template() as template:
        ways = {
            f"cells alone, {CORES} cores": alone(CORES),
            "`papermill`, `nbconvert`, one by one": side_by_side(by_command, 1),
            "`papermill`, `nbconvert`, two at a time": side_by_side(by_command, 2),
            "`nbconvert --execute`, one by one": side_by_side(by_nbconvert, 1),
            "papermill's API, two at a time": side_by_side(by_api, 2),
            "`lodestone report --cold`": lodestone("--cold"),
            "`lodestone report`, from nothing": lodestone(),
            "forked kernels, template up": forked(template),
        }
        if months:
            ways |= {f"`lodestone report {months}`": lodestone(months=months)}
        ways = {name: way for name, way in ways.items() if not any(word in name for word in without)}
        template.current()
        found: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                found[name].append(clock(way, period))
                print(f"{name}: {found[name][-1]:.1f}", file=sys.stderr, flush=True)
    base = statistics.median(next(iter(found.values())))
    print("| way | s | to the cells alone |\n|---|---|---|")
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        print(f"| {name} | {middle:.1f} | {middle / base:.2f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--period", default="2025-06")
    parser.add_argument("--months", default="", help="FROM..TO: measure a backfill too")
    parser.add_argument("--without", nargs="*", default=[], help="leave out ways whose names hold one of these words")
    parser.add_argument("--cells", nargs="*", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.cells:
        print(cells_alone(chosen.cells, chosen.period))
    else:
        main(chosen.rounds, chosen.period, chosen.months, chosen.without)
