"""The whole trade over time, for notebook 03: long series, year to date, pairs of January and February.

Each chart says in a sentence why it is not drawn where the data do not carry it.
"""

import math
from dataclasses import replace

import pandas as pd

from helpers import charts, figures, measures, periods, reference, seasonal, titles
from helpers.charts import Chart, Line
from helpers.htmltable import Table, decimals_of
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import UNEVEN, number, percents, uneven
from helpers.phrases import listed
from helpers.trace import Said, Text, text

NAMED = 5  # years that a sentence names one by one
LARGE = 50.0  # percent from which a change is also given in log points


def monthly(month: Month, partner: str) -> pd.Series:
    """Levels of a partner from its first known month to the month described; NaN where unknown."""
    mine = month.panel[(month.panel["partner"] == partner) & (month.panel["measure"] == month.measure)]
    first = min((periods.span(text)[0] for text in mine["period"]), default=periods.month_number(month.period))
    table = measures.series(month.panel, partner, periods.month_text(first), month.period, month.measure)
    series = table.set_index("period")["value"]
    return series.loc[series.first_valid_index() or month.period :]


# --- the level since the start ---------------------------------------------------------------------------------------


def long(month: Month) -> Chart | Said:
    """Every month since the first that is known; a sentence where it shows no more than the chart of two years."""
    partner = figures.whole(month)
    series = monthly(month, partner)
    if len(series) <= 24:
        return month.claims.say(text("No month before those of the chart above is known."))
    divisor, unit, quantity = figures.scale(month)
    column = f"value_{figures.column(month)}"
    table = pd.DataFrame({"period": series.index, column: series.to_numpy() / divisor})
    events = reference.events(month.product.name, series.index[0], month.period, month.vintage)
    said = month.claims.say(titles.long(month, partner, series))
    chart = charts.plot_lines(
        table,
        [Line(column, "level")],
        key=f"long-{partner.lower()}",
        title=said.plain,
        subtitle=f"{figures.whose(month, partner)}, {quantity} in {unit} by month since the first that is known.",
        footer=month.source_words(),
        unit=unit,
        events=events[events["annotate"] == "yes"],
        notes=figures.subtracted(month, partner, list(series.dropna().index)),
    )
    return replace(chart, title_page=said.page)


def long_seen(month: Month) -> Text:
    """How much of the series is known, and its highest and lowest month."""
    partner = figures.whole(month)
    series = monthly(month, partner)
    known = series.dropna()
    if len(known) < 3:
        return text("Too few months are known to speak of a series.")
    top, low, lines = str(known.idxmax()), str(known.idxmin()), month.lines(partner)
    months = month.count("months.all", len(series), "months from the first known to the month described", lines)
    start = periods.words(str(series.index[0]))
    if len(known) == len(series):
        end = periods.words(month.period)
        gaps = text("All {months} months from {start} to {end} have a figure. ", months=months, start=start, end=end)
    else:
        count = month.count("months.known", len(known), "months of the series with a figure", lines)
        words = "Of the {all} months from {start} to {end}, {known} have a figure. "
        gaps = text(words, all=months, start=start, end=periods.words(month.period), known=count)
    return gaps + text(
        "The highest is {top} with {most}, the lowest {low} with {least}.",
        top=periods.words(top),
        most=month.level_claim(partner, top),
        low=periods.words(low),
        least=month.level_claim(partner, low),
    )


