"""The whole chain against what was printed: levels, sums, and every printed percentage that can be computed."""

import pytest

from helpers import evaluate, meanings, measures, narrative, paths, reference, resolve, store
from helpers.month import open_month

MAGNETS = "rare-earth-magnets"
STATEMENTS = paths.RAW / "press" / "2026-11-23" / "published_claims.csv"


@pytest.fixture(scope="module")
def panel():
    return store.panel(MAGNETS, "2026-11-23")


@pytest.mark.parametrize(
    ("period", "months", "printed"),
    [
        ("2024-01/2024-10", ["2024-01/2024-07", "2024-08", "2024-09", "2024-10"], 47778),
        ("2025-01/2025-06", ["2025-01/2025-05", "2025-06"], 22319),
        ("2025-01/2025-11", ["2025-01/2025-10", "2025-11"], 51440),
        ("2025", ["2025-01/2025-11", "2025-12"], 57392),
        ("2026-01/2026-03", ["2026-01/2026-02", "2026-03"], 16001),
    ],
)
def test_months_sum_to_the_printed_totals(panel, period, months, printed):
    parts = [measures.level(panel, "WLD", month) for month in months]
    low, high = sum(part.low for part in parts) / 1000, sum(part.high for part in parts) / 1000
    assert low - 0.5 <= printed <= high + 0.5
    assert measures.level(panel, "WLD", period).value == printed * 1000


def test_single_partners_stay_below_the_world(panel):
    for month in store.months(MAGNETS, "2026-11-23"):
        rest = measures.not_itemised(panel, month)
        assert not rest.known or rest.value > 0, month


def as_in_facts(name="published_claims.csv"):
    """The shipped statements in the shape that ``lodestone evaluate`` takes."""
    import pandas as pd

    rows = pd.read_csv(STATEMENTS, dtype=str, keep_default_na=False)
    period = (rows["period_first"] + "/" + rows["period_last"]).where(rows["period_first"] != "", "")
    return rows.assign(period=period, compare_period=rows["base"])


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "claims.csv"
    as_in_facts().to_csv(path, index=False)
    return evaluate.evaluate(path)


def test_every_statement_that_can_be_computed_agrees_or_is_a_known_conflict(judged):
    assert len(judged) == 341
    computed = judged[judged["verdict"] != "not computable"]
    assert len(computed) >= 115
    unexplained = computed[(computed["verdict"] == "conflict") & (computed["reason"] == evaluate.BEYOND)]
    assert unexplained.empty, unexplained[["period", "partner", "kind", "value", "computed"]].to_string()


def test_every_known_conflict_is_one(judged):
    """A statement that corrections.yml calls wrong must disagree, where it can be computed at all."""
    for rule in reference.rules("corrections.yml"):
        if rule["table"] == "statements":
            hits = judged[reference.matching(rule, judged.assign(period=judged["period"].map(_span)))]
            assert len(hits), rule
            assert "agree" not in set(hits["verdict"]), rule


def _span(period: str) -> str:
    from helpers import periods

    return periods.period_text(*periods.span(period)) if period else ""


def test_counts_add_up(judged):
    counts = evaluate.counts(judged).set_index("kind")
    assert counts.loc["all", ["agree", "conflict", "not computable"]].sum() == len(judged)
    assert (counts["computable"] == counts["agree"] + counts["conflict"]).all()


@pytest.mark.parametrize(
    ("kind", "value", "base", "rounding", "verdict"),
    [
        ("mom_pct", "660", "2025-05", "1", "agree"),
        ("mom_pct", "650", "2025-05", "1", "conflict"),
        ("multiple", "7.6", "2025-05", "0.1", "agree"),
        ("multiple", ">7", "2025-05", "", "agree"),
        ("multiple", "<7", "2025-05", "", "conflict"),
        ("share_pct", "11", "", "1", "agree"),
        ("rank", "1", "", "1", "conflict"),
        ("rank", "2", "", "1", "not computable"),
        ("extreme", "highest since 2025-03", "", "", "agree"),
        ("extreme", "lowest since 2025-03", "", "", "conflict"),
        ("mood", "good", "", "", "not computable"),
        ("mom_pct", "much", "2025-05", "1", "not computable"),
        ("mom_pct", "660", "May", "1", "not computable"),
    ],
)
def test_verdicts(tmp_path, kind, value, base, rounding, verdict):
    path = tmp_path / "claims.csv"
    head = "period,reporter,commodity,partner,kind,value,compare_period,rounding\n"
    path.write_text(head + f"2025-06,CHN,rare_earth_magnets,USA,{kind},{value},{base},{rounding}\n")
    assert list(evaluate.evaluate(path, "2026-11-23")["verdict"]) == [verdict]


def test_a_record_names_the_months_that_it_is_above_and_cites_them_all():
    month = open_month(MAGNETS, "2025-10", "2026-11-23")
    claim, since, start = narrative.record(month, "USA")
    assert (claim.text, since, start) == ("highest", "2025-01", "2025-01")
    assert claim.how == "above every month from 2025-02 to 2025-09, not above 2025-01"
    months = [f"2025-{n:02d}" for n in range(1, 11)]
    assert claim.rows == resolve.gathered(row for then in months for row in month.level("USA", then).rows)
    assert claim.rows[0].endswith(" and 5 more")
    assert meanings.what(claim) == "United States: place in its series, October 2025, since January 2025"
    assert meanings.what(claim, "zh").endswith("2025年10月，2025年1月以来")


def test_june_2025_as_the_first_articles_had_it():
    month = open_month(MAGNETS, "2025-06", "2025-07-21")
    assert month.level_claim("USA").text == "353 t"
    assert (month.on_month("USA").text, bool(month.on_month("USA").quoted)) == ("+660%", True)
    assert month.times("USA").text == "7.6 times"
    assert (month.on_year("USA").text, month.on_year("USA").quoted) == ("−52%", "SCMP via chinastrategy.org")
    half = month.fraction("USA")  # computed from the quoted change, and so no quotation itself
    assert (half.text, half.quoted, half.note) == ("about half", "", "as printed by SCMP via chinastrategy.org")
    assert month.level_claim("WLD").text == "3,188 t"
    assert month.on_month("WLD").text == "+157.5%"
    assert (month.on_year("WLD").text, bool(month.on_year("WLD").quoted)) == ("−38.1%", True)
    assert month.level_claim("WLD", month.to_date).text == "22,319 t"
    assert (month.on_year("WLD", month.to_date).text, month.on_year("WLD", month.to_date).quoted != "") == (
        "−18.9%",
        True,
    )
    assert [(name, claim.text) for name, claim in month.ranked()] == [("DEU", "first"), ("USA", "second")]
    assert not month.level_claim("DEU")


def test_june_2025_with_everything_known_since():
    month = open_month(MAGNETS, "2025-06", "2026-11-23")
    assert month.fine("USA").text == "352.8 t"
    assert (month.on_month("USA").text, month.on_month("USA").quoted) == ("+660%", "")
    assert (month.times("USA").text, month.times("USA").quoted) == ("7.6 times", "")
    assert month.level_claim("DEU").text == "764 t"
    assert (month.on_year("WLD", month.to_date).text, month.on_year("WLD", month.to_date).quoted) == ("−18.9%", "")
