"""Partners over the months: places as crossing lines, shares as a map of cells."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator

from helpers import periods
from helpers.charts.chart import Chart
from helpers.charts.ends import end_labels
from helpers.charts.lettering import nothing, row_height, wrap
from helpers.charts.marks import month_axis
from helpers.charts.palette import FAINT, PALETTE
from helpers.numbers import number

TOPS = [top * 10.0**power for power in range(-3, 2) for top in (1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8)]
SHADES = (0.24, 0.4, 0.57, 0.76, 1.0)
NARROW_MONTHS = 12


def plot_places(
    table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, focus: str, notes: list[str] | None = None
) -> Chart:
    """Places of partners by month, the first on top; a place that the figures do not prove is a gap.

    Args:
        table: partner, then one column a month with the place; NaN where it is not proved. By the last month.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, set of partners, coverage.
        footer: source and vintage.
        focus: name of the partner to emphasise.
        notes: lines below the chart.
    """
    months = [str(name) for name in table.columns if name != "partner"]
    places = table.set_index("partner")[months].astype(float)
    lowest = int(np.nanmax(places.to_numpy())) if places.notna().any().any() else 1
    looks = dict(zip([name for name in places.index if name != focus], _looks(), strict=False))
    looks[focus] = {"color": PALETTE["focus"], "lw": 2.6, "marker": "o", "ms": 5, "zorder": 3}

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        shown = months[-NARROW_MONTHS:] if narrow else months
        month_axis(ax, shown, narrow)
        deepest = int(np.nanmax(places[shown].to_numpy())) if places[shown].notna().any().any() else lowest
        ax.set_ylim(deepest + 0.6, 0.4)
        step = max(1, round(deepest / 12))
        ax.yaxis.set_major_locator(FixedLocator([1, *range(1 + step, deepest + 1, step)]))
        ax.grid(visible=False)
        if places[shown].notna().sum().sum() == 0:
            nothing(ax, "No place is proved")
            return
        spots = []
        for partner in sorted(places.index, key=lambda name: name == focus):
            row = places.loc[partner, shown].to_numpy()
            ax.plot(range(len(shown)), row, **looks[partner])
            known = np.flatnonzero(~np.isnan(row))
            if len(known) and known[-1] == len(shown) - 1:
                spots.append((float(known[-1]), float(row[known[-1]]), partner, PALETTE["ink"]))
        spots.sort(key=lambda spot: (spot[2] != focus, spot[1]))
        end_labels(figure, ax, spots, 16 if narrow else 30)

    alt = f"Bump chart: one line a partner, the first place on top. {subtitle} " + _places_alt(places, months)
    height = max(0.8, 0.09 * lowest + 0.3)
    return Chart(key, title, subtitle, footer, alt, table, draw, notes or [], height, _left_out(months))


def _looks() -> Iterator[dict[str, Any]]:
    """Looks of lines that are not in focus: dash, mark and shade change, so that each can be followed across others."""
    dashes, marks = ["-", (0, (5, 2)), (0, (1.2, 1.4)), (0, (6, 1.5, 1.2, 1.5))], "s^DvXoP<>"
    for n in count():
        shade = PALETTE["muted" if n % 2 else "ink"]
        look: dict[str, Any] = {"color": shade, "mec": shade, "ls": dashes[n % len(dashes)], "lw": 1.2}
        hollow = {"mfc": PALETTE["paper"], "mew": 1.0} if n % 3 == 1 else {}
        yield {**look, "marker": marks[n % len(marks)], "ms": 4.5, **hollow}


def _left_out(months: list[str]) -> list[str]:
    """What the narrow drawing leaves out."""
    return ["The last twelve months; a wider page shows all"] if len(months) > NARROW_MONTHS else []


def _places_alt(places: pd.DataFrame, months: list[str]) -> str:
    """Each partner's first and last proved place."""
    parts = []
    for partner, row in places.iterrows():
        known = row.dropna()
        if len(known):
            first, last = known.index[0], known.index[-1]
            words = f"{partner}: number {known[first]:.0f} in {periods.words(first)}"
            parts.append(f"{words}, {known[last]:.0f} in {periods.words(last)}" if last != first else words)
    return "; ".join(parts) + "." if parts else f"No place is proved in {len(months)} months."


