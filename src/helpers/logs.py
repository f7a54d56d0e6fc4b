"""A file a run: what was planned and made when, and what kernels said beside their notebooks."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO

from helpers import paths

KEPT = 50  # files of earlier runs
log = logging.getLogger("lodestone")


@contextlib.contextmanager
def of_run() -> Iterator[IO[str]]:
    """Open the log of this run for ``log``; the newest ``KEPT`` files stay.

    Yields:
        The file, for processes that are started with it as their standard error.
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    for old in sorted(paths.LOGS.glob("*.log"))[:-KEPT]:
        old.unlink(missing_ok=True)
    path = paths.LOGS / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}-{os.getpid()}.log"
    file = path.open("w", encoding="utf-8")
    handler = logging.StreamHandler(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(handler)
    try:
        yield file
    finally:
        log.removeHandler(handler)
        file.close()
        if not path.stat().st_size:
            path.unlink()  # nothing was made
