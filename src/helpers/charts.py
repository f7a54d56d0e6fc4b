"""Charts: ``plot_*`` takes a finished table and gives a ``Chart`` that shows itself as figure, description and table.

Nothing is computed here: what is drawn stands in the table. Colour follows the role of a mark, and no role is told by
colour alone: derived marks are hatched, printed ones hollow, unknown months crosses.
"""

import base64
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from helpers import paths, periods
from helpers.htmltable import table_page
from helpers.marks import (
    FAINT,
    PALETTE,
    SIZES,
    amount,
    bars,
    change_marks,
    events_marks,
    frame,
    labels,
    month_axis,
    partner_bars,
    value_axis,
)
from helpers.numbers import number
from helpers.trace import CHART


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
    title_page: str = ""

    def figure(self, size: str, titles: bool = False) -> Figure:
        """Draw the chart at one of ``SIZES``; with titles for use outside the page."""
        width, height = SIZES[size]
        with mpl.rc_context(fname=paths.STYLE):
            figure = Figure(figsize=(width, height * self.height), layout="constrained")
            FigureCanvasAgg(figure)  # measures text while drawing
            self.draw(figure, size == "narrow")
            if titles:
                frame(figure, self.title, self.subtitle, [*self.notes, self.footer])
        return figure

    def svg(self, size: str = "wide", titles: bool = False) -> str:
        """The chart as SVG: same bytes for the same data, text as text, colours that a page can restyle."""
        with mpl.rc_context({**mpl.rc_params_from_file(paths.STYLE), "svg.hashsalt": f"{self.key}-{size}"}):
            buffer = io.StringIO()
            self.figure(size, titles).savefig(
                buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=not titles
            )
        return _clean(buffer.getvalue(), self, size)

    def png(self) -> bytes:
        """The chart with titles as PNG, for JupyterLab and code hosts."""
        buffer = io.BytesIO()
        self.figure("wide", titles=True).savefig(buffer, format="png", dpi=110, metadata={"Software": None})
        return buffer.getvalue()

    def page(self) -> str:
        """The chart as ``<figure>``: heading, drawing in two widths, notes, source, data."""
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        return (
            f'<figure class="chart" id="figure-{self.key}">'
            f'<figcaption><p class="title">{self.title_page or html.escape(self.title)}</p>'
            f'<p class="subtitle">{html.escape(self.subtitle)}</p></figcaption>'
            f'<div class="wide">{self.svg("wide")}</div><div class="narrow">{self.svg("narrow")}</div>'
            + (f'<ul class="notes">{notes}</ul>' if notes else "")
            + f'<p class="footer">{html.escape(self.footer)}</p>'
            f"<details><summary>The data of this chart</summary>{table_page(self.table, self.title)}"
            f'<p><a href="figures/{self.key}.csv">CSV</a> · <a href="figures/{self.key}.svg">SVG</a></p>'
            "</details></figure>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {
            "key": self.key,
            "page": self.page(),
            "svg": self.svg(titles=True),
            "csv": self.table.to_csv(index=False, lineterminator="\n"),
        }
        png = base64.b64encode(self.png()).decode()
        return {"image/png": png, "text/plain": self.alt, CHART: data}, {"image/png": {"alt": self.alt}}


def plot_series(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    focus: str,
    events: pd.DataFrame,
    unit: str = "t",
) -> Chart:
    """Monthly bars with the month in focus and numbered events.

    Args:
        table: period, value in the unit, state (reported, derived, pair, unknown), one row a month without gaps.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        focus: month to emphasise.
        events: date, label.
        unit: unit of the value, for the description.
    """
    marks = list(enumerate(events.itertuples(index=False), start=1))
    notes = [f"({n}) {periods.day_words(event.date)}: {event.label}" for n, event in marks]
    states = set(table["state"])
    notes += ["Hatched: not printed, found by subtracting printed sums"] if "derived" in states else []
    notes += (
        ["Joined bars: only the sum of January and February is known; drawn at its monthly mean"]
        if "pair" in states
        else []
    )
    notes += ["× : no figure known"] if "unknown" in states else []

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        bars(ax, table, focus)
        events_marks(ax, [event.date for _, event in marks], list(table["period"]), narrow)
        month_axis(ax, list(table["period"]), narrow)
        value_axis(ax, table["value"])
        known = table.dropna(subset="value").set_index("period")["value"]
        first = [focus, periods.shift(focus, -1), periods.shift(focus, -12)]
        wanted = [
            p for p in dict.fromkeys([*first, *([known.idxmax(), known.idxmin()] if len(known) else [])]) if p in known
        ]
        spots = [(list(table["period"]).index(p), known[p], amount(known[p], known.max())) for p in wanted]
        labels(figure, ax, [(x, y, words, 1) for x, y, words in spots], nudge=False)

    alt = _series_alt(table, unit, focus, subtitle)
    return Chart(key, title, subtitle, footer, alt, table, draw, notes)


