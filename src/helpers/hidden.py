"""Revisions that nobody printed, for notebook 07: sums from January on against their parts as first known."""

import pandas as pd

from helpers import periods, revisions, tables
from helpers.htmltable import Table
from helpers.month import Month
from helpers.trace import Said, Text, text

MOST = 20
SUMS = "years and years to date"


def find(month: Month) -> pd.DataFrame:
    """Hidden-revision tests of every year, and year to date, of the world total up to the month, newest first."""
    rows = month.observations[month.observations["measure"] == month.measure]
    first = revisions.first_figures(rows, month.product.hs_codes)
    found = revisions.hidden_table(first, month.panel, "WLD", month.period, month.measure)
    return found.iloc[::-1].reset_index(drop=True)


def table(month: Month, found: pd.DataFrame) -> Table | Said:
    """Years and years to date less the sum of their parts as first known."""
    if found.empty:
        return month.claims.say(
            text(
                "No year and no year to date up to {period} can be set against its parts.",
                period=periods.words(month.period),
            )
        )
    apart = [("+" if value > 0 else "") + tables.figure(value, month.measure) for value in found["difference"]]
    shown = pd.DataFrame(
        {
            "period": [periods.words(name) for name in found["period"]],
            "held_now": [tables.figure(value, month.measure) for value in found["total"]],
            "parts_as_first_known": [tables.figure(value, month.measure) for value in found["parts"]],
            "difference": apart,
            "beyond_rounding": ["yes" if value else "" for value in found["is_beyond_rounding"]],
            "seen_in_its_parts": ["yes" if value else "" for value in found["is_seen"]],
        }
    )
    caption = f"{SUMS.capitalize()} against the sum of their parts as first known, newest first"
    if found["is_seen"].any():
        caption += "; a difference is seen in its parts where these, as they are held now, make the total"
    else:
        shown = shown.drop(columns="seen_in_its_parts")
    return Table(shown.head(MOST), caption)


def seen(month: Month, found: pd.DataFrame) -> Text:
    """How many years and years to date differ from their parts beyond rounding, and of how many the parts show it."""
    if found.empty:
        return Text()  # the sentence in the place of the table says so
    apart = found[found["is_beyond_rounding"]]
    years = "year or year to date" if len(found) == 1 else SUMS
    how = f"{SUMS} with a figure of their own, or a month downloaded again, whose parts are known without subtraction"
    head = text(
        "Of {tested} " + years + " that can be tested, ",
        tested=month.count("hidden.tested", len(found), how, _all(found)),
    )
    how = f"{SUMS} that differ beyond rounding"
    who = text("{beyond}", beyond=month.count("hidden.beyond", len(apart), how, _all(apart)))
    differ = "differs from the sum of its" if len(apart) < 2 else "differ from the sum of their"
    head += (text("none") if apart.empty else who) + text(f" {differ} parts by more than rounding allows.")
    return head + _seen_in_parts(month, apart[apart["is_seen"]])


def _seen_in_parts(month: Month, mine: pd.DataFrame) -> Text:
    """How many of the differences later figures of the parts themselves show; nothing where none does."""
    if mine.empty:
        return Text()
    how = "of these, those whose parts as they are held now make the total"
    return text(
        " Later figures of the parts themselves account for {seen} of these differences.",
        seen=month.count("hidden.seen", len(mine), how, _all(mine)),
    )


def _all(found: pd.DataFrame) -> list[str]:
    """The rows behind sums, one text a sum."""
    return ["\n".join(rows) for rows in found["rows"]]
