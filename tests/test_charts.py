"""Charts: same bytes twice, described, escaped, and no label over another or outside, for any data."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers import buyers, charts, figures, periods, trends
from helpers.charts import palette
from helpers.charts.lettering import along
from helpers.month import open_month
from helpers.picture import picture

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


def lines(values, name="Line"):
    table = pd.DataFrame({"period": months(len(values)), "one": values, "two": list(reversed(values))})
    table["three"] = np.nan
    wanted = [charts.Line("one", f"{name} one"), charts.Line("two", f"{name} two", "comparison")]
    wanted.append(charts.Line("three", f"{name} three", "muted"))
    return charts.plot_lines(table, wanted, key="l", events=EVENTS, levels={"a band": 2.0}, **WORDS)


def contributions(values, name="Partner"):
    table = pd.DataFrame({"partner": [f"{name} {n}" for n in range(len(values))], "points": values, "role": "other"})
    table.loc[table.index[-1:], "role"] = "rest"
    return charts.plot_contributions(table, key="k", **WORDS)


def wide(values, name, rows=8):
    """A table of partners by months whose rows are shifted copies of the values."""
    table = pd.DataFrame([np.roll(values, n) for n in range(rows)], columns=months(len(values)))
    table.insert(0, "partner", [f"{name} {n}" for n in range(rows)])
    return table


def places(values, name="Partner"):
    table = wide(values, name)
    ranks = table.drop(columns="partner").rank(ascending=False, method="min")
    return charts.plot_places(table[["partner"]].join(ranks), key="p", focus=f"{name} 1", **WORDS)


def heat(values, name="Partner"):
    return charts.plot_heat(wide(values, name, rows=15), key="h", **WORDS)


KINDS = {
    "series": series,
    "years": lambda values: years(np.resize(values, 12)),
    "changes": changes,
    "destinations": lambda values: destinations(np.clip(values, 0, None)),
    "lines": lines,
    "contributions": contributions,
    "places": places,
    "heat": heat,
}
NAMED = {"destinations": destinations, "lines": lines, "contributions": contributions, "places": places, "heat": heat}
EDGES = {
    "one month": [5.0],
    "all missing": [np.nan] * 13,
    "gaps": [np.nan, 1.0] * 6 + [3.0],
    "negatives": [-5.0, 3.0, -80.0, 12.0] * 4,
    "tiny and huge": [0.0, 0.001, 1e9, 3e11, 1e12] * 3,
    "zeros": [0.0] * 13,
    "equal": [353.0] * 24,
}


def texts(figure):
    """Everything written in a drawing with its box: labels, numbers of the axes, badges; the watermark apart."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    found = [item for item in figure.findobj(Text) if item.get_visible() and item.get_text().strip()]
    ticks = {tick for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for tick in axis.get_ticklabels()}
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            hidden |= {t for t, at in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=False)
                       if not axis.get_visible() or not low - 1e-9 <= at <= high + 1e-9}  # fmt: skip
    shown = [item for item in found if item not in hidden and item.get_gid() != "watermark"]
    return [(item.get_text(), Text.get_window_extent(item, renderer), item in ticks) for item in shown]


def leads(figure):
    """The boxes of the thin lines that lead to words, each with those words."""
    found = [item for ax in figure.axes for item in ax.texts if item.get_gid() not in ("badge", "stem")]
    return [
        (item.get_text(), line.get_window_extent()) for item in found if (line := getattr(item, "arrow_patch", None))
    ]


