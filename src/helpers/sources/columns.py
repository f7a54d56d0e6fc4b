"""Columns of text: read once a distinct text, never once a row.

A customs file repeats few texts in many rows, so a check or a conversion is asked of each distinct text and the answer
is spread over the rows by its code. Numbers are read in one pass over their bytes where they are plain.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FULL_WIDTH = str.maketrans("０１２３４５６７８９，．－", "0123456789,.-")
MISSING = {"", "?", "-", "？", "－"}
NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
DIGIT, COMMA, POINT, OTHER = 0, 1, 2, 4
_KINDS = np.full(256, OTHER, dtype=np.uint8)
_KINDS[list(b"0123456789")] = DIGIT
_KINDS[list(b",")] = COMMA
_KINDS[list(b".")] = POINT


@dataclass(frozen=True)
class Text:
    """A column of text.

    Attributes:
        texts: the distinct texts.
        codes: which of them each row holds.

    Example:
        >>> column = Text.of(["b", "a", "b"], np.array([0, 1, 2, 1]))
        >>> column.texts, column.codes.tolist(), column.which(lambda text: text == "a").tolist()
        (['b', 'a'], [0, 1, 0, 1], [False, True, False, True])
    """

    texts: list[str]
    codes: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[str], codes: np.ndarray) -> Self:
        """Column from texts, which may repeat, and the text of each row."""
        distinct: dict[str, int] = {}
        places = [distinct.setdefault(text, len(distinct)) for text in texts]
        if len(distinct) == len(places):
            return cls(list(distinct), codes)
        return cls(list(distinct), np.array(places, dtype=np.int32)[codes])

    @classmethod
    def read(cls, values: pa.Array) -> Self:
        """Column from Arrow, spaces around its texts taken off."""
        found = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
        return cls.of([text.strip() for text in found.dictionary.to_pylist()], found.indices.to_numpy())

    @classmethod
    def constant(cls, text: str, rows: int) -> Self:
        """The same text in every row."""
        return cls([text], np.zeros(rows, dtype=np.int32))

    def __len__(self):
        return len(self.codes)

    def which(self, test: Callable[[str], bool]) -> np.ndarray:
        """Rows whose text passes a test, each distinct text asked once."""
        passes = [bool(test(text)) for text in self.texts]
        return np.array(passes)[self.codes] if any(passes) else np.zeros(len(self.codes), dtype=bool)

    def convert(self, how: Callable[[str], str]) -> "Text":
        """Every text converted, each distinct one once."""
        return Text.of([how(text) for text in self.texts], self.codes)

    def seen(self, hits: np.ndarray) -> list[str]:
        """Distinct texts of some rows, sorted."""
        return sorted(self.texts[code] for code in np.unique(self.codes[hits]))

    def keep(self, hits: np.ndarray) -> "Text":
        """Some rows, with the texts that they hold."""
        left, codes = np.unique(self.codes[hits], return_inverse=True)
        return Text([self.texts[code] for code in left], codes.astype(np.int32))

    def arrow(self) -> pa.DictionaryArray:
        """The column for Arrow."""
        return pa.DictionaryArray.from_arrays(pa.array(self.codes, pa.int32()), pa.array(self.texts, pa.string()))


class Rows(dict[str, Any]):
    """Rows of one table: name to ``Text`` or to an array of numbers; ``line`` is always among them."""

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self["line"])

    def keep(self, hits: np.ndarray) -> "Rows":
        """Some of the rows."""
        if hits.all():
            return self
        return Rows({name: c.keep(hits) if isinstance(c, Text) else c[hits] for name, c in self.items()})


def numbers(values: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of a text column.

    Args:
        values: texts such as ``1,234``; full-width digits and spaces around too; ``?``, ``-`` and empty are missing.

    Returns:
        The numbers, NaN where missing, and which rows hold a text that is no number.

    Example:
        >>> numbers(pa.array(["1,234", "?", "1,5"]))
        (array([1234.,   nan,   nan]), array([False, False,  True]))
    """
    found = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    places = found.indices.to_numpy()
    if (quick := _plain(found.dictionary)) is not None:
        return quick[places], np.zeros(len(values), dtype=bool)
    parsed = [_number(text) for text in found.dictionary.to_pylist()]
    amounts = np.array([np.nan if value is None else value for value in parsed], dtype=float)
    return amounts[places], np.array([value is None for value in parsed], dtype=bool)[places]


def _plain(values: pa.Array) -> np.ndarray | None:
    """Numbers of a column that holds digits, points and thousands separators alone; None where it holds more."""
    offsets = np.frombuffer(values.buffers()[1], dtype=np.int32, count=len(values) + 1, offset=values.offset * 4)
    content = np.frombuffer(values.buffers()[2] or b"", dtype=np.uint8)[offsets[0] : offsets[-1]]
    kinds = int(np.bitwise_or.reduce(_KINDS[content], initial=0))
    if kinds & OTHER:
        return None
    if kinds & COMMA:
        grouped = pc.match_substring_regex(values, r"^(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$")
        if not pc.all(grouped).as_py():
            return None
        values = pc.replace_substring(values, ",", "")
    try:
        empty = pc.equal(pc.binary_length(values), 0)
        return pc.if_else(empty, None, values).cast(pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None


def _number(text: str) -> float | None:
    """The number of a text, NaN where it is missing, None where it is no number."""
    text = text.strip().translate(FULL_WIDTH).removeprefix("'")
    if text in MISSING:
        return np.nan
    return float(text.replace(",", "")) if NUMBER.fullmatch(text) else None
