"""Records and places with the month beside them: "August's seven-month high", "a low of 1,238 tons in May"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import clauses, marks, times, unspaced, unspaced_parts
from helpers.article.lexicon import Item
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

LOOSE = re.compile(r"\b(?:nearly|almost|more than|over|fast|knapp|mehr als|gut)\b|近|約|ほぼ|약|거의")


FROM = re.compile(r"\b(?:from|after|since|below|off) $")
OF_TIME = re.compile(r" (?:of|in|set|hit|reached|seen)(?: in)? (?:the )?")


def beside_rank(reader: Reader, mark: Mark) -> Item | None:
    """The month of a place that stands aside: "that country, the second-largest buyer in August, dropped"."""
    item = mark.right[0] if mark.right else None
    aside = re.search(r", (?:China's |Beijing's )?$", reader.text[max(0, mark.item.start - 12) : mark.item.start])
    if item is None or item.kind != "time" or not aside:
        return None
    close = re.fullmatch(r" (?:in|of|for) ", reader.text[mark.item.end : item.start])
    return item if close and re.match(r", \w", reader.text[item.end : item.end + 3]) else None


def owned(reader: Reader, mark: Mark) -> str:
    """The month that a record belongs to: "August's seven-month high"."""
    own = mark.left[-1] if mark.left else None
    told = mark.right[0] if mark.right else None
    if (
        mark.item.kind == "record"
        and told
        and told.kind == "time"
        and unspaced.WHICH_WAS.fullmatch(reader.text[mark.item.end : told.start])
    ):
        return reader.clock.period(told.value, reader.here or reader.clock.main)  # "過去最多だった前の月の305トン"
    led = FROM.search(reader.text, max(0, mark.item.start - 12), mark.item.start) is not None
    counted = mark.item.kind == "record" and told and told.kind == "time" and (led or told.value[0] == "rel")
    if counted and told and OF_TIME.fullmatch(reader.text[mark.item.end : told.start]):
        return reader.clock.period(told.value, reader.here or reader.clock.main)  # "the high of the month before"
    dated = [item for item in mark.left if item.kind == "time"]
    if mark.item.kind == "record" and dated and times.WHEN.match(reader.text, dated[-1].end):
        return reader.clock.period(dated[-1].value, reader.here or reader.clock.main)
    if mark.item.kind != "record" or own is None or own.kind != "time" or _behind(reader, own):
        return ""
    return reader.clock.period(own.value) if clauses.OWNED.fullmatch(reader.text[own.end : mark.item.start]) else ""


def _behind(reader: Reader, item: Item) -> bool:
    """Whether a month is only one that a place stands behind: "仅次于1月的全年次高"."""
    return reader.language.base_first and unspaced.ranked_behind(reader, item)


def its_own(reader: Reader, mark: Mark) -> bool:
    """Whether a record is said of the figure before it: "353 tonnes was the highest", "11月的305吨更是历史新高"."""
    it_was = times.IS.fullmatch(reader.text[reader.claims[-1].end : mark.item.start]) is not None
    return it_was or (unspaced_parts.its_record(reader, mark) and not owned(reader, mark))


def high_of(reader: Reader, mark: Mark) -> str:
    """The month of a record that stands behind its figure: "a five-year low of 1,238 tons in May"."""
    n = next((n for n, item in enumerate(mark.after) if marks.is_mark(item)), None)
    if n is None or mark.item.kind != "record":
        return ""
    figure, after = mark.after[n], mark.after[n + 1 :]
    beside = list(marks.until_stop(after[: next((k for k, item in enumerate(after) if marks.is_mark(item)), None)]))
    item = times.close_behind(reader, Mark(figure, [], beside, [], after))
    own = times.HIGH_OF.fullmatch(reader.text[mark.item.end : figure.start]) and item
    return reader.clock.period(item.value, reader.here or reader.clock.main) if own and item else ""


def since(reader: Reader, claim: Printed) -> str:
    """The period since which a record is said to hold; empty where none is named, as in "nearly five years"."""
    _, how, value = claim.detail
    last = periods.month_text(periods.span(claim.period)[1]) if claim.period else ""
    if how == "months" and last and not LOOSE.search(reader.text, max(0, claim.start - 2), claim.end):
        return periods.shift(last, -value)
    if how == "since year" and "/" in claim.period:
        return periods.shift(claim.period, 12 * (value - periods.span(claim.period)[1] // 12))
    return reader.clock.period(value, periods.shift(last, -1)) if how in ("since", "bar") else ""
