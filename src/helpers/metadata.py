"""What machines read of an edition: head elements, JSON-LD, data package, citation; all from the run record."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from helpers import paths, periods, plain, reference, schema
from helpers.month import Month
from helpers.plain import clipped, one_way

CARD = "card.png"
CODES = {"hs_code", "partner", "reporter"}  # digits that are names
FIGURE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")


def settings() -> dict:
    """What the site says of itself: name, publisher and licence from ``site.yml``, url from ``LODESTONE_BASE_URL``."""
    path = paths.REFERENCE / "site.yml"
    said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    licence = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}
    url = os.environ.get("LODESTONE_BASE_URL", "").rstrip("/")
    known = {"name": "Lodestone", "publisher": "The Lodestone authors", "licence": licence} | (said or {})
    return known | {"url": f"{url}/" if url else ""}


@dataclass(frozen=True)
class About:
    """An edition as machines are told of it.

    Attributes:
        month: the month it describes.
        record: its run record.
        name: its folder: the vintage, with -r2 and so on for a second edition of the day.
        site: ``settings()``.
    """

    month: Month
    record: dict
    name: str
    site: dict

    @property
    def goods(self) -> str:
        """Product and month in words."""
        return f"{self.month.product.title}, {periods.words(self.month.period)}"

    @property
    def made(self) -> str:
        """Day on which the edition was made."""
        return self.record["started"][:10]

    @property
    def title(self) -> str:
        """Product, month, source and vintage, for the title of the document."""
        who = reference.partner_name(self.month.product.reporter)
        mark = "SIMULATED: " if self.month.simulated else ""
        return f"{mark}{self.goods} · customs figures of {who} as of {periods.day_words(self.month.vintage)}"

    def address(self, page: str = "index.html") -> str:
        """Absolute address of a page or file where the site has one, else relative to the edition."""
        where = f"{self.month.product.name}/{self.month.period}/{self.name}/"
        return f"{self.site['url']}{where}{page}" if self.site["url"] else page

    @property
    def citation(self) -> str:
        """How to cite the edition."""
        where = self.address() if self.site["url"] else f"{self.month.product.name}/{self.month.period}/{self.name}"
        day = periods.day_words(self.month.vintage) + self.name.removeprefix(self.month.vintage).replace(
            "-r", ", revision "
        )
        text = f"{self.site['publisher']} ({self.made[:4]}): {self.goods}. Edition as of {day}. "
        text += f"{self.site['name']}, {where}."
        return f"SIMULATED. {text}" if self.month.simulated else text


def head(about: About, page: str, title: str, description: str, lang: str = "en") -> str:
    """Canonical address, feed, Open Graph and Twitter card of a page, as HTML."""
    properties = {
        "og:type": "article",
        "og:site_name": about.site["name"],
        "og:title": clipped(title, 110),
        "og:description": clipped(description, 200),
        "og:url": about.address(page),
        "og:image": about.address(CARD),
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": clipped(about.record["headline"] or about.title, 200),
        "og:locale": {"en": "en_GB", "zh": "zh_CN"}.get(lang, lang),
        "article:published_time": about.record["started"],
    }
    names = {"twitter:card": "summary_large_image", "author": about.site["publisher"]}
    lines = [f'<link rel="canonical" href="{html.escape(about.address(page))}">']
    lines += ['<link rel="alternate" type="application/atom+xml" title="All editions" href="../../../feed.xml">']
    lines += [f'<meta property="{name}" content="{html.escape(words)}">' for name, words in properties.items()]
    lines += [f'<meta name="{name}" content="{html.escape(words)}">' for name, words in names.items()]
    return "\n".join(lines) + "\n"


def site_head(site: dict, title: str, description: str) -> str:
    """The same for the index of all editions."""
    address = f"{site['url']}index.html"
    properties = {"og:type": "website", "og:site_name": site["name"], "og:title": title}
    properties |= {"og:description": description, "og:url": address, "og:locale": "en_GB"}
    lines = [f'<link rel="canonical" href="{html.escape(address)}">']
    lines += ['<link rel="alternate" type="application/atom+xml" title="All editions" href="feed.xml">']
    lines += [f'<meta property="{name}" content="{html.escape(words)}">' for name, words in properties.items()]
    return "\n".join([*lines, '<meta name="twitter:card" content="summary">', ""])


def json_ld(about: About, data: dict, told: dict[str, str] | None = None) -> str:
    """The edition as a ``Report`` on a ``Dataset``, in a script element that runs nothing.

    Args:
        about: the edition.
        data: its data package.
        told: what the report says otherwise where it is told in another language.
    """
    month, author = about.month, {"@type": "Organization", "name": about.site["publisher"]}
    shared = {"license": about.site["licence"]["path"], "datePublished": about.made, "inLanguage": "en"}
    distribution = [
        {
            "@type": "DataDownload",
            "name": entry["name"],
            "contentUrl": about.address(entry["path"]),
            "encodingFormat": "text/csv",
            "contentSize": f"{entry['bytes']} B",
            "sha256": entry["hash"].removeprefix("sha256:"),
        }
        for entry in data["resources"]
    ]
    dataset = {
        "@type": "Dataset",
        "@id": about.address("datapackage.json"),
        "name": data["title"],
        "description": data["description"],
        "creator": author,
        "version": about.name,
        "temporalCoverage": "/".join(_span(month)),
        "spatialCoverage": reference.partner_name(month.product.reporter),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "unitText": unit} for name, unit in _measures(month)
        ],
        "isBasedOn": [source["path"] for source in data["sources"] if "path" in source],
        "distribution": distribution,
        "isAccessibleForFree": True,
    } | shared
    report = {
        "@type": "Report",
        "@id": about.address(),
        "url": about.address(),
        "headline": clipped(about.record["headline"] or about.title, 110),
        "name": about.title,
        "about": month.product.title,
        "author": author,
        "publisher": author,
        "dateModified": about.made,
        "temporalCoverage": month.period,
        "image": about.address(CARD),
        "isBasedOn": {"@id": dataset["@id"]},
        "creativeWorkStatus": "simulated" if month.simulated else about.record["status"],
    } | shared
    report |= told or {}
    text = json.dumps({"@context": "https://schema.org", "@graph": [report, dataset]}, ensure_ascii=False)
    safe = one_way(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{safe}</script>\n'


def _span(month: Month) -> tuple[str, str]:
    """First and last month of the panel."""
    ends = [periods.span(period) for period in month.panel["period"]]
    return periods.month_text(min(low for low, _ in ends)), periods.month_text(max(high for _, high in ends))


def _measures(month: Month) -> list[tuple[str, str]]:
    """Measures of the panel with their units."""
    units = {"net_mass_kg": ("net mass", "kg"), "value_usd": ("value", "USD"), "value_cny": ("value", "CNY")}
    return [units.get(name, (name, "")) for name in sorted(set(month.panel["measure"]))]


def data_package(about: About, folder: Path) -> dict:
    """The edition's tables as a Data Package: schema, size and hash of each CSV, sources, licence.

    Source:
        Frictionless Data Package and Table Schema.
    """
    month = about.month
    book = schema.codebook().query("table == 'panel'")
    meanings = dict(
        zip(book["column"], book["meaning"] + (", " + book["unit"]).where(book["unit"] != "", ""), strict=True)
    )
    found = [folder / "data.csv", folder / "claims.csv", *sorted((folder / "figures").glob("*.csv"))]
    homepage = {"homepage": about.address()} if about.site["url"] else {}
    return homepage | {
        "profile": "tabular-data-package",
        "name": _slug(f"{month.product.name}-{month.period}-{about.name}"),
        "title": one_way(about.title),
        "description": one_way(about.record["headline"] or about.title),
        "version": about.name,
        "created": about.record["started"],
        "licenses": [about.site["licence"]],
        "sources": _sources(month),
        "contributors": [{"title": about.site["publisher"], "role": "author"}],
        "resources": [_resource(path, folder, meanings) for path in found],
    }


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", words.lower()).strip("-.")


def _resource(path: Path, folder: Path, meanings: dict[str, str]) -> dict:
    """One CSV: where it lies, its hash, its columns with their types."""
    content = path.read_bytes()
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return {
        "profile": "tabular-data-resource",
        "name": _slug(path.relative_to(folder).with_suffix("").as_posix().replace("/", "-")),
        "path": path.relative_to(folder).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": {"fields": [_field(table[name], meanings) for name in table.columns], "missingValues": [""]},
    }


def _field(column: pd.Series, meanings: dict[str, str]) -> dict:
    """A column's name, type, and what it means where the schema says so."""
    said = [value for value in column if value]
    kind = "number" if said and column.name not in CODES and all(map(FIGURE.fullmatch, said)) else "string"
    kind = "boolean" if said and set(said) <= {"True", "False"} else kind
    field: dict[str, object] = {"name": one_way(str(column.name)), "type": kind}
    if kind == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    words = meanings.get(str(column.name), "")
    return field | ({"description": words} if words else {})


def _sources(month: Month) -> list[dict]:
    """Publishers and pages, or raw files, that the month's own figures were read from; each once."""
    here = month.observations
    mine = here[(here["period_first"] <= month.period) & (here["period_last"] >= month.period)]
    found: dict[str, dict[str, str]] = {}
    for row in mine[["publisher", "url", "file"]].itertuples(index=False):
        title = one_way(row.publisher or row.file)
        url = plain.address(row.url)
        web = {"path": url} if url else {}
        found.setdefault(f"{title} {row.url}", {"title": title} | web)
    return list(found.values()) or [{"title": "customs records"}]


def citation_file(about: About) -> str:
    """The edition as CITATION.cff."""
    said = {
        "cff-version": "1.2.0",
        "message": "If you use these figures, cite the edition with its vintage.",
        "title": one_way(about.title),
        "type": "dataset",
        "authors": [{"name": about.site["publisher"]}],
        "version": about.name,
        "date-released": about.made,
        "license": about.site["licence"]["name"],
        "abstract": one_way(about.record["headline"] or about.title),
    }
    if about.site["url"]:
        said["url"] = about.address()
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)
