"""Key figures of a month as a row of cards: each a claim, its changes, and the path that led to it."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass

from helpers import measures, periods
from helpers.measures import Measured
from helpers.month import Month
from helpers.narrative import flow_words, who_words
from helpers.numbers import written
from helpers.trace import Claim, Said, Text, text

CARDS = "application/vnd.lodestone.cards+json"
MONTHS = 24


@dataclass(frozen=True)
class Path:
    """Monthly figures up to a month: what a sparkline draws. Values in the unit of the panel, NaN where unknown."""

    first: str
    values: tuple[float, ...]
    unit: str

    @property
    def words(self) -> str:
        """The path for a listener: span, months known, highest, lowest, last."""
        months = [periods.shift(self.first, step) for step in range(len(self.values))]
        known = {month: value for month, value in zip(months, self.values, strict=True) if not math.isnan(value)}
        if not known:
            return f"No month from {periods.words(months[0])} to {periods.words(months[-1])} is known."
        said = f"{len(known)} of {len(months)} months to {periods.words(months[-1])} known"
        ends = [("highest", max(known, key=lambda m: known[m])), ("lowest", min(known, key=lambda m: known[m]))]
        return (
            f"{said}; " + ", ".join(f"{name} {self._amount(known[m])} in {periods.words(m)}" for name, m in ends) + "."
        )

    def _amount(self, value: float) -> str:
        return written(Measured(value, value, value, self.unit))

    def data(self) -> dict:
        """The path as plain data, for ``summary.json``."""
        return {"first": self.first, "values": [None if math.isnan(v) else v for v in self.values], "unit": self.unit}


def spark(path: Path, width: int = 160, height: int = 34) -> str:
    """A path as a small SVG: a line through months that follow one another, a dot for the last; gaps stay gaps."""
    known = [value for value in path.values if not math.isnan(value)]
    if not known:
        return ""
    top, step = max(*known, 1e-12), (width - 8) / max(len(path.values) - 1, 1)
    spots = [
        None if math.isnan(value) else (round(4 + index * step, 1), round(height - 4 - value / top * (height - 8), 1))
        for index, value in enumerate(path.values)
    ]
    pieces, pen = [], "M"
    for before, spot, after in zip([None, *spots], spots, [*spots[1:], None], strict=False):
        if spot is None:
            pen = "M"
            continue
        alone = before is None and after is None
        pieces.append(f"{pen}{spot[0]} {spot[1]}" + ("h.1" if alone else ""))
        pen = "L"
    dot = f'<circle cx="{spots[-1][0]}" cy="{spots[-1][1]}" r="3" fill="currentColor"/>' if spots[-1] else ""
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(path.words)}">'
        f'<path d="{"".join(pieces)}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
        f'stroke-linejoin="round"/>{dot}</svg>'
    )


@dataclass(frozen=True)
class Card:
    """A key figure: what it is, the number, what it is compared with, its path."""

    name: str
    figure: Said
    notes: tuple[Said, ...] = ()
    path: Path | None = None

    def page(self) -> str:
        """The card as a list item."""
        notes = "".join(f'<p class="note">{note.page}</p>' for note in self.notes)
        return (
            f'<li><p class="name">{html.escape(self.name)}</p><p class="figure">{self.figure.page}</p>{notes}'
            f"{spark(self.path) if self.path else ''}</li>"
        )

    def data(self) -> dict:
        """The card as plain data."""
        path = self.path.data() if self.path else None
        return {"name": self.name, "figure": self.figure.plain, "notes": [str(n) for n in self.notes], "path": path}


@dataclass(frozen=True)
class Cards:
    """The key figures of a month."""

    cards: tuple[Card, ...]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        plain = "\n".join(f"{card.name}: {card.figure}" for card in self.cards)
        if not self.cards:
            return {"text/plain": ""}
        page = f'<ul class="cards" aria-label="Key figures">{"".join(card.page() for card in self.cards)}</ul>'
        return {"text/plain": plain, "text/html": page, CARDS: [card.data() for card in self.cards]}


def key_figures(month: Month) -> Cards:
    """Cards of what is known: the partner that leads, the total, the year so far, the share of the partner in focus."""
    exports, to, _ = flow_words(month)
    made = []
    for partner in dict.fromkeys([month.lead, "WLD"]):
        who = "all partners" if partner == "WLD" else who_words(partner)
        changes = [(month.on_month(partner), month.before), (month.on_year(partner), month.year_before)]
        made.append(_card(month, f"{exports.capitalize()} {to} {who}", month.level_claim(partner), changes, partner))
    if not month.period.endswith("-01"):
        change = month.on_year("WLD", month.to_date)
        base = periods.shift(month.to_date, -12)
        name = f"{exports.capitalize()} in {periods.words(month.to_date)}"
        made.append(_card(month, name, month.level_claim("WLD", month.to_date), [(change, base)]))
    if month.focus != "WLD":
        made.append(_card(month, f"Share of {who_words(month.focus)} in the total", month.share(month.focus), []))
    return Cards(tuple(card for card in made if card))


def _card(month: Month, name: str, figure: Claim, changes: list[tuple[Claim, str]], partner: str = "") -> Card | None:
    """A card, or nothing where its figure is unknown."""
    if not figure:
        return None
    notes = [text("{change} on {base}", change=change, base=periods.words(base)) for change, base in changes if change]
    path = _path(month, partner) if partner else None
    return Card(name, month.claims.say(Text((figure,))), tuple(map(month.claims.say, notes)), path)


def _path(month: Month, partner: str) -> Path:
    """The two years up to the month, from the first that is known on."""
    first = periods.shift(month.period, 1 - MONTHS)
    table = measures.series(month.panel, partner, first, month.period, month.measure)
    table = table.loc[table["value"].first_valid_index() or 0 :]
    first = str(table["period"].iloc[0])
    unit = {"net_mass_kg": "kg", "value_usd": "USD", "value_cny": "CNY"}[month.measure]
    return Path(first, tuple(float(value) for value in table["value"]), unit)
