"""Titles of the charts: the finding, from claims."""

import math

import pandas as pd

from helpers import periods, reference
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number, written
from helpers.phrases import capital, flow_words, reporter_words, who_words
from helpers.trace import Claim, Text, text

TOOK = {"export": "took", "import": "supplied"}


def subject(month: Month, partner: str) -> str:
    """What a chart is about: exports of rare-earth magnets to Germany."""
    exports, to, _ = flow_words(month)
    who = "all partners" if partner == "WLD" else who_words(partner)
    return f"{exports} of {month.product.noun} {to} {who}"


def series(month: Month, partner: str) -> Text:
    """Level of a partner, beside a mean or the year before."""
    level, on_year, period = month.level_claim(partner), month.on_year(partner), periods.words(month.period)
    where = capital(subject(month, partner))
    if not level:
        return text("{where}: no figure for {period}", where=where, period=period)
    head = text("{where} came to {level} in {period}", where=where, level=level, period=period)
    of_mean, span = month.of_mean(partner)
    if of_mean and partner == "WLD":
        return head + text(", {part} of the monthly mean of {span}", part=of_mean, span=periods.words(span))
    if on_year:
        return head + text(", {change} on {base}", change=on_year, base=periods.words(month.year_before))
    return head


def changes(month: Month) -> Text:
    """Both changes of the partner that leads."""
    where, period = capital(subject(month, month.lead)), periods.words(month.period)
    on_month, on_year = month.on_month(month.lead), month.on_year(month.lead)
    found = [(change, base) for change, base in ((on_month, month.before), (on_year, month.year_before)) if change]
    if not found:
        return text("{where}: no change can be given for {period}", where=where, period=period)
    parts = [text("{change} on {base}", change=change, base=periods.words(base)) for change, base in found]
    title = text("{where} in {period}: ", where=where, period=period) + parts[0]
    if len(parts) == 1:
        return title
    apart = math.copysign(1, on_month.value) != math.copysign(1, on_year.value)
    return title + text(", but " if apart else ", ") + parts[1]


def destinations(month: Month) -> Text:
    """Share of the partner in focus, else who stands first, else that nobody says."""
    exports, _, kind = flow_words(month)
    goods, period = f"{exports} of {month.product.noun}", periods.words(month.period)
    if month.focus != "WLD" and (share := month.share(month.focus)):
        return text(
            "{who} {took} {share} of {reporter}'s {goods} in {period}",
            took=TOOK[month.product.flow],
            who=capital(who_words(month.focus)),
            share=share,
            reporter=reporter_words(month),
            goods=goods,
            period=period,
        )
    if ranked := month.ranked():
        who = capital(who_words(ranked[0][0]))
        return text("{who} was the {place} {kind} in {period}", who=who, place=ranked[0][1], kind=kind, period=period)
    if len(month.destinations):
        name = capital(who_words(month.destinations["partner"].iloc[0]))
        return text("{who} is the largest {kind} known in {period}", who=name, kind=kind, period=period)
    reporter = reference.partner_name(month.product.reporter)
    return text("No source gives {who}'s {goods} in {period} by partner", who=reporter, goods=goods, period=period)


def path(month: Month, partner: str) -> Text:
    """From the month before to this month."""
    level, before = month.level_claim(partner), month.level_claim(partner, month.before)
    where, period = capital(subject(month, partner)), periods.words(month.period)
    if level and before and not month.spring:
        return text(
            "{where} went from {before} in {base} to {level} in {period}",
            where=where,
            before=before,
            base=periods.words(month.before),
            level=level,
            period=period,
        )
    if level:
        return text("{where} came to {level} in {period}", where=where, level=level, period=period)
    return text("{where}: no figure for {period}", where=where, period=period)


def long(month: Month, partner: str, series: pd.Series) -> Text:
    """Level of the month and the highest month of the series."""
    where, level = capital(subject(month, partner)), month.level_claim(partner)
    top = str(series.idxmax())
    head = text("{where} came to {level} in {period}", where=where, level=level, period=periods.words(month.period))
    if top == month.period:
        return head + text(", the most of all months known")
    most, when = month.level_claim(partner, top), periods.words(top)
    return head + text("; the most of any month known was {most} in {when}", most=most, when=when)


