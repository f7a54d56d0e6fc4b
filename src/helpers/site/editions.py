"""The editions below ``reports/``, as their own files describe them."""

import json
from dataclasses import dataclass
from pathlib import Path

from helpers import paths, pdf, periods


@dataclass(frozen=True)
class Edition:
    """One edition: its run record and its summary.

    Attributes:
        where: folder below ``reports/``, product/period/name.
        record: ``edition.json``.
        summary: ``summary.json``; empty for an edition made before there was one.
    """

    where: str
    record: dict
    summary: dict

    @property
    def product(self) -> str:
        """Name of the product."""
        return self.where.split("/")[0]

    @property
    def period(self) -> str:
        """The month described."""
        return self.where.split("/")[1]

    @property
    def name(self) -> str:
        """Folder of the edition: its vintage, with -r2 and so on."""
        return self.where.split("/")[2]

    @property
    def order(self) -> tuple[str, int]:
        """Vintage and revision, by which editions of a month follow one another."""
        vintage, _, revision = self.name.partition("-r")
        return vintage, int(revision or 1)

    @property
    def headline(self) -> str:
        """The headline; product and month where a report has none."""
        return self.record["headline"] or f"{self.goods}, {periods.words(self.period)}"

    @property
    def goods(self) -> str:
        """Title of the product."""
        return self.summary.get("product_title") or self.product

    @property
    def day(self) -> str:
        """The vintage in words, with the number of the revision."""
        vintage, revision = self.order
        return periods.day_words(vintage) + (f" (revision {revision})" if revision > 1 else "")

    @property
    def simulated(self) -> bool:
        """Whether any figure is simulated."""
        return bool(self.record["simulated"])

    @property
    def since(self) -> dict[str, int]:
        """Figures that are new, finer, revised or gone since the vintage before, as notebook 07 counts them."""
        return self.summary.get("since", {})

    @property
    def status(self) -> str:
        """State of the figures: final by the release calendar, else revised where one moved, else provisional."""
        return "revised" if self.record["status"] != "final" and self.since.get("revised") else self.record["status"]

    @property
    def changed(self) -> str:
        """What changed since the edition before it, in words; empty where it is the first."""
        before = self.record.get("changed", {}).get("since", "")
        if not before:
            return ""
        day = periods.day_words(before.partition("-r")[0])
        return f"Since the edition of {day}, {_counted(self.since)}."

    @property
    def pdf(self) -> str:
        """File name of the edition as PDF beside its folder; empty where none was printed."""
        path = pdf.place(paths.REPORTS / self.where)
        return path.name if path.exists() else ""

    @property
    def row(self) -> dict:
        """The edition as plain data."""
        names = ("product", "period", "name", "goods", "headline", "status", "simulated", "changed")
        return {name: getattr(self, name) for name in names} | {"made": self.record["started"]}


def _counted(since: dict[str, int]) -> str:
    """How many figures are new, finer, revised or gone, in words.

    Example:
        >>> _counted({"new": 62, "finer": 4, "revised": 0})
        '62 figures are new, 4 have more digits'
        >>> _counted({"new": 0, "gone": 1})
        '1 figure is gone'
    """
    said = {what: ("has more digits", "have more digits") if what == "finer" else (f"is {what}", f"are {what}")
            for what in since}  # fmt: skip
    parts = [f"{count} {said[what][count != 1]}" for what, count in since.items() if count]
    if not parts:
        return "no figure changed"
    count, _, rest = parts[0].partition(" ")
    return ", ".join([f"{count} figure{'' if count == '1' else 's'} {rest}", *parts[1:]])


def editions() -> list[Edition]:
    """Every edition; newest month first, within a month by product, newest vintage first."""
    found = [_read(path.parent) for path in paths.REPORTS.glob("*/*/*/edition.json")]
    found.sort(key=lambda item: item.order, reverse=True)
    found.sort(key=lambda item: item.product)
    return sorted(found, key=lambda item: item.period, reverse=True)


def _read(folder: Path) -> Edition:
    summary = folder / "summary.json"
    said = json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {}
    record = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    return Edition(folder.relative_to(paths.REPORTS).as_posix(), record, said)


def newest(found: list[Edition]) -> dict[tuple[str, str], Edition]:
    """The newest edition of each product and month."""
    last: dict[tuple[str, str], Edition] = {}
    for item in found:
        last.setdefault((item.product, item.period), item)
    return last
