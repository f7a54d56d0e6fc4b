"""Many editions at once: what would run and why, what fails, what is compared, and what a fault leaves behind."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers import cli, parameters, paths, plans, runs, store
from helpers.errors import DataError
from tests.conftest import ROOT, command

MAGNETS = "rare-earth-magnets"
QUICK = ["01_take_in_customs_files.ipynb", "02_clean_and_resolve.ipynb"]  # these draw nothing


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A project of its own, with two quick notebooks, and the folders that a run writes to."""
    home = tmp_path / "home"
    for name in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("store", "__pycache__"))
    shutil.copy(ROOT / "requirements.lock", home)
    for path in (home / "notebooks").glob("*.ipynb"):
        if path.name not in QUICK:
            path.unlink()
    return home


def start(home, *words):
    # as a user's command does; what a shell runs in the background inherits that interrupts are ignored
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heed}; from helpers.cli import main; main()"
    env = {name: value for name, value in os.environ.items() if not name.startswith("LODESTONE_")}
    env["PYTHONPATH"] = str(home / "src")
    run = [sys.executable, "-c", code, "report", *words]
    return subprocess.Popen(
        run,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        cwd=home,
        start_new_session=True,
    )


def report(home, *words):
    run = start(home, *words)
    out, said = run.communicate()
    assert "Traceback" not in said, said[-3000:]
    return run.returncode, out, said


def rows(home, *words):
    code, out, said = report(home, *words, "--json")
    assert code in (0, 1), said
    return json.loads(out)


def editions(home):
    return sorted(path.parent for path in (home / "reports").glob("*/*/*/edition.json"))


def damaged(home):
    from helpers.editions import damaged

    return [line for folder in editions(home) for line in damaged(folder)]


