"""Numbers of a sentence with the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.article.lexicon import Item

GAP = 28  # characters within which two words stand side by side


@dataclass
class Mark:
    """A number in its sentence: the words on both sides up to its neighbours, and what it takes from them."""

    item: Item
    left: list[Item]
    right: list[Item]
    before: list[Item]
    after: list[Item]


def free(items: list[Item]) -> list[Item]:
    """Items without those that the loose word of a number swallowed."""
    numbers = [item for item in items if item.hedge]
    return [
        item for item in items if item.hedge or not any(number.start <= item.start < number.end for number in numbers)
    ]


def since_bracket(items: list[Item]) -> list[Item]:
    """Items in which a record counts from the month before its bracket: "9月（420トン）以来の低水準"."""
    done = list(items)
    for n, item in enumerate(items):
        if item.kind == "record" and item.value[1] == "since" and item.value[2] is None:
            month = next((other.value for other in reversed(items[:n]) if other.kind == "time"), ("month", 0, 0))
            done[n] = replace(item, value=(*item.value[:2], month))
    return done


def is_mark(item: Item) -> bool:
    """Whether an item is a number with a unit, or a word that stands for one."""
    if item.kind == "number":
        return bool(item.value.unit)
    return item.kind in ("times", "rank", "record", "streak")


def past_levels(items: list[Item]) -> Iterator[Item]:
    """Words up to the next change or multiple: "rose 10% to 6,146 tonnes in August from July"."""
    for item in items:
        if item.kind == "stop" or (is_mark(item) and not (item.kind == "number" and item.value.unit == "kg")):
            return
        if not is_mark(item):
            yield item


def phrase(items: list[Item]) -> Iterator[Item]:
    """Words up to the next comma or "and": a month behind these belongs to another number."""
    for item in items:
        if item.kind in ("stop", "and", "cmp"):
            return
        yield item


def behind(items: list[Item], n: int, text: str = "") -> bool:
    """Whether a time belongs to a number that is compared with: "from a record 305 tonnes in November"."""
    following = items[n + 1 : n + 3]
    if items[n].kind == "time" and len(following) == 2:  # "10月の5473トンから", "5월의 1천238t에서"
        mark, word = following
        near = (
            is_mark(mark)
            and mark.start - items[n].end <= 2
            and word.start - mark.end <= (1 if word.kind == "cmp" else 3)
        )
        fold = word.kind == "times" or (word.kind == "number" and word.value.unit == "times")
        if near and (word.kind == "cmp" or (fold and word.start > mark.end)):  # "5月46吨的7.6倍"
            return True
    k = n - 1
    while k > 0 and items[k].kind in ("it", "flow"):  # "half the 412 tons it got in April"
        k -= 1
    if items[n].kind != "time" or k < 1 or not is_mark(items[k]) or items[n].start - items[k].end > GAP:
        return False
    before = [item for item in items[:k] if item.kind not in ("record", "it")]
    if before and before[-1].kind == "times" and text[before[-1].end : items[k].start] == " to ":
        return False  # "fell by a third to 569 tons in October"
    return bool(before) and before[-1].kind in ("cmp", "times") and items[k].start - before[-1].end <= GAP


def clause_end(items: list[Item]) -> Iterator[Item]:
    """Words up to the end of the part of the sentence, past other numbers: "um 3,2 Prozent auf 5.952 Tonnen zurück"."""
    for item in items:
        if item.kind in ("stop", "dir"):
            return
        yield item


def is_multiple(item: Item) -> bool:
    """Whether an item is a multiple, in words or digits."""
    return item.kind == "times" or (item.kind == "number" and item.value.unit == "times")


def is_year(item: Item) -> bool:
    """Whether a bare number looks like a year."""
    return 1900 <= item.value.number.value <= 2100 and item.value.number.step == 1


def until_stop(items: list[Item], always: bool = False) -> Iterator[Item]:
    """Words up to the end of the part of the sentence; a comparison after a comma still belongs to it."""
    for n, item in enumerate(items):
        if item.kind == "stop":
            ahead = items[n + 1] if n + 1 < len(items) else None
            if always or ahead is None or ahead.kind != "cmp":
                return
            continue
        yield item


def dated(items: list[Item], newest: int) -> Iterator[Item]:
    """Months without a year beside one that has it, in their nearest year: "in April 2025 and, less, in May".

    Args:
        items: words of a sentence.
        newest: number of the newest month that can be spoken of.
    """
    told, base, apart, led = 0, False, False, False
    for item in items:
        apart = apart or item.kind == "stop"
        if item.kind == "time" and item.value[0] == "month":
            _, year, month = item.value
            own = base and apart and led  # "55.9% above October 2024, though 3.1% lower than in September"
            base, apart = led if year else base, apart and not year
            if told and not year and not own:
                counted = ((told // 12 + more) * 12 + month - 1 for more in (-1, 0, 1))
                near = min(counted, key=lambda number: abs(number - told))
                yield replace(item, value=("month", near // 12 if near <= newest and near != told else 0, month))
                continue
            told = year * 12 + month - 1 if year else told
        led = item.kind == "cmp"
        yield item
