"""The one error that a user of the helpers meets, and the form of its message."""

from collections.abc import Iterable


class DataError(Exception):
    """One or several problems with data or parameters, written for the person who must mend them.

    Args:
        problems: finished messages, as ``problem`` builds them.

    Example:
        >>> print(DataError(["first thing", "second thing"]))
        first thing
        second thing
    """

    def __init__(self, problems: str | Iterable[str]):
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


def problem(
    what: str,
    *,
    where: str = "",
    rows: int | None = None,
    of: int | None = None,
    values: Iterable[object] = (),
    do: str = "",
) -> str:
    """Build one message: what is wrong, where, how much of the data, which values, what to do.

    Example:
        >>> print(problem("2 partner codes are unknown", where="a.csv", rows=2, of=9, values=[998, 997],
        ...               do="add them to partners.csv"))
        2 partner codes are unknown
          where   a.csv
          rows    2 of 9
          values  998, 997
          do      add them to partners.csv
    """
    shown = [str(value) for value in values]
    lines = [what]
    if where:
        lines.append(f"  where   {where}")
    if rows is not None:
        lines.append(f"  rows    {rows:,}" + (f" of {of:,}" if of is not None else ""))
    if shown:
        more = f" and {len(shown) - 10} more" if len(shown) > 10 else ""
        lines.append(f"  values  {', '.join(shown[:10])}{more}")
    if do:
        lines.append(f"  do      {do}")
    return "\n".join(lines)
