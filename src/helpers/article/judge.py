"""A verdict for each claim of an article, from the panel, by rounding; and the usual misreadings, tried in order."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlsplit

import pandas as pd

from helpers import evaluate, measures, numbers, periods, reference, resolve, store
from helpers.article import extract
from helpers.article.extract import Claim
from helpers.article.text import Article
from helpers.errors import DataError
from helpers.measures import Measured, unknown

MATCHES, ROUNDED, LABEL = "matches", "matches after rounding", "right number, wrong label"
SIZE, DIRECTION, CONFLICT = "wrong size", "wrong direction or rank", "sources conflict"
ONLY, NOT = "only source", "not checkable"
VERDICTS = [MATCHES, ROUNDED, LABEL, SIZE, DIRECTION, CONFLICT, ONLY, NOT]
NEWEST = "9999-12-31"
PERCENT = ("mom_pct", "yoy_pct", "ytd_yoy_pct", "pct_vs_month")
FLOWS = {"export": "Chinese exports", "import": "imports"}


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict, the right figure and where that comes from."""

    claim: Claim
    verdict: str
    reason: str = ""
    right: Measured = field(default_factory=Measured)
    as_of: str = ""

    def record(self) -> dict:
        """The judged claim as one flat row, for tables and JSON; what is unknown is None."""
        claim, right = self.claim, self.right

        def plain(value: float) -> float | None:
            return float(f"{value:.7g}") if math.isfinite(value) else None

        return {
            "text": claim.text,
            "start": claim.start,
            "end": claim.end,
            "kind": claim.kind,
            "partner": claim.partner,
            "flow": claim.flow,
            "period": claim.period,
            "base": claim.base,
            "value": plain(claim.value),
            "low": plain(claim.low),
            "high": plain(claim.high),
            "unit": claim.unit,
            "verdict": self.verdict,
            "reason": self.reason,
            "right": numbers.written(right) if right.known else "",
            "right_value": plain(right.value),
            "right_unit": right.unit,
            "how": right.how,
            "rows": list(right.rows),
            "as_of": self.as_of,
            "sentence": claim.sentence,
        }


