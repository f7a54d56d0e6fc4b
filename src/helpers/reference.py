"""Products, partners, events and the release calendar: small tables under data/reference, reviewed like code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import paths, periods
from helpers.errors import DataError, problem

NAMES_WITH_ARTICLE = {
    "USA",
    "GBR",
    "NLD",
    "PHL",
    "ARE",
    "EUN",
    "WLD",
    "DOM",
    "BHS",
    "MDV",
    "GMB",
    "CAF",
    "COD",
    "COG",
}


@dataclass(frozen=True)
class Product:
    """A named basket of commodity codes, seen from one reporter and in one direction."""

    name: str
    title: str
    noun: str
    hs_codes: tuple[str, ...]
    flow: str
    reporter: str
    focus: str
    scope: str

    @property
    def code_words(self) -> str:
        """The codes as a reader would name them; groups without a code are not named."""
        codes = [f"{code[:4]} {code[4:]}".rstrip("* ") for code in self.hs_codes if not code.startswith("X-")]
        return "HS " + ", ".join(codes) if codes else ""


def other_sides(product_name: str) -> list[Product]:
    """What other reporters record of a product, by mirrors.csv, each as a product to ask the store for.

    Example:
        >>> [(side.reporter, side.hs_codes) for side in other_sides("rare-earth-magnets")][0]
        ('EUN', ('85051110',))
    """
    rows = table("mirrors.csv").query("product == @product_name")
    return [
        Product("mirror", "mirror", "mirror", (row.hs_code,), row.flow, row.reporter, row.partner, row.note)
        for row in rows.itertuples()
    ]


def table(name: str, columns: tuple[str, ...] = ()) -> pd.DataFrame:
    """Read a reference table as text; empty cells are empty text.

    Args:
        name: file below data/reference.
        columns: columns that it must have.

    Raises:
        DataError: no such table, none that can be read, or columns are missing.
    """
    path = paths.REFERENCE / name
    found = _read(path)
    if missing := [column for column in columns if column not in found]:
        do = "give the table a first line with " + ", ".join(columns)
        raise DataError(problem("columns are missing", where=str(path), values=missing, do=do))
    return found


@cache
def _read(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        do = f"restore {path.name}: it belongs to the project"
        raise DataError(problem(f"the reference table cannot be read: {why}", where=str(path), do=do)) from None


def products() -> list[Product]:
    """All products of products.csv, in its order."""
    rows = table("products.csv").to_dict("records")
    return [Product(row.pop("product"), hs_codes=tuple(row.pop("hs_codes").split()), **row) for row in rows]


def product(name: str) -> Product:
    """One product by name.

    Raises:
        DataError: no such product; the message lists those there are.

    Example:
        >>> product("rare-earth-magnets").hs_codes
        ('85051110',)
    """
    known = {item.name: item for item in products()}
    if name not in known:
        raise DataError(problem(f"there is no product {name!r}", values=known, do="add a line to products.csv"))
    return known[name]


def product_name(name: str, lang: str, column: str = "noun") -> str:
    """Noun or scope of a product in a language other than English, from product_names.csv; empty where it has none.

    Raises:
        DataError: the table is missing or lacks a column.

    Example:
        >>> product_name("rare-earths", "zh"), product_name("rare-earths", "fr")
        ('稀土', '')
    """
    names = table("product_names.csv", ("product", "lang", "noun"))
    rows = names[(names["product"] == name) & (names["lang"] == lang)]
    return str(rows[column].iloc[0]) if len(rows) and column in rows else ""


def commodity(name: str, reporter: str) -> Product:
    """A commodity as printed statements name it, as a product without a line of its own in products.csv.

    Example:
        >>> commodity("rare_earth_magnets", "CHN").hs_codes, commodity("antimony", "CHN").hs_codes
        (('85051110',), ('X-ANTIMONY',))
    """
    name = name.replace("-", "_")
    rows = table("commodities.csv").query("commodity == @name")
    code = rows["hs_code"].iloc[0] if len(rows) else "X-" + name.upper().replace("_", "-")
    flow = "export" if reporter in ("CHN", "X-BACI") else "import"
    return Product(name, name, name.replace("_", " "), (code,), flow, reporter, "WLD", "")


def partner_of_code(gacc_code: str) -> str:
    """Partner of a customs code: ISO alpha-3, ``X-...`` for an area without one, empty when unknown.

    Codes that changed in 2023 lead to the same partner.

    Example:
        >>> partner_of_code("502"), partner_of_code("337"), partner_of_code("150"), partner_of_code("199")
        ('USA', 'GEO', 'GEO', 'X-199')
    """
    return _partners_by_code().get(gacc_code, "")


@cache
def _partners_by_code() -> dict[str, str]:
    rows = table("partners.csv")
    rows = rows[rows["gacc_code"] != ""]
    return dict(zip(rows["gacc_code"], rows["partner"], strict=True))


def known_partners() -> set[str]:
    """Every partner that partners.csv names."""
    return set(table("partners.csv")["partner"])


def eu_members() -> set[str]:
    """The 27 members of the European Union."""
    return set(table("partners.csv").query("is_eu == 'yes'")["partner"])


SHORTENED = re.compile(r" SAR China$|^中国(?=.+特别行政区$)|特别行政区$")  # to CLDR's own short forms


def partner_name(partner: str, lang: str = "en") -> str:
    """Name of a partner from CLDR; an area without a CLDR name is named by its customs code.

    Example:
        >>> partner_name("DEU"), partner_name("X-207"), partner_name("HKG"), partner_name("HKG", "zh")
        ('Germany', 'Customs area 207', 'Hong Kong', '香港')
    """
    code = _cldr_codes().get(partner, "")
    name = SHORTENED.sub("", str(_territories(lang).get(code, "")))
    name = name[:1].upper() + name[1:]
    if name and partner.startswith("X-") and partner[2:].isdigit():
        return f"{name}, not specified"
    if "+" in partner and not partner.startswith("X-"):
        return " and ".join(partner_name(part, lang) for part in partner.split("+"))
    if name or not partner.startswith("X-"):
        return name or partner
    if partner[2:].isdigit():
        return f"Customs area {partner[2:]}"
    whole, _, without = partner[2:].partition("-EXCEPT-")
    names = " and ".join(partner_name(part, lang) for part in whole.split("+"))
    return f"{names} except {partner_name(without, lang)}" if without else names


@cache
def _territories(lang: str) -> Mapping[str, str]:
    from babel import Locale  # a query needs no names

    return Locale.parse(lang).territories


@cache
def _cldr_codes() -> dict[str, str]:
    rows = table("partners.csv").drop_duplicates("partner")
    return dict(zip(rows["partner"], rows["cldr_code"], strict=True))


def partner_phrase(partner: str, lang: str = "en") -> str:
    """Name as it stands inside a sentence: in English some take the article.

    Example:
        >>> partner_phrase("USA"), partner_phrase("DEU"), partner_phrase("WLD"), partner_phrase("USA", "zh")
        ('the United States', 'Germany', 'the world', '美国')
    """
    name = partner_name(partner, lang)
    if lang != "en":
        return name
    return f"the {name.lower() if partner == 'WLD' else name}" if partner in NAMES_WITH_ARTICLE else name


def events(product_name: str, first: str, last: str, as_of: str) -> pd.DataFrame:
    """Events about a product from month ``first`` to ``last`` and not after ``as_of``, disputed ones left out.

    Returns:
        date, slug, label, kind, annotate, status, url; by date.
    """
    rows = table("events.csv")
    mine = rows["products"].str.split().apply(lambda names: product_name in names)
    inside = (rows["date"].str[:7] >= first) & (rows["date"].str[:7] <= last) & (rows["date"] <= as_of)
    return rows[mine & inside & (rows["status"] != "disputed")].sort_values("date").reset_index(drop=True)


def comparison(product_name: str) -> dict[str, str]:
    """The event and the control codes to which a product's series is held; empty where comparisons.csv has none.

    Example:
        >>> comparison("rare-earth-magnets")["control_hs_codes"], comparison("rare-earths")
        ('85051900', {})
    """
    rows = table("comparisons.csv").query("product == @product_name").to_dict("records")
    return {str(name): words for name, words in rows[0].items()} if rows else {}


def beside(product_name: str) -> dict[str, list[Product]]:
    """Goods whose figures a report sets beside a product's own, each as a product to ask the store for.

    Returns:
        By what they are read for: the ``control`` of comparisons.csv, and every ``other side`` of mirrors.csv.
    """
    codes = tuple(comparison(product_name).get("control_hs_codes", "").split())
    control = [replace(product(product_name), name="control", hs_codes=codes)] if codes else []
    return {"control": control, "other side": other_sides(product_name)}


def transit() -> dict[str, str]:
    """Partners through which goods pass on to others, each with the reason.

    Example:
        >>> sorted(transit())
        ['HKG', 'NLD']
    """
    rows = table("transit.csv")
    return dict(zip(rows["partner"], rows["reason"], strict=True))


def marked_name(partner: str) -> str:
    """Name of a partner, with a mark where goods pass through it.

    Example:
        >>> marked_name("NLD"), marked_name("DEU")
        ('Netherlands (transit)', 'Germany')
    """
    return partner_name(partner) + (" (transit)" if partner in transit() else "")


def listed_partners() -> int:
    """Number of partners with a code of their own in the customs list that is in force."""
    rows = table("partners.csv").query("gacc_code != '' and valid_to == ''")
    return int(rows["partner"].nunique())


def status(month: str, as_of: str) -> str:
    """State of a month's figures: ``final`` once that year's yearbook is out, else ``provisional``.

    A yearbook comes out in the September after its year, so a month of more than two years ago is final.

    Source:
        GACC timetable: after the yearbook the past year is no longer corrected.

    Example:
        >>> status("2024-06", "2025-10-01"), status("2025-06", "2025-07-21")
        ('final', 'provisional')
    """
    number = periods.month_number(month)
    books = table("release_calendar.csv").query("kind == 'yearbook' and released <= @as_of")
    covered = any(low <= number <= high for low, high in map(periods.span, books["period"]))
    old = periods.month_number(as_of[:7]) - number > 24
    return "final" if covered or old else "provisional"


def rules(name: str) -> list[dict]:
    """Entries of a reviewed YAML list, such as corrections.yml.

    Raises:
        DataError: the file is no list of entries with ``match`` and ``reason``.
    """
    path = paths.REFERENCE / name
    return _rules(path, path.stat().st_mtime_ns)


@cache
def _rules(path: Path, changed: int) -> list[dict]:
    """Entries of a list as it was last changed: it is asked for often and slow to read."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one where it was built
    entries = yaml.load(path.read_text(encoding="utf-8"), loader) or []
    if not isinstance(entries, list) or any(not {"match", "reason"} <= set(entry) for entry in entries):
        raise DataError(problem("every entry needs `match` and `reason`", where=paths.shown(path)))
    return entries


def matching(rule: dict, frame: pd.DataFrame) -> pd.Series:
    """Which rows of a table a rule's ``match`` names.

    Returns:
        One truth value a row. A rule with a column that the table lacks matches nothing.
    """
    hits = np.ones(len(frame), dtype=bool)
    for column, wanted in rule["match"].items():
        hits &= (frame[column].astype(str) == str(wanted)).to_numpy() if column in frame else False
        if not hits.any():
            break
    return pd.Series(hits, index=frame.index)
