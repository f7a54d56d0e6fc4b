"""Records and streaks of a series of months. Pure arithmetic on the panel, no files."""

import pandas as pd

from helpers import measures, periods


def record_since(panel: pd.DataFrame, partner: str, month: str, measure: str = "net_mass_kg") -> tuple[str, str, str]:
    """The last earlier month that was as high, or as low, as this one, if every month between is known.

    Returns:
        ``highest`` or ``lowest``, the month since which (empty where no month of the series equals it), and the first
        month of the unbroken series; empty texts where the series breaks before three months or the month is neither.
    """
    now = measures.level(panel, partner, month, measure)
    number = periods.month_number(month)
    earlier: list[tuple[int, measures.Measured]] = []
    while now.known and (before := measures.level(panel, partner, periods.month_text(number - 1), measure)).known:
        number -= 1
        earlier.append((number, before))
    if len(earlier) < 3:
        return "", "", ""
    start = periods.month_text(earlier[-1][0])
    for kind, reaches in (("highest", lambda m: m.high >= now.low), ("lowest", lambda m: m.low <= now.high)):
        hits = [n for n, m in earlier if reaches(m)]
        gap = earlier[0][0] - hits[0] if hits else len(earlier)
        if gap >= 2:
            return kind, periods.month_text(hits[0]) if hits else "", start
    return "", "", ""


def streak(
    panel: pd.DataFrame, partner: str, month: str, measure: str = "net_mass_kg"
) -> tuple[list[str], tuple[str, ...]]:
    """The months in a row up to this one whose change on the month before went one way, and the rows behind them.

    January to March have no such change, so they end a streak; so does a month that is unknown, or whose direction
    rounding leaves open.

    Example:
        >>> streak(measures.tiny_panel([("2025-04", 1.0), ("2025-05", 2.0), ("2025-06", 3.0)]), "WLD", "2025-06")[0]
        ['2025-05', '2025-06']
    """
    months: list[str] = []
    rows: dict[str, None] = {}
    way = 0
    while True:
        found = measures.change_on_month(panel, partner, month, measure)
        sign = 1 if found.low > 0 else -1 if found.high < 0 else 0
        if not sign or sign != (way or sign):
            return months[::-1], tuple(rows)
        way = sign
        months.append(month)
        rows |= dict.fromkeys(found.rows)
        month = periods.shift(month, -1)
