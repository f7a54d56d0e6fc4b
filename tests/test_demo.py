"""The simulation: deterministic, marked in every row, taken in by the ordinary intake, and equal to nothing real."""

import pandas as pd
import pytest

from helpers import (
    buyers,
    captions,
    demo,
    figures,
    meanings,
    narrative,
    reliance,
    shifts,
    sides,
    store,
    story,
    tables,
    trends,
    unit_values,
    value_parts,
    vintages,
)
from helpers.charts import Chart
from helpers.month import open_month
from helpers.trace import Claim
from tests.conftest import ROOT


def test_every_file_passes_the_gate_and_is_shorter_than_the_portals_limit(simulated):
    _, records = simulated
    assert {record["status"] for record in records} <= {"ok", "warn"}
    found = {finding["code"] for record in records for finding in record["findings"]}
    assert found <= {"revised"}
    assert all(record["rows_in"] == record["rows_kept"] < 10_000 for record in records)
    assert sum(record["rows_in"] for record in records) < 60_000


def test_the_same_call_writes_the_same_bytes(simulated):
    folder, _ = simulated
    again = demo.write(folder / "again")
    assert again
    for path in again:
        assert path.read_bytes() == (folder / "files" / path.parent.name / path.name).read_bytes()


def test_every_row_says_that_it_is_simulated(simulated):
    folder, _ = simulated
    for path in (folder / "files").rglob("*.csv"):
        _, *rows = path.read_text("gb18030").splitlines()
        assert rows and all("simulated" in row for row in rows)
    for product in ("rare-earth-magnets", "other-magnets"):
        assert set(store.observations(product, "9999-12-31")["origin"]) == {"simulated"}


def test_two_downloads_disagree_about_months_that_both_hold(simulated):
    first, second = (store.panel("rare-earth-magnets", day) for day in demo.DOWNLOADS)
    keys = ["period", "partner", "measure"]
    both = first.merge(second, on=keys)
    overlap = both[both["period"].between("2024-12", "2025-09")]
    revised = (overlap["value_x"] != overlap["value_y"]).mean()
    assert 0.2 < revised < 0.95
    assert (both.loc[both["period"] < "2024-12", "value_x"] == both.loc[both["period"] < "2024-12", "value_y"]).all()


def test_no_figure_is_that_of_a_real_month(simulated):
    """Neither the printed figure of the same month and partner, nnor one within its rounding."""
    real = pd.read_csv(next((ROOT / "data/raw/press").glob("*/published_figures.csv")), dtype=str)
    real = real[(real["hs_code"] == "85051110") & (real["reporter"] == "CHN") & (real["flow"] == "export")]
    real = real[real["period_first"] == real["period_last"]]
    panel = store.panel("rare-earth-magnets", "9999-12-31")
    panel = panel[panel["value"] > 0]
    factor = {"net_mass_kg": 1.0, "net_mass_t": 1000.0, "value_usd": 1.0}
    checked = 0
    for row in real.to_dict("records"):
        measure = row["measure"].replace("_t", "_kg") if row["measure"].startswith("net_mass") else row["measure"]
        mine = panel[(panel["period"] == row["period_first"]) & (panel["partner"] == row["partner"])]
        mine = mine[mine["measure"] == measure]["value"]
        if row["measure"] in factor and len(mine):
            value, half = (float(row[name]) * factor[row["measure"]] for name in ("value", "rounding"))
            assert not mine.between(value - half, value + half).any(), row
            checked += 1
    assert checked > 20


def test_every_chart_of_the_chapters_can_be_drawn_and_says_simulated(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "")
    broken, adjustment = shifts.broken(month), shifts.adjustment(month)
    made = [figures.series(month), trends.long(month), trends.to_date(month), figures.changes(month)]
    made += [shifts.adjusted(month, adjustment), shifts.event_break(month, broken), figures.destinations(month)]
    made += [buyers.contributions(month), buyers.places(month), reliance.index(month), buyers.heat(month)]
    for chart in made:
        assert isinstance(chart, Chart), chart
        assert chart.simulated
        assert "simulated" in chart.title + chart.subtitle
        assert ">SIMULATED</text>" in chart.svg("narrow")
    for size in ("wide", "narrow"):
        drawn = "".join(figures.changes(month).svg(size))
        ends = [claim for who in ("WLD", "USA") for claim in (month.on_month(who), month.on_year(who))]
        assert all(f">{claim.text}" in drawn for claim in ends), size
    assert broken.beside.level_high < -20  # the control that was put in is found beside the control series


