"""What lies around the editions, built from them alone: index, feed, site map, the way to the newest, notices.

An edition is never rewritten but for the notice between two marks of its pages that says that a newer one is there;
hashes of an edition leave that notice out.
"""

import json
import os
from pathlib import Path

from helpers import metadata, paths
from helpers.site.editions import Edition, editions, newest
from helpers.site.feed import feed, sitemap
from helpers.site.index import index
from helpers.site.notices import NOTICE, lead, mark

__all__ = ["NOTICE", "Edition", "build", "editions"]


def build() -> None:
    """Write index, feed and site map; lead each month to its newest edition; mark those that a newer one follows.

    The same editions give the same bytes, and a file that would stay the same is not touched.
    """
    found, about = editions(), metadata.settings()
    last = newest(found)
    _write(paths.REPORTS / "index.html", index(found, about))
    _write(paths.REPORTS / "feed.xml", feed(found, about))
    _write(paths.REPORTS / "sitemap.xml", sitemap(found, about))
    _write(paths.REPORTS / "editions.json", _listed(found, about))
    for (product, period), item in last.items():
        _write(paths.REPORTS / product / period / "index.html", lead(item, found, about))
    for item in found:
        newer = last[item.product, item.period]
        for path in sorted((paths.REPORTS / item.where).glob("*.html")):
            _write(path, mark(path.read_text(encoding="utf-8"), None if newer is item else newer, path.name))


def _listed(found: list[Edition], about: dict) -> str:
    """The editions for programs."""
    rows = [item.row | {"address": f"{about['url']}{item.where}/index.html"} for item in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    """Write in one step, and only what has changed."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}-{os.getpid()}"
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)
