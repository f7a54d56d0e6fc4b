"""Which months an article means: "last month", "in June", "a year earlier", "the first half", from its date."""

import re
from dataclasses import dataclass

from helpers import periods
from helpers.errors import DataError


@dataclass
class Clock:
    """Time as an article has it.

    Args:
        published: its day, YYYY-MM-DD; empty where unknown.
        newest: newest month that it can speak of.
        main: the period that it is about, once found.
    """

    published: str
    newest: int
    main: str = ""

    def period(self, value: tuple, around: str = "") -> str:
        """The period that a time word means.

        Args:
            value: as the language modules give it.
            around: period from which "a year earlier" counts and which gives a bare month its year.

        Returns:
            A month or span; empty text where the word means none.

        Example:
            >>> june = Clock("2025-07-21", periods.month_number("2025-06"))
            >>> june.period(("month", 0, 6)), june.period(("month", 0, 12)), june.period(("rel", -12), "2025-06")
            ('2025-06', '2024-12', '2024-06')
        """
        try:
            return self._period(value, around)
        except (DataError, ValueError, IndexError):
            return ""

    def _period(self, value: tuple, around: str) -> str:
        kind, *rest = value
        last = periods.span(around)[1] if around else self.newest
        if kind == "rel":
            return periods.shift(around, rest[0]) if around else periods.month_text(self.newest + rest[0])
        if kind == "same":
            return periods.shift(around, 12 * (rest[0] - last // 12)) if around else str(rest[0])
        if kind == "month last year":
            year = (periods.month_number(self.published[:7]) if self.published else self.newest) // 12 - 1
            return periods.month_text(year * 12 + rest[0] - 1)
        if kind == "last month":
            return periods.month_text(periods.month_number(self.published[:7]) - 1 if self.published else self.newest)
        if kind in ("year", "mean"):
            return periods.period_text(*periods.span(str(rest[0])))
        if kind == "year of":
            year = (periods.month_number(self.published[:7]) // 12 if self.published else last // 12) + rest[0]
            over = year * 12 + 11 <= self.newest or rest[0] < 0
            return periods.period_text(year * 12, year * 12 + 11 if over else max(self.newest, year * 12))
        if kind == "whole year":
            main = periods.span(self.main)[1] if self.main else self.newest
            last = main if main % 12 == 11 else self.newest
            year = (last if last % 12 > 2 else last - 3) // 12  # no year is over in its first quarter
            return periods.period_text(year * 12, year * 12 + 11)
        if kind == "quarter":
            end = last - (last + 1) % 3
            return periods.period_text(end - 2, end)
        if kind == "to date":
            return periods.year_to_date(periods.month_text(last))
        if kind == "through":
            main = periods.span(self.main)[1] if self.main else self.newest
            end = self._month(rest[0], rest[1], self.newest) if rest[1] else main  # "over nine months"
            return periods.period_text(end - rest[2] + 1, end)
        if kind == "month":
            return periods.month_text(self._month(rest[0], rest[1], last if around else self.newest))
        if kind == "span":
            end = self._month(rest[0], rest[2], self.newest)
            return periods.period_text(end - (rest[2] - rest[1]) % 12, end)
        return ""

    def _month(self, year: int, month: int, latest: int) -> int:
        """A month counted; without a year the last such month that is not after the latest; year −1 is the last one."""
        if year < 0:
            year += (periods.month_number(self.published[:7]) if self.published else self.newest) // 12
        if year:
            return year * 12 + month - 1
        return latest - (latest - (month - 1)) % 12


def clock(text: str, published: str, known: str, mentioned: list[tuple]) -> Clock:
    """Time of an article: from its day, else from a day or month with a year in its text, else the newest month known.

    Args:
        text: the article.
        published: its day, or empty.
        known: newest month with a figure.
        mentioned: time words of the article.
    """
    if not published:
        days = re.findall(r"\b(20\d\d)[-/](\d\d)[-/](\d\d)\b", text[:2000])
        published = "-".join(days[0]) if days else ""
    if published:
        newest = periods.month_number(published[:7]) - 1
        return Clock(published, newest - (newest % 12 == 0))  # January is published with February, in March
    dated = [12 * value[1] + value[2] - 1 for value in mentioned if value[0] == "month" and value[1] > 0]
    dated += [12 * value[1] + value[3] - 1 for value in mentioned if value[0] == "span" and value[1] > 0]
    return Clock("", max(dated) if dated else periods.month_number(known))
