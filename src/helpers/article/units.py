"""The unit of a bare number beside a mass or percentage: "to 3,188 tonnes from 1,238"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.article import german, marks
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

BARE = re.compile(
    r"\b(?:with|[A-Z]\w+'s|got|took|received|bought|at|of|to|was|were) (?:about |some |only |just |nearly )?$"
)
PAIRED = re.compile(r"(?:-|–| (?:to|and|or|auf|statt|und|bzw\.|beziehungsweise) )$")
ALONE = re.compile(r"[.,;)](?!\d)|$| (?:and|or|in) ")


IT_WAS = re.compile(r"\b(?:it|the (?:figure|total|tonnage|volume)) (?:was|had been) (?:only |just |still |about )?$")


def given(reader: Reader, items: list[Item]) -> Iterable[Item]:
    """Give a bare number beside a mass its unit: "to 3,188 tonnes from 1,238"."""
    masses = [item for item in items if item.kind == "number" and item.value.unit in ("kg", "%")]
    of = next((item for item in items if item.kind == "share" and item.value), None)
    told = masses == [] and bool(reader.levels)  # "46 tons. It recovered to 656 in October"
    for n, item in enumerate(items):
        bare = item.kind == "number" and not item.value.unit
        if of and bare and item.start > of.end:  # "of every hundred tonnes, fewer than eight"
            number = item.value.number.times(100 / of.value)
            yield replace(item, value=replace(item.value, number=number, unit="%"))
            continue
        if bare and reader.text.endswith("factor of ", 0, item.start):
            yield replace(item, value=replace(item.value, unit="times"))
            continue
        if bare and told and not marks.is_year(item) and _goes_on(reader, item, items[n + 1 :]):
            yield replace(item, value=replace(item.value, number=item.value.number.times(1000), unit="kg"))
            continue
        if (
            item.kind == "number"
            and not item.value.unit
            and masses
            and (item.value.number.value >= 10 or reader.text.startswith(" auf ", item.end))
        ):
            near = min(masses, key=lambda mass: abs(mass.start - item.start))
            before = items[n - 1] if n else None
            led = before is not None and before.kind == "cmp" and item.start - before.end <= 2
            paired = PAIRED.match(reader.text[item.end : near.start]) is not None
            if near.value.unit == "%" and reader.text[item.end : near.start] in (" and ", " auf "):
                yield replace(item, value=replace(item.value, unit="%"))  # "by 30.6 and 39.9 percent"
                continue
            near = min(
                (mass for mass in masses if mass.value.unit == "kg"),
                key=lambda m: abs(m.start - item.start),
                default=near,
            )
            led = led or bool(
                BARE.search(reader.text[max(0, item.start - 16) : item.start])
                and ALONE.match(reader.text[item.end : item.end + 6])
            )
            led = led or _behind_partner(reader, item, before)
            led = led or _enumerated(reader, item, items[n + 1 :], masses) or german.bare(reader, item, before)
            if (led or paired) and near.value.unit == "kg" and not marks.is_year(item):
                factor = 1000.0 if near.value.number.step >= 1 and _tonnes(reader, near) else 1.0
                yield replace(item, value=replace(item.value, number=item.value.number.times(factor), unit="kg"))
                continue
        yield item


def _goes_on(reader: Reader, item: Item, after: list[Item]) -> bool:
    """Whether a bare number goes on the masses of the sentence before: "In February it was 405."."""
    large = item.value.number.value >= 10
    led = large and IT_WAS.search(reader.text, max(0, item.start - 40), item.start)
    return bool(led and ALONE.match(reader.text, item.end)) or _enumerated(reader, item, after, [])


def _enumerated(reader: Reader, item: Item, after: list[Item], masses: list[Item]) -> bool:
    """Whether a bare number goes on a row of masses: "(1,288 tonnes) and Korea (854)", "and 584 in March"."""
    before, behind = reader.text[item.start - 5 : item.start], reader.text[item.end : item.end + 4]
    if before.endswith("(") and behind.startswith(")"):
        return any(reader.text[mass.start - 1] == "(" for mass in masses)
    dated = bool(after) and after[0].kind == "time" and after[0].start - item.end <= 4
    return dated and before.endswith((" and ", " to ")) and behind.startswith(" in ")


def _behind_partner(reader: Reader, item: Item, before: Item | None) -> bool:
    """Whether a bare number stands in brackets behind a partner: "569 tons, ahead of Vietnam (444)"."""
    beside = before is not None and before.kind == "partner" and item.start - before.end == 2
    return beside and reader.text[item.start - 1] == "(" and reader.text.startswith(")", item.end)


def _tonnes(reader: Reader, item: Item) -> bool:
    return re.search(r"kg|kilo|公斤|千克|キロ|킬로", reader.text[item.start : item.end], re.IGNORECASE) is None
