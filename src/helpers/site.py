"""What lies around the editions, built from them alone: index, feed, site map, the way to the newest, and notices.

An edition is never rewritten but for the notice between two marks of its pages that says that a newer one is there.
"""

import html
import json
import os
import re
from pathlib import Path
from xml.sax.saxutils import escape

from helpers import paths, periods, reference, render
from helpers.pages import BASE

NOTICE = re.compile(r"<!--notice-->.*?<!--/notice-->", re.DOTALL)


def editions() -> list[dict]:
    """Every edition: product, period, name of its folder, headline, status; newest month and vintage first."""
    found = []
    for path in sorted(paths.REPORTS.glob("*/*/*/edition.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        where = path.parent.relative_to(paths.REPORTS)
        found.append({**record["parameters"], "name": where.name, "where": where.as_posix(), **record})
    return sorted(found, key=_order, reverse=True)


def _order(item: dict) -> tuple:
    vintage, _, revision = item["name"].partition("-r")
    return item["period"], item["product"], vintage, int(revision or 1)


def build() -> None:
    """Write index, feed and site map; lead each month to its newest edition; mark those that a newer one follows."""
    found = editions()
    newest: dict[tuple[str, str], dict] = {}
    for item in found:
        newest.setdefault((item["product"], item["period"]), item)
    _write(paths.REPORTS / "index.html", _index(found))
    _write(paths.REPORTS / "feed.xml", _feed(found))
    _write(paths.REPORTS / "sitemap.xml", _sitemap(found))
    for item in found:
        last = newest[item["product"], item["period"]]
        _notice(paths.REPORTS / item["where"], "" if last is item else last["name"])
    for (product, period), item in newest.items():
        _write(paths.REPORTS / product / period / "index.html", _lead(item))


def _write(path: Path, text: str) -> None:
    """Write in one step, and only what has changed."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}-{os.getpid()}"
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def _index(found: list[dict]) -> str:
    """One row an edition, newest month first."""
    rows = []
    titles = {item.name: item.title for item in reference.products()}
    for item in found:
        link = f'<a href="{html.escape(item["where"])}/index.html">{html.escape(item["headline"] or "Report")}</a>'
        mark = "SIMULATED " if item["simulated"] else ""
        changed = len(item.get("changed", {}).get("claims", []))
        cells = [
            f'<th scope="row" class="day">{periods.words(item["period"])}</th>',
            f"<td>{html.escape(titles.get(item['product'], item['product']))}</td>",
            f"<td>{mark}{link}</td>",
            f'<td class="day">{html.escape(item["name"])}</td>',
            f"<td>{html.escape(item['status'])}</td>",
            f'<td class="number">{changed if item.get("changed", {}).get("since") else "–"}</td>',
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    names = ("Month", "Product", "Headline", "As of", "Figures", "Changed")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    table = (
        '<div class="scroll" tabindex="0" role="region" aria-label="Editions"><table class="editions">'
        "<caption>Editions, newest month first; changed: numbers that differ from the edition before</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    feed = '<link rel="alternate" type="application/atom+xml" title="Lodestone editions" href="feed.xml">\n'
    return render.frame(
        title="Lodestone: trade reports",
        description="Dated monthly reports on Chinese customs data, every number with its source.",
        kicker="Lodestone",
        h1="Monthly trade reports, every number with its source",
        body=table if rows else "<p>No edition has been made yet.</p>",
        nav=[],
        footer='<p>Made from the editions below this folder. <a href="feed.xml">Feed</a>.</p>',
        simulated=bool(found) and all(item["simulated"] for item in found),
        head=feed,
    )


def _feed(found: list[dict], most: int = 40) -> str:
    """Atom feed: an id that never changes for each edition, the day it was made, its headline as summary."""
    shown = sorted(found, key=lambda item: (item["started"], item["where"]), reverse=True)[:most]
    entries = "".join(
        f"<entry><id>urn:lodestone:{escape(item['where'])}</id><title>{escape(item['headline'] or 'Report')}</title>"
        f'<updated>{escape(item["started"])}</updated><link href="{_address(item["where"])}/index.html"/>'
        f"<summary>{'SIMULATED. ' if item['simulated'] else ''}{escape(periods.words(item['period']))}, "
        f"as of {escape(item['name'])}, {escape(item['status'])}.</summary></entry>"
        for item in shown
    )
    updated = shown[0]["started"] if shown else "1970-01-01T00:00:00+00:00"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>urn:lodestone:editions</id><title>Lodestone editions</title><updated>{escape(updated)}</updated>"
        f"<author><name>Lodestone</name></author>{entries}</feed>\n"
    )


def _sitemap(found: list[dict]) -> str:
    """Pages that a search engine may list: the index, and the editions that are not simulated."""
    real = [f"{item['where']}/index.html" for item in found if not item["simulated"]]
    places = "".join(f"<url><loc>{_address(where)}</loc></url>" for where in ["index.html", *real])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>\n'
    )


def _address(where: str) -> str:
    """Address of a page: below LODESTONE_BASE_URL where that is set, else relative."""
    return escape(f"{BASE}/{where}" if BASE else where, {'"': "&quot;"})


def _lead(item: dict) -> str:
    """A page that leads to the newest edition of a month."""
    words = html.escape(item["headline"] or "Report")
    target = f"{html.escape(item['name'])}/index.html"
    robots = '<meta name="robots" content="noindex">'
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{words}</title>'
        f'{robots}<meta http-equiv="refresh" content="0; url={target}"></head>'
        f'<body><main><h1><a href="{target}">{words}</a></h1></main></body></html>\n'
    )


def _notice(folder: Path, newer: str) -> None:
    """Say on the pages of an edition that a newer one is there, or take that back."""
    words = ""
    if newer:
        link = f'<a href="../{html.escape(newer)}/index.html">the edition of {html.escape(newer)}</a>'
        words = f'<p class="notice">A newer edition of this month is there: {link}.</p>'
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        _write(path, NOTICE.sub(lambda _: f"<!--notice-->{words}<!--/notice-->", text, count=1))
