"""One reader per kind of file. Each gives a ``Reading``: observations, and what was found wrong."""

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
    sums: dict[str, list[float]] = field(default_factory=dict)  # mass and value: in, kept

    @property
    def refused(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == REFUSE for finding in self.findings)

    def find(self, code: str, severity: str, message: str, lines: tuple[int, ...] = ()) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, message, lines))
