"""What is worth telling: the parts of the score on panels made by hand, and an order that no list decides."""

import pandas as pd
import pytest

from helpers import news
from helpers.measures import tiny_panel

MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]


def panel(**levels: list[float]) -> pd.DataFrame:
    parts = [tiny_panel(list(zip(MONTHS, values, strict=True)), partner) for partner, values in levels.items()]
    return pd.concat(parts, ignore_index=True).assign(rows="a.csv#L2")


def test_the_parts_of_the_score_are_those_computed_by_hand():
    table = news.scored(panel(DEU=[100, 100, 100, 100, 100], USA=[40, 38, 36, 34, 68]), "2025-05").set_index("partner")
    assert table.loc["USA", "size"] == pytest.approx(0.68)
    mean = (40 + 38 + 36 + 34) / 4
    assert 68 / mean == pytest.approx(1.8378, abs=1e-4)
    assert table.loc["USA", "surprise"] == pytest.approx(0.878, abs=1e-3)  # ln 1.8378 / ln 2
    assert table.loc["USA", "turning_point"] == 1
    assert table.loc["USA", "record"] == 0  # five months are too few to speak of a record
    assert table.loc["USA", "score"] == pytest.approx(2 * 0.68 + 0.68**0.5 * (2 * 0.878 + 1), abs=2e-3)
    assert table.loc["DEU", ["surprise", "turning_point", "rank_change"]].tolist() == [0, 0, 0]


def test_a_small_partner_that_jumps_is_no_news():
    assert list(news.scored(panel(DEU=[100] * 5, MLT=[0.1, 0.1, 0.1, 0.1, 1.9]), "2025-05")["partner"]) == ["DEU"]


def test_the_order_of_the_rows_decides_nothing_and_ties_go_by_code():
    table = panel(JPN=[10] * 5, DEU=[10] * 5, USA=[30, 30, 30, 30, 31])
    first = news.scored(table, "2025-05")
    again = news.scored(table.sample(frac=1, random_state=3), "2025-05")
    pd.testing.assert_frame_equal(first, again)
    assert list(first["partner"]) == ["USA", "DEU", "JPN"]


def test_an_unknown_history_gives_size_alone():
    table = panel(DEU=[100] * 5)
    table = table[table["period"] == "2025-05"]
    (row,) = news.scored(table, "2025-05").to_dict("records")
    assert row["score"] == news.SIZE


def test_a_level_above_half_a_year_of_others_is_a_record():
    months = [(f"2025-{n:02}", 50.0 + n) for n in range(1, 8)]
    table = tiny_panel(months, "DEU").assign(rows="a.csv#L2")
    (row,) = news.scored(table, "2025-07").to_dict("records")
    assert row["record"] == 1
