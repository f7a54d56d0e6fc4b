"""The tables of a month: what arrived, what was kept, what was set aside, what the panel holds."""

import pandas as pd

from helpers import intake, periods, prices, reference, resolve
from helpers.htmltable import UNITS, Table
from helpers.month import Month
from helpers.numbers import decided, number
from helpers.prices import UNIT_VALUE
from helpers.trace import Said, text

STATUS = {"ok": "kept", "warn": "kept, with a warning", "refuse": "refused"}
SHOWN = 20  # rows of unit values
SOURCE = {"gacc": "customs portal"}


def arrived(month: Month) -> list[dict]:
    """Records of the files that the report was read from, with what each was read for, and of every file refused."""
    return [
        record | {"read_for": month.inputs.get(record["file"], "nothing")}
        for record in intake.take_in()
        if record["file"] in month.inputs or record["status"] == "refuse"
    ]


def files(month: Month) -> Table:
    """The report's raw files with their rows: in = kept + set aside; and those refused."""
    rows = [
        {"file": record["file"], "read_for": record["read_for"], "status": STATUS[record["status"]]}
        | {name: record[name] for name in ("rows_in", "rows_kept", "rows_set_aside")}
        | {f"set_aside_{name}": sums[0] - sums[1] for name, sums in record["sums"].items()}
        for record in arrived(month)
    ]
    table = pd.DataFrame(rows)
    nothing = [name for name in table.columns if name.startswith("set_aside_") and not table[name].fillna(0).any()]
    rest = "; no mass and no value was set aside" if nothing else ""
    return Table(table.drop(columns=nothing), f"Files, and how many of their rows were kept{rest}")


def findings(month: Month) -> Table:
    """What is wrong with the raw files, or worth knowing about them."""
    rows = [
        {
            "file": record["file"],
            "severity": finding["severity"],
            "code": finding["code"],
            "finding": finding["message"],
        }
        for record in arrived(month)
        for finding in record["findings"]
    ]
    later = len(rows) and (month.observations["period_last"] > month.period).any()
    reach = f"; they speak of all months of a file, also of those after {periods.words(month.period)}" if later else ""
    return Table(pd.DataFrame(rows, columns=["file", "severity", "code", "finding"]), f"Findings{reach}")


def coverage(month: Month) -> Table:
    """Observations of the product by source: how many, which months, which partners, since when."""
    grouped = month.observations.groupby("source")
    table = grouped.agg(
        observations=("id", "size"),
        second_hand=("second_hand", "sum"),
        publishers=("publisher", "nunique"),
        partners=("partner", "nunique"),
        months=("period_first", "min"),
        last=("period_last", "max"),
        vintages=("vintage", "min"),
        newest=("vintage", "max"),
    ).reset_index()
    for name, end in (("months", "last"), ("vintages", "newest")):
        until = table.pop(end)
        table[name] = (table[name] + " to " + until).where(table[name] != until, until)
    table["source"] = table["source"].replace(SOURCE)
    return Table(table, f"What is known of the product as of {periods.day_words(month.vintage)}")


def by_partner_and_month(month: Month, partners: int = 15, months: int = 12) -> Table:
    """How many figures are known of each partner and month up to the month in focus; a dash where there is none."""
    wanted = [periods.shift(month.period, -n) for n in reversed(range(months))]
    rows = month.observations
    rows = rows[(rows["period_first"] == rows["period_last"]) & rows["value"].notna()]
    rows = rows[rows["period_first"].isin(wanted)]
    counts = pd.crosstab(rows["partner"], rows["period_first"]).reindex(columns=wanted, fill_value=0)
    largest = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index[:partners]
    table = counts.loc[largest].astype(str).replace("0", "–").reset_index()
    table["partner"] = [reference.partner_name(name) for name in table["partner"]]
    # narrower than 2025-06; a wide blank, because May 2025 is no date that must stay on one line here
    table.columns = ["partner", *(f"{periods.short(name)}\u2002{name[:4]}" for name in wanted)]
    rest = f"; {len(counts) - partners} partners with fewer are left out" if len(counts) > partners else ""
    what = f"Figures known by partner in the last {months} months"
    dash = "; a dash is none, which is not zero" if table.eq("–").any(axis=None) else ""
    return Table(table, f"{what}{dash}{rest}")


def set_aside(month: Month) -> Table:
    """Figures of the product that corrections.yml sets aside, with the reason."""
    rows = month.set_aside.sort_values(["period_first", "period_last", "partner"])
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in _period(rows)],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "figure": [figure(row.value, row.measure) for row in rows.itertuples()],
            "publisher": rows["publisher"],
            "reason": rows["reason"],
        }
    )
    return Table(table, "Set aside, with the reason")


