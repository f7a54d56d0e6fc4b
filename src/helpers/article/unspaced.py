"""What Chinese, Japanese and Korean sentences, which part no words by blanks, say by particles and brackets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article.lexicon import Item
from helpers.article.marks import Mark
from helpers.article.printed import Printed
from helpers.article.unspaced_parts import BRACKET, TOLD_PAST, apart, part_of_union, second_rate

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

OWNER = re.compile(r"(?:的|の|의\s?)(?:仅|只有|わずか|불과\s)?|\s?\(")  # "5月的46吨", "5월의 46톤", "5月(46トン)"
AFTER_MONTH = re.compile(
    r"(?:に次[ぐい]|に続[くい]|에\s?이어|에\s?이은|(?:基本|大致|大体)?(?:持平|相当)|並み|[과와]\s비슷)"
)
BY_OWNER = re.compile(
    BRACKET
    + r"(?:(?:的|の|의\s|\s)?(?:水準|水平|수준|実績|실적|輸出量|出口量|수출량|低谷|低点|谷底|底部|高点|高峰|峰值|"
    r"底|谷|ピーク|低迷期|저점|바닥|정점|고점|최저치|최고치)(?:时|期|時)?)?(?:的|の|의\s?)(?:仅|只有|わずか|불과\s)?"
)
RATE = re.compile(
    "[降增跌涨升]幅|增速|(?:감소|증가|상승|하락)(?:폭|율|세)|낙폭|(?:増加|減少|伸び|増減)率|伸び|(?:減少|増加|マイナス|プラス|下落)幅"
)
YEARLY = re.compile("同比|前年|전년|작년|지난해")
MONTHLY = re.compile("环比|前月|전월|전달")
UNLIKE = re.compile(
    r"(?:的[^,，。]{0,6})?(?:不同|相反|形成对比)|と(?:は)?(?:異なり|違い|対照的|逆に)|[과와](?:는)?\s(?:달리|다르게|대조)"
)
UNION = re.compile(r"\)?\s?(?:회원국|27개국|加盟国|27カ国|27国|成员国)?\s?の?")
SUMS = re.compile("合计|总计|共计|总量|합계|合計")
OF_WHOLE = re.compile(
    r"(?:出口|输出|輸出|수출|물량)?(?:量|额|量|額|総量|량)?(?:의\s?|의\s|에서\s|的|の|に占める|中)(?!输|出|수|輸)"
)
LISTED = re.compile(
    r"(?:\([^()]{1,14}\))?(?:向け|行き|행|향|으로의|로의)?\s?(?:、|,|和|与|及|以及|と|や|과|와|·|・|및)\s?(?:对|向|[1-9]位の|[1-9]위\s)?"
)
PASSING = re.compile(
    r"\)?(?:보다|에서|에\s?비|[과와]\s비교|と比べ|から|より|に比べ|を[上下]回)|[가-힣 ]{0,8}[었였았]던"
)
IN_PERCENT = re.compile(r"\(약?約?[\d.]+%\)\s?")
ANOTHER = re.compile(r"、(?:[ァ-ヿー]+|[一-鿿]{1,4})が")  # "日本が4.7％、米国が9.5％"
DIRECT = re.compile(
    r"(?:向け|行き)?(?:[はがにへもで]|には|では|への)?(?:約|わずか|出荷|輸出)?|"
    r"(?:향|행)?(?:\s?(?:수출|물량))?(?:[은는이가]|으?로는?|에는?|에서는?)?\s?|"
    r"(?:的)?(?:出口|进口|采购|买走|购入)?(?:量|额)?(?:的|为|仅|仅为|则为|达|约|只有|以|有)?"
)
FROM_SHARE = re.compile(
    r"(?:[的]?(?:约|近)?(?:[降升增减跌缩]|下降|上升|回落|提高|扩大|下滑|低|高))|を?(?:から|より|下回|上回)|에서|보다|을?\s?(?:밑돌|웃돌)"
)
FROM_TO = re.compile(
    r"(?:[降升增减跌]|下降|上升|回落|提高|扩大|下滑|上升)(?:至|到|为)(?:约|近)?[\d.]+%|"
    r"から(?:\d{1,2}月の)?約?[\d.]+%[にへ]|에서\s?(?:\d{1,2}월\s)?약?\s?[\d.]+%로"
)
TAKES_OF = re.compile(r"(?:一国)?(?:就)?占|(?:だけで)?が|[는은이가]\s")
OF_UNION = re.compile(r"(?:向け|행)?(?:总量|总进口|进口量|总采购|全体|전체)?(?:的|の|의\s)")
TOPIC = re.compile(
    r"(?:这一|该|其)?(?:比例|占比|比重)|(?:(?:这一|该|其)?(?:比例|占比|比重))?(?:则|仅|只|还|尚)?(?:为|是|有|仅有|仅为)|"
    r"(?:の(?:比率|割合|シェア))?(?:に)?は約?|(?:(?:의\s)?비중은|에?[는은])\s"
)
IN_BRACKET = re.compile(r"(?:向け|행|향)?\s?\(")
THAN_NAME = re.compile(
    rf"(?:향|행|向け|的|の|의\s)?{BRACKET}(?:(?:보다|より|を(?:上|下)回|に比べ|에\s비해|[과와]\s(?:비교|견))|"
    r"(?:出口|수출)?(?:量|량)?(?:的|の|의\s)(?:约|約|약\s)?(?:[\d.]+|[一两二三四五六七八九十]|[두세네])\s?(?:倍|배))"
)
THAN_BEFORE = re.compile(r"(?:比|高于|低于|多于|少于|不及)(?:对|向)?$")
FROM_NAME = re.compile(rf"(?:向け|향)?{BRACKET} ?")
FRONTED_BASE = re.compile("相比[,，]|(?:と比べ|に比べ|と比較)|[과와] 비교")
PLACE_OF = re.compile(
    r"(?:のは|は|の|で(?:も)?ある|となった|는\s|은\s|[是为為]|:)\s?(?:[\d,.万만천]{1,8}(?:トン|톤|吨|t)의?の?\s?)?"
)
GIVEN = re.compile(r"(?:の座|の地位|の席)?を|(?:的?位置|宝座)?(?:拱手)?(?:让给|让予|让位给)|(?:\s자리)?[를을]\s")
TAKEN = re.compile(rf"{BRACKET}(?:に(?:明け渡|譲|奪)|(?:에게?|에)\s?(?:내[줬주]|넘[겼겨]|빼앗))")
OF_NAMED = re.compile(rf"{BRACKET}(?:出口|进口|发货|向け|행|향)?(?:量)?{BRACKET}(?:的|の|의\s)(?:约|約)?")
WHICH_WAS = re.compile(r"だった|던\s|となった|を記録した|(?:이?[었였]던|인|을\s기록[한했던]+)\s|的")
ENDED_BEHIND = re.compile(
    r"[^。.,、,]{0,16}(?:멈[췄추]|끊[겼기어]|꺾|마감|途切れ|止まっ|終わっ|中断|中止|终结|终止|结束|止步)"
)


def ranked_behind(reader: Reader, item: Item) -> bool:
    """Whether a month is one that a place stands behind: "1月に次ぐ", "仅次于1月", "1월에 이어"."""
    before = reader.text[max(0, item.start - 4) : item.start]
    return before.endswith("次于") or AFTER_MONTH.match(reader.text, item.end) is not None


def rate_of(reader: Reader, mark: Mark) -> Item | None:
    """The month or span of whose change a percentage is: "降幅较上半年的18.9%收窄", "감소폭은 상반기의 18.9%에서"."""
    own = owner(reader, mark) or _in_bracket(reader, mark)
    clause = re.split("[,，;。、]", reader.text[reader.begin : own.start])[-1] if own is not None else ""
    return own if RATE.search(clause) else None


def _in_bracket(reader: Reader, mark: Mark) -> Item | None:
    own = mark.left[-1] if mark.left and mark.left[-1].kind == "time" else None
    return own if own is not None and OWNER.fullmatch(reader.text, own.end, mark.item.start) else None


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
            or UNION.fullmatch(between) is not None
            or OF_WHOLE.match(text, item.end) is not None
            or text.endswith(("占", "占我国"), 0, item.start)
        )
    if IN_BRACKET.fullmatch(gap):
        return False
    if mark.item.kind == "rank" and text.startswith("다음으로", mark.item.start) and gap == " ":
        return True
    of_union = item.value == "EUN" and OF_UNION.match(text, item.end) is not None
    told = reader.claims[-1].partner if reader.claims else ""
    if of_union and (text.endswith("占", 0, item.start) or told not in ("", "EUN", "WLD")):
        return True
    if mark.item.kind in ("number", "times") and item.value == "EUN" and OF_UNION.match(text, item.end):
        others = [other for other in mark.before if other.kind == "partner" and other.end <= item.start]
        return bool(others) and TAKES_OF.fullmatch(text, others[-1].end, item.start) is not None
    return THAN_NAME.match(text, item.end) is not None or THAN_BEFORE.search(text, 0, item.start) is not None


def rated(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A change that is the rate of a month, or the second of two: "同比增速由10月的16%扩大到28.3%"."""
    if rate := rate_of(reader, mark):
        return own_change(reader, replace(claim, period=reader.clock.period(rate.value)))
    first = second_rate(reader, mark)
    if first is None:
        return None
    named = [
        reader.clock.period(item.value) for item in mark.before if item.kind == "time" and item.value[0] == "month"
    ]
    named = [period for period in named if period and period != first.period]
    period = named[-1] if named else reader.here or reader.clock.main
    return replace(claim, period=period, base=periods.shift(period, -apart(first)))