def plot_changes(table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, focus: str) -> Chart:
    """Changes on month and on year, one panel a partner, on a ratio scale where a halving is as long as a doubling.

    Args:
        table: partner, period, on_month_pct, on_year_pct, on_month_state, on_year_state
            (computed, printed, unknown), and on_month_label, on_year_label.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        focus: month to emphasise.
    """
    partners = list(dict.fromkeys(table["partner"]))

    def draw(figure: Figure, narrow: bool) -> None:
        panels = np.atleast_1d(figure.subplots(len(partners), 1))
        for ax, partner in zip(panels, partners, strict=True):
            mine = table[table["partner"] == partner].reset_index(drop=True)
            month_axis(ax, list(mine["period"]), narrow)
            change_marks(figure, ax, mine, focus)
            ax.set_title(partner, loc="left", fontsize=9, fontweight="bold")

    printed = (table[["on_month_state", "on_year_state"]] == "printed").any().any()
    marks = {"on_month_pct": "● on the month before", "on_year_pct": "◆ on the same month a year before"}
    notes = ["; ".join(words for column, words in marks.items() if table[column].notna().any()) or "No change is known"]
    notes += ["Hollow: printed by a publisher, not computed here"] if printed else []
    alt = f"Change in percent on month and on year. {subtitle} " + " ".join(
        _change_alt(table, name, focus) for name in partners
    )
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=0.55 + 0.45 * len(partners))


def plot_destinations(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    notes: list[str],
    unit: str = "t",
) -> Chart:
    """Horizontal bars of partners, with what is not itemised as a hatched bar of its own.

    Args:
        table: partner, value in the unit, share_pct, role (focus, other, rest); in the order of drawing.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        notes: lines below the chart.
        unit: unit of the value.
    """
    largest = table["value"].max() if len(table) else 0.0
    words = [
        f"{amount(row.value, largest)} {unit}" + ("" if np.isnan(row.share_pct) else f" · {number(row.share_pct, 1)}%")
        for row in table.itertuples()
    ]

    def draw(figure: Figure, narrow: bool) -> None:
        partner_bars(figure.subplots(), table, words, narrow)

    parts = [f"{name} {word}" for name, word in zip(table["partner"], words, strict=True)]
    alt = f"Bar chart. {subtitle} " + ("; ".join(parts) if parts else "No partner is known") + "."
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=max(0.5, 0.13 * len(table) + 0.2))


