"""Every folder of the project, spelled once.

``LODESTONE_DATA`` and ``LODESTONE_REPORTS`` move the data and the reports elsewhere: to a folder, or to an address that
fsspec knows, such as ``s3://bucket/data``, for which ``helpers.remote`` keeps a copy in the user's cache.
"""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
TEMPLATES = Path(__file__).resolve().parent / "templates"
STYLE = Path(__file__).resolve().parent / "house.mplstyle"
LOCK = ROOT / "requirements.lock"


def _place(variable: str, name: str) -> tuple[Path, str]:
    """Folder to work in, and the address that it is a copy of, if any."""
    place = os.environ.get(variable) or str(ROOT / name)
    if "://" not in place:
        return Path(place).resolve(), ""
    from platformdirs import user_cache_path

    return user_cache_path("lodestone") / hashlib.sha256(place.encode()).hexdigest()[:16] / name, place


DATA, DATA_URL = _place("LODESTONE_DATA", "data")
RAW = DATA / "raw"
REFERENCE = DATA / "reference"
STORE = DATA / "store"
REPORTS, REPORTS_URL = _place("LODESTONE_REPORTS", "reports")
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
