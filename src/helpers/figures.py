"""The charts of a month: each takes the month's table, finds its title in the claims, and draws."""

import math
from dataclasses import replace

import pandas as pd

from helpers import charts, measures, periods, reference
from helpers.charts import Chart
from helpers.marks import amount
from helpers.month import Month
from helpers.trace import text

SCALES = {
    "net_mass_kg": (1e3, "t", "net mass"),
    "value_usd": (1e6, "million USD", "value"),
    "value_cny": (1e6, "million CNY", "value"),
}
MOST_BARS = 12


def _scale(month: Month) -> tuple[float, str, str]:
    """Divisor, unit and name of the month's measure; masses of a million tonnes and more in millions."""
    mass = month.measure == "net_mass_kg"
    return (1e9, "million t", "net mass") if mass and month.level("WLD").value >= 1e9 else SCALES[month.measure]


def _flow(month: Month, partner: str) -> str:
    to = "to" if month.product.flow == "export" else "from"
    who = "all partners" if partner == "WLD" else reference.partner_phrase(partner)
    return f"{month.product.flow}s of {month.product.noun} {to} {who}"


def _reporter(month: Month) -> str:
    name = reference.partner_name(month.product.reporter)
    return f"{name}'s"


def _sentence(month: Month, template: str, **parts) -> str:
    return month.claims.say(text(template, **parts)).plain


def series_table(month: Month, partner: str, months: int = 24) -> pd.DataFrame:
    """Monthly figures up to the month: period, value, state (``pair``: only January and February together known)."""
    scale, _, _ = _scale(month)
    table = measures.series(month.panel, partner, periods.shift(month.period, 1 - months), month.period, month.measure)
    table = table[["period", "value", "state"]].assign(value=table["value"] / scale)
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
                table.loc[spot : spot + 1, ["value"]] = pair.value / scale / 2
                table.loc[spot : spot + 1, ["state"]] = "pair"
    return table


def series(month: Month, partner: str = "WLD", months: int = 24) -> Chart:
    """The monthly series of a partner, with events."""
    table = series_table(month, partner, months)
    _, unit, quantity = _scale(month)
    events = reference.events(month.product.name, table["period"].iloc[0], month.period, month.vintage)
    level, on_year = month.level_claim(partner), month.on_year(partner)
    of_mean, span = month.of_mean(partner)
    where = _capital(_flow(month, partner))
    if not level:
        title = _sentence(month, "{where}: no figure for {period}", where=where, period=periods.words(month.period))
    elif of_mean and partner == "WLD":
        title = _sentence(
            month, "{where} came to {level} in {period}, {part} of the monthly mean of {span}",
            where=where, level=level, period=periods.words(month.period), part=of_mean, span=periods.words(span),
        )  # fmt: skip
    elif on_year:
        title = _sentence(
            month, "{where} came to {level} in {period}, {change} on {base}",
            where=where, level=level, period=periods.words(month.period),
            change=on_year, base=periods.words(month.year_before),
        )  # fmt: skip
    else:
        title = _sentence(
            month,
            "{where} came to {level} in {period}",
            where=where,
            level=level,
            period=periods.words(month.period),
        )
    return charts.plot_series(
        table,
        key=f"series-{partner.lower()}",
        title=title,
        subtitle=f"{_reporter(month)} {_flow(month, partner)}, {quantity} in {unit} by month.",
        footer=month.source_words(),
        focus=month.period,
        events=events[events["annotate"] == "yes"],
        unit=unit,
    )


def changes_table(month: Month, months: int = 13) -> pd.DataFrame:
    """Changes on month and on year of the world and the partner in focus, computed or printed."""
    rows = []
    for partner in dict.fromkeys(["WLD", month.focus]):
        for offset in range(1 - months, 1):
            period = periods.shift(month.period, offset)
            there = replace(month, period=period, claims=month.claims.apart(period))
            on_month, on_year = there.on_month(partner), there.on_year(partner)
            name = "All partners" if partner == "WLD" else reference.partner_name(partner)
            row: dict[str, object] = {"partner": name, "period": there.period}
            for column, claim in (("on_month", on_month), ("on_year", on_year)):
                state = "unknown" if not claim else "printed" if claim.quoted else "computed"
                row |= {f"{column}_pct": claim.value, f"{column}_label": claim.text, f"{column}_state": state}
            rows.append(row)
    return pd.DataFrame(rows)


def changes(month: Month) -> Chart:
    """Changes on month and year over a year."""
    table = changes_table(month)
    partner = month.focus if month.level(month.focus).known else "WLD"
    parts = []
    if on_month := month.on_month(partner):
        parts.append(text("{change} on {base}", change=on_month, base=periods.words(month.before)))
    if on_year := month.on_year(partner):
        parts.append(text("{change} on {base}", change=on_year, base=periods.words(month.year_before)))
    where = _capital(_flow(month, partner))
    if parts:
        ending = (
            parts[0]
            if len(parts) == 1
            else parts[0] + text(", but " if parts_differ(on_month, on_year) else ", ") + parts[1]
        )
        title = month.claims.say(
            text("{where} in {period}: ", where=where, period=periods.words(month.period)) + ending
        ).plain
    else:
        title = f"{where}: no change can be given for {periods.words(month.period)}"
    return charts.plot_changes(
        table,
        key="changes",
        title=title,
        subtitle=f"{_reporter(month)} {month.product.flow}s of {month.product.noun}, change in {_scale(month)[2]} "
        "in percent, ratio scale. Where a figure is missing there is no mark.",
        footer=month.source_words(),
        focus=month.period,
    )


