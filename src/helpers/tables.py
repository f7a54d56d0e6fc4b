"""The tables of a month: what arrived, what was kept, what is left out and why, what the panel holds."""

import pandas as pd

from helpers import intake, periods, reference, resolve
from helpers.htmltable import UNITS, Table
from helpers.month import Month
from helpers.numbers import number, places

STATUS = {"ok": "kept", "warn": "kept, with a warning", "refuse": "refused"}
READ_FOR = {
    "own goods": "own goods are those of this report",
    "control": "a control is of other goods, which show what else moved in the same months",
    "other side": "an other side is what the countries of destination or origin recorded themselves",
    "nothing": "a file that was refused is read for nothing",
}
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
    words = [words for role, words in READ_FOR.items() if (table["read_for"] == role).any()] if len(table) else []
    rest = "; ".join([rest, *words]) if len(words) > 1 else rest
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
    second = "; second hand is what was read only as a citation in somebody else's notes"
    rest = second if table["second_hand"].any() else ""
    return Table(table, f"What is known of the product as of {periods.day_words(month.vintage)}{rest}")


def by_partner_and_month(month: Month, partners: int = 15, months: int = 12) -> Table:
    """How many figures are known of each partner and month up to the month in focus; a dash where there is none."""
    wanted = [periods.shift(month.period, -n) for n in reversed(range(months))]
    rows = month.observations
    rows = rows[(rows["period_first"] == rows["period_last"]) & rows["value"].notna()]
    rows = rows[rows["period_first"].isin(wanted)]
    counts = pd.crosstab(rows["partner"], rows["period_first"]).reindex(columns=wanted, fill_value=0)
    largest = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index[:partners]
    table = counts.loc[largest].where(counts.loc[largest] > 0).reset_index()
    table["partner"] = [reference.partner_name(name) for name in table["partner"]]
    # narrower than 2025-06; a wide blank, because May 2025 is no date that must stay on one line here
    table.columns = ["partner", *(f"{periods.short(name)}\u2002{name[:4]}" for name in wanted)]
    rest = f"; {len(counts) - partners} partners with fewer are left out" if len(counts) > partners else ""
    what = f"Figures known by partner in the last {months} months"
    dash = "; a dash is none, which is not zero" if table.isna().any(axis=None) else ""
    return Table(table, f"{what}{dash}{rest}")


def set_aside(month: Month) -> Table:
    """Figures of the product that corrections.yml leaves out, with the reason."""
    rows = month.set_aside.sort_values(["period_first", "period_last", "partner"])
    table = pd.DataFrame(
        {
            "period": [periods.words(name) for name in _period(rows)],
            "partner": [reference.partner_name(name) for name in rows["partner"]],
            "figure": [figure(row.value, row.measure, row.source, row.rounding) for row in rows.itertuples()],
            "publisher": rows["publisher"],
            "reason": rows["reason"],
        }
    )
    return Table(table, "Left out, with the reason")


def _period(rows: pd.DataFrame) -> list[str]:
    spans = zip(rows["period_first"], rows["period_last"], strict=True)
    return [periods.period_text(*periods.span(f"{first}/{last}")) for first, last in spans]


def undated(rows: pd.DataFrame) -> str:
    """In words, from which day figures of pages without a date count; nothing where there is none among the rows."""
    read = rows["file"].str.split("/").str[1]  # their vintage, as data/README.md says
    if not ((rows["source"] == "press") & (rows["vintage"] == read)).any():
        return ""
    return "; a figure from a page without a date counts from the day on which the page was read"


def figure(value: float, measure: str, source: str = "", last: float = 0.0) -> str:
    r"""A figure with its unit, masses in tonnes; unknown where it is not a number.

    Args:
        value: the figure.
        measure: its measure.
        source: kind of source, or a row's name, which begins with it: a download counts kilograms, all of them shown.
        last: what the last digit of a printed figure counts, in the unit of the measure; nought where that is unknown.

    Example:
        >>> figure(352800.0, "net_mass_kg"), figure(352800.0, "net_mass_kg", "gacc"), figure(2400000.0, "value_usd")
        ('352.8\xa0t', '352.800\xa0t', '2,400,000\xa0USD')
        >>> figure(5577100.0, "net_mass_kg", "press", 10), figure(1.02e9, "value_usd", "press", 1e7)
        ('5,577.10\xa0t', '1.02\xa0billion\xa0USD')
        >>> figure(51.4, "unit_value_usd_per_kg")
        '51.40\xa0USD\xa0per\xa0kg'
    """
    if pd.isna(value):
        return "unknown"
    last = 0.0 if source.startswith("gacc") else last
    times, unit = _scale(value, measure, last)
    amount = value / times
    if last > 0:
        decimals = places(last / times)
    elif measure == "net_mass_kg":
        fewest = 3 if source.startswith("gacc") else 0
        decimals = next(d for d in range(fewest, 4) if d == 3 or abs(round(amount, d) - amount) < 1e-6)
    else:
        decimals = 0 if not unit.endswith("kg") and (value % 1 == 0 or abs(value) >= 1000) else 2
    return f"{number(amount, decimals)} {unit}".replace(" ", "\u00a0")


