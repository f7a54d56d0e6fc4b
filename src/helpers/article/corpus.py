"""How well the check does on articles whose claims and verdicts a person wrote down: precision, recall, accuracy."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from helpers.article import check
from helpers.article.judge import NOT_CHECKABLE, Verdict
from helpers.article.text import read
from helpers.errors import DataError, problem

SMALL = frozenset(re.findall(r"\w+", "a an the in of on at for to its since after behind der die das auf von nach"))
FIELDS = ["text", "kind", "partner", "period", "base", "verdict"]


@dataclass(frozen=True)
class Case:
    """An article with the claims expected of it."""

    name: str
    half: str
    text: str
    published: str
    url: str
    publisher: str
    product: str
    expected: list[dict[str, str]]


def cases(folder: Path) -> list[Case]:
    """Articles below a folder, one YAML file each: published, text, expected; url, publisher, product where needed.

    An expected claim is a line ``printed text | kind | partner | period | base | verdict``.

    Raises:
        DataError: no article there, or a file that lacks a part.
    """
    found = []
    for path in sorted(folder.rglob("*.yml")):
        try:
            entry = yaml.safe_load(path.read_text(encoding="utf-8"))
            lines = [[part.strip() for part in line.split("|")] for line in entry["expected"]]
            expected = [dict(zip(FIELDS, line, strict=True)) for line in lines]
            product = entry.get("product", "rare-earth-magnets")
            said = (str(entry["published"]), entry.get("url", ""), entry.get("publisher", ""))
            found.append(Case(path.stem, path.parent.name, entry["text"], *said, product, expected))
        except (yaml.YAMLError, KeyError, TypeError, ValueError, OSError) as error:
            raise DataError(
                problem(f"the article cannot be read: {error!r}", where=str(path), do=f"give {FIELDS}")
            ) from None
    if not found:
        raise DataError(problem("no article lies there", where=str(folder), do="put one YAML file an article"))
    return found


def compare(case: Case, left: list[dict]) -> pd.DataFrame:
    """Expected claims against found ones, which are records as ``check.record`` makes them.

    A number may be found with the words that belong to it: "about $60 million" for "$60 million"; of a place or record
    one word of its own is enough, as "ranks fifth" for "fifth among the buyers".

    Returns:
        One row an expected or found claim: article, half, text, expected, found, want_verdict, verdict, wanted, got,
        hit.
    """
    left = list(left)
    rows = []
    for want in case.expected:
        same_text = [r for r in left if _alike(want["text"], r["text"]) or _same_place(want, r)]
        exact = [r for r in same_text if _same(want, r)]
        loose = [r for r in same_text if r["verdict"] == NOT_CHECKABLE and want["verdict"] == NOT_CHECKABLE]
        record = next(iter(exact or loose or same_text), None)
        if record:
            left.remove(record)
        rows.append(_row(case, want, record, bool(exact or loose)))
    rows += [_row(case, None, record, False) for record in left]
    return pd.DataFrame(rows)


def _alike(one: str, other: str) -> bool:
    one, other = (
        unicodedata.normalize("NFKC", text).replace("−", "-") for text in (one, other)
    )  # "34.7％" is read as "34.7%"
    return one in other or other in one


def _same(want: dict, record: dict) -> bool:
    """Kind, partner, period and base alike; a rival as base may stand without the month, "USA" for "USA 2025-08"."""
    same = all(record[name] == want[name] for name in ("kind", "partner", "period"))
    return same and record["base"] in (want["base"], f"{want['base']} {want['period']}")


def _same_place(want: dict, record: dict) -> bool:
    one, other = (re.findall(r"\d[\d.,]*", item["text"]) for item in (want, record))
    if one and one == other and want["kind"] == record["kind"]:
        return True  # "roughly 10%" for "10% of the total"
    if want["kind"] not in ("rank", "extreme", "streak") or want["kind"] != record["kind"]:
        return False
    words = (set(re.findall(r"\w+", item["text"].lower())) - SMALL for item in (want, record))
    return bool(set.intersection(*words))


def _row(case: Case, want: dict | None, record: dict | None, hit: bool) -> dict:
    def words(item: dict | None) -> str:
        return " ".join(item[name] for name in FIELDS[1:5]) if item else ""

    return {
        "article": case.name,
        "half": case.half,
        "text": (want or record or {})["text"],
        "expected": words(want),
        "found": words(record),
        "want_verdict": want["verdict"] if want else "",
        "verdict": record["verdict"] if record else "",
        "wanted": bool(want and want["verdict"] != NOT_CHECKABLE),
        "got": bool(record and record["verdict"] != NOT_CHECKABLE),
        "hit": hit,
    }


def evaluate(folder: Path) -> pd.DataFrame:
    """Check every article below a folder.

    Returns:
        The rows of ``compare`` for all of them.
    """
    parts: list[pd.DataFrame] = []
    known = check.shelf()
    for case in cases(folder):
        article = read(case.text.encode(), case.published, case.url, case.publisher, case.name)
        done = check.check(article, case.product, known)
        aside = [check.record(Verdict(claim, NOT_CHECKABLE, claim.reason)) for claim in done.aside]
        parts.append(compare(case, [*done.records(), *aside]))
    return pd.concat(parts, ignore_index=True)


def scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of the checkable claims, accuracy of the verdicts, by half and for all.

    A claim counts as found when kind, partner, period and base are as expected. A verdict is counted for every
    expected claim whose printed text was found.

    Returns:
        half, articles, expected, found, precision, recall, judged, accuracy.
    """
    groups = [(str(name), group) for name, group in rows.groupby("half")] + [("all", rows)]
    table = []
    for name, group in groups:
        right = int((group["wanted"] & group["got"] & group["hit"]).sum())
        judged = group[(group["want_verdict"] != "") & (group["verdict"] != "")]
        table.append(
            {
                "half": name,
                "articles": group["article"].nunique(),
                "expected": int(group["wanted"].sum()),
                "found": int(group["got"].sum()),
                "precision": right / max(1, int(group["got"].sum())),
                "recall": right / max(1, int(group["wanted"].sum())),
                "judged": len(judged),
                "accuracy": float((judged["verdict"] == judged["want_verdict"]).mean()) if len(judged) else 0.0,
            }
        )
    return pd.DataFrame(table)
