"""The words of a language as patterns, and the one pass that finds them in a sentence.

A language module gives patterns as (kind, regular expression, value); the first that fits at a place holds. No pattern
repeats a repetition, so a text of any shape is read in time proportional to its length. Kinds:

====== ================================================= ======================================================
kind   stands for                                        value
====== ================================================= ======================================================
time   a month, span, year, or one seen from another     as ``context`` resolves it
cmp    what names a base: from, than, compared with      none
dir    up or down                                        1, -1; 0 for no change
flow   exports, imports                                  export, import
whole  the whole world                                   none
product goods                                            name of a product, or ``other`` and what it is
measure by volume, by value                              net_mass_kg, value_usd
share  accounts for, of all exports                      none
aside  what is no trade figure                           the reason, and how far the word reaches
stop   where a part of a sentence ends                   none
and    and, or                                           none
it     that, it, they                                    none
date   a day, a code, a telephone number                 what it is
times  doubled, halved, half                             the multiple
rank   second-largest buyer                              the place
record highest since, ten-month low                      1 or -1 and since when
streak third month in a row                              how many
follow followed by, ahead of                             none
trail  in that order, behind the names                  none
places second and third, behind the names               the places
====== ================================================= ======================================================
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from babel import Locale

from helpers import reference
from helpers.article import numerals
from helpers.article.openings import LONGEST, folded, openings

Value = Any  # a constant, or a function of the match


@dataclass(frozen=True)
class Item:
    """A word or number found in a text."""

    kind: str
    start: int
    end: int
    value: Value = None
    hedge: str = ""


@dataclass(frozen=True)
class Quantity:
    """What a printed number counts: its digits, its unit (kg, USD, USD/kg, %, times, points, or empty), its sign."""

    number: numerals.Number
    unit: str = ""
    sign: int = 0
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Language:
    """A language: decimal mark, number pattern, scales, units, words, loose words before and after a number."""

    name: str
    decimal: str
    number: str
    scales: dict[str, float]
    units: Sequence[tuple[str, str, float]]
    patterns: Sequence[tuple[str, str, Value]]
    hedges: Sequence[tuple[str, str]]
    after: Sequence[tuple[str, str]] = ()
    spaced: bool = True  # whether words are parted by blanks
    areas: Sequence[tuple[str, Value]] = ()
    reporter: str = "China|Chinese"
    base_first: bool = False  # whether the base stands before its number


CASED = ("date", "partner", "reporter", "other", "stop")  # kinds in which a capital letter matters
SPACED = re.compile(r"(?<!\w).", re.DOTALL)  # where a word can begin
ANYWHERE = re.compile(".", re.DOTALL)
TENTHS = re.compile(r"^(?:成|割)([半一二三四五六七八九1-9])分?$")


def group(numbered: str) -> str:
    """A pattern of digits grouped by a language's mark."""
    return rf"\d{{1,3}}(?:[{numbered}\u00a0]\d{{3}})+(?!\d)"


@cache
def partners(lang: str) -> dict[str, str]:
    """Names of partners in a language, from CLDR, with their codes."""
    names: dict[str, str] = {}
    territories = Locale.parse(lang).territories
    for row in reference.table("partners.csv").to_dict("records"):
        if row["partner"] not in ("CHN", "WLD") and (name := territories.get(row["cldr_code"])):
            names.setdefault(str(name), row["partner"])
    return names


@dataclass(frozen=True)
class Word:
    """A pattern of a language, compiled where a text first goes on in a way in which it can begin."""

    kind: str
    text: str
    value: Value

    @cached_property
    def pattern(self) -> re.Pattern:
        """The pattern with its own groups."""
        return re.compile(self.text)


@cache
def _rows(language: Language) -> list[Word]:
    """All patterns of a language in the order in which they are tried."""
    names = {name: code for name, code in partners(language.name).items() if language.spaced or len(name) > 1}
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    rows = [*language.patterns, ("reporter", language.reporter, None)]
    rows += [("partner", text, code) for text, code in language.areas]
    rows.append(("partner", listed, lambda match: names[match[0]]))
    edge = r"(?!\w)" if language.spaced else ""
    ended = [Word("number", _number(language), None)]
    for kind, text, value in rows:
        plain = language.spaced and kind not in CASED and "(?P<m>" not in text
        group_ = f"(?i:{text})" if plain else f"(?:{text})"
        ended.append(Word(kind, group_ if kind == "stop" else group_ + edge, value))
    # before "second-largest" is read as the number two, "June 2025" as a number, "since June" as a time
    early = ("rank", "streak", "times")
    first = ("date", "record", "time")
    return sorted(ended, key=lambda row: first.index(row.kind) if row.kind in first else 3 if row.kind in early else 4)


@cache
def _stops(language: Language) -> Word:
    """The patterns of where a part of a sentence ends, as one: inside a word too."""
    return Word("stop", "|".join(row.text for row in _rows(language) if row.kind == "stop"), None)


@cache
def _openings(language: Language) -> dict[str, list[int]]:
    """The other patterns, by number, under every way in which they can begin."""
    found: dict[str, list[int]] = {}
    for n, row in enumerate(_rows(language)):
        for text in openings(row.text) if row.kind != "stop" else ():
            found.setdefault(text, []).append(n)
    return found


