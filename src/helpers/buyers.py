"""The partners over time, for notebook 04: contributions, places, shares by month, transit places.

Each chart says in a sentence why it is not drawn where the data do not carry it: a partner without a figure is unknown
and not small.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from helpers import charts, figures, measures, periods, reference, structure, titles
from helpers.charts import Chart
from helpers.languages import unsigned
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import decided, number, percents
from helpers.phrases import capital, day_of, flow_words, listed, moved, who_words
from helpers.trace import Claim, Said, Text, text

MONTHS = 24
SHOWN = 10  # bars of contributions
LINES = 10  # lines of the bump chart
FEWEST = 6  # months of a line
ROWS = 15  # rows of the heat map
LEAST_KNOWN = 25.0  # percent of the cells of a heat map that must be known
NO_BASE = "No two partners are known both in the month and before, so the change of the total cannot be divided."
NO_TOTAL = "No total is known both for the month and before, so there is no change to divide."


def window(month: Month) -> list[str]:
    """At most 24 months up to the month, from the first in which a single partner is known."""
    wanted = [periods.shift(month.period, n) for n in range(1 - MONTHS, 1)]
    known = structure.partners(month.panel, wanted, month.measure).notna().any()
    return wanted[int(known.to_numpy().argmax()) :]


def goods(month: Month) -> str:
    """What is traded, for a subtitle: China's exports of rare-earth magnets."""
    reporter = reference.partner_name(month.product.reporter)
    return f"{reporter}'s {month.product.flow}s of {month.product.noun}"


# --- how much is known -----------------------------------------------------------------------------------------------


def known(month: Month) -> Text:
    """How many partners are known, of how many, and how much of the total no source itemises."""
    _, _, kind = flow_words(month)
    found = month.destinations[month.destinations["value"] > 0]
    places = ["data/reference/partners.csv#L all rows"]
    result = text(
        "{Kinds} with a figure: {known}, of {listed} partners on the customs list.",
        Kinds=capital(kind) + "s",
        known=month.count("known.partners", len(found), "single partners with a figure above zero", found["rows"]),
        listed=month.count("listed.partners", reference.listed_partners(), "partners with a code in force", places),
    )
    rest = month.not_itemised()
    if not rest:
        return result + text(" No total is known, so nobody can say how much they leave out.")
    if rest.value < 0.05:
        return result + text(" Those with a figure make up the whole of the total.")
    words = " Of the {quantity}, {rest} is not itemised by any source known on {day}."
    return result + text(words, quantity=month.quantity, rest=rest, day=day_of(month))


# --- contributions ---------------------------------------------------------------------------------------------------


def base_of(month: Month) -> str:
    """The month that contributions are measured from: a year before, else the month before; empty where neither is."""
    for base in _bases(month):
        if len(structure.contributions(month.panel, month.period, base, month.measure)) > 2:
            return base
    return ""


def _bases(month: Month) -> list[str]:
    """The months that the month may be compared with, the better first."""
    return [month.year_before] + ([] if month.spring else [month.before])


def contributions(month: Month) -> Chart | Said:
    """What the partners contribute to the change of the total; a sentence where too few are known in both months."""
    base = base_of(month)
    if not base:
        both = month.level("WLD").known and any(month.level("WLD", before).known for before in _bases(month))
        return month.claims.say(text(NO_BASE if both else NO_TOTAL))
    table = structure.contributions(month.panel, month.period, base, month.measure)
    divisor, _, quantity = figures.scale(month)
    rest = month.not_itemised()
    points = contribution(month, table, base, str(table["partner"].iloc[0]))
    said = month.claims.say(titles.contributions(month, base, points, whole=bool(rest) and rest.value < 0.05))
    digits = _digits(month, table, base)
    chart = charts.plot_contributions(
        _contribution_rows(month, table, divisor),
        key="contributions",
        title=said.plain,
        subtitle=f"{goods(month)}, contributions to the change of the total {quantity} from {periods.words(base)} to "
        f"{periods.words(month.period)}, in percentage points. They add up to the last bar.",
        footer=month.source_words(),
        digits=digits,
        whole_digits=min(digits, _whole_digits(_moved(month, base))),
    )
    return replace(chart, title_page=said.page)


