"""Editions: run the notebooks for a month, render them, publish the whole folder or nothing.

An edition lies under ``reports/<product>/<period>/<vintage>/`` and is never rewritten. The same inputs and code give
no new edition; other code gives ``<vintage>-r2``.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import compare, month, pages, paths, plain, schema, site, tables, trace
from helpers.errors import DataError, problem
from helpers.pages import FRONT
from helpers.plans import Plan, versions

if TYPE_CHECKING:
    from nbformat import NotebookNode

SUMS = "SHA256SUMS"
INPUT = ("file", "read_for", "sha256", "rows_in", "rows_kept", "rows_set_aside", "findings")  # told of each


class NotebookError(Exception):
    """A notebook failed; the message names the cell and the kept copy."""

    def __init__(self, notebook: str, where: str, error: str, kept: Path):
        self.row = {"notebook": notebook, "where": where, "error": error, "kept": str(kept)}
        super().__init__(problem(f"{notebook}, {where} failed: {error}", do=f"open the kept copy: {kept}"))


def run(path: Path, output: Path, parameters: dict[str, str], **way: object) -> None:
    """Execute one notebook with papermill.

    Args:
        path: the notebook.
        output: where its executed copy goes.
        parameters: product, period, vintage, focus.
        way: how its kernel runs, as ``kernels.engine.LodestoneEngine`` takes it.

    Raises:
        NotebookError: a cell failed, or its kernel did, or it ran or printed too much; the executed copy is kept.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from helpers.kernels.engine import ENGINE

    try:
        papermill.execute_notebook(
            str(path),
            str(output),
            parameters,
            engine_name=ENGINE,
            kernel_name="python3",
            progress_bar=False,
            **way,
        )
    except PapermillExecutionError as error:
        kept = _keep(path, output, parameters)
        raise NotebookError(path.name, f"cell {error.cell_index}", f"{error.ename}: {error.evalue}", kept) from None
    except (RuntimeError, OSError, TimeoutError) as error:
        raise NotebookError(path.name, "its kernel", str(error), _keep(path, output, parameters)) from None


def _keep(path: Path, output: Path, parameters: dict[str, str]) -> Path:
    """Keep the executed copy of a failed notebook outside reports."""
    paths.FAILED.mkdir(parents=True, exist_ok=True)
    kept = paths.FAILED / f"{parameters['product']}-{parameters['period']}-{parameters['vintage']}-{path.name}"
    if output.exists():
        shutil.copyfile(output, kept)
    return kept


