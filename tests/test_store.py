"""Taking in, resolving and asking: as of a day, once, and in the order of trust."""

import hashlib
import json

import pytest

from helpers import answers, blocks, catalogue, downloads, intake, store
from helpers.errors import DataError
from tests.conftest import portal, row

MAGNETS = "rare-earth-magnets"
PRESS = "period_first,period_last,reporter,partner,flow,hs_code,commodity,measure,value,rounding,"
PRESS += "publisher,published,url,second_hand\n"


def put(data, name: str, content: bytes, vintage="2025-07-20", flow="export", whole=True):
    path = data / name
    path.write_bytes(content)
    return downloads.add(path, flow, vintage, all_partners=whole)


def press(data, *figures: str, taken="2026-11-23"):
    folder = data / "raw" / "press" / taken
    folder.mkdir(parents=True)
    lines = [f"2025-06,2025-06,CHN,USA,export,85051110,magnets,net_mass_t,{figure}," for figure in figures]
    (folder / "published_figures.csv").write_text(PRESS + "\n".join(lines) + "\n")


def cell(panel, partner="USA", period="2025-06", measure="net_mass_kg"):
    found = panel[(panel["partner"] == partner) & (panel["period"] == period) & (panel["measure"] == measure)]
    return found.iloc[0]


def test_taking_in_twice_changes_nothing(data):
    first = put(data, "a.csv", portal([row()]))
    files = sorted(path.name for path in (data / "store").rglob("*.*"))
    again = put(data, "a.csv", portal([row()]))
    assert first == again
    assert sorted(path.name for path in (data / "store").rglob("*.*")) == files
    assert len(store.observations(MAGNETS, "2026-01-01")) == 2


def test_within_a_run_a_question_is_asked_once_until_a_file_arrives(data, monkeypatch):
    put(data, "a.csv", portal([row()]))
    asked = []
    query = store._query
    monkeypatch.setattr(store, "_query", lambda *words: asked.append(words[0]) or query(*words))

    def known():
        store._resolved.cache_clear()  # as another process of the run
        return [store.observations(MAGNETS, "2026-01-01"), *store.resolved(MAGNETS, "2026-01-01")]

    with answers.kept():
        first, again = known(), known()
        assert len(asked) == 2  # records and observations
        assert all(one.equals(other) for one, other in zip(first, again, strict=True))
        put(data, "b.csv", portal([row(month="202505", kg="46")]))
        assert sorted(set(known()[1]["period"])) == ["2025-05", "2025-06"]
        (data / "reference" / "corrections.yml").write_text(
            "- table: observations\n  match: {partner: USA, period_first: 2025-05}\n  reason: trial\n"
        )
        assert len(known()[3]) == 2
    asked.clear()
    known()
    assert len(asked) == 4  # nothing is kept beyond a run


def test_another_file_of_the_same_name_gets_a_name_of_its_own(data):
    put(data, "downloadData.csv", portal([row()]))
    put(data, "downloadData.csv", portal([row(month="202505", kg="46")]))
    assert len(list((data / "raw" / "gacc" / "2025-07-20").glob("*.csv"))) == 2
    assert sorted(set(store.panel(MAGNETS, "2026-01-01")["period"])) == ["2025-05", "2025-06"]


def test_a_refused_file_is_not_copied(data):
    record = put(data, "a.csv", portal([row(month="202513")]))
    assert record["status"] == "refuse"
    assert (record["rows_in"], record["rows_kept"], record["rows_set_aside"]) == (1, 0, 1)
    assert not (data / "raw").exists()


def test_a_month_that_was_not_over_is_refused(data):
    record = put(data, "a.csv", portal([row(month="202507")]), vintage="2025-07-20")
    assert record["findings"][0]["code"] == "vintage"


def test_a_file_put_by_hand_says_what_to_add(data):
    folder = data / "raw" / "gacc" / "2025-07-20"
    folder.mkdir(parents=True)
    (folder / "mine.csv").write_bytes(portal([row()]))
    (record,) = intake.take_in()
    assert record["status"] == "refuse"
    assert "mine.csv: {flow: export}" in record["findings"][0]["message"]
    (folder / "source.yml").write_text("files:\n  mine.csv: {flow: export}\n")
    (record,) = intake.take_in()
    assert record["status"] == "ok"


