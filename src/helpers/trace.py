"""What a notebook shows of its claims: sentences with traced numbers, and the table "Where each number comes from"."""

import html
import math
import re
from dataclasses import asdict, dataclass

import pandas as pd

from helpers import languages, periods, plain, reference
from helpers.errors import DataError
from helpers.htmltable import unbroken
from helpers.numbers import number

CLAIMS = "application/vnd.lodestone.claims+json"
CHART = "application/vnd.lodestone.chart+json"
DAGGER = "<sup>†</sup>"


@dataclass(frozen=True)
class Claim:
    """A number in a sentence. ``quoted`` names the publisher when it is printed by somebody and not computed here."""

    key: str
    text: str
    value: float
    unit: str
    low: float
    high: float
    how: str
    period: str
    base: str
    rows: tuple[str, ...]
    vintage: str
    quoted: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return not math.isnan(self.value)


@dataclass(frozen=True)
class Label:
    """Words that come from data but are no number of ours: a month, a partner, a publisher."""

    words: str


Piece = str | Claim | Label


@dataclass(frozen=True)
class Text:
    """A sentence in pieces: typed words, labels and claims."""

    pieces: tuple[Piece, ...] = ()

    def __add__(self, other: "Text") -> "Text":
        return Text(self.pieces + other.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)


def text(template: str, **parts: "Piece | Text") -> Text:
    """Make a sentence from a template and its parts; plain strings among the parts are labels.

    Example:
        >>> text("to {partner} in {month}", partner="Germany", month="June").pieces
        ('to ', Label(words='Germany'), ' in ', Label(words='June'))
    """
    pieces: list[Piece] = []
    for index, bit in enumerate(re.split(r"\{(\w+)\}", template)):
        part = parts[bit] if index % 2 else bit
        if isinstance(part, Text):
            pieces += part.pieces
        elif isinstance(part, Claim) or part:  # an unknown claim is falsy and must not vanish from its sentence
            pieces.append(Label(part) if index % 2 and isinstance(part, str) else part)
    return Text(tuple(pieces))


@dataclass(frozen=True)
class Said:
    """Sentences, as plain text and as HTML with traced numbers."""

    plain: str
    page: str
    role: str = "p"

    def __str__(self) -> str:
        return self.plain

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        if not self.plain:
            return {"text/plain": ""}
        if self.role == "headline":
            return {"text/plain": self.plain, "text/html": f'<p class="headline">{self.page}</p>'}
        return {"text/plain": self.plain, "text/html": f"<p>{self.page}</p>"}


