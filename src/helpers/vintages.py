"""What notebook 07 shows: one month through its vintages, how much was revised, what has changed since a day before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers import measures, periods, reference, resolve, revisions, tables
from helpers.htmltable import Table, heading
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number
from helpers.phrases import listed
from helpers.trace import Claim, Said, Text, text

if TYPE_CHECKING:
    from helpers.charts import Chart

MOST = 20
SIDES = 4  # partners beside the world
REVISED = "later figures that differ: of downloads by any digit, of printed figures beyond rounding"


def side_by_side(month: Month) -> Table | Said:
    """The month's figures as they stood on each day on which one of them came out; unchanged days are left out."""
    rows = month.observations
    rows = rows[(rows["period_first"] == month.period) & (rows["period_last"] == month.period)]
    rows = rows[rows["measure"] == month.measure]
    wanted = list(dict.fromkeys(["WLD", month.focus, *month.destinations["partner"]]))[: SIDES + 1]
    lines: list[dict[str, object]] = []
    shown: list[pd.DataFrame] = []
    days = sorted(set(rows["vintage"]))
    for vintage in days:
        panel = resolve.resolve(rows[rows["vintage"] <= vintage], month.product.hs_codes)[0]
        found = {name: measures.level(panel, name, month.period, month.measure) for name in wanted}
        line: dict[str, object] = {
            reference.partner_name(name): tables.figure(
                level.value, month.measure, level.rows[0], level.high - level.low
            )
            if level.known
            else "–"
            for name, level in found.items()
        }
        if not lines or line != {key: value for key, value in lines[-1].items() if key != "as_of"}:
            lines.append({"as_of": vintage, **line})
            shown.append(panel)
    if not lines:
        return month.claims.say(text("No figure of {period} is known.", period=periods.words(month.period)))
    still = "; days that changed none of these are left out" if len(lines) < len(days) else ""
    dash = "; a dash is unknown" if any("–" in line.values() for line in lines) else ""
    others = len(set(rows.loc[rows["value"].notna(), "partner"]) - set(wanted))
    rest = "1 more partner or group is" if others == 1 else f"{number(others)} more partners and groups are"
    caption = f"{periods.words(month.period)} as it was known, day by day{dash}{still}"
    caption += f"; {rest} left out" if others else ""
    mine = rows[rows["partner"].isin(wanted)]
    return Table(pd.DataFrame(lines), caption + _cut_off(pd.concat(shown), mine) + tables.undated(mine))


def _cut_off(held: pd.DataFrame, rows: pd.DataFrame) -> str:
    """In words, that one figure may stand for another with its digits cut off, where one of the table's does."""
    units = rows.set_index("id")["rounding"]
    for _, mine in held[held["rows"].isin(units.index)].groupby("partner"):
        figures = [(row.value, units[row.rows]) for row in mine.itertuples()]
        if any(resolve.is_cut(low, unit, high) for low, unit in figures for high, _ in figures):
            return (
                "; a figure that is lower than another by no more than its last digit agrees with it: "
                "some publishers cut digits off where others round"
            )
    return ""


def steps(month: Month) -> pd.DataFrame:
    """Every figure up to the month against the same figure of the vintage before it, as ``revisions.steps``.

    Records that only one of two downloads gives stand below them, as ``revisions.uneven`` gives them.
    """
    rows = month.observations
    figures = revisions.by_vintage(rows[rows["period_last"] <= month.period])
    return pd.concat([revisions.steps(figures), revisions.uneven(figures)], ignore_index=True)


def _compared(found: pd.DataFrame) -> pd.DataFrame:
    """The steps of figures that both vintages give."""
    return found[~found["state"].isin(["added", "gone"])]


