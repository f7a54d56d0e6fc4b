"""Tables as accessible HTML: caption, scopes, escaped texts, grouped numbers."""

import calendar
import html
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.numbers import number

LONG = 40  # letters of a cell that is a sentence or a path
UNITS = {
    "usd_per_kg": "USD per kg",
    "million_usd": "million USD",
    "million_cny": "million CNY",
    "million_t": "million t",
    "log_points": "log points",
    "pct": "%",
    "usd": "USD",
    "cny": "CNY",
    "kg": "kg",
    "t": "t",
}
SILENT = ["", "–", "unknown"]  # cells that say no figure
NAMES = {"hhi": "HHI", "january": "January", "february": "February", "us": "US", "usd": "USD"}
MONTHS = "|".join(calendar.month_name[1:])
AMOUNT = r"[−+]?\d[\d,]*(\.\d+)?\*?(\u00a0[A-Za-z]+)*"
CHANGE = re.compile(r"(?:^|_)(?:on_month|on_year|change|points|gap|difference)(?:_|$)")
PRINTED = "A printed figure has the digits that its source gives."
ONE = re.compile(r"(?<=\d) (?=(?:t|kg|USD|CNY)\b)|(?<=[×÷]) (?=\d)")  # spaces at which no line ends
DATE = re.compile(rf"\b(?:\d{{4}}-\d\d(?:-\d\d)?|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}})\b")


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
    """A table as HTML with caption and scopes; texts are escaped, numbers grouped, missing shown as a dash.

    Where a cell of four columns or more holds a sentence or a path, a narrow page shows each row as a list of its
    cells (class ``stack``) rather than letting the reader scroll sideways through it.
    """
    if table.empty:
        return f'<p class="none">{html.escape(caption)}: none.</p>'
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    amounts = [kind or _amounts(table[name]) for name, kind in zip(table.columns, numeric, strict=True)]
    silent = [table[name].isin(SILENT).all() for name in table.columns]
    following = [*amounts[1:], amounts[-1]]  # a column that says nothing stands as the one after it
    amounts = [own or (none and next_one) for own, none, next_one in zip(amounts, silent, following, strict=True)]
    kinds = ["", *(' class="number"' if kind else "" for kind in amounts[1:])]  # the first column names the rows
    names = [heading(str(name)) for name in table.columns]
    decimals = [decimals_of(table, str(n)) if kind else 0 for n, kind in zip(table.columns, numeric, strict=True)]
    texts = [table[name].astype(str) for name, kind in zip(table.columns, numeric, strict=True) if not kind]
    texts_amount = [amount for kind, amount in zip(numeric, amounts, strict=True) if not kind]
    stacked = len(names) > 3 and any(words.str.len().max() > LONG for words in texts)
    labels = [f' data-label="{html.escape(name)}"' if stacked else "" for name in names]
    head = "".join(f'<th scope="col"{kind}>{unbroken(name)}</th>' for name, kind in zip(names, kinds, strict=True))
    signed = [kind and _signed(table[name]) for name, kind in zip(table.columns, numeric, strict=True)]
    body = []
    for row in table.itertuples(index=False):
        shown = [_cell(*parts) for parts in zip(row, decimals, signed, strict=True)]
        (first, _), *others = [
            (words, f' class="number{" empty" if "empty" in kind else ""}"' if amount else kind)
            for (words, kind), amount in zip(shown, amounts, strict=True)
        ]
        cells = "".join(
            f"<td{kind}{label}>{words}</td>" for (words, kind), label in zip(others, labels[1:], strict=True)
        )
        body.append(f'<tr><th scope="row"{labels[0]}>{first}</th>{cells}</tr>')
    look = ' class="stack"' if stacked else ""
    uneven = any(amount and _uneven(words) for words, amount in zip(texts, texts_amount, strict=True))
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{html.escape(caption)}"><table{look}>'
        f"<caption><span>{html.escape(caption)}</span></caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>" + (f'<p class="below">{PRINTED}</p>' if uneven else "")
    )


