"""The notice on a superseded edition, and the page of a month that leads to its newest edition."""

import html
import re

from helpers import paths, periods, render
from helpers.plain import one_way
from helpers.site.editions import Edition

NOTICE = re.compile(r"<!--notice-->.*?<!--/notice-->", re.DOTALL)
LOOK = ":root{color-scheme:light dark;background:Canvas;color:CanvasText}"  # of the page that leads on


def mark(page: str, newer: Edition | None, name: str) -> str:
    """A page of an edition with the notice that a newer one is there, or without it.

    Args:
        page: HTML.
        newer: the newest edition of the month; None where the page belongs to it.
        name: file of the page, which the notice leads to where the newer edition has it too.
    """
    words = ""
    if newer:
        target = name if (paths.REPORTS / newer.where / name).exists() else "index.html"
        link = f'<a href="../{html.escape(newer.name)}/{target}">the edition as of {html.escape(newer.day)}</a>'
        words = (
            f'<p class="notice" role="note" lang="en"><strong>Superseded.</strong> Newest for this month: {link}.</p>'
        )
    return NOTICE.sub(lambda _: f"<!--notice-->{words}<!--/notice-->", page, count=1)


def lead(item: Edition, found: list[Edition], about: dict) -> str:
    """The page of a product and month: it leads to the newest edition at once, and lists all of them."""
    target = f"{html.escape(item.name)}/index.html"
    same = [other for other in found if (other.product, other.period) == (item.product, item.period)]
    rows = "".join(
        f'<li><a href="{html.escape(other.name)}/index.html">As of {html.escape(other.day)}</a>, '
        f"{html.escape(other.status)}. {html.escape(other.changed)}"
        + (f' <a href="{html.escape(other.pdf)}">PDF</a>' if other.pdf else "")
        + "</li>"
        for other in same
    )
    canonical = html.escape(f"{about['url']}{item.where}/index.html" if about["url"] else target)
    title = html.escape(f"{item.goods}, {periods.words(item.period)}")
    robots = '<meta name="robots" content="noindex">' if item.simulated else ""
    policy = f"default-src 'none'; base-uri 'none'; style-src {render.hashed(LOOK)}"
    return one_way(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta http-equiv="refresh" content="0; url={target}"><title>{title}: editions</title>{robots}'
        f'<link rel="canonical" href="{canonical}"><style>{LOOK}</style></head>'
        f'<body><main><h1>{title}</h1><p>The newest edition: <a href="{target}">{html.escape(item.headline)}</a></p>'
        f"<ul>{rows}</ul></main></body></html>\n"
    )