def revision_table(month: Month, found: pd.DataFrame) -> Table | Said:
    """Count, mean, mean absolute, largest, share of rows: downloads by pair of vintages, print as a whole."""
    found = _compared(found)
    if found.empty:
        return month.claims.say(
            text("No figure has come out twice, so nothing can be said of revisions. There may have been some.")
        )
    press = found["source"] == "press"
    merged = found.assign(
        vintage_before=found["vintage_before"].mask(press, "printed before"),
        vintage=found["vintage"].mask(press, "printed later"),
    )
    table = revisions.summary(merged)
    table["source"] = table["source"].replace(tables.SOURCE)
    table["measure"] = [heading(name.removesuffix("_kg")) for name in table["measure"]]  # percentages of it follow
    before, after = table.pop("vintage_before"), table.pop("vintage")
    table.insert(2, "vintages", (before + " to " + after).where(before != after, after))
    for name in ("share_pct", "mean_pct", "mean_absolute_pct", "largest_pct"):
        table[name] = [number(value, 2, sign=name == "mean_pct") for value in table[name]]
    caption = f"Revisions of figures up to {periods.words(month.period)}"
    if table["source"].nunique() == 1:
        caption += f", source {table.pop('source').iloc[0]}"
    return Table(table, f"{caption}; the means count an unchanged one as zero")


def revision_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many figures came out more than once, how many of them were revised, and which only one download gives."""
    both = _compared(found)
    if both.empty:
        return Text()  # the sentence in the place of the table says so
    changed = both[both["state"] == "revised"]
    span = periods.period_text(*periods.span(f"{both['period_first'].min()}/{both['period_last'].max()}"))
    compared = month.count(
        "revisions.compared",
        len(both),
        "figures that had come out before, for the same partner, measure and month or span, and in downloads the same "
        "customs regime and province",
        _rows(both),
    )
    head = text(
        "From {first} to {last}, {compared} figures came out again, and ",
        first=periods.words(span[:7]), last=periods.words(span[-7:]), compared=compared,
    )  # fmt: skip
    if changed.empty:
        return head + text("none was revised.") + _uneven_seen(month, found)
    part = len(changed) / len(both) * 100
    how = f"{number(len(changed))} revised ÷ {number(len(both))} compared × 100"
    share = Measured(part, part, part, "%", compared.rows, how)
    return head + text(
        "{changed} of them, or {share}, " + ("was" if len(changed) == 1 else "were") + " revised.",
        changed=month.count("revisions.revised", len(changed), f"of these, {REVISED}", _rows(changed)),
        share=month.claims.add("revisions.share", share, period=span),
    ) + _uneven_seen(month, found)  # fmt: skip


def _uneven_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many figures only one of two downloads gives: they move totals, and no percentage tells of them."""
    said = []
    for state, verb, how in (
        ("added", "adds", "figures that a later complete download gives and the one before does not"),
        ("gone", "leaves out", "figures that a complete download gives and the later one does not"),
    ):
        mine = found[found["state"] == state]
        if len(mine):
            count = month.count(f"revisions.{state}", len(mine), how, _rows(mine))
            said.append(text(verb + (" {count} figure" if len(mine) == 1 else " {count} figures"), count=count))
    if not said:
        return Text()
    more = ". That makes no percentage, but it changes the totals of the partners."
    return text(" Besides, the later download ") + listed(said) + text(more)


def _rows(steps: pd.DataFrame) -> list[str]:
    """The lines behind steps, before and after, by file."""
    both = pd.concat([steps["id_before"], steps["id"]]).dropna().drop_duplicates()
    return [resolve.row_list(both)]


