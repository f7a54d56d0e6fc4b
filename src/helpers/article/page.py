"""Verdicts as text, table and marked page; every text of the article is escaped."""

import html

import pandas as pd

from helpers import periods, reference
from helpers.article.check import Checked, record
from helpers.article.judge import (
    AFTER_ROUNDING,
    CONFLICT,
    MATCHES,
    NOT_CHECKABLE,
    ONLY_SOURCE,
    WRONG_DIRECTION,
    WRONG_LABEL,
    WRONG_SIZE,
    Verdict,
)
from helpers.errors import DataError
from helpers.htmltable import table_page

# sign and line of each verdict: colour is never alone
MARKS = {
    MATCHES: ("✓", "good"),
    AFTER_ROUNDING: ("≈", "good"),
    WRONG_LABEL: ("⇄", "label"),
    WRONG_SIZE: ("✗", "bad"),
    WRONG_DIRECTION: ("↯", "bad"),
    CONFLICT: ("≠", "label"),
    ONLY_SOURCE: ("1", "none"),
    NOT_CHECKABLE: ("?", "none"),
}
KINDS = {"level": "mass", "value": "value", "unit_value": "unit value", "difference": "difference", "change": "change"}
KINDS |= {"multiple": "multiple", "share": "share", "rank": "place", "record": "record", "streak": "months in a row"}
STYLE = """
.article{white-space:pre-wrap;line-height:1.7}
.article mark{color:inherit;background:none;padding:0 .1em;border-bottom:3px solid}
.article mark sup{font-weight:700;margin-left:.15em;white-space:normal}
.article mark .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.article mark.good{border-color:#1d7a5f}.article mark.label{border-color:#b06000;border-bottom-style:dashed}
.article mark.bad{border-color:#b3261e;border-bottom-style:double}
.article mark.none{border-color:#767676;border-bottom-style:dotted}
@supports (color:light-dark(red,red)){.article mark.good{border-color:light-dark(#1d7a5f,#3dbdaf)}
.article mark.label{border-color:light-dark(#b06000,#e0a050)}.article mark.bad{border-color:light-dark(#b3261e,#ff8a80)}
.article mark.none{border-color:light-dark(#767676,#9a9a9a)}}
"""


def headline(checked: Checked) -> str:
    """What came out, in one sentence of counts.

    Example:
        >>> from helpers.article import check, text
        >>> june = text.read(b"Magnet exports to the US rose 660% in June from May.", "2025-07-21")
        >>> headline(check.check(june, "rare-earth-magnets"))
        'The one number that can be checked matches the figures'
    """
    counts = {name: checked.counts().get(name, 0) for name in MARKS}
    checkable = len(checked.verdicts) - counts[NOT_CHECKABLE] - counts[ONLY_SOURCE]
    if not checkable:
        return "No number of this article can be checked"
    right = counts[MATCHES] + counts[AFTER_ROUNDING]
    if right == checkable:
        many = f"All {right} numbers that can be checked match the figures"
        return many if right > 1 else "The one number that can be checked matches the figures"
    wrong = counts[WRONG_SIZE] + counts[WRONG_DIRECTION]
    parts = [(wrong, "is wrong", "are wrong"), (counts[WRONG_LABEL], "bears a wrong label", "bear a wrong label"),
             (counts[CONFLICT], "is in dispute between sources", "are in dispute between sources")]  # fmt: skip
    told = [f"{amount} {one if amount == 1 else many}" for amount, one, many in parts if amount]
    verb = "matches" if right == 1 else "match"
    return f"Of {checkable} numbers that can be checked {right} {verb} the figures, {' and '.join(told)}"


def subject(verdict: Verdict) -> str:
    """What a number is read as, in words."""
    claim = verdict.claim
    if claim.kind == "other":
        return "no claim that customs figures can decide"
    partner = reference.partner_phrase(claim.partner) if claim.partner else "a partner that is not named"
    way = f"{claim.flow}s {'to' if claim.flow == 'export' else 'by'} {partner}"
    by_value = " by value" if claim.measure == "value_usd" and claim.kind in ("change", "share") else ""
    base = f", against {_period(claim.base)}" if claim.base else ""
    return f"{KINDS[claim.kind]}{by_value} of {way}, {_period(claim.period)}{base}"


def _period(period: str) -> str:
    try:
        return periods.words(period)
    except DataError:
        return period or "a month that is not named"


