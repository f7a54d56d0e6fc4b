"""Checking an article: its text, the claims that it prints, a verdict for each, and the marked page."""

from pathlib import Path

from helpers.errors import DataError, problem


def load(path: Path) -> bytes:
    """Bytes of an article, at most one more than the limit.

    Raises:
        DataError: there is no such file, or it cannot be read.
    """
    from helpers.article.text import LIMIT

    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise DataError(problem(f"the article cannot be read: {error.strerror}", where=str(path))) from None
