"""What Chinese, Japanese and Korean sentences tell beside their subject, of which part, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import marks
from helpers.article.lexicon import Item
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

BRACKET = r"(?:\s?\([^()]{1,14}\))?"
WHICH = r"(?:其中|这当中|当中|(?:その|この)?うち|이\s?(?:중|가운데)|그\s?(?:중|가운데))"
THAT_PART = re.compile(r"(?:その|其|그\s)(?:约|近|約)?$")  # "독일이 그 절반을 넘는다"
OF_WHICH = re.compile(rf"{WHICH}[^,，;。、.]{{0,24}}$")
OF_THOSE = re.compile(rf"{WHICH}(?:有|的|의)?\s?$")
OWN_WORDS = ("flow", "partner", "whole", "measure", "product")
AMOUNT = re.compile(
    r"(?:(?:増加|拡大|上積み|伸び)(?:幅|分)|增(?:量|幅)|(?:증가|확대)(?:폭|분|량)|"
    r"(?P<down>(?:減少|縮小|下落)(?:幅|分)|减量|减幅|降幅|(?:감소|축소)(?:폭|분|량)))(?:[はがも为达有]|[은는이]\s)*約?约?\s?$"
)
TOP_BUYERS = re.compile(
    r"前[三3四4五5]大[^;。]*(?:合计|共占|总共|加起来)|上位[3-5三四五][カヵか]国で|"
    r"상위\s?[3-5]\s?(?:개국|개\s국가|대)(?:이|인|가|의)?\s"
)
TOGETHER = re.compile(
    rf"{BRACKET}(?:三国|两国|四国|三家|向け|[향행])?(?:的?出口)?(?:合计|共计|一共|总共|加起来|を合わせ|の合計|合計で|"
    r"[를을]?\s?합[치쳐하해]|\s?합계)"
)
JOINED = re.compile(rf"{BRACKET}(?:向け|[행향])?\s?(?:、|,|和|与|及|以及|と|や|과|와|·|・|및)\s?(?:对|向)?")
TO_RATE = re.compile(
    r"(?:提高|扩大|收窄|回升|回落|放缓|加快|上升|下降|降|升|增)?[至到为](?:约|近)?|から約?|에서\s(?:약\s)?|"
    r"から(?:\d{1,2}月(?:は|に)は?)?|에서\s(?:\d{1,2}월(?:에는)?\s)?"
)
SHORT_OF = re.compile("届か|及ば|満た|못\\s?미|미치지|넘|웃[돌도]")
IN_TURN = re.compile(
    r"\)?[%増減↑↓ ]{0,3}(?:증가|감소|늘|줄|上昇|下落|増加|減少|增|减|降|升)?[,，、/]\s?"
    r"(?:同|前年同月比|前年比|전년\s?(?:동월)?\s?(?:대비|비)|同比)?\s?[-+]?"
)
SINCE_IT = re.compile(r"以来|以降|\s?이후|\s?이래|之后")
NOT_PAST = re.compile(r"[^,，;。、.]{0,24}")
TOLD_BESIDE = re.compile(
    r"(?:份|同期)?(?:的|则|时|还|也|仅|只|才|的出口量)*(?:为|是|有|仅为|只有)?|(?:の|分)?(?:に|で)?は|が|[은는이가]?\s?(?:에는\s)?"
)
TOLD_PAST = re.compile(
    r"[^、。，]{0,14}(?:てい|だっ)た(?:が|ものの|のが|けれど)|[^,.]{0,12}(?:[았었였]|[했됐났췄졌갔])(?:지만|으나|는데|던\s것이)"
)
BEHIND_MONTH = re.compile(
    rf"(?:(?:の|의\s|\s)?[\d.,万천만]+(?:トン|톤|t))?{BRACKET}(?:에\s?(?:이어|이은)|\s?다음으로|に次[ぐいぎ]で?|に続[くい]て?)[、\s]?"
)
LEADS = (":", "如下", "次の通り", "다음과 같다.")
ON_YEAR = re.compile(
    r"で?(?:前年|昨年)|で\d|\s?(?:전년|작년|지난해|[\d만천]+t)|(?:个月)?(?:同比|高于|低于|超过|逾|不足)|"
    r"で?(?:[^、。]{0,6}(?:台|を超|を上回|を下回|を割))"
)
YEARLY_BEFORE = re.compile(
    r"(?:同比|(?:前年同月比|前年比)(?:で)?|(?:전년|작년)[^,.]{0,8}(?:대비|보다)\s?)(?:已|也|则|は)?$"
)
BULLET = re.compile(r"\s*[-*+•·▪‣–◆◇■□●○▲△▶▷※]")


def lapsed(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a month was only told beside what the sentence speaks of: "6月3188吨，5月为1238吨，环比增157.5%"."""
    if reader.language.spaced or item.value[0] != "month":
        return False
    text, period = reader.text, reader.clock.period(item.value)
    figure = next((other for other in mark.before if other.start >= item.end and marks.is_mark(other)), None)
    level = figure is not None and figure.kind == "number" and figure.value.unit == "kg"
    if figure is None or not level or re.search("[,，;。、]", text[figure.end : mark.item.start]) is None:
        return False
    if TOLD_PAST.match(text, figure.end) and period < (reader.here or reader.clock.main):
        return True
    before = [other for other in mark.before if other.end <= item.start]
    dated = [reader.clock.period(other.value) for other in before if other.kind == "time"]
    dated = dated or [reader.here or reader.clock.main]
    told = any(marks.is_mark(other) for other in before) and any(one > period for one in dated if "/" not in one)
    return told and TOLD_BESIDE.fullmatch(text, item.end, figure.start) is not None


