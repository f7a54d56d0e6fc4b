"""What German sentences say by their order: who stands behind the verb, what is told in passing, what a share is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.article.lexicon import Item
from helpers.article.marks import Mark, is_mark

if TYPE_CHECKING:
    from helpers.article.sentences import Reader

STOP = re.compile(r"[;—–]|, |(?<!onat)(?<!jahr): | - ")
TAKE = (
    r"g[ie]ng(?:en)?|geht|gehen|floss(?:en)?|fließ(?:t|en)|landet?e?n?|nahm(?:en)?|nimmt|nehmen|bezog(?:en)?|bezieht|"
    r"erh[ia]e?lt(?:en)?|erhalten|bekam(?:en)?|kauf(?:te?n?|t|en)|orderten?|st[ae]nd(?:en)?|steht|stehen|kam(?:en)?|kommt|kommen|"
    r"zeichne(?:te?n?|t|n)|sorg(?:te?n?|t|en)|vereint?e?n?|wander(?:te?n?|t|n)|entf[aiä]e?l+(?:en|t)?|trug(?:en)?|"
    r"w[au]rden|wird|beanspruch\w+|sicher(?:te?n?|t|n)|importier\w+|strich(?:en)?|absorbier\w+|empfing(?:en)?|"
    r"mach(?:te?n?|t|en)"
)
AND_SHARE = re.compile(
    r"(?:, )?(?:nämlich|genauer|genau|exakt|konkret) |\(|, also |"
    r"(?: \w+)?, (?:im [A-Z]\w+|(?:ein|vor einem) Jahr(?: \w+)?|zuvor|davor) "
    r"(?:noch |nur )?(?:bei |auf |waren es )?(?:noch |nur )?|"
    r"(?: (?:der|aller|des) [\w-]+)?(?: (?:im|in|vom|aus) [\w ]{1,24})?,? "
    r"(?:auf|nach|gegenüber|statt|zu) (?:nur |noch |nur noch |rund |gut |knapp |etwa |zuvor |fast )?"
)
TAKES = re.compile(rf"\b(?:{TAKE})\b")
THEN_NAMELY = re.compile(
    r"(?:,? (?:nämlich|genauer|genau|exakt|konkret|oder) [\d,]+ (?:Prozent|%),?| \([\d,]+ (?:Prozent|%)\))"
)
OF_ALL = re.compile(
    r"\s*davon\b|\s*(?:der|aller|des|von allen|an allen|an den|vom) (?:(?!Vor|\d|von )[\w-]+ ){0,4}"
    r"(?:\w*exporte?n?s?|\w*ausfuhren?|\w*lieferungen|(?:\w*menge|\w*volumens?)(?! (?:vom|von|des|im|aus)\b)|Gesamt\w+|"
    r"\w*magnete?n?|Tonnen|Verkäufe|Sendungen|Kilogramm|Ware)\b",
    re.IGNORECASE,
)
SHARE_END = re.compile(
    r"\b(?:auf|von|bei|nach|mit|betrug|sind|waren|war|zu|macht|machten?)"
    r"(?: (?:nur|noch|rund|gut|knapp|etwa|zuletzt|immerhin)){0,2} $|:\s?$"
)
NOUN = "(?:Plus|Minus|Rückgang|Anstieg|Zuwachs|Zunahme|Abnahme|Einbruch|Steigerung|Verlust|Sprung|Einbußen?|Wachstum)"
NOUN += "(?:e?s)?"
NOUN_BY = re.compile(
    rf"\b(?:{NOUN} (?:von|um|in Höhe von)|um|fehl(?:en|ten?|t)(?: \w+)?) "
    r"(?:mehr als |über |rund |etwa |fast |knapp |gut )?$"
)
AS_MUCH = re.compile(
    r"(?: (?:so )?(?:viel|viele|hoch|groß|stark)(?: \w+)?)?(?: (?:Magnete|Tonnen|Material|Ware))?,? wie "
    r"(?:nach |in |an )?(?:die |der |den )?"
)
AS_HIGH = r"(?:(?<=so viel)|(?<=so viele)|(?<=so hoch)|(?<=so groß)|(?<=so stark)| höher| mehr)\b(?! wie| als)"
GOES = re.compile(rf", (?:{TAKE})\b")
NOTED = re.compile(
    r"(?<!nur )(?<!gerade )(?<!bloß )(?<!lediglich )(?<!erst )"
    r"\b[Nn]och (?!nie|nicht|weniger|mehr|immer|einmal|stärker)|"
    r"\bgewesen\b|\bhatten? (?!sich)|worden waren?\b|[Zz]um Vergleich|\b[Dd]amals\b|\b[Zz]uvor\b|, als "
)
AMOUNTING = re.compile(rf"(?: davon)?, (?:\w+ )?[\d.,]+ (?:Tonnen|t|Prozent|%), (?=(?:{TAKE})\b)")
THERE = re.compile(r"\b(?:dorthin|dahin)\b")
OR_PART = re.compile(r"(?: \w+)?, (?:also|mithin|somit|das (?:ist|sind|waren)) ")
BESIDE = re.compile(r" (?:mehr|weniger|höher|niedriger|über|unter|teurer|billiger)\b")
VERB = re.compile(r"\b(?:war(?:en)?|wurden?|sind|ist|kamen?|ging(?:en)?|lag(?:en)?|erhielt(?:en)?|exportierten?) ")
RELATIVE = re.compile(r"(?: \w+)?, (?:die|welche) (?!Hälfte|meisten|\d)")
OF_UNION = re.compile(r" (?:der|des|aller|an den) (?:EU|europäisch\w+|Gemeinschafts)[\w-]*")
FRONTED = re.compile(r"(?:^|[.!?\n]\s?)(?:Nach|Trotz|Mit|Statt|Um|Bei)\b[^;]*$")
FROM_TO = re.compile(r"[^.;:]{0,70}? auf (?:(?:nur|noch|rund|gut|knapp|etwa|mehr als|über|fast|gerade einmal) ){0,3}\d")
SUMS = re.compile(r"insgesamt|zusammen|gesamte?n?", re.IGNORECASE)
EACH = re.compile(
    r"jede[rsnm]? \w+|(?:\w+) (?:von|aus|unter) (?:zehn|hundert|fünf|vier|drei|acht|zwanzig)", re.IGNORECASE
)
PART_OF = re.compile(r"\d (?:Tonnen |t )?von (?:den |gut |rund |insgesamt |knapp |fast )*$")
BARE_BEFORE = re.compile(rf"(?:, |: | und |davon |dann |noch |nur |sie |er |es |mit |auf |\b(?:{TAKE}) )$")
BARE_AFTER = re.compile(
    r" (?:der \d+|im|für|nach|in d(?:ie|er|en)|aus|gegenüber|von (?:gut |rund |den |insgesamt )?\d+|und|sowie|auf)\b|"
    r"[,.;)](?!\d)| \("
)


def of(reader: Reader) -> bool:
    """Whether the text is German."""
    return reader.language.name == "de"


def clause(reader: Reader, start: int, end: int) -> tuple[int, int]:
    """Where the part of the sentence around a number begins and ends: at commas, colons and dashes."""
    begin = max((m.end() for m in STOP.finditer(reader.text, reader.begin, start)), default=reader.begin)
    stop = STOP.search(reader.text, end)
    close = reader.text.find("\n", end)
    ends = [place for place in (stop.start() if stop else -1, close, _full_stop(reader, end)) if place >= 0]
    return begin, min(ends, default=len(reader.text))


def _full_stop(reader: Reader, end: int) -> int:
    found = re.compile(r"[.!?][\"“”»)]*(?:\s+(?=[\"„«(]?[A-ZÄÖÜ0-9])|$)").search(reader.text, end)
    return found.start() if found else -1


def partner(reader: Reader, mark: Mark, kind: str) -> str:
    """The partner that German order gives a number, or none: the whole of a part, or who stands behind the verb."""
    if not of(reader):
        return ""
    if kind == "level" and of_whole(reader, mark):
        return "WLD"
    if kind == "level" and (told := related(reader, mark, "partner")):
        return str(told[0].value)
    named = _subject_behind(reader, mark, kind)
    begin, end = clause(reader, mark.item.start, mark.item.end)
    own = any(item.kind == "partner" and item.start < end for item in [*mark.before, *mark.after])
    if not own and THERE.search(reader.text, begin, end) and reader.partner != "WLD":
        return reader.partner  # "Im Mai hatte China 46 Tonnen dorthin geliefert"
    return "" if named is None else "WLD" if named.kind == "whole" else str(named.value)


def _subject_behind(reader: Reader, mark: Mark, kind: str) -> Item | None:
    """The partner that a German clause names behind its verb: "Auf Platz eins lag mit 1288 Tonnen Deutschland"."""
    if not of(reader) or kind in ("difference", "record", "unit_value"):
        return None
    begin, end = clause(reader, mark.item.start, mark.item.end)
    led = kind == "rank" and reader.text.startswith(": ", end)  # "Größter Abnehmer: Deutschland"
    if apposed := end == mark.item.end and (led or (begin == mark.item.start and GOES.match(reader.text, end))):
        end = clause(reader, end + 2, end + 2)[1]  # "Gut ein Fünftel, 1341 Tonnen, ging nach Deutschland"
    if any(item.kind in ("partner", "whole") and item.start >= begin for item in mark.before):
        return None
    if kind == "share" and (namely := AMOUNTING.match(reader.text, mark.item.end)):
        end = clause(reader, namely.end(), namely.end())[1]  # "Die Hälfte davon, 1288 Tonnen, entfiel auf Deutschland"
        return next((one for one in mark.after if one.kind == "partner" and namely.end() <= one.start < end), None)
    for item in mark.after:
        if apposed and item.kind == "stop" and item.start == mark.item.end:
            continue
        if item.start >= end or item.kind in ("stop", "follow") or (item.kind == "and" and kind != "change"):
            return None
        if (item.kind == "other" and (item.value != "place" or kind == "rank")) or (
            item.kind == "cmp" and kind != "change"
        ):
            return None
        if kind == "share" and reader.text[mark.item.end : item.start] in (" der ", " des ", " "):
            continue  # "die Hälfte der EU-Menge"
        if item.kind == "whole":
            return item if kind != "share" else None
        if item.kind == "partner":
            return item if _subject(reader, item, mark, kind) else None
    return None


def _subject(reader: Reader, item: Item, mark: Mark, kind: str) -> bool:
    """Whether a partner behind a number is its own: of a change only with a word that leads to it or a verb of it."""
    before = reader.text[mark.item.end : item.start]
    if kind != "change":
        return not before.endswith(("wie ", "als "))
    verb = [word for word in mark.after if word.kind == "dir" and word.end <= item.start]
    return before.endswith(("nach ", "in ", "für ", "an ", "mit ")) or bool(verb and item.start - verb[-1].end == 1)


def related(reader: Reader, mark: Mark, kind: str) -> list[Item]:
    """Words of a kind in the clause that tells of a number: "die 5473 Tonnen, die China im Oktober ausführte"."""
    led = RELATIVE.match(reader.text, mark.item.end) if of(reader) else None
    if led is None:
        return []
    end = clause(reader, led.end(), led.end())[1]
    said = [item for item in mark.after if led.end() <= item.start < end]
    return [] if any(map(is_mark, said)) else [item for item in said if item.kind == kind]


def whole_of(reader: Reader, mark: Mark, partner: str) -> str:
    """The union of which a part is one: "mehr als die Hälfte der EU-Menge"; empty for the world."""
    return "EUN" if of(reader) and partner != "EUN" and OF_UNION.match(reader.text, mark.item.end) else ""


def of_price(reader: Reader, mark: Mark) -> bool:
    """Whether a percentage is one of the price told right before it: "47,90 Dollar, fünf Prozent mehr als im Juni"."""
    told = reader.claims[-1] if reader.claims else None
    if not of(reader) or told is None or told.kind != "unit_value":
        return False
    own = any(item.kind in ("flow", "partner", "whole", "measure") for item in mark.left)
    return not own and BESIDE.match(reader.text, mark.item.end) is not None


def share(reader: Reader, mark: Mark) -> bool:
    """Whether somebody takes a part: "12 Prozent nahmen die USA ab", "ging mehr als ein Fünftel nach Deutschland"."""
    text, item = reader.text, mark.item
    begin, end = clause(reader, item.start, item.end)
    before = text[begin : item.start]
    told = reader.claims[-1] if reader.claims and reader.claims[-1].kind == "share" else None
    if told and AND_SHARE.fullmatch(text, told.end, item.start):
        return True
    level = reader.claims[-1] if reader.claims and reader.claims[-1].kind == "level" else None
    part = level is not None and level.partner != "WLD" and OR_PART.fullmatch(text, level.end, item.start)
    if part and not BESIDE.match(text, item.end):
        return True  # "waren 582 Tonnen bestimmt, also nicht einmal ein Zehntel"
    if text.endswith("(", begin, item.start) and text.startswith(")", item.end) and mark.left:
        return mark.left[-1].kind == "partner" and any(claim.kind == "share" for claim in reader.claims)
    if re.search(r"\b(?:um|von|nach) $", before) and not re.search(r"Anteil|Quote", text[reader.begin : item.start]):
        return False
    if any(word.kind in ("dir", "cmp", "flow") and word.start >= begin for word in mark.left):
        return False
    if any(word.kind in ("dir", "cmp") and word.start < end for word in mark.right[:2]):
        return False
    ahead = text[item.end : end]
    if namely := THEN_NAMELY.match(text, item.end):
        ahead = text[namely.end() : clause(reader, namely.end(), namely.end())[1]]
    named = [word for word in [*mark.before, *mark.after] if word.kind == "partner" and word.start >= begin]
    return bool(named) and TAKES.search(before + ahead) is not None


def sums_up(reader: Reader, item: Item, left: list[Item]) -> bool:
    """Whether "insgesamt" sums up what one partner took: "Deutschland bezog 2025 insgesamt 10.100 Tonnen"."""
    own = [other for other in left if other.kind == "partner" and other.end <= item.start]
    if not of(reader) or item.kind != "whole" or not own or not SUMS.fullmatch(reader.text, item.start, item.end):
        return False
    return (
        STOP.search(reader.text, own[-1].end, item.start) is None
        and " und " not in reader.text[own[-1].end : item.start]
    )


def compares(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a word of comparison leads to a number as its base: "von 246 auf 46 Tonnen", not "Ausfuhren von 46"."""
    word = reader.text[item.start : item.end].lower() if of(reader) else ""
    if word.startswith("seit"):  # "zum ersten Mal seit März über 5500 Tonnen"
        return False
    if item.end < mark.item.start and VERB.search(reader.text, item.end, mark.item.start):
        return False  # "Statt 7440 Tonnen wie im Vorjahr waren es 5933"
    return word != "von" or FROM_TO.match(reader.text, mark.item.end) is not None


