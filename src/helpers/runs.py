"""Making editions: many notebooks side by side, each edition whole or not at all.

The driver is one process with threads; the work is in the kernels. An edition is built beside the reports and
published by one rename, under a lock that ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout
from tqdm import tqdm

from helpers import compare, editions, paths, plans, pool, remote, site, store
from helpers.errors import DataError, problem
from helpers.kernels import supply
from helpers.kernels.supply import Way
from helpers.logs import log
from helpers.plans import Plan, Planner

LONGEST = ("08", "03")  # these draw most, so they start first
MADE, UNCHANGED, FAILED, ELSEWHERE, PLANNED = "made", "unchanged", "failed", "elsewhere", "planned"


@dataclass
class Outcome:
    """What became of a planned edition."""

    plan: Plan
    status: str
    folder: Path | None = None
    seconds: float = 0.0
    failures: list[dict[str, str]] = field(default_factory=list)

    @property
    def row(self) -> dict:
        """For machines: parameters, status, why it ran, where it is, what failed and how to repeat it."""
        return {
            **self.plan.parameters,
            "status": self.status,
            "reason": self.plan.reason if self.status != UNCHANGED else "same data and code",
            "edition": str(self.folder or ""),
            "seconds": round(self.seconds, 1),
            "failures": self.failures,
            "repeat": self.plan.command if self.status in (FAILED, ELSEWHERE) else "",
        }


def _locks() -> Path:
    return paths.REPORTS.parent / f".{paths.REPORTS.name}-locks"  # never removed: a removed lock could be held twice


class Work:
    """An edition in the making: its lock, its folder, and the notebooks that have not ended."""

    def __init__(self, plan: Plan, notebooks: list[Path]):
        self.plan = plan
        self.waiting = len(notebooks)
        self.failures: list[dict[str, str]] = []
        self.found: Path | None = None
        self.elsewhere = False
        self.folder: Path | None = None
        self._lock = FileLock(_locks() / f"{plan.name}.lock", thread_local=False)
        self._begin = threading.Lock()
        self.started = datetime.now(UTC)
        self.clock = time.monotonic()

    def begin(self) -> bool:
        """Take the edition's lock and make its folder, once; False where there is nothing to do any more."""
        with self._begin:
            if self.folder is None and not (self.found or self.elsewhere):
                self._open()
            return self.folder is not None and not self.failures

    def _open(self) -> None:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            self.elsewhere = True
            return
        self.found = None if self.plan.reason == plans.AGAIN else plans.find(self.plan)  # another run may have made it
        if self.found:
            return
        for left in paths.BUILDING.glob(f"{self.plan.name}@*"):
            shutil.rmtree(left, ignore_errors=True)  # of a run that was killed: the lock was free
        self.started, self.clock = datetime.now(UTC), time.monotonic()
        self.folder = paths.BUILDING / f"{self.plan.name}@{os.getpid()}"
        (self.folder / "notebooks").mkdir(parents=True)

    def finish(self) -> Outcome:
        """Write and publish the edition, unless a notebook failed."""
        seconds = time.monotonic() - self.clock
        if self.elsewhere:
            return Outcome(self.plan, ELSEWHERE)
        if self.failures:
            return Outcome(self.plan, FAILED, None, seconds, self.failures)
        if self.folder is None:
            return Outcome(self.plan, UNCHANGED, self.found)
        try:
            editions.write(self.folder, self.plan, self.started)
        except DataError as error:
            failure = {"notebook": "", "where": "its pages", "error": str(error), "kept": ""}
            return Outcome(self.plan, FAILED, None, seconds, [failure])
        target = editions.publish(self.folder, self.plan.parent, self.plan.parameters["vintage"])
        return Outcome(self.plan, MADE, target, time.monotonic() - self.clock)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release(force=True)


def prepare(
    requests: list[dict[str, str]], *, force: bool = False, languages: tuple[str, ...] | None = None
) -> list[Plan]:
    """Check reports that are asked for, and say which would run and why; no kernel starts.

    Args:
        requests: product, period, vintage and focus of each, as ``parameters.check_all`` takes them.
        force: make editions again that were made from the same data and code.
        languages: of the front pages; None for all that have a word for the goods.

    Raises:
        DataError: everything that is wrong with any of them.
    """
    store.check_corrections()
    planner = Planner(force, languages)
    found = [planner.plan(parameters) for parameters in plans.checks.check_all(requests, planner.known)]
    if new := [plan for plan in found if plan.found is None]:
        problems = []
        for path in plans.notebook_paths():
            try:
                plans.check_parameters(path, new[0].parameters)
            except DataError as error:
                problems += error.problems
        if problems:
            raise DataError(problems)
    return found