class Evidence:
    """What is known of a product, with the article's own figures left out."""

    def __init__(self, product: str, article: Article, known: dict[str, tuple] | None = None) -> None:
        self.product = reference.product(product)
        self.article = article
        known = {} if known is None else known
        if product not in known:
            known[product] = store.resolved(product, NEWEST)[3], store.statements(product, NEWEST)
        self.held, self.printed = known[product]
        self.own = self._own(self.held)
        self.panels: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {}

    def _own(self, frame: pd.DataFrame) -> pd.Series:
        """Rows that were read on the page of the article, or printed by its publisher."""
        mine = pd.Series(False, index=frame.index)
        host = urlsplit(self.article.url).netloc.removeprefix("www.")
        if host:
            mine |= frame["url"].map(lambda url: urlsplit(url).netloc.removeprefix("www.") == host)
        if name := self.article.publisher.casefold():
            mine |= frame["publisher"].str.casefold().str.contains(name, regex=False)
        return mine

    def panel(self, as_of: str = NEWEST, own: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Panel and conflicts as of a day, without the article's own figures unless asked."""
        key = f"{as_of} {own}"
        if key not in self.panels:
            held = self.held[self.held["vintage"] <= as_of]
            held = held if own else held[~self.own.reindex(held.index)]
            self.panels[key] = resolve.resolve(held.reset_index(drop=True), self.product.hs_codes)
        return self.panels[key]

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Printed percentages, ranks and shares of others."""
        return self.printed[~self._own(self.printed)]

    def quoted(self, claim: Claim) -> list[Measured]:
        """What others printed about the same kind, partner, period and base, finest first; a multiple is a change."""
        table = self.statements
        table = table[(table["partner"] == claim.partner) & (table["period"] == claim.period)]
        found = []
        for row in table.to_dict("records"):
            measured = self._statement(row, claim)
            if measured and measured.known:
                found.append(measured)
        return sorted(found, key=lambda m: (m.high - m.low, m.rows))

    @staticmethod
    def _statement(row: dict, claim: Claim) -> Measured | None:
        base = row["base"] or {"mom_pct": periods.shift(claim.period, -1), "yoy_pct": periods.shift(claim.period, -12),
                               "ytd_yoy_pct": periods.shift(claim.period, -12)}.get(row["kind"], "")  # fmt: skip
        changes = (*PERCENT, "multiple")
        same = row["kind"] == claim.kind or (row["kind"] in changes and claim.kind in changes)
        if not same or (claim.kind in changes and base != claim.base) or not row["rounding"]:
            return None
        low, high = numbers.span_of(row["value"], "0" if row["kind"] == "rank" else row["rounding"])
        ends = [float(row["value"]), low, high]
        if row["kind"] == "multiple" and claim.kind != "multiple":
            ends = [(x - 1) * 100 for x in ends]
        if row["kind"] != "multiple" and claim.kind == "multiple":
            ends = [1 + x / 100 for x in ends]
        unit = {"multiple": "times", "rank": "rank"}.get(claim.kind, "%")
        how = f"as printed by {row['publisher'] or 'a publisher'}: {row['kind']} {row['value']}"
        return Measured(ends[0], ends[1], ends[2], unit, (row["id"],), how)

    @cached_property
    def wider(self) -> dict[str, pd.DataFrame]:
        """Panels of other products of the same reporter, for figures that belong to another code."""
        others = [
            item.name for item in reference.products() if item.name != self.product.name and item.reporter == "CHN"
        ]
        return {name: store.panel(name, NEWEST) for name in others}


def check(article: Article, product: str, published: str = "", known: dict[str, tuple] | None = None) -> list[Judged]:
    """Extract the claims of an article and judge each.

    Args:
        article: as ``text.read`` gives it.
        product: name in products.csv that the article is about.
        published: day of publication; empty for the article's own, else the newest vintage.
        known: what was loaded for other articles, to be used again.

    Raises:
        DataError: no such product, no real day.
    """
    evidence = Evidence(product, article, known)
    day = published or article.published or str(evidence.held["vintage"].max() if len(evidence.held) else "2025-01-01")
    periods.day(day)
    return [judge(claim, evidence, day) for claim in extract.extract(article, day)]


def judge(claim: Claim, evidence: Evidence, published: str) -> Judged:
    """The verdict on one claim.

    Args:
        claim: as ``extract`` gives it.
        evidence: what is known of the product.
        published: day of the article; a figure right then and revised since is said to be so.
    """
    if not claim.checkable:
        return Judged(claim, NOT, claim.reason)
    try:
        return _judge(claim, evidence, published)
    except (DataError, ValueError, OverflowError) as error:
        return Judged(claim, NOT, f"not read: {str(error).splitlines()[0]}")


def _judge(claim: Claim, evidence: Evidence, published: str) -> Judged:
    if claim.kind == "change":
        return _without_base(claim, evidence)
    if claim.kind == "multiple" and not claim.base:
        return _without_base(claim, evidence)
    right = compute(claim, evidence.panel()[0])
    quoted = evidence.quoted(claim)
    if not right.known and quoted:
        right = quoted[0]
    if claim.kind == "rank" and right.low < right.high:
        if not quoted and right.low <= claim.low <= right.high:
            return Judged(claim, NOT, "possible, but what is not itemised could hide a larger destination", right)
        right = quoted[0] if quoted else right
    if not right.known:
        return _unknown(claim, evidence, right)
    verdict, reason = agreement(claim, right)
    if verdict:
        return _labelled(Judged(claim, verdict, reason, right))
    return _wrong(claim, evidence, published, right, quoted)


def _unknown(claim: Claim, evidence: Evidence, right: Measured) -> Judged:
    """No figure of others: the article is the only source, or fits another reading, or cannot be checked."""
    alone = compute(claim, evidence.panel(own=True)[0])
    if alone.known and evidence.own.any():
        return Judged(claim, ONLY, "no figure but the article's own is known", alone)
    for words, _, other in readings(claim, evidence):
        if words.startswith("of ") and not claim.loose and agreement(claim, other)[0] == MATCHES:
            return Judged(claim, LABEL, f"right {words}", other)
    return Judged(claim, NOT, right.why_unknown or "not known", right)


def _labelled(judged: Judged) -> Judged:
    """A right number under a wrong label: imports for exports, rare earths for magnets."""
    claim = judged.claim
    if claim.flow == "import":
        whose = reference.partner_phrase(claim.partner) if claim.partner != "WLD" else "other countries"
        return replace(judged, verdict=LABEL, reason=f"Chinese exports to {whose}, not imports recorded by {whose}")
    if claim.product == "rare-earth":
        return replace(judged, verdict=LABEL, reason="rare-earth magnets, not rare earths")
    return judged


def compute(claim: Claim, panel: pd.DataFrame) -> Measured:
    """What the panel gives for a claim; unknown with the reason where it gives nothing."""
    partner, period, base = claim.partner, claim.period, claim.base
    if claim.kind == "level":
        return measures.level(panel, partner, period)
    if claim.kind == "value":
        return measures.level(panel, partner, period, "value_usd")
    if claim.kind == "unit_value":
        return unit_value(panel, partner, period)
    if claim.kind == "streak":
        return streak(panel, partner, period)
    words = f"{claim.notes[0]} since {base}" if claim.kind == "extreme" else ""
    kind = "pct_vs_month" if claim.kind in PERCENT else claim.kind
    base = "" if claim.kind == "share_pct" else base
    result = evaluate.compute(
        panel, {"kind": kind, "partner": partner, "period": period, "compare_period": base, "value": words}
    )
    return unknown(result) if isinstance(result, str) else result


def unit_value(panel: pd.DataFrame, partner: str, period: str) -> Measured:
    """Value by net mass in US dollars per kg."""
    ratio = measures.multiple(
        measures.level(panel, partner, period, "value_usd"), measures.level(panel, partner, period)
    )
    return replace(ratio, unit="USD/kg") if ratio.known else ratio


def streak(panel: pd.DataFrame, partner: str, period: str) -> Measured:
    """Months in a row up to this one in which the level rose, or fell; the sign is left to the sentence."""
    now = measures.level(panel, partner, period)
    if "/" in period or not now.known:
        return unknown(f"no figure for {partner} in {period}")
    count, sign, rows = 0, 0, list(now.rows)
    while True:
        period = periods.shift(period, -1)
        before = measures.level(panel, partner, period)
        if not before.known:
            return unknown(f"no figure for {partner} in {period}")
        turn = 1 if now.low > before.high else -1 if now.high < before.low else 0
        if not turn or (sign and turn != sign):
            return Measured(
                count, count, count, "months", tuple(rows), f"months in a row, back to {periods.shift(period, 1)}"
            )
        rows += before.rows
        count, sign, now = count + 1, turn, before


def agreement(claim: Claim, right: Measured) -> tuple[str, str]:
    """Whether a printed number agrees with a computed one; empty text where it does not.

    "matches" where the intervals of both overlap; "matches after rounding" where they do only by a word such as
    "about", by zeros at the end of the printed number, or by the second meaning of "-fold".

    Example:
        >>> agreement(Claim(0, 4, "160%", "", value=160, low=159.5, high=160.5), Measured(157.5, 157.4, 157.6))[0]
        'matches after rounding'
    """
    slack = 1e-9 * max(1.0, abs(right.value))

    def overlaps(low: float, high: float, shift: float = 0.0) -> bool:
        return low <= right.high - shift + slack and high >= right.low - shift - slack

    if claim.kind in ("extreme", "rank", "streak"):
        return (MATCHES, "") if overlaps(claim.low, claim.high) else ("", "")
    zero = 1.0 if "more" in claim.notes else 0.0
    exact = _half(claim)
    if overlaps(claim.value - exact, claim.value + exact, zero):
        remark = "read as so many times more, which is one more times the base" if zero else ""
        return (ROUNDED if claim.loose and not overlaps(claim.low, claim.high, zero) else MATCHES), remark
    if claim.loose and overlaps(claim.low, claim.high, zero):
        return (MATCHES if claim.text.lower() in extract.PARTS else ROUNDED), ""
    coarse = _coarse(claim)
    if coarse > exact and overlaps(claim.value - coarse, claim.value + coarse, zero):
        return ROUNDED, f"{claim.text} is rounded"
    if claim.kind == "multiple" and "fold" in claim.notes and overlaps(claim.value - 0.5, claim.value + 0.5, 1.0):
        return (
            ROUNDED,
            f"it is {right.value:.1f} times the base, an increase of {right.value - 1:.1f} times; “-fold” is read both ways",
        )
    if claim.kind == "multiple" and claim.text.isalpha() and overlaps(claim.low, claim.high, zero):
        return ROUNDED, ""
    if zero and overlaps(claim.low, claim.high):
        return ROUNDED, "true of “times as much”; “times more” would be one more"
    return "", ""


def _half(claim: Claim) -> float:
    """Half of the last digit printed."""
    if claim.kind == "multiple" and (claim.loose or claim.text.isalpha()) and "fold" not in claim.notes:
        return min(0.05, abs(claim.value) * 0.1)
    return (claim.high - claim.low) / 2 if not claim.loose else 0.5 * _last_digit(claim)


def _last_digit(claim: Claim) -> float:
    scale = next((value for word, value in extract.SCALES.items() if len(word) > 1 and word in claim.text.lower()), 1.0)
    scale = next((extract.SCALES[mark] for mark in "万亿億만억" if mark in claim.text), scale)
    digits = claim.text.split(".")[1] if "." in claim.text else ""
    count = len(digits) - len(digits.lstrip("0123456789"))
    return (
        (1000 if claim.unit == "kg" and "k" not in claim.text.lower().replace("million", "") else 1)
        * scale
        * 10.0**-count
    )


def _coarse(claim: Claim) -> float:
    """Half of the last digit that is not a zero: 160 may stand for 155 to 165, 3,000 t for 2,950 to 3,050 t."""
    digit = _half(claim) * 2
    if digit <= 0 or not claim.value:
        return 0.0
    whole = round(abs(claim.value) / digit)
    zeros = 0
    while whole and whole % 10 == 0 and zeros < 2:
        whole, zeros = whole // 10, zeros + 1
    size = digit * 10**zeros / 2
    return size if size <= 0.035 * abs(claim.value) else _half(claim) * 10 if zeros > 1 else _half(claim)


def _without_base(claim: Claim, evidence: Evidence) -> Judged:
    """A change whose base the sentence leaves out: right on the month or on the year, or not checkable."""
    steps = {-12: "ytd_yoy_pct"} if "/" in claim.period else {-1: "mom_pct", -12: "yoy_pct"}
    for step, name in steps.items():
        kind = "multiple" if claim.kind == "multiple" else name
        tried = replace(claim, kind=kind, base=periods.shift(claim.period, step))
        rights = [m for m in (compute(tried, evidence.panel()[0]), *evidence.quoted(tried)) if m.known]
        for right in rights:
            verdict, reason = agreement(tried, right)
            if verdict:
                words = "; ".join(
                    filter(
                        None, [reason, f"true against {periods.words(tried.base)}, which the sentence does not name"]
                    )
                )
                return _labelled(Judged(tried, verdict, words, right))
    return Judged(claim, NOT, "the sentence names no base, and the number fits neither the month nor the year before")


def readings(claim: Claim, evidence: Evidence) -> Iterator[tuple[str, Claim, Measured]]:
    """The usual misreadings of a claim, likeliest first: words, the claim so read, and what the panel gives for it."""
    panel = evidence.panel()[0]

    def read(words: str, **parts):
        other = replace(claim, **parts)
        result = compute(other, panel)
        if not result.known:
            quoted = evidence.quoted(other)
            result = quoted[0] if quoted else result
        return (words, other, result) if result.known else None

    options = list(_periods_and_bases(claim, read))
    if claim.kind == "level":
        options += [read("in kilograms, not tonnes", value=claim.value / 1000, low=claim.low / 1000, high=claim.high / 1000),
                    read("in tonnes, not kilograms", value=claim.value * 1000, low=claim.low * 1000, high=claim.high * 1000)]  # fmt: skip
        value = measures.level(panel, claim.partner, claim.period, "value_usd")
        options.append(
            (
                "as value in US dollars, not mass",
                replace(claim, kind="value", unit="USD"),
                replace(value, value=value.value * 1000, low=value.low * 1000, high=value.high * 1000),
            )
            if value.known
            else None
        )
    if claim.kind in ("mom_pct", "yoy_pct", "ytd_yoy_pct", "pct_vs_month", "share_pct"):
        result = _value_change(claim, panel)
        options.append(("of value, not of mass", claim, result) if result.known else None)
    if claim.kind in PERCENT:
        times = compute(replace(claim, kind="multiple"), panel)
        percent = replace(times, value=times.value * 100, low=times.low * 100, high=times.high * 100, unit="%")
        options.append(("as a percentage of the base, not a change", claim, percent) if times.known else None)
    if claim.kind == "multiple":
        change = compute(replace(claim, kind="pct_vs_month"), panel)
        if change.known:
            options.append(("as a change in percent, not a multiple", claim, change))
            part = replace(change, value=change.value / 100, low=change.low / 100, high=change.high / 100, unit="times")
            options.append(("as the increase, not the multiple", claim, part))
    if claim.kind not in ("extreme", "rank", "streak"):
        for partner in ("WLD", "USA", "EUN", *sorted(set(panel["partner"]))):
            if partner != claim.partner:
                options.append(read(f"of {reference.partner_phrase(partner)}", partner=partner))
        for name, other in evidence.wider.items():
            result = compute(claim, other)
            options.append(
                (f"of {reference.product(name).noun}, not of {evidence.product.noun}", claim, result)
                if result.known
                else None
            )
    yield from (option for option in options if option)


def _value_change(claim: Claim, panel: pd.DataFrame) -> Measured:
    now = measures.level(panel, claim.partner, claim.period, "value_usd")
    if claim.kind == "share_pct":
        return measures.share(now, measures.level(panel, "WLD", claim.period, "value_usd"))
    return measures.change(now, measures.level(panel, claim.partner, claim.base, "value_usd"))


def _periods_and_bases(claim: Claim, read):
    if claim.base and claim.kind in (*PERCENT, "multiple"):
        for step, words in ((-1, "on the month before"), (-12, "on the year before")):
            base = periods.shift(claim.period, step)
            if base != claim.base:
                multiple = claim.kind == "multiple"
                yield read(
                    f"{words}, {periods.words(base)}",
                    base=base,
                    kind="multiple" if multiple else "mom_pct" if step == -1 else "yoy_pct",
                )
    if not claim.period:
        return
    spans = [(periods.year_to_date(claim.period.split("/")[-1]), "for the year to date")]
    spans += [(claim.period.split("/")[-1], "for the single month")]
    spans += [(periods.shift(claim.period, step), "of") for step in (-1, 1, -12, 12)]
    for span, words in spans:
        if span != claim.period:
            shifted = {"base": periods.shift(span, -12)} if claim.kind in ("yoy_pct", "ytd_yoy_pct") else {}
            shifted = {"base": periods.shift(span, -1)} if claim.kind == "mom_pct" else shifted
            if claim.kind not in ("multiple", "pct_vs_month", "extreme", "streak"):
                yield read(f"{words} {periods.words(span)}", period=span, **shifted)


def _wrong(claim: Claim, evidence: Evidence, published: str, right: Measured, quoted: list[Measured]) -> Judged:
    """Before a number is called wrong: older vintage, other sources, then the usual misreadings."""
    old = compute(claim, evidence.panel(published)[0])
    if old.known and agreement(claim, old)[0]:
        return Judged(claim, MATCHES, f"right as of {published}, revised since", right, as_of=published)
    if any(agreement(claim, other)[0] for other in [*quoted, *_disputed(claim, evidence)]):
        return Judged(claim, CONFLICT, "another source prints this figure; the panel holds a different one", right)
    if claim.kind in ("rank", "extreme", "streak"):
        return Judged(claim, DIRECTION, "the figures do not bear it out", right)
    mirrored = replace(claim, value=-claim.value, low=-claim.high, high=-claim.low)
    if claim.kind in PERCENT and agreement(mirrored, right)[0]:
        return Judged(claim, DIRECTION, "the size is right, the direction is not", right)
    for words, other, result in readings(claim, evidence):
        if agreement(other, result)[0] == MATCHES:
            return Judged(claim, LABEL, f"right {words}", result)
    if claim.kind in PERCENT and claim.value * right.value < 0:
        return Judged(claim, DIRECTION, "the change went the other way", right)
    return Judged(claim, SIZE, "beyond rounding", right)


def _disputed(claim: Claim, evidence: Evidence) -> list[Measured]:
    """Levels of other sources that the panel does not hold."""
    if claim.kind != "level":
        return []
    table = evidence.panel()[1]
    if table.empty or "period" not in table:
        return []
    mine = table[
        (table["partner"] == claim.partner) & (table["period"] == claim.period) & (table["measure"] == "net_mass_kg")
    ]
    return [Measured(v, v, v, "kg") for v in mine["value"]]
