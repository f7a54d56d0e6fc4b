"""How much depends on few partners, for notebook 04: the index by month, by mass and value, or the range it lies in."""

from dataclasses import replace
from functools import reduce

import numpy as np
import pandas as pd

from helpers import buyers, charts, measures, periods, structure, titles
from helpers.charts import Chart, Line
from helpers.htmltable import Table
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number, percents
from helpers.phrases import listed
from helpers.trace import Claim, Said, Text, text

WHOLE = 98.0  # percent of the total that must be given by partner to speak of one index
FEWEST = 6  # months of a line
VALUES = {"net_mass_kg": "mass", "value_usd": "value in US dollars", "value_cny": "value in yuan"}


def _measures(month: Month) -> list[str]:
    """Measures of which the month has a world total, mass first."""
    return [name for name in VALUES if measures.level(month.panel, "WLD", month.period, name).known]


def by_measure(month: Month) -> dict[str, pd.DataFrame]:
    """Concentration by month for each measure, over one fixed set of partners."""
    return {name: structure.concentrations(month.panel, buyers.window(month), name) for name in _measures(month)}


def index(month: Month) -> Chart | Said:
    """The index over two years, by mass and value; a sentence where too little is given by partner."""
    tables = by_measure(month)
    whole = {name: table["hhi_low"].where(table["known_pct"] >= WHOLE) for name, table in tables.items()}
    whole = {name: values for name, values in whole.items() if values.notna().sum() >= FEWEST}
    if not whole:
        return month.claims.say(_range(month, tables))
    frame = pd.DataFrame(
        {"period": buyers.window(month)}
        | {f"hhi_by_{VALUES[name].lower().replace(' ', '_')}": values for name, values in whole.items()}
    )
    roles = ["focus", "comparison", "event"]
    lines = [
        Line(f"hhi_by_{VALUES[name].lower().replace(' ', '_')}", f"by {VALUES[name]}", role)
        for name, role in zip(whole, roles, strict=False)
    ]
    count = int(next(iter(tables.values()))["partners"].iloc[0])
    now, before = (_at(month, period, whole) for period in (month.period, month.year_before))
    said = month.claims.say(titles.concentration(month, now, before))
    chart = charts.plot_lines(
        frame,
        lines,
        key="concentration",
        title=said.plain,
        subtitle=f"{buyers.goods(month)}, Hirschman-Herfindahl index by month, from 0 (many equal partners) to 10,000 "
        f"(one); the same {count} partners throughout.",
        footer=month.source_words(),
        unit="points",
        levels={f"{number(band)} (yardstick)": float(band) for band in structure.BANDS},
        notes=[
            f"Dotted, where near: the thresholds of US merger control, {' and '.join(map(number, structure.BANDS))}; "
            "made to judge firms, here a yardstick, no verdict"
        ],
        whole_axis=False,
    )
    return replace(chart, title_page=said.page)


def _top(month: Month, tables: dict[str, pd.DataFrame], count: int) -> Claim:
    """Share of the largest partners by the month's first measure."""
    measure = month.measure if month.measure in tables else next(iter(tables))
    words = "largest" if count == 1 else f"{count} largest"
    how = f"the {words} of those that are known ÷ the total × 100"
    share = _largest(month.panel, month.period, measure, count)
    return month.claims.add(f"wld.top.{count}", replace(share, how=how), unit="%")


def _largest(panel: pd.DataFrame, period: str, measure: str, count: int) -> Measured:
    """Share of the largest partners together, in percent of the total."""
    known = structure.partners(panel, [period], measure)[period]
    largest = known.sort_values(ascending=False, kind="stable").index[:count]
    levels = [measures.level(panel, name, period, measure) for name in largest]
    return measures.share(reduce(measures.together, levels), measures.level(panel, "WLD", period, measure))


