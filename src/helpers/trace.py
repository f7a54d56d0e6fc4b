"""What a notebook shows of its claims: sentences with traced numbers, and the table "Where each number comes from"."""

import html
import math
import re
from dataclasses import asdict, dataclass

import pandas as pd

from helpers import languages, meanings, plain
from helpers.htmltable import joined, unbroken

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
            return f"<p>{languages.put('No sentence above has a number that is made from the data.', self.lang)}</p>"
        body = "".join(self._row(claim) for claim in self.claims)
        said = languages.headings(self.lang)
        head = "".join(f'<th scope="col">{name}</th>' for name in said["trace_heads"])
        quoted = any(claim.quoted for claim in self.claims)
        dagger = f"<p>{said['trace_dagger']}</p>" if quoted else ""
        return (
            f"<p>{said['trace_text']}</p>{dagger}"
            f'<table class="trace"><caption class="said">{said["trace_caption"]}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _row(self, claim: Claim) -> str:
        lines = [
            f"<td>{'<br>'.join(self._lines(claim))}</td>",
            f"<td>{''.join(self._from(claim.rows)) or self._nowhere()}</td>",
        ]
        shown = f'<a href="#use-{claim.key}">{html.escape(joined(claim.text))}</a>'
        return f'<tr id="trace-{claim.key}"><th scope="row">{shown}</th>{"".join(lines)}</tr>'

    def _lines(self, claim: Claim) -> list[str]:
        """What a number is, how it was found, its interval and what there is to remark, as HTML."""
        lang = self.lang
        what, how = meanings.what(claim, lang), languages.explained(claim.how, lang)
        mark = f'<span class="badge">{languages.put("quoted", lang)}</span> ' if claim.quoted else ""
        lines = [unbroken(what[:1].upper() + what[1:])]
        lines += [mark + unbroken(how)] if mark or how not in what else []  # nothing is said twice
        if claim.unit and claim.unit != "rank" and (words := meanings.between(claim)) != claim.text:
            name = "interval: {words}" if " to " in words else "before rounding: {words}"
            lines += [unbroken(languages.put(name, lang, words=meanings.between(claim, lang)))]
        return lines + ([unbroken(meanings.remark(claim.note, lang))] if claim.note else [])

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
            *(self._place(file, _line_words(lines, self.lang)) for file, lines in files.items()),
        ]

    def _nowhere(self) -> str:
        """Words in the place of lines, as for a rule of the project or a count of what is not there."""
        return f"<small>{languages.put('a rule, or a count that no line of data gives', self.lang)}</small>"

    def _place(self, file: str, words: str) -> str:
        return f"<small>{unbroken(languages.put('{file}, {lines}', self.lang, file=file, lines=words))}</small>"

    def _publisher(self, row: str) -> str:
        file, _, line = row.partition("#L")
        place = self._place(file, languages.put("line {lines}", self.lang, lines=line))
        source = self.sources[row]
        name = f"{html.escape(source['publisher'])}, {unbroken(day_of(row, source['vintage'], self.lang))}"
        if url := plain.address(source["url"]):
            name = f'<a rel="noreferrer" href="{html.escape(url)}">{name}</a>'
        return f"{name} {place}"


def day_of(row: str, vintage: str, lang: str = "en") -> str:
    """The day of a printed figure; of an undated page, which counts from the day on which it was read, so much.

    Example:
        >>> day_of("press/2026-11-23/published_figures.csv#L2", "2025-07-20")
        '2025-07-20'
        >>> day_of("press/2026-11-23/published_figures.csv#L3", "2026-11-23")
        'read 2026-11-23'
    """
    return languages.put("read {day}", lang, day=vintage) if f"/{vintage}/" in row else vintage


def _line_words(lines: list[str], lang: str = "en") -> str:
    """Lines of one file in words: at most eight groups are listed."""
    groups = list(dict.fromkeys(lines))
    numbered = [group for group in groups if group[:1].isdigit()]
    words = [languages.explained(group.strip(), lang) for group in groups if group not in numbered]
    if numbered:
        listed = languages.put("{one}; {other}", lang, one="", other="").join(
            languages.explained(_runs(group, lang), lang) for group in numbered[:8]
        )
        if len(numbered) > 8:
            listed = languages.put("{listed} and {count} more groups", lang, listed=listed, count=len(numbered) - 8)
        one = len(numbered) == 1 and "," not in numbered[0]
        words.append(languages.put("line {lines}" if one else "lines {lines}", lang, lines=listed))
    return languages.put("{one}, {other}", lang, one=words[0], other=words[1]) if len(words) == 2 else ", ".join(words)


def _runs(group: str, lang: str) -> str:
    """Numbers of lines with those that follow each other as a span: "17,18,19 and 2 more" as "17–19 and 2 more"."""
    listed, *more = group.split(" ", 1)
    spans: list[list[int]] = []
    for line in map(int, listed.split(",")):
        if spans and line == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], line]
        else:
            spans.append([line])
    comma = languages.put(", ", lang)
    return " ".join([comma.join("–".join(map(str, span)) for span in spans), *more])
