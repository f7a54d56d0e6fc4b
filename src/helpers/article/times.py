"""Which period a number speaks of, and with which it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import (
    clauses,
    german,
    german_times,
    kinds,
    marks,
    records,
    share_times,
    subject,
    unspaced,
    unspaced_parts,
)
from helpers.article.lexicon import Item, find
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

LOW_OF = re.compile(r"(?:'s)? (?:low|high|peak|trough|level|total|figure|volume|tally) of (?:only |just |about )?")
AS_HIGH = re.compile(rf" as (?:much|many|high|large|big|strong)\b(?! as)|{german.AS_HIGH}")  # "twice as much"
OF_RECORD = re.compile(r"(?: [\w-]+){0,3}, als\b|,? when\b|'s \d")
WHEN = re.compile(r"(?: [\w-]+){1,3}, als\b|,? (?:when|in which|als|in de[mnr])\b|, (?:a month|which)\b")
ENDED = re.compile(
    r"\b(?:after|following|end(?:s|ed|ing)|snap\w+|br[eo]\w+|halt\w+) (?:a |its |the )?(?:(?:run|streak|series) of )?$|"
    r"(?:结束|终结|打破|此前)\w{0,4}$"
)
IS = re.compile(r",? (?:which |had been |has been |was |were |is |marked |marks |also )*")
HIGH_OF = re.compile(r" (?:of (?:a |about |some )?)?|의 |[的の(]?")
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
        before = reader.language.name not in ("ja", "ko")  # there the word of comparison stands behind
        led = n > 0 and before and word.kind == "cmp" and item.start - word.end <= marks.GAP
        if led and item.value[0] == "span" and reader.text[word.start : word.end].lower() == "over":
            led = False  # "over the first half" is the time of the number, "over May" its base
        if reader.language.base_first and n + 1 < len(items) and items[n + 1].kind == "cmp":
            led = led or items[n + 1].start - item.end <= 4
        if reader.language.base_first:
            led = led or unspaced.ranked_behind(reader, item)
        named = item.value[0] in ("month", "year") and clauses.exceeded(reader, item)
        if item.value[0] in ("rel", "same", "mean", "mean last year") or led or named or clauses.exceeds(reader, item):
            yield item


def behind(reader: Reader, items: list[Item]) -> list[Item]:
    """Months that belong to a single number: "from a record 305 tonnes in November", "May's 46 tonnes"."""
    led = [item for n, item in enumerate(items) if marks.behind(items, n, reader.text)]
    pairs = list(pairwise(items))
    led += [item for item, number in pairs if marks.is_multiple(number) and clauses.owns(reader, item, number)]
    # the first word of a sentence is what it speaks of, unless a record counts from it: "1월(6천357t) 이후 가장 큰"
    if not reader.language.spaced and [item.kind for item in items[2:3]] == ["record"]:
        pairs = [pairs[0], *pairs]
    return led + [item for item, number in pairs[1:] if clauses.owns(reader, item, number)]


def timed(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """Give a claim its period and, where its kind has one, its base."""
    if claim.kind == "change" and (rated := unspaced.rated(reader, claim, mark)):
        return rated
    if claim.kind in ("change", "multiple", "difference"):
        if told := german_times.change(reader, claim, mark):
            return told
        base = base_item(reader, mark)
        claim = replace(claim, period=period_of(reader, mark, base))
        if base and base is clauses.opening(mark) and AS_HIGH.match(reader.text, mark.item.end):
            return replace(claim, period=base_of(reader, claim, base), base=claim.period)
        if base and clauses.before_that(reader, mark, base):
            return replace(claim, period=base_of(reader, claim, base))
        if claim.kind == "multiple" and (rival := subject.rival(reader, mark)):
            own = next(
                (other["partner"] for other in claim.others if other.get("partner", rival) != rival), reader.partner
            )
            partner = own if claim.partner == rival else claim.partner
            return replace(claim, partner=partner, base=f"{rival} {claim.period}", others=())
        return replace(claim, base=base_of(reader, claim, base)) if base else claim
    if claim.kind in ("level", "value", "unit_value"):
        return averaged(reader, unspaced.mean_level(reader, claim, mark) or level_time(reader, claim, mark))
    if claim.kind == "share":
        return share_times.share_time(reader, claim, mark)
    return _placed(reader, claim, mark)


def _placed(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """Give a place, record or row of months its period, and a record the month since when it holds."""
    said = (
        reader.claims[-1].period if claim.kind == "record" and reader.claims and records.its_own(reader, mark) else ""
    )
    period = said or records.owned(reader, mark) or records.high_of(reader, mark) or period_of(reader, mark)
    claim = replace(claim, period=period)
    if claim.kind == "streak" and claim.period:
        claim = _row(reader, claim, mark)
    if claim.kind == "rank" and reader.former(mark.item) and claim.period:
        return replace(claim, period=unspaced.former_month(reader, mark, claim.period))
    if claim.kind == "rank" and (item := records.beside_rank(reader, mark)):
        reader.taken.add(id(item))
    if claim.kind == "record":
        return replace(claim, base=records.since(reader, claim))
    return claim


def _row(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """The last month of a row of months, which may have ended: "fell after three monthly rises in a row"."""
    if "/" in claim.period and not reader.language.spaced:
        claim = replace(claim, period=periods.month_text(periods.span(claim.period)[1]))
    before = ENDED.search(reader.text[max(0, mark.item.start - 30) : mark.item.start])
    if before or unspaced.ENDED_BEHIND.match(reader.text, mark.item.end):
        return replace(claim, period=periods.shift(claim.period, -1), sign=0)
    return claim


def base_item(reader: Reader, mark: Mark) -> Item | None:
    """The time word that names the base of a change or multiple."""
    inside = mark.left and re.fullmatch(r" ?\(| ", reader.text[mark.left[-1].end : mark.item.start])
    if inside and any(bases(reader, mark.left[-1:])):  # "from a year earlier (15.8%)", "an annual 15.8%"
        return mark.left[-1]
    sides = (mark.left, mark.right) if reader.language.base_first else (mark.right, mark.left)
    own = unspaced.owner(reader, mark)
    multiple = own is not None or marks.is_multiple(mark.item)
    if not reader.language.base_first and (fronted(reader, mark) or german_times.base_before(reader, mark)):
        sides = sides[::-1]
    last = mark.left[-1] if mark.left else None
    led = last is not None and last.kind == "time" and clauses.exceeded(reader, last)
    if led and last and BY_SO_MUCH.fullmatch(reader.text[last.end : mark.item.start]):  # "beat February by 10.5%"
        reader.taken.add(id(last))
        return last
    if own is not None and id(own) not in reader.taken:  # "仅为3月的23%、去年同期的26%"
        reader.taken.add(id(own))
        return own
    for side in sides:
        found = list(bases(reader, side))
        for item in reversed(found) if reader.language.base_first and side is mark.left else found:  # the nearest
            if id(item) not in reader.taken:
                reader.taken.add(id(item))
                return item
    if multiple and not (
        mark.item.kind == "times" and kinds.by_so_much(reader, mark)
    ):  # "7.6 times May's level" names its base without a word of comparison
        side = [] if reader.language.base_first else mark.right
        for item in side:
            when = reader.text[mark.item.end : item.start] in (" in ", " during ")  # "doubled in May", "last month"
            if item.kind != "time" or when or item.value[0] == "last month":
                continue
            if id(item) not in reader.taken:
                reader.taken.add(id(item))
                return item
    return next(
        (item for item in bases(reader, list(marks.past_levels(mark.after))) if id(item) not in reader.taken), None
    )


def fronted(reader: Reader, mark: Mark) -> bool:
    """Whether a base opens the clause and the next stands behind a comma: "Against July it rose 10%, from May"."""
    behind = next(bases(reader, mark.right), None)
    apart = behind is None or re.search("[,;] ", reader.text[mark.item.end : behind.start]) is not None
    first = mark.left[0] if mark.left else None
    return apart and first is not None and first.kind in ("cmp", "time") and any(bases(reader, mark.left))


def base_of(reader: Reader, claim: Printed, item: Item) -> str:
    """The period, or the mean of a year, that a time word names as the base of a claim."""
    value = item.value
    first, last = periods.span(claim.period)
    if value[0] == "month last year" and reader.clock.period(value) == claim.period:
        return periods.shift(claim.period, -12)  # "去年12月" in January, of December
    if value[0] == "mean":
        return f"{value[1]} monthly average"
    if value[0] == "mean last year":
        return f"{last // 12 - 1} monthly average"
    if value[0] == "year of" and last - first != 11:
        return periods.shift(claim.period, 12 * value[1])
    if value[0] == "year" and 0 < last - first < 11:  # "12% above those of 2024", said of seven months
        return periods.shift(claim.period, 12 * (int(value[1]) - last // 12))
    if value[0] == "month":
        later = german_times.later_base(reader, claim, value)
        return later or reader.clock.period(value, periods.month_text(last - 1))
    if value[0] == "last month":
        return periods.shift(claim.period, -1)
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
    if told_of := german_times.told_of(reader, mark):
        return replace(claim, period=told_of)
    record = reader.claims[-1] if reader.claims and reader.claims[-1].kind == "record" else None
    if record and HIGH_OF.fullmatch(reader.text[record.end : mark.item.start]):  # "a seven-month high of 6,146 tonnes"
        return replace(claim, period=record.period)
    owning = bool(mark.left and clauses.OWNED.fullmatch(reader.text[mark.left[-1].end : mark.item.start]))
    before = mark.before[:-1] if owning else mark.before
    named = [item for item in plain_times(reader, before) if not clauses.bracketed(reader, item, mark)]
    early = [reader.clock.period(item.value) for item in named]
    around = next(filter(None, reversed(early)), reader.here or reader.clock.main)
    own = next((item for item in reversed(mark.left) if item.kind != "stop"), None)  # "(a year before: $22.5 million)"
    owning = owning or (own is not None and id(own) in reader.owned and not reader.language.spaced)
    if own and own.kind == "time" and (clauses.owns(reader, own, mark.item) or owning):  # "May's 46 tonnes"
        stated = own.value[0] == "month" and not led  # "December's 5,952 tons" may be what the article is about
        period = reader.clock.period(own.value) if stated else base_of(reader, replace(claim, period=around), own)
        return replace(claim, period=period, base=compared)
    if item := close_behind(reader, mark):
        based = item.value[0] in ("rel", "same", "month last year")
        latest = max(filter(None, early), key=periods.span, default=around) if led else around
        limit = periods.shift(latest, -1) if led and item.value[0] == "month" else around if based else ""
        if (based or led) and item in mark.right:
            reader.taken.add(id(item))
        return replace(claim, period=reader.clock.period(item.value, limit) or around, base=compared)
    if not led and (topic := unspaced.topic(reader, mark)):  # "而去年同期为38138吨"
        return replace(claim, period=reader.clock.period(topic.value, around))
    told = reader.claims[-1] if reader.claims else None
    if told and told.kind == "record" and OF_RECORD.match(reader.text, told.end) and not led:
        named = [
            item
            for item in find(reader.text, reader.language, max(told.start + 1, told.end - 16), told.end)
            if item.kind == "time"
        ]
        then = told.base or (reader.clock.period(named[-1].value) if named else "")
        if then:  # "the highest since January, when it was 6,357 tons", "second only to January's 6,357 tons"
            return replace(claim, period=then)
    past = [item for item in mark.left if item.kind == "time"]
    if past and LOW_OF.fullmatch(reader.text[past[-1].end : mark.item.start]):  # "since the May low of 1,238 tons"
        return replace(claim, period=reader.clock.period(past[-1].value), base=compared)
    if past and WHEN.match(reader.text, past[-1].end):  # "1.3% less than the year before, when it was 58,142 tonnes"
        return replace(claim, period=reader.clock.period(past[-1].value, around))
    if not led and (first := clauses.opening(mark)):  # "A year earlier it had taken 669 tonnes"
        return replace(claim, period=reader.clock.period(first.value, around))
    if led:
        between = [item for item in mark.left if item.kind == "time" and item.start > led.start]
        period = base_of(reader, replace(claim, period=around), between[-1]) if between else ""
        return replace(claim, period=period, base=compared)
    return replace(claim, period=german_times.own_year(reader, mark) or period_of(reader, mark))


def averaged(reader: Reader, claim: Printed) -> Printed:
    """A monthly average of the span spoken of last, where its sentence names but a month or none."""
    if claim.detail != ("mean",) or "/" in claim.period:
        return claim
    spans = [period for period in (*reader.periods, reader.clock.main) if "/" in period]
    return replace(claim, period=spans[0]) if spans else claim


def close_behind(reader: Reader, mark: Mark) -> Item | None:
    """The time word right after a level, or a pair of them: "619 tonnes in July", "from 209 and 46 tons in May"."""
    ahead = next((n for n, item in enumerate(mark.after) if marks.is_mark(item)), None)
    if ahead is not None and reader.text[mark.item.end : mark.after[ahead].start] == " and ":
        beside = mark.after[ahead + 1 :]
        if led_by(reader, mark) and mark.after[ahead].kind == "number":
            mark = Mark(mark.after[ahead], mark.left, beside[:1], mark.before, beside)
    for item in [] if reader.language.base_first else mark.right:
        far = item.start - mark.item.end > 45
        aside = item.kind == "time" and (clauses.opened(reader, item, mark) or clauses.leads(reader, item, mark))
        if item.kind in ("cmp", "dir", "number") or far or aside:
            return None
        if item.kind == "time" and item.value[0] != "mean" and id(item) not in reader.taken:
            return item
    return None


def led_by(reader: Reader, mark: Mark) -> Item | None:
    """The word of comparison that leads straight to a level: "from 46 tonnes", "than May's 46 tonnes"."""
    behind = mark.right[0] if mark.right else None
    if reader.language.name in ("ja", "ko"):  # "5월의 1천238t보다"
        return behind if behind and behind.kind == "cmp" and behind.start - mark.item.end <= 1 else None
    for n, item in enumerate(reversed(mark.left)):
        if item.kind == "cmp" and mark.item.start - item.end <= marks.GAP and german.compares(reader, item, mark):
            return None if re.search(r"\b(?:to|at|auf)\b", reader.text[item.end : mark.item.start]) else item
        if item.kind not in ("time", "it") or n > 1:
            return None
    return None


def period_of(reader: Reader, mark: Mark, base: Item | None = None) -> str:
    """The period spoken of: nearest time word that is no base, then paragraph, then article."""
    right = [item for item in plain_times(reader, mark.right) if item.start - mark.item.end <= 60]
    right = [item for item in right if not clauses.opened(reader, item, mark) and not clauses.leads(reader, item, mark)]
    left = [item for item in plain_times(reader, mark.left) if not clauses.bracketed(reader, item, mark)]
    early = [item for item in plain_times(reader, mark.before) if not clauses.bracketed(reader, item, mark)]
    early = [item for item in early if not unspaced_parts.lapsed(reader, item, mark)]
    bracket = re.compile("[()]").search(reader.text, mark.item.end)
    ahead = [item for item in marks.phrase(mark.after) if bracket is None or item.start < bracket.start()]
    late = [] if reader.language.base_first else list(plain_times(reader, ahead))
    order = [*reversed(left)] if reader.language.base_first else [*right, *reversed(left)]
    for item in [*order, *reversed(early), *late]:
        if period := reader.clock.period(item.value):
            return period
    return carried(reader, mark, base)


def carried(reader: Reader, mark: Mark, base: Item | None = None) -> str:
    """The period of the sentence before; a span only where nothing in this one is counted from the month before."""
    here, reader.carry = reader.here or reader.clock.main, True
    words = [item for item in [base, *mark.before, *mark.after] if item is not None and item.kind == "time"]
    monthly = any(item.value == ("rel", -1) for item in words)
    if monthly and "/" in here:
        return periods.month_text(periods.span(reader.clock.main)[1])
    return here


def plain_times(reader: Reader, items: list[Item]) -> Iterator[Item]:
    """Time words that say when, not with what something is compared."""
    led = {id(item) for item in bases(reader, items)}
    for item in items:
        kept = id(item) in led | reader.taken | reader.owned or clauses.superlative(reader, item)
        if item.kind == "time" and not kept:
            yield item
