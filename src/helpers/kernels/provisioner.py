"""How jupyter_client starts, watches and ends a forked kernel."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Any as AnyTrait
from traitlets import Type

from helpers.kernels.template import shared

PAUSE = 0.005  # seconds between two looks at a kernel; jupyter_client waits 0.1
ANSWER = 1.0  # seconds after which a kernel that did not answer is asked again


class ForkProvisioner(LocalProvisioner):
    """A kernel forked from a template: the connection to the template is the kernel's lease."""

    connection: socket.socket | None = None
    code: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not yet waited for."""
        return self.connection is not None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel and wait until its sockets are bound.

        Raises:
            RuntimeError: the kernel ended before that.
        """
        template = getattr(self.parent, "template", None) or shared()
        env = dict(kwargs.get("env") or os.environ)
        cwd = str(kwargs.get("cwd") or os.getcwd())
        self.connection = template.launch(cmd[cmd.index("-f") :], cwd, env)
        self.code = None
        with self.connection.makefile("rb") as answers:
            self.pid = self.pgid = json.loads(answers.readline() or b"{}").get("bound")
        if self.pid is None:
            self.connection.close()
            raise RuntimeError("the kernel ended while it started")
        self.connection.setblocking(False)
        return self.connection_info

    async def poll(self) -> int | None:
        """Exit code, or None while the kernel runs."""
        if self.connection is None:
            return 0
        if self.code is None:
            try:
                answer = self.connection.recv(200)
                self.code = json.loads(answer)["exit"] if answer else 1
            except BlockingIOError:
                return None
            except OSError:
                self.code = 1
            self.connection.close()
        return self.code

    async def wait(self) -> int | None:
        """Wait for the end; the exit code."""
        while await self.poll() is None:
            await asyncio.sleep(PAUSE)
        self.connection = None
        return self.code

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel and what its cells started."""
        if self.connection is not None and self.code is None and self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)


class QuickClient(AsyncKernelClient):
    """A client that is ready when the kernel's first answer has come on both channels, not 0.2 seconds later."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until the kernel answers and its messages arrive.

        Raises:
            RuntimeError: it did not within ``timeout`` seconds, or it died.
        """
        end = time.monotonic() + (timeout or 60)
        while time.monotonic() < end:
            asked = self.kernel_info()
            try:
                while not self._idle_after(asked, await self.iopub_channel.get_msg(timeout=ANSWER)):
                    pass
                reply = await self.shell_channel.get_msg(timeout=ANSWER)
                while reply["parent_header"].get("msg_id") != asked:
                    reply = await self.shell_channel.get_msg(timeout=ANSWER)
            except Empty:
                if self.parent is not None and not await self.parent.is_alive():
                    raise RuntimeError("the kernel died before it answered") from None
                continue
            self._handle_kernel_info_reply(reply)
            return
        raise RuntimeError(f"the kernel did not answer within {timeout} seconds")

    @staticmethod
    def _idle_after(asked: str, message: dict) -> bool:
        return (
            message["parent_header"].get("msg_id") == asked
            and message["msg_type"] == "status"
            and message["content"]["execution_state"] == "idle"
        )


class ForkManager(AsyncKernelManager):
    """A kernel manager whose kernels are forks of a template."""

    template = AnyTrait(None, allow_none=True)
    client_class = "helpers.kernels.provisioner.QuickClient"
    client_factory = Type(klass="jupyter_client.client.KernelClient", default_value=QuickClient)

    async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict[str, Any]]:
        if self.provisioner is None:
            self.provisioner = ForkProvisioner(
                parent=self, kernel_id=self.kernel_id or "fork", kernel_spec=self.kernel_spec
            )
        return await super()._async_pre_start_kernel(**kwargs)

    pre_start_kernel = _async_pre_start_kernel

    async def _async_wait(self, pollinterval: float = PAUSE) -> None:
        while await self._async_is_alive():
            await asyncio.sleep(PAUSE)
