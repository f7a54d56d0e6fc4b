"""German words of places in a row, records, rows of months, and multiples."""

import re

from helpers.article.de_times import COUNT, MONTHS, NTH, ORDINAL, TOLD_YEAR, M, count
from helpers.article.numerals import GERMAN

OF = "(?:Einzel|Export|Auslands|Absatz|Ziel|Abnehmer|Bestimmungs|Empfänger|Haupt)?"
BUYER = rf"{OF}(?:abnehmer|markt|käufer|kunde|land|empfänger|abnehmerland|kundin|Abnehmer|Markt|Käufer|Kunde|Kundin|Land|Empfänger|Adresse)(?:s|n|e|es)?"
BIG = "(?:größt|wichtigst|bedeutendst|stärkst)"
HIGH = "höchst|größt|stärkst|best|meist|umfangreichst"
LOW_WORDS = "niedrigst|tiefst|kleinst|geringst|schwächst|magerst|schlechtest"
LOW = re.compile("niedrig|tief|klein|gering|schwäch|wenig|mager|schlecht|schwach")
W = f"(?P<w>{HIGH}|{LOW_WORDS})e?[rsnm]?"
THE = "(?:de[rnms] |die |das |ein(?:e[rnms]?)? |zum |auf )?"
LOOSE = "(?:fast |knapp |rund |gut |mehr als |über |etwa |annähernd |nahezu )?"
KIND = "(?:Monats|Ausfuhr|Export|Liefer|Jahres)?"
WHAT = rf"(?: (?:monatliche[nrs]? )?{KIND}(?:[Ww]ert|[Ss]tand|[Mm]enge|[Nn]iveau|[Mm]onat|[Vv]olumen|[Aa]usfuhr|[Ee]rgebnis|[Zz]ahl|[Ww]erte?n?)s?)?"
MUCH = "(?P<w>viele?|hoch|groß|stark|umfangreich|wenige?|niedrig|gering|schwach|klein|tief)"
SINGLE = "(?:monatliche[rs]? )?(?:Minus|Plus|Rückgang|Anstieg|Zuwachs|Einbruch|Zunahme|Abnahme|Monatsminus|Monatsplus|Monatsrückgang|Monatszuwachs)"
IN_ROW = "(?:nacheinander|hintereinander|in Folge|infolge|in Serie|am Stück)"
MORE = rf"(?:[Ee]in(?:e|en)? )?(?P<w>[Ww]eniger|[Nn]iedriger|[Gg]eringer|[Mm]ehr|[Hh]öher|[Gg]rößer)(?:e[rsn]?)?(?: Magnete| Tonnen|{WHAT})?"
WAS = "(?:war(?:en)?|lag(?:en)?|gab|hatten?|wurden?|ist|sind|gingen|hat|haben) "
NOT = "(?: nicht(?: mehr)?)?"


def _sign(match: re.Match) -> int:
    return -1 if LOW.match(match["w"].lower()) else 1


def _since(match: re.Match) -> tuple:
    """Since when a month is the highest or lowest: a month or so many months or years."""
    told = match.groupdict()
    if told.get("c"):
        return _sign(match), "months", count(told["c"]) * (12 if "Jahr" in match[0] else 1)
    year = -1 if told.get("v") else int((told.get("y") or "0").strip())
    return _sign(match), "since", ("month", year, MONTHS[told["m"]])


def _ever(match: re.Match) -> tuple:
    nth = match.groupdict().get("o")
    return _sign(match), "ever", ORDINAL[nth.lower()] if nth else 1


def _of_year(match: re.Match) -> tuple:
    told = match.groupdict()
    nth = ORDINAL[told["o"].lower()] if told.get("o") else 1
    return _sign(match), "nth of year", (nth, int((told.get("y") or "0").strip()))


def _place(match: re.Match) -> int:
    told = match.groupdict()
    if told.get("c"):
        return 1 if told["c"] in ("eins", "1") else count(told["c"])
    return ORDINAL[told["o"].lower()]


