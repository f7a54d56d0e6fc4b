"""Revisions against tables worked by hand, and against two real downloads of the same query."""

import pandas as pd
import pytest

from helpers import downloads, measures, reference, revisions, store
from helpers.measures import tiny_panel
from tests.conftest import portal, row


def figures(*rows):
    """Observations of one key each: vintage, partner, value, rounding."""
    table = pd.DataFrame(rows, columns=["vintage", "partner", "value", "rounding"])
    fixed = {"source": "gacc", "period_first": "2025-06", "period_last": "2025-06", "hs_code": "85051110"}
    fixed |= {"regime": "", "province": "", "measure": "net_mass_kg", "second_hand": False, "all_partners": True}
    return table.assign(**fixed, id=[f"x#L{n}" for n in range(len(table))])


def test_the_indicators_of_a_table_worked_by_hand():
    # +10%, -20%, unchanged, unchanged: mean -2.5, mean absolute 7.5, largest -20, half of the rows
    old = [("2025-07-20", name, value, 1.0) for name, value in (("DEU", 100), ("USA", 50), ("KOR", 7), ("JPN", 9))]
    new = [("2025-08-20", name, value, 1.0) for name, value in (("DEU", 110), ("USA", 40), ("KOR", 7), ("JPN", 9))]
    table = revisions.summary(revisions.steps(revisions.by_vintage(figures(*old, *new))))
    (line,) = table.to_dict("records")
    assert (line["compared"], line["revised"], line["share_pct"]) == (4, 2, 50)
    assert line["mean_pct"] == pytest.approx(-2.5)
    assert line["mean_absolute_pct"] == pytest.approx(7.5)
    assert line["largest_pct"] == pytest.approx(-20)


def test_a_record_of_one_download_alone_is_added_or_gone_and_never_compared():
    old = [("2025-07-20", name, value, 1.0) for name, value in (("DEU", 100), ("USA", 50))]
    new = [("2025-08-20", name, value, 1.0) for name, value in (("DEU", 100), ("KOR", 7))]
    held = revisions.by_vintage(figures(*old, *new))
    assert list(revisions.steps(held)["partner"]) == ["DEU"]
    found = revisions.uneven(held).set_index("partner")
    assert found["state"].to_dict() == {"KOR": "added", "USA": "gone"}
    assert (found.loc["KOR", "now"], found.loc["USA", "before"]) == (7, 50)
    assert found["revision_pct"].isna().all()
    some = figures(*old, *new).assign(all_partners=False)  # what was not asked for is not gone
    assert revisions.uneven(revisions.by_vintage(some)).empty


def test_a_printed_figure_within_rounding_is_no_revision():
    both = figures(("2025-07-20", "USA", 352_800, 100), ("2025-08-20", "USA", 353_000, 1000)).assign(source="press")
    assert list(revisions.steps(revisions.by_vintage(both))["state"]) == ["within rounding"]
    apart = figures(("2025-07-20", "USA", 352_800, 100), ("2025-08-20", "USA", 360_000, 1000)).assign(source="press")
    assert list(revisions.steps(revisions.by_vintage(apart))["state"]) == ["revised"]


def test_a_year_to_date_beyond_its_months_shows_a_hidden_revision():
    # the real case of 2025 in tonnes: 34,041.06 to August and 5,774 in September are 39,815; 39,817 was printed
    first = tiny_panel([("2025-01/2025-08", 34_041.06), ("2025-09", 5_774.0)], rounding=1)
    first.loc[0, ["low", "high"]] = [34_041.055, 34_041.065]
    now = tiny_panel([("2025-01/2025-09", 39_817.0)], rounding=1).assign(rows="other.csv#L2")
    found = revisions.hidden(first, now, "WLD", "2025-01/2025-09")
    assert found.value == pytest.approx(1.94)
    assert found.low > 0
    agreed = tiny_panel([("2025-01/2025-09", 39_815.0)], rounding=1).assign(rows="other.csv#L2")
    found = revisions.hidden(first, agreed, "WLD", "2025-01/2025-09")
    assert found.low <= 0 <= found.high