def kernels_of(home):
    """Processes that still work for a project."""
    found = subprocess.run(["ps", "axeww", "-o", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line[:120] for line in found.splitlines() if f"{home}/src" in line and "helpers.kernels.server" in line]


def break_notebook(home, name, line):
    path = home / "notebooks" / name
    made = json.loads(path.read_text())
    made["cells"][2]["source"] = [line + "\n", *made["cells"][2]["source"]]
    path.write_text(json.dumps(made))


def test_a_range_is_made_once_and_found_again(world):
    first = rows(world, "2025-05..2025-07")
    assert [(row["period"], row["status"]) for row in first] == [
        ("2025-05", "made"),
        ("2025-06", "made"),
        ("2025-07", "made"),
    ]
    assert all("there is no edition" in row["reason"] for row in first)
    again = report(world, "2025-05..2025-07")
    assert again[0] == 0
    assert "no new data since 2026-11-23: all 3 reports were made already" in again[1]
    assert damaged(world) == []
    assert kernels_of(world) == []
    assert not list((world / ".reports-building").iterdir())


def test_changed_data_of_one_product_runs_only_its_editions_and_says_why(world):
    rows(world, "2025-06")
    table = world / "data" / "reference" / "products.csv"
    table.write_text(table.read_text() + "other,Other,other goods,85059090,export,CHN,USA,Nothing.\n")
    assert [row["status"] for row in rows(world, "2025-06", "--dry-run")] == ["unchanged"]
    notebook = world / "notebooks" / QUICK[0]
    notebook.write_text(notebook.read_text() + "\n")
    (row,) = rows(world, "2025-06", "--dry-run")
    assert (row["status"], row["reason"]) == ("planned", "since 2026-11-23: a notebook changed")
    (row,) = rows(world, "2025-06")
    assert row["edition"].endswith("2026-11-23-r2")
    record = json.loads((editions(world)[-1] / "edition.json").read_text())
    assert record["reason"] == "since 2026-11-23: a notebook changed"


def test_the_languages_asked_for_are_told_and_others_refused_before_anything_runs(world):
    (row,) = rows(world, "2025-06", "--lang", "en")
    assert not list((world / "reports").rglob("index.zh.html"))
    (row,) = rows(world, "2025-06", "--lang", "en,zh", "--dry-run")
    assert row["reason"].endswith("other languages were asked for")
    code, _, said = report(world, "2025-06", "--lang", "en,xx")
    assert code == 2
    assert "no story is told in 'xx'" in said


def test_a_failing_notebook_stops_only_its_own_edition(world):
    line = "import os; assert period != '2025-06', 'not this one'"
    break_notebook(world, QUICK[1], line)
    code, out, said = report(world, "2025-05..2025-07")
    assert code == 1
    assert "2 of 3 made" in out
    assert f"not made: {MAGNETS} 2025-06" in said
    assert "AssertionError: not this one" in said
    (log,) = (world / ".reports-logs").glob("*.log")
    assert "01_take_in_customs_files.ipynb ends" in log.read_text()
    assert "AssertionError: not this one" in log.read_text()
    assert f"repeat  lodestone report 2025-06 --product {MAGNETS} --vintage 2026-11-23 --focus USA --lang en,zh" in said
    assert [folder.parent.name for folder in editions(world)] == ["2025-05", "2025-07"]


def test_a_kernel_that_dies_and_a_notebook_without_end_are_failures(world):
    break_notebook(world, QUICK[1], "import os; os.kill(os.getpid(), 9)")
    (row,) = rows(world, "2025-06")
    assert row["status"] == "failed"
    assert "ernel died" in row["failures"][0]["error"]
    break_notebook(world, QUICK[1], "while True: pass")
    (row,) = rows(world, "2025-06", "--time-limit", "3")
    assert row["failures"][0]["error"] == "it ran longer than 3 seconds"
    assert editions(world) == []
    assert kernels_of(world) == []


def test_a_run_that_is_killed_leaves_whole_editions_and_the_next_goes_on(world):
    generator = random.Random(1)
    for _ in range(20):
        run = start(world, "2025-04..2025-09")
        time.sleep(generator.uniform(0.5, 5.0))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        assert damaged(world) == []
    found = rows(world, "2025-04..2025-09")
    assert {row["status"] for row in found} <= {"made", "unchanged"}
    assert len(editions(world)) == 6
    assert damaged(world) == []
    end = time.monotonic() + 5
    while kernels_of(world) and time.monotonic() < end:
        time.sleep(0.1)
    assert kernels_of(world) == []


def test_an_interrupted_run_says_so_and_leaves_nothing(world):
    break_notebook(world, QUICK[1], "import time; time.sleep(100)")
    run = start(world, "2025-06")
    end = time.monotonic() + 60
    while not list((world / ".reports-building").glob("*/notebooks/*")) and time.monotonic() < end:
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    assert "stopped" in said
    assert "Traceback" not in said, said[-3000:]
    assert kernels_of(world) == []
    assert not list((world / ".reports-building").iterdir())


@pytest.mark.parametrize(("error", "end"), [("Query interrupted", SystemExit), ("another", RuntimeError)])
def test_a_question_to_the_store_that_is_interrupted_is_an_interrupt(error, end, monkeypatch, capsys):
    def stopped(*_):
        raise RuntimeError(error)  # as DuckDB does when it sees Ctrl-C, which is a matter of chance

    monkeypatch.setattr(store, "months", stopped)
    monkeypatch.setattr(sys, "argv", ["lodestone", "products"])
    with pytest.raises(end) as found:
        cli.main()
    assert (end is SystemExit) == (capsys.readouterr().err == "stopped\n")
    assert end is RuntimeError or found.value.code == 130


def test_of_two_runs_at_once_one_makes_the_edition_and_the_other_says_so(world):
    break_notebook(world, QUICK[1], "import time; time.sleep(8)")
    pair = [start(world, "2025-06", "--json") for _ in range(2)]
    found = [json.loads(run.communicate()[0])[0] for run in pair]
    assert sorted(row["status"] for row in found) in (["elsewhere", "made"], ["made", "unchanged"])
    assert len(editions(world)) == 1
    assert damaged(world) == []


def test_reports_that_cannot_be_written_are_said(world):
    disk = world / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,ro", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted only by root")
    try:
        done = command("report", "2025-06", data=world / "data", reports=disk / "reports")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert done.returncode == 1
    assert "Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_is_full_leaves_whole_editions_and_the_next_run_goes_on(world):
    disk = world / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted only by root")
    (world / "reports").symlink_to(disk / "reports")
    try:
        code, _, said = report(world, "2025-04..2025-09")
        assert code == 1
        assert "No space left on device" in said
        assert damaged(world) == []
        subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
        assert {row["status"] for row in rows(world, "2025-04..2025-09")} <= {"made", "unchanged"}
        assert len(editions(world)) == 6
        assert damaged(world) == []
    finally:
        (world / "reports").unlink()
        subprocess.run(["umount", str(disk)], check=True)


