"""What the story of a month says: which facts lead, and every claim that its sentences need.

The words stand in the templates under ``templates/story``, one a language; ``story`` brings the two together. A fact
that the data do not give is unknown or None, and its sentence is left out or says so.
"""

from dataclasses import dataclass, replace

import pandas as pd

from helpers import languages, measures, news, periods, records, resolve, tables, vintages
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import told_apart
from helpers.trace import Claim

NAMED = 3  # partners named beside the lead, and places of the ranking
SOME, STRONG = 10.0, 50.0  # percent up to which a change is some, strong; above it is huge
LOW_BASE = 25.0  # percent of the mean of the months before it below which a base is called low
POINTS = 0.05  # percentage points below which a share has not moved
RECORD = 6  # months that a record must look back: less is no record
STREAK = 3  # rises or falls in a row that are worth a word
REVISED = 2  # revisions told with their figures


@dataclass(frozen=True)
class Change:
    """A change in percent, its base, how many times the base where it is a large rise, and its size in a word."""

    base: str
    claim: Claim
    times: Claim | None = None
    from_zero: bool = False

    def __bool__(self) -> bool:
        return bool(self.claim)

    @property
    def size(self) -> str:
        """``little``, ``some``, ``strong`` or ``huge``."""
        value = abs(self.claim.value)
        if languages.still(self.claim):
            return "little"
        return "some" if value <= SOME else "strong" if value <= STRONG else "huge"

    @property
    def up(self) -> bool:
        """Whether it is a rise."""
        return self.claim.value > 0


@dataclass(frozen=True)
class Compared:
    """A level beside the month before and the year before; ``part`` says the latter as a fraction where words fit."""

    level: Claim
    on_month: Change
    on_year: Change
    part: Claim | None = None

    @property
    def found(self) -> list[Change]:
        """The changes that are known, the one on the month first."""
        return [change for change in (self.on_month, self.on_year) if change]

    @property
    def calm(self) -> bool:
        """Whether both are little."""
        return [change.size for change in self.found] == ["little", "little"]

    @property
    def alike(self) -> bool:
        """Whether both are rises or both falls, neither of them little, so that one word says it of both."""
        one, two = self.on_month, self.on_year
        return bool(one and two) and one.up == two.up and "little" not in (one.size, two.size)

    @property
    def apart(self) -> bool:
        """Whether one is a rise and the other a fall, neither of them little."""
        one, two = self.on_month, self.on_year
        return bool(one and two) and one.up != two.up and "little" not in (one.size, two.size)


def compare(month: Month, partner: str) -> Compared:
    """A partner's month beside the month and the year before."""
    on_month = _change(month, partner, month.on_month(partner), month.before)
    on_year = _change(month, partner, month.on_year(partner), month.year_before)
    return Compared(month.level_claim(partner), on_month, on_year, month.fraction(partner) or None)


def so_far(month: Month, partner: str) -> Change:
    """The year so far beside the same months of the year before."""
    return _change(
        month, partner, month.on_year(partner, month.to_date), periods.shift(month.to_date, -12), month.to_date
    )


def _change(month: Month, partner: str, claim: Claim, base: str, period: str = "") -> Change:
    """A change with its multiple where it is a rise above ``STRONG``."""
    if claim:
        times = month.times(partner, base) if claim.value > STRONG else None
        return Change(base, claim, times or None)
    then = month.level(partner, base)
    lunar = not period and (month.new_year or (month.spring and base == month.before))
    return Change(base, claim, from_zero=then.known and then.value == 0 and not lunar)


def low_base(month: Month, partner: str, base: str) -> tuple[Claim, Claim, Claim, str] | None:
    """Level of a base, its share of the mean before it, that mean and its span, where the base is low.

    A base under 25% of the mean of the up to twelve months before it is called low.
    """
    mean, span = measures.recent_mean(month.panel, partner, base, month.measure)
    part = measures.share(month.level(partner, base), mean)
    if not part.known or part.value >= LOW_BASE:
        return None
    key = f"{partner}.base.{base}".lower().replace("/", "_")
    share = month.claims.add(f"{key}.share", part, period=base, base=span, unit="%")
    return month.level_claim(partner, base), share, month.claims.add(f"{key}.mean", mean, period=span), span


