"""Forked kernels do what stock kernels do: figures, random numbers, fresh code, limits, and nothing left behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from helpers import paths
from helpers.kernels import engine, provisioner, server, supply, template

pytestmark = pytest.mark.skipif(not template.can_fork(), reason="this system cannot fork kernels")


@pytest.fixture(scope="module")
def forks():
    with template.Template() as made:
        yield made


def notebook(*cells):
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "", "language": ""}})
    made.metadata["language_info"] = {"name": "python"}
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return made


def run(made, forks=None, **more):
    more |= {"template": forks} if forks else {"cold": True}
    return papermill.execute_notebook(made, None, engine_name=engine.ENGINE, progress_bar=False, **more)


def said(executed, cell=-1):
    return executed.cells[cell].outputs[0]["text"].strip()


def gone(pid, within=5.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("kind", ["forked", "stock"])
def test_a_figure_is_shown(forks, kind):
    made = notebook("import matplotlib.pyplot as plt", "plt.plot([1, 3, 2]);")
    executed = run(made, forks if kind == "forked" else None)
    assert any("image/png" in output.get("data", {}) for output in executed.cells[-1].outputs)


@pytest.mark.parametrize("name", ["01_take_in_customs_files", "03_show_exports"])
def test_outputs_are_those_of_a_stock_kernel(forks, name):
    path = paths.NOTEBOOKS / f"{name}.ipynb"
    ways = [
        papermill.execute_notebook(
            str(path), None, {"period": "2025-06"}, engine_name=engine.ENGINE, progress_bar=False, **way
        )
        for way in ({"template": forks}, {"cold": True})
    ]
    forked, stock = [[cell.get("outputs") for cell in way.cells] for way in ways]
    assert forked == stock
    assert sum(map(bool, forked)) > 3


FORKED = """
import sys
from helpers.kernels.begun import Fork
from helpers.kernels.supply import Way, kernels

with kernels(Way(jobs=1)) as given:
    import papermill

    from helpers.kernels.engine import ENGINE

    assert isinstance(given["template"].current().process, Fork)
    print(given["template"].pid)
    ways = [
        papermill.execute_notebook(
            sys.argv[1], None, {"period": "2025-06"}, engine_name=ENGINE, progress_bar=False, **way
        )
        for way in (given, {"cold": True})
    ]