def check(chart):
    """No text over another or outside, nothing empty, the same for a listener, at both widths."""
    assert chart.alt.strip() and "nan" not in chart.alt.lower()
    for size in palette.SIZES:
        figure = chart.figure(size)
        found = texts(figure)
        assert found, "an empty picture"
        for (one, a, _), (two, b, _) in itertools.combinations(found, 2):
            assert not a.padded(-0.5).overlaps(b.padded(-0.5)), (size, one, two)
        for (words, lead), (other, box, _) in itertools.product(leads(figure), found):
            assert other == words or not lead.padded(-0.5).overlaps(box.padded(-0.5)), (size, words, other)
        whole = figure.bbox.padded(1)
        for words, box, _ in found:
            assert whole.x0 <= box.x0 and box.x1 <= whole.x1, (size, words, box)
            assert whole.y0 <= box.y0 and box.y1 <= whole.y1, (size, words, box)
        pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3]
        assert (pixels < 200).any(axis=2).mean() > 0.001, "an empty picture"


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("values", EDGES.values(), ids=EDGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_is_drawn_cleanly_from_edge_data(kind, values):
    check(KINDS[kind](values))


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("kind", NAMED)
def test_names_of_forty_letters_are_kept_inside(kind):
    name = "South Georgia and South Sandwich Islands"
    assert len(name) == 40
    check(NAMED[kind]([5.0, 3.0, 8.0, 1.0, 2.0, 9.0, 7.0, 4.0, 6.0, 3.5, 2.5, 1.5, 0.5], name=name))


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("kind", KINDS)
def test_no_two_labels_meet_in_two_hundred_random_tables(kind, seed):
    draw = random.Random(f"{kind} {seed}")
    spread = draw.choice([0.1, 1, 3])
    values = [draw.choice([np.nan, *[draw.lognormvariate(4, spread)] * 6]) for _ in range(draw.randint(1, 24))]
    if kind in ("contributions", "changes"):
        values = [value * draw.choice([-0.2, 1]) for value in values]
    check(KINDS[kind](values))


@pytest.mark.parametrize("seed", range(8))
def test_numbers_of_events_never_touch_however_close_their_days(seed):
    draw = random.Random(seed)
    count = draw.choice([13, 24, 60, 120])
    shown = months(count)[-draw.randint(1, 6) :]
    days = sorted(f"{draw.choice(shown)}-{draw.randint(1, 28):02d}" for _ in range(draw.randint(2, 7)))
    events = pd.DataFrame({"date": days, "label": days})
    table = pd.DataFrame({"period": months(count), "one": [draw.lognormvariate(4, 1) for _ in range(count)]})
    for chart in (
        series(list(table["one"]), events),
        charts.plot_lines(table, [charts.Line("one", "One")], key="l", events=events, **WORDS),
    ):
        check(chart)
        for size in palette.SIZES:
            figure = chart.figure(size)
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            badges = [item for item in figure.axes[0].texts if item.get_gid() == "badge"]
            told = [[int(end) for end in badge.get_text().split("–")] for badge in badges]  # 3–4 where lines would meet
            assert [n for ends in told for n in range(ends[0], ends[-1] + 1)] == list(range(1, len(days) + 1))
            discs = [badge.get_bbox_patch().get_window_extent(canvas.get_renderer()) for badge in badges]
            for one, other in itertools.combinations(discs, 2):
                assert not one.padded(0.5).overlaps(other.padded(0.5)), (size, days)


def test_numbers_of_events_far_apart_stand_in_one_row():
    for size, day in (("wide", "2025-04-20"), ("narrow", "2025-04-28")):
        dates = ["2024-01-10", "2024-09-10", "2025-04-04", day]
        events = pd.DataFrame({"date": dates, "label": list("abcd")})
        figure = series([5.0] * 24, events).figure(size)
        heights = [
            box.y0 for words, box, _ in texts(figure) if words in set("1234") and box.y0 > figure.bbox.height / 2
        ]
        assert max(heights[:3]) - min(heights[:3]) < 0.1 and heights[3] > heights[0] + 10, size


def test_the_changes_of_the_month_stand_right_of_every_mark_each_with_its_base():
    table = pd.DataFrame({"partner": "All", "period": months(12), "on_month_pct": [3.0] * 10 + [-49.0, -49.0]})
    table = table.assign(on_year_pct=[3.0] * 10 + [-49.0, -48.0], on_month_state="computed", on_year_state="printed")
    table = table.assign(on_month_label="−49.0%", on_year_label="−48.0%")
    chart = charts.plot_changes(table, key="k", focus=months(12)[-1], **WORDS)
    for size in palette.SIZES:
        figure = chart.figure(size)
        ax = figure.axes[0]
        told = {" ".join(words.split()): box for words, box, _ in texts(figure)}
        month, year = told["−49.0% on month"], told["−48.0% on year"]
        last = ax.transData.transform((11.2, 0))[0]
        assert min(month.x0, year.x0) > last + 3 and month.y1 <= year.y0, size  # the lesser fall is the higher


def test_the_figure_of_the_last_bar_stands_off_the_taller_bar_beside_it():
    figure = series([700.0] * 23 + [404.0, 204.0]).figure("narrow")
    (box,) = [box for words, box, _ in texts(figure) if words == "204"]
    solid = [bar.get_window_extent() for bar in figure.axes[0].patches]
    assert len(solid) == 25 and not any(box.overlaps(bar) for bar in solid)


def test_the_total_of_contributions_has_the_digits_of_its_sentence_and_the_bars_their_own_length():
    table = pd.DataFrame({"partner": ["A", "All others", "All partners"], "points": [-7.825, -37.553, -45.378]})
    table["role"] = ["other", "rest", "total"]
    chart = charts.plot_contributions(table, key="k", whole_digits=0, **WORDS)
    figure = chart.figure("wide")
    assert {"−7.8", "−38", "−45"} <= {words for words, *_ in texts(figure)}
    assert [round(bar.get_width(), 3) for bar in figure.axes[0].patches] == [-7.825, -37.553, -45.378]


@pytest.mark.parametrize(("points", "said"), [([1.02, 0.61, 1.63], False), ([1.04, 0.64, 1.68], True)])
def test_it_is_said_where_rounded_contributions_do_not_add_up(points, said):
    table = pd.DataFrame({"partner": ["A", "B", "All partners"], "points": points, "role": ["other", "other", "total"]})
    chart = charts.plot_contributions(table, key="k", **WORDS)
    assert any(note.startswith("Rounded") for note in chart.notes) == said


def test_every_line_ends_in_a_figure():
    chart = lines([5.0, 3.0, 812.0, 9.0])
    for size in palette.SIZES:
        found = {words.replace("\n", " ") for words, *_ in texts(chart.figure(size))}
        assert {"Line one: 9.0", "Line two: 5.0"} <= found, size


def test_a_note_on_the_narrow_drawing_is_shown_with_it_alone():
    page = heat([1.0] * 13).page()
    assert page.count('<li class="narrow">The last twelve months') == 1
    assert "twelve months" not in heat([1.0] * 12).page()
    assert not any("twelve months" in note for note in heat([1.0] * 13).notes)


def test_there_is_a_kind_for_every_plot():
    elsewhere = {"plot_sides", "plot_unit_values", "plot_parts"}  # drawn by tests/test_chapters.py
    assert {f"plot_{kind}" for kind in KINDS} | elsewhere == {
        name for name in charts.__all__ if name.startswith("plot_")
    }


@pytest.mark.parametrize("kind", ["series", "years", "destinations", "contributions"])
def test_bars_start_at_zero(kind):
    figure = KINDS[kind]([353.0, 352.0, 351.0, 354.0] * 6).figure("wide")
    (ax,) = figure.axes
    low, high = ax.get_xlim() if kind in ("destinations", "contributions") else ax.get_ylim()
    assert low <= 0 <= high


def test_simulated_figures_are_marked_across_the_drawing_and_for_a_listener():
    words = WORDS | {"footer": "SIMULATED. Source: test."}
    chart = charts.plot_lines(pd.DataFrame({"period": months(3), "a": [1.0, 2.0, 3.0]}), [charts.Line("a", "A")],
                              key="l", **words)  # fmt: skip
    for size in palette.SIZES:
        assert ">SIMULATED</text>" in chart.svg(size)
    assert "SIMULATED. Line chart" in chart.svg()
    real = lines([1.0, 2.0, 3.0]).svg()
    assert "SIMULATED" not in real


def test_a_line_breaks_at_an_unknown_month_and_never_falls_to_zero():
    figure = lines([5.0, np.nan, 7.0, 8.0]).figure("wide")
    drawn = next(line for line in figure.axes[0].lines if len(line.get_ydata()) == 4).get_ydata()
    assert np.isnan(drawn[1]) and list(drawn[[0, 2, 3]]) == [5.0, 7.0, 8.0]


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


def test_a_label_in_a_dip_is_not_written_over_the_line():
    values = [877.0, 405, 584, 246, 46, 353, *[np.nan] * 6]
    table = pd.DataFrame({"month": range(1, 13), "2024": np.nan, "2025": values})
    chart = charts.plot_years(table, key="y", focus="2025-06", **WORDS)
    figure = chart.figure("wide")
    box = next(box for words, box, _ in texts(figure) if words == "46")
    drawn = figure.axes[0].transData.transform(along(table["month"], table["2025"], 200))
    assert not any(box.contains(*spot) for spot in drawn)


def test_the_figure_of_the_month_before_stands_under_its_own_month_where_it_has_room():
    older, newer = [53, 40, 109, 87, 80, 67, 72, 79, 69, 73, 90, 80], [72, 48, 78, 28, 8, 29, 42, 69, 69, 72, 68, 86]
    table = pd.DataFrame({"month": range(1, 13), "2024": older, "2025": newer})
    chart = charts.plot_years(table.astype(float), key="y", focus="2025-12", **WORDS)
    figure = chart.figure("wide")
    box = next(box for words, box, _ in texts(figure) if words == "68")
    before, last = figure.axes[0].transData.transform([(11, 68), (12, 86)])[:, 0]
    assert abs((box.x0 + box.x1) / 2 - before) < abs((box.x0 + box.x1) / 2 - last)
    assert "68" not in [words for words, *_ in texts(chart.figure("narrow"))]  # it would read as another month's


def test_the_description_of_changes_has_the_digits_of_the_labels():
    table = pd.DataFrame({"partner": "All partners", "period": months(3), "on_month_pct": [2.0, -66.0, 7.7467]})
    table = table.assign(on_year_pct=np.nan, on_month_state="computed", on_year_state="unknown")
    table = table.assign(on_month_label=["+2.0%", "−66.0%", "+8%"], on_year_label="unknown")
    alt = charts.plot_changes(table, key="c", focus="2025-06", **WORDS).alt
    assert alt.endswith("June 2025: on the month before +8%, on the year before unknown.")


def test_the_last_month_of_an_only_line_has_its_figure_even_below_a_peak():
    values = [*[np.nan] * 92, 6357, 3586, 2627, 1238, 3188, 6146, 5774, 5473]
    table = pd.DataFrame({"period": months(100), "one": values})
    chart = charts.plot_lines(table, [charts.Line("one", "One")], key="l", **WORDS)
    for size in palette.SIZES:
        assert {"5,473", "6,357", "1,238"} <= {words for words, *_ in texts(chart.figure(size))}, size


def test_both_changes_of_the_month_are_told_beside_long_stems():
    table = pd.DataFrame({"partner": "All partners", "period": months(13)})
    table = table.assign(on_month_pct=[2.0] * 11 + [-66.0, -71.2], on_year_pct=[3.0] * 11 + [-68.0, -89.9])
    table = table.assign(on_month_state="computed", on_year_state="computed")
    table = table.assign(on_month_label="−71.2%", on_year_label="−89.9%")
    other = table.assign(partner="United States", on_month_pct=-table["on_month_pct"], on_month_label="+71.2%")
    chart = charts.plot_changes(pd.concat([table, other]), key="c", focus="2025-06", **WORDS)
    for size in palette.SIZES:
        found = [" ".join(words.split()) for words, _, tick in texts(chart.figure(size)) if not tick]
        wanted = ["+71.2% on month", "−71.2% on month", "−89.9% on year", "−89.9% on year"]
        assert sorted(words for words in found if "%" in words) == sorted(wanted), size


def test_the_figure_of_the_month_stands_off_a_taller_bar_before_it():
    for before in (5600, 5774, 5900):
        chart = series([6357.0, 3586, 2627, 1238, 3188, 6146, before, 5473] * 3, NO_EVENTS)
        for size in palette.SIZES:
            figure = chart.figure(size)
            texts(figure)  # draws it
            (label,) = [label for label in figure.axes[0].texts if label.get_text() == "5,473"]
            box = Text.get_window_extent(label)  # without the line that leads to its bar
            assert not any(box.padded(-0.5).overlaps(bar.get_window_extent()) for bar in figure.axes[0].patches), size


def test_a_last_month_that_stands_alone_has_its_figure_and_a_line_its_name():
    table = pd.DataFrame({"month": range(1, 13), "2024": [5.0] * 6 + [np.nan] * 5 + [9.0], "2025": [4.0] * 12})
    for last, words in ((12, "Dec 2024: 9.0"), (6, "2024")):
        table.loc[11, "2024"] = 9.0 if last == 12 else np.nan
        found = [text for text, *_ in texts(charts.plot_years(table, key="y", focus="2025-12", **WORDS).figure("wide"))]
        assert words in found


def ends(figure):
    """Names at the ends of lines: words, height of the end, box of the words, and whether a line leads to it."""
    FigureCanvasAgg(figure).draw()
    ax = figure.axes[0]
    made = [item for item in ax.texts if item.get_gid() == "end"]
    led = {item.xy for item in made if not item.get_text()}
    names = [item for item in made if item.get_text()]
    return [
        (item.get_text(), ax.transData.transform(item.xy)[1], Text.get_window_extent(item), item.xy in led)
        for item in names
    ]


@pytest.mark.parametrize("seed", range(12))
def test_names_at_the_ends_of_lines_keep_their_order_and_are_led_to_where_they_stand_off(seed):
    draw = random.Random(seed)
    values = [700.0 + draw.random() * draw.choice([5, 60, 500]) for _ in range(4)]
    table = pd.DataFrame({"period": months(2)} | {str(n): [500.0, value] for n, value in enumerate(values)})
    roles = ["focus", "comparison", "event", "muted"]
    wanted = [charts.Line(str(n), f"{n} by another measure", role) for n, role in enumerate(roles)]
    for size in palette.SIZES:
        figure = charts.plot_lines(table, wanted, key="l", **WORDS).figure(size)
        found = ends(figure)
        assert len(found) == 4
        by_end, by_name = (sorted(found, key=key) for key in (lambda one: one[1], lambda one: one[2].y0))
        assert by_end == by_name, size
        half = 4.5 * figure.dpi / 72
        for _, height, box, led in found:
            middle = (box.y0 + box.y1) / 2
            strange = [other for _, other, *_ in found if other != height and box.y0 < other < box.y1]
            assert led or (abs(middle - height) <= half and not strange), size


def test_a_name_is_on_one_line_where_the_chart_is_wide():
    table = pd.DataFrame({"period": months(3), "a": [5.0, 6.0, 477.0], "b": [5.0, 6.0, 422.0]})
    wanted = [charts.Line("a", "by mass"), charts.Line("b", "by value in US dollars", "comparison")]
    found = [words for words, *_ in ends(charts.plot_lines(table, wanted, key="l", **WORDS).figure("wide"))]
    assert "by value in US dollars: 422" in found


def test_the_main_line_lies_above_the_others():
    figure = lines([5.0, 3.0, 812.0, 9.0]).figure("narrow")
    long = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 4]
    main = [line for line in long if line.get_linestyle() == "-"]
    assert len(main) == 1 and all(main[0].get_zorder() > line.get_zorder() for line in long if line is not main[0])


