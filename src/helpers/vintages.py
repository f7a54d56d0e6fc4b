"""What notebook 07 shows: one month through its vintages, how much was revised, what is new since the last edition."""

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


def side_by_side(month: Month) -> Table | Said:
    """The month's figures as they stood on each day on which one of them came out; unchanged days are left out."""
    rows = month.observations
    rows = rows[(rows["period_first"] == month.period) & (rows["period_last"] == month.period)]
    rows = rows[rows["measure"] == month.measure]
    wanted = list(dict.fromkeys(["WLD", month.focus, *month.destinations["partner"]]))[: SIDES + 1]
    lines: list[dict[str, object]] = []
    days = sorted(set(rows["vintage"]))
    for vintage in days:
        panel = resolve.resolve(rows[rows["vintage"] <= vintage], month.product.hs_codes)[0]
        found = {name: measures.level(panel, name, month.period, month.measure) for name in wanted}
        line: dict[str, object] = {
            reference.partner_name(name): tables.figure(level.value, month.measure, level.rows[0])
            if level.known
            else "–"
            for name, level in found.items()
        }
        if not lines or line != {key: value for key, value in lines[-1].items() if key != "as_of"}:
            lines.append({"as_of": vintage, **line})
    if not lines:
        return month.claims.say(text("No figure of {period} is known.", period=periods.words(month.period)))
    still = "; days that changed none of these are left out" if len(lines) < len(days) else ""
    caption = f"{periods.words(month.period)} as it was known, day by day; a dash is unknown{still}"
    return Table(pd.DataFrame(lines), caption)


def steps(month: Month) -> pd.DataFrame:
    """Every figure up to the month against the same figure of the vintage before it, as ``revisions.steps``."""
    rows = month.observations
    return revisions.steps(revisions.by_vintage(rows[rows["period_last"] <= month.period]))


def revision_table(month: Month, found: pd.DataFrame) -> Table | Said:
    """Count, mean, mean absolute, largest, share of rows: downloads by pair of vintages, print as a whole."""
    if found.empty:
        return month.claims.say(
            text("No figure has come out twice, so revisions cannot be measured. They may still exist.")
        )
    press = found["source"] == "press"
    merged = found.assign(
        vintage_before=found["vintage_before"].mask(press, "printed before"),
        vintage=found["vintage"].mask(press, "printed later"),
    )
    table = revisions.summary(merged)
    table["source"] = table["source"].replace(tables.SOURCE)
    table["measure"] = table["measure"].map(heading)
    before, after = table.pop("vintage_before"), table.pop("vintage")
    table.insert(2, "vintages", (before + " to " + after).where(before != after, after))
    for name in ("share_pct", "mean_pct", "mean_absolute_pct", "largest_pct"):
        table[name] = [number(value, 2, sign=name == "mean_pct") for value in table[name]]
    caption = "Revisions; the means count an unchanged figure as zero"
    if table["source"].nunique() == 1:
        caption = f"Revisions, source {table.pop('source').iloc[0]}; the means count an unchanged figure as zero"
    return Table(table, caption)


