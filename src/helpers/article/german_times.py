"""Which time a German sentence means by its order: what is told in passing, "damals", a change of two levels told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import periods
from helpers.article import times
from helpers.article.german import NOTED, NOUN, STOP, clause, of, related
from helpers.article.lexicon import Item
from helpers.article.marks import Mark
from helpers.article.printed import Printed

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

EQUALS = re.compile(
    r"\b(?:entspr(?:icht|echen|ach|achen)|bedeute(?:t|n|te)|ergib(?:t)|ergab|entsprechend)\b|"
    rf"\b(?:das|dies) (?:ist|sind|macht|war) (?:ein(?:e[mn]?)?) {NOUN}|, (?:also |mithin |somit )?ein(?:e[mn]?)? {NOUN}"
)
PASSES = re.compile(
    r"\b(?:übertr(?:af|afen|ifft|offen)|überst(?:ieg|iegen|eigt)|über(?:boten|bot|schritt|schritten)|"
    r"unter(?:schritt|schritten|boten|bot)|verfehl(?:t|te|ten))\b"
)
BACK = re.compile(r"^\W*(?:Das|Dies|Daraus|Damit|Somit|Jetzt|Nun|Mithin|Unterm Strich|Der|Die|Dieser|Diese)\b")
PASSED = re.compile(r"\b[Nn]ach (?:einem|dem|zuvor|einer|der) (?:\w+ )?" + NOUN + r" (?:von|um) $")


def told_of(reader: Reader, mark: Mark) -> str:
    """The period that the clause behind a number gives it: "die 5473 Tonnen, die China im Oktober ausführte"."""
    last = reader.claims[-1] if reader.claims and reader.claims[-1].kind == "level" else None
    inside = of(reader) and last is not None and reader.text[last.end : mark.item.start] == " ("
    if inside and last and last.period and reader.text.startswith(")", mark.item.end):
        return periods.shift(last.period, -1)  # "Deutschland 764 t (209 t)"
    dated = [item for item in related(reader, mark, "time") if item.value[0] not in ("rel", "same")]
    return next(filter(None, (reader.clock.period(item.value) for item in dated)), "")


def passing(reader: Reader, claim: Printed, items: list[Item]) -> bool:
    """Whether a figure of an earlier time is only told beside what an article is about: "im August waren es noch"."""
    main = reader.here or reader.last or reader.clock.main
    if not of(reader) or not claim.period or not main or periods.span(claim.period)[1] >= periods.span(main)[1]:
        return False
    counted = [item for item in items if item.kind == "time" and item.value[0] in ("rel", "same")]
    if any(reader.clock.period(item.value, main) == claim.period for item in counted):
        return True
    begin, end = clause(reader, claim.start, claim.end)
    return NOTED.search(reader.text[max(0, begin - 2) : end + 1]) is not None


def resolved(reader: Reader, item: Item, items: list[Item]) -> Item:
    """The month that "damals", "zuletzt" or "drei Monate später" is, from what the text spoke of."""
    kind = item.value[0]
    main = reader.here if kind != "now" and reader.here else reader.clock.main
    begin, end = clause(reader, item.start, item.end)
    if kind == "now" and any(
        other.kind == "time" and other is not item and begin <= other.start < end for other in items
    ):
        return replace(item, kind="word")  # "Für die ersten fünf Monate steht jetzt ein Minus"
    period = ""
    if kind == "now":
        period = periods.month_text(periods.span(main)[1]) if len(item.value) > 1 else main
    elif kind == "then":
        before = [other for other in items if other.end <= item.start]
        since = [one.value[2] for one in before if one.kind == "record" and one.value[1] == "since"]
        dated = since or [one.value for one in before if one.kind == "time"]  # "mehr als zuletzt im Januar, damals ..."
        told = [reader.clock.period(value) for value in reversed(dated)]
        early = (one for one in (*told, *reader.periods) if one and periods.span(one)[1] < periods.span(main)[1])
        period = next(early, "")
    elif kind == "nth":
        spans = [reader.clock.period(one.value) for one in items if one.end <= item.start and one.kind == "time"]
        period = _nth(next((one for one in (*reversed(spans), reader.latest) if "/" in one), ""), item.value[1])
    elif kind == "later" and reader.latest:
        period = periods.month_text(periods.span(reader.latest)[1] + item.value[1])
    if not period:
        return replace(item, kind="word")
    first, last = periods.span(period)
    named = ("month", last // 12, last % 12 + 1)
    return replace(item, value=named if first == last else ("span", last // 12, first % 12 + 1, last % 12 + 1))


def _nth(period: str, nth: int) -> str:
    """Another half or quarter of the year of one: "Nach 22.319 Tonnen im ersten Halbjahr wurden im zweiten 35.073"."""
    first, last = periods.span(period) if period else (0, 0)
    length = last - first + 1
    if length not in (3, 6) or nth * length > 12:
        return ""
    start = first - first % 12 + (nth - 1) * length
    return periods.period_text(start, start + length - 1)


def own_year(reader: Reader, mark: Mark) -> str:
    """The time before that a clause opens with: ", ein Jahr zuvor bei 33,6 Prozent", "im Vorjahresmonat 590 Tonnen"."""
    begin = clause(reader, mark.item.start, mark.item.end)[0]
    told = [item for item in mark.left if item.kind == "time" and item.start >= begin]
    if not of(reader) or len(told) != 1 or told[0].value[0] not in ("rel", "same"):
        return ""
    led = any(item.kind == "cmp" and item.end <= told[0].start for item in mark.left)
    late = told[0].start - begin > 12 or reader.text.endswith("auf ", 0, mark.item.start)
    return "" if led or late else reader.clock.period(told[0].value, reader.here or reader.clock.main)


def turned(reader: Reader, claim: Printed, done: list[Printed]) -> Printed | None:
    """A change or multiple that a German sentence on an earlier month tells of it and the one spoken of.

    Of the later on the earlier ("Im Oktober waren es 226 Tonnen, was einem Zuwachs von 34,7 Prozent entspricht"), or
    the reverse ("noch 2626 Tonnen gewesen, mehr als doppelt so viel").
    """
    if not of(reader) or claim.kind == "difference":
        return None
    here = reader.here or reader.last or reader.clock.main
    told = [one for one in done if one.kind == claim.level_kind and one.partner == claim.partner and one.period]
    begin = clause(reader, told[-1].start, told[-1].end)[0] if told else reader.begin
    stretch = reader.text[begin : claim.end + 40]
    earlier = bool(here) and claim.period != "" and claim.period < here and len(claim.period) == len(here)
    if told and earlier and told[-1].period == claim.period:
        if EQUALS.search(stretch):
            return replace(claim, period=here, base=claim.period)
        if NOTED.search(reader.text[max(0, begin - 2) : clause(reader, claim.start, claim.end)[1] + 1]):
            return replace(claim, base=here)
    back = BACK.match(reader.text[reader.begin : claim.start + 1]) is not None
    if back and (not told or told[-1].period == claim.period):
        levels = [
            one for one in reader.levels if one.partner == claim.partner and one.period and one.period < claim.period
        ]
        if levels and len(levels[-1].period) == len(claim.period):
            year = periods.shift(claim.period, -12)
            return replace(claim, base=levels[-1].period, others=(*claim.others, {"base": year}))
    return None


def _passed_level(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A change from a figure that was passed or missed: "Die 58.142 Tonnen von 2024 wurden um 1,3 Prozent verfehlt"."""
    told = reader.claims[-1] if reader.claims and of(reader) and claim.kind == "change" else None
    if told is None or told.kind not in ("level", "value") or not told.period:
        return None
    if STOP.search(reader.text, told.end, claim.start) or not PASSES.search(_around(reader, told, claim)):
        return None
    likely = (times.period_of(reader, mark), reader.here, reader.last, reader.clock.main, *reader.periods)
    now = next((one for one in likely if one > told.period and _length(one) == _length(told.period)), "")
    return replace(claim, period=now, base=told.period) if now else None


