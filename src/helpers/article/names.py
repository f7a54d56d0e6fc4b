"""What a name in a sentence is said of: a whole, a sum, somebody compared with, a list, an owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.article import unspaced
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

TOWARDS = re.compile(
    r"(?:\b(?:to|for|into|by|bound for|in|with|from|of|is|was|were|are|being|be|nach|für|in die|an)|[,:(—–-])\s?"
    r"(?:the\s|die\s)?$"
)
ALLY = re.compile(
    r"'s? (?:[a-z]+ )?(?:ally|neighbou?r|rival|partner|adversary|(?:[a-z]+-)?(?:largest|biggest) economy)\b"
)
TAKING = re.compile(r"\b(?:taking|bringing|lifting|pushing) (?:the |its |their )?(?:[\w-]+ ){0,2}$")
PART_OF = re.compile(
    r"(?:%|\bper ?cent|\bpercent|half|thirds?|quarters?|fifths?|tenths?|\bin \w+) of (?:[\w'’-]+ ){0,4}$"
)
EXPORTS_OF = re.compile(r"\b(?:exports|shipments|sales|deliveries)(?: abroad)? (?:of|at|to(?: only| just)?) $")


def code_of(item: Item) -> str:
    """The partner that an item names; the whole world for words such as total."""
    return "WLD" if item.kind == "whole" else str(item.value)


def of_china(reader: Reader, item: Item, mark: Mark, kind: str) -> bool:
    """Whether "China's exports of" stands between a partner and a number, or the level before: "Chinese exports of"."""
    last = reader.claims[-1] if reader.claims else None
    if last and kind == last.kind == "level" and last.partner == "WLD" and item.end <= last.start:
        return True
    between = [other for other in mark.left if other.start >= item.end]
    kinds = [other.kind for other in between]
    said = "reporter" in kinds and "flow" in kinds[kinds.index("reporter") :]
    return said and EXPORTS_OF.search(reader.text, item.end, mark.item.start) is not None


def towards(reader: Reader, item: Item) -> bool:
    """Whether a word such as "to", "for" or "by" leads to a name, or the name is a subject."""
    if not reader.language.spaced:
        return True
    return TOWARDS.search(reader.text[max(0, item.start - 16) : item.start]) is not None


def whole(reader: Reader, item: Item) -> bool:
    """Whether a name only tells of whose total something is a part: "2,582 tons of the European total"."""
    led = re.search(r"\bof (?:the |all )?$", reader.text[max(0, item.start - 8) : item.start])
    return (
        led is not None
        and re.match(
            r"(?:'s)? (?:total|intake|purchases|tally|supply|imports|haul|share)\b",
            reader.text[item.end : item.end + 14],
        )
        is not None
    )


def summed(reader: Reader, item: Item, left: Sequence[Item]) -> bool:
    """Whether "totalled" may sum up one partner's trade: "US-bound cargoes totalled 421 tonnes"."""
    own = [other for other in left if other.kind == "partner" and other.end <= item.start]
    if item.kind == "whole" and own:
        lead = TAKING.search(reader.text, max(0, item.start - 32), item.start)
        if lead or reader.text[own[-1].end : item.start] in (" ", "'s "):
            return True  # "the US total", "taking the total for the year to"
    verb = item.kind == "whole" and re.fullmatch(
        r"total\w*(?:ed|ing|s)", reader.text[item.start : item.end], re.IGNORECASE
    )
    return bool(verb) and (reader.partner not in ("", "WLD") or any(other.kind == "partner" for other in left))


def shared(reader: Reader, item: Item) -> bool:
    """Whether a word for the world only says of what a share is one: "9.5% of the Chinese total"."""
    return item.kind == "whole" and PART_OF.search(reader.text, max(0, item.start - 48), item.start) is not None


def aside_of(reader: Reader, item: Item, mark: Mark, ranked: bool = True) -> bool:
    """Whether a partner is only compared with: "after Germany", "ahead of Vietnam"; "nach" of places."""
    end = _list_end(reader, item, mark)
    told = re.match(r",? (?:which|who|whose|where|with)\b", reader.text[end : end + 8])
    if end > item.end and reader.text.startswith(", with", end):
        told = None  # "put India behind Germany, the US and Vietnam, with a share of 7.6%"
    words = [other for other in [*mark.before, *mark.after] if other.kind == "other"]
    beside = [other for other in words if ranked or other.value != "place"]
    if unspaced.rival_first(reader, item, mark):
        return True
    if before := _listed_before(reader, item, mark):
        return aside_of(reader, before, mark, ranked)
    close = (0 <= item.start - other.end <= 5 for other in beside)
    return not told and any(close)


def _list_end(reader: Reader, item: Item, mark: Mark) -> int:
    """Where the list ends in which a name stands: "ahead of South Korea and Vietnam, which received"."""
    end = item.end
    for other in mark.before:
        if (
            other.kind == "partner"
            and other.start >= end
            and re.fullmatch(r"(?:,| and|, and) (?:the )?", reader.text[end : other.start])
        ):
            end = other.end
    return end


def _listed_before(reader: Reader, item: Item, mark: Mark) -> Item | None:
    """The name before a name in a list: "after Germany, South Korea and third-placed Vietnam"."""
    names = [other for other in mark.before if other.kind == "partner" and other.end <= item.start]
    gap = reader.text[names[-1].end : item.start] if names else "."
    return names[-1] if re.fullmatch(r"(?:,| and|, and) (?:the |\w+-placed )?", gap) else None
