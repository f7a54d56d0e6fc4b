"""What differs between two editions: claims, tables and text."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

import pandas as pd

from helpers import languages, paths
from helpers.errors import DataError, problem

COLUMNS = ["kind", "where", "before", "now"]


def read(path: Path) -> pd.DataFrame:
    """Read a table of an edition as text, as it stands in the file."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def claims(before: pd.DataFrame, now: pd.DataFrame) -> list[dict[str, str]]:
    """Claims whose text differs: key, before, now; empty text where an edition does not make the claim."""
    old, new = (frame.drop_duplicates("key").set_index("key")["text"] for frame in (before, now))
    rows = [
        {"key": key, "before": old.get(key, ""), "now": new.get(key, "")} for key in sorted({*old.index, *new.index})
    ]
    return [row for row in rows if row["before"] != row["now"]]


def locate(name: str) -> Path:
    """Folder of an edition, named by its folder, by a file in it, or by its path below the reports.

    Raises:
        DataError: there is no such edition.
    """
    for path in (Path(name), paths.REPORTS / name):
        folder = path.parent if path.is_file() else path
        if (folder / "edition.json").is_file():
            return folder.resolve()
    do = "give its folder, such as rare-earth-magnets/2025-06/2025-07-21"
    raise DataError(problem(f"{name} is no edition", do=do))


def record(folder: Path) -> dict:
    """The run record of an edition."""
    return json.loads((folder / "edition.json").read_text(encoding="utf-8"))


def editions(before: Path, now: Path) -> pd.DataFrame:
    """What differs between two editions.

    Returns:
        One row a difference: kind (``claim``, ``table`` or ``text``), where, before, now; empty text where one
        edition has nothing there.
    """
    rows = [
        {"kind": "claim", "where": row["key"], "before": row["before"], "now": row["now"]}
        for row in claims(read(before / "claims.csv"), read(now / "claims.csv"))
    ]
    names = sorted({path.relative_to(folder).as_posix() for folder in (before, now) for path in _tables(folder)})
    for name in names:
        rows += _lines("table", name, _table_lines(before / name), _table_lines(now / name))
    for name in sorted({path.name for folder in (before, now) for path in (folder / "notebooks").glob("*.ipynb")}):
        rows += _lines("text", name, _text_lines(before / "notebooks" / name), _text_lines(now / "notebooks" / name))
    return pd.DataFrame(rows, columns=COLUMNS)


def _tables(folder: Path) -> list[Path]:
    return [folder / "data.csv", *sorted((folder / "figures").glob("*.csv"))]


def _table_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _text_lines(path: Path) -> list[str]:
    """Sentences that a notebook says, in order."""
    if not path.exists():
        return []
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = [output["data"] for cell in cells for output in cell.get("outputs", []) if "data" in output]
    return ["".join(data["text/plain"]) for data in said if "".join(data.get("text/html", "")).startswith("<p")]


def _lines(kind: str, where: str, before: list[str], now: list[str]) -> list[dict[str, str]]:
    """Lines that differ; a line that was replaced stands beside the one that took its place."""
    rows = []
    for tag, first, last, begin, end in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag != "equal":
            for n in range(max(last - first, end - begin)):
                old = before[first + n] if first + n < last else ""
                new = now[begin + n] if begin + n < end else ""
                rows.append({"kind": kind, "where": where, "before": old, "now": new})
    return rows


def page(before: Path, now: Path, found: pd.DataFrame) -> str:
    """The differences as a page of its own, without any outside request."""
    import html

    from helpers import periods, render
    from helpers.htmltable import table_page

    spans = [(record(folder)["parameters"]["period"], folder.name) for folder in (before, now)]
    names = [f"{periods.words(period)} as of {name}" for period, name in spans]
    caption = "Claims, lines of tables and sentences that differ"
    shown = (
        found.set_axis(["kind", "where", f"before: {names[0]}", f"now: {names[1]}"], axis="columns")
        if len(found)
        else found
    )
    title = f"What differs between {names[0]} and {names[1]}?"
    return render.frame(
        title=title,
        description=title,
        kicker=f"Lodestone · {record(now)['parameters']['product']}",
        h1=re.sub(r"(\d{4}-\d\d-\d\d\S*)", r'<span class="day">\1</span>', html.escape(title)),
        body=table_page(shown, caption) if len(found) else "<p>Nothing: claims, tables and text are the same.</p>",
        nav=[],
        footer=f"<p>{html.escape(str(before))} and {html.escape(str(now))}</p>",
        simulated=languages.notice(any(record(folder)["simulated"] for folder in (before, now))),
    )