def test_a_raw_file_edited_later_is_refused(data):
    put(data, "a.csv", portal([row()]))
    path = data / "raw" / "gacc" / "2025-07-20" / "a.csv"
    path.write_bytes(portal([row(kg="354")]))
    (record,) = intake.take_in()
    assert record["findings"][0]["code"] == "changed"


def test_a_panel_sees_nothing_newer_than_its_day(data):
    put(data, "a.csv", portal([row(kg="353")]), vintage="2025-07-20")
    put(data, "b.csv", portal([row(kg="360")]), vintage="2025-08-20")
    assert cell(store.panel(MAGNETS, "2025-08-19"))["value"] == 353
    assert cell(store.panel(MAGNETS, "2025-08-20"))["value"] == 360
    assert store.panel(MAGNETS, "2025-07-19").empty


def test_the_world_is_the_sum_of_a_complete_download_and_an_absent_partner_is_zero(data):
    rows = [row("202505", kg="46"), row("202505", partner="304", kg="209"), row("202506", partner="304", kg="764")]
    put(data, "a.csv", portal(rows))
    panel = store.panel(MAGNETS, "2026-01-01")
    assert cell(panel, "WLD", "2025-05")["value"] == 255
    absent = cell(panel, "USA", "2025-06")
    assert (absent["value"], absent["origin"]) == (0, "absent")


def test_a_query_for_selected_partners_proves_no_zero_and_no_world(data):
    path = data / "a.csv"
    path.write_bytes(portal([row("202505"), row("202506", partner="304")]))
    downloads.add(path, "export", "2025-07-20", all_partners=False)
    panel = store.panel(MAGNETS, "2026-01-01")
    assert "WLD" not in set(panel["partner"])
    assert set(panel["origin"]) == {"reported"}


def test_nobody_said_that_the_query_was_whole(data):
    record = put(data, "a.csv", portal([row()]), whole=None)
    assert [finding["code"] for finding in record["findings"]] == ["partners_unstated"]
    assert record["status"] == "ok"
    assert "WLD" not in set(store.panel(MAGNETS, "2026-01-01")["partner"])


def test_a_later_query_for_one_partner_does_not_take_it_out_of_the_world(data):
    put(data, "a.csv", portal([row(kg="100"), row(partner="116", kg="200")]), "2025-07-20")
    put(data, "b.csv", portal([row(kg="150")]), "2025-08-20", whole=False)
    panel = store.panel(MAGNETS, "2026-01-01")
    assert cell(panel)["value"] == 150
    assert cell(panel, "WLD")["value"] == 350


def test_a_question_mark_is_unknown_for_the_partner_and_for_the_world(data):
    put(data, "a.csv", portal([row(kg="100"), row(partner="116", kg="?", usd="99")]))
    panel = store.panel(MAGNETS, "2026-01-01")
    mass = panel[panel["measure"] == "net_mass_kg"]
    assert list(mass["partner"]) == ["USA"]
    assert cell(panel, "JPN", measure="value_usd")["value"] == 99
    assert cell(panel, "WLD", measure="value_usd")["value"] == 1099


def test_the_same_bytes_under_another_declaration_are_refused(data):
    put(data, "a.csv", portal([row()]))
    record = put(data, "a.csv", portal([row()]), flow="import")
    assert record["findings"][0]["code"] == "declared"
    assert len(store.observations(MAGNETS, "2026-01-01")) == 2


def test_a_file_in_no_vintage_folder_is_named(data):
    (data / "raw" / "gacc").mkdir(parents=True)
    (data / "raw" / "gacc" / "loose.csv").write_bytes(portal([row()]))
    (record,) = intake.take_in()
    assert (record["status"], record["findings"][0]["code"]) == ("refuse", "wrong_place")


@pytest.mark.parametrize("text", ["files: [", "- x", "files: {a.csv: export}", "files: 3"])
def test_a_spoilt_sidecar_is_said_in_words(data, text):
    put(data, "a.csv", portal([row()]))
    (data / "raw" / "gacc" / "2025-07-20" / "source.yml").write_text(text)
    with pytest.raises(DataError, match="no valid YAML mapping"):
        intake.take_in()


def test_a_download_comes_before_the_press_and_the_press_stays_as_conflict(data):
    press(data, "352.8,0.1,A,2025-07-20,http://a", "400,1,B,2025-07-21,http://b")
    put(data, "a.csv", portal([row(kg="352812")]))
    panel = store.panel(MAGNETS, "2026-11-23")
    assert cell(panel)["source"] == "gacc"
    assert cell(panel)["value"] == 352812
    apart = store.conflicts(MAGNETS, "2026-11-23")
    assert list(apart["publisher"]) == ["B"]
    assert list(apart["kept"]) == [352812]