def remark(verdict: Verdict) -> str:
    """Why the verdict, and what it was on the article's day where that differs."""
    then = f"on its day: {verdict.then}" if verdict.then not in ("", verdict.verdict, "not known") else ""
    return "; ".join(part for part in (verdict.reason, then) if part)


def table(checked: Checked) -> pd.DataFrame:
    """One row a number: number, text, what it is read as, verdict, right figure, remark, how it was computed."""
    rows = [
        {
            "no": f"{n}",
            "printed": verdict.claim.text,
            "read as": subject(verdict),
            "verdict": f"{MARKS[verdict.verdict][0]} {verdict.verdict}",
            "right figure": record(verdict)["right"],
            "remark": remark(verdict),
            "how": record(verdict)["how"],
        }
        for n, verdict in enumerate(checked.verdicts, 1)
    ]
    return pd.DataFrame(rows, columns=["no", "printed", "read as", "verdict", "right figure", "remark", "how"])


def aside(checked: Checked) -> pd.DataFrame:
    """Numbers that say nothing of trade: days, codes, counts of people."""
    rows = [(claim.text, claim.reason) for claim in checked.aside]
    return pd.DataFrame(rows, columns=["number", "what it is"]).drop_duplicates(ignore_index=True)


def marked(checked: Checked) -> str:
    """The article with each number marked by sign, number of its row and line, and by words for those who listen."""
    text, parts, at = checked.article.text, [], 0
    for n, verdict in enumerate(checked.verdicts, 1):
        start, end = verdict.claim.start, verdict.claim.end
        if start < at:
            continue
        sign, kind = MARKS[verdict.verdict]
        why = remark(verdict)
        tip = html.escape(f"{n}: {verdict.verdict}{'. ' + why if why else ''}", quote=True)
        said = f'<span class="said"> ({html.escape(verdict.verdict)})</span>'
        words = f"{html.escape(text[start:end])}<sup>{sign}{n}</sup>{said}"
        parts += [html.escape(text[at:start]), f'<mark class="{kind}" title="{tip}">{words}</mark>']
        at = end
    return f'<div class="article" lang="{checked.language}">{"".join(parts)}{html.escape(text[at:])}</div>'


def body(checked: Checked) -> str:
    """Counts, marked text and verdict table as a piece of a page."""
    if not checked.verdicts:
        return f"<style>{STYLE}</style><p>No number of trade was found.</p>{marked(checked)}"
    summary = ", ".join(f"{MARKS[name][0]} {count} {name}" for name, count in checked.counts().items())
    head = f"<p><strong>{html.escape(headline(checked))}.</strong> {html.escape(summary)}.</p>"
    rest = aside(checked)
    tail = table_page(rest, "Numbers that say nothing of trade") if len(rest) else ""
    verdicts = table_page(_shown(table(checked)), "Verdict on each number")
    return f"<style>{STYLE}</style>{head}{marked(checked)}{verdicts}{tail}"


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The verdicts as a page shows them: how a figure was found beside it, and no remark that only repeats it."""
    how = rows["how"].where(rows["how"] == "", " · " + rows["how"])
    repeated = rows["remark"] == "the figures give " + rows["right figure"]
    return rows.assign(
        **{"right figure": rows["right figure"] + how, "remark": rows["remark"].mask(repeated, "")}
    ).drop(columns="how")


def page(checked: Checked, kicker: str) -> str:
    """A whole page, in the frame of the reports."""
    from helpers import render

    title = "Do the article's numbers hold?"
    return render.frame(
        kicker=kicker,
        h1=title,
        body=body(checked),
        nav=[],
        footer="",
        simulated="",
        title=f"{title} · {kicker}",
        description=title,
    )


def lines(checked: Checked) -> str:
    """The verdicts as plain lines for a terminal."""
    out = []
    for n, verdict in enumerate(checked.verdicts, 1):
        right = record(verdict)["right"]
        why = remark(verdict)
        out.append(
            f"{n:>3} {MARKS[verdict.verdict][0]} {verdict.verdict}: “{verdict.claim.text}” ({subject(verdict)})."
            + (f" {why[0].upper()}{why[1:]}." if why else "")
            + (f" Right: {right}." if right and right not in why else "")
        )
    out += [f"    – “{claim.text}”: {claim.reason}" for claim in checked.aside]
    counts = "; ".join(f"{count} {name}" for name, count in checked.counts().items())
    return "\n".join([*out, counts or "no number of trade was found"])
