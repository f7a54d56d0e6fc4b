"""The reviewed tables: unique, complete, and in agreement with ISO 3166 and with one another."""

import pycountry
import pytest

from helpers import periods, reference, schema, store
from helpers.errors import DataError
from tests.conftest import ROOT


def test_partner_codes_are_unique_in_time():
    rows = reference.table("partners.csv")
    coded = rows[rows["gacc_code"] != ""]
    assert coded["gacc_code"].is_unique
    assert coded["gacc_code"].str.fullmatch(r"\d{3}").all()
    for _, group in rows[rows["iso_alpha3"] != ""].groupby("iso_alpha3"):
        if len(group) > 1:  # one partner under two codes: the old one ends before the new one begins
            old, new = group.sort_values("valid_to", ascending=False).to_dict("records")
            assert old["valid_to"] < new["valid_from"]


def test_partners_agree_with_iso():
    rows = reference.table("partners.csv").query("iso_alpha3 != ''")
    for row in rows.to_dict("records"):
        assert pycountry.countries.get(alpha_2=row["iso_alpha2"]).alpha_3 == row["iso_alpha3"] == row["partner"]


def test_every_partner_with_a_cldr_code_has_a_name_in_two_languages():
    for row in reference.table("partners.csv").query("cldr_code != ''").to_dict("records"):
        assert reference.partner_name(row["partner"]) != row["partner"]
        assert reference.partner_name(row["partner"], "zh") != row["partner"]


def test_the_union_has_27_members():
    assert len(reference.eu_members()) == 27


def test_products_have_known_partners_and_codes_as_text():
    for item in reference.products():
        assert item.focus in reference.known_partners()
        assert item.flow in ("export", "import")
        assert item.scope
        assert all(code.startswith("X-") or code.rstrip("*").isdigit() for code in item.hs_codes)


def test_events_are_dated_and_cited():
    rows = reference.table("events.csv")
    assert rows["slug"].is_unique
    assert rows["url"].str.match(r"https?://").all()
    assert [periods.day(text) for text in rows["date"]] == sorted(periods.day(text) for text in rows["date"])


def test_disputed_and_later_events_are_not_shown():
    shown = reference.events("rare-earth-magnets", "2025-01", "2026-12", "2025-07-21")
    assert "announcement-18-2025" in set(shown["slug"])
    assert shown["date"].max() <= "2025-07-21"
    everything = reference.events("rare-earth-magnets", "2010-01", "2027-12", "2027-12-31")
    assert "announcement-70-expiry" not in set(everything["slug"])


def test_corrections_all_match_what_they_expect():
    store.check_corrections()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('[{table: observations, match: {publisher: Nobody}, reason: "x"}]', "matches no row"),
        ('[{table: observations, match: {publisher: wownews24x7, partner: WLD}, expect: 1.0, reason: "x"}]', "expects"),
    ],
)
def test_a_stale_correction_is_an_error(data, entry, words):
    (data / "reference" / "corrections.yml").write_text(entry)
    (data / "raw").mkdir()
    (data / "raw" / "press").symlink_to(ROOT / "data" / "raw" / "press")
    with pytest.raises(DataError, match=words):
        store.check_corrections()


def test_codebook_lists_each_column_once():
    rows = schema.codebook()
    assert not rows.duplicated(["table", "column"]).any()
    assert set(rows["type"]) <= {"text", "number", "count", "flag"}
    assert (rows["meaning"] != "").all()


def test_a_table_reports_all_its_failures_at_once():
    import pandas as pd

    frame = pd.DataFrame({"period": ["2025-06"], "value": ["many"], "strange": [1]})
    with pytest.raises(DataError) as caught:
        schema.conform("panel", frame)
    text = str(caught.value)
    assert "strange" in text
    assert "value is not a number" in text
    assert "partner is missing" in text


def test_a_month_is_final_once_the_yearbook_of_its_year_is_out():
    assert reference.status("2024-12", "2025-09-29") == "provisional"
    assert reference.status("2024-12", "2025-09-30") == "final"
    assert reference.status("2025-01", "2025-09-30") == "provisional"


@pytest.mark.parametrize("content", [None, "", "product,name\nrare-earths,x\n"])
def test_a_broken_table_of_names_is_told_where_and_what_to_do(tmp_path, monkeypatch, content):
    monkeypatch.setattr("helpers.paths.REFERENCE", tmp_path)
    path = tmp_path / "product_names.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as error:
        reference.product_name("rare-earths", "zh")
    assert str(path) in str(error.value)
    assert ("lang" if content and "\n" in content else "cannot be read") in str(error.value)
