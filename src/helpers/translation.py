"""The front page in another language: the same claims in the sentences of a template, without a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import cards, languages, story
from helpers.month import Month

if TYPE_CHECKING:
    from nbformat import NotebookNode


def title(month: Month) -> str:
    """Product, month, source and vintage in the month's language, for the title of the document."""
    said = month.claims.say(story.section(month, "document"))
    return mark(month) + said.plain


def mark(month: Month) -> str:
    """The word that stands before simulated figures, in the month's language; empty where none is simulated."""
    return languages.put("SIMULATED: ", month.claims.lang) if month.simulated else ""


def notebook(month: Month) -> NotebookNode:
    """An executed notebook that tells the month in its language: headline, paragraphs, where each number comes from."""
    from nbformat.v4 import new_markdown_cell, new_notebook

    headings = languages.headings(month.claims.lang)
    cells = [new_markdown_cell(f"# {headings['title']}\n\n{headings['intro']}")]
    headline, lead, *others = story.told(month).items()
    cells += [_cell(month.claims.say(headline[1], "headline")), _cell(month.claims.say(lead[1]))]
    cells += [_cell(cards.key_figures(month))]
    for name, said in others:
        cells += [new_markdown_cell(f"## {headings[name]}"), _cell(month.claims.say(said))]
    cells += [new_markdown_cell(f"## {headings['trace']}"), _cell(month.claims.table())]
    return new_notebook(cells=cells)


def _cell(shown) -> NotebookNode:
    """A code cell without code that shows something."""
    from nbformat.v4 import new_code_cell, new_output

    data = shown._repr_mimebundle_()
    output = new_output("execute_result", data, execution_count=1)
    return new_code_cell("", outputs=[output], execution_count=1)
