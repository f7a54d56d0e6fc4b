"""Partners taken together in English and German: "Germany and the US combined", "all but the US", "beide zusammen"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.article import marks
from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

COMMA = re.compile(r",? (?:and|und) (?:the |die )?|, (?:the |die )?")
WORDS = "together|combined|jointly|between them|taken together|put together|zusammen(?:genommen)?|gemeinsam"
TOGETHER = re.compile(
    rf",? (?:(?:were|was|had|have|kamen|nahmen|bezogen|erhielten|standen|stehen|importierten|vereinten)"
    rf"(?: im \w+| \d{{4}})? )?(?:{WORDS})\b"
)
FOR_BOTH = re.compile(
    r"\b(?:[Zz]usammen|[Gg]emeinsam|[Tt]ogether|[Cc]ombined|[Jj]oint|[Cc]ollective)(?:ly)?,? (?:[\w-]+ ){0,4}(?:the )?$"
)
TOOK = re.compile(
    r" (?:took|received|bought|absorbed|accounted for|got|made up|were sent|imported|purchased|drew)"
    r"(?: about| around| some| roughly| nearly| almost| over| more than| just)* ?"
)
PAIR = re.compile(r",? (?:and|or) (?:about |some )?\d| respectively| each\b")
BOTH = re.compile(
    rf"\b(?:{WORDS}),? (?:they|the (?P<n>two|three|four)|both)\b|"
    rf"\b(?:[Bb]eiden?(?: Länder| Staaten| Abnehmer)?) (?:{WORDS})\b|"
    rf"\b(?:they|the (?P<m>two|three|four)(?: countries| buyers)?|both)(?: \w+)? (?:{WORDS})\b",
    re.IGNORECASE,
)
COUNTS = {"two": 2, "three": 3, "four": 4}


def joined(reader: Reader, items: list[Item]) -> list[Item]:
    """The words of a sentence, with partners that it takes together as one partner: "DEU+USA"."""
    if reader.language.name not in ("en", "de"):
        return items
    return _together(reader, _both(reader, _excepted(reader, items)))


def _both(reader: Reader, items: list[Item]) -> list[Item]:
    """The partners spoken of last, where "together they" or "the two combined" sums them up."""
    told = items and BOTH.search(reader.text, reader.begin, items[-1].end)
    if not told:
        return items
    count = COUNTS.get((told["n"] or told["m"] or "two").lower(), 2)
    before = [str(item.value) for item in items if item.kind == "partner" and item.end <= told.start()]
    names = [name for name in dict.fromkeys([*reversed(before), *reader.partners]) if _single(name)]
    if len(names) < count:
        return items
    item = Item("partner", told.start(), told.end(), "+".join(sorted(names[:count])))
    rest = [other for other in items if other.end <= item.start or other.start >= item.end]
    return sorted([*rest, item], key=lambda other: other.start)


def _excepted(reader: Reader, items: list[Item]) -> list[Item]:
    """All but one as one partner: "countries other than the US", "the rest of the world" after the US was spoken of."""
    done: list[Item] = []
    for item in items:
        if item.kind == "partner" and done and done[-1].kind == "except" and item.start - done[-1].end <= 1:
            whole = done.pop()
            done.append(replace(item, start=whole.start, value=f"X-WLD-EXCEPT-{item.value}"))
        elif item.kind == "partner" and item.value == "X-OTHER" and _single(reader.partner):
            done.append(replace(item, value=f"X-WLD-EXCEPT-{reader.partner}"))
        else:
            done.append(item)
    return [item for item in done if item.kind != "except"]


def _single(partner: str) -> bool:
    """Whether a code is one of a single partner."""
    return partner.isalpha() and partner != "WLD"


def _together(reader: Reader, items: list[Item]) -> list[Item]:
    """A list of partners with a word that sums them up, or as the subject of a single figure, as one partner."""
    done: list[Item] = []
    names: list[Item] = []
    for n, item in enumerate(items):
        if item.kind == "partner" and str(item.value).isalpha():
            apart = names and not COMMA.fullmatch(reader.text[names[-1].end : item.start])
            names = [item] if apart or not names else [*names, item]
            done.append(item)
            follows = next((other for other in items[n + 1 :] if other.kind in ("partner", "stop", "and")), None)
            goes_on = follows is not None and COMMA.match(reader.text[item.end : follows.end + 5]) is not None
            if len(names) > 1 and not (goes_on and _listed(items[n + 1 :])) and _summed(reader, names, items[n + 1 :]):
                done = [other for other in done if other.start < names[0].start or other.start > item.start]
                code = "+".join(sorted({str(name.value) for name in names}))
                done.append(replace(item, start=names[0].start, value=code))
                names = []
        else:
            names = names if item.kind in ("and", "stop") else []
            done.append(item)
    return done


def _listed(items: list[Item]) -> bool:
    """Whether the next word but commas and "and" is another partner."""
    first = next((item for item in items if item.kind not in ("and", "stop")), None)
    return first is not None and first.kind == "partner"


def _summed(reader: Reader, names: list[Item], after: list[Item]) -> bool:
    """Whether a list of partners is taken together."""
    text, start, end = reader.text, names[0].start, names[-1].end
    if TOGETHER.match(text, end) or FOR_BOTH.search(text, max(reader.begin, start - 60), start):
        return True
    figure = next((item for item in after if marks.is_mark(item)), None)
    if figure is None or figure.kind != "number" or figure.value.unit not in ("kg", "%"):
        return False
    return bool(TOOK.fullmatch(text[end : figure.start])) and not PAIR.match(text, figure.end)
