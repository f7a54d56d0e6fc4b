"""Where the kernels of a run come from. Light to import, so that a template starts before anything else is."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from helpers import answers
from helpers.kernels.server import threads
from helpers.kernels.template import LEAN, Template, can_fork, shared
from helpers.logs import of_run

BASE = ("papermill", "helpers.runs")  # what the driver imports; most of it the kernels need as well


@dataclass(frozen=True)
class Way:
    """How notebooks run: kernels side by side, stock kernels or forked ones, seconds that one may take."""

    jobs: int = os.cpu_count() or 1
    cold: bool = False
    seconds: float = 600.0
    cluster: str = ""  # Dask scheduler whose workers make the editions, one each at a time
    shared: bool = False  # kernels from a template that stays for the next run of this process


@contextlib.contextmanager
def kernels(way: Way) -> Iterator[dict]:
    """Where kernels come from, as the engine takes it; what they say goes to the log of the run."""
    for name, value in LEAN.items():
        os.environ.setdefault(name, value)
    with of_run() as said, answers.kept():
        if way.shared and can_fork():
            yield {"template": shared(), "seconds": way.seconds}
        elif way.cold or not can_fork():
            yield {"cold": True, "said": said, "seconds": way.seconds}
        else:
            with Template(said, forked=_ready_to_fork()) as template:
                yield {"template": template, "seconds": way.seconds}


def _ready_to_fork() -> bool:
    """Import what the driver needs; whether this process then is as good as a new one, so that kernels may be of it."""
    new = "pandas" not in sys.modules
    for name in BASE:
        importlib.import_module(name)
    return new and not threads()
