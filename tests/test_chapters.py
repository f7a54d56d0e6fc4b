"""The chapters on unit values, the other side and revisions: what they say with press figures and with downloads."""

import ast
import importlib
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers import (
    buyers,
    captions,
    charts,
    downloads,
    figures,
    hidden,
    sides,
    trends,
    unit_values,
    value_parts,
    vintages,
)
from helpers.charts import palette
from helpers.month import open_month
from helpers.trace import Said
from tests.conftest import ROOT, portal, row

WORDS = {"title": "A finding", "subtitle": "Something in USD.", "footer": "Source: test.", "notes": []}
HEADER = "period_first,period_last,reporter,partner,flow,hs_code,commodity,measure,value,rounding,publisher,"
HEADER += "published,url,second_hand"
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")


def test_every_path_and_function_of_the_methods_exists():
    named = re.findall(r"`((?:src|tests|data|docs)/[\w/.]+)`(?: `(\w+)`)?", METHODS)
    assert len(named) > 40
    for path, function in named:
        assert (ROOT / path).is_file(), path
        if function:
            assert hasattr(importlib.import_module(f"helpers.{path.split('/')[-1][:-3]}"), function), (path, function)


def test_no_measure_is_left_out_of_the_methods():
    told = set(re.findall(r"`(\w+)`", METHODS))
    parts = {"unknown", "is_derived", "series", "level", "tiny_panel", "tiny_trade", "elements", "add_unit_value"}
    parts |= {"meeting", "by_vintage", "first_figures", "hidden_table", "reported"}  # steps on the way to a measure
    parts |= {"new_years", "in_force", "design", "partners", "totals", "concentrations", "together"}
    for name in ("measures", "prices", "mirror", "revisions", "seasonal", "breaks", "structure"):
        tree = ast.parse((ROOT / "src" / "helpers" / f"{name}.py").read_text(encoding="utf-8"))
        public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
        assert public - parts <= told, name


@pytest.mark.parametrize(("period", "vintage"), [("2025-06", "2025-07-21"), ("2025-10", "2026-11-23")])
def test_with_press_figures_unit_values_say_what_is_unknown(period, vintage):
    month = open_month("rare-earth-magnets", period, vintage)
    trade = unit_values.history(month)
    split = value_parts.taken_apart(month)
    for shown in (unit_values.by_partner(month, trade), value_parts.parts(month, split)):
        assert isinstance(shown, Said)
        assert "cannot be" in shown.plain
    assert np.isnan(split.fisher)
    assert "no part is taken to be zero" in month.claims.say(value_parts.parts_seen(month, split, split)).plain


def test_with_press_figures_no_gap_is_made_of_unlike_spans():
    month = open_month("rare-earth-magnets", "2025-10", "2026-11-23")
    assert sides.gaps(month).empty
    gap = sides.gap_table(month).plain
    assert "under a code close to ours, and a gap from unlike months would say more" in gap
    listed = sides.context(month)
    assert "18,246.4\xa0t" in set(listed.frame["figure"])  # as its source prints it
    assert listed.caption.endswith("counts from the day on which the page was read")
    assert not sides.gap_seen(month)
    assert month.claims.say(sides.sides_seen(month)).plain.startswith("Other sides listed: 4, in 5 lines, each ")
    chart = sides.sides(month)
    assert set(chart.table["side"]) == {"China", "European Union"}
    assert "different spans of months" in chart.title
    early = open_month("rare-earth-magnets", "2025-06", "2025-07-21")  # Eurostat's figures came out a year later
    why = "no mass is known that the European Union recorded from China"
    assert sides.sides(early).plain.startswith(f"The two sides cannot be drawn together up to June 2025: {why}")


def test_why_downloads_have_no_figure_of_a_group_is_said_and_none_is_no_zero(full):
    shown = sides.scope_table(full)
    union = shown.frame.set_index("code").loc["85051110"]
    assert union["figures"] == "theirs none, ours none" and shown.caption.endswith(
        "; none means not known, which is not zero"
    )
    assert union["note"].endswith("each member of the European Union alone, and none for all of them.")
    assert "each member" not in shown.frame["note"].iloc[1]
    assert "for the European Union as a whole" in sides.gap_table(full).plain


def test_with_press_figures_of_every_side_none_is_not_explained():
    press = sides.scope_table(open_month("rare-earth-magnets", "2025-10", "2026-11-23"))
    assert "none" not in press.caption and "alone" not in press.frame["note"].iloc[0]