def _index(month: Month, key: str, value: float, measure: str, period: str = "") -> Claim:
    how = "sum of squared shares in percent, from 0 (many equal partners) to 10,000 (one)"
    here = (month.panel["period"] == (period or month.period)) & (month.panel["measure"] == measure)
    rows = tuple(dict.fromkeys(row for rows in month.panel.loc[here, "rows"] for row in rows.split("\n")))
    found = Measured(value, value - 0.5, value + 0.5, "", rows, how)
    return month.claims.add(f"wld.{key}", measures.unknown("not known") if np.isnan(value) else found, period=period)


def _at(month: Month, period: str, whole: dict[str, pd.Series]) -> Claim:
    """The index of the first measure that is drawn, in one of the months."""
    name = next(iter(whole))
    value = pd.Series(whole[name].to_numpy(), index=buyers.window(month)).get(period, np.nan)
    return _index(month, f"{name}.hhi" if period == month.period else f"{name}.hhi.before", float(value), name, period)


def _range(month: Month, tables: dict[str, pd.DataFrame]) -> Text:
    """The range of the index that the known partners leave open."""
    measure, table = next(((name, table.set_index("period")) for name, table in tables.items()), ("", pd.DataFrame()))
    here = table.loc[month.period] if month.period in table.index else None
    if here is None or np.isnan(here["hhi_low"]):
        return text("No concentration can be given: no partner is known beside a total.")
    if here["known_pct"] >= WHOLE:
        return text("Fewer than six months are known by partner, too few to draw a line of the index.")
    union = structure.unions(month.panel, [month.period], measure).notna().all()
    single = "there is a single one in the European Union and a single one outside" if union else "it is a single one"
    places = any(claim.quoted for _, claim in month.ranked())
    printed = " Places that only a publisher prints do not narrow the range." if places else ""
    return text(
        "The concentration index lies between {low} and {high}: the lower end holds if the part without a name is "
        "spread over many partners, the upper if {single}. That is too wide to draw." + printed,
        low=_index(month, "hhi_least", here["hhi_low"], measure),
        high=_index(month, "hhi_most", here["hhi_high"], measure),
        single=single,
    )


def rows(month: Month) -> Table | Said:
    """Concentration of the month and a year before, by mass and value; nothing where it is only a range."""
    found = []
    for name, table in by_measure(month).items():
        by_month = table.set_index("period")
        for period in (month.period, month.year_before):
            if period in by_month.index and by_month.loc[period, "known_pct"] >= WHOLE:
                row = by_month.loc[period]
                shares = [_largest(month.panel, period, name, count) for count in (1, 3, 5)]
                words = [number(share.value, percents(share.value, share.low, share.high)) for share in shares]
                found.append([VALUES[name], periods.words(period), *words, row["hhi_low"], f"{row['normalised']:.3f}"])
    if not found:
        return month.claims.say(Text())
    names = ["by", "month", "largest_pct", "largest_three_pct", "largest_five_pct", "index"]
    names += ["normalised_0\u00a0to\u00a01"]  # the bounds stay on one line
    return Table(
        pd.DataFrame(found, columns=names),
        "Concentration over one set of partners: shares of the largest, and the index",
    )


def seen(month: Month) -> Text:
    """The index and the top shares of the month, by mass and by value."""
    tables = by_measure(month)
    here = {name: table.set_index("period").loc[month.period] for name, table in tables.items()}
    known_whole = [name for name in here if here[name]["known_pct"] >= WHOLE]
    if not known_whole:
        return Text()
    clauses = [
        text("{index} by {what}", index=_index(month, f"{name}.hhi", here[name]["hhi_low"], name), what=VALUES[name])
        for name in known_whole
    ]
    return (
        text("The index stands at ")
        + listed(clauses)
        + text(
            "; the largest partner has {one} and the largest three {three} of the {quantity}.",
            one=_top(month, tables, 1),
            three=_top(month, tables, 3),
            quantity=month.quantity,
        )
    )
