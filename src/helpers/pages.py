"""The pages of an edition, and what other pages and machines need to know of it."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import pandas as pd
from markupsafe import Markup

from helpers import languages, metadata, paths, periods, reference, render, translation
from helpers.cards import CARDS
from helpers.htmltable import table_page, unbroken
from helpers.metadata import About
from helpers.month import Month
from helpers.trace import CHART, DAGGER

if TYPE_CHECKING:
    from nbformat import NotebookNode

FRONT = "08_write_report"
LABELS = {
    "01": "Files",
    "02": "Choice of figures",
    "03": "Level and change",
    "04": "Partners",
    "05": "Unit values",
    "06": "Other side",
    "07": "Revisions",
    "08": "Report",
}
FILES = {
    "data.csv": "every figure that holds, by month, partner and measure",
    "claims.csv": "every number of a sentence, with formula, interval and sources",
    "claims.json": "the same for programs",
    "datapackage.json": "columns, types, units, hashes, sources",
    "edition.json": "the run record: inputs with their hashes, code, packages, what changed",
    "CITATION.cff": "how to cite, for reference managers",
    metadata.CARD: "headline and the chart of the months year by year as a picture, 1200 by 630 pixels",
}


TEXT = (  # in a chapter
    "explanations by the authors; sentences with a number generated from the figures; "
    "every underlined number leads to its formula and sources"
)


def write(folder: Path, notebooks: dict[str, NotebookNode], record: dict, month: Month) -> None:
    """Write the pages of an edition, its picture, data package, citation and summary.

    Args:
        folder: the edition being built; data, claims, figures and run record lie in it.
        notebooks: executed notebooks by name.
        record: the run record.
        month: the month described.
    """
    from helpers import figures  # matplotlib, which nothing before needs, comes with these
    from helpers.picture import picture

    about = About(month, record, free_name(month), metadata.settings())
    shown = picture(record["headline"] or about.title, _kicker(month), figures.path(month))
    (folder / metadata.CARD).write_bytes(shown)
    _write_json(folder / "summary.json", _summary(notebooks, about, folder))
    package = metadata.data_package(about, folder)
    _write_json(folder / "datapackage.json", package)
    (folder / "CITATION.cff").write_text(metadata.citation_file(about), encoding="utf-8")
    for name in notebooks:
        extra = _end(about, notebooks, folder) if name == FRONT else ""
        (folder / href(name)).write_text(_page(about, notebooks, name, package, extra), encoding="utf-8")
    for lang in record["languages"]:
        (folder / f"index.{lang}.html").write_text(_translated(about, notebooks, lang, package), encoding="utf-8")


def _page(about: About, notebooks: dict[str, NotebookNode], name: str, package: dict, extra: str) -> str:
    """A chapter, or the front page with its end."""
    front, headline = name == FRONT, about.record["headline"]
    title = about.title if front else f"{label(name)} · {about.title}"
    description = headline if front and headline else f"{render.title_of(notebooks[name])} {about.title}"
    head = metadata.head(about, href(name), description if front else title, description)
    return render.page(
        notebooks[name],
        kicker=_kicker(about.month),
        nav=_nav(about, notebooks, href(name)),
        footer="" if front else _footer(about, front),  # the front page ends with the whole run record
        simulated=languages.notice(about.month.simulated),
        front=front,
        extra=extra,
        title=title,
        description=description,
        head=head + (_alternates(about) + metadata.json_ld(about, package) if front else ""),
        turn=_turn(notebooks, name),
    )


def _translated(about: About, notebooks: dict[str, NotebookNode], lang: str, package: dict) -> str:
    """The front page in another language, with the same metadata."""
    month, page = about.month.in_language(lang), f"index.{lang}.html"
    told = translation.notebook(month)
    headline = render.plain_words(render.headline_of(told))
    title, tag = translation.title(month), languages.TAGS.get(lang, lang)
    goods, day = reference.product_name(month.product.name, lang), periods.day_words(month.vintage, lang)
    where, as_of = about.address(page), languages.headings(lang)["as_of"]
    report = {"@id": where, "url": where, "name": title, "headline": headline, "inLanguage": tag}
    head = metadata.head(about, page, headline, headline, lang) + _alternates(about)
    return render.page(
        told,
        kicker=translation.mark(month) + " · ".join([str(goods), periods.words(month.period, lang), as_of + day]),
        nav=_nav(about, notebooks, page, lang),
        footer=_footer(about, lang=lang),
        simulated=languages.notice(month.simulated, lang),
        front=True,
        lang=lang,
        title=title,
        description=headline,
        head=head + metadata.json_ld(about, package, report),
    )


def _alternates(about: About) -> str:
    """The languages that the front page is there in, for search engines; empty where English is the only one."""
    found = {languages.TAGS.get(lang, lang): f"index.{lang}.html" for lang in about.record["languages"]}
    found = {"en": "index.html", **found} if found else {}
    return "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{html.escape(about.address(page))}">\n'
        for tag, page in found.items()
    )


def _kicker(month: Month) -> str:
    return f"{month.product.title} · {periods.words(month.period)} · as of {periods.day_words(month.vintage)}"


def free_name(month: Month) -> str:
    """The folder that an edition made now will get: its vintage, or the first free revision of it."""
    parent = paths.REPORTS / month.product.name / month.period
    names = [month.vintage, *(f"{month.vintage}-r{number}" for number in range(2, 1000))]
    return next(name for name in names if not (parent / name).exists())


def label(name: str) -> str:
    """Short name of a chapter, for the navigation."""
    return LABELS.get(name[:2], " ".join(name.split("_")[1:]).capitalize())


def href(name: str) -> str:
    """Page of a chapter inside its edition."""
    return "index.html" if name == FRONT else f"{name}.html"


def _order(notebooks: dict[str, NotebookNode]) -> list[str]:
    """The chapters as a reader takes them: the report first."""
    return sorted(notebooks, key=lambda name: (name != FRONT, name))


def _nav(about: About, notebooks: dict[str, NotebookNode], here: str, lang: str = "en") -> list[dict]:
    """Links to the index, the chapters and the other languages."""
    pages = [("All editions", "../../../index.html")] + [(label(name), href(name)) for name in _order(notebooks)]
    found = [{"label": languages.put(words, lang), "href": path} for words, path in pages]
    found += [
        {"label": languages.name(other), "href": f"index.{other}.html", "lang": languages.TAGS.get(other, other)}
        for other in about.record["languages"]
    ]
    return [item | {"here": item["href"] == here} for item in found]


def _turn(notebooks: dict[str, NotebookNode], name: str) -> list[dict]:
    """Links to the chapter before and after."""
    chapters = _order(notebooks)
    spot = chapters.index(name)
    found = []
    if spot:
        found.append({"rel": "prev", "href": href(chapters[spot - 1]), "words": f"←\u00a0{label(chapters[spot - 1])}"})
    if spot + 1 < len(chapters):
        after = chapters[spot + 1]
        found.append({"rel": "next", "href": href(after), "words": f"{label(after)}\u00a0→"})
    return found


def _summary(notebooks: dict[str, NotebookNode], about: About, folder: Path) -> dict:
    """What the index and the feed say of the edition."""
    outputs = [
        output["data"][CARDS]
        for cell in (notebooks[FRONT].cells if FRONT in notebooks else [])
        for output in cell.get("outputs", [])
        if CARDS in output.get("data", {})
    ]
    ledger = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False)
    since = ledger[ledger["key"].str.startswith("since.")].drop_duplicates("key")
    return {
        "product_title": about.month.product.title,
        "title": about.title,
        "headline": about.record["headline"],
        "cards": outputs[0] if outputs else [],
        "since": {
            key.partition(".")[2]: int(float(value)) for key, value in zip(since["key"], since["value"], strict=True)
        },
        "citation": about.citation,
    }


def _write_json(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(paths.TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("edition.html.j2")


def _end(about: About, notebooks: dict[str, NotebookNode], folder: Path) -> str:
    """Chapters, downloads, how to cite and run record, as HTML."""
    found = [folder / name for name in FILES if (folder / name).exists()]
    files = [{"path": path.name, "words": FILES[path.name], "size": _size(path)} for path in found]
    titles = _chart_titles(notebooks)
    files += [
        {"path": f"figures/{path.name}", "words": titles.get(path.stem, "data of a chart"), "size": _size(path)}
        for path in sorted((folder / "figures").glob("*.csv"))
    ]
    files = [file | {"shown": Markup(unbroken(file["path"]))} for file in files]
    chapters = [
        {"href": href(name), "label": label(name), "question": render.title_of(notebooks[name])}
        for name in _order(notebooks)[1:]
    ]
    return _template().render(
        chapters=chapters,
        files=files,
        citation=about.citation,
        run=_run(about),
        inputs=Markup(_inputs(about.record)),
    )


def _chart_titles(notebooks: dict[str, NotebookNode]) -> dict[str, str]:
    """Titles of the charts by their keys, as plain text."""
    found = [
        output["data"][CHART]
        for notebook in notebooks.values()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if CHART in output.get("data", {})
    ]
    titles = {data["key"]: re.search(r'<p class="title">(.*?)</p>', data["page"], re.DOTALL) for data in found}
    daggers = {key: match[1].replace(DAGGER, "†") for key, match in titles.items() if match}
    return {key: render.plain_words(title) for key, title in daggers.items()}


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1024:,.0f}\u00a0kB" if size >= 1024 else f"{size}\u00a0bytes"


def _foot(about: About, lang: str = "en") -> dict[str, str]:
    """The lines of the run record that end every page, in the words of a language's template."""
    record, code = about.record, about.record["code"]
    commit = code["commit"][:12] + ("" if code["clean"] else languages.headings(lang)["local"])
    filled = {
        "status": languages.words(lang).get(record["status"], record["status"]),
        "started": record["started"][:16].replace("T", " "),
        "seconds": f"{record['seconds']:.0f}",
        "code": f"Lodestone {code['version']} ({commit})",
    }
    return {name: words.format(**filled) for name, words in languages.headings(lang)["run"].items()}