def make(
    prepared: list[Plan], way: Way | None = None, *, quiet: bool = False, given: dict | None = None
) -> list[Outcome]:
    """Make the planned editions that are not there yet; one that fails does not stop the others.

    Args:
        prepared: from ``prepare``.
        way: how notebooks run.
        quiet: show no progress.
        given: where kernels come from, if that is there already.

    Returns:
        Outcomes in the order of the plans.
    """
    way = way or Way()
    done = {plan.name: Outcome(plan, UNCHANGED, plan.found) for plan in prepared if plan.found}
    new = [plan for plan in prepared if plan.found is None]
    if new and way.cluster:
        here = replace(way, cluster="", shared=not way.cold)
        tasks = [(plan, here, *_places()) for plan in new]
        done |= {outcome.plan.name: outcome for outcome in pool.spread(_on_worker, tasks, cluster=way.cluster)}
        remote.fetch()
        site.build()
    elif new:
        for folder in (paths.BUILDING, _locks()):
            folder.mkdir(parents=True, exist_ok=True)
        with contextlib.nullcontext(given) if given else supply.kernels(way) as kernels:
            for plan in new:
                log.info("%s: %s", plan.name, plan.reason)
            for outcome in _all(new, way, kernels, quiet):
                log.info("%s: %s after %.1f s %s", outcome.plan.name, outcome.status, outcome.seconds, outcome.folder)
                done[outcome.plan.name] = outcome
        if any(outcome.status == MADE for outcome in done.values()):
            site.build()
    return [done[plan.name] for plan in prepared]


def _on_worker(task: tuple[Plan, Way, str, str]) -> Outcome:
    """Make one edition in a worker of a cluster, which must see the same data and reports."""
    plan, way, *places = task
    if tuple(places) != _places():
        do = f"start workers with LODESTONE_DATA={places[0]} LODESTONE_REPORTS={places[1]}"
        raise DataError(problem("a worker has other places of data and reports", do=do))
    with remote.here():
        (outcome,) = make([plan], way, quiet=True)
    return outcome


def _places() -> tuple[str, str]:
    return paths.DATA_URL or str(paths.DATA), paths.REPORTS_URL or str(paths.REPORTS)


def _all(new: list[Plan], way: Way, kernels: dict, quiet: bool) -> Iterator[Outcome]:
    """Outcomes as they come: notebooks of all editions side by side, an edition written when its last has ended."""
    notebooks = sorted(plans.notebook_paths(), key=lambda path: path.name[:2] not in LONGEST)
    works = [Work(plan, notebooks) for plan in new]
    threads = ThreadPoolExecutor(way.jobs)
    bar = tqdm(total=len(works) * len(notebooks), unit="notebook", disable=quiet or None, leave=False)
    try:
        jobs: dict[Future, Work] = {
            threads.submit(_step, work, path, kernels): work for work in works for path in notebooks
        }
        for job in as_completed(jobs):
            work = jobs.pop(job)
            job.result()
            bar.update()
            work.waiting -= 1
            if not work.waiting:
                yield work.finish()
                work.close()
    finally:
        if kernels.get("template") and any(work.waiting for work in works):
            kernels["template"].close()  # stopped: end what runs now
        threads.shutdown(wait=True, cancel_futures=True)
        bar.close()
        for work in works:
            work.close()


def _step(work: Work, path: Path, kernels: dict) -> None:
    """Execute one notebook of an edition; what fails is kept with the edition."""
    if work.begin():
        assert work.folder is not None
        log.info("%s: %s starts", work.plan.name, path.name)
        try:
            editions.run(path, work.folder / "notebooks" / path.name, work.plan.parameters, **kernels)
            log.info("%s: %s ends", work.plan.name, path.name)
        except editions.NotebookError as error:
            log.error("%s: %s", work.plan.name, error)
            work.failures.append(error.row)


def reproduce(folder: Path, way: Way | None = None) -> tuple[list[str], pd.DataFrame]:
    """Run an edition again from the inputs that it records, publish nothing, and compare.

    Args:
        folder: the edition.
        way: how notebooks run.

    Returns:
        What is not as it was (inputs, code, packages), and what differs in claims, tables and text.

    Raises:
        DataError: a notebook failed, or the parameters no longer work.
    """
    way = way or Way()
    record = compare.record(folder)
    plan = Planner(force=True, languages=tuple(record.get("languages", ()))).plan(
        plans.checks.check(**record["parameters"])
    )
    work = Work(plan, [])
    paths.BUILDING.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.BUILDING, prefix="again-") as name, supply.kernels(way) as kernels:
        work.folder = Path(name)
        (work.folder / "notebooks").mkdir()
        with ThreadPoolExecutor(way.jobs) as threads:
            list(threads.map(lambda path: _step(work, path, kernels), reversed(plans.notebook_paths())))
        if work.failures:
            raise DataError([f"{row['notebook']}, {row['where']} failed: {row['error']}" for row in work.failures])
        editions.write(work.folder, plan, work.started)
        found = compare.editions(folder, work.folder)
    return _apart(record, plan), found


def _apart(record: dict, plan: Plan) -> list[str]:
    """Inputs, code and packages that are not those that an edition records."""
    said = []
    for entry in record["inputs"]:
        path = paths.RAW / entry["file"].removeprefix("data/raw/")
        if not path.exists():
            said.append(f"{entry['file']}: is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            said.append(f"{entry['file']}: was changed")
    parts = record.get("parts", {})
    return said + [words for name, words in plans.WHY.items() if parts.get(name) != plan.parts[name]]
