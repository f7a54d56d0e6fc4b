"""The periods that a sentence names: months, spans, years, and steps back such as "a year earlier"."""

import re
from dataclasses import dataclass
from functools import cache

from helpers import periods
from helpers.article.patterns import GRAMMARS, WORDS, months

EN_COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|2|3|4|5|6|7|8|9|10|11"


@dataclass(frozen=True)
class When:
    """A period in a text: a month or span, or a step back of so many months; ``base`` where it is compared with."""

    start: int
    end: int
    period: str = ""
    step: int = 0
    base: bool = False


@cache
def _pattern(lang: str) -> re.Pattern:
    names = "|".join(sorted(map(re.escape, months(lang)), key=len, reverse=True))
    if lang == "en":
        month = rf"\b(?P<m1>{names})\b\.?(?:(?: \d{{1,2}}(?!\d))?(?:,? (?P<y1>(?:19|20)\d\d)|,? of (?P<ylast>last|this) year|,? (?P<ylast2>last|this) year)?)?"
        span = rf"\b(?P<s1>{names})\b\.?(?: ?[-–/] ?| (?:to|through|until|and) )(?P<s2>{names})\b\.?(?:,? (?:of )?(?:(?P<ys>(?:19|20)\d\d)|(?P<sl>last|this) year))?"
        part = rf"\b(?:[Tt]he )?[Ff]irst[- ](?P<fn>{EN_COUNT}|half|quarter|(?:{EN_COUNT}) months|six-month)(?: months?)?(?: period)?(?: of (?:(?P<yf>20\d\d)|(?P<yfl>this|last|the) year))?"
        quarter = r"\b(?:(?P<hq>[HQ][1-4]|second half|second quarter|third quarter|fourth quarter)(?: (?:of )?(?:(?P<yq>20\d\d)|(?P<yql>this|last) year))?)"
        year = r"\b(?:in|for|of|during|since|than|from|over) (?:all of |the whole of |full[- ]year |calendar )?(?P<y>20[0-2]\d)\b(?!-)|\b(?P<ly>last year)\b"
        return re.compile("|".join([span, part, quarter, month, year]))
    if lang == "de":
        month = rf"\b(?P<m1>{names})\b\.?(?: (?P<y1>20\d\d)| (?:des )?(?P<ylast>vergangenen|letzten|dieses) Jahres)?"
        span = rf"\b(?P<s1>{names})\b(?: ?[-–] ?| bis )(?P<s2>{names})\b(?: (?P<ys>20\d\d))?"
        part = r"\b(?:im |den )?ersten (?P<fn>Halbjahr|Quartal|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)(?: Monaten?)?(?: (?P<yf>20\d\d))?"
        return re.compile("|".join([span, part, month]))
    y, m = {"zh": ("年", "月"), "ja": ("年", "月"), "ko": ("년", "월")}[lang]
    span = rf"(?:(?P<ys>20\d\d){y} ?)?(?P<s1>1[0-2]|[1-9]){m}?(?:份)?(?:[-–~〜至到]|から|부터 )(?P<s2>1[0-2]|[1-9]){m}"
    half = rf"(?:(?P<yh>20\d\d){y} ?)?(?P<half>上半年|上半期|상반기|第一季度|一季度|1〜3月期|1분기)"
    month = rf"(?:(?:(?P<y1>20\d\d)|(?P<ylast>去年|昨年|지난해|작년)){y}?の? ?)?(?<![\d.])(?P<m1>1[0-2]|[1-9]){m}(?!末|初|分|比)"
    year = rf"(?P<y>20\d\d){y}(?!\d)"
    return re.compile("|".join([span, half, month, year]))


def _number(word: str, lang: str) -> int:
    return months(lang).get(word) or int(word)


def resolve_month(month: int, year: str, published: str) -> str:
    """A month with its year; without one, the newest such month that the day of publication does not precede.

    Example:
        >>> resolve_month(6, "", "2025-07-21"), resolve_month(12, "", "2025-07-21"), resolve_month(6, "last", "2025-07-21")
        ('2025-06', '2024-12', '2024-06')
    """
    now = int(published[:4])
    if year.isdigit():
        return f"{year}-{month:02d}"
    if year:
        return f"{now - (year != 'this'):04d}-{month:02d}"
    newest = f"{now}-{month:02d}"
    return newest if newest < published[:7] else f"{now - 1}-{month:02d}"


