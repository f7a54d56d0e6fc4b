"""What would run and why: the fingerprint of an edition, and the edition that has it already.

A fingerprint is the hash of all that an edition depends on, in named parts, so that a plan can say what changed.
"""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path

import pandas as pd

from helpers import languages, paths, reference, store
from helpers import parameters as checks
from helpers.errors import DataError, problem

PACKAGES = ("papermill", "nbconvert", "pandas", "matplotlib", "seaborn", "duckdb", "pyarrow", "babel")
AGAIN = "asked for again"
WHY = {
    "data": "the data changed",
    "tables": "a reference table changed",
    "notebooks": "a notebook changed",
    "code": "the code changed",
    "packages": "a package changed",
    "parameters": "another partner is in focus, or other languages were asked for",
}


def notebook_paths() -> list[Path]:
    """The notebooks of a report, in order; 00 is for exploring by hand and 09 for articles."""
    return [path for path in sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")) if path.name[:2] not in ("00", "09")]


def check_parameters(path: Path, parameters: dict[str, str]) -> None:
    """Compare parameters with those that a notebook declares.

    Raises:
        DataError: unknown names, names without a value, values that are not text; all at once.
    """
    import papermill

    declared = papermill.inspect_notebook(str(path))
    wrong = [
        problem(f"{path.name} has no parameter {name!r}", values=declared)
        for name in parameters
        if name not in declared
    ]
    wrong += [problem(f"{path.name}: parameter {name!r} has no value") for name in declared if name not in parameters]
    wrong += [
        problem(f"{name} is not text: {value!r}") for name, value in parameters.items() if not isinstance(value, str)
    ]
    if wrong:
        raise DataError(wrong)


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that shape an edition."""
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in PACKAGES}


@dataclass(frozen=True)
class Plan:
    """One edition to be made: its parameters, the hashes of what it depends on, why it would run, or where it is."""

    parameters: dict[str, str]
    parts: dict[str, str]
    found: Path | None = None
    reason: str = ""
    languages: tuple[str, ...] = ()  # of further front pages, beside English

    @cached_property
    def mark(self) -> str:
        """Fingerprint: the hash of all parts."""
        return hashlib.sha256(json.dumps(self.parts, sort_keys=True).encode()).hexdigest()

    @property
    def parent(self) -> Path:
        """Folder of the editions of its month."""
        return paths.REPORTS / self.parameters["product"] / self.parameters["period"]

    @property
    def name(self) -> str:
        """All parameters in one word."""
        return "-".join(self.parameters[name] for name in checks.NAMES)

    @property
    def command(self) -> str:
        """The command that makes this edition alone."""
        product, period, vintage, focus = (self.parameters[name] for name in checks.NAMES)
        told = ",".join(["en", *self.languages])
        return f"lodestone report {period} --product {product} --vintage {vintage} --focus {focus} --lang {told}"


@dataclass
class Planner:
    """Plans editions; what several of them depend on is hashed once."""

    force: bool = False
    languages: tuple[str, ...] | None = None  # asked for; None for every one in which the goods have a name
    known: dict[str, checks.Known] = field(default_factory=dict)
    _data: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def shared(self) -> dict[str, str]:
        """Hashes of notebooks, code and packages, which all editions depend on."""
        package = Path(__file__).parent
        code = [path for path in sorted(package.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
        return {
            "notebooks": _files(notebook_paths()),
            "code": _files(code),
            "packages": _text(json.dumps(versions())) + _files([paths.LOCK]),
        }

    @cached_property
    def _tables(self) -> str:
        return _files([path for path in sorted(paths.REFERENCE.glob("*")) if path.name != "products.csv"])

    def plan(self, parameters: dict[str, str]) -> Plan:
        """Fingerprint of an edition, and whether it was made."""
        product, vintage = parameters["product"], parameters["vintage"]
        known = self.known.setdefault(product, checks.Known(product))
        if (product, vintage) not in self._data:
            statements = store.statements(product, vintage)
            beside = [goods for several in reference.beside(product).values() for goods in several]
            others = [store.observations(goods, vintage) for goods in beside]
            self._data[product, vintage] = "".join(map(_frame, [known.as_of(vintage), statements, *others]))
        parts = self.shared | {
            "data": self._data[product, vintage],
            "tables": _text(self._tables + repr(known.item)),  # its own line of products.csv, not its neighbours'
        }
        told = told_in(product, self.languages)
        parts["parameters"] = _text(json.dumps([parameters, told], sort_keys=True))
        plan = Plan(parameters, parts, languages=told)
        found = find(plan)
        return replace(plan, found=None if self.force else found, reason=AGAIN if found else why(plan))


def told_in(product: str, asked: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Languages of a product's front pages besides English: those asked for, else all that have a word for the goods.

    Raises:
        DataError: no template tells a story in one that was asked for, or it has no word for the goods.
    """
    named = [lang for lang in languages.known() if lang != "en" and reference.product_name(product, lang)]
    for lang in asked or ():
        if languages.check(lang) not in ["en", *named]:
            do = "add it to data/reference/product_names.csv"
            raise DataError(problem(f"{product} has no name in {lang!r}", do=do))
    return tuple(lang for lang in named if asked is None or lang in asked)


def _text(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _files(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _frame(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def editions_of(plan: Plan) -> list[Path]:
    """Editions of the month and vintage, in the order in which they were made."""
    made = [path.parent for path in plan.parent.glob(f"{plan.parameters['vintage']}*/edition.json")]
    return sorted(made, key=lambda path: (len(path.name), path.name))  # -r10 after -r9


def find(plan: Plan) -> Path | None:
    """The edition with a plan's fingerprint, if it was made."""
    for folder in reversed(editions_of(plan)):
        if json.loads((folder / "edition.json").read_text(encoding="utf-8"))["fingerprint"] == plan.mark:
            return folder
    return None


def why(plan: Plan) -> str:
    """Why an edition would be made: what changed since the last one of its month and vintage."""
    made = editions_of(plan)
    if not made:
        return "there is no edition of this month and vintage"
    before = json.loads((made[-1] / "edition.json").read_text(encoding="utf-8")).get("parts", {})
    changed = [words for name, words in WHY.items() if before.get(name) != plan.parts[name]]
    return f"since {made[-1].name}: {', '.join(changed)}"