def log_seen(month: Month) -> Text:
    """Large changes in log points, on which a rise and the fall that undoes it are of equal size."""
    partner = figures.whole(month)
    clauses = []
    for name, claim, base in (
        ("on_month", month.on_month(partner), month.before),
        ("on_year", month.on_year(partner), month.year_before),
    ):
        value = measures.log_points(claim.value) if claim else math.nan
        if claim and abs(claim.value) > LARGE and not math.isnan(value):
            ends = [measures.log_points(max(end, -99.99)) for end in (claim.low, claim.high)]
            # a printed change is all there is; one that is computed has more digits than its text shows
            levels = measures.multiple(month.level(partner), month.level(partner, base)).how
            how = (
                f"100 × ln(1 {claim.text.replace('−', '− ').replace('+', '+ ')})"
                if claim.quoted
                else f"100 × ln({levels})"
            )
            measured = Measured(value, ends[0], ends[1], "log", claim.rows, how)
            points = month.claims.add(f"{partner}.{name}.log".lower(), measured, base=base)
            clauses.append(text("{points} on {base}", points=points, base=periods.words(base)))
    if not clauses:
        return Text()
    joined = clauses[0] if len(clauses) == 1 else clauses[0] + text(" and ") + clauses[1]
    return text("On the ratio scale of the chart: ") + joined + text(".")


# --- the same months of other years ----------------------------------------------------------------------------------


def place_seen(month: Month) -> Text:
    """Place of the month among the same months of the years that are known."""
    partner = figures.whole(month)
    series = monthly(month, partner)
    same = series[series.index.str[5:] == month.period[5:]].dropna()
    name = periods.words(month.period).split()[0]
    if len(same) < 2 or month.period not in same:
        words = "The level of no other {name} is known, so the month cannot be set beside its own season."
        return text(words, name=name)
    place = 1 + int((same > same[month.period]).sum())
    count = month.count("months.same", len(same), f"years in which {name} has a figure", month.lines(partner))
    how = f"the figures of every {name} that is known, largest first"
    claim = month.claims.add(f"{partner}.among_years".lower(), Measured(place, place, place, "rank", count.rows, how))
    years = listed([text("{year}", year=str(period)[:4]) for period in same.index])
    last = place == len(same)
    words = "largest" if place == 1 else "smallest" if last else f"{claim.text} largest"
    claim = month.claims.keep(replace(claim, text=words))
    return text(
        "Among the {count} years in which the level of {name} is known{years}, this {name} is the {place}.",
        count=count,
        years=text(" (") + years + text(")") if len(same) <= NAMED else Text(),
        name=name,
        place=claim,
    )


def to_date_table(month: Month, partner: str, years: int = 3) -> pd.DataFrame:
    """Sums from January on, month by month, one column a year that has any; NaN where a sum is unknown."""
    divisor, _, _ = figures.scale(month)
    last = int(month.period[:4])
    table = pd.DataFrame({"month": range(1, 13)})
    for year in range(last - years + 1, last + 1):
        ends = [f"{year}-{number:02d}" for number in range(1, 13)]
        sums = [month.level(partner, periods.year_to_date(end)).value for end in ends if end <= month.period]
        if any(not math.isnan(value) for value in sums) or year == last:
            table[str(year)] = pd.Series(sums, dtype=float).reindex(range(12)) / divisor
    return table


def to_date(month: Month) -> Chart | Said:
    """The year so far beside earlier years; a sentence where no sum is known."""
    partner = figures.whole(month)
    table = to_date_table(month, partner)
    if table.drop(columns="month").notna().sum().sum() < 2:
        return month.claims.say(text("No sum from January on is known."))
    _, unit, quantity = figures.scale(month)
    said = month.claims.say(titles.to_date(month, partner))
    years = " to ".join(dict.fromkeys([table.columns[1], table.columns[-1]]))
    spans = [periods.year_to_date(end) for end in figures.drawn_months(table)]
    chart = charts.plot_years(
        table,
        key=f"to-date-{partner.lower()}",
        title=said.plain,
        subtitle=f"{figures.whose(month, partner)}, {quantity} in {unit} from January up to each month: {years}.",
        footer=month.source_words(),
        focus=month.period,
        unit=unit,
        notes=figures.subtracted(month, partner, spans) + _apart(month, partner, spans),
    )
    return replace(chart, title_page=said.page)


