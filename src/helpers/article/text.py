"""An article as plain text: from HTML, Markdown or text, with where and when it was published if it says so."""

import re
from dataclasses import dataclass

from helpers.errors import DataError, problem

LIMIT = 5_000_000
LONGEST = 600  # characters of a sentence; what is longer is cut, so that work grows with the length of a text
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BLOCKS = ["p", "h1", "h2", "h3", "h4", "li", "td", "th", "blockquote", "figcaption", "div", "br", "tr"]
SENTENCE_END = re.compile(r"[。！？]|[.!?][\"”’»)]?(?=\s)|\n")
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:No|Nos|vs|Inc|Co|Ltd|Corp|Mr|Ms|Dr|St|approx|ca|bzw|Mio|Mrd|Nr|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec))\.$|\b\d{1,2}\.$"
)


@dataclass(frozen=True)
class Article:
    """Text of an article, its language, day and place of publication; empty where it does not say."""

    text: str
    lang: str = "en"
    published: str = ""
    url: str = ""
    publisher: str = ""


def read(raw: bytes, published: str = "", url: str = "", where: str = "article") -> Article:
    """Read an article of at most 5 MB.

    Args:
        raw: plain text, Markdown or HTML, in UTF-8 (or GB18030).
        published: day of publication, YYYY-MM-DD; empty to look for it in the HTML.
        url: address; empty to look for it in the HTML.
        where: name of the file, for messages.

    Raises:
        DataError: the article is too large.

    Example:
        >>> read(b"<title>x</title><body><p>353 t<script>bad()</script></p>").text
        '353 t'
    """
    if len(raw) > LIMIT:
        raise DataError(
            problem(
                f"the article has more than {LIMIT:,} bytes, which is the most that is checked",
                where=where,
                do="cut it to the text of the article",
            )
        )
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        source = raw.decode("gb18030", errors="replace")
    article = _html(source) if re.search(r"<(?:html|body|p|div|article|!doctype)\b", source[:20000], re.I) else None
    article = article or Article(_markdown(source))
    text = article.text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    return Article(text, language(text), published or article.published, url or article.url, article.publisher)


def _html(source: str) -> Article:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(source, "html.parser")

    def meta(*names: str) -> str:
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            if tag and tag.get("content"):
                return str(tag["content"])
        return ""

    day = DAY.match(meta("article:published_time", "date", "datePublished", "pubdate"))
    link = soup.find("link", rel="canonical")
    url = meta("og:url") or str(link.get("href", "") if link else "")
    publisher = meta("og:site_name")
    for tag in soup(["script", "style", "noscript", "nav", "footer", "form", "svg", "template", "head", "title"]):
        tag.decompose()
    for tag in soup(BLOCKS):
        tag.append("\n")
    body = soup.find("article") or soup.find("main") or soup
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in body.get_text().replace("\r", "\n").split("\n"))
    text = "\n".join(line for line in lines if line)
    return Article(text, published=day[0] if day else "", url=url, publisher=publisher)


def _markdown(source: str) -> str:
    """Take Markdown's marks off; plain text stays as it is."""
    source = re.sub(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)", r"\1", source)
    source = re.sub(r"(?m)^[ \t]{0,3}(?:#{1,6}|>|[*-]) +", "", source)
    source = re.sub(r"\*\*|__|`", "", source).replace("\r\n", "\n")
    return "\n\n".join(_unwrapped(block) for block in re.split(r"\n[ \t]*\n", source))


def _unwrapped(block: str) -> str:
    """Join the lines of a paragraph that was broken at a fixed width; a list of short lines stays a list."""
    lines = block.strip("\n").split("\n")
    wrapped = len(lines) > 1 and all(60 <= len(line) <= 130 for line in lines[:-1])
    return " ".join(line.strip() for line in lines) if wrapped else "\n".join(lines)


def language(text: str) -> str:
    """Language by script and small words: en, de, zh, ja or ko.

    Example:
        >>> language("6月出口同比下降"), language("6月の輸出は353トン"), language("Die Ausfuhren stiegen im Juni um")
        ('zh', 'ja', 'de')
    """
    head = text[:20000]
    letters = max(1, len(re.findall(r"\w", head)))
    kana, hangul, han = (
        len(re.findall(pattern, head)) / letters
        for pattern in ("[\u3040-\u30ff]", "[\uac00-\ud7af]", "[\u4e00-\u9fff]")
    )
    if kana > 0.05:
        return "ja"
    if hangul > 0.1:
        return "ko"
    if han > 0.1:
        return "zh"
    german = len(re.findall(r"\b(?:der|die|das|und|im|gegenüber|Tonnen|Prozent|nach|von|um)\b", head))
    english = len(re.findall(r"\b(?:the|and|of|to|in|tonnes|percent|from|by)\b", head))
    return "de" if german > english else "en"


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends.

    Example:
        >>> [ "U.S. buyers took 3.5 t. More came."[a:b] for a, b in sentences("U.S. buyers took 3.5 t. More came.")]
        ['U.S. buyers took 3.5 t.', ' More came.']
    """
    found, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if match[0][0] == "." and ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1]):
            continue
        if text[start : match.end()].strip():
            found.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return [(a, min(a + LONGEST, end)) for begin, end in found for a in range(begin, end, LONGEST)]