def by_month(month: Month, found: pd.DataFrame) -> Chart | Said:
    """Share of the downloaded records revised, by month described; a sentence where no month was downloaded twice."""
    from helpers import charts  # matplotlib comes with it, which the driver does without

    mine = _compared(found)
    mine = mine[(mine["source"] == "gacc") & (mine["period_first"] == mine["period_last"])]
    if mine.empty:
        twice = " twice" if (month.observations["source"] == "gacc").any() else ""
        return month.claims.say(
            text(f"No month has been downloaded{twice}, so there is no chart of what customs itself changed.")
        )
    share = (mine["state"] == "revised").groupby(mine["period_first"]).mean() * 100
    first, last = periods.month_number(share.index.min()), periods.month_number(share.index.max())
    months = [periods.month_text(n) for n in range(first, last + 1)]
    values = share.reindex(months)
    table = pd.DataFrame({"period": months, "value": values.to_numpy()})
    table["state"] = ["unknown" if pd.isna(value) else "reported" for value in table["value"]]
    most = values.idxmax()
    of_most = mine[mine["period_first"] == most]
    how = f"{number((of_most['state'] == 'revised').sum())} revised ÷ {number(len(of_most))} compared × 100"
    rows = tuple(line for lines in _rows(of_most) for line in lines.split("\n"))
    measured = Measured(values.max(), values.max(), values.max(), "%", rows, how)
    claim = month.claims.add("revisions.most.share", measured, period=most)
    said = month.claims.say(
        text(
            "Of the figures for {month}, {share} were revised, more than for any other month",
            month=periods.words(most),
            share=claim,
        )
    )
    chart = charts.plot_series(
        table,
        key="revised-share",
        title=said.plain,
        subtitle=f"Figures of {month.product.noun} that a later download changed, in percent of those that it gives "
        "again, by month described.",
        footer=month.source_words(),
        focus=month.period,
        events=pd.DataFrame(columns=["date", "label"]),
        unit="%",
    )
    return replace(chart, title_page=said.page, table=chart.table.rename(columns={"value": "revised_pct"}))


def largest(month: Month, found: pd.DataFrame) -> Table | Said:
    """The largest revisions by amount, in the measure of the report, and the largest figures of one download alone."""
    revised = found[found["state"].isin(["revised", "added", "gone"])]
    rows = revised[revised["measure"] == month.measure]
    kinds = rows["state"] != "revised"
    if rows.empty:
        none = f"No figure of {month.quantity} has been revised."
        return month.claims.say(text("There is none to list." if _compared(found).empty else none))
    amount = (rows["now"].fillna(0) - rows["before"].fillna(0)).abs()
    order = amount.sort_values(ascending=False, kind="stable").index
    rows = rows.loc[order].groupby(kinds.loc[order], sort=True).head(MOST // 2)
    rows = rows.loc[kinds.loc[rows.index].sort_values(kind="stable").index]  # revised ones first
    spans = [
        periods.period_text(*periods.span(f"{a}/{b}"))
        for a, b in zip(rows["period_first"], rows["period_last"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in spans],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "regime": rows["regime"],
            "province": rows["province"],
            "before": [_or_blank(row.before, row.measure, row.source) for row in rows.itertuples()],
            "now": [_or_blank(row.now, row.measure, row.source) for row in rows.itertuples()],
            "revision_pct": rows["revision_pct"],
            "what": rows["state"],
            "vintages": rows["vintage_before"] + " to " + rows["vintage"],
        }
    )
    empty = [name for name in ("regime", "province") if (table[name] == "").all()]
    empty += [] if kinds.any() else ["what"]
    codes = [name for name in ("regime", "province") if name not in empty]
    downloaded = (rows["source"] == "gacc").any()
    more = ", then figures that only one download gives" if kinds.any() else ""
    kind = " and ".join(["partner", *codes]) if len(codes) < 2 else "partner, regime and province"
    more += f"; each row is one measure of one {kind} in one month" if downloaded else ""
    more += ", regime and province by their customs codes" if codes else ""
    vintages = table["vintages"].unique()
    if len(vintages) == 1:
        empty, more = [*empty, "vintages"], f", from {vintages[0]}{more}"
    if (revised["measure"] != month.measure).any():
        more += "; other measures are not listed"
    return Table(table.drop(columns=empty), f"The largest revisions of {month.quantity} by amount, at most ten{more}")


def edition_before(month: Month) -> str:
    """The earlier day that the month is compared with: the last but one on which a figure of it came out.

    Where the month has one day only, the last day before it on which any figure of the product came out.
    """
    rows = month.observations
    mine = rows[(rows["period_first"] == month.period) & (rows["period_last"] == month.period)]
    days = sorted(set(mine["vintage"]))
    earlier = days[:-1] or sorted({day for day in rows["vintage"] if day < days[0]})
    return str(earlier[-1]) if earlier else ""


def since(month: Month) -> pd.DataFrame:
    """What the panel holds up to the month that was not known on the earlier day, as ``revisions.since``."""
    before, rows = edition_before(month), month.observations
    now = month.panel[month.panel["period"].str[-7:] <= month.period]
    if not before:
        return revisions.since(now.iloc[:0], now)
    rows = rows[(rows["vintage"] <= before) & (rows["period_last"] <= month.period)]
    return revisions.since(resolve.resolve(rows, month.product.hs_codes)[0], now)


def news(month: Month, found: pd.DataFrame) -> Table | Said:
    """Figures that are not as they were known on the earlier day: revised and gone before finer and new."""
    order = {"revised": 0, "gone": 1, "finer": 2, "new": 3}
    rows = found.assign(order=found["state"].map(order), size=found["change_pct"].abs())
    rows = rows.sort_values(["order", "size", "period", "now"], ascending=[True, False, False, False])
    more = f"; {number(len(rows) - MOST)} more are left out" if len(rows) > MOST else ""
    world, before = (rows["partner"] == "WLD").any(), edition_before(month)
    rows = rows.head(MOST)
    if rows.empty or not before:
        return month.claims.say(Text())  # the sentence beside the table says so
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in rows["period"]],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "then": [_or_blank(row.before, row.measure, row.rows_before, row.last_before) for row in rows.itertuples()],
            "now": [_or_blank(row.now, row.measure, row.rows, row.last) for row in rows.itertuples()],
            "change_pct": rows["change_pct"],
            "what": rows["state"].replace("finer", "more digits"),
        }
    )
    caption = f"What has changed since {periods.day_words(before)}"
    if (rows["state"] == "revised").any():
        caption += ", revised figures first, the largest percentage on top"
    if (month.panel["source"] == "gacc").any():
        who = "one partner, or of the world," if world else "one partner"
        caption += f"; each row is one measure of {who} in one month, over all regimes and provinces"
    mine = rows[rows["measure"] == month.measure]
    if any("; a source prints" in month.level(row.partner, row.period).how for row in mine.itertuples()):
        caption += "; a printed sum of months can differ in its last digits from that of the text, which adds them up"
    return Table(table, f"{caption}{more}")


