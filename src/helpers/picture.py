"""The picture that a link to an edition shows: headline and a chart, 1200 by 630 pixels."""

import io
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import paths
from helpers.charts import Chart
from helpers.charts.chart import MARK
from helpers.charts.lettering import watermark, wrap
from helpers.charts.palette import PALETTE
from helpers.plain import clipped, one_way

INCHES, DPI = (10.0, 5.25), 120
SOFT = "#555555"
LEFT, TOP, FLOOR = 0.03, 0.955, 0.09  # parts of the picture


def picture(headline: str, kicker: str, chart: Chart) -> bytes:
    """Draw headline, chart and its source line as PNG; same bytes for the same data.

    Simulated figures carry the word across the whole picture.
    """
    with mpl.rc_context(fname=paths.STYLE):
        figure = Figure(figsize=INCHES, dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        lines: list[tuple[str, dict[str, Any]]] = [
            (clipped(one_way(kicker), 120), {"fontsize": 10, "color": SOFT}),
            (wrap(clipped(one_way(headline), 200), 68), {"fontsize": 15, "fontweight": "bold", "linespacing": 1.15}),
            (wrap(clipped(one_way(chart.subtitle), 220), 125), {"fontsize": 9, "color": SOFT}),
        ]
        top = TOP
        for words, style in lines:
            said = figure.text(LEFT, top, words, va="top", parse_math=False, in_layout=False, **style)
            top -= said.get_window_extent().height / figure.bbox.height + 0.025
        figure.set_layout_engine("constrained", rect=(0.02, FLOOR, 0.96, top - 0.02 - FLOOR))
        chart.draw(figure, False)  # in the room that is left, since labels are set by it
        source = clipped(one_way(chart.footer), 150)
        figure.text(LEFT, 0.05, source, va="center", fontsize=9, color=SOFT, parse_math=False, in_layout=False)
        if chart.simulated:
            watermark(figure, MARK)
        figure.add_artist(mpl.patches.Rectangle((0, 0), 1, 0.014, transform=figure.transFigure, fc=PALETTE["focus"]))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()
