"""Revisions that nobody printed, for notebook 07: years to date against the sum of their parts as first known."""

import pandas as pd

from helpers import periods, revisions, tables
from helpers.htmltable import Table
from helpers.month import Month
from helpers.trace import Said, Text, text

MOST = 20


def find(month: Month) -> pd.DataFrame:
    """Hidden-revision tests of every year to date of the world total up to the month, newest first."""
    rows = month.observations[month.observations["measure"] == month.measure]
    first = revisions.first_figures(rows, month.product.hs_codes)
    found = revisions.hidden_table(first, month.panel, "WLD", month.period, month.measure)
    return found.iloc[::-1].reset_index(drop=True)


def table(month: Month, found: pd.DataFrame) -> Table | Said:
    """Years to date less the sum of their parts as first known."""
    if found.empty:
        return month.claims.say(
            text("No year to date up to {period} can be set against its parts.", period=periods.words(month.period))
        )
    apart = [("+" if value > 0 else "") + tables.figure(value, month.measure) for value in found["difference"]]
    shown = pd.DataFrame(
        {
            "period": [periods.words(name) for name in found["period"]],
            "held_now": [tables.figure(value, month.measure) for value in found["total"]],
            "parts_as_first_known": [tables.figure(value, month.measure) for value in found["parts"]],
            "difference": apart,
            "beyond_rounding": ["yes" if value else "" for value in found["is_beyond_rounding"]],
        }
    )
    return Table(shown.head(MOST), "Years to date against the sum of their parts as first known, newest first")


def seen(month: Month, found: pd.DataFrame) -> Text:
    """How many years to date differ from their parts beyond rounding."""
    if found.empty:
        return Text()  # the sentence in the place of the table says so
    apart = found[found["is_beyond_rounding"]]
    years = "year to date" if len(found) == 1 else "years to date"
    how = "years to date that are known, and their parts too"
    head = text(
        "Of {tested} " + years + " that can be tested, ",
        tested=month.count("hidden.tested", len(found), how, _all(found)),
    )
    how = "years to date that differ beyond rounding"
    who = text("{beyond}", beyond=month.count("hidden.beyond", len(apart), how, _all(apart)))
    differ = "differs from the sum of its" if len(apart) < 2 else "differ from the sum of their"
    return head + (text("none") if apart.empty else who) + text(f" {differ} parts by more than rounding allows.")


def _all(found: pd.DataFrame) -> list[str]:
    """The rows behind sums, one text a sum."""
    return ["\n".join(rows) for rows in found["rows"]]
