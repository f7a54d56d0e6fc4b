"""The charts of a month: each takes the month's table, finds its title in the claims, and draws."""

from dataclasses import replace

import pandas as pd

from helpers import charts, measures, periods, reference, titles
from helpers.charts import Chart
from helpers.charts.marks import amount
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number, percents
from helpers.trace import Said, text

SCALES = {
    "net_mass_kg": (1e3, "t", "net mass"),
    "value_usd": (1e6, "million USD", "value"),
    "value_cny": (1e6, "million CNY", "value"),
}
MOST_BARS = 12
NAMED = 6  # months and spans that a note names


def scale(month: Month) -> tuple[float, str, str]:
    """Divisor, unit and name of the month's measure; masses of a million tonnes and more in millions."""
    known = month.panel[(month.panel["measure"] == month.measure) & (month.panel["period"] == month.period)]["value"]
    largest = known.max() if len(known) else 0.0
    return (
        (1e9, "million t", "net mass") if month.measure == "net_mass_kg" and largest >= 1e9 else SCALES[month.measure]
    )


def whose(month: Month, partner: str) -> str:
    """Whose trade a chart shows, for its subtitle."""
    return f"{reference.partner_name(month.product.reporter)}'s {titles.subject(month, partner)}"


def finish(chart: Chart, said: Said, month: Month) -> Chart:
    """Give a chart its traced title, and the column of its table a name with the unit."""
    name = ("net_mass_" if month.measure == "net_mass_kg" else "value_") + column(month)
    return replace(chart, title_page=said.page, table=chart.table.rename(columns={"value": name}))


def column(month: Month) -> str:
    """Unit of the month's figures as it ends the name of a column: t, million_t, million_usd."""
    return scale(month)[1].lower().replace(" ", "_")


def series_table(month: Month, partner: str, months: int = 24) -> pd.DataFrame:
    """Monthly figures up to the month: period, value, state (``pair``: only January and February together known)."""
    divisor, _, _ = scale(month)
    table = measures.series(month.panel, partner, periods.shift(month.period, 1 - months), month.period, month.measure)
    table = table[["period", "value", "state"]].assign(value=table["value"] / divisor)
    unknown = int(table["value"].notna().argmax())
    table = table.iloc[min(unknown, months - 13) :].reset_index(drop=True)
    for spot, period in enumerate(table["period"]):
        if (
            period.endswith("-01")
            and spot + 1 < len(table)
            and (table.loc[spot : spot + 1, "state"] == "unknown").all()
        ):
            pair = month.level(partner, f"{period}/{period[:4]}-02")
            if pair.known:
                table.loc[spot : spot + 1, ["value"]] = pair.value / divisor / 2
                table.loc[spot : spot + 1, ["state"]] = "pair"
    return table


def series(month: Month, partner: str = "", months: int = 24) -> Chart:
    """The monthly series with events: of the world, or of the partner that leads where no world total is known."""
    partner = partner or whole(month)
    table = series_table(month, partner, months)
    _, unit, quantity = scale(month)
    events = reference.events(month.product.name, table["period"].iloc[0], month.period, month.vintage)
    said = month.claims.say(titles.series(month, partner))
    chart = charts.plot_series(
        table,
        key=f"series-{partner.lower()}",
        title=said.plain,
        subtitle=f"{whose(month, partner)}, {quantity} in {unit} by month.",
        footer=month.source_words(),
        focus=month.period,
        events=events[events["annotate"] == "yes"],
        unit=unit,
    )
    return finish(chart, said, month)


