"""The rules of generated text as checks on a finished story, each with a spoiled story that breaks it.

A check gives what is wrong, sentence by sentence; nothing for a good story. A spoiler gives a story that must be found
wrong, or None where the story has nothing of the kind.
"""

import html
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from helpers import narrative, periods, reference, story
from helpers.month import Month, open_month
from helpers.trace import Claim, Label, Text

LANGUAGES = ["en", "zh"]  # whose words the patterns below know
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
CHANGE = {
    "en": r"(?:up|down|and|it was) [\d,.]+%|[+−][\d,.]+%|[\d,.]+% (?:more|less) than",
    "zh": r"(?:增长|下降)[\d,.]+%|（[+−]?[\d,.]+%）",
}
BASE = {"en": rf"(?:{MONTHS})(?: \d{{4}})?|\b(?:19|20)\d\d\b|the same months of", "zh": r"\d{4}年|\d+月"}
LOUD = r"\b(soar\w*|plung\w*|skyrocket\w*|rocket\w*|\w+-fold|\w*fold increase|times more|times higher)\b|飙升|暴涨|翻番"
CAUSE = (
    r"\b(due to|because of|caused?|thanks to|led to|driven|resulting|result of|owing to|amid|fuelled|boosted)\b"
    r"|由于|因为|导致|推动|拉动|得益于|受.{1,8}影响"
)
VERBS = {
    "en": {
        "little": r"were little changed at",
        "some": r"(?:rose|fell) to",
        "strong": r"(?:rose strongly|fell sharply) to",
        "huge": r"(?:jumped|slumped) to",
    },
    "zh": {
        "little": r"基本持平",
        "some": r"，较\d+月(?:增长|下降)",
        "strong": r"，较\d+月(?:增长|下降)",
        "huge": r"，较\d+月大幅(?:增长|下降)",
    },
}


@dataclass(frozen=True)
class Story:
    """A month told in a language: its sections as pieces and as plain text."""

    month: Month
    lang: str
    pieces: dict[str, Text]
    plain: dict[str, str]

    def spoiled(self, section: str, pattern: str, instead: str = "") -> "Story | None":
        """The story with a pattern replaced in one section, or in all; None where it does not occur."""
        names = [section] if section else list(self.plain)
        changed = {name: re.sub(pattern, instead, self.plain[name]) for name in names}
        if all(self.plain[name] == words for name, words in changed.items()):
            return None
        return replace(self, plain=self.plain | changed)


def tell(product: str, period: str, vintage: str = "", lang: str = "en") -> Story:
    """The story of a month."""
    month = open_month(product, period, vintage, lang=lang)
    pieces = story.told(month)
    return Story(month, lang, pieces, {name: month.claims.say(said).plain for name, said in pieces.items()})


def sentences(words: str, lang: str) -> list[str]:
    """The sentences of a paragraph."""
    pattern = r"(?<=\.)\s+(?=[A-Z])" if lang == "en" else r"(?<=。)"
    return [part for part in re.split(pattern, words) if part]


def every(told: Story, *sections: str) -> list[str]:
    """The sentences of sections, or of the whole story but for its limits, which quote the scope of the product."""
    names = sections or [name for name in told.plain if name != "limits"]
    return [sentence for name in names for sentence in sentences(told.plain[name], told.lang)]


def number_is_a_claim(told: Story) -> list[str]:
    """Rule 1: no digit is typed; those of labels name periods, days, codes or are part of a name."""
    allowed = r"\d{4}(年.*)?|.*\b\d{4}|\d+月|HS [\d ,*]+|Customs area \d+|海关代码.*"
    item = told.month.product
    names = {item.scope, reference.product_name(item.name, told.lang, "scope")}
    names |= set(told.month.claims.statements["publisher"])
    pieces = [piece for said in told.pieces.values() for piece in said.pieces]
    wrong = [piece for piece in pieces if isinstance(piece, str) and re.search(r"\d", piece)]
    labels = {piece.words for piece in pieces if isinstance(piece, Label) and re.search(r"\d", piece.words)}
    return wrong + [words for words in labels - names if not re.fullmatch(allowed, words)]


def typed(told: Story) -> Story:
    pieces = told.pieces | {"lead": told.pieces["lead"] + Text((" That is 12 t.",))}
    return replace(told, pieces=pieces)