def _length(word: str) -> int:
    word = word.removesuffix(" months").removesuffix("-month")
    if word in ("half", "Halbjahr", "six", "上半年", "上半期", "상반기"):
        return 6
    if word in ("quarter", "Quartal", "第一季度", "一季度", "1〜3月期", "1분기"):
        return 3
    return WORDS.get(word) or int(word)


def _year(groups: dict, *names: str) -> str:
    found = next((groups[name] for name in names if groups.get(name)), "")
    return {"vergangenen": "last", "letzten": "last", "dieses": "this", "the": "this"}.get(
        found, found if found.isdigit() or found in ("", "this", "last") else "last"
    )


def _period(groups: dict, lang: str, published: str) -> str:
    """Period of a match."""
    groups = {name: text or "" for name, text in groups.items()}
    if groups.get("s1"):
        last = resolve_month(_number(groups["s2"], lang), _year(groups, "ys", "sl"), published)
        first = _number(groups["s1"], lang)
        number = periods.month_number(last)
        start = number - (number % 12 + 1 - first) % 12
        return periods.period_text(start, number)
    if word := groups.get("fn") or groups.get("half"):
        length = _length(word)
        last = resolve_month(length, _year(groups, "yf", "yfl", "yh"), published)
        return periods.year_to_date(last)
    if word := groups.get("hq"):
        size = 6 if "h" in word.lower()[:1] or "half" in word else 3
        nth = int(word[1]) if word[0] in "HQ" else WORDS[word.split()[0]]
        last = resolve_month(min(12, size * nth), _year(groups, "yq", "yql"), published)
        number = periods.month_number(last)
        return periods.period_text(number - size + 1, number)
    if groups.get("m1"):
        return resolve_month(_number(groups["m1"], lang), _year(groups, "y1", "ylast", "ylast2"), published)
    year = groups.get("y") or str(int(published[:4]) - 1)
    return f"{year}-01/{year}-12"


def find(text: str, lang: str, published: str, current: str) -> list[When]:
    """Periods of a sentence in their order.

    Args:
        text: one sentence.
        lang: its language.
        published: day of publication.
        current: the month that the article speaks of.

    Example:
        >>> [w.period or w.step for w in find("In June, 38% less than a year earlier", "en", "2025-07-21", "2025-06")]
        ['2025-06', -12]
    """
    grammar = GRAMMARS[lang]
    found: list[When] = []
    for pattern, step in ((grammar.yoy, -12), (grammar.mom, -1)):
        found += [When(m.start(), m.end(), step=step, base=True) for m in re.finditer(pattern, text)]
    for match in re.finditer(grammar.ytd, text):
        found.append(When(match.start(), match.end(), periods.year_to_date(current.rsplit("/", maxsplit=1)[-1])))
    for match in re.finditer(grammar.last_month, text):
        found.append(When(match.start(), match.end(), periods.shift(published[:7], -1)))
    for match in _pattern(lang).finditer(text):
        if any(when.start < match.end() and match.start() < when.end for when in found):
            continue
        period = _period(match.groupdict(), lang, published)
        found.append(When(match.start(), match.end(), period, base=_is_base(text, match, lang)))
    return sorted(found, key=lambda when: when.start)


def _is_base(text: str, match: re.Match, lang: str) -> bool:
    """Whether the words around a period say that something is compared with it."""
    before, after = text[max(0, match.start() - 36) : match.start()], text[match.end() : match.end() + 14]
    if lang == "en":
        led = r"\b(?:from|than|compared (?:with|to)|versus|vs\.?|over|on|against|above|below)(?: (?:the|its|their|that|those|what|level|levels|figure|in|of|for|same|a|total|low|record|month|tonnage|volume|exports|shipments|was)){0,5} ?$"
        owned = re.match(r"(?:'s|’s|s')\s", after) and re.search(r"(?:times|fold|half|of|doubl\w+|tripl\w+) ?$", before)
        dated = (
            match[0].split()[-1].rstrip(",").isdigit()
            and re.search(r"\d", match[0].split(",")[0])
            and re.search(r"\bon $", before)
        )
        between = re.search(r"\bfrom $", before) and re.match(r" (?:to|through|until) [A-Z]", after)
        return bool((re.search(led, before) or owned) and not dated and not between)
    if lang == "de":
        return bool(
            re.search(r"\b(?:gegenüber|als|verglichen mit|im Vergleich zu[mr]?)(?: (?:dem|im|den|in)){0,2} $", before)
        )
    return bool(
        re.search(r"(?:较|比|与)(?:\d{0,4}年?)$", before)
        or re.match(r"(?:に?比|より|대비|보다|에 비해|相比|[的の의] ?[\d.]{1,8} ?[倍배])", after)
    )