def test_a_step_is_titled_with_the_day_of_its_event(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "")
    shifts.break_seen(month, shifts.broken(month))
    told = [meanings.what(month.claims.made[f"wld.{name}"]) for name in ("step", "step_control", "slope")]
    assert told[0] == "World: step at the event of 4 April 2025, months to December 2025"
    assert all(words.endswith("event of 4 April 2025, months to December 2025") for words in told)


def test_the_files_of_the_control_are_inputs_too_and_are_called_so(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "")
    read = {record["file"]: record["read_for"] for record in tables.arrived(month)}
    cited = {row.partition("#")[0] for row in shifts.broken(month).control_rows for row in row.split("\n") if row}
    assert cited and {read[file] for file in cited} == {"control"}
    assert month.files == {file for file, role in read.items() if role == "own goods"}
    assert set(tables.files(month).frame["read_for"]) == {"own goods", "control"}
    said = month.claims.say(captions.arrived(month, tables.arrived(month))).plain
    assert said.startswith(f"Of own goods, {len(month.files)} files hold ")
    assert f"Not counted in this: {len(read) - len(month.files)} files" in said


def test_transit_places_are_marked_in_every_chart_and_explained(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "2026-01-20")
    drawn = figures.destinations(month)
    assert "(transit): goods pass on from there to others" in drawn.notes
    charts_of = [drawn, buyers.contributions(month), buyers.places(month), buyers.heat(month)]
    for table in [*(chart.table for chart in charts_of), tables.destinations(month).frame]:
        assert "Hong Kong (transit)" in set(table["partner"]) and "Hong Kong" not in set(table["partner"])
    said = month.claims.say(buyers.transit_seen(month)).plain
    assert said.startswith(
        "Goods pass through Hong Kong (3.0% of the mass) and the Netherlands (2.6%) to others (transit): "
    )


