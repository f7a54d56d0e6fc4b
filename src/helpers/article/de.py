"""German words. The comma is the decimal mark; Vormonat and Vorjahr name bases by themselves."""

import re

from helpers.article import de_aside, de_places, de_times
from helpers.article.de_times import M
from helpers.article.lexicon import Language, group, partners
from helpers.article.numerals import GERMAN

WORDS = "|".join(sorted((word for word, n in GERMAN.items() if n > 1), key=len, reverse=True))
CLIENT = "(?: (?:Kunden|Abnehmern?|Käufern?|Importeuren?|Unternehmen|Firmen|Herstellern?|Bezügen?|Industrie|Kundschaft|Markt)|(?= (?:Einfuhr|Import[en ])))"
# what only speaks of a government or a currency
NO_TRADE = "(?!-(?:Präsident|Dollar|Regierung|Zöll|Zoll|Finanz|Handels|Ökonom|Bank|Konzern|Notenbank|Börse|Kommission|Parlament|Minister|Senat|Kongress|Außen|Militär|Botschaft|Verteidigung))"
NOUN = "(?:Rückgang|Anstieg|Einbruch|Zuwachs|Minus|Plus|Zunahme|Abnahme|Sprung|Steigerung|Wert)"
NAMES = {name: code for name, code in partners("de").items() if name.isalpha() and name[-1] not in "sxz"}
UP = (
    r"(?:an|empor|hoch)?stieg(?:en)?|(?:an|ge)?gestiegen|(?:an)?steig(?:en|ende?[nr]?)|(?:ge)?steiger(?:n|te?n?)|gesteigert|"
    r"Steigerung|Anstieg(?:e?s|e)?|Plus|Zuwachs(?:es)?|Zuwächse|Zunahme|Zugewinn|Wachstums?|wuchs(?:en)?|gewachsen|wachsen|"
    r"zugenommen|zunahm(?:en)?|zulegten?|zulegen|zugelegt|legten?(?! (?:\w+ )?(?:offen|nahe|vor))|kletter(?:te?n?|n)|geklettert|"
    r"sprang(?:en)?|gesprungen|Sprung(?:e?s)?|(?:hoch|empor)?schnell(?:ten?|en)|(?:hoch|empor)geschnellt|schoss(?:en)?|"
    r"geschossen|angezogen|zogen?(?= (?:[\w-]+ ){0,4}(?:um|an))|erhöh(?:te?n?|en)|Erhöhung|mehr(?! als \d)(?<!nicht mehr)|"
    r"höher|größer|übertr(?:af|afen|ifft|offen|effen)|über(?:stieg(?:en)?|stiegen|schritt(?:en)?|bot(?:en)?|boten)|"
    r"nahm(?:en)?(?= (?:[\w-]+ ){0,4}(?:um|zu|gegenüber|im Vergleich))|nehmen(?= um)|ausgeweitet|weiteten?(?= )|ausgebaut|bauten?(?= (?:ihre|seine|die|den) )|"
    r"aufgestockt|stockten?(?= )|Erholung|erhol(?:te?n?|en)|vergrößert\w*|verbesser(?:te?n?|t)|oberhalb|Aufschwung|"
    r"(?:da)?rüber(?=[.,;])|hinzugewonnen|gewann(?:en)?|Mehr(?=menge| von)"
)
DOWN = (
    r"(?:ab|ge)?s[au]nk(?:en)?|sinken|gesunken|senk(?:te?n?)|gesenkt|Rückgang(?:e?s)?|Rückgänge|Minus|fiel(?:en)?|gefallen|fallen|"
    r"weniger|niedriger|geringer|kleiner|schwächer|brach(?:en)?(?! (?:im|am) \w+ auf)|brechen|Einbruch(?:e?s)?|einbr(?:ach|achen|icht|echen)|"
    r"eingebrochen|schrumpf(?:en|te?n?|t)|geschrumpft|halbier\w+(?= sich auf)|zurückg(?:egangen|ing|ingen)|zurückgehen|"
    r"nachgegeben|nachg[ae]b(?:en)?|nachgelassen|ga?ben?(?= (?:[\w-]+ ){0,5}(?:um|nach))|verringer(?:te?n?|n)|verminder(?:te?n?|n)|"
    r"reduzier(?:te?n?|en)|gedrosselt|drossel(?:te?n?|n)|gekürzt|kürzten?|gekappt|Abnahme|abgenommen|abnahm(?:en)?|Schwund|"
    r"(?:ab)?sack(?:te?n?|en)|(?:ab)?gesackt|Absturz|(?:ab)?stürz(?:te?n?|en)|(?:ab)?gestürzt|(?:ab)?rutsch(?:te?n?|en)(?= )|"
    r"(?:ab)?gerutscht|knickten?|eingeknickt|Knick|Verlust|verlor(?:en)?|einbüßt\w*|eingebüßt|büßten?|Einbußen?|verfehl(?:te?n?|en)|"
    r"unterschr(?:itt|itten|eiten|eitet)|unterbot(?:en)?|schmolz(?:en)?|(?:zusammen)?geschmolzen|gedrückt|Dämpfer|schrumpfende?[nr]?|"
    r"ging(?:en)?(?= (?:[\w-]+ ){0,6}(?:um|zurück))|gehen(?= (?:\w+ )?(?:um|zurück))|unterhalb|darunter(?=[.,;])|fehl(?:en|ten?|t)|"
    r"Rückstand|nachgaben?|kollabier\w+|Abschwung|"
    r"unter(?= (?:de[mnr] (?:Vor|Wert|Niveau|Stand|Ergebnis|Volumen|gleichen|\d|vom|von)|Vor|dem ))"
)
OVER = r"über(?= (?:de[mnr] (?:Vor|Wert|Niveau|Stand|Ergebnis|Volumen|gleichen|vom|von)|Vor|dem ))"
SOON = r"(?=(?: (?:nur|lediglich|noch|zuvor|rund|etwa|knapp|gut|fast|nicht einmal|mehr als|gerade einmal|den|damals|bloß)){0,3} \d)"
NOT_DATED = (
    "".join(f"(?<!{month})" for month in de_times.MONTHS)
    + r"(?<!20\d\d)(?<!Vormonat)(?<!Vorjahr)(?<!Vorjahresmonat)(?<!Vorquartal)"
)  # "(Juni: 353 Tonnen)"
AMOUNTS = [
    "Höhe",
    "Umfang",
    "Wert",
    "Menge",
    "Volumen",
    "Niveau",
    "[Ss]tand",
    "wert",
    "werts",
    "niveau",
    "niveaus",
    "menge",
    "monats",
    "jahres",
]
OF_AMOUNT = "".join(f"(?<!{word} )" for word in AMOUNTS)
MARK = r"(?:\w*[Tt]ief\w*|\w*[Hh]och|\w*[Hh]öhepunkt|\w*[Hh]öchst\w+|Krisenmonat|Rekordmonat)"
LEVEL = r"(?-i:\w*(?:[Nn]iveau|[Ww]ert|[Vv]olumen|[Mm]enge|Höhe|[Mm]arke|[Ee]rgebnis|[Rr]ekord)|Stand|\w+stand)"

