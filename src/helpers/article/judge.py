"""The verdict on a printed claim: compared within rounding with what is known, and with what was known on its day.

Verdicts, as everywhere in the project: matches; matches after rounding; right number, wrong label; wrong size; wrong
direction or rank; sources conflict; only source; not checkable. Before a number is called wrong, the usual
misreadings are tried.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from helpers import numbers, reference
from helpers.article import misread, rows_of_months
from helpers.article.facts import Facts, Truth
from helpers.article.fit import EXACT, ROUNDED, fit
from helpers.article.printed import Printed
from helpers.measures import Measured

MATCHES, AFTER_ROUNDING, WRONG_LABEL = "matches", "matches after rounding", "right number, wrong label"
WRONG_SIZE, WRONG_DIRECTION = "wrong size", "wrong direction or rank"
CONFLICT, ONLY_SOURCE, NOT_CHECKABLE = "sources conflict", "only source", "not checkable"
VERDICTS = [MATCHES, AFTER_ROUNDING, WRONG_LABEL, WRONG_SIZE, WRONG_DIRECTION, CONFLICT, ONLY_SOURCE, NOT_CHECKABLE]
RIGHT = (MATCHES, AFTER_ROUNDING)


@dataclass(frozen=True)
class Verdict:
    """What is said of a claim: the verdict, why, the right figure with its interval and rows, and the reading used."""

    claim: Printed
    verdict: str
    reason: str = ""
    known: Measured = field(default_factory=Measured)
    publishers: tuple[str, ...] = ()
    then: str = ""


@dataclass(frozen=True)
class Court:
    """What an article is judged by: facts of each product, those with its own figures, whether labels count."""

    facts: Mapping[str, Facts]
    whole: Mapping[str, Facts]
    labels: bool = True


def judge(claim: Printed, court: Court) -> Verdict:
    """The verdict as of one day, over all readings that a claim leaves open: the first that fits holds."""
    if claim.kind == "other":
        return Verdict(claim, NOT_CHECKABLE, claim.reason)
    facts = court.facts.get(claim.product)
    if claim.flow == "import" and (facts is None or facts.product.flow == "export"):
        return _imports(claim, court)
    first = _judge(claim, court)
    if first.verdict in RIGHT or not claim.others + claim.far:
        return first
    found = [_judge(claim.reading(other), court) for other in claim.others]
    best = next((verdict for verdict in found if verdict.verdict in RIGHT), None)
    if best is None:
        away = (claim.reading(other) for other in claim.far)
        far = (_judge(reading, court) for reading in away if _fits(reading, court))
        best = next((verdict for verdict in far if verdict.verdict == MATCHES), None)
    if best is not None:
        return replace(best, reason=_joined(best.reason, f"read as {_reading(claim, best.claim)}"))
    if claim.kind in ("rank", "record", "streak"):
        return first
    if first.verdict == NOT_CHECKABLE:  # another partner's figure shows nothing wrong where this one's is unknown
        found = [verdict for verdict in found if verdict.claim.partner == claim.partner]
    known = [verdict for verdict in [first, *found] if verdict.verdict != NOT_CHECKABLE]
    told = (verdict for verdict in known if verdict.verdict in (WRONG_LABEL, WRONG_DIRECTION))
    return next(told, known[0] if known else first)


def _fits(claim: Printed, court: Court) -> bool:
    """Whether anything known fits a claim: asked first, because most readings from far away do not."""
    facts = court.facts.get(claim.product)
    return facts is not None and any(fit(claim, truth.measured) for truth in facts.truths(claim))


def _reading(claim: Printed, read: Printed) -> str:
    words = []
    if read.partner != claim.partner:
        words.append(f"trade with {reference.partner_phrase(read.partner)}")
    if read.period != claim.period:
        words.append(f"a figure of {misread.period_words(read.period)}")
    if read.base != claim.base:
        words.append(f"against {misread.period_words(read.base)}")
    return " ".join(words) or "it stands"


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)


def _judge(claim: Printed, court: Court) -> Verdict:
    facts = court.facts.get(claim.product)
    if facts is None:
        return Verdict(claim, NOT_CHECKABLE, "another commodity")
    found = _compare(claim, facts)
    if found.verdict in RIGHT:
        return found
    doubt = found.verdict == CONFLICT
    if court.labels and (label := misread.find(claim, court.facts, doubt)):
        direction = label.words.startswith(misread.OTHER_WAY)
        return Verdict(claim, WRONG_DIRECTION if direction else WRONG_LABEL, label.words, label.known, label.publishers)
    if found.verdict == NOT_CHECKABLE and _only_source(claim, court):
        return replace(
            found, verdict=ONLY_SOURCE, reason="no figure but the article's own, or its publisher's, is known"
        )
    return found


def _only_source(claim: Printed, court: Court) -> bool:
    if court.whole is court.facts or claim.product not in court.whole:
        return False
    return _compare(claim, court.whole[claim.product]).verdict in (*RIGHT, CONFLICT)


def _imports(claim: Printed, court: Court) -> Verdict:
    """Imports are judged by the importer's own records where they are held, else by China's exports to it."""
    for product in misread.products():
        if product.flow == "import" and product.reporter == claim.partner and claim.product in product.name:
            found = _compare(replace(claim, product=product.name, partner="CHN"), court.facts[product.name])
            if found.verdict in RIGHT:
                return replace(found, claim=claim)
    exports = replace(claim, flow="export")
    found = judge(exports, court)
    partner = found.claim.partner if found.verdict in RIGHT else claim.partner
    who = reference.partner_phrase(partner) if partner else "the importer"
    label = f"these are China's exports to {who}, not imports of {who}"
    if found.verdict in RIGHT:
        read = replace(found.claim, flow="import")
        return replace(found, claim=read, verdict=WRONG_LABEL, reason=_joined(label, found.reason))
    sure = claim.kind not in ("change", "difference") or found.reason.startswith(misread.OTHER_WAY)
    turned = found.verdict == WRONG_DIRECTION and sure  # the importer's own records may show another change
    if turned or found.verdict in (WRONG_LABEL, CONFLICT):
        return replace(found, claim=claim, reason=_joined(found.reason, label))
    reason = f"no import records of {who} are held for it, and China's exports to {who} show another figure"
    return replace(found, claim=claim, verdict=NOT_CHECKABLE, reason=reason)


def _compare(claim: Printed, facts: Facts) -> Verdict:
    """A claim against the computed figure, against what others print, and against figures known to be in doubt."""
    if claim.kind in ("record", "streak"):
        return _of_months(claim, facts)
    truths = facts.truths(claim)
    if not truths:
        return Verdict(claim, NOT_CHECKABLE, _why_unknown(claim, facts))
    fits = [(fit(claim, truth.measured), truth) for truth in truths]
    if fits[0][0] and not truths[0].publisher:  # what is computed decides before what others print
        fits = [pair for pair in fits if pair[0] == fits[0][0]]
    for wanted, word in ((EXACT, MATCHES), (ROUNDED, AFTER_ROUNDING)):
        good = [truth for level, truth in fits if level == wanted]
        if good:
            return _good(claim, word, good, truths)
    best = truths[0]
    if rival := next((truth for truth in _rivals(claim, facts) if fit(claim, truth.measured)), None):
        return Verdict(claim, CONFLICT, f"{rival.measured.how}", best.measured, (rival.publisher,))
    return _wrong(claim, best)


def _good(claim: Printed, word: str, good: list[Truth], truths: list[Truth]) -> Verdict:
    """The figures that a claim fits; the computed one where it is among them."""
    truth = good[0]
    publishers = tuple(dict.fromkeys(other.publisher for other in good if other.publisher))
    computed = truths[0] if not truths[0].publisher else None
    if claim.kind == "rank" and not truth.publisher and truth.measured.low < truth.measured.high:
        return Verdict(
            claim, NOT_CHECKABLE, "possible, but what is not itemised could hide a larger partner", truth.measured
        )
    apart = computed and truth is not computed and not fit(claim, computed.measured)
    if computed and apart and not _near(computed.measured, truth.measured):
        reason = f"{truth.publisher} prints it; the figures give {numbers.written(*_shown(claim, computed.measured))}"
        return Verdict(claim, CONFLICT, reason, computed.measured, publishers)
    reason = _remark(claim, truth.measured, word)
    return Verdict(claim, word, reason, truth.measured, publishers)


def _near(one: Measured, other: Measured) -> bool:
    return one.low <= other.high + 0.06 and other.low <= one.high + 0.06


def _shown(claim: Printed, measured: Measured) -> tuple[Measured, str]:
    units = {"change": "%±", "share": "%", "multiple": "times", "rank": "rank", "difference": measured.unit or "kg"}
    unit = units.get(claim.kind, measured.unit or ("USD" if claim.kind == "value" else "kg"))
    return measured, unit


def written(claim: Printed, measured: Measured) -> str:
    """The right figure as a sentence prints it."""
    if not measured.known or math.isinf(measured.value):
        return ""
    if claim.kind == "unit_value":
        return f"{numbers.number(measured.value, 2)} USD/kg"
    if claim.kind in ("record", "streak"):
        return measured.how
    if measured.unit == "months":
        return f"{measured.value:.0f} months"
    return numbers.written(*_shown(claim, measured))


def _remark(claim: Printed, known: Measured, word: str) -> str:
    """What a reader should know of a number that fits."""
    if claim.kind == "multiple" and claim.by_word and claim.number.value >= 2:
        more = numbers.number(known.value - 1, 1)
        fold = f"{numbers.number(known.value, 1)} times the base, which is {more} times more; '-fold' is read both ways"
        return fold if word == AFTER_ROUNDING else ""
    if claim.hedge == "more" and known.low > 1.5 * abs(claim.number.value) and claim.kind in ("level", "multiple"):
        return f"true, and understated: {written(claim, known)}"
    return f"rounded from {written(claim, known)}" if word == AFTER_ROUNDING else ""


def _rivals(claim: Printed, facts: Facts) -> list[Truth]:
    if claim.kind in ("level", "value") and claim.period:
        return facts.rivals(claim.partner, claim.period, claim.measure)
    return list(facts.denied(claim.kind, claim.partner, claim.period, claim.base, claim.measure))


def _wrong(claim: Printed, truth: Truth) -> Verdict:
    known, publishers = truth.measured, (truth.publisher,) if truth.publisher else ()
    right = written(claim, known)
    if claim.kind == "rank":
        return Verdict(claim, WRONG_DIRECTION, f"the place is {right}", known, publishers)
    turned = (
        claim.kind in ("change", "difference")
        and known.high * claim.number.value < 0
        and known.low * claim.number.value < 0
    )
    if turned:
        return Verdict(claim, WRONG_DIRECTION, f"the figures give {right}", known, publishers)
    return Verdict(claim, WRONG_SIZE, f"the figures give {right}", known, publishers)


def _why_unknown(claim: Printed, facts: Facts) -> str:
    """Why nothing is known: the partner, the month, or the base."""
    if not claim.partner:
        return "whom it is about is not named"
    if claim.kind in ("level", "value", "unit_value"):
        name = {"level": "mass", "value": "value", "unit_value": "unit value"}[claim.kind]
        return (
            f"no {name} for {reference.partner_phrase(claim.partner)} in {misread.period_words(claim.period)} is known"
        )
    known = facts.compute(claim.kind, claim.partner, claim.period, claim.base, claim.measure)
    return known.why_unknown or "no figure is known"


def _of_months(claim: Printed, facts: Facts) -> Verdict:
    """A record or a row of months: it holds, does not, or months in between are unknown."""
    holds, reason, known = rows_of_months.check(claim, facts)
    if holds is None:
        return Verdict(claim, NOT_CHECKABLE, reason, known)
    return Verdict(claim, MATCHES if holds else WRONG_DIRECTION, reason if not holds else "", known)
