"""Atom feed and site map of the editions."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from helpers import periods
from helpers.plain import clipped, one_way
from helpers.site.editions import Edition, newest

MOST = 60
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


def feed(found: list[Edition], about: dict) -> str:
    """One entry a product and month: its id never changes, it is updated by a new edition. Simulated ones stay out.

    Args:
        found: all editions.
        about: ``metadata.settings()``.
    """
    from feedgen.feed import FeedGenerator

    real = [item for item in found if not item.simulated]
    last = sorted(newest(real).values(), key=lambda item: (item.record["started"], item.where), reverse=True)[:MOST]
    made = FeedGenerator()
    made.id(_identity("feed"))
    made.title(f"{about['name']}: monthly trade reports")
    made.subtitle("Dated monthly reports on Chinese customs data, every number with its source.")
    made.author(name=about["publisher"])
    made.generator(about["name"])
    made.link(href=f"{about['url']}feed.xml", rel="self", type="application/atom+xml")
    made.link(href=f"{about['url']}index.html", rel="alternate", type="text/html")
    made.updated(max((item.record["started"] for item in last), default=NOTHING_YET))
    for item in last:
        same = [other for other in real if (other.product, other.period) == (item.product, item.period)]
        entry = made.add_entry(order="append")
        entry.id(_identity(f"{item.product}/{item.period}"))
        entry.title(one_way(f"{item.goods}, {periods.words(item.period)}, as of {item.day}"))
        entry.summary(one_way(clipped(f"{item.headline}. {item.changed}".strip(), 400)))
        entry.link(href=f"{about['url']}{item.where}/index.html", rel="alternate", type="text/html")
        entry.published(min(other.record["started"] for other in same))
        entry.updated(item.record["started"])
        entry.category(term=item.status)
    return made.atom_str(pretty=True).decode("utf-8")


def _identity(what: str) -> str:
    """An id that stays the same wherever the site moves."""
    return uuid5(NAMESPACE_URL, f"lodestone:{what}").urn


def sitemap(found: list[Edition], about: dict) -> str:
    """Pages that a search engine may list: the index, and the newest edition of each month that is not simulated."""
    real = [item for item in newest(found).values() if not item.simulated]
    rows = [("index.html", max((item.record["started"][:10] for item in real), default=""))]
    rows += [(f"{item.where}/index.html", item.record["started"][:10]) for item in real]
    places = "\n".join(
        f"<url><loc>{escape(about['url'] + where)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for where, day in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}\n</urlset>\n'
    )
