"""What a number is in words: whose, of which kind and month, against what, between which ends, with which remark."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from helpers import languages, periods, reference
from helpers.errors import DataError
from helpers.numbers import number

if TYPE_CHECKING:
    from helpers.trace import Claim

WORDS = {
    "level": "level",
    "before": "level, as known before",
    "fine": "level, one digit finer",
    "on_month": "change on the month before",
    "times": "multiple of the month before",
    "times_year": "multiple of the year before",
    "on_year": "change on the year before",
    "streak": "changes on the month before in a row",
    "points": "change of the share",
    "value": "value",
    "value_on_year": "change of the value on the year before",
    "value_times": "multiple of the value of the year before",
    "value_per_kg": "unit value",
    "value_per_kg_on_year": "change of the unit value on the year before",
    "value_per_kg_times": "multiple of the unit value of the year before",
    "fraction": "part of the year before",
    "share": "share",
    "rank": "place among single partners",
    "record": "place in its series",
    "among_years": "place among the same months of other years",
    "mean": "monthly mean",
    "base": "the base of the change, as part of a mean",
    "of_mean": "part of a monthly mean",
    "unit_value": "unit value",
    "range": "usual range of the unit value",
    "log": "change in log points",
    "adjusted": "level, seasonally adjusted",
    "adjusted_change": "seasonally adjusted change on the month before",
    "step": "step at the event",
    "step_control": "step beside the control series, at the event",
    "slope": "change of the monthly growth after the event",
    "contribution": "contribution to the change of the total",
    "hhi": "concentration index (HHI)",
    "hhi_least": "concentration index (HHI), least",
    "hhi_most": "concentration index (HHI), most",
    "top": "share of the largest partners",
}
AGAINST = "{said}, {period}, against {base}"
BASES = {"record": "{said}, {period}, since {base}"}  # how the base is told of kinds that are not set against it
BASES |= dict.fromkeys(("step", "step_control", "slope"), "{said} of {base}, months to {period}")
BY = {"net_mass_kg": ", by mass", "value_usd": ", by value in US dollars", "value_cny": ", by value in yuan"}
COUNTS = {
    "rest.share": "part of the world total that no source gives by partner",
    "known.partners": "partners with a figure",
    "listed.partners": "partners on the customs list",
    "places.proved": "places that the figures prove",
    "places.months": "months looked at",
    "heat.cells": "months of partners looked at",
    "heat.filled": "months of partners with a figure",
    "months.all": "months of the series",
    "months.known": "months of the series with a figure",
    "months.same": "years in which this month has a figure",
    "season.need": "months that a seasonal adjustment needs",
    "season.have": "months without a gap",
    "break.need.before": "months that a regression needs before its event",
    "break.need.after": "months that a regression needs from its event on",
    "break.have.before": "months without a gap before the event",
    "break.have.after": "months without a gap from the event on",
    "observations": "observations of the product",
    "files": "files below data/raw",
    "files.beside": "files below data/raw that were read for other goods",
    "made.figures": "figures of the month",
    "made.files": "files that these were read from",
    "conflicts": "printed figures that disagree",
    "rows.in": "rows of all files",
    "rows.kept": "rows kept",
    "rows.set_aside": "rows set aside",
    "files.refused": "files refused",
    "panel.cells": "figures in the panel",
    "panel.periods": "months and spans in the panel",
    "panel.conflicts": "printed figures that disagree",
    "set_aside": "observations left out",
    "unit_value.partners": "partners with a unit value",
    "unit_value.flagged": "partners whose unit value is flagged",
    "unit_value.with": "overall unit value of single partners",
    "unit_value.without": "overall unit value without those flagged",
    "price.fisher": "unit value index (Fisher), change",
    "price.tornqvist": "unit value index (Törnqvist), change",
    "price.fisher.without": "unit value index (Fisher) without those flagged, change",
    "volume.fisher": "volume index (Fisher), change",
    "value.ratio": "value of what was traded in both months, change",
    "mass.ratio": "mass of what was traded in both months, change",
    "mix.ratio": "mix effect on the overall unit value",
    "mirror.sides": "other sides listed",
    "mirror.codes": "lines of other sides listed",
    "mirror.known": "lines of other sides with a figure",
    "mirror.close": "lines of other sides with a code close to ours",
    "mirror.spans": "spans that both sides cover",
    "mirror.gap": "gap between both sides",
    "revisions.compared": "figures that came out again",
    "revisions.revised": "figures revised",
    "revisions.added": "figures added by a later download",
    "revisions.gone": "figures left out of a later download",
    "revisions.share": "share of figures revised",
    "revisions.most.share": "share of figures revised, the most of any month",
    "hidden.tested": "years and years to date tested",
    "hidden.beyond": "years and years to date beyond rounding",
    "hidden.seen": "differences that later figures of the parts show",
    "since.new": "figures that were not known before",
    "since.finer": "figures that now have more digits",
    "since.revised": "figures revised since then",
    "since.gone": "figures that are gone",
}


def what(claim: Claim, lang: str = "en") -> str:
    """A claim's subject in words: partner, kind of number, period, base."""
    first, *others = claim.key.split(".")
    partner = _named(first.upper(), lang)
    measure = next((BY[word] for word in others if word in BY), "")
    others = [word for word in others if word not in BY and not (measure and word == "before")]
    kind = next((WORDS[word] for word in reversed(others) if word in WORDS and word != "share"), "")
    kind = kind or next((WORDS[word] for word in others if word in WORDS), "")
    if kind and partner != first.upper():
        said = languages.put("{partner}: {kind}", lang, partner=partner, kind=languages.put(kind + measure, lang))
    else:
        said = languages.put(COUNTS.get(claim.key, claim.key.replace(".", " ")), lang)
    if claim.key in COUNTS and not claim.unit:  # a mere count is of no month
        return said
    period = periods.words(claim.period, lang)
    if not claim.base:
        return languages.put("{said}, {period}", lang, said=said, period=period)
    form = BASES.get(claim.key.rpartition(".")[2], AGAINST)
    return languages.put(form, lang, said=said, period=period, base=_base_words(claim.base, lang))