def test_the_figures_of_other_sides_are_counted_up_to_the_month_as_they_are_listed():
    month = open_month("rare-earth-magnets", "2025-10", "2026-11-23")
    shown, listed = sides.scope_table(month).frame, sides.context(month).frame
    for side in shown.itertuples():
        mine = listed[listed["recorded_by"].map(side.recorded_by.startswith) & (listed["code"] == side.code)]
        assert side.figures.startswith(f"theirs {len(mine) or 'none'},")
    later = sides.panel_of(open_month("rare-earth-magnets", "2026-07", "2026-11-23"), sides.scopes(month)[0])
    assert len(later) > len(sides.panel_of(month, sides.scopes(month)[0]))


def test_with_press_figures_the_real_hidden_revision_is_found():
    month = open_month("rare-earth-magnets", "2025-10", "2026-11-23")
    found = hidden.find(month).set_index("period")
    assert found.loc["2025-01/2025-09", "is_beyond_rounding"]
    assert found.loc["2025-01/2025-09", "difference"] == pytest.approx(1940)
    assert isinstance(vintages.by_month(month, vintages.steps(month)), Said)


@pytest.fixture
def full(data, tmp_path):
    """Two partners a year apart, taken twice; Germany's dollars of 2025 are revised."""
    for vintage, usd in (("2025-07-20", "3,000"), ("2025-08-20", "3,300")):
        path = tmp_path / f"{vintage}.csv"
        rows = [
            row(month="202406", partner="304", kg="100", usd="2,000"),
            row(month="202406", partner="502", kg="200", usd="10,000"),
            row(month="202506", partner="304", kg="110", usd=usd),
            row(month="202506", partner="502", kg="300", usd="12,000"),
        ]
        path.write_bytes(portal(rows))
        assert downloads.add(path, "export", vintage, all_partners=True)["status"] != "refuse"
    return open_month("rare-earth-magnets", "2025-06", "2025-08-20")


def test_with_downloads_the_chapters_are_full(full):
    month = full
    trade = unit_values.history(month)
    split = value_parts.taken_apart(month)
    # 30 x 100 + 40 x 200 over 12,000; 15,300 over 20 x 110 + 50 x 300
    assert split.laspeyres == pytest.approx(11_000 / 12_000)
    assert split.paasche == pytest.approx(15_300 / 17_200)
    chart = unit_values.by_partner(month, trade)
    assert list(chart.table["unit_value_usd_per_kg"]) == [40.0, 30.0, pytest.approx(15_300 / 410)]  # and all
    assert value_parts.parts(month, split).table["value_usd"].iloc[:-1].sum() == pytest.approx(3300)
    found = vintages.steps(month)
    said = month.claims.say(vintages.revision_seen(month, found)).plain
    assert said.endswith("8 figures came out again, and 1 of them, or 12.5%, was revised.")
    assert vintages.by_month(month, found).table["revised_pct"].max() == 25


def boxes_inside(chart):
    for size in palette.SIZES:
        figure = chart.figure(size)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        found = [label.get_window_extent(canvas.get_renderer()) for ax in figure.axes for label in ax.texts]
        for number, box in enumerate(found):
            assert box.x1 <= figure.bbox.x1 + 1
            assert box.x0 >= figure.bbox.x0 - 1
            assert not any(box.overlaps(other) for other in found[:number])
        assert chart.svg(size) == chart.svg(size)


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("values", [[5.0], [0.001, 1e6], [3.0] * 13, [40.0, 41.5, 600.0, 12.0]])
def test_unit_values_of_any_data_are_drawn_cleanly(values):
    names = [f"South Georgia and the South Sandwich Islands {n}" for n in range(len(values))]
    table = pd.DataFrame({"partner": names, "value": values, "range_low": np.nan, "range_high": np.nan})
    table.loc[0, ["range_low", "range_high"]] = [2.0, 9.0]
    flags = ["outside its range", *[""] * (len(values) - 1)]
    boxes_inside(charts.plot_unit_values(table.assign(flag=flags, role="other"), key="u", **WORDS))


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("values", [[0.0] * 6, [np.nan] * 6, [-1e12, 1e12, 0, 1, -1, 0.0], [1.0, 2, 3, 4, 5, 15]])
def test_parts_of_any_data_are_drawn_cleanly(values):
    table = pd.DataFrame({"part": [f"Part {n}" for n in range(6)], "value": values})
    boxes_inside(charts.plot_parts(table, key="p", unit="USD", **WORDS))


