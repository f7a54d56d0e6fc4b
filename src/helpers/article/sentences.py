"""The grammar of a sentence: which words belong to which number.

A sentence is a row of words and numbers. Each number looks at the words up to its neighbours, first to the side on
which its language puts them, then further away; what a sentence leaves out is taken from the sentence before, from the
paragraph, and last from the whole article. What stays open is kept as further readings of the claim.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from helpers import periods
from helpers.article import subject
from helpers.article.context import Clock
from helpers.article.lexicon import Item, Language, Quantity, find
from helpers.article.numerals import Number
from helpers.article.printed import MASS, USD, Printed
from helpers.article.text import Block

SHORT = re.compile(
    r"(?:\b(?:U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|approx|Inc|Co|Ltd|Mr|Mrs|Ms|Dr|St|Corp|E\.U|U\.K|"
    r"ca|bzw|Mio|Mrd|Prof|Nr|rd|[A-Z])|\d)$"
)
END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9ÄÖÜ])|[。！？!?](?=\S)|[。！？]\s*")
BESIDE = re.compile(r"\s(?:(?P<up>above|higher|more|over)|below|lower|less|fewer|under|short of)\b")
OWNED = re.compile(r"'s? (?:only |mere |record )?|的|の|의\s?")
MORE = re.compile(r"\s(?:more|less|fewer|higher|lower|above|below|mehr|weniger|höher|niedriger)\b")
BY = re.compile(r"\s?(?:by|um|了|约|近)\s?(?:about |around |roughly |some |almost |nearly |rund |fast |gut |knapp )?")
NUMERAL = r"[\d][\d.,]*(?:[万亿億만억]| thousand| million| billion)?(?: ?(?:t|kg|tonnes?|tons?|metric tons?|Tonnen|吨|トン|톤|%))?"
RANGE_BEFORE = re.compile(rf"(?:(?:between|zwischen) {NUMERAL} (?:and|und) $|(?<!from )(?<!von )(?<![\d.,]){NUMERAL} ?(?:-|–|~|～|至|到)\s?$)")
RANGE_AFTER = re.compile(rf"(?:between|zwischen) \0 ?(?:and|und) \d|(?<!from )(?<!von )\0 ?(?:-|–|~|～|至|到) ?\d")
WHEN = re.compile(r",? (?:when|in which|als)\b")
OF_NEXT = re.compile(r"\s?(?:of |as much as )?(?:the |der |des )?")
SAID = re.compile(r"(?:'s|s') (?:share )?(?:stood at|was|came to|reached) $")
HIGH_OF = re.compile(r" of (?:a |about |some )?")
FIGURE = re.compile(r" (?:figure|level|total|volume|tally|tonnage|amount|mark|number)s?\b")
GAP = 28  # characters within which two words stand side by side


def split(text: str, block: Block, language: Language) -> list[tuple[int, int]]:
    """Where the sentences of a block stand; a full stop after a short form ends none."""
    if block.cells:
        return [(block.start, block.end)]
    spans, start = [], block.start
    for match in END.finditer(text, block.start, block.end):
        before = text[max(start, match.start() - 12) : match.start()]
        follows = text[match.end() : match.end() + 1]
        if match[0].startswith(".") and SHORT.search(before) and not (before[-1:].isdigit() and follows.isupper()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    return [*spans, (start, block.end)] if start < block.end else spans


@dataclass
class Mark:
    """A number in its sentence: the words on both sides up to its neighbours, and what it takes from them."""

    item: Item
    left: list[Item]
    right: list[Item]
    before: list[Item]
    after: list[Item]
    taken: set[int] = field(default_factory=set)


@dataclass
class Reader:
    """Reads the sentences of an article in order and remembers what they speak of."""

    text: str
    language: Language
    clock: Clock
    product: str
    items: dict[tuple[int, int], list[Item]]
    partner: str = ""
    goods: str = ""
    flow: str = "export"
    here: str = ""
    last: str = ""
    carry: bool = False
    owned: set[int] = field(default_factory=set)
    fresh: bool = True
    claims: list[Printed] = field(default_factory=list)

    def __post_init__(self):
        self.clock.main = self._main()

    def _main(self) -> str:
        """The month that the article is about: the one before its day if it names that, else the first with a figure."""
        newest = periods.month_text(self.clock.newest)
        named = [(items, item) for items in self.items.values() for item in self._plain_times(items)]
        told = [(any(_is_mark(one) for one in items), self.clock.period(item.value), item) for items, item in named]
        if any(period == newest for _, period, _ in told):
            return newest
        for kinds in (("month",), ("span", "year")):
            for wants in (True, False):
                for figure, period, item in told:
                    if item.value[0] in kinds and period and (figure or not wants):
                        return period
        return newest

    def paragraph(self) -> None:
        """Begin a paragraph: what the last one spoke of no longer goes without saying."""
        self.fresh, self.last, self.here = True, self.here or self.last, ""

    # --- a sentence -------------------------------------------------------------------------------------------------

    def sentence(self, items: list[Item]) -> list[Printed]:
        """Claims of a sentence."""
        items = list(self._units(_free(items)))
        behind = [item for n, item in enumerate(items) if _behind(items, n)]
        self.owned = {id(item) for item in behind}
        compared = [*self._bases(items), *behind]
        if self.here in {self.clock.period(item.value) for item in compared if item.value[0] == "month"}:
            self.last, self.here = self.here, ""  # what a sentence compares with is not what it speaks of
        self.claims = []
        marks = list(self._marks(items))
        for mark in marks:
            if claim := self._claim(mark):
                self.claims.append(claim)
        claims = subject.followers(self, self._settle(self.claims, marks, items), items)
        self._remember(items, claims)
        return claims

    def _marks(self, items: list[Item]) -> Iterator[Mark]:
        places = [n for n, item in enumerate(items) if _is_mark(item)]
        for k, n in enumerate(places):
            low = places[k - 1] + 1 if k else 0
            high = places[k + 1] if k + 1 < len(places) else len(items)
            yield Mark(
                items[n],
                items[low:n],
                list(_until_stop(items[n + 1 : high], self.language.base_first)),
                items[:n],
                items[n + 1 :],
            )

    def _units(self, items: list[Item]) -> Iterable[Item]:
        """Give a bare number beside a mass its unit: "to 3,188 tonnes from 1,238"."""
        masses = [item for item in items if item.kind == "number" and item.value.unit in ("kg", "%")]
        for n, item in enumerate(items):
            if item.kind == "number" and not item.value.unit and masses and item.value.number.value >= 10:
                near = min(masses, key=lambda mass: abs(mass.start - item.start))
                before = items[n - 1] if n else None
                led = before is not None and before.kind == "cmp" and item.start - before.end <= 2
                paired = re.match(r"(?:-|–| to | and | or )$", self.text[item.end : near.start]) is not None
                if (led or paired) and near.value.unit == "kg" and not _year(item):
                    factor = 1000.0 if near.value.number.step >= 1 and self._tonnes(near) else 1.0
                    yield replace(item, value=replace(item.value, number=item.value.number.times(factor), unit="kg"))
                    continue
            yield item

    def _tonnes(self, item: Item) -> bool:
        return re.search(r"kg|kilo|公斤|千克|キロ|킬로", self.text[item.start : item.end], re.IGNORECASE) is None

    def _claim(self, mark: Mark) -> Printed | None:
        """One number as a claim, with all that it takes from the words around it."""
        item = mark.item
        kind, number, measure, sign = self._kind(mark)
        if not kind:
            return None
        who = subject.partner(self, mark, kind)
        product, goods = subject.product(self, mark)
        flow = subject.flow(self, mark)
        reason = "" if kind == "other" and not goods else subject.aside(self, mark)
        if item.kind == "rank" and self._former(item):
            reason = reason or "a former place"
        if self._in_range(item):
            reason = reason or "a range, not a figure"
        if item.kind == "number" and item.value.reason:
            reason = reason or item.value.reason
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
            item.hedge,
            sign,
            product,
            who.partner,
            flow,
            measure,
            detail=self._detail(item, mark),
            others=tuple(dict(partner=name) for name in who.others),
            by_word=item.kind == "times" or (item.kind == "number" and "fold" in self.text[item.start : item.end]),
        )
        if kind == "change" and not self._trades(mark):
            reason = reason or "nothing says that it is trade"
        if kind == "other":
            reason = reason or "it names no change, share or base"
        if reason:
            return replace(claim, kind="other", reason=reason, others=())
        self.carry = False
        claim = self._timed(claim, mark)
        return replace(claim, carried=self.carry)

    def _trades(self, mark: Mark) -> bool:
        """Whether anything in the sentence says that a change is one of trade."""
        words = {item.kind for item in [*mark.before, *mark.after]}
        masses = any(item.kind == "number" and item.value.unit in ("kg", "USD") for item in [*mark.before, *mark.after])
        return masses or bool(words & {"flow", "partner", "whole", "it", "measure", "time", "streak"})

    def _former(self, item: Item) -> bool:
        """Whether a place is one that was left: "from second place to fourth", "2位から4位に"."""
        before, after = self.text[max(0, item.start - 6) : item.start], self.text[item.end : item.end + 3]
        return re.search(r"(?:\bfrom |\bvon |由|从)$", before) is not None or re.match("から|에서", after) is not None

    def _in_range(self, item: Item) -> bool:
        """Whether a number is an end of a range: "between 1,200 and 6,400 tonnes", "5,000-6,000 tonnes"."""
        before, after = self.text[max(0, item.start - 40) : item.start], self.text[item.end : item.end + 24]
        return item.kind == "number" and bool(RANGE_BEFORE.search(before) or RANGE_AFTER.search(before + "\0" + after))

    def _detail(self, item: Item, mark: Mark) -> tuple:
        if item.kind in ("rank", "streak"):
            return (item.value,)
        if item.kind == "record":
            return tuple(item.value)
        monthly = re.match(r"(?: (?:a|per|each|every) month| monthly|/month)", self.text[item.end : item.end + 12])
        return ("mean",) if monthly or any(word.kind == "mean" for word in mark.left) else ()

    # --- kinds ------------------------------------------------------------------------------------------------------

    def _kind(self, mark: Mark) -> tuple[str, Number, str, int]:
        """Kind, number, measure and sign of a mark; empty kind where it is none."""
        item, none = mark.item, Number(0, 0, 0)
        measure = self._measure(mark)
        if item.kind in ("rank", "record", "streak"):
            value = float(item.value) if item.kind != "record" else 0.0
            sign = item.value[0] if item.kind == "record" else self._sign(mark)
            return item.kind, Number(value, 1, 1), measure, sign
        if item.kind == "times" and item.value < 1 and (sign := self._by_so_much(mark)):
            return "change", Number(sign * float(item.value) * 100, 0, 0), measure, sign
        if item.kind == "times":
            share = subject.of_all(self, mark) and not self._has_base(mark)
            value = float(item.value) * (100 if share else 1)
            return ("share" if share else "multiple"), Number(value, 0, 0), measure, 0
        quantity: Quantity = item.value
        if quantity.unit == "%":
            return self._percent(mark, measure)
        if quantity.unit == "kg":
            return self._mass(mark)
        if quantity.unit.endswith("/kg"):
            return "unit_value", quantity.number, "unit_value_usd_per_kg", 0
        if quantity.unit == "times" and self.language.name == "zh" and mark.left and mark.left[-1].kind == "dir":
            return "change", quantity.number.times(100), measure, 1  # a rise by so many times the base
        if quantity.unit == "times":
            return "multiple", quantity.number, measure, 0
        if quantity.unit == "points":
            return "other", quantity.number, measure, 0
        return ("value", quantity.number, USD, 0) if quantity.unit else ("", none, measure, 0)

    def _by_so_much(self, mark: Mark) -> int:
        """Up or down where a fraction is a change: "shrank by almost a fifth", "a third more than in May"."""
        before = mark.left[-1] if mark.left else None
        led = before is not None and before.kind == "dir" and BY.fullmatch(self.text[before.end : mark.item.start])
        if led and before is not None:
            return int(before.value)
        after = mark.right[0] if mark.right else None
        close = after is not None and after.kind == "dir" and after.start - mark.item.end <= 2
        return int(after.value) if close and after is not None else 0

    def _mass(self, mark: Mark) -> tuple[str, Number, str, int]:
        number = mark.item.value.number
        before = mark.left[-1] if mark.left else None
        gap = self.text[before.end : mark.item.start] if before else ""
        by = r"\s?(?:by |of |um )?(?:a |some )?" if self.language.spaced else r"了?"
        whole = self.text[before.start : before.end] if before else ""
        if before and before.kind == "dir" and re.fullmatch(by, gap) and not re.search("[至到の为]$", whole):
            return "difference", number, MASS, int(before.value)
        if not self.language.spaced and mark.right and mark.right[0].kind == "dir" and self.language.name != "zh":
            if mark.right[0].start - mark.item.end <= 1:
                return "difference", number, MASS, int(mark.right[0].value)
        if MORE.match(self.text, mark.item.end) and mark.right and mark.right[0].kind == "dir":
            return "difference", number, MASS, int(mark.right[0].value)
        return "level", number, MASS, 0

    def _percent(self, mark: Mark, measure: str) -> tuple[str, Number, str, int]:
        quantity: Quantity = mark.item.value
        if subject.share(self, mark):
            return "share", quantity.number, measure, 0
        sign = quantity.sign or self._sign(mark)
        if subject.of_level(self, mark):
            return "multiple", quantity.number.times(0.01), measure, 0
        if sign or self._has_base(mark) or quantity.sign:
            return "change", quantity.number.times(sign or 1), measure, sign or 1
        listed = not any(item.kind == "stop" for item in mark.left) or self.text.endswith("for ", 0, mark.item.start)
        listed = listed or (any(item.kind == "partner" for item in mark.left) and SAID.search(self.text[: mark.item.start]) is not None)
        if self.claims and self.claims[-1].kind == "share" and listed:
            return "share", quantity.number, measure, 0  # "Germany took 22% and the United States 10%"
        return "other", quantity.number, measure, 0

    def _sign(self, mark: Mark) -> int:
        """Up or down: the word right after, else the nearest before, else that of the number before."""
        if beside := BESIDE.match(self.text, mark.item.end):
            return 1 if beside["up"] else -1
        if mark.item.kind == "streak" and (own := self._inside(mark.item)):
            return own
        if tail := next((item for item in _clause_end(mark.after) if item.kind == "tail"), None):
            return int(tail.value)
        for item in mark.right:
            if item.kind in ("cmp", "stop", "and", "flow", "partner") or item.start - mark.item.end > GAP:
                break
            if item.kind == "dir":
                return int(item.value)
        near = [item for item in mark.left if item.kind == "dir"] or [
            item for item in mark.before if item.kind in ("dir", "streak") and item.kind == "dir"
        ]
        if near:
            return int(near[-1].value)
        said = next((claim.sign for claim in reversed(self.claims) if claim.kind == "change"), 0)
        if self.language.spaced:
            return said
        return next((int(item.value) for item in mark.after if item.kind == "dir"), said)  # the verb ends the sentence

    def _inside(self, item: Item) -> int:
        """Up or down as a phrase itself says: "fifth monthly decline in a row"."""
        words = find(self.text, self.language, item.start + 1, item.end)
        return next((int(word.value) for word in words if word.kind == "dir"), 0)

    def _measure(self, mark: Mark) -> str:
        words = [item for item in [*mark.before, *mark.right] if item.kind == "measure"]
        levels = [claim for claim in self.claims if claim.kind in ("level", "value")]
        if words and (not levels or words[-1].start > levels[-1].start):
            return str(words[-1].value)
        return USD if levels and levels[-1].kind == "value" else MASS

    # --- periods and bases ------------------------------------------------------------------------------------------

    def _has_base(self, mark: Mark) -> bool:
        return any(self._bases(mark.right)) or any(self._bases(mark.left))

    def _bases(self, items: list[Item]) -> Iterator[Item]:
        """Time words that name a base: "a year earlier" by itself, a month after "from"."""
        for n, item in enumerate(items):
            if item.kind != "time":
                continue
            led = n > 0 and items[n - 1].kind == "cmp" and item.start - items[n - 1].end <= GAP
            if led and item.value[0] == "span" and self.text[items[n - 1].start : items[n - 1].end].lower() == "over":
                led = False  # "over the first half" is the time of the number, "over May" its base
            if self.language.base_first and n + 1 < len(items) and items[n + 1].kind == "cmp":
                led = led or items[n + 1].start - item.end <= 4
            named = item.value[0] == "month" and FIGURE.match(self.text, item.end) and self._exceeded(item)
            if item.value[0] in ("rel", "same", "mean") or led or named:
                yield item

    def _exceeded(self, item: Item) -> bool:
        """Whether "exceeded the" or the like leads to a month: "exceeded the December 2024 figure"."""
        return re.search(r"\b(?:exceed|surpass|top|beat)\w* (?:the |its )?$", self.text[: item.start][-24:]) is not None

    def _timed(self, claim: Printed, mark: Mark) -> Printed:
        """Give a claim its period and, where its kind has one, its base."""
        if claim.kind in ("change", "multiple", "difference"):
            base = self._base_item(mark)
            claim = replace(claim, period=self._period(mark, base))
            if claim.kind == "multiple" and (rival := subject.rival(self, mark)):
                return replace(claim, base=f"{rival} {claim.period}")
            return replace(claim, base=self._base(claim, base)) if base else claim
        if claim.kind == "level" or claim.kind == "value":
            return self._level_time(claim, mark)
        if claim.kind == "unit_value":
            return self._level_time(claim, mark)
        claim = replace(claim, period=self._owned(mark) or self._period(mark))
        if claim.kind == "record" and claim.detail[1] in ("since", "months"):
            return replace(claim, base=self._since(claim))
        return claim

    def _owned(self, mark: Mark) -> str:
        """The month that a record belongs to: "August's seven-month high"."""
        own = mark.left[-1] if mark.left else None
        if mark.item.kind != "record" or own is None or own.kind != "time":
            return ""
        return self.clock.period(own.value) if OWNED.fullmatch(self.text[own.end : mark.item.start]) else ""

    def _since(self, claim: Printed) -> str:
        _, how, value = claim.detail
        last = periods.month_text(periods.span(claim.period)[1])
        if how == "months":
            return periods.shift(last, -value)
        return self.clock.period(value, periods.shift(last, -1))

    def _base_item(self, mark: Mark) -> Item | None:
        sides = (mark.left, mark.right) if self.language.base_first else (mark.right, mark.left)
        multiple = mark.item.kind == "times" or (mark.item.kind == "number" and mark.item.value.unit == "times")
        for side in sides:
            for item in self._bases(side):
                if id(item) not in self.taken:
                    self.taken.add(id(item))
                    return item
        if multiple and not (mark.item.kind == "times" and self._by_so_much(mark)):  # "7.6 times May's level" names its base without a word of comparison
            side = mark.left[-2:] if self.language.base_first else mark.right
            for item in side:
                if item.kind == "time" and id(item) not in self.taken:
                    self.taken.add(id(item))
                    return item
        return next((item for item in self._bases(list(_past_levels(mark.after))) if id(item) not in self.taken), None)

    @property
    def taken(self) -> set[int]:
        """Time words that are a base already, in this sentence."""
        return self.__dict__.setdefault("_taken", set())

    def _base(self, claim: Printed, item: Item) -> str:
        value = item.value
        if value[0] == "mean":
            return f"{value[1]} monthly average"
        if value[0] == "year of" and "/" not in claim.period:
            return periods.shift(claim.period, 12 * value[1])
        if value[0] == "month":
            last = periods.month_text(periods.span(claim.period)[1] - 1)
            return self.clock.period(value, last)
        if value[0] == "last month":
            return periods.shift(claim.period, -1) if claim.period != self.clock.period(value) else claim.period
        if value[0] == "rel" and value[1] == -1:
            first, last = periods.span(claim.period)
            return periods.shift(claim.period, -(last - first + 1))
        if value[0] == "span" and not value[1]:
            first, last = periods.span(self.clock.period(value))
            end = periods.span(claim.period)[0]
            return periods.period_text(first - 12 * (first >= end), last - 12 * (first >= end))
        return self.clock.period(value, claim.period)

    def _level_time(self, claim: Printed, mark: Mark) -> Printed:
        """Period of a level; one that is compared with takes a time word of its own or is left open."""
        led = self._led(mark)
        record = self.claims[-1] if self.claims and self.claims[-1].kind == "record" else None
        if record and HIGH_OF.fullmatch(self.text[record.end : mark.item.start]):  # "a seven-month high of 6,146 tonnes"
            return replace(claim, period=record.period)
        own = mark.left[-1] if mark.left else None
        if own and own.kind == "time" and OWNED.fullmatch(self.text[own.end : mark.item.start]):  # "May's 46 tonnes"
            period = self._base(replace(claim, period=self.here or self.clock.main), own)
            return replace(claim, period=period, base="compared" if led else "")
        early = [self.clock.period(item.value) for item in self._plain_times(mark.before)]
        around = next(filter(None, reversed(early)), self.here or self.clock.main)
        for item in [] if self.language.base_first else mark.right:
            if item.kind in ("cmp", "dir", "number") or item.start - mark.item.end > 45:
                break
            if item.kind == "time" and item.value[0] != "mean" and id(item) not in self.taken:
                based = item.value[0] in ("rel", "same", "month last year")
                limit = periods.shift(around, -1) if led and item.value[0] == "month" else around if based else ""
                period = self.clock.period(item.value, limit)
                if based or led:
                    self.taken.add(id(item))
                return replace(claim, period=period or around, base="compared" if led else "")
        past = [item for item in mark.left if item.kind == "time" and item.value[0] == "rel"]
        if past and WHEN.match(self.text, past[-1].end):  # "1.3% less than the year before, when it was 58,142 tonnes"
            return replace(claim, period=self.clock.period(past[-1].value, around))
        if led:
            own = [item for item in mark.left if item.kind == "time" and item.start > led.start]
            if own:
                return replace(claim, period=self._base(replace(claim, period=around), own[-1]), base="compared")
            return replace(claim, period="", base="compared")
        return replace(claim, period=self._period(mark))

    def _led(self, mark: Mark) -> Item | None:
        """The word of comparison that leads straight to a level: "from 46 tonnes", "than May's 46 tonnes"."""
        for n, item in enumerate(reversed(mark.left)):
            if item.kind == "cmp" and mark.item.start - item.end <= GAP:
                return None if re.search(r"\b(?:to|at|auf)\b", self.text[item.end : mark.item.start]) else item
            if item.kind not in ("time", "it") or n > 1:
                return None
        return None

    def _period(self, mark: Mark, base: Item | None = None) -> str:
        """The period spoken of: nearest time word that is no base, then paragraph, then article."""
        right = [item for item in self._plain_times(mark.right) if item.start - mark.item.end <= 60]
        left = [item for item in self._plain_times(mark.left) if not self._bracketed(item, mark)]
        early = [item for item in self._plain_times(mark.before) if not self._bracketed(item, mark)]
        bracket = re.compile("[()]").search(self.text, mark.item.end)
        ahead = [item for item in _phrase(mark.after) if bracket is None or item.start < bracket.start()]
        late = [] if self.language.base_first else list(self._plain_times(ahead))
        order = [*reversed(left)] if self.language.base_first else [*right, *reversed(left)]
        for item in [*order, *reversed(early), *late]:
            if period := self.clock.period(item.value):
                return period
        return self._carried(mark, base)

    def _bracketed(self, item: Item, mark: Mark) -> bool:
        """Whether a word stands in brackets that are closed before a number."""
        first = re.search("[()]", self.text[item.end : mark.item.start])
        return first is not None and first[0] == ")"

    def _carried(self, mark: Mark, base: Item | None = None) -> str:
        """The period of the sentence before; a span only where nothing in this one is counted from the month before."""
        here, self.carry = self.here or self.clock.main, True
        words = [item for item in [base, *mark.before, *mark.after] if item is not None and item.kind == "time"]
        monthly = any(item.value == ("rel", -1) for item in words)
        return self.clock.main if monthly and "/" in here and "/" not in self.clock.main else here

    def _plain_times(self, items: list[Item]) -> Iterator[Item]:
        bases = {id(item) for item in self._bases(items)}
        for item in items:
            if item.kind == "time" and id(item) not in bases | self.taken | self.owned:
                yield item

    # --- the sentence as a whole ------------------------------------------------------------------------------------

    def _settle(self, claims: list[Printed], marks: list[Mark], items: list[Item]) -> list[Printed]:
        """Fill in what one number of a sentence tells of another, and keep what stays open as readings."""
        self.taken.clear()
        claims = subject.respectively(self, claims, items)
        done: list[Printed] = []
        for n, claim in enumerate(claims):
            after = claims[n + 1] if n + 1 < len(claims) else None
            if claim.kind == "multiple" and after and self._of_level_after(claim, after):
                claim = replace(claim, base=after.period, period=self.here or self.clock.main)
            if claim.kind in ("change", "multiple", "difference") and not claim.base:
                claim = self._open_base(claim, done, after)
            if claim.kind in ("level", "value", "unit_value") and claim.base == "compared":
                claim = self._open_level(claim, done)
            claim = self._open_period(claim, items)
            done.append(claim)
        return done

    def _open_period(self, claim: Printed, items: list[Item]) -> Printed:
        """A period taken from the sentence before may as well be that of the article, and the reverse."""
        other = self.clock.main if self.here else self.last
        named = {self.clock.period(item.value) for item in items if item.kind == "time" and item.value[0] != "rel"}
        if claim.kind == "other" or not other or claim.period == other or not claim.carried:
            return claim
        reading = {"period": other}
        if claim.base in named:
            reading |= {"base": claim.base}
        elif claim.base and {"/", " "}.isdisjoint(claim.base + claim.period + other):
            reading["base"] = periods.shift(claim.base, _months(claim.period, other))
        elif claim.base:
            reading["base"] = periods.shift(other, -12)
        return replace(claim, others=(*claim.others, reading, *_each(claim.others, **reading)))

    def _carries(self, claim: Printed, items: list[Item]) -> bool:
        """Whether the next sentence may speak of a claim's period too; not of that of "August's 6,146 tonnes"."""
        times = [item for item in items if item.kind == "time" and item.end <= claim.start]
        owned = times and OWNED.fullmatch(self.text[times[-1].end : claim.start])
        led = any(item.kind == "cmp" and 0 <= claim.start - item.end <= 2 for item in items)
        return bool(claim.period) and not owned and not led and claim.kind != "record"

    def _of_level_after(self, claim: Printed, after: Printed) -> bool:
        """Whether a multiple is one of the level that follows it: "less than half the 5,324 tonnes of March"."""
        gap = self.text[claim.end : after.start]
        return after.kind == "level" and after.period != "" and OF_NEXT.fullmatch(gap) is not None

    def _open_base(self, claim: Printed, done: list[Printed], after: Printed | None) -> Printed:
        if after and after.base == "compared" and after.period:
            return replace(claim, base=after.period)
        for other in reversed(done):
            if other.kind in ("change", "multiple", "difference") and other.base and other.period == claim.period:
                rest = [{"base": base} for base in _usual(claim.period) if base != other.base]
                return replace(claim, base=other.base, others=(*claim.others, *rest))
        year = periods.shift(claim.period, -12)
        if "/" in claim.period:
            return replace(claim, base=year)
        month = periods.shift(claim.period, -1)
        return replace(claim, base=month, others=(*claim.others, *_each(claim.others, base=year), {"base": year}))

    def _open_level(self, claim: Printed, done: list[Printed]) -> Printed:
        if claim.period:
            return replace(claim, base="")
        based = [other.base for other in done if other.kind in ("change", "multiple", "difference") and other.base]
        around = done[-1].period if done and done[-1].period else self.here or self.clock.main
        month, year = periods.shift(around, -1), periods.shift(around, -12)
        first = based[-1] if based and "average" not in based[-1] else month
        if done and done[-1].partner != claim.partner:  # "compared with 764 tonnes to Germany"
            first = around
        rest = [{"period": other} for other in (month, year, around) if other != first]
        return replace(claim, period=first, base="", others=(*claim.others, *rest))

    def _remember(self, items: list[Item], claims: list[Printed]) -> None:
        told = [claim for claim in claims if claim.kind != "other"]
        named = [item for item in items if item.kind in ("partner", "whole")]
        alone = [item for item in named if item.kind == "partner"]
        if not claims and len(alone) == 1:
            self.partner = str(alone[0].value)
        if told:
            self.partner = told[0].partner if not self.claims else told[-1].partner if named else self.partner
        found = [item for item in items if item.kind == "product"]
        found = found if any(item.value == self.product for item in found) or not self.goods else subject.traded(found, items)
        goods = [item.value for item in found]
        own = [name for name in goods if name != "other"]
        self.goods = [*goods, *own][-1] if goods else self.goods
        self.here = next((claim.period for claim in told if self._carries(claim, items)), self.here)
        self.fresh = False


