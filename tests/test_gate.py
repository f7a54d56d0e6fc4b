"""The gate: each thing that people and the portal do to files is found, and nothing is lost on the way."""

import io
import os
import re
import zipfile

import openpyxl
import pytest

from helpers import downloads, intake, store
from tests.conftest import HEADER, ROOT, command, portal, row

MAGNETS = "rare-earth-magnets"


def take(data, content: bytes, name="a.csv", vintage="2026-01-20", **options):
    path = data / name
    path.write_bytes(content)
    return downloads.add(path, "export", vintage, all_partners=True, **options)


def codes(record) -> list[str]:
    return [finding["code"] for finding in record["findings"]]


def workbook(rows, header=HEADER, name="月度") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for line in [header, *rows]:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_in_are_rows_kept_plus_set_aside_and_so_are_mass_and_value(data):
    rows = [row(kg="10", usd="100"), row(kg="10", usd="100"), row(partner="304", kg="7", usd="70")]
    rows.append(["合计", "", "", "", "", "17", "千克", "0", "?", "170"])
    record = take(data, portal(rows))
    assert (record["rows_in"], record["rows_kept"], record["rows_set_aside"]) == (4, 2, 2)
    assert record["sums"]["net_mass_kg"] == [44, 17]
    assert record["sums"]["value_usd"] == [440, 170]
    assert set(codes(record)) == {"duplicate", "total_row"}
    panel = store.panel(MAGNETS, "2026-12-31")
    assert panel.query("partner == 'WLD' and measure == 'net_mass_kg'")["value"].item() == 17


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(), row(code="8505")], "hs_levels"),
        ([row(code="1012100")], "leading_zero"),
        ([row(partner="304", name="美国")], "name_code"),
        ([row(partner="998")], "unknown_partner"),
        ([row(kg="-5")], "negative"),
        ([row("202501"), row("202504")], "month_gap"),
        ([[*row()[:6], "套", "0", "?", "5"]], "not_kg"),
    ],
)
def test_a_doubtful_file_is_taken_in_with_the_finding(data, rows, code):
    record = take(data, portal(rows))
    assert record["status"] == "warn"
    assert code in codes(record)


@pytest.mark.parametrize(
    ("rows", "code"),
    [([row(kg="0", usd="11")], "zero_mass"), ([row(code="8505", kg="1"), row(code="8505", kg="2")], "repeated_key")],
)
def test_what_is_only_worth_knowing_leaves_the_file_ok(data, rows, code):
    record = take(data, portal(rows))
    assert record["status"] == "ok"
    assert codes(record) == [code]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (portal([row(code="8.505E+07")]), "code_destroyed"),
        (portal([row(kg="1"), row(kg="2")]), "two_values"),
        (portal([row()])[:-20], "broken_off"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "not_customs"),
        (b"PK\x03\x04broken", "broken_archive"),
        (portal([row()]).replace(b"353", b"3\x005"), "nul"),
        (portal([row(month="202700")]), "bad_month"),
        (portal([row(month="202702")]), "vintage"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(data, content, code):
    record = take(data, content)
    assert record["status"] == "refuse"
    assert code in codes(record)
    assert record["rows_kept"] == 0
    assert not (data / "raw").exists()


def test_repeats_of_a_short_code_are_summed(data):
    with (data / "reference" / "products.csv").open("a") as file:
        file.write("magnets,Magnets,magnets,8505,export,CHN,USA,All.\n")
    from helpers import reference

    reference._read.cache_clear()
    take(data, portal([row(code="8505", kg="1"), row(code="8505", kg="2")]))
    panel = store.panel("magnets", "2026-12-31")
    assert panel.query("partner == 'USA' and measure == 'net_mass_kg'")["value"].item() == 3


def test_ten_thousand_rows_make_the_last_month_unknown_until_a_whole_file_comes(data):
    partners = [f"{n:03d}" for n in range(1, 501)]
    rows = [
        row(f"{year}{month:02d}", partner=p, name="某地")
        for year in (2024, 2025)
        for month in range(1, 11)
        for p in partners
    ]
    record = take(data, portal(rows))
    assert record["rows_in"] == 10_000
    assert record["rows_set_aside"] == 500
    assert "cut" in codes(record)
    assert store.months(MAGNETS, "2026-12-31")[-1] == "2025-09"
    assert "2025-10" not in set(store.panel(MAGNETS, "2026-12-31")["period"])
    take(data, portal([row("202510", partner=p, name="某地") for p in partners]), "b.csv")
    assert store.months(MAGNETS, "2026-12-31")[-1] == "2025-10"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_tabs_full_width_digits_and_other_encodings(data, encoding):
    text = "\n".join("\t".join(line) for line in [HEADER, row(kg="３５３", usd="１，０００")]) + "\n"
    record = take(data, text.encode(encoding))
    assert record["findings"] == []
    assert record["sums"] == {"net_mass_kg": [353, 353], "value_usd": [1000, 1000]}


def test_a_workbook_reads_as_the_csv_would(data):
    line = [202506, 85051110, "磁体", 502, "美国\n_x000D_", 353, "千克", 0, "?", 1000]
    record = take(data, workbook([line]), "a.xlsx")
    assert record["status"] == "ok"
    panel = store.panel(MAGNETS, "2026-12-31")
    assert panel.query("partner == 'USA' and measure == 'net_mass_kg'")["value"].item() == 353


def test_stray_cells_and_empty_rows_of_a_workbook_are_not_read(data):
    line = [202506, 85051110, "磁体", 502, "美国", 353, "千克", 0, "?", 1000]
    rows = [[*line, None, "total", 999], *[[None] * 10] * 150, [202505, *line[1:]], *[[None] * 10] * 1000]
    record = take(data, workbook(rows), "a.xlsx")
    assert (record["rows_in"], record["rows_kept"]) == (2, 2)
    assert codes(record) == ["stray"]


def test_a_zip_with_two_files_and_notes_is_one_file_of_both(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x/one.csv", portal([row("202505", kg="46")]))
        archive.writestr("two.xlsx", workbook([[202506, 85051110, "磁体", 502, "美国", 353, "千克", 0, "?", 1000]]))
        archive.writestr("readme.md", "notes")
    record = take(data, out.getvalue(), "a.zip")
    assert (record["status"], record["rows_kept"]) == ("ok", 2)
    assert sorted(set(store.panel(MAGNETS, "2026-12-31")["period"])) == ["2025-05", "2025-06"]


@pytest.mark.parametrize("kind", ["fifo", "folder", "link"])
def test_what_is_no_plain_file_is_refused_and_never_opened(data, tmp_path, kind):
    folder = data / "in"
    folder.mkdir()
    path = folder / "a.csv"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        outside = tmp_path / "outside.csv"
        outside.write_bytes(portal([row()]))
        path.symlink_to(outside)
    else:
        path.mkdir()
    record = downloads.add(path, "export", "2026-01-20")
    assert record["status"] == "refuse"
    assert codes(record)[0] in ("not_a_file", "link")


def test_the_same_bytes_again_add_nothing(data):
    take(data, portal([row()]), "a.csv")
    record = take(data, portal([row()]), "b.csv")
    assert codes(record) == ["same_bytes"]
    assert (record["rows_in"], record["rows_kept"], record["rows_set_aside"]) == (1, 0, 1)
    assert len(intake.take_in()) == 1


def test_a_revision_is_said_with_its_largest_change(data):
    take(data, portal([row(kg="353"), row(partner="304", kg="764")]), "a.csv", "2026-01-20")
    record = take(data, portal([row(kg="360"), row(partner="304", kg="764")]), "b.csv", "2026-02-20")
    (finding,) = record["findings"]
    assert finding["code"] == "revised"
    assert "1 of 4 figures" in finding["message"]
    assert (
        "the largest: net mass in one record of the United States in June 2025, from 353 to 360 kg"
        in finding["message"]
    )


def test_a_damaged_store_is_found_and_made_again_the_same(data):
    take(data, portal([row()]))
    whole = store.content_hash()
    assert store.verify() == []
    (path,) = (data / "store" / "records").rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:100])
    (line,) = store.verify()
    assert "gacc/2026-01-20/a.csv" in line
    done = command("products", data=data)
    assert done.returncode == 2
    assert "lodestone store rebuild" in done.stderr
    assert store.rebuild() == whole
    assert store.verify() == []