def first_sentence_names_source_flow_and_reporter(told: Story) -> list[str]:
    """Rule 2."""
    first = sentences(told.plain["lead"], told.lang)[0]
    wanted = {
        "en": [r"recorded (ex|im)ports of", r"(customs|simulated) figures", r"quoted by the press|portal|simulated"],
        "zh": [r"(出|进)口", r"(海关|模拟)数据显示", r"媒体援引|平台|模拟"],
    }[told.lang]
    reporter = {"en": r"^(China|The European Union|South Korea) ", "zh": "中国"}[told.lang]
    return [f"{pattern}: {first}" for pattern in [*wanted, reporter] if not re.search(pattern, first)]


def one_unit_in_a_sentence(told: Story) -> list[str]:
    """Rule 3: kg, t and million t, or millions and billions, do not stand side by side."""
    groups = {
        "en": [r"\d (kg|t|million t)(?![\w])", r"\d (million|billion) US dollars"],
        "zh": [r"\d(千克|吨|万吨|亿吨)", r"\d(万|亿)?美元(?!/)"],
    }[told.lang]
    return [s for s in every(told) for pattern in groups if len(set(re.findall(pattern, s))) > 1]


def percent_with_its_multiple(told: Story) -> list[str]:
    """Rule 4: a rise above 50% stands with how many times that is."""
    rises = {
        "en": [r"(?:up |\+)([\d,.]+)%", r"([\d,.]+)% more", r"up [\d,.]+% on \w+ and ([\d,.]+)%"],
        "zh": [r"(?:增长|\+)([\d,.]+)%"],
    }[told.lang]
    times = {"en": r"[\d,.]+ times", "zh": r"[\d,.]+倍"}[told.lang]
    wrong = []
    for s in every(told):
        found = [float(words.replace(",", "")) for pattern in rises for words in re.findall(pattern, s)]
        wrong += [s] if sum(value > 50 for value in found) > len(re.findall(times, s)) else []
    return wrong


def change_names_its_base(told: Story) -> list[str]:
    """Rule 5: a sentence with changes names at least as many periods."""
    names = ("headline", "lead", "size", "others", "to_date", "price")
    changes, bases = CHANGE[told.lang], BASE[told.lang]
    return [s for s in every(told, *names) if len(re.findall(bases, s)) < len(re.findall(changes, s))]


def month_never_without_year_or_average(told: Story) -> list[str]:
    """Rule 6: where the month before is a base, the year before or a monthly mean stands with it."""
    month = told.month
    wrong = []
    for name, who in (("headline", month.lead), ("lead", month.lead), ("size", "WLD")):
        if not month.on_month(who) or month.on_month(who).text.lstrip("+−") not in told.plain[name]:
            continue
        beside = [periods.words(month.year_before, told.lang), {"en": "monthly mean", "zh": "月均值"}[told.lang]]
        wrong += [] if any(words in told.plain[name] for words in beside) else [told.plain[name]]
    inside = {"en": r"\((up|down|little)[^()]*\)", "zh": r"（较[^（）]*）"}[told.lang]
    near = {"en": periods.words(month.before).split()[0], "zh": f"较{int(month.before[5:])}月"}[told.lang]
    for match in re.finditer(inside, told.plain["others"]):
        if near in match[0] and month.year_before[:4] not in match[0]:
            wrong.append(match[0])
    return wrong


def alone(told: Story) -> Story | None:
    month = told.month
    year = re.escape(periods.words(month.year_before, told.lang))
    return told.spoiled("lead", rf"{year}|monthly mean|月均值", "that") if month.on_month(month.lead) else None


def low_base_is_warned_of(told: Story) -> list[str]:
    """Rule 7: for the lead and the total, where a change on a low base is said, and nowhere else."""
    month, words = told.month, {"en": "starts from a low base", "zh": "基数偏低"}[told.lang]
    wrong = []
    for name, who in (("lead", month.lead), ("size", "WLD")):
        if name == "size" and month.lead == "WLD":
            continue
        found = [narrative.low_base(month, who, change.base) for change in narrative.compare(month, who).found]
        if len(re.findall(words, told.plain[name])) != sum(low is not None for low in found):
            wrong.append(told.plain[name])
    return wrong