@dataclass(frozen=True)
class Trace:
    """The table "Where each number comes from"."""

    claims: list[Claim]
    sources: dict[str, dict]
    headline: str = ""
    lang: str = "en"

    def frame(self) -> pd.DataFrame:
        """One row a claim."""
        rows = [asdict(claim) | {"rows": "\n".join(claim.rows)} for claim in self.claims]
        return pd.DataFrame(rows, columns=list(Claim.__dataclass_fields__))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        data = {"headline": self.headline, "claims": self.frame().to_dict("records")}
        return {"text/plain": self.frame().to_string(), "text/html": self._page(), CLAIMS: data}

    def _page(self) -> str:
        if not self.claims:
            return "<p>No sentence above has a number.</p>"
        body = "".join(self._row(claim) for claim in self.claims)
        said = languages.headings(self.lang)
        head = "".join(f'<th scope="col">{name}</th>' for name in said["trace_heads"])
        return (
            f'<table class="trace"><caption class="said">{said["trace_caption"]}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _row(self, claim: Claim) -> str:
        english = "" if self.lang == "en" else ' lang="en"'
        mark = '<span class="badge">quoted</span> ' if claim.quoted else ""
        what = _what(claim)
        lines = [unbroken(what)]
        lines += [mark + unbroken(claim.how)] if mark or claim.how not in what else []  # nothing is said twice
        if claim.unit != "rank" and claim.unit:
            words = between(claim)
            lines += [f"{'interval' if ' to ' in words else 'before rounding'}: {html.escape(words)}"] * (
                words != claim.text
            )
        lines += [unbroken(_spoken(claim.note))] if claim.note else []
        return (
            f'<tr id="trace-{claim.key}"><th scope="row"><a href="#use-{claim.key}">{html.escape(claim.text)}</a></th>'
            f"<td{english}>{'<br>'.join(lines)}</td><td{english}>{''.join(self._from(claim.rows))}</td></tr>"
        )

    def _from(self, rows: tuple[str, ...]) -> list[str]:
        """Printed rows one by one with their publishers; rows of a download together, by file."""
        printed = [row for row in rows if self.sources.get(row, {}).get("publisher")]
        files: dict[str, list[str]] = {}
        for row in rows:
            if row not in printed:
                file, _, lines = row.partition("#L")
                files.setdefault(file, []).append(lines)
        return [
            *(self._publisher(row) for row in printed),
            *(f"<small>{unbroken(file)}, {html.escape(_line_words(lines))}</small>" for file, lines in files.items()),
        ]

    def _publisher(self, row: str) -> str:
        file, _, line = row.partition("#L")
        place = f"<small>{unbroken(file)}, line {html.escape(line)}</small>"
        source = self.sources[row]
        name = f"{html.escape(source['publisher'])}, {unbroken(source['vintage'])}"
        if url := plain.address(source["url"]):
            name = f'<a rel="noreferrer" href="{html.escape(url)}">{name}</a>'
        return f"{name} {place}"


def _line_words(lines: list[str]) -> str:
    """Lines of one file in words: at most eight groups are listed."""
    groups = list(dict.fromkeys(lines))
    numbered = [group for group in groups if group[:1].isdigit()]
    others = [group for group in groups if group not in numbered]
    more = f" and {len(numbered) - 8} more groups" if len(numbered) > 8 else ""
    plural = "s" if len(numbered) > 1 or any("," in group for group in numbered) else ""
    words = [f"line{plural} " + "; ".join(map(_runs, numbered[:8])) + more] if numbered else []
    return ", ".join([*others, *words])


def _runs(group: str) -> str:
    """Numbers of lines with those that follow each other as a span: "17,18,19 and 2 more" as "17–19 and 2 more"."""
    listed, *more = group.split(" ", 1)
    spans: list[list[int]] = []
    for line in map(int, listed.split(",")):
        if spans and line == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], line]
        else:
            spans.append([line])
    return " ".join([", ".join("–".join(map(str, span)) for span in spans), *more])


WORDS = {
    "level": "level",
    "before": "level, as known before",
    "fine": "level, one digit finer",
    "on_month": "change on the month before",
    "times": "multiple of the month before",
    "times_year": "multiple of the year before",
    "on_year": "change on the year before",
    "streak": "changes on the month before in a row",
    "points": "change of the share",
    "value": "value",
    "value_on_year": "change of the value on the year before",
    "value_times": "multiple of the value of the year before",
    "value_per_kg": "unit value",
    "value_per_kg_on_year": "change of the unit value on the year before",
    "value_per_kg_times": "multiple of the unit value of the year before",
    "fraction": "part of the year before",
    "share": "share",
    "rank": "place among single partners",
    "record": "place in its series",
    "among_years": "place among the same months of other years",
    "mean": "monthly mean",
    "base": "the base of the change, as part of a mean",
    "of_mean": "part of a monthly mean",
    "unit_value": "unit value",
    "log": "change in log points",
    "adjusted": "level, seasonally adjusted",
    "adjusted_change": "seasonally adjusted change on the month before",
    "step": "step at the event",
    "step_control": "step at the event beside the control series",
    "slope": "change of the monthly growth after the event",
    "contribution": "contribution to the change of the total",
    "hhi": "concentration index (HHI)",
    "hhi_least": "concentration index (HHI), least",
    "hhi_most": "concentration index (HHI), most",
    "top": "share of the largest partners",
}
BY = {"net_mass_kg": ", by mass", "value_usd": ", by value in US dollars", "value_cny": ", by value in yuan"}
COUNTS = {
    "rest.share": "part of the world total that no source gives by partner",
    "known.partners": "partners with a figure",
    "listed.partners": "partners on the customs list",
    "places.proved": "places that the figures prove",
    "places.months": "months looked at",
    "heat.cells": "months of partners looked at",
    "heat.filled": "months of partners with a figure",
    "months.all": "months of the series",
    "months.known": "months of the series with a figure",
    "months.same": "years in which this month has a figure",
    "season.need": "months that a seasonal adjustment needs",
    "season.have": "months without a gap",
    "break.need.before": "months that a regression needs before its event",
    "break.need.after": "months that a regression needs from its event on",
    "break.have.before": "months without a gap before the event",
    "break.have.after": "months without a gap from the event on",
    "observations": "observations of the product",
    "files": "files below data/raw",
    "made.figures": "figures of the month",
    "made.files": "files that these were read from",
    "conflicts": "printed figures that disagree",
    "rows.in": "records of all files",
    "rows.kept": "records kept",
    "rows.set_aside": "records set aside",
    "files.refused": "files refused",
    "panel.cells": "figures in the panel",
    "panel.periods": "months and spans in the panel",
    "panel.conflicts": "printed figures that disagree",
    "set_aside": "observations set aside",
    "unit_value.partners": "partners with a unit value",
    "unit_value.flagged": "partners whose unit value is flagged",
    "unit_value.with": "overall unit value of single partners",
    "unit_value.without": "overall unit value without those flagged",
    "price.fisher": "unit value index (Fisher), change",
    "price.tornqvist": "unit value index (Törnqvist), change",
    "price.fisher.without": "unit value index (Fisher) without those flagged, change",
    "volume.fisher": "volume index (Fisher), change",
    "value.ratio": "value of what was traded in both months, change",
    "mix.ratio": "mix effect on the overall unit value",
    "mirror.sides": "other sides listed",
    "mirror.known": "other sides with a figure",
    "mirror.close": "other sides with a close code",
    "mirror.spans": "spans that both sides cover",
    "mirror.gap": "gap between both sides",
    "revisions.compared": "figures that came out again",
    "revisions.revised": "figures revised",
    "revisions.share": "share of figures revised",
    "revisions.most.share": "share of records revised, the most of any month",
    "hidden.tested": "years to date tested",
    "hidden.beyond": "years to date beyond rounding",
    "since.new": "figures new since the previous edition",
    "since.finer": "figures finer than in the previous edition",
    "since.revised": "figures revised since the previous edition",
    "since.gone": "figures gone since the previous edition",
}


