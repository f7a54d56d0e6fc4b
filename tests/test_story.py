"""The story in other languages: the same claims, their own numerals, units, months and words; one file a language."""

import html
import json
import re

import nbformat
import pytest

from helpers import languages, pages, paths, plans, reference, render, store, story, translation
from helpers.errors import DataError
from helpers.htmltable import joined
from helpers.measures import Measured
from helpers.month import open_month
from helpers.numbers import written
from helpers.trace import Label, Text
from tests import rules

MAGNETS = "rare-earth-magnets"


@pytest.fixture(scope="module")
def stories():
    found = []
    for period in store.months(MAGNETS, "2026-11-23")[::3]:
        told = rules.tell(MAGNETS, period, "2026-11-23", "zh")
        found.append((told.month, told.plain))
    return found


def test_june_2025_in_chinese():
    said = rules.tell(MAGNETS, "2025-06", "2025-07-21", "zh").plain
    assert said["headline"] == (
        "2025年6月中国对美国出口稀土永磁体353吨，较5月增长660%，为其7.6倍，相当于2024年6月的一半左右"
    )
    for words in ("媒体援引的初步海关数据", "环比（较5月）增长660%，为其7.6倍", "同比下降52%", "5月基数偏低"):
        assert words in said["lead"]
    assert "22,319吨" in said["to_date"] and "同比（较2024年1月至6月）下降18.9%" in said["to_date"]
    assert "10.2亿美元" in rules.tell(MAGNETS, "2025-06", "", "zh").plain["price"]


def test_the_text_is_chinese_and_rises_and_falls_have_no_sign(stories):
    for month, said in stories:
        assert said["headline"].startswith(month.period[:4]), said["headline"]
        for name, words in said.items():
            bare = re.sub(r"（据[^）]*）|（(?:[+−]?[\d.]+%)）", "", words)
            assert not re.search(r"[+−]\d|[a-z]{3}", bare), (name, words)


def test_on_month_and_on_year_have_their_own_words(stories):
    """环比 is on the month before, 同比 on the year before; neither is used for the other."""
    seen = set()
    for month, said in stories:
        for word, base in re.findall(r"(环比|同比)（较([^）]*)）", " ".join(said.values())):
            seen.add(word)
            number = int(month.before[5:])
            own = {f"{number}月", f"{int(month.before[:4])}年{number}月"}
            assert (base in own) if word == "环比" else base.startswith(str(int(month.period[:4]) - 1)), (word, base)
    assert seen == {"环比", "同比"}


def test_a_multiple_is_of_the_base_and_never_a_growth(stories):
    for _, said in stories:
        for words in said.values():
            assert not re.search(r"(增长|增加|提高|下降|减少)[\d.]+倍", words), words


def test_a_chinese_headline_ends_no_line_inside_a_name_or_a_number():
    month = open_month(MAGNETS, "2025-06", "2025-07-21", lang="zh")
    said = month.claims.say(story.section(month, "headline"), "headline")
    parts = [html.unescape(re.sub("<(?!wbr)[^>]*>|†", "", part)) for part in said.page.split("<wbr>")]
    assert parts == [
        "2025年6月", "中国对", "美国出口", "稀土永磁体", "353吨，较5月增长",
        "660%，为其7.6倍，相当于2024年6月的", "一半左右",
    ]  # fmt: skip
    assert "<wbr>" not in said.plain + month.claims.say(story.section(month, "lead")).page
    english = open_month(MAGNETS, "2025-06", "2025-07-21")
    assert "<wbr>" not in english.claims.say(story.section(english, "headline"), "headline").page
    bracket = Text((Label("5月"), "基本持平（", Label("2025年"), "）"))
    assert month.claims.say(bracket, "headline").page == "5月基本持平（2025年）"


