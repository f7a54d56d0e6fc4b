"""Verdicts as text, JSON, table and marked page; every text of the article is escaped."""

import html
from collections import Counter

import pandas as pd

from helpers.article.judge import VERDICTS, Judged
from helpers.htmltable import table_page

SIGNS = {
    "matches": "✓",
    "matches after rounding": "≈",
    "right number, wrong label": "⇄",
    "wrong size": "✗",
    "wrong direction or rank": "↯",
    "sources conflict": "≠",
    "only source": "1",
    "not checkable": "?",
}
CLASSES = dict(zip(SIGNS, ["good", "good", "label", "bad", "bad", "label", "none", "none"], strict=True))
STYLE = """
.article{white-space:pre-wrap;line-height:1.7}
.article mark{color:inherit;background:none;padding:0 .1em;border-bottom:3px solid}
.article mark sup{font-weight:700;margin-left:.15em;white-space:normal}
.article mark.good{border-color:#1d7a5f}.article mark.label{border-color:#b06000;border-bottom-style:dashed}
.article mark.bad{border-color:#b3261e;border-bottom-style:double}
.article mark.none{border-color:#767676;border-bottom-style:dotted}
"""


def counts(judged: list[Judged]) -> dict[str, int]:
    """How many claims have each verdict, in the order of the verdicts."""
    found = Counter(item.verdict for item in judged)
    return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}


def table(judged: list[Judged]) -> pd.DataFrame:
    """One row a claim: number, text, what it says, verdict, right figure, reason, how it was computed."""
    rows = []
    for n, item in enumerate(judged, 1):
        record = item.record()
        said = " ".join(filter(None, [record["kind"].replace("_", " "), record["partner"], record["period"]]))
        said += f" against {record['base']}" if record["base"] and record["base"] != "WLD" else ""
        rows.append({"no": f"{n}", "printed": record["text"], "read as": said, "verdict": f"{SIGNS[item.verdict]} {item.verdict}",
                     "right figure": record["right"], "remark": item.reason, "how": record["how"]})  # fmt: skip
    return pd.DataFrame(rows, columns=["no", "printed", "read as", "verdict", "right figure", "remark", "how"])


def marked(text: str, judged: list[Judged]) -> str:
    """The article with each number marked by sign, number of its row and line style, not by colour alone.

    Example:
        >>> marked("<b>no claim</b>", [])
        '<div class="article">&lt;b&gt;no claim&lt;/b&gt;</div>'
    """
    parts, at = [], 0
    for n, item in enumerate(judged, 1):
        start, end = item.claim.start, item.claim.end
        words = html.escape(f"{n}: {item.verdict}{'. ' + item.reason if item.reason else ''}", quote=True)
        mark = f'<mark class="{CLASSES[item.verdict]}" title="{words}">{html.escape(text[start:end])}<sup>{SIGNS[item.verdict]}{n}</sup></mark>'
        parts += [html.escape(text[at:start]), mark]
        at = end
    return f'<div class="article">{"".join(parts)}{html.escape(text[at:])}</div>'


def body(text: str, judged: list[Judged]) -> str:
    """Counts, marked text and verdict table as a piece of a page."""
    summary = ", ".join(f"{SIGNS[verdict]} {count} {verdict}" for verdict, count in counts(judged).items())
    head = f"<p>{len(judged)} numbers: {html.escape(summary)}.</p>" if judged else "<p>No number was found.</p>"
    return f"<style>{STYLE}</style>{head}{marked(text, judged)}{table_page(table(judged), 'Verdict on each number')}"


def page(text: str, judged: list[Judged], kicker: str) -> str:
    """A whole page, in the frame of the reports."""
    from helpers import render

    title = "Do the article's numbers hold?"
    return render.frame(
        kicker=kicker,
        h1=title,
        body=body(text, judged),
        nav=[],
        footer="",
        simulated=False,
        title=f"{title} · {kicker}",
        description=title,
    )


def lines(judged: list[Judged]) -> str:
    """The verdicts as plain lines for a terminal."""
    out = []
    for n, item in enumerate(judged, 1):
        record = item.record()
        right = f" Right: {record['right']}." if record["right"] else ""
        what = f"{record['kind']}, {record['partner']}, {record['period']}" + (
            f" against {record['base']}" if record["base"] else ""
        )
        out.append(
            f"{n:>3} {SIGNS[item.verdict]} {item.verdict}: “{record['text']}” ({what}).{' ' + item.reason + '.' if item.reason else ''}{right}"
        )
    out.append("; ".join(f"{count} {verdict}" for verdict, count in counts(judged).items()) or "no number was found")
    return "\n".join(out)