def headed(reader: Reader) -> str:
    """The month that a line above a list gives all its items: "12月单月情况如下："."""
    line = reader.text.rfind("\n", 0, reader.begin) + 1
    return reader.heading if BULLET.match(reader.text, line) else ""


def heads(reader: Reader, items: list[Item], claims: list[Printed]) -> str:
    """The month of a line that leads to a list, else the one that holds."""
    dated = {reader.clock.period(item.value) for item in items if item.kind == "time"} - {""}
    end = reader.text.find("\n", reader.begin)
    leads = reader.text[reader.begin : end if end >= 0 else None].rstrip().endswith(LEADS)
    if leads and not claims and len(dated) == 1:
        return dated.pop()
    return reader.heading if headed(reader) else ""


def of_which(reader: Reader, mark: Mark) -> Item | None:
    """The partner behind a part that "of which" opens: "其中近半流向德国", "이 중 1천288t이 독일로 갔다"."""
    if reader.language.spaced or not _part(reader, mark):
        return None
    after = next((item for item in mark.after if item.kind == "partner"), None)
    own = any(item.kind == "partner" for item in mark.left)
    close = after is not None and NOT_PAST.fullmatch(reader.text, mark.item.end, after.start)
    return after if close and not own else None


def _part(reader: Reader, mark: Mark) -> bool:
    return OF_WHICH.search(reader.text, max(reader.begin, mark.item.start - 40), mark.item.start) is not None


def by_amount(reader: Reader, mark: Mark) -> int:
    """Up or down where a mass is by how much: "増加幅は410トン", "增量为410吨", "증가분은 410t"."""
    if reader.language.spaced:
        return 0
    led = AMOUNT.search(reader.text, reader.begin, mark.item.start)
    return 0 if led is None else -1 if led["down"] else 1


def of_rate(reader: Reader, word: Item, mark: Mark) -> bool:
    """Whether a fraction is that of a rise or fall: "跌幅达三分之一"."""
    rate = reader.text.endswith("幅", word.start, word.end)
    return rate and re.fullmatch("[达到为约近至超逾高有]{0,3}", reader.text[word.end : mark.item.start]) is not None