def test_marks_of_neighbouring_changes_do_not_meet_and_hollow_ones_hide_their_stems():
    table = pd.DataFrame({"partner": "All", "period": months(13), "on_month_pct": 5.0, "on_year_pct": 5.0})
    table = table.assign(on_month_state="computed", on_year_state="printed", on_month_label="+5%", on_year_label="+5%")
    figure = charts.plot_changes(table, key="c", focus=months(13)[-1], **WORDS).figure("narrow")
    FigureCanvasAgg(figure).draw()
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("o", "D")]
    assert len(marks) == 26
    renderer = figure.canvas.get_renderer()
    spans = sorted((box.x0, box.x1) for box in (mark.get_window_extent(renderer) for mark in marks))
    assert all(one[1] <= other[0] + 1 for one, other in itertools.pairwise(spans))  # a pixel of their edges
    hollow = [mark for mark in marks if mark.get_marker() == "D"]
    stem = max(item.get_zorder() for item in figure.axes[0].collections)
    assert all(mark.get_markerfacecolor() == palette.PALETTE["paper"] and mark.get_zorder() > stem for mark in hollow)


def test_lines_of_places_can_be_told_without_colour():
    table = wide(list(range(13)), "Partner", rows=10)
    chart = charts.plot_places(table, key="p", focus="Partner 3", **WORDS)
    drawn = [line for line in chart.figure("wide").axes[0].lines if len(line.get_xdata()) == 13]
    dashes = [(line.get_linestyle(), line._unscaled_dash_pattern) for line in drawn]
    looks = [(str(dash), line.get_marker()) for dash, line in zip(dashes, drawn, strict=True)]
    assert len(set(looks)) == 10
    others = [look for look, line in zip(looks, drawn, strict=True) if line.get_linewidth() < 2]
    assert len(others) == 9 and all(
        one[0] != other[0] and one[1] != other[1] for one, other in itertools.pairwise(others)
    )


