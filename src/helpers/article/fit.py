"""How well a printed number fits a known one: by its printed digits, by a coarser rounding, or not at all."""

import math
import re

from helpers.article.printed import Printed
from helpers.measures import Measured

EXACT, ROUNDED, NO = 2, 1, 0
LOOSE = 0.05  # part of the number by which "about" and trailing zeros may miss
WORDS = 1e6  # kg or currency; half of a step this large is that of a word such as million or 万吨
FRACTIONS = {1 / 2: (0.45, 0.55), 2 / 3: (0.62, 0.71), 1 / 3: (0.30, 0.36), 1 / 4: (0.22, 0.28), 3 / 4: (0.70, 0.80)}


def fit(claim: Printed, known: Measured) -> int:
    """Compare a claim's number with a known one.

    Returns:
        2 where the printed digits hold, 1 where a coarser rounding does, 0 where nothing does. A known number is an
        interval, as its own rounding allows; a printed one is too, and they fit where the intervals meet.

    Example:
        >>> from helpers.article.numerals import digits
        >>> june = Measured(157.45, 157.37, 157.53)
        >>> [fit(Printed(0, 0, "", "change", digits(text)), june) for text in ("157.5", "160", "150")]
        [2, 1, 0]
    """
    value, low, high = claim.number.value, known.low, known.high
    if math.isnan(low) or math.isnan(high):
        return NO
    slack = 1e-9 * max(1.0, abs(value))
    if claim.kind == "difference":
        ends = sorted((abs(low), abs(high)))
        return _hedged(abs(value), claim, ends[0], ends[1], slack) if _same(claim, known) else NO
    if claim.kind == "change" and value < 0:
        if high > 0 and low > 0:
            return NO
        value, low, high = -value, -high, -low
    elif claim.kind == "change" and high < 0:
        return NO
    return _hedged(value, claim, low, high, slack)


def _same(claim: Printed, known: Measured) -> bool:
    return not claim.sign or claim.sign * known.value >= 0


def _hedged(value: float, claim: Printed, low: float, high: float, slack: float) -> int:
    """The loose words: more than 7 is anything above 7; nearly 7 lies between 6.3 and 7."""
    if claim.hedge and claim.number.step == 0:
        return _word(value, claim, low, high)
    if claim.hedge == "more":
        return EXACT if high >= value - slack else _plain(value, claim, low, high, slack) and ROUNDED
    if claim.hedge == "less":
        return EXACT if low <= value + slack else NO
    if claim.hedge == "nearly":
        return EXACT if low <= value + slack and high >= 0.9 * value - slack else _plain(value, claim, low, high, slack)
    return _plain(value, claim, low, high, slack)


def _plain(value: float, claim: Printed, low: float, high: float, slack: float) -> int:
    if claim.number.step == 0:
        return _word(value, claim, low, high)
    if claim.by_word:
        half = 0.5 if claim.hedge != "about" else max(0.5, 0.1 * value)
        if low <= value + half - slack and high >= value - half:
            return EXACT
        return ROUNDED if low < value + 1 and high >= value else NO
    half = claim.number.step / 2
    if claim.kind in ("level", "value") and half > WORDS:  # "10,000 t" written as one of a large unit
        half = min(half, 2 * LOOSE * value)
    if low <= value + half + slack and high >= value - half - slack:
        return EXACT
    wide = min(claim.number.coarse / 2, LOOSE * value)
    if claim.hedge == "about" and low <= value + max(wide, LOOSE * value) and high >= value - max(wide, LOOSE * value):
        near = min(wide, 5 * claim.number.step)  # "about 5,380" for 5,382; "some 6,100" for 6,146 is rounded
        return EXACT if low <= value + near and high >= value - near else ROUNDED
    if low <= value + wide + slack and high >= value - wide - slack:
        return ROUNDED
    cut_off = low < value + claim.number.step and high >= value  # 352 for 352.8
    return ROUNDED if cut_off or _from_whole(value, claim, low, high) else NO


def _from_whole(value: float, claim: Printed, low: float, high: float) -> bool:
    """A place next to the last digit: two publishers round one figure differently."""
    off = 1.01 * claim.number.step
    small = claim.number.step <= 0.011 * value
    return claim.kind in ("change", "share", "level") and small and low <= value + off and high >= value - off


def _word(value: float, claim: Printed, low: float, high: float) -> int:
    """A multiple or share in a word: half lies between 45 and 55%, doubled between 1.8 and 2.5."""
    scale = 100 if claim.kind == "share" else 1
    near = next((span for number, span in FRACTIONS.items() if abs(number * scale - value) < 1e-6), None)
    ends = (near[0] * scale, near[1] * scale) if near else (0.9 * value, 1.25 * value)
    if claim.hedge == "more" and claim.kind == "multiple" and re.search("halv|halbier", claim.text, re.IGNORECASE):
        return EXACT if low < value else NO
    if claim.hedge == "more":
        return EXACT if high > value else NO
    if claim.hedge == "less" and low < value:
        return EXACT
    return EXACT if low <= ends[1] and high >= ends[0] else NO
