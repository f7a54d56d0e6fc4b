"""Whatever a person does to a table, back to records: CSV in any encoding, XLSX, either of them inside a zip."""

import csv
import datetime
import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from helpers.sources import REFUSE, Reading, plain

LIMIT_MB = 300
BLANK_ROWS = 200  # a sheet that was once longer ends after so many empty rows


class RefusedError(Exception):
    """A file that cannot be read as a table: code and reason."""

    def __init__(self, code: str, why: str):
        self.code = code
        super().__init__(why)


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: its name inside the file.
        header: first record; empty where there is none.
        columns: text of each field of the other records, as long as the longest record.
        lines: line on which each of these begins.
        widths: number of fields of each; None where all have as many as the header.
        grid: from a workbook, where cells beside the table are somebody's notes; in a CSV they are shifted fields.
    """

    name: str
    header: list[str]
    columns: list[pa.Array]
    lines: np.ndarray
    widths: np.ndarray | None = None
    grid: bool = False


def _sheet(name: str, rows: list[tuple[int, list[str]]], grid: bool = False) -> Sheet:
    """A table from its records."""
    if not rows:
        return Sheet(name, [], [], np.array([], dtype=np.int64), None, grid)
    records = [record for _, record in rows[1:]]
    widths = np.array([len(record) for record in records], dtype=np.int64)
    columns = [
        pa.array([record[n] if n < len(record) else "" for record in records], pa.string())
        for n in range(max(len(rows[0][1]), widths.max(initial=0)))
    ]
    return Sheet(name, rows[0][1], columns, np.array([line for line, _ in rows[1:]], dtype=np.int64), widths, grid)


def refuse(reading: Reading, error: RefusedError) -> Reading:
    """Turn a refusal into a finding."""
    reading.find(error.code, REFUSE, str(error))
    return reading


def check_file(path: Path, tree: Path | None = None, large: bool = False) -> None:
    """Check that a path is a plain file inside its tree and of a sane size, without opening it.

    Raises:
        RefusedError: a folder, pipe, device or socket; a link that leads out of ``tree``; a file over the limit.
    """
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        raise RefusedError("no_file", "there is no such file") from None
    except OSError as error:
        raise RefusedError("unreadable", f"the file cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(kind):
        raise RefusedError("not_a_file", "it is no plain file but a folder, pipe or device")
    if tree is not None and path.is_symlink() and not path.resolve().is_relative_to(tree.resolve()):
        raise RefusedError("link", "it is a link that leads out of its folder")
    if not large and path.stat().st_size > LIMIT_MB * 1_000_000:
        raise RefusedError("too_large", f"it is larger than {LIMIT_MB} MB; take it in with --large if it is meant")


def sheets(path: Path) -> list[Sheet]:
    """All tables of a file.

    Raises:
        RefusedError: the bytes are no table: binary, a web page, a broken archive, cut off inside a record.
    """
    data = path.read_bytes()
    if not data:
        raise RefusedError("empty", "the file is empty")
    if data[:4] == b"PK\x03\x04":
        return list(_archive(data))
    return [_csv("", data)]


def _archive(data: bytes) -> Iterator[Sheet]:
    """Tables of a workbook, or of the tables in a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                yield from _workbook(data)
                return
            wanted = [info for info in archive.infolist() if re.search(r"\.(csv|txt|tsv|xlsx)$", info.filename, re.I)]
            wanted = [info for info in wanted if not Path(info.filename).name.startswith((".", "__"))]
            if not wanted:
                raise RefusedError("no_table", "the archive holds no CSV or XLSX file")
            if sum(info.file_size for info in wanted) > LIMIT_MB * 1_000_000:
                raise RefusedError("too_large", f"unpacked it is larger than {LIMIT_MB} MB")
            for info in sorted(wanted, key=lambda item: item.filename):
                content = archive.read(info)
                if content[:4] == b"PK\x03\x04":
                    yield from (replace(sheet, name=f"{info.filename}/{sheet.name}") for sheet in _workbook(content))
                else:
                    yield _csv(info.filename, content)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise RefusedError("broken_archive", f"the archive is broken or locked: {error}") from None


def _workbook(data: bytes) -> Iterator[Sheet]:
    """Sheets of an XLSX file that hold anything, streamed; cells as the text that a CSV would hold."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a damaged workbook
        raise RefusedError("broken_archive", f"the workbook cannot be opened: {type(error).__name__}") from None
    found = False
    for sheet in book.worksheets:
        rows, blank = [], 0
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            record = [_text(cell) for cell in cells]
            if any(record):
                rows.append((line, record))
                blank = 0
            elif (blank := blank + 1) > BLANK_ROWS:
                break
        if rows:
            found = True
            yield _sheet(sheet.title, rows, grid=True)
    if not found:
        raise RefusedError("empty", "the workbook is empty")


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days as the month they lie in."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell.year}{cell.month:02d}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).replace("_x000D_", "").strip()


def decode(data: bytes) -> str:
    """Text of a CSV: UTF-8 or UTF-16 by their marks, UTF-8 without, else GB18030, which the portal writes.

    Raises:
        RefusedError: NUL bytes, or bytes that are neither UTF-8 nor GB18030, with the line.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise RefusedError("encoding", "it begins as UTF-16 but is not") from None
    if b"\0" in data:
        raise RefusedError(
            "nul", f"line {data[: data.index(0)].count(10) + 1} holds NUL bytes: the file is binary or damaged"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:
            raise RefusedError("broken_off", "the file breaks off inside a letter: download it again") from None
        line = data[: error.start].count(b"\n") + 1
        raise RefusedError("encoding", f"line {line} is neither UTF-8 nor GB18030") from None


def _csv(name: str, data: bytes) -> Sheet:
    if (quick := plain.read(data)) is not None:
        return Sheet(name, *quick)
    text = decode(data)
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.I):
        raise RefusedError("not_customs", "it is a web page, not a table: the portal may have asked to log in")
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    if text.count('"') % 2 and '"' in head:
        raise RefusedError("broken_off", "the file breaks off inside a quoted field: download it again")
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    return _sheet(name, list(records(text, delimiter)))


def records(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    r"""Records of a CSV text with the line on which each begins; quoted line breaks do not split a record.

    Example:
        >>> list(records('a,b\n"x\ny",1\n2,3\n'))
        [(1, ['a', 'b']), (2, ['x\ny', '1']), (4, ['2', '3'])]
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for record in reader:
            if any(record):
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise RefusedError("broken_off", f"line {start}: {error}") from None