forked, stock = [[cell.get("outputs") for cell in way.cells] for way in ways]
assert forked == stock and sum(map(bool, forked)) > 3
"""


def test_the_template_of_the_command_is_a_fork_and_ends_with_it():
    path = paths.NOTEBOOKS / "03_show_exports.ipynb"
    done = subprocess.run([sys.executable, "-c", FORKED, path], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert "leaked" not in done.stderr  # extension modules look at the end for what was never freed
    assert gone(done.stdout.strip())


def test_a_process_that_did_other_things_starts_its_template_anew():
    with supply.kernels(supply.Way(jobs=1)) as given:
        assert isinstance(given["template"].processes[0].process, subprocess.Popen)


def test_random_numbers_and_processes_differ_from_kernel_to_kernel(forks):
    made = notebook("import os, random, numpy\nprint(random.random(), numpy.random.random(), os.getpid())")
    with ThreadPoolExecutor(4) as pool:
        drawn = [said(done).split() for done in pool.map(lambda _: run(made, forks), range(8))]
    assert [len(set(column)) for column in zip(*drawn, strict=True)] == [8, 8, 8]


def test_the_kernel_works_where_it_is_told_and_the_driver_stays(forks, tmp_path, monkeypatch):
    monkeypatch.setenv("A_WORD_OF_THE_DRIVER", "lodestar")
    here = os.getcwd()
    made = notebook("import os\nprint(os.getcwd(), os.environ['A_WORD_OF_THE_DRIVER'], __name__)")
    assert said(run(made, forks, cwd=str(tmp_path))) == f"{tmp_path} lodestar __main__"
    assert os.getcwd() == here


def test_variables_of_one_kernel_do_not_reach_the_next(forks):
    run(notebook("import pandas\npandas.left = 1\nleft = 2"), forks)
    assert said(run(notebook("import pandas\nprint('left' in globals(), hasattr(pandas, 'left'))"), forks)) == (
        "False False"
    )


def test_a_kernel_listens_on_its_folder_and_never_beyond_this_machine(forks):
    cell = (
        "import glob, os\n"
        "own = {os.readlink(name) for name in glob.glob('/proc/self/fd/*') if os.path.islink(name)}\n"
        "rows = [line.split() for name in ('tcp', 'tcp6') for line in open(f'/proc/net/{name}')]\n"
        "beyond = [row[1] for row in rows if f'socket:[{row[9]}]' in own and not row[1].startswith('0100007F:')]\n"
        "from ipykernel.kernelapp import IPKernelApp\n"
        "print(beyond, IPKernelApp.instance().transport)"
    )
    assert said(run(notebook(cell), forks)) == "[] ipc"


def test_arrow_duckdb_and_processes_work_in_a_fork(forks):
    made = notebook(
        "import duckdb, pyarrow as pa, pyarrow.compute as pc, subprocess, multiprocessing, numpy as np\n"
        "a = duckdb.connect().execute('select sum(range) from range(100000)').fetchall()[0][0]\n"
        "b = pc.sum(pa.array(range(1000))).as_py()\n"
        "c = subprocess.run(['echo', 'x'], capture_output=True, text=True).stdout.strip()\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n    d = pool.map(abs, [-1, -2])\n"
        "e = int((np.ones((300, 300)) @ np.ones((300, 300)))[0, 0])\n"
        "print(int(a), b, c, d, e)"
    )
    assert said(run(made, forks)) == "4999950000 499500 x [1, 2] 300"


def test_a_failing_cell_a_dying_kernel_and_an_exit_are_errors(forks):
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        run(notebook("1 / 0"), forks)
    for end in ("os._exit(3)", "os.kill(os.getpid(), 9)"):
        with pytest.raises(RuntimeError, match=r"[Kk]ernel"):
            run(notebook(f"import os\n{end}"), forks)
    assert said(run(notebook("print('well')"), forks)) == "well"


def test_a_notebook_without_end_is_stopped_with_what_it_started(forks, tmp_path):
    note = tmp_path / "pids"
    cell = f"import os, subprocess\nchild = subprocess.Popen(['sleep', '600'])\nopen({str(note)!r}, 'w')"
    cell += ".write(f'{os.getpid()} {child.pid}')\nwhile True:\n    pass"
    with pytest.raises(engine.UnboundedError, match="longer than 1 second"):
        run(notebook(cell), forks, seconds=1)
    assert all(gone(pid) for pid in note.read_text().split())


@pytest.mark.parametrize("kind", ["forked", "stock"])
def test_what_a_notebook_prints_is_bounded(forks, kind):
    made = notebook("while True:\n    print('x' * 10_000)")
    with pytest.raises((engine.UnboundedError, PapermillExecutionError), match=r"printed more than 100,000|Interrupt"):
        run(made, forks if kind == "forked" else None, characters=100_000, seconds=60)


FLOODS = {
    "printed": "for _ in range(1000): print('x' * 1_000_000)",
    "warned": "import sys\nfor _ in range(1000): print('x' * 1_000_000, file=sys.stderr)",
    "of a process": "import os\nos.system('head -c 1000000000 /dev/zero | tr -c x x')",
}


@pytest.mark.parametrize("kind", ["forked", "stock"])
@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_gigabyte_printed_is_neither_kept_nor_in_memory(forks, kind, flood, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # by which a kernel knows to leave the output of processes alone
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(engine.UnboundedError, match="printed more than 10,000,000"):
        run(notebook(flood), forks if kind == "forked" else None, seconds=60)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB


def test_code_edited_since_makes_a_new_template(monkeypatch, tmp_path):
    package = tmp_path / "helpers"
    package.mkdir()
    (package / "thing.py").write_text("1\n")
    monkeypatch.setattr(template, "PACKAGE", package)
    before = template.signature()
    assert template.signature() == before
    (package / "thing.py").write_text("22\n")
    assert template.signature() != before
    monkeypatch.setenv("LODESTONE_DATA", "elsewhere")
    assert template.signature() != before


def test_the_next_kernel_after_an_edit_comes_from_a_new_template(monkeypatch):
    with template.Template() as forks:
        run(notebook("1"), forks)
        before, mark = forks.pid, template.signature()
        run(notebook("1"), forks)
        assert forks.pid == before
        monkeypatch.setattr(template, "signature", lambda: (*mark, "edited"))
        run(notebook("1"), forks)
        assert forks.pid != before
    assert gone(before)


def test_a_template_that_died_is_replaced():
    with template.Template() as forks:
        before = forks.current().process
        before.kill()
        before.wait()
        assert said(run(notebook("print('well')"), forks)) == "well"


def test_nothing_outlives_the_driver(tmp_path):
    note = tmp_path / "pids"
    cell = (
        f"import os\nopen({str(note)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')\nimport time\ntime.sleep(600)"
    )
    code = (
        "import nbformat, papermill\nfrom helpers.kernels import engine\n"
        f"made = nbformat.reads({nbformat.writes(notebook(cell))!r}, 4)\n"
        "papermill.execute_notebook(made, None, engine_name='lodestone', progress_bar=False)"
    )
    driver = subprocess.Popen([sys.executable, "-c", code])
    end = time.monotonic() + 60
    while not (note.exists() and len(note.read_text().split()) == 2) and time.monotonic() < end:
        time.sleep(0.05)
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    assert all(gone(pid) for pid in note.read_text().split())


def test_no_kernel_outlives_its_template(tmp_path):
    note = tmp_path / "pid"
    cell = f"import os, signal\nopen({str(note)!r}, 'w').write(str(os.getpid()))\nos.kill(os.getppid(), signal.SIGKILL)"
    with template.Template() as forks, pytest.raises(RuntimeError):
        run(notebook(cell + "\nimport time\ntime.sleep(600)"), forks)
    assert gone(note.read_text())


def test_the_template_refuses_to_serve_with_a_thread_of_its_own():
    code = (
        "import threading, time\nfrom helpers.kernels import server\n"
        "threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\nserver.PRELOAD = ()\nserver.preload()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "threads before a fork" in done.stderr


def test_the_socket_is_its_owners_alone(forks):
    path = Path(forks.current().path)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_template_does_not_import_what_must_not_be_forked(forks):
    made = notebook("import sys\nprint([name for name in ('polars', 'debugpy.server') if sys.modules.get(name)])")
    assert said(run(made, forks)) == "[]"
    assert not any(name.startswith("polars") for name in server.PRELOAD)


def test_it_is_an_engine_and_a_provisioner_of_its_own_right():
    from papermill.engines import papermill_engines

    assert papermill_engines.get_engine("lodestone") is engine.LodestoneEngine
    assert issubclass(provisioner.ForkManager.client_factory.default_value, provisioner.QuickClient)