def test_a_later_coarser_figure_does_not_revise_an_earlier_finer_one(data):
    press(data, "352.8,0.1,A,2025-07-20,http://a", "353,1,B,2025-08-21,http://b")
    found = cell(store.panel(MAGNETS, "2026-11-23"))
    assert (found["value"], found["n_publishers"]) == (352800, 2)


def test_a_figure_cut_off_instead_of_rounded_agrees(data):
    press(data, "352.8,0.1,A,2025-07-20,http://a", "352,1,B,2025-07-21,http://b")
    assert store.conflicts(MAGNETS, "2026-11-23").empty


def test_a_revision_in_print_holds_and_the_old_figure_is_a_conflict(data):
    press(data, "353,1,A,2025-07-20,http://a", "360,1,B,2025-08-21,http://b")
    assert cell(store.panel(MAGNETS, "2025-08-01"))["value"] == 353000
    assert cell(store.panel(MAGNETS, "2026-11-23"))["value"] == 360000
    assert list(store.conflicts(MAGNETS, "2026-11-23")["publisher"]) == ["A"]


def test_an_undated_figure_counts_from_the_day_of_compilation(data):
    press(data, "353,1,A,,http://a")
    assert store.panel(MAGNETS, "2026-11-22").empty
    assert len(store.panel(MAGNETS, "2026-11-23")) == 1


def test_a_bad_press_row_refuses_the_file_with_its_line(data):
    press(data, "353,1,A,2025-07-20,http://a", "lots,1,B,2025-07-21,http://b", "5,1,C,2025-17-21,http://b")
    (record,) = intake.take_in()
    assert [finding["lines"] for finding in record["findings"]] in ([[3], [4]], [(3,), (4,)])
    assert record["status"] == "refuse"


def test_breakdowns_by_province_are_summed_and_totals_preferred(data):
    from tests.conftest import HEADER

    header = [*HEADER[:5], "注册地编码", *HEADER[5:]]
    split = [[*row(kg=kg)[:5], province, *row(kg=kg)[5:]] for province, kg in (("44", "100"), ("31", "253"))]
    put(data, "split.csv", portal(split, header))
    assert cell(store.panel(MAGNETS, "2026-01-01"))["value"] == 353
    put(data, "total.csv", portal([row(kg="353")]))
    assert cell(store.panel(MAGNETS, "2026-01-01"))["value"] == 353


def test_a_record_is_json(data):
    record = put(data, "a.csv", portal([row(partner="998")]))
    assert json.loads(json.dumps(record))["findings"][0]["code"] == "unknown_partner"


def test_wrong_words_are_answered_in_words(data):
    assert downloads.add(data / "none.csv", "export")["findings"][0]["code"] == "no_file"
    (data / "a.csv").write_bytes(portal([row()]))
    with pytest.raises(DataError, match="--flow export or --flow import"):
        downloads.add(data / "a.csv", "")
    with pytest.raises(DataError, match="not a day"):
        downloads.add(data / "a.csv", "export", "20.7.2025")
    with pytest.raises(DataError, match="no product"):
        store.panel("unobtainium", "2026-01-01")


def test_a_correction_sets_a_customs_row_aside_and_still_checks_its_value(data):
    put(data, "a.csv", portal([row(kg="353000"), row("202505", kg="46")]))
    rules = data / "reference" / "corrections.yml"
    match = "{source: gacc, hs_code: '85051110', period_first: 2025-06, measure: net_mass_kg}"
    entry = f"- table: observations\n  match: {match}\n"
    rules.write_text(entry + "  expect: 353000.0\n  reason: kilograms typed as tonnes\n")
    store.check_corrections()
    assert "2025-06" not in set(store.panel(MAGNETS, "2026-01-01").query("measure == 'net_mass_kg'")["period"])
    rules.write_text(entry + "  expect: 353.0\n  reason: kilograms typed as tonnes\n")
    with pytest.raises(DataError, match="expects another value"):
        store.check_corrections()


