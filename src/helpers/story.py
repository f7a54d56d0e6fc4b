"""The month told in a language: the facts of ``narrative`` in the words of a template."""

import re
from dataclasses import replace

from babel.dates import format_skeleton

from helpers import languages, narrative, periods, reference, vintages, worth
from helpers.measures import Measured
from helpers.month import Month
from helpers.numbers import written
from helpers.trace import Claim, Label, Piece, Said, Text

SECTIONS = ("headline", "lead", "size", "focus", "others", "to_date", "price", "changed", "limits", "made")
LEVEL = re.compile(r"−?[\d,.]+\s*([^\d\s,.].*)")  # digits, then the unit; a level without one stays as it is
LEAST = {"kg": 50.0}  # beside tonnes, kilograms are written as tonnes
END = re.compile(r"[.!?](?:\s|$)|[。！？]")


def tell(month: Month, name: str, *more: object) -> Said:
    """One section of the story, ready to show; the headline in its own role."""
    return month.claims.say(section(month, name, *more), "headline" if name == "headline" else "p")


def told(month: Month) -> dict[str, Text]:
    """Every section of the story, in order."""
    return {name: section(month, name, *([vintages.since(month)] if name == "changed" else [])) for name in SECTIONS}


def section(month: Month, name: str, *more: object) -> Text:
    """One section of the story in the month's language; empty where there is nothing to say.

    Args:
        month: opened with a ``lang`` that has a template.
        name: one of ``SECTIONS``, or another macro of the template.
        more: what that macro takes besides the month.

    Raises:
        DataError: no template tells a story in the language.
    """
    lang = languages.check(month.claims.lang)
    pieces: list[Piece] = []

    def keep(value: object) -> str:
        """Put a claim or label aside and leave its number in its place; words of the template pass through."""
        if isinstance(value, str):
            return value
        pieces.append(value if isinstance(value, Claim | Label) else Label(str(value)))
        return f"\0{len(pieces) - 1}\0"

    with languages.filling(keep):
        macros = languages.template(lang, facts=narrative, worth=worth, **_names(month, lang))
        said = str(getattr(macros, name)(month, *more))
    said = re.sub(r"\s+", languages.space(lang), said).strip()
    said = re.sub(r" (?=[.,;:)])|(?<=\() ", "", said)
    parts = re.split(r"\0(\d+)\0", said)
    return Text(_evened([pieces[int(part)] if n % 2 else part for n, part in enumerate(parts) if part], lang))


def _names(month: Month, lang: str) -> dict[str, object]:
    """What templates call for names of partners, months, days and goods; each gives a label."""
    item = month.product
    goods = reference.product_name(item.name, lang)
    return {
        "name": lambda partner: Label(reference.partner_phrase(partner, lang)),
        "period": lambda text: Label(periods.words(text, lang)),
        "near": lambda text: Label(_near(text, month.period, lang)),
        "day": lambda text: Label(periods.day_words(text, lang)),
        "label": lambda words: Label(str(words)),
        "goods": Label(goods or item.noun),
        "title": Label(goods or item.title[:1].lower() + item.title[1:]),
        "code": Label(item.code_words.replace(" ", "\u00a0").replace(",\u00a0", ", ")),  # no line ends inside a code
        "scope": Label(reference.product_name(item.name, lang, "scope") if lang != "en" else item.scope),
    }


def _near(month: str, other: str, lang: str) -> str:
    """A month by its name alone where its year is that of the other month."""
    if month[:4] != other[:4] or len(month) != len(other):
        return periods.words(month, lang)
    if lang == "en":
        return periods.words(month).split()[0]
    return format_skeleton("MMM", periods.day(f"{month}-01"), locale=lang)


def _evened(pieces: list[Piece], lang: str) -> tuple[Piece, ...]:
    """The pieces with the levels of each sentence in one unit, that of the smallest: no t beside million t."""
    done: list[Piece] = []
    sentence: list[Piece] = []
    for piece in pieces:
        sentence.append(piece)
        if isinstance(piece, str) and END.search(piece):
            done += _same_unit(sentence, lang)
            sentence = []
    return tuple(done + _same_unit(sentence, lang))


def _same_unit(sentence: list[Piece], lang: str) -> list[Piece]:
    for unit in ("kg", "USD", "CNY"):
        levels = [piece for piece in sentence if isinstance(piece, Claim) and piece.unit == unit]
        found = [(claim, match[1]) for claim in levels if claim.value and (match := LEVEL.fullmatch(claim.text))]
        if len({words for _, words in found}) > 1:
            smallest = max(min(abs(claim.value) for claim, _ in found), LEAST.get(unit, 0))
            mixed = [claim for claim, _ in found]
            sentence = [_rewritten(piece, smallest, lang) if piece in mixed else piece for piece in sentence]
    return sentence


def _rewritten(claim: Claim, scale: float, lang: str) -> Claim:
    """A level in the unit that another amount of its sentence has."""
    measured = Measured(claim.value, claim.low, claim.high, claim.unit)
    return replace(claim, text=written(measured, lang=lang, scale=scale))
