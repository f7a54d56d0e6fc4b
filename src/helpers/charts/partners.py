"""Partners beside each other."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart
from helpers.charts.marks import amount, partner_bars
from helpers.numbers import number


def plot_destinations(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    notes: list[str],
    unit: str = "t",
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
    """
    largest = table["value"].max() if len(table) else 0.0
    words = [
        f"{amount(row.value, largest)} {unit}" + ("" if np.isnan(row.share_pct) else f" · {number(row.share_pct, 1)}%")
        for row in table.itertuples()
    ]

    def draw(figure: Figure, narrow: bool) -> None:
        partner_bars(figure.subplots(), table, words, narrow)

    parts = [f"{name} {word}" for name, word in zip(table["partner"], words, strict=True)]
    alt = f"Bar chart. {subtitle} " + ("; ".join(parts) if parts else "No partner is known") + "."
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=max(0.5, 0.13 * len(table) + 0.2))