def write(folder: Path, plan: Plan, started: datetime) -> None:
    """Everything of an edition besides the executed notebooks: pages, claims, figures, data, record, hashes."""
    import nbformat

    parameters = plan.parameters

    notebooks = {
        path.stem: nbformat.read(path, as_version=4) for path in sorted((folder / "notebooks").glob("*.ipynb"))
    }
    now = month.open_month(**parameters)
    ledger, headline = _claims(notebooks)
    (folder / "claims.csv").write_text(plain.csv(ledger), encoding="utf-8")
    rows = ledger.assign(rows=ledger["rows"].str.split("\n")).to_json(orient="records", force_ascii=False, indent=1)
    (folder / "claims.json").write_text(rows + "\n", encoding="utf-8")
    _figures(notebooks, folder / "figures")
    (folder / "data.csv").write_text(plain.csv(now.panel), encoding="utf-8")
    record = _record(plan, started, now, headline) | {"changed": _changes(parameters, folder / "claims.csv")}
    (folder / "edition.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    pages.write(folder, notebooks, record, now)
    sums = [f"{digest}  {name}\n" for name, digest in hashes(folder).items()]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file of an edition besides the list of hashes, by its path in the edition."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: hashlib.sha256(_content(path)).hexdigest() for name, path in files.items() if name != SUMS}


def _content(path: Path) -> bytes:
    """Bytes of a file of an edition, a page without the notice that a newer edition is there."""
    data = path.read_bytes()
    return site.NOTICE.sub("", data.decode("utf-8")).encode() if path.suffix == ".html" else data


def _outputs(notebooks: dict[str, NotebookNode], mime: str):
    for name, notebook in notebooks.items():
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                if mime in output.get("data", {}):
                    yield name, output["data"][mime]


def _claims(notebooks: dict[str, NotebookNode]) -> tuple[pd.DataFrame, str]:
    """Claims of all notebooks, one row a notebook and key, and the headline of the report."""
    rows, headline = [], ""
    for name, data in _outputs(notebooks, trace.CLAIMS):
        rows += [{"notebook": name, **row} for row in data["claims"]]
        headline = data["headline"] if name == FRONT else headline
    columns = ["notebook", *trace.Claim.__dataclass_fields__]
    return pd.DataFrame(rows, columns=columns), headline


def _figures(notebooks: dict[str, NotebookNode], folder: Path) -> None:
    folder.mkdir()
    for _, data in _outputs(notebooks, trace.CHART):
        (folder / f"{data['key']}.svg").write_text(data["svg"], encoding="utf-8")
        (folder / f"{data['key']}.csv").write_text(data["csv"], encoding="utf-8")


def _record(plan: Plan, started: datetime, now: month.Month, headline: str) -> dict:
    """The run record: what went in, with which code, what came out."""
    ended = datetime.now(UTC)
    return {
        "parameters": plan.parameters,
        "languages": list(plan.languages),
        "headline": headline,
        "status": now.status(now.lead),
        "simulated": now.simulated,
        "fingerprint": plan.mark,
        "parts": plan.parts,
        "reason": plan.reason,
        "code": code_version(),
        "packages": versions(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 1),
        "inputs": [{name: entry[name] for name in INPUT} for entry in tables.arrived(now)],
        "observations": len(now.observations),
        "set_aside": now.set_aside[["id", "reason"]].to_dict("records"),
        "conflicts": now.conflicts.to_dict("records"),
        "columns": schema.columns("panel"),
    }


def code_version() -> dict:
    """Version of the package and, in a checkout, its commit and whether files differ from it."""

    def git(*words: str) -> str:
        try:
            done = subprocess.run(["git", "-C", str(paths.ROOT), *words], capture_output=True, text=True, check=True)
            return done.stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return ""

    changed = [line for line in git("status", "--porcelain", "--", "src", "notebooks", "data").splitlines() if line]
    return {
        "version": metadata.version("lodestone"),
        "commit": git("rev-parse", "HEAD"),
        "clean": not changed,
    }


def _changes(parameters: dict[str, str], claims: Path) -> dict:
    """Claims that differ from the newest earlier edition of the month, for ``edition.json``."""
    parent = paths.REPORTS / parameters["product"] / parameters["period"]
    earlier = [path for path in sorted(parent.glob("*/claims.csv")) if path.parent.name <= parameters["vintage"] + "~"]
    if not earlier:
        return {"since": "", "claims": []}
    return {"since": earlier[-1].parent.name, "claims": compare.claims(compare.read(earlier[-1]), compare.read(claims))}


def publish(folder: Path, parent: Path, vintage: str) -> Path:
    """Move the finished folder into place in one rename, under the first free name."""
    parent.mkdir(parents=True, exist_ok=True)
    for revision in range(1, 1000):
        target = parent / (vintage if revision == 1 else f"{vintage}-r{revision}")
        if not target.exists():
            try:
                return folder.rename(target)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # another run took the name just now
                    raise
    raise DataError(problem(f"there are too many editions of {vintage}", where=str(parent)))


def damaged(folder: Path) -> list[str]:
    """What of an edition is not as it was published, one line each."""
    if not (folder / SUMS).exists():
        return [f"{folder}: has no {SUMS}"]
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    wanted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = hashes(folder)
    said = [f"{folder / name}: is missing" for name in wanted if name not in found]
    said += [f"{folder / name}: was added" for name in found if name not in wanted]
    return said + [f"{folder / name}: was changed" for name in wanted if found.get(name, wanted[name]) != wanted[name]]
