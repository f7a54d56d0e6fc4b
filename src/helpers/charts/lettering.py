"""Words on a chart: labels that never meet, names at the ends of lines, titles and notes around it."""

import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.charts.palette import PALETTE


def lay_out(figure: Figure) -> None:
    """Give everything its place without drawing it."""
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.execute(figure)


def labels(
    figure: Figure,
    ax: Axes,
    spots: list[tuple[float, float, str, int]],
    marks: Iterable[tuple] = (),
    nudge: bool = True,
) -> None:
    """Write labels beside their marks, the first in bold; one that would cover another is left to the table.

    Args:
        figure: the figure, laid out.
        ax: its axes.
        spots: x, y, words and side (1 above, -1 below), most important first.
        marks: points that no label may cover.
        nudge: whether a label may stand beside its mark instead of right above or below it.
    """
    canvas = FigureCanvasAgg(figure)
    lay_out(figure)
    points = ax.transData.transform([(x, y) for x, y in marks if not np.isnan(y)] or np.empty((0, 2)))
    renderer = canvas.get_renderer()
    taken = [item.get_window_extent(renderer) for item in ax.texts if item.get_gid() in ("badge", "end")]
    first = True
    for x, y, words, side in spots:
        places = ((0, 6 * side), (16, 6 * side), (-16, 6 * side), (0, -8 * side))
        for dx, dy in places if nudge or first else places[:1]:
            label = ax.annotate(
                words,
                (x, y),
                xytext=(dx, dy),
                textcoords="offset points",
                ha="center",
                va="bottom" if dy > 0 else "top",
                fontsize=8.5,
                fontweight="bold" if first else "normal",
                bbox={"boxstyle": "square,pad=0.1", "fc": PALETTE["paper"], "ec": "none", "alpha": 0.8},
            )
            box = label.get_window_extent(renderer).expanded(1.04, 1.1)
            inside = figure.bbox.contains(max(box.x0, 0), box.y0) and figure.bbox.contains(box.x1, box.y1)
            inside = inside and box.x0 >= ax.bbox.x0 - 4  # not over the axis' own numbers
            covers = any(box.overlaps(other) for other in taken) or any(box.contains(px, py) for px, py in points)
            if inside and not covers:
                taken.append(box)
                first = False
                break
            label.remove()


def frame(figure: Figure, title: str, subtitle: str, below: list[str]) -> None:
    """Title above, notes and source below, for use outside the page."""
    title, subtitle = wrap(title, 78), wrap(subtitle, 100)
    foot = "\n".join(wrap(line, 110) for line in below)
    above = 0.2 * (title.count("\n") + 1) + 0.16 * (subtitle.count("\n") + 1) + 0.2
    under = 0.145 * (foot.count("\n") + 1) + 0.15
    width, height = figure.get_size_inches()
    total = height + above + under
    figure.set_size_inches(width, total)
    figure.set_layout_engine("constrained", rect=(0, under / total, 1, height / total))
    figure.text(0.012, 1 - 0.1 / total, title, va="top", fontsize=11, fontweight="bold")
    figure.text(0.012, 1 - (0.1 + 0.2 * (title.count("\n") + 1)) / total, subtitle, va="top", fontsize=9)
    figure.text(0.012, 0.08 / total, foot, va="bottom", fontsize=7.5)


def row_height(names: Iterable[str], least: float = 0.13) -> float:
    """Height of a chart of one row a name, so that names broken for a narrow page do not meet."""
    lines = [len(wrap(str(name), 16).split("\n")) for name in names]
    return max(0.5, max([least, *(0.048 * count + 0.01 for count in lines)]) * len(lines) + 0.2)


def wrap(words: str, width: int) -> str:
    """Break words into lines of at most so many letters."""
    return "\n".join(textwrap.wrap(words, width, break_long_words=False)) or words


def watermark(figure: Figure, words: str) -> None:
    """Set words across the whole drawing, faint enough to read what lies below."""
    width, _ = figure.get_size_inches()
    mark = figure.text(0.5, 0.5, words, fontsize=8.5 * width, rotation=18, ha="center", va="center", gid="watermark")
    mark.set(color=PALETTE["event"], alpha=0.17, fontweight="bold", zorder=9, in_layout=False)


def nothing(ax: Axes, words: str = "No figure is known") -> None:
    """Say in the place of marks that there are none."""
    ax.text(0.5, 0.5, words, ha="center", va="center", transform=ax.transAxes)


def end_labels(figure: Figure, ax: Axes, spots: list[tuple[float, float, str, str]], letters: int) -> None:
    """Write the names of lines to the right of their ends, pushed apart; what finds no room is left to the table.

    Args:
        figure: the figure, with its axes in place.
        ax: its axes; its right limit is moved to make room.
        spots: x, y, name and colour, most important first.
        letters: letters after which a name is broken.
    """
    canvas = FigureCanvasAgg(figure)
    lay_out(figure)
    renderer = canvas.get_renderer()
    style: dict[str, Any] = {
        "xytext": (7, 0),
        "textcoords": "offset points",
        "va": "center",
        "fontsize": 8.5,
        "in_layout": False,
        "gid": "end",
    }
    made = [ax.annotate(wrap(words, letters), (x, y), color=colour, **style) for x, y, words, colour in spots]
    if not made:
        return
    sizes = [label.get_window_extent(renderer) for label in made]
    left, right = ax.get_xlim()
    last = max(x for x, *_ in spots)
    whole = ax.get_window_extent(renderer).width
    room = min(0.6 * whole, max(box.width for box in sizes) + 12 * figure.dpi / 72)
    ax.set_xlim(left, max(right, left + (last - left) * whole / (whole - room)))
    kept: list[tuple] = []
    low, high = ax.bbox.y0, ax.bbox.y1
    for label, box in zip(made, sizes, strict=True):
        if sum(other.height * 1.06 for _, other in kept) + box.height > high - low:
            label.remove()
        else:
            kept.append((label, box))
    kept.sort(key=lambda pair: pair[1].y0 + pair[1].height / 2)
    floor = low
    centres = []
    for _, box in kept:  # upwards: none below the one before
        floor = max(floor, box.y0)
        centres.append(floor + box.height / 2)
        floor += box.height * 1.06
    ceiling = high
    for spot in reversed(range(len(kept))):  # and back down from the top
        label, box = kept[spot]
        centres[spot] = min(centres[spot], ceiling - box.height / 2)
        ceiling = centres[spot] - box.height * 0.53
        here = box.y0 + box.height / 2
        label.set_position((7, (centres[spot] - here) * 72 / figure.dpi))