@pytest.mark.parametrize(("values", "said"), [([-0.84, -24.12, -24.96], True), ([-0.84, -24.12, -24.94], False)])
def test_it_is_said_where_rounded_parts_of_value_do_not_add_up(values, said):
    table = pd.DataFrame({"part": ["Unit values", "Volumes", "Change of value"], "value": values})
    chart = charts.plot_parts(table, key="p", unit="USD", **WORDS)
    assert any(note.startswith("Rounded") for note in chart.notes) == said


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # of other tests
@pytest.mark.parametrize("values", [[1.0, 1.0], [0.0, 1e9], [1393.0, 1521.0]])
def test_sides_of_any_data_are_drawn_cleanly(values):
    table = pd.DataFrame({"side": ["China", "European Union"], "period": "x", "first": [24300, 24288], "value": values})
    boxes_inside(charts.plot_sides(table.assign(last=[24300, 24299]), key="s", **WORDS))


def test_a_name_stands_above_its_own_line_and_a_last_month_away_from_it():
    chart = sides.sides(open_month("rare-earth-magnets", "2025-06", "2026-11-23"))
    for size in palette.SIZES:
        figure = chart.figure(size)
        FigureCanvasAgg(figure).draw()
        ax = figure.axes[0]
        boxes = {label.get_text(): label.get_window_extent() for label in ax.texts}
        (_, line), (right, dot) = (ax.transData.transform((29, value)) for value in (1393, 1364))
        assert boxes["1,364"].x0 > right and boxes["1,364"].y0 < dot < boxes["1,364"].y1, size
        assert size == "narrow" or boxes["China: 1,393"].y0 > line


@pytest.mark.parametrize("period", ["2025-06", "2025-10"])
@pytest.mark.parametrize("size", list(palette.SIZES))
def test_a_name_is_nearer_to_its_own_line_than_to_a_dot_or_has_a_line_to_it(period, size):
    figure = sides.sides(open_month("rare-earth-magnets", period, "2026-11-23")).figure(size)
    FigureCanvasAgg(figure).draw()
    ax = figure.axes[0]
    (label,) = (label for label in ax.texts if label.get_text() == "China: 1,393")
    box = Text.get_window_extent(label)
    dots = [ax.transData.transform(line.get_xydata()[0]) for line in ax.lines if line.get_marker() == "o"]
    near = min(np.hypot(*(dot - np.clip(dot, box.min, box.max))) for dot in dots)
    own = ax.transData.transform(label.xy)
    assert label.arrow_patch or np.hypot(*(own - np.clip(own, box.min, box.max))) < near
    assert size == "narrow" or not label.arrow_patch  # there is room beside the dot on the wide one


def test_without_a_total_no_share_is_told_and_no_change_divided(data, tmp_path):
    codes = ["102", "104", "106", "110", "111", "112", "116", "122", "131", "133", "136", "137", "143", "304", "502"]
    rows = [row(month=m, partner=code, kg=f"{n}00") for m in ("202505", "202506") for n, code in enumerate(codes, 1)]
    path = tmp_path / "some.csv"
    path.write_bytes(portal(rows))
    assert downloads.add(path, "export", "2025-07-20")["status"] != "refuse"
    month = open_month("rare-earth-magnets", "2025-06", "2025-07-20")
    chart = figures.destinations(month)
    assert "smaller partners" in chart.alt and "%" not in chart.alt and "share" not in chart.subtitle
    assert buyers.contributions(month).plain == buyers.NO_TOTAL


def test_a_bar_has_the_digits_of_its_share_in_the_text():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    assert month.not_itemised().text == "50%"
    alt = figures.destinations(month).alt
    assert "Not given by partner 1,600 t · 50%" in alt and "United States 353 t · 11.1%" in alt


def test_shares_too_few_to_draw_are_counted_and_the_count_shows_what_of():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    assert buyers.heat(month).plain == "Shares by partner and month: 12 of 70 are known, too few to draw."
    cells = month.claims.made["heat.cells"]
    assert cells.how == "5 partners that a map would show × 14 months"


BOTH = "Of the partners known in both months, "


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (
            "2025-06",
            BOTH + "Germany moved the total the most: +45 percentage points on May 2025",
        ),
        (
            "2025-10",
            BOTH + "South Korea moved the total the most: −4.9 percentage points on September 2025",
        ),
    ],
)
def test_who_moved_the_total_the_most_is_told_alike_up_and_down(period, title):
    assert buyers.contributions(open_month("rare-earth-magnets", period, "2026-11-23")).title == title


def test_days_that_changed_nothing_are_said_to_be_left_out():
    told = vintages.side_by_side(open_month("rare-earth-magnets", "2025-06", "2026-11-23"))
    assert told.frame["as_of"].tolist() == ["2025-07-20", "2025-07-21", "2026-11-23"]  # not 2025-08-20
    left_out = "a dash is unknown; days that changed none of these are left out; 1 more partner or group is left out"
    assert left_out in told.caption
    before = vintages.side_by_side(open_month("rare-earth-magnets", "2025-06", "2025-07-21"))
    assert before.caption.endswith("a dash is unknown; 1 more partner or group is left out")


