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

from helpers import paths
from helpers.trace import CHART

if TYPE_CHECKING:
    from nbformat import NotebookNode


@cache
def _exporter():
    from nbconvert import HTMLExporter

    return HTMLExporter(
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


def page(
    notebook: NotebookNode,
    *,
    kicker: str,
    nav: list[dict],
    footer: str,
    simulated: bool,
    front: bool = False,
    lang: str = "en",
    head: str = "",
    lead: str = "",
) -> str:
    """Render an executed notebook.

    Args:
        notebook: executed, its first cell the title and introduction.
        kicker: product, month and vintage, above the title.
        nav: chapters as label, href, here.
        footer: run record as HTML.
        simulated: whether any figure is simulated.
        front: whether the headline takes the place of the title.
        lang: language of the page.
        head: further elements of the head as HTML.
        lead: HTML between the title and the text.

    Returns:
        A whole HTML document.
    """
    notebook = copy.deepcopy(notebook)
    question = title_of(notebook)
    notebook.cells[0].source = "\n".join(notebook.cells[0].source.splitlines()[1:]).strip()
    headline = ""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if CHART in data:
                output.data = {"text/html": data[CHART]["page"]}
            if match := re.fullmatch(r'<p class="headline">(.*)</p>', data.get("text/html", ""), re.DOTALL):
                headline = match[1]
                output.data = {"text/html": ""}
        if cell.cell_type == "code" and cell.get("outputs") and not any(map(_shows, cell.outputs)):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-cell"]  # nothing said, nothing to disclose
    body, _ = _exporter().from_notebook_node(notebook)
    h1 = headline if front and headline else html.escape(question)
    plain = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", h1))
    return frame(
        kicker=kicker,
        h1=h1,
        body=lead + body,
        nav=nav,
        footer=footer,
        simulated=simulated,
        title=f"{plain} · {kicker}",
        description=plain,
        lang=lang,
        head=head,
    )


def frame(*, lang: str = "en", head: str = "", **parts) -> str:
    """Set a body into the page: head, navigation, contents, title, footer, and a policy that lets nothing else in.

    Args:
        lang: language of the page.
        head: further elements of the head as HTML.
        parts: title, description, kicker, h1, body, nav, footer, simulated; h1, body and footer are HTML.
    """
    css = _minified((paths.TEMPLATES / "page.css").read_text(encoding="utf-8"))
    script = (paths.TEMPLATES / "page.js").read_text(encoding="utf-8")
    description = parts.pop("description")[:160]
    body, contents = _with_contents(parts.pop("body"))
    styles = [css, *re.findall(r"<style[^>]*>(.*?)</style>", body, re.DOTALL)]
    scripts = [script, *re.findall(r"<script[^>]*>(.*?)</script>", head, re.DOTALL)]
    policy = (
        "default-src 'none'; img-src data: 'self'; base-uri 'none'; form-action 'none'; "
        f"style-src-attr 'unsafe-inline'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    )
    return _frame().render(
        css=css,
        script=script,
        policy=policy,
        description=description,
        body=body,
        contents=contents,
        lang=lang,
        head=head,
        **parts,
    )


def _minified(css: str) -> str:
    """Style sheet without line breaks and indents."""
    return re.sub(r"\s*\n\s*", " ", css).strip()


def _hashes(texts: list[str]) -> str:
    """What a policy says of scripts or styles that stand in the page: the hash of each."""
    digests = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _with_contents(body: str) -> tuple[str, list[dict[str, str]]]:
    """The body with an id on each heading, and the headings as a table of contents."""
    contents: list[dict[str, str]] = []

    def mark(match: re.Match) -> str:
        words = html.unescape(re.sub(r"<[^>]+>", "", match[2])).strip()
        contents.append({"id": f"section-{len(contents) + 1}", "words": words})
        return f'<h2 id="section-{len(contents)}">{match[2]}</h2>'

    return re.sub(r"<h2([^>]*)>(.*?)</h2>", mark, body, flags=re.DOTALL), contents
