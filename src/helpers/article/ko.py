"""Korean words. 전월 대비 and 전년 동월 대비 stand before their number; 7.6배 is 7.6 times the base."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import MIXED, read

Y = r"(?:(?P<y>20\d\d)년\s?)"
COUNTS = {"두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
COUNTS |= {"한": 1, "첫": 1, "이": 2, "삼": 3, "사": 4, "오": 5}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)})"
UP = "증가|늘|급증|상승|뛰|확대|폭증|치솟|회복|올라|오른|높|많|웃돌|웃돈|상회|반등|불어|넘어서|급등|신장|성장|증대|↑"
DOWN = "감소|줄|급감|하락|떨어|축소|폭락|위축|낮|적(?=[은다었게고지])|밑돌|밑돈|하회|못\\s?미[치친쳤]|뒷걸음|내려|내린|쪼그라|모자[라랐란]|빠[졌진지]|깎|추락|곤두박질|↓"
YEAR = r"(?:20\d\d년\s?|올해\s?|올\s|(?:지난해|작년)\s?)"


def _int(text: str) -> int:
    return COUNTS.get(text) or int(read(text).value)


def _year(match: re.Match) -> int:
    """The year of a month or span as it is written; -1 for the last one, 0 where it goes without saying."""
    return int(match["y"]) if match["y"] else -1 if re.match("지난해|작년", match[0]) else 0


def _fraction(match: re.Match) -> float:
    return _int(match["n"]) / _int(match["d"])


def _part(match: re.Match) -> tuple:
    year = _year(match)
    if match["q"]:
        return "span", year, 3 * int(match["q"]) - 2, 3 * int(match["q"])
    return ("span", year, 7, 12) if "하반기" in match[0] else ("span", year, 1, 6)


def _since(match: re.Match) -> tuple:
    direction = -1 if re.search("저|적|낮", match["w"]) else 1
    if match["c"]:
        months = 6 if match["c"] == "반" else _int(match["c"]) * (12 if "년" in match[0] else 1)
        return direction, "months", months
    if not match["m"]:
        return direction, "since", None  # the month stands before the bracket: "9月(420吨)以来"
    return direction, "since", ("month", int(match["y"] or 0), int(match["m"]))


W = r"(?:(?:월간|월별|월)\s(?:기준\s?)?)?(?:가장\s)?(?P<w>최고|최대|최저|최소|최다|많|높|적|낮|작|큰)(?:[치은았었다]|\s?(?:수준|물량|규모|양|기록|실적|수치))*"
SINCE = r"(?:이후|이래)(?:로)?(?:\s(?:약\s)?(?:\d{1,2}년\s?)?(?:\d{1,2}개월\s?)?(?:여\s?)?만에)?\s?"
PATTERNS = [
    ("date", r"(?:20\d\d년\s?)?\d{1,2}월\s?\d{1,2}일|20\d\d[-./]\d\d[-./]\d\d|\d{1,2}일(?!본)", "a day"),
    ("date", r"\d{1,2}:\d\d", "a time of day"),
    ("date", r"(?:HS\s?코드|HS)[: ]?\d{4,10}|8505\d{4}", "a code"),
    ("date", r"제\d+호|\[\d+\]", "a reference"),
    ("date", rf"(?:{YEAR})?(?:1[0-2]|[1-9])월\s?(?:이후|이래)(?=\s(?:처음|첫|계속|줄곧)|,)", "a month since when"),
    ("date", r"1\s?(?:㎏|kg|킬로(?:그램)?|톤|t)\s?(?:당|에)(?=\s)", "a unit of weight"),
    (
        "time",
        rf"(?:{Y}|{YEAR})?(?P<m>1[0-2]|[1-9])월?\s?[-~∼～–]\s?(?P<n>1[0-2]|[1-9])월",
        lambda m: ("span", _year(m), int(m["m"]), int(m["n"])),
    ),
    (
        "time",
        rf"(?:{Y}|{YEAR})?(?P<m>1[0-2]|[1-9])월부터\s(?P<n>1[0-2]|[1-9])월까지",
        lambda m: ("span", _year(m), int(m["m"]), int(m["n"])),
    ),
    (
        "time",
        r"(?:올해?\s?(?:들어\s)?)?(?P<n>1[0-2]|[1-9])월까지(?:(?:의)?\s?(?:누적|누계)|(?=\s[\d중]))|(?:올해?|올해\s들어)\s(?:(?:들어)\s)?(?P<k>1[0-2]|[1-9])월까지",
        lambda m: ("span", 0, 1, int(m["n"] or m["k"])),
    ),
    ("time", r"(?:지난해|작년|전년)\s?(?P<m>1[0-2]|[1-9])월", lambda m: ("month last year", int(m["m"]))),
    (
        "time",
        rf"(?:{Y}|올해\s?|올\s|지난\s)?(?P<m>1[0-2]|[1-9])월(?:분|치)?",
        lambda m: ("month", int(m["y"] or 0), int(m["m"])),
    ),
    ("time", rf"(?:{Y}|{YEAR})?(?:(?P<q>[1-4])(?:∙|·)?분기|상반기(?P<h>)|하반기)", _part),
    (
        "time",
        r"(?:전년|(?:바로\s)?전(?:\s|\s?)해|직전\s?해|(?:지난해|작년)(?:\s(?:의\s)?(?:같은|동일)))\s?(?:같은\s?)?(?:동월|동기|달|기간|시기)?(?:\s?대비)?|"
        r"(?:지난해|작년)\s?(?:동기|동월|이맘때)(?:\s?대비)?|(?:1|일|한\s?)년\s(?:전|새|사이|만에)(?:\s?(?:같은|동일)\s?(?:달|기간|시기))?(?!\s?(?:최|가장))",
        ("rel", -12),
    ),
    (
        "time",
        r"전월(?:\s?대비)?|전달|(?:바로\s|그\s)?(?:직|앞)?(?:전|앞)\s?달|(?:한|1)\s?(?:달|개월)\s?(?:전|새|사이|만에)(?!\s?(?:최|가장))",
        ("rel", -1),
    ),
    ("time", r"(?:직)?전\s?분기(?:\s?대비)?", ("rel", -3)),
    ("time", r"올해?\s?들어|연초\s?이후", ("to date",)),
    ("time", "지난달", ("last month",)),
    ("time", "(?<!해 )(?<!년 )같은\\s?달|그달|당월", ("that month",)),
    ("time", r"연간|한\s?해\s?동안|(?<!\d년\s)한\s?해\s?전체", ("whole year",)),
    ("time", rf"{Y}(?:\s?연간)?\s?월\s?평균(?:치)?", lambda m: ("mean", int(m["y"]))),
    ("mean", r"월\s?평균|매달\s?평균|한\s?달\s?평균", None),
    (
        "time",
        r"(?P<c>[2-9]|1[01]|두|세|석|네|넉|다섯|여섯)\s?(?:개월|달)\s?(?:전(?!망|국)|만에|새|사이에?)(?!\s?(?:최|가장|월간|처음|다시|감소|증가|반등))",
        lambda m: ("rel", -_int(m["c"])),
    ),
    ("time", r"(?:지난해|작년|전년)\s?월\s?평균(?:치)?", ("mean last year",)),
    ("time", "재작년|지지난해", ("year of", -2)),
    ("time", r"(?:지난해|작년)(?:\s(?:한\s?해|연간|전체))?", ("year of", -1)),
    ("time", "올해", ("year of", 0)),
    ("time", r"(?P<y>20\d\d)년(?:\s?(?:한\s?해|전체|연간))?", lambda m: ("year", int(m["y"]))),
    ("trail", r"(?:그\s?)?뒤를\s?이[었어으]|(?<=\s)순(?=이었|으로|이다|이며|[.,])", None),
    ("rank", r"선두|(?<!가운데\s)최상위", 1),
    (
        "rank",
        r"(?:최대|제1의?|가장\s큰)\s?(?:단일\s)?(?:수출국|수출\s?대상국|수출\s?시장|시장|구매국|수입국|고객|수출지|수출처|구매자|바이어|도착지|행선지)",
        1,
    ),
    (
        "rank",
        r"(?P<o>[1-9])(?:위|대\s(?:수출|시장|구매|수입))|(?P<p>두|세|네|다섯|여섯)\s?(?:번째|번쨰)로\s?(?:큰|많)(?!은\s?(?:월|달|규모의\s월))",
        lambda m: _int(m["o"] or m["p"]),
    ),
    ("record", rf"(?:{Y}|{YEAR})?(?P<m>1[0-2]|[1-9])월\s?{SINCE}{W}(?P<c>)", _since),
    ("record", rf"(?<=[)톤t])\s?{SINCE}{W}(?P<y>)(?P<m>)(?P<c>)", _since),
    ("record", rf"(?P<c>{NUMBER}|반)\s?(?:개월|달|년)\s?(?:만에|만의|사이|새|내)\s?{W}(?P<y>)(?P<m>)", _since),
    (
        "record",
        r"(?:올해?\s?들어|올해|연중|연내|(?P<y>20\d\d)년(?:\s한\s?해)?(?:\s?들어)?|(?:지난해|작년)(?:\s한\s?해를\s통틀어|\s한\s?해|\s?들어)?)\s?(?:(?P<n>두|세|네|다섯)\s?번째로\s?|가장\s?)?(?:월간\s)?(?P<w>최고|최대|최저|최소|최다|많|높|적|낮)(?:[치은았었]|\s?(?:수준|물량|규모|양|기록|달))*",
        lambda m: (
            -1 if re.search("저|소|적|낮", m["w"]) else 1,
            "nth of year",
            (_int(m["n"]) if m["n"] else 1, _year(m) if m["y"] else 0),
        ),
    ),
    (
        "record",
        rf"{Y}\s?{SINCE}{W}",
        lambda m: (-1 if re.search("저|소|적|낮", m["w"]) else 1, "since year", int(m["y"])),
    ),
    (
        "record",
        r"(?:사상|역대)\s?(?P<n>두|세|네)\s?번째로\s?(?:많|높)(?:은)?(?:\s?(?:수준|물량|규모|양))?",
        lambda m: (1, "ever", _int(m["n"])),
    ),
    (
        "record",
        "(?:사상|역대|통계\\s?작성\\s?이래)\\s?(?:최(?:고|대|다)(?:치)?|가장\\s?[많높][가-힣]*)",
        (1, "ever", 1),
    ),
    ("record", r"(?P<n>두|세|네)\s?번째로\s?(?:많은|큰)\s?(?:월간|월별|월|달)", lambda m: (1, "ever", _int(m["n"]))),
    ("record", "(?:사상|역대|통계\\s?작성\\s?이래)\\s?최(?:저|소)(?:치)?", (-1, "ever", 1)),
    (
        "rank",
        r"가장\s?많이\s?(?:사\s?[가간들]|들여온|수입한)[가-힣 ]{0,4}(?:나라|국가|곳)|(?:물량이\s)?가장\s?(?:많(?:았|은|이)|컸)",
        1,
    ),
    (
        "rank",
        r"(?P<p>두|세|네|다섯|여섯)\s?번째(?=[였이다로를,. ])(?!\s?(?:달|월|연속|감소|증가|조치|회))",
        lambda m: _int(m["p"]),
    ),
    ("rank", r"(?:그|바로)\s?(?:다음|뒤)(?=[이였을,. ])(?!\s(?:달|해|날))|다음으로\s?(?:많|큰|컸)", 2),
    (
        "streak",
        rf"(?P<c>{NUMBER})\s?(?:개월|달)\s?(?:연속(?!\s?(?:\d위|선두|최))|연이어|내리|째(?=\s?(?:이어|계속)?[가-힣 ]{{0,8}}(?:{UP}|{DOWN}|오름|내림|오르막|내리막)))",
        lambda m: _int(m["c"]),
    ),
    ("times", r"두\s?배(?:로)?|곱절|갑절|배증", 2.0),
    ("times", r"세\s?배(?:로)?", 3.0),
    ("times", r"네\s?배(?:로)?", 4.0),
    ("times", r"다섯\s?배(?:로)?", 5.0),
    ("times", "절반|반\\s?토막(?:이|으로)?(?:\\s?났)?|반으로|(?<=과)반", 0.5),
    ("times", r"(?P<d>\d{1,2}|삼|사|오)분의\s?(?P<n>\d|일|이|삼)", _fraction),
    (
        "cmp",
        "보다(?:는|도)?|대비|에?\\s?비해서?|에\\s?견[줘주](?:면|어)?|에서(?=\\s?(?:[\\d약]|크게|대폭|소폭|급|줄|늘|감소|증가|회복|뛰|떨어|반등|껑충|쪼그라|불어|확대|축소))|[과와]\\s?(?:비교|견[줘주]|대비)[가-힣]{0,2}|(?:을|를)(?=\\s?(?:약\\s)?[\\d.]+(?:%|t|톤)?\\s?(?:가량\\s|정도\\s|이상\\s|넘게\\s)?(?:웃돌|밑돌|상회|하회|초과))",
        None,
    ),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("measure", "수출액|금액(?:\\s?기준)?", "value_usd"),
    ("measure", "물량|중량|무게로", "net_mass_kg"),
    ("unit value", "평균\\s?단가|단가", None),
    ("policy", "수출\\s?(?:통제|규제|허가|제한|업체|기업)", None),
    ("flow", "수출|선적|출하|나간|향한|실어\\s?보낸|사들인|사\\s?갔|가져[가갔]|받아|들여[온왔]", "export"),
    ("flow", "수입(?!국)", "import"),
    (
        "aside",
        "(?:세계|글로벌)\\s?(?:생산|공급|시장|수요)",
        ("a share of world output or of a market, which customs records do not show", "clause"),
    ),
    (
        "share",
        r"비중|점유율|차지|몫|(?:전체|총수출|총\s?물량)(?:\s?수출)?(?:량|물량)?(?:의|에서|\s?중)(?=\s?(?:약|거의)?\s?(?:\d|절반))",
        None,
    ),
    ("whole", "전\\s?세계|세계|전체|총수출|총\\s|합계|총량|전\\s국가", None),
    ("product", "희토류\\s?(?:영구\\s?)?자석|영구\\s?자석|네오디뮴\\s?자석|자석", "rare-earth-magnets"),
    ("product", "희토류", "rare-earths"),
    (
        "product",
        "갈륨|게르마늄|안티몬|흑연|리튬|텅스텐|철강|대두|자동차|반도체|디스프로슘|디스프로지움|터븀|테르븀|테르비움|산화|이트륨|사마륨|배터리|전기차|코발트|니켈|구리|원유|석탄",
        "other",
    ),
    ("aside", "관세(?!청)|세율", ("a tariff or tax", "near")),
    (
        "aside",
        "전망|예상|예측|것으로\\s?(?:보|관측|추정|내다)|관측|추산|추정|내다[보봤]|계획|목표|수\\s?있|가능성",
        ("a forecast, plan or expectation", "clause"),
    ),
    (
        "aside",
        "생산|능력|채굴|정제|매장|재고|수요|소비|증설|공장|규모의\\s?설비|착공|가동|쿼터",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        "입고|쓰인다|발주|주문|무게가|한\\s?대(?=에|당)|(?<!\\d)1대(?=당|에)|들어가는|직원|채용|인력|성능|비용|원가|임금|운임|납기|값이|값은|주가|주식|코스피|코스닥|증시|가격|시세|매출|이익|투자|수주|계약|지분|조달|의존",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", "허가|승인|신청|라이선스", ("licences, applications or a survey", "clause")),
    (
        "aside",
        "(?:우리|이|해당|그의|저희)\\s?(?:회사|업체|공장|기업)|자사|당사|저희",
        ("a figure of one company", "sure"),
    ),
    ("it", "(?<![가-힣\\d])(?:이는|이\\s|그\\s)", None),
    (
        "other",
        r"에\s?(?:이어|밀려|이은|뒤진|뒤처|뒤이은)|(?:을|를)\s?(?:대신|제치|제친|앞[질지]|추월|따돌)|다음으로(?!\s?[많큰컸])",
        None,
    ),
    ("stop", "[,.;](?=\\s)|지만|으나|반면|…", None),
    ("and", "와\\s|과\\s|및|했고|하고|·", None),
    ("respectively", "각각", None),
]

LANGUAGE = Language(
    name="ko",
    decimal=".",
    number=rf"{MIXED}|{group(',')}(?:\.\d+)?|\d+(?:\.\d+)?",
    scales={"만": 1e4, "억": 1e8, "천": 1e3, "백만": 1e6},
    units=[
        (r"톤|t(?![A-Za-z])|㌧", "kg", 1000.0),
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
    hedges=[("(?:최소)\\s", "more"), ("(?:거의)\\s", "nearly"), ("(?:약|대략|대략적으로|어림잡아)\\s?", "about")],
    after=[
        ("\\s?(?:이상|초과|넘게|넘는|넘어|[을를이가]?\\s?(?:넘|웃돌|웃도|훌쩍))", "more"),
        ("\\s?(?:미만|이하|에도?\\s?(?:미치지\\s?못|못\\s?미[치친쳤])|도\\s?(?:안|채\\s?안)\\s)", "less"),
        ("\\s?(?:가량|정도|안팎|남짓|내외|수준|대(?=[가를로의에 ]))", "about"),
        ("\\s?(?:가까[이운]|에\\s?(?:육박|근접|달할\\s정도))", "nearly"),
    ],
    spaced=False,
    areas=[
        (
            r"(?:미국을\s(?:제외한|뺀)(?:\s(?:나머지|다른)(?:\s(?:국가|나라|지역))?)?|미국\s(?:외|이외)의?\s(?:국가|나라|지역))",
            "X-WLD-EXCEPT-USA",
        ),
        ("미국|대미(?=[\\s는은도의])|(?<![가-힣])美", "USA"),
        ("유럽연합|EU", "EUN"),
        ("독일|대독(?=[\\s는은도의])", "DEU"),
        ("일본|대일(?=[\\s는은도의])|(?<![가-힣])日(?![ 一-鿿])", "JPN"),
        ("한국(?![가-힣]{2,6}(?:연구원|협회|공사|은행))|우리나라|국내(?=로|에\\s들어|\\s?도입|\\s?반입)", "KOR"),
        ("베트남", "VNM"),
        ("네덜란드", "NLD"),
        ("인도(?![네분량일됐받]|적|하[는고])", "IND"),
        ("대만", "TWN"),
        ("홍콩", "HKG"),
        ("유럽(?!연합)", "X-EUROPE"),
        ("아시아(?!나)", "X-ASIA"),
    ],
    reporter="(?:중국|中)(?!\\s?(?:해관|세관))",
    base_first=True,
)