def _or_blank(value: float, measure: str, rows: object, last: float = 0.0) -> str:
    return "" if pd.isna(value) else tables.figure(value, measure, str(rows), last)


def news_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many figures are new, have more digits, are revised or gone since the earlier day."""
    before = edition_before(month)
    if not before:
        return text("No figure of the product came out on an earlier day, so nothing can have changed.")
    day = periods.day_words(before)
    counts = {state: count for state, count in counted(month, found).items() if count.value}
    states = [
        text("{count} " + ("" if n else "figure " if count.value == 1 else "figures ")
             + _became(state, one=count.value == 1), count=count)
        for n, (state, count) in enumerate(counts.items())
    ]  # fmt: skip
    if not states:
        return text("Nothing has changed since {day}.", day=day)
    return text("Against what was known on {day}, {states}.", day=day, states=listed(states))


def _became(state: str, one: bool) -> str:
    """What became of figures, as a verb."""
    if state == "finer":
        return ("has" if one else "have") + " more digits"
    return ("is " if one else "are ") + state


def counted(month: Month, found: pd.DataFrame) -> dict[str, Claim]:
    """How many figures are new, finer, revised and gone, as claims."""
    groups = {state: found[found["state"] == state] for state in ("new", "finer", "revised", "gone")}
    return {
        state: month.count(f"since.{state}", len(rows), f"figures by partner and measure that are {state}",
                           [*rows["rows_before"].dropna(), *rows["rows"].dropna()])
        for state, rows in groups.items()
    }  # fmt: skip