def test_the_world_months_and_strength_are_said_in_one_way(stories):
    for month, said in stories:
        assert sum(words.count("大幅") for words in said.values()) <= 1, month.period
        assert "世界" not in "".join(said.values())
        page = month.claims.table()._repr_mimebundle_()["text/html"]
        behind = re.sub(r"<small>.*?</small>|<a rel=.*?</a>|<[^>]*>", "\n", page)  # without files and days of sources
        assert "世界" not in behind and not re.search(r"\d{4}-\d\d(?!-?\d)", behind), month.period


def test_a_unit_per_another_is_not_parted_at_its_stroke():
    month = open_month(MAGNETS, "2025-06", "2026-11-23", lang="zh")
    page = month.claims.say(story.section(month, "price")).page
    table = month.claims.table()._repr_mimebundle_()["text/html"]
    shown = re.findall(r"美元/.{1,2}", re.sub(r"<(?!wbr)[^>]*>", "", page + table))
    assert len(shown) > 2 and set(shown) == {"美元/\u2060千"}
    assert joined("press/2025/a.csv") == "press/2025/a.csv"


def test_simulated_figures_are_marked_in_the_language_of_the_page(monkeypatch):
    for lang, mark in (("zh", "【模拟】"), ("en", "SIMULATED: ")):
        month = open_month(MAGNETS, "2025-06", "2025-07-21", lang=lang)
        assert translation.mark(month) == "" and not translation.title(month).startswith(mark)
        monkeypatch.setattr(type(month), "simulated", property(lambda month: True))
        assert translation.mark(month) == mark and translation.title(month).startswith(mark)
        monkeypatch.undo()


def test_the_numbers_are_those_of_the_english_claims(stories):
    for month, _ in stories:
        english = open_month(MAGNETS, month.period, "2026-11-23")
        for partner in ("WLD", month.lead):
            for kind in ("level_claim", "on_month", "on_year", "times"):
                here, there = getattr(month, kind)(partner), getattr(english, kind)(partner)
                assert (bool(here), here.quoted) == (bool(there), there.quoted)
                assert not here or (here.value, here.low, here.high) == (there.value, there.low, there.high)


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (Measured(7115741872, 7115741871.5, 7115741872.5, "kg"), "711.6万吨"),
        (Measured(1.02e9, 1.015e9, 1.025e9, "USD"), "10.2亿美元"),
        (Measured(2, 2, 2, "rank"), "第二"),
        (Measured(7.6034, 7.594, 7.613, "times"), "7.6倍"),
    ],
)
def test_chinese_units(measured, expected):
    assert written(measured, lang="zh") == expected


def test_templates_type_no_number():
    for lang in languages.known():
        assert not re.search(r"\d", languages.typed(lang))


def test_every_language_has_the_same_sections_words_and_headings():
    macros = {lang: set(re.findall(r"macro (\w+)\(", _source(lang))) for lang in languages.known()}
    wanted = {*story.SECTIONS, "compared", "low_base", "mean", "record", "document"}
    wanted |= {"card_level", "card_to_date", "card_share", "card_change", "card_path"}
    for lang, names in macros.items():
        assert wanted <= names, lang
        assert set(languages.headings(lang)) == set(languages.headings("en"))


