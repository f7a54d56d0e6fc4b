"""The numbers of a sentence together: what one tells of another, what stays open, what the next sentence inherits."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import far, german_times, lists, marks, unspaced, unspaced_parts
from helpers.article import goods as goods_of
from helpers.article.clauses import OWNED, SUBORDINATE
from helpers.article.lexicon import Item
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

TO = re.compile(r"\b(?:to|at|was|were|auf)\b|,")
MOMENT = 3  # partners and months that a reader still has in mind
BETWEEN = re.compile(r"[Bb]etween |[Ff]rom (?!the )|[Zz]wischen |[Vv]on ")
SAME = re.compile(r",? (?:or|that is) (?:about |some |nearly |roughly )?| \((?:about |some |nearly |roughly )?")
TO_LAST = re.compile(r"\bto (?:about |only |just )?$")
WAS = re.compile(r"\b(?:was|were)\b[^.;]*$")
HAD = re.compile(
    r"\bhad (?:still |even |already )?"
    r"(?:been|bought|taken|received|imported|shipped|stood|exported|sent|got|come)\b[^.;]*$"
)
ON_NEXT = re.compile(r" (?:on|from|over|above|below|\w+ than) (?:the |its |their )?")  # "28% on the 4,794 tons of May"
FRONTED = re.compile(
    "相比[,，]|(?:と比べ|に比べ|と比較)\\w{0,4}、|[과와] 비교하면,?|보다는?,"
)  # "与1月的877吨相比,对美还差59.8%"
OF_NEXT = re.compile(r"\s?(?:of |as much as )?(?:the |der |des )?")


def settle(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Fill in what one number of a sentence tells of another, and keep what stays open as readings."""
    reader.taken.clear()
    claims = _ends(reader, lists.respectively(reader, claims, items), items)
    done: list[Printed] = []
    for n, printed in enumerate(claims):
        claim, after = printed, claims[n + 1] if n + 1 < len(claims) else None
        if claim.kind == "multiple" and after and of_level_after(reader, claim, after):
            claim = replace(claim, base=after.period, period=_own_period(reader, claim, done))
        if claim.kind == "multiple" and done and of_level_before(reader, claim, done[-1]):
            around = done[-2].period if len(done) > 1 else reader.here or reader.clock.main
            claim = replace(claim, base=done[-1].period, period=around, others=())
        if done and done[-1].kind == "difference" and reader.text[done[-1].end : claim.start] == "(":
            claim = replace(claim, period=done[-1].period, base=done[-1].base)  # "25t(8.2%) 줄었지만"
        if claim.kind in ("change", "multiple", "difference") and not claim.base:
            claim = open_base(reader, claim, done, after)
        if claim.kind in ("level", "value", "unit_value") and claim.base == "compared":
            claim = open_level(reader, claim, done)
        if after and claim.kind == after.kind == "level" and SAME.fullmatch(reader.text[claim.end : after.start]):
            claim = _same_mass(claim, after)
        claim = open_period(reader, claim, items)
        done.append(far.spoken(reader, claim, items))
    return done