def _period(rows: pd.DataFrame) -> list[str]:
    spans = zip(rows["period_first"], rows["period_last"], strict=True)
    return [periods.period_text(*periods.span(f"{first}/{last}")) for first, last in spans]


def undated(rows: pd.DataFrame) -> str:
    """In words, from which day figures of pages without a date count; nothing where there is none among the rows."""
    compiled = rows["file"].str.split("/").str[1]  # their vintage, as data/README.md says
    if not ((rows["source"] == "press") & (rows["vintage"] == compiled)).any():
        return ""
    return "; a figure from a page without a date counts from the day on which the figures were compiled"


def figure(value: float, measure: str, source: str = "") -> str:
    r"""A figure with its unit, masses in tonnes; unknown where it is not a number.

    Args:
        value: the figure.
        measure: its measure.
        source: kind of source, or a row's name, which begins with it: a download counts kilograms, all of them shown.

    Example:
        >>> figure(352800.0, "net_mass_kg"), figure(352800.0, "net_mass_kg", "gacc"), figure(2400000.0, "value_usd")
        ('352.8\xa0t', '352.800\xa0t', '2,400,000\xa0USD')
        >>> figure(51.4, "unit_value_usd_per_kg")
        '51.40\xa0USD\xa0per\xa0kg'
    """
    if pd.isna(value):
        return "unknown"
    if measure == "net_mass_kg":
        tonnes = value / 1000
        fewest = 3 if source.startswith("gacc") else 0
        decimals = next(d for d in range(fewest, 4) if d == 3 or abs(round(tonnes, d) - tonnes) < 1e-6)
        return f"{number(tonnes, decimals)}\u00a0t"
    other = measure.partition("_")[2].replace("value_", "").upper()
    unit = next((words for end, words in UNITS.items() if measure.endswith(f"_{end}")), other).replace(" ", "\u00a0")
    whole = not unit.endswith("kg") and (value % 1 == 0 or abs(value) >= 1000)
    return f"{number(value, 0 if whole else 2)}\u00a0{unit}"


def printed(month: Month, most: int = 60) -> Table:
    """What each source gives for the month in focus: the world and the partner in focus first, then by size.

    The records of a download that make up one figure, by regime and province, are one row: their sum and number.
    """
    rows = month.observations
    rows = rows[(rows["period_first"] == month.period) & (rows["period_last"] == month.period)]
    rows = rows.assign(
        one=rows["id"].where(rows["source"] == "press", ""),
        given_by=rows["publisher"].where(rows["source"] == "press", "customs portal"),
    )
    keys = ["partner", "measure", "source", "given_by", "vintage", "one"]
    table = rows.groupby(keys, as_index=False).agg(value=("value", _whole), records=("id", "size"))
    table["held"] = _holds(month, table.assign(id=table["one"], period=month.period))
    table["place"] = table["partner"].map(_places(month, table["partner"]))
    table = table.sort_values(["place", "measure", "held", "vintage"], ascending=[True, True, False, True])
    shown = pd.DataFrame(
        {
            "partner": [reference.partner_name(name) for name in table["partner"]],
            "figure": [figure(row.value, row.measure, row.source) for row in table.itertuples()],
            "given_by": table["given_by"],
            "records": table["records"],
            "vintage": table["vintage"],
            "holds": ["yes" if held else "" for held in table["held"]],
        }
    )
    shown = shown if (shown["records"] > 1).any() else shown.drop(columns="records")
    return _cut(shown, f"Figures for {periods.words(month.period)}", most)


def _holds(month: Month, rows: pd.DataFrame) -> pd.Series:
    """Whether a printed row is the panel's own, or a download's is of the vintage that the panel took its cell from."""
    press = month.panel[month.panel["source"] == "press"]
    winners = {row for text in press["rows"] for row in text.split("\n")}
    keys = ["period", "partner", "measure", "source", "vintage"]
    cells = pd.MultiIndex.from_frame(month.panel[keys])
    taken = pd.Series(pd.MultiIndex.from_frame(rows[keys]).isin(cells), index=rows.index)
    return rows["id"].isin(winners).where(rows["source"] == "press", taken)


def _whole(values: pd.Series) -> float:
    """Sum that is unknown as soon as a part is."""
    return values.sum(skipna=False)


def _places(month: Month, partners: pd.Series) -> dict[str, int]:
    """Place of each partner in a table of the month: the world, the partner in focus, then by size."""
    known = month.panel[(month.panel["period"] == month.period) & (month.panel["measure"] == month.measure)]
    sizes = known.sort_values(["value", "partner"], ascending=[False, True])["partner"]
    names = dict.fromkeys(["WLD", month.focus, *sizes, *sorted(set(partners))])
    return {name: place for place, name in enumerate(names)}


