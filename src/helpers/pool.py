"""The same work on many things: here, in several processes, or on a Dask cluster."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import TypeVar

from helpers.errors import DataError, problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")
FEW = 4  # fewer things are done sooner than a process starts


def spread(work: Callable[[Thing], Result], things: list[Thing], jobs: int = 1, cluster: str = "") -> Iterator[Result]:
    """Results of some work, in the order of the things.

    Args:
        work: a function of a module, which other processes can import.
        things: what it is done to; they are sent to the processes.
        jobs: processes side by side.
        cluster: address of a Dask scheduler such as tcp://host:8786, in the place of ``jobs``.

    Raises:
        DataError: there is no such cluster, or dask.distributed is not installed.
    """
    if cluster and things:
        yield from _on_cluster(work, things, cluster)
    elif jobs > 1 and len(things) > FEW:
        with ProcessPoolExecutor(jobs, mp_context=_context()) as pool:
            yield from pool.map(work, things, chunksize=max(1, min(8, len(things) // (4 * jobs))))
    else:
        yield from map(work, things)


def _context() -> BaseContext:
    """New processes: forked from one that has imported the readers and done nothing else, where that exists.

    Forking this process itself would copy locks that a thread of Arrow or DuckDB may hold.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["helpers.intake", "helpers.wide", "helpers.sources.gacc"])
    return context


def _on_cluster(work: Callable[[Thing], Result], things: list[Thing], cluster: str) -> Iterator[Result]:
    try:
        from distributed import Client
    except ImportError:
        do = "install it: pip install 'lodestone[cluster]'"
        raise DataError(problem("a cluster needs dask.distributed, which is not installed", do=do)) from None
    try:
        client = Client(cluster, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        do = "start a scheduler and workers, or leave --cluster out"
        raise DataError(problem(f"no cluster answers at {cluster}: {error}", do=do)) from None
    with client:
        yield from client.gather(client.map(work, things, pure=False, retries=2))
