"""Records and streaks: a month among the months before it."""

import re
from collections.abc import Iterator

from helpers import periods
from helpers.article import numerals
from helpers.article.facts import Facts
from helpers.article.printed import Printed
from helpers.measures import Measured

Answer = tuple[bool | None, str, Measured]
NONE = Measured()
PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]


def check(claim: Printed, facts: Facts) -> Answer:
    """Whether a record or streak holds.

    Returns:
        True, False, or None where unknown months leave it open; the reason; the month's figure.
    """
    if not claim.period:
        return None, "its month is not named", NONE
    last = periods.month_text(periods.span(claim.period)[1])
    if "/" in claim.period:
        return _stated(facts, claim) or (None, "records of spans are not computed", NONE)
    return _streak(claim, facts, last) if claim.kind == "streak" else _record(claim, facts, last)


def _streak(claim: Printed, facts: Facts, last: str) -> Answer:
    count = int(claim.detail[0])
    months = [facts.level(claim.partner, periods.shift(last, -n), claim.measure) for n in range(count + 2)]
    steps = [_step(months[n], months[n + 1]) for n in range(count + 1)]
    way = claim.sign or next((step for step in steps if step), 0)
    if any(step not in (way, 0) for step in steps[:count]):
        run = next((n for n, step in enumerate(steps) if step != way), count)
        return False, f"it is {_times(run)} in a row", months[0]
    if 0 in steps[:count]:
        return _stated(facts, claim) or (None, "not all of these months are known", months[0])
    if steps[count] == way:
        return False, f"it is at least {_times(count + 1)} in a row", months[0]
    return True, "", months[0]


def _times(count: int) -> str:
    return f"{count} month" + ("" if count == 1 else "s")


def _step(now: Measured, before: Measured) -> int:
    """1 up, -1 down, 0 unknown."""
    if not now.known or not before.known or (now.low <= before.high and now.high >= before.low):
        return 0
    return 1 if now.value > before.value else -1


def _record(claim: Printed, facts: Facts, last: str) -> Answer:
    direction, how, value = claim.detail
    now = facts.level(claim.partner, last, claim.measure)
    if how in ("ever", "since year"):
        return _ever(
            claim, facts, last, now, direction, value if how == "ever" else 1, str(value) if how == "since year" else ""
        )
    if how == "bar":  # "topped every month bar January"
        return _of_year(facts, claim, last, now, direction, 2, last[:4])
    if how in ("nth of year", "of year"):
        nth, year = value if how == "nth of year" else (1, value)
        return _of_year(facts, claim, last, now, direction, nth, str(year or last[:4]))
    first = claim.base or periods.shift(last, -value)  # "in nearly five years" names no month
    if not now.known:
        return _stated(facts, claim) or (None, now.why_unknown, now)
    months = facts.series(claim.partner, first, last, claim.measure)
    inner = list(months)[1:-1]  # a six-month high may have been passed six months ago
    rivals = [n for n in inner if (months[n].low > now.high if direction > 0 else months[n].high < now.low)]
    if rivals:
        where = ", ".join(periods.words(month) for month in rivals[-3:])
        return False, f"{where} {'was higher' if direction > 0 else 'was lower'}", now
    if not all(months[month].known for month in inner):
        return _stated(facts, claim) or (None, "months in between are unknown", now)
    if how == "since":
        start = months[first]
        beats = start.high >= now.low if direction > 0 else start.low <= now.high
        if start.known and not beats:
            return False, f"{periods.words(first)} was no {'higher' if direction > 0 else 'lower'}", now
    return True, "", now


def _ever(claim: Printed, facts: Facts, last: str, now: Measured, direction: int, nth: int, year: str) -> Answer:
    """A place among all months held, which are few: it can be refuted, and be true only as far as is known."""
    rows = facts.months(claim.partner, claim.measure)
    months = [row for row in rows if row.period <= last and (not year or row.period >= year)]
    if not now.known:
        return _stated(facts, claim) or (None, now.why_unknown, now)
    beaten = [row.period for row in months if (row.low > now.high if direction > 0 else row.high < now.low)]
    if len(beaten) >= nth:
        where = ", ".join(periods.words(month) for month in beaten[-3:])
        return False, f"{where} {'was higher' if direction > 0 else 'was lower'}", now
    return _stated(facts, claim) or (None, "only some of the months before are known", now)


def _of_year(facts: Facts, claim: Printed, last: str, now: Measured, direction: int, nth: int, year: str) -> Answer:
    months = facts.series(claim.partner, f"{year}-01", last, claim.measure).values()
    beaten = sum(m.low > now.high if direction > 0 else m.high < now.low for m in months)
    if now.known and beaten >= nth:
        return False, f"{beaten} months of {year} were {'higher' if direction > 0 else 'lower'}", now
    if not all(m.known for m in (now, *months)):
        return _stated(facts, claim) or (None, f"months of {year} are unknown", now)
    return beaten == nth - 1, f"{beaten} months of {year} were {'higher' if direction > 0 else 'lower'}", now


def _stated(facts: Facts, claim: Printed) -> Answer | None:
    """A record or row of months that a publisher prints in the same words."""
    for row in facts.records.get(claim.partner, []):
        same = any(_told(part, claim) for part in _parts(row, claim.period))
        if same and (" value" in row.value) == (claim.measure == "value_usd") and " share" not in row.value:
            return True, "", Measured(1.0, 1.0, 1.0, rows=(row.id,), how=f"{row.publisher} prints: {row.value}")
    return None


def _parts(row, period: str) -> Iterator[str]:
    """What a statement says of a month: its own, one that it names, and that of the only month that was higher."""
    for part in row.value.split("; "):
        if part.startswith(f"{period} "):
            yield part.removeprefix(f"{period} ")  # "second highest month on record; 2025-11 record"
        elif row.period == period and not part.startswith("20"):
            yield part
        elif row.base == period and re.match(r"second highest (?:month )?on record", part):
            yield "record"


def _told(said: str, claim: Printed) -> bool:
    """Whether a statement says what a claim does.

    Example:
        >>> five = Printed(0, 0, "", "streak", sign=-1, period="2026-03", detail=(5,))
        >>> _told("fifth monthly fall in a row", five), _told("lowest in nine months", five)
        (True, False)
    """
    nth = next((n for n, word in enumerate(PLACES, 1) if said.startswith(word)), 1)
    if claim.kind == "streak":
        fell = "fall" in said
        return "in a row" in said and nth == claim.detail[0] and claim.sign in (0, -1 if fell else 1)
    direction, how, value = claim.detail
    if (direction > 0) != ("highest" in said or ("record" in said and "lowest" not in said)):
        return False
    since = re.search(r"since (?:at least )?(\d{4}(?:-\d\d)?)", said)
    if how == "ever":
        return nth == value and ("record" in said or bool(since and "start" in said))
    if how == "months":
        span = re.search(r"in (?:nearly |almost |over )?(\w+) (month|year)s", said)
        return span is not None and numerals.read(span[1]).value * (12 if span[2] == "year" else 1) == value
    if how in ("nth of year", "of year"):
        place, year = value if how == "nth of year" else (1, value)
        return nth == place and re.search(rf" of {year or claim.period[:4]}\b", said) is not None
    if how == "since" and (span := re.search(r" in (\w+) months", said)):  # "lowest in nine months" and since June
        months = periods.span(claim.period)[1] - periods.span(claim.base)[1] if claim.base else 0
        return numerals.read(span[1]).value == months
    first = str(value) if how == "since year" else claim.base
    return since is not None and since[1] == first[: len(since[1])]
