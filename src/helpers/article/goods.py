"""Which goods a number is about: those of the article, others that are shipped, or a heading that a code names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from helpers.article import marks
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

OF = re.compile(r" (?:[\w-]+ )?(?:(?:of|in|von|an|für) )?(?:(?!to |for |by )[\w-]+(?:,\d+)* ){0,4}|[ ,]*")
OF_THESE = re.compile(r",? (?:where|which|whose)\b|(?: [a-z]+){0,3}[,:] (?=[\d$+-])")
LEFT_OUT = re.compile(r"(?:(?:not|n't) (?:include|cover|count)|exclud(?:es|ing|ed)|other than|apart from) (?:the )?$")
BY_CODE = "metal-magnets"  # goods that only a code names


def product(reader: Reader, mark: Mark) -> tuple[str, bool]:
    """The goods that a number is about, and whether its sentence names them."""
    right = _counted(reader, marks.phrase(mark.right))
    beside = right and re.fullmatch(
        r"\s*(?:worth )?(?:of |in |rise in |\w+ in |exports of )?(?:\S+ ){0,4}",
        reader.text[mark.item.end : right[0].start],
    )
    own = reader.product if reader.goods == reader.product and not _price(mark) else ""
    left = _traded(reader, mark, _counted(reader, mark.before), own)
    if beside and not (left and left[-1] in mark.left and left[-1].value != "other"):
        return str(right[0].value), True
    if left:
        return str(left[-1].value), True
    if right:
        return str(right[0].value), True
    after = [] if reader.language.spaced else _counted(reader, mark.after)
    kept = traded(reader, after, [*mark.before, *mark.after])
    if later := [it for it in _traded(reader, mark, after, own) if it.value != "other" or it in kept]:
        return str(later[0].value), True
    return (reader.goods if reader.goods and not (reader.fresh and reader.goods == "other") else reader.product), False


def _counted(reader: Reader, items: Iterable[Item]) -> list[Item]:
    """Goods without those that are said to be left out: "all rare earths, a category that does not include magnets"."""
    return [item for item in items if item.kind == "product" and not LEFT_OUT.search(reader.text, 0, item.start)]


def _traded(reader: Reader, mark: Mark, items: list[Item], own: str) -> list[Item]:
    """Goods before a number; others beside the article's own count only where they are shipped: "makers of cars"."""
    if _price(mark):
        return items
    own = own or next((str(item.value) for item in items if item.value != "other"), "")
    kept = traded(reader, items, [*mark.before, *mark.after])
    return [item for item in items if item.value in (own, BY_CODE) or item in kept] if own else items


def _price(mark: Mark) -> bool:
    return mark.item.kind == "number" and mark.item.value.unit.endswith("/kg")


def traded(reader: Reader, goods: Sequence[Item], words: Sequence[Item]) -> list[Item]:
    """Goods beside a word of trade or price: "exports of all rare earths", "soybean imports", "oxides, where sales"."""
    near = [item for item in words if item.kind in ("flow", "unit value")]
    those = [item for item in words if item.kind == "it" and item.value]  # "and those of all rare earths"
    return [
        item
        for item in goods
        if any(_shipped(reader, item, flow) for flow in near)
        or any(item.start - it.end == 1 for it in those)
        or OF_THESE.match(reader.text, item.end)
    ]


def _shipped(reader: Reader, item: Item, flow: Item) -> bool:
    gap = reader.text[flow.end : item.start]
    after = 0 <= item.start - flow.end <= 12 if not reader.language.spaced else gap and OF.fullmatch(gap)
    return -15 <= flow.start - item.end <= 2 or bool(after)
