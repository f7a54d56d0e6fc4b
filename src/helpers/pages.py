"""What the front page of an edition carries besides its notebook: key figures, how to cite, and data for machines."""

import csv
import html
import io
import json
import math
import os
import re
from collections.abc import Sequence

from helpers import measures, periods, reference
from helpers.month import Month
from helpers.trace import Claim, text

BASE = os.environ.get("LODESTONE_BASE_URL", "").rstrip("/")
MONTHS = 24
WIDE, HIGH = 120, 28
NUMBER = re.compile(r"[+-]?\d[\d.,]*(e[+-]?\d+)?%?")
FIELD_TYPES = {"value": "number", "low": "number", "high": "number", "n_publishers": "integer"}


def cards(now: Month, traced: set[str]) -> str:
    """Key figures as cards: level, changes, and the line of the last two years.

    Args:
        now: the month.
        traced: keys of the claims in the table of sources on the page; no other number is shown.

    Returns:
        HTML, empty where no level is traced.
    """
    made = [_card(now, partner, traced) for partner in dict.fromkeys((now.lead, "WLD"))]
    inside = "".join(card for card in made if card)
    return f'<ul class="cards" aria-label="Key figures">{inside}</ul>' if inside else ""


def _card(now: Month, partner: str, traced: set[str]) -> str:
    level = now.level_claim(partner)
    if not level or level.key not in traced:
        return ""
    changes = [(now.on_month(partner), now.before), (now.on_year(partner), now.year_before)]
    lines = [
        f"<p>{_link(now, claim)} on {html.escape(periods.words(base))}</p>"
        for claim, base in changes
        if claim and claim.key in traced
    ]
    name = html.escape(reference.partner_name(partner))
    figures = f'<p class="who">{name}</p><p class="level">{_link(now, level)}</p>{"".join(lines)}'
    return f"<li>{figures}{_spark(now, partner)}</li>"


def _link(now: Month, claim: Claim) -> str:
    """A traced number; the row of the table leads back to the sentence, not to the card."""
    return re.sub(r' id="use-[^"]*"', "", now.claims.say(text("{claim}", claim=claim)).page)


def _spark(now: Month, partner: str) -> str:
    """The last months as a small line, broken where a month is unknown, its end marked."""
    first = periods.shift(now.period, 1 - MONTHS)
    series = measures.series(now.panel, partner, first, now.period, now.measure)
    series = series.loc[series["value"].first_valid_index() or 0 :]  # a line that begins late begins at the left
    known = int(series["value"].notna().sum())
    if known < 3:
        return ""
    points, (x, y) = _points(series["value"].tolist())
    begin, end = periods.words(series["period"].iloc[0]), periods.words(now.period)
    words = f"Line from {begin} to {end}, from zero; {known} of {len(series)} months have a figure"
    return (
        f'<svg class="spark" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{html.escape(words)}">'
        f'<path d="{points}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg>'
    )


def _points(values: Sequence[float]) -> tuple[str, tuple[float, float]]:
    """A path from zero to the largest value, and where it ends.

    Example:
        >>> _points([1.0, float("nan"), 2.0])
        ('M3.0 14.0h0 M117.0 3.0h0', (117.0, 3.0))
    """
    top = max((value for value in values if not math.isnan(value)), default=0.0) or 1.0
    steps, end, drawing = [], (0.0, 0.0), False
    for index, value in enumerate(values):
        if math.isnan(value):
            drawing = False
            continue
        end = (3 + index * (WIDE - 6) / max(1, len(values) - 1), HIGH - 3 - value / top * (HIGH - 6))
        # a month between two gaps is a dot: a line of no length with a round cap
        steps.append(f"{'L' if drawing else 'M'}{end[0]:.1f} {end[1]:.1f}{'' if drawing else 'h0'}")
        drawing = True
    return " ".join(steps), end


def where(now: Month) -> str:
    """Address of the edition's month below the base, which always leads to its newest edition."""
    return f"{BASE}/{now.product.name}/{now.period}/" if BASE else ""


def cite(now: Month, made: str) -> str:
    """How to cite the edition, as HTML."""
    words = (
        f"Lodestone, {now.product.title}, {periods.words(now.period)}, as of {periods.day_words(now.vintage)}, "
        f"made {made[:10]}. {where(now)}"
    )
    mark = "SIMULATED data, not to be cited as fact. " if now.simulated else ""
    return f"<h2>How to cite</h2><p>{mark}{html.escape(words.strip())}</p>"


def head(now: Month, headline: str, made: str) -> str:
    """Canonical address, card for social networks, and JSON-LD of report and data, as HTML."""
    title = html.escape(headline or now.product.title)
    kicker = html.escape(f"{now.product.title} · {periods.words(now.period)}")
    tags = {"og:type": "article", "og:site_name": "Lodestone", "og:title": title, "og:description": kicker}
    lines = [f'<meta property="{name}" content="{value}">' for name, value in tags.items()]
    lines.append('<meta name="twitter:card" content="summary">')
    if BASE:
        lines.append(f'<link rel="canonical" href="{html.escape(where(now))}">')
    data = json.dumps(_linked(now, headline, made), ensure_ascii=False, sort_keys=True)
    for sign, safe in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):  # no text of the data may end the script
        data = data.replace(sign, safe)
    return "\n".join([*lines, f'<script type="application/ld+json">{data}</script>', ""])


def _linked(now: Month, headline: str, made: str) -> dict:
    name = f"{now.product.title}, {periods.words(now.period)}"
    mark = "SIMULATED data. " if now.simulated else ""
    csv = {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": "data.csv"}
    data = {
        "@type": "Dataset",
        "name": name,
        "description": f"{mark}{now.product.title} by partner and month, {now.product.code_words}, "
        f"with intervals and sources, as of {now.vintage}.",
        "temporalCoverage": now.period,
        "version": now.vintage,
        "distribution": csv,
    }
    report = {
        "@type": "Report",
        "headline": mark + (headline or name),
        "datePublished": made,
        "about": name,
        "inLanguage": "en",
        "isBasedOn": data,
    }
    return {"@context": "https://schema.org", "@graph": [report, data]}


def package(now: Month, columns: Sequence[str]) -> dict:
    """The data of an edition as a Data Package, for ``datapackage.json``."""
    fields = [{"name": name, "type": FIELD_TYPES.get(name, "string")} for name in columns]
    return {
        "name": f"lodestone-{re.sub(r'[^a-z0-9._-]+', '-', now.product.name.lower())}-{now.period}",
        "title": ("SIMULATED: " if now.simulated else "") + f"{now.product.title}, {periods.words(now.period)}",
        "version": now.vintage,
        "resources": [
            {"name": "data", "path": "data.csv", "format": "csv", "encoding": "utf-8", "schema": {"fields": fields}}
        ],
    }


def harmless(table: str) -> str:
    r"""Return a CSV text whose cells no spreadsheet takes for a formula; numbers stay as they are.

    A leading apostrophe marks such a cell as text.

    Example:
        >>> harmless("partner,value\n=1+1,-5\n")
        "partner,value\n'=1+1,-5\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for cells in csv.reader(io.StringIO(table, newline="")):
        writer.writerow([f"'{c}" if c[:1] in tuple("=+-@\t\r") and not NUMBER.fullmatch(c) else c for c in cells])
    return out.getvalue()
