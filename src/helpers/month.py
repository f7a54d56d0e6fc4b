"""Everything a notebook asks about one month of one product: its panel, and the claims that its sentences use."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from helpers import languages, measures, parameters, periods, reference, resolve, store
from helpers.claims import Claims
from helpers.measures import Measured
from helpers.numbers import number, with_words
from helpers.trace import Claim

# share of the base at which words say more than a percentage
FRACTIONS = [
    (45, 55, "about half"),
    (62, 71, "about two thirds"),
    (30, 36, "about a third"),
    (22, 28, "about a quarter"),
]


@dataclass
class Month:
    """One month of one product as of a vintage, seen with one partner in focus."""

    product: reference.Product
    period: str
    vintage: str
    focus: str
    panel: pd.DataFrame
    conflicts: pd.DataFrame
    set_aside: pd.DataFrame
    observations: pd.DataFrame
    claims: Claims

    @property
    def before(self) -> str:
        """The month before."""
        return periods.shift(self.period, -1)

    @property
    def year_before(self) -> str:
        """The same month a year before."""
        return periods.shift(self.period, -12)

    @property
    def to_date(self) -> str:
        """January up to the month."""
        return periods.year_to_date(self.period)

    @property
    def new_year(self) -> bool:
        """Whether the month is January or February, which are compared as a pair."""
        return periods.month_number(self.period) % 12 < 2

    @property
    def spring(self) -> bool:
        """Whether the month is January, February or March, which are not compared with the month before."""
        return periods.month_number(self.period) % 12 < 3

    @cached_property
    def lead(self) -> str:
        """The partner that leads the story: the one in focus, else the world, else the largest that is known."""
        if self.level(self.focus).known:
            return self.focus
        found = self.destinations["partner"]
        return "WLD" if self.level("WLD").known or found.empty else str(found.iloc[0])

    def in_language(self, lang: str) -> "Month":
        """The same month in another language, with a ledger of its own.

        Raises:
            DataError: no template tells a story in it.
        """
        claims = self.claims.apart(self.period)
        claims.lang = languages.check(lang)
        return replace(self, claims=claims)

    def _row(self, partner: str) -> pd.Series | None:
        """The panel's row of a partner in the month."""
        here = (self.panel["period"] == self.period) & (self.panel["measure"] == self.measure)
        found = self.panel[here & (self.panel["partner"] == partner)]
        return None if found.empty else found.iloc[0]

    def status(self, partner: str) -> str:
        """``final`` where the figure was taken or printed after that year's yearbook, else ``provisional``."""
        row = self._row(partner)
        return reference.status(self.period, self.vintage if row is None else row["vintage"])

    def second_hand(self, partner: str) -> bool:
        """Whether the figure of a partner was read only in somebody else's notes."""
        row = self._row(partner)
        second = self.observations["id"][self.observations["second_hand"].astype(bool)]
        return row is not None and row["rows"] in set(second)

    @cached_property
    def newest(self) -> bool:
        """Whether nothing about the product is newer than the vintage."""
        return self.vintage >= store.vintages(self.product.name)[-1]

    @property
    def sources(self) -> list[str]:
        """Kinds of source behind the month's figures: gacc, press."""
        return sorted(set(self.panel.loc[self.panel["period"] == self.period, "source"]))

    @property
    def simulated(self) -> bool:
        """Whether any figure is simulated."""
        return bool((self.panel["origin"] == "simulated").any())

    @cached_property
    def files(self) -> set[str]:
        """Raw files that the month's panel and statements were read from."""
        tables = (self.observations, self.set_aside, self.claims.statements)
        return set().union(*map(store.files, tables))

    @cached_property
    def inputs(self) -> dict[str, str]:
        """Raw files that the report reads, and what for: its ``own goods``, a ``control``, an ``other side``."""
        found = dict.fromkeys(self.files, "own goods")
        for role, several in reference.beside(self.product.name).items():
            for goods in several:
                found = dict.fromkeys(store.files(store.observations(goods, self.vintage)), role) | found
        return found

    @cached_property
    def measure(self) -> str:
        """The measure that the report speaks of: net mass, or value where no mass is known."""
        mine = set(self.panel.loc[self.panel["period"] == self.period, "measure"])
        return next((name for name in ("net_mass_kg", "value_usd", "value_cny") if name in mine), "net_mass_kg")

    @property
    def quantity(self) -> str:
        """What the report measures, in a word: mass or value."""
        return "mass" if self.measure == "net_mass_kg" else "value"

    def source_words(self) -> str:
        """Source line of a chart or page."""
        names = {
            "gacc": "China Customs (GACC), portal downloads",
            "press": "China Customs (GACC), as quoted by the press",
        }
        if self.product.reporter != "CHN":
            names["press"] = (
                f"customs records of {reference.partner_phrase(self.product.reporter)}, as quoted by the press"
            )
        kinds = sorted(set(self.panel["source"]))
        if self.simulated:
            return f"SIMULATED. Source: simulated files, no figure is real. As of {periods.day_words(self.vintage)}."
        return "Source: " + "; ".join(names[kind] for kind in kinds) + f". As of {periods.day_words(self.vintage)}."

    def level(self, partner: str, period: str = "") -> Measured:
        """Level of a partner in the month or another period."""
        return measures.level(self.panel, partner, period or self.period, self.measure)

    def lines(self, partner: str = "", months: Iterable[str] = ()) -> tuple[str, ...]:
        """Rows behind the report's measure up to the month, of one partner or all, in some months or all."""
        mine = self.panel[(self.panel["measure"] == self.measure) & (self.panel["period"].str[-7:] <= self.period)]
        mine = mine[mine["partner"] == partner] if partner else mine
        wanted = list(months)
        return resolve.gathered(mine.loc[mine["period"].isin(wanted), "rows"] if wanted else mine["rows"])

    # --- claims; each is registered once and may be unknown -----------------------------------------------------------

    def level_claim(self, partner: str, period: str = "") -> Claim:
        """Level of a partner."""
        period = period or self.period
        key = f"{partner}.level" if period == self.period else f"{partner}.level.{period}"
        return self.claims.add(_key(key), self.level(partner, period), period=period)

    def fine(self, partner: str) -> Claim:
        """The level with one decimal of a tonne, where its source is that fine and a whole tonne hides it."""
        measured = self.level(partner)
        if measured.unit != "kg" or measured.high - measured.low > 100.5 or measured.value > 1e6:
            measured = measures.unknown("no finer than the tonne")
        words = number(measured.value / 1000, 1, self.claims.lang)
        if measured.known and words.endswith((".0", ",0")):
            measured = measures.unknown("nothing after the point")
        claim = self.claims.add(_key(f"{partner}.level.fine"), measured)
        unit = " t" if self.claims.lang == "en" else with_words("t", self.claims.lang)
        return self.claims.keep(replace(claim, text=words + unit)) if claim else claim

    def on_month(self, partner: str) -> Claim:
        """Change on the month before."""
        measured = measures.change_on_month(self.panel, partner, self.period, self.measure)
        if measured.why_unknown == measures.LUNAR:
            return self.claims.add(_key(f"{partner}.on_month"), measured, base=self.before)
        return self._settle(f"{partner}.on_month", measured, "mom_pct", partner, base=self.before, unit="%±")

    def times(self, partner: str, base: str = "") -> Claim:
        """How many times another month, or the year so far how many times that of a year before.

        Args:
            partner: partner code.
            base: the month before (by default), the month a year before, or the year to date a year before.
        """
        base = base or self.before
        if base == self.before:
            key, period, lunar, change = f"{partner}.times", self.period, self.spring, self.on_month(partner)
        else:
            period = periods.shift(base, 12)
            same = period == self.period
            key = f"{partner}.{'' if same else 'to_date.'}times_year"
            lunar, change = same and self.new_year, self.on_year(partner, period)
        if lunar:
            return self.claims.add(_key(key), measures.unknown(measures.LUNAR))
        measured = measures.multiple(self.level(partner, period), self.level(partner, base))
        claim = self._settle(key, measured, "multiple", partner, period=period, base=base, unit="times")
        if not change or not change.quoted or claim.quoted:
            return claim
        # the printed change is finer than the rounded levels: both numbers of a sentence come from it
        value, low, high = (1 + end / 100 for end in (change.value, change.low, change.high))
        how = f"1 + ({change.text}) ÷ 100%"
        found = Measured(value, low, high, "times", change.rows, how)
        return self.claims.add(_key(key), found, period=period, base=base)

    def on_year(self, partner: str, period: str = "") -> Claim:
        """Change on the same month, or year to date, a year before."""
        period = period or self.period
        kind = "yoy_pct" if period == self.period else "ytd_yoy_pct"
        if period == self.period and self.new_year:
            return self.claims.add(_key(f"{partner}.on_year"), measures.unknown(measures.LUNAR), base=self.year_before)
        measured = measures.change_on_year(self.panel, partner, period, self.measure)
        base = periods.shift(period, -12)
        key = f"{partner}.on_year" if period == self.period else f"{partner}.to_date.on_year"
        return self._settle(key, measured, kind, partner, period=period, base=base, unit="%±")

    def share(self, partner: str) -> Claim:
        """Share of the world total."""
        measured = measures.share(self.level(partner), self.level("WLD"))
        return self._settle(f"{partner}.share", measured, "share_pct", partner, unit="%")

    def rank(self, partner: str) -> Claim:
        """Place among the destinations, where it is proved or printed."""
        table = self.destinations.set_index("partner")
        measured = measures.unknown("not proved here: what is not itemised could hide a larger partner")
        if partner in table.index and table.loc[partner, "rank_best"] == table.loc[partner, "rank_worst"]:
            place, own = float(table.loc[partner, "rank_best"]), str(table.loc[partner, "rows"]).split("\n")
            rows = dict.fromkeys([*own, *self.level("WLD").rows, *self.level("EUN").rows])  # they bound what is hidden
            how = f"{place - 1:.0f} of {len(table)} partners known are larger, none is hidden in what is not itemised"
            measured = Measured(place, place, place, "rank", tuple(rows), how)
        return self._settle(f"{partner}.rank", measured, "rank", partner, unit="rank")

    def ranked(self) -> list[tuple[str, Claim]]:
        """Partners whose place is proved or printed, first place first, without gaps."""
        statements = self.claims.statements
        printed = statements[(statements["period"] == self.period) & (statements["kind"] == "rank")]["partner"]
        found = [(name, self.rank(name)) for name in sorted({*self.destinations["partner"], *printed})]
        by_place = {claim.value: (name, claim) for name, claim in found if claim}
        places: list[tuple[str, Claim]] = []
        while (place := float(len(places) + 1)) in by_place:
            places.append(by_place[place])
        return places

    def fraction(self, partner: str) -> Claim:
        """The level in words as a fraction of a year before, where words fit."""
        change = self.on_year(partner)
        ratio = 100 + change.value
        words = _fraction_words(ratio)
        measured = Measured(math.nan, why_unknown="no plain fraction")
        claim = self.claims.add(_key(f"{partner}.fraction"), measured, base=self.year_before)
        if not change or not words:
            return claim
        how = f"100% {change.text.replace('−', '− ').replace('+', '+ ')} = {ratio:.0f}% of the base, in words"
        return self.claims.keep(
            replace(
                change,
                key=_key(f"{partner}.fraction"),
                text=languages.words(self.claims.lang).get(words, words),
                value=ratio,
                quoted="",
                low=100 + change.low,
                high=100 + change.high,
                how=how,
                note=change.how if change.quoted else change.note,
            )
        )

    def of_mean(self, partner: str) -> tuple[Claim, str]:
        """The month as a share of the monthly mean of the year before, or of the months before it."""
        year = str(periods.month_number(self.year_before) // 12)
        total = self.level(partner, year)
        if total.known:
            mean, span = measures.mean(total, 12), year
        else:
            mean, span = measures.recent_mean(self.panel, partner, self.period, self.measure)
        measured = measures.share(self.level(partner), mean)
        claim = self.claims.add(_key(f"{partner}.of_mean.share"), measured, base=span, unit="%")
        own = languages.words(self.claims.lang)
        if not (words := _fraction_words(measured.value)):
            return claim, span
        both = own.get("in brackets", "{} ({})").format(own.get(words, words), claim.text)
        return self.claims.keep(replace(claim, text=both)), span

    def not_itemised(self) -> Claim:
        """Share of the world total that no source gives to a partner."""
        rest = measures.share(measures.not_itemised(self.panel, self.period, self.measure), self.level("WLD"))
        return self.claims.add("rest.share", rest, unit="%")

    def count(self, key: str, amount: int, how: str, rows: Iterable[str] = ()) -> Claim:
        """A count, as a claim.

        Args:
            key: name of the claim.
            amount: the count.
            how: what was counted, and over what.
            rows: what was counted, or what it was looked for in, as the panel's column of rows names them.
        """
        return self.claims.add(key, Measured(amount, amount, amount, "", resolve.gathered(rows), how))

    @cached_property
    def destinations(self) -> pd.DataFrame:
        """Partners known for the month, as ``measures.destinations`` gives them."""
        return measures.destinations(self.panel, self.period, self.measure)

    def _settle(self, key: str, measured: Measured, kind: str, partner: str, **options: str) -> Claim:
        kind = kind if self.measure == "net_mass_kg" else kind + "_value"
        return self.claims.settle(_key(key), measured, kind, partner, **options)


def _fraction_words(percent: float) -> str:
    return next((words for low, high, words in FRACTIONS if low <= percent <= high), "")


def _key(key: str) -> str:
    """Keys are anchors in the page: one word, in lower case."""
    return key.lower().replace("/", "_")


def open_month(product: str, period: str, vintage: str, focus: str = "", lang: str = "en") -> Month:
    """Load what is known of a product's month as of a vintage.

    Args:
        product: name in products.csv.
        period: month, YYYY-MM.
        vintage: day, YYYY-MM-DD; empty for everything known.
        focus: partner in focus; empty for the product's own.
        lang: language of the sentences: en, or one with a template under templates/story.

    Raises:
        DataError: unknown product, partner or language, bad month or day, or a month without any figure as of that day.
    """
    chosen = parameters.check(product, period, vintage, focus)
    held = store.resolved(product, chosen["vintage"])
    statements = store.statements(product, chosen["vintage"])
    claims = Claims(product, chosen["period"], chosen["vintage"], held[3], statements, languages.check(lang))
    return Month(reference.product(product), chosen["period"], chosen["vintage"], chosen["focus"], *held, claims)