def plot_heat(
    table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, notes: list[str] | None = None
) -> Chart:
    """Shares of partners by month as cells, darker for more; zero is an empty box, unknown a cross.

    Args:
        table: partner, then one column a month with the share of the world total in percent; NaN where unknown.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, coverage.
        footer: source and vintage.
        notes: lines below the chart.
    """
    months = [str(name) for name in table.columns if name != "partner"]
    shares = table[months].astype(float)
    names = [str(name) for name in table["partner"]]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        shown = months[-NARROW_MONTHS:] if narrow else months
        month_axis(ax, shown, narrow)
        ax.set_xlim(-0.5, len(shown) - 0.5)
        ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
        ax.grid(visible=False)
        ax.spines["bottom"].set_visible(False)
        ax.yaxis.set_major_locator(FixedLocator(range(len(names))))
        ax.set_yticklabels([wrap(name, 16 if narrow else 34) for name in names])
        if not names:
            nothing(ax, "No partner is known")
            return
        steps = _steps(shares)
        _cells(ax, shares[shown].to_numpy(), steps)
        _legend(ax, steps, narrow)

    height = row_height(names, 0.06)
    told = list(notes or [])
    told += ["Empty box: zero, proved by a complete query"] if (shares == 0).any().any() else []
    told += ["× : share not known"] if shares.isna().any().any() else []
    alt = _heat_alt(table, months, subtitle)
    return Chart(key, title, subtitle, footer, alt, table, draw, told, height, _left_out(months))


def _steps(shares: pd.DataFrame) -> list[float]:
    """Upper bounds of all shades but the darkest, in percent, each twice the one before; the largest is well above.

    Example:
        >>> _steps(pd.DataFrame({"2025-10": [20.4, 12.0, 10.4]}))
        [2.0, 4.0, 8.0, 16.0]
    """
    largest = shares.max().max()
    top = max((top for top in TOPS if top <= 0.8 * largest), default=TOPS[0])
    return [round(top / 2**n, 6) for n in range(len(SHADES) - 2, -1, -1)]


def _cells(ax: Axes, shares: np.ndarray, bounds: list[float]) -> None:
    """All cells: a shade each, an empty box for zero, a cross where unknown; a share on a bound is not above it."""
    steps = np.digitize(shares, bounds, right=True)
    for step, shade in enumerate(SHADES):
        _boxes(ax, (steps == step) & (shares > 0), facecolor=PALETTE["focus"], alpha=shade, linewidth=0)
    _boxes(ax, shares == 0, facecolor="none", edgecolor=FAINT["grid"], linewidth=0.6)
    y, x = np.nonzero(np.isnan(shares))
    ax.plot(x, y, marker="x", ms=3, ls="none", color=PALETTE["muted"])


def _boxes(ax: Axes, where: np.ndarray, **look: Any) -> None:
    """Boxes of one look in the cells where a table is true."""
    boxes = [Rectangle((x - 0.44, y - 0.42), 0.88, 0.84) for y, x in zip(*np.nonzero(where), strict=True)]
    ax.add_collection(PatchCollection(boxes, **look), autolim=False)


def _legend(ax: Axes, bounds: list[float], narrow: bool) -> None:
    """What the shades mean, in a row above the cells."""
    sign = "" if narrow else "%"  # the subtitle says percent, and a narrow row has no room for five more signs
    words = [f"{mark}{_plain(bound)}{sign}" for mark, bound in [*(("≤", b) for b in bounds), (">", bounds[-1])]]
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": 7 if narrow else 8}
    for spot, (shade, name) in enumerate(zip(SHADES, words, strict=True)):
        at = (spot / len(SHADES), 1.0)
        swatch = {"boxstyle": "square,pad=0.15", "fc": PALETTE["focus"], "ec": "none", "alpha": shade}
        ax.annotate("   ", at, xytext=(2, 8), bbox=swatch, **place)
        ax.annotate(name, at, xytext=(13 if narrow else 16, 8), **place)


def _plain(bound: float) -> str:
    """A bound with the digits that it has."""
    return number(bound, next(n for n in range(6) if n == 5 or abs(round(bound, n) - bound) < 1e-9))


def _heat_alt(table: pd.DataFrame, months: list[str], subtitle: str) -> str:
    """Each partner's share in the last month, and its largest."""
    parts = []
    for row in table.set_index("partner")[months].astype(float).iterrows():
        partner, known = row[0], row[1].dropna()
        if len(known):
            top = known.idxmax()
            parts.append(
                f"{partner}: {number(known.iloc[-1], 1)}% in {periods.words(known.index[-1])}, "
                f"at most {number(known[top], 1)}% in {periods.words(top)}"
            )
    head = f"Heat map of {len(table)} partners by {len(months)} months. {subtitle} "
    return head + ("; ".join(parts) + "." if parts else "No share is known.")
