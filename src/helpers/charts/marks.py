"""Parts of charts: bars, events, axes."""

from typing import Any

import numpy as np
import pandas as pd
from babel.numbers import format_compact_decimal
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from helpers import periods
from helpers.charts.ends import cleared, end_labels
from helpers.charts.lettering import lay_out, nothing, wrap
from helpers.charts.palette import FAINT, HATCH, PALETTE
from helpers.numbers import number

MEET = 6.0  # points under which the lines of two events would meet
BADGE = 18.0  # points from one row of event numbers to the next
MILLIONS = {"million t": 2, "million USD": 1, "million CNY": 1}  # decimals
GAP = 1.0  # points that two of them stay apart on every side


def amount(value: float, unit: str) -> str:
    """A figure of a chart with the digits that the text gives it.

    Example:
        >>> amount(46.4, "t"), amount(7.995, "t"), amount(0.25, "t"), amount(948.72, "million USD")
        ('46', '8.0', '0.25', '948.7')
    """
    size = abs(value)
    return number(value, MILLIONS.get(unit, 0 if size >= 10 or value == 0 else 1 if size >= 1 else 2))


def bars(ax: Axes, table: pd.DataFrame, focus: str) -> None:
    """One bar a month: filled where reported, hatched where derived, a cross where unknown."""
    for position, row in enumerate(table.itertuples(index=False)):
        if row.state == "unknown" or np.isnan(row.value):
            ax.plot(position, 0, marker="x", ms=4, color=PALETTE["muted"], clip_on=False)
            continue
        colour = PALETTE["focus"] if row.period == focus else PALETTE["muted"]
        if row.state == "reported":
            ax.bar(position, row.value, width=0.78, color=colour)
        else:
            width = 1.0 if row.state == "pair" else 0.78
            ax.bar(position, row.value, width=width, color="none", edgecolor=colour, hatch=HATCH, linewidth=0.8)


