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

    def __init__(self, said: IO[str] | None) -> None:
        self.signature = signature()
        self.folder = tempfile.TemporaryDirectory(prefix="lodestone-")
        self.path = f"{self.folder.name}/kernels"
        run = [sys.executable, "-m", "helpers.kernels.server", self.path]
        env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE.parent), *_python_path()]))}
        # its standard input is the lease: it closes when this process ends, in whatever way
        self.process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=env)
        self.ready = False
        self.lock = threading.Lock()

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
        try:
            self.process.communicate(timeout=PATIENCE_S)  # closes its standard input: the end of the lease
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        self.folder.cleanup()


def _python_path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


class Template:
    """Kernels by fork, from a process that this one starts and that ends with it.

    Importing begins at once, in the other process. Used as a context, it leaves no process behind.

    Args:
        said: where the standard error of the template and of its kernels goes; None for that of this process.

    Raises:
        RuntimeError: a kernel is asked for after the end, or the template cannot import.
    """

    def __init__(self, said: IO[str] | None = None) -> None:
        self.lock = threading.Lock()
        self.said = said
        self.processes = [_Process(said)]

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