def _cut(table: pd.DataFrame, caption: str, most: int) -> Table:
    """The first rows of a table, its caption saying how many are left out."""
    more = len(table) - most
    words = "1 more row is left out" if more == 1 else f"{number(more)} more rows are left out"
    return Table(table.head(most), f"{caption}; {words}" if more > 0 else caption)


def accounts(month: Month) -> Table:
    """Every observation of the product accounted for: none is lost between the files and the panel."""
    held, aside = month.observations, month.set_aside
    used = held["measure"].isin(resolve.MEASURES)
    holds = used & _holds(month, held.assign(period=held["period_first"]))  # a download has single months
    older = used & ~holds & (held["source"] != "press")
    apart = used & ~holds & held["id"].isin(set(month.conflicts["id"]))
    table = pd.DataFrame(
        [
            ("holds in the panel, or is summed into it", int(holds.sum())),
            ("gave way to a later download", int(older.sum())),
            ("agrees with the panel within rounding", int((used & ~holds & ~older & ~apart).sum())),
            ("disagrees with the panel beyond rounding", int(apart.sum())),
            ("is of a measure that the panel does not use", int((~used).sum())),
            ("is set aside by corrections.yml", len(aside)),
            ("all observations", len(held) + len(aside)),
        ],
        columns=["an observation", "observations"],
    )
    return Table(table, "Every observation accounted for")


def conflicts(month: Month) -> Table:
    """Figures that disagree with the panel beyond rounding."""
    rows = month.conflicts
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in rows["period"]],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "figure": [figure(row.value, row.measure) for row in rows.itertuples()],
            "holds": [figure(row.kept, row.measure) for row in rows.itertuples()],
            "given_by": rows["publisher"],
        }
    )
    return Table(table, "Figures that disagree beyond rounding")


def panel(month: Month, most: int = 40) -> Table:
    """The panel's rows of the month in focus: the world and the partner in focus first, then by size."""
    rows = month.panel[month.panel["period"] == month.period]
    rows = rows.assign(place=rows["partner"].map(_places(month, rows["partner"]))).sort_values(["place", "measure"])
    table = pd.DataFrame(
        {
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "figure": [figure(row.value, row.measure, row.source) for row in rows.itertuples()],
            "at_least": [figure(row.low, row.measure, row.source) for row in rows.itertuples()],
            "at_most": [figure(row.high, row.measure, row.source) for row in rows.itertuples()],
            "source": rows["source"].replace(SOURCE),
            "vintage": rows["vintage"],
            "publishers_agreeing": rows["n_publishers"],
        }
    )
    table = table if (rows["source"] == "press").any() else table.drop(columns="publishers_agreeing")
    return _cut(table, f"What holds for {periods.words(month.period)}", most)


def destinations(month: Month, most: int = 20) -> Table:
    """The largest partners of the month with share and the places that are possible."""
    known = month.destinations[month.destinations["value"] > 0]
    rows = known.head(most)
    places = [
        f"{int(row.rank_best)}" if row.rank_best == row.rank_worst
        else f"{int(row.rank_best)} or lower" if pd.isna(row.rank_worst)
        else f"{int(row.rank_best)} to {int(row.rank_worst)}"
        for row in rows.itertuples()
    ]  # fmt: skip
    printed = [month.rank(name) for name in rows["partner"]]
    table = pd.DataFrame(
        {
            "partner": [reference.marked_name(name) for name in rows["partner"]],
            "figure": [figure(row.value, month.measure, row.rows) for row in rows.itertuples()],
            "share_pct": rows["share_pct"],
            "place_by_the_figures": places,
            "place_printed": [f"{claim.text} ({claim.quoted})" if claim and claim.quoted else "" for claim in printed],
        }
    )
    table = table if table["place_printed"].any() else table.drop(columns="place_printed")
    more = len(known) - len(rows)
    rest = f"; {more} smaller ones are in data.csv" if more else ""
    return Table(table, f"Partners known for {periods.words(month.period)}{rest}")


def unit_values(month: Month) -> Table | Said:
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
    rows = pd.concat([computed, press.assign(found="as printed")], ignore_index=True)
    if rows.empty:
        words = "No source gives a unit value in US dollars, or value and mass together, for any period up to {period}."
        return month.claims.say(text(words, period=periods.words(month.period)))
    rows = rows.assign(last=rows["period"].str[-7:], order=rows["partner"] != "WLD")
    rows = rows.sort_values(["last", "period", "order", "partner"], ascending=[False, False, True, True])
    decimals = min(decided(row.low, row.high, 2) for row in rows.head(SHOWN).itertuples())  # one rule for a column
    shown = pd.DataFrame(
        {
            "period": [periods.words(name) for name in rows["period"]],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            UNIT_VALUE: [number(value, decimals) for value in rows["value"]],
            "found": rows["found"],
        }
    )
    return _cut(shown, "Unit values of other periods, and those that were printed, newest first", SHOWN)