def _named(partner: str, lang: str, name: Callable[[str, str], str] = reference.partner_name) -> str:
    """A partner by the word of the language's template where that has its own, as for the world, else from CLDR."""
    return languages.phrases(lang).get(reference.partner_name(partner), name(partner, lang))


def remark(note: str, lang: str = "en") -> str:
    """A note with names in the place of codes: no figure for the world in June 2024."""
    found = re.fullmatch(r"no (figure|value) for ([A-Z-]+) in (\S+)", note)
    if not found:
        return languages.explained(note, lang)
    who, period = _named(found[2], lang, reference.partner_phrase), _base_words(found[3], lang)
    return languages.put(f"no {found[1]} for {{who}} in {{period}}", lang, who=who, period=period)


def _base_words(base: str, lang: str) -> str:
    """A base in words: a period, the day of an event, or else what it is called already."""
    for words in (periods.words, periods.day_words):
        with suppress(DataError):
            return words(base, lang)
    return base


UNITS = {"log": "log points", "points": "percentage points"}


def between(claim: Claim, lang: str = "en") -> str:
    """The interval of a claim in words."""
    if claim.unit == "rank" or not claim:
        return claim.text
    scale, unit = (1000, "t") if claim.unit == "kg" else (1, UNITS.get(claim.unit, claim.unit))
    unit = f" {unit}" if lang == "en" else languages.words(lang).get(claim.unit if scale == 1 else "t", unit)
    sign = claim.unit == "%" and not (claim.key.endswith(("share", "fraction")) or ".top." in claim.key)
    width = (claim.high - claim.low) / scale
    decimals = 0 if width >= 20 else 1 if width >= 0.2 else 2 if width >= 0.02 else 3
    ends = [number(end / scale, decimals, lang, sign=sign) for end in (claim.low, claim.high)]
    if ends[0] == ends[1]:
        middle = claim.value / scale
        fewest = next(n for n in range(decimals + 1) if n == decimals or round(middle, n) == round(middle, decimals))
        return f"{number(middle, fewest, lang, sign=sign)}{unit}".replace(" %", "%")
    return (languages.put("{low} to {high}", lang, low=ends[0], high=ends[1]) + unit).replace(" %", "%")
