"""What notebook 06 shows: what the other side of the trade recorded, and which scope, border and month differ."""

import re
from dataclasses import replace

import pandas as pd

from helpers import charts, measures, mirror, periods, reference, store, tables
from helpers.charts import Chart
from helpers.htmltable import Table, heading
from helpers.measures import Measured
from helpers.mirror import Scope
from helpers.month import Month
from helpers.phrases import day_of, flow_words, who_words
from helpers.trace import Said, Text, text

MEASURES = ("net_mass_kg", "value_usd")


def scopes(month: Month) -> list[Scope]:
    """The other sides that mirrors.csv lists for the product, in its order."""
    rows = reference.table("mirrors.csv").query("product == @month.product.name")
    return [Scope(**row, line=n + 2) for n, row in zip(rows.index, rows.to_dict("records"), strict=True)]


def panel_of(month: Month, scope: Scope) -> pd.DataFrame:
    """What is known of an other side up to the month, as of its vintage: figures with the partner of mirrors.csv."""
    (product,) = [
        side
        for side in reference.other_sides(month.product.name)
        if (side.reporter, side.hs_codes) == (scope.reporter, (scope.hs_code,))
    ]
    panel = store.panel(product, month.vintage)
    return _up_to(month, panel[panel["partner"] == scope.partner])


def mine_of(month: Month, scope: Scope) -> pd.DataFrame:
    """The product's own figures with the reporter of an other side, up to the month."""
    return _up_to(month, month.panel[month.panel["partner"] == scope.reporter])


def _up_to(month: Month, panel: pd.DataFrame) -> pd.DataFrame:
    """The figures in a measure of both sides that end no later than the month."""
    return panel[panel["measure"].isin(MEASURES) & (panel["period"].str[-7:] <= month.period)]


def scope_table(month: Month) -> Table | Said:
    """What each other side's record covers, and how many figures of both are known up to the month."""
    listed = scopes(month)
    if not listed:
        return month.claims.say(text("No other side is listed for {noun}.", noun=month.product.noun))
    counts = [[len(panel_of(month, scope)), len(mine_of(month, scope))] for scope in listed]
    rows = [
        {
            "recorded_by": f"{reference.partner_name(scope.reporter)}, from {who_words(scope.partner)}",
            "code": scope.hs_code,
            "beside_ours": scope.width,
            "valuation": scope.valuation,
            "figures": f"theirs {theirs or 'none'}, ours {mine or 'none'}",
            "note": scope.note + (_one_by_one(month, scope) if not mine else ""),
        }
        for scope, (theirs, mine) in zip(listed, counts, strict=True)
    ]
    none = "; none means not known, which is not zero" if any(0 in pair for pair in counts) else ""
    caption = "The other sides, what their codes cover, and how many figures of mass and value up to "
    caption += f"{periods.words(month.period)} are known"
    return Table(pd.DataFrame(rows), caption + none)


def _one_by_one(month: Month, scope: Scope) -> str:
    """Why downloads give no figure of ours with a group; empty where the other side is none."""
    if not re.fullmatch(measures.GROUP, scope.reporter) or not (month.panel["source"] == "gacc").any():
        return ""
    return f" Our downloads give each member of {who_words(scope.reporter)} alone, and none for all of them."


def gaps(month: Month) -> pd.DataFrame:
    """Gap A for every span up to the month that both sides cover, for codes that mean close to the same goods.

    Returns:
        reporter, period, measure, imports, exports, gap_pct, low, high, how, rows.
    """
    rows = []
    for scope in (scope for scope in scopes(month) if scope.same):
        theirs, mine = panel_of(month, scope), mine_of(month, scope)
        for measure in MEASURES:
            pair = [side[side["measure"] == measure] for side in (mine, theirs)]
            for period in mirror.meeting(*pair):
                x, m = (_exact(side, period, measure) for side in pair)
                found = mirror.gap(m, x, scope.valuation if measure == "value_usd" else "")
                if found.known:
                    ends = (found.value, found.low, found.high, found.how, found.rows)
                    rows.append((scope.reporter, period, measure, m.value, x.value, *ends))
    columns = ["reporter", "period", "measure", "imports", "exports", "gap_pct", "low", "high", "how", "rows"]
    return pd.DataFrame(rows, columns=columns)


def _exact(side: pd.DataFrame, period: str, measure: str) -> Measured:
    row = side[side["period"] == period].iloc[0]
    unit = {"net_mass_kg": "kg", "value_usd": "USD"}[measure]
    return Measured(
        row["value"], row["low"], row["high"], unit, tuple(row["rows"].split("\n")), measures.reported(row["rows"])
    )


