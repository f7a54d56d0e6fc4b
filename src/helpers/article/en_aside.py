"""English words of what is no figure of these exports: other goods, tariffs, forecasts, capacities, business."""

OTHER = (
    "gallium germanium antimony graphite lithium cobalt nickel copper tungsten aluminium aluminum steel coal soybeans"
)
OTHER += (
    " bismuth indium molybdenum tellurium ferrite dysprosium terbium yttrium samarium NdPr scandium lutetium neodymium"
)
OTHER += " praseodymium polysilicon batteries semiconductors chips crude gasoline uranium titanium"
NEAR, CLAUSE, SURE = "near", "clause", "sure"

GOODS = [
    (
        "product",
        "|".join(OTHER.split())
        + r"|(?:electric[- ])?(?:vehicles?|cars?|motors?)|EVs?|turbines?|phones|scrap|ores?|oxides?|goods trade|(?:total|overall) (?:goods )?trade|all goods|merchandise|goods",
        "other",
    ),
]

PATTERNS = [
    (
        "aside",
        r"(?:company|firm|group|maker|producer|miner|factory|plant|supplier|manufacturer)(?:'s|s') (?:[\w-]+ ){0,2}?(?:exports?|sales|shipments|revenues?|deliveries|output|orders)",
        ("what a company says of itself", CLAUSE),
    ),
    (
        "aside",
        r"(?:depend(?:s|ent|ence|ed|ing)?(?: heavily)? (?:up)?on|reli(?:es|ed|ant|ance)(?: heavily)? (?:up)?on|rely(?:ing)? on)",
        ("a share of what a buyer uses, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"(?:gets?|sources?|obtains?|buys?|imports?|receives?|got|sourced|bought)(?= (?:about |some |around |nearly |roughly |more than |over )?[\d.]+ ?(?:%|per ?cent) of (?:its|their|all its))",
        ("a share of what a buyer uses, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"(?:used|made|produced|manufactured|consumed|needed) (?:worldwide|globally|around the world|in the world|in Europe|in America)",
        ("a share of world output or of a market, which customs records do not show", SURE),
    ),
    (
        "aside",
        r"(?:a |the )?stakes? (?:of|in)|contracts?|off-?take|agree(?:s|d|ments?)|loans|grants",
        ("a business figure", CLAUSE),
    ),
    (
        "aside",
        r"(?:sector|industry|market|business|company|firm|start-?up) (?:worth|valued at)|price (?:gap|difference|spread)|trade (?:deficit|surplus|balance|gap)|premiums?|USA Rare Earth",
        ("a business figure", SURE),
    ),
    (
        "aside",
        r"spot (?:sales|prices?|premiums?|market|quot\w+|deals)",
        ("a price, share price or business figure", CLAUSE),
    ),
    (
        "aside",
        r"shares (?:of|in)(?= (?-i:(?!China|Chinese)[A-Z]))",
        ("a price, share price or business figure", CLAUSE),
    ),
    ("aside", r"orders? (?:for|of|worth)|order books?", ("orders, which customs records do not show", NEAR)),
    (
        "aside",
        r"(?:analysts?|economists?|traders?|bank|brokerage|consultancy) (?:[\w'-]+ ){0,5}?(?:sees?|reckons?|thinks?|believes?)|"
        r"aim(?:s|ed|ing)? (?:for|at|to)|who sees?(?= (?:[\w'-]+ ){1,5}(?:staying|rising|falling|reaching|climbing|settling))",
        ("a forecast, plan or expectation", CLAUSE),
    ),
    (
        "aside",
        r"(?:can|could) (?:make|build|supply|turn out)|(?<!that )(?<!this )(?:ma[dk]es?|manufactur(?:es|ed)|churn(?:s|ed) out|turn(?:s|ed) out|to (?:turn out|make|build))"
        r"(?= (?:about |some |around |nearly |only |over )?\d)",
        ("capacity, output, stocks or use, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"(?:than|above|below) (?:normal|usual|expected|forecast|planned|hoped|(?:the )?(?:long-term|five-year|three-year|ten-year) average)",
        ("it is compared with no month", NEAR),
    ),
    (
        "aside",
        r"(?:(?<=tons )|(?<=tonnes )|(?<=magnets )|(?<=\dt )|(?<= t ))(?:a|per|each) year(?! (?:ago|earlier|before|later|on|to)\b)",
        ("an amount a year, of no year named", NEAR),
    ),
    (
        "aside",
        r"suppl(?:y|ies|ied)(?= (?:about |some |around |nearly |roughly |more than |over )?[\d.]+ ?(?:%|per ?cent) of (?!its|the total|all))",
        ("a share of what a buyer uses, which customs records do not show", CLAUSE),
    ),
    ("aside", r"likely(?= (?:total|figure|volume|amount))", ("a forecast, plan or expectation", CLAUSE)),
    ("aside", r"in price", ("a price, share price or business figure", NEAR)),
    ("aside", r"(?:we|our|ours)", ("what somebody says of his own business", CLAUSE)),
    (
        "aside",
        r"(?:company|firm|plant|supplier|maker)s? (?:has |had )?(?:paid|pays?)|employ(?:s|ed|ing|ees?)?|hire[sd]?",
        ("a business figure", CLAUSE),
    ),
    (
        "aside",
        r"(?-i:(?!China|Beijing|It|Its|That|This|January|February|March|April|May|June|July|August|September|October|November"
        r"|December)[A-Z]\w+)'s (?:exports?|sales|shipments|deliveries|revenue|output)",
        ("what another country or a company sells", CLAUSE),
    ),
    (
        "aside",
        r"shares (?:of|in) (?:[\w-]+ ){0,4}(?:makers?|producers?|compan(?:y|ies)|firms?|miners?|groups?)",
        ("a price, share price or business figure", CLAUSE),
    ),
    ("aside", r"tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|tax(?:es)?|VAT|import tax", ("a tariff or tax", NEAR)),
    (
        "aside",
        r"(?:may|might|could(?! (?:obtain|get|buy|secure|receive|still) )|would|will|shall)(?= )|expect(?:s|ed|ing)?|forecasts?|forecasting|project(?:s|ed|ing|ions?)|predict(?:s|ed|ion|ions)?|(?:is|are) (?:set|likely) to|estimat(?:e|es|ed|ing) (?:that|to)|target(?:s|ed|ing)?|plans? to|aims? to|by (?:2030|2035|2028|2027)|pencil(?:s|led|ling)? in|outlook|likely to",
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
        r"global (?:output|production|supply|market|demand|magnet (?:output|production|supply)|capacity|refining|rare earth)|world(?:'s)? (?:output|production|supply|market|demand|refined|mined|magnet|rare)|of the (?:market|world's)|(?<!for a )market share|of (?:all )?(?:the )?global|worldwide (?:production|supply|output)",
        ("a share of world output or of a market, which customs records do not show", CLAUSE),
    ),
]
