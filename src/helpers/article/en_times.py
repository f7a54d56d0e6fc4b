"""English words of time, place and record: months and spans, days and codes, ranks, streaks."""

import re
from collections.abc import Callable

from helpers.article.numerals import WORD, read

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "January,Jan",
            "February,Feb",
            "March,Mar",
            "April,Apr",
            "May",
            "June,Jun",
            "July,Jul",
            "August,Aug",
            "September,Sept,Sep",
            "October,Oct",
            "November,Nov",
            "December,Dec",
        ],
        1,
    )
    for name in names.split(",")
}
M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
Y = r"(?:19|20)[0-4]\d(?![.,]?\d| ?(?:t|tons?|tonnes?|kg|metric)\b)"
ORDINAL = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
ORDINAL |= {"eleventh": 11, "twelfth": 12, "1st": 1, "2nd": 2, "3rd": 3}
ORDINAL |= {f"{n}th": n for n in range(4, 21)}
NTH = "(?:" + "|".join(sorted(ORDINAL, key=len, reverse=True)) + ")"
COUNT = rf"(?:{WORD}|\d{{1,3}})"


def month(match: re.Match) -> tuple:
    """("month", year or 0, month)."""
    name = match["m"].rstrip(".")
    return "month", int(match["y"] or 0), MONTHS[name]


def span(match: re.Match) -> tuple:
    """("span", year or 0, first month, last month)."""
    return "span", int(match["y"] or 0), MONTHS[match["m"].rstrip(".")], MONTHS[match["n"].rstrip(".")]