FOLD = {word: n for word, n in GERMAN.items() if 2 <= n <= 20 or n == 100} | {"doppel": 2}
FOLDS = "|".join(sorted(FOLD, key=len, reverse=True))
HALF = {f"{word}einhalb": n + 0.5 for word, n in GERMAN.items() if 1 <= n <= 12} | {"anderthalb": 1.5}
HALVES = "|".join(sorted(HALF, key=len, reverse=True))
PARTS = {"hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9}
PARTS |= {"zehntel": 10, "zwölftel": 12, "zwanzigstel": 20}
MANY = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sieben": 7, "neun": 9}
PART = rf"(?:(?:{'|'.join(MANY)}|eine?[mnsr]?|die|der|das) )?(?:Hälfte|(?:{'|'.join(name.title() for name in PARTS if name != 'hälfte')})[ns]?)"
EACH = rf"jede[rsnm]? (?P<o>{NTH})e?[rsnm]?(?=(?: [\w-]+){{0,4}} (?:\w*[Mm]agnet|Tonne|Kilo|Kilogramm|Lieferung|Ausfuhr|Container))"
OF_TEN = rf"(?P<n>{'|'.join(FOLD)}|ein(?:e[rs]?)?) (?:von|aus|unter) (?P<t>zehn|hundert|fünf|vier|drei|acht|zwanzig)(?=(?: [\w-]+){{0,4}} (?:\w*[Mm]agnet|Tonne|Kilo|Lieferung)|[.,;:)])"


def _fold(match: re.Match) -> float:
    """How many times: "vervierfacht", "das Vierfache", "zweieinhalbmal", "doppelt so", "zwei Fünftel"."""
    told, word = match.groupdict(), match[0].lower()
    if told.get("t"):
        return GERMAN.get(told["n"].lower(), 1) / GERMAN[told["t"].lower()]
    if told.get("o"):
        return 1 / ORDINAL[told["o"].lower()]
    if part := next((PARTS[name] for name in sorted(PARTS, key=len, reverse=True) if name in word), 0):
        return MANY.get(word.split()[0], 1) / part
    if half := next((HALF[name] for name in sorted(HALF, key=len, reverse=True) if name in word), 0.0):
        return half
    if word.startswith("halb"):
        return 0.5
    return float(next(FOLD[name] for name in FOLDS.split("|") if name in word))


PATTERNS = [
    ("rank", rf"(?P<o>{NTH})(?:{BIG})e?[rnms]? {BUYER}", _place),
    (
        "rank",
        rf"(?<!zwei )(?<!drei )(?<!vier )(?<!fünf )(?<!zehn ){BIG}e?[rnms]? {BUYER}|Hauptabnehmer(?:land)?|Topkunde|Spitzenkunde",
        1,
    ),
    (
        "rank",
        r"an der Spitze|(?:weiter(?:hin)? |klar |deutlich |ganz )?vorn(?=[ .,;]|$)|die meisten(?= (?:Magnete|Lieferungen|Tonnen))|"
        r"am meisten(?! (?:von|unter))|(?:unangefochtener |klarer )?Spitzenreiter|führ(?:t|te) (?:die|das) \w+ an|Spitzenplatz|Spitzenposition",
        1,
    ),
    (
        "rank",
        rf"(?:auf |an )?(?:Platz|Rang|Position|Stelle) (?P<c>\d{{1,2}}(?![.,]?\d)|{'|'.join(word for word, n in GERMAN.items() if 1 < n < 13)}|eins)",
        _place,
    ),
    ("rank", rf"(?:an |auf |vom |zum )?(?:de[mnr] |die )?(?P<o>{NTH})e[rnm]? (?:Stelle|Platz|Rang)(?:es)?", _place),
    ("rank", rf"vo[mn] (?:de[mr] )?(?P<o>{NTH})e[nr](?= auf )", _place),
    (
        "rank",
        rf"(?:nur noch |lediglich |nur )?(?-i:(?P<o>{'|'.join(nth.title() for nth in ORDINAL)})er)(?=[.,;:]| (?:vor|hinter|mit|nach|der|bei)\b)",
        _place,
    ),
    ("record", rf"{THE}{W}{WHAT} seit (?:dem )?(?P<m>{M}){TOLD_YEAR}", _since),
    ("record", rf"{THE}{W}{WHAT} seit {LOOSE}(?P<c>{COUNT}) (?:Monaten|Jahren)", _since),
    (
        "record",
        rf"{THE}{LOOSE}(?P<c>{COUNT})-?(?:[Mm]onats|[Jj]ahres)-?(?P<w>[Hh]och|[Tt]ief)(?:s|st(?:and|wert))?",
        _since,
    ),
    ("record", rf"{THE}(?P<w>[Hh]öchst|[Tt]iefst)(?:stand|wert|marke)e?s? seit (?:dem )?(?P<m>{M}){TOLD_YEAR}", _since),
    (
        "record",
        rf"{THE}(?P<w>[Hh]öchst|[Tt]iefst)(?:stand|wert|marke)e?s? seit {LOOSE}(?P<c>{COUNT}) (?:Monaten|Jahren)(?P<m>)",
        _since,
    ),
    (
        "record",
        rf"so {MUCH}(?: [\w-]+){{0,3}} wie (?:zuletzt (?:im )?|seit )(?:de[mn] )?(?P<m>{M}){TOLD_YEAR}{NOT}",
        _since,
    ),
    (
        "record",
        rf"[Ss]o {MUCH} (?:war(?:en)?|gab|hatten?) (?:es |sie )?(?:noch )?zuletzt (?:im )?(?P<m>{M}){TOLD_YEAR}",
        _since,
    ),
    ("record", rf"so {MUCH}(?: [\w-]+){{0,3}} wie seit {LOOSE}(?P<c>{COUNT}) (?:Monaten|Jahren){NOT}(?P<m>)", _since),
    ("record", rf"{MORE} {WAS}(?:[\w-]+ ){{0,3}}(?:zuletzt|seit) (?:im |dem )?(?P<m>{M}){TOLD_YEAR}{NOT}", _since),
    ("record", rf"{MORE} {WAS}(?:[\w-]+ ){{0,3}}seit {LOOSE}(?P<c>{COUNT}) (?:Monaten|Jahren){NOT}(?P<m>)", _since),
    (
        "record",
        rf"so {MUCH}(?: [\w-]+){{0,3}} wie (?:in keinem (?:anderen )?(?:Monat|der Monate)|noch nie|nie)(?: zuvor)?(?: (?:des|dieses|im) (?:laufenden )?(?:Jahres|Jahr)| in diesem Jahr)(?P<y> 20\d\d)?",
        _of_year,
    ),
    ("record", rf"so {MUCH}(?: [\w-]+){{0,3}} wie (?:noch nie|nie zuvor|in keinem (?:anderen )?Monat zuvor)", _ever),
    (
        "record",
        rf"{THE}(?P<o>{NTH})?{W}{WHAT}(?: (?:des (?:laufenden )?Jahres|dieses Jahres|im (?:laufenden |bisherigen )?Jahr|in diesem Jahr|seit Jahresbeginn|im bisherigen Jahresverlauf))(?P<y> 20\d\d)?",
        _of_year,
    ),
    (
        "record",
        rf"{THE}(?P<o>{NTH})?{W}{WHAT} (?:(?:bisher|jemals|je) (?:gemessene|registrierte|verzeichnete)\w*(?: \w+)?|überhaupt|aller Zeiten|jemals|je|der Statistik|(?:seit|der) Beginn der (?:Aufzeichnungen?|Statistik|Zeitreihe|Erfassung|Datenreihe))",
        _ever,
    ),
    (
        "record",
        rf"Rekord(?:hoch|wert|stand|niveau|menge|monat)e?s?(?! {M})|Höchststand(?! seit)|Allzeithoch|(?:einen )?neuen Rekord|(?:war|ist|bedeutet) (?:das )?ein(?:en)? (?:neue[rn] )?Rekord|(?:Monats|Ausfuhr|Export)rekord",
        (1, "ever", 1),
    ),
    ("record", r"Rekordtief|Tiefststand(?! seit)|Allzeittief", (-1, "ever", 1)),
    (
        "record",
        r"(?:(?:Jahres)?(?:[Hh]öhepunkt|[Hh]öchststand|[Hh]och)(?= (?:war|wurde|markiert|lag|im|des))|Jahreshoch|Jahreshöchst\w+)s?",
        (1, "nth of year", (1, 0)),
    ),
    (
        "record",
        r"(?:(?:Jahres)?(?:[Tt]iefpunkt|[Tt]iefststand)(?= (?:war|wurde|markiert|lag|im|des))|Jahrestief|Jahrestiefst\w+)s?",
        (-1, "nth of year", (1, 0)),
    ),
    (
        "streak",
        rf"(?:da?s |den |de[rm] |zum )?(?P<o>{NTH})(?:en|er|e[ms]?) (?:Monat|Mal|{SINGLE})(?:s|es)?(?: {IN_ROW}|(?: des \w+| bei den \w+)? in Folge)",
        lambda m: ORDINAL[m["o"].lower()],
    ),
    (
        "streak",
        rf"(?P<c>{COUNT}) (?:Monaten?|(?:monatlichen? )?(?:Rückgängen?|Anstiegen?|Zuwächsen?)) {IN_ROW}",
        lambda m: count(m["c"]),
    ),
    (
        "times",
        rf"ver(?:doppel(?:te?n?|n)|(?:{FOLDS}|{HALVES})fach(?:te?n?|en))|halbier(?:te?n?|en)|"
        rf"(?:{HALVES})[ -]?mal(?: so (?:viele?|hoch|groß|stark|umfangreich))?|(?:{HALVES})fach(?:en?)?|(?:doppelt|halb) so(?: (?:viele?|hoch|groß|stark|umfangreich))?|"
        rf"(?:Doppelte|(?:{'|'.join(name.title() for name in FOLD)}|{'|'.join(name.title() for name in HALF)})fache)n?|{PART}",
        _fold,
    ),
    ("times", OF_TEN, _fold),
    ("times", EACH, _fold),
]