PATTERNS = [
    *de_times.PATTERNS,
    *de_places.PATTERNS,
    *de_aside.PATTERNS,
    (
        "cmp",
        rf"(?:gegenüber|ggü\.|gg\.|gü\.)(?: de[mnr])?|(?:(?:im|in|ein|der) )?Vergleich (?:zu[mr]?|mit)(?: de[mnr])?|verglichen mit(?: de[mnr])?|"
        rf"gemessen a[mn](?: de[mnr])?|statt|hinter(?= (?:20\d\d|dem (?:Vor|Stand|Wert|Niveau|Ergebnis)))|"
        rf"(?:als|wie)(?: noch)?(?: (?:auf|am|im|beim|zum|vom) (?:dem |den )?{MARK} (?:im|vom|von))?(?: im| in der| in den| in)?|(?<!bis )zum(?= (?:Vor|gleichen|selben|{M}))|"
        rf"(?<!bis )zu(?= {M})|nach{SOON}|nach(?: dem)?(?= {M})|{LEVEL}e?s? (?:vom|von|des|aus dem|im)(?= (?:Jahr |Jahres )?(?:{M}|20\d\d|Vor(?:monat|jahr|quartal)|(?:gesamten |ganzen )?(?:ersten|zweiten|dritten|vierten) ))|auf(?= Vor(?:monats|jahres|quartals)niveau)|{OF_AMOUNT}(?<!\d )von(?! den \d)|dessen, was(?: noch)?(?: im)?|"
        rf"(?:über|unter)(?: dem(?! Strich)|(?= {M}))|[Ss]eit(?: dem)?(?: (?:Tief\w*|Hoch|Höhepunkt|Höchststand|Einbruch) (?:im|vom))?(?= {M})|anstelle von",
        None,
    ),
    (
        "word",
        rf"nicht mehr|nie mehr|immer mehr|mehr und mehr|unter anderem|unter den Abnehmern|unter Berufung|über die Grenze|vor allem|seit (?:de[mr] )?(?:Einführung|Beginn|Verhängung|Inkrafttreten|Start) (?:[\w-]+ ){{0,4}}(?:(?:im|Anfang|Mitte|Ende) )?(?-i:{M})|(?:wegen|dank|infolge|trotz|aufgrund)(?: \w+)? Preisen?",
        None,
    ),
    ("dir", UP, 1),
    ("dir", OVER, 1),
    ("dir", DOWN, -1),
    ("dir", "unverändert|stabil|stagnier\\w+|verharr\\w+", 0),
    ("tail", r"zurück(?=[ .,;:)–-]|$)|(?:ab|ein|nach|herunter|hinunter)(?=[.,;:)]|$)", -1),
    ("tail", r"(?:zu|an|hinauf|empor)(?=[.,;:)]|$)", 1),
    (
        "measure",
        r"wertmäßig|nach Wert|der Wert(?! (?:vom|von|des Vor))|im Wert von|\w*[Ee]rlöse?n?|Einnahmen|in Dollar(?: gerechnet)?|(?:Export|Ausfuhr|Waren|Gesamt)werte?s?|"
        r"dem Wert nach|Werte?s?(?= (?:der|dieser|von|aller|sank|stieg|fiel|ging|betrug|lag|belief))|umgesetzt",
        "value_usd",
    ),
    (
        "measure",
        r"[Mm]engenmäßig|gewichtsmäßig|nach Gewicht|nach Menge|Volumen|der Menge nach|(?:Monats|Liefer|Export|Ausfuhr|Gesamt)?[Mm]engen?|Tonnage",
        "net_mass_kg",
    ),
    (
        "unit value",
        r"(?:Durchschnitts|Export|Ausfuhr)preise?s?|Preis je|durchschnittliche Ausfuhrpreis|(?:[Jj]e|[Pp]ro|[Dd]as|[Ee]in(?:en)?) (?:Kilogramm|Kilo)(?= (?:[\w-]+ ){0,6}(?:kostet|zahl|errechn|ergib|ergab|erlös|brachte|waren|lag|wurden|entspr))",
        None,
    ),
    ("policy", r"(?:Export|Ausfuhr)(?:kontroll|beschränkung|genehmigung|lizenz|verbot|stopp|hürde)\w*", None),
    (
        "flow",
        r"(?!Gesamt)(?:[\w-]+)?[Ee]xport(?:e|en|s|es|menge|volumen|ierte|ierten|iert)?|(?!Gesamt)(?:[\w-]+)?[Aa]usfuhr(?:en|menge)?|"
        r"(?:Aus|Magnet)?[Ll]ieferung(?:en)?|ausgeführt\w*|lieferten?|geliefert\w*|verschifft\w*|verschiffung(?:en)?|verladen|führten?|gingen|"
        r"verkauft\w*|(?:Auslands)?verkäufe|abgesetzt|verließen|Versand",
        "export",
    ),
    ("flow", r"Import(?:e|en|s)?|Einfuhr(?:en)?|importiert(?:e|en)?|eingeführt", "import"),
    (
        "whole",
        r"insgesamt|weltweit|aller (?:Länder|Abnehmer|Ziele)|gesamten?|Gesamt(?:exporte?n?|ausfuhr(?:en)?|menge|volumen|lieferungen)|"
        r"alle[nr]? Länder[n]?|(?:in )?alle Welt|Welt(?=[,:]| insgesamt)|Summe aller|Total",
        None,
    ),
    ("share", r"Anteil|davon|entfiel(?:en)?|entfallen|entfällt|machten?|ausmachten?|stellten?|vereinten?|Quote", None),
    (
        "except",
        r"(?:ohne|abgesehen von|mit Ausnahme (?:von|der)|(?:alle (?:\w+ )?)?außer)(?= (?:(?:den|die|der) )?[A-ZÄÖÜ])",
        None,
    ),
    (
        "it",
        rf"(?:der|die|das|dieser|dieses|diese[mn])(?= {NOUN})|das|dies(?:e[rs]?)?|daraus|unter dem Strich|per saldo|sie|es|dort|dorthin|dahin",
        None,
    ),
    (
        "other",
        r"(?:hinter|abgelöst von|verdrängt von|noch vor|nur von)(?= (?:(?:den|die|der) )?[A-ZÄÖÜ])",
        None,
    ),
    ("other", r"(?:nach|vor)(?= (?:(?:den|die|der) )?[A-ZÄÖÜ])", "place"),
    (
        "follow",
        r"gefolgt von|dahinter (?:folg(?:en|ten?|t)|lieg(?:en|t)|lag(?:en)?|rangier\w+|kam(?:en)?|platzier\w+)(?: mit Abstand)?|danach folg(?:en|ten?)",
        None,
    ),
    (
        "stop",
        rf"[;—]|–(?= )|(?<= )-(?= )|(?<=[\w%)\"“”«»]), (?!dass |ob )|{NOT_DATED}: |während|aber|doch|obwohl|wobei|wohingegen",
        None,
    ),
    ("and", r"und|sowie", None),
    (
        "top",
        rf"(?:die )?(?:{WORDS}|\d) (?:größten|wichtigsten|bedeutendsten) {de_places.BUYER}(?= (?:waren|sind|im|heißen|hießen|blieben))",
        None,
    ),
    ("respectively", r"jeweils|beziehungsweise", None),
]