def events_marks(figure: Figure, ax: Axes, dates: list[str], months: list[str]) -> None:
    """Dotted lines with numbers above the axes, each in the lowest row where it touches no other; drawn anew each time.

    Args:
        figure: the figure.
        ax: its axes, their limits final.
        dates: days of the events, in the order of their numbers.
        months: months on the axis.
    """
    for mark in ("badge", "stem"):
        cleared(ax, mark)
    canvas = FigureCanvasAgg(figure)
    lay_out(figure)
    renderer = canvas.get_renderer()
    rows: list[list[Bbox]] = []
    disc_look = {"fc": PALETTE["event"], "ec": "none"}
    for x, words in _together(figure, ax, dates, months):
        ax.axvline(x, color=PALETTE["event"], lw=0.9, ls=":", zorder=0, gid="stem")
        badge = ax.annotate(
            words,
            (x, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, BADGE / 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8,
            color="white",
            bbox={"boxstyle": "circle,pad=0.18" if words.isdigit() else "round,pad=0.2", **disc_look},
            gid="badge",
        )
        badge.update_positions(renderer)
        badge.update_bbox_position_size(renderer)
        disc = badge.get_bbox_patch()
        assert disc is not None  # it was just asked for
        box = disc.get_window_extent(renderer).padded(GAP * figure.dpi / 72)
        sideways = Bbox.from_extents(box.x0, 0, box.x1, 1)
        row = next((k for k, taken in enumerate(rows) if not any(map(sideways.overlaps, taken))), len(rows))
        rows += [[]] if row == len(rows) else []
        rows[row].append(sideways)
        if row:
            badge.set_position((0, BADGE / 4 + BADGE * row))
            stem = {"arrowstyle": "-", "color": PALETTE["event"], "lw": 0.9, "ls": ":"}
            where: dict[str, Any] = {"xycoords": badge.xycoords, "textcoords": "offset points", "gid": "stem"}
            ax.annotate("", (x, 1.0), xytext=(0, BADGE * row), arrowprops=stem, zorder=0, **where)


def _together(figure: Figure, ax: Axes, dates: list[str], months: list[str]) -> list[tuple[float, str]]:
    """Where events stand on the axis, with their numbers; those whose lines would meet have one line: 3–4.

    Events before or after what is shown have none; their notes stand below all the same.
    """
    first = periods.month_number(months[0])
    spots = [periods.month_number(date[:7]) - first - 0.5 + (int(date[8:]) - 1) / 31 for date in dates]
    shown = [(x, n) for n, x in enumerate(spots, start=1) if -0.6 <= x <= len(months) - 0.4]
    apart = MEET * figure.dpi / 72 / (ax.transData.transform((1, 0))[0] - ax.transData.transform((0, 0))[0])
    groups: list[list[tuple[float, int]]] = []
    for x, n in shown:
        if groups and x - groups[-1][0][0] < apart and n == groups[-1][-1][1] + 1:
            groups[-1].append((x, n))
        else:
            groups.append([(x, n)])
    return [(group[0][0], "–".join(dict.fromkeys(str(n) for _, n in (group[0], group[-1])))) for group in groups]


def partner_bars(ax: Axes, table: pd.DataFrame, words: list[str], narrow: bool) -> None:
    """Horizontal bars with their figures beside them; what no source gives by partner is hatched."""
    import seaborn as sns  # slow to import, and only this chart needs it

    ax.set(xlabel="", ylabel="")
    ax.grid(visible=False)
    ax.xaxis.set_visible(False)
    ax.yaxis.set_major_locator(FixedLocator(range(len(table))))
    ax.spines["bottom"].set_visible(False)
    if table.empty:
        ax.text(0.5, 0.5, "No partner is known", ha="center", transform=ax.transAxes)
        return
    colours = {"focus": PALETTE["focus"], "other": PALETTE["muted"], "rest": "#FFFFFF00"}
    look = {"palette": colours, "saturation": 1, "legend": False, "dodge": False, "errorbar": None, "width": 0.7}
    sns.barplot(data=table, x="value", y="partner", hue="role", ax=ax, **look)
    for container, role in zip(ax.containers, dict.fromkeys(table["role"]), strict=False):
        for bar in container if role == "rest" else ():
            bar.set(hatch=HATCH, edgecolor=PALETTE["muted"], linewidth=0.8)
    longest = max(table["value"].max() if table["value"].notna().any() else 0.0, 1e-9)
    for position, (value, label) in enumerate(zip(table["value"], words, strict=True)):
        end = (0 if np.isnan(value) else value, position)
        ax.annotate(label, end, xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5)
    # room for the longest label, at about 0.085 inch a letter
    width = 2.1 if narrow else 6.0
    room = min(0.085 * max(map(len, words)), 0.8 * width)
    ax.set(xlabel="", ylabel="", xlim=(0, longest * width / (width - room)))
    names = [wrap(name, 16 if narrow else 34) for name in table["partner"]]
    ax.yaxis.set_major_locator(FixedLocator(range(len(names))))
    ax.set_yticklabels(names)


def contribution_bars(figure: Figure, ax: Axes, table: pd.DataFrame, words: list[str], narrow: bool) -> None:
    """Horizontal bars to both sides of zero with their figures at the far end."""
    ax.grid(visible=False)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.set_ylim(max(len(table), 1) - 0.5, -0.5)
    ax.yaxis.set_major_locator(FixedLocator(range(len(table))))
    ax.set_yticklabels([wrap(name, 16 if narrow else 34) for name in table["partner"]])
    if table["points"].isna().all():
        nothing(ax, "No contribution is known")
        return
    looks = {"focus": PALETTE["focus"], "other": PALETTE["muted"], "total": PALETTE["ink"], "rest": "none"}
    for y, row in enumerate(table.itertuples(index=False)):
        edge: dict[str, Any] = (
            {"edgecolor": PALETTE["muted"], "hatch": HATCH, "linewidth": 0.8} if row.role == "rest" else {}
        )
        ax.barh(y, 0 if np.isnan(row.points) else row.points, height=0.7, color=looks[row.role], **edge)
    ax.axvline(0, color=FAINT["axis"], lw=0.9)
    made = []
    for y, (value, label) in enumerate(zip(table["points"], words, strict=True)):
        side = -1 if value < 0 else 1
        shift: dict[str, Any] = {"xytext": (3 * side, 0), "textcoords": "offset points", "in_layout": False}
        far: dict[str, Any] = {"ha": "left" if side > 0 else "right", "va": "center", "fontsize": 8.5}
        made.append((side, ax.annotate(label, (0 if np.isnan(value) else value, y), **shift, **far)))
    _room_beside(figure, ax, table["points"], made)


def _room_beside(figure: Figure, ax: Axes, values: pd.Series, made: list) -> None:
    """Widen an axis to both sides so that the labels at the ends of its bars fit; labels too long for it go."""
    canvas = FigureCanvasAgg(figure)
    lay_out(figure)
    whole = ax.get_window_extent().width
    parts = {-1: 0.0, 1: 0.0}
    for side, label in made:
        part = (label.get_window_extent(canvas.get_renderer()).width + 10) / whole
        if part > 0.4:
            label.remove()
        else:
            parts[side] = max(parts[side], part)
    low, high = min(values.min(), 0), max(values.max(), 0)
    width = ((high - low) or 1.0) / (1 - parts[-1] - parts[1])
    ax.set_xlim(low - parts[-1] * width, high + parts[1] * width)


def month_axis(ax: Axes, months: list[str], narrow: bool) -> None:
    """Short month names, the year under each January and under the first."""
    step = next(n for n in (1, 2, 3, 4, 6, 12, 24, 60, 120, 600) if len(months) / n <= (5 if narrow else 12))
    first = periods.month_number(months[0])
    offset = -first % 12 % step if 12 % step == 0 else 0
    spots = list(range(offset, len(months), step))
    labels = []
    for index, spot in enumerate(spots):
        year = f"\n{months[spot][:4]}" if index == 0 or months[spot][:4] != months[spots[index - 1]][:4] else ""
        labels.append(periods.short(months[spot]) + year)
    ax.xaxis.set_major_locator(FixedLocator(spots))
    ax.set_xticklabels(labels)
    left = max(0.7, (0.065 if narrow else 0.02) * len(months))  # the first year must not touch the axis' numbers
    ax.set_xlim(-left, len(months) + (1.2 if narrow else 0.1))
    ax.grid(visible=False, axis="x")


def value_axis(ax: Axes, values: pd.Series) -> None:
    """Zero-based axis with grouped numbers and room for labels."""
    top = values.max() if values.notna().any() else 1.0
    bottom = min(0.0, values.min()) if values.notna().any() else 0.0
    ax.set_ylim(bottom * 1.1, (top if top > 0 else 1.0) * 1.14)
    locator = MaxNLocator(5)
    ax.yaxis.set_major_locator(locator)

    def words(value: float, _: int) -> str:
        if value < bottom:
            return ""
        if top >= 1e6:  # as CLDR shortens numbers: 1.5B
            return format_compact_decimal(value, locale="en", fraction_digits=1)
        first, second = locator.tick_values(*ax.get_ylim())[:2]  # as they are in the end
        return number(value, next(n for n in range(16) if round(second - first, n) == round(second - first, 15)))

    ax.yaxis.set_major_formatter(FuncFormatter(words))


def _ratio(percent: pd.Series) -> pd.Series:
    """Height of a change on a ratio scale; a fall to nothing stands where a fall by 97% would."""
    return np.log((1 + percent / 100).clip(lower=0.03))


def change_ends(table: pd.DataFrame) -> tuple[float, float]:
    """Lowest and highest mark of a table of changes on its ratio scale, zero among them."""
    heights = _ratio(table[["on_month_pct", "on_year_pct"]].stack()).dropna()
    return min(heights.min(), 0.0) if len(heights) else 0.0, max(heights.max(), 0.0) if len(heights) else 0.0


def cut_stems(figure: Figure, ax: Axes) -> None:
    """End the lines of events above the labels that they would run through."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [Text.get_window_extent(label, renderer) for label in ax.texts if label.get_gid() not in ("badge", "stem")]
    for stem in (line for line in ax.lines if line.get_gid() == "stem"):
        x = stem.get_window_extent(renderer).x0
        tops = [(box.y1 - ax.bbox.y0) / ax.bbox.height for box in boxes if box.x0 <= x <= box.x1]
        stem.set_ydata([max([0.0, *tops]), 1.0])


def _inner(tick: int, other: int) -> bool:
    """Whether another tick lies between this one and zero, on the same side."""
    return other * tick >= 0 and abs(other) < abs(tick)


def change_marks(
    figure: Figure, ax: Axes, table: pd.DataFrame, focus: str, narrow: bool, ends_of: tuple[float, float]
) -> None:
    """Dots and diamonds on a ratio scale: the height of +100% and of -50% is the same.

    Those of the month in focus, the last, have their figures at the right, each with its base.

    Args:
        figure: the figure.
        ax: the panel of a partner.
        table: the partner's rows of the table of changes.
        focus: month to emphasise.
        narrow: whether the drawing is for a narrow page.
        ends_of: lowest and highest mark of all panels, which have one scale, as ``change_ends`` gives them.
    """
    low, high = ends_of
    ends, size = [], 3.4 if narrow else 6  # so small that neighbours do not meet
    for column, role, marker, shift, after in (
        ("on_month", "focus", "o", -0.25, "on\u00a0month"),
        ("on_year", "comparison", "D", 0.25, "on\u00a0year"),
    ):
        ratio = _ratio(table[f"{column}_pct"])
        for position, (height, state) in enumerate(zip(ratio, table[f"{column}_state"], strict=True)):
            if np.isnan(height):
                continue
            face = PALETTE[role if state == "computed" else "paper"]  # hollow, without the stem inside
            ax.vlines(position + shift, 0, height, color=PALETTE[role], lw=1.2)
            look: dict[str, Any] = {"ms": size if marker == "o" else 0.85 * size, "mew": 0.9 if narrow else 1.4}
            ax.plot(position + shift, height, marker=marker, mfc=face, mec=PALETTE[role], zorder=3, **look)
            if table["period"][position] == focus:
                words = f"{table[f'{column}_label'][position]} {after}"
                ends.append((position + shift, height, words, PALETTE["ink"]))
    ax.hlines(0, -1, len(table) - 0.5, color=FAINT["axis"], lw=0.9)  # not on behind the figures at the right
    ticks = [-90, -75, -50, 0, 100, 300, 900, 1900] if high - low > 1.2 else [-50, -25, 0, 25, 50, 100]
    inside = [t for t in ticks if low - 0.1 <= np.log(1 + t / 100) <= high + 0.1]
    near = 0.09 * max(high - low, 0.4)  # two numbers nearer than this would touch; zero always stays
    inside = [
        t for t in inside if t == 0 or all(abs(np.log((100 + t) / (100 + u))) > near for u in inside if _inner(t, u))
    ]
    ax.yaxis.set_major_locator(FixedLocator([np.log(1 + t / 100) for t in inside]))
    ax.set_yticklabels([number(t, sign=True) + "%" for t in inside])
    pad = 0.22 * max(high - low, 0.4)
    ax.set_ylim(low - pad, high + pad)
    end_labels(figure, ax, ends, 9 if narrow else 20, strong=ends[0][2] if ends else "")