def revision_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many figures came out more than once, and how many of them were revised."""
    if found.empty:
        return Text()  # the sentence in the place of the table says so
    changed = int((found["state"] == "revised").sum())
    part = changed / len(found) * 100
    how = f"{number(changed)} revised ÷ {number(len(found))} compared × 100"
    return text(
        "Figures that came out again: {compared}. Revised beyond rounding: {changed}, or {share}.",
        compared=month.count("revisions.compared", len(found), "figures with an earlier figure of the same key"),
        changed=month.count("revisions.revised", changed, "of these, later figures that disagree beyond rounding"),
        share=month.claims.add("revisions.share", Measured(part, part, part, "%", (), how)),
    )


def by_month(month: Month, found: pd.DataFrame) -> Chart | Said:
    """Share of the downloaded records revised, by month described; a sentence where no month was downloaded twice."""
    from helpers import charts  # matplotlib comes with it, which the driver does without

    mine = found[(found["source"] == "gacc") & (found["period_first"] == found["period_last"])]
    if mine.empty:
        return month.claims.say(
            text("No month was downloaded twice as of this vintage, so there is no chart of customs' own revisions.")
        )
    share = (mine["state"] == "revised").groupby(mine["period_first"]).mean() * 100
    first, last = periods.month_number(share.index.min()), periods.month_number(share.index.max())
    months = [periods.month_text(n) for n in range(first, last + 1)]
    values = share.reindex(months)
    table = pd.DataFrame({"period": months, "value": values.to_numpy()})
    table["state"] = ["unknown" if pd.isna(value) else "reported" for value in table["value"]]
    most = values.idxmax()
    how = "records revised ÷ records compared × 100"
    claim = month.claims.add(
        "revisions.most.share", Measured(values.max(), values.max(), values.max(), "%", (), how), period=most
    )
    said = month.claims.say(
        text(
            "Of the records of {month}, {share} were revised: the most of any month",
            month=periods.words(most),
            share=claim,
        )
    )
    chart = charts.plot_series(
        table,
        key="revised-share",
        title=said.plain,
        subtitle=f"Records of {month.product.noun} that a later download changed, in percent, by month "
        "described. A record is one partner, regime, province and measure.",
        footer=month.source_words(),
        focus=month.period,
        events=pd.DataFrame(columns=["date", "label"]),
        unit="%",
    )
    return replace(chart, title_page=said.page, table=chart.table.rename(columns={"value": "revised_pct"}))


def largest(month: Month, found: pd.DataFrame) -> Table | Said:
    """The largest revisions of the product by amount, in the measure that the report speaks of."""
    rows = found[(found["state"] == "revised") & (found["measure"] == month.measure)].dropna(subset="revision_pct")
    if rows.empty:
        return month.claims.say(text("No figure has been revised beyond its rounding."))
    order = (rows["now"] - rows["before"]).abs().sort_values(ascending=False, kind="stable").index[:MOST]
    rows = rows.loc[order]
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
            "before": [tables.figure(row.before, row.measure, row.source) for row in rows.itertuples()],
            "now": [tables.figure(row.now, row.measure, row.source) for row in rows.itertuples()],
            "revision_pct": rows["revision_pct"],
            "vintages": rows["vintage_before"] + " to " + rows["vintage"],
        }
    )
    empty = [name for name in ("regime", "province") if (table[name] == "").all()]
    codes = [name for name in ("regime", "province") if name not in empty]
    more = f"; {' and '.join(codes)} as customs numbers them" if codes else ""
    vintages = table["vintages"].unique()
    if len(vintages) == 1:
        empty, more = [*empty, "vintages"], f", from {vintages[0]}{more}"
    return Table(table.drop(columns=empty), f"The largest revisions by amount, at most twenty{more}")


def hidden_found(month: Month) -> pd.DataFrame:
    """Hidden-revision tests of every year to date of the world total up to the month, newest first."""
    rows = month.observations[month.observations["measure"] == month.measure]
    first = revisions.first_figures(rows, month.product.hs_codes)
    found = revisions.hidden_table(first, month.panel, "WLD", month.period, month.measure)
    return found.iloc[::-1].reset_index(drop=True)


def hidden(month: Month, found: pd.DataFrame) -> Table | Said:
    """Years to date less the sum of their parts as first known."""
    if found.empty:
        return month.claims.say(
            text("No year to date up to {period} can be set against its parts.", period=periods.words(month.period))
        )
    apart = [("+" if value > 0 else "") + tables.figure(value, month.measure) for value in found["difference"]]
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in found["period"]],
            "held_now": [tables.figure(value, month.measure) for value in found["total"]],
            "parts_as_first_known": [tables.figure(value, month.measure) for value in found["parts"]],
            "difference": apart,
            "beyond_rounding": ["yes" if value else "" for value in found["is_beyond_rounding"]],
        }
    )
    return Table(table.head(MOST), "Years to date against the sum of their parts as first known, newest first")


def hidden_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many years to date differ from their parts beyond rounding."""
    if found.empty:
        return Text()  # the sentence in the place of the table says so
    beyond = int(found["is_beyond_rounding"].sum())
    return text(
        "Years to date that can be tested: {tested}. Those that differ from the sum of their parts by more than "
        "rounding allows: {beyond}.",
        tested=month.count("hidden.tested", len(found), "years to date with parts known of their own"),
        beyond=month.count("hidden.beyond", beyond, "years to date whose difference excludes zero"),
    )


