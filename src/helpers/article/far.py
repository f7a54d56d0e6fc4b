"""Readings from further away: partners, months and bases that a text spoke of a moment ago and a number leaves open.

A sentence may leave out whom and which month a number is about ("It had bought 584 tonnes", two sentences after the
United States). What its own words name stays; the rest may be what was spoken of last, and is asked of the figures: a
number with digits enough is not the same as another's by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import marks
from helpers.article.lexicon import Item
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

TELLING = 50  # steps of its last digit that make a number tell itself from others
WIDE = 100  # and as many to tell itself from those of all partners and months of an article
CLOSE = 30  # characters within which a month belongs to a number
SLOTS = ("partner", "period", "base")
LEVELS = ("level", "value", "unit_value")
BASED = ("change", "multiple", "difference")


def spoken(reader: Reader, claim: Printed, items: list[Item]) -> Printed:
    """A claim with the readings from further away that its own words allow."""
    if claim.kind not in (*LEVELS, *BASED, "share") or " " in claim.base or not claim.period:
        return claim
    own = list(_own(claim, items))
    readings = [*_weak(reader, claim, own)] if not _telling(claim) else [*_strong(reader, claim, items, own)]
    known = [_slots(claim), *(_slots(claim.reading(other)) for other in claim.others)]
    more = dict.fromkeys(tuple(sorted(_slots(one).items())) for one in readings)
    return replace(claim, far=tuple(one for one in map(dict, more) if one not in known))


def _slots(claim: Printed) -> dict[str, str]:
    return {name: getattr(claim, name) for name in SLOTS}


def _own(claim: Printed, items: list[Item]) -> Iterator[Item]:
    """Words between the numbers on both sides of a claim, within its part of the sentence."""
    before = [item for item in items if item.end <= claim.start]
    behind = [item for item in items if item.start >= claim.end]
    for side in (reversed(before), behind):
        for item in side:
            if marks.is_mark(item) or (item.kind == "stop" and side is behind):
                break
            yield item


def _strong(reader: Reader, claim: Printed, items: list[Item], own: list[Item]) -> Iterator[Printed]:
    """Readings of a number that tells itself from others: any partner, month and base spoken of lately."""
    readings = [claim]
    if not any(item.kind == "partner" for item in (own if claim.kind in BASED else items)):
        world = ("WLD",) if claim.kind != "share" else ()
        readings += [replace(claim, partner=name) for name in (*world, *reader.partners) if name != claim.partner]
    named = [period for item in items if _is_dated(item) and (period := reader.clock.period(item.value))]
    alone = not claim.carried and set(named) == {claim.period}  # no other month is spoken of in its sentence
    if claim.carried or not (alone or beside(reader, claim, items)):
        readings += [
            replace(one, period=period, base=moved(claim, period))
            for period in dict.fromkeys([reader.clock.main, *named, *reader.periods])
            for one in readings
            if period != claim.period
        ]
    yield from readings
    if claim.kind in BASED and not any(item.kind == "time" for item in own):
        for one in readings:
            for base in (*usual(one.period), *reader.periods):
                if periods.span(base) < periods.span(one.period):
                    yield replace(one, base=base)
    if abs(claim.number.value) >= WIDE * claim.number.step:
        yield from _wide(reader, claim, own)


def _is_dated(item: Item) -> bool:
    """Whether a word names a month, a span or a year."""
    return item.kind == "time" and item.value[0] in ("month", "span", "year")


def _wide(reader: Reader, claim: Printed, own: list[Item]) -> Iterator[Printed]:
    """Readings as of any partner or month that the article names, where the number's own words name none."""
    if not any(item.kind == "partner" for item in own):
        spoken = (str(item.value) for items in reader.items for item in items if item.kind == "partner")
        yield from (replace(claim, partner=name) for name in dict.fromkeys(("WLD", *spoken)))
    if claim.carried and not any(item.kind == "time" for item in own):
        dated = (item for items in reader.items for item in items if _is_dated(item))
        for period in dict.fromkeys(filter(None, (reader.clock.period(item.value) for item in dated))):
            yield replace(claim, period=period, base=moved(claim, period))


def _weak(reader: Reader, claim: Printed, own: list[Item]) -> Iterator[Printed]:
    """Readings of a number with few digits: only those of the level spoken of last."""
    if claim.kind not in (*BASED, "share") or not reader.levels:
        return
    last = reader.levels[-1]
    named = any(item.kind in ("partner", "whole") for item in own)
    timed = [item for item in own if item.kind == "time"]
    partner = claim.partner if named or (claim.kind == "share" and last.partner == "WLD") else last.partner
    period = claim.period if timed else last.period
    yield replace(claim, partner=partner)
    if period and claim.period != period:
        yield replace(claim, partner=partner, period=period, base=moved(claim, period))


def beside(reader: Reader, claim: Printed, items: list[Item]) -> bool:
    """Whether the period of a number stands close to it: it is then no other."""
    times = [item for item in items if item.kind == "time" and reader.clock.period(item.value) == claim.period]
    return any(-CLOSE <= item.start - claim.end <= CLOSE or 0 <= claim.start - item.end <= CLOSE for item in times)


def moved(claim: Printed, period: str) -> str:
    """The base that goes with another period, as far before it as the claim's own is."""
    if not claim.base or " " in claim.base or claim.kind == "share":
        return claim.base
    if "/" in claim.base + claim.period + period:
        return years_before(claim, period)
    return periods.shift(claim.base, months(claim.period, period))


def years_before(claim: Printed, period: str) -> str:
    """The same months as many years before as the base of a claim is, one at least."""
    apart = 0 if " " in claim.base else months(claim.base, claim.period)
    return periods.shift(period, -apart if apart and apart % 12 == 0 else -12)


def months(first: str, second: str) -> int:
    """How many months the second period ends after the first."""
    return periods.span(second)[1] - periods.span(first)[1]


def usual(period: str) -> tuple[str, ...]:
    """Bases that go without saying: the month and the year before."""
    year = periods.shift(period, -12)
    return (year,) if "/" in period else (periods.shift(period, -1), year)


def _telling(claim: Printed) -> bool:
    """Whether a number has digits enough that another figure is not likely to be the same by chance."""
    return claim.number.step > 0 and not claim.by_word and abs(claim.number.value) >= TELLING * claim.number.step