def revised(month: Month, partner: str, period: str) -> tuple[Claim, Claim, str] | None:
    """A month's level as first known, as it is now, and the day of the first; None where rounding explains both."""
    rows = month.observations
    rows = rows[(rows["period_first"] == period) & (rows["period_last"] == period)]
    now = month.level(partner, period)
    if rows["vintage"].nunique() < 2 or not now.known:
        return None
    first = rows[(rows["vintage"] == rows["vintage"].min()) & (rows["measure"] == month.measure)]
    if set(now.rows) <= set(first["id"]):
        return None
    panel = resolve.resolve(first, month.product.hs_codes)[0]
    then = measures.level(panel, partner, period, month.measure)
    if not then.known or (then.high >= now.low and then.low <= now.high):
        return None
    return *_both(month, partner, period, then), str(rows["vintage"].min())


def _both(month: Month, partner: str, period: str, then: Measured) -> tuple[Claim, Claim]:
    """A level as it was known before and as it is now, with more digits where the usual ones hide the change."""
    key = f"{partner}.level.{period}.before".lower().replace("/", "_")
    before, after = month.claims.add(key, then, period=period), month.level_claim(partner, period)
    if before.text == after.text:
        fine = told_apart(then, month.level(partner, period), month.claims.lang)
        before, after = month.claims.keep(replace(before, text=fine[0])), replace(after, text=fine[1])
    return before, after


def record(month: Month, partner: str) -> tuple[Claim, str, str] | None:
    """Highest or lowest, the last month that was as high or as low, and the first month of the unbroken series.

    None where one of the five months before was. The month since which is empty where none of the series was.
    """
    kind, since, start = records.record_since(month.panel, partner, month.period, month.measure)
    back = periods.month_number(month.period) - periods.month_number(since or start) if kind else 0
    if back < RECORD:
        return None
    first = periods.shift(since, 1) if since else start
    beyond = {"highest": "above", "lowest": "below"}[kind]
    how = f"{beyond} every month from {first} to {month.before}" + (f", not {beyond} {since}" if since else "")
    compared = [periods.shift(month.period, -n) for n in range(back + 1)]
    rows = resolve.gathered(row for then in compared for row in month.level(partner, then).rows)
    measured = replace(month.level(partner), how=how, rows=rows)
    claim = month.claims.add(f"{partner}.record".lower(), measured, base=since)
    words = languages.words(month.claims.lang).get(kind, kind)
    return month.claims.keep(replace(claim, text=words)), since, start


def streak(month: Month, partner: str) -> tuple[Claim, list[str]] | None:
    """Which rise or fall in a row the month brought, and the months; None before the third, or where it is little."""
    months, rows = records.streak(month.panel, partner, month.period, month.measure)
    if len(months) < STREAK or compare(month, partner).on_month.size == "little":
        return None
    count, how = float(len(months)), f"changes on the month before, all one way, in {', '.join(months)}"
    return month.claims.add(f"{partner}.streak".lower(), Measured(count, count, count, "rank", rows, how)), months


def share_change(month: Month) -> tuple[Claim, str, bool] | None:
    """Change of the share of the partner in focus in points, on the year or else the month before, and whether at all.

    January to March are not set against the month before.
    """
    now = measures.share(month.level(month.focus), month.level("WLD"))
    for base in (month.year_before, *([] if month.spring else [month.before])):
        then = measures.share(month.level(month.focus, base), month.level("WLD", base))
        if now.known and then.known:
            ends = (now.value - then.value, now.low - then.high, now.high - then.low)
            how, rows = f"{now.how} − {then.how}", tuple(dict.fromkeys(now.rows + then.rows))
            found = Measured(*ends, "points", rows, how)
            moved = abs(found.value) >= POINTS and not found.low <= 0 <= found.high
            return month.claims.add(f"{month.focus}.points".lower(), found, base=base), base, moved
    return None


def last_known(month: Month, partner: str) -> tuple[str, Claim] | None:
    """The last month up to the one described for which a figure of a partner is known, and the figure."""
    mine = month.panel[(month.panel["partner"] == partner) & (month.panel["measure"] == month.measure)]
    months = [period for period in mine["period"] if len(period) == len("2025-06") and period <= month.period]
    return (max(months), month.level_claim(partner, max(months))) if months else None


def named(month: Month) -> list[str]:
    """The partners beside the lead that are most worth telling of, by ``news.scored``.

    The largest where no change on the year can be told: without its change nobody sees why a small one is named.
    """
    scored = [str(name) for name in news.scored(month.panel, month.period, month.measure)["partner"]]
    others = [name for name in scored if name != month.lead]
    if not any(month.on_year(name) for name in others[:NAMED]):
        others.sort(key=lambda name: -month.level(name).value)
    return others[:NAMED]


def placed(month: Month) -> list[tuple[str, Claim]]:
    """The first places that are proved or printed."""
    return month.ranked()[:NAMED]