def own_change(reader: Reader, claim: Printed) -> Printed:
    """A change that a month or span owns: counted as the change told before it, a span from a year earlier."""
    clause = re.split("[,，;。、]", reader.text[reader.begin : claim.start])[-1]
    told = next((other for other in reversed(reader.claims) if other.kind == "change" and other.base), None)
    monthly = told is not None and told.base == periods.shift(told.period, -1) and "/" not in claim.period
    if YEARLY.search(clause) or MONTHLY.search(clause):
        monthly = MONTHLY.search(clause) is not None and "/" not in claim.period
    return replace(claim, base=periods.shift(claim.period, -1 if monthly else -12))


def former_month(reader: Reader, mark: Mark, period: str) -> str:
    """The month of a place that was left: that which owns it, or the one before: "8월의 2위에서 4위로"."""
    own = mark.left[-1] if mark.left and mark.left[-1].kind == "time" else None
    if own is not None and OWNER.fullmatch(reader.text, own.end, mark.item.start):
        return reader.clock.period(own.value, period)
    return periods.shift(period, -1)


def fronted(reader: Reader, mark: Mark) -> bool:
    """Whether a level opens its sentence as a base, before its partner: "与1月的877吨相比,对美数量还差59.8%"."""
    return not reader.language.spaced and FRONTED_BASE.match(reader.text, mark.item.end) is not None