def to_date(month: Month, partner: str) -> Text:
    """The year so far, beside the year before."""
    where, total = capital(subject(month, partner)), month.level_claim(partner, month.to_date)
    span = periods.words(month.to_date)
    if not total:
        return text("{where}: no sum for {span}", where=where, span=span)
    head = text("{where} came to {total} in {span}", where=where, total=total, span=span)
    change = month.on_year(partner, month.to_date) if not month.period.endswith("-01") else None
    base = periods.words(periods.shift(month.to_date, -12))
    return head + text(", {change} on {base}", change=change, base=base) if change else head


def adjusted(month: Month, partner: str, level: Claim, change: Claim) -> Text:
    """The adjusted level and its change."""
    return text(
        "Seasonally adjusted, {where} came to {level} in {period}, {change} on {base}",
        where=subject(month, partner),
        level=level,
        period=periods.words(month.period),
        change=change,
        base=periods.words(month.before),
    )


def event_break(month: Month, event: dict[str, str], step: Claim) -> Text:
    """The step that coincided with an event."""
    where, day = capital(subject(month, "WLD")), periods.day_words(event["date"])
    return text("{where}: {day} coincided with a step of {step}", where=where, day=day, step=step)


def rounded(value: float, unit: str) -> str:
    """An estimate as a sentence prints it, with no digit that it does not carry.

    Example:
        >>> rounded(744125.7, "kg")
        '744 t'
    """
    return written(Measured(value, value - abs(value) / 1000, value + abs(value) / 1000, unit))


def with_interval(measured: Measured) -> str:
    """An estimate with its interval, in whole percent or tenths of a point.

    Example:
        >>> with_interval(Measured(-60.7, -70.2, -48.1, "%"))
        '−61% (−70% to −48%)'
    """
    digits, unit = (0, "%") if measured.unit == "%" else (1, "")
    value, low, high = (number(end, digits, sign=True) + unit for end in (measured.value, measured.low, measured.high))
    return f"{value} ({low} to {high})" + (" percentage points" if measured.unit == "points" else "")


def contributions(month: Month, base: str, points: Claim, whole: bool) -> Text:
    """The largest contribution to the change of the total, of those that are known."""
    partner = points.key.partition(".")[0].upper()
    return text(
        "Of {those}, {who} moved the total the most: {points} on {base}",
        those="all partners" if whole else "the partners known in both months",
        who=who_words(partner),
        points=points,
        base=periods.words(base),
    )


def places(month: Month, found: pd.DataFrame) -> Text:
    """Who stands first, and since when without a break."""
    first = found[month.period].idxmin()
    row = found.loc[first]
    held = (row == 1)[::-1].cummin()[::-1]
    since = str(held[held].index[0]) if held.any() else month.period
    _, _, kind = flow_words(month)
    who = capital(who_words(str(first)))
    if since == found.columns[0]:
        return text("{who} was the largest {kind} in every month shown", who=who, kind=kind)
    if since == month.period:
        return text("{who} was the largest {kind} in {period}", who=who, kind=kind, period=periods.words(since))
    return text("{who} has been the largest {kind} since {since}", who=who, kind=kind, since=periods.words(since))


def concentration(month: Month, now: Claim, before: Claim) -> Text:
    """The index now and a year before, where that is known."""
    period = periods.words(month.period)
    goods = f"{month.product.flow}s of {month.product.noun} by {month.quantity}"
    head = text("The concentration index of {goods} stood at {now} in {period}", goods=goods, now=now, period=period)
    if not before:
        return head
    return head + text(", against {before} a year before", before=before)


def heat(month: Month, shares: pd.DataFrame) -> Text:
    """The largest partner over the months shown, and its share now."""
    first = str(shares.index[0])
    share = month.share(first)
    who = capital(who_words(first))
    if not share:
        return text("{who} has the largest share over the months shown", who=who)
    rest = month.not_itemised()
    known = " known" if rest and rest.value > share.value else ""  # what no source names could be one larger partner
    period = periods.words(month.period)
    return text(
        "{who} has the largest share{known}, {share} in {period}", who=who, known=known, share=share, period=period
    )