def place_of(month: Month, partner: str) -> Claim | None:
    """The place of a partner below the first; None where it is not proved or printed, or a language has no word."""
    place = month.rank(partner)
    told = place and place.value <= len(languages.ordinals(month.claims.lang))
    return place if told and partner not in [name for name, _ in placed(month)] else None


def silent(month: Month, places: list[tuple[str, Claim]]) -> list[str]:
    """Partners with a place for which no source gives a figure."""
    return [name for name, _ in places if not month.level(name).known]


@dataclass(frozen=True)
class Since:
    """What is not as known on an earlier day: how many figures are new, finer, revised, gone, and the largest."""

    day: str
    counts: dict[str, Claim]
    undated: bool  # whether some figures are from pages without a date
    summed: bool  # whether downloads were revised
    new: list[str]
    revised: list[tuple[str, str, Claim, Claim]]


def since(month: Month, found: pd.DataFrame) -> Since | None:
    """What has changed since an earlier day; None where nothing of the product came out before.

    Args:
        month: the month.
        found: as ``vintages.since`` gives it.
    """
    day = vintages.edition_before(month)
    if not day:
        return None
    counts = vintages.counted(month, found)
    mine = found[(found["period"] == month.period) & (found["measure"] == month.measure)]
    groups = mine["partner"].str.fullmatch(measures.GROUP) & ~mine["partner"].isin(["WLD", "EUN"])
    new = mine[(mine["state"] == "new") & ~groups].sort_values(["now", "partner"], ascending=[False, True])["partner"]
    rows = found[(found["state"] == "revised") & (found["measure"] == month.measure)]
    rows = rows[rows["period"].str.len() == len(month.period)]
    rows = rows.assign(size=(rows["now"] - rows["before"]).abs())
    rows = rows.sort_values(["size", "period", "partner"], ascending=[False, False, True]).head(REVISED)
    lines = month.observations[month.observations["id"].isin(found["rows"])]
    flags = bool(tables.undated(lines)), len(rows) > 0 and "gacc" in month.sources
    told = [_revision(month, row) for row in rows.itertuples()]
    return Since(day, counts, *flags, [str(name) for name in new], told)


def _revision(month: Month, row) -> tuple[str, str, Claim, Claim]:
    now = month.level(row.partner, row.period)
    rows = tuple(str(row.rows_before).split("\n"))
    ends = (row.before - row.last_before / 2, row.before + row.last_before / 2)
    then = Measured(row.before, *ends, now.unit, rows, measures.reported(row.rows_before))
    return row.partner, row.period, *_both(month, row.partner, row.period, then)


def limits(month: Month) -> dict[str, Claim | bool]:
    """What the figures do not show: partners with a figure, whether they are all, printed figures that disagree."""
    known = month.destinations[month.destinations["value"] > 0]
    apart = month.conflicts[month.conflicts["period"] == month.period]
    here = month.panel.loc[month.panel["period"] == month.period, "rows"]
    seen = month.observations
    seen = seen[(seen["period_first"] == month.period) & (seen["period_last"] == month.period)]
    return {
        "complete": bool(seen["all_partners"].astype(bool).any()),
        "known": month.count("known.partners", len(known), "single partners with a figure above zero", known["rows"]),
        "apart": month.count(
            "conflicts",
            len(apart),
            "printed figures that disagree with the panel beyond rounding",
            apart["id"] if len(apart) else here,
        ),
    }


def made(month: Month) -> dict[str, Claim | bool]:
    """Behind the text: figures that hold for the month, the files they were read from, whether statements are known."""
    here = month.panel[(month.panel["period"] == month.period) & (month.panel["origin"] != "absent")]
    files = {row.partition("#")[0] for rows in here["rows"] for row in rows.split("\n")}
    return {
        "printed": not month.claims.statements.empty,
        "figures": month.count("made.figures", len(here), "rows of the panel for the month", here["rows"]),
        "files": month.count(
            "made.files",
            len(files),
            "files that these rows name",
            [f"{file}#L all lines behind it" for file in sorted(files)],
        ),
    }


def publishers(claims: list[Claim | None]) -> list[str]:
    """Who printed the quoted numbers of a sentence, each once."""
    return list(dict.fromkeys(claim.quoted for claim in claims if claim and claim.quoted))


def derived(month: Month, partner: str) -> bool:
    """Whether a level was found by subtracting one printed total from another."""
    return measures.is_derived(month.level(partner))


def union(month: Month) -> Claim | None:
    """The European Union as a group, where part of the total is not itemised."""
    return month.level_claim("EUN") or None


def unknown_rest(month: Month) -> Claim | None:
    """Share of the total for which no source names a partner, from a twentieth of a percent on."""
    rest = month.not_itemised()
    return rest if rest and rest.value >= 0.05 else None
