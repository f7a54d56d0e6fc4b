"""Lines over the months: one series or several of the same unit, with gaps where a month is unknown."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import periods
from helpers.charts.chart import Chart
from helpers.charts.ends import end_labels
from helpers.charts.lettering import along, labels, nothing
from helpers.charts.marks import amount, events_marks, month_axis, value_axis
from helpers.charts.palette import FAINT, PALETTE

STYLES = {"focus": ("-", 2.0), "comparison": ("--", 1.6), "muted": (":", 1.6), "event": ("-.", 1.6)}
DASHES = {"focus": "solid", "comparison": "dashed", "muted": "dotted", "event": "dash-dotted"}


@dataclass(frozen=True)
class Line:
    """A line: the table's column, its name in a word or two, and its role, which sets colour and dash."""

    column: str
    name: str
    role: str = "focus"


def plot_lines(
    table: pd.DataFrame,
    lines: list[Line],
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    unit: str = "t",
    events: pd.DataFrame | None = None,
    levels: dict[str, float] | None = None,
    notes: list[str] | None = None,
    whole_axis: bool = True,
) -> Chart:
    """Lines over the months, named at their ends; an unknown month is a gap, a month between two gaps a dot.

    Args:
        table: period, one row a month without gaps, and the columns of the lines in one unit; NaN where unknown.
        lines: what to draw, most important first; each with a role of its own.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        unit: unit of every line.
        events: date, label; numbered above the lines.
        levels: named values of which those among the figures and the one next to them are drawn across, such as the
            bands of a yardstick.
        notes: more lines below the chart.
        whole_axis: whether the axis starts at zero.
    """
    marks = list(enumerate(events.itertuples(index=False), start=1)) if events is not None else []
    levels = _near(levels or {}, table[[line.column for line in lines]].stack())
    more = [f"({n}) {periods.day_words(event.date)}: {event.label}" for n, event in marks]
    dashes = "; ".join(f"{DASHES[line.role]}: {line.name}" for line in lines)
    more += [dashes[:1].upper() + dashes[1:]] if len(lines) > 1 else []
    more += [] if whole_axis else ["The axis does not start at zero"]
    more += ["Gaps are months without a figure"] if table[[line.column for line in lines]].isna().any().any() else []
    months = list(table["period"])

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        values = table[[line.column for line in lines]].stack()
        month_axis(ax, months, narrow) if months else None
        seen = pd.Series([*values, *levels.values()], dtype=float)
        value_axis(ax, seen)
        _ground(ax, seen, whole_axis)
        if not len(values):
            nothing(ax)
            return
        for name, level in levels.items():
            ax.axhline(level, color=PALETTE["muted"], lw=0.8, ls=(0, (1, 3)))
            ax.annotate(name, (0, level), xytext=(2, 2), textcoords="offset points", fontsize=8)
        spots = [_line(ax, table[line.column], line) for line in lines]
        ends = [
            (x, y, f"{line.name}: {amount(y, unit)}", PALETTE[line.role])
            for line, (x, y) in zip(lines, spots, strict=True)
            if x >= 0
        ]
        ends = ends if len(lines) > 1 else _last(table[lines[0].column], unit)
        alone = ends[0][2] if len(lines) == 1 else ""
        for _ in range(2):  # names take of the width, then numbers of events of the height
            end_labels(figure, ax, ends, 16 if narrow else 34, strong=alone)
            events_marks(figure, ax, [event.date for _, event in marks], months)
        if len(lines) == 1:
            _told(figure, ax, table[lines[0].column], lines[0], unit)

    return Chart(key, title, subtitle, footer, _alt(table, lines, unit, subtitle), table, draw, [*more, *(notes or [])])


def _last(values: pd.Series, unit: str) -> list[tuple[float, float, str, str]]:
    """The last month of the only line with its figure, to be written at its end."""
    known = values.reset_index(drop=True).dropna()
    return [(float(known.index[-1]), float(known.iloc[-1]), amount(known.iloc[-1], unit), PALETTE["ink"])]


def _told(figure: Figure, ax: Axes, values: pd.Series, line: Line, unit: str) -> None:
    """Dots on the last, the highest and the lowest month of the only line, and figures of the last two."""
    known = values.reset_index(drop=True).dropna()
    last, *others = dict.fromkeys([known.index[-1], known.idxmax(), known.idxmin()])
    ax.plot([last, *others], known[[last, *others]], ls="none", marker="o", ms=4, color=PALETTE[line.role])
    spots = [(float(n), float(known[n]), amount(known[n], unit), -1 if n == known.idxmin() else 1) for n in others]
    marks = along(values.index, values)
    stems = [stem.get_window_extent() for stem in ax.lines if stem.get_gid() == "stem"]
    labels(figure, ax, spots, marks, strong=False, rather_off=stems)


def _near(levels: dict[str, float], values: pd.Series) -> dict[str, float]:
    """The levels within the range of the values, and of the others the one nearest to it.

    Example:
        >>> _near({"low": 1000.0, "high": 1800.0}, pd.Series([422.0, 682.0]))
        {'low': 1000.0}
    """
    if values.empty:
        return {}
    off = {name: max(level - values.max(), values.min() - level) for name, level in levels.items()}
    nearest = min([gap for gap in off.values() if gap > 0], default=0.0)
    return {name: level for name, level in levels.items() if off[name] <= nearest}


def _ground(ax: Axes, values: pd.Series, whole_axis: bool) -> None:
    """Let an axis that need not start at zero stay near its values."""
    if whole_axis or values.empty:
        ax.axhline(0, color=FAINT["axis"], lw=0.9)
        return
    low, high = values.min(), values.max()
    pad = 0.12 * (high - low or abs(high) or 1)
    ax.set_ylim(max(low - pad, 0.0) if low >= 0 else low - pad, high + pad)


def _line(ax: Axes, values: pd.Series, line: Line) -> tuple[float, float]:
    """Draw one line and give its last known point; (-1, 0) where it has none."""
    array = values.to_numpy(dtype=float)
    dash, width = STYLES[line.role]
    above = 2.5 if line.role == "focus" else 2.0  # where lines meet the main one is seen
    look: dict[str, Any] = {"color": PALETTE[line.role], "zorder": above}
    ax.plot(range(len(array)), array, ls=dash, lw=width, solid_capstyle="round", **look)
    known = ~np.isnan(array)
    padded = np.concatenate([[False], known, [False]])
    alone = known & ~padded[:-2] & ~padded[2:]
    ax.plot(np.flatnonzero(alone), array[alone], ls="none", marker="o", ms=3.5, **look)
    last = np.flatnonzero(known)
    return (float(last[-1]), float(array[last[-1]])) if len(last) else (-1.0, 0.0)


def _alt(table: pd.DataFrame, lines: list[Line], unit: str, subtitle: str) -> str:
    """First, last, highest and lowest figure of every line."""
    parts = []
    values = table.set_index("period")
    for line in lines:
        known = values[line.column].dropna()
        if known.empty:
            parts.append(f"{line.name}: no figure.")
            continue
        spots = {"from": known.index[0], "to": known.index[-1], "highest": known.idxmax(), "lowest": known.idxmin()}
        words = [f"{word} {amount(known[m], unit)} {unit} in {periods.words(m)}" for word, m in spots.items()]
        missing = int(values[line.column].isna().sum())
        parts.append(f"{line.name}: {', '.join(words)}; " + (f"{missing} months unknown." if missing else "no gap."))
    return f"Line chart by month. {subtitle} " + " ".join(parts)
