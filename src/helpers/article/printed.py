"""A number as an article prints it, and what it is about."""

from dataclasses import dataclass, field, replace

from helpers import periods
from helpers.article.numerals import Number

MASS, USD = "net_mass_kg", "value_usd"


@dataclass(frozen=True)
class Printed:
    """A number as an article prints it, with what it is about. ``reason`` says why it is none that can be checked.

    ``others`` are further readings, as fields to replace, where the text leaves open who or which base is meant;
    ``far`` are readings from further away, which count only where one of them fits and nothing nearer does;
    ``carried`` says that the period stands in an earlier sentence.
    """

    start: int
    end: int
    text: str
    kind: str
    number: Number = field(default_factory=lambda: Number(0, 0, 0))
    hedge: str = ""
    sign: int = 0
    product: str = ""
    partner: str = ""
    flow: str = "export"
    measure: str = MASS
    period: str = ""
    base: str = ""
    detail: tuple = ()
    others: tuple[dict, ...] = ()
    far: tuple[dict, ...] = ()
    reason: str = ""
    by_word: bool = False
    carried: bool = False

    def reading(self, other: dict) -> "Printed":
        """The claim in another of its readings."""
        return replace(self, others=(), far=(), **other)

    @property
    def level_kind(self) -> str:
        """Kind of the levels that a change is one of."""
        return "value" if self.measure == USD else "level"

    @property
    def name(self) -> str:
        """Kind as tables and JSON name it, as statements are named: mom_pct, yoy_pct, share_pct, extreme.

        Example:
            >>> Printed(0, 0, "", "change", period="2025-06", base="2024-06", measure=USD).name
            'yoy_pct_value'
        """
        value = "_value" if self.measure == USD else ""
        if self.kind == "record":
            return "extreme"
        if self.kind == "share":
            return "share_pct" + value
        return self._change + value if self.kind == "change" else self.kind

    @property
    def _change(self) -> str:
        if not self.base or not self.period:
            return "change"
        if "average" in self.base:
            return "pct_vs_avg"
        if self.base == periods.shift(self.period, -12):
            return "ytd_yoy_pct" if "/" in self.period else "yoy_pct"
        return "mom_pct" if self.base == periods.shift(self.period, -1) and "/" not in self.period else "pct_vs_month"

    @property
    def against(self) -> str:
        """What it is compared with: a period, or of a share the whole."""
        return self.base or "WLD" if self.kind == "share" else self.base
