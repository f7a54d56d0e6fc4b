"""What happens to the store when a run is killed, the disk is full, a folder is read-only, or two runs meet."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers import paths
from tests.conftest import ROOT, command, portal, row

FILES = 24


@pytest.fixture
def downloads(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n:02}.csv").write_bytes(portal([row(f"2024{n % 12 + 1:02}", code=f"85051{n:03}", kg=str(n + 1))]))
    return folder


def fresh(folder):
    shutil.copytree(paths.REFERENCE, folder / "reference")
    (folder / "reference" / "corrections.yml").write_text("[]\n")
    return folder


def start(downloads, data):
    code = "from helpers.cli import main; main()"
    words = [
        "intake",
        str(downloads),
        "--flow",
        "export",
        "--vintage",
        "2025-01-20",
        "--partners",
        "all",
        "--jobs",
        "2",
    ]
    env = os.environ | {"LODESTONE_DATA": str(data)}
    run = [sys.executable, "-c", code, *words]
    return subprocess.Popen(
        run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, cwd=ROOT, start_new_session=True
    )


def state(data):
    done = command("store", "verify", data=data)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_killed_at_any_moment_the_next_run_completes_the_work(downloads, tmp_path):
    whole = fresh(tmp_path / "whole")
    began = time.monotonic()
    assert start(downloads, whole).wait() == 0
    length = time.monotonic() - began
    data = fresh(tmp_path / "killed")
    generator = random.Random(1)
    for _ in range(6):
        run = start(downloads, data)
        time.sleep(generator.uniform(0.2, 0.9) * length)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        state(data)
        for path in (data / "raw").rglob("*.csv"):
            if not path.name.startswith("."):
                assert path.read_bytes() == (downloads / path.name).read_bytes()
    assert start(downloads, data).wait() == 0
    assert state(data) == state(whole)


def test_two_intakes_at_once_give_what_one_gives(downloads, tmp_path):
    whole, both = fresh(tmp_path / "whole"), fresh(tmp_path / "both")
    assert start(downloads, whole).wait() == 0
    runs = [start(downloads, both) for _ in range(2)]
    ends = [(run.wait(), run.stderr.read()) for run in runs]
    assert ends == [(0, ""), (0, "")]
    assert state(both) == state(whole)


@pytest.fixture
def small_disk(tmp_path):
    """A data folder on a disk of its own, 1 MB large."""
    data = tmp_path / "disk"
    data.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(data)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("a small disk can be mounted only by root")
    yield data
    subprocess.run(["umount", str(data)], check=True)


def test_a_full_disk_is_said_and_nothing_is_lost(downloads, small_disk, tmp_path):
    data = fresh(small_disk / "data")
    filler = small_disk / "filler"
    free = shutil.disk_usage(small_disk).free
    filler.write_bytes(b"x" * (free - 40_000))
    run = start(downloads, data)
    said = run.communicate()[1]
    assert run.returncode == 1
    assert "No space left" in said
    assert "Traceback" not in said
    filler.unlink()
    assert start(downloads, data).wait() == 0
    whole = fresh(tmp_path / "whole")
    assert start(downloads, whole).wait() == 0
    assert state(data) == state(whole)


def test_a_folder_without_write_permission_is_said(downloads, small_disk):
    data = fresh(small_disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    run = start(downloads, data)
    said = run.communicate()[1]
    assert run.returncode == 1
    assert "Read-only file system" in said
    assert "Traceback" not in said