def _run(about: About) -> dict[str, str]:
    """The whole run record in words, as the front page ends with it."""
    record = about.record
    packages = ", ".join(f"{name} {version}" for name, version in record["packages"].items())
    return _foot(about) | {
        "Parameters": ", ".join(f"{name} {value}" for name, value in record["parameters"].items()),
        "Packages": packages,
        "Fingerprint": record["fingerprint"],
    }


def _inputs(record: dict) -> str:
    """The files that went in, as a table."""
    rows = [
        {
            "file": entry["file"],
            "read for": entry["read_for"],
            "rows in": entry["rows_in"],
            "kept": entry["rows_kept"],
            "sha256": entry["sha256"][:16] + "…",
        }
        for entry in record["inputs"]
    ]
    return table_page(
        pd.DataFrame(rows, columns=["file", "read for", "rows in", "kept", "sha256"]), "Files that went in"
    )


def _footer(about: About, front: bool = True, lang: str = "en") -> str:
    """The end of every page: status, how the text was made, where the record lies."""
    wanted = _foot(about, lang) | ({} if front else {"Text": TEXT})
    body = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(words)}</dd>" for name, words in wanted.items())
    links = " · ".join(f'<a href="{name}">{name}</a>' for name in FILES)
    return f"<dl>{body}</dl><p>{links}</p>"
