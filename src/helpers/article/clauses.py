"""What a word keeps to itself: an owner, a bracket, a clause told aside, a base that a verb or comparative names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.article import marks
from helpers.article.lexicon import Item
from helpers.article.marks import Mark

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

OWNED = re.compile(r"'s? (?:only |mere |record )?|\s?\((?:with |at )?|的|の|의\s?")
OWNER = re.compile(r"(?:的|の|의\s?)(?:仅|只有|わずか|불과\s)?|\s?\(")  # "5月的46吨", "5월의 46톤", "5月(46トン)"
BRACKET = r"(?:\s?\([^()]{1,14}\))?"
AFTER_MONTH = re.compile(
    r"(?:に次[ぐい]|に続[くい]|에\s?이어|에\s?이은|(?:基本|大致|大体)?(?:持平|相当)|並み|[과와]\s비슷)"
)
BY_OWNER = re.compile(
    BRACKET
    + r"(?:(?:的|の|의\s)?(?:水準|水平|수준|実績|실적|輸出量|出口量|수출량))?(?:的|の|의\s?)(?:仅|只有|わずか|불과\s)?"
)
RATE = re.compile(
    "[降增跌涨升]幅|增速|(?:감소|증가|상승|하락)(?:폭|율|세)|낙폭|(?:増加|減少|伸び|増減)率|伸び|(?:減少|増加|マイナス|プラス|下落)幅"
)
SUMS = re.compile("合计|总计|共计|总量|합계|合計")
OF_WHOLE = re.compile(
    r"(?:出口|输出|輸出|수출|물량)?(?:量|额|量|額|総量|량)?(?:의\s?|의\s|에서\s|的|の|に占める|中)(?!输|出|수|輸)"
)
IN_BRACKET = re.compile(r"(?:向け|행|향)?\s?\(")
THAN_NAME = re.compile(
    rf"(?:향|행|向け|的|の|의\s)?{BRACKET}(?:(?:보다|より|を(?:上|下)回|に比べ|에\s비해|[과와]\s(?:비교|견))|"
    r"(?:出口|수출)?(?:量|량)?(?:的|の|의\s)(?:约|約|약\s)?(?:[\d.]+|[一两二三四五六七八九十]|[두세네])\s?(?:倍|배))"
)
THAN_BEFORE = re.compile(r"(?:比|高于|低于|多于|少于|不及)(?:对|向)?$")
SINCE = re.compile(r"\b[Ss]ince (?:the |its )?$")
AFTER = re.compile(r"\b(?:after|following|despite) (?:an? )?(?:\w+ )?$")
EXCEED = re.compile(r"\b(?:exceed|surpass|top|beat|lag|trail|outpac|outstrip)\w* (?:the |its |that of |those of )?$")
THAN = r"(?:above|below|under|behind|off|(?:short|shy|ahead|clear) of|(?:away|down|up) (?:from|on)|"
THAN += r"(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater|better|worse|weaker|stronger) "
THAN += r"(?:\w+ ){0,3}?than)"
COMPARED = re.compile(rf"(?:%|\w)\s(?:\w+ly )?{THAN}\s(?:(?!and |but |while )[\w'’-]+ ){{0,8}}$")
AMOUNT = re.compile(r"(?:%|\bper ?cent|\bpct|\bpercent|tons?|tonnes?|\bt|times|half|thirds?|quarters?|fifths?|tenth)$")
LEADS = re.compile(r"(?:,|;| and| but| while) (?:only )?(?:in|by|during|for) (?:the )?$")
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
        owned = owned or (item.kind == "time" and mark.kind == "times")  # "작년의 절반"
        return owned and OWNER.fullmatch(gap) is not None
    return owned and (
        re.fullmatch(r"'s? (?:only |mere |record )?", gap) is not None or (before == "(" and gap in (": ", " "))
    )


def exceeds(reader: Reader, item: Item) -> bool:
    """Whether an amount is said to be more or less than that of a month: "15% short of the volume of January"."""
    found = COMPARED.search(reader.text, max(0, item.start - 90), item.start)
    return found is not None and AMOUNT.search(reader.text, max(0, found.start() - 12), found.start() + 1) is not None


def exceeded(reader: Reader, item: Item) -> bool:
    """Whether "exceeded the" or "since" leads to a month: "exceeded the December 2024 figure"."""
    before = reader.text[max(0, item.start - 24) : item.start]
    return EXCEED.search(before) is not None or SINCE.search(before) is not None


def bracketed(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a word stands in a bracket or clause closed before a number: "having bought 584 tons in March,"."""
    gap = reader.text[item.end : mark.item.start]
    first = re.search("[()]", gap)
    if first is not None:
        return first[0] == ")"
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


