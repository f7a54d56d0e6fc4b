"""What makes a number no figure of these exports, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

SOMEBODY = "what it is said of is no trade that customs records show"
OPEN = (
    "",
    "it names no change, share or base",
    "nothing says that it is trade",
    "a range, not a figure",
    "a former place",
)
LOOSE = re.compile(r"[\s,(]*(?:[a-z-]+,? ){0,9}\(?")
OPENING = re.compile(
    r"[\s\"'“”‘’(*–—-]*(?:(?:and|but|where|because|said|says|that|as|nor|so|meanwhile|separately),? )*"
)
DETERMINER = re.compile(r"(?:an?|the|his|her|my|our|your|one|each|he|she|we|two|three|most|many|some) ", re.I)
WITHIN = re.compile(r"\b(?:in|of|at|near|for|from|with|by|to|outside|across|between|than|on) (?:the |its |a )?$")
SAYS = "(?:said|says|plans|aims|told|reported|reports|has|had|expects|signed|agreed|agrees|sold|sells) "
OFFICE = r"(?!(?:The )?(?:[A-Z]\w+ (?:of )?){0,3}(?:Customs|Administration|Bureau|Office|Ministry)\b)"
NAME = re.compile(rf"{OFFICE}(?:(?:The )?(?:[A-Z][\w&.-]* ){{2}}|(?:[A-Z]\w*[A-Z0-9]\w*|[A-Z][\w-]+) {SAYS})")
FROM = re.compile(r",? (?:(?:down|up) from|compared with|against|versus) (?:about |only |some |just )?$")
OWN = re.compile(r"\b(?:its|their|his|our|it|they|he|we) (?:\w+ )?$", re.I)
RELATIVE = re.compile(r"(?:which|who|where|whose|having)\b")
IS = re.compile(r" (?:was|is|were|remains|remained|stayed|had|saw|brought|marked)\b")
VERB = re.compile(r"sold|sent|shipped|exported|delivered|supplied|dispatched|ships|sells|sends")
TRADE_WORDS = (
    "figure figures tally total totals sum number numbers level levels amount amounts quantity quantities month "
    "months quarter year half margin gap difference distance deficit shortfall loss rest remainder average mean union "
    "countries nations states members "
    "bloc country nation exporters sellers customs data statistics records administration heading code trade flow "
    "flows cargoes purchases buyers customers importers takers clients recipients destinations markets outlets "
    "recovery rebound comparison change pace result movement swing slice share proportion portion bulk majority "
    "gain gains rise fall increase decrease drop decline growth jump plunge slump surge dip "
    "tonne ton kilogram kilo price intake uptake appetite line slide retreat leap count pattern"
)
TRADE = frozenset(TRADE_WORDS.split())
PLAIN_WORDS = (
    "a an the this that these those its their his her our my and or but nor so yet then still also even only just "
    "some about nearly almost around roughly over under more less than at in of on by for to from with as was "
    "were is are be been being had has have having did does do not no up down who which whose where when while if "
    "after before since during through until between both each every all any such there here he she we you i "
    "alone together meanwhile however overall separately elsewhere earlier later now today yesterday again once "
    "further another none nobody others well way little far slightly compared measured against set given taken "
    "put year-on-year month-on-month looking counting adding monday tuesday wednesday thursday friday saturday "
    "sunday inside outside below above despite following"
)
PLAIN = frozenset(PLAIN_WORDS.split())
PRONOUNS = ("it", "they", "this", "those", "these", "the figure", "the volume", "the amount", "the total")


def aside(reader: Reader, mark: Mark) -> str:
    """Why a number is no trade figure that customs records show; empty where nothing says so."""
    if reason := _said(mark):
        return reason
    if reader.language.name == "de":
        return _handed(reader, mark)
    if reader.language.name != "en":
        return "" if reader.language.spaced else _priced(reader, mark)
    return _handed(reader, mark) or strange(reader, mark)


def _handed(reader: Reader, mark: Mark) -> str:
    """The reason of the number before, where this one has no subject of its own: "3,212 tonnes of oxide, up 12%"."""
    before = reader.claims[-1] if reader.claims else None
    if before and before.reason not in OPEN and FROM.search(reader.text, before.end, mark.item.start):
        return before.reason  # "gets 60% of its magnets from China, down from 90%"
    own = any(item.kind in ("flow", "partner", "it", "whole", "reporter", "measure") for item in mark.left)
    if before is None or before.reason in OPEN or own:
        return ""
    return before.reason if LOOSE.fullmatch(reader.text[before.end : mark.item.start]) else ""


def _priced(reader: Reader, mark: Mark) -> str:
    """The reason of the number before where the next has no subject of its own: "报价每公斤320元，较7月上涨12%"."""
    before = reader.claims[-1] if reader.claims else None
    dated = [item for item in mark.left if item.kind == "time" and item.value[0] in ("month", "span", "year")]
    own = any(item.kind in ("flow", "partner", "it", "whole", "reporter", "measure", "product") for item in mark.left)
    if before is None or before.reason in OPEN or own or any(id(item) not in reader.compared for item in dated):
        return ""
    return before.reason if mark.item.kind != "rank" else ""


def strange(reader: Reader, mark: Mark) -> str:
    """Whether the subject of a number is somebody or something else: "A wind turbine uses 600 kg".

    A part of a sentence without a subject has that of the part before: "Lynas, which mines in Australia, gained 3%".
    """
    stops = [item.end for item in mark.before if item.kind == "stop"]
    end = mark.item.start
    for begin in (*reversed(stops), reader.begin):
        words = [item for item in mark.before if begin <= item.start and item.end <= end]
        skipped = OPENING.match(reader.text, begin, end)
        first = skipped.end() if skipped else begin
        opening = reader.text[first:end]
        if RELATIVE.match(opening):  # "shares in a group, which is building a magnet plant, rose"
            end = begin
            continue
        known = {place - first for item in words for place in range(item.start, item.end)}
        named = NAME.match(opening) is not None and 0 not in known
        left = [match[0].lower() for match in re.finditer(r"[A-Za-z][\w'-]*", opening) if match.start() not in known]
        if words and VERB.fullmatch(reader.text[words[0].start : words[0].end]) and words[0].start == first:
            words = words[1:]  # "JL MAG, the largest maker, sold 2,300 tonnes": a verb is no subject
        if _of_trade(reader, words, named, begin) or (not named and not TRADE.isdisjoint(left)):
            return ""
        if words and words[0].kind == "time" and words[0].start == first and IS.match(reader.text, words[0].end):
            return ""  # "January 2025 was the strongest month ever"
        whole, direct = begin == reader.begin, begin == (stops[-1] if stops else reader.begin)
        told = set(left) <= PLAIN or _leads(words, first)
        if (whole or direct) and not told and _subject(opening, whole):
            return SOMEBODY
        end = begin
    return ""


def _subject(opening: str, whole: bool) -> bool:
    """Whether a part of a sentence opens with a subject: an article and a noun, or a capital letter."""
    if DETERMINER.match(opening) or NAME.match(opening):
        return True
    word = re.match(r"[A-Z][\w'-]*", opening)
    return whole and word is not None and word[0].lower() not in PLAIN


def _leads(words: Sequence[Item], first: int) -> bool:
    """Whether a part of a sentence begins with a month, a place, a number, or "a rise of"."""
    within = {"time": 16, "dir": 12, "rank": 4, "record": 4, "number": 4, "times": 4}
    return any(item.start <= first + within.get(item.kind, -1) for item in words)


def _of_trade(reader: Reader, words: Sequence[Item], named: bool, begin: int) -> bool:
    """Whether the words before a number speak of trade: flows, a partner as subject, China, "the figure".

    Of a name they do where they are not its own: "Reuters said exports fell", not "Lynas said it sold".
    """
    for item in words:
        said, before = reader.text[item.start : item.end].lower(), reader.text[max(begin, item.start - 16) : item.start]
        if item.kind in ("partner", "reporter") and not WITHIN.search(before) and not (named and said == "its"):
            return True
        if item.kind == "product" and not named and not WITHIN.search(before) and item.value != "other":
            return True
        if item.kind in ("flow", "whole") and not (named and OWN.search(before)):
            return True
        if item.kind in ("measure", "streak", "unit value", "latter") and not named:
            return True
        if item.kind == "it" and said in PRONOUNS and not named:
            return True
    return False


def _said(mark: Mark) -> str:
    """What a word of the part of the sentence says it is: a tariff, a forecast, a capacity."""
    left, right = _clause(mark)
    flows = [item for item in left if item.kind == "flow"]
    trade = [item for item in left if item.kind in ("flow", "whole", "measure", "product")]
    for item in (*reversed(left), *right):
        if item.kind != "aside":
            continue
        reason, reach = item.value
        gap = mark.item.start - item.end if item.end <= mark.item.start else item.start - mark.item.end
        between = [other for other in flows if item.end <= other.start]
        apart = item in right or any(item.end <= other.start for other in trade)
        if reach == "sure" or (reach == "near" and (gap <= 30 or not apart) and not between):
            return str(reason)
        if reach == "clause" and "forecast" in reason and (item in left or gap <= 20):
            return str(reason)
        close = gap <= 12 or not (flows or _right_flow(right, item))
        if reach == "clause" and "forecast" not in reason and close and not between:
            return str(reason)
    return ""


def _right_flow(right: Sequence[Item], item: Item) -> bool:
    return any(other.kind == "flow" and other.start < item.start for other in right)


def _clause(mark: Mark) -> tuple[list[Item], list[Item]]:
    """Words of the part of the sentence around a number."""
    left: list[Item] = []
    for n, item in reversed(list(enumerate(mark.before))):
        if item.kind == "stop":
            before = mark.before[n - 1] if n and item.end - item.start == 1 else None
            if before is None or before.kind != "aside" or before.end != item.start:  # "分析师预计," leads on
                break
        left.insert(0, item)
    right: list[Item] = []
    for item in mark.after:
        if item.kind == "stop":
            break
        right.append(item)
    return left, right