def _moved(month: Month, base: str) -> Claim:
    """The change of the total on the base."""
    return month.on_year("WLD") if base == month.year_before else month.on_month("WLD")


def _whole_digits(total: Claim) -> int:
    """Decimals of the bar of the total: those of the sentence."""
    return percents(total.value, total.low, total.high) if total else 1


def _contribution_rows(month: Month, table: pd.DataFrame, divisor: float) -> pd.DataFrame:
    """Rows to draw: the largest and those that the sentence names, all others together, the total."""
    unit = figures.column(month)
    named = table[table["partner"] != structure.REST]
    shown = named[named["partner"].isin(_shown(table))].sort_values("points", ascending=False)
    rest = table[~table["partner"].isin(shown["partner"])]
    rows = [
        (reference.marked_name(row.partner), row.base_value, row.value, row.points, _role(month, row.partner))
        for row in shown.itertuples()
    ]
    rows.append(("All others", *rest[["base_value", "value", "points"]].sum(), "rest"))
    rows.append(("All partners", *table[["base_value", "value", "points"]].sum(), "total"))
    names = ["partner", f"base_{unit}", f"now_{unit}", "points", "role"]
    frame = pd.DataFrame(rows, columns=names)
    frame[names[1:3]] /= divisor
    return frame


def _ends(table: pd.DataFrame) -> list[str]:
    """The partner that added the most and the one that took the most off, where there is one."""
    named = table[table["partner"] != structure.REST].sort_values("points")
    top, low = named.iloc[-1], named.iloc[0]
    return [str(row["partner"]) for row, found in ((top, top["points"] > 0), (low, low["points"] < 0)) if found]


def _shown(table: pd.DataFrame) -> list[str]:
    """Partners with a bar: the largest by size of change, and those that the sentence names."""
    named = table.loc[table["partner"] != structure.REST, "partner"]
    return list(dict.fromkeys([*named.head(SHOWN).astype(str), *_ends(table)]))


def _role(month: Month, partner: str) -> str:
    return "focus" if partner == month.focus else "other"


def _digits(month: Month, table: pd.DataFrame, base: str) -> int:
    """Decimals that the intervals of all partners shown decide, so that bars and sentences say the same."""
    parts = [_contributed(month, base, partner) for partner in _shown(table)]
    return min((decided(part.low, part.high, 1) for part in parts), default=1)


def contribution(month: Month, table: pd.DataFrame, base: str, partner: str) -> Claim:
    """A partner's contribution to the change of the total, with the digits that all partners shown allow."""
    part, digits = _contributed(month, base, partner), _digits(month, table, base)
    claim = month.claims.add(f"{partner}.contribution".lower(), part, base=base)
    words = f"{number(part.value, digits, month.claims.lang, sign=True)} percentage points"
    return month.claims.keep(replace(claim, text=words))


def _contributed(month: Month, base: str, partner: str) -> Measured:
    return measures.contribution(month.level(partner), month.level(partner, base), month.level("WLD", base))


def contributions_seen(month: Month) -> Text:
    """The largest contributions up and down, and the sum they belong to."""
    base = base_of(month)
    if not base:
        return Text()
    table = structure.contributions(month.panel, month.period, base, month.measure)
    sides = {True: "added the most, {points}", False: "took the most off, {points}"}
    clauses = []
    for name in _ends(table):
        points = contribution(month, table, base, name)
        clauses.append(text("{who} " + sides[points.value > 0], who=who_words(name), points=unsigned(points)))
    total = _moved(month, base)
    if not clauses or not total:
        return Text()
    head = text("The total {moved} on {base}; of the partners that are known both times, ",
                moved=moved(total), base=periods.words(base))  # fmt: skip
    said = head + clauses[0] + (text(", and ") + clauses[1] if len(clauses) > 1 else Text()) + text(".")
    return said + (
        text(" The change of the total is as printed by {who}.", who=total.quoted) if total.quoted else Text()
    )


# --- places ----------------------------------------------------------------------------------------------------------


