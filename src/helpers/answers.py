"""What the store answered, kept for the notebooks of one run, which all ask the same.

A folder of the run, named by ``LODESTONE_ANSWERS``; without one nothing is kept. An answer is known by the question
and by the state of raw files and reference tables, so a file that arrives during a run is seen.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

from helpers import catalogue, paths
from helpers.catalogue import write_atomically

FOLDER = "LODESTONE_ANSWERS"


@contextmanager
def kept() -> Iterator[None]:
    """Keep answers for this process and those that it starts, until the end."""
    with tempfile.TemporaryDirectory(prefix="lodestone-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def state() -> str:
    """Names the state of all raw files and reference tables."""
    return catalogue.state()[0] + catalogue.state(paths.REFERENCE)[0]


def remembered(ask: Callable) -> Callable:
    """Let a function of the store look into the folder first; its arguments must tell themselves apart as text."""

    @wraps(ask)
    def answer(*question):
        if FOLDER not in os.environ:
            return ask(*question)
        before = state()
        path = Path(os.environ[FOLDER]) / hashlib.sha256(repr((ask.__name__, question, before)).encode()).hexdigest()
        if path.exists():
            return pickle.loads(path.read_bytes())  # of this run, in a folder that only its user can open
        found = ask(*question)
        if state() == before:  # else it may be of neither
            write_atomically(path, lambda target: target.write_bytes(pickle.dumps(found)))
        return found

    return answer