def rank_names_its_set(told: Story) -> list[str]:
    """Rule 8: measure, set and period in the sentence; how members and areas count among the limits."""
    place, wanted, limits = {
        "en": (r"came first", [r"By (mass|value)", r"single (destinations|origins) in", rf"({MONTHS}) \d{{4}}"],
               ["each member of the European Union counts", "Hong Kong and Taiwan"]),
        "zh": (r"居第一", [r"按(重量|金额)计", r"单个国家和地区", r"\d{4}年"], ["欧盟成员国逐一", "香港和台湾"]),
    }[told.lang]  # fmt: skip
    wrong = [s for s in every(told) if re.search(place, s) and not all(re.search(w, s) for w in wanted)]
    return wrong + [words for words in limits if words not in told.plain["limits"]]


def record_names_its_span(told: Story) -> list[str]:
    """Rule 9: the start of an unbroken series of half a year at least, and the vintage."""
    words = {"en": r"\b(highest|lowest)\b", "zh": r"最高|最低"}[told.lang]
    span = {
        "en": rf"(without gaps from|since) ({MONTHS}) \d{{4}}(?!.*since when)",
        "zh": r"\d{4}年\d+月(起连续|以来)",
    }[told.lang]
    day = periods.day_words(told.month.vintage, told.lang)
    gaps = {"en": "without gaps", "zh": "连续"}[told.lang]
    found = [s for s in every(told) if re.search(words, s)]
    return [s for s in found if not re.search(span, s) or day not in s or gaps not in s]


