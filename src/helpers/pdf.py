"""The front page of an edition as PDF, printed by a headless Chromium that is there already."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from helpers.errors import DataError, problem

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def chromium() -> str:
    """The Chromium of this machine.

    Raises:
        DataError: there is none.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        do = "install it, on Debian: apt-get install chromium; or print the page from any browser"
        raise DataError(problem("a PDF needs Chromium, and none is here", values=NAMES, do=do))
    return found


def place(folder: Path) -> Path:
    """Where the PDF of an edition lies: beside its folder, since an edition is never added to.

    Example:
        >>> place(Path("/reports/tungsten/2025-06/2025-07-21")).name
        'tungsten-2025-06-2025-07-21.pdf'
    """
    return folder.parent / ("-".join(folder.parts[-3:]) + ".pdf")


def edition(folder: Path) -> str:
    """Print the front page of an edition, unless that was done; return where the PDF lies."""
    target = place(folder.resolve())
    return str(target if target.exists() else write(folder / "index.html", target))


def write(page: Path, target: Path, seconds: float = 120) -> Path:
    """Print a page to A4; the file appears whole or not at all.

    Args:
        page: an HTML file.
        target: the PDF.
        seconds: how long the browser may take.

    Raises:
        DataError: no page, no Chromium, or it wrote nothing.
    """
    if not page.is_file():
        raise DataError(problem("there is no such page", where=str(page)))
    with tempfile.TemporaryDirectory(prefix="lodestone-") as scratch:
        printed = Path(scratch) / "page.pdf"
        words = [chromium(), "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={scratch}/profile"]
        words += ["--disable-background-networking", "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.append("--no-sandbox")  # Chromium refuses to run its sandbox for root
        try:
            done = subprocess.run([*words, page.resolve().as_uri()], capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise DataError(problem(f"Chromium printed nothing in {seconds:.0f} s", where=str(page))) from None
        if done.returncode or not printed.exists():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
            raise DataError(problem(f"Chromium printed nothing: {said[0]}", where=str(page)))
        part = target.with_suffix(".part")
        shutil.copyfile(printed, part)
        part.replace(target)
    return target
