"""Key figures of a month as a row of cards: each a claim, its changes, and the path that led to it."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from helpers import languages, measures, periods, story
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import written
from helpers.trace import Claim, Said, Text

CARDS = "application/vnd.lodestone.cards+json"
MONTHS = 24
RUN = 6  # months without a gap that are drawn alone: a speck before them would say nothing


@dataclass(frozen=True)
class Path:
    """Monthly figures up to a month: what a sparkline draws. Values in the unit of the panel, NaN where unknown."""

    first: str
    values: tuple[float, ...]
    unit: str

    def told(self, month: Month) -> str:
        """The path for a listener: span, months known, highest, lowest, in the month's language."""
        months = [periods.shift(self.first, step) for step in range(len(self.values))]
        known = {name: value for name, value in zip(months, self.values, strict=True) if not math.isnan(value)}
        ends = (max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])) if known else ()
        amounts = [
            written(Measured(known[end], known[end], known[end], self.unit), "", month.claims.lang) for end in ends
        ]
        said = story.section(month, "card_path", months, len(known), ends, amounts)
        return month.claims.say(said).plain

    def data(self) -> dict:
        """The path as plain data, for ``summary.json``."""
        return {"first": self.first, "values": [None if math.isnan(v) else v for v in self.values], "unit": self.unit}


def spark(values: Sequence[float], words: str, width: int = 160, height: int = 34) -> str:
    """A path as a small SVG above its zero line: months that follow one another are joined, gaps stay gaps.

    Args:
        values: one a month, NaN where unknown.
        words: the same for a listener.
        width: of the drawing.
        height: of the drawing.
    """
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return ""
    top, step = max(*known, 1e-12), (width - 8) / max(len(values) - 1, 1)
    spots = [
        None if math.isnan(value) else (round(4 + index * step, 1), round(height - 4 - value / top * (height - 8), 1))
        for index, value in enumerate(values)
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
        f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(words)}">'
        f'<path class="zero" d="M2 {height - 2}h{width - 4}"/>'
        f'<path d="{"".join(pieces)}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
        f'stroke-linejoin="round"/>{dot}</svg>'
    )


@dataclass(frozen=True)
class Card:
    """A key figure: what it is, the number, what it is compared with, its path, that in words, and the months of it."""

    name: str
    figure: Said
    notes: tuple[Said, ...] = ()
    path: Path | None = None
    heard: str = ""
    span: str = ""

    def page(self) -> str:
        """The card as a list item."""
        notes = "".join(f'<p class="note">{note.page}</p>' for note in self.notes)
        span = f'<p class="span">{html.escape(self.span)}</p>' if self.path and self.span else ""
        look = "figure long" if len(self.figure.plain) > 14 else "figure"  # 254.5 million US dollars
        return (
            f'<li><p class="name">{html.escape(self.name)}</p><p class="{look}">{self.figure.page}</p>'
            f'<div class="rest">{notes}{spark(self.path.values, self.heard) if self.path else ""}{span}</div></li>'
        )

    def data(self) -> dict:
        """The card as plain data."""
        path = self.path.data() | {"heard": self.heard} if self.path else None
        return {"name": self.name, "figure": self.figure.plain, "notes": [str(n) for n in self.notes], "path": path}


@dataclass(frozen=True)
class Cards:
    """The key figures of a month, and what to call them."""

    cards: tuple[Card, ...]
    name: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        plain = "\n".join(f"{card.name}: {card.figure}" for card in self.cards)
        if not self.cards:
            return {"text/plain": ""}
        items = "".join(card.page() for card in self.cards)
        page = f'<ul class="cards" aria-label="{html.escape(self.name)}">{items}</ul>'
        return {"text/plain": plain, "text/html": page, CARDS: [card.data() for card in self.cards]}


def key_figures(month: Month) -> Cards:
    """Cards of what is known: the partner that leads, the total, the year so far, the share of the partner in focus."""
    made = []
    for partner in dict.fromkeys([month.lead, "WLD"]):
        changes = [(month.on_month(partner), month.before), (month.on_year(partner), month.year_before)]
        name = story.section(month, "card_level", partner)
        made.append(_card(month, name, month.level_claim(partner), changes, partner))
    if not month.period.endswith("-01"):
        change = month.on_year("WLD", month.to_date)
        name, base = story.section(month, "card_to_date"), periods.shift(month.to_date, -12)
        made.append(_card(month, name, month.level_claim("WLD", month.to_date), [(change, base)]))
    if month.focus != "WLD":
        made.append(_card(month, story.section(month, "card_share"), month.share(month.focus), []))
    return Cards(tuple(card for card in made if card), languages.headings(month.claims.lang)["cards"])


def _card(month: Month, name: Text, figure: Claim, changes: list[tuple[Claim, str]], partner: str = "") -> Card | None:
    """A card, or nothing where its figure is unknown."""
    if not figure:
        return None
    notes = [month.claims.say(story.section(month, "card_change", change, base)) for change, base in changes if change]
    path = _path(month, partner) if partner else None
    heard = path.told(month) if path else ""
    span = periods.words(f"{path.first}/{month.period}", month.claims.lang) if path else ""
    return Card(month.claims.say(name).plain, month.claims.say(Text((figure,))), tuple(notes), path, heard, span)


def _path(month: Month, partner: str) -> Path:
    """The two years up to the month, from the first that is known on, or without the gaps before a long run."""
    first = periods.shift(month.period, 1 - MONTHS)
    table = measures.series(month.panel, partner, first, month.period, month.measure)
    known = table["value"].notna()
    run = int(known[::-1].cumprod().sum())  # months without a gap up to the newest
    start = len(table) - run if run >= RUN else int(known.to_numpy().argmax())
    table = table.iloc[start:]
    first = str(table["period"].iloc[0])
    unit = {"net_mass_kg": "kg", "value_usd": "USD", "value_cny": "CNY"}[month.measure]
    return Path(first, tuple(float(value) for value in table["value"]), unit)