def ranked_behind(reader: Reader, item: Item) -> bool:
    """Whether a month is one that a place stands behind: "1月に次ぐ", "仅次于1月", "1월에 이어"."""
    before = reader.text[max(0, item.start - 4) : item.start]
    return before.endswith("次于") or AFTER_MONTH.match(reader.text, item.end) is not None


def rate_of(reader: Reader, mark: Mark) -> Item | None:
    """The month or span of whose change a percentage is: "降幅较上半年的18.9%收窄", "감소폭은 상반기의 18.9%에서"."""
    own = owner(reader, mark) or _in_bracket(reader, mark)
    return own if own is not None and RATE.search(reader.text, reader.begin, own.start) else None


def _in_bracket(reader: Reader, mark: Mark) -> Item | None:
    own = mark.left[-1] if mark.left and mark.left[-1].kind == "time" else None
    return own if own is not None and owns(reader, own, mark.item) else None


def owner(reader: Reader, mark: Mark) -> Item | None:
    """The time that owns a number in Chinese, Japanese or Korean: "1月の7割", "1월(877톤)의 70%"."""
    own = next((item for item in reversed(mark.before) if item.kind == "time"), None)
    if own is None or reader.language.spaced:
        return None
    return own if BY_OWNER.fullmatch(reader.text, own.end, mark.item.start) else None


def set_aside(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a name stands beside what a Chinese, Japanese or Korean sentence is about.

    In a bracket ("EU(독일 포함)"), compared with ("比德国多", "독일보다"), the whole of a part ("전체의 13.7%"), or
    summing up ("欧盟合计").
    """
    if reader.language.spaced:
        return False
    text, gap = reader.text, reader.text[item.end : mark.item.start]
    first = re.search("[()]", gap)
    if first is not None and first[0] == ")":
        return True
    if item.kind == "whole":
        named = [other for other in mark.before if other.kind == "partner" and other.end <= item.start]
        between = text[named[-1].end : item.start] if named else ","
        sums = SUMS.fullmatch(text, item.start, item.end) is not None and re.search("[,;。、(]", between) is None
        return (
            sums
            or not between
            or OF_WHOLE.match(text, item.end) is not None
            or text.endswith(("占", "占我国"), 0, item.start)
        )
    if IN_BRACKET.fullmatch(gap):
        return False
    return THAN_NAME.match(text, item.end) is not None or THAN_BEFORE.search(text, 0, item.start) is not None


def before_that(reader: Reader, mark: Mark, base: Item) -> bool:
    """Whether the month before is the one spoken of: "after a 10.2% rise the previous month"."""
    led = AFTER.search(reader.text, max(0, mark.item.start - 24), mark.item.start)
    return base.value == ("rel", -1) and led is not None and reader.text.endswith(("e ", "p ", "n "), 0, base.start)


def opening(mark: Mark) -> Item | None:
    """The time word that opens the sentence of a number and is counted from what was spoken of before."""
    first = mark.left[0] if mark.left == mark.before and mark.left else None
    return first if first and first.kind == "time" and first.value[0] in ("rel", "same") else None
