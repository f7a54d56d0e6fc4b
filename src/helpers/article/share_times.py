"""Whole and month of a share: "12%, against 7.3% in September", "from 9.6% to 7.3%"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import clauses, german_times, shares, times, unspaced
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

FROM_TO = re.compile(r" (?:to|auf) (?:about |only |just |nur |rund )?[\d.,]+ ?(?:%|per ?cent|percent|pct|pc|Prozent)")


def share_time(reader: Reader, claim: Printed, mark: Mark) -> Printed:
    """Whole and period of a share, which may be that of another month beside one: "12%, against 7.3% in September"."""
    claim = replace(claim, base=shares.whole_of(reader, mark, claim.partner) or unspaced.whole_of(reader, mark))
    around = reader.here or reader.clock.main
    if own := unspaced.from_when(reader, mark) or unspaced.owner(reader, mark) or unspaced.topic(reader, mark):
        return replace(claim, period=unspaced.dated(reader, own, around))  # "上年3月的11.0%", "上年同期为11%"
    if times.led_by(reader, mark) and (item := times.close_behind(reader, mark)):
        return replace(claim, period=reader.clock.period(item.value, around))
    first_of_two = FROM_TO.match(reader.text, mark.item.end) is not None  # "from 9.6% to 7.3%"
    if times.led_by(reader, mark) and (
        first_of_two or (reader.claims and reader.claims[-1].kind == "share")
    ):  # "12% from 7%"
        told = times.period_of(reader, mark) if first_of_two else reader.claims[-1].period
        month, year = (periods.shift(told, months) for months in (-12 if "/" in told else -1, -12))
        return replace(claim, period=month, others=(*claim.others, {"period": year}))
    if unspaced.from_share(reader, mark):  # "비중이 37.6%에서 41.8%로"
        told = times.period_of(reader, mark)
        month, year = (periods.shift(told, months) for months in (-12 if "/" in told else -1, -12))
        return replace(claim, period=month, others=(*claim.others, {"period": year}))
    first = clauses.opening(mark)  # "A year ago, its share was 12.6%"
    beside = mark.right[0] if mark.right and mark.right[0].start - mark.item.end == 1 else None
    dated = beside is not None and beside.kind == "time" and not reader.language.base_first
    if beside and dated and beside.value[0] in ("rel", "same"):  # "and 12.6% a year earlier"
        first = beside
    if first:
        return replace(claim, period=reader.clock.period(first.value, around))
    return replace(claim, period=german_times.own_year(reader, mark) or times.period_of(reader, mark))