def changes_table(month: Month, months: int = 13) -> pd.DataFrame:
    """Changes on month and on year of the partner that leads, the world and the partner in focus."""
    rows = []
    known = set(month.panel["partner"])
    for partner in dict.fromkeys([month.lead, *(name for name in ("WLD", month.focus) if name in known)]):
        for offset in range(1 - months, 1):
            period = periods.shift(month.period, offset)
            there = replace(month, period=period, claims=month.claims.apart(period))
            on_month, on_year = there.on_month(partner), there.on_year(partner)
            name = "All partners" if partner == "WLD" else reference.partner_name(partner)
            row: dict[str, object] = {"partner": name, "period": there.period}
            for column, claim in (("on_month", on_month), ("on_year", on_year)):
                none = "not compared" if claim.note == measures.LUNAR else "unknown"
                state = none if not claim else "printed" if claim.quoted else "computed"
                row |= {f"{column}_pct": claim.value, f"{column}_log_points": measures.log_points(claim.value)}
                row |= {f"{column}_label": claim.text, f"{column}_state": state}
            rows.append(row)
    return pd.DataFrame(rows)


def changes(month: Month) -> Chart | Said:
    """Changes on month and year over a year; the title alone where there is none to draw."""
    table = changes_table(month)
    marks = table[["on_month_pct", "on_year_pct"]].notna().any(axis=1).groupby(table["partner"]).transform("any")
    goods = f"{reference.partner_name(month.product.reporter)}'s {month.product.flow}s of {month.product.noun}"
    said = month.claims.say(titles.changes(month))
    if not marks.any():
        return month.claims.say(titles.changes(month) + text("."))
    chart = charts.plot_changes(
        table[marks],
        key="changes",
        title=said.plain,
        subtitle=f"{goods}, change in {scale(month)[2]} in percent, ratio scale. A change that is unknown has no mark; "
        "January to March are not set against the month before, nor January and February against a year before.",
        footer=month.source_words(),
        focus=month.period,
    )
    return finish(chart, said, month)


def destinations_table(month: Month) -> pd.DataFrame:
    """Partners by size, the many small ones together, and what no source gives by partner.

    Returns:
        partner, value in the chart's unit, share_pct (NaN where no total is known), role (focus, other, rest) and
        decimals, as many as the interval of the share decides.
    """
    divisor, _, _ = scale(month)
    found = month.destinations
    found = found[found["value"] > 0]
    bars = [
        (reference.marked_name(name), month.level(name), "focus" if name == month.focus else "other")
        for name in found["partner"].head(MOST_BARS)
    ]
    small = found.iloc[MOST_BARS:]
    if len(small):
        together = Measured(*small[["value", "low", "high"]].sum())
        bars.append((f"{len(small)} smaller partners", together, "rest"))
    rest = measures.not_itemised(month.panel, month.period, month.measure)
    world = month.level("WLD")
    if rest.known and rest.value > 0.0005 * world.value:
        bars.append(("Not given by partner", rest, "rest"))
    rows = []
    for name, size, role in bars:
        share = measures.share(size, world)
        decimals = percents(share.value, share.low, share.high) if share.known else 1
        rows.append((name, size.value / divisor, share.value, role, decimals))
    return pd.DataFrame(rows, columns=["partner", "value", "share_pct", "role", "decimals"])


def destinations(month: Month) -> Chart | Said:
    """The destinations known for the month; the title alone where none is."""
    if month.destinations.empty:
        return month.claims.say(titles.destinations(month) + text("."))
    _, unit, quantity = scale(month)
    table = destinations_table(month)
    decimals = table.pop("decimals").tolist()
    shares = " and share of the world total" if table["share_pct"].notna().any() else ""
    known = int((month.destinations["value"] > 0).sum())
    goods = f"{reference.partner_name(month.product.reporter)}'s {month.product.flow}s of {month.product.noun}"
    said = month.claims.say(titles.destinations(month))
    chart = charts.plot_destinations(
        table,
        key="destinations",
        title=said.plain,
        subtitle=f"{goods} in {periods.words(month.period)}, {quantity} in {unit}{shares}. Partners known: {known}.",
        footer=month.source_words(),
        notes=_destination_notes(month, "rest" in set(table["role"])),
        unit=unit,
        decimals=decimals,
    )
    if table["share_pct"].notna().all():  # the data have the digits of the bars
        written = [number(share, digits) for share, digits in zip(table["share_pct"], decimals, strict=True)]
        chart = replace(chart, table=table.assign(share_pct=written))
    return finish(chart, said, month)


