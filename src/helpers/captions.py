"""Sentences of the first chapters: what arrived, what is known, what the charts show."""

from helpers import periods, story
from helpers.month import Month
from helpers.phrases import attributed, day_of, flow_words, listed, who_words
from helpers.trace import Text, text


def arrived(month: Month, records: list[dict]) -> Text:
    """How many files and rows arrived, and how many were kept."""
    rows = {name: sum(record[name] for record in records) for name in ("rows_in", "rows_kept", "rows_set_aside")}
    refused = sum(record["status"] == "refuse" for record in records)
    hold = "file holds" if len(records) == 1 else "files hold"
    return text(
        "{files} " + hold + " {rows_in} rows: {rows_kept} were kept and {rows_set_aside} set aside. "
        "Files refused: {refused}.",
        files=month.count("files", len(records), "files below data/raw"),
        rows_in=month.count("rows.in", rows["rows_in"], "records of all files"),
        rows_kept=month.count("rows.kept", rows["rows_kept"], "records that the readers kept"),
        rows_set_aside=month.count("rows.set_aside", rows["rows_set_aside"], "records of refused files"),
        refused=month.count("files.refused", refused, "files with a finding of severity error"),
    )


def known(month: Month) -> Text:
    """How many observations of the product are known as of the vintage, and how many corrections took out."""
    head = text(
        "Of {product}, {observations} observations are known as of {day}; ",
        product=month.product.noun,
        observations=month.count(
            "observations", len(month.observations), "observations of the product as of the vintage"
        ),
        day=day_of(month),
    )
    if month.set_aside.empty:
        return head + text("the list of known errors sets none aside.")
    verb = "is" if len(month.set_aside) == 1 else "are"
    aside = month.count("set_aside", len(month.set_aside), "observations that corrections.yml sets aside")
    return head + text("{aside} more " + verb + " set aside by the list of known errors.", aside=aside)


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
    more = [story.section(month, "mean", "WLD", "That was"), story.section(month, "record", "WLD")]
    return sum((text(" ") + said for said in more if said), result)


def changes_seen(month: Month) -> Text:
    """What the chart of changes shows: both comparisons of the world."""
    exports, to, _ = flow_words(month)
    result = text("For {exports} {to} all partners: ", exports=exports, to=to)
    changes = [(month.on_month("WLD"), month.before), (month.on_year("WLD"), month.year_before)]
    known = [(change, base) for change, base in changes if change]
    one = len({change.quoted for change, _ in known}) == 1  # who printed both is named once, at the end
    clauses = [
        text("{change} on {base}{by}", change=change, base=periods.words(base), by=by)
        for n, (change, base) in enumerate(known, start=1)
        for by in [Text() if one and n < len(known) else attributed(change)]
    ]
    return result + (listed(clauses) if clauses else text("no comparison can be given")) + text(".")


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
    return head + text(" ") + story.section(month, "compared", partner)
