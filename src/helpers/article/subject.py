"""Who and what a number is about: partner, product, flow; and what makes it no trade figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpers.article.lexicon import Item
from helpers.article.numerals import Number
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Mark, Reader

TOWARDS = re.compile(
    r"(?:\b(?:to|for|into|by|bound for|in|with|from|of|is|was|were|are|being|be|nach|in die|an)|[,:(—–-])\s?(?:the\s|die\s)?$"
)
OF_ALL = re.compile(
    r"\s*davon\b|\s*(?:der|aller) (?:gesamten )?(?:Exporte|Ausfuhren|Gesamt\w+)|\s*(?:of|share of)\s(?:(?:all|the|its|their|that|China's|Chinese|total|overall|whole|this|world|rare[- ]earth|magnet|"
    r"permanent|monthly|month's|June|outbound|overseas|country's)\s)*(?:total|exports?|shipments?|magnets?|sales|volume|"
    r"that|overall|all|it|sum|outflows?)\b"
)
OF_LEVEL = re.compile(
    r"\s*of (?:(?:the|its|their|that|what|May|June|year-ago|year-earlier|last|year's|same|previous|month's)\s)*"
    r"(?:level|volume|amount|quantity|tonnage|figure|average|what|it was|that (?:in|of|seen))"
)
SHARE_END = re.compile(
    r"\b(?:to|at|of|was|is|were|stood|reached|about|for|up|account(?:s|ed|ing) for)\s(?:about |around |nearly |roughly |over |some )?$"
)


AS_MUCH = re.compile(r" (?:as (?:much|many|large|big)(?: \w+){0,2} as|that of|those to|what went to|the (?:amount|volume|tonnage) (?:of|to|sent to|shipped to))(?: those| exports| shipments)?(?: to)? ?(?:the )?")


@dataclass(frozen=True)
class Who:
    """The partner of a claim, others that may be meant, or why it is none that can be checked."""

    partner: str
    others: tuple[str, ...] = ()
    reason: str = ""


def partner(reader: Reader, mark: Mark, kind: str) -> Who:
    """The partner that a number is about.

    Beside the number first: "353 tonnes to the United States"; then the nearest before it in the sentence; then,
    where the sentence names none, that of the sentence before or the whole world.
    """
    right = _beside(reader, mark, kind)
    if named := _in_brackets(reader, mark):
        return Who(_code(named))
    left = [
        item
        for item in mark.before
        if item.kind in ("partner", "whole") and not _aside_of(reader, item, mark, kind == "rank")
    ]
    left = [item for item in left if not _summed(reader, item, left)]
    if kind == "share" and any(item.kind == "partner" for item in left):
        left = [item for item in left if item.kind == "partner"]  # "Germany's share of the total"
    recent = [item for item in left if item in mark.left]
    if kind == "rank":
        return _ranked(reader, mark, left)
    if right and (
        not recent or kind in ("level", "value", "share", "difference", "unit_value") or _in_exports(reader, mark)
    ):
        return Who(_code(right))
    if left:
        return Who(_code(left[-1]), _rival(reader, left))
    if later := [i for i in mark.after if i.kind == "partner" and not _aside_of(reader, i, mark, kind == "rank")]:
        if _towards(reader, later[0]) and not any(item.kind in ("number", "stop") for item in _between(mark, later[0])):
            return Who(_code(later[0]))
    return _unnamed(reader, mark)


def _unnamed(reader: Reader, mark: Mark) -> Who:
    """The sentence names no partner."""
    around = [*mark.before, *mark.right]
    held = reader.partner or "WLD"
    china = any(item.kind == "reporter" for item in around)
    goods = [item.kind for item in around if item.kind in ("flow", "product")]
    if any(item.kind == "whole" for item in mark.right):
        return Who("WLD", (held,) if held != "WLD" else ())
    if held == "WLD":
        return Who("WLD")
    if any(item.kind == "it" for item in mark.before):
        return Who(held, ("WLD",))
    if china or {"flow", "product"} <= set(goods) or reader.fresh:
        return Who("WLD", (held,))
    return Who(held, ("WLD",))


def _rival(reader: Reader, left: Sequence[Item]) -> tuple[str, ...]:
    """Where a sentence names several partners before a number, the first may be its subject."""
    codes = list(dict.fromkeys(_code(item) for item in left))
    return tuple(code for code in reversed(codes[:-1]))[:2]


def rival(reader: Reader, mark: Mark) -> str:
    """The partner that a multiple is measured against: "more than twice as much as the United States"."""
    first = next((item for item in mark.after if item.kind in ("partner", "time", "whole")), None)
    if first is None or first.kind != "partner":
        return ""
    return str(first.value) if AS_MUCH.fullmatch(reader.text[mark.item.end : first.start]) else ""


def _code(item: Item) -> str:
    return "WLD" if item.kind == "whole" else str(item.value)


def _between(mark: Mark, item: Item) -> list[Item]:
    return [other for other in mark.after if other.end <= item.start]


def _towards(reader: Reader, item: Item) -> bool:
    if not reader.language.spaced:
        return True
    return TOWARDS.search(reader.text[max(0, item.start - 16) : item.start]) is not None


def _beside(reader: Reader, mark: Mark, kind: str) -> Item | None:
    """A partner that the words after a number give it: "764 tonnes to Germany", "a 3% fall in exports to Germany"."""
    if not reader.language.spaced:
        return None
    kinds = ("partner",) if kind == "share" else ("partner", "whole")
    for item in mark.right:
        if item.kind in ("and", "stop", "other", "cmp", "follow"):
            return None
        if item.kind in kinds and _towards(reader, item):
            return item
    return None


def _in_exports(reader: Reader, mark: Mark) -> bool:
    """Whether "in exports to" or "of shipments to" follows a number."""
    flows = [item for item in mark.right if item.kind == "flow"]
    return (
        bool(flows)
        and re.search(r"\b(?:in|of) (?:\S+ ){0,4}$", reader.text[mark.item.end : flows[0].start]) is not None
    )


def _in_brackets(reader: Reader, mark: Mark) -> Item | None:
    """The partner whose number follows in brackets: "ahead of the United States (590 tonnes)"."""
    if not mark.left or mark.left[-1].kind != "partner":
        return None
    item = mark.left[-1]
    gap = reader.text[item.end : mark.item.start]
    return item if re.fullmatch(r"\s?\((?:with |at )?|'s? (?:only |mere )?", gap) else None


def _summed(reader: Reader, item: Item, left: Sequence[Item]) -> bool:
    """Whether "totalled" may sum up one partner's trade: "US-bound cargoes totalled 421 tonnes"."""
    verb = item.kind == "whole" and re.fullmatch(r"total\w*(?:ed|ing|s)", reader.text[item.start : item.end], re.IGNORECASE)
    return bool(verb) and (reader.partner not in ("", "WLD") or any(other.kind == "partner" for other in left))


