"""Charts: same bytes twice, described, escaped, and no label over another or outside, for any data."""

import itertools
import random

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers import charts, figures, periods
from helpers.charts import marks
from helpers.month import open_month

WORDS = {"title": "A finding", "subtitle": "Net mass in t.", "footer": "Source: test."}
NO_EVENTS = pd.DataFrame(columns=["date", "label"])
EVENTS = pd.DataFrame({"date": ["2025-04-04", "2025-04-20", "2025-06-10"], "label": ["one", "two", "three"]})


def months(count: int) -> list[str]:
    last = periods.month_number("2025-06")
    return [periods.month_text(n) for n in range(last - count + 1, last + 1)]


def series(values, events=EVENTS):
    state = ["unknown" if np.isnan(value) else "reported" for value in values]
    table = pd.DataFrame({"period": months(len(values)), "value": values, "state": state})
    return charts.plot_series(table, key="s", focus="2025-06", events=events, **WORDS)


def destinations(values, name="Partner"):
    table = pd.DataFrame({"partner": [f"{name} {n}" for n in range(len(values))], "value": values})
    table = table.assign(share_pct=table["value"] / table["value"].sum() * 100, role="other")
    return charts.plot_destinations(table, key="d", notes=[], **WORDS)


def years(values):
    table = pd.DataFrame({"month": range(1, 13), "2024": list(reversed(values)), "2025": values})
    return charts.plot_years(table, key="y", focus="2025-06", **WORDS)


def changes(values):
    table = pd.DataFrame({"partner": "All partners", "period": months(len(values)), "on_month_pct": values})
    table = table.assign(on_year_pct=-table["on_month_pct"] / 9, on_month_state="computed", on_year_state="printed")
    table = table.assign(on_month_label=[f"{value:.1f}%" for value in values], on_year_label="x%")
    return charts.plot_changes(table, key="c", focus="2025-06", **WORDS)


def boxes(chart, size):
    """Boxes of all numbers written beside marks, and the figure's own."""
    figure = chart.figure(size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    found = []
    for ax in figure.axes:
        for label in ax.texts:
            if (label.get_text() and not label.get_text().isdigit()) or label.get_fontsize() == 8.5:
                found.append((label.get_text(), label.get_window_extent(canvas.get_renderer())))
    return found, figure.bbox


def check(chart):
    for size in marks.SIZES:
        found, whole = boxes(chart, size)
        for (one, a), (two, b) in itertools.combinations(found, 2):
            assert not a.overlaps(b), (size, one, two)
        for words, box in found:
            assert box.x0 >= whole.x0 - 1, (size, words)
            assert box.x1 <= whole.x1 + 1, (size, words)


EDGES = {
    "one month": [5.0],
    "all missing": [np.nan] * 13,
    "gaps": [np.nan, 1.0] * 6 + [3.0],
    "tiny and huge": [0.001, 1e9, 3e11, 1e12] * 3,
    "zeros": [0.0] * 13,
    "equal": [353.0] * 24,
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", EDGES.values(), ids=EDGES)
def test_a_series_of_any_data_is_drawn_cleanly(values):
    check(series(values))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("seed", range(20))
def test_no_two_labels_meet_in_random_tables(seed):
    random.seed(seed)
    values = [random.choice([np.nan, random.lognormvariate(3, 3)]) for _ in range(random.randint(13, 24))]
    check(series(values))
    check(years([random.lognormvariate(5, 1) for _ in range(12)]))
    check(changes([random.uniform(-95, 700) for _ in range(13)]))
    check(destinations([random.lognormvariate(5, 2) for _ in range(random.randint(1, 13))]))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", [[np.nan] * 13, [-100.0] * 13, [0.0] * 13, [np.nan] * 12 + [5.0]])
def test_changes_of_any_data_are_drawn_cleanly(values):
    check(changes(values))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", [[0.0], [np.nan] * 12, [0.0] * 12, [1e12] * 12])
def test_partners_and_years_of_any_data_are_drawn_cleanly(values):
    if len(values) > 1:
        check(years(values))
    check(destinations([value for value in values if value > 0]))


@pytest.mark.parametrize(
    "period", ["2013-12", "2018-07", "2019-10", "2024-02", "2025-01", "2025-03", "2026-03", "2026-07"]
)
def test_every_kind_of_month_can_be_drawn(period):
    month = open_month("rare-earth-magnets", period, "2026-11-23")
    made = (figures.series(month), figures.changes(month), figures.destinations(month), figures.path(month))
    for shown in made:
        if isinstance(shown, charts.Chart):
            check(shown)
            assert "value" not in shown.table
            assert "No change is known" not in shown.notes
        else:
            assert shown.plain.endswith(".")
    assert isinstance(made[0], charts.Chart)


def test_long_names_are_wrapped_and_kept_inside():
    check(destinations([5.0, 3.0], name="South Georgia and the South Sandwich Islands"))


def test_the_same_data_give_the_same_bytes():
    one, two = series([1.0, 2.0, 3.0]), series([1.0, 2.0, 3.0])
    assert one.svg() == two.svg()
    assert one.png() == two.png()
    assert one.svg() != series([1.0, 2.0, 4.0]).svg()


def test_a_chart_is_described_and_its_text_is_text():
    svg = series([1238.0, 3188.0], NO_EVENTS).svg()
    assert 'role="img"' in svg
    assert "<title" in svg
    assert "June 2025: 3,188 t." in svg
    assert ">3,188</text>" in svg
    assert "var(--focus" in svg
    assert "<script" not in svg


def test_hostile_names_are_escaped_in_every_form():
    table = pd.DataFrame({"partner": ["<script>x</script>"], "value": [1.0], "share_pct": [100.0], "role": ["other"]})
    chart = charts.plot_destinations(table, key="d", notes=["<b>"], title="<i>", subtitle="<u>", footer="<s>")
    page = chart.page()
    for tag in ("<script", "<b>", "<i>", "<u>", "<s>"):
        assert tag not in page


def test_missing_is_a_dash_and_unknown_months_are_counted():
    chart = series([np.nan, 2.0], NO_EVENTS)
    assert "Months without a figure: 1." in chart.alt
    assert '<td class="number">–</td>' in chart.page()


def test_the_charts_of_a_month_name_source_vintage_and_finding():
    month = open_month("rare-earth-magnets", "2025-06", "2025-07-21")
    made = [figures.series(month), figures.changes(month), figures.destinations(month), figures.path(month)]
    for chart in made:
        check(chart)
        assert "as quoted by the press. As of 21 July 2025" in chart.footer
        assert chart.subtitle.startswith("China's exports")
    assert "353 t" in made[3].title
    assert 'id="use-usa.level"' in "".join(chart.title_page for chart in made)
    assert "Not given by partner" in list(made[2].table["partner"])
    assert made[2].table["share_pct"].sum() == pytest.approx(100)