def test_a_store_that_cannot_be_written_is_said_plainly(data):
    (data / "store").write_text("in the way")
    (data / "a.csv").write_bytes(portal([row()]))
    done = command("intake", str(data / "a.csv"), "--flow", "export", "--vintage", "2026-01-20", data=data)
    assert done.returncode == 1
    assert "cannot read or write" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_is_walked_in_order(data, tmp_path):
    folder = tmp_path / "downloads"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.csv").write_bytes(portal([row()]))
    (folder / "sub" / "a.csv").write_bytes(portal([row("202505")]))
    (folder / ".hidden").write_text("x")
    assert [path.name for path in downloads.files_below(folder)] == ["b.csv", "a.csv"]


def test_simulated_rows_carry_the_mark_into_the_panel(data):
    line = row()
    line[2] = "Simulated magnets"
    take(data, portal([line]))
    assert "simulated" in set(store.panel(MAGNETS, "2026-12-31")["origin"])


def test_every_finding_is_documented():
    package = ROOT / "src" / "helpers"
    text = "".join(
        path.read_text()
        for path in [package / "intake.py", package / "downloads.py", *(package / "sources").glob("*.py")]
    )
    raised = set(re.findall(r'(?:find|RefusedError|Finding)\(\s*"([a-z_]+)"', text))
    raised |= set(re.findall(r'add\(\s*reading,[^"]*"([a-z_]+)",', text))
    documented = set(re.findall(r"^\| `([a-z_]+)`", (ROOT / "docs" / "intake.md").read_text(), re.MULTILINE))
    assert raised == documented


def test_the_real_cut_file(data, samples):
    record = downloads.add(samples / "gacc" / "simecode_39221000_2025.xlsx", "export", "2026-02-01")
    assert record["rows_in"] == 10_000
    assert record["rows_set_aside"] == 698
    assert "cut" in codes(record)


def test_the_real_revision_pair(data, samples):
    downloads.add(samples / "gacc" / "simecode_6910_2026_1-2m.xlsx", "export", "2026-03-23")
    record = downloads.add(samples / "gacc" / "simecode_6910_2026_1-3m.xlsx", "export", "2026-04-23")
    (finding,) = [finding for finding in record["findings"] if finding["code"] == "revised"]
    assert finding["message"].startswith("5 of ")


def test_all_real_workbooks_are_read(samples):
    found = {}
    for path in sorted((samples / "gacc").glob("*.xlsx")):
        declared = {"flow": "export", "period": "2025-01/2025-12"}
        reading = intake.read_download(path, f"gacc/2026-11-24/{path.name}", "2026-11-24", declared)
        found[path.name] = (reading.refused, [finding.code for finding in reading.findings], reading.rows_in)
        assert reading.rows_in >= reading.rows_kept
    assert not [name for name, (refused, _, _) in found.items() if refused], found
    assert found["simecode_6910_2019_monthly.xlsx"][2] == 16283