def _aside_of(reader: Reader, item: Item, mark: Mark, ranked: bool = True) -> bool:
    """Whether a partner is only compared with: "after Germany", "ahead of Vietnam"; "nach" means that of places alone."""
    told = re.match(r",? (?:which|who|where|with)\b", reader.text[item.end : item.end + 8])
    words = [other for other in [*mark.before, *mark.after] if other.kind == "other"]
    beside = [other for other in words if ranked or other.value != "place"]
    behind = not reader.language.spaced  # "ドイツに次ぐ2位" names the rival first
    close = (0 <= item.start - other.end <= 5 or (behind and 0 <= other.start - item.end <= 1) for other in beside)
    return not told and any(close)


def _ranked(reader: Reader, mark: Mark, left: Sequence[Item]) -> Who:
    """Who holds a place: the subject before it, or the name that follows it at once."""
    named = [item for item in mark.left if item in left and item.kind == "partner"]
    ahead = [item for item in mark.right if item.kind == "partner" and not _aside_of(reader, item, mark)]
    close = ahead and re.fullmatch(
        r"(?:[^.;]{0,40}\b(?:was|is|were|remained|being|by|became|came|to)|,|:|[ ,]*(?:war|blieb|ist)|[^.;]{0,14}[是为為は]|の|는|은)\s?(?:the |again |die |once more )*",
        reader.text[mark.item.end : ahead[0].start],
    )
    if close and not named:
        return Who(_code(ahead[0]))
    partners = [item for item in left if item.kind == "partner"]
    if partners:
        return Who(_code(partners[-1]), () if named else _rival(reader, partners))
    if close:
        return Who(_code(ahead[0]))
    return Who(reader.partner) if reader.partner not in ("", "WLD") else Who("", (), "who holds the place is not named")


