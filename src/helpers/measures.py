"""Trade measures on the panel: levels, changes, multiples, shares, ranks, records. Pure arithmetic, no files.

Every result knows its interval. A figure printed "353 t" stands for 352.5 to 353.5; both ends go through the formula.
What cannot be computed is not zero and not an error: it is unknown, with the reason.
"""

import math
import re
from dataclasses import dataclass, replace

import pandas as pd

from helpers import periods, reference, ways

GROUP = re.compile(r"WLD|EUN|X-(?!\d{3}$).*")  # not a destination of its own; X-207 is one
SINCE_27 = periods.month_number("2020-02")  # from when on the European Union has its 27 members
FEW = 4  # numbers in a sum that a formula shows one by one
PART = re.compile(r"[\d/-]+ \(([^()]+)\)")  # of a sum: its span, and its amount in brackets
STEPS = re.compile(r"[\d,.]+ (?:t|USD|CNY)(?: ÷ \d+|(?: [−+] [\d,.]+ (?:t|USD|CNY))+)")
LUNAR = "January, February and March are not compared with the month before: the Chinese New Year moves between them"


@dataclass(frozen=True)
class Measured:
    """A number with its interval, the rows behind it, its formula in words, and the reason where it is unknown."""

    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    unit: str = ""
    rows: tuple[str, ...] = ()
    how: str = ""
    why_unknown: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return not math.isnan(self.value)


def unknown(why: str) -> Measured:
    """A number that is not known, with the reason."""
    return Measured(why_unknown=why)


def level(panel: pd.DataFrame, partner: str, period: str, measure: str = "net_mass_kg") -> Measured:
    """Level of a partner in a month or span: reported, or added and subtracted from spans that are.

    January to July less July is January to June. Of several ways the one with the fewest subtractions holds, then the
    one with the narrowest interval. A subtraction can also hide a revision, so ``how`` names it.

    Args:
        panel: as ``store.panel`` gives it.
        partner: partner code.
        period: month or span.
        measure: a measure that can be added: net_mass_kg, value_usd, value_cny.

    Example:
        >>> rows = [("2024-01/2024-07", 32812.0), ("2024-07", 5278.0)]
        >>> level(tiny_panel(rows), "WLD", "2024-01/2024-06").value
        27534.0
    """
    return _level(ways.edges(panel, partner, measure), partner, period, measure)


def _level(edges: dict[int, list[tuple]], partner: str, period: str, measure: str) -> Measured:
    first, last = periods.span(period)
    path = ways.shortest(edges, first, last + 1)
    if path is None:
        what = "figure" if measure == "net_mass_kg" else "value"
        return unknown(f"no {what} for {partner} in {period}")
    value = sum(sign * row.value for sign, row in path)
    low = sum(sign * (row.low if sign > 0 else row.high) for sign, row in path)
    high = sum(sign * (row.high if sign > 0 else row.low) for sign, row in path)
    unit = {"net_mass_kg": "kg", "value_usd": "USD", "value_cny": "CNY"}[measure]
    rows = tuple(text for _, row in path for text in row.rows.split("\n"))
    printed = [row for end, sign, row in edges[first] if sign > 0 and end == last + 1 and len(path) > 1]
    beside = f"; a source prints {_amount(_of(printed[0]))}" if printed else ""  # it is coarser than the sum
    return Measured(value, low, high, unit, rows, _level_words(path) + beside)


def _level_words(path: list[tuple]) -> str:
    if len(path) == 1:
        row = path[0][1]
        return "zero: a complete download does not list the partner" if row.origin == "absent" else reported(row.rows)
    ordered = sorted(path, key=lambda step: -step[0])
    parts = [("+ " if sign > 0 else "− ") + f"{row.period} ({_amount(_of(row))})" for sign, row in ordered]
    return " ".join(parts).removeprefix("+ ")


def reported(rows: str) -> str:
    """How a figure of the panel came about: one line as its source gives it, or the sum of several."""
    return "as reported" if re.fullmatch(r"[^#\n]*(#L\d+)?", rows) else "sum of the lines named"


def is_derived(measured: Measured) -> bool:
    """Whether a level was found by subtraction from other spans."""
    return "−" in measured.how