def _what(claim: Claim) -> str:
    """A claim's subject in words: partner, kind of number, period, base."""
    first, *others = claim.key.split(".")
    partner = reference.partner_name(first.upper())
    measure = next((BY[word] for word in others if word in BY), "")
    others = [word for word in others if word not in BY and not (measure and word == "before")]
    kind = next((WORDS[word] for word in reversed(others) if word in WORDS and word != "share"), "")
    kind = kind or next((WORDS[word] for word in others if word in WORDS), "")
    what = (
        f"{partner}: {kind}{measure}"
        if kind and partner != first.upper()
        else COUNTS.get(claim.key, claim.key.replace(".", " "))
    )
    base = f", against {_base_words(claim.base)}" if claim.base else ""
    of_month = "" if claim.key in COUNTS and not claim.unit else f", {periods.words(claim.period)}"  # a mere count
    return f"{what}{of_month}{base}"


def _spoken(note: str) -> str:
    """A remark with names in the place of codes: no figure for the world in June 2024."""
    found = re.fullmatch(r"no figure for ([A-Z-]+) in (\S+)", note)
    if not found:
        return note
    return f"no figure for {reference.partner_phrase(found[1])} in {_base_words(found[2])}"


def _base_words(base: str) -> str:
    try:
        return periods.words(base)
    except DataError:
        return base


UNITS = {"log": "log points", "points": "percentage points"}


def between(claim: Claim) -> str:
    """The interval of a claim in words."""
    if claim.unit == "rank" or not claim:
        return claim.text
    scale, unit = (1000, "t") if claim.unit == "kg" else (1, UNITS.get(claim.unit, claim.unit))
    sign = unit == "%" and not (claim.key.endswith(("share", "fraction")) or ".top." in claim.key)
    width = (claim.high - claim.low) / scale
    decimals = 0 if width >= 20 else 1 if width >= 0.2 else 2 if width >= 0.02 else 3
    ends = [number(end / scale, decimals, sign=sign) for end in (claim.low, claim.high)]
    if ends[0] == ends[1]:
        middle = claim.value / scale
        fewest = next(n for n in range(decimals + 1) if n == decimals or round(middle, n) == round(middle, decimals))
        return f"{number(middle, fewest, sign=sign)} {unit}".replace(" %", "%")
    return f"{ends[0]} to {ends[1]} {unit}".replace(" %", "%")