def places(month: Month) -> Chart | Said:
    """Places over two years; a sentence where hardly any place is proved."""
    months = window(month)
    found = structure.places(month.panel, months, month.measure)
    proved = found.notna().sum(axis=1)
    if len(months) < FEWEST:
        return month.claims.say(text("Fewer than six months are known by partner, too few to draw how places moved."))
    if (proved >= FEWEST).sum() < 3:
        count = month.count(
            "places.proved",
            int(found.notna().sum().sum()),
            "places of single partners that are proved",
            month.lines(months=months),
        )
        months_claim = month.count("places.months", len(months), "months looked at", month.lines(months=months))
        return month.claims.say(
            text(
                "Places that the figures alone prove in {months} months: {count}, too few to draw how they moved. "
                "What no source gives by partner could hide a larger partner.",
                months=months_claim,
                count=count,
            )
        )
    last = found[month.period].where(found[month.period].notna(), np.inf)
    order = last.sort_values(kind="stable").index
    chosen = list(order[:LINES])
    if month.focus in found.index and month.focus not in chosen:
        chosen.append(month.focus)
    table = found.loc[chosen].where(found.loc[chosen] <= LINES + 5)
    _, _, quantity = figures.scale(month)
    said = month.claims.say(titles.places(month, found))
    table.insert(0, "partner", [reference.marked_name(name) for name in chosen])
    chart = charts.plot_places(
        table.reset_index(drop=True),
        key="places",
        title=said.plain,
        subtitle=f"{goods(month)}, places by {quantity} among single {flow_words(month)[2]}s; the first on top.",
        footer=month.source_words(),
        focus=reference.marked_name(month.focus),
        notes=["Ties share the better place. A place below the fifteenth is not drawn"],
    )
    return replace(chart, title_page=said.page)


# --- shares by month -------------------------------------------------------------------------------------------------


def heat(month: Month) -> Chart | Said:
    """Shares of the largest partners by month; a sentence where most cells would be crosses."""
    months = window(month)
    values = structure.partners(month.panel, months, month.measure)
    shares = values / structure.totals(month.panel, months, month.measure) * 100
    shares = shares.loc[shares.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(ROWS)
    shares = shares.sort_values(month.period, ascending=False, kind="stable")  # as the bars of the month are
    if shares.empty:
        return month.claims.say(text("No partner is known in any of the months, so there is no share to draw."))
    cells = shares.size
    filled = int(shares.notna().sum().sum())
    if len(shares) < 3 or 100 * filled < LEAST_KNOWN * cells:
        words = "Shares by partner and month: {filled} of {cells} are known, too few to draw."
        lines = month.lines(months=months)
        how = f"{number(len(shares))} partners that a map would show × {number(len(months))} months"
        cells_claim = month.count("heat.cells", cells, how, lines)
        filled_claim = month.count("heat.filled", filled, "months with a figure of the partner and of the world", lines)
        return month.claims.say(text(words, cells=cells_claim, filled=filled_claim))
    said = month.claims.say(titles.heat(month, shares))
    table = shares.round(3)
    table.insert(0, "partner", [reference.marked_name(name) for name in shares.index])
    _, _, quantity = figures.scale(month)
    chart = charts.plot_heat(
        table.reset_index(drop=True),
        key="shares",
        title=said.plain,
        subtitle=f"{goods(month)}, share of the total {quantity} in percent by month. "
        f"Partners with the largest shares over these months, in the order of {periods.words(month.period)}.",
        footer=month.source_words(),
    )
    return replace(chart, title_page=said.page)


# --- transit ---------------------------------------------------------------------------------------------------------


def transit_seen(month: Month) -> Text:
    """Through which of the partners goods pass on, with their share and the reason."""
    found = month.destinations
    mine = [name for name in found.loc[found["value"] > 0, "partner"] if name in reference.transit()]
    if not mine:
        return text("None of the partners that are known is a transit place, one through which goods pass to others.")
    clauses: list[Text] = []
    for name in mine:
        share, of = month.share(name), "" if clauses else f" of the {month.quantity}"
        clauses.append(text("{who}" + (" ({share}{of})" if share else ""), who=who_words(name), share=share, of=of))
    reasons = "; ".join(reference.transit()[name] for name in mine)
    return (
        text("Goods pass through ")
        + listed(clauses)
        + text(" to others (transit): {reasons}. Who uses them in the end is not recorded.", reasons=reasons)
    )
