"""Unit values beside each other, and the parts of a change."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from helpers.charts.chart import Chart
from helpers.charts.lettering import wrap
from helpers.charts.palette import FAINT, HATCH, PALETTE
from helpers.numbers import UNEVEN, number, uneven

STEPS = [step * 10.0**power for power in range(-3, 7) for step in (1, 2, 5)]
FINE = [step * 10.0**power for power in range(-3, 7) for step in (1, 1.5, 2, 3, 4, 5, 7)]  # where the range is short


def plot_unit_values(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    notes: list[str],
    decimals: int = 1,
) -> Chart:
    """One dot a partner on a ratio scale, over its usual range, which stands out above and below it; hollow if flagged.

    Args:
        table: partner, value, range_low, range_high in the unit (NaN where there is none), flag, role (focus, other,
            or whole, which is a line across); in the order of drawing.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage; names the ratio scale.
        footer: source and vintage.
        notes: lines below the chart, which name those that are flagged.
        decimals: digits of the values after the point, as in the title.
    """
    words = [number(value, decimals) for value in table["value"]]
    rows = table[table["role"] != "whole"]
    own = [word for word, role in zip(words, table["role"], strict=True) if role != "whole"]
    wholes = [f"{name}: {word}" for name, word in zip(table["partner"], words, strict=True)][len(rows) :]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        for place, row in enumerate(rows.itertuples()):
            colour = PALETTE["focus"] if row.role == "focus" else PALETTE["ink"]
            if not np.isnan(row.range_low):
                ends = np.log([row.range_low, row.range_high])
                ax.fill_betweenx([place - 0.24, place + 0.24], *ends, color=PALETTE["muted"], lw=0.8, zorder=1)
            face, mark = (PALETTE["paper"], "D") if row.flag else (colour, "o")
            size = (5.5 if row.flag else 4) if narrow else 6  # a hollow needs room to be seen
            ax.plot(np.log(row.value), place, marker=mark, ms=size, mfc=face, mec=colour, mew=1.2, zorder=2)
        seen = pd.concat([table["value"], table["range_low"], table["range_high"]]).dropna()
        low, high = np.log([seen.min() / 1.15, seen.max() * 1.15]) if len(seen) else (0.0, 1.0)
        ticks = [step for step in STEPS if low <= np.log(step) <= high]
        ticks = ticks if len(ticks) > 3 else [step for step in FINE if low <= np.log(step) <= high]
        ticks = ticks if len(ticks) <= 4 or not narrow else ticks[:: int(np.ceil(len(ticks) / 4))]
        ax.xaxis.set_major_locator(FixedLocator([float(np.log(tick)) for tick in ticks]))
        ax.set_xticklabels([_tick(tick) for tick in ticks])
        ax.set_xlim(low, high)
        _rows(ax, rows["partner"], own, narrow)
        for value, word in zip(table["value"][len(rows) :], wholes, strict=True):
            _across(ax, float(np.log(value)), word)

    parts = [
        f"{row.partner} {word}{', ' + row.flag if row.flag else ''}"
        for row, word in zip(table.itertuples(), words, strict=True)
    ]
    alt = f"Dot chart on a ratio scale. {subtitle} " + ("; ".join(parts) or "No unit value is known") + "."
    height = max(0.6, 0.085 * len(rows) + 0.25)
    return Chart(key, title, subtitle, footer, alt, table.drop(columns="role"), draw, notes, height=height)


def _across(ax: Axes, x: float, words: str) -> None:
    """A thin line across all rows with its name above, which stays over the axis."""
    low, high = ax.get_xlim()
    part = (x - low) / ((high - low) or 1.0)
    side: Any = "left" if part < 0.25 else "right" if part > 0.75 else "center"
    ax.axvline(x, color=PALETTE["ink"], lw=0.9, ls=(0, (4, 2)), zorder=0.5)
    place: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "xytext": (0, 3), "textcoords": "offset points"}
    ax.annotate(words, (x, 1.0), ha=side, va="bottom", fontsize=8.5, **place)


def _tick(value: float) -> str:
    """A number of the axis with the digits that it has."""
    return number(value, next(n for n in range(5) if n == 4 or abs(round(value, n) - value) < 1e-9))


def plot_parts(
    table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, notes: list[str], unit: str
) -> Chart:
    """Bars to both sides of zero, one a part, with their sum as the last, hatched.

    Args:
        table: part, value in the unit; the last row is the sum of the others.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        notes: lines below the chart.
        unit: unit of the values.
    """
    largest = float(table["value"].abs().max()) if table["value"].notna().any() else 0.0
    decimals = 0 if largest >= 100 else 1 if largest >= 20 else 2  # parts of one sum
    words = ["–" if np.isnan(value) else number(value, decimals, sign=True) for value in table["value"]]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        for place, value in enumerate(table["value"].fillna(0.0)):
            colour = PALETTE["focus"] if value >= 0 else PALETTE["event"]
            if place == len(table) - 1:
                ax.barh(place, value, height=0.62, color="none", edgecolor=PALETTE["ink"], hatch=HATCH, linewidth=0.8)
            else:
                ax.barh(place, value, height=0.62, color=colour)
        ax.axvline(0, color=FAINT["axis"], lw=0.9)
        ends = [min(0.0, float(table["value"].min())), max(0.0, float(table["value"].max()))]
        ends = ends if largest > 0 else [-1.0, 1.0]
        pad = 0.04 * (ends[1] - ends[0])
        ax.set_xlim(ends[0] - pad, ends[1] + pad)
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)
        _rows(ax, table["part"], words, narrow)

    parts = [f"{part} {word}" for part, word in zip(table["part"], words, strict=True)]
    alt = f"Bar chart to both sides of zero, in {unit}. {subtitle} " + "; ".join(parts) + "."
    notes = notes + [UNEVEN] * uneven(words[:-1], words[-1])
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=0.1 * len(table) + 0.15)


def _rows(ax: Axes, names: pd.Series, words: list[str], narrow: bool) -> None:
    """One line a row, first at the top: its name on the left, its figure in a column on the right."""
    ax.grid(visible=False, axis="y")
    ax.set_ylim(max(len(names), 1) - 0.4, -0.6)
    ax.yaxis.set_major_locator(FixedLocator(range(len(names))))
    ax.set_yticklabels([wrap(name, 16 if narrow else 34) for name in names])
    for place, word in enumerate(words):
        shown = wrap(word, 12) if narrow else word
        ax.text(1.02, place, shown, va="center", fontsize=8.5 - narrow, transform=ax.get_yaxis_transform())
