"""Ways from one month border to another over the spans of a panel: January to July less July is January to June."""

import heapq
import weakref

import pandas as pd

from helpers import periods

_STEPS: dict[int, tuple[weakref.ref, dict[tuple[str, str], dict[int, list[tuple]]]]] = {}


def edges(panel: pd.DataFrame, partner: str, measure: str) -> dict[int, list[tuple]]:
    """Spans of a partner as steps between month borders: forward adds a span, backward takes it off.

    Returns:
        For each border the steps from it: the other border, 1 or -1, and the row of the panel.
    """
    return steps(panel).get((partner, measure), {})


def steps(panel: pd.DataFrame) -> dict[tuple[str, str], dict[int, list[tuple]]]:
    """Steps of every partner and measure, made once for a panel, which nobody changes, and forgotten with it."""
    held = _STEPS.get(id(panel))
    if held is None or held[0]() is not panel:
        key = id(panel)
        held = _STEPS[key] = weakref.ref(panel, lambda _: _STEPS.pop(key, None)), _all_edges(panel)
    return held[1]


def _all_edges(panel: pd.DataFrame) -> dict[tuple[str, str], dict[int, list[tuple]]]:
    found: dict[tuple[str, str], dict[int, list[tuple]]] = {}
    spans = {text: periods.span(text) for text in set(panel["period"].astype(str))}
    for row in panel.itertuples(index=False):
        first, last = spans[str(row.period)]
        mine = found.setdefault((str(row.partner), str(row.measure)), {})
        mine.setdefault(first, []).append((last + 1, 1, row))
        mine.setdefault(last + 1, []).append((first, -1, row))
    return found


def shortest(steps_from: dict[int, list[tuple]], start: int, end: int) -> list[tuple] | None:
    """Cheapest way from one month border to another (Dijkstra): fewest subtractions, then narrowest interval."""
    heap: list[tuple] = [((0, 0.0, 0), 0, start, [])]
    best: dict[int, tuple] = {}
    counter = 0
    while heap:
        cost, _, node, path = heapq.heappop(heap)
        if node == end:
            return path
        if node in best and best[node] <= cost:
            continue
        best[node] = cost
        for target, sign, row in steps_from.get(node, []):
            step = (cost[0] + (sign < 0), cost[1] + row.high - row.low, cost[2] + 1)
            counter += 1
            heapq.heappush(heap, (step, counter, target, [*path, (sign, row)]))
    return None
