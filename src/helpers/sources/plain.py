"""The quick way for a CSV that is as regular as the portal writes it; whatever is not is left to the careful way.

In GB18030 no second, third or fourth byte of a letter is ever a comma, a quote or a line end, so the bytes can be split
undecoded and only the distinct texts need decoding. A table is taken only where splitting cannot be in doubt: every
line is one record and has as many quotes as the header.
"""

import codecs

import numpy as np
import pyarrow as pa
from pyarrow import csv

BLOCK = 1 << 30  # one block a file, so that rows are never split by guess


def read(data: bytes) -> tuple[list[str], list[pa.Array], np.ndarray] | None:
    """Header, columns of text and line numbers of a regular CSV, or None.

    Raises nothing: bytes that are no text, uneven rows and all other faults give None.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    first = data[: data.find(b"\n") + 1]
    rest = memoryview(data)[len(first) :]  # not copied
    if not first.strip() or first.startswith(b"<") or not rest or rest[:3] == codecs.BOM_UTF8 or b"\0" in data:
        return None
    breaks = _count(rest, b"\n")
    lines = breaks + (rest[-1:] != b"\n")
    returns = _count(memoryview(data), b"\r")
    if returns and not returns == breaks + 1 == data.count(b"\r\n"):
        return None
    if _count(rest, b'"') != first.count(b'"') * lines:
        return None
    delimiter = b"\t" if first.count(b"\t") > first.count(b",") else b","
    fields = first.rstrip(b"\r\n").split(delimiter)
    encoding = _encoding(data)
    if len(fields) < 2 or len(data) > BLOCK:
        return None
    try:
        header = [_unquoted(field).decode(encoding) for field in fields]
        table = _split(rest, len(fields), delimiter.decode())
        columns = [_decoded(column, encoding) for column in table.columns]
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    if table.num_rows != lines or any('"' in name for name in header):
        return None
    return header, columns, np.arange(2, lines + 2)


def _count(data: memoryview, letter: bytes) -> int:
    """How often a byte occurs, faster than ``bytes.count`` where it is frequent."""
    return int(np.count_nonzero(np.frombuffer(data, dtype=np.uint8) == letter[0]))


def _encoding(data: bytes) -> str:
    """UTF-8 where all bytes are, which the first Chinese letter of GB18030 is not; else GB18030."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _unquoted(field: bytes) -> bytes:
    return field[1:-1] if len(field) > 1 and field[:1] == field[-1:] == b'"' else field


def _split(rest: memoryview, fields: int, delimiter: str) -> pa.Table:
    """Columns of undecoded bytes."""
    names = [str(n) for n in range(fields)]
    return csv.read_csv(
        pa.py_buffer(rest),
        read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=max(len(rest), 1)),
        parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=False, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.binary())),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )


def _decoded(column: pa.ChunkedArray, encoding: str) -> pa.DictionaryArray:
    """Text of a column, decoded once a distinct text.

    Raises:
        UnicodeDecodeError: bytes that are not in the encoding.
    """
    found = column.unify_dictionaries().combine_chunks()
    found = found.chunk(0) if isinstance(found, pa.ChunkedArray) else found
    words = found.dictionary
    if (np.frombuffer(words.buffers()[2] or b"", dtype=np.uint8) & 0x80).any():
        texts = pa.array([text.decode(encoding) for text in words.to_pylist()], pa.string())
    else:
        texts = words.view(pa.string())
    return pa.DictionaryArray.from_arrays(found.indices, texts)
