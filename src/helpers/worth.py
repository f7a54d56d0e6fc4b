"""What the story says of value: the dollars, the unit value, and how much of a change is price and how much volume."""

from dataclasses import dataclass, replace

from helpers import languages, measures, periods, prices, unit_values, value_parts
from helpers.measures import Measured
from helpers.month import Month
from helpers.narrative import STRONG, Change
from helpers.numbers import number
from helpers.trace import Claim


@dataclass(frozen=True)
class Price:
    """Value, unit value and their parts over a span, each beside the year before; what is unknown is falsy."""

    span: str
    value: Claim
    on_year: Change
    unit_value: Claim
    unit_value_on_year: Change
    fisher: Claim | None = None
    volume: Claim | None = None
    by_regime: bool = False
    doubtful: tuple[Claim, Claim] | None = None  # of the partner that leads and its range, where it is outside of it


def price(month: Month) -> Price | None:
    """What is known of the value in dollars and of the unit value: of the month, or else of the year so far."""
    if month.measure != prices.MASS:
        return None
    for span in dict.fromkeys([month.period, month.to_date]):
        value = measures.level(month.panel, "WLD", span, prices.VALUE)
        if value.known or _unit_value(month, span).known:
            return _price(month, span, value)
    return None


def _price(month: Month, span: str, value: Measured) -> Price:
    base, own = periods.shift(span, -12), span == month.period
    alone = own and month.new_year  # January and February are compared as a pair only
    key = "wld.value" if own else "wld.to_date.value"
    then = Measured() if alone else measures.level(month.panel, "WLD", base, prices.VALUE)
    kind = "yoy_pct_value" if own else "ytd_yoy_pct_value"
    around: dict[str, str] = {"period": span, "base": base, "unit": "%±"}
    settled = month.claims.settle(f"{key}_on_year", measures.change(value, then), kind, "WLD", **around)
    if alone:
        settled = month.claims.add(f"{key}_on_year", measures.unknown(measures.LUNAR), base=base)
    unit, unit_then = _unit_value(month, span), Measured() if alone else _unit_value(month, base)
    moved = month.claims.add(
        f"{key}_per_kg_on_year", measures.change(unit, unit_then), period=span, base=base, unit="%±"
    )
    split = value_parts.taken_apart(month) if "gacc" in month.sources and own else None
    fisher, volume = value_parts.price_and_volume(month, split) if split is not None and split.both else (None, None)
    return Price(
        span,
        month.claims.add(key, value, period=span),
        Change(base, settled, _times(month, f"{key}_times", value, then, settled)),
        _quoted(month, unit_values.claim_of(month, f"{key}_per_kg", unit, span)),
        Change(base, moved, _times(month, f"{key}_per_kg_times", unit, unit_then, moved)),
        fisher,
        volume,
        by_regime=split is not None and value_parts.by_regime(split),
        doubtful=_doubtful(month) if own else None,
    )


def _doubtful(month: Month) -> tuple[Claim, Claim] | None:
    """The unit value of the partner that leads and its usual range, where it lies outside of it."""
    trade = unit_values.history(month)
    mine = unit_values.here(month, trade).query("partner == @month.lead and flag == 'outside its range'")
    if mine.empty:
        return None
    key, row = f"{month.lead}.unit_value".lower(), mine.iloc[0]
    claim = unit_values.claim_of(month, key, unit_values.of_partner(month, trade, month.lead))
    low, high, lang = row["range_low"], row["range_high"], month.claims.lang
    how = "median of the twelve months before, give or take three robust standard deviations of its logarithm"
    usual = Measured((low * high) ** 0.5, low, high, "USD/kg", month.lines(month.lead), how)
    words = languages.put("{low} to {high}", lang, low=number(low, 1, lang), high=number(high, 1, lang))
    return claim, month.claims.keep(replace(month.claims.add(f"{key}.range", usual), text=words))


def _times(month: Month, key: str, now: Measured, then: Measured, change: Claim) -> Claim | None:
    """The multiple that stands beside a rise above ``STRONG``."""
    if not change or change.value <= STRONG:
        return None
    return month.claims.add(key, measures.multiple(now, then), period=change.period, base=change.base) or None


def _unit_value(month: Month, span: str) -> Measured:
    """Unit value of the world total: value over net mass, or as printed."""
    table = prices.elements(month.panel, [span]).query("partner == 'WLD'").dropna(subset=prices.UNIT_VALUE)
    if not table.empty:
        return prices.unit_value(table)
    printed = month.panel[(month.panel["period"] == span) & (month.panel["measure"] == prices.UNIT_VALUE)]
    for row in printed[printed["partner"] == "WLD"].itertuples():
        return Measured(row.value, row.low, row.high, "USD/kg", tuple(row.rows.split("\n")), "as printed")
    return measures.unknown(f"no source gives value and mass, or a unit value, for {span}")


def _quoted(month: Month, claim: Claim) -> Claim:
    """A printed unit value with its publisher."""
    if claim.how != "as printed":
        return claim
    publishers = month.observations.set_index("id")["publisher"]
    who = str(publishers.get(claim.rows[0], ""))
    return month.claims.keep(replace(claim, quoted=who, how=f"as printed by {who}"))