def second_rate(reader: Reader, mark: Mark) -> Printed | None:
    """The rate before of two: "同比增速由10月的16%扩大到28.3%", "伸び率は10月の16%から28.3%に"."""
    last = reader.claims[-1] if reader.claims and not reader.language.spaced else None
    if last is None or last.kind != "change" or not last.base or {"/", " "} & set(last.base + last.period):
        return None
    return last if TO_RATE.fullmatch(reader.text, last.end, mark.item.start) else None


def only_compared(reader: Reader, mark: Mark) -> bool:
    """Whether "short of" says of another month's figure that this one is less: "1月の275トンには届かなかった"."""
    own = mark.left[-1] if mark.left and not reader.language.spaced else None
    if own is None or own.kind != "time" or reader.text[own.end : mark.item.start] not in ("", " ", "の", "의 ", "("):
        return False
    word = reader.text[mark.item.start : mark.item.end]
    return SHORT_OF.search(word) is not None and reader.clock.period(own.value) != (reader.here or reader.clock.main)


def bases_in_turn(reader: Reader, claims: list[Printed], items: list[Item]) -> list[Printed]:
    """Give the changes of a bracket the bases of an earlier one in turn: "(660%↑, 48.8%↓)", "(同660%増、同48.8%減)"."""
    done = list(claims)
    for n, (one, two) in enumerate(pairwise(claims)):
        gap = reader.text[one.end : two.start]
        if reader.language.spaced or {one.kind, two.kind} - {"change", "multiple"} or not IN_TURN.fullmatch(gap):
            continue
        told = [
            item for item in items if item.kind == "time" and item.start - one.start >= -24 and item.end <= two.start
        ]
        near = [item for item in told if item.end <= one.start and "(" not in reader.text[item.end : one.start]]
        between = [item for item in told if item.start >= one.end]
        if near and between and one.base and two.base:
            reader.turns = (apart(one), apart(two))
        elif not near and not between and reader.turns:
            for k, months in enumerate(reader.turns):
                period = done[n + k].period
                base = periods.shift(period, -12 if "/" in period else -months)
                done[n + k] = replace(done[n + k], base=base, others=(), far=())
    return done


def apart(claim: Printed) -> int:
    """How many months a claim's base lies before its period."""
    return (
        12
        if "/" in claim.period + claim.base or " " in claim.base
        else (periods.span(claim.period)[1] - periods.span(claim.base)[1])
    )


def its_record(reader: Reader, mark: Mark) -> bool:
    """Whether a record is said of the figure right before it: "11月的305吨更是创下历史新高"."""
    last = reader.claims[-1]
    if reader.language.spaced or last.kind not in ("level", "value"):
        return False
    gap, word = reader.text[last.end : mark.item.start], reader.text[mark.item.start : mark.item.end]
    return re.fullmatch("[^,，。、;()的次続이밀]{0,6}", gap) is not None and SINCE_IT.match(word) is None


def of_those(reader: Reader, mark: Mark) -> bool:
    """Whether "of which" leads straight to a number: "이 가운데 43%인 1364t", "うち6割", "其中42%"."""
    return not reader.language.spaced and OF_THOSE.search(reader.text, 0, mark.item.start) is not None


def part_of_union(reader: Reader, mark: Mark) -> bool:
    """Whether a number says what part of the union's trade somebody has: "うちドイツが半分強の1288トン"."""
    that = mark.item.kind == "times" and THAT_PART.search(reader.text, reader.begin, mark.item.start) is not None
    if reader.language.spaced or not (that or _part(reader, mark)):
        return False
    return reader.partner == "EUN" or any(claim.partner == "EUN" for claim in reader.claims)