def edition_before(month: Month) -> str:
    """Day of the edition before: the last day before the vintage on which a figure of the month came out.

    Where the month has one day only, the last day before it: what the previous month's edition could know.
    """
    rows = month.observations
    mine = rows[(rows["period_first"] == month.period) & (rows["period_last"] == month.period)]
    days = sorted(set(mine["vintage"]))
    earlier = days[:-1] or sorted({day for day in rows["vintage"] if day < days[0]})
    return str(earlier[-1]) if earlier else ""


def since(month: Month) -> pd.DataFrame:
    """What the panel holds up to the month that the previous edition did not, as ``revisions.since``."""
    before, rows = edition_before(month), month.observations
    now = month.panel[month.panel["period"].str[-7:] <= month.period]
    if not before:
        return revisions.since(now.iloc[:0], now)
    rows = rows[(rows["vintage"] <= before) & (rows["period_last"] <= month.period)]
    return revisions.since(resolve.resolve(rows, month.product.hs_codes)[0], now)


def news(month: Month, found: pd.DataFrame) -> Table | Said:
    """Figures that are not as the previous edition had them: revised and gone before finer and new."""
    order = {"revised": 0, "gone": 1, "finer": 2, "new": 3}
    rows = found.assign(order=found["state"].map(order), size=found["change_pct"].abs())
    rows = rows.sort_values(["order", "size", "period", "now"], ascending=[True, False, False, False])
    more = f"; {number(len(rows) - MOST)} more are left out" if len(rows) > MOST else ""
    rows = rows.head(MOST)
    if rows.empty or not edition_before(month):
        return month.claims.say(Text())  # the sentence beside the table says so
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in rows["period"]],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "then": [_or_blank(row.before, row.measure, row.rows_before) for row in rows.itertuples()],
            "now": [_or_blank(row.now, row.measure, row.rows) for row in rows.itertuples()],
            "change_pct": rows["change_pct"],
            "what": rows["state"],
        }
    )
    caption = "What changed since the previous edition, revised figures first, the largest percentage on top"
    return Table(table, f"{caption}{more}")


def _or_blank(value: float, measure: str, rows: object) -> str:
    return "" if pd.isna(value) else tables.figure(value, measure, str(rows))


def news_seen(month: Month, found: pd.DataFrame) -> Text:
    """How many figures are new, finer, revised or gone since the previous edition."""
    before = edition_before(month)
    if not before:
        return text("No figure of the product came out on an earlier day: there is no previous edition.")
    day = periods.day_words(before)
    counts = {state: count for state, count in counted(month, found).items() if count.value}
    states = [
        text("{count} " + ("" if n else "figure " if count.value == 1 else "figures ")
             + ("is " if count.value == 1 else "are ") + state, count=count)
        for n, (state, count) in enumerate(counts.items())
    ]  # fmt: skip
    if not states:
        return text("Nothing has changed since the edition of {day}.", day=day)
    return text("Against the edition of {day}, {states}.", day=day, states=listed(states))


def counted(month: Month, found: pd.DataFrame) -> dict[str, Claim]:
    """How many figures are new, finer, revised and gone, as claims."""
    return {
        state: month.count(f"since.{state}", int((found["state"] == state).sum()), f"cells that are {state}")
        for state in ("new", "finer", "revised", "gone")
    }
