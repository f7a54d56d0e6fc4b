"""A template that begins as a fork of the driver: what both have imported lies in memory once."""

import atexit
import gc
import os
import select
import subprocess
import sys
from typing import IO

from helpers.kernels import server


class Fork:
    """The template's process, with what its handle uses of ``subprocess.Popen``.

    Args:
        path: socket at which it serves.
        said: where its standard error goes; None for that of this process.
    """

    def __init__(self, path: str, said: IO[str] | None) -> None:
        lease, hold = os.pipe()
        heard, tell = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # a collection on either side would copy every page
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(hold)
                os.close(heard)
                for ours, number in ((lease, 0), (tell, 1), (said.fileno() if said else 2, 2)):
                    os.dup2(ours, number)
                server.main(path)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(1)  # never back into the driver
        atexit.register(gc.unfreeze)  # else extension modules complain at the end of what was never freed
        os.close(lease)
        os.close(tell)
        self.stdin, self.stdout = os.fdopen(hold, "wb"), os.fdopen(heard, "rb")
        self.end = os.pidfd_open(self.pid)
        self.code: int | None = None

    def poll(self) -> int | None:
        """Exit code, or None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not within ``timeout`` seconds.
        """
        if self.code is None:
            poll = select.poll()
            poll.register(self.end, select.POLLIN)
            if not poll.poll(None if timeout is None else timeout * 1000):
                raise subprocess.TimeoutExpired("template", timeout or 0)
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            os.close(self.end)
        return self.code

    def kill(self) -> None:
        """End it at once."""
        if self.poll() is None:
            os.kill(self.pid, 9)
