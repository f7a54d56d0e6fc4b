"""Simulated figures carry the mark from the file to the store, every chart and every page."""

import sys

import nbformat

from helpers import downloads, figures, languages, reference, render, store
from helpers.month import open_month
from tests.conftest import ROOT


def test_the_same_seed_writes_the_same_files(tmp_path):
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import simulate

    one = simulate.write(tmp_path / "a", 2, 300, seed=7)
    two = simulate.write(tmp_path / "b", 2, 300, seed=7)
    other = simulate.write(tmp_path / "c", 2, 300, seed=8)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert one[0].read_bytes() != other[0].read_bytes()


def test_the_mark_reaches_the_store_the_charts_and_the_page(data, tmp_path):
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import simulate

    (path,) = simulate.write(tmp_path / "a", 1, 400, seed=7)
    record = downloads.add(path, "export", "2026-01-01", all_partners=True)
    assert record["rows_kept"] == 400
    code = path.read_text("gb18030").splitlines()[1].split(",")[1].strip('"')
    with (data / "reference" / "products.csv").open("a") as file:
        file.write(f"trial,Trial,trial goods,{code},export,CHN,WLD,Nothing real.\n")
    reference._read.cache_clear()
    assert set(store.observations("trial", "2026-12-31")["origin"]) == {"simulated"}
    month = open_month("trial", "2015-01", "2026-01-01")
    assert month.simulated
    for chart in (figures.series(month), figures.destinations(month), figures.path(month)):
        assert chart.footer.startswith("SIMULATED")
        assert "SIMULATED" in chart.svg(titles=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# What?")])
    page = render.page(notebook, kicker="", nav=[], footer="", simulated=languages.notice(month.simulated))
    assert "SIMULATED data. No figure on this page is real." in page
    for lang in languages.known():  # the mark itself in every language
        assert languages.notice(True, lang).startswith("SIMULATED ") and not languages.notice(False, lang)
    assert 'content="noindex"' in page
