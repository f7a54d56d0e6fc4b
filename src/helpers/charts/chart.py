"""The contract of every chart: drawn as SVG or PNG, described for a listener, with its data as a table."""

import base64
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from helpers import paths, plain
from helpers.charts.lettering import frame, lay_out, watermark
from helpers.charts.palette import FAINT, PALETTE, SIZES
from helpers.htmltable import table_page
from helpers.trace import CHART

MARK = "SIMULATED"


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    Attributes:
        key: name of its files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        alt: what a listener needs, computed from the data.
        table: the data drawn.
        notes: lines below the chart, such as the events marked in it.
        height: part of the usual height.
        narrow: lines below the chart that are true of its narrow drawing alone.
        title_page: the finding as HTML with traced numbers, where it has some.
    """

    key: str
    title: str
    subtitle: str
    footer: str
    alt: str
    table: pd.DataFrame
    draw: Callable[[Figure, bool], None]
    notes: list[str] = field(default_factory=list)
    height: float = 1.0
    narrow: list[str] = field(default_factory=list)
    title_page: str = ""

    @property
    def simulated(self) -> bool:
        """Whether the source line says that the figures are simulated."""
        return self.footer.startswith(MARK)

    @property
    def described(self) -> str:
        """The description for a listener, who must hear at once that figures are simulated."""
        return f"{MARK}. {self.alt}" if self.simulated and not self.alt.startswith(MARK) else self.alt

    def figure(self, size: str, titles: bool = False) -> Figure:
        """Draw the chart at one of ``SIZES``; with titles for use outside the page."""
        width, height = SIZES[size]
        with mpl.rc_context(fname=paths.STYLE):
            figure = Figure(figsize=(width, height * self.height), layout="constrained")
            FigureCanvasAgg(figure)  # measures text while drawing
            self.draw(figure, size == "narrow")
            if self.simulated:
                watermark(figure, MARK)
            if titles:
                frame(figure, self.title, self.subtitle, [*self.notes, self.footer])
            lay_out(figure)
            figure.set_layout_engine("none")  # everything has its place: saving need not look for it again
        return figure

    def svg(self, size: str = "wide", titles: bool = False) -> str:
        """The chart as SVG: same bytes for the same data, text as text, colours that a page can restyle."""
        return self._svg(self.figure(size, titles), size, titles)

    def _svg(self, figure: Figure, size: str, titles: bool) -> str:
        with mpl.rc_context({**mpl.rc_params_from_file(paths.STYLE), "svg.hashsalt": f"{self.key}-{size}"}):
            for ground in [] if titles else [figure.patch, *(ax.patch for ax in figure.axes)]:
                ground.set_visible(False)  # the page's own shows
            buffer = io.StringIO()
            # savefig would draw everything twice
            FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
        return _clean(buffer.getvalue(), self, size)

    def png(self) -> bytes:
        """The chart with titles as PNG, for JupyterLab and code hosts."""
        return _png(self.figure("wide", titles=True))

    def page(self) -> str:
        """The chart as ``<figure>``: heading, drawing in two widths, notes, source, data."""
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        notes += "".join(f'<li class="narrow">{html.escape(note)}</li>' for note in self.narrow)
        return (
            f'<figure class="chart" id="figure-{self.key}">'
            f'<figcaption><p class="title">{self.title_page or html.escape(self.title)}</p>'
            f'<p class="subtitle">{html.escape(self.subtitle)}</p></figcaption>'
            f'<div class="wide">{self.svg("wide")}</div><div class="narrow">{self.svg("narrow")}</div>'
            + (f'<ul class="notes">{notes}</ul>' if notes else "")
            + f'<p class="footer">{html.escape(self.footer)}</p>'
            f"<details><summary>The data of this chart</summary>{table_page(self._shown(), self.title)}"
            f'<p><a href="figures/{self.key}.csv">CSV</a> · <a href="figures/{self.key}.svg">SVG</a></p>'
            "</details></figure>"
        )

    def _shown(self) -> pd.DataFrame:
        """The data without the columns that only the drawing needs, its percentages with the digits of their labels.

        The CSV has all columns, and all digits.
        """
        table = self.table.drop(columns=[name for name in self.table if str(name).endswith(("role", "_label"))])
        for name in [str(name) for name in self.table if str(name).endswith("_label")]:
            known = self.table[name].str.endswith("%")
            table[name.replace("_label", "_pct")] = self.table[name].str.rstrip("%").where(known, "–")
        return table

    def _repr_mimebundle_(self, include=None, exclude=None):
        figure = self.figure("wide", titles=True)
        data = {
            "key": self.key,
            "page": self.page(),
            "svg": self._svg(figure, "wide", titles=True),
            "csv": plain.csv(self.table),
        }
        png = base64.b64encode(_png(figure)).decode()
        return {"image/png": png, "text/plain": self.described, CHART: data}, {"image/png": {"alt": self.described}}


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.set_dpi(110)
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def _clean(svg: str, chart: Chart, size: str) -> str:
    """Make matplotlib's SVG fit for a page: no prologue, no repeated ids, a description, colours as roles."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    name = f"{chart.key}-{size}"
    head = (
        f'<title id="{name}-title">{html.escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{html.escape(chart.described)}</desc>'
    )
    svg = re.sub(
        r"<svg ([^>]*)>",
        rf'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc" \1>'
        + head.replace("\\", r"\\"),
        svg,
        count=1,
    )
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    for role, colour in {**PALETTE, **FAINT}.items():
        svg = re.sub(rf"{colour}\b", f"var(--{role}, {colour.lower()})", svg, flags=re.IGNORECASE)
    return svg.strip()