def gap_table(month: Month) -> Table | Said:
    """The gaps as a table; a sentence where no span is covered by both sides."""
    found = gaps(month)
    if found.empty:
        known = [scope for scope in scopes(month) if scope.same and not _lacking(month, scope, MEASURES)]
        why = (
            "no month or span is covered by both sides in one measure under a code close to ours, and a gap from "
            "unlike months would say more about the months than about the trade"
            if known
            else _nothing(month, "figure", MEASURES)
        )
        return month.claims.say(
            text("No gap is computed up to {period}: {why}.", period=periods.words(month.period), why=why)
        )
    table = pd.DataFrame(
        {
            "recorded_by": [reference.partner_name(name) for name in found["reporter"]],
            "period": [periods.words(name) for name in found["period"]],
            "measure": found["measure"].map(heading),
            "their_side": found["imports"],
            "our_side": found["exports"],
            "gap_pct": found["gap_pct"].round(1),
            "at_least_pct": found["low"].round(1),
            "at_most_pct": found["high"].round(1),
        }
    )
    return Table(table, "Gap between both sides, in percent of their mean")


def gap_seen(month: Month) -> Text:
    """How many spans both sides cover, and the gap of the newest."""
    found = gaps(month).sort_values("period", kind="stable")
    if found.empty:
        return Text()  # the sentence in the place of the table says so
    how, rows = "spans for which both sides hold a figure of one measure", ["\n".join(rows) for rows in found["rows"]]
    head = text("Spans covered by both sides: {spans}.", spans=month.count("mirror.spans", len(found), how, rows))
    row = found.iloc[-1]
    measured = Measured(row["gap_pct"], row["low"], row["high"], "%", row["rows"], row["how"])
    claim = month.claims.add("mirror.gap", measured, period=row["period"], unit="%±")
    return head + text(
        " For {period}, what {who} recorded lies {gap} from ours.",
        period=periods.words(row["period"]), who=who_words(row["reporter"]), gap=claim,
    )  # fmt: skip


def _months_of(panel: pd.DataFrame) -> pd.DataFrame:
    return panel[(panel["measure"] == "net_mass_kg") & ~panel["period"].str.contains("/")][["period", "value"]]


def lags(month: Month) -> Table | Said:
    """Mean gaps at each lag, for sides whose code is close and that both give masses by month."""
    rows = []
    for scope in (scope for scope in scopes(month) if scope.same):
        pair = [_months_of(side) for side in (mine_of(month, scope), panel_of(month, scope))]
        table = mirror.at_lags(*pair)
        if (table["months"] > 0).any():
            rows.append(table.assign(recorded_by=reference.partner_name(scope.reporter)))
    if not rows:
        return month.claims.say(text("No lag can be tried: no other side is known month by month."))
    table = pd.concat(rows).assign(is_best=lambda t: t["is_best"].map({True: "yes", False: ""}))
    return Table(table.round(1), "Mean gaps in mass when the goods arrive in the same month, or later")


def sides(month: Month) -> Chart | Said:
    """Both sides' masses as monthly means over the spans that each covers, for the first side with a close code."""
    for scope in (scope for scope in scopes(month) if scope.same):
        first = periods.month_number(month.period) - 35
        both = []
        for side, panel, partner in (
            (month.product.reporter, mine_of(month, scope), scope.reporter),
            (scope.reporter, panel_of(month, scope), scope.partner),
        ):
            table = mirror.monthly_means(panel, partner)
            table = table[table["last"] >= first]
            both.append(table.assign(side=reference.partner_name(side), value=table["value"] / 1000))
        if all(len(table) for table in both):
            return _chart(month, scope, pd.concat(both, ignore_index=True))
    why = _nothing(month, "mass", MEASURES[:1]) or "their masses are of years too far apart"
    words = "The two sides cannot be drawn together up to {period}: {why}."
    return month.claims.say(text(words, period=periods.words(month.period), why=why))


def _lacking(month: Month, scope: Scope, wanted: tuple[str, ...]) -> list[str]:
    """In words, the sides of which no figure up to the month is known."""
    whole = " as a whole" if re.fullmatch(measures.GROUP, scope.reporter) else ""
    ours = f"{who_words(month.product.reporter)} recorded for {who_words(scope.reporter)}{whole}"
    pairs = [
        (panel_of(month, scope), f"{who_words(scope.reporter)} recorded from {who_words(scope.partner)}"),
        (mine_of(month, scope), ours),
    ]
    return [words for panel, words in pairs if not panel["measure"].isin(wanted).any()]