def of_change(reader: Reader, mark: Mark) -> bool:
    """Whether a noun of change leads to an amount: "ein Plus von 858 Tonnen", "einem Rückgang um ein Fünftel"."""
    return of(reader) and NOUN_BY.search(reader.text, max(0, mark.item.start - 40), mark.item.start) is not None


def rival(reader: Reader, mark: Mark, item: Item) -> bool:
    """Whether a multiple is measured against the partner behind it: "doppelt so viel wie die USA"."""
    return of(reader) and AS_MUCH.fullmatch(reader.text, mark.item.end, item.start) is not None


def past(reader: Reader, item: Item, mark: Mark) -> bool:
    """Whether a time is that of a part closed by a semicolon that looks back: "hatten im August noch 590; jetzt"."""
    if not of(reader) or ";" not in reader.text[item.end : mark.item.start]:
        return False
    begin, end = clause(reader, item.start, item.end)
    return NOTED.search(reader.text[begin:end]) is not None


def of_move(reader: Reader, mark: Mark) -> bool:
    """Whether a part is one of a rise or fall: "mehr als die Hälfte des Rückgangs"."""
    return of(reader) and re.compile(rf" de[rs] {NOUN}").match(reader.text, mark.item.end) is not None


def in_parts(reader: Reader, mark: Mark) -> bool:
    """Whether a fraction is a share: "vier von zehn Tonnen", "jeder fünfte Magnet", or of what somebody takes."""
    said = reader.text[mark.item.start : mark.item.end]
    return EACH.search(said) is not None or share(reader, mark)