@lru_cache(maxsize=10_000)
def _words(language: Language, ahead: str) -> list[Word]:
    """The patterns that can begin where a text goes on with some letters, in order."""
    rows, known, ahead = _rows(language), _openings(language), folded(ahead)
    parts = (known.get(ahead[:length], ()) for length in range(len(ahead) + 1))
    return [rows[n] for n in sorted(itertools.chain(*parts))]


def _number(language: Language) -> str:
    scales = "|".join(sorted(map(re.escape, language.scales), key=len, reverse=True))
    units = "|".join(f"(?:{text})" for text, _, _ in language.units)
    start = r"(?<![\w.,-])" if language.spaced else r"(?<![\d.,])"
    money = r"(?P<money>(?:US|U\.S\. ?)?\$|€|£|¥|(?:USD|EUR|RMB|CNY)\s?)?"
    scale = rf"(?:\s?-?(?P<scale>{scales}){'(?![a-z])' if language.spaced else ''})?"
    return rf"{start}(?P<sign>[+-]|–(?=\d))?{money}(?P<digits>{language.number}){scale}(?:[\s-]?(?P<unit>{units}))?"


def find(text: str, language: Language, start: int = 0, end: int | None = None) -> list[Item]:
    """All words and numbers of a stretch of text, in order."""
    items = []
    end = len(text) if end is None else end
    for row, match in _matches(text, language, start, end):
        kind, value = row.kind, row.value
        if kind == "number":
            items.append(_quantity(text, match, language))
            continue
        if callable(value):
            value = value(match)
        hedge, begin = _hedge(text, match.start(), language) if kind == "times" else ("", match.start())
        if kind == "rank" and isinstance(value, tuple):  # "among the top five": at most the fifth
            value, hedge = value
        hedge, stop = _after(text, match.end(), language, hedge) if kind == "times" else (hedge, match.end())
        items.append(Item(kind, begin, stop, value, hedge))
    return items


def _matches(text: str, language: Language, start: int, end: int) -> Iterator[tuple[Word, re.Match]]:
    """The pattern that fits at each place behind the one before, where a word begins or a part of a sentence ends."""
    stops, borders = _stops(language), SPACED if language.spaced else ANYWHERE
    stop = stops.pattern.search(text, start, end)
    while True:
        if stop and stop.start() < start:
            stop = stops.pattern.search(text, start, end)
        places = (begin.start() for begin in borders.finditer(text, start, stop.start() + 1 if stop else end))
        tried = ((row, at) for at in places for row in _words(language, text[at : min(at + LONGEST, end)]))
        fits = ((row, row.pattern.match(text, at, end)) for row, at in tried)
        row, match = next((pair for pair in fits if pair[1]), (stops, stop))
        if match is None:
            return
        yield row, match
        start = match.end()


def _quantity(text: str, match: re.Match, language: Language) -> Item:
    number = numerals.read(match["digits"], language.decimal).times(language.scales.get(match["scale"] or "", 1))
    if part := TENTHS.search(match["unit"] or ""):  # "七成半", "四成一", "4割2分"
        tenths = 5.0 if part[1] == "半" else numerals.read(part[1]).value
        number = numerals.Number(number.value + tenths / 10, 0.5 if part[1] == "半" else 0.1, 0.1)
    unit, factor = next(
        (
            (unit, factor)
            for form, unit, factor in language.units
            if match["unit"] and re.fullmatch(form, match["unit"])
        ),
        ("", 1.0),
    )
    money, reason = (match["money"] or "").strip(), ""
    if money:
        currency = "USD" if money.endswith("$") or money == "USD" else money
        unit = currency + unit[unit.find("/") :] if "/" in unit else currency
    if unit in ("EUR", "€", "£", "¥", "RMB", "CNY", "GBP", "JPY", "KRW"):
        reason = f"an amount in {unit}; values are held in US dollars"
    hedge, start = _hedge(text, match.start(), language)
    hedge, end = _after(text, match.end(), language, hedge)
    sign = {"+": 1, "-": -1, "–": -1}.get(match["sign"] or "", 0)
    return Item("number", start, end, Quantity(number.times(factor), unit, sign, reason), hedge)


@cache
def _hedge_pattern(language: Language) -> list[tuple[re.Pattern, str]]:
    edge = r"(?<!\w)" if language.spaced else ""
    return [(re.compile(rf"{edge}(?:{form})\s?$", re.IGNORECASE), word) for form, word in language.hedges]


def _after(text: str, end: int, language: Language, hedge: str) -> tuple[str, int]:
    """The loose word behind a number, else the one before it, and where the number ends with it."""
    for form, word in language.after:
        if follows := re.compile(form).match(text, end):
            return word, follows.end()
    return hedge, end


def _hedge(text: str, start: int, language: Language) -> tuple[str, int]:
    """The loose word before a number (about, more, less, nearly), and where it begins."""
    before = text[max(0, start - 24) : start]
    for pattern, word in _hedge_pattern(language):
        if match := pattern.search(before):
            return word, start - len(before) + match.start()
    return "", start