def parts_differ(one, other) -> bool:
    """Whether two changes point different ways."""
    return bool(one) and bool(other) and math.copysign(1, one.value) != math.copysign(1, other.value)


def destinations_table(month: Month) -> pd.DataFrame:
    """Partners by size, the many small ones together, and what no source gives by partner."""
    scale, _, _ = _scale(month)
    found = month.destinations
    found = found[found["value"] > 0]
    top = found.head(MOST_BARS)
    rows = [
        (
            reference.partner_name(row.partner),
            row.value / scale,
            row.share_pct,
            "focus" if row.partner == month.focus else "other",
        )
        for row in top.itertuples()
    ]
    small = found.iloc[MOST_BARS:]
    if len(small):
        rows.append((f"{len(small)} smaller partners", small["value"].sum() / scale, small["share_pct"].sum(), "rest"))
    rest = measures.not_itemised(month.panel, month.period, month.measure)
    world = month.level("WLD")
    if rest.known and rest.value > 0.0005 * world.value:
        rows.append(("Not given by partner", rest.value / scale, rest.value / world.value * 100, "rest"))
    return pd.DataFrame(rows, columns=["partner", "value", "share_pct", "role"])


def destinations(month: Month) -> Chart:
    """The destinations known for the month."""
    table = destinations_table(month)
    scale, unit, quantity = _scale(month)
    share = month.share(month.focus)
    ranked = month.ranked()
    where = f"{month.product.flow}s of {month.product.noun}"
    if share and month.focus != "WLD":
        title = _sentence(
            month, "{who} took {share} of {reporter} {where} in {period}",
            who=_capital(reference.partner_phrase(month.focus)), share=share,
            reporter=_reporter(month), where=where, period=periods.words(month.period),
        )  # fmt: skip
    elif ranked:
        title = _sentence(
            month,
            "{who} was the {place} partner in {period}",
            who=_capital(reference.partner_phrase(ranked[0][0])),
            place=ranked[0][1],
            period=periods.words(month.period),
        )
    else:
        title = f"No source gives {_reporter(month)} {where} in {periods.words(month.period)} by partner"
    notes = (
        ["Hatched: the part of the world total that no source gives by partner"] if "rest" in set(table["role"]) else []
    )
    union = month.level("EUN")
    if union.known:
        members = month.destinations[month.destinations["partner"].isin(reference.eu_members())]["value"].sum()
        group = f"Printed as a group: European Union {amount(union.value / scale, union.value / scale)} {unit}"
        other = amount((union.value - members) / scale, union.value / scale)
        notes.append(f"{group}, of which {other} {unit} not given by member" if members else group)
    silent = [name for name, _ in ranked if not month.level(name).known]
    if silent:
        places = ", ".join(f"{reference.partner_name(name)} ({claim.text})" for name, claim in ranked if name in silent)
        notes.append(f"Ranked by a publisher, but without a figure: {places}")
    return charts.plot_destinations(
        table,
        key="destinations",
        title=title,
        subtitle=f"{_reporter(month)} {where} in {periods.words(month.period)}, {quantity} in {unit} and share "
        f"of the world total. Partners known: {int((month.destinations['value'] > 0).sum())}.",
        footer=month.source_words(),
        notes=notes,
        unit=unit,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def years_table(month: Month, partner: str, years: int = 3) -> pd.DataFrame:
    """A partner's months side by side, for the year of the month and those before it that have a figure."""
    scale, _, _ = _scale(month)
    last = int(month.period[:4])
    table = pd.DataFrame({"month": range(1, 13)})
    for year in range(last - years + 1, last + 1):
        end = month.period if year == last else f"{year}-12"
        values = measures.series(month.panel, partner, f"{year}-01", end, month.measure)["value"] / scale
        if values.notna().any() or year == last:
            table[str(year)] = values.reindex(range(12))
    return table


def path(month: Month, partner: str = "") -> Chart:
    """The path of the partner in focus through the year, beside earlier years."""
    partner = partner or month.focus
    _, unit, quantity = _scale(month)
    level, before = month.level_claim(partner), month.level_claim(partner, month.before)
    where = _capital(_flow(month, partner))
    if level and before:
        title = _sentence(
            month, "{where} went from {before} in {base} to {level} in {period}",
            where=where, before=before, base=periods.words(month.before),
            level=level, period=periods.words(month.period),
        )  # fmt: skip
    elif level:
        title = _sentence(
            month,
            "{where} came to {level} in {period}",
            where=where,
            level=level,
            period=periods.words(month.period),
        )
    else:
        title = f"{where}: no figure for {periods.words(month.period)}"
    return charts.plot_years(
        years_table(month, partner),
        key=f"path-{partner.lower()}",
        title=title,
        subtitle=f"{_reporter(month)} {_flow(month, partner)}, {quantity} in {unit}, month by month, one line a year.",
        footer=month.source_words(),
        focus=month.period,
        unit=unit,
    )
