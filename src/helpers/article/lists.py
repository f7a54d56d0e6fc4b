"""What a sentence deals out over a list: "to A and B respectively", "1-2月和3月分别为994吨和406吨"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.article import unspaced
from helpers.article.lexicon import Item
from helpers.article.names import code_of
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader


JOINED = (" and ", "、", "和", "と", "・", "·", "과 ", "와 ", ", ")


def respectively(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Deal out listed partners, months or bases to as many numbers where the sentence says "respectively"."""
    words = [item for item in items if item.kind == "respectively"]
    paired = len(claims) > 1 and any(_paired(reader, *two) for two in pairwise(claims))
    if not (words or paired) or len(claims) < 2:
        return claims
    run = [claim for claim in claims if claim.kind == claims[-1].kind]
    if not words:
        return _places(reader, claims, items)
    if not reader.language.spaced:
        for n, word in enumerate(words):
            end = words[n + 1].start if n + 1 < len(words) else len(reader.text)
            claims = _dealt(reader, claims, items, word, end)
        return claims
    listed = {
        "partner": [item for item in items if item.kind == "partner"],
        "period": [
            item
            for item in items
            if item.kind == "time" and item.value[0] in ("month", "span", "year") and id(item) not in reader.compared
        ],
        "base": [item for item in items if item.kind == "time" and item.value[0] == "rel"],
    }
    for name, found in listed.items():
        run_here = run[-len(found) :] if len(found) > 1 else []
        if len(found) > 1 and len(run_here) == len(found):
            for claim, item in zip(run_here, found, strict=True):
                value = code_of(item) if name == "partner" else reader.clock.period(item.value, claim.period)
                others = tuple(reading for reading in claim.others if name not in reading)
                dealt = replace(claim, others=others, far=(), **{name: value})  # type: ignore[arg-type]
                claims = [dealt if other is claim else other for other in claims]
            run = [claim for claim in claims if claim.kind == claims[-1].kind]
    if len(listed["period"]) == 1:
        claims = [replace(claim, period=run[-1].period) if claim in run else claim for claim in claims]
    return claims


def _dealt(reader: Reader, claims: list[Printed], items: list[Item], word: Item, end: int) -> list[Printed]:
    """Deal out what is listed before the word to as many numbers behind it: "1—2月和3月分别为994吨和406吨"."""
    run = [claim for claim in claims if word.end <= claim.start < end and claim.kind != "other"]
    for kind in ("partner", "time"):
        found: list[Item] = []
        for item in (item for item in items if item.kind == kind and item.end <= word.start):
            joined = found and unspaced.LISTED.fullmatch(reader.text, found[-1].end, item.start)
            found = [*found, item] if joined else [item]
        if not 1 < len(found) <= len(run) or len({claim.kind for claim in run[: len(found)]}) > 1:
            continue
        second = run[len(found) : 2 * len(found)]  # "分别增长12%和8.5%，达到1305吨和720吨"
        if kind == "partner" and len(second) == len(found) and len({claim.kind for claim in second}) == 1:
            found = [*found, *found] if _joined(reader, second) else found
        for claim, item in zip(run, found, strict=False):
            based = kind == "time" and item.value[0] == "rel"
            name = "partner" if kind == "partner" else "base" if based else "period"
            value = (
                code_of(item) if kind == "partner" else reader.clock.period(item.value, claim.period if based else "")
            )
            others = tuple(reading for reading in claim.others if name not in reading)
            dealt = replace(claim, others=others, far=(), **{name: value})  # type: ignore[arg-type]
            claims = [dealt if other.start == claim.start else other for other in claims]
        run = [claim for claim in claims if word.end <= claim.start < end and claim.kind != "other"]
    return claims


def _joined(reader: Reader, claims: list[Printed]) -> bool:
    """Whether numbers are listed: "1305吨和720吨"."""
    return all(reader.text[one.end : two.start] in JOINED for one, two in pairwise(claims))


def _paired(reader: Reader, one: Printed, other: Printed) -> bool:
    return one.kind == other.kind == "rank" and reader.text[one.end : other.start] in JOINED


def _places(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Deal out places: "South Korea and Vietnam came second and third"."""
    for one, other in pairwise(claims):
        names = [item for item in items if item.kind == "partner" and item.end <= one.start][-2:]
        listed = len(names) == 2 and (
            reader.text[names[0].end : names[1].start] in JOINED
            or unspaced.LISTED.fullmatch(reader.text, names[0].end, names[1].start)
        )
        if listed and _paired(reader, one, other):
            dealt = {one.start: code_of(names[0]), other.start: code_of(names[1])}
            claims = [
                replace(claim, partner=dealt[claim.start], others=()) if claim.start in dealt else claim
                for claim in claims
            ]
    return claims
