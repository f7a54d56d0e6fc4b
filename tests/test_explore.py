"""Notebook 00: what can be chosen, what is shown of it, live and without a kernel; and that no edition holds it."""

import nbformat
import papermill
import pytest

from helpers import explore, paths, plans
from helpers.month import open_month


@pytest.fixture(scope="module")
def month():
    return open_month("rare-earth-magnets", "2025-06", "2025-07-21")


@pytest.fixture(scope="module")
def explorer(month):
    return explore.Explorer(month)


def test_every_code_that_was_taken_in_can_be_chosen_and_the_product_comes_first(month):
    found = explore.trades(month)
    assert next(iter(found.values())) == month.product
    assert {code for trade in found.values() for code in trade.hs_codes} >= {"85051110", "X-RARE-EARTHS", "8505"}
    assert all(title == trade.title for title, trade in found.items())


def test_partners_begin_with_the_world_and_the_one_in_focus(month):
    assert list(explore.partners(month, month.product).values())[:2] == ["WLD", "USA"]


@pytest.mark.parametrize("kind", explore.CHARTS)
def test_a_choice_is_drawn_and_tabled_as_of_the_vintage(month, kind):
    here = explore.opened(month, month.product, "JPN", "net_mass_kg")
    assert here.period == "2025-06"
    assert "Japan" in explore.chart(here, kind).title
    table = explore.rows(here)
    assert table.frame["figure"].iloc[0] == "131\xa0t"
    assert (table.frame["vintage"] <= "2025-07-21").all()


def test_a_partner_without_a_single_month_has_a_table_and_no_chart(explorer):
    page = explorer.page("HS 8505 110070, imports of the United States", "CHN", "value_usd", "one line a year")
    assert "nothing is drawn" in page
    assert "USD</td>" in page
    assert "<img" not in page


def test_choosing_changes_what_is_shown_and_keeps_to_what_is_known(explorer):
    lists, shown = explorer.widget.children
    code, partner, measure, kind = lists.children
    first = shown.value
    assert partner.value == "USA"
    assert "to the United States" in first
    kind.value = "one line a year"
    assert shown.value != first
    code.value = "Rare earths"
    assert set(dict(partner.options).values()) == {"WLD"}
    assert "net_mass_kg" in dict(measure.options).values()
    assert "rare earths to all partners" in shown.value
    code.value = explorer.month.product.title


def test_it_runs_without_a_browser_and_leaves_a_chart_to_read(tmp_path):
    out = tmp_path / "out.ipynb"
    path = paths.NOTEBOOKS / "00_explore.ipynb"
    papermill.execute_notebook(str(path), str(out), {"period": "2025-06"}, progress_bar=False)
    outputs = [output.data for cell in nbformat.read(out, 4).cells for output in cell.get("outputs", [])]
    (live,) = [data for data in outputs if "application/vnd.jupyter.widget-view+json" in data]
    assert "<img alt=" in live["text/html"]
    assert "<caption>" in live["text/html"]


def test_no_edition_holds_it():
    assert (paths.NOTEBOOKS / "00_explore.ipynb").exists()
    assert "00_explore" not in [path.stem for path in plans.notebook_paths()]
