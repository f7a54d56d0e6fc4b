"""Shared fixtures: a data folder of its own, customs files in the portal's shape, the command as a user runs it."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import paths, reference

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
HEADER = ["数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "第一数量", "第一计量单位"]
settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")
HEADER += ["第二数量", "第二计量单位", "美元"]


LONGEST = ("test_runs.py", "test_editions.py", "test_narrative.py")  # begun first, so that no process waits for another


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture
def samples() -> Path:
    """Real customs files, which do not ship with the project."""
    if not SAMPLES.exists():
        pytest.skip("the real customs files lie outside the project and are not here")
    return SAMPLES


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A data folder with the reference tables and no raw files."""
    folder = tmp_path / "data"
    shutil.copytree(paths.REFERENCE, folder / "reference")
    (folder / "reference" / "corrections.yml").write_text("[]\n")
    for name, path in {"DATA": ".", "RAW": "raw", "REFERENCE": "reference", "STORE": "store"}.items():
        monkeypatch.setattr(paths, name, (folder / path).resolve())
    reference._partners_by_code.cache_clear()
    return folder


@contextmanager
def simulation(folder: Path):
    """A data folder of the simulation, in the place of the real one; gives the records of its intake."""
    from helpers import demo, downloads

    patch = pytest.MonkeyPatch()
    for name, path in {"DATA": ".", "RAW": "raw", "REFERENCE": "reference", "STORE": "store"}.items():
        patch.setattr(paths, name, (folder / "data" / path).resolve())
    _forget()
    demo.prepare(folder / "data")
    files = demo.write(folder / "files")
    yield [downloads.add(path, "export", path.parent.name, all_partners=True) for path in files]
    patch.undo()
    _forget()


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """The simulation, for all tests of a module: its folder and the records of its intake."""
    folder = tmp_path_factory.mktemp("demo")
    with simulation(folder) as records:
        yield folder, records


def _forget():
    for name in ("_read", "_partners_by_code", "_cldr_codes"):
        getattr(reference, name).cache_clear()


def portal(rows, header=HEADER, encoding="gb18030", comma=True, newline="\n") -> bytes:
    """A file as the portal writes it: every field quoted, a trailing comma on every line."""
    end = "," if comma else ""
    lines = [",".join(f'"{field}"' for field in row) + end for row in [header, *rows]]
    return (newline.join(lines) + newline).encode(encoding)


NAMES = {"502": "美国", "304": "德国", "408": "玻利维亚", "337": "格鲁吉亚(2023年起停用)", "150": "格鲁吉亚"}


def row(month="202506", code="85051110", partner="502", kg="353", usd="1,000", name=""):
    """One record of a portal file: kilograms first, no second unit."""
    return [month, code, "稀土永磁体", partner, name or NAMES.get(partner, "某地"), kg, "千克", "0", "?", usd]


def command(*words: str, data: Path | None = None, reports: Path | None = None, cwd: Path = ROOT):
    """Run ``lodestone`` as a user does."""
    env = dict(os.environ)
    env |= {"LODESTONE_DATA": str(data)} if data else {}
    env |= {"LODESTONE_REPORTS": str(reports)} if reports else {}
    run = [sys.executable, "-c", "from helpers.cli import main; main()", *words]
    return subprocess.run(run, capture_output=True, text=True, env=env, cwd=cwd, check=False)