def test_a_clock_that_was_set_back_makes_nothing_twice_and_hides_nothing(world):
    for path in [*(world / "data").rglob("*"), *(world / "notebooks").rglob("*"), *(world / "src").rglob("*")]:
        os.utime(path, (time.time() + 200_000,) * 2)  # all was written two days after what the clock says now
    (row,) = rows(world, "2025-06")
    assert row["status"] == "made"
    (row,) = rows(world, "2025-06")
    assert row["status"] == "unchanged"
    table = world / "data" / "reference" / "partners.csv"
    table.write_text(table.read_text() + "\n")
    (row,) = rows(world, "2025-06", "--dry-run")
    assert row["reason"] == "since 2026-11-23: a reference table changed"


def test_verify_names_what_was_changed_and_reproduce_finds_the_same(world):
    from helpers import compare

    rows(world, "2025-06")
    (folder,) = editions(world)
    env = {"data": world / "data", "reports": world / "reports"}
    assert command("editions", "verify", **env).returncode == 0
    claims = folder / "claims.csv"
    before = claims.read_text()
    claims.write_text(before + "one more line\n")
    (folder / "more.txt").write_text("x")
    done = command("editions", "verify", f"{MAGNETS}/2025-06/2026-11-23", **env)
    assert done.returncode == 1
    assert "claims.csv: was changed" in done.stdout
    assert "more.txt: was added" in done.stdout
    claims.write_text(before)
    (folder / "more.txt").unlink()
    assert compare.editions(folder, folder).empty


def test_an_edition_is_reproduced_and_a_difference_is_found(world):
    rows(world, "2025-06")
    (folder,) = editions(world)
    env = os.environ | {"PYTHONPATH": str(world / "src")}
    run = [sys.executable, "-c", "from helpers.cli import main; main()", "editions", "reproduce", str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, done.stdout) == (0, "identical\n"), done.stderr
    data = folder / "data.csv"
    data.write_text(data.read_text().replace("USA", "USB", 1))
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 1
    assert "USB" in done.stdout
    assert len(editions(world)) == 1


def test_diff_shows_claims_tables_and_text_and_escapes_them(world, tmp_path):
    from helpers import compare

    rows(world, "2025-06", "--vintage", "2025-07-21")
    rows(world, "2025-06")
    one, two = editions(world)
    found = compare.editions(one, two)
    assert {"table", "text"} <= set(found["kind"])
    assert compare.editions(one, one).empty
    hostile = found.assign(now="<script>alert(1)</script>")
    page = compare.page(one, two, hostile)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_stock_kernels_give_the_same_edition(world):
    rows(world, "2025-06")
    rows(world, "2025-06", "--cold", "--force")
    assert len(list((world / ".reports-logs").glob("*.log"))) == 2
    from helpers import compare

    one, two = editions(world)
    assert compare.editions(one, two).empty


def content(home):
    """Hashes of what editions say, by file; records, pages, packages and notebooks hold the time of the run."""
    wanted = (".csv", ".svg", "claims.json")
    return {
        (str(path.parent.relative_to(home)), name): digest
        for path in (home / "reports").glob("*/*/*/SHA256SUMS")
        for digest, _, name in (line.partition("  ") for line in path.read_text().splitlines())
        if name.endswith(wanted)
    }


def test_a_cluster_that_loses_a_worker_makes_every_edition_once_and_as_one_process_does(world):
    pytest.importorskip("distributed", reason="dask.distributed is an extra")
    code = (
        "import os, sys, threading, time\n"
        "from distributed import LocalCluster\n"
        "from helpers.cli import main\n"
        "if __name__ == '__main__':\n"
        "    def lose():\n"
        "        from helpers import paths\n"
        "        while not list(paths.BUILDING.glob('*/notebooks/*')):\n"
        "            time.sleep(0.05)\n"
        "        os.kill(next(iter(cluster.workers.values())).pid, 9)\n"
        "    more = {'threads_per_worker': 1, 'host': '127.0.0.1', 'dashboard_address': None}\n"
        "    with LocalCluster(n_workers=3, **more) as cluster:\n"
        "        threading.Thread(target=lose, daemon=True).start()\n"
        "        sys.argv = ['lodestone', 'report', '2022-01..2026-07', '--json']\n"
        "        sys.argv += ['--cluster', cluster.scheduler_address]\n"
        "        main()\n"
    )
    script = world / "cluster.py"
    script.write_text(code)
    env = os.environ | {"PYTHONPATH": str(world / "src")}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=env, check=False)
    found = json.loads(done.stdout)
    assert {row["status"] for row in found} <= {"made", "unchanged"}
    assert len(editions(world)) == len(found) >= 24
    assert damaged(world) == []
    spread = content(world)
    shutil.rmtree(world / "reports")
    rows(world, "2022-01..2026-07")
    assert content(world) == spread
    assert len(spread) >= 3 * len(found)


