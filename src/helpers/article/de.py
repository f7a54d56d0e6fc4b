"""German words. The comma is the decimal mark; Vormonat and Vorjahr name bases by themselves."""

import re

from babel import Locale

from helpers.article.lexicon import Language, group
from helpers.article.numerals import read

MONTHS = {str(name): int(n) for n, name in Locale.parse("de").months["format"]["wide"].items()}
MONTHS |= {"Jänner": 1, "Feber": 2}
M = "(?:" + "|".join(MONTHS) + ")"
Y = r"(?:19|20)[0-4]\d(?![.,]?\d| ?(?:Tonnen|t\b|kg))"
ORDINAL = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9}
NTH = "(?:" + "|".join(ORDINAL) + ")"
COUNTS = {
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)})"
BUYER = r"(?:Einzel|Export|Auslands)?(?:abnehmer|zielland|markt|käufer|kunde|absatzmarkt|bestimmungsland|empfänger|abnehmerland|Abnehmer|Zielland|Markt|Käufer|Kunde|Absatzmarkt|Bestimmungsland|Empfänger|Abnehmerland|Exportmarkt)(?:s|n|e|es)?"
CLIENT = "(?:Kunden|Abnehmer|Käufer|Importeure|Unternehmen|Firmen|Hersteller)"
UP = "stieg(?:en)?|gestiegen|steigen|Anstieg|Plus|wuchs(?:en)?|gewachsen|Zuwachs|Zunahme|zugenommen|zunahm(?:en)?|anstieg(?:en)?|zulegen|zulegten|zugelegt|legten?|mehr|"
UP += (
    "höher|kletterten?|sprang(?:en)?|schnellten?|erhöht(?:e|en)?|Steigerung|angestiegen|angezogen|Sprung|zogen?(?= um)|"
)
UP += r"nahm(?:en)?(?= (?:\w+ )?(?:um|zu|gegenüber|im Vergleich))|nehmen(?= um)|übertr(?:af|afen|ifft|offen)"
DOWN = "sank(?:en)?|gesunken|sinken|Rückgang|Minus|fiel(?:en)?|gefallen|weniger|niedriger|brach(?:en)?|eingebrochen|Einbruch|"
DOWN += "schrumpf(?:en|ten?)|brechen|halbier\\w+(?= sich auf)|zurückgegangen|zurückgingen|nachgegeben|gesenkt|verringert(?:e|en)?|Abnahme|geringer|ging(?:en)?(?= (?:\\w+ ){0,3}(?:um|zurück|gegenüber|im Ver))|gehen(?= (?:\\w+ )?(?:um|zurück))|unter|nachgaben?|gaben? nach|einbüßt\\w*|einbrach(?:en)?|einbr(?:icht|echen)|zurückging(?:en)?|abnahm(?:en)?|schrumpfend|verfehlt\\w*"


def _int(text: str) -> int:
    return COUNTS.get(text.lower()) or int(read(text).value)


def _part(match: re.Match) -> tuple:
    number, year = ORDINAL[match["o"].lower()], int(match["y"] or 0)
    length = 6 if re.search("halbjahr|hälfte", match[0].lower()) else 3
    return "span", year, (number - 1) * length + 1, number * length


LOW = re.compile("niedrig|tief|klein|gering|schwäch|wenig")


def _since(match: re.Match) -> tuple:
    direction = -1 if LOW.match(match["w"]) else 1
    if match["c"]:
        return direction, "months", _int(match["c"]) * (12 if "Jahr" in match[0] else 1)
    return direction, "since", ("month", int(match["y"] or 0), MONTHS[match["m"]])


W = "(?P<w>höchste|größte|niedrigste|tiefste|kleinste|geringste|stärkste|schwächste)[rsn]?"
LOOSE = "(?:fast |knapp |rund |gut |mehr als )?"
WHAT = r"(?: (?:Wert|Stand|Menge|Niveau|Monat|Monatswert|Volumen|monatliche Menge|Monatsmenge|Ausfuhr))?"
FOLDS = ["doppel", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"]
PARTS = {
    "hälfte": 2,
    "drittel": 3,
    "viertel": 4,
    "fünftel": 5,
    "sechstel": 6,
    "siebtel": 7,
    "achtel": 8,
    "neuntel": 9,
    "zehntel": 10,
}
MANY = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sieben": 7, "neun": 9}
HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5}
HALVES |= {"fünfeinhalb": 5.5, "siebeneinhalb": 7.5, "doppelt": 2.0, "halb": 0.5, "halbier": 0.5}
PART = rf"(?:(?:{'|'.join(MANY)}|eine?[mnsr]?|die|der) )?(?:Hälfte|(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)[ns]?)"


