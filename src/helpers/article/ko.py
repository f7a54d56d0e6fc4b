"""Korean words. 전월 대비 and 전년 동월 대비 stand before their number; 7.6배 is 7.6 times the base."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import MIXED, read

Y = r"(?:(?P<y>20\d\d)년\s?)"
COUNTS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}
NUMBER = r"(?:\d{1,3}|두|세|네|다섯|여섯|일곱|여덟)"
UP = "증가|늘|급증|상승|뛰|확대|폭증|치솟|회복|올라|높|많"
DOWN = "감소|줄|급감|하락|떨어|축소|폭락|위축|낮|적(?=[은다었])"


def _int(text: str) -> int:
    return COUNTS.get(text) or int(read(text).value)


def _part(match: re.Match) -> tuple:
    year = int(match["y"] or 0)
    if match["q"]:
        return "span", year, 3 * int(match["q"]) - 2, 3 * int(match["q"])
    return ("span", year, 7, 12) if "하반기" in match[0] else ("span", year, 1, 6)


def _since(match: re.Match) -> tuple:
    direction = -1 if re.search("저|적|낮", match["w"]) else 1
    if match["c"]:
        return direction, "months", _int(match["c"]) * (12 if "년" in match[0] else 1)
    return direction, "since", ("month", int(match["y"] or 0), int(match["m"]))


W = "(?:가장\\s)?(?P<w>최고|최대|최저|최소|많|높|적|낮)(?:치|은)?"
PATTERNS = [
    ("date", r"(?:20\d\d년\s?)?\d{1,2}월\s?\d{1,2}일|20\d\d[-./]\d\d[-./]\d\d|\d{1,2}일(?!본)", "a day"),
    ("date", r"\d{1,2}:\d\d", "a time of day"),
    ("date", r"(?:HS\s?코드|HS)[: ]?\d{4,10}|8505\d{4}", "a code"),
    ("date", r"제\d+호|\[\d+\]", "a reference"),
    (
        "time",
        rf"{Y}?(?:올해\s)?(?P<m>1[0-2]|[1-9])월?\s?[-~∼～–](?:\s)?(?P<n>1[0-2]|[1-9])월",
        lambda m: ("span", int(m["y"] or 0), int(m["m"]), int(m["n"])),
    ),
    ("time", r"(?:지난해|작년)\s(?P<m>1[0-2]|[1-9])월", lambda m: ("month last year", int(m["m"]))),
    ("time", rf"(?:{Y}|올해\s)?(?P<m>1[0-2]|[1-9])월", lambda m: ("month", int(m["y"] or 0), int(m["m"]))),
    ("time", rf"(?:{Y}|올해\s)?(?:(?P<q>[1-4])분기|상반기|하반기)", _part),
    (
        "time",
        r"전년\s?(?:동월|동기)?\s?대비|전년\s?(?:동월|동기)|(?:지난해|작년)\s?(?:같은\s?(?:달|기간|시기)|동기|동월)|1년\s?전",
        ("rel", -12),
    ),
    ("time", r"전월\s?대비|전월|전달|한\s?달\s?전", ("rel", -1)),
    ("time", "올해\\s?들어", ("to date",)),
    ("time", "지난달", ("last month",)),
    ("time", "연간|한\\s?해\\s?동안", ("whole year",)),
    ("time", "지난해|작년", ("year of", -1)),
    ("time", "올해", ("year of", 0)),
    ("time", r"(?P<y>20\d\d)년(?:\s?(?:한\s?해|전체|연간))?", lambda m: ("year", int(m["y"]))),
    ("rank", r"선두", 1),
    ("rank", r"최대\s?(?:수출국|수출\s?대상국|시장|구매국|수입국|고객|수출지|수출처)", 1),
    ("rank", r"(?P<o>[1-9])위|(?P<p>두|세|네)\s?번째로\s?(?:큰|많)", lambda m: _int(m["o"] or m["p"])),
    ("record", rf"(?:{Y}|올해\s)?(?P<m>1[0-2]|[1-9])월\s?(?:이후|이래)\s?{W}(?P<c>)", _since),
    ("record", rf"(?P<c>{NUMBER})(?:개월|년)\s?만에\s?{W}(?P<y>)(?P<m>)", _since),
    ("record", "사상\\s?최(?:고|대)|역대\\s?최(?:고|대)", (1, "ever", 1)),
    ("record", "사상\\s?최(?:저|소)|역대\\s?최(?:저|소)", (-1, "ever", 1)),
    ("streak", rf"(?P<c>{NUMBER})\s?(?:개월|달)\s?(?:째|연속)", lambda m: _int(m["c"])),
    ("times", "두\\s?배(?:로)?", 2.0),
    ("times", "세\\s?배(?:로)?", 3.0),
    ("times", "절반|반토막", 0.5),
    ("times", "3분의\\s?1", 1 / 3),
    ("cmp", "보다|대비|비해|에서(?=\\s?[\\d약])|비교해", None),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("measure", "수출액|금액(?:\\s?기준)?", "value_usd"),
    ("measure", "물량\\s?기준|중량", "net_mass_kg"),
    ("unit value", "평균\\s?단가|단가", None),
    ("policy", "수출\\s?(?:통제|규제|허가|제한|업체|기업)", None),
    ("flow", "수출|선적|출하", "export"),
    ("flow", "수입", "import"),
    (
        "aside",
        "(?:세계|글로벌)\\s?(?:생산|공급|시장|수요)",
        ("a share of world output or of a market, which customs records do not show", "clause"),
    ),
    ("whole", "전\\s?세계|세계|전체|총수출|총\\s|합계", None),
    ("product", "희토류\\s?(?:영구\\s?)?자석|영구\\s?자석|네오디뮴\\s?자석|자석", "rare-earth-magnets"),
    ("product", "희토류", "rare-earths"),
    ("product", "갈륨|게르마늄|안티몬|흑연|리튬|텅스텐|철강|대두|자동차|반도체|디스프로슘", "other"),
    ("share", "비중|점유율|차지", None),
    ("aside", "관세|세율", ("a tariff or tax", "near")),
    ("aside", "전망|예상|예측|것으로\\s?보|계획|목표|수\\s?있", ("a forecast, plan or expectation", "clause")),
    (
        "aside",
        "생산|능력|채굴|정제|매장|재고|수요|소비",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        "주가|주식|코스피|코스닥|증시|가격|매출|이익|투자",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", "허가|승인|신청|라이선스", ("licences, applications or a survey", "clause")),
    ("it", "이는|이\\s|그\\s", None),
    ("other", "에\\s?이어", None),
    ("stop", "[,.;](?=\\s)|지만|으나|반면", None),
    ("and", "와\\s|과\\s|및|했고|하고", None),
    ("respectively", "각각", None),
]

LANGUAGE = Language(
    name="ko",
    decimal=".",
    number=rf"{MIXED}|{group(',')}(?:\.\d+)?|\d+(?:\.\d+)?",
    scales={"만": 1e4, "억": 1e8, "천": 1e3, "백만": 1e6},
    units=[
        (r"톤|t(?![A-Za-z])", "kg", 1000.0),
        (r"킬로그램|킬로|kg|㎏", "kg", 1.0),
        (r"%\s?(?:포인트|p\b)|포인트", "points", 1.0),
        (r"%|퍼센트|프로", "%", 1.0),
        (r"배", "times", 1.0),
        (r"달러", "USD", 1.0),
        (r"원", "KRW", 1.0),
        (r"유로", "EUR", 1.0),
        (r"위안", "CNY", 1.0),
    ],
    patterns=PATTERNS,
    hedges=[("(?:최소)\\s", "more"), ("(?:거의)\\s", "nearly"), ("(?:약|대략)\\s?", "about")],
    after=[
        ("\\s?(?:이상|초과|넘게|넘는)", "more"),
        ("\\s?(?:미만|이하)", "less"),
        ("\\s?(?:가량|정도|안팎)", "about"),
        ("\\s?가까이", "nearly"),
    ],
    spaced=False,
    areas=[
        ("미국|대미|미국행", "USA"),
        ("유럽연합|EU", "EUN"),
        ("독일|대독", "DEU"),
        ("일본|대일", "JPN"),
        ("한국|국내", "KOR"),
        ("베트남", "VNM"),
        ("네덜란드", "NLD"),
        ("인도(?!네)", "IND"),
        ("대만", "TWN"),
        ("홍콩", "HKG"),
        ("유럽(?!연합)", "X-EUROPE"),
    ],
    reporter="중국",
    base_first=True,
)