def test_a_year_of_a_single_month_has_its_figure_and_a_note():
    table = pd.DataFrame({"month": range(1, 13), "2024": np.nan, "2025": [5.0] * 6 + [np.nan] * 6})
    table.loc[4, "2024"] = 689.0
    chart = charts.plot_years(table, key="y", focus="2025-06", **WORDS)
    assert chart.notes == ["2024: only May has a figure"]
    for size in palette.SIZES:
        assert "May 2024: 689" in [words for words, *_ in texts(chart.figure(size))]


def test_the_figure_of_the_month_before_in_a_dip_stands_at_its_mark():
    values = [877.0, 405, 584, 246, 46, 353, *[np.nan] * 6]
    table = pd.DataFrame({"month": range(1, 13), "2025": values})
    figure = charts.plot_years(table, key="y", focus="2025-06", **WORDS).figure("wide")
    (box,) = [box for words, box, _ in texts(figure) if words == "46"]
    x, y = figure.axes[0].transData.transform((5, 46))
    assert np.hypot(max(box.x0 - x, 0), max(box.y0 - y, y - box.y1, 0)) < 9 * figure.dpi / 72


def test_the_unit_value_of_the_whole_is_a_line_with_a_name():
    table = pd.DataFrame({"partner": ["A", "B", "All partners"], "value": [54.5, 16.3, 43.1], "flag": ["odd", "", ""]})
    table = table.assign(
        range_low=[50.0, 15.0, np.nan], range_high=[54.0, 17.0, np.nan], role=["focus", "other", "whole"]
    )
    chart = charts.plot_unit_values(table, key="u", notes=[], **WORDS)
    assert "All partners 43.1" in chart.alt and list(chart.table["partner"])[-1] == "All partners"
    for size in palette.SIZES:
        figure = chart.figure(size)
        found = [words for words, *_ in texts(figure)]
        assert "All partners: 43.1" in found and "All partners" not in found
        across = [line for line in figure.axes[0].lines if list(line.get_ydata()) == [0, 1]]
        assert [line.get_xdata()[0] for line in across] == [pytest.approx(np.log(43.1))]
        (flagged,) = [line for line in figure.axes[0].lines if line.get_marker() == "D"]
        assert flagged.get_markersize() - flagged.get_markeredgewidth() > 4  # points of paper inside


