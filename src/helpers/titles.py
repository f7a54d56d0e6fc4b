"""Titles of the charts: the finding, from claims."""

import math

from helpers import periods, reference
from helpers.month import Month
from helpers.narrative import capital, flow_words, reporter_words, who_words
from helpers.trace import Text, text


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
            "{who} took {share} of {reporter}'s {goods} in {period}",
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
