"""Contributions, concentration and places, against tables worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from helpers import measures, structure
from helpers.structure import REST


def panel(figures: dict[str, dict[str, float]], measure: str = "net_mass_kg") -> pd.DataFrame:
    """A panel from partner -> month -> figure."""
    parts = [measures.tiny_panel(list(months.items()), partner) for partner, months in figures.items()]
    return pd.concat(parts, ignore_index=True).assign(measure=measure)


WHOLE = panel({
    "AAA": {"2024-06": 50.0, "2025-06": 60.0},
    "BBB": {"2024-06": 30.0, "2025-06": 10.0},
    "CCC": {"2024-06": 20.0, "2025-06": 0.0},
    "DDD": {"2024-06": 0.0, "2025-06": 10.0},
    "WLD": {"2024-06": 100.0, "2025-06": 80.0},
})  # fmt: skip
PRESS = panel({
    "AAA": {"2024-06": 50.0, "2025-06": 60.0},
    "BBB": {"2025-06": 10.0},
    "EUN": {"2024-06": 40.0, "2025-06": 30.0},
    "WLD": {"2024-06": 100.0, "2025-06": 80.0},
})  # fmt: skip


def test_contributions_add_up_to_the_change_of_the_total():
    found = structure.contributions(WHOLE, "2025-06", "2024-06").set_index("partner")["points"]
    assert found.drop(REST).to_dict() == {"AAA": 10.0, "BBB": -20.0, "CCC": -20.0, "DDD": 10.0}
    assert found[REST] == pytest.approx(0)
    assert found.sum() == pytest.approx(-20)


def test_a_partner_known_once_and_a_group_belong_to_the_rest():
    found = structure.contributions(PRESS, "2025-06", "2024-06").set_index("partner")
    assert list(found.index) == ["AAA", REST]
    assert found.loc[REST, ["value", "base_value", "points"]].tolist() == pytest.approx([20, 50, -30])
    assert found["points"].sum() == pytest.approx(-20)


@pytest.mark.parametrize(
    "figures", [{"AAA": {"2024-06": 1.0, "2025-06": 2.0}}, {"WLD": {"2024-06": 0.0, "2025-06": 2.0}}]
)
def test_without_a_total_or_from_zero_nothing_is_divided(figures):
    assert structure.contributions(panel(figures), "2025-06", "2024-06").empty


def test_contributions_of_random_totals_add_up():
    draw = np.random.default_rng(3)
    for _ in range(50):
        figures = {
            f"P{n:02d}"[:3]: {"2024-06": draw.lognormal(3, 2), "2025-06": draw.lognormal(3, 2)} for n in range(9)
        }
        figures["WLD"] = {m: sum(f[m] for f in figures.values()) + draw.lognormal(2, 1) for m in ("2024-06", "2025-06")}
        found = structure.contributions(panel(figures), "2025-06", "2024-06")
        world = figures["WLD"]
        assert found["points"].sum() == pytest.approx((world["2025-06"] / world["2024-06"] - 1) * 100)


def test_the_index_by_hand():
    found = structure.concentration(pd.Series([40.0, 30.0, 20.0, 10.0]), 100.0)
    assert found.low == found.high == 1600 + 900 + 400 + 100
    assert found.normalised == pytest.approx((0.3 - 0.25) / 0.75)
    equal = structure.concentration(pd.Series([25.0] * 4), 100.0)
    assert (equal.low, equal.normalised) == (2500, 0)
    single = structure.concentration(pd.Series([7.0, 0.0]), 7.0)
    assert (single.low, single.normalised) == (10_000, 1)


def test_what_is_not_itemised_makes_a_range_that_holds_the_truth():
    draw = np.random.default_rng(5)
    for _ in range(200):
        values = pd.Series(draw.lognormal(3, 2, 12))
        truth = structure.concentration(values, values.sum()).low
        hidden = values.mask(draw.random(12) < 0.4)
        if hidden.notna().any():
            found = structure.concentration(hidden, values.sum())
            assert found.low - 1e-6 <= truth <= found.high + 1e-6
            assert found.whole or math.isnan(found.normalised)


def test_the_set_of_partners_stays_the_same_over_the_months():
    found = structure.concentrations(WHOLE, ["2024-06", "2025-06"])
    assert found["partners"].tolist() == [4, 4]
    assert found["hhi_low"].tolist() == pytest.approx([3800.0, (75**2 + 2 * 12.5**2)])


def test_unknown_totals_give_no_index():
    found = structure.concentrations(PRESS[PRESS["partner"] != "WLD"], ["2025-06"])
    assert found["hhi_low"].isna().all()


def test_ties_share_the_better_place_and_zero_has_none():
    found = structure.places(WHOLE, ["2024-06", "2025-06"])
    assert found["2025-06"].dropna().to_dict() == {"AAA": 1.0, "BBB": 2.0, "DDD": 2.0}
    assert found["2024-06"].dropna().to_dict() == {"AAA": 1.0, "BBB": 2.0, "CCC": 3.0}


def test_a_place_that_the_rest_could_take_is_not_proved():
    found = structure.places(PRESS, ["2024-06", "2025-06"])
    assert found.loc["AAA", "2024-06"] == 1.0  # 50 of the total are hidden, but 40 of them in the European Union
    alone = structure.places(PRESS[PRESS["partner"] != "EUN"], ["2024-06", "2025-06"])
    assert math.isnan(alone.loc["AAA", "2024-06"])
    assert found.loc["AAA", "2025-06"] == 1.0  # only 10 are
    assert math.isnan(found.loc["BBB", "2025-06"])
