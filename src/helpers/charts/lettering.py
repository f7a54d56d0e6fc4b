"""Words on a chart: labels that never meet, titles and notes around it."""

import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from helpers.charts.palette import FAINT, PALETTE

GROUND = {"boxstyle": "square,pad=0.1", "fc": PALETTE["paper"], "ec": "none"}  # lines do not run through letters
ABOVE_BAR = [*((0, up) for up in (6, 9, 13, 17, 22, 26)), (8, 6), (12, 6), (16, 6)]  # off taller bars beside

FAR = 22  # points up or down at which a label stands that is led to its mark
LED = 9  # points from which a thin line leads to it
LEADER = {"arrowstyle": "-", "color": FAINT["axis"], "lw": 0.8, "shrinkA": 0, "shrinkB": 3}


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
    strong: bool = True,
    beside: bool = False,
    covered: Iterable[Bbox] = (),
    reach: float = np.inf,
    heads: Iterable[tuple] = (),
    led: bool = False,
    rather_off: Iterable[Bbox] = (),
) -> None:
    """Write labels beside their marks; one that would cover another is left to the table.

    A thin line leads to a label that stands far from its mark.

    Args:
        figure: the figure, laid out.
        ax: its axes.
        spots: x, y, words and side (1 above, -1 below), most important first.
        marks: points that no label may cover.
        nudge: whether a label may stand beside its mark instead of right above or below it.
        strong: whether the first is in bold.
        beside: whether a label rather stands to the right, as where a line passes through its mark.
        covered: what no label may cover either, in pixels, such as bars; a first label in bold stands even so.
        reach: how far aside a label may stand, in points, before it seems to belong to the next mark.
        heads: marks that have no label; a label rather stands by a third nearer to its own.
        led: whether a label may stand far below or above its mark rather than where it seems to belong to another;
            without nudge, higher above its bar.
        rather_off: what a label covers only where it finds no other place, in pixels.
    """
    canvas = FigureCanvasAgg(figure)
    lay_out(figure)
    points, others = (_pixels(ax, found) for found in (marks, heads))
    renderer = canvas.get_renderer()
    taken = [box for item in ax.texts for box in _boxes(item, renderer)]
    solid, soft = list(covered), list(rather_off)
    nobody = np.empty((0, 2))
    for number, (x, y, words, side) in enumerate(spots):
        first = strong and not number  # it rather stands aside than on a bar, and on a bar rather than not at all
        look = {"fontsize": 8.5, "fontweight": "bold" if first else "normal"}
        half = _half(ax, words, look, renderer) * 72 / figure.dpi
        near = [place for place in _places(side, half, beside) if abs(place[0]) <= reach]
        tries = [(*place, solid) for place in (near if nudge else ABOVE_BAR if led else near[:1])]
        tries = [*((dx, dy, [*walls, *soft]) for dx, dy, walls in tries if soft), *tries]
        tries += [(*near[0], [])] if first else []
        rounds = [(others, place) for place in tries] if len(others) else []
        rounds += [(nobody, (0, FAR * way * side, solid)) for way in (-1, 1)] if led and nudge else []
        own = _pixels(ax, [(x, y)])[0]
        for strangers, (dx, dy, walls) in [*rounds, *((nobody, place) for place in tries)]:
            lead = bool(np.hypot(max(abs(dx) - half, 0), dy) >= LED)
            label = _label(ax, (x, y), words, (dx, dy), look, lead)
            label.update_positions(renderer)
            box = Text.get_window_extent(label, renderer).expanded(1.04, 1.1)  # the words without their line
            parts = [box, *_boxes(label, renderer)[1:]]
            inside = figure.bbox.contains(max(box.x0, 0), box.y0) and figure.bbox.contains(box.x1, box.y1)
            inside = inside and box.x0 >= ax.bbox.x0 - 4 and box.y0 >= ax.bbox.y0 - 4  # not over the axis' own numbers
            covers = any(part.overlaps(other) for part in parts for other in taken) or any(
                box.overlaps(other) for other in walls
            )
            covers = covers or any(box.padded(3).contains(*spot) for spot in points)
            strange = any(_distance(box, spot) < 1.5 * _distance(box, own) for spot in strangers)
            if inside and not covers and not strange:
                taken += parts
                break
            label.remove()


def _places(side: int, half: float, beside: bool) -> list[tuple[float, float]]:
    """Where a label may stand, in points from its mark to its middle and foot, the best place first."""
    right = half + 6
    level: list[tuple[float, float]] = [(right, 0), (-right, 0)]
    places: list[tuple[float, float]] = [
        (0, 6 * side),
        (16, 6 * side),
        (-16, 6 * side),
        (0, -8 * side),
        (24, 4 * side),
        (24, -4 * side),
    ]
    places += [*level, (0, 14 * side), (28, 4 * side), (28, -4 * side), (-26, 4 * side), (36, 4 * side)]
    return [(right, 3 * side), (right, 0), *places, (right, 1)] if beside else places


def _boxes(item: Text, renderer: RendererAgg) -> list[Bbox]:
    """The box of words and, where a line leads to them, that of the line."""
    line = getattr(item, "arrow_patch", None)
    return [Text.get_window_extent(item, renderer), *([line.get_window_extent(renderer)] if line else [])]


def _half(ax: Axes, words: str, look: dict[str, Any], renderer: RendererAgg) -> float:
    """Half the width of words in pixels."""
    probe = ax.annotate(words, (0.5, 0.5), xycoords="axes fraction", **look)
    width = probe.get_window_extent(renderer).width
    probe.remove()
    return width / 2


def _label(
    ax: Axes, spot: tuple[float, float], words: str, place: tuple[float, float], look: dict[str, Any], lead: bool
) -> Annotation:
    """Words at a place beside a spot, above or below it or, without a height, level with it."""
    vertical: Any = "bottom" if place[1] > 0 else "top" if place[1] < 0 else "center"
    style: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "va": vertical, "bbox": GROUND}
    return ax.annotate(words, spot, xytext=place, arrowprops=LEADER if lead else None, **style, **look)


def _pixels(ax: Axes, spots: Iterable[tuple]) -> np.ndarray:
    """Where points stand on the drawing; those without a height are left out."""
    return ax.transData.transform([(x, y) for x, y in spots if not np.isnan(y)] or np.empty((0, 2)))


def _distance(box: Bbox, spot: np.ndarray) -> float:
    """From a point to the nearest point of a box."""
    return float(np.hypot(*(spot - np.clip(spot, box.min, box.max))))


def along(x: Iterable[float], y: Iterable[float], steps: int = 12) -> list[tuple[float, float]]:
    """Points along a drawn line, none over its gaps, for labels to keep off.

    Example:
        >>> along([0, 1, 2], [0.0, 4.0, float("nan")], steps=2)
        [(0.5, 2.0), (0.0, 0.0), (1.0, 4.0)]
    """
    spots = list(zip(x, y, strict=True))
    found = [
        (x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps)
        for (x0, y0), (x1, y1) in pairwise(spots)
        for n in range(1, steps)
    ]
    return [(float(a), float(b)) for a, b in [*found, *spots] if not np.isnan(b)]


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
