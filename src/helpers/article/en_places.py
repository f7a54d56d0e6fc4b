"""English words of places in a row, records, and rows of months."""

import re

from helpers.article.en_times import COUNT, MONTHS, NTH, ORDINAL, M, Y
from helpers.article.numerals import read

GOODS = r"(?:rare[- ]earths?[- ])?(?:permanent[- ])?(?:magnets?[- ])?"
BUYER = r"(?:overseas |foreign |single |national |export )?(?:buyers?|destinations?|markets?|recipients?|importers?|"
BUYER += r"customers?|purchasers?|takers?|outlets?|export markets?|country|countries|consumers?)"
TOP = r"(?:largest|biggest|best|top|main|leading|most important|No\. ?1|number one|principal)"
HIGH = r"(?:highest|largest|biggest|strongest|most|best|greatest|busiest)"
STILL = "had been|has been|was|is|remained|remains|stayed"
LOW = r"(?:lowest|smallest|weakest|least|worst|fewest)"


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
    ever = rf"(?:on record|ever(?: recorded)?|in history)(?: (?:after|behind) {M}(?: {Y})?)?"
    return [
        (
            "record",
            rf"{place}(?i:{words}{what} since (?:at least |last )?)(?P<m>{M})(?:,? (?:of )?(?P<y>{Y}))?",
            _since(direction),
        ),
        (
            "record",
            rf"{place}{words}{what} since the (?:start|beginning) of (?:the|this) year",
            (direction, "since", ("month", 0, 1)),
        ),
        ("record", rf"{place}{words}{what} since (?:at least )?(?:early |late |mid-)?(?P<y>{Y})", _since(direction)),
        (
            "record",
            rf"{place}{words}{what} (?:in|for|over) (?:at least |more than |nearly |almost )?(?P<c>{COUNT}) (?:months|years)",
            _since(direction),
        ),
        (
            "record",
            rf"{place}{words}(?: (?:monthly|volume|level|total|figure|month|amount|tonnage|quantity|intake|so|far))* (?:this|of the) year(?: so far)?",
            lambda match: (direction, "nth of year", (ORDINAL.get((match["o"] or "first").lower(), 1), 0)),
        ),
        ("record", rf"{place}{words}{what} {ever}", _nth(direction)),
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


PATTERNS = [
    # places in a row
    (
        "rank",
        r"(?:kept|keeps|held|holds|retained|retains|regained|took|takes)(?: on to)? (?:the |its )?(?:crown|lead|top spot|top position|pole position)|(?:at |on )?(?:the )?(?:head|top) of the (?:queue|list|table|ranking|field|pack)",
        1,
    ),
    ("rank", rf"(?P<o>{NTH}) (?:on|in) the (?:list|table|ranking)", _ordinal("o")),
    (
        "rank",
        rf"(?:the )?runner-up|second only to(?! (?:the |its )?(?:{M}))|(?:behind|trail(?:s|ed|ing)) only(?! (?:{M}))",
        2,
    ),
    (
        "rank",
        rf"(?:slip|fell|fall|drop|slid|mov|climb|ros|ris|jump|sank|advanc|retreat|return|relegat|back)[a-z]{{0,6}}(?: up| back| down)? (?:to|in|into) (?P<o>{NTH})(?=[,.;:)]| (?:in|from|behind|after|with|last)\b|$)",
        _ordinal("o"),
    ),
    ("rank", r"(?<=second and )third|(?<=third and )fourth|(?<=fourth and )fifth", lambda m: ORDINAL[m[0].lower()]),
    (
        "rank",
        rf"(?:complet|round)(?:es|ed|ing|s) (?:out |off )?the top (?P<o>{COUNT})",
        lambda m: int(read(m["o"]).value),
    ),
    (
        "rank",
        rf"(?:among|in|inside|within) (?:the |its |China's )?top (?P<o>{COUNT})(?: {BUYER})?(?! by)",
        lambda m: (int(read(m["o"]).value), "less"),
    ),
    (
        "record",
        rf"(?:the |its |their )?{HIGH} (?:this year|of (?:the year|{Y}))(?= (?:apart from|after|except|bar|barring|but for|besides) (?:for )?(?:{M}))|(?:was |were |is |ranked )?second only to (?:that of |the [\d.,]+ (?:metric )?(?:t|tons|tonnes) (?:\w+ )?(?:of |in ))?(?:{M})(?: {Y})?(?: (?:among|of|in) (?:the |all )?months (?:of|in) {Y})?",
        (1, "nth of year", (2, 0)),
    ),
    (
        "record",
        rf"(?:the )?(?:most|highest|largest|more than)(?: \w+)? in any (?:other )?(?:single )?month (?:this year|of (?:the year|(?P<y>{Y})))",
        lambda m: (1, "nth of year", (1, int(m["y"] or 0))),
    ),
    (
        "rank",
        rf"(?:the |its |their )?(?:(?P<o>{NTH})|No\. ?(?P<n>\d{{1,2}}))[- ](?:{TOP})(?: [a-z'-]+){{0,3}}? {BUYER}(?! share)",
        lambda m: int(m["n"]) if m["n"] else ORDINAL[m["o"].lower()],
    ),
    (
        "rank",
        rf"(?:the |its |their |China's )?(?:single )?{TOP}(?: (?:single|overseas|foreign|export|magnet|rare[- ]earth|national)){{0,2}} {BUYER}(?<!s)(?! share)",
        1,
    ),
    (
        "rank",
        r"(?<![Nn]otice )(?<!ouncement )(?<![Oo]rder )[Nn]o\. ?(?P<n>[1-9])(?=[:,;)]|\.(?:\s|$)| (?:with|at|behind|after|buyer) |$)",
        lambda m: int(m["n"]),
    ),
    (
        "rank",
        rf"(?:in |at |took |takes |held |holds |claimed )?(?:the )?(?P<o>{NTH}) (?:place|position|spot)",
        _ordinal("o"),
    ),
    (
        "rank",
        rf"(?:ranked|ranking|ranks|came|comes|placed|was|were|is|coming|finished)(?: in)? (?P<o>{NTH})(?=[ ,.;:)]|$)(?! (?:straight|consecutive|month|half|quarter|time|to (?!none|Germany|the|only)|largest|biggest))",
        _ordinal("o"),
    ),
    (
        "rank",
        r"(?:topped|tops|headed|heads|led|leads|topping|leading) (?:the )?(?:list|ranking|rankings|table|buyers|field|destinations)",
        1,
    ),
    (
        "rank",
        r"(?P<o>second|third|fourth|fifth|sixth)(?=[.,;)]| and [A-Zt]| (?:at|with) \d|-placed| among| in the (?:list|table|ranking)|$)|"
        rf"(?P<p>second|third|fourth|fifth|sixth)(?= (?:on|with) (?:about |some |nearly |around |just |only )?\d| (?:behind|after) (?:the )?(?!{M})[A-Z])",
        lambda m: ORDINAL[(m["o"] or m["p"]).lower()],
    ),
    (
        "rank",
        r"(?<=, )at the top(?=,)|the (?:largest|biggest|greatest) (?:amount|volume|quantity|tonnage) of any (?:single )?"
        r"(?:country|buyer|nation|destination|market|customer)|more than any other (?:single )?(?:country|buyer|nation|destination|market|customer)",
        1,
    ),
    ("rank", r"first(?=, (?:with|then|at|ahead|followed)| among| in the (?:list|table|ranking))", 1),
    (
        "streak",
        rf"(?:for )?(?:the |a )?(?P<o>{NTH}) (?:time in a row|month of (?:growth|gains|declines?|increases?|falls?|losses) (?:in a row|running))|(?:extend\w*|stretch\w*) (?:its |their )?(?:gains|losses|declines|falls|rise|fall|slide|rally|run) (?:to|into) an? (?P<p>{NTH}) month|(?:for )?(?P<c>{COUNT}) (?:(?:straight|consecutive|successive) (?:monthly )?|monthly |(?<=run of \w\w\w )|(?<=run of \w\w\w\w )|(?<=run of \w\w\w\w\w ))(?:increases|rises|gains|falls|declines|drops|decreases)",
        lambda m: ORDINAL[(m["o"] or m["p"]).lower()] if m["o"] or m["p"] else int(read(m["c"]).value),
    ),
    ("top", rf"(?:the )?top (?:three|four|five|3|4|5|ten|10)(?: {BUYER})?", None),
    (
        "rank",
        rf"(?:the |its |their )?No\. ?(?P<n>\d{{1,2}})(?: {BUYER}|(?= (?:among|in the|on the|position|spot)))",
        lambda m: int(m["n"]),
    ),
    # records and rows of months
    (
        "record",
        rf"(?:topped|exceeded|beat|beaten|surpassed|higher than|above|more than)(?: in)? (?:every|any|all)(?: other)? months? (?:this year |of the year |of {Y} )?(?:bar|except|but|save|other than|apart from) (?:for )?(?:this )?(?P<m>{M})",
        lambda m: (1, "bar", ("month", 0, MONTHS[m["m"].rstrip(".")])),
    ),
    ("record", rf"(?P<y>{Y}) (?:peak|high)(?! of)", lambda m: (1, "nth of year", (1, int(m["y"])))),
    ("record", rf"(?P<y>{Y}) (?:low|trough)(?! of)", lambda m: (-1, "nth of year", (1, int(m["y"])))),
    ("record", r"(?:the |its )?year's (?:peak|high(?:est)?)", (1, "nth of year", (1, 0))),
    ("record", r"(?:the |its )?year's (?:trough|low(?:est)?)", (-1, "nth of year", (1, 0))),
    (
        "record",
        rf"than in any (?:other )?(?:single )?month since (?P<m>{M})(?: (?P<y>{Y}))?",
        lambda m: _since(
            -1 if re.findall("more|less|fewer|lower", m.string[: m.start()])[-1:] not in ([], ["more"]) else 1
        )(m),
    ),
    ("record", rf"record(?= (?:{M})\b(?! \d))", (1, "ever", 1)),
    ("record", rf"(?:{STILL}) (?:the |its )(?:peak|highest|high point)(?=[,.;:)]|$)", (1, "ever", 1)),
    ("record", rf"(?:{STILL}) (?:the |its )(?:trough|lowest|low point)(?=[,.;:)]|$)", (-1, "ever", 1)),
    *_record(1, HIGH),
    *_record(-1, LOW),
    (
        "record",
        rf"(?:the |its |their )?(?:(?P<o>second|third|fourth|fifth)[- ])?{HIGH}(?: (?:monthly |single-month )?(?:intakes?|hauls?|purchases?|shipments?|volume|total|figure|tonnage|level|quantity|amount|month))? (?:of|in|for) (?P<y>{Y})(?: so far)?",
        _nth(1),
    ),
    (
        "record",
        rf"(?:the |its |their )?(?:(?P<o>second|third|fourth|fifth)[- ])?{LOW}(?: (?:monthly |single-month )?(?:intakes?|hauls?|purchases?|shipments?|volume|total|figure|tonnage|level|quantity|amount|month))? (?:of|in|for) (?P<y>{Y})(?: so far)?",
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
        rf"for (?:an? )?(?P<q>second|third|fourth|fifth|sixth) month|(?:for |in )?(?:the |a |its |their )?(?P<o>{NTH}) (?:straight|consecutive|successive)(?: monthly)? (?:month|rise|fall|increase|decline|drop|gain|decrease)|(?:for |in )?(?:the |a |its |their )?(?P<p>{NTH}) (?:month|monthly (?:rise|fall|increase|decline|drop|gain|decrease)|(?:rise|fall|increase|decline|drop|gain|decrease))s? (?:in a row|running|in succession|on the trot)",
        lambda m: ORDINAL[(m["o"] or m["p"] or m["q"]).lower()],
    ),
    (
        "streak",
        rf"(?:for )?(?P<c>{COUNT}) (?:straight |consecutive |successive )?months (?:in a row|running|in succession)|(?:for )?(?P<d>{COUNT}) (?:straight|consecutive|successive) months",
        lambda m: int(read(m["c"] or m["d"]).value),
    ),
]