def test_a_difference_that_later_figures_of_the_parts_show_is_not_hidden():
    first = tiny_panel([("2025-01", 10.0), ("2025-02", 20.0)]).assign(source="gacc")
    now = tiny_panel([("2025-01", 13.0), ("2025-02", 20.0)]).assign(source="gacc", rows=["new.csv#L2", "new.csv#L3"])
    (line,) = revisions.hidden_table(first, now, "WLD", "2025-02").to_dict("records")
    assert (line["difference"], line["is_beyond_rounding"], line["is_seen"]) == (3, True, True)
    own = tiny_panel([("2025-01/2025-02", 35.0)]).assign(source="press", rows="sum.csv#L2")
    (line,) = revisions.hidden_table(first, pd.concat([now, own]), "WLD", "2025-02").to_dict("records")
    assert (line["difference"], line["is_beyond_rounding"], line["is_seen"]) == (5, True, False)


def test_the_same_figures_are_no_test():
    panel = tiny_panel([("2025-01", 1.0), ("2025-02", 2.0)])
    assert not revisions.hidden(panel, panel, "WLD", "2025-01/2025-02").known


def test_what_changed_since_an_earlier_panel():
    before = tiny_panel([("2025-04", 10.0), ("2025-05", 20.0), ("2025-06", 30.0)], rounding=2)
    now = tiny_panel([("2025-05", 25.0), ("2025-06", 30.2), ("2025-07", 40.0)], rounding=1)
    before, now = (panel.assign(source="press") for panel in (before, now))
    found = revisions.since(before.assign(rows="old.csv#L2"), now).set_index("period")
    assert found.loc["2025-05", "rows_before"] == "old.csv#L2"
    assert found["state"].to_dict() == {"2025-04": "gone", "2025-05": "revised", "2025-06": "finer", "2025-07": "new"}
    assert revisions.since(now, now).empty


def test_any_change_between_two_downloads_is_a_revision_as_in_the_steps():
    before, now = (tiny_panel([("2025-05", value)], rounding=15) for value in (27_104.0, 27_102.0))
    found = [revisions.since(before.assign(source=one), now.assign(source=other))["state"].tolist()
             for one, other in (("gacc", "gacc"), ("press", "press"), ("press", "gacc"))]  # fmt: skip
    assert found == [["revised"], [], []]  # sums of downloads have an interval, because their records are rounded


def test_two_downloads_with_one_record_revised(data, tmp_path):
    for vintage, kg in (("2025-07-20", "353"), ("2025-08-20", "360")):
        path = tmp_path / f"{vintage}.csv"
        path.write_bytes(portal([row(kg=kg), row(partner="304", kg="764")]))
        assert downloads.add(path, "export", vintage, all_partners=True)["status"] != "refuse"
    held = store.observations("rare-earth-magnets", "2025-12-31")
    steps = revisions.steps(revisions.by_vintage(held))
    revised = steps[steps["state"] == "revised"]
    assert list(zip(revised["partner"], revised["measure"], revised["now"], strict=True)) == [
        ("USA", "net_mass_kg", 360)
    ]
    first = revisions.first_figures(held, ("85051110",))
    assert measures.level(first, "WLD", "2025-06").value == 353 + 764


def test_the_real_pair_of_downloads_has_five_revised_cells(data, samples):
    for name, vintage in (("1-2m", "2026-03-20"), ("1-3m", "2026-04-20")):
        path = samples / "gacc" / f"simecode_6910_2026_{name}.xlsx"
        assert downloads.add(path, "export", vintage, all_partners=False)["status"] != "refuse"
    product = reference.Product("t", "t", "t", ("6910",), "export", "CHN", "WLD", "")
    steps = revisions.steps(revisions.by_vintage(store.observations(product, "2026-12-31")))
    assert (steps["state"] == "revised").sum() == 5
