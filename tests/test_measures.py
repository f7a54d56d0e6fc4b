"""Measures against values worked out by hand and against printed figures."""

import math

import pandas as pd
import pytest

from helpers import measures, records
from helpers.measures import Measured, change, level, multiple, share, tiny_panel


def exact(value: float) -> Measured:
    return Measured(value, value, value)


def test_a_reported_level_keeps_its_interval_and_rows():
    found = level(tiny_panel([("2025-06", 353.0)], rounding=1), "WLD", "2025-06")
    assert (found.value, found.low, found.high) == (353, 352.5, 353.5)
    assert found.rows == ("tiny.csv#L2",)
    assert found.how == "as reported"


def test_months_add_up_and_their_intervals_too():
    panel = tiny_panel([("2025-01", 10.0), ("2025-02", 20.0), ("2025-03", 30.0)], rounding=1)
    found = level(panel, "WLD", "2025-01/2025-03")
    assert (found.value, found.low, found.high) == (60, 58.5, 61.5)


def test_a_month_that_nobody_printed_is_found_by_subtraction():
    # 2025 magnets in tonnes: every printed total implies 3,586 for February
    rows = [
        ("2025-01/2025-05", 19132.0),
        ("2025-01", 6357.0),
        ("2025-03", 5324.0),
        ("2025-04", 2627.0),
        ("2025-05", 1238.47),
    ]
    found = level(tiny_panel(rows, rounding=1), "WLD", "2025-02")
    assert found.low < 3586 < found.high
    assert measures.is_derived(found)
    assert len(found.rows) == 5


def test_a_sum_without_subtraction_is_preferred():
    rows = [("2025-01", 1.0), ("2025-02", 2.0), ("2025-01/2025-03", 7.0), ("2025-03", 3.0)]
    found = level(tiny_panel(rows), "WLD", "2025-01/2025-02")
    assert found.value == 3
    assert not measures.is_derived(found)


@pytest.mark.parametrize("period", ["2025-02", "2025-01/2025-02", "2024"])
def test_what_cannot_be_found_is_unknown_and_not_zero(period):
    found = level(tiny_panel([("2025-01", 1.0)]), "WLD", period)
    assert not found.known
    assert math.isnan(found.value)
    assert found.why_unknown


def test_the_change_from_a_rounded_base_is_an_interval():
    found = change(Measured(353, 352.5, 353.5), Measured(46, 45.5, 46.5))
    assert found.low < 660 < found.high
    assert round(found.value) == 667


def test_from_zero_there_is_no_percent():
    assert not change(exact(5), exact(0)).known
    assert not multiple(exact(5), Measured(0.2, -0.3, 0.7)).known


def test_share_and_mean():
    assert share(exact(764), exact(3188)).value == pytest.approx(23.9649, abs=1e-4)
    assert measures.mean(exact(58142), 12).value == pytest.approx(4845.17, abs=0.01)


@pytest.mark.parametrize("month", ["2025-01", "2025-02", "2025-03"])
def test_no_change_on_month_around_the_chinese_new_year(month):
    panel = tiny_panel([(f"2024-{m:02d}", 5.0) for m in range(1, 13)] + [(f"2025-{m:02d}", 6.0) for m in range(1, 5)])
    assert measures.change_on_month(panel, "WLD", month).why_unknown == measures.LUNAR
    assert measures.change_on_month(panel, "WLD", "2025-04").known


def partners(**levels: float) -> pd.DataFrame:
    frames = [tiny_panel([("2025-06", value)], partner=name, rounding=1) for name, value in levels.items()]
    return pd.concat(frames, ignore_index=True)


