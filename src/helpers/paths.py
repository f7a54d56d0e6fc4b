"""Every folder of the project, spelled once.

``LODESTONE_DATA`` and ``LODESTONE_REPORTS`` move the data and the reports elsewhere.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
TEMPLATES = Path(__file__).resolve().parent / "templates"
STYLE = Path(__file__).resolve().parent / "house.mplstyle"
LOCK = ROOT / "requirements.lock"

DATA = Path(os.environ.get("LODESTONE_DATA", ROOT / "data")).resolve()
RAW = DATA / "raw"
REFERENCE = DATA / "reference"
STORE = DATA / "store"
REPORTS = Path(os.environ.get("LODESTONE_REPORTS", ROOT / "reports")).resolve()
BUILDING = REPORTS.parent / f".{REPORTS.name}-building"  # beside reports/, so that a rename publishes
FAILED = REPORTS.parent / f".{REPORTS.name}-failed"
LOGS = REPORTS.parent / f".{REPORTS.name}-logs"


def shown(path: Path) -> str:
    """Name a path as a reader of the project would: relative to the data or project folder where it lies in one.

    Example:
        >>> shown(DATA / "raw" / "x.csv")
        'data/raw/x.csv'
    """
    for base, prefix in ((DATA, "data"), (ROOT, "")):
        if path.is_relative_to(base):
            return (Path(prefix) / path.relative_to(base)).as_posix()
    return str(path)


def use(data: Path) -> None:
    """Take the data of another folder, as a process does that works for one with other settings."""
    global DATA, RAW, REFERENCE, STORE
    if data != DATA:
        DATA, RAW, REFERENCE, STORE = data, data / "raw", data / "reference", data / "store"