def _usual(period: str) -> tuple[str, ...]:
    """Bases that go without saying: the month and the year before."""
    year = periods.shift(period, -12)
    return (year,) if "/" in period else (periods.shift(period, -1), year)


def _months(first: str, second: str) -> int:
    """How many months the second period ends after the first."""
    return periods.span(second)[1] - periods.span(first)[1]


def _each(others: tuple[dict, ...], **more: str) -> tuple[dict, ...]:
    return tuple({**other, **more} for other in others)


def _free(items: list[Item]) -> list[Item]:
    """Items without those that the loose word of a number swallowed."""
    numbers = [item for item in items if item.hedge]
    return [
        item for item in items if item.hedge or not any(number.start <= item.start < number.end for number in numbers)
    ]


def _is_mark(item: Item) -> bool:
    if item.kind == "number":
        return bool(item.value.unit)
    return item.kind in ("times", "rank", "record", "streak")


def _past_levels(items: list[Item]) -> Iterator[Item]:
    """Words up to the next change or multiple: "rose 10% to 6,146 tonnes in August from July"."""
    for item in items:
        if item.kind == "stop" or (_is_mark(item) and not (item.kind == "number" and item.value.unit == "kg")):
            return
        if not _is_mark(item):
            yield item


def _phrase(items: list[Item]) -> Iterator[Item]:
    """Words up to the next comma or "and": a month behind these belongs to another number."""
    for item in items:
        if item.kind in ("stop", "and", "cmp"):
            return
        yield item


