"""Executed notebooks to pages: one self-contained HTML file each, without any outside request."""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import re
from functools import cache
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from helpers import languages, paths
from helpers.plain import clipped, one_way
from helpers.trace import CHART

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIP = (
    "Found by",
    "Between",
    "As of",
    "From",
    "Press the number again, or Enter, for its row in the table; Escape closes this.",
)
HEADING = re.compile(r"<h2(?: id=\"[^\"]*\")?>(.*?)</h2>", re.DOTALL)
# matplotlib repeats these three rules in every drawing; page.css holds them once, under the policy's hash
DRAWING_STYLE = re.compile(r"<defs>\s*<style type=\"text/css\">[^<]*</style>\s*</defs>\s*")


@cache
def _exporter():
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML

    class Exporter(HTMLExporter):
        """Leaves out the second pass over the finished page, for alternative texts and focus, which ours has."""

        def from_notebook_node(self, nb, resources=None, **kw):
            self.register_filter("highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=self))
            return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **kw)

    return Exporter(
        template_name="lodestone", extra_template_basedirs=[str(paths.TEMPLATES)], exclude_anchor_links=True
    )


@cache
def _frame() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(paths.TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, keep_trailing_newline=True).get_template("page.html.j2")


def title_of(notebook: NotebookNode) -> str:
    """The question that a notebook's first cell asks."""
    return notebook.cells[0].source.splitlines()[0].removeprefix("# ").strip()


def _shows(output: NotebookNode) -> bool:
    """Whether an output puts anything on the page."""
    return output.output_type != "execute_result" or any(output.get("data", {}).values())


def headline_of(notebook: NotebookNode) -> str:
    """The headline that a notebook says, as HTML with traced numbers; empty where it says none."""
    outputs = [
        output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])
    ]
    found = [re.fullmatch(r'<p class="headline">(.*)</p>', text, re.DOTALL) for text in outputs]
    return next((match[1] for match in found if match), "")