@pytest.mark.parametrize("values", [[80.0, 75, 20, 43], [90.0, 50, 10, 70]])
def test_figures_of_a_long_line_keep_off_the_lines_of_events_where_they_can(values):
    table = pd.DataFrame({"period": months(36), "one": [70.0] * 32 + values})
    events = pd.DataFrame({"date": ["2025-04-24"], "label": ["one"]})
    chart = charts.plot_lines(table, [charts.Line("one", "One")], key="l", events=events, **WORDS)
    figure = chart.figure("narrow")
    texts(figure)  # draws it
    boxes = [Text.get_window_extent(item) for item in figure.axes[0].texts if item.get_gid() is None]
    (stem,) = [line.get_window_extent() for line in figure.axes[0].lines if line.get_gid() == "stem"]
    assert len(boxes) == 2 and not any(box.overlaps(stem) for box in boxes)


def test_the_picture_of_an_edition_sets_its_labels_in_the_room_that_is_left():
    seen = []
    chart = years([5.0, 3.0, 8.0, 1.0] * 3)
    spied = replace(chart, draw=lambda figure, _: seen.append(figure.get_layout_engine().get()["rect"]))
    picture("A headline", "Goods", spied)
    assert seen[0][3] < 0.8


def test_the_largest_share_has_a_shade_of_its_own_above_those_of_half_its_size():
    table = pd.DataFrame({"partner": ["A", "B", "C"], "2025-09": [19.0, 10.0, np.nan], "2025-10": [20.4, 12.0, 10.4]})
    figure = charts.plot_heat(table, key="h", **WORDS).figure("wide")
    darkest = [item for item in figure.axes[0].collections if item.get_alpha() == 1.0]
    assert [len(item.get_paths()) for item in darkest] == [2]
    assert ">16%" in [words for words, *_ in texts(figure)]


