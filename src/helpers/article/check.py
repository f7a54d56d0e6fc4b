"""Check an article: read it, find its numbers, judge each as of the article's day and as of today."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from helpers import periods, reference, store
from helpers.article import extract, far
from helpers.article.facts import NEVER, REVISED, Facts
from helpers.article.judge import (
    CONFLICT,
    NOT_CHECKABLE,
    ONLY_SOURCE,
    RIGHT,
    VERDICTS,
    WRONG_LABEL,
    Court,
    Verdict,
    judge,
    written,
)
from helpers.article.printed import Printed
from helpers.article.text import Article

ENDED = re.compile(r"[。！？!?\n]|\.\s")
SILENT = (*RIGHT, NOT_CHECKABLE, CONFLICT, ONLY_SOURCE)


class Shelf(Mapping[str, Facts]):
    """Facts of all products, each read when it is first asked for.

    Args:
        make: how the facts of a product are had.
    """

    def __init__(self, make: Callable[[str], Facts]):
        self.make = cache(make)
        self.names = [item.name for item in reference.products()]

    def __getitem__(self, name: str) -> Facts:
        if name not in self.names:
            raise KeyError(name)
        return self.make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def as_of(self, day: str) -> "Shelf":
        """The same as of an earlier day."""
        return Shelf(lambda name: self[name].as_of(day))

    def without(self, publisher: str, url: str) -> "Shelf":
        """The same without what a publisher or address printed."""
        return Shelf(lambda name: self[name].without(publisher, url)) if publisher or url else self


def shelf(as_of: str = NEVER) -> Shelf:
    """All that is known as of a day."""
    return Shelf(lambda name: Facts.read(reference.product(name), as_of))


@dataclass(frozen=True)
class Checked:
    """An article with the verdict of each of its numbers, in the order of the text.

    ``aside`` holds the numbers that say nothing of trade: days, codes, telephone numbers, counts of people.
    """

    article: Article
    product: str
    language: str
    published: str
    verdicts: tuple[Verdict, ...]
    aside: tuple[Printed, ...]

    def counts(self) -> dict[str, int]:
        """How many numbers have each verdict, in the order of the verdicts."""
        found = Counter(verdict.verdict for verdict in self.verdicts)
        return {name: found[name] for name in VERDICTS if found[name]}

    def records(self) -> list[dict]:
        """One flat row a number, for tables and JSON."""
        return [record(verdict) for verdict in self.verdicts]


def record(verdict: Verdict) -> dict:
    """A verdict as one flat row; what is unknown is None.

    Returns:
        text, start, end, kind, product, partner, flow, period, base, value (kg, US dollars, USD per kg, percent, times
        or a place), unit, verdict, reason, right (the figure in words), right_low, right_high, how, rows, publishers,
        on_its_day (the verdict by what was known on the article's day).
    """
    claim, known = verdict.claim, verdict.known
    plain = claim.kind != "other"

    def number(value: float) -> float | None:
        return float(f"{value:.7g}") if known.known and math.isfinite(value) else None

    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.name,
        "product": claim.product if plain else "",
        "partner": claim.partner if plain else "",
        "flow": claim.flow if plain else "",
        "period": claim.period if plain else "",
        "base": claim.against if plain else "",
        "value": float(f"{claim.number.value:.7g}") if plain and claim.kind != "record" else None,
        "unit": UNITS[claim.kind],
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "right": written(claim, known),
        "right_value": number(known.value),
        "right_low": number(known.low),
        "right_high": number(known.high),
        "how": known.how if known.known else "",
        "rows": list(known.rows),
        "publishers": list(verdict.publishers),
        "on_its_day": verdict.then,
    }


TO = re.compile(r" to (?:(?:about|around|some|roughly|nearly|just|only|over) )?|至|到|, to ")
WIDER = "rare-earths"  # the heading that articles on magnets mention beside them
UNITS = {"level": "kg", "difference": "kg", "value": "USD", "unit_value": "USD/kg", "change": "%", "share": "%"}
UNITS |= {"multiple": "times", "rank": "place", "streak": "months", "record": "", "other": ""}


@store.connected()
def check(article: Article, product: str, known: Shelf | None = None) -> Checked:
    """Find the numbers of an article and judge each.

    Args:
        article: as ``text.read`` gives it.
        product: name in products.csv that the article is about, where it names none.
        known: facts that are read already, for one article after another.

    Raises:
        DataError: no such product, no real day.

    Example:
        >>> from helpers.article.text import read
        >>> june = read(b"Magnet exports to the US rose 660% in June from May.", "2025-07-21")
        >>> [(verdict.claim.text, verdict.claim.name) for verdict in check(june, "rare-earth-magnets").verdicts]
        [('660%', 'mom_pct')]
    """
    reference.product(product)
    if article.published:
        periods.day(article.published)
    known = known or shelf()
    others = known.without(article.publisher, article.url)
    months = [month for month in known[product].panel["period"] if "/" not in month]
    found = extract.extract(article, product, max(months, default="2000-01"))
    day = found.clock.published
    then = None
    if day:
        first, rest = known.as_of(day), others.as_of(day)
        then = Court(rest, first if others is not known else rest, labels=False)
    now = Court(others, known)
    done: dict = {}
    verdicts: list[Verdict] = []
    level: tuple[Printed, Printed] | None = None
    for printed in sorted((_named(claim, known) for claim in found.claims), key=lambda claim: claim.start):
        claim = _alongside(printed, level, article.plain)
        verdict = _both(claim, now, then, day, done)
        if claim.kind in ("level", "value", "unit_value"):
            level = (printed, verdict.claim) if verdict.verdict in RIGHT else None
        elif claim.kind == "change" and verdict.verdict in RIGHT and verdict.claim.partner != printed.partner:
            level = (
                printed,
                verdict.claim,
            )  # "The figure was 10.5% up on the month and 4.8% higher than a year before"
        verdicts.append(verdict)
    verdicts = list(_led(verdicts, article.plain, lambda claim: _both(claim, now, then, day, done)))
    return Checked(article, product, found.language, day, tuple(_own_goods(verdicts, product)), found.aside)


def _alongside(claim: Printed, level: tuple[Printed, Printed] | None, text: str) -> Printed:
    """A change or unit value as one of the level before it, where that fitted in another reading than its first.

    "Exports in December were 5,952 tonnes, 3.2% less than in November", after a sentence on the United States: the
    level is the world's, and so is the change.
    """
    if level is None or claim.kind not in ("change", "multiple", "difference", "unit_value"):
        return claim
    first, read = level
    moved = (read.partner, read.period) != (first.partner, first.period)
    apart = ENDED.search(text, first.end, claim.start)
    own_month = claim.kind == "unit_value"  # "$46.09 a kilo in October, against $57.57 in September"
    if apart or not moved or claim.partner != first.partner or not (own_month or claim.period == first.period):
        return claim
    period = claim.period if own_month else read.period
    own = {"partner": claim.partner, "period": claim.period, "base": claim.base}
    base = far.moved(claim, period)
    return replace(claim, partner=read.partner, period=period, base=base, others=(own, *claim.others))


def _led(verdicts: list[Verdict], text: str, again: Callable[[Printed], Verdict]) -> Iterator[Verdict]:
    """Verdicts where a change is read in the month of the level to which it led: "fell 13% to $2.86 billion"."""
    for one, two in zip_longest(verdicts, verdicts[1:]):
        claim = one.claim
        led = two is not None and claim.kind == "change" and one.verdict not in RIGHT and two.verdict in RIGHT
        if not led or two.claim.kind != claim.level_kind or not TO.fullmatch(text[claim.end : two.claim.start]):
            yield one
            continue
        period = two.claim.period
        like = replace(claim, period=period, partner=two.claim.partner, others=(), far=())
        tried = (again(replace(like, base=periods.shift(period, -months))) for months in (12, 1))
        yield next((found for found in tried if found.verdict in RIGHT), one)


def _named(claim: Printed, known: Mapping[str, Facts]) -> Printed:
    """A claim of the so many largest buyers with their names, where each place is known."""
    count = claim.partner.removeprefix("X-TOP")
    if count == claim.partner or claim.product not in known:
        return claim
    return replace(claim, partner=known[claim.product].top(int(count), claim.period) or claim.partner)


def _own_goods(verdicts: list[Verdict], product: str) -> Iterator[Verdict]:
    """Verdicts on the goods of the article: a wider heading that it mentions beside them is left open.

    An article that begins with the wider heading is about it; one that gives it a figure of its own goods errs.
    """
    about = next((verdict.claim.product for verdict in verdicts if verdict.claim.kind != "other"), product)
    for verdict in verdicts:
        wider = verdict.claim.kind != "other" and verdict.claim.product == WIDER and WIDER not in (product, about)
        if not wider or verdict.verdict == WRONG_LABEL:
            yield verdict
        else:
            agrees = "; the figures held for them agree" if verdict.verdict in RIGHT else ""
            yield replace(verdict, verdict=NOT_CHECKABLE, reason=f"all rare earths, not the magnets alone{agrees}")


def _both(claim: Printed, now: Court, then: Court | None, day: str, known: dict) -> Verdict:
    """The verdict of today, and what it would have been on the article's day; the same claim is judged once."""
    others = tuple(tuple(sorted(other.items())) for other in (*claim.others, {}, *claim.far))
    key = (replace(claim, start=0, end=0, text="", others=(), far=()), others)
    if key not in known:
        today = judge(claim, now)
        same = replace(today.claim, others=(), far=()) if today.verdict in RIGHT else claim  # the reading that fits
        known[key] = _combined(claim, today, judge(same, then) if then else None, day)
    verdict = known[key]
    same = replace(verdict.claim, start=claim.start, end=claim.end, text=claim.text)
    return replace(verdict, claim=same)


def _combined(claim: Printed, now: Verdict, then: Verdict | None, day: str) -> Verdict:
    if then is None or claim.kind == "other":
        return now
    now = replace(now, then="not known" if then.verdict == NOT_CHECKABLE else then.verdict)
    if then.verdict in RIGHT and (now.verdict not in SILENT or now.reason.endswith(REVISED)):
        figure = written(claim, now.known)
        reason = f"right on {periods.day_words(day)} and revised since" + (f": now {figure}" if figure else "")
        return replace(now, verdict=then.verdict, reason=reason)
    if now.verdict in RIGHT and then.verdict not in SILENT:
        reason = f"as known today; on {periods.day_words(day)} the figures gave {written(claim, then.known)}"
        return replace(now, reason=reason)
    return now