def test_gathered_files_answer_as_single_ones_and_a_removed_file_is_gone(data, monkeypatch):
    for n in range(1, 7):
        put(data, f"{n}.csv", portal([row(f"2025{n:02}", kg=str(n)), row(f"2025{n:02}", partner="304", kg="9")]))
    single = store.observations(MAGNETS, "2026-01-01")
    monkeypatch.setattr(blocks, "LOOSE", 3)
    monkeypatch.setattr(blocks, "FILES", 4)
    before = store.content_hash()
    assert store.observations(MAGNETS, "2026-01-01").equals(single)
    assert len(list((data / "store" / "blocks").glob("*.parquet"))) == 2
    assert store.content_hash() == before
    assert store.verify() == []
    (data / "raw" / "gacc" / "2025-07-20" / "1.csv").unlink()
    left = store.observations(MAGNETS, "2026-01-01")
    assert set(left["file"]) == set(single["file"]) - {"gacc/2025-07-20/1.csv"}


def test_a_damaged_block_is_found(data, monkeypatch):
    monkeypatch.setattr(blocks, "LOOSE", 1)
    put(data, "a.csv", portal([row()]))
    (path,) = (data / "store" / "blocks").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-9])
    assert any(path.name in line for line in store.verify())
    store.rebuild()
    assert store.verify() == []


def test_an_unchanged_file_is_not_opened_again(data, monkeypatch):
    put(data, "a.csv", portal([row()]))
    monkeypatch.setattr(catalogue, "SETTLED_NS", -1)
    first = intake.take_in()
    monkeypatch.setattr(intake, "digest_of", None)  # any call would fail
    assert intake.take_in() == first


def test_a_query_remembers_what_the_store_holds_until_a_raw_file_changes(data, monkeypatch):
    put(data, "a.csv", portal([row()]))
    monkeypatch.setattr(catalogue, "SETTLED_NS", -1)
    first = store.observations("rare-earth-magnets", "2026-11-01")
    with monkeypatch.context() as patch:
        patch.setattr(intake, "take_in", None)  # any call would fail
        assert store.observations("rare-earth-magnets", "2026-11-01").equals(first)
    raw = data / "raw" / "gacc" / "2025-07-20" / "a.csv"
    declared = raw.with_name("source.yml")
    before, after = raw.read_bytes(), portal([row(), row(partner="304")])
    hashes = [hashlib.sha256(content).hexdigest() for content in (before, after)]
    declared.write_text(declared.read_text().replace(*hashes))
    raw.write_bytes(after)
    assert len(store.observations("rare-earth-magnets", "2026-11-01")) > len(first)
    raw.unlink()
    assert len(store.observations("rare-earth-magnets", "2026-11-01")) < len(first)


def test_a_file_that_changed_a_moment_ago_is_looked_at_again(data):
    put(data, "a.csv", portal([row()]))
    store.observations("rare-earth-magnets", "2026-11-01")
    assert not (data / "store" / "held.json").exists()


def test_processes_and_a_cluster_give_the_same_store(data, tmp_path):
    from distributed import LocalCluster

    folder = tmp_path / "downloads"
    folder.mkdir()
    for n in range(1, 9):
        (folder / f"{n}.csv").write_bytes(portal([row(f"2025{n:02}", kg=str(n))]))
    found = downloads.files_below(folder)
    downloads.add_all(found, "export", "2025-12-20", all_partners=True)
    alone = store.content_hash()
    assert store.rebuild(jobs=2) == alone
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        assert store.rebuild(cluster=cluster.scheduler_address) == alone


def test_a_cluster_that_does_not_answer_is_said(data, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(portal([row()]))
    with pytest.raises(DataError, match="no cluster answers at nowhere"):
        downloads.add(tmp_path / "a.csv", "export", "2025-07-20", cluster="nowhere")


def test_a_panel_is_worked_out_once_and_again_when_a_table_changes(data, monkeypatch):
    put(data, "a.csv", portal([row()]))
    first = store.panel("rare-earth-magnets", "2026-11-01")
    first["value"] = 0.0  # a caller's own affair
    asked = []
    real = store.observations
    monkeypatch.setattr(store, "observations", lambda *words: asked.append(words) or real(*words))
    assert cell(store.panel("rare-earth-magnets", "2026-11-01"))["value"] == 353
    assert not asked
    rule = [{"table": "observations", "match": {"line": 2}, "reason": "wrong", "provider": "a test"}]
    (data / "reference" / "corrections.yml").write_text(json.dumps(rule))
    assert store.panel("rare-earth-magnets", "2026-11-01").empty
    assert len(asked) == 1
