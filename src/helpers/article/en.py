"""English words."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import WORD, WORDS, read

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
Y = r"(?:19|20)\d\d"
ORDINAL = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
ORDINAL |= {"eleventh": 11, "twelfth": 12, "1st": 1, "2nd": 2, "3rd": 3}
ORDINAL |= {f"{n}th": n for n in range(4, 21)}
O = "(?:" + "|".join(sorted(ORDINAL, key=len, reverse=True)) + ")"
COUNT = rf"(?:{WORD}|\d{{1,3}})"
THIS = "(?:the|this|that|its)"
GOODS = r"(?:rare[- ]earths?[- ])?(?:permanent[- ])?(?:magnets?[- ])?"
BUYER = r"(?:overseas |foreign |single |national |export )?(?:buyers?|destinations?|markets?|recipients?|importers?|"
BUYER += r"customers?|purchasers?|takers?|export markets?|country|countries|consumers?)"
TOP = r"(?:largest|biggest|best|top|main|leading|most important|No\. ?1|number one|principal)"
HIGH = r"(?:highest|largest|biggest|strongest|most|best|greatest|busiest)"
LOW = r"(?:lowest|smallest|weakest|least|worst|fewest)"


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
    number = ORDINAL[which.lower()] if which.lower() in ORDINAL else int(which)
    length = 6 if re.search("half|H", match[0]) else 3
    return "span", int(year), (number - 1) * length + 1, number * length


def first_months(match: re.Match) -> tuple:
    """The first so many months."""
    count = int(read(match["c"]).value) * (3 if "quarter" in match[0] else 1)
    return "span", int(match["y"] or 0), 1, max(1, min(count, 12))


def _ordinal(name: str):
    return lambda match: ORDINAL.get((match[name] or "first").lower(), 1)


def _since(direction: int):
    def value(match: re.Match) -> tuple:
        groups = match.groupdict()
        if groups.get("c"):
            count = int(read(groups["c"]).value)
            return direction, "months", count * (12 if "year" in match[0].lower() else 1)
        if groups.get("m"):
            return direction, "since", ("month", int(groups.get("y") or 0), MONTHS[groups["m"].rstrip(".")])
        if groups.get("y"):
            return direction, "of year" if "since" not in match[0] else "since year", int(groups["y"])
        return direction, "ever", 1

    return value


def _record(direction: int, words: str) -> list[tuple]:
    place = r"(?:the |its |their |a )?(?:(?P<o>second|third|fourth|fifth)[- ])?"
    what = r"(?:(?: [a-z-]+){0,4}?)"
    return [
        (
            "record",
            rf"{place}{words}{what} since (?:at least )?(?P<m>{M})(?:,? (?:of )?(?P<y>{Y}))?",
            _since(direction),
        ),
        ("record", rf"{place}{words}{what} since (?:at least )?(?P<y>{Y})", _since(direction)),
        (
            "record",
            rf"{place}{words}{what} in (?:at least |more than |nearly |almost )?(?P<c>{COUNT}) (?:months|years)",
            _since(direction),
        ),
        ("record", rf"{place}{words}{what} (?:on record|ever(?: recorded)?|in history)", _nth(direction)),
        (
            "record",
            rf"{place}{words} (?:month(?:ly)?|month(?:ly)? (?:total|level|volume|figure))(?: of| in) (?P<y>{Y})",
            _nth(direction),
        ),
    ]


def _nth(direction: int):
    def value(match: re.Match) -> tuple:
        nth = ORDINAL.get((match["o"] or "first").lower(), 1)
        year = match.groupdict().get("y")
        return (direction, "nth of year", (nth, int(year))) if year else (direction, "ever", nth)

    return value


FOLD = {"halv": 0.5, "doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "half": 0.5, "third": 1 / 3}
FOLD |= {"twice": 2, "quarter": 0.25, "two-third": 2 / 3, "two third": 2 / 3, "three-quarter": 0.75}
FOLD |= {
    "three quarter": 0.75,
    "one-third": 1 / 3,
    "one third": 1 / 3,
    "one-quarter": 0.25,
    "a fifth": 0.2,
    "a tenth": 0.1,
}
FOLD |= {"four-fifth": 0.8, "one-fifth": 0.2, "thrice": 3, "three-fifth": 0.6, "two-fifth": 0.4}


def fold(match: re.Match) -> float:
    """The multiple that a word stands for."""
    word = match[0].lower()
    return next(FOLD[stem] for stem in sorted(FOLD, key=len, reverse=True) if stem in word)


OTHER = (
    "gallium germanium antimony graphite lithium cobalt nickel copper tungsten aluminium aluminum steel coal soybeans"
)
OTHER += " bismuth indium molybdenum tellurium ferrite dysprosium terbium yttrium samarium scandium lutetium neodymium"
OTHER += " praseodymium polysilicon batteries semiconductors chips crude gasoline uranium titanium"
UP = r"rises?|rose|risen|rising|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|"
UP += r"grow(?:s|n|ing|th)?|grew|increas(?:e|es|ed|ing)|up|higher|more|leap(?:s|ed|t)?|spik(?:e|es|ed|ing)|expand(?:s|ed|ing)?|"
UP += (
    r"rebound(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|advanc(?:e|es|ed)|skyrocket(?:s|ed|ing)?|add(?:ed|ing)|upturn|uptick|"
)
UP += r"rocket(?:s|ed)|accelerat(?:e|ed)|swell(?:ed)?|above|pick(?:ed)? up|bounc(?:e|ed) back|balloon(?:ed)?|uplift"
DOWN = r"falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|down|lower|less|fewer|"
DOWN += r"plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|sank|sinks?|sunk|slid(?:e|es|ing)?|slip(?:s|ped|ping)?|"
DOWN += r"shr[aiu]nk(?:s|ing)?|contract(?:ed|ion)|reduc(?:ed|tion)|cut|eas(?:e|ed|ing)|dip(?:s|ped|ping)?|"
DOWN += (
    r"crash(?:ed)?|collaps(?:e|ed)|div(?:e|ed)|dove|nosediv(?:e|ed)|below|under|weaken(?:ed)?|retreat(?:ed)?|los[ts]|"
)
DOWN += r"plummet(?:s|ed|ing)?|lag(?:s|ged|ging)?|trail(?:s|ed|ing)?|downturn|short of|edged down|nose-dived|ebb(?:ed)?"
UP += r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?"
NEAR, CLAUSE = "near", "clause"

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
        r"(?:HS|HTS|CN|tariff|customs|commodity)(?: (?:code|codes|number|heading|item|line))?s?:? ?\d{4}(?:[. ]?\d\d){0,3}",
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
        rf"(?:(?:[Ff]rom )?(?=\w+\.?(?: ?[-–—/] ?| (?:{Y} )?(?:to|through|until) ))|[Bb]etween (?=\w+ (?:{Y} )?and ))(?P<m>{M})(?: ?(?:-|–|—|/) ?|(?: {Y})? (?:to|through|and|until) )(?P<n>{M})(?:,? (?:of )?(?P<y>{Y}))?",
        span,
    ),
    (
        "time",
        rf"(?:(?P<y>{Y})['s]* )?(?:the |its )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:half|quarter)(?! (?:year|place))(?:[ -]?year)?(?:,? (?:of )?(?P<z>{Y}))?(?P<p>)",
        part,
    ),
    (
        "time",
        rf"(?:(?P<y>{Y}) )?(?P<o>)(?:[HQ](?P<p>[1-4])|(?P<q>[1-4])[HQ])(?:[ -]?'?(?P<z>{Y}|\d\d))?(?![\w%])",
        lambda m: _code(m),
    ),
    (
        "time",
        rf"(?:the )?first (?P<c>{COUNT}) (?:months|quarters)(?: (?:of|in) (?:the |this )?(?:year)?(?P<y>{Y})?| this year)?",
        first_months,
    ),
    (
        "time",
        rf"(?:the )?(?P<c>{COUNT}) months (?:to|through|ended|ending|until)(?: in)? (?P<m>{M})(?: (?P<y>{Y}))?",
        lambda m: _through(m),
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
        r"(?:the )?(?:same|corresponding|equivalent|comparable|like) (?:month|period|quarter|half|time|point|stretch|months)(?: (?:of|in|from))? ?(?:(?:the )?(?:last|previous|prior|preceding|past) year|a year (?:ago|earlier|before|prior)|the year (?:before|earlier))?",
        ("rel", -12),
    ),
    (
        "time",
        rf"(?P<m>{M}) (?:last|the previous|the prior|the preceding) year|(?P<n>{M}) (?:a year (?:ago|earlier|before)|of the (?:previous|prior) year|the year before)",
        lambda m: ("month last year", MONTHS[(m["m"] or m["n"]).rstrip(".")]),
    ),
    ("time", r"(?P<m>January|Jan\.?) and (?P<n>February|Feb\.?)(?:,? (?:of )?(?P<y>(?:19|20)\d\d))?", span),
    ("time", r"the (?:first )?half[- ]year|the six-month period", ("span", 0, 1, 6)),
    ("time", rf"(?P<m>{M}) (?:this|of this) year", lambda m: ("month", 0, MONTHS[m["m"].rstrip(".")])),
    ("time", rf"(?:early |mid-?|late |the (?:whole|month) of )?(?P<m>{M})(?:,? (?:of )?(?P<y>{Y}))?", month),
    (
        "time",
        r"(?:a|one|the) month (?:earlier|ago|before|prior|previously)|(?:the )?(?:previous|prior|preceding) month(?:'s)?|month[- ](?:on|over|to)[- ]month|on[- ]month|m[-/]?o[-/]?m|m/m|MoM|M/M|on the month|month-ago|month-earlier|sequential(?:ly)?|monthly (?=rise|fall|drop|decline|increase|gain|growth|basis|surge|jump|decrease|change|rebound|slump)",
        ("rel", -1),
    ),
    (
        "time",
        r"(?:a|one|the) year (?:earlier|ago|before|prior|previously)|year[- ](?:on|over|to)[- ]year|on[- ]year|y[-/]?o[-/]?y|y/y|YoY|Y/Y|YOY|on the year|year-ago|year-earlier|annually|annual (?=rise|fall|drop|decline|increase|gain|growth|basis|surge|jump|decrease|change|slump|rate)|on an annual basis|(?:the )?(?:previous|prior|preceding) year(?:'s)?|last year's(?= by|[,.;]| level| figure| total| volume| tonnage)",
        ("rel", -12),
    ),
    (
        "time",
        r"(?:this year )?so far(?: this year| in the year)?|year[- ]to[- ]date|YTD|(?:since|from) the (?:start|beginning) of the year",
        ("to date",),
    ),
    ("time", r"(?:(?:for|in) the (?:full |whole |entire )?year(?: as a whole)?(?! (?:to|earlier|before|ago|through|ended))|over the (?:full|whole|entire) year|(?:over|in|during) (?:the|those|these) (?:twelve|12) months|over the year(?=,? (?:the|it|exports|shipments|sales|American|US|U\.S))|full[- ]year|the year as a whole)", ("whole year",)),
    ("time", r"last month", ("last month",)),
    ("time", r"last year", ("year of", -1)),
    ("time", r"this year", ("year of", 0)),
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
    # places in a row
    (
        "rank",
        rf"(?:the |its |their )?(?:(?P<o>{O})|No\. ?(?P<n>\d{{1,2}}))[- ](?:{TOP})(?: [a-z'-]+){{0,3}}? {BUYER}(?! share)",
        lambda m: int(m["n"]) if m["n"] else ORDINAL[m["o"].lower()],
    ),
    (
        "rank",
        rf"(?:the |its |their |China's )?(?:single )?{TOP}(?: (?:single|overseas|foreign|export|magnet|rare[- ]earth|national)){{0,2}} {BUYER}(?! share)",
        1,
    ),
    (
        "rank",
        rf"(?:in |at |took |takes |held |holds |claimed )?(?:the )?(?P<o>{O}) (?:place|position|spot)",
        _ordinal("o"),
    ),
    (
        "rank",
        rf"(?:ranked|ranking|ranks|came|comes|placed|was|were|is|coming|finished)(?: in)? (?P<o>{O})(?=[ ,.;:)]|$)(?! (?:straight|consecutive|month|half|quarter|time|to (?!none|Germany|the|only)|largest|biggest))",
        _ordinal("o"),
    ),
    (
        "rank",
        r"(?:topped|tops|headed|heads|led|leads|topping|leading) (?:the )?(?:list|ranking|rankings|table|buyers|field|destinations)",
        1,
    ),
    ("rank", r"(?P<o>second|third|fourth|fifth|sixth)(?=[.,;)]| and [A-Zt]| at \d| with \d|$)", _ordinal("o")),
    ("top", rf"(?:the )?top (?:three|four|five|3|4|5|ten|10)(?: {BUYER})?", None),
    ("rank", rf"(?:the |its |their )?No\. ?(?P<n>\d{{1,2}}) {BUYER}", lambda m: int(m["n"])),
    # records and rows of months
    *_record(1, HIGH),
    *_record(-1, LOW),
    (
        "record",
        rf"(?:the |its |their )?(?:(?P<o>second|third|fourth|fifth)[- ])?{HIGH} (?:of|in|for) (?P<y>{Y})",
        _nth(1),
    ),
    (
        "record",
        rf"(?:the |its |their )?(?:(?P<o>second|third|fourth|fifth)[- ])?{LOW} (?:of|in|for) (?P<y>{Y})",
        _nth(-1),
    ),
    ("record", rf"(?:a |an |its |the )?(?P<c>{COUNT})[- ](?:month|year)s?[- ](?:high|peak)", _since(1)),
    ("record", rf"(?:a |an |its |the )?(?P<c>{COUNT})[- ](?:month|year)s?[- ](?:low|trough)", _since(-1)),
    (
        "record",
        r"(?:a |an |its |the )?(?:all-time|record|historic)[- ](?:high|peak|monthly high|volume|level)|a (?:new |monthly |fresh )?record(?! of| \d)|hit a record|all-time peak",
        (1, "ever", 1),
    ),
    ("record", r"(?:a |an |its |the )?(?:all-time|record)[- ]low", (-1, "ever", 1)),
    (
        "streak",
        rf"for an? (?P<q>second|third|fourth|fifth|sixth) month|(?:for |in )?(?:the |a |its |their )?(?P<o>{O}) (?:straight|consecutive|successive)(?: monthly)? (?:month|rise|fall|increase|decline|drop|gain|decrease)|(?:for |in )?(?:the |a |its |their )?(?P<p>{O}) (?:month|monthly (?:rise|fall|increase|decline|drop|gain|decrease)|(?:rise|fall|increase|decline|drop|gain|decrease))s? (?:in a row|running|in succession|on the trot)",
        lambda m: ORDINAL[(m["o"] or m["p"] or m["q"]).lower()],
    ),
    (
        "streak",
        rf"(?:for )?(?P<c>{COUNT}) (?:straight |consecutive |successive )?months (?:in a row|running|in succession)|(?:for )?(?P<d>{COUNT}) (?:straight|consecutive|successive) months",
        lambda m: int(read(m["c"] or m["d"]).value),
    ),
    # multiples in words
    (
        "times",
        r"halv(?:ed|ing|es?)|doubl(?:ed|ing|es?)|tripl(?:ed|ing|es?)|trebl(?:ed|ing|es?)|quadrupl(?:ed|ing|es?)|quintupl(?:ed|ing|es?)",
        fold,
    ),
    ("times", r"(?:twice|thrice|double|triple)(?= (?:the|that|what|as|its|their|those|May|June))", fold),
    (
        "times",
        r"(?:a |one[- ])?half(?= (?:of |the |that |what |as |its |their |those |a year)|(?:-|–))(?!-year)|half(?= (?:May|June|July|April|March)'s)",
        fold,
    ),
    (
        "times",
        r"(?:a|one|two)[- ]thirds?|half(?=[,.;]| (?:to|in|from|on|compared))|(?:a|one|three)[- ]quarters?(?= of| the|$)|(?:a|one|two|three|four)[- ]fifths?|a tenth",
        fold,
    ),
    # what is told of the number
    (
        "cmp",
        r"compared (?:with|to)|in comparison (?:with|to)|than|versus|vs\.?|against|relative to|over|from|compares with|after(?= \d)|following(?= \d)|on(?= (?:(?:19|20)\d\d's|May|June|July|August|January|February|March|April|September|October|November|December|the (?:previous|prior|preceding|same)))|(?:below|above)(?= (?:the|that|its|their|last|a year|year|January|February|March|April|May|June|July|August|September|October|November|December))|of(?= (?:the (?:level|volume|amount|quantity|tonnage|total) (?:of|in|seen|recorded|shipped)))|up on|down on",
        None,
    ),
    ("streak?", r"(?!x)x", None),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", r"unchanged|flat|steady|little changed", 0),
    (
        "flow",
        r"(?:re-?)?export(?:s|ed|ing)?|shipments?|shipped|ships|sales|sold|sends?|sent|deliver(?:y|ies|ed)|suppl(?:y|ies|ied)(?! chain)|outflows?|dispatched|outbound|overseas sales",
        "export",
    ),
    ("flow", r"import(?:s|ed|ing)?|inbound", "import"),
    (
        "whole",
        r"total(?:l?ed|l?ing|s)?|overall|worldwide|global(?:ly)?|world(?!'s)|all (?:countries|destinations|markets|partners|customers|buyers)|aggregate|abroad|overseas|altogether|combined exports",
        None,
    ),
    (
        "product",
        r"rare[- ]earth(?:s)?(?:[- ](?:based|permanent|element|metal))?[- ]magnet[- ]related products|rare[- ]earths? and (?:related )?products",
        "rare-earth-products",
    ),
    (
        "product",
        r"(?:sintered )?(?:rare[- ]earths?[- ](?:based |element |metal )?(?:permanent[- ])?|permanent[- ]|NdFeB[- ]|neodymium[- ](?:iron[- ]boron[- ])?)?magnets?",
        "rare-earth-magnets",
    ),
    ("product", r"rare[- ]earths?(?: (?:elements?|minerals?|metals?|materials?))?", "rare-earths"),
    (
        "product",
        "|".join(OTHER.split())
        + r"|(?:electric )?(?:vehicles?|cars)|phones|scrap|ores?|oxides?|goods trade|(?:total|overall) (?:goods )?trade|all goods|merchandise|goods",
        "other",
    ),
    (
        "measure",
        r"(?:by|in|in terms of) (?:volume|weight|mass|tonnage)(?: terms)?|in volume terms|volumes?|tonnage",
        "net_mass_kg",
    ),
    (
        "measure",
        r"(?:by|in|in terms of|the|a|had a) (?:export )?value(?: terms)?|in (?:US )?dollar terms|worth|valued at|value of|export value|revenues?|earnings",
        "value_usd",
    ),
    ("measure", r"value(?! chain| added)", "value_usd"),
    (
        "unit value",
        r"(?:average |mean )?(?:export |unit )?(?:prices?|values?) (?:of|per)|unit values?|average (?:export )?prices?|average value",
        None,
    ),
    ("aside", r"shares (?:of|in) (?-i:(?!China|Chinese)[A-Z])", ("a price, share price or business figure", CLAUSE)),
    ("aside", r"orders? (?:for|of|worth)|order books?", ("orders, which customs records do not show", NEAR)),
    (
        "aside",
        r"(?:analysts?|economists?|traders?|bank|brokerage|consultancy) (?:[\w'-]+ ){0,5}?(?:sees?|reckons?|thinks?|believes?)",
        ("a forecast, plan or expectation", CLAUSE),
    ),
    ("aside", r"(?:we|our|ours)", ("what somebody says of his own business", CLAUSE)),
    ("aside", r"(?:company|firm|plant|supplier|maker)s? (?:has |had )?(?:paid|pays?)|employ(?:s|ed|ing|ees?)?|hire[sd]?", ("a business figure", CLAUSE)),
    ("policy", r"export (?:controls?|curbs?|restrictions?|bans?|licen[cs]\w+|permits?|rules?|quotas?)", None),
    (
        "aside",
        r"shares (?:of|in) (?:[\w-]+ ){0,4}(?:makers?|producers?|compan(?:y|ies)|firms?|miners?|groups?)",
        ("a price, share price or business figure", CLAUSE),
    ),
    (
        "share",
        r"account(?:s|ed|ing)? for|shares?(?= (?:of|was|stood|rose|fell|fell|at|reached|to|in|came))|share|represent(?:s|ed|ing)?|made up|makes up|making up|compris(?:e|es|ed|ing)|constitut(?:e|es|ed|ing)|proportion",
        None,
    ),
    ("aside", r"tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|tax(?:es)?|VAT|import tax", ("a tariff or tax", NEAR)),
    (
        "aside",
        r"(?:may|might|could|would|will|shall)(?= )|expect(?:s|ed|ing)?|forecasts?|forecasting|project(?:s|ed|ing|ions?)|predict(?:s|ed|ion|ions)?|(?:is|are) (?:set|likely) to|estimat(?:e|es|ed|ing) (?:that|to)|target(?:s|ed|ing)?|plans? to|aims? to|by (?:2030|2035|2028|2027)|outlook|likely to",
        ("a forecast, plan or expectation", CLAUSE),
    ),
    (
        "aside",
        r"capacit(?:y|ies)|output|produc(?:e|es|ed|ing|tion|er|ers)|mines?|mining|mined|refin(?:e|es|ed|ing|eries)|process(?:es|ed|ing)|reserves?|quotas?|supply chain|stockpiles?|inventor(?:y|ies)|consumption|demand for|needs?(?! to)|requirements?",
        ("capacity, output, stocks or use, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"stocks?(?! up)|share price|stock price|(?:its|their|whose) shares|shares (?:of|in) (?=[A-Z])|Shares|spot price|futures|index|GDP|inflation|profits?|market value|market cap|invest(?:ed|ment|ments|or|ors)|fund(?:s|ing)?|loan|grant|price of|prices (?:of|for|in)|prices|contract price",
        ("a price, share price or business figure", CLAUSE),
    ),
    (
        "aside",
        r"licen[cs]es?|approv(?:al|als|ed)|applications?|permits?|respondents|survey(?:ed)?|poll",
        ("licences, applications or a survey", CLAUSE),
    ),
    (
        "aside",
        r"global (?:output|production|supply|market|demand|magnet (?:output|production|supply)|capacity|refining|rare earth)|world(?:'s)? (?:output|production|supply|market|demand|refined|mined|magnet|rare)|of the (?:market|world's)|market share|of (?:all )?(?:the )?global|worldwide (?:production|supply|output)",
        ("a share of world output or of a market, which customs records do not show", CLAUSE),
    ),
    ("it", r"that|it|this|they|the figure|those|these|them|the volume|the amount|the total(?= (?:was|is) )", None),
    (
        "other",
        r"(?:after|behind|ahead of|overtak(?:ing|en|es)|surpass(?:ing|ed)|trailing|beat(?:ing)?|following|only to|outside|excluding|except|second only to)(?= (?:the )?[A-Z])",
        None,
    ),
    ("follow", r"followed by|ahead of|then came|next came", None),
    (
        "stop",
        r"[;—]|–(?= )|(?<=[a-zA-Z0-9%)]), |: |while|whereas|although|though|but|yet|even as|as(?= (?:exports|shipments|the|US|buyers))|with(?= (?:exports|shipments|those|the|volumes))|\. ",
        None,
    ),
    ("and", r"and|or", None),
    ("respectively", r"respectively|in that order", None),
]


def _code(match: re.Match) -> tuple:
    number = int(match["p"] or match["q"])
    length = 6 if "H" in match[0] else 3
    year = match["y"] or match["z"] or "0"
    year = "20" + year if len(year) == 2 else year
    return "span", int(year), min((number - 1) * length + 1, 13 - length), min(number * length, 12)


def _through(match: re.Match) -> tuple:
    return "through", int(match["y"] or 0), MONTHS[match["m"].rstrip(".")], int(read(match["c"]).value)


US = r"(?:the )?(?:United States(?: of America)?|U\.S\.A?\.?|US(?!\$)|USA|America)"
AREAS = [
    (US, "USA"),
    ("American(?:s)?", "USA"),
    (r"(?:the )?(?:European Union|E\.U\.|EU(?:-27)?|bloc|27-nation bloc)", "EUN"),
    (r"(?:the )?(?:United Kingdom|U\.K\.|UK|Britain|British)", "GBR"),
    (r"(?:South Korea|Korea|South Korean|Republic of Korea)(?:n|ns)?", "KOR"),
    (r"German(?:y|s)?", "DEU"),
    (r"Japan(?:ese)?", "JPN"),
    (r"Viet ?[Nn]am(?:ese)?", "VNM"),
    (r"(?:the )?(?:Netherlands|Dutch)", "NLD"),
    (r"India(?:n)?", "IND"),
    (r"Taiwan(?:ese)?", "TWN"),
    (r"Hong Kong", "HKG"),
    (r"French", "FRA"),
    (r"Ital(?:y|ian)", "ITA"),
    (r"Polish", "POL"),
    (r"Mexic(?:o|an)", "MEX"),
    (r"Thai(?:land)?", "THA"),
    (r"Turkey|Türkiye|Turkish", "TUR"),
    (r"Czech Republic", "CZE"),
    (r"Russian?", "RUS"),
    (r"Hungar(?:y|ian)", "HUN"),
    (r"Malaysian?", "MYS"),
    (r"Europe(?:an)?(?: countries)?", "X-EUROPE"),
    (r"Asian?(?: countries)?", "X-ASIA"),
    (r"Africa", "X-AFRICA"),
    (r"North America", "X-NORTHAMERICA"),
    (r"(?:the )?rest of the world|other countries|elsewhere", "X-OTHER"),
]

LANGUAGE = Language(
    name="en",
    decimal=".",
    number=rf"{group(',')}(?:\.\d+)?|\d+(?:\.\d+)?|(?i:{WORDS})(?=fold|[^a-z]|$)",
    scales={
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "mn": 1e6,
        "mln": 1e6,
        "bn": 1e9,
        "m": 1e6,
        "k": 1e3,
        "mio": 1e6,
    },
    units=[
        (
            r"(?:US )?dollars?(?: ?/ ?| per | a )(?:kilogram|kilogramme|kilo|kg)\b|(?: ?/ ?| per | a )(?:kilogram|kilogramme|kilo|kg)\b|/kg\b|per (?:kilogram|kilogramme|kilo|kg)\b|a (?:kilogram|kilogramme|kilo|kg)\b",
            "USD/kg",
            1.0,
        ),
        (
            r"(?:US )?dollars?(?: ?/ ?| per | a )(?:metric )?(?:tonne|ton|t|mt)\b|/(?:tonne|ton|t|mt)\b|(?:per|a) (?:metric )?(?:tonne|ton|t|mt)\b",
            "USD/kg",
            0.001,
        ),
        (r"short tons?\b", "kg", 907.18474),
        (r"(?:metric[- ])?(?:tonnes?|tons?)\b|MT\b|mt\b|t\b", "kg", 1000.0),
        (r"(?:kilograms?|kilogrammes?|kilos?|kgs?|KG)\b", "kg", 1.0),
        (r"percentage[- ]points?|pp\b|ppts?\b|points?\b", "points", 1.0),
        (r"%|per ?cent\b|percent\b|pct\b|pc\b", "%", 1.0),
        (r"fold\b", "times", 1.0),
        (r"(?:times|x)\b", "times", 1.0),
        (r"(?:US )?dollars?\b|USD\b", "USD", 1.0),
        (r"(?:yuan|renminbi|RMB|CNY)\b", "CNY", 1.0),
        (r"(?:euros?|EUR)\b", "EUR", 1.0),
    ],
    patterns=[row for row in PATTERNS if row[0] != "streak?"],
    hedges=[
        (
            r"(?:just |slightly |well |a little )?(?:more than|over|above|upwards of|exceed(?:ing|ed|s)|at least|in excess of|greater than|topp(?:ed|ing)|tops|surpass(?:ed|es|ing)|no less than)",
            "more",
        ),
        (r"(?:just |slightly |well |a little )?(?:less than|fewer than|under|below|at most|no more than)", "less"),
        (r"(?:nearly|almost|close to|just shy of|approaching|not quite)", "nearly"),
        (
            r"(?:about|around|roughly|some|approximately|approx\.?|circa|an estimated|in the region of|a mere about|or so)",
            "about",
        ),
    ],
    areas=AREAS,
    reporter=r"China(?:'s)?|Chinese|Beijing(?:'s)?|the country's|its(?= (?:rare|exports|magnet|overseas|shipments))",
)