def _settled(notebook: NotebookNode, headline: str) -> NotebookNode:
    """A copy that shows its charts as figures, its headline not twice, and no title or code that nobody needs."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = notebook.cells[1:]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if CHART in data:
                output.data = {"text/html": data[CHART]["page"]}
            if headline and headline in data.get("text/html", "") and 'class="headline"' in data["text/html"]:
                output.data = {"text/html": ""}
        if cell.cell_type == "code" and cell.get("outputs") and not any(map(_shows, cell.outputs)):
            cell.metadata["tags"] = ["hide-cell"]  # nothing said, nothing to disclose
    return notebook


def page(
    notebook: NotebookNode,
    *,
    kicker: str,
    nav: list[dict],
    footer: str,
    simulated: str,
    front: bool = False,
    extra: str = "",
    **parts,
) -> str:
    """Render an executed notebook.

    Args:
        notebook: executed, its first cell the title and introduction.
        kicker: product, month and vintage, above the title.
        nav: chapters as label, href, here.
        footer: run record as HTML.
        simulated: the notice that figures are simulated; empty where none is.
        front: whether the headline takes the place of the title.
        extra: HTML set before the last section, which says where each number comes from.
        parts: further parts of ``frame``.

    Returns:
        A whole HTML document.
    """
    from nbconvert.filters import markdown2html

    question = title_of(notebook)
    headline = headline_of(notebook)
    intro = markdown2html("\n".join(notebook.cells[0].source.splitlines()[1:]).strip())
    intro = intro.replace("<p>", '<p class="intro">', 1)
    body, _ = _exporter().from_notebook_node(_settled(notebook, headline))
    if front:
        lead, mark, rest = body.partition("<h2")
        body = f'<div class="lead">\n{lead.strip()}\n</div>\n{intro}\n{mark}{rest}'
    else:
        body = f"{intro}\n{body}"
    if extra:
        spot = [match.start() for match in HEADING.finditer(body)][-1:] or [len(body)]
        body = body[: spot[0]] + extra + body[spot[0] :]
    h1 = headline if front and headline else html.escape(question)
    plain = plain_words(h1)
    parts = {"title": f"{plain} · {kicker}", "description": plain} | parts
    return frame(kicker=kicker, h1=h1, body=body, nav=nav, footer=footer, simulated=simulated, front=front, **parts)


def plain_words(page: str) -> str:
    """HTML as plain text, without the daggers of quoted numbers.

    Example:
        >>> plain_words("about <a>half<sup>†</sup></a> of June &amp; July")
        'about half of June & July'
    """
    return html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", page))


def frame(
    *,
    title: str,
    description: str,
    kicker: str,
    h1: str,
    body: str,
    nav: list[dict],
    footer: str,
    simulated: str,
    front: bool = False,
    lang: str = "en",
    head: str = "",
    turn: list[dict] | None = None,
    rules: str = "",
) -> str:
    """Set a body into the page: head, navigation, title, contents, footer.

    Args:
        title: of the document, plain text.
        description: at most 160 letters are kept.
        kicker: plain text above the title.
        h1: title as HTML.
        body: HTML.
        nav: label, href and here of each link at the top.
        footer: HTML.
        simulated: the notice that figures are simulated; empty where none is.
        front: whether the page is the front page of an edition.
        lang: language of the text.
        head: further elements of the head, as HTML.
        turn: words, href and rel (prev, next) of the chapters before and after.
        rules: style rules of this page alone.

    Returns:
        A whole HTML document that asks for nothing outside itself and runs one script, known by its hash.
    """
    said = languages.headings(lang)
    css, script = _asset("page.css") + rules, _asset("page.js")
    body, contents = _anchored(DRAWING_STYLE.sub("", body))
    own = re.findall(r"<style>.*?</style>", body, re.DOTALL)  # HTML allows them in the head alone
    body, head = re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL), head + "".join(own)
    styles = [css, *(sheet.removeprefix("<style>").removesuffix("</style>") for sheet in own)]
    text = _frame().render(
        css=Markup(css),
        script=Markup(script),
        policy=policy(styles, script),
        title=title,
        description=clipped(description, 160),
        kicker=kicker,
        h1=Markup(h1),
        body=Markup(body),
        contents=contents if len(contents) > 2 else [],
        contents_title=said["contents"],
        elsewhere=said["elsewhere"],
        tip=[languages.put(words, lang) for words in TIP],
        put=lambda words: languages.put(words, lang),
        nav=nav,
        footer=Markup(footer),
        simulated=simulated,
        front=front,
        lang=languages.TAGS.get(lang, lang),
        head=Markup(head),
        turn=turn or [],
    )
    return one_way(text)


@cache
def _asset(name: str) -> str:
    """A file of the templates as it stands between its tags."""
    return (paths.TEMPLATES / name).read_text(encoding="utf-8").strip()


def policy(styles: list[str], script: str) -> str:
    """Content security policy: the style sheets and the script of a page by their hashes, pictures only inside it.

    Style attributes are allowed, since drawings carry their colours in them; no attribute can run anything.
    """
    return (
        f"default-src 'none'; script-src {hashed(script)}; style-src-elem {' '.join(map(hashed, styles))}; "
        "style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def hashed(text: str) -> str:
    """A style sheet or script as a content security policy names it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _anchored(body: str) -> tuple[str, list[dict[str, str]]]:
    """Give every second heading an anchor; the list of them is the table of contents."""
    contents: list[dict[str, str]] = []

    def anchor(match: re.Match) -> str:
        title = html.unescape(re.sub(r"<[^>]+>", "", match[1]))
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"
        taken = {item["id"] for item in contents}
        slug = f"{slug}-{len(contents) + 1}" if f"to-{slug}" in taken else slug
        contents.append({"id": f"to-{slug}", "title": title})
        return f'<h2 id="to-{slug}">{match[1]}</h2>'

    return HEADING.sub(anchor, body), contents