def test_what_arrived_is_counted_as_the_table_of_files_has_it_and_explained(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    listed, records = tables.files(month), tables.arrived(month)
    said = month.claims.say(captions.arrived(month, records)).plain
    own, beside = (sum(record["read_for"] == role for record in records) for role in ("own goods", "control"))
    assert said.startswith(f"Of own goods, {own} files hold ") and own + beside == len(listed.frame)
    assert said.endswith(f"Not counted in this: {beside} files that were read for a control or for another side.")
    assert "own goods are" in listed.caption and "a control is" in listed.caption and "other side" not in listed.caption
    assert tables.findings(month).frame["finding"].str.contains(r"one record \(regime \d\d, province \d\d\) of").all()


def test_tables_of_the_month_say_their_order_and_why_a_sum_of_records_has_a_rounding(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    assert ", the United States first, then by size; " in tables.printed(month).caption
    caption = tables.panel(month).caption
    assert ", the world and the United States first, then by size; " in caption and "half of one for each" in caption
    assert " figures of 42 months. " in month.claims.say(captions.resolved(month)).plain  # no span among them
    assert tables.by_partner_and_month(month).frame.dtypes.iloc[1:].map(pd.api.types.is_numeric_dtype).all()
    chart = unit_values.by_partner(month, unit_values.history(month))
    assert "Hong Kong (transit)" in set(chart.table["partner"])
    assert any(note.startswith("(transit)") for note in chart.notes)


def test_a_download_that_gave_way_is_not_said_to_hold(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    counts = tables.accounts(month).frame.set_index("an observation")["observations"]
    rows = month.observations
    newest = rows.groupby(["period_first", "partner", "measure"])["vintage"].transform("max")
    assert counts["gave way to a later download"] == (rows["vintage"] < newest).sum() > 1000
    assert counts.iloc[:-1].sum() == counts.iloc[-1] == len(rows)


def test_a_figure_of_the_edition_before_is_traced_to_the_older_file(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    *_, before, now = narrative.since(month, vintages.since(month)).revised[0]
    assert all(row.startswith("gacc/2025-10-20/") for row in before.rows)
    assert all(row.startswith("gacc/2026-01-20/") for row in now.rows)
    assert before.how == now.how == "sum of the lines named"
    assert meanings.what(before).startswith(meanings.what(now).partition(",")[0] + ", as known before")


def test_sentences_of_the_chapters_give_words_or_signs_and_name_whom_they_mean(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    say = lambda words: month.claims.say(words).plain  # noqa: E731
    total = say(buyers.contributions_seen(month))
    assert "fell by 45%" in total and "−" not in total and "+" not in total
    assert "The base for the United States was low: 8.0 t in May" in say(story.section(month, "low_other", month.lead))
    assert say(trends.place_seen(month)).endswith("(2023, 2024 and 2025), this June is the smallest.")
    assert say(vintages.news_seen(month, vintages.since(month))).endswith(" figures are revised.")
    assert "of which 3 are flagged" in say(unit_values.by_partner_seen(month, unit_values.history(month)))
    assert list(trends.new_year(month).frame["year"]) == ["2023", "2024", "2025"]


def test_every_count_of_the_first_and_the_last_chapters_names_the_lines_counted(simulated):
    month = open_month("rare-earth-magnets", "2025-06", "2026-01-20")
    found, changed = vintages.steps(month), vintages.since(month)
    told = [captions.arrived(month, tables.arrived(month)), captions.known(month), captions.resolved(month)]
    told += [vintages.revision_seen(month, found), vintages.news_seen(month, changed), sides.sides_seen(month)]
    counts = [piece for words in told for piece in words.pieces if isinstance(piece, Claim)]
    assert len(counts) > 15 and all(claim.rows for claim in counts)
    assert max(len(claim.rows) for claim in counts) <= 8
    said = month.claims.say(told[3]).plain
    assert said.startswith("From December 2024 to June 2025, 10,884 figures came out again")
    assert "the later download adds 232 figures" in said
    share = month.claims.made["revisions.share"]
    assert meanings.what(share) == "share of figures revised, December 2024 to June 2025"
    assert tables.findings(month).caption.endswith("also of those after June 2025")
    assert "dash" not in vintages.side_by_side(month).caption + tables.by_partner_and_month(month).caption


def test_concentration_is_traced_to_the_rows_of_all_partners(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "2026-01-20")
    index, worth, one, three = [piece for piece in reliance.seen(month).pieces if isinstance(piece, Claim)][:4]
    germany = month.share("DEU")
    assert (one.low, one.high) == (germany.low, germany.high)
    assert set(germany.rows) <= set(one.rows) < set(three.rows) < set(index.rows) == set(worth.rows)


def test_tables_and_charts_have_the_digits_of_the_sentences_beside_them(simulated):
    month = open_month("rare-earth-magnets", "2025-12", "2026-01-20")
    say = lambda words: month.claims.say(words).plain  # noqa: E731
    shares = reliance.rows(month).frame.iloc[0]
    one, three = shares["largest_pct"], shares["largest_three_pct"]
    assert f"the largest partner has {one}% and the largest three {three}% of the mass" in say(reliance.seen(month))
    pairs = trends.new_year(month).frame["pair_on_year_pct"]
    assert f"+{pairs.iloc[-1]:.0f}% on the same pair of 2024" in say(trends.new_year_seen(month))
    assert pairs.dropna().mod(1).eq(0).all()
    chart = unit_values.by_partner(month, unit_values.history(month))
    own = chart.table.loc[chart.table["partner"] == "United States", "unit_value_usd_per_kg"].iloc[0]
    assert f"{own:.1f} US dollars per kg" in chart.title
    other = unit_values.other_periods(month).frame
    assert len(other) and "December 2025" not in set(other["period"])  # it is in the title and the chart


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025-05", "lowered the overall unit value by 5%"),
        ("2025-06", "raised the overall unit value by 1.8%"),
        ("2025-12", "left the overall unit value as it was (0.0%)"),
    ],
)
def test_a_shift_between_partners_is_told_in_words_and_not_by_a_sign(simulated, period, words):
    month = open_month("rare-earth-magnets", period, "2026-01-20")
    split = value_parts.taken_apart(month)
    assert words in month.claims.say(value_parts.parts_seen(month, split, split)).plain


def test_make_demo_keeps_to_folders_of_its_own():
    text = (ROOT / "Makefile").read_text()
    assert "LODESTONE_DATA=demo/data LODESTONE_REPORTS=demo/reports" in text
    assert "demo/" in (ROOT / ".gitignore").read_text().split()
