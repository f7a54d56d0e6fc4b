"""Which partners of a month are worth a sentence: a score of what can be told of each, documented in docs/narrative.md.

Nothing is drawn at random and no order of a list matters: the same panel gives the same choice, and ties go to the
larger level, then to the partner's code.
"""

import math
from itertools import pairwise

import pandas as pd

from helpers import measures, periods
from helpers.measures import Measured

WEIGHTS = {"size": 2.0, "surprise": 2.0, "rank_change": 1.0, "turning_point": 1.0, "record": 1.0}
DOUBLED = math.log(2)  # a level twice or half its mean is as surprising as can be
PLACES = 5  # places gained or lost that count in full
SMALL = 0.005  # partners below this share of the largest are left out: small flows jump every month


def scored(panel: pd.DataFrame, period: str, measure: str = "net_mass_kg") -> pd.DataFrame:
    """Partners of a month with the parts of their score, the most newsworthy first.

    Args:
        panel: as the codebook describes it.
        period: month.
        measure: net_mass_kg or a value.

    Returns:
        partner, value, size, surprise, rank_change, turning_point, record (each from 0 to 1, 0 where it is not known)
        and score, their weighted sum.
    """
    now = measures.destinations(panel, period, measure)
    now = now[(now["value"] > 0) & (now["value"] >= SMALL * now["value"].max())]
    before = measures.destinations(panel, periods.shift(period, -1), measure).set_index("partner")
    rows = []
    for row in now.itertuples():
        series = [measures.level(panel, row.partner, periods.shift(period, -n), measure) for n in range(5)]
        mean, _ = measures.recent_mean(panel, row.partner, period, measure)
        kind, *_ = measures.record_since(panel, row.partner, period, measure)
        parts = {
            "size": row.value / now["value"].max(),
            "surprise": min(1.0, abs(math.log(row.value / mean.value)) / DOUBLED) if mean.known and mean.value else 0.0,
            "rank_change": _rank_change(row, before),
            "turning_point": float(_turned(series)),
            "record": float(bool(kind)),
        }
        score = sum(WEIGHTS[name] * value for name, value in parts.items())
        rows.append({"partner": row.partner, "value": row.value} | parts | {"score": round(score, 9)})
    table = pd.DataFrame(rows, columns=["partner", "value", *WEIGHTS, "score"])
    return table.sort_values(["score", "value", "partner"], ascending=[False, False, True], ignore_index=True)


def _rank_change(row, before: pd.DataFrame) -> float:
    """Places gained or lost since the month before, where both places are certain."""
    if row.partner not in before.index or row.rank_best != row.rank_worst:
        return 0.0
    then = before.loc[row.partner]
    if then["rank_best"] != then["rank_worst"]:
        return 0.0
    return min(1.0, abs(row.rank_best - then["rank_best"]) / PLACES)


def _turned(series: list[Measured]) -> bool:
    """Whether a partner moves against three changes that all went the other way; newest level first."""
    if not all(measured.known for measured in series):
        return False
    moves = [a.value - b.value for a, b in pairwise(series)]
    return moves[0] != 0 and all(move * moves[0] < 0 for move in moves[1:])
