"""Languages besides English: one template each, with the words of numbers and the sentences of the story."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache

import jinja2

from helpers import paths
from helpers.errors import DataError, problem

FOLDER = paths.TEMPLATES / "story"
_FILLING: ContextVar[Callable[[object], object]] = ContextVar("filling", default=lambda value: value)
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
    """The languages that a story can be told in: English, and those with a template."""
    return ["en", *sorted(path.stem for path in FOLDER.glob("*.jinja"))]


def check(lang: str) -> str:
    """The language, where there is one.

    Raises:
        DataError: no template tells a story in it.
    """
    if lang not in known():
        raise DataError(problem(f"no story is told in {lang!r}", values=known(), do="add templates/story/<lang>.jinja"))
    return lang


def _filled(value: object) -> object:
    return _FILLING.get()(value)


@cache
def _environment() -> jinja2.Environment:
    """One for all stories, so that a template is compiled once."""
    loader = jinja2.FileSystemLoader(FOLDER)
    made = jinja2.Environment(loader=loader, autoescape=False, finalize=_filled, undefined=jinja2.StrictUndefined)
    made.filters["unsigned"] = lambda claim: replace(claim, text=claim.text.lstrip("+−"))
    return made


def template(lang: str, **names: object):
    """The macros and words of a language; ``names`` are functions and words that the macros use."""
    return _environment().get_template(f"{lang}.jinja").make_module(names)


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
    """Units and other words that stand with numbers; empty for English, whose words stand in ``numbers``."""
    return dict(template(lang).words) if lang != "en" else {}


@cache
def headings(lang: str) -> dict[str, str]:
    """Headings and fixed paragraphs of a front page in a language."""
    return dict(template(lang).headings)


@cache
def ordinals(lang: str) -> list[str]:
    """First, second, third in a language."""
    return list(template(lang).ordinals)


@cache
def compact_from(lang: str) -> float:
    """From which amount on a language counts in its own large units: 万."""
    return float(template(lang).compact_from)


def typed(lang: str) -> str:
    """The words that a template types itself, without its expressions: they hold no number."""
    source = (FOLDER / f"{lang}.jinja").read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
