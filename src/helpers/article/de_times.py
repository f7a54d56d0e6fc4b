"""German words of time: months, spans, and months told from others; days, codes and other numbers that are none."""

import re

from babel import Locale

from helpers.article.numerals import GERMAN, read

MONTHS = {str(name): int(n) for n, name in Locale.parse("de").months["format"]["wide"].items()}
MONTHS |= {"Jänner": 1, "Feber": 2}
M = "(?:" + "|".join(MONTHS) + ")"
Y = r"(?:19|20)[0-4]\d(?![.,]?\d| ?(?:Tonnen|t\b|kg))"
ORDINAL = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7}
ORDINAL |= {"acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12}
NTH = "(?:" + "|".join(sorted(ORDINAL, key=len, reverse=True)) + ")"
COUNTS = {word: n for word, n in GERMAN.items() if 2 <= n <= 20} | {"beiden": 2}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
LAST = "(?:vergangen|vorig|letzt|vorangegangen|abgelaufen)e[nrms]?"
SAME = "(?:gleich|selb|entsprechend|nämlich|vergleichbar|identisch)e[nrms]"
PERIOD = "(?:Monat|Zeitraum|Quartal|Halbjahr|Abschnitt|Periode)e?s?"
OF_M = (
    "(?:-?(?:[Nn]iveau|[Ww]ert|[Ss]tand|[Vv]olumen|[Mm]enge|[Aa]usfuhren|[Ee]xporte|[Rr]ekord|[Tt]ief|[Hh]och)e?n?s?)?"
)
OF_BEFORE = r"(?:wert|niveau|menge|stand|volumen|ausfuhr|export|zahl|ergebnis|vergleich|mittel)?(?:e?s|e?n)?"
NOT_ROW = r"(?! (?:bis|in Folge|hinter|nach|zuvor|davor|vorher|früher|später|darauf|mit|mehr|weniger))"
TOLD_YEAR = rf"(?P<y> {Y})?(?P<v> (?:des )?{LAST} Jahres| des Vorjahre?s)?"
AGO = "(?:zuvor|davor|vorher|früher)"


def count(text: str) -> int:
    """A small number in digits or words, "beiden" for two."""
    return COUNTS.get(text.lower()) or int(read(text).value)


def _year(match: re.Match) -> int:
    """The year that a month or span names, -1 for the last one, 0 for none."""
    told = match.groupdict()
    return -1 if told.get("v") else int((told.get("y") or "0").strip())


def _month(match: re.Match) -> tuple:
    """A month: "Mai", "Mai 2024", "Mai des Vorjahres"."""
    number = MONTHS[match["m"]]
    return ("month last year", number) if match.groupdict().get("v") else ("month", _year(match), number)


def _span(match: re.Match) -> tuple:
    """From one month to another, or from January on: "zwischen Mai und Juli 2024", "bis Ende Juli"."""
    first = match.groupdict().get("m")
    return "span", _year(match), MONTHS[first] if first else 1, MONTHS[match["n"]]


def _months(match: re.Match) -> tuple:
    """The first months of a year: "ersten sieben Monaten 2025"."""
    return "span", _year(match), 1, min(12, max(1, count(match["c"])))


def _part(length: int):
    def value(match: re.Match) -> tuple:
        """A half or quarter of a year: "zweites Halbjahr 2024", "Schlussquartal", "ersten drei Quartalen"."""
        told, last = match.groupdict(), 12 // length
        if told.get("c"):
            return "span", _year(match), 1, min(12, length * count(told["c"]))
        place = told.get("d") or told.get("q") or PLACES.get((told.get("p") or "").lower(), 1)
        nth = ORDINAL[told["o"].lower()] if told.get("o") else int(place)
        nth = min(nth, last) if nth > 0 else last
        return "span", _year(match), (nth - 1) * length + 1, nth * length

    return value


def _before(match: re.Match) -> tuple:
    """Months, quarters or years counted back: "zwei Monate zuvor", "binnen eines Jahres", "vor drei Jahren"."""
    word = match["c"] or match["d"]
    each = 12 if "jahr" in match[0].lower() else 3 if "quartal" in match[0].lower() else 1
    return "rel", -(count(word) if word else 1) * each


PLACES = dict.fromkeys(["auftakt", "start", "anfangs", "eröffnungs"], 1)
PLACES |= {"frühjahrs": 2, "sommer": 3} | dict.fromkeys(["schluss", "abschluss", "jahresend"], -1)
PATTERNS = [
    ("date", rf"\d{{1,2}}\. ?{M}(?: {Y})?|\d{{1,2}}\.\d{{1,2}}\.{Y}|{Y}-\d\d-\d\d", "a day"),
    ("date", r"\d{1,2}[:.]\d\d Uhr", "a time of day"),
    (
        "date",
        r"(?:HS|KN|Zolltarif\w*|Waren\w*|Tarif\w*)[ -]?(?:Code|Nummer|Position)?:? ?\d{4}(?:[. ]?\d\d){0,3}|"
        r"8505(?:[. ]?\d\d){1,3}",
        "a code",
    ),
    ("date", r"\+\d{1,3}[ -]\d{1,4}(?:[ -]\d{2,8}){1,4}", "a telephone number"),
    ("date", r"\[\d{1,3}\]|Nr\. ?\d+", "a reference"),
    # spans
    (
        "time",
        rf"(?:[Vv]on |[Zz]wischen )?(?:Anfang |Ende )?(?P<m>{M})(?: bis (?:einschließlich |Ende |zum )?| ?[-–/] ?)(?P<n>{M})"
        rf"{TOLD_YEAR}",
        _span,
    ),
    ("time", rf"[Zz]wischen (?:Anfang )?(?P<m>{M}) und (?:Ende )?(?P<n>{M}){TOLD_YEAR}", _span),
    ("time", rf"[Bb]is (?:einschließlich|inklusive|Ende|zum|und mit) (?P<n>{M}){TOLD_YEAR}", _span),
    ("time", rf"(?:den |die |der )?(?:Januar|Jänner) und (?P<n>Februar|Feber){TOLD_YEAR}", _span),
    (
        "time",
        rf"(?:ersten |[Ii]n |[Nn]ach |(?:die |der |den )(?!drei|3))(?P<c>{COUNT}) (?:ersten )?Monaten?"
        rf"{TOLD_YEAR}(?: (?:des|dieses) (?:laufenden )?Jahres)?{NOT_ROW}",
        _months,
    ),
    (
        "time",
        rf"(?:den |die )?(?P<c>{COUNT}) Monaten? bis (?:Ende |einschließlich )?(?P<m>{M}){TOLD_YEAR}",
        lambda m: ("through", _year(m), MONTHS[m["m"]], count(m["c"])),
    ),
    ("time", rf"(?P<o>{NTH})e[nrs]? (?:Halbjahr(?:es)?|(?:Jahresh|H)älfte){TOLD_YEAR}", _part(6)),
    ("time", rf"(?P<d>[12])\. ?(?:Halbjahr|Hj\.){TOLD_YEAR}", _part(6)),
    ("time", rf"(?P<o>{NTH})e[nrs]? (?:Quartals?|Vierteljahr(?:es)?){TOLD_YEAR}", _part(3)),
    ("time", rf"(?:(?P<d>[1-4])\. ?Quartals?|Q(?P<q>[1-4])){TOLD_YEAR}", _part(3)),
    ("time", rf"(?P<p>{'|'.join(PLACES)})quartals?{TOLD_YEAR}", _part(3)),
    ("time", rf"(?:ersten |[Nn]ach )(?P<c>zwei|drei|beiden) (?:ersten )?Quartalen?{TOLD_YEAR}", _part(3)),
    ("time", r"zur (?:Jahresmitte|Halbzeit)", ("span", 0, 1, 6)),
    # months
    ("time", rf"(?:Anfang|Mitte|Ende )?(?P<m>{M}){OF_M}s?{TOLD_YEAR}(?: (?:dieses|des laufenden) Jahres)?", _month),
    (
        "time",
        rf"Vorjahres(?P<m>{'|'.join(MONTHS).lower()})s?(?P<v>)",
        lambda m: ("month last year", MONTHS[m["m"].title()]),
    ),
    # told from another
    (
        "time",
        rf"Vormonat(?:e?s)?{OF_BEFORE}|(?:im|auf) Monats(?:vergleich|basis|sicht|frist)|(?:binnen|innerhalb) (?:Monatsfrist|eines Monats|von vier Wochen)|"
        rf"(?:ein(?:en|em)? )?Monat {AGO}|(?:vorangegangenen|vorherigen|vorhergehenden) Monat|(?:ggü\. |zum |gg\. )?V[Mm](?=[ ,.;)])|m/m|MoM",
        ("rel", -1),
    ),
    (
        "time",
        rf"(?P<c>{COUNT}) (?:Monate|Quartale|Jahre) {AGO}|[Vv]or (?P<d>{COUNT}) (?:Monaten|Jahren)(?! nicht)",
        _before,
    ),
    ("time", rf"(?:[Bb]innen|[Ii]nnerhalb)(?: von)? (?P<c>{COUNT}) (?:Monaten|Jahren)(?P<d>)", _before),
    ("time", r"(?:[Bb]innen|[Ii]nnerhalb) eines halben Jahres", ("rel", -6)),
    (
        "time",
        r"(?:(?<=im )|(?<=as )|(?<=em ))(?P<o>erste|zweite|dritte|vierte)n?(?=[.,;)]| \(| (?:mit|nur|noch|waren) | \d)",
        lambda m: ("nth", ORDINAL[m["o"].lower()[:-1]]),
    ),
    (
        "time",
        rf"Vorquartal(?:e?s)?{OF_BEFORE}|(?:im|auf) Quartals(?:vergleich|sicht|basis)|(?:vorangegangenen|vorherigen) Quartal|Quartal {AGO}|q/q|QoQ",
        ("rel", -3),
    ),
    ("time", rf"Vorhalbjahr(?:e?s)?{OF_BEFORE}|Halbjahr {AGO}", ("rel", -6)),
    (
        "time",
        rf"(?:im )?(?:Monats(?:durchschnitt|mittel|schnitt)|(?:monatlichen |monatlicher )(?:Durchschnitt|Mittel|Schnitt)) (?:des (?:Vorjahre?s|{LAST} Jahres)|im Vorjahr)|"
        r"Vorjahres(?:durchschnitt|schnitt|mittel)s?|(?:Durchschnitt|Mittel|Schnitt) des Vorjahre?s",
        ("mean last year",),
    ),
    ("time", rf"{SAME} (?:{PERIOD}) (?:im Jahr |des Jahres |von )?(?P<y>{Y})", lambda m: ("same", int(m["y"]))),
    (
        "time",
        rf"Vorjahr(?:e?s)?(?:monat|zeitraum|quartal|periode|halbjahr|zeit)?(?:e?s)?{OF_BEFORE}|Vergleichs(?:monat|zeitraum|quartal|periode|wert|zeit)(?:e?s)?(?: (?:des Vorjahre?s|im Vorjahr))?|"
        rf"{SAME} {PERIOD}(?: (?:des Vorjahre?s|im Vorjahr|(?:des )?{LAST} Jahres|vor einem Jahr|ein Jahr {AGO}))|(?:im|auf) Jahres(?:vergleich|sicht|frist|basis)|"
        rf"(?:ein(?:em)? )?Jahr {AGO}|vor (?:einem Jahr|Jahresfrist)|(?:binnen|innerhalb) (?:eines Jahres|Jahresfrist)|Jahresfrist|(?:ggü\. |zum |gg\. )?V[Jj]\.?(?=[ ,.;)])|j/j|YoY",
        ("rel", -12),
    ),
    ("time", rf"(?:im )?{LAST} Monat", ("last month",)),
    (
        "time",
        r"(?:übers|über das|im) (?:ganze[ns]? |gesamten |volle[ns]? )?Jahr(?=[ ,.;]|$)(?! (?:20|zuvor|davor|vorher|früher|darauf))(?: gerechnet| gesehen| betrachtet)?|(?:im |das )?Gesamtjahr(?! 20)|(?:im |das )?(?:ganze[ns]?|gesamten?) Jahr(?! 20)",
        ("whole year",),
    ),
    ("time", rf"(?:im )?{LAST} Jahr", ("year of", -1)),
    (
        "time",
        r"(?:bisher )?in diesem Jahr|[Ss]eit (?:Jahresbeginn|Jahresanfang|Beginn des Jahres)|bisher|bislang|im (?:bisherigen|laufenden) Jahr(?:esverlauf)?|[Kk]umuliert|aufgelaufen",
        ("to date",),
    ),
    (
        "time",
        rf"(?:Monats(?:durchschnitt|mittel|schnitt)|(?:monatlichen |monatlicher )?(?:Durchschnitt|Mittel|Schnitt)) (?:von |des Jahres |im Jahr )?(?P<y>{Y})",
        lambda m: ("mean", int(m["y"])),
    ),
    (
        "mean",
        r"(?:im )?Monats(?:durchschnitt|mittel|schnitt)|(?:im Schnitt|durchschnittlich|im Mittel) (?:pro|je|im) Monat|monatlich",
        None,
    ),
    ("time", r"[Dd]amals|in (?:jenem|diesem) Jahr|da(?=mals)", ("then",)),
    (
        "time",
        r"(?<!wie )(?<!war es )(?<!waren es )zuletzt(?! (?:im|vor|in|so|hatte|Ende|Anfang|Mitte)\b)",
        ("now", "month"),
    ),
    ("time", r"(?:jetzt|aktuell)(?= )", ("now",)),
    (
        "time",
        r"(?:im )?(?:Folgemonat|darauffolgenden Monat|nächsten Monat)|(?:einen |im )?Monat (?:später|darauf|danach)",
        ("following", 1),
    ),
    ("time", r"in (?:jenem|diesem) Monat", ("following", 0)),
    ("time", rf"(?P<c>{COUNT}) Monate (?:später|danach)", lambda m: ("later", count(m["c"]))),
    ("time", rf"(?:Anfang|[Zz]u Beginn (?:des Jahres )?) ?(?P<y>{Y})", lambda m: ("span", int(m["y"]), 1, 2)),
    (
        "time",
        rf"(?:im )?(?:Gesamtjahr |Jahr |Jahres )?(?P<y>{Y})(?! ?(?:Tonnen|t\b|kg))",
        lambda m: ("year", int(m["y"])),
    ),
]
