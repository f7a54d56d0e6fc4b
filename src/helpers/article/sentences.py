"""The grammar of a sentence: which words belong to which number.

A sentence is a row of words and numbers. Each number looks at the words up to its neighbours, first to the side on
which its language puts them, then further away; what a sentence leaves out is taken from the sentence before, from the
paragraph, and last from the whole article. What stays open is kept as further readings of the claim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from helpers import periods
from helpers.article import (
    asides,
    clauses,
    far,
    kinds,
    marks,
    orders,
    readings,
    subject,
    sums,
    times,
    units,
    unspaced,
)
from helpers.article import goods as goods_of
from helpers.article.context import Clock
from helpers.article.german_times import former, resolved
from helpers.article.lexicon import Item, Language, find
from helpers.article.marks import Mark
from helpers.article.printed import Printed
from helpers.article.unspaced_parts import bases_in_turn, headed, in_order, only_compared, reason_of

DIGITS = r"\d[\d.,]*"
NUMERAL = r"[\d][\d.,]*(?:[万亿億만억]| thousand| million| billion)?"
NUMERAL += r"(?: ?(?:t|kg|tonnes?|tons?|metric tons?|Tonnen|吨|トン|톤|%))?"
RANGE_BEFORE = re.compile(
    rf"(?:(?:{DIGITS}|\b(?:ein|zwei|drei|vier|fünf|sechs|acht|zehn)) bis (?:zu )?$|(?:Marke|Schwelle|Grenze) von $|"
    rf"(?:between|zwischen) {NUMERAL} (?:and|und) $|"
    rf"(?<!from )(?<!von )(?<![\d.,])(?:{DIGITS} ?|{NUMERAL})(?:-|–|~|～|至|到)\s?$)"
)
CHANGED_TO = re.compile(r" ?[至到] ?[\d.,]+ ?[万亿]?(?!%|[\d.,]|个百分点)")
THE_CHANGE = re.compile(
    r"\b(?:[Tt]he|[Tt]hat) (?:gain|rise|increase|growth|fall|drop|decline) (?:is|was|c[ao]mes? to|amount(?:s|ed) to) "
)
MONTHLY = re.compile(
    r" (?:a|per|each|every) month| monthly|/month| in an average month| on average (?:a|per|each) month"
)
SET_OFF = re.compile(r"[a-z%吨톤ン] [-–] ")  # "1,119 tonnes - 56% more - and"
RANGE_AFTER = re.compile(
    r"\0-(?:Marke|Schwelle)|"
    r"(?:between|zwischen) \0 ?(?:and|und) \d|(?<!from )(?<!von )\0 ?(?:-|–|~|～|至|到) ?\d"
)
SPOKEN = 16  # partners and months of an article that are tried where a number names none
CONTINENTS = ("X-ASIA", "X-AFRICA", "X-NORTHAMERICA", "X-SOUTHAMERICA", "X-OCEANIA")


@dataclass
class Reader:
    """Reads the sentences of an article in order and remembers what they speak of."""

    text: str
    language: Language
    clock: Clock
    product: str
    items: list[list[Item]]
    partner: str = ""
    goods: str = ""
    flow: str = "export"
    here: str = ""
    last: str = ""
    carry: bool = False
    shared: bool = False
    names: list[Item] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    owned: set[int] = field(default_factory=set)
    compared: set[int] = field(default_factory=set)
    latest: str = ""
    taken: set[int] = field(default_factory=set)
    fresh: bool = True
    begin: int = 0
    heading: str = ""
    turns: tuple[int, ...] = ()
    claims: list[Printed] = field(default_factory=list)
    levels: list[Printed] = field(default_factory=list)

    def __post_init__(self):
        self.continents = any(item.value in CONTINENTS for items in self.items for item in items)
        self.clock.main = self._main()

    @cached_property
    def spoken(self) -> tuple[list[str], list[str]]:
        """The partners and the periods that the article names, the first of them: a long text names too many to try."""
        items = [item for items in self.items for item in items]
        partners = dict.fromkeys(["WLD", *(str(item.value) for item in items if item.kind == "partner")])
        named = dict.fromkeys(self.clock.period(item.value) for item in items if far.is_dated(item))
        return list(partners)[:SPOKEN], list(filter(None, named))[:SPOKEN]

    def _main(self) -> str:
        """The period that the article is about: the newest month if named, else the first with a figure.

        A span of the last year holds where the first sentence that names a time names no month.
        """
        newest = periods.month_text(self.clock.newest)
        told: list[tuple[bool, str, Item]] = []
        for items in map(marks.free, self.items):
            figure = any(marks.is_mark(one) for one in items)
            plain = [item for item in times.plain_times(self, items) if not clauses.subordinate(self, item)]
            behind = {id(item) for item in times.behind(self, items)}
            plain = [item for item in plain if id(item) not in behind]
            found = [(figure, self.clock.period(item.value), item) for item in plain]
            spans = [one for _, one, item in found if "/" in one and item.value != ("year of", 0)]
            whole = [one for one in spans if -12 < periods.span(one)[1] - self.clock.newest <= 0]
            if whole and not told and all("/" in one or not one for _, one, _ in found):
                return whole[0]
            told += found
        if any(period == newest for _, period, _ in told):
            return newest
        spans = [one for _, one, item in told if one and item.value != ("year of", 0)]
        if ends := [one for one in spans if periods.span(one)[1] == self.clock.newest]:
            return ends[0]  # "January and February"
        for wanted in (("month",), ("span", "year")):
            for wants in (True, False):
                for figure, period, item in told:
                    if item.value[0] in wanted and period and (figure or not wants):
                        return period
        return newest

    def paragraph(self) -> None:
        """Begin a paragraph: what the last one spoke of no longer goes without saying."""
        self.fresh, self.last, self.here = True, self.here or self.last, ""

    # --- a sentence -------------------------------------------------------------------------------------------------

    def sentence(self, items: list[Item]) -> list[Printed]:
        """Claims of a sentence."""
        words = [self._named(item) for item in marks.since_bracket(marks.free(items))]
        items = list(units.given(self, sums.joined(self, words)))
        self.names = [item for item in items if item.kind == "partner"]
        behind = times.behind(self, items)
        self.owned = {id(item) for item in behind}
        compared = [*times.bases(self, items), *behind]
        self.compared = {id(item) for item in compared}
        items = in_order(self, [self._counted(item, items) for item in marks.dated(items, self.clock.newest)])
        self.here = self.here or headed(self)
        if self.here in {self.clock.period(item.value) for item in compared if item.value[0] == "month"}:
            self.last, self.here = self.here, ""  # what a sentence compares with is not what it speaks of
        self.claims = []
        for mark in list(self._marks(items)):
            if claim := self._claim(mark):
                self.claims.append(claim)
        claims = orders.followers(self, bases_in_turn(self, readings.settle(self, self.claims, items), items), items)
        readings.remember(self, items, claims)
        return claims

    def _named(self, item: Item) -> Item:
        """The partner that "the latter" of the sentence before is, or "European" where no continents are told apart."""
        if item.value == "X-EUROPE" and not self.continents and self.text.startswith("European", item.start):
            return replace(item, value="EUN")  # beside no other continent "European buyers" are those of the union
        if item.kind != "latter" or not self.names:
            return item
        return replace(item, kind="partner", value=self.names[item.value].value)

    def _counted(self, item: Item, items: list[Item]) -> Item:
        """The months that "that month" or "the following month" are, from the last spoken of and not compared with."""
        if item.kind == "time" and item.value[0] == "following" and self.latest:
            end, count = periods.span(self.latest)[1] + item.value[1], item.value[1]
            first = (end - count + 1) % 12 + 1
            year, last = end // 12, end % 12 + 1
            named = ("span", year, first, last) if count > 1 else ("month", year, last)
            item = replace(item, value=named)
        if item.kind == "time" and item.value[0] in ("then", "now", "later", "nth"):
            item = resolved(self, item, items) if self.language.name == "de" else item
        if item.kind == "time" and item.value[0] == "later" and self.latest:  # "Four months later"
            month = periods.span(self.latest)[1] + item.value[1]
            item = replace(item, value=("month", month // 12, month % 12 + 1))
        if item.kind == "time" and item.value[0] == "that year" and self.latest:  # "in May that year"
            item = replace(item, value=("month", periods.span(self.latest)[1] // 12, item.value[1]))
        if item.kind == "time" and item.value[0] == "nth":
            item = self._nth(item)
        if item.kind == "time" and item.value[0] == "both":
            item = self._both(item)
        if item.kind == "date" and item.value == "a day":
            self.latest = self._month_of(item) or self.latest
        told = item.kind == "time" and item.value[0] in ("month", "span", "month last year")
        if told and id(item) not in self.compared:
            self.latest = self.clock.period(item.value) or self.latest
        return item

    def _nth(self, item: Item) -> Item:
        """The half or quarter that "the first" is after another: "57% more in the second half than in the first"."""
        first, last = periods.span(self.latest) if self.latest else (0, 0)
        length, nth = last - first + 1, item.value[1]
        if length not in (3, 6) or nth * length > 12:
            return replace(item, kind="word")
        return replace(item, value=("span", last // 12, (nth - 1) * length + 1, nth * length))

    def _both(self, item: Item) -> Item:
        """The two months spoken of last: "Taken together, 9,943 tons"."""
        ends = sorted(periods.span(period)[1] for period in self.periods[:2] if "/" not in period)
        if len(ends) < 2 or ends[1] - ends[0] != 1 or ends[1] % 12 == 0:
            return replace(item, kind="word")
        return replace(item, value=("span", ends[1] // 12, ends[0] % 12 + 1, ends[1] % 12 + 1))

    def _month_of(self, item: Item) -> str:
        """The month of a day: "that month" may be said of it."""
        name = re.search(r"[^\W\d_]{3,}", self.text[item.start : item.end])
        if name is None:
            return ""
        words = find(self.text, self.language, item.start + name.start(), item.start + name.end())
        return next((self.clock.period(word.value) for word in words if word.kind == "time"), "")

    def _marks(self, items: list[Item]) -> Iterator[Mark]:
        places = [n for n, item in enumerate(items) if marks.is_mark(item)]
        for k, n in enumerate(places):
            low = places[k - 1] + 1 if k else 0
            high = places[k + 1] if k + 1 < len(places) else len(items)
            yield Mark(
                items[n],
                items[low:n],
                list(marks.until_stop(items[n + 1 : high], self.language.base_first)),
                items[:n],
                items[n + 1 :],
            )

    def _claim(self, mark: Mark) -> Printed | None:
        """One number as a claim, with all that it takes from the words around it."""
        item = mark.item
        kind, number, measure, sign = kinds.kind_of(self, mark)
        if not kind:
            return None
        who = subject.partner(self, mark, kind)
        product, goods = goods_of.product(self, mark)
        flow = subject.flow(self, mark)
        reason = "" if kind == "other" and not goods else asides.aside(self, mark)
        if item.kind == "rank" and self.language.spaced and self.former(item) and self.language.name != "de":
            reason = reason or "a former place"
        reason = reason or reason_of(self, mark, kind)
        if self._in_range(item):
            reason = reason or "a range, not a figure"
        if item.kind == "number" and item.value.reason:
            reason = reason or item.value.reason
        if kind == "share" and who == subject.Who("WLD") and self.language.name == "de":
            reason = reason or "it does not say whose share it is"
        if product == "other":
            reason = reason or "another commodity"
        if who.partner == "X-OTHER" or who.reason:
            reason = reason or who.reason or "no figure is held for the rest of the world"
        claim = Printed(
            item.start,
            item.end,
            self.text[item.start : item.end],
            kind,
            number,
            "" if only_compared(self, mark) else item.hedge,
            sign,
            product,
            who.partner,
            flow,
            measure,
            detail=self._detail(item, mark),
            others=tuple({"partner": name} for name in (*who.others, *self._european(who.partner, mark))),
            by_word=(item.kind == "times" and number.step == 0)
            or (item.kind == "number" and "fold" in self.text[item.start : item.end]),
        )
        if kind == "change" and not self._trades(mark):
            reason = reason or "nothing says that it is trade"
        if kind == "other":
            reason = reason or "it names no change, share or base"
        if reason:
            return replace(claim, kind="other", reason=reason, others=())
        self.carry = False
        claim = times.timed(self, claim, mark)
        return replace(claim, carried=self.carry)

    def _european(self, partner: str, mark: Mark) -> tuple[str, ...]:
        """The union for the continent and the reverse, where an article tells no continents apart."""
        said = any(self.text.startswith("Europe", item.start) for item in [*mark.before, *mark.after])
        rest = {"EUN": "X-EUROPE", "X-EUROPE": "EUN"}.get(partner, "")
        return (rest,) if said and rest and not self.continents else ()

    def _trades(self, mark: Mark) -> bool:
        """Whether anything in the sentence says that a change is one of trade."""
        words = {item.kind for item in [*mark.before, *mark.after]}
        masses = any(item.kind == "number" and item.value.unit in ("kg", "USD") for item in [*mark.before, *mark.after])
        masses = masses or THE_CHANGE.search(self.text, self.begin, mark.item.start) is not None
        masses = masses or unspaced.RATE.search(self.text, self.begin, mark.item.start) is not None
        return masses or bool(words & {"flow", "partner", "whole", "it", "measure", "time", "streak"})

    def former(self, item: Item | Printed) -> bool:
        """Whether a place is one that was left: "from second place to fourth", "2位から4位に"."""
        before, after = self.text[max(0, item.start - 24) : item.start], self.text[item.end : item.end + 3]
        return (
            re.search(r"(?:\bfrom |\bvon |由|从|\bused to be (?:\w+'s )?)$", before) is not None
            or re.match("から|에서", after) is not None
            or former(self, item)
        )

    def _in_range(self, item: Item) -> bool:
        """Whether a number is an end of a range: "between 1,200 and 6,400 tonnes", "5,000-6,000 tonnes"."""
        before, after = self.text[max(0, item.start - 40) : item.start], self.text[item.end : item.end + 24]
        if SET_OFF.match(self.text, max(0, item.end - 1)) or SET_OFF.search(before[-4:]):
            return False
        if item.kind != "number":
            return False
        led, follows = RANGE_BEFORE.search(before), RANGE_AFTER.search(before + "\0" + after)
        if led and "%" in led[0] and item.value.unit != "%":
            led = None  # "下降52.9%至1238吨"
        if follows and item.value.unit == "%" and CHANGED_TO.match(after):
            follows = None
        return bool(led or follows)

    def _detail(self, item: Item, mark: Mark) -> tuple:
        if item.kind in ("rank", "streak"):
            return (item.value,)
        if item.kind == "record":
            return tuple(item.value)
        monthly = MONTHLY.match(self.text, item.end)
        return ("mean",) if monthly or any(word.kind == "mean" for word in mark.left) else ()
