"""Two customs offices' records of one trade, each over the months that it covers."""

import pandas as pd
from matplotlib.figure import Figure

from helpers import periods
from helpers.charts.chart import Chart
from helpers.charts.ends import end_labels
from helpers.charts.lettering import along, labels
from helpers.charts.marks import amount, month_axis, value_axis
from helpers.charts.palette import PALETTE


def plot_sides(
    table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, notes: list[str], unit: str = "t a month"
) -> Chart:
    """Level lines, one a span, at its monthly mean: the first side solid, the other dashed.

    Args:
        table: side, period, first, last (counted months), value (monthly mean in the unit).
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        notes: lines below the chart.
        unit: unit of the values.
    """
    sides = list(dict.fromkeys(table["side"]))
    looks = dict(zip(sides, [("focus", "-", "o"), ("comparison", "--", "s")], strict=False))
    start, end = int(table["first"].min()), int(table["last"].max())
    months = [periods.month_text(n) for n in range(start, end + 1)]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        spots, ends, marks, spans = [], [], [], []
        for side in sides:
            role, line, mark = looks[side]
            mine = table[table["side"] == side]
            for row in mine.itertuples():
                left, right = row.first - start - 0.35, row.last - start + 0.35
                if row.first == row.last:  # hollow, so that one near a line is told from its end
                    look = {"marker": mark, "ms": 5.5, "mfc": PALETTE["paper"], "mec": PALETTE[role], "mew": 1.6}
                    ax.plot((left + right) / 2, row.value, zorder=3, **look)
                else:
                    ax.plot([left, right], [row.value, row.value], color=PALETTE[role], ls=line, lw=2.4)
                marks += along([left, right], [row.value, row.value])
            longest = mine.assign(months=mine["last"] - mine["first"]).sort_values("months").iloc[-1]
            middle = (longest["first"] + longest["last"]) / 2 - start
            words = f"{side}: {amount(longest['value'], unit)}"
            spots.append((middle, longest["value"], words, 1))
            spans.append((longest["first"], longest["last"]))
            last = mine.sort_values("last").iloc[-1]
            if last["period"] != longest["period"]:
                middle = (last["first"] + last["last"]) / 2 - start
                way = 1 if last["value"] >= longest["value"] else -1  # so that no line is between
                ends.append((middle, last["value"], amount(last["value"], unit), way))
        month_axis(ax, months, narrow)
        value_axis(ax, table["value"])
        meet = max(first for first, _ in spans) <= min(last for _, last in spans)
        right = [(x, y, words, PALETTE["ink"]) for x, y, words, _ in ends if x == end - start]
        end_labels(figure, ax, right, 14)
        ends = _parted([spot for spot in ends if spot[0] < end - start])
        labels(figure, ax, [spot for spot in ends if spot[3] > 0], marks, strong=False)
        under = [spot for spot in ends if spot[3] < 0]  # rather left to the table than above the line
        labels(figure, ax, under, marks, nudge=False, strong=False)
        for number, spot in reversed(list(enumerate(_parted(spots) if meet else spots))):  # ours has more room
            others = [mark for mark in marks if mark[1] != spot[1]]  # the label is of its own span and of no other
            labels(figure, ax, [spot], marks, strong=not number, heads=others, led=True)

    parts = [f"{row.side}, {row.period}: {amount(row.value, unit)}" for row in table.itertuples()]
    alt = f"Level lines in {unit}. {subtitle} " + "; ".join(parts) + "."
    return Chart(key, title, subtitle, footer, alt, table.drop(columns=["first", "last"]), draw, notes)


def _parted(spots: list[tuple[float, float, str, int]]) -> list[tuple[float, float, str, int]]:
    """Of two labels the lower one below its line and the other above, so that they do not meet."""
    if len(spots) != 2:
        return spots
    low = min(spots, key=lambda spot: spot[1])
    return [(*spot[:3], -1 if spot is low else 1) for spot in spots]