def reason_of(reader: Reader, mark: Mark, kind: str) -> str:
    """Why a number is none that can be computed: a price's change, a row of months not counted on the month."""
    if reader.language.spaced:
        return ""
    if kind in ("share", "level", "change", "value") and _summed(reader, mark):
        return "a sum of partners, which is not computed"
    last = reader.claims[-1] if reader.claims else None
    clause = [item.kind for item in mark.left if item.kind in (*OWN_WORDS, "share")]
    if kind == "record" and (clause[-1:] == ["share"] or (not clause and last and last.kind == "share")):
        return "a record of a share, which is not computed"
    if kind in ("change", "multiple", "difference", "record") and _of_price(reader, mark):
        return "a change of a unit price, which is not computed"
    if kind != "streak":
        return ""
    text = reader.text  # "2カ月連続で前年を上回った", "两个月同比下降"
    yearly = ON_YEAR.match(text, mark.item.end) or YEARLY_BEFORE.search(text, reader.begin, mark.item.start)
    return "a row of months that is counted on the year or against a level" if yearly else ""


def _summed(reader: Reader, mark: Mark) -> bool:
    """Whether a number is one of several partners together: "德国、韩国、越南…合计占46.9%", "상위 3개국이 46.9%"."""
    names = [item for item in mark.before if item.kind == "partner"]
    last = names[-1].end if names else reader.begin
    clause = re.split("[;。]", reader.text[reader.begin : mark.item.start])[-1]
    if TOP_BUYERS.search(clause) and not re.search("[()]", reader.text[last : mark.item.start]):
        return len(names) != 1 or TOP_BUYERS.search(reader.text, last, mark.item.start) is not None
    if len(names) < 2 or not JOINED.fullmatch(reader.text, names[-2].end, names[-1].start):
        return False
    return TOGETHER.match(reader.text, last, mark.item.start) is not None


def _of_price(reader: Reader, mark: Mark) -> bool:
    """Whether a number tells of a unit price: "均价同比涨7.4%", "均价为每公斤49.1美元，比去年同期贵7.4%"."""
    words = [item.kind for item in mark.left if item.kind in (*OWN_WORDS, "unit value")]
    last = reader.claims[-1] if reader.claims else None
    priced = last is not None and (last.kind == "unit_value" or "unit price" in last.reason)
    return words[-1] == "unit value" if words else priced


def in_order(reader: Reader, items: list[Item]) -> list[Item]:
    """Places that follow another: "한국이 그다음" is one behind; of months a place is a record: "1月に次ぐ2番目"."""
    done: list[Item] = []
    for item in [] if reader.language.spaced else items:
        if item.kind == "time" and item.value[0] == "that month":
            done += _that_month(reader, done, item)
            continue
        month = _month_before(reader, done, item)
        if month is not None:
            done = [other for other in done if other.kind != "time" or other.value[0] not in ("to date", "year of")]
            done.append(replace(item, kind="record", value=(1, "bar", month.value)))
        elif item.kind != "rank":
            done.append(item)
        elif reader.text.startswith(("그", "바로"), item.start):
            last = next((other.value for other in reversed(done) if other.kind == "rank"), 1)
            done.append(replace(item, value=int(last) + 1))
        else:
            done.append(item)
    return done or items


def _that_month(reader: Reader, before: list[Item], item: Item) -> list[Item]:
    """The last month of the span spoken of, which "当月" is; nothing where a month is what is spoken of anyway."""
    around = reader.here or reader.clock.main
    if "/" not in around or any(other.kind == "time" and other.value[0] == "month" for other in before):
        return []
    (first, last), told = periods.span(around), periods.span(reader.latest or around)[1]
    end = last if reader.fresh or first <= told <= last else told  # "작년 12월 815t을 들여와 … 같은 달 일본은"
    return [replace(item, value=("month", end // 12, end % 12 + 1))]


def _month_before(reader: Reader, before: list[Item], item: Item) -> Item | None:
    """The only month that a second place stands behind: "1월(6천357t)에 이어 두 번째로 많았다", "1月に次ぐ2番目"."""
    second = (item.kind == "rank" and item.value == 2) or (item.kind == "record" and "2" in str(item.value[2]))
    months = [other for other in before if other.kind == "time" and other.value[0] == "month"]
    if not second or not months or any(other.kind == "partner" for other in before if other.start >= months[-1].end):
        return None
    return months[-1] if BEHIND_MONTH.fullmatch(reader.text, months[-1].end, item.start) else None
