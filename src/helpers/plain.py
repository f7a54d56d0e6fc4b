"""Texts from outside made harmless where they are written: no letters that turn the line, no formulas in CSV."""

import math
import re
from urllib.parse import quote

import pandas as pd

# marks that turn or embed the direction of a line, and controls that no text needs
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d[\d,.]*(?:e[+-]?\d+)?%?(?: [A-Za-z]+)*")  # a plain unit may follow: +45 percentage points


def one_way(text: str) -> str:
    r"""The text without marks that turn its direction and without control characters, for pages, feeds and metadata.

    Example:
        >>> one_way("a\u202eb\x07c")
        'abc'
    """
    return CONTROL.sub("", TURNING.sub("", text))


def clipped(words: str, most: int) -> str:
    """Words cut at a space to so many letters, with an ellipsis where something is lost.

    Example:
        >>> clipped("one two three", 9)
        'one two…'
    """
    return words if len(words) <= most else words[: most - 1].rpartition(" ")[0].rstrip(",;: ") + "…"


def address(url: str) -> str:
    """An address from outside as a link may carry it: of the web alone, its odd letters encoded; else empty.

    Example:
        >>> address("https://x.example/a[1] b"), address("javascript:alert(1)")
        ('https://x.example/a%5B1%5D%20b', '')
    """
    safe = quote(one_way(url.strip()), safe=":/?#@!$&'()*+,;=%~")
    return safe if re.match(r"https?://[\w%]", safe) else ""


def cell(value: object) -> object:
    """A cell of a CSV that a spreadsheet does not take for a formula; numbers stay as they are.

    Example:
        >>> cell("=1+1"), cell("+660%"), cell("+45 log points"), cell(-3.5), cell("@SUM(A1)")
        ("'=1+1", '+660%', '+45 log points', -3.5, "'@SUM(A1)")
    """
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def csv(frame: pd.DataFrame) -> str:
    """A table as CSV that is safe to open in a spreadsheet.

    Cells of text columns that begin as a formula does get an apostrophe in front; signed numbers, percentages
    and amounts in text stay: they call nothing.
    """
    safe = frame.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(cell)
        elif safe[name].isin([math.inf, -math.inf]).any():  # as Table Schema writes them
            safe[name] = safe[name].astype(object).replace({math.inf: "INF", -math.inf: "-INF"})
    safe.columns = [cell(str(name)) for name in safe.columns]
    return safe.to_csv(index=False, lineterminator="\n")
