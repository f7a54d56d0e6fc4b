"""Which partners of a month are worth a sentence: a score of what can be told of each, documented in docs/narrative.md.

Nothing is drawn at random and no order of a list matters: the same panel gives the same choice, and ties go to the
larger level, then to the partner's code.
"""

import math
from itertools import pairwise

import pandas as pd

from helpers import measures, periods

WEIGHTS = {"surprise": 2.0, "rank_change": 1.0, "turning_point": 1.0, "record": 1.0}
SIZE = 2.0
DOUBLED = math.log(2)  # a level twice or half its mean is as surprising as can be
PLACES = 5  # places gained or lost that count in full
SMALL = 0.02  # partners below this share of the largest are left out: small flows jump every month
YEAR = 12


def scored(panel: pd.DataFrame, period: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """Partners of a month with the parts of their score, the most newsworthy first.

    Args:
        panel: as the codebook describes it.
        period: month.
        measure: net_mass_kg or a value.

    Returns:
        partner, value, size, surprise, rank_change, turning_point, record (each from 0 to 1, 0 where it is not known)
        and score: size, and the other parts weighted and multiplied by the square root of size.
    """
    now = measures.destinations(panel, period, measure)
    now = now[(now["value"] > 0) & (now["value"] >= SMALL * now["value"].max())]
    before = measures.destinations(panel, periods.shift(period, -1), measure).set_index("partner")
    wanted = [periods.shift(period, -n) for n in range(YEAR + 1)]
    mine = panel[(panel["measure"] == measure) & panel["period"].isin(wanted)]
    months = mine.pivot(index="partner", columns="period", values="value").reindex(columns=wanted)
    rows = []
    for row in now.itertuples():
        past = _unbroken(months.loc[row.partner].tolist()[1:])
        size = row.value / now["value"].max()
        parts = {
            "surprise": _surprise(row.value, past),
            "rank_change": 0.0 if periods.month_number(period) % 12 < 3 else _rank_change(row, before),
            "turning_point": float(_turned([row.value, *past[:4]])),
            "record": float(len(past) >= YEAR // 2 and (row.value > max(past) or row.value < min(past))),
        }
        score = SIZE * size + math.sqrt(size) * sum(WEIGHTS[name] * value for name, value in parts.items())
        rows.append({"partner": row.partner, "value": row.value, "size": size} | parts | {"score": round(score, 9)})
    table = pd.DataFrame(rows, columns=["partner", "value", "size", *WEIGHTS, "score"])
    return table.sort_values(["score", "value", "partner"], ascending=[False, False, True], ignore_index=True)


def _unbroken(past: list[float]) -> list[float]:
    """The months before, newest first, up to the first that is unknown."""
    gap = next((n for n, value in enumerate(past) if math.isnan(value)), len(past))
    return past[:gap]


def _surprise(value: float, past: list[float]) -> float:
    """Distance from the mean of at least three months before, on a ratio scale."""
    if len(past) < 3 or sum(past) == 0:
        return 0.0
    return min(1.0, abs(math.log(value / (sum(past) / len(past)))) / DOUBLED)


def _rank_change(row, before: pd.DataFrame) -> float:
    """Places gained or lost since the month before, where both are certain; January to March are not asked."""
    if row.partner not in before.index or row.rank_best != row.rank_worst:
        return 0.0
    then = before.loc[row.partner]
    if then["rank_best"] != then["rank_worst"]:
        return 0.0
    return min(1.0, abs(row.rank_best - then["rank_best"]) / PLACES)


def _turned(levels: list[float]) -> bool:
    """Whether the month moves against three changes that all went the other way; newest level first."""
    if len(levels) < 5:
        return False
    moves = [now - then for now, then in pairwise(levels)]
    return moves[0] != 0 and all(move * moves[0] < 0 for move in moves[1:])
