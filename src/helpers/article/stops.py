"""Where the sentences of a text end."""

import re

from helpers.article.lexicon import Language
from helpers.article.text import Block

SHORT = re.compile(
    r"(?:\b(?:U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|approx|Inc|Co|Ltd|Mr|Mrs|Ms|Dr|St|Corp|E\.U|U\.K|"
    r"ca|bzw|ggü|Tsd|Mio|Mrd|Prof|Nr|rd|[A-Z])|\d)$"
)
END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9ÄÖÜ가-힣])|[。！？!?](?=\S)|[。！？]\s*")
BREAK = {
    "ko": re.compile(r"…+\s*"),
    "ja": re.compile(r" +(?!約?[\d.,万億千]+(?:トン|㌧|%|倍|ドル))(?=\S)"),
    "zh": re.compile(r"(?<=[一-鿿%]) +(?=[一-鿿])"),
}


def split(text: str, block: Block, language: Language) -> list[tuple[int, int]]:
    """Where the sentences of a block stand; a full stop after a short form ends none."""
    if block.cells:
        return [(block.start, block.end)]
    spans, start = [], block.start
    headline = language.name in BREAK and re.search(r"[。.!?！？」\"]\s*$", text[block.start : block.end]) is None
    for match in (BREAK[language.name] if headline else END).finditer(text, block.start, block.end):
        before = text[max(start, match.start() - 12) : match.start()]
        follows = text[match.end() : match.end() + 1]
        short = SHORT.search(before) or (before.endswith(" no") and follows.isdigit())  # "still no. 1"
        if match[0].startswith(".") and short and not (before[-1:].isdigit() and follows.isupper()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    return [*spans, (start, block.end)] if start < block.end else spans