def _around(reader: Reader, level: Printed, claim: Printed) -> str:
    return reader.text[clause(reader, level.start, level.end)[0] : clause(reader, claim.start, claim.end)[1]]


def _length(period: str) -> int:
    first, last = periods.span(period) if period else (0, -1)
    return last - first


def change(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A change with its period and base, where German order says both; None where the words beside it do."""
    return _of_before(reader, claim, mark) or _in_bracket(reader, claim, mark) or _passed_level(reader, claim, mark)


def _in_bracket(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A change of the month before its bracket: "der Zuwachs fiel geringer aus als im Juli (74,9 Prozent)"."""
    own, led = (mark.left[-1], mark.left[-2]) if len(mark.left) > 1 else (None, None)
    if not of(reader) or own is None or led is None or own.kind != "time" or own.value[0] != "month":
        return None
    before = reader.text[reader.begin : own.start]
    rated = re.search(rf"\b{NOUN}\b", before) is not None and re.search(r"\b(?:als|nach|und)(?: im)? $", before)
    if not rated or reader.text[own.end : mark.item.start] != " (":
        return None
    period = reader.clock.period(own.value)
    return replace(claim, period=period, base=periods.shift(period, -1))


def _of_before(reader: Reader, claim: Printed, mark: Mark) -> Printed | None:
    """A change of the time before: "nach einem Plus von 10,2 Prozent im August"."""
    led = of(reader) and PASSED.search(reader.text, max(0, mark.item.start - 60), mark.item.start)
    own = mark.right[0] if mark.right and mark.right[0].kind == "time" else None
    if not led or own is None or own.value[0] not in ("month", "span", "rel"):
        return None
    here = reader.here or reader.clock.main
    monthly = own.value == ("rel", -1)
    period = periods.shift(here, -1) if monthly else reader.clock.period(own.value, here)
    return replace(claim, period=period, base=periods.shift(period, -12 if "/" in period else -1)) if period else None


def base_before(reader: Reader, mark: Mark) -> bool:
    """Whether a base stands before its number and the one behind is another's: "gegenüber Juni 75 % und zum Mai"."""
    if not of(reader) or not any(times.bases(reader, mark.left)):
        return False
    behind = next(times.bases(reader, mark.right), None)
    return behind is None or any(item.kind in ("and", "stop") and item.end <= behind.start for item in mark.right)


def later_base(reader: Reader, claim: Printed, value: tuple) -> str:
    """A base that is later than its number: "Im Juli waren es 5577 Tonnen, 9 Prozent weniger als im August"."""
    main = reader.clock.main
    if not of(reader) or value[1] or not main or "/" in main + claim.period or claim.period >= main:
        return ""
    near = periods.span(main)[1] - periods.span(claim.period)[1] < 12
    return main if near and periods.span(main)[1] % 12 == value[2] - 1 else ""


def former(reader: Reader, item: Item | Printed) -> bool:
    """Whether a place is one that was left: "vom zweiten auf den vierten Platz"."""
    return of(reader) and reader.text.startswith(("vom ", "von "), item.start)
