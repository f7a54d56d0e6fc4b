"""What is known of a product as of a day, without what the article's own publisher printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from helpers import evaluate, measures, numbers, periods, reference, resolve, store
from helpers.article.printed import Printed
from helpers.errors import DataError
from helpers.measures import Measured, unknown

NEVER = "9999-12-31"
EXCEPT = "X-WLD-EXCEPT-"
UNIT = "unit_value_usd_per_kg"
REVISED = "has revised it since"
CHANGES = ("mom_pct", "yoy_pct", "ytd_yoy_pct", "ytd_pct_vs_2024", "pct_vs_month", "pct_vs_avg")
STATED = {"change": CHANGES, "multiple": ("multiple",)}
STATED |= {"share": ("share_pct",), "rank": ("rank",)}


@dataclass(frozen=True)
class Truth:
    """One figure that a claim can be compared with: computed, or printed by a publisher."""

    measured: Measured
    publisher: str = ""
    loose: bool = False


def family(publisher: str) -> set[str]:
    """Names under which a publisher is known: "Reuters via Mining.com" is Reuters and Mining.com.

    Example:
        >>> sorted(family("Reuters via Mining.com"))
        ['mining.com', 'reuters']
    """
    parts = re.split(r"\bvia\b|[(),/]|\band\b", publisher.lower())
    return {part.strip() for part in parts if part.strip() and not part.strip().startswith("second-hand")}


def own(rows: pd.DataFrame, publisher: str, url: str) -> pd.Series:
    """Which rows an article itself is the source of: the same address, or the same publisher."""
    if rows.empty:
        return pd.Series(False, index=rows.index)
    mine = family(publisher) if publisher else set()
    same = rows["publisher"].map(lambda name: bool(mine & family(name)))
    return same | ((rows["url"].map(_place) == _place(url)) & bool(url))


def _place(url: str) -> str:
    """An address without what does not change the article that it leads to: scheme, www, query, last slash."""
    found = urlsplit(url)
    return found.netloc.lower().removeprefix("www.") + found.path.rstrip("/")


class Facts:
    """What is known of one product: figures, the panel that they resolve to, and printed statements.

    Args:
        product: as reference.products gives it.
        held: observations that hold.
        aside: observations that corrections.yml sets aside, with the reason.
        statements: printed statements that hold.
        doubtful: statements that corrections.yml sets aside, with the reason.
    """

    def __init__(self, product: reference.Product, held, aside, statements, doubtful):
        self.product, self.held, self.set_aside = product, held, aside
        self.statements, self.doubtful = statements, doubtful
        self.level = cache(self._level)
        self.compute = cache(self._compute)
        self.stated = cache(self._stated)
        self._then = cache(self._as_of)

    @classmethod
    def read(cls, product: reference.Product, as_of: str) -> "Facts":
        """Everything known of a product as of a day."""
        held, aside = store.split_observations(product, as_of)
        return cls(product, held, aside, *store.split_statements(product, as_of))

    @cached_property
    def _vintages(self) -> list[str]:
        frames = (self.held, self.set_aside, self.statements, self.doubtful)
        return sorted({vintage for frame in frames for vintage in frame["vintage"]})

    def as_of(self, day: str) -> "Facts":
        """What was known on an earlier day; days between two vintages are one."""
        known = [vintage for vintage in self._vintages if vintage <= day]
        return self if known == self._vintages else self._then(known[-1] if known else day)

    def _as_of(self, day: str) -> "Facts":
        frames = (self.held, self.set_aside, self.statements, self.doubtful)
        return Facts(self.product, *(frame[frame["vintage"] <= day] for frame in frames))

    def without(self, publisher: str, url: str) -> "Facts":
        """What is known without the rows of a publisher or address: a printed figure never confirms itself."""
        mine = [own(frame, publisher, url) for frame in (self.held, self.statements)]
        if not any(rows.any() for rows in mine):
            return self
        held, statements = (frame[~rows] for frame, rows in zip((self.held, self.statements), mine, strict=True))
        return Facts(self.product, held, self.set_aside, statements, self.doubtful)

    @cached_property
    def _resolved(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return resolve.resolve(self.held, self.product.hs_codes)

    @property
    def panel(self) -> pd.DataFrame:
        """One row per period, partner and measure."""
        return self._resolved[0]

    @cached_property
    def partners(self) -> dict[str, list[str]]:
        """Partners of each period, by name."""
        return {str(period): sorted(set(names)) for period, names in self.panel.groupby("period")["partner"]}

    @property
    def conflicts(self) -> pd.DataFrame:
        """Figures that disagree with the panel beyond their rounding."""
        return self._resolved[1]

    def _level(self, partner: str, period: str, measure: str) -> Measured:
        if not period:
            return unknown("the text names no period")
        if measure == UNIT:
            return self._unit_value(partner, period)
        known = measures.level(self.panel, partner, period, measure)
        return known if known.known else self._composed(partner, period, measure) or known

    def _composed(self, partner: str, period: str, measure: str) -> Measured | None:
        """Level of partners together ("DEU+USA") or of all but one ("X-WLD-EXCEPT-USA"); None for any other."""
        if partner.startswith(EXCEPT):
            left_out = self.level(partner.removeprefix(EXCEPT), period, measure)
            return difference(self.level("WLD", period, measure), left_out)
        if "+" not in partner:
            return None
        first, *rest = (self.level(name, period, measure) for name in partner.split("+"))
        for other in rest:
            first = measures.together(first, other)
        return first

    def top(self, count: int, period: str) -> str:
        """The so many largest buyers as one partner, where publishers print each place; empty otherwise."""
        rows = self.statements[(self.statements["kind"] == "rank") & (self.statements["period"] == period)]
        places = {str(row.value): str(row.partner) for row in rows.itertuples()}
        names = [places.get(str(place), "") for place in range(1, count + 1)]
        return "+".join(sorted(names)) if all(names) else ""

    def series(self, partner: str, first: str, last: str, measure: str) -> dict[str, Measured]:
        """Levels of the months from first to last; one that is not known is unknown."""
        months = range(periods.month_number(first), periods.month_number(last) + 1)
        return {month: self.level(partner, month, measure) for month in map(periods.month_text, months)}

    def months(self, partner: str, measure: str) -> list[Any]:
        """Rows of the panel for single months, oldest first."""
        return self._months.get((partner, measure), [])

    @cached_property
    def _months(self) -> dict[tuple[str, str], list[Any]]:
        rows: dict[tuple[str, str], list[Any]] = {}
        for row in self.panel.itertuples():
            if "/" not in row.period:
                rows.setdefault((row.partner, row.measure), []).append(row)
        return rows

    @cached_property
    def records(self) -> dict[str, list[Any]]:
        """Printed records and rows of months, by partner."""
        rows: dict[str, list[Any]] = {}
        for row in self.statements[self.statements["kind"] == "extreme"].itertuples():
            rows.setdefault(row.partner, []).append(row)
        return rows

    @cached_property
    def _unit_values(self) -> dict[tuple[str, str], Any]:
        """Printed unit values, as rows of the panel."""
        return {(row.partner, row.period): row for row in self.panel[self.panel["measure"] == UNIT].itertuples()}

    def _unit_value(self, partner: str, period: str) -> Measured:
        """Unit value in USD per kg: printed for the period, or value through mass."""
        if row := self._unit_values.get((partner, _text(period))):
            return Measured(row.value, row.low, row.high, "USD/kg", tuple(row.rows.split("\n")), "as reported")
        worth, mass = (self.level(partner, period, name) for name in ("value_usd", "net_mass_kg"))
        ratio = measures.multiple(worth, mass)
        return replace(ratio, unit="USD/kg") if ratio.known else ratio

    def _compute(self, kind: str, partner: str, period: str, base: str, measure: str) -> Measured:
        """Change, multiple, share, rank or difference; unknown with the reason where it cannot be computed."""
        try:
            if kind == "rank":
                row = {"kind": "rank", "partner": partner, "period": period, "compare_period": "", "value": ""}
                found = evaluate.compute(self.panel, row)
                return unknown(found) if isinstance(found, str) else found
            now = self.level(partner, period, measure)
            if kind == "share":
                return measures.share(now, self.level(base or "WLD", period, measure))
            formula = {"change": measures.change, "multiple": measures.multiple, "difference": difference}[kind]
            return formula(now, self._base_level(partner, base, measure))
        except DataError as error:
            return unknown(str(error).splitlines()[0])

    def _base_level(self, partner: str, base: str, measure: str) -> Measured:
        """Level of a base: a period, or the monthly mean of a year."""
        other, _, month = base.partition(" ")
        if re.fullmatch(r"\d{4}-\d\d(/\d{4}-\d\d)?", month):
            return self.level(other, month, measure)
        year = base.removesuffix(" monthly average")
        level = self.level(partner, year, measure)
        return measures.mean(level, 12) if year != base and level.known else level

    def _stated(self, kind: str, partner: str, period: str, base: str, measure: str) -> tuple[Truth, ...]:
        """What publishers print of it, each with its interval; changes and multiples stand for each other."""
        return tuple(_truths(self._said.get((partner, period), []), kind, base, measure))

    @cached_property
    def _said(self) -> dict[tuple[str, str], list]:
        return _by_period(self.statements)

    @cached_property
    def _wrongly_said(self) -> dict[tuple[str, str], list]:
        return _by_period(self.doubtful)

    def truths(self, claim: Printed) -> list[Truth]:
        """All that a claim can be compared with: computed first, then printed."""
        if claim.kind in ("level", "value", "unit_value"):
            measure = UNIT if claim.kind == "unit_value" else claim.measure
            known = self.level(claim.partner, claim.period, measure)
            if claim.detail == ("mean",) and known.known:
                first, last = periods.span(claim.period)
                months = last - first + 1
                known = replace(known, value=known.value / months, low=known.low / months, high=known.high / months)
            return [Truth(known)] if known.known else []
        key = (claim.kind, claim.partner, claim.period, claim.base, claim.measure)
        known = self.compute(*key)
        printed = list(self.stated(*key))
        if not known.known:
            return printed
        if claim.kind == "rank" and known.low < known.high:
            return printed or [Truth(known)]
        return [Truth(known), *(truth for truth in printed if not truth.loose)]

    def denied(self, kind: str, partner: str, period: str, base: str, measure: str) -> tuple[Truth, ...]:
        """Statements that are known to be wrong, with the reason as ``how``."""
        return tuple(_truths(self._wrongly_said.get((partner, period), []), kind, base, measure))

    def rivals(self, partner: str, period: str, measure: str) -> list[Truth]:
        """Figures of a level that disagree with the panel, those set aside, and those of earlier downloads."""
        return self._rivals.get((partner, _text(period), measure), [])

    @cached_property
    def _rivals(self) -> dict[tuple[str, str, str], list[Truth]]:
        found: dict[tuple[str, str, str], list[Truth]] = {}
        for row in self.conflicts.itertuples():
            what = f"printed it first and {REVISED}" if self._revised(row) else "prints another figure"
            how = f"{row.publisher} {what}"
            truth = Truth(Measured(row.value, row.value, row.value, how=how), row.publisher)
            found.setdefault((row.partner, _text(row.period), row.measure), []).append(truth)
        for row in self.set_aside.itertuples():
            key = (row.partner, _text(f"{row.period_first}/{row.period_last}"), row.measure)
            half = row.rounding / 2
            measured = Measured(row.value, row.value - half, row.value + half, how=row.reason)
            found.setdefault(key, []).append(Truth(measured, row.publisher))
        customs = self.held[self.held["source"] == "gacc"]
        cell = ["partner", "period_first", "period_last", "measure", "vintage"]
        for (partner, first, last, measure, day), value in customs.groupby(cell)["value"].sum(min_count=1).items():
            truth = Truth(Measured(value, value, value, how=f"customs as of {day}"), str(day))
            found.setdefault((partner, _text(f"{first}/{last}"), measure), []).append(truth)
        return found

    def _revised(self, row) -> bool:
        """Whether the house that printed a figure later printed the one that holds."""
        held, (first, last) = self.held, periods.span(row.period)
        cell = (held["partner"] == row.partner) & (held["measure"] == row.measure) & (held["value"] == row.kept)
        months = (held["period_first"] == periods.month_text(first)) & (held["period_last"] == periods.month_text(last))
        return any(family(row.publisher) & family(name) for name in held[cell & months]["publisher"])


def difference(now: Measured, base: Measured) -> Measured:
    """How much more than the base; unknown where either is."""
    if not now.known or not base.known:
        return unknown(now.why_unknown or base.why_unknown)
    rows = tuple(dict.fromkeys(now.rows + base.rows))
    how = f"{now.value / 1000:,.1f} t − {base.value / 1000:,.1f} t" if now.unit == "kg" else "now − base"
    return Measured(now.value - base.value, now.low - base.high, now.high - base.low, now.unit, rows, how)


def _by_period(table: pd.DataFrame) -> dict[tuple[str, str], list]:
    rows: dict[tuple[str, str], list] = {}
    for row in table.itertuples():
        rows.setdefault((row.partner, row.period), []).append(row)
    return rows


def _truths(rows: list, kind: str, base: str, measure: str) -> Iterator[Truth]:
    tail = "_value" if measure == "value_usd" else ""
    kinds = STATED.get(kind, ())
    if kind in ("change", "multiple"):
        kinds = STATED["change"] + STATED["multiple"]
    names = {name + tail: name for name in kinds}
    for row in rows:
        if row.kind not in names:
            continue
        if kind in ("change", "multiple") and _base_of(row, names[row.kind]) != _text(base):
            continue
        try:
            low, high = numbers.span_of(row.value, row.rounding)
        except ValueError:
            continue
        if kind == "rank":
            low = high = float(row.value)
        elif kind == "change" and names[row.kind] == "multiple":
            low, high = (low - 1) * 100, (high - 1) * 100
        elif kind == "multiple" and names[row.kind] != "multiple":
            low, high = low / 100 + 1, high / 100 + 1
        how = getattr(row, "reason", "") or f"{row.publisher} prints {row.value}"
        middle = low if high == float("inf") else high if low == -float("inf") else (low + high) / 2
        yield Truth(Measured(middle, low, high, "", (row.id,), how), row.publisher, not row.rounding)


def _base_of(row, kind: str) -> str:
    """Base of a statement: as printed, or as its kind implies."""
    if row.base:
        return _text(row.base)
    if kind == "mom_pct":
        return periods.shift(row.period, -1)
    return periods.shift(row.period, -12) if kind in ("yoy_pct", "ytd_yoy_pct") else ""


@cache
def _text(period: str) -> str:
    try:
        return periods.period_text(*periods.span(period))
    except DataError:
        return period