def rival(reader: Reader, mark: Mark) -> str:
    """The partner that a multiple is measured against: "美国的4.4倍", "미국(582톤)의 네 배"."""
    told = next((item for item in reversed(mark.before) if item.kind == "partner"), None)
    owned = told is not None and OF_NAMED.fullmatch(reader.text, told.end, mark.item.start)
    return str(told.value) if told is not None and owned else ""


def rival_first(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a name, or one that it is listed with, stands before "behind": "독일과 한국에 이어 3위"."""
    if reader.language.spaced:
        return False
    words = [other for other in (*mark.before, *mark.after) if other.start >= item.end]
    names = [other for other in words if reader.language.name != "zh" or other.value == "after"]
    if any(other.kind == "other" and FROM_NAME.fullmatch(reader.text, item.end, other.start) for other in names):
        return True
    after = next((other for other in words if other.kind == "partner"), None)
    listed = after is not None and LISTED.fullmatch(reader.text, item.end, after.start)
    return after is not None and bool(listed) and rival_first(reader, after, mark)


def passing(reader: Reader, claim: Printed) -> bool:
    """Whether a number is only told in passing: a former place, "656톤까지 늘었던", "曾升至656吨", "619トンから"."""
    text = reader.text
    if claim.kind == "rank" and reader.former(claim):
        return True
    earlier = bool(claim.period) and claim.period < (reader.here or reader.clock.main)
    if earlier and TOLD_PAST.match(text, claim.end):
        return True
    if UNLIKE.match(text, claim.end):
        return True
    before = re.search(r"曾[^,;。]{0,6}$", text[max(0, claim.start - 8) : claim.start])
    return before is not None or PASSING.match(text, claim.end) is not None


def with_share(reader: Reader, mark: Mark, after: Item | None) -> bool:
    """Whether a mass is by how much and a bracket says how many percent that is: "821t(15.4%) 많은"."""
    told = None if reader.language.spaced else IN_PERCENT.match(reader.text, mark.item.end)
    return told is not None and any(
        item.kind == "dir" and item.start - told.end() <= 1 for item in mark.after[:3] if item.start >= told.end()
    )


def from_share(reader: Reader, mark: Mark) -> bool:
    """Whether a percentage is the first of two, which only a share is: "由12%降至9.5%", "37.6%에서 41.8%로"."""
    two = not reader.language.spaced and FROM_TO.match(reader.text, mark.item.end) is not None
    return two and RATE.search(reader.text, max(reader.begin, mark.item.start - 24), mark.item.start) is None


def share_alone(reader: Reader, mark: Mark) -> bool:
    """Whether a partner and a percentage are all that a headline says: "EU向けが4割", "대EU 42%"."""
    named = mark.left[-1] if mark.left and not reader.language.spaced else None
    alone = [item for item in mark.left if item.kind not in ("partner", "flow")] == []
    gap = reader.text[max(item.end for item in mark.left) : mark.item.start] if named and alone else "."
    ended = mark.after == [] and re.match(r"(?:占め)?\s*(?:\n|$|…)", reader.text[mark.item.end : mark.item.end + 8])
    return alone and bool(ended) and gap in (" ", "が", "は", "는 ", "은 ", "이 ", "가 ") and bool(mark.left)


def whole_of(reader: Reader, mark: Mark) -> str:
    """The union of which a share is one: "德国占欧盟的一半", "EUの半分"; empty for the world."""
    named = next((item for item in reversed(mark.left) if item.kind == "partner"), None)
    if part_of_union(reader, mark) and (named is None or named.value != "EUN"):
        return "EUN"
    if named is None or named.value != "EUN" or reader.language.spaced:
        return ""
    return "EUN" if OF_UNION.fullmatch(reader.text, named.end, mark.item.start) else ""


def topic(reader: Reader, mark: Mark) -> Item | None:
    """The time counted from another that a level is said of: "而去年同期为38138吨", "1년 전에는 689톤"."""
    own = next((item for item in reversed(mark.left) if item.kind == "time"), None)
    if reader.language.spaced or own is None or own.value[0] != "rel":
        return None
    gap, mass = reader.text[own.end : mark.item.start], mark.item.kind == "number" and mark.item.value.unit == "kg"
    beside = mass and not gap.strip() and not reader.text.endswith(("比", "비", "較", "较"), 0, own.end)
    return own if beside or TOPIC.fullmatch(gap) else None


def dated(reader: Reader, item: Item, around: str) -> str:
    """The period of a time word; "the month before" of a span is that before its last month."""
    if item.value == ("rel", -1) and "/" in around:
        around = periods.month_text(periods.span(around)[1])
    return reader.clock.period(item.value, around)


def from_when(reader: Reader, mark: Mark) -> Item | None:
    """The time of a share that another is compared with: "1年前の11.0%から低下", "1년 전 11.0%에서 7.8%로"."""
    own = mark.left[-1] if mark.left and not reader.language.spaced else None
    if own is None or own.kind != "time" or own.value[0] not in ("rel", "same", "month", "year", "month last year"):
        return None
    gap = reader.text[own.end : mark.item.start]
    owned = gap in ("", " ") or OWNER.fullmatch(gap) or TOPIC.fullmatch(gap)
    return own if owned and FROM_SHARE.match(reader.text, mark.item.end) else None


def still_share(reader: Reader, mark: Mark) -> bool:
    """Whether a percentage is the share told before, at another time: "比重7.3%，前一个月还有9.6%"."""
    last = reader.claims[-1] if reader.claims else None
    if last is None or last.kind != "share":
        return False
    return topic(reader, mark) is not None or ANOTHER.fullmatch(reader.text, last.end, mark.item.start) is not None


def direct(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether only particles part a name from its number, which is then no other's: "ベトナム向けが209トン"."""
    return not reader.language.spaced and DIRECT.fullmatch(reader.text, item.end, mark.item.start) is not None


def settled(reader: Reader, told: Printed) -> bool:
    """Whether the number before leaves no doubt whose it is, so that what follows is its own."""
    sure = not any("partner" in other for other in told.others)
    return not reader.language.spaced and told.kind in ("level", "value") and sure


def mean_level(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A mass that is the monthly mean of a year: "2024年月均为4840吨", "24年の月平均4840トン"."""
    own = next((item for item in reversed(mark.left) if item.kind == "time"), None)
    if reader.language.spaced or own is None or own.value[0] not in ("mean", "mean last year"):
        return None
    gap = reader.text[own.end : mark.item.start]
    if gap.strip() and not (TOPIC.fullmatch(gap) or OWNER.fullmatch(gap)):
        return None
    year = own.value if own.value[0] == "mean" else ("year of", -1)
    return replace(claim, period=reader.clock.period(year), detail=("mean",))


def _beside(reader: Reader, mark: Mark) -> Item | None:
    """The name right behind its place, where none stands before: "1位ドイツ(1119トン)、2位米国"."""
    after = mark.right[0] if mark.right else None
    if reader.language.spaced or after is None or after.kind != "partner" or after.start - mark.item.end > 1:
        return None
    return None if mark.left and mark.left[-1].kind == "partner" else after


def by_dollars(reader: Reader, mark: Mark) -> int:
    """Up or down where an amount is by how much: "比9月少400万美元"."""
    before = mark.left[-1] if mark.left and reader.language.name == "zh" else None
    if before is None or before.kind != "dir" or before.end != mark.item.start:
        return 0
    return 0 if reader.text[before.end - 1] in "至到为" else int(before.value)


def holder(reader: Reader, mark: Mark) -> Item | None:
    """Who holds a place and is named behind it: "首位はドイツ、2位は韓国", "最も多かったのは764トンのドイツ"."""
    held = None if reader.language.spaced else PLACE_OF.match(reader.text, mark.item.end)
    given = None if reader.language.spaced else GIVEN.match(reader.text, mark.item.end)
    to = next((item for item in mark.after[:6] if item.kind == "partner" and given and item.start >= given.end()), None)
    if to is not None and given is not None and to.start == given.end():
        return to if given[0].endswith(("给", "予")) or TAKEN.match(reader.text, to.end) else None
    if beside := _beside(reader, mark):
        return beside
    names = (item for item in mark.after[:4] if item.kind == "partner" and held and item.start <= held.end())
    return next(names, None)
