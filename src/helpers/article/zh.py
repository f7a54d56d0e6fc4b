"""Chinese words. 增长6.6倍 is a rise by 6.6 times the base; 是…的7.6倍 is 7.6 times the base."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import HAN_DIGITS, MIXED, read

Y = r"(?:(?P<y>20\d\d|19\d\d)年)"
NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
TO = r"(?:[-~～–—―至到])"
BUYER = r"(?:出口|单一|海外)?(?:目的地|目的国|流向|买家|市场|进口国|客户|采购国|出口国|出口市场|国家|流向地)"
UP = "多出|放量|净增|贵(?=[\\d约近了])|走高|走强|连增|连升|连涨|冲高|冲至|扩大|跃至|上扬|抬升|提升|新增|多(?=[\\d约近了])|高(?=[\\d约近了])|增长|增加|上升|上涨|激增|飙升|大增|暴增|猛增|攀升|提高|回升|反弹|高出|扩大|跃升|大涨|增至|升至|增幅|升幅|涨幅|同增|增|升"
DOWN = "缩量|净减|连降|连跌|走低|走弱|走软|滑落|下探|腰斩至|探至|跌破|少(?=[\\d约近了一两二三四五六七八九逾])|低(?=[\\d约近了])|差(?=[\\d约近了])|缩水|下降|减少|下跌|下滑|锐减|骤降|大降|萎缩|回落|收窄|缩减|降至|跌至|减至|降幅|跌幅|低于|骤减|暴跌|下挫|减|降|跌"
SINCE = r"(?:创|为|是|达到?|刷新)?(?:了|下|出)?(?:自)?"
LAST = "(?:去年|上年|上一年)"
TOP = r"(?:最高|新高|最低|新低|最多|最大|最少|次高|第二高|第三高)(?:水平|值|纪录|位|点|的?月份|的?单月)?"


def _int(text: str) -> int:
    return int(read(text).value)


def _month(match: re.Match) -> tuple:
    return "month", int(match["y"] or 0), int(match["m"])


def _year(match: re.Match) -> int:
    """The year of a month or span as it is written; -1 for the last one, 0 where it goes without saying."""
    return int(match["y"]) if match["y"] else -1 if re.match(LAST, match[0]) else 0


def _place(text: str) -> int:
    """The place among months that a superlative means: 第四高, 次高, 最高."""
    return 2 if text.startswith("次") else _int(text[1]) if text.startswith("第") else 1


def _fraction(match: re.Match) -> float:
    return _int(match["n"]) / _int(match["d"])


def _since(match: re.Match) -> tuple:
    direction = 1 if re.search("高|多|大", match["w"]) else -1
    if match["c"] == "半":
        return direction, "months", 6
    if match["c"]:
        return direction, "months", _int(match["c"]) * (12 if "年" in match[0] else 1)
    if not match["m"]:
        return direction, "since", None  # the month stands before the bracket: "9月(420吨)以来"
    return direction, "since", ("month", int(match["y"] or 0), int(match["m"]))


def _quarter(match: re.Match) -> tuple:
    if "半年" in match[0]:
        year = _year(match)
        return ("span", year, 7, 12) if "下" in match[0] else ("span", year, 1, 6)
    number, year = _int(match["r"]), int(match["z"] or 0) or (-1 if re.match(LAST, match[0]) else 0)
    return (
        ("span", year, 1, 3 * number) if re.search("[前首头]", match[0]) else ("span", year, 3 * number - 2, 3 * number)
    )


PATTERNS = [
    (
        "date",
        r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d-\d\d-\d\d|\d{1,2}日|(?:20\d\d年)?\d{1,2}月\d{1,2}日",
        "a day",
    ),
    ("date", r"\d{1,2}:\d\d", "a time of day"),
    ("date", r"(?:税号|编码|海关编码|HS)[:： ]?\d{4,10}|8505\d{4}", "a code"),
    ("date", r"第\d+号|[〔\[]\d+[〕\]]", "a reference"),
    (
        "date",
        rf"(?:自)?{Y}?(?:1[0-2]|[1-9])月(?:份)?以来(?=(?:的)?(?:首|第一|一直|持续|逐|陆续|,|，))",
        "a month since when",
    ),
    (
        "date",
        r"每[一二三四五六七八九十百\d]+(?:吨|公斤)[^,，。]{0,6}?(?:约|近)?[一二三四五六七八九十\d]+多?吨",
        "a ratio",
    ),
    (
        "time",
        rf"(?:{Y}|今年|{LAST})?(?P<m>1[0-2]|[1-9])月?{TO}(?P<n>1[0-2]|[1-9])月(?:份)?",
        lambda m: ("span", _year(m), int(m["m"]), int(m["n"])),
    ),
    ("time", r"截至(?P<n>1[0-2]|[1-9])月(?:末|底|份)?(?!\d)", lambda m: ("span", 0, 1, int(m["n"]))),
    ("time", rf"{LAST}(?P<m>1[0-2]|0?[1-9])月(?:份)?", lambda m: ("month last year", int(m["m"]))),
    ("time", rf"(?:{Y}|今年|本年)?(?P<m>1[0-2]|0?[1-9])月(?:份)?", _month),
    (
        "time",
        rf"(?:{Y}|今年|{LAST})?(?:上|下)半年(?P<q>)|(?:{Y.replace('y>', 'z>')}|今年|{LAST})?(?:第|前|首|头)?(?P<r>[一二三四1-4])(?:个)?季度?",
        _quarter,
    ),
    (
        "time",
        rf"(?:{Y}|今年|{LAST})?(?:前|头|首)(?![一1]个?月)(?P<c>{NUMBER})个?月",
        lambda m: ("span", _year(m), 1, min(12, max(1, _int(m["c"])))),
    ),
    (
        "time",
        r"同比|(?:较|比|与)?(?:去年|上年|上一年|一年前)(?:的)?(?:同期|同月)(?:水平)?(?:相比)?|(?:较|比|与)?一年(?:之)?前|年增|按年|年减",
        ("rel", -12),
    ),
    ("time", r"较上(?:一)?季度?|上(?:一)?季度?", ("rel", -3)),
    (
        "time",
        r"环比|(?:较|比|与)(?:上月|上个月|前月|前一个?月|上一个?月)(?:相比)?|按月|月增|月减|前一个?月|上一个月|(?:较|比|与)一个月(?:之)?前",
        ("rel", -1),
    ),
    ("time", r"今年以来|年初至今|年内(?!新|最|次|第)", ("to date",)),
    ("time", r"上个?月", ("last month",)),
    ("time", r"(?:较|比|与)(?:去年|上年|上一年|前一年)(?!\d|同|上|下|第|前|[一二三四]季)(?:相比)?", ("rel", -12)),
    ("time", r"(?:上年|上一年|前一年)(?!\d|同|上|下|第|前|[一二三四]季|全年|月)", ("rel", -12)),
    ("time", rf"{LAST}月均", ("mean last year",)),
    ("time", r"(?<!\d年)全年", ("whole year",)),
    ("time", r"去年(?:全年)?", ("year of", -1)),
    ("time", r"今年", ("year of", 0)),
    ("time", r"(?P<y>20\d\d|19\d\d)年(?:全年)?月(?:均|平均)", lambda m: ("mean", int(m["y"]))),
    (
        "time",
        r"(?P<y>20\d\d|19\d\d)年(?:全年)?(?:同期)?",
        lambda m: ("same" if "同期" in m[0] else "year", int(m["y"])),
    ),
    (
        "rank",
        rf"第(?P<o>[一二三四五六七八九十\d])大(?:的)?{BUYER}|(?:(?:排名|位居|位列|排在|排名|退居|稳居|名列|高居|位于|滑落|下滑|跌落|落|跃居|跃升|重返|重回|升|降|跌|退|排|居|列|为|是|占据)(?:至|到|在|为|回)?)?"
        r"第(?P<p>[一二三四五六七八九])(?:位|名)?(?![大次年季批期条款项号届阶章轮步线场方者产\d]|个)",
        lambda m: _int(m["o"] or m["p"]),
    ),
    (
        "rank",
        rf"(?:最大|头号)(?:的)?(?:单一)?(?:稀土)?(?:磁铁|磁体|永磁)?{BUYER}|(?:排名|位居|位列|排在|稳居|名列|高居|仍居|列|居|登|坐稳)(?:榜)?首(?:位)?|榜首|领跑",
        1,
    ),
    ("rank", r"(?:排名)?(?:其次|次席|紧随其后)(?=[是为的])|位居次席|居次", 2),
    (
        "record",
        rf"{SINCE}(?:{Y}|今年|{LAST})?(?P<m>1[0-2]|[1-9])月(?:份)?以来(?:的)?(?:单月|月度)?(?P<w>{TOP})(?P<c>)",
        _since,
    ),
    ("record", rf"(?<=[)吨])以来(?:的)?(?:单月|月度)?(?P<w>{TOP})(?P<y>)(?P<m>)(?P<c>)", _since),
    (
        "record",
        rf"(?:创|刷新)?(?:了|下)?(?:近)?(?P<c>{NUMBER}|半)(?:个月|年)(?:来|以来|内)?(?:的)?(?:单月|月度)?(?P<w>{TOP}|高位|低位|低点|高点)(?P<y>)(?P<m>)",
        _since,
    ),
    (
        "record",
        rf"{SINCE}{Y}以来(?:的)?(?:同期|单月|月度|年度)?(?P<w>{TOP})",
        lambda m: (1 if re.search("高|多|大", m["w"]) else -1, "since year", int(m["y"])),
    ),
    ("record", r"仅次于(?:历史)?(?:最高|新高|纪录|峰值)(?:的)?(?:单月|月份)?", (1, "ever", 2)),
    (
        "record",
        rf"(?:创|刷新)?(?:下|了)?(?:今年|年内|当年|全年|{Y})(?:以来)?(?:的)?(?:单月|月度)?(?P<w>{TOP}|第[二三四五](?:高|低|多))(?:的)?(?:月份|单月|水平)?|"
        rf"(?:(?:在)?(?:今年|年内|当年|全年|{Y.replace('y>', 'z>')})(?:以来)?(?:的)?)?(?:在)?(?:各|逐|所有|十二个|12个)(?:个)?月(?:份)?(?:之?中|里|内)?(?:的)?(?:单月)?"
        r"(?:排名?|位居|位列|居|列|为)?(?P<v>第[二三四五六](?:位|名|高)?|(?<=[中里内居列])首(?:位)?|最[高低多少])",
        lambda m: (
            -1 if re.search("低|少", m["w"] or m["v"]) else 1,
            "nth of year",
            (_place(m["w"] or m["v"]), int(m["y"] or m["z"] or 0)),
        ),
    ),
    (
        "record",
        r"(?:创|刷新)?(?:下|了)?(?:单月|月度)?(?:历史|有记录以来|有统计以来)(?:的)?(?:单月|月度)?(?P<w>新高|最高|纪录|峰值|次高|第二高|最多)(?:纪录|水平|的月份)?|创(?:下)?纪录",
        lambda m: (1, "ever", _place(m["w"] or "")),
    ),
    ("record", r"(?:历史|有记录以来|有统计以来)(?:的)?(?:新低|最低)", (-1, "ever", 1)),
    (
        "streak",
        rf"(?:已)?(?:连续(?:第)?|连(?:降|升|增|跌|涨))(?P<c>{NUMBER})个?月(?!位|居|保持|稳居|高于|低于|超过|成为|排)|(?P<d>[二两三四五六七八九])连(?:降|升|增|跌|涨)",
        lambda m: _int(m["c"] or m["d"]),
    ),
    ("times", r"翻(?:了)?(?:一)?(?:倍|番)|倍增", 2.0),
    ("times", r"翻(?:了)?两番", 4.0),
    ("times", r"腰斩|一半|半数|减半|折半|过半|对折|(?<=近)半(?![年个月数])|(?<=[小大])半(?=[来输运出流发销])", 0.5),
    ("times", r"(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])", _fraction),
    ("cmp", "相较于?|较|相比|高于|从|由(?=\\d|[一二三四五六七八九十]月)|比(?![例重])", None),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", "持平", 0),
    ("measure", "出口额|金额|按价值|价值|货值|以美元计|总值|出口值", "value_usd"),
    ("measure", "按重量|按数量|重量|数量(?=上|则|方面|也)|出口量", "net_mass_kg"),
    ("unit value", "均价|单价|平均价格", None),
    ("policy", "出口(?:管制|许可证?|限制|禁令|配额|商|企业)", None),
    (
        "flow",
        "出口|外销|输出|出货|流向|运往|发往|销往|发货|供应给|(?:当月|当期|(?:自|从)(?:我国|中国|华))(?:共|累计)?(?:进口|购入|采购|买入)|采购|购入|买入",
        "export",
    ),
    ("flow", "进口|输入", "import"),
    (
        "aside",
        "全球(?:稀土|磁铁|磁体|永磁)?(?:产量|供应|市场|需求|产能)|(?:全球|世界)(?:的)?\\d+%",
        ("a share of world output or of a market, which customs records do not show", "clause"),
    ),
    ("whole", "全部(?=出口)|全球|世界|总计|总量|合计|总出口|各国|所有国家|整体|总体", None),
    (
        "product",
        "稀土(?:永)?磁(?:铁|体|材料?|钢)|稀土永磁(?:体|材料|铁)?|钕铁硼(?:永磁)?(?:磁体|磁铁|材料)?|永磁(?:体|材料|铁)|磁铁|磁体|磁材",
        "rare-earth-magnets",
    ),
    ("product", "稀土(?:产品|元素|矿产|金属)?(?:\\(不[含包][^)]{1,12}\\))?", "rare-earths"),
    (
        "product",
        "镓|锗|锑|石墨|锂|钨|钴|镍|铜|铝|钢材|大豆|汽车|电动车|手机|集成电路|(?<!含)氧化物|氧化镨钕|氧化镝|氧化铽|镨钕|镝|铽|钇|毛坯|货物贸易|外贸|稀土矿(?:产品)?",
        "other",
    ),
    ("share", "占比|占(?!据)|份额|比重|比例", None),
    ("aside", "[两二三四五六](?:国|大市场|个国家)合计", ("a sum of partners, which is not computed", "clause")),
    ("aside", "关税|税率|加征", ("a tariff or tax", "near")),
    (
        "aside",
        "估计|估算|打算|拟(?=[增将于在把])|争取|力争|考虑|料将|料(?=[增降升达超])|望(?=[增达超突])|展望|预计|预期|有望|可能|或将|或(?=回升|回落|增|降|升|达|超|突破|收窄|扩大|维持)|将(?=达|增|超|升|降|进一步|回升|突破|维持)|预测|目标|计划",
        ("a forecast, plan or expectation", "clause"),
    ),
    (
        "aside",
        "产能|产量|安全库存|开采|冶炼|配额|储量|库存|需求|消费量|投产|扩产|年产|毛坯|用量|消耗",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        "板块|概念股|订货|下单|订购|重量(?=[是为增减只轻比][^吨]{0,8}(?:倍|%))|每辆|每台|一辆|一台|单车|单台|招工|员工|工人|用工|性能|成本|费用|运费|售价|报价|交货期|工期|人工|指数|股价|股票|涨停|股份|收盘|价格|报价|均价(?=[^为达约\\d]{0,6}元)|营收|收入|净利|利润|投资|订单|中标|依赖|依存|公告|年报|财报",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", "许可证|许可|审批|批准|申请", ("licences, applications or a survey", "clause")),
    (
        "aside",
        "(?:[他她我本该这那]|我们|咱们|一)(?:的|家|们)?[^,，。;]{0,6}?(?:公司|工厂|厂里?|企业|厂家|供应商)|柜量|货柜|集装箱|订舱|发了?货款",
        ("a figure of one company", "sure"),
    ),
    ("it", "该国|这一|该|其(?!中)", None),
    (
        "other",
        "仅次于|次于|超过(?=[^\\d约近])|落后于|排在(?=[^第首])|反超|赶超|超越|取代|被(?=[^\\d]{2,4}(?:反超|超|赶))|除(?!了?美国)",
        None,
    ),
    ("other", "(?:之|以)?后(?=[^,;。]{0,4}(?:排|位|居|列|名列|第))|身后", "after"),
    ("mean", "(?:平均每月|每月平均|月均|月平均)", None),
    ("stop", "[,，;；。]|而|但", None),
    ("and", "和|与|及|、|以及", None),
    ("respectively", "分别", None),
]


LANGUAGE = Language(
    name="zh",
    decimal=".",
    number=rf"{MIXED}|{group(',')}(?:\.\d+)?|\d+(?:\.\d+)?|{HAN_DIGITS}(?=吨|公斤|千克|倍|成|万吨|美元|亿美元|个百分点)",
    scales={"万": 1e4, "亿": 1e8, "千万": 1e7, "百万": 1e6, "千": 1e3},
    units=[
        (r"(?:多|余)?吨", "kg", 1000.0),
        (r"(?:多|余)?(?:公斤|千克|kg)", "kg", 1.0),
        (r"个百分点", "points", 1.0),
        (r"%", "%", 1.0),
        (r"成(?:半|[一二三四五六七八九](?![成吨个年月]))?(?!为|本|长|了)", "%", 10.0),
        (r"(?:多)?倍", "times", 1.0),
        (r"美元/(?:公斤|千克)", "USD/kg", 1.0),
        (r"美元/吨", "USD/kg", 0.001),
        (r"美元", "USD", 1.0),
        (r"元(?:人民币)?", "CNY", 1.0),
        (r"欧元", "EUR", 1.0),
    ],
    patterns=PATTERNS,
    hedges=[
        ("(?:超过|超|逾|高达|至少|多达|突破|不止|略高于|略超)", "more"),
        ("(?:不足|不到|低于|少于|略低于|尚不足)", "less"),
        ("(?:近|将近|接近|几近|几乎)", "nearly"),
        ("(?:约|大约|大概|左右|约为)", "about"),
    ],
    after=[("(?:左右|上下)", "about"), ("(?:以上|多(?![出达于\\d约近]))", "more")],
    spaced=False,
    areas=[
        (
            r"(?:除(?:了)?美国(?:之|以)?外(?:的)?(?:其他|其余)?(?:国家|市场|地区)?|美国以外(?:的)?(?:国家|市场|地区)?)",
            "X-WLD-EXCEPT-USA",
        ),
        (r"美国|(?:对|向|输|赴|往)美(?![元洲])", "USA"),
        ("欧盟|(?:对|向|输)欧(?![元洲盟])", "EUN"),
        (r"德国|(?:对|向)德(?!国)", "DEU"),
        (r"日本|(?:对|向)日(?![本报])", "JPN"),
        (r"韩国|南韩|(?:对|向)韩(?!国)", "KOR"),
        ("越南", "VNM"),
        ("荷兰", "NLD"),
        ("印度(?!尼)", "IND"),
        ("台湾", "TWN"),
        ("香港", "HKG"),
        ("欧洲", "X-EUROPE"),
        ("亚洲(?!通讯|开发|周刊)", "X-ASIA"),
        ("其他国家|其余国家", "X-OTHER"),
    ],
    reporter="(?:中国|我国|中方|国内)(?!(?:的)?海关)",
    base_first=True,
)