def test_the_month_day_by_day_says_which_days_are_of_undated_pages_and_which_figures_may_be_cut_off(data):
    def caption(*figures):
        folder = data / "raw" / "press" / "2025-12-31"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.yml").write_text("producer: test\n")
        lines = [
            f"2025-06,2025-06,CHN,DEU,export,85051110,m,net_mass_t,{value},1,A{n},{day},https://example.org,"
            for n, (day, value) in enumerate(figures)
        ]
        (folder / "published_figures.csv").write_text("\n".join([HEADER, *lines, ""]))
        return vintages.side_by_side(open_month("rare-earth-magnets", "2025-06", "2025-12-31")).caption

    assert "without a date" not in caption(("2025-07-20", 764), ("2025-07-21", 764))
    assert "cut digits off" not in caption(("2025-07-20", 764.2), ("2025-07-21", 764))
    assert "cut digits off" in caption(("2025-07-20", 764), ("2025-07-21", 763), ("2025-07-22", 763))
    assert caption(("2025-07-20", 764), ("", 764)).endswith(
        "from a page without a date counts from the day on which the page was read"
    )


def test_who_printed_both_changes_is_named_once():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    said = month.claims.say(captions.changes_seen(month)).plain
    assert said.endswith("and fell by 38.1% on June 2024 (as printed by Reuters via TimesLIVE).")
    assert said.count("as printed") == 1


def test_partners_that_the_sentence_on_contributions_names_have_a_bar():
    points = [-float(n) for n in range(20, 8, -1)] + [0.1]
    names = [f"X-{200 + n}" for n in range(12)] + ["CZE"]
    shown = buyers._shown(pd.DataFrame({"partner": names, "points": points}))
    assert shown == [*names[:10], "CZE"]


def test_what_a_later_download_adds_is_counted_apart_and_listed_among_the_largest(data, tmp_path):
    lines = [row(month="202506", partner="304", kg="100"), row(month="202506", partner="502", kg="900")]
    for vintage, rows in (("2025-07-20", lines[:1]), ("2025-08-20", lines)):
        (tmp_path / "f.csv").write_bytes(portal(rows))
        assert downloads.add(tmp_path / "f.csv", "export", vintage, all_partners=True)["status"] != "refuse"
    month = open_month("rare-earth-magnets", "2025-06", "2025-08-20")
    found = vintages.steps(month)
    said = month.claims.say(vintages.revision_seen(month, found)).plain
    assert "none was revised" in said and "Besides, the later download adds 2 figures." in said
    shown = vintages.largest(month, found)
    assert shown.frame[["partner", "before", "now"]].to_numpy().tolist() == [["United States", "", "0.900\xa0t"]]
    assert (
        "then figures that only one download gives; each row is one measure of one partner in one month"
        in shown.caption
    )
    assert set(shown.frame["what"]) == {"added"}
    assert vintages.revision_table(month, found).frame["compared"].tolist() == [1, 1]


def test_before_anything_came_out_twice_nothing_is_said_to_be_unrevised(data, tmp_path):
    (tmp_path / "f.csv").write_bytes(portal([row(month="202506")]))
    assert downloads.add(tmp_path / "f.csv", "export", "2025-07-20", all_partners=True)["status"] != "refuse"
    month = open_month("rare-earth-magnets", "2025-06", "2025-07-20")
    found = vintages.steps(month)
    shown = [vintages.revision_table(month, found), vintages.by_month(month, found), vintages.largest(month, found)]
    said = " ".join(part.plain for part in shown)
    assert "nothing can be said of revisions" in said and "revised" not in said


def test_what_changed_is_told_against_the_edition_before_of_the_same_month(full):
    assert vintages.edition_before(full) == "2025-07-20"
    found = vintages.since(full)
    assert found[found["partner"] == "DEU"][["before", "now", "state"]].to_numpy().tolist() == [[3000, 3300, "revised"]]
    said = full.claims.say(vintages.news_seen(full, found)).plain
    assert said.startswith("Against what was known on 20 July 2025, ") and " 0 are" not in said
    first = open_month("rare-earth-magnets", "2025-06", "2025-07-20")
    assert vintages.edition_before(first) == ""
    assert "nothing can have changed" in first.claims.say(vintages.news_seen(first, vintages.since(first))).plain


