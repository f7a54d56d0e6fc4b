"""From the text of an article to the claims that it prints, by grammar rules and without a model."""

import math
import re
from dataclasses import dataclass, field

from helpers import periods
from helpers.article import dates
from helpers.article.patterns import GRAMMARS, KILO, SCALE, SCALES, TONNE, WORDS, Grammar, partners
from helpers.article.text import Article, sentences

PARTS = {
    "half": 1 / 2, "two-thirds": 2 / 3, "one-third": 1 / 3, "a third": 1 / 3, "three-quarters": 3 / 4, "a quarter": 1 / 4,
    "one-quarter": 1 / 4, "a fifth": 1 / 5, "one-fifth": 1 / 5, "a tenth": 1 / 10, "one-tenth": 1 / 10,
    "一半": 1 / 2, "三分之一": 1 / 3, "三分之二": 2 / 3, "四分之一": 1 / 4, "半分": 1 / 2, "半減": 1 / 2, "3分の1": 1 / 3,
    "3分の2": 2 / 3, "4分の1": 1 / 4, "절반": 1 / 2, "3분의 1": 1 / 3, "3분의 2": 2 / 3, "4분의 1": 1 / 4,
    "die Hälfte": 1 / 2, "halb so viel": 1 / 2, "zwei Drittel": 2 / 3, "ein Drittel": 1 / 3, "ein Viertel": 1 / 4,
}  # fmt: skip
TURNS = {"doubl": 2, "twice": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "halv": 0.5, "翻": 2, "增加一倍": 2,
         "倍増": 2, "verdoppel": 2, "verdreifach": 3, "vervierfach": 4, "halbier": 0.5}  # fmt: skip
LOOSE = re.compile(
    r"(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|just (?:over|under|above|below)|more than|over|"
    r"less than|under|at least|up to|a little (?:over|under)|slightly (?:more|less) than|rund|etwa|fast|knapp|mehr als|über|"
    r"gut|约|近|超过|逾|超|约为|大约|約|およそ|ほぼ|약|거의|~|≈)(?: (?:a|an|to))? ?$",
    re.IGNORECASE,
)
LIFT = re.compile(r"more than|over|above|at least|mehr als|über|gut|slightly more|超|逾", re.IGNORECASE)
ALIEN = re.compile(r"percentage points?|basis points|个百分点|ポイント|포인트|Prozentpunkt", re.IGNORECASE)
OTHER_REPORTER = re.compile(
    r"\b(?:(?:US|U\.S\.|Korean?|Japanese?|Japan's|EU|Eurostat|Indian?|German|Census|Vietnamese?)(?: Bureau)? (?:customs|trade) data|"
    r"Eurostat|US Census Bureau|Korea International Trade Association|Ministry of Finance data)\b"
)


@dataclass
class Claim:
    """A number that an article prints, with what it is said to be. Masses in kg, money in its currency."""

    start: int
    end: int
    text: str
    sentence: str
    kind: str = "level"
    partner: str = "WLD"
    flow: str = "export"
    product: str = "magnet"
    period: str = ""
    base: str = ""
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    unit: str = ""
    loose: bool = False
    reason: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def checkable(self) -> bool:
        """Whether it is a statement about the trade that the panel could hold."""
        return not self.reason


@dataclass
class Context:
    """What an article has spoken of so far."""

    published: str
    lang: str
    period: str
    partner: str = "WLD"
    product: str = ""
    step: int = 0
    span: str = ""


def extract(article: Article, published: str) -> list[Claim]:
    """Every number in an article that has a unit or the form of a comparison.

    Args:
        article: as ``text.read`` gives it.
        published: day of publication, which tells what "last month" is.

    Returns:
        Claims in the order of the text; those that cannot be checked carry the reason.

    Example:
        >>> claim = extract(Article("Magnet exports to the US rose 660% in June from May."), "2025-07-21")[0]
        >>> claim.kind, claim.partner, claim.period, claim.base, claim.value
        ('mom_pct', 'USA', '2025-06', '2025-05', 660.0)
    """
    period = periods.shift(published[:7], -1)
    for match in dates.find(article.text[:3000], article.lang, published, period):
        if match.period and not match.base and "/" not in match.period:
            period = match.period
            break
    context = Context(published, article.lang, period)
    found: list[Claim] = []
    for start, end in sentences(article.text):
        found += Sentence(article.text[start:end], start, context).claims()
    return found


