"""What notebook 09 shows: the article or an example, marked, with its verdict table."""

from dataclasses import dataclass, replace
from pathlib import Path

from helpers import article as package
from helpers import periods, reference
from helpers.article import check as checks
from helpers.article import page, text
from helpers.month import Month


@dataclass(frozen=True)
class Shown:
    """An article with its verdicts, shown as the marked text and the table."""

    checked: checks.Checked

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": page.lines(self.checked), "text/html": page.body(self.checked)}


def example(month: Month) -> str:
    """Two sentences from the month's claims, for a notebook that was given no article."""
    lead = month.level_claim(month.lead)
    world = month.level_claim("WLD")
    name = periods.words(month.period)
    parts = [
        f"China's exports of {month.product.noun} to {reference.partner_phrase(month.lead)} were {lead.text} in {name}."
    ]
    if world and month.lead != "WLD":
        parts.append(f"Exports to the world were {world.text}.")
    return " ".join(parts)


def check(words: str, month: Month) -> Shown:
    """Check a text, a file that is named, or an example where nothing is given.

    Args:
        words: the text of an article, or the name of a file.
        month: what the notebook speaks of; the article is taken as printed in the month after, if it does not say.
    """
    given = words or example(month)
    named = len(given) < 300 and "\n" not in given and Path(given).is_file()
    raw = package.load(Path(given)) if named else given.encode()
    article = text.read(raw, where=Path(given).name if named else "the article")
    article = replace(article, published=article.published or f"{periods.shift(month.period, 1)}-21")
    return Shown(checks.check(article, month.product.name))