def of_whole(reader: Reader, mark: Mark) -> bool:
    """Whether a level is the whole of which another is part: "5933 von gut 57 000 Tonnen"."""
    return of(reader) and PART_OF.search(reader.text, max(0, mark.item.start - 30), mark.item.start) is not None


def bare(reader: Reader, item: Item, before: Item | None) -> bool:
    """Whether a number without a unit is one of tonnes as those around it: "6300 Tonnen im Januar, 5324 im März"."""
    if not of(reader) or item.value.number.value < 20 or not BARE_AFTER.match(reader.text, item.end):
        return False
    named = before is not None and before.kind in ("partner", "time")
    named = named and before is not None and reader.text[before.end : item.start] in (" ", ": ")
    return named or BARE_BEFORE.search(reader.text, max(0, item.start - 14), item.start) is not None


def with_more(reader: Reader, mark: Mark) -> bool:
    """Whether "mehr" says nothing of a number but of who had it: "Vietnam bekam mit 235 Tonnen mehr"."""
    return of(reader) and reader.text.endswith("mit ", 0, mark.item.start)


def only_compared(reader: Reader, item: Item) -> bool:
    """Whether a measure is only what another is compared with: "Der Wert sank stärker als die Menge"."""
    return of(reader) and reader.text.endswith(("als die ", "als der ", "wie die ", "wie der "), 0, item.start)