ELSEWHERE = """
import json, os, shutil, sys
import fsspec

there = fsspec.filesystem("memory")
there.put("data", "/bucket/data", recursive=True)
from helpers import paths
from helpers.cli import main


def report(*words):
    sys.argv = ["lodestone", "report", "2025-06", *words]
    try:
        main()
    except SystemExit as end:
        print(end.code, flush=True)
    shutil.rmtree(paths.DATA.parent)  # as on another machine
    shutil.rmtree(paths.REPORTS.parent)


report()
(sums,) = there.glob("/bucket/reports/*/*/*/SHA256SUMS")
print(there.exists("/bucket/reports/index.html"), there.exists("/bucket/data/store"), flush=True)
report()
there.rm(sums)
report()
print(there.exists(sums), b"claims.csv" in there.cat(sums), flush=True)
"""


def test_data_and_reports_may_lie_at_an_address(world, tmp_path):
    (world / "elsewhere.py").write_text(ELSEWHERE)
    env = os.environ | {"PYTHONPATH": str(world / "src"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    env |= {"LODESTONE_DATA": "memory://bucket/data", "LODESTONE_REPORTS": "memory://bucket/reports"}
    run = [sys.executable, "elsewhere.py"]
    done = subprocess.run(run, capture_output=True, text=True, env=env, cwd=world, check=False)
    assert done.returncode == 0, done.stderr
    said = re.findall("made in|no new data|True|False", done.stdout)
    # made, the store stays here; known again on another machine; without its hashes it is not whole
    assert said == ["made in", "True", "False", "no new data", "made in", "True", "True"]
    assert not (world / "reports").exists()


@pytest.mark.parametrize("address", ["nowhere://bucket/data", "s3://bucket/data"])
def test_an_address_that_cannot_be_opened_is_said(address, tmp_path):
    env = os.environ | {"LODESTONE_DATA": address, "XDG_CACHE_HOME": str(tmp_path)}
    run = [sys.executable, "-c", "from helpers.cli import main; main()", "products"]
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 2
    assert f"where   {address}" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_of_the_user_is_given_the_summary(world, tmp_path):
    report(world, "2025-06", "--notify", f"tee {tmp_path / 'summary.json'}")
    (row,) = json.loads((tmp_path / "summary.json").read_text())
    assert row["status"] == "made"


def test_everything_wrong_is_said_at_once_and_text_stays_text(tmp_path):
    path = tmp_path / "list.yml"
    path.write_text(
        "- product: rare-earth-magnets\n  period: 2024.10\n"
        "- product: rare-earth-magnets\n  focus: 0101\n"
        "- product: no-such\n"
    )
    requests = parameters.read_list(path)
    assert (requests[0]["period"], requests[1]["focus"]) == ("2024.10", "0101")
    with pytest.raises(DataError) as caught:
        parameters.check_all(requests)
    assert len(caught.value.problems) == 3
    path.write_text("- period: 2025-06\n- product: x\n  vintge: 2025-07-21\n- product: [a]\n")
    with pytest.raises(DataError) as caught:
        parameters.read_list(path)
    assert len(caught.value.problems) == 3


def test_the_list_in_the_documentation_is_one():
    chosen = parameters.check_all(parameters.read_list(ROOT / "docs" / "editions.yml"))
    assert len(chosen) >= 5
    assert all(list(one) == list(parameters.NAMES) for one in chosen)


def test_a_range_without_any_figure_is_refused():
    with pytest.raises(DataError, match=r"for any month of 1999-01\.\.1999-12"):
        parameters.check_all([{"product": MAGNETS, "period": "1999-01..1999-12"}])


def test_planning_asks_the_store_once_a_product(monkeypatch):
    asked = []
    real = runs.store.observations
    monkeypatch.setattr(runs.store, "observations", lambda *words: asked.append(words) or real(*words))
    planner = plans.Planner()
    chosen = parameters.check_all([{"product": MAGNETS, "period": "2024-01..2025-12"}], planner.known)
    made = [planner.plan(one) for one in chosen]
    assert len({plan.mark for plan in made}) == len(made) > 10
    assert [words[0] for words in asked].count(MAGNETS) == 1
    assert len(asked) == len(set(map(str, asked)))  # nor the other sides of its trade twice
    assert paths.REPORTS in made[0].parent.parents