def _nothing(month: Month, what: str, wanted: tuple[str, ...]) -> str:
    """In words, why sides with a close code cannot be set beside each other; empty where one of them can."""
    close = [scope for scope in scopes(month) if scope.same]
    lacks = [_lacking(month, scope, wanted) for scope in close]
    if not close:
        return "no other side with a code close to ours is listed"
    return f"no {what} is known that {' or that '.join(lacks[0])}" if all(lacks) else ""


def _chart(month: Month, scope: Scope, table: pd.DataFrame) -> Chart:
    ours, theirs = reference.partner_name(month.product.reporter), reference.partner_name(scope.reporter)
    exports, to, _ = flow_words(month)
    alike = not gaps(month).empty
    said = month.claims.say(
        text(
            "{ours} and {theirs} recorded this trade over "
            + ("some spans of months in common" if alike else "different spans of months"),
            ours=ours,
            theirs=who_words(scope.reporter),
        )
    )
    chart = charts.plot_sides(
        table[["side", "period", "first", "last", "value"]],
        key="two-sides",
        title=said.plain,
        subtitle=f"{ours}'s {exports} of {month.product.noun} {to} {who_words(scope.reporter)}, and what "
        f"{who_words(scope.reporter)} recorded from {who_words(scope.partner)}. "
        "Net mass in t a month, mean of each span known.",
        footer=month.source_words() + f" {theirs}: its own records, as quoted by the press.",
        notes=[
            f"Solid: recorded by {ours}; dashed: recorded by {who_words(scope.reporter)}",
            "A line covers the months that its figure covers; a hollow mark is a single month",
        ],
    )
    return replace(chart, title_page=said.page, table=chart.table.rename(columns={"value": "monthly_mean_t"}))


def sides_seen(month: Month) -> Text:
    """How many other sides are listed, in how many lines, and for how many of the lines a figure is known."""
    listed = scopes(month)
    if not listed:
        return Text()  # the sentence in the place of the table says so
    known = [scope for scope in listed if len(panel_of(month, scope))]
    close = [scope for scope in known if scope.same]
    lines = [f"data/reference/mirrors.csv#L{scope.line}" for scope in listed]
    offices = len({scope.reporter for scope in listed})
    head = text(
        "Other sides listed: {sides}, in {codes} "
        + ("line, " if len(listed) == 1 else "lines, ")
        + "each a country or group with one code. ",
        sides=month.count("mirror.sides", offices, "who recorded, each once, by the lines of mirrors.csv", lines),
        codes=month.count("mirror.codes", len(listed), "lines of mirrors.csv for the product", lines),
    )
    if not known:
        return head + text("No figure of theirs is known as of {day}.", day=day_of(month))
    cover = "code of {close} of these covers" if len(close) == 1 else "codes of {close} of these cover"
    return head + text(
        "As of {day} figures are known for {known} of the lines, and the " + cover + " nearly the same goods as ours.",
        day=day_of(month),
        known=month.count(
            "mirror.known", len(known), f"lines with a figure, as known on {month.vintage}", _behind(month, known)
        ),
        close=month.count(
            "mirror.close",
            len(close),
            "of these, lines with a code marked as close in mirrors.csv",
            _behind(month, close or known),
        ),
    )


def _behind(month: Month, listed: list[Scope]) -> list[str]:
    """The rows of the figures of other sides."""
    return [row for scope in listed for row in panel_of(month, scope)["rows"]]


def context(month: Month) -> Table | Said:
    """Every figure of the other sides up to the month, newest first: for reading beside ours, not for subtracting."""
    parts = [panel_of(month, scope).assign(scope=scope) for scope in scopes(month)]
    rows = pd.concat(parts) if parts else pd.DataFrame()
    if rows.empty:
        return month.claims.say(
            text("No figure of another side is known for any month up to {period}.", period=periods.words(month.period))
        )
    rows = rows.sort_values("period", ascending=False, kind="stable")
    table = pd.DataFrame(
        {
            "recorded_by": [reference.partner_name(name) for name in rows["reporter"]],
            "from": [reference.partner_name(name) for name in rows["partner"]],
            "code": rows["hs_code"],
            "period": [periods.words(name) for name in rows["period"]],
            "figure": [
                tables.figure(row.value, row.measure, row.source, row.high - row.low) for row in rows.itertuples()
            ],
            "known_from": rows["vintage"],
        }
    )
    caption = "What other sides recorded; a figure is known from the day on which its page was printed"
    return Table(table, caption + tables.undated(rows.assign(file=rows["rows"].str.partition("#")[0])))