def _behind(items: list[Item], n: int) -> bool:
    """Whether a time belongs to a number that is compared with: "from a record 305 tonnes in November"."""
    if items[n].kind == "time" and n + 2 < len(items) and _is_mark(items[n + 1]) and items[n + 2].kind == "cmp":
        if items[n + 1].start - items[n].end <= 1 and items[n + 2].start == items[n + 1].end:  # "10月の5473トンから"
            return True
    if items[n].kind != "time" or n < 2 or not _is_mark(items[n - 1]):
        return False
    before = [item for item in items[: n - 1] if item.kind not in ("record", "it")]
    return bool(before) and before[-1].kind == "cmp" and items[n - 1].start - before[-1].end <= GAP


def _clause_end(items: list[Item]) -> Iterator[Item]:
    """Words up to the end of the part of the sentence, past other numbers: "um 3,2 Prozent auf 5.952 Tonnen zurück"."""
    for item in items:
        if item.kind in ("stop", "dir"):
            return
        yield item


def _year(item: Item) -> bool:
    return 1900 <= item.value.number.value <= 2100 and item.value.number.step == 1


def _until_stop(items: list[Item], always: bool = False) -> Iterator[Item]:
    """Words up to the end of the part of the sentence; a comparison after a comma still belongs to it."""
    for n, item in enumerate(items):
        if item.kind == "stop":
            ahead = items[n + 1] if n + 1 < len(items) else None
            if always or ahead is None or ahead.kind != "cmp":
                return
            continue
        yield item
