"""From text to printed claims: each number with its kind, subject, product, flow, period, base, unit and rounding."""

import re
from dataclasses import dataclass
from importlib import import_module

from helpers.article import context, sentences, stops, tabled
from helpers.article.lexicon import Item, Language, find
from helpers.article.printed import Printed
from helpers.article.text import Article, Block

DATELINE = re.compile(
    r"\W*(?:[A-Z]{3,}(?:[ /][A-Z]{3,})*|Hong Kong|Singapore|Hongkong|Singapur)"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
    r"(?: ?\([^()\n]{2,40}\))?(?: [-–—] | ?— ?)(?!\d)"
)
GERMAN = re.compile(
    r"der|die|das|und|im|mit|von|nach|den|zum|auf|für|aus|eine?|gegenüber|ggü|tonnen|prozent|anteil|gesamt|exporte|"
    r"ausfuhren|chinas|vormonat|vorjahr|deutschland|seltenerdmagnete"
)
ENGLISH = re.compile(
    r"the|of|and|to|from|an?|by|with|for|on|exports|tons|tonnes|percent|share|total|month|year|germany"
)
LONGEST = 80  # words and numbers of a sentence that are read together; sentences of the press have fewer


@dataclass(frozen=True)
class Found:
    """What an article holds: claims, and the other numbers with what they are."""

    claims: tuple[Printed, ...]
    aside: tuple[Printed, ...]
    clock: context.Clock
    language: str


def language_of(text: str) -> Language:
    """The language of a text, from its letters; English where nothing else is seen.

    Example:
        >>> language_of("6月输出").name, language_of("Ausfuhren der Magnete sanken im Juni").name
        ('zh', 'de')
    """
    sample = text[:20_000]
    letters = sum(sign.isalpha() for sign in sample) or 1
    counts = {
        "ko": sum("\uac00" <= sign <= "\ud7a3" for sign in sample),
        "ja": sum("\u3041" <= sign <= "\u30ff" for sign in sample),
        "zh": sum("\u4e00" <= sign <= "\u9fff" for sign in sample),
    }
    for name, least in (("ko", 0.1), ("ja", 0.1), ("zh", 0.2)):
        if counts[name] / letters > least:
            return _language(name)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    german, english = (sum(common.fullmatch(word) is not None for word in words) for common in (GERMAN, ENGLISH))
    return _language("de" if german > english else "en")


def _language(name: str) -> Language:
    """The words of a language, which are only read where a text is in it."""
    return import_module(f"helpers.article.{name}").LANGUAGE


def extract(article: Article, product: str, newest: str) -> Found:
    """All numbers of an article.

    Args:
        article: as ``text.read`` gives it.
        product: the product that it is checked against, where it names none.
        newest: newest month known, for an article without a date.
    """
    language, plain = language_of(article.text), article.plain
    parts = [(block, stops.split(plain, block, language)) for block in article.blocks]
    found = {
        span: find(plain, language, max(span[0], _opening(plain, block)), span[1])
        for block, spans in parts
        for span in spans
    }
    # a long sentence is read in pieces: work grows with its length, and no number is lost
    pieces = {span: [words[n : n + LONGEST] for n in range(0, len(words), LONGEST)] for span, words in found.items()}
    times = [item.value for words in found.values() for item in words if item.kind == "time"]
    clock = context.clock(plain, article.published, newest, times)
    reader = sentences.Reader(plain, language, clock, product, [piece for some in pieces.values() for piece in some])
    claims: list[Printed] = []
    table: list[Block] = []
    for block, spans in parts:
        if block.cells:
            table.append(block)
            continue
        claims += tabled.rows(reader, table)
        table = []
        reader.paragraph()
        for span in spans:
            reader.begin = span[0]
            claims += [claim for piece in pieces[span] for claim in reader.sentence(piece)]
    claims += tabled.rows(reader, table)
    covered = {place for claim in claims for place in range(claim.start, claim.end)}
    aside = [_aside(plain, item) for words in found.values() for item in words if item.kind in ("date", "number")]
    rest = [item for item in aside if covered.isdisjoint(range(item.start, item.end))]
    return Found(tuple(claims), tuple(rest), clock, language.name)


def _opening(text: str, block: Block) -> int:
    """Where a paragraph begins behind its dateline: "HONG KONG, Jan 20 (Wire) - ", "Singapore -"."""
    found = None if block.cells else DATELINE.match(text, block.start, block.end)
    return found.end() if found else block.start


def _aside(text: str, item: Item) -> Printed:
    reason = item.value if item.kind == "date" else "a count or number without a unit of trade"
    return Printed(item.start, item.end, text[item.start : item.end], "other", reason=str(reason))