def part(match: re.Match) -> tuple:
    """Half or quarter of a year."""
    year = match["y"] or match["z"] or "0"
    year = "20" + year if len(year) == 2 else year
    which = match["o"] or match["p"]
    length = 6 if re.search("half|H", match[0]) else 3
    ends = {"opening": 1, "closing": 12 // length, "final": 12 // length}
    number = ends.get(which.lower()) or ORDINAL.get(which.lower()) or int(which)
    return "span", int(year), (number - 1) * length + 1, number * length


def to_month(match: re.Match) -> tuple:
    """From January to a month."""
    return "span", int(match["y"] or 0), 1, MONTHS[match["n"].rstrip(".")]


def first_months(match: re.Match) -> tuple:
    """The first so many months."""
    count = int(read(match["c"] or match["d"]).value) * (3 if "quarter" in match[0] else 1)
    return "span", int(match["y"] or 0), 1, max(1, min(count, 12))


def _code(match: re.Match) -> tuple:
    number = int(match["p"] or match["q"])
    length = 6 if "H" in match[0] else 3
    year = match["y"] or match["z"] or "0"
    year = "20" + year if len(year) == 2 else year
    return "span", int(year), min((number - 1) * length + 1, 13 - length), min(number * length, 12)


def _months_of(match: re.Match) -> tuple:
    return "span", int(match["y"][-2:]) + 2000, 1, int(match["c"])


def _through(match: re.Match) -> tuple:
    return "through", int(match["y"] or 0), MONTHS[match["m"].rstrip(".")], int(read(match["c"]).value)


def _of_last_year(value: Callable) -> Callable:
    return lambda match: ("span", -1, *value(match)[2:])


LAST_YEAR = r" (?:of )?(?:last|the (?:previous|prior|preceding)) year"
PATTERNS = [
    # days, codes, telephone numbers
    ("date", rf"{M} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {Y})(?! ?(?:t|tons?|tonnes?|%))(?!,\d)", "a day"),
    (
        "date",
        rf"{M} \d{{1,2}}(?:st|nd|rd|th)?(?![\d,.]\d|[ -]?(?:t\b|kg|ton|metric|%|per ?cent|percent|million|thousand))",
        "a day",
    ),
    ("date", rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {M}(?:,? {Y})?", "a day"),
    ("date", rf"{Y}[-/]\d{{1,2}}[-/]\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]{Y}", "a day"),
    ("date", r"(?:on the )?\d{1,2}(?:st|nd|rd|th)(?! (?:largest|biggest|month|straight|consecutive|place))", "a day"),
    (
        "date",
        r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: GMT| UTC| CET| EST| ET)?|\d{1,2} ?[ap]\.?m\.?",
        "a time of day",
    ),
    (
        "date",
        r"(?:HS|HTS|CN|tariff|customs|commodity)(?: (?:code|codes|number|heading|item|line))?s?:? ?(?!8505[. ]?11(?![. ]?\d))\d{4}(?:[. ]?\d\d){0,3}",
        "a code",
    ),
    ("date", r"8505(?:[. ]?\d\d){1,3}", "a code"),
    ("date", r"\+\d{1,3}[ -]\(?\d{1,4}\)?(?:[ -]\d{2,8}){1,4}|\(?\d{3}\)?-\d{3,4}(?:-\d{4})?", "a telephone number"),
    (
        "date",
        r"\[\^?\d{1,3}\]|(?:Announcement|Notice|Order|Section|Article|Chapter|Table|Figure|Fig\.|Page|page|p\.)(?: No\.?)? ?\d+",
        "a reference",
    ),
    # periods
    (
        "time",
        rf"(?P<m>{M})(?: ?(?:-|–|—|/) ?| (?:to|through|and) )(?P<n>{M}){LAST_YEAR}(?P<y>)",
        _of_last_year(span),
    ),
    (
        "time",
        rf"(?:the )?(?P<o>first|second|third|fourth|final|closing|opening)[- ](?:half|quarter){LAST_YEAR}(?P<y>)(?P<z>)(?P<p>)",
        _of_last_year(part),
    ),
    (
        "time",
        rf"(?:the )?(?:first|opening|initial) (?P<c>{COUNT}) (?:months|quarters){LAST_YEAR}(?P<y>)",
        _of_last_year(first_months),
    ),
    (
        "time",
        rf"(?:(?:(?<!% )(?<!cent )(?<!pct )(?<!pc )[Ff]rom )?(?=\w+\.?(?: ?[-–—/] ?| (?:{Y} )?(?:to|through|until) ))|[Bb]etween (?=\w+ (?:{Y} )?and ))(?P<m>{M})(?: ?(?:-|–|—|/) ?|(?: {Y})? (?:to|through|and|until) )(?P<n>{M})(?:,? (?:of )?(?P<y>{Y}))?",
        span,
    ),
    (
        "time",
        rf"(?:(?P<y>{Y})['s]* )?(?:the |its )?(?P<o>first|second|third|fourth|final|closing|opening|1st|2nd|3rd|4th)[- ](?:half|quarter)(?! (?:year|place))(?:[ -]?year)?(?:,? (?:of )?(?P<z>{Y}))?(?P<p>)",
        part,
    ),
    (
        "time",
        rf"(?:(?P<y>{Y}) )?(?P<o>)(?:[HQ](?P<p>[1-4])|(?P<q>[1-4])[HQ])(?:[ -]?'?(?P<z>{Y}|\d\d))?(?![\w%])",
        _code,
    ),
    ("time", rf"(?<![$€\w.,])(?P<c>1[0-2]|[2-9])M[ -]?'?(?P<y>{Y}|\d\d)(?![\w%])", _months_of),  # "7M26"
    (
        "time",
        rf"(?:the |its )?(?:first|opening|initial) (?P<c>{COUNT}) (?:months|quarters)(?: together| combined)?(?: (?:of|in) (?:the |this )?(?:calendar )?(?:year)?(?P<y>{Y})?| this year)?",
        first_months,
    ),
    (
        "time",
        rf"(?:[Oo]ver|[Ii]n) (?P<d>{COUNT}) months(?=,)|"
        rf"(?:(?:for|over|in) (?:the|these|those|all) )?(?P<c>{COUNT}) months(?: together| combined|(?=:| (?:brought|yielded|saw)))(?P<y>)",
        first_months,
    ),
    (
        "time",
        rf"(?:the |its )?(?P<c>{COUNT})-month (?:[a-z-]+ ){{0,4}}?(?:totals?|tally|sum|figure|volumes?|count|exports?|shipments?|sales|"
        rf"deliveries|purchases|imports?|value)(?P<y>)|"
        rf"(?:in|over|during|for) (?:the|these|those) (?P<d>{COUNT}) months(?! (?:to|through|end|until|since|before|from|after|of)\b)",
        first_months,
    ),
    (
        "time",
        rf"(?:[Tt]hrough|up to|(?:[Aa]t|[Bb]y|until|to) the end of|as of|(?:in |for |over )?the year (?:up )?to)(?: the end of)? (?P<n>{M})"
        rf"(?: (?P<y>{Y}))?",
        to_month,
    ),
    (
        "time",
        rf"(?:the )?(?P<c>{COUNT}) months (?:to|through|ended|ending|until)(?: in)? (?P<m>{M})(?: (?P<y>{Y}))?",
        _through,
    ),
    (
        "it",
        r"(?<!than )(?<!with )(?<!from )(?<!to )(?<!over )(?:in|over|during|for) (?:the|that) same (?:month|period|time|quarter)(?=,)",
        None,
    ),
    (
        "time",
        rf"(?:the )?(?:same|corresponding|equivalent|comparable|like) (?:{COUNT}[ -])?(?:month|period|quarter|half|time|stretch|months)(?: period)?(?: (?:of|in))? (?P<y>{Y})",
        lambda m: ("same", int(m["y"])),
    ),
    (
        "time",
        rf"(?:the )?(?:same|corresponding|equivalent|comparable|like) (?:{COUNT}[ -])?(?:month|period|quarter|half|time|point|stretch|months)(?: (?:of|in|from))? ?(?:(?:the )?(?:last|previous|prior|preceding|past) year|a year (?:ago|earlier|before|prior)|the year (?:before|earlier))?",
        ("rel", -12),
    ),
    (
        "time",
        rf"(?P<m>{M})(?: of)? (?:last|the previous|the prior|the preceding) year|(?P<n>{M}) (?:a year (?:ago|earlier|before)|of the (?:previous|prior) year|the year before)",
        lambda m: ("month last year", MONTHS[(m["m"] or m["n"]).rstrip(".")]),
    ),
    ("time", r"(?P<m>January|Jan\.?) and (?P<n>February|Feb\.?)(?:,? (?:of )?(?P<y>(?:19|20)\d\d))?", span),
    (
        "time",
        rf"(?:[Bb]oth )?(?P<m>{M})(?:,? {M})? and (?P<n>{M})(?:,? (?:of )?(?P<y>{Y}))?(?:,? (?:together|combined|taken together)|(?= (?:had )?(?:together|combined|jointly)))",
        span,
    ),
    (
        "time",
        r"(?:[Ff]or|[Ii]n|[Oo]ver|[Dd]uring) the (?:(?:full|whole) )?quarter(?: as a whole)?|the quarter(?: as a whole)?(?= (?:was|came|were|saw))",
        ("quarter",),
    ),
    (
        "time",
        r"quarter[- ]on[- ]quarter|q/q|QoQ|(?:the )?(?:previous|prior|preceding) (?:quarter|three months)|(?:a|one) quarter (?:earlier|before|ago)",
        ("rel", -3),
    ),
    (
        "time",
        r"(?:(?<=in )|(?<=than )|(?<=those of )|(?<=that of )|(?<=tonnes of )|(?<=tons of )|(?<=\dt of ))the (?P<o>first|second|third|fourth)(?=[.,;]| (?:only |just |some |about )?\d)|"
        r"(?<=and )the (?P<p>second|third|fourth)(?= (?:only |just |some |about )?\d)",
        lambda m: ("nth", ORDINAL[m["o"] or m["p"]]),
    ),
    ("time", rf"(?P<c>{COUNT}) months (?:later|after that|on)(?=[ ,.])", lambda m: ("later", int(read(m["c"]).value))),
    ("time", r"(?:in |during |of |for )?that month(?:'s)?", ("following", 0)),
    (
        "time",
        r"(?:in |during )?the (?:following|next|subsequent) month|a month later|the month after",
        ("following", 1),
    ),
    (
        "time",
        rf"(?:in |over |during )?the (?:following|next|subsequent) (?:(?P<c>{COUNT}) months|quarter)",
        lambda m: ("following", int(read(m["c"]).value) if m["c"] else 3),
    ),
    (
        "time",
        rf"(?:the )?(?:final|last|closing) (?P<c>{COUNT}) months of (?:(?P<y>{Y})|last year|the year)",
        lambda m: ("span", int(m["y"] or 0) or -("last" in m[0][6:]), max(1, 13 - int(read(m["c"]).value)), 12),
    ),
    ("time", r"(?:two|2) years (?:earlier|before|ago)|the year before (?:that|last)", ("rel", -24)),
    ("time", r"the (?:first )?half[- ]year|the six-month period", ("span", 0, 1, 6)),
    ("time", rf"(?P<m>{M}) (?:that|of that|of the same) year", lambda m: ("that year", MONTHS[m["m"].rstrip(".")])),
    ("time", rf"this (?P<m>{M})", lambda m: ("month", 0, MONTHS[m["m"].rstrip(".")])),
    ("time", rf"(?P<m>{M}) (?:this|of this) year", lambda m: ("month", 0, MONTHS[m["m"].rstrip(".")])),
    ("time", rf"(?:early |mid-?|late |the (?:whole|month) of )?(?P<m>{M})(?:,? (?:of )?(?P<y>{Y})(?! total))?", month),
    (
        "time",
        r"(?:a|one|the) month (?:earlier|ago|before|prior|previously)|(?:the )?(?:previous|prior|preceding) month(?:'s)?|month[- ](?:on|over|to)[- ]month|on[- ]month|m[-/]?o[-/]?m|m/m|MoM|M/M|on the month|month-ago|month-earlier|a monthly(?= [\d.]+ ?(?:%|per ?cent))|on a monthly basis|sequential(?:ly)?|monthly (?=rise|fall|drop|decline|increase|gain|growth|basis|surge|jump|decrease|change|rebound|slump)",
        ("rel", -1),
    ),
    (
        "time",
        r"(?:(?:a|one|the) year|(?:twelve|12) months) (?:earlier|ago|before|prior|previously)|year[- ](?:on|over|to)[- ]year|on[- ]year|y[-/]?o[-/]?y|y/y|YoY|Y/Y|YOY|on the year|year-ago|year-earlier|annually|an annual(?= [\d.]+ ?(?:%|per ?cent))|in (?:annual|yearly) terms|on (?:a|an) (?:yearly|annual) basis|annual (?=rise|fall|drop|decline|increase|gain|growth|basis|surge|jump|decrease|change|slump|rate)|on an annual basis|(?:the )?(?:previous|prior|preceding) year(?:'s)?|last year's(?= by|[,.;]| level| figure| total| volume| tonnage)",
        ("rel", -12),
    ),
    (
        "time",
        r"(?:this year )?so far(?: this year| in the year)?|year[- ]to[- ]date|YTD|(?:since|from) the (?:start|beginning) of the year|(?:since|from) January(?= (?:the|on\b|onwards?)|,(?! when| which| the best| a month))|running total|cumulative(?: total| sum)?|cumulatively",
        ("to date",),
    ),
    (
        "time",
        r"(?:(?:for|in) the (?:full |whole |entire )?year(?: as a whole)?(?![- ](?:to(?! \d)|earlier|before|ago|through|ended))|over the (?:full|whole|entire) year|(?:over|in|during) (?:the|those|these) (?:twelve|12) months|over the year(?=,? (?:the|it|exports|shipments|sales|American|US|U\.S))|full[- ]year|the year as a whole|the annual (?:sum|total|figure|tally|volume)|the year is complete)",
        ("whole year",),
    ),
    ("time", r"(?<!since )(?<!from )the (?:start|beginning|outset) of (?:the|this) year", ("month", 0, 1)),
    ("time", r"last month", ("last month",)),
    (
        "time",
        rf"(?:[Oo]ver (?:the )?(?:past |last )?|(?:[Ff]or|[Ii]n) the )(?P<c>{COUNT}) months"
        rf"(?! (?:ago|earlier|before|in a row|running|to {M}|through|ended|ending|of|from|since|together|combined))|"
        rf"(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring) the (?P<d>{COUNT})-month period",
        lambda m: ("through", 0, 0, int(read(m["c"] or m["d"]).value)),
    ),
    (
        "time",
        r"[Tt]aken together(?=,)|(?:in |for |over )?(?:the|these|those) two months(?: together| combined)?",
        ("both",),
    ),
    ("time", rf"(?:began|started|opened|kicked off) (?P<y>{Y})(?= with)", lambda m: ("month", int(m["y"]), 1)),
    (
        "mean",
        r"(?:the |a |its |their )?monthly (?:average|mean)(?= (?:of|was|is|came|stood|reached|for|amounted))|averag(?:ed|ing|es)(?= [\d.,]+ ?t)",
        None,
    ),
    ("time", r"last year", ("year of", -1)),
    ("time", r"this year", ("year of", 0)),
    (
        "time",
        r"(?:last|(?:the )?(?:previous|prior|preceding)) year's (?:monthly )?(?:average|mean)",
        ("mean last year",),
    ),
    (
        "time",
        rf"(?:the )?(?:full |whole |calendar |all of |entire )?(?:year )?(?P<y>{Y})(?:'s)? monthly (?:average|mean)|(?:the )?(?:monthly )?(?:average|mean)(?: month)?(?:ly)?(?: (?:of|in|for|level of))? (?P<z>{Y})",
        lambda m: ("mean", int(m["y"] or m["z"])),
    ),
    (
        "time",
        rf"(?:the )?(?:full |whole |calendar |all of |entire |full-)?(?:year )?(?P<y>{Y})(?![\d,.]?\d| ?(?:t|tons?|tonnes?|kg|metric)\b|%)",
        lambda m: ("year", int(m["y"])),
    ),
]
