"""Sentences of the chapters, what their tables and charts show; and the end of the report: changes and limits."""

from helpers import periods, tables
from helpers.month import Month
from helpers.narrative import (
    attributed,
    compared,
    day_of,
    flow_words,
    listed,
    mean_sentence,
    record_sentence,
    who_words,
)
from helpers.trace import Text, text


def arrived(month: Month, records: list[dict]) -> Text:
    """How many files and rows arrived, and how many were kept."""
    rows = {name: sum(record[name] for record in records) for name in ("rows_in", "rows_kept", "rows_set_aside")}
    refused = sum(record["status"] == "refuse" for record in records)
    return text(
        "{files} files hold {rows_in} rows: {rows_kept} were kept and {rows_set_aside} set aside. "
        "Files refused: {refused}.",
        files=month.count("files", len(records), "files below data/raw"),
        rows_in=month.count("rows.in", rows["rows_in"], "records of all files"),
        rows_kept=month.count("rows.kept", rows["rows_kept"], "records that the readers kept"),
        rows_set_aside=month.count("rows.set_aside", rows["rows_set_aside"], "records of refused files"),
        refused=month.count("files.refused", refused, "files with a finding of severity error"),
    )


def known(month: Month) -> Text:
    """How many observations of the product are known as of the vintage, and how many corrections took out."""
    return text(
        "Of {product}, {observations} observations are known as of {day}; "
        "{aside} more are set aside by the list of known errors.",
        product=month.product.noun,
        observations=month.count(
            "observations", len(month.observations), "observations of the product as of the vintage"
        ),
        day=day_of(month),
        aside=month.count("set_aside", len(month.set_aside), "observations that corrections.yml sets aside"),
    )


def resolved(month: Month) -> Text:
    """How many figures the panel holds, and how many printed figures disagree with it."""
    cells = month.panel[month.panel["origin"] != "absent"]
    return text(
        "The observations settle {cells} figures of {periods} months and spans. "
        "Printed figures that disagree beyond rounding: {apart}.",
        cells=month.count("panel.cells", len(cells), "rows of the panel"),
        periods=month.count("panel.periods", cells["period"].nunique(), "periods with a row in the panel"),
        apart=month.count(
            "panel.conflicts", len(month.conflicts), "observations beyond rounding of the figure that holds"
        ),
    )


def series_seen(month: Month) -> Text:
    """What the chart of the series shows: level, place beside the mean, record."""
    world = month.level_claim("WLD")
    if not world:
        return text("No source gives the total for {period}.", period=periods.words(month.period))
    exports, to, _ = flow_words(month)
    result = text("{Exports} {to} all partners came to {level}.", Exports=exports.capitalize(), to=to, level=world)
    return result + mean_sentence(month) + record_sentence(month, "WLD")


def changes_seen(month: Month) -> Text:
    """What the chart of changes shows: both comparisons of the world."""
    exports, to, _ = flow_words(month)
    result = text("For {exports} {to} all partners: ", exports=exports, to=to)
    changes = [(month.on_month("WLD"), month.before), (month.on_year("WLD"), month.year_before)]
    clauses = [
        text("{change} on {base}{by}", change=c, base=periods.words(base), by=attributed(c)) for c, base in changes if c
    ]
    return result + (listed(clauses) if clauses else text("no comparison can be given")) + text(".")


def base_seen(month: Month) -> Text:
    """Warning where the change on month of the partner that leads starts from an unusually low month; else empty."""
    found = month.low_base(month.lead)
    if not found:
        return Text()
    part, mean, span = found
    exports, to, _ = flow_words(month)
    return text(
        "The comparison of {exports} {to} {who} with {base} starts from a low base: "
        "{level} were {part} of the monthly mean of {span} ({mean}).",
        exports=exports, to=to, who="all partners" if month.lead == "WLD" else who_words(month.lead),
        base=periods.words(month.before), level=month.level_claim(month.lead, month.before),
        part=part, span=periods.words(span), mean=mean,
    )  # fmt: skip


def path_seen(month: Month) -> Text:
    """What the chart of the partner in focus shows."""
    partner = month.focus
    if not month.level(partner).known:
        return text(
            "No source gives a figure for {who} in {period}.",
            who=who_words(partner),
            period=periods.words(month.period),
        )
    exports, to, _ = flow_words(month)
    head = text(
        "{Exports} {to} {who} came to {level} in {period}.",
        Exports=exports.capitalize(),
        to=to,
        who=who_words(partner),
        level=month.level_claim(partner),
        period=periods.words(month.period),
    )
    return head + compared(month, partner)


def what_changed(month: Month) -> Text:
    """One sentence on what became known since the month's first figure."""
    table = tables.changes(month)
    first = periods.day_words(tables.first_vintage(month))
    if table.empty:
        return text("Nothing about the month has changed since its first figure, which counts from {day}.", day=first)
    result = text("Since the month's first figure, which counts from {day}, ", day=first)
    clauses = []
    for what, words in (
        ("new", "have come out"),
        ("finer", "have been printed more finely"),
        ("revised", "have been revised"),
    ):
        names = list(table.loc[table["what"] == what, "partner"])
        if names:
            clauses.append(text("figures for {who} {words}", who=_names_and(names), words=words))
    return result + listed(clauses) + text(".")


def _names_and(partners: list[str]) -> str:
    names = [who_words(name) for name in partners[:6]] + ([f"{len(partners) - 6} others"] if len(partners) > 6 else [])
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def limits(month: Month) -> Text:
    """What the month's figures do not show, with the counts behind it."""
    known = month.count(
        "known.partners",
        int((month.destinations["value"] > 0).sum()),
        "single partners with a figure above zero",
    )
    result = text("{scope} ", scope=month.product.scope)
    result += text("Single partners with a known figure: {known}.", known=known)
    apart = month.conflicts[month.conflicts["period"] == month.period]
    if len(apart):
        count = month.count("conflicts", len(apart), "printed figures that disagree with the panel beyond rounding")
        result += text(" Printed figures that disagree with the panel beyond rounding: {count}.", count=count)
    if month.product.flow == "export" and month.product.reporter == "CHN":
        result += text(
            " These are goods that China recorded as leaving; "
            "partners record arrivals, weeks later and under their own codes."
        )
    return result


def vintages_line(month: Month) -> Text:
    """As of which day the report speaks, and what was known later is not in it."""
    if month.newest:
        return text("This report uses everything known on {day}.", day=day_of(month))
    return text("This report sees nothing that was printed or taken after {day}.", day=day_of(month))
