"""The generated text: its rules, over many months, several products, both languages; each rule can fail."""

import re

import pytest

from helpers import narrative, news, periods, store, story, unit_values, vintages
from helpers.errors import DataError
from helpers.month import open_month
from helpers.parameters import check
from tests import rules
from tests.conftest import ROOT, simulation

MAGNETS = "rare-earth-magnets"
SELDOM = (rules.streak_lists_its_months, rules.low_base_is_warned_of)  # each occurs in one of the two sets alone
OLDER = ["2019-10", "2022-05", "2024-07"]
MONTHS = [month for month in store.months(MAGNETS, "2026-11-23") if "2024-12" <= month <= "2026-07"]
CASES = [(MAGNETS, month, "2026-11-23") for month in OLDER + MONTHS]
CASES += [(MAGNETS, "2025-06", "2025-07-21"), (MAGNETS, "2025-11", "2025-12-21")]
CASES += [("rare-earths", month, "2026-11-23") for month in ("2018-12", "2025-06")]
CASES += [("rare-earth-products", month, "2026-11-23") for month in ("2025-05", "2025-11")]


@pytest.fixture(scope="module", params=rules.LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def told(lang):
    """Printed figures: many months, three products, two vintages."""
    return [rules.tell(*case, lang) for case in CASES]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_rule_holds_for_printed_figures_and_a_spoiled_text_breaks_it(rule, told):
    _holds(rule, told)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_rule_holds_for_a_full_download_and_a_spoiled_text_breaks_it(rule, full):
    _holds(rule, full)


def _holds(rule, stories):
    spoiled = [(one, worse) for one in stories if (worse := rules.spoil(rule, one))]
    for one in stories:
        assert rule(one) == [], (one.month.product.name, one.month.period)
    for one, worse in spoiled:
        assert rule(worse), (one.month.product.name, one.month.period, one.plain)
    assert spoiled or rule in SELDOM


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    """Simulated downloads told in both languages: every partner, months without a gap, revised by a second download."""
    cases = [(MAGNETS, month) for month in ("2025-01", "2025-04", "2025-05", "2025-06", "2025-12")]
    cases += [("other-magnets", "2025-11")]
    with simulation(tmp_path_factory.mktemp("demo")):
        return {lang: [rules.tell(*case, lang=lang) for case in cases] for lang in rules.LANGUAGES}


@pytest.fixture(scope="module")
def full(lang, downloads):
    return downloads[lang]


def test_what_lies_behind_a_number_is_said_in_the_language_of_the_page(told, full, lang):
    for one in [*told, *full]:
        claims = one.month.claims
        publishers = [source["publisher"] for source in claims._sources.values() if source["publisher"]]
        tips = "".join(claims._shown(claim)[1] for claim in claims.table().claims)
        left = rules.english_left(claims.table()._repr_mimebundle_()["text/html"] + tips, publishers)
        assert bool(left) == (lang == "en"), (one.month.period, left)


def test_streaks_and_revisions_occur_where_they_are_tested(full):
    words = " ".join(text for one in full for text in one.plain.values())
    assert re.search(r"in a row, after|为连续第三个月", words)
    assert re.search(r"has since been revised to|后修订为", words)
    assert re.search(r"Fisher's indices|费雪指数", words)
    assert re.search("The largest revision by mass: exports|修订量最大的（按重量计）", words)


def test_a_revised_base_is_told_apart_from_the_first_figure(full, lang):
    told = {
        "en": r"The level of .+? was (.+?) as known on .+? and has since been revised to (.+?)\.",
        "zh": r"截至\d+年\d+月\d+日为(.+?)，后修订为(.+?)。",
    }
    pairs = [pair for one in full for pair in re.findall(told[lang], one.plain["lead"] + one.plain["size"])]
    assert len(pairs) > 2
    assert all(before != after for before, after in pairs), pairs


def test_a_record_is_told_of_the_month_by_name_before_its_bases_are_qualified(full, lang):
    record = {"en": r"was the (highest|lowest) month", "zh": r"最[高低]的一个月"}[lang]
    later = {"en": "has since been revised|low base", "zh": "后修订为|基数偏低"}[lang]
    both = 0
    for one in full:
        if found := re.search(record, one.plain["lead"]):
            assert periods.words(one.month.period, lang) in one.plain["lead"][: found.start() + len("2025年12月是")]
            qualified = re.search(later, one.plain["lead"])
            both += bool(qualified)
            assert not qualified or found.start() < qualified.start(), one.plain["lead"]
    assert both


def test_a_unit_value_outside_its_range_is_told_of_the_partner_that_leads(full, lang):
    words = {"en": "lies outside its usual range of", "zh": "超出其通常范围"}[lang]
    told = 0
    for one in full:
        trade = unit_values.history(one.month)
        flags = unit_values.here(one.month, trade).set_index("partner")["flag"]
        suspect = flags.get(one.month.lead) == "outside its range"
        assert (words in one.plain["price"]) == suspect, one.month.period
        told += suspect
    assert 0 < told < len(full)


def test_absence_is_a_zero_only_where_the_query_asked_for_every_partner(full, told, lang):
    zero, unknown = {"en": ("counts as zero", "unknown, not zero"), "zh": ("视为零。", "视为未知")}[lang]
    for stories, said, unsaid in ((full, zero, unknown), (told, unknown, "counts as zero")):
        assert all(said in one.plain["limits"] and unsaid not in one.plain["limits"] for one in stories)


def test_a_low_base_is_warned_of():
    assert "starts from a low base: May's 46 t were 8.8%" in rules.tell(MAGNETS, "2025-06").plain["lead"]
    assert "low base" not in rules.tell(MAGNETS, "2025-10").plain["lead"]


def test_around_the_chinese_new_year_no_change_on_the_month(told):
    for one in told:
        if one.month.period[5:] in ("01", "02", "03"):
            assert not one.month.on_month("WLD")
            assert "%" not in one.plain["headline"] or one.month.period[5:] == "03"


def test_the_same_data_give_the_same_text(told):
    for one in told[::6]:
        month = one.month
        assert rules.tell(month.product.name, month.period, month.vintage, one.lang).plain == one.plain


def test_which_partners_are_named_is_decided_by_the_documented_score():
    document = (ROOT / "docs" / "narrative.md").read_text()
    assert "score = 2 × size + √size × (2 × surprise + rank change + turning point + record)" in document
    assert news.WEIGHTS == {"surprise": 2.0, "rank_change": 1.0, "turning_point": 1.0, "record": 1.0}
    assert news.SIZE == 2.0
    month = open_month(MAGNETS, "2025-10", "2026-11-23")
    scored = [name for name in news.scored(month.panel, month.period)["partner"] if name != month.lead]
    assert narrative.named(month) == scored[: narrative.NAMED]
    month.panel = month.panel.sample(frac=1, random_state=5)
    assert narrative.named(month) == scored[: narrative.NAMED]
    said = month.claims.say(story.section(month, "others")).plain
    spots = [said.index(f"to {words} ") for words in ("Germany", "South Korea", "Vietnam")]
    assert spots == sorted(spots)
    assert "Vietnam 444 t (fourth place)" in said  # the first three places are told before


def test_what_was_quoted_names_its_publisher(told):
    for one in told:
        for name, said in one.pieces.items():
            for claim in said.pieces:
                if getattr(claim, "quoted", "") and name not in ("headline",):
                    flat = claim.quoted.replace("(", "[").replace(")", "]")  # square ones within round ones
                    assert flat in one.plain[name] or claim.quoted in one.plain[name], (name, claim.key)


def test_what_changed_between_two_editions_is_said():
    words = rules.tell(MAGNETS, "2025-06").plain["changed"]
    assert words.startswith("Against what was known on 20 August 2025, 61 figures are new and 4 have more digits.")
    assert "New for June 2025: Germany and Vietnam." in words


def test_a_focus_without_a_figure_is_told_with_its_last_one():
    words = rules.tell(MAGNETS, "2026-07").plain["focus"]
    assert words == (
        "No source gives a figure for the United States in July 2026. The last month known is March 2026, with 406 t."
    )


def test_value_and_unit_value_stand_where_they_are_known():
    words = rules.tell(MAGNETS, "2025-11").plain["price"]
    assert "worth 301.8 million US dollars, 37.8% more than in November 2024 (as printed by" in words
    assert "49.1 US dollars per kg" in words
    assert "no unit value" in rules.tell(MAGNETS, "2025-12").plain["price"]


def test_parameters_left_empty_take_the_newest():
    newest = check(MAGNETS)
    assert newest["vintage"] == store.vintages(MAGNETS)[-1]
    assert newest["period"] == store.months(MAGNETS, newest["vintage"])[-1]
    assert newest["focus"] == "USA"


def test_all_that_is_wrong_with_parameters_comes_at_once():
    with pytest.raises(DataError) as caught:
        check(MAGNETS, "2025-6", "21.7.2025", "Atlantis")
    assert len(caught.value.problems) == 3


def test_a_month_without_data_names_those_that_have_some():
    with pytest.raises(DataError, match="2024-06 was known") as caught:
        check(MAGNETS, "2024-06", "2026-11-23")
    assert "2024-07" in str(caught.value)


def taken_in(data, vintage, lines, header=None):
    """Put a download into a data folder."""
    from helpers import downloads, reference
    from tests.conftest import HEADER, portal

    (data / f"{vintage}.csv").write_bytes(portal(lines, header or HEADER))
    downloads.add(data / f"{vintage}.csv", "export", vintage, all_partners=True)
    reference._read.cache_clear()


def test_a_product_known_by_value_alone_is_told_by_value(data, lang):
    from tests.conftest import HEADER, row

    header = [*HEADER[:5], HEADER[-1]]
    for vintage, usd in (("2025-07-20", "900,000"), ("2025-08-20", "950,000")):
        rows = (row("202505", usd="400"), row(usd=usd), row(partner="304", usd="70"))
        taken_in(data, vintage, [[*line[:5], line[-1]] for line in rows], header)
    one = rules.tell(MAGNETS, "2025-06", "2025-08-20", lang)
    for rule in rules.RULES:
        assert rule(one) == []
    words = " ".join(one.plain.values())
    assert {"en": "950,000 US dollars of rare-earth permanent magnets", "zh": "95万美元"}[lang] in words
    assert not re.search(r"\d t\b|\d吨|by mass|按重量计", words)
    assert {"en": "from 900,000 US dollars to 950,000", "zh": "由90万美元改为95万美元"}[lang] in one.plain["changed"]


def test_a_dull_month_reads_dull(data, lang):
    from tests.conftest import row

    flat = [500, 503, 498, 501, 502, 499, 500, 503, 498, 501, 502, 499, 500, 503, 498, 501, 502, 499]
    months = [f"2024{n:02d}" for n in range(1, 13)] + [f"2025{n:02d}" for n in range(1, 7)]
    lines = [
        row(month, partner=partner, kg=f"{level * share * 1000:,}", usd=f"{level * share * 40_000:,}")
        for month, level in zip(months, flat, strict=True)
        for partner, share in (("502", 2), ("304", 4), ("408", 1))
    ]
    taken_in(data, "2025-07-20", lines)
    one = rules.tell(MAGNETS, "2025-06", "2025-07-20", lang)
    for rule in rules.RULES:
        assert rule(one) == []
    words = " ".join(one.plain.values())
    loud = r"jump|slump|rose strongly|fell sharply|highest|lowest|in a row|low base|大幅|最高|最低|连续|偏低"
    assert not re.search(loud, words), words
    assert "little changed" in one.plain["lead"] or one.plain["lead"].count("基本持平") == 2
    assert {"en": "were little changed at 3,493 t, about as much as in May", "zh": "基本持平"}[lang] in one.plain[
        "size"
    ]


def test_imports_come_from_their_partners(data, lang):
    from helpers import downloads, reference
    from tests.conftest import portal, row

    path = data / "reference" / "products.csv"
    path.write_text(path.read_text() + "beans,Soybeans,soybeans,1201*,import,CHN,USA,HS 1201 holds soybeans.\n")
    reference._read.cache_clear()
    lines = [row(m, "12019010", p, kg) for m in ("202505", "202506") for p, kg in (("502", "900"), ("304", "70"))]
    (data / "beans.csv").write_bytes(portal(lines))
    downloads.add(data / "beans.csv", "import", "2025-07-20", all_partners=True)
    one = rules.tell("beans", "2025-06", "2025-07-20", lang)
    for rule in rules.RULES:
        assert rule(one) == []
    wanted = {
        "en": [
            "recorded imports of",
            "from the United States",
            "Imports from all partners",
            "single origins",
            "supplied",
        ],
        "zh": ["自美国进口", "自全球进口合计"],
    }[lang]
    words = " ".join(one.plain.values())
    assert all(part in words for part in wanted), words
    assert not re.search(r"[Ee]xports|destination|出口", words)


def test_from_zero_there_is_no_percent(data, lang):
    from tests.conftest import row

    lines = [row("202505", partner="304", kg="70,000"), row("202506", partner="304", kg="80,000")]
    taken_in(data, "2025-07-20", [*lines, row("202506", kg="5,000"), row("202504", kg="4,000")])
    words = rules.tell(MAGNETS, "2025-06", "2025-07-20", lang).plain["lead"]
    assert {"en": "There were none in May 2025.", "zh": "2025年5月为零。"}[lang] in words
    assert "%" not in words.partition({"en": "none", "zh": "为零"}[lang])[0]


def test_large_and_small_amounts_of_a_sentence_stand_in_one_unit(data, lang):
    from tests.conftest import row

    lines = [row(partner="304", kg="7,115,741,872"), row(kg="950,000,000"), row(partner="408", kg="300,000,000")]
    taken_in(data, "2025-07-20", lines)
    one = rules.tell(MAGNETS, "2025-06", "2025-07-20", lang)
    assert rules.one_unit_in_a_sentence(one) == []
    assert {"en": "7,115,742 t", "zh": "711.6万吨"}[lang] in one.plain["others"]


def test_pages_without_a_date_are_named_where_figures_are_new(told):
    words, some = {"en": "pages without a date", "zh": "未注明日期的网页"}, set()
    for one in told:
        rows = one.month.observations.set_index("id").reindex(vintages.since(one.month)["rows"].dropna())
        undated = (rows["vintage"] == rows["file"].str.split("/").str[1]).any()
        compared = bool(vintages.edition_before(one.month))
        assert (words[one.lang] in one.plain["changed"]) == (undated and compared), one.month.period
        some.add(bool(undated))
    assert some == {True, False}


def test_the_month_itself_is_told_apart_from_its_first_figure(full):
    told = [one for one in full if one.month.period == "2025-05"]
    assert told
    for one in told:
        then, _, day = narrative.revised(one.month, "WLD", "2025-05")
        assert then.text in one.plain["size"] and periods.words("2025-05", one.lang) in one.plain["size"]
        assert periods.day_words(day, one.lang) in one.plain["size"]
