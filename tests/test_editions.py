"""Editions as a user makes them: whole or not at all, skipped when nothing changed, every link and number traced."""

import csv
import html
import json
import re
import shutil

import pytest

from tests.conftest import ROOT, SAMPLES, command


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A copy of the data, and the June 2025 report as of the first articles and as of everything known."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "data", home / "data", ignore=shutil.ignore_patterns("store"))
    place = {"data": home / "data", "reports": home / "reports"}
    for vintage in ("2025-07-21", "2026-11-23"):
        done = command("report", "2025-06", "--vintage", vintage, **place)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    return place


def edition(world, vintage="2025-07-21"):
    return world["reports"] / "rare-earth-magnets" / "2025-06" / vintage


def plain(page: str) -> str:
    text = re.sub(r"<style.*?</style>|<sup>.*?</sup>|<[^>]+>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_the_front_page_says_what_the_month_brought(world):
    text = plain((edition(world) / "index.html").read_text())
    for words in (
        "China recorded exports of 353 t of rare-earth permanent magnets",
        "up 660% on May 2025, or 7.6 times its level",
        "about half of June 2024's level (−52%, as printed by SCMP",
        "jumped to 3,188 t, 2.6 times as much as in May (+157.5%) but 38.1% less than in June 2024",
        "By mass, Germany came first and the United States second among single destinations in June 2025",
        "22,319 t, 18.9% less than in January–June 2024",
        "No source dated up to 21 July 2025 gives a figure for Germany",
    ):
        assert words in text
    assert "764" not in text
    assert "352.8" not in text


def test_the_later_vintage_uses_what_became_known_and_says_so(world):
    text = plain((edition(world, "2026-11-23") / "index.html").read_text())
    assert "Exports to Germany came to 764 t" in text
    assert "352.8 t to one decimal" in text
    assert "New for June 2025: Germany and Vietnam." in text
    record = json.loads((edition(world, "2026-11-23") / "edition.json").read_text())
    assert record["changed"]["since"] == "2025-07-21"
    assert {"key": "deu.level", "before": "", "now": "764 t"} in record["changed"]["claims"]


def test_every_number_said_has_its_row_and_every_row_its_source(world):
    for path in edition(world).glob("*.html"):
        page = path.read_text()
        said = re.findall(r'href="#((?:trace|use)-[^"]+)"', page)
        ids = re.findall(r'id="([^"]+)"', page)
        assert set(said) <= set(ids), path.name
        assert len(ids) == len(set(ids)), path.name
    with (edition(world) / "claims.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 30
    assert all(row["how"] for row in rows)
    as_json = json.loads((edition(world) / "claims.json").read_text())
    assert [row["key"] for row in as_json] == [row["key"] for row in rows]
    assert all(isinstance(row["rows"], list) and row["vintage"] == "2025-07-21" for row in as_json)
    quoted = [row for row in rows if row["quoted"]]
    assert quoted
    assert all("published_claims.csv#L" in row["rows"] for row in quoted)


def test_pages_make_no_outside_request_and_link_only_to_what_is_there(world):
    for path in edition(world).glob("*.html"):
        page = path.read_text()
        assert "default-src 'none'" in html.unescape(page)
        assert not re.search(r"<(iframe|object|embed)\b", page), path.name
        named = re.sub(r'<link rel="(canonical|alternate)"[^>]*>', "", page)  # addresses that nothing is fetched from
        assert not re.search(r"<(script|link|img)\b[^>]*\b(src|href)=(?!\"data:)", named), path.name
        assert not re.search(r"url\((?!#)|@import", page), path.name
        assert 'lang="en"' in page
        assert page.count("<h1>") == 1
        for target in re.findall(r'href="([^"#]+)"', page):
            if not re.match(r"https?://|data:", target):
                assert (path.parent / target).exists() or target == "../../../index.html", target
    assert (world["reports"] / "index.html").read_text().count("/index.html") == 2


def test_the_record_names_every_input_with_its_hash(world):
    record = json.loads((edition(world) / "edition.json").read_text())
    assert record["parameters"] == {
        "product": "rare-earth-magnets",
        "period": "2025-06",
        "vintage": "2025-07-21",
        "focus": "USA",
    }
    assert {entry["file"].rpartition("/")[2] for entry in record["inputs"]} == {
        "published_claims.csv",
        "published_figures.csv",
    }
    assert all(len(entry["sha256"]) == 64 for entry in record["inputs"])


def test_the_same_again_is_skipped(world):
    before = sorted(path.stat().st_mtime_ns for path in edition(world).rglob("*"))
    done = command("report", "2025-06", "--vintage", "2025-07-21", **world)
    assert done.returncode == 0
    assert "already" in done.stdout
    assert sorted(path.stat().st_mtime_ns for path in edition(world).rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["report", "2024-06"], "no figure of rare-earth-magnets for 2024-06"),
        (["report", "2025-13"], "'2025-13' is not a month"),
        (["report", "--product", "unobtainium"], "there is no product"),
        (["report", "2025-06", "--vintage", "yesterday"], "is not a day"),
        (["report", "2025-06", "--focus", "Atlantis"], "there is no partner"),
        (["report", "2025-06", "--vintage", "2011-01-01"], "no single month of rare-earth-magnets was known"),
        (["evaluate", "nowhere.csv"], "cannot be read"),
        (["intake", "nowhere.csv"], "--flow export or --flow import"),
        (["evaluate", "README.md", "--as-of", "foo"], "is not a day"),
        (["report", "2025-06", "--vintage", "2999-01-01"], "has not come yet"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_written(world, words, answer):
    before = sorted(world["reports"].rglob("*"))
    done = command(*words, **world)
    assert done.returncode == 2
    assert answer in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(world["reports"].rglob("*")) == before


def test_a_failing_notebook_leaves_reports_as_they_were(world, tmp_path, monkeypatch):
    from helpers import paths, runs

    for name in ("DATA", "RAW", "REFERENCE", "STORE"):
        monkeypatch.setattr(paths, name, world["data"] / {"DATA": ""}.get(name, name.lower()))
    monkeypatch.setattr(paths, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(paths, "BUILDING", tmp_path / "building")
    monkeypatch.setattr(paths, "FAILED", tmp_path / "failed")
    monkeypatch.setattr(paths, "LOGS", tmp_path / "logs")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path / "notebooks")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    path = tmp_path / "notebooks" / "03_show_exports.ipynb"
    path.write_text(path.read_text().replace("figures.changes(month)", "figures.no_such_chart(month)"))
    request = {"product": "rare-earth-magnets", "period": "2025-06", "vintage": "2025-07-21", "focus": ""}
    (outcome,) = runs.make(runs.prepare([request]), quiet=True)
    assert len(outcome.failures) == 1, outcome.failures
    (failure,) = outcome.failures
    assert failure["notebook"] == "03_show_exports.ipynb"
    assert re.fullmatch(r"cell \d+", failure["where"])
    assert failure["error"].startswith("AttributeError")
    assert not (tmp_path / "reports").exists()
    assert list((tmp_path / "building").iterdir()) == []
    (kept,) = (tmp_path / "failed").iterdir()
    assert failure["kept"] == str(kept)


def test_a_parameter_that_a_notebook_does_not_know_is_refused():
    from helpers import plans
    from helpers.errors import DataError

    path = plans.notebook_paths()[0]
    with pytest.raises(DataError) as caught:
        plans.check_parameters(path, {"product": "x", "perod": "2025-06", "vintage": 3})
    assert len(caught.value.problems) == 4


def test_changed_code_makes_a_second_edition_of_the_vintage(world, monkeypatch):
    from helpers import editions

    target = edition(world).parent
    folder = target / "new"
    shutil.copytree(edition(world), folder)
    made = editions.publish(folder, target, "2025-07-21")
    assert made.name == "2025-07-21-r2"
    shutil.rmtree(made)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real customs files lie outside the project and are not here")
def test_a_real_download_of_another_product_becomes_a_report(world, tmp_path):
    place = {"data": tmp_path / "data", "reports": tmp_path / "reports"}
    shutil.copytree(world["data"], place["data"], ignore=shutil.ignore_patterns("store"))
    sample = str(SAMPLES / "gacc" / "harukaworks_soybean_import_2025.csv")
    done = command("intake", sample, "--flow", "import", "--partners", "all", **place)
    assert done.returncode == 0, done.stdout
    products = place["data"] / "reference" / "products.csv"
    with products.open("a") as file:
        file.write("soybeans,Soybeans,soybeans,1201*,import,CHN,BRA,All of HS 1201.\n")
    done = command("report", "--product", "soybeans", **place)
    assert done.returncode == 0, done.stderr
    (page,) = place["reports"].glob("soybeans/2025-10/*/index.html")
    text = plain(page.read_text())
    assert "China recorded imports of 7.12 million t of soybeans from Brazil in October 2025" in text
    assert "taken from the customs portal" in text
