"""Which period a number speaks of, and with which it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import kinds, marks, subject
from helpers.article.lexicon import Item
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

OWNED = re.compile(r"'s? (?:only |mere |record )?|的|の|의\s?")
ENDED = re.compile(
    r"\b(?:after|following|end(?:s|ed|ing)|snap\w+|br[eo]\w+|halt\w+) (?:a |its |the )?(?:(?:run|streak|series) of )?$|"
    r"(?:结束|终结|打破|此前)\w{0,4}$"
)
WHEN = re.compile(r",? (?:when|in which|als)\b")
IS = re.compile(r",? (?:had been |has been |was |were |is |marked |marks |also )*")
HIGH_OF = re.compile(r" of (?:a |about |some )?")
FIGURE = re.compile(
    r" (?:figure|level|total|volume|tally|tonnage|amount|mark|number)s?\b|"
    r" (?:of (?:last year|\d{4}) |\d{4} |a year (?:ago|earlier) )?by\b"
)
BY_SO_MUCH = re.compile(r" (?:of last year |\d{4} )?by (?:a |mere |about |only |some |just |nearly )*")


def has_base(reader: Reader, mark: Mark) -> bool:
    """Whether a number stands beside a word that names a base."""
    return any(bases(reader, mark.right)) or any(bases(reader, mark.left))


def bases(reader: Reader, items: list[Item]) -> Iterator[Item]:
    """Time words that name a base: "a year earlier" by itself, a month after "from"."""
    for n, item in enumerate(items):
        if item.kind != "time":
            continue
        said = n > 1 and items[n - 1].kind == "it" and items[n - 2].kind == "cmp"  # "above those of 2024"
        word = items[n - 2 if said else n - 1]
        led = n > 0 and word.kind == "cmp" and item.start - word.end <= marks.GAP
        if led and item.value[0] == "span" and reader.text[word.start : word.end].lower() == "over":
            led = False  # "over the first half" is the time of the number, "over May" its base
        if reader.language.base_first and n + 1 < len(items) and items[n + 1].kind == "cmp":
            led = led or items[n + 1].start - item.end <= 4
        named = item.value[0] == "month" and FIGURE.match(reader.text, item.end) and exceeded(reader, item)
        if item.value[0] in ("rel", "same", "mean", "mean last year") or led or named:
            yield item


def owns(reader: Reader, item: Item, mark: Item) -> bool:
    """Whether a month belongs to the number behind it: "trails last year's 38,138 tonnes"."""
    owned = item.kind == "time" and mark.kind == "number" and marks.is_mark(mark)
    if item.kind == "time" and mark.kind == "rank" and reader.former(mark):
        return OWNED.fullmatch(reader.text[item.end : mark.start]) is not None
    return owned and re.fullmatch(r"'s? (?:only |mere |record )?", reader.text[item.end : mark.start]) is not None


def exceeded(reader: Reader, item: Item) -> bool:
    """Whether "exceeded the" or the like leads to a month: "exceeded the December 2024 figure"."""
    return (
        re.search(
            r"\b(?:exceed|surpass|top|beat|outstrip|outpac|trail|lag)\w* (?:the |its |that of |those of )?$",
            reader.text[max(0, item.start - 30) : item.start],
        )
        is not None
    )


def timed(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """Give a claim its period and, where its kind has one, its base."""
    if claim.kind in ("change", "multiple", "difference"):
        base = base_item(reader, mark)
        claim = replace(claim, period=period_of(reader, mark, base))
        if claim.kind == "multiple" and (rival := subject.rival(reader, mark)):
            own = next(
                (other["partner"] for other in claim.others if other.get("partner", rival) != rival), reader.partner
            )
            partner = own if claim.partner == rival else claim.partner
            return replace(claim, partner=partner, base=f"{rival} {claim.period}", others=())
        return replace(claim, base=base_of(reader, claim, base)) if base else claim
    if claim.kind in ("level", "value", "unit_value"):
        return level_time(reader, claim, mark)
    if claim.kind == "share":
        claim = replace(claim, base=subject.whole_of(reader, mark, claim.partner))
        if led_by(reader, mark) and (item := _close_behind(reader, mark)):  # "12%, against 7.3% in September"
            return replace(claim, period=reader.clock.period(item.value, reader.here or reader.clock.main))
    said = reader.claims[-1] if reader.claims and claim.kind == "record" else None
    if said and said.period and IS.fullmatch(reader.text[said.end : mark.item.start]):
        claim = replace(claim, period=said.period)
    else:
        claim = replace(claim, period=owned(reader, mark) or period_of(reader, mark))
    if (
        claim.kind == "streak"
        and claim.period
        and ENDED.search(reader.text[max(0, mark.item.start - 30) : mark.item.start])
    ):
        claim = replace(
            claim, period=periods.shift(claim.period, -1), sign=0
        )  # "fell after three monthly rises in a row"
    if claim.kind == "rank" and (item := beside_rank(reader, mark)):
        reader.taken.add(id(item))
    if claim.kind == "record":
        return replace(claim, base=since(reader, claim))
    return claim


def beside_rank(reader: Reader, mark: Mark) -> Item | None:
    """The month of a place that stands aside: "that country, the second-largest buyer in August, dropped"."""
    item = mark.right[0] if mark.right else None
    if item is None or item.kind != "time" or not reader.text.endswith(", ", 0, mark.item.start):
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
        and reader.text[mark.item.end : told.start] == "だった"
    ):
        return reader.clock.period(told.value, reader.here or reader.clock.main)  # "過去最多だった前の月の305トン"
    times = [item for item in mark.left if item.kind == "time"]
    if mark.item.kind == "record" and times and WHEN.match(reader.text, times[-1].end):
        return reader.clock.period(times[-1].value, reader.here or reader.clock.main)
    if mark.item.kind != "record" or own is None or own.kind != "time":
        return ""
    return reader.clock.period(own.value) if OWNED.fullmatch(reader.text[own.end : mark.item.start]) else ""


def since(reader: Reader, claim: Printed) -> str:
    """The period since which a record is said to hold; empty where none is named, as in "nearly five years"."""
    _, how, value = claim.detail
    last = periods.month_text(periods.span(claim.period)[1]) if claim.period else ""
    if how == "months" and last and not re.search(r"\b(?:nearly|almost|more than|over)\b", claim.text):
        return periods.shift(last, -value)
    if how == "since year" and "/" in claim.period:
        return periods.shift(claim.period, 12 * (value - periods.span(claim.period)[1] // 12))
    return reader.clock.period(value, periods.shift(last, -1)) if how == "since" else ""


def base_item(reader: Reader, mark: Mark) -> Item | None:
    """The time word that names the base of a change or multiple."""
    sides = (mark.left, mark.right) if reader.language.base_first else (mark.right, mark.left)
    multiple = mark.item.kind == "times" or (mark.item.kind == "number" and mark.item.value.unit == "times")
    last = mark.left[-1] if mark.left else None
    led = last is not None and last.kind == "time" and exceeded(reader, last)
    if led and last and BY_SO_MUCH.fullmatch(reader.text[last.end : mark.item.start]):  # "beat February by 10.5%"
        reader.taken.add(id(last))
        return last
    for side in sides:
        for item in bases(reader, side):
            if id(item) not in reader.taken:
                reader.taken.add(id(item))
                return item
    if multiple and not (
        mark.item.kind == "times" and kinds.by_so_much(reader, mark)
    ):  # "7.6 times May's level" names its base without a word of comparison
        side = mark.left[-2:] if reader.language.base_first else mark.right
        for item in side:
            if item.kind == "time" and id(item) not in reader.taken:
                reader.taken.add(id(item))
                return item
    return next(
        (item for item in bases(reader, list(marks.past_levels(mark.after))) if id(item) not in reader.taken), None
    )


def base_of(reader: Reader, claim: Printed, item: Item) -> str:
    """The period, or the mean of a year, that a time word names as the base of a claim."""
    value = item.value
    first, last = periods.span(claim.period)
    if value[0] == "mean":
        return f"{value[1]} monthly average"
    if value[0] == "mean last year":
        return f"{last // 12 - 1} monthly average"
    if value[0] == "year of" and last - first != 11:
        return periods.shift(claim.period, 12 * value[1])
    if value[0] == "year" and 0 < last - first < 11:  # "12% above those of 2024", said of seven months
        return periods.shift(claim.period, 12 * (int(value[1]) - last // 12))
    if value[0] == "month":
        return reader.clock.period(value, periods.month_text(last - 1))
    if value[0] == "last month":
        return periods.shift(claim.period, -1) if claim.period != reader.clock.period(value) else claim.period
    if value[0] == "rel" and value[1] == -1:
        return periods.shift(claim.period, first - last - 1)
    if value[0] == "span" and not value[1]:
        start, end = periods.span(reader.clock.period(value))
        return periods.period_text(start - 12 * (start >= first), end - 12 * (start >= first))
    return reader.clock.period(value, claim.period)


def level_time(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """Period of a level; one that is compared with takes a time word of its own or is left open."""
    led = led_by(reader, mark)
    compared = "compared" if led else ""
    record = reader.claims[-1] if reader.claims and reader.claims[-1].kind == "record" else None
    if record and HIGH_OF.fullmatch(reader.text[record.end : mark.item.start]):  # "a seven-month high of 6,146 tonnes"
        return replace(claim, period=record.period)
    owning = mark.left and OWNED.fullmatch(reader.text[mark.left[-1].end : mark.item.start])
    before = mark.before[:-1] if owning else mark.before
    early = [reader.clock.period(item.value) for item in plain_times(reader, before)]
    around = next(filter(None, reversed(early)), reader.here or reader.clock.main)
    own = mark.left[-1] if mark.left else None
    if own and own.kind == "time" and OWNED.fullmatch(reader.text[own.end : mark.item.start]):  # "May's 46 tonnes"
        period = base_of(reader, replace(claim, period=around), own)
        return replace(claim, period=period, base=compared)
    if item := _close_behind(reader, mark):
        based = item.value[0] in ("rel", "same", "month last year")
        limit = periods.shift(around, -1) if led and item.value[0] == "month" else around if based else ""
        if based or led:
            reader.taken.add(id(item))
        return replace(claim, period=reader.clock.period(item.value, limit) or around, base=compared)
    past = [item for item in mark.left if item.kind == "time"]
    if past and WHEN.match(reader.text, past[-1].end):  # "1.3% less than the year before, when it was 58,142 tonnes"
        return replace(claim, period=reader.clock.period(past[-1].value, around))
    first = mark.left[0] if mark.left == mark.before and mark.left else None
    if first and not led and first.kind == "time" and first.value[0] in ("rel", "same"):
        return replace(
            claim, period=reader.clock.period(first.value, around)
        )  # "A year earlier it had taken 669 tonnes"
    if led:
        between = [item for item in mark.left if item.kind == "time" and item.start > led.start]
        period = base_of(reader, replace(claim, period=around), between[-1]) if between else ""
        return replace(claim, period=period, base=compared)
    return replace(claim, period=period_of(reader, mark))


def _close_behind(reader: Reader, mark: Mark) -> Item | None:
    """The time word right after a level: "619 tonnes in July"."""
    for item in [] if reader.language.base_first else mark.right:
        if item.kind in ("cmp", "dir", "number") or item.start - mark.item.end > 45:
            return None
        if item.kind == "time" and item.value[0] != "mean" and id(item) not in reader.taken:
            return item
    return None


def led_by(reader: Reader, mark: Mark) -> Item | None:
    """The word of comparison that leads straight to a level: "from 46 tonnes", "than May's 46 tonnes"."""
    for n, item in enumerate(reversed(mark.left)):
        if item.kind == "cmp" and mark.item.start - item.end <= marks.GAP:
            return None if re.search(r"\b(?:to|at|auf)\b", reader.text[item.end : mark.item.start]) else item
        if item.kind not in ("time", "it") or n > 1:
            return None
    return None


def period_of(reader: Reader, mark: Mark, base: Item | None = None) -> str:
    """The period spoken of: nearest time word that is no base, then paragraph, then article."""
    right = [item for item in plain_times(reader, mark.right) if item.start - mark.item.end <= 60]
    left = [item for item in plain_times(reader, mark.left) if not bracketed(reader, item, mark)]
    early = [item for item in plain_times(reader, mark.before) if not bracketed(reader, item, mark)]
    bracket = re.compile("[()]").search(reader.text, mark.item.end)
    ahead = [item for item in marks.phrase(mark.after) if bracket is None or item.start < bracket.start()]
    late = [] if reader.language.base_first else list(plain_times(reader, ahead))
    order = [*reversed(left)] if reader.language.base_first else [*right, *reversed(left)]
    for item in [*order, *reversed(early), *late]:
        if period := reader.clock.period(item.value):
            return period
    return carried(reader, mark, base)


def bracketed(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a word stands in brackets that are closed before a number."""
    first = re.search("[()]", reader.text[item.end : mark.item.start])
    return first is not None and first[0] == ")"


def carried(reader: Reader, mark: Mark, base: Item | None = None) -> str:
    """The period of the sentence before; a span only where nothing in this one is counted from the month before."""
    here, reader.carry = reader.here or reader.clock.main, True
    words = [item for item in [base, *mark.before, *mark.after] if item is not None and item.kind == "time"]
    monthly = any(item.value == ("rel", -1) for item in words)
    return reader.clock.main if monthly and "/" in here and "/" not in reader.clock.main else here


def plain_times(reader: Reader, items: list[Item]) -> Iterator[Item]:
    """Time words that say when, not with what something is compared."""
    led = {id(item) for item in bases(reader, items)}
    for item in items:
        if item.kind == "time" and id(item) not in led | reader.taken | reader.owned:
            yield item
