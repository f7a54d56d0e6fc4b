"""What a word keeps to itself: an owner, a bracket, a clause told aside, a base that a verb or comparative names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.article import german, marks, unspaced
from helpers.article.lexicon import Item
from helpers.article.marks import Mark

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

OWNED = re.compile(r"'s? (?:only |mere |record )?|\s?\((?:with |at )?|的|の|의\s?| von (?:nur |lediglich )?")
SINCE = re.compile(r"\b[Ss]ince (?:the |its )?$")
AFTER = re.compile(r"\b(?:after|following|despite) (?:an? )?(?:\w+ )?$")
EXCEED = re.compile(r"\b(?:exceed|surpass|top|beat|lag|trail|outpac|outstrip)\w* (?:the |its |that of |those of )?$")
THAN = r"(?:above|below|under|behind|off|(?:short|shy|ahead|clear) of|(?:away|down|up) (?:from|on)|"
THAN += r"(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater|better|worse|weaker|stronger|lighter|heavier) "
THAN += r"(?:\w+ ){0,3}?than)"
COMPARED = re.compile(rf"(?:%\)?|\w)\s(?:\w+ly )?{THAN}\s(?:(?!and |but |while )[\w'’-]+ ){{0,8}}$")
AMOUNT = re.compile(r"(?:%|\bper ?cent|\bpct|\bpercent|tons?|tonnes?|\bt|times|half|thirds?|quarters?|fifths?|tenth)$")
LEADS = re.compile(r"(?:,|;| and| but| while| und| sowie) (?:only )?(?:(?:in|by|during|for|im) (?:the )?)?$")
SUPERLATIVE = re.compile(
    r"\b(?:highest|largest|biggest|strongest|lowest|smallest|weakest|most|best|worst|first)(?: [\w-]+){0,4} $"
)
SUBORDINATE = re.compile(
    r"(?:, (?:which|who|when|where)|(?:, |, after |\. |^)[Hh]aving|[Aa]fter \w+ing)\b(?:[^.,;()]|[.,](?=\d))*$"
)


def owns(reader: Reader, item: Item, mark: Item) -> bool:
    """Whether a month belongs to the number behind it: "trails last year's 38,138 tonnes"."""
    owned = item.kind == "time" and mark.kind == "number" and marks.is_mark(mark)
    if item.kind == "time" and mark.kind == "rank" and reader.former(mark):
        return OWNED.fullmatch(reader.text[item.end : mark.start]) is not None
    before = reader.text[max(0, item.start - 1) : item.start]
    gap = reader.text[item.end : mark.start]
    if not reader.language.spaced:
        return (owned or (item.kind == "time" and mark.kind == "times")) and unspaced.OWNER.fullmatch(gap) is not None
    return owned and (
        re.fullmatch(r"'s? (?:only |mere |record )?| von (?:nur |lediglich )?", gap) is not None
        or (before == "(" and gap in (": ", " "))
    )


def exceeds(reader: Reader, item: Item) -> bool:
    """Whether an amount is said to be more or less than that of a month: "15% short of the volume of January"."""
    found = COMPARED.search(reader.text, max(0, item.start - 90), item.start)
    return found is not None and AMOUNT.search(reader.text, max(0, found.start() - 12), found.start() + 1) is not None


def exceeded(reader: Reader, item: Item) -> bool:
    """Whether "exceeded the" or "since" leads to a month: "exceeded the December 2024 figure"."""
    before = reader.text[max(0, item.start - 24) : item.start]
    since = item.value[0] == "month" and SINCE.search(before) is not None
    return since or EXCEED.search(before) is not None


def bracketed(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a word stands in a bracket or clause closed before a number: "having bought 584 tons in March,"."""
    gap = reader.text[item.end : mark.item.start]
    first = re.search("[()]", gap)
    if first is not None:
        return first[0] == ")"
    if german.past(reader, item, mark):
        return True
    return re.search(r"[,;](?!\d)", gap) is not None and subordinate(reader, item)


def subordinate(reader: Reader, item: Item) -> bool:
    """Whether a word stands in a clause that only tells more of another: ", which had been 46 tons in May, rose"."""
    return SUBORDINATE.search(reader.text, max(0, item.start - 100), item.start) is not None


def opened(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a word stands in brackets that open behind a number and say more than it: "(July 2024: 5,278 tons)"."""
    gap = reader.text[mark.item.end : item.start]
    return "(" in gap and ")" not in gap and not reader.text.startswith(")", item.end)


def leads(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a month behind a number leads to the next one: "had received 412 tons, and in March 1,009 tons"."""
    ahead = next((other for other in mark.after if other.start > item.start and marks.is_mark(other)), None)
    close = ahead is not None and ahead.start - item.end <= 12
    return close and LEADS.search(reader.text, mark.item.end, item.start) is not None


def superlative(reader: Reader, item: Item) -> bool:
    """Whether a year is only that of a superlative: "the largest intake this year", "for the first time this year"."""
    if item.kind != "time" or item.value[0] not in ("year of", "to date"):
        return False
    return SUPERLATIVE.search(reader.text, max(0, item.start - 48), item.start) is not None


def before_that(reader: Reader, mark: Mark, base: Item) -> bool:
    """Whether the month before is the one spoken of: "after a 10.2% rise the previous month"."""
    led = AFTER.search(reader.text, max(0, mark.item.start - 24), mark.item.start)
    return base.value == ("rel", -1) and led is not None and reader.text.endswith(("e ", "p ", "n "), 0, base.start)


def opening(mark: Mark) -> Item | None:
    """The time word that opens the sentence of a number and is counted from what was spoken of before."""
    first = mark.left[0] if mark.left == mark.before and mark.left else None
    return first if first and first.kind == "time" and first.value[0] in ("rel", "same") else None