def test_a_place_is_certain_only_if_nothing_larger_can_hide():
    table = measures.destinations(partners(WLD=100, DEU=60, USA=30, JPN=10), "2025-06").set_index("partner")
    assert list(table["rank_best"]) == list(table["rank_worst"]) == [1, 2, 3]
    table = measures.destinations(partners(WLD=200, DEU=60, USA=30), "2025-06").set_index("partner")
    assert tuple(table.loc["DEU", ["rank_best", "rank_worst"]]) == (1, 2)
    assert tuple(table.loc["USA", ["rank_best", "rank_worst"]]) == (2, 5)
    table = measures.destinations(partners(DEU=60, USA=30), "2025-06")
    assert table["rank_worst"].isna().all()


def test_what_hides_inside_the_union_and_outside_it_is_bounded_apart():
    """Beside 40 t of Germany 10 t may hide inside and 30 t outside: neither is larger, though both together are."""

    def worst(**union: float) -> list[float]:
        panel = partners(WLD=100, DEU=40, USA=20, **union)
        return list(measures.destinations(panel, "2025-06")["rank_worst"])

    assert worst() == [2, 4]
    assert worst(EUN=50) == [1, 3]
    assert worst(EUN=30) == [2, 4], "less than its member: no bound"


def test_equal_within_rounding_is_a_tie():
    table = measures.destinations(partners(WLD=60.6, DEU=30.4, USA=30.2), "2025-06").set_index("partner")
    assert tuple(table.loc["USA", ["rank_best", "rank_worst"]]) == (1, 2)


def test_groups_are_no_destinations_but_customs_areas_are():
    panel = pd.concat([partners(WLD=100, EUN=50, DEU=10), tiny_panel([("2025-06", 5.0)], partner="X-207")])
    panel = pd.concat([panel, tiny_panel([("2025-06", 70.0)], partner="X-ASIA")], ignore_index=True)
    assert list(measures.destinations(panel, "2025-06")["partner"]) == ["DEU", "X-207"]


def test_what_is_not_itemised_is_the_rest():
    found = measures.not_itemised(partners(WLD=3188, DEU=764, USA=352.8, VNM=340, JPN=131), "2025-06")
    assert found.value == pytest.approx(1600.2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([9, 5, 4, 3, 6], ("highest", "2025-01", "2025-01")),
        ([5, 9, 4, 3, 6], ("highest", "2025-02", "2025-01")),
        ([1, 2, 3, 4, 6], ("highest", "", "2025-01")),
        ([1, 8, 3, 9, 4], ("", "", "2025-01")),
        ([2, 3], ("", "", "")),
    ],
)
def test_record_since(values, expected):
    panel = tiny_panel([(f"2025-{m:02d}", float(v)) for m, v in enumerate(values, start=1)])
    month = f"2025-{len(values):02d}"
    found = records.record_since(panel, "WLD", month)
    assert found == expected or (expected[0] == "" and found[0] == "")


def test_a_gap_ends_the_series_of_a_record():
    rows = [("2025-01", 1.0), ("2025-02", 1.0), ("2025-04", 2.0), ("2025-05", 3.0), ("2025-06", 9.0)]
    assert records.record_since(tiny_panel(rows), "WLD", "2025-06") == ("", "", "")


@pytest.mark.parametrize(
    ("levels", "month", "expected"),
    [
        ({4: 1, 5: 2, 6: 3, 7: 4}, 7, [5, 6, 7]),
        ({4: 9, 5: 8, 6: 7}, 6, [5, 6]),
        ({4: 5, 5: 2, 6: 3, 7: 4}, 7, [6, 7]),  # a fall before them
        ({4: 1, 6: 3, 7: 4, 8: 5}, 8, [7, 8]),  # May is unknown
        ({1: 1, 2: 2, 3: 3, 4: 4, 5: 5}, 5, [4, 5]),  # March has no change on the month
        ({6: 3, 7: 3}, 7, []),
        ({1: 1, 2: 2, 3: 3}, 3, []),
    ],
)
def test_a_streak_ends_with_a_turn_a_gap_and_the_new_year(levels, month, expected):
    panel = tiny_panel([(f"2025-{number:02d}", float(value)) for number, value in levels.items()])
    months, rows = records.streak(panel, "WLD", f"2025-{month:02d}")
    assert months == [f"2025-{number:02d}" for number in expected]
    assert len(rows) == (len(expected) + 1 if expected else 0)


