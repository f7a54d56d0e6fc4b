"""The usual misreadings, tried before a number is called wrong: which one makes it right?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from helpers import periods, reference
from helpers.article.facts import Facts
from helpers.article.fit import EXACT, fit
from helpers.article.printed import MASS, USD, Printed
from helpers.errors import DataError
from helpers.measures import Measured

OTHER_WAY = "the other way"
SPECIFIC = 3  # digits that a level must have before another month or partner is named


@dataclass(frozen=True)
class Label:
    """What a number really is, with the figure that shows it."""

    words: str
    known: Measured
    publishers: tuple[str, ...] = ()


Try = Callable[[Printed, Facts], Iterator[tuple[Printed, str]]]


@cache
def period_words(period: str) -> str:
    """A period as a sentence names it; other bases stay as they are."""
    try:
        return periods.words(period)
    except DataError:
        return period


@cache
def products() -> list[reference.Product]:
    """All products, read once."""
    return reference.products()


def find(claim: Printed, known: Mapping[str, Facts], goods_only: bool = False) -> Label | None:
    """The first misreading that makes a claim right, in the order in which they are common.

    Args:
        claim: as printed.
        known: facts of each product.
        goods_only: try nothing but other goods.
    """
    facts = known.get(claim.product)
    loose = claim.hedge in ("more", "less") or (claim.number.step == 0 and claim.hedge)
    if claim.kind in ("rank", "record", "streak") or loose:
        return None  # a loose word fits too many figures
    if facts is not None and not goods_only:
        for attempt in TRIES:
            for other, words in attempt(claim, facts):
                if label := _fits(other, words, facts):
                    return label
    for item in products():
        if item.name == claim.product or item.flow != "export" or not _exact_enough(claim):
            continue
        if label := _fits(replace(claim, product=item.name), _goods(claim, item), known[item.name]):
            return label
    return None


def _goods(claim: Printed, item: reference.Product) -> str:
    """Other goods in words; a heading and a line of it, which are easily taken for each other, by their codes.

    Example:
        >>> from helpers.article.numerals import digits
        >>> line = Printed(0, 0, "", "value", digits("1"), product="rare-earth-magnets")
        >>> _goods(line, reference.product("metal-magnets"))
        'it is the figure of HS 8505 11 (metal permanent magnets, reconciled exports), not of HS 8505 1110'
    """
    title = item.title[:1].lower() + item.title[1:]
    own = next((product for product in products() if product.name == claim.product), None)
    if own and (item.hs_codes[0].startswith(own.hs_codes[0]) or own.hs_codes[0].startswith(item.hs_codes[0])):
        return f"it is the figure of {item.code_words} ({title}), not of {own.code_words}"
    return f"the figure is that of {title}"


def _fits(claim: Printed, words: str, facts: Facts) -> Label | None:
    for truth in facts.truths(claim):
        if fit(claim, truth.measured) == EXACT and truth.measured.high - truth.measured.low <= _width(claim):
            return Label(words, truth.measured, (truth.publisher,) if truth.publisher else ())
    return None


def _width(claim: Printed) -> float:
    """How wide a known interval may be before a fit is chance: a tenth of the number, or a few points."""
    return max(0.1 * abs(claim.number.value), 3 * claim.number.step)


def _digits(claim: Printed) -> int:
    return len(f"{claim.number.value / claim.number.coarse:.0f}") if claim.number.coarse else 0


def _exact_enough(claim: Printed) -> bool:
    return _digits(claim) >= (SPECIFIC if claim.kind in ("level", "value") else 2) and claim.hedge in ("", "about")


def _bases(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """Against another base: the month before for the year before, and the year so far."""
    if claim.kind not in ("change", "multiple", "difference") or " " in claim.base:
        return
    others = [periods.shift(claim.period, -1), periods.shift(claim.period, -12), periods.shift(claim.period, -2)]
    for base in others:
        if base != claim.base:
            yield (
                replace(claim, base=base),
                f"it is the change on {period_words(base)}, not on {period_words(claim.base)}",
            )
    if "/" not in claim.period:
        span = periods.year_to_date(claim.period)
        words = f"it is the change of {period_words(span)} on the year before, not of {period_words(claim.period)}"
        yield replace(claim, period=span, base=periods.shift(span, -12)), words


def _spans(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """The year so far for the month, and the month for the year so far."""
    if claim.kind not in ("level", "value", "unit_value", "share") or not claim.period or not _exact_enough(claim):
        return
    last = periods.month_text(periods.span(claim.period)[1])
    for period in (periods.year_to_date(last), last):
        if period != claim.period:
            yield (
                replace(claim, period=period),
                f"it is the figure of {period_words(period)}, not of {period_words(claim.period)}",
            )


def _measure(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """Value for mass and mass for value."""
    if claim.kind in ("change", "share", "multiple"):
        other, words = (USD, "by value, not by volume") if claim.measure == MASS else (MASS, "by volume, not by value")
        yield replace(claim, measure=other), f"it holds {words}"


def _units(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """Kilograms for tonnes and tonnes for kilograms."""
    if claim.kind in ("level", "difference"):
        yield replace(claim, number=claim.number.times(1000)), "the unit is the tonne, not the kilogram"
        yield replace(claim, number=claim.number.times(0.001)), "the unit is the kilogram, not the tonne"


def _percent(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """A multiple printed as a change in percent, and the reverse."""
    number = claim.number
    if claim.kind == "change" and number.value > 100:
        other = replace(claim, kind="multiple", number=number.times(0.01))
        words = f"it is {number.value / 100:.3g} times the base, which is a rise of {number.value - 100:.0f}%"
        yield other, words
    if claim.kind == "change" and 0 < -number.value < 100:
        other = replace(claim, kind="multiple", number=number.times(-0.01))
        yield other, f"it is {-number.value:.3g}% of the base, not a fall by so much"
    if claim.kind == "multiple" and number.value >= 1 and not claim.by_word:
        other = replace(claim, kind="change", number=number.times(100))
        yield other, f"it is {number.value:.3g} times more, that is {number.value + 1:.3g} times the base"


def _way(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """The right size in the wrong direction."""
    if claim.kind in ("change", "difference"):
        turned = replace(
            claim, number=claim.number.times(-1) if claim.kind == "change" else claim.number, sign=-claim.sign
        )
        yield turned, f"{OTHER_WAY}: it {'fell' if claim.sign > 0 else 'rose'} by so much"


def _months(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """The same partner in a month nearby or a year before, a span of a month less or more, a level of two years."""
    told = claim.kind in ("level", "value", "change") or (claim.kind == "share" and _digits(claim) >= SPECIFIC)
    if not told or not _exact_enough(claim) or not claim.period:
        return
    first, last = periods.span(claim.period)
    told = claim.kind == "level" and _digits(claim) > SPECIFIC and first == last
    ends = [periods.period_text(first, last + more) for more in (-1, 1) if first < last + more] if first < last else []
    near = [periods.shift(claim.period, months) for months in (-1, 1, -12, *(range(-24, -1) if told else ()))]
    for period in dict.fromkeys([*near, *ends]):
        months = periods.span(period)[1] - last
        base = _base_of(claim, period, months)
        words = f"it is the figure of {period_words(period)}, not of {period_words(claim.period)}"
        yield replace(claim, period=period, base=base), words


def _base_of(claim: Printed, period: str, months: int) -> str:
    """The base as far before a period as a claim's own is."""
    if not claim.base or " " in claim.base:
        return claim.base
    return periods.shift(period, -12) if "/" in period else periods.shift(claim.base, months)


def _partners(claim: Printed, facts: Facts) -> Iterator[tuple[Printed, str]]:
    """Another partner in the same month."""
    if claim.kind not in ("level", "value", "change", "share", "multiple") or not _exact_enough(claim):
        return
    known = facts.partners.get(claim.period, ())
    union = ("EUN",) if claim.kind == "share" and "EUN" in known else ()  # whose part is easily told of a member
    telling = _digits(claim) >= SPECIFIC or (claim.kind == "multiple" and claim.number.step < 1)
    for partner in known if telling else union:
        if partner == claim.partner:
            continue
        name = reference.partner_phrase(partner)
        yield (
            replace(claim, partner=partner),
            f"it is the figure of {name}, not of {reference.partner_phrase(claim.partner)}",
        )


TRIES: tuple[Try, ...] = (_bases, _spans, _measure, _units, _percent, _way, _months, _partners)