@pytest.mark.parametrize(("period", "both", "span"), [("2025-01", 0, "2025-01"), ("2025-02", 1, "2025-01/2025-02")])
def test_january_and_february_are_compared_as_a_pair(data, tmp_path, period, both, span):
    usd = {"202401": "1,000", "202402": "3,000", "202501": "4,000", "202502": "2,000"}
    (tmp_path / "f.csv").write_bytes(portal([row(month=month, kg="1000", usd=value) for month, value in usd.items()]))
    assert downloads.add(tmp_path / "f.csv", "export", "2025-03-20", all_partners=True)["status"] != "refuse"
    month = open_month("rare-earth-magnets", period, "2025-03-20")
    split = value_parts.taken_apart(month)
    shown = value_parts.parts(month, split)
    assert split.both == both
    if both:
        assert split.fisher == pytest.approx(6000 / 4000)  # 2 and 3 dollars per kg over both months
        assert "From January–February 2024 to January–February 2025" in shown.title
    else:
        assert "January alone is not" in shown.plain
    assert value_parts._span(month) == span


def test_unit_values_of_other_periods_are_shown_where_the_month_has_none():
    shown = unit_values.other_periods(open_month("rare-earth-magnets", "2025-06", "2026-11-23")).frame
    line = shown[(shown["period"] == "January–June 2025") & (shown["partner"] == "European Union")]
    assert line[["unit_value_usd_per_kg", "found"]].to_numpy().tolist() == [
        ["41.6", "value ÷ mass"]
    ]  # 348.1 m / 8,360 t
    values = shown.set_index(["period", "found"])["unit_value_usd_per_kg"]
    assert values["January–June 2025", "value ÷ mass"].to_list()[0] == "46"  # 1.02 bn has three digits
    assert values["October 2024", "as printed"] == "46.086"  # 46,086 dollars by the tonne


@pytest.mark.parametrize("period", ["2025-06", "2025-10"])
def test_each_side_bears_its_name_and_figure_at_every_width(period):
    chart = sides.sides(open_month("rare-earth-magnets", period, "2026-11-23"))
    for size in ("wide", "narrow"):
        words = {label.get_text() for label in chart.figure(size).axes[0].texts}
        assert {"China: 1,393", "European Union: 1,521"} <= words, size


def test_an_edition_is_made_again_when_only_the_other_side_has_new_figures(data):
    from helpers.plans import Planner

    ours = "2025-06,2025-06,CHN,WLD,export,85051110,m,net_mass_t,3188,1,A,2025-07-20,https://example.org,\n"
    theirs = "2025-06,2025-06,EUN,CHN,import,85051110,m,net_mass_t,{},1,B,2025-07-20,https://example.org,\n"
    parameters = {"product": "rare-earth-magnets", "period": "2025-06", "vintage": "2025-08-01", "focus": "USA"}
    found = []
    for value in (1300, 1400):
        folder = data / "raw" / "press" / "2025-08-01"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.yml").write_text("producer: test\n")
        (folder / "published_figures.csv").write_text("\n".join([HEADER, ours + theirs.format(value)]))
        found.append(Planner().plan(parameters).parts["data"])
    assert found[0] != found[1]


def test_figures_found_by_subtraction_are_marked_in_table_and_charts():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    table = trends.new_year(month)
    assert "* found by subtracting printed sums" in table.caption
    row = table.frame.set_index("year").loc["2025"]
    assert (row["january_t"], row["february_t"], row["january_and_february_t"]) == ("6,357", "3,586*", "9,943*")
    note = "Not printed, found by subtracting printed sums: "
    assert note + "February 2025" in trends.long(month).notes
    assert any(words.startswith(note + "January–June 2024") for words in trends.to_date(month).notes)
    assert figures.subtracted(month, "WLD", ["2025-06"]) == []


def test_the_data_of_the_changes_have_the_digits_of_their_labels():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    chart = figures.changes(month)
    last = chart._shown().query("period == '2025-06' and partner == 'United States'").iloc[0]
    assert (last["on_month_pct"], last["on_year_pct"]) == ("+660", "−52")
    january = chart._shown().query("period == '2025-01' and partner == 'All partners'").iloc[0]
    assert (january["on_month_pct"], january["on_month_state"]) == ("–", "not compared")
    assert chart.table["on_month_pct"].dtype == float


def test_a_printed_sum_beside_one_that_is_added_up_is_explained():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    table = vintages.news(month, vintages.since(month))
    mine = table.frame.query("period == 'January–June 2025' and partner == 'United States'")
    assert any(re.fullmatch(r"2,510\st", words) for words in mine["now"]), list(mine["now"])
    assert month.level_claim("USA", month.to_date).text == "2,512 t"
    assert "which adds them up" in table.caption
