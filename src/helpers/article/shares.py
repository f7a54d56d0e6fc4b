"""Whether a number is a share, and of what: "22% of the total", "half of that", "absorbed a fifth"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.article import german
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

OF_ALL = re.compile(
    r"\s*(?:of|share of)\s(?:(?:all|"
    r"the|"
    r"its|their|that|China's|Chinese|total|overall|whole|this|world|rare[- ]earth|magnet|"
    r"permanent|monthly|month's|[A-Z][a-z]{2,8}'s|June|outbound|overseas|country's|\w+-month)\s)*(?:total|exports?|shipments?|magnets?|sales|volume|"
    r"that|overall|all|it|whole|sum|outflows?|"
    r"tonnage|weight|receipts|bill|cargo(?:es)?|trade|pie|outlet|everything|purchases)\b|"
    r"\s*of what (?:it|China|the country) (?:sold|sent|shipped|exported)",
    re.IGNORECASE,
)
OF_NUMBER = re.compile(r"\s*of (?:the|all|these|those|China's) [\d,.]+ (?:t|tons|tonnes|metric tons)\b")
OF_THAT = re.compile(r"\s*of (?:that|those|it|them|this|these|which)\b|\s*davon\b|,? (?:of which|davon)\b")
OF_LEVEL = re.compile(
    r"\s*of (?:(?:the|its|their|that|what|May|June|year-ago|year-earlier|last|year's|same|previous|month's)\s)*"
    r"(?:level|volume|amount|quantity|tonnage|figure|average|what|it was|that (?:in|of|seen))"
)
SHARE_END = re.compile(
    r"(?:\b(?:to|from|at|of|was|is|were|stood|reached|about|for|up|account(?:s|ed|ing) for)\s|:\s?)"
    r"(?:about |around |nearly |roughly |over |some )?$|[降跌升增减落高扩大][至到为](?:约|近|了)?$"
)
OF_ITS = re.compile(
    r"(?:'s?)? (?:total|intake|purchases|supply|supplies|imports|haul|tally|volume|bill)\b(?! (?:of|in) (?!the|July))"
)
DIRECTED = re.compile(r" of (?:about |around |nearly |roughly |over |some |only |just )?")
TAKES = re.compile(
    r"\b(?:took|takes|taking|absorb(?:s|ed|ing)|account(?:s|ed|ing) for|claim(?:s|ed|ing)|swallow(?:s|ed|ing)|"
    r"ma[dk]es? up)\s(?:about |around |nearly |roughly |over |some |almost |just )*$"
)


def of_all(reader: Reader, mark: Mark) -> bool:
    """Whether "of all exports" follows a number, or somebody took it: "Germany absorbed a fifth"."""
    before = reader.text[max(0, mark.item.start - 40) : mark.item.start]
    taken = TAKES.search(before) and not re.match(
        r"\s*(?:of|more|less|fewer)\b", reader.text[mark.item.end : mark.item.end + 12]
    )
    part = mark.item.kind != "times" or mark.item.value < 1
    if part and (whole := of_partner(reader, mark)) and _other(mark, whole):
        return True
    said = german.OF_ALL if german.of(reader) else OF_ALL
    return said.match(reader.text, mark.item.end) is not None or bool(taken and part)


def of_those(reader: Reader, mark: Mark) -> bool:
    """Whether somebody took part of what was just told: "5,473 tonnes; a fifth of them went to Germany"."""
    return OF_THAT.match(reader.text, mark.item.end) is not None and any(item.kind == "partner" for item in mark.right)


def whole_of(reader: Reader, mark: Mark, partner: str) -> str:
    """The union of which a share is one: "more than half of that went to Germany"; empty for the world."""
    item = of_partner(reader, mark)
    if item and item.value != partner:
        return str(item.value)
    if OF_THAT.match(reader.text, mark.item.end) is None:
        return german.whole_of(reader, mark, partner)
    told = next((claim.partner for claim in reversed(reader.claims)), reader.partner)
    return told if told == "EUN" and partner != told else ""


def _other(mark: Mark, whole: Item) -> bool:
    """Whether another partner than that of the whole was named before."""
    return any(item.kind == "partner" and item.value != whole.value for item in mark.before)


def of_partner(reader: Reader, mark: Mark) -> Item | None:
    """The partner of whose total a number is a part: "just over half of the EU's supply"."""
    item = mark.right[0] if mark.right else None
    if (
        item is None
        or item.kind != "partner"
        or not re.fullmatch(" of (?:the |all )?", reader.text[mark.item.end : item.start])
    ):
        return None
    return item if OF_ITS.match(reader.text, item.end) else None


def of_level(reader: Reader, mark: Mark) -> bool:
    """Whether "of the level" follows a number."""
    return OF_LEVEL.match(reader.text, mark.item.end) is not None


def until(items: Sequence[Item], kind: str) -> list[Item]:
    """The words before the first of a kind."""
    return list(items[: next((n for n, item in enumerate(items) if item.kind == kind), len(items))])


def share(reader: Reader, mark: Mark) -> bool:
    """Whether a percentage is a share: it says of what, or a word before it says so."""
    words = [n for n, item in enumerate(mark.left) if item.kind == "share"]
    if words:
        later = [item for item in mark.left[words[-1] + 1 :] if item.kind in ("dir", "stop")]
        if later and DIRECTED.fullmatch(reader.text, later[-1].end, mark.item.start):
            return False  # "represented an increase of 10.2%"
        ended = german.SHARE_END if german.of(reader) else SHARE_END
        return not later or ended.search(reader.text[max(0, mark.item.start - 24) : mark.item.start]) is not None
    right = mark.right if reader.language.spaced else until(mark.right, "dir")  # "43.2% 많고 전체의 13.7%"
    if any(item.kind == "share" and item.start - mark.item.end <= 12 for item in right):
        return True
    if OF_NUMBER.match(reader.text, mark.item.end):
        return True  # "with 22% of the 5,774 tons exported"
    return of_all(reader, mark) and not any(item.kind == "dir" for item in mark.left[-1:])
