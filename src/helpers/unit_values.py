"""What notebook 05 shows of unit values: by partner, and those that are flagged; ``value_parts`` goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers import measures, periods, prices, reference, tables
from helpers.htmltable import Table
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import decided, number, places, telling, with_words
from helpers.phrases import capital, flow_words, who_words
from helpers.prices import MASS, SUSPECT, UNIT_VALUE, VALUE
from helpers.trace import Claim, Said, Text, text

if TYPE_CHECKING:
    from helpers.charts import Chart

MOST = 12
SHOWN = 20  # rows of other periods
PRINTED = "as printed"
RANGE = "Grey band: usual range, the median of the twelve months before, give or take three robust standard deviations"
NONE = "no source gives both the value in US dollars and the mass of a partner"


def history(month: Month, months: int = 25) -> pd.DataFrame:
    """Unit values of every partner and the world over two years up to the month, with their flags.

    Returns:
        As ``prices.add_flags``; groups of partners are left out.
    """
    wanted = [periods.shift(month.period, -n) for n in range(months)]
    table = prices.elements(month.panel, wanted)
    single = ~table["partner"].str.fullmatch(measures.GROUP) | (table["partner"] == "WLD")
    return prices.add_flags(table[single].reset_index(drop=True))


def here(month: Month, trade: pd.DataFrame) -> pd.DataFrame:
    """Single partners with a unit value in the month, largest value first."""
    mine = trade[(trade["period"] == month.period) & (trade["partner"] != "WLD")].dropna(subset=UNIT_VALUE)
    return mine.sort_values([VALUE, "partner"], ascending=[False, True])


def digits(*found: Measured) -> int:
    """Decimals of unit values that are compared: the most that the rounding of every one of them decides."""
    known = [one for one in found if one.known]
    return min((decided(one.low, one.high, 2 if one.value < 10 else 1) for one in known), default=1)


def claim_of(month: Month, key: str, measured: Measured, period: str = "", decimals: int | None = None) -> Claim:
    """A unit value as a claim: dollars per kilogram with the cents that its rounding decides, or so many decimals."""
    claim, lang = month.claims.add(key, measured, period=period), month.claims.lang
    if not claim:
        return claim
    amount = number(measured.value, digits(measured) if decimals is None else decimals, lang)
    return month.claims.keep(replace(claim, text=amount + with_words("USD/kg", lang)))


def of_partner(month: Month, trade: pd.DataFrame, partner: str) -> Measured:
    """Unit value of a partner in the month."""
    rows = trade[(trade["period"] == month.period) & (trade["partner"] == partner)].dropna(subset=UNIT_VALUE)
    return measures.unknown("value or mass is not known") if rows.empty else prices.unit_value(rows)


def focus_and_world(month: Month, trade: pd.DataFrame) -> list[Measured]:
    """Unit values of the month that the chapter compares first: of the partner in focus and of all partners."""
    return [of_partner(month, trade, partner) for partner in (month.focus, "WLD")]


def together(table: pd.DataFrame) -> Measured:
    """Overall unit value of the partners of a table: sum of values over sum of masses."""
    if table.empty:
        return measures.unknown(NONE)
    found = prices.unit_value(table)
    return replace(found, how=f"{found.how}, sums of {len(table)} partners")


def by_partner(month: Month, trade: pd.DataFrame) -> Chart | Said:
    """Unit values of the largest partners over their ranges; a sentence where none is known."""
    from helpers import charts  # matplotlib comes with it, which the driver does without

    mine = here(month, trade)
    said = month.claims.say(_title(month, trade))
    if mine.empty:
        return said
    top = mine.head(MOST)
    extra = mine[(mine["partner"] == month.focus) & ~mine["partner"].isin(top["partner"])]
    top = pd.concat([top, extra])
    table = pd.DataFrame(
        {
            "partner": [reference.marked_name(name) for name in top["partner"]],
            "value": top[UNIT_VALUE].to_numpy(),
            "range_low": top["range_low"].to_numpy(),
            "range_high": top["range_high"].to_numpy(),
            "flag": top["flag"].where(top["flag"].isin(SUSPECT), "").to_numpy(),
            "role": ["focus" if name == month.focus else "other" for name in top["partner"]],
        }
    )
    count, world = len(table), focus_and_world(month, trade)[1]
    if world.known:
        whole = {"partner": "All partners", "value": world.value, "flag": "", "role": "whole"}
        table = pd.concat([table, pd.DataFrame([whole])], ignore_index=True)
    notes = [RANGE] if table["range_low"].notna().any() else ["Too few months are known to give any partner a range"]
    notes += [
        f"Hollow, {flag}: {', '.join(table.loc[table['flag'] == flag, 'partner'])}"
        for flag in SUSPECT
        if (table["flag"] == flag).any()
    ]
    if set(top["partner"]) & set(reference.transit()):
        notes.append("(transit): goods pass on from there to others")
    exports, _, kind = flow_words(month)
    chart = charts.plot_unit_values(
        table,
        key="unit-values",
        title=said.plain,
        subtitle=f"{reference.partner_name(month.product.reporter)}'s {exports} of {month.product.noun} in "
        f"{periods.words(month.period)}, unit value in USD per kg, ratio scale. {count} of {len(mine)} {kind}s "
        "with value and mass, the largest trade by value first.",
        footer=month.source_words(),
        notes=notes,
        decimals=digits(*focus_and_world(month, trade)),
    )
    columns = {"value": UNIT_VALUE, "range_low": "usual_low_usd_per_kg", "range_high": "usual_high_usd_per_kg"}
    return replace(chart, title_page=said.page, table=chart.table.rename(columns=columns))


def _title(month: Month, trade: pd.DataFrame) -> Text:
    exports, to, _ = flow_words(month)
    found = focus_and_world(month, trade)
    keys = (f"{partner.lower()}.unit_value" for partner in (month.focus, "WLD"))
    own, world = (claim_of(month, *each, decimals=digits(*found)) for each in zip(keys, found, strict=True))
    who, period = who_words(month.focus), periods.words(month.period)
    if month.focus != "WLD" and own and world:
        return text(
            "{Exports} {to} {who} in {period} were worth {own}, against {world} for all partners",
            Exports=capital(exports), to=to, who=who, period=period, own=own, world=world,
        )  # fmt: skip
    if world:
        head = text("{Exports} {to} all partners in {period}", Exports=capital(exports), to=to, period=period)
        return head + text(" were worth {world}", world=world)
    if not here(month, trade).empty:
        return text("Unit values of {period}, for the partners that are known", period=period)
    return text("Unit values by partner cannot be computed for {period}: {why}.", period=period, why=NONE)


def by_partner_seen(month: Month, trade: pd.DataFrame) -> Text:
    """How many partners have a unit value, how many are flagged, and the overall figure with and without those."""
    mine = here(month, trade)
    if mine.empty:
        return text("That is a gap in the sources and not in the trade.")
    flagged = mine["flag"].isin(SUSPECT)
    verb = "is" if flagged.sum() == 1 else "are"
    both = [together(mine), together(mine[~flagged])]
    head = text(
        "Partners with a unit value: {all}, of which {flagged} "
        + verb
        + " flagged. All partners with one together come to {all_of_them}",
        all=month.count("unit_value.partners", len(mine), "partners with value and mass in the month", mine["rows"]),
        flagged=month.count(
            "unit_value.flagged", int(flagged.sum()), "outside the range, or under 100 kg", mine["rows"]
        ),
        all_of_them=claim_of(month, "unit_value.with", both[0], decimals=digits(*both)),
    )
    without = claim_of(month, "unit_value.without", both[1], decimals=digits(*both))
    return head + (text(", those without a flag to {without}.", without=without) if without else text("."))


def flagged(month: Month, trade: pd.DataFrame) -> Table | Said:
    """Every unit value of the month that is flagged, or that cannot be judged for want of months."""
    rows = trade[(trade["period"] == month.period) & (trade["partner"] != "WLD") & (trade["flag"] != "")]
    judged = len(here(month, trade)) > 0  # without any weight there is nothing to judge, and no long table says more
    if rows.empty or not judged:
        what = "No unit value of {period} is flagged." if judged else "There is no unit value of {period} to judge."
        return month.claims.say(text(what, period=periods.words(month.period)))
    ends = [UNIT_VALUE, "range_low", "range_high"]
    decimals = telling((value, end) for value, *both in rows[ends].to_numpy() for end in both)
    shown = rows[ends].map(lambda value: "–" if pd.isna(value) else number(value, decimals))
    table = pd.DataFrame(
        {
            "partner": [reference.marked_name(name) for name in rows["partner"]],
            "why": rows["flag"],
            "unit_value": shown[UNIT_VALUE],
            "usual_range": (shown["range_low"] + " to " + shown["range_high"]).replace("– to –", "–"),
            "value": [_or_blank(value, VALUE) for value in rows[VALUE]],
            "net_mass": [_or_blank(value, MASS, "gacc") for value in rows[MASS]],
        }
    )
    caption = f"Flagged in {periods.words(month.period)}, unit values in USD per kg; none is left out"
    return Table(table.sort_values(["why", "partner"]), caption)


def _or_blank(value: float, measure: str, source: str = "") -> str:
    return "" if pd.isna(value) else tables.figure(value, measure, source)


def other_periods(month: Month) -> Table | Said:
    """Unit values of other months and spans before the month's end, computed or printed, newest first, at most twenty.

    Those that can be computed for the month itself are in the chart and its title.
    """
    inside = month.panel[month.panel["period"].str[-7:] <= month.period]
    table = prices.elements(inside, sorted(set(inside["period"]))).dropna(subset=UNIT_VALUE)
    if (table["partner"].eq(month.focus) & table["period"].eq(month.period)).any():  # the chart shows the others
        table = table[table["partner"].isin(["WLD", month.focus])]
    table = table[table["period"] != month.period]
    columns = {UNIT_VALUE: "value", "low": "low", "high": "high"}
    computed = table.rename(columns=columns)[["period", "partner", "value", "low", "high"]].assign(found="value ÷ mass")
    press = inside[inside["measure"] == UNIT_VALUE][["period", "partner", "value", "low", "high"]]
    rows = pd.concat([computed, press.assign(found=PRINTED)], ignore_index=True)
    if rows.empty:
        words = "No source gives a unit value in US dollars, or value and mass together, for any period up to {period}."
        return month.claims.say(text(words, period=periods.words(month.period)))
    rows = rows.assign(last=rows["period"].str[-7:], order=rows["partner"] != "WLD")
    rows = rows.sort_values(["last", "period", "order", "partner"], ascending=[False, False, True, True])
    shown = pd.DataFrame(
        {
            "period": [periods.words(name) for name in rows["period"]],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            UNIT_VALUE: [number(row.value, _decimals(row)) for row in rows.itertuples()],
            "found": rows["found"],
        }
    )
    caption = "Unit values of other periods, and those that were printed, newest first; "
    caption += "computed ones have one decimal where their rounding is narrow enough, else none"
    return tables.cut(shown, caption, SHOWN)


def _decimals(row) -> int:
    """Decimals of a unit value: as its source printed it by the tonne or kilogram, or as its rounding decides."""
    return places(row.high - row.low) if row.found == PRINTED else decided(row.low, row.high, 1)
