"""What Chinese, Japanese and Korean sentences tell beside their subject, of which part, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

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
NOT_PAST = re.compile(r"[^,，;。、.]{0,24}")
TOLD_BESIDE = re.compile(
    r"(?:份|同期)?(?:的|则|时|还|也|仅|只|才|的出口量)*(?:为|是|有|仅为|只有)?|(?:の|分)?(?:に|で)?は|が|[은는이가]?\s?(?:에는\s)?"
)
TOLD_PAST = re.compile(
    r"[^、。，]{0,14}(?:てい|だっ)た(?:が|ものの|のが|けれど)|[^,.]{0,12}(?:[았었였]|[했됐났췄졌갔])(?:지만|으나|는데|던\s것이)"
)
BEHIND_MONTH = re.compile(rf"{BRACKET}(?:에\s?(?:이어|이은)|\s?다음으로|に次[ぐいぎ]で?|に続[くい]て?)[、\s]?")
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
    if kind in ("change", "multiple", "difference", "record") and _of_price(reader, mark):
        return "a change of a unit price, which is not computed"
    if kind != "streak":
        return ""
    text = reader.text  # "2カ月連続で前年を上回った", "两个月同比下降"
    yearly = ON_YEAR.match(text, mark.item.end) or YEARLY_BEFORE.search(text, reader.begin, mark.item.start)
    return "a row of months that is counted on the year or against a level" if yearly else ""


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


def _month_before(reader: Reader, before: list[Item], item: Item) -> Item | None:
    """The only month that a second place stands behind: "1월(6천357t)에 이어 두 번째로 많았다", "1月に次ぐ2番目"."""
    second = (item.kind == "rank" and item.value == 2) or (item.kind == "record" and "2" in str(item.value[2]))
    months = [other for other in before if other.kind == "time" and other.value[0] == "month"]
    if not second or not months or any(other.kind == "partner" for other in before if other.start >= months[-1].end):
        return None
    return months[-1] if BEHIND_MONTH.fullmatch(reader.text, months[-1].end, item.start) else None
