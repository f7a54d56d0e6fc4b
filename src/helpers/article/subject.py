"""Who and what a number is about: partner, product, flow; and what makes it no trade figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.article import unspaced, unspaced_parts
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

TOWARDS = re.compile(
    r"(?:\b(?:to|for|into|by|bound for|in|with|from|of|is|was|were|are|being|be|nach|für|in die|an)|[,:(—–-])\s?"
    r"(?:the\s|die\s)?$"
)
HOLDER = re.compile(
    r"(?:[^.;]{0,40}\b(?:was|is|were|remained|being|by|became|came|to)|,|:|"
    r"[ ,]*(?:war|blieb|ist|liegt|lag|folgt|folgte|kam|kommt|steht|rangiert)|[^.;]{0,14}"
    r"[是为為は]|の|는|은|-placed)\s?(?:the |again |die |once more )*"
)
AS_MUCH = re.compile(
    r" (?:as (?:much|many|large|big)(?: \w+){0,6} as|that of|those to|what went to|the (?:amount|volume|tonnage) "
    r"(?:of|to|sent to|shipped to))(?: those| exports| shipments)?(?: to)? ?(?:the )?"
)


ITS_TOTAL = re.compile(r"(?:'s)? (?:total|volume|tonnage|intake|figure|amount|quantity|level)\b")
APPOSED = re.compile(
    r"(?:(?:,? or |,? about | \()[\d.]+ ?(?:%|per ?cent|percent))?\)?,? "
    r"(?:(?:went|were sent|was sent|shipped|headed|sold|going) )?(?:to|for) (?=\S)"
)
TO_NAMED = re.compile(r" (?:to|for) (?:the )?")  # "fell 13% to Germany and 33% to South Korea"
FRONTED = re.compile(
    r"(?:^|[.!?\n]\s?)(?:Despite|After|Following|Up|Down)\b[^,.;]*$"
)  # "Despite a 3% fall, exports to"
TAKING = re.compile(r"\b(?:taking|bringing|lifting|pushing) (?:the |its |their )?(?:[\w-]+ ){0,2}$")
PART_OF = re.compile(r"(?:%|\bper ?cent|\bpercent|half|thirds?|quarters?|fifths?|tenths?) of (?:[\w'’-]+ ){0,4}$")


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
        return Who(code_of(named))
    if kind in ("level", "share", "value") and (own := _apposed(reader, mark)):
        return Who(code_of(own))
    told = reader.claims[-1].kind if reader.claims else ""
    if (kind, told) == ("level", "share") and PART_OF.search(
        reader.text, max(0, mark.item.start - 48), mark.item.start
    ):
        return Who("WLD")  # "22% of the 5,774 tons exported"
    left = [
        item
        for item in mark.before
        if item.kind in ("partner", "whole") and not _aside_of(reader, item, mark, kind == "rank")
    ]
    left = [item for item in left if not _whole(reader, item)]
    left = [item for item in left if not _summed(reader, item, left) and not _shared(reader, item)]
    left = [item for item in left if not unspaced.set_aside(reader, item, mark)]
    if part := unspaced_parts.of_which(reader, mark):
        return Who(code_of(part))
    if kind == "share":
        left = [item for item in left if item.kind == "partner"]  # "Germany's share of the total"
    recent = [item for item in left if item in mark.left]
    if kind == "rank":
        return _ranked(reader, mark, left)
    if right and (
        TO_NAMED.fullmatch(reader.text[mark.item.end : right.start])
        or not recent
        or kind in ("level", "value", "share", "difference", "unit_value")
        or _in_exports(reader, mark)
    ):
        return Who(code_of(right))
    if left and reader.language.spaced and reader.text[left[-1].end : mark.item.start] == " ":
        return Who(code_of(left[-1]))  # "and those to Germany 764 tons" are no other's
    if left:
        return Who(code_of(left[-1]), () if unspaced.direct(reader, left[-1], mark) else _rival(reader, left))
    later = [
        item for item in mark.after if item.kind == "partner" and not _aside_of(reader, item, mark, kind == "rank")
    ]
    if later and unspaced.fronted(reader, mark):
        return Who(code_of(later[0]))  # "与1月的877吨相比,对美数量还差59.8%"
    parted = later and any(item.kind in ("number", "stop") for item in _between(mark, later[0]))
    fronted = FRONTED.search(reader.text, max(0, mark.item.start - 40), mark.item.start)
    if later and _towards(reader, later[0]) and (not parted or (fronted and later[0] in mark.after[:9])):
        return Who(code_of(later[0]))
    if later and kind == "share" and reader.partner in ("", "WLD"):
        return Who(code_of(later[0]))  # "With a 12% share, the US moved up": the world has no share of itself
    return _unnamed(reader, mark, kind)


def _unnamed(reader: Reader, mark: Mark, kind: str) -> Who:
    """The sentence names no partner."""
    around = [*mark.before, *mark.right]
    held = reader.partner or "WLD"
    told = [claim for claim in reader.claims if claim.kind != "other"]
    ranked = [claim.partner for claim in told if claim.kind == "rank"]  # of several places the first is the subject's
    said = next((claim.partner for claim in reversed(told) if claim.kind != "rank"), next(iter(ranked), ""))
    if mark.before and reader.text.startswith(("That ", "This "), mark.before[0].start):
        return Who(said or held)  # "That is 16% more", after a sentence on the United States
    if said and not any(item.kind in ("partner", "whole", "flow") for item in mark.left):
        if unspaced.settled(reader, told[-1]):
            return Who(said)
        rest = [code for code in (held, "WLD") if code != said and (kind, code) != ("share", "WLD")]
        return Who(said, tuple(rest[:1]))
    china = any(item.kind == "reporter" for item in around)
    goods = [item.kind for item in around if item.kind in ("flow", "product")]
    if any(item.kind == "whole" for item in mark.right):
        return Who("WLD", (held,) if held != "WLD" else ())
    if held == "WLD":
        return Who("WLD")
    if kind == "share":
        return Who(held)
    flows = [item for item in around if item.kind == "flow"]
    owned = any(reader.text.endswith(("its ", "their ", "his "), 0, item.start) for item in flows)
    summed = (flows and not owned) or any(
        reader.text[it.start : it.end] == "the total" for it in around if it.kind == "it"
    )
    if summed and any(item.kind == "time" and item.value[0] in ("to date", "span") for item in mark.before[:1]):
        return Who("WLD", (held,))  # "Year-to-date exports stood at"
    if any(item.kind == "it" for item in mark.before):
        return Who(held, ("WLD",))
    if china or {"flow", "product"} <= set(goods) or reader.fresh:
        return Who("WLD", (held,))
    return Who(held, ("WLD",))


def _rival(reader: Reader, left: Sequence[Item]) -> tuple[str, ...]:
    """Where a sentence names several partners before a number, the first may be its subject."""
    codes = list(dict.fromkeys(code_of(item) for item in left))
    return tuple(code for code in reversed(codes[:-1]))[:2]


def rival(reader: Reader, mark: Mark) -> str:
    """The partner that a multiple is measured against: "more than twice as much as the United States"."""
    first = next((item for item in mark.after if item.kind in ("partner", "time", "whole")), None)
    if not reader.language.spaced:
        return unspaced.rival(reader, mark)
    if first is None or first.kind != "partner":
        return ""
    gap = reader.text[mark.item.end : first.start]
    owned = gap in (" ", " the ") and ITS_TOTAL.match(reader.text, first.end)  # "four times the US total"
    return str(first.value) if owned or AS_MUCH.fullmatch(gap) else ""


def code_of(item: Item) -> str:
    """The partner that an item names; the whole world for words such as total."""
    return "WLD" if item.kind == "whole" else str(item.value)


def _between(mark: Mark, item: Item) -> list[Item]:
    return [other for other in mark.after if other.end <= item.start]


def _towards(reader: Reader, item: Item) -> bool:
    if not reader.language.spaced:
        return True
    return TOWARDS.search(reader.text[max(0, item.start - 16) : item.start]) is not None


def _whole(reader: Reader, item: Item) -> bool:
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


def _beside(reader: Reader, mark: Mark, kind: str) -> Item | None:
    """A partner that the words after a number give it: "764 tonnes to Germany", "a 3% fall in exports to Germany"."""
    if not reader.language.spaced:
        return None
    kinds = ("partner",) if kind == "share" else ("partner", "whole")
    for item in mark.right:
        if item.kind in ("and", "stop", "other", "cmp", "follow"):
            return None
        if item.kind in kinds and _towards(reader, item) and not _whole(reader, item):
            return item
    return None


def _apposed(reader: Reader, mark: Mark) -> Item | None:
    """The partner behind a number and its share: "1,288 tons, or 22%, went to Germany", "854 tons (15%) to Korea"."""
    gap = APPOSED.match(reader.text, mark.item.end)
    named = [item for item in mark.left if item.kind == "partner"]
    if gap is None or (named and not re.search(r", | and ", reader.text[named[-1].end : mark.item.start])):
        return None
    return next((item for item in mark.after if item.kind == "partner" and item.start == gap.end()), None)


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
    if mark.item.kind == "number" and mark.item.value.unit == "kg" and gap in ("的", "の", "의 "):
        return item  # "超过德国的209吨"
    return item if re.fullmatch(r"\s?\((?:with |at )?|'s? (?:only |mere )?", gap) else None


def _summed(reader: Reader, item: Item, left: Sequence[Item]) -> bool:
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


def _shared(reader: Reader, item: Item) -> bool:
    """Whether a word for the world only says of what a share is one: "9.5% of the Chinese total"."""
    return item.kind == "whole" and PART_OF.search(reader.text, max(0, item.start - 48), item.start) is not None


def _aside_of(reader: Reader, item: Item, mark: Mark, ranked: bool = True) -> bool:
    """Whether a partner is only compared with: "after Germany", "ahead of Vietnam"; "nach" of places."""
    told = re.match(
        r",? (?:which|who|whose|where|with)\b", reader.text[(end := _list_end(reader, item, mark)) : end + 8]
    )
    words = [other for other in [*mark.before, *mark.after] if other.kind == "other"]
    beside = [other for other in words if ranked or other.value != "place"]
    if unspaced.rival_first(reader, item, mark):
        return True
    if before := _listed_before(reader, item, mark):
        return _aside_of(reader, before, mark, ranked)
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


def _ranked(reader: Reader, mark: Mark, left: Sequence[Item]) -> Who:
    """Who holds a place: the subject before it, or the name that follows it at once."""
    named = [item for item in mark.left if item in left and item.kind == "partner"]
    behind = mark.right[0] if mark.right else None
    if holder := unspaced.holder(reader, mark):
        return Who(code_of(holder))
    if behind and behind.kind == "partner" and reader.text[mark.item.end : behind.start] in ("-placed ", "-ranked "):
        return Who(code_of(behind))
    ahead = [item for item in mark.right if item.kind == "partner" and not _aside_of(reader, item, mark)]
    close = ahead and HOLDER.fullmatch(reader.text[mark.item.end : ahead[0].start])
    if close and not named:
        return Who(code_of(ahead[0]))
    partners = [item for item in left if item.kind == "partner"]
    if partners:
        return Who(code_of(partners[-1]), () if named else _rival(reader, partners))
    if close:
        return Who(code_of(ahead[0]))
    return Who(reader.partner) if reader.partner not in ("", "WLD") else Who("", (), "who holds the place is not named")


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
