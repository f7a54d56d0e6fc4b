"""What lies around the editions: index, feed, notices and the way to the newest, made from the editions alone."""

import json
import re
from html import unescape

import feedparser
import pytest

from helpers import paths, pdf, site

EVIL = "<script>alert(1)</script>\u202e"
PATH = {"first": "2025-01", "values": [1.0, None, 3.0], "unit": "kg", "heard": "a line"}


@pytest.fixture
def reports(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    return tmp_path / "reports"


def edition(reports, where, *, status="provisional", simulated=False, headline="Exports rose", before="", **since):
    folder = reports / where
    folder.mkdir(parents=True)
    record = {"headline": headline, "status": status, "simulated": simulated, "changed": {"since": before}}
    record["started"] = f"{folder.name[:10]}T00:00:00+00:00"
    (folder / "edition.json").write_text(json.dumps(record))
    summary = {"product_title": f"Goods {EVIL}", "since": since, "cards": [{"path": PATH}]}
    (folder / "summary.json").write_text(json.dumps(summary))
    (folder / "index.html").write_text("<main><!--notice--><!--/notice--></main>")
    return folder


def test_a_site_without_editions_says_so(reports):
    site.build()
    assert "No edition has been made yet" in (reports / "index.html").read_text()
    assert not feedparser.parse((reports / "feed.xml").read_text()).bozo


@pytest.mark.parametrize(
    ("status", "since", "shown"),
    [
        ("provisional", {"revised": 0, "new": 3}, "provisional"),
        ("provisional", {"revised": 1}, "revised"),
        ("final", {"revised": 1}, "final"),
    ],
)
def test_the_index_names_the_state_of_the_figures(reports, status, since, shown):
    edition(reports, "soy/2025-06/2025-08-20", status=status, before="2025-07-21", **since)
    site.build()
    page = (reports / "index.html").read_text()
    assert f'<span class="badge">{shown}</span>' in page
    assert "Since the edition of 21 July 2025, " in page
    assert 'aria-label="a line"' in page


def test_the_second_edition_of_a_day_is_newer_and_the_tenth_newer_still(reports):
    for name in ("2025-07-21", "2025-07-21-r2", "2025-07-21-r10"):
        edition(reports, f"soy/2025-06/{name}")
    site.build()
    assert "url=2025-07-21-r10/index.html" in (reports / "soy" / "2025-06" / "index.html").read_text()
    assert [item.name for item in site.editions()] == ["2025-07-21-r10", "2025-07-21-r2", "2025-07-21"]
    notices = {path.parent.name: "Superseded" in path.read_text() for path in reports.glob("soy/2025-06/*/index.html")}
    assert notices == {"2025-07-21": True, "2025-07-21-r2": True, "2025-07-21-r10": False}


def test_simulated_editions_are_marked_and_stay_out_of_feed_and_site_map(reports):
    edition(reports, "soy/2025-06/2025-07-21")
    edition(reports, "trial/2025-06/2025-07-21", simulated=True)
    site.build()
    assert (reports / "index.html").read_text().count("SIMULATED</strong>") == 1
    assert [entry.link for entry in feedparser.parse((reports / "feed.xml").read_text()).entries] == [
        "soy/2025-06/2025-07-21/index.html"
    ]
    assert "trial" not in (reports / "sitemap.xml").read_text()
    assert "noindex" in (reports / "trial" / "2025-06" / "index.html").read_text()


def test_hostile_names_are_shown_as_texts(reports):
    edition(reports, "soy/2025-06/2025-07-21", headline=EVIL)
    edition(reports, "beans/2025-06/2025-07-21", headline=EVIL)
    site.build()
    for path in (reports / "index.html", reports / "soy" / "2025-06" / "index.html", reports / "feed.xml"):
        text = path.read_text()
        assert "<script>alert" not in text and "\u202e" not in text
        assert "<script>alert(1)</script>" in unescape(text)


def test_a_printed_edition_is_linked_from_its_month_and_from_the_index(reports):
    folder = edition(reports, "soy/2025-06/2025-07-21")
    site.build()
    assert "PDF" not in (reports / "index.html").read_text()
    pdf.place(folder).write_bytes(b"%PDF")
    site.build()
    assert re.search(r'href="soy/2025-06/soy-2025-06-2025-07-21.pdf">PDF', (reports / "index.html").read_text())
    assert 'href="soy-2025-06-2025-07-21.pdf">PDF' in (reports / "soy" / "2025-06" / "index.html").read_text()


def test_building_twice_touches_nothing(reports):
    edition(reports, "soy/2025-06/2025-07-21")
    site.build()
    before = {path: path.stat().st_mtime_ns for path in reports.rglob("*.*")}
    site.build()
    assert {path: path.stat().st_mtime_ns for path in reports.rglob("*.*")} == before
