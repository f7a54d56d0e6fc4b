"""Tables as accessible HTML: caption, scopes, escaped texts, grouped numbers."""

import html
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.numbers import number


@dataclass(frozen=True)
class Table:
    """A finished table with a caption, shown as HTML."""

    frame: pd.DataFrame
    caption: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {
            "text/plain": self.frame.to_string(index=False),
            "text/html": table_page(self.frame, self.caption),
        }


def table_page(table: pd.DataFrame, caption: str) -> str:
    """A table as HTML with caption and scopes; texts are escaped, numbers grouped, missing shown as a dash."""
    if table.empty:
        return f'<p class="none">{html.escape(caption)}: none.</p>'
    kinds = [' class="number"' if pd.api.types.is_numeric_dtype(table[name]) else "" for name in table.columns]
    names = [html.escape(str(name)).replace("_", " ") for name in table.columns]
    head = "".join(f'<th scope="col"{kind}>{name}</th>' for name, kind in zip(names, kinds, strict=True))
    body = []
    for row in table.itertuples(index=False):
        first, *others = [_cell(value) for value in row]
        cells = "".join(f"<td{kind}>{words}</td>" for words, kind in others)
        whole = ' class="day"' if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", first[0]) else ""  # stays on one line
        body.append(f'<tr><th scope="row"{whole}>{first[0]}</th>{cells}</tr>')
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{html.escape(caption)}"><table>'
        f"<caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(value: object) -> tuple[str, str]:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return number(int(value)), ' class="number"'
    if isinstance(value, (float, np.floating)):
        return ("–" if np.isnan(value) else number(float(value), 1)), ' class="number"'
    words = html.escape(str(value))
    short = len(words) <= 14  # "3,188 t" and "2025-07-21" stay on one line
    kind = "day" if short else "long" if len(words) > 40 else ""
    return words or "–", f' class="{kind}"' if kind else ""
