"""The story in Chinese: the same claims, its own numerals, units, months and rules."""

import re

import pytest

from helpers import languages, plans, store, story, translation
from helpers.errors import DataError
from helpers.measures import Measured
from helpers.month import open_month
from helpers.numbers import written

MAGNETS = "rare-earth-magnets"


@pytest.fixture(scope="module")
def stories():
    found = []
    for period in store.months(MAGNETS, "2026-11-23"):
        month = open_month(MAGNETS, period, "2026-11-23", lang="zh")
        found.append((month, {name: month.claims.say(story.section(month, name)).plain for name in story.SECTIONS}))
    return found


def test_june_2025_in_chinese():
    month = open_month(MAGNETS, "2025-06", "2025-07-21", lang="zh")
    said = {name: month.claims.say(story.section(month, name)).plain for name in story.SECTIONS}
    assert said["headline"] == "2025年6月中国对美国出口稀土永磁体353吨，较2025年5月增长660%，为2024年6月的约一半"
    for words in ("媒体援引的初步海关数据", "增长660%", "为其7.6倍", "下降52%"):
        assert words in said["lead"]
    assert "2.23万吨" in said["to_date"] and "下降18.9%" in said["to_date"]


def test_sentences_are_whole_and_in_chinese(stories):
    for month, said in stories:
        assert said["headline"].startswith(month.period[:4]), said["headline"]
        for name, words in said.items():
            assert not re.search(r"unknown|(?<![a-z])nan(?![a-z])|[+−]\d|，。|，，", words), (name, words)
            assert name == "headline" or not words or words.endswith("。"), words


def test_a_multiple_is_of_the_base_and_never_a_growth(stories):
    for _, said in stories:
        for words in said.values():
            assert not re.search(r"(增长|增加|提高|下降|减少)[\d.]+倍", words), words


def test_provisional_or_final_is_said_in_the_sentence(stories):
    for month, said in stories:
        assert ("初步" in said["lead"]) == (month.status(month.lead) == "provisional")
        assert ("转述" in said["lead"]) == month.second_hand(month.lead)


def test_a_change_on_the_month_never_stands_without_the_year(stories):
    for month, said in stories:
        if month.on_month(month.lead):
            assert f"{int(month.period[:4]) - 1}年" in said["lead"]


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
    for lang in languages.known()[1:]:
        assert not re.search(r"\d", languages.typed(lang))


def test_a_language_without_a_template_is_refused():
    with pytest.raises(DataError, match="no story is told in 'xx'"):
        open_month(MAGNETS, "2025-06", "2026-11-23", lang="xx")


def test_the_front_page_in_chinese_tells_the_month_and_traces_every_number():
    made = translation.notebook(open_month("rare-earth-magnets", "2025-06", "2025-07-21", "USA", "zh"))
    shown = "".join(cell.outputs[0]["data"].get("text/html", "") for cell in made.cells if cell.cell_type == "code")
    assert "353吨" in shown
    links = re.findall(r'href="#(trace-[^"]+)"', shown)
    assert links
    assert all(f'id="{link}"' in shown for link in links)
    assert plans.told_in("rare-earth-magnets") == ("zh",)
