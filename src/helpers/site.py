"""The index of all editions, built from the editions alone."""

import html
import json
import os

from helpers import paths, periods, reference, render


def editions() -> list[dict]:
    """Every edition: product, period, name of its folder, headline, status; newest month and vintage first."""
    found = []
    for path in sorted(paths.REPORTS.glob("*/*/*/edition.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        where = path.parent.relative_to(paths.REPORTS)
        found.append({**record["parameters"], "name": where.name, "where": where.as_posix(), **record})
    return sorted(found, key=lambda item: (item["period"], item["product"], item["name"]), reverse=True)


def build() -> None:
    """Write ``reports/index.html``: one row an edition."""
    rows = []
    titles = {item.name: item.title for item in reference.products()}
    for item in editions():
        link = f'<a href="{html.escape(item["where"])}/index.html">{html.escape(item["headline"] or "Report")}</a>'
        mark = "SIMULATED " if item["simulated"] else ""
        cells = [
            f'<th scope="row" class="day">{periods.words(item["period"])}</th>',
            f"<td>{html.escape(titles.get(item['product'], item['product']))}</td>",
            f"<td>{mark}{link}</td>",
            f'<td class="day">{html.escape(item["name"])}</td>',
            f"<td>{html.escape(item['status'])}</td>",
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Month", "Product", "Headline", "As of", "Figures"))
    table = (
        '<div class="scroll"><table class="editions"><caption>Editions, newest month first</caption>'
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
    body = table if rows else "<p>No edition has been made yet.</p>"
    text = render.frame(
        title="Lodestone: trade reports",
        description="Dated monthly reports on Chinese customs data, every number with its source.",
        kicker="Lodestone",
        h1="Monthly trade reports, every number with its source",
        body=body,
        nav=[],
        footer="<p>Made from the editions below this folder.</p>",
        simulated=False,
    )
    paths.REPORTS.mkdir(parents=True, exist_ok=True)
    temporary = paths.REPORTS / f".index-{os.getpid()}.html"
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, paths.REPORTS / "index.html")
