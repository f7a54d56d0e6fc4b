"""What notebook 05 shows of a change of value: taken apart into unit values and volumes, and their index numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers import measures, periods, prices, reference, resolve
from helpers.htmltable import Table
from helpers.languages import unsigned
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number
from helpers.phrases import flow_words, moved
from helpers.prices import SUSPECT, VALUE, Split
from helpers.trace import Claim, Said, Text, text

if TYPE_CHECKING:
    from helpers.charts import Chart


def taken_apart(month: Month, trade: pd.DataFrame | None = None) -> Split:
    """The change of value on the same month a year before, by partner and, where both months have it, regime.

    January and February are compared as a pair, because the Chinese New Year moves between them. Printed figures are
    too coarse and too few for index numbers: only customs downloads enter.

    Args:
        month: the month.
        trade: as ``history`` gives it, to leave out partners that are flagged in either month; none to keep all.
    """
    months = compared(month)
    spans = [*months, *(periods.shift(period, -12) for period in months)]
    rows = month.observations
    rows = rows[(rows["source"] == "gacc") & (rows["period_first"] == rows["period_last"])]
    rows = rows[rows["period_first"].isin(spans)]
    panel = month.panel[month.panel["source"] == "gacc"]
    if len(rows) and (rows["regime"] != "").all():
        by_regime = rows.assign(partner=rows["partner"] + "|" + rows["regime"])
        panel = resolve.resolve(by_regime, month.product.hs_codes)[0]
    table = prices.elements(panel, spans)
    partner = table["partner"].str.replace(r"\|.*", "", regex=True)
    drop: set[str] = set()
    if trade is not None:
        drop = set(trade.loc[trade["flag"].isin(SUSPECT) & trade["period"].isin(spans), "partner"])
    table = table[~partner.str.fullmatch(measures.GROUP) & ~partner.isin(drop)]
    return prices.split(prices.over(table, spans[len(months) :]), prices.over(table, months))


def compared(month: Month) -> list[str]:
    """Months compared with those a year before: the month, January and February together, none for January alone."""
    return {"01": [], "02": [month.before, month.period]}.get(month.period[5:], [month.period])


def _span(month: Month) -> str:
    """The months compared, as one span."""
    return periods.period_text(*periods.span(f"{[*compared(month), month.period][0]}/{month.period}"))


def _base(month: Month) -> str:
    return periods.shift(_span(month), -12)


def parts(month: Month, split: Split) -> Chart | Said:
    """Price, volume, entry and exit as bars that add up; a sentence where the two months cannot be compared."""
    from helpers import charts  # matplotlib comes with it, which the driver does without

    said = month.claims.say(_parts_title(month, split))
    if not split.both:
        return said
    rows = [
        ("Unit values", split.price_usd),
        ("Volumes", split.volume_usd),
        ("Entered", split.entered_usd),
        ("Left", -split.left_usd),
        ("Without a weight", split.unpriced_usd),
        ("Change of value", split.now - split.before),
    ]
    scale, unit = (1e6, "million USD") if max(split.before, split.now) >= 1e6 else (1.0, "USD")
    months = f"{periods.words(_span(month))} against {periods.words(_base(month))}"
    table = pd.DataFrame([(name, value / scale) for name, value in rows], columns=["part", "value"])
    exports, _, _ = flow_words(month)
    chart = charts.plot_parts(
        table,
        key="value-parts",
        title=said.plain,
        subtitle=f"{reference.partner_name(month.product.reporter)}'s {exports} of {month.product.noun}, "
        f"{months}, parts of the change of value in {unit}.",
        footer=month.source_words(),
        notes=["Hatched: the sum of the parts", f"Traded in both months: {number(split.both)} {_kind(split)}"],
        unit=unit,
    )
    name = "value_million_usd" if scale > 1 else VALUE
    return replace(chart, title_page=said.page, table=chart.table.rename(columns={"value": name}))


def _kind(split: Split) -> str:
    """What the elements are: partners, or partners under one customs regime."""
    return "pairs of partner and regime" if by_regime(split) else "partners"


def by_regime(split: Split) -> bool:
    """Whether the elements are partners under one customs regime each."""
    return bool(split.terms.index.str.contains("|", regex=False).any())


def _ratio(month: Month, key: str, split: Split, name: str, how: str) -> Claim:
    """An index as a change in percent, with the interval that the rounding of each unit value allows.

    A volume and the mix are what a ratio leaves beside the price index, so that its interval is theirs, upside down.
    """
    spans = [_base(month), _span(month)]
    rows = [row for span in spans for row in measures.level(month.panel, "WLD", span, VALUE).rows]
    value = getattr(split, name)
    ends = prices.bounds(split, name if name == "tornqvist" else "fisher")
    if name in ("volume", "mix"):
        ends = (value * split.fisher / ends[1], value * split.fisher / ends[0])
    elif name not in ("fisher", "tornqvist"):
        ends = (value, value)
    change, low, high = ((ratio - 1) * 100 for ratio in (value, *ends))
    measured = Measured(change, low, high, "%", tuple(rows), how)
    return month.claims.add(key, measured, period=spans[1], base=spans[0], unit="%±")


def price_and_volume(month: Month, split: Split) -> tuple[Claim, Claim]:
    """Fisher's indices of unit values and of volumes, as changes on the year before."""
    how = (
        f"Fisher: (√({split.laspeyres:.4f} × {split.paasche:.4f}) − 1) × 100, of Laspeyres' and Paasche's price indices"
    )
    price = _ratio(month, "price.fisher", split, "fisher", how)
    how = f"Fisher: ({split.value_ratio:.4f} ÷ {split.fisher:.4f} − 1) × 100, ratio of values ÷ Fisher's price index"
    return price, _ratio(month, "volume.fisher", split, "volume", how)


