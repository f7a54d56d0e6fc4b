"""Tables of an article: each cell takes its partner, period and unit from the heads of its row and column."""

import re
from dataclasses import replace

from helpers import periods
from helpers.article import numerals
from helpers.article.lexicon import Item, find
from helpers.article.printed import MASS, USD, Printed
from helpers.article.sentences import Reader
from helpers.article.text import Block

UNITS = [
    (r"thousand tonn|thousand ton|kt\b|千吨", "level", 1e6),
    (r"万吨", "level", 1e7),
    (r"\btonn|\btons?\b|\(t\)|\bt\b|\bMT\b|吨|トン|톤", "level", 1e3),
    (r"kilogra|\bkg\b|公斤|千克|キロ", "level", 1.0),
    (r"(?:million|mn|m)\b[^|]{0,12}(?:USD|US\$|\$|dollar)|(?:USD|US\$|\$|dollars?)\s?(?:million|mn|m)\b", "value", 1e6),
    (r"USD|US\$|\$|dollars?", "value", 1.0),
    (r"share|proportion|占比|Anteil", "share", 1.0),
    (r"%|percent|per cent|change|m/m|y/y", "change", 1.0),
]
CAPTION = 300  # letters before a table that may name its unit
CELL = re.compile(r"\s*(?P<sign>[(+-]?)\s*(?P<digits>\d[\d,.\u00a0 ]{0,15})\s*(?P<unit>%|t|tonnes|tons|kg|)\)?\*?\s*")


def rows(reader: Reader, table: list[Block]) -> list[Printed]:
    """Claims of the cells of a table that have a unit and a period."""
    if len(table) < 2:
        return []
    head = table[0]
    columns = [find(reader.text, reader.language, *span) for span in head.cells]
    titles = [reader.text[start:end] for start, end in head.cells]
    told = [title for title in titles if not re.search(UNITS[-1][0] + "|" + UNITS[-2][0], title, re.IGNORECASE)]
    caption = reader.text[max(0, head.cells[0][0] - CAPTION) : head.cells[0][0]]
    whole = " ".join([*told, *caption.strip().splitlines()[-1:]])
    found = []
    for row in table[1:]:
        labels = find(reader.text, reader.language, *row.cells[0])
        for n, span in enumerate(row.cells[1:], 1):
            if n < len(titles) and (claim := _cell(reader, span, labels, columns[n], titles[n], whole)):
                found.append(claim)
    return found


def _cell(
    reader: Reader, span: tuple[int, int], row: list[Item], column: list[Item], title: str, whole: str
) -> Printed | None:
    match = CELL.fullmatch(reader.text[slice(*span)])
    if not match:
        return None
    kind, factor = _unit(match["unit"] or title) or _unit(whole) or ("", 1.0)
    if not kind:
        return None
    words = [*row, *column]
    partner = next((str(item.value) for item in words if item.kind == "partner"), "WLD")
    times = [item for item in words if item.kind == "time"]
    plain = [item for item in times if item.value[0] not in ("rel", "same", "mean")]
    period = reader.clock.period(plain[0].value) if plain else reader.clock.main
    number = numerals.digits(match["digits"].rstrip(",. \u00a0"), reader.language.decimal).times(factor)
    sign = -1 if match["sign"] in ("-", "(") else 1
    start = span[0] + len(match[0]) - len(match[0].lstrip())
    claim = Printed(
        start,
        span[0] + len(match[0].rstrip()),
        match[0].strip(),
        kind,
        number.times(sign if kind == "change" else 1),
        sign=sign,
        product=_product(reader, words),
        partner=partner,
        measure=USD if kind == "value" else MASS,
        period=period,
    )
    if kind != "change":
        return claim
    based = [item.value[1] for item in times if item.value[0] == "rel"]
    year, month = periods.shift(period, -12), periods.shift(period, -1)
    if based:
        return replace(claim, base=periods.shift(period, based[0]))
    return replace(claim, base=year, others=({"base": month},))


def _product(reader: Reader, words: list[Item]) -> str:
    return next((str(item.value) for item in words if item.kind == "product"), reader.goods or reader.product)


def _unit(title: str) -> tuple[str, float] | None:
    return next(((kind, factor) for form, kind, factor in UNITS if re.search(form, title, re.IGNORECASE)), None)
