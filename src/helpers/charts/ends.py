"""Names at the ends of lines: in the order of the ends, none over another, led to their ends where they stand off."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from helpers.charts.lettering import GROUND, LEADER, lay_out, wrap

ASIDE = 8  # points from the end of a line to its name
LEAD = 13  # more where a thin line leads to it
OFF = 4.5  # points that a name may stand off its end without one: about half a line
NEAR = 0.9  # of the axis from one end to another right of it so that their names begin on one line: within a month
APART = 1.15  # heights from one name to the next above it


@dataclass
class _End:
    """A name with its end: its place in the data and its height in pixels; how far up and aside the name stands."""

    label: Annotation
    box: Bbox
    spot: tuple[float, float]
    y: float
    up: float = 0.0
    aside: float = ASIDE
    led: bool = False


def end_labels(
    figure: Figure, ax: Axes, spots: list[tuple[float, float, str, str]], letters: int, strong: str = ""
) -> None:
    """Write the names of lines to the right of their ends, pushed apart; what finds no room is left to the table.

    Names written before are written anew.

    Args:
        figure: the figure, with its axes in place.
        ax: its axes; its right limit is moved to make room.
        spots: x, y, name and colour, most important first.
        letters: letters after which a name is broken.
        strong: the name that is in bold.
    """
    cleared(ax, "end")
    if not spots:
        return
    lay_out(figure)
    renderer = FigureCanvasAgg(figure).get_renderer()
    style: dict[str, Any] = {"textcoords": "offset points", "in_layout": False, "gid": "end"}
    words: dict[str, Any] = style | {"va": "center", "fontsize": 8.5, "bbox": GROUND, "xytext": (ASIDE, 0)}
    made = []
    for x, y, name, colour in spots:
        weight = "bold" if name == strong else None
        label = ax.annotate(wrap(name, letters), (x, y), color=colour, fontweight=weight, **words)
        made.append(_End(label, label.get_window_extent(renderer), (x, y), ax.transData.transform((x, y))[1]))
    _make_room(figure, ax, made, renderer)
    groups = [_push_apart(ax.bbox, group) for group in _groups(made)]
    for group in groups:
        led = any(_strays(end, group, figure.dpi / 72) for end in group)
        for end in group:
            end.led = led
        _line_up(ax, group, figure.dpi / 72)
    kept = [end for group in groups for end in group]
    _make_room(figure, ax, kept, renderer)
    for group in groups:
        _line_up(ax, group, figure.dpi / 72)
    for end in kept:
        up = end.up * 72 / figure.dpi
        end.label.set_position((end.aside, up))
        if end.led:
            ax.annotate("", end.spot, xytext=(end.aside - 3, up), arrowprops=LEADER | {"shrinkB": 5}, **style)


def cleared(ax: Axes, mark: str) -> None:
    """Take off what was drawn under a mark, so that it can be drawn anew in the room that is left."""
    for artist in [artist for artist in (*ax.texts, *ax.lines) if artist.get_gid() == mark]:
        artist.remove()


def _make_room(figure: Figure, ax: Axes, ends: list[_End], renderer: RendererAgg) -> None:
    """Move the right limit of the axes so that every name fits beside its end, and measure where they stand then."""
    left, right = ax.get_xlim()
    whole = ax.get_window_extent(renderer).width
    rooms = [min(0.6 * whole, end.box.width + (end.aside + 4) * figure.dpi / 72) for end in ends]
    needs = [left + (end.spot[0] - left) * whole / (whole - room) for end, room in zip(ends, rooms, strict=True)]
    ax.set_xlim(left, max(right, *needs))
    for end in ends:
        end.box = end.label.get_window_extent(renderer)


def _groups(ends: list[_End]) -> list[list[_End]]:
    """Names above each other, most important first, from left to right."""
    groups: list[list[_End]] = []
    for end in sorted(ends, key=lambda end: end.box.x0):
        if groups and end.box.x0 <= max(other.box.x1 for other in groups[-1]):
            groups[-1].append(end)
        else:
            groups.append([end])
    return [sorted(group, key=ends.index) for group in groups]


def _push_apart(room: Bbox, ends: list[_End]) -> list[_End]:
    """Move names above each other apart, most important first, and give those that stay; one without room goes."""
    kept: list[_End] = []
    for end in ends:
        if sum(other.box.height * APART for other in kept) + end.box.height > room.height:
            end.label.remove()
        else:
            kept.append(end)
    kept.sort(key=lambda end: end.y)
    heights = [end.box.height for end in kept]
    for end, centre in zip(kept, spread([end.y for end in kept], heights, room.y0, room.y1), strict=True):
        end.up = centre - end.y
    return kept


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Centres of things above each other, as near as can be to where they are wanted, in their order and within limits.

    The sum of squared distances is the least: neighbours that would meet are pooled around their common mean.

    Args:
        wanted: centres wanted, from the lowest up.
        heights: height of each; they have room within the limits.
        low: lower limit.
        high: upper limit.

    Example:
        >>> spread([0.0, 1.0, 9.0], [4.0, 4.0, 4.0], -10.0, 20.0)
        [-1.8, 2.8, 9.0]
    """
    steps = [0.0, *((one + other) / 2 * APART for one, other in pairwise(heights))]
    offsets = np.cumsum(steps)
    pools: list[list[float]] = []  # of neighbours that share one place but for their offsets
    for place in np.asarray(wanted) - offsets:
        pools.append([float(place)])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    places = [float(np.mean(pool)) for pool in pools for _ in pool]
    floor, ceiling = low + heights[0] / 2, high - heights[-1] / 2 - offsets[-1]
    centres = np.maximum(np.minimum(places, ceiling), floor) + offsets
    return [round(float(centre), 6) for centre in centres]


def _line_up(ax: Axes, ends: list[_End], pixels: float) -> None:
    """Begin names of ends near each other on one line, right of all of them."""
    for end in ends:
        first = max(other.spot[0] for other in ends if other.spot[0] - end.spot[0] <= NEAR)
        here, there = ax.transData.transform([(end.spot[0], 0.0), (first, 0.0)])[:, 0]
        end.aside = ASIDE + (there - here) / pixels + LEAD * end.led


def _strays(end: _End, others: list[_End], pixels: float) -> bool:
    """Whether a name stands off its end or beside that of another, so that a line has to lead to it."""
    half = end.box.height / 2
    rivals = [other.y for other in others if other.y != end.y]
    beside = any(abs(end.y + end.up - height) < half for height in rivals)
    return abs(end.up) > OFF * pixels or beside
