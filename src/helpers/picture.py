"""The picture that a link to an edition shows: headline and lead chart, 1200 by 630 pixels."""

import io

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import paths
from helpers.charts import Chart
from helpers.charts.marks import PALETTE, wrap
from helpers.plain import one_way

INCHES, DPI = (10.0, 5.25), 120


def picture(headline: str, kicker: str, chart: Chart) -> bytes:
    """Draw headline, lead chart and its source line as PNG; same bytes for the same data."""
    with mpl.rc_context(fname=paths.STYLE):
        figure = Figure(figsize=INCHES, dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        chart.draw(figure, False)
        words = wrap(one_way(headline), 70)
        top = 0.053 * (words.count("\n") + 1) + 0.15
        figure.set_layout_engine("constrained", rect=(0.02, 0.09, 0.96, 0.91 - top))
        figure.text(0.03, 0.96, one_way(kicker), va="top", fontsize=10, color="#555555", parse_math=False)
        figure.text(0.03, 0.915, words, va="top", fontsize=15, fontweight="bold", linespacing=1.15, parse_math=False)
        figure.text(0.03, 1.01 - top, one_way(chart.subtitle), va="top", fontsize=9, color="#555555", parse_math=False)
        figure.text(0.03, 0.05, one_way(chart.footer), va="center", fontsize=9, color="#555555", parse_math=False)
        figure.add_artist(mpl.patches.Rectangle((0, 0), 1, 0.014, transform=figure.transFigure, fc=PALETTE["focus"]))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()