def _parts_title(month: Month, split: Split) -> Text:
    period, base = periods.words(_span(month)), periods.words(_base(month))
    if not compared(month):
        words = "{months} are compared together, because the Chinese New Year moves between them; January alone is not."
        return text(words, months="January and February")
    if not split.both:
        return text(
            "The change of value from {base} to {period} cannot be taken apart: "
            "no download gives value in US dollars and mass by partner for both periods.",
            base=base, period=period,
        )  # fmt: skip
    price, volume = price_and_volume(month, split)
    words = "From {base} to {period}, unit values {price} and volumes {volume} (Fisher's indices)"
    return text(words, base=base, period=period, price=moved(price), volume=moved(volume))


def parts_seen(month: Month, split: Split, without: Split) -> Text:
    """The value ratio as price times volume, the mix, the second formula, and the result without flagged partners."""
    if not split.both:
        return text("The parts are unknown, and no part is taken to be zero.")
    value = _ratio(month, "value.ratio", split, "value_ratio", "value ratio of what was traded in both months")
    mass = _ratio(month, "mass.ratio", split, "mass_ratio", "ratio of the masses of what was traded in both months")
    mix = _ratio(month, "mix.ratio", split, "mix", "ratio of overall unit values ÷ Fisher's price")
    other = _ratio(
        month, "price.tornqvist", split, "tornqvist", "Törnqvist: mean value shares × ln of unit value ratios"
    )
    result = text(
        "The value of what was traded in both months {value}; its mass {mass}. "
        "By Törnqvist's formula, unit values {other}. The shift between cheaper and dearer {kind} {mix}.",
        value=moved(value), mass=moved(mass), other=moved(other), kind=_kind(split), mix=_shifted(mix),
    )  # fmt: skip
    if split.apart:
        result += text(
            " Fisher and Törnqvist lie more than a percentage point apart: the unit values are too mixed to trust."
        )
    if without.both and without.both != split.both:
        own = _ratio(
            month, "price.fisher.without", without, "fisher", "Fisher, without partners flagged in either month"
        )
        result += text(" Without the partners flagged in either month, unit values {own}.", own=moved(own))
    return result


def _shifted(mix: Claim) -> Text:
    """What the mix did to the overall unit value; a change that rounds to nothing is none."""
    if mix.text.strip("+−0.,%") == "":
        return text("left the overall unit value as it was ({mix})", mix=mix)
    return text(("raised" if mix.value > 0 else "lowered") + " the overall unit value by {mix}", mix=unsigned(mix))


def indices(month: Month, split: Split, without: Split) -> Table | Said:
    """The index numbers with every element, and without partners flagged in either month."""
    if not split.both:
        return month.claims.say(
            text("There is no table of index numbers for {period}.", period=periods.words(_span(month)))
        )
    names = {
        "laspeyres": "price, Laspeyres",
        "paasche": "price, Paasche",
        "fisher": "price, Fisher",
        "tornqvist": "price, Törnqvist",
        "volume": "volume, Fisher",
        "mix": "mix",
        "unit_value_ratio": "overall unit value",
        "mass_ratio": "mass",
        "value_ratio": "value",
    }
    rows = [(words, *(number(getattr(side, name), 4) for side in (split, without))) for name, words in names.items()]
    rows.append((f"{_kind(split)} in both months", number(split.both), number(without.both)))
    columns = ["index", "all", "without_flagged"]
    table = pd.DataFrame(rows, columns=columns)
    return Table(table, f"Index numbers of {periods.words(_span(month))}; {periods.words(_base(month))} is 1")
