"""The generated text: its rules, over twelve different months and three products."""

import re

import pytest

from helpers import captions, narrative, store
from helpers.errors import DataError
from helpers.month import open_month
from helpers.parameters import check

MONTHS = ["2019-10", "2022-05", "2024-02", "2024-07", "2024-10", "2025-01", "2025-02", "2025-05", "2025-06", "2025-07"]
MONTHS += ["2025-10", "2025-12", "2026-03", "2026-07"]
CASES = [("rare-earth-magnets", month, "2026-11-23") for month in MONTHS]
CASES += [("rare-earth-magnets", "2025-06", "2025-07-21"), ("rare-earths", "2025-06", "2026-11-23")]
CASES += [("rare-earth-products", "2025-11", "2026-11-23")]
PARTS = [narrative.headline, narrative.lead, narrative.low_base, narrative.size, narrative.destinations]
PARTS += [narrative.to_date, captions.what_changed, captions.limits, captions.vintages_line]
PARTS += [captions.known, captions.resolved, captions.series_seen, captions.changes_seen, captions.path_seen]


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def said(request):
    month = open_month(*request.param)
    texts = {part.__name__: month.claims.say(part(month)).plain for part in PARTS}
    return month, texts


def test_the_first_sentence_names_reporter_flow_and_partner(said):
    _, texts = said
    for name in ("headline", "lead"):
        assert re.match(r"China recorded exports of [\d,.]+ t .* to (the )?[A-Z\w]", texts[name]), texts[name]


def test_sentences_are_whole(said):
    for name, words in said[1].items():
        assert "  " not in words, (name, words)
        assert " ." not in words and " ," not in words, (name, words)
        assert "nan" not in words.split() and "unknown" not in words, (name, words)
        if words and name != "headline":
            assert words[0].isupper() and words[-1] == ".", (name, words)


def test_no_word_of_cause_and_no_loud_verb(said):
    banned = (
        r"\b(due to|because of|caused?|thanks to|led to|driven|soar\w*|plung\w*|skyrocket\w*|\w+-fold|times more)\b"
    )
    for words in said[1].values():
        assert not re.search(banned, words), words


def test_every_change_names_its_base(said):
    for words in said[1].values():
        for match in re.finditer(r"[+−][\d,.]+%(\s*\(as printed by [^)]*\))?(.{0,4})", words):
            assert match[2].startswith((" on", ", as", ").", ".")), words
        for match in re.finditer(r"[+−][\d,.]+% on (\w+)", words):
            assert match[1][0].isupper() or match[1].isdigit(), words


def test_a_change_on_the_month_never_stands_without_the_year(said):
    month, texts = said
    if month.on_month("WLD") and texts["size"]:
        assert str(int(month.period[:4]) - 1) in texts["size"]
    if month.on_month(month.lead):
        assert str(int(month.period[:4]) - 1) in texts["lead"]


def test_around_the_chinese_new_year_no_change_on_month(said):
    month, texts = said
    if month.period[5:] in ("01", "02", "03"):
        assert not month.on_month("WLD")
        assert "%" not in texts["headline"] or month.period[5:] == "03"


def test_provisional_is_said_in_the_sentence(said):
    month, texts = said
    after_the_yearbook = month.period <= "2024-12" and month._row(month.lead)["vintage"] >= "2025-09-30"
    assert ("provisional" in texts["lead"]) != after_the_yearbook
    assert ("second-hand" in texts["lead"]) == month.second_hand(month.lead)


def test_the_same_data_give_the_same_text(said):
    month, texts = said
    again = open_month(month.product.name, month.period, month.vintage)
    assert {part.__name__: again.claims.say(part(again)).plain for part in PARTS} == texts


def test_a_low_base_is_warned_of():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    assert "low base" in month.claims.say(narrative.low_base(month)).plain
    month = open_month("rare-earth-magnets", "2025-10", "2026-11-23")
    assert month.claims.say(narrative.low_base(month)).plain == ""


def test_what_changed_between_two_vintages_is_said():
    month = open_month("rare-earth-magnets", "2025-06", "2026-11-23")
    words = month.claims.say(captions.what_changed(month)).plain
    assert "Germany" in words
    assert "more finely" in words


def test_parameters_left_empty_take_the_newest():
    newest = check("rare-earth-magnets")
    assert newest["vintage"] == store.vintages("rare-earth-magnets")[-1]
    assert newest["period"] == store.months("rare-earth-magnets", newest["vintage"])[-1]
    assert newest["focus"] == "USA"


def test_all_that_is_wrong_with_parameters_comes_at_once():
    with pytest.raises(DataError) as caught:
        check("rare-earth-magnets", "2025-6", "21.7.2025", "Atlantis")
    assert len(caught.value.problems) == 3


def test_a_month_without_data_names_those_that_have_some():
    with pytest.raises(DataError, match="2024-06 was known") as caught:
        check("rare-earth-magnets", "2024-06", "2026-11-23")
    assert "2024-07" in str(caught.value)


def test_a_product_known_by_value_alone_is_told_by_value(data):
    from helpers import downloads, reference, tables
    from tests.conftest import HEADER, portal, row

    header = [*HEADER[:5], HEADER[-1]]
    for vintage, usd in (("2025-07-20", "900,000"), ("2025-08-20", "950,000")):
        lines = [
            [*line[:5], line[-1]] for line in (row("202505", usd="400"), row(usd=usd), row(partner="304", usd="70"))
        ]
        (data / f"{vintage}.csv").write_bytes(portal(lines, header))
        downloads.add(data / f"{vintage}.csv", "export", vintage, all_partners=True)
    reference._read.cache_clear()
    month = open_month("rare-earth-magnets", "2025-06", "2025-08-20")
    words = " ".join(month.claims.say(part(month)).plain for part in PARTS)
    assert "950,000 US dollars of rare-earth permanent magnets" in words
    assert "by value among single countries" in words
    assert not re.search(r"\d t\b|mass", words)
    assert set(tables.changes(month)["what"]) == {"revised"}
