"""One reader per kind of file. Each gives a ``Reading``: observations, and what was found wrong."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

REFUSE, WARN, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """Something about a file that its user should know; ``error`` means that the file is refused whole."""

    code: str
    severity: str
    message: str
    lines: tuple[int, ...] = ()


@dataclass
class Reading:
    """What a file gave: rows in = rows kept + rows set aside."""

    observations: pd.DataFrame | None = None
    statements: pd.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    rows_in: int = 0
    rows_kept: int = 0

    @property
    def refused(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == REFUSE for finding in self.findings)

    def find(self, code: str, severity: str, message: str, lines: tuple[int, ...] = ()) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, message, lines))


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    r"""Records of a CSV text with the line on which each begins; quoted line breaks do not split a record.

    Example:
        >>> list(records('a,b\n"x\ny",1\n2,3\n'))
        [(1, ['a', 'b']), (2, ['x\ny', '1']), (4, ['2', '3'])]
    """
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines)
    start = 1
    for record in reader:
        if any(record):
            yield start, record
        start = reader.line_num + 1
