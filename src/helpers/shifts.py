"""What a season and an event do to the whole trade, for notebook 03: adjusted series, and the break at a date.

Each chart says in a sentence why it is not drawn where the data do not carry it.
"""

from dataclasses import dataclass, replace

import pandas as pd

from helpers import breaks, charts, figures, measures, periods, reference, resolve, seasonal, store, titles
from helpers.charts import Chart, Line
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import number
from helpers.phrases import capital, flow_words
from helpers.trace import Claim, Said, Text, text
from helpers.trends import monthly


def _columns(month: Month, **names: str) -> dict[str, str]:
    """Names of columns with the unit of the month's measure."""
    unit = figures.column(month)
    return {old: f"{new}_{unit}" for old, new in names.items()}


# --- the season ------------------------------------------------------------------------------------------------------


def adjustment(month: Month) -> seasonal.Adjustment:
    """The seasonal adjustment of the whole trade, or the reason why there is none."""
    return seasonal.adjust(monthly(month, figures.whole(month)))


def adjusted(month: Month, found: seasonal.Adjustment) -> Chart | Said:
    """The series with and without its season; a sentence where it cannot be adjusted."""
    if found.table.empty:
        return month.claims.say(_not_adjusted(month, found))
    partner = figures.whole(month)
    divisor, unit, quantity = figures.scale(month)
    names = _columns(month, unadjusted="unadjusted", adjusted="seasonally_adjusted")
    table = found.table.rename(columns=names)
    table[list(names.values())] /= divisor
    said = month.claims.say(titles.adjusted(month, partner, *_adjusted_claims(month, found)))
    chart = charts.plot_lines(
        table,
        [Line(names["adjusted"], "seasonally adjusted"), Line(names["unadjusted"], "unadjusted", "comparison")],
        key=f"adjusted-{partner.lower()}",
        title=said.plain,
        subtitle=f"{figures.whose(month, partner)}, {quantity} in {unit} by month, with and without the season.",
        footer=month.source_words(),
        unit=unit,
        notes=_adjustment_notes(found),
    )
    return replace(chart, title_page=said.page)


def _adjustment_notes(found: seasonal.Adjustment) -> list[str]:
    """How the series was adjusted."""
    notes = ["X-13ARIMA-SEATS, X-11 filters on logarithms, with a regressor for the Chinese New Year"]
    if found.outliers:
        kinds = {"LS": "level shift", "AO": "single outlier", "TC": "passing change"}
        found_words = [f"{kinds[name[:2]]} in {name[7:]} {name[2:6]}" for name in found.outliers]
        notes.append("Kept apart from the season: " + ", ".join(found_words))
    if found.months < seasonal.STABLE:
        notes.append("The series is shorter than seven years, so the season is still uncertain")
    return notes


def _not_adjusted(month: Month, found: seasonal.Adjustment) -> Text:
    """Why there is no adjustment, with the numbers behind it."""
    if found.months >= seasonal.SHORTEST:
        return text("No seasonal adjustment is made: {why}.", why=found.why_not)
    lines = month.lines(figures.whole(month))
    return text(
        "No seasonal adjustment is made: it takes {need} months without a gap up to the month described, and {have} "
        "are known.",
        need=month.count("season.need", seasonal.SHORTEST, "three years, as the IMTS Compilers Manual asks"),
        have=month.count("season.have", found.months, "months without a gap up to the month described", lines),
    )


def _adjusted_claims(month: Month, found: seasonal.Adjustment) -> tuple[Claim, Claim]:
    """The adjusted level of the month and its change on the adjusted month before."""
    partner = figures.whole(month).lower()
    now, before = found.table["adjusted"].iloc[-1], found.table["adjusted"].iloc[-2]
    unit = month.level(figures.whole(month)).unit
    how, lines = f"X-13ARIMA-SEATS on {found.months} months", month.lines(figures.whole(month))
    level = month.claims.add(f"{partner}.adjusted", Measured(now, now, now, unit, lines, how))
    level = month.claims.keep(replace(level, text=titles.rounded(now, unit)))
    g = (now / before - 1) * 100
    plain = month.on_month(figures.whole(month))  # the adjusted change is no finer than the one it was made from
    half = (plain.high - plain.low) / 2 if plain else 0.0
    how = f"({_level_of(now, unit)} ÷ {_level_of(before, unit)} − 1) × 100, both adjusted"
    change = Measured(g, g - half, g + half, "%", lines, how)
    return level, month.claims.add(f"{partner}.adjusted_change", change, base=month.before, unit="%±")


def _level_of(value: float, unit: str) -> str:
    """An adjusted level inside a formula, with a digit more than it is told with."""
    return f"{number(value / 1000, 1)} t" if unit == "kg" else f"{number(value)} {unit}"


def adjusted_seen(month: Month, found: seasonal.Adjustment) -> Text:
    """The adjusted change beside the unadjusted one, which is always given."""
    if found.table.empty:
        return Text()
    level, change = _adjusted_claims(month, found)
    plain = month.on_month(figures.whole(month))
    base = periods.words(month.before)
    result = text(
        "Seasonally adjusted, the month stands at {level}, {change} on the adjusted {base}; as recorded, at {plain}",
        level=level,
        change=change,
        base=base,
        plain=month.level_claim(figures.whole(month)),
    )
    return result + (text(", {plain} on {base}.", plain=plain, base=base) if plain else text("."))