def test_rows_of_the_map_of_shares_are_in_the_order_of_the_month():
    chart = buyers.heat(open_month("rare-earth-magnets", "2025-10", "2026-11-23"))
    shares = chart.table["2025-10"].dropna()
    assert len(shares) > 3 and list(shares) == sorted(shares, reverse=True)
    assert list(shares.index) == list(range(len(shares)))  # what is unknown comes last


def test_an_axis_that_need_not_start_at_zero_is_fitted_to_its_lines_and_the_level_next_to_them():
    table = pd.DataFrame(
        {"period": months(4), "one": [422.0, 682.0, 500.0, 477.0], "two": [430.0, 560.0, 480.0, 422.0]}
    )
    wanted = [charts.Line("one", "One"), charts.Line("two", "Two", "comparison")]
    levels = {"lower": 1000.0, "upper": 1800.0}
    chart = charts.plot_lines(table, wanted, key="l", levels=levels, whole_axis=False, **WORDS)
    check(chart)
    figure = chart.figure("wide")
    low, high = figure.axes[0].get_ylim()
    assert 300 < low < 422 and 1000 < high < 1200
    found = [words for words, *_ in texts(figure)]
    assert "lower" in found and "upper" not in found and "The axis does not start at zero" in chart.notes


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
    assert made[2].table["share_pct"].astype(float).sum() == pytest.approx(100, abs=1)
    assert all(f"· {share}%" in made[2].alt for share in made[2].table["share_pct"])


