"""Levels and changes over the months: bars, a panel of changes, one line a year."""

from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Bbox

from helpers import periods
from helpers.charts.chart import Chart
from helpers.charts.ends import end_labels
from helpers.charts.lettering import along, labels, lay_out
from helpers.charts.marks import (
    amount,
    bars,
    change_ends,
    change_marks,
    cut_stems,
    events_marks,
    month_axis,
    value_axis,
)
from helpers.charts.palette import FAINT, PALETTE
from helpers.numbers import number


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
        month_axis(ax, list(table["period"]), narrow)
        value_axis(ax, table["value"])
        events_marks(figure, ax, [event.date for _, event in marks], list(table["period"]))
        known = table.dropna(subset="value").set_index("period")["value"]
        near_it = [focus, periods.shift(focus, -1), periods.shift(focus, -12)] if focus in known else []
        ends = [known.idxmax(), known.idxmin()] if len(known) else []
        wanted = [p for p in dict.fromkeys([*near_it, *ends]) if p in known]
        spots = [
            (float(list(table["period"]).index(p)), float(known[p]), _figure(known[p], known.max(), unit))
            for p in wanted
        ]
        lay_out(figure)
        near = 2 * figure.dpi / 72  # nearer to another bar a figure seems to be of that one
        solid = [bar.get_window_extent().padded(near) for bar in ax.patches]
        spots_up = [(x, y, words, 1) for x, y, words in spots]
        first = int(focus in known)  # it may stand on the line of an event, the others do not
        labels(figure, ax, spots_up[:first], nudge=False, covered=solid, led=True)
        stems = [stem.get_window_extent() for stem in ax.lines if stem.get_gid() == "stem"]
        labels(figure, ax, spots_up[first:], nudge=False, strong=False, covered=[*solid, *stems], led=True)
        cut_stems(figure, ax)

    alt = _series_alt(table, unit, focus, subtitle)
    return Chart(key, title, subtitle, footer, alt, table, draw, notes)


def _figure(value: float, largest: float, unit: str) -> str:
    """A figure of a bar; of a percentage one decimal is enough where the largest has one."""
    return number(value, 1) if unit == "%" and largest >= 1 else amount(value, unit)


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
            change_marks(figure, ax, mine, focus, narrow, change_ends(table))
            ax.set_title(partner, loc="left", fontsize=9, fontweight="bold")
        right = max(ax.get_xlim()[1] for ax in panels)  # a month stands at one place in all panels
        for ax in panels:
            ax.set_xlim(right=right)

    printed = (table[["on_month_state", "on_year_state"]] == "printed").any().any()
    marks = {"on_month_pct": "● on the month before", "on_year_pct": "◆ on the same month a year before"}
    notes = ["; ".join(words for column, words in marks.items() if table[column].notna().any()) or "No change is known"]
    notes += ["Hollow: printed by a publisher, not computed here"] if printed else []
    alt = f"Change in percent on month and on year. {subtitle} " + " ".join(
        _change_alt(table, name, focus) for name in partners
    )
    return Chart(key, title, subtitle, footer, alt, table, draw, notes, height=0.55 + 0.45 * len(partners))