def test_a_change_that_rounding_leaves_open_is_no_part_of_a_streak():
    panel = tiny_panel([("2025-04", 10.0), ("2025-05", 10.6), ("2025-06", 20.0)], rounding=1)
    assert records.streak(panel, "WLD", "2025-06")[0] == ["2025-06"]


def test_inputs_are_not_changed():
    panel = tiny_panel([("2025-05", 1.0), ("2025-06", 2.0)])
    before = panel.copy()
    measures.series(panel, "WLD", "2025-01", "2025-06")
    measures.destinations(panel, "2025-06")
    pd.testing.assert_frame_equal(panel, before)


def test_log_points_of_a_doubling_and_of_what_undoes_it():
    assert measures.log_points(100) == pytest.approx(69.3147, abs=1e-4)
    assert measures.log_points(-50) == pytest.approx(-69.3147, abs=1e-4)
    assert math.isnan(measures.log_points(-100))


def test_the_recent_mean_takes_up_to_twelve_months_and_at_least_three():
    months = [(f"2024-{m:02d}", float(m)) for m in range(1, 13)]
    found, span = measures.recent_mean(tiny_panel([("2023-12", 99.0), *months]), "WLD", "2025-01")
    assert (found.value, span) == (6.5, "2024-01/2024-12")
    found, span = measures.recent_mean(tiny_panel(months[-3:]), "WLD", "2025-01")
    assert (found.value, span) == (11, "2024-10/2024-12")
    assert not measures.recent_mean(tiny_panel(months[-2:]), "WLD", "2025-01")[0].known


def test_several_lines_are_a_sum_and_one_is_as_reported():
    assert {measures.reported(rows) for rows in ("a.csv#L2", "tiny")} == {"as reported"}
    several = ("a.csv#L2,3", "a.csv#L all partners", "a.csv#L2\nb.csv#L2", "a.csv#L2,3,4,5,6 and 2 more")
    assert {measures.reported(rows) for rows in several} == {"sum of the lines named"}


def test_a_formula_shows_how_its_ends_were_made_and_counts_a_long_sum_as_one():
    panel = tiny_panel([("2024-01/2024-07", 32812.0), ("2024-07", 5278.0), ("2025-01/2025-06", 22319.0)])
    assert measures.change_on_year(panel, "WLD", "2025-01/2025-06").how == (
        "(22.319 t ÷ (32.812 t − 5.278 t) − 1) × 100"
    )
    months = tiny_panel([(f"2025-{n:02d}", 1000.0 * n) for n in range(1, 7)])
    whole = level(months, "WLD", "2025-01/2025-06")
    assert share(level(months, "WLD", "2025-06"), whole).how == "6 t ÷ 21 t × 100"


def test_a_sum_names_the_coarser_total_that_a_source_prints():
    finer = [("2025-01", 1001.0), ("2025-02", 2002.0)]
    both = pd.concat([tiny_panel(finer), tiny_panel([("2025-01/2025-02", 3000.0)], rounding=100.0)])
    found = level(both, "WLD", "2025-01/2025-02")
    assert found.value == 3003.0
    assert found.how == "2025-01 (1.001 t) + 2025-02 (2.002 t); a source prints 3 t"
    assert "prints" not in level(tiny_panel(finer), "WLD", "2025-01/2025-02").how


def test_no_value_is_told_apart_from_no_figure():
    panel = tiny_panel([("2025-01", 1.0)])
    assert level(panel, "WLD", "2025-02").why_unknown.startswith("no figure for WLD")
    assert level(panel, "WLD", "2025-01", "value_usd").why_unknown.startswith("no value for WLD")
