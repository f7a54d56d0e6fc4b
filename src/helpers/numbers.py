"""Numbers as a sentence or a table prints them: rounded once, here, and read back with their intervals."""

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_compact_decimal, format_decimal

from helpers import languages
from helpers.measures import Measured


def number(value: float, decimals: int = 0, lang: str = "en", sign: bool = False) -> str:
    """Write a number with so many decimals, grouped as the language does, with a real minus.

    A half is rounded away from zero, as newspapers do: 420.5 t are 421 t.

    Example:
        >>> number(3187.6), number(-38.12, 1), number(660.3, 0, sign=True), number(420.5)
        ('3,188', '−38.1', '+660', '421')
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    shown = Decimal(repr(float(value)))
    if shown.is_finite():
        shown = shown.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = format_decimal(abs(shown), format=pattern, locale=lang, group_separator=True)
    if value < 0 and shown:
        return "−" + text
    return "+" + text if sign and value > 0 and shown else text


def decided(low: float, high: float, most: int) -> int:
    """Decimals that an interval decides: as many as wanted, but no digit finer than the interval is wide.

    Example:
        >>> decided(157.37, 157.46, 1), decided(658.1, 676.9, 1), decided(-38.15, -38.05, 1)
        (1, 0, 1)
    """
    width = high - low
    decimals = most
    while decimals > 0 and width > 10.0**-decimals * 1.0001:
        decimals -= 1
    return decimals


def telling(pairs: Iterable[tuple[float, float]]) -> int:
    """Decimals, one to three, with which the two numbers of no pair are printed alike.

    Example:
        >>> telling([(37.31, 37.26), (29.0, 29.1)]), telling([(29.0, 29.1)])
        (2, 1)
    """
    found = list(pairs)
    return next((n for n in (1, 2) if all(round(one, n) != round(other, n) for one, other in found)), 3)


def places(last: float) -> int:
    """Decimals of a number whose last digit counts so much.

    Example:
        >>> places(0.1), places(0.0099999), places(1), places(10)
        (1, 2, 0, 0)
    """
    return max(0, -math.floor(round(math.log10(last), 3)))


def told_apart(one: Measured, other: Measured, lang: str = "en") -> list[str]:
    """Two levels that are usually written alike, with digits that tell them apart: tonnes, else the smallest unit.

    Example:
        >>> told_apart(Measured(27674, 27673.5, 27674.5, "kg"), Measured(27789, 27788.5, 27789.5, "kg"))
        ['27.7 t', '27.8 t']
    """
    pair = (one, other)
    if one.unit != "kg" or min(one.value, other.value) < 50:
        return [written(measured, lang=lang, scale=1) for measured in pair]
    tonnes = [measured.value / 1000 for measured in pair]
    decimals = 0 if round(tonnes[0]) != round(tonnes[1]) else telling([(tonnes[0], tonnes[1])])
    unit = " t" if lang == "en" else with_words("t", lang)
    return [number(amount, decimals, lang) + unit for amount in tonnes]


UNEVEN = "Rounded figures may not add up"


def uneven(parts: Iterable[str], total: str) -> bool:
    """Whether parts as written add up to another number than their total as written; not where one is no number.

    Example:
        >>> uneven(["715", "473"], "1,189"), uneven(["−0.8", "−24.1"], "−24.9"), uneven(["715", "–"], "1,189")
        (True, False, False)
    """
    written = [word.replace(",", "").replace("−", "-") for word in (*parts, total)]
    if not all(re.fullmatch(r"[-+]?\d+(\.\d+)?", word) for word in written):
        return False
    *some, whole = map(Decimal, written)
    return sum(some) != whole


def percents(value: float, low: float, high: float) -> int:
    """Decimals of a percentage: as many as its interval decides, and one for a small one that would round to nothing.

    Under 2% whole numbers hide more than half of what there is to say, so a decimal stands as soon as the interval is
    narrower than one percent.

    Example:
        >>> percents(-38.1, -38.15, -38.05), percents(660, 658.1, 676.9), percents(0.4, 0.2, 0.6), percents(0.4, -1, 2)
        (1, 0, 1, 0)
    """
    if low == high == 0:  # nothing at all, such as none of sixty
        return 0
    small = abs(value) < 2 and high - low < 1
    return 1 if small else decided(low, high, 1 if abs(value) < 200 else 0)


def written(measured: Measured, unit: str = "", lang: str = "en", scale: float | None = None) -> str:
    """A measured number as a sentence prints it: kilograms as tonnes, dollars in millions or billions.

    Other languages than English take their large units from CLDR and the words of units from their template.

    Args:
        measured: the number.
        unit: instead of its own.
        lang: language.
        scale: amount that chooses between kg, t and million t, and between the words of money; by default its own.

    Example:
        >>> written(Measured(352800, 352750, 352850, "kg")), written(Measured(1.02e9, 1.015e9, 1.025e9, "USD"))
        ('353 t', '1.02 billion US dollars')
        >>> written(Measured(22319000, 22318500, 22319500, "kg"), lang="zh")
        '22,319吨'
        >>> written(Measured(18469000, 18468500, 18469500, "USD"), lang="zh")
        '1,846.9万美元'
        >>> written(Measured(18469000, 18464000, 18474000, "USD"), lang="zh")
        '1,847万美元'
        >>> written(Measured(1.02e9, 1.015e9, 1.025e9, "USD"), scale=9.5e8)
        '1,020 million US dollars'
    """
    unit = unit or measured.unit
    size = abs(measured.value) if scale is None else scale
    if lang != "en":
        return _written(measured, unit, lang, size)
    value, low, high = measured.value, measured.low, measured.high
    if unit == "kg" and size >= 1e9:
        return number(value / 1e9, decided(low / 1e9, high / 1e9, 2)) + " million t"
    if unit == "kg" and 0 < size < 50:
        return number(value, decided(low, high, 1)) + " kg"
    if unit == "kg":
        decimals = 0 if abs(value) >= 10_000 or value == 0 else 1 if abs(value) >= 1000 else 2
        return number(value / 1000, min(decimals, decided(low / 1000, high / 1000, 3))) + " t"
    if unit in ("USD", "CNY"):
        times, word = (1e9, "billion ") if size >= 1e9 else (1e6, "million ") if size >= 1e6 else (1, "")
        decimals = decided(low / times, high / times, 2 if times == 1e9 else 1 if times == 1e6 else 0)
        return f"{number(value / times, decimals)} {word}{'US dollars' if unit == 'USD' else 'yuan'}"
    if unit == "%":
        return number(value, percents(value, low, high)) + "%"
    if unit == "%±":
        return number(value, percents(value, low, high), sign=True) + "%"
    if unit == "points":
        return number(value, decided(low, high, 1), sign=True) + " percentage points"
    if unit == "log":
        return number(value, sign=True) + " log points"
    if unit == "times":
        return number(value, decided(low, high, 1 if abs(value) < 100 else 0)) + " times"
    if unit == "rank":
        names = languages.ordinals(lang)
        return names[int(value) - 1] if value <= len(names) else f"number {int(value)}"
    return number(value) + (f" {unit}" if unit else "")


def _written(measured: Measured, unit: str, lang: str, size: float) -> str:
    """A measured number in a language with a template."""
    value, low, high = measured.value, measured.low, measured.high
    if unit == "rank":
        names = languages.ordinals(lang)
        return names[int(value) - 1] if value <= len(names) else number(value, lang=lang)
    if unit.startswith("%"):
        return number(value, percents(value, low, high), lang, sign=unit == "%±") + "%"
    if unit == "times":
        return number(value, decided(low, high, 1 if abs(value) < 100 else 0), lang) + with_words(unit, lang)
    if unit == "points":
        return number(value, decided(low, high, 1), lang, sign=True) + with_words(unit, lang)
    if not unit:
        return number(value, lang=lang)
    scale, unit = (1000, "t") if unit == "kg" and size >= 50 else (1, unit)
    value, low, high = value / scale, low / scale, high / scale
    if size / scale >= languages.compact_from(lang):
        times = 10.0 ** (4 * (math.log10(max(abs(value), 1)) // 4))  # such languages count in ten thousands
        digits = decided(low / times, high / times, 1 if 1e6 <= abs(value) < 1e8 else 2)
        text = format_compact_decimal(value, format_type="short", fraction_digits=digits, locale=lang)
        text = re.sub(
            r"\d{4,}", lambda whole: number(int(whole[0]), lang=lang), text, count=1
        )  # grouped as all numbers
        return text.replace("-", "−") + with_words(unit, lang)
    decimals = 0 if value == 0 or abs(value) >= 10 else 1
    return number(value, decided(low, high, decimals), lang) + with_words(unit, lang)


def with_words(unit: str, lang: str) -> str:
    """A unit as it follows a number."""
    return languages.words(lang).get(unit, unit)


def span_of(value: str, rounding: str) -> tuple[float, float]:
    """Interval of a printed value: +/- half its last digit; 10% around a loose word; open for `<` and `>`.

    Raises:
        ValueError: the value is no number.

    Example:
        >>> span_of("353", "1"), span_of(">2", ""), span_of("0.5", "")
        ((352.5, 353.5), (2.0, inf), (0.45, 0.55))
    """
    if value[:1] in "<>":
        bound = float(value[1:])
        return (bound, math.inf) if value[0] == ">" else (-math.inf, bound)
    middle = float(value)
    if not math.isfinite(middle):
        raise ValueError(f"{value} is no finite number")
    half = float(rounding) / 2 if rounding else abs(middle) * 0.1
    return middle - half, middle + half
