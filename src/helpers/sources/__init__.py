"""One reader per kind of file. Each gives a ``Reading``: rows for the store, and what was found wrong."""

from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

REFUSE, WARN, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """Something about a file that its user should know; ``error`` means that the file is refused whole.

    Attributes:
        code: name, as docs/intake.md lists it.
        severity: error, warning or note.
        message: everything in words.
        lines: the first lines concerned.
        rows: number of rows concerned, 0 where it is about the file.
        mass_share: part of the mass of the file in these rows; None where unknown.
        value_share: part of the value of the file in these rows; None where unknown.
        values: what was seen, at most five.
        do: what to do.
    """

    code: str
    severity: str
    message: str
    lines: tuple[int, ...] = ()
    rows: int = 0
    mass_share: float | None = None
    value_share: float | None = None
    values: tuple[str, ...] = ()
    do: str = ""


@dataclass
class Reading:
    """What a file gave: rows in = rows kept + rows set aside.

    Attributes:
        records: customs rows, one a row of the file, every measure in a column of its own.
        observations: printed figures, one a row.
        statements: printed percentages, ranks and the like.
        findings: what was found, in the order of the checks.
        rows_in: rows of the file without its header.
        rows_kept: rows that count.
        sums: mass and value of the rows in and of those kept.
    """

    records: pa.Table | None = None
    observations: pd.DataFrame | None = None
    statements: pd.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    rows_in: int = 0
    rows_kept: int = 0
    sums: dict[str, list[float]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == REFUSE for finding in self.findings)

    def find(self, code: str, severity: str, message: str, lines: tuple[int, ...] = (), **details) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, message, lines, **details))