def _apart(month: Month, partner: str, spans: list[str]) -> list[str]:
    """A note that names the sums drawn that their parts do not make, where rounding does not explain it."""
    found = []
    for span in spans:
        whole = month.level(partner, span)
        parts = measures.level(month.panel[month.panel["period"] != span], partner, span, month.measure)
        known = parts.known and not measures.is_derived(parts)
        if "/" in span and known and (parts.low > whole.high or parts.high < whole.low):
            found.append(periods.words(span))
    return [f"Printed sums that other printed figures do not add up to: {', '.join(found)}"] if found else []


def new_year(month: Month, years: int = 10) -> Table:
    """January and February of each year, alone and together, and the first quarter; a dash is unknown.

    A year and a column without any figure are left out; a figure that was found by subtraction bears a star.
    """
    partner, divisor = figures.whole(month), figures.scale(month)[0]
    last = int(month.period[:4])
    rows: list[list[object]] = []
    levels: list[list[Measured]] = []
    pairs: list[Measured] = []
    for year in range(last - years + 1, last + 1):
        spans = [f"{year}-01", f"{year}-02", f"{year}-01/{year}-02", f"{year}-01/{year}-03"]
        known = [month.level(partner, span) if periods.month_text(periods.span(span)[1]) <= month.period
                 else measures.unknown("later than the month") for span in spans]  # fmt: skip
        if not any(item.known for item in known):
            continue
        pair = measures.change(known[2], month.level(partner, f"{year - 1}-01/{year - 1}-02"))
        levels.append(known)
        pairs.append(pair)
        feast = periods.day_words(seasonal.new_years(year, year)[0].isoformat())
        rows.append([str(year), feast, *(item.value / divisor for item in known), pair.value])
    unit = figures.column(month)
    names = ["january", "february", "january_and_february", "first_quarter"]
    columns = ["year", "new_year", *(f"{name}_{unit}" for name in names), "pair_on_year_pct"]
    table = pd.DataFrame(rows, columns=columns)
    decimals = [percents(pair.value, pair.low, pair.high) for pair in pairs if pair.known]
    table["pair_on_year_pct"] = table["pair_on_year_pct"].round(min(decimals, default=0))  # no finer than the text
    digits = decimals_of(table, columns[4])
    texts = [[number(item.value / divisor, digits) if item.known else "–" for item in known] for known in levels]
    stars = [["*" if measures.is_derived(item) else "" for item in known] for known in levels]
    for spot, name in enumerate(columns[2:6]):
        if any(row[spot] != "–" for row in texts):
            table[name] = [row[spot] + star[spot] for row, star in zip(texts, stars, strict=True)]
    table = table.dropna(axis="columns", how="all")
    dashed = table.isin(["–"]).any(axis=None) or table.isna().any(axis=None)
    return Table(table, _new_year_caption(texts, stars, dashed))


def _new_year_caption(texts: list[list[str]], stars: list[list[str]], dashed: bool) -> str:
    """What the table shows, and what its marks mean, where it has any."""
    caption = "January and February, which are compared as a pair"
    caption += "; a dash is unknown" if dashed else ""
    caption += "; * found by subtracting printed sums" if any("*" in row for row in stars) else ""
    return caption + (f". {UNEVEN}" if any(uneven(row[:2], row[2]) for row in texts) else "")


def new_year_seen(month: Month) -> Text:
    """The pair of the month's year against the pair of the year before."""
    partner, year = figures.whole(month), int(month.period[:4])
    pair, base = (f"{y}-01/{y}-02" for y in (year, year - 1))
    level = month.level_claim(partner, pair) if month.period >= f"{year}-02" else None
    if not level:
        return text("The sum of January and February {year} is not known.", year=str(year))
    change = month.claims.settle(
        f"{partner}.pair.on_year".lower(),
        measures.change(month.level(partner, pair), month.level(partner, base)),
        "yoy_pct",
        partner,
        period=pair,
        base=base,
        unit="%±",
    )
    head = text("{pair} together came to {level}", pair=periods.words(pair).replace("–", " and "), level=level)
    if not change:
        return head + text("; the pair of the year before is not known.")
    return head + text(", {change} on the same pair of {year}.", change=change, year=str(year - 1))
