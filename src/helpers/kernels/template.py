"""The driver's handle on the template process: start it, ask it for kernels, start another when code has changed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import IO

from helpers import answers, paths
from helpers.kernels.begun import Fork

# allocators that keep less for later, and no BLAS threads before a fork; read when numpy and pyarrow are imported
LEAN = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1"} | dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
PACKAGE = Path(__file__).resolve().parents[1]
PATIENCE_S = 10.0  # within which a template ends once its lease has


def can_fork() -> bool:
    """Whether this system can run kernels as forks of a template: Linux with process descriptors."""
    return sys.platform == "linux" and hasattr(os, "fork") and hasattr(os, "pidfd_open")


def signature() -> tuple:
    """What a running template depends on: the helpers' files as they are now, and where data lie."""
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    states = [
        (str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in [*files, paths.LOCK] if path.exists()
    ]
    settings = sorted(
        (name, value) for name, value in os.environ.items() if name.startswith("LODESTONE_") and name != answers.FOLDER
    )
    return (*states, *settings)


class _Process:
    """One template process and its socket."""

    def __init__(self, said: IO[str] | None, forked: bool = False) -> None:
        self.signature = signature()
        self.folder = tempfile.TemporaryDirectory(prefix="lodestone-")
        self.path = f"{self.folder.name}/kernels"
        # its standard input is the lease: it closes when this process ends, in whatever way
        self.process = Fork(self.path, said) if forked else self._started(said)
        self.ready = False
        self.lock = threading.Lock()

    def _started(self, said: IO[str] | None) -> subprocess.Popen:
        run = [sys.executable, "-m", "helpers.kernels.server", self.path]
        python_path = filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])
        env = os.environ | LEAN | {"PYTHONPATH": os.pathsep.join(python_path)}
        return subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=env)

    def wait(self) -> None:
        """Wait until it has imported.

        Raises:
            RuntimeError: it ended; what it said is where its standard error goes.
        """
        with self.lock:
            if not self.ready:
                assert self.process.stdout is not None
                if self.process.stdout.readline() != b"ready\n":
                    raise RuntimeError(f"the template of the kernels ended with {self.process.wait()}; try --cold")
                self.ready = True

    def close(self) -> None:
        if not self.ready:
            self.process.kill()  # it still imports, and has no kernels
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()  # the end of the lease
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()


class Template:
    """Kernels by fork, from a process that this one starts and that ends with it.

    Importing begins at once, in the other process. Used as a context, it leaves no process behind.

    Args:
        said: where the standard error of the template and of its kernels goes; None for that of this process.
        forked: make it a fork of this process, which must have no other thread and be fit for every notebook; what
            both have imported is then held and worked out once.

    Raises:
        RuntimeError: a kernel is asked for after the end, or the template cannot import.
    """

    def __init__(self, said: IO[str] | None = None, forked: bool = False) -> None:
        self.lock = threading.Lock()
        self.said = said
        self.processes = [_Process(said, forked)]

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Process id of the template in use."""
        return self.processes[-1].process.pid

    def current(self) -> _Process:
        """The template that has imported the code as it is now; earlier ones stay until their kernels end."""
        with self.lock:
            if not self.processes:
                raise RuntimeError("the template of the kernels was closed")
            if self.processes[-1].signature != signature() or self.processes[-1].process.poll() is not None:
                self.processes.append(_Process(self.said))
            process = self.processes[-1]
        process.wait()
        return process

    def launch(self, argv: list[str], cwd: str, env: dict[str, str]) -> socket.socket:
        """Fork a kernel; its answers come as lines over the connection, and closing that kills it."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.current().path)
        connection.sendall(json.dumps({"argv": argv, "cwd": cwd, "env": env}).encode() + b"\n")
        return connection

    def close(self) -> None:
        """End the template and every kernel of it."""
        with self.lock:
            while self.processes:
                self.processes.pop().close()


@cache
def shared() -> Template:
    """The template of a process that was given none, as with ``papermill --engine lodestone``."""
    return Template()
