"""The template process: imports the libraries once, then forks one kernel a request.

It only imports: it computes nothing, opens no connection and starts no thread of its own, since a fork copies locks
that another thread may hold. Run as ``python -m helpers.kernels.server SOCKET``. A request is one connection and one
JSON line with argv, cwd and env; the answers are lines with the number of the process that is ``bound`` to its
sockets, and its ``exit``. The kernel is killed when its connection closes, and all are when standard input does:
whoever started this process is then gone.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
from pathlib import Path

PRELOAD = (
    # what a kernel imports when it starts
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "matplotlib_inline.backend_inline",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    # what notebooks import, at once or late
    "pandas",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "pyarrow.acero",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "yaml",
    "seaborn",
    "babel.dates",
    "babel.numbers",
    "matplotlib.backends.backend_svg",
    "matplotlib.style",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "helpers.month",
    "helpers.figures",
    "helpers.tables",
    "helpers.captions",
    "helpers.narrative",
)
HARMLESS = {"jemalloc_bg_thd", "iou-wrk"}  # Arrow's allocator, which takes care of forks itself
DEATH_SIGNAL = 1  # prctl(PR_SET_PDEATHSIG)


def threads() -> list[str]:
    """Names of the threads of this process besides the main one and harmless ones; empty where that is unknown."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return []
    names = [(task / "comm").read_text().strip() for task in tasks.iterdir() if task.name != str(os.getpid())]
    return [name for name in names if name not in HARMLESS]


def preload() -> None:
    """Import what notebooks use.

    Raises:
        RuntimeError: an import started a thread that would not survive a fork.
    """
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a tenth of a second in every kernel; nobody debugs a report
    for name in PRELOAD:
        importlib.import_module(name)
    if found := threads():
        raise RuntimeError(f"threads before a fork: {', '.join(found)}")


def _settle(request: dict) -> None:
    """Make the fork a process of its own: session, signals, folder, environment, random numbers."""
    os.setsid()  # so that a signal to its group reaches what its cells started
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):  # the template's own output is a pipe that nobody reads any more
        os.dup2(nothing, descriptor)
    os.close(nothing)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"] | {"JPY_PARENT_PID": str(os.getppid())})
    sys.argv = [sys.argv[0], *request["argv"]]
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # every fork would draw the same numbers


def _show_figures() -> None:
    """Choose the backend again: it was read when matplotlib was imported, before there was a kernel to show in."""
    import matplotlib
    from matplotlib_inline import backend_inline

    matplotlib.rcParams["backend"] = os.environ.get("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"]._backend_mod = None  # type: ignore[attr-defined]
    backend_inline._enable_matplotlib_integration()


def _kernel(request: dict, connection: socket.socket) -> None:
    """Run a kernel to its end, in the fork."""
    from ipykernel.kernelapp import IPKernelApp

    _settle(request)
    app = IPKernelApp.instance()
    app.initialize(request["argv"])
    _show_figures()
    _answer(connection, {"bound": os.getpid()})  # a client that connects now is heard at once
    connection.close()
    app.start()


def _answer(connection: socket.socket, what: dict) -> None:
    with contextlib.suppress(OSError):  # nobody may listen any more; the closed connection says so too
        connection.sendall(json.dumps(what).encode() + b"\n")


class Server:
    """Waits for requests, ends of kernels and ends of connections, all in one thread."""

    def __init__(self, path: str):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        os.chmod(path, 0o600)
        self.listener.listen(64)
        self.poll = select.poll()
        self.connections: dict[int, tuple[socket.socket, int]] = {}  # of running kernels, by descriptor
        self.ends: dict[int, tuple[int, socket.socket]] = {}  # by the descriptor that becomes readable at the end

    def serve(self) -> None:
        """Answer until standard input closes."""
        for descriptor in (0, self.listener.fileno()):
            self.poll.register(descriptor, select.POLLIN | select.POLLHUP)
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor == 0:
                    return self._kill_all()
                if descriptor == self.listener.fileno():
                    self._launch()
                elif descriptor in self.ends:
                    self._ended(descriptor)
                elif descriptor in self.connections:
                    self._left(descriptor)

    def _launch(self) -> None:
        connection, _ = self.listener.accept()
        with connection.makefile("rb") as file:
            line = file.readline()
        if not line:
            connection.close()
            return
        pid = os.fork()
        if pid == 0:
            self._child(json.loads(line), connection)
        end = os.pidfd_open(pid)
        self.connections[connection.fileno()] = connection, pid
        self.ends[end] = pid, connection
        self.poll.register(connection, select.POLLIN | select.POLLHUP)
        self.poll.register(end, select.POLLIN)

    def _child(self, request: dict, connection: socket.socket) -> None:
        code = 1
        try:
            self.listener.close()
            for other, _ in self.connections.values():
                other.close()
            for descriptor in self.ends:
                os.close(descriptor)
            _kernel(request, connection)
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else int(error.code is not None)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(code)  # never back into the loop of the template

    def _ended(self, descriptor: int) -> None:
        pid, connection = self.ends.pop(descriptor)
        self.poll.unregister(descriptor)
        os.close(descriptor)
        _, status = os.waitpid(pid, 0)
        if self.connections.pop(connection.fileno(), None):
            self.poll.unregister(connection)
            _answer(connection, {"exit": os.waitstatus_to_exitcode(status)})
            connection.close()

    def _left(self, descriptor: int) -> None:
        connection, pid = self.connections.pop(descriptor)
        self.poll.unregister(descriptor)
        connection.close()
        _kill(pid)

    def _kill_all(self) -> None:
        for _, pid in self.connections.values():
            _kill(pid)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # the group is the kernel's own only once it has called setsid
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def main(path: str) -> None:
    """Import, then serve at a socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to handle
    preload()
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page
    server = Server(path)
    os.write(1, b"ready\n")
    server.serve()
    os._exit(0)  # nothing of this process needs tidying, and extension modules would complain of what was frozen


if __name__ == "__main__":
    main(sys.argv[1])