def test_months_found_by_subtraction_are_named_below_the_lines_of_years():
    month = open_month("rare-earth-magnets", "2026-07", "2026-11-23")
    assert figures.path(month).notes[-1] == "Not printed, found by subtracting printed sums: February 2025"


def test_panels_of_changes_have_one_scale():
    figure = figures.changes(open_month("rare-earth-magnets", "2025-06", "2026-11-23")).figure("wide")
    one, two = figure.axes
    assert one.get_ylim() == two.get_ylim()
    words = [[label.get_text() for label in ax.get_yticklabels()] for ax in (one, two)]
    assert words[0] == words[1]


def test_events_whose_lines_would_meet_share_one():
    chart = trends.long(open_month("rare-earth-magnets", "2025-06", "2026-11-23"))
    badges = {size: [text.get_text() for text in chart.figure(size).axes[0].texts if text.get_gid() == "badge"]
              for size in palette.SIZES}  # fmt: skip
    assert badges == {"wide": ["1", "2", "3", "4"], "narrow": ["1", "2", "3–4"]}
    assert len([note for note in chart.notes if note.startswith("(")]) == 4


def test_the_line_of_an_event_ends_above_the_label_in_its_way():
    for size in palette.SIZES:
        figure = figures.series(open_month("rare-earth-magnets", "2025-06", "2026-11-23")).figure(size)
        texts(figure)  # draws it
        ax = figure.axes[0]
        labels = [Text.get_window_extent(label) for label in ax.texts if label.get_gid() is None]
        stems = [line.get_window_extent() for line in ax.lines if line.get_gid() == "stem"]
        assert stems and not any(box.padded(-1).overlaps(stem) for box in labels for stem in stems), size


def test_a_sum_that_its_parts_do_not_make_is_named_below_the_chart():
    october = trends.to_date(open_month("rare-earth-magnets", "2025-10", "2026-11-23"))
    assert any("do not add up to: January–August 2025" in note for note in october.notes)
    assert not any("add up" in note for note in trends.to_date(open_month("rare-earth-magnets", "2025-06", "")).notes)