def plot_years(
    table: pd.DataFrame, *, key: str, title: str, subtitle: str, footer: str, focus: str, unit: str = "t"
) -> Chart:
    """One line a calendar year over the months, the year of the month in focus emphasised.

    Args:
        table: month (1 to 12) and one column a year, in the unit; NaN where unknown.
        key: name of the chart's files.
        title: the finding.
        subtitle: measure, unit, coverage.
        footer: source and vintage.
        focus: month to emphasise.
        unit: unit of the values.
    """
    years = [name for name in table.columns if name != "month"]
    styles = [("focus", "-", "o"), ("comparison", "--", "s"), ("muted", ":", "^"), ("muted", "-.", "v")]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        spots = _year_spots(table, years, focus)
        for year, (role, line, marker) in zip(reversed(years), styles, strict=False):
            width = 2 if role == "focus" else 1.4
            ax.plot(table["month"], table[year], color=PALETTE[role], ls=line, marker=marker, ms=4.5, lw=width)
        if spots and spots[0][2].startswith(f"{focus[:4]}:"):
            ax.plot(*spots[0][:2], marker="o", ms=9, mfc="none", mec=PALETTE["focus"], mew=1.6)
        ax.set_xlim(0.5, 12.9)
        ax.xaxis.set_major_locator(FixedLocator(range(1, 13)))
        ax.set_xticklabels([periods.short(f"2000-{m:02d}")[: 1 if narrow else 3] for m in range(1, 13)])
        values = table[years].stack()
        value_axis(ax, values)
        ax.set_ylim(bottom=-0.09 * ax.get_ylim()[1])
        ax.axhline(0, color=FAINT["axis"], lw=0.9)
        ax.spines["bottom"].set_visible(False)
        labels(figure, ax, spots, [(table["month"][row], value) for (row, _), value in values.items()])

    largest = table[years].max().max()
    parts = []
    for year in years:
        known = table.set_index("month")[year].dropna()
        ends = [f"{amount(known.iloc[n], largest)} {unit} in month {known.index[n]}" for n in (0, -1) if len(known)]
        parts += [f"{year}: {' to '.join(ends)}"] if ends else []
    alt = f"Line chart, one line a year. {subtitle} " + "; ".join(parts) + "."
    return Chart(key, title, subtitle, footer, alt, table, draw, ["Gaps in a line are months without a figure"])


def _year_spots(table: pd.DataFrame, years: list[str], focus: str) -> list[tuple[float, float, str, int]]:
    """Labels of a chart of years: the month in focus, the one before it, then each year at its last known month."""
    values = table.set_index("month")
    here = int(focus[5:])
    now = values[focus[:4]].get(here, np.nan)
    largest = table[years].max().max()
    spots: list[tuple[float, float, str, int]] = (
        [] if np.isnan(now) else [(here, now, f"{focus[:4]}: {amount(now, largest)}", 1)]
    )
    before = values[focus[:4]].get(here - 1, np.nan)
    if not np.isnan(before):
        spots.append((here - 1, before, amount(before, largest), 1 if before > now else -1))
    for year in reversed(years):
        known = values[year].dropna()
        if len(known) and (year != focus[:4] or np.isnan(now)):
            spots.append((known.index[-1], known.iloc[-1], year, 1))
    return spots


def _series_alt(table: pd.DataFrame, unit: str, focus: str, subtitle: str) -> str:
    known = table.dropna(subset="value").set_index("period")["value"]
    if known.empty:
        return f"Bar chart without a bar: no month has a figure. {subtitle}"
    top = known.max()
    parts = [f"{periods.words(table['period'].iloc[0])} to {periods.words(table['period'].iloc[-1])}."]
    if focus in known:
        parts.append(f"{periods.words(focus)}: {amount(known[focus], top)} {unit}.")
    ends = [
        f"{amount(value, top)} {unit} in {periods.words(month)}"
        for month, value in known.loc[[known.idxmax(), known.idxmin()]].items()
    ]
    parts.append(f"Highest {ends[0]}, lowest {ends[1]}.")
    missing = int((table["state"] == "unknown").sum())
    parts.append(f"Months without a figure: {missing}." if missing else "Every month has a figure.")
    return f"Bar chart by month. {subtitle} " + " ".join(parts)


def _change_alt(table: pd.DataFrame, partner: str, focus: str) -> str:
    row = table[(table["partner"] == partner) & (table["period"] == focus)]
    words = []
    for column, name in (("on_month_pct", "on the month before"), ("on_year_pct", "on the year before")):
        value = row[column].iloc[0] if len(row) else np.nan
        words.append(f"{name} unknown" if np.isnan(value) else f"{name} {number(value, 1, sign=True)}%")
    return f"{partner}, {periods.words(focus)}: {', '.join(words)}."


def _clean(svg: str, chart: Chart, size: str) -> str:
    """Make matplotlib's SVG fit for a page: no prologue, no repeated ids, a description, colours as roles."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    name = f"{chart.key}-{size}"
    head = (
        f'<title id="{name}-title">{html.escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{html.escape(chart.alt)}</desc>'
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