def heading(name: str) -> str:
    r"""The name of a column as a reader sees it: words, and the unit after a comma.

    Example:
        >>> heading("share_pct"), heading("unit_value_usd_per_kg"), heading("january_and_february_million_usd")
        ('share,\xa0%', 'unit value, USD per kg', 'January and February, million USD')
    """
    unit = _unit(name)
    words = name.removesuffix(f"_{unit}") if unit else name
    words = " ".join(NAMES.get(word, word) for word in words.replace("_", " ").split(" "))
    gap = " " if " " in UNITS.get(unit, "") else "\u00a0"  # a short unit does not stand on a line alone
    return f"{words},{gap}{UNITS[unit]}" if unit else words


def _unit(name: str) -> str:
    """The unit that ends the name of a column; empty where none does."""
    return next((end for end in UNITS if name.endswith(f"_{end}")), "")


def unbroken(words: str) -> str:
    r"""Escaped words in which no date and no figure with its unit is broken, and a path only after a slash or such.

    Example:
        >>> unbroken("press/2025-07-21/my_own.csv"), unbroken("46.4 t × 100")
        ('press/<wbr><span class="day">2025-07-21</span>/<wbr>my_<wbr>own.csv', '46.4\xa0t ×\xa0100')
    """
    words = joined(ONE.sub("\u00a0", words))
    return re.sub(
        r"(?<=[\w>])([/_])(?=[\w<])", r"\1<wbr>", DATE.sub(r'<span class="day">\g<0></span>', html.escape(words))
    )


def joined(words: str) -> str:
    r"""Words in which no line ends inside a unit per another: 46美元/千克."""
    return re.sub(r"(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff])", "/\u2060", words)


def _signed(column: pd.Series) -> bool:
    """Whether a column holds changes or differences, whose rises have a plus as in the text."""
    return bool((column < 0).any()) or bool(CHANGE.search(str(column.name)))


def _uneven(texts: pd.Series) -> bool:
    """Whether the amounts of one unit in a column of texts have more digits in one row than in another."""
    digits: dict[str, set[int]] = {}
    for words in texts:
        if match := re.fullmatch(r"[−+]?[\d,]+(?:\.(\d+))?\u00a0(.+)", words):
            digits.setdefault(match[2], set()).add(len(match[1] or ""))
    return any(len(found) > 1 for found in digits.values())


def _alike(table: pd.DataFrame, name: str) -> pd.Series:
    """A column of amounts with the others of its unit, since they are read side by side; any other column alone."""
    if _unit(name) in ("", "pct", "log_points"):
        return table[name]
    alike = [table[other] for other in table.columns if _unit(str(other)) == _unit(name)]
    return pd.concat([column for column in alike if pd.api.types.is_numeric_dtype(column)])


def decimals_of(table: pd.DataFrame, name: str) -> int:
    """Decimals with which a page writes a column of numbers: those of all columns of its unit."""
    return _decimals(_alike(table, name))


def _decimals(column: pd.Series) -> int:
    """Decimals of a column of numbers: none for places, counts and hundreds, two where no number reaches two.

    A column that was rounded to one decimal gets no second: its noughts would be made up.

    Example:
        >>> _decimals(pd.Series([0.97, -1.7])), _decimals(pd.Series([1.0, -1.7])), _decimals(pd.Series([12.0, 3.0]))
        (2, 1, 0)
    """
    known = column.dropna().abs()
    least = known[known > 0].min() if (known > 0).any() else 0
    tenths = known.max() >= 2 or np.allclose(known, known.round(1), rtol=0, atol=1e-9)
    return 0 if (known % 1 == 0).all() or least >= 100 else 1 if tenths else 2


def _amounts(column: pd.Series) -> bool:
    """Whether a column of texts holds amounts alone, such as 353 t or 0.986: they stand to the right, codes do not."""
    texts = column.astype(str)
    known = texts[~texts.isin(SILENT)]
    marked = known.str.contains(r"[.\u00a0]").any() or any(str(column.name).endswith(f"_{unit}") for unit in UNITS)
    return bool(len(known) and marked and known.str.fullmatch(AMOUNT).all())


def _cell(value: object, decimals: int, signed: bool) -> tuple[str, str]:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return number(int(value), sign=signed), ' class="number"'
    if isinstance(value, (float, np.floating)):
        return ("–" if np.isnan(value) else number(float(value), decimals, sign=signed)), ' class="number"'
    words = str(value)
    kind = "long" if len(words) > LONG else "day" if len(words) <= 14 else ""  # "2,188 t" stays on one line
    kind = kind if words not in ("", "–") else "empty"
    return unbroken(words) or "–", f' class="{kind}"' if kind else ""
