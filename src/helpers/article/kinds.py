"""What kind of statement a number is: a level, a change up or down, a multiple, a share; of mass or of value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.article import german, kilos, marks, shares, times, unspaced, unspaced_parts
from helpers.article.lexicon import Item, Quantity, find
from helpers.article.marks import Mark
from helpers.article.numerals import Number
from helpers.article.printed import MASS, USD

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

BESIDE = re.compile(
    r"\s(?:(?P<up>above|higher|more|over|ahead|better|larger|bigger|greater|heavier|up|über|mehr|höher)|"
    r"below|lower|less|fewer|under|short|shy|smaller|worse|off|down|away|behind|lighter|unter|weniger|niedriger)\b"
)
OR_SO_MUCH = re.compile(r",? (?:or|that is|i\.e\.,?) |\s?\(|, ?")
MORE = re.compile(
    r"\s(?:smaller|larger|bigger|greater|more|less|fewer|higher|lower|above|below|(?:short|shy) of|"
    r"ahead of (?=the |its |that |those |last |a year|[A-Z]|\d)|mehr|weniger|höher|niedriger)\b"
)
BY = re.compile(
    r"\s?(?:by|of|um|了|约|近)?\s?(?:about |around |roughly |some |almost |nearly |rund |fast |gut |knapp )?"
)
UM = re.compile(r"\b(?:[Uu]m|(?<!followed )(?<!divided )by) $")
IT_WAS = re.compile(
    r"\b(?:[Ii]t|[Tt]hat|the share) (?:was|had been|is|stood at|came to|reached|"
    r"(?:had )?(?:shr[au]nk|fallen|fell|dropped|risen|rose|climbed|grown|grew) to) (?:only |just |about )?$"
)
SHARED = re.compile(
    r"\b(?:for|against|from|after|versus|compared with) (?:about |only |just )?$|\bauf (?:die |den |das )?\w+ $"
)
FROM_SHARE = re.compile(
    r"(?: (?:of|in|for) (?:[\w'’-]+ ){0,4}[\w'’-]+)?,? (?:(?:up |down )?from|after|against|versus|compared with|"
    r"nach|gegenüber) (?:about |only |just )?"
)
SHARE_TO = re.compile(r"(?:[降升增减跌]|下降|上升|回落|提高|扩大|收窄|下滑)(?:至|到|为)(?:约|近)?|から約?|에서\s?")
THAT_SHARE = re.compile(r"\b(?:that|the share) of (?:\w+ ){1,4}to (?:about |only )?$")  # "that of the US fell to"
AND_SHARE = re.compile(r" (?:in|a) \w+(?: \w+)? and ")  # "against 11% in July and 13% a year earlier"
OR_PART = re.compile(r",? (?:or |which is |oder |also |das (?:ist|sind) |was )")
ONE_IN = re.compile(r"^(?:\D* )?(?:one|1) .*\b(?:in|out of|of)\b", re.IGNORECASE)
REACHED = re.compile("[にへで]|[をはも](?:上回|下回|超|割)")
THAT_IS = re.compile(r"[,、]? ?(?:곧|즉|率にして|率で|つまり|即) ?\d")
OF_MONTH = re.compile(r" of [A-Z][a-z]{2,8}'s ")
IN_TERMS = re.compile(r"(?:by|in) (?:terms of )?(?:export )?(?:value|volume|weight|tonnage|(?:US )?dollars?|money)\b")
HALVES = re.compile(r"\b(?:halv|halbier)|腰斩|腰斬|半減|반\s?토막", re.IGNORECASE)
WHAT_THEN = re.compile(
    r" of what \w+(?: \w+)? (?:sold|sent|shipped|exported|took|bought|got|imported)(?: \w+)? (?:in|a|the) "
)
OF_FIRST = re.compile(r"\W*Of (?:the |those |these )?[\d.,]+ (?:t|tons|tonnes|metric tons)\b")
LED_TO_USD = re.compile(
    r" to (?:about |around |some |roughly |nearly |just |only )?(?:US)?\$\d[\d.,]* ?(?:m|b|mn|bn|million|billion)\b"
)
SAID = re.compile(r"(?:'s|s') (?:share )?(?:stood at|was|came to|reached) $")


def kind_of(reader: Reader, mark: Mark) -> tuple[str, Number, str, int]:
    """Kind, number, measure and sign of a mark; empty kind where it is none."""
    item, none = mark.item, Number(0, 0, 0)
    measure = measure_of(reader, mark)
    if item.kind in ("rank", "record", "streak"):
        value = float(item.value) if item.kind != "record" else 0.0
        sign = item.value[0] if item.kind == "record" else sign_of(reader, mark)
        return item.kind, Number(value, 1, 1), measure, sign
    if item.kind == "times":
        return in_words(reader, mark, measure)
    quantity: Quantity = item.value
    if quantity.unit == "points" or (quantity.unit == "%" and german.of_price(reader, mark)):
        return "other", quantity.number, measure, 0
    if quantity.unit == "%":
        return percent(reader, mark, measure)
    if quantity.unit == "kg":
        return mass(reader, mark)
    if quantity.unit.endswith("/kg"):
        return "unit_value", quantity.number, "unit_value_usd_per_kg", 0
    if quantity.unit == "times" and reader.language.name == "zh" and _by_times(reader, mark):
        return "change", quantity.number.times(100), measure, 1  # a rise by so many times the base
    if quantity.unit == "times":
        return "multiple", quantity.number, measure, 0
    if quantity.unit == "USD" and (part := kilos.of_a_kilogram(reader, mark)):
        return "unit_value", quantity.number.times(part), "unit_value_usd_per_kg", 0
    if quantity.unit and (sign := unspaced.by_dollars(reader, mark)):
        return "difference", quantity.number, USD, sign
    return ("value", quantity.number, USD, 0) if quantity.unit else ("", none, measure, 0)


def _by_times(reader: Reader, mark: Mark) -> bool:
    """Whether a Chinese multiple says by how much: "增长6.6倍", not "增至7.6倍"."""
    last = mark.left[-1] if mark.left else None
    return (
        last is not None and last.kind == "dir" and re.search("[至到为成]$", reader.text[last.start : last.end]) is None
    )


def in_words(reader: Reader, mark: Mark, measure: str) -> tuple[str, Number, str, int]:
    """What a multiple or fraction in words is: a share, a change, or a multiple."""
    item, value = mark.item, float(mark.item.value)
    if ONE_IN.search(reader.text[item.start : item.end]):
        return "share", Number(value * 100, 0, 0), measure, 0
    if HALVES.search(reader.text, item.start, item.end):
        return "change", Number(-50.0, 0, 0), measure, -1
    if value > 1 and value % 1 and reader.language.name == "en":  # "two and a half times" for 2.57
        return "multiple", Number(value, 0.1, 0.5), measure, 0
    if german.of_move(reader, mark):
        return "other", Number(value, 0, 0), measure, 0
    if german.of(reader) and value < 1 and german.in_parts(reader, mark):
        return "share", Number(value * 100, 0, 0), measure, 0
    owned = reader.text.endswith(("の", "的", "의 "), 0, item.start)  # "2626トンの半分に減った"
    if value < 1 and unspaced_parts.part_of_union(reader, mark):
        return "share", Number(value * 100, 0, 0), measure, 0
    if value < 1 and not owned and (sign := by_so_much(reader, mark)):
        return "change", Number(sign * value * 100, 0, 0), measure, sign
    last = reader.claims[-1] if reader.claims else None
    said = value < 1 and any(word.kind == "share" for word in mark.left) and shares.share(reader, mark)
    part = shares.of_all(reader, mark) or said or shares.of_those(reader, mark)
    if last and last.kind == "level" and last.partner != "WLD" and value < 1:
        part = part or OR_PART.fullmatch(reader.text, last.end, item.start) is not None  # "5,933 tons, or a tenth"
    share = part and not any(times.bases(reader, mark.right))
    share = share or (not reader.language.spaced and value < 1 and shares.share(reader, mark))
    share = share and WHAT_THEN.match(reader.text, item.end) is None  # "less than half of what it sold in April"
    if OF_MONTH.match(reader.text, item.end):  # "half of March's volume" is a share only of somebody's
        share = share and not any(other.kind == "time" for other in mark.before) and _somebody(mark)
    return ("share" if share else "multiple"), Number(value * (100 if share else 1), 0, 0), measure, 0


def _somebody(mark: Mark) -> bool:
    return any(item.kind == "partner" for item in [*mark.before, *mark.after])


def by_so_much(reader: Reader, mark: Mark) -> int:
    """Up or down where a fraction is a change: "shrank by almost a fifth", "a third more than in May"."""
    before = mark.left[-1] if mark.left else None
    led = before is not None and before.kind == "dir" and BY.fullmatch(reader.text[before.end : mark.item.start])
    if before is not None and (led or unspaced_parts.of_rate(reader, before, mark)):
        return int(before.value)
    if german.of_change(reader, mark):
        return sign_of(reader, mark)
    if beside := BESIDE.match(reader.text, mark.item.end):
        return 1 if beside["up"] else -1
    if UM.search(reader.text, max(0, mark.item.start - 4), mark.item.start):  # the verb's second half ends the clause
        return sign_of(reader, mark)
    after = mark.right[0] if mark.right else None
    close = after is not None and after.kind == "dir" and after.start - mark.item.end <= 2
    if reader.text.startswith(("に", "へ", "로 ", "으로 "), mark.item.end):
        return 0  # "半分以下に落ち込んだ" says how much is left
    return int(after.value) if close and after is not None else 0


def mass(reader: Reader, mark: Mark) -> tuple[str, Number, str, int]:
    """A mass: a level, or by how much something rose or fell."""
    number = mark.item.value.number
    before = mark.left[-1] if mark.left else None
    gap = reader.text[before.end : mark.item.start] if before else ""
    by = r"\s?(?:by |of |um )?(?:a |some )?" if reader.language.spaced else r"了?"
    whole = reader.text[before.start : before.end] if before else ""
    ahead = reader.language.name not in ("ja", "ko")  # "前月より29トン少ない590トン" is no difference of 590
    if german.of_change(reader, mark) and (sign := sign_of(reader, mark)):
        return "difference", number, MASS, sign
    if before and ahead and before.kind == "dir" and re.fullmatch(by, gap) and not re.search("[至到の为]$", whole):
        return "difference", number, MASS, int(before.value)
    last = reader.claims[-1] if reader.claims else None
    if last and last.kind == "change" and not reader.language.spaced and reader.text[last.end : mark.item.start] == "(":
        return "difference", number, MASS, last.sign  # "3.2%(198t) 감소"
    if amount := unspaced_parts.by_amount(reader, mark):
        return "difference", number, MASS, amount
    if THAT_IS.match(reader.text, mark.item.end) and (sign := sign_of(reader, mark)):
        return "difference", number, MASS, sign  # "285t, 곧 33.4% 줄었다"
    after = mark.right[0] if mark.right and mark.right[0].kind == "dir" else None
    if unspaced.with_share(reader, mark, after):  # "821t(15.4%) 많은"
        return "difference", number, MASS, sign_of(reader, mark)
    # "582トンに減り" and "305トンは下回った" are levels
    reached = REACHED.match(reader.text, mark.item.end)  # "582トンに減り" and "305トンは下回った" are levels
    if after and not reached and reader.language.name in ("ja", "ko") and after.start - mark.item.end <= 1:
        return "difference", number, MASS, int(after.value)
    if sign := _by_which(reader, mark):
        return "difference", number, MASS, sign
    return "level", number, MASS, 0


def _by_which(reader: Reader, mark: Mark) -> int:
    """Up or down where "more" or "less" follows a mass, or the percentage that says the same: "677 t or 12% more"."""
    if german.with_more(reader, mark):
        return 0
    if MORE.match(reader.text, mark.item.end) and (beside := BESIDE.match(reader.text, mark.item.end)):
        return 1 if beside["up"] else -1
    ahead = next((item for item in mark.after if marks.is_mark(item)), None)
    if ahead is None or ahead.kind != "number" or ahead.value.unit != "%":
        return 0
    set_off = reader.text[ahead.end : ahead.end + 2] == ", "  # "took 1,116 tons, or 46% more" is no difference
    paired = reader.text[mark.item.end : ahead.start] == (", or " if set_off else " or ")
    beside = BESIDE.match(reader.text, ahead.end + set_off)
    return (1 if beside["up"] else -1) if paired and beside else 0


def percent(reader: Reader, mark: Mark, measure: str) -> tuple[str, Number, str, int]:
    """A percentage: a share, a part of a level, or a change."""
    quantity: Quantity = mark.item.value
    taken = (german.of(reader) and german.share(reader, mark)) or unspaced_parts.of_those(reader, mark)
    if taken or shares.share(reader, mark) or any(item.kind == "share" and item.value for item in mark.before):
        return "share", quantity.number, measure, 0
    last = reader.claims[-1] if reader.claims else None
    gap = reader.text[last.end : mark.item.start] if last and last.kind == "share" else ""
    if (
        SHARE_TO.fullmatch(gap)
        or gap == " to "
        or FROM_SHARE.fullmatch(gap)
        or AND_SHARE.fullmatch(gap)
        or THAT_SHARE.search(gap)
        or _listed(reader, mark)
    ):
        return "share", quantity.number, measure, 0  # "its share rose to 12% from 7.3%"
    gap = reader.text[last.end : mark.item.start] if last and last.kind in ("level", "value") else ""
    if gap and OR_PART.fullmatch(gap) and shares.OF_THAT.match(reader.text, mark.item.end):
        return "share", quantity.number, measure, 0  # "590 tons or 9.6% of them"
    if unspaced.from_share(reader, mark) or unspaced.share_alone(reader, mark):
        return "share", quantity.number, measure, 0
    told = last is not None and last.partner != "WLD" and not quantity.sign
    if told and gap == "(" and reader.text.startswith(")", mark.item.end):
        return "share", quantity.number, measure, 0  # "1천116t(20%)"
    if unspaced.owner(reader, mark) and last and last.kind == "share":
        return "share", quantity.number, measure, 0  # "7.8%で、前年3月の11.0%から"
    if unspaced.owner(reader, mark) and not unspaced.rate_of(reader, mark):
        return "multiple", quantity.number.times(0.01), measure, 0  # "前年同月の7割の水準"
    union = unspaced.whole_of(reader, mark) and not any(item.kind == "dir" for item in mark.right)
    if union or _of_it(reader, mark) or unspaced.still_share(reader, mark):
        return "share", quantity.number, measure, 0
    sign = quantity.sign or sign_of(reader, mark)
    if shares.of_level(reader, mark) or gap in ("的", "の", "의 "):  # "不足1月877吨的三成"
        return "multiple", quantity.number.times(0.01), measure, 0
    if sign or times.has_base(reader, mark) or quantity.sign:
        return "change", quantity.number.times(sign or 1), measure, sign or 1
    before = reader.text[max(0, mark.item.start - 40) : mark.item.start]
    if (
        last
        and last.kind == "level"
        and last.partner != "WLD"
        and _as_part(reader.text[last.end : mark.item.start], mark)
    ):
        return "share", quantity.number, measure, 0  # "the US took 5,933 tonnes, or about 10%"
    listed = not any(item.kind == "stop" for item in mark.left) or SHARED.search(before) is not None
    listed = listed or (any(item.kind == "partner" for item in mark.left) and SAID.search(before) is not None)
    if (reader.claims[-1].kind == "share" if reader.claims else reader.shared) and listed:
        return "share", quantity.number, measure, 0  # "Germany took 22% and the United States 10%"
    return "other", quantity.number, measure, 0


def _of_it(reader: Reader, mark: Mark) -> bool:
    """Whether a share was spoken of and this is one of another time: "A year earlier it was 11%", "in 2026 9.5%"."""
    if reader.claims and mark.left and OF_FIRST.match(reader.text, reader.begin):
        return True  # "Of the 16,001 tons sold, American customers got just under 9%"
    if not (any(claim.kind == "share" for claim in reader.claims[-2:]) if reader.claims else reader.shared):
        return False
    own = mark.left[-1] if mark.left else None
    dated = own is not None and own.kind == "time" and reader.text[own.end : mark.item.start] == " "
    return dated or IT_WAS.search(reader.text, max(reader.begin, mark.item.start - 40), mark.item.start) is not None


def _as_part(gap: str, mark: Mark) -> bool:
    """Whether what parts a percentage from the level before it makes it a share: ", or 11%", ", about 10%"."""
    return OR_PART.fullmatch(gap) is not None or gap == " (" or (gap == ", " and bool(mark.item.hedge))


def _listed(reader: Reader, mark: Mark) -> bool:
    """Whether a share was told before and this one is another's: "with 22% of the total, ahead of Korea with 15%"."""
    told = any(claim.kind == "share" for claim in reader.claims)
    named = mark.left[-1:] and mark.left[-1].kind == "partner"
    return bool(told and named) and reader.text[mark.left[-1].end : mark.item.start] in (" with ", " at ")


