"""The parameters of a report: checked before anything runs, with all that is wrong at once."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers import periods, reference, store
from helpers.errors import DataError, problem

NAMES = ("product", "period", "vintage", "focus")


@dataclass
class Known:
    """What the store knows of one product, asked once for any number of editions."""

    product: str
    _months: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def item(self) -> reference.Product:
        """Its line in products.csv."""
        return reference.product(self.product)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """All its observations, of every vintage."""
        return store.observations(self.product, "9999-12-31")

    @cached_property
    def vintages(self) -> list[str]:
        """Days on which figures of it were taken or printed, oldest first."""
        return sorted(set(self.observations["vintage"]))

    def as_of(self, vintage: str) -> pd.DataFrame:
        """Its observations as of a day."""
        return self.observations[self.observations["vintage"] <= vintage]

    def months(self, vintage: str) -> list[str]:
        """Months with a figure as of a day, oldest first."""
        if vintage not in self._months:
            self._months[vintage] = store.months_in(self.as_of(vintage).reset_index(drop=True))
        return self._months[vintage]


def check(
    product: str, period: str = "", vintage: str = "", focus: str = "", known: Known | None = None
) -> dict[str, str]:
    """Check the parameters of a report and fill in those left empty: newest vintage, newest month, product's focus.

    Args:
        product: name in products.csv.
        period: month; empty for the newest.
        vintage: day; empty for the newest.
        focus: partner in focus; empty for the product's own.
        known: what the store knows of the product, where that was asked before.

    Returns:
        product, period, vintage, focus.

    Raises:
        DataError: everything that is wrong with them, at once.
    """
    known = known or Known(product)
    item = known.item
    problems: list[str] = []
    for reader, value in ((periods.day, vintage), (periods.month_number, period)):
        try:
            reader(value) if value else None
        except DataError as error:
            problems += error.problems
    if focus and focus not in reference.known_partners():
        problems.append(problem(f"there is no partner {focus!r}", do="give an ISO code such as USA, or WLD"))
    days = known.vintages
    if not days:
        problems.append(problem(f"no file holds figures of {product}", do="take one in with lodestone intake"))
    if problems:
        raise DataError(problems)
    vintage = vintage or days[-1]
    if vintage > max(date.today().isoformat(), days[-1]):
        raise DataError(problem(f"{vintage} has not come yet", do=f"the newest vintage is {days[-1]}"))
    months = known.months(vintage)
    if not months:
        what = f"no single month of {product} was known on {vintage}, only longer spans or nothing"
        raise DataError(problem(what, do=f"its first vintage is {days[0]}; choose a later day or another product"))
    if period and period not in months:
        near = [month for month in months if month[:4] == period[:4]] or months[-3:]
        raise DataError(
            problem(
                f"no figure of {product} for {period} was known on {vintage}",
                values=near,
                do="choose one of these months",
            )
        )
    return {
        "product": product,
        "period": period or months[-1],
        "vintage": vintage,
        "focus": focus or item.focus,
    }


def check_all(requests: list[dict[str, str]], known: dict[str, Known] | None = None) -> list[dict[str, str]]:
    """Check many reports; ``2025-01..2025-06`` as a period stands for its months that have figures.

    Args:
        requests: product, period, vintage and focus of each; what is left out is chosen as ``check`` does.
        known: what was asked of the store, by product; filled as needed.

    Returns:
        Parameters of each report once, in the order asked for.

    Raises:
        DataError: everything that is wrong with any of them.
    """
    known = {} if known is None else known
    found: dict[tuple[str, ...], dict[str, str]] = {}
    problems: list[str] = []
    for request in requests:
        here = known.setdefault(request["product"], Known(request["product"]))
        try:
            for period in _months(here, request):
                chosen = check(**(request | {"period": period}), known=here)
                found[tuple(chosen.values())] = chosen
        except DataError as error:
            problems += [text for text in error.problems if text not in problems]
    if problems:
        raise DataError(problems)
    return list(found.values())


def _months(known: Known, request: dict[str, str]) -> list[str]:
    """Months that a period stands for."""
    period, vintage = request.get("period", ""), request.get("vintage", "")
    if ".." not in period:
        return [period]
    first, last = (periods.month_text(number) for number in periods.span("/".join(period.split("..", 1))))
    if vintage:
        periods.day(vintage)
    months = [month for month in known.months(vintage or "9999-12-31") if first <= month <= last]
    if not months:
        raise DataError(problem(f"no figure of {request['product']} for any month of {period} is known"))
    return months


def read_list(path: Path) -> list[dict[str, str]]:
    """Read a list of reports: YAML entries of product, period, vintage, focus. Text stays text (``0101``, ``2024.10``).

    Raises:
        DataError: no such file, no list, unknown or missing names, values that are not text; all at once.
    """
    import yaml

    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except OSError as error:
        raise DataError(problem(f"{path} cannot be read: {error.strerror}")) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(problem(f"{path.name} is not YAML: {' '.join(str(error).split())}")) from None
    if not isinstance(entries, list) or not entries:
        raise DataError(problem(f"{path.name} holds no list of reports", do="see docs/editions.yml"))
    requests, problems = [], []
    for number, entry in enumerate(entries, 1):
        where = f"{path.name}, entry {number}"
        if not isinstance(entry, dict) or "product" not in entry:
            problems.append(problem("an entry names no product", where=where, do="write - product: NAME"))
            continue
        if unknown := [name for name in entry if name not in NAMES]:
            problems.append(problem("unknown names", where=where, values=unknown, do=f"use {', '.join(NAMES)}"))
        several = entry.get("period", "")
        for period in several if isinstance(several, list) else [several]:
            request = {name: entry.get(name, "") for name in NAMES} | {"period": period}
            if wrong := [name for name, value in request.items() if not isinstance(value, str)]:
                problems.append(problem("values that are not text", where=where, values=wrong))
            requests.append(request)
    if problems:
        raise DataError(problems)
    return requests
