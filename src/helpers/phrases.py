"""English phrases of the chapters and charts: the direction of trade, names inside a sentence, lists, attributions.

The story of a month is told from templates (``story``), in every language; chapters and charts are English.
"""

from helpers import periods, reference
from helpers.languages import still, unsigned
from helpers.month import Month
from helpers.trace import Claim, Text, text

FLOW = {"export": ("exports", "to", "destination"), "import": ("imports", "from", "origin")}


def flow_words(month: Month) -> tuple[str, str, str]:
    """Nouns of a product's direction: exports, to, destination."""
    return FLOW[month.product.flow]


def reporter_words(month: Month) -> str:
    """Who recorded the trade, at the start of a sentence."""
    return capital(reference.partner_phrase(month.product.reporter))


def who_words(partner: str) -> str:
    """A partner as it stands inside a sentence."""
    return reference.partner_phrase(partner)


def capital(words: str) -> str:
    """The words with a capital at the start."""
    return words[:1].upper() + words[1:]


def day_of(month: Month) -> str:
    """The vintage in words."""
    return periods.day_words(month.vintage)


def attributed(claim: Claim) -> Text:
    """Attribution of a quoted number."""
    if not claim or not claim.quoted:
        return Text()
    return text(" (as printed by {publisher})", publisher=claim.quoted.replace("(", "[").replace(")", "]"))


def moved(claim: Claim) -> Text:
    """A change in words: rose by 3%, fell by 45%, hardly moved (+0.2%)."""
    if still(claim):
        return text("hardly moved ({change})", change=claim)
    return text("rose by {change}" if claim.value > 0 else "fell by {change}", change=unsigned(claim))


def listed(items: list[Text]) -> Text:
    """Join clauses as a sentence does."""
    if len(items) < 2:
        return items[0] if items else Text()
    joined = items[0]
    for item in items[1:-1]:
        joined += text(", ") + item
    return joined + text(" and ") + items[-1]