def _destination_notes(month: Month, rest: bool) -> list[str]:
    """What the bars do not show by themselves: the rest, transit, the European Union, ranks without a figure."""
    divisor, unit, _ = scale(month)
    unnamed = measures.not_itemised(month.panel, month.period, month.measure)
    some = unnamed.known and unnamed.value > 0.0005 * month.level("WLD").value
    words = "the part of the world total that no source gives by partner" if some else "smaller partners together"
    notes = [f"Hatched: {words}"] if rest else []
    known = month.destinations[month.destinations["value"] > 0]["partner"].head(MOST_BARS)
    if set(known) & set(reference.transit()):
        notes.append("(transit): goods pass on from there to others")
    union = month.level("EUN")
    if union.known:
        members = month.destinations[month.destinations["partner"].isin(reference.eu_members())]["value"].sum()
        group = f"Printed as a group: European Union {amount(union.value / divisor, unit)} {unit}"
        other = amount((union.value - members) / divisor, unit)
        notes.append(f"{group}, of which {other} {unit} not given by member" if members else group)
    silent = [(name, claim) for name, claim in month.ranked() if not month.level(name).known]
    if silent:
        places = ", ".join(f"{reference.partner_name(name)} ({claim.text})" for name, claim in silent)
        who = ", ".join(dict.fromkeys(claim.quoted for _, claim in silent))
        notes.append(f"Ranked by {who}, but without a figure: {places}")
    return notes


def years_table(month: Month, partner: str, years: int = 3) -> pd.DataFrame:
    """A partner's months side by side, for the year of the month and those before it that have a figure."""
    divisor, _, _ = scale(month)
    last = int(month.period[:4])
    table = pd.DataFrame({"month": range(1, 13)})
    for year in range(last - years + 1, last + 1):
        end = month.period if year == last else f"{year}-12"
        values = measures.series(month.panel, partner, f"{year}-01", end, month.measure)["value"] / divisor
        if values.notna().any() or year == last:
            table[str(year)] = values.reindex(range(12))
    return table


def whole(month: Month) -> str:
    """Whose series the month's story follows: the world's, or where no total is known the leading partner's."""
    return "WLD" if month.level("WLD").known else month.lead


def path(month: Month, partner: str = "") -> Chart:
    """The path of a partner through the year, beside earlier years: by default the one that leads."""
    partner = partner or month.lead
    _, unit, quantity = scale(month)
    said = month.claims.say(titles.path(month, partner))
    table = years_table(month, partner)
    years = " to ".join(dict.fromkeys([table.columns[1], table.columns[-1]]))
    chart = charts.plot_years(
        table,
        key=f"path-{partner.lower()}",
        title=said.plain,
        subtitle=f"{whose(month, partner)}, {quantity} in {unit}, month by month, one line a year: {years}.",
        footer=month.source_words(),
        focus=month.period,
        unit=unit,
        notes=subtracted(month, partner, drawn_months(table)),
    )
    return finish(chart, said, month)


def drawn_months(table: pd.DataFrame) -> list[str]:
    """The months of a table of years that have a figure."""
    return [f"{year}-{n:02d}" for year in table.columns[1:] for n in table.loc[table[year].notna(), "month"]]


def subtracted(month: Month, partner: str, spans: list[str]) -> list[str]:
    """A note that names the months or spans drawn that no source prints and that sums gave by subtraction."""
    found = [periods.words(span) for span in spans if measures.is_derived(month.level(partner, span))]
    more = f" and {number(len(found) - NAMED)} more" if len(found) > NAMED else ""
    return [f"Not printed, found by subtracting printed sums: {', '.join(found[:NAMED])}{more}"] if found else []
