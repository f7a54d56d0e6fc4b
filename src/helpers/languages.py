"""The languages of the story: one template each, with the words of numbers and the sentences of every section."""

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import jinja2

from helpers import paths, periods
from helpers.errors import DataError, problem

FOLDER = paths.TEMPLATES / "story"
_FILLING: ContextVar[Callable[[object], object]] = ContextVar("filling", default=lambda value: value)
UNIT = re.compile(r"(?<=\d) (t|kg|USD/kg|USD|CNY|months|times|percentage points)\b")
PERIOD = re.compile(r"(?<![\w/-])\d{4}-\d\d(?:/\d{4}-\d\d)?(?![\w/-])")
LITTLE = 2.0  # percent below which a change is little
TAGS = {"zh": "zh-Hans"}


def name(lang: str) -> str:
    """Name of a language in itself, from CLDR.

    Example:
        >>> name("zh")
        '中文'
    """
    from babel import Locale

    return str(Locale.parse(lang).get_display_name(lang))


def known() -> list[str]:
    """The languages that have a template, English first."""
    return sorted((path.stem for path in FOLDER.glob("*.jinja")), key=lambda lang: (lang != "en", lang))


def check(lang: str) -> str:
    """The language, where there is one.

    Raises:
        DataError: no template tells a story in it.
    """
    if lang not in known():
        raise DataError(problem(f"no story is told in {lang!r}", values=known(), do="add templates/story/<lang>.jinja"))
    return lang


def still(claim: Any) -> bool:
    """Whether a change, as a claim, is little, or none as far as its digits and its interval say."""
    little = claim.unit == "%" and abs(claim.value) < LITTLE
    return little or claim.low <= 0 <= claim.high or not any(digit in claim.text for digit in "123456789")


def unsigned(claim: Any) -> Any:
    """A change, as a claim, as it stands behind a word that says its direction."""
    return replace(claim, text=claim.text.lstrip("+−"))


def _filled(value: object) -> object:
    return _FILLING.get()(value)


@cache
def _environment() -> jinja2.Environment:
    """One for all stories, so that a template is compiled once."""
    loader = jinja2.FileSystemLoader(FOLDER)
    made = jinja2.Environment(loader=loader, autoescape=False, finalize=_filled, undefined=jinja2.StrictUndefined)
    made.filters["unsigned"] = unsigned
    made.tests["still"] = still
    made.filters["capital"] = _capital
    return made


def _capital(value):
    """A label, or the words of a claim, with a capital at the start."""
    first = fields(value)[0].name if is_dataclass(value) and not hasattr(value, "text") else "text"
    words = getattr(value, first)
    return replace(value, **{first: words[:1].upper() + words[1:]})


def template(lang: str, **names: object):
    """The macros and words of a language; ``names`` are functions and words that the macros use."""
    return _environment().get_template(f"{lang}.jinja").make_module(names)


@cache
def _fixed(lang: str):
    """The words that a template sets before its first macro, made without its sentences, which are far longer."""
    source = (FOLDER / f"{lang}.jinja").read_text(encoding="utf-8")
    return _environment().from_string(source.partition("{% macro")[0]).make_module()


@contextmanager
def filling(keep: Callable[[object], object]) -> Iterator[None]:
    """Pass every value that macros fill in through a function."""
    token = _FILLING.set(keep)
    try:
        yield
    finally:
        _FILLING.reset(token)


@cache
def words(lang: str) -> dict[str, str]:
    """Units and other words that stand with numbers; those that a template lacks stay as they are."""
    return dict(_fixed(lang).words)


@cache
def phrases(lang: str) -> dict[str, str]:
    """English phrases of a page and its traces, with blanks in braces, in a language; those it lacks stay English."""
    return dict(getattr(_fixed(lang), "phrases", {}))


def put(english: str, lang: str, **blanks: object) -> str:
    """A phrase in a language, its blanks filled.

    Example:
        >>> put("line {lines}", "en", lines=3), put("line {lines}", "zh", lines=3)
        ('line 3', '第3行')
    """
    return phrases(lang).get(english, english).format(**blanks)


def explained(english: str, lang: str) -> str:
    """A finished formula or remark in a language, its parts too; what the template does not know stays.

    Example:
        >>> explained("(352.8 t ÷ 46.4 t − 1) × 100", "zh"), explained("as printed by SMM", "zh")
        ('(352.8吨 ÷ 46.4吨 − 1) × 100', '刊出者：SMM')
        >>> explained("above every month from 2022-07 to 2025-04", "zh")
        '高于2022年7月至2025年4月的各月'
        >>> explained("changes on the month before, all one way, in 2025-10, 2025-11, 2025-12", "zh")
        '2025年10月、2025年11月、2025年12月的环比方向相同'
    """
    if not _formulas(lang):
        return english
    for pattern, form in _formulas(lang):
        if match := pattern.fullmatch(english):
            return form.format(**{name: explained(part, lang) for name, part in match.groupdict().items()})
    units = words(lang)
    listed = re.sub(rf"(?<=\d), (?={PERIOD.pattern})", phrases(lang).get(", ", ", "), english)
    dated = PERIOD.sub(lambda found: periods.words(found[0], lang), listed)
    return UNIT.sub(lambda found: units.get(found[1], found[0]), dated)


@cache
def _formulas(lang: str) -> list[tuple[re.Pattern, str]]:
    """The formulas of a language as patterns of the finished English, their blanks as groups."""
    found = dict(getattr(_fixed(lang), "formulas", {}))
    escaped = {english: re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(english)) for english in found}
    return [(re.compile(pattern), found[english]) for english, pattern in escaped.items()]


@cache
def headings(lang: str) -> dict[str, Any]:
    """Headings and fixed paragraphs of a front page in a language; heads of its table and lines of its run record."""
    return dict(_fixed(lang).headings)


def notice(simulated: bool, lang: str = "en") -> str:
    """What a page of simulated figures says at its head; empty where none is simulated."""
    return headings(lang)["simulated"] if simulated else ""


@cache
def space(lang: str) -> str:
    """What stands between words: nothing in Chinese."""
    return str(_fixed(lang).space)


@cache
def ordinals(lang: str) -> list[str]:
    """First, second, third in a language; beyond them, and where a template has none, numbers stand."""
    return list(getattr(_fixed(lang), "ordinals", []))


@cache
def compact_from(lang: str) -> float:
    """From which amount on a language counts in its own large units, such as 万; never where it does not say."""
    return float(getattr(_fixed(lang), "compact_from", math.inf))


def typed(lang: str) -> str:
    """The words that a template types itself, without its expressions: they hold no number."""
    source = (FOLDER / f"{lang}.jinja").read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