def test_the_front_page_has_the_headings_of_the_template_in_the_order_of_the_sections():
    for number in ("08",):
        (path,) = paths.NOTEBOOKS.glob(f"{number}_*.ipynb")
        cells = json.loads(path.read_text())["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    headings = languages.headings("en")
    assert texts[0] == f"# {headings['title']}\n\n{headings['intro']}"
    assert texts[1:-1] == [f"## {headings[name]}" for name in story.SECTIONS[2:]]
    assert texts[-1] == f"## {headings['trace']}"
    told = re.findall(r'story\.tell\(month, "(\w+)"', "".join("".join(cell["source"]) for cell in cells))
    assert told == list(story.SECTIONS)


def test_a_language_is_one_template_file(tmp_path, monkeypatch):
    """A file put beside the others makes a front page; nothing else is touched but the name of the goods."""
    for lang in languages.known():
        (tmp_path / f"{lang}.jinja").write_text(_source(lang))
    german = _source("en").replace("exports", "Ausfuhren").replace("recorded", "meldete").replace('" and "', '" und "')
    (tmp_path / "de.jinja").write_text(
        german.replace("{% set words = {", '{% set words = {"t": " t", "times": "-mal", ')
    )
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    for name in ("_environment", "_fixed", "words", "headings", "space", "ordinals", "compact_from"):
        getattr(languages, name).cache_clear()
    try:
        assert languages.known() == ["en", "de", "zh"]
        monkeypatch.setattr(
            reference, "product_name", lambda name, lang, column="noun": "Seltenerdmagnete" if lang == "de" else ""
        )
        assert "de" in plans.told_in(MAGNETS)
        said = rules.tell(MAGNETS, "2025-06", "2025-07-21", "de").plain
        assert said["headline"].startswith("China meldete Ausfuhren of 353 t of Seltenerdmagnete")
        assert "Juni 2025" in said["headline"] and "7,6-mal" in said["headline"]
        assert "Deutschland" in said["others"]
        assert len(translation.notebook(open_month(MAGNETS, "2025-06", "2025-07-21", "USA", "de")).cells) > 15
    finally:
        monkeypatch.undo()
        for name in ("_environment", "_fixed", "words", "headings", "space", "ordinals", "compact_from"):
            getattr(languages, name).cache_clear()


def test_a_template_is_compiled_once():
    for _ in range(3):
        languages.template("en", label=str)
    assert languages._environment() is languages._environment()
    assert len(languages._environment().cache) <= len(languages.known())


@pytest.mark.parametrize("lang", languages.known())
def test_the_words_of_a_template_stand_before_its_first_macro(lang):
    """They are read without the rest."""
    whole = vars(languages.template(lang))
    names = {name for name, value in whole.items() if not name.startswith("_") and not callable(value)}
    assert names and names <= set(vars(languages._fixed(lang)))


def _source(lang):
    return (paths.TEMPLATES / "story" / f"{lang}.jinja").read_text()


def test_a_language_without_a_template_is_refused():
    with pytest.raises(DataError, match="no story is told in 'xx'"):
        open_month(MAGNETS, "2025-06", "2026-11-23", lang="xx")


def test_the_front_page_in_chinese_tells_the_month_and_traces_every_number():
    made = translation.notebook(open_month("rare-earth-magnets", "2025-06", "2025-07-21", "USA", "zh"))
    shown = "".join(cell.outputs[0]["data"].get("text/html", "") for cell in made.cells if cell.cell_type == "code")
    assert "353吨" in shown
    heads = re.findall(r'<th scope="col">(.*?)</th>', shown)
    assert len(heads) == 3 and all(re.fullmatch(r"[\u4e00-\u9fff]+", words) for words in heads)
    links = re.findall(r'href="#(trace-[^"]+)"', shown)
    assert links
    assert all(f'id="{link}"' in shown for link in links)
    assert plans.told_in("rare-earth-magnets") == ("zh",)
    month = open_month(MAGNETS, "2025-06", "2025-07-21")
    assert translation.title(month.in_language("zh")) == "稀土永磁体（2025年6月）：中国海关数据，截至2025年7月21日"


def test_frame_and_run_record_are_in_the_language_of_the_page():
    labels = [languages.put(words, "zh") for words in ["All editions", *pages.LABELS.values(), *render.TIP]]
    assert not [words for words in labels if re.search("[a-z]{2}", words.replace("Esc", ""))]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 本月")])
    page = render.page(notebook, kicker="", nav=[], footer="", simulated="", lang="zh")
    assert rules.english_left(page, []) == []
    assert '<html lang="zh-Hans">' in page and languages.headings("zh")["elsewhere"] in page
    assert rules.english_left(render.page(notebook, kicker="", nav=[], footer="", simulated=""), [])