def _scale(value: float, measure: str, last: float) -> tuple[float, str]:
    """What a figure is divided by, and its unit then; money that was printed in millions or billions stays in them."""
    if measure == "net_mass_kg":
        return 1e3, "t"
    unit = measure.partition("_")[2].replace("value_", "").upper()
    unit = next((words for end, words in UNITS.items() if measure.endswith(f"_{end}")), unit)
    for times, word in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= times and last * 1000 >= times:
            return times, f"{word} {unit}"
    return 1.0, unit


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
    table = rows.groupby(keys, as_index=False).agg(
        value=("value", _whole), records=("id", "size"), rounding=("rounding", "max")
    )
    table["held"] = _holds(month, table.assign(id=table["one"], period=month.period))
    table["place"] = table["partner"].map(_places(month, table["partner"]))
    table = table.sort_values(["place", "measure", "held", "vintage"], ascending=[True, True, False, True])
    shown = pd.DataFrame(
        {
            "partner": [reference.partner_name(name) for name in table["partner"]],
            "figure": [figure(row.value, row.measure, row.source, row.rounding) for row in table.itertuples()],
            "given_by": table["given_by"],
            "records": table["records"],
            "vintage": table["vintage"],
            "holds": ["yes" if held else "" for held in table["held"]],
        }
    )
    shown = shown if (shown["records"] > 1).any() else shown.drop(columns="records")
    return cut(shown, f"Figures for {periods.words(month.period)}{_order(month, table['partner'])}", most)


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


def _order(month: Month, partners: pd.Series) -> str:
    """In words, how the rows of a table of the month are ordered, as by ``_places``."""
    first = [name for name in dict.fromkeys(["WLD", month.focus]) if (partners == name).any()]
    names = " and ".join(reference.partner_phrase(name) for name in first)
    return f", {names} first, then by size" if first else ", by size"


def cut(table: pd.DataFrame, caption: str, most: int) -> Table:
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
            ("is left out, with a reason, by corrections.yml", len(aside)),
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
            "figure": [figure(row.value, row.measure, row.source, row.high - row.low) for row in rows.itertuples()],
            "at_least": [_end(row.low, row) for row in rows.itertuples()],
            "at_most": [_end(row.high, row) for row in rows.itertuples()],
            "source": rows["source"].replace(SOURCE),
            "vintage": rows["vintage"],
            "publishers_agreeing": rows["n_publishers"],
        }
    )
    table = table if (rows["source"] == "press").any() else table.drop(columns="publishers_agreeing")
    caption = f"What holds for {periods.words(month.period)}{_order(month, rows['partner'])}"
    if (rows["source"] == "gacc").any():
        caption += (
            "; a record of a download counts whole kilograms or dollars, so a sum can be off by half of one for each"
        )
    return cut(table, caption, most)


def _end(value: float, row) -> str:
    """An end of a printed figure's interval: half its last digit away, hence with one digit more."""
    return figure(value, row.measure, row.source, (row.high - row.low) / 10)


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
            "figure": [figure(row.value, month.measure, row.rows, row.high - row.low) for row in rows.itertuples()],
            "share_pct": rows["share_pct"],
            "place_by_the_figures": places,
            "place_printed": [f"{claim.text} ({claim.quoted})" if claim and claim.quoted else "" for claim in printed],
        }
    )
    table = table if table["place_printed"].any() else table.drop(columns="place_printed")
    more = len(known) - len(rows)
    rest = f"; {more} smaller ones are in data.csv" if more else ""
    return Table(table, f"Partners known for {periods.words(month.period)}{rest}")
