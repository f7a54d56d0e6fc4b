"""Readings from further away: partners, months and bases that a text spoke of a moment ago and a number leaves open.

A sentence may leave out whom and which month a number is about ("It had bought 584 tonnes", two sentences after the
United States). What its own words name stays; the rest may be what was spoken of last, and is asked of the figures: a
number with digits enough is not the same as another's by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from helpers import periods
from helpers.article import marks
from helpers.article.lexicon import Item
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

TELLING = 50  # steps of its last digit that make a number tell itself from others
WIDE = 100  # and as many to tell itself from those of all partners and months of an article
CLOSE = 30  # characters within which a month belongs to a number
LEVELS = ("level", "value", "unit_value")
BASED = ("change", "multiple", "difference")


class Slots(NamedTuple):
    """What a reading says that a number is about."""

    partner: str
    period: str
    base: str


SLOTS = Slots._fields


def spoken(reader: Reader, claim: Printed, items: list[Item]) -> Printed:
    """A claim with the readings from further away that its own words allow."""
    if claim.kind not in (*LEVELS, *BASED, "share") or " " in claim.base or not claim.period:
        return claim
    own = list(_own(claim, items))
    readings = _strong(reader, claim, items, own) if _telling(claim) else _weak(reader, claim, own)
    first = Slots(claim.partner, claim.period, claim.base)
    known = {
        first,
        *(first._replace(**{name: other[name] for name in SLOTS if name in other}) for other in claim.others),
    }
    more = (slots for slots in dict.fromkeys(readings) if slots not in known)
    return replace(claim, far=tuple(slots._asdict() for slots in more))


def _own(claim: Printed, items: list[Item]) -> Iterator[Item]:
    """Words between the numbers on both sides of a claim, within its part of the sentence."""
    before = [item for item in items if item.end <= claim.start]
    behind = [item for item in items if item.start >= claim.end]
    for side in (reversed(before), behind):
        for item in side:
            if marks.is_mark(item) or (item.kind == "stop" and side is behind):
                break
            yield item


def _strong(reader: Reader, claim: Printed, items: list[Item], own: list[Item]) -> Iterator[Slots]:
    """Readings of a number that tells itself from others: any partner, month and base spoken of lately."""
    first = Slots(claim.partner, claim.period, claim.base)
    readings = [first]
    if not any(item.kind == "partner" for item in (own if claim.kind in BASED else items)):
        world = ("WLD",) if claim.kind != "share" else ()
        readings += [first._replace(partner=name) for name in (*world, *reader.partners) if name != claim.partner]
    named = [period for item in items if is_dated(item) and (period := reader.clock.period(item.value))]
    alone = not claim.carried and set(named) == {claim.period}  # no other month is spoken of in its sentence
    if claim.carried or not (alone or beside(reader, claim, items)):
        readings += [
            one._replace(period=period, base=moved(claim, period))
            for period in dict.fromkeys([reader.clock.main, *named, *reader.periods])
            for one in readings
            if period != claim.period
        ]
    yield from readings
    if claim.kind in BASED and not any(item.kind == "time" for item in own):
        for one in readings:
            for base in (*usual(one.period), *reader.periods):
                if periods.span(base) < periods.span(one.period):
                    yield one._replace(base=base)
    if abs(claim.number.value) >= WIDE * claim.number.step:
        yield from _wide(reader, claim, own)


def is_dated(item: Item) -> bool:
    """Whether a word names a month, a span or a year."""
    return item.kind == "time" and item.value[0] in ("month", "span", "year")


def _wide(reader: Reader, claim: Printed, own: list[Item]) -> Iterator[Slots]:
    """Readings as of a partner or month that the article names, where the number's own words name none."""
    partners, named = reader.spoken
    if not any(item.kind == "partner" for item in own):
        yield from (Slots(name, claim.period, claim.base) for name in partners)
    if claim.carried and not any(item.kind == "time" for item in own):
        yield from (Slots(claim.partner, period, moved(claim, period)) for period in named)


def _weak(reader: Reader, claim: Printed, own: list[Item]) -> Iterator[Slots]:
    """Readings of a number with few digits: only those of the level spoken of last."""
    if claim.kind not in (*BASED, "share") or not reader.levels:
        return
    last = reader.levels[-1]
    named = any(item.kind in ("partner", "whole") for item in own)
    timed = [item for item in own if item.kind == "time"]
    partner = claim.partner if named or (claim.kind == "share" and last.partner == "WLD") else last.partner
    period = claim.period if timed else last.period
    yield Slots(partner, claim.period, claim.base)
    if period and claim.period != period:
        yield Slots(partner, period, moved(claim, period))


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
