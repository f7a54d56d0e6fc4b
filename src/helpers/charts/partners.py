"""Partners beside each other."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart
from helpers.charts.lettering import row_height
from helpers.charts.marks import amount, contribution_bars, partner_bars
from helpers.numbers import UNEVEN, number, uneven


def plot_destinations(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    notes: list[str],
    unit: str = "t",
    decimals: list[int] | None = None,
) -> Chart:
    """Horizontal bars of partners, with what is not itemised as a hatched bar of its own.

    Args:
        table: partner, value in the unit, share_pct, role (focus, other, rest); in the order of drawing.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        notes: lines below the chart.
        unit: unit of the value.
        decimals: of each share; one without it.
    """
    rows = list(zip(table.itertuples(), decimals or [1] * len(table), strict=True))
    words = [_words(row, unit, "", digits) for row, digits in rows]  # the subtitle names the unit

    def draw(figure: Figure, narrow: bool) -> None:
        partner_bars(figure.subplots(), table, words, narrow)

    parts = [f"{row.partner} {_words(row, unit, f' {unit}', digits)}" for row, digits in rows]
    alt = f"Bar chart. {subtitle} " + ("; ".join(parts) if parts else "No partner is known") + "."
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=row_height(table["partner"]))


def _words(row, unit: str, after: str, digits: int) -> str:
    """Figure, what stands after it, and share beside a bar."""
    if np.isnan(row.value):
        return "unknown"
    share = "" if np.isnan(row.share_pct) else f" · {number(row.share_pct, digits)}%"
    return f"{amount(row.value, unit)}{after}{share}"


def plot_contributions(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    notes: list[str] | None = None,
    digits: int = 1,
    whole_digits: int = 1,
) -> Chart:
    """Diverging bars: what each partner contributes to the change of the total, the total as a bar of its own.

    Args:
        table: partner, points (percentage points), role (focus, other, rest, total); in the order of drawing, the
            total last.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, months compared, coverage.
        footer: source and vintage.
        notes: lines below the chart.
        digits: decimals of the figures of partners; none from 1,000 on.
        whole_digits: those of the total and of what is left of it.
    """
    few = table["points"].abs().max() < 1000
    decimals = [(whole_digits if role in ("rest", "total") else digits) * few for role in table["role"]]
    pairs = zip(table["points"], decimals, strict=True)
    words = ["unknown" if np.isnan(value) else number(value, int(many), sign=True) for value, many in pairs]

    def draw(figure: Figure, narrow: bool) -> None:
        contribution_bars(figure, figure.subplots(), table, words, narrow)

    parts = [f"{name} {word}" for name, word in zip(table["partner"], words, strict=True)]
    alt = f"Bar chart of contributions in percentage points. {subtitle} " + ("; ".join(parts) or "None is known") + "."
    more = ["Hatched: the partners that are not shown or not known, together"] if "rest" in set(table["role"]) else []
    pairs = zip(words, table["role"], strict=True)
    off = "total" in set(table["role"]) and uneven([word for word, role in pairs if role != "total"], words[-1])
    more += [UNEVEN] if off else []
    height = row_height(table["partner"])
    return Chart(key, title, subtitle, footer, alt, table, draw, [*more, *(notes or [])], height=height)
