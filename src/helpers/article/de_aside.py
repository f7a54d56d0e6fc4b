"""German words of goods, and of what is no trade figure: plans, capacities, prices, licences, companies."""

CLAUSE, NEAR, SURE = "clause", "near", "sure"
FIRMS = (
    r"Lynas|MP Materials|JL Mag\w*|Neo Performance|Vacuumschmelze|VAC|Solvay|Noveon|Shenghe|Iluka|Energy Fuels|"
    r"Zhong ?Ke San ?Huan|USA Rare Earth|Less Common Metals|Volkswagen|VW|BMW|Mercedes(?:-Benz)?|Bosch|ZF|Continental|"
    r"Schaeffler|Siemens(?: Gamesa)?|Tesla|Ford|Stellantis|Toyota|Suzuki|Magnosphere|Hyundai|Enercon|Nordex"
)
MAKER = (
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:[Kk]onzern|[Uu]nternehmen|[Ff]irma|[Bb]etrieb|[Hh]ersteller|[Zz]ulieferer|[Aa]utobauer|"
    r"[Pp]roduzent|[Mm]ittelständler|[Bb]etreiber|[Aa]nbieter|[Hh]ändler|[Ss]tart-?up|[Ww]indparkbauer|[Tt]urbinenbauer)"
)

PATTERNS = [
    (
        "product",
        r"Seltenerd-?[Mm]agnete?n?|Seltene[- ]Erden[- ][Mm]agnete?n?|(?:Permanent|Dauer|Neodym-?)[Mm]agnete?n?"
        r"(?: (?:aus|auf Basis) [Ss]eltene[nr] Erden)?|Magnete?n? (?:aus|auf Basis) [Ss]eltene[nr] Erden|Magnete?n?|"
        r"Seltenerd-(?:Permanent|Dauer)magnete?n?",
        "rare-earth-magnets",
    ),
    ("product", r"[Ss]eltene[nr]? Erden (?:ohne|außer|abseits von) (?:die |den )?Magnete?n?", "other"),
    ("product", r"[Ss]eltene[nr]? Erden|Seltenerden", "rare-earths"),
    (
        "product",
        r"(?:Elektro|E-)Autos?|Pkw|Gallium|Neodym(?:oxid|metall|-Praseodym(?:-\w+)?)?(?!-)|NdPr|Praseodym\w*|Yttrium|Scandium|Samarium|Germanium|Antimon|Graphit|Lithium|"
        r"Kobalt|Nickel|Kupfer|Wolfram|Aluminium|Stahl|Kohle|Sojabohnen|Autos|Fahrzeuge|Dysprosium\w*|Terbium\w*|Halbleiter",
        "other",
    ),
    (
        "aside",
        r"Welt(?:produktion|markt|förderung|bedarf|marktanteil)|weltweiten? (?:Produktion|Förderung|Angebots?|Nachfrage)|"
        r"Marktanteil",
        ("a share of world output or of a market, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"Zöllen?|Zoll(?=satz| von| auf|s\b)|Zollsatz|(?:Sonder|Straf|Import)zöllen?|Steuern?",
        ("a tariff or tax", NEAR),
    ),
    (
        "aside",
        r"dürften?|könnten?|würden?|erwartet|erwarten|Prognosen?|prognostiziert|rechne[nt]|voraussichtlich|soll(?:en)?|"
        r"Ziel|plan(?:t|en)|peil(?:t|en)|schätz(?:t|en)(?= mit| für)|gehen davon aus",
        ("a forecast, plan or expectation", CLAUSE),
    ),
    (
        "aside",
        r"\w*[Kk]apazität(?:en)?|\w*[Pp]roduktion|Fabrik|Werke?s?|produzier\w+|förder[tn]|fördert|Förderung|Bergbau|Raffin\w+|"
        r"Reserven|Quoten?|Lager\w*|Bedarf|Verbrauch|herstell(?:en|ten?|t)|hergestellt|stellt(?=e?n? (?:\w+ ){0,6}her)|verbau\w+|enthält|enthalten|wiegt|wiegen|fertig(?:en|t)|"
        r"steck(?:en|t)|benötig\w*|brauch(?:t|en?|ten?)|verbrauch\w+|recycel\w*|recycl\w*|Recycling\w*|verarbeit\w+|"
        r"(?:je|pro|jede[rsnm]?) (?:Megawatt|Fahrzeug|Auto|Motor|Turbine|Windrad|Anlage|Stück|Wagen|Gerät|Roboter)",
        ("capacity, output, stocks or use, which customs records do not show", CLAUSE),
    ),
    (
        "aside",
        r"Aktien?|Kurs|Börse\w*|\w*(?<!Durchschnitts)(?<!Export)(?<!Ausfuhr)[Pp]reisen?|\w*(?<!Durchschnitts)(?<!Export)"
        r"(?<!Ausfuhr)[Pp]reise?|(?<!Kilogramm )(?<!Kilo )koste\w+(?! (?:[\w-]+ ){0,2}(?:ein|das|jedes|je) Kilo)|Spotmarkt|verteuer\w+|verbillig\w+|notier\w+|Auftrags\w+|Umsatz|Umsätze|Gewinn\w*|"
        r"Investition(?:en)?|investier\w+|Aufschl[aä]g\w*",
        ("a price, share price or business figure", CLAUSE),
    ),
    (
        "aside",
        r"Lizenz(?:en)?|(?<!ohne )Genehmigung(?:en)?|Anträgen?|Umfrage|Befragten?|Mitglied(?:er|sfirmen|sunternehmen)?n?",
        ("licences, applications or a survey", CLAUSE),
    ),
    (
        "aside",
        rf"(?-i:(?:{FIRMS}))|(?:(?:[Dd]as|[Dd]er|[Ee]in|[Ss]ein|[Ii]hr) (?:[\w-]+ )?{MAKER}|(?:[Dd]ie|[Ee]ine) (?:[\w-]+ )?(?:\w*[Ff]irma|\w*[Gg]ruppe|\w*[Tt]ochter))(?= [a-zäöü])|(?:(?-i:[Ww]ir|[Uu]ns|[Uu]nser\w*|[Ii]ch)(?= ))",
        ("what a company says of its own business", CLAUSE),
    ),
    (
        "aside",
        r"\w*[Zz]ulassungen|zugelassen\w*|Dax|\w*[Ii]nflation\w*|Wirtschafts(?:wachstum|leistung)|\w*[Bb]eschäftigten?|Mitarbeiter\w*|Arbeitsplätze|Stellen(?= (?:ab|auf))",
        ("a business figure", CLAUSE),
    ),
]
