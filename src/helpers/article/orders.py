"""Places told by order: "followed by A, B and C", "ahead of A", "A, B, C 순이었다", "美国、越南分列二、三位"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.article.lexicon import Item
from helpers.article.numerals import Number
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

AHEAD = re.compile("ahead of|vor", re.IGNORECASE)
NEAR, FIRST = 12, 60  # characters between two names of a list, and from "the top three" to the first
BEHIND = 60  # from a place to "ahead of"
ALONE = re.compile("순")  # a list that needs no place before it


def followers(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """The claims of a sentence with the places that it tells by order alone, in the order of the text."""
    done = list(claims)
    for n, item in enumerate(items):
        ranks = [claim for claim in claims if claim.kind == "rank" and claim.end <= item.start and not claim.hedge]
        for other, place in _placed(reader, items, n, ranks):
            if not any(claim.kind == "rank" and claim.partner == other.value for claim in done):
                done.append(_claim(reader, items, other, place, ranks[-1] if ranks else None))
    return sorted(done, key=lambda claim: claim.start)


def _placed(reader: Reader, items: list[Item], n: int, ranks: list[Printed]) -> Iterator[tuple[Item, int]]:
    """Names with their places, that a word of order deals out."""
    item, last = items[n], ranks[-1] if ranks else None
    said = reader.text[item.start : item.end]
    if item.kind == "places":
        yield from zip(_before(reader, items[:n], 0)[-len(item.value) :], item.value, strict=False)
        return
    if item.kind == "trail":
        start = int(last.number.value) if last else 0
        names = [
            name
            for name in _before(reader, items[:n], last.end if last else 0)
            if not last or name.value != last.partner
        ]
        if last or (ALONE.match(said) and len(names) > 1):
            yield from ((name, start + k) for k, name in enumerate(names, 1))
        return
    ahead = item.kind == "other" and AHEAD.fullmatch(said) and last and item.start - last.end <= BEHIND
    if item.kind == "top" or (last and (item.kind == "follow" or ahead)):
        start = int(last.number.value) if last and item.kind != "top" else 0
        names = list(_behind(items[n:]))
        if len(names) > bool(ahead):  # "ahead of Japan" alone only compares
            yield from ((name, start + k) for k, name in enumerate(names, 1))


def _behind(items: list[Item]) -> Iterator[Item]:
    """The names of the list that a word opens."""
    first, *rest = items
    end = first.end
    for other in rest:
        reach = FIRST if end == first.end and first.kind == "top" else NEAR
        if other.kind != "partner" or other.start - end > reach:
            if other.kind not in ("and", "stop", "flow", "product"):
                return
            end = max(end, other.end) if other.kind != "flow" else end
            continue
        end = other.end
        yield other


def _before(reader: Reader, items: list[Item], start: int) -> list[Item]:
    """The names before a word, back to a place; of a list without a place only those side by side."""
    names: list[Item] = []
    for item in reversed(items):
        if item.start < start:
            break
        if item.kind == "partner":
            names.insert(0, item)
        elif (not start and item.kind not in ("and", "stop")) or (
            not start and reader.text[item.start : item.end] in (";", ";", "。", ". ")
        ):
            break
    return names


def _claim(reader: Reader, items: list[Item], name: Item, place: int, like: Printed | None) -> Printed:
    times = [reader.clock.period(time.value) for time in items if time.kind == "time"]
    period = like.period if like else next(filter(None, times), reader.here or reader.clock.main)
    product = like.product if like else reader.product
    text, number = reader.text[name.start : name.end], Number(float(place), 1, 1)
    who, detail = str(name.value), (place,)
    return Printed(
        name.start, name.end, text, "rank", number, product=product, partner=who, period=period, detail=detail
    )