def _fold(match: re.Match) -> float:
    """How many times: "vervierfacht", "das Vierfache", "zweieinhalbmal", "doppelt so", "zwei Fünftel"."""
    word = match[0].lower()
    if part := next((number for name, number in PARTS.items() if name in word), 0):
        return MANY.get(word.split()[0], 1) / part
    if half := next((number for name, number in HALVES.items() if word.startswith(name)), 0.0):
        return half
    return 2.0 + next(n for n, name in enumerate(FOLDS) if name in word)


SINGLE = "(?:monatliche[rs]? )?(?:Minus|Plus|Rückgang|Anstieg|Zuwachs|Einbruch|Monatsminus|Monatsplus)"
PATTERNS = [
    ("date", rf"\d{{1,2}}\. ?{M}(?: {Y})?|\d{{1,2}}\.\d{{1,2}}\.{Y}|{Y}-\d\d-\d\d", "a day"),
    ("date", r"\d{1,2}[:.]\d\d Uhr", "a time of day"),
    (
        "date",
        r"(?:HS|KN|Zolltarifnummer|Warennummer)[ -]?(?:Code|Nummer)?:? ?\d{4}(?:[. ]?\d\d){0,3}|8505(?:[. ]?\d\d){1,3}",
        "a code",
    ),
    ("date", r"\+\d{1,3}[ -]\d{1,4}(?:[ -]\d{2,8}){1,4}", "a telephone number"),
    ("date", r"\[\d{1,3}\]|Nr\. ?\d+", "a reference"),
    (
        "time",
        rf"(?:[Vv]on )?(?P<m>{M})(?: bis | ?[-–] ?)(?P<n>{M})(?: (?P<y>{Y}))?",
        lambda m: ("span", int(m["y"] or 0), MONTHS[m["m"]], MONTHS[m["n"]]),
    ),
    (
        "time",
        r"Januar und Februar(?: (?P<y>20\d\d))?|den (?:ersten )?zwei Monaten(?! (?:zuvor|davor|vorher))",
        lambda m: ("span", int(m["y"] or 0), 1, 2),
    ),
    (
        "time",
        rf"(?P<m>{M}) (?:des )?(?:vergangenen|vorigen|letzten) Jahres|(?P<n>{M}) des Vorjahr(?:e)?s",
        lambda m: ("month last year", MONTHS[m["m"] or m["n"]]),
    ),
    (
        "time",
        rf"(?P<m>{M})(?:niveau|wert|stand|volumen|menge)?s?(?: (?P<y>{Y})| dieses Jahres)?",
        lambda m: ("month", int(m["y"] or 0), MONTHS[m["m"]]),
    ),
    ("time", rf"(?P<o>{NTH})(?:e[nsr]?) (?:Halbjahr(?:es)?|Quartal(?:s)?|(?:Jahresh|H)älfte)(?: (?P<y>{Y}))?", _part),
    (
        "time",
        rf"(?:ersten |[Ii]n |[Nn]ach )(?P<c>{COUNT}) Monaten?(?: (?P<y>{Y})| (?:des|dieses) Jahres)?(?! (?:in Folge|hinter|nach|zuvor|später|mit))",
        lambda m: ("span", int(m["y"] or 0), 1, min(12, max(1, _int(m["c"])))),
    ),
    (
        "time",
        r"Vormonats?(?:wert|niveau|menge|stand|volumen)?(?:e?s)?|im Monatsvergleich|Monat zuvor|Monat davor|vorangegangenen Monat|binnen Monatsfrist|auf Monatssicht",
        ("rel", -1),
    ),
    (
        "time",
        r"Vorjahr(?:e?s)?(?:wert|niveau|menge|monat|zeitraum|quartal|periode|halbjahr|stand|volumen)?(?:e?s)?|"
        r"gleichen (?:Monat|Zeitraum|Quartal|Halbjahr)s? (?:des Vorjahres|im Vorjahr|(?:des )?vergangenen Jahres|ein Jahr zuvor|2024)|"
        r"im Jahresvergleich|(?:ein(?:em)? )?Jahr (?:zuvor|davor|früher)|vor (?:einem Jahr|Jahresfrist)|binnen Jahresfrist|Jahresfrist",
        ("rel", -12),
    ),
    ("time", r"(?:im )?(?:vergangenen|letzten|vorigen) Monat", ("last month",)),
    (
        "time",
        r"(?:übers|über das|im) (?:ganze[ns]? |gesamten )Jahr|(?:übers|über das) (?:ganze |gesamte )?Jahr(?: gerechnet)?|im Gesamtjahr|auf Jahressicht",
        ("whole year",),
    ),
    ("time", r"(?:im )?(?:vergangenen|letzten|vorigen) Jahr", ("year of", -1)),
    ("time", r"(?:bisher )?in diesem Jahr|seit Jahresbeginn|bisher", ("to date",)),
    (
        "time",
        rf"Monatsdurchschnitt (?:von )?(?P<y>{Y})|Durchschnitt (?:des Jahres )?(?P<z>{Y})",
        lambda m: ("mean", int(m["y"] or m["z"])),
    ),
    ("time", rf"(?:im )?(?:Gesamtjahr |Jahr )?(?P<y>{Y})(?! ?(?:Tonnen|t\b|kg))", lambda m: ("year", int(m["y"]))),
    ("rank", rf"(?P<o>{NTH})(?:größte|wichtigste)[rnms]? {BUYER}", lambda m: ORDINAL[m["o"].lower()]),
    ("rank", rf"(?:größte|wichtigste|bedeutendste)[rnms]? {BUYER}", 1),
    (
        "rank",
        r"an der Spitze|(?:weiter(?:hin)? |klar |deutlich )?vorn(?=[ .,;]|$)|die meisten(?= (?:Magnete|Lieferungen|Tonnen))|an erster Stelle|(?:unangefochtener |klarer )?Spitzenreiter|führ(?:t|te) (?:die|das) \w+ an",
        1,
    ),
    (
        "rank",
        rf"(?:auf |an )?(?:Platz|Rang|Position) (?P<c>\d|{'|'.join(COUNTS)}|eins)|"
        rf"(?:an |auf )?(?:de[mn] |die )?(?P<o>{NTH})e[rn]? (?:Stelle|Platz|Rang)|"
        rf"(?-i:(?P<p>Erster|{'|'.join(nth.title() + 'er' for nth in list(ORDINAL)[1:])})(?=[.,;]| (?:vor|hinter|mit|nach)\b))",
        lambda m: ORDINAL[(m["o"] or m["p"][:-2]).lower()] if not m["c"] else 1 if m["c"] == "eins" else _int(m["c"]),
    ),
    ("record", rf"(?:de[rnm] |die |das )?{W}{WHAT} seit (?:dem )?(?P<m>{M})(?: (?P<y>{Y}))?(?P<c>)", _since),
    (
        "record",
        rf"(?:de[rnm] |die |das )?{W}{WHAT} seit {LOOSE}(?P<c>{COUNT}) (?:Monaten|Jahren)(?P<m>)(?P<y>)",
        _since,
    ),
    (
        "record",
        rf"so (?P<w>viele?|hoch|groß|stark|wenige?|niedrig|gering|schwach)(?: \w+){{0,2}} wie (?:zuletzt (?:im )?|seit )(?:de[mn] )?"
        rf"(?P<m>{M})(?: (?P<y>{Y}))?(?: (?:vergangenen|vorigen|letzten) Jahres)?(?: nicht(?: mehr)?)?(?P<c>)",
        _since,
    ),
    (
        "record",
        rf"so (?P<w>viele?|hoch|groß|stark|wenige?|niedrig|gering|schwach)(?: \w+){{0,2}} wie seit {LOOSE}"
        rf"(?P<c>{COUNT}) (?:Monaten|Jahren) nicht(?: mehr)?(?P<m>)(?P<y>)",
        _since,
    ),
    (
        "record",
        rf"(?:de[rnm] |die |das )?(?P<o>{NTH})(?P<w>höchste|größte|beste|niedrigste|tiefste|kleinste|schwächste|stärkste)[rsn]?{WHAT}"
        r"(?: (?:des Jahres|im (?:laufenden )?Jahr|in diesem Jahr|seit Jahresbeginn)(?: (?P<y>20\d\d))?)",
        lambda m: (-1 if LOW.match(m["w"]) else 1, "nth of year", (ORDINAL[m["o"].lower()], int(m["y"] or 0))),
    ),
    (
        "record",
        rf"(?:de[rnm] |die |das )?(?P<o>{NTH})?{W}{WHAT} (?:überhaupt|aller Zeiten|jemals|je|der Statistik|seit Beginn der (?:Aufzeichnungen|Statistik|Zeitreihe|Erfassung))",
        lambda m: (-1 if LOW.match(m["w"]) else 1, "ever", ORDINAL[m["o"].lower()] if m["o"] else 1),
    ),
    (
        "record",
        r"Rekord(?:hoch|wert|stand|niveau|menge)s?|Höchststand(?! seit)|Allzeithoch|(?:einen )?neuen Rekord",
        (1, "ever", 1),
    ),
    ("record", r"Rekordtief|Tiefststand(?! seit)|Allzeittief", (-1, "ever", 1)),
    (
        "record",
        r"(?:Jahres)?(?:[Hh]öhepunkt|[Hh]öchststand|[Hh]och)(?= (?:war|wurde|markiert|lag|im|des))|Jahreshoch|Jahreshöchst\w+",
        (1, "nth of year", (1, 0)),
    ),
    (
        "record",
        r"(?:Jahres)?(?:[Tt]iefpunkt|[Tt]iefststand)(?= (?:war|wurde|markiert|lag|im|des))|Jahrestief|Jahrestiefst\w+",
        (-1, "nth of year", (1, 0)),
    ),
    (
        "streak",
        rf"(?:da?s |den |de[rm] |zum )?(?P<o>{NTH})(?:en|er|e[ms]?) (?:Monat|Mal|{SINGLE})(?: nacheinander| hintereinander|(?: des \w+| bei den \w+)? in Folge)",
        lambda m: ORDINAL[m["o"].lower()],
    ),
    ("streak", rf"(?P<c>{COUNT}) Monaten? (?:in Folge|hintereinander|nacheinander)", lambda m: _int(m["c"])),
    (
        "times",
        rf"ver(?:doppel(?:te?n?|n)|(?:{'|'.join(FOLDS[1:])})fach(?:te?n?|en))|halbier(?:te?n?|en)|"
        rf"(?:{'|'.join(HALVES)})[ -]?mal|(?:doppelt|halb) so|(?:Doppelte|(?:{'|'.join(name.title() for name in FOLDS[1:])})fache)n?|{PART}",
        _fold,
    ),
    (
        "cmp",
        rf"(?:gegenüber|ggü\.)(?: dem| der)?|im Vergleich zu[mr]?|verglichen mit(?: dem)?|statt|hinter(?= (?:20\d\d|dem (?:Vor|Stand|Wert|Niveau)))|als(?: im| noch| in der| in)?|wie(?: im| noch)?|(?<!bis )zum(?= Vor(?:monat|jahr)| {M})|nach(?= \d)|nach(?: dem)?(?= {M})|(?:Niveau|Wert|Stand|Volumen|Menge|Höhe) (?:vom|von|des)(?= {M})|von|im Vergleich mit|über dem|unter dem|des",
        None,
    ),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", "unverändert", 0),
    ("tail", r"zurück(?=[ .,;]|$)|ab(?=[.,;]|$)", -1),
    ("tail", r"zu(?=[.,;]|$)", 1),
    (
        "measure",
        r"wertmäßig|nach Wert|im Wert von|Erlöse?n?|Einnahmen|in Dollar(?: gerechnet)?|Exportwert|Ausfuhrwert|dem Wert nach|Wert(?= der (?:Aus|Ex|Lief|Send))",
        "value_usd",
    ),
    ("measure", r"[Mm]engenmäßig|nach Gewicht|nach Menge|Volumen|der Menge nach|Menge", "net_mass_kg"),
    ("unit value", r"Durchschnittspreis|Preis je|durchschnittliche Ausfuhrpreis", None),
    ("policy", r"(?:Export|Ausfuhr)(?:kontroll|beschränkung|genehmigung|lizenz|verbot)\w*", None),
    (
        "flow",
        r"(?!Gesamt)(?:\w+)?[Ee]xport(?:e|en|s|menge|volumen|ierte|ierten|iert)?|(?!Gesamt)(?:\w+)?[Aa]usfuhr(?:en|menge)?|Lieferungen|Lieferung|ausgeführt|lieferten?|geliefert|verschifft|führte|gingen|Auslieferungen|Exporten",
        "export",
    ),
    ("flow", r"Import(?:e|en|s)?|Einfuhr(?:en)?|importiert(?:e|en)?|eingeführt", "import"),
    (
        "aside",
        r"Welt(?:produktion|markt|förderung|bedarf|marktanteil)|weltweiten? (?:Produktion|Förderung|Angebots?|Nachfrage)|Marktanteil",
        ("a share of world output or of a market, which customs records do not show", "clause"),
    ),
    (
        "whole",
        r"insgesamt|weltweit|aller (?:Länder|Abnehmer|Ziele)|gesamten?|Gesamt(?:exporte?n?|ausfuhr(?:en)?|menge|volumen)|alle Länder",
        None,
    ),
    (
        "product",
        r"Seltenerd-?[Mm]agnete?n?|Seltene[- ]Erden[- ][Mm]agnete?n?|(?:Permanent|Dauer|Neodym-?)[Mm]agnete?n?(?: aus Seltenen Erden)?|Magnete?n? aus [Ss]eltenen Erden|Magnete?n?|Seltenerd-Permanentmagnete?n?",
        "rare-earth-magnets",
    ),
    ("product", r"[Ss]eltene[nr]? Erden|Seltenerden", "rare-earths"),
    (
        "product",
        r"Gallium|Neodym(?:oxid|metall)?(?!-)|Praseodym\w*|Yttrium|Scandium|Samarium|Germanium|Antimon|Graphit|Lithium|Kobalt|Nickel|Kupfer|Wolfram|Aluminium|Stahl|Kohle|Sojabohnen|Autos|Fahrzeuge|Dysprosium|Terbium|Halbleiter",
        "other",
    ),
    ("share", r"Anteil|davon|entfiel(?:en)?|entfallen|machten?|ausmachten?|stellten?", None),
    ("aside", r"Zöllen?|Zoll|Zollsatz|Steuern?", ("a tariff or tax", "near")),
    (
        "aside",
        r"dürften?|könnten?|würden?|erwartet|erwarten|Prognose|prognostiziert|rechnet|voraussichtlich|soll(?:en)?|Ziel|plant",
        ("a forecast, plan or expectation", "clause"),
    ),
    (
        "aside",
        r"\w*[Kk]apazität(?:en)?|Produktion|Fabrik|Werke?s?|produziert|fördert|Förderung|Bergbau|Raffin\w+|Reserven|Quoten?|Lager\w*|Bedarf|Verbrauch",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        r"Aktien?|Kurs|\w*[Pp]reise?|Spotmarkt|kostete?n?|verteuer\w+|verbillig\w+|notier\w+|Auftrags\w+|Umsatz|Gewinn|Investition(?:en)?",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", r"Lizenz(?:en)?|Genehmigung(?:en)?|Anträgen?|Umfrage", ("licences, applications or a survey", "clause")),
    ("it", r"das|dies(?:e)?|sie|es", None),
    ("other", r"(?:hinter|außer)(?= [A-ZÄÖÜ])", None),
    ("other", r"(?:nach|vor)(?= [A-ZÄÖÜ])", "place"),
    ("follow", r"gefolgt von", None),
    ("stop", r"[;—]|–(?= )|(?<=[\w%]), |: |während|aber|doch|obwohl|wobei", None),
    ("and", r"und|sowie", None),
    ("respectively", r"jeweils|beziehungsweise", None),
]

LANGUAGE = Language(
    name="de",
    decimal=",",
    number=rf"{group('.')}(?:,\d+)?|\d+(?:,\d+)?|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?=[ -]?(?:Tonnen|Prozent|Mal|mal|fach))",
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
        (r"[Ff]ach(?:e|en|er|es)?\b|[Mm]al\b", "times", 1.0),
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
        (rf"(?:die |den )?(?:USA|US|Vereinigten? Staaten(?: von Amerika)?)|[Aa]merikanische[nr]? {CLIENT}", "USA"),
        (r"(?:die |der )?(?:EU|Europäischen? Union|(?:Europäischen? )?Gemeinschaft|EU-Staaten)", "EUN"),
        (rf"Deutschlands?|(?:die |der )?Bundesrepublik|(?:deutsche|hiesige)[nr]? {CLIENT}", "DEU"),
        (rf"Japans?|[Jj]apanische[nr]? {CLIENT}", "JPN"),
        (rf"Südkoreas?|[Ss]üdkoreanische[nr]? {CLIENT}", "KOR"),
        (r"Vietnams?", "VNM"),
        (r"(?:die |den )?Niederlanden?", "NLD"),
        (rf"Indiens?|[Ii]ndische[nr]? {CLIENT}", "IND"),
        (r"Großbritannien|Vereinigte Königreich", "GBR"),
        (r"Taiwans?", "TWN"),
        (r"Hongkong", "HKG"),
        (r"Europas?", "X-EUROPE"),
        (r"Asien", "X-ASIA"),
    ],
    reporter="Chinas?|[Cc]hinesische[nrs]?|die Volksrepublik|Peking",
)