def streak_lists_its_months(told: Story) -> list[str]:
    """Rule 10: a third rise in a row names the two before it."""
    words = {"en": r"the (\w+) (rise|fall) in a row", "zh": r"为连续第?(.+?)个月"}[told.lang]
    ordinals = {
        "en": ["", "", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        "zh": list("一二三四五六七八九"),
    }[told.lang]
    wrong = []
    for s in every(told):
        if match := re.search(words, s):
            listed = len(re.findall(BASE[told.lang], s)) + (told.lang == "en")
            wrong += [] if ordinals.index(match[1]) + 1 == listed else [s]
    return wrong


def verb_fits_the_size(told: Story) -> list[str]:
    """Rule 11: little changed under 2%, then rose and fell, strongly above 10%, jumped and slumped above 50%."""
    change = narrative.compare(told.month, "WLD").on_month
    words = told.plain["size"]
    if not change or told.month.lead == "WLD":
        return []
    return [] if re.search(VERBS[told.lang][change.size], sentences(words, told.lang)[0]) else [words]


def fraction_fits_its_words(told: Story) -> list[str]:
    """Rule 12."""
    ranges = {"about half": (45, 55), "about two thirds": (62, 71)}
    ranges |= {"about a third": (30, 36), "about a quarter": (22, 28)}
    zh = {"一半左右": "about half", "三分之二左右": "about two thirds", "三分之一左右": "about a third"}
    zh |= {"四分之一左右": "about a quarter"}
    wrong = []
    for said in told.pieces.values():
        for piece in said.pieces:
            if isinstance(piece, Claim):
                words = next((key for key in [*ranges, *zh] if piece.text.startswith(key)), "")
                low, high = ranges.get(zh.get(words, words), (-math.inf, math.inf))
                wrong += [] if low <= piece.value <= high else [piece.text]
    return wrong


def misfit(told: Story) -> Story | None:
    for name, said in told.pieces.items():
        for spot, piece in enumerate(said.pieces):
            if isinstance(piece, Claim) and re.match(r"about (half|two|a)|.*左右", piece.text):
                worse = replace(piece, value=piece.value * 2)
                pieces = Text((*said.pieces[:spot], worse, *said.pieces[spot + 1 :]))
                return replace(told, pieces=told.pieces | {name: pieces})
    return None


def no_word_of_cause(told: Story) -> list[str]:
    """Rule 13; the Chinese New Year is a reason of method, not of trade."""
    return [s for s in every(told) if re.search(CAUSE, s)]


def no_loud_word(told: Story) -> list[str]:
    """Rules 4 and 11: no soaring, no plunge, no -fold, no times more; 增长N倍 would mean N + 1 times."""
    return [s for s in every(told) if re.search(LOUD, s) or re.search(r"(增长|增加|提高|上升|下降|减少)了?[\d.]+倍", s)]


def state_is_said_in_the_sentence(told: Story) -> list[str]:
    """Rule 14: provisional or final, second-hand, simulated, found by subtraction; a revised base with old and new."""
    month, words = told.month, told.plain["lead"]
    first = sentences(words, told.lang)[0]
    state = "simulated figures" if month.simulated else month.status(month.lead)
    names = {"provisional": "初步", "final": "最终", "simulated figures": "模拟数据"}
    wrong = [] if (state if told.lang == "en" else names[state]) in first else [first]
    wrong += (
        [told.plain["headline"]] if month.simulated and not re.search("simulated|模拟", told.plain["headline"]) else []
    )
    hand, taken = {"en": ("second-hand", "a difference of printed totals"), "zh": ("转述", "相减得出")}[told.lang]
    second = month.second_hand(month.lead) and month.sources == ["press"] and not month.simulated
    wrong += [first] if (hand in first) != second else []
    wrong += [words] if (taken in words) != narrative.derived(month, month.lead) else []
    for change in narrative.compare(month, month.lead).found:
        old = narrative.revised(month, month.lead, change.base)
        if old and not all(claim.text in words for claim in old[:2]):
            wrong.append(words)
    return wrong


def headline_from_the_claims_of_the_lead(told: Story) -> list[str]:
    """Rule 15."""
    claims = [[p for p in told.pieces[name].pieces if isinstance(p, Claim)] for name in ("headline", "lead")]
    values = {claim.key: claim.value for claim in claims[1]}
    return [claim.key for claim in claims[0] if values.get(claim.key) != claim.value]


def other_claim(told: Story) -> Story:
    pieces = [replace(p, value=p.value * 2) if isinstance(p, Claim) else p for p in told.pieces["headline"].pieces]
    return replace(told, pieces=told.pieces | {"headline": Text(tuple(pieces))})


def page_says_that_it_is_generated(told: Story) -> list[str]:
    """Rule 15: by rules, from how many figures of how many files."""
    wanted = {
        "en": r"The [\d,]+ figures? .* read from [\d,]+ files?\. This page was generated .* by rules",
        "zh": r"[\d,]+个数字读自[\d,]+个文件。本页由规则根据.*生成",
    }
    return [] if re.search(wanted[told.lang], told.plain["made"]) else [told.plain["made"]]


def lead_then_size_then_comparison_then_limits(told: Story) -> list[str]:
    """Rule 16: the sections in their order, none left out."""
    order = ["headline", "lead", "size", "focus", "others", "to_date", "price", "changed", "limits", "made"]
    return [] if list(told.plain) == order and all(told.plain.values()) else [str(list(told.plain))]


def share_changes_in_points(told: Story) -> list[str]:
    """Rule 4: a share is so many points more, never so many percent."""
    wrong = {"en": r"% (more|less|higher|lower)", "zh": r"[高低][\d.]+%"}[told.lang]
    return [s for s in every(told, "focus") if re.search(wrong, s)]


def no_sentence_twice(told: Story) -> list[str]:
    """No filler: nothing is said twice on a page, and no section is longer than ten sentences."""
    found = every(told)
    long = [name for name, words in told.plain.items() if len(sentences(words, told.lang)) > 10]
    return [s for s in found if found.count(s) > 1] + long


def sentence_is_whole(told: Story) -> list[str]:
    """No gap, no unknown, no stray mark."""
    wrong = []
    for name, words in told.plain.items():
        bad = r"  | [.,;:)]|\( |unknown(?!,|: )|\bnan\b|None|，。|，，|。。|（）|\.\.|\d\.0个(?!百分点)"
        end = {"en": ".", "zh": "。"}[told.lang]
        broken = re.search(bad, words) and name != "limits"
        wrong += [words] if broken or (name != "headline" and words[-1:] != end) else []
        wrong += [words] if told.lang == "zh" and re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", words) else []
    return wrong


def reordered(told: Story) -> Story:
    return replace(told, plain=dict(reversed(told.plain.items())))


def repeated(told: Story) -> Story:
    return replace(told, plain=told.plain | {"size": told.plain["lead"]})


# what spoils a story for a rule: a function, or a section (all where empty) with a pattern and words by language
SPOILERS: dict[Callable[[Story], list[str]], Callable[[Story], Story | None] | tuple] = {
    number_is_a_claim: typed,
    first_sentence_names_source_flow_and_reporter: (
        "lead",
        {"en": (r"(customs|simulated) figures", "data"), "zh": ("数据显示", "")},
    ),
    one_unit_in_a_sentence: (
        "lead",
        {"en": (r"(\d) t ", r"\1 t, or 900 kg, "), "zh": (r"(\d)吨", r"\1吨即2万吨")},
    ),
    percent_with_its_multiple: (
        "",
        {"en": (r", or [\d.]+ times (its|that) level|[\d.]+ times \w+'s level", ""), "zh": (r"，为其[\d.]+倍", "")},
    ),
    change_names_its_base: (
        "lead",
        {"en": (rf" (on|from) ({MONTHS})( \d{{4}})?", ""), "zh": (r"（较[^）]*）", "")},
    ),
    month_never_without_year_or_average: alone,
    low_base_is_warned_of: ("", {"en": ("starts from a low base", "holds"), "zh": ("基数偏低", "如下")}),
    rank_names_its_set: ("others", {"en": (r" among single \w+", ""), "zh": ("在单个国家和地区中", "")}),
    record_names_its_span: (
        "",
        {
            "en": (r",? (in|the first of|of) a series without gaps[^,.]*", ""),
            "zh": (r"（\d{4}年\d+月起数据连续）|（连续数据的起点）|\d{4}年\d+月起连续数据中", ""),
        },
    ),
    streak_lists_its_months: (
        "",
        {"en": (rf"(in a row, after) ({MONTHS}),? ?(and )?", r"\1 "), "zh": (r"\d+月、(\d+月环比均)", r"\1")},
    ),
    verb_fits_the_size: (
        "size",
        {
            "en": (r"(jumped|slumped|rose strongly|fell sharply|rose|fell) to|were little changed at", "moved to"),
            "zh": (r"较\d+月(大幅)?(增长|下降)|较\d+月基本持平", "变为"),
        },
    ),
    fraction_fits_its_words: misfit,
    no_word_of_cause: ("lead", {"en": (r"\.$", " due to licences."), "zh": ("。$", "，由于许可。")}),
    no_loud_word: ("size", {"en": (r"\.$", ", three times more."), "zh": ("。$", "，增长3倍。")}),
    state_is_said_in_the_sentence: (
        "lead",
        {"en": (r"provisional |final |simulated figures", ""), "zh": ("初步|最终|模拟", "")},
    ),
    headline_from_the_claims_of_the_lead: other_claim,
    page_says_that_it_is_generated: ("made", {"en": ("page was generated", "page was written"), "zh": ("规则", "")}),
    lead_then_size_then_comparison_then_limits: reordered,
    share_changes_in_points: ("focus", {"en": (" percentage points", "%"), "zh": ("个百分点", "%")}),
    no_sentence_twice: repeated,
    sentence_is_whole: ("lead", {"en": (r"\.$", " ."), "zh": ("。$", "，。")}),
}
RULES = list(SPOILERS)


def spoil(rule: Callable[[Story], list[str]], told: Story) -> Story | None:
    """The story broken for a rule; None where it says nothing that the rule is about."""
    spoiler = SPOILERS[rule]
    if not isinstance(spoiler, tuple):
        return spoiler(told)
    section, patterns = spoiler
    return told.spoiled(section, *patterns[told.lang])


PROPER = ("USD", "SIMULATED", "Lodestone", "UTC", "Esc", "Enter")  # marks and names that are the same in every language


def english_left(page: str, names: list[str]) -> list[str]:
    """Latin words on a page apart from file names, addresses and the names given."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    attributes = re.findall(r'(?:title|aria-label|data-formula|data-interval|data-source)="([^"]*)"', bare)
    bare = html.unescape(" ".join([*attributes, re.sub(r"<[^>]*>", "\n", re.sub("<wbr>|</?span[^>]*>", "", bare))]))
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    bare = re.sub(r"[\w/.-]*\.(csv|json|cff|png|xlsx)\S*", "", bare)
    return [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word not in PROPER]
