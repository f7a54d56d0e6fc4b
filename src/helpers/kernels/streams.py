"""Printed text of a kernel, bounded where it is printed: what is never sent fills no memory of the driver."""

from __future__ import annotations

import os
from typing import Any

from ipykernel.iostream import OutStream

CHARACTERS = 10_000_000  # what one stream of a kernel may say; the driver stops a notebook that says more


class BoundedStream(OutStream):
    """Sends a tenth more than ``CHARACTERS``, by which the driver sees that there was more, and drops the rest."""

    sent = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (copy := getattr(self, "_original_stdstream_copy", None)) is not None:
            # what processes of a cell print is sent as well; a second copy would go to a pipe that nobody reads
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, copy)
            os.close(nowhere)

    def write(self, string: str) -> int | None:  # type: ignore[override]  # as in the class above
        """Print, or drop what is beyond the bound."""
        left = CHARACTERS * 11 // 10 - self.sent
        self.sent += len(string)
        return super().write(string[:left]) if left > 0 else len(string)
