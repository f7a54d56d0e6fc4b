"""Executed notebooks to pages: one self-contained HTML file each, without any outside request."""

from __future__ import annotations

import copy
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
    front: bool,
) -> str:
    """Render an executed notebook.

    Args:
        notebook: executed, its first cell the title and introduction.
        kicker: product, month and vintage, above the title.
        nav: chapters as label, href, here.
        footer: run record as HTML.
        simulated: whether any figure is simulated.
        front: whether the headline takes the place of the title.

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
        body=body,
        nav=nav,
        footer=footer,
        simulated=simulated,
        title=f"{plain} · {kicker}",
        description=plain,
    )


def frame(**parts) -> str:
    """Set a body into the page: head, navigation, title, footer."""
    css = (paths.TEMPLATES / "page.css").read_text(encoding="utf-8")
    description = parts.pop("description")[:160]
    return _frame().render(css=css, description=description, **parts)