def _ends(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Levels and changes from one end of a span to the other: "from 353 to 656 tonnes between June and October"."""
    spans = [item for item in items if item.kind == "time" and BETWEEN.match(reader.text, item.start)]
    period = reader.clock.period(spans[0].value) if spans and spans[0].value[0] == "span" else ""
    if not period:
        return claims
    first, last = (periods.month_text(end) for end in periods.span(period))
    moved = list(claims)
    paired = False
    for n, (one, two) in enumerate(pairwise(claims)):
        led = re.search(r"\b(?:from|von) (?:\w+ )?$", reader.text[max(0, one.start - 16) : one.start])
        if one.kind == two.kind == "level" and led and reader.text[one.end : two.start].startswith((" to ", " auf ")):
            moved[n : n + 2] = [
                replace(one, period=first, base="", others=()),
                replace(two, period=last, base="", others=()),
            ]
            paired = True
    between = reader.text.startswith("etween", spans[0].start + 1)
    for n, claim in enumerate(moved):
        paired = paired or (between and TO_LAST.search(reader.text, max(0, claim.start - 16), claim.start) is not None)
        if paired and claim.kind == "level" and claim.period == period:
            moved[n] = replace(claim, period=last)  # "fell 28.7% between August and September to 420 t"
        spanned = claim.kind in ("change", "multiple") and claim.period == period and not claim.base
        if spanned and (paired or not first.endswith("-01")):
            year = {"period": period, "base": periods.shift(period, -12)}
            moved[n] = replace(claim, period=last, base=first, others=(*claim.others, year))
            after = moved[n + 1] if n + 1 < len(moved) else claim
            if after.kind == "level" and after.period == period and reader.text.endswith(" auf ", 0, after.start):
                moved[n + 1] = replace(after, period=last, others=(*after.others, {"period": period}))
    return moved


def open_period(reader: Reader, claim: Printed, items: list[Item]) -> Printed:
    """A period taken from the sentence before may as well be that of the article, and the reverse."""
    other = reader.clock.main if reader.here and reader.here != reader.clock.main else reader.last
    named = {reader.clock.period(item.value) for item in items if item.kind == "time" and item.value[0] != "rel"}
    if claim.kind == "other" or not other or claim.period == other or not claim.carried:
        return claim
    reading = {"period": other}
    if claim.base in named:
        reading |= {"base": claim.base}
    elif claim.base and {"/", " "}.isdisjoint(claim.base + claim.period + other):
        reading["base"] = periods.shift(claim.base, far.months(claim.period, other))
    elif claim.base:
        reading["base"] = far.years_before(claim, other)
    return replace(claim, others=(*claim.others, reading, *_each(claim.others, **reading)))


def carries(reader: Reader, claim: Printed, items: list[Item]) -> bool:
    """Whether the next sentence may speak of a claim's period too; not of that of "August's 6,146 tonnes"."""
    times = [item for item in items if item.kind == "time" and item.end <= claim.start]
    owned = times and OWNED.fullmatch(reader.text[times[-1].end : claim.start])
    led = any(
        item.kind == "cmp"
        and 0 <= claim.start - item.end <= marks.GAP
        and not TO.search(reader.text[item.end : claim.start])
        for item in items
    )
    aside = SUBORDINATE.search(reader.text, max(0, claim.start - 100), claim.start)
    if (not reader.language.spaced and unspaced.passing(reader, claim)) or german_times.passing(reader, claim, items):
        return False
    return bool(claim.period) and not owned and not led and not aside and claim.kind != "record"


def _same_mass(claim: Printed, after: Printed) -> Printed:
    """A level that is told again in other units: "406 tons, or about 895,000 pounds, of magnets to the US"."""
    same = abs(claim.number.value - after.number.value) <= 0.01 * claim.number.value
    return replace(claim, partner=after.partner, others=after.others) if same else claim


def _own_period(reader: Reader, claim: Printed, done: list[Printed]) -> str:
    """The period of a multiple of the level behind it: that of a level right before it, else the one spoken of."""
    before = done[-1] if done and done[-1].kind == claim.level_kind else None
    beside = before is not None and reader.text[before.end : claim.start] in (", ", " - ", " — ", " – ", ", or ", " (")
    return before.period if before and beside else reader.here or reader.clock.main


def of_level_after(reader: Reader, claim: Printed, after: Printed) -> bool:
    """Whether a multiple is one of the level that follows it: "less than half the 5,324 tonnes of March"."""
    gap = reader.text[claim.end : after.start]
    return after.kind == "level" and after.period != "" and OF_NEXT.fullmatch(gap) is not None


def of_level_before(reader: Reader, claim: Printed, before: Printed) -> bool:
    """Whether a multiple is one of the level before it: "5月的1238吨的五倍"."""
    gap = reader.text[before.end : claim.start]
    return before.kind == "level" and before.period != "" and gap in ("的", "の", "의 ")


def open_base(reader: Reader, claim: Printed, done: list[Printed], after: Printed | None) -> Printed:
    """The base of a change that names none: that of a change beside it, else the month or the year before."""
    before = done[-1] if done and reader.language.base_first else None
    if before and _led(reader, before, claim) and before.period < claim.period:  # "5월의 1천238t에서 157.5% 늘어난"
        return replace(claim, base=before.period)
    if after and after.period and (after.base == "compared" or ON_NEXT.fullmatch(reader.text[claim.end : after.start])):
        return replace(claim, base=after.period)
    for other in reversed(done):
        if other.kind in ("change", "multiple", "difference") and other.base and other.period == claim.period:
            rest = [{"base": base} for base in far.usual(claim.period) if base != other.base]
            return replace(claim, base=other.base, others=(*claim.others, *rest))
    if turned := german_times.turned(reader, claim, done) or _turned(reader, claim):
        return turned
    year = periods.shift(claim.period, -12)
    if claim.kind == "multiple" and not done and reader.levels and reader.levels[-1].period != claim.period:
        before = reader.levels[-1]
        return replace(claim, base=before.period, others=(*claim.others, {"base": year}))
    told = [other.period for other in done if other.kind == claim.level_kind and other.partner == claim.partner]
    told = [period for period in told if period and period < claim.period and _length(period) == _length(claim.period)]
    if told:  # "246 tons in April, having taken 584 tons in March, a fall of 57.9%"
        rest = [{"base": base} for base in far.usual(claim.period) if base != told[-1]]
        rest = [] if reader.text[done[-1].end : claim.start] == " um " else rest  # "von 689 Tonnen um 81 Prozent"
        return replace(claim, base=told[-1], others=(*claim.others, *rest))
    if "/" in claim.period:
        return replace(claim, base=year)
    month = periods.shift(claim.period, -1)
    return replace(claim, base=month, others=(*claim.others, *_each(claim.others, base=year), {"base": year}))


def _led(reader: Reader, before: Printed, claim: Printed) -> bool:
    """Whether a change is one from the level right before it: "7월(5천577t)보다 10.2%", "较5月的1238吨增长157.5%"."""
    gap = reader.text[before.end : claim.start]
    same = before.kind == claim.level_kind and before.partner == claim.partner and bool(before.period)
    return same and ((len(gap) <= 10 and re.search("[,;。、]", gap) is None) or FRONTED.match(gap) is not None)


def _turned(reader: Reader, claim: Printed) -> Printed | None:
    """A multiple of an earlier month on the one spoken of: "In January it had been more than twice as much"."""
    here = reader.here or reader.last or reader.clock.main
    had = HAD.search(reader.text, max(reader.begin, claim.start - 80), claim.start)
    was = claim.kind == "multiple" and WAS.search(reader.text, max(reader.begin, claim.start - 80), claim.start)
    if claim.kind == "difference" or not (had or was) or claim.carried or not here or claim.period >= here:
        return None
    rest = [{"base": base} for base in far.usual(claim.period)]
    return replace(claim, base=here, others=(*claim.others, *rest))


def open_level(reader: Reader, claim: Printed, done: list[Printed]) -> Printed:
    """The period of a level that something is compared with and that names none."""
    if claim.period:
        return replace(claim, base="")
    based = [other.base for other in done if other.kind in ("change", "multiple", "difference") and other.base]
    around = done[-1].period if done and done[-1].period else reader.here or reader.clock.main
    month, year = periods.shift(around, -12 if "/" in around else -1), periods.shift(around, -12)
    first = based[-1] if based and "average" not in based[-1] else month
    if done and done[-1].partner != claim.partner:  # "compared with 764 tonnes to Germany"
        first = around
    rest = [{"period": other} for other in (month, year, around) if other != first]
    return replace(claim, period=first, base="", others=(*claim.others, *rest))


def remember(reader: Reader, items: list[Item], claims: list[Printed]) -> None:
    """What the next sentence may speak of without naming it: partner, goods, period."""
    told = [claim for claim in claims if claim.kind != "other"]
    reader.shared = claims[-1].kind == "share" if claims else any(item.kind == "share" for item in items)
    named = [item for item in items if item.kind in ("partner", "whole")]
    alone = [item for item in named if item.kind == "partner"]
    if not claims and len(alone) == 1 and not _beside_the_point(reader, alone[0], items):
        reader.partner = str(alone[0].value)
    kinds = {item.kind for item in items}
    if not claims and not named and not reader.language.spaced and {"reporter", "product", "flow"} <= kinds:
        reader.partner = "WLD"  # "중국의 희토류 자석 수출이 지난달 늘었다."
    if told:
        world = not reader.language.spaced or (told[-1].partner == "WLD" and told[-1].others == ())
        reader.partner = (
            told[0].partner if not reader.claims else told[-1].partner if named or world else reader.partner
        )
    found = [item for item in items if item.kind == "product"]
    if reader.goods or any(item.value == reader.product for item in found):  # "magnets, after seven rare earths were
        kept = goods_of.traded(reader, found, items)  # placed under licence": other goods count where they are shipped
        found = [item for item in found if item.value == reader.product or item in kept]
    goods = [item.value for item in found]
    own = [name for name in goods if name != "other"]
    reader.goods = [*goods, *own][-1] if goods else reader.goods
    listed = not reader.language.spaced and len({claim.period for claim in told}) > MOMENT  # a row of quarters
    here = next((claim.period for claim in told if carries(reader, claim, items)), reader.here)
    reader.here = here if not listed else reader.here
    reader.heading = unspaced_parts.heads(reader, items, told)
    reader.fresh = False
    reader.levels = [claim for claim in claims if claim.kind == "level"] or reader.levels
    reader.partners = _latest(
        [*(str(item.value) for item in alone), *(claim.partner for claim in told)], reader.partners
    )
    dated = [item for item in items if item.kind == "time" and item.value[0] in ("month", "span", "year")]
    told_of = [*(reader.clock.period(item.value) for item in dated), *(claim.period for claim in told)]
    reader.periods = _latest([period for period in told_of if period], reader.periods)


def _beside_the_point(reader: Reader, item: Item, items: list[Item]) -> bool:
    """Whether a partner stands behind what a sentence is about: "exports recovered, with Europe leading"."""
    traded = [other for other in items if other.kind in ("flow", "product") and other.end < item.start]
    return bool(traded) and ", " in reader.text[traded[0].end : item.start]


def _latest(new: list[str], before: list[str]) -> list[str]:
    """The last few different ones, the newest first."""
    return list(dict.fromkeys([*reversed(new), *before]))[:MOMENT]


def _length(period: str) -> int:
    """How many months a period has beyond its first."""
    first, last = periods.span(period)
    return last - first


def _each(others: tuple[dict, ...], **more: str) -> tuple[dict, ...]:
    return tuple({**other, **more} for other in others)