def plot_years(
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    subtitle: str,
    footer: str,
    focus: str,
    unit: str = "t",
    notes: list[str] | None = None,
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
        notes: more lines below the chart.
    """
    years = [name for name in table.columns if name != "month"]
    styles = [("focus", "-", "o"), ("comparison", "--", "s"), ("muted", ":", "^"), ("muted", "-.", "v")]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = figure.subplots()
        ends, before = _year_ends(table, years, focus, unit), _bases(table, focus, unit)
        for year, (role, line, marker) in zip(reversed(years), styles, strict=False):
            look: dict[str, Any] = {"lw": 2, "zorder": 3} if role == "focus" else {"lw": 1.4}
            hollow = {"mfc": "none", "ms": 6, "zorder": 2.5}  # what it meets is seen through it
            look |= hollow if role == "muted" else {"ms": 4.5}
            ax.plot(table["month"], table[year], color=PALETTE[role], ls=line, marker=marker, **look)
        if now := [(x, y) for x, y, words, _ in ends if words.startswith(f"{focus[:4]}:") and x == int(focus[5:])]:
            ax.plot(*now[0], marker="o", ms=9, mfc="none", mec=PALETTE["focus"], mew=1.6)
        ax.set_xlim(0.5, 12.9)
        ax.xaxis.set_major_locator(FixedLocator(range(1, 13)))
        ax.set_xticklabels([periods.short(f"2000-{m:02d}")[: 1 if narrow else 3] for m in range(1, 13)])
        values = table[years].stack()
        value_axis(ax, values)
        ax.set_ylim(bottom=-0.09 * ax.get_ylim()[1])
        ax.axhline(0, color=FAINT["axis"], lw=0.9)
        ax.spines["bottom"].set_visible(False)
        end_labels(figure, ax, ends, 14, strong=ends[0][2] if now else "")
        lay_out(figure)
        ground = Bbox([ax.transData.transform((0.5, 0)), ax.transData.transform((12.9, 0))]).padded(1)
        marks = [spot for year in years for spot in along(table["month"], table[year])]
        reach = 0.6 * ground.width / 12.4 * 72 / figure.dpi  # of the way to the next month
        if not narrow:  # there it would stand nearer to another month's mark; the title tells it
            labels(figure, ax, before, marks, strong=False, beside=True, covered=[ground], reach=reach)

    parts = []
    for year in years:
        known = table.set_index("month")[year].dropna()
        ends = [f"{amount(known.iloc[n], unit)} {unit} in month {known.index[n]}" for n in (0, -1) if len(known)]
        parts += [f"{year}: {' to '.join(ends)}"] if ends else []
    alt = f"Line chart, one line a year. {subtitle} " + "; ".join(parts) + "."
    until = {year: int(focus[5:]) if year == focus[:4] else 12 for year in years}
    gaps = [words for year in years if (words := _gaps(year, table.set_index("month").loc[: until[year], year]))]
    return Chart(key, title, subtitle, footer, alt, table, draw, [*gaps, *(notes or [])])


def _gaps(year: str, values: pd.Series) -> str:
    """Which months of a year have a figure, or have none where those are fewer; nothing where all have one.

    Example:
        >>> _gaps("2024", pd.Series([np.nan, np.nan, 2.0, np.nan], range(1, 5)))
        '2024: only March has a figure'
        >>> _gaps("2024", pd.Series([5.0, 4.0, np.nan, np.nan, 2.0, np.nan, 2.0], range(1, 8)))
        '2024: no figure for March–April and June'
    """
    known, unknown = ([int(n) for n in values.index[found]] for found in (values.notna(), values.isna()))
    if not unknown or not known:
        return f"{year}: no month has a figure" if unknown else ""
    if len(unknown) < len(known):
        return f"{year}: no figure for {_runs(unknown)}"
    return f"{year}: only {_runs(known)} {'has' if len(known) == 1 else 'have'} a figure"


def _runs(months: list[int]) -> str:
    """Months in words, those that follow one another together."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(months), lambda pair: pair[1] - pair[0])]
    ends = [dict.fromkeys(periods.words(f"2000-{n:02d}").split()[0] for n in (run[0], run[-1])) for run in runs]
    *most, last = ["–".join(names) for names in ends]
    return f"{', '.join(most)} and {last}" if most else last


def _bases(table: pd.DataFrame, focus: str, unit: str) -> list[tuple[float, float, str, int]]:
    """Labels of what the month in focus is set against, on the side that the line does not take.

    Those are the month before, and the same month a year before where its year goes on, so that it has no other label.
    """
    values, here, past = table.set_index("month"), int(focus[5:]), str(int(focus[:4]) - 1)
    before, now = values[focus[:4]].get(here - 1, np.nan), values[focus[:4]].get(here, np.nan)
    spots = [(here - 1, before, 1 if before > now else -1)]
    if past in values and not np.isnan(base := values[past].get(here)) and values[past].loc[here + 1 :].notna().any():
        spots.append((here, base, 1 if base > now else -1))
    return [(x, y, amount(y, unit), side) for x, y, side in spots if not np.isnan(y)]


def _year_ends(table: pd.DataFrame, years: list[str], focus: str, unit: str) -> list[tuple[float, float, str, str]]:
    """Names of the years at their last known months, that in focus first; it and a month by itself with figures."""
    values = table.set_index("month")
    ends = []
    for year in reversed(years):
        known = values[year].dropna()
        if len(known):
            x, y = int(known.index[-1]), float(known.iloc[-1])
            alone = int(x) - 1 not in known.index  # a mark by itself would pass for a legend
            if f"{year}-{x:02d}" == focus:
                words = f"{year}: {amount(y, unit)}"
            else:
                words = f"{periods.short(f'{year}-{x:02d}')} {year}: {amount(y, unit)}" if alone else year
            ends.append((float(x), y, words, PALETTE["ink"]))
    return ends


def _series_alt(table: pd.DataFrame, unit: str, focus: str, subtitle: str) -> str:
    known = table.dropna(subset="value").set_index("period")["value"]
    if known.empty:
        return f"Bar chart without a bar: no month has a figure. {subtitle}"
    top = known.max()
    parts = [f"{periods.words(table['period'].iloc[0])} to {periods.words(table['period'].iloc[-1])}."]
    if focus in known:
        parts.append(f"{periods.words(focus)}: {_figure(known[focus], top, unit)} {unit}.")
    ends = [
        f"{_figure(value, top, unit)} {unit} in {periods.words(month)}"
        for month, value in known.loc[[known.idxmax(), known.idxmin()]].items()
    ]
    parts.append(f"Highest {ends[0]}, lowest {ends[1]}.")
    missing = int((table["state"] == "unknown").sum())
    parts.append(f"Months without a figure: {missing}." if missing else "Every month has a figure.")
    return f"Bar chart by month. {subtitle} " + " ".join(parts)


def _change_alt(table: pd.DataFrame, partner: str, focus: str) -> str:
    row = table[(table["partner"] == partner) & (table["period"] == focus)]
    words = []
    for column, name in (("on_month", "on the month before"), ("on_year", "on the year before")):
        value = row[f"{column}_pct"].iloc[0] if len(row) else np.nan
        words.append(f"{name} unknown" if np.isnan(value) else f"{name} {row[f'{column}_label'].iloc[0]}")
    return f"{partner}, {periods.words(focus)}: {', '.join(words)}."
