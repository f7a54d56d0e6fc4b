"""Months and spans of months: ``2025-06`` and ``2025-01/2025-06``.

A month is counted as ``year * 12 + month - 1``, so spans are plain ranges of whole numbers.
"""

import re
from datetime import date

from babel.dates import format_date, format_interval, format_skeleton

from helpers.errors import DataError, problem

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(month: str) -> int:
    """Count a month ``YYYY-MM``.

    Raises:
        DataError: the text is no month.

    Example:
        >>> month_number("2025-06") - month_number("2024-06")
        12
    """
    match = MONTH.fullmatch(str(month))
    if not match or match[1] < "1900":
        raise DataError(problem(f"{str(month)!r} is not a month", do="write it as YYYY-MM, for example 2025-06"))
    return int(match[1]) * 12 + int(match[2]) - 1


def month_text(number: int) -> str:
    """Write a counted month as ``YYYY-MM``.

    Example:
        >>> month_text(month_number("2025-01") - 1)
        '2024-12'
    """
    return f"{number // 12}-{number % 12 + 1:02d}"


def span(period: str) -> tuple[int, int]:
    """First and last month of a period: a month, a year or ``first/last``.

    Raises:
        DataError: a part is no month, or the last month comes before the first.

    Example:
        >>> [month_text(n) for n in span("2025")]
        ['2025-01', '2025-12']
    """
    if re.fullmatch(r"\d{4}", period):
        period = f"{period}-01/{period}-12"
    first, _, last = period.partition("/")
    numbers = month_number(first), month_number(last or first)
    if numbers[0] > numbers[1]:
        raise DataError(problem(f"the period {period!r} ends before it begins"))
    return numbers


def period_text(first: int, last: int) -> str:
    """Write a span; a single month stays a month.

    Example:
        >>> period_text(*span("2025"))
        '2025-01/2025-12'
    """
    return month_text(first) if first == last else f"{month_text(first)}/{month_text(last)}"


def shift(period: str, months: int) -> str:
    """Move a period by so many months.

    Example:
        >>> shift("2025-01/2025-06", -12)
        '2024-01/2024-06'
    """
    first, last = span(period)
    return period_text(first + months, last + months)


def year_to_date(month: str) -> str:
    """January of the year up to the month.

    Example:
        >>> year_to_date("2025-06")
        '2025-01/2025-06'
    """
    number = month_number(month)
    return period_text(number - number % 12, number)


def words(period: str, lang: str = "en") -> str:
    """Name a period as a sentence would.

    Example:
        >>> words("2025-06"), words("2025-01/2025-06"), words("2024")
        ('June 2025', 'January–June 2025', '2024')
        >>> words("2025-06", "zh"), words("2025-01/2025-06", "zh"), words("2024", "zh")
        ('2025年6月', '2025年1月至6月', '2024年')
    """
    first, last = span(period)
    if lang != "en":  # the order of month and year is the language's own
        ends = [date(n // 12, n % 12 + 1, 1) for n in (first, last)]
        if first % 12 == 0 and last == first + 11:
            return format_skeleton("y", ends[0], locale=lang)
        return (
            format_interval(ends[0], ends[1], "yMMM", locale=lang)
            if first != last
            else format_skeleton("yMMM", ends[0], locale=lang)
        )
    if first % 12 == 0 and last == first + 11:
        return str(first // 12)
    names = [format_date(date(n // 12, n % 12 + 1, 1), "MMMM", locale=lang) for n in (first, last)]
    if first == last:
        return f"{names[0]} {first // 12}"
    if first // 12 == last // 12:
        return f"{names[0]}–{names[1]} {last // 12}"
    return f"{names[0]} {first // 12} to {names[1]} {last // 12}"


def short(month: str, lang: str = "en") -> str:
    """Short name of a month without its year, for chart axes.

    Example:
        >>> short("2025-06")
        'Jun'
    """
    number = month_number(month)
    return format_date(date(number // 12, number % 12 + 1, 1), "MMM", locale=lang)


def day(text: str) -> date:
    """Read a day ``YYYY-MM-DD``.

    Raises:
        DataError: the text is no day of the calendar.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)):
            raise ValueError
        return date.fromisoformat(str(text))
    except ValueError:
        raise DataError(problem(f"{str(text)!r} is not a day", do="write it as YYYY-MM-DD")) from None


def day_words(text: str, lang: str = "en") -> str:
    """Name a day as a sentence would.

    Example:
        >>> day_words("2025-07-21")
        '21 July 2025'
        >>> day_words("2025-07-21", "zh")
        '2025年7月21日'
    """
    return format_date(day(text), "d MMMM yyyy" if lang == "en" else "long", locale=lang)
