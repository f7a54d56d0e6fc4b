"""Whether an amount of money is one of a kilogram or a tonne: "$49 for each kilogram", "a tonne fetched $46,086"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader

PER_KG = re.compile(
    r"\b(?:[Jj]e|[Pp]ro|[Dd]as|[Ee]in|[Ee]inem) (?:Kilogramm|Kilo)\b|"
    r"\b(?:[Pp]er|[Aa]n?|per|[Ee]ach|every|one|[Tt]he) (?:average )?(?:kilogram|kilogramme|kilo|kg)\b"
)
PER_TONNE = re.compile(
    r"\b(?:[Jj]e|[Pp]ro|[Ee]ine|[Dd]ie) Tonne\b|"
    r"\b(?:[Aa]n? |[Tt]he |[Ee]ach |[Ee]very |per )(?:average )?(?:metric )?(?:tonne|ton)\b(?! of CO)"
)
EACH_KG = re.compile(
    r"(?:每|1)(?:公斤|千克|キロ(?:グラム)?|㌔|㌕)(?:当たり|あたり|につき)?の?(?:単価|均価|平均単価)?は?$|"
    r"(?:kg|㎏|킬로(?:그램)?)\s?(?:당|에)\s?$"
)
UP_TO = re.compile(rf" ?(?:to|or|and|-|–) ?\$?[\d.]+ {PER_KG.pattern}")


def of_a_kilogram(reader: Reader, mark: Mark) -> float:
    """What makes an amount one of a kilogram: 1, 0.001 of a tonne ("a tonne fetched $46,086"); 0 where it is none."""
    value = mark.item.value.number.value
    if value >= 1000:
        before = reader.text[max(reader.begin, mark.item.start - 60) : mark.item.start]
        return 0.001 if value < 1e6 and PER_TONNE.search(before) else 0.0
    ranged = UP_TO.match(reader.text, mark.item.end) is not None  # "$41 to $42 a kilo"
    priced = any(item.kind == "unit value" for item in mark.left)
    priced = priced or (
        reader.claims != [] and reader.claims[-1].kind == "unit_value"
    )  # "$41.60 a kilo, $49.10 on average"
    return 1.0 if ranged or priced or per_kilogram(reader, mark) else 0.0


def per_kilogram(reader: Reader, mark: Mark) -> bool:
    """Whether an amount is one of a kilogram: "a kilogram fetched $46.1", "$49 for each kilogram"."""
    before = re.split("[.;]", reader.text[max(0, mark.item.start - 60) : mark.item.start])[-1]
    after = reader.text[mark.item.end : mark.item.end + 24]
    if EACH_KG.search(before):
        return True
    return PER_KG.search(before) is not None or re.match(rf" (?:for )?{PER_KG.pattern}", after) is not None
