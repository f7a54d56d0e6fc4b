"""An article as text: plain text, Markdown and saved HTML become paragraphs, headings and table rows."""

import html
import re
from dataclasses import dataclass, replace
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate

from helpers.errors import DataError, problem

LIMIT = 5_000_000  # bytes of a file
MAX_CHARACTERS = 400_000  # of the text in it: some 70,000 words
DROPPED = ["script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "footer", "aside"]
DROPPED += ["button", "select", "head", "title"]
BLOCKS = ["p", "div", "section", "article", "main", "header", "li", "ul", "ol", "blockquote", "figcaption", "figure"]
BLOCKS += ["table", "tr", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "hr", "body", "address"]
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# what is written in several ways, one sign for one sign, so that places in the text stay the same
ALIKE = str.maketrans(
    "０１２３４５６７８９％．＋－−‒‐‑―’‘“”\u2009\u202f\u2007\u3000（）：；",
    "0123456789%.+------''\"\"\u00a0\u00a0\u00a0 ():;",
)
DECLARATION = re.compile("<[!?][^<>]*>")
TAG = re.compile(r"(</?[a-zA-Z][^<>]{0,9999}>)")  # a whole tag; what only looks like one is text
MARKDOWN = re.compile(r"^#{1,6} |\*\*\w|\]\(https?:|^\|.*\|$", re.MULTILINE)
# of plain text: an empty line, or the mark of an item of a list
PARAGRAPH = re.compile(
    r"\n[ \t\r]*\n(?:[ \t]*[-*+•·▪‣–][ \t]+)?|\n[ \t]*[-*+•·▪‣–][ \t]+|\n[ \t\u3000]*(?=[・◆◇■□●○▲△▶▷※])"
)


SHOUTED = 20  # letters above which a paragraph in capitals alone is a headline, whose words are read as others
UNITS = re.compile("(?:METRIC|TONN?E?S?|KILOS?|PER|CENT|PERCENT|PCT|FOLD|TIMES|[MB]ILLION|[A-Z]+FOLD)")
WORD = re.compile(r"[^\W\d_]{3,}")


def _spoken(match: re.Match) -> str:
    word = match[0].lower() if UNITS.fullmatch(match[0]) else match[0].capitalize()
    return word if len(word) == len(match[0]) else match[0]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or table row: where it stands, and for a row where its cells stand."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Article:
    """Text of an article with its blocks, and what the file says of itself."""

    text: str
    blocks: tuple[Block, ...]
    published: str = ""
    publisher: str = ""
    url: str = ""

    @cached_property
    def plain(self) -> str:
        """The text with one sign for what is written in several ways, letter for letter as long."""
        plain = self.text.translate(ALIKE)
        for block in self.blocks:
            shout = plain[block.start : block.end]
            if not block.cells and shout.isupper() and sum(map(str.isupper, shout)) > SHOUTED:
                plain = plain[: block.start] + WORD.sub(_spoken, shout) + plain[block.end :]
        return plain


def read(raw: bytes, published: str = "", url: str = "", publisher: str = "", where: str = "the article") -> Article:
    """Read an article of at most 5 MB.

    Args:
        raw: plain text, Markdown or HTML, in UTF-8, UTF-16 or GB 18030.
        published: day of publication, YYYY-MM-DD; empty for what the file says.
        url: address; empty for what the file says.
        publisher: whose article it is; empty for what the file says.
        where: name of the file, for messages; its ending tells HTML and Markdown.

    Raises:
        DataError: the article is too large, no text in these encodings, or empty.

    Example:
        >>> read(b"<title>x</title><body><p>353 t<script>bad()</script></p>").text
        '353 t'
    """
    if len(raw) > LIMIT:
        what = f"the article has more than {LIMIT:,} bytes, which is the most that is checked"
        raise DataError(problem(what, where=where, do="cut it to the text of the article"))
    article = parse(_decoded(raw, where), "." + where.rpartition(".")[2].lower(), where)
    said = {"published": published, "url": url, "publisher": publisher}
    return replace(article, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]


def _decoded(raw: bytes, where: str) -> str:
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(problem("the article is no text in UTF-8, UTF-16 or GB 18030", where=where))


def parse(content: str, suffix: str = "", where: str = "the article") -> Article:
    r"""Make an article of a file's content; without a suffix its kind is seen from what it holds.

    Raises:
        DataError: too much text, or none.

    Example:
        >>> parse("<p>353&nbsp;t<script>9</script></p><p>more</p>").text
        '353\xa0t\n\nmore'
    """
    head = content[:4000].lower()
    if suffix in (".html", ".htm") or re.search(r"<(?:!doctype|html|body|p|div|article)\b", head):
        article = _of_html(content)
    elif suffix in (".md", ".markdown") or (suffix not in (".txt", ".text") and MARKDOWN.search(content[:20_000])):
        _bounded(content, where)
        import mistune

        made = mistune.create_markdown(plugins=["table", "footnotes"], escape=True)(content)
        article = _of_html(str(made))
    else:
        lines = PARAGRAPH.split("\n" + content.replace("\r\n", "\n"))
        article = _composed([re.sub(r"[ \t\r\n]+", " ", line) for line in lines])
    _bounded(article.text, where)
    if not article.text.strip():
        raise DataError(problem("the article holds no text", where=where))
    return article


def _bounded(text: str, where: str) -> None:
    if len(text) > MAX_CHARACTERS:
        what = f"the article has {len(text):,} characters; at most {MAX_CHARACTERS:,} are checked"
        raise DataError(problem(what, where=where, do="check it in parts"))


def _of_html(content: str) -> Article:
    """Text of a saved page: of its longest ``article`` or ``main`` where it has one. Nothing in it runs."""
    page = _Page()
    for n, piece in enumerate(TAG.split(_without_comments(content))):
        page.feed(piece) if n % 2 else page.handle_data(html.unescape(piece))
    whole = "".join(page.pieces)
    places = [0, *accumulate(len(piece) for piece in page.pieces)]
    bodies = [whole[places[first] : places[last]] for first, last in page.bodies]
    longest = max(bodies, key=len, default="")
    article = _composed(re.split(r"\n\s*\n", longest if len(longest.strip()) > 80 else whole))
    return replace(article, published=page.published, publisher=page.meta.get("og:site_name", ""), url=page.url)


def _without_comments(content: str) -> str:
    """The page without declarations and comments; a comment that is never closed takes the rest with it."""
    kept, place = [], 0
    while (start := content.find("<!--", place)) >= 0:
        kept.append(content[place:start])
        end = content.find("-->", start)
        place = end + 3 if end >= 0 else len(content)
    return DECLARATION.sub("", "".join([*kept, content[place:]]))


class _Page(HTMLParser):
    """Text of a page in one pass, so that work grows with its length however its tags are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.bodies: list[tuple[int, int]] = []
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self._dropped: list[str] = []
        self._open: list[int] = []
        self._cells = 0

    @property
    def published(self) -> str:
        """Day of publication, or empty."""
        names = ("article:published_time", "datePublished", "date", "pubdate")
        days = (re.match(r"\d{4}-\d\d-\d\d", self.meta.get(name, "")) for name in names)
        return next((day[0] for day in days if day), "")

    @property
    def url(self) -> str:
        """The address that the page gives of itself, or empty."""
        return self.meta.get("og:url", "") or self.canonical

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Tags come one by one: what a script or style sheet holds need not be gathered until its end."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the page says of itself, and where blocks, cells and unwanted parts begin."""
        if self._dropped and self._dropped[-1] in ("script", "style"):
            return  # nothing in them is a tag but their own end
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = said.get("property") or said.get("name") or said.get("itemprop", "")
            self.meta.setdefault(name, said.get("content", ""))
        elif tag == "link" and "canonical" in said.get("rel", "").split():
            self.canonical = said.get("href", "")
        elif tag in DROPPED:
            self._dropped.append(tag)
        elif tag == "body":
            self._dropped.clear()
        elif tag in ("td", "th"):
            self._cells += 1
        elif tag in ("article", "main"):
            self._open.append(len(self.pieces))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open; a tag that nothing opened closes nothing."""
        if tag in self._dropped[-1:]:
            self._dropped.pop()
        elif self._dropped and self._dropped[-1] in ("script", "style"):
            return
        elif tag in ("td", "th") and self._cells:
            self._cells -= 1
            self.pieces.append("\t")
        elif tag in ("article", "main") and self._open:
            self.bodies.append((self._open.pop(), len(self.pieces)))
        self._part(tag)

    def _part(self, tag: str) -> None:
        if not self._dropped and (tag in BLOCKS or tag == "br"):
            self.pieces.append(" " if self._cells and tag not in ("table", "tr") else "\n\n")

    def handle_data(self, data: str) -> None:
        """Text outside the unwanted parts; blanks and line ends of the source mean nothing."""
        if not self._dropped:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))


def _composed(blocks: list[str]) -> Article:
    """Join blocks with blank lines and note where each stands; tabs part the cells of a row."""
    pieces, found, place = [], [], 0
    for raw in blocks:
        cells = [INVISIBLE.sub("", cell).strip(" \n") for cell in raw.split("\t")]
        cells = cells[:-1] if len(cells) > 1 and not cells[-1] else cells
        if not any(cells):
            continue
        ends = list(accumulate((len(cell) + 3 for cell in cells), initial=place))
        spans = tuple((start, start + len(cell)) for start, cell in zip(ends, cells, strict=False))
        found.append(Block(place, spans[-1][1], spans if "\t" in raw else ()))
        pieces.append(" | ".join(cells))
        place = spans[-1][1] + 2
    return Article("\n\n".join(pieces), tuple(found))
