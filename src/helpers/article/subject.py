"""Who and what a number is about: partner, product, flow; and what makes it no trade figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.article import german, names, unspaced, unspaced_parts
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

HOLDER = re.compile(
    r"(?:[^.;]{0,40}\b(?:was|is|were|remained|being|by|became|came|to)|,|:|"
    r"[ ,]*(?:war|blieb|ist|liegt|lag|folgt|folgte|kam|kommt|steht|rangiert)|[^.;]{0,14}"
    r"[是为為は]|の[がは]?|는|은|-placed)\s?(?:the |again |die |once more )*"
)
AS_MUCH = re.compile(
    r" (?:as (?:much|many|large|big)(?: \w+){0,6} as|that of|those to|what went to|the (?:amount|volume|tonnage) "
    r"(?:of|to|sent to|shipped to))(?: those| exports| shipments)?(?: to)? ?(?:the )?"
)


SENT_TO = re.compile(
    "destination|export market|Ziel|Exportmarkt|目的地|流向|出口|輸出先|仕向|수출|목적지|행선지|도착지", re.IGNORECASE
)
ITS_TOTAL = re.compile(r"(?:'s)? (?:total|volume|tonnage|intake|figure|amount|quantity|level)\b")
APPOSED = re.compile(
    r"(?:(?:,? or |,? about | \()(?:about |around |roughly |nearly |some )?[\d.]+ ?(?:%|per ?cent|percent))?\)?,? "
    r"(?:(?:went|were sent|was sent|shipped|headed|sold|going) )?(?:to|for) (?=\S)"
)
TO_NAMED = re.compile(r" (?:to|for) (?:the )?")  # "fell 13% to Germany and 33% to South Korea"
FRONTED = re.compile(
    r"(?:^|[.!?\n]\s?)(?:Despite|After|Following|Up|Down)\b[^,.;]*$"
)  # "Despite a 3% fall, exports to"
ALL_WHICH = re.compile(
    r"\b(?:all|total|overall) (?:[\w'’-]+ ){0,4}(?:exports|shipments|sales|volume|trade),? which "
    r"(?:\w+ ){1,2}(?:to |at )?$"
)
SHARE_OF = re.compile(r"\b(?:share|part|slice|portion) of (?:the|all) $")
AHEAD = re.compile(r"\b(?:ahead of|with) (?:the )?$")


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
    if code := _own(reader, mark, kind):
        return Who(code)
    left = [
        item
        for item in mark.before
        if item.kind in ("partner", "whole") and not names.aside_of(reader, item, mark, kind == "rank")
    ]
    left = [item for item in left if not (names.whole(reader, item) or names.ALLY.match(reader.text, item.end))]
    if world := _of_all(reader, mark, kind, left):
        return world
    left = [item for item in left if not names.summed(reader, item, left) and not names.shared(reader, item)]
    left = [item for item in left if not german.sums_up(reader, item, left)]
    left = [item for item in left if not unspaced.set_aside(reader, item, mark)]
    if part := unspaced_parts.of_which(reader, mark):
        return Who(names.code_of(part))
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
        return Who(names.code_of(right))
    if left and reader.language.spaced and reader.text[left[-1].end : mark.item.start] == " ":
        return Who(names.code_of(left[-1]))  # "and those to Germany 764 tons" are no other's
    if left:
        return Who(names.code_of(left[-1]), () if unspaced.direct(reader, left[-1], mark) else _rival(reader, left))
    later = [
        item for item in mark.after if item.kind == "partner" and not names.aside_of(reader, item, mark, kind == "rank")
    ]
    if later and unspaced.fronted(reader, mark):
        return Who(names.code_of(later[0]))  # "与1月的877吨相比,对美数量还差59.8%"
    parted = later and any(item.kind in ("number", "stop") for item in _between(mark, later[0]))
    opened = german.FRONTED if german.of(reader) else FRONTED
    fronted = opened.search(reader.text, max(0, mark.item.start - 40), mark.item.start)
    if later and names.towards(reader, later[0]) and (not parted or (fronted and later[0] in mark.after[:9])):
        return Who(names.code_of(later[0]))
    if later and kind == "share" and reader.partner in ("", "WLD"):
        return Who(names.code_of(later[0]))  # "With a 12% share, the US moved up": the world has no share of itself
    return _unnamed(reader, mark, kind)


def _own(reader: Reader, mark: Mark, kind: str) -> str:
    """The partner that a bracket, an apposition or a German verb gives a number alone; empty for none."""
    if named := _in_brackets(reader, mark):
        return names.code_of(named)
    if kind in ("level", "share", "value") and (own := _apposed(reader, mark)):
        return names.code_of(own)
    return german.partner(reader, mark, kind)


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
    spans = ("to date", "span", "year", "whole year") if german.of(reader) else ("to date", "span")
    if summed and any(item.kind == "time" and item.value[0] in spans for item in mark.before[:1]):
        return Who("WLD", (held,))  # "Year-to-date exports stood at"
    if any(item.kind == "it" for item in mark.before):
        return Who(held, ("WLD",))
    if china or {"flow", "product"} <= set(goods) or reader.fresh:
        return Who("WLD", (held,))
    return Who(held, ("WLD",))


def _rival(reader: Reader, left: Sequence[Item]) -> tuple[str, ...]:
    """Where a sentence names several partners before a number, the first may be its subject."""
    codes = list(dict.fromkeys(names.code_of(item) for item in left))
    return tuple(code for code in reversed(codes[:-1]))[:2]


def rival(reader: Reader, mark: Mark) -> str:
    """The partner that a multiple is measured against: "more than twice as much as the United States"."""
    first = next((item for item in mark.after if item.kind in ("partner", "time", "whole")), None)
    if not reader.language.spaced:
        return unspaced.rival(reader, mark)
    if first is None or first.kind != "partner":
        return ""
    gap = reader.text[mark.item.end : first.start]
    if german.rival(reader, mark, first):
        return str(first.value)
    owned = gap in (" ", " the ") and ITS_TOTAL.match(reader.text, first.end)  # "four times the US total"
    return str(first.value) if owned or AS_MUCH.fullmatch(gap) else ""


def _of_all(reader: Reader, mark: Mark, kind: str, left: Sequence[Item]) -> Who | None:
    """The world, where words right before a number say so though a partner stands nearer."""
    told = reader.claims[-1].kind if reader.claims else ""
    part = names.PART_OF.search(reader.text, max(0, mark.item.start - 48), mark.item.start) is not None
    if (kind, told) == ("level", "share") and part:
        return Who("WLD")  # "22% of the 5,774 tons exported"
    if kind == "level" and SHARE_OF.search(reader.text, max(0, mark.item.start - 24), mark.item.start):
        return Who("WLD")  # "India's share of the 5,473 tonnes exported"
    if kind != "rank" and ALL_WHICH.search(reader.text, reader.begin, mark.item.start):
        return Who("WLD")
    if left and left[-1].kind == "partner" and names.of_china(reader, left[-1], mark, kind):
        return Who("WLD", (names.code_of(left[-1]),))
    return None


def _between(mark: Mark, item: Item) -> list[Item]:
    return [other for other in mark.after if other.end <= item.start]


def _beside(reader: Reader, mark: Mark, kind: str) -> Item | None:
    """A partner that the words after a number give it: "764 tonnes to Germany", "a 3% fall in exports to Germany"."""
    if not reader.language.spaced:
        return None
    kinds = ("partner",) if kind == "share" else ("partner", "whole")
    for item in mark.right:
        if item.kind in ("and", "stop", "other", "cmp", "follow"):
            return None
        if item.kind in kinds and names.towards(reader, item) and not names.whole(reader, item):
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


def _ranked(reader: Reader, mark: Mark, left: Sequence[Item]) -> Who:
    """Who holds a place: the subject before it, or the name that follows it at once."""
    named = [item for item in mark.left if item in left and item.kind == "partner"]
    behind = mark.right[0] if mark.right else None
    last = mark.left[-1] if mark.left and mark.left[-1].kind == "partner" else None
    beside = last is not None and reader.text[last.end : mark.item.start] == " "
    if last and beside and AHEAD.search(reader.text, max(0, last.start - 14), last.start):
        return Who(names.code_of(last))  # "ahead of Vietnam in second place"
    if holder := unspaced.holder(reader, mark):
        return Who(names.code_of(holder))
    if behind and behind.kind == "partner" and reader.text[mark.item.end : behind.start] in ("-placed ", "-ranked "):
        return Who(names.code_of(behind))
    ahead = [item for item in mark.right if item.kind == "partner" and not names.aside_of(reader, item, mark)]
    close = ahead and HOLDER.fullmatch(reader.text[mark.item.end : ahead[0].start])
    if close and not named:
        return Who(names.code_of(ahead[0]))
    partners = [item for item in left if item.kind == "partner"]
    if partners:
        return Who(names.code_of(partners[-1]), () if named else _rival(reader, partners))
    if close:
        return Who(names.code_of(ahead[0]))
    return Who(reader.partner) if reader.partner not in ("", "WLD") else Who("", (), "who holds the place is not named")


def flow(reader: Reader, mark: Mark) -> str:
    """Exports or imports: the nearest word before the number, else after it, else as the article began."""
    words = [item for item in mark.before if item.kind == "flow"] or [
        item for item in mark.right if item.kind == "flow"
    ]
    if words:
        reader.flow = str(words[-1].value)
        return reader.flow
    places = [item for item in (*mark.before, mark.item) if item.kind == "rank"]
    if any(SENT_TO.search(reader.text, item.start, item.end) for item in places):
        return "export"  # "That made it the fifth-largest destination, behind Germany (1,119 t)"
    if any(item.kind == "it" for item in mark.before):
        return reader.flow
    return "export"
