"""Chinese words. 增长6.6倍 is a rise by 6.6 times the base; 是…的7.6倍 is 7.6 times the base."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import HAN_DIGITS, MIXED, read

Y = r"(?:(?P<y>20\d\d|19\d\d)年)"
NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
TO = r"(?:[-~～–—―至到])"
BUYER = r"(?:出口|单一|海外)?(?:目的地|目的国|买家|市场|进口国|客户|采购国|出口国|出口市场|国家|流向地)"
UP = "多出|多(?=[\\d约近了])|高(?=[\\d约近了])|增长|增加|上升|上涨|激增|飙升|大增|暴增|猛增|攀升|提高|回升|反弹|高出|扩大|跃升|大涨|增至|升至|增幅|升幅|涨幅|同增|增|升"
DOWN = "少(?=[\\d约近了一])|低(?=[\\d约近了])|差(?=[\\d约近了])|缩水|下降|减少|下跌|下滑|锐减|骤降|大降|萎缩|回落|收窄|缩减|降至|跌至|减至|降幅|跌幅|低于|骤减|暴跌|下挫|减|降|跌"
SINCE = r"(?:创|为|是|达到?)?(?:下|出)?(?:自)?"


def _int(text: str) -> int:
    return int(read(text).value)


def _month(match: re.Match) -> tuple:
    return "month", int(match["y"] or 0), int(match["m"])


def _since(match: re.Match) -> tuple:
    direction = 1 if re.search("高|多|大", match["w"]) else -1
    if match["c"]:
        return direction, "months", _int(match["c"]) * (12 if "年" in match[0] else 1)
    return direction, "since", ("month", int(match["y"] or 0), int(match["m"]))


def _quarter(match: re.Match) -> tuple:
    if "半年" in match[0]:
        year = int(match["y"] or 0)
        return ("span", year, 7, 12) if "下" in match[0] else ("span", year, 1, 6)
    number, year = _int(match["r"]), int(match["z"] or 0)
    return ("span", year, 1, 3 * number) if "前" in match[0] else ("span", year, 3 * number - 2, 3 * number)


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
        "time",
        rf"(?:{Y}|今年)?(?P<m>1[0-2]|[1-9])月?{TO}(?P<n>1[0-2]|[1-9])月(?:份)?",
        lambda m: ("span", int(m["y"] or 0), int(m["m"]), int(m["n"])),
    ),
    ("time", r"去年(?P<m>1[0-2]|0?[1-9])月(?:份)?", lambda m: ("month last year", int(m["m"]))),
    ("time", rf"(?:{Y}|今年|本年)?(?P<m>1[0-2]|0?[1-9])月(?:份)?", _month),
    (
        "time",
        rf"(?:{Y}|今年)?(?:上|下)半年(?P<q>)|(?:{Y.replace('y>', 'z>')}|今年)?(?:第|前)?(?P<r>[一二三四1-4])(?:个)?季度",
        _quarter,
    ),
    (
        "time",
        rf"(?:{Y}|今年)?(?:前|头)(?P<c>{NUMBER})个?月",
        lambda m: ("span", int(m["y"] or 0), 1, min(12, max(1, _int(m["c"])))),
    ),
    ("time", r"同比|(?:较|比|与)?(?:去年|上年|上一年)(?:同期|同月)(?:相比)?|年增|按年|年减", ("rel", -12)),
    (
        "time",
        r"环比|(?:较|比|与)(?:上月|上个月|前月|前一个?月|上一个?月)(?:相比)?|按月|月增|月减|前一个?月|上一个月",
        ("rel", -1),
    ),
    ("time", r"今年以来|年初至今|年内|累计", ("to date",)),
    ("time", r"上个?月", ("last month",)),
    ("time", r"(?:较|比|与)(?:去年|上年|上一年|前一年)", ("rel", -12)),
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
        rf"第(?P<o>[一二三四五六七八九十\d])大(?:的)?{BUYER}|(?:排名|位居|位列|排在|退居|稳居|名列|高居|位于|排|居|列|为|是|升至|降至|跌至|退至)第(?P<p>[一二三四五六七八九十\d])(?!大|[一二三四个次年季])(?:位|名)?",
        lambda m: _int(m["o"] or m["p"]),
    ),
    (
        "rank",
        rf"最大(?:的)?(?:单一)?(?:稀土)?(?:磁铁|磁体|永磁)?{BUYER}|(?:排名|位居|位列|排在|稳居|名列|高居|居)首(?:位)?",
        1,
    ),
    (
        "record",
        rf"{SINCE}(?:{Y}|今年)?(?P<m>1[0-2]|[1-9])月(?:份)?以来(?:的)?(?:单月)?(?P<w>最高|新高|最低|新低|最多|最大)(?P<c>)",
        _since,
    ),
    (
        "record",
        rf"(?:创)?(?:下)?(?:近)?(?P<c>{NUMBER})(?:个月|年)(?:来|以来)?(?:的)?(?P<w>新高|最高|新低|最低|高位|低位|低点|高点)(?P<y>)(?P<m>)",
        _since,
    ),
    ("record", r"仅次于(?:历史)?(?:最高|新高|纪录|峰值)(?:的)?(?:单月|月份)?", (1, "ever", 2)),
    ("record", r"(?:创)?(?:今年|年内)(?:以来)?(?:的)?(?:新高|最高)", (1, "of year", 0)),
    ("record", r"(?:创)?(?:今年|年内)(?:以来)?(?:的)?(?:新低|最低)", (-1, "of year", 0)),
    ("record", r"历史(?:新高|最高|纪录)|创(?:下)?纪录|有记录以来(?:的)?最高", (1, "ever", 1)),
    ("record", r"历史(?:新低|最低)|有记录以来(?:的)?最低", (-1, "ever", 1)),
    ("streak", rf"(?:已)?连续(?:第)?(?P<c>{NUMBER})个?月", lambda m: _int(m["c"])),
    ("times", r"翻(?:了)?(?:一)?(?:倍|番)|倍增", 2.0),
    ("times", r"腰斩|(?:的|约|近)?一半|半数|减半", 0.5),
    ("times", r"三分之一", 1 / 3),
    ("times", r"三分之二", 2 / 3),
    ("times", r"四分之一", 0.25),
    ("cmp", "较|相比|相较|高于|从|由(?=\\d|[一二三四五六七八九十]月)|比", None),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", "持平", 0),
    ("measure", "出口额|金额|按价值|价值|货值|以美元计|总值|出口值", "value_usd"),
    ("measure", "按重量|按数量|重量", "net_mass_kg"),
    ("unit value", "均价|单价|平均价格", None),
    ("policy", "出口(?:管制|许可证?|限制|禁令|配额|商|企业)", None),
    ("flow", "出口|外销|输出|出货|运往|发往|销往|发货|供应给", "export"),
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
        "镓|锗|锑|石墨|锂|钨|钴|镍|铜|铝|钢材|大豆|汽车|电动车|手机|集成电路|氧化物|镝|铽|货物贸易|外贸",
        "other",
    ),
    ("share", "占比|占|份额|比重|比例", None),
    ("aside", "关税|税率|加征", ("a tariff or tax", "near")),
    (
        "aside",
        "估计|估算|料将|预计|预期|有望|可能|或将|将(?=达|增|超|升|降)|预测|目标|计划",
        ("a forecast, plan or expectation", "clause"),
    ),
    (
        "aside",
        "产能|产量|开采|冶炼|配额|储量|库存|需求|消费量",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        "板块|概念股|指数|股价|股票|涨停|股份|收盘|价格|营收|利润|投资",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", "许可证|许可|审批|批准|申请", ("licences, applications or a survey", "clause")),
    ("it", "该国|这一|该|其(?!中)", None),
    ("other", "仅次于|次于|超过(?=[^\\d约近])|落后于|除", None),
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
        (r"成(?!为|本|长|了)", "%", 10.0),
        (r"(?:多)?倍", "times", 1.0),
        (r"美元/(?:公斤|千克)", "USD/kg", 1.0),
        (r"美元/吨", "USD/kg", 0.001),
        (r"美元", "USD", 1.0),
        (r"元(?:人民币)?", "CNY", 1.0),
        (r"欧元", "EUR", 1.0),
    ],
    patterns=PATTERNS,
    hedges=[
        ("(?:超过|超|逾|高达|至少|多达|突破)", "more"),
        ("(?:不足|不到|低于|少于)", "less"),
        ("(?:近|将近|接近)", "nearly"),
        ("(?:约|大约|大概|左右|约为)", "about"),
    ],
    after=[("(?:左右|上下)", "about"), ("(?:以上|多)", "more")],
    spaced=False,
    areas=[
        (r"美国|(?:对|向|输|赴|往)美(?![元洲])", "USA"),
        ("欧盟", "EUN"),
        (r"德国|(?:对|向)德(?!国)", "DEU"),
        (r"日本|(?:对|向)日(?![本报])", "JPN"),
        (r"韩国|南韩|(?:对|向)韩(?!国)", "KOR"),
        ("越南", "VNM"),
        ("荷兰", "NLD"),
        ("印度(?!尼)", "IND"),
        ("台湾", "TWN"),
        ("香港", "HKG"),
        ("欧洲", "X-EUROPE"),
        ("其他国家|其余国家", "X-OTHER"),
    ],
    reporter="中国|我国|中方|国内",
    base_first=True,
)
