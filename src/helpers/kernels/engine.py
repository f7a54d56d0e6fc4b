"""The papermill engine ``lodestone``: forked kernels where they can be had, and bounds on time and output."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from traitlets import Float, Int
from traitlets.config import Config

from helpers.kernels.template import Template, can_fork

ENGINE = "lodestone"
SECONDS = 600.0  # a notebook that takes longer is stopped
CHARACTERS = 10_000_000  # a notebook that prints more is stopped


class UnboundedError(RuntimeError):
    """A notebook ran or printed beyond its bounds."""


class BoundedClient(PapermillNotebookClient):
    """Executes a notebook within bounds of time and printed text for all its cells together."""

    seconds = Float(SECONDS)
    characters = Int(CHARACTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.printed = 0
        self.end = time.monotonic() + self.seconds
        self.timeout_func = lambda cell: max(0.1, self.end - time.monotonic())

    def process_message(self, msg: dict, cell: Any, cell_index: int) -> Any:
        """Take a message of the kernel; interrupt it once it has printed too much."""
        if msg["msg_type"] == "stream":
            before, self.printed = self.printed, self.printed + len(msg["content"]["text"])
            if self.printed > self.characters:
                if before <= self.characters:
                    self.interruption = asyncio.ensure_future(self.km.interrupt_kernel())
                return None
        return super().process_message(msg, cell, cell_index)

    def execute(self, **kwargs: Any) -> Any:
        """Execute all cells.

        Raises:
            UnboundedError: they took or printed more than allowed.
        """
        from nbclient.exceptions import CellTimeoutError

        try:
            done = super().execute(**kwargs)
        except CellTimeoutError:
            raise UnboundedError(f"it ran longer than {self.seconds:.0f} seconds") from None
        if self.printed > self.characters:
            raise UnboundedError(f"it printed more than {self.characters:,} characters")
        return done


class LodestoneEngine(NBClientEngine):
    """Runs a notebook in a forked kernel, or in a stock one when ``cold``."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        template: Template | None = None,
        cold: bool = False,
        start_timeout: float = 60,
        seconds: float = SECONDS,
        characters: int = CHARACTERS,
        cwd: str = "",
        **_: Any,
    ) -> None:
        """Execute a notebook that papermill has prepared.

        Args:
            nb_man: papermill's record of the execution.
            kernel_name: kernel specification.
            template: where kernels are forked from; None for one shared in this process.
            cold: start a stock kernel.
            start_timeout: seconds within which the kernel must answer.
            seconds: bound on the time of all cells.
            characters: bound on the text that all cells print.
            cwd: folder in which the kernel runs; that of this process is left alone.
        """
        from jupyter_client.manager import AsyncKernelManager

        from helpers.kernels.provisioner import ForkManager

        with tempfile.TemporaryDirectory(prefix="lodestone-") as sockets:
            # its channels are files that only we can open: no network port, and two kernels never meet on one
            local = {"transport": "ipc", "ip": f"{sockets}/kernel"} if os.name == "posix" else {}
            config = Config({"KernelManager": local})
            if cold or not can_fork():
                manager = AsyncKernelManager(kernel_name=kernel_name, config=config)
            else:
                manager = ForkManager(kernel_name=kernel_name, config=config, template=template)
            client = BoundedClient(
                nb_man,
                km=manager,
                startup_timeout=int(start_timeout),
                seconds=seconds,
                characters=characters,
                extra_arguments=["--IPKernelApp.log_level=50"],  # what a cell does wrong is in the notebook
            )
            client.execute(cleanup_kc=True, **({"cwd": cwd} if cwd else {}))


papermill_engines.register(ENGINE, LodestoneEngine)