def product(reader: Reader, mark: Mark) -> tuple[str, bool]:
    """The goods that a number is about, and whether its sentence names them."""
    right = [item for item in mark.right if item.kind == "product"]
    after = right and re.fullmatch(
        r"\s*(?:worth )?(?:of |in |rise in |\w+ in |exports of )?(?:\S+ ){0,4}",
        reader.text[mark.item.end : right[0].start],
    )
    own = reader.product if reader.goods == reader.product else ""
    left = _traded(mark, [item for item in mark.before if item.kind == "product"], own)
    if after and not (left and left[-1] in mark.left and left[-1].value != "other"):
        return str(right[0].value), True
    if left:
        return str(left[-1].value), True
    if right:
        return str(right[0].value), True
    if not reader.language.spaced and (later := [item for item in mark.after if item.kind == "product"]):
        return str(later[0].value), True
    return (reader.goods if reader.goods and not (reader.fresh and reader.goods == "other") else reader.product), False


def _traded(mark: Mark, items: list[Item], own: str) -> list[Item]:
    """Goods before a number; others beside the article's own count only where they are shipped: "makers of cars"."""
    own = own or next((str(item.value) for item in items if item.value != "other"), "")
    kept = traded(items, [*mark.before, *mark.after])
    return [item for item in items if item.value == own or item in kept] if own else items


def traded(goods: Sequence[Item], words: Sequence[Item]) -> list[Item]:
    """Goods beside a word of trade or price: "exports of steel", "soybean imports", "the price of dysprosium"."""
    near = [item for item in words if item.kind in ("flow", "unit value")]
    return [
        item
        for item in goods
        if any(-15 <= flow.start - item.end <= 2 or 0 <= item.start - flow.end <= 12 for flow in near)
    ]


def flow(reader: Reader, mark: Mark) -> str:
    """Exports or imports: the nearest word before the number, else after it, else as the article began."""
    words = [item for item in mark.before if item.kind == "flow"] or [
        item for item in mark.right if item.kind == "flow"
    ]
    if words:
        reader.flow = str(words[-1].value)
        return reader.flow
    if any(item.kind == "it" for item in mark.before):
        return reader.flow
    return "export"


def aside(reader: Reader, mark: Mark) -> str:
    """Why a number is no trade figure that customs records show; empty where nothing says so."""
    left, right = _clause(mark)
    flows = [item for item in left if item.kind == "flow"]
    for item in (*reversed(left), *right):
        if item.kind != "aside":
            continue
        reason, reach = item.value
        gap = mark.item.start - item.end if item.end <= mark.item.start else item.start - mark.item.end
        between = [other for other in flows if item.end <= other.start]
        if reach == "near" and gap <= 30 and not between:
            return str(reason)
        if reach == "clause" and "forecast" in reason and (item in left or gap <= 20):
            return str(reason)
        if (
            reach == "clause"
            and "forecast" not in reason
            and (gap <= 12 or not (flows or _right_flow(right, item)))
            and not between
        ):
            return str(reason)
    return ""


def _right_flow(right: Sequence[Item], item: Item) -> bool:
    return any(other.kind == "flow" and other.start < item.start for other in right)