# --- the break -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """The break of a series at its event, alone and beside a control; ``event`` is empty where none is chosen."""

    event: dict[str, str]
    alone: breaks.Break
    beside: breaks.Break
    control: str = ""
    control_rows: tuple[str, ...] = ()


def broken(month: Month) -> Broken:
    """Fit the break at the event that comparisons.csv chooses for the product, with the control where it is known."""
    none = breaks.Break(pd.DataFrame())
    chosen = reference.comparison(month.product.name)
    events = reference.table("events.csv")
    found = events[(events["slug"] == chosen.get("event", "")) & (events["date"] <= month.vintage)].to_dict("records")
    if not found:
        return Broken({}, none, none)
    event = {str(name): str(words) for name, words in found[0].items()}
    series = monthly(month, "WLD")
    (control,) = reference.beside(month.product.name)["control"]
    panel = store.panel(control, month.vintage)
    other = measures.series(panel, "WLD", str(series.index[0]), month.period, month.measure).set_index("period")
    alone = breaks.segmented(series, event["date"])
    beside = breaks.segmented(series, event["date"], other["value"]) if other["value"].notna().any() else none
    return Broken(event, alone, beside, chosen["control_noun"], tuple(other["rows"]))


def event_break(month: Month, found: Broken) -> Chart | Said:
    """The series, the fit, and the old path gone on; a sentence where the break cannot be fitted."""
    fit = found.alone
    if fit.table.empty:
        return month.claims.say(_not_fitted(month, found))
    divisor, unit, quantity = figures.scale(month)
    names = _columns(month, value="recorded", fitted="fitted", without="old_path")
    table = fit.table.rename(columns=names)
    table[list(names.values())] /= divisor
    said = month.claims.say(titles.event_break(month, found.event, _step(month, found, fit)))
    chart = charts.plot_lines(
        table,
        [
            Line(names["value"], "recorded"),
            Line(names["without"], "old path gone on", "comparison"),
            Line(names["fitted"], "fitted", "event"),
        ],
        key="break",
        title=said.plain,
        subtitle=f"{figures.whose(month, 'WLD')}, {quantity} in {unit} by month, and a segmented regression.",
        footer=month.source_words(),
        unit=unit,
        events=pd.DataFrame([found.event]),
        notes=[f"Newey–West intervals with {fit.lags} lags; in short series they come out too narrow"],
    )
    return replace(chart, title_page=said.page)


def _not_fitted(month: Month, found: Broken) -> Text:
    """Why there is no fit, with the numbers behind it."""
    if not found.event:
        return text("No event is chosen for the product, so no break is fitted.")
    lines = month.lines(figures.whole(month))
    return text(
        "No break is fitted at {day}: it takes {before} months without a gap before the event ({have} are known) and "
        "{after} from it on ({since} are known up to {month}).",
        day=periods.day_words(found.event["date"]),
        month=periods.words(month.period),
        before=month.count("break.need.before", breaks.LEAST_BEFORE, "months before the event that a fit needs"),
        after=month.count("break.need.after", breaks.LEAST_AFTER, "months from the event on that a fit needs"),
        have=month.count("break.have.before", found.alone.before, "months without a gap before the event", lines),
        since=month.count("break.have.after", found.alone.after, "months without a gap from the event on", lines),
    )


def _step(month: Month, found: Broken, fit: breaks.Break) -> Claim:
    """A step with its interval as one claim: of the fit alone, or of the one beside the control."""
    name, control = ("step", ()) if fit is found.alone else ("step_control", found.control_rows)
    how = f"segmented regression on logs, {fit.before} months before and {fit.after} from the event on, Newey–West"
    rows = resolve.gathered([*month.lines("WLD"), *control])
    measured = Measured(fit.level_pct, fit.level_low, fit.level_high, "%", rows, how)
    return _with_interval(month, found, f"wld.{name}", measured)


def _with_interval(month: Month, found: Broken, key: str, measured: Measured) -> Claim:
    """A claim about the event, whose day is its base."""
    unit = "%±" if measured.unit == "%" else ""
    claim = month.claims.add(key, measured, base=found.event["date"], unit=unit)
    return month.claims.keep(replace(claim, text=titles.with_interval(measured)))


def break_seen(month: Month, found: Broken) -> Text:
    """The step and the slope with their intervals, alone and beside the control. Words of coincidence only."""
    if found.alone.table.empty:
        return Text()
    fit, event = found.alone, found.event
    how = "change of the slope of ln y, as percentage points of monthly growth"
    slope = Measured(fit.slope_pct, fit.slope_low, fit.slope_high, "points", month.lines("WLD"), how)
    exports, _, _ = flow_words(month)
    result = text(
        "{day} coincided with a step of {step} in {exports} to all partners; from then on monthly growth differed "
        "from its old pace by {slope}. The ranges in brackets are {sure} intervals.",
        sure="95%",
        day=capital(periods.day_words(event["date"])),
        step=_step(month, found, fit),
        exports=exports,
        slope=_with_interval(month, found, "wld.slope", slope),
    )
    if found.beside.table.empty:
        return result + text(" The store holds no control series, so what moved all such trade is not taken out.")
    beside = _step(month, found, found.beside)
    return result + text(" Measured against {control}, the step is {beside}.", control=found.control, beside=beside)
