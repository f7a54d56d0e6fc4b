"""What notebook 00 shows: any code, partner and measure that the store holds, chosen by hand in JupyterLab.

It draws with the charts of the reports, so a curious reader sees the same marks; no edition contains it.
"""

import base64
import html
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial

import pandas as pd

from helpers import figures, periods, reference, store, tables
from helpers.charts import Chart
from helpers.claims import Claims
from helpers.htmltable import Table, table_page
from helpers.month import Month
from helpers.reference import Product

CHARTS: dict[str, Callable[[Month, str], Chart]] = {
    "two years by month": partial(figures.series, months=24),
    "ten years by month": partial(figures.series, months=120),
    "one line a year": figures.path,
}
MEASURES = {"net mass": "net_mass_kg", "value in US dollars": "value_usd", "value in yuan": "value_cny"}


def trades(month: Month) -> dict[str, Product]:
    """Everything that the store holds as of the month's vintage, by a name for a list; the month's product first."""
    found = {month.product.title: month.product}
    found |= {
        product.title: product for product in reference.products() if not store.panel(product, month.vintage).empty
    }
    single = {(product.hs_codes, product.reporter, product.flow) for product in found.values()}
    for row in store.trades(month.vintage).itertuples():
        if ((row.hs_code,), row.reporter, row.flow) not in single:
            goods = Product(row.hs_code, "", "", (row.hs_code,), row.flow, row.reporter, "WLD", "")
            noun = goods.code_words or row.hs_code
            title = f"{noun}, {row.flow}s of {reference.partner_phrase(row.reporter)}"
            found[title] = replace(goods, title=title, noun=noun)
    return found


def opened(month: Month, trade: Product, partner: str = "", measure: str = "") -> Month:
    """The newest month of a trade up to the month described, seen with a partner and in one measure alone.

    Args:
        month: gives the vintage, and the month that nothing goes beyond.
        trade: what to look at, one of ``trades``.
        partner: partner in focus; empty for the trade's own.
        measure: one of ``MEASURES``; empty for mass, or value where no mass is known.
    """
    panel, conflicts, aside, observations = store.resolved(trade, month.vintage)
    panel = panel[panel["measure"].eq(measure)] if measure else panel
    mine = panel[panel["partner"] == (partner or trade.focus)]
    months = [name for name in mine["period"] if "/" not in name and name <= month.period]
    period = max(months, default=month.period)
    claims = Claims(trade, period, month.vintage, observations, month.claims.statements.iloc[:0])
    focus = partner or trade.focus
    return Month(trade, period, month.vintage, focus, panel, conflicts, aside, observations, claims)


def partners(month: Month, trade: Product) -> dict[str, str]:
    """Partners of a trade with a figure, by name: the world first, then by the number of their figures."""
    panel = store.panel(trade, month.vintage)
    counts = panel.groupby("partner").size().sort_values(ascending=False, kind="stable")
    first = [name for name in ("WLD", month.focus) if name in counts.index]
    return {reference.partner_name(name): name for name in dict.fromkeys([*first, *counts.index])}


def chart(here: Month, kind: str) -> Chart | None:
    """One of ``CHARTS`` for the partner in focus; nothing where it has no figure in this measure."""
    return None if not here.level(here.focus).known else CHARTS[kind](here, here.focus)


def rows(here: Month, most: int = 24) -> Table:
    """What is known of the partner in focus, months and spans, newest first, with the ends that rounding allows."""
    known = here.panel[(here.panel["partner"] == here.focus) & (here.panel["period"].str[-7:] <= here.period)]
    known = known.assign(last=known["period"].str[-7:]).sort_values(["last", "period"], ascending=False)
    amounts = {
        name: [tables.figure(value, measure) for value, measure in zip(known[column], known["measure"], strict=True)]
        for name, column in (("figure", "value"), ("at_least", "low"), ("at_most", "high"))
    }
    shown = pd.DataFrame({"period": [periods.words(name) for name in known["period"]], **amounts})
    shown = shown.assign(source=known["source"].to_numpy(), vintage=known["vintage"].to_numpy())
    more = f", the newest {most} of {len(shown)}" if len(shown) > most else ""
    return Table(shown.head(most), f"{figures.whose(here, here.focus)}: what is known{more}")


class Explorer:
    """Lists of codes, partners, measures and charts, and below them what was chosen; static where nothing is live."""

    def __init__(self, month: Month):
        """Begin with the product and the partner of a month."""
        self.month = month
        self.trades = trades(month)

    def page(self, trade: str, partner: str, measure: str, kind: str) -> str:
        """A choice as HTML: the chart, described, and its table.

        Args:
            trade: one of the names of ``trades``.
            partner: a partner's code.
            measure: one of ``MEASURES``' columns.
            kind: one of ``CHARTS``.
        """
        here = opened(self.month, self.trades[trade], partner, measure)
        drawn = chart(here, kind)
        table = rows(here)
        below = f"{table_page(table.frame, table.caption)}<p>{html.escape(here.source_words())}</p>"
        if drawn is None:
            return f"<p>No single month of this partner is known in this measure, so nothing is drawn.</p>{below}"
        png = base64.b64encode(drawn.png()).decode()
        return f'<img alt="{html.escape(drawn.described)}" src="data:image/png;base64,{png}">{below}'

    @cached_property
    def widget(self):
        """The lists and what was chosen, as ipywidgets."""
        import ipywidgets

        lists = {
            "code": ipywidgets.Dropdown(options=list(self.trades), description="code"),
            "partner": ipywidgets.Dropdown(description="partner"),
            "measure": ipywidgets.Dropdown(options=MEASURES, description="measure"),
            "chart": ipywidgets.Dropdown(options=list(CHARTS), description="chart"),
        }
        shown = ipywidgets.HTML()

        def fill(_=None) -> None:
            lists["partner"].options = partners(self.month, self.trades[lists["code"].value])
            there = set(store.panel(self.trades[lists["code"].value], self.month.vintage)["measure"])
            lists["measure"].options = {name: column for name, column in MEASURES.items() if column in there}

        def draw(_=None) -> None:
            chosen = [each.value for each in lists.values()]
            shown.value = self.page(*chosen) if all(chosen) else "<p>No mass and no value is known.</p>"

        fill()
        if self.month.focus in dict(lists["partner"].options).values():
            lists["partner"].value = self.month.focus
        draw()
        lists["code"].observe(fill, "value")
        for each in lists.values():
            each.observe(draw, "value")
        row = ipywidgets.HBox(list(lists.values()), layout=ipywidgets.Layout(flex_flow="row wrap"))
        return ipywidgets.VBox([row, shown])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """The live lists, and for a reader without a kernel what they begin with."""
        still = self.widget.children[1].value
        return self.widget._repr_mimebundle_() | {"text/html": still}
