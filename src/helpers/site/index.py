"""The index of all editions: by month and product, filtered without any script."""

import html
import math

from helpers import languages, metadata, periods, render
from helpers.cards import spark
from helpers.site.editions import Edition, newest

Group = tuple[str, str, list[str]]


def index(found: list[Edition], about: dict) -> str:
    """One item a product and month, newest first: headline, state of the figures, what changed, path, older editions.

    Args:
        found: all editions.
        about: ``metadata.settings()``.
    """
    last = list(newest(found).values())
    groups: list[Group] = [
        ("goods", "Product", sorted({item.goods for item in last})),
        ("status", "Figures", sorted({item.status for item in last})),
    ]
    items = "".join(_item(item, found, groups) for item in last)
    listed = f'{_filters(groups)}<ol class="editions">{items}</ol>'
    name = html.escape(about["name"])
    title = f"{about['name']}: monthly trade reports"
    description = "Dated monthly reports on Chinese customs data, every number with its source."
    return render.frame(
        title=title,
        description=description,
        kicker=f"Months: {len(last)} · editions: {len(found)}" if last else "",
        h1="Monthly trade reports, every number with its source",
        body=listed if last else "<p>No edition has been made yet.</p>",
        nav=[{"label": about["name"], "href": "index.html", "here": True}, {"label": "Feed", "href": "feed.xml"}],
        footer=f"<p>{name} makes this list from the editions below it. An edition is dated and stays as it was; "
        'a later one says what changed. For programs: <a href="editions.json">editions.json</a>, '
        '<a href="feed.xml">Atom feed</a>.</p>',
        simulated=languages.notice(bool(found) and all(item.simulated for item in found)),
        head=metadata.site_head(about, title, description),
        rules=_rules(groups),
    )


def _filters(groups: list[Group]) -> str:
    """A choice for every group with more than one value; the style sheet hides what is not chosen."""
    made = ""
    for key, legend, values in groups:
        if len(values) < 2:
            continue
        options = [("all", "All")] + [(str(n), value) for n, value in enumerate(values)]
        made += f"<fieldset><legend>{legend}</legend>" + "".join(
            f'<label><input type="radio" name="{key}" id="{key}-{n}"{" checked" if n == "all" else ""}>'
            f"{html.escape(words[:1].upper() + words[1:])}</label>"
            for n, words in options
        )
        made += "</fieldset>"
    return f'<form class="filters" autocomplete="off" aria-label="Filter">{made}</form>' if made else ""


def _rules(groups: list[Group]) -> str:
    """What the choices hide."""
    return "".join(
        f"body:has(#{key}-{n}:checked) .editions > li:not([data-{key}='{n}']) {{ display: none; }}"
        for key, _, values in groups
        if len(values) > 1
        for n in range(len(values))
    )


def _item(item: Edition, found: list[Edition], groups: list[Group]) -> str:
    """One product and month."""
    same = [other for other in found if (other.product, other.period) == (item.product, item.period)]
    spots = {"goods": item.goods, "status": item.status}
    data = "".join(f" data-{key}='{values.index(spots[key])}'" for key, _, values in groups)
    mark = '<strong class="badge">SIMULATED</strong> ' if item.simulated else ""
    older = "".join(
        f'<li><a href="{html.escape(other.where)}/index.html">As of {html.escape(other.day)}</a>, superseded'
        f"{_pdf(other)}</li>"
        for other in same[1:]
    )
    earlier = f"<details><summary>{_earlier(len(same) - 1)}</summary><ul>{older}</ul></details>" if older else ""
    changed = f'<p class="more">{html.escape(item.changed)}</p>' if item.changed else ""
    return (
        f'<li{data}><div class="when">{html.escape(periods.words(item.period))}'
        f'<p class="more">{html.escape(item.goods)}</p></div>'
        f'<div><a class="what" href="{html.escape(item.where)}/index.html">{html.escape(item.headline)}</a>'
        f'<p class="more">{mark}<span class="badge">{html.escape(item.status)}</span> as of {html.escape(item.day)}'
        f"{_pdf(item)}</p>"
        f"{changed}{earlier}</div>{_spark(item)}</li>"
    )


def _earlier(count: int) -> str:
    return f"{count} earlier edition{'s' if count > 1 else ''}"


def _pdf(item: Edition) -> str:
    """A link to the edition as PDF, where it was printed."""
    where = f"{item.product}/{item.period}/{item.pdf}"
    return f' · <a href="{html.escape(where)}">PDF</a>' if item.pdf else ""


def _spark(item: Edition) -> str:
    """The path of the first key figure."""
    path = next((card["path"] for card in item.summary.get("cards", []) if card["path"]), None)
    if not path:
        return ""
    values = [math.nan if value is None else float(value) for value in path["values"]]
    return spark(values, path["heard"])