LANGUAGE = Language(
    name="de",
    decimal=",",
    number=rf"{group('. ')}(?:,\d+)?|\d+(?:,\d+)?|(?i:{WORDS})(?=[ -]?(?:Tonnen|Prozent|Mal|mal|fach|Kilogramm))",
    scales={
        "Tsd.": 1e3,
        "Tausend": 1e3,
        "tausend": 1e3,
        "Mio.": 1e6,
        "Millionen": 1e6,
        "Million": 1e6,
        "Mrd.": 1e9,
        "Milliarden": 1e9,
        "Milliarde": 1e9,
    },
    units=[
        (r"(?:US-)?Dollar (?:je|pro) (?:Kilogramm|Kilo|kg)", "USD/kg", 1.0),
        (r"(?:US-)?Dollar (?:je|pro) Tonne", "USD/kg", 0.001),
        (r"Tonnen?\b|t\b", "kg", 1000.0),
        (r"Kilogramm\b|kg\b|Kilo\b", "kg", 1.0),
        (r"Prozentpunkten?\b", "points", 1.0),
        (r"%|Prozent\b", "%", 1.0),
        (r"[Ff]ach(?:e|en|er|es)?\b|[Mm]al(?: so (?:viele?|hoch|groß|stark|umfangreich))?\b", "times", 1.0),
        (r"(?:US-)?Dollar\b|USD\b", "USD", 1.0),
        (r"Euro\b|EUR\b", "EUR", 1.0),
        (r"Yuan\b", "CNY", 1.0),
    ],
    patterns=PATTERNS,
    hedges=[
        (r"(?:mehr als|über|mindestens|gut|(?:eine?[mns]? )gute?[snmr]?)(?: d(?:as|ie|er))?", "more"),
        (r"(?:weniger als|unter|höchstens|nicht (?:einmal|ganz)|keine?)(?: d(?:as|ie|er))?", "less"),
        (r"(?:fast|knapp|beinahe|nahezu|(?:eine?[mns]? )knappe?[snmr]?|annähernd)(?: d(?:as|ie|er))?", "nearly"),
        (r"(?:etwa|rund|ungefähr|circa|ca\.|an die)", "about"),
    ],
    areas=[
        (
            rf"(?:die |den |der )?(?:USA|US{NO_TRADE}|Vereinigten? Staaten(?: von Amerika)?|Amerikanern?)|[Aa]merikanische[nrs]?{CLIENT}",
            "USA",
        ),
        (
            rf"(?:die |der |den )?(?:EU{NO_TRADE}(?:-(?:Staaten|Ländern?|Mitglied\w*))?|Europäischen? Union|(?:Europäischen? )?(?:Staaten)?[Gg]emeinschaft|(?<=ie )Union|(?<=er )Union)",
            "EUN",
        ),
        (rf"Deutschlands?|(?:die |der )?Bundesrepublik|(?:[Dd]eutsche|[Hh]iesige)[nrs]?{CLIENT}|die Deutschen", "DEU"),
        (rf"Japans?|[Jj]apanische[nrs]?{CLIENT}|die Japaner", "JPN"),
        (rf"(?:Süd)?[Kk]oreas?|(?:[Ss]üd)?[Kk]oreanische[nrs]?{CLIENT}|(?:Süd)?[Kk]oreaner", "KOR"),
        (r"Vietnams?", "VNM"),
        (r"(?:die |den )?Niederlanden?", "NLD"),
        (rf"Indiens?|[Ii]ndische[nrs]?{CLIENT}", "IND"),
        (r"Taiwans?", "TWN"),
        (r"Hongkong", "HKG"),
        (r"Vereinigte[ns]? Königreichs?|Großbritanniens?|Britische[nrs]?" + CLIENT, "GBR"),
        (r"Tschechiens?", "CZE"),
        (rf"Europas?|[Ee]uropäische[nrs]?{CLIENT}", "X-EUROPE"),
        (r"Asiens?", "X-ASIA"),
        (r"(?:die )?(?:übrige[n]? Länder|übrige[n]? Welt|andere[n]? Länder|Rest der Welt)", "X-OTHER"),
        (
            rf"(?:[Dd]ie |[Dd]en )?(?P<n>{WORDS}|\d) (?:größten|wichtigsten|bedeutendsten) {de_places.BUYER}"
            r"(?= (?:zusammen|gemeinsam|kamen|nahmen|bezogen|erhielten|vereinten|standen|machten|stellten))",
            lambda m: f"X-TOP{de_times.count(m['n'])}",
        ),
        ("|".join(f"{re.escape(name)}s" for name in sorted(NAMES, key=len, reverse=True)), lambda m: NAMES[m[0][:-1]]),
    ],
    reporter="Chinas?|[Cc]hinesische[nrs]?|die Volksrepublik|Peking",
)
