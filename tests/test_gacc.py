"""The reader of portal files, quirk by quirk."""

import pytest

from helpers import intake
from helpers.sources import gacc
from helpers.wide import observations
from tests.conftest import HEADER, portal, row


def read(tmp_path, data: bytes, **options):
    path = tmp_path / "downloadData.csv"
    path.write_bytes(data)
    return gacc.read(
        path, "gacc/2026-01-20/downloadData.csv", flow="export", taken="2026-01-20", all_partners=True, **options
    )


def values(reading, measure: str) -> list[float]:
    rows = observations(reading.records)
    return list(rows.loc[rows["measure"] == measure, "value"].dropna())


def test_a_sound_file_gives_mass_and_value_with_their_lines(tmp_path):
    reading = read(tmp_path, portal([row(), row(partner="304", kg="764", usd="5,917,063,944")]))
    assert reading.findings == []
    assert (reading.rows_in, reading.rows_kept) == (2, 2)
    assert values(reading, "net_mass_kg") == [353, 764]
    assert values(reading, "value_usd") == [1000, 5917063944]
    assert list(observations(reading.records)["line"]) == [2, 2, 3, 3]
    assert set(observations(reading.records)["partner"]) == {"USA", "DEU"}
    assert set(observations(reading.records)["period_first"]) == {"2025-06"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("comma", [True, False])
def test_encoding_line_ends_and_trailing_comma_change_nothing(tmp_path, encoding, newline, comma):
    reading = read(tmp_path, portal([row()], encoding=encoding, newline=newline, comma=comma))
    assert reading.findings == []
    assert values(reading, "net_mass_kg") == [353]


def test_english_headers_with_chinese_commas_in_names(tmp_path):
    header = ["Date of data", "Commodity code", "Trading partner code", "Trading partner", "Quantity", "Unit"]
    header += ["Supplimentary Quantity", "Supplimentary Unit", "US dollar"]
    line = ["202506", "01012100", "110", "Hong Kong，China", "5", "Kilogram", "7", "Number of item", "9"]
    reading = read(tmp_path, portal([line], header))
    assert reading.findings == []
    assert set(observations(reading.records)["hs_code"]) == {"01012100"}
    assert values(reading, "quantity") == [7]
    assert list(observations(reading.records).query("measure == 'quantity'")["quantity_unit"]) == ["Number of item"]


def test_columns_are_found_by_name_in_any_order(tmp_path):
    order = [9, 3, 0, 6, 5, 1, 8, 7]
    data = portal([[row()[n] for n in order]], [HEADER[n] for n in order])
    assert values(read(tmp_path, data), "net_mass_kg") == [353]


def test_kilograms_are_chosen_by_unit_not_by_place(tmp_path):
    line = row()
    line[5:9] = ["12", "套", "3400", "千克"]
    reading = read(tmp_path, portal([line]))
    assert values(reading, "net_mass_kg") == [3400]
    assert values(reading, "quantity") == [12]


def test_missing_marks_are_unknown_and_never_zero(tmp_path):
    reading = read(tmp_path, portal([row(kg="?", usd="-"), row("202505", kg="", usd="5")]))
    assert values(reading, "net_mass_kg") == []
    assert values(reading, "value_usd") == [5]


def test_a_quantity_without_a_unit_is_not_used_and_said(tmp_path):
    line = row()
    line[7] = "1988203"
    reading = read(tmp_path, portal([line]))
    assert [finding.code for finding in reading.findings] == ["no_unit"]
    assert values(reading, "quantity") == []


def test_a_line_break_inside_a_name_does_not_split_the_record(tmp_path):
    reading = read(tmp_path, portal([row(name="玻利维亚\n", partner="408"), row()]))
    assert reading.rows_in == 2
    assert list(observations(reading.records).query("measure == 'net_mass_kg'")["line"]) == [2, 4]


def test_yuan_and_dollars_stay_apart(tmp_path):
    header = [*HEADER[:-1], "人民币"]
    reading = read(tmp_path, portal([row()], header))
    assert values(reading, "value_cny") == [1000]
    assert values(reading, "value_usd") == []


def test_old_and_new_code_of_georgia_are_one_partner(tmp_path):
    reading = read(tmp_path, portal([row("202212", partner="337"), row("202301", partner="150")]))
    assert set(observations(reading.records)["partner"]) == {"GEO"}


def test_an_unknown_partner_code_is_kept_under_its_code(tmp_path):
    reading = read(tmp_path, portal([row(partner="998")]))
    assert [finding.code for finding in reading.findings] == ["unknown_partner"]
    assert set(observations(reading.records)["partner"]) == {"X-998"}


def test_a_file_without_partners_describes_the_world(tmp_path):
    keep = [0, 1, 2, 5, 6, 7, 8, 9]
    reading = read(tmp_path, portal([[row()[n] for n in keep]], [HEADER[n] for n in keep]))
    assert set(observations(reading.records)["partner"]) == {"WLD"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>login</body></html>", "not_customs"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "nul"),
        (portal([row()]) + b'"\xff\xff"\n' + portal([row()]), "encoding"),
        (portal([row(month="202513")]), "bad_month"),
        (portal([row(kg="12a")]), "not_a_number"),
        (portal([row()[:-2]]), "uneven"),
        (portal([row()[:5]], HEADER[:5]), "no_measure"),
        (portal([row()[1:]], HEADER[1:]), "no_month"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(tmp_path, data, code):
    reading = read(tmp_path, data)
    assert reading.refused
    assert code in [finding.code for finding in reading.findings]
    assert reading.records is None


def test_all_findings_come_at_once(tmp_path):
    reading = read(tmp_path, portal([row(month="209913", kg="x")]))
    assert {finding.code for finding in reading.findings} == {"bad_month", "not_a_number"}


def test_a_month_that_was_given_is_used(tmp_path):
    reading = read(tmp_path, portal([row()[1:]], HEADER[1:]), period="2025-01/2025-06")
    assert list(observations(reading.records)["period_last"].unique()) == ["2025-06"]


def test_every_csv_sample_is_read_whole(samples):
    files = sorted((samples / "gacc").glob("*.csv"))
    assert len(files) == 9
    for path in files:
        declared = {"flow": "export" if "export" in path.name else "import", "period": "2025-12"}
        reading = intake.read_download(path, f"gacc/2026-11-24/{path.name}", "2026-11-24", declared)
        assert not reading.refused, (path.name, reading.findings)
        assert reading.rows_in == reading.rows_kept > 0


def test_brazilian_soybeans_are_as_an_independent_source_has_them(samples):
    path = samples / "gacc" / "harukaworks_soybean_import_2025.csv"
    rows = intake.read_download(path, "gacc/2026-11-24/x.csv", "2026-11-24", {"flow": "import"})
    rows = observations(rows.records)
    brazil = rows.query("partner == 'BRA' and measure == 'net_mass_kg' and period_first <= '2025-03'")
    assert list(brazil.groupby("period_first")["value"].sum()) == [2220319923, 1369085631, 951006051]


@pytest.mark.parametrize("value", ["1,5", "1.234,56", "12,34,567", "1e5", "nan", "inf", "0x10", "1 000"])
def test_a_number_in_another_manner_is_refused(tmp_path, value):
    reading = read(tmp_path, portal([row(usd=value)]))
    assert [finding.code for finding in reading.findings if finding.severity == "error"] == ["not_a_number"]
    assert reading.findings[0].values == (value,)


def test_a_comma_without_quotes_that_shifts_a_row_is_refused(tmp_path):
    text = ",".join(HEADER) + ",\n" + ",".join(row()[:-1]) + ",1,000\n"
    reading = read(tmp_path, text.encode("gb18030"))
    assert [finding.code for finding in reading.findings] == ["uneven"]
