"""Editions: run the notebooks for a month, render them, publish the whole folder or nothing.

An edition lies under ``reports/<product>/<period>/<vintage>/`` and is never rewritten. The same inputs and code give
no new edition; other code gives ``<vintage>-r2``.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from tqdm import tqdm
from traitlets.config import Config

from helpers import (
    intake,
    languages,
    month,
    pages,
    paths,
    periods,
    reference,
    render,
    schema,
    site,
    store,
    trace,
    translation,
)
from helpers import parameters as checks
from helpers.errors import DataError, problem

if TYPE_CHECKING:
    from nbformat import NotebookNode

FRONT = "08_write_report"
LABELS = {
    "01": "Files",
    "02": "Which figure holds",
    "03": "Level and change",
    "04": "Partners",
    "05": "Unit values",
    "06": "Other side",
    "07": "Revisions",
    "08": "Report",
}
WORKERS = os.cpu_count() or 1


class NotebookError(Exception):
    """A notebook failed; the message names the cell and the kept copy."""


def report(
    product: str, period: str = "", vintage: str = "", focus: str = "", *, quiet: bool = False
) -> tuple[Path, bool]:
    """Make the edition of a month, or find it made already.

    Args:
        product: name in products.csv.
        period: month; empty for the newest.
        vintage: day; empty for the newest.
        focus: partner in focus; empty for the product's own.
        quiet: show no progress bar.

    Returns:
        The edition's folder, and whether it was made now.

    Raises:
        DataError: parameters that cannot work; nothing has run.
        NotebookError: a notebook failed; ``reports`` is as it was.
    """
    store.check_corrections()
    parameters = checks.check(product, period, vintage, focus)
    notebooks = notebook_paths()
    mark = fingerprint(parameters, notebooks)
    parent = paths.REPORTS / product / parameters["period"]
    if found := find(parent, parameters["vintage"], mark):
        return found, False
    for path in notebooks:
        check_parameters(path, parameters)
    started = datetime.now(UTC)
    paths.BUILDING.mkdir(parents=True, exist_ok=True)
    folder = paths.BUILDING / f"{product}-{parameters['period']}-{parameters['vintage']}-{os.getpid()}-{time.time_ns()}"
    try:
        (folder / "notebooks").mkdir(parents=True)
        _run_all(notebooks, folder / "notebooks", parameters, quiet)
        _write(folder, parameters, mark, started)
        target = _publish(folder, parent, parameters["vintage"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    site.build()
    return target, True


def notebook_paths() -> list[Path]:
    """The notebooks of a report, in order; 00 is for exploring by hand and 09 for articles."""
    return [path for path in sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")) if path.name[:2] not in ("00", "09")]


def check_parameters(path: Path, parameters: dict[str, str]) -> None:
    """Compare parameters with those that a notebook declares.

    Raises:
        DataError: unknown names, names without a value, values that are not text; all at once.
    """
    import papermill

    declared = papermill.inspect_notebook(str(path))
    wrong = [
        problem(f"{path.name} has no parameter {name!r}", values=declared)
        for name in parameters
        if name not in declared
    ]
    wrong += [problem(f"{path.name}: parameter {name!r} has no value") for name in declared if name not in parameters]
    wrong += [
        problem(f"{name} is not text: {value!r}") for name, value in parameters.items() if not isinstance(value, str)
    ]
    if wrong:
        raise DataError(wrong)


def fingerprint(parameters: dict[str, str], notebooks: list[Path]) -> str:
    """Hash of all that an edition depends on: notebooks, helpers, lock, reference tables, parameters, its data."""
    digest = hashlib.sha256(json.dumps(parameters, sort_keys=True).encode())
    package = Path(__file__).parent
    code = [path for path in sorted(package.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    digest.update(repr(reference.product(parameters["product"])).encode())  # its own line, not its neighbours'
    tables = [path for path in sorted(paths.REFERENCE.glob("*")) if path.name != "products.csv"]
    for path in [*notebooks, *code, paths.LOCK, *tables]:
        if path.exists():
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for frame in (
        store.observations(parameters["product"], parameters["vintage"]),
        store.statements(parameters["product"], parameters["vintage"]),
    ):
        digest.update(frame.to_csv(index=False).encode())
    return digest.hexdigest()


def find(parent: Path, vintage: str, mark: str) -> Path | None:
    """The edition with a fingerprint, if it was made."""
    for path in sorted(parent.glob(f"{vintage}*/edition.json")):
        if json.loads(path.read_text(encoding="utf-8"))["fingerprint"] == mark:
            return path.parent
    return None


def _run_all(notebooks: list[Path], folder: Path, parameters: dict[str, str], quiet: bool) -> None:
    """Execute the notebooks side by side; the first failure stops those that have not begun."""
    with ThreadPoolExecutor(WORKERS) as pool:
        # the longest first: the report draws most
        jobs = {pool.submit(run, path, folder / path.name, parameters): path for path in reversed(notebooks)}
        try:
            for job in tqdm(as_completed(jobs), total=len(jobs), unit="notebook", disable=quiet or None, leave=False):
                job.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def run(path: Path, output: Path, parameters: dict[str, str]) -> None:
    """Execute one notebook with papermill.

    Raises:
        NotebookError: a cell failed; the executed copy is kept.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        with tempfile.TemporaryDirectory(prefix="lodestone-") as sockets:
            # a kernel of a report listens on no network port, and two never meet on one
            local = Config(
                {"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}} if os.name == "posix" else {}
            )
            papermill.execute_notebook(
                str(path),
                str(output),
                parameters,
                progress_bar=False,
                kernel_name="python3",
                config=local,
                extra_arguments=["--IPKernelApp.log_level=50"],  # what a cell does wrong is in the notebook
            )
    except PapermillExecutionError as error:
        raise NotebookError(_failure(path, output, parameters, f"cell {error.cell_index}", error)) from None
    except (RuntimeError, OSError, TimeoutError) as error:
        raise NotebookError(_failure(path, output, parameters, "its kernel", error)) from None


def _failure(path: Path, output: Path, parameters: dict[str, str], where: str, error: Exception) -> str:
    """Keep the executed copy of a failed notebook outside reports and say what failed where."""
    from papermill.exceptions import PapermillExecutionError

    paths.FAILED.mkdir(parents=True, exist_ok=True)
    kept = paths.FAILED / f"{parameters['product']}-{parameters['period']}-{parameters['vintage']}-{path.name}"
    if output.exists():
        shutil.copyfile(output, kept)
    what = f"{error.ename}: {error.evalue}" if isinstance(error, PapermillExecutionError) else str(error)
    return problem(f"{path.name}, {where} failed: {what}", do=f"open the kept copy: {kept}")


def _write(folder: Path, parameters: dict[str, str], mark: str, started: datetime) -> None:
    """Everything of an edition besides the executed notebooks: pages, claims, figures, data, record."""
    import nbformat

    notebooks = {
        path.stem: nbformat.read(path, as_version=4) for path in sorted((folder / "notebooks").glob("*.ipynb"))
    }
    now = month.open_month(**parameters)
    ledger, headline = _claims(notebooks)
    _table(folder / "claims.csv", ledger.to_csv(index=False, lineterminator="\n"))
    rows = ledger.assign(rows=ledger["rows"].str.split("\n")).to_json(orient="records", force_ascii=False, indent=1)
    (folder / "claims.json").write_text(rows + "\n", encoding="utf-8")
    _figures(notebooks, folder / "figures")
    _table(folder / "data.csv", now.panel.to_csv(index=False, lineterminator="\n"))
    record = _record(parameters, mark, started, now, headline) | {"changed": _changes(parameters, ledger)}
    (folder / "edition.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    kicker = f"{now.product.title} · {periods.words(now.period)} · as of {periods.day_words(now.vintage)}"
    footer = _footer(record)
    package = json.dumps(pages.package(now, now.panel.columns), indent=1, ensure_ascii=False)
    (folder / "datapackage.json").write_text(package + "\n", encoding="utf-8")
    key_figures = pages.cards(now, set(ledger.loc[ledger["notebook"] == FRONT, "key"]))
    others = translation.wanted(parameters["product"])
    for name, notebook in notebooks.items():
        front = name == FRONT
        chapters = [FRONT, *(other for other in notebooks if other != FRONT)]
        nav = [{"label": "All editions", "href": "../../../index.html", "here": False}]
        nav += [{"label": label(other), "href": href(other), "here": other == name} for other in chapters]
        nav += [{"label": languages.name(code), "href": f"index.{code}.html", "lang": code} for code in others]
        text = render.page(
            notebook,
            kicker=kicker,
            nav=nav,
            footer=(pages.cite(now, record["started"]) if front else "") + footer,
            simulated=now.simulated,
            front=front,
            head=pages.head(now, headline, record["started"]) if front else "",
            lead=key_figures if front else "",
        )
        (folder / href(name)).write_text(text, encoding="utf-8")
    for code in others:
        _translate(folder, parameters, code, now, footer)


def _translate(folder: Path, parameters: dict[str, str], lang: str, now: month.Month, footer: str) -> None:
    """Write the front page in another language."""
    nav: list[dict] = [
        {"label": "English", "href": "index.html", "lang": "en"},
        {"label": languages.name(lang), "here": True},
    ]
    goods = reference.product_name(now.product.name, lang)
    text = render.page(
        translation.notebook(**parameters, lang=lang),
        kicker=f"{goods} · {periods.words(now.period, lang)} · {now.vintage}",
        nav=nav,
        footer=footer,
        simulated=now.simulated,
        front=True,
        lang=languages.TAGS.get(lang, lang),
    )
    (folder / f"index.{lang}.html").write_text(text, encoding="utf-8")


def label(name: str) -> str:
    """Short name of a chapter, for the navigation."""
    return LABELS.get(name[:2], " ".join(name.split("_")[1:]).capitalize())


def href(name: str) -> str:
    """Page of a chapter inside its edition."""
    return "index.html" if name == FRONT else f"{name}.html"


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
        _table(folder / f"{data['key']}.csv", data["csv"])


def _table(path: Path, text: str) -> None:
    """Write a table for readers, who may open it in a spreadsheet."""
    path.write_text(pages.harmless(text), encoding="utf-8", newline="")


def _record(parameters: dict[str, str], mark: str, started: datetime, now: month.Month, headline: str) -> dict:
    """The run record: what went in, with which code, what came out."""
    packages = ["papermill", "nbconvert", "pandas", "matplotlib", "seaborn", "duckdb", "pyarrow", "babel"]
    ended = datetime.now(UTC)
    return {
        "parameters": parameters,
        "headline": headline,
        "status": now.status(now.lead),
        "simulated": now.simulated,
        "fingerprint": mark,
        "code": _code_version(),
        "packages": {"python": platform.python_version()} | {name: metadata.version(name) for name in packages},
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 1),
        "inputs": [
            {name: entry[name] for name in ("file", "sha256", "rows_in", "rows_kept", "rows_set_aside", "findings")}
            for entry in intake.take_in()
            if entry["file"] in now.files or entry["status"] == "refuse"
        ],
        "observations": len(now.observations),
        "set_aside": now.set_aside[["id", "reason"]].to_dict("records"),
        "conflicts": now.conflicts.to_dict("records"),
        "columns": schema.columns("panel"),
    }


def _code_version() -> dict:
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


def _changes(parameters: dict[str, str], ledger: pd.DataFrame) -> dict:
    """Claims that differ from the newest earlier edition of the month, for ``edition.json``."""
    parent = paths.REPORTS / parameters["product"] / parameters["period"]
    earlier = [path for path in sorted(parent.glob("*/claims.csv")) if path.parent.name <= parameters["vintage"] + "~"]
    if not earlier:
        return {"since": "", "claims": []}
    before = pd.read_csv(earlier[-1], dtype=str, keep_default_na=False).drop_duplicates("key").set_index("key")["text"]
    now = ledger.drop_duplicates("key").set_index("key")["text"]
    keys = sorted(set(before.index) | set(now.index))
    rows = [{"key": key, "before": before.get(key, ""), "now": now.get(key, "")} for key in keys]
    return {"since": earlier[-1].parent.name, "claims": [row for row in rows if row["before"] != row["now"]]}


def _footer(record: dict) -> str:
    """The run record in short, as HTML."""
    commit = record["code"]["commit"][:12] + ("" if record["code"]["clean"] else ", with local changes")
    files = ", ".join(f"{entry['file']} ({entry['sha256'][:12]})" for entry in record["inputs"][:4])
    files += f" and {len(record['inputs']) - 4} more, listed in edition.json" if len(record["inputs"]) > 4 else ""
    rows = {
        "Text": "generated from the figures by notebook 08; every underlined number links to its formula and sources",
        "†": "quoted from the publisher named, not computed here",
        "Status": record["status"],
        "Made": f"{record['started'][:10]} with Lodestone {record['code']['version']} ({commit})",
        "Inputs": files,
    }
    body = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(words)}</dd>" for name, words in rows.items())
    names = ("claims.csv", "claims.json", "data.csv", "datapackage.json", "edition.json")
    links = f"<p>{' · '.join(f'<a href={name!r}>{name}</a>' for name in names)}</p>"
    return f"<dl>{body}</dl>{links}"


def _publish(folder: Path, parent: Path, vintage: str) -> Path:
    """Move the finished folder into place in one rename, under the first free name."""
    parent.mkdir(parents=True, exist_ok=True)
    for revision in range(1, 1000):
        target = parent / (vintage if revision == 1 else f"{vintage}-r{revision}")
        if not target.exists():
            folder.rename(target)
            return target
    raise DataError(problem(f"there are too many editions of {vintage}", where=str(parent)))
