"""English words."""

import re

from helpers.article import en_aside, en_places, en_times
from helpers.article.en_times import M
from helpers.article.lexicon import Language, group
from helpers.article.numerals import WORD, WORDS, read

FOLD = {"halv": 0.5, "doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "half": 0.5, "twice": 2}
FOLD |= {"thrice": 3}
PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
PARTS |= {"eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20}
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
NTHS = "|".join(sorted(PARTS, key=len, reverse=True))
MANY = "|".join(COUNTS)
PIECE = "(?:metric )?(?:tonnes?|tons?|magnets?|kilos?|kilograms?|kg|t|shipments?|cargoes|cargo|dollars?)"
SAYS_PART = (
    " (?:of|more|less|fewer|lower|higher|below|above|under|over|short|smaller|larger|bigger|greater|better|worse|"
)
SAYS_PART += "on|in|to|from|compared|against|what|as|off|down|up|again|so|this|since|and|last|year|for|but|at|between|within|over|after|during|by)\\b|[,.;:)]|$"


def fold(match: re.Match) -> float:
    """The multiple that a word stands for.

    Example:
        >>> [fold(re.match(".*", words)) for words in ("trebled", "four-fifths", "a quarter", "one ton in nine")]
        [3, 0.8, 0.25, 0.1111111111111111]
    """
    word = match[0].lower()
    if told := re.fullmatch(ONE_IN, word):
        return 1 / read(told["n"]).value
    if told := re.fullmatch(AND_A, word):
        return read(told["w"]).value + (0.5 if "half" in told["f"] else fold(re.match(".*", told["f"])))  # type: ignore
    if part := next((PARTS[stem] for stem in sorted(PARTS, key=len, reverse=True) if stem in word), 0):
        return next((COUNTS[stem] for stem in COUNTS if word.startswith(stem)), 1) / part
    return next(FOLD[stem] for stem in FOLD if stem in word)


ONE_IN = rf"(?:one|1) (?:{PIECE} )?(?:in|out of|of) (?:every )?(?P<n>{WORD}|\d{{1,3}})(?: {PIECE})?"
AND_A = rf"(?P<w>{WORD}|\d{{1,2}})[ -]and[ -](?P<f>a[ -]half|a[ -]third|(?:a|one)[ -]quarter|three[- ]quarters?|two[- ]thirds?)(?: times)"

BUT = r"(?:other than|except(?: for)?|excluding|apart from|besides|outside|bar|but(?: for)?)"
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def top(match: re.Match) -> str:
    """So many largest buyers as one partner."""
    word = (match["n"] or match["m"]).lower()
    return f"X-TOP{NUMBERS.get(word) or word}"


UP = r"rises?|rose|risen|rising|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|"
UP += r"grow(?:s|n|ing|th)?|grew|increas(?:e|es|ed|ing)|up|higher|more(?! [a-z]+ly\b)|leap(?:s|ed|t)?|spik(?:e|es|ed|ing)|expand(?:s|ed|ing)?|"
UP += (
    r"rebound(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|advanc(?:e|es|ed)|skyrocket(?:s|ed|ing)?|add(?:ed|ing)|upturn|uptick|"
)
UP += r"rocket(?:s|ed)|accelerat(?:e|ed)|swell(?:ed)?|above|pick(?:ed)? up(?! (?:about |some |only |just )?\d)|bounc(?:e|ed) back|balloon(?:ed)?|uplift"
DOWN = r"falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|down|lower|less(?! [a-z]+ly\b)|fewer|"
DOWN += r"plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|sank|sinks?|sunk|slid(?:e|es|ing)?|slip(?:s|ped|ping)?|"
DOWN += r"shr[aiu]nk(?:s|ing)?|contract(?:ed|ion)|reduc(?:ed|tion)|cut|eas(?:e|ed|ing)|dip(?:s|ped|ping)?|"
DOWN += r"crash(?:ed)?|collaps(?:e|ed)|div(?:e|ed)|dove|nosediv(?:e|ed)|below|under|weaken(?:ed)?|soften(?:s|ed|ing)?|lighter|retreat(?:ed)?|los[ts]|"
DOWN += r"minus|deficit|gave back|giv(?:e|es|ing) back|g[ai]ve up|shed(?:s|ding)?|pared|trimmed|lopped off|vanish(?:ed|es)|evaporat(?:ed|es)|disappear(?:ed|s)|wiped off|narrowed|knocked off|off(?= (?:about |some |nearly )?[\d.]+ ?(?:%|per))|plummet(?:s|ed|ing)?|lag(?:s|ged|ging)?|trail(?:s|ed|ing)?|downturn|short of|shy of|loss|shortfall|smaller|worse|edged down|nose-dived|ebb(?:ed)?"
UP += r"|put(?:s|ting)? on|plus|tack(?:ed|ing) on|beat(?:s|ing)?|topp(?:ed|ing)|outstripp(?:ed|ing)|bigger by|surplus|larger|heavier|bigger|greater|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?"

PATTERNS = [
    *en_times.PATTERNS,
    *en_places.PATTERNS,
    # multiples in words
    (
        "times",
        r"(?<!two )(?<!both )(?<!of )halv(?:ed|ing|e|es(?![:,.;)]))|doubl(?:ed|ing|es?)|tripl(?:ed|ing|es?)|trebl(?:ed|ing|es?)|quadrupl(?:ed|ing|es?)|quintupl(?:ed|ing|es?)",
        fold,
    ),
    ("times", r"(?:twice|thrice|double|triple)(?= (?:the|that|what|as|its|their|those|May|June))", fold),
    ("times", AND_A, fold),
    ("times", ONE_IN, fold),
    (
        "times",
        rf"(?:a |one[- ])?half(?= (?:of |the |that |what |as |its |their |those |a year)|(?:-|–)|{SAYS_PART}| (?:{M})'s)(?![- ]year)",
        fold,
    ),
    ("times", rf"(?:an? |one[- ])(?:{NTHS})(?={SAYS_PART}| the)|(?:{MANY})[- ](?:{NTHS})s(?= |[,.;:)]|$)", fold),
    ("share", rf"of (?:every|each) (?P<n>hundred|ten|thousand|100|10|1,000) {PIECE}", lambda m: read(m["n"]).value),
    # what is told of the number
    (
        "cmp",
        r"(?<=[a-z0-9%] )as(?= (?:in|during|over|for|at|a) )|compared? (?:with|to)|in comparison (?:with|to)|than|versus|vs\.?|against|relative to|(?:(?:practically|almost|about|virtually|roughly|nearly) )?the same as|on a par with|in line with|level with|similar to|(?:(?<=% )|(?<=cent )|(?<=pct )|(?<=pc ))on(?= (?:19|20)\d\d\b)|over|from|compares with|after(?= \d)|following(?= \d)|on(?= (?:(?:19|20)\d\d's|May|June|July|August|January|February|March|April|September|October|November|December|the (?:previous|prior|preceding|same)))|(?:below|above|short of|shy of|off|away from|on the|ahead of|behind|under)(?= (?:the (?:same|level|corresponding|previous|year|month|prior|figure|tally|total|first|second|January|February|March|April|May|June|July|August|September|October|November|December)|that|its|their|last|a year|year|January|February|March|April|May|June|July|August|September|October|November|December))|(?:below|above)(?= the)|of(?= (?:the (?:level|volume|amount|quantity|tonnage|total) (?:of|in|seen|recorded|shipped)))|up on|(?:up|down) on(?! (?:the|a) (?:year|month|week)\b)|(?<=times )(?:what|the (?:amount|volume|quantity|tonnage)) (?:that )?(?:it|they|the country|the bloc) (?:got|took|bought|received|had)(?= in )",
        None,
    ),
    ("streak?", r"(?!x)x", None),
    (
        "other",
        r"(?:overtook|leapfrogged|leapfrogging|displaced|displacing|ousted|ousting|edged out|dethroned|outstripped|passed)(?= (?:the )?[A-Z])",
        None,
    ),
    (
        "word",
        r"(?:pick|snapp?|buy|bought|mopp?|t[ao]ke?|gobbl|soak|hoover)(?:ed|ing|s)? up(?= (?:about |some |only |just |another |a further )?\d)",
        None,
    ),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", r"unchanged|flat|steady|little changed", 0),
    (
        "flow",
        r"(?:re-?)?export(?:s|ed|ing)?|shipments?|shipped|ships|sales|sold|sends?|sent|deliver(?:y|ies|ed)|(?:suppl(?:ies|ied)|(?<!of )supply)(?! chain| (?:about |some |around |nearly |roughly |more than |over )?[\d.]+ ?(?:%|per ?cent))|outflows?|dispatched|outbound|overseas sales|cargo(?:es)?|consignments?|outflow",
        "export",
    ),
    (
        "flow",
        r"import(?:s|ed|ing)?|inbound|Eurostat|Destatis|Census Bureau|USITC|DataWeb|(?:(?<=U\.S\. )|(?<=US )|(?<=American )|"
        r"(?<=Japanese )|(?<=Japan's )|(?<=German )|(?<=Korean )|(?<=Korea's )|(?<=Indian )|(?<=India's )|(?<=EU )|(?<=European ))"
        r"(?:customs|trade statistics|trade data|finance ministry|trade ministry|commerce ministry|statistics office)",
        "import",
    ),
    (
        "except",
        rf"(?:all |the )?(?:other )?(?:countries|destinations|buyers|customers|markets|nations|everyone|everybody|everywhere|exports|shipments|sales|all|the world|world) {BUT}(?= (?:the |to )?[A-Z])(?: to)?|(?-i:(?<=[.] )(?:Excluding|Without|Leaving out|Apart from|Outside|Excepting|Leaving aside)(?= (?:the )?[A-Z])|(?:Excluding|Excl\.|[Ee]x)(?=[ -](?:the )?[A-Z]))",
        None,
    ),
    (
        "whole",
        r"total(?:l?ed|l?ing|s)?|overall|worldwide|global(?:ly)?|world(?!'s)|all (?:countries|destinations|markets|partners|customers|buyers)|aggregate|abroad|overseas|altogether|combined exports",
        None,
    ),
    ("product", r"(?:(?:HS|HTS|code|heading|subheading|number):? ){1,3}8505[. ]?11(?![. ]?\d)", "metal-magnets"),
    (
        "product",
        r"rare[- ]earth(?:s)?(?:[- ](?:based|permanent|element|metal))?[- ]magnet[- ]related products|rare[- ]earths? (?:and )?(?:related )?products",
        "rare-earth-products",
    ),
    (
        "product",
        r"(?:sintered )?(?:rare[- ]earths?[- ](?:based |element |metal )?(?:permanent[- ])?|permanent[- ]|NdFeB[- ]|neodymium[- ](?:iron[- ]boron[- ])?)?magnets?(?: (?:made|produced)? ?(?:with|from|of|using|containing) (?:the )?rare[- ]earths?)?",
        "rare-earth-magnets",
    ),
    ("product", r"rare[- ]earths?(?: (?:elements?|minerals?|metals?|materials?))?", "rare-earths"),
    *en_aside.GOODS,
    (
        "measure",
        r"(?:by|in|in terms of) (?:volume|weight|mass|tonnage)(?: terms)?|in volume terms|in (?:tonnes|tons)(?! of)|volumes?|tonnage|weight",
        "net_mass_kg",
    ),
    (
        "measure",
        r"(?:by|in|in terms of|the|a|had a) (?:export )?value(?: terms)?|in (?:US )?dollar terms|worth|valued at|value of|export value|earn(?:s|ed|ing)|generat(?:es|ed|ing)|fetch(?:es|ed|ing)|paid|pays?|spen[dt]s?|spending|revenues?|earnings|receipts|proceeds|the bill|its bill|bill of|in dollars|in (?:money|cash) terms|money",
        "value_usd",
    ),
    ("measure", r"value(?! chain| added)", "value_usd"),
    (
        "unit value",
        r"(?:average |mean )?(?:export |unit )?(?:prices?|values?) (?:of|per)|unit values?|average (?:export )?prices?|average value",
        None,
    ),
    ("policy", r"export (?:controls?|curbs?|restrictions?|bans?|licen[cs]\w+|permits?|rules?|quotas?)", None),
    *en_aside.PATTERNS,
    (
        "share",
        r"account(?:s|ed|ing)? for|contribut(?:ed|ing)(?= (?:about |some |nearly |just |only |over )?[\d.]+ ?(?:%|per ?cent))|slice|chunk|part(?= of (?:the|China's|all) (?:total|whole|exports|trade|shipments|market))|portion|shares?(?= (?:of|was|stood|rose|fell|fell|at|reached|to|in|came))|share|represent(?:s|ed|ing)?|made up|makes up|making up|compris(?:e|es|ed|ing)|constitut(?:e|es|ed|ing)|proportion",
        None,
    ),
    ("it", r"those of(?: all)?", "of"),
    ("it", r"that|it|this|they|the figure|those|these|them|the volume|the amount|the total(?= (?:was|is) )", None),
    (
        "other",
        r"(?:after|behind|ahead of|overtak(?:ing|en|es)|surpass(?:ing|ed)|trailing|beat(?:ing)?|following|only to|outside|excluding|except|second only to)(?= (?:the )?[A-Z])",
        None,
    ),
    ("latter", r"the former", 0),
    ("latter", r"the latter", -1),
    ("follow", r"followed by|ahead of|then came|next came", None),
    (
        "stop",
        r"[;—]|–(?= )|(?<=[a-zA-Z0-9%)]), |: |\b(?:while|whereas|although|though|but|yet|even as)\b|\bas(?= (?:exports|shipments|the|US|buyers))|\bas(?= (?!(?:in|during|over|for|at|an?|of|much|many|well|far|recently|low|high|large|big|opposed|part|compared|against|usual|before|expected|such|to|it|from|on|was|were|did|few|little|long|soon|its?|China's|second|third|fourth|fifth|top|the (?:largest|biggest|second|third|fourth|fifth|top|main|most|same)|biggest|largest)\b)[a-z][\w-]*(?: [\w-]+){1,3})|\bwith(?= (?:exports|shipments|those|the|volumes))|\. ",
        None,
    ),
    ("and", r"and|or", None),
    ("respectively", r"respectively|in that order", None),
]


US = r"(?:the )?(?:United States(?: of America)?|U\.S\.A?\.?|US(?!\$)|USA|America)"
BUYS = r"(?='s (?:purchases|imports|intake|share|bill|\d)| (?:bought|took|received|imported|purchased|got|obtained))"
CAPITALS = {"Tokyo": "JPN", "Berlin": "DEU", "Seoul": "KOR", "Hanoi": "VNM", "New Delhi": "IND", "Washington": "USA"}
NO_NATION = "(?! (?:nation|country|neighbou?r|giant|rival|economy|power)\\b)"  # "the South Asian nation" is one
AREAS = [
    (US, "USA"),
    ("American(?:s)?", "USA"),
    (r"(?:the )?(?:European Union|E\.U\.|EU(?:-27)?|bloc|27-nation bloc)", "EUN"),
    (r"(?:the )?(?:United Kingdom|U\.K\.|UK|Britain|British)", "GBR"),
    (r"(?:South Korea|Korea|South Korean|Republic of Korea)(?:n|ns)?", "KOR"),
    (r"German(?:y|s)?", "DEU"),
    (r"Japan(?:ese)?", "JPN"),
    *((rf"{city}{BUYS}", code) for city, code in CAPITALS.items()),
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
    (rf"Europe(?:an)?(?: countries)?{NO_NATION}", "X-EUROPE"),
    (rf"Asian?(?: countries)?(?!'s (?:[a-z]+-)?(?:largest|biggest)){NO_NATION}", "X-ASIA"),
    (r"Africa", "X-AFRICA"),
    (r"North America", "X-NORTHAMERICA"),
    (
        rf"(?i:(?:the |its |China's )?(?P<n>{'|'.join(NUMBERS)}|\d{{1,2}}) (?:largest|biggest|top|leading|main|most important) "
        rf"(?:[a-z]+ )?(?:buyers|destinations|markets|customers|importers|recipients|purchasers|countries))|"
        rf"(?i:(?:the |its |China's )?top (?P<m>{'|'.join(NUMBERS)}|\d{{1,2}})(?: [a-z]+)?(?: buyers| destinations| markets| customers| importers"
        rf"| recipients| countries)?(?= (?:together|combined|jointly|between them|account|took|received|absorbed|bought|made up)))",
        top,
    ),
    (r"(?:the )?rest of the world|other countries|elsewhere", "X-OTHER"),
]

LANGUAGE = Language(
    name="en",
    decimal=".",
    number=rf"{group(',')}(?:\.\d+)?|\d{{1,3}}(?: \d{{3}})+(?= ?(?:t|mt|MT|kg|tons?|tonnes?|metric)\b)|{group(' ')}(?:\.\d+)?|\d+(?:\.\d+)?|(?i:{WORDS})(?=fold|[^a-z]|$)",
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
        "lakh": 1e5,
        "crore": 1e7,
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
        (r"(?:short|U\.S\.|US) tons?\b", "kg", 907.18474),
        (r"(?:metric[- ])?(?:tonnes?|tons?)\b|MT\b|mt\b|[tT]\b", "kg", 1000.0),
        (r"pounds?\b(?! sterling)|lbs?\b", "kg", 0.45359237),
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
            r"(?:just |slightly |well |a little )?(?:more than|over|above|upwards of|exceed(?:ing|ed|s)|at least|in excess of|greater than|topp(?:ed|ing)|tops|surpass(?:ed|es|ing)|no (?:less|fewer) than|not less than)",
            "more",
        ),
        (r"(?:just |slightly |well |a little )?(?:less than|fewer than|under|below|at most|no more than)", "less"),
        (r"(?:nearly|almost|close to|just shy of|approaching|not quite)", "nearly"),
        (
            r"(?:about|around|roughly|some|~|approximately|approx\.?|circa|an estimated|in the region of|a mere about|or so)",
            "about",
        ),
    ],
    areas=AREAS,
    reporter=r"China(?:'s)?|Chinese|Beijing(?:'s)?|the country's|its(?= (?:rare|exports|magnet|overseas|shipments))",
)
