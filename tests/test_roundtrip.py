"""Any table in any of the shapes that people make reads back the same; any bytes give findings, never a crash."""

import csv
import io

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.sources import gacc, plain
from helpers.wide import observations
from tests.conftest import HEADER, portal, row

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
PARTNERS = ["502", "304", "116", "133", "110", "143", "408"]
amounts = st.integers(min_value=0, max_value=10**12)
keys = st.tuples(st.sampled_from(["202501", "202502", "202503"]), st.sampled_from(PARTNERS))
tables = st.dictionaries(keys, st.tuples(amounts, amounts), min_size=1, max_size=12)


def write(table, shape: str, order: list[int]) -> bytes:
    lines = [row(month, "85051110", partner, str(kg), f"{usd:,}") for (month, partner), (kg, usd) in table.items()]
    header = [HEADER[n] for n in order]
    lines = [[line[n] for n in order] for line in lines]
    if shape == "xlsx":
        book = openpyxl.Workbook()
        for line in [header, *lines]:
            book.active.append([int(x) if x.isdigit() else x for x in line])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    if shape == "tab":
        return "\n".join("\t".join(line) for line in [header, *lines]).encode("utf-16")
    encoding, newline, comma = shape.split("|")
    return portal(lines, header, encoding, comma == "comma", "\r\n" if newline == "crlf" else "\n")


shapes = [
    "xlsx",
    "tab",
    *(f"{e}|{n}|{c}" for e in ("gb18030", "utf-8-sig") for n in ("lf", "crlf") for c in ("comma", "")),
]


@SETTINGS
@given(table=tables, shape=st.sampled_from(shapes), order=st.permutations(range(len(HEADER))))
def test_any_table_in_any_shape_reads_back_the_same(tmp_path, table, shape, order):
    path = tmp_path / "a.bin"
    path.write_bytes(write(table, shape, list(order)))
    reading = gacc.read(path, "gacc/2026-01-20/a", flow="export", taken="2026-01-20", all_partners=True)
    assert not reading.refused, reading.findings
    rows = observations(reading.records)
    found = {
        measure: {(row.period_first.replace("-", ""), row.partner): row.value for row in group.itertuples()}
        for measure, group in rows.groupby("measure")
    }
    codes = {code: gacc.reference.partner_of_code(code) for code in PARTNERS}
    assert found["net_mass_kg"] == {(month, codes[partner]): kg for (month, partner), (kg, _) in table.items()}
    assert found["value_usd"] == {(month, codes[partner]): usd for (month, partner), (_, usd) in table.items()}
    assert reading.rows_in == reading.rows_kept == len(table)


GOOD = portal([row(), row(partner="304"), row("202505")])


@settings(SETTINGS, max_examples=300)
@given(data=st.data())
def test_any_bytes_give_findings_and_never_a_crash(tmp_path, data):
    choice = data.draw(st.sampled_from(["random", "cut", "spoilt", "glued"]))
    if choice == "random":
        content = data.draw(st.binary(max_size=400))
    elif choice == "cut":
        content = GOOD[: data.draw(st.integers(0, len(GOOD)))]
    else:
        at = data.draw(st.integers(0, len(GOOD)))
        junk = data.draw(st.binary(min_size=1, max_size=8))
        content = GOOD[:at] + junk + GOOD[at + (len(junk) if choice == "spoilt" else 0) :]
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    reading = gacc.read(path, "gacc/2026-01-20/a.csv", flow="export", taken="2026-01-20", all_partners=True)
    assert reading.refused == (reading.records is None)
    assert reading.rows_kept <= reading.rows_in


letters = st.sampled_from(
    ["a", '"', '""', ",", "\n", "\r\n", "\r", " ", "国", "𠀀", "1", "?", "'", "\t", '",', ',"', "<", "\ufeff"]
)


@settings(SETTINGS, max_examples=400)
@given(text=st.lists(letters, max_size=40).map("".join), encoding=st.sampled_from(["gb18030", "utf-8"]))
def test_the_quick_way_reads_what_the_careful_way_reads_or_nothing(text, encoding):
    try:
        quick = plain.read(text.encode(encoding))
    except UnicodeEncodeError:
        return
    if quick is None:
        return
    header, columns, lines = quick
    text = text.removeprefix("\ufeff") if encoding == "utf-8" else text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert header == rows[0]
    assert list(zip(*(column.to_pylist() for column in columns), strict=True)) == [tuple(row) for row in rows[1:]]
    assert list(lines) == list(range(2, len(rows) + 1))


def test_the_quick_way_takes_what_the_portal_writes():
    for encoding in ("gb18030", "utf-8", "utf-8-sig"):
        assert plain.read(portal([row(), row("202505")], encoding=encoding)) is not None
