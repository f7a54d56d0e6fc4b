"""Where the kernels of a run come from. Light to import, so that a template starts before anything else is."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from helpers import answers
from helpers.kernels.template import Template, can_fork, shared
from helpers.logs import of_run

# allocators that keep less for later; read when this process imports pyarrow, and by the processes that it starts
LEAN = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1"}


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
            with Template(said) as template:
                yield {"template": template, "seconds": way.seconds}