def _beside(reader: Reader, item: Item) -> re.Match | None:
    """The word more or less behind a number, also where the number is set off: "79 tons, or 35%, more"."""
    set_off = reader.text[item.end : item.end + 2] == ", " and reader.text.endswith(", or ", 0, item.start)
    set_off = set_off or reader.text[item.end : item.end + 1] == ")"  # "a shade (1.6%) below"
    return BESIDE.match(reader.text, item.end + set_off)


def sign_of(reader: Reader, mark: Mark) -> int:
    """Up or down: the word right after, else the nearest before, else that of the number before."""
    led = mark.left[-1] if mark.left and mark.left[-1].kind == "dir" else None
    if led and reader.text[led.end : mark.item.start] == " of ":
        return int(led.value)  # "a decline of 0.9% over the month"
    if beside := _beside(reader, mark.item):
        return 1 if beside["up"] else -1
    ahead = next((item for item in mark.after if marks.is_mark(item)), None)
    paired = ahead and OR_SO_MUCH.fullmatch(reader.text[mark.item.end : ahead.start])
    if ahead and paired and (beside := BESIDE.match(reader.text, ahead.end)):
        return 1 if beside["up"] else -1  # "6.1% or 372 tons less than in August"
    if mark.item.kind == "streak" and (own := inside(reader, mark.item)):
        return own
    if tail := next((item for item in marks.clause_end(mark.after) if item.kind == "tail"), None):
        return int(tail.value)
    for item in mark.right:
        if item.kind in ("cmp", "stop", "and", "flow", "partner") or item.start - mark.item.end > marks.GAP:
            break
        if item.kind == "dir":
            return int(item.value)
    if near := [item for item in mark.before if item.kind == "dir"]:
        return int(near[-1].value)
    said = next((claim.sign for claim in reversed(reader.claims) if claim.kind == "change"), 0)
    if reader.language.spaced and reader.language.name != "de":
        return said
    rest = marks.until_stop(mark.after) if reader.language.spaced else mark.after
    return next((int(item.value) for item in rest if item.kind == "dir"), said)  # the verb ends the sentence


def inside(reader: Reader, item: Item) -> int:
    """Up or down as a phrase itself says: "fifth monthly decline in a row"."""
    words = find(reader.text, reader.language, item.start + 1, item.end)
    return next((int(word.value) for word in words if word.kind == "dir"), 0)


def measure_of(reader: Reader, mark: Mark) -> str:
    """Mass or value: by the level it led to, the nearest word, else by the figure before."""
    if LED_TO_USD.match(reader.text, mark.item.end):
        return USD  # "fell 39.9% to $103.7mn"
    words = [item for item in mark.before if item.kind == "measure" and not german.only_compared(reader, item)]
    behind = [item for item in mark.right if item.kind == "measure"]
    if behind and IN_TERMS.match(reader.text, behind[0].start):
        return str(behind[0].value)  # "60.3% more than a year earlier in value"
    if behind and (not words or behind[0].start - mark.item.end <= 12):
        words.append(behind[0])
    levels = [claim for claim in reader.claims if claim.kind in ("level", "value")]
    if words and (not levels or words[-1].start > levels[-1].start):
        return str(words[-1].value)
    return USD if levels and levels[-1].kind == "value" else MASS