def series(panel: pd.DataFrame, partner: str, first: str, last: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """Monthly levels of a partner, every month from first to last.

    Returns:
        period, value, low, high, state (reported, derived, unknown), how, rows; value is NaN where unknown, never 0.
    """
    months = [periods.month_text(n) for n in range(periods.month_number(first), periods.month_number(last) + 1)]
    edges = ways.edges(panel, partner, measure)
    found = [_level(edges, partner, month, measure) for month in months]
    states = ["unknown" if not m.known else "derived" if is_derived(m) else "reported" for m in found]
    return pd.DataFrame(
        {
            "period": months,
            "value": [m.value for m in found],
            "low": [m.low for m in found],
            "high": [m.high for m in found],
            "state": states,
            "how": [m.how for m in found],
            "rows": ["\n".join(m.rows) for m in found],
        }
    )


def multiple(now: Measured, base: Measured) -> Measured:
    """How many times the base: m = now / base; unknown from zero.

    Example:
        >>> multiple(Measured(300, 300, 300), Measured(100, 100, 100)).value
        3.0
    """
    if not now.known or not base.known:
        return unknown(now.why_unknown or base.why_unknown)
    if base.low <= 0:
        return unknown("the base is zero, or too coarse to tell from zero")
    rows = tuple(dict.fromkeys(now.rows + base.rows))
    how = f"{_made(now)} ÷ {_made(base)}"
    return Measured(now.value / base.value, now.low / base.high, now.high / base.low, "times", rows, how)


def _made(measured: Measured) -> str:
    """A number inside a formula as it was made, so that it can be found in its lines; a long sum is only counted."""
    how = PART.sub(r"\1", measured.how.partition(";")[0])
    return f"({how})" if STEPS.fullmatch(how) and len(re.findall("[−+÷]", how)) < FEW else _amount(measured)


def _amount(measured: Measured) -> str:
    """A number inside a formula, masses in tonnes."""
    value, unit = (measured.value / 1000, "t") if measured.unit == "kg" else (measured.value, measured.unit)
    return f"{value:,.3f}".rstrip("0").rstrip(".") + f" {unit}".rstrip()


def change(now: Measured, base: Measured) -> Measured:
    """Change in percent: g = now / base - 1; unknown from zero.

    Example:
        >>> june, may = Measured(353, 352.5, 353.5), Measured(46, 45.5, 46.5)
        >>> result = change(june, may)
        >>> round(result.low, 1), round(result.high, 1)
        (658.1, 676.9)
    """
    m = multiple(now, base)
    if not m.known:
        return m
    value, low, high = [(x - 1) * 100 for x in (m.value, m.low, m.high)]
    return Measured(value, low, high, "%", m.rows, f"({m.how} − 1) × 100")


def log_points(percent: float) -> float:
    """A change in log points, 100 ln(1 + g): a rise and the fall that undoes it are of equal size; NaN to or from zero.

    Example:
        >>> round(log_points(100), 1), round(log_points(-50), 1), log_points(-100)
        (69.3, -69.3, nan)
    """
    return 100 * math.log1p(percent / 100) if percent > -100 else math.nan


def change_on_month(panel: pd.DataFrame, partner: str, month: str, measure: str = "net_mass_kg") -> Measured:
    """Change on the month before; unknown for January to March by the Chinese New Year rule."""
    if periods.month_number(month) % 12 < 3:
        return unknown(LUNAR)
    return change(level(panel, partner, month, measure), level(panel, partner, periods.shift(month, -1), measure))


def change_on_year(panel: pd.DataFrame, partner: str, period: str, measure: str = "net_mass_kg") -> Measured:
    """Change on the same month or span a year before."""
    return change(level(panel, partner, period, measure), level(panel, partner, periods.shift(period, -12), measure))


def share(part: Measured, whole: Measured) -> Measured:
    """Part of a whole in percent.

    Example:
        >>> share(Measured(1, 1, 1), Measured(4, 4, 4)).value
        25.0
    """
    m = multiple(part, whole)
    if not m.known:
        return m
    return Measured(m.value * 100, m.low * 100, m.high * 100, "%", m.rows, f"{m.how} × 100")


def together(one: Measured, other: Measured) -> Measured:
    """The sum of two levels; unknown where either is.

    Example:
        >>> together(Measured(1, 0.5, 1.5, "t"), Measured(4, 4, 4, "t")).low
        4.5
    """
    if not one.known or not other.known:
        return unknown(one.why_unknown or other.why_unknown)
    rows = tuple(dict.fromkeys(one.rows + other.rows))
    how = f"{_amount(one)} + {_amount(other)}"
    return Measured(one.value + other.value, one.low + other.low, one.high + other.high, one.unit, rows, how)


def contribution(now: Measured, base: Measured, total: Measured) -> Measured:
    """A part's change as percentage points of the base's total; the total's own rounding is not counted.

    Example:
        >>> result = contribution(Measured(9, 8.5, 9.5, "t"), Measured(5, 5, 5, "t"), Measured(20, 20, 20, "t"))
        >>> result.value, result.low, result.high, result.how
        (20.0, 17.5, 22.5, '(9 t − 5 t) ÷ 20 t × 100')
    """
    value, low, high = (
        100 * part / total.value for part in (now.value - base.value, now.low - base.high, now.high - base.low)
    )
    rows = tuple(dict.fromkeys([*now.rows, *base.rows, *total.rows]))
    how = f"({_amount(now)} − {_amount(base)}) ÷ {_amount(total)} × 100"
    return Measured(value, low, high, "points", rows, how)


def mean(total: Measured, months: int) -> Measured:
    """Monthly mean of a span's total.

    Example:
        >>> share(Measured(5000, 5000, 5000, "kg"), mean(Measured(48000, 48000, 48000, "kg"), 12)).how
        '5 t ÷ (48 t ÷ 12) × 100'
    """
    how = f"{_amount(total)} ÷ {months}"
    return replace(total, value=total.value / months, low=total.low / months, high=total.high / months, how=how)


def recent_mean(panel: pd.DataFrame, partner: str, before: str, measure: str = "net_mass_kg") -> tuple[Measured, str]:
    """Monthly mean of up to twelve months before a month: the longest stretch of at least three that is known.

    Returns:
        The mean and the span it covers; unknown and empty text where fewer than three months are known.
    """
    last = periods.month_number(before) - 1
    for length in range(12, 2, -1):
        stretch = periods.period_text(last - length + 1, last)
        total = level(panel, partner, stretch, measure)
        if total.known:
            return mean(total, length), stretch
    return unknown(f"fewer than three months before {before} are known"), ""


def destinations(panel: pd.DataFrame, period: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """Partners known for a month or span, largest first, with share of the world and the ranks that are possible.

    A partner's best rank counts those surely larger; its worst adds those that its rounding cannot tell apart and
    those that the mass not itemised could hide, inside the European Union and outside it where its total is known.

    Returns:
        partner, value, low, high, share_pct, rank_best, rank_worst, rows; groups of partners left out.
        rank_worst is NaN where the world total is unknown.
    """
    first, world = periods.span(period)[0], level(panel, "WLD", period, measure)
    steps = [
        step
        for (partner, name), found in ways.steps(panel).items()
        if name == measure and not GROUP.fullmatch(partner)
        for step in found.get(first, [])
    ]
    rows = [row for _, sign, row in steps if sign > 0 and row.period == period]
    rows.sort(key=lambda row: (-row.value, row.partner))
    columns = ("partner", "measure", "value", "low", "high", "rows")
    found: dict[str, list] = {name: [getattr(row, name) for row in rows] for name in columns}
    found["share_pct"] = [share(_of(row), world).value for row in rows]
    found["rank_best"] = [1 + sum(other.low > row.high for other in rows) for row in rows]
    table = pd.DataFrame(found) if rows else pd.DataFrame(found).astype(panel[list(columns)].dtypes)
    union = level(panel, "EUN", period, measure) if first >= SINCE_27 else unknown("other members")
    hidden = _hidden(rows, world, union) if world.known else [[math.inf]]
    worst = []
    for row in rows:
        others = sum(other.high >= row.low for other in rows) - 1
        rooms = [[part / row.low if row.low > 0 else math.inf for part in parts] for parts in hidden]
        fit = min((sum(map(math.floor, room)) for room in rooms if all(map(math.isfinite, room))), default=math.nan)
        worst.append(1 + others + fit)
    table["rank_worst"] = worst
    return table


def _hidden(rows: list, world: Measured, union: Measured) -> list[list[float]]:
    """The most that no source itemises: as a whole, and in two parts where the European Union's total is known.

    A single partner lies inside the union or outside it, so none is larger than its part. Parts below zero are no
    bound: the figures then contradict each other.
    """
    members = reference.eu_members()
    inside = sum(row.low for row in rows if row.partner in members)
    outside = sum(row.low for row in rows) - inside
    whole = [world.high - inside - outside]
    parts = [union.high - inside, world.high - union.low - outside] if union.known else [math.nan]
    return [whole, parts] if min(parts) >= 0 else [whole]


def _of(row) -> Measured:
    unit = {"net_mass_kg": "kg", "value_usd": "USD", "value_cny": "CNY"}.get(getattr(row, "measure", ""), "")
    return Measured(row.value, row.low, row.high, unit, rows=tuple(row.rows.split("\n")))


def not_itemised(panel: pd.DataFrame, period: str, measure: str = "net_mass_kg") -> Measured:
    """World total less all single partners known: what no source itemises. The difference may hide revisions."""
    world = level(panel, "WLD", period, measure)
    if not world.known:
        return world
    parts = destinations(panel, period, measure)
    rows = world.rows + tuple(text for rows in parts["rows"] for text in rows.split("\n"))
    known = Measured(parts["value"].sum(), unit=world.unit)
    how = f"{_amount(world)} − {_amount(known)} of {len(parts)} partners"
    low, high = world.low - parts["high"].sum(), world.high - parts["low"].sum()
    return Measured(world.value - known.value, low, high, world.unit, rows, how)


def tiny_panel(rows: list[tuple[str, float]], partner: str = "WLD", rounding: float = 0.0) -> pd.DataFrame:
    """A panel of one partner's masses, for examples and tests."""
    frame = pd.DataFrame(rows, columns=["period", "value"])
    half = rounding / 2
    return frame.assign(
        partner=partner,
        measure="net_mass_kg",
        low=frame["value"] - half,
        high=frame["value"] + half,
        origin="reported",
        rows=[f"tiny.csv#L{n + 2}" for n in range(len(frame))],
    )