def _clause(mark: Mark) -> tuple[list[Item], list[Item]]:
    """Words of the part of the sentence around a number."""
    left: list[Item] = []
    for item in reversed(mark.before):
        if item.kind == "stop":
            break
        left.insert(0, item)
    right: list[Item] = []
    for item in mark.after:
        if item.kind == "stop":
            break
        right.append(item)
    return left, right


def of_all(reader: Reader, mark: Mark) -> bool:
    """Whether "of all exports" follows a number."""
    return OF_ALL.match(reader.text, mark.item.end) is not None


def of_level(reader: Reader, mark: Mark) -> bool:
    """Whether "of the level" follows a number."""
    return OF_LEVEL.match(reader.text, mark.item.end) is not None


def share(reader: Reader, mark: Mark) -> bool:
    """Whether a percentage is a share: it says of what, or a word before it says so."""
    words = [n for n, item in enumerate(mark.left) if item.kind == "share"]
    if words:
        later = [item for item in mark.left[words[-1] + 1 :] if item.kind in ("dir", "stop")]
        return not later or SHARE_END.search(reader.text[max(0, mark.item.start - 24) : mark.item.start]) is not None
    if any(item.kind == "share" and item.start - mark.item.end <= 12 for item in mark.right):
        return True
    return of_all(reader, mark) and not any(item.kind == "dir" for item in mark.left[-1:])


def followers(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Places of those that a sentence lists: "followed by A, B and C", "the top three were A, B and C"."""
    done = list(claims)
    for n, item in enumerate(items):
        if item.kind not in ("follow", "top"):
            continue
        ranks = [claim for claim in claims if claim.kind == "rank" and claim.end <= item.start]
        if item.kind == "follow" and not ranks:
            continue
        place = int(ranks[-1].number.value) if item.kind == "follow" else 0
        end = item.end
        for other in items[n + 1 :]:
            if other.kind != "partner" or other.start - end > (60 if end == item.end and item.kind == "top" else 12):
                if other.kind in ("and", "stop", "flow", "product"):
                    end = max(end, other.end) if other.kind != "flow" else end
                    continue
                break
            place, end = place + 1, other.end
            like = ranks[-1] if ranks else None
            times = [reader.clock.period(time.value) for time in items if time.kind == "time"]
            period = like.period if like else next(filter(None, times), reader.here or reader.clock.main)
            text = reader.text[other.start : other.end]
            number = Number(float(place), 1, 1)
            done.append(
                Printed(
                    other.start,
                    other.end,
                    text,
                    "rank",
                    number,
                    product=like.product if like else reader.product,
                    partner=str(other.value),
                    period=period,
                    detail=(place,),
                )
            )
    return sorted(done, key=lambda claim: claim.start)


def respectively(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Deal out listed partners, months or bases to as many numbers where the sentence says "respectively"."""
    words = [item for item in items if item.kind == "respectively"]
    if not words or len(claims) < 2:
        return claims
    run = [claim for claim in claims if claim.kind == claims[-1].kind]
    listed = {
        "partner": [item for item in items if item.kind == "partner"],
        "period": [item for item in items if item.kind == "time" and item.value[0] in ("month", "span", "year")],
        "base": [item for item in items if item.kind == "time" and item.value[0] == "rel"],
    }
    for name, found in listed.items():
        run_here = run[-len(found) :] if len(found) > 1 else []
        if len(found) > 1 and len(run_here) == len(found):
            for claim, item in zip(run_here, found, strict=True):
                value = _code(item) if name == "partner" else reader.clock.period(item.value, claim.period)
                others = tuple(reading for reading in claim.others if name not in reading)
                dealt = replace(claim, others=others, **{name: value})
                claims = [dealt if other is claim else other for other in claims]
            run = [claim for claim in claims if claim.kind == claims[-1].kind]
    if len(listed["period"]) == 1:
        claims = [replace(claim, period=run[-1].period) if claim in run else claim for claim in claims]
    return claims
