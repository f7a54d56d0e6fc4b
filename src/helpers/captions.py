"""Sentences of the first chapters: what arrived, what is known, what the charts show."""

from helpers import periods, reference, resolve, story
from helpers.month import Month
from helpers.phrases import attributed, day_of, flow_words, listed, moved, who_words
from helpers.trace import Text, text


def arrived(month: Month, records: list[dict]) -> Text:
    """How many files and rows of the goods arrived, how many were kept, and how many files were read beside them."""
    beside = [record for record in records if record["read_for"] in reference.beside(month.product.name)]
    records = [record for record in records if record not in beside]
    rows = {name: sum(record[name] for record in records) for name in ("rows_in", "rows_kept", "rows_set_aside")}
    refused = sum(record["status"] == "refuse" for record in records)
    hold = "file holds" if len(records) == 1 else "files hold"
    places = [f"{record['file']}#L all rows" for record in records]
    parts = {
        "files": ("files", len(records), "files below data/raw that the month was read from, and files refused"),
        "rows_in": ("rows.in", rows["rows_in"], "rows of these files"),
        "rows_kept": ("rows.kept", rows["rows_kept"], "rows of these files that were kept"),
        "rows_set_aside": ("rows.set_aside", rows["rows_set_aside"], "rows of these files that were set aside"),
        "refused": ("files.refused", refused, "files with a finding of severity error"),
    }
    said = text(
        ("Of own goods, " if beside else "") + "{files} " + hold + " {rows_in} rows: {rows_kept} were kept and "
        "{rows_set_aside} set aside. Files refused: {refused}.",
        **{name: month.count(*part, places) for name, part in parts.items()},
    )
    if not beside:
        return said
    how, places = "files of a control or another side", [f"{record['file']}#L all rows" for record in beside]
    more = month.count("files.beside", len(beside), how, places)
    verb = "file that was" if len(beside) == 1 else "files that were"
    return said + text(" Not counted in this: {more} " + verb + " read for a control or for another side.", more=more)


def _all_lines(month: Month) -> str:
    """The lines of all observations, for a count that found none among them."""
    return resolve.row_list(month.observations["id"])


def known(month: Month) -> Text:
    """How many observations of the product are known as of the vintage, and how many are left out, with a reason."""
    head = text(
        "Of {product}, {observations} observations are known as of {day}; ",
        product=month.product.noun,
        observations=month.count(
            "observations",
            len(month.observations),
            f"observations of the product, as known on {month.vintage}",
            [_all_lines(month)],
        ),
        day=day_of(month),
    )
    if month.set_aside.empty:
        return head + text("none is left out.")
    verb = "is" if len(month.set_aside) == 1 else "are"
    how = "observations that corrections.yml leaves out"
    aside = month.count("set_aside", len(month.set_aside), how, [resolve.row_list(month.set_aside["id"])])
    return head + text("{aside} more " + verb + " left out, with a reason.", aside=aside)


def resolved(month: Month) -> Text:
    """How many figures the panel holds, and how many printed figures disagree with it."""
    cells = month.panel[month.panel["origin"] != "absent"]
    spans = " months and spans of months" if cells["period"].str.contains("/").any() else " months"
    return text(
        "The observations settle {cells} figures of {periods}" + spans + ". "
        "Printed figures that disagree beyond rounding: {apart}.",
        cells=month.count(
            "panel.cells", len(cells), "figures of the panel, without zeros of absent partners", cells["rows"]
        ),
        periods=month.count(
            "panel.periods", cells["period"].nunique(), "months and spans with a figure in the panel", cells["rows"]
        ),
        apart=month.count(
            "panel.conflicts",
            len(month.conflicts),
            "observations beyond rounding of the figure that holds",
            month.conflicts["id"] if len(month.conflicts) else [_all_lines(month)],
        ),
    )


def series_seen(month: Month) -> Text:
    """What the chart of the series shows: level, place beside the mean, record."""
    world = month.level_claim("WLD")
    if not world:
        return text("No source gives the total for {period}.", period=periods.words(month.period))
    exports, to, _ = flow_words(month)
    result = text("{Exports} {to} all partners came to {level}.", Exports=exports.capitalize(), to=to, level=world)
    more = [story.section(month, "mean", "WLD", "The total was"), story.section(month, "record", "WLD")]
    return sum((text(" ") + said for said in more if said), result)


def changes_seen(month: Month) -> Text:
    """What the chart of changes shows: both comparisons of the world."""
    exports, to, _ = flow_words(month)
    result = text("{Exports} {to} all partners ", Exports=exports.capitalize(), to=to)
    changes = [(month.on_month("WLD"), month.before), (month.on_year("WLD"), month.year_before)]
    known = [(change, base) for change, base in changes if change]
    one = len({change.quoted for change, _ in known}) == 1  # who printed both is named once, at the end
    clauses = [
        text("{moved} on {base}{by}", moved=moved(change), base=periods.words(base), by=by)
        for n, (change, base) in enumerate(known, start=1)
        for by in [Text() if one and n < len(known) else attributed(change)]
    ]
    if not clauses:
        return text("No comparison can be given for {exports} {to} all partners.", exports=exports, to=to)
    return result + listed(clauses) + text(".")


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