def _num(text: str, lang: str) -> float:
    text = text.strip()
    if text.lower() in WORDS:
        return float(WORDS[text.lower()])
    text = re.sub(r"[. ]", "", text).replace(",", ".") if lang == "de" else re.sub(r"[, \u202f]", "", text)
    return float(text)


def _digits(text: str, lang: str) -> int:
    """Decimals that a number is printed with."""
    _, point, tail = text.strip().rpartition("," if lang == "de" else ".")
    return len(tail) if point else 0


class Sentence:
    """One sentence with its numbers, periods and partners."""

    def __init__(self, text: str, offset: int, context: Context) -> None:
        self.text, self.offset, self.context = text, offset, context
        self.lang = context.lang
        self.grammar: Grammar = GRAMMARS[self.lang]
        self.whens = dates.find(text, self.lang, context.published, context.period)
        pattern, names = partners(self.lang)
        self.places = [(m.start(), m.end(), names[m[0]]) for m in pattern.finditer(text)]
        self.places += [(m.start(), m.end(), "WLD") for m in re.finditer(self.grammar.world, text)]
        self.places.sort()
        self.found: list[Claim] = []

    def claims(self) -> list[Claim]:
        """Claims of the sentence, resolved, in order; the context moves on."""
        for find in (self._masses, self._percents, self._streaks, self._times, self._ranks, self._extremes):
            for claim in find():
                if not any(claim.start < other.end and other.start < claim.end for other in self.found):
                    self.found.append(claim)
        self.found.sort(key=lambda claim: claim.start)
        self._product()
        for claim in self.found:
            self._resolve(claim)
        self._remember()
        for claim in self.found:
            claim.start, claim.end = claim.start + self.offset, claim.end + self.offset
        return self.found

    # --- numbers -------------------------------------------------------------------------------------------------------

    def _claim(self, match_start: int, match_end: int, **parts) -> Claim:
        return Claim(match_start, match_end, self.text[match_start:match_end], self.text.strip(), **parts)

    def _loosened(self, claim: Claim, half: float) -> Claim:
        """Interval of a printed number: half its last digit, wider after "about" and the like."""
        lead = LOOSE.search(self.text[max(0, claim.start - 24) : claim.start])
        claim.low, claim.high = claim.value - half, claim.value + half
        if lead:
            claim.loose = True
            wide = max(half, 0.1 * abs(claim.value))
            up = bool(LIFT.search(lead[0]))
            claim.low = claim.value - (half if up else wide)
            claim.high = claim.value + ((0.5 if claim.unit == "times" else 0.15) * abs(claim.value) if up else wide)
        return claim

    def _masses(self):
        number = self.grammar.number
        mass = rf"(?P<n>{number})[ -]?(?P<s>{SCALE})? ?(?:(?P<t>{TONNE})|(?P<k>{KILO}))"
        for m in re.finditer(mass, self.text):
            if self.lang == "en" and re.match(r"\w", self.text[m.end() : m.end() + 1]):
                continue
            factor = SCALES.get((m["s"] or "").lower(), 1.0) * (1000 if m["t"] else 1)
            value = _num(m["n"], self.lang)
            claim = self._claim(m.start(), m.end(), value=value * factor, unit="kg")
            yield self._loosened(claim, 0.5 * 10.0 ** -_digits(m["n"], self.lang) * factor)
        words = r"(?P<c>(?:US)?\$|€|£|US dollars? )" if self.lang in ("en", "de") else r"(?P<c>\$)"
        money = rf"{words} ?(?P<n>{number}) ?(?P<s>thousand|million|billion|mn|bn|m\b|b\b)?(?P<per> ?(?:per|/|a) ?(?:kg|kilo\w*|tonne|ton|metric ton|t\b))?"
        after = rf"(?P<n>{number}) ?(?P<s>{SCALE})? ?(?P<c>美元|ドル|달러|(?:US-)?Dollar|US dollars?|dollars?|euros?|yuan|元|円|원)(?P<per>每?/?(?:公斤|千克|kg))?"
        for pattern in (money, after):
            for m in re.finditer(pattern, self.text):
                factor = SCALES.get((m["s"] or "").lower(), 1.0)
                claim = self._claim(
                    m.start(), m.end(), value=_num(m["n"], self.lang) * factor, unit="USD", kind="value"
                )
                if not re.search(r"\$|dollar|美元|ドル|달러", m["c"], re.IGNORECASE):
                    claim.reason = "money in a currency that the panel does not hold"
                if m["per"]:
                    per_tonne = 0.001 if re.search(r"ton|t\b", m["per"]) else 1.0
                    factor, claim.value, claim.kind, claim.unit = (
                        factor * per_tonne,
                        claim.value * per_tonne,
                        "unit_value",
                        "USD/kg",
                    )
                yield self._loosened(claim, 0.5 * 10.0 ** -_digits(m["n"], self.lang) * factor)

    def _percents(self):
        # a sign belongs to the number, a dash between words does not
        for m in re.finditer(
            rf"(?P<sign>(?<!\w)[-−–+](?=\d))?(?P<n>{self.grammar.number}){self.grammar.percent}", self.text
        ):
            value = _num(m["n"], self.lang)
            claim = self._claim(m.start(), m.end(), value=value, unit="%", kind="change")
            if ALIEN.match(self.text[m.start("n") + len(m["n"]) :].lstrip()) or ALIEN.search(m[0]):
                claim.reason = "a difference in percentage points"
            self._loosened(claim, 0.5 * 10.0 ** -_digits(m["n"], self.lang))
            claim.notes = [m["sign"] or ""]
            yield claim

    def _times(self):
        for m in re.finditer(self.grammar.times, self.text):
            groups = m.groupdict()
            if any(when.start < m.end() and m.start() < when.end for when in self.whens):
                continue  # "the first half" is a period
            claim = self._claim(m.start(), m.end(), unit="times", kind="multiple")
            if word := groups.get("word"):
                claim.value = next(value for stem, value in TURNS.items() if word.lower().startswith(stem))
                half = 0.1 * claim.value
            elif part := groups.get("part"):
                claim.value, claim.loose = (
                    PARTS[part.replace(" thirds", "-thirds").replace("one ", "one-").replace("three ", "three-")],
                    True,
                )
                half = 0.1 * claim.value
            elif groups.get("fold"):
                number = re.split(r"[ -]?fold|[ -]?fach", m[0])[0]
                claim.value, claim.notes = _num(number, self.lang), ["fold"]
                half = 0.5 * 10.0 ** -_digits(number, self.lang)
            else:
                claim.value = _num(groups["n"], self.lang)
                half = 0.5 * 10.0 ** -_digits(groups["n"], self.lang)
                lead = self.text[max(0, m.start() - 4) : m.start()]
                if groups.get("more") or (
                    self.lang == "zh" and re.search(r"(?:增长|增加|上升|激增|增)(?:了|近|约)?$", lead)
                ):
                    claim.notes = ["more"]
            yield self._loosened(claim, half)

    def _ranks(self):
        for m in re.finditer(self.grammar.rank, self.text, re.IGNORECASE):
            words = [word for name, word in m.groupdict().items() if name.startswith("ord") and word]
            word = re.sub(r"No\. ?|number ", "", words[0]).lower() if words else ""
            word = {"2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}.get(word, word)
            place = float(WORDS.get(word) or (word if word.isdigit() else 1))
            if self.lang == "en" and not words and m[0].lower().startswith(("main", "leading")):
                continue
            claim = self._claim(m.start(), m.end(), kind="rank", unit="rank", value=place, low=place, high=place)
            if re.search(r"\b(?:world's|world’s|globe's) (?:\w+ )?$", self.text[max(0, m.start() - 24) : m.start()]):
                claim.reason = "a place in the world, not among China's destinations"
            yield claim

    def _extremes(self):
        for m in re.finditer(self.grammar.extreme, self.text):
            groups = m.groupdict()
            low = re.search(r"low|least|small|weak|few|低|少|최저|최소|niedrig|gering", groups["hi"])
            claim = self._claim(m.start(), m.end(), kind="extreme", unit="since", value=1, low=1, high=1)
            claim.notes = ["lowest" if low else "highest"]
            if groups.get("since"):
                year, month = re.findall(r"\d+", groups["since"])[:2]
                claim.base = f"{year}-{int(month):02d}"
            elif groups.get("ever"):
                claim.reason = "a record without the span that it holds for"
            elif groups.get("num"):
                count = WORDS.get(groups["num"], 0) or (int(groups["num"]) if groups["num"].isdigit() else 0)
                claim.base = f"-{count * (12 if groups['unit'] == 'years' else 1)}" if count else ""
            yield claim

    def _streaks(self):
        if self.lang != "en":
            return
        pattern = r"\b(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:straight|consecutive|successive) (?:month|monthly)\b|\b(?P<n2>second|third|fourth|fifth|sixth) month (?:in a row|running)\b"
        for m in re.finditer(pattern, self.text):
            count = float(WORDS[m["n"] or m["n2"]])
            yield self._claim(m.start(), m.end(), kind="streak", unit="months", value=count, low=count, high=count)

    # --- what a number is about ----------------------------------------------------------------------------------------

    def _product(self) -> None:
        magnet = re.search(self.grammar.magnet, self.text, re.IGNORECASE)
        earth = re.search(self.grammar.rare_earth, self.text, re.IGNORECASE)
        if magnet:
            self.context.product = "magnet"
        elif earth and re.search(self.grammar.exports + "|" + self.grammar.imports, self.text, re.IGNORECASE):
            self.context.product = "rare-earth" if self.context.product in ("", "rare-earth") else self.context.product

    def _clause(self, claim: Claim) -> tuple[int, int]:
        """The part of the sentence around a claim, to the next claims of its own kind."""
        left = max([0, *(other.end for other in self.found if other.end <= claim.start)])
        right = min([len(self.text), *(other.start for other in self.found if other.start >= claim.end)])
        return left, right

    def _resolve(self, claim: Claim) -> None:
        claim.product = self.context.product or "magnet"
        left, right = self._clause(claim)
        claim.partner = self._partner(claim)
        if claim.kind == "change":
            self._change(claim, left, right)
        elif claim.kind == "multiple":
            self._multiple(claim, right)
        elif claim.kind in ("level", "value", "unit_value"):
            self._level(claim, right)
        else:
            claim.period = self._period(claim)
        if claim.kind == "extreme" and not claim.reason:
            self._record(claim)
        self._flow(claim)
        if not claim.reason:
            claim.reason = self._why_not(claim)

    def _record(self, claim: Claim) -> None:
        if "/" in claim.period:
            claim.period = self.context.period
        after = next(
            (when for when in self.whens if when.end > claim.end - 6 and when.start >= claim.start - 2 and when.period),
            None,
        )
        if claim.base.startswith("-"):
            claim.base = periods.shift(claim.period, int(claim.base))
        elif not claim.base and after:
            claim.base = after.period.split("/")[0]
            earlier = [
                when for when in self.whens if when.end <= claim.start and when.period and "/" not in when.period
            ]
            claim.period = earlier[-1].period if earlier else self.context.period
        if not claim.base:
            claim.reason = "a record without the month since which it holds"

    def _partner(self, claim: Claim) -> str:
        excluded = r"(?:after|behind|only to|followed by|ahead of|overtaking|than|unlike|except|excluding) (?:the )?$"
        places = [
            p
            for p in self.places
            if not (self.lang == "en" and re.search(excluded, self.text[max(0, p[0] - 20) : p[0]]))
        ]
        following = [p for p in places if p[0] >= claim.end]
        if following and self.lang in ("en", "de") and claim.kind != "rank":
            gap = self.text[claim.end : following[0][0]]
            if re.fullmatch(
                r"[^,;:.\d]{0,60}\b(?:to|into|for|bound for|in|nach|in die|by|worth to) (?:the |die |den )?", gap
            ) and not re.search(r"\b(?:from|compared|while|and|but|gegenüber|und)\b", gap):
                return following[0][2]
        before = [p for p in places if p[1] <= claim.start]
        if claim.kind == "rank" and following and self.lang == "en":
            gap = self.text[claim.end : following[0][0]]
            if re.fullmatch(
                r"[\w '’-]{0,90}?[ ,–:-]{0,3}(?:\bwas|\bwere|\bis|\bremained|\bbeing|,|:|–)? ?(?:the )?",
                gap,
            ) and (not before or re.search(r"[Tt]he (?:single )?$", self.text[: claim.start])):
                return following[0][2]
        if before:
            return before[-1][2]
        if re.search(self.grammar.exports, self.text[: claim.start]) and self.lang in ("en", "de"):
            others = following and re.search(r"[,;]|\bwhile\b", self.text[claim.end : following[0][0]])
            between = following and any(claim.end <= other.start < following[0][0] for other in self.found)
            if (
                following
                and not others
                and not between
                and re.search(r"\bto (?:the )?$|nach $|in die $", self.text[: following[0][0]])
            ):
                return following[0][2]
            if not re.match(r"\s*(?:The (?:figure|volume|amount|total|month)|That|This|It|They|Those)\b", self.text):
                return "WLD"
        return (
            following[0][2]
            if following and claim.kind != "rank" and self.lang not in ("en", "de")
            else self.context.partner
        )

    def _period(self, claim: Claim, avoid: object = None) -> str:
        """The period that a claim speaks of: named right after it, before it, or by the sentences before."""
        mine = [when for when in self.whens if when.period and not when.base and when is not avoid]
        after = [when for when in mine if when.start >= claim.end]
        before = [when for when in mine if when.end <= claim.start]
        if after:
            gap = self.text[claim.end : after[0].start]
            crossing = any(claim.end <= other.start < after[0].start for other in self.found)
            if len(gap) < 60 and not crossing and not re.search(r"[,;，；、]|\b(?:since|after|before|when)\b", gap):
                return after[0].period
        if before:
            return before[-1].period
        if re.match(r"\s*(?:Of (?:that|this|these|which|the total)|其中|このうち|うち|이 ?중|Davon)", self.text):
            return self.context.span or self.context.period
        return after[0].period if after else self.context.period

    def _base_after(self, claim: Claim, right: int):
        """The period that a comparison names after its number: "660% from 46 t in May"."""
        tail = self.text[claim.end :]
        stop = re.search(r"[;；]| while | whereas | but ", tail)
        limit = claim.end + (stop.start() if stop else len(tail))
        others = [
            o.start
            for o in self.found
            if o.start >= claim.end and (o.kind in ("change", "multiple", "rank") or o.unit == "%")
        ]
        limit = min([limit, *others])
        return next(
            (when for when in self.whens if claim.end - 1 <= when.start < limit and self._compares(when, claim)), None
        )

    def _compares(self, when, claim: Claim) -> bool:
        if when.base:
            return True
        gap = self.text[claim.end : when.start]
        return (
            self.lang == "en"
            and len(gap) < 60
            and bool(
                re.match(r"[\w ,-]{0,30}?\b(?:from|compared (?:with|to)|versus|than|against|over)\b(?! [A-Z])", gap)
            )
        )

    def _base(self, claim: Claim, right: int):
        left = max([0, *(o.end for o in self.found if o.end <= claim.start and o.unit == "%")])
        before = [when for when in self.whens if left <= when.start < claim.start and when.base]
        after = self._base_after(claim, right)
        if self.grammar.before and before:
            return before[-1]
        return after or (before[-1] if before else None)

    def _change(self, claim: Claim, left: int, right: int) -> None:
        sign = claim.notes[0]
        claim.notes = []
        if self._is_share(claim, left, right) or self._follows_share(claim):
            claim.kind, claim.period, claim.base = "share_pct", self._period(claim), "WLD"
            return
        direction = {"-": -1, "−": -1, "+": 1}.get(sign, 0) or self._direction(claim, left, right)
        if not direction:
            claim.kind, claim.reason = "pct", "a percentage that is neither a change nor a share of the trade"
            claim.period = self._period(claim)
            return
        base = self._base(claim, right)
        claim.low, claim.value, claim.high = sorted(
            [claim.low * direction, claim.value * direction, claim.high * direction]
        )
        claim.period = self._period(claim, base)
        if base is None:
            claim.kind = "change"
        elif base.step:
            claim.base = periods.shift(claim.period, base.step)
        else:
            claim.base = base.period
        if claim.base:
            claim.kind = self._kind(claim)
            self.context.step = {"mom_pct": -1, "yoy_pct": -12}.get(claim.kind, self.context.step)

    def _kind(self, claim: Claim) -> str:
        if claim.base == periods.shift(claim.period, -12):
            return "ytd_yoy_pct" if "/" in claim.period else "yoy_pct"
        return "mom_pct" if claim.base == periods.shift(claim.period, -1) else "pct_vs_month"

    def _is_share(self, claim: Claim, left: int, right: int) -> bool:
        before, after = (
            self.text[max(left, claim.start - 60) : claim.start],
            self.text[claim.end : min(right, claim.end + 60)],
        )
        share = self.grammar.share
        if self.lang == "en":
            total = r"^ (?:share )?of (?:all|the total|total|China's|China’s|its|overall|the country's|these|those|global|world|shipments|exports|magnet)|^ share\b|^ market share"
            return bool(
                re.search(
                    r"\b(?:share|account\w{0,4} for|ma[dk]\w{1,3} up|represent\w{0,4}|took|taking|proportion|compris\w{1,3})\b[\w ,]{0,30}$",
                    before,
                )
                or re.search(total, after)
            )
        return bool(
            re.search(share + r"[^，。、,]{0,14}$", before) or re.search(r"^[^，。、,]{0,10}(?:" + share + ")", after)
        )

    def _follows_share(self, claim: Claim) -> bool:
        """Whether a share was named just before: "21.8% to Germany, and the US for 9.6%"."""
        earlier = [other for other in self.found if other.end <= claim.start]
        if not earlier or earlier[-1].kind != "share_pct":
            return False
        gap = self.text[earlier[-1].end : claim.start]
        return len(gap) < 60 and not re.search(self.grammar.up + "|" + self.grammar.down, gap)

    def _direction(self, claim: Claim, left: int, right: int) -> int:
        """+1 or -1 by the nearest word of rise or fall before the number, or right after it."""
        after = self.text[claim.end : min(right, claim.end + 40)]
        before = self.text[max(left, claim.start - 80) : claim.start]
        after = re.split(r"[,;，；、。]| and ", after)[0]
        flags = 0 if self.lang == "de" else re.IGNORECASE
        prior = [
            (m.end(), sign)
            for sign, p in ((1, self.grammar.up), (-1, self.grammar.down))
            for m in re.finditer(p, before, flags)
        ]
        later = [
            (m.start(), sign)
            for sign, p in ((1, self.grammar.up), (-1, self.grammar.down))
            for m in re.finditer(p, after, flags)
        ]
        if later and (
            self.lang in ("ja", "ko")
            or min(later)[0] <= 3
            or not prior
            or re.match(r"[ -](?:\w+[ -]){0,3}$", after[: min(later)[0]])
        ):
            return min(later)[1]
        return max(prior)[1] if prior else min(later)[1] if later else 0

    def _multiple(self, claim: Claim, right: int) -> None:
        base = self._base(claim, right)
        tail = self.text[claim.end : claim.end + 60]
        claim.period = self._period(claim, base)
        if claim.text.lower().startswith(tuple(PARTS)) and re.match(
            r" of (?:all|the total|China|its (?:total|overall|exports|shipments)|overall|total|exports|shipments)", tail
        ):
            claim.kind, claim.unit, claim.base = "share_pct", "%", "WLD"
            claim.value, claim.low, claim.high = claim.value * 100, claim.low * 100, claim.high * 100
            return
        if base:
            claim.base = periods.shift(claim.period, base.step) if base.step else base.period
            return
        owner = next((w for w in self.whens if w.period and w.start >= claim.end and w.start - claim.end < 40), None)
        if (
            owner
            and re.search(r"\b(?:of|the|what|in|level|volume|as)\b", self.text[claim.end : owner.start])
            and owner.period != claim.period
        ):
            claim.base = owner.period
        elif self.context.step:
            claim.base = periods.shift(claim.period, self.context.step)
            claim.notes.append("base taken from the sentence before")

    def _level(self, claim: Claim, right: int) -> None:
        claim.period = self._period(claim)
        lead = self.text[max(0, claim.start - 44) : claim.start]
        if re.search(
            r"\b(?:from|compared (?:with|to)|versus|vs\.?|against|than|down from|up from|gegenüber|nach|von)(?: (?:just|only|about|around|a|the|some|nearly|low|of|\w+ low of|nur)){0,4} ?$",
            lead,
        ):
            after = [when for when in self.whens if claim.end <= when.start < claim.end + 50]
            if after and not re.search(r"[;]", self.text[claim.end : after[0].start]):
                when = after[0]
                claim.period = periods.shift(self._period_main(claim), when.step) if when.step else when.period
                return
            stepped = [when for when in self.whens if when.base and when.end <= claim.start]
            if stepped:
                when = stepped[-1]
                claim.period = periods.shift(self._period_main(claim), when.step) if when.step else when.period
                return
            claim.period = periods.shift(self._period_main(claim), -1)
            claim.notes.append("read as the month before, which the sentence does not name")
        after = [when for when in self.whens if claim.end <= when.start < claim.end + 12 and when.step]
        if after and re.fullmatch(r"[ (]{0,2}", self.text[claim.end : after[0].start]):
            claim.period = periods.shift(self._period_main(claim), after[0].step)
        if self.lang in ("zh", "ja", "ko"):
            stepped = [
                w
                for w in self.whens
                if w.step
                and w.end <= claim.start
                and re.fullmatch(r"(?:的|の|は|의|은|는| |为)?", self.text[w.end : claim.start])
            ]
            if stepped:
                claim.period = periods.shift(self._period_main(claim), stepped[-1].step)

    def _period_main(self, claim: Claim) -> str:
        mine = [when for when in self.whens if when.period and not when.base and when.end <= claim.start]
        return mine[-1].period if mine else self.context.period

    def _flow(self, claim: Claim) -> None:
        """Which side the sentence says: exports of China, or imports of the partner."""
        found = [(abs(m.start() - claim.start), flow) for flow, p in (("export", self.grammar.exports), ("import", self.grammar.imports))
                 for m in re.finditer(p, self.text, re.IGNORECASE)]  # fmt: skip
        found = [
            item
            for item in found
            if not (
                item[1] == "import"
                and re.search(r"importers?\b", self.text)
                and not re.search(r"\bimport(?!er)", self.text)
            )
        ]
        claim.flow = min(found)[1] if found else "export"
        if claim.kind == "rank" and not re.search(r"\bimports?\b|\bimported\b", self.text):
            claim.flow = "export"

    def _why_not(self, claim: Claim) -> str:
        left, right = max(0, claim.start - 90), min(len(self.text), claim.end + 60)
        near = self.text[left:right]
        flags = 0 if self.lang == "de" else re.IGNORECASE
        trade = re.search(self.grammar.exports + "|" + self.grammar.imports, self.text, flags)
        magnet = re.search(self.grammar.magnet, near, flags)
        if re.search(self.grammar.forecast, near, flags):
            return "a forecast or plan"
        if OTHER_REPORTER.search(self.text):
            return "figures of another customs service"
        other = re.search(self.grammar.other, near, flags)
        if other and not (trade and magnet):
            return f"about something else: {other[0]}"
        if other and other[0].lower() in ("capacity", "output", "reserves", "产能", "产量") and not trade:
            return f"about something else: {other[0]}"
        if claim.kind in ("value", "unit_value") and not (trade or magnet or re.search(r"worth|valued", near)):
            return "money that is not said to be trade in the product"
        if not self.context.product and not trade:
            return "no trade in the product is spoken of"
        if claim.kind == "multiple" and not claim.base and not trade:
            return "a multiple that names no base"
        if claim.kind == "rank" and not claim.partner:
            return "a place without a partner"
        return ""

    def _remember(self) -> None:
        main = [when.period for when in self.whens if when.period and not when.base and "/" not in when.period]
        if self.found and main:
            known = [period for period in main if period <= self.context.published[:7]]
            self.context.period = max(known, default=main[0])
        if self.found:
            self.context.partner, self.context.span = self.found[-1].partner, self.found[-1].period
        elif self.places and re.search(self.grammar.exports, self.text):
            self.context.partner = self.places[-1][2]
